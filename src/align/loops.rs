//! Recognizers caught in a loop: the same few words repeated in place of other speech.

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
    for &(from, to) in &found {
        let entries = timed.units.owners[from]..timed.units.owners[to - 1] + 1;
        repairs.push(Repair { kind: RepairKind::Loop, entries, at: Timestamp(timed.start[from]) });
    }
    let mut loops = found.iter().peekable();
    let mut at = 0;
    let mut keep = || {
        while loops.peek().is_some_and(|found| found.1 <= at) {
            loops.next();
        }
        at += 1;
        loops.peek().is_none_or(|found| at - 1 < found.0)
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

/// The units of loops without their first rounds, rising and disjoint.
fn find(ids: &[u32], transcript: &[u32]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
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
                    found.push((from, at));
                }
            }
            streak = 0;
        }
    }
    found.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for part in found {
        match out.last_mut() {
            Some(last) if part.0 < last.1 => last.1 = last.1.max(part.1),
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
        assert_eq!(find(&heard, &[1, 2, 3, 4, 9, 5]), [(5, 14)]);
    }

    #[test]
    fn what_the_transcript_repeats_is_speech() {
        let heard = [1, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 2];
        assert_eq!(find(&heard, &[1, 7, 7, 7, 7, 2]), []);
        assert_eq!(find(&heard, &[1, 7, 2]), [(2, 12)]);
    }

    #[test]
    fn three_times_is_no_loop() {
        assert_eq!(find(&[1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4], &[]), []);
    }
}
