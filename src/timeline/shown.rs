//! The visible text of a cue, mapped to the source: the basis of all changes to text.

use std::borrow::Cow;
use std::ops::Range;

use super::{Cue, RunKind, Timeline};
use crate::source::Span;

/// What a viewer reads in a cue, and where each piece of it is in the source.
///
/// Ruby annotations are left out. Markup between two pieces belongs to neither.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The lines of the cue as shown, with a line feed between them.
    pub text: String,
    /// Its pieces, in order and without gaps in `text`.
    pub pieces: Vec<ShownPiece>,
}

/// A piece of [`Shown::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownPiece {
    /// Its start in [`Shown::text`], in bytes.
    pub at: u32,
    /// Its length in [`Shown::text`], in bytes.
    pub len: u32,
    /// Its place in the source.
    pub span: Span,
    /// Whether it is there as it is shown. Otherwise it is one character reference, one line break
    /// or one run of white space, and cannot be cut.
    pub exact: bool,
    /// The inline element it is in: an index into [`Timeline::scopes`].
    pub scope: u32,
}

impl ShownPiece {
    /// Where it ends in [`Shown::text`], in bytes.
    #[must_use]
    pub const fn end(&self) -> u32 {
        self.at + self.len
    }
}

impl Shown {
    /// The visible text of a cue.
    ///
    /// ```
    /// use cuesmith::timeline::Shown;
    /// use cuesmith::{ReadOptions, read};
    ///
    /// let text = "WEBVTT\n\n00:01.000 --> 00:02.000\nsalt &amp; <b>bread</b>\n";
    /// let timeline = read(text, None, &ReadOptions::default()).document.lower();
    /// let shown = Shown::of(&timeline, &timeline.cues[0]);
    /// assert_eq!(shown.text, "salt & bread");
    /// let places: Vec<&str> = shown.spans(5..9).iter().map(|span| span.slice(text)).collect();
    /// assert_eq!(places, ["&amp;", " ", "br"]);
    /// ```
    #[must_use]
    pub fn of(timeline: &Timeline<'_>, cue: &Cue<'_>) -> Self {
        let mut shown = Self::default();
        shown.fill(timeline, cue);
        shown
    }

    /// [`Shown::of`] into a value that is reused for every cue.
    pub fn fill(&mut self, timeline: &Timeline<'_>, cue: &Cue<'_>) {
        self.text.clear();
        self.pieces.clear();
        for run in timeline.runs_of(cue) {
            let (text, is_text) = match &run.kind {
                RunKind::Text(text) if !timeline.in_ruby_text(run) => (text.as_ref(), true),
                RunKind::Break => ("\n", false),
                RunKind::Text(_) | RunKind::Timestamp(_) => continue,
            };
            if text.is_empty() {
                continue;
            }
            self.pieces.push(ShownPiece {
                at: self.text.len() as u32,
                len: text.len() as u32,
                span: run.span,
                exact: is_text && run.is_exact(timeline.source),
                scope: run.scope,
            });
            self.text.push_str(text);
        }
    }

    /// Where a range of [`Shown::text`] (bytes) is in the source: a span for each piece it
    /// touches. A piece that cannot be cut is included whole.
    #[must_use]
    pub fn spans(&self, range: Range<usize>) -> Vec<Span> {
        let (from, to) = (range.start as u32, range.end as u32);
        let first = self.pieces.partition_point(|piece| piece.end() <= from);
        let touched = self.pieces[first..].iter().take_while(|piece| piece.at < to);
        touched
            .map(|piece| {
                if !piece.exact {
                    return piece.span;
                }
                let start = piece.span.start + from.saturating_sub(piece.at);
                let end = piece.span.start + to.min(piece.end()) - piece.at;
                Span::new(start, end)
            })
            .collect()
    }

    /// Where the character that begins at `at` in [`Shown::text`] begins in the source; at the end
    /// of the text, where the last one ends. 0 for a cue without text.
    #[must_use]
    pub fn start(&self, at: usize) -> u32 {
        let next = self.pieces.partition_point(|piece| piece.end() as usize <= at);
        match self.pieces.get(next) {
            Some(piece) if piece.exact => piece.span.start + (at as u32 - piece.at),
            Some(piece) => piece.span.start,
            None => self.pieces.last().map_or(0, |piece| piece.span.end),
        }
    }

    /// Where the character that ends at `at` in [`Shown::text`] ends in the source; at the start of
    /// the text, where the first one begins. 0 for a cue without text.
    #[must_use]
    pub fn end(&self, at: usize) -> u32 {
        let after = self.pieces.partition_point(|piece| (piece.at as usize) < at);
        match after.checked_sub(1).map(|last| &self.pieces[last]) {
            Some(piece) if piece.exact => piece.span.start + (at as u32 - piece.at).min(piece.len),
            Some(piece) => piece.span.end,
            None => self.pieces.first().map_or(0, |piece| piece.span.start),
        }
    }
}

/// A change to [`Shown::text`]: the text at a range of bytes becomes another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// What is replaced, in bytes of the visible text.
    pub range: Range<usize>,
    /// What is shown there afterwards, without markup.
    pub text: Cow<'static, str>,
}

impl Replacement {
    /// Shows `text` in place of `range`.
    #[must_use]
    pub fn new(range: Range<usize>, text: impl Into<Cow<'static, str>>) -> Self {
        Self { range, text: text.into() }
    }
}

/// A text after changes, given in any order. Of two that overlap, the second one is cut.
#[must_use]
pub fn replace_all<'c>(text: &str, changes: impl IntoIterator<Item = &'c Replacement>) -> String {
    let mut order: Vec<&Replacement> = changes.into_iter().collect();
    order.sort_by_key(|change| (change.range.start, change.range.end));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for change in order {
        out.push_str(&text[at..change.range.start.max(at)]);
        out.push_str(&change.text);
        at = change.range.end.max(at);
    }
    out + &text[at..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, read};

    fn shown<'a>(text: &'a str, name: &str) -> (Shown, &'a str) {
        let timeline = read(text, Some(name), &ReadOptions::default()).document.lower();
        (Shown::of(&timeline, &timeline.cues[0]), text)
    }

    fn slices<'a>((shown, text): &(Shown, &'a str), range: Range<usize>) -> Vec<&'a str> {
        shown.spans(range).iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn the_text_of_a_cue_leads_back_to_its_source() {
        let srt = shown("1\n00:00:01,000 --> 00:00:02,000\n<i>one</i> two\nthree\n", "a.srt");
        assert_eq!(srt.0.text, "one two\nthree");
        assert_eq!(slices(&srt, 1..9), ["ne", " two", "\n", "t"]);
        // A boundary between two pieces: the end of one is before the tag, the start after it.
        let (end, start) = (srt.0.end(3), srt.0.start(3));
        assert_eq!(&srt.1[end as usize..start as usize], "</i>");
        assert_eq!(srt.0.start(13), srt.0.end(13));
    }

    #[test]
    fn a_reference_cannot_be_cut() {
        let vtt = shown("WEBVTT\n\n00:01.000 --> 00:02.000\na&amp;b&#0;\0&lt\n", "a.vtt");
        assert_eq!(vtt.0.text, "a&b\u{fffd}\u{fffd}<");
        assert_eq!(slices(&vtt, 0..3), ["a", "&amp;", "b"]);
        assert_eq!(slices(&vtt, 3..10), ["&#0;", "\0", "&lt"]);
    }

    #[test]
    fn an_empty_cue_has_no_text() {
        let (shown, _) = shown("1\n00:00:01,000 --> 00:00:02,000\n\n", "a.srt");
        assert_eq!((shown.text.as_str(), shown.start(0), shown.end(0)), ("", 0, 0));
    }
}
