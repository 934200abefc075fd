//! Spelling a time of SRT or WebVTT as its author would: as many digits, the same marks between
//! them, hours or none.
//!
//! `srt_and_toolkits.md` section 1.3 lists the forms that occur. Kept is what says the new time
//! exactly and is a clock in ASCII: hours, minutes and seconds, each below its limit, with a fraction
//! or none. What readers only put up with (minutes over 59, minus signs, frames, digits and marks of
//! other scripts) is written as the format has it.

use crate::format::Format;
use crate::time::{Clock, Timestamp};

/// Spells a time in the form of `like`, as far as that can say it:
///
/// - hours that are not there appear when they are needed;
/// - a field has at least as many digits as it had;
/// - a fraction of one or two digits, or none, grows to three where the time needs that; digits behind
///   the third stay as they are, because no time here is that fine.
///
/// A form that had to grow stays so, whatever comes later: nothing in it says that it was short.
#[must_use]
pub fn spell_clock(format: Format, like: &str, time: Timestamp) -> String {
    in_form(format, like, time).unwrap_or_else(|| in_full(format, like, time))
}

/// `HH:MM:SS` and milliseconds. In WebVTT without the hours where `like` has none and none are needed.
pub(super) fn in_full(format: Format, like: &str, time: Timestamp) -> String {
    let mark = match format {
        // A full stop is another rule's business.
        Format::Srt if like.contains('.') && !like.contains(',') => '.',
        _ => format.decimal_mark(),
    };
    let full = Clock { time, mark }.to_string();
    let short = format == Format::WebVtt && like.matches(':').count() == 1;
    match full.strip_prefix("00:") {
        Some(rest) if short => rest.to_owned(),
        _ => full,
    }
}

/// The numbers of a time as written, each with what stands in front of it.
struct Form<'t> {
    /// Hours, if there are any, minutes and seconds.
    clock: Vec<(&'t str, &'t str)>,
    fraction: Option<(&'t str, &'t str)>,
}

fn in_form(format: Format, like: &str, time: Timestamp) -> Option<String> {
    let form = Form::of(like)?;
    let ms = u64::try_from(time.0).ok()?;
    let hours = ms / 3_600_000;
    let mut values = vec![ms / 60_000 % 60, ms / 1000 % 60];
    let mut out = String::with_capacity(like.len() + 4);
    if form.clock.len() == 3 {
        values.insert(0, hours);
    } else if hours > 0 {
        out.push_str(&format!("{hours:02}:"));
    }
    for ((mark, digits), value) in form.clock.iter().zip(values) {
        // `100` is no wider than it must be.
        let wide = digits.len() > 2 && !digits.starts_with('0');
        let width = if wide { 2 } else { digits.len() };
        out.push_str(&format!("{mark}{value:0width$}"));
    }
    let part = ms % 1000;
    match form.fraction {
        None if part == 0 => {}
        None => out.push_str(&format!("{}{part:03}", format.decimal_mark())),
        Some((mark, digits)) => {
            out.push_str(mark);
            let all = format!("{part:03}");
            let needed = all.trim_end_matches('0').len();
            out.push_str(if needed <= digits.len() { &all[..digits.len().min(3)] } else { &all });
            out.push_str(digits.get(3..).unwrap_or_default());
        }
    }
    // A mark may mean something else where hours stand in front.
    (Form::of(&out)?.ms() == Some(ms)).then_some(out)
}

impl<'t> Form<'t> {
    /// `None` for what is no plain clock time.
    fn of(like: &'t str) -> Option<Self> {
        let mut parts: Vec<(&str, &str)> = Vec::with_capacity(4);
        let mut rest = like;
        while !rest.is_empty() {
            let mark = rest.find(|c: char| c.is_ascii_digit())?;
            let (mark, behind) = rest.split_at(mark);
            let digits = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
            let (digits, behind) = behind.split_at(digits);
            let known = matches!(mark.trim_matches(' '), ":" | "," | "." | ";");
            if parts.len() == 4
                || mark.is_empty() != parts.is_empty()
                || !(parts.is_empty() || known)
            {
                return None;
            }
            parts.push((mark, digits));
            rest = behind;
        }
        let fraction = match &parts[..] {
            // The last field counts frames.
            [_, _, _, (mark, digits)] if mark.contains([':', ';']) && digits.len() < 3 => {
                return None;
            }
            [_, _, _, _] => parts.pop(),
            // `00.00.01` has no fraction, `00.01.000` no hours.
            [_, _, (mark, _)] if mark.contains(':') => None,
            [_, (second, _), (mark, digits)] => {
                let same = !mark.contains(',') && mark.trim() == second.trim();
                if !same || digits.len() > 2 { parts.pop() } else { None }
            }
            [_, (mark, _)] if mark.contains(':') => None,
            _ => return None,
        };
        let below = |(_, digits): &(&str, &str)| digits.parse().is_ok_and(|n: u8| n < 60);
        let fits = parts[parts.len() - 2..].iter().all(below);
        fits.then_some(Self { clock: parts, fraction })
    }

    /// What it says, in ms.
    fn ms(&self) -> Option<u64> {
        let seconds = self.clock.iter().try_fold(0_u64, |sum, (_, digits)| {
            sum.checked_mul(60)?.checked_add(digits.parse().ok()?)
        })?;
        let part = self.fraction.map_or("", |(_, digits)| digits);
        let part: u64 = format!("{part:0<3.3}").parse().ok()?;
        seconds.checked_mul(1000)?.checked_add(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn srt_times_keep_their_form() {
        for (like, ms, want) in [
            ("00:00:05,500", 6500, "00:00:06,500"),
            ("0:00:05,50", 6500, "0:00:06,50"),
            ("0:00:05,50", 6504, "0:00:06,504"),
            ("0:00:05,5", 36_000_000, "10:00:00,0"),
            ("000:00:05,000", 6000, "000:00:06,000"),
            ("100:00:05,000", 5000, "00:00:05,000"),
            ("99:00:05,000", 360_000_000, "100:00:00,000"),
            ("00:05,500", 6500, "00:06,500"),
            ("00:05,500", 3_606_500, "01:00:06,500"),
            ("00:00:05", 6000, "00:00:06"),
            ("00:00:05", 6500, "00:00:06,500"),
            ("00:05", 3_606_000, "01:00:06"),
            ("00:00:05.500", 6504, "00:00:06.504"),
            ("00:00:05;500", 6504, "00:00:06;504"),
            ("00:00:05:500", 6504, "00:00:06:504"),
            ("00.00.05.500", 6504, "00.00.06.504"),
            ("00.01.000", 62_500, "01.02.500"),
            ("00.00.01", 2000, "00.00.02"),
            ("00 : 00 : 05 , 500", 6504, "00 : 00 : 06 , 504"),
            ("00:00:05,1234", 6504, "00:00:06,5044"),
            ("00:00:05,123456", 6504, "00:00:06,504456"),
            ("0:5:3,5", 603_500, "0:10:3,5"),
            // `01:00:05;50` would count frames.
            ("00:05;50", 3_605_500, "01:00:05,500"),
        ] {
            assert_eq!(spell_clock(Format::Srt, like, Timestamp(ms)), want, "{like} {ms}");
        }
    }

    #[test]
    fn what_is_no_plain_clock_is_written_in_full() {
        for like in [
            "00:00:75,000",
            "75:00,000",
            "-00:00:05,000",
            "00:00:05:12",
            "٠٠:٠٠:٠٥,٠٠٠",
            "x",
            "5",
            "",
        ] {
            assert_eq!(spell_clock(Format::Srt, like, Timestamp(6504)), "00:00:06,504", "{like}");
        }
        assert_eq!(spell_clock(Format::Srt, "00:00:05,5", Timestamp(-1)), "-00:00:00,001");
    }

    #[test]
    fn webvtt_times_have_hours_where_they_had_them_or_need_them() {
        for (like, ms, want) in [
            ("00:05.000", 6500, "00:06.500"),
            ("00:05.000", 3_606_500, "01:00:06.500"),
            ("00:00:05.000", 6500, "00:00:06.500"),
            ("0:00:05.000", 6500, "0:00:06.500"),
            ("000:00:05.000", 6500, "000:00:06.500"),
            ("00:05.000x", 6500, "00:06.500"),
        ] {
            assert_eq!(spell_clock(Format::WebVtt, like, Timestamp(ms)), want, "{like} {ms}");
        }
    }
}
