//! KLT045: a cue that is lost when captions are burnt in or embedded.

use super::formats::FORMATS;
use crate::kaltura::lint::differences::platform;
use crate::kaltura::lint::references::BURN_IN;
use crate::kaltura::lint::report;
use crate::kaltura::{PlatformReader, Refusal};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds cues that are not in the video when its captions are burnt into the picture or embedded in
    /// the file, though the server and the player keep them. For DFXP says once that this fails.
    ///
    /// ## Why
    ///
    /// The conversion fetches the file as it was uploaded, names it `.srt` and gives it to ffmpeg, which
    /// knows SRT and WebVTT by their first lines. It has no reader for DFXP: the conversion fails. In SRT
    /// text in curly brackets is taken for a style and hidden. In WebVTT the first block that is no cue ends
    /// the reading. A text that is not UTF-8 is dropped.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// {laughs} The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Where captions are to be burnt in, deliver SRT or WebVTT that begins as its format wants, in UTF-8,
    /// with every block a cue. Write `(laughs)` or `[laughs]` for `{laughs}`.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, KConversionEngineFfmpeg.class.php:480-530 (`buildSubtitlesCommandLine`,
    /// `fetchCaptionFile`); ffmpeg 5.1, libavformat/srtdec.c and webvttdec.c, libavcodec/htmlsubtitles.c.
    /// Read on 2026-11-30; that ffmpeg refuses DFXP was run with 5.1.9.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT045",
    name: "kaltura-burn-in",
    summary: "a cue is lost or cut when captions are burnt in or embedded",
    severity: Severity::Info,
    formats: FORMATS,
    references: &[BURN_IN],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    report::differences(subject, findings);
    let view =
        platform(subject).and_then(|platform| platform.compared.view(PlatformReader::BurnIn));
    let view = view.filter(|_| !subject.timeline.cues.is_empty());
    if view.is_some_and(|view| view.refusal == Some(Refusal::NoSuchFormat)) {
        let message = "burn-in and embedding fail: ffmpeg reads no DFXP";
        findings.push(findings.finding(Span::default(), message));
    }
}
