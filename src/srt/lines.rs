//! Lines and white space.

use crate::source::Span;

/// One line of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The line without its terminator.
    pub(super) span: Span,
    /// Where the next line begins.
    pub(super) next: u32,
    /// Spaces, tabs and byte order marks only.
    pub(super) blank: bool,
}

/// The lines of a text; none when it is empty. LF, CRLF, CR CR LF, CR and LF CR end a
/// line.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = (!text.is_empty()).then_some(text);
    std::iter::from_fn(move || {
        let here = rest?;
        let Some(end) = memchr::memchr2(b'\n', b'\r', here.as_bytes()) else {
            rest = None;
            return Some(here);
        };
        rest = Some(&here[end + terminator(&here.as_bytes()[end..])..]);
        Some(&here[..end])
    })
}

/// Length in bytes of the line terminator that `bytes` begins with; 0 when there is none.
#[inline]
pub(super) fn terminator(bytes: &[u8]) -> usize {
    match bytes {
        // LF CR is how one broken tool ends its lines; LF CR LF is a line ending and a blank line.
        [b'\n', b'\r', b'\n', ..] => 1,
        [b'\n', b'\r', ..] => 2,
        [b'\n', ..] => 1,
        [b'\r', b'\n', ..] => 2,
        [b'\r', b'\r', b'\n', ..] => 3,
        [b'\r', ..] => 1,
        _ => 0,
    }
}

/// Whether a line separates: nothing but spaces, tabs and byte order marks. A line of no-break spaces
/// is text to most readers.
pub(super) fn is_blank(line: &str) -> bool {
    line.chars().all(|c| matches!(c, ' ' | '\t' | '\u{feff}'))
}

/// White space, or a byte order mark, which some tools leave at the start of a line.
pub(super) fn is_blank_char(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// A text without white space at both ends.
pub(super) fn trim_str(text: &str) -> &str {
    text.trim_matches(is_blank_char)
}

/// A span without white space at its start; empty at its end when there is nothing else.
pub(super) fn trim_start(text: &str, span: Span) -> Span {
    let body = span.slice(text);
    let cut = body.len() - body.trim_start_matches(is_blank_char).len();
    Span::new(span.start + cut as u32, span.end)
}

/// A span without white space at both ends; empty at its end when there is nothing else.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let span = trim_start(text, span);
    let kept = span.slice(text).trim_end_matches(is_blank_char).len();
    Span::new(span.start, span.start + kept as u32)
}
