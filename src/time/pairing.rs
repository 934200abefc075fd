//! Which intervals of two lists belong together.

use super::Interval;
use crate::source::sort_by_key;

/// Intervals whose start times differ by at most this many ms (a few frames) are taken for the same cue.
const NEAR: u64 = 100;

impl Interval {
    /// Whether two intervals start within a few frames (100 ms) of each other.
    #[must_use]
    pub const fn starts_near(self, other: Self) -> bool {
        self.start.0.abs_diff(other.start.0) <= NEAR
    }

    /// Whether two cues at these times belong together: they start at nearly the same time
    /// ([`Interval::starts_near`]), or share more than half of the shorter interval.
    ///
    /// ```
    /// use cuesmith::time::Interval;
    ///
    /// let whole = Interval::from_ms(1000, 4000);
    /// assert!(whole.belongs_with(Interval::from_ms(2500, 4200)));
    /// assert!(!whole.belongs_with(Interval::from_ms(3500, 6000)));
    /// ```
    #[must_use]
    pub fn belongs_with(self, other: Self) -> bool {
        let shared = self.end.min(other.end).0.saturating_sub(self.start.max(other.start).0);
        let shorter = self.duration().min(other.duration());
        self.starts_near(other) || (shorter > 0 && shared.saturating_mul(2) > shorter)
    }
}

/// The result of [`pair_intervals`]: indices into both lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairedIntervals {
    /// Intervals of the first and the second list that belong together, in the order of time.
    pub pairs: Vec<(u32, u32)>,
    /// Intervals of the first list without a partner.
    pub missing: Vec<u32>,
    /// Intervals of the second list without a partner.
    pub extra: Vec<u32>,
}

/// Pairs intervals that belong together ([`Interval::belongs_with`]), each at most once: both lists are walked in
/// the order of time. Takes n log n.
#[must_use]
pub fn pair_intervals(theirs: &[Interval], ours: &[Interval]) -> PairedIntervals {
    let sorted = |list: &[Interval]| {
        let mut order: Vec<u32> = (0..list.len() as u32).collect();
        sort_by_key(&mut order, |&at| (list[at as usize].start.0, list[at as usize].end.0));
        order
    };
    let (left, right) = (sorted(theirs), sorted(ours));
    let (mut i, mut j) = (0, 0);
    let mut made = PairedIntervals::default();
    while let (Some(&a), Some(&b)) = (left.get(i), right.get(j)) {
        let (their, our) = (theirs[a as usize], ours[b as usize]);
        // The next cue of either list may fit better: if one cue was split into two, the nearer one is paired.
        let nearer = |other: Option<Interval>, than: Interval, to: Interval| {
            other.is_some_and(|other| {
                other.start.0.abs_diff(to.start.0) < than.start.0.abs_diff(to.start.0)
            })
        };
        let next = |list: &[Interval], order: &[u32], at: usize| {
            order.get(at + 1).map(|&index| list[index as usize])
        };
        if their.belongs_with(our) {
            if nearer(next(ours, &right, j), our, their) {
                made.extra.push(b);
                j += 1;
            } else if nearer(next(theirs, &left, i), their, our) {
                made.missing.push(a);
                i += 1;
            } else {
                made.pairs.push((a, b));
                i += 1;
                j += 1;
            }
        } else if their.start <= our.start {
            made.missing.push(a);
            i += 1;
        } else {
            made.extra.push(b);
            j += 1;
        }
    }
    made.missing.extend_from_slice(&left[i..]);
    made.extra.extend_from_slice(&right[j..]);
    made
}
