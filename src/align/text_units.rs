//! The units of a transcript, and where its text has breaks.

use super::normalize::{self, Beside, Language, Lexicon, Units};
use super::readings::Reading;
use super::{Item, ItemKind, Transcript};

/// The units of the transcript, and how strongly the text separates each from the preceding one.
pub(crate) fn units(
    transcript: &Transcript,
    words: &[&Item],
    language: Language,
    lexicon: &mut Lexicon,
) -> (Units, Vec<u8>, Vec<Reading>) {
    let (mut units, mut breaks, mut readings) = (Units::default(), Vec::new(), Vec::new());
    let mut end = 0usize;
    let mut paragraph = words.first().map_or(0, |word| word.paragraph);
    for (at, word) in words.iter().enumerate() {
        let range = word.range.start as usize..word.range.end as usize;
        let between = transcript.text.get(end..range.start).unwrap_or_default();
        let beside = Beside {
            before: between.chars().next_back(),
            after: transcript.text.get(range.end..).and_then(|rest| rest.chars().next()),
            scaled: transcript.text.get(range.end..).is_some_and(normalize::begins_with_scale),
            way: 0,
        };
        // A long stretch without words is a break; the rest of it is not read.
        let mut strength = between.chars().take(500).map(strength).max().unwrap_or(0);
        if word.paragraph != paragraph {
            strength = 3;
        }
        (paragraph, end) = (word.paragraph, range.end);
        let first = units.ids.len();
        normalize::push_word(
            transcript.text_of(word),
            beside,
            at as u32,
            language,
            lexicon,
            &mut units,
        );
        readings.extend(Reading::of(
            transcript.text_of(word),
            beside,
            language,
            lexicon,
            &units,
            first,
        ));
        breaks.resize(units.ids.len(), 0);
        if let Some(first) = breaks.get_mut(first) {
            *first = strength;
        }
    }
    debug_assert!(transcript.words().all(|word| word.kind == ItemKind::Word));
    (units, breaks, readings)
}

/// How strongly punctuation separates the text around it.
const fn strength(c: char) -> u8 {
    match c {
        '\n' => 3,
        '.' | '?' | '!' | '…' | '。' | '？' | '！' | '।' | '؟' => 2,
        ',' | ';' | ':' | '–' | '—' | '、' | '，' | '；' | '：' | '،' | '؛' | '(' | ')' => {
            1
        }
        _ => 0,
    }
}
