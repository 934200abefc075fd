//! A timeline as its own transcript: the recognizer's words, as text with times.

use std::ops::Range;

use super::length::{self, plain_length};
use super::loops::{self, Loop};
use super::normalize::{self, Beside, Language, Lexicon, Units};
use super::timed::Timed;
use super::{
    AlignedWord, Alignment, Item, ItemKind, Repair, RepairKind, TimelineKind, Transcript,
    WordFlags, WordTimeline,
};
use crate::time::{Interval, Timestamp};
use crate::timeline::is_unspaced;

/// A pause that starts a new paragraph, in milliseconds.
const PARAGRAPH: i64 = 3_000;
/// The duration of a word without an end, in milliseconds per character.
const CHARACTER: i64 = 80;
/// The maximum confidence of words that may be a loop.
const DOUBTFUL: f32 = 0.3;

/// Options for the words of a recognizer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecognizedOptions {
    /// Keeps words that the recognizer repeats in a loop, with a confidence of 0.3 or less.
    pub keep_loops: bool,
}

/// The recognizer's output: a text, its parts and their times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recognized {
    /// The text: words separated by spaces in scripts that use them, with a new line for each change of speaker.
    pub text: String,
    /// Its words.
    pub items: Vec<Item>,
    /// The speakers' names.
    pub speakers: Vec<String>,
    /// When each word is spoken, with the recognizer's confidence, or 1 if it gives none.
    pub alignment: Alignment,
}

impl Recognized {
    /// The text and its parts.
    #[must_use]
    pub fn transcript(&self) -> Transcript<'_> {
        Transcript { text: &self.text, items: self.items.clone(), speakers: self.speakers.clone() }
    }
}

/// A word of a timeline with a time.
struct Heard<'t> {
    text: &'t str,
    interval: Option<Interval>,
    confidence: f32,
    speaker: Option<u32>,
    /// The entry of the timeline.
    entry: u32,
}

/// Builds a text from the words of a timeline, so that cues can be made from it ([`segment`](super::segment())). The
/// words of a cue divide its time by their length.
///
/// A recognizer may be caught in a loop: the same few words again and again in place of other speech. If they follow
/// one another faster than anyone speaks, or too often, the first round is kept, the others are left out and reported
/// ([`Alignment::repairs`]). Fewer repetitions at an ordinary pace may be speech: they are kept with a confidence of
/// 0.3 or less.
#[must_use]
pub fn recognized(timeline: &WordTimeline, options: &RecognizedOptions) -> Recognized {
    let mut made = Recognized { speakers: timeline.speakers.clone(), ..Recognized::default() };
    let (mut paragraph, mut last): (u32, Option<Heard<'_>>) = (0, None);
    let mut words = heard(timeline);
    without_loops(&mut words, timeline, options, &mut made.alignment.repairs);
    for word in words {
        if let Some(last) = &last {
            let times = last.interval.zip(word.interval);
            let pause = times.map_or(0, |(last, word)| word.start.0 - last.end.0);
            if word.speaker != last.speaker || pause >= PARAGRAPH {
                made.text.push('\n');
                paragraph += 1;
            } else if !are_close(last.text, word.text) {
                made.text.push(' ');
            }
        }
        let start = made.text.len() as u32;
        made.text.push_str(word.text);
        let range = start..made.text.len() as u32;
        made.items.push(Item { range, kind: ItemKind::Word, speaker: word.speaker, paragraph });
        let flags = WordFlags { unspoken: word.interval.is_none(), ..WordFlags::default() };
        let (interval, confidence) = (word.interval, word.confidence);
        made.alignment.words.push(AlignedWord { interval, confidence, flags });
        last = Some(word);
    }
    made.alignment.evidence = 1.0;
    made
}

/// Removes or doubts words that are repeated in a loop.
fn without_loops(
    words: &mut Vec<Heard<'_>>,
    timeline: &WordTimeline,
    options: &RecognizedOptions,
    repairs: &mut Vec<Repair>,
) {
    let (mut timed, mut lexicon) = (Timed::default(), Lexicon::default());
    let language = Language::of(timeline.language.as_deref().unwrap_or("en"));
    let mut at = 0;
    for (word, owner) in words.iter().zip(0..) {
        let units = &mut timed.units;
        normalize::push_word(word.text, Beside::default(), owner, language, &mut lexicon, units);
        let (start, end) = word.interval.map_or((at, at), |time| (time.start.0, time.end.0));
        timed.start.resize(timed.units.ids.len(), start);
        timed.end.resize(timed.units.ids.len(), end);
        at = end;
    }
    let found = loops::find(&timed.units.ids, &[]);
    if found.is_empty() {
        return;
    }
    let lengths: Vec<f32> =
        (0..lexicon.len() as u32).map(|id| plain_length(&lexicon, id)).collect();
    timed.pauses = vec![0; timed.start.len()];
    timed.share(&lengths);
    let need = {
        // How fast the speaker is, loops aside.
        let mut loops = vec![false; timed.start.len()];
        found.iter().for_each(|found| loops[found.units.clone()].fill(true));
        let speech: Vec<usize> = (0..loops.len()).filter(|&unit| !loops[unit]).collect();
        let pick = |all: &[i64]| speech.iter().map(|&unit| all[unit]).collect();
        let ids = speech.iter().map(|&unit| timed.units.ids[unit]).collect();
        let units = Units { ids, owners: Vec::new() };
        let (start, end) = (pick(&timed.start), pick(&timed.end));
        let speech = Timed { units, start, end, ..Timed::default() };
        length::needs(&speech, &lexicon, |id| plain_length(&lexicon, id))
    };
    let owner = |unit: usize| timed.units.owners[unit];
    let mut dropped = vec![false; words.len()];
    for found in found {
        let Loop { units, .. } = &found;
        // A word that the first round shares is kept.
        let first = units.clone().find(|&unit| owner(unit) != owner(unit - 1)).unwrap_or(units.end);
        if first == units.end {
            continue;
        }
        let range = owner(first) as usize..owner(units.end - 1) as usize + 1;
        if options.keep_loops || !found.is_sure(&timed, &need) {
            for word in &mut words[range] {
                word.confidence = word.confidence.min(DOUBTFUL);
            }
            continue;
        }
        let at = words[range.clone()].iter().find_map(|word| Some(word.interval?.start));
        let entries = words[range.start].entry..words[range.end - 1].entry + 1;
        repairs.push(Repair {
            kind: RepairKind::Loop,
            entries,
            at: at.unwrap_or(Timestamp(timed.start[first])),
        });
        dropped[range].fill(true);
    }
    let mut dropped = dropped.into_iter();
    words.retain(|_| !dropped.next().unwrap_or(false));
}

/// The words of a timeline, each with a time if one can be determined.
fn heard(timeline: &WordTimeline) -> Vec<Heard<'_>> {
    let mut words = Vec::new();
    for (at, entry) in timeline.words.iter().enumerate() {
        let text = timeline.text_of(entry).trim();
        let next = timeline.words.get(at + 1).and_then(|next| next.start);
        let length = text.chars().count() as i64;
        let interval = match (entry.start, entry.end) {
            (Some(start), Some(end)) => Some(Interval { start, end: end.max(start) }),
            (Some(start), None) => {
                let end = start.shifted(length.saturating_mul(CHARACTER));
                Some(Interval { start, end: next.map_or(end, |next| next.min(end)).max(start) })
            }
            (None, Some(end)) => {
                let start = end.shifted(-length.saturating_mul(CHARACTER));
                Some(Interval { start: start.max(Timestamp(0)).min(end), end })
            }
            (None, None) => None,
        };
        let confidence = entry.confidence.filter(|known| known.is_finite()).unwrap_or(1.0);
        let confidence = confidence.clamp(0.0, 1.0);
        let word = |range: Range<usize>, interval| Heard {
            text: &text[range],
            interval,
            confidence,
            speaker: entry.speaker,
            entry: at as u32,
        };
        if timeline.kind != TimelineKind::Cues {
            if !text.is_empty() {
                words.push(word(0..text.len(), interval));
            }
            continue;
        }
        let mut from = 0;
        while from < text.len() {
            let rest = &text[from..];
            let len = rest.find(char::is_whitespace).unwrap_or(rest.len());
            words.push(word(
                from..from + len,
                interval.map(|all| part(all, from..from + len, text.len())),
            ));
            let gap = rest[len..].len() - rest[len..].trim_start().len();
            from += len + gap;
        }
    }
    words
}

/// A text part's share of a time range.
fn part(all: Interval, range: Range<usize>, length: usize) -> Interval {
    let lasts = i128::from(all.duration().max(0));
    let at =
        |bytes: usize| all.start.shifted((lasts * bytes as i128 / length.max(1) as i128) as i64);
    Interval { start: at(range.start), end: at(range.end) }
}

/// Whether two words are joined without a space, as in scripts without spaces.
fn are_close(last: &str, next: &str) -> bool {
    let wide = |c: Option<char>| {
        c.is_some_and(|c| {
            is_unspaced(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}')
        })
    };
    wide(last.chars().next_back()) && wide(next.chars().next())
}

#[cfg(test)]
mod tests {
    use super::super::TimedWord;
    use super::*;

    /// A text, its start and end in ms, its speaker.
    type Word = (&'static str, Option<i64>, Option<i64>, Option<u32>);

    fn timeline(words: &[Word]) -> WordTimeline {
        let mut timeline = WordTimeline::default();
        for (text, start, end, speaker) in words {
            let (start, end) = (start.map(Timestamp), end.map(Timestamp));
            timeline
                .push(text, TimedWord { start, end, speaker: *speaker, ..TimedWord::default() });
        }
        timeline
    }

    fn times(made: &Recognized) -> Vec<Option<(i64, i64)>> {
        let words = made.alignment.words.iter();
        words.map(|word| word.interval.map(|time| (time.start.0, time.end.0))).collect()
    }

    #[test]
    fn words_become_a_text_with_their_times() {
        let heard = timeline(&[
            (" Ahoy,", Some(0), Some(300), Some(0)),
            ("there.", Some(300), None, Some(0)),
            ("Who?", None, None, Some(1)),
            ("港", Some(2_000), Some(2_100), Some(1)),
            ("へ", Some(2_100), Some(2_200), Some(1)),
            ("Later", Some(9_000), Some(9_400), Some(1)),
        ]);
        let made = recognized(&heard, &RecognizedOptions::default());
        assert_eq!(made.text, "Ahoy, there.\nWho? 港へ\nLater");
        let expected = [
            Some((0, 300)),
            Some((300, 780)),
            None,
            Some((2_000, 2_100)),
            Some((2_100, 2_200)),
            Some((9_000, 9_400)),
        ];
        assert_eq!(times(&made), expected);
        assert_eq!(made.items.last().unwrap().paragraph, 2);
    }

    #[test]
    fn the_words_of_a_cue_share_its_time() {
        let mut cues = timeline(&[("one  three", Some(1_000), Some(2_000), None)]);
        cues.kind = TimelineKind::Cues;
        let made = recognized(&cues, &RecognizedOptions::default());
        assert_eq!(made.text, "one three");
        assert_eq!(times(&made), [Some((1_000, 1_300)), Some((1_500, 2_000))]);
    }

    /// Speech, then a phrase so many times, each word so many ms long, then speech.
    fn looping(phrase: &[&'static str], rounds: usize, lasts: i64) -> WordTimeline {
        let speech = ["The", "ferry", "leaves", "the", "harbour", "at", "noon."];
        let all = [&speech[..], &phrase.repeat(rounds), &speech[..]].concat();
        let mut at = 0;
        let words = all.iter().enumerate().map(|(index, &text)| {
            let inside = (7..7 + phrase.len() * rounds).contains(&index);
            let start = at;
            at += if inside { lasts } else { 300 };
            (text, Some(start), Some(at), None)
        });
        timeline(&words.collect::<Vec<Word>>())
    }

    #[test]
    fn a_loop_is_left_out_but_for_its_first_round_and_reported() {
        let phrase = ["Thanks", "for", "watching."];
        for (rounds, lasts) in [(40, 300), (5, 30), (12, 0)] {
            let heard = looping(&phrase, rounds, lasts);
            let made = recognized(&heard, &RecognizedOptions::default());
            let speech = "The ferry leaves the harbour at noon.";
            let text = made.text.replace('\n', " ");
            assert_eq!(text, format!("{speech} Thanks for watching. {speech}"));
            let repair = Repair {
                kind: RepairKind::Loop,
                entries: 10..7 + 3 * rounds as u32,
                at: Timestamp(2_100 + 3 * lasts),
            };
            assert_eq!(made.alignment.repairs, [repair]);
            let kept = recognized(&heard, &RecognizedOptions { keep_loops: true });
            assert_eq!(kept.items.len(), 14 + 3 * rounds);
            let doubtful = kept.alignment.words.iter().filter(|word| word.confidence <= DOUBTFUL);
            assert_eq!(doubtful.count(), 3 * (rounds - 1));
        }
    }

    #[test]
    fn a_chorus_at_an_ordinary_pace_stays_and_is_doubtful() {
        for (phrase, rounds) in [(&["we", "will", "rock", "you"][..], 4), (&["na"][..], 30)] {
            let made = recognized(&looping(phrase, rounds, 280), &RecognizedOptions::default());
            assert_eq!(made.items.len(), 14 + phrase.len() * rounds);
            assert_eq!(made.alignment.repairs, []);
            assert!(made.alignment.words[7 + 2 * phrase.len()].confidence <= DOUBTFUL);
        }
    }

    #[test]
    fn the_same_cue_again_and_again_is_a_loop() {
        let mut cues = WordTimeline { kind: TimelineKind::Cues, ..WordTimeline::default() };
        for at in 0..20 {
            let text = if at < 4 {
                ["One ship.", "Two ships.", "A storm.", "Rain."][at]
            } else {
                "Thank you so much."
            };
            let (start, end) = (at as i64 * 2_000, at as i64 * 2_000 + 1_500);
            let (start, end) = (Some(Timestamp(start)), Some(Timestamp(end)));
            cues.push(text, TimedWord { start, end, ..TimedWord::default() });
        }
        let made = recognized(&cues, &RecognizedOptions::default());
        let text = made.text.replace('\n', " ");
        assert_eq!(text, "One ship. Two ships. A storm. Rain. Thank you so much.");
        assert_eq!(made.alignment.repairs[0].entries, 5..20);
    }
}
