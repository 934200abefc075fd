//! The last step: word times in sequence without overlap, within the media.

use crate::time::{Interval, Timestamp};

/// Makes intervals in spoken order follow one another: an overlap is cut in the middle, and
/// each lasts a millisecond or more. Intervals that no longer fit into `duration` become `None`.
pub(crate) fn settle(intervals: &mut [Option<(i64, i64)>], duration: i64) {
    let mut before: Option<usize> = None;
    for at in 0..intervals.len() {
        let Some((start, end)) = intervals[at] else { continue };
        if let Some((first, last)) = before.and_then(|before| intervals[before])
            && last > start
        {
            let (from, to) = (start.max(first), last.min(end.max(first + 1)));
            let middle = ((from + to) / 2).max(first + 1);
            intervals[before.unwrap_or(0)] = Some((first, middle));
            intervals[at] = Some((middle, end));
        }
        before = Some(at);
    }
    let mut free = 0;
    for interval in intervals.iter_mut() {
        let Some((start, end)) = *interval else { continue };
        let start = start.max(free);
        let end = end.max(start + 1);
        *interval = Some((start, end));
        free = end;
    }
    let mut limit = duration;
    for interval in intervals.iter_mut().rev() {
        let Some((start, end)) = *interval else { continue };
        let end = end.min(limit);
        let start = start.min(end - 1);
        *interval = (start >= 0).then_some((start, end));
        limit = limit.min(start.max(0));
    }
}

/// As the interval of a word.
pub(crate) const fn interval((start, end): (i64, i64)) -> Interval {
    Interval { start: Timestamp(start), end: Timestamp(end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(intervals: &[(i64, i64)], duration: i64) -> Vec<Option<(i64, i64)>> {
        let mut intervals: Vec<_> = intervals.iter().copied().map(Some).collect();
        settle(&mut intervals, duration);
        intervals
    }

    #[test]
    fn what_does_not_overlap_stays() {
        assert_eq!(
            settled(&[(0, 10), (10, 30), (50, 60)], 60),
            [Some((0, 10)), Some((10, 30)), Some((50, 60))]
        );
    }

    #[test]
    fn what_two_words_share_is_cut_in_its_middle() {
        assert_eq!(settled(&[(0, 20), (10, 30)], 60), [Some((0, 15)), Some((15, 30))]);
    }

    #[test]
    fn words_at_one_time_follow_each_other() {
        assert_eq!(
            settled(&[(5, 5), (5, 5), (5, 5)], 60),
            [Some((5, 6)), Some((6, 7)), Some((7, 8))]
        );
    }

    #[test]
    fn what_does_not_fit_has_no_time() {
        assert_eq!(settled(&[(0, 1), (0, 1), (0, 1)], 2), [None, Some((0, 1)), Some((1, 2))]);
    }
}
