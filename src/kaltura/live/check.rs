//! Checks the clocks of messages: drift, gaps, order, and late messages.

use super::clock::Clock;
use super::message::Message;
use crate::source::Severity;

/// When something is worth a finding. Milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckOptions {
    /// How far `start_pts` may move against `start`.
    pub max_drift: i64,
    /// How long there may be no message.
    pub max_gap: i64,
    /// How much later than the first message another may be received, relative to `start`.
    pub max_late: i64,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self { max_drift: 100, max_gap: 10_000, max_late: 3_000 }
    }
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FindingKind {
    /// No clock, or an end before the start.
    Time,
    /// A message that begins before the one above it.
    Order,
    /// The same message twice.
    Duplicate,
    /// `start_pts` moves against `start`.
    Drift,
    /// `start_pts` begins again at 0 (33 bits of 90 kHz).
    Wrap,
    /// A long time without a message.
    Gap,
    /// A message that was received late.
    Late,
    /// `start_epoch` goes back, or is ahead of what the media allow.
    Epoch,
}

impl FindingKind {
    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Order => "order",
            Self::Duplicate => "duplicate",
            Self::Drift => "drift",
            Self::Wrap => "wrap",
            Self::Gap => "gap",
            Self::Late => "late",
            Self::Epoch => "epoch",
        }
    }

    /// How bad it is.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::Time => Severity::Error,
            Self::Order | Self::Duplicate | Self::Drift | Self::Late | Self::Epoch => {
                Severity::Warning
            }
            Self::Wrap | Self::Gap => Severity::Info,
        }
    }
}

/// A problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line of the message, from 1.
    pub line: u32,
    /// What it is about.
    pub kind: FindingKind,
    /// One sentence.
    pub message: String,
}

/// 2^33 ticks of 1/90000 s, in milliseconds: where a presentation time begins again.
const WRAP: i64 = 95_443_718;

/// Compares the clocks of messages with each other. Presentation times that begin again go on from
/// where they were.
pub fn check(messages: &mut [Message], options: &CheckOptions) -> Vec<Finding> {
    let mut work = Work { options: *options, found: Vec::new() };
    work.unwrap_pts(messages);
    work.order(messages);
    work.drift(messages);
    work.late(messages);
    let mut found = work.found;
    found.sort_by_key(|finding| finding.line);
    found
}

struct Work {
    options: CheckOptions,
    found: Vec<Finding>,
}

impl Work {
    fn tell(&mut self, line: u32, kind: FindingKind, message: String) {
        self.found.push(Finding { line, kind, message });
    }

    fn unwrap_pts(&mut self, messages: &mut [Message]) {
        let mut last: Option<i64> = None;
        let mut turns: i64 = 0;
        for message in messages {
            let Some(pts) = message.start_pts else { continue };
            // A step back by more than half a turn is a new one.
            if last.is_some_and(|last| last.saturating_sub(pts) > WRAP / 2) && pts < WRAP {
                turns += 1;
                let said =
                    "`start_pts` starts again at 0, and is counted as if it continued".to_owned();
                self.tell(message.line, FindingKind::Wrap, said);
            }
            last = Some(pts);
            message.start_pts = pts.checked_add(WRAP.saturating_mul(turns)).or(Some(pts));
        }
    }

    fn order(&mut self, messages: &[Message]) {
        let mut last: Option<&Message> = None;
        // How far the messages reach: to the end of a caption where it has one.
        let mut reached: Option<i64> = None;
        for message in messages {
            if Clock::ALL.iter().all(|clock| message.clock(*clock).is_none()) {
                let said = "the message has none of the three clocks".to_owned();
                self.tell(message.line, FindingKind::Time, said);
                continue;
            }
            let Some(start) = message.start else { continue };
            if start < 0 {
                let said = format!("`start` is {start}: it counts from 0 at the first chunk");
                self.tell(message.line, FindingKind::Time, said);
            }
            if let Some(end) = message.end.filter(|end| *end <= start) {
                let said = match start.saturating_sub(end) {
                    0 => "the message ends where it starts".to_owned(),
                    by => format!("the message ends {by} ms before it starts"),
                };
                self.tell(message.line, FindingKind::Time, said);
            }
            if let Some(before) = last {
                let (line, from) = (before.line, before.start.unwrap_or(start));
                if start == from && message.text.is_some() && message.text == before.text {
                    let said = format!("the message repeats line {line}");
                    // The final text may repeat an interim one.
                    if message.is_interim == before.is_interim {
                        self.tell(message.line, FindingKind::Duplicate, said);
                    }
                } else if start < from {
                    let by = from.saturating_sub(start);
                    let said = format!("the message starts {by} ms before that of line {line}");
                    self.tell(message.line, FindingKind::Order, said);
                }
            }
            if let Some(reached) = reached {
                let gap = start.saturating_sub(reached);
                if gap > self.options.max_gap {
                    let said = format!("no message for {gap} ms before this one");
                    self.tell(message.line, FindingKind::Gap, said);
                }
            }
            let reach = message.end.unwrap_or(start).max(start);
            reached = Some(reached.map_or(reach, |reached| reached.max(reach)));
            last = Some(message);
        }
    }

    /// Each move of `start_pts` against `start` is reported once: the new distance then becomes the reference.
    fn drift(&mut self, messages: &[Message]) {
        let mut measure: Option<(i64, u32)> = None;
        for message in messages {
            let (Some(start), Some(pts)) = (message.start, message.start_pts) else { continue };
            let ahead = pts.saturating_sub(start);
            let Some((known, line)) = measure else {
                measure = Some((ahead, message.line));
                continue;
            };
            let moved = ahead.saturating_sub(known);
            if moved.saturating_abs() > self.options.max_drift {
                let way = if moved > 0 { "ahead of" } else { "late against" };
                let by = moved.saturating_abs();
                let said =
                    format!("`start_pts` is {by} ms {way} `start`, compared with line {line}");
                self.tell(message.line, FindingKind::Drift, said);
                measure = Some((ahead, message.line));
            }
        }
    }

    fn late(&mut self, messages: &[Message]) {
        // The first message shows how long after its media a chunk is received.
        let mut first: Option<i64> = None;
        let mut last: Option<(i64, u32)> = None;
        let mut was_late = false;
        for message in messages {
            let Some(epoch) = message.start_epoch else { continue };
            if let Some((before, line)) = last.filter(|(before, _)| epoch < *before) {
                let by = before.saturating_sub(epoch);
                let said = format!("`start_epoch` goes back {by} ms against line {line}");
                self.tell(message.line, FindingKind::Epoch, said);
            }
            last = Some((epoch, message.line));
            let Some(start) = message.start else { continue };
            let ahead = epoch.saturating_sub(start);
            let late = ahead.saturating_sub(*first.get_or_insert(ahead));
            let is_late = late > self.options.max_late;
            if is_late && !was_late {
                let said =
                    format!("the message was received {late} ms late, compared with the first");
                self.tell(message.line, FindingKind::Late, said);
            }
            was_late = is_late;
            if late < -self.options.max_drift {
                // Media cannot come before they are made: the first was late, or a clock is wrong.
                let by = late.saturating_neg();
                let said =
                    format!("the message was received {by} ms early, compared with the first");
                self.tell(message.line, FindingKind::Epoch, said);
                first = Some(ahead);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::message::{Shape, read};
    use super::*;

    fn found(lines: &[&str]) -> Vec<(u32, &'static str, String)> {
        let (mut messages, errors) = read(&lines.join("\n"), &Shape::default());
        assert_eq!(errors, []);
        let found = check(&mut messages, &CheckOptions::default());
        found.into_iter().map(|f| (f.line, f.kind.name(), f.message)).collect()
    }

    #[test]
    fn clocks_that_keep_their_distance_are_silent() {
        let fine = [
            r#"{"start": 0, "start_pts": 900000, "start_epoch": 1764590400000}"#,
            r#"{"start": 2000, "end": 4000, "start_pts": 902040, "start_epoch": 1764590402900, "text": "One."}"#,
            r#"{"start": 4000, "start_pts": 904000, "start_epoch": 1764590404000, "text": "Two."}"#,
        ];
        assert_eq!(found(&fine), []);
    }

    #[test]
    fn drift_is_told_once_and_counted_from_there() {
        let lines = [
            r#"{"start": 0, "start_pts": 1000}"#,
            r#"{"start": 1000, "start_pts": 2500}"#,
            r#"{"start": 2000, "start_pts": 3500}"#,
            r#"{"start": 3000, "start_pts": 4000}"#,
        ];
        let said = found(&lines);
        assert_eq!(said.len(), 2, "{said:?}");
        assert_eq!((said[0].0, said[0].1), (2, "drift"));
        assert_eq!(said[0].2, "`start_pts` is 500 ms ahead of `start`, compared with line 1");
        assert_eq!(said[1].2, "`start_pts` is 500 ms late against `start`, compared with line 2");
        // A slow one adds up.
        let slow: Vec<String> = (0..9)
            .map(|n| format!(r#"{{"start": {}, "start_pts": {}}}"#, n * 1000, n * 1030))
            .collect();
        let slow: Vec<&str> = slow.iter().map(String::as_str).collect();
        assert_eq!(found(&slow).iter().map(|f| f.0).collect::<Vec<_>>(), [5, 9]);
    }

    #[test]
    fn order_gaps_late_messages_and_wrong_times_have_their_lines() {
        let lines = [
            r#"{"start": 0, "start_epoch": 5000}"#,
            "",
            r#"{"start": 12000, "start_epoch": 17000, "text": "One."}"#,
            r#"{"start": 12000, "start_epoch": 17000, "text": "One."}"#,
            r#"{"start": 11000, "start_epoch": 21000, "end": 10000, "text": "Two."}"#,
            r#"{"text": "Three."}"#,
            r#"{"start": 13000, "start_epoch": 20500}"#,
        ];
        let said: Vec<(u32, &str)> = found(&lines).iter().map(|f| (f.0, f.1)).collect();
        let expected = [
            (3, "gap"),
            (4, "duplicate"),
            (5, "time"),
            (5, "order"),
            (5, "late"),
            (6, "time"),
            (7, "epoch"),
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_presentation_time_that_begins_again_is_counted_on() {
        let (mut messages, _) = read(
            "{\"start\": 0, \"start_pts\": 95443000}\n{\"start\": 1000, \"start_pts\": 282}",
            &Shape::default(),
        );
        let found = check(&mut messages, &CheckOptions::default());
        assert_eq!(found.iter().map(|f| f.kind).collect::<Vec<_>>(), [FindingKind::Wrap]);
        assert_eq!(messages[1].start_pts, Some(95_444_000));
    }
}
