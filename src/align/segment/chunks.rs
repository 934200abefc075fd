//! A transcript in chunks: a word or a direction with its punctuation.

use std::ops::Range;

use crate::align::{Item, ItemKind, Transcript};
use crate::chars::opens;

/// A word or a direction with its punctuation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Bytes of the transcript. Chunks do not overlap and cover everything visible except labels, layout and
    /// time codes.
    pub(super) text: Range<usize>,
    /// The word, as an index into the words of the alignment; `None` for a direction or a lone punctuation mark.
    pub(super) word: Option<u32>,
    /// Where the word or direction itself begins, in bytes of the transcript.
    pub(super) at: usize,
    /// Whether it is a sound or a stage direction.
    pub(super) is_direction: bool,
    /// Who speaks.
    pub(super) speaker: Option<u32>,
    /// The paragraph.
    pub(super) paragraph: u32,
    /// Whether a label precedes it.
    pub(super) labelled: bool,
}

/// The chunks of a transcript, in order.
pub(super) fn chunks(transcript: &Transcript<'_>) -> Vec<Chunk> {
    let text = transcript.text;
    let mut chunks: Vec<Chunk> = Vec::with_capacity(transcript.items.len());
    let (mut at, mut word) = (0, 0);
    // Whether the next item follows a chunk, not a label or layout.
    let mut follows = false;
    let mut labelled = false;
    for item in &transcript.items {
        let is_word = item.kind == ItemKind::Word;
        let number = word;
        word += u32::from(is_word);
        let (start, end) = (item.range.start as usize, item.range.end as usize);
        if start < at || end <= start || text.get(at..start).is_none() || text.get(..end).is_none()
        {
            continue;
        }
        let taken = take_trailing(&mut chunks, text, at..start, follows);
        at = end;
        let chunk = |text, word| Chunk {
            text,
            word,
            at: start,
            is_direction: item.kind == ItemKind::Direction,
            speaker: item.speaker,
            paragraph: item.paragraph,
            labelled,
        };
        match item.kind {
            ItemKind::Word | ItemKind::Direction => {
                chunks.push(chunk(taken..end, is_word.then_some(number)));
                (follows, labelled) = (true, false);
            }
            ItemKind::Speaker | ItemKind::Layout | ItemKind::TimeCode(_) => {
                push_rest(&mut chunks, text, taken..start, item);
                follows = false;
                labelled |= item.kind == ItemKind::Speaker;
            }
        }
    }
    let end = take_trailing(&mut chunks, text, at..text.len(), true);
    if let Some(last) = chunks.last_mut() {
        let rest = text[end..].trim_end();
        if !rest.is_empty() {
            last.text.end = end + rest.len();
        }
    }
    chunks
}

/// Gives the last chunk its share of the text between it and the next item, if it is adjacent to
/// that text. Returns where the visible rest begins.
fn take_trailing(chunks: &mut [Chunk], text: &str, between: Range<usize>, follows: bool) -> usize {
    let (from, to) = (between.start, between.end);
    let written = &text[between];
    let kept = if follows { trailing(written) } else { 0 };
    if let Some(last) = chunks.last_mut().filter(|_| kept > 0) {
        last.text.end = from + kept;
        return to - text[from + kept..to].trim_start().len();
    }
    to - written.trim_start().len()
}

/// Keeps text between a chunk and a label that belongs to neither: a lone punctuation mark.
fn push_rest(chunks: &mut Vec<Chunk>, text: &str, rest: Range<usize>, item: &Item) {
    let end = rest.start + text[rest.clone()].trim_end().len();
    if end == rest.start {
        return;
    }
    match chunks.last_mut().filter(|last| text[last.text.end..rest.start].trim().is_empty()) {
        Some(last) => last.text.end = end,
        None => chunks.push(Chunk {
            text: rest.start..end,
            word: None,
            at: rest.start,
            is_direction: false,
            speaker: item.speaker,
            paragraph: item.paragraph,
            labelled: false,
        }),
    }
}

/// Marks that belong to the text after them: opening marks, and signs before numbers and names.
fn leads(c: char) -> bool {
    opens(c) || matches!(c, '<' | '#' | '$' | '£' | '€' | '@' | '+')
}

/// How many bytes of the text between two words belong to the first: attached punctuation, and lone marks after it
/// that do not open anything.
fn trailing(between: &str) -> usize {
    let hanging = between.find(char::is_whitespace).unwrap_or(between.len());
    if hanging == between.len() {
        // Nothing separates the two: everything except opening marks.
        return between.trim_end_matches(leads).len();
    }
    let mut end = hanging;
    let last = between.rfind(char::is_whitespace).unwrap_or(hanging);
    let mut at = hanging;
    while at < last {
        let rest = &between[at..last];
        let start = at + (rest.len() - rest.trim_start().len());
        let token = &between[start..last];
        let token = &token[..token.find(char::is_whitespace).unwrap_or(token.len())];
        if token.is_empty() || token.chars().all(leads) {
            break;
        }
        at = start + token.len();
        end = at;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A transcript of words as `char::is_alphanumeric` sees them; `{...}` is a label.
    pub(in super::super) fn transcript(text: &str) -> Transcript<'_> {
        let mut items = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let (len, kind) = if c == '{' {
                (text[at..].find('}').unwrap() + 1, Some(ItemKind::Speaker))
            } else {
                let rest = &text[at..];
                let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                if end > 0 { (end, Some(ItemKind::Word)) } else { (c.len_utf8(), None) }
            };
            if let Some(kind) = kind {
                let range = at as u32..(at + len) as u32;
                items.push(Item { range, kind, speaker: None, paragraph: 0 });
            }
            at += len;
        }
        Transcript { text, items, speakers: Vec::new() }
    }

    fn cut(text: &str) -> Vec<&str> {
        chunks(&transcript(text)).into_iter().map(|chunk| &text[chunk.text]).collect()
    }

    #[test]
    fn punctuation_belongs_to_the_word_that_it_hangs_on() {
        assert_eq!(cut(" “Come in,” she said. "), ["“Come", "in,”", "she", "said."]);
        assert_eq!(cut("well-known, (no)"), ["well-", "known,", "(no)"]);
        assert_eq!(cut("¿Qué? ¡No!"), ["¿Qué?", "¡No!"]);
    }

    #[test]
    fn a_lone_mark_belongs_to_what_comes_before_unless_it_opens_something() {
        assert_eq!(cut("one – two"), ["one –", "two"]);
        assert_eq!(cut("un « deux » trois !"), ["un", "« deux »", "trois !"]);
        assert_eq!(cut("— Yes"), ["— Yes"]);
        assert_eq!(cut("end ... \n"), ["end ..."]);
    }

    #[test]
    fn labels_are_in_no_chunk_and_nothing_visible_is_lost_around_them() {
        assert_eq!(cut("{ANNA:} – Yes. {BEN:} No!"), ["– Yes.", "No!"]);
        assert_eq!(cut("* {ANNA:} Yes"), ["*", "Yes"]);
        let all = chunks(&transcript("{A:} Yes {B:} no"));
        assert!(all.iter().all(|chunk| chunk.labelled));
    }
}
