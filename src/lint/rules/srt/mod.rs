//! SRT: the structure of SRT files. Most rules report findings of the reader.

mod ambiguous_text;
mod dot_milliseconds;
mod index_form;
mod index_not_sequential;
mod irregular_spacing;
mod malformed_timing;
mod missing_blank_line;
mod missing_index;
mod trailing_garbage;
mod unknown_markup;
mod unread_file;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &index_not_sequential::RULE,
    &missing_index::RULE,
    &malformed_timing::RULE,
    &dot_milliseconds::RULE,
    &missing_blank_line::RULE,
    &unknown_markup::RULE,
    &trailing_garbage::RULE,
    &irregular_spacing::RULE,
    &index_form::RULE,
    &unread_file::RULE,
    &ambiguous_text::RULE,
];
