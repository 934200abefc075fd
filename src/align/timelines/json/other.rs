//! JSON of unknown engines: a list of objects with a text and a start is read as words or cues.
//!
//! The text and the times are found by the names of members, the unit by the name or by the numbers: whole
//! numbers that grow by 20 or more from word to word are milliseconds, others are seconds.

use serde_json::Value;

use super::engine::{Engine, each};
use super::probe::{List, Probe, Step};
use super::values::read_seconds;
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};
use crate::time::Timestamp;

/// Any other JSON.
pub(super) const OTHER: Engine =
    Engine { name: "unknown JSON with words", is: |probe| list_of(probe).is_some(), read };

/// Names of members, in lower case without `_`.
const TEXT: &[&str] = &[
    "word",
    "punctuatedword",
    "text",
    "token",
    "content",
    "value",
    "caption",
    "utterance",
    "transcript",
];
const START: &[&str] = &[
    "start",
    "starttime",
    "startms",
    "starttimems",
    "startsec",
    "starts",
    "begin",
    "begintime",
    "beginms",
    "from",
    "offset",
    "time",
    "ts",
    "t0",
    "startoffset",
    "tstart",
    "in",
];
const END: &[&str] = &[
    "end",
    "endtime",
    "endms",
    "endtimems",
    "endsec",
    "ends",
    "stop",
    "stoptime",
    "to",
    "endts",
    "t1",
    "endoffset",
    "tend",
    "out",
    "finish",
];
const LENGTH: &[&str] = &["duration", "durationms", "dur", "length", "d"];
const CONFIDENCE: &[&str] = &["confidence", "conf", "probability", "prob", "score"];
const SPEAKER: &[&str] = &["speaker", "speakerid", "speakerlabel", "speakername"];

/// The position of the words and the names of their members.
struct Words {
    path: Vec<Step>,
    text: String,
    start: String,
    end: Option<String>,
    length: Option<String>,
    confidence: Option<String>,
    speaker: Option<String>,
}

/// The list whose objects have a text and a start: the deepest one, since segments contain words.
fn list_of(probe: &Probe) -> Option<Words> {
    let mut best: Option<Words> = None;
    for List { path, members } in probe.lists() {
        let named = |names: &[&str]| -> Option<String> {
            names.iter().find_map(|name| {
                members
                    .iter()
                    .find(|(member, _)| fold(member) == *name)
                    .map(|(member, _)| member.clone())
            })
        };
        let text = named(TEXT)
            .filter(|text| members.iter().any(|(member, is_text)| member == text && *is_text));
        let (Some(text), Some(start)) = (text, named(START)) else { continue };
        if best.as_ref().is_none_or(|best| best.path.len() < path.len()) {
            let (end, length) = (named(END), named(LENGTH));
            let (confidence, speaker) = (named(CONFIDENCE), named(SPEAKER));
            best = Some(Words { path, text, start, end, length, confidence, speaker });
        }
    }
    best
}

fn fold(name: &str) -> String {
    name.chars().filter(|c| *c != '_' && *c != '-').flat_map(char::to_lowercase).collect()
}

fn read(text: &str, probe: &Probe) -> Result<WordTimeline, TimelineError> {
    let Some(list) = list_of(probe) else { return Ok(WordTimeline::default()) };
    let documents: Vec<Value> = each(text)?;
    let mut entries = Vec::new();
    for document in &documents {
        gather(document, &list.path, &mut entries);
    }
    let factor = factor(&list, &entries);
    let spoken = |entry: &Value| {
        entry.get(&list.text).and_then(Value::as_str).map(str::trim).unwrap_or_default().to_owned()
    };
    let several =
        entries.iter().filter(|entry| spoken(entry).contains(char::is_whitespace)).count();
    let mut builder =
        if several * 2 > entries.len() { Builder::cues() } else { Builder::default() };
    for (at, entry) in entries.iter().enumerate() {
        let time = |name: &Option<String>| match name.as_ref().and_then(|name| entry.get(name)) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match milliseconds(value, factor) {
                Some(time) => Ok(Some(time)),
                None => Err(TimelineError::new(format!(
                    "{}, object {}: expected a time, found {value}: correct the file",
                    shown(&list.path),
                    at + 1
                ))),
            },
        };
        let start = time(&Some(list.start.clone()))?;
        let length = time(&list.length)?;
        let end = match time(&list.end)? {
            Some(end) => Some(end),
            None => start.zip(length).map(|(start, length)| start.shifted(length.0)),
        };
        let member = |name: &Option<String>| name.as_ref().and_then(|name| entry.get(name));
        let confidence =
            member(&list.confidence).and_then(Value::as_f64).map(|c| c.clamp(0.0, 1.0) as f32);
        let name = match member(&list.speaker) {
            Some(Value::String(name)) => name.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let speaker = builder.speaker(&name);
        builder.word(
            &crate::chars::one_line(&spoken(entry)),
            TimedWord { start, end, confidence, speaker, ..TimedWord::default() },
        );
    }
    Ok(builder.finish(None, None))
}

/// The objects at a path.
fn gather<'v>(document: &'v Value, path: &[Step], entries: &mut Vec<&'v Value>) {
    let mut found = vec![document];
    for step in path {
        for value in std::mem::take(&mut found) {
            match (step, value) {
                (Step::Member(name), Value::Object(members)) => found.extend(members.get(name)),
                (Step::Elements, Value::Array(elements)) => found.extend(elements),
                _ => {}
            }
        }
    }
    entries.extend(found.into_iter().filter(|entry| entry.is_object()));
}

/// A path such as `segments[].words[]`.
fn shown(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            Step::Member(name) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(&name.escape_debug().to_string());
            }
            Step::Elements => out.push_str("[]"),
        }
    }
    out
}

/// The number of milliseconds for a value.
fn factor(list: &Words, entries: &[&Value]) -> f64 {
    let name = fold(&list.start);
    if name.ends_with("ms") || name.contains("milli") {
        return 1.0;
    }
    let starts: Vec<&Value> = entries.iter().filter_map(|entry| entry.get(&list.start)).collect();
    let whole: Vec<i64> = starts.iter().filter_map(|start| start.as_i64()).collect();
    let numbers = starts.iter().filter(|start| start.is_number()).count();
    let span =
        whole.last().zip(whole.first()).map_or(0, |(last, first)| last.saturating_sub(*first));
    let steps = whole.len().saturating_sub(1).max(1) as i64;
    if !whole.is_empty() && whole.len() == numbers && span / steps >= 20 { 1.0 } else { 1000.0 }
}

fn milliseconds(value: &Value, factor: f64) -> Option<Timestamp> {
    match value {
        Value::Number(number) => {
            number.as_f64().map(|number| Timestamp((number * factor).round() as i64))
        }
        Value::String(text) => read_seconds(text, factor),
        _ => None,
    }
}
