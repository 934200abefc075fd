//! Why the transcript panel, search, burn-in or the packager does not keep a cue that the upload check
//! and the player keep.

use super::context::{Cause, Context};
use crate::kaltura::{CaptionType, CueOutcome, PlatformReader, Refusal};

/// The parsers whose findings also cover what another one loses: it gets what they have read, or reads
/// the file in much the same way.
pub(super) const fn speak_for(reader: PlatformReader) -> &'static [PlatformReader] {
    match reader {
        // A clip also lacks what the upload check loses: only what the clip tool loses in addition counts.
        PlatformReader::Clip | PlatformReader::Transcript | PlatformReader::Search => {
            &[PlatformReader::Gate]
        }
        PlatformReader::BurnIn | PlatformReader::Packager => {
            &[PlatformReader::Gate, PlatformReader::Player]
        }
        PlatformReader::Gate
        | PlatformReader::Served
        | PlatformReader::Hls
        | PlatformReader::Player => &[],
    }
}

/// The rule that reports all cues of the file in one finding, if the parser refuses it.
pub(super) const fn rule_of(reader: PlatformReader) -> Option<&'static str> {
    match reader {
        PlatformReader::Transcript => Some("KLT043"),
        PlatformReader::Search => Some("KLT044"),
        PlatformReader::BurnIn => Some("KLT045"),
        PlatformReader::Packager => Some("KLT046"),
        PlatformReader::Gate
        | PlatformReader::Served
        | PlatformReader::Hls
        | PlatformReader::Player
        | PlatformReader::Clip => None,
    }
}

pub(super) fn cause(
    context: &Context<'_, '_>,
    reader: PlatformReader,
    cue: u32,
    fate: &CueOutcome,
) -> Option<Cause> {
    let code = rule_of(reader)?;
    let payload = context.payload(cue);
    let refusal = context.refusal(reader);
    if code == "KLT046" && refusal.is_none() && fate.mistimed && !fate.lost {
        let why = "a cue that starts before the one above it, and every cue after it, is written \
                   1,193 hours late";
        return Some(("KLT047", why.into()));
    }
    if refusal == Some(Refusal::NotIndexed) {
        return Some(("KLT025", "search ignores files over 900,000 bytes".into()));
    }
    let why = match reader {
        PlatformReader::Transcript => transcript(refusal, payload)?,
        PlatformReader::Search => search(context, refusal, payload),
        PlatformReader::BurnIn => burn_in(context, refusal, payload),
        PlatformReader::Gate
        | PlatformReader::Served
        | PlatformReader::Hls
        | PlatformReader::Player
        | PlatformReader::Clip
        | PlatformReader::Packager => packager(context, refusal, payload, fate),
    };
    if why == MARKUP {
        return Some(("KLT031", why.into()));
    }
    Some((code, why.into()))
}

const MARKUP: &str = "markup is shown as text";

/// `None`: the file's own errors explain it.
fn transcript(refusal: Option<Refusal>, payload: &str) -> Option<&'static str> {
    if refusal.is_some() {
        return None;
    }
    let is_tag = |at: usize| {
        let rest = payload[at..].trim_start_matches(['<', ' ']).trim_start_matches("&lt;");
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
    };
    let mut escaped = memchr::memmem::find_iter(payload.as_bytes(), b"&lt;");
    let mut plain = memchr::memchr_iter(b'<', payload.as_bytes());
    Some(match () {
        () if payload.contains("{\\") => MARKUP,
        () if escaped.any(is_tag) => {
            "it decodes `&lt;` and then deletes what looks like a tag: write a space after it"
        }
        () if plain.any(is_tag) => "it deletes what looks like an HTML tag",
        () => "it decodes the text and reads it as HTML",
    })
}

fn search(context: &Context<'_, '_>, refusal: Option<Refusal>, payload: &str) -> &'static str {
    match (refusal, context.compared.caption_type) {
        (Some(_), _) => "the document must be well-formed from its first byte on",
        (None, _) if context.subject.source.encoding.starts_with("UTF-16") => {
            "it reads the bytes as UTF-8"
        }
        (None, CaptionType::Srt) if has_number_line(payload) => {
            "it deletes every line that is only a number"
        }
        (None, _) => "it reads another text from the file",
    }
}

fn has_number_line(payload: &str) -> bool {
    payload
        .split(['\n', '\r'])
        .map(str::trim)
        .any(|line| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()))
}

fn burn_in(context: &Context<'_, '_>, refusal: Option<Refusal>, payload: &str) -> &'static str {
    match context.compared.caption_type {
        _ if refusal == Some(Refusal::NotRead) => {
            "ffmpeg does not recognize the file, so the conversion fails: its first lines must be \
             `WEBVTT`, or a number and a line with two times and ` --> `"
        }
        _ if !context.subject.source.is_utf8() => "ffmpeg drops a text that is not UTF-8",
        CaptionType::Srt if payload.contains('{') => {
            "ffmpeg reads text in curly brackets as a style"
        }
        CaptionType::Srt => "ffmpeg reads the text or the times differently",
        CaptionType::WebVtt | CaptionType::Dfxp => {
            "ffmpeg stops at the first block that is not a cue, or reads the text differently"
        }
    }
}

fn packager(
    context: &Context<'_, '_>,
    refusal: Option<Refusal>,
    payload: &str,
    fate: &CueOutcome,
) -> &'static str {
    match context.compared.caption_type {
        _ if refusal == Some(Refusal::NotRead) => match context.compared.caption_type {
            CaptionType::Srt => {
                "it does not recognize the file, whose first line must be a number, and the second \
                 must start with its times"
            }
            CaptionType::WebVtt => {
                "it cannot read the file, which must start with `WEBVTT`, a line ending and an empty line"
            }
            CaptionType::Dfxp => {
                "it cannot read the file, which must start with `<tt` or an XML declaration and be \
                 well-formed"
            }
        },
        CaptionType::Dfxp if fate.lost => {
            "it reads the times or elements differently, or the paragraph is nested too deeply"
        }
        CaptionType::Dfxp if payload.contains("&lt;") || payload.contains("&amp;") => {
            "it does not escape `<` and `&` in the text, so they start markup"
        }
        _ if fate.merged || fate.inside.is_some() => "for it a cue ends only at an empty line",
        _ if fate.lost => "its times must be at the start of the line",
        CaptionType::Srt | CaptionType::WebVtt | CaptionType::Dfxp => {
            "it passes the text on unchanged, and players read it as WebVTT"
        }
    }
}
