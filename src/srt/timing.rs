//! Timing lines: `HH:MM:SS,mmm --> HH:MM:SS,mmm` and the forms that people write instead.
//!
//! The findings are `SRT_TIME_*` and `SRT_ARROW_*`. A line is a timing line when it
//! has two readable times and an arrow between them; with an arrow other than `-->` both times must
//! be complete and nothing else may be on the line but coordinates or cue settings.

use super::options::{Fraction, ParseOptions};
use super::{lines, number};
use crate::source::Span;
use crate::source::scan::find_arrow;

/// A line that can be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timing {
    pub(super) start: Time,
    pub(super) end: Time,
    /// Everything between the two times.
    pub(super) arrow: Span,
    /// Whether the arrow itself is `-->`.
    pub(super) arrow_ok: bool,
    /// What follows the end time, trimmed.
    pub(super) settings: Span,
    /// Without white space at both ends.
    pub(super) trimmed: Span,
}

/// A time that can be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    pub(super) ms: i64,
    pub(super) span: Span,
    /// Digits of the fraction; `None` without one.
    fraction: Option<usize>,
    /// How many of hours, minutes and seconds are present.
    fields: usize,
    /// Whether it is written as `HH:MM:SS,mmm`.
    pub(super) canonical: bool,
}

/// A time as written, in ms, with fractions read as given here.
pub(super) fn reading(
    text: &str,
    at: Span,
    options: &ParseOptions,
    fraction: Fraction,
) -> Option<i64> {
    let options = ParseOptions { fraction, ..options.clone() };
    time(text, at, &options, None).ok().map(|(time, _)| time.ms)
}

/// Whether all parsers that accept a time with these faults read the same time.
///
/// They do not if a fraction does not have three digits, or if a field is too wide: then a
/// separator is missing. After white space many stop reading.
pub(super) fn is_unambiguous(text: &str, faults: &Faults) -> bool {
    const DOUBTS: [Fault; 3] = [Fault::FractionDigits, Fault::Frames, Fault::Space];
    let has = |fault: Fault| faults[fault as usize];
    let is_wide = |span: Span| {
        let fields = span.slice(text).split(|c| number::digit(c).is_none());
        fields.into_iter().any(|field| field.chars().count() > 2)
    };
    let no_comma = has(Fault::Separator).is_some_and(Span::is_empty);
    let wide = [Fault::FieldWidth, Fault::FieldRange].into_iter().filter_map(has).any(is_wide);
    !(no_comma || wide || DOUBTS.into_iter().any(|fault| has(fault).is_some()))
}

/// What fractions of one or two digits most likely are in a file: those of a program that writes numbers
/// without zeros in front, if there are three-digit ones and none of them begins with a zero, as one in
/// ten does elsewhere; otherwise what the options say.
pub(super) fn likely_fraction(text: &str, options: &ParseOptions) -> Fraction {
    const ENOUGH: usize = 30;
    let (mut full, mut padded, mut short) = (0, 0, 0);
    for line in text.split(['\n', '\r']).filter(|line| line.contains("-->")) {
        for side in line.splitn(2, "-->") {
            let time = side.split_ascii_whitespace().next().unwrap_or_default();
            let Some((_, fraction)) = time.rsplit_once([',', '.']) else { continue };
            match fraction.len() {
                3 if fraction.starts_with('0') => padded += 1,
                3 => full += 1,
                1 | 2 => short += 1,
                _ => {}
            }
        }
    }
    match full >= ENOUGH && padded == 0 && short > 0 {
        true => Fraction::Milliseconds,
        false => options.fraction,
    }
}

impl Time {
    fn complete(&self) -> bool {
        self.fields == 3
    }

    /// Whether this time looks like `other` with its end cut off.
    pub(super) fn shorter_than(&self, other: &Self) -> bool {
        self.fields < other.fields || self.fraction.unwrap_or(0) < other.fraction.unwrap_or(0)
    }
}

/// Why a line that was meant as a timing line cannot be read as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    Missing,
    Frames,
    Arrow,
    Invalid,
}

/// A deviation of a time from `HH:MM:SS,mmm`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    Negative,
    HoursOver99,
    NoHours,
    FieldWidth,
    FieldRange,
    Separator,
    Dot,
    Space,
    NonAsciiDigit,
    FractionDigits,
    NoFraction,
    Frames,
}

/// Number of kinds of [`Fault`].
pub(super) const FAULTS: [Fault; 12] = [
    Fault::Negative,
    Fault::HoursOver99,
    Fault::NoHours,
    Fault::FieldWidth,
    Fault::FieldRange,
    Fault::Separator,
    Fault::Dot,
    Fault::Space,
    Fault::NonAsciiDigit,
    Fault::FractionDigits,
    Fault::NoFraction,
    Fault::Frames,
];

/// The place of each fault of a time, by its index in [`FAULTS`].
pub(super) type Faults = [Option<Span>; FAULTS.len()];

/// Reads the line at `line` as a timing line.
pub(super) fn read(text: &str, line: Span, options: &ParseOptions) -> Option<Timing> {
    let trimmed = lines::trim(text, line);
    let body = trimmed.slice(text);
    if !body.chars().next().is_some_and(may_start) {
        return None;
    }
    let (start, after) = time(text, trimmed, options, None).ok()?;
    let arrow = arrow(text, Span::new(after, trimmed.end))?;
    let (end, after) = time(text, Span::new(arrow.end, trimmed.end), options, None).ok()?;
    let rest = Span::new(after, trimmed.end);
    let settings = lines::trim(text, rest);
    if settings.start == rest.start && !settings.is_empty() && glued(settings.slice(text)) {
        return None;
    }
    let alone = start.complete() && end.complete() && are_settings(settings.slice(text));
    if !(arrow.exact || alone) {
        return None;
    }
    Some(Timing {
        start,
        end,
        arrow: Span::new(start.span.end, end.span.start),
        arrow_ok: arrow.exact,
        settings,
        trimmed,
    })
}

/// Whether what follows a time without a space belongs to the time and spoils it.
fn glued(rest: &str) -> bool {
    rest.starts_with(|c: char| separator(c).is_some() || c == '-' || number::digit(c).is_some())
}

/// Whether all words are written as coordinates (`X1:100`) or cue settings (`line:0`) are.
fn are_settings(rest: &str) -> bool {
    rest.split_whitespace().all(|word| {
        word.split_once(':').is_some_and(|(name, value)| {
            !value.is_empty()
                && name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.bytes().all(|b| b.is_ascii_alphanumeric())
        })
    })
}

/// Whether a timing line can begin with this character.
pub(super) fn may_start(c: char) -> bool {
    c.is_ascii_digit() || is_minus(c) || (!c.is_ascii() && number::digit(c).is_some())
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}')
}

/// Why the line at `line`, which is no timing line, was still meant as one; `None` for plain text.
/// Directly below a number, `indexed`, a line needs less to be taken for one.
pub(super) fn broken(
    text: &str,
    line: Span,
    indexed: bool,
    options: &ParseOptions,
) -> Option<Broken> {
    let trimmed = lines::trim(text, line);
    let body = trimmed.slice(text);
    let first = time(text, trimmed, options, None);
    if let Some(at) = find_arrow(body) {
        let middle = trimmed.start + at as u32;
        let left = lines::trim(text, Span::new(trimmed.start, middle));
        let right = lines::trim(text, Span::new(middle + 3, trimmed.end));
        let second = time(text, right, options, None);
        if !indexed && !timed(left.slice(text)) && !timed(right.slice(text)) {
            return None;
        }
        return Some(match (&first, &second) {
            (Err(NoTime::Frames), _) | (_, Err(NoTime::Frames)) => Broken::Frames,
            _ if left.is_empty() || right.is_empty() => Broken::Missing,
            _ => Broken::Invalid,
        });
    }
    // No arrow: two complete times with something short between them, or below a number a
    // complete time alone.
    let (first, after) = match first {
        Ok(found) => found,
        Err(NoTime::Frames) if indexed => return Some(Broken::Frames),
        Err(_) => return None,
    };
    if !first.complete() || first.fraction.is_none() {
        return None;
    }
    let rest = Span::new(after, trimmed.end).slice(text);
    let gap = rest.find(|c: char| number::digit(c).is_some());
    let Some(gap) = gap else {
        return (indexed && lines::trim_str(rest).is_empty()).then_some(Broken::Missing);
    };
    let second = Span::new(after + gap as u32, trimmed.end);
    match time(text, second, options, None) {
        Ok((second, end)) if second.complete() && end == trimmed.end && gap <= 12 => {
            Some(Broken::Arrow)
        }
        _ => None,
    }
}

/// Whether one side of an arrow looks like a time.
fn timed(side: &str) -> bool {
    side.starts_with(may_start) && side.contains([':', ',', '.'])
}

/// The place of a token that is meant as the arrow.
struct Arrow {
    end: u32,
    exact: bool,
}

/// The arrow that is at the start of `at`, white space before it skipped.
fn arrow(text: &str, at: Span) -> Option<Arrow> {
    let start = lines::trim_start(text, at).start;
    let rest = Span::new(start, at.end).slice(text);
    if let Some(tail) = rest.strip_prefix("-->")
        && !tail.starts_with(['>', '→'])
    {
        return Some(Arrow { end: start + 3, exact: true });
    }
    let (mut shaft, mut head, mut len) = (false, false, 0);
    let mut chars = rest.char_indices();
    while let Some((i, c)) = chars.next() {
        match c {
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '=' | '~' if !head => {
                shaft = true;
            }
            '>' | '\u{203a}' | '\u{bb}' | '\u{ff1e}' => head = true,
            '\u{2192}'
            | '\u{21d2}'
            | '\u{27f6}'
            | '\u{2794}'
            | '\u{2799}'..='\u{279e}'
            | '\u{27a1}' => {
                head = true;
            }
            // An escape of Markdown.
            '\\' if shaft && !head && rest[i..].starts_with("\\>") => {}
            '&' if rest[i..].starts_with("&gt;") => {
                head = true;
                chars.nth(2);
                len = i + 4;
                continue;
            }
            _ if lines::is_blank_char(c) && !head && shaft => {}
            _ => break,
        }
        len = i + c.len_utf8();
    }
    head.then_some(Arrow { end: start + len as u32, exact: false })
}

/// Why there is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoTime {
    None,
    /// Beyond the range of 64-bit milliseconds.
    Range,
    /// The last field counts frames, and the frame rate is unknown.
    Frames,
}

/// One number of a time.
#[derive(Clone, Copy, Default)]
struct Field {
    value: u64,
    digits: usize,
    span: Span,
    /// The separator before it, folded to ASCII, and its place.
    mark: char,
    mark_span: Span,
}

/// Reads the time at the start of `at`, white space before it skipped. Gives the offset after it.
/// With `faults`, records where it deviates from `HH:MM:SS,mmm`.
pub(super) fn faults(text: &str, at: Span, options: &ParseOptions) -> Faults {
    let mut found = [None; FAULTS.len()];
    let _ = time(text, at, options, Some(&mut found));
    found
}

fn time(
    text: &str,
    at: Span,
    options: &ParseOptions,
    faults: Option<&mut Faults>,
) -> Result<(Time, u32), NoTime> {
    let mut own = [None; FAULTS.len()];
    let faults = faults.unwrap_or(&mut own);
    let mut reader = Scanner { text, at: lines::trim_start(text, at).start, end: at.end, faults };
    let begin = reader.at;
    let mut fields = [Field::default(); 4];
    let mut count = 0;
    let mut negative = reader.minus();
    loop {
        let (mark, mark_span) = match count {
            0 => ('\0', Span::at(begin)),
            _ => match reader.mark() {
                Some(_) if count == fields.len() => return Err(NoTime::None),
                Some(mark) => mark,
                None => break,
            },
        };
        negative |= count > 0 && reader.minus();
        let (value, digits, span) = reader.digits()?;
        fields[count] = Field { value, digits, span, mark, mark_span };
        count += 1;
    }
    let span = Span::new(begin, reader.at);
    count = missing_comma(&mut fields, count);
    let shape = Shape::of(&fields[..count])?;
    let mut time = shape.value(&fields[..count], span, negative, options, reader.faults)?;
    if negative {
        note(reader.faults, Fault::Negative, span);
    }
    time.canonical = reader.faults.iter().all(Option::is_none);
    Ok((time, span.end))
}

/// `00:00:06500`: no second has five digits, so the last three are milliseconds.
fn missing_comma(fields: &mut [Field; 4], count: usize) -> usize {
    let [_, _, seconds, ms] = fields;
    if count != 3 || seconds.digits != 5 || seconds.mark != ':' || seconds.span.len() != 5 {
        return count;
    }
    let (value, cut) = (seconds.value, seconds.span.start + 2);
    let mark_span = Span::at(cut);
    let span = Span::new(cut, seconds.span.end);
    *ms = Field { value: value % 1000, digits: 3, span, mark: ' ', mark_span };
    *seconds = Field {
        value: value / 1000,
        digits: 2,
        span: Span::new(seconds.span.start, cut),
        ..*seconds
    };
    4
}

fn note(faults: &mut Faults, fault: Fault, span: Span) {
    let slot = &mut faults[fault as usize];
    *slot = Some(slot.map_or(span, |old| old.join(span)));
}

/// Reads the pieces of a time and notes irregularities in how they are written.
struct Scanner<'t, 'f> {
    text: &'t str,
    at: u32,
    end: u32,
    faults: &'f mut Faults,
}

impl Scanner<'_, '_> {
    fn rest(&self) -> &str {
        Span::new(self.at, self.end).slice(self.text)
    }

    fn minus(&mut self) -> bool {
        match self.rest().chars().next() {
            Some(c) if is_minus(c) => {
                self.at += c.len_utf8() as u32;
                true
            }
            _ => false,
        }
    }

    fn digits(&mut self) -> Result<(u64, usize, Span), NoTime> {
        let start = self.at;
        let (mut value, mut digits, mut ascii) = (Some(0_u64), 0, true);
        let mut len = 0;
        for c in self.rest().chars() {
            let Some(digit) = number::digit(c) else { break };
            ascii &= c.is_ascii();
            value = value.and_then(|v| v.checked_mul(10)?.checked_add(u64::from(digit)));
            digits += 1;
            len += c.len_utf8() as u32;
        }
        self.at += len;
        let span = Span::new(start, self.at);
        if digits == 0 {
            return Err(NoTime::None);
        }
        if !ascii {
            note(self.faults, Fault::NonAsciiDigit, span);
        }
        // A long fraction overflows but only its first three digits count.
        Ok((value.unwrap_or(u64::MAX), digits, span))
    }

    /// A separator with a digit after it; nothing is consumed otherwise.
    fn mark(&mut self) -> Option<(char, Span)> {
        let mut at = Span::new(self.at, self.end);
        at = lines::trim_start(self.text, at);
        let c = at.slice(self.text).chars().next()?;
        let folded = separator(c)?;
        let mark = Span::new(at.start, at.start + c.len_utf8() as u32);
        let next = lines::trim_start(self.text, Span::new(mark.end, self.end));
        let mut ahead = next.slice(self.text).chars().skip_while(|c| is_minus(*c));
        ahead.next().and_then(number::digit)?;
        for gap in [Span::new(self.at, at.start), Span::new(mark.end, next.start)] {
            if !gap.is_empty() {
                note(self.faults, Fault::Space, gap);
            }
        }
        if !c.is_ascii() {
            note(self.faults, Fault::Separator, mark);
        }
        self.at = next.start;
        Some((folded, mark))
    }
}

/// The ASCII separator that a character stands for.
fn separator(c: char) -> Option<char> {
    match c {
        ':' | '\u{ff1a}' | '\u{2236}' | '\u{a789}' => Some(':'),
        ',' | '\u{ff0c}' | '\u{60c}' | '\u{66b}' | '\u{201a}' => Some(','),
        '.' | '\u{ff0e}' | '\u{3002}' => Some('.'),
        ';' | '\u{ff1b}' => Some(';'),
        _ => None,
    }
}

/// Which fields are present.
struct Shape {
    fraction: bool,
    frames: bool,
}

impl Shape {
    fn of(fields: &[Field]) -> Result<Self, NoTime> {
        let shape = |fraction, frames| Ok(Self { fraction, frames });
        match fields {
            [_, _, _, last] => shape(true, matches!(last.mark, ':' | ';') && last.digits < 3),
            // `00.00.01` is a time without a fraction, `00.01.000` one without hours.
            [_, second, third] => {
                let fraction = match third.mark {
                    ':' => false,
                    ',' => true,
                    same if same == second.mark => third.digits >= 3,
                    _ => true,
                };
                shape(fraction, false)
            }
            [_, second] if second.mark == ':' => shape(false, false),
            _ => Err(NoTime::None),
        }
    }

    fn value(
        &self,
        fields: &[Field],
        span: Span,
        negative: bool,
        options: &ParseOptions,
        faults: &mut Faults,
    ) -> Result<Time, NoTime> {
        let (fraction, clock) = match fields {
            [clock @ .., last] if self.fraction => (Some(last), clock),
            _ => (None, fields),
        };
        let (hours, minutes, seconds) = match clock {
            [hours, minutes, seconds] => (Some(hours), minutes, seconds),
            [minutes, seconds] => (None, minutes, seconds),
            _ => return Err(NoTime::None),
        };
        self.note_clock(hours, [minutes, seconds], span, faults);
        let ms = match fraction {
            None => {
                note(faults, Fault::NoFraction, Span::at(span.end));
                0
            }
            Some(last) if self.frames => {
                note(faults, Fault::Frames, last.span);
                let rate = options.frame_rate.ok_or(NoTime::Frames)?;
                let frames = i64::try_from(last.value).map_err(|_| NoTime::Range)?;
                rate.ms(frames).unsigned_abs()
            }
            Some(last) => fraction_ms(last, options, faults)?,
        };
        let ms = total(hours.map_or(0, |h| h.value), minutes.value, seconds.value, ms)
            .ok_or(NoTime::Range)?;
        Ok(Time {
            ms: if negative { -ms } else { ms },
            span,
            fraction: fraction.map(|last| last.digits),
            fields: clock.len(),
            canonical: false,
        })
    }

    fn note_clock(
        &self,
        hours: Option<&Field>,
        small: [&Field; 2],
        span: Span,
        faults: &mut Faults,
    ) {
        match hours {
            None => note(faults, Fault::NoHours, Span::at(span.start)),
            Some(h) if h.value > 99 => note(faults, Fault::HoursOver99, h.span),
            Some(h) if h.digits != 2 => note(faults, Fault::FieldWidth, h.span),
            Some(_) => {}
        }
        for (i, field) in small.into_iter().enumerate() {
            if field.digits != 2 {
                note(faults, Fault::FieldWidth, field.span);
            }
            if field.value > 59 {
                note(faults, Fault::FieldRange, field.span);
            }
            if field.mark != ':' && (i > 0 || hours.is_some()) {
                note(faults, Fault::Separator, field.mark_span);
            }
        }
    }
}

/// The value of the digits after the decimal mark.
fn fraction_ms(last: &Field, options: &ParseOptions, faults: &mut Faults) -> Result<u64, NoTime> {
    match last.mark {
        ',' => {}
        '.' => note(faults, Fault::Dot, last.mark_span),
        _ => note(faults, Fault::Separator, last.mark_span),
    }
    if last.digits != 3 {
        note(faults, Fault::FractionDigits, last.span);
    }
    match (options.fraction, last.digits) {
        (Fraction::Decimal, 1) => Ok(last.value * 100),
        (Fraction::Decimal, 2) => Ok(last.value * 10),
        (Fraction::Decimal, 3) => Ok(last.value),
        (Fraction::Decimal, digits) => {
            // Digits after the third are cut off: the first three of `digits`.
            let drop = u32::try_from(digits - 3).unwrap_or(u32::MAX);
            match 10_u64.checked_pow(drop) {
                Some(scale) if last.value != u64::MAX => Ok(last.value / scale),
                _ => Err(NoTime::Range),
            }
        }
        (Fraction::Milliseconds, _) if last.value == u64::MAX => Err(NoTime::Range),
        (Fraction::Milliseconds, _) => Ok(last.value),
    }
}

/// The sum in milliseconds; `None` when it exceeds the range of `i64`.
fn total(hours: u64, minutes: u64, seconds: u64, ms: u64) -> Option<i64> {
    let total = hours
        .checked_mul(3_600_000)?
        .checked_add(minutes.checked_mul(60_000)?)?
        .checked_add(seconds.checked_mul(1000)?)?
        .checked_add(ms)?;
    i64::try_from(total).ok()
}
