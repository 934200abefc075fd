//! Chapters in WebVTT, and in any other caption file: a cue for each, its text as the title. A
//! description is the comment before the cue that begins `NOTE Description`, as [`super::write`]
//! makes it.

use super::chapter::{Chapter, Read, counted};
use crate::time::Timestamp;
use crate::timeline::{ExtraKind, Timeline, one_line, visible_text};

/// What is on the first line of a comment that contains a description.
pub(super) const DESCRIPTION: &str = "NOTE Description";

/// Reads the cues of a file as chapters.
///
/// ```
/// use cuesmith::chapters::from_timeline;
/// use cuesmith::{ReadOptions, read};
///
/// let text = "WEBVTT\n\nNOTE Description\nFrom six o'clock.\n\n00:00.000 --> 01:30.000\nThe <b>harbour</b>\n";
/// let read = from_timeline(&read(text, None, &ReadOptions::default()).document.lower());
/// assert_eq!(read.chapters[0].title, "The harbour");
/// assert_eq!(read.chapters[0].description.as_deref(), Some("From six o'clock."));
/// assert_eq!(read.losses, ["1 title's markup"]);
/// ```
#[must_use]
pub fn from_timeline(timeline: &Timeline<'_>) -> Read {
    let mut read = Read::default();
    let (mut markup, mut settings) = (0, 0);
    for (index, cue) in timeline.cues.iter().enumerate() {
        let end = Some(cue.interval.end).filter(|end| *end != Timestamp::OPEN);
        read.chapters.push(Chapter {
            number: index as u32 + 1,
            start: cue.interval.start.0,
            end: end.map(|end| end.0),
            title: one_line(&visible_text(timeline, cue)),
            description: None,
        });
        markup += usize::from(timeline.runs_of(cue).iter().any(|run| run.scope != 0));
        settings += usize::from(cue.placement.is_some() || cue.region.is_some());
    }
    let comments = describe(timeline, &mut read.chapters);
    let mut lose = |count: usize, one: &str, many: &str| {
        if count > 0 {
            read.losses.push(counted(count, one, many));
        }
    };
    lose(markup, "title's markup", "titles' markup");
    lose(settings, "cue's settings", "cues' settings");
    lose(comments, "comment", "comments");
    let count = |kind| timeline.extras.iter().filter(|extra| extra.kind == kind).count();
    lose(count(ExtraKind::Style), "style sheet", "style sheets");
    lose(count(ExtraKind::Unparsed), "block that cannot be read", "blocks that cannot be read");
    read
}

/// Gives chapters their descriptions, and counts the comments that are none.
fn describe(timeline: &Timeline<'_>, chapters: &mut [Chapter]) -> usize {
    let mut others = 0;
    let mut next = 0;
    // Both are in file order.
    for note in timeline.extras.iter().filter(|extra| extra.kind == ExtraKind::Note) {
        let text = note.span.slice(timeline.source);
        let (first, rest) = text.split_once(['\n', '\r']).unwrap_or((text, ""));
        while timeline.cues.get(next).is_some_and(|cue| cue.origin.block.start < note.span.start) {
            next += 1;
        }
        match chapters.get_mut(next) {
            Some(chapter) if first.trim_end() == DESCRIPTION && chapter.description.is_none() => {
                let lines: Vec<&str> = rest.lines().map(str::trim).collect();
                chapter.description = Some(lines.join("\n").trim().to_owned());
            }
            _ => others += 1,
        }
    }
    others
}
