//! The parts of values: lengths, numbers, language tags, URIs, and lists of words.

use super::super::references::is_ncname;
use crate::chars::is_xml_space;

/// The grammar that a value is validated against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ttml) enum Syntax {
    /// TTML1, third edition.
    Ttml1,
    /// TTML2, as IMSC 1.1 uses it.
    Ttml2,
}

/// What is wrong with a value.
pub(super) type Wrong = Result<(), &'static str>;

/// A length.
pub(in crate::ttml) struct Length<'v> {
    pub(in crate::ttml) number: f64,
    pub(in crate::ttml) unit: &'v str,
}

/// A number with a unit, `None` for anything else.
pub(super) fn length(text: &str) -> Option<Length<'_>> {
    let signed = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = signed.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let (number, unit) = signed.split_at(digits);
    let whole = number.split('.').next().unwrap_or_default();
    let part = number.split_once('.').map_or("0", |(_, part)| part);
    if (whole.is_empty() && part.is_empty()) || part.is_empty() || part.contains('.') {
        return None;
    }
    if !matches!(unit, "%" | "px" | "em" | "c" | "rw" | "rh") {
        return None;
    }
    let value: f64 = number.parse().ok()?;
    Some(Length { number: if text.starts_with('-') { -value } else { value }, unit })
}

/// The lengths among the words of a style value.
pub(in crate::ttml) fn lengths(value: &str) -> impl Iterator<Item = Length<'_>> {
    value.split(is_xml_space).filter_map(length)
}

/// Without white space at the ends, and with runs of it as one space (XML Schema `collapse`).
pub(in crate::ttml) fn collapse(value: &str) -> String {
    let words: Vec<&str> = value.split(is_xml_space).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The parts of a value between separators, which inside parentheses separate nothing: a color may
/// contain commas and spaces.
pub(super) fn parts(value: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    value.split(move |c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == separator && depth <= 0
    })
}

/// A number as XML Schema writes one.
pub(super) fn number(value: &str) -> Wrong {
    if matches!(value, "NaN" | "INF" | "-INF" | "+INF") {
        return Ok(());
    }
    let plain =
        value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    if plain && value.parse::<f64>().is_ok() { Ok(()) } else { Err("the value must be a number") }
}

/// `true` or `false`.
pub(super) fn boolean(value: &str) -> Wrong {
    if matches!(value.trim(), "true" | "false" | "0" | "1") {
        return Ok(());
    }
    Err("the value must be `true` or `false`")
}

/// A language tag by its syntax (BCP 47), or nothing.
pub(in crate::ttml) fn language(value: &str) -> bool {
    value.is_empty()
        || value.split('-').enumerate().all(|(i, part)| {
            (1..=8).contains(&part.len())
                && part.bytes().all(|b| {
                    if i == 0 { b.is_ascii_alphabetic() } else { b.is_ascii_alphanumeric() }
                })
        })
}

/// Something that can be a URI reference (XML Schema `anyURI` allows nearly all): not empty, no
/// spaces, and what is before a first colon is a scheme.
pub(in crate::ttml) fn uri(value: &str) -> bool {
    let scheme_end = value.find([':', '/', '?', '#']);
    let scheme = match scheme_end {
        Some(at) if value.as_bytes()[at] == b':' => Some(&value[..at]),
        _ => None,
    };
    !value.is_empty()
        && !value.contains([' ', '<', '>', '"', '{', '}'])
        && scheme.is_none_or(|s| {
            s.starts_with(|c: char| c.is_ascii_alphabetic())
                && s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        })
}

/// A URI with a scheme.
pub(in crate::ttml) fn absolute_uri(value: &str) -> bool {
    uri(value) && value.contains(':')
}

/// A list of NCNames.
pub(in crate::ttml) fn idrefs(value: &str) -> bool {
    collapse(value).split(' ').all(is_ncname)
}

/// The namespace of TTML's own profiles.
pub(in crate::ttml) const PROFILES: &str = "http://www.w3.org/ns/ttml/profile/";

/// The profiles that exist under [`PROFILES`].
const KNOWN_PROFILES: &[&str] = &[
    "dfxp-presentation",
    "dfxp-transformation",
    "dfxp-full",
    "sdp-us",
    "ttml2-presentation",
    "ttml2-transformation",
    "ttml2-full",
    "imsc1/text",
    "imsc1/image",
    "imsc1.1/text",
    "imsc1.1/image",
    "imsc1.2/text",
    "imsc1.2/image",
    "imsc1.3/text",
    "imsc-rosetta",
];

/// Whether a designator in TTML's namespace names a profile that exists.
pub(in crate::ttml) fn known_profile(value: &str) -> bool {
    let name = value.strip_prefix(PROFILES).unwrap_or(value);
    if absolute_uri(name) {
        return true;
    }
    KNOWN_PROFILES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_and_uris_are_checked_by_their_syntax() {
        assert!(language("") && language("pt-BR") && !language("pt_BR") && !language("123"));
        assert!(uri("foo") && uri("http://example.com/") && !uri("*:*") && !uri(""));
    }
}
