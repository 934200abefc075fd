//! Timing lines that cannot be read: what was meant, where the error is, how to repair it.
//!
//! Nothing here decides what parsers do, only what is reported to an author.

use std::ops::Range;

use super::timestamp::{collect, complete_timestamp};
use crate::chars::is_digits;
use crate::source::{Applicability, Edit, Fix, Span};

/// Whether a line with `-->` in it is meant to be a timing line: a time, or the beginning of one, on
/// one side at least, or nothing at all on both.
pub(super) fn is_attempt(left: &str, right: &str) -> bool {
    let time = |text: &str| {
        let word = text.split_ascii_whitespace().next().unwrap_or_default();
        let digit = word.trim_start_matches('-').starts_with(|c: char| c.is_numeric());
        digit && !word.contains(|c: char| c.is_alphabetic())
    };
    let blank = left.trim().is_empty() && right.trim().is_empty();
    blank || time(left) || (left.trim().is_empty() && time(right))
}

/// The first time of a timing line that cannot be read, as a range of `text`; the arrow where both
/// can, or where nothing is in the time's place.
pub(super) fn first_bad(text: &str, arrow: usize) -> Range<usize> {
    let [left, right] = times(text, arrow);
    let sign = arrow..arrow + 3;
    let or_sign = |range: Range<usize>| if range.is_empty() { sign.clone() } else { range };
    if complete_timestamp(&text[left.clone()]).is_none() {
        return or_sign(left);
    }
    if collect(text.as_bytes(), right.start).is_none() { or_sign(right) } else { sign }
}

/// A change that makes the line readable: safe where only the decimal mark is wrong.
pub(super) fn timing_line(text: &str, base: u32) -> Option<Fix> {
    let arrow = super::block::arrow(text.as_bytes())?;
    let mut edits = Vec::new();
    let mut applicability = Applicability::Safe;
    for range in times(text, arrow) {
        let written = &text[range.clone()];
        let (meant, trust) = timestamp(written)?;
        if meant != written {
            let span = Span::new(base + range.start as u32, base + range.end as u32);
            edits.push(Edit::replace(span, meant));
            applicability = applicability.min(trust);
        }
    }
    (!edits.is_empty()).then(|| Fix::new(applicability, "write the time in full", edits))
}

/// The valid form of a time that has two or three fields and perhaps a fraction.
fn timestamp(written: &str) -> Option<(String, Applicability)> {
    if complete_timestamp(written).is_some() {
        return Some((written.to_owned(), Applicability::Safe));
    }
    let comma = written.replacen(',', ".", 1);
    if complete_timestamp(&comma).is_some() {
        return Some((comma, Applicability::Safe));
    }
    // A fraction of other than three digits, or none; fields of one digit. What was meant is likely
    // but not sure.
    let (clock, fraction) = comma.split_once('.').unwrap_or((&comma, "000"));
    let fields: Vec<&str> = clock.split(':').collect();
    let sane = (2..=3).contains(&fields.len())
        && fields.iter().all(|field| is_digits(field))
        && is_digits(fraction)
        && fraction.len() <= 3;
    if !sane {
        return None;
    }
    let padded: Vec<String> = fields.iter().map(|field| format!("{field:0>2}")).collect();
    let meant = format!("{}.{fraction:0<3}", padded.join(":"));
    complete_timestamp(&meant).map(|_| (meant, Applicability::Unsafe))
}

/// The words on both sides of the arrow: the last before it and the first after it.
fn times(text: &str, arrow: usize) -> [Range<usize>; 2] {
    let left = text[..arrow].trim_ascii();
    let left_start = arrow - text[..arrow].trim_ascii_start().len();
    let after = &text[arrow + 3..];
    let right_start = text.len() - after.trim_ascii_start().len();
    let right = text[right_start..].split_ascii_whitespace().next().unwrap_or_default();
    [left_start..left_start + left.len(), right_start..right_start + right.len()]
}

/// Something like an arrow between two times in the first two lines of a block, blanks included.
pub(super) fn wrong_arrow(block: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in block.split_inclusive(['\n', '\r']).take(3) {
        if let Some(range) = wrong_arrow_in(line) {
            return Some(start + range.start..start + range.end);
        }
        start += line.len();
    }
    None
}

fn wrong_arrow_in(line: &str) -> Option<Range<usize>> {
    let (_, first) = collect(line.as_bytes(), 0)?;
    let rest = &line[first..];
    let len = rest.find(|c: char| c.is_ascii_digit())?;
    let sign = &rest[..len];
    let shape = !sign.trim().is_empty()
        && sign.chars().all(|c| c.is_whitespace() || "-<>=–—→⇒".contains(c));
    let (_, end) = collect(line.as_bytes(), first + len)?;
    let ends = line[end..].starts_with(|c: char| c.is_ascii_whitespace()) || end == line.len();
    (shape && ends).then_some(first..first + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(line: &str) -> Option<(String, Applicability)> {
        let fix = timing_line(line, 0)?;
        let mut edits = crate::source::Edits::default();
        for edit in fix.edits {
            edits.push(edit);
        }
        Some((edits.apply(line).unwrap(), fix.applicability))
    }

    #[test]
    fn a_decimal_comma_is_mended_safely_and_anything_else_is_not() {
        let line = "00:00:01,000 --> 00:00:02,500 align:start";
        let good = "00:00:01.000 --> 00:00:02.500 align:start";
        assert_eq!(repaired(line), Some((good.to_owned(), Applicability::Safe)));
        let line = "0:01 --> 00:02.5";
        let good = "00:01.000 --> 00:02.500";
        assert_eq!(repaired(line), Some((good.to_owned(), Applicability::Unsafe)));
        assert_eq!(repaired("00:00:01:12 --> 00:00:02.000"), None);
        assert_eq!(repaired("00:01.000 -->"), None);
    }

    #[test]
    fn the_first_time_that_cannot_be_read_is_named() {
        let bad = |line: &'static str| &line[first_bad(line, line.find("-->").unwrap())];
        assert_eq!(bad("00:0 --> 00:02.000"), "00:0");
        assert_eq!(bad("00:01.000 --> 00:"), "00:");
        assert_eq!(bad("00:01.000 -->"), "-->");
        assert_eq!(bad("--> 00:02.000"), "-->");
    }

    #[test]
    fn arrows_of_other_shapes_are_recognized_between_two_times_only() {
        let text = "id\n00:01.000 -> 00:02.000\nx";
        assert_eq!(&text[wrong_arrow(text).unwrap()], " -> ");
        assert_eq!(wrong_arrow("00:01.000 → 00:02.000"), Some(9..14));
        assert_eq!(wrong_arrow("- Well -> 00:02.000"), None);
        assert_eq!(wrong_arrow("at 00:01.000"), None);
    }
}
