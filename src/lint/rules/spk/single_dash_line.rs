//! SPK002: a dash on one line only.

use crate::lint::references::SUBTITLE_EDIT_FIXES;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::rewrite::is_shared;
use crate::source::{Applicability, Edit, Fix, Severity};
use crate::speakers::Dash;
use crate::timeline::Shown;

docs! {
    /// ## What it does
    ///
    /// Finds cues in which exactly one line begins with a dash, in files whose dashes mostly come in
    /// pairs. Files that mark every change of speaker with a single dash are left alone.
    ///
    /// ## Why
    ///
    /// Two dashes mean two speakers. A single one leaves open who says the other line, or is left over
    /// from a line that was deleted.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// - Is it far?
    /// - An hour.
    ///
    /// 2
    /// 00:00:03,000 --> 00:00:05,000
    /// By train?
    /// - On foot.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// - Is it far?
    /// - An hour.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Add a dash to the other line if another speaker says it, or delete the dash. The suggestion does
    /// the first if a line precedes the dash, and the second otherwise.
    ///
    /// ## Where it comes from
    ///
    /// Subtitle Edit has a fix for lines with a single dash. That pairs must be more frequent in the
    /// file is our own judgment.
}

pub(super) static RULE: Rule = Rule {
    code: "SPK002",
    name: "single-dash-line",
    summary: "only one line of a cue begins with a dialogue dash",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Show),
    references: &[SUBTITLE_EDIT_FIXES],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let timeline = subject.timeline;
    let mut shown = Shown::default();
    let mut single: Vec<(u32, Dash)> = Vec::new();
    let mut pairs = 0;
    for (index, lines) in subject.dashes() {
        match lines[..] {
            [dash] => single.push((*index, dash)),
            _ => pairs += 1,
        }
    }
    if single.len() > pairs {
        return;
    }
    for (index, dash) in single {
        let cue = &timeline.cues[index as usize];
        shown.fill(timeline, cue);
        let spans = shown.spans(dash.at..dash.end);
        let span = spans.first().copied().unwrap_or(cue.origin.payload);
        let mut finding =
            findings.finding(span, "only one line of the cue begins with a dash").with_cue(index);
        if !is_shared(timeline, index) {
            finding.fix = Some(completed(&shown, dash));
        }
        findings.push(finding);
    }
}

fn completed(shown: &Shown, dash: Dash) -> Fix {
    let before = &shown.text[..dash.at];
    if before.trim().is_empty() {
        let edits = shown.spans(dash.at..dash.text).into_iter().map(Edit::delete).collect();
        return Fix::show("delete the dash", edits);
    }
    let first = before.len() - before.trim_start().len();
    let sign = shown.text[dash.at..dash.text].to_owned();
    Fix::show("insert a dash before the first line", vec![Edit::insert(shown.start(first), sign)])
}
