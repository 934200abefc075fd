//! `cuesmith deliver` and `check --order` where a session in `tests/cmd` cannot show it: pipes, what
//! is not written, and the result in the hands of the platform's readers.

#![cfg(feature = "cli")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

const TALK: &str = "1\n00:00:01,000 --> 00:00:04,000\nThe harbour opens at six.\n\n\
                    2\n00:00:05,000 --> 00:00:08,500\n>> Make the hawser fast, and mind the bollard.\n";

fn order(format: u8, extra: &Value) -> String {
    let mut order = json!({
        "task": {"id": 1, "entryId": "1_quay", "accuracy": 98,
                 "taskJobData": {"entryDuration": 60_000}},
        "reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 42},
        "catalogItem": {"serviceFeature": 1, "outputFormat": format.to_string(),
                        "sourceLanguage": "English"}
    });
    for (key, value) in extra.as_object().unwrap() {
        order[key] = value.clone();
    }
    order.to_string()
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cuesmith"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who reads no standard input closes it before it is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn text_goes_through_pipes_and_the_fields_to_standard_error() {
    let dir = folder(&[("order.json", &order(3, &json!({})))]);
    let arguments = ["deliver", "--order", "order.json", "--format", "form", "-", "-o", "-"];
    let out = run(dir.path(), &arguments, TALK);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(text(&out.stdout).starts_with("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n"));
    assert!(text(&out.stderr).contains("captionAsset[format]=3\n"), "{}", text(&out.stderr));

    // The order itself may come from a pipe, but not both.
    let dir = folder(&[("talk.srt", TALK)]);
    let arguments = ["check", "--order", "-", "--select", "JOB", "talk.srt"];
    let out = run(dir.path(), &arguments, &order(3, &json!({})));
    assert!(text(&out.stdout).contains("(<order>#/catalogItem/outputFormat)"));
    let out = run(dir.path(), &["check", "--order", "-", "-"], "{}");
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("standard input can be read only once"));
}

#[test]
fn a_refused_delivery_leaves_the_old_file_alone() {
    let short = json!({"task": {"id": 1, "taskJobData": {"entryDuration": 6000}}});
    let files = [("order.json", &*order(3, &short)), ("talk.srt", TALK), ("talk.vtt", "old")];
    let dir = folder(&files);
    let arguments = ["deliver", "--order", "order.json", "talk.srt", "-o", "talk.vtt"];
    let out = run(dir.path(), &arguments, "");
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(fs::read_to_string(dir.path().join("talk.vtt")).unwrap(), "old");
    assert!(!text(&out.stdout).contains("captionAsset["), "nothing to send");
    let forced = run(dir.path(), &[&arguments[..], &["--force"]].concat(), "");
    assert_eq!(forced.status.code(), Some(0));
    assert!(fs::read_to_string(dir.path().join("talk.vtt")).unwrap().starts_with("WEBVTT"));

    let own =
        run(dir.path(), &["deliver", "--order", "order.json", "talk.srt", "-o", "talk.srt"], "");
    assert_eq!(own.status.code(), Some(2));
    assert_eq!(fs::read_to_string(dir.path().join("talk.srt")).unwrap(), TALK);
}

#[test]
fn each_format_that_can_be_ordered_is_kept_whole_by_the_gate() {
    use cuesmith::kaltura::{CaptionType, gate};
    let formats = [
        (1, "srt", CaptionType::Srt),
        (2, "dfxp", CaptionType::Dfxp),
        (3, "vtt", CaptionType::WebVtt),
    ];
    for (code, ext, kind) in formats {
        let dir = folder(&[("order.json", &order(code, &json!({}))), ("talk.srt", TALK)]);
        let name = format!("out.{ext}");
        let arguments =
            ["deliver", "--order", "order.json", "--format", "json", "in.srt", "-o", &name];
        fs::rename(dir.path().join("talk.srt"), dir.path().join("in.srt")).unwrap();
        let out = run(dir.path(), &arguments, "");
        assert_eq!(out.status.code(), Some(0), "{ext}: {}", text(&out.stderr));
        let told: Value = serde_json::from_slice(&out.stdout).unwrap();
        assert_eq!(told["captionAsset"]["format"], code, "{told}");
        assert_eq!(told["form"]["captionAsset[fileExt]"], ext);
        assert_eq!(told["entryId"], "1_quay");
        let bytes = fs::read(dir.path().join(&name)).unwrap();
        let read = gate(&bytes, kind);
        assert!(read.ready);
        let times: Vec<_> = read.cues.iter().map(|cue| (cue.start_ms, cue.end_ms)).collect();
        let expected = [(Some(1000.0), Some(4000.0)), (Some(5000.0), Some(8500.0))];
        assert_eq!(times, expected, "{ext}");
    }
}

#[test]
fn line_length_and_speaker_marks_follow_the_order() {
    let narrow = |marks: bool| {
        json!({"reachProfile": {"id": 7, "maxCharactersPerCaptionLine": "32",
                                "enableSpeakerChangeIndication": marks}})
    };
    let made = |marks: bool| {
        let dir = folder(&[("order.json", &order(1, &narrow(marks)))]);
        let out = run(dir.path(), &["deliver", "--order", "order.json", "-", "-o", "-"], TALK);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        (text(&out.stdout).to_owned(), text(&out.stderr).to_owned())
    };
    let (with, told) = made(true);
    assert!(with.lines().all(|line| line.chars().count() <= 32), "{with}");
    assert!(with.contains(">> Make the hawser fast,\nand mind the bollard.\n"), "{with}");
    let cited = "1 cue broken anew (order.json#/reachProfile/maxCharactersPerCaptionLine)";
    assert!(told.contains(cited), "{told}");
    let (without, told) = made(false);
    assert!(!without.contains(">>") && without.contains("Make the hawser fast"), "{without}");
    assert!(told.contains("1 mark `>>` taken out"), "{told}");
}

#[test]
fn profanity_is_masked_and_terms_are_spelt_as_the_profile_says() {
    let talk = "1\n00:00:01,000 --> 00:00:04,000\nThe aurora is a damn fine shit of a ship.\n";
    let made = |removal: bool| {
        let profile = json!({"reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 60,
            "enableProfanityRemoval": removal,
            "dictionaries": [{"language": "English", "data": "Aurora\nbollard"}]}});
        let dir = folder(&[("order.json", &order(1, &profile))]);
        let out = run(dir.path(), &["deliver", "--order", "order.json", "-", "-o", "-"], talk);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        (text(&out.stdout).to_owned(), text(&out.stderr).to_owned())
    };
    let (masked, told) = made(true);
    assert!(masked.contains("The Aurora is a") && !masked.contains("shit"), "{masked}");
    assert!(masked.contains("****"), "{masked}");
    assert!(told.contains("(order.json#/reachProfile/enableProfanityRemoval)"), "{told}");
    assert!(told.contains("1 term spelt as in the dictionary"), "{told}");
    let (plain, _) = made(false);
    assert!(plain.contains("shit"), "{plain}");
}

#[test]
fn orders_of_other_services_are_refused_with_the_way_out() {
    let of = |feature: u8| {
        let item = json!({"catalogItem": {"serviceFeature": feature, "outputFormat": 1}});
        let dir = folder(&[("order.json", &order(1, &item))]);
        let out = run(dir.path(), &["deliver", "--order", "order.json", "-", "-o", "-"], TALK);
        assert_eq!(out.status.code(), Some(2));
        text(&out.stderr).to_owned()
    };
    assert!(of(5).contains("chaptering (order.json#/catalogItem/serviceFeature)"), "{}", of(5));
    assert!(of(13).starts_with("error: summary"), "{}", of(13));
}
