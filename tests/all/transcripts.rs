//! Transcripts: which of their characters are words, over texts whose words are known.

use std::collections::BTreeMap;
use std::fs;

use cuesmith::align::{ItemKind, parse_transcript};
use serde_json::Value;

use crate::data::shared;

/// How the words of one text compare with those that are known.
#[derive(Default)]
struct Tally {
    /// Words that are known, marks of places that were not understood left out.
    known: usize,
    /// Those of them that are one item each, which is that of no other.
    found: usize,
    /// Those with the same ends.
    same: usize,
    /// Items that are words and lie where no word is known.
    made_up: usize,
    /// Paragraphs whose text names the speaker, and those that got the right one.
    named: usize,
    right: usize,
}

fn tally(text: &str, truth: &Value, show: &mut Vec<String>) -> Tally {
    let transcript = parse_transcript(text);
    let mut tally = Tally::default();
    // Offsets of the data count characters.
    let mut at_byte = vec![0_u32; text.len() + 1];
    let mut count = 0;
    for (byte, c) in text.char_indices() {
        at_byte[byte] = count;
        count += 1;
        for inside in 1..c.len_utf8() {
            at_byte[byte + inside] = count;
        }
    }
    at_byte[text.len()] = count;
    let words: Vec<(u32, u32)> = transcript
        .words()
        .map(|word| (at_byte[word.range.start as usize], at_byte[word.range.end as usize]))
        .collect();
    let chars: Vec<char> = text.chars().collect();
    let shown =
        |range: (u32, u32)| chars[range.0 as usize..range.1 as usize].iter().collect::<String>();
    let mut hits = vec![0; words.len()];
    let mut at = 0;
    for word in truth["words"].as_array().expect("words") {
        let edge = |n: usize| word[n].as_u64().expect("offset") as u32;
        let known = (edge(0), edge(1));
        // A place that the transcriber did not understand, a laugh, punctuation that is alone.
        let spoken = shown(known);
        if spoken.starts_with(['[', '('])
            || !spoken.chars().any(|c| c.is_alphanumeric() || "&%+/*=×$".contains(c))
        {
            continue;
        }
        tally.known += 1;
        while at < words.len() && words[at].1 <= known.0 {
            at += 1;
        }
        let over: Vec<usize> = (at..words.len()).take_while(|n| words[*n].0 < known.1).collect();
        for n in &over {
            hits[*n] += 1;
        }
        tally.same += usize::from(over.len() == 1 && words[over[0]] == known);
        if over.len() == 1 {
            tally.found += 1;
        } else {
            show.push(format!(
                "word `{spoken}` is {:?}",
                over.iter().map(|n| shown(words[*n])).collect::<Vec<_>>()
            ));
        }
    }
    for (n, word) in words.iter().enumerate() {
        if hits[n] == 0 {
            tally.made_up += 1;
            show.push(format!("`{}` is no word", shown(*word)));
        } else if hits[n] > 1 {
            tally.found -= hits[n];
            show.push(format!("`{}` is {} words", shown(*word), hits[n]));
        }
    }
    let style = truth["style"].as_str().unwrap_or_default();
    let names = !matches!(style, "none" | "dash");
    for part in truth["speakers"].as_array().expect("speakers") {
        let edge = |n: usize| part[n].as_u64().expect("offset") as u32;
        let said = part[2].as_str().filter(|_| names);
        let inside = transcript.words().find(|word| {
            let at = at_byte[word.range.start as usize];
            at >= edge(0) && at < edge(1)
        });
        let Some(word) = inside else { continue };
        let got = word.speaker.map(|index| transcript.speakers[index as usize].to_lowercase());
        tally.named += 1;
        let fold =
            |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let want = said.map(fold);
        let got = got.map(|name| fold(&name));
        if got == want {
            tally.right += 1;
        } else {
            show.push(format!("at {}: {got:?}, not {want:?}", edge(0)));
        }
    }
    tally
}

#[test]
fn the_words_of_known_transcripts_are_found() {
    let Some(folder) = shared("align/cases") else { return };
    let mut all = Tally::default();
    let mut cases: Vec<_> =
        fs::read_dir(folder).expect("cases").map(|entry| entry.expect("case").path()).collect();
    cases.sort();
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for case in &cases {
        let text = fs::read_to_string(case.join("transcript.txt")).expect("transcript");
        let truth = fs::read_to_string(case.join("truth.json")).expect("truth");
        let truth: Value = serde_json::from_str(&truth).expect("truth");
        let mut show = Vec::new();
        let one = tally(&text, &truth, &mut show);
        if !show.is_empty() {
            wrong.insert(
                format!("{} {}", case.file_name().unwrap_or_default().display(), truth["style"]),
                show,
            );
        }
        all.known += one.known;
        all.found += one.found;
        all.same += one.same;
        all.made_up += one.made_up;
        all.named += one.named;
        all.right += one.right;
    }
    for (case, show) in &wrong {
        println!("{case}");
        for line in show.iter().take(25) {
            println!("    {line}");
        }
    }
    println!(
        "{} words: {} found, {} with the same ends, {} made up; speakers of {} of {} paragraphs",
        all.known, all.found, all.same, all.made_up, all.right, all.named
    );
    assert!(cases.len() >= 90);
    assert!(all.found as f64 >= 0.998 * all.known as f64);
    assert!(all.made_up as f64 <= 0.002 * all.known as f64);
    assert!(all.right as f64 >= 0.99 * all.named as f64);
}

/// The words of a text, and what else it has.
fn parts(text: &str) -> (Vec<&str>, Vec<&str>) {
    let transcript = parse_transcript(text);
    let of = |is_word: bool| {
        let items = transcript.items.iter().filter(|item| (item.kind == ItemKind::Word) == is_word);
        items.map(|item| transcript.text_of(item)).collect()
    };
    (of(true), of(false))
}

#[test]
fn labels_in_the_layouts_in_use_are_not_spoken() {
    for (text, labels) in [
        ("Ana: Yes.\nBen: No.\nAna: So.\n", vec!["Ana:", "Ben:", "Ana:"]),
        ("ANA:\nYes. No.\n\nSo.\n", vec!["ANA:"]),
        (">> ANA: Yes.\n>> No. So.\n", vec![">>", "ANA:", ">>"]),
        ("[Ana Reyes] Yes. No.\n\nSo.\n", vec!["[Ana Reyes]"]),
        ("**Ana:** Yes. No.\n\n**Ben**: So.\n", vec!["**Ana:**", "**Ben**:"]),
        ("- Yes.\n\n- No.\n\nSo.\n", vec!["-", "-"]),
        ("<v Ana>Yes. No. So.\n", vec!["<v Ana>"]),
        ("Ana Reyes (00:01:02): Yes.\nNo. So.\n", vec!["Ana Reyes", "(00:01:02)"]),
        ("Speaker 1: Yes.\r\nspeaker 2: No.\r\nSo.", vec!["Speaker 1:", "speaker 2:"]),
    ] {
        let (words, others) = parts(text);
        assert_eq!((words, others), (vec!["Yes", "No", "So"], labels), "{text}");
    }
}

#[test]
fn what_only_looks_like_a_label_is_spoken() {
    for text in [
        "Note: this is spoken.",
        "He said: go.",
        "So: what now?",
        "It is 5:30 now.",
        "Remember: be kind.",
    ] {
        let (words, others) = parts(text);
        assert!(!words.is_empty() && others.is_empty(), "{text}: {others:?}");
    }
}
