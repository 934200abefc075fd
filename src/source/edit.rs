//! Changes to a source text: the only way anything in cuesmith changes a file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Span, sort_by_key};

/// Replace the text at a span. An empty span inserts, an empty replacement deletes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The place that is replaced, in bytes of the decoded text.
    pub span: Span,
    /// The new text.
    pub replacement: Cow<'static, str>,
}

impl Edit {
    /// Replace `span` with `replacement`.
    #[must_use]
    pub fn replace(span: Span, replacement: impl Into<Cow<'static, str>>) -> Self {
        Self { span, replacement: replacement.into() }
    }

    /// Insert `text` at `offset` (bytes).
    #[must_use]
    pub fn insert(offset: u32, text: impl Into<Cow<'static, str>>) -> Self {
        Self { span: Span::at(offset), replacement: text.into() }
    }

    /// Delete the text at `span`.
    #[must_use]
    pub const fn delete(span: Span) -> Self {
        Self { span, replacement: Cow::Borrowed("") }
    }
}

/// Who may apply a fix, in rising order of trust, so that `fix.applicability >= wanted` answers
/// "may I?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// A suggestion to look at; never applied in bulk.
    Show,
    /// Changes timing, words or line breaks: applied only on request (`--unsafe-fixes`).
    Unsafe,
    /// Same words, same times (to the millisecond), same rendering in every parser that accepted the file
    /// before. A cue that a parser skipped or garbled may appear. Where parsers read a time differently,
    /// no fix of it is safe. Of audio description and chapters, which are spoken and listed,
    /// words and times are all there is to render.
    Safe,
}

impl Applicability {
    /// The word users see: `show`, `unsafe` or `safe`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// A change that resolves a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words in the imperative: `write the comma`.
    pub title: Cow<'static, str>,
    /// Who may apply it.
    pub applicability: Applicability,
    /// The changes. They belong together: all are applied or none.
    pub edits: Vec<Edit>,
    /// The file must be written as UTF-8, whatever encoding it was read from.
    pub to_utf8: bool,
    /// It rewrites the file: it is applied only when no other fix is, since smaller ones keep more.
    pub last: bool,
}

impl Fix {
    /// A fix of the given trust.
    #[must_use]
    pub fn new(
        applicability: Applicability,
        title: impl Into<Cow<'static, str>>,
        edits: Vec<Edit>,
    ) -> Self {
        Self { title: title.into(), applicability, edits, to_utf8: false, last: false }
    }

    /// A [`Applicability::Safe`] fix.
    #[must_use]
    pub fn safe(title: impl Into<Cow<'static, str>>, edits: Vec<Edit>) -> Self {
        Self::new(Applicability::Safe, title, edits)
    }

    /// An [`Applicability::Unsafe`] fix.
    #[must_use]
    pub fn risky(title: impl Into<Cow<'static, str>>, edits: Vec<Edit>) -> Self {
        Self::new(Applicability::Unsafe, title, edits)
    }

    /// An [`Applicability::Show`] fix.
    #[must_use]
    pub fn show(title: impl Into<Cow<'static, str>>, edits: Vec<Edit>) -> Self {
        Self::new(Applicability::Show, title, edits)
    }
}

/// Why a list of edits cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// An edit reaches outside the text, is reversed, or cuts a character in two.
    #[error("the edit at bytes {0:?} is not on character boundaries of the text")]
    OutOfBounds(Span),
    /// Two edits change the same bytes.
    #[error("the edits at bytes {first:?} and {second:?} overlap")]
    Overlap {
        /// The edit that comes first in the text.
        first: Span,
        /// The edit that overlaps it.
        second: Span,
    },
}

/// A list of edits to one text.
///
/// ```
/// use cuesmith::source::{Edit, Edits, Span};
///
/// let mut edits = Edits::default();
/// edits.push(Edit::replace(Span::new(8, 9), ","));
/// assert_eq!(edits.apply("00:00:01.000").unwrap(), "00:00:01,000");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    edits: Vec<Edit>,
    /// Start and end of every edit, with its place in `edits`: where a fix may clash.
    taken: BTreeMap<(u32, u32), usize>,
}

impl Edits {
    /// Adds an edit; the order of adding is free, except that insertions at one place keep it.
    pub fn push(&mut self, edit: Edit) {
        self.taken.insert((edit.span.start, edit.span.end), self.edits.len());
        self.edits.push(edit);
    }

    /// Adds all edits of a fix if none of them touches an edit of the list, otherwise none of them.
    /// An identical edit that is already in the list counts as applied. Returns whether the fix was added.
    pub fn push_fix(&mut self, fix: &Fix) -> bool {
        if !fix.edits.iter().all(|new| self.has_room(new)) {
            return false;
        }
        for new in &fix.edits {
            let known = self.taken.get(&(new.span.start, new.span.end));
            if known.is_none_or(|&at| self.edits[at] != *new) {
                self.push(new.clone());
            }
        }
        true
    }

    /// Keeps the first `len` edits, in the order they came in.
    pub fn truncate(&mut self, len: usize) {
        while self.edits.len() > len {
            let Some(Edit { span, .. }) = self.edits.pop() else { return };
            if self.taken.get(&(span.start, span.end)) == Some(&self.edits.len()) {
                self.taken.remove(&(span.start, span.end));
            }
        }
    }

    /// Whether an edit touches none of the list, or is already in it.
    fn has_room(&self, new: &Edit) -> bool {
        // The edits of the list do not overlap, so only neighbors can conflict.
        let before = self.taken.range(..=(new.span.end, u32::MAX)).rev();
        before.take_while(|((_, end), _)| *end >= new.span.start).all(|(&(start, end), &at)| {
            self.edits[at] == *new || !touches(Span::new(start, end), new.span)
        })
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// How many edits there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// The edits, in the order they came in.
    #[must_use]
    pub fn as_slice(&self) -> &[Edit] {
        &self.edits
    }

    /// The text after all edits, made in one pass.
    ///
    /// # Errors
    /// [`EditError`] when an edit leaves the text, cuts a character or overlaps another one. Nothing
    /// is applied then.
    pub fn apply(&self, text: &str) -> Result<String, EditError> {
        let mut order: Vec<&Edit> = self.edits.iter().collect();
        sort_by_key(&mut order, |e| e.span); // stable: insertions keep their order
        let mut out = String::with_capacity(text.len());
        let mut done = Span::at(0);
        for edit in order {
            if edit.span.start > edit.span.end || text.get(edit.span.range()).is_none() {
                return Err(EditError::OutOfBounds(edit.span));
            }
            if edit.span.start < done.end {
                return Err(EditError::Overlap { first: done, second: edit.span });
            }
            out.push_str(&text[done.end as usize..edit.span.start as usize]);
            out.push_str(&edit.replacement);
            done = edit.span;
        }
        out.push_str(&text[done.end as usize..]);
        Ok(out)
    }
}

impl FromIterator<Edit> for Edits {
    fn from_iter<T: IntoIterator<Item = Edit>>(edits: T) -> Self {
        let mut list = Self::default();
        edits.into_iter().for_each(|edit| list.push(edit));
        list
    }
}

/// Whether two edits may not both be applied: they share a byte, or meet where one inserts.
fn touches(a: Span, b: Span) -> bool {
    if a.is_empty() || b.is_empty() {
        a.start <= b.end && b.start <= a.end
    } else {
        a.start < b.end && b.start < a.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_list_has_room_where_the_rest_was() {
        let edit = |start, end| Edit::delete(Span::new(start, end));
        let mut edits = Edits::from_iter([edit(0, 2), edit(4, 6), edit(2, 3)]);
        edits.truncate(1);
        assert_eq!(edits, Edits::from_iter([edit(0, 2)]));
        assert!(!edits.push_fix(&Fix::safe("", vec![edit(1, 3)])));
        assert!(edits.push_fix(&Fix::safe("", vec![edit(5, 6)])));
    }

    fn apply(text: &str, edits: &[(u32, u32, &'static str)]) -> Result<String, EditError> {
        let mut list = Edits::default();
        for &(start, end, with) in edits {
            list.push(Edit::replace(Span::new(start, end), with));
        }
        list.apply(text)
    }

    #[test]
    fn edits_apply_in_text_order_whatever_order_they_came_in() {
        assert_eq!(apply("abcdef", &[(4, 5, "E"), (0, 1, "A"), (2, 2, "-")]).unwrap(), "Ab-cdEf");
    }

    #[test]
    fn insertions_at_one_place_keep_their_order() {
        assert_eq!(apply("ab", &[(1, 1, "1"), (1, 1, "2")]).unwrap(), "a12b");
    }

    #[test]
    fn overlapping_edits_are_refused() {
        let e = apply("abcdef", &[(0, 3, "x"), (2, 4, "y")]).unwrap_err();
        assert_eq!(e, EditError::Overlap { first: Span::new(0, 3), second: Span::new(2, 4) });
    }

    #[test]
    fn an_edit_that_cuts_a_character_is_refused() {
        assert_eq!(apply("é", &[(1, 2, "")]), Err(EditError::OutOfBounds(Span::new(1, 2))));
        assert_eq!(apply("e", &[(0, 2, "")]), Err(EditError::OutOfBounds(Span::new(0, 2))));
    }

    #[test]
    fn a_fix_goes_in_whole_or_not_at_all() {
        let mut list = Edits::default();
        assert!(list.push_fix(&Fix::safe("a", vec![Edit::replace(Span::new(2, 4), "x")])));
        let clash = Fix::safe(
            "b",
            vec![Edit::replace(Span::new(0, 1), "y"), Edit::delete(Span::new(3, 5))],
        );
        assert!(!list.push_fix(&clash));
        assert_eq!(list.as_slice().len(), 1);
        // The same edit again is agreement, not a clash.
        assert!(list.push_fix(&Fix::safe("c", vec![Edit::replace(Span::new(2, 4), "x")])));
        assert_eq!(list.as_slice().len(), 1);
    }
}
