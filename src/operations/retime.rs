//! Other times.

use super::change::{Change, Changed};
use super::error::OperationError;
use super::option::{ms, pair, positive, range, rate, ratio, switch, whole};
use crate::format::Format;
use crate::read::Opened;
use crate::reflow::DurationLimit;
use crate::retime::{Clip, JoinShort, Negative, Options, Reason, RetimeError, TimeMap, retime};
use crate::time::{FrameRate, Interval, Timestamp};

pub(super) const OPTIONS: &[&str] = &[
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
];

#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    shift: i64,
    scale: Option<(i64, i64)>,
    from_fps: Option<FrameRate>,
    to_fps: Option<FrameRate>,
    sync: Vec<(i64, i64)>,
    clip: Option<Interval>,
    keep_times: bool,
    join_short: Option<i64>,
    max_chars: Option<u32>,
    max_lines: Option<u32>,
    split_longer: Option<i64>,
    min_duration: Option<i64>,
    max_duration: Option<i64>,
    min_gap: Option<i64>,
    rest: Options,
}

impl Request {
    pub(super) fn set(&mut self, name: &str, value: &str) -> Option<()> {
        let rest = &mut self.rest;
        match name {
            "shift" => self.shift = value.parse().ok()?,
            "scale" => self.scale = Some(ratio(value)?),
            "from_fps" => self.from_fps = Some(rate(value)?),
            "to_fps" => self.to_fps = Some(rate(value)?),
            "sync" => {
                let points = value.split(',').map(|point| pair(point.trim(), '='));
                self.sync = points.collect::<Option<_>>().filter(|p: &Vec<_>| p.len() <= 2)?;
            }
            "clip_negative" => {
                rest.negative = if switch(value)? { Negative::Clip } else { Negative::Refuse };
            }
            "clip" => self.clip = Some(range(value)?),
            "keep_times" => self.keep_times = switch(value)?,
            "sort" => rest.sort = switch(value)?,
            "snap" => rest.snap = Some(rate(value)?),
            "min_duration" => {
                self.min_duration = Some(ms(value)?);
                rest.steps.extend = true;
            }
            "max_cps" => {
                rest.max_cps = Some(positive(value)?);
                rest.steps.extend = true;
            }
            "max_duration" => {
                self.max_duration = Some(ms(value)?);
                rest.steps.cut = true;
            }
            "min_gap" => {
                self.min_gap = Some(ms(value)?);
                rest.steps.gaps = true;
            }
            "close_gaps" => {
                rest.limits.close_gaps = ms(value)?;
                rest.steps.gaps = true;
            }
            "trim_overlaps" => rest.steps.overlaps = switch(value)?,
            "join_same" => rest.join_same = Some(ms(value)?),
            "join_short" => self.join_short = Some(ms(value)?),
            "max_chars" => self.max_chars = Some(whole(value, 1, 1000)?),
            "max_lines" => self.max_lines = Some(whole(value, 1, 16)?),
            "split_longer" => self.split_longer = Some(ms(value)?),
            _ => rest.limits.media_duration = Some(ms(value)?),
        }
        Some(())
    }

    /// The library's options.
    fn options(&self) -> Result<Options, OperationError> {
        let wrong = |message: String| OperationError::Options(message);
        let too_large = || OperationError::Retime(RetimeError::TooLarge);
        let rates = match (self.from_fps, self.to_fps) {
            (Some(from), Some(to)) => TimeMap::rates(from, to),
            (None, None) => Some(TimeMap::IDENTITY),
            _ => return Err(wrong("`from_fps` and `to_fps` need each other".to_owned())),
        };
        let at = |(from, to): &(i64, i64)| (Timestamp(*from), Timestamp(*to));
        let synced = match &self.sync[..] {
            [] => TimeMap::IDENTITY,
            [first, rest @ ..] => TimeMap::sync(at(first), rest.first().map(at))
                .map_err(|error| wrong(error.to_string()))?,
        };
        let scale = self.scale.map_or(Some(TimeMap::IDENTITY), |(n, d)| TimeMap::scale(n, d));
        let steps = [rates, scale, Some(synced), Some(TimeMap::shift(self.shift))];
        let map = steps.into_iter().try_fold(TimeMap::IDENTITY, |map, step| map.then(step?));
        if let (Some(min), Some(max)) = (self.min_duration, self.max_duration)
            && min > max
        {
            let message =
                format!("`min_duration` ({min} ms) is more than `max_duration` ({max} ms)");
            return Err(wrong(message));
        }
        let mut options = Options { map: map.ok_or_else(too_large)?, ..self.rest };
        options.clip = self.clip.map(|range| Clip { range, keep_times: self.keep_times });
        let limits = &mut options.limits;
        limits.min_duration = self.min_duration.unwrap_or(limits.min_duration);
        limits.max_duration = self.max_duration.unwrap_or(limits.max_duration);
        limits.min_gap = self.min_gap.unwrap_or(limits.min_gap);
        limits.frame_rate = options.snap;
        options.join_short = self.join_short.map(|below| {
            let base = JoinShort::default();
            JoinShort {
                below,
                max_chars: self.max_chars.unwrap_or(base.max_chars),
                max_lines: self.max_lines.unwrap_or(base.max_lines),
                max_duration: self.max_duration.unwrap_or(base.max_duration),
                ..base
            }
        });
        options.split_long = self.split_longer.map(|max_duration| {
            let base = DurationLimit::default();
            DurationLimit {
                max_duration,
                min_duration: self.min_duration.unwrap_or(base.min_duration),
                min_gap: self.min_gap.unwrap_or(base.min_gap),
            }
        });
        Ok(options)
    }

    pub(super) fn run(&self, file: &Opened<'_>) -> Result<Changed, OperationError> {
        let made = retime(file, &self.options()?)?;
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
                "`min_duration` (600 ms) is more than `max_duration` (500 ms)",
            ),
            (&[("clip", "5-1")], "`5-1` is not a valid value for the option `clip`"),
        ];
        for (given, want) in errors {
            assert_eq!(retimed(given).unwrap_err(), want);
        }
    }
}
