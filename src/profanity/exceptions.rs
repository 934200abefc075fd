//! What makes a word innocent in its context: another language, a name, its neighbors.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::ops::Range;

use super::list::Entry;
use crate::words::{
    Evidence, Languages, Word, Words, begins_sentence, fold, follows_title, primary, skeleton,
};

/// The text that is searched, and what is known of its language.
pub(super) struct TextContext<'t> {
    pub(super) text: &'t str,
    /// The language of the whole file.
    file: FileLanguage<'t>,
    /// The common words of this text by language, counted when first needed.
    evidence: OnceCell<Evidence>,
    /// The last entry that was taken for a name.
    pub(super) named: Cell<Option<usize>>,
}

impl<'t> TextContext<'t> {
    pub(super) const fn new(text: &'t str, file: FileLanguage<'t>) -> Self {
        Self { text, file, evidence: OnceCell::new(), named: Cell::new(None) }
    }
}

/// What is known of the language of a whole file, as a BCP 47 tag.
#[derive(Clone, Copy, Debug)]
pub(super) enum FileLanguage<'t> {
    Unknown,
    /// By the common words of the file.
    Guessed(&'t str),
    /// By the caller, the file or its name.
    Given(&'t str),
}

/// A cue with this many common words of another language than the file's is taken to be in that language.
const OTHER_LANGUAGE: u32 = 3;

/// The exceptions of the entries of all lists.
#[derive(Clone, Debug)]
pub(super) struct Exceptions {
    /// For each entry: the words that must not be near, without diacritics.
    unless: Vec<Vec<String>>,
    /// The entries with the word of an entry, where several lists have it.
    shared: HashMap<usize, Vec<usize>>,
    pub(super) languages: Languages,
    /// Without a known language, a text may be in the language of any list: the caller has chosen the lists.
    all_spoken: bool,
}

impl Exceptions {
    pub(super) fn new(entries: &[Entry], all_spoken: bool) -> Self {
        let bare = |words: &Vec<String>| words.iter().map(|word| skeleton(word)).collect();
        let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let group = by_word.entry(&entry.word).or_default();
            // Within a list, the last line counts.
            group.retain(|other| entries[*other].language != entry.language);
            group.push(at);
        }
        let groups = by_word.into_values().filter(|group| group.len() > 1);
        let shared =
            groups.flat_map(|group| group.clone().into_iter().map(move |at| (at, group.clone())));
        Self {
            unless: entries.iter().map(|entry| bare(&entry.unless)).collect(),
            shared: shared.collect(),
            languages: Languages::new(),
            all_spoken,
        }
    }

    /// Whether a word is profane in its context, and according to which entry.
    ///
    /// A word that several lists have is judged by the list of the text's language. In another
    /// language, or an unknown one, the exceptions of all of them count.
    pub(super) fn judge(
        &self,
        entries: &[Entry],
        context: &TextContext<'_>,
        place: &Range<usize>,
        entry: usize,
    ) -> Option<usize> {
        let alone = [entry];
        let group = self.shared.get(&entry).map_or(&alone[..], |group| group);
        if !group.iter().any(|at| self.applies(&entries[*at], context)) {
            return None;
        }
        let home = |at: &&usize| {
            let language = &entries[**at].language;
            !language.is_empty() && self.language(context) == Some(language)
        };
        if group.len() > 1
            && let Some(&own) = group.iter().find(home)
        {
            return self.is_meant(&entries[own], own, context, place).then_some(own);
        }
        let spoken = |at: &&usize| {
            let entry = &entries[**at];
            self.applies(entry, context)
                && (!entry.foreign || self.speaks(context, &entry.language))
        };
        let mut spoken = group.iter().filter(spoken).peekable();
        let first = **spoken.peek()?;
        let mut is_there = false;
        let is_meant = spoken.all(|at| {
            is_there |= *at == entry;
            self.is_meant(&entries[*at], *at, context, place)
        });
        is_meant.then_some(if is_there { entry } else { first })
    }

    /// Whether a neighboring text, such as the next cue, makes the word of an entry innocent.
    pub(super) fn is_innocent_beside(&self, at: usize, text: &str) -> bool {
        let unless = &self.unless[at];
        !unless.is_empty() && has_any(text, unless)
    }

    /// Whether nothing around a word makes it innocent.
    fn is_meant(
        &self,
        entry: &Entry,
        at: usize,
        context: &TextContext<'_>,
        place: &Range<usize>,
    ) -> bool {
        if is_camel_case(&context.text[place.clone()]) {
            return false;
        }
        if (entry.name || entry.forename) && is_name(context.text, place.clone(), entry.forename) {
            context.named.set(Some(at));
            return false;
        }
        if !entry.not_after.is_empty() {
            let before = word_before(context.text, place.start).map(skeleton);
            if before.is_some_and(|before| is_any(&before, &entry.not_after)) {
                return false;
            }
        }
        let unless = &self.unless[at];
        unless.is_empty() || !has_any(around(context.text, place), unless)
    }

    /// The language of a text: that of the file, unless this text is clearly in another one; where nothing is known of
    /// the file, by its own words.
    fn language<'a>(&self, context: &TextContext<'a>) -> Option<&'a str> {
        let evidence = context.evidence.get_or_init(|| self.languages.evidence(context.text));
        let verdict = evidence.verdict();
        match context.file {
            FileLanguage::Unknown => verdict,
            FileLanguage::Guessed(file) | FileLanguage::Given(file) => {
                let own = evidence.count(file);
                let other = verdict.filter(|verdict| {
                    let count = evidence.count(verdict).unwrap_or(0);
                    // A language without a list of common words cannot win against one with a list.
                    own.is_some_and(|own| count >= OTHER_LANGUAGE.max(own * 2 + 1))
                });
                other.or(Some(subtag(file)))
            }
        }
    }

    /// Whether the list of an entry is used on a text. In a file whose language is given, lists of other languages are
    /// not, but for English words that mean nothing else.
    fn applies(&self, entry: &Entry, context: &TextContext<'_>) -> bool {
        let FileLanguage::Given(_) = context.file else { return true };
        let is_english = entry.language == "en" && !entry.foreign;
        self.all_spoken
            || entry.language.is_empty()
            || is_english
            || self.language(context).is_some_and(|own| primary(own) == entry.language)
    }

    /// Whether a text may be taken to be in the language of a list.
    fn speaks(&self, context: &TextContext<'_>, list: &str) -> bool {
        match self.language(context) {
            Some(language) => primary(language) == list,
            None => list == "en" || self.all_spoken,
        }
    }
}

/// Whether a word has a capital that is not due to the start of a sentence, begins a name of two
/// words, follows a title or names the speaker. A word that is also a first name (`forename`) is a
/// name wherever it has a capital, and in capitals unless an article or the like is before it.
fn is_name(text: &str, place: Range<usize>, forename: bool) -> bool {
    let word = &text[place.clone()];
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let before = &text[..place.start];
    if is_label(text, &place) || follows_title(before) {
        return true;
    }
    if !is_titled(word) {
        return forename
            && !word_before(text, place.start).map(fold).is_some_and(|w| is_determiner(&w));
    }
    if forename || !begins_sentence(before) {
        return true;
    }
    let after = &text[place.end..];
    let next = after.strip_prefix([' ', '\n', '-']).unwrap_or_default();
    is_titled(next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default())
}

/// The primary subtag of a language tag.
fn subtag(tag: &str) -> &str {
    &tag[..tag.find(['-', '_']).unwrap_or(tag.len())]
}

/// Whether small letters are followed by a capital in one word: `SacreBLEU` is the name of a thing.
fn is_camel_case(word: &str) -> bool {
    let mut before = false;
    word.chars().any(|c| {
        let is_hump = before && c.is_uppercase();
        before = c.is_lowercase();
        is_hump
    })
}

/// A capital, then small letters.
pub(super) fn is_titled(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.any(char::is_lowercase)
}

/// Words that precede a noun in English: after one of these a word in capitals is not a first name.
fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "my"
            | "your"
            | "his"
            | "her"
            | "our"
            | "their"
            | "this"
            | "that"
            | "such"
            | "no"
            | "some"
            | "any"
            | "big"
            | "little"
            | "huge"
            | "small"
            | "fucking"
            | "total"
            | "complete"
            | "real"
            | "absolute"
            | "s"
            | "of"
            | "these"
            | "those"
    )
}

/// Whether a word is part of a speaker label: between the start of a line (or its `>>` or dash) and
/// a colon, in at most four words that all have a capital.
fn is_label(text: &str, place: &Range<usize>) -> bool {
    /// The maximum length of a label, in bytes.
    const LONGEST: usize = 60;
    let mut end = (place.end + LONGEST).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let Some(colon) = text[place.end..end].find([':', '\n']) else { return false };
    if !text[place.end + colon..].starts_with(':') {
        return false;
    }
    let mut near = place.start.saturating_sub(LONGEST);
    while !text.is_char_boundary(near) {
        near += 1;
    }
    let start = match text[near..place.start].rfind('\n') {
        Some(at) => near + at + 1,
        None if near == 0 => 0,
        None => return false,
    };
    let mark = |c: char| c.is_whitespace() || matches!(c, '>' | '-' | '–' | '—');
    let label = text[start..place.end + colon].trim_start_matches(mark);
    let mut words = label.split_whitespace();
    label.split_whitespace().count() <= 4
        && words.all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

/// The word right before a place, with only spaces, line breaks and hyphens between.
fn word_before(text: &str, at: usize) -> Option<&str> {
    /// The maximum length of a word that is looked up, in bytes.
    const LONGEST: usize = 40;
    let mut start = at.saturating_sub(LONGEST);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let near = &text[start..at];
    let word: Word = Words::new(near).last()?;
    let is_next =
        near[word.end..].chars().all(|c| c.is_whitespace() || matches!(c, '-' | '\'' | '’'));
    is_next.then(|| word.of(near))
}

/// A word with the text around it: no more than a usual cue has, so that a hostile one does not cost more.
fn around<'t>(text: &'t str, place: &Range<usize>) -> &'t str {
    const NEAR: usize = 300;
    let mut start = place.start.saturating_sub(NEAR);
    let mut end = (place.end + NEAR).min(text.len());
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[start..end]
}

/// Whether one of some words without diacritics is in a text.
fn has_any(text: &str, words: &[String]) -> bool {
    Words::new(text).any(|word| is_any(&skeleton(word.of(text)), words))
}

fn is_any(word: &str, words: &[String]) -> bool {
    words.iter().any(|wanted| match wanted.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == *wanted,
    })
}
