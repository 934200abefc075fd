//! What an alignment leaves to look at: cues of low confidence, text that is not spoken or spoken elsewhere, and
//! limits that cannot be kept.

use std::ops::Range;

use crate::align::{Alignment, SegmentedCue, Transcript};
use crate::time::Interval;

/// How sure the times of a cue are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sureness {
    /// The mean of its words, by their length; none where no word of it is spoken. Of a cue with the times that
    /// it had before: the share of its words that it had before.
    pub(super) confidence: Option<f32>,
    /// That of the least certain word.
    pub(super) lowest: Option<f32>,
    /// The share of its spoken words whose times are estimated.
    pub(super) interpolated: f32,
    /// How many of its words are not spoken.
    pub(super) unspoken: u32,
}

/// Words of the transcript that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// As indices.
    pub(super) words: Range<u32>,
    /// From the first to the last, in bytes of the transcript.
    pub(super) text: Range<usize>,
    /// When they are spoken; for what is not, from the word before to the word after, where there are such.
    pub(super) from: Option<i64>,
    pub(super) to: Option<i64>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Findings {
    /// One for each cue.
    pub(super) sureness: Vec<Sureness>,
    /// The cues of low confidence, by index.
    pub(super) low: Vec<usize>,
    pub(super) unspoken: Vec<Stretch>,
    pub(super) moved: Vec<Stretch>,
    /// The cues that are too wide, have too many lines or no time to be shown, by index.
    pub(super) over: Vec<usize>,
    /// The cues that are read too fast.
    pub(super) fast: Vec<usize>,
}

impl Findings {
    /// Whether there is something that the user should look at.
    pub(super) fn any(&self) -> bool {
        !(self.low.is_empty()
            && self.unspoken.is_empty()
            && self.moved.is_empty()
            && self.over.is_empty())
    }

    /// How many words are not spoken.
    pub(super) fn unspoken_words(&self) -> usize {
        self.unspoken.iter().map(|stretch| stretch.words.len()).sum()
    }
}

/// Looks at cues and their words.
pub(super) fn findings(
    transcript: &Transcript<'_>,
    alignment: &Alignment,
    cues: &[SegmentedCue],
    existing: &[Interval],
    min_confidence: f32,
) -> Findings {
    let ranges: Vec<Range<usize>> =
        transcript.words().map(|word| word.range.start as usize..word.range.end as usize).collect();
    let mut found = Findings { unspoken: unspoken(&ranges, alignment), ..Findings::default() };
    for (at, cue) in cues.iter().enumerate() {
        let is_kept = existing.binary_search_by_key(&key(cue.interval), |cue| key(*cue)).is_ok();
        let sure = sureness(&ranges, alignment, cue, is_kept);
        if sure.confidence.is_some_and(|confidence| confidence < min_confidence) {
            found.low.push(at);
        }
        let over = cue.exceeded;
        if over.chars || over.lines || over.time {
            found.over.push(at);
        }
        if over.cps && !over.time {
            found.fast.push(at);
        }
        found.sureness.push(sure);
    }
    for block in &alignment.moved {
        let Interval { start, end } = block.interval;
        let words = block.words.clone();
        found.moved.extend(stretch(&ranges, words, Some(start.0), Some(end.0)));
    }
    found
}

const fn key(cue: Interval) -> (i64, i64) {
    (cue.start.0, cue.end.0)
}

fn sureness(
    ranges: &[Range<usize>],
    alignment: &Alignment,
    cue: &SegmentedCue,
    is_kept: bool,
) -> Sureness {
    let (mut sum, mut total, mut lowest) = (0.0, 0.0, f32::INFINITY);
    let (mut spoken, mut estimated) = (0, 0);
    let mut sure = Sureness::default();
    for word in cue.words.clone() {
        let Some(aligned) = alignment.words.get(word as usize) else { continue };
        if aligned.interval.is_none() {
            sure.unspoken += 1;
            continue;
        }
        let length = ranges.get(word as usize).map_or(1, |range| range.len().max(1)) as f32;
        let confidence = if is_kept {
            if aligned.flags.interpolated || aligned.flags.low_evidence { 0.0 } else { 1.0 }
        } else {
            aligned.confidence
        };
        sum += confidence * length;
        total += length;
        lowest = lowest.min(confidence);
        spoken += 1;
        estimated += u32::from(aligned.flags.interpolated);
    }
    if spoken > 0 {
        sure.confidence = Some(sum / total);
        sure.lowest = Some(lowest);
        sure.interpolated = estimated as f32 / spoken as f32;
    }
    sure
}

/// The stretches of words that have no time.
fn unspoken(ranges: &[Range<usize>], alignment: &Alignment) -> Vec<Stretch> {
    let words = &alignment.words;
    let mut found = Vec::new();
    let mut first = 0;
    while first < words.len() {
        if words[first].interval.is_some() {
            first += 1;
            continue;
        }
        let rest = words[first..].iter();
        let last = first + rest.take_while(|word| word.interval.is_none()).count();
        let before = first.checked_sub(1).and_then(|at| words[at].interval);
        let after = words.get(last).and_then(|word| word.interval);
        let (from, to) = (before.map(|time| time.end.0), after.map(|time| time.start.0));
        found.extend(stretch(ranges, first as u32..last as u32, from, to));
        first = last;
    }
    found
}

fn stretch(
    ranges: &[Range<usize>],
    words: Range<u32>,
    from: Option<i64>,
    to: Option<i64>,
) -> Option<Stretch> {
    let first = ranges.get(words.start as usize)?;
    let last = ranges.get((words.end as usize).checked_sub(1)?)?;
    Some(Stretch { text: first.start..last.end, words, from, to })
}
