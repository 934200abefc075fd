//! Kinds of characters that several formats and tools need, in one place. Models of other programs
//! keep those programs' own ideas of a blank or a digit, named after the program.

/// White space of XML (XML 1.0, production 3): a no-break space is text.
#[cfg(feature = "ttml")]
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

/// Whether a text is printable ASCII: one byte, one character, one column each.
pub(crate) fn is_printable_ascii(text: &str) -> bool {
    // All bytes, without a branch for each: most texts are.
    text.bytes().fold(true, |printable, b| printable & (0x20..0x7f).contains(&b))
}

/// Opening brackets and quotation marks: they belong to what follows them.
pub(crate) const fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '«'
            | '‹'
            | '“'
            | '„'
            | '‘'
            | '‚'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '【'
            | '《'
            | '〈'
            | '〔'
            | '［'
    )
}

/// Text as HTML and XML show it, in an element or in an attribute: markup escaped; controls as symbols (U+2400
/// and following), other characters that would be obeyed and those that XML 1.0 forbids (section 2.2) as U+FFFD.
#[cfg(any(feature = "cli", feature = "align"))]
pub(crate) fn as_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' => out.push('\t'),
            '\0'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{2028}' | '\u{2029}' => out.push('\u{2424}'),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if is_obeyed(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
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

    #[cfg(any(feature = "cli", feature = "align"))]
    #[test]
    fn text_of_a_file_is_never_markup() {
        let hostile = "</pre><script>alert('x')</script>\u{202e}\u{1b}[0m\u{85}\u{ffff}\"\u{2028}";
        assert_eq!(
            as_markup(hostile),
            "&lt;/pre&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\u{fffd}\u{241b}[0m\u{fffd}\u{fffd}&quot;\u{2424}"
        );
    }

    #[test]
    fn blanks_and_digits_are_those_of_ascii() {
        #[cfg(feature = "ttml")]
        assert!(is_xml_blank(" \t\r\n") && is_xml_blank("") && !is_xml_blank("\u{a0}"));
        assert!(is_blank('\t') && !is_blank('\n'));
        assert!(is_digits("007") && !is_digits("") && !is_digits("1.5") && !is_digits("٣"));
    }
}
