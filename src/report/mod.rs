//! Findings and parsed files as text, for people and for programs.
//!
//! The functions here turn a check's result into text; nothing is printed. JSON is made of counterpart
//! types, never by deriving serde on documents.

mod checked;
pub mod concise;
mod docs;
#[cfg(feature = "json")]
mod dump_srt;
#[cfg(all(feature = "json", feature = "ttml"))]
mod dump_ttml;
#[cfg(feature = "json")]
mod dump_webvtt;
#[cfg(feature = "cli")]
pub mod human;
#[cfg(feature = "json")]
mod info;
#[cfg(feature = "json")]
pub mod json;
mod places;
#[cfg(feature = "json")]
mod reporter;
mod summary;

pub use checked::{Checked, fingerprints};
pub use docs::explain;
#[cfg(feature = "json")]
pub use dump_srt::dump_srt;
#[cfg(all(feature = "json", feature = "ttml"))]
pub use dump_ttml::*;
#[cfg(feature = "json")]
pub use dump_webvtt::dump_webvtt;
#[cfg(feature = "json")]
pub use info::{EncodingInfo, Info, LineEndings, LongestLine, Speed, info};
pub use places::Places;
#[cfg(feature = "json")]
pub use reporter::{Concise, End, Json, Ndjson, Reporter};
#[cfg(feature = "cli")]
pub(crate) use summary::count;
pub use summary::{SkippedTotal, Summary};
