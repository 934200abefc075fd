//! Kinds of characters that several formats and tools need, in one place. Models of other programs
//! keep those programs' own ideas of a blank or a digit, named after the program.

/// White space of XML (XML 1.0, production 3): a no-break space is text.
pub(crate) const fn is_xml_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether a text is nothing but white space of XML.
#[cfg(feature = "ttml")]
pub(crate) fn is_xml_blank(text: &str) -> bool {
    text.bytes().all(|byte| is_xml_space(byte as char))
}

/// White space inside a line: a space or a tab.
pub(crate) const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// Whether a text ends in what may be the start of a character reference: text that is moved next to it
/// may complete it.
pub(crate) fn may_end_in_reference(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '#').ends_with('&')
}

/// Whether a text is a whole number in ASCII digits: one digit at least, and nothing else.
pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Characters that a terminal obeys instead of showing them: controls (C0, DEL, C1), what Unicode calls
/// `Bidi_Control`, which changes the order in which other characters are shown, and the separators of
/// lines and paragraphs (Unicode 17.0, PropList.txt).
pub(crate) const fn is_obeyed(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that take no room on the screen: controls, soft hyphen, zero-width space and joiners,
/// bidirectional marks and isolates, word joiner, byte order mark.
#[must_use]
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}'
        | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The text with every run of white space as one space, none at its ends: speech and menus have no
/// lines.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_digits_are_those_of_ascii() {
        #[cfg(feature = "ttml")]
        assert!(is_xml_blank(" \t\r\n") && is_xml_blank("") && !is_xml_blank("\u{a0}"));
        assert!(is_blank('\t') && !is_blank('\n'));
        assert!(is_digits("007") && !is_digits("") && !is_digits("1.5") && !is_digits("٣"));
    }
}
