//! LIN004: a long line and a very short one.

use super::wrap;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, HouseStyle, Reference, Rule, Subject};
use crate::reflow::{Layout, changes_script};
use crate::source::{Applicability, Fix, Severity};
use crate::timeline::Signs;

/// A line shorter than this share of the other is out of balance.
const RATIO: f64 = 0.25;

docs! {
    /// ## What it does
    ///
    /// Finds cues of two lines of which one is less than a quarter as wide as the other, where a better
    /// place for the break exists. A break after a sentence, between speakers, or between languages in
    /// different scripts is a good one at any width.
    ///
    /// ## Why
    ///
    /// The eye travels along the whole long line, then has to find a single word below or above it.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six in the morning on
    /// Sundays.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six
    /// in the morning on Sundays.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Break at the phrase boundary nearest to the middle. The unsafe fix does so.
    ///
    /// ## Where it comes from
    ///
    /// The limit of a quarter is our own. Subtitlers accept some imbalance: in the captions that we
    /// compared, the difference of two lines is 13 to 17 % of their sum on average.
}

pub(super) static RULE: Rule = Rule {
    code: "LIN004",
    name: "unbalanced-lines",
    summary: "one line is far shorter than the other, and a better break exists",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    house_style: Some(HouseStyle {
        options: &[],
        one: "cue with unbalanced lines",
        many: "cues with unbalanced lines",
        furthest: "",
    }),
    references: &[Reference {
        title: "Observation: where people break lines",
        url: "docs/observations.md#line-breaks",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    signs: Signs::BREAK,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let &[above, below] = cue.widths else { return };
    let (short, long) = (f64::from(above.min(below)), f64::from(above.max(below)));
    let limit = f64::from(subject.limits.max_chars);
    // A line of white space, which TTML can preserve, is not filled.
    let blank = || cue.lines.iter().any(|line| line.text.trim().is_empty());
    if short >= RATIO * long || blank() || long > limit {
        return;
    }
    if changes_script(&cue.lines[0].text, &cue.lines[1].text) {
        return; // bilingual
    }
    let first = cue.lines[0].text.trim_end_matches(['"', '\'', ')', ']', '»', '”', ' ']);
    if first.ends_with(['.', '!', '?', '…', ':', '。', '！', '？']) {
        return;
    }
    // Leading dots: in right-to-left scripts the ellipsis of an unfinished sentence is often typed in front.
    if first.starts_with("..") || first.starts_with('…') {
        return;
    }
    let layout = Layout { lines: Some(2), ..wrap::layout(subject) };
    let Some((edits, change)) = wrap::wrapped(subject, cue.index, &layout) else { return };
    if change.left.is_some() {
        return;
    }
    let span = cue.lines[0].span.join(cue.lines[1].span);
    let message = format!("the lines are unbalanced: {above} and {below} characters");
    let mut finding = findings.finding(span, message).with_cue(cue.index).with_measured(
        short,
        RATIO * long,
        "characters",
    );
    finding.fix = Some(Fix::risky("move the line break", edits));
    findings.push(finding);
}
