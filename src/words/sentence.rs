//! Where sentences begin.

/// What is before a name and ends in a full stop that ends no sentence.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "st", "prof", "sr", "sra", "jr", "sgt", "lt", "capt", "gen", "col",
    "rev", "hon", "mme", "mlle", "no", "vs", "dra", "sig", "dhr", "mevr", "hr",
];

/// Whether a sentence begins after this text: at its start, after a full stop that is no
/// abbreviation's, after what a speaker's name or a label ends in.
///
/// ```
/// use cuesmith::words::begins_sentence;
///
/// assert!(begins_sentence("") && begins_sentence("Yes. \u{201c}") && begins_sentence("JO: "));
/// assert!(!begins_sentence("We met Mr. ") && !begins_sentence("and "));
/// ```
#[must_use]
pub fn begins_sentence(before: &str) -> bool {
    const OPENING: &[char] =
        &['"', '“', '„', '«', '‘', '\'', '(', '[', '¡', '¿', '♪', '#', '>', '*'];
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || OPENING.contains(&c));
    if let Some(sentence) = before.strip_suffix('.') {
        let start = sentence.trim_end_matches(char::is_alphabetic).len();
        let last = &sentence[start..];
        let is_initial = last.chars().count() == 1 && last.starts_with(char::is_uppercase);
        return !is_initial && !TITLES.iter().any(|title| last.eq_ignore_ascii_case(title));
    }
    before.is_empty() || before.ends_with(['!', '?', '…', ':', '-', '–', '—', ']', ')', '。'])
}

/// Whether the last word before a place is a title, which only names follow: `Mr.`, `DR`.
///
/// ```
/// use cuesmith::words::follows_title;
///
/// assert!(follows_title("We met Mr. ") && follows_title("MRS "));
/// assert!(!follows_title("no. ") && !follows_title("mister and "));
/// ```
#[must_use]
pub fn follows_title(before: &str) -> bool {
    let before = before.trim_end();
    let before = before.strip_suffix('.').unwrap_or(before);
    let last = &before[before.trim_end_matches(char::is_alphabetic).len()..];
    last.starts_with(char::is_uppercase)
        && !matches!(last.to_ascii_lowercase().as_str(), "no" | "vs" | "hon" | "col" | "gen")
        && TITLES.iter().any(|title| last.eq_ignore_ascii_case(title))
}
