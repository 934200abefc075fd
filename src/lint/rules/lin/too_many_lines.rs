//! LIN002: cues with more lines than allowed.

use super::wrap;
use crate::lint::references::{BBC, NETFLIX};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, HouseStyle, Rule, Subject};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Counts the lines of a cue as shown and compares them with `max-lines` (2 by default). Blank
    /// lines count, because they take up space; LIN006 reports them too.
    ///
    /// ## Why
    ///
    /// A third line covers more of the picture, and some players cut it off.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour
    /// opens at six
    /// in the morning.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six
    /// in the morning.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Join short lines, or split the cue. The unsafe fix rewraps the cue if its text fits into the
    /// lines allowed; speakers, songs and sound labels keep their own lines.
    ///
    /// ## Where it comes from
    ///
    /// Netflix allows two lines. The BBC recommends two and accepts a third where it hides nothing
    /// important.
}

pub(super) static RULE: Rule = Rule {
    code: "LIN002",
    name: "too-many-lines",
    summary: "a cue has more lines than allowed",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    house_style: Some(HouseStyle {
        options: &["max_lines"],
        one: "cue",
        many: "cues",
        furthest: "longest",
    }),
    references: &[NETFLIX, BBC],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let (count, limit) = (cue.lines.len(), subject.limits.max_lines as usize);
    let Some(extra) = cue.lines.get(limit..).filter(|extra| !extra.is_empty()) else { return };
    let span = extra[0].span.join(extra[extra.len() - 1].span);
    let message = format!("the cue has {count} lines, the limit is {limit}");
    let mut finding = findings.finding(span, message).with_cue(cue.index).with_measured(
        count as f64,
        limit as f64,
        "lines",
    );
    finding.fix = wrap::wrap(subject, cue.index);
    findings.push(finding);
}
