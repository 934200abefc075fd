//! Documents and findings as JSON and other formats for people and machines.

mod dump_webvtt;

pub use dump_webvtt::dump_webvtt;
