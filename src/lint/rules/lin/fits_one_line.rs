//! LIN003: more lines than the text needs.

use super::wrap;
use crate::lint::references::NETFLIX;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Fix, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues whose text would fit into fewer lines within `max-chars`. Lines of two speakers,
    /// songs and sound labels stay apart and are not counted together. Off in the recommended
    /// preset: many subtitlers break short cues for the look of it.
    ///
    /// ## Why
    ///
    /// A second line takes the eye down and up again, and covers more of the picture. Netflix asks
    /// for one line unless the text does not fit.
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
    /// Join the lines; the unsafe fix does.
    ///
    /// ## Where it comes from
    ///
    /// Netflix and SubtitleEdit join what fits (`qc_rules.md` 1.5, `srt_and_toolkits.md` 3.1,
    /// 2026-11-22).
}

pub(super) static RULE: Rule = Rule {
    code: "LIN003",
    name: "fits-one-line",
    summary: "a cue has more lines than its text needs",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[NETFLIX],
    docs: DOCS,
    cue: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let (first, last) = match cue.lines {
        [first, .., last] => (first, last),
        _ => return,
    };
    // Over a limit, other rules speak; blank lines are LIN006's.
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
    let message = format!("the text takes {count} lines and needs {needed}");
    let mut finding = findings
        .finding(first.span.join(last.span), message)
        .with_cue(cue.index)
        .with_measured(count as f64, f64::from(needed), "lines");
    finding.fix = Some(Fix::risky("join the lines", edits));
    findings.push(finding);
}
