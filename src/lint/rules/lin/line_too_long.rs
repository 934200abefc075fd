//! LIN001: lines wider than the limit.

use super::wrap;
use crate::lint::references::{BBC, DCMP, NETFLIX};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, HouseStyle, Rule, Subject};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Counts the characters of each line as shown (graphemes; tags and references resolved) and
    /// compares them with `max-chars` (42 by default).
    ///
    /// ## Why
    ///
    /// A player wraps a line that is too wide wherever it likes: between an article and its noun, or
    /// into a third line. A player that does not wrap cuts it off.
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
    /// Break the line after a phrase, or split the cue. The unsafe fix rewraps the cue at the ends of
    /// sentences and phrases, if the text then fits. `cuesmith reflow --split` splits cues that do not
    /// fit.
    ///
    /// ## Where it comes from
    ///
    /// 42 characters is the limit of Netflix for most languages in Latin script. The guides differ: the
    /// BBC gives 68 % of the picture's width, about 37 characters, and the DCMP Captioning Key 32.
}

pub(super) static RULE: Rule = Rule {
    code: "LIN001",
    name: "line-too-long",
    summary: "a line has more characters than allowed",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    house_style: Some(HouseStyle {
        options: &["max_chars"],
        one: "line",
        many: "lines",
        furthest: "longest",
    }),
    references: &[NETFLIX, BBC, DCMP],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
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
        // The fix rewraps the whole cue, so only the first findings of a cue with very many lines carry it.
        if fix.is_none() || at < wrap::MANY {
            fix = fix.or_else(|| Some(wrap::wrap(subject, cue.index)));
            finding.fix = fix.clone().flatten();
        }
        findings.push(finding);
    }
}
