//! Speakers in WebVTT's markup: `<v Name>`.

use super::detect::Turn;
use crate::chars::is_blank;
use crate::format::Format;
use crate::source::{Edit, Span};
use crate::timeline::edit::blocks::line_around;
use crate::timeline::{Shown, Timeline, is_visible};
use crate::webvtt::cue_text::{Token, tokens};

/// The part of a cue's text that one speaker speaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct VoiceSpan {
    /// Where it begins in the source, after the mark.
    pub(super) start: u32,
    /// Where it ends, before white space.
    pub(super) end: u32,
    /// It is the whole text of the cue.
    pub(super) whole: bool,
    /// The cue's payload.
    pub(super) payload: Span,
}

/// The parts of a cue's text, one for each turn. Not possible if markup begins in one part and ends in
/// another.
pub(super) fn parts(
    timeline: &Timeline<'_>,
    cue: u32,
    shown: &Shown,
    turns: &[Turn<'_>],
) -> Result<Vec<VoiceSpan>, &'static str> {
    let payload = timeline.cues[cue as usize].origin.payload;
    let mut parts = Vec::with_capacity(turns.len());
    for (n, turn) in turns.iter().enumerate() {
        let opens = n == 0 && !is_visible(&shown.text[..turn.mark.start]);
        let start = if opens { payload.start } else { shown.start(turn.mark.end) };
        let end = match turns.get(n + 1) {
            Some(next) => shown.end(shown.text[..next.mark.start].trim_end().len()),
            None => payload.end,
        };
        let whole = opens && turns.len() == 1;
        let mut part = VoiceSpan { start, end: end.max(start), whole, payload };
        if timeline.format == Format::WebVtt && !part.whole {
            balance(timeline.source, &mut part)?;
        }
        parts.push(part);
    }
    Ok(parts)
}

/// Includes the closing tags after a part that belong to it.
fn balance(source: &str, part: &mut VoiceSpan) -> Result<(), &'static str> {
    let mut depth = 0_i64;
    for token in tokens(source, Span::new(part.start, part.payload.end)) {
        let after = token.span().start >= part.end;
        match token {
            Token::Start(_) if !after => depth += 1,
            Token::End(_) if !after => depth -= 1,
            Token::End(tag) if depth > 0 => {
                depth -= 1;
                part.end = tag.span.end;
            }
            Token::Text(_) | Token::Timestamp(_) if !after => {}
            _ => break,
        }
        if depth < 0 {
            break;
        }
    }
    // Unclosed tags end with the cue.
    let open_end = part.end == part.payload.end;
    match depth {
        0 => Ok(()),
        1.. if open_end => Ok(()),
        _ => Err("markup spans the change of speakers"),
    }
}

/// Puts a part into a voice.
pub(super) fn put(name: &str, part: &VoiceSpan) -> Vec<Edit> {
    let name = Format::WebVtt.escape(name);
    let mut edits = vec![Edit::insert(part.start, format!("<v {name}>"))];
    if !part.whole {
        edits.push(Edit::insert(part.end, "</v>"));
    }
    edits
}

/// Removes all voices from a payload. Their classes stay. A line that had nothing else is removed too: a
/// blank line would end the cue.
pub(super) fn strip(source: &str, payload: Span) -> Vec<Edit> {
    let mut edits = Vec::new();
    // The classes of the voices that are open.
    let mut open: Vec<&str> = Vec::new();
    for token in tokens(source, payload) {
        match token {
            Token::Start(start) if start.name.slice(source) == "v" => {
                let classes = start.classes.slice(source);
                edits.push(match classes {
                    "" => Edit::delete(start.span),
                    _ => Edit::replace(start.span, format!("<c{classes}>")),
                });
                open.push(classes);
            }
            Token::End(end) if end.name.slice(source) == "v" => {
                edits.push(match open.pop() {
                    None | Some("") => Edit::delete(end.span),
                    Some(_) => Edit::replace(end.span, "</c>"),
                });
            }
            _ => {}
        }
    }
    let left = open.iter().filter(|classes| !classes.is_empty()).count();
    if left > 0 {
        edits.push(Edit::insert(payload.end, "</c>".repeat(left)));
    }
    let blank = |a: &Edit, b: &Edit| {
        is_deletion(a)
            && is_deletion(b)
            && Span::new(a.span.end, b.span.start).slice(source).trim_matches(is_blank).is_empty()
    };
    edits.chunk_by(blank).flat_map(|group| with_line(source, payload, group)).collect()
}

fn is_deletion(edit: &Edit) -> bool {
    edit.replacement.is_empty()
}

/// Deletions with nothing but blanks between them; if the line would be blank without them, its deletion.
fn with_line(source: &str, payload: Span, group: &[Edit]) -> Vec<Edit> {
    if let [first, ..] = group
        && let [.., last] = group
        && is_deletion(first)
    {
        let start = line_around(source, first.span.start).start.max(payload.start);
        let end = line_around(source, last.span.end).end.min(payload.end);
        let around = [Span::new(start, first.span.start), Span::new(last.span.end, end)];
        if around.iter().all(|span| span.slice(source).trim().is_empty()) {
            return vec![Edit::delete(Span::new(start, end))];
        }
    }
    group.to_vec()
}
