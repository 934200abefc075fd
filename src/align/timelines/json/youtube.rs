//! YouTube's json3: events with a start and a duration, their text in pieces with an offset each.
//!
//! The pieces of automatic captions are words with times; such an event stays on the screen while the next
//! ones appear, so its duration gives no word end. Captions made by people have one piece without an offset.

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::Millis;
use crate::align::timelines::build::Builder;
use crate::align::timelines::captions::is_aside;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// YouTube's json3.
pub(super) const YOUTUBE: Engine = Engine {
    name: "YouTube json3",
    is: |probe| probe.has("events[].tStartMs") && probe.has("events[].segs[].utf8"),
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct File {
    events: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    #[serde(default)]
    t_start_ms: Millis,
    #[serde(default)]
    d_duration_ms: Millis,
    #[serde(default)]
    segs: Vec<Piece>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Piece {
    #[serde(default)]
    utf8: String,
    #[serde(default)]
    t_offset_ms: Millis,
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: File = one(text)?;
    let timed = file
        .events
        .iter()
        .any(|event| event.segs.iter().any(|piece| piece.t_offset_ms.0.is_some()));
    let mut builder = if timed { Builder::default() } else { Builder::cues() };
    for event in &file.events {
        let begins = event.t_start_ms.0;
        if !timed {
            let text: String = event.segs.iter().map(|piece| piece.utf8.as_str()).collect();
            let end = event.t_start_ms.plus(&event.d_duration_ms);
            builder.word(
                &crate::chars::one_line(&text),
                TimedWord { start: begins, end, ..TimedWord::default() },
            );
            continue;
        }
        for piece in &event.segs {
            let offset = piece.t_offset_ms.0.map_or(0, |offset| offset.0);
            let mut start = begins.map(|begins| begins.shifted(offset));
            for word in piece.utf8.split_whitespace().filter(|word| !is_aside(word)) {
                builder.word(word, TimedWord { start: start.take(), ..TimedWord::default() });
            }
        }
    }
    Ok(builder.finish(None, None))
}
