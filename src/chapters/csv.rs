//! Chapters as comma-separated values, with a header that names the columns.

use super::chapter::{Chapter, Read, ReadError};
use super::seconds::{read_seconds, rounded};
use crate::csv::{self, Unclosed};
use crate::timeline::one_line;

/// The names of columns, as they are compared: lower case, `_` for blanks.
const START: &[&str] = &["start_time", "start", "starttime", "begin"];
const END: &[&str] = &["end_time", "end", "endtime"];
const TITLE: &[&str] = &["title", "name", "chapter"];
const DESCRIPTION: &[&str] = &["description", "summary"];

/// Reads a list of chapters: columns `start_time` and `title`, and if they are there `end_time` and
/// `description`. Times are seconds or clock times. Cells are separated by the comma, semicolon or tab
/// that is most frequent in the header.
///
/// # Errors
/// [`ReadError`] names the line and what was expected there.
pub fn from_csv(text: &str) -> Result<Read, ReadError> {
    let text = text.trim_start_matches('\u{feff}');
    let unclosed = |Unclosed { line }| {
        ReadError::new(format!("line {line}"), "a quotation mark is never closed")
    };
    let mut rows = csv::records(text, false).map_err(unclosed)?.into_iter();
    let header =
        rows.next().ok_or_else(|| ReadError::new("line 1", "expected a header, found nothing"))?;
    let names: Vec<String> = header
        .cells
        .iter()
        .map(|cell| cell.trim().to_ascii_lowercase().replace([' ', '-'], "_"))
        .collect();
    let column = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
    let need = |known: &[&str]| {
        column(known).ok_or_else(|| {
            let message = format!(
                "expected a column `{}` in the header, found {}",
                known[0],
                names.join(", ")
            );
            ReadError::new(format!("line {}", header.line), message)
        })
    };
    let (start, title) = (need(START)?, need(TITLE)?);
    let (end, description) = (column(END), column(DESCRIPTION));
    let mut read = Read::default();
    let mut fine = 0;
    for row in rows {
        let place = format!("line {}", row.line);
        let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
        let mut time = |at: usize, name: &str| match cell(at) {
            "" => Ok(None),
            text => {
                let (ms, is_rounded) = read_seconds(text).ok_or_else(|| {
                    let message =
                        format!("expected seconds or a clock time as {name}, found `{text}`");
                    ReadError::new(&place, message)
                })?;
                fine += usize::from(is_rounded);
                Ok(Some(ms))
            }
        };
        let start = time(start, "start_time")?
            .ok_or_else(|| ReadError::new(&place, "expected a start_time, found nothing"))?;
        let end = end.map_or(Ok(None), |at| time(at, "end_time"))?;
        read.chapters.push(Chapter {
            number: read.chapters.len() as u32 + 1,
            start,
            end,
            title: one_line(cell(title)),
            description: description.map(cell).filter(|text| !text.is_empty()).map(str::to_owned),
        });
    }
    let known = [START, END, TITLE, DESCRIPTION].concat();
    for name in names.iter().filter(|name| !known.contains(&name.as_str()) && !name.is_empty()) {
        read.losses.push(format!("the column `{name}` is dropped"));
    }
    if fine > 0 {
        read.losses.push(rounded(fine));
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_cells_hold_separators_quotes_and_lines() {
        let text = "Start Time,End Time,Title,Description,image\r\n0,90.5,\"Bread, \"\"salt\"\"\",\"a\nb\",x\r\n\r\n1:30.5,,The boats\r\n";
        let read = from_csv(text).unwrap();
        let first = &read.chapters[0];
        assert_eq!((first.start, first.end), (0, Some(90_500)));
        assert_eq!(first.title, "Bread, \"salt\"");
        assert_eq!(first.description.as_deref(), Some("a\nb"));
        assert_eq!((read.chapters[1].start, read.chapters[1].end), (90_500, None));
        assert_eq!(read.losses, ["the column `image` is dropped"]);
    }

    #[test]
    fn semicolons_and_tabs_separate_too() {
        let read = from_csv("start;title\n1;a, b\n").unwrap();
        assert_eq!(read.chapters[0].title, "a, b");
        let read = from_csv("title\tstart_time\na\t1.2345").unwrap();
        assert_eq!(read.chapters[0].start, 1235);
        assert_eq!(read.losses, ["1 time is rounded to whole milliseconds"]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let error = |text| from_csv(text).unwrap_err().to_string();
        assert_eq!(error(""), "line 1: expected a header, found nothing");
        assert_eq!(
            error("start,name_of\n"),
            "line 1: expected a column `title` in the header, found start, name_of"
        );
        assert_eq!(
            error("start,title\n\n\"1\n\",a\nx,b\n"),
            "line 5: expected seconds or a clock time as start_time, found `x`"
        );
        assert_eq!(error("start,title\n,b\n"), "line 2: expected a start_time, found nothing");
        assert_eq!(error("start,title\n1,\"b\n"), "line 2: a quotation mark is never closed");
    }
}
