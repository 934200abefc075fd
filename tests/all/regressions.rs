//! What users met, in the fewest lines that show it: each test runs the command as they did, over a file of
//! theirs made small. The tests use nothing but the command and the pages, so that they can be run against an
//! older state: `CUESMITH=path/to/cuesmith CUESMITH_PAGES=path/to/its/source cargo test --test all regressions::`.

mod command;
mod platform;
mod robustness;
mod text;
mod verdicts;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a line of shell printed, and the folder it ran in.
struct Ran {
    out: String,
    err: String,
    code: Option<i32>,
    folder: TempDir,
}

impl Ran {
    /// Output and messages together.
    fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }

    fn exists(&self, name: &str) -> bool {
        self.folder.path().join(name).exists()
    }

    /// How many findings of a rule a report for people lists.
    fn findings(&self, code: &str) -> usize {
        self.out.matches(&format!("[{code} ")).count()
    }

    fn errors(&self, code: &str) -> usize {
        self.out.matches(&format!("error[{code} ")).count()
    }
}

/// Runs a line of shell in a folder with these files; `$cuesmith` is the command.
fn run<B: AsRef<[u8]>>(files: &[(&str, B)], line: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    run_in(folder, line)
}

fn run_in(folder: TempDir, line: &str) -> Ran {
    let own = env!("CARGO_BIN_EXE_cuesmith").to_owned();
    let cuesmith = std::env::var("CUESMITH").unwrap_or(own);
    let output = Command::new("sh")
        .args(["-c", line])
        .env("cuesmith", cuesmith)
        .env("NO_COLOR", "1")
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran { out: text(&output.stdout), err: text(&output.stderr), code: output.status.code(), folder }
}

/// Cues of two seconds, one after the other.
fn srt(texts: &[&str]) -> String {
    let cue = |(n, text): (usize, &&str)| {
        let (start, end) = (n * 3 + 1, n * 3 + 3);
        format!("{}\n00:00:{start:02},000 --> 00:00:{end:02},000\n{text}\n", n + 1)
    };
    texts.iter().enumerate().map(cue).collect::<Vec<_>>().join("\n")
}

/// One cue of eight seconds.
fn long_cue(text: &str) -> String {
    format!("1\n00:00:01,000 --> 00:00:09,000\n{text}\n")
}

/// A cue from second 1 to 3.
fn vtt(text: &str) -> String {
    format!("WEBVTT\n\n00:01.000 --> 00:03.000\n{text}\n")
}

/// A document with this in its `div` and its `head`, and with these attributes of its root.
fn ttml_with(attributes: &str, head: &str, body: &str) -> String {
    format!(
        "<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" \
         xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" \
         xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\" xml:lang=\"en\" {attributes}>\
         <head>{head}</head><body><div>{body}</div></body></tt>\n"
    )
}

fn ttml(body: &str) -> String {
    ttml_with("", "", body)
}

fn page(name: &str) -> String {
    let own = env!("CARGO_MANIFEST_DIR").to_owned();
    let folder = std::env::var("CUESMITH_PAGES").unwrap_or(own);
    fs::read_to_string(Path::new(&folder).join(name)).unwrap()
}
