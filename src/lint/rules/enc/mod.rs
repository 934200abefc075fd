//! ENC: bytes, encoding and the file as a whole.

mod control_characters;
#[cfg(feature = "ttml")]
mod declared_encoding_mismatch;
mod format_extension_mismatch;
mod mixed_line_endings;
mod mojibake;
#[cfg(feature = "nfc")]
mod not_nfc;
mod not_utf8;
mod unexpected_bom;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &not_utf8::RULE,
    &unexpected_bom::RULE,
    &mixed_line_endings::RULE,
    &control_characters::RULE,
    &mojibake::RULE,
    #[cfg(feature = "ttml")]
    &declared_encoding_mismatch::RULE,
    &format_extension_mismatch::RULE,
    #[cfg(feature = "nfc")]
    &not_nfc::RULE,
];
