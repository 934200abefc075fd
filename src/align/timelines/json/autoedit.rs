//! autoEdit 2: paragraphs with lines of words.

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::{Label, Seconds};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// autoEdit 2.
pub(super) const AUTOEDIT: Engine = Engine {
    name: "autoEdit 2",
    is: |probe| probe.has("text[].paragraph[].line[].text"),
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct File {
    text: Vec<Block>,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Default, Deserialize)]
struct Metadata {
    #[serde(default)]
    duration: Seconds,
}

#[derive(Deserialize)]
struct Block {
    #[serde(default)]
    speaker: Label,
    #[serde(default)]
    paragraph: Vec<Paragraph>,
}

#[derive(Deserialize)]
struct Paragraph {
    #[serde(default)]
    line: Vec<Word>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Word {
    text: String,
    #[serde(default)]
    start_time: Seconds,
    #[serde(default)]
    end_time: Seconds,
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: File = one(text)?;
    let mut builder = Builder::default();
    for block in &file.text {
        let name = Some(block.speaker.text()).filter(|name| *name != "Unnamed Speaker");
        let speaker = builder.speaker(name.unwrap_or_default());
        for word in block.paragraph.iter().flat_map(|paragraph| &paragraph.line) {
            let (start, end) = (word.start_time.0, word.end_time.0);
            builder.word(&word.text, TimedWord { start, end, speaker, ..TimedWord::default() });
        }
    }
    Ok(builder.finish(file.metadata.duration.0, None))
}
