//! LIN008: more text than fits into the lines of a cue.

use super::wrap;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, HouseStyle, Reference, Rule, Subject};
use crate::reflow::{self, Overflow};
use crate::source::{Applicability, Fix, Severity};

docs! {
    /// ## What it does
    ///
    /// Counts the characters of a cue and compares them with `max-lines` times `max-chars` (84 by
    /// default). Rewrapping cannot make such a cue fit.
    ///
    /// ## Why
    ///
    /// The text needs a third line, or lines that run off the picture. Only a second cue helps.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:07,000
    /// The ferry leaves the old harbour at six in the morning, and those who come late stand on the quay until noon.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The ferry leaves the old harbour
    /// at six in the morning,
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:07,000
    /// and those who come late
    /// stand on the quay until noon.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Split the cue, preferably after a sentence. The suggestion shows where `cuesmith reflow --split`
    /// would split it. The time is divided in proportion to the characters, or at the timestamps in the text.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment: the product of the limits of LIN001 and LIN002.
}

pub(super) static RULE: Rule = Rule {
    code: "LIN008",
    name: "cue-too-long-text",
    summary: "a cue has more text than fits into its lines",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Show),
    house_style: Some(HouseStyle {
        options: &["max_chars", "max_lines"],
        one: "cue",
        many: "cues",
        furthest: "longest",
    }),
    references: &[Reference {
        title: "Observation: where people break lines",
        url: "docs/observations.md#line-breaks",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let limit = u64::from(subject.limits.max_chars) * u64::from(subject.limits.max_lines);
    let count: u64 = cue.widths.iter().map(|width| u64::from(*width)).sum();
    if count <= limit {
        return;
    }
    let (lines, chars) = (subject.limits.max_lines, subject.limits.max_chars);
    let lines = if lines == 1 { "1 line".into() } else { format!("{lines} lines") };
    let message =
        format!("the cue has {count} characters; {lines} of {chars} hold at most {limit}");
    let mut finding = findings
        .finding(cue.cue.origin.payload, message)
        .with_cue(cue.index)
        .with_measured(count as f64, limit as f64, "characters");
    let layout = wrap::layout(subject);
    let overflow = Overflow::Split {
        min_duration: subject.limits.min_duration,
        min_gap: subject.limits.min_gap,
    };
    let is_set = wrap::is_set(cue.cue);
    let split = || reflow::split_cue(subject.file, cue.index, &layout, overflow);
    finding.fix = is_set.then(split).flatten().map(|edits| Fix::show("split the cue", edits));
    findings.push(finding);
}
