//! LIN: lines.

mod bad_break;
mod cue_too_long_text;
mod empty_line_in_cue;
mod fits_one_line;
mod line_too_long;
mod too_many_lines;
mod unbalanced_lines;
mod word_split_at_break;
mod wrap;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &line_too_long::RULE,
    &too_many_lines::RULE,
    &fits_one_line::RULE,
    &unbalanced_lines::RULE,
    &bad_break::RULE,
    &empty_line_in_cue::RULE,
    &word_split_at_break::RULE,
    &cue_too_long_text::RULE,
];
