//! LIN001: lines wider than the limit.

use super::wrap;
use crate::lint::references::{NETFLIX, REACH_GUIDE};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Counts the characters of each line as shown (graphemes; tags and references resolved) and
    /// compares them with `max-chars` (42 by default).
    ///
    /// ## Why
    ///
    /// A line that is too wide is wrapped by the player at a place of its own choosing, runs off the
    /// picture, or makes a third line. A REACH profile can set the limit
    /// (`maxCharactersPerCaptionLine`).
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six in the morning, every day of the week.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six
    /// in the morning, every day of the week.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Break the line after a phrase, or split the cue. The unsafe fix breaks the lines of the cue again
    /// where they fit then, at the ends of sentences and phrases; `cuesmith reflow --split` splits.
    ///
    /// ## Where it comes from
    ///
    /// 42 is Netflix' limit and the value in the REACH guide's sample profile; a profile that leaves
    /// the field empty yields 26 on the server. BBC: 37, DCMP: 32 (`qc_rules.md` 1.1 and 1.4,
    /// 2026-11-22).
}

pub(super) static RULE: Rule = Rule {
    code: "LIN001",
    name: "line-too-long",
    summary: "a line has more characters than allowed",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[NETFLIX, REACH_GUIDE],
    docs: DOCS,
    cue: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let limit = subject.limits.max_chars;
    let mut fix = None;
    for (at, (line, &width)) in cue.lines.iter().zip(cue.widths).enumerate() {
        if width <= limit {
            continue;
        }
        let asked = subject.context.citation("max_chars");
        let message = format!("the line has {width} characters, the limit is {limit}{asked}");
        let mut finding = findings
            .finding(line.span, message)
            .with_cue(cue.index)
            .with_measured(f64::from(width), f64::from(limit), "characters")
            .with_asked_by(subject.context.asked_by("max_chars"));
        // The fix is that of the cue: more lines than a cue can have do not carry it each.
        if fix.is_none() || at < wrap::MANY {
            fix = fix.or_else(|| Some(wrap::wrap(subject, cue.index)));
            finding.fix = fix.clone().flatten();
        }
        findings.push(finding);
    }
}
