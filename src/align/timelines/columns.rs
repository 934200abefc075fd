//! Formats with one line per word: CTM of Kaldi and NIST, RTTM of diarization, NLP of Rev's fstalign.
//!
//! CTM is `file channel start duration word [confidence]`, RTTM `SPEAKER file channel start duration <NA> <NA>
//! name ...`, both in seconds; NLP is a table with a header line and columns separated by `|`.

use super::build::Builder;
use super::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};
use crate::time::Timestamp;

/// The maximum number of characters of a line that an error shows.
const SHOWN: usize = 60;

/// Reads a text in one of the formats; `None` if it is in none of them. The first line that is not a comment
/// decides the format.
pub(super) fn read(text: &str) -> Option<Result<WordTimeline, TimelineError>> {
    let (_, first) = lines(text).next()?;
    let fields: Vec<&str> = first.split_whitespace().take(10).collect();
    if first.starts_with("token|") {
        return Some(nlp(text));
    }
    if matches!(fields[0], "SPEAKER" | "SPKR-INFO" | "LEXEME") && fields.len() >= 8 {
        return Some(rttm(text));
    }
    let is_ctm = matches!(fields.len(), 5 | 6)
        && seconds(fields[2]).is_some()
        && seconds(fields[3]).is_some()
        && fields.get(5).is_none_or(|field| number(field).is_some());
    is_ctm.then(|| ctm(text))
}

/// The lines that are neither empty nor comments, with their numbers from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with(";;"))
}

fn ctm(text: &str) -> Result<WordTimeline, TimelineError> {
    let mut builder = Builder::default();
    for (number, line) in lines(text) {
        let mut fields = line.split_whitespace();
        let (Some(_), Some(_), Some(start), Some(length), Some(word)) =
            (fields.next(), fields.next(), fields.next(), fields.next(), fields.next())
        else {
            return Err(broken(number, line, "file, channel, start, duration and word"));
        };
        let (Some(start), Some(length)) = (seconds(start), seconds(length)) else {
            return Err(broken(number, line, "start and duration in seconds as fields 3 and 4"));
        };
        let end = Some(start.shifted(length.0));
        let confidence = fields.next().and_then(self::number).map(|c| c.clamp(0.0, 1.0) as f32);
        builder
            .word(word, TimedWord { start: Some(start), end, confidence, ..TimedWord::default() });
    }
    Ok(builder.finish(None, None))
}

fn rttm(text: &str) -> Result<WordTimeline, TimelineError> {
    let mut builder = Builder::cues();
    for (number, line) in lines(text) {
        let fields: Vec<&str> = line.split_whitespace().take(10).collect();
        if fields[0] != "SPEAKER" {
            continue;
        }
        let time = |at: usize| fields.get(at).and_then(|field| seconds(field));
        let (Some(start), Some(length), Some(name)) = (time(3), time(4), fields.get(7)) else {
            return Err(broken(number, line, "start, duration and name as fields 4, 5 and 8"));
        };
        let speaker = builder.speaker(name);
        let end = Some(start.shifted(length.0));
        builder.turn(TimedWord { start: Some(start), end, speaker, ..TimedWord::default() });
    }
    Ok(builder.finish(None, None))
}

fn nlp(text: &str) -> Result<WordTimeline, TimelineError> {
    let mut lines = lines(text);
    let header: Vec<&str> =
        lines.next().map(|(_, line)| line.split('|').collect()).unwrap_or_default();
    let column = |name: &str| header.iter().position(|column| *column == name);
    let (token, speaker) = (column("token"), column("speaker"));
    let (start, end, punctuation) = (column("ts"), column("endTs"), column("punctuation"));
    let mut builder = Builder::default();
    for (number, line) in lines {
        let fields: Vec<&str> = line.split('|').take(header.len()).collect();
        let field =
            |at: Option<usize>| at.and_then(|at| fields.get(at).copied()).unwrap_or_default();
        let time = |at: Option<usize>| match field(at) {
            "" => Ok(None),
            text => match seconds(text) {
                Some(time) => Ok(Some(time)),
                None => Err(broken(
                    number,
                    line,
                    "times in seconds or nothing in the columns `ts` and `endTs`",
                )),
            },
        };
        if field(token).is_empty() {
            return Err(broken(number, line, "a word in the column `token`"));
        }
        let speaker = builder.speaker(field(speaker));
        builder.word(
            field(token),
            TimedWord { start: time(start)?, end: time(end)?, speaker, ..TimedWord::default() },
        );
        builder.attach(field(punctuation));
    }
    Ok(builder.finish(None, None))
}

/// The error for a line in a different format from the first.
fn broken(number: usize, line: &str, expected: &str) -> TimelineError {
    let shown: String = line.chars().take(SHOWN).collect();
    TimelineError::at(
        number,
        1,
        format!("expected {expected}, found `{shown}`: correct or remove the line"),
    )
}

fn number(text: &str) -> Option<f64> {
    let plain =
        text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    plain.then(|| text.parse().ok())?
}

/// Seconds to whole milliseconds, rounded.
fn seconds(text: &str) -> Option<Timestamp> {
    number(text).map(|seconds| Timestamp((seconds * 1000.0).round() as i64))
}
