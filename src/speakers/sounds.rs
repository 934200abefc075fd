//! Labels of sounds: the words for sounds and manners of speaking, by language.
//!
//! The words are in `data/sounds.txt`. A label such as `[Сміх]` has the form of a speaker's name, `[Марія]`: only
//! the words show which it is.

use std::ops::Range;
use std::sync::OnceLock;

use super::words::{MAX_NAME, fold, is_in};

/// The lists: a line for each language and kind of entry.
const LISTS: &str = include_str!("data/sounds.txt");

/// What a word means for the label that it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sound {
    /// No name, but not enough for a sound: `door`.
    Hint,
    /// The label is a sound.
    Sure,
}

/// How the entries of a line match.
#[derive(Clone, Copy, PartialEq)]
enum Entries {
    Words,
    Beginnings,
    Parts,
    Hints,
}

/// The lines of the lists: language, kind, entries.
fn lists() -> impl Iterator<Item = (&'static str, Entries, &'static str)> {
    LISTS.lines().filter_map(list)
}

/// A line of the lists; `None` for a comment.
fn list(line: &'static str) -> Option<(&'static str, Entries, &'static str)> {
    let (head, entries) = line.split_once(':').filter(|_| !line.starts_with('#'))?;
    let kinds = [('*', Entries::Beginnings), ('~', Entries::Parts), ('?', Entries::Hints)];
    let marked = kinds.into_iter().find_map(|(sign, kind)| Some((head.strip_suffix(sign)?, kind)));
    let (language, kind) = marked.unwrap_or((head, Entries::Words));
    Some((language, kind, entries))
}

/// The beginnings of all entries, as a set of 8,192: most words are in no list.
static BEGINNINGS: [u64; 128] = {
    let mut set = [0; 128];
    let bytes = LISTS.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if at == 0 || bytes[at - 1].is_ascii_whitespace() || bytes[at - 1] == b':' {
            let hash = beginning(bytes, at);
            set[hash / 64] |= 1 << (hash % 64);
        }
        at += 1;
    }
    set
};

/// A number below 8,192 for the first three bytes of the word at a place.
const fn beginning(bytes: &[u8], at: usize) -> usize {
    let (mut hash, mut count) = (0_u32, 0);
    while count < 3 && at + count < bytes.len() && !bytes[at + count].is_ascii_whitespace() {
        hash = (hash << 8) | bytes[at + count] as u32;
        count += 1;
    }
    (hash.wrapping_mul(0x9e37_79b1) >> 19) as usize
}

/// The lists that may have a word as an entry: one search through all of them.
fn lists_with(word: &str) -> impl Iterator<Item = (&'static str, Entries, &'static str)> {
    let bytes = LISTS.as_bytes();
    let ends = |at: Option<&u8>| at.is_none_or(|b| b.is_ascii_whitespace() || *b == b':');
    let found = memchr::memmem::find_iter(bytes, word);
    found.filter_map(move |at| {
        let is_whole = ends(bytes[..at].last()) && ends(bytes.get(at + word.len()));
        let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
        is_whole.then(|| list(LISTS[start..].lines().next()?))?
    })
}

/// Whether there is a list of sounds for a language, given as a BCP 47 tag.
pub(super) fn is_listed(language: &str) -> bool {
    let primary = primary(language);
    lists().any(|(listed, ..)| listed == primary)
}

/// What a word (folded) means for a label in a file of this language. Words in ASCII letters may be names in another
/// language (`risa`): they are looked up in the lists of the file's language and of English, in all lists where the
/// language is unknown or has none. Other words are looked up in all lists, since files often give a wrong language.
pub(super) fn sound(word: &str, language: Option<&str>) -> Option<Sound> {
    let word =
        word.trim_matches(|c: char| c.is_ascii_punctuation() || "。、，．！？…「」".contains(c));
    if word.is_empty() {
        return None;
    }
    let own = language.map(primary).filter(|own| word.is_ascii() && is_listed(own));
    let mut found = None;
    let hash = beginning(word.as_bytes(), 0);
    let may_be_listed = BEGINNINGS[hash / 64] >> (hash % 64) & 1 != 0;
    for (listed, kind, entries) in may_be_listed.then(|| lists_with(word)).into_iter().flatten() {
        let is_foreign = own.as_deref().is_some_and(|own| own != listed && listed != "en");
        match kind {
            _ if is_foreign || !is_in(entries, word) => {}
            Entries::Words => return Some(Sound::Sure),
            Entries::Hints => found = Some(Sound::Hint),
            Entries::Beginnings | Entries::Parts => {}
        }
    }
    let is_like = |(kind, entry): &(Entries, &str)| match kind {
        Entries::Words | Entries::Hints => false,
        Entries::Beginnings => word.starts_with(entry),
        Entries::Parts => word.contains(entry),
    };
    if !word.is_ascii() && pieces().iter().any(is_like) { Some(Sound::Sure) } else { found }
}

/// The entries that words begin with or have in them, read once.
fn pieces() -> &'static [(Entries, &'static str)] {
    static PIECES: OnceLock<Vec<(Entries, &str)>> = OnceLock::new();
    PIECES.get_or_init(|| {
        let of_pieces =
            lists().filter(|(_, kind, _)| matches!(kind, Entries::Beginnings | Entries::Parts));
        let entries = |(_, kind, entries): (_, Entries, &'static str)| {
            entries.split_ascii_whitespace().map(move |entry| (kind, entry))
        };
        of_pieces.flat_map(entries).collect()
    })
}

/// Whether a line is a label for a sound or a manner: `[applause]`, `(door slams)`, `{MUSIC}`, `（笑い声）`. The
/// language is the file's, where it is known.
///
/// ```
/// use cuesmith::speakers::is_sound_label;
///
/// assert!(is_sound_label("[Сміх]", None) && is_sound_label("(door slams)", Some("en")));
/// assert!(!is_sound_label("[Марія]", None) && !is_sound_label("(the door is there)", None));
/// ```
#[must_use]
pub fn is_sound_label(line: &str, language: Option<&str>) -> bool {
    let Some((open, inner)) = bracketed(line.trim()) else { return false };
    if inner.len() > MAX_NAME || inner.split_whitespace().count() > MAX_LABEL_WORDS {
        return false;
    }
    let (mut words, mut hints, mut sure) = (0, 0, false);
    for word in inner.split_whitespace() {
        let said = sound(&fold(word), language);
        words += 1;
        hints += usize::from(said.is_some());
        sure |= said == Some(Sound::Sure);
    }
    // In round brackets `(by the door)` is part of the speech.
    sure || hints > 0 && (matches!(open, '[' | '［' | '【') || words == hints)
}

/// A pair of brackets in a cue's text that contains a label of a sound, or what may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundLabel {
    /// Where it is in the text, with its brackets, in bytes.
    pub at: Range<usize>,
    /// Its brackets.
    pub brackets: (char, char),
    /// Whether its words name a sound. Otherwise it only has the form of a label, and no list has its words.
    pub is_known: bool,
}

/// The labels of sounds in a cue, on separate lines or next to speech. In brackets other than
/// square ones, text that is not a label is common: it is left out where it ends in a full stop or is part of a line.
#[must_use]
pub fn sound_labels(text: &str, language: Option<&str>) -> Vec<SoundLabel> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(is_bracket).map(|at| from + at) {
        let open = text[at..].chars().next().unwrap_or_default();
        from = at + open.len_utf8();
        let Some(close) = BRACKETS.iter().find(|pair| pair.0 == open).map(|pair| pair.1) else {
            continue;
        };
        let near = text[from..].char_indices().take_while(|(at, _)| *at <= MAX_NAME);
        let end = near.into_iter().find(|(_, c)| is_bracket(*c));
        let Some((len, _)) = end.filter(|(_, c)| *c == close) else { continue };
        let at = at..from + len + close.len_utf8();
        from = at.end;
        let opens = text[..at.start].trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
        let rest = text[at.end..].trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        let (opens, ends) =
            (is_at_edge(opens.chars().next_back()), is_at_edge(rest.chars().next()));
        let inner = &text[at.start + open.len_utf8()..at.end - close.len_utf8()];
        let words = || inner.split_whitespace().map(|word| sound(&fold(word), language));
        let is_known = match opens && ends {
            // `WOMAN (gasping):` names the speaker.
            _ if rest.starts_with([':', '：']) => false,
            true => is_sound_label(&text[at.clone()], language),
            false => {
                words().all(|said| said.is_some()) && words().any(|said| said == Some(Sound::Sure))
            }
        };
        let few = (1..=MAX_LABEL_WORDS).contains(&inner.split_whitespace().count());
        let has_sound = words().any(|said| said == Some(Sound::Sure));
        let may_be =
            (opens || has_sound) && few && !inner.ends_with(['.', '?', '!', ',', ';', '…']);
        if is_known || may_be {
            found.push(SoundLabel { at, brackets: (open, close), is_known });
        }
    }
    found
}

/// Whether a line begins or ends next to this character.
fn is_at_edge(c: Option<char>) -> bool {
    c.is_none_or(|c| matches!(c, '\n' | '-' | '–' | '♪' | '♫'))
}

fn is_bracket(c: char) -> bool {
    BRACKETS.iter().any(|(open, close)| c == *open || c == *close)
}

/// The most words in a label.
const MAX_LABEL_WORDS: usize = 6;

/// Pairs of brackets that labels are in.
const BRACKETS: [(char, char); 8] = [
    ('[', ']'),
    ('(', ')'),
    ('{', '}'),
    ('（', '）'),
    ('［', '］'),
    ('【', '】'),
    ('〔', '〕'),
    ('｛', '｝'),
];

/// The opening bracket and what is inside, of a text that is one pair of brackets.
fn bracketed(text: &str) -> Option<(char, &str)> {
    let (open, close) = BRACKETS.into_iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = text.strip_prefix(open)?.strip_suffix(close)?;
    (!inner.contains(is_bracket)).then_some((open, inner))
}

fn primary(tag: &str) -> String {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
    match primary.as_str() {
        "nb" | "nn" => "no".to_owned(),
        _ => primary,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_folded_and_found() {
        for (language, kind, entries) in lists() {
            assert!(is_listed(language), "{language}");
            for word in entries.split_ascii_whitespace() {
                assert_eq!(fold(word), word, "{language}");
                let least = if kind == Entries::Hints { Sound::Hint } else { Sound::Sure };
                assert!(sound(word, Some(language)) >= Some(least), "{language}: {word}");
                assert!(sound(word, None) >= Some(least), "{word}");
            }
        }
    }

    #[test]
    fn labels_of_other_languages_are_known() {
        for label in [
            "[Сміх]",
            "[НЕРОЗБІРЛИВО]",
            "[音楽]",
            "（笑い声）",
            "[웃음 소리]",
            "(Gelächter)",
            "[Latter]",
            "(тихая музыка)",
            "【拍手】",
            "[เสียงหัวเราะ]",
            "(Tiếng cười)",
            "[हँसी]",
            "[Śmiech.]",
            "(صفير)",
        ] {
            assert!(is_sound_label(label, None), "{label}");
        }
        for label in
            ["[Марія]", "[田中]", "(by the door)", "[Ida]", "(laughs) Well", "[a [b] laughs]", "[]"]
        {
            assert!(!is_sound_label(label, None), "{label}");
        }
    }

    #[test]
    fn labels_beside_what_is_said_are_known_or_may_be_labels() {
        let seen = |text: &str| -> Vec<(String, bool)> {
            let labels = sound_labels(text, None).into_iter();
            labels.map(|label| (text[label.at].to_owned(), label.is_known)).collect()
        };
        let label = |text: &str, is_known| (text.to_owned(), is_known);
        assert_eq!(
            seen("Так (сміх), чекаю. [Сміх]"),
            [label("(сміх)", true), label("[Сміх]", true)]
        );
        assert_eq!(seen("вони (Анна сміється) тут"), [label("(Анна сміється)", false)]);
        assert_eq!(seen("(upbeat\nmusic)"), [label("(upbeat\nmusic)", true)]);
        assert_eq!(seen("WOMAN ( gasping ):\nNo!"), [label("( gasping )", false)]);
        assert_eq!(seen("(Xylophone)"), [label("(Xylophone)", false)]);
        assert_eq!(seen("a coat (and a hat)\n(He was right.)"), []);
    }

    #[test]
    fn a_name_that_is_a_sound_elsewhere_is_a_name_where_the_language_is_known() {
        assert!(is_sound_label("[Risa]", Some("es")) && is_sound_label("[Risa]", None));
        assert!(!is_sound_label("[Risa]", Some("en-GB")));
        assert!(is_sound_label("[Latter]", Some("nb")) && is_sound_label("[Сміх]", Some("en")));
    }
}
