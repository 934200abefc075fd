//! What users see: counterparts of the library's types as JSON, made at the edge.

mod dump_srt;
mod dump_webvtt;

pub use dump_srt::dump_srt;
pub use dump_webvtt::dump_webvtt;
