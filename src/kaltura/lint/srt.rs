//! Why a parser does not keep a cue of an SRT file.

use super::causes::of_text;
use super::context::{Cause, Context};
use crate::kaltura::{CueOutcome, PlatformReader};
use crate::time::Clock;

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
        return text(context, reader, cue, fate);
    }
    if fate.gaps > 0 {
        return ("KLT016", "HLS has a cue only in the segments where it starts and ends".into());
    }
    mistimed(context, reader, cue)
}

fn lost(context: &Context<'_, '_>, reader: PlatformReader, cue: u32, fate: &CueOutcome) -> Cause {
    let notes = &context.notes;
    let gate = context.fate(PlatformReader::Gate, cue);
    let interval = context.subject.timeline.cues[cue as usize].interval;
    if matches!(reader, PlatformReader::Served | PlatformReader::Hls)
        && !gate.lost
        && interval.duration() <= 0
    {
        return ("KLT015", "it does not end after it starts".into());
    }
    if reader != PlatformReader::Player {
        if notes.has(cue, "SRT_INDEX_MISSING") {
            return ("SRT002", "it has no number".into());
        }
        if fate.inside.is_some() {
            return merged(context, cue);
        }
    }
    if !is_canonical(context, cue) {
        return (
            "KLT024",
            "its timing line is not of the form `HH:MM:SS,mmm --> HH:MM:SS,mmm`".into(),
        );
    }
    if reader == PlatformReader::Player {
        return (
            "KLT020",
            "a block of one line, or a blank line in the text above, hides it".into(),
        );
    }
    (
        "KLT020",
        "the line above its times does not end with a number, or belongs to the cue above".into(),
    )
}

fn merged(context: &Context<'_, '_>, cue: u32) -> Cause {
    let next = |code| context.notes.has(cue, code) || context.notes.has(cue + 1, code);
    if next("SRT_NO_BLANK_BETWEEN") {
        return ("SRT005", "there is no blank line between them".into());
    }
    ("KLT021", "the line between them is not read as blank".into())
}

fn text(context: &Context<'_, '_>, reader: PlatformReader, cue: u32, fate: &CueOutcome) -> Cause {
    if context.notes.has(cue, "SRT_BLANK_AFTER_TIMING") {
        return ("SRT008", "there is a blank line between times and text".into());
    }
    let next = |code| context.notes.has(cue + 1, code);
    if reader == PlatformReader::Player && fate.changed {
        if next("SRT_NO_BLANK_BETWEEN") {
            return (
                "SRT005",
                "the number of the next cue becomes text, as no blank line separates them".into(),
            );
        }
        if gap(context, cue).is_some_and(|gap| !gap.is_empty()) {
            return (
                "KLT027",
                "the blank line after it has spaces, so the next number becomes text".into(),
            );
        }
    }
    of_text(context, reader, cue, fate)
}

/// The content of the line after a cue, if it is a blank one.
fn gap<'s>(context: &Context<'_, 's>, cue: u32) -> Option<&'s str> {
    let text = context.subject.text();
    let end = context.subject.timeline.cues[cue as usize].origin.block.end as usize;
    let rest = text.get(end..)?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']))?;
    let line = rest.split(['\n', '\r']).next()?;
    line.trim().is_empty().then_some(line)
}

fn mistimed(context: &Context<'_, '_>, reader: PlatformReader, cue: u32) -> Cause {
    let notes = &context.notes;
    if notes.has(cue, "SRT_TIME_FRACTION_DIGITS") && reader != PlatformReader::Clip {
        return ("KLT004", "the digits of the fraction are read as milliseconds".into());
    }
    if reader == PlatformReader::Clip && !is_canonical(context, cue) {
        return ("KLT024", "the clip tool moves only `HH:MM:SS,mmm --> HH:MM:SS,mmm`".into());
    }
    ("KLT023", "the times are read differently".into())
}

/// Whether a timing line has the form that every parser accepts.
pub(super) fn is_canonical(context: &Context<'_, '_>, cue: u32) -> bool {
    let timeline = context.subject.timeline;
    let cue = &timeline.cues[cue as usize];
    let [start, end] =
        [cue.interval.start, cue.interval.end].map(|time| Clock { time, mark: ',' }.to_string());
    let line = crate::rewrite::line_around(context.subject.text(), cue.origin.start.start);
    let line = line.slice(context.subject.text()).trim_end_matches(['\n', '\r']);
    line == format!("{start} --> {end}")
}
