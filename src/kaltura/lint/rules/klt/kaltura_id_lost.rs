//! KLT035: the identifier of the first cue costs every HLS segment its first cue.

use crate::format::Format;
use crate::kaltura::lint::references::{SERVER_WEBVTT_BLOCKS, SERVER_WEBVTT_SEGMENTS};
use crate::kaltura::lint::report;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds WebVTT files whose first cue has an identifier that is not a plain number, or any other
    /// line before it that the server adds to the header. If only later cues have such identifiers,
    /// that is reported once, as information.
    ///
    /// ## Why
    ///
    /// The server takes the lines above the first cue's times as part of the header, unless they are
    /// numbers, and repeats the header in every HLS segment. Players with a parser derived from vtt.js
    /// (Kaltura's, hls.js) expect times after the identifier and skip the cue that follows: the first
    /// cue of **every** segment is lost. Exports of Teams, Zoom and Stream have such identifiers.
    ///
    /// The identifiers of later cues are dropped: a file that the server has clipped or served has
    /// none.
    ///
    /// ## Why it is an error
    ///
    /// Viewers of HLS miss the first cue of every segment. Identifiers of later cues are only
    /// information.
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
    /// 1
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write a number, or no identifier. The fix deletes the identifier of the first cue; it is unsafe
    /// if the file has a style sheet that may refer to it. Keep nothing in identifiers that is needed
    /// later.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `webVttCaptionsContentManager.php`, lines 179 to 187, and
    /// `kWebVTTGenerator.php` (`getSegmentFromWebVTT`). The segments were given to the parsers of
    /// playkit-js 04ec0360 and hls.js 1.7.4 on 2026-11-30: both lose the cue.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT035",
    name: "kaltura-id-lost",
    summary: "the identifier of the first cue costs every HLS segment its first cue",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    references: &[SERVER_WEBVTT_BLOCKS, SERVER_WEBVTT_SEGMENTS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    report::differences(subject, findings);
    let named = |id: &str| !id.trim().bytes().all(|b| b.is_ascii_digit());
    let cues = subject.timeline.cues.iter().skip(1);
    let mut cues = cues.filter(|cue| cue.id.as_deref().is_some_and(named));
    let Some(first) = cues.next() else { return };
    let count = 1 + cues.count();
    let noun = if count == 1 { "identifier" } else { "identifiers" };
    let message =
        format!("served WebVTT and clips drop the {count} {noun} of cues after the first one");
    let mut finding = findings.finding(first.origin.id, message);
    finding.severity = Severity::Info;
    findings.push(finding);
}
