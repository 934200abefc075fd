//! The aligner over the conformance data: 96 transcripts and timelines with known times, measured as the data's own
//! scorer does (`../shared/conformance/align/README.md`), with the figures that were reached as the least that must
//! stay. The transcripts are parsed as the command does; the words of the data get the times of the words that they
//! share characters with.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use cuesmith::align::{
    AlignOptions, AlignedWord, TimedWord, TimelineKind, WordTimeline, align, parse_transcript,
};
use cuesmith::time::{Interval, Timestamp};
use serde_json::Value;

use crate::data::shared;

struct Case {
    id: String,
    language: String,
    features: Vec<String>,
    text: String,
    /// The words of the data, as byte ranges in the text.
    words: Vec<(u32, u32)>,
    timeline: WordTimeline,
    /// The true time of each word, where it is known; negative for one that is not spoken.
    truth: Vec<Option<(f64, f64)>>,
    /// First and last words of sentences, or of 84 characters.
    cues: Vec<(usize, usize)>,
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn load(folder: &Path) -> Case {
    let (truth, given) = (json(&folder.join("truth.json")), json(&folder.join("timeline.json")));
    let text = fs::read_to_string(folder.join("transcript.txt")).unwrap();
    let chars: Vec<(usize, char)> = text.char_indices().chain([(text.len(), ' ')]).collect();
    let list = |value: &Value| value.as_array().unwrap().clone();
    let words = list(&truth["words"]);
    let place = |at: usize, side: usize| words[at][side].as_u64().unwrap() as usize;
    let ranges = (0..words.len())
        .map(|at| (chars[place(at, 0)].0 as u32, chars[place(at, 1)].0 as u32))
        .collect();
    let times =
        words.iter().map(|word| word[2].as_f64().map(|start| (start, word[3].as_f64().unwrap())));
    let (mut cues, mut first) = (Vec::new(), 0);
    for at in 0..words.len() {
        let (mut ends, mut next) = (true, 0);
        if at + 1 < words.len() {
            let between = &chars[place(at, 1)..place(at + 1, 0)];
            ends = between.iter().any(|(_, c)| ".?!。？！\n".contains(*c));
            next = place(at + 1, 1) - place(at + 1, 0);
        }
        if ends || place(at, 1) - place(first, 0) + next + 1 > 84 {
            cues.push((first, at));
            first = at + 1;
        }
    }
    let duration = given["duration_ms"].as_i64().map(Timestamp);
    let mut timeline = WordTimeline { duration, ..WordTimeline::default() };
    let entries = given.get("words").unwrap_or_else(|| {
        timeline.kind = TimelineKind::Cues;
        &given["cues"]
    });
    for entry in list(entries) {
        let time = |value: &Value| value.as_f64().map(|ms| Timestamp(ms.round() as i64));
        let (start, end) = (time(&entry[0]), time(&entry[1]));
        timeline.push(entry[2].as_str().unwrap(), TimedWord { start, end, ..TimedWord::default() });
    }
    Case {
        id: truth["id"].as_str().unwrap().to_owned(),
        language: truth["lang"].as_str().unwrap_or("en").to_owned(),
        features: list(&truth["features"])
            .iter()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect(),
        truth: times.collect(),
        text,
        words: ranges,
        timeline,
        cues,
    }
}

/// All cases and what the aligner makes of them; none where the data is missing.
fn cases() -> &'static [(Case, Vec<AlignedWord>)] {
    static CASES: OnceLock<Vec<(Case, Vec<AlignedWord>)>> = OnceLock::new();
    CASES.get_or_init(|| {
        let Some(folder) = shared("align/cases") else { return Vec::new() };
        let mut folders: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        let cases = folders.iter().map(|folder| {
            let case = load(folder);
            let words =
                aligned(&case, &case.timeline).unwrap_or_else(|| panic!("{} is refused", case.id));
            (case, words)
        });
        cases.collect()
    })
}

/// The words of the data on a timeline; none where the transcript is refused. Each begins with the first and ends with
/// the last word of the parsed transcript that it shares characters with.
fn aligned(case: &Case, timeline: &WordTimeline) -> Option<Vec<AlignedWord>> {
    let transcript = parse_transcript(&case.text);
    let options = AlignOptions { language: Some(case.language.clone()), ..AlignOptions::default() };
    let found = align(&transcript, timeline, &options).ok()?.words;
    let parsed: Vec<_> = transcript.words().map(|word| &word.range).collect();
    let words = case.words.iter().map(|&(start, end)| {
        let first = parsed.partition_point(|range| range.end <= start);
        let last = parsed.partition_point(|range| range.start < end).max(first);
        let mut timed = found[first..last].iter().filter(|word| word.interval.is_some());
        let Some(word) = timed.next().copied() else { return AlignedWord::default() };
        let last = timed.next_back().unwrap_or(&word);
        let ends = word.interval.zip(last.interval);
        let interval = ends.map(|(first, last)| Interval { start: first.start, end: last.end });
        AlignedWord { interval, ..word }
    });
    Some(words.collect())
}

#[derive(Default)]
struct Score {
    scored: f64,
    /// Starts within 100 and 500 ms.
    within_100: f64,
    within_500: f64,
    /// The sum of errors, each at most 2 s.
    errors: f64,
    missing: f64,
    starts: (f64, f64),
    ends: (f64, f64),
    unspoken: (f64, f64),
}

impl Score {
    fn add(&mut self, case: &Case, words: &[AlignedWord]) {
        let time =
            |at: usize| words[at].interval.map(|time| (time.start.0 as f64, time.end.0 as f64));
        for (at, truth) in case.truth.iter().enumerate() {
            let Some(truth) = truth else { continue };
            if truth.0 < 0.0 {
                self.unspoken.1 += 1.0;
                self.unspoken.0 += f64::from(time(at).is_none() || words[at].confidence < 0.3);
                continue;
            }
            let error = time(at).map_or(60_000.0, |time| (time.0 - truth.0).abs());
            self.scored += 1.0;
            self.missing += f64::from(time(at).is_none());
            self.within_100 += f64::from(error <= 100.0);
            self.within_500 += f64::from(error <= 500.0);
            self.errors += error.min(2000.0);
        }
        let known = |at: usize| case.truth[at].filter(|truth| truth.0 >= 0.0);
        for &(first, last) in &case.cues {
            if let Some(truth) = known(first) {
                self.starts.1 += 1.0;
                self.starts.0 +=
                    f64::from(time(first).is_some_and(|time| (time.0 - truth.0).abs() <= 250.0));
            }
            if let Some(truth) = known(last) {
                self.ends.1 += 1.0;
                self.ends.0 +=
                    f64::from(time(last).is_some_and(|time| (time.1 - truth.1).abs() <= 250.0));
            }
        }
    }

    fn share(part: f64, whole: f64) -> f64 {
        100.0 * part / whole.max(1.0)
    }
}

fn scores() -> BTreeMap<&'static str, Score> {
    let mut out: BTreeMap<&'static str, Score> = BTreeMap::new();
    for (case, words) in cases() {
        let has = |name: &str| case.features.iter().any(|feature| feature == name);
        let weak = case.id.ends_with("_ps");
        for (name, belongs) in [
            ("all", true),
            ("real", case.id.starts_with("e21_")),
            ("swapped", has("swapped_paragraphs")),
            ("no spaces", has("no_spaces")),
            ("weak", weak),
        ] {
            if belongs {
                out.entry(name).or_default().add(case, words);
            }
        }
    }
    out
}

#[test]
fn times_are_as_near_to_the_truth_as_stated() {
    let scores = scores();
    if scores.is_empty() {
        return;
    }
    let mut missed = Vec::new();
    let mut least = |name: &str, what: &str, reached: f64, least: f64| {
        println!("{name}, {what}: {reached:.2} (at least {least})");
        if reached < least {
            missed.push(format!("{name}, {what}: {reached:.2} < {least}"));
        }
    };
    for (name, within_100, within_500, starts, ends) in [
        ("real", 96.6, 99.5, 98.0, 97.4),
        ("all", 87.4, 97.8, 93.0, 93.4),
        ("swapped", 88.0, 98.5, 91.5, 96.5),
        ("weak", 68.0, 93.0, 80.0, 80.0),
        ("no spaces", 90.0, 98.0, 70.0, 95.0),
    ] {
        let score = &scores[name];
        least(
            name,
            "starts within 100 ms",
            Score::share(score.within_100, score.scored),
            within_100,
        );
        least(
            name,
            "starts within 500 ms",
            Score::share(score.within_500, score.scored),
            within_500,
        );
        least(
            name,
            "cue starts within 250 ms",
            Score::share(score.starts.0, score.starts.1),
            starts,
        );
        least(name, "cue ends within 250 ms", Score::share(score.ends.0, score.ends.1), ends);
    }
    let all = &scores["all"];
    least("all", "unspoken words flagged", Score::share(all.unspoken.0, all.unspoken.1), 99.0);
    least("all", "spoken words with a time", 100.0 - Score::share(all.missing, all.scored), 99.7);
    least("all", "ms below 70 of the mean error", 70.0 - all.errors / all.scored.max(1.0), 0.0);
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn confidence_is_the_share_of_starts_within_200_ms() {
    let (mut high, mut low, mut middle) = ((0, 0), (0, 0), (0, 0));
    for (case, words) in cases() {
        for (truth, word) in case.truth.iter().zip(words) {
            let (Some(truth), Some(time)) = (truth, word.interval) else { continue };
            let near = truth.0 >= 0.0 && (time.start.0 as f64 - truth.0).abs() <= 200.0;
            let class = match word.confidence {
                0.9.. => &mut high,
                0.3.. => &mut middle,
                _ => &mut low,
            };
            *class = (class.0 + usize::from(near), class.1 + 1);
        }
    }
    if high.1 == 0 {
        return;
    }
    println!("near of all at 0.9 and more {high:?}, between {middle:?}, below 0.3 {low:?}");
    assert!(high.0 * 100 >= high.1 * 97, "0.9 and more: {high:?}");
    assert!(low.0 * 100 <= low.1 * 30, "below 0.3: {low:?}");
    assert!(high.1 * 10 >= (high.1 + middle.1 + low.1) * 7, "most words are sure");
}

#[test]
fn forty_transcripts_of_something_else_are_refused() {
    let cases = cases();
    // The call, text or reading that a case is of: the second part of its name, and the data's own name of a file.
    let source = |case: &Case| case.id.split('_').nth(1).unwrap_or_default().to_owned();
    let mut refused = 0;
    for (at, (case, _)) in cases.iter().enumerate() {
        let (other, _) = &cases[(at + 29) % cases.len()];
        let same_text = source(case) == source(other)
            || case.id.starts_with("tts") && other.id.starts_with("tts");
        if refused == 40 || same_text || case.features.iter().any(|name| name == "full_length") {
            continue;
        }
        assert!(aligned(case, &other.timeline).is_none(), "{} on {}", case.id, other.id);
        refused += 1;
    }
    assert!(cases.is_empty() || refused == 40, "{refused} pairs");
}
