//! ENC: bytes, encoding and the file as a whole.

mod control_characters;
#[cfg(feature = "ttml")]
mod declared_encoding_mismatch;
mod format_extension_mismatch;
mod mixed_line_endings;
#[cfg(feature = "nfc")]
mod not_nfc;
mod not_utf8;
mod unexpected_bom;

pub(super) use control_characters::ControlCharacters;
#[cfg(feature = "ttml")]
pub(super) use declared_encoding_mismatch::DeclaredEncodingMismatch;
pub(super) use format_extension_mismatch::FormatExtensionMismatch;
pub(super) use mixed_line_endings::MixedLineEndings;
#[cfg(feature = "nfc")]
pub(super) use not_nfc::NotNfc;
pub(super) use not_utf8::NotUtf8;
pub(super) use unexpected_bom::UnexpectedBom;
