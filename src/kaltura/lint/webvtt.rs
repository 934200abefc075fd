//! Why a parser does not keep a cue of a WebVTT file.

use super::causes::of_text;
use super::context::{Cause, Context};
use crate::kaltura::{CueOutcome, PlatformReader};

pub(super) fn cause(
    context: &Context<'_, '_>,
    reader: PlatformReader,
    cue: u32,
    fate: &CueOutcome,
) -> Cause {
    if fate.lost {
        return lost(context, reader, cue, fate);
    }
    if fate.merged {
        return merged(context, cue);
    }
    if fate.cut || fate.changed {
        return of_text(context, reader, cue, fate);
    }
    if fate.gaps > 0 && is_lost_in_front(context) {
        return ("KLT035", "it is the first cue of a segment".into());
    }
    if fate.gaps > 0 {
        return ("KLT016", "HLS has a cue only in the segments where it starts and ends".into());
    }
    ("KLT023", "the times are read differently".into())
}

fn lost(context: &Context<'_, '_>, reader: PlatformReader, cue: u32, fate: &CueOutcome) -> Cause {
    let is = |code| context.notes.has(cue, code);
    match reader {
        PlatformReader::Player => {
            if !context.header.has_signature {
                return ("VTT001", "the file does not start with `WEBVTT`".into());
            }
            if is("VTT_HEADER_BLANK_LINE") || cue == 0 && header_runs_on(context) {
                return (
                    "VTT003",
                    "it reads everything up to the first blank line as the header".into(),
                );
            }
            if is("VTT_ARROW_IN_NOTE") || is("VTT_ARROW_IN_ID") {
                return ("VTT004", "it reads the cue as part of the block above its times".into());
            }
            ("KLT020", "a block of one line, or a comment above its times, hides it".into())
        }
        PlatformReader::Clip
            if !context.fate(PlatformReader::Gate, cue).lost && has_settings(context, cue) =>
        {
            ("KLT032", "the clip tool writes the settings directly after the end time".into())
        }
        PlatformReader::Served | PlatformReader::Hls
            if !context.fate(PlatformReader::Gate, cue).lost =>
        {
            let why = "the line above the first cue's times is repeated in every segment, and \
                       players read the next cue as part of it";
            ("KLT035", why.into())
        }
        _ if context.header.is_refused => {
            if context.header.has_signature {
                return (
                    "KLT002",
                    "the server accepts only `WEBVTT`, or that with a space and a text, as the header".into(),
                );
            }
            ("VTT001", "the file does not start with `WEBVTT`".into())
        }
        _ if fate.inside.is_some() => merged(context, cue),
        _ if !is_strict(context, cue) => {
            ("KLT003", "its timing line is not of the form `HH:MM:SS.mmm --> HH:MM:SS.mmm`".into())
        }
        PlatformReader::Gate
        | PlatformReader::Served
        | PlatformReader::Hls
        | PlatformReader::Clip
        | PlatformReader::Transcript
        | PlatformReader::Search
        | PlatformReader::BurnIn
        | PlatformReader::Packager => {
            ("KLT020", "its timing line is where the server expects text".into())
        }
    }
}

/// Whether what the server sends before the cues hides the first one.
fn is_lost_in_front(context: &Context<'_, '_>) -> bool {
    let first = context
        .compared
        .view(PlatformReader::Served)
        .and_then(|view| view.fates.iter().find(|fate| fate.seen == Some(0)).map(|fate| fate.lost));
    first == Some(true) && context.refusal(PlatformReader::Gate).is_none()
}

fn merged(context: &Context<'_, '_>, cue: u32) -> Cause {
    let is = |code| context.notes.has(cue, code) || context.notes.has(cue + 1, code);
    if is("VTT_BLOCK_SEPARATOR") {
        return ("VTT003", "there is no blank line between them".into());
    }
    ("KLT021", "the server finds no blank line between them".into())
}

/// Whether there is no empty line before the first cue.
fn header_runs_on(context: &Context<'_, '_>) -> bool {
    let Some(first) = context.subject.timeline.cues.first() else { return false };
    let head = context.subject.text().get(..first.origin.block.start as usize).unwrap_or_default();
    !["\n\n", "\r\r", "\n\r\n"].iter().any(|blank| head.contains(blank))
}

fn has_settings(context: &Context<'_, '_>, cue: u32) -> bool {
    !context.subject.timeline.cues[cue as usize].origin.settings.is_empty()
}

/// Whether the server accepts a timing line: two digits of hours, if any, one space on each side of the
/// arrow and one before the settings (`webVttCaptionsContentManager.php:9`).
fn is_strict(context: &Context<'_, '_>, cue: u32) -> bool {
    let text = context.subject.text();
    let cue = &context.subject.timeline.cues[cue as usize];
    let line = crate::rewrite::line_around(text, cue.origin.start.start).slice(text);
    let line = line.trim_end_matches(['\n', '\r']);
    let Some((start, rest)) = line.split_once(" --> ") else { return false };
    let end = rest.split(' ').next().unwrap_or_default();
    let time = |time: &str| {
        let shape: String =
            time.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        shape == "00:00:00.000" || shape == "00:00.000"
    };
    time(start) && time(end)
}
