//! A chapter, the results of reading and writing, and its name in messages.

use crate::time::{Clock, Timestamp};

/// The longest title that is kept whole, in bytes of UTF-8: platforms cut off what follows (a
/// common limit of stored names).
pub const MAX_TITLE_BYTES: usize = 255;

/// One chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chapter {
    /// Its position in what it was read from, from 1.
    pub number: u32,
    /// Where it starts, in ms.
    pub start: i64,
    /// Where it ends, in ms. `None`: where the next one starts, or with the video.
    pub end: Option<i64>,
    /// What it is called, on one line.
    pub title: String,
    /// A longer text.
    pub description: Option<String>,
}

/// Chapters, and what else was there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The chapters, in the order of the file.
    pub chapters: Vec<Chapter>,
    /// What chapters cannot express, one thing per line.
    pub losses: Vec<String>,
}

/// A new file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Its text.
    pub text: String,
    /// What it cannot express, one thing per line.
    pub losses: Vec<String>,
}

/// Why chapters cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct ReadError {
    /// Where: a line (`line 3`), or a JSON pointer (`/2/title`).
    pub place: String,
    /// What was expected and what was found.
    pub message: String,
}

impl ReadError {
    pub(crate) fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

/// A chapter in a message.
pub(crate) fn named(chapter: &Chapter) -> String {
    let mut title: String = chapter.title.chars().take(40).collect();
    if title.len() < chapter.title.len() {
        title.push('…');
    }
    format!("chapter {} (`{title}`)", chapter.number)
}

/// A time as it is written in messages and in WebVTT.
pub(super) fn timestamp(ms: i64) -> Clock {
    Clock { time: Timestamp(ms), mark: '.' }
}

/// A number of things: `1 end`, `2 ends`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
