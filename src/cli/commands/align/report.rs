//! The output of `cuesmith align`: the report as JSON, the times of words, and a summary for people.

use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;

use super::findings::{Findings, Stretch};
use crate::align::{AlignedWord, Alignment, Repair, SegmentedCue, Transcript, WordFlags};
use crate::cli::terminal::one_line;
use crate::report::json::{Bytes, Place, SCHEMA};
use crate::report::{Places, count};
use crate::source::ColumnUnit;
use crate::time::{Clock, Timestamp};

/// Everything that a report is made from.
pub(super) struct Subject<'a> {
    pub(super) transcript: &'a Transcript<'a>,
    pub(super) alignment: &'a Alignment,
    pub(super) cues: &'a [SegmentedCue],
    pub(super) findings: &'a Findings,
    /// The source of the times: `timeline`, `duration`, `audio` or `pauses`.
    pub(super) method: &'static str,
    /// The names of the files, as given.
    pub(super) names: Names<'a>,
    pub(super) min_confidence: f32,
    pub(super) warnings: &'a [String],
}

/// The names of files.
#[derive(Clone, Copy, Default, Serialize)]
pub(super) struct Names<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) transcript: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) timeline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) audio: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) output: Option<&'a str>,
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    #[serde(flatten)]
    names: Names<'a>,
    method: &'static str,
    words: usize,
    timed: usize,
    interpolated: usize,
    /// The mean over all words with a time; absent if no word has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
    evidence: f32,
    min_confidence: f32,
    cues: Vec<Cue>,
    unspoken: Vec<Part<'a>>,
    moved: Vec<Part<'a>>,
    repaired: Vec<Repaired>,
    warnings: &'a [String],
}

#[derive(Serialize)]
struct Cue {
    /// Zero-based position in the file.
    cue: usize,
    start_ms: i64,
    end_ms: i64,
    /// Null if none of its words is spoken.
    confidence: Option<f32>,
    lowest: Option<f32>,
    interpolated: f32,
    #[serde(skip_serializing_if = "is_zero")]
    unspoken: u32,
    low: bool,
    /// Its words, by their position in the transcript.
    words: Range<u32>,
    /// The limits that it exceeds.
    exceeded: Vec<&'static str>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A part of the transcript.
#[derive(Serialize)]
struct Part<'a> {
    span: Bytes,
    start: Place,
    end: Place,
    words: Range<u32>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_ms: Option<i64>,
}

#[derive(Serialize)]
struct Repaired {
    kind: &'static str,
    at_ms: i64,
    /// The entries of the timeline, by position.
    entries: Range<u32>,
}

/// Rounds to three decimals: more are not meaningful.
fn rounded(number: f32) -> f32 {
    (number * 1_000.0).round() / 1_000.0
}

/// The report as JSON.
pub(super) fn report(subject: &Subject<'_>) -> String {
    let Subject { transcript, alignment, cues, findings, .. } = subject;
    let places = Places::new(transcript.text, ColumnUnit::Utf16);
    let part = |stretch: &Stretch| {
        let (from, to) = (stretch.text.start as u32, stretch.text.end as u32);
        let place = |offset| {
            let at = places.position(offset);
            Place { line: at.line, col: at.column }
        };
        Part {
            span: Bytes { start: from, end: to },
            start: place(from),
            end: place(to),
            words: stretch.words.clone(),
            text: transcript.text.get(stretch.text.clone()).unwrap_or_default(),
            start_ms: stretch.from,
            end_ms: stretch.to,
        }
    };
    let timed: Vec<&AlignedWord> =
        alignment.words.iter().filter(|word| word.interval.is_some()).collect();
    let report = Report {
        schema: SCHEMA,
        names: subject.names,
        method: subject.method,
        words: alignment.words.len(),
        timed: timed.len(),
        interpolated: timed.iter().filter(|word| word.flags.interpolated).count(),
        confidence: mean(&timed).map(rounded),
        evidence: rounded(alignment.evidence),
        min_confidence: subject.min_confidence,
        cues: cues.iter().enumerate().map(|(at, cue)| described(at, cue, findings)).collect(),
        unspoken: findings.unspoken.iter().map(part).collect(),
        moved: findings.moved.iter().map(part).collect(),
        repaired: alignment.repairs.iter().map(repaired).collect(),
        warnings: subject.warnings,
    };
    // Plain data with string keys always serializes.
    serde_json::to_string(&report).unwrap_or_default() + "\n"
}

fn described(at: usize, cue: &SegmentedCue, findings: &Findings) -> Cue {
    let sure = findings.sureness.get(at).copied().unwrap_or_default();
    let over = cue.exceeded;
    let limits =
        [(over.chars, "chars"), (over.lines, "lines"), (over.time, "time"), (over.cps, "cps")];
    Cue {
        cue: at,
        start_ms: cue.interval.start.0,
        end_ms: cue.interval.end.0,
        confidence: sure.confidence.map(rounded),
        lowest: sure.lowest.map(rounded),
        interpolated: rounded(sure.interpolated),
        unspoken: sure.unspoken,
        low: findings.low.binary_search(&at).is_ok(),
        words: cue.words.clone(),
        exceeded: limits.into_iter().filter(|(over, _)| *over).map(|(_, name)| name).collect(),
    }
}

fn repaired(repair: &Repair) -> Repaired {
    let kind = repair.kind.name();
    Repaired { kind, at_ms: repair.at.0, entries: repair.entries.clone() }
}

fn mean(words: &[&AlignedWord]) -> Option<f32> {
    let sum: f32 = words.iter().map(|word| word.confidence).sum();
    (!words.is_empty()).then(|| sum / words.len() as f32)
}

#[derive(Serialize)]
struct Words<'a> {
    schema: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    transcript: Option<&'a str>,
    words: Vec<Word<'a>>,
}

#[derive(Serialize)]
struct Word<'a> {
    /// Half open, in Unicode scalar values.
    chars: Range<usize>,
    text: &'a str,
    start_ms: Option<i64>,
    end_ms: Option<i64>,
    confidence: f32,
    flags: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<&'a str>,
}

/// The times of all words as JSON.
pub(super) fn words(
    transcript: &Transcript<'_>,
    alignment: &Alignment,
    name: Option<&str>,
) -> String {
    let (mut bytes, mut chars) = (0, 0);
    let mut upto = |offset: usize| {
        chars += transcript.text.get(bytes..offset).map_or(0, |text| text.chars().count());
        bytes = offset;
        chars
    };
    let words = transcript.words().zip(&alignment.words).map(|(item, word)| Word {
        chars: upto(item.range.start as usize)..upto(item.range.end as usize),
        text: transcript.text_of(item),
        start_ms: word.interval.map(|interval| interval.start.0),
        end_ms: word.interval.map(|interval| interval.end.0),
        confidence: rounded(word.confidence),
        flags: flags(word.flags),
        speaker: item.speaker.and_then(|at| Some(transcript.speakers.get(at as usize)?.as_str())),
    });
    let document = Words { schema: SCHEMA, transcript: name, words: words.collect() };
    // Plain data with string keys always serializes.
    serde_json::to_string(&document).unwrap_or_default() + "\n"
}

fn flags(flags: WordFlags) -> Vec<&'static str> {
    let named = [
        (flags.interpolated, "interpolated"),
        (flags.unspoken, "unspoken"),
        (flags.moved, "moved"),
        (flags.low_evidence, "low-evidence"),
        (flags.snapped, "snapped"),
    ];
    named.into_iter().filter(|(set, _)| *set).map(|(_, name)| name).collect()
}

/// The summary for people; `verbose` lists every place.
pub(super) fn human(subject: &Subject<'_>, kept: &str, verbose: bool) -> String {
    let Subject { transcript, alignment, cues, findings, .. } = subject;
    let mut out = String::new();
    for warning in subject.warnings {
        let _ = writeln!(out, "warning: {}", one_line(warning));
    }
    let places = Places::new(transcript.text, ColumnUnit::Utf16);
    let name =
        one_line(subject.names.transcript.or(subject.names.timeline).unwrap_or("transcript"));
    let listed = |out: &mut String, stretch: &Stretch, what: &str| {
        let at = places.position(stretch.text.start as u32);
        let words = count(stretch.words.len() as u64, "word", "words");
        let text = shortened(transcript.text.get(stretch.text.clone()).unwrap_or_default());
        let when = match (stretch.from, stretch.to) {
            (Some(from), Some(to)) => format!(", {} to {}", clock(from), clock(to)),
            (Some(from), None) => format!(", after {}", clock(from)),
            (None, Some(to)) => format!(", before {}", clock(to)),
            (None, None) => String::new(),
        };
        let _ = writeln!(
            out,
            "{name}:{}:{}: {what}: {words}{when}: `{}`",
            at.line,
            at.column,
            one_line(&text)
        );
    };
    if !findings.unspoken.is_empty() {
        let words = count(findings.unspoken_words() as u64, "word", "words");
        let places = count(findings.unspoken.len() as u64, "place", "places");
        let _ = writeln!(out, "warning: {words} in {places} are not spoken: {kept}");
    }
    if !findings.moved.is_empty() {
        let parts = count(findings.moved.len() as u64, "part", "parts");
        let _ = writeln!(out, "warning: {parts} of the text: spoken in another place");
    }
    if !findings.low.is_empty() {
        let (low, all) = (findings.low.len(), count(cues.len() as u64, "cue", "cues"));
        let least = subject.min_confidence;
        let _ = writeln!(out, "warning: the confidence of {low} of {all} is below {least}");
    }
    if !findings.over.is_empty() {
        let cues = count(findings.over.len() as u64, "cue", "cues");
        let _ = writeln!(out, "warning: {cues} cannot keep the limits of lines or durations");
    }
    if !findings.fast.is_empty() {
        let cues = count(findings.fast.len() as u64, "cue", "cues");
        let _ = writeln!(out, "note: {cues} spoken faster than the maximum reading speed");
    }
    if verbose {
        findings.unspoken.iter().for_each(|one| listed(&mut out, one, "not spoken"));
        findings.moved.iter().for_each(|one| listed(&mut out, one, "spoken elsewhere"));
        for &at in &findings.low {
            let sure = findings.sureness[at].confidence.unwrap_or_default();
            push_cue(&mut out, at, &cues[at], &format!("confidence {sure:.2}"));
        }
        for &at in findings.over.iter().chain(&findings.fast) {
            let limits = described(at, &cues[at], findings).exceeded.join(", ");
            push_cue(&mut out, at, &cues[at], &format!("over a limit ({limits})"));
        }
        for repair in &alignment.repairs {
            let Repaired { kind, at_ms, .. } = repaired(repair);
            let _ = writeln!(out, "repaired in the timeline: {kind} at {}", clock(at_ms));
        }
    } else if findings.any() || !findings.fast.is_empty() {
        out.push_str("  help: --verbose lists every place, --report writes a file of them\n");
    }
    let timed = alignment.words.iter().filter(|word| word.interval.is_some()).count();
    let words = count(alignment.words.len() as u64, "word", "words");
    let _ = writeln!(
        out,
        "align: {timed} of {words} have a time; {}",
        count(cues.len() as u64, "cue", "cues")
    );
    out
}

fn push_cue(out: &mut String, at: usize, cue: &SegmentedCue, what: &str) {
    let text = shortened(&cue.text);
    let start = clock(cue.interval.start.0);
    let _ = writeln!(out, "cue {} at {start}: {what}: `{}`", at + 1, one_line(&text));
}

fn clock(ms: i64) -> Clock {
    Clock { time: Timestamp(ms), mark: '.' }
}

/// The beginning of a text, on one line.
fn shortened(text: &str) -> String {
    let text = crate::timeline::one_line(text);
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text,
    }
}
