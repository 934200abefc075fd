//! Causes that all formats share, and the places of findings about them.

use super::context::{Cause, Context};
use crate::kaltura::{CueOutcome, PlatformReader, Refusal, SERVE_LIMIT, ServeError};
use crate::source::Span;
use crate::timeline::Cue;

/// Properties of the whole file that explain every difference.
pub(super) fn of_file(
    context: &Context<'_, '_>,
    reader: PlatformReader,
    fate: &CueOutcome,
) -> Option<Cause> {
    let compared = context.compared;
    let served = matches!(
        reader,
        PlatformReader::Served
            | PlatformReader::Hls
            | PlatformReader::Player
            | PlatformReader::Transcript
    );
    if let Some(Refusal::NotServed(ServeError::TooLarge(_))) = context.refusal(reader)
        && served
    {
        let why = format!(
            "the file has {} bytes, and the server serves no file over {SERVE_LIMIT} bytes",
            compared.size
        );
        return Some(("KLT025", why.into()));
    }
    if compared.stopped.is_some() && fate.lost && reader != PlatformReader::Player {
        let why =
            "the server's pattern stops at a cue of this length, and everything after it is lost";
        return Some(("KLT025", why.into()));
    }
    let source = context.subject.source;
    let gate_like = reader != PlatformReader::Player;
    if !source.is_utf8() && (gate_like || source.encoding != "UTF-8" && !is_wide(source.bytes)) {
        let text = fate.cut || fate.changed || fate.lost;
        if text && source.encoding != "UTF-8" {
            return Some(("ENC001", format!("the file is {}, not UTF-8", source.encoding).into()));
        }
        if text {
            return Some(("ENC001", "some bytes are not UTF-8".into()));
        }
    }
    if !source.is_utf8() && (fate.cut || fate.changed) {
        return Some(("ENC001", "some bytes are not UTF-8".into()));
    }
    if reader == PlatformReader::Player
        && context.refusal(reader) == Some(Refusal::NoCue)
        && context.cr_only
    {
        return Some(("KLT026", "lines end with a lone CR, but it waits for a line feed".into()));
    }
    None
}

/// Whether a browser reads the bytes as UTF-16.
fn is_wide(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

/// The place of a finding with this cause.
pub(super) fn place(cue: &Cue<'_>, code: &str) -> Span {
    let origin = &cue.origin;
    match code {
        "KLT017" | "KLT022" | "KLT027" | "KLT029" | "KLT030" | "KLT031" | "KLT037" | "KLT038"
        | "KLT043" | "KLT044" | "KLT045"
            if !origin.payload.is_empty() =>
        {
            origin.payload
        }
        "KLT035" if !origin.id.is_empty() => origin.id,
        "KLT032" if !origin.settings.is_empty() => origin.settings,
        _ if origin.timing().is_empty() => origin.block,
        _ => origin.timing(),
    }
}

/// Causes in the text of a cue, if letters are missing or differ.
pub(super) fn of_text(
    context: &Context<'_, '_>,
    reader: PlatformReader,
    cue: u32,
    fate: &CueOutcome,
) -> Cause {
    let payload = context.payload(cue);
    if payload.contains("-->") && reader == PlatformReader::Player {
        return ("KLT017", "`-->` in the text ends the cue there".into());
    }
    if context.seen_text(reader, fate).is_some_and(|text| text.contains("-->")) {
        return ("KLT017", "a line with `-->` is read as text".into());
    }
    if has_control(payload) {
        return ("ENC004", "the text has a control character".into());
    }
    if let Some(blank) = blank_line(payload) {
        if blank {
            return ("KLT027", "a line of spaces in the text ends the cue there".into());
        }
        return ("LIN006", "a blank line in the text ends the cue there".into());
    }
    if has_loose_bracket(payload) {
        return (
            "KLT029",
            "`<` is read as the start of a tag, up to the next `>` or the end".into(),
        );
    }
    if has_reference(payload) {
        return (
            "KLT030",
            "only `&amp;`, `&lt;`, `&gt;`, `&lrm;`, `&rlm;` and `&nbsp;` are decoded".into(),
        );
    }
    if payload.contains('<') || payload.contains("{\\") {
        if fate.cut {
            return (
                "KLT022",
                "`<` is read as the start of a tag, and a quotation mark or apostrophe in it hides what follows".into(),
            );
        }
        return ("KLT031", "markup is shown as text".into());
    }
    ("KLT022", "the cause has no rule of its own".into())
}

fn has_control(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Whether a text has a blank line, and whether that has white space on it.
fn blank_line(text: &str) -> Option<bool> {
    let mut lines = text.split('\n').map(|line| line.trim_end_matches('\r'));
    lines.find(|line| line.trim().is_empty()).map(|line| !line.is_empty())
}

/// A `<` that does not start a tag with a name, or a tag that is not closed.
fn has_loose_bracket(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let rest = &text[at + 1..];
        let named = rest.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
        let end = memchr::memchr2(b'<', b'>', rest.as_bytes());
        !named || end.is_none_or(|end| rest.as_bytes()[end] != b'>')
    })
}

/// Text that may be read as a character reference.
fn has_reference(text: &str) -> bool {
    memchr::memchr_iter(b'&', text.as_bytes())
        .any(|at| text[at + 1..].starts_with(|c: char| c == '#' || c.is_ascii_alphabetic()))
}
