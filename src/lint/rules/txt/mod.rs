//! TXT: the text of cues.

mod asr_artifact;
#[cfg(feature = "dictionary")]
mod dictionary_term;
mod double_space;
mod empty_cue;
mod leading_trailing_space;
mod lines;
#[cfg(feature = "profanity")]
mod profanity;
mod unbalanced_markup;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &empty_cue::RULE,
    &leading_trailing_space::RULE,
    &double_space::RULE,
    &unbalanced_markup::RULE,
    #[cfg(feature = "profanity")]
    &profanity::RULE,
    &asr_artifact::RULE,
    #[cfg(feature = "dictionary")]
    &dictionary_term::RULE,
];
