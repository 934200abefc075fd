//! Captions served as JSON: `objects` with `startTime`, `endTime` (ms) and `content`, as returned by
//! `caption_captionasset.serveAsJson`.

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::Millis;
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// Captions from a server.
pub(super) const SERVED: Engine = Engine {
    name: "captions served as JSON",
    is: |probe| probe.has("objects[].content[].text") && probe.has("objects[].startTime"),
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct File {
    objects: Vec<Cue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cue {
    #[serde(default)]
    start_time: Millis,
    #[serde(default)]
    end_time: Millis,
    #[serde(default)]
    content: Vec<Content>,
}

#[derive(Deserialize)]
struct Content {
    #[serde(default)]
    text: String,
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: File = one(text)?;
    let mut builder = Builder::cues();
    for cue in &file.objects {
        let parts: Vec<&str> = cue.content.iter().map(|content| content.text.as_str()).collect();
        let text = crate::chars::one_line(&without_tags(&parts.join("\n")));
        let (start, end) = (cue.start_time.0, cue.end_time.0);
        builder.word(&text, TimedWord { start, end, ..TimedWord::default() });
    }
    Ok(builder.finish(None, None))
}

/// A text without markup tags such as `<i>`.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        let is_tag = tag.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
        out.push_str(&rest[..at]);
        match tag.find('>').filter(|len| is_tag && *len <= 100) {
            Some(len) => rest = &tag[len + 1..],
            None => {
                out.push('<');
                rest = tag;
            }
        }
    }
    out + rest
}
