//! SRT: the structure of SRT files. Most of it is noticed by the reader and passed on.

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

pub(super) use ambiguous_text::AmbiguousText;
pub(super) use dot_milliseconds::DotMilliseconds;
pub(super) use index_form::IndexForm;
pub(super) use index_not_sequential::IndexNotSequential;
pub(super) use irregular_spacing::IrregularSpacing;
pub(super) use malformed_timing::MalformedTiming;
pub(super) use missing_blank_line::MissingBlankLine;
pub(super) use missing_index::MissingIndex;
pub(super) use trailing_garbage::TrailingGarbage;
pub(super) use unknown_markup::UnknownMarkup;
pub(super) use unread_file::UnreadFile;
