//! Conversion on every fixture and every input of the conformance data: what comes out reads back
//! as the same cues, and what does not is in the ledger.

#![allow(clippy::print_stdout)] // what is skipped is said

mod common;

use cuesmith::source::{DecodeOptions, Severity, decode};
use cuesmith::timeline::{Converted, LossKind, Timeline, visible_text};
use cuesmith::{Format, ReadOptions, WriteOptions, detect, raise, read};

fn reading(format: Format) -> ReadOptions {
    ReadOptions { format: Some(format), ..ReadOptions::default() }
}

type Shown = (i64, i64, Vec<String>);

/// Place in the file, times and visible lines, white space at line edges aside.
fn cues(timeline: &Timeline<'_>) -> Vec<(usize, Shown)> {
    let shown = |cue| {
        let text = visible_text(timeline, cue);
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    let cues = timeline.cues.iter().enumerate();
    cues.map(|(index, cue)| (index, (cue.interval.start.0, cue.interval.end.0, shown(cue))))
        .collect()
}

/// Findings about what the source says, which no writer can help: a file without cues stays one, a
/// time is what it is, a style sheet is copied.
fn is_content(code: &str) -> bool {
    matches!(code, "SRT_EMPTY_FILE" | "SRT_TIME_HOURS_OVER_99" | "VTT_STYLE_IMPORT")
}

fn is_markup(code: &str) -> bool {
    code.starts_with("TAG_") || code.starts_with("TXT_")
}

#[test]
fn every_input_converts_to_every_format_and_reads_back_the_same() {
    let mut problems = Vec::new();
    let mut converted = 0;
    for (name, bytes) in common::all_inputs() {
        let source = decode(&bytes, &DecodeOptions::default()).unwrap();
        let from = detect(&source.text, Some(&name));
        let file = read(&source.text, Some(&name), &reading(from));
        let timeline = file.document.lower();
        for &to in Format::ALL {
            let Converted { document, losses } = raise(&timeline, to, &WriteOptions::default());
            let entities = losses.iter().any(|loss| loss.kind == LossKind::Entity);
            let back = read(&document, None, &reading(to));
            let mut found = back.diagnostics;
            found.extend(back.document.conformance());
            let bad: Vec<_> = found
                .iter()
                .filter(|d| d.severity > Severity::Info)
                .filter(|d| !is_content(d.code.0))
                // SRT has no escapes: text that looks like markup must be told of, or was there.
                .filter(|d| !is_markup(d.code.0) || from != Format::Srt && !entities)
                .map(|d| format!("{} {}", d.code, d.message))
                .collect();
            if !bad.is_empty() {
                problems.push(format!("{name} -> {}: output has {bad:?}", to.name()));
            }
            let (mut was, is) = (cues(&timeline), cues(&back.document.lower()));
            if to == Format::WebVtt {
                // The syntax wants start times in order.
                was.sort_by_key(|(_, (start, _, _))| *start);
            }
            // A cue that is not the same must stand in the ledger.
            let told = |index: usize| losses.iter().any(|l| l.cue == Some(index as u32));
            let mut kept = is.iter();
            for (place, (index, cue)) in was.iter().enumerate() {
                let next = kept.clone().next().map(|(_, cue)| cue);
                let same = next == Some(cue);
                if same || kept.len() >= was.len() - place {
                    kept.next();
                }
                if !same && !told(*index) {
                    problems.push(format!(
                        "{name} -> {}: cue {index} {cue:?} became {:?} untold",
                        to.name(),
                        next
                    ));
                    break;
                }
            }
            converted += 1;
        }
    }
    println!("{converted} conversions");
    assert!(converted > 100);
    assert!(problems.is_empty(), "{}:\n{}", problems.len(), problems.join("\n"));
}
