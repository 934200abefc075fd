//! A timeline as its own transcript: the recognizer's words, as text with times.

use std::ops::Range;

use super::{
    AlignedWord, Alignment, Item, ItemKind, TimelineKind, Transcript, WordFlags, WordTimeline,
};
use crate::time::Interval;
use crate::timeline::is_unspaced;

/// A pause that starts a new paragraph, in milliseconds.
const PARAGRAPH: i64 = 3_000;
/// The duration of a word without an end, in milliseconds per character.
const CHARACTER: i64 = 80;

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
}

/// Builds a text from the words of a timeline, so that cues can be made from it ([`segment`](super::segment())). The
/// words of a cue divide its time by their length.
#[must_use]
pub fn recognized(timeline: &WordTimeline) -> Recognized {
    let mut made = Recognized { speakers: timeline.speakers.clone(), ..Recognized::default() };
    let (mut paragraph, mut last): (u32, Option<Heard<'_>>) = (0, None);
    for word in heard(timeline) {
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
                Some(Interval { start: start.max(crate::time::Timestamp(0)).min(end), end })
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
    use crate::time::Timestamp;

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
        let made = recognized(&timeline(&[
            (" Ahoy,", Some(0), Some(300), Some(0)),
            ("there.", Some(300), None, Some(0)),
            ("Who?", None, None, Some(1)),
            ("港", Some(2_000), Some(2_100), Some(1)),
            ("へ", Some(2_100), Some(2_200), Some(1)),
            ("Later", Some(9_000), Some(9_400), Some(1)),
        ]));
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
        let made = recognized(&cues);
        assert_eq!(made.text, "one three");
        assert_eq!(times(&made), [Some((1_000, 1_300)), Some((1_500, 2_000))]);
    }
}
