//! `align::sync` on files whose true times are known: shifted, stretched, cut, with cues missing and in another
//! language's segmentation, and on files of other media.

use cuesmith::align::sync::{ReferenceKind, Sync, SyncOptions, sync};
use cuesmith::retime::{Negative, remap_parts};
use cuesmith::source::{Edits, Source};
use cuesmith::time::{Interval, TimeMap, Timestamp};
use cuesmith::{ReadOptions, open};

/// Knuth's MMIX generator.
struct Random(u64);

impl Random {
    fn below(&mut self, below: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % below as u64) as i64
    }

    fn one_in(&mut self, n: i64) -> bool {
        self.below(n) == 0
    }
}

/// Cues as people speak: of one to six seconds, most close after the last, some after a pause.
fn talk(seed: u64, count: usize) -> Vec<Interval> {
    let mut random = Random(seed * 77 + 1);
    let mut at = 500 + random.below(20_000);
    let mut cues = Vec::new();
    for _ in 0..count {
        let length = 900 + random.below(2200) + random.below(2200);
        cues.push(Interval::from_ms(at, at + length));
        at += length
            + match random.below(10) {
                0..6 => random.below(200),
                6..9 => 300 + random.below(1700),
                _ => 2000 + random.below(13_000),
            };
    }
    cues
}

/// Cues without pauses, as of someone who reads a text aloud.
fn dense(seed: u64, count: usize) -> Vec<Interval> {
    let mut random = Random(seed * 131 + 5);
    let mut at = 300;
    let mut cues = Vec::new();
    for _ in 0..count {
        let length = 1500 + random.below(1500) + random.below(1500);
        cues.push(Interval::from_ms(at, at + length));
        at += length;
    }
    cues
}

fn jittered(cues: &[Interval], by: i64, seed: u64) -> Vec<Interval> {
    let mut random = Random(seed);
    let mut off = || random.below(2 * by + 1) - by;
    cues.iter().map(|cue| Interval::from_ms(cue.start.0 + off(), cue.end.0 + off())).collect()
}

/// Without one cue in `n`.
fn thinned(cues: &[Interval], n: i64, seed: u64) -> Vec<Interval> {
    let mut random = Random(seed + 9);
    cues.iter().copied().filter(|_| !random.one_in(n)).collect()
}

/// As another translator would have it: one cue in five is two, one in five is joined with the next.
fn resegmented(cues: &[Interval], seed: u64) -> Vec<Interval> {
    let mut random = Random(seed + 3);
    let mut out: Vec<Interval> = Vec::new();
    let mut joins = false;
    for cue in cues {
        match out.last_mut() {
            Some(last) if joins && cue.start.0 - last.end.0 < 600 => last.end = cue.end,
            _ => out.push(*cue),
        }
        joins = random.one_in(5);
        let last = out.last_mut().unwrap();
        let length = last.end.0 - last.start.0;
        if !joins && length > 2400 && random.one_in(5) {
            let at = last.start.0 + length * (35 + random.below(30)) / 100;
            let end = last.end.0;
            last.end.0 = at - 80;
            out.push(Interval::from_ms(at, end));
        }
    }
    out
}

/// What each cue of the file is off by after the change.
fn errors(found: &Sync, file: &[Interval], truth: &[Interval]) -> Vec<i64> {
    let of = |(cue, is): (&Interval, &Interval)| {
        (found.map_at(cue.start).apply(cue.start).0 - is.start.0).abs()
    };
    file.iter().zip(truth).map(of).collect()
}

fn share_within(errors: &[i64], ms: i64) -> f64 {
    errors.iter().filter(|error| **error <= ms).count() as f64 / errors.len() as f64
}

/// A file whose times are other than the truth says, by a rule.
fn moved(truth: &[Interval], to: impl Fn(i64) -> i64) -> Vec<Interval> {
    truth.iter().map(|cue| Interval::from_ms(to(cue.start.0), to(cue.end.0))).collect()
}

#[track_caller]
fn assert_found(name: &str, file: &[Interval], truth: &[Interval], reference: &[Interval]) {
    let found = sync(file, reference, &SyncOptions::default()).unwrap();
    let errors = errors(&found, file, truth);
    let share = share_within(&errors, 100);
    println!(
        "{name}: {} parts, scale {:?}, matched {:.2}, chance {:.2}, confidence {:.2}, within 100 ms {share:.3}",
        found.parts.len(),
        found.parts[0].map.scale,
        found.matched,
        found.chance,
        found.confidence
    );
    assert!(found.belongs, "{name}");
    assert!(share >= 0.95, "{name}: {share} within 100 ms");
}

#[test]
fn a_shift_is_found() {
    for (seed, by) in (0..).zip([-12_345, 40, 700, 65_000, 3_600_000]) {
        {
            let truth = talk(seed, 250);
            let file = moved(&truth, |ms| ms + by);
            let reference = jittered(&thinned(&truth, 10, seed), 50, seed);
            assert_found(&format!("shift {by}"), &file, &truth, &reference);
            let other = jittered(&thinned(&resegmented(&truth, seed), 8, seed), 50, seed + 1);
            assert_found(&format!("shift {by}, other language"), &file, &truth, &other);
        }
    }
}

#[test]
fn a_shift_of_short_and_of_dense_files_is_found() {
    for seed in 0..3 {
        let truth = talk(seed + 50, 25);
        let file = moved(&truth, |ms| ms + 8200);
        assert_found("short", &file, &truth, &jittered(&truth, 50, seed));
        let truth = dense(seed, 300);
        let file = moved(&truth, |ms| ms - 5100);
        let reference = jittered(&thinned(&truth, 10, seed), 50, seed);
        assert_found("dense", &file, &truth, &reference);
    }
}

#[test]
fn another_frame_rate_and_a_free_drift_are_found() {
    let ratios = [
        (960, 1001),
        (1001, 960),
        (25, 24),
        (24, 25),
        (1000, 1001),
        (1003, 1000),
        (10_210, 10_000),
        (9_875, 10_000),
    ];
    for (seed, (n, d)) in (0..).zip(ratios) {
        let truth = talk(seed + 10, 500);
        let reference = jittered(&thinned(&resegmented(&truth, seed), 10, seed), 50, seed);
        {
            let file = moved(&truth, |ms| ms * n / d + 2750);
            assert_found(&format!("drift {n}/{d}"), &file, &truth, &reference);
        }
    }
}

#[test]
fn parts_that_are_cut_out_are_found() {
    for seed in 0..2 {
        let truth = talk(seed + 20, 600);
        // The video of the file lacks 30 s at one third; 45 s were put in at two thirds.
        let (one, two) = (truth[200].start.0 - 1, truth[400].start.0 - 1);
        let to = |ms: i64| {
            ms + 1200 - if ms >= one { 30_000 } else { 0 } + if ms >= two { 45_000 } else { 0 }
        };
        let file = moved(&truth, to);
        let reference = jittered(&thinned(&resegmented(&truth, seed), 10, seed), 50, seed);
        assert_found("cuts", &file, &truth, &reference);
        let file = moved(&file, |ms| ms * 1001 / 960);
        assert_found("cuts and drift", &file, &truth, &reference);
    }
}

#[test]
fn a_file_of_other_media_is_refused_and_the_right_one_taken() {
    let make = |seed: u64| {
        if seed.is_multiple_of(2) { talk(seed + 100, 100) } else { dense(seed + 100, 100) }
    };
    let (mut refused, mut taken) = (0, 0);
    for seed in 0..20 {
        let truth = make(seed);
        let reference = jittered(&thinned(&resegmented(&truth, seed), 8, seed), 50, seed);
        let right =
            sync(&moved(&truth, |ms| ms + 4000), &reference, &SyncOptions::default()).unwrap();
        let wrong = sync(&make(seed + 40), &reference, &SyncOptions::default()).unwrap();
        println!(
            "{seed}: right {:.2} against {:.2}: {:.2}; wrong {:.2} against {:.2}: {:.2}, {} parts",
            right.matched,
            right.chance,
            right.confidence,
            wrong.matched,
            wrong.chance,
            wrong.confidence,
            wrong.parts.len()
        );
        taken += u32::from(right.belongs);
        refused += u32::from(!wrong.belongs);
    }
    assert_eq!((taken, refused), (20, 20));
}

/// When someone speaks, if cues say what and each is three phrases with a breath between some of them.
fn voices(cues: &[Interval], seed: u64) -> Vec<Interval> {
    let mut random = Random(seed + 21);
    let mut out: Vec<Interval> = Vec::new();
    for cue in cues {
        let (start, third) = (cue.start.0, cue.duration() / 3);
        for phrase in 0..3 {
            let from = start + phrase * third + random.below(60) - 30;
            let until = start + (phrase + 1) * third - random.below(220);
            match out.last_mut() {
                Some(last) if from - last.end.0 < 120 => {
                    last.end = Timestamp(until.max(last.end.0));
                }
                _ => out.push(Interval::from_ms(from, until.max(from + 50))),
            }
        }
    }
    out
}

#[test]
fn speech_of_the_same_talk_is_taken_and_of_another_refused() {
    let options = SyncOptions { kind: ReferenceKind::Voices, ..SyncOptions::default() };
    let (mut refused, mut highest, mut lowest) = (0, 0.0_f64, 1.0_f64);
    for seed in 0..12 {
        let truth = talk(seed + 300, 60);
        let file = moved(&truth, |ms| ms + 2750);
        let right = sync(&file, &voices(&truth, seed), &options).unwrap();
        assert!(right.belongs, "{seed}: {right:?}");
        let errors = errors(&right, &file, &truth);
        assert!(share_within(&errors, 150) >= 0.95, "{seed}: {right:?}");
        let other = talk(seed + 500, 60);
        let wrong = sync(&file, &voices(&other, seed), &options).unwrap();
        refused += u32::from(!wrong.belongs);
        (lowest, highest) = (lowest.min(right.confidence), highest.max(wrong.confidence));
    }
    println!("right ones {lowest:.2} and more, wrong ones at most {highest:.2}");
    assert_eq!(refused, 12);
}

#[test]
fn parts_of_a_file_move_and_nothing_else_changes() {
    let text = "WEBVTT\r\n\r\nNOTE kept\r\n\r\n1\r\n00:01.000 --> 00:02.000 line:0\r\nOne <00:01.500>two\r\n\r\n\
                x\r\n00:40.000 --> 00:41.000\r\nThree <00:40.250>four\r\n";
    let source = Source::from_text(text);
    let file = open(&source, None, &ReadOptions::default());
    let map = |start: Timestamp| TimeMap::shift(if start.0 < 30_000 { 500 } else { -30_000 });
    let moved = remap_parts(&file, &map, Negative::Refuse).unwrap();
    let edits: Edits = moved.edits.into_iter().collect();
    let expected = text
        .replace("00:01.000 --> 00:02.000", "00:01.500 --> 00:02.500")
        .replace("00:01.500>", "00:02.000>")
        .replace("00:40.000 --> 00:41.000", "00:10.000 --> 00:11.000")
        .replace("00:40.250", "00:10.250");
    assert_eq!(edits.apply(text).unwrap(), expected);
    let back = |_| TimeMap::shift(-1500);
    assert!(remap_parts(&file, &back, Negative::Refuse).is_err());
    let clipped = remap_parts(&file, &back, Negative::Clip).unwrap();
    assert_eq!(clipped.times[0], (0, Interval::from_ms(0, 500)));
}

#[test]
fn too_few_cues_and_hostile_times_are_no_failure() {
    let few = talk(1, 3);
    assert_eq!(sync(&few, &talk(1, 50), &SyncOptions::default()), None);
    let end =
        |start| Interval { start: Timestamp(start), end: Timestamp(start).max(Timestamp::OPEN) };
    assert_eq!(sync(&[end(5); 9], &talk(1, 50), &SyncOptions::default()), None);
    // All at once, backwards, at the ends of the range.
    let odd: Vec<Interval> = (0..40)
        .map(|n| match n % 4 {
            0 => Interval::from_ms(0, 1),
            1 => Interval::from_ms(i64::MAX - 9, i64::MAX - 1),
            2 => Interval::from_ms(i64::MIN, 7),
            _ => Interval::from_ms(3_599_000_000 - n, 3_599_999_999),
        })
        .collect();
    for (one, other) in [(&odd, &talk(2, 30)), (&talk(2, 30), &odd), (&odd, &odd)] {
        let found = sync(one, other, &SyncOptions::default());
        assert!(found.is_none_or(|found| found.parts.iter().all(|part| part.map.scale.0 > 0)));
    }
}
