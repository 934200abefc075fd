//! One of the two files: its visible cues in display order, with their words.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use super::change::Ignore;
use crate::align::score::{Normalization, ScoreText};
use crate::convert::ResolvedStyles;
use crate::time::{Interval, Timestamp};
use crate::timeline::{Timeline, is_invisible, is_visible, one_line};

/// A number for each word of both files: the same for the same word.
#[derive(Default)]
pub(super) struct Numbers {
    known: HashMap<String, u32>,
}

impl Numbers {
    fn of(&mut self, word: &str) -> u32 {
        if let Some(number) = self.known.get(word) {
            return *number;
        }
        let number = self.known.len() as u32;
        self.known.insert(word.to_owned(), number);
        number
    }
}

/// Both files, and how they are compared.
#[derive(Clone, Copy)]
pub(super) struct Sides<'s, 't, 'a, 'b> {
    pub(super) old: &'s Side<'t, 'a>,
    pub(super) new: &'s Side<'t, 'b>,
    pub(super) ignore: Ignore,
    /// The largest difference of times that are the same, in ms.
    pub(super) tolerance: i64,
}

/// A file to compare. A cue is known by its rank: its place in display order.
pub(super) struct Side<'t, 'a> {
    pub(super) timeline: &'t Timeline<'a>,
    /// The visible cues in display order.
    pub(super) cues: Vec<SideCue>,
    /// The words that cues are aligned by, in the order of `cues`: without case and punctuation.
    pub(super) loose: Vec<u32>,
    /// The words that are compared, by cues in file order.
    pub(super) exact: ScoreText,
    /// Their numbers.
    pub(super) words: Vec<u32>,
    pub(super) styles: ResolvedStyles,
}

/// A visible cue.
pub(super) struct SideCue {
    /// Its place in [`Timeline::cues`].
    pub(super) index: u32,
    pub(super) interval: Interval,
    /// The same number for cues with the same text.
    pub(super) key: u32,
    /// Its words in [`Side::loose`].
    pub(super) loose: Range<u32>,
}

impl<'t, 'a> Side<'t, 'a> {
    pub(super) fn new(timeline: &'t Timeline<'a>, ignore: Ignore, numbers: &mut Numbers) -> Self {
        let loose = Normalization { speakers: true, sounds: true, ..Normalization::default() };
        let exact = Normalization {
            case: !ignore.case,
            punctuation: !ignore.punctuation,
            speakers: !ignore.speakers,
            ..loose.clone()
        };
        let is_literal = exact.case && exact.punctuation;
        let (loose, exact) =
            (ScoreText::of_captions(timeline, &loose), ScoreText::of_captions(timeline, &exact));
        let words = exact.words.iter().map(|word| match is_literal {
            true => numbers.of(&literal(exact.text_of(word))),
            false => numbers.of(exact.normal_of(word)),
        });
        let words = words.collect();
        let styles = ResolvedStyles::of(timeline, None);
        let mut side = Self { timeline, cues: Vec::new(), loose: Vec::new(), exact, words, styles };
        side.fill(&loose, numbers);
        side
    }

    fn fill(&mut self, loose: &ScoreText, numbers: &mut Numbers) {
        let text = |index: u32| {
            let line = &loose.lines[index as usize];
            &loose.text[line.text.start as usize..line.text.end as usize]
        };
        let mut order: Vec<u32> =
            (0..self.timeline.cues.len() as u32).filter(|&cue| is_visible(text(cue))).collect();
        order.sort_by_key(|&cue| self.timeline.cues[cue as usize].interval.start);
        let mut key = String::new();
        for index in order {
            let start = self.loose.len() as u32;
            key.clear();
            let words = &loose.lines[index as usize].words;
            for word in &loose.words[words.start as usize..words.end as usize] {
                let normal = loose.normal_of(word);
                self.loose.push(numbers.of(normal));
                key.push('\n');
                key.push_str(normal);
            }
            if key.is_empty() {
                key = one_line(text(index));
            }
            let interval = self.timeline.cues[index as usize].interval;
            let (key, loose) = (numbers.of(&key), start..self.loose.len() as u32);
            self.cues.push(SideCue { index, interval, key, loose });
        }
    }

    /// The words of a cue, as indices into `exact.words`.
    pub(super) fn words_of(&self, rank: u32) -> Range<usize> {
        let words = &self.exact.lines[self.cues[rank as usize].index as usize].words;
        words.start as usize..words.end as usize
    }

    /// The visible text of a cue.
    pub(super) fn text_of(&self, rank: u32) -> &str {
        let line = &self.exact.lines[self.cues[rank as usize].index as usize];
        &self.exact.text[line.text.start as usize..line.text.end as usize]
    }

    /// From the first start to the last end of some cues.
    pub(super) fn interval(&self, ranks: &[u32]) -> Interval {
        let intervals = ranks.iter().map(|&rank| self.cues[rank as usize].interval);
        let start = intervals.clone().map(|interval| interval.start).min();
        let end = intervals.map(|interval| interval.end).max();
        let none = Timestamp::default();
        Interval { start: start.unwrap_or(none), end: end.unwrap_or(none) }
    }
}

/// A word as viewers see it: canonically equivalent characters are the same, and what shows nothing is left out.
fn literal(word: &str) -> String {
    if word.is_ascii() && !word.contains(is_invisible) {
        return word.to_owned();
    }
    word.chars().filter(|c| !is_invisible(*c)).nfc().collect()
}
