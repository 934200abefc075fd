//! Timing errors where two texts have the same words and both have times.

use super::levenshtein::Step;
use super::text::{ScoreText, ScoreWord};
use crate::time::Timestamp;

/// Timing errors: hypothesis minus reference, so a late time is positive.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TimeErrors {
    /// The number of compared times.
    pub compared: u64,
    /// The mean, in ms: negative if times are early on average.
    pub mean_ms: f64,
    /// The mean of the absolute errors, in ms.
    pub mean_absolute_ms: f64,
    /// The median of the absolute errors, in ms (nearest rank).
    pub median_ms: i64,
    /// The 90th percentile.
    pub p90_ms: i64,
    /// The 95th percentile.
    pub p95_ms: i64,
    /// The maximum.
    pub max_ms: i64,
    /// The share of errors of at most 100 ms, from 0 to 1.
    pub within_100_ms: f64,
    /// The share of errors of at most 250 ms, from 0 to 1.
    pub within_250_ms: f64,
}

impl TimeErrors {
    /// From errors in ms; `None` if there are none.
    #[must_use]
    pub fn of(errors: &[i64]) -> Option<Self> {
        if errors.is_empty() {
            return None;
        }
        let count = errors.len() as f64;
        let mut sizes: Vec<i64> = errors.iter().map(|error| error.saturating_abs()).collect();
        sizes.sort_unstable();
        let mean = |all: &[i64]| all.iter().map(|ms| *ms as f64).sum::<f64>() / count;
        let rank = |percent: usize| sizes[(sizes.len() * percent).div_ceil(100).max(1) - 1];
        let within = |ms| sizes.partition_point(|size| *size <= ms) as f64 / count;
        Some(Self {
            compared: errors.len() as u64,
            mean_ms: mean(errors),
            mean_absolute_ms: mean(&sizes),
            median_ms: rank(50),
            p90_ms: rank(90),
            p95_ms: rank(95),
            max_ms: rank(100),
            within_100_ms: within(100),
            within_250_ms: within(250),
        })
    }
}

/// The errors of starts and ends, at words that both texts have with such a time.
pub(super) fn errors(
    reference: &ScoreText,
    hypothesis: &ScoreText,
    steps: &[Step],
) -> (Option<TimeErrors>, Option<TimeErrors>) {
    let of = |time: fn(&ScoreWord) -> Option<Timestamp>| {
        let (mut i, mut j) = (0, 0);
        let mut errors = Vec::new();
        for step in steps {
            if *step == Step::Hit {
                let (one, other) = (time(&reference.words[i]), time(&hypothesis.words[j]));
                errors.extend(one.zip(other).map(|(is, was)| was.0.saturating_sub(is.0)));
            }
            i += usize::from(*step != Step::Insertion);
            j += usize::from(*step != Step::Deletion);
        }
        TimeErrors::of(&errors)
    };
    (of(|word| word.start), of(|word| word.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_by_nearest_rank() {
        assert_eq!(TimeErrors::of(&[]), None);
        let errors: Vec<i64> =
            (1..=20).map(|n| if n % 2 == 0 { n * 20 } else { -n * 20 }).collect();
        let found = TimeErrors::of(&errors).unwrap();
        assert_eq!((found.compared, found.median_ms), (20, 200));
        assert_eq!((found.p90_ms, found.p95_ms, found.max_ms), (360, 380, 400));
        assert_eq!((found.within_100_ms, found.within_250_ms), (0.25, 0.6));
        assert_eq!((found.mean_absolute_ms, found.mean_ms), (210.0, 10.0));
    }
}
