//! KLT045: burn-in or embedding loses or cuts a cue.

use super::formats::FORMATS;
use crate::kaltura::lint::differences::platform;
use crate::kaltura::lint::references::{BURN_IN, FFMPEG_SRT, FFMPEG_WEBVTT};
use crate::kaltura::lint::report;
use crate::kaltura::{PlatformReader, Refusal};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds cues that are missing or cut when captions are burned into the picture or embedded in the
    /// video file, though the upload check and the player keep them. For DFXP, reports once that
    /// burn-in fails.
    ///
    /// ## Why
    ///
    /// The conversion fetches the file as it was uploaded, names it `.srt` and passes it to ffmpeg,
    /// which recognizes SRT and WebVTT by their first lines. ffmpeg has no DFXP parser, so the
    /// conversion fails. In SRT, text in curly brackets is read as a style and hidden. In WebVTT,
    /// parsing stops at the first block that is not a cue. A text that is not UTF-8 is dropped.
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
    /// Where captions are to be burned in, deliver SRT or WebVTT in UTF-8 that starts as its format
    /// requires and has only cues. Write `(laughs)` or `[laughs]` for `{laughs}`.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `KConversionEngineFfmpeg.class.php` (`buildSubtitlesCommandLine`,
    /// `fetchCaptionFile`); ffmpeg 5.1, `libavformat/srtdec.c` and `webvttdec.c`,
    /// `libavcodec/htmlsubtitles.c`. Read on 2026-11-30, except that ffmpeg refuses DFXP, which was
    /// observed when ffmpeg 5.1.9 was run.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT045",
    name: "kaltura-burn-in",
    summary: "burn-in or embedding loses or cuts a cue",
    severity: Severity::Info,
    formats: FORMATS,
    references: &[BURN_IN, FFMPEG_SRT, FFMPEG_WEBVTT],
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
        let message =
            "burn-in and embedding fail, because ffmpeg cannot read DFXP: deliver SRT or WebVTT";
        findings.push(findings.finding(Span::default(), message));
    }
}
