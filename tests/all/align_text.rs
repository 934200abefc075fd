//! Made-up speech for tests and benches of the aligner: a text whose words are as frequent as those of a
//! language, the times at which it is spoken, and a recognizer that errs.

use std::fmt::Write as _;

use cuesmith::align::{Item, ItemKind, TimedWord, Transcript, WordTimeline};
use cuesmith::time::Timestamp;

/// Numbers that look like chance and are the same every time.
#[derive(Clone, Copy)]
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (self.0 ^ (self.0 >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^ (mixed >> 29)
    }

    /// Less than `limit`.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// Word number `rank` of a made-up language: frequent ones are short.
pub(crate) fn word(mut rank: u64) -> String {
    const STARTS: [&str; 14] =
        ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st"];
    const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "ai"];
    let mut out = String::new();
    loop {
        out.push_str(STARTS[(rank % 14) as usize]);
        rank /= 14;
        out.push_str(VOWELS[(rank % 6) as usize]);
        rank /= 6;
        if rank == 0 {
            return out;
        }
    }
}

/// A text of so many words: sentences with commas, paragraphs of some sentences. `seed` makes another text of
/// the same language.
pub(crate) fn text(words: usize, seed: u64) -> String {
    let mut chance = Chance(seed);
    let mut out = String::new();
    let mut since = 0;
    for at in 0..words {
        // One over rank, as the words of languages are spread.
        let size = 1 << (1 + chance.below(12));
        let _ = write!(out, "{}", word(chance.below(size)));
        since += 1;
        let ends = match chance.below(12) {
            _ if at + 1 == words => ".",
            0 if since > 4 && chance.below(6) == 0 => ".\n",
            0 if since > 4 => ". ",
            1 => ", ",
            _ => " ",
        };
        if ends.starts_with('.') {
            since = 0;
        }
        out.push_str(ends);
    }
    out
}

/// The words of a text as a transcript.
pub(crate) fn transcript(text: &str) -> Transcript<'_> {
    let mut items = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    for part in text.split_inclusive([' ', '\n']) {
        let word = part.trim_end().trim_end_matches(['.', ',', '?']);
        if !word.is_empty() {
            let range = start as u32..(start + word.len()) as u32;
            items.push(Item { range, kind: ItemKind::Word, speaker: None, paragraph });
        }
        start += part.len();
        paragraph += u32::from(part.ends_with('\n'));
    }
    Transcript { text, items, speakers: Vec::new() }
}

/// What a recognizer makes of a text: words last by their letters, sentences end in pauses. Of a hundred words
/// `errors` are wrong: another one, left out, or one too many.
pub(crate) fn heard(text: &str, errors: u64, seed: u64) -> WordTimeline {
    let mut chance = Chance(seed);
    let mut out = WordTimeline::default();
    let mut at = 200;
    for part in text.split_whitespace() {
        let plain = part.trim_end_matches(['.', ',', '?']);
        let end = at + 80 + 55 * plain.len() as i64 + chance.below(60) as i64;
        let mut push = |text: &str, start, end| {
            let (start, end) = (Some(Timestamp(start)), Some(Timestamp(end)));
            out.push(text, TimedWord { start, end, ..TimedWord::default() });
        };
        match chance.below(300) {
            draw if draw < errors => push(&word(chance.below(4000)), at, end),
            draw if draw < 2 * errors => {}
            draw if draw < 3 * errors => {
                push(plain, at, (at + end) / 2);
                push(&word(chance.below(40)), (at + end) / 2, end);
            }
            _ => push(plain, at, end),
        }
        at = end
            + match part.chars().next_back() {
                Some('.') => 350 + chance.below(400) as i64,
                Some(',') => 120 + chance.below(100) as i64,
                _ => 5 * chance.below(3) as i64,
            };
    }
    out.duration = Some(Timestamp(at + 500));
    out
}
