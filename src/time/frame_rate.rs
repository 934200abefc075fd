//! Frames per second as an exact ratio.

use std::fmt;
use std::str::FromStr;

/// Frames per second as a ratio: 30000/1001 for "29.97".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameRate {
    /// Frames.
    pub numerator: u32,
    /// Seconds those frames take.
    pub denominator: u32,
}

/// The text is not a frame rate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a frame rate: use a number such as 25 or 23.976, or a ratio such as 24000/1001"
)]
pub struct FrameRateError(pub String);

impl FrameRate {
    /// The nearest frame number to a duration of `ms` milliseconds, halves away from zero.
    ///
    /// ```
    /// use cuesmith::time::FrameRate;
    ///
    /// let film: FrameRate = "24".parse().unwrap();
    /// assert_eq!(film.frames(83), 2); // two frames are 83.3 ms
    /// ```
    #[must_use]
    pub const fn frames(self, ms: i64) -> i64 {
        let n = ms as i128 * self.numerator as i128;
        let d = 1000 * self.denominator as i128;
        let rounded = if n < 0 { (2 * n - d) / (2 * d) } else { (2 * n + d) / (2 * d) };
        rounded as i64
    }

    /// The length of `frames` frames in milliseconds, rounded up, so that a duration written in
    /// whole milliseconds is not shorter than the frames.
    #[must_use]
    pub const fn ms(self, frames: i64) -> i64 {
        let n = frames as i128 * 1000 * self.denominator as i128;
        let d = self.numerator as i128;
        let up = if n > 0 { (n + d - 1) / d } else { n / d };
        up as i64
    }
}

impl FromStr for FrameRate {
    type Err = FrameRateError;

    fn from_str(text: &str) -> Result<Self, FrameRateError> {
        let wrong = || FrameRateError(text.to_owned());
        let ratio = match text {
            // The names in use for the NTSC rates.
            "23.976" | "23.98" => (24_000, 1001),
            "29.97" => (30_000, 1001),
            "59.94" => (60_000, 1001),
            "47.95" | "47.952" => (48_000, 1001),
            "119.88" => (120_000, 1001),
            _ => match text.split_once('/') {
                Some((n, d)) => {
                    (n.trim().parse().map_err(|_| wrong())?, d.trim().parse().map_err(|_| wrong())?)
                }
                None => match text.split_once('.') {
                    Some((whole, part)) if part.len() <= 3 && !part.is_empty() => {
                        let digits = format!("{whole}{part}");
                        let n = digits.parse().map_err(|_| wrong())?;
                        (n, 10_u32.pow(part.len() as u32))
                    }
                    _ => (text.parse().map_err(|_| wrong())?, 1),
                },
            },
        };
        let (numerator, denominator): (u32, u32) = ratio;
        if numerator == 0 || denominator == 0 {
            return Err(wrong());
        }
        Ok(Self { numerator, denominator })
    }
}

impl fmt::Display for FrameRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            write!(f, "{}", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_names_are_exact_ratios() {
        for (text, n, d) in [
            ("23.976", 24_000, 1001),
            ("25", 25, 1),
            ("12.5", 125, 10),
            ("24000/1001", 24_000, 1001),
        ] {
            assert_eq!(text.parse(), Ok(FrameRate { numerator: n, denominator: d }));
        }
        for bad in ["", "0", "25/0", "x", "-25", "1.2345"] {
            assert_eq!(bad.parse::<FrameRate>(), Err(FrameRateError(bad.into())));
        }
    }

    #[test]
    fn frames_and_milliseconds_agree() {
        let rate = FrameRate { numerator: 24_000, denominator: 1001 };
        for frames in [0, 1, 2, 20, 1000] {
            assert_eq!(rate.frames(rate.ms(frames)), frames);
        }
    }
}
