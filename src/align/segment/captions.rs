//! Cues as a caption timeline, from which any format can be written.

use std::borrow::Cow;

use super::options::SegmentedCue;
use crate::align::Alignment;
use crate::format::Format;
use crate::source::Span;
use crate::time::Timestamp;
use crate::timeline::{Cue, Origin, Run, RunKind, ScopeKind, Timeline};

/// The cues as a timeline for [`raise`](crate::raise). `speakers` are the transcript's speakers, to which
/// [`SegmentedCue::voices`] refer. `to` is the output format: nothing in the text is treated as its markup.
#[must_use]
pub fn caption_timeline<'c>(
    cues: &'c [SegmentedCue],
    speakers: &'c [String],
    to: Format,
) -> Timeline<'c> {
    timeline(cues, speakers, None, to)
}

/// The same with the time of each word in its cue, if it is later than the start of the cue and than the preceding
/// word, and earlier than the end: WebVTT allows no others (the timestamp tags of
/// <https://www.w3.org/TR/webvtt1/#webvtt-cue-timestamp>).
#[must_use]
pub fn karaoke_timeline<'c>(
    cues: &'c [SegmentedCue],
    speakers: &'c [String],
    alignment: &Alignment,
    to: Format,
) -> Timeline<'c> {
    timeline(cues, speakers, Some(alignment), to)
}

fn timeline<'c>(
    cues: &'c [SegmentedCue],
    speakers: &'c [String],
    alignment: Option<&Alignment>,
    to: Format,
) -> Timeline<'c> {
    // Text is never treated as markup of another format.
    let from = if to == Format::WebVtt { Format::Srt } else { Format::WebVtt };
    let mut timeline = Timeline::new(from);
    for cue in cues {
        let first = timeline.runs.len() as u32;
        let stamps = alignment.map_or_else(Vec::new, |alignment| stamps(cue, alignment));
        push_text(&mut timeline, cue, speakers, &stamps);
        timeline.cues.push(Cue {
            id: None,
            interval: cue.interval,
            runs: first..timeline.runs.len() as u32,
            placement: None,
            region: None,
            origin: Origin::default(),
        });
    }
    timeline
}

/// The positions of moments in the text of a cue.
fn stamps(cue: &SegmentedCue, alignment: &Alignment) -> Vec<(usize, Timestamp)> {
    let mut stamps: Vec<(usize, Timestamp)> = Vec::new();
    let mut last = cue.interval.start;
    for (place, word) in cue.places.iter().zip(cue.words.clone()) {
        let interval = alignment.words.get(word as usize).and_then(|word| word.interval);
        let Some(time) = interval.map(|interval| interval.start) else { continue };
        let is_new = stamps.last().is_none_or(|(at, _)| *at < *place as usize);
        if time > last && time < cue.interval.end && is_new && *place > 0 {
            stamps.push((*place as usize, time));
            last = time;
        }
    }
    stamps
}

/// Adds the runs of a cue: its lines, each part in the scope of its speaker.
fn push_text<'c>(
    timeline: &mut Timeline<'c>,
    cue: &'c SegmentedCue,
    speakers: &'c [String],
    stamps: &[(usize, Timestamp)],
) {
    let mut at = 0;
    let mut voices = cue.voices.iter().peekable();
    let mut stamps = stamps.iter().peekable();
    while at < cue.text.len() {
        let (end, scope) = match voices.peek() {
            Some((part, _)) if part.start > at => (part.start, 0),
            Some((part, speaker)) => {
                let name = speakers.get(*speaker as usize).map_or("", String::as_str);
                let kind = ScopeKind::Voice(Cow::Borrowed(name));
                let scope = timeline.push_scope(kind, Vec::new(), 0, Span::default());
                voices.next();
                (part.end, scope)
            }
            None => (cue.text.len(), 0),
        };
        let mut push = |kind| timeline.runs.push(Run { kind, scope, span: Span::default() });
        while at < end {
            let stamp = stamps.next_if(|(place, _)| *place < end);
            let until = stamp.map_or(end, |(place, _)| *place).max(at);
            push_lines(&cue.text[at..until], &mut push);
            if let Some((_, time)) = stamp {
                push(RunKind::Timestamp(*time));
            }
            at = until;
            if stamp.is_none() {
                break;
            }
        }
        at = end;
    }
}

fn push_lines<'c>(text: &'c str, push: &mut dyn FnMut(RunKind<'c>)) {
    for (line, text) in text.split('\n').enumerate() {
        if line > 0 {
            push(RunKind::Break);
        }
        if !text.is_empty() {
            push(RunKind::Text(Cow::Borrowed(text)));
        }
    }
}
