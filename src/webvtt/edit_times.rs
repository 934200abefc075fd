//! Times as an author wrote them, and changes to the timestamps inside the text of cues, which tell
//! the parts of a song apart.

use crate::source::{Edit, Span};
use crate::time::{Clock, Interval, Timestamp};
use crate::timeline::edit::timestamp_format;
use crate::timeline::{Cue, RunKind, Timeline};

/// A time in the form of `like` where that can express it; otherwise in full, without hours where `like` has
/// none and none are needed.
pub(super) fn format_like(like: &str, time: Timestamp) -> String {
    timestamp_format::in_style_of('.', like, time).unwrap_or_else(|| {
        let full = Clock { time, mark: '.' }.to_string();
        match full.strip_prefix("00:") {
            Some(rest) if like.matches(':').count() == 1 => rest.to_owned(),
            _ => full,
        }
    })
}

/// Moves the timestamps inside the text of a cue that is to be shown at `to`, each to where `moved`
/// brings it. They must be inside the cue, each later than the one before (cue-timestamp-order): of
/// those that would leave it, the ones at its start or before go, because what follows them is shown
/// from the start; the first at its end or later is put 1 ms before the end, so that what follows stays
/// unsung, and the others after it go. One that was no better before is only moved.
pub(super) fn move_stamps(
    timeline: &Timeline<'_>,
    cue: &Cue<'_>,
    to: Interval,
    moved: impl Fn(Timestamp) -> Timestamp,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    let inside = |time: Timestamp, cue: Interval| cue.start < time && time < cue.end;
    let mut last = to.start;
    for run in timeline.runs_of(cue) {
        let RunKind::Timestamp(time) = run.kind else { continue };
        let mut new = Timestamp(moved(time).0.max(0));
        if inside(time, cue.interval) && !inside(new, to) {
            let before_end = to.end.shifted(-1);
            if new <= to.start || before_end <= last {
                edits.push(Edit::delete(run.span));
                continue;
            }
            new = before_end;
        }
        last = last.max(new);
        if new != time {
            // Between the brackets, of which the second may be missing.
            let closed = u32::from(run.span.slice(timeline.source).ends_with('>'));
            let inner = Span::new(run.span.start + 1, run.span.end - closed);
            let formatted = format_like(inner.slice(timeline.source), new);
            edits.push(Edit::replace(inner, formatted));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Edits;
    use crate::webvtt::{ParseOptions, lower, parse};

    /// The payload of a cue from 1 to 5 s after it is shown at other times.
    fn cut(payload: &str, start: i64, end: i64, shift: i64) -> String {
        let head = "WEBVTT\n\n00:01.000 --> 00:05.000\n";
        let text = format!("{head}{payload}\n");
        let timeline = lower(&parse(&text, &ParseOptions::default()).document);
        let to = Interval::from_ms(start, end);
        let mut edits = Edits::default();
        let moved = move_stamps(&timeline, &timeline.cues[0], to, |time| time.shifted(shift));
        moved.into_iter().for_each(|edit| edits.push(edit));
        edits.apply(&text).unwrap()[head.len()..].trim_end().to_owned()
    }

    #[test]
    fn timestamps_stay_inside_their_cue() {
        let song = "a <00:02.000>b <00:03.000>c <00:04.000>d";
        assert_eq!(cut(song, 1000, 5000, 0), song);
        assert_eq!(cut(song, 0, 4000, -1000), "a <00:01.000>b <00:02.000>c <00:03.000>d");
        assert_eq!(cut(song, 2000, 5000, 0), "a b <00:03.000>c <00:04.000>d");
        assert_eq!(cut(song, 1000, 3000, 0), "a <00:02.000>b <00:02.999>c d");
        assert_eq!(cut(song, 2999, 3000, 0), "a b c d");
    }

    #[test]
    fn timestamps_that_were_outside_before_are_only_moved() {
        assert_eq!(cut("a <00:09.000>b", 1000, 4000, 500), "a <00:09.500>b");
    }

    #[test]
    fn webvtt_times_have_hours_where_they_had_them_or_need_them() {
        for (like, ms, want) in [
            ("00:05.000", 6500, "00:06.500"),
            ("00:05.000", 3_606_500, "01:00:06.500"),
            ("00:00:05.000", 6500, "00:00:06.500"),
            ("0:00:05.000", 6500, "0:00:06.500"),
            ("000:00:05.000", 6500, "000:00:06.500"),
            ("00:05.000x", 6500, "00:06.500"),
        ] {
            assert_eq!(format_like(like, Timestamp(ms)), want, "{like} {ms}");
        }
    }
}
