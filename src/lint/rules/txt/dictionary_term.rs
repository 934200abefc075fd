//! TXT018: a term of the dictionary, written differently.

use crate::dictionary::Reason;
use crate::lint::references::REACH_DICTIONARY;
use crate::lint::rule::docs;
use crate::lint::{Findings, Need, Reference, Rule, Subject};
use crate::source::{Applicability, Fix, Severity};

docs! {
    /// ## What it does
    ///
    /// Holds captions against the dictionary of the job (the option `dictionary`, one term a line):
    /// terms whose case or diacritics differ, wrong forms that the dictionary names
    /// (`Kubernetes = cooper netties`), and words that sound and look like a term. Everyday words of
    /// the language and inflected forms are left alone.
    ///
    /// ## Why
    ///
    /// A customer who sends a dictionary wants its names written as it has them. A Kaltura REACH
    /// task carries it to the vendor.
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
    /// `--fix --unsafe-fixes` repairs case and diacritics and replaces wrong forms; what only sounds
    /// alike is for you to judge. `cuesmith dictionary apply` does the same and has `--fuzzy`.
    ///
    /// ## Where it comes from
    ///
    /// The task's dictionary: kaltura.md 1.4; the three levels: srt_and_toolkits.md 5.3.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT018",
    name: "dictionary-term",
    summary: "a term of the dictionary is written differently",
    severity: Severity::Info,
    needs: &[Need::Dictionary],
    fix: Some(Applicability::Unsafe),
    references: &[
        REACH_DICTIONARY,
        Reference {
            title: "cuesmith, how a dictionary is applied",
            url: "docs/observations.md#dictionaries",
            read_on: "2026-11-22",
        },
    ],
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
            Reason::Exact => ("in the dictionary's spelling is", Fix::risky(title, proposal.edits)),
            Reason::Alias => {
                ("is what the dictionary calls wrong for", Fix::risky(title, proposal.edits))
            }
            Reason::Fuzzy => ("sounds and looks like the term", Fix::show(title, proposal.edits)),
        };
        let cited = subject.context.citation("dictionary");
        findings.push(
            findings
                .finding(proposal.span, format!("`{before}` {what} `{after}`{cited}"))
                .with_cue(proposal.cue)
                .with_asked_by(subject.context.asked_by("dictionary"))
                .with_fix(fix),
        );
    }
}
