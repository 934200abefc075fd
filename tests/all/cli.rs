//! The command as users run it: `tests/cmd` holds sessions with their output (`TRYCMD=overwrite`
//! writes them again), here is what a session cannot show: bytes, pipes, files, order.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::common::folder_of_bytes as folder;

const CLEAN: &str = "1\n00:00:01,000 --> 00:00:03,000\nThe harbour opens at six.\n";
const ONE_MS: &str = "1\n00:00:01,000 --> 00:00:01,001\nThe harbour opens at six.\n";
/// Times with a full stop: SRT004 has a safe fix for them.
const DOTS: &str = "1\r\n00:00:01.000 --> 00:00:03.000\r\nThe harbour opens.\r\n\r\n\
                    2\r\n00:00:05,000 --> 00:00:07,000\r\nBring a coat.\r\n";
const COMMAS: &str = "1\r\n00:00:01,000 --> 00:00:03,000\r\nThe harbour opens.\r\n\r\n\
                      2\r\n00:00:05,000 --> 00:00:07,000\r\nBring a coat.\r\n";

#[test]
fn sessions_go_as_written() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}

fn cuesmith(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).env_remove("NO_COLOR");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    cuesmith(folder).args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn with_stdin(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = cuesmith(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn exit_codes_tell_clean_findings_failure_and_no_input_apart() {
    let dir = folder(&[
        ("clean.srt", CLEAN.as_bytes()),
        ("bad.srt", ONE_MS.as_bytes()),
        ("sub/readme.txt", b"hello"),
    ]);
    let code = |arguments: &[&str]| run(dir.path(), arguments).status.code();
    assert_eq!(code(&["check", "--select", "TIM003", "clean.srt"]), Some(0));
    assert_eq!(code(&["check", "--select", "TIM003", "bad.srt"]), Some(1));
    assert_eq!(code(&["check", "--select", "TIM003", "bad.srt", "missing.srt"]), Some(2));
    assert_eq!(code(&["check", "--no-such-option"]), Some(2));
    assert_eq!(code(&["check"]), Some(2));
    assert_eq!(code(&["check", "sub"]), Some(3));
    assert_eq!(code(&["info", "sub"]), Some(3));
    assert_eq!(code(&["check", "*.vtt"]), Some(3));
    assert_eq!(code(&["--help"]), Some(0));
}

#[test]
fn a_preset_decides_and_the_command_line_decides_over_it() {
    // 600 ms: too short for kaltura-reach (833, info), long enough for recommended (500).
    let short = "1\n00:00:01,000 --> 00:00:01,600\nThe harbour.\n";
    let dir = folder(&[("short.srt", short.as_bytes())]);
    let found = |arguments: &[&str]| {
        let mut all = vec!["check", "--format", "concise", "-q", "short.srt"];
        all.extend(arguments);
        stdout(&run(dir.path(), &all)).to_owned()
    };
    assert_eq!(found(&[]), "");
    let reach = found(&["--preset", "kaltura-reach"]);
    assert!(reach.contains("info:") && reach.contains("TIM006"), "{reach}");
    assert_eq!(found(&["--preset", "kaltura-reach", "--min-duration", "600"]), "");
    assert_eq!(found(&["--preset", "kaltura-reach", "--severity", "TIM006=off"]), "");
    let error = found(&["--preset", "kaltura-reach", "--severity", "TIM006=error"]);
    assert!(error.contains("error:"), "{error}");
    // A preset's kind.
    assert!(found(&["--preset", "kaltura-ead"]).contains("EAD001"));
    let wrong = run(dir.path(), &["check", "--preset", "kaltura", "short.srt"]);
    assert!(stderr(&wrong).contains("kaltura-reach, kaltura-ead"), "{}", stderr(&wrong));
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let text: String = (0..20_000)
        .map(|n| {
            let (m, s) = (n / 60 % 60, n % 60);
            format!("{n}\n{:02}:{m:02}:{s:02},000 --> {0:02}:{m:02}:{s:02},001\nx{n}\n\n{n}\n{0:02}:{m:02}:{s:02},100 --> {0:02}:{m:02}:{s:02},900\ny\n\n", n / 3600)
        })
        .collect();
    let dir = folder(&[("long.srt", text.as_bytes())]);
    for format in ["concise", "json", "ndjson"] {
        let mut child = cuesmith(dir.path())
            .args(["check", "--select", "TIM003", "--format", format, "long.srt"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The reader takes a little and goes, as `head` does.
        let mut some = [0; 100];
        let mut pipe = child.stdout.take().unwrap();
        pipe.read_exact(&mut some).unwrap();
        drop(pipe);
        let output = child.wait_with_output().unwrap();
        assert_eq!(stderr(&output), "", "{format}");
        assert_eq!(output.status.code(), Some(2), "{format}");
    }
}

#[test]
fn fixing_keeps_line_ends_permissions_and_links_and_leaves_nothing_behind() {
    let dir = folder(&[("real/dots.srt", DOTS.as_bytes())]);
    let real = dir.path().join("real/dots.srt");
    let link = dir.path().join("link.srt");
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&real, &link).unwrap();
    }
    #[cfg(not(unix))]
    fs::copy(&real, &link).unwrap();
    let output = run(dir.path(), &["check", "--fix", "--select", "SRT004", "link.srt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("fixed link.srt: 2 SRT004"), "{}", stdout(&output));
    assert_eq!(fs::read_to_string(&link).unwrap(), COMMAS);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    }
    assert_eq!(fs::read_dir(dir.path().join("real")).unwrap().count(), 1);
}

#[test]
fn a_file_without_fixes_is_not_written() {
    let dir = folder(&[("clean.srt", CLEAN.as_bytes())]);
    let path = dir.path().join("clean.srt");
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    let fix = ["check", "--fix", "--unsafe-fixes", "--select", "TIM", "clean.srt"];
    assert_eq!(run(dir.path(), &fix).status.code(), Some(0));
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), long_ago);
}

#[test]
fn a_read_only_file_is_named_and_left_alone() {
    let dir = folder(&[("dots.srt", DOTS.as_bytes())]);
    let path = dir.path().join("dots.srt");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let output = run(dir.path(), &["check", "--fix", "--select", "SRT004", "dots.srt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("cannot write `dots.srt`: it is read-only"));
    assert_eq!(fs::read_to_string(&path).unwrap(), DOTS);
}

#[test]
fn fixing_keeps_the_encoding() {
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(DOTS.replace('x', "é").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let dir = folder(&[("utf16.srt", &utf16)]);
    let output = run(dir.path(), &["check", "--fix", "--select", "SRT004", "utf16.srt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let expected: Vec<u8> =
        std::iter::once(0xfeff).chain(COMMAS.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(fs::read(dir.path().join("utf16.srt")).unwrap(), expected);
}

#[test]
fn standard_input_is_checked_and_fixed_like_a_file() {
    let dir = folder(&[]);
    let check = ["check", "--select", "TIM003", "--format", "concise", "-q", "-"];
    let output = with_stdin(dir.path(), &check, ONE_MS.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("<stdin>:2:1: error: "), "{}", stdout(&output));

    let named = ["check", "--select", "TIM003", "-", "--stdin-filename", "talk.srt"];
    let output = with_stdin(dir.path(), &named, ONE_MS.as_bytes());
    assert!(stdout(&output).contains("--> talk.srt:2:1   00:00:01,000"), "{}", stdout(&output));

    let fix = ["check", "--fix", "--select", "TIM003,SRT004", "-"];
    let output = with_stdin(dir.path(), &fix, DOTS.as_bytes());
    assert_eq!(stdout(&output), COMMAS);
    assert!(stderr(&output).starts_with("fixed <stdin>: 2 SRT004"), "{}", stderr(&output));

    let convert = ["convert", "-", "--to", "srt"];
    let output = with_stdin(dir.path(), &convert, CLEAN.as_bytes());
    assert_eq!(stdout(&output), CLEAN);
}

#[test]
fn a_difference_is_printed_and_nothing_written() {
    let dir = folder(&[("dots.srt", DOTS.as_bytes()), ("clean.srt", CLEAN.as_bytes())]);
    let output = run(dir.path(), &["check", "--diff", "--select", "SRT004", "."]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("--- dots.srt\n+++ dots.srt\n@@ "));
    assert!(!stdout(&output).contains("clean.srt"));
    assert_eq!(fs::read_to_string(dir.path().join("dots.srt")).unwrap(), DOTS);
    let output = run(dir.path(), &["check", "--diff", "--select", "SRT004", "clean.srt"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), ""));
}

#[test]
fn fix_and_diff_together_show_the_difference() {
    let dir = folder(&[("dots.srt", DOTS.as_bytes())]);
    let check = ["check", "--unsafe-fixes", "--select", "SRT004", "dots.srt", "--diff"];
    let diff = run(dir.path(), &check);
    assert_eq!(diff.status.code(), Some(1));
    let both = run(dir.path(), &[&check[..], &["--fix"]].concat());
    assert_eq!(both, diff);
    assert_eq!(fs::read_to_string(dir.path().join("dots.srt")).unwrap(), DOTS);
}

#[test]
fn what_people_try_first_gets_a_hint() {
    let dir = folder(&[("a.srt", CLEAN.as_bytes()), ("notes", b"")]);
    for (arguments, hint) in [
        (&["a.srt"][..], "`cuesmith check a.srt`"),
        (&["missing.vtt"], "`cuesmith check missing.vtt`"),
        (&["notes"], "`cuesmith check notes`"),
        (&["lint", "a.srt"], "`cuesmith check a.srt`"),
        (&["fix", "a.srt"], "`cuesmith check --fix a.srt`"),
        (&["resync", "a.srt"], "`cuesmith sync a.srt`"),
        (&["chek", "a.srt"], "`cuesmith check a.srt`"),
        (&["check"], "pass `-` to read standard input"),
    ] {
        let output = run(dir.path(), arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(hint), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn a_file_that_nobody_reads_is_a_failure() {
    let dir = folder(&[("long.srt", CLEAN.repeat(5000).as_bytes())]);
    for arguments in
        [&["convert", "long.srt", "--to", "webvtt"][..], &["retime", "--shift", "1s", "long.srt"]]
    {
        let mut child = cuesmith(dir.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn many_files_come_in_the_order_of_their_paths_whatever_the_threads_do() {
    let texts: Vec<(String, String)> = (0..600)
        .map(|n| (format!("{:02}/{n:03}.srt", n % 7), ONE_MS.replace("six", &"so ".repeat(n * 3))))
        .collect();
    let files: Vec<(&str, &[u8])> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let dir = folder(&files);
    let check = ["check", "--select", "TIM003", "--format", "concise", "-q", "."];
    let once = |threads: &str| {
        let command = &mut cuesmith(dir.path());
        command.args(check).env("RAYON_NUM_THREADS", threads).output().unwrap()
    };
    let output = once("4");
    let mut expected: Vec<&str> = texts.iter().map(|(name, _)| name.as_str()).collect();
    expected.sort_unstable();
    let seen: Vec<&str> = stdout(&output).lines().map(|l| l.split(':').next().unwrap()).collect();
    assert_eq!(seen, expected);
    assert_eq!(once("1").stdout, output.stdout);
    assert_eq!(stderr(&output), "", "no progress bar without a terminal");
}

#[test]
fn a_file_is_checked_once_however_often_it_is_named() {
    let dir = folder(&[("a/one.srt", ONE_MS.as_bytes())]);
    let check = ["check", "--select", "TIM003", "--format", "ndjson"];
    let names = ["a", "a/one.srt", "./a/one.srt", "a/*.srt", "a/../a"];
    let output = run(dir.path(), &[&check[..], &names[..]].concat());
    let lines: Vec<Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["path"], "a/one.srt");
    assert_eq!(lines[1]["summary"]["files"], 1);
}

#[test]
fn folders_leave_out_hidden_and_ignored_files_unless_told() {
    let dir = folder(&[
        (".git/HEAD", b""),
        (".gitignore", b"out/\n"),
        ("talk.srt", ONE_MS.as_bytes()),
        ("out/talk.srt", ONE_MS.as_bytes()),
        (".hidden/talk.srt", ONE_MS.as_bytes()),
    ]);
    let count = |extra: &[&str]| {
        let check = ["check", "--select", "TIM003", "--format", "concise", "-q", "."];
        stdout(&run(dir.path(), &[&check[..], extra].concat())).lines().count()
    };
    assert_eq!(count(&[]), 1);
    assert_eq!(count(&["--no-ignore"]), 3);
}

#[test]
fn json_is_one_document_for_any_number_of_files_and_problems() {
    let dir = folder(&[
        ("a.srt", ONE_MS.as_bytes()),
        ("b.srt", CLEAN.as_bytes()),
        ("bad.srt", b"\xff\xfe\x00"),
    ]);
    let check =
        ["check", "--select", "TIM003,TIM010", "--format", "json", "a.srt", "b.srt", "c.srt"];
    let output = run(dir.path(), &check);
    assert_eq!(output.status.code(), Some(2));
    let report: Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(report["schema"], 1);
    assert_eq!(report["files"].as_array().unwrap().len(), 2);
    assert_eq!(report["files"][1]["diagnostics"], Value::Array(Vec::new()));
    assert_eq!(report["problems"][0]["path"], "c.srt");
    assert_eq!(report["skipped"][0]["code"], "TIM010");
    assert_eq!(report["skipped"][0]["files"], 2);
    let finding = &report["files"][0]["diagnostics"][0];
    assert_eq!(finding["fingerprint"].as_str().unwrap().len(), 16);
    let empty = run(dir.path(), &["check", "--format", "json", "none.srt"]);
    let report: Value = serde_json::from_str(stdout(&empty)).unwrap();
    assert_eq!(report["files"], Value::Array(Vec::new()));
}

#[test]
fn columns_count_what_is_asked_for() {
    let text = "1\n00:00:01,000 --> 00:00:03,000\n日本😀 The harbour opens at six.\n";
    let dir = folder(&[("a.srt", text.as_bytes())]);
    let end = |unit: &[&str]| {
        let check =
            ["check", "--select", "LIN001", "--max-chars", "20", "--format", "json", "a.srt"];
        let output = run(dir.path(), &[&check[..], unit].concat());
        let report: Value = serde_json::from_str(stdout(&output)).unwrap();
        report["files"][0]["diagnostics"][0]["range"]["end"]["col"].as_u64().unwrap()
    };
    // Three characters before 26 of ASCII: 10 bytes, 4 UTF-16 units.
    assert_eq!(end(&[]), 1 + 4 + 26);
    assert_eq!(end(&["--columns", "utf8"]), 1 + 10 + 26);
    assert_eq!(end(&["--columns", "scalar"]), 1 + 3 + 26);
}

#[test]
fn a_fingerprint_outlives_changes_elsewhere() {
    let with = |before: &str| format!("{before}{ONE_MS}");
    let dir = folder(&[
        ("a.srt", ONE_MS.as_bytes()),
        ("b.srt", with("7\n00:00:00,000 --> 00:00:00,900\nEarlier.\n\n").as_bytes()),
        ("c.srt", ONE_MS.replace("six", "nine").as_bytes()),
    ]);
    let output = run(dir.path(), &["check", "--select", "TIM003", "--format", "ndjson", "."]);
    let names: Vec<String> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["fingerprint"].to_string())
        .collect();
    assert_eq!(names[0], names[1]);
    assert_ne!(names[0], names[2]);
}

#[test]
fn color_is_for_terminals_unless_told() {
    let dir = folder(&[("a.srt", ONE_MS.as_bytes())]);
    let check = ["check", "--select", "TIM003", "a.srt"];
    let colored =
        |extra: &[&str]| stdout(&run(dir.path(), &[&check[..], extra].concat())).contains('\u{1b}');
    assert!(!colored(&[]));
    assert!(colored(&["--color", "always"]));
    assert!(!colored(&["--color", "never"]));
}

#[test]
fn a_new_file_gets_the_permissions_of_any_new_file() {
    let dir = folder(&[("a.srt", CLEAN.as_bytes()), ("plain", b"")]);
    let output = run(dir.path(), &["convert", "a.srt", "-o", "b.srt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(dir.path().join("b.srt")).unwrap(), CLEAN);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |name| fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode("b.srt"), mode("plain"));
    }
}

#[test]
fn the_input_is_never_the_output() {
    let dir = folder(&[("a.srt", CLEAN.as_bytes())]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("a.srt", dir.path().join("same.srt")).unwrap();
    #[cfg(not(unix))]
    fs::hard_link(dir.path().join("a.srt"), dir.path().join("same.srt")).unwrap();
    for target in ["a.srt", "./a.srt", "same.srt"] {
        let output = run(dir.path(), &["convert", "a.srt", "-o", target]);
        assert_eq!(output.status.code(), Some(2), "{target}");
        assert!(
            stderr(&output).contains("is an input and would be overwritten"),
            "{}",
            stderr(&output)
        );
    }
    assert_eq!(fs::read_to_string(dir.path().join("a.srt")).unwrap(), CLEAN);
}

#[test]
fn a_conversion_without_cues_says_so() {
    let dir = folder(&[("empty.srt", b"")]);
    let output = run(dir.path(), &["convert", "empty.srt", "--to", "webvtt"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains("no cue was read from `empty.srt`"), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("WEBVTT"));
}

#[cfg(unix)]
#[test]
fn a_terminal_gets_no_control_characters() {
    let dir = folder(&[("a.srt", CLEAN.replace("six", "\u{1b}]0;owned\u{7}\u{9b}2J").as_bytes())]);
    for arguments in ["retime --shift 0s a.srt", "dump a.srt", "reflow --diff --max-chars 20 a.srt"]
    {
        let line = format!("{} {arguments}", env!("CARGO_BIN_EXE_cuesmith"));
        let mut command = Command::new("script");
        command.args(["-qec", &line, "/dev/null"]).current_dir(dir.path()).stdin(Stdio::null());
        let Ok(output) = command.output() else {
            println!("skipped: `script` is not installed");
            return;
        };
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(shown.contains("opens at"), "{shown}");
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{}", shown.escape_debug());
    }
}

/// `script` (util-linux) gives the command a terminal.
#[cfg(unix)]
#[test]
fn a_terminal_gets_colors_and_for_many_files_a_progress_bar() {
    let files: Vec<(String, &[u8])> =
        (0..400).map(|n| (format!("{n:03}.srt"), ONE_MS.as_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, b)| (name.as_str(), *b)).collect();
    let dir = folder(&files);
    let line = format!("{} check --select TIM003 .", env!("CARGO_BIN_EXE_cuesmith"));
    let terminal = |line: &str, no_color: &str| {
        let mut command = Command::new("script");
        command.args(["-qec", line, "/dev/null"]).current_dir(dir.path());
        command.env("NO_COLOR", no_color).env("TERM", "xterm").stdin(Stdio::null());
        command.output()
    };
    let Ok(output) = terminal(&line, "") else {
        println!("skipped: `script` is not installed");
        return;
    };
    assert_eq!(output.status.code(), Some(1));
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("\u{1b}[1m"), "colors");
    assert!(
        shown.contains(" files, ") && shown.contains("/s, "),
        "the number of files and the rate"
    );
    assert!(shown.trim_end().ends_with("400 errors in 400 of 400 files"), "{}", shown.len());

    // All files are named, so that the remaining time is known.
    let named = terminal(&line.replace(" .", " *.srt"), "1").unwrap();
    let shown = String::from_utf8_lossy(&named.stdout);
    assert!(shown.contains("/400 files, ") && shown.contains(" left"), "a bar");

    let quiet = terminal(&format!("{line} -q"), "1").unwrap();
    let shown = String::from_utf8_lossy(&quiet.stdout);
    assert!(!shown.contains(" files, ") && !shown.contains("\u{1b}[1m"), "{shown}");
}
