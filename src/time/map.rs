//! The mapping of all times of a file: a stretch and a shift, exact.

use super::{FrameRate, Interval, Timestamp};

/// `time * scale + offset`, in exact fractions; rounded once, to the nearest millisecond, halves up,
/// begin and end by the same rule, so that touching cues stay touching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeMap {
    /// Numerator and denominator of the factor, both above zero, in lowest terms.
    pub scale: (i64, i64),
    /// Numerator and denominator of what is added, in milliseconds, in lowest terms.
    pub offset: (i64, i64),
}

/// Two times do not say how to stretch a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the two points must have different times, in the same order on both sides")]
pub struct SyncError;

impl TimeMap {
    /// Every time stays.
    pub const IDENTITY: Self = Self { scale: (1, 1), offset: (0, 1) };

    /// Every time moves by `ms` milliseconds.
    #[must_use]
    pub const fn shift(ms: i64) -> Self {
        Self { scale: (1, 1), offset: (ms, 1) }
    }

    /// Every time is multiplied. `None` unless both are above zero.
    #[must_use]
    pub fn scale(numerator: i64, denominator: i64) -> Option<Self> {
        let scale = reduced(i128::from(numerator), i128::from(denominator))?;
        (scale.0 > 0).then_some(Self { scale, offset: (0, 1) })
    }

    /// A file timed on a video at `from` frames a second, for the same frames shown at `to`: 25 to
    /// 24000/1001 makes every time longer. `None` when the ratio exceeds 64 bits.
    #[must_use]
    pub fn rates(from: FrameRate, to: FrameRate) -> Option<Self> {
        let product = |a: u32, b: u32| i128::from(a) * i128::from(b);
        let scale = reduced(
            product(from.numerator, to.denominator),
            product(from.denominator, to.numerator),
        )?;
        Some(Self { scale, offset: (0, 1) })
    }

    /// The map that brings each first time to the second one: with one pair a shift, with two a
    /// stretch and a shift.
    ///
    /// # Errors
    /// [`SyncError`] when the pairs are the same moment, or run against each other.
    pub fn sync(
        one: (Timestamp, Timestamp),
        two: Option<(Timestamp, Timestamp)>,
    ) -> Result<Self, SyncError> {
        let Some(two) = two else {
            return Ok(Self::shift(one.1.0.checked_sub(one.0.0).ok_or(SyncError)?));
        };
        let span = |a: Timestamp, b: Timestamp| i128::from(b.0) - i128::from(a.0);
        let scale = reduced(span(one.1, two.1), span(one.0, two.0)).ok_or(SyncError)?;
        if scale.0 <= 0 {
            return Err(SyncError);
        }
        let (n, d) = (i128::from(scale.0), i128::from(scale.1));
        let offset = reduced(i128::from(one.1.0) * d - i128::from(one.0.0) * n, d);
        Ok(Self { scale, offset: offset.ok_or(SyncError)? })
    }

    /// This map, and `next` after it. `None` when the numbers exceed 64 bits.
    #[must_use]
    pub fn then(self, next: Self) -> Option<Self> {
        let (a, b) = (wide(self.scale), wide(next.scale));
        let (c, d) = (wide(self.offset), wide(next.offset));
        let scale = reduced(a.0.checked_mul(b.0)?, a.1.checked_mul(b.1)?)?;
        // c * b + d
        let moved = wide(reduced(c.0.checked_mul(b.0)?, c.1.checked_mul(b.1)?)?);
        let sum = moved.0.checked_mul(d.1)?.checked_add(d.0.checked_mul(moved.1)?)?;
        Some(Self { scale, offset: reduced(sum, moved.1.checked_mul(d.1)?)? })
    }

    /// Whether every time stays.
    #[must_use]
    pub fn is_identity(self) -> bool {
        self == Self::IDENTITY
    }

    /// Where a time goes. [`Timestamp::OPEN`] stays; values out of range stop at its ends.
    ///
    /// ```
    /// use cuesmith::time::{TimeMap, Timestamp};
    ///
    /// let pal = TimeMap::rates("25".parse()?, "23.976".parse()?).unwrap();
    /// assert_eq!(pal.apply(Timestamp(1_000_000)), Timestamp(1_042_708)); // 25025/24000
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn apply(self, time: Timestamp) -> Timestamp {
        if time == Timestamp::OPEN {
            return time;
        }
        let ((n, d), (p, q)) = (wide(self.scale), wide(self.offset));
        // time * n / d + p / q; each product of two 64-bit numbers fits, their sum is checked.
        let exact = || {
            let left = i128::from(time.0).checked_mul(n)?.checked_mul(q)?;
            let top = left.checked_add(p.checked_mul(d)?)?;
            let bottom = d.checked_mul(q)?;
            Some(top.checked_mul(2)?.checked_add(bottom)?.div_euclid(bottom.checked_mul(2)?))
        };
        let ms = exact().unwrap_or(if time.0 < 0 { i128::MIN } else { i128::MAX });
        Timestamp(ms.clamp(i128::from(i64::MIN), i128::from(i64::MAX - 1)) as i64)
    }

    /// Where an interval goes.
    #[must_use]
    pub fn interval(self, interval: Interval) -> Interval {
        Interval { start: self.apply(interval.start), end: self.apply(interval.end) }
    }
}

fn wide((n, d): (i64, i64)) -> (i128, i128) {
    (i128::from(n), i128::from(d))
}

/// A fraction in lowest terms with a denominator above zero; `None` when it does not fit.
fn reduced(n: i128, d: i128) -> Option<(i64, i64)> {
    let (mut a, mut b) = (n.unsigned_abs(), d.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let common = i128::try_from(a.max(1)).ok()? * d.signum();
    if common == 0 {
        return None;
    }
    Some((i64::try_from(n / common).ok()?, i64::try_from(d / common).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(map: TimeMap, ms: i64) -> i64 {
        map.apply(Timestamp(ms)).0
    }

    #[test]
    fn rates_are_exact_ratios() {
        let rate = |text: &str| text.parse::<FrameRate>().unwrap();
        let map = TimeMap::rates(rate("25"), rate("23.976")).unwrap();
        assert_eq!(map.scale, (1001, 960));
        assert_eq!(time(map, 960_000), 1_001_000);
        let back = TimeMap::rates(rate("23.976"), rate("25")).unwrap();
        assert_eq!(map.then(back).unwrap(), TimeMap::IDENTITY);
    }

    #[test]
    fn two_points_give_a_stretch_and_a_shift() {
        let at = Timestamp;
        let map = TimeMap::sync((at(1000), at(2000)), Some((at(5000), at(10_000)))).unwrap();
        assert_eq!((time(map, 1000), time(map, 5000), time(map, 3000)), (2000, 10_000, 6000));
        assert_eq!(TimeMap::sync((at(1000), at(500)), None), Ok(TimeMap::shift(-500)));
        let same = TimeMap::sync((at(1000), at(0)), Some((at(1000), at(5))));
        assert_eq!(same, Err(SyncError));
        let back = TimeMap::sync((at(1000), at(500)), Some((at(2000), at(0))));
        assert_eq!(back, Err(SyncError));
    }

    #[test]
    fn maps_add_up_without_rounding_between() {
        let third = TimeMap::scale(1, 3).unwrap();
        let map =
            third.then(TimeMap::shift(1)).unwrap().then(TimeMap::scale(3, 1).unwrap()).unwrap();
        assert_eq!(map, TimeMap::shift(3));
        assert_eq!(TimeMap::scale(-1, 3), None);
        assert_eq!(TimeMap::scale(1, 0), None);
    }

    #[test]
    fn extreme_times_stop_at_the_ends() {
        let map = TimeMap::scale(i64::MAX, 1).unwrap();
        assert_eq!(time(map, i64::MAX - 1), i64::MAX - 1);
        assert_eq!(map.apply(Timestamp::OPEN), Timestamp::OPEN);
        assert_eq!(time(TimeMap::shift(-5), i64::MIN), i64::MIN);
    }
}
