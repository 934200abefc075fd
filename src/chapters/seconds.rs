//! Times of lists: seconds, exactly.

use super::chapter::counted;

/// A time in a list: seconds (`90`, `90.5`), or a clock time (`1:30`, `00:01:30.500`). In ms, and whether
/// it had to be rounded. `None` when it is neither.
pub(super) fn read_seconds(text: &str) -> Option<(i64, bool)> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut whole: i64 = 0;
    let mut parts = digits.split(':').peekable();
    let mut count = 0;
    loop {
        let part = parts.next()?;
        count += 1;
        if parts.peek().is_some() {
            whole = whole.checked_add(number(part)?)?.checked_mul(60)?;
            continue;
        }
        let (last, fraction) = part.split_once(['.', ',']).unwrap_or((part, ""));
        whole = whole.checked_add(number(last)?)?;
        if count > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let digit = |at: usize| fraction.as_bytes().get(at).map_or(0, |b| i64::from(b - b'0'));
        let mut ms = digit(0) * 100 + digit(1) * 10 + digit(2);
        let rest = fraction.get(3..).unwrap_or_default();
        ms += i64::from(digit(3) >= 5);
        let exact = rest.bytes().all(|b| b == b'0');
        return Some((sign * whole.checked_mul(1000)?.checked_add(ms)?, !exact));
    }
}

fn number(digits: &str) -> Option<i64> {
    let fits =
        !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| digits.parse().ok())?
}

/// Milliseconds as seconds, exactly and without needless digits.
pub(super) fn write_seconds(ms: i64) -> String {
    let (sign, ms) = (if ms < 0 { "-" } else { "" }, ms.unsigned_abs());
    let fraction = format!("{:03}", ms % 1000);
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", ms / 1000)
}

/// What is reported when times are finer than milliseconds.
pub(super) fn rounded(count: usize) -> String {
    format!("{} to whole milliseconds", counted(count, "time is rounded", "times are rounded"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_lists_are_seconds_or_clock_times() {
        for (text, ms) in [
            ("90", (90_000, false)),
            ("90.5", (90_500, false)),
            ("0.0004", (0, true)),
            ("0.0005", (1, true)),
            ("1.230000", (1230, false)),
            ("1:30", (90_000, false)),
            ("01:00:00,25", (3_600_250, false)),
            ("-1.5", (-1500, false)),
        ] {
            assert_eq!(read_seconds(text), Some(ms), "{text}");
        }
        for text in ["", "x", "1:", ":1", "1:2:3:4", "1.x", "1e3", "99999999999999999", "--1"] {
            assert_eq!(read_seconds(text), None, "{text}");
        }
    }

    #[test]
    fn seconds_are_exact_and_short() {
        for (ms, text) in
            [(0, "0"), (90_500, "90.5"), (1, "0.001"), (-1500, "-1.5"), (60_000, "60")]
        {
            assert_eq!(write_seconds(ms), text);
        }
    }
}
