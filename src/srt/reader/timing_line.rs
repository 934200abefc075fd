//! The findings about a timing line that can be read, and how it should be written.

use std::borrow::Cow;

use crate::source::{Applicability, Diagnostic, Edit, Fix, Span};
use crate::srt::diagnostics;
use crate::srt::timing::{self, FAULTS, Fault, Faults, Time, Timing};
use crate::srt::{Fraction, ParseOptions};
use crate::time::{Clock, Timestamp};

const ARROW: &str = " --> ";

/// A timing line that is not `HH:MM:SS,mmm --> HH:MM:SS,mmm`.
pub(super) struct TimingLine<'t> {
    pub(super) text: &'t str,
    pub(super) options: &'t ParseOptions,
    pub(super) timing: &'t Timing,
    /// What fractions of other than three digits most likely are in this file.
    pub(super) likely: Fraction,
}

impl TimingLine<'_> {
    /// What is wrong with the times and the arrow, in the order of the line.
    ///
    /// Every fix is safe only if all of them are: then all parsers that accept the line read the
    /// same times. If several parts are irregular they are written together, since some parsers accept a time
    /// without hours, or with a full stop, only next to some forms of the arrow.
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        let Timing { start, end, arrow, .. } = *self.timing;
        let is_plain_arrow = arrow.slice(self.text) == ARROW;
        let faults = [start, end].map(|time| {
            (!time.canonical).then(|| timing::faults(self.text, time.span, self.options))
        });
        let odd = faults.iter().flatten().count() + usize::from(!is_plain_arrow);
        // Some parsers read the sign of `00:00:-1,000` as that of the seconds, others as that of the time.
        let has_no_form = |faults: &Option<Faults>| {
            faults.is_some_and(|faults| faults[Fault::Negative as usize].is_some())
        };
        let is_sure = !faults.iter().any(has_no_form)
            && faults.iter().flatten().all(|faults| timing::is_unambiguous(self.text, faults));
        let trust = if is_sure { Applicability::Safe } else { Applicability::Unsafe };
        let whole = (odd > 1 && !faults.iter().any(has_no_form)).then(|| {
            let line = format!("{}{ARROW}{}", self.canonical(&start), self.canonical(&end));
            Edit::replace(start.span.join(end.span), line)
        });
        let fix = |title: Cow<'static, str>, part: Span, new: String| {
            let edit = whole.clone().unwrap_or_else(|| Edit::replace(part, new));
            Fix::new(trust, title, vec![edit])
        };
        let mut found = Vec::new();
        for (time, faults) in [start, end].iter().zip(&faults) {
            let faults = faults.iter().flat_map(|faults| FAULTS.into_iter().zip(*faults));
            for (fault, span) in faults.filter_map(|(fault, span)| Some((fault, span?))) {
                let (finding, title) = self.fault(fault, span, time);
                found.push(match fault {
                    Fault::HoursOver99 => finding,
                    Fault::Negative => {
                        let edits = vec![Edit::replace(time.span, "00:00:00,000")];
                        finding.with_fix(Fix::risky("start at zero", edits))
                    }
                    _ => finding.with_fix(fix(title, time.span, self.canonical(time))),
                });
            }
            if time.span == start.span && !is_plain_arrow {
                let finding = match self.timing.arrow_ok {
                    true => diagnostics::arrow_spacing(arrow),
                    false => diagnostics::arrow_malformed(arrow),
                };
                found.push(finding.with_fix(fix(
                    "write the arrow".into(),
                    arrow,
                    ARROW.to_owned(),
                )));
            }
        }
        found
    }

    /// A time as `HH:MM:SS,mmm`, as it most likely was meant.
    fn canonical(&self, time: &Time) -> String {
        self.reading(time, self.likely)
    }

    fn reading(&self, time: &Time, fraction: Fraction) -> String {
        let ms = timing::reading(self.text, time.span, self.options, fraction).unwrap_or(time.ms);
        Clock { time: Timestamp(ms), mark: ',' }.to_string()
    }

    fn fault(&self, fault: Fault, span: Span, time: &Time) -> (Diagnostic, Cow<'static, str>) {
        let (finding, title) = match fault {
            Fault::FractionDigits => return self.fraction_digits(span, time),
            Fault::Separator if span.is_empty() => {
                let message = "the comma before the milliseconds is missing";
                let finding = Diagnostic {
                    message: message.into(),
                    ..diagnostics::time_separator(time.span)
                };
                return (finding, format!("write `{}`", self.canonical(time)).into());
            }
            Fault::Negative => (diagnostics::time_negative(span), ""),
            Fault::HoursOver99 => (diagnostics::time_hours_over_99(span), ""),
            Fault::NoHours => (diagnostics::time_no_hours(span), "write the hours"),
            Fault::FieldWidth => (diagnostics::time_field_width(span), "write two digits"),
            Fault::FieldRange => (diagnostics::time_field_range(span), "carry values over 59"),
            Fault::Separator => (diagnostics::time_separator(span), "write the usual separators"),
            Fault::Dot => (diagnostics::time_dot(span), "write the comma"),
            Fault::Space => (diagnostics::time_space(span), "delete the white space"),
            Fault::NonAsciiDigit => (diagnostics::time_nonascii_digit(span), "write ASCII digits"),
            Fault::NoFraction => (diagnostics::time_no_fraction(span), "write the milliseconds"),
            Fault::Frames => {
                (diagnostics::time_frames(span), "write milliseconds instead of frames")
            }
        };
        (finding, title.into())
    }

    /// Readers disagree about such a fraction: both readings are named, the likely one first.
    fn fraction_digits(&self, span: Span, time: &Time) -> (Diagnostic, Cow<'static, str>) {
        let digits = span.slice(self.text).chars().count();
        let decimal = self.reading(time, Fraction::Decimal);
        let count = self.reading(time, Fraction::Milliseconds);
        if decimal == count {
            let message = format!("the fraction has {digits} digits");
            let finding =
                Diagnostic { message: message.into(), ..diagnostics::time_fraction_digits(span) };
            return (finding, "write three digits".into());
        }
        let decimal = format!("`{decimal}` as a decimal fraction");
        let count = format!("`{count}` as a count of milliseconds");
        let (first, second) = match self.likely {
            Fraction::Decimal => (decimal, count),
            Fraction::Milliseconds => (count, decimal),
        };
        let plural = if digits == 1 { "" } else { "s" };
        let message = format!("the fraction has {digits} digit{plural}: {first}, {second}");
        let finding =
            Diagnostic { message: message.into(), ..diagnostics::time_fraction_digits(span) };
        (finding, format!("write `{}`", self.canonical(time)).into())
    }
}
