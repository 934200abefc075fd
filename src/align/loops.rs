//! Recognizers caught in a loop: the same few words repeated in place of other speech.

use std::ops::Range;

use super::timed::Timed;
use super::{Repair, RepairKind};
use crate::time::Timestamp;

/// The longest phrase that is searched for, in units.
const LONGEST: usize = 16;
/// The minimum number of times that a phrase follows itself.
const TIMES: usize = 4;
/// The minimum number of repeated units.
const FEWEST: usize = 10;

/// Removes loops from a timeline, except for their first round, which may be speech. A phrase that the transcript
/// repeats is not a loop.
pub(crate) fn remove(timed: &mut Timed, transcript: &[u32], repairs: &mut Vec<Repair>) {
    let found = find(&timed.units.ids, transcript);
    if found.is_empty() {
        return;
    }
    for Loop { units, .. } in &found {
        let entries = timed.units.owners[units.start]..timed.units.owners[units.end - 1] + 1;
        let at = Timestamp(timed.start[units.start]);
        repairs.push(Repair { kind: RepairKind::Loop, entries, at });
    }
    let mut loops = found.iter().peekable();
    let mut at = 0;
    let mut keep = || {
        while loops.peek().is_some_and(|found| found.units.end <= at) {
            loops.next();
        }
        at += 1;
        loops.peek().is_none_or(|found| at - 1 < found.units.start)
    };
    let kept: Vec<bool> = (0..timed.start.len()).map(|_| keep()).collect();
    let kept_of = || {
        let mut kept = kept.iter();
        move || *kept.next().unwrap_or(&true)
    };
    let mut next = kept_of();
    timed.units.ids.retain(|_| next());
    let mut next = kept_of();
    timed.units.owners.retain(|_| next());
    let mut next = kept_of();
    timed.start.retain(|_| next());
    let mut next = kept_of();
    timed.end.retain(|_| next());
}

/// A phrase that follows itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Loop {
    /// Its units without the first round, which may be speech.
    pub(crate) units: Range<usize>,
    /// The number of units in a round.
    pub(crate) period: usize,
}

/// How many rounds are too many for speech at an ordinary pace, and how many units such a phrase has: people do repeat
/// a word or two.
const MANY: (usize, usize) = (8, 3);
/// The share of the time they need that the words of a loop have at most, if it has fewer rounds.
const FAST: f32 = 0.4;

impl Loop {
    /// Whether this cannot be speech: too fast, or repeated too often. `need` is how long units take to speak, in ms
    /// by id.
    pub(crate) fn is_sure(&self, timed: &Timed, need: &[f32]) -> bool {
        let ids = &timed.units.ids[self.units.clone()];
        let needed: f32 = ids.iter().map(|&id| need[id as usize]).sum();
        let lasts = timed.end[self.units.end - 1] - timed.start[self.units.start];
        let rounds = self.units.len() / self.period + 1;
        (lasts as f32) < FAST * needed || rounds >= MANY.0 && self.period >= MANY.1
    }
}

/// The loops in the units of a timeline, rising and disjoint. Phrases that the transcript repeats are none.
pub(crate) fn find(ids: &[u32], transcript: &[u32]) -> Vec<Loop> {
    let mut found: Vec<Loop> = Vec::new();
    for period in 1..=LONGEST.min(ids.len() / 2) {
        let mut streak = 0;
        for at in period..=ids.len() {
            if at < ids.len() && ids[at] == ids[at - period] {
                streak += 1;
                continue;
            }
            if streak >= (TIMES - 1) * period && streak + period >= FEWEST {
                let from = at - streak;
                if !said_twice(&ids[from - period..from], transcript) {
                    found.push(Loop { units: from..at, period });
                }
            }
            streak = 0;
        }
    }
    found.sort_by_key(|found| (found.units.start, found.units.end));
    let mut out: Vec<Loop> = Vec::new();
    for part in found {
        match out.last_mut() {
            Some(last) if part.units.start < last.units.end => {
                last.units.end = last.units.end.max(part.units.end);
            }
            _ => out.push(part),
        }
    }
    out
}

/// Whether a text has a phrase twice in a row, starting from any of its words.
fn said_twice(phrase: &[u32], text: &[u32]) -> bool {
    let period = phrase.len();
    let mut streak = 0;
    for at in period..text.len() {
        streak = if text[at] == text[at - period] { streak + 1 } else { 0 };
        if streak >= period && phrase.contains(&text[at]) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_that_follows_itself_is_a_loop_but_for_its_first_round() {
        let heard = [1, 2, 3, 4, 9, 3, 4, 9, 3, 4, 9, 3, 4, 9, 5];
        assert_eq!(find(&heard, &[1, 2, 3, 4, 9, 5]), [Loop { units: 5..14, period: 3 }]);
    }

    #[test]
    fn what_the_transcript_repeats_is_speech() {
        let heard = [1, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 2];
        assert_eq!(find(&heard, &[1, 7, 7, 7, 7, 2]), []);
        assert_eq!(find(&heard, &[1, 7, 2]), [Loop { units: 2..12, period: 1 }]);
    }

    #[test]
    fn three_times_is_no_loop() {
        assert_eq!(find(&[1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4], &[]), []);
    }
}
