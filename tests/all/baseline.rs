//! Baselines: the second run is silent, a new fault is the only finding, whatever moved.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const ONE_MS: &str = "1\n00:00:01,000 --> 00:00:01,001\nThe harbour opens at six.\n";
const OVERLAP: &str = "1\n00:00:01,000 --> 00:00:04,000\nAhoy.\n\n2\n00:00:02,000 --> 00:00:05,000\nThe harbour opens.\n";

fn run(folder: &Path, line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).args(line.split(' ')).output().unwrap()
}

#[track_caller]
fn check(folder: &Path, line: &str, code: i32) -> String {
    let output = run(folder, line);
    let text = String::from_utf8(output.stdout).unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{text}{error}");
    text + &error
}

fn archive() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    fs::write(folder.path().join("a/one.srt"), ONE_MS).unwrap();
    fs::write(folder.path().join("a/two.srt"), OVERLAP).unwrap();
    folder
}

const NEW: &str = "check a --format concise --baseline known.json --fail-on info";

#[test]
fn what_is_known_is_silent_and_a_new_fault_is_the_only_finding() {
    let folder = archive();
    let at = folder.path();
    check(at, NEW, 2);
    let made = check(at, &format!("{NEW} --update-baseline"), 0);
    assert!(made.contains("wrote `known.json`: ") && !made.contains("a/one.srt:"), "{made}");
    let silent = check(at, NEW, 0);
    assert!(
        !silent.contains("a/one.srt:") && silent.contains("in the baseline `known.json`"),
        "{silent}"
    );
    // The same faults on other lines, and one new.
    fs::write(
        at.join("a/one.srt"),
        format!("\n\n{ONE_MS}\n2\n00:00:07,000 --> 00:00:06,000\nBack.\n"),
    )
    .unwrap();
    let new = check(at, &format!("{NEW} --select TIM"), 1);
    let found: Vec<&str> = new.lines().filter(|line| line.starts_with("a/")).collect();
    assert!(matches!(found[..], [line] if line.contains("TIM001")), "{new}");
    // From another folder the same names are meant.
    fs::write(at.join("a/one.srt"), ONE_MS).unwrap();
    check(&at.join("a"), "check . --format concise --baseline ../known.json --fail-on info", 0);
}

#[test]
fn the_second_of_two_equal_findings_keeps_its_own_fingerprint() {
    let folder = archive();
    let at = folder.path();
    let back = "1\n00:00:03,000 --> 00:00:01,000\nBack.\n";
    fs::write(at.join("a/one.srt"), back).unwrap();
    check(at, "check a/one.srt -q --select TIM001 --baseline known.json --update-baseline", 0);
    let known = fs::read_to_string(at.join("known.json")).unwrap();
    fs::write(at.join("a/one.srt"), format!("{back}\n{back}")).unwrap();
    let line = "check a/one.srt -q --select TIM001 --format json";
    let fingerprints = |text: &str| -> Vec<String> {
        let report: serde_json::Value = serde_json::from_str(text).unwrap();
        let found = report["files"][0]["diagnostics"].as_array().unwrap();
        found.iter().map(|one| one["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let all = fingerprints(&check(at, line, 1));
    let new = fingerprints(&check(at, &format!("{line} --baseline known.json"), 1));
    assert!(all.len() == 2 && known.contains(&all[0]), "{all:?} {known}");
    assert_eq!(new, all[1..]);
}

#[test]
fn a_baseline_shrinks_when_it_is_pruned_and_keeps_files_that_are_not_checked() {
    let folder = archive();
    let at = folder.path();
    check(at, &format!("{NEW} --update-baseline"), 0);
    let whole = fs::read_to_string(at.join("known.json")).unwrap();
    assert!(whole.contains("a/one.srt") && whole.contains("a/two.srt"), "{whole}");
    fs::write(at.join("a/one.srt"), ONE_MS.replace("01,001", "03,000")).unwrap();
    check(at, "check a/one.srt -q --baseline known.json --prune-baseline", 0);
    let pruned = fs::read_to_string(at.join("known.json")).unwrap();
    assert!(!pruned.contains("a/one.srt") && pruned.contains("a/two.srt"), "{pruned}");
    fs::remove_file(at.join("a/two.srt")).unwrap();
    check(at, "check a -q --baseline known.json --prune-baseline", 0);
    assert!(!fs::read_to_string(at.join("known.json")).unwrap().contains("two.srt"));
    // Pruning adds nothing.
    fs::write(at.join("a/one.srt"), ONE_MS).unwrap();
    check(at, "check a -q --baseline known.json --prune-baseline", 1);
    check(at, NEW, 1);
}

#[test]
fn a_file_that_is_no_baseline_is_named_and_left_as_it_is() {
    let folder = archive();
    let at = folder.path();
    for (text, message) in [
        ("[]", "is not a baseline"),
        ("{\"schema\":9,\"files\":{}}", "has schema 9"),
        ("{\"schema\":1,\"files\":{},\"x\":1}", "unknown field `x`"),
    ] {
        fs::write(at.join("known.json"), text).unwrap();
        for line in [NEW, &format!("{NEW} --update-baseline")] {
            let said = check(at, line, 2);
            assert!(said.contains("`known.json`") && said.contains(message), "{said}");
        }
        assert_eq!(fs::read_to_string(at.join("known.json")).unwrap(), text);
    }
}

#[test]
fn each_configuration_can_name_a_baseline_and_the_command_line_another_one() {
    let folder = archive();
    let at = folder.path();
    fs::create_dir(at.join("b")).unwrap();
    fs::write(at.join("b/three.srt"), ONE_MS).unwrap();
    fs::write(at.join("a/cuesmith.toml"), "baseline = \"known.json\"\n").unwrap();
    fs::write(at.join("b/cuesmith.toml"), "baseline = \"../b.json\"\n").unwrap();
    let line = "check . --format concise --fail-on info";
    let missing = check(at, line, 2);
    assert!(missing.contains("there is no baseline `a/known.json`"), "{missing}");
    let made = check(at, &format!("{line} --update-baseline"), 0);
    assert!(made.contains("wrote `a/known.json`: ") && made.contains("b.json`: "), "{made}");
    let [a, b] = ["a/known.json", "b.json"].map(|name| fs::read_to_string(at.join(name)).unwrap());
    assert!(a.contains("\"one.srt\"") && !a.contains("three.srt"), "{a}");
    assert!(b.contains("\"b/three.srt\"") && !b.contains("one.srt"), "{b}");
    check(at, line, 0);
    fs::write(
        at.join("b/three.srt"),
        format!("{ONE_MS}\n2\n00:00:07,000 --> 00:00:06,000\nBack.\n"),
    )
    .unwrap();
    let new = check(at, &format!("{line} --select TIM"), 1);
    let found: Vec<&str> = new.lines().filter(|line| line.contains(".srt:")).collect();
    assert!(matches!(found[..], [line] if line.contains("TIM001")), "{new}");
    // All findings of a/ are new to a baseline without them.
    fs::write(at.join("none.json"), "{\"schema\":1,\"files\":{}}").unwrap();
    assert!(check(at, &format!("{line} --baseline none.json"), 1).contains("a/one.srt:"));
    check(at, &format!("{line} --no-config --update-baseline"), 2);
}

#[test]
fn findings_in_a_configuration_file_are_in_its_baseline() {
    let folder = archive();
    let at = folder.path();
    let config = "baseline = \"known.json\"\n[[ignore]]\nrules = [\"TIM001\"]\nreason = \"none\"\n";
    fs::write(at.join("cuesmith.toml"), config).unwrap();
    let line = "check a --format concise --fail-on info";
    check(at, &format!("{line} --update-baseline"), 0);
    check(at, line, 0);
}
