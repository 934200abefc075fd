//! Other times.

use super::change::{Change, Changed};
use super::error::OperationError;
use super::option::{ms, pair, positive, range, rate, ratio, switch, whole};
use super::request;
use crate::format::Format;
use crate::read::Opened;
use crate::retime::{Options, Reason, Request, retime};
use crate::time::{FrameRate, Interval, Timestamp};

/// The options so far; a frame rate may wait for the other one.
#[derive(Clone, Debug, Default)]
pub(super) struct Retime {
    request: Request,
    from_fps: Option<FrameRate>,
    to_fps: Option<FrameRate>,
}

impl Retime {
    /// The changes that the options request.
    fn request_for(&self, file: &Opened<'_>) -> Result<Options, OperationError> {
        let rates = match (self.from_fps, self.to_fps) {
            (Some(from), Some(to)) => Some((from, to)),
            (None, None) => None,
            _ => {
                let message = "`from_fps` and `to_fps` need each other".to_owned();
                return Err(OperationError::Options(message));
            }
        };
        let frame_rate = file.reading.srt.frame_rate;
        let request = Request { rates, frame_rate, ..self.request.clone() };
        request.options().map_err(|error| OperationError::Options(error.to_string()))
    }
}

impl request::Request for Retime {
    fn options(&self) -> &'static [&'static str] {
        &[
            "shift",
            "scale",
            "from_fps",
            "to_fps",
            "sync",
            "clip_negative",
            "clip",
            "keep_times",
            "sort",
            "snap",
            "min_duration",
            "max_cps",
            "max_duration",
            "min_gap",
            "close_gaps",
            "trim_overlaps",
            "join_same",
            "join_short",
            "max_chars",
            "max_lines",
            "split_longer",
            "media_duration",
        ]
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        let request = &mut self.request;
        match name {
            "shift" => request.shift = Some(value.parse().ok()?),
            "scale" => request.scale = Some(ratio(value)?),
            "from_fps" => self.from_fps = Some(rate(value)?),
            "to_fps" => self.to_fps = Some(rate(value)?),
            "sync" => {
                let points = value.split(',').map(|point| pair(point.trim(), '='));
                request.sync = points.collect::<Option<_>>()?;
            }
            "clip_negative" => request.clip_negative = switch(value)?,
            "clip" => request.clip = Some(range(value)?),
            "keep_times" => request.keep_times = switch(value)?,
            "sort" => request.sort = switch(value)?,
            "snap" => request.snap = Some(rate(value)?),
            "min_duration" => request.min_duration = Some(ms(value)?),
            "max_cps" => request.max_cps = Some(positive(value)?),
            "max_duration" => request.max_duration = Some(ms(value)?),
            "min_gap" => request.min_gap = Some(ms(value)?),
            "close_gaps" => request.close_gaps = Some(ms(value)?),
            "trim_overlaps" => request.trim_overlaps = switch(value)?,
            "join_same" => request.join_same = Some(ms(value)?),
            "join_short" => request.join_short = Some(ms(value)?),
            "max_chars" => request.max_chars = Some(whole(value, 1, 1000)?),
            "max_lines" => request.max_lines = Some(whole(value, 1, 16)?),
            "split_longer" => request.split_longer = Some(ms(value)?),
            _ => request.media_duration = Some(ms(value)?),
        }
        Some(())
    }

    fn run(&self, file: &Opened<'_>) -> Result<Changed, OperationError> {
        let made = retime(file, &self.request_for(file)?)?;
        let format = file.format();
        let cue = |at: u32| &file.timeline.cues[at as usize];
        let done = made.changes.iter().map(|change| Change {
            cue: change.cue,
            span: cue(change.cue).origin.timing(),
            before: shown(format, change.before),
            after: change.after.map_or_else(String::new, |to| shown(format, to)),
            left: None,
        });
        let left = made.left.iter().map(|left| {
            let now = shown(format, cue(left.cue).interval);
            let after = match left.why {
                Reason::Times(to) => shown(format, to),
                _ => now.clone(),
            };
            let span = cue(left.cue).origin.timing();
            Change { cue: left.cue, span, before: now, after, left: Some(why(left.why)) }
        });
        let changes = done.chain(left).collect();
        Ok(Changed { edits: made.edits, account: made.account, changes })
    }
}

/// Times as the format writes them; an open end is empty.
fn shown(format: Format, Interval { start, end }: Interval) -> String {
    let end = if end == Timestamp::OPEN { String::new() } else { format.format_time(end) };
    format!("{} --> {end}", format.format_time(start))
}

const fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Times(_) => "its times are not written in the cue",
        Reason::Removal => "other cues would be removed with it",
        Reason::Overlap(_) => "it still overlaps another cue",
        Reason::Long => "it lasts too long and cannot be split",
        Reason::Reversed => "it ends before it starts",
    }
}

#[cfg(test)]
mod tests {
    use crate::operations::Operation;
    use crate::source::Source;
    use crate::{ReadOptions, open};

    const TEXT: &str =
        "1\n00:00:01,000 --> 00:00:04,000\nOne\n\n2\n00:00:03,000 --> 00:00:05,000\nTwo\n";

    fn retimed(given: &[(&str, &str)]) -> Result<String, String> {
        let source = Source::from_text(TEXT);
        let file = open(&source, None, &ReadOptions::default());
        let mut operation = Operation::new("retime").unwrap();
        for (name, value) in given {
            operation.set(name, value).map_err(|error| error.to_string())?;
        }
        let done = operation.run(&file).map_err(|error| error.to_string())?;
        Ok(done.edits.apply(TEXT).unwrap())
    }

    #[test]
    fn steps_run_in_the_order_of_the_command() {
        let text = retimed(&[("shift", "100"), ("scale", "2")]).unwrap();
        assert!(text.contains("00:00:02,100 --> 00:00:08,100"), "{text}");
        let text = retimed(&[("sync", "1000=2000, 3000=6000")]).unwrap();
        assert!(text.contains("00:00:02,000 --> 00:00:08,000"), "{text}");
        let text = retimed(&[("trim_overlaps", "true"), ("min_gap", "80")]).unwrap();
        assert!(text.contains("00:00:01,000 --> 00:00:02,920"), "{text}");
        let text = retimed(&[("clip", "2500-3500")]).unwrap();
        assert!(text.contains("00:00:00,000 --> 00:00:01,000"), "{text}");
        let text = retimed(&[("clip", "2500-3500"), ("keep_times", "true")]).unwrap();
        assert!(text.contains("00:00:02,500 --> 00:00:03,500"), "{text}");
    }

    #[test]
    fn options_that_do_not_fit_together_are_errors() {
        let errors = [
            (&[("from_fps", "25")][..], "`from_fps` and `to_fps` need each other"),
            (&[("shift", "-2000")], "cue 1 would begin 1000 ms before zero"),
            (
                &[("max_duration", "500"), ("min_duration", "600")],
                "the minimum duration (600 ms) is more than the maximum (500 ms)",
            ),
            (&[("clip", "5-1")], "`5-1` is not a valid value for the option `clip`"),
        ];
        for (given, want) in errors {
            assert_eq!(retimed(given).unwrap_err(), want);
        }
    }
}
