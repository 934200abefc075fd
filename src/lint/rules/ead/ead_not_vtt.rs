//! EAD001: extended audio description in another format than WebVTT.

use crate::format::Format;
use crate::lint::rule::{EAD, docs};
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::{Applicability, Fix, Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds files of extended audio description (kind `ead`) that are not WebVTT.
    ///
    /// ## Why
    ///
    /// Extended audio description is a caption asset with `usage=1` and format 3, WebVTT: the
    /// catalogue item says so, and the management console forces it and says that the file must be
    /// uploaded in VTT. What the player makes of another format is not documented.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// A boat enters the harbour.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 1
    /// 00:00:01.000 --> 00:00:03.000
    /// A boat enters the harbour.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Convert the file with `cuesmith convert --to webvtt`, and deliver it with format 3 and file
    /// extension `vtt`.
    ///
    /// ## Where it comes from
    ///
    /// Kaltura REACH vendor guide (output types) and the catalogue item in the help page on extended
    /// audio descriptions (`outputFormat` 3); KMC source, caption edit form (`kaltura.md`
    /// section 6.1; K402).
}

pub(super) static RULE: Rule = Rule {
    code: "EAD001",
    name: "ead-not-vtt",
    summary: "extended audio description is not WebVTT",
    severity: Severity::Error,
    kinds: EAD,
    fix: Some(Applicability::Show),
    references: &[
        Reference {
            title: "Kaltura, REACH API guide (kaltura-agents-api-guides), output types",
            url: "https://github.com/kaltura/kaltura-agents-api-guides/tree/b948078b1059",
            read_on: "2026-11-22",
        },
        Reference {
            title: "Kaltura help, adding extended audio descriptions: call samples",
            url: "https://knowledge.kaltura.com/help/adding-extended-audio-descriptions-call-samples",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    source: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.format == Format::WebVtt {
        return;
    }
    let message = format!(
        "the file is {}, extended audio description must be WebVTT",
        subject.format.title()
    );
    let text = subject.text();
    let line = text.find(['\n', '\r']).unwrap_or(text.len());
    findings.push(
        findings
            .finding(Span::of(0..line), message)
            .with_fix(Fix::show("convert the file to WebVTT", Vec::new())),
    );
}
