//! SRT003: timing lines that are not `HH:MM:SS,mmm --> HH:MM:SS,mmm`.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{PLAYER_EXTERNAL_CAPTIONS, SERVER_SRT, SRT_READERS};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds every timing line that is not two times of the form `HH:MM:SS,mmm` with ` --> ` between
    /// them and nothing after. What exactly is wrong is in the message. A full stop in place of the
    /// comma is SRT004.
    ///
    /// ## Why
    ///
    /// Each reader forgives something else. The Kaltura server drops a cue without a fraction, without
    /// hours, with three digits of hours, or with anything after the end time, and keeps the rest: the
    /// asset is READY and a cue is gone. `,5` is half a second to the packager and 5 ms to the server,
    /// ffmpeg and VLC. The Kaltura player turns only the full form with one space on each side of the
    /// arrow into WebVTT and shows no other cue; VLC needs these spaces too.
    ///
    /// Severity: error where the time is in doubt or a reader loses the cue; warning for spaces, widths
    /// and ranges that the usual readers take; info for coordinates.
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
    /// Write the full form. The fix is safe where all readers that take the line take it for the same
    /// times. It is unsafe where they do not: a fraction with fewer or more than three digits (`,5` is
    /// 500 ms as a decimal fraction and 5 ms as a count), a field with more than two digits (`00:00:06500`
    /// lacks its comma), white space inside a time, times that count frames. The message names both
    /// readings of a fraction, the likely one first: the decimal one, but in a file whose three-digit
    /// fractions never begin with a zero the count. A negative time is set to zero by an unsafe fix. Text
    /// after the times and times that cannot be read have none.
    ///
    /// ## Where it comes from
    ///
    /// The pattern in the Kaltura server's SRT reader; the replacement that the Kaltura player makes;
    /// our measurement of twelve readers on 298 files.
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
    references: &[SERVER_SRT, PLAYER_EXTERNAL_CAPTIONS, SRT_READERS],
    docs: DOCS,
    ..Rule::NEW
};
