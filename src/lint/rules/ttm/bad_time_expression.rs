//! TTM004: malformed time expressions.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds values of `begin`, `end` and `dur` that are not a time expression: neither a clock time
    /// (`00:00:01.500`, `00:00:01:12`) nor a number with one of `h`, `m`, `s`, `ms`, `f` and `t`;
    /// minutes over 59, frames not below the frame rate, frames under the clock time base; and a
    /// `timeContainer` other than `par` and `seq`.
    ///
    /// ## Why
    ///
    /// A parser that cannot read a time drops the attribute, the paragraph or the file. A cue without
    /// its `begin` appears at the start, one without its `end` stays forever.
    ///
    /// ## Why it is an error
    ///
    /// Players drop the cue, show it from the beginning of the video, or never take it away.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="0:00:01,5" end="0:00:03">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.5" end="00:00:03">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write two digits for hours, minutes and seconds, a full stop before the fraction, a metric after
    /// a number. Where a value can only mean one time (one digit, a comma, a space, capital letters),
    /// cuesmith reads that time and the fix is safe; where hours or a metric are missing, or a
    /// semicolon precedes frames, the fix is a guess and unsafe.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 10.3.1 (`timeExpression`) and 10.2.4 (`timeContainer`).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM004",
    name: "bad-time-expression",
    summary: "a time is not a TTML time expression",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    passes_on: &["TTML_TIME", "TTML_TIME_CONTAINER"],
    references: &[Reference {
        title: "W3C TTML1, third edition, section 10.3.1",
        url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    ..Rule::NEW
};
