//! SPK002: a dash for one speaker only.

use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::rewrite::is_shared;
use crate::source::{Applicability, Edit, Fix, Severity};
use crate::speakers::Dash;
use crate::timeline::Shown;

docs! {
    /// ## What it does
    ///
    /// Finds cues in which one line alone begins with a dash, in files whose dashes mostly come in pairs. A
    /// file that marks every change of speaker with one dash is left alone.
    ///
    /// ## Why
    ///
    /// Two dashes say that two people speak. One leaves open who says the rest, or is left over from a line
    /// that is gone.
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
    /// Put a dash before the other line too, if someone else says it, or take the dash out. The fix that
    /// is shown does the first where another line stands before it, the second elsewhere.
    ///
    /// ## Where it comes from
    ///
    /// SubtitleEdit finds lines with one dash (`qc_rules.md` section 1.5, SPK002, 2026-11-22).
}

pub(super) static RULE: Rule = Rule {
    code: "SPK002",
    name: "single-dash-line",
    summary: "one line of a cue alone begins with a dialogue dash",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Show),
    references: &[Reference {
        title: "Subtitle Edit, fix common errors",
        url: "https://github.com/SubtitleEdit/subtitleedit/tree/5c98fbdf/src/libse/Forms/FixCommonErrors",
        read_on: "2026-11-22",
    }],
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
            findings.finding(span, "one line alone begins with a dash").with_cue(index);
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
        return Fix::show("take the dash out", edits);
    }
    let first = before.len() - before.trim_start().len();
    let sign = shown.text[dash.at..dash.text].to_owned();
    Fix::show("put a dash before the first line", vec![Edit::insert(shown.start(first), sign)])
}
