//! Words and their times from a recognizer, a caption file or audio.

use std::ops::Range;

use crate::time::{Interval, Timestamp};

/// Words in order of their times, and data about the whole.
///
/// The text of all words is in one string: a timeline of 100,000 words is a few allocations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordTimeline {
    /// The text of all words, one after the other; [`TimedWord::text`] is the range of each.
    pub text: String,
    /// The words, in the order of the source.
    pub words: Vec<TimedWord>,
    /// The names or labels of the speakers; [`TimedWord::speaker`] is an index into it.
    pub speakers: Vec<String>,
    /// The duration of the media, if the source gives it.
    pub duration: Option<Timestamp>,
    /// The language as a BCP 47 tag, if the source gives it.
    pub language: Option<String>,
    /// What the times belong to.
    pub kind: TimelineKind,
}

/// One word or cue and its time. Values that the source does not give are missing, not invented.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimedWord {
    /// Byte range in [`WordTimeline::text`].
    pub text: Range<u32>,
    /// When it begins.
    pub start: Option<Timestamp>,
    /// When it ends.
    pub end: Option<Timestamp>,
    /// The recognizer's confidence, from 0 to 1.
    pub confidence: Option<f32>,
    /// Index into [`WordTimeline::speakers`].
    pub speaker: Option<u32>,
}

/// What the times of a [`WordTimeline`] belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimelineKind {
    /// Each entry is a word (in scripts without spaces: a character or a short piece).
    #[default]
    Words,
    /// Each entry is a cue of several words that share its time.
    Cues,
    /// No entries: only the duration is known.
    Duration,
}

impl WordTimeline {
    /// The text of a word. Empty for a range that is not in [`Self::text`].
    #[must_use]
    pub fn text_of(&self, word: &TimedWord) -> &str {
        self.text.get(word.text.start as usize..word.text.end as usize).unwrap_or_default()
    }

    /// When the cues of a caption file are shown, sorted and without repetitions; `None` for a timeline of words.
    #[must_use]
    pub fn cues(&self) -> Option<Vec<Interval>> {
        if self.kind != TimelineKind::Cues {
            return None;
        }
        let times = self.words.iter().filter_map(|cue| {
            let (start, end) = cue.start.zip(cue.end)?;
            (start < end).then_some(Interval { start, end })
        });
        let mut times: Vec<Interval> = times.collect();
        times.sort_by_key(|time| (time.start, time.end));
        times.dedup();
        Some(times)
    }

    /// Adds a word with this text and sets [`TimedWord::text`]; the other fields of `word` are kept.
    pub fn push(&mut self, text: &str, mut word: TimedWord) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        word.text = start..self.text.len() as u32;
        self.words.push(word);
    }

    /// The index of a speaker, added where the name is new.
    pub fn speaker(&mut self, name: &str) -> u32 {
        let known = self.speakers.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.speakers.push(name.to_owned());
            self.speakers.len() - 1
        }) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_speakers_are_found_again() {
        let mut timeline = WordTimeline::default();
        let anna = timeline.speaker("Anna");
        timeline.push("Ahoy", TimedWord { speaker: Some(anna), ..TimedWord::default() });
        timeline.push("Žofie", TimedWord { start: Some(Timestamp(5)), ..TimedWord::default() });
        assert_eq!(timeline.text_of(&timeline.words[0]), "Ahoy");
        assert_eq!(timeline.text_of(&timeline.words[1]), "Žofie");
        assert_eq!((timeline.speaker("Ben"), timeline.speaker("Anna")), (1, 0));
    }
}
