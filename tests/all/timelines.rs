//! Timelines: what is read of the output of recognisers.

use std::fs;

use cuesmith::align::{TimelineKind, WordTimeline, read_timeline};
use cuesmith::source::{DecodeOptions, decode};

use crate::data::shared;

/// What is known of a file: its name, how many words or cues it has, when the first begins and the last ends, in ms.
type Known = (&'static str, usize, Option<i64>, Option<i64>);

/// Counted and taken from the files by its own program in another language, following what each format's
/// documentation says.
const KNOWN: &[Known] = &[];

fn read(name: &str) -> Option<WordTimeline> {
    let bytes = fs::read(shared("align/formats")?.join(name)).expect("a format");
    let source = decode(&bytes, &DecodeOptions::default()).expect("text");
    Some(read_timeline(&source.text).unwrap_or_else(|error| panic!("{name}: {error}")))
}

#[test]
fn every_known_format_is_read_with_all_its_words() {
    for (name, count, first, last) in KNOWN {
        let Some(timeline) = read(name) else { return };
        let start = timeline.words.iter().find_map(|word| word.start).map(|time| time.0);
        let end = timeline.words.iter().rev().find_map(|word| word.end).map(|time| time.0);
        assert_eq!((timeline.words.len(), start, end), (*count, *first, *last), "{name}");
    }
}

#[test]
fn a_list_of_words_or_cues_is_a_timeline() {
    let words = r#"{"engine": "x", "duration_ms": 2000, "words": [[10, 400, "Ahoy", 0.9], [500, null, "there", null]]}"#;
    let timeline = read_timeline(words).expect("words");
    assert_eq!((timeline.kind, timeline.words.len()), (TimelineKind::Words, 2));
    assert_eq!(timeline.words[1].end, None);
    let timeline = read_timeline(r#"{"cues": [[10, 400, "Ahoy there"]]}"#).expect("cues");
    assert_eq!(
        (timeline.kind, timeline.text_of(&timeline.words[0])),
        (TimelineKind::Cues, "Ahoy there")
    );
}
