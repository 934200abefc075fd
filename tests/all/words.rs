//! The words that people read: comments, help, messages and pages are in plain English, facts cite what a
//! reader can open, and nothing below the platform's module speaks of it.

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

/// What people read: tests and the changelog are not in it.
const DONE: &[&str] = &[
    "src",
    "wasm/src",
    "wasm/js",
    "wasm/parse/src",
    "docs",
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "examples/README.md",
];

/// The files of a path that people read, in the order of their names.
fn files(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_file() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if [".rs", ".md", ".js", ".mjs", ".ts"].iter().any(|end| name.ends_with(end)) {
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

/// What a line of Rust or JavaScript says to people: its comment and its strings. Of a page, all of it.
fn prose(line: &str, is_page: bool) -> String {
    if is_page {
        return line.to_owned();
    }
    let (code, comment) = match line.find("//") {
        // Not in an address.
        Some(at) if !line[..at].ends_with(':') => (&line[..at], &line[at..]),
        _ => (line, ""),
    };
    let strings = code.split('"').skip(1).step_by(2).collect::<Vec<_>>().join(" ");
    format!("{strings} {comment}")
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
        let is_page = name.ends_with(".md");
        let mut is_example = false;
        for (number, line) in text.lines().enumerate() {
            let line = prose(line, is_page);
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
                if is_code.iter().any(|code| line.contains(code.as_str())) {
                    continue;
                }
                if words().any(|word| word == *unusual) {
                    found.push(format!("{}: `{unusual}`: write {usual}", place()));
                }
            }
            for sheet in SHEETS.iter().filter(|sheet| line.contains(**sheet)) {
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
