//! A caption toolkit: see the README for the tour.
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod format;
pub mod lint;
mod read;
pub mod report;
pub mod source;
pub mod srt;
pub mod time;
pub mod timeline;
pub mod webvtt;

pub use format::Format;
pub use read::{Document, File, ReadOptions, WriteOptions, detect, raise, read};
