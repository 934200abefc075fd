//! The output of `cuesmith score`: figures and an alignment by lines, for people and as JSON.

use std::fmt::Write as _;

use clap::ValueEnum;
use serde_json::{Map, Value, json};
use unicode_width::UnicodeWidthStr as _;

use crate::align::score::{
    LineView, Normalization, Pair, Score, ScoreText, Step, TimeErrors, lines, pairs,
};
use crate::cli::terminal::one_line;
use crate::report::json::SCHEMA;
use crate::time::{Clock, Timestamp};

/// Number of lines with errors that are shown without `--verbose`.
const SHOWN: usize = 20;
/// The width of rows of an alignment, in columns.
const WIDTH: usize = 96;

/// A comparison to report.
pub(super) struct Report<'r> {
    pub(super) score: Score,
    pub(super) normalization: &'r Normalization,
    pub(super) reference: &'r Side,
    pub(super) hypothesis: &'r Side,
    pub(super) lines: Lines,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Lines {
    /// Those with an error
    Errors,
    /// Every line
    All,
    /// None
    None,
}

/// One side of the comparison.
pub(super) struct Side {
    pub(super) shown: String,
    pub(super) kind: SideKind,
    pub(super) text: ScoreText,
}

/// How a file is interpreted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SideKind {
    Captions,
    Transcript,
    Words,
}

impl SideKind {
    fn name(self) -> &'static str {
        match self {
            Self::Captions => "captions",
            Self::Transcript => "transcript",
            Self::Words => "words",
        }
    }

    /// The term for a line of this kind.
    fn line(self) -> &'static str {
        match self {
            Self::Captions => "cue",
            Self::Transcript => "line",
            Self::Words => "word",
        }
    }
}

/// The report for people.
pub(super) fn human(report: &Report<'_>, all: bool) -> String {
    let Report { score, reference, hypothesis, .. } = report;
    let mut out = String::new();
    let mut row = |name: &str, value: String| {
        let _ = writeln!(out, "{}", format!("{name:<26} {value}").trim_end());
    };
    row("reference", side(reference));
    row("hypothesis", side(hypothesis));
    row("compared", normalized(report.normalization));
    let words = &score.words;
    let parts = format!(
        "{} of {}: {} substituted, {} deleted, {} inserted",
        words.errors(),
        words.reference(),
        words.substitutions,
        words.deletions,
        words.insertions
    );
    let at_most = |exact| if exact { "" } else { " at most" };
    row("", String::new());
    row("word error rate", format!("{}{} ({parts})", percent(words.wer()), at_most(score.exact)));
    row("match error rate", percent(words.mer()));
    row("word information lost", percent(words.wil()));
    row("word information preserved", percent(words.wip()));
    let characters = &score.characters;
    let (errors, length) = (characters.errors, characters.reference);
    let most = at_most(characters.exact);
    row(
        "character error rate",
        format!("{}{most} ({errors} of {length})", percent(characters.cer())),
    );
    row("accuracy", format!("{} (100 - word error rate, rounded down)", words.accuracy()));
    for (name, errors) in [("starts", &score.starts), ("ends", &score.ends)] {
        if let Some(errors) = errors {
            row(name, times(errors));
        }
    }
    alignment(report, all, &mut out);
    out
}

fn side(side: &Side) -> String {
    let (lines, words) = (side.text.lines.len(), side.text.words.len());
    let of = match side.kind {
        SideKind::Captions => format!("{lines} cues, "),
        SideKind::Transcript | SideKind::Words => String::new(),
    };
    format!("{}: {}, {of}{words} words", one_line(&side.shown), side.kind.name())
}

/// Describes what is counted and what is ignored.
fn normalized(normalization: &Normalization) -> String {
    let Normalization { case, punctuation, fillers, speakers, sounds, language } = normalization;
    let all = [
        ("case", *case),
        ("punctuation", *punctuation),
        ("speakers", *speakers),
        ("sounds", *sounds),
        ("fillers", *fillers),
    ];
    let list = |counts| {
        let names: Vec<&str> =
            all.iter().filter(|(_, is)| *is == counts).map(|(name, _)| *name).collect();
        names.join(", ")
    };
    let mut out = Vec::new();
    for (word, counts) in [("with", true), ("without", false)] {
        let names = list(counts);
        out.extend((!names.is_empty()).then(|| format!("{word} {names}")));
    }
    if let Some(language) = language {
        out.push(format!("language {}", one_line(language)));
    }
    out.join("; ")
}

fn percent(share: f64) -> String {
    format!("{:.2} %", share * 100.0)
}

fn times(errors: &TimeErrors) -> String {
    let TimeErrors { compared, median_ms, p90_ms, p95_ms, max_ms, .. } = errors;
    format!(
        "{compared} compared: off by {:.0} ms on average ({:+.0} ms with signs), median {median_ms}, \
         90 % {p90_ms}, 95 % {p95_ms}, at most {max_ms} ms; {:.1} % within 100 ms, {:.1} % within 250 ms",
        errors.mean_absolute_ms,
        errors.mean_ms,
        errors.within_100_ms * 100.0,
        errors.within_250_ms * 100.0
    )
}

/// The lines to show with their alignment.
fn chosen(report: &Report<'_>, pairs: &[Pair]) -> Vec<LineView> {
    let mut found = match report.lines {
        Lines::None => Vec::new(),
        Lines::All | Lines::Errors => lines(&report.reference.text, pairs),
    };
    found.retain(|line| report.lines == Lines::All || line.errors > 0);
    found
}

fn alignment(report: &Report<'_>, all: bool, out: &mut String) {
    let pairs = pairs(&report.score.steps);
    let chosen = chosen(report, &pairs);
    let count = if all || report.lines == Lines::All { chosen.len() } else { SHOWN };
    let (reference, hypothesis) = (&report.reference.text, &report.hypothesis.text);
    for line in chosen.iter().take(count) {
        out.push('\n');
        let _ = match reference.lines.get(line.line as usize) {
            Some(of) => {
                let at = of.start.map_or_else(String::new, |start| {
                    format!(" ({})", Clock { time: start, mark: '.' })
                });
                write!(out, "{} {}{at}: ", report.reference.kind.line(), of.number)
            }
            None => write!(out, "no line: "),
        };
        let _ = match line.errors {
            0 => writeln!(out, "no error"),
            1 => writeln!(out, "1 error"),
            errors => writeln!(out, "{errors} errors"),
        };
        rows(reference, hypothesis, &pairs[line.pairs.clone()], out);
    }
    if chosen.len() > count {
        let _ = writeln!(
            out,
            "\n... and {} more lines with errors; pass --verbose to show all",
            chosen.len() - count
        );
    }
}

/// Both sides, word above word, with a letter below each difference.
fn rows(reference: &ScoreText, hypothesis: &ScoreText, pairs: &[Pair], out: &mut String) {
    let mut three = [String::new(), String::new(), String::new()];
    let mut used = 0;
    for pair in pairs {
        let (one, other) = words(reference, hypothesis, pair);
        let width = one.as_deref().map_or(0, width).max(other.as_deref().map_or(0, width)).max(1);
        if used > 0 && used + width > WIDTH {
            put(&mut three, out);
            used = 0;
        }
        let gap = || "*".repeat(width);
        let mark = match pair.step {
            Step::Hit => "",
            Step::Substitution => "S",
            Step::Deletion => "D",
            Step::Insertion => "I",
        };
        let cells = [one.unwrap_or_else(gap), other.unwrap_or_else(gap), mark.to_owned()];
        for (row, cell) in three.iter_mut().zip(cells) {
            row.push_str(&cell);
            row.extend(std::iter::repeat_n(' ', width + 1 - self::width(&cell).min(width)));
        }
        used += width + 1;
    }
    put(&mut three, out);
}

fn put(three: &mut [String; 3], out: &mut String) {
    for (row, name) in three.iter_mut().zip(["reference ", "hypothesis", ""]) {
        if !row.trim().is_empty() {
            let _ = writeln!(out, "  {}", format!("{name:<10}  {row}").trim_end());
        }
        row.clear();
    }
}

/// The width of a word in columns.
fn width(word: &str) -> usize {
    word.width()
}

/// The words of an alignment step, as shown.
fn words(
    reference: &ScoreText,
    hypothesis: &ScoreText,
    pair: &Pair,
) -> (Option<String>, Option<String>) {
    let word = |text: &ScoreText, at: u32| {
        let word = text.words.get(at as usize)?;
        Some(one_line(text.text_of(word)).into_owned())
    };
    let one = if pair.step == Step::Insertion { None } else { word(reference, pair.reference) };
    let other = if pair.step == Step::Deletion { None } else { word(hypothesis, pair.hypothesis) };
    (one, other)
}

/// The report for programs.
pub(super) fn json(report: &Report<'_>) -> Value {
    let Report { score, reference, hypothesis, normalization, .. } = report;
    let side = |side: &Side| {
        json!({
            "path": side.shown,
            "kind": side.kind.name(),
            "lines": side.text.lines.len(),
            "words": side.text.words.len(),
        })
    };
    let words = &score.words;
    let characters = &score.characters;
    json!({
        "schema": SCHEMA,
        "command": "score",
        "reference": side(reference),
        "hypothesis": side(hypothesis),
        "normalization": {
            "case": normalization.case,
            "punctuation": normalization.punctuation,
            "fillers": normalization.fillers,
            "speakers": normalization.speakers,
            "sounds": normalization.sounds,
            "language": normalization.language,
        },
        "words": {
            "hits": words.hits,
            "substitutions": words.substitutions,
            "deletions": words.deletions,
            "insertions": words.insertions,
            "wer": words.wer(),
            "mer": words.mer(),
            "wil": words.wil(),
            "wip": words.wip(),
            "exact": score.exact,
        },
        "characters": {
            "reference": characters.reference,
            "hypothesis": characters.hypothesis,
            "errors": characters.errors,
            "cer": characters.cer(),
            "exact": characters.exact,
        },
        "accuracy": words.accuracy(),
        "times": {
            "starts": score.starts.as_ref().map(times_json),
            "ends": score.ends.as_ref().map(times_json),
        },
        "lines": lines_json(report),
    })
}

fn times_json(errors: &TimeErrors) -> Value {
    json!({
        "compared": errors.compared,
        "mean_ms": errors.mean_ms,
        "mean_absolute_ms": errors.mean_absolute_ms,
        "median_ms": errors.median_ms,
        "p90_ms": errors.p90_ms,
        "p95_ms": errors.p95_ms,
        "max_ms": errors.max_ms,
        "within_100_ms": errors.within_100_ms,
        "within_250_ms": errors.within_250_ms,
    })
}

fn lines_json(report: &Report<'_>) -> Vec<Value> {
    let pairs = pairs(&report.score.steps);
    let (reference, hypothesis) = (&report.reference.text, &report.hypothesis.text);
    let word = |text: &ScoreText, at: u32| {
        text.words.get(at as usize).map(|word| text.text_of(word).to_owned())
    };
    let step = |pair: &Pair| {
        let mut out = Map::new();
        let name = match pair.step {
            Step::Hit => "hit",
            Step::Substitution => "substitution",
            Step::Deletion => "deletion",
            Step::Insertion => "insertion",
        };
        out.insert("step".to_owned(), json!(name));
        if pair.step != Step::Insertion {
            out.insert("reference".to_owned(), json!(word(reference, pair.reference)));
        }
        if pair.step != Step::Deletion {
            out.insert("hypothesis".to_owned(), json!(word(hypothesis, pair.hypothesis)));
        }
        Value::Object(out)
    };
    let line = |line: LineView| {
        let of = reference.lines.get(line.line as usize);
        let start = of.and_then(|of| of.start).map(|Timestamp(ms)| ms);
        json!({
            "number": of.map(|of| of.number),
            "start_ms": start,
            "errors": line.errors,
            "steps": pairs[line.pairs].iter().map(step).collect::<Vec<_>>(),
        })
    };
    chosen(report, &pairs).into_iter().map(line).collect()
}
