//! Comma-separated values (RFC 4180), as chapters and dictionaries are read from them and written.
//!
//! The parser is that of the crate csv-core, which leaves the start of each cell to the caller: the code
//! here tracks the line, skips comments, and accepts an opening quotation mark after a blank. Where RFC
//! 4180 leaves a choice, all callers get the same:
//!
//! - The separator is the comma, semicolon or tab that is most frequent in the first line that is not
//!   blank, outside quotation marks; of two that are as frequent, the first of these.
//! - A quotation mark counts only at the start of a cell, after blanks if any; two of them inside
//!   stand for one. What follows the closing one belongs to the cell as it is written. Anywhere else a
//!   quotation mark is a character like any other.
//! - One that is never closed is an error: otherwise the rest of the file would be one cell.
//! - LF, CRLF or a lone CR ends a line. Empty lines are not records.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

/// A record, and the line it starts on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// From 1.
    pub(crate) line: u32,
    /// At least one; white space at their ends is still there.
    pub(crate) cells: Vec<String>,
}

/// A quotation mark is never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unclosed {
    /// The line it is on, from 1.
    pub(crate) line: u32,
}

/// The records of a text. With `comments`, lines that begin with `#` are skipped. Linear in the size of
/// the text.
pub(crate) fn records(text: &str, comments: bool) -> Result<Vec<Record>, Unclosed> {
    let mut cells = Cells::new(text, comments);
    let mut records = Vec::new();
    while cells.next_record() {
        let mut record = Record { line: cells.line, cells: Vec::new() };
        loop {
            let (cell, is_last) = cells.next_cell()?;
            record.cells.push(cell);
            if is_last {
                break;
            }
        }
        records.push(record);
    }
    Ok(records)
}

/// A cell as it is written: in quotation marks where it must be.
pub(crate) fn cell(text: &str) -> String {
    if !text.contains([',', '"', '\n', '\r']) && text.trim().len() == text.len() {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('"', "\"\""))
}

struct Cells<'t> {
    rest: &'t str,
    /// The line that `rest` begins on.
    line: u32,
    separator: char,
    comments: bool,
    reader: Reader,
    /// As long as the text: no cell is longer.
    buffer: Vec<u8>,
}

impl<'t> Cells<'t> {
    fn new(text: &'t str, comments: bool) -> Self {
        let separator = separator(text, comments);
        Self {
            rest: text,
            line: 1,
            separator,
            comments,
            reader: ReaderBuilder::new().delimiter(separator as u8).build(),
            buffer: vec![0; text.len()],
        }
    }

    /// Goes to the start of the next record, if there is one.
    fn next_record(&mut self) -> bool {
        loop {
            if let Some(length) = line_end(self.rest) {
                self.take(length);
            } else if self.comments && self.rest.starts_with('#') {
                self.take(self.rest.find(['\n', '\r']).unwrap_or(self.rest.len()));
            } else {
                return !self.rest.is_empty();
            }
        }
    }

    /// The next cell, and whether it is the last of its record.
    fn next_cell(&mut self) -> Result<(String, bool), Unclosed> {
        let is_blank = |c: char| c.is_whitespace() && !matches!(c, '\n' | '\r');
        let written = self.rest.trim_start_matches(|c| is_blank(c) && c != self.separator);
        if written.starts_with('"') {
            self.rest = written;
        }
        let line = self.line;
        let (result, read, mut length) =
            self.reader.read_field(self.rest.as_bytes(), &mut self.buffer);
        self.take(read);
        let mut is_last = matches!(result, ReadFieldResult::Field { record_end: true });
        if result == ReadFieldResult::InputEmpty {
            // The end of the text ends a cell, unless a quotation mark is open.
            let spare = &mut self.buffer[length..];
            let (result, _, more) = self.reader.read_field(b"\n", spare);
            if !matches!(result, ReadFieldResult::Field { .. }) {
                return Err(Unclosed { line });
            }
            length += more;
            is_last = true;
        }
        // Cells end at ASCII characters, so that what is between them is UTF-8.
        let cell = String::from_utf8_lossy(&self.buffer[..length]).into_owned();
        Ok((cell, is_last))
    }

    fn take(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        let feeds = taken.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
        // CRLF is one, also where it is taken in two steps.
        let pairs = taken.matches("\r\n").count();
        let split = usize::from(taken.ends_with('\r') && rest.starts_with('\n'));
        self.line += (feeds - pairs - split) as u32;
        self.rest = rest;
    }
}

/// The length of the line ending that a text begins with.
fn line_end(text: &str) -> Option<usize> {
    if text.starts_with("\r\n") { Some(2) } else { text.starts_with(['\n', '\r']).then_some(1) }
}

fn separator(text: &str, comments: bool) -> char {
    let is_header = |line: &&str| !(line.trim().is_empty() || comments && line.starts_with('#'));
    let header = text.split(['\n', '\r']).find(is_header).unwrap_or_default();
    let count = |mark: char| {
        header.split('"').step_by(2).map(|outside| outside.matches(mark).count()).sum::<usize>()
    };
    // Of several the last is the greatest.
    [',', ';', '\t'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        records(text, false).unwrap().into_iter().map(|record| record.cells).collect()
    }

    fn lines(text: &str) -> Vec<u32> {
        records(text, true).unwrap().into_iter().map(|record| record.line).collect()
    }

    #[test]
    fn quotation_marks_hold_separators_lines_and_themselves() {
        assert_eq!(cells("a, \"b, \"\"c\"\"\n\",d"), [["a", "b, \"c\"\n", "d"]]);
        assert_eq!(cells("5\" disk,a\"b\"\n"), [["5\" disk", "a\"b\""]]);
        assert_eq!(cells("\"a\"b\"c,\"d\" \n"), [["ab\"c", "d "]]);
        assert_eq!(cells(" a,\"\",\n"), [[" a", "", ""]]);
    }

    #[test]
    fn the_separator_is_the_most_frequent_outside_quotation_marks() {
        assert_eq!(cells("a;b\n1;2,3\n"), [["a", "b"], ["1", "2,3"]]);
        assert_eq!(cells("\n\na\tb,c\td"), [["a", "b,c", "d"]]);
        assert_eq!(cells("\"a;b;c\",d"), [["a;b;c", "d"]]);
        assert_eq!(cells("a;b,c"), [["a;b", "c"]]);
        assert_eq!(records("#;;\na,b", true).unwrap()[0].cells, ["a", "b"]);
        assert!(cells("").is_empty() && cells("\n\r\n").is_empty());
    }

    #[test]
    fn every_line_end_ends_a_record_and_counts_once() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["#", "a", "", "\"b", "c\",d", "#", "e"].join(end);
            assert_eq!(lines(&text), [2, 4, 7], "{end:?}");
            assert_eq!(lines(&(text + end)), [2, 4, 7], "{end:?}");
        }
        assert_eq!(cells("a\r\rb\r\n"), [["a"], ["b"]]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_an_error_with_its_line() {
        assert_eq!(records("a\n\"b\nc\",\"d\ne", false), Err(Unclosed { line: 3 }));
        assert_eq!(records("a,\"", false), Err(Unclosed { line: 1 }));
        assert_eq!(records("a,\"b\"\"\n", false), Err(Unclosed { line: 1 }));
        assert_eq!(cells("a,\"b\""), [["a", "b"]]);
    }

    #[test]
    fn what_is_written_reads_back() {
        for text in ["", "a", "a, \"b\"", " a ", "a\nb\r\nc", "\"", "#", ";", "é"] {
            let line = format!("{},{}\n", cell(text), cell("x"));
            assert_eq!(cells(&line), [[text, "x"]], "{line:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(text in "[ab\",;\\t #é\\n\\r]{0,40}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            if let Ok(records) = records(&text, false) {
                let read: String = records.iter().flat_map(|record| &record.cells).map(|c| letters(c)).collect();
                proptest::prop_assert_eq!(read, letters(&text));
            }
        }
    }
}
