//! What the command does to files: what it reads at most, what it never overwrites, and that a file that is
//! written is whole, with everything that belonged to the old one, whatever ends the run.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use tempfile::TempDir;

use crate::common::folder;

const ONE: &str = "1\n00:00:01,000 --> 00:00:03,000\nThe harbour opens at six.\n";
const LATER: &str = "1\n00:00:02,000 --> 00:00:04,000\nThe harbour opens at six.\n";
const SHIFT: [&str; 4] = ["retime", "--shift", "1s", "-i"];

fn cuesmith(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    cuesmith(folder, arguments).output().unwrap()
}

/// A line of shell, with `$cuesmith`.
fn shell(folder: &Path, line: &str) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", line]).env("cuesmith", env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn an_output_never_replaces_an_input_or_another_output() {
    let order = "{\"task\":{\"id\":1}}";
    let files = [("a.srt", ONE), ("b.srt", ONE), ("order.json", order), ("words.txt", "darn\n")];
    let dir = folder(&files);
    fs::hard_link(dir.path().join("a.srt"), dir.path().join("hard.srt")).unwrap();
    std::os::unix::fs::symlink("a.srt", dir.path().join("soft.srt")).unwrap();
    let lines: &[&[&str]] = &[
        &["convert", "a.srt", "-o", "hard.srt"],
        &["convert", "a.srt", "-o", "soft.srt"],
        &["convert", "a.srt", "-o", "l.vtt", "--losses-to", "hard.srt"],
        &["convert", "a.srt", "-o", "l.vtt", "--losses-to", "l.vtt"],
        &["convert", "a.srt", "-o", "l.vtt", "--losses-to", "./l.vtt"],
        &["reflow", "a.srt", "-o", "soft.srt"],
        &["retime", "--shift", "1s", "a.srt", "-o", "./a.srt"],
        &["speakers", "--to", "dashes", "a.srt", "-o", "hard.srt"],
        &["profanity", "--words", "words.txt", "a.srt", "-o", "words.txt"],
        &["dictionary", "merge", "a.srt", "b.srt", "-o", "hard.srt"],
        &["dictionary", "apply", "--dictionary", "words.txt", "a.srt", "-o", "words.txt"],
        &["chapters", "a.srt", "--to", "csv", "-o", "hard.srt"],
        &["align", "words.txt", "--timeline", "a.srt", "-o", "hard.srt"],
        &["align", "words.txt", "--timeline", "a.srt", "-o", "l.srt", "--report", "words.txt"],
        &["align", "words.txt", "--timeline", "a.srt", "-o", "l.srt", "--words", "./l.srt"],
        &["align", "words.txt", "--timeline", "a.srt", "-o", "l.srt", "--svg", "hard.srt"],
        &["deliver", "--order", "order.json", "a.srt", "-o", "order.json"],
        &["deliver", "--order", "order.json", "a.srt", "-o", "hard.srt"],
    ];
    let before = names(dir.path());
    for line in lines {
        let output = run(dir.path(), line);
        assert_eq!(output.status.code(), Some(2), "{line:?}: {}", stderr(&output));
        let said = stderr(&output);
        assert!(said.contains("overwritten") || said.contains("written twice"), "{line:?}: {said}");
        assert_eq!(names(dir.path()), before, "{line:?}");
        for (name, text) in files {
            assert_eq!(fs::read_to_string(dir.path().join(name)).unwrap(), text, "{line:?}");
        }
    }
    let fine = run(
        dir.path(),
        &["convert", "a.srt", "--to", "srt", "-o", "/dev/null", "--losses-to", "/dev/null"],
    );
    assert_eq!(fine.status.code(), Some(0), "{}", stderr(&fine));
}

#[test]
fn what_belongs_to_a_file_stays_with_it() {
    let dir = folder(&[("a.srt", ONE), ("b.srt", ONE)]);
    let (path, linked) = (dir.path().join("a.srt"), dir.path().join("linked.srt"));
    let attribute = (c"user.source", b"studio".as_slice());
    let has_attributes = xattr::set(&path, attribute.0.to_str().unwrap(), attribute.1).is_ok();
    // Only root can give files away; others keep what is theirs.
    let _ = std::os::unix::fs::chown(&path, Some(1234), Some(2345));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    fs::hard_link(dir.path().join("b.srt"), &linked).unwrap();
    let before = fs::metadata(&path).unwrap();
    for (line, expected) in [
        (&[&SHIFT[..], &["a.srt"], &["b.srt"]].concat()[..], LATER),
        (&["check", "--fix", "--unsafe-fixes", "--select", "TXT", "a.srt"], LATER),
        (&["retime", "--shift", "-1s", "-i", "a.srt", "linked.srt"], ONE),
    ] {
        let output = run(dir.path(), line);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        for name in ["a.srt", "b.srt", "linked.srt"] {
            assert_eq!(fs::read_to_string(dir.path().join(name)).unwrap(), expected, "{name}");
        }
        let after = fs::metadata(&path).unwrap();
        let of = |meta: &fs::Metadata| (meta.uid(), meta.gid(), meta.mode(), meta.nlink());
        assert_eq!(of(&after), of(&before));
        if has_attributes {
            let value = xattr::get(&path, attribute.0.to_str().unwrap()).unwrap();
            assert_eq!(value.as_deref(), Some(attribute.1));
        }
        let inode = |path: &Path| fs::metadata(path).unwrap().ino();
        assert_eq!(inode(&linked), inode(&dir.path().join("b.srt")));
        assert_eq!(names(dir.path()), ["a.srt", "b.srt", "linked.srt"]);
    }
}

/// 200 runs, each ended by a signal at another moment: a file is as it was or as it should be, and nothing
/// else is there.
#[test]
fn a_signal_leaves_whole_files_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let cues = |shift: u32| -> String {
        (0..400)
            .map(|n| {
                let (m, s) = ((n + shift) / 60, (n + shift) % 60);
                format!("{n}\n00:{m:02}:{s:02},000 --> 00:{m:02}:{s:02},900\nThe harbour {n}\n\n")
            })
            .collect()
    };
    let files: Vec<String> = (0..12).map(|n| format!("{n:02}.srt")).collect();
    let write = |shift: u32| {
        for name in &files {
            fs::write(dir.path().join(name), cues(shift)).unwrap();
        }
    };
    write(0);
    // Every third file has another name: such files are written over in place.
    for name in files.iter().step_by(3) {
        fs::hard_link(dir.path().join(name), dir.path().join(name.replace("srt", "link"))).unwrap();
    }
    let everything = names(dir.path());
    let arguments: Vec<&str> = SHIFT.into_iter().chain(files.iter().map(String::as_str)).collect();
    let began = Instant::now();
    assert_eq!(run(dir.path(), &arguments).status.code(), Some(0));
    let mut whole = began.elapsed();
    let (mut runs, mut killed, mut halfway) = (0, 0, 0);
    // At least 200 runs. On a busy machine, more signals come too early or too late: then more runs are needed.
    for n in 0..4000 {
        if n >= 200 && killed > 50 && halfway > 5 {
            break;
        }
        runs += 1;
        // Ten sweeps over a run, whose length follows what else the machine does.
        let part = f64::from(n % 20 + 1) / 20.0;
        write(0);
        let mut command = cuesmith(dir.path(), &arguments);
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole.mul_f64(part));
        let signal = if n % 2 == 0 { "TERM" } else { "INT" };
        let id = child.id().to_string();
        let _ = Command::new("kill").args(["-s", signal, &id]).stderr(Stdio::null()).status();
        let status = child.wait().unwrap();
        let ended_by = std::os::unix::process::ExitStatusExt::signal(&status);
        assert!(status.code() == Some(0) || ended_by.is_some(), "{status}");
        killed += u32::from(ended_by.is_some());
        whole = whole.mul_f64(match ended_by {
            None if part < 0.8 => 0.95,
            Some(_) if part > 0.9 => 1.05,
            _ => 1.0,
        });
        assert_eq!(names(dir.path()), everything, "run {n}");
        let (old, new) = (cues(0), cues(1));
        let texts = files.iter().map(|name| fs::read_to_string(dir.path().join(name)).unwrap());
        let done: Vec<bool> = texts
            .map(|text| {
                assert!(text == old || text == new, "run {n}: {} bytes", text.len());
                text == new
            })
            .collect();
        halfway += u32::from(done.contains(&true) && done.contains(&false));
    }
    println!("{killed} of {runs} runs ended by a signal, {halfway} of them between two files");
    assert!(killed > 50 && halfway > 5, "{killed} {halfway}");
}

#[test]
fn a_file_that_may_not_grow_is_as_it_was() {
    let long = ONE.repeat(100);
    let dir = folder(&[("a.srt", &long), ("b.srt", &long)]);
    fs::hard_link(dir.path().join("b.srt"), dir.path().join("b.link")).unwrap();
    // A block is 512 bytes.
    let output = shell(dir.path(), "ulimit -f 4; $cuesmith retime --shift 1s -i a.srt b.srt");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(stderr(&output).contains("cannot write `a.srt`"), "{}", stderr(&output));
    for name in ["a.srt", "b.srt"] {
        assert_eq!(fs::read_to_string(dir.path().join(name)).unwrap(), long, "{name}");
    }
    assert_eq!(names(dir.path()), ["a.srt", "b.link", "b.srt"]);
}

/// Devices and pipes have no length: what is read of them is counted.
#[test]
fn no_input_is_read_without_a_limit() {
    let dir = folder(&[("a.srt", ONE), ("order.json", "{\"task\":{\"id\":1}}")]);
    let limit = "--max-input 10MB";
    for line in [
        "check /dev/zero",
        "info /dev/zero",
        "convert /dev/zero --to srt",
        "dump /dev/zero",
        "dictionary merge /dev/zero",
        "retime --shift 1s /dev/zero",
        "ead /dev/zero",
        "check --source /dev/zero a.srt",
        "check --order /dev/zero a.srt",
        "check --dictionary /dev/zero a.srt",
        "check --profanity-words /dev/zero a.srt",
        "check - < /dev/zero",
        "speakers /dev/zero",
        "simulate /dev/zero",
        "chapters /dev/zero --to csv",
        "deliver --order order.json /dev/zero -o x.srt",
        "profanity /dev/zero",
        "reflow /dev/zero",
    ] {
        let output = shell(dir.path(), &format!("$cuesmith {limit} {line}"));
        assert_eq!(output.status.code(), Some(2), "{line}: {}", stderr(&output));
        let said = stderr(&output);
        assert!(
            said.contains("larger than 10000000 bytes") && said.contains("--max-input"),
            "{line}: {said}"
        );
    }
    let pipe = "mkfifo p; (yes > p &); $cuesmith --max-input 1MB check p";
    let output = shell(dir.path(), pipe);
    assert!(stderr(&output).contains("larger than 1000000 bytes"), "{}", stderr(&output));
    let output = run(dir.path(), &["check", "--max-input", "50", "a.srt"]);
    assert_eq!(output.status.code(), Some(2));
    let length = ONE.len().to_string();
    let output = run(dir.path(), &["info", "--max-input", &length, "a.srt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    // The default, by a file that only looks large.
    fs::File::create(dir.path().join("huge.srt")).unwrap().set_len((1 << 30) + 1).unwrap();
    let output = run(dir.path(), &["info", "huge.srt"]);
    assert!(stderr(&output).contains("larger than 1073741824 bytes"), "{}", stderr(&output));
}

#[test]
fn a_run_that_gets_no_threads_does_its_work_without() {
    let dir = folder(&[("a.srt", ONE), ("b.srt", ONE)]);
    for line in [
        "ulimit -t 20; RAYON_NUM_THREADS=999999 $cuesmith info .",
        "ulimit -v 300000; RAYON_NUM_THREADS=64 $cuesmith info .",
        "RAYON_NUM_THREADS=0 $cuesmith info .",
        "RAYON_NUM_THREADS=many $cuesmith info .",
    ] {
        let output = shell(dir.path(), line);
        assert_eq!(output.status.code(), Some(0), "{line}: {}", stderr(&output));
    }
}

#[test]
fn help_is_readable_whatever_columns_says() {
    let dir = folder(&[]);
    let longest = |columns: &str| {
        let output = cuesmith(dir.path(), &["check", "--help"]).env("COLUMNS", columns).output();
        let text = String::from_utf8(output.unwrap().stdout).unwrap();
        text.lines().map(|line| line.chars().count()).max().unwrap()
    };
    for columns in ["0", "1", "39"] {
        assert!((60..=100).contains(&longest(columns)), "{columns}: {}", longest(columns));
    }
    assert!(longest("50") < 60);
}

/// Every command that prints, over files of [`printing`].
const PRINTING: &[&str] = &[
    "--help",
    "--version",
    "help check",
    "check a.srt",
    "check --select TIM003 a.srt",
    "check --format json a.srt",
    "check --format ndjson a.srt",
    "check --format concise --select TXT a.srt",
    "check --diff a.srt",
    "check --show-settings a.srt",
    "check --fix -",
    "convert a.srt --to webvtt",
    "convert a.srt --to imsc --losses json",
    "reflow --all a.srt",
    "reflow --all --diff --max-chars 10 a.srt",
    "reflow --format json a.srt -i",
    "align --timeline a.srt --to srt",
    "score a.srt a.srt",
    "sync --help",
    "diff a.srt b.vtt",
    "diff --format json a.srt b.vtt",
    "init -o -",
    "lsp --help",
    "speakers a.srt",
    "speakers --to dashes a.srt",
    "retime --shift 1s a.srt",
    "dictionary merge words.txt",
    "dictionary check words.txt",
    "dictionary apply --dictionary words.txt a.srt",
    "profanity a.srt",
    "profanity --format json --style report a.srt",
    "info a.srt",
    "info --format json a.srt b.vtt",
    "explain TIM003",
    "rules",
    "rules --format json",
    "chapters b.vtt --to csv --force",
    "ead b.vtt",
    "ead --format csv b.vtt",
    "dump a.srt",
    "simulate a.srt",
    "simulate --format json a.srt",
    "jobs order.json",
    "live messages.ndjson",
    "deliver --order order.json a.srt -o -",
    "deliver --order order.json a.srt -o x.srt",
    "completions bash",
    "man check",
];

fn printing() -> TempDir {
    let order = "{\"task\":{\"id\":1},\"reachProfile\":{\"id\":7,\"defaultOutputFormat\":1},\
                 \"catalogItem\":{\"id\":4,\"sourceLanguage\":\"English\",\"serviceFeature\":1,\"outputFormat\":1}}";
    let message =
        "{\"text\":\"Ahoy\",\"start\":1000,\"start_pts\":1000,\"start_epoch\":1000,\"end\":2000}\n";
    folder(&[
        ("a.srt", &ONE.replace("The harbour", "MARY:  The harbour")),
        ("b.vtt", "WEBVTT\n\n00:00.000 --> 00:03.000\nThe harbour opens.\n"),
        ("words.txt", "Harbour\n"),
        ("order.json", order),
        ("messages.ndjson", message),
    ])
}

/// Runs a line over files of [`printing`] with this standard output.
fn print_to(line: &str, stdout: Stdio) -> Output {
    let dir = printing();
    let arguments: Vec<&str> = line.split(' ').collect();
    let mut command = cuesmith(dir.path(), &arguments);
    command.stdin(fs::File::open(dir.path().join("a.srt")).unwrap());
    let child = command.stdout(stdout).stderr(Stdio::piped()).spawn().unwrap();
    child.wait_with_output().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_is_not_written_in_full_makes_every_command_fail() {
    let help = run(Path::new("."), &["--help"]);
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    for name in commands.lines().filter_map(|line| line.split_whitespace().next()) {
        let is_in = PRINTING.iter().any(|line| line.split(' ').next() == Some(name));
        assert!(is_in, "{name} is in no line");
    }
    for line in PRINTING {
        let fine = print_to(line, Stdio::piped());
        assert!(!fine.stdout.is_empty(), "{line} prints nothing: {}", stderr(&fine));
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let full = print_to(line, full.into());
        assert_eq!(full.status.code(), Some(2), "{line}: {}", stderr(&full));
        assert!(
            stderr(&full).contains("cannot write standard output"),
            "{line}: {}",
            stderr(&full)
        );
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let closed = print_to(line, writer.into());
        assert_eq!(closed.status.code(), Some(2), "{line}: {}", stderr(&closed));
        assert!(!stderr(&closed).contains("os error"), "{line}: {}", stderr(&closed));
    }
}
