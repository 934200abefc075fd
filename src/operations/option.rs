//! Options as text.

use crate::time::{FrameRate, Interval};
use crate::words::similar::nearest;

/// An unknown option, or a value that it does not accept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionError {
    /// The option does not exist.
    #[error("unknown option `{name}`{}", .nearest.map_or_else(String::new, |near| format!(": did you mean `{near}`?")))]
    Unknown {
        /// The name as given.
        name: String,
        /// The option with the most similar name.
        nearest: Option<&'static str>,
    },
    /// The option does not accept the value.
    #[error("`{value}` is not a valid value for the option `{name}`")]
    Value {
        /// The option.
        name: &'static str,
        /// The value as given.
        value: String,
    },
}

/// The option with this name.
pub(super) fn known(
    options: &'static [&'static str],
    name: &str,
) -> Result<&'static str, OptionError> {
    let found = options.iter().find(|known| **known == name);
    found.copied().ok_or_else(|| OptionError::Unknown {
        name: name.to_owned(),
        nearest: nearest(name, options.iter().copied()),
    })
}

pub(super) fn switch(value: &str) -> Option<bool> {
    match value {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// A whole number from `least` to `most`.
pub(super) fn whole(value: &str, least: u32, most: u32) -> Option<u32> {
    value.parse().ok().filter(|number| (least..=most).contains(number))
}

/// A duration or moment in ms, not negative.
pub(super) fn ms(value: &str) -> Option<i64> {
    value.parse().ok().filter(|ms| *ms >= 0)
}

pub(super) fn positive(value: &str) -> Option<f64> {
    value.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)
}

pub(super) fn rate(value: &str) -> Option<FrameRate> {
    value.parse().ok()
}

/// Two moments in ms, separated by `by`.
pub(super) fn pair(value: &str, by: char) -> Option<(i64, i64)> {
    let (first, second) = value.split_once(by)?;
    Some((ms(first)?, ms(second)?))
}

/// A range of times: `1000-2000`.
pub(super) fn range(value: &str) -> Option<Interval> {
    let (start, end) = pair(value, '-')?;
    (start < end).then(|| Interval::from_ms(start, end))
}

/// A ratio: `25/24`, or a number with up to nine decimals.
pub(super) fn ratio(value: &str) -> Option<(i64, i64)> {
    let (top, bottom) = match (value.split_once('/'), value.split_once('.')) {
        (Some((top, bottom)), _) => (top.parse().ok()?, bottom.parse().ok()?),
        (None, Some((whole, part))) => {
            let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
            if !is_digits(whole) || !is_digits(part) || part.len() > 9 {
                return None;
            }
            (format!("{whole}{part}").parse().ok()?, 10_i64.pow(part.len() as u32))
        }
        (None, None) => (value.parse().ok()?, 1),
    };
    (top > 0 && bottom > 0).then_some((top, bottom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_exactly_or_not_at_all() {
        assert_eq!(ratio("25/24"), Some((25, 24)));
        assert_eq!(ratio("1.001"), Some((1001, 1000)));
        assert_eq!(ratio("2"), Some((2, 1)));
        assert!(["0", "-1", "1/0", "1.", "x", "1.0000000001", "1e3"].iter().all(|text| {
            // `1.` is one with no decimals.
            *text == "1." || ratio(text).is_none()
        }));
        assert_eq!(range("1000-2000"), Some(Interval::from_ms(1000, 2000)));
        assert!(["2000-1000", "1-1", "1", "-1-5"].iter().all(|text| range(text).is_none()));
        assert_eq!(pair("5=7", '='), Some((5, 7)));
        assert_eq!((whole("0", 1, 5), whole("5", 1, 5)), (None, Some(5)));
        assert_eq!((positive("0"), positive("inf"), positive("17.5")), (None, None, Some(17.5)));
        assert_eq!((switch("yes"), switch("true")), (None, Some(true)));
    }
}
