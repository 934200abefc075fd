//! TTM012: violations of EBU-TT-D.

use crate::format::Format;
use crate::lint::references::BBC_TTML_VALIDATOR;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Under the model `ebu-tt-d` (chosen, or named by the document's `ebuttm:conformsToStandard`):
    /// `dur` and `timeContainer`, times other than `HH:MM:SS.mmm`, a time base other than `media`,
    /// parameters that EBU-TT-D excludes, times both on a paragraph and on its spans, styles written on
    /// content, regions without origin and extent, paragraphs and styles without `xml:id`, `set` and
    /// profile elements.
    ///
    /// ## Why
    ///
    /// EBU-TT-D is what broadcasters' players accept over the internet. They read this small subset and
    /// nothing else.
    ///
    /// ## Why it is an error
    ///
    /// Only when the model is chosen (`--ttml-model ebu-tt-d`), because the file is then validated.
    /// Otherwise it is a warning: players show the text of a file that does not keep to the subset,
    /// some without its style or place.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid,ttml_model=ebu-tt-d
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:timeBase="media" xml:lang="en">
    ///   <body><div>
    ///     <p xml:id="p1" begin="00:00:01.000" dur="2s">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid,ttml_model=ebu-tt-d
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:timeBase="media" xml:lang="en">
    ///   <body><div>
    ///     <p xml:id="p1" begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `begin` and `end` on paragraphs as clock times, styles in the head with references to
    /// them. The safe fixes write `end` for `dur`, and clock times where those are exact.
    ///
    /// ## Where it comes from
    ///
    /// EBU Tech 3380 (EBU-TT-D), as the BBC's open-source validator checks it.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM012",
    name: "ebu-tt-d-constraint",
    summary: "EBU-TT-D does not allow this, or requires something that is missing",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    passes_on: &["TTML_EBU_TT_D"],
    lowered: &[("TTML_EBU_TT_D", Severity::Warning)],
    references: &[
        Reference {
            title: "EBU Tech 3380, EBU-TT-D",
            url: "https://tech.ebu.ch/publications/tech3380",
            read_on: "2026-11-22",
        },
        BBC_TTML_VALIDATOR,
    ],
    docs: DOCS,
    ..Rule::NEW
};
