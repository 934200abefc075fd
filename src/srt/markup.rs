//! Markup in cue text: a lazy tokenizer.
//!
//! Known are `<b>`, `<i>`, `<u>`, `<s>` and `<font>`,
//! the same in curly brackets without attributes, and ASS overrides such as `{\an8}`. Everything
//! else that looks like a tag is named, and is text to [`super::lower()`].

use super::lines;
use crate::source::Span;

/// A piece of cue text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: TokenKind<'a>,
    /// Its place in the source.
    pub span: Span,
}

/// What a piece of cue text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind<'a> {
    /// Plain text, within one line.
    Text,
    /// A line terminator.
    Break,
    /// `<b>` and the like.
    Open {
        /// Which tag.
        tag: Tag,
        /// What follows the name inside the tag, as written.
        attributes: &'a str,
        /// Whether it is written in curly brackets.
        curly: bool,
    },
    /// `</b>` and the like.
    Close {
        /// Which tag.
        tag: Tag,
        /// Whether it is written in curly brackets.
        curly: bool,
    },
    /// An ASS override block, `{\an8}`.
    Override,
    /// `<br>` and its variants.
    LineTag,
    /// A tag of WebVTT, which SRT does not have: `<v Name>`, `<c.x>`, `<00:00:01.000>`.
    WebVttTag,
    /// A MicroDVD control code: `{Y:i}`.
    MicroDvd,
    /// A known tag with white space where none may be: `< i >`.
    Malformed,
    /// An unknown tag.
    Unknown,
}

/// The tags of SRT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    /// `<b>`: bold.
    Bold,
    /// `<i>`: italic.
    Italic,
    /// `<u>`: underlined.
    Underline,
    /// `<s>`: struck through.
    Strike,
    /// `<font>`: color, face and size.
    Font,
}

impl Tag {
    /// Every tag.
    pub const ALL: [Self; 5] =
        [Self::Bold, Self::Italic, Self::Underline, Self::Strike, Self::Font];

    /// Its name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bold => "b",
            Self::Italic => "i",
            Self::Underline => "u",
            Self::Strike => "s",
            Self::Font => "font",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| name.eq_ignore_ascii_case(tag.name()))
    }
}

/// The tokens of `payload`, which is at byte `offset` of its source. Together they cover it.
///
/// ```
/// use cuesmith::srt::{TokenKind, tokens};
///
/// let kinds: Vec<_> = tokens("{\\an8}Hi <3", 0).map(|token| token.kind).collect();
/// assert_eq!(kinds, [TokenKind::Override, TokenKind::Text]);
/// ```
#[must_use]
pub const fn tokens(payload: &str, offset: u32) -> Tokens<'_> {
    Tokens { payload, offset, at: 0, ready: None }
}

/// The iterator that [`tokens`] gives.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    payload: &'a str,
    offset: u32,
    at: usize,
    /// The token after the last text: its end and its kind.
    ready: Option<(usize, TokenKind<'a>)>,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let start = self.at;
        if let Some((end, kind)) = self.ready.take() {
            return Some(self.token(start, end, kind));
        }
        let bytes = self.payload.as_bytes();
        let mut look = start;
        while let Some(&byte) = bytes.get(look) {
            let special = match byte {
                b'\n' | b'\r' => {
                    let end = look + lines::terminator(&bytes[look..]);
                    Some((end, TokenKind::Break))
                }
                b'<' => angle(self.payload, look),
                b'{' => curly(self.payload, look),
                _ => None,
            };
            match special {
                Some((end, kind)) if look == start => return Some(self.token(start, end, kind)),
                Some(found) => {
                    self.ready = Some(found);
                    return Some(self.token(start, look, TokenKind::Text));
                }
                None => look = next_special(bytes, look + 1),
            }
        }
        (look > start).then(|| self.token(start, look, TokenKind::Text))
    }
}

impl<'a> Tokens<'a> {
    fn token(&mut self, start: usize, end: usize, kind: TokenKind<'a>) -> Token<'a> {
        self.at = end;
        let span = Span::new(self.offset + start as u32, self.offset + end as u32);
        Token { kind, span }
    }
}

fn next_special(bytes: &[u8], at: usize) -> usize {
    let special = |b: &u8| matches!(b, b'\n' | b'\r' | b'<' | b'{');
    bytes[at..].iter().position(special).map_or(bytes.len(), |len| at + len)
}

/// The inside of a bracket that opens at `at`; `None` when the line or another bracket begins
/// first.
fn inside(payload: &str, at: usize, open: u8, close: u8) -> Option<&str> {
    let body = &payload.as_bytes()[at + 1..];
    let len = body.iter().position(|b| matches!(b, b'\n' | b'\r') || *b == open || *b == close)?;
    (body[len] == close).then(|| &payload[at + 1..at + 1 + len])
}

/// The tag in angle brackets at `at` and where it ends.
fn angle(payload: &str, at: usize) -> Option<(usize, TokenKind<'_>)> {
    let body = inside(payload, at, b'<', b'>')?;
    let end = at + body.len() + 2;
    let (closing, name, rest) = split(body);
    let spaced = body.starts_with(char::is_whitespace)
        || body.strip_prefix('/').is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let kind = match Tag::from_name(name) {
        Some(Tag::Strike) if is_named(payload, at, end, closing) => return None,
        Some(_) if spaced => TokenKind::Malformed,
        Some(tag) if closing && rest.trim().is_empty() => TokenKind::Close { tag, curly: false },
        // `a<b and b>c`: words, no attributes.
        Some(tag)
            if tag != Tag::Font && !rest.contains('=') && rest.contains(char::is_alphanumeric) =>
        {
            other(body, name, rest, closing)?
        }
        Some(tag) if !closing && (rest.is_empty() || rest.starts_with(char::is_whitespace)) => {
            TokenKind::Open { tag, attributes: rest, curly: false }
        }
        _ => other(body, name, rest, closing)?,
    };
    Some((end, kind))
}

/// Whether `<s>` or `</s>` is a word of a text about markup or language models rather than a tag: nothing is struck
/// through at it, as white space or punctuation follows the start or white space precedes the end, or it is quoted.
fn is_named(payload: &str, at: usize, end: usize, closing: bool) -> bool {
    let before = payload[..at].chars().next_back();
    let mut rest = payload[end..].chars();
    let after = rest.next();
    let is_quoted = before == after && before.is_some_and(|c| matches!(c, '"' | '\'' | '`'));
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    is_quoted
        || match closing {
            true => is_blank(before) || matches!(before, Some('“' | '‘' | '(' | '[' | '`')),
            false => match after {
                Some('.') => rest.next() != Some('.'),
                after => {
                    is_blank(after)
                        || after.is_some_and(|c| {
                            matches!(c, ',' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '’' | '`')
                        })
                }
            },
        }
}

/// A tag that is not SRT's; `None` when it looks like no tag at all.
fn other<'a>(body: &str, name: &str, rest: &str, closing: bool) -> Option<TokenKind<'a>> {
    let is = |word: &str| name.eq_ignore_ascii_case(word);
    if is("br") && matches!(rest.trim(), "" | "/") {
        return Some(TokenKind::LineTag);
    }
    let timestamp = || {
        body.len() >= 9
            && body.contains(':')
            && body.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'))
    };
    let webvtt = ["c", "v", "lang", "ruby", "rt"].into_iter().any(is)
        && (rest.is_empty() || rest.starts_with('.') || rest.starts_with(char::is_whitespace));
    let classes = Tag::from_name(name).is_some() && rest.starts_with('.') && !closing;
    if webvtt || classes || timestamp() {
        return Some(TokenKind::WebVttTag);
    }
    let begins = name.starts_with(|c: char| c.is_alphabetic());
    (begins && !body.starts_with(char::is_whitespace)).then_some(TokenKind::Unknown)
}

/// The block in curly brackets at `at` and where it ends.
fn curly(payload: &str, at: usize) -> Option<(usize, TokenKind<'_>)> {
    let body = inside(payload, at, b'{', b'}')?;
    let (closing, name, rest) = split(body);
    let bytes = body.as_bytes();
    let kind = match Tag::from_name(name) {
        _ if bytes.first() == Some(&b'\\') => TokenKind::Override,
        Some(tag)
            if rest.is_empty()
                && tag != Tag::Font
                && name.len() + usize::from(closing) == body.len() =>
        {
            match closing {
                true => TokenKind::Close { tag, curly: true },
                false => TokenKind::Open { tag, attributes: "", curly: true },
            }
        }
        _ if bytes.len() > 2 && bytes[1] == b':' && b"YyCcFfSsPpHh".contains(&bytes[0]) => {
            TokenKind::MicroDvd
        }
        _ => return None,
    };
    Some((at + body.len() + 2, kind))
}

/// Whether a tag closes, its name, and what follows the name.
fn split(body: &str) -> (bool, &str, &str) {
    let inner = body.trim_start();
    let (closing, inner) = match inner.strip_prefix('/') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, inner),
    };
    let end = inner
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')))
        .unwrap_or(inner.len());
    (closing, &inner[..end], &inner[end..])
}

/// The attributes of a tag in order: names as written, values without their quotes.
pub(super) fn attributes(rest: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = rest;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = &rest[..end];
        let Some(value) = rest[end..].trim_start().strip_prefix('=').map(str::trim_start) else {
            rest = &rest[end..];
            return (!name.is_empty()).then_some((name, ""));
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, value))
    })
}

/// Places in a text, in order, and which of its parts, in order too, have one: one search through the whole text costs
/// less than one through each cue.
pub(super) struct Places<I> {
    rest: I,
    next: Option<usize>,
}

impl<I: Iterator<Item = usize>> Places<I> {
    pub(super) fn new(mut rest: I) -> Self {
        let next = rest.next();
        Self { rest, next }
    }

    /// Whether one is in a part of the text.
    pub(super) fn any_in(&mut self, part: Span) -> bool {
        while self.next.is_some_and(|next| next < part.start as usize) {
            self.next = self.rest.next();
        }
        self.next.is_some_and(|next| next < part.end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(payload: &str) -> Vec<TokenKind<'_>> {
        tokens(payload, 0).map(|token| token.kind).collect()
    }

    #[test]
    fn known_tags_are_read_in_angle_and_curly_brackets_and_any_case() {
        let open = |tag, attributes, curly| TokenKind::Open { tag, attributes, curly };
        assert_eq!(kinds("<B>")[..], [open(Tag::Bold, "", false)]);
        assert_eq!(kinds("{i}")[..], [open(Tag::Italic, "", true)]);
        assert_eq!(kinds("<font color=red>")[..], [open(Tag::Font, " color=red", false)]);
        assert_eq!(kinds("</u >")[..], [TokenKind::Close { tag: Tag::Underline, curly: false }]);
    }

    #[test]
    fn what_looks_like_no_tag_is_text() {
        for text in ["2<3,5>1", "I <3 you>", "{normal text}", "<", "<>", "{", "{}", "{b"] {
            assert_eq!(kinds(text), [TokenKind::Text], "{text}");
        }
    }

    #[test]
    fn the_name_of_the_tag_s_is_text() {
        for text in [
            "<s> and </s>.",
            "the <s> token",
            "<s>, then </s>",
            "\"<s>\" and \"</s>\"",
            "(<s>)",
            "“<s>” “</s>”",
            "ends in <s>",
            "</s>",
        ] {
            assert_eq!(kinds(text), [TokenKind::Text], "{text}");
        }
        let strike = TokenKind::Open { tag: Tag::Strike, attributes: "", curly: false };
        let end = TokenKind::Close { tag: Tag::Strike, curly: false };
        for text in ["<s>gone</s>", "<s>...gone.</s>", "<s>\"gone\"</s>", "a<s>b, c</s> d"] {
            let marks: Vec<_> =
                kinds(text).into_iter().filter(|kind| *kind != TokenKind::Text).collect();
            assert_eq!(marks, [strike, end], "{text}");
        }
    }

    #[test]
    fn foreign_tags_are_named() {
        assert_eq!(kinds("<v Anna>"), [TokenKind::WebVttTag]);
        assert_eq!(kinds("<i.loud>"), [TokenKind::WebVttTag]);
        assert_eq!(kinds("<00:00:01.500>"), [TokenKind::WebVttTag]);
        assert_eq!(kinds("<br />"), [TokenKind::LineTag]);
        assert_eq!(kinds("< / i >"), [TokenKind::Malformed]);
        assert_eq!(kinds("{y:b}"), [TokenKind::MicroDvd]);
        assert_eq!(kinds("<LAUGHING>"), [TokenKind::Unknown]);
        assert_eq!(kinds("<b and b>"), [TokenKind::Unknown]);
        assert_eq!(kinds("</i 2 of them>"), [TokenKind::Unknown]);
    }

    #[test]
    fn tokens_cover_the_text() {
        let text = "{\\an8}<i>a</i>\r\n<b <u>é {x}\n\n<font size=1";
        let mut end = 7;
        for token in tokens(text, 7) {
            assert_eq!(token.span.start, end);
            assert!(!token.span.is_empty());
            end = token.span.end;
        }
        assert_eq!(end as usize, text.len() + 7);
    }

    #[test]
    fn attributes_may_be_quoted_or_bare() {
        let read = |text| attributes(text).collect::<Vec<_>>();
        let expected = [("color", "#0f0"), ("size", "20"), ("face", "A B"), ("x", "")];
        assert_eq!(read(" color='#0f0' size=20 face = \"A B\" x"), expected);
        assert_eq!(read(" color=\"open"), [("color", "open")]);
    }
}
