//! Edits that several rules make: taking out a cue, and the literal text behind what is shown.

use crate::source::Span;
use crate::timeline::{Cue, Line, Run, RunKind, Timeline};

/// What to delete so that a cue and its separator are gone and its neighbours stay as they were:
/// from the block's start to the next text in the file; for the last cue also the blank lines
/// above it instead.
pub(super) fn whole_block(text: &str, block: Span) -> Span {
    let behind = &text[block.end as usize..];
    let rest = behind.trim_start_matches(is_blank);
    if !rest.is_empty() {
        // The next line may be indented: only whole blank lines go.
        let blank = behind.len() - rest.len();
        let end = behind[..blank].rfind(['\n', '\r']).map_or(blank, |at| at + 1);
        return Span::new(block.start, block.end + end as u32);
    }
    let before = &text[..block.start as usize];
    let kept = before.trim_end_matches(is_blank).len();
    // One line end stays below what comes before.
    let ended = kept + line_end(&before[kept..]);
    let start = if kept == 0 { block.start as usize } else { ended };
    Span::of(start..text.len())
}

const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Length of the text up to and with its first line end.
fn line_end(text: &str) -> usize {
    match text.find(['\n', '\r']) {
        Some(at) if text[at..].starts_with("\r\n") => at + 2,
        Some(at) => at + 1,
        None => text.len(),
    }
}

/// The text runs of each line of a cue, ruby annotations left out, in the order of
/// [`Timeline::lines`].
pub(super) fn runs_by_line<'t, 'a>(
    timeline: &'t Timeline<'a>,
    cue: &Cue<'a>,
) -> impl Iterator<Item = impl Iterator<Item = &'t Run<'a>>> {
    timeline.runs_of(cue).split(|run| matches!(run.kind, RunKind::Break)).map(|line| {
        line.iter()
            .filter(|run| matches!(run.kind, RunKind::Text(_)) && !timeline.in_ruby_text(run))
    })
}

/// Whether a line shows nothing.
pub(super) fn shows_nothing(line: &Line<'_>) -> bool {
    !crate::timeline::is_visible(&line.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, block: &str) -> String {
        let start = text.find(block).unwrap();
        let gone = whole_block(text, Span::of(start..start + block.len()));
        format!("{}{}", &text[..gone.start as usize], &text[gone.end as usize..])
    }

    #[test]
    fn a_block_goes_with_its_separator_and_leaves_its_neighbours() {
        assert_eq!(without("a\n\nb\n\nc\n", "b"), "a\n\nc\n");
        assert_eq!(without("a\r\n\r\nb\r\n \r\n  c\r\n", "b"), "a\r\n\r\n  c\r\n");
        assert_eq!(without("a\nb\nc\n", "b"), "a\nc\n");
    }

    #[test]
    fn the_last_block_takes_the_blank_lines_above_it() {
        assert_eq!(without("a\n\nb\n", "b"), "a\n");
        assert_eq!(without("a\r\n\r\nb", "b"), "a\r\n");
        assert_eq!(without("b\n\n", "b"), "");
    }
}
