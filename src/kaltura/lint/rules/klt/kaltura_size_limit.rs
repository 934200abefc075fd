//! KLT025: the file or a cue is larger than one of Kaltura's limits.

use super::formats::FORMATS;
use crate::kaltura::lint::references::{
    PACKAGER_READ, SEARCH_CUE_LIMIT, SEARCH_TEXT, SERVER_SIZE_LIMIT, SERVER_SRT,
};
use crate::kaltura::lint::report;
use crate::kaltura::{PACKAGER_LIMIT, SERVE_LIMIT};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds files over 900,000 bytes (not searched), over 1,048,576 bytes (not served: an error) and
    /// over 2 MiB (cut by the packager), and cues over 32,766 bytes (cut in search) and over 400,000
    /// bytes (the upload check may stop there in SRT).
    ///
    /// ## Why
    ///
    /// Over the second limit there is no transcript panel, no HLS and no display of DFXP, without any
    /// message. A cue that is too long stops the server's SRT pattern: this cue and everything after it
    /// is lost.
    ///
    /// ## Why it is an error
    ///
    /// Over 1,048,576 bytes viewers have no transcript panel and no captions in HLS; the cues after one
    /// that is too long are lost. The other limits are a warning.
    ///
    /// ## Example
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
    /// Split the video and its captions into parts, or the cue by sentences.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `CaptionAssetService.php`, lines 616 to 674, `CaptionSearchPlugin.php`,
    /// lines 8 and 132, and `kElasticSearchManager.php`, line 10; kaltura/nginx-vod-module 26f06877,
    /// `subtitle_format.c`, line 27. That the SRT pattern stops in long cues was observed when it was
    /// run: PHP's default backtrack limit ends it at between 500,000 and 700,000 bytes.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT025",
    name: "kaltura-size-limit",
    summary: "the file or a cue is larger than one of Kaltura's limits",
    severity: Severity::Error,
    formats: FORMATS,
    references: &[SERVER_SRT, SERVER_SIZE_LIMIT, SEARCH_TEXT, SEARCH_CUE_LIMIT, PACKAGER_READ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    report::differences(subject, findings);
    let size = subject.source.bytes.len();
    let mut of_file = |limit: usize, severity, what: &str| {
        if size > limit {
            let message = format!("the file has {size} bytes: {what} {limit} bytes");
            let mut finding = findings.finding(Span::default(), message);
            finding.severity = severity;
            findings.push(finding.with_measured(size as f64, limit as f64, "bytes"));
        }
    };
    of_file(SEARCHED, Severity::Warning, "search ignores files over");
    // Where there are cues, their loss is reported above.
    if subject.timeline.cues.is_empty() {
        of_file(SERVE_LIMIT, Severity::Error, "the server serves no file over");
    }
    of_file(PACKAGER_LIMIT, Severity::Warning, "the packager reads only the first");
    for (at, cue) in subject.timeline.cues.iter().enumerate() {
        let length = cue.origin.payload.len() as usize;
        let (limit, what) = match length {
            HUGE.. => (HUGE, "the server's SRT parser may stop there"),
            INDEXED.. => (INDEXED, "search cuts the text"),
            _ => continue,
        };
        let message = format!("the text has {length} bytes: over {limit} bytes, {what}");
        let mut finding = findings.finding(cue.origin.timing(), message);
        finding.severity = Severity::Warning;
        let measured = finding.with_measured(length as f64, limit as f64, "bytes");
        findings.push(measured.with_cue(at as u32));
    }
}

/// Larger files are not searched (`CaptionSearchPlugin.php:8,132`).
const SEARCHED: usize = 900_000;
/// Longer texts are cut in search (`kElasticSearchManager.php:10`).
const INDEXED: usize = 32_767;
/// Near this size the server's SRT pattern reaches PHP's backtrack limit (observed, see the page).
const HUGE: usize = 400_001;
