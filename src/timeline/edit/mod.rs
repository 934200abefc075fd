//! What a format has to offer so that its files can be changed: [`Editor`], one implementation for each
//! format, in the format's own folder. What SRT and WebVTT have in common is next to it.
//!
//! [`rewrite`](crate::rewrite) combines these answers and does not know the formats.

#![warn(clippy::wildcard_enum_match_arm)]

pub(crate) mod blocks;
pub(crate) mod open_tags;
pub(crate) mod text;
pub(crate) mod timestamp_format;

use std::borrow::Cow;

use crate::source::{Edit, Span};
use crate::time::{Interval, TimeMap, Timestamp};
use crate::timeline::{Cue, Run, Timeline};

/// How a format writes changes to its cues, as edits to the source text.
///
/// The document answers, together with its view ([`Timeline`]). A cue is given by its index in
/// [`Timeline::cues`]. `None` means that the format cannot express the change at this cue; it is then not
/// offered.
pub trait Editor {
    /// Gives a cue other times. Unchanged times are not touched, new ones keep the author's form where
    /// that can express them. The list is empty when there is nothing to do.
    fn set_times(&self, view: &Timeline<'_>, cue: u32, to: Interval) -> Option<Vec<Edit>>;

    /// Ends the source of a cue at `at`, and with it all cues that share it.
    fn end_at(&self, view: &Timeline<'_>, cue: u32, at: Timestamp) -> Option<Vec<Edit>> {
        let interval = view.cues.get(cue as usize)?.interval;
        self.set_times(view, cue, Interval { end: at, ..interval })
    }

    /// Whether the text from the cue `next` on may read differently with more or fewer cues before it. In SRT the
    /// count of cues decides what a line is: a number or text.
    fn counts_cues(&self, view: &Timeline<'_>, next: u32) -> bool {
        let _ = (view, next);
        false
    }

    /// What makes a document of some blocks, written before and after them. `None`: the file is well-formed, so blocks
    /// mean the same wherever they are, and what an edit makes of them is known without reading them again.
    fn frame(&self) -> Option<Frame> {
        None
    }

    /// Removes cues, given in rising order: one edit for each gap. Cues that share one piece of source
    /// ([`is_shared`]) can only be removed together.
    fn remove(&self, view: &Timeline<'_>, cues: &[u32]) -> Option<Vec<Edit>>;

    /// Removes a line that shows nothing from a cue, with the line break at its end. `line` is what the
    /// line consists of, the break last. The cue is not [`is_shared`].
    fn remove_line(&self, view: &Timeline<'_>, cue: u32, line: &[Run<'_>]) -> Option<Vec<Edit>>;

    /// The block of the cue `moved`, written so that it may take the place of the block of the cue
    /// `here`: with a blank line before it where there is none, and, `renumbered`, with the number
    /// that the place has.
    fn at_place(
        &self,
        view: &Timeline<'_>,
        here: u32,
        moved: u32,
        renumbered: bool,
    ) -> Option<String>;

    /// The line break that is written inside a cue at `at` (bytes).
    fn line_break(&self, view: &Timeline<'_>, at: u32) -> Cow<'static, str>;

    /// Plain text, escaped so that a parser shows it unchanged at `at` (bytes). `None` for text that is
    /// not possible there.
    fn escape_at<'t>(&self, at: u32, text: &'t str) -> Option<Cow<'t, str>>;

    /// The white space of text in a stretch of source that shows nothing: hidden next to a line break, it would
    /// be seen without it. Parts of text that are more than white space are not among it.
    fn hidden_space(&self, between: Span) -> Vec<Span> {
        let _ = between;
        Vec::new()
    }

    /// What replaces each of `cuts`, so that the text after it is its own cue: the end of one
    /// part and the start of the next, shown at the one of `times` (as many as cuts). What is open is
    /// closed before a cut and opened again after it. The cuts are in the cue's text, in rising order.
    /// Numbers of cues count on from this one's, and from `added` more.
    fn split(
        &self,
        view: &Timeline<'_>,
        cue: u32,
        cuts: &[Span],
        times: &[Interval],
        added: i64,
    ) -> Option<Vec<String>>;

    /// What is written around the text of a new cue before all others, in a format whose cues are elements. `None` in
    /// others, and where the file has no place for it.
    fn before_all(&self, view: &Timeline<'_>, interval: Interval) -> Option<Around> {
        let _ = (view, interval);
        None
    }

    /// Makes one cue of two that follow each other, without changing the times of the first. `None`
    /// when they are shown in different places, or something is between them.
    fn join(&self, view: &Timeline<'_>, one: u32, two: u32, joint: Joint) -> Option<Edit>;

    /// New numbers for numbered cues: `added` says, in rising order, after which cue how many were
    /// added (or, negative, removed).
    fn renumber(&self, view: &Timeline<'_>, added: &[(u32, i64)]) -> Vec<Edit> {
        let _ = (view, added);
        Vec::new()
    }

    /// Moves the timestamps inside the text of a cue that is to be shown at `to`, each to where `moved`
    /// brings it; they stay inside the cue.
    fn move_stamps(
        &self,
        view: &Timeline<'_>,
        cue: &Cue<'_>,
        to: Interval,
        moved: &dyn Fn(Timestamp) -> Timestamp,
    ) -> Vec<Edit> {
        let _ = (view, cue, to, moved);
        Vec::new()
    }

    /// Moves every time of the file, where the format has times beside those of cues; cues that then
    /// end at zero or before are removed. `None`: there are only cues, which the caller moves one by one.
    fn remap(&self, view: &Timeline<'_>, map: TimeMap) -> Option<Result<Mapped, MapError>> {
        let _ = (view, map);
        None
    }
}

/// What makes a document of some blocks ([`Editor::frame`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Before the blocks.
    pub before: String,
    /// A block with this text is put after them: it is lost where they have no end.
    pub sentinel: &'static str,
    /// After the blocks: the block with [`Frame::sentinel`], and what closes the document.
    pub after: String,
}

/// What is written around the text of a new cue ([`Editor::before_all`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// What the cue replaces: nothing, or the end of an empty tag.
    pub place: Span,
    /// Before its text.
    pub before: String,
    /// After its text.
    pub after: String,
}

/// What comes between the texts of two cues that become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Joint {
    /// A space.
    #[default]
    Space,
    /// A line break.
    Break,
}

/// What [`Editor::remap`] changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapped {
    /// The changes.
    pub edits: Vec<Edit>,
    /// Times whose form had to change, because it cannot express the new time.
    pub reformed: Vec<Span>,
}

/// Why the times of a file cannot be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// A time cannot be written where it is.
    #[error("a time cannot be changed where it is")]
    Unwritable {
        /// The place in the source.
        span: Span,
    },
    /// A time is a frame label (SMPTE), and the new time is not that of a frame.
    #[error("the times are frame labels (smpte), and the new time here is not that of a frame")]
    NoFrame {
        /// The place in the source.
        span: Span,
    },
    /// Numbers exceed 64 bits.
    #[error("the times become too large")]
    TooLarge,
}

/// Whether a cue shares its piece of source with others (a TTML paragraph whose parts change). Its text
/// cannot be edited alone: the others would change too.
#[must_use]
pub fn is_shared(timeline: &Timeline<'_>, cue: u32) -> bool {
    let block = |at: Option<u32>| {
        at.and_then(|at| timeline.cues.get(at as usize)).map(|cue: &Cue<'_>| cue.origin.block)
    };
    let own = block(Some(cue));
    own.is_some_and(|own| !own.is_empty())
        && (block(cue.checked_sub(1)) == own || block(cue.checked_add(1)) == own)
}

/// An edit to a slice that begins at `from`.
pub(crate) fn moved(edit: Edit, from: u32) -> Edit {
    let span = Span::new(edit.span.start - from, edit.span.end - from);
    Edit { span, ..edit }
}
