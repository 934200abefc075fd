//! W3C WebVTT: reader, writer and the two ways to and from the common timeline.
//!
//! WebVTT is two things. The *parsing algorithm* defines what a browser reads from any bytes; [`parse`]
//! follows it step by step and its [`Document`] agrees with it field by field. The *syntax section*
//! defines what an author must write; what [`parse`] and [`conformance`] report are its rules. Section
//! names in the comments are those of <https://w3c.github.io/webvtt/> (w3c/webvtt 92a85cc, 2026-05-14).

mod authoring;
mod block;
mod check_settings;
pub(crate) mod check_text;
mod conformance;
pub mod cue_text;
pub mod diagnostics;
mod document;
mod edit;
mod edit_times;
mod fast;
#[cfg(test)]
mod findings_tests;
mod language;
mod lower;
mod metadata;
#[cfg(test)]
mod property_tests;
mod raise;
mod raise_settings;
#[cfg(test)]
mod raise_tests;
mod raise_text;
mod reader;
mod reference;
mod region;
mod repair;
pub mod settings;
mod timestamp;

pub use conformance::conformance;
pub use diagnostics::CODES;
pub use document::{Cue, Document, Region, StyleBlock};
pub use lower::lower;
pub use metadata::TimestampMap;
pub use raise::{Ids, WriteOptions, raise, write};
pub(crate) use raise::{Written, raise_after};
pub use reader::{ParseOptions, parse, parse_silently};
