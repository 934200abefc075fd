//! Candidates for speaker marks in the visible text of one cue.
//!
//! Machine captions put `>> ` at the start of the line or sentence of a new speaker, some editors put
//! `[Ron]` at the start of a line. Only the shape is recognized here; [`super::detect`] decides, knowing
//! the whole file.

use std::ops::Range;

use super::MarkStyle;
use super::sounds::{is_listed, sound};
use super::words::{MAX_NAME, fold, is_heading, is_role, is_title};
use crate::timeline::{Shown, Signs, Timeline};

/// The maximum number of words in a name.
const MAX_WORDS: usize = 4;

/// Something that looks like a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Its place in the visible text, with the white space after it.
    pub(super) mark: Range<usize>,
    /// How it is written; `>> MARY: ` and `- [Mary] ` are chevrons and dashes with a name.
    pub(super) style: MarkStyle,
    /// The name in it.
    pub(super) name: Option<Range<usize>>,
    /// How certain its shape is.
    pub(super) certainty: Certainty,
    /// Whether it is at the start of a line.
    pub(super) opens_line: bool,
}

impl Candidate {
    /// Whether it is nothing but capitals in brackets at the start of a line, where the platform's
    /// editor puts names.
    pub(super) const fn is_open_bracket(&self) -> bool {
        self.opens_line && matches!(self.certainty, Certainty::KnownName)
    }
}

/// How certain the shape of a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    /// A mark only when the name is known from elsewhere in the file.
    KnownName,
    /// A mark when the name occurs again, or other marks of this style are certain.
    Evidence,
    /// A mark.
    Sure,
}

/// The candidates of a cue's visible text, in order. The language is the file's, where it is known.
pub(super) fn candidates(text: &str, language: Option<&str>, found: &mut Vec<Candidate>) {
    found.clear();
    let dialogue = dashed_lines(text) > 1;
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let mut at = line_start;
        let end = line_start + line.trim_end_matches('\n').len();
        let indent = text[at..end].len() - text[at..end].trim_start().len();
        at += indent;
        let mut first = true;
        while at < end {
            if let Some(mut candidate) = mark_at(text, at, language, first, dialogue) {
                candidate.opens_line = first;
                at = candidate.mark.end;
                found.push(candidate);
            }
            match next_sentence(text, at, end) {
                Some(next) => at = next,
                None => break,
            }
            first = false;
        }
        line_start += line.len();
    }
}

/// Signs of which marks consist: a text without them has none.
pub(super) const MARKS: Signs =
    Signs::GREATER.or(Signs::HYPHEN).or(Signs::COLON).or(Signs::SQUARE).or(Signs::NOT_ASCII);

/// Where the next sentence of the line begins: after a sentence's end, its closing quotes and
/// white space.
fn next_sentence(text: &str, from: usize, end: usize) -> Option<usize> {
    let mut ended = false;
    let mut spaced = false;
    let tail = text.get(from..end)?;
    let mut dashes = 0;
    for (at, c) in tail.char_indices() {
        if ended && spaced && !c.is_whitespace() {
            return Some(from + at);
        }
        dashes = if c == '-' { dashes + 1 } else { 0 };
        match c {
            '.' | '?' | '!' | '…' | '。' | '？' | '！' | '—' | '♪' => {
                (ended, spaced) = (true, false);
            }
            '-' if dashes == 2 => (ended, spaced) = (true, false),
            ')' | ']' => (ended, spaced) = (true, false),
            '"' | '\'' | '”' | '’' | '»' if ended => {}
            _ if c.is_whitespace() => spaced = ended,
            _ => (ended, spaced) = (false, false),
        }
    }
    None
}

/// Whether a mark after this part of a line counts: it ends a sentence.
pub(super) fn ends_sentence(line: &str) -> bool {
    let line = format!("{} x", line.trim_end());
    let mut at = 0;
    while let Some(next) = next_sentence(&line, at, line.len()) {
        at = next;
    }
    at + 1 == line.len()
}

fn mark_at(
    text: &str,
    at: usize,
    language: Option<&str>,
    line_start: bool,
    dialogue: bool,
) -> Option<Candidate> {
    let rest = &text[at..];
    if rest.starts_with(">>") {
        return chevrons(text, at, language, line_start);
    }
    let first = rest.chars().next()?;
    if line_start && is_dash(first) {
        return dash(text, at, language, dialogue);
    }
    if first == '[' {
        return bracket(text, at, language);
    }
    let candidate = name(text, at, language)?;
    // Inside a line only capitals count.
    (line_start
        || candidate.certainty == Certainty::Sure && is_capitals(&text[at..candidate.mark.end]))
    .then_some(candidate)
}

/// `>>` or `>>>` with a name or without.
fn chevrons(text: &str, at: usize, language: Option<&str>, line_start: bool) -> Option<Candidate> {
    let rest = &text[at..];
    let count = rest.bytes().take_while(|b| *b == b'>').count();
    let after = &rest[count..];
    let spaced = after.starts_with(char::is_whitespace) || after.is_empty();
    let talks = after.starts_with(|c: char| c.is_alphanumeric() || "[(\"'“‘«¿¡♪-–—".contains(c));
    if count > 3 || !(spaced || line_start && talks) {
        return None;
    }
    let mut end = skip_space(text, at + count);
    let mut who = None;
    if let Some(inner) = bracket(text, end, language).or_else(|| name(text, end, language))
        && inner.certainty > Certainty::KnownName
    {
        (who, end) = (inner.name, inner.mark.end);
    } else {
        end = self::after(text, at + count);
    }
    let (mark, style) = (at..end, MarkStyle::Chevrons);
    Some(Candidate { mark, style, name: who, certainty: Certainty::Sure, opens_line: false })
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2014}' | '\u{2212}')
}

/// The dash that opens a line, if it is one of a speaker: not doubled, not a minus sign.
fn dash_end(line: &str) -> Option<usize> {
    let first = line.chars().next().filter(|c| is_dash(*c))?;
    let after = &line[first.len_utf8()..];
    let next = after.chars().next()?;
    let talks = next.is_alphabetic() || "[(\"'“‘«¿¡♪.…".contains(next);
    let spaced = next.is_whitespace() && !after.trim().is_empty();
    (talks || spaced).then_some(first.len_utf8())
}

/// A dash that opens a line of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dash {
    /// Where it is in the text, in bytes.
    pub at: usize,
    /// Where it ends.
    pub end: usize,
    /// Where the text after it begins.
    pub text: usize,
    /// Whether there is white space between.
    pub spaced: bool,
}

/// The labels in square brackets in a text, wherever they are.
pub(super) fn labels(text: &str) -> impl Iterator<Item = &str> {
    text.split('[').skip(1).filter_map(|rest| {
        let close = rest.bytes().take(MAX_NAME).position(|b| matches!(b, b']' | b'\n'))?;
        rest[close..].starts_with(']').then(|| &rest[..close])
    })
}

/// The lines of a cue's visible text that open with a dash. Minus signs, double dashes and a single
/// long dash right before a word, which continues an interrupted sentence, do not count.
#[must_use]
pub fn dashes(text: &str) -> Vec<Dash> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start + line.len() - line.trim_start().len();
        if let Some(len) = dash_end(text[at..start + line.len()].trim_end()) {
            let (end, after) = (at + len, skip_space(text, at + len));
            found.push(Dash { at, end, text: after, spaced: after > end });
        }
        start += line.len();
    }
    let goes_on =
        |dash: &Dash| !dash.spaced && text[dash.at..].starts_with(['\u{2013}', '\u{2014}']);
    if let [dash] = &found[..]
        && goes_on(dash)
    {
        found.clear();
    }
    found
}

/// The cues of a file with lines that open with a dash, by their places in the file: [`dashes`] of
/// what each shows.
#[must_use]
pub fn dashed_cues(timeline: &Timeline<'_>) -> Vec<(u32, Vec<Dash>)> {
    dashed_cues_in(timeline, &Signs::of_all(timeline))
}

/// [`dashed_cues`] with the signs of all cues.
#[must_use]
pub(crate) fn dashed_cues_in(timeline: &Timeline<'_>, signs: &[Signs]) -> Vec<(u32, Vec<Dash>)> {
    let mut shown = Shown::default();
    let mut found = Vec::new();
    for ((index, cue), signs) in timeline.cues.iter().enumerate().zip(signs) {
        if !signs.has(Signs::HYPHEN.or(Signs::NOT_ASCII)) {
            continue;
        }
        shown.fill(timeline, cue);
        let lines = dashes(&shown.text);
        if !lines.is_empty() {
            found.push((index as u32, lines));
        }
    }
    found
}

fn dashed_lines(text: &str) -> usize {
    text.lines().filter(|line| dash_end(line.trim_start()).is_some()).count()
}

fn dash(text: &str, at: usize, language: Option<&str>, dialogue: bool) -> Option<Candidate> {
    let line = text[at..].lines().next()?;
    let len = dash_end(line)?;
    // A long dash right before the word continues an interrupted sentence.
    let long = line.starts_with(['\u{2013}', '\u{2014}']);
    if long && !dialogue && !line[len..].starts_with(char::is_whitespace) {
        return None;
    }
    let mut end = skip_space(text, at + len);
    // So does a single dash in the middle of a sentence: a turn does not begin with a small letter.
    if !dialogue && text[end..].starts_with(char::is_lowercase) {
        return None;
    }
    let mut who = None;
    if let Some(inner) = bracket(text, end, language).or_else(|| name(text, end, language))
        && inner.certainty > Certainty::KnownName
    {
        (who, end) = (inner.name, inner.mark.end);
    }
    // One dash on the second line of two marks the change between them (SPK002).
    let certainty = if dialogue || at > 0 { Certainty::Sure } else { Certainty::Evidence };
    Some(Candidate {
        mark: at..end,
        style: MarkStyle::Dashes,
        name: who,
        certainty,
        opens_line: false,
    })
}

/// `[Ron] ` before what Ron says; never `[APPLAUSE]`.
fn bracket(text: &str, at: usize, language: Option<&str>) -> Option<Candidate> {
    let inner = text[at..].strip_prefix('[')?;
    let len = inner.bytes().take(MAX_NAME).position(|b| matches!(b, b']' | b'[' | b'\n'))?;
    if !inner[len..].starts_with(']') {
        return None;
    }
    let close = at + 1 + len + 1;
    // A colon after it belongs to the mark.
    let close = close + usize::from(text[close..].starts_with(':'));
    let end = after(text, close);
    // A label with nothing after it is a sound, or does not name a speaker.
    text[end..].chars().next()?;
    let name = trim(text, at + 1..at + 1 + len);
    let words: Vec<String> = text[name.clone()].split_whitespace().map(fold).collect();
    let first = words.first()?;
    if words.len() > MAX_WORDS || words.iter().any(|word| sound(word, language).is_some()) {
        return None;
    }
    let shown = &text[name.clone()];
    let certainty = if is_role(first) && is_role_name(&words) || is_title(first) && words.len() > 1
    {
        Certainty::Sure
    } else if !words_begin_upper(shown) {
        return None;
    } else if is_capitals(shown) || !has_case(shown) || language.is_some_and(|l| !is_listed(l)) {
        // A sound that is missing from the lists may be written this way too.
        Certainty::KnownName
    } else {
        Certainty::Sure
    };
    let (mark, style) = (at..end, MarkStyle::Brackets);
    Some(Candidate { mark, style, name: Some(name), certainty, opens_line: false })
}

/// `NAME: ` or `Name: `.
fn name(text: &str, at: usize, language: Option<&str>) -> Option<Candidate> {
    let (colon, width) = colon(&text[at..])?;
    let name = trim(text, at..at + colon);
    if name.start != at || name.is_empty() {
        return None;
    }
    let close = at + colon + width;
    let next = text[close..].chars().next();
    // 10:30, http://, c:\ and ratios have no space after the colon.
    if next.is_some_and(|c| !c.is_whitespace()) && width == 1 {
        return None;
    }
    let shown = &text[name.clone()];
    let plain = shown.split(['(', '[']).next().unwrap_or(shown).trim();
    // A full stop ends a sentence, unless after a title or an initial.
    let stops = |word: &str| word.ends_with('.') && word.len() > 3 && !is_title(&fold(word));
    if plain.split_whitespace().nth(MAX_WORDS).is_some()
        || plain.split_whitespace().any(stops)
        || !plain.chars().all(is_name_char)
        || !is_named(plain)
    {
        return None;
    }
    let words: Vec<String> = plain.split_whitespace().map(fold).collect();
    let (first, last) = (words.first()?, words.last()?);
    let known = is_role_name(&words) || (is_title(first) && words.len() > 1);
    if !known
        && (is_heading(first)
            || is_heading(last)
            || words.iter().any(|w| sound(w, language).is_some()))
    {
        return None;
    }
    let numbered = words[1..].iter().any(|word| word.chars().all(|c| c.is_ascii_digit()));
    let capitals = is_capitals(plain) && plain.chars().count() > 1;
    let certainty = match (known || capitals && !numbered, capitals || !numbered) {
        (true, _) => Certainty::Sure,
        (false, true) if words_begin_upper(plain) => Certainty::Evidence,
        _ => return None,
    };
    let mark = at..after(text, close);
    // No speech follows: a heading, a clock, the end of a list.
    text[mark.end..].chars().next()?;
    Some(Candidate {
        mark,
        style: MarkStyle::Names,
        name: Some(name),
        certainty,
        opens_line: false,
    })
}

/// The first colon of a line and its length, where a name may end.
fn colon(line: &str) -> Option<(usize, usize)> {
    // Most sentences have none: `:`, or the first byte of `：`.
    let near = &line.as_bytes()[..line.len().min(MAX_NAME + 1)];
    if !near.iter().fold(false, |found, b| found | matches!(b, b':' | 0xef)) {
        return None;
    }
    let mut depth = 0;
    for (at, c) in line.char_indices().take_while(|(at, _)| *at <= MAX_NAME) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ':' | '：' if depth == 0 => return Some((at, c.len_utf8())),
            '\n' | '?' | '!' | '"' | '“' | '”' | '…' | '<' | '>' | '/' | '=' => return None,
            _ => {}
        }
    }
    None
}

/// `speaker 2`, `Man on phone`, `male narrator`: words that say who, and a number at most.
fn is_role_name(words: &[String]) -> bool {
    let has_role = words.iter().any(|word| is_role(word));
    let fits = |word: &String| {
        is_role(word)
            || word.chars().all(|c| c.is_ascii_digit() || c == '#')
            || word.chars().count() == 1
            || matches!(word.as_str(), "off-screen" | "offscreen" | "over" | "on" | "phone" | "tv")
    };
    has_role && words.iter().all(fits)
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || c.is_whitespace() || "'’.-_#&,·・".contains(c)
}

/// Whether there is a letter in it, and it does not begin as a sentence's rest would.
fn is_named(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && name.starts_with(|c: char| c.is_alphanumeric())
}

/// Whether every word begins with a capital, a digit or a letter without case; particles of names
/// may be small.
fn words_begin_upper(name: &str) -> bool {
    const PARTICLES: [&str; 18] = [
        "and", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "et",
        "la", "le", "van", "von", "y",
    ];
    let fits = |(n, word): (usize, &str)| {
        word.starts_with(|c: char| !c.is_lowercase()) || (n > 0 && PARTICLES.contains(&word))
    };
    name.split_whitespace().enumerate().all(fits) && name.chars().any(|c| c.is_alphabetic())
}

/// Whether all letters that have a case are capitals, and there is one.
fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// Whether capitals tell names from other words in this script.
fn has_case(text: &str) -> bool {
    text.chars().any(|c| c.is_uppercase() || c.is_lowercase())
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + slice.len() - slice.trim_start().len();
    start..start + slice.trim().len()
}

/// After the white space at `at`, within the line.
fn skip_space(text: &str, at: usize) -> usize {
    let tail = &text[at..];
    at + tail.len() - tail.trim_start_matches(|c: char| c.is_whitespace() && c != '\n').len()
}

/// After the white space at `at`; the line break too, where nothing else is on the line.
fn after(text: &str, at: usize) -> usize {
    let end = skip_space(text, at);
    if text[end..].starts_with('\n') { skip_space(text, end + 1) } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The candidates of a text: style, mark and name.
    fn seen(text: &str) -> Vec<(MarkStyle, &str, &str)> {
        let mut found = Vec::new();
        candidates(text, None, &mut found);
        let name = |c: &Candidate| c.name.clone().map_or("", |name| &text[name]);
        found.iter().map(|c| (c.style, &text[c.mark.clone()], name(c))).collect()
    }

    #[test]
    fn chevrons_mark_a_change_at_the_start_of_a_line_or_sentence() {
        assert_eq!(seen(">> Hello."), [(MarkStyle::Chevrons, ">> ", "")]);
        assert_eq!(seen("Good night. >> You too.").len(), 1);
        assert_eq!(seen("I was just going to-- >> Wait!").len(), 1);
        assert_eq!(seen(">> MARY: Hello"), [(MarkStyle::Chevrons, ">> MARY: ", "MARY")]);
        assert_eq!(seen(">>Hello\n>>> Now the weather").len(), 2);
    }

    #[test]
    fn chevrons_inside_a_sentence_are_no_mark() {
        for text in ["shift a >> b to the right", "a>>b", "cout >> x; cin", "x >>= 1", ">>>> y"] {
            assert_eq!(seen(text), [], "{text}");
        }
    }

    #[test]
    fn dashes_mark_the_speakers_of_a_dialogue() {
        let two = [(MarkStyle::Dashes, "- ", ""), (MarkStyle::Dashes, "- ", "")];
        assert_eq!(seen("- Is it far?\n- No."), two);
        assert_eq!(seen("–Ja?\n–Nein.").len(), 2);
        assert_eq!(seen("Is it far?\n- No."), two[..1]);
        let named =
            [(MarkStyle::Dashes, "- [Mary] ", "Mary"), (MarkStyle::Dashes, "- TOM: ", "TOM")];
        assert_eq!(seen("- [Mary] Yes.\n- TOM: No."), named);
    }

    #[test]
    fn minus_signs_and_broken_words_are_no_dashes() {
        for text in ["-5 degrees", "--and then", "—and then he left", "-", "a well-\nknown fact"]
        {
            assert_eq!(seen(text), [], "{text}");
        }
    }

    #[test]
    fn dashed_lines_say_where_their_text_begins() {
        let found = dashes("- Yes.\n  -No.");
        let places: Vec<_> = found.iter().map(|d| (d.at, d.end, d.text, d.spaced)).collect();
        assert_eq!(places, [(0, 1, 2, true), (9, 10, 10, false)]);
        assert!(dashes("—and then").is_empty() && dashes("-5").is_empty());
    }

    #[test]
    fn names_stand_before_a_colon() {
        assert_eq!(seen("MARY: Hello"), [(MarkStyle::Names, "MARY: ", "MARY")]);
        assert_eq!(seen("Speaker 2: Hello"), [(MarkStyle::Names, "Speaker 2: ", "Speaker 2")]);
        assert_eq!(seen("DR. REYES (on phone): Yes.")[0].2, "DR. REYES (on phone)");
        assert_eq!(seen("Ludwig van Beek: Ja.")[0].2, "Ludwig van Beek");
        assert_eq!(seen("NARRATOR:\nOnce"), [(MarkStyle::Names, "NARRATOR:\n", "NARRATOR")]);
        assert_eq!(seen("Stop. TOM: Why?"), [(MarkStyle::Names, "TOM: ", "TOM")]);
        assert_eq!(seen("田中：こんにちは")[0].2, "田中");
    }

    #[test]
    fn headings_times_and_addresses_are_no_names() {
        for text in [
            "Note: bring water",
            "NOTE: bring water",
            "Step 2: fold it",
            "Hinweis: Bitte warten",
            "10:30 in the morning",
            "At 10: 30 people",
            "https://example.org/a",
            "See: https://example.org",
            "there are three: red, green",
            "Mix 2:1 and stir",
            "Example: \"Why?\"",
            "The answer is: forty",
            "C:\\ drive",
            "Listen to this:",
            "PART ONE: the beginning",
        ] {
            let found = seen(text);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }

    #[test]
    fn brackets_hold_names_or_sounds() {
        assert_eq!(seen("[Ron] Hello"), [(MarkStyle::Brackets, "[Ron] ", "Ron")]);
        assert_eq!(seen("[man 2] Hello")[0].2, "man 2");
        assert_eq!(
            seen("[Dr. Reyes]: Hello"),
            [(MarkStyle::Brackets, "[Dr. Reyes]: ", "Dr. Reyes")]
        );
        for text in [
            "[APPLAUSE]",
            "[APPLAUSE] Thank you",
            "[door slams] Who is it?",
            "[Laughter] Well",
            "[Music Playing]",
            "[Ron]",
            "[in French] Bonjour",
            "see [1] and [2]",
            "[♪♪♪] la la",
            "[ __ ] you",
        ] {
            let sure = |c: &Candidate| c.certainty > Certainty::KnownName;
            let mut found = Vec::new();
            candidates(text, None, &mut found);
            assert!(!found.iter().any(sure), "{text}: {found:?}");
        }
    }
}
