//! Masking what was found, as edits.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::exceptions::{FileLanguage, is_titled};
use super::found::{Match, Obfuscation};
use super::matcher::Matcher;
use super::remove;
use super::style::{BLEEP, MaskStyle};
use crate::read::Opened;
use crate::source::{Edit, Span};
use crate::timeline::{Shown, Timeline, graphemes, visible_text};
use crate::words::{self, Editing, Made, Replacement};

/// Longer neighboring cues, in bytes, are not searched.
const LONGEST_BESIDE: usize = 1000;

/// How to mask.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Options {
    /// How the words are masked. Default [`MaskStyle::Fixed`].
    pub style: MaskStyle,
    /// The language of the file (a BCP 47 tag), as given or by its name. Default: from the file, otherwise by its words.
    pub language: Option<String>,
}

/// A word that was found in a file, and its replacement.
#[derive(Clone, Debug, PartialEq)]
pub struct MaskedWord {
    /// The cue, by its place in the file, from 0.
    pub cue: u32,
    /// The word in the source, with markup inside it.
    pub span: Span,
    /// The word as viewers see it.
    pub word: String,
    /// What they see instead; for [`MaskStyle::Report`] the word.
    pub mask: String,
    /// Which entry it is: an index into [`Matcher::entries`].
    pub entry: usize,
    /// How it was disguised, if it was.
    pub obfuscation: Option<Obfuscation>,
    /// The changes to the visible text ([`Shown`]), each with its cue: the word, and what goes with it, in
    /// all cues that are made of the same source. Empty where [`MaskedWord::edits`] are.
    pub shown: Vec<(u32, Replacement)>,
    /// The edits that mask it. Empty for [`MaskStyle::Report`], and where an edit of an earlier word of
    /// the cue has done it.
    pub edits: Vec<Edit>,
    /// The word stays: what would be left of the cue would be read as markup, a number or a timing line, or as what
    /// another cue made of the same source shows.
    pub stays: bool,
}

/// Finds and masks the words of the lists in every cue of a file. The edits of all changes may be
/// applied together.
///
/// ```
/// use cuesmith::profanity::{Matcher, MatcherOptions, Options, mask};
/// use cuesmith::source::{Edits, Source};
/// use cuesmith::{ReadOptions, open};
///
/// let text = "1\n00:00:01,000 --> 00:00:02,000\n<i>What the</i> fuck's that?\n";
/// let source = Source::from_text(text);
/// let file = open(&source, None, &ReadOptions::default());
/// let matcher = Matcher::new(&[], &MatcherOptions::default());
/// let mut edits = Edits::default();
/// for change in mask(&file, &matcher, &Options::default()) {
///     change.edits.into_iter().for_each(|edit| edits.push(edit));
/// }
/// assert!(edits.apply(text)?.ends_with("<i>What the</i> ****'s that?\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn mask(file: &Opened<'_>, matcher: &Matcher, options: &Options) -> Vec<MaskedWord> {
    let timeline = &file.timeline;
    let given = options.language.as_deref().or(timeline.language.as_deref());
    let language = match given.filter(|given| !given.is_empty()) {
        Some(given) => FileLanguage::Given(given),
        None => guess(timeline, matcher).map_or(FileLanguage::Unknown, FileLanguage::Guessed),
    };
    let mut shown = Shown::default();
    // A word that was taken for a name elsewhere is also a name at the start of a sentence.
    let mut names = BTreeSet::new();
    let mut hits = Vec::new();
    for (index, cue) in timeline.cues.iter().enumerate() {
        shown.fill(timeline, cue);
        let found = matcher.search(&shown.text, language, &mut names);
        if !found.is_empty() {
            hits.push((index, found));
        }
    }
    let mut changes = Vec::new();
    let mut editing = Editing::new(file);
    for (index, mut found) in hits {
        shown.fill(timeline, &timeline.cues[index]);
        found.retain(|m| !names.contains(&m.entry) || !is_titled(&shown.text[m.start..m.end]));
        found.retain(|m| !beside(timeline, index).any(|text| matcher.is_innocent_beside(m, &text)));
        if found.is_empty() {
            continue;
        }
        let mut masks = mask_text(&shown, &found, &options.style);
        if is_removed(&options.style) {
            let entries = found.iter().map(|m| &matcher.entries[m.entry]);
            for (changes, entry) in masks.iter_mut().zip(entries) {
                let gone = changes.first().filter(|c| entry.language == "en" && c.text.is_empty());
                let article = gone.and_then(|gone| remove::article(&shown.text, &gone.range));
                changes.extend(article);
            }
        }
        let made = editing.make(index as u32, &shown, &masks);
        for ((found, replacements), made) in found.iter().zip(masks).zip(made) {
            let range = found.start..found.end;
            let span = words::source_span(&shown, range.clone());
            if !editing.is_new(index as u32, span) {
                continue;
            }
            let word = &shown.text[range.clone()];
            let is_removed =
                is_removed(&options.style) && replacements.iter().all(|r| r.text != BLEEP);
            let seen = if is_removed { String::new() } else { after(word, &range, &replacements) };
            let stays = made.is_none();
            let Made { edits, shown } = made.unwrap_or_default();
            changes.push(MaskedWord {
                cue: index as u32,
                span,
                word: word.to_owned(),
                mask: seen,
                entry: found.entry,
                obfuscation: found.obfuscation,
                stays,
                shown,
                edits,
            });
        }
    }
    changes
}

/// The text of the cues before and after a cue.
fn beside<'t>(timeline: &'t Timeline<'_>, index: usize) -> impl Iterator<Item = String> + 't {
    let cues = [index.checked_sub(1), index.checked_add(1)].into_iter().flatten();
    let cues = cues.filter_map(|at| timeline.cues.get(at));
    cues.map(|cue| visible_text(timeline, cue)).filter(|text| text.len() <= LONGEST_BESIDE)
}

fn guess(timeline: &Timeline<'_>, matcher: &Matcher) -> Option<&'static str> {
    let texts: Vec<String> = timeline.cues.iter().map(|cue| visible_text(timeline, cue)).collect();
    matcher.guess_language(texts.iter().map(String::as_str))
}

/// The word after its replacements, those outside it left out.
fn after(word: &str, range: &Range<usize>, replacements: &[Replacement]) -> String {
    let mut out = String::new();
    let mut at = range.start;
    for change in replacements {
        let (start, end) = (change.range.start.max(at), change.range.end.min(range.end));
        if start > range.end || end < start {
            continue;
        }
        out.push_str(&word[at - range.start..start - range.start]);
        out.push_str(&change.text);
        at = end;
    }
    out + &word[at - range.start..]
}

/// The changes to the visible text of a cue that mask what was found in it: a list for each match.
/// All may be made together.
#[must_use]
pub fn mask_text(shown: &Shown, found: &[Match], style: &MaskStyle) -> Vec<Vec<Replacement>> {
    match style {
        MaskStyle::Report => vec![Vec::new(); found.len()],
        MaskStyle::Text(text) if !text.trim().is_empty() => {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            found.iter().map(|m| own_text(&shown.text, m.start..m.end, &text)).collect()
        }
        MaskStyle::Remove | MaskStyle::Text(_) => remove::remove(&shown.text, found),
        MaskStyle::Fixed | MaskStyle::Stars | MaskStyle::FirstLetter => {
            found.iter().map(|m| each_word(shown, m, style)).collect()
        }
    }
}

/// Whether a word is removed without a replacement.
fn is_removed(style: &MaskStyle) -> bool {
    match style {
        MaskStyle::Text(text) => text.trim().is_empty(),
        style => *style == MaskStyle::Remove,
    }
}

/// The caller's text for a match; if the match is already in brackets, without the text's own brackets.
fn own_text(text: &str, range: Range<usize>, own: &str) -> Vec<Replacement> {
    let inner = own.strip_prefix('[').and_then(|own| own.strip_suffix(']'));
    let is_in = text[..range.start].ends_with('[') && text[range.end..].starts_with(']');
    words::replace_range(text, range, inner.filter(|_| is_in).unwrap_or(own))
}

/// The words of a match one by one. The text between them stays, above all line breaks.
fn each_word(shown: &Shown, found: &Match, style: &MaskStyle) -> Vec<Replacement> {
    let is_spaced = found.obfuscation == Some(Obfuscation::Spaced);
    if is_spaced && *style == MaskStyle::Fixed {
        // Spaced letters are one word.
        return words::replace_range(&shown.text, found.start..found.end, FIXED);
    }
    let mut out = Vec::new();
    let mut first = true;
    for word in words_of(&shown.text, found) {
        first |= !is_spaced;
        // Markup divides a word into pieces: each keeps its stars.
        for piece in pieces(shown, &word) {
            let text = &shown.text[piece.clone()];
            let mask: Cow<'static, str> = match style {
                MaskStyle::Fixed if first => FIXED.into(),
                MaskStyle::Fixed => "".into(),
                MaskStyle::FirstLetter if first => {
                    let kept = text.graphemes(true).next().unwrap_or_default();
                    format!("{kept}{}", stars(&text[kept.len()..])).into()
                }
                _ => stars(text).into(),
            };
            first = false;
            if mask != text {
                out.push(Replacement::new(piece, mask));
            }
        }
    }
    out
}

/// The replacement for a word of any length.
const FIXED: &str = "****";

/// A star for each character; apostrophes stay.
fn stars(text: &str) -> String {
    let mut out = String::new();
    for part in text.split_inclusive(['\'', '’']) {
        let word = part.trim_end_matches(['\'', '’']);
        out.push_str(&"*".repeat(graphemes(word) as usize));
        out.push_str(&part[word.len()..]);
    }
    out
}

/// The words of a match as ranges of the text, without white space and hyphens; of a disguised word,
/// hyphens are part.
fn words_of(text: &str, found: &Match) -> Vec<Range<usize>> {
    let disguised = found.obfuscation.is_some();
    let divides =
        |c: char| c.is_whitespace() || !disguised && matches!(c, '-' | '\u{2010}' | '\u{2011}');
    let mut at = found.start;
    let mut out = Vec::new();
    for part in text[found.start..found.end].split_inclusive(divides) {
        let word = part.trim_end_matches(divides).trim_end_matches('\u{ad}');
        if !word.is_empty() {
            out.push(at..at + word.len());
        }
        at += part.len();
    }
    out
}

/// A range cut where pieces of the cue meet that do not touch in the source.
fn pieces(shown: &Shown, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut end = None;
    let first = shown.pieces.partition_point(|piece| piece.end() as usize <= range.start);
    for piece in shown.pieces[first..].iter().take_while(|p| (p.at as usize) < range.end) {
        let (from, to) =
            ((piece.at as usize).max(range.start), (piece.end() as usize).min(range.end));
        match out.last_mut() {
            Some(last) if end == Some(piece.span.start) => last.end = to,
            _ => out.push(from..to),
        }
        end = Some(piece.span.end);
    }
    out
}
