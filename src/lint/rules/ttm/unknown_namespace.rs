//! TTM016: namespaces that resemble those of TTML but do not exist.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{DFXP_IN_PRACTICE, TTML1_5_1};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds declarations of `http://www.w3.org/ns/10/ttml#style`, of `https` variants of TTML's
    /// namespaces and of similar names.
    ///
    /// ## Why
    ///
    /// Names in such a namespace are foreign: conforming parsers silently ignore every style, parameter
    /// or element in it. Several exporters write it nevertheless.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see text without its colors and places, or do not see it: players ignore everything in
    /// such a namespace.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/10/ttml#style" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" tts:color="yellow">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" tts:color="yellow">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the intended namespace. The fix is safe for metadata. It is unsafe where styles or
    /// parameters take effect: what is shown changes, or when. Where a style would hide text, it is a
    /// suggestion.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 5.1; observation of DFXP in practice.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM016",
    name: "unknown-namespace",
    summary: "a namespace resembles one of TTML but does not exist",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    passes_on: &["TTML_UNKNOWN_NAMESPACE"],
    references: &[TTML1_5_1, DFXP_IN_PRACTICE],
    docs: DOCS,
    ..Rule::NEW
};
