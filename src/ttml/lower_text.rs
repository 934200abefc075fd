//! The text of a piece as runs that are either as they are in the source or cannot be cut: one
//! reference, one run of white space.
//!
//! White space is collapsed (TTML1 7.2.3) and references are resolved (XML 1.0 section 4.1) before a
//! piece is made. Here the shown text is aligned with its source again, so that an edit knows
//! the place of every character.

use std::borrow::Cow;

use super::references::reference_at;
use crate::chars::is_xml_space;
use crate::source::Span;
use crate::timeline::{Run, RunKind, Timeline};

/// Adds the runs of a text. `span` is where it comes from; `is_raw` for a CDATA section, in which `&`
/// is an ampersand. Line feeds (of preserved white space) are breaks.
pub(super) fn push_text<'a>(
    timeline: &mut Timeline<'a>,
    source: &'a str,
    text: &str,
    span: Span,
    is_raw: bool,
    scope: u32,
) {
    let mut aligner = Aligner { source, span, is_raw, scope, at: span.start as usize, timeline };
    let mut rest = text;
    while !rest.is_empty() {
        rest = aligner.step(rest);
    }
}

struct Aligner<'t, 'a> {
    timeline: &'t mut Timeline<'a>,
    source: &'a str,
    span: Span,
    is_raw: bool,
    scope: u32,
    /// Offset in the source.
    at: usize,
}

impl<'a> Aligner<'_, 'a> {
    /// Removes the next run from a text and returns the rest.
    fn step<'t>(&mut self, text: &'t str) -> &'t str {
        let same = self.literal(text);
        if same > 0 {
            let kind = RunKind::Text(Cow::Borrowed(&self.source[self.at..self.at + same]));
            self.push(kind, same);
            return &text[same..];
        }
        let Some(c) = text.chars().next() else { return "" };
        let (len, found) = self.atom(self.at);
        let rest = &text[c.len_utf8()..];
        match found {
            // The space that stays of a run of white space, or a line ending that stays.
            Some(w) if is_xml_space(w) && is_xml_space(c) => {
                let all = if c == '\n' { len } else { self.white_space(rest) };
                let kind = if c == '\n' { RunKind::Break } else { RunKind::Text(" ".into()) };
                self.push(kind, all);
                rest
            }
            Some(f) if f == c => {
                self.push(RunKind::Text(Cow::Owned(c.to_string())), len);
                rest
            }
            // White space that is not shown: at the ends of a line.
            Some(w) if is_xml_space(w) => {
                self.at += len;
                text
            }
            // A character that the source does not have here: it takes up none of the source, and
            // what follows is laid along as before.
            _ => {
                self.push(RunKind::Text(Cow::Owned(c.to_string())), 0);
                rest
            }
        }
    }

    /// How many bytes of the text are in the source unchanged. A space that is only the first of
    /// several, or of which another character is shown, is not among them.
    fn literal(&self, text: &str) -> usize {
        let source = self.source.get(self.at..self.span.end as usize).unwrap_or_default();
        let common = source
            .bytes()
            .zip(text.bytes())
            .take_while(|(s, t)| s == t && *t != b'\n' && (self.is_raw || *s != b'&'));
        let mut len = common.count();
        while !text.is_char_boundary(len) || !source.is_char_boundary(len) {
            len -= 1;
        }
        let next = |text: &str, at: usize| text.as_bytes().get(at).copied().map(char::from);
        let hidden = |len: usize| {
            len > 0
                && text.as_bytes()[len - 1] == b' '
                && next(source, len).is_some_and(|c| is_xml_space(c) || c == '&')
                && !next(text, len).is_some_and(is_xml_space)
        };
        if hidden(len) {
            len -= 1;
        }
        len
    }

    /// The length of the character at an offset of the source as written, and the character that it represents.
    fn atom(&self, at: usize) -> (usize, Option<char>) {
        let rest = self.source.get(at..self.span.end as usize).unwrap_or_default();
        if !self.is_raw
            && let Some((c, len)) = reference_at(rest)
        {
            return (len, Some(c));
        }
        match rest.chars().next() {
            Some('\r') if rest.starts_with("\r\n") => (2, Some('\n')),
            Some('\r') => (1, Some('\n')),
            Some(c) => (c.len_utf8(), Some(c)),
            None => (0, None),
        }
    }

    /// The length of the white space in the source from here on of which one space is shown. With
    /// white space in the text after it (`preserve`), each stands for itself.
    fn white_space(&self, after: &str) -> usize {
        let mut at = self.at;
        loop {
            match self.atom(at) {
                (len, Some(c)) if is_xml_space(c) => at += len,
                _ => return at - self.at,
            }
            if after.starts_with(is_xml_space) {
                return at - self.at;
            }
        }
    }

    fn push(&mut self, kind: RunKind<'a>, len: usize) {
        let span = Span::of(self.at..self.at + len);
        self.at += len;
        self.timeline.runs.push(Run { kind, scope: self.scope, span });
    }
}

#[cfg(test)]
mod tests {
    use crate::timeline::Shown;
    use crate::ttml::{ParseOptions, lower, parse};

    /// The pieces of the first cue: what is shown and how it is written.
    fn pieces(p: &str) -> Vec<(String, String)> {
        let source = format!(
            "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"en\"><body><div>{p}</div></body></tt>"
        );
        let timeline = lower(&parse(&source, &ParseOptions::default()).document);
        let shown = Shown::of(&timeline, &timeline.cues[0]);
        let of = |piece: &crate::timeline::ShownPiece| {
            let text = &shown.text[piece.at as usize..piece.end() as usize];
            (text.to_owned(), piece.span.slice(&source).to_owned())
        };
        shown.pieces.iter().map(of).collect()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn collapsed_white_space_is_a_piece_and_that_at_the_ends_is_none() {
        let p = "<p end=\"1s\">\n  one two\n  three  <br/>  four &#32; five\t</p>";
        let expected = [
            ("one two", "one two"),
            (" ", "\n  "),
            ("three", "three"),
            ("\n", "<br/>"),
            ("four", "four"),
            (" ", " &#32; "),
            ("five", "five"),
        ];
        assert_eq!(pieces(p), pairs(&expected));
    }

    #[test]
    fn white_space_between_a_word_and_markup_has_its_place() {
        let p =
            "<p end=\"1s\"><span>one</span>\n\ttwo<!-- c -->\tthree\n<span>four\r\n</span>five</p>";
        let expected = [
            ("one", "one"),
            (" ", "\n\t"),
            ("two", "two"),
            (" ", "\t"),
            ("three", "three"),
            (" ", "\n"),
            ("four", "four"),
            (" ", "\r\n"),
            ("five", "five"),
        ];
        assert_eq!(pieces(p), pairs(&expected));
    }

    #[test]
    fn a_reference_is_a_piece_and_the_text_around_it_stands_as_written() {
        let p = "<p end=\"1s\">R&amp;B &lt;3 <![CDATA[a&b  c]]></p>";
        let expected = [
            ("R", "R"),
            ("&", "&amp;"),
            ("B", "B"),
            (" ", " "),
            ("<", "&lt;"),
            ("3 ", "3 "),
            ("a&b", "a&b"),
            (" ", "  "),
            ("c", "c"),
        ];
        assert_eq!(pieces(p), pairs(&expected));
    }

    #[test]
    fn preserved_white_space_stays_and_breaks_lines() {
        let p = "<p end=\"1s\" xml:space=\"preserve\"> a  &gt; b\r\n  c</p>";
        let expected = [
            (" a ", " a "),
            (" ", " "),
            (">", "&gt;"),
            (" b", " b"),
            ("\n", "\r\n"),
            ("  c", "  c"),
        ];
        assert_eq!(pieces(p), pairs(&expected));
    }
}
