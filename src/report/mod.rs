//! What users see as JSON: counterparts of the library's types, made at the edge.

mod dump_srt;

pub use dump_srt::dump_srt;
