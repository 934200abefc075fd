//! A transcript: a text and its parts.

mod asides;
mod grammar;
mod labels;
mod layout;
mod lines;
mod notes;
mod parse;
mod unclear;
mod words;

use std::ops::Range;

pub use parse::parse_transcript;
pub(super) use unclear::with_unclear;

use crate::time::Timestamp;

/// A spoken text and its parts: words, and text that is not spoken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transcript<'a> {
    /// The text; all ranges are byte ranges in it.
    pub text: &'a str,
    /// Words and other parts, in the order of the text. They do not overlap; the text between them is
    /// punctuation and blanks.
    pub items: Vec<Item>,
    /// The speakers' names as written; [`Item::speaker`] is an index into it.
    pub speakers: Vec<String>,
}

/// One part of a transcript.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Byte range in the text. The range of a word excludes the punctuation around it.
    pub range: Range<u32>,
    /// The kind of part.
    pub kind: ItemKind,
    /// The speaker, as an index into [`Transcript::speakers`], if the text names one.
    pub speaker: Option<u32>,
    /// The paragraph that contains it, counted from 0.
    pub paragraph: u32,
}

/// The kind of a part of a transcript. Only words are spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A spoken word; in scripts without spaces, a character with its marks.
    Word,
    /// A speaker label with its punctuation: `ANNA:`, `[Anna]`, `>>`.
    Speaker,
    /// A sound or a stage direction: `(applause)`, `[MUSIC]`.
    Direction,
    /// A heading, a page mark or a rule: layout, not speech.
    Layout,
    /// A time code in the text: roughly when the text after it is spoken.
    TimeCode(Timestamp),
}

impl<'a> Transcript<'a> {
    /// The text of an item. Empty for a range that is not in [`Self::text`].
    #[must_use]
    pub fn text_of(&self, item: &Item) -> &'a str {
        self.text.get(item.range.start as usize..item.range.end as usize).unwrap_or_default()
    }

    /// The spoken words, in the order of the text.
    pub fn words(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.kind == ItemKind::Word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_not_a_word() {
        let item = |range, kind| Item { range, kind, speaker: Some(0), paragraph: 0 };
        let transcript = Transcript {
            text: "ANNA: Ahoy!",
            items: vec![item(0..5, ItemKind::Speaker), item(6..10, ItemKind::Word)],
            speakers: vec!["ANNA".into()],
        };
        let words: Vec<_> = transcript.words().map(|word| transcript.text_of(word)).collect();
        assert_eq!(words, ["Ahoy"]);
    }
}
