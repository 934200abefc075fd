//! Lines and columns of many offsets in one text.
//!
//! [`LineIndex::position`] counts from the start of the line. On a very long line with a finding every
//! few bytes that would take quadratic time, so there this index counts from the nearest of many checkpoints.

use crate::source::{ColumnUnit, LineIndex, Position};

/// Bytes between two checkpoints.
const STEP: usize = 1024;

/// Finds lines and columns in one text, each in constant time.
#[derive(Clone, Debug)]
pub struct Places<'t> {
    text: &'t str,
    unit: ColumnUnit,
    /// The lines of the text.
    pub lines: LineIndex,
    /// Units before the character at every multiple of [`STEP`]. Empty if the unit is a byte.
    checkpoints: Vec<u32>,
}

impl<'t> Places<'t> {
    /// Indexes a text in one pass.
    #[must_use]
    pub fn new(text: &'t str, unit: ColumnUnit) -> Self {
        let mut checkpoints = Vec::new();
        let lines = LineIndex::new(text);
        // Only places in long lines are counted from checkpoints.
        if unit != ColumnUnit::Utf8 && lines.longest(text) > STEP && !text.is_ascii() {
            let (mut units, mut at) = (0, 0);
            for step in 0..=text.len() / STEP {
                let next = floor(text, step * STEP);
                units += count(&text[at..next], unit);
                checkpoints.push(units);
                at = next;
            }
        }
        Self { text, unit, lines, checkpoints }
    }

    /// The position of a byte offset; an offset after the end of the text counts as the end.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let offset = floor(self.text, offset as usize);
        let line = self.lines.line_of(offset as u32);
        let start = self.lines.line_span(self.text, line).map_or(0, |span| span.start);
        let before = start as usize..offset;
        let column = match before.len() {
            // Most lines are shorter than the way to a checkpoint.
            ..=STEP => count(&self.text[before], self.unit),
            _ => self.units_before(offset) - self.units_before(start as usize),
        };
        Position { line: line + 1, column: column + 1 }
    }

    fn units_before(&self, offset: usize) -> u32 {
        let Some(units) = self.checkpoints.get(offset / STEP) else { return offset as u32 };
        let from = floor(self.text, offset / STEP * STEP);
        units + count(&self.text[from..offset], self.unit)
    }
}

/// The character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn count(text: &str, unit: ColumnUnit) -> u32 {
    match unit {
        ColumnUnit::Utf8 => text.len() as u32,
        // One unit per character, and a second one for characters of four bytes.
        ColumnUnit::Utf16 => {
            text.chars().count() as u32 + text.bytes().filter(|b| *b >= 0xf0).count() as u32
        }
        ColumnUnit::Scalar => text.chars().count() as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_agree_with_the_line_index_everywhere() {
        let line = "añ日😀\r\n\r".repeat(3) + &"é😀x".repeat(1500);
        let text = format!("{line}\n{line}");
        for unit in [ColumnUnit::Utf8, ColumnUnit::Utf16, ColumnUnit::Scalar] {
            let places = Places::new(&text, unit);
            let lines = LineIndex::new(&text);
            for offset in (0..text.len() as u32 + 3).step_by(7) {
                assert_eq!(
                    places.position(offset),
                    lines.position(&text, offset, unit),
                    "{offset}"
                );
            }
        }
    }

    #[test]
    fn a_place_is_counted_from_a_checkpoint_nearby_however_long_the_line_is() {
        for length in [10 * STEP, 1000 * STEP] {
            let text = "é".repeat(length / 2);
            let places = Places::new(&text, ColumnUnit::Utf16);
            assert_eq!(places.checkpoints.len(), length / STEP + 1);
            assert_eq!(places.position(length as u32 - 2).column as usize, length / 2);
        }
    }

    #[test]
    fn an_empty_text_has_one_place() {
        let place = Places::new("", ColumnUnit::Utf16).position(5);
        assert_eq!((place.line, place.column), (1, 1));
    }
}
