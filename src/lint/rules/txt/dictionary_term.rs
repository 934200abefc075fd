//! TXT018: a term of the dictionary, written differently.

use crate::dictionary::Reason;
use crate::lint::rule::docs;
use crate::lint::{Findings, Need, Reference, Rule, Subject};
use crate::source::{Applicability, Fix, Severity};

docs! {
    /// ## What it does
    ///
    /// Compares captions with the dictionary of the job (the option `dictionary`, one term a line) and
    /// finds terms with another case or other diacritics, wrong forms that the dictionary lists
    /// (`Kubernetes = cooper netties`), and words that sound and look like a term. Everyday words of
    /// the language and inflected forms are left alone.
    ///
    /// ## Why
    ///
    /// A customer who sends a dictionary wants names and terms written as they are in it.
    ///
    /// ## Example
    ///
    /// For a dictionary with the terms Kubernetes and Müller:
    ///
    /// ```srt,invalid,dictionary=Kubernetes;Müller
    /// 1
    /// 00:00:01,000 --> 00:00:02,000
    /// The cubernetes course of Mrs. Muller
    /// ```
    ///
    /// ```srt,valid,dictionary=Kubernetes;Müller
    /// 1
    /// 00:00:01,000 --> 00:00:02,000
    /// The Kubernetes course of Mrs. Müller
    /// ```
    ///
    /// ## How to fix
    ///
    /// `--fix --unsafe-fixes` corrects case and diacritics and replaces wrong forms. Words that only
    /// sound alike have a suggestion: decide yourself. `cuesmith dictionary apply` does the same, and
    /// with `--fuzzy` also applies those.
    ///
    /// ## Where it comes from
    ///
    /// The dictionary of the job. How similar a word must be is our own measure.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT018",
    name: "dictionary-term",
    summary: "a term of the dictionary is written differently",
    severity: Severity::Info,
    needs: &[Need::Dictionary],
    fix: Some(Applicability::Unsafe),
    references: &[Reference {
        title: "cuesmith, how a dictionary is applied",
        url: "docs/observations.md#dictionaries",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let prepared = subject.plan.prepared();
    let Some(applier) = prepared.applier(subject.context, subject.language()) else { return };
    for proposal in applier.propose(subject.file) {
        let one_line = |text: &str| text.replace('\n', " ").trim_end().to_owned();
        let (before, after) = (one_line(&proposal.before), one_line(&proposal.after));
        let title = format!("write `{after}`");
        let (what, fix) = match proposal.reason {
            Reason::Exact => ("is written in the dictionary as", Fix::risky(title, proposal.edits)),
            Reason::Alias => (
                "is listed in the dictionary as a wrong form of",
                Fix::risky(title, proposal.edits),
            ),
            Reason::Fuzzy => {
                ("sounds and looks like the dictionary term", Fix::show(title, proposal.edits))
            }
        };
        let cited = subject.context.citation("dictionary");
        let finding = findings
            .finding(proposal.span, format!("`{before}` {what} `{after}`{cited}"))
            .with_cue(proposal.cue)
            .with_asked_by(subject.context.asked_by("dictionary"));
        // The term cannot be written there: it would be markup, or make two cues the same.
        findings.push(if proposal.stays { finding } else { finding.with_fix(fix) });
    }
}
