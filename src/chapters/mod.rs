//! Chapters: where a part of a video starts, and what it is called.
//!
//! They come as WebVTT (or any caption file) and as lists with `start_time` and `end_time` in seconds
//! (JSON, CSV). Reading makes [`Chapter`]s of any of these, [`arrange`] fills in the ends, [`problems`]
//! says what is wrong with them, [`write()`] writes them. What a form cannot express is reported, never
//! dropped silently.

mod arrange;
pub(crate) mod chapter;
mod csv;
mod form;
#[cfg(feature = "json")]
mod json;
mod seconds;
mod webvtt;
mod write;

pub use arrange::{arrange, problems};
pub use chapter::{Chapter, MAX_TITLE_BYTES, Read, ReadError, Written};
pub use csv::from_csv;
pub use form::Form;
#[cfg(feature = "json")]
pub use json::from_list;
pub use webvtt::from_timeline;
pub use write::{WriteError, write};
