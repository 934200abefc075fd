//! KLT035: cue identifiers do not survive.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_WEBVTT;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds WebVTT files with identifiers that are no plain numbers, once for the file.
    ///
    /// ## Why
    ///
    /// The server keeps no identifiers: a file that comes back from it, clipped or served, has none.
    /// Whatever refers to a cue by its name finds nothing.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// intro
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    ///
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Do not keep anything in identifiers that is needed later.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 2.2 (K209 there). Observed with kaltura/server c447fdb3 (2026-04-27).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT035",
    name: "kaltura-id-lost",
    summary: "cue identifiers do not survive",
    severity: Severity::Info,
    formats: &[Format::WebVtt],
    references: &[SERVER_WEBVTT],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let named = |id: &str| !id.trim().bytes().all(|b| b.is_ascii_digit());
    let cues = subject.timeline.cues.iter();
    let mut cues = cues.filter(|cue| cue.id.as_deref().is_some_and(named));
    let Some(first) = cues.next() else { return };
    let count = 1 + cues.count();
    let message = format!("the server keeps none of the {count} identifiers of this file");
    findings.push(findings.finding(first.origin.id, message));
}
