//! TXT005: the form of the ellipsis.

use crate::lint::references::{BBC, NETFLIX};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Need, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::timeline::Shown;

docs! {
    /// ## What it does
    ///
    /// Compares ellipses with the form that `ellipsis` asks for: three dots (`dots`), or the character `…`
    /// (`character`). It is off unless a form is given, as in the presets `netflix` and `bbc`. More or
    /// fewer than three dots are left alone.
    ///
    /// ## Why
    ///
    /// Publishers ask for one form. Where both are in a file, viewers see two different signs for the same
    /// thing.
    ///
    /// ## Example
    ///
    /// ```srt,invalid,ellipsis=character
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// I wonder... is it far?
    /// ```
    ///
    /// ```srt,valid,ellipsis=character
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// I wonder… is it far?
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the other form. The unsafe fix does so.
    ///
    /// ## Where it comes from
    ///
    /// Netflix asks for the character `…`, the BBC for three dots.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT005",
    name: "three-dots",
    summary: "an ellipsis in another form than required",
    severity: Severity::Info,
    kinds: CAPTIONS,
    needs: &[Need::Ellipsis],
    fix: Some(Applicability::Unsafe),
    references: &[NETFLIX, BBC],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let (wrong, right) = match subject.limits.ellipsis {
        Some("dots") => ("\u{2026}", "..."),
        Some(_) => ("...", "\u{2026}"),
        None => return,
    };
    if !cue.lines.iter().any(|line| line.text.contains(wrong)) {
        return;
    }
    let shown = Shown::of(subject.timeline, cue.cue);
    let text = shown.text.as_str();
    for (at, _) in text.match_indices(wrong) {
        let end = at + wrong.len();
        if text[..at].ends_with(['.', '\u{2026}']) || text[end..].starts_with(['.', '\u{2026}']) {
            continue;
        }
        let spans = shown.spans(at..end);
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { continue };
        let place = Span::new(first.start, last.end);
        let mut edits = vec![Edit::replace(*first, right)];
        edits.extend(spans[1..].iter().map(|span| Edit::delete(*span)));
        let message = format!("the ellipsis is `{wrong}` instead of `{right}`");
        let fix = Fix::risky(format!("write `{right}`"), edits);
        findings.push(findings.finding(place, message).with_cue(cue.index).with_fix(fix));
    }
}
