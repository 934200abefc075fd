//! Bytes to text, places in text, and changes to text.
//!
//! The contents: [`Span`], [`LineIndex`] and [`Position`] (places), [`decode`] (encodings),
//! [`Edit`] and [`Fix`] (changes), [`Diagnostic`] and [`Parsed`] (findings of readers), what
//! all readers use to report (`findings`), [`LineEnding`] for what is written, and the block scanner the readers are built on. Nothing here knows a caption format.

mod compose;
mod decode;
mod diagnostic;
mod edit;
mod findings;
mod line_ending;
mod line_index;
mod order;
pub mod scan;
mod span;

#[cfg(all(test, feature = "cli"))]
pub(crate) use decode::DECODED;
pub(crate) use decode::windows_1252;
pub use decode::{Certainty, DecodeError, DecodeOptions, EncodeError, Source, decode};
pub use diagnostic::{Code, Diagnostic, Label, Measured, Parsed, Severity};
pub use edit::{Applicability, Edit, EditError, Edits, Fix};
pub(crate) use findings::{DiagnosticList, FindingKind, LeftOut, finding, findings};
pub use line_ending::LineEnding;
pub use line_index::{ColumnUnit, LineIndex, Position};
pub use order::{Key, sort_by_key};
pub use span::{MAX_LEN, Span};
