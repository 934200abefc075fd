//! Time expressions: the values of `begin`, `end` and `dur`, as exact seconds.
//!
//! TTML1 10.3.1 (grammar), 6.2 (the `ttp:` parameters and their defaults) and 19 (time bases): the tick
//! rate defaults to the effective frame rate (6.2.10), and under the SMPTE time base a label counts
//! frames (19.5). What it leaves out: which element a time is relative to (`timing`).

use super::rational::Rational;

/// `ttp:timeBase`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum TimeBase {
    /// Media time: the default.
    #[default]
    Media,
    /// SMPTE time code: a label counts frames.
    Smpte,
    /// Wall clock time. Read as media time, with a diagnostic.
    Clock,
}

/// `ttp:dropMode`, for the SMPTE time base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DropMode {
    /// No labels are left out: the default.
    #[default]
    NonDrop,
    /// Two labels a minute are left out, except each tenth minute.
    DropNtsc,
    /// Four labels each second minute are left out, except each twentieth.
    DropPal,
}

/// The document parameters that times depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeParameters {
    /// `ttp:timeBase`.
    pub base: TimeBase,
    /// `ttp:frameRate`, frames a second: 30 by default.
    pub frame_rate: i64,
    /// `ttp:frameRate` times `ttp:frameRateMultiplier`, frames a second.
    pub effective_rate: Rational,
    /// `ttp:subFrameRate`, sub-frames a frame: 1 by default.
    pub sub_frame_rate: i64,
    /// `ttp:tickRate`, ticks a second.
    pub tick_rate: Rational,
    /// `ttp:dropMode`.
    pub drop_mode: DropMode,
}

impl Default for TimeParameters {
    fn default() -> Self {
        Self {
            base: TimeBase::Media,
            frame_rate: 30,
            effective_rate: Rational::seconds(30),
            sub_frame_rate: 1,
            tick_rate: Rational::seconds(1),
            drop_mode: DropMode::NonDrop,
        }
    }
}

/// The parts of a time expression that need a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Uses {
    /// It has a frame component or the `f` metric.
    pub frames: bool,
    /// It has the `t` metric.
    pub ticks: bool,
}

/// Why a text is not a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not the grammar of TTML1 10.3.1.
    #[error(
        "this is not a time expression: write `HH:MM:SS.mmm`, or a number with one of `h`, `m`, `s`, `ms`, `f` and `t`"
    )]
    Syntax,
    /// Minutes or seconds over their range (seconds may be 60: a leap second).
    #[error("minutes must be at most 59 and seconds at most 60")]
    Range,
    /// The frame is not below the frame rate, or the sub-frame not below the sub-frame rate.
    #[error("the frame number must be below the frame rate")]
    FrameRange,
    /// Frames under the clock time base, which has none (TTML1 10.3.1).
    #[error("the clock time base has no frames")]
    ClockFrames,
    /// TTML2's `wallclock(...)`.
    #[error("wall-clock times cannot be placed on the media timeline")]
    Wallclock,
    /// The value does not fit a 64-bit fraction.
    #[error("the time is too large or too fine to compute with")]
    Overflow,
}

/// The value of a time expression in seconds.
///
/// ```
/// use cuesmith::ttml::{TimeParameters, parse_time};
///
/// let (time, _) = parse_time("00:00:01:12", &TimeParameters::default()).unwrap();
/// assert_eq!(time.to_string(), "7/5"); // 30 frames a second by default
/// ```
///
/// # Errors
/// [`TimeError`] when the text is not a time expression or cannot be computed.
pub fn parse_time(text: &str, parameters: &TimeParameters) -> Result<(Rational, Uses), TimeError> {
    let bytes = text.as_bytes();
    if let Some(time) = clock_ms(bytes) {
        // The most frequent form; under SMPTE it counts frames and takes the long way.
        if parameters.base != TimeBase::Smpte {
            return Ok((time, Uses::default()));
        }
    }
    if text.starts_with("wallclock(") {
        return Err(TimeError::Wallclock);
    }
    if bytes.contains(&b':') {
        clock_time(bytes, parameters)
    } else {
        offset_time(bytes, parameters)
    }
}

/// `HH:MM:SS.mmm` with ranges in order, read in one go.
fn clock_ms(bytes: &[u8]) -> Option<Rational> {
    let b: &[u8; 12] = bytes.try_into().ok()?;
    let digit = |i: usize| i64::from(b[i].wrapping_sub(b'0'));
    let at = [0, 1, 3, 4, 6, 7, 9, 10, 11];
    if b[2] != b':' || b[5] != b':' || b[8] != b'.' || at.iter().any(|&i| digit(i) > 9) {
        return None;
    }
    let (m, s) = (digit(3) * 10 + digit(4), digit(6) * 10 + digit(7));
    if m > 59 || s > 59 {
        return None;
    }
    let seconds = (digit(0) * 10 + digit(1)) * 3600 + m * 60 + s;
    let ms = seconds * 1000 + digit(9) * 100 + digit(10) * 10 + digit(11);
    Some(Rational::milliseconds(ms))
}

/// clock-time: `HH+:MM:SS`, then a fraction, or frames and sub-frames.
fn clock_time(bytes: &[u8], parameters: &TimeParameters) -> Result<(Rational, Uses), TimeError> {
    let mut parts = bytes.split(|&b| b == b':');
    let mut next = || parts.next().ok_or(TimeError::Syntax);
    let (hours, minutes, seconds) = (next()?, next()?, next()?);
    let frames = next().ok();
    if parts.next().is_some() || hours.len() < 2 || minutes.len() != 2 {
        return Err(TimeError::Syntax);
    }
    let (whole, fraction) = cut_at_dot(seconds);
    if whole.len() != 2 || (fraction.is_some() && frames.is_some()) {
        return Err(TimeError::Syntax);
    }
    let (h, m, s) = (number(hours)?, number(minutes)?, number(whole)?);
    if m > 59 || s > 60 {
        return Err(TimeError::Range);
    }
    let seconds =
        h.checked_mul(3600).and_then(|h| h.checked_add(m * 60 + s)).ok_or(TimeError::Overflow)?;
    let part = match fraction {
        Some(digits) => decimal(b"0", Some(digits))?,
        None => Rational::ZERO,
    };
    if frames.is_some() && parameters.base == TimeBase::Clock {
        return Err(TimeError::ClockFrames);
    }
    // TTML1 10.3.1: the seconds, their fraction included, go up to 60.
    if s == 60 && part > Rational::ZERO {
        return Err(TimeError::Range);
    }
    let count = match frames {
        Some(frames) => frame_count(frames, parameters)?,
        None => Rational::ZERO,
    };
    let uses = Uses { frames: frames.is_some(), ticks: false };
    let time = match parameters.base {
        TimeBase::Smpte => smpte(h, m, seconds, part, count, parameters),
        TimeBase::Media | TimeBase::Clock => count
            .checked_div(parameters.effective_rate)
            .and_then(|frames| Rational::seconds(seconds).checked_add(part)?.checked_add(frames)),
    };
    Ok((time.ok_or(TimeError::Overflow)?, uses))
}

/// A label as time: all its frames, without those that were dropped, at the effective rate (19.5).
fn smpte(
    h: i64,
    m: i64,
    seconds: i64,
    part: Rational,
    count: Rational,
    parameters: &TimeParameters,
) -> Option<Rational> {
    let dropped = match parameters.drop_mode {
        DropMode::NonDrop => 0,
        DropMode::DropNtsc => h.checked_mul(54)?.checked_add(m - m / 10)?.checked_mul(2)?,
        DropMode::DropPal => h.checked_mul(27)?.checked_add(m / 2 - m / 20)?.checked_mul(4)?,
    };
    let rate = Rational::seconds(parameters.frame_rate);
    let whole = Rational::seconds(seconds).checked_add(part)?.checked_mul(rate)?;
    whole
        .checked_add(count)?
        .checked_sub(Rational::seconds(dropped))?
        .checked_div(parameters.effective_rate)
}

/// `FF+` or `FF+.S+` in frames.
fn frame_count(bytes: &[u8], parameters: &TimeParameters) -> Result<Rational, TimeError> {
    let (frames, sub) = cut_at_dot(bytes);
    if frames.len() < 2 {
        return Err(TimeError::Syntax);
    }
    let frames = number(frames)?;
    let sub = sub.map_or(Ok(0), number)?;
    if frames >= parameters.frame_rate || sub >= parameters.sub_frame_rate {
        return Err(TimeError::FrameRange);
    }
    Rational::new(i128::from(sub), i128::from(parameters.sub_frame_rate))
        .and_then(|sub| sub.checked_add(Rational::seconds(frames)))
        .ok_or(TimeError::Overflow)
}

/// offset-time: a number and a metric.
fn offset_time(bytes: &[u8], parameters: &TimeParameters) -> Result<(Rational, Uses), TimeError> {
    let letters = bytes.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    let (digits, metric) = bytes.split_at(bytes.len() - letters);
    let (whole, fraction) = cut_at_dot(digits);
    let value = decimal(whole, fraction)?;
    if metric == b"f" && parameters.base == TimeBase::Clock {
        return Err(TimeError::ClockFrames);
    }
    let scaled = match metric {
        b"h" => value.checked_mul(Rational::seconds(3600)),
        b"m" => value.checked_mul(Rational::seconds(60)),
        b"s" => Some(value),
        b"ms" => value.checked_div(Rational::seconds(1000)),
        b"f" => value.checked_div(parameters.effective_rate),
        b"t" => value.checked_div(parameters.tick_rate),
        _ => return Err(TimeError::Syntax),
    };
    let uses = Uses { frames: metric == b"f", ticks: metric == b"t" };
    Ok((scaled.ok_or(TimeError::Overflow)?, uses))
}

fn cut_at_dot(bytes: &[u8]) -> (&[u8], Option<&[u8]>) {
    match bytes.iter().position(|&b| b == b'.') {
        Some(at) => (&bytes[..at], Some(&bytes[at + 1..])),
        None => (bytes, None),
    }
}

/// Decimal digits, at least one, as a number.
pub(super) fn number(bytes: &[u8]) -> Result<i64, TimeError> {
    if bytes.is_empty() {
        return Err(TimeError::Syntax);
    }
    if bytes.len() > 18 {
        return long_number(bytes);
    }
    let mut n = 0;
    for byte in bytes {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return Err(TimeError::Syntax);
        }
        n = n * 10 + i64::from(digit);
    }
    Ok(n)
}

/// More digits than are sure to fit.
fn long_number(bytes: &[u8]) -> Result<i64, TimeError> {
    if !bytes.iter().all(u8::is_ascii_digit) {
        return Err(TimeError::Syntax);
    }
    let mut digits = bytes.iter().map(|b| i64::from(b - b'0'));
    digits
        .try_fold(0_i64, |n, digit| n.checked_mul(10)?.checked_add(digit))
        .ok_or(TimeError::Overflow)
}

/// Digits with a fraction of any length. Zeros at the end of the fraction change nothing.
fn decimal(whole: &[u8], fraction: Option<&[u8]>) -> Result<Rational, TimeError> {
    let value = number(whole)?;
    let Some(digits) = fraction else { return Ok(Rational::seconds(value)) };
    if digits.is_empty() {
        return Err(TimeError::Syntax);
    }
    let used = digits.iter().rposition(|&b| b != b'0').map_or(0, |last| last + 1);
    if used > 30 {
        let plain = digits.iter().all(u8::is_ascii_digit);
        return Err(if plain { TimeError::Overflow } else { TimeError::Syntax });
    }
    // Two halves of at most fifteen digits each.
    let (high, low) = digits[..used].split_at(used.min(15));
    let part = |digits: &[u8]| if digits.is_empty() { Ok(0) } else { number(digits) };
    let scale = |digits: &[u8]| 10_i128.pow(digits.len() as u32);
    let n = i128::from(part(high)?) * scale(low) + i128::from(part(low)?);
    let d = scale(high) * scale(low);
    let whole = i128::from(value).checked_mul(d).and_then(|whole| whole.checked_add(n));
    whole.and_then(|n| Rational::new(n, d)).ok_or(TimeError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str, parameters: &TimeParameters) -> String {
        match parse_time(text, parameters) {
            Ok((time, _)) => time.to_string(),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn clock_times_and_offsets_are_exact() {
        let p = TimeParameters::default();
        for (text, want) in [
            ("00:00:01.500", "3/2"),
            ("100:00:00", "360000"),
            ("00:00:01.12345678900000000000000000000000000000", "1123456789/1000000000"),
            ("00:00:01:12", "7/5"),
            ("1.25h", "4500"),
            ("0.5ms", "1/2000"),
            ("60t", "60"),
            ("0:00:01", "Syntax"),
            ("00:60:00", "Range"),
            ("00:00:60", "60"),
            ("00:00:60.000", "60"),
            ("00:00:60.5", "Range"),
            ("00:00:01:30", "FrameRange"),
            ("1", "Syntax"),
            ("1s ", "Syntax"),
            ("", "Syntax"),
            ("wallclock(2000-01-01)", "Wallclock"),
            ("99999999999999999999999h", "Overflow"),
        ] {
            assert_eq!(seconds(text, &p), want, "{text}");
        }
    }

    #[test]
    fn the_clock_time_base_has_no_frames_in_any_form() {
        let p = TimeParameters { base: TimeBase::Clock, ..TimeParameters::default() };
        for text in ["00:00:01:12", "1f", "1.5f"] {
            assert_eq!(seconds(text, &p), "ClockFrames", "{text}");
        }
        assert_eq!(seconds("1.5s", &p), "3/2");
    }

    #[test]
    fn an_smpte_label_counts_frames() {
        // TTML1 test suite, Sync001: 00:00:01:03 at 24 x 1000/1001 is 27 frames.
        let p = TimeParameters {
            base: TimeBase::Smpte,
            frame_rate: 24,
            effective_rate: Rational::new(24_000, 1001).unwrap(),
            ..TimeParameters::default()
        };
        assert_eq!(seconds("00:00:01:03", &p), "9009/8000");
    }

    #[test]
    fn drop_frame_labels_leave_out_two_frames_a_minute() {
        let p = TimeParameters {
            base: TimeBase::Smpte,
            frame_rate: 30,
            effective_rate: Rational::new(30_000, 1001).unwrap(),
            drop_mode: DropMode::DropNtsc,
            ..TimeParameters::default()
        };
        // 107,892 frames an hour (TTML1 19.5.1).
        assert_eq!(seconds("01:00:00:00", &p), "8999991/2500");
        assert_eq!(seconds("00:01:00:02", &p), "3003/50");
    }
}
