//! Which inline elements are open at a place of a cue's text, and how they are closed and opened
//! again there. Splitting and merging need it; nothing else cuts through markup.

use crate::read::Document;
use crate::source::Span;
use crate::srt;
use crate::webvtt::cue_text::{self, Token};

/// Deeper nesting is not cut: what is written again at every cut would grow without end.
const MAX_DEPTH: usize = 16;

/// The elements open at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OpenTags {
    /// Their opening tags as written, outermost first, with what holds for the whole cue in front
    /// (`{\an8}`).
    pub(super) open: String,
    /// Their closing tags, innermost first.
    pub(super) close: String,
}

/// The elements open at each place (bytes, rising) inside a payload of SRT or WebVTT. `None` inside
/// ruby, and where elements lie too deep.
pub(super) fn open_at(
    document: &Document<'_>,
    source: &str,
    payload: Span,
    places: &[u32],
) -> Option<Vec<OpenTags>> {
    match document {
        Document::WebVtt(_) => webvtt(source, payload, places),
        _ => srt(source, payload, places),
    }
}

/// Gives the state in front of everything that ends behind a place.
struct Places<'p> {
    rest: &'p [u32],
    found: Vec<OpenTags>,
}

impl<'p> Places<'p> {
    fn new(places: &'p [u32]) -> Self {
        Self { rest: places, found: Vec::with_capacity(places.len()) }
    }

    /// Everything up to `end` is known to be in `state`.
    fn until(&mut self, end: u32, state: impl Fn() -> Option<OpenTags>) -> Option<()> {
        while let Some((place, rest)) = self.rest.split_first()
            && *place < end
        {
            self.found.push(state()?);
            self.rest = rest;
        }
        Some(())
    }

    fn finish(mut self, state: impl Fn() -> Option<OpenTags>) -> Option<Vec<OpenTags>> {
        self.until(u32::MAX, state)?;
        Some(self.found)
    }
}

fn srt(source: &str, payload: Span, places: &[u32]) -> Option<Vec<OpenTags>> {
    let mut open: Vec<(srt::Tag, bool, Span)> = Vec::new();
    let mut places = Places::new(places);
    let head = overrides(source, payload);
    let state = |open: &[(srt::Tag, bool, Span)]| {
        if open.len() > MAX_DEPTH {
            return None;
        }
        let mut tags = OpenTags { open: head.slice(source).to_owned(), close: String::new() };
        tags.open.extend(open.iter().map(|(.., span)| span.slice(source)));
        for (tag, curly, _) in open.iter().rev() {
            let (a, b) = if *curly { ('{', '}') } else { ('<', '>') };
            tags.close.extend([a, '/']);
            tags.close.push_str(tag.name());
            tags.close.push(b);
        }
        Some(tags)
    };
    for token in srt::tokens(payload.slice(source), payload.start) {
        places.until(token.span.end, || state(&open))?;
        match token.kind {
            srt::TokenKind::Open { .. } if open.len() > MAX_DEPTH => return None,
            srt::TokenKind::Open { tag, curly, .. } => open.push((tag, curly, token.span)),
            srt::TokenKind::Close { tag, .. } => {
                if let Some(at) = open.iter().rposition(|(known, ..)| *known == tag) {
                    open.remove(at);
                }
            }
            _ => {}
        }
    }
    places.finish(|| state(&open))
}

/// The override blocks at the start of an SRT cue: they hold for all of it.
pub(super) fn overrides(source: &str, payload: Span) -> Span {
    let tokens = srt::tokens(payload.slice(source), payload.start);
    let head = tokens.take_while(|token| token.kind == srt::TokenKind::Override);
    head.map(|token| token.span).reduce(Span::join).unwrap_or(Span::at(payload.start))
}

fn webvtt(source: &str, payload: Span, places: &[u32]) -> Option<Vec<OpenTags>> {
    let mut open: Vec<(&str, Span)> = Vec::new();
    let mut places = Places::new(places);
    let state = |open: &[(&str, Span)]| {
        if open.len() > MAX_DEPTH || open.iter().any(|(name, _)| *name == "ruby") {
            return None;
        }
        let mut tags = OpenTags::default();
        for (name, span) in open {
            tags.open.push_str(span.slice(source));
            tags.close.insert_str(0, &format!("</{name}>"));
        }
        Some(tags)
    };
    for token in cue_text::tokens(source, payload) {
        places.until(token.span().end, || state(&open))?;
        match token {
            Token::Start(tag) => {
                let name = tag.name.slice(source);
                let inside = open.last().is_some_and(|(around, _)| *around == "ruby");
                let known = matches!(name, "c" | "i" | "b" | "u" | "ruby" | "v" | "lang");
                if known || name == "rt" && inside {
                    open.push((name, tag.span));
                }
            }
            Token::End(tag) => {
                let name = tag.name.slice(source);
                let top = open.last().map_or("", |(name, _)| *name);
                if name == top {
                    open.pop();
                } else if name == "ruby" && top == "rt" {
                    open.truncate(open.len().saturating_sub(2));
                }
            }
            Token::Text(_) | Token::Timestamp(_) => {}
        }
    }
    places.finish(|| state(&open))
}
