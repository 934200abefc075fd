//! All tests that are not beside the code, in one binary: linking them one by one took longer than
//! running most of them. A new file is a line here; `tests/allocations.rs` stays apart, since it counts
//! the allocations of its whole process. `cargo test --test all rules::` runs those of one file.

#![allow(clippy::print_stdout, clippy::print_stderr)] // what is skipped is said, and figures

#[cfg(feature = "audio")]
mod acoustic;
#[cfg(feature = "audio")]
mod align_audio;
mod align_captions;
mod align_cases;
mod align_properties;
mod align_segment;
mod align_text;
#[cfg(feature = "audio")]
mod align_voices;
mod architecture;
mod archives;
mod baseline;
mod cli;
mod common;
mod completions;
mod config;
mod conformance_kaltura;
mod conformance_srt;
mod conformance_ttml;
mod conformance_webvtt;
mod convert;
mod convert_files;
mod data;
mod deliver;
mod deliver_jobs;
mod dictionary;
mod diff;
mod ead;
mod edits;
mod faults;
mod fixes;
mod fixtures;
mod format_pages;
mod fuzz_corpus;
mod kaltura_rules;
mod kaltura_safe;
mod kept;
mod left_out;
mod links;
mod lsp;
mod messages;
mod naive;
mod patterns;
mod presets;
mod profanity;
mod properties;
mod readme;
mod reflow;
mod regressions;
mod reports;
mod retime;
mod rules;
mod safe_fixes;
mod shown;
mod silent;
mod simulate;
mod speakers;
mod stream;
mod suppress;
mod suppress_files;
mod sync;
mod terminal;
mod timelines;
mod transcripts;
mod ttml_rules;
mod verify_change;
mod words;
mod writing;
