//! EAD: extended audio description.

mod ead_beyond_media;
mod ead_dialogue_like;
mod ead_empty;
mod ead_language;
mod ead_markup;
mod ead_missing_end;
mod ead_not_vtt;
mod ead_overlap;
mod ead_too_long;
mod ead_unspeakable_token;
mod ead_window_too_short;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &ead_not_vtt::RULE,
    &ead_missing_end::RULE,
    &ead_overlap::RULE,
    &ead_beyond_media::RULE,
    &ead_empty::RULE,
    &ead_markup::RULE,
    &ead_unspeakable_token::RULE,
    &ead_window_too_short::RULE,
    &ead_too_long::RULE,
    &ead_dialogue_like::RULE,
    &ead_language::RULE,
];
