//! Writing a time in the form that its author used: clock time with the same digits, frames, ticks, offsets.
//!
//! TTML1 10.3.1. Every form is read back with [`parse_time`] before it is used, so a time
//! that the author's form cannot express becomes a clock time with milliseconds, or none.

use crate::ttml::{DropMode, Rational, TimeBase, TimeParameters, parse_time};

/// A time expression and its value.
pub(super) struct FormattedTime {
    pub(super) text: String,
    pub(super) value: Rational,
    /// In the requested form.
    pub(super) kept: bool,
}

/// Writes `wanted` (seconds) in the form of `like`, otherwise as `HH:MM:SS.mmm`: the first form whose
/// value `fits` takes.
pub(super) fn format_like(
    like: Option<&str>,
    wanted: Rational,
    parameters: &TimeParameters,
    fits: impl Fn(Rational) -> bool,
) -> Option<FormattedTime> {
    if wanted < Rational::ZERO {
        return None;
    }
    let by_author = like.and_then(|like| in_form(like, wanted, parameters));
    let label = || match parameters.base {
        TimeBase::Smpte => frames("00:00:00:00", wanted, parameters),
        _ => None,
    };
    let plain = || clock_like("00:00:00.000", wanted);
    [by_author, label(), plain()].into_iter().enumerate().find_map(|(n, text)| {
        let text = text?;
        let (value, _) = parse_time(&text, parameters).ok()?;
        let kept = n == 0 || like.is_none();
        fits(value).then_some(FormattedTime { text, value, kept })
    })
}

/// The same without a test: exactly `wanted` if the form of `like` can express it, otherwise to the
/// millisecond.
pub(super) fn format_near(
    like: Option<&str>,
    wanted: Rational,
    parameters: &TimeParameters,
) -> Option<FormattedTime> {
    let exact = format_like(like, wanted, parameters, |value| value == wanted);
    let near = || format_like(like, wanted, parameters, |value| value.to_ms() == wanted.to_ms());
    exact.filter(|formatted| formatted.kept).or_else(near)
}

/// The same for a time that others count from: its rounding error adds to theirs. Where it cannot be written
/// exactly it is clock time to the microsecond.
pub(super) fn format_fine(
    like: Option<&str>,
    wanted: Rational,
    parameters: &TimeParameters,
) -> Option<FormattedTime> {
    let exact = format_like(like, wanted, parameters, |value| value == wanted);
    let fine = || {
        let micros = nearest(wanted.checked_mul(Rational::seconds(MICROS))?)?;
        let whole = label("00:00:00", u64::try_from(micros / MICROS).ok()?);
        let text = format!("{whole}.{:06}", micros % MICROS);
        let (value, _) = parse_time(&text, parameters).ok()?;
        Some(FormattedTime { text, value, kept: false })
    };
    let fine = || fine().filter(|_| parameters.base != TimeBase::Smpte);
    exact.or_else(fine).or_else(|| format_near(like, wanted, parameters))
}

const MICROS: i64 = 1_000_000;

/// The nearest time that the form of `like` can express.
fn in_form(like: &str, wanted: Rational, parameters: &TimeParameters) -> Option<String> {
    match like.bytes().filter(|&b| b == b':').count() {
        0 => offset(like, wanted, parameters),
        2 => clock_like(like, wanted),
        _ => frames(like, wanted, parameters),
    }
}

/// `HH:MM:SS` with at least as many digits after the point as `like` has, and as many more, up to
/// three, as the time needs.
fn clock_like(like: &str, wanted: Rational) -> Option<String> {
    let digits = like.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let wanted = rounded(wanted, digits)?;
    let whole = wanted.numerator.div_euclid(wanted.denominator.get());
    let part = wanted.checked_sub(Rational::seconds(whole))?;
    let fraction = decimal(part, digits)?;
    let fraction = fraction.strip_prefix('0').unwrap_or(&fraction);
    let padding = "0".repeat(digits.saturating_sub(MAX_DIGITS).min(64));
    Some(label(like, u64::try_from(whole).ok()?) + fraction + &padding)
}

/// A time as it is if it has at most `digits` (or three) digits after the point, otherwise to
/// the millisecond.
fn rounded(wanted: Rational, digits: usize) -> Option<Rational> {
    let scale = 10_i64.pow(digits.clamp(3, MAX_DIGITS) as u32);
    match scale % wanted.denominator.get() {
        0 => Some(wanted),
        _ => Rational::new(i128::from(wanted.to_ms().0), 1000),
    }
}

/// Hours, minutes and seconds; the hours as wide as those of `like`.
fn label(like: &str, seconds: u64) -> String {
    let width = like.find(':').unwrap_or(2).clamp(2, 20);
    format!("{:0width$}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// `HH:MM:SS:FF`, with sub-frames where `like` has them.
fn frames(like: &str, wanted: Rational, parameters: &TimeParameters) -> Option<String> {
    let last = like.rsplit(':').next().unwrap_or_default();
    let (width, sub) = match last.split_once('.') {
        Some((frames, _)) => (frames.len().max(2), true),
        None => (last.len().clamp(2, 20), false),
    };
    let parts = if sub { parameters.sub_frame_rate } else { 1 };
    let counted = |time: Rational| {
        let scaled = time.checked_mul(parameters.effective_rate)?;
        nearest(scaled.checked_mul(Rational::seconds(parts))?)
    };
    let each = parameters.frame_rate.checked_mul(parts)?;
    let (seconds, count) = match (parameters.base, parameters.drop_mode) {
        (TimeBase::Smpte, mode) => labeled(counted(wanted)?, each, parts, mode)?,
        (TimeBase::Clock, _) => return None,
        (TimeBase::Media, _) => {
            let whole = wanted.numerator.div_euclid(wanted.denominator.get());
            let count = counted(wanted.checked_sub(Rational::seconds(whole))?)?;
            if count < each { (whole, count) } else { (whole + 1, 0) }
        }
    };
    let mut out = label(like, u64::try_from(seconds).ok()?);
    out.push_str(&format!(":{:0width$}", count / parts));
    if sub {
        out.push_str(&format!(".{}", count % parts));
    }
    Some(out)
}

/// The label of a count of frames, as seconds and frames after them: the inverse of TTML1 19.5.
/// `each` counts in a second; all count in parts of a frame, of which there are `parts`.
///
/// Labels are left out at the start of each unit but every tenth: two a minute, or four in two minutes.
fn labeled(total: i64, each: i64, parts: i64, mode: DropMode) -> Option<(i64, i64)> {
    let (unit, dropped) = match mode {
        DropMode::NonDrop => (60, 0),
        DropMode::DropNtsc => (60, 2),
        DropMode::DropPal => (120, 4),
    };
    let dropped = parts.checked_mul(dropped)?;
    let full = each.checked_mul(unit)?;
    let ten = full.checked_mul(10)?.checked_sub(dropped.checked_mul(9)?)?;
    let (tens, rest) = (total / ten, total % ten);
    let (units, offset) = match rest - full {
        ..0 => (0, rest),
        after => (1 + after / (full - dropped), after % (full - dropped) + dropped),
    };
    let label = (tens * 10 + units).checked_mul(full)?.checked_add(offset)?;
    Some((label / each, label % each))
}

/// A number with the metric of `like`: whole frames and ticks, decimals of the others.
fn offset(like: &str, wanted: Rational, parameters: &TimeParameters) -> Option<String> {
    let metric = like.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = like[..like.len() - metric.len()].split_once('.').map_or(0, |(_, f)| f.len());
    let value = match metric {
        "h" => wanted.checked_div(Rational::seconds(3600))?,
        "m" => wanted.checked_div(Rational::seconds(60))?,
        "s" => rounded(wanted, digits)?,
        "ms" => Rational::seconds(wanted.to_ms().0),
        "f" => Rational::seconds(nearest(wanted.checked_mul(parameters.effective_rate)?)?),
        "t" => Rational::seconds(nearest(wanted.checked_mul(parameters.tick_rate)?)?),
        _ => return None,
    };
    Some(decimal(value, digits)? + metric)
}

/// The most digits after the point that an offset is given.
const MAX_DIGITS: usize = 9;

/// A number with at least `digits` digits after the point; `None` when it does not end.
fn decimal(value: Rational, digits: usize) -> Option<String> {
    let (n, d) = (i128::from(value.numerator), i128::from(value.denominator.get()));
    let scale = 10_i128.pow(MAX_DIGITS as u32);
    let scaled = n.checked_mul(scale)?;
    if scaled % d != 0 {
        return None;
    }
    let scaled = scaled / d;
    let fraction = format!("{:09}", scaled % scale);
    let needed = fraction.trim_end_matches('0').len();
    let digits = digits.min(MAX_DIGITS).max(needed);
    let mut out = (scaled / scale).to_string();
    if digits > 0 {
        out.push('.');
        out.push_str(&fraction[..digits]);
    }
    Some(out)
}

/// The nearest whole number, halves up.
fn nearest(value: Rational) -> Option<i64> {
    let (n, d) = (i128::from(value.numerator), i128::from(value.denominator.get()));
    i64::try_from((2 * n + d).div_euclid(2 * d)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(like: &str, ms: i64, parameters: &TimeParameters) -> Option<String> {
        let wanted = Rational::new(i128::from(ms), 1000).unwrap();
        format_like(Some(like), wanted, parameters, |value| value.to_ms().0 == ms).map(|s| s.text)
    }

    #[test]
    fn a_time_keeps_its_form_where_that_can_say_it() {
        let film = TimeParameters {
            frame_rate: 25,
            effective_rate: Rational::seconds(25),
            sub_frame_rate: 2,
            tick_rate: Rational::seconds(10_000_000),
            ..TimeParameters::default()
        };
        for (like, ms, want) in [
            ("00:00:01.000", 61_500, "00:01:01.500"),
            ("00:00:01", 61_000, "00:01:01"),
            ("00:00:01", 1_250, "00:00:01.25"),
            ("00:00:01.00", 1_500, "00:00:01.50"),
            ("000:00:01.0000", 3_600_001, "001:00:00.0010"),
            ("00:00:01:05", 2_040, "00:00:02:01"),
            ("00:00:01:05", 2_041, "00:00:02.041"),
            ("00:00:01:05.1", 2_060, "00:00:02:01.1"),
            ("1s", 2_500, "2.5s"),
            ("1.00s", 2_000, "2.00s"),
            ("1000ms", 2_041, "2041ms"),
            ("1m", 90_000, "1.5m"),
            ("1m", 1_001, "00:00:01.001"),
            ("30f", 2_000, "50f"),
            ("30f", 2_001, "00:00:02.001"),
            ("10000000t", 1_001, "10010000t"),
            ("soon", 1_001, "00:00:01.001"),
        ] {
            assert_eq!(at(like, ms, &film).as_deref(), Some(want), "{like} {ms}");
        }
    }

    #[test]
    fn frames_that_are_no_milliseconds_keep_their_form() {
        // 1 + 1001/30000 s is 1033 ms.
        let ntsc = TimeParameters {
            effective_rate: Rational::new(30_000, 1001).unwrap(),
            ..TimeParameters::default()
        };
        assert_eq!(at("00:00:00:00", 1_033, &ntsc).as_deref(), Some("00:00:01:01"));
        assert_eq!(at("00:00:00:00", 1_034, &ntsc).as_deref(), Some("00:00:01.034"));
    }

    #[test]
    fn an_smpte_label_counts_frames() {
        let film = TimeParameters {
            base: TimeBase::Smpte,
            frame_rate: 24,
            effective_rate: Rational::new(24_000, 1001).unwrap(),
            ..TimeParameters::default()
        };
        // 27 frames at 24000/1001 are 1.126125 s.
        assert_eq!(at("00:00:00:00", 1_126, &film).as_deref(), Some("00:00:01:03"));
    }

    #[test]
    fn a_drop_frame_label_leaves_labels_out() {
        let rate = Rational::new(30_000, 1001).unwrap();
        let ntsc = TimeParameters {
            base: TimeBase::Smpte,
            effective_rate: rate,
            drop_mode: DropMode::DropNtsc,
            ..TimeParameters::default()
        };
        let frame = |n: i64| Rational::seconds(n).checked_div(rate).unwrap();
        let formatted = |n, parameters: &TimeParameters| {
            let wanted = frame(n);
            format_like(Some("00:00:00:00"), wanted, parameters, |value| value == wanted)
                .unwrap()
                .text
        };
        // 1,798 frames a minute, 1,800 in every tenth.
        for (n, label) in [
            (1_799, "00:00:59:29"),
            (1_800, "00:01:00:02"),
            (3_597, "00:01:59:29"),
            (3_598, "00:02:00:02"),
            (17_981, "00:09:59:29"),
            (17_982, "00:10:00:00"),
            (107_892, "01:00:00:00"),
        ] {
            assert_eq!(formatted(n, &ntsc), label);
        }
        // Every frame of some minutes has a label, and it is read as that frame.
        for mode in [DropMode::DropNtsc, DropMode::DropPal] {
            let parameters = TimeParameters { drop_mode: mode, ..ntsc };
            for n in (0..80_000).step_by(7) {
                let (value, _) = parse_time(&formatted(n, &parameters), &parameters).unwrap();
                assert_eq!(value, frame(n), "{mode:?} {n}");
                assert_eq!(formatted(n, &parameters).len(), 11);
            }
        }
    }
}
