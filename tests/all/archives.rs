//! Archives: files found as they are needed, lists of files, and results kept between runs.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::common::folder;

const CLEAN: &str = "1\n00:00:01,000 --> 00:00:03,000\nThe harbour opens at six.\n";
const ONE_MS: &str = "1\n00:00:01,000 --> 00:00:01,001\nThe harbour opens at six.\n";
const OVERLAP: &str = "1\n00:00:01,000 --> 00:00:04,000\nAhoy.\n\n2\n00:00:02,000 --> 00:00:05,000\nThe harbour opens.\n";
const ALL_FORMATS: [&str; 12] = [
    "human",
    "concise",
    "json",
    "ndjson",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "csv",
    "html",
];

fn archive() -> TempDir {
    folder(&[
        ("in/a.srt", OVERLAP),
        ("in/a/b.srt", ONE_MS),
        ("in/a-c.srt", CLEAN),
        (
            "in/chapters.vtt",
            "WEBVTT\n\n00:00.000 --> 00:10.000\nArrival\n\n00:10.000 --> 00:20.000\nHarbour\n",
        ),
        (
            "in/talk.de.vtt",
            "WEBVTT\n\n00:01.000 --> 00:00.500\nDer Hafen\u{a0}öffnet <i>um sechs.\n",
        ),
        (
            "in/style.ttml",
            "<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='1s'/></div></body></tt>",
        ),
        ("in/z.srt", CLEAN),
    ])
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn run_with(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Output {
    let mut command = command(folder, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(stdin).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The files that a run of `check --format json` names, in its order.
#[track_caller]
fn checked(output: &Output) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", text(&output.stderr)));
    let files = report["files"].as_array().unwrap().iter();
    files.map(|file| file["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn files_of_a_folder_are_in_the_order_of_their_paths() {
    let archive = archive();
    for name in ["in/a/b/deep.srt", "in/a/b.vtt", "in/.hidden.srt", "in/B.srt", "in/é.srt"] {
        fs::create_dir_all(archive.path().join(name).parent().unwrap()).unwrap();
        fs::write(archive.path().join(name), CLEAN).unwrap();
    }
    let found = checked(&run(archive.path(), &["check", "--format", "json", "in"]));
    let mut sorted = found.clone();
    sorted.sort_by(|a, b| Path::new(a).cmp(Path::new(b)));
    assert_eq!(found, sorted);
    let at = |name: &str| found.iter().position(|path| path == name).unwrap();
    // A folder comes before a file with the same name and an extension.
    assert!(at("in/a/b.srt") < at("in/a-c.srt") && at("in/a-c.srt") < at("in/a.srt"));
    assert_eq!(found.len(), 11, "{found:?}");
}

#[test]
fn a_file_that_two_arguments_name_is_checked_once() {
    let archive = archive();
    for arguments in [
        &["in/a.srt", "in/a.srt", "./in/a.srt"][..],
        &["in/a", "in/a/b.srt"],
        &["in/a", "in/a"],
        &["in/a/*.srt", "in/a"],
        &["in/a/b.srt", "in/**/b.srt"],
    ] {
        let line = [&["check", "--format", "json"], arguments].concat();
        assert_eq!(checked(&run(archive.path(), &line)).len(), 1, "{arguments:?}");
    }
    let both = run(archive.path(), &["check", "--format", "json", "in/z.srt", "in/a"]);
    assert_eq!(checked(&both), ["in/z.srt", "in/a/b.srt"]);
}

#[test]
fn a_list_names_files_as_arguments_do() {
    let archive = archive();
    let at = archive.path();
    let names = ["in/z.srt", "in/a", "in/a.srt"];
    let expected = ["in/z.srt", "in/a/b.srt", "in/a.srt"];
    let check = ["check", "--format", "json"];
    assert_eq!(checked(&run(at, &[&check[..], &names].concat())), expected);
    for (list, null) in [
        (names.join("\n"), false),
        (names.join("\n") + "\n", false),
        (names.join("\r\n") + "\r\n", false),
        (format!("\n\n{}\n\n", names.join("\n\n")), false),
        (names.join("\0") + "\0", false),
        (names.join("\0") + "\0", true),
        (format!("\0{}\0\0", names.join("\0\0")), true),
    ] {
        let from_stdin = [&check[..], &["--files-from", "-"], if null { &["-0"][..] } else { &[] }];
        let output = run_with(at, &from_stdin.concat(), list.as_bytes());
        assert_eq!(checked(&output), expected, "{list:?}");
        fs::write(at.join("list"), &list).unwrap();
        assert_eq!(checked(&run(at, &[&check[..], &["--files-from", "list"]].concat())), expected);
    }
    // After the arguments, as the list has them.
    let both = run_with(
        at,
        &[&check[..], &["in/a.srt", "--files-from", "-"]].concat(),
        b"in/a.srt\nin/z.srt\n",
    );
    assert_eq!(checked(&both), ["in/a.srt", "in/a.srt", "in/z.srt"]);
    // Files that are changed come once.
    let fixed = run_with(
        at,
        &[&check[..], &["--fix", "in/a.srt", "--files-from", "-"]].concat(),
        b"./in/a.srt\nin/z.srt\nin\n",
    );
    let fixed = checked(&fixed);
    assert_eq!(fixed[..2], ["in/a.srt", "in/z.srt"]);
    let once: std::collections::HashSet<_> = fixed.iter().collect();
    assert_eq!(once.len(), fixed.len());
}

#[test]
fn what_a_list_names_and_is_not_there_is_a_problem() {
    let archive = archive();
    let at = archive.path();
    let line = ["check", "--format", "json", "--files-from", "-"];
    let output = run_with(at, &line, b"in/z.srt\nin/missing.srt\nin/*.srt\nin/a.srt\n");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(checked(&output), ["in/z.srt", "in/a.srt"]);
    let errors = text(&output.stderr);
    assert!(errors.contains("cannot read `in/missing.srt`"), "{errors}");
    assert!(errors.contains("cannot read `in/*.srt`"), "a list has no patterns: {errors}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["summary"]["unreadable"], 2);
    assert_eq!(report["problems"].as_array().unwrap().len(), 2);
    for list in ["", "\n\n"] {
        let nothing = run_with(at, &line, list.as_bytes());
        assert_eq!(nothing.status.code(), Some(3), "{}", text(&nothing.stderr));
        assert!(text(&nothing.stderr).contains("no caption file found in `-`"));
    }
    for (line, message) in [
        (&["check", "-", "--files-from", "-"][..], "standard input can be read only once"),
        (&["reflow", "-", "--files-from", "-"], "both a caption file and the list of files"),
        (&["check", "--source", "-", "--files-from", "-"], "both the file and its source"),
        (&["check", "--order", "-", "--files-from", "-"], "can be read only once"),
        (&["sync", "--reference", "-", "--files-from", "-"], "both the file and its reference"),
        (&["check", "--files-from", "nowhere"], "cannot read `nowhere`"),
        (&["check", "--files-from", "in"], "cannot read `in`"),
        (&["check", "-0", "in"], "--files-from"),
        (
            &["check", "--max-input", "10MB", "--files-from", "/dev/zero"],
            "larger than 10000000 bytes",
        ),
    ] {
        let output = run_with(at, line, b"in/a.srt\n");
        assert_eq!(output.status.code(), Some(2), "{line:?}");
        let error = text(&output.stderr);
        assert!(error.contains(message), "{line:?}: {error}");
    }
    let long = [b"in/a.srt\n".to_vec(), vec![b'x'; 100_000]].concat();
    let output = run_with(at, &line, &long);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("path 2 of the list `<stdin>` is longer than"));
}

#[test]
fn commands_that_change_files_take_a_list() {
    let archive = archive();
    let at = archive.path();
    let line = ["retime", "--shift", "1s", "-i", "--files-from", "-"];
    let output = run_with(at, &line, b"in/a.srt\nin/z.srt\nin/z.srt\n");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("2 of 2 files"), "{}", text(&output.stderr));
    let shifted = fs::read_to_string(at.join("in/z.srt")).unwrap();
    assert_eq!(shifted, CLEAN.replace("1,000", "2,000").replace("3,000", "4,000"));
    let several = run_with(at, &["retime", "--shift", "1s", "--files-from", "-"], b"in\n");
    assert_eq!(several.status.code(), Some(2));
    let error = text(&several.stderr);
    assert!(error.contains("7 input files but only one output file"), "{error}");
    let marks = run_with(at, &["speakers", "--files-from", "-"], b"in/a.srt\nin/z.srt\n");
    assert_eq!(marks.status.code(), Some(0), "{}", text(&marks.stderr));
    assert!(text(&marks.stdout).contains("in/a.srt") && text(&marks.stdout).contains("in/z.srt"));
}

#[cfg(unix)]
#[test]
fn a_list_may_have_names_that_are_not_utf8() {
    use std::os::unix::ffi::OsStrExt as _;
    let archive = archive();
    let name = OsStr::from_bytes(b"in/caf\xe9.srt");
    fs::write(archive.path().join(name), CLEAN).unwrap();
    let line = ["check", "--format", "json", "--files-from", "-"];
    let output = run_with(archive.path(), &line, b"in/caf\xe9.srt\0in/a\nb\0");
    assert_eq!(checked(&output), ["in/caf\u{fffd}.srt"]);
    assert!(text(&output.stderr).contains("cannot read `in/a\\nb`"), "{}", text(&output.stderr));
}

#[test]
fn a_report_never_replaces_a_file_that_is_checked() {
    for arguments in [&["in"][..], &["in/a.srt"], &["--files-from", "list"], &["in/*.srt"]] {
        let archive = archive();
        let at = archive.path();
        fs::write(at.join("list"), "in/z.srt\nin/a.srt\n").unwrap();
        let line = [&["check", "--output", "html=in/a.srt"], arguments].concat();
        let output = run(at, &line);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains("overwritten"), "{}", text(&output.stderr));
        assert_eq!(fs::read_to_string(at.join("in/a.srt")).unwrap(), OVERLAP, "{arguments:?}");
    }
}

/// The files in the cache.
fn kept(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut files: Vec<_> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

/// Which file the cache is: a run that checks a file replaces it.
#[cfg(unix)]
fn identity(folder: &Path) -> Vec<u64> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap());
    let mut numbers: Vec<u64> =
        entries.map(|meta| std::os::unix::fs::MetadataExt::ino(&meta)).collect();
    numbers.sort_unstable();
    numbers
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Vec<u64> {
    Vec::new()
}

fn is_same(a: &Output, b: &Output) -> bool {
    (a.status.code(), &a.stdout, &a.stderr) == (b.status.code(), &b.stdout, &b.stderr)
}

#[test]
fn every_format_is_the_same_with_and_without_a_cache() {
    let archive = archive();
    let at = archive.path();
    fs::write(at.join("in/broken.srt"), [b"1\n", &[0xff; 40][..], b"\0\n"].concat()).unwrap();
    fs::write(at.join("cuesmith.toml"), "[[ignore]]\nfiles = \"a.srt\"\nrules = [\"TIM004\"]\nreason = \"live\"\n\n[[ignore]]\nfiles = \"z.srt\"\nrules = [\"TIM\"]\nreason = \"none\"\n").unwrap();
    let settings: [&[&str]; 6] = [
        &[],
        &["--preset", "netflix", "--verbose", "--fail-on", "info"],
        &["--color", "always", "--select", "ALL"],
        &["--media-duration", "00:00:04", "--source", "in/a.srt", "--html-group", "files"],
        &["--show-suppressed", "--quiet"],
        &["in/missing.srt", "--encoding", "utf-8"],
    ];
    for format in ALL_FORMATS {
        for settings in settings {
            let line = [&["check", "in", "--format", format], settings].concat();
            let plain = run(at, &line);
            let cached = [&line[..], &["--cache", "kept"]].concat();
            assert!(is_same(&plain, &run(at, &cached)), "{line:?}");
            let before = identity(&at.join("kept"));
            let again = run(at, &cached);
            assert!(is_same(&plain, &again), "{line:?}: {}", text(&again.stderr));
            assert_eq!(identity(&at.join("kept")), before, "{line:?}");
        }
    }
    let lines = ALL_FORMATS.len() * settings.len();
    assert_eq!(kept(&at.join("kept")).len(), lines, "one file for each command line");
}

#[test]
fn reports_in_files_are_the_same_with_and_without_a_cache() {
    let archive = archive();
    let at = archive.path();
    let outputs = |folder: &str, cache: &[&str]| {
        let outputs = ALL_FORMATS.map(|format| format!("{format}={folder}/r.{format}"));
        let outputs = outputs.iter().flat_map(|output| ["--output", output]);
        let line: Vec<&str> =
            ["check", "in"].into_iter().chain(outputs).chain(cache.iter().copied()).collect();
        assert_eq!(run(at, &line).status.code(), Some(1));
        kept(&at.join(folder))
    };
    let plain = outputs("out", &[]);
    assert_eq!(plain.len(), ALL_FORMATS.len());
    let first = outputs("out", &["--cache", "kept"]);
    let results = kept(&at.join("kept"));
    assert!(first == plain && results.len() == 1);
    assert!(outputs("out", &["--cache", "kept"]) == plain);
    assert!(kept(&at.join("kept")) == results);
}

/// The number of files of which the run used no result: each changes the cache.
#[test]
fn a_change_of_content_name_or_settings_is_checked() {
    let archive = archive();
    let at = archive.path();
    let check = |more: &[&str]| {
        let line = [&["check", "in", "--format", "concise", "--cache", "kept"], more].concat();
        let plain: Vec<&str> =
            line.iter().copied().filter(|one| !["--cache", "kept"].contains(one)).collect();
        let output = run(at, &line);
        assert!(is_same(&output, &run(at, &plain)), "{more:?}: {}", text(&output.stderr));
        kept(&at.join("kept"))
    };
    let first = check(&[]);
    assert!(check(&[]) == first);
    // Content, with the same size.
    fs::write(at.join("in/z.srt"), CLEAN.replace("01,000", "03,000")).unwrap();
    let changed = check(&[]);
    assert!(changed != first && changed.len() == 1);
    // A name that gives the language, or the kind.
    fs::rename(at.join("in/z.srt"), at.join("in/z.de.srt")).unwrap();
    let renamed = check(&[]);
    assert!(renamed != changed);
    // A removed file has no result any more.
    fs::remove_file(at.join("in/z.de.srt")).unwrap();
    let removed = check(&[]);
    assert!(removed != renamed && removed[0].1.len() < renamed[0].1.len());
    // The configuration, of all files and of one.
    for config in [
        "[options]\nmax-chars = 10\n",
        "[[overrides]]\nfiles = \"a.srt\"\n[overrides.options]\nmax-chars = 5\n",
    ] {
        let before = kept(&at.join("kept"));
        fs::write(at.join("cuesmith.toml"), config).unwrap();
        assert!(check(&["--select", "LIN"]) != before);
        let before = kept(&at.join("kept"));
        assert!(check(&["--select", "LIN"]) == before);
    }
    fs::remove_file(at.join("cuesmith.toml")).unwrap();
    // The content of the files that options name.
    for (option, name, contents) in [
        ("--dictionary", "terms.txt", ["Harbour\n", "Haven\n"]),
        ("--source", "source.srt", [CLEAN, OVERLAP]),
        ("--profanity-words", "words.txt", ["ahoy\n", "six\n"]),
    ] {
        for content in contents {
            fs::write(at.join(name), content).unwrap();
            let before = check(&[]);
            assert!(check(&[option, name, "--select", "ALL"]) != before, "{name}");
        }
    }
}

const PATTERN: &str = "[[patterns]]\nname = \"six\"\nmatch = \"SIX\"\nmessage = \"a number\"\n";

/// The rules for patterns are those of the configuration of each file.
#[test]
fn patterns_of_several_configurations_are_found_with_and_without_a_cache() {
    let archive = archive();
    let at = archive.path();
    fs::write(at.join("in/a/cuesmith.toml"), PATTERN).unwrap();
    fs::write(at.join("in/cuesmith.toml"), PATTERN.replace("SIX", "Ahoy")).unwrap();
    let codes = |more: &[&str]| {
        for format in ["sarif", "html", "human", "rdjson"] {
            let line = [&["check", "in", "--select", "PAT/six", "--format", format], more].concat();
            let plain = run(at, &line);
            let line = [&line[..], &["--cache", "kept"]].concat();
            assert!(is_same(&plain, &run(at, &line)) && is_same(&plain, &run(at, &line)));
        }
        let line = ["check", "in", "--select", "PAT/six", "--format", "sarif"];
        let report: serde_json::Value = serde_json::from_slice(&run(at, &line).stdout).unwrap();
        let results = report["runs"][0]["results"].as_array().unwrap().iter();
        let place = |one: &serde_json::Value| {
            one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                .as_str()
                .map(str::to_owned)
        };
        results.map(|one| place(one).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&[]), ["in/a.srt"]);
    let insensitive = format!("{PATTERN}case-insensitive = true\n");
    fs::write(at.join("in/a/cuesmith.toml"), insensitive).unwrap();
    assert_eq!(codes(&[]), ["in/a/b.srt", "in/a.srt"]);
    // One that no configuration has is an error before any file is changed.
    let before = fs::read(at.join("in/a.srt")).unwrap();
    let output = run(at, &["check", "in", "--fix", "--ignore", "PAT/sex"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("did you mean `PAT/six`"), "{}", text(&output.stderr));
    assert_eq!(fs::read(at.join("in/a.srt")).unwrap(), before);
}

#[test]
fn a_baseline_counts_as_a_setting() {
    let archive = archive();
    let at = archive.path();
    let line = ["check", "in", "--format", "json", "--cache", "kept", "--baseline", "known.json"];
    let check = |more: &[&str]| run(at, &[&line[..], more].concat());
    assert_eq!(check(&["--update-baseline"]).status.code(), Some(0));
    let written = fs::read(at.join("known.json")).unwrap();
    assert_eq!(check(&["--update-baseline"]).status.code(), Some(0));
    assert_eq!(fs::read(at.join("known.json")).unwrap(), written);
    for _ in 0..2 {
        let silent = check(&[]);
        assert_eq!(silent.status.code(), Some(0));
        assert!(text(&silent.stderr).contains("findings are in the baseline"));
    }
    fs::write(at.join("known.json"), "{\"schema\":1,\"files\":{}}").unwrap();
    let all = check(&[]);
    let plain = run(at, &["check", "in", "--format", "json"]);
    assert_eq!((all.status.code(), &all.stdout), (plain.status.code(), &plain.stdout));
}

#[test]
fn a_damaged_cache_is_replaced() {
    let archive = archive();
    let at = archive.path();
    let line = ["check", "in", "--format", "json", "--cache", "kept"];
    let plain = run(at, &line[..4]);
    assert!(is_same(&run(at, &line), &plain));
    let [(name, whole)] = &kept(&at.join("kept"))[..] else { panic!("one file") };
    let path = at.join("kept").join(name);
    let mut broken: Vec<Vec<u8>> = vec![Vec::new(), b"x".to_vec(), vec![0xff; 500]];
    broken.extend((0..whole.len()).step_by(97).map(|at| whole[..at].to_vec()));
    broken.extend((0..whole.len()).step_by(53).map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x41;
        bytes
    }));
    let mut noted = 0;
    for bytes in broken {
        fs::write(&path, &bytes).unwrap();
        let output = run(at, &line);
        assert_eq!((output.status.code(), &output.stdout), (plain.status.code(), &plain.stdout));
        let notes = text(&output.stderr);
        let is_noted =
            notes.contains("note: the cache in `kept` was damaged; the files were checked again");
        assert!(is_noted || notes.is_empty(), "{notes}");
        noted += usize::from(is_noted);
        assert!(is_same(&run(at, &line), &plain), "repaired");
        assert_eq!(&fs::read(&path).unwrap().len(), &whole.len());
    }
    assert!(noted > 20, "{noted}");
}

#[test]
fn runs_at_the_same_time_do_not_disturb_each_other() {
    let archive = archive();
    let at = archive.path();
    for n in 0..300 {
        fs::write(at.join(format!("in/{n:03}.srt")), OVERLAP.replace("Ahoy", &format!("Ahoy {n}")))
            .unwrap();
    }
    let line = ["check", "in", "--format", "json", "--cache", "kept"];
    let plain = run(at, &line[..4]);
    for _ in 0..3 {
        let children: Vec<_> = (0..6)
            .map(|_| {
                command(at, &line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
            })
            .collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(is_same(&output, &plain), "{}", text(&output.stderr));
        }
        fs::write(at.join("in/000.srt"), OVERLAP).unwrap();
        fs::write(at.join("in/000.srt"), OVERLAP.replace("Ahoy", "Ahoy 0")).unwrap();
    }
    assert_eq!(kept(&at.join("kept")).len(), 1, "no temporary file is left");
}

/// Runs a check whose list of files does not end, and kills it once its journal has the last of them. Returns the
/// journal.
fn killed(at: &Path, names: &[String], earlier: &[String]) -> (String, Vec<u8>) {
    let line = ["check", "--files-from", "-", "--format", "json", "--cache", "kept"];
    let mut child = command(at, &line).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut list = child.stdin.take().unwrap();
    list.write_all((names.join("\n") + "\n").as_bytes()).unwrap();
    let last = names.last().unwrap();
    for _ in 0..6000 {
        std::thread::sleep(std::time::Duration::from_millis(10));
        assert_eq!(child.try_wait().unwrap(), None, "the list has not ended");
        let all = if at.join("kept").exists() { kept(&at.join("kept")) } else { Vec::new() };
        let journal =
            all.into_iter().find(|(name, bytes)| !earlier.contains(name) && has(bytes, last));
        if let Some(journal) = journal {
            child.kill().unwrap();
            child.wait().unwrap();
            return journal;
        }
    }
    panic!("no journal with {last}");
}

fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn a_run_that_was_killed_goes_on_where_it_was() {
    let archive = folder(&[]);
    let at = archive.path();
    let names: Vec<String> = (0..512).map(|number| format!("{number:04}.srt")).collect();
    for name in &names {
        fs::write(at.join(name), ONE_MS).unwrap();
    }
    let (first, bytes) = killed(at, &names[..256], &[]);
    assert!(names[..256].iter().all(|name| has(&bytes, name)));
    // The machine failed in the middle of a result.
    let mut torn = fs::OpenOptions::new().append(true).open(at.join("kept").join(&first)).unwrap();
    torn.write_all(&[200, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).unwrap();
    let (second, bytes) = killed(at, &names, std::slice::from_ref(&first));
    for (number, name) in names.iter().enumerate() {
        assert_eq!(has(&bytes, name), number >= 256, "{name}");
    }
    assert_eq!(kept(&at.join("kept")).len(), 2, "{first}, {second}");

    let run = |more: &[&str]| {
        let line = [&["check", "--files-from", "-", "--format", "json"], more].concat();
        let mut child = command(at, &line);
        child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = child.spawn().unwrap();
        child.stdin.take().unwrap().write_all(names.join("\n").as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    let plain = run(&[]);
    let whole = run(&["--cache", "kept"]);
    assert!(is_same(&whole, &plain), "{}", text(&whole.stderr));
    let results = kept(&at.join("kept"));
    assert!(results.len() == 1 && results[0].0.ends_with(".cache"), "{}", results.len());
    assert!(is_same(&run(&["--cache", "kept"]), &plain));
    assert!(kept(&at.join("kept")) == results);
}

#[cfg(unix)]
#[test]
fn a_cache_that_cannot_be_written_is_a_note() {
    let archive = archive();
    let at = archive.path();
    let plain = run(at, &["check", "in"]);
    fs::write(at.join("taken"), "x").unwrap();
    let output = run(at, &["check", "in", "--cache", "taken"]);
    assert_eq!((output.status.code(), &output.stdout), (plain.status.code(), &plain.stdout));
    assert!(
        text(&output.stderr).contains("note: the cache in `taken` "),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(fs::read_to_string(at.join("taken")).unwrap(), "x");
    for option in [&["--fix"][..], &["--diff"], &["--show-settings"]] {
        let output = run(at, &[&["check", "in", "--cache", "kept"], option].concat());
        assert_eq!(output.status.code(), Some(2), "{option:?}");
        assert!(text(&output.stderr).contains("cannot be used with"), "{}", text(&output.stderr));
    }
}

/// The commands of docs/archives.md, in its blocks `console`.
#[cfg(unix)]
#[test]
fn the_commands_of_the_documentation_run() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/archives.md"));
    let page = page.unwrap();
    let blocks = page.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let lines: Vec<&str> = blocks.flat_map(str::lines).filter(|line| !line.is_empty()).collect();
    assert!(lines.len() > 3, "{lines:?}");
    let archive = archive();
    let at = archive.path();
    fs::rename(at.join("in"), at.join("captions")).unwrap();
    fs::write(at.join("list.txt"), "captions/a.srt\n").unwrap();
    let last_run = fs::File::create(at.join("last-run")).unwrap();
    last_run
        .set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(60))
        .unwrap();
    fs::write(at.join("captions/later.vtt"), "WEBVTT\n").unwrap();
    let folder = Path::new(env!("CARGO_BIN_EXE_cuesmith")).parent().unwrap();
    for line in lines {
        let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("bash");
        shell.args(["-c", line]).current_dir(at).env("PATH", path).env("HOME", at);
        let output = shell.stdin(Stdio::null()).output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{line}: {}", text(&output.stderr));
    }
    assert!(!fs::read(at.join("findings.ndjson")).unwrap().is_empty());
    assert_eq!(kept(&at.join(".cache/cuesmith")).len(), 1);
}

/// The most memory that a run needs, in kB, after a few and after many files. Its list stays open.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_depend_on_the_number_of_files() {
    use std::io::{BufRead as _, BufReader};
    let archive = tempfile::tempdir().unwrap();
    let at = archive.path();
    for n in 0..10_000 {
        fs::write(at.join(format!("{n:05}.srt")), CLEAN).unwrap();
    }
    let line = ["check", "--format", "json", "--files-from", "-"];
    let mut command = command(at, &line);
    command.env("RAYON_NUM_THREADS", "2").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut list = child.stdin.take().unwrap();
    let mut report = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut peak = |names: std::ops::Range<u32>, last: &str| {
        for n in names {
            writeln!(list, "{n:05}.srt").unwrap();
        }
        list.flush().unwrap();
        // What is written last waits in buffers.
        assert!(report.any(|line| line.unwrap().contains(last)));
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
    };
    let mut peaks =
        (0..10).map(|n| peak(n * 1000..(n + 1) * 1000, &format!("{:05}.srt", n * 1000 + 100)));
    let few = peaks.by_ref().take(2).last().unwrap();
    let many = peaks.last().unwrap();
    drop(list);
    assert!(report.all(|line| line.is_ok()));
    assert_eq!(child.wait().unwrap().code(), Some(0));
    // 400 bytes for each of 8,000 files would be 3,200 kB; the hashes of their names are 200 kB.
    assert!(many < few + 2000, "{few} kB, then {many} kB");
}
