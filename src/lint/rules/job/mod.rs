//! JOB: what an order and the fields sent with a delivery say.

mod accuracy_out_of_range;
mod asset_format_extension;
mod default_line_length;
mod dictionary_duplicate_language;
mod dictionary_shape;
mod dictionary_too_long;
mod duplicate_visible_language;
mod ead_asset_flags;
mod label_breaks_playlist;
mod output_format_mismatch;
mod scc_for_reach;
mod unknown_language_name;

pub(super) use accuracy_out_of_range::AccuracyOutOfRange;
pub(super) use asset_format_extension::AssetFormatExtension;
pub(super) use default_line_length::DefaultLineLength;
pub(super) use dictionary_duplicate_language::DictionaryDuplicateLanguage;
pub(super) use dictionary_shape::DictionaryShape;
pub(super) use dictionary_too_long::DictionaryTooLong;
pub(super) use duplicate_visible_language::DuplicateVisibleLanguage;
pub(super) use ead_asset_flags::EadAssetFlags;
pub(super) use label_breaks_playlist::LabelBreaksPlaylist;
pub(super) use output_format_mismatch::OutputFormatMismatch;
pub(super) use scc_for_reach::SccForReach;
pub(super) use unknown_language_name::UnknownLanguageName;
