//! Cues that last too long, cut in time: as few parts as can be, at the places where a cue that holds
//! too much is cut too, and at line endings.

use super::layout::Layout;
use super::line_groups::SpeakerChange;
use super::scripts::is_bilingual;
use super::speaker_changes::turns;
use super::split::{self, BEST, UNEVEN, Weighed, weigh};
use super::words::BreakWords;
use crate::rewrite::{self, Split};
use crate::time::{Interval, Timestamp};
use crate::timeline::{Cue, Shown, Timeline};

/// How long a cue and its parts may last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DurationLimit {
    /// Cues that last longer than this many ms are cut into parts that do not. Default 8,000.
    pub max_duration: i64,
    /// Shortest part in ms. Default 833 (5/6 s), Netflix's minimum (general requirements, read 2026-11-22).
    pub min_duration: i64,
    /// Between two parts, in ms. Default 0.
    pub min_gap: i64,
}

impl Default for DurationLimit {
    fn default() -> Self {
        Self { max_duration: 8000, min_duration: 833, min_gap: 0 }
    }
}

/// How the cues that last too long are to be cut ([`rewrite::split_all`] does it), and those for which
/// there is no way: an end that is not known or absurdly late, fewer words than parts, parts that would be too short,
/// timestamps in the text that would leave their part. Ends of sentences and changes of speakers come
/// first, then line endings and good places for a line break; parts last as long as their text takes
/// room, none longer than allowed.
///
/// ```
/// use cuesmith::reflow::{DurationLimit, split_by_duration};
/// use cuesmith::rewrite::split_all;
/// use cuesmith::source::{Edits, Source};
/// use cuesmith::{ReadOptions, open};
///
/// let text = "1\n00:00:00,000 --> 00:00:10,000\nIt rains here.\nIt rained all week.\n";
/// let source = Source::from_text(text);
/// let file = open(&source, None, &ReadOptions::default());
/// let (splits, left) = split_by_duration(&file.timeline, &DurationLimit::default());
/// let edits: Edits = split_all(&file, &splits).edits.into_iter().collect();
/// assert_eq!(
///     edits.apply(text).unwrap(),
///     "1\n00:00:00,000 --> 00:00:04,242\nIt rains here.\n\n\
///      2\n00:00:04,242 --> 00:00:10,000\nIt rained all week.\n"
/// );
/// assert!(left.is_empty());
/// ```
#[must_use]
pub fn split_by_duration(timeline: &Timeline<'_>, long: &DurationLimit) -> (Vec<Split>, Vec<u32>) {
    let (mut splits, mut left) = (Vec::new(), Vec::new());
    let layout = Layout {
        // Lines stay as they are: nothing is too wide for them.
        max_chars: u32::MAX / 2,
        words: BreakWords::of(timeline.language.as_deref()),
        ..Layout::default()
    };
    let mut shown = Shown::default();
    for (index, cue) in timeline.cues.iter().enumerate() {
        if cue.interval.duration() <= long.max_duration {
            continue;
        }
        let index = index as u32;
        shown.fill(timeline, cue);
        match plan(timeline, cue, &shown, long, &layout) {
            Some((cuts, times)) => splits.push(Split { cue: index, cuts, times }),
            None => left.push(index),
        }
    }
    (splits, left)
}

/// A cue is cut into no more parts than this: what lasts longer has a wrong end.
const MOST_PARTS: usize = 120;

type Plan = (Vec<crate::source::Span>, Vec<Interval>);

fn plan(
    timeline: &Timeline<'_>,
    cue: &Cue<'_>,
    shown: &Shown,
    long: &DurationLimit,
    layout: &Layout<'_>,
) -> Option<Plan> {
    // Of a cue in two languages, both are shown together.
    if cue.interval.end == Timestamp::OPEN || long.max_duration <= 0 || is_bilingual(&shown.text) {
        return None;
    }
    let (each, all) = (
        long.max_duration.checked_add(long.min_gap)?,
        cue.interval.duration().checked_add(long.min_gap)?,
    );
    let parts = usize::try_from(all / each + i64::from(all % each != 0)).ok()?;
    if parts > MOST_PARTS {
        return None;
    }
    let cuts = cuts(&shown.text, &turns(timeline, shown), parts, layout)?;
    let limits = (layout, long.min_duration, long.min_gap);
    let mut times = split::times(timeline, cue, shown, &cuts, limits)?;
    if times.iter().any(|part| part.duration() > long.max_duration) {
        // If moved, a cut would leave its timestamp.
        if cuts.iter().any(|cut| split::stamp(timeline, cue, shown, *cut).is_some()) {
            return None;
        }
        shorten(&mut times, long);
    }
    Some((cuts.iter().map(|cut| rewrite::cut_at(shown, *cut)).collect(), times))
}

/// How far from where equal parts would end a cut is looked for, as a share of a part. The places
/// looked at for two cuts do not meet.
const REACH: f32 = 0.45;

/// The places (bytes) that cut a text into so many parts, the cheapest near where equal parts would
/// end. `None` when it has fewer pieces.
fn cuts(
    text: &str,
    turns: &[SpeakerChange],
    parts: usize,
    layout: &Layout<'_>,
) -> Option<Vec<usize>> {
    let Weighed { pieces, costs, widths, .. } = weigh(text, turns, layout);
    if parts > pieces.len() {
        return None;
    }
    // Where each piece ends.
    let mut ends: Vec<u32> = Vec::with_capacity(pieces.len());
    let mut so_far = 0;
    for (at, (piece, gap)) in widths.iter().enumerate() {
        ends.push(so_far + piece);
        // A line ending is as wide as a space.
        so_far += piece + (*gap).max(u32::from(pieces[at].ends_line));
    }
    let mean = *ends.last()? as f32 / parts as f32;
    let mut cuts = Vec::with_capacity(parts - 1);
    // The first piece of the next part.
    let mut from = 0;
    for part in 1..parts {
        let target = mean * part as f32;
        // Every later part needs a piece.
        let last = pieces.len() - (parts - part);
        let place = |to: f32| ends.partition_point(|end| (*end as f32) < to).clamp(from, last);
        let near = place(target - REACH * mean)..place(target + REACH * mean);
        let weight = |&at: &usize| {
            let off = (ends[at] as f32 - target) / mean.max(1.0);
            let cost = if pieces[at].ends_line { costs[at].min(BEST) } else { costs[at] };
            cost + UNEVEN * off * off
        };
        let best = near.min_by(|a, b| weight(a).total_cmp(&weight(b)));
        let at = best.unwrap_or_else(|| place(target).min(last - 1));
        from = at + 1;
        cuts.push(pieces[from].text.start);
    }
    Some(cuts)
}

/// Gives what parts last too long to the others, each as much as it has room.
fn shorten(times: &mut [Interval], long: &DurationLimit) {
    let max = long.max_duration;
    let room: i64 = times.iter().map(|part| (max - part.duration()).max(0)).sum();
    let excess: i64 = times.iter().map(|part| (part.duration() - max).max(0)).sum();
    let (mut so_far, mut given) = (0_i64, 0);
    let Some(mut start) = times.first().map(|part| part.start.0) else { return };
    for part in times {
        let own = (max - part.duration()).max(0);
        so_far += own;
        let share = i128::from(excess) * i128::from(so_far) / i128::from(room.max(1));
        let more = share as i64 - given;
        given += more;
        let duration = part.duration().min(max) + more;
        *part = Interval::from_ms(start, start.saturating_add(duration));
        start = part.end.0.saturating_add(long.min_gap);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::{ReadOptions, open, read};

    /// The parts of a cue of so many ms, with their times; or nothing.
    fn parts(text: &str, ms: i64, long: &DurationLimit) -> Option<Vec<(i64, i64, String)>> {
        let end = crate::Format::WebVtt.format_time(Timestamp(ms));
        let text = format!("WEBVTT\n\n00:00.000 --> {end}\n{text}\n");
        let source = Source::from_text(&text);
        let file = open(&source, None, &ReadOptions::default());
        let (splits, _) = split_by_duration(&file.timeline, long);
        let done = rewrite::split_all(&file, splits.get(..1)?);
        let mut edits = crate::source::Edits::default();
        done.edits.into_iter().for_each(|edit| edits.push(edit));
        let new = edits.apply(&text).unwrap();
        let timeline = read(&new, None, &ReadOptions::default()).document.lower();
        let said = |cue: &Cue<'_>| crate::timeline::visible_text(&timeline, cue);
        let part = |cue: &Cue<'_>| (cue.interval.start.0, cue.interval.end.0, said(cue));
        Some(timeline.cues.iter().map(part).collect())
    }

    fn texts(text: &str, ms: i64) -> Vec<String> {
        let long = DurationLimit { max_duration: 7000, ..DurationLimit::default() };
        parts(text, ms, &long).unwrap().into_iter().map(|(_, _, text)| text).collect()
    }

    #[test]
    fn sentences_speakers_and_lines_end_parts() {
        assert_eq!(
            texts("We waited. No one came to\nmeet us at the quay.", 14_000),
            ["We waited. No one came to", "meet us at the quay."]
        );
        assert_eq!(
            texts("We waited for long. No one came\nto meet us.", 14_000),
            ["We waited for long.", "No one came\nto meet us."]
        );
        assert_eq!(texts("- Is it late?\n- No.", 8000), ["- Is it late?", "- No."]);
        assert_eq!(texts("one two three", 21_000), ["one", "two", "three"]);
    }

    #[test]
    fn no_part_lasts_longer_than_allowed_and_all_time_is_kept() {
        let long = DurationLimit { max_duration: 7000, min_gap: 80, ..DurationLimit::default() };
        for ms in [7001, 9000, 14_080, 19_000, 20_999, 70_000] {
            let words = "a considerable number of words that say next to nothing at all, Sir.";
            let found = parts(words, ms, &long).unwrap();
            assert!(found.iter().all(|(start, end, _)| (833..=7000).contains(&(end - start))));
            assert!(found.windows(2).all(|pair| pair[1].0 - pair[0].1 == 80), "{found:?}");
            assert_eq!((found[0].0, found.last().unwrap().1), (0, ms));
            assert_eq!(found.len() as i64, (ms + 80 + 7079) / 7080, "{found:?}");
        }
    }

    #[test]
    fn what_cannot_be_cut_is_left() {
        let long = DurationLimit { max_duration: 1000, ..DurationLimit::default() };
        assert_eq!(parts("one two", 1200, &long), None); // twice 833 ms are more
        assert_eq!(parts("one", 1900, &long), None);
        // The song goes by its timestamps: the second part would last for three seconds.
        let long = DurationLimit { max_duration: 2000, min_duration: 500, min_gap: 0 };
        assert_eq!(parts("la <00:01.000>la", 4000, &long), None);
    }
}
