//! TTM025: parameters with unusable values.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds `ttp:` parameters on `tt` with unusable values: rates of zero or with a fraction, a
    /// multiplier that is not two whole numbers separated by a space (`1000:1001` was valid in the
    /// drafts), an unknown time base or drop mode.
    ///
    /// ## Why
    ///
    /// Every time of the document may depend on it: programs divide by zero, ignore the parameter or
    /// refuse the file.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see every caption at a wrong time, or none: all times depend on the parameters.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="29.97" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write whole numbers above zero: 29.97 is `ttp:frameRate="30"` with
    /// `ttp:frameRateMultiplier="1000 1001"`.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 6.2 (document parameters).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM025",
    name: "bad-parameter",
    summary: "a parameter of the document has no usable value",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_PARAMETER"],
    references: &[Reference {
        title: "W3C TTML1, third edition, section 6.2",
        url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    ..Rule::NEW
};
