//! How PHP reads numbers in texts, which determines DFXP times.

use super::text::is_c_space;

/// The number at the start of a text, and how long it is: `[+-]digits[.digits][e[+-]digits]`, a
/// digit on one side of the point at least.
fn prefix(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let digits = |at: usize| bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let whole = digits(sign);
    let mut end = sign + whole;
    if bytes.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        if whole + fraction > 0 {
            end += 1 + fraction;
        }
    }
    if end == sign {
        return None;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    Some(&text[..end])
}

/// `is_numeric`: a number, blanks around it allowed. A hexadecimal number is not one.
fn is_numeric(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_ascii() && is_c_space(c as u8));
    prefix(text).is_some_and(|number| text[number.len()..].bytes().all(is_c_space))
}

/// `floatval`: the number at the start, else 0.
pub(super) fn floatval(text: &str) -> f64 {
    let text = text.trim_start_matches(|c: char| c.is_ascii() && is_c_space(c as u8));
    prefix(text).and_then(|number| number.parse().ok()).unwrap_or(0.0)
}

/// `intval` of a numeric text, as a float: cut to a whole number, at most what 64 bits hold.
fn intval(text: &str) -> f64 {
    floatval(text).trunc().clamp(i64::MIN as f64, i64::MAX as f64)
}

/// `round` of PHP 8.2: first to 15 significant digits, then half away from zero. A value that has no
/// more digits than that is returned as it is.
fn round(value: f64) -> f64 {
    if value.abs() >= 1e15 {
        return value;
    }
    format!("{value:.14e}").parse().unwrap_or(value).round()
}

/// A DFXP time in milliseconds (`dfxpCaptionsContentManager.php:222-230`):
/// seconds with an `s` lose their fraction; all else is [`clock`].
pub(super) fn dfxp_time(text: &str) -> Option<f64> {
    match seconds(text) {
        Some(whole) => Some(intval(whole) * 1000.0),
        None => clock_time_ms(text),
    }
}

/// The whole part of `N s` or `N.N s`, written without blanks.
fn seconds(text: &str) -> Option<&str> {
    let number = text.strip_suffix('s')?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (digits(whole) && digits(fraction)).then_some(whole)
}

/// `kXml::timeToInteger` (`kXml.class.php:317-340`): parts around colons are hours, minutes and
/// seconds from the left, the fraction counts only in the seconds, a fourth part does not count,
/// and one part that is not a number makes it null.
fn clock_time_ms(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let mut total = 0.0;
    for unit in [3_600_000.0, 60_000.0] {
        let Some(part) = parts.next() else { return Some(total) };
        if !is_numeric(part) {
            return None;
        }
        total += intval(part) * unit;
    }
    let Some(part) = parts.next() else { return Some(total) };
    is_numeric(part).then(|| round(total + floatval(part) * 1000.0))
}

/// `kXml::integerToTime` (`kXml.class.php:296-311`): one digit of fraction, which becomes `.10`
/// from 950 ms on.
pub(super) fn tenths(ms: i64) -> String {
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    let fraction = (ms % 1000 + 50) / 100;
    let fraction = if fraction > 0 { format!(".{fraction}") } else { String::new() };
    format!("{hours:02}:{minutes:02}:{seconds:02}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dfxp_times_are_read_from_the_left() {
        // Observed when the server ran, see docs/platform.md.
        for (text, want) in [
            ("00:00:01.500", Some(1500.0)),
            ("00:00:01.0005", Some(1001.0)),
            ("00:00:01:29", Some(1000.0)),
            ("01:02", Some(3_720_000.0)),
            ("5", Some(18_000_000.0)),
            ("1.5s", Some(1000.0)),
            ("00:00:05,000", None),
            ("1500ms", None),
            ("2m", None),
            ("30f", None),
            ("", None),
            (" 00:00:01.000 ", Some(1000.0)),
            ("1e1:00:00", Some(36_000_000.0)),
            ("00:-1:00", Some(-60_000.0)),
            ("00:00:.5", Some(500.0)),
            ("0x1:00:00", None),
            ("0:0:7730941132805.123", Some(7_730_941_132_805_123.0)),
        ] {
            assert_eq!(dfxp_time(text), want, "{text:?}");
        }
    }

    #[test]
    fn a_duration_takes_the_number_at_its_start() {
        for (text, want) in [("2.5s", 2.5), ("2500ms", 2500.0), ("00:00:02.5", 0.0), ("x", 0.0)] {
            assert_eq!(floatval(text), want, "{text:?}");
        }
    }

    #[test]
    fn a_clipped_time_carries_into_nothing() {
        assert_eq!(tenths(5950), "00:00:05.10");
        assert_eq!(tenths(5949), "00:00:05.9");
        assert_eq!(tenths(3_600_000), "01:00:00");
    }
}
