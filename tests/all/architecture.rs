//! The invariants of ARCHITECTURE.md that a text search can hold: which module may use which, no
//! input or output in the library, files of a readable length that say what lives in them.

use std::fs;
use std::path::{Path, PathBuf};

use imports::{Imports, circles};

mod imports;

/// The longest file, in lines.
const MAX_LINES: usize = 700;

/// What each module of the library may use besides `chars`, from the bottom up. `lib.rs` names them all.
///
/// A format knows `timeline` only where it is lowered to it, raised from it or edited (`TIMELINE_ROOMS`),
/// and no format knows another.
const ALLOWED: &[(&str, &[&str])] = &[
    ("chars", &[]),
    ("language", &[]),
    ("source", &[]),
    ("time", &["source"]),
    ("format", &["time", "source"]),
    ("timeline", &["format", "time", "source"]),
    ("csv", &[]),
    ("srt", &["format", "time", "source"]),
    ("webvtt", &["format", "time", "source"]),
    ("ttml", &["format", "time", "source"]),
    ("read", &["language", "srt", "webvtt", "ttml", "timeline", "format", "time", "source"]),
    ("verify_change", &["read", "timeline", "format", "time", "source"]),
    ("rewrite", &["read", "timeline", "format", "time", "source"]),
    ("convert", &["read", "srt", "webvtt", "ttml", "timeline", "format", "time", "source"]),
    (
        "retime",
        &[
            "reflow",
            "speakers",
            "rewrite",
            "verify_change",
            "read",
            "timeline",
            "format",
            "time",
            "source",
        ],
    ),
    ("speakers", VIEW),
    ("reflow", VIEW),
    ("words", &["rewrite", "read", "timeline", "format", "time", "source"]),
    ("profanity", TEXT),
    (
        "dictionary",
        &["csv", "words", "verify_change", "read", "timeline", "format", "time", "source"],
    ),
    (
        "operations",
        &[
            "dictionary",
            "profanity",
            "reflow",
            "retime",
            "speakers",
            "words",
            "verify_change",
            "read",
            "timeline",
            "format",
            "time",
            "source",
        ],
    ),
    (
        "align",
        &[
            "reflow",
            "speakers",
            "words",
            "rewrite",
            "verify_change",
            "read",
            "timeline",
            "format",
            "time",
            "source",
        ],
    ),
    (
        "kaltura",
        &[
            "align",
            "lint",
            "convert",
            "chapters",
            "verify_change",
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
    ("diff", &["align", "convert", "timeline", "format", "time", "source"]),
    ("ead", VIEW),
    ("chapters", &["csv", "timeline", "format", "time", "source"]),
    (
        "lint",
        &[
            "chapters",
            "ead",
            "profanity",
            "dictionary",
            "reflow",
            "retime",
            "speakers",
            "words",
            "rewrite",
            "verify_change",
            "read",
            "srt",
            "webvtt",
            "ttml",
            "timeline",
            "format",
            "time",
            "source",
            "language",
        ],
    ),
    ("report", &["lint", "read", "srt", "webvtt", "ttml", "timeline", "format", "time", "source"]),
];

/// What works on the common view may also ask for a file in its own format.
const VIEW: &[&str] = &[
    "rewrite",
    "verify_change",
    "read",
    "srt",
    "webvtt",
    "ttml",
    "timeline",
    "format",
    "time",
    "source",
];

/// The same, and words.
const TEXT: &[&str] = &["words", "verify_change", "read", "timeline", "format", "time", "source"];

/// The folders of the formats.
const FORMATS: &[&str] = &["srt", "webvtt", "ttml"];

/// What the names of those files in a format's folder begin with that may use the timeline.
const TIMELINE_ROOMS: &[&str] = &["edit", "lower", "raise"];

/// The circles among files that are there, each with the reason. The list only gets shorter: strike a line
/// when its circle is open. A name that ends in `/` stands for all files below.
const CIRCLES: &[(&[&str], &str)] = &[(
    &[
        "lint/engine.rs",
        "lint/facts.rs",
        "lint/level.rs",
        "lint/misread.rs",
        "lint/options.rs",
        "lint/plan.rs",
        "lint/prepared.rs",
        "lint/preset.rs",
        "lint/rule.rs",
        "lint/rule_set.rs",
        "lint/selector.rs",
        "lint/subject.rs",
    ],
    "a rule looks at a subject, which has the plan of the run, which has the rules",
)];

const _: () = assert!(CIRCLES.len() <= 4);

/// Files that read from a stream that the caller has opened, and open nothing: they may name `std::io`.
const STREAMS: &[&str] = &["align/audio/decode.rs", "align/audio/mp4.rs"];

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

    fn both(&self) -> (&str, &str) {
        (&self.path, &self.text)
    }

    /// The code without comments and without the tests at its end, which may use anything.
    fn code(&self) -> String {
        let end = self.text.find("#[cfg(test)]\nmod tests").unwrap_or(self.text.len());
        let lines = self.text[..end].lines();
        lines.map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
    }
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
    let files = files("src");
    let imports = Imports::of(files.iter().map(File::both));
    let roots = imports.roots();
    for file in &files {
        let module = file.module();
        let Some(used) = roots.get(file.path.as_str()) else { continue };
        if matches!(module, "lib" | "cli") {
            continue;
        }
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == module) else {
            broken.push(format!("src/{}: the module `{module}` has no place yet", file.path));
            continue;
        };
        let room = file.path.split('/').nth(1).unwrap_or_default();
        let room = room.strip_suffix(".rs").unwrap_or(room);
        let format = FORMATS.contains(&module);
        for used in used {
            let fine = *used == module
                || used == "chars"
                || allowed.contains(&used.as_str())
                || (format
                    && *used == "timeline"
                    && TIMELINE_ROOMS.iter().any(|name| room.starts_with(name)));
            if !fine {
                broken.push(format!("src/{}: `{module}` may not use `{used}`", file.path));
            }
        }
    }
    expect_none(&broken);
}

/// One writer for terminals, one reader with a limit, one way to write files.
#[test]
fn streams_and_files_have_one_door_each() {
    let doors: &[(&str, &[&str])] = &[
        ("io::stdout", &["output.rs", "args/read.rs"]),
        ("io::stderr", &["output.rs", "args/read.rs", "progress.rs"]),
        ("io::stdin", &["input.rs"]),
        ("File::open", &["input.rs", "temporary.rs"]),
        ("fs::read(", &["replace.rs"]),
        ("fs::read_to_string", &["signals.rs", "generated/mod.rs", "generated/rules.rs"]),
        ("fs::write", &["generated/mod.rs"]),
        ("File::create", &[]),
        ("File::options", &["replace.rs"]),
        ("replace::replace", &["files.rs", "edit.rs", "commands/check.rs"]),
    ];
    let mut broken = Vec::new();
    for file in files("src").iter().filter(|file| file.module() == "cli") {
        let code = file.code();
        for (door, known) in doors {
            if code.contains(door) && !known.iter().any(|name| file.path == format!("cli/{name}")) {
                broken.push(format!("src/{}: `{door}`", file.path));
            }
        }
    }
    expect_none(&broken);
}

/// The platform's readers look at bytes, and nothing but `kaltura` knows the platform: what it adds to the
/// linter is handed in.
#[test]
fn the_platform_is_known_to_nothing_below_it() {
    let mut broken = Vec::new();
    let files = files("src");
    let imports = Imports::of(files.iter().map(File::both));
    let uses = imports.uses();
    for file in &files {
        let path = file.path.as_str();
        let knows = |used: &&str| match path.starts_with("kaltura/readers/") {
            true => {
                ["kaltura/readers/", "format.rs", "source/"].iter().any(|o| used.starts_with(o))
            }
            false => true,
        };
        let used = uses.get(path).into_iter().flatten().map(|(used, _)| *used);
        for used in used.filter(|used| !knows(used)) {
            broken.push(format!("src/{path}: a reader may not use src/{used}"));
        }
        if file.text.contains("feature = \"kaltura\"") && path != "lib.rs" {
            broken.push(format!("src/{path}: names the feature `kaltura`"));
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
        let stream = STREAMS.contains(&file.path.as_str());
        for word in OUTSIDE.iter().filter(|word| code.contains(**word)) {
            if stream && *word == "std::io" {
                continue;
            }
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
fn files_use_each_other_in_no_circle_but_those_known() {
    let files = files("src");
    let imports = Imports::of(files.iter().map(File::both));
    let uses = imports.uses();
    let found = circles(&uses);
    let is =
        |file: &str, name: &&str| file == *name || name.ends_with('/') && file.starts_with(name);
    // The narrowest line of the list that contains a circle.
    let line = |circle: &[&str]| {
        let holds =
            |known: &[&str]| circle.iter().all(|file| known.iter().any(|name| is(file, name)));
        let lines = CIRCLES.iter().filter(|(known, _)| holds(known));
        lines.max_by_key(|(known, _)| known.iter().map(|name| name.len()).sum::<usize>())
    };
    let mut broken = Vec::new();
    let mut seen = Vec::new();
    for circle in &found {
        match line(circle) {
            Some(known) if !seen.contains(&known) => seen.push(known),
            _ => {
                for file in circle {
                    let used = uses[file].iter().filter(|(to, _)| circle.contains(to));
                    let used: Vec<String> = used.map(|(to, by)| format!("{to} ({by})")).collect();
                    broken.push(format!("in a circle: {file} uses {}", used.join(", ")));
                }
            }
        }
    }
    for known in CIRCLES.iter().filter(|known| !seen.contains(known)) {
        broken.push(format!("open now, to be struck from the list: {}", known.0.join(", ")));
    }
    expect_none(&broken);
}

#[test]
fn the_search_itself_sees_what_it_should() {
    let roots = |path, text| {
        let imports = Imports::of([(path, text), ("a/b.rs", ""), ("e.rs", "")].into_iter());
        imports.roots().remove(path).unwrap().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(roots("srt/parse.rs", "use crate::{a, b::{c, d}, e::f};"), ["a", "b", "e"]);
    assert_eq!(roots("srt/parse.rs", "fn f() { crate::lint::check() }"), ["lint"]);
    assert_eq!(roots("srt/parse.rs", "use super::super::lint;"), ["lint"]);
    assert_eq!(roots("srt/mod.rs", "use super::lint;"), ["lint"]);
    assert_eq!(roots("srt/parse.rs", "use super::options; // use crate::lint"), ["srt"]);
    assert_eq!(roots("srt/parse.rs", "/* crate::a */ let _ = 'a'; f(\"crate::b\")"), [""; 0]);
    assert_eq!(roots("srt/parse.rs", "use crate::Format;"), ["Format"]);
    assert_eq!(roots("srt/c.rs", "#[cfg(test)]\nmod tests { use crate::lint; }"), [""; 0]);
}

#[test]
fn a_name_counts_for_the_file_that_declares_it() {
    let uses = |b: &'static str| {
        let files = [
            (
                "a/mod.rs",
                "mod b; mod c; mod d;\npub use c::{Here, There}; pub use d::*; struct Noun;",
            ),
            ("a/b.rs", b),
            ("a/c.rs", "pub struct Here; pub struct There; use super::b::Back;"),
            ("a/d.rs", "pub struct Deep;"),
        ];
        let imports = Imports::of(files.into_iter());
        imports.uses()["a/b.rs"].keys().map(|file| (*file).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(uses("use super::{Here, Noun};"), ["a/c.rs", "a/mod.rs"]);
    assert_eq!(uses("use crate::a; fn f() { a::There }"), ["a/c.rs"]);
    assert_eq!(uses("fn f() { super::Deep }"), ["a/d.rs"]);
    assert_eq!(uses("pub use super::c::Here;"), [""; 0]);
    assert_eq!(uses("pub use super::c::Here; fn f(_: Here) {}"), ["a/c.rs"]);
    assert_eq!(uses("use super::{c, d as e}; fn f() { c::f(); e::g() }"), ["a/c.rs", "a/d.rs"]);
}

#[test]
fn circles_are_found() {
    let uses = [("a", "b d"), ("b", "c"), ("c", "a e"), ("d", ""), ("e", "f"), ("f", "e")];
    let named = |used: &'static str| used.split_whitespace().map(|file| (file, String::new()));
    let uses = uses.map(|(file, used)| (file, named(used).collect()));
    assert_eq!(circles(&uses.into()), [vec!["a", "b", "c"], vec!["e", "f"]]);
}
