//! The visible words of cues, and whether two texts have the same.

use unicode_linebreak::linebreaks;

use crate::timeline::{Replacement, RunKind, Timeline, is_unspaced};

/// The visible text of one or several cues, ruby annotations apart.
#[derive(Default, PartialEq)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) ruby: String,
}

/// The first difference between two texts.
pub(super) struct Mismatch {
    /// The place in the visible text of the first one, in bytes; `None` for its ruby annotations.
    pub(super) at: Option<usize>,
    /// What differs, in a few words.
    pub(super) message: String,
}

impl Words {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ruby.clear();
    }

    /// Holds the text of one cue.
    pub(super) fn fill(&mut self, timeline: &Timeline<'_>, cue: u32) {
        self.clear();
        self.push(timeline, cue, &[]);
    }

    /// Adds the text of a cue, on its own line, with its changes applied.
    pub(super) fn push(
        &mut self,
        timeline: &Timeline<'_>,
        cue: u32,
        replaced: &[(u32, Replacement)],
    ) {
        let Some(cue) = timeline.cues.get(cue as usize) else { return };
        for text in [&mut self.text, &mut self.ruby] {
            if !text.is_empty() {
                text.push('\n');
            }
        }
        let from = self.text.len();
        let mut in_ruby = false;
        for run in timeline.runs_of(cue) {
            match &run.kind {
                RunKind::Text(text) if timeline.in_ruby_text(run) => {
                    // Each annotation is a word of its own, whichever cue it is in.
                    if !in_ruby && !self.ruby.is_empty() && !self.ruby.ends_with('\n') {
                        self.ruby.push('\n');
                    }
                    self.ruby.push_str(text);
                    in_ruby = true;
                    continue;
                }
                RunKind::Text(text) => self.text.push_str(text),
                RunKind::Break => self.text.push('\n'),
                RunKind::Timestamp(_) => continue,
            }
            in_ruby = false;
        }
        // From the end, so that earlier places stay valid.
        for (_, Replacement { range, text }) in replaced.iter().rev() {
            let range = from + range.start..from + range.end;
            if self.text.get(range.clone()).is_some() {
                self.text.replace_range(range, text);
            }
        }
    }

    /// The first place where another text has other words.
    pub(super) fn compare(&self, new: &Self) -> Option<Mismatch> {
        compare(&self.text, &new.text).or_else(|| {
            let found = compare(&self.ruby, &new.ruby)?;
            Some(Mismatch { at: None, message: format!("in a ruby annotation: {}", found.message) })
        })
    }
}

/// A character that is not white space, with what is before it.
#[derive(Clone, Copy)]
struct Glyph {
    at: usize,
    c: char,
    gap: Gap,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    Break,
}

fn glyphs(text: &str) -> impl Iterator<Item = Glyph> {
    let mut gap = Gap::None;
    text.char_indices().filter_map(move |(at, c)| {
        if c.is_whitespace() {
            gap = if c == '\n' || gap == Gap::Break { Gap::Break } else { Gap::Space };
            return None;
        }
        Some(Glyph { at, c, gap: std::mem::replace(&mut gap, Gap::None) })
    })
}

fn compare(old: &str, new: &str) -> Option<Mismatch> {
    if old == new {
        return None;
    }
    let (mut a, mut b) = (glyphs(old), glyphs(new));
    let (mut last, mut after) = (None::<char>, (0, 0));
    loop {
        let (was, is) = (a.next(), b.next());
        let (Some(x), Some(y)) = (was, is) else {
            return match (was, is) {
                (None, None) => None,
                _ => Some(other_words((old, new), (was, is), after)),
            };
        };
        if x.c != y.c || last.is_some_and(|last| !is_same_gap(last, &x, &y)) {
            return Some(other_words((old, new), (was, is), after));
        }
        (last, after) = (Some(x.c), (x.at + x.c.len_utf8(), y.at + y.c.len_utf8()));
    }
}

/// Whether the gaps before the same character are equivalent. A line break may be inserted or removed where a line
/// can break without a space.
fn is_same_gap(last: char, was: &Glyph, is: &Glyph) -> bool {
    match (was.gap, is.gap) {
        (Gap::None, Gap::None) | (Gap::Space | Gap::Break, Gap::Space | Gap::Break) => true,
        (Gap::Break, Gap::None) | (Gap::None, Gap::Break) => {
            !is_letter(last) || !is_letter(was.c) || may_break(last, was.c)
        }
        (Gap::Space, Gap::None) | (Gap::None, Gap::Space) => {
            is_unspaced(last) || is_unspaced(was.c)
        }
    }
}

/// Whether a line may end between two letters without a hyphen: between syllables of Korean, and characters of
/// some other scripts (UAX #14).
fn may_break(last: char, next: char) -> bool {
    let pair = String::from_iter([last, next]);
    linebreaks(&pair).any(|(at, _)| at == last.len_utf8())
}

/// Whether a character is part of a word that no line break may divide.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_unspaced(c)
}

/// Describes where two texts differ: what should follow, and what does.
fn other_words(
    (old, new): (&str, &str),
    (was, is): (Option<Glyph>, Option<Glyph>),
    (old_at, new_at): (usize, usize),
) -> Mismatch {
    let start = old[..old_at].rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let before = excerpt(&old[start.max(floor(old, old_at.saturating_sub(EXCERPT)))..old_at]);
    let wanted = was.map(|_| excerpt(&old[old_at..]));
    let found = is.map(|_| excerpt(&new[new_at..]));
    let message = match (before.as_str(), wanted, found) {
        ("", Some(wanted), Some(found)) => format!("`{wanted}` became `{found}`"),
        ("", Some(wanted), None) => format!("`{wanted}` is missing"),
        ("", None, Some(found)) => format!("`{found}` appears"),
        (before, Some(wanted), Some(found)) => {
            format!("`{wanted}` should follow `{before}`, not `{found}`")
        }
        (before, Some(wanted), None) => {
            format!("`{wanted}` should follow `{before}`, but nothing does")
        }
        (before, None, Some(found)) => format!("nothing should follow `{before}`, not `{found}`"),
        (_, None, None) => String::new(),
    };
    Mismatch { at: Some(was.map_or(old_at, |glyph| glyph.at)), message }
}

/// The maximum length of a quoted text in a message, in bytes.
const EXCERPT: usize = 40;

/// The beginning of a text on one line.
pub(super) fn excerpt(text: &str) -> String {
    let cut = &text[..floor(text, EXCERPT)];
    let line = cut.trim().replace(['\n', '\r'], " ");
    if cut.len() < text.trim_end().len() { line + "…" } else { line }
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differs(old: &str, new: &str) -> bool {
        compare(old, new).is_some()
    }

    #[test]
    fn white_space_and_line_breaks_may_change() {
        assert!(!differs("one two\nthree", "one\ntwo  three"));
        assert!(!differs("twenty-\none", "twenty-one"));
        assert!(!differs("東京へ\n行く", "東京へ行く"));
        assert!(!differs("จริงๆแล้ว", "จริงๆ\nแล้ว"));
        assert!(!differs(" one ", "one"));
    }

    #[test]
    fn words_may_not() {
        for (old, new) in [
            ("one two", "onetwo"),
            ("one", "o ne"),
            ("one", "o\nne"),
            ("one two", "one"),
            ("one", "one two"),
            ("one", ""),
            ("", "one"),
            ("one", "One"),
        ] {
            assert!(differs(old, new), "{old:?} {new:?}");
        }
    }

    #[test]
    fn a_message_names_what_differs() {
        let message = |old, new| compare(old, new).map(|found| found.message).unwrap();
        assert_eq!(message("one two", "one"), "`two` should follow `one`, but nothing does");
        assert_eq!(message("one", "2\none"), "`one` became `2 one`");
    }
}
