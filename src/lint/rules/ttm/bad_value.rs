//! TTM024: malformed attribute values.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds values of styles and other attributes that do not follow their grammar: colors, lengths
    /// without a unit or with a minus sign, two sizes in different units, keywords that do not exist,
    /// `inherit`. White space inside `rgb()` and `rgba()` is a warning under TTML1 and IMSC 1.0.
    ///
    /// ## Why
    ///
    /// A parser drops the value, or the whole file. `#fff` and `rgba(0,0,0,0.5)` work on the web and
    /// not in TTML. White space inside `rgb()` is allowed since the third edition of TTML1; parsers of
    /// older editions refuse the value.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see the text without the place or look that was meant, or no captions: players drop the
    /// value or the file.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" tts:color="#ff0">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" tts:color="#ffff00">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the value as the message says.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 8.2 and 8.3 (styles) and 12.2 (roles); TTML2 for IMSC 1.1. White space in colors:
    /// w3c/ttml1 issue 322.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM024",
    name: "bad-value",
    summary: "a value does not follow the grammar of its attribute",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_VALUE"],
    references: &[
        Reference {
            title: "W3C TTML1, third edition, sections 8.2 and 8.3",
            url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
            read_on: "2026-11-22",
        },
        Reference {
            title: "w3c/ttml1, test suite of the third edition: white space in rgb()",
            url: "https://github.com/w3c/ttml1/blob/0418c76f44e76c7c50bb3199499026aafd9ad87d/testsuite/Third%20Edition/Color.ttml",
            read_on: "2026-11-30",
        },
    ],
    docs: DOCS,
    ..Rule::NEW
};
