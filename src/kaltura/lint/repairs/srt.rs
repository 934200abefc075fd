//! Repairs of markup in SRT.

use crate::format::Format;
use crate::lint::Subject;
use crate::source::{Applicability, Edit, Fix, Span};
use crate::srt::{Tag, TokenKind};
use crate::timeline::Cue;

/// The tokens of a cue's text in SRT.
fn tokens<'s>(subject: &Subject<'s>, cue: &Cue<'_>) -> crate::srt::Tokens<'s> {
    let payload = cue.origin.payload;
    crate::srt::tokens(payload.slice(subject.text()), payload.start)
}

/// Replaces `<` in SRT, which cannot be escaped, with a character that looks like it.
pub(super) fn no_less_than(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    if subject.format != Format::Srt {
        return None;
    }
    let text = subject.text();
    let plain = tokens(subject, cue).filter(|token| token.kind == TokenKind::Text);
    let edits: Vec<Edit> = plain
        .flat_map(|token| {
            let signs = memchr::memchr_iter(b'<', token.span.slice(text).as_bytes());
            signs.map(move |at| token.span.start + at as u32)
        })
        .map(|at| Edit::replace(Span::new(at, at + 1), "\u{2039}"))
        .collect();
    (!edits.is_empty()).then(|| Fix::risky("write `\u{2039}`", edits))
}

/// Bold, italics and underline of SRT as every parser knows them; other markup is deleted.
pub(super) fn plain_markup(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    if subject.format != Format::Srt {
        return None;
    }
    let mut edits = Vec::new();
    let mut is_same = true;
    for token in tokens(subject, cue) {
        let (tag, slash) = match token.kind {
            // Few players strike text through, and few authors mean that: speech recognition writes
            // `<s>` and `</s>` as marks. Text is not deleted.
            TokenKind::Open { tag: Tag::Strike, .. }
            | TokenKind::Close { tag: Tag::Strike, .. } => continue,
            TokenKind::Open { tag, .. } => (Some(tag), ""),
            TokenKind::Close { tag, .. } => (Some(tag), "/"),
            TokenKind::Override => (None, ""),
            TokenKind::Text
            | TokenKind::Break
            | TokenKind::LineTag
            | TokenKind::WebVttTag
            | TokenKind::MicroDvd
            | TokenKind::Malformed
            | TokenKind::Unknown => continue,
        };
        let new = match tag {
            Some(tag @ (Tag::Bold | Tag::Italic | Tag::Underline)) => {
                format!("<{slash}{}>", tag.name())
            }
            _ => String::new(),
        };
        is_same &= !new.is_empty();
        if token.span.slice(subject.text()) != new {
            edits.push(Edit::replace(token.span, new));
        }
    }
    let (applicability, title) = match is_same {
        true => (Applicability::Safe, "write the tags in a form every parser knows"),
        false => (Applicability::Unsafe, "delete markup that is shown as text"),
    };
    (!edits.is_empty()).then(|| Fix::new(applicability, title, edits))
}
