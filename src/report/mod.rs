//! Findings and parsed files as text, for people and for programs.
//!
//! The functions here turn the result of a check into text; nothing is printed. JSON is serialized from
//! separate types: documents never derive serde traits.

mod checked;
#[cfg(feature = "cli")]
mod ci;
pub mod concise;
#[cfg(feature = "cli")]
mod csv;
mod docs;
#[cfg(feature = "json")]
mod dump_srt;
#[cfg(all(feature = "json", feature = "ttml"))]
mod dump_ttml;
#[cfg(feature = "json")]
mod dump_webvtt;
#[cfg(feature = "cli")]
mod excerpt;
#[cfg(feature = "cli")]
mod house_style;
#[cfg(feature = "cli")]
mod html;
#[cfg(feature = "cli")]
mod html_requirements;
#[cfg(feature = "cli")]
pub mod human;
#[cfg(feature = "json")]
mod info;
#[cfg(feature = "json")]
pub mod json;
mod places;
#[cfg(feature = "json")]
mod reporter;
#[cfg(feature = "cli")]
mod requirements;
#[cfg(feature = "cli")]
mod sarif;
mod summary;
#[cfg(feature = "cli")]
mod xml;

#[cfg(feature = "cli")]
use checked::hash;
pub use checked::{Checked, fingerprints};
#[cfg(feature = "cli")]
pub use ci::{Github, Gitlab, Rdjson};
#[cfg(feature = "cli")]
pub use csv::Csv;
pub use docs::explain;
#[cfg(feature = "json")]
pub use dump_srt::dump_srt;
#[cfg(all(feature = "json", feature = "ttml"))]
pub use dump_ttml::*;
#[cfg(feature = "json")]
pub use dump_webvtt::dump_webvtt;
#[cfg(feature = "cli")]
pub use html::Html;
#[cfg(feature = "json")]
pub use info::{EncodingInfo, Info, LineEndings, LongestLine, Speed, info};
pub use places::Places;
#[cfg(feature = "cli")]
use reporter::to_json;
#[cfg(feature = "json")]
pub use reporter::{Concise, End, Json, Ndjson, Reporter};
#[cfg(feature = "cli")]
pub use sarif::Sarif;
#[cfg(feature = "cli")]
pub(crate) use sarif::addresses;
#[cfg(feature = "cli")]
pub(crate) use summary::count;
pub use summary::{RuleTotal, SkippedTotal, Summary};
#[cfg(feature = "cli")]
pub use xml::{Checkstyle, Junit};
