//! Sorting, once for the whole library.
//!
//! The standard sorts are about 3 kB of machine code for each type they are used with. Twenty of them
//! were an eighth of the WASM module. Here the keys are sorted, always of one type, and the items
//! follow.

use super::Span;

/// What items are sorted by: one or two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(i64, i64);

impl From<u32> for Key {
    fn from(number: u32) -> Self {
        Self(i64::from(number), 0)
    }
}

impl From<i64> for Key {
    fn from(number: i64) -> Self {
        Self(number, 0)
    }
}

impl From<(i64, i64)> for Key {
    fn from((first, second): (i64, i64)) -> Self {
        Self(first, second)
    }
}

impl From<(Span, u32)> for Key {
    fn from((span, rank): (Span, u32)) -> Self {
        let place = u64::from(span.start) << 32 | u64::from(span.end);
        // Flipping the sign keeps the order of unsigned numbers.
        Self(place.cast_signed() ^ i64::MIN, i64::from(rank))
    }
}

impl From<Span> for Key {
    fn from(span: Span) -> Self {
        Self(i64::from(span.start), i64::from(span.end))
    }
}

/// Sorts by a key. Items with equal keys keep their order, and items that are in order already cost
/// one look at each. No more than 2^32 items.
///
/// ```
/// use cuesmith::source::sort_by_key;
///
/// let mut words = ["ship", "a", "sea", "to"];
/// sort_by_key(&mut words, |word| word.len() as u32);
/// assert_eq!(words, ["a", "to", "sea", "ship"]);
/// ```
pub fn sort_by_key<T, K: Into<Key>>(items: &mut [T], key: impl Fn(&T) -> K) {
    if items.is_sorted_by_key(|item| key(item).into()) {
        return;
    }
    let keys = items.iter().zip(0..).map(|(item, index)| (key(item).into(), index));
    let mut order: Vec<(Key, u32)> = keys.collect();
    sort(&mut order);
    for place in 0..items.len() {
        // The item that belongs here was at `from`; if that place is filled already, the item that
        // was there has moved on to where the item of that place came from.
        let mut from = order[place].1;
        while (from as usize) < place {
            from = order[from as usize].1;
        }
        order[place].1 = from;
        items.swap(place, from as usize);
    }
}

/// Not generic: this is the one sort. No two entries are equal, since each has its own index.
#[inline(never)]
fn sort(order: &mut [(Key, u32)]) {
    order.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn items_are_sorted_as_the_standard_stable_sort_sorts_them(
            items in prop::collection::vec((-3_i64..3, -3_i64..3, any::<u8>()), 0..200)
        ) {
            let mut ours = items.clone();
            let mut theirs = items;
            sort_by_key(&mut ours, |item| (item.0, item.1));
            theirs.sort_by_key(|item| (item.0, item.1));
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn spans_with_ranks_are_sorted_by_span_then_rank(
            items in prop::collection::vec((any::<u32>(), any::<u32>(), 0_u32..4), 0..50)
        ) {
            let mut ours: Vec<(Span, u32)> = items
                .iter()
                .map(|&(a, b, rank)| (Span::new(a.min(b), a.max(b)), rank))
                .collect();
            let mut theirs = ours.clone();
            sort_by_key(&mut ours, |item| *item);
            theirs.sort_by_key(|(span, rank)| (span.start, span.end, *rank));
            prop_assert_eq!(ours, theirs);
        }
    }
}
