//! Transcripts: which of their characters are words, over texts whose words are known.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use cuesmith::align::{ItemKind, parse_transcript};
use proptest::prelude::*;
use serde_json::Value;

use crate::common::Stopwatch;
use crate::data::shared;
use samples::SAMPLES;

mod samples;

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

/// What a transcript says: a line for each paragraph and speaker, words as they are, other parts with a letter.
fn said(text: &str) -> Vec<String> {
    let transcript = parse_transcript(text);
    let mut lines: Vec<String> = Vec::new();
    let mut last = None;
    for item in &transcript.items {
        let speaker =
            item.speaker.map_or("-", |index| transcript.speakers[index as usize].as_str());
        if last.replace((item.paragraph, item.speaker)) != Some((item.paragraph, item.speaker)) {
            lines.push(format!("{} {speaker} |", item.paragraph));
        }
        let line = lines.last_mut().expect("a line");
        let text = transcript.text_of(item);
        *line += &match item.kind {
            ItemKind::Word => format!(" {text}"),
            ItemKind::Speaker => format!(" S{{{text}}}"),
            ItemKind::Direction => format!(" D{{{text}}}"),
            ItemKind::Layout => format!(" L{{{text}}}"),
            ItemKind::TimeCode(time) => format!(" T{{{text}={}}}", time.0),
        };
    }
    lines
}

#[test]
fn texts_in_the_layouts_in_use_are_taken_apart() {
    let wrong = SAMPLES.iter().filter_map(|(text, expected)| {
        let found = said(text);
        (found != *expected).then(|| format!("{text}\n    {}", found.join("\n    ")))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n-----\n"));
}

/// Text of what transcripts are made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("\r\n\r\n".to_owned()),
        Just(" ".to_owned()),
        Just("\u{a0}\t".to_owned()),
        "[-A-Za-z'’.,:;!?…—()\\[\\]<>{}*_#♪&%$/=+0-9]{1,3}",
        Just("Ana: ".to_owned()),
        Just("**Ben:** ".to_owned()),
        Just("[Ana Reyes] ".to_owned()),
        Just(">> ".to_owned()),
        Just("- ".to_owned()),
        Just("(laughs)".to_owned()),
        Just("[00:01:02]".to_owned()),
        Just("0:15 ".to_owned()),
        Just("Page 3 of 4\n".to_owned()),
        Just("---\n".to_owned()),
        Just("<v Ana>".to_owned()),
        Just("Date: 4 May\n".to_owned()),
        Just("船が来た".to_owned()),
        Just("นำ้".to_owned()),
        Just("e\u{301}\u{200d}".to_owned()),
        "\\PC{0,4}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn items_are_in_order_apart_and_on_characters(text in pieces()) {
        let transcript = parse_transcript(&text);
        let (mut end, mut paragraph) = (0, 0);
        for item in &transcript.items {
            let range = item.range.start as usize..item.range.end as usize;
            prop_assert!(range.start >= end && range.start < range.end && range.end <= text.len());
            prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
            prop_assert!(item.paragraph >= paragraph && item.paragraph <= paragraph + 1);
            prop_assert!(item.speaker.is_none_or(|speaker| (speaker as usize) < transcript.speakers.len()));
            prop_assert_eq!(transcript.text_of(item).trim(), transcript.text_of(item));
            (end, paragraph) = (range.end, item.paragraph);
        }
        // Letters and digits are in some item.
        let mut inside = vec![false; text.len() + 1];
        for item in &transcript.items {
            inside[item.range.start as usize..item.range.end as usize].fill(true);
        }
        for (at, c) in text.char_indices() {
            prop_assert!(inside[at] || !c.is_alphanumeric(), "{:?} at {} is in no item", c, at);
        }
    }

    #[test]
    fn a_text_without_layout_gives_its_words(words in proptest::collection::vec("[a-z]{1,8}", 1..60)) {
        let text = words.join(" ");
        let transcript = parse_transcript(&text);
        let found: Vec<_> = transcript.words().map(|word| transcript.text_of(word)).collect();
        prop_assert_eq!(found, words);
    }
}

/// How long a text takes, the better of two.
fn time(text: &str) -> Duration {
    let runs = (0..2).map(|_| {
        let start = Stopwatch::start();
        assert!(parse_transcript(text).items.len() <= text.len());
        start.elapsed()
    });
    runs.min().unwrap_or_default()
}

#[test]
fn the_time_grows_with_the_length_whatever_the_text() {
    for piece in [
        "a",
        " ",
        "(",
        "[",
        "<",
        "*",
        "A. ",
        "Ana: ",
        "ANA: yes. ",
        ">> ",
        "[a] ",
        "(a) ",
        "0:15 ",
        "'a",
        "\\[",
        "♪",
        "e\u{301}",
        "船",
        "www.",
        "a://",
        "- a\n",
        "Ana\n\n",
        "Page 1 of 2\nx\n",
        "Date: 1\n",
        "a[b",
        "1:",
        "#",
        "# a\n",
        "**a:** ",
        "Ana 0:15\n",
        "=-",
    ] {
        let (short, long) = (piece.repeat(2_000 / piece.len()), piece.repeat(64_000 / piece.len()));
        // 32 times as long: 1,024 times the work if it were quadratic.
        let (short, long) = (time(&short), time(&long));
        assert!(
            long < short * 160 + Duration::from_millis(200),
            "{piece:?}: {short:?}, then {long:?}"
        );
    }
}
