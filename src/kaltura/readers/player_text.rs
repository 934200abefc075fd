//! What the player shows of a cue text on the screen (`text-track-display.ts:273-379`).
//!
//! Every `<` opens a tag up to the next `>` or the end of the text. Tags only add style; their
//! letters are never shown, and no letter outside a tag is lost. Six entities are decoded
//! repeatedly until none is left.

/// JavaScript's `\s`.
pub(super) fn is_js_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}'
        | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
}

/// The letters shown, or `None` where the renderer throws: a `<` with nothing between it and a `>`
/// or the end.
pub(super) fn shown(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let open = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        decode(&rest[..open], &mut out);
        rest = &rest[open..];
        if rest.is_empty() {
            break;
        }
        let close = memchr::memchr(b'>', rest.as_bytes());
        if close == Some(1) || rest.len() == 1 {
            return None;
        }
        rest = close.map_or("", |close| &rest[close + 1..]);
    }
    Some(out)
}

const ENTITIES: &[(&str, char)] =
    &[("lt;", '<'), ("gt;", '>'), ("lrm;", '\u{200e}'), ("rlm;", '\u{200f}'), ("nbsp;", '\u{a0}')];

/// Decodes until nothing is left to decode: `&amp;lt;` ends as `<`. An ampersand decoded from
/// `&amp;` is checked again with what follows; no other sign can begin or complete an entity.
fn decode(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        while let Some(next) = rest.strip_prefix("amp;") {
            rest = next;
        }
        let known = ENTITIES.iter().find_map(|(name, c)| Some((*c, rest.strip_prefix(name)?)));
        let (character, next) = known.unwrap_or(('&', rest));
        out.push(character);
        rest = next;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_less_than_opens_a_tag() {
        assert_eq!(shown("I <3 you").as_deref(), Some("I "));
        assert_eq!(shown("a < b and c > d").as_deref(), Some("a  d"));
        assert_eq!(shown("<v Bob>x</v>").as_deref(), Some("x"));
    }

    #[test]
    fn an_empty_tag_throws() {
        assert_eq!(shown("<> x"), None);
        assert_eq!(shown("end <"), None);
        assert_eq!(shown("end <x").as_deref(), Some("end "));
    }

    #[test]
    fn six_entities_are_decoded_until_none_is_left() {
        assert_eq!(shown("&amp;lt;b&amp;gt; &amp;amp;").as_deref(), Some("<b> &"));
        assert_eq!(shown("&#39; &quot;").as_deref(), Some("&#39; &quot;"));
    }
}
