//! The fixtures of the rules: fenced blocks in `tests/rules/<CODE>/fixtures.md`, and files beside it where
//! bytes matter that a text file cannot show or keep (line endings, byte order marks, encodings, control
//! characters, blanks at the end of a line).
//!
//! A block says its format, its name, and options (field names of `lint::Options`):
//!
//! ````text
//! ```srt,invalid-two,min_gap=80
//! 1
//! 00:00:01,000 --> 00:00:02,000
//! The harbour opens at six.
//! ```
//! ````
//!
//! That is `invalid-two.srt`; the documentation's examples are written in the same way. `scripts/fixture`
//! prints one.

use std::fs;
use std::path::{Path, PathBuf};

/// One case of a rule.
pub(crate) struct Fixture {
    /// `invalid-two.srt`: names in `invalid` must yield the rule, those in `valid` must not.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// `min_gap=80`.
    pub(crate) options: Vec<String>,
}

/// Where the fixtures of a rule are.
#[must_use]
pub(crate) fn folder(code: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules").join(code)
}

/// The fixtures of a rule, by name.
#[must_use]
pub(crate) fn of_rule(code: &str) -> Vec<Fixture> {
    let folder = folder(code);
    let text = fs::read_to_string(folder.join("fixtures.md")).unwrap_or_default();
    let mut found: Vec<Fixture> = fences(&text).into_iter().map(of_fence).collect();
    for entry in fs::read_dir(&folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !matches!(name.as_str(), "fixtures.md" | "expected.snap") {
            found.push(Fixture { name, bytes: fs::read(path).unwrap(), options: Vec::new() });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    for pair in found.windows(2) {
        assert_ne!(pair[0].name, pair[1].name, "{code} has two fixtures of this name");
    }
    for Fixture { name, .. } in &found {
        let known = name.starts_with("valid") || name.starts_with("invalid");
        assert!(known && name.contains('.'), "{code} {name}: neither valid nor invalid");
    }
    found
}

/// Every caption fixture of all rules, with the path that it would have as a file.
#[must_use]
pub(crate) fn captions() -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder("")).unwrap() {
        let path = entry.unwrap().path();
        let code = path.file_name().unwrap().to_str().unwrap();
        // The sources of translations are no fixtures of a rule, but files like any other.
        if code == "original" {
            all.extend(crate::common::files(&path, &["srt"]));
            continue;
        }
        for Fixture { name, bytes, .. } in of_rule(code) {
            if !name.ends_with(".json") && !name.ends_with(".toml") {
                all.push((path.join(name).to_str().unwrap().to_owned(), bytes));
            }
        }
    }
    all.sort();
    all
}

fn of_fence((info, body): (&str, String)) -> Fixture {
    let (format, case, options) = parts(info);
    Fixture { name: format!("{case}.{format}"), bytes: body.into_bytes(), options }
}

/// The format, the name and the options of a fence: `srt,invalid-two,min_gap=80`. What follows a comma and
/// is not `key=value` belongs to the value before it.
#[must_use]
pub(crate) fn parts(info: &str) -> (&str, &str, Vec<String>) {
    let mut parts = info.split(',');
    let format = parts.next().unwrap_or_default();
    let case = parts.next().unwrap_or_default();
    let mut options: Vec<String> = Vec::new();
    for part in parts {
        match options.last_mut() {
            Some(last) if !part.contains('=') => *last = format!("{last},{part}"),
            _ => options.push(part.to_owned()),
        }
    }
    (format, case, options)
}

/// The fenced blocks of a text: what the fence says, and the lines in it.
#[must_use]
pub(crate) fn fences(text: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let mut body = String::new();
        loop {
            match lines.next().expect("a fence that is closed") {
                "```\n" | "```" => break,
                line => body.push_str(line),
            }
        }
        found.push((info.trim_end(), body));
    }
    found
}

#[test]
fn a_fence_says_format_name_and_options() {
    let text =
        "# Of a rule\n\n```srt,invalid,a=1\nx\n\n```\n```vtt,valid-2,words=a,3;b,b = c d\n```\n";
    let found: Vec<Fixture> = fences(text).into_iter().map(of_fence).collect();
    let [one, two] = &found[..] else { panic!("{} fences", found.len()) };
    assert_eq!((one.name.as_str(), &one.bytes[..]), ("invalid.srt", &b"x\n\n"[..]));
    assert_eq!(one.options, ["a=1"]);
    assert_eq!((two.name.as_str(), two.bytes.len()), ("valid-2.vtt", 0));
    assert_eq!(two.options, ["words=a,3;b", "b = c d"]);
}
