//! Blocks of whole lines: how one is removed, and what is around a place.

use crate::source::{Edit, Span};

/// Removes a block together with the blank lines after it (before it, for the last block), so that its
/// neighbors stay one blank line apart.
pub(crate) fn remove(text: &str, block: Span) -> Edit {
    let bytes = text.as_bytes();
    let after = skip_terminator(bytes, block.end as usize);
    let mut end = after;
    // An empty cue has more than one blank line below its times.
    while skip_terminator(bytes, end) > end {
        end = skip_terminator(bytes, end);
    }
    if end < bytes.len() {
        return Edit::delete(Span::of(block.start as usize..end));
    }
    // The last block: the blank line before it goes, the terminator of the last line stays.
    let mut start = block.start as usize;
    let line_end = back_over_terminator(bytes, start);
    if line_end < start && back_over_terminator(bytes, line_end) < line_end {
        start = line_end;
    }
    Edit::delete(Span::of(start..end))
}

/// Whether the block that starts at `at` has a blank line, or nothing, before it.
pub(crate) fn starts_after_blank(text: &str, at: u32) -> bool {
    let bytes = text.as_bytes();
    let at = at as usize;
    let line_end = back_over_terminator(bytes, at);
    if line_end == at {
        return text.get(..at).is_some_and(|head| head.trim_start_matches('\u{feff}').is_empty());
    }
    line_end == 0 || back_over_terminator(bytes, line_end) < line_end
}

/// Whether the block that ends at `at` has a blank line, or nothing, after it.
pub(crate) fn ends_before_blank(text: &str, at: u32) -> bool {
    let rest = text.as_bytes().get(at as usize..).unwrap_or_default();
    let line_end = skip_terminator(rest, 0);
    rest.len() == line_end || line_end > 0 && skip_terminator(rest, line_end) > line_end
}

/// The source line that contains `at`, with its terminator.
pub(crate) fn line_around(text: &str, at: u32) -> Span {
    let bytes = text.as_bytes();
    let at = (at as usize).min(bytes.len());
    let start = memchr::memrchr2(b'\n', b'\r', &bytes[..at]).map_or(0, |p| p + 1);
    let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map(|p| at + p);
    Span::of(start..skip_terminator(bytes, end.unwrap_or(bytes.len())))
}

/// The offset after the line terminator at `at`; `at` itself where there is none.
fn skip_terminator(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..) {
        Some([b'\r', b'\n', ..]) => at + 2,
        Some([b'\r' | b'\n', ..]) => at + 1,
        _ => at,
    }
}

fn back_over_terminator(bytes: &[u8], at: usize) -> usize {
    match &bytes[..at.min(bytes.len())] {
        [.., b'\r', b'\n'] => at - 2,
        [.., b'\r' | b'\n'] => at - 1,
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Edits;

    fn without(text: &str, block: &str) -> String {
        let at = text.find(block).unwrap();
        let mut edits = Edits::default();
        edits.push(remove(text, Span::of(at..at + block.len())));
        edits.apply(text).unwrap()
    }

    #[test]
    fn neighbors_stay_one_blank_line_apart() {
        assert_eq!(without("a\n\nb\n\nc\n", "b"), "a\n\nc\n");
        assert_eq!(without("a\r\n\r\nb\r\n\r\nc\r\n", "a"), "b\r\n\r\nc\r\n");
        assert_eq!(without("a\n\nb\n", "b"), "a\n");
        assert_eq!(without("a\n\nb", "b"), "a\n");
        assert_eq!(without("a\n", "a"), "");
        assert_eq!(without("a\n\nb\n\n\nc\n", "b"), "a\n\nc\n");
        assert_eq!(without("a\n\nb\n\n", "b"), "a\n");
    }

    #[test]
    fn a_block_after_text_does_not_start_after_a_blank_line() {
        assert!(starts_after_blank("a\n\nb", 3));
        assert!(starts_after_blank("b", 0));
        assert!(starts_after_blank("\u{feff}b", 3));
        assert!(starts_after_blank("\nb", 1));
        assert!(!starts_after_blank("a\nb", 2));
        assert!(starts_after_blank("a\r\n\r\nb", 5));
    }
}
