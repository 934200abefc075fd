//! ENC003: line endings that differ, or that some parsers do not know.

use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds files that mix LF, CRLF and CR (info), lines that end in CR CR LF (warning), and files in
    /// which every line ends in a lone CR (error).
    ///
    /// ## Why
    ///
    /// Mixed line endings are harmless to most parsers and a nuisance in every diff. The other two are
    /// not: in a file with lone CRs, VLC, the Python package `srt` and subtitle.js find no cue. CR CR LF is one
    /// line ending to ffmpeg and two to others, which then lose cues or double the lines.
    ///
    /// ## Why it is an error
    ///
    /// Of a file with lone CRs, VLC (SRT) and players built on vtt.js (WebVTT: hls.js, video.js) show
    /// nothing. The other kinds are lower.
    ///
    /// ## Example
    ///
    /// A file with the lines `1 CR LF`, `00:00:01,000 --> 00:00:02,000 LF` is found. The same file
    /// with LF, or with CRLF, on every line is right.
    ///
    /// ## How to fix
    ///
    /// End every line in the same way. The fix writes what most lines of the file have, LF in place of
    /// lone CRs. It is safe.
    ///
    /// ## Where it comes from
    ///
    /// Observation of twelve SRT parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "ENC003",
    name: "mixed-line-endings",
    summary: "line endings are mixed, or of a kind that few parsers know",
    severity: Severity::Error,
    fix: Some(Applicability::Safe),
    passes_on: &["EOL_MIXED", "EOL_CRCRLF", "EOL_CR_ONLY"],
    references: &[Reference {
        title: "Observation: SRT files in twelve parsers",
        url: "docs/observations.md#srt-parsers",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    source: Some(check),
    ..Rule::NEW
};

/// How a line ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Lf,
    CrLf,
    Cr,
}

impl End {
    const fn text(self) -> &'static str {
        match self {
            Self::CrLf => "\r\n",
            Self::Lf | Self::Cr => "\n",
        }
    }
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let bytes = subject.text().as_bytes();
    let passes_on = RULE.passes_on;
    if memchr::memchr(b'\r', bytes).is_none()
        || subject.diagnostics().any(|d| passes_on.contains(&d.code.0))
    {
        return;
    }
    let count = |wanted| ends(bytes).filter(|(_, end)| *end == wanted).count();
    let (lf, crlf, cr) = (count(End::Lf), count(End::CrLf), count(End::Cr));
    if (lf == 0) && (cr == 0) {
        return;
    }
    let usual = if crlf > lf + cr { End::CrLf } else { End::Lf };
    let other = || ends(bytes).filter(|(_, end)| *end != usual);
    let Some((first, _)) = other().next() else { return };
    let edits = other().map(|(span, _)| Edit::replace(span, usual.text())).collect();
    let mut finding = if lf + crlf == 0 {
        findings.finding(first, "every line ends in a lone carriage return: players find no cue")
    } else {
        let message = format!("line endings are mixed: {lf} LF, {crlf} CRLF, {cr} CR");
        findings.finding(first, message)
    };
    if lf + crlf > 0 {
        finding.severity = Severity::Info;
    }
    let title = if usual == End::CrLf { "end every line in CRLF" } else { "end every line in LF" };
    findings.push(finding.with_fix(Fix::safe(title, edits)));
}

/// Every line ending with its place.
fn ends(bytes: &[u8]) -> impl Iterator<Item = (Span, End)> {
    memchr::memchr2_iter(b'\n', b'\r', bytes).filter_map(|at| {
        if bytes[at] == b'\r' {
            Some(match bytes.get(at + 1) {
                Some(b'\n') => (Span::of(at..at + 2), End::CrLf),
                _ => (Span::of(at..at + 1), End::Cr),
            })
        } else if at > 0 && bytes[at - 1] == b'\r' {
            None
        } else {
            Some((Span::of(at..at + 1), End::Lf))
        }
    })
}
