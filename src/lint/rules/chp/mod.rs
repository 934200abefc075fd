//! CHP: chapters.

mod chapter_beyond_media;
mod chapter_gap;
mod chapter_markup;
mod chapter_overlap;
mod chapter_title;
mod chapter_title_too_long;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &chapter_overlap::RULE,
    &chapter_beyond_media::RULE,
    &chapter_title::RULE,
    &chapter_markup::RULE,
    &chapter_gap::RULE,
    &chapter_title_too_long::RULE,
];
