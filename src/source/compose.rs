//! Lists of edits as values: two lists composed into one, the inverse of a list, and the smallest edit
//! between two texts.

use super::{Edit, EditError, Edits, Span, sort_by_key};

/// An edit with the place of its replacement in the text after all edits of its list.
struct Placed<'e> {
    edit: &'e Edit,
    after: Span,
}

impl Edits {
    /// One list for two: applied to the text of `self`, it gives the same as `next` applied to
    /// `middle`, the text after `self`.
    ///
    /// Edits of the two lists that share a byte of `middle`, or meet there, become one; all others
    /// stay as they are, those of `next` moved to where they are in the first text.
    ///
    /// ```
    /// use cuesmith::source::{Edit, Edits, Span};
    ///
    /// let first = Edits::from_iter([Edit::insert(0, "1\n")]);
    /// let next = Edits::from_iter([Edit::replace(Span::new(10, 11), ",")]);
    /// let both = first.then("1\n00:00:01.000", &next)?;
    /// assert_eq!(both.apply("00:00:01.000")?, "1\n00:00:01,000");
    /// # Ok::<(), cuesmith::source::EditError>(())
    /// ```
    ///
    /// # Errors
    /// [`EditError`] when `next` cannot be applied to `middle`, or `middle` is not the text after
    /// `self`.
    pub fn then(&self, middle: &str, next: &Self) -> Result<Self, EditError> {
        let (first, next) = (self.placed()?, next.in_order());
        check(&next, middle)?;
        let mut out = Self::default();
        let (mut ours, mut theirs) = (first.iter().peekable(), next.into_iter().peekable());
        // What is to be added to a place in `middle` that no edit of `self` covers.
        let mut shift = 0;
        loop {
            let start = match (ours.peek(), theirs.peek()) {
                (Some(a), Some(b)) => a.after.start.min(b.span.start),
                (Some(a), None) => a.after.start,
                (None, Some(b)) => b.span.start,
                (None, None) => return Ok(out),
            };
            let (mut end, before) = (start, shift);
            let (mut taken, mut later) = (Vec::new(), Vec::new());
            loop {
                if let Some(a) = ours.next_if(|a| a.after.start <= end) {
                    end = end.max(a.after.end);
                    shift = i64::from(a.edit.span.end) - i64::from(a.after.end);
                    taken.push(a);
                } else if let Some(b) = theirs.next_if(|b| b.span.start <= end) {
                    end = end.max(b.span.end);
                    later.push(b);
                } else {
                    break;
                }
            }
            if later.is_empty() {
                taken.iter().for_each(|a| out.push(a.edit.clone()));
            } else if taken.is_empty() {
                later
                    .iter()
                    .for_each(|b| out.push(Edit { span: moved(b.span, shift), ..(*b).clone() }));
            } else {
                let group = Span::new(start, end);
                let old = Span::new(moved(group, before).start, moved(group, shift).end);
                let text = replaced(middle, group, &later)?;
                out.push(Edit::replace(old, text));
            }
        }
    }

    /// The list that undoes this one: applied to the text after these edits, it gives `text` again.
    ///
    /// # Errors
    /// [`EditError`] when these edits cannot be applied to `text`.
    pub fn inverse(&self, text: &str) -> Result<Self, EditError> {
        let placed = self.placed()?;
        let edits: Vec<&Edit> = placed.iter().map(|placed| placed.edit).collect();
        check(&edits, text)?;
        let back = |Placed { edit, after }: &Placed<'_>| {
            Edit::replace(*after, edit.span.slice(text).to_owned())
        };
        Ok(placed.iter().map(back).collect())
    }

    /// These edits without the parts that change nothing in `text`: common characters at the start or end
    /// of a replacement, and edits without effect.
    #[must_use]
    pub fn minimal(&self, text: &str) -> Self {
        let shorter = |edit: &Edit| match text.get(edit.span.range()) {
            Some(old) => Edit::between(old, &edit.replacement, edit.span.start),
            None => Some(edit.clone()),
        };
        self.in_order().into_iter().filter_map(shorter).collect()
    }

    /// For every edit, in the order of the text: the place that it replaces, and the place of its
    /// replacement in the text after all edits.
    ///
    /// # Errors
    /// [`EditError`] when two edits overlap or one is reversed.
    pub fn spans(&self) -> Result<Vec<(Span, Span)>, EditError> {
        let placed = self.placed()?;
        Ok(placed.iter().map(|placed| (placed.edit.span, placed.after)).collect())
    }

    fn in_order(&self) -> Vec<&Edit> {
        let mut order: Vec<&Edit> = self.as_slice().iter().collect();
        sort_by_key(&mut order, |edit| edit.span); // stable: insertions at one place keep their order
        order
    }

    fn placed(&self) -> Result<Vec<Placed<'_>>, EditError> {
        let mut shift = 0;
        let mut done = Span::at(0);
        let mut all = Vec::with_capacity(self.len());
        for edit in self.in_order() {
            let span = edit.span;
            if span.start > span.end {
                return Err(EditError::OutOfBounds(span));
            }
            if span.start < done.end {
                return Err(EditError::Overlap { first: done, second: span });
            }
            done = span;
            let start = moved(span, shift).start;
            let after = Span::new(start, start + edit.replacement.len() as u32);
            shift = i64::from(after.end) - i64::from(span.end);
            all.push(Placed { edit, after });
        }
        Ok(all)
    }
}

impl Edit {
    /// The one edit that makes `new` of `old`, where `old` begins at `at` (bytes) in its text: from
    /// the first character that differs to the last. `None` when they are the same.
    #[must_use]
    pub fn between(old: &str, new: &str, at: u32) -> Option<Self> {
        if old == new {
            return None;
        }
        let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
            pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
        };
        let front = same(&mut old.chars().zip(new.chars()));
        let (old_rest, new_rest) = (&old[front..], &new[front..]);
        let back = same(&mut old_rest.chars().rev().zip(new_rest.chars().rev()));
        let start = at + front as u32;
        let span = Span::new(start, start + (old_rest.len() - back) as u32);
        Some(Self::replace(span, new_rest[..new_rest.len() - back].to_owned()))
    }
}

/// A span with both ends `by` bytes further on.
fn moved(span: Span, by: i64) -> Span {
    Span::new((i64::from(span.start) + by) as u32, (i64::from(span.end) + by) as u32)
}

/// Whether edits, in text order, can be applied to a text.
fn check(edits: &[&Edit], text: &str) -> Result<(), EditError> {
    let mut done = Span::at(0);
    for edit in edits {
        if text.get(edit.span.range()).is_none() {
            return Err(EditError::OutOfBounds(edit.span));
        }
        if edit.span.start < done.end {
            return Err(EditError::Overlap { first: done, second: edit.span });
        }
        done = edit.span;
    }
    Ok(())
}

/// The text at `group` after edits that are in it, in text order.
fn replaced(text: &str, group: Span, edits: &[&Edit]) -> Result<String, EditError> {
    let mut out = String::with_capacity(group.len() as usize);
    let mut done = group.start;
    let slice = |from: u32, to: u32| {
        let span = Span::new(from, to);
        text.get(span.range()).ok_or(EditError::OutOfBounds(span))
    };
    for edit in edits {
        out.push_str(slice(done, edit.span.start)?);
        out.push_str(&edit.replacement);
        done = edit.span.end;
    }
    out.push_str(slice(done, group.end)?);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Edits that can be applied to a text of so many bytes, from random numbers; some insert, some
    /// delete, some meet.
    fn edits(len: usize, numbers: &[(u8, u8, u8)]) -> Edits {
        let mut at = 0;
        let mut out = Edits::default();
        for &(gap, width, with) in numbers {
            let start = at + usize::from(gap % 5);
            let end = start + usize::from(width % 4);
            if end > len {
                break;
            }
            let with: String = (0..with % 4).map(|n| char::from(b'A' + n + gap % 20)).collect();
            out.push(Edit::replace(Span::of(start..end), with));
            at = end;
        }
        out
    }

    fn numbers() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
        prop::collection::vec(any::<(u8, u8, u8)>(), 0..12)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn two_lists_as_one_give_the_same_text(text in "[a-z]{0,40}", one in numbers(), two in numbers()) {
            let one = edits(text.len(), &one);
            let middle = one.apply(&text).unwrap();
            let two = edits(middle.len(), &two);
            let both = one.then(&middle, &two).unwrap();
            prop_assert_eq!(both.apply(&text).unwrap(), two.apply(&middle).unwrap());
        }

        #[test]
        fn the_inverse_takes_a_list_back(text in "[a-z]{0,40}", list in numbers()) {
            let list = edits(text.len(), &list);
            let after = list.apply(&text).unwrap();
            let back = list.inverse(&text).unwrap();
            prop_assert_eq!(back.apply(&after).unwrap(), text.clone());
            let nothing = list.then(&after, &back).unwrap().minimal(&text);
            prop_assert!(nothing.is_empty(), "{:?}", nothing);
        }

        #[test]
        fn three_lists_may_be_joined_from_either_end(
            text in "[a-z]{0,40}", one in numbers(), two in numbers(), three in numbers()
        ) {
            let one = edits(text.len(), &one);
            let after_one = one.apply(&text).unwrap();
            let two = edits(after_one.len(), &two);
            let after_two = two.apply(&after_one).unwrap();
            let three = edits(after_two.len(), &three);
            let left = one.then(&after_one, &two).unwrap().then(&after_two, &three).unwrap();
            let right = one.then(&after_one, &two.then(&after_two, &three).unwrap()).unwrap();
            prop_assert_eq!(left.apply(&text).unwrap(), right.apply(&text).unwrap());
        }

        #[test]
        fn shorter_edits_give_the_same_text(text in "[ab]{0,40}", list in numbers()) {
            let list = edits(text.len(), &list);
            let short = list.minimal(&text);
            prop_assert!(short.len() <= list.len());
            prop_assert_eq!(short.apply(&text).unwrap(), list.apply(&text).unwrap());
        }
    }

    #[test]
    fn edits_that_do_not_touch_stay_apart() {
        let one = Edits::from_iter([Edit::replace(Span::new(0, 1), "XX")]);
        let two = Edits::from_iter([Edit::delete(Span::new(4, 5))]);
        let both = one.then("XXbcdef", &two).unwrap();
        let want = [Edit::replace(Span::new(0, 1), "XX"), Edit::delete(Span::new(3, 4))];
        assert_eq!(both.as_slice(), want);
    }

    #[test]
    fn the_smallest_edit_cuts_no_character() {
        let edit = Edit::between("aéb", "aèb", 10).unwrap();
        assert_eq!(edit, Edit::replace(Span::new(11, 13), "è"));
        assert_eq!(Edit::between("aa", "aaa", 0), Some(Edit::insert(2, "a")));
        assert_eq!(Edit::between("a", "a", 0), None);
    }

    #[test]
    fn lists_that_do_not_fit_are_refused() {
        let one = Edits::from_iter([Edit::insert(0, "é")]);
        let cut = Edits::from_iter([Edit::delete(Span::new(1, 2))]);
        assert_eq!(one.then("éa", &cut), Err(EditError::OutOfBounds(Span::new(1, 2))));
        assert_eq!(cut.inverse("é"), Err(EditError::OutOfBounds(Span::new(1, 2))));
        let twice =
            Edits::from_iter([Edit::delete(Span::new(0, 2)), Edit::delete(Span::new(1, 3))]);
        assert!(matches!(twice.inverse("abc"), Err(EditError::Overlap { .. })));
    }
}
