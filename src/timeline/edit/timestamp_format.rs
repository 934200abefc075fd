//! Writing a time of SRT or WebVTT in the form that its author used: the same number of digits, the same
//! marks between them, with or without hours.
//!
//! A form is kept if it expresses the new time exactly and is a clock time in ASCII: hours, minutes and seconds, each
//! below its limit, with a fraction or none. Forms that parsers only tolerate (minutes over
//! 59, minus signs, frames, digits and marks of other scripts) are replaced by that of the format.

use crate::time::{Clock, Timestamp};

/// A time in the form of `like`, as far as that can express it; `mark` is the format's decimal mark.
///
/// - hours that are not there appear when they are needed;
/// - a field has at least as many digits as it had;
/// - a fraction of one or two digits, or none, grows to three where the time needs that; digits after
///   the third stay as they are, because no time here is that fine.
///
/// A form that had to grow stays so: it does not show that it was shorter.
/// `None` when `like` is not a plain clock time, or cannot express the new one.
pub(crate) fn in_style_of(mark: char, like: &str, time: Timestamp) -> Option<String> {
    let ms = u64::try_from(time.0).ok()?;
    if let Some(out) = in_full_form(like, ms) {
        return Some(out);
    }
    let form = Form::of(like)?;
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
        None => out.push_str(&format!("{mark}{part:03}")),
        Some((mark, digits)) => {
            out.push_str(mark);
            let all = format!("{part:03}");
            let needed = all.trim_end_matches('0').len();
            out.push_str(if needed <= digits.len() { &all[..digits.len().min(3)] } else { &all });
            out.push_str(digits.get(3..).unwrap_or_default());
        }
    }
    // A mark may mean something else where hours are in front.
    (Form::of(&out)?.ms() == Some(ms)).then_some(out)
}

/// The same for the two forms that nearly every file has: `00:00:01,000` and `00:01.000`.
fn in_full_form(like: &str, ms: u64) -> Option<String> {
    let (form, hours) = match like.len() {
        12 => ("00:50:50.000", 99),
        9 => ("50:50.000", 0),
        _ => return None,
    };
    // `5`: the tens of what goes up to 59; `.`: a decimal mark.
    let fits = |(b, form): (u8, u8)| match form {
        b'0' => b.is_ascii_digit(),
        b'5' => matches!(b, b'0'..=b'5'),
        b'.' => matches!(b, b',' | b'.'),
        mark => b == mark,
    };
    if ms / 3_600_000 > hours || !like.bytes().zip(form.bytes()).all(fits) {
        return None;
    }
    let mark = char::from(like.as_bytes()[like.len() - 4]);
    let mut out = String::with_capacity(12);
    Clock { time: Timestamp(ms as i64), mark }.push_to(&mut out);
    // Without the hours, if there are none.
    out.drain(..out.len() - like.len());
    Some(out)
}

/// The numbers of a time as written, each with what precedes it.
struct Form<'t> {
    /// Hours, if there are any, minutes and seconds.
    clock: Vec<(&'t str, &'t str)>,
    fraction: Option<(&'t str, &'t str)>,
}

impl<'t> Form<'t> {
    /// `None` for what is not a plain clock time.
    fn of(like: &'t str) -> Option<Self> {
        let mut parts: Vec<(&str, &str)> = Vec::with_capacity(4);
        let mut rest = like;
        while !rest.is_empty() {
            let mark = rest.find(|c: char| c.is_ascii_digit())?;
            let (mark, after) = rest.split_at(mark);
            let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            let (digits, after) = after.split_at(digits);
            let known = matches!(mark.trim_matches(' '), ":" | "," | "." | ";");
            if parts.len() == 4
                || mark.is_empty() != parts.is_empty()
                || !(parts.is_empty() || known)
            {
                return None;
            }
            parts.push((mark, digits));
            rest = after;
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

    /// Its value, in ms.
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
    fn the_usual_forms_are_written_as_the_general_way_writes_them() {
        // A space more takes the general way.
        let general = |like: &str, time| {
            let spaced = like.replace(':', ": ");
            in_style_of(',', &spaced, time).map(|out| out.replace(' ', ""))
        };
        for like in ["00:00:01,000", "12:34:56.789", "00:01.000", "59:59,999"] {
            for ms in [0, 7, 61_001, 3_599_999, 3_600_000, 86_399_080, 359_999_999, 360_000_000] {
                let time = Timestamp(ms);
                assert_eq!(in_style_of(',', like, time), general(like, time), "{like} {ms}");
            }
        }
    }
}
