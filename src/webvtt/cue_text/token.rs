//! The tokenizer of "WebVTT cue text parsing rules".
//!
//! A tag goes from `<` to the next `>` (or the end of the text) in every state of the specification's
//! tokenizer, so tokens are found by looking for these two bytes and a tag is taken apart afterwards.
//! Tokens are spans; [`text_value`] and [`annotation_value`] resolve references.

use std::borrow::Cow;

use crate::source::Span;
use crate::webvtt::reference;

/// One token of cue text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// Text with its references, up to the next tag.
    Text(Span),
    /// An opening tag.
    Start(StartTag),
    /// A closing tag.
    End(EndTag),
    /// `<` and a digit.
    Timestamp(TimestampTag),
}

/// An opening tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StartTag {
    /// From `<` to `>`.
    pub span: Span,
    /// The tag name as written; may be empty.
    pub name: Span,
    /// From the first dot to the end of the last class; empty when there is none. See [`classes`].
    pub classes: Span,
    /// What is between the first blank and `>`, blanks and references as written.
    pub annotation: Option<Span>,
    /// Whether there is a `>`; without one the tag ends with the text.
    pub is_closed: bool,
}

/// A closing tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndTag {
    /// From `<` to `>`.
    pub span: Span,
    /// Everything between `</` and `>`.
    pub name: Span,
    /// Whether there is a `>`.
    pub is_closed: bool,
}

/// A timestamp tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampTag {
    /// From `<` to `>`.
    pub span: Span,
    /// Everything between `<` and `>`.
    pub value: Span,
    /// Whether there is a `>`.
    pub is_closed: bool,
}

/// A character reference in text or in an annotation, or an ampersand that begins none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CharacterReference {
    /// From `&` to the semicolon, or to where the reference ends without one.
    pub span: Span,
    /// Whether it stands for a character; if not it is an ampersand as such.
    pub is_reference: bool,
    /// Whether it ends in a semicolon.
    pub has_semicolon: bool,
}

impl Token {
    /// The whole token.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Text(span) => *span,
            Self::Start(tag) => tag.span,
            Self::End(tag) => tag.span,
            Self::Timestamp(tag) => tag.span,
        }
    }
}

/// The tokens of the cue text at `payload`. They cover it without gaps.
pub fn tokens(source: &str, payload: Span) -> impl Iterator<Item = Token> {
    let bytes = payload.slice(source).as_bytes();
    let base = payload.start;
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = *bytes.get(at)?;
        let start = at;
        if first != b'<' {
            at = memchr::memchr(b'<', &bytes[at..]).map_or(bytes.len(), |len| at + len);
            return Some(Token::Text(Span::new(base + start as u32, base + at as u32)));
        }
        let end = memchr::memchr(b'>', &bytes[at..]).map(|len| start + len);
        at = end.map_or(bytes.len(), |end| end + 1);
        let inside = &bytes[start + 1..end.unwrap_or(bytes.len())];
        let span = Span::new(base + start as u32, base + at as u32);
        Some(tag(inside, span, end.is_some()))
    })
}

/// The text of a cue as its author probably meant it: as [`tokens`] and [`text_value`] give it, but a
/// `<` that begins no tag is a sign like any other, and what follows it is text.
///
/// `None` where that is the text that parsers show.
#[must_use]
pub fn meant_text(source: &str, payload: Span) -> Option<String> {
    let text = payload.slice(source);
    let (mut out, mut from, mut is_hidden) = (String::new(), 0, false);
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = &text[at + 1..];
        let close = memchr::memchr2(b'<', b'>', rest.as_bytes());
        let close = close.filter(|&close| rest.as_bytes()[close] == b'>');
        let Some(inside) = close.map(|close| &rest[..close]).filter(|inside| is_tag(inside)) else {
            is_hidden = true;
            continue;
        };
        out.push_str(&resolve(&text[from..at]));
        from = at + inside.len() + 2;
    }
    is_hidden.then(|| out + &resolve(&text[from..]))
}

/// Whether the text between `<` and `>` looks like a tag: a name, or a time.
fn is_tag(inside: &str) -> bool {
    let name = inside.strip_prefix('/').unwrap_or(inside);
    match name.bytes().next() {
        None => inside.starts_with('/'),
        Some(b'0'..=b'9') => name.contains(':'),
        // Classes without a name: no one knows that tag, but it is not text either.
        Some(b'.') => true,
        Some(first) => first.is_ascii_alphabetic(),
    }
}

fn tag(inside: &[u8], span: Span, is_closed: bool) -> Token {
    let base = span.start + 1;
    let part = |start: usize, end: usize| Span::new(base + start as u32, base + end as u32);
    match inside.first() {
        Some(b'/') => Token::End(EndTag { span, name: part(1, inside.len()), is_closed }),
        Some(b'0'..=b'9') => {
            Token::Timestamp(TimestampTag { span, value: part(0, inside.len()), is_closed })
        }
        _ => {
            let blank = inside.iter().position(u8::is_ascii_whitespace);
            let head = blank.unwrap_or(inside.len());
            let name = memchr::memchr(b'.', &inside[..head]).unwrap_or(head);
            Token::Start(StartTag {
                span,
                name: part(0, name),
                classes: part(name, head),
                annotation: blank.map(|blank| part(blank + 1, inside.len())),
                is_closed,
            })
        }
    }
}

/// The classes of a tag as written, without their dots; empty ones included.
pub fn classes(source: &str, classes: Span) -> impl Iterator<Item = Span> {
    let text = classes.slice(source);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + 1;
        let rest = text.as_bytes().get(start..)?;
        at = memchr::memchr(b'.', rest).map_or(text.len(), |len| start + len);
        Some(Span::new(classes.start + start as u32, classes.start + at as u32))
    })
}

/// The ampersands at `span`, each with the reference it begins.
pub fn references(source: &str, span: Span) -> impl Iterator<Item = CharacterReference> {
    let text = span.slice(source);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + memchr::memchr(b'&', &text.as_bytes()[at..])?;
        let found = reference::consume(&text[start..]);
        at = start + found.map_or(1, |(_, len)| len);
        Some(CharacterReference {
            span: Span::new(span.start + start as u32, span.start + at as u32),
            is_reference: found.is_some(),
            has_semicolon: found.is_some() && text.as_bytes()[at - 1] == b';',
        })
    })
}

/// The value of a text token: references resolved, NUL replaced, lines separated by LF. Borrowed
/// when nothing changes.
#[must_use]
pub fn text_value(source: &str, span: Span) -> Cow<'_, str> {
    resolve(span.slice(source))
}

/// The value of an annotation: as [`text_value`], then without blanks around it and every run of
/// blanks inside it one space.
#[must_use]
pub fn annotation_value(source: &str, span: Span) -> Cow<'_, str> {
    let blank = |c: char| c.is_ascii_whitespace();
    let collapse =
        |text: &str| text.split(blank).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    match resolve(span.slice(source)) {
        Cow::Borrowed(text) => {
            let text = text.trim_matches(blank);
            let plain = !text.contains("  ") && !text.contains(|c| blank(c) && c != ' ');
            if plain { Cow::Borrowed(text) } else { Cow::Owned(collapse(text)) }
        }
        Cow::Owned(text) => Cow::Owned(collapse(&text)),
    }
}

/// References resolved, NUL replaced, CRLF and CR as LF.
fn resolve(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let Some(first) = memchr::memchr3(b'&', 0, b'\r', bytes) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    let (mut done, mut at) = (0, Some(first));
    while let Some(here) = at {
        out.push_str(&text[done..here]);
        done = here + 1;
        match bytes[here] {
            b'&' => match reference::consume(&text[here..]) {
                Some((value, len)) => {
                    value.push_to(&mut out);
                    done = here + len;
                }
                None => out.push('&'),
            },
            0 => out.push(char::REPLACEMENT_CHARACTER),
            _ if bytes.get(done) == Some(&b'\n') => {}
            _ => out.push('\n'),
        }
        at = memchr::memchr3(b'&', 0, b'\r', &bytes[done..]).map(|next| done + next);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Token> {
        tokens(text, Span::of(0..text.len())).collect()
    }

    #[test]
    fn tokens_cover_the_text_without_gaps() {
        let text = "a<b.x.y z>&amp;</b><00:01.000>t</v<i";
        let mut at = 0;
        for token in all(text) {
            assert_eq!(token.span().start, at);
            at = token.span().end;
        }
        assert_eq!(at as usize, text.len());
    }

    #[test]
    fn a_start_tag_tells_name_classes_and_annotation_apart() {
        let text = "<v.loud..big  Mr. T>x";
        let Token::Start(tag) = all(text)[0] else { panic!("no start tag") };
        assert_eq!(tag.name.slice(text), "v");
        let names: Vec<_> = classes(text, tag.classes).map(|c| c.slice(text)).collect();
        assert_eq!(names, ["loud", "", "big"]);
        assert_eq!(annotation_value(text, tag.annotation.unwrap()), "Mr. T");
        assert!(tag.is_closed);
    }

    #[test]
    fn a_tag_that_is_never_closed_reaches_to_the_end() {
        let text = "x<i y <b";
        let Token::Start(tag) = all(text)[1] else { panic!("no start tag") };
        assert_eq!((tag.name.slice(text), tag.is_closed), ("i", false));
        assert_eq!(tag.annotation.unwrap().slice(text), "y <b");
    }

    #[test]
    fn annotations_lose_blanks_only_after_references_are_resolved() {
        let text = "a&#10;&#32;b&Tab;";
        assert_eq!(annotation_value(text, Span::of(0..text.len())), "a b");
    }

    #[test]
    fn a_sign_that_begins_no_tag_is_text_to_its_author() {
        let meant = |text: &str| meant_text(text, Span::of(0..text.len()));
        assert_eq!(meant("a < b\nmore").as_deref(), Some("a < b\nmore"));
        assert_eq!(meant("I <3 <b>you</b> &amp; me").as_deref(), Some("I <3 you & me"));
        assert_eq!(meant("<i>x <y\nmore").as_deref(), Some("x <y\nmore"));
        assert_eq!(meant("<- <- x -> y").as_deref(), Some("<- <- x -> y"));
        assert_eq!(meant("end <").as_deref(), Some("end <"));
        for text in
            ["plain", "<v O'Hara>x</v>", "<00:01.000>x", "<font>x</font>", "a > b &lt; c", "</>x"]
        {
            assert_eq!(meant(text), None, "{text}");
        }
    }

    #[test]
    fn values_are_borrowed_unless_something_changes() {
        let text = "<plain> text";
        assert!(matches!(text_value(text, Span::of(0..text.len())), Cow::Borrowed(_)));
        assert_eq!(resolve("a\0\r\n&lt\r&"), "a\u{fffd}\n<\n&");
    }
}
