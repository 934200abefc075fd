//! TTM029: violations of IMSC.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Under a model of IMSC (chosen, or named by the document's profile): elements, attributes,
    /// parameters and units that the profile excludes (images, audio, `c` and `em` lengths, `px`
    /// without an extent on `tt`), regions without `tts:extent`, root-relative units in `tts:origin`, values it restricts, encodings other
    /// than UTF-8.
    ///
    /// ## Why
    ///
    /// Players that claim IMSC support exactly this subset. Anything else may be ignored or refused.
    ///
    /// ## Why it is an error
    ///
    /// Only when a model of IMSC is chosen (`--ttml-model`), because the file is then validated.
    /// Otherwise it is a warning: players ignore most of what the profile excludes and show the text.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid,ttml_model=imsc1.1-text
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="r" tts:origin="2c 12c" tts:extent="28c 2c"/></layout></head>
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" region="r">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid,ttml_model=imsc1.1-text
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="r" tts:origin="10% 80%" tts:extent="80% 15%"/></layout></head>
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" region="r">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write what the message asks for: percentages instead of cells, an extent for every region.
    ///
    /// ## Where it comes from
    ///
    /// W3C IMSC 1.0.1 and 1.1, sections 6 to 8; for root-relative units section 8.4.7 and w3c/imsc-tests issue 77.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM029",
    name: "imsc-constraint",
    summary: "the IMSC profile does not allow this, or requires something that is missing",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_IMSC"],
    lowered: &[("TTML_IMSC", Severity::Warning)],
    references: &[Reference {
        title: "W3C IMSC 1.1, sections 6 to 8",
        url: "https://www.w3.org/TR/2018/REC-ttml-imsc1.1-20181108/",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    ..Rule::NEW
};
