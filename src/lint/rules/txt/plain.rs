//! Text as phrases are compared.

/// Letters and digits, in small letters, with one space between words.
pub(super) fn plain(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
