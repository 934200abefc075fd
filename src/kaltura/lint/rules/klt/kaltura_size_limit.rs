//! KLT025: the file or a cue is larger than a reader takes.

use super::formats::FORMATS;
use crate::kaltura::lint::references::SERVER_SIZE_LIMIT;
use crate::kaltura::lint::report;
use crate::kaltura::{PACKAGER_LIMIT, SERVE_LIMIT};
use crate::lint::references::SERVER_SRT;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds files over 900,000 bytes (not searched), over 1,048,576 bytes (not served: an error) and
    /// over 2 MiB (cut by the packager), and cues over 32,766 bytes (cut in search) and over 400,000
    /// bytes (the SRT reader may stop there).
    ///
    /// ## Why
    ///
    /// Over the limit there is no transcript, no HLS and no DFXP display, without a message. A cue that
    /// is too long stops the server's SRT reader: it and everything after it is lost.
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
    /// Split the file by parts of the video, or the cue by sentences.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, sections 2.1 and 2.6 (K008 there). Observed with kaltura/server c447fdb3
    /// (2026-04-27), nginx-vod-module 26f06877 (2024-03-18; read, not run).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT025",
    name: "kaltura-size-limit",
    summary: "the file or a cue is larger than a reader takes",
    severity: Severity::Error,
    formats: FORMATS,
    references: &[SERVER_SRT, SERVER_SIZE_LIMIT],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    report::differences(subject, findings);
    let size = subject.source.bytes.len();
    let mut of_file = |limit: usize, severity, what: &str| {
        if size > limit {
            let message = format!("the file has {size} bytes, {what} over {limit}");
            let mut finding = findings.finding(Span::default(), message);
            finding.severity = severity;
            findings.push(finding.with_measured(size as f64, limit as f64, "bytes"));
        }
    };
    of_file(SEARCHED, Severity::Warning, "search takes none");
    // Where there are cues, their loss is reported above.
    if subject.timeline.cues.is_empty() {
        of_file(SERVE_LIMIT, Severity::Error, "the server serves none");
    }
    of_file(PACKAGER_LIMIT, Severity::Warning, "the packager cuts those");
    for (at, cue) in subject.timeline.cues.iter().enumerate() {
        let length = cue.origin.payload.len() as usize;
        let (limit, what) = match length {
            HUGE.. => (HUGE, "the server's SRT reader may stop there"),
            INDEXED.. => (INDEXED, "search cuts the text"),
            _ => continue,
        };
        let message = format!("the text has {length} bytes: over {limit}, {what}");
        let mut finding = findings.finding(cue.origin.timing(), message);
        finding.severity = Severity::Warning;
        let measured = finding.with_measured(length as f64, limit as f64, "bytes");
        findings.push(measured.with_cue(at as u32));
    }
}

/// Larger files are not searched (facts, section 2.6).
const SEARCHED: usize = 900_000;
/// Longer texts are cut in search (facts, section 2.6).
const INDEXED: usize = 32_767;
/// Near this the server's SRT pattern gives up (facts, sections 2.1 and 11, K008).
const HUGE: usize = 400_001;
