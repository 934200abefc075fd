//! Timelines of caption files: cues, or words if the file has word times.
//!
//! WebVTT gives times inside a cue as timestamp tags (<https://www.w3.org/TR/webvtt1/#webvtt-cue-timestamp>): the
//! text after a tag is spoken from that time on. Roll-up captions show a line again in the next cue; its words count
//! once.

use std::collections::HashSet;

use super::build::Builder;
use crate::align::{TimedWord, TimelineKind, WordTimeline};
use crate::chars::one_line;
use crate::speakers::{detect, is_sound_label};
use crate::time::Timestamp;
use crate::timeline::{Cue, RunKind, ScopeKind, Shown, Timeline};

impl WordTimeline {
    /// A timeline of which only the length is known.
    #[must_use]
    pub fn of_duration(duration: Timestamp) -> Self {
        Self { duration: Some(duration), kind: TimelineKind::Duration, ..Self::default() }
    }
}

/// The times of a caption file: of its words if it has timestamp tags, else of its cues. The text is what
/// viewers see, without line breaks, speaker marks and sound labels. A word inside a cue has no end: the file does
/// not give one.
#[must_use]
pub fn timeline_of_captions(timeline: &Timeline<'_>) -> WordTimeline {
    let is_time = |run: &crate::timeline::Run<'_>| matches!(run.kind, RunKind::Timestamp(_));
    let builder = if timeline.runs.iter().any(is_time) { words(timeline) } else { cues(timeline) };
    builder.finish(None, timeline.language.as_deref())
}

fn cues(timeline: &Timeline<'_>) -> Builder {
    let mut builder = Builder::cues();
    let turns = detect(timeline).turns;
    let mut turns = turns.iter().peekable();
    let mut shown = Shown::default();
    let mut marks = Vec::new();
    for (index, cue) in timeline.cues.iter().enumerate() {
        shown.fill(timeline, cue);
        marks.clear();
        marks.extend(std::iter::from_fn(|| turns.next_if(|turn| turn.cue as usize == index)));
        let speaker = match &marks[..] {
            [turn] if shown.text[..turn.mark.start].trim().is_empty() => {
                turn.name.as_deref().and_then(|name| builder.speaker(name))
            }
            _ => None,
        };
        let mut text = String::with_capacity(shown.text.len());
        let mut at = 0;
        for turn in &marks {
            text.push_str(&shown.text[at..turn.mark.start.max(at)]);
            at = turn.mark.end.max(at);
        }
        text.push_str(&shown.text[at..]);
        let spoken: Vec<&str> = text.lines().filter(|line| !is_aside(line.trim())).collect();
        let (start, end) = (Some(cue.interval.start), Some(cue.interval.end));
        builder.word(
            &one_line(&spoken.join(" ")),
            TimedWord { start, end, speaker, ..TimedWord::default() },
        );
    }
    builder
}

/// Whether a word or a line of captions is not spoken: `>>`, notes, a sound label.
pub(super) fn is_aside(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '>' | '♪' | '♫' | '♬' | '♩')) || is_sound_label(text, None)
}

/// One line of a cue with word times.
#[derive(Default)]
struct TimedLine {
    text: String,
    /// Pieces, each with the timestamp before it.
    pieces: Vec<(Option<Timestamp>, String)>,
    timed: bool,
}

fn words(timeline: &Timeline<'_>) -> Builder {
    let mut builder = Builder::default();
    let mut shown: HashSet<String> = HashSet::new();
    for cue in &timeline.cues {
        let speaker = voice(timeline, cue).and_then(|name| builder.speaker(name));
        let lines = timed_lines(timeline, cue);
        // The first new word is spoken when the cue appears.
        let mut start = Some(cue.interval.start);
        for line in &lines {
            if !line.timed && shown.contains(&line.text) {
                continue;
            }
            for (from, piece) in &line.pieces {
                start = from.or(start);
                for word in piece.split_whitespace().filter(|word| !is_aside(word)) {
                    builder.word(
                        word,
                        TimedWord { start: start.take(), speaker, ..TimedWord::default() },
                    );
                }
            }
        }
        shown.clear();
        shown.extend(lines.into_iter().map(|line| line.text));
    }
    builder
}

/// The lines of a cue, split at timestamps.
fn timed_lines(timeline: &Timeline<'_>, cue: &Cue<'_>) -> Vec<TimedLine> {
    let mut lines = vec![TimedLine::default()];
    let mut from = None;
    for run in timeline.runs_in(&cue.runs) {
        let Some(line) = lines.last_mut() else { break };
        match &run.kind {
            RunKind::Text(text) if !timeline.in_ruby_text(run) => {
                line.text.push_str(text);
                match line.pieces.last_mut().filter(|_| from.is_none()) {
                    // Markup inside a word does not end it.
                    Some((_, piece)) => piece.push_str(text),
                    None => line.pieces.push((from.take(), text.clone().into_owned())),
                }
            }
            RunKind::Text(_) => {}
            RunKind::Break => lines.push(TimedLine::default()),
            RunKind::Timestamp(time) => {
                from = Some(*time);
                line.timed = true;
            }
        }
    }
    for line in &mut lines {
        line.text = one_line(&line.text);
    }
    lines
}

/// The speaker of a cue, if its markup names exactly one.
fn voice<'t>(timeline: &'t Timeline<'_>, cue: &Cue<'_>) -> Option<&'t str> {
    let mut names = timeline.runs_in(&cue.runs).iter().filter_map(|run| {
        // Elements may be nested to any depth: names deeper than this are ignored.
        timeline.scopes_of(run.scope).take(8).find_map(|(_, scope)| match &scope.kind {
            ScopeKind::Voice(name) => Some(name.as_ref()),
            _ => None,
        })
    });
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)
}
