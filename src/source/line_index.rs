//! Lines and columns, computed on demand.

use super::Span;
use super::scan::{BLOCK, Block};

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ColumnUnit {
    /// Bytes of UTF-8.
    #[default]
    Utf8,
    /// UTF-16 code units: what browsers, Monaco, CodeMirror and LSP count.
    Utf16,
    /// Unicode scalar values (code points).
    Scalar,
}

/// A place as people and editors name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// One-based line.
    pub line: u32,
    /// One-based column, in the requested unit.
    pub column: u32,
}

/// Where every line of a text begins. LF, CRLF and a lone CR end a line; nothing else does
/// (U+2028, U+2029, VT and FF are text, as in LSP and in the WebVTT specification).
///
/// ```
/// use cuesmith::source::{ColumnUnit, LineIndex};
///
/// let text = "a\r\n😀b";
/// let lines = LineIndex::new(text);
/// let at = lines.position(text, 7, ColumnUnit::Utf16);
/// assert_eq!((at.line, at.column), (2, 3)); // after the emoji: two UTF-16 units
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes a text in one pass.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(1 + bytes.len() / 32);
        starts.push(0);
        for at in (0..bytes.len()).step_by(BLOCK) {
            let block = Block::load(bytes, at);
            let mut ends = block.equal(b'\n') | block.equal(b'\r');
            if bytes.len() - at < BLOCK {
                ends &= (1 << (bytes.len() - at)) - 1;
            }
            while ends != 0 {
                let end = at + ends.trailing_zeros() as usize;
                ends &= ends - 1;
                if bytes[end] != b'\r' || bytes.get(end + 1) != Some(&b'\n') {
                    starts.push(end as u32 + 1);
                }
            }
        }
        starts.shrink_to_fit();
        Self { starts }
    }

    /// Number of lines; a text that ends in a line terminator has an empty last line.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The length of the longest line in bytes, with its terminator.
    #[must_use]
    pub(crate) fn longest(&self, text: &str) -> usize {
        let ends = self.starts[1..].iter().copied().chain([text.len() as u32]);
        ends.zip(&self.starts).map(|(end, start)| (end - start) as usize).max().unwrap_or(0)
    }

    /// The zero-based line that contains the byte at `offset`.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32 - 1
    }

    /// The bytes of a zero-based line with its terminator; `None` after the last line.
    #[must_use]
    pub fn line_span(&self, text: &str, line: u32) -> Option<Span> {
        let start = *self.starts.get(line as usize)?;
        let end = self.starts.get(line as usize + 1).copied().unwrap_or(text.len() as u32);
        Some(Span::new(start, end))
    }

    /// The place of a byte offset. An offset inside a character counts as the character's start,
    /// one after the text as its end.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32, unit: ColumnUnit) -> Position {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset as u32);
        let start = self.starts[line as usize] as usize;
        let before = &text[start..offset];
        let column = match unit {
            ColumnUnit::Utf8 => before.len(),
            ColumnUnit::Utf16 => before.chars().map(char::len_utf16).sum(),
            ColumnUnit::Scalar => before.chars().count(),
        };
        Position { line: line + 1, column: column as u32 + 1 }
    }

    /// The byte offset of a place: the inverse of [`LineIndex::position`]. A column after the end of its
    /// line is that end, in front of the line terminator; a line after the last one is the end of the text.
    /// A place inside a character is the start of the character.
    ///
    /// ```
    /// use cuesmith::source::{ColumnUnit, LineIndex, Position};
    ///
    /// let text = "a\r\n😀b";
    /// let at = |line, column| Position { line, column };
    /// let lines = LineIndex::new(text);
    /// assert_eq!(lines.offset(text, at(2, 3), ColumnUnit::Utf16), 7);
    /// assert_eq!(lines.offset(text, at(1, 99), ColumnUnit::Utf16), 1);
    /// ```
    #[must_use]
    pub fn offset(&self, text: &str, at: Position, unit: ColumnUnit) -> u32 {
        let Some(span) = self.line_span(text, at.line.saturating_sub(1)) else {
            return text.len() as u32;
        };
        let line = span.slice(text).trim_end_matches(['\r', '\n']);
        let mut left = at.column.saturating_sub(1) as usize;
        for (offset, c) in line.char_indices() {
            let width = match unit {
                ColumnUnit::Utf8 => c.len_utf8(),
                ColumnUnit::Utf16 => c.len_utf16(),
                ColumnUnit::Scalar => 1,
            };
            if left < width {
                return span.start + offset as u32;
            }
            left -= width;
        }
        span.start + line.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_leads_back_to_its_offset() {
        let text = "ab\r\nñ日😀x\rend\n\n😀";
        let lines = LineIndex::new(text);
        for unit in [ColumnUnit::Utf8, ColumnUnit::Utf16, ColumnUnit::Scalar] {
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let at = lines.position(text, offset as u32, unit);
                let back = lines.offset(text, at, unit);
                // Between CR and LF there is no place: it is the end of the line.
                let expected = if offset == 3 { 2 } else { offset as u32 };
                assert_eq!(back, expected, "{unit:?} {at:?}");
            }
        }
    }

    #[test]
    fn a_place_outside_of_the_text_or_inside_a_character_is_the_nearest_one_before() {
        let text = "ab\r\n😀x";
        let lines = LineIndex::new(text);
        let offset = |line, column, unit| lines.offset(text, Position { line, column }, unit);
        assert_eq!(offset(1, 50, ColumnUnit::Utf16), 2);
        assert_eq!(offset(9, 1, ColumnUnit::Utf16), text.len() as u32);
        assert_eq!(offset(2, 2, ColumnUnit::Utf16), 4);
        assert_eq!(offset(2, 3, ColumnUnit::Utf8), 4);
        assert_eq!(offset(2, 2, ColumnUnit::Scalar), 8);
        assert_eq!(offset(0, 0, ColumnUnit::Utf8), 0);
    }

    #[test]
    fn lf_crlf_and_lone_cr_end_lines_and_nothing_else_does() {
        let text = "a\nb\r\nc\rd\u{2028}e\u{b}f";
        let lines = LineIndex::new(text);
        assert_eq!(lines.count(), 4);
        assert_eq!(lines.line_span(text, 1).unwrap().slice(text), "b\r\n");
        assert_eq!(lines.line_span(text, 2).unwrap().slice(text), "c\r");
        assert_eq!(lines.line_span(text, 4), None);
    }

    #[test]
    fn columns_count_in_the_unit_asked_for() {
        let text = "\n日本😀x";
        let lines = LineIndex::new(text);
        let at = text.find('x').unwrap() as u32;
        let column = |unit| lines.position(text, at, unit).column;
        assert_eq!(column(ColumnUnit::Utf8), 11);
        assert_eq!(column(ColumnUnit::Utf16), 5);
        assert_eq!(column(ColumnUnit::Scalar), 4);
    }

    #[test]
    fn the_end_of_a_text_is_a_place() {
        let text = "a\n";
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(text, 99, ColumnUnit::Utf8), Position { line: 2, column: 1 });
        assert_eq!(LineIndex::new("").position("", 0, ColumnUnit::Utf8).line, 1);
    }
}
