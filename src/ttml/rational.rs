//! Exact times in seconds, as reduced fractions with checked arithmetic.
//!
//! Frames at 30000/1001 and ticks at 90000 a second are not whole milliseconds, so a TTML document
//! is computed in fractions and rounded once, when it is lowered. Nothing here rounds.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroI64;

use crate::time::Timestamp;

/// A time or duration in seconds: `numerator / denominator`, reduced, denominator at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rational {
    /// Numerator; negative for times before zero.
    pub numerator: i64,
    /// Denominator, above zero. Not plain: an optional time then takes no more room than a time.
    pub denominator: NonZeroI64,
}

const ONE: NonZeroI64 = NonZeroI64::new(1).expect("one is not zero");

impl Rational {
    /// Zero seconds.
    pub const ZERO: Self = Self::seconds(0);

    /// The fraction in lowest terms; `None` when the denominator is zero or the reduced terms exceed
    /// 64 bits.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        if let (Ok(n), Ok(d)) = (i64::try_from(numerator), i64::try_from(denominator))
            && d > 0
            && n != i64::MIN
        {
            let common = gcd64(n.unsigned_abs(), d as u64) as i64;
            return Self::reduced(n / common, d / common);
        }
        let common = gcd128(numerator.unsigned_abs(), denominator.unsigned_abs());
        let sign = if denominator < 0 { -1 } else { 1 };
        let common = i128::try_from(common).ok()? * sign;
        let (n, d) = (numerator / common, denominator / common);
        Self::reduced(i64::try_from(n).ok()?, i64::try_from(d).ok()?)
    }

    /// A fraction that is in lowest terms already.
    fn reduced(numerator: i64, denominator: i64) -> Option<Self> {
        NonZeroI64::new(denominator).map(|denominator| Self { numerator, denominator })
    }

    /// A whole number of seconds.
    #[must_use]
    pub const fn seconds(seconds: i64) -> Self {
        Self { numerator: seconds, denominator: ONE }
    }

    /// A number of milliseconds: the commonest case, without a search for the divisor.
    pub(super) fn milliseconds(ms: i64) -> Self {
        let common = i64::from(COMMON[(ms.unsigned_abs() % 1000) as usize]);
        Self::reduced(ms / common, 1000 / common).unwrap_or(Self::ZERO)
    }

    /// The sum; `None` when it exceeds 64 bits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.numerator == 0 {
            return Some(other);
        }
        if other.numerator == 0 {
            return Some(self);
        }
        let (a, b) = (i128::from(self.numerator), i128::from(other.numerator));
        if self.denominator == other.denominator {
            return Self::new(a + b, i128::from(self.denominator.get()));
        }
        let (c, d) = (i128::from(self.denominator.get()), i128::from(other.denominator.get()));
        Self::new((a * d).checked_add(b * c)?, c * d)
    }

    /// The difference; `None` when it exceeds 64 bits.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self { numerator: other.numerator.checked_neg()?, ..other })
    }

    /// The product; `None` when it exceeds 64 bits.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Self::new(
            i128::from(self.numerator) * i128::from(other.numerator),
            i128::from(self.denominator.get()) * i128::from(other.denominator.get()),
        )
    }

    /// The quotient; `None` for a division by zero or when it exceeds 64 bits.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        Self::new(
            i128::from(self.numerator) * i128::from(other.denominator.get()),
            i128::from(self.denominator.get()) * i128::from(other.numerator),
        )
    }

    /// The nearest millisecond, halves up, stopping at the ends of the range.
    #[must_use]
    pub fn to_ms(self) -> Timestamp {
        let d = self.denominator.get();
        if 1000 % d == 0 {
            return Timestamp(self.numerator.saturating_mul(1000 / d));
        }
        let (n, d) = (i128::from(self.numerator), i128::from(d));
        let ms = (n * 2000 + d).div_euclid(2 * d);
        Timestamp(ms.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
    }

    /// The value as a float, for people.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator.get() as f64
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let left = i128::from(self.numerator) * i128::from(other.denominator.get());
        left.cmp(&(i128::from(other.numerator) * i128::from(self.denominator.get())))
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `n` for whole seconds, otherwise `n/d`.
impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == ONE {
            write!(f, "{}", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

/// The smaller of two ends, where `None` is an end that never comes.
#[must_use]
pub(super) fn earlier(a: Option<Rational>, b: Option<Rational>) -> Option<Rational> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The larger of two ends, where `None` is an end that never comes.
#[must_use]
pub(super) fn later(a: Option<Rational>, b: Option<Rational>) -> Option<Rational> {
    Some(a?.max(b?))
}

/// The greatest common divisor of 1000 and each number below it (and 0).
static COMMON: [u16; 1000] = {
    let mut table = [1; 1000];
    let mut i = 0;
    while i < 1000 {
        let (mut a, mut b) = (1000, i);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        table[i] = a as u16;
        i += 1;
    }
    table
};

/// Greatest common divisor, at least 1, by halving: no division.
fn gcd64(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return (a | b).max(1);
    }
    let shift = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        if a > b {
            std::mem::swap(&mut a, &mut b);
        }
        b -= a;
    }
    a << shift
}

fn gcd128(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_reduced_and_compare_exactly() {
        let a = Rational::new(1001, 30_000).unwrap();
        assert_eq!(a.to_string(), "1001/30000");
        assert_eq!(Rational::new(6, 4).unwrap().to_string(), "3/2");
        assert_eq!(Rational::new(-6, -3).unwrap(), Rational::seconds(2));
        assert!(a > Rational::new(1, 30).unwrap());
        assert_eq!(Rational::new(1, 0), None);
    }

    #[test]
    fn arithmetic_that_leaves_64_bits_is_none() {
        let big = Rational::seconds(i64::MAX);
        assert_eq!(big.checked_add(Rational::seconds(1)), None);
        assert_eq!(big.checked_mul(Rational::seconds(2)), None);
        assert_eq!(Rational::seconds(1).checked_div(Rational::ZERO), None);
        assert_eq!(big.checked_sub(big), Some(Rational::ZERO));
    }

    #[test]
    fn milliseconds_are_reduced_like_any_fraction() {
        for ms in [0, 1, 8, 250, 500, 999, 1000, 1001, 3_723_004, -1500] {
            assert_eq!(Some(Rational::milliseconds(ms)), Rational::new(i128::from(ms), 1000));
        }
    }

    #[test]
    fn milliseconds_round_half_up_whatever_the_sign() {
        let ms = |n, d| Rational::new(n, d).unwrap().to_ms().0;
        assert_eq!(ms(1, 2000), 1);
        assert_eq!(ms(-1, 2000), 0);
        assert_eq!(ms(1001, 30_000), 33);
        assert_eq!(ms(3, 2), 1500);
        assert_eq!(ms(i128::from(i64::MAX), 1), i64::MAX);
    }
}
