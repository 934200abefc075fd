//! Reads timelines: words and their times from recognizers, forced aligners and caption files.
//!
//! [`read_timeline`] detects the format from the content, not from the file name. A reader takes only what the
//! source contains: a missing time stays missing. Punctuation stays with the word that it
//! follows, pieces of a word are joined, marks for silence and the start of a sentence are dropped.
//! `docs/formats/timelines.md` describes each format.

mod build;
mod captions;
mod columns;
mod error;
#[cfg(feature = "json")]
mod json;

pub use captions::timeline_of_captions;
pub use error::TimelineError;

use super::WordTimeline;
use crate::format::Format;
use crate::read::{ReadOptions, read_silently};

/// Reads words and their times from the output of a recognizer or from a caption file. The text is the result of
/// [`decode`](crate::source::decode).
///
/// JSON of recognizers needs the feature `json`.
///
/// ```
/// use cuesmith::align::{TimelineKind, read_timeline};
/// use cuesmith::time::Timestamp;
///
/// let timeline = read_timeline("talk 1 0.50 0.40 ahoy 0.98\ntalk 1 0.90 0.35 there\n")?;
/// assert_eq!(timeline.kind, TimelineKind::Words);
/// assert_eq!(timeline.text_of(&timeline.words[1]), "there");
/// assert_eq!(timeline.words[1].end, Some(Timestamp(1250)));
/// assert_eq!(timeline.words[1].confidence, None);
/// # Ok::<(), cuesmith::align::TimelineError>(())
/// ```
///
/// # Errors
/// [`TimelineError`] if the text is broken, in no known format, or without words.
pub fn read_timeline(text: &str) -> Result<WordTimeline, TimelineError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = text.trim_start();
    if start.is_empty() {
        return Err(TimelineError::new("the file is empty"));
    }
    if start.starts_with(['{', '[']) && !starts_like_a_label(start) {
        return read_json(text);
    }
    if let Some(read) = columns::read(text) {
        return read.and_then(with_words);
    }
    let options = ReadOptions { format: Format::sniff(text), ..ReadOptions::default() };
    if options.format.is_none() {
        return Err(TimelineError::new(
            "this is neither JSON of a recognizer nor CTM, RTTM, NLP or a caption file: give one of these",
        ));
    }
    with_words(timeline_of_captions(&read_silently(text, None, &options).lower()))
}

/// `[music]` at the start of a text is not the start of a list.
fn starts_like_a_label(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(char::is_alphabetic))
        && !["true", "false", "null"].iter().any(|word| text[1..].trim_start().starts_with(word))
}

#[cfg(feature = "json")]
fn read_json(text: &str) -> Result<WordTimeline, TimelineError> {
    json::read(text).and_then(with_words)
}

#[cfg(not(feature = "json"))]
fn read_json(_: &str) -> Result<WordTimeline, TimelineError> {
    Err(TimelineError::new(
        "this is JSON, which this build does not read: build with the feature `json`",
    ))
}

/// A timeline without words is an error: nothing can be aligned with it.
fn with_words(timeline: WordTimeline) -> Result<WordTimeline, TimelineError> {
    if timeline.words.is_empty() {
        return Err(TimelineError::new(
            "the file has no words: give one in which speech was recognized",
        ));
    }
    Ok(timeline)
}
