//! ALN: a translation beside its source.

mod cue_count_mismatch;
mod cue_timing_mismatch;
mod defective_source;
mod missing_translation;
mod untranslated_cue;

use crate::lint::Rule;
use crate::lint::Subject;
use crate::source::Span;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &cue_count_mismatch::RULE,
    &cue_timing_mismatch::RULE,
    &untranslated_cue::RULE,
    &missing_translation::RULE,
    &defective_source::RULE,
];

/// The place of a finding about the file as a whole.
fn first_line(subject: &Subject<'_>) -> Span {
    let text = subject.text();
    Span::of(0..text.find(['\n', '\r']).unwrap_or(text.len()))
}
