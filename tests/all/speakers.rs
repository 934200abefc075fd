//! Speaker marks over our own fixtures and every input of the conformance data: nothing but marks
//! changes, and a second time nothing does.

use crate::common::{self, reading};
use cuesmith::source::{DecodeOptions, Edits, Source, decode};
use cuesmith::speakers::{MarkStyle, Options, convert, detect};
use cuesmith::time::Interval;
use cuesmith::timeline::visible_text;
use cuesmith::{Format, open, read};

fn converted(text: &str, format: Format, to: Option<MarkStyle>) -> String {
    let source = Source::from_text(text);
    let file = open(&source, None, &reading(format));
    let options = Options { to, ..Options::default() };
    let done = convert(&file, &detect(&file.timeline), &options);
    let edits: Edits = done.changes.into_iter().flat_map(|change| change.edits).collect();
    edits.apply(text).unwrap()
}

/// Times and words of the cues; a mark may bring white space with it.
fn shown(text: &str, format: Format) -> Vec<(Interval, String)> {
    let timeline = read(text, None, &reading(format)).document.lower();
    let words = |text: String| text.split_whitespace().collect::<String>();
    let cues = timeline.cues.iter();
    cues.map(|cue| (cue.interval, words(visible_text(&timeline, cue)))).collect()
}

fn texts() -> Vec<(String, String, Format)> {
    let mut inputs = common::all_inputs();
    if let Some(folder) = common::shared("ttml/inputs") {
        inputs.extend(common::files(&folder, &["ttml", "xml", "dfxp"]));
    }
    let text = |(name, bytes): (String, Vec<u8>)| {
        let text = decode(&bytes, &DecodeOptions::default()).ok()?.text.into_owned();
        let format = match name.rsplit_once('.')?.1 {
            "srt" | "vtt" => cuesmith::detect(&text, Some(&name)),
            _ => Format::Ttml,
        };
        Some((name, text, format))
    };
    inputs.into_iter().filter_map(text).collect()
}

#[test]
fn a_style_is_written_once_and_changes_marks_only() {
    let mut changed = 0;
    for (name, text, format) in texts() {
        if detect(&read(&text, None, &reading(format)).document.lower()).turns.is_empty() {
            continue;
        }
        let bare = shown(&converted(&text, format, None), format);
        let times = |cues: &[(Interval, String)]| -> Vec<_> {
            cues.iter().map(|(interval, _)| *interval).collect()
        };
        assert_eq!(times(&bare), times(&shown(&text, format)), "{name}: without marks");
        for style in MarkStyle::ALL {
            let once = converted(&text, format, Some(*style));
            changed += usize::from(once != text);
            let after = shown(&once, format);
            assert_eq!(times(&after), times(&bare), "{name}: {}", style.name());
            assert_eq!(converted(&once, format, Some(*style)), once, "{name}: {}", style.name());
            if *style == MarkStyle::Chevrons {
                let bare_again = shown(&converted(&once, format, None), format);
                assert_eq!(bare_again, bare, "{name}: by way of chevrons");
            }
        }
    }
    println!("{changed} conversions changed something");
    assert!(changed > 50);
}

#[test]
fn captions_of_a_broadcaster_have_the_marks_they_have() {
    let Some(folder) = common::shared("srt/linebreak") else { return };
    let path = folder.join("pbs_pycaption_example.jsonl");
    let mut srt = String::new();
    let mut named = 0;
    for (n, line) in std::fs::read_to_string(path).unwrap().lines().enumerate() {
        let cue: serde_json::Value = serde_json::from_str(line).unwrap();
        let at = Format::Srt.format_time(cuesmith::time::Timestamp(n as i64 * 1000));
        srt.push_str(&format!("{}\n{at} --> {at}\n", n + 1));
        if let Some(speaker) = cue["speaker_line"].as_str() {
            named += 1;
            srt.push_str(&format!("{speaker}\n"));
        }
        for line in cue["human_lines"].as_array().unwrap() {
            srt.push_str(&format!("{}\n", line.as_str().unwrap()));
        }
        srt.push('\n');
    }
    let timeline = read(&srt, None, &reading(Format::Srt)).document.lower();
    let speakers = detect(&timeline);
    // Three more are in the text: NARRATOR in the middle of a cue, WOMAN and MEITNER with how
    // they speak.
    assert_eq!(speakers.count(MarkStyle::Names), named + 3);
    assert_eq!(speakers.turns.len() as u32, named + 3);
    assert_eq!(speakers.dominant, Some(MarkStyle::Names));
}

#[test]
fn one_cue_may_hold_everything() {
    // What looks back over the cue for every mark, or out of every element, would not end here.
    let chevrons = ">> Yes. ".repeat(100_000);
    let voices = "<v Ana><b>a".repeat(20_000);
    for text in [chevrons, voices] {
        let text = format!("WEBVTT\n\n00:00.000 --> 00:01.000\n{text}\n");
        for to in [None, Some(MarkStyle::Dashes), Some(MarkStyle::Names), Some(MarkStyle::Voice)] {
            converted(&text, Format::WebVtt, to);
        }
    }
}
