//! The line around a place, for rules that find many places on one line.

use crate::source::Span;

/// A line of the source, without its terminator, and where its text begins and ends.
#[derive(Clone, Copy)]
pub(super) struct SourceLine {
    /// The whole line.
    pub(super) span: Span,
    /// From the first to the last character that is not white space and that `is_blank` does not
    /// count as blank; empty where there is none.
    pub(super) ink: Span,
}

/// Finds the line around a place and remembers it: a file may be one long line full of findings.
pub(super) struct SourceLines<'t> {
    text: &'t str,
    is_blank: fn(char) -> bool,
    last: Option<SourceLine>,
}

impl<'t> SourceLines<'t> {
    /// The lines of a text; characters of `is_blank` count as white space.
    pub(super) fn new(text: &'t str, is_blank: fn(char) -> bool) -> Self {
        Self { text, is_blank, last: None }
    }

    /// The line that contains `place`, and whether it differs from the one of the previous call.
    pub(super) fn around(&mut self, place: Span) -> (SourceLine, bool) {
        if let Some(last) = self.last.filter(|line| line.span.contains(place)) {
            return (last, false);
        }
        let bytes = self.text.as_bytes();
        let (before, after) = (&bytes[..place.start as usize], &bytes[place.end as usize..]);
        let start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
        let end =
            memchr::memchr2(b'\n', b'\r', after).map_or(bytes.len(), |at| place.end as usize + at);
        let line = &self.text[start..end];
        let blank = |c: char| c.is_whitespace() || (self.is_blank)(c);
        let from = start + (line.len() - line.trim_start_matches(blank).len());
        let to = (start + line.trim_end_matches(blank).len()).max(from);
        let line = SourceLine { span: Span::of(start..end), ink: Span::of(from..to) };
        self.last = Some(line);
        (line, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_from_any_place_on_it() {
        let text = "a\r\n \u{1}b c \r\nd";
        let mut lines = SourceLines::new(text, |c| c == '\u{1}');
        for (place, other) in [((4, 5), true), ((3, 9), false), ((5, 5), false), ((11, 12), true)] {
            let (line, is_other) = lines.around(Span::new(place.0, place.1));
            assert_eq!(is_other, other, "{place:?}");
            if place.0 < 11 {
                assert_eq!((line.span, line.ink), (Span::new(3, 9), Span::new(5, 8)));
            }
        }
        let mut lines = SourceLines::new(" \u{1}\n", |c| c == '\u{1}');
        assert!(lines.around(Span::new(1, 2)).0.ink.is_empty());
    }
}
