//! The words that people read: comments, help, messages and pages are in plain English, facts cite what a
//! reader can open, and nothing below the platform's module mentions it.

use std::fs;
use std::path::{Path, PathBuf};

/// Words with a more usual one beside them. Whole words, in any case.
const UNUSUAL: &[(&str, &str)] = &[
    ("anew", "again"),
    ("behind", "after, following"),
    ("nobody", "no one, no reader, no program"),
    ("oftenest", "most often"),
    ("somebody", "someone, the user, the caller"),
    ("spelt", "written, spelled"),
    ("misspelt", "malformed, misspelled"),
    ("told", "given, reported, known"),
    ("whoever", "the user, the caller"),
    // One spelling, the American one.
    ("behaviour", "behavior"),
    ("capitalised", "capitalized"),
    ("centre", "center"),
    ("colour", "color"),
    ("colours", "colors"),
    ("labelled", "labeled"),
    ("licence", "license"),
    ("neighbour", "neighbor"),
    ("neighbours", "neighbors"),
    ("normalisation", "normalization"),
    ("normalise", "normalize"),
    ("normalised", "normalized"),
    ("programme", "program"),
    ("recognise", "recognize"),
    ("recognised", "recognized"),
    ("recogniser", "recognizer"),
    ("serialises", "serializes"),
];

/// Phrases with a more usual one beside them, in lower case.
const PHRASES: &[(&str, &str)] = &[
    (" at hand", "current"),
    (" comes of ", "results from"),
    ("held against", "compared with, validated against"),
    ("holds a document against", "validates"),
    ("is taken out", "is removed"),
    ("per cent", "percent"),
    ("put right", "correct"),
    ("puts right", "corrects"),
    ("stand in front of", "precede"),
    ("stands at", "is at"),
    ("stands before", "is before, precedes"),
    ("stands between", "is between"),
    ("stands in", "is in"),
    ("stands on", "is on"),
    ("stood on", "was on"),
    ("take out", "remove, delete"),
    ("takes out", "removes, deletes"),
    ("taken out", "removed, deleted"),
    ("that is there", "existing"),
    ("upload gate", "upload check"),
    ("what becomes of", "what happens to"),
    ("what came of", "the result"),
    ("where it stands", "where it is, its place"),
    ("where it stood", "where it was"),
];

/// What names a sheet of notes instead of a source.
const SHEETS: &[&str] = &[
    "fact sheet",
    "kaltura.md",
    "qc_rules.md",
    "ttml.md section",
    "ttml.md` section",
    "srt_and_toolkits",
    "facts/",
    "facts,",
    "models.md",
    "perf.md",
    "align.md",
];

/// What people read.
const DONE: &[&str] = &[
    ".ci",
    "CHANGELOG.md",
    "benches",
    "fuzz/fuzz_targets",
    "fuzz/properties.rs",
    "scripts",
    "src",
    "tests/all",
    "tests/allocations.rs",
    "wasm/src",
    "wasm/js",
    "wasm/demo/src",
    "wasm/demo/tests",
    "wasm/parse/src",
    "wasm/speech/src",
    "docs",
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "examples/README.md",
];

/// Comments alone are read in these: the strings of tests are captions.
const COMMENTS: &[&str] = &["benches/", "fuzz/", "tests/"];

/// The files of a path that people read, in the order of their names.
fn files(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_file() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_read = [".rs", ".md", ".js", ".mjs", ".ts", ".tsx", ".py", ".sh"];
        // This list of words, and scripts without an extension.
        let is_list = path.ends_with("tests/all/words.rs");
        if !is_list && (!name.contains('.') || is_read.iter().any(|end| name.ends_with(end))) {
            out.push(path.to_owned());
        }
        return;
    }
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    inside.sort();
    let is_built = |name: &str| {
        ["target", "node_modules", "pkg", "data"].contains(&name) || name.starts_with('.')
    };
    inside.retain(|path| !is_built(&path.file_name().unwrap_or_default().to_string_lossy()));
    inside.iter().for_each(|path| files(path, out));
}

/// What a line says to people: of a page, all of it; of a script, its comment; of Rust or JavaScript, its
/// comment and its strings, or in tests its comment alone.
fn prose(line: &str, name: &str, is_test: bool) -> String {
    if name.ends_with(".md") {
        return line.to_owned();
    }
    if !Path::new(name).extension().is_some_and(|end| end != "py" && end != "sh") {
        return line.find('#').map_or(String::new(), |at| line[at..].to_owned());
    }
    let (code, comment) = match line.find("//") {
        // Not in an address.
        Some(at) if !line[..at].ends_with(':') => (&line[..at], &line[at..]),
        _ => (line, ""),
    };
    if is_test || COMMENTS.iter().any(|start| name.starts_with(start)) {
        return comment.to_owned();
    }
    let strings = code.split('"').skip(1).step_by(2).collect::<Vec<_>>().join(" ");
    format!("{strings} {comment}")
}

/// Whether a word is the number of a note: `K` and three digits.
fn is_note_number(word: &str) -> bool {
    word.len() == 4
        && word.starts_with('k')
        && word[1..].chars().all(|digit| digit.is_ascii_digit())
}

#[test]
fn people_read_plain_words_and_sources_that_can_be_opened() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    DONE.iter().for_each(|path| files(&root.join(path), &mut all));
    assert!(all.len() > 100, "only {} files", all.len());
    let mut found = Vec::new();
    for path in all {
        let text = fs::read_to_string(&path).expect("text in UTF-8");
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let mut is_example = false;
        let mut is_test = name.ends_with("tests.rs");
        for (number, line) in text.lines().enumerate() {
            is_test |= line.starts_with("mod ") && line.ends_with("tests {");
            let code = line;
            let line = prose(line, &name, is_test);
            // The captions of examples say what captions say.
            if line.contains("```") {
                is_example = !is_example;
            }
            if is_example {
                continue;
            }
            let place = || format!("{name}:{}", number + 1);
            let lower = line.to_lowercase();
            let words = || lower.split(|c: char| !c.is_alphanumeric() && c != '_');
            for (unusual, usual) in UNUSUAL {
                // The name of a value in JSON, and of variables in format strings.
                let is_code =
                    [format!("\"{unusual}\""), format!("{{{unusual}}}"), format!("'{unusual}'")];
                if is_code.iter().any(|quoted| code.contains(quoted.as_str())) {
                    continue;
                }
                if words().any(|word| word == *unusual) {
                    found.push(format!("{}: `{unusual}`: write {usual}", place()));
                }
            }
            for (phrase, usual) in PHRASES.iter().filter(|(phrase, _)| lower.contains(phrase)) {
                found.push(format!("{}: `{}`: write {usual}", place(), phrase.trim()));
            }
            if let Some(number) = words().find(|word| is_note_number(word)) {
                found.push(format!("{}: `{number}` is a note that no reader can open", place()));
            }
            for sheet in SHEETS.iter().filter(|sheet| lower.contains(**sheet)) {
                found
                    .push(format!("{}: `{sheet}` is not a source that a reader can open", place()));
            }
            let below = name.starts_with("src/")
                && !name.starts_with("src/kaltura/")
                && !name.starts_with("src/cli/")
                && name != "src/lib.rs";
            if below
                && (lower.contains("kaltura")
                    || words().any(|word| word == "reach") && line.contains("REACH"))
            {
                found.push(format!(
                    "{}: speaks of the platform: put it into a note of its rules",
                    place()
                ));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}
