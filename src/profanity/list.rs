//! Word lists: a plain format, read; and the lists that come with cuesmith.

use std::ops::Range;

use super::symbol_entries;
use crate::words::{Words, fold, skeleton};

/// What kind of word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Swearing, insults.
    Profane,
    /// About sex or the body, vulgar.
    Sexual,
    /// An insult to a group of people.
    Slur,
    /// Swearing by what is holy to someone.
    Religious,
    /// Rude, but heard before the watershed.
    Mild,
}

impl Category {
    /// Every category.
    pub const ALL: &'static [Self] =
        &[Self::Profane, Self::Sexual, Self::Slur, Self::Religious, Self::Mild];

    /// The word in lists and reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Profane => "profane",
            Self::Sexual => "sexual",
            Self::Slur => "slur",
            Self::Religious => "religious",
            Self::Mild => "mild",
        }
    }

    /// The category of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|category| category.name() == name)
    }
}

/// A word or phrase to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The word or phrase, folded, with one space between words. With signs in it (`a$$`, `c++`) it
    /// is looked for as written.
    pub word: String,
    /// Which of its words are bad, from 0; the others are only context. All, unless the list marks some with a star:
    /// `what the *hell`.
    pub marked: Range<usize>,
    /// The language it belongs to, as a BCP 47 primary subtag; empty: any.
    pub language: String,
    /// 1 (mild) to 3 (strong).
    pub severity: u8,
    /// What kind of word it is.
    pub category: Category,
    /// Not when it has a capital inside a sentence, follows a title or names the speaker: then it is
    /// a name. A word that is a name once is also a name at the start of a sentence.
    pub name: bool,
    /// Also a first name: not found with a capital, nor in capitals without an article or the like before it.
    pub forename: bool,
    /// An everyday word of other languages: only where the text is known to be in this language.
    pub foreign: bool,
    /// Not when one of these folded words is in the same cue, with or without its diacritics; `bray*`
    /// is every word that begins like this.
    pub unless: Vec<String>,
    /// Not directly after one of these words, written as in `unless`.
    pub not_after: Vec<String>,
}

/// The meaning of a line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Look for this.
    Find(Entry),
    /// Never find this phrase, nor a word in it. Folded, with one space between words.
    Allow(String),
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ListError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it and what was expected.
    pub message: String,
}

/// Reads a list for a language (a BCP 47 tag, or empty for any).
///
/// One entry a line: `word|form|form[,severity,category[,flags]]`, with severity 1 to 3 (default 2),
/// category `profane` (default), `sexual`, `slur`, `religious` or `mild`, and flags with spaces
/// between them: `name`, `forename`, `foreign`, `unless:donkey/stable/bray*`, `not-after:the/a` (see
/// [`Entry`]). In a phrase, a star marks the bad word: of `what the *hell`, only `hell` is masked. A
/// line that begins with `!` is a phrase that is never found; one that begins with `#` is a comment.
/// A word with signs in it, `a$$` or `c++`, is found as written, and so is an emoji.
///
/// ```
/// use cuesmith::profanity::{Line, parse_list};
///
/// let (lines, errors) = parse_list("# ours\nfrak|frakking,3,profane\n!frak the band\n", "");
/// assert!(errors.is_empty());
/// assert!(matches!(&lines[1], Line::Find(entry) if entry.word == "frakking" && entry.severity == 3));
/// assert_eq!(lines[2], Line::Allow("frak the band".into()));
/// ```
#[must_use]
pub fn parse_list(text: &str, language: &str) -> (Vec<Line>, Vec<ListError>) {
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Err(message) = parse_line(line, language, &mut lines) {
            errors.push(ListError { line: at + 1, message });
        }
    }
    (lines, errors)
}

fn parse_line(line: &str, language: &str, lines: &mut Vec<Line>) -> Result<(), String> {
    if let Some(phrase) = line.strip_prefix('!') {
        lines.push(Line::Allow(form_of(phrase)?.0));
        return Ok(());
    }
    let mut fields = line.split(',').map(str::trim);
    let words = fields.next().unwrap_or_default();
    let severity = match fields.next().filter(|field| !field.is_empty()) {
        None => 2,
        Some(field) => match field.parse() {
            Ok(severity @ 1..=3) => severity,
            _ => return Err(format!("`{field}` is not a severity: use 1, 2 or 3")),
        },
    };
    let category = match fields.next().filter(|field| !field.is_empty()) {
        None => Category::Profane,
        Some(field) => Category::from_name(&field.to_ascii_lowercase()).ok_or_else(|| {
            let names: Vec<&str> = Category::ALL.iter().map(|c| c.name()).collect();
            format!("unknown category `{field}`: use one of {}", names.join(", "))
        })?,
    };
    let mut entry = Entry {
        word: String::new(),
        marked: 0..0,
        language: crate::words::primary(language),
        severity,
        category,
        name: false,
        forename: false,
        foreign: false,
        unless: Vec::new(),
        not_after: Vec::new(),
    };
    for flag in fields.next().unwrap_or_default().split_whitespace() {
        match flag.split_once(':').unwrap_or((flag, "")) {
            ("unless", list) => entry.unless.extend(list.split('/').map(fold)),
            ("not-after", list) => entry.not_after.extend(list.split('/').map(skeleton)),
            ("name", "") => entry.name = true,
            ("forename", "") => entry.forename = true,
            ("foreign", "") => entry.foreign = true,
            _ => {
                let known = "name, forename, foreign, unless:a/b/c or not-after:a/b/c";
                return Err(format!("unknown flag `{flag}`: use {known}"));
            }
        }
    }
    if let Some(field) = fields.next() {
        return Err(format!("`{field}` is a fifth column: a list has at most four"));
    }
    for word in words.split('|') {
        let (word, marked) = form_of(word)?;
        lines.push(Line::Find(Entry { word, marked, ..entry.clone() }));
    }
    Ok(())
}

/// An entry as it is compared, and which of its words are bad: from the first to the last word with
/// a star in front, all where none has one.
fn form_of(text: &str) -> Result<(String, Range<usize>), String> {
    let text = text.trim();
    let words: Vec<(usize, usize)> = Words::new(text).map(|word| (word.start, word.end)).collect();
    if words.is_empty() && !text.contains(symbol_entries::is_picture) {
        return Err(format!("`{text}` contains no word"));
    }
    let is_marked = |(start, _): &&(usize, usize)| {
        let before = text[..*start].strip_suffix('*');
        before.is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
    };
    let has_mark = words.iter().any(|word| is_marked(&word));
    if has_mark && words.len() == 1 {
        return Err(format!("a star marks a word of a phrase, and `{text}` is one word"));
    }
    if let Some(stem) = text.strip_suffix('*').filter(|stem| !stem.contains('*')) {
        return Err(format!(
            "`{text}`: a star does not replace an ending: write `{stem}` and its forms"
        ));
    }
    if is_literal(text, &words) {
        if has_mark {
            return Err(format!("`{text}` contains signs: its words cannot have a star"));
        }
        let parts: Vec<&str> = text.split_whitespace().collect();
        return Ok((fold(&parts.join(" ")), 0..words.len()));
    }
    let folded: Vec<String> = words.iter().map(|(start, end)| fold(&text[*start..*end])).collect();
    let first = words.iter().position(|word| is_marked(&word)).unwrap_or(0);
    let last = words.iter().rposition(|word| is_marked(&word)).map_or(words.len(), |at| at + 1);
    Ok((folded.join(" "), first..last))
}

/// Whether an entry has signs other than its words and the separators allowed in a phrase: they are
/// part of it.
fn is_literal(text: &str, words: &[(usize, usize)]) -> bool {
    let mut at = 0;
    let ends = words.iter().copied().chain([(text.len(), text.len())]);
    ends.into_iter().any(|(start, end)| {
        let gap = &text[at..start];
        let before_mark = gap.strip_suffix('*').filter(|rest| {
            let is_first = rest.is_empty() && at == 0;
            start < text.len() && (is_first || rest.ends_with(char::is_whitespace))
        });
        at = end;
        let binds =
            |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '-' | '\u{2010}' | '\u{2011}');
        !before_mark.unwrap_or(gap).chars().all(binds)
    })
}

/// The built-in lists, by language.
const BUILTIN: &[(&str, &str)] = &[
    ("en", include_str!("data/en.txt")),
    ("fr", include_str!("data/fr.txt")),
    ("de", include_str!("data/de.txt")),
    ("es", include_str!("data/es.txt")),
    ("it", include_str!("data/it.txt")),
    ("pt", include_str!("data/pt.txt")),
    ("nl", include_str!("data/nl.txt")),
    ("tr", include_str!("data/tr.txt")),
    ("ru", include_str!("data/ru.txt")),
];

/// The languages that have a built-in list, as BCP 47 primary subtags.
pub fn builtin_languages() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|(language, _)| *language)
}

/// The built-in list of a language (a BCP 47 tag); `None` where there is none.
#[must_use]
pub fn builtin(language: &str) -> Option<Vec<Line>> {
    let name = crate::words::primary(language);
    let (language, text) = BUILTIN.iter().find(|(known, _)| *known == name)?;
    Some(parse_list(text, language).0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::words::{LANGUAGES, Languages};

    #[test]
    fn a_line_names_forms_severity_category_and_flags() {
        let (lines, errors) =
            parse_list("\u{feff}A|b c , 3, SLUR, name unless:x/y*\n\nd\n", "pt-BR");
        assert_eq!(errors, []);
        let Line::Find(entry) = &lines[1] else { panic!() };
        assert_eq!((entry.word.as_str(), entry.language.as_str()), ("b c", "pt"));
        assert_eq!((entry.severity, entry.category), (3, Category::Slur));
        assert!(entry.name && !entry.foreign && entry.unless == ["x", "y*"]);
        let Line::Find(plain) = &lines[2] else { panic!() };
        assert_eq!((plain.severity, plain.category), (2, Category::Profane));
    }

    #[test]
    fn a_bad_line_is_named_and_the_others_are_read() {
        let (lines, errors) =
            parse_list("a,9\nb,1,rude\nc,1,mild,nome\n!?\n--\nd,1,mild,,e\nok\n", "");
        assert_eq!(lines.len(), 1);
        let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "line 1: `9` is not a severity: use 1, 2 or 3",
                "line 2: unknown category `rude`: use one of profane, sexual, slur, religious, mild",
                "line 3: unknown flag `nome`: use name, forename, foreign, unless:a/b/c or not-after:a/b/c",
                "line 4: `?` contains no word",
                "line 5: `--` contains no word",
                "line 6: `e` is a fifth column: a list has at most four",
            ]
        );
    }

    #[test]
    fn an_entry_is_never_less_than_what_is_written() {
        let (lines, errors) = parse_list("A$$\nc++\n🖕\nf**\nf*ck\nson of a  b!tch\nfuckin'\n", "");
        assert_eq!(errors, []);
        let words: Vec<&str> = lines
            .iter()
            .map(|line| match line {
                Line::Find(entry) => entry.word.as_str(),
                Line::Allow(phrase) => phrase,
            })
            .collect();
        assert_eq!(words, ["a$$", "c++", "🖕", "f**", "f*ck", "son of a b!tch", "fuckin"]);
        for line in ["*ss", "fuck*", "what the *h3ll!", "..."] {
            assert_eq!(parse_list(line, "").1.len(), 1, "{line}");
        }
    }

    #[test]
    fn the_builtin_lists_have_no_errors_and_no_word_twice() {
        for (language, text) in BUILTIN {
            let (lines, errors) = parse_list(text, language);
            assert_eq!(errors, [], "{language}");
            let mut seen = BTreeSet::new();
            for line in &lines {
                let word = match line {
                    Line::Find(entry) => &entry.word,
                    Line::Allow(phrase) => phrase,
                };
                assert!(seen.insert(word.clone()), "{language}: `{word}` is repeated");
            }
        }
    }

    /// A word that is harmless in another language must be marked, or every text in that language
    /// is full of false alarms.
    #[test]
    fn a_word_that_is_common_in_another_language_is_marked_foreign() {
        let languages = Languages::new();
        for (language, text) in BUILTIN {
            for line in parse_list(text, language).0 {
                let Line::Find(entry) = line else { continue };
                if entry.foreign || entry.word.contains(' ') {
                    continue;
                }
                assert!(!languages.is_common(&entry.word, language), "{language}: {}", entry.word);
                let other = LANGUAGES.iter().find(|l| languages.is_common(&entry.word, l));
                assert_eq!(other, None, "{language}: {}", entry.word);
            }
        }
    }
}
