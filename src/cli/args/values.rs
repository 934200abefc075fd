//! Values of options: durations, numbers, selectors.

use crate::Format;
use crate::chars::is_digits;
use crate::kaltura::lint::RULES;
use crate::lint::{Level, Preset, Selector};
use crate::source::{DecodeError, DecodeOptions, MAX_LEN, decode};
use crate::time::Interval;
use crate::timeline::LossKind;
use crate::ttml::Flavour;
use crate::words::similar::nearest;

/// A position in a video or its length: seconds (`3600`, `12.5`), `1500ms`, or `HH:MM:SS[.mmm]`.
pub(in crate::cli) fn media_time(text: &str) -> Result<i64, String> {
    let wrong =
        || format!("`{text}` is not a duration: use seconds (12.5), HH:MM:SS.mmm or 1500ms");
    let ms = if let Some((hours, rest)) = text.split_once(':') {
        let (minutes, seconds) = rest.split_once(':').ok_or_else(wrong)?;
        let (hours, minutes) = (integer(hours), integer(minutes).filter(|n| *n < 60));
        let seconds = seconds_to_ms(seconds).filter(|ms| *ms < 60_000);
        let (Some(hours), Some(minutes), Some(ms)) = (hours, minutes, seconds) else {
            return Err(wrong());
        };
        hours
            .checked_mul(60)
            .and_then(|m| m.checked_add(minutes)?.checked_mul(60_000)?.checked_add(ms))
    } else {
        milliseconds(text, 1000)
    };
    ms.filter(|ms| *ms > 0).ok_or_else(wrong)
}

/// A short duration: milliseconds (`500`, `500ms`) or seconds (`0.5s`).
pub(in crate::cli) fn short_time(text: &str) -> Result<i64, String> {
    milliseconds(text, 1).ok_or_else(|| {
        format!("`{text}` is not a duration: use milliseconds (500, 500ms) or seconds (0.5s)")
    })
}

/// A number with the unit `ms` or `s`; a bare number is in units of `unit` milliseconds.
fn milliseconds(text: &str, unit: i64) -> Option<i64> {
    if let Some(ms) = text.strip_suffix("ms") {
        return integer(ms.trim_end());
    }
    if let Some(seconds) = text.strip_suffix('s') {
        return seconds_to_ms(seconds.trim_end());
    }
    if unit == 1 { integer(text) } else { seconds_to_ms(text) }
}

/// Seconds with at most three decimals, exactly.
fn seconds_to_ms(text: &str) -> Option<i64> {
    let (seconds, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    if part.is_empty() || part.len() > 3 {
        return None;
    }
    let ms = integer(part)? * 10_i64.pow(3 - part.len() as u32);
    integer(seconds)?.checked_mul(1000)?.checked_add(ms)
}

fn integer(text: &str) -> Option<i64> {
    let digits = is_digits(text);
    digits.then(|| text.parse().ok())?
}

/// A number of bytes: `1000`, `500MB`, `2GiB`.
pub(in crate::cli) fn size(text: &str) -> Result<u64, String> {
    let bytes = parse_size::parse_size(text)
        .map_err(|error| format!("{error}: expected bytes, or a size such as 500MB or 2GiB"))?;
    if (1..=MAX_LEN as u64).contains(&bytes) {
        Ok(bytes)
    } else {
        Err(format!("expected at least 1 byte and less than {} (4 GiB)", MAX_LEN + 1))
    }
}

/// A limit: a positive number.
pub(in crate::cli) fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && value > 0.0 => Ok(value),
        _ => Err(format!("`{text}` is not a positive number")),
    }
}

/// Rules by code, family or name. Patterns of configuration files, which are read later, are not checked here.
pub(in crate::cli) fn selector(text: &str) -> Result<Selector, String> {
    if let Some(selector) = Selector::of_patterns(text) {
        return Ok(selector);
    }
    RULES.selector(text).map_err(|error| error.to_string())
}

pub(in crate::cli) fn preset(text: &str) -> Result<&'static Preset, String> {
    RULES.preset(text).ok_or_else(|| {
        let names: Vec<&str> = RULES.presets.iter().map(|preset| preset.name).collect();
        let meant = nearest(text, names.iter().copied());
        let meant = meant.map_or(String::new(), |name| format!("did you mean `{name}`? "));
        format!("unknown preset `{text}`: {meant}use one of {}", names.join(", "))
    })
}

/// Rules and their level: `TIM006=error`.
pub(in crate::cli) fn level(text: &str) -> Result<(Selector, Level), String> {
    let (rules, word) = text.split_once('=').ok_or_else(|| {
        format!("`{text}` has no level: write RULES=LEVEL, for example TIM006=error")
    })?;
    let level = Level::from_name(&word.trim().to_ascii_lowercase()).ok_or_else(|| {
        format!("`{word}` is not a valid level: use one of off, on, info, warning, error")
    })?;
    Ok((selector(rules)?, level))
}

/// A language code such as `en` or `pt-BR`.
pub(in crate::cli) fn language(text: &str) -> Result<String, String> {
    let fits = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if text.split(['-', '_']).all(fits) && text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Ok(text.to_owned());
    }
    Err(format!("`{text}` is not a language code: use a code such as en or pt-BR"))
}

pub(in crate::cli) fn format(text: &str) -> Result<Format, String> {
    Format::from_name(text).ok_or_else(|| {
        let names: Vec<&str> = Format::ALL.iter().map(|f| f.name()).collect();
        format!("unknown format `{text}`: use one of {}", names.join(", "))
    })
}

/// A distance from the edges of the picture in percent.
pub(in crate::cli) fn margin(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix('%').unwrap_or(text).parse();
    number.ok().filter(|margin| (0.0..50.0).contains(margin)).ok_or_else(|| {
        format!("`{text}` is not a distance: use a percentage from 0 to less than 50")
    })
}

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Target {
    pub(in crate::cli) format: Format,
    pub(in crate::cli) flavour: Flavour,
    /// The extension of a new file.
    pub(in crate::cli) extension: &'static str,
}

/// A format to write, or a kind of TTML.
pub(in crate::cli) fn target(text: &str) -> Result<Target, String> {
    let imsc = ["imsc", "imsc1", "imsc1.1"].contains(&text.to_ascii_lowercase().as_str());
    let (name, flavour) = if imsc { ("ttml", Flavour::Imsc11) } else { (text, Flavour::default()) };
    match Format::from_name(name).filter(|format| format.can_write()) {
        Some(format) => {
            let extensions = format.extensions().iter().copied();
            let extension = extensions.clone().find(|known| known.eq_ignore_ascii_case(name));
            let extension = extension.unwrap_or(format.extension());
            Ok(Target { format, flavour, extension })
        }
        None => Err(format!("unknown format `{text}`: use one of srt, webvtt, ttml, dfxp, imsc")),
    }
}

/// A WHATWG encoding label.
pub(in crate::cli) fn encoding(text: &str) -> Result<String, String> {
    match decode(b"", &DecodeOptions { encoding: Some(text.to_owned()), ..Default::default() }) {
        Err(error @ DecodeError::UnknownEncoding(_)) => Err(error.to_string()),
        _ => Ok(text.to_owned()),
    }
}

/// A kind of loss, or `all`.
pub(in crate::cli) fn losses(text: &str) -> Result<Losses, String> {
    if text == "all" {
        return Ok(Losses(LossKind::ALL));
    }
    let found = LossKind::ALL.iter().position(|kind| kind.name() == text);
    found.map(|at| Losses(&LossKind::ALL[at..=at])).ok_or_else(|| {
        let names: Vec<&str> = LossKind::ALL.iter().map(|kind| kind.name()).collect();
        format!("unknown kind of loss `{text}`: use all or one of {}", names.join(", "))
    })
}

/// Several kinds of loss.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Losses(pub(in crate::cli) &'static [LossKind]);

/// A shift: a time as [`media_time`] accepts it, with or without a sign, or zero.
pub(in crate::cli) fn signed_time(text: &str) -> Result<i64, String> {
    let (sign, plain) = match text.as_bytes().first() {
        Some(b'-') => (-1, &text[1..]),
        Some(b'+') => (1, &text[1..]),
        _ => (1, text),
    };
    let ms = position(plain).ok_or_else(|| {
        format!("`{text}` is not a shift: use seconds (1.5, -2s), -200ms or -HH:MM:SS.mmm")
    })?;
    Ok(sign * ms)
}

/// A time in a video, which may be zero.
pub(in crate::cli) fn position(text: &str) -> Option<i64> {
    let zero = milliseconds(text, 1000) == Some(0) || matches!(text, "00:00:00" | "00:00:00.000");
    if zero { Some(0) } else { media_time(text).ok() }
}

/// `A=B`: move the time A to B.
pub(in crate::cli) fn sync_point(text: &str) -> Result<(i64, i64), String> {
    let moments =
        text.split_once('=').and_then(|(a, b)| position(a.trim()).zip(position(b.trim())));
    moments.ok_or_else(|| {
        format!("`{text}` is not a pair of times: use A=B, for example 00:00:05.2=00:00:04")
    })
}

/// `FROM-TO`: a part of a video.
pub(in crate::cli) fn time_range(text: &str) -> Result<Interval, String> {
    let ends = text.split_once('-').and_then(|(a, b)| position(a.trim()).zip(position(b.trim())));
    let range = ends.filter(|(from, to)| from < to);
    range.map(|(from, to)| Interval::from_ms(from, to)).ok_or_else(|| {
        format!("`{text}` is not a time range: use FROM-TO, for example 00:01:00-00:02:00")
    })
}

/// An exact factor above zero: `25/24` or `1.001`.
pub(in crate::cli) fn ratio(text: &str) -> Result<(i64, i64), String> {
    let wrong = || format!("`{text}` is not a factor: use a ratio (25/24) or a number (1.001)");
    let (n, d) = match text.split_once('/') {
        Some((n, d)) => (integer(n.trim()), integer(d.trim())),
        None => {
            let (units, part) = text.split_once('.').unwrap_or((text, ""));
            if part.len() > 9 {
                return Err(wrong());
            }
            (integer(&format!("{units}{part}")), Some(10_i64.pow(part.len() as u32)))
        }
    };
    n.zip(d).filter(|(n, d)| *n > 0 && *d > 0).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_durations_are_seconds_clock_times_or_milliseconds() {
        for (text, ms) in [
            ("3600", 3_600_000),
            ("12.5", 12_500),
            ("12.5s", 12_500),
            ("1500ms", 1500),
            ("01:02:03", 3_723_000),
            ("01:02:03.4", 3_723_400),
            ("00:00:00,001", 1),
            ("100:00:00", 360_000_000),
        ] {
            assert_eq!(media_time(text), Ok(ms), "{text}");
        }
        let wrong = ["", "0", "-1", "1:00", "00:60:00", "00:00:60", "1.2345", "1e3", "ms", "x"];
        for text in wrong {
            assert!(media_time(text).is_err(), "{text}");
        }
        assert!(media_time("99999999999999999999").is_err());
        assert!(media_time("9999999999999999:00:00").is_err());
    }

    #[test]
    fn short_durations_are_milliseconds_unless_they_say_seconds() {
        assert_eq!(short_time("500"), Ok(500));
        assert_eq!(short_time("500ms"), Ok(500));
        assert_eq!(short_time("0.5s"), Ok(500));
        assert_eq!(short_time("0"), Ok(0));
        assert!(short_time("0.5").is_err());
        assert!(short_time("-5").is_err());
    }

    #[test]
    fn languages_are_codes_and_not_names() {
        for text in ["en", "pt-BR", "zh_Hant", "de-CH-1996"] {
            assert_eq!(language(text).as_deref(), Ok(text));
        }
        // A name of one word cannot be distinguished from a code.
        for text in ["", "en-", "Spanish (Spain)", "1"] {
            assert!(language(text).is_err(), "{text}");
        }
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("1000"), Ok(1000));
        assert_eq!(size("1GiB"), Ok(1 << 30));
        assert_eq!(size("500MB"), Ok(500_000_000));
        for text in ["0", "5GiB", "-1", "x", "", "1 potato"] {
            assert!(size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn limits_are_positive_numbers() {
        assert_eq!(positive("17.5"), Ok(17.5));
        for text in ["0", "-1", "inf", "NaN", ""] {
            assert!(positive(text).is_err(), "{text}");
        }
    }
}
