//! The parts of an alignment to review: cues of low confidence, text that is not spoken or spoken elsewhere, and
//! limits that cannot be kept.

use std::ops::Range;

use crate::align::{Alignment, SegmentedCue, Transcript};
use crate::time::Interval;

/// The confidence in the times of a cue.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sureness {
    /// The mean over its words, weighted by their length; `None` if none of its words is spoken. For a cue that
    /// keeps its original times: the fraction of its words that it already had.
    pub(super) confidence: Option<f32>,
    /// The confidence of the least certain word.
    pub(super) lowest: Option<f32>,
    /// The fraction of its spoken words whose times are estimated.
    pub(super) interpolated: f32,
    /// The number of its words that are not spoken.
    pub(super) unspoken: u32,
}

/// Consecutive words of the transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Their indices.
    pub(super) words: Range<u32>,
    /// From the first to the last, in bytes of the transcript.
    pub(super) text: Range<usize>,
    /// When the words are spoken; for unspoken words, from the end of the previous word to the start of the next,
    /// if those exist.
    pub(super) from: Option<i64>,
    pub(super) to: Option<i64>,
}

/// All findings of an alignment.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Findings {
    /// One for each cue.
    pub(super) sureness: Vec<Sureness>,
    /// The cues of low confidence, by index.
    pub(super) low: Vec<usize>,
    pub(super) unspoken: Vec<Stretch>,
    pub(super) moved: Vec<Stretch>,
    /// The cues that are too wide, have too many lines or no display time, by index.
    pub(super) over: Vec<usize>,
    /// The cues with too high a reading speed.
    pub(super) fast: Vec<usize>,
}

impl Findings {
    /// Whether the user should review anything.
    pub(super) fn any(&self) -> bool {
        !(self.low.is_empty()
            && self.unspoken.is_empty()
            && self.moved.is_empty()
            && self.over.is_empty())
    }

    /// The number of words that are not spoken.
    pub(super) fn unspoken_words(&self) -> usize {
        self.unspoken.iter().map(|stretch| stretch.words.len()).sum()
    }
}

/// Examines the cues and their words.
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

/// The runs of words without times.
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
