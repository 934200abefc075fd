//! SPK001: dialogue dashes with a space after them, and without.

use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::rewrite::is_shared;
use crate::source::{Applicability, Edit, Fix, Severity};
use crate::speakers::Dash;
use crate::timeline::Shown;

docs! {
    /// ## What it does
    ///
    /// Looks at cues in which two or more lines begin with a dash, and finds dashes without a space
    /// after them where most dashes of the file have one, or the other way round.
    ///
    /// ## Why
    ///
    /// Style guides prescribe one of the two for each language. A file that mixes them looks careless,
    /// and tools that look for one form miss the other.
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
    /// - By train?
    /// -On foot.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// -Is it far?
    /// -An hour.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write all dashes alike. The unsafe fix adds or removes the space.
    ///
    /// ## Where it comes from
    ///
    /// Netflix' guides for each language prescribe the form: in English, a hyphen without a space. That
    /// the majority in the file decides is our own judgment.
}

pub(super) static RULE: Rule = Rule {
    code: "SPK001",
    name: "dialogue-dash-style",
    summary: "a dialogue dash is spaced differently from most in the file",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[Reference {
        title: "Netflix English Timed Text Style Guide, dual speakers",
        url: "https://partnerhelp.netflixstudios.com/hc/en-us/articles/217350977",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let timeline = subject.timeline;
    let mut shown = Shown::default();
    let mut found: Vec<(u32, Dash)> = Vec::new();
    for (index, lines) in subject.dashes().iter().filter(|(_, lines)| lines.len() > 1) {
        found.extend(lines.iter().map(|dash| (*index, *dash)));
    }
    let spaced = found.iter().filter(|(_, dash)| dash.spaced).count();
    // If both are equally frequent, the first dash decides.
    let first = found.first().is_some_and(|(_, dash)| dash.spaced);
    let want = spaced * 2 > found.len() || spaced * 2 == found.len() && first;
    let most = if want { spaced } else { found.len() - spaced };
    for (index, dash) in found.iter().filter(|(_, dash)| dash.spaced != want) {
        let cue = &timeline.cues[*index as usize];
        shown.fill(timeline, cue);
        let spans = shown.spans(dash.at..dash.end);
        let span = spans.first().copied().unwrap_or(cue.origin.payload);
        let all = found.len();
        let message = if want {
            format!(
                "the dash has no space after it; {most} of the {all} dashes in the file have one"
            )
        } else {
            format!(
                "the dash has a space after it; {most} of the {all} dashes in the file have none"
            )
        };
        let mut finding = findings.finding(span, message).with_cue(*index);
        if !is_shared(timeline, *index) {
            let (title, edits) = if want {
                ("add the space", vec![Edit::insert(span.end, " ")])
            } else {
                let blanks = shown.spans(dash.end..dash.text);
                ("remove the space", blanks.into_iter().map(Edit::delete).collect())
            };
            finding.fix = Some(Fix::risky(title, edits));
        }
        findings.push(finding);
    }
}
