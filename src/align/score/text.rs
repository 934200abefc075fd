//! One side of a comparison: the words of captions, of a transcript or of a recognizer.

use std::collections::HashMap;
use std::ops::Range;

use super::normal::{Found, Normalization};
use crate::align::{ItemKind, TimelineKind, Transcript, WordTimeline};
use crate::speakers::{detect, sound_labels};
use crate::time::{Interval, Timestamp};
use crate::timeline::{Shown, Timeline, is_unspaced};

/// The words to compare and their sources.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoreText {
    /// The readable text: the lines, one after the other.
    pub text: String,
    /// The words in the form that is compared, one after the other.
    pub normal: String,
    /// The lines: cues, lines of a transcript, or about a dozen words of a recognizer.
    pub lines: Vec<ScoreLine>,
    /// The words.
    pub words: Vec<ScoreWord>,
}

/// A line of a [`ScoreText`].
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreLine {
    /// Byte range in [`ScoreText::text`].
    pub text: Range<u32>,
    /// Number of the cue, of the transcript's line or of the recognizer's first word, counted from 1.
    pub number: u32,
    /// When it begins.
    pub start: Option<Timestamp>,
    /// Its words, as indices into [`ScoreText::words`].
    pub words: Range<u32>,
}

/// A word of a [`ScoreText`].
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreWord {
    /// Byte range in [`ScoreText::text`].
    pub text: Range<u32>,
    /// Byte range in [`ScoreText::normal`].
    pub normal: Range<u32>,
    /// Index into [`ScoreText::lines`].
    pub line: u32,
    /// A character of a script that puts no spaces between words.
    pub alone: bool,
    /// When it begins, if the source has a time for exactly that: its own, or the time of a cue that begins with it.
    pub start: Option<Timestamp>,
    /// When it ends, under the same condition.
    pub end: Option<Timestamp>,
}

impl ScoreText {
    /// The words of captions. A cue is a line.
    #[must_use]
    pub fn of_captions(timeline: &Timeline<'_>, normalization: &Normalization) -> Self {
        let mut side = Self::default();
        let speakers = if normalization.speakers { None } else { Some(detect(timeline)) };
        let turns = speakers.as_ref().map_or(&[][..], |speakers| &speakers.turns);
        let mut turns = turns.iter().peekable();
        let language = normalization.language.as_deref().or(timeline.language.as_deref());
        let mut shown = Shown::default();
        for (index, cue) in timeline.cues.iter().enumerate() {
            shown.fill(timeline, cue);
            let mut skipped = Vec::new();
            while let Some(turn) = turns.next_if(|turn| turn.cue as usize == index) {
                skipped.push(turn.mark.clone());
            }
            if !normalization.sounds {
                let labels = sound_labels(&shown.text, language).into_iter();
                let labels = labels.filter(|label| label.is_known || label.brackets.0 == '[');
                skipped.extend(labels.map(|label| label.at));
            }
            skipped.sort_by_key(|range| range.start);
            side.line(&shown.text, index as u32 + 1, &skipped, Some(cue.interval), normalization);
        }
        side
    }

    /// The words of a transcript. They have no times.
    #[must_use]
    pub fn of_transcript(transcript: &Transcript<'_>, normalization: &Normalization) -> Self {
        let mut side = Self::default();
        let skipped: Vec<Range<usize>> = transcript
            .items
            .iter()
            .filter(|item| match item.kind {
                ItemKind::Word => false,
                ItemKind::Speaker => !normalization.speakers,
                ItemKind::Direction => !normalization.sounds,
                ItemKind::Layout | ItemKind::TimeCode(_) => true,
            })
            .map(|item| item.range.start as usize..item.range.end as usize)
            .collect();
        let mut at = 0;
        let mut first = 0;
        for (number, line) in transcript.text.split('\n').enumerate() {
            let end = at + line.len();
            while skipped.get(first).is_some_and(|range| range.end <= at) {
                first += 1;
            }
            let here = skipped[first..].iter().take_while(|range| range.start < end);
            let here: Vec<Range<usize>> =
                here.map(|range| range.start.max(at) - at..range.end.min(end) - at).collect();
            if !line.trim().is_empty() {
                side.line(line, number as u32 + 1, &here, None, normalization);
            }
            at = end + 1;
        }
        side
    }

    /// The words of a recognizer, or of cues with their times.
    #[must_use]
    pub fn of_words(timeline: &WordTimeline, normalization: &Normalization) -> Self {
        let mut side = Self::default();
        for (index, word) in timeline.words.iter().enumerate() {
            let text = timeline.text_of(word).trim();
            let continues = timeline.kind == TimelineKind::Words
                && index > 0
                && timeline.words[index - 1].speaker == word.speaker
                && side.lines.last().is_some_and(|line| (line.words.len()) < LINE);
            let times = (word.start, word.end);
            side.add(text, index as u32 + 1, continues, times, normalization);
        }
        side
    }

    /// The compared form of a word.
    #[must_use]
    pub fn normal_of(&self, word: &ScoreWord) -> &str {
        self.normal.get(word.normal.start as usize..word.normal.end as usize).unwrap_or_default()
    }

    /// A word as written.
    #[must_use]
    pub fn text_of(&self, word: &ScoreWord) -> &str {
        self.text.get(word.text.start as usize..word.text.end as usize).unwrap_or_default()
    }

    /// Adds a line without the parts in `skipped`, which are sorted.
    fn line(
        &mut self,
        text: &str,
        number: u32,
        skipped: &[Range<usize>],
        interval: Option<Interval>,
        normalization: &Normalization,
    ) {
        let mut found = Vec::new();
        let mut at = 0;
        for range in skipped {
            if range.start > at {
                normalization.words(text, at..range.start, &mut found);
            }
            at = at.max(range.end);
        }
        normalization.words(text, at..text.len().max(at), &mut found);
        let (start, words) = (self.text.len() as u32, self.words.len() as u32);
        self.text.push_str(text);
        self.lines.push(ScoreLine {
            text: start..self.text.len() as u32,
            number,
            start: interval.map(|interval| interval.start),
            words: words..words,
        });
        let end = interval.map(|i| i.end).filter(|end| *end != Timestamp::OPEN);
        self.push(found, start, (interval.map(|interval| interval.start), end));
        self.text.push('\n');
    }

    /// Adds a timeline entry to the last line, or as a new line.
    fn add(
        &mut self,
        text: &str,
        number: u32,
        continues: bool,
        times: (Option<Timestamp>, Option<Timestamp>),
        normalization: &Normalization,
    ) {
        let mut found = Vec::new();
        normalization.words(text, 0..text.len(), &mut found);
        if continues {
            let space = !(self.text.ends_with(is_unspaced) && text.starts_with(is_unspaced));
            self.text.push_str(if space { " " } else { "" });
        } else {
            let words = self.words.len() as u32;
            if !self.lines.is_empty() {
                self.text.push('\n');
            }
            let at = self.text.len() as u32;
            self.lines.push(ScoreLine {
                text: at..at,
                number,
                start: times.0,
                words: words..words,
            });
        }
        let start = self.text.len() as u32;
        self.text.push_str(text);
        if let Some(line) = self.lines.last_mut() {
            line.text.end = self.text.len() as u32;
        }
        self.push(found, start, times);
    }

    /// Adds words to the last line. The first word gets the start, the last the end.
    fn push(
        &mut self,
        found: Vec<Found>,
        offset: u32,
        (start, end): (Option<Timestamp>, Option<Timestamp>),
    ) {
        let (line, last) = (self.lines.len() as u32 - 1, found.len().saturating_sub(1));
        for (at, word) in found.into_iter().enumerate() {
            let from = self.normal.len() as u32;
            self.normal.push_str(&word.normal);
            self.words.push(ScoreWord {
                text: offset + word.range.start as u32..offset + word.range.end as u32,
                normal: from..self.normal.len() as u32,
                line,
                alone: word.alone,
                start: start.filter(|_| at == 0),
                end: end.filter(|_| at == last),
            });
        }
        if let Some(line) = self.lines.last_mut() {
            line.words.end = self.words.len() as u32;
        }
    }
}

/// The number of recognizer words per displayed line.
const LINE: usize = 12;

/// The words of two texts as numbers: equal words get the same number.
pub(super) fn numbered(one: &ScoreText, other: &ScoreText) -> (Vec<u32>, Vec<u32>) {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut number = |word| {
        let next = numbers.len() as u32;
        *numbers.entry(word).or_insert(next)
    };
    let first = one.words.iter().map(|word| number(one.normal_of(word))).collect();
    let second = other.words.iter().map(|word| number(other.normal_of(word))).collect();
    (first, second)
}
