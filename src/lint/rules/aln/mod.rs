//! ALN: a translation compared with its source.

mod cue_count_mismatch;
mod cue_timing_mismatch;
mod defective_source;
mod markup_or_number_mismatch;
mod missing_translation;
mod place;
mod untranslated_cue;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &cue_count_mismatch::RULE,
    &cue_timing_mismatch::RULE,
    &untranslated_cue::RULE,
    &missing_translation::RULE,
    &markup_or_number_mismatch::RULE,
    &defective_source::RULE,
];
