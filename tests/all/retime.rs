//! Retiming over our own fixtures and every input of the conformance data: there and back again gives
//! the same bytes, nothing but times changes, and TTML stays exact.

use crate::common::{self, reading};
use cuesmith::reflow::DurationLimit;
use cuesmith::retime::{
    self, JoinShort, Limits, Negative, Options, RetimeError, Steps, TimeChange, TimeMap, Unresolved,
};
use cuesmith::source::Source;
use cuesmith::source::{DecodeOptions, decode};
use cuesmith::time::{Interval, Timestamp};
use cuesmith::timeline::{Timeline, visible_text};
use cuesmith::{Format, ReadOptions, detect, open, read};
use proptest::prelude::*;

/// A file with other times: the text after the edits, and what is said of it.
#[derive(Debug, PartialEq)]
struct Retimed {
    text: String,
    changes: Vec<TimeChange>,
    left: Vec<Unresolved>,
    reformed: u32,
}

fn retime(text: &str, reading: &ReadOptions, options: &Options) -> Result<Retimed, RetimeError> {
    let source = Source::from_text(text);
    let done = retime::retime(&open(&source, None, reading), options)?;
    let retime::Retimed { edits, changes, left, reformed, .. } = done;
    Ok(Retimed { text: edits.apply(text).unwrap(), changes, left, reformed })
}

fn shift(ms: i64) -> Options {
    Options { map: TimeMap::shift(ms), ..Options::default() }
}

/// Every SRT and WebVTT input as text.
fn texts() -> Vec<(String, String, Format)> {
    let inputs = common::all_inputs().into_iter();
    inputs
        .map(|(name, bytes)| {
            let text = decode(&bytes, &DecodeOptions::default()).unwrap().text.into_owned();
            let format = detect(&text, Some(&name));
            (name, text, format)
        })
        .filter(|(_, _, format)| matches!(format, Format::Srt | Format::WebVtt))
        .collect()
}

/// Every TTML input as text.
fn ttml_texts() -> Vec<(String, String)> {
    let Some(folder) = common::shared("ttml/inputs") else { return Vec::new() };
    let inputs = common::files(&folder, &["ttml", "xml", "dfxp"]).into_iter();
    inputs.filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?))).collect()
}

fn shown(timeline: &Timeline<'_>) -> Vec<(Interval, String)> {
    let cues = timeline.cues.iter();
    cues.map(|cue| (cue.interval, visible_text(timeline, cue))).collect()
}

/// Why a time as written cannot come back from a shift by `ms` as it was: the form does not say the
/// time that is between, and nothing in the longer one says that it was shorter; or only readers
/// tolerate it. `None` for all others.
fn lost_form(written: &str, time: Timestamp, ms: i64) -> Option<&'static str> {
    let there = time.0 + ms;
    let digits: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).collect();
    let marks: Vec<&str> = written
        .split(|c: char| c.is_ascii_digit())
        .map(str::trim)
        .filter(|mark| !mark.is_empty())
        .collect();
    let digits: Vec<&str> = digits.into_iter().filter(|part| !part.is_empty()).collect();
    if marks.iter().any(|mark| ![":", ",", ".", ";"].contains(mark)) {
        return Some("a minus sign, digits or marks of another script");
    }
    let last = marks.last()?;
    let fraction = match (digits.len(), *last) {
        (4, ":" | ";") if digits[3].len() < 3 => return Some("frames"),
        (4, _) => true,
        (3, ":") | (2, ":") => false,
        (3, ",") => true,
        (3, mark) => mark != marks[0] || digits[2].len() > 2,
        _ => return Some("no time"),
    };
    let clock = &digits[..digits.len() - usize::from(fraction)];
    let value = |at: usize| clock[clock.len() - at].parse::<i64>().unwrap_or(99);
    if value(1) > 59 || value(2) > 59 {
        return Some("minutes or seconds over 59");
    }
    if clock.len() == 2 && there >= 3_600_000 {
        return Some("hours appear");
    }
    let values = [there / 1000 % 60, there / 60_000 % 60, there / 3_600_000];
    for (field, value) in clock.iter().rev().zip(values) {
        if field.len() == 1 && value > 9 {
            return Some("a field of one digit grows");
        }
    }
    let least = if fraction { digits[digits.len() - 1].len() } else { 0 };
    let unit = [1000, 100, 10, 1][least.min(3)];
    (there % unit != 0).then_some("a short fraction grows")
}

/// The same for the times of a file: the first reason there is.
fn lost_forms(timeline: &Timeline<'_>, ms: i64) -> Option<&'static str> {
    timeline.cues.iter().find_map(|cue| {
        let lost =
            |span: cuesmith::source::Span, time| lost_form(span.slice(timeline.source), time, ms);
        lost(cue.origin.start, cue.interval.start).or(lost(cue.origin.end, cue.interval.end))
    })
}

#[test]
fn there_and_back_again_gives_the_same_bytes() {
    let (mut same, mut odd) = (0, 0);
    for (name, text, format) in texts() {
        let file = read(&text, None, &reading(format));
        let timeline = file.document.lower();
        if timeline.cues.iter().any(|cue| cue.interval.start.0 < 0 || cue.interval.end.0 < 0) {
            continue; // there, but not back
        }
        for ms in [1, 1234, 60_000] {
            let there = match retime(&text, &reading(format), &shift(ms)) {
                Ok(there) => there,
                Err(RetimeError::Unwritable { .. } | RetimeError::Negative { .. }) => continue,
                Err(error) => panic!("{name}: {error}"),
            };
            let moved: Vec<_> = shown(&timeline)
                .into_iter()
                .map(|(cue, text)| (TimeMap::shift(ms).interval(cue), text))
                .collect();
            let after = read(&there.text, None, &reading(format)).document.lower();
            let ends = |cues: &[(Interval, String)]| -> Vec<_> {
                cues.iter().map(|(cue, _)| *cue).collect()
            };
            assert_eq!(ends(&shown(&after)), ends(&moved), "{name}: shifted by {ms}");
            let back = retime(&there.text, &reading(format), &shift(-ms)).unwrap();
            if let Some(reason) = lost_forms(&timeline, ms) {
                println!("{name}: by {ms}: {reason}");
                // What is shown stays.
                let back = read(&back.text, None, &reading(format)).document.lower();
                assert_eq!(shown(&back), shown(&timeline), "{name}: by {ms} and back");
                odd += 1;
            } else {
                assert_eq!(back.text, text, "{name}: by {ms} and back");
                same += 1;
            }
        }
    }
    println!("{same} times the same bytes, {odd} times the same cues");
    assert!(same > 100, "{same}");
}

#[test]
fn exact_shifts_keep_the_forms_of_ttml() {
    let (mut same, mut files) = (0, 0);
    for (name, text) in ttml_texts() {
        let reading = reading(Format::Ttml);
        let file = read(&text, None, &reading);
        let before = file.document.lower();
        // A second is a whole number of frames at whole rates, and of ticks at most.
        let there = match retime(&text, &reading, &shift(1000)) {
            Ok(there) => there,
            Err(RetimeError::Unexpected(why)) => panic!("{name}: {why:?}"),
            Err(error) => {
                println!("{name}: {error}");
                continue;
            }
        };
        files += 1;
        let moved: Vec<_> =
            before.cues.iter().map(|cue| TimeMap::shift(1000).interval(cue.interval)).collect();
        let after = read(&there.text, None, &reading).document.lower();
        let got: Vec<_> = after.cues.iter().map(|cue| cue.interval).collect();
        assert_eq!(got, moved, "{name}");
        let back = retime(&there.text, &reading, &shift(-1000)).unwrap();
        let back_cues = read(&back.text, None, &reading).document.lower();
        assert_eq!(shown(&back_cues), shown(&before), "{name}");
        // A begin that had to be inserted stays as zero; unreadable parts are lost.
        let begins = |text: &str| text.matches(" begin=").count();
        let readable = file.diagnostics.iter().all(|found| found.code.0 != "TTML_TIME");
        if there.reformed == 0 && begins(&there.text) == begins(&text) && readable {
            assert_eq!(back.text, text, "{name}");
            same += 1;
        }
    }
    println!("{same} of {files} the same bytes");
    assert!(files == 0 || same > 1000, "{same}");
}

/// Steps that change single cues, on files of every sort: the text reads as planned, or the change is
/// refused with a reason.
#[test]
fn every_input_can_be_snapped_solved_clipped_and_joined() {
    let rate = "25".parse().unwrap();
    let limits =
        Limits { min_duration: 900, min_gap: 80, frame_rate: Some(rate), ..Limits::default() };
    let range = Interval::from_ms(1500, 4000);
    let asked = [
        Options { sort: true, ..Options::default() },
        Options { snap: Some(rate), ..Options::default() },
        Options {
            limits,
            steps: Steps { extend: true, gaps: true, overlaps: true, ..Steps::default() },
            max_cps: Some(15.0),
            ..Options::default()
        },
        Options {
            clip: Some(cuesmith::retime::Clip { range, keep_times: false }),
            ..Options::default()
        },
        Options {
            join_same: Some(500),
            join_short: Some(JoinShort { below: 1500, ..JoinShort::default() }),
            ..Options::default()
        },
        Options { negative: Negative::Clip, ..shift(-1500) },
        Options {
            split_long: Some(DurationLimit { max_duration: 2000, min_duration: 500, min_gap: 80 }),
            ..Options::default()
        },
    ];
    let mut inputs = texts();
    let ttml = ttml_texts().into_iter().step_by(12);
    inputs.extend(ttml.map(|(name, text)| (name, text, Format::Ttml)));
    let (mut done, mut changed) = (0, 0);
    for (name, text, format) in inputs {
        for (at, options) in asked.iter().enumerate() {
            match retime(&text, &reading(format), options) {
                Ok(retimed) => {
                    done += 1;
                    changed += usize::from(retimed.text != text);
                    // Times of what shows nothing move too.
                    let said = !retimed.changes.is_empty();
                    assert!(!said || retimed.text != text, "{name}: {at}");
                }
                Err(RetimeError::Unexpected(why)) => panic!("{name}: {at}: {why:?}"),
                Err(_) => {}
            }
        }
    }
    println!("{done} runs, {changed} with changes");
}

/// A file of cues, each from its start for its length.
fn srt(cues: &[(i64, i64)]) -> String {
    let spell = |ms| Format::Srt.format_time(Timestamp(ms));
    let cue = |(n, (start, length)): (usize, &(i64, i64))| {
        let (from, to) = (spell(*start), spell(start + length));
        format!("{}\n{from} --> {to}\nText {n}\n\n", n + 1)
    };
    cues.iter().enumerate().map(cue).collect()
}

fn cues() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0..4_000_000_i64, 0..9000_i64), 1..30)
}

proptest! {
    #[test]
    fn any_shift_there_and_back_gives_the_same_bytes(cues in cues(), ms in 0..80_000_000_i64) {
        let text = srt(&cues);
        let there = retime(&text, &reading(Format::Srt), &shift(ms)).unwrap();
        let back = retime(&there.text, &reading(Format::Srt), &shift(-ms)).unwrap();
        prop_assert_eq!(back.text, text);
    }

    #[test]
    fn a_stretch_keeps_order_number_and_touching_cues(
        cues in cues(), n in 1..200_i64, d in 1..200_i64
    ) {
        let text = srt(&cues);
        let map = TimeMap::scale(n, d).unwrap();
        let options = Options { map, ..Options::default() };
        let done = retime(&text, &reading(Format::Srt), &options).unwrap();
        let after = read(&done.text, None, &reading(Format::Srt)).document.lower();
        prop_assert_eq!(after.cues.len(), cues.len());
        let mut ends: Vec<(i64, i64)> = Vec::new();
        for (cue, (start, length)) in after.cues.iter().zip(&cues) {
            ends.push((*start, cue.interval.start.0));
            ends.push((start + length, cue.interval.end.0));
        }
        ends.sort_unstable();
        prop_assert!(ends.is_sorted_by_key(|(_, to)| *to));
    }

    #[test]
    fn sorting_and_solving_twice_changes_nothing_the_second_time(cues in cues()) {
        let options = Options {
            sort: true,
            limits: Limits { min_duration: 700, min_gap: 80, close_gaps: 400, ..Limits::default() },
            steps: Steps { extend: true, gaps: true, overlaps: true, ..Steps::default() },
            ..Options::default()
        };
        let once = retime(&srt(&cues), &reading(Format::Srt), &options).unwrap();
        let twice = retime(&once.text, &reading(Format::Srt), &options).unwrap();
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert!(twice.changes.is_empty());
        let after = read(&once.text, None, &reading(Format::Srt)).document.lower();
        prop_assert!(after.cues.is_sorted_by_key(|cue| cue.interval.start));
        // The numbers stay one after the other.
        let numbers: Vec<usize> =
            after.cues.iter().map(|cue| cue.id.as_deref().unwrap().parse().unwrap()).collect();
        prop_assert_eq!(numbers, (1..=cues.len()).collect::<Vec<_>>());
    }
}

#[test]
fn a_clip_begins_at_zero_and_numbers_anew() {
    let text = srt(&[(0, 1000), (2000, 2000), (5000, 1000), (8000, 1000)]);
    let range = Interval::from_ms(3000, 5500);
    let clip = |keep_times| Options {
        clip: Some(cuesmith::retime::Clip { range, keep_times }),
        ..Options::default()
    };
    let done = retime(&text, &reading(Format::Srt), &clip(false)).unwrap();
    assert_eq!(
        done.text,
        "1\n00:00:00,000 --> 00:00:01,000\nText 1\n\n2\n00:00:02,000 --> 00:00:02,500\nText 2\n"
    );
    let gone = done.changes.iter().filter(|change| change.after.is_none()).count();
    assert_eq!((gone, done.changes.len()), (2, 4));
    let kept = retime(&text, &reading(Format::Srt), &clip(true)).unwrap();
    assert!(kept.text.starts_with("1\n00:00:03,000 --> 00:00:04,000\n"));
}

#[test]
fn cues_before_zero_are_refused_by_name_or_cut() {
    let text = srt(&[(100, 400), (1000, 2000), (5000, 1000)]);
    let error = retime(&text, &reading(Format::Srt), &shift(-1500)).unwrap_err();
    assert_eq!(error.to_string(), "cue 1 would begin 1400 ms before zero");
    let options = Options { negative: Negative::Clip, ..shift(-1500) };
    let done = retime(&text, &reading(Format::Srt), &options).unwrap();
    assert_eq!(
        done.text,
        "1\n00:00:00,000 --> 00:00:01,500\nText 1\n\n2\n00:00:03,500 --> 00:00:04,500\nText 2\n\n"
    );
}

#[test]
fn the_same_text_again_becomes_one_cue() {
    let text = "1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:02,040 --> 00:00:03,000\nA\n\n\
                3\n00:00:03,000 --> 00:00:04,000\nB\n";
    let options = Options { join_same: Some(100), ..Options::default() };
    let done = retime(text, &reading(Format::Srt), &options).unwrap();
    assert_eq!(
        done.text,
        "1\n00:00:01,000 --> 00:00:03,000\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n"
    );
    let before = Interval::from_ms(2040, 3000);
    let removed = TimeChange { cue: 1, before, joined: Some(0), ..TimeChange::default() };
    assert_eq!(done.changes[1], removed);
}

#[test]
fn short_cues_become_one_with_the_next() {
    let text = "1\n00:00:01,000 --> 00:00:01,400\n<i>Yes.\n\n2\n00:00:01,500 --> 00:00:03,000\nI do.\n\n\
                3\n00:00:03,000 --> 00:00:05,000\n>> Good.\n";
    let short = JoinShort { below: 500, ..JoinShort::default() };
    let options = Options { join_short: Some(short), ..Options::default() };
    let done = retime(text, &reading(Format::Srt), &options).unwrap();
    assert_eq!(
        done.text,
        "1\n00:00:01,000 --> 00:00:03,000\n<i>Yes.</i> I do.\n\n\
         2\n00:00:03,000 --> 00:00:05,000\n>> Good.\n"
    );
}

#[test]
fn short_cues_with_ruby_annotations_are_joined() {
    let short = JoinShort { below: 1000, ..JoinShort::default() };
    let options = Options { join_short: Some(short), ..Options::default() };
    let vtt = "WEBVTT\n\n00:01.000 --> 00:01.500\n<ruby>a<rt>e</rt></ruby>\n\n\
               00:01.500 --> 00:02.000\n<ruby>b<rt>f</rt></ruby>\n";
    let done = retime(vtt, &reading(Format::WebVtt), &options).unwrap();
    assert_eq!(
        done.text,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>a<rt>e</rt></ruby> <ruby>b<rt>f</rt></ruby>\n"
    );
    let tts = "xmlns:tts='http://www.w3.org/ns/ttml#styling'";
    let ruby = |base: &str, text: &str| {
        format!(
            "<span tts:ruby='container'><span tts:ruby='base'>{base}</span><span tts:ruby='text'>{text}</span></span>"
        )
    };
    let ttml = format!(
        "<tt xmlns='http://www.w3.org/ns/ttml' {tts}><body><div><p begin='1s' end='1.5s'>{}</p>\
         <p begin='1.5s' end='2s'>{}</p></div></body></tt>",
        ruby("a", "e"),
        ruby("b", "f")
    );
    let done = retime(&ttml, &reading(Format::Ttml), &options).unwrap();
    let joined = format!("<p begin='1s' end='2.0s'>{} {}</p>", ruby("a", "e"), ruby("b", "f"));
    assert!(done.text.contains(&joined), "{}", done.text);
}

#[test]
fn times_on_frames_stay_and_others_go_to_the_nearest() {
    let text = srt(&[(1001, 999), (2010, 30), (4000, 400)]);
    let options = Options { snap: Some("25".parse().unwrap()), ..Options::default() };
    let done = retime(&text, &reading(Format::Srt), &options).unwrap();
    let after = read(&done.text, None, &reading(Format::Srt)).document.lower();
    let got: Vec<_> =
        after.cues.iter().map(|cue| (cue.interval.start.0, cue.interval.end.0)).collect();
    assert_eq!(got, [(1000, 2000), (2000, 2040), (4000, 4400)]);
    assert_eq!(done.changes.len(), 2);
}

/// What a clip makes of the body of a TTML file; its cues must be those of the file in that range.
fn clipped(head: &str, body: &str, from: i64, to: i64) -> Result<String, RetimeError> {
    let text = format!(
        "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"en\" {head} \
         xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" \
         xmlns:tts=\"http://www.w3.org/ns/ttml#styling\"><body{body}</body></tt>"
    );
    let reading = reading(Format::Ttml);
    let before = read(&text, None, &reading).document.lower();
    let range = Interval::from_ms(from, to);
    let clip = Some(cuesmith::retime::Clip { range, keep_times: false });
    let done = retime(&text, &reading, &Options { clip, ..Options::default() })?;
    assert_eq!(done.left, []);
    let after = read(&done.text, None, &reading).document.lower();
    let cut = |ms: i64| ms.clamp(from, to) - from;
    let want: Vec<(Interval, String)> = shown(&before)
        .into_iter()
        .filter(|(cue, _)| cue.start.0 < to && cue.end.0 > from)
        .map(|(cue, text)| (Interval::from_ms(cut(cue.start.0), cut(cue.end.0)), text))
        .collect();
    assert_eq!(shown(&after), want, "{}", done.text);
    let at = done.text.find("<body").unwrap() + 5;
    Ok(done.text[at..done.text.len() - "</body></tt>".len()].to_owned())
}

#[test]
fn a_clip_moves_ttml_as_a_whole() {
    let parts = "><div><p begin='10s' end='12s'><span begin='0s' end='1s'>a</span>\
                 <span begin='1s'>b</span></p><p begin='13s' end='15s'>c</p></div>";
    assert_eq!(
        clipped("", parts, 10_000, 20_000).unwrap(),
        parts
            .replace("'10s' end='12s'", "'0s' end='2s'")
            .replace("'13s' end='15s'", "'3s' end='5s'")
    );
    // Cut in the middle of the first part, and after it.
    for (from, to) in [(10_500, 20_000), (11_000, 14_000), (0, 10_500), (10_200, 11_700)] {
        clipped("", parts, from, to).unwrap();
    }
    let set = "><div><p begin='10s' end='14s'>a<set begin='2s' tts:color='red'/></p></div>";
    clipped("", set, 11_000, 13_000).unwrap();
    let body = " begin='10s'><div><p begin='1s' end='3s'>a</p><p begin='4s' dur='2s'>b</p></div>";
    assert_eq!(
        clipped("", body, 10_000, 15_000).unwrap(),
        body.replace("'10s'", "'0s'").replace("'2s'", "'1s'")
    );
}

#[test]
fn a_clip_that_ttml_cannot_say_is_refused() {
    let smpte = "ttp:timeBase='smpte' ttp:frameRate='25' ttp:dropMode='nonDrop'";
    let body = "><div><p begin='00:00:10:00' end='00:00:12:00'>a</p></div>";
    assert_eq!(
        clipped(smpte, body, 10_040, 20_000).unwrap(),
        body.replace("10:00", "00:00").replace("12:00", "01:24")
    );
    // 10 ms are no frame: written otherwise, but exactly.
    assert!(clipped(smpte, body, 9_990, 20_000).unwrap().contains("'00:00:00.010'"));
    let seq = " timeContainer='seq'><div><p dur='5s'>a</p></div>";
    assert!(clipped("", seq, 0, 3000).is_err());
}

#[test]
fn a_shift_keeps_paragraphs_without_length_hidden_or_shown_as_they_are() {
    for body in [
        "<body><div dur='1s'><p dur='0s'>a</p></div><div><p timeContainer='seq'/></div></body>",
        "<body><div><p dur='0s'>a</p></div><div><p timeContainer='seq'/></div></body>",
        "<body><div><p dur='0s'>a</p></div></body>",
        "<body><div timeContainer='seq'><p dur='0s'>a</p><p dur='1s'>b</p></div></body>",
        "<body><div dur='0s'><p>x</p></div><div><p begin='1s' end='2s'>y</p></div></body>",
        "<body timeContainer='seq'><div><p begin='2s' end='1s'>x</p></div><div><p dur='1s'>y</p></div></body>",
    ] {
        let text = format!("<tt xmlns='http://www.w3.org/ns/ttml'>{body}</tt>");
        let there = retime(&text, &reading(Format::Ttml), &shift(1000)).unwrap().text;
        let before = read(&text, None, &reading(Format::Ttml));
        let after = read(&there, None, &reading(Format::Ttml));
        let moved: Vec<_> = shown(&before.document.lower())
            .into_iter()
            .map(|(interval, text)| (TimeMap::shift(1000).interval(interval), text))
            .collect();
        assert_eq!(shown(&after.document.lower()), moved, "{body} becomes {there}");
    }
}

#[test]
fn timestamps_inside_a_cue_move_with_a_clip_and_stay_in_the_cue() {
    let vtt = |cue: &str| format!("WEBVTT\n\n{cue}\n");
    let clip = |cue: &str, from, to, keep_times| {
        let range = Interval::from_ms(from, to);
        let clip = Some(cuesmith::retime::Clip { range, keep_times });
        let options = Options { clip, ..Options::default() };
        retime(&vtt(cue), &reading(Format::WebVtt), &options).unwrap().text
    };
    let cue = "00:03.000 --> 00:05.000\nx <00:04.000>y <00:04.500>z";
    assert_eq!(
        clip(cue, 2000, 6000, false),
        vtt("00:01.000 --> 00:03.000\nx <00:02.000>y <00:02.500>z")
    );
    assert_eq!(clip(cue, 4000, 6000, false), vtt("00:00.000 --> 00:01.000\nx y <00:00.500>z"));
    assert_eq!(clip(cue, 0, 4000, true), vtt("00:03.000 --> 00:04.000\nx <00:03.999>y z"));
}

#[test]
fn overlaps_that_cannot_be_mended_are_named() {
    use cuesmith::retime::Reason;
    let trim =
        Options { steps: Steps { overlaps: true, ..Steps::default() }, ..Options::default() };
    let left = |cues: &[(i64, i64)]| retime(&srt(cues), &reading(Format::Srt), &trim).unwrap().left;
    assert_eq!(
        left(&[(1000, 1000), (1000, 2000)]),
        [Unresolved { cue: 0, why: Reason::Overlap(1) }]
    );
    assert_eq!(
        left(&[(2000, -1000), (5000, 1000)]),
        [Unresolved { cue: 0, why: Reason::Reversed }]
    );
    assert_eq!(left(&[(1000, 3000), (2000, 1000)]), []);
}

#[test]
fn cues_end_after_the_longest_duration_and_touching_ones_stay() {
    let text = srt(&[(0, 19_000), (19_000, 1000)]);
    let options = Options {
        limits: Limits { max_duration: 7000, ..Limits::default() },
        steps: Steps { cut: true, ..Steps::default() },
        ..Options::default()
    };
    let done = retime(&text, &reading(Format::Srt), &options).unwrap();
    assert_eq!(done.text, text.replacen("19,000", "07,000", 1));
}

#[test]
fn the_same_is_joined_before_the_short_and_the_new_text_is_known() {
    let text = srt(&[(0, 400), (400, 400), (900, 400), (1300, 2000)])
        .replace("Text 0", "one")
        .replace("Text 1", "one")
        .replace("Text 2", "a")
        .replace("Text 3", "b");
    let options = Options {
        join_same: Some(0),
        join_short: Some(JoinShort { below: 500, ..JoinShort::default() }),
        ..Options::default()
    };
    let done = retime(&text, &reading(Format::Srt), &options).unwrap();
    assert_eq!(
        done.text,
        "1\n00:00:00,000 --> 00:00:01,300\none a\n\n2\n00:00:01,300 --> 00:00:03,300\nb\n\n"
    );
    let said: Vec<_> = done.changes.iter().map(|c| (c.cue, c.joined, c.text.as_deref())).collect();
    assert_eq!(said, [(0, None, Some("one a")), (1, Some(0), None), (2, Some(0), None)]);
}

#[test]
fn cues_that_last_too_long_become_several_and_their_parts_are_known() {
    use cuesmith::retime::Reason;
    let text = srt(&[(0, 10_000), (10_000, 1000), (20_000, 9000)])
        .replace("Text 0", "It rains here.\nIt rained all week.")
        .replace("Text 2", "Rain");
    let split_long = Some(DurationLimit { max_duration: 8000, ..DurationLimit::default() });
    let options = Options { split_long, ..Options::default() };
    let done = retime(&text, &reading(Format::Srt), &options).unwrap();
    assert_eq!(
        done.text,
        "1\n00:00:00,000 --> 00:00:04,242\nIt rains here.\n\n\
         2\n00:00:04,242 --> 00:00:10,000\nIt rained all week.\n\n\
         3\n00:00:10,000 --> 00:00:11,000\nText 1\n\n\
         4\n00:00:20,000 --> 00:00:29,000\nRain\n\n"
    );
    let split = TimeChange {
        cue: 0,
        before: Interval::from_ms(0, 10_000),
        after: Some(Interval::from_ms(0, 4242)),
        parts: vec![Interval::from_ms(0, 4242), Interval::from_ms(4242, 10_000)],
        text: Some("It rains here.\n\nIt rained all week.".to_owned()),
        ..TimeChange::default()
    };
    assert_eq!(done.changes, [split]);
    assert_eq!(done.left, [Unresolved { cue: 2, why: Reason::Long }]);
}

#[test]
fn why_cues_cannot_be_sorted_is_said() {
    let sort = Options { sort: true, ..Options::default() };
    // In the second place the 3 would be the number of a block that lacks its times.
    let text =
        "1\n00:00:05,000 --> 00:00:06,000\nb\n\n3\nc\n\n2\n00:00:01,000 --> 00:00:02,000\na\n";
    assert_eq!(retime(text, &reading(Format::Srt), &sort), Err(RetimeError::Unparted));
    let text = "<tt xmlns='http://www.w3.org/ns/ttml' xml:lang='en'><body><div><p begin='5s' end='6s'>b</p>\
                </div><div><p begin='1s' end='2s'>a</p></div></body></tt>";
    assert_eq!(retime(text, &reading(Format::Ttml), &sort), Err(RetimeError::Unsortable));
}

#[test]
fn labels_of_frames_move_by_whole_frames_or_the_reason_is_said() {
    for mode in ["nonDrop", "dropNTSC"] {
        let text = format!(
            "<tt xmlns='http://www.w3.org/ns/ttml' xmlns:ttp='http://www.w3.org/ns/ttml#parameter' \
             xml:lang='en' ttp:timeBase='smpte' ttp:frameRate='30' ttp:dropMode='{mode}' \
             ttp:frameRateMultiplier='1000 1001'><body><div>\
             <p begin='00:00:10:00' end='00:00:12:00'>a</p></div></body></tt>"
        );
        let done = retime(&text, &reading(Format::Ttml), &shift(1001)).unwrap();
        assert_eq!(done.text, text.replace("10:00", "11:00").replace("12:00", "13:00"));
        let refused = retime(&text, &reading(Format::Ttml), &shift(1000));
        assert!(matches!(refused, Err(RetimeError::NoFrame { .. })), "{mode}");
    }
}

#[test]
fn several_steps_leave_alone_what_none_of_them_touches() {
    let text = srt(&[(2000, 4000), (0, 1000), (5000, 6000)]);
    let source = Source::from_text(&text);
    let reading = reading(Format::Srt);
    let options = Options { sort: true, ..shift(250) };
    let done = retime::retime(&open(&source, None, &reading), &options).unwrap();
    let last = text.rfind("00:00:05").unwrap() as u32;
    // Two blocks change places; of the third cue only the digits that differ change.
    let edits = done.edits.minimal(&text);
    let of_last = edits.as_slice().iter().filter(|edit| edit.span.start >= last);
    let spans: Vec<_> = of_last.map(|edit| edit.span.slice(&text)).collect();
    assert_eq!(spans, ["00", "00"]);
}
