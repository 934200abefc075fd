//! Inputs, places and machines that a command cannot work with: each run ends with a message and its exit code, soon.
//! What happens to files that are written is in `writing`.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::common::folder;

const ONE: &str = "1\n00:00:01,000 --> 00:00:03,000\nThe harbour opens at six.\n";

/// A line of shell, with `$cuesmith`.
fn shell(folder: &Path, line: &str) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", line]).env("cuesmith", env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs a line, and compares its exit code and a part of its message.
#[track_caller]
fn expect(folder: &Path, line: &str, code: i32, message: &str) {
    let output = shell(folder, line);
    let shown = stderr(&output);
    assert_eq!(output.status.code(), Some(code), "{line}: {shown}");
    assert!(shown.contains(message), "{line}: {shown}");
}

#[test]
fn what_is_no_readable_file_is_named_and_the_others_are_done() {
    let dir = folder(&[("a.srt", ONE), ("folder/b.srt", ONE)]);
    symlink("loop.srt", dir.path().join("loop.srt")).unwrap();
    symlink("gone.srt", dir.path().join("dangling.srt")).unwrap();
    for line in ["check", "info", "convert --to webvtt", "retime --shift 1s", "reflow", "speakers"]
    {
        let run = |file: &str, message: &str| {
            let message = format!("cannot read `{file}`: {message}");
            expect(dir.path(), &format!("$cuesmith {line} {file}"), 2, &message);
        };
        run("gone.srt", "No such file");
        run("loop.srt", "Too many levels of symbolic links");
        run("dangling.srt", "No such file");
        #[cfg(target_os = "linux")]
        run("/proc/self/mem", "Input/output error");
    }
    for line in ["simulate folder", "dump folder", "deliver folder -o x.srt --order a.srt"] {
        let output = shell(dir.path(), &format!("$cuesmith {line}"));
        assert_eq!(output.status.code(), Some(2), "{line}: {}", stderr(&output));
    }
    let output = shell(dir.path(), "$cuesmith check loop.srt a.srt gone.srt --format concise");
    assert_eq!(output.status.code(), Some(2));
    let shown = format!("{}{}", String::from_utf8_lossy(&output.stdout), stderr(&output));
    assert!(shown.contains("not checked: 2 files"), "{shown}");
}

#[test]
fn a_folder_in_itself_is_searched_once() {
    let dir = folder(&[("in/a.srt", ONE)]);
    symlink(".", dir.path().join("in/self")).unwrap();
    symlink("..", dir.path().join("in/up")).unwrap();
    let output = shell(dir.path(), "$cuesmith info in");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let shown = String::from_utf8(output.stdout).unwrap();
    assert_eq!(shown.matches("a.srt").count(), 1, "{shown}");
}

#[test]
fn a_file_without_anything_has_no_cues_and_breaks_nothing() {
    let dir = folder(&[("empty.srt", ""), ("empty.vtt", ""), ("empty.ttml", "")]);
    for name in ["empty.srt", "empty.vtt", "empty.ttml", "/dev/null"] {
        expect(dir.path(), &format!("$cuesmith check {name}"), 1, "");
        expect(
            dir.path(),
            &format!("$cuesmith convert {name} --to srt"),
            0,
            &format!("no cue was read from `{name}`"),
        );
    }
}

#[test]
fn places_that_cannot_be_written_are_named() {
    let dir = folder(&[("a.srt", ONE), ("locked.vtt", "old"), ("folder/b.srt", ONE)]);
    let locked = dir.path().join("locked.vtt");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o444)).unwrap();
    let convert = "$cuesmith convert a.srt --to webvtt -o";
    expect(
        dir.path(),
        &format!("{convert} locked.vtt"),
        2,
        "cannot write `locked.vtt`: it is read-only",
    );
    assert_eq!(fs::read_to_string(&locked).unwrap(), "old");
    expect(dir.path(), &format!("{convert} gone/new.vtt"), 2, "cannot write `gone/new.vtt`");
    expect(dir.path(), &format!("{convert} a.srt/new.vtt"), 2, "cannot write `a.srt/new.vtt`");
    #[cfg(target_os = "linux")]
    {
        let full = "cannot write `/dev/full`: No space left on device";
        expect(dir.path(), &format!("{convert} /dev/full"), 2, full);
        let full = "cannot write standard output: No space left on device";
        expect(dir.path(), "$cuesmith convert a.srt --to webvtt > /dev/full", 2, full);
        expect(dir.path(), "$cuesmith check a.srt --format json > /dev/full", 2, full);
    }
}

#[test]
fn names_that_are_not_utf8_are_names() {
    let dir = folder(&[]);
    let name = OsStr::from_bytes(b"caf\xe9.srt");
    fs::write(dir.path().join(name), ONE).unwrap();
    let run = |arguments: &[&OsStr]| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
        command.current_dir(dir.path()).args(arguments).stdin(Stdio::null()).output().unwrap()
    };
    let made = OsStr::from_bytes(b"caf\xe9.vtt");
    let of = OsStr::new;
    let output = run(&[of("convert"), name, of("--to"), of("webvtt"), of("-o"), made]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(fs::read_to_string(dir.path().join(made)).unwrap().starts_with("WEBVTT"));
    let output = run(&[of("retime"), of("--shift"), of("1s"), of("-i"), name]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(fs::read_to_string(dir.path().join(name)).unwrap().contains("00:00:02,000"));
    for what in [name, of(".")] {
        assert_eq!(run(&[of("check"), what]).status.code(), Some(0), "{what:?}");
    }
}

/// The input is larger than what the process may have.
#[test]
#[cfg(target_os = "linux")]
fn too_little_memory_for_a_file_is_a_message() {
    let dir = folder(&[("a.srt", ONE)]);
    fs::File::create(dir.path().join("huge.srt")).unwrap().set_len(1 << 30).unwrap();
    let line = "ulimit -v 900000; $cuesmith info huge.srt a.srt";
    let output = shell(dir.path(), line);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("cannot read `huge.srt`: out of memory"),
        "{}",
        stderr(&output)
    );
    assert!(String::from_utf8_lossy(&output.stdout).contains("a.srt"), "the other file is done");
}

/// Elements in each other without end, and one line with all the text: in time that grows with the size only.
#[test]
fn nothing_is_too_deep_or_too_long() {
    let vtt = |text: String| format!("WEBVTT\n\n00:01.000 --> 00:03.000\n{text}\n");
    let srt = |text: String| format!("1\n00:00:01,000 --> 00:00:03,000\n{text}\n");
    let (open, close) = ("<span>".repeat(20_000), "</span>".repeat(20_000));
    let ttml = format!(
        "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"en\"><body><div>\
         <p begin=\"1s\" end=\"3s\">{open}x{close}</p></div></body></tt>"
    );
    let files = [
        ("bold.vtt", vtt("<b>".repeat(20_000) + "x")),
        ("class.vtt", vtt("<c.x>".repeat(20_000) + "x")),
        ("ruby.vtt", vtt("<ruby>a<rt>b".repeat(1000) + "x")),
        ("italic.srt", srt("<i>".repeat(20_000) + "x")),
        ("line.srt", srt("word ".repeat(400_000))),
        ("lines.srt", srt("word\n".repeat(100_000))),
        ("spans.ttml", ttml),
    ];
    let dir = folder(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    for (name, _) in &files {
        for line in
            ["check -q", "info", "convert --to webvtt", "convert --to dfxp", "convert --to srt"]
        {
            let began = Instant::now();
            let output = shell(dir.path(), &format!("$cuesmith {line} {name} > /dev/null"));
            let code = output.status.code();
            assert!(matches!(code, Some(0 | 1)), "{line} {name}: {code:?} {}", stderr(&output));
            assert!(began.elapsed() < Duration::from_secs(60), "{line} {name}");
        }
    }
}
