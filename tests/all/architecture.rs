//! The invariants of ARCHITECTURE.md that a text search can hold: which module may use which, no
//! input or output in the library, files of a readable length that say what lives in them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The longest file, in lines.
const MAX_LINES: usize = 700;

/// What each module of the library may use, from the bottom up. `lib.rs` names them all.
///
/// A format knows `timeline` only where it is lowered to it, raised from it or edited (`TIMELINE_ROOMS`),
/// and no format knows another.
const ALLOWED: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("time", &["source"]),
    ("format", &["time", "source"]),
    ("timeline", &["format", "time", "source"]),
    ("srt", &["format", "time", "source"]),
    ("webvtt", &["format", "time", "source"]),
    ("ttml", &["format", "time", "source"]),
    ("read", &["srt", "webvtt", "ttml", "timeline", "format", "time", "source"]),
    ("rewrite", &["read", "timeline", "time", "source"]),
    ("convert", &["read", "srt", "webvtt", "ttml", "timeline", "format", "time", "source"]),
    ("retime", &["reflow", "speakers", "rewrite", "read", "timeline", "format", "time", "source"]),
    ("speakers", VIEW),
    ("reflow", VIEW),
    ("words", &["timeline", "format", "time", "source"]),
    ("profanity", TEXT),
    ("dictionary", TEXT),
    ("align", VIEW),
    (
        "kaltura",
        &[
            "convert", "chapters", "read", "srt", "webvtt", "ttml", "timeline", "format", "time",
            "source",
        ],
    ),
    ("ead", VIEW),
    ("chapters", &["timeline", "format", "time", "source"]),
    (
        "lint",
        &[
            "chapters",
            "convert",
            "ead",
            "kaltura",
            "profanity",
            "dictionary",
            "reflow",
            "retime",
            "speakers",
            "rewrite",
            "read",
            "srt",
            "webvtt",
            "ttml",
            "timeline",
            "format",
            "time",
            "source",
        ],
    ),
    ("report", &["lint", "read", "srt", "webvtt", "ttml", "timeline", "format", "time", "source"]),
];

/// What works on the common view may also ask for a file in its own format.
const VIEW: &[&str] =
    &["rewrite", "read", "srt", "webvtt", "ttml", "timeline", "format", "time", "source"];

/// The same, and words.
const TEXT: &[&str] = &["words", "read", "timeline", "format", "time", "source"];

/// What the names of those files in a format's folder begin with that may use the timeline.
const TIMELINE_ROOMS: &[&str] = &["edit", "lower", "raise"];

/// Names that `lib.rs` re-exports, and where they live.
const ROOT_NAMES: &[(&str, &str)] = &[
    ("Format", "format"),
    ("Document", "read"),
    ("File", "read"),
    ("ReadOptions", "read"),
    ("WriteOptions", "read"),
    ("detect", "read"),
    ("raise", "read"),
];

/// What reaches out of the process. Only `cli` and `main.rs` may.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::io",
    "std::env",
    "std::process",
    "std::net",
    "std::thread",
    "std::time",
    "print!(",
    "println!(",
    "eprintln!(",
    "dbg!(",
];

struct File {
    /// Path below `src/`, with forward slashes.
    path: String,
    text: String,
}

impl File {
    /// The module directly under the crate root: `srt` for `srt/parse.rs`, `read` for `read.rs`.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The code without comments and without the tests at its end, which may use anything.
    fn code(&self) -> String {
        let end = self.text.find("#[cfg(test)]\nmod tests").unwrap_or(self.text.len());
        let lines = self.text[..end].lines();
        lines.map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
    }

    /// How many `super::` lead from this file to the crate root.
    fn depth(&self) -> usize {
        let below = self.path.matches('/').count();
        if self.path.ends_with("/mod.rs") { below } else { below + 1 }
    }

    /// The modules under the crate root that the code names.
    fn uses(&self) -> BTreeSet<String> {
        let code = self.code();
        let mut found = BTreeSet::new();
        let roots = ["crate::".to_owned(), "super::".repeat(self.depth())];
        for root in &roots {
            for (at, _) in code.match_indices(root.as_str()) {
                if code[..at].ends_with(|c: char| c == '$' || c == ':' || c.is_alphanumeric()) {
                    continue;
                }
                found.extend(names_at(&code[at + root.len()..]));
            }
        }
        let home = |name: String| {
            let known = ROOT_NAMES.iter().find(|(exported, _)| *exported == name);
            known.map_or(name, |(_, module)| (*module).to_owned())
        };
        found.into_iter().map(home).collect()
    }
}

/// The first names of a path: `a` of `a::b`, `a` and `c` of `{a::{self, b}, c}`.
fn names_at(path: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let Some(group) = path.strip_prefix('{') else { return vec![word(path)] };
    let mut names = Vec::new();
    let (mut depth, mut expected) = (0, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expected = true,
            _ if expected && !c.is_whitespace() => {
                names.push(word(&group[at..]));
                expected = false;
            }
            _ => {}
        }
    }
    names
}

fn files(folder: &str) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = vec![root.clone()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let below = path.strip_prefix(&root).unwrap().to_str().unwrap();
            found.push(File { path: below.replace('\\', "/"), text });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn expect_none(broken: &[String]) {
    assert!(broken.is_empty(), "see ARCHITECTURE.md, Invariants:\n{}", broken.join("\n"));
}

#[test]
fn imports_run_downwards_only() {
    let mut broken = Vec::new();
    for file in files("src") {
        let module = file.module();
        if matches!(module, "lib" | "main" | "cli") || file.path.ends_with("tests.rs") {
            continue;
        }
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == module) else {
            broken.push(format!("src/{}: the module `{module}` has no place yet", file.path));
            continue;
        };
        let room = file.path.split('/').nth(1).unwrap_or_default();
        let room = room.strip_suffix(".rs").unwrap_or(room);
        let format = matches!(module, "srt" | "webvtt" | "ttml");
        for used in file.uses() {
            let fine = used == module
                || allowed.contains(&used.as_str())
                || (format
                    && used == "timeline"
                    && TIMELINE_ROOMS.iter().any(|name| room.starts_with(name)));
            if !fine {
                broken.push(format!("src/{}: `{module}` may not use `{used}`", file.path));
            }
        }
    }
    expect_none(&broken);
}

#[test]
fn the_library_does_no_input_or_output() {
    let mut broken = Vec::new();
    for file in files("src") {
        if matches!(file.module(), "main" | "cli") {
            continue;
        }
        let code = file.code();
        for word in OUTSIDE.iter().filter(|word| code.contains(**word)) {
            broken.push(format!("src/{}: {word}", file.path));
        }
    }
    expect_none(&broken);
}

#[test]
fn files_say_what_lives_in_them_and_end_in_time() {
    let mut broken = Vec::new();
    for folder in ["src", "tests", "wasm/src", "fuzz/fuzz_targets"] {
        for file in files(folder) {
            let lines = file.text.lines().count();
            if lines > MAX_LINES {
                broken.push(format!("{folder}/{}: {lines} lines, at most {MAX_LINES}", file.path));
            }
            if !file.text.starts_with("//! ") {
                broken.push(format!("{folder}/{}: does not begin with `//! `", file.path));
            }
        }
    }
    expect_none(&broken);
}

#[test]
fn the_search_itself_sees_what_it_should() {
    let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
    let uses = |path, text| file(path, text).uses().into_iter().collect::<Vec<_>>();
    assert_eq!(uses("srt/parse.rs", "use crate::{a, b::{c, d}, e::f};"), ["a", "b", "e"]);
    assert_eq!(uses("srt/parse.rs", "fn f() { crate::lint::check() }"), ["lint"]);
    assert_eq!(uses("srt/parse.rs", "use super::super::lint;"), ["lint"]);
    assert_eq!(uses("srt/mod.rs", "use super::lint;"), ["lint"]);
    assert_eq!(uses("srt/parse.rs", "use super::options; // use crate::lint"), [""; 0]);
    assert_eq!(uses("srt/parse.rs", "use crate::Format;"), ["format"]);
    assert_eq!(uses("a/b.rs", "#[cfg(test)]\nmod tests { use crate::lint; }"), [""; 0]);
}
