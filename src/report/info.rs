//! Statistics of a file: encoding, line endings, cues, reading speed, line lengths.

use serde::Serialize;

use super::json::SCHEMA;
use crate::read::Opened;
use crate::source::Certainty;
use crate::timeline::{Cue, Timeline, graphemes, words};

/// Statistics of a file. Serializes as JSON, schema 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Info {
    /// The version of the schema.
    pub schema: u32,
    /// The name to show.
    pub path: String,
    /// The format it was read as: `srt`, `webvtt`.
    pub format: &'static str,
    /// Length of the file in bytes.
    pub bytes: usize,
    /// Its encoding.
    pub encoding: EncodingInfo,
    /// Its line endings.
    pub line_endings: LineEndings,
    /// Number of cues.
    pub cues: usize,
    /// Earliest start in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_start_ms: Option<i64>,
    /// Latest end in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_end_ms: Option<i64>,
    /// Time during which at least one cue is shown, in milliseconds.
    pub covered_ms: i64,
    /// Cues that start before an earlier one ends.
    pub overlaps: usize,
    /// Visible characters (graphemes), a line break inside a cue counting as one.
    pub characters: u64,
    /// Words (UAX #29).
    pub words: u64,
    /// Reading speed. Absent when no cue has both text and a duration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed: Option<Speed>,
    /// The longest line. Absent when there is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_line: Option<LongestLine>,
    /// Most lines in a cue.
    pub max_lines: usize,
    /// Language of the file, if the file declares it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// How the bytes were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct EncodingInfo {
    /// WHATWG name.
    pub name: &'static str,
    /// `certain` (a mark, or valid UTF-8), `given`, `pattern` (of zero bytes) or `guess`.
    pub found: &'static str,
    /// Whether the file has a byte order mark.
    pub bom: bool,
    /// Number of bytes or code units that are not text in this encoding.
    pub invalid: usize,
}

/// Number of lines by line ending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LineEndings {
    /// In a line feed.
    pub lf: usize,
    /// In carriage return and line feed.
    pub crlf: usize,
    /// In a carriage return alone.
    pub cr: usize,
}

/// Reading speed over all cues with text and a duration.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Speed {
    /// Characters per second: all characters divided by all durations.
    pub average_cps: f64,
    /// Highest speed of a cue in characters per second.
    pub max_cps: f64,
    /// Zero-based position of that cue.
    pub max_cps_cue: usize,
    /// Words per minute: all words divided by all durations.
    pub average_wpm: f64,
}

/// The longest line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LongestLine {
    /// Its width in graphemes.
    pub characters: u32,
    /// Zero-based position of its cue.
    pub cue: usize,
}

/// Measures a file.
#[must_use]
pub fn info(path: &str, file: &Opened<'_>) -> Info {
    let (source, timeline) = (file.source, &file.timeline);
    let (first, last, covered_ms, overlaps) = times(&timeline.cues);
    let mut info = Info {
        schema: SCHEMA,
        path: path.to_owned(),
        format: timeline.format.name(),
        bytes: source.bytes.len(),
        encoding: EncodingInfo {
            name: source.encoding,
            found: found(source.certainty),
            bom: source.text.starts_with('\u{feff}'),
            invalid: source.invalid.len(),
        },
        line_endings: line_endings(&source.text),
        cues: timeline.cues.len(),
        first_start_ms: first,
        last_end_ms: last,
        covered_ms,
        overlaps,
        characters: 0,
        words: 0,
        speed: None,
        longest_line: None,
        max_lines: 0,
        language: timeline.language.as_deref().map(str::to_owned),
    };
    measure_text(&mut info, timeline);
    info
}

const fn found(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Given => "given",
        Certainty::Declared => "declared",
        Certainty::Pattern => "pattern",
        Certainty::Guess => "guess",
    }
}

fn line_endings(text: &str) -> LineEndings {
    let bytes = text.as_bytes();
    let mut count = LineEndings::default();
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        match (bytes[at], bytes.get(at + 1)) {
            (b'\r', Some(b'\n')) => count.crlf += 1,
            (b'\r', _) => count.cr += 1,
            _ if at > 0 && bytes[at - 1] == b'\r' => {}
            _ => count.lf += 1,
        }
    }
    count
}

/// Earliest start, latest end, time covered, overlaps. Cues without a duration cover nothing, nor do
/// those without an end, as the length of the video is unknown.
fn times(cues: &[Cue<'_>]) -> (Option<i64>, Option<i64>, i64, usize) {
    let first = cues.iter().map(|cue| cue.interval.start.0).min();
    let ended = || cues.iter().filter(|cue| !cue.interval.is_open());
    let last = ended().map(|cue| cue.interval.end.0).max();
    let mut spans: Vec<(i64, i64)> = ended()
        .filter(|cue| cue.interval.duration() > 0)
        .map(|cue| (cue.interval.start.0, cue.interval.end.0))
        .collect();
    spans.sort_unstable();
    let (mut covered, mut overlaps, mut until) = (0_i64, 0, i64::MIN);
    for (start, end) in spans {
        overlaps += usize::from(start < until);
        covered = covered.saturating_add(end.saturating_sub(start.max(until)).max(0));
        until = until.max(end);
    }
    (first, last, covered, overlaps)
}

fn measure_text(info: &mut Info, timeline: &Timeline<'_>) {
    let (mut characters, mut word_count, mut time) = (0_u64, 0_u64, 0_i64);
    let mut fastest: Option<(f64, usize)> = None;
    let mut lines = Vec::new();
    for (index, cue) in timeline.cues.iter().enumerate() {
        timeline.lines_into(cue, &mut lines);
        info.max_lines = info.max_lines.max(lines.len());
        let mut in_cue = lines.len().saturating_sub(1) as u64;
        let mut words_in_cue = 0;
        for line in &lines {
            let width = graphemes(&line.text);
            in_cue += u64::from(width);
            words_in_cue += u64::from(words(&line.text));
            if width > info.longest_line.map_or(0, |longest| longest.characters) {
                info.longest_line = Some(LongestLine { characters: width, cue: index });
            }
        }
        info.characters += in_cue;
        info.words += words_in_cue;
        let duration = cue.interval.duration();
        if duration <= 0 || cue.interval.is_open() || in_cue == 0 {
            continue;
        }
        characters += in_cue;
        word_count += words_in_cue;
        time = time.saturating_add(duration);
        let cps = in_cue as f64 * 1000.0 / duration as f64;
        if fastest.is_none_or(|(most, _)| cps > most) {
            fastest = Some((cps, index));
        }
    }
    info.speed = fastest.map(|(max_cps, max_cps_cue)| Speed {
        average_cps: round(characters as f64 * 1000.0 / time as f64),
        max_cps: round(max_cps),
        max_cps_cue,
        average_wpm: round(word_count as f64 * 60_000.0 / time as f64),
    });
}

/// Two decimals are enough for a speed.
fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::open;
    use crate::source::Source;

    fn measured(path: &str, text: &str) -> Info {
        info(path, &open(&Source::from_text(text), Some(path), &Default::default()))
    }

    #[test]
    fn speed_lines_and_cover_are_counted_by_the_published_definitions() {
        let info = measured(
            "a.srt",
            "1\n00:00:00,000 --> 00:00:02,000\nOne two\nthree\n\n\
             2\n00:00:01,000 --> 00:00:03,000\nFour\n\n\
             3\n00:00:05,000 --> 00:00:05,000\nno time\n\n\
             4\n00:00:09,000 --> 00:00:08,000\nreversed\n",
        );
        assert_eq!((info.first_start_ms, info.last_end_ms), (Some(0), Some(8000)));
        assert_eq!((info.covered_ms, info.overlaps), (3000, 1));
        // "One two", a break, "three": 13; "Four": 4; "no time": 7; "reversed": 8.
        assert_eq!((info.characters, info.words, info.max_lines), (32, 7, 2));
        // 17 characters and 4 words in 4 seconds of cues; the first has 13 in 2.
        let speed = info.speed.unwrap();
        assert_eq!((speed.average_cps, speed.max_cps, speed.max_cps_cue), (4.25, 6.5, 0));
        assert_eq!(speed.average_wpm, 60.0);
        assert_eq!(info.longest_line, Some(LongestLine { characters: 8, cue: 3 }));
    }

    #[test]
    fn line_ends_are_counted_by_kind() {
        let info = measured("a.srt", "a\nb\r\nc\rd");
        assert_eq!(info.line_endings, LineEndings { lf: 1, crlf: 1, cr: 1 });
    }

    #[test]
    fn a_file_without_cues_has_no_speed() {
        let info = measured("x.vtt", "");
        assert_eq!((info.cues, info.first_start_ms, info.covered_ms), (0, None, 0));
        assert!(info.speed.is_none() && info.longest_line.is_none());
    }
}
