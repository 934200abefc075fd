//! Messages as WebVTT on one of their clocks, and back.

use super::check::{Finding, FindingKind};
use super::clock::Clock;
use super::map::ClockMap;
use super::message::Message;
use crate::format::Format;
use crate::time::Timestamp;
use crate::timeline::{Timeline, visible_text};

/// How captions are made of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebVttOptions {
    /// The clock of the cues.
    pub clock: Clock,
    /// Milliseconds for which a caption without an end lasts, unless the next one begins before that.
    pub duration: i64,
    /// Whether the times count from the first message on.
    pub from_zero: bool,
}

impl Default for WebVttOptions {
    fn default() -> Self {
        Self { clock: Clock::Start, duration: 5_000, from_zero: false }
    }
}

/// A caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveCue {
    /// The line of its message.
    pub line: u32,
    /// Milliseconds.
    pub start: i64,
    /// Milliseconds.
    pub end: i64,
    /// Plain text.
    pub text: String,
}

/// The captions of messages, in order. A text that another one replaces, and one without a time on the
/// clock, are dropped; the latter is a finding.
///
/// ```
/// use cuesmith::kaltura::live::{Clock, Shape, WebVttOptions, cues, read, to_webvtt};
///
/// let text = "{\"start\": 0, \"start_pts\": 60000}\n\
///             {\"start\": 1500, \"end\": 3000, \"text\": \"Fish & chips\"}\n";
/// let (messages, _) = read(text, &Shape::default());
/// let options = WebVttOptions { clock: Clock::Pts, ..WebVttOptions::default() };
/// let (cues, lost) = cues(&messages, &options);
/// assert!(lost.is_empty());
/// assert_eq!(to_webvtt(&cues), "WEBVTT\n\n00:01:01.500 --> 00:01:03.000\nFish &amp; chips\n");
/// ```
#[must_use]
pub fn cues(messages: &[Message], options: &WebVttOptions) -> (Vec<LiveCue>, Vec<Finding>) {
    let map = ClockMap::of(messages);
    let (mut cues, mut lost) = (Vec::new(), Vec::new());
    // The beginning of a message on the clock: its own, or one converted from another clock.
    let begin = |message: &Message| {
        message.clock(options.clock).or_else(|| {
            let known =
                Clock::ALL.iter().find_map(|clock| map.to_start(*clock, message.clock(*clock)?));
            map.from_start(options.clock, known?)
        })
    };
    let zero = match options.from_zero {
        true => messages.iter().find_map(begin).unwrap_or_default(),
        false => 0,
    };
    for message in messages.iter().filter(|message| !message.is_interim) {
        let Some(text) = &message.text else { continue };
        let mut lose = |what: String| {
            lost.push(Finding { line: message.line, kind: FindingKind::Time, message: what });
        };
        let Some(start) = begin(message).and_then(|start| start.checked_sub(zero)) else {
            lose(format!("no caption was made: its `{}` is unknown", options.clock.field()));
            continue;
        };
        if start < 0 {
            lose(format!("no caption was made: it starts {} ms before 0", start.saturating_neg()));
            continue;
        }
        let length = message.end.zip(message.start).map(|(end, start)| end.saturating_sub(start));
        let end = length.filter(|ms| *ms > 0).map_or(i64::MIN, |ms| start.saturating_add(ms));
        cues.push(LiveCue { line: message.line, start, end, text: text.clone() });
    }
    cues.sort_by_key(|cue| cue.start);
    let starts: Vec<i64> = cues.iter().map(|cue| cue.start).collect();
    for (at, cue) in cues.iter_mut().enumerate() {
        if cue.end == i64::MIN {
            let longest = cue.start.saturating_add(options.duration);
            let next = starts[at + 1..].iter().find(|start| **start > cue.start);
            cue.end = next.map_or(longest, |next| longest.min(*next));
        }
    }
    (cues, lost)
}

/// Writes captions as WebVTT.
#[must_use]
pub fn to_webvtt(cues: &[LiveCue]) -> String {
    let mut out = String::from("WEBVTT\n");
    for cue in cues {
        let time = |ms| Format::WebVtt.format_time(Timestamp(ms));
        out.push_str(&format!("\n{} --> {}\n", time(cue.start), time(cue.end)));
        // An empty line ends a cue.
        let lines = cue.text.split(['\r', '\n', '\0']).map(str::trim);
        for line in lines.filter(|line| !line.is_empty()) {
            out.push_str(&Format::WebVtt.escape(line));
            out.push('\n');
        }
    }
    out
}

/// Captions as messages: their times are on `clock`, and the others follow from the map.
#[must_use]
pub fn messages(
    timeline: &Timeline<'_>,
    clock: Clock,
    map: &ClockMap,
) -> (Vec<Message>, Vec<Finding>) {
    let (mut made, mut lost) = (Vec::new(), Vec::new());
    for (at, cue) in timeline.cues.iter().enumerate() {
        let text = visible_text(timeline, cue);
        let (from, to) = (cue.interval.start.0, cue.interval.end.0);
        let line = u32::try_from(at).map_or(u32::MAX, |at| at.saturating_add(1));
        let Some(start) = map.to_start(clock, from) else {
            let message = format!(
                "no message was made: the offset of `{}` from `start` is unknown",
                clock.field()
            );
            lost.push(Finding { line, kind: FindingKind::Time, message });
            continue;
        };
        made.push(Message {
            line,
            start: Some(start),
            end: start.checked_add(to.saturating_sub(from)),
            start_pts: map.from_start(Clock::Pts, start),
            start_epoch: map.from_start(Clock::Epoch, start),
            text: Some(text),
            is_interim: false,
        });
    }
    (made, lost)
}

#[cfg(test)]
mod tests {
    use super::super::message::{Shape, Unit, read, write};
    use super::*;
    use crate::source::Source;
    use crate::{ReadOptions, open_silently};

    const LINES: &str = r#"{"start": 0, "start_pts": 900000, "start_epoch": 1764590400000}
{"start": 1500, "text": "Good", "final": false}
{"start": 1500, "end": 3000, "start_pts": 901500, "start_epoch": 1764590402100, "text": "Good morning."}
{"start": 4000, "start_pts": 904000, "start_epoch": 1764590404700, "text": "a --> <b>\n\nFish & chips"}
{"start": 6000, "start_pts": 906000, "start_epoch": 1764590406500, "text": "Last."}
"#;

    fn made(clock: Clock) -> String {
        let (messages, _) = read(LINES, &Shape::default());
        let (cues, lost) = cues(&messages, &WebVttOptions { clock, ..WebVttOptions::default() });
        assert_eq!(lost, []);
        to_webvtt(&cues)
    }

    #[test]
    fn each_clock_gives_its_own_times() {
        let start = "WEBVTT\n\n00:00:01.500 --> 00:00:03.000\nGood morning.\n\n\
                     00:00:04.000 --> 00:00:06.000\na --&gt; &lt;b&gt;\nFish &amp; chips\n\n\
                     00:00:06.000 --> 00:00:11.000\nLast.\n";
        assert_eq!(made(Clock::Start), start);
        assert!(made(Clock::Pts).contains("\n00:15:01.500 --> 00:15:03.000\nGood morning."));
        assert!(
            made(Clock::Epoch).contains("\n490164:00:02.100 --> 490164:00:03.600\nGood morning.")
        );
    }

    #[test]
    fn messages_come_back_with_all_clocks() {
        let (original, _) = read(LINES, &Shape::default());
        let map = ClockMap::of(&original);
        let finals: Vec<&Message> =
            original.iter().filter(|m| m.text.is_some() && !m.is_interim).collect();
        for clock in Clock::ALL {
            let text = made(clock);
            let source = Source::from_text(&text);
            let file = open_silently(&source, None, &ReadOptions::default());
            let (back, lost) = messages(&file.timeline, clock, &map);
            assert_eq!((back.len(), lost.len()), (3, 0));
            for (a, b) in back.iter().zip(&finals) {
                let clocks = |m: &Message| (m.start, m.start_pts, m.start_epoch);
                assert_eq!(clocks(a), clocks(b), "{clock:?}");
            }
        }
        let text = made(Clock::Pts);
        let source = Source::from_text(&text);
        let file = open_silently(&source, None, &ReadOptions::default());
        assert_eq!(messages(&file.timeline, Clock::Pts, &ClockMap::default()).1.len(), 3);
    }

    #[test]
    fn names_and_units_are_those_of_the_vendor() {
        let shape = Shape {
            start: "t.offset".into(),
            text: "alt.transcript".into(),
            start_unit: Unit::Seconds,
            pts_unit: Unit::Ticks,
            ..Shape::default()
        };
        let line = "{\"alt\":{\"transcript\":\"Hi.\"},\"end\":2.25,\"final\":true,\"start_pts\":90000,\"t\":{\"offset\":1.5}}\n";
        let (messages, errors) = read(line, &shape);
        assert_eq!(errors, []);
        assert_eq!(
            (messages[0].start, messages[0].end, messages[0].start_pts),
            (Some(1500), Some(2250), Some(1000))
        );
        let again = read(&write(&messages, &shape), &shape).0;
        assert_eq!(again, messages);
        let wrong = read("{\"start\": \"soon\"}\n[1]\n{\"text\": 3}\nhello\n", &Shape::default()).1;
        assert_eq!(wrong.iter().map(|e| e.line).collect::<Vec<_>>(), [1, 2, 3, 4]);
    }
}
