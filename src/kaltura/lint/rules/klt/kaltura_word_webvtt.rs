//! KLT034: a line with the word WEBVTT is removed when files are joined.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_CLIP;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds cue texts that hold the word `WEBVTT` in capitals.
    ///
    /// ## Why
    ///
    /// When clips of several entries are joined, the server takes out the headers of the second and
    /// later files: every line with that word, cue texts too.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// We use WEBVTT files.
    ///
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
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
    /// Write the word in another way: WebVTT.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 3.5 (K208 there). Observed with kaltura/server c447fdb3 (2026-04-27).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT034",
    name: "kaltura-word-webvtt",
    summary: "a line with the word WEBVTT is removed when files are joined",
    severity: Severity::Warning,
    formats: &[Format::WebVtt],
    references: &[SERVER_CLIP],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (at, cue) in subject.timeline.cues.iter().enumerate() {
        let payload = cue.origin.payload;
        let text = payload.slice(subject.text());
        let Some(found) = memchr::memmem::find(text.as_bytes(), b"WEBVTT") else { continue };
        let start = payload.start + found as u32;
        let finding = findings.finding(
            Span::new(start, start + 6),
            "when clips are joined, the server removes this line as a header",
        );
        findings.push(finding.with_cue(at as u32));
    }
}
