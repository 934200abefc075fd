//! ENC005: UTF-8 that was read as Windows-1252 and written as UTF-8 again.

use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span, windows_1252};

docs! {
    /// ## What it does
    ///
    /// Finds characters that are the bytes of UTF-8 read as Windows-1252: `Ã©` for `é`, `â€™` for `’`.
    /// There is one finding per file, at the first of them.
    ///
    /// ## Why
    ///
    /// The file is valid UTF-8, so no other check notices, and viewers read `cafÃ©`.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The cafÃ© opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The café opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Convert the file again from its source, as UTF-8. The fix writes the characters that were meant; it
    /// is unsafe, as it changes the text.
    ///
    /// ## Where it comes from
    ///
    /// The table of Windows-1252 in the WHATWG Encoding Standard. A character of two bytes counts alone
    /// where it is a Latin one (`Ã`, `Â` first); of other scripts two in a row are needed, since `É»` ends a
    /// French quotation.
}

pub(super) static RULE: Rule = Rule {
    code: "ENC005",
    name: "mojibake",
    summary: "UTF-8 was read as Windows-1252: `Ã©` for `é`",
    severity: Severity::Warning,
    fix: Some(Applicability::Unsafe),
    references: &[Reference {
        title: "WHATWG Encoding Standard, windows-1252",
        url: "https://encoding.spec.whatwg.org/#legacy-single-byte-encodings",
        read_on: "2026-11-30",
    }],
    docs: DOCS,
    source: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let text = subject.text();
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    // All characters that can be a first byte begin with this one in UTF-8.
    while let Some(next) = memchr::memchr(0xc3, text.as_bytes().get(at..).unwrap_or_default()) {
        let start = at + next;
        match run(&text[start..]) {
            Some((len, meant)) => {
                at = start + len;
                edits.push(Edit::replace(Span::of(start..at), meant));
            }
            None => at = start + 2,
        }
    }
    let Some(first) = edits.first() else { return };
    let (written, meant) = (first.span.slice(text), &first.replacement);
    let count = edits.len();
    let places = if count == 1 { String::new() } else { format!(", in {count} places") };
    let message = format!("`{written}` is `{meant}` in UTF-8 read as Windows-1252{places}");
    let finding = findings.finding(first.span, message);
    findings.push(finding.with_fix(Fix::risky("write the characters that were meant", edits)));
}

/// The characters at the start of a text that are bytes of UTF-8: how long they are, and the character
/// that they encode.
fn run(text: &str) -> Option<(usize, String)> {
    let (mut len, mut meant, mut is_sure) = (0, String::new(), false);
    while let Some((more, c)) = one(&text[len..]) {
        is_sure |= is_likely(c);
        len += more;
        meant.push(c);
    }
    (is_sure || meant.chars().count() > 1).then_some((len, meant))
}

fn one(text: &str) -> Option<(usize, char)> {
    let mut chars = text.chars();
    let mut bytes = [byte(chars.next()?)?, 0, 0, 0];
    let count = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    for slot in &mut bytes[1..count] {
        *slot = byte(chars.next()?)?;
    }
    let c = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    Some((text.len() - chars.as_str().len(), c))
}

/// The byte that a character is in Windows-1252, from 0x80 on.
fn byte(c: char) -> Option<u8> {
    (0x80..=0xff).find(|byte| windows_1252(*byte) == c)
}

/// Whether one such character is evidence enough: a Latin letter or sign, punctuation, an emoji.
fn is_likely(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{ff}' | '\u{2010}'..='\u{2044}' | '\u{20ac}' | '\u{2122}' | '\u{266a}' | '\u{266b}' | '\u{1f300}'..='\u{1faff}')
}
