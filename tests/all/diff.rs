//! `diff`: what generated edits change is named as such, files equal themselves, and both directions agree.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use cuesmith::diff::{Change, ChangeKind, Diff, DiffOptions, Ignore, diff};
use cuesmith::source::{DecodeOptions, decode};
use cuesmith::time::{Clock, TimeMap, Timestamp};
use cuesmith::{ReadOptions, read};
use proptest::prelude::*;
use serde_json::Value;

use crate::common::{Stopwatch, all_inputs};

/// A cue to write: start, end, text with markup.
#[derive(Clone, Debug, PartialEq)]
struct Cue(i64, i64, String);

fn written(cues: &[Cue], vtt: bool) -> String {
    let mut out = if vtt { "WEBVTT\n\n".to_owned() } else { String::new() };
    for (at, Cue(start, end, text)) in cues.iter().enumerate() {
        let mark = if vtt { '.' } else { ',' };
        let clock = |ms| Clock { time: Timestamp(ms), mark };
        let _ = write!(out, "{}\n{} --> {}\n{text}\n\n", at + 1, clock(*start), clock(*end));
    }
    out
}

fn compared_with(old: &str, new: &str, options: &DiffOptions) -> Diff {
    let lower = |text| read(text, None, &ReadOptions::default());
    let (old, new) = (lower(old), lower(new));
    diff(&old.document.lower(), &new.document.lower(), options)
}

fn compared(old: &[Cue], new: &[Cue]) -> Diff {
    // Any format against any.
    compared_with(
        &written(old, false),
        &written(new, new.len().is_multiple_of(2)),
        &DiffOptions::default(),
    )
}

fn kinds(found: &Diff) -> Vec<&'static str> {
    found.changes.iter().map(|change| change.kind.name()).collect()
}

fn counted(kinds: impl IntoIterator<Item = &'static str>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    kinds.into_iter().for_each(|kind| *counts.entry(kind).or_default() += 1);
    counts
}

/// What the same difference is called from the other side.
fn mirrored(kind: &'static str) -> &'static str {
    match kind {
        "added" => "removed",
        "removed" => "added",
        "split" => "joined",
        "joined" => "split",
        other => other,
    }
}

fn is_symmetric(old: &[Cue], new: &[Cue]) {
    let (there, back) = (compared(old, new), compared(new, old));
    let back = counted(kinds(&back).into_iter().map(mirrored));
    assert_eq!(counted(kinds(&there)), back, "{old:?} {new:?}");
}

fn word(at: usize) -> String {
    let syllables = ["ba", "do", "fe", "gi", "ku", "la", "mo", "ne", "pi", "ra", "su", "to"];
    [at % 12, at / 12 % 12].map(|at| syllables[at]).concat()
}

/// Cues one after the other. `words` is how many different words there are: with few, texts repeat.
fn any_cues(words: usize, least: usize) -> impl Strategy<Value = Vec<Cue>> {
    let text = prop::collection::vec(0..words, 1..8);
    let cue = (text, 0i64..3000, 500i64..5000);
    prop::collection::vec(cue, least..40).prop_map(|cues| {
        let mut at = 1000;
        let cue = |(text, gap, length): (Vec<usize>, i64, i64)| {
            let start = at + gap;
            at = start + length;
            let text: Vec<String> = text.into_iter().map(word).collect();
            Cue(start, at, text.join(" "))
        };
        cues.into_iter().map(cue).collect()
    })
}

/// Makes all texts different, and long enough to be split.
fn distinct(mut cues: Vec<Cue>) -> Vec<Cue> {
    for (at, cue) in cues.iter_mut().enumerate() {
        cue.2 = format!("No {at} first{at} {} last{at} then{at} end{at}", cue.2);
    }
    cues
}

/// An edit of one cue, and what it should be called.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Reword,
    Retime,
    Restyle,
    Rewrap,
    Split,
    Join,
    Add,
    Remove,
}

const EDITS: [(Edit, &str); 8] = [
    (Edit::Reword, "reworded"),
    (Edit::Retime, "retimed"),
    (Edit::Restyle, "restyled"),
    (Edit::Rewrap, "rewrapped"),
    (Edit::Split, "split"),
    (Edit::Join, "joined"),
    (Edit::Add, "added"),
    (Edit::Remove, "removed"),
];

/// Applies an edit to the cue at a place (and the one after it, for a join).
fn apply(cues: &mut Vec<Cue>, at: usize, edit: Edit) {
    let Cue(start, end, text) = cues[at].clone();
    let words: Vec<&str> = text.split(' ').collect();
    let half = words.len() / 2;
    match edit {
        Edit::Reword => cues[at].2 = text.replace(&format!("last{}", words[1]), "another"),
        Edit::Retime => cues[at] = Cue(start + 70, end - 110, text.clone()),
        Edit::Restyle => cues[at].2 = format!("<i>{}</i> {}", words[0], words[1..].join(" ")),
        Edit::Rewrap => {
            cues[at].2 = format!("{}\n{}", words[..half].join(" "), words[half..].join(" "));
        }
        Edit::Split => {
            let middle = start + (end - start) / 2;
            cues[at] = Cue(start, middle, words[..half].join(" "));
            cues.insert(at + 1, Cue(middle, end, words[half..].join(" ")));
        }
        Edit::Join => {
            let next = cues.remove(at + 1);
            cues[at] = Cue(start, next.1, format!("{text} {}", next.2));
        }
        Edit::Add => {
            cues.insert(at + 1, Cue(end, end, format!("wholly{at} new{at}")));
            cues[at + 1].1 = cues.get(at + 2).map_or(end + 400, |next| next.0.max(end + 1));
        }
        Edit::Remove => {
            cues.remove(at);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_file_equals_itself_in_any_format(cues in any_cues(12, 0)) {
        let found = compared_with(&written(&cues, false), &written(&cues, true), &DiffOptions::default());
        prop_assert_eq!(found.changes, vec![]);
        prop_assert_eq!((found.equal as usize, found.cues), (cues.len(), (found.equal, found.equal)));
    }

    #[test]
    fn a_constant_shift_is_one_entry(cues in any_cues(40, 1), by in prop_oneof![-900i64..-1, 1i64..100_000]) {
        let moved: Vec<Cue> = cues.iter().map(|cue| Cue(cue.0 + by, cue.1 + by, cue.2.clone())).collect();
        let found = compared(&cues, &moved);
        let all: Vec<u32> = (0..cues.len() as u32).collect();
        let kind = ChangeKind::Moved { map: TimeMap::shift(by), all: true };
        prop_assert_eq!(found.changes, vec![Change { kind, old: all.clone(), new: all }]);
        is_symmetric(&cues, &moved);
    }

    /// The same texts again and again: only times tell cues apart.
    #[test]
    fn repeated_texts_are_paired_by_time(cues in any_cues(1, 3), at in any::<prop::sample::Index>()) {
        let mut fewer = cues.clone();
        let gone = at.index(cues.len());
        fewer.remove(gone);
        let found = compared(&cues, &fewer);
        prop_assert_eq!(kinds(&found), ["removed"]);
        prop_assert_eq!(&found.changes[0].old, &[gone as u32]);
        is_symmetric(&cues, &fewer);
    }

    #[test]
    fn one_edit_is_named_as_what_it_is(
        cues in any_cues(40, 3),
        at in any::<prop::sample::Index>(),
        edit in prop::sample::select(&EDITS[..]),
        by in prop_oneof![2 => Just(0i64), 1 => 1i64..5000],
    ) {
        let old = distinct(cues);
        let at = at.index(old.len() - 1);
        let mut new = old.clone();
        apply(&mut new, at, edit.0);
        for cue in &mut new {
            (cue.0, cue.1) = (cue.0 + by, cue.1 + by);
        }
        let found = compared(&old, &new);
        let mut expected = counted([edit.1]);
        // Of two cues of which one is retimed, none moved with others.
        let shared = old.len() - 1 - usize::from(matches!(edit.0, Edit::Join | Edit::Split));
        if by != 0 && shared >= 2 {
            expected.insert("moved", 1);
        }
        if by == 0 || shared >= 2 {
            prop_assert_eq!(counted(kinds(&found)), expected, "{:#?}", found.changes);
        }
        is_symmetric(&old, &new);
    }

    #[test]
    fn many_edits_are_named_each(
        cues in any_cues(40, 30),
        edits in prop::collection::vec(prop::sample::select(&EDITS[..]), 6),
    ) {
        let old = distinct(cues);
        let mut new = old.clone();
        // From the end, so that places stay; apart, so that no edit meets another.
        for (n, (edit, _)) in edits.iter().enumerate().rev() {
            apply(&mut new, n * 5 + 1, *edit);
        }
        let found = compared(&old, &new);
        let expected = counted(edits.iter().map(|(_, name)| *name));
        prop_assert_eq!(counted(kinds(&found)), expected, "{:#?}", found.changes);
        is_symmetric(&old, &new);
    }

    /// Unrelated files: nothing panics, every cue is in exactly one place, and both directions agree.
    #[test]
    fn every_cue_has_one_place(one in any_cues(12, 0), other in any_cues(12, 0)) {
        let found = compared(&one, &other);
        let mut seen = (vec![0; one.len()], vec![0; other.len()]);
        for change in &found.changes {
            if matches!(change.kind, ChangeKind::Added | ChangeKind::Removed) {
                change.old.iter().for_each(|cue| seen.0[*cue as usize] += 1);
                change.new.iter().for_each(|cue| seen.1[*cue as usize] += 1);
            }
        }
        prop_assert!(seen.0.iter().chain(&seen.1).all(|count| *count <= 1));
        is_symmetric(&one, &other);
    }
}

#[test]
fn every_input_equals_itself_and_both_directions_agree() {
    let mut last: Option<String> = None;
    let mut count = 0;
    for (name, bytes) in all_inputs() {
        let Ok(source) = decode(&bytes, &DecodeOptions::default()) else { continue };
        let text = source.text.into_owned();
        let reading = ReadOptions::default();
        let lower = |text| read(text, Some(&name), &reading);
        let file = lower(&text);
        let timeline = file.document.lower();
        let found = diff(&timeline, &timeline, &DiffOptions::default());
        assert_eq!(found.changes, [], "{name}");
        if let Some(before) = &last {
            let other = read(before, None, &reading);
            let other = other.document.lower();
            let options = DiffOptions::default();
            let (there, back) =
                (diff(&timeline, &other, &options), diff(&other, &timeline, &options));
            let back = counted(kinds(&back).into_iter().map(mirrored));
            assert_eq!(counted(kinds(&there)), back, "{name}");
        }
        count += 1;
        last = Some(text);
    }
    assert!(count > 20);
}

const TALK: &str = "\
1
00:00:01,000 --> 00:00:03,000
The tide is high today.

2
00:00:04,000 --> 00:00:06,000
Bring <i>your</i> coat,
please.

3
00:00:07,000 --> 00:00:09,000
{\\an8}We sail at dawn.

4
00:00:10,000 --> 00:00:12,000
Good night.
";

fn on_talk(from: &str, to: &str) -> Vec<Change> {
    assert!(TALK.contains(from));
    compared_with(TALK, &TALK.replace(from, to), &DiffOptions::default()).changes
}

#[test]
fn words_are_compared_as_written() {
    let ChangeKind::Reworded { pieces } = on_talk("tide is high", "tied, is").remove(0).kind else {
        panic!("not reworded")
    };
    let shown: Vec<(&str, &str)> =
        pieces.iter().map(|piece| (piece.old.as_str(), piece.new.as_str())).collect();
    assert_eq!(
        shown,
        [("The", "The"), ("tide", "tied,"), ("is", "is"), ("high", ""), ("today.", "today.")]
    );
}

#[test]
fn what_is_ignored_is_no_difference() {
    let all = Ignore {
        case: true,
        punctuation: true,
        line_breaks: true,
        style: true,
        position: true,
        speakers: true,
        times: true,
    };
    let only = |set: fn(&mut Ignore)| {
        let mut ignore = Ignore::default();
        set(&mut ignore);
        ignore
    };
    for (from, to, kind, ignore) in [
        ("tide is", "TIDE is", "reworded", only(|ignore| ignore.case = true)),
        ("high today.", "high – today!", "reworded", only(|ignore| ignore.punctuation = true)),
        ("coat,\nplease", "coat, please", "rewrapped", only(|ignore| ignore.line_breaks = true)),
        ("<i>your</i>", "your", "restyled", only(|ignore| ignore.style = true)),
        ("{\\an8}", "", "restyled", only(|ignore| ignore.position = true)),
        ("Good night", ">> Good night", "reworded", only(|ignore| ignore.speakers = true)),
        ("04,000", "04,500", "retimed", only(|ignore| ignore.times = true)),
    ] {
        let changes = on_talk(from, to);
        assert_eq!(changes.iter().map(|change| change.kind.name()).collect::<Vec<_>>(), [kind]);
        for ignore in [ignore, all] {
            let options = DiffOptions { ignore, ..DiffOptions::default() };
            assert_eq!(compared_with(TALK, &TALK.replace(from, to), &options).changes, [], "{to}");
        }
    }
}

#[test]
fn appearance_names_the_text_and_both_values() {
    let ChangeKind::Restyled { styles } =
        on_talk("<i>your</i> coat", "<b>your coat</b>").remove(0).kind
    else {
        panic!("not restyled")
    };
    let shown: Vec<[&str; 4]> = styles
        .iter()
        .map(|style| [style.aspect.name(), &style.text, &style.old, &style.new])
        .collect();
    assert_eq!(shown, [["bold", "your coat", "off", "on"], ["italic", "your", "on", "off"]]);
}

#[test]
fn a_stretch_of_cues_that_moved_is_one_line() {
    let cues: Vec<Cue> =
        (0..60).map(|n| Cue(n * 3000, n * 3000 + 2000, format!("text number {n}"))).collect();
    let mut new = cues.clone();
    for cue in &mut new[9..53] {
        (cue.0, cue.1) = (cue.0 + 500, cue.1 + 500);
    }
    // One of them did not move as the others, one did not move with them.
    new[20].1 += 120;
    new[30] = cues[30].clone();
    let found = compared(&cues, &new);
    assert_eq!(kinds(&found), ["moved", "retimed", "retimed"]);
    assert_eq!(found.changes[0].old, (9..53).collect::<Vec<u32>>());
    let by = |at: usize| match found.changes[at].kind {
        ChangeKind::Retimed { start_ms, end_ms, .. } => (start_ms, end_ms),
        _ => panic!("not retimed"),
    };
    assert_eq!((by(1), by(2)), ((0, Some(120)), (-500, Some(-500))));
    assert_eq!(found.equal, 16);
}

#[test]
fn another_frame_rate_is_one_line() {
    let cues: Vec<Cue> = (0..400)
        .map(|n| Cue(n * 3071 + n % 7 * 113, n * 3071 + 2000, format!("text {}", n % 50)))
        .collect();
    let map = TimeMap::rates("25".parse().unwrap(), "23.976".parse().unwrap()).unwrap();
    let at = |ms| map.apply(Timestamp(ms)).0;
    let new: Vec<Cue> = cues.iter().map(|cue| Cue(at(cue.0), at(cue.1), cue.2.clone())).collect();
    let options = DiffOptions { tolerance_ms: 2, ..DiffOptions::default() };
    let found = compared_with(&written(&cues, false), &written(&new, false), &options);
    let [Change { kind: ChangeKind::Moved { map, all: true }, .. }] = &found.changes[..] else {
        panic!("{:?}", kinds(&found))
    };
    assert!((map.scale.0 as f64 / map.scale.1 as f64 - 1001.0 / 960.0).abs() < 1e-5);
}

#[test]
fn text_that_went_to_another_cue_is_no_rewording() {
    let old = [Cue(0, 2000, "We sail at dawn and".into()), Cue(2000, 4000, "not later".into())];
    let new = [Cue(0, 2000, "We sail at dawn".into()), Cue(2000, 4000, "and not later".into())];
    assert_eq!(kinds(&compared(&old, &new)), ["resegmented"]);
}

#[test]
fn cues_that_change_places_are_the_same_cues() {
    let old = [
        Cue(0, 900, "One for the road".into()),
        Cue(1000, 1900, "Two".into()),
        Cue(2000, 2900, "Three".into()),
    ];
    let mut new = old.to_vec();
    (new[0].0, new[0].1) = (1500, 2500);
    assert_eq!(kinds(&compared(&old, &new)), ["retimed"]);
}

/// Texts that are all the same, all different, or nothing alike: linear enough for a long film in a debug build.
#[test]
fn long_and_hostile_files_take_little_time() {
    let film = |text: &dyn Fn(i64) -> String, by: i64| -> Vec<Cue> {
        (0..15_000).map(|n| Cue(n * 2000 + by, n * 2000 + 1500 + by, text(n))).collect()
    };
    let same = |_| "la la la la".to_owned();
    let two = |n: i64| if n % 2 == 0 { "la la".to_owned() } else { "la".to_owned() };
    let one = |n: i64| format!("these are words {n} of cue {}", n * 7);
    let other = |n: i64| format!("anderes steht {} in jener {}", n * 3 + 1, n % 11);
    let started = Stopwatch::start();
    let unmoved = compared(&film(&same, 0), &film(&same, 0)[1..]);
    assert_eq!(kinds(&unmoved), ["removed"]);
    assert_eq!(kinds(&compared(&film(&two, 0), &film(&two, 700))), ["moved"]);
    assert_eq!(counted(kinds(&compared(&film(&one, 0), &film(&other, 0))))["reworded"], 15_000);
    let mut fewer = film(&|_| "la la".to_owned(), 130);
    fewer[700].0 += 90;
    let expected = BTreeMap::from([("moved", 1), ("reworded", 15_000), ("retimed", 1)]);
    assert_eq!(counted(kinds(&compared(&film(&|_| "la la la".to_owned(), 0), &fewer))), expected);
    let mut late = film(&same, 500);
    late.remove(7000);
    assert_eq!(kinds(&compared(&film(&same, 0), &late)), ["moved", "removed"]);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).env_remove("NO_COLOR").args(arguments).stdin(Stdio::null());
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn folders_are_paired_by_path_and_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let vtt = written(&[Cue(1000, 3000, "The tide is high today.".into())], true);
    let srt = written(&[Cue(1000, 3000, "The tide is low today.".into())], false);
    write("a/same.srt", TALK);
    write("b/same.srt", TALK);
    write("a/deep/talk.srt", &srt);
    write("b/deep/talk.vtt", &vtt);
    write("a/gone.srt", TALK);
    write("b/new.srt", TALK);
    let (code, report, _) = run(folder.path(), &["diff", "a", "b", "--format", "json"]);
    assert_eq!(code, 1);
    let report: Value = serde_json::from_str(&report).unwrap();
    let files = report["files"].as_array().unwrap();
    let names: Vec<(Option<&str>, Option<&str>, bool)> = files
        .iter()
        .map(|file| (file["old"].as_str(), file["new"].as_str(), file["equal"] == true))
        .collect();
    assert_eq!(
        names,
        [
            (Some("a/deep/talk.srt"), Some("b/deep/talk.vtt"), false),
            (Some("a/gone.srt"), None, false),
            (None, Some("b/new.srt"), false),
            (Some("a/same.srt"), Some("b/same.srt"), true),
        ]
    );
    let summary = &report["summary"];
    assert_eq!(summary["only_old"], 1);
    assert_eq!(summary["kinds"]["reworded"], 1);
    let change = &files[0]["changes"][0];
    assert_eq!((&change["kind"], &change["old"]["line"]), (&"reworded".into(), &2.into()));
    assert_eq!(change["new"]["first"]["start_ms"], 1000);
    assert_eq!(
        change["words"][1],
        serde_json::json!({"step": "substitution", "old": "low", "new": "high"})
    );
    assert_eq!(change["message"], "The tide is [-low-] {+high+} today.");
    // A file and a folder: the file of that name.
    assert_eq!(run(folder.path(), &["diff", "a/same.srt", "b"]).0, 0);
    assert_eq!(run(folder.path(), &["diff", "b", "a/same.srt"]).0, 0);
    let (code, _, errors) = run(folder.path(), &["diff", "a", "missing.srt"]);
    assert_eq!(code, 2);
    assert!(errors.contains("missing.srt"), "{errors}");
    fs::create_dir(folder.path().join("empty")).unwrap();
    assert_eq!(run(folder.path(), &["diff", "empty", "empty"]).0, 3);
}

#[test]
fn hostile_text_reaches_no_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = TALK.replace("tide", "\u{1b}[2J\u{1b}]0;x\u{7}ti\u{202e}de");
    fs::write(folder.path().join("a.srt"), TALK).unwrap();
    fs::write(folder.path().join("b.srt"), hostile).unwrap();
    for color in ["always", "never"] {
        let (code, report, _) = run(folder.path(), &["diff", "a.srt", "b.srt", "--color", color]);
        assert_eq!(code, 1);
        assert!(!report.contains("\u{1b}[2J") && !report.contains(['\u{7}', '\u{202e}']));
        assert_eq!(report.contains("\u{1b}[32m"), color == "always", "{report:?}");
    }
}
