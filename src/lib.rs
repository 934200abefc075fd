//! A caption toolkit: reads, checks, corrects and converts SRT, WebVTT and TTML files.
//!
//! cuesmith never rebuilds a file that it was given. [`open`] makes an [`Opened`] file of a text: a [`Document`] in the text's own format, with the span of everything
//! in it, and the common view of it, a [`timeline::Timeline`]. [`lint::check`] runs the rules over
//! them and returns [`source::Diagnostic`]s, some with a [`source::Fix`]: a list of [`source::Edit`]s to
//! the source text, the only way anything is changed. [`raise`] writes a timeline as a new file in
//! another format and lists what that format cannot express.
//!
//! ```
//! use cuesmith::lint::{self, Options, Plan};
//! use cuesmith::source::{Applicability, DecodeOptions};
//! use cuesmith::{Format, ReadOptions, WriteOptions, raise, read};
//!
//! let bytes = "1\n00:00:01.000 --> 00:00:03.000\nAhoy\n".as_bytes();
//! let (decoding, reading) = (DecodeOptions::default(), ReadOptions::default());
//! let plan = Plan::new(&lint::RULES, Options::default());
//! let fixed = lint::fix(bytes, Some("a.srt"), &decoding, &reading, &plan, Applicability::Safe)?;
//! let text = String::from_utf8(fixed.bytes)?;
//! assert_eq!(text, "1\n00:00:01,000 --> 00:00:03,000\nAhoy\n");
//!
//! let file = read(&text, Some("a.srt"), &reading);
//! let webvtt = raise(&file.document.lower(), Format::WebVtt, &WriteOptions::default());
//! assert_eq!(webvtt.document, "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nAhoy\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Invariants
//!
//! - Readers never fail on content and never panic. What they cannot read stays in the document as an
//!   unparsed span, and there is a diagnostic for it.
//! - Spans are ranges of bytes in the decoded text ([`source::Span`]). [`source::LineIndex`] makes
//!   lines and columns of them, in bytes, code points or UTF-16 units.
//! - Times are whole milliseconds ([`time::Timestamp`]); where the file has a cue that ends before it
//!   starts, so does the document.
//! - Time and memory are linear in the size of the input.
//! - The library does no input or output, prints nothing and has no global state.
//!
//! # What it does not do
//!
//! It does not render captions, does not interpret WebVTT's style sheets, and does not compare captions
//! with the speech in the video. Decoding of legacy encodings is a feature; without it, bytes that are not UTF-8
//! or UTF-16 are read as Windows-1252 and listed.
//!
//! # Features
//!
//! - `cli` (default): the command, and all below but `audio` and `segment`.
//! - `align`: a transcript put onto the times of a recognizer or a caption file ([`align`]); with `json`
//!   timelines in the formats of recognizers.
//! - `acoustic`: forced alignment of a transcript with samples, by a CMU Sphinx model
//!   ([`align::acoustic`]).
//! - `audio` (default): `acoustic`, and media files for [`align`]: decoding, and when there is speech.
//! - `diff`: what differs between two versions of a file ([`diff`](mod@diff)).
//! - `encoding`: legacy encodings, through encoding_rs and chardetng.
//! - `segment`: words of Chinese, Japanese, Thai, Lao, Khmer and Burmese for [`reflow`]; not in `cli`.
//! - `docs`: the text of the rules' documentation ([`lint::Rule::docs`]).
//! - `json`: reports as JSON.
//! - `dictionary`: custom vocabularies, merging and applying ([`dictionary`]), and rule TXT018.
//! - `kaltura`: what Kaltura's parsers keep of a file, the rules and presets about it, and REACH orders
//!   ([`kaltura`]); without it nothing in the library knows that platform.
//! - `nfc`: rule ENC008, text in one Unicode normalization form.
//! - `patterns`: regular expressions of users as rules ([`lint::Pattern`]); never in the browser module.
//! - `profanity`: word lists, finding and masking ([`profanity`]), and rule TXT012.
//! - `ttml`: TTML and DFXP ([`ttml`]), in the rules and fixes like the other formats.

#[cfg(feature = "align")]
pub mod align;
pub mod chapters;
mod chars;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod convert;
mod csv;
#[cfg(feature = "dictionary")]
pub mod dictionary;
#[cfg(feature = "diff")]
pub mod diff;
pub mod ead;
pub mod format;
#[cfg(feature = "kaltura")]
pub mod kaltura;
pub mod language;
pub mod lint;
pub mod operations;
#[cfg(feature = "profanity")]
pub mod profanity;
mod read;
pub mod reflow;
pub mod report;
pub mod retime;
pub mod rewrite;
pub mod source;
pub mod speakers;
pub mod srt;
pub mod time;
pub mod timeline;
#[cfg(feature = "ttml")]
pub mod ttml;
pub mod verify_change;
pub mod webvtt;
pub mod words;

pub use format::Format;
pub use read::{
    Buffer, ConformanceOptions, Document, File, Opened, ReadOptions, WriteOptions, detect, open,
    open_silently, raise, read, read_silently,
};

/// The Rust block of the README runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The examples of the tour of the library run as tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/library.md")]
struct LibraryTour;
