//! VTT: the syntax of WebVTT files. Most rules report findings of the reader.

mod arrow_in_text;
mod bad_cue_setting;
mod bad_escape;
mod bad_inline_timestamp;
mod block_structure;
mod duplicate_id;
mod empty_voice;
mod header_metadata;
mod malformed_timestamp;
mod missing_block_separator;
mod missing_header;
mod region_definition;
mod style_after_cue;
mod tag_content;
mod unclosed_tag;
mod undefined_region;
mod unknown_tag;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &missing_header::RULE,
    &malformed_timestamp::RULE,
    &missing_block_separator::RULE,
    &arrow_in_text::RULE,
    &bad_cue_setting::RULE,
    &unclosed_tag::RULE,
    &unknown_tag::RULE,
    &empty_voice::RULE,
    &bad_inline_timestamp::RULE,
    &bad_escape::RULE,
    &style_after_cue::RULE,
    &undefined_region::RULE,
    &duplicate_id::RULE,
    &block_structure::RULE,
    &region_definition::RULE,
    &tag_content::RULE,
    &header_metadata::RULE,
];
