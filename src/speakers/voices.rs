//! Speakers in WebVTT's markup: `<v Name>`.

use super::detect::Turn;
use crate::format::Format;
use crate::source::{Edit, Span};
use crate::timeline::{Shown, Timeline, is_visible};
use crate::webvtt::cue_text::{Token, tokens};

/// The part of a cue's payload that one speaker says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Where it begins in the source, behind the mark.
    pub(super) start: u32,
    /// Where it ends, in front of white space.
    pub(super) end: u32,
    /// It is all that the cue says.
    pub(super) whole: bool,
    /// The cue's payload.
    pub(super) payload: Span,
}

/// The parts that the turns of a cue say, one for each turn. Markup that begins in one part and ends
/// in another forbids it.
pub(super) fn parts(
    timeline: &Timeline<'_>,
    cue: u32,
    shown: &Shown,
    turns: &[Turn<'_>],
) -> Result<Vec<Part>, &'static str> {
    let payload = timeline.cues[cue as usize].origin.payload;
    let mut parts = Vec::with_capacity(turns.len());
    for (n, turn) in turns.iter().enumerate() {
        let opens = n == 0 && !is_visible(&shown.text[..turn.mark.start]);
        let start = if opens { payload.start } else { shown.start(turn.mark.end) };
        let end = match turns.get(n + 1) {
            Some(next) => shown.end(shown.text[..next.mark.start].trim_end().len()),
            None => payload.end,
        };
        let part = Part { start, end: end.max(start), whole: opens && turns.len() == 1, payload };
        if timeline.format == Format::WebVtt && !part.whole {
            balanced(timeline.source, &part)?;
        }
        parts.push(part);
    }
    Ok(parts)
}

fn balanced(source: &str, part: &Part) -> Result<(), &'static str> {
    let mut depth = 0_i64;
    for token in tokens(source, Span::new(part.start, part.end)) {
        match token {
            Token::Start(_) => depth += 1,
            Token::End(_) => depth -= 1,
            Token::Text(_) | Token::Timestamp(_) => {}
        }
        if depth < 0 {
            break;
        }
    }
    // What is not closed at all ends with the cue.
    let open_end = part.end == part.payload.end;
    match depth {
        0 => Ok(()),
        1.. if open_end => Ok(()),
        _ => Err("markup goes over the change of speakers"),
    }
}

/// Puts a part into a voice.
pub(super) fn put(name: &str, part: &Part) -> Vec<Edit> {
    let name = Format::WebVtt.escape(name);
    let mut edits = vec![Edit::insert(part.start, format!("<v {name}>"))];
    if !part.whole {
        edits.push(Edit::insert(part.end, "</v>"));
    }
    edits
}

/// Takes the voice with this opening tag out of a payload. Its classes stay.
pub(super) fn strip(source: &str, payload: Span, tag: Span) -> Vec<Edit> {
    let mut edits = Vec::new();
    // Voices that are open inside the one that goes; `None` before it begins.
    let mut inner: Option<u32> = None;
    let mut classes = "";
    for token in tokens(source, payload) {
        match token {
            Token::Start(start) if start.span == tag => {
                classes = start.classes.slice(source);
                inner = Some(0);
                edits.push(match classes {
                    "" => Edit::delete(tag),
                    _ => Edit::replace(tag, format!("<c{classes}>")),
                });
            }
            Token::Start(start) if start.name.slice(source) == "v" => {
                inner = inner.map(|open| open + 1);
            }
            Token::End(end) if end.name.slice(source) == "v" => match inner {
                Some(0) => {
                    edits.push(match classes {
                        "" => Edit::delete(end.span),
                        _ => Edit::replace(end.span, "</c>"),
                    });
                    return edits;
                }
                _ => inner = inner.map(|open| open - 1),
            },
            _ => {}
        }
    }
    if !classes.is_empty() {
        edits.push(Edit::insert(payload.end, "</c>"));
    }
    edits
}
