//! SRT003: timing lines that are not `HH:MM:SS,mmm --> HH:MM:SS,mmm`.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::SRT_PARSERS;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds every timing line that is not two times of the form `HH:MM:SS,mmm` with ` --> ` between
    /// them and nothing after them. The message says what is wrong. SRT004 reports a full stop in place
    /// of the comma.
    ///
    /// ## Why
    ///
    /// Parsers differ in what they tolerate. VLC needs one space on each side of the arrow; other
    /// parsers drop a cue without a fraction, without hours, or with text after the end time. `,5` is
    /// half a second to some and 5 ms to others, ffmpeg and VLC among them.
    ///
    /// Severity: error where the time is uncertain or a parser loses the cue; warning for spaces,
    /// widths, ranges and WebVTT settings that most parsers accept; info for coordinates.
    ///
    /// ## Why it is an error
    ///
    /// ffmpeg and players built on it (mpv) show no cue whose times lack hours or milliseconds, and
    /// show `,5` as 5 ms; text on the timing line is shown by no player. What most players read is a
    /// warning or information.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 0:00:01,5 -> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,500 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the full form. The fix is safe where all parsers that accept the line read the same times.
    /// It is unsafe where they do not: a fraction with fewer or more than three digits (`,5` is 500 ms
    /// as a decimal fraction and 5 ms as a count), a field with more than two digits (`00:00:06500`
    /// lacks its comma), white space inside a time, times that count frames. The message names both
    /// readings of a fraction, the likely one first: the decimal one, except in a file whose three-
    /// digit fractions never begin with a zero. An unsafe fix sets a negative time to zero. Text after
    /// the times and times that cannot be read have no fix.
    ///
    /// ## Where it comes from
    ///
    /// Observation of twelve SRT parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT003",
    name: "malformed-timing",
    summary: "a timing line is not written as `HH:MM:SS,mmm --> HH:MM:SS,mmm`",
    severity: Severity::Error,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    passes_on: &[
        "SRT_TIME_FRACTION_DIGITS",
        "SRT_TIME_NO_FRACTION",
        "SRT_TIME_NO_HOURS",
        "SRT_TIME_HOURS_OVER_99",
        "SRT_TIME_NEGATIVE",
        "SRT_TIME_FIELD_RANGE",
        "SRT_TIME_FIELD_WIDTH",
        "SRT_TIME_SEPARATOR",
        "SRT_TIME_SPACE",
        "SRT_TIME_NONASCII_DIGIT",
        "SRT_TIME_LINE_WHITESPACE",
        "SRT_TIME_FRAMES",
        "SRT_TIME_MISSING",
        "SRT_TIME_INVALID",
        "SRT_TRUNCATED",
        "SRT_ARROW_SPACING",
        "SRT_ARROW_MALFORMED",
        "SRT_COORDINATES",
        "SRT_TRAILING_SETTINGS",
        "SRT_TEXT_ON_TIMING_LINE",
    ],
    lowered: &[("SRT_TRAILING_SETTINGS", Severity::Warning)],
    references: &[SRT_PARSERS],
    docs: DOCS,
    ..Rule::NEW
};
