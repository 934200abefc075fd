//! TTM005: times in frames or ticks without a rate.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds the first time in frames (`00:00:01:12`, `36f`) in a document without `ttp:frameRate`, and
    /// the first in ticks (`15000t`) without `ttp:tickRate`. An error under IMSC, which requires the
    /// rate; a warning elsewhere, since TTML has a default.
    ///
    /// ## Why
    ///
    /// The default is 30 frames per second, and one tick per second. Files from 24 or 25 frame masters
    /// that rely on the wrong default drift within each second, ticks by hours. Parsers disagree on the
    /// default of ticks.
    ///
    /// ## Why it is an error
    ///
    /// If the video does not have the default rate, viewers see the captions earlier or later than the
    /// words, increasingly so. Outside IMSC it is a warning.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01:12" end="00:00:03:00">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01:12" end="00:00:03:00">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `ttp:frameRate` (and `ttp:frameRateMultiplier="1000 1001"` for 23.976, 29.97 and
    /// 59.94) or `ttp:tickRate` on `tt`, or write the times as `HH:MM:SS.mmm`.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 6.2.4 (`ttp:frameRate`) and 6.2.10 (`ttp:tickRate`); IMSC 1.1, time
    /// expressions.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM005",
    name: "frames-without-framerate",
    summary: "times in frames or ticks without a rate",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_FRAMES_WITHOUT_RATE", "TTML_TICKS_WITHOUT_RATE"],
    references: &[
        Reference {
            title: "W3C TTML1, third edition, section 6.2.4",
            url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
            read_on: "2026-11-22",
        },
        Reference {
            title: "W3C IMSC 1.1, time expressions",
            url: "https://www.w3.org/TR/2018/REC-ttml-imsc1.1-20181108/",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    ..Rule::NEW
};
