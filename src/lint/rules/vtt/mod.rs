//! VTT: the syntax of WebVTT files. Most of it is noticed by the reader and passed on.

mod arrow_in_text;
mod bad_cue_setting;
mod bad_escape;
mod bad_inline_timestamp;
mod block_structure;
mod duplicate_id;
mod empty_voice;
mod malformed_timestamp;
mod missing_block_separator;
mod missing_header;
mod region_definition;
mod style_after_cue;
mod tag_content;
mod unclosed_tag;
mod undefined_region;
mod unknown_tag;

pub(super) use arrow_in_text::ArrowInText;
pub(super) use bad_cue_setting::BadCueSetting;
pub(super) use bad_escape::BadEscape;
pub(super) use bad_inline_timestamp::BadInlineTimestamp;
pub(super) use block_structure::BlockStructure;
pub(super) use duplicate_id::DuplicateId;
pub(super) use empty_voice::EmptyVoice;
pub(super) use malformed_timestamp::MalformedTimestamp;
pub(super) use missing_block_separator::MissingBlockSeparator;
pub(super) use missing_header::MissingHeader;
pub(super) use region_definition::RegionDefinition;
pub(super) use style_after_cue::StyleAfterCue;
pub(super) use tag_content::TagContent;
pub(super) use unclosed_tag::UnclosedTag;
pub(super) use undefined_region::UndefinedRegion;
pub(super) use unknown_tag::UnknownTag;
