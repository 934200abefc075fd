//! Changes to cues, as edits to the source text: other times, another text, new cues, removal, splitting and joining, a
//! line break, plain text.
//!
//! The linter, retiming, reflowing and the word lists request changes; the format's
//! [`Editor`](crate::timeline::edit::Editor) writes them. Where a format cannot express a change at a cue
//! (a cue that shares its paragraph with others, a time that comes from a container, a line that would be
//! a timing line), or can only be read, the answer is `None` and the change is not offered.

#![warn(clippy::wildcard_enum_match_arm)]

mod cue;
mod merge;
mod reading;
mod split;

pub use crate::timeline::edit::{Joint, is_shared};
pub use cue::{CueText, insert, remove_renumbered, set_text};
pub use merge::merge;
pub(crate) use reading::keep_fitting;
pub use reading::{Expected, Says, reads_as};
pub use split::{Split, SplitAll, cut_at, renumber, split, split_all};

use std::borrow::Cow;

use crate::read::Opened;
use crate::source::{Edit, Span};
use crate::time::{Interval, Timestamp};
use crate::timeline::edit::blocks;
use crate::timeline::{Cue, Run, RunKind, is_visible};

/// Gives a cue other times. Unchanged times are not touched; a new one keeps the author's form where
/// that can express it to the millisecond; TTML keeps frames, ticks, offsets, digits and
/// `dur`.
///
/// `cue` is the position in [`Timeline::cues`](crate::timeline::Timeline::cues). `None` when it cannot be done; an empty list when
/// there is nothing to do.
///
/// ```
/// use cuesmith::source::{Edits, Source};
/// use cuesmith::time::Interval;
/// use cuesmith::{ReadOptions, open, rewrite};
///
/// let source = Source::from_text("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n");
/// let file = open(&source, None, &ReadOptions::default());
/// let edits = rewrite::set_times(&file, 0, Interval::from_ms(1000, 2500)).unwrap();
/// let edits: Edits = edits.into_iter().collect();
/// assert_eq!(edits.apply(&source.text).unwrap(), "WEBVTT\n\n00:01.000 --> 00:02.500\nHello\n");
/// ```
#[must_use]
pub fn set_times(file: &Opened<'_>, cue: u32, to: Interval) -> Option<Vec<Edit>> {
    file.document.editor()?.set_times(&file.timeline, cue, to)
}

/// Removes a cue. In SRT and WebVTT its neighbors stay one blank line apart; in TTML the line of its
/// `p` is removed too. `None` when the cue shares its paragraph with others, or when others would move
/// (TTML's `seq` containers).
#[must_use]
pub fn remove(file: &Opened<'_>, cue: u32) -> Option<Edit> {
    remove_all(file, &[cue])?.pop()
}

/// Removes a block of whole lines that is not a cue (a comment, a style sheet, a region) from an SRT or
/// WebVTT text, so that its neighbors stay one blank line apart.
#[must_use]
pub fn remove_block(text: &str, block: Span) -> Edit {
    blocks::remove(text, block)
}

/// Whether a blank line, or nothing, follows the block that ends at `end` in an SRT or WebVTT text:
/// otherwise many parsers take what follows for lines of the block.
#[must_use]
pub fn is_set_off(text: &str, end: u32) -> bool {
    blocks::ends_before_blank(text, end)
}

/// Removes lines that show nothing from a cue, each with its line break: the edits for each of `lines`,
/// which count from 0 and rise. `None` for the last line, for a cue that [`is_shared`], and where
/// markup is on the line of a text file.
#[must_use]
pub fn delete_lines(file: &Opened<'_>, cue: u32, lines: &[usize]) -> Vec<Option<Vec<Edit>>> {
    let timeline = &file.timeline;
    let mut out = vec![None; lines.len()];
    let found = timeline.cues.get(cue as usize).filter(|_| !is_shared(timeline, cue));
    let (Some(editor), Some(found)) = (file.document.editor(), found) else { return out };
    let runs = timeline.runs_of(found).split_inclusive(|run| run.kind == RunKind::Break);
    let mut wanted = lines.iter().zip(&mut out).peekable();
    for (line, runs) in runs.enumerate() {
        let Some((_, edits)) = wanted.next_if(|(at, _)| **at == line) else { continue };
        // Ruby text is not part of any line.
        let shows = |run: &Run<'_>| matches!(&run.kind, RunKind::Text(text) if is_visible(text));
        let is_last = runs.last().is_none_or(|run| run.kind != RunKind::Break);
        if !is_last && !runs.iter().any(shows) {
            *edits = editor.remove_line(timeline, cue, runs);
        }
    }
    let same = Expected { cues: cue..=cue, becomes: 1, says: Says::TheSame };
    keep_fitting(&mut out, |_, lines| {
        let edits: Vec<Edit> = lines.iter().flatten().flatten().cloned().collect();
        edits.is_empty() || reads_as(file, &edits, &same)
    });
    out
}

/// Ends the source of a cue at `at`, and with it all cues that share it: those that would begin later
/// are removed. In TTML this also works for paragraphs with timed parts, unlike [`set_times`]. `None`
/// when it is not possible.
#[must_use]
pub fn end_at(file: &Opened<'_>, cue: u32, at: Timestamp) -> Option<Vec<Edit>> {
    file.document.editor()?.end_at(&file.timeline, cue, at)
}

/// Removes several cues, given in rising order, adjacent ones as one block; cues that share one piece of
/// source ([`is_shared`]) can only be removed together.
#[must_use]
pub fn remove_all(file: &Opened<'_>, cues: &[u32]) -> Option<Vec<Edit>> {
    let edits = file.document.editor()?.remove(&file.timeline, cues)?;
    if file.format().is_line_based() {
        // Unreadable text between two cues may become text of the cue above.
        let mut holes = edits.iter();
        for group in cues.chunk_by(|a, b| a + 1 == *b) {
            let (first, last) = (group[0], group[group.len() - 1]);
            let (above, says) = match first.checked_sub(1) {
                Some(above) => (above, Says::Only(above)),
                None => (first, Says::Text("")),
            };
            let becomes = usize::from(above != first);
            // Where something is between two removed cues, they are two blocks.
            let here: Vec<Edit> = holes
                .clone()
                .take_while(|hole| hole.span.start <= timeline_end(file, last))
                .cloned()
                .collect();
            holes.by_ref().take(here.len()).for_each(drop);
            if !reads_as(file, &here, &Expected { cues: above..=last, becomes, says }) {
                return None;
            }
        }
    }
    Some(edits)
}

/// Where the block of a cue ends.
fn timeline_end(file: &Opened<'_>, cue: u32) -> u32 {
    file.timeline.cues.get(cue as usize).map_or(u32::MAX, |cue| cue.origin.block.end)
}

/// Reorders cues: `order` has the index of the cue for each place in the file. Whole blocks are moved, with their
/// numbers unless they are `renumbered`: then the numbers stay where they are. `None` when that is not possible: TTML
/// paragraphs of different parents, texts that would be read differently in another place.
#[must_use]
pub fn reorder(file: &Opened<'_>, order: &[u32], renumbered: bool) -> Option<Vec<Edit>> {
    let timeline = &file.timeline;
    let editor = file.document.editor()?;
    let mut edits = Vec::new();
    let mut after_moved = false;
    for (place, &from) in order.iter().enumerate() {
        let stays = place == from as usize;
        if stays && !std::mem::take(&mut after_moved) {
            continue;
        }
        let here = timeline.cues.get(place)?.origin.block;
        after_moved = !stays;
        match editor.at_place(timeline, place as u32, from, renumbered) {
            Some(text) if stays && text == here.slice(timeline.source) => {}
            Some(text) => edits.push(Edit::replace(here, text)),
            None if stays => {}
            None => return None,
        }
    }
    reading::is_in_order(file, order, &edits).then_some(edits)
}

/// Moves the timestamps inside the text of a WebVTT cue that will be shown at `to`, each to the time that `moved`
/// returns. They must stay inside the cue, in ascending order. Timestamps at or before the start of the cue are
/// removed, because the text after them is shown from the start. The first one at or after the end is set to 1 ms
/// before the end, so that the text after it stays unsung, and the ones after it are removed. A timestamp that was
/// already out of place is only moved.
///
/// ```
/// use cuesmith::rewrite::move_stamps;
/// use cuesmith::source::{Edits, Source};
/// use cuesmith::time::Interval;
/// use cuesmith::{ReadOptions, open};
///
/// let text = "WEBVTT\n\n00:01.000 --> 00:04.000\na <00:02.000>b <00:03.000>c\n";
/// let source = Source::from_text(text);
/// let file = open(&source, None, &ReadOptions::default());
/// let later = Interval::from_ms(2500, 4000);
/// let edits = move_stamps(&file, &file.timeline.cues[0], later, |time| time);
/// let edits: Edits = edits.into_iter().collect();
/// assert_eq!(edits.apply(text).unwrap(), text.replace("<00:02.000>", ""));
/// ```
#[must_use]
pub fn move_stamps(
    file: &Opened<'_>,
    cue: &Cue<'_>,
    to: Interval,
    moved: impl Fn(Timestamp) -> Timestamp,
) -> Vec<Edit> {
    let editor = file.document.editor();
    editor.map_or_else(Vec::new, |editor| editor.move_stamps(&file.timeline, cue, to, &moved))
}

/// The line break that is written inside a cue at `at` (bytes): the line terminator that the cue's first
/// line has, or TTML's `br` with the prefix in use.
#[must_use]
pub fn line_break(file: &Opened<'_>, at: u32) -> Option<Cow<'static, str>> {
    Some(file.document.editor()?.line_break(&file.timeline, at))
}

/// Plain text, escaped so that a parser shows it unchanged at `at` (bytes): nothing is escaped in a CDATA section.
/// `None` for text that is not allowed there at all: `]]>` in such a section, characters that XML does not allow.
#[must_use]
pub fn escape_at<'t>(file: &Opened<'_>, at: u32, text: &'t str) -> Option<Cow<'t, str>> {
    file.document.editor()?.escape_at(at, text)
}

/// The white space in a stretch of source that shows nothing: TTML hides it next to line breaks, and would
/// show it if they were removed.
#[must_use]
pub fn hidden_space(file: &Opened<'_>, between: Span) -> Vec<Span> {
    file.document.editor().map_or_else(Vec::new, |editor| editor.hidden_space(between))
}

/// The source line that contains `at` (bytes), with its terminator.
#[must_use]
pub fn line_around(text: &str, at: u32) -> Span {
    blocks::line_around(text, at)
}
