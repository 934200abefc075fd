//! ENC001: files that are not UTF-8.

use crate::lint::references::{WEBVTT_4_1, YOUTUBE};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Applicability, Certainty, Edit, Fix, Severity, Source, Span};

docs! {
    /// ## What it does
    ///
    /// Finds files whose bytes are not valid UTF-8: UTF-16 with and without a byte order mark, the
    /// older single-byte and East Asian encodings, and UTF-8 files with a few invalid bytes. The
    /// message names the encoding that the file was read in, and how certain that is.
    ///
    /// ## Why
    ///
    /// WebVTT is UTF-8 by definition, SRT by convention. A program that expects UTF-8 drops or replaces
    /// what does not fit: `Café` in Latin-1 becomes `Caf` or `Caf�`.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see wrong characters or no captions: browsers and web players decode every caption file
    /// as UTF-8, whatever it is. VLC and ffmpeg read UTF-16 with a byte order mark, and guess the
    /// others.
    ///
    /// ## Example
    ///
    /// A file with the bytes `43 61 66 E9` (`Café` in Windows-1252) is found; the same word as
    /// `43 61 66 C3 A9` is right.
    ///
    /// ## How to fix
    ///
    /// Write the file as UTF-8 without a byte order mark. The fix is unsafe: where the encoding is a
    /// guess, another one may give other letters. Check the result, or name the encoding
    /// (`--encoding`).
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, file structure; YouTube help.
}

pub(super) static RULE: Rule = Rule {
    code: "ENC001",
    name: "not-utf8",
    summary: "the file is not in UTF-8",
    severity: Severity::Error,
    fix: Some(Applicability::Unsafe),
    references: &[WEBVTT_4_1, YOUTUBE],
    docs: DOCS,
    source: Some(check),
    ..Rule::NEW
};

/// Stray bytes beyond the first that get a label of their own.
const LABELS: usize = 4;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let source = subject.source;
    if source.is_utf8() || is_utf8_after_all(source) {
        return;
    }
    let (span, message) = if source.encoding == "UTF-8" {
        stray_bytes(source)
    } else {
        (first_foreign(source), other_encoding(source))
    };
    let mut fix = Fix::risky("write the file as UTF-8", declaration(subject));
    fix.to_utf8 = true;
    let mut finding = findings.finding(span, message).with_fix(fix);
    if source.encoding == "UTF-8" {
        for bad in source.invalid.iter().skip(1).take(LABELS) {
            finding = finding.with_label(*bad, "and here");
        }
    }
    findings.push(finding);
}

/// Makes the declaration of the encoding in the file true.
fn declaration(subject: &Subject<'_>) -> Vec<Edit> {
    let declared = match subject.document {
        #[cfg(feature = "ttml")]
        crate::read::Document::Ttml(document) => document.encoding,
        _ => None,
    };
    declared.map(|span| Edit::replace(span, "UTF-8")).into_iter().collect()
}

/// Bytes that the caller called something else, and that are UTF-8 all the same. The encodings
/// that hide text in ASCII bytes are not meant.
fn is_utf8_after_all(source: &Source<'_>) -> bool {
    source.encoding != "UTF-8"
        && !source.encoding.starts_with("UTF-16")
        && source.encoding != "ISO-2022-JP"
        && simdutf8::basic::from_utf8(source.bytes).is_ok()
}

fn stray_bytes(source: &Source<'_>) -> (Span, String) {
    let span = source.invalid.first().copied().unwrap_or_default();
    let count = source.invalid.len();
    let shown = span.slice(&source.text).escape_debug();
    let message = if count == 1 {
        format!("one byte is not valid UTF-8: it was read as Windows-1252, `{shown}`")
    } else {
        format!(
            "{count} bytes are not valid UTF-8: they were read as Windows-1252, the first as `{shown}`"
        )
    };
    (span, message)
}

fn other_encoding(source: &Source<'_>) -> String {
    let encoding = source.encoding;
    let half = source.invalid.last().is_some_and(|bad| bad.is_empty());
    let rest = if half { "; its last byte is half a character and was dropped" } else { "" };
    let message = match source.certainty {
        Certainty::Certain => format!("the file is {encoding} by its byte order mark, not UTF-8"),
        Certainty::Declared => format!("the file is {encoding}, as it declares; it is not UTF-8"),
        Certainty::Pattern => {
            format!("the file is {encoding} by the pattern of its zero bytes, not UTF-8")
        }
        Certainty::Given => {
            format!("the file was read as {encoding}, as requested; it is not UTF-8")
        }
        Certainty::Guess => {
            format!("the file is not UTF-8: it was read as {encoding}, which is a guess")
        }
    };
    message + rest
}

/// The first character that another reading of the bytes would change; the start of a file
/// in UTF-16.
fn first_foreign(source: &Source<'_>) -> Span {
    let text = source.text.as_ref();
    if source.encoding.starts_with("UTF-16") {
        return Span::at(0);
    }
    let at = text.find(|c: char| !c.is_ascii()).unwrap_or(0);
    let len = text[at..].chars().next().map_or(0, char::len_utf8);
    Span::of(at..at + len)
}
