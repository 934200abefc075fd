//! Configuration files: found from the file upwards, layers in order, mistakes with their places.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::common::folder;

/// A line of 40 characters.
const SRT: &str = "1\n00:00:01,000 --> 00:00:04,000\nThe harbour opens at six in the morning.\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).args(arguments).output().unwrap()
}

/// The files that have a finding of a rule.
fn files_with(folder: &Path, arguments: &[&str], rule: &str) -> Vec<String> {
    let mut all = vec!["check", "--format", "json"];
    all.extend(arguments);
    let output = run(folder, &all);
    assert!(output.status.code() < Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let has = |file: &&Value| {
        file["diagnostics"].as_array().unwrap().iter().any(|found| found["code"] == rule)
    };
    let files = report["files"].as_array().unwrap().iter().filter(has);
    files.map(|file| file["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_file_has_the_nearest_configuration() {
    let folder = folder(&[
        ("cuesmith.toml", "[options]\nmax-chars = 30\n"),
        ("a.srt", SRT),
        ("sub/deep/b.srt", SRT),
        ("own/cuesmith.toml", ""),
        ("own/c.srt", SRT),
    ]);
    let long = |arguments: &[&str]| files_with(folder.path(), arguments, "LIN001");
    assert_eq!(long(&["."]), ["a.srt", "sub/deep/b.srt"]);
    assert_eq!(long(&[".", "--no-config"]), [""; 0]);
    assert_eq!(long(&[".", "--config", "cuesmith.toml"]), ["a.srt", "own/c.srt", "sub/deep/b.srt"]);
    // The command line overrides the file.
    assert_eq!(long(&["a.srt", "--max-chars", "42"]), [""; 0]);
    let below = run(&folder.path().join("sub/deep"), &["check", "--format", "concise", "b.srt"]);
    assert!(String::from_utf8(below.stdout).unwrap().contains("LIN001"));
}

#[test]
fn later_layers_win() {
    let folder = folder(&[
        (
            "base.toml",
            "exclude = \"draft/**\"\n[options]\nmax-chars = 20\n[rules]\nLIN001 = \"error\"\n",
        ),
        (
            "cuesmith.toml",
            "extends = \"base.toml\"\n[options]\nmax-chars = 30\n\
             [[overrides]]\nfiles = \"*.de.srt\"\noptions = { max-chars = 42 }\n\
             [[overrides]]\nfiles = [\"x/**\"]\n[overrides.rules]\nline-too-long = \"off\"\n",
        ),
        ("a.srt", SRT),
        ("a.de.srt", SRT),
        ("x/b.srt", SRT),
        ("draft/c.srt", SRT),
    ]);
    assert_eq!(files_with(folder.path(), &["."], "LIN001"), ["a.srt"]);
    assert_eq!(run(folder.path(), &["check", "-q", "a.srt"]).status.code(), Some(1));
    // A file that is named is checked even if a search leaves it out.
    assert_eq!(files_with(folder.path(), &["draft/c.srt"], "LIN001"), ["draft/c.srt"]);
    let settings = run(folder.path(), &["check", "--show-settings", "x/b.srt"]);
    let text = String::from_utf8(settings.stdout).unwrap();
    assert!(text.contains("cuesmith.toml#/options/max-chars"), "{text}");
    assert!(text.contains("cuesmith.toml#/overrides/1/rules/line-too-long"), "{text}");
}

#[test]
fn hooks_that_name_files_can_leave_out_what_a_search_leaves_out() {
    let folder = folder(&[
        ("cuesmith.toml", "exclude = \"draft/**\"\n[options]\nmax-chars = 20\n"),
        ("a.srt", SRT),
        ("draft/b.srt", SRT),
        ("pom.xml", "<project/>\n"),
    ]);
    let named = ["a.srt", "draft/b.srt", "pom.xml", "--force-exclude"];
    assert_eq!(files_with(folder.path(), &named, "LIN001"), ["a.srt"]);
    assert_eq!(files_with(folder.path(), &named, "TTM002"), [""; 0]);
    assert_eq!(files_with(folder.path(), &named[..3], "TTM002"), ["pom.xml"]);
    // Nothing is left: that is no mistake of a hook.
    let output = run(folder.path(), &["check", "--force-exclude", "pom.xml", "draft/b.srt"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    // Names that do not exist are mistakes as ever, and standard input is read.
    assert_eq!(run(folder.path(), &["check", "--force-exclude", "x.srt"]).status.code(), Some(2));
}

#[test]
fn presets_kinds_and_severities_come_from_the_file() {
    let folder = folder(&[
        (
            "cuesmith.toml",
            "fail-on = \"info\"\n[[overrides]]\nfiles = \"reach/**\"\npreset = \"kaltura-reach\"\n\
             [[overrides]]\nfiles = \"ead.vtt\"\noptions = { kind = \"ead\" }\n",
        ),
        ("reach/a.srt", SRT),
        ("ead.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\n<i>A harbour.</i>\n"),
    ]);
    let shown = run(folder.path(), &["check", "--show-settings", "reach/a.srt"]);
    let text = String::from_utf8(shown.stdout).unwrap();
    assert!(
        text.starts_with("preset: kaltura-reach (cuesmith.toml#/overrides/0/preset)"),
        "{text}"
    );
    assert_eq!(files_with(folder.path(), &["ead.vtt"], "EAD006"), ["ead.vtt"]);
    // EAD006 is a warning: without the file it would not fail.
    assert_eq!(run(folder.path(), &["check", "-q", "ead.vtt"]).status.code(), Some(1));
}

#[test]
fn an_order_of_the_file_is_for_its_files_and_stronger_than_its_options() {
    let order = "{\"task\":{\"id\":1},\"reachProfile\":{\"id\":7,\"defaultOutputFormat\":1,\
                 \"maxCharactersPerCaptionLine\":30},\"catalogItem\":{\"id\":4,\"sourceLanguage\":\"English\",\
                 \"serviceFeature\":1,\"outputFormat\":1}}";
    let folder = folder(&[
        (
            "cuesmith.toml",
            "[options]\nmax-chars = 50\n[[overrides]]\nfiles = \"reach/**\"\norder = \"orders/1.json\"\n",
        ),
        ("orders/1.json", order),
        ("reach/a.srt", SRT),
        ("b.srt", SRT),
    ]);
    assert_eq!(files_with(folder.path(), &["reach/a.srt", "b.srt"], "LIN001"), ["reach/a.srt"]);
    let shown = run(folder.path(), &["check", "--show-settings", "reach/a.srt"]);
    let text = String::from_utf8(shown.stdout).unwrap();
    assert!(text.contains("orders/1.json#/reachProfile/maxCharactersPerCaptionLine"), "{text}");
}

#[test]
fn mistakes_have_a_place_and_a_suggestion_and_nothing_is_checked() {
    for (text, message, help) in [
        (
            "presett = \"recommended\"\n",
            "line 1, column 1: unknown key `presett`",
            "did you mean `preset`?",
        ),
        ("max-chars = 30\n", "unknown key `max-chars`", "write it in the table [options]"),
        (
            "[options]\nmax-char = 30\n",
            "line 2, column 1: unknown option `max-char`",
            "did you mean `max-chars`?",
        ),
        (
            "[options]\nmax-chars = \"many\"\n",
            "line 2, column 13: `max-chars`: `many` is not a whole number",
            "Maximum line length",
        ),
        (
            "[rules]\nTIM0O4 = \"off\"\n",
            "line 2, column 1: unknown rule `TIM0O4`: did you mean `TIM004`?",
            "",
        ),
        ("[rules]\nTIM004 = \"fatal\"\n", "`fatal` is not a valid level", ""),
        ("preset = \"recomended\"\n", "unknown preset `recomended`", ""),
        (
            "[[overrides]]\npreset = \"recommended\"\n",
            "the override has no `files`",
            "add the patterns",
        ),
        ("[[overrides]]\nfiles = \"[\"\n", "`[` is not a pattern", ""),
        ("extends = \"cuesmith.toml\"\n", "extends itself", "remove one of the `extends`"),
        ("extends = \"missing.toml\"\n", "missing.toml", ""),
        ("preset = \n", "line 1, column 10", ""),
        ("fail-on = 3\n", "`fail-on` is not text", "quotation marks"),
    ] {
        let folder = folder(&[("cuesmith.toml", text), ("a.srt", SRT)]);
        let output = run(folder.path(), &["check", "."]);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}{error}");
        assert!(error.contains(message) && error.contains(help), "{text}{error}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn init_writes_a_file_that_fits_and_never_overwrites() {
    let folder = folder(&[("a.srt", SRT), ("b.de.srt", SRT), ("c.de.vtt", "WEBVTT\n")]);
    let first = run(folder.path(), &["init"]);
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    let written = fs::read_to_string(folder.path().join("cuesmith.toml")).unwrap();
    assert!(
        written.contains("files = [\"*.de.srt\", \"*.de.vtt\"]\noptions = { language = \"de\" }"),
        "{written}"
    );
    let settings = run(folder.path(), &["check", "--show-settings", "b.de.srt"]);
    let text = String::from_utf8(settings.stdout).unwrap();
    assert!(text.contains("cuesmith.toml#/overrides/0/options/language"), "{text}");
    let second = run(folder.path(), &["init"]);
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8(second.stderr).unwrap().contains("exists already"));
    assert_eq!(fs::read_to_string(folder.path().join("cuesmith.toml")).unwrap(), written);
    let shown = run(folder.path(), &["init", "-o", "-"]);
    assert_eq!(String::from_utf8(shown.stdout).unwrap(), written);
}

#[test]
fn dictionaries_and_lists_of_words_come_from_the_file() {
    let captions = "1\n00:00:01,000 --> 00:00:04,000\nThe harbour of muller, a zork.\n";
    let folder = folder(&[
        (
            "sub/cuesmith.toml",
            "dictionary = \"terms.txt\"\nrules = { TXT012 = \"on\" }\n[[overrides]]\nfiles = \"b.srt\"\n\
             dictionary = [\"terms.txt\", \"more.txt\"]\nprofanity-words = \"words.txt\"\n",
        ),
        ("sub/terms.txt", "M\u{fc}ller\n"),
        ("sub/more.txt", "Harbour\n"),
        ("sub/words.txt", "zork\n"),
        ("sub/a.srt", captions),
        ("sub/b.srt", captions),
    ]);
    assert_eq!(files_with(folder.path(), &["."], "TXT018"), ["sub/a.srt", "sub/b.srt"]);
    assert_eq!(files_with(folder.path(), &["."], "TXT012"), ["sub/b.srt"]);
    fs::remove_file(folder.path().join("sub/more.txt")).unwrap();
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("sub/more.txt"));
}

#[test]
fn shot_changes_come_from_the_file() {
    let captions = "1\n00:00:04,917 --> 00:00:08,000\nThe harbour opens at six.\n";
    let folder = folder(&[
        (
            "sub/cuesmith.toml",
            "shot-changes = \"cuts.txt\"\nrules = { TIM013 = \"on\" }\n[options]\nframe-rate = 24\n\
             [[overrides]]\nfiles = \"b.srt\"\nshot-changes = [\"none.txt\"]\n",
        ),
        ("sub/cuts.txt", "# seconds\n5\n00:01:00.000\n"),
        ("sub/none.txt", "100\n"),
        ("sub/a.srt", captions),
        ("sub/b.srt", captions),
    ]);
    assert_eq!(files_with(folder.path(), &["."], "TIM013"), ["sub/a.srt"]);
    fs::write(folder.path().join("sub/none.txt"), "soon\n").unwrap();
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("sub/none.txt`, line 1: `soon` is not a time"), "{error}");
}
