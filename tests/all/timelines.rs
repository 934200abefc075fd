//! Timelines: what is read of the output of recognizers.

use std::fs;

use cuesmith::align::{TimedWord, WordTimeline, read_timeline};
use cuesmith::source::{DecodeOptions, decode};
use cuesmith::time::Timestamp;
use proptest::prelude::*;

use crate::data::shared;
use samples::SAMPLES;

mod samples;

/// What is known of a file: its name, how many words or cues it has, when the first begins and the last ends, in ms.
type Known = (&'static str, usize, Option<i64>, Option<i64>);

/// Counted and taken from the files by its own program in another language, following what each format's
/// documentation says.
const KNOWN: &[Known] = &[
    ("assemblyai.json", 10, Some(1437), Some(4887)),
    ("autoedit2.json", 6, Some(13050), Some(14370)),
    ("aws_transcribe.json", 74, Some(13030), Some(38370)),
    ("aws_transcribe_speakers.json", 58, Some(5240), Some(34510)),
    ("azure_batch_v3.json", 28, Some(130), Some(11590)),
    ("azure_realtime_nbest.json", 39, Some(130), Some(16350)),
    ("bbc_kaldi.json", 60, Some(13020), Some(34810)),
    ("cielo24_elementlist.json", 21, Some(6230), Some(11960)),
    ("deepgram.json", 1, Some(1920), Some(2400)),
    ("diarization.rttm", 20, Some(3240), Some(80418)),
    ("digital_paper_edit.json", 40, Some(13020), Some(50210)),
    ("elevenlabs.json", 3, Some(1900), Some(2900)),
    ("faster_whisper.json", 113, Some(0), Some(51460)),
    ("gentle.json", 6, Some(190), Some(4850)),
    ("google_stt_diarization_last_result.json", 40, Some(12900), Some(29000)),
    ("google_stt_node_protobuf.json", 90, Some(12900), Some(45100)),
    ("google_stt_rest_v1.json", 90, Some(12900), Some(45100)),
    ("google_stt_rest_v2.json", 90, Some(12900), Some(45100)),
    ("ibm_watson.json", 94, Some(13040), Some(45270)),
    ("kaldi.ctm", 120, Some(3240), Some(40760)),
    ("kaltura_captionasset_serveAsJson.json", 3, Some(12120), Some(21000)),
    ("openai_api_verbose_json.json", 16, Some(6520), Some(12580)),
    ("openai_whisper.json", 78, Some(660), Some(29700)),
    ("pocketsphinx_align.json", 22, Some(200), Some(6790)),
    ("rev_ai.json", 2, Some(500), Some(2850)),
    ("rev_fstalign.nlp", 119, Some(3240), Some(41420)),
    ("speechmatics_v1.json", 78, Some(13050), Some(39630)),
    ("speechmatics_v2.json", 15, Some(2040), Some(16800)),
    ("vosk_results.json", 148, Some(540), Some(51090)),
    ("whisper_cpp_full.json", 6, Some(40), Some(3040)),
    ("whisper_timestamped.json", 44, Some(420), Some(12960)),
    ("whisper_timestamped_hallucination.json", 51, Some(520), Some(24520)),
    ("whisperx.json", 9, Some(1238), Some(5260)),
    ("whisperx_number_without_times.json", 3, Some(41119), Some(44781)),
    ("youtube_json3.json", 2, Some(80), None),
];

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

/// What a timeline says, in the notation of the samples.
fn said(timeline: &WordTimeline) -> Vec<String> {
    let time = |time: Option<Timestamp>| time.map_or("-".to_owned(), |time| time.0.to_string());
    let line = |word: &TimedWord| {
        let mut line =
            format!("{} {} {}", time(word.start), time(word.end), timeline.text_of(word));
        if let Some(confidence) = word.confidence {
            line += &format!(" {:.0}%", confidence * 100.0);
        }
        if let Some(speaker) = word.speaker {
            line += &format!(" {}", timeline.speakers[speaker as usize]);
        }
        line
    };
    timeline.words.iter().map(line).collect()
}

#[test]
fn a_small_file_of_each_engine_says_what_it_says() {
    for (name, text, expected) in SAMPLES {
        let timeline = read_timeline(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(said(&timeline), *expected, "{name}");
    }
}

/// What is wrong with a text.
fn error(text: &str) -> String {
    read_timeline(text).expect_err(text).to_string()
}

#[test]
fn what_is_no_timeline_is_an_error_with_its_place_and_a_way_out() {
    let mut wrong = Vec::new();
    for (text, message) in [
        ("", "the file is empty"),
        ("\u{feff} \n", "the file is empty"),
        (
            "Ahoy there.\nCome in.\n",
            "this is neither JSON of a recognizer nor CTM, RTTM, NLP or a caption file",
        ),
        (
            "[MUSIC]\nAhoy there.\n",
            "this is neither JSON of a recognizer nor CTM, RTTM, NLP or a caption file",
        ),
        ("{\"words\": [[10, 20, \"Ahoy\", 0.9],", "line 1, column 33: the JSON ends too early"),
        ("{\n  \"words\": [[10 20]]}", "line 2, column 17: this is no JSON"),
        (
            "{\"words\": [[10, true, \"Ahoy\"]]}",
            "line 1, column 20: expected milliseconds, found boolean `true`: correct the file (a list of words)",
        ),
        (
            "{\"segments\": [{\"text\": \"Ahoy\", \"start\": \"soon\", \"end\": 2}]}",
            "line 1, column 46: expected seconds, found `soon`: correct the file (Whisper)",
        ),
        (
            "{\"name\": \"talk\", \"size\": 3}",
            "this JSON has the members `name`, `size`, and no words with times that are known",
        ),
        ("[1, 2]", "this JSON has no members"),
        ("{\"segments\": [{\"text\": \"\", \"start\": 0, \"end\": 2}]}", "the file has no words"),
        (
            "{\"monologues\": [{\"elements\": [{\"value\": []}]}]}",
            "line 1, column 40: expected a string, found sequence: correct the file (Rev AI)",
        ),
        (
            "{\"words\": [{\"word\": \"a\", \"case\": \"x\"}, {\"case\": \"x\"}]}",
            "line 1, column 52: the member `word` is missing: correct the file (Gentle)",
        ),
        ("WEBVTT\n\n", "the file has no words"),
        (
            "talk A 0.50 0.40 ahoy\ntalk A soon 0.40 there\n",
            "line 2, column 1: expected start and duration in seconds as fields 3 and 4, found `talk A soon 0.40 there`",
        ),
        (
            "talk A 0.50 0.40 ahoy\ntalk A 1.0\n",
            "line 2, column 1: expected file, channel, start, duration and word",
        ),
        (
            "token|speaker|ts|endTs|punctuation|case|tags\nAhoy|1|x|0.9|||\n",
            "line 2, column 1: expected times in seconds or nothing",
        ),
        ("[{\"caption\": \"Ahoy\", \"begin\": {}}]", "[], object 1: expected a time, found {}"),
    ] {
        let found = error(text);
        if !found.starts_with(message) {
            wrong.push(format!("{text}\n  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_that_is_cut_anywhere_is_an_error() {
    for (name, text, _) in SAMPLES.iter().filter(|(_, text, _)| text.starts_with(['{', '['])) {
        // Of files with one value after the other each is whole.
        if serde_json::from_str::<serde_json::Value>(text).is_err() {
            continue;
        }
        let cuts = text.trim_end().char_indices().skip(1);
        for (at, _) in cuts {
            let error = error(&text[..at]);
            assert!(error.contains("the JSON ends too early"), "{name}, cut at {at}: {error}");
        }
    }
}

/// The ranges of the words are in the text, in order, and the speakers are known.
fn check(timeline: &WordTimeline) {
    let mut end = 0;
    for word in &timeline.words {
        assert!(word.text.start == end && word.text.end >= end);
        assert!(timeline.text.get(word.text.start as usize..word.text.end as usize).is_some());
        assert!(word.speaker.is_none_or(|speaker| (speaker as usize) < timeline.speakers.len()));
        assert!(word.confidence.is_none_or(|confidence| (0.0..=1.0).contains(&confidence)));
        end = word.text.end;
    }
    assert_eq!(end as usize, timeline.text.len());
}

#[test]
fn the_words_of_all_files_have_ranges_in_order() {
    // Words of several channels are put into the order of their times.
    for (name, text, _) in SAMPLES.iter().filter(|(name, ..)| *name != "Deepgram") {
        check(&read_timeline(text).expect(name));
    }
}

proptest! {
    #[test]
    fn no_change_to_a_file_makes_the_reader_panic(
        sample in 0..SAMPLES.len(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), "[\\[\\]{}\",:0-9a-z\\-|.]{0,3}"), 1..6),
    ) {
        let mut text: Vec<char> = SAMPLES[sample].1.chars().collect();
        for (at, new) in changes {
            let at = at.index(text.len());
            text.splice(at..(at + new.len() / 2).min(text.len()), new.chars());
            text.push(' ');
        }
        if let Ok(timeline) = read_timeline(&text.into_iter().collect::<String>()) {
            prop_assert!(!timeline.words.is_empty());
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}") {
        let _ = read_timeline(&text);
    }
}

#[test]
fn what_is_nested_without_end_or_has_members_without_end_is_read_in_linear_time() {
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    assert!(error(&deep).starts_with("this JSON has no members"));
    let members: String = (0..50_000).map(|n| format!("\"m{n}\": {{\"k{n}\": {n}}}, ")).collect();
    assert!(
        error(&format!("{{{members} \"end\": 1}}")).starts_with("this JSON has the members `m0`, ")
    );
    let words: String = (0..20_000)
        .map(|n| {
            format!("{{\"text\": \"a\", \"start\": {n}.5, \"end\": {n}.9, \"speaker\": \"s{n}\"}},")
        })
        .collect();
    let many =
        read_timeline(&format!("{{\"words\": [{}]}}", words.trim_end_matches(','))).expect("words");
    assert_eq!((many.words.len(), many.speakers.len()), (20_000, 20_000));
}
