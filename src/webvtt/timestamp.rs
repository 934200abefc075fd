//! "Collect a WebVTT timestamp".

use crate::time::Timestamp;

/// Reads a timestamp at `at`. Returns the time and the offset just after it. Hours may have any
/// number of digits; a time beyond the range of [`Timestamp`] stops at its end.
pub(super) fn collect(bytes: &[u8], at: usize) -> Option<(Timestamp, usize)> {
    let (first, first_len, at) = digits(bytes, at);
    if first_len == 0 {
        return None;
    }
    let at = expect(bytes, at, b':')?;
    let (second, at) = exactly(bytes, at, 2)?;
    let has_hours = first_len != 2 || first > 59 || bytes.get(at) == Some(&b':');
    let (hours, minutes, seconds, at) = if has_hours {
        let at = expect(bytes, at, b':')?;
        let (third, at) = exactly(bytes, at, 2)?;
        (first, second, third, at)
    } else {
        (0, first, second, at)
    };
    let at = expect(bytes, at, b'.')?;
    let (ms, at) = exactly(bytes, at, 3)?;
    if minutes > 59 || seconds > 59 {
        return None;
    }
    Some((Timestamp::from_fields(hours, minutes, seconds, ms), at))
}

/// The time of a text that is entirely a timestamp.
pub(super) fn complete_timestamp(text: &str) -> Option<Timestamp> {
    let (time, end) = collect(text.as_bytes(), 0)?;
    (end == text.len()).then_some(time)
}

/// The number (stopping at the largest `u64`), its count of digits and the offset after them.
fn digits(bytes: &[u8], start: usize) -> (u64, usize, usize) {
    let mut number = 0u64;
    let mut at = start;
    while let Some(digit) = bytes.get(at).filter(|b| b.is_ascii_digit()) {
        number = number.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
        at += 1;
    }
    (number, at - start, at)
}

fn exactly(bytes: &[u8], at: usize, count: usize) -> Option<(u64, usize)> {
    let (number, len, at) = digits(bytes, at);
    (len == count).then_some((number, at))
}

fn expect(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    (bytes.get(at) == Some(&byte)).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(text: &str) -> Option<i64> {
        complete_timestamp(text).map(|time| time.0)
    }

    #[test]
    fn the_parser_takes_any_number_of_hour_digits() {
        assert_eq!(ms("00:01.500"), Some(1500));
        assert_eq!(ms("1:00:00.000"), Some(3_600_000));
        assert_eq!(ms("00:00:00.000"), Some(0));
        assert_eq!(ms("100:00:00.001"), Some(360_000_001));
        assert_eq!(ms(&format!("{}:00:00.000", "9".repeat(40))), Some(i64::MAX));
    }

    #[test]
    fn every_other_field_has_its_fixed_width_and_range() {
        for bad in [
            "",
            "1",
            "00:00",
            "0:01.000",
            "00:1.000",
            "00:00.00",
            "00:00.0000",
            "00:00,000",
            "60:00.000",
            "00:60.000",
            "00:60:00.000",
            "00:00:60.000",
            "00:00:00:00",
            "-00:01.000",
            "00:00:00.000 ",
            "٠٠:٠٠.٠٠٠",
        ] {
            assert_eq!(ms(bad), None, "{bad}");
        }
    }
}
