//! KLT035: an identifier of the first cue loses the first cue of every HLS segment; others do not survive.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_WEBVTT;
use crate::kaltura::lint::report;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds WebVTT files whose first cue has an identifier that is no plain number, or any other line
    /// that the server takes for a part of the header. Where only later cues have such identifiers, says
    /// so once, as an information.
    ///
    /// ## Why
    ///
    /// The server takes the lines above the first cue's times for the header, unless they are numbers,
    /// and sends it in front of every HLS segment. Players whose parser comes from vtt.js (Kaltura's, hls.js)
    /// wait for times below the identifier and take the cue that follows for them: the first cue of
    /// **every** segment is lost. Exports of Teams, Zoom and Stream have such identifiers.
    ///
    /// The identifiers of later cues are dropped: a file that comes back from the server, clipped or
    /// served, has none.
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
    /// Write a number, or no identifier. The fix deletes that of the first cue; it is unsafe where a style
    /// sheet of the file may speak of it. Do not keep anything in identifiers that is needed later.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3 (2026-04-27), webVttCaptionsContentManager.php:179-187 and
    /// kWebVTTGenerator.php (`getSegmentFromWebVTT`). The segments were read with the parsers of
    /// playkit-js 04ec0360 and hls.js 1.7.4 on 2026-11-30: both lose the cue.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT035",
    name: "kaltura-id-lost",
    summary: "an identifier of the first cue loses the first cue of every HLS segment",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    references: &[SERVER_WEBVTT],
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
    let message = format!("the server keeps none of the {count} identifiers after the first cue");
    let mut finding = findings.finding(first.origin.id, message);
    finding.severity = Severity::Info;
    findings.push(finding);
}
