//! Hashes of cues, so that a check can tell which of them have changed since the one before ([`Kept`](super::Kept)).

use super::subject::Subject;
use crate::source::Span;
use crate::timeline::{Cue, RunKind};

/// For each cue a hash of all that a rule which looks at one cue may see: the text of the cue, of its neighbors and
/// between them; how it was read; when the next one starts; and what all cues share.
pub(super) fn cue_keys(subject: &Subject<'_>) -> Vec<u64> {
    let text = subject.text();
    let cues = &subject.timeline.cues;
    let block =
        |at: usize| cues.get(at).map_or(Span::at(text.len() as u32), |cue| cue.origin.block);
    let written = |span: Span| Hash::of(span.slice(text).as_bytes());
    let blocks: Vec<u64> = cues.iter().map(|cue| written(cue.origin.block)).collect();
    let gap = |at: usize| {
        let from = at.checked_sub(1).map_or(0, |before| block(before).end);
        written(Span::new(from.min(block(at).start), block(at).start))
    };
    let gaps: Vec<u64> = (0..=cues.len()).map(gap).collect();
    let mut starts = vec![None; cues.len()];
    for pair in subject.order.windows(2) {
        starts[pair[0] as usize] = cues.get(pair[1] as usize).map(|next| next.interval);
    }
    // Regions, style sheets and all else that precedes the first cue.
    let mut shared = Hash(gaps[0]);
    shared.bytes(subject.language().unwrap_or_default().as_bytes());
    shared.word(subject.format as u64 | u64::from(subject.source.is_utf8()) << 8);
    let neighbor = |at: Option<usize>| at.and_then(|at| blocks.get(at)).copied().unwrap_or(1);
    let key = |(at, cue): (usize, &Cue<'_>)| {
        let mut hash = Hash(shared.0);
        for word in [neighbor(at.checked_sub(1)), gaps[at], blocks[at], gaps[at + 1]] {
            hash.word(word);
        }
        hash.word(neighbor(Some(at + 1)));
        for time in std::iter::once(Some(cue.interval)).chain([starts[at]]) {
            hash.word(u64::from(time.is_some()));
            hash.word(time.map_or(0, |time| time.start.0 as u64));
            hash.word(time.map_or(0, |time| time.end.0 as u64));
        }
        hash.word(u64::from(subject.rolling().holds(at as u32)));
        hash_reading(subject, cue, &mut hash);
        hash.0
    };
    cues.iter().enumerate().map(key).collect()
}

/// How a cue was read: what its text became, and what was noticed in it.
fn hash_reading(subject: &Subject<'_>, cue: &Cue<'_>, hash: &mut Hash) {
    let start = cue.origin.block.start;
    let place = |span: Span| {
        u64::from(span.start.wrapping_sub(start)) | u64::from(span.end.wrapping_sub(start)) << 32
    };
    hash.word(place(cue.origin.payload));
    hash.word(u64::from(cue.region.map_or(u32::MAX, |region| region)));
    let runs = subject.timeline.runs_of(cue);
    let scope = runs.iter().map(|run| run.scope).filter(|&scope| scope > 0).min().unwrap_or(0);
    for run in runs {
        hash.word(place(run.span));
        hash.word(u64::from(run.scope.saturating_sub(scope)));
        match &run.kind {
            RunKind::Text(text) => hash.bytes(text.as_bytes()),
            RunKind::Break => hash.word(1),
            RunKind::Timestamp(time) => hash.word(time.0 as u64),
        }
    }
    for noticed in subject.diagnostics_in(cue.origin.block) {
        hash.word(place(noticed.span));
        hash.bytes(noticed.code.0.as_bytes());
    }
}

/// A hash of 64 bits, quick rather than safe from those who look for collisions.
struct Hash(u64);

impl Hash {
    fn of(bytes: &[u8]) -> u64 {
        let mut hash = Self(0);
        hash.bytes(bytes);
        hash.0
    }

    fn word(&mut self, word: u64) {
        // The multiplier of splitmix64 (https://prng.di.unimi.it/splitmix64.c, read 2026-12-01).
        let mixed = (self.0.rotate_left(5) ^ word).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        self.0 = mixed ^ mixed >> 29;
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.word(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.word(u64::from_le_bytes(last));
        self.word(bytes.len() as u64);
    }
}
