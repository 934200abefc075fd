//! KLT001: the upload check finds no cue, so the asset gets status ERROR.

use super::formats::FORMATS;
use crate::kaltura::CaptionType;
use crate::kaltura::lint::differences::platform;
use crate::kaltura::lint::references::SERVER_GATE;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds files in which the upload check finds no cue at all.
    ///
    /// ## Why
    ///
    /// The upload check is lenient: one cue makes the asset READY, none makes it ERROR. An asset in
    /// that state can only be deleted, and a task that names it as its output has nothing to show.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see no captions: an asset with status ERROR is not played.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
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
    /// The other findings about the file explain why its cues are not read. If there are none, the file
    /// has no cue, or is read as another type than it is: deliver the right file, and set `format` on
    /// upload.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `CaptionAsset.php`, lines 118 to 125 (no cue: status ERROR). Observed
    /// when the program was run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT001",
    name: "kaltura-no-cues",
    summary: "the upload check finds no cue, so the asset gets status ERROR",
    severity: Severity::Error,
    formats: FORMATS,
    references: &[SERVER_GATE],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(platform) = platform(subject) else { return };
    let compared = &platform.compared;
    if compared.is_ready() {
        return;
    }
    let message = match compared.own {
        0 => "the upload check finds no cue in the file, so the asset gets status ERROR".into(),
        own => {
            // The player gets SRT and WebVTT as they were uploaded.
            let player = match compared.caption_type {
                CaptionType::Dfxp => ", the clip tool and the player",
                CaptionType::Srt | CaptionType::WebVtt => " and the clip tool",
            };
            let what = if own == 1 { "the only cue".into() } else { format!("all {own} cues") };
            format!(
                "the upload check loses {what}, so the asset gets status ERROR: \
                 served WebVTT, HLS{player} have none either"
            )
        }
    };
    findings.push(findings.finding(Span::default(), message));
}
