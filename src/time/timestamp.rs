//! Points in time and intervals.

use std::fmt;

/// A point on the media timeline in whole milliseconds. May be negative, as in some files.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The end of a cue that never ends (possible in TTML): the largest time.
    pub const OPEN: Self = Self(i64::MAX);

    /// Hours, minutes, seconds and milliseconds as written, whatever their ranges; sums that exceed
    /// the range of `i64` milliseconds stop at its ends.
    #[must_use]
    pub const fn from_fields(hours: u64, minutes: u64, seconds: u64, ms: u64) -> Self {
        let total = hours
            .saturating_mul(3_600_000)
            .saturating_add(minutes.saturating_mul(60_000))
            .saturating_add(seconds.saturating_mul(1000))
            .saturating_add(ms);
        Self(if total > i64::MAX as u64 { i64::MAX } else { total as i64 })
    }

    /// This point moved by `ms` milliseconds, stopping at the ends of the range.
    #[must_use]
    pub const fn shifted(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Clock { time: *self, mark: '.' })
    }
}

/// Writes a time as `HH:MM:SS` + decimal mark + three digits; hours grow as needed, a negative time
/// gets a minus sign.
///
/// ```
/// use cuesmith::time::{Clock, Timestamp};
///
/// let time = Timestamp(3_723_004);
/// assert_eq!(Clock { time, mark: ',' }.to_string(), "01:02:03,004");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The time.
    pub time: Timestamp,
    /// `,` for SRT, `.` for WebVTT.
    pub mark: char,
}

impl Clock {
    /// Appends the time to `out`; the same as `Display`, without the formatting machinery.
    pub fn push_to(self, out: &mut String) {
        let ms = self.time.0.unsigned_abs();
        if self.time.0 < 0 {
            out.push('-');
        }
        let digit = |n: u64| char::from(b'0' + (n % 10) as u8);
        let two = |out: &mut String, n: u64| {
            out.push(digit(n / 10));
            out.push(digit(n));
        };
        let hours = ms / 3_600_000;
        if hours > 99 {
            out.push_str(&hours.to_string());
        } else {
            two(out, hours);
        }
        out.push(':');
        two(out, ms / 60_000 % 60);
        out.push(':');
        two(out, ms / 1000 % 60);
        out.push(self.mark);
        out.push(digit(ms / 100 % 10));
        two(out, ms % 100);
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::with_capacity(12);
        self.push_to(&mut out);
        f.write_str(&out)
    }
}

/// A half-open stretch of time, as written: `end` may be before `start`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Interval {
    /// First moment of the cue.
    pub start: Timestamp,
    /// First moment the cue is gone.
    pub end: Timestamp,
}

impl Interval {
    /// The interval between two times in milliseconds.
    #[must_use]
    pub const fn from_ms(start: i64, end: i64) -> Self {
        Self { start: Timestamp(start), end: Timestamp(end) }
    }

    /// `end - start` in milliseconds; negative where the interval is reversed.
    #[must_use]
    pub const fn duration(self) -> i64 {
        self.end.0.saturating_sub(self.start.0)
    }

    /// Whether it never ends ([`Timestamp::OPEN`]).
    #[must_use]
    pub fn is_open(self) -> bool {
        self.end == Timestamp::OPEN
    }

    /// The interval with an end: one that never ends lasts to 99:59:59.999, the last time that all
    /// parsers accept, or ten seconds if it starts later.
    #[must_use]
    pub fn closed(self) -> Self {
        let last = Timestamp(359_999_999);
        match self.is_open() {
            true if self.start < last => Self { end: last, ..self },
            true => Self { end: self.start.shifted(10_000), ..self },
            false => self,
        }
    }

    /// Whether the intervals have a moment in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end
            && other.start < self.end
            && self.duration() > 0
            && other.duration() > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_with_as_many_hour_digits_as_they_need() {
        let format = |ms| Clock { time: Timestamp(ms), mark: '.' }.to_string();
        assert_eq!(format(0), "00:00:00.000");
        assert_eq!(format(360_000_000), "100:00:00.000");
        assert_eq!(format(-1), "-00:00:00.001");
        assert_eq!(format(i64::MIN), "-2562047788015:12:55.808");
    }

    #[test]
    fn fields_beyond_the_range_stop_at_its_end() {
        assert_eq!(Timestamp::from_fields(u64::MAX, 0, 0, 0), Timestamp(i64::MAX));
        assert_eq!(Timestamp::from_fields(0, 75, 61, 999), Timestamp(4_561_999));
    }

    #[test]
    fn touching_intervals_do_not_overlap() {
        let a = Interval::from_ms(0, 1000);
        assert!(!a.overlaps(Interval::from_ms(1000, 2000)));
        assert!(a.overlaps(Interval::from_ms(999, 2000)));
        assert!(!a.overlaps(Interval::from_ms(500, 500)));
    }
}
