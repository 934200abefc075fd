//! Builds a timeline word by word while it is read.

use std::collections::HashMap;

use super::super::{TimedWord, TimelineKind, WordTimeline};
use crate::time::Timestamp;
#[cfg(feature = "json")]
use crate::timeline::is_unspaced;

/// Builds a [`WordTimeline`].
#[derive(Default)]
pub(super) struct Builder {
    timeline: WordTimeline,
    /// The speakers by name: there may be as many as words.
    speakers: HashMap<String, u32>,
}

impl Builder {
    /// For cues instead of words.
    pub(super) fn cues() -> Self {
        let timeline = WordTimeline { kind: TimelineKind::Cues, ..WordTimeline::default() };
        Self { timeline, ..Self::default() }
    }

    /// Adds a word, trimmed; does nothing if it is empty or marks something other than a word.
    pub(super) fn word(&mut self, text: &str, word: TimedWord) {
        let text = text.trim();
        if !text.is_empty() && !is_mark(text) {
            self.timeline.push(text, word);
        }
    }

    /// Adds an entry without text: who speaks when.
    pub(super) fn turn(&mut self, word: TimedWord) {
        self.timeline.push("", word);
    }

    /// Adds punctuation to the last word.
    pub(super) fn attach(&mut self, text: &str) {
        self.append(text.trim());
    }

    fn append(&mut self, text: &str) -> Option<&mut TimedWord> {
        let last = self.timeline.words.last_mut()?;
        self.timeline.text.push_str(text);
        last.text.end = self.timeline.text.len() as u32;
        Some(last)
    }

    /// The index of a speaker, added where the name is new; none for an empty name.
    pub(super) fn speaker(&mut self, name: &str) -> Option<u32> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        if let Some(known) = self.speakers.get(name) {
            return Some(*known);
        }
        let index = self.timeline.speakers.len() as u32;
        self.timeline.speakers.push(name.to_owned());
        self.speakers.insert(name.to_owned(), index);
        Some(index)
    }

    /// The timeline, with the data about the whole: a duration that is not positive and an invalid language tag
    /// are dropped.
    pub(super) fn finish(
        mut self,
        duration: Option<Timestamp>,
        language: Option<&str>,
    ) -> WordTimeline {
        self.timeline.duration = duration.filter(|duration| duration.0 > 0);
        self.timeline.language = language.and_then(tag);
        self.timeline
    }
}

/// Used only for JSON.
#[cfg(feature = "json")]
impl Builder {
    /// Adds a piece from a recognizer that writes the blank before a word: without a blank, it continues the
    /// preceding word, except in scripts without blanks.
    pub(super) fn piece(&mut self, text: &str, word: TimedWord) {
        let joins = !text.starts_with(char::is_whitespace)
            && match (self.timeline.text.chars().next_back(), text.chars().next()) {
                (Some(before), Some(first)) => !is_unspaced(before) && !is_unspaced(first),
                _ => false,
            };
        if joins && !is_mark(text.trim()) {
            self.join(text, &word);
        } else {
            self.word(text, word);
        }
    }

    /// Appends text to the last word, whose end is extended; the lower confidence is kept.
    fn join(&mut self, text: &str, word: &TimedWord) {
        let confidence = word.confidence;
        let Some(last) = self.append(text.trim_end()) else { return };
        if word.end.is_some() {
            last.end = word.end;
        }
        if let (Some(one), Some(other)) = (last.confidence, confidence) {
            last.confidence = Some(one.min(other));
        }
    }

    /// Sorts words of several channels by time; a word without a time stays after the preceding one.
    pub(super) fn order(&mut self) {
        let mut last = Timestamp(i64::MIN);
        let mut keyed: Vec<(Timestamp, TimedWord)> = Vec::with_capacity(self.timeline.words.len());
        for word in std::mem::take(&mut self.timeline.words) {
            last = word.start.unwrap_or(last);
            keyed.push((last, word));
        }
        keyed.sort_by_key(|(start, _)| *start);
        self.timeline.words = keyed.into_iter().map(|(_, word)| word).collect();
    }
}

/// Whether a recognizer uses this text for something other than a word: sentence start and end, silence, special
/// tokens, unintelligible speech.
fn is_mark(text: &str) -> bool {
    let marked = |open, close| text.starts_with(open) && text.ends_with(close) && text.len() > 2;
    match text {
        "<s>" | "</s>" | "<sil>" | "<eps>" | "(NULL)" | "[SIL]" | "!SIL" | "SIL" | "[*]" => true,
        _ => marked("[_", "]") || marked("<|", "|>"),
    }
}

/// A language as a BCP 47 tag: `en_us` is `en-US`.
fn tag(language: &str) -> Option<String> {
    let parts: Vec<&str> = language.trim().split(['-', '_']).collect();
    let is_tag = matches!(parts.first(), Some(first) if matches!(first.len(), 2 | 3))
        && parts.iter().all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
    is_tag.then(|| {
        let cased = parts.iter().enumerate().map(|(at, part)| match (at, part.len()) {
            (0, _) => part.to_ascii_lowercase(),
            (_, 2) => part.to_ascii_uppercase(),
            (_, 4) => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
            _ => part.to_ascii_lowercase(),
        });
        cased.collect::<Vec<_>>().join("-")
    })
}
