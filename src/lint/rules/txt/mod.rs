//! TXT: the text of cues.

mod ad_or_credit;
mod all_caps;
mod asr_artifact;
#[cfg(feature = "lint-words")]
mod dictionary_term;
mod disallowed_glyph;
mod double_escaped_entity;
mod double_space;
mod emoji;
mod empty_cue;
mod leading_trailing_space;
mod lines;
mod literal_markup;
mod plain;
#[cfg(feature = "lint-words")]
mod profanity;
mod quote_mismatch;
mod space_before_punctuation;
mod three_dots;
mod unbalanced_markup;
mod wrong_script;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &empty_cue::RULE,
    &leading_trailing_space::RULE,
    &double_space::RULE,
    &space_before_punctuation::RULE,
    &three_dots::RULE,
    &unbalanced_markup::RULE,
    &double_escaped_entity::RULE,
    &literal_markup::RULE,
    &disallowed_glyph::RULE,
    &emoji::RULE,
    &all_caps::RULE,
    #[cfg(feature = "lint-words")]
    &profanity::RULE,
    &ad_or_credit::RULE,
    &asr_artifact::RULE,
    &quote_mismatch::RULE,
    &wrong_script::RULE,
    #[cfg(feature = "lint-words")]
    &dictionary_term::RULE,
];
