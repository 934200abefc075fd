//! Texts to split into cues: the chunks between two places where a cue must end, with speaker marks.

use std::ops::Range;

use super::chunks::Chunk;
use super::flow::Step;
use super::options::{SegmentOptions, SpeakerMarks, Unspoken};
use crate::align::Transcript;
use crate::time::Interval;
use crate::timeline::is_unspaced;

/// A text from which one or more cues are made.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Section {
    /// The text. A line feed appears only before a change of speaker.
    pub(super) text: String,
    /// Its words, in order.
    pub(super) words: Vec<Placed>,
    /// The parts of the text by speaker, in order.
    pub(super) turns: Vec<Turn>,
    /// When the next section begins; [`i64::MAX`] at the end.
    pub(super) next: i64,
    /// When the previous section ends.
    pub(super) before: i64,
    /// Whether it is an unspoken stretch: its times only limit where it may be shown.
    pub(super) is_apart: bool,
    /// The existing cue that it comes from.
    pub(super) existing: Option<Interval>,
}

/// A word or a direction in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// Bytes of the text.
    pub(super) text: Range<usize>,
    /// In milliseconds.
    pub(super) start: i64,
    pub(super) end: i64,
    /// The word, as an index into the words of the alignment.
    pub(super) word: Option<u32>,
    /// Where it begins in the text, excluding the punctuation before it.
    pub(super) at: usize,
}

/// What one speaker says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// Where it begins in the text, including its mark.
    pub(super) start: usize,
    /// Where its mark ends: the same position if there is none.
    pub(super) mark_end: usize,
    /// Who speaks.
    pub(super) speaker: Option<u32>,
    /// Whether the speaker changes here; otherwise the turn continues.
    pub(super) is_change: bool,
}

/// The texts, in order.
pub(super) fn sections(
    transcript: &Transcript<'_>,
    chunks: &[Chunk],
    steps: &[Step],
    options: &SegmentOptions<'_>,
) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut open = Section::default();
    let mut last: Option<&Step> = None;
    // The last speaker that viewers know of.
    let mut speaker = None;
    for (at, step) in steps.iter().enumerate() {
        let chunk = &chunks[step.chunk];
        if last.is_some_and(|last| ends_section(last, step, options)) {
            let before = open.words.last().map_or(0, |word| word.end);
            open.next = step.start;
            sections.push(std::mem::replace(&mut open, Section { before, ..Section::default() }));
        }
        if open.words.is_empty() {
            open.is_apart = step.is_apart;
            open.existing =
                step.existing.and_then(|cue| options.existing.get(cue as usize).copied());
        }
        let is_first = last.is_none();
        // A sound between two sentences belongs to no speaker.
        let speaks = if chunk.word.is_none() && !chunk.labelled && chunk.speaker.is_none() {
            speaker
        } else {
            chunk.speaker
        };
        let is_change = speaks != speaker || (chunk.labelled && speaks.is_none());
        if open.words.is_empty() || is_change {
            if !open.text.is_empty() {
                open.text.push('\n');
            }
            let start = open.text.len();
            if is_change {
                push_mark(&mut open.text, transcript, chunk, is_first, options);
            }
            open.turns.push(Turn {
                start,
                mark_end: open.text.len(),
                speaker: speaks,
                is_change: is_change && !is_first,
            });
        } else if let Some(last) = last {
            push_gap(&mut open.text, transcript.text, &chunks[last.chunk], chunk);
        }
        speaker = speaks;
        push(&mut open, transcript, chunks, steps, at, options);
        last = Some(step);
    }
    if !open.words.is_empty() {
        open.next = i64::MAX;
        sections.push(open);
    }
    sections
}

/// Whether a cue must end between two chunks.
fn ends_section(last: &Step, next: &Step, options: &SegmentOptions<'_>) -> bool {
    if last.is_apart != next.is_apart || next.is_seam || last.existing != next.existing {
        return true;
    }
    next.existing.is_none() && !next.is_apart && next.start - last.end >= options.long_pause
}

/// Adds the mark of a new speaker.
fn push_mark(
    text: &mut String,
    transcript: &Transcript<'_>,
    chunk: &Chunk,
    is_first: bool,
    options: &SegmentOptions<'_>,
) {
    let chevrons = !is_first || chunk.labelled;
    match options.speakers {
        SpeakerMarks::Chevrons if chevrons => text.push_str(">> "),
        SpeakerMarks::Dashes if chevrons => text.push_str("- "),
        SpeakerMarks::Names | SpeakerMarks::ChevronsAndNames => {
            let both = options.speakers == SpeakerMarks::ChevronsAndNames;
            let name = chunk.speaker.and_then(|at| transcript.speakers.get(at as usize));
            match name.map(|name| name.trim()).filter(|name| !name.is_empty()) {
                Some(name) => {
                    if both {
                        text.push_str(">> ");
                    }
                    text.extend(name.split_whitespace().flat_map(|part| [part, " "]));
                    text.truncate(text.len() - 1);
                    text.push_str(": ");
                }
                None if chunk.labelled || (both && chevrons) => text.push_str(">> "),
                None => {}
            }
        }
        _ => {}
    }
}

/// Adds the separator of two chunks: the white space between them on one line, or a space if other text was
/// removed there.
fn push_gap(out: &mut String, text: &str, last: &Chunk, next: &Chunk) {
    let between = text.get(last.text.end..next.text.start).unwrap_or(" ");
    if !between.chars().all(char::is_whitespace) {
        out.push(' ');
        return;
    }
    let broken = between.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
    let close = |c: Option<char>| c.is_some_and(|c| is_unspaced(c) || is_wide_mark(c));
    if broken
        && close(text[last.text.clone()].chars().next_back())
        && close(text[next.text.clone()].chars().next())
    {
        return;
    }
    // Characters that no line ends at, and the ideographic space, stay unchanged.
    let kept: String =
        between.chars().filter(|c| matches!(c, '\u{a0}' | '\u{202f}' | '\u{3000}')).collect();
    match (kept.is_empty(), between.is_empty()) {
        (_, true) => {}
        (true, false) => out.push(' '),
        (false, false) => out.push_str(&kept),
    }
}

/// Punctuation of scripts without spaces.
const fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}')
}

/// Adds a chunk.
fn push(
    open: &mut Section,
    transcript: &Transcript<'_>,
    chunks: &[Chunk],
    steps: &[Step],
    at: usize,
    options: &SegmentOptions<'_>,
) {
    let (step, chunk) = (&steps[at], &chunks[steps[at].chunk]);
    let is_marked = |at: usize| {
        let step = &steps[at];
        options.unspoken == Unspoken::Mark && !step.is_timed && chunks[step.chunk].word.is_some()
    };
    // Whether the brackets around a chunk continue around the next one.
    let go_on = |at: usize| {
        let Some(next) = steps.get(at + 1) else { return false };
        let turn = &chunks[next.chunk];
        is_marked(at)
            && is_marked(at + 1)
            && !ends_section(&steps[at], next, options)
            && !turn.labelled
            && turn.speaker == chunks[steps[at].chunk].speaker
    };
    let start = open.text.len();
    if is_marked(at) && !at.checked_sub(1).is_some_and(go_on) {
        open.text.push('[');
    }
    push_one_line(&mut open.text, &transcript.text[chunk.text.start..chunk.at]);
    let word = open.text.len();
    push_one_line(&mut open.text, &transcript.text[chunk.at..chunk.text.end]);
    if is_marked(at) && !go_on(at) {
        open.text.push(']');
    }
    let text = start..open.text.len();
    open.words.push(Placed { text, start: step.start, end: step.end, word: chunk.word, at: word });
}

/// Adds a text without its line breaks: a chunk may hold some between its marks.
fn push_one_line(out: &mut String, text: &str) {
    if !text.contains(|c: char| c.is_whitespace() && c != ' ') {
        out.push_str(text);
        return;
    }
    let mut blank = false;
    for c in text.chars() {
        let is_blank = c.is_ascii_whitespace() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
        if !(is_blank && blank) {
            out.push(if is_blank { ' ' } else { c });
        }
        blank = is_blank;
    }
}
