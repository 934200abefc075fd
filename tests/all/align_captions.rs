//! Captions of real transcripts and timelines, from the conformance data: that they keep their limits and lose
//! nothing, and where they end their cues.

use std::fs;

use cuesmith::align::{
    AlignOptions, Exceeded, RecognizedOptions, SegmentOptions, SegmentedCue, SpeakerMarks,
    Unspoken, align, misplaced_word, parse_transcript, read_timeline, recognized, segment,
};
use cuesmith::reflow::{BreakWords, Width};
use cuesmith::timeline::graphemes;

use crate::data::shared;

/// What there is in a set of captions.
#[derive(Debug, Default)]
struct Seen {
    cues: usize,
    /// Ends of cues that another cue follows.
    ends: usize,
    /// Those after punctuation or with a pause of 300 ms.
    good: usize,
    over: usize,
    fast: usize,
}

/// The words of a transcript or a timeline with their times, and the language in the name of the case.
fn options(language: &str, wide: bool) -> SegmentOptions<'static> {
    SegmentOptions {
        words: BreakWords::of(Some(language)),
        width: if wide { Width::EastAsian } else { Width::Graphemes },
        speakers: SpeakerMarks::Names,
        ..SegmentOptions::default()
    }
}

/// Holds every cue to the limits; `squeezed` cues are those that say that they have no time.
fn look(name: &str, cues: &[SegmentedCue], options: &SegmentOptions<'_>, seen: &mut Seen) {
    let mut before: Option<&SegmentedCue> = None;
    for cue in cues {
        let Exceeded { chars, lines, time, cps } = cue.exceeded;
        let widest = cue.text.lines().map(|line| options.width.of(line)).max().unwrap_or(0);
        assert!(
            !lines && cue.text.lines().count() <= options.max_lines as usize,
            "{name}: {cue:?}"
        );
        assert_eq!(chars, widest > options.max_chars, "{name}: {cue:?}");
        assert!(!chars || !cue.text.contains(char::is_whitespace), "{name}: {cue:?}");
        let lasts = cue.interval.duration();
        assert!(lasts > 0 && lasts <= options.max_duration, "{name}: {cue:?}");
        assert!(time || lasts >= options.min_duration, "{name}: {cue:?}");
        if let Some(before) = before {
            let gap = cue.interval.start.0 - before.interval.end.0;
            let squeezed = time || before.exceeded.time;
            let least = if squeezed { 0 } else { options.min_gap };
            assert!(gap >= least, "{name}: {before:?} {cue:?}");
        }
        let need = f64::from(graphemes(&cue.text.replace('\n', " "))) * 1_000.0 / options.max_cps;
        assert_eq!(cps, need.ceil() as i64 > lasts, "{name}: {cue:?}");
        seen.cues += 1;
        seen.over += usize::from(time || chars);
        seen.fast += usize::from(cps && !time);
        before = Some(cue);
    }
}

/// Counts the ends of cues at punctuation, and those at a pause between the words.
fn count_ends(cues: &[SegmentedCue], times: &dyn Fn(u32) -> Option<(i64, i64)>, seen: &mut Seen) {
    for pair in cues.windows(2) {
        let (last, next) = (&pair[0], &pair[1]);
        let marks = |c: char| c.is_alphanumeric() || "%$€£&@#*".contains(c);
        let punctuated = !last.text.trim_end().ends_with(marks);
        let pause = || {
            let (_, end) = times(last.words.end.checked_sub(1)?)?;
            let (start, _) = times(next.words.start)?;
            Some(start - end >= 300)
        };
        seen.ends += 1;
        seen.good += usize::from(punctuated || pause() == Some(true));
    }
}

#[test]
fn captions_of_all_cases_keep_their_limits_and_end_at_punctuation_and_pauses() {
    let Some(folder) = shared("align/cases") else { return };
    let mut cases: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    let (mut seen, mut kept) = (Seen::default(), 0);
    for case in &cases {
        let name = case.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(case.join("transcript.txt")).unwrap();
        let timeline =
            read_timeline(&fs::read_to_string(case.join("timeline.json")).unwrap()).unwrap();
        let language = name.strip_prefix("tts_").map_or("en", |rest| &rest[..2]);
        let transcript = parse_transcript(&text);
        let aligning =
            AlignOptions { language: Some(language.to_owned()), ..AlignOptions::default() };
        let alignment = align(&transcript, &timeline, &aligning).unwrap();
        let wide = matches!(language, "zh" | "ja");
        let base = options(language, wide);
        for unspoken in [Unspoken::Drop, Unspoken::Keep, Unspoken::Mark] {
            let options = SegmentOptions { unspoken, ..base.clone() };
            let cues = segment(&transcript, &alignment, &options);
            let mut here = Seen::default();
            look(name, &cues, &options, &mut here);
            assert_eq!(misplaced_word(&transcript, &alignment, &cues, unspoken), None, "{name}");
            if unspoken == Unspoken::Drop {
                // Without text that is not spoken, nothing has no time.
                assert!(cues.iter().all(|cue| !cue.exceeded.time), "{name}");
                let times = |word: u32| {
                    let time = alignment.words.get(word as usize)?.interval?;
                    Some((time.start.0, time.end.0))
                };
                count_ends(&cues, &times, &mut here);
                if std::env::var("CUESMITH_SHOW").is_ok() {
                    println!("{name}: {here:?}");
                }
                seen.cues += here.cues;
                seen.ends += here.ends;
                seen.good += here.good;
                seen.over += here.over;
                seen.fast += here.fast;
            } else {
                kept += here.over;
            }
        }
    }
    let share = seen.good as f64 / seen.ends as f64;
    println!(
        "{} cases: {seen:?}, {share:.3} good ends; kept text without time: {kept} cues",
        cases.len()
    );
    assert!(cases.len() >= 96 && seen.cues > 10_000);
    assert!(share >= 0.7, "{share}");
    assert!((seen.over as f64) < 0.001 * seen.cues as f64, "{seen:?}");
}

#[test]
fn every_recognizer_without_a_transcript_gives_captions_within_their_limits() {
    let Some(folder) = shared("align/formats") else { return };
    let mut seen = Seen::default();
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let Ok(timeline) = read_timeline(&text) else { continue };
        let heard = recognized(&timeline, &RecognizedOptions::default());
        let transcript = heard.transcript();
        let options = SegmentOptions { unspoken: Unspoken::Drop, ..options("en", false) };
        let cues = segment(&transcript, &heard.alignment, &options);
        look(&name, &cues, &options, &mut seen);
        assert_eq!(
            misplaced_word(&transcript, &heard.alignment, &cues, Unspoken::Drop),
            None,
            "{name}"
        );
        files += 1;
    }
    println!("{files} files: {seen:?}");
    assert!(files > 5 && seen.cues > 50, "{files} files, {seen:?}");
}
