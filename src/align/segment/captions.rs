//! Cues as a timeline, which any format is written from.

use std::borrow::Cow;

use super::options::SegmentedCue;
use crate::format::Format;
use crate::source::Span;
use crate::timeline::{Cue, Origin, Run, RunKind, ScopeKind, Timeline};

/// The cues as a timeline for [`raise`](crate::raise). `speakers` are those of the transcript, which
/// [`SegmentedCue::voices`] point into. `to` is the format to be written: nothing in the text is its markup.
#[must_use]
pub fn caption_timeline<'c>(
    cues: &'c [SegmentedCue],
    speakers: &'c [String],
    to: Format,
) -> Timeline<'c> {
    // Text of another format is never taken for markup.
    let mut timeline =
        Timeline::new(if to == Format::WebVtt { Format::Srt } else { Format::WebVtt });
    for cue in cues {
        let first = timeline.runs.len() as u32;
        push_text(&mut timeline, cue, speakers);
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

/// Adds the runs of a cue: its lines, each part in the scope of who says it.
fn push_text<'c>(timeline: &mut Timeline<'c>, cue: &'c SegmentedCue, speakers: &'c [String]) {
    let mut at = 0;
    let mut voices = cue.voices.iter().peekable();
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
        for (line, text) in cue.text[at..end].split('\n').enumerate() {
            let mut push = |kind| timeline.runs.push(Run { kind, scope, span: Span::default() });
            if line > 0 {
                push(RunKind::Break);
            }
            if !text.is_empty() {
                push(RunKind::Text(Cow::Borrowed(text)));
            }
        }
        at = end;
    }
}
