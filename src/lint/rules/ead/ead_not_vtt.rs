//! EAD001: extended audio description in another format than WebVTT.

use crate::format::Format;
use crate::lint::references::WEBVTT_DESCRIPTIONS;
use crate::lint::rule::{EAD, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Applicability, Fix, Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds files of extended audio description (kind `ead`) that are not WebVTT.
    ///
    /// ## Why
    ///
    /// WebVTT is the format in which browsers know text tracks of the kind `descriptions`. What a
    /// player does with descriptions in another format is not specified anywhere.
    ///
    /// ## Why it is an error
    ///
    /// Viewers hear no description: browsers and players built on them load text tracks in WebVTT only.
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
    /// Convert the file with `cuesmith convert --to webvtt`.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, introduction: WebVTT files provide text video descriptions.
}

pub(super) static RULE: Rule = Rule {
    code: "EAD001",
    name: "ead-not-vtt",
    summary: "extended audio description is not WebVTT",
    severity: Severity::Error,
    kinds: EAD,
    fix: Some(Applicability::Show),
    references: &[WEBVTT_DESCRIPTIONS],
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
