//! The cues of a text: the cheapest of all possible choices, by dynamic programming over its pieces.
//!
//! The cost of a cut, when timing does not favor or disfavor it, comes from [`cut_points`]. The weights of pauses and
//! durations are set by hand, based on recognizers' times of earnings calls.

use std::collections::HashSet;
use std::ops::Range;

use super::options::{Exceeded, SegmentOptions, SegmentedCue, SpeakerMarks, layout, reading_time};
use super::sections::{Placed, Section};
use crate::reflow::{CutPoint, Filling, SpeakerChange, break_lines, cut_points};
use crate::time::Interval;
use crate::timeline::graphemes;

/// The cost of each cue: fewer are better.
const CUE: f32 = 4.0;
/// The reward for a cue that ends at a good pause, and the extra reward for a longer one, up to the long pause.
const PAUSE: f32 = -3.0;
const LONGER_PAUSE: f32 = -4.0;
/// The extra cost of a cut between words without any pause.
const NO_PAUSE: f32 = 0.5;
/// Another speaker in the same cue.
const SPEAKER: f32 = 12.0;
/// Another paragraph in the same cue, or a cut after a mark.
const AFTER_MARK: f32 = 1_000.0;
/// A cue that lacks time: a fixed cost, and one in proportion to the missing time.
const TOO_SHORT: f32 = 12.0;
const SHORTER: f32 = 30.0;
/// The same for reading time.
const FASTER: f32 = 14.0;
/// A cue with little text.
const EMPTY: f32 = 3.0;
/// A cue that fills less than this share of its room has little text.
const FULL: f32 = 0.45;

/// A cue before timing: its interval is when its words are spoken.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    pub(super) cue: SegmentedCue,
    /// Characters that viewers read.
    pub(super) characters: u32,
    /// The existing cue that it is part of.
    pub(super) existing: Option<Interval>,
    /// For text that is not spoken: the end of what precedes it and the start of what follows.
    pub(super) room: Option<(i64, i64)>,
}

/// A piece of the text, with the data for the choice.
struct Piece {
    cut: CutPoint,
    characters: u32,
    start: i64,
    end: i64,
    /// The first word in it or after it, as an index into [`Section::words`].
    word: usize,
    /// Whether another speaker begins here.
    is_change: bool,
    /// Whether it ends inside a speaker mark, or in the punctuation before a word.
    is_mark: bool,
}

/// The cues of a text.
pub(super) fn cues(section: &Section, options: &SegmentOptions<'_>) -> Vec<Draft> {
    let changes = changes(section);
    let pieces = pieces(section, &changes, options);
    if pieces.is_empty() {
        return Vec::new();
    }
    if section.existing.is_some() {
        // An existing cue is split only if its text does not fit.
        let whole = draft(&pieces, section, &changes, options);
        if !(whole.cue.exceeded.chars || whole.cue.exceeded.lines) {
            return vec![whole];
        }
    }
    // After line breaking, text that looks like a speaker or a label may take its own line.
    let mut refused = HashSet::new();
    for round in 0..=ROUNDS {
        let ends = search(&pieces, section, options, &refused);
        let mut drafts = Vec::with_capacity(ends.len());
        let known = refused.len();
        let mut first = 0;
        for end in ends {
            let draft = draft(&pieces[first..=end], section, &changes, options);
            if draft.cue.exceeded.lines && end > first {
                refused.insert((first, end));
            }
            drafts.push(draft);
            first = end + 1;
        }
        if refused.len() == known || round == ROUNDS {
            return drafts;
        }
    }
    Vec::new()
}

/// The maximum number of times that cues are chosen; a third is rare.
const ROUNDS: usize = 12;

/// Where another speaker begins.
fn changes(section: &Section) -> Vec<SpeakerChange> {
    let changes = section.turns.iter().filter(|turn| turn.start > 0);
    changes.map(|turn| SpeakerChange { at: turn.start, inline: true }).collect()
}

fn pieces(
    section: &Section,
    changes: &[SpeakerChange],
    options: &SegmentOptions<'_>,
) -> Vec<Piece> {
    let text = &section.text;
    let (mut word, mut turn) = (0, 0);
    let mut pieces = Vec::new();
    for cut in cut_points(text, changes, &layout(options)) {
        let range = cut.text.clone();
        while section.words.get(word + 1).is_some() && section.words[word].text.end <= range.start {
            word += 1;
        }
        while section.turns.get(turn + 1).is_some_and(|next| next.start <= range.start) {
            turn += 1;
        }
        let mut last = word;
        while section.words.get(last + 1).is_some_and(|next| next.text.start < range.end) {
            last += 1;
        }
        let here = section.turns.get(turn);
        let Some((from, to)) = section.words.get(word).zip(section.words.get(last)) else { break };
        pieces.push(Piece {
            characters: graphemes(&text[range.clone()]),
            start: moment(from, range.start),
            end: moment(to, range.end),
            word,
            is_change: here.is_some_and(|turn| turn.is_change && turn.start == range.start),
            is_mark: here.is_some_and(|turn| range.end <= turn.mark_end) || to.at >= range.end,
            cut,
        });
    }
    // A word in several pieces, or times out of order: no word begins before the one preceding it.
    let mut latest = i64::MIN;
    for piece in &mut pieces {
        piece.start = piece.start.max(latest);
        piece.end = piece.end.max(piece.start);
        latest = piece.start;
    }
    pieces
}

/// When a word has been spoken up to a position in the text, estimated from its letters.
fn moment(word: &Placed, at: usize) -> i64 {
    let length = (word.text.end - word.text.start).max(1) as i64;
    let part = at.clamp(word.text.start, word.text.end) - word.text.start;
    word.start + (word.end - word.start) * part as i64 / length
}

/// The last piece of every cue.
fn search(
    pieces: &[Piece],
    section: &Section,
    options: &SegmentOptions<'_>,
    refused: &HashSet<(usize, usize)>,
) -> Vec<usize> {
    let layout = layout(options);
    let room = layout.max_chars.saturating_mul(layout.max_lines) as f32;
    let count = pieces.len();
    // For every end: the cost, and where the last cue begins.
    let mut best: Vec<(f32, usize)> = vec![(f32::INFINITY, 0); count + 1];
    best[0] = (0.0, 0);
    for first in 0..count {
        let so_far = best[first].0;
        if so_far == f32::INFINITY {
            continue;
        }
        let mut filling = Filling::default();
        let (mut characters, mut width, mut inner) = (0, 0, 0.0);
        for end in first..count {
            let piece = &pieces[end];
            let before = end.checked_sub(1).filter(|_| end > first).map(|at| &pieces[at]);
            let gap = before.filter(|_| !piece.cut.begins_line).map(|before| before.cut.gap);
            let fits = filling.takes(piece.cut.width, gap, &layout);
            let spoken = piece.end - pieces[first].start;
            let is_long = !section.is_apart && spoken > options.max_duration;
            if end > first && (!fits || is_long) {
                break;
            }
            if let Some(before) = before {
                characters += u32::from(before.cut.gap > 0 || piece.cut.begins_line);
                inner += if piece.is_change { SPEAKER } else { 0.0 };
            }
            characters += piece.characters;
            width += gap.unwrap_or(0) + piece.cut.width;
            if end > first && refused.contains(&(first, end)) {
                continue;
            }
            let next = pieces.get(end + 1).map_or(section.next, |next| next.start);
            let fill = width as f32 / room;
            let little = (1.0 - fill / FULL).max(0.0);
            let mut cost = so_far + CUE + inner + EMPTY * little * little;
            if !section.is_apart {
                cost += lack(pieces[first].start, next, characters, options);
            }
            if let Some(next) = pieces.get(end + 1) {
                cost += cut(piece, next, options);
            }
            if cost < best[end + 1].0 {
                best[end + 1] = (cost, first);
            }
            if !fits {
                break;
            }
        }
    }
    let mut ends = Vec::new();
    let mut at = count;
    while at > 0 {
        ends.push(at - 1);
        at = best[at].1;
    }
    ends.reverse();
    ends
}

/// The cost of a cut between two pieces.
fn cut(piece: &Piece, next: &Piece, options: &SegmentOptions<'_>) -> f32 {
    if piece.is_mark {
        return AFTER_MARK;
    }
    let pause = next.start - piece.end;
    let good = options.good_pause.max(1);
    let by_time = if pause >= good {
        let more = (pause - good) as f32 / (options.long_pause - good).max(1) as f32;
        PAUSE + LONGER_PAUSE * more.min(1.0)
    } else {
        let share = pause.max(0) as f32 / good as f32;
        NO_PAUSE * (1.0 - share)
    };
    piece.cut.cost + by_time
}

/// The cost of a cue that is shown too briefly, if it begins with its words and ends before the next one.
fn lack(start: i64, next: i64, characters: u32, options: &SegmentOptions<'_>) -> f32 {
    let most = next.saturating_sub(start).saturating_sub(options.min_gap).min(options.max_duration);
    let mut cost = 0.0;
    if most < options.min_duration {
        let share = (options.min_duration - most) as f32 / options.min_duration as f32;
        cost += TOO_SHORT + SHORTER * share.min(1.5);
    }
    let reading = reading_time(characters, options).min(options.max_duration);
    if most < reading {
        cost += FASTER * (reading - most) as f32 / reading as f32;
    }
    cost
}

/// A cue of several pieces, broken into lines.
fn draft(
    pieces: &[Piece],
    section: &Section,
    changes: &[SpeakerChange],
    options: &SegmentOptions<'_>,
) -> Draft {
    let (first, last) = (&pieces[0], &pieces[pieces.len() - 1]);
    let range = first.cut.text.start..last.cut.text.end;
    let from = changes.partition_point(|change| change.at <= range.start);
    let inside = changes[from..].iter().take_while(|change| change.at < range.end);
    let inside: Vec<SpeakerChange> =
        inside.map(|turn| SpeakerChange { at: turn.at - range.start, ..*turn }).collect();
    let written = &section.text[range.clone()];
    let layout = layout(options);
    let laid = break_lines(written, &inside, &layout);
    // Reflow keeps a space between ideographs before a break; at the end of a new line it says nothing.
    let text = laid.apply(written).lines().map(str::trim_ascii_end).collect::<Vec<_>>().join("\n");
    let words = section.words.iter().skip(first.word);
    // A word whose punctuation alone is here is in the cue of its letters.
    let words = words.take_while(|word| word.text.start < range.end && word.at < range.end);
    let indices = words.filter_map(|word| Some((word.word?, word.at)));
    let set = Set::new(written, &text);
    let mut places = Vec::new();
    let (mut from, mut to) = (u32::MAX, 0);
    for (index, at) in indices {
        // Text omitted between two words has no position.
        let place = set.after(at.saturating_sub(range.start)) as u32;
        places.resize(if from == u32::MAX { 0 } else { (index - from) as usize }, place);
        from = from.min(index);
        to = index + 1;
        places.push(place);
    }
    let words = from.min(to)..to;
    let characters = graphemes(&text.replace('\n', " "));
    let voices = match options.speakers {
        SpeakerMarks::Voice => voices(section, &range, &set),
        _ => Vec::new(),
    };
    let exceeded = Exceeded {
        chars: laid.widest > layout.max_chars,
        lines: laid.lines > layout.max_lines,
        ..Exceeded::default()
    };
    Draft {
        cue: SegmentedCue {
            interval: Interval::from_ms(first.start, last.end),
            text,
            words,
            voices,
            places,
            exceeded,
        },
        characters,
        existing: section.existing,
        room: section.is_apart.then_some((section.before, section.next)),
    }
}

/// Who says which part of a cue's text, after line breaking.
fn voices(section: &Section, range: &Range<usize>, set: &Set) -> Vec<(Range<usize>, u32)> {
    let mut voices = Vec::new();
    let from = section.turns.partition_point(|turn| turn.start <= range.start).saturating_sub(1);
    let turns = &section.turns[from..];
    let ends = turns.iter().skip(1).map(|turn| turn.start).chain([section.text.len()]);
    for (turn, end) in turns.iter().zip(ends).take_while(|(turn, _)| turn.start < range.end) {
        let (start, end) = (turn.start.max(range.start), end.min(range.end));
        let Some(speaker) = turn.speaker.filter(|_| start < end) else { continue };
        let part = set.after(start - range.start)..set.before(end - range.start);
        if part.start < part.end {
            voices.push((part, speaker));
        }
    }
    voices
}

/// The positions of a text's visible characters before and after line breaking: only white space
/// differs.
struct Set {
    written: Vec<usize>,
    set: Vec<Range<usize>>,
}

impl Set {
    fn new(written: &str, set: &str) -> Self {
        let visible = |text: &str| -> Vec<Range<usize>> {
            let seen = text.char_indices().filter(|(_, c)| !c.is_whitespace());
            seen.map(|(at, c)| at..at + c.len_utf8()).collect()
        };
        Self { written: visible(written).into_iter().map(|c| c.start).collect(), set: visible(set) }
    }

    /// The position, after line breaking, of the first visible character at or after a place.
    fn after(&self, at: usize) -> usize {
        let count = self.written.partition_point(|written| *written < at);
        let end = self.set.last().map_or(0, |last| last.end);
        self.set.get(count).map_or(end, |c| c.start)
    }

    /// The end, after line breaking, of the last visible character before a place.
    fn before(&self, at: usize) -> usize {
        let count = self.written.partition_point(|written| *written < at);
        let last = count.checked_sub(1).and_then(|last| self.set.get(last));
        last.map_or(0, |c| c.end)
    }
}
