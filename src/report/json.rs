//! Findings as JSON, schema 1.
//!
//! One document: `{schema, tool, columns, files: [FileReport], summary, skipped, problems}`. As lines:
//! one [`Finding`] each with `"type": "finding"`, then one [`Totals`] with `"type": "summary"`. Empty
//! fields are omitted. Within schema 1 fields are added, never renamed or removed.
//!
//! Spans are byte offsets into the decoded UTF-8 text of the file (a byte order mark is part of it).
//! Lines and columns count from one; columns count UTF-16 code units unless set otherwise.

use serde::Serialize;

use super::checked::fingerprints_of;
use super::{Checked, Places, Summary};
use crate::lint::{self, Applied, Rule, RuleSet};
use crate::source::{self, ColumnUnit, Diagnostic, Span};
use crate::timeline::Cue;

/// The version of the schema.
pub const SCHEMA: u32 = 1;

/// A file and its findings.
#[derive(Clone, Debug, Serialize)]
pub struct FileReport {
    /// The name to show.
    pub path: String,
    /// The format it was read as (`srt`, `webvtt`), or `order`, or `config`.
    pub format: &'static str,
    /// The WHATWG name of its encoding.
    pub encoding: &'static str,
    /// Number of cues.
    pub cues: usize,
    /// The kind of file, if it was guessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guessed_kind: Option<GuessedKind>,
    /// Number of rules that ran.
    pub rules_run: u32,
    /// The findings in file order.
    pub diagnostics: Vec<Finding>,
    /// Findings that are counted and not listed, by rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// Number of findings that comments and exceptions suppress.
    #[serde(skip_serializing_if = "is_zero")]
    pub suppressed: usize,
    /// The fixes that were applied before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixed: Vec<FixCount>,
    /// Rules that could not run on this file. The command omits them here and writes totals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<SkippedRule>,
}

/// The findings of a rule in a file that are counted and not listed ([`lint::LeftOut`]).
#[derive(Clone, Debug, Serialize)]
pub struct LeftOut {
    /// The rule's code.
    pub code: &'static str,
    /// The rule's name.
    pub name: &'static str,
    /// The file.
    pub path: String,
    /// Number of findings of severity error.
    pub errors: u32,
    /// Number of findings of severity warning.
    pub warnings: u32,
    /// Number of findings of severity info.
    pub infos: u32,
    /// Number of findings with a safe fix.
    pub fixable: u32,
    /// Number of findings with an unsafe fix.
    pub fixable_unsafe: u32,
}

/// A kind of file that was guessed.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct GuessedKind {
    /// `chapters`, `thumbnails`, `ead`.
    pub kind: &'static str,
    /// The evidence for the guess: `the file name`.
    pub evidence: &'static str,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// The rule's code: `TIM004`.
    pub code: &'static str,
    /// The rule's name: `cue-overlap`.
    pub name: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// One sentence.
    pub message: String,
    /// How to resolve it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The file.
    pub path: String,
    /// The place in bytes.
    pub span: Bytes,
    /// The place in lines and columns.
    pub range: Range,
    /// The cue concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<CueRef>,
    /// Further locations in the same file.
    pub related: Vec<Related>,
    /// The measured value and its limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Data>,
    /// A change that would resolve it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// The field of an order that requires it: file, `#`, JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_field: Option<String>,
    /// Sixteen hexadecimal digits that stay the same when other parts of the file change.
    pub fingerprint: String,
    /// The parser's code, if the rule reports what a parser found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<&'static str>,
}

/// A half-open range of bytes.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Bytes {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

/// A range in lines and columns.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Range {
    /// Where it begins.
    pub start: Place,
    /// The position after its end.
    pub end: Place,
}

/// A place in a text, both counted from one.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Place {
    /// Line.
    pub line: u32,
    /// Column.
    pub col: u32,
}

/// A cue as a finding refers to it.
#[derive(Clone, Debug, Serialize)]
pub struct CueRef {
    /// Zero-based position in the file.
    pub index: u32,
    /// Its identifier, or SRT's number as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Start in milliseconds.
    pub start_ms: i64,
    /// End in milliseconds; null for a cue that never ends.
    pub end_ms: Option<i64>,
}

impl CueRef {
    /// The cue at a position in the file.
    #[must_use]
    pub fn new(index: u32, cue: &Cue<'_>) -> Self {
        Self {
            index,
            id: cue.id.as_deref().map(str::to_owned),
            start_ms: cue.interval.start.0,
            end_ms: (!cue.interval.is_open()).then_some(cue.interval.end.0),
        }
    }
}

/// A further place.
#[derive(Clone, Debug, Serialize)]
pub struct Related {
    /// The file: always the finding's own.
    pub path: String,
    /// The place in bytes.
    pub span: Bytes,
    /// The place in lines and columns.
    pub range: Range,
    /// What the place contains.
    pub message: String,
}

/// What was measured.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Data {
    /// The value found.
    #[serde(serialize_with = "number")]
    pub actual: f64,
    /// The limit it broke.
    #[serde(serialize_with = "number")]
    pub limit: f64,
    /// The unit of both.
    pub unit: &'static str,
}

/// A change that resolves a finding.
#[derive(Clone, Debug, Serialize)]
pub struct Fix {
    /// `safe`, `unsafe` or `show`.
    pub applicability: &'static str,
    /// What it does.
    pub title: String,
    /// The changes: all are made or none.
    pub edits: Vec<Edit>,
    /// Whether the file must then be written as UTF-8.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub to_utf8: bool,
    /// Whether it rewrites the file, in which case smaller fixes are applied first.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub last: bool,
}

/// Replace the text at a span.
#[derive(Clone, Debug, Serialize)]
pub struct Edit {
    /// What is replaced, in bytes; an empty span inserts.
    pub span: Bytes,
    /// The same in lines and columns.
    pub range: Range,
    /// The new text.
    pub text: String,
}

/// How often a rule's fix was applied.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct FixCount {
    /// The rule's code.
    pub code: &'static str,
    /// How often.
    pub count: u32,
}

/// A rule that could not run.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct SkippedRule {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What was missing, and what to do about it.
    pub reason: &'static str,
    /// Number of files.
    pub files: u64,
}

/// Totals over all files.
#[derive(Clone, Debug, Serialize)]
pub struct Totals {
    /// The numbers.
    pub summary: Counts,
    /// Rules that could not run, by code.
    pub skipped: Vec<SkippedRule>,
    /// Files that could not be read or written.
    pub problems: Vec<Problem>,
}

/// The numbers of [`Summary`].
#[derive(Clone, Copy, Debug, Serialize)]
#[allow(missing_docs, reason = "the same names as in `Summary`")]
pub struct Counts {
    pub files: u64,
    pub files_with_findings: u64,
    pub unreadable: u64,
    pub findings: u64,
    pub errors: u64,
    pub warnings: u64,
    pub infos: u64,
    #[serde(skip_serializing_if = "is_no_finding")]
    pub left_out: u64,
    pub suppressed: u64,
    pub fixable: u64,
    pub fixable_unsafe: u64,
    pub fixed: u64,
    pub files_fixed: u64,
}

/// A file that could not be read or written.
#[derive(Clone, Debug, Serialize)]
pub struct Problem {
    /// Its name.
    pub path: String,
    /// What happened.
    pub message: String,
    /// Help.
    pub help: String,
}

/// The program that wrote a report.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Tool {
    /// `cuesmith`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// This program.
pub const TOOL: Tool = Tool { name: "cuesmith", version: env!("CARGO_PKG_VERSION") };

/// A rule's metadata.
#[derive(Clone, Debug, Serialize)]
pub struct RuleInfo {
    /// `TIM004`.
    pub code: &'static str,
    /// `cue-overlap`.
    pub name: &'static str,
    /// When it fires, on one line.
    pub summary: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// The formats it looks at, and `order` if it looks at orders.
    pub formats: Vec<&'static str>,
    /// The kinds of file it looks at.
    pub kinds: Vec<&'static str>,
    /// What it needs besides the file.
    pub needs: Vec<&'static str>,
    /// The most trusted fix it offers: `safe`, `unsafe` or `show`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<&'static str>,
    /// The version of cuesmith that had it first.
    pub since: &'static str,
    /// `stable`, `preview` (runs when asked for) or `deprecated`.
    pub status: &'static str,
    /// The parser codes that it reports.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub passes_on: &'static [&'static str],
    /// Where it comes from.
    pub references: Vec<Reference>,
    /// The documentation in Markdown.
    pub docs: String,
}

/// Where a rule comes from.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Reference {
    /// Document and section.
    pub title: &'static str,
    /// Its address.
    pub url: &'static str,
    /// When it was read, `YYYY-MM-DD`.
    pub read_on: &'static str,
}

/// A checked file in schema 1.
#[must_use]
pub fn file_report(checked: &Checked<'_>, columns: ColumnUnit) -> FileReport {
    let report = checked.report;
    let skipped = report.skipped.iter().map(|s| SkippedRule {
        code: s.code,
        name: s.name,
        reason: s.need.reason(),
        files: 1,
    });
    FileReport {
        path: checked.path.to_owned(),
        format: checked.format(),
        encoding: checked.source.encoding,
        cues: checked.timeline.map_or(0, |timeline| timeline.cues.len()),
        guessed_kind: report
            .guessed_kind
            .map(|guess| GuessedKind { kind: guess.kind.name(), evidence: guess.evidence }),
        rules_run: report.ran.len() as u32,
        diagnostics: findings(checked, columns),
        left_out: left_out(checked),
        suppressed: report.suppressed.len(),
        fixed: checked.applied.iter().map(FixCount::from).collect(),
        skipped: skipped.collect(),
    }
}

/// The findings of a checked file that are counted and not listed.
#[must_use]
pub fn left_out(checked: &Checked<'_>) -> Vec<LeftOut> {
    let counts = |more: &lint::LeftOut| LeftOut {
        code: more.code,
        name: checked.rule_name(more.code).unwrap_or_default(),
        path: checked.path.to_owned(),
        errors: more.errors,
        warnings: more.warnings,
        infos: more.infos,
        fixable: more.fixable,
        fixable_unsafe: more.fixable_unsafe,
    };
    checked.report.left_out.iter().map(counts).collect()
}

/// The findings of a checked file in schema 1.
#[must_use]
pub fn findings(checked: &Checked<'_>, columns: ColumnUnit) -> Vec<Finding> {
    of_diagnostics(checked, columns, &checked.report.diagnostics)
}

/// The same, with one finding in place of those of a rule that are counted and not listed ([`Checked::listed`]).
#[must_use]
pub fn listed(checked: &Checked<'_>, columns: ColumnUnit) -> Vec<Finding> {
    of_diagnostics(checked, columns, &checked.listed())
}

fn of_diagnostics(
    checked: &Checked<'_>,
    columns: ColumnUnit,
    diagnostics: &[Diagnostic],
) -> Vec<Finding> {
    if diagnostics.is_empty() {
        return Vec::new();
    }
    let places = Places::new(&checked.source.text, columns);
    let names = fingerprints_of(checked, diagnostics);
    diagnostics.iter().zip(names).map(|(d, name)| finding(checked, &places, d, name)).collect()
}

fn finding(
    checked: &Checked<'_>,
    places: &Places<'_>,
    found: &Diagnostic,
    fingerprint: String,
) -> Finding {
    let related = found.labels.iter().map(|label| Related {
        path: checked.path.to_owned(),
        span: label.span.into(),
        range: range(places, label.span),
        message: label.message.to_string(),
    });
    let cue = found.cue.zip(checked.cue_of(found)).map(|(index, cue)| CueRef::new(index, cue));
    Finding {
        code: found.code.0,
        name: checked.rule_name(found.code.0).unwrap_or_default(),
        severity: found.severity.as_str(),
        message: found.message.to_string(),
        help: found.fix.as_ref().map(|fix| fix.title.to_string()),
        path: checked.path.to_owned(),
        span: found.span.into(),
        range: range(places, found.span),
        cue,
        related: related.collect(),
        data: found.measured.map(|m| Data { actual: m.actual, limit: m.limit, unit: m.unit }),
        fix: found.fix.as_ref().map(|f| fix(places, f)),
        order_field: found.asked_by.clone(),
        fingerprint,
        detail: found.detail.map(|code| code.0),
    }
}

fn fix(places: &Places<'_>, fix: &source::Fix) -> Fix {
    let edits = fix.edits.iter().map(|edit| Edit {
        span: edit.span.into(),
        range: range(places, edit.span),
        text: edit.replacement.to_string(),
    });
    Fix {
        applicability: fix.applicability.as_str(),
        title: fix.title.to_string(),
        edits: edits.collect(),
        to_utf8: fix.to_utf8,
        last: fix.last,
    }
}

fn range(places: &Places<'_>, span: Span) -> Range {
    let place = |offset| {
        let at = places.position(offset);
        Place { line: at.line, col: at.column }
    };
    Range { start: place(span.start), end: place(span.end) }
}

impl From<Span> for Bytes {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

impl From<&Applied> for FixCount {
    fn from(applied: &Applied) -> Self {
        Self { code: applied.code, count: applied.count }
    }
}

impl Totals {
    /// Totals in schema 1.
    #[must_use]
    pub fn new(summary: &Summary, problems: Vec<Problem>) -> Self {
        let skipped = summary.skipped.iter().map(|(code, total)| SkippedRule {
            code,
            name: total.name,
            reason: total.need.reason(),
            files: total.files,
        });
        Self { summary: summary.into(), skipped: skipped.collect(), problems }
    }
}

impl From<&Summary> for Counts {
    fn from(summary: &Summary) -> Self {
        Self {
            files: summary.files,
            files_with_findings: summary.files_with_findings,
            unreadable: summary.unreadable,
            findings: summary.findings(),
            errors: summary.errors,
            warnings: summary.warnings,
            infos: summary.infos,
            left_out: summary.left_out,
            suppressed: summary.suppressed,
            fixable: summary.fixable,
            fixable_unsafe: summary.fixable_unsafe,
            fixed: summary.fixed,
            files_fixed: summary.files_fixed,
        }
    }
}

impl RuleInfo {
    /// The metadata of a rule, with the rule set's additions to its documentation.
    #[must_use]
    pub fn of(rules: &RuleSet, rule: &Rule) -> Self {
        let reference =
            |r: lint::Reference| Reference { title: r.title, url: r.url, read_on: r.read_on };
        Self {
            code: rule.code,
            name: rule.name,
            summary: rule.summary,
            severity: rule.severity.as_str(),
            formats: rule.looks_at(),
            kinds: rule.kinds.iter().map(|k| k.name()).collect(),
            needs: rule.needs.iter().map(|n| n.reason()).collect(),
            fix: rule.fix.map(source::Applicability::as_str),
            since: rule.since,
            status: rule.status.name(),
            passes_on: rule.passes_on,
            references: rules.references(rule).into_iter().map(reference).collect(),
            docs: rules.docs(rule),
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde calls it
const fn is_no_finding(number: &u64) -> bool {
    *number == 0
}

/// Whole numbers without a decimal point; values that JSON cannot represent (infinity) as null.
fn number<S: serde::Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    // Above 2^53 an integer would suggest a precision that the value does not have.
    if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 {
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
}
