//! Conversion on every fixture and every input of the conformance data: what comes out reads back
//! as the same cues, and what does not is in the ledger.

mod common;

use cuesmith::source::{DecodeOptions, Severity, decode};
use cuesmith::timeline::{Converted, Timeline, visible_text};
use cuesmith::{Format, ReadOptions, WriteOptions, detect, raise, read};

fn reading(format: Format) -> ReadOptions {
    ReadOptions { format: Some(format), ..ReadOptions::default() }
}

/// Times and visible lines, white space at line edges aside.
fn cues(timeline: &Timeline<'_>) -> Vec<(i64, i64, Vec<String>)> {
    let shown = |cue| {
        let text = visible_text(timeline, cue);
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    timeline.cues.iter().map(|cue| (cue.interval.start.0, cue.interval.end.0, shown(cue))).collect()
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
            let back = read(&document, None, &reading(to));
            let mut found = back.diagnostics;
            found.extend(back.document.conformance());
            let bad: Vec<_> = found
                .iter()
                .filter(|d| d.severity > Severity::Info)
                .map(|d| format!("{} {}", d.code, d.message))
                .collect();
            if !bad.is_empty() {
                problems.push(format!("{name} -> {}: output has {bad:?}", to.name()));
            }
            let (was, is) = (cues(&timeline), cues(&back.document.lower()));
            // A cue that is not the same must stand in the ledger.
            let told = |index: usize| losses.iter().any(|l| l.cue == Some(index as u32));
            let mut kept = is.iter();
            for (index, cue) in was.iter().enumerate() {
                let same = kept.clone().next() == Some(cue);
                if same || kept.len() >= was.len() - index {
                    kept.next();
                }
                if !same && !told(index) {
                    problems.push(format!(
                        "{name} -> {}: cue {index} {cue:?} became {:?} untold",
                        to.name(),
                        is.get(index)
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
