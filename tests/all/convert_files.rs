//! `convert` with several files: which names the new ones get, and what stops one of them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::common::folder;

const SRT: &str = "1\n00:00:01,000 --> 00:00:03,000\nThe harbour opens at six.\n";
const VTT: &str = "WEBVTT\n\n00:01.000 --> 00:03.000\nThe harbour opens at six.\n";
const PLACED: &str = "WEBVTT\n\n00:01.000 --> 00:03.000 line:1\nThe harbour opens at six.\n";
const GERMAN: &str = "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"de\"><body><div>\
                      <p begin=\"1s\" end=\"3s\">Der Hafen</p></div></body></tt>";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).arg("convert").args(arguments).stdin(Stdio::null());
    command.output().unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// All files below a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn folders_keep_their_shape_and_names_their_words() {
    let files = [("in/a.srt", SRT), ("in/de/My talk (1).srt", SRT), ("in/de/a.srt", SRT)];
    let dir = folder(&[&files[..], &[("named.srt", SRT)]].concat());
    let output = run(dir.path(), &["in", "named.srt", "--to", "webvtt", "-o", "out/"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "convert: wrote 4 of 4 files\n");
    let out = dir.path().join("out");
    assert_eq!(names(&out), ["a.vtt", "de/My talk (1).vtt", "de/a.vtt", "named.vtt"]);
    assert!(fs::read_to_string(out.join("de/a.vtt")).unwrap().starts_with("WEBVTT\n\n"));
    // A folder that exists needs no mark; the extension is that of the format as it was called.
    let output = run(dir.path(), &["named.srt", "in/a.srt", "--to", "dfxp", "-o", "in"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(dir.path().join("in/named.dfxp").exists() && dir.path().join("in/a.dfxp").exists());
}

#[test]
fn a_pattern_names_the_files() {
    let files = [("talk.de.srt", SRT), ("talk.pt-BR.srt", SRT), ("hafen.ttml", GERMAN)];
    let dir = folder(&files);
    let run = |arguments: &[&str]| run(dir.path(), arguments);
    let output = run(&["talk.*.srt", "hafen.ttml", "-o", "out/{lang}/{stem}.{lang}.vtt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let out = dir.path().join("out");
    assert_eq!(names(&out), ["de/hafen.de.vtt", "de/talk.de.vtt", "pt-BR/talk.pt-BR.vtt"]);
    let output = run(&["hafen.ttml", "--to", "srt", "-o", "{stem}-new.{ext}"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(dir.path().join("hafen-new.srt").exists());
    let output = run(&["talk.de.srt", "-o", "{name}.vtt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("{stem}, {lang}, {ext}"), "{}", stderr(&output));
}

#[test]
fn a_file_that_cannot_be_written_stops_no_other() {
    let files = [("a.srt", SRT), ("a.vtt", PLACED), ("b.srt", SRT), ("c.vtt", PLACED)];
    let dir = folder(&files);
    // Both would be out/a.srt, and an existing file is not a folder.
    let output =
        run(dir.path(), &["a.srt", "a.vtt", "b.srt", "no.srt", "--to", "srt", "-o", "out/"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("`out/a.srt` would be written twice"), "{said}");
    assert!(said.contains("cannot read `no.srt`"), "{said}");
    assert!(said.ends_with("convert: wrote 2 of 3 files\n"), "{said}");
    assert_eq!(names(&dir.path().join("out")), ["a.srt", "b.srt"]);
    // An input that another file would become.
    let output = run(dir.path(), &["a.srt", "a.vtt", "-o", "{stem}.vtt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("`a.vtt` is an input"), "{}", stderr(&output));
    for (name, text) in files {
        assert_eq!(fs::read_to_string(dir.path().join(name)).unwrap(), text);
    }
    // A denied loss.
    let deny = ["a.srt", "c.vtt", "--to", "srt", "-o", "new/", "--deny-loss", "settings"];
    let output = run(dir.path(), &deny);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("error: c.vtt: nothing was written"), "{}", stderr(&output));
    assert_eq!(names(&dir.path().join("new")), ["a.srt"]);
}

#[test]
fn losses_of_several_files_are_one_document() {
    let dir = folder(&[("a.vtt", PLACED), ("b.vtt", VTT)]);
    let all = ["a.vtt", "b.vtt", "--to", "srt", "-o", "out/"];
    let json = ["--losses", "json", "--losses-to", "losses.json"];
    let output = run(dir.path(), &[&all[..], &json].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(dir.path().join("losses.json")).unwrap();
    let losses: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(losses["files"][0]["path"], "a.vtt");
    assert_eq!(losses["files"][0]["losses"][0]["kind"], "settings");
    assert_eq!(losses["files"][1]["losses"], Value::Array(Vec::new()));
    let output = run(dir.path(), &all);
    assert!(
        stderr(&output).starts_with("a.vtt: lost in the conversion to SRT: 1 cue setting\n"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn one_place_is_for_one_file() {
    let dir = folder(&[("a.srt", SRT), ("b.srt", SRT)]);
    for arguments in [
        &["a.srt", "b.srt", "--to", "webvtt"][..],
        &["a.srt", "b.srt", "-o", "c.vtt"],
        &[".", "-o", "c.vtt"],
    ] {
        let output = run(dir.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).contains("2 input files but only one output"),
            "{}",
            stderr(&output)
        );
    }
    let output = run(dir.path(), &["a.srt", "c.vtt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("cuesmith convert a.srt -o c.vtt"), "{}", stderr(&output));
    assert_eq!(names(dir.path()), ["a.srt", "b.srt"]);
}
