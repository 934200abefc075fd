//! The chunks of a transcript in spoken order, each with a time.
//!
//! Parts that are spoken elsewhere than in the text move there. Text that is not spoken gets a place between
//! the words around it: a few words share a cue with them, a longer stretch gets its own.

use super::chunks::Chunk;
use super::options::{LATEST, SegmentOptions, Unspoken, reading_time};
use crate::align::{Alignment, Transcript};
use crate::time::Timestamp;
use crate::timeline::graphemes;

/// A chunk in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Index of the chunk.
    pub(super) chunk: usize,
    /// When it is spoken, in milliseconds; for text that is not spoken, when it may be shown.
    pub(super) start: i64,
    pub(super) end: i64,
    /// Whether these times come from the alignment.
    pub(super) is_timed: bool,
    /// The transcript does not continue here: the next chunk is elsewhere in it.
    pub(super) is_seam: bool,
    /// Whether it is in a stretch of unspoken text that is too long to share a cue with other words.
    pub(super) is_apart: bool,
    /// The existing cue in which it is spoken.
    pub(super) existing: Option<u32>,
}

/// The chunks that are kept, in order of their times.
pub(super) fn flow(
    transcript: &Transcript<'_>,
    chunks: &[Chunk],
    alignment: &Alignment,
    options: &SegmentOptions<'_>,
) -> Vec<Step> {
    let mut steps = in_order(chunks, alignment, options);
    let mut latest = 0;
    for step in steps.iter_mut().filter(|step| step.is_timed) {
        step.start = step.start.max(latest);
        step.end = step.end.max(step.start);
        latest = step.start;
    }
    place(transcript, chunks, &mut steps, options);
    if !options.existing.is_empty() {
        assign(&mut steps, options);
    }
    steps
}

/// The chunks that are kept, with moved parts where they are spoken. Chunks without a time have none yet.
fn in_order(chunks: &[Chunk], alignment: &Alignment, options: &SegmentOptions<'_>) -> Vec<Step> {
    let mut moved: Vec<_> = alignment.moved.iter().enumerate().collect();
    moved.sort_by_key(|(_, block)| block.words.start);
    let mut main: Vec<Step> = Vec::with_capacity(chunks.len());
    let mut blocks: Vec<(i64, Vec<Step>)> =
        alignment.moved.iter().map(|block| (block.interval.start.0, Vec::new())).collect();
    let mut block = None;
    let (mut seam, mut next) = (false, 0);
    for (at, chunk) in chunks.iter().enumerate() {
        if let Some(word) = chunk.word {
            while moved.get(next).is_some_and(|(_, block)| block.words.end <= word) {
                next += 1;
            }
            let here = moved.get(next).filter(|(_, block)| block.words.contains(&word));
            let here = here.map(|(index, _)| *index);
            seam |= here != block;
            block = here;
        }
        let aligned = chunk.word.map(|word| alignment.words.get(word as usize));
        let interval = aligned.flatten().and_then(|word| word.interval);
        let is_left_out = match chunk.word {
            Some(_) => interval.is_none() && options.unspoken == Unspoken::Drop,
            None => chunk.is_direction && !options.directions,
        };
        if is_left_out {
            continue;
        }
        let within = |time: Timestamp| time.0.clamp(0, LATEST);
        let (start, end) = interval.map_or((0, 0), |time| (within(time.start), within(time.end)));
        let step = Step {
            chunk: at,
            start,
            end,
            is_timed: interval.is_some(),
            is_seam: std::mem::take(&mut seam),
            is_apart: false,
            existing: None,
        };
        match block.and_then(|block| blocks.get_mut(block)) {
            Some((_, steps)) => steps.push(step),
            None => main.push(step),
        }
    }
    merged(main, blocks)
}

/// The main part, with each block inserted where it is spoken.
fn merged(main: Vec<Step>, mut blocks: Vec<(i64, Vec<Step>)>) -> Vec<Step> {
    blocks.retain(|(_, steps)| !steps.is_empty());
    if blocks.is_empty() {
        return main;
    }
    blocks.sort_by_key(|(start, _)| *start);
    let mut blocks = blocks.into_iter().peekable();
    let mut steps: Vec<Step> = Vec::with_capacity(main.len());
    let mut goes_on = true;
    let push = |steps: &mut Vec<Step>, block: Vec<Step>| {
        let from = steps.len();
        steps.extend(block);
        if let Some(first) = steps.get_mut(from) {
            first.is_seam = true;
        }
    };
    for mut step in main {
        while let Some((_, block)) =
            blocks.next_if(|(start, _)| step.is_timed && *start <= step.start)
        {
            push(&mut steps, block);
            goes_on = false;
        }
        step.is_seam |= !std::mem::replace(&mut goes_on, true);
        steps.push(step);
    }
    for (_, block) in blocks {
        push(&mut steps, block);
    }
    steps
}

/// Gives chunks without a time a place between their neighbors.
fn place(
    transcript: &Transcript<'_>,
    chunks: &[Chunk],
    steps: &mut [Step],
    options: &SegmentOptions<'_>,
) {
    let length =
        |step: &Step| i64::from(graphemes(&transcript.text[chunks[step.chunk].text.clone()])) + 1;
    let mut first = 0;
    while first < steps.len() {
        if steps[first].is_timed {
            first += 1;
            continue;
        }
        let rest = steps[first..].iter();
        let last = first + rest.take_while(|step| !step.is_timed).count();
        let total: i64 = steps[first..last].iter().map(length).sum();
        let mut need = reading_time(total as u32, options);
        if steps[first..last].iter().any(|step| chunks[step.chunk].is_direction) {
            need = need.max(options.min_duration);
        }
        let before = first.checked_sub(1).map(|at| steps[at].end);
        let after = steps.get(last).map(|step| step.start);
        let (from, to) = match (before, after) {
            (Some(before), Some(after)) => (before.min(after), after.min(before + need)),
            (None, Some(after)) => ((after - need).max(0), after),
            (before, None) => {
                let from = before.unwrap_or(0);
                let end = options.media_duration.unwrap_or(i64::MAX);
                (from, end.max(from).min(from + need))
            }
        };
        // A sound goes with the words around it, unless it fills a cue.
        let words = steps[first..last].iter().filter(|step| chunks[step.chunk].word.is_some());
        let line = i64::from(options.max_chars);
        let is_apart =
            words.map(length).sum::<i64>() > line || total > line * i64::from(options.max_lines);
        let room = (to - from).max(0);
        let mut so_far = 0;
        for step in &mut steps[first..last] {
            step.start = from + room * so_far / total;
            so_far += length(step);
            step.end = from + room * so_far / total;
            step.is_apart = is_apart;
        }
        first = last;
    }
}

/// Finds the existing cue in which each chunk is spoken.
fn assign(steps: &mut [Step], options: &SegmentOptions<'_>) {
    let mut last = 0;
    for step in steps.iter_mut().filter(|step| !step.is_apart) {
        if step.is_timed {
            let middle = step.start + (step.end - step.start) / 2;
            let after = options.existing.partition_point(|cue| cue.start.0 <= middle) as u32;
            last = after.saturating_sub(1).max(last);
        }
        step.existing = Some(last);
    }
}
