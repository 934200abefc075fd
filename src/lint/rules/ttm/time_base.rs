//! TTM026: times that are not media times.

use crate::format::Format;
use crate::lint::references::TTML_PARSERS;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds documents whose `ttp:timeBase` is `smpte` or `clock`.
    ///
    /// ## Why
    ///
    /// Under `smpte` a label counts frames: `00:00:01:03` at 23.976 frames per second is 1.126 s, not
    /// 1.125. imscJS refuses such documents, most other parsers read the labels as clock times, 3.6 s
    /// per hour off at 29.97. Clock times are times of day and cannot be placed on a video at all. IMSC
    /// allows neither.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:timeBase="smpte" ttp:frameRate="25" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:timeBase="media" ttp:frameRate="25" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write media times: `HH:MM:SS.mmm` from the start of the video, and no `ttp:timeBase`. `cuesmith
    /// convert` does so.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 6.2.11 (`ttp:timeBase`) and 19 (time bases); observation of TTML parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM026",
    name: "time-base",
    summary: "the time base is `smpte` or `clock`",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    passes_on: &["TTML_TIME_BASE"],
    references: &[
        Reference {
            title: "W3C TTML1, third edition, section 6.2.11",
            url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
            read_on: "2026-11-22",
        },
        TTML_PARSERS,
    ],
    docs: DOCS,
    ..Rule::NEW
};
