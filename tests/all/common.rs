//! Files the tests read: our own fixtures, and the conformance data where it is there.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use cuesmith::kaltura::{CaptionType, CompareOptions, compare};
use cuesmith::source::{DecodeOptions, decode};
use cuesmith::timeline::{is_invisible, visible_text};
use cuesmith::{Format, ReadOptions, read};
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization as _;

pub(crate) use crate::data::shared;
use crate::fixtures;

/// A new folder with these files, by their paths in it.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    folder_of_bytes(&files)
}

/// The same, with files that need not be UTF-8.
pub(crate) fn folder_of_bytes(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Every caption file below a folder with one of the extensions, by name.
#[must_use]
pub(crate) fn files(folder: &Path, extensions: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x)) {
                found.push((path.to_str().unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Our own fixtures and every input of the conformance data.
#[must_use]
pub(crate) fn all_inputs() -> Vec<(String, Vec<u8>)> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = &["srt", "vtt", "ttml", "dfxp", "xml"];
    let mut all = fixtures::captions();
    all.extend(files(&own.join("examples"), names));
    for folder in ["srt", "webvtt", "ttml"] {
        if let Some(path) = shared(folder) {
            all.extend(files(&path, names));
        }
    }
    all
}

/// Every input of the conformance data that the platform's readers may get, with the format it is
/// meant as.
#[must_use]
pub(crate) fn platform_inputs() -> Vec<(String, Vec<u8>, Format)> {
    let mut all = Vec::new();
    for folder in ["srt", "webvtt", "ttml/inputs", "kaltura/inputs"] {
        let Some(path) = shared(folder) else { continue };
        for (name, bytes) in files(&path, &["srt", "vtt", "xml", "ttml", "dfxp"]) {
            let format = match name.rsplit('.').next() {
                Some("srt") => Format::Srt,
                Some("vtt") => Format::WebVtt,
                _ => Format::Ttml,
            };
            all.push((name, bytes, format));
        }
    }
    all
}

/// The formats that can be written.
pub(crate) fn written() -> impl Iterator<Item = Format> {
    Format::ALL.iter().copied().filter(|format| format.can_write())
}

/// How a file is read whose format is known.
#[must_use]
pub(crate) fn reading(format: Format) -> ReadOptions {
    let mut options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    options.webvtt.lenient_signature = true;
    options
}

/// Whether every reader of the platform keeps every cue of a file as it is, and has no others.
#[must_use]
pub(crate) fn is_kept_whole(bytes: &[u8], format: Format) -> bool {
    let source = decode(bytes, &DecodeOptions::default()).unwrap();
    let file = read(&source.text, None, &reading(format));
    let timeline = file.document.lower();
    compare(&source, &timeline, CaptionType::of(format), &CompareOptions::default()).is_whole()
}

/// What viewers get: times and words, in the order they are shown. White space and invisible
/// characters are left out, since rules about them change just that; cues without a word too.
#[must_use]
pub(crate) fn shown(
    bytes: &[u8],
    decoding: &DecodeOptions,
    options: &ReadOptions,
) -> Vec<(i64, i64, String)> {
    let source = decode(bytes, decoding).unwrap();
    let file = read(&source.text, None, options);
    let timeline = file.document.lower();
    let mut cues: Vec<(i64, i64, String)> = timeline
        .cues
        .iter()
        .map(|cue| {
            let text: String = visible_text(&timeline, cue)
                .chars()
                .filter(|c| !c.is_whitespace() && !is_invisible(*c))
                .collect();
            // Canonically equivalent is the same (rule ENC008).
            let text: String = text.nfc().collect();
            (cue.interval.start.0, cue.interval.end.0, text)
        })
        .filter(|(_, _, text)| !text.is_empty())
        .collect();
    cues.sort_by_key(|(start, _, _)| *start); // stable: the order on screen
    cues
}

/// Holds a count against the committed one in `tests/conformance.snap`, so that a change of it is
/// seen in the diff of the commit that makes it. To change it, edit that file.
pub(crate) fn count(set: &str, passed: usize, of: usize) {
    let line = format!("{set}: {passed} of {of}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance.snap");
    let committed = fs::read_to_string(&path).unwrap();
    let known = committed.lines().find(|known| known.starts_with(&format!("{set}: ")));
    assert_eq!(Some(line.as_str()), known, "now against tests/conformance.snap");
}

/// Measures the processor time that this thread uses: unlike the time on the clock, it does not grow when other
/// processes need the processor. Only Linux counts it in a file; elsewhere, this is the time on the clock.
pub(crate) struct Stopwatch {
    used: Option<Duration>,
    began: Instant,
}

impl Stopwatch {
    #[must_use]
    pub(crate) fn start() -> Self {
        Self { used: Self::used(), began: Instant::now() }
    }

    #[must_use]
    pub(crate) fn elapsed(&self) -> Duration {
        match (self.used, Self::used()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.began.elapsed(),
        }
    }

    /// The first number is the time in nanoseconds (Linux, Documentation/scheduler/sched-stats.rst).
    fn used() -> Option<Duration> {
        let numbers = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        numbers.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    }
}
