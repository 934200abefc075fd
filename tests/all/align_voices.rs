//! What voices in real recordings give: edges of recognized words snapped to them, and times by pauses alone.
//! Readings from LibriVox with truth by another aligner (conformance data, `lv_`), and speech made by flite,
//! which tells when it says what.

use std::fs::File;
use std::path::Path;

use cuesmith::align::audio::{Listener, RATE, decode};
use cuesmith::align::sync::{ReferenceKind, SyncOptions, sync};
use cuesmith::align::{
    Activity, AlignOptions, Alignment, SnapOptions, TimedWord, Transcript, WordTimeline, align,
    align_by_pauses, parse_transcript, snap,
};
use cuesmith::time::{Interval, Timestamp};

use crate::data::shared;

/// The text of a recording and when its words are said.
struct Case {
    text: String,
    timeline: WordTimeline,
    activity: Activity,
    /// Byte offset of a word, when it begins, whether it begins a line.
    truth: Vec<(u32, i64, bool)>,
}

/// A case of the conformance data, with the recording that lies beside one of the two of each sonnet.
fn case(name: &str) -> Option<Case> {
    let folder = shared(&format!("align/cases/{name}"))?;
    let audio = folder.with_file_name(name.replace("_ps", "_whisper")).join("audio.mp3");
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let json = |file: &str| serde_json::from_str::<serde_json::Value>(&read(file)).unwrap();
    let text = read("transcript.txt");
    let mut timeline = WordTimeline::default();
    for word in json("timeline.json")["words"].as_array().unwrap() {
        let time = |index: usize| word[index].as_i64().map(Timestamp);
        let confidence = word[3].as_f64().map(|confidence| confidence as f32);
        let timed = TimedWord { start: time(0), end: time(1), confidence, ..TimedWord::default() };
        timeline.push(word[2].as_str().unwrap(), timed);
    }
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut truth = Vec::new();
    for word in json("truth.json")["words"].as_array().unwrap() {
        let Some(start) = word[2].as_i64().filter(|start| *start >= 0) else { continue };
        let at = bytes[word[0].as_u64().unwrap() as usize];
        truth.push((at as u32, start, begins_line(&text, at)));
    }
    Some(Case { activity: listen(&audio), text, timeline, truth })
}

fn begins_line(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '“', '‘', '"', '\'']);
    before.is_empty() || before.ends_with('\n')
}

fn listen(path: &Path) -> Activity {
    let mut listener = Listener::default();
    let (_, damage) = decode(File::open(path).unwrap(), |block| listener.push(block)).unwrap();
    assert_eq!(damage, []);
    listener.finish()
}

/// How far the words at the beginnings of lines are off, in order of size, in milliseconds. A word without a
/// time counts two seconds.
fn off(case: &Case, transcript: &Transcript, alignment: &Alignment) -> Vec<i64> {
    let words: Vec<_> = transcript.words().collect();
    let start = |at: u32| {
        let index = words.iter().position(|word| word.range.contains(&at)).unwrap();
        alignment.words[index].interval.map(|interval| interval.start.0)
    };
    let lines = case.truth.iter().filter(|(_, _, line)| *line);
    let mut off: Vec<i64> = lines
        .map(|(at, truth, _)| start(*at).map_or(2_000, |start| (start - truth).abs()))
        .collect();
    off.sort_unstable();
    off
}

fn share(off: &[i64], most: i64) -> f64 {
    off.iter().filter(|off| **off <= most).count() as f64 / off.len() as f64
}

fn mean(off: &[i64]) -> f64 {
    off.iter().sum::<i64>() as f64 / off.len() as f64
}

#[test]
fn lines_of_a_recognizer_begin_with_the_voice() {
    let mut shares = Vec::new();
    for name in ["lv_sonnet001_whisper", "lv_sonnet003_whisper"] {
        let Some(case) = case(name) else { return };
        let transcript = parse_transcript(&case.text);
        let before = align(&transcript, &case.timeline, &AlignOptions::default()).unwrap();
        let mut after = before.clone();
        snap(&mut after, &transcript, &case.activity, &SnapOptions::default());
        let most = before.words.iter().zip(&after.words).filter_map(|(before, after)| {
            Some((before.interval?.start.0 - after.interval?.start.0).abs())
        });
        assert!(most.max() <= Some(300));
        let share =
            [&before, &after].map(|alignment| share(&off(&case, &transcript, alignment), 50));
        println!("{name}: lines within 50 ms: {:.2} before, {:.2} after", share[0], share[1]);
        shares.push(share);
    }
    let mean =
        |side: usize| shares.iter().map(|share| share[side]).sum::<f64>() / shares.len() as f64;
    println!("mean: {:.2} before, {:.2} after", mean(0), mean(1));
    assert!(mean(0) < 0.25 && mean(1) >= 0.6 - 1e-9, "{shares:?}");
}

#[test]
fn pauses_and_lengths_find_the_lines_of_a_reading() {
    for name in ["lv_sonnet001_whisper", "lv_sonnet003_whisper"] {
        let Some(case) = case(name) else { return };
        let transcript = parse_transcript(&case.text);
        let aligned = align_by_pauses(&transcript, &case.activity);
        let off = off(&case, &transcript, &aligned);
        let (median, mean) = (off[off.len() / 2], mean(&off));
        println!("{name}: lines off by {median} ms (median), {mean:.0} ms (mean)");
        assert!(median <= 60 && mean <= 160.0, "{name}: {off:?}");
    }
}

const TEXT: &str = "The morning boat to the islands leaves at half past six, when the harbour is still dark. \
Most of the passengers are asleep before it has passed the lighthouse.\n\
I have made the crossing more than two hundred times, and I have never been bored. In winter the waves are \
high, and the cups slide over the tables. In summer, people sit on the deck with their bicycles, their dogs \
and their enormous hats.\n\
The captain, a quiet woman from the north, has worked on this route for eleven years. She knows every rock. \
She also knows every passenger who forgets to pay.\n\
Once, in October, the engine stopped halfway. For a while the deck was silent. We drifted slowly to the east, \
past a buoy that rang like an old bell, and watched the birds.\n";

/// Speech of a voice of flite, sentence by sentence, and when the sentences begin.
fn spoken(voice: &str, folder: &Path) -> Option<Case> {
    crate::align_audio::program("flite")?;
    let mut truth = Vec::new();
    let mut activity = Listener::default();
    let mut count = 0;
    let mut at = 0;
    for sentence in TEXT.split_inclusive(". ").flat_map(|text| text.split_inclusive('\n')) {
        let wav = folder.join(voice).with_extension("wav");
        let mut flite = crate::align_audio::program("flite")?;
        flite.args(["-voice", voice, "-psdur", "-t", sentence, "-o"]).arg(&wav);
        let said = flite.output().unwrap();
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        // Phones with their ends; the first is silence.
        let (phone, end) = said.split_whitespace().next().unwrap().rsplit_once(':').unwrap();
        assert_eq!(phone, "pau");
        let silence = (end.parse::<f64>().unwrap() * 1000.0) as i64;
        truth.push((at, count / i64::from(RATE / 1000) + silence, true));
        at += sentence.len() as u32;
        let hear = |block: &[f32]| {
            activity.push(block);
            count += block.len() as i64;
        };
        assert_eq!(decode(File::open(&wav).unwrap(), hear).unwrap().1, []);
    }
    assert_eq!(truth.len(), 11);
    let timeline = late(&truth);
    Some(Case { text: TEXT.into(), timeline, activity: activity.finish(), truth })
}

/// What a recognizer makes of it that lets words begin where the one before ends: sentences begin 60 to 240 ms
/// early, their words are shared out evenly.
fn late(truth: &[(u32, i64, bool)]) -> WordTimeline {
    let mut timeline = WordTimeline::default();
    let ends = truth.iter().skip(1).map(|(at, start, _)| (*at as usize, *start));
    let last = (TEXT.len(), truth.last().unwrap().1 + 4_000);
    for (index, ((at, start, _), (end, stop))) in truth.iter().zip(ends.chain([last])).enumerate() {
        let early = |index: usize| 60 + (index as i64 * 70) % 190;
        let (start, stop) = (start - early(index), stop - early(index + 1));
        let words: Vec<&str> = TEXT[*at as usize..end].split_whitespace().collect();
        let time = |word: usize| {
            Some(Timestamp(start + (stop - start) * word as i64 / words.len() as i64))
        };
        for (word, text) in words.iter().enumerate() {
            let timed =
                TimedWord { start: time(word), end: time(word + 1), ..TimedWord::default() };
            timeline.push(text, timed);
        }
    }
    timeline
}

#[test]
fn sentences_of_three_synthetic_voices_are_found() {
    let folder = tempfile::tempdir().unwrap();
    for voice in ["slt", "rms", "awb"] {
        let Some(case) = spoken(voice, folder.path()) else { return };
        let transcript = parse_transcript(&case.text);
        let options = AlignOptions { repair: false, ..AlignOptions::default() };
        let before = align(&transcript, &case.timeline, &options).unwrap();
        let mut after = before.clone();
        snap(&mut after, &transcript, &case.activity, &SnapOptions::default());
        let [before, after] = [&before, &after].map(|alignment| off(&case, &transcript, alignment));
        let pauses = off(&case, &transcript, &align_by_pauses(&transcript, &case.activity));
        println!(
            "{voice}: sentences within 50 ms: {:.2} before, {:.2} snapped; by pauses off by {:.0} ms",
            share(&before, 50),
            share(&after, 50),
            mean(&pauses)
        );
        assert!(share(&before, 50) < 0.1 && share(&after, 50) >= 0.8, "{voice}: {after:?}");
        assert!(mean(&pauses) <= 80.0, "{voice}: {pauses:?}");
    }
}

#[test]
fn captions_of_a_reading_are_synced_with_its_audio_and_with_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let readings = ["lv_sonnet001_whisper", "lv_sonnet003_whisper"].into_iter().filter_map(case);
    let cases: Vec<Case> = readings.chain(spoken("slt", folder.path())).collect();
    let options = SyncOptions { kind: ReferenceKind::Voices, ..SyncOptions::default() };
    let Some(one) = cases.first() else { return };
    // A cue for each line, three seconds late.
    let starts: Vec<i64> =
        one.truth.iter().filter(|(_, _, line)| *line).map(|(_, start, _)| *start).collect();
    let ends = starts[1..].iter().map(|next| next - 200).chain([starts[starts.len() - 1] + 2_500]);
    let cue = |(start, end): (&i64, i64)| Interval::from_ms(start + 3_000, end + 3_000);
    let cues: Vec<Interval> = starts.iter().zip(ends).map(cue).collect();
    for (on, other) in cases.iter().enumerate() {
        let found = sync(&cues, &other.activity.speech(120), &options).unwrap();
        println!(
            "captions of the first reading with audio {on}: confidence {:.2}",
            found.confidence
        );
        assert_eq!(found.belongs, on == 0, "{on}: {found:?}");
        if on == 0 {
            let moved = found.map_at(cues[5].start).apply(cues[5].start).0 - cues[5].start.0;
            assert!((moved + 3_000).abs() <= 150, "{found:?}");
        }
    }
}
