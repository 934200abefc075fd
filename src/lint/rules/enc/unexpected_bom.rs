//! ENC002: byte order marks.

use crate::lint::references::WEBVTT_4_1;
use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds a byte order mark at the start of a UTF-8 file (info), and marks at the start of other
    /// lines, which are left over where files were joined (warning).
    ///
    /// ## Why
    ///
    /// UTF-8 needs no mark. Every parser that we tried skips one at the start, where it is only
    /// untidy. A mark further down is taken for part of the text or of the cue number: `srt` (Python)
    /// and pycaption lose a cue there, ffmpeg and Subtitle Edit show it as text.
    ///
    /// ## Example
    ///
    /// A file that begins with the bytes `EF BB BF 57 45 42 56 54 54` is found; `57 45 42 56 54 54`
    /// (`WEBVTT`) is right.
    ///
    /// ## How to fix
    ///
    /// Delete the mark. The fix does so and is safe: the mark shows nothing.
    ///
    /// ## Where it comes from
    ///
    /// Observation of twelve SRT parsers. W3C WebVTT, file structure, allows one mark. bbc/ttml-
    /// validator reports marks as well.
}

pub(super) static RULE: Rule = Rule {
    code: "ENC002",
    name: "unexpected-bom",
    summary: "a byte order mark is not needed, or in the wrong place",
    severity: Severity::Warning,
    fix: Some(Applicability::Safe),
    references: &[
        Reference {
            title: "Observation: SRT files in twelve parsers",
            url: "docs/observations.md#srt-parsers",
            read_on: "2026-11-22",
        },
        WEBVTT_4_1,
    ],
    docs: DOCS,
    source: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let text = subject.text();
    // In UTF-16 the mark at the start gives the byte order: it belongs there.
    if subject.source.encoding == "UTF-8" && text.starts_with(MARK) {
        let mark = Span::new(0, MARK.len_utf8() as u32);
        let mut finding = findings
            .finding(mark, "the file starts with a byte order mark, which UTF-8 does not need")
            .with_fix(Fix::safe("delete the mark", vec![Edit::delete(mark)]));
        finding.severity = Severity::Info;
        findings.push(finding);
    }
    for at in memchr::memmem::find_iter(text.as_bytes(), "\u{feff}") {
        if at == 0 || !text[..at].ends_with(['\n', '\r']) {
            continue;
        }
        let mark = Span::of(at..at + MARK.len_utf8());
        let edits = vec![Edit::delete(mark)];
        // What follows it must not become another kind of line.
        let fix = if is_harmless(&text[mark.end as usize..]) {
            Fix::safe("delete the mark", edits)
        } else {
            Fix::risky("delete the mark", edits)
        };
        let message = "a byte order mark inside the file: two files may have been joined";
        findings.push(findings.finding(mark, message).with_fix(fix));
    }
}

/// U+FEFF in UTF-8.
const MARK: char = '\u{feff}';

/// Whether a line reads the same with and without a mark in front: a number or plain words.
fn is_harmless(rest: &str) -> bool {
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let keyword = ["WEBVTT", "NOTE", "STYLE", "REGION"].iter().any(|word| line.starts_with(word));
    !keyword && !line.contains("--") && line.contains(|c: char| c.is_alphanumeric())
}
