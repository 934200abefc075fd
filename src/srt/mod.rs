//! SubRip (SRT): reading, checking, and writing.
//!
//! SRT has no specification. What is read, and what is reported, follows the behavior of the parsers in
//! use: `docs/formats/srt.md`, and `docs/observations.md` on how they were compared.
//!
//! [`parse`] makes a [`Document`] of spans from a text and never fails; [`conformance`] looks at the
//! markup; [`lower`] makes the common timeline, [`raise`] makes SRT from one, [`write()`] writes a
//! document in canonical form.

mod conformance;
pub mod diagnostics;
mod document;
mod edit;
mod lines;
mod lower;
mod markup;
mod number;
mod options;
mod raise;
mod reader;
#[cfg(test)]
mod reading_tests;
#[cfg(test)]
mod tests;
mod timing;
mod writer;

pub use conformance::conformance;
pub use document::{Cue, Document};
pub use lower::lower;
pub(crate) use lower::lower_spaced;
pub use markup::{Tag, Token, TokenKind, Tokens, tokens};
pub use options::{Fraction, ParseOptions, Voice, WriteOptions};
pub use raise::raise;
pub(crate) use raise::{Written, raise_after};
pub use reader::{parse, parse_silently};
pub use writer::write;
