//! LIN003: more lines than the text needs.

use super::wrap;
use crate::lint::references::{NETFLIX, SUBTITLE_EDIT_GENERAL};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, HouseStyle, Rule, Subject};
use crate::source::{Applicability, Fix, Severity};
use crate::timeline::Signs;

docs! {
    /// ## What it does
    ///
    /// Finds cues whose text would fit into fewer lines within `max-chars`. Lines of different
    /// speakers, songs and sound labels are never joined. The rule is off in the preset `recommended`:
    /// many subtitlers break short cues for balance.
    ///
    /// ## Why
    ///
    /// A second line makes the eye travel down and back, and covers more of the picture.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour
    /// opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Join the lines. The unsafe fix does so.
    ///
    /// ## Where it comes from
    ///
    /// Netflix asks for one line unless the text exceeds the character limit. Subtitle Edit joins short
    /// lines as well (its setting for merging lines).
}

pub(super) static RULE: Rule = Rule {
    code: "LIN003",
    name: "fits-one-line",
    summary: "a cue has more lines than its text needs",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    house_style: Some(HouseStyle {
        options: &[],
        one: "cue with more lines than it needs",
        many: "cues with more lines than they need",
        furthest: "",
    }),
    references: &[NETFLIX, SUBTITLE_EDIT_GENERAL],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    signs: Signs::BREAK,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let (first, last) = match cue.lines {
        [first, .., last] => (first, last),
        _ => return,
    };
    // Lines over the limit are reported by LIN001, blank lines by LIN006.
    let limit = subject.limits.max_chars;
    let blank = |line: &crate::timeline::Line<'_>| !crate::timeline::is_visible(&line.text);
    if cue.widths.iter().any(|width| *width > limit) || cue.lines.iter().any(blank) {
        return;
    }
    let layout = wrap::layout(subject);
    let Some((edits, change)) = wrap::wrapped(subject, cue.index, &layout) else { return };
    let (count, needed) = (cue.lines.len(), change.lines);
    if needed as usize >= count {
        return;
    }
    let message = format!("the cue has {count} lines; its text fits in {needed}");
    let mut finding = findings
        .finding(first.span.join(last.span), message)
        .with_cue(cue.index)
        .with_measured(count as f64, f64::from(needed), "lines");
    finding.fix = Some(Fix::risky("join the lines", edits));
    findings.push(finding);
}
