//! What holds for every alignment, whatever the transcript and the timeline say.

use std::fmt::Write as _;

use cuesmith::align::{
    AlignOptions, AlignedWord, Alignment, Item, ItemKind, RepairKind, TimedWord, TimelineKind,
    Transcript, WordTimeline, align,
};
use cuesmith::time::Timestamp;
use proptest::prelude::*;
use serde_json::json;

use crate::align_text::{Chance, heard, text, transcript, word};
use crate::fuzz_corpus::properties;

const FORCED: AlignOptions = AlignOptions { language: None, force: true, repair: true };

fn aligned(text: &str, timeline: &WordTimeline) -> Alignment {
    align(&transcript(text), timeline, &FORCED).unwrap()
}

fn starts(alignment: &Alignment) -> Vec<Option<i64>> {
    alignment.words.iter().map(|word| word.interval.map(|interval| interval.start.0)).collect()
}

/// One word for each of the transcript's, and times within the media, in order, apart, and not empty.
fn check(alignment: &Alignment, words: usize, duration: i64) {
    assert_eq!(alignment.words.len(), words);
    let mut spoken: Vec<&AlignedWord> =
        alignment.words.iter().filter(|word| word.interval.is_some()).collect();
    if alignment.moved.is_empty() {
        assert!(
            spoken.is_sorted_by_key(|word| word.interval.unwrap().start),
            "words in the order of the text"
        );
    }
    spoken.sort_by_key(|word| word.interval.unwrap().start);
    let mut free = 0;
    for word in spoken {
        let interval = word.interval.unwrap();
        assert!(
            interval.start.0 >= free && interval.start < interval.end,
            "{interval:?} after {free}"
        );
        free = interval.end.0;
    }
    assert!(free <= duration, "{free} of {duration}");
    for word in &alignment.words {
        assert!((0.0..=1.0).contains(&word.confidence));
        assert_eq!(word.flags.unspoken, word.interval.is_none());
    }
    assert!((0.0..=1.0).contains(&alignment.evidence));
}

/// Words of few letters from few words, so that much is alike, with digits, signs and other scripts.
fn any_word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0u64..30).prop_map(word),
        1 => prop::sample::select(vec!["25", "$3.5", "2020", "we're", "10:30", "%", "uh", "日", "ก็", "well-known", "1,000"])
            .prop_map(str::to_owned),
    ]
}

/// A timeline of any times, also broken ones.
fn any_timeline() -> impl Strategy<Value = WordTimeline> {
    let time = prop_oneof![8 => (0i64..60_000).prop_map(Some), 1 => Just(None), 1 => (-500i64..90_000).prop_map(Some)];
    let entries = prop::collection::vec((any_word(), time.clone(), time), 0..60);
    (entries, any::<bool>(), prop_oneof![Just(None), (0i64..70_000).prop_map(Some)], any::<bool>())
        .prop_map(|(mut entries, sorted, duration, cues)| {
            if sorted {
                entries.sort_by_key(|entry| entry.1);
            }
            let mut out =
                WordTimeline { duration: duration.map(Timestamp), ..WordTimeline::default() };
            if cues {
                out.kind = TimelineKind::Cues;
            }
            for (text, start, end) in entries {
                let (start, end) = (start.map(Timestamp), end.map(Timestamp));
                out.push(&text, TimedWord { start, end, ..TimedWord::default() });
            }
            out
        })
}

/// A timeline as a file: JSON of a recognizer, CTM or SRT, with times that may be broken.
fn any_timeline_file() -> impl Strategy<Value = String> {
    let entries = prop::collection::vec((any_word(), -20i64..6_000, 0i64..300), 0..50);
    (entries, 0..3).prop_map(|(entries, format)| {
        let mut out = String::new();
        let seconds = |hundredths: i64| hundredths as f64 / 100.0;
        for (at, (word, start, lasts)) in entries.into_iter().enumerate() {
            let end = start + lasts;
            let _ = match format {
                0 => write!(
                    out,
                    ",{}",
                    json!({"word": word, "start": seconds(start), "end": seconds(end)})
                ),
                1 => writeln!(
                    out,
                    "t 1 {} {} {}",
                    seconds(start),
                    seconds(lasts),
                    word.replace(' ', "")
                ),
                _ => {
                    let clock = |hundredths: i64| {
                        let hundredths = hundredths.max(0);
                        format!("00:00:{:02},{:03}", hundredths / 100 % 60, hundredths % 100 * 10)
                    };
                    writeln!(out, "{}\n{} --> {}\n{word}\n", at + 1, clock(start), clock(end))
                }
            };
        }
        if format == 0 {
            out = format!(r#"{{"segments":[{{"words":[{}]}}]}}"#, out.trim_start_matches(','));
        }
        out
    })
}

/// A transcript as people write it: words, paragraphs, speakers, sounds, time codes.
fn any_transcript_file() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        20 => any_word(),
        2 => prop::sample::select(vec![".", "?\n\n", ",", "\n", "\nANNA: ", "\n>> ", "(laughs)", "[00:01:02]", "—", "\u{a0}", "\r\n"])
            .prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.join(" "))
}

/// A timeline with its times stretched, then shifted.
fn changed(timeline: &WordTimeline, factor: i64, shift: i64) -> WordTimeline {
    let mut changed = timeline.clone();
    let words = changed.words.iter_mut().flat_map(|word| [&mut word.start, &mut word.end]);
    for time in words.chain([&mut changed.duration]).flatten() {
        time.0 = factor * time.0 + shift;
    }
    changed
}

fn duration(timeline: &WordTimeline) -> i64 {
    let times =
        timeline.words.iter().flat_map(|word| [word.start, word.end]).chain([timeline.duration]);
    times.flatten().map(|time| time.0).max().unwrap_or(0).max(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_times_become_usable_ones(
        words in prop::collection::vec(any_word(), 0..60),
        timeline in any_timeline(),
    ) {
        let text = words.join(" ");
        let alignment = aligned(&text, &timeline);
        check(&alignment, transcript(&text).words().count(), duration(&timeline));
        prop_assert_eq!(aligned(&text, &timeline), alignment);
    }

    #[test]
    fn any_files_give_ordered_words_and_cues_within_limits(
        transcript in any_transcript_file(),
        timeline in any_timeline_file(),
    ) {
        properties::align(format!("{transcript}\n===\n{timeline}").as_bytes());
    }

    #[test]
    fn the_text_of_the_timeline_has_its_times(words in 1usize..300, seed in any::<u64>()) {
        let text = text(words, seed);
        let timeline = heard(&text, 0, seed);
        let times: Vec<_> = timeline.words.iter().map(|word| word.start.zip(word.end)).collect();
        let found: Vec<_> = aligned(&text, &timeline).words.iter()
            .map(|word| word.interval.map(|interval| (interval.start, interval.end))).collect();
        prop_assert_eq!(found, times);
    }

    #[test]
    fn a_shift_of_the_timeline_is_that_of_every_word(
        words in 20usize..200,
        seed in any::<u64>(),
        shift in 0i64..10_000,
    ) {
        let text = text(words, seed);
        // From ten seconds on, so that the start of the media is as far away from both.
        let timeline = changed(&heard(&text, 15, seed), 1, 10_000);
        let before = starts(&aligned(&text, &timeline));
        let after = starts(&aligned(&text, &changed(&timeline, 1, shift)));
        let moved: Vec<_> = before.iter().map(|start| start.map(|start| start + shift)).collect();
        prop_assert_eq!(after, moved);
    }

    #[test]
    fn a_stretch_of_the_timeline_is_that_of_nearly_every_word(words in 100usize..300, seed in any::<u64>()) {
        let text = text(words, seed);
        let timeline = heard(&text, 15, seed);
        let before = starts(&aligned(&text, &timeline));
        let after = starts(&aligned(&text, &changed(&timeline, 2, 0)));
        let mut exact = 0;
        for (at, (before, after)) in before.iter().zip(&after).enumerate() {
            prop_assert!(before.is_none() == after.is_none(), "word {at}: {before:?} {after:?}");
            exact += usize::from(before.zip(*after).is_some_and(|(before, after)| (2 * before - after).abs() <= 2));
        }
        // Pauses are judged in milliseconds, however fast the speech is: words beside one may come to its other side.
        prop_assert!(exact * 100 >= before.len() * 90, "{exact} of {}", before.len());
    }

    #[test]
    fn a_foreign_paragraph_moves_no_other_word(
        seed in any::<u64>(),
        place in 1usize..8,
        length in 40u64..150,
    ) {
        let own = text(240, seed);
        let foreign: String =
            (0..length).map(|at| format!("quay{} ", word(seed % 4000 + at))).collect();
        let timeline = heard(&own, 0, seed);
        let before = starts(&aligned(&own, &timeline));
        // Between two sentences.
        let parts: Vec<&str> = own.split_inclusive(". ").collect();
        let place = (parts.len() * place / 8).clamp(1, parts.len());
        let (head, tail) = (parts[..place].concat(), parts[place..].concat());
        let changed = format!("{head}\n{}.\n{tail}", foreign.trim());
        let after = starts(&aligned(&changed, &timeline));
        let cut = transcript(&head).words().count();
        // One or two words after so much text that was not heard are no evidence of where they are spoken.
        prop_assume!(240 - cut >= 5);
        let kept = after[..cut].iter().chain(&after[cut + length as usize..]);
        for (at, (before, after)) in before.iter().zip(kept).enumerate() {
            prop_assert!(
                before.zip(*after).is_some_and(|(before, after)| (before - after).abs() <= 100),
                "word {at}: {before:?} {after:?}",
            );
        }
    }
}

#[test]
fn a_loop_of_the_recognizer_is_reported_and_left_out() {
    let text = text(200, 7);
    let mut timeline = heard(&text, 0, 7);
    let from = timeline.words[100].start.unwrap().0;
    timeline.words.truncate(100);
    for round in 0..40 {
        for (at, word) in (0..).zip(["thanks", "for", "watching"]) {
            let start = from + (round * 3 + at) * 200;
            let (start, end) = (Some(Timestamp(start)), Some(Timestamp(start + 180)));
            timeline.push(word, TimedWord { start, end, ..TimedWord::default() });
        }
    }
    let alignment = align(&transcript(&text), &timeline, &AlignOptions::default()).unwrap();
    check(&alignment, 200, duration(&timeline));
    let loops = alignment.repairs.iter().filter(|repair| repair.kind == RepairKind::Loop);
    assert_eq!(loops.map(|repair| repair.entries.clone()).collect::<Vec<_>>(), vec![103..220]);
    assert_eq!(alignment.words[99].interval.unwrap().start, timeline.words[99].start.unwrap());
}

#[test]
fn a_megabyte_without_a_blank_is_a_word() {
    let long = "ab1c".repeat(250_000);
    let timeline = heard("a b c d", 0, 1);
    let items = vec![Item {
        range: 0..long.len() as u32,
        kind: ItemKind::Word,
        speaker: None,
        paragraph: 0,
    }];
    let transcript = Transcript { text: &long, items, speakers: Vec::new() };
    let alignment = align(&transcript, &timeline, &FORCED).unwrap();
    check(&alignment, 1, duration(&timeline));

    let mut timeline = WordTimeline::default();
    let (start, end) = (Some(Timestamp(0)), Some(Timestamp(1000)));
    timeline.push(&long, TimedWord { start, end, ..TimedWord::default() });
    check(&aligned("a b c", &timeline), 3, 1000);
}

#[test]
fn nothing_is_a_transcript_and_a_timeline_too() {
    let empty = WordTimeline::default();
    assert_eq!(
        align(&transcript(""), &empty, &AlignOptions::default()).unwrap(),
        Alignment { evidence: 1.0, ..Alignment::default() }
    );
    assert!(align(&transcript("a b"), &empty, &AlignOptions::default()).is_err());
    let forced = aligned("a b", &empty);
    assert!(forced.words.iter().all(|word| word.flags.unspoken));
    check(&aligned("", &heard("a b", 0, 1)), 0, 10_000);
}

#[test]
fn words_in_any_order_are_refused_and_forced_ones_stay_in_bounds() {
    let own = text(3000, 3);
    let timeline = heard(&own, 10, 3);
    let mut words: Vec<&str> = own.split_whitespace().collect();
    let mut chance = Chance(5);
    for at in (1..words.len()).rev() {
        words.swap(at, chance.below(at as u64 + 1) as usize);
    }
    let shuffled = words.join(" ");
    assert!(align(&transcript(&shuffled), &timeline, &AlignOptions::default()).is_err());
    check(&aligned(&shuffled, &timeline), 3000, duration(&timeline));
    let other = text(3000, 4);
    assert!(align(&transcript(&other), &timeline, &AlignOptions::default()).is_err());
    check(&aligned(&other, &timeline), 3000, duration(&timeline));
}
