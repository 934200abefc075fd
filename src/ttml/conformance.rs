//! The checks of a document after reading: its encoding, validity, and limits that were reached while
//! it was presented.

use super::diagnostics;
use super::document::Document;
use super::model::Model;
use super::validate::validate;
use crate::source::{Certainty, Diagnostic, Edit, Fix, Source, Span};

/// Findings about a document beyond those of the reader: its encoding, and its validity under `model`,
/// otherwise under the profile that the document names, otherwise under TTML1.
#[must_use]
pub fn conformance(
    document: &Document<'_>,
    source: &Source<'_>,
    model: Option<Model>,
) -> Vec<Diagnostic> {
    let mut found = check_encoding(source, document);
    found.extend(validate(document, Model::of(document, model)));
    found
}

/// Findings about the encoding of a file: bytes that are invalid in it, or another declaration (XML 1.0
/// section 4.3.3; a warning, as the transport may declare it too). [`super::parse`]
/// sees only text and cannot know.
#[must_use]
pub fn check_encoding(source: &Source<'_>, document: &Document<'_>) -> Vec<Diagnostic> {
    let declared = document.encoding.map(|span| (span, span.slice(document.source)));
    let (span, said) = declared.unwrap_or((Span::at(0), "UTF-8"));
    if let Some(&first) = source.invalid.first() {
        let found = diagnostics::invalid_bytes(first, source.invalid.len());
        return vec![found.with_label(span, "declared here")];
    }
    let wide = |name: &str| {
        ["UTF-16", "UTF-32", "ISO-10646", "UCS", "UNICODE"]
            .iter()
            .any(|p| name.get(..p.len()).is_some_and(|head| head.eq_ignore_ascii_case(p)))
    };
    let fix = (source.is_utf8() && declared.is_some())
        .then(|| Fix::safe("declare UTF-8", vec![Edit::replace(span, "UTF-8")]));
    if source.certainty != Certainty::Declared && !is_encoding(said) {
        return vec![Diagnostic { fix, ..diagnostics::unknown_encoding(span, said) }];
    }
    let utf_16 = source.encoding.starts_with("UTF-16");
    let same = said.eq_ignore_ascii_case(source.encoding)
        || source.certainty == Certainty::Declared
        || (utf_16 && (declared.is_none() || said.eq_ignore_ascii_case("UTF-16")))
        // Text in ASCII only is the same in nearly every encoding.
        || (source.is_utf8() && source.text.is_ascii() && !wide(said));
    if same {
        return Vec::new();
    }
    // Valid bytes of another encoding are one thing, bytes that had to be guessed another.
    let found = match source.certainty {
        Certainty::Guess => diagnostics::guessed_encoding(span, said, source.encoding),
        _ => diagnostics::other_encoding(span, said, source.encoding),
    };
    vec![Diagnostic { fix, ..found }]
}

/// Whether a name can be that of an encoding (XML 1.0 section 4.3.3, the names registered with IANA), by
/// how it begins: a name that no parser knows is an error, a rare one is not.
fn is_encoding(name: &str) -> bool {
    const FAMILIES: &[&str] = &[
        "UTF", "ISO", "US-ASCII", "ASCII", "ANSI", "UNICODE", "UCS", "WINDOWS", "CP", "IBM", "MAC",
        "LATIN", "KOI8", "KS", "SHIFT", "SJIS", "EUC", "BIG5", "GB", "HZ", "TIS", "VISCII", "X-",
        "CS", "JIS", "JOHAB", "EBCDIC", "DOS", "HP", "ARMSCII", "TSCII", "CESU", "BOCU", "SCSU",
        "L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9", "8",
    ];
    let starts = |family: &&str| {
        name.get(..family.len()).is_some_and(|head| head.eq_ignore_ascii_case(family))
    };
    FAMILIES.iter().any(starts)
}

/// A finding for the limit that was reached while presenting, if any: `Presentation::truncated`, or the
/// timeline's.
#[must_use]
pub fn check_limits(document: &Document<'_>, truncated: bool) -> Option<Diagnostic> {
    let span = document.body.map_or(Span::at(0), |body| document.start_tag(body));
    truncated.then(|| diagnostics::too_much_shown(span, document.max_cues, document.max_pieces))
}
