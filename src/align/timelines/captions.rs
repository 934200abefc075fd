//! Timelines of caption files: cues, or words where the file has their times.
//!
//! WebVTT gives times inside a cue as timestamp tags (<https://www.w3.org/TR/webvtt1/#webvtt-cue-timestamp>): what
//! follows one is spoken from there on. Captions that roll up show a line again in the next cue; its words count
//! once.

use super::build::Builder;
use crate::align::{TimedWord, TimelineKind, WordTimeline};
use crate::chars::one_line;
use crate::time::Timestamp;
use crate::timeline::{Cue, RunKind, ScopeKind, Timeline, visible_text};

impl WordTimeline {
    /// A timeline of which nothing but the length is known.
    #[must_use]
    pub fn of_duration(duration: Timestamp) -> Self {
        Self { duration: Some(duration), kind: TimelineKind::Duration, ..Self::default() }
    }
}

/// The times of a caption file: of its words where it has timestamp tags, else of its cues. The text is what
/// viewers see, without line breaks. A word inside a cue has no end: the file does not say it.
#[must_use]
pub fn timeline_of_captions(timeline: &Timeline<'_>) -> WordTimeline {
    let is_time = |run: &crate::timeline::Run<'_>| matches!(run.kind, RunKind::Timestamp(_));
    let builder = if timeline.runs.iter().any(is_time) { words(timeline) } else { cues(timeline) };
    builder.finish(None, timeline.language.as_deref())
}

fn cues(timeline: &Timeline<'_>) -> Builder {
    let mut builder = Builder::cues();
    for cue in &timeline.cues {
        let speaker = voice(timeline, cue).and_then(|name| builder.speaker(name));
        let (start, end) = (Some(cue.interval.start), Some(cue.interval.end));
        let word = TimedWord { start, end, speaker, ..TimedWord::default() };
        builder.word(&one_line(&visible_text(timeline, cue)), word);
    }
    builder
}

/// One line of a cue that has words with times.
#[derive(Default)]
struct TimedLine<'t> {
    text: String,
    /// Pieces with the moment from which on each is spoken.
    pieces: Vec<(Option<Timestamp>, &'t str)>,
    timed: bool,
}

fn words(timeline: &Timeline<'_>) -> Builder {
    let mut builder = Builder::default();
    let mut shown: Vec<String> = Vec::new();
    for cue in &timeline.cues {
        let speaker = voice(timeline, cue).and_then(|name| builder.speaker(name));
        let lines = timed_lines(timeline, cue);
        for line in &lines {
            if !line.timed && shown.contains(&line.text) {
                continue;
            }
            for (from, piece) in &line.pieces {
                let mut start = *from;
                for word in piece.split_whitespace() {
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

/// The lines of a cue, cut where a timestamp stands.
fn timed_lines<'t>(timeline: &'t Timeline<'_>, cue: &Cue<'_>) -> Vec<TimedLine<'t>> {
    let mut lines = vec![TimedLine::default()];
    let mut from = Some(cue.interval.start);
    for run in timeline.runs_in(&cue.runs) {
        let Some(line) = lines.last_mut() else { break };
        match &run.kind {
            RunKind::Text(text) if !timeline.in_ruby_text(run) => {
                line.text.push_str(text);
                line.pieces.push((from, text));
                // The next run goes on with the same moment, which the first word has.
                from = from.filter(|_| text.trim().is_empty());
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

/// Who speaks in a cue, where its markup names one speaker.
fn voice<'t>(timeline: &'t Timeline<'_>, cue: &Cue<'_>) -> Option<&'t str> {
    let mut names = timeline.runs_in(&cue.runs).iter().filter_map(|run| {
        // Elements may be nested without end: what is deeper than this has no name here.
        timeline.scopes_of(run.scope).take(8).find_map(|(_, scope)| match &scope.kind {
            ScopeKind::Voice(name) => Some(name.as_ref()),
            _ => None,
        })
    });
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)
}
