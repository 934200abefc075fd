//! KLT034: a line with the word WEBVTT is removed when clips are joined.

use crate::format::Format;
use crate::kaltura::lint::references::{SERVER_CLIP, SERVER_JOIN};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds cue texts that contain the word `WEBVTT` in capitals.
    ///
    /// ## Why
    ///
    /// When clips of several entries are joined, the clip tool removes the headers of the second and
    /// later files: every line with that word, including the text of cues.
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
    /// kaltura/server c447fdb3, `webVttCaptionsContentManager.php`, lines 219 to 239. Observed when the
    /// program was run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT034",
    name: "kaltura-word-webvtt",
    summary: "a line with the word WEBVTT is removed when clips are joined",
    severity: Severity::Warning,
    formats: &[Format::WebVtt],
    references: &[SERVER_CLIP, SERVER_JOIN],
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
            "when clips are joined, the clip tool removes this line as a header: write `WebVTT`",
        );
        findings.push(finding.with_cue(at as u32));
    }
}
