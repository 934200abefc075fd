//! Conversion in pieces gives what the conversion of the whole file gives, wherever the pieces end; in the library, and
//! in the command for large files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use cuesmith::convert::{self, NeedsWhole, Stream};
use cuesmith::source::Source;
use cuesmith::timeline::LossKind;
use cuesmith::{Format, ReadOptions, WriteOptions, open_silently};
use proptest::prelude::*;

use crate::common::folder;
use crate::data::shared;

const TARGETS: [Format; 2] = [Format::Srt, Format::WebVtt];

type Made = (String, BTreeMap<LossKind, usize>, usize, Option<String>);

fn reading(format: Format) -> ReadOptions {
    ReadOptions { format: Some(format), ..ReadOptions::default() }
}

fn whole(text: &str, from: Format, to: Format) -> Made {
    let source = Source::from_text(text);
    let file = open_silently(&source, None, &reading(from));
    let made = convert::convert(&file, to, &WriteOptions::default());
    let mut losses = BTreeMap::new();
    for loss in made.losses {
        *losses.entry(loss.kind).or_default() += 1;
    }
    let language = file.timeline.language.as_deref().map(str::to_owned);
    (made.document, losses, file.timeline.cues.len(), language)
}

/// The conversion with `window` more bytes at each step.
fn in_pieces(text: &str, from: Format, to: Format, window: usize) -> Result<Made, NeedsWhole> {
    let mut stream = Stream::new(from, to, reading(from), WriteOptions::default())?;
    let (mut made, mut start, mut end) = (String::new(), 0, 0);
    while end < text.len() || end == 0 {
        end = (end + window).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        start += stream.push(&text[start..end], end == text.len(), &mut made)?;
        if text.is_empty() {
            break;
        }
    }
    assert_eq!(start, text.len());
    let language = stream.language().map(str::to_owned);
    Ok((made, stream.losses().clone(), stream.cues(), language))
}

/// Compares the results and returns whether there were several pieces.
fn compare(text: &str, from: Format, windows: &[usize], name: &str) -> bool {
    let mut streamed = false;
    for to in TARGETS {
        let expected = whole(text, from, to);
        for &window in windows {
            if let Ok(made) = in_pieces(text, from, to, window) {
                assert_eq!(made, expected, "{name} to {to:?} with {window} bytes");
                streamed |= window < text.len();
            }
        }
    }
    streamed
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "srt" || ext == "vtt") {
            found.push(path);
        }
    }
}

#[test]
fn pieces_of_caption_files_are_converted_as_the_whole_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["examples", "tests/rules", "fuzz/regressions"] {
        files(&root.join(folder), &mut found);
    }
    for folder in ["srt", "webvtt"] {
        if let Some(folder) = shared(folder) {
            files(&folder, &mut found);
        }
    }
    let (mut count, mut streamed) = (0, 0);
    for path in found {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let windows = if text.len() < 4000 { &[1, 23, 90, 400][..] } else { &[701, 5000][..] };
        if text.len() > 200_000 {
            continue;
        }
        for from in [Format::Srt, Format::WebVtt] {
            count += 1;
            streamed += usize::from(compare(&text, from, windows, &path.display().to_string()));
        }
    }
    assert!(streamed > 20 && streamed * 20 > count, "{streamed} of {count}");
}

/// Lines of which files are made, the usual and the odd.
fn line() -> impl Strategy<Value = String> {
    let cue = (0u32..400, 1u32..300, any::<bool>()).prop_map(|(start, length, dot)| {
        let mark = if dot { '.' } else { ',' };
        // Some hours have one digit or three, or are missing.
        let hour = ["00:", "00:", "00:", "100:", "1:", ""][(length % 6) as usize];
        let time = |at: u32| format!("{hour}{:02}:{:02}{mark}500", at / 60 % 60, at % 60);
        format!("{} --> {}", time(start), time(start + length))
    });
    let head = (1u32..9, cue.clone()).prop_map(|(number, cue)| format!("\n{number}\n{cue}"));
    prop_oneof![
        6 => head,
        2 => cue.prop_map(|cue| format!("\n{cue}")),
        2 => (1u32..9).prop_map(|number| number.to_string()),
        2 => Just(String::new()),
        4 => "[a-c <>&\\-é]{0,6}",
        1 => prop::sample::select(vec![
            "WEBVTT", "NOTE x", "STYLE", "REGION", "id:fred", "\u{feff}", "\r", "<i>a", "{\\an8}", "00:01:01,000 --> 00:0",
            "name", "-->", "\0", "\u{1a}", "1\n\n00:00:01,000 --> 00:00:02,000", "&amp;", "<v Ann>x",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn pieces_of_any_text_are_converted_as_the_whole_is(
        begin in prop_oneof![Just("WEBVTT\n"), Just(""), Just("\u{feff}")],
        lines in prop::collection::vec((line(), prop_oneof![12 => Just(0), 1 => Just(1), 1 => Just(2)]), 0..24),
        crlf in any::<bool>(),
        window in 1usize..200,
    ) {
        let mut text = begin.to_owned();
        for (line, ending) in &lines {
            text.push_str(line);
            text.push_str(["\n", "\r\n", "\r"][*ending]);
        }
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        for from in TARGETS {
            compare(&text, from, &[window, 60], &text);
        }
    }
}

fn numbered(cues: usize, mark: char) -> String {
    (0..cues)
        .map(|at| {
            format!("{}\n00:00:{at:02}{mark}000 --> 00:00:{at:02}{mark}900\nText\n\n", at + 1)
        })
        .collect()
}

#[test]
fn what_is_usual_is_streamed() {
    let srt = numbered(40, ',');
    let webvtt = format!("WEBVTT\n\nNOTE a comment\n\n{}", numbered(40, '.'));
    for to in TARGETS {
        assert_eq!(in_pieces(&srt, Format::Srt, to, 100), Ok(whole(&srt, Format::Srt, to)));
        assert_eq!(
            in_pieces(&webvtt, Format::WebVtt, to, 100),
            Ok(whole(&webvtt, Format::WebVtt, to))
        );
    }
}

#[test]
fn a_file_that_cannot_be_cut_is_one_piece() {
    for ending in ["\n\n", "\n\r"] {
        let text = numbered(9, ',').replace('\n', ending);
        let mut stream =
            Stream::new(Format::Srt, Format::Srt, reading(Format::Srt), WriteOptions::default())
                .unwrap();
        assert_eq!(stream.push(&text, false, &mut String::new()), Ok(0));
        assert_eq!(
            in_pieces(&text, Format::Srt, Format::Srt, 120),
            Ok(whole(&text, Format::Srt, Format::Srt))
        );
    }
}

#[test]
fn what_depends_on_the_rest_of_the_file_needs_the_whole() {
    let regions = format!("WEBVTT\n\nREGION\nid:a\n\n{}", numbered(9, '.'));
    let order = format!("WEBVTT\n\n{}00:01.000 --> 00:02.000\nearlier\n", numbered(9, '.'));
    for text in [regions, order] {
        assert_eq!(
            in_pieces(&text, Format::WebVtt, Format::WebVtt, 120),
            Err(NeedsWhole),
            "{text}"
        );
    }
    let made =
        Stream::new(Format::Ttml, Format::Srt, ReadOptions::default(), WriteOptions::default());
    assert_eq!(made.err(), Some(NeedsWhole));
}

/// Over the size from which the command converts piece by piece.
fn large(mark: char) -> String {
    (0..140_000)
        .map(|at| {
            let clock = |ms: u32| {
                let (s, ms) = (ms / 1000, ms % 1000);
                format!("{:02}:{:02}:{:02}{mark}{ms:03}", s / 3600, s / 60 % 60, s % 60)
            };
            let (from, to) = (clock(at * 500), clock(at * 500 + 400));
            format!("{}\n{from} --> {to}\nThe <i>harbour</i> is € {at}\n\n", at + 1)
        })
        .collect()
}

fn run(folder: &Path, arguments: &[&str], input: Stdio) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).arg("convert").args(arguments).stdin(input);
    command.env("TMPDIR", folder).output().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The same bytes to a file, over a file, to standard output and from standard input as in memory, for which a list of
/// the losses asks; and no temporary file is left.
#[test]
fn the_command_converts_a_large_file_as_a_small_one() {
    let mut text = large(',');
    text.push_str("140001\n27:00:00,000 --> 27:00:01,000\n{\\an8}Up X\n");
    let dir = folder(&[("a.srt", &text), ("old.vtt", "old")]);
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    let run = |arguments: &[&str], input| {
        let output = run(dir.path(), arguments, input);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        output
    };
    let memory = run(&["a.srt", "--to", "webvtt", "--losses", "json"], Stdio::null());
    let expected = String::from_utf8(memory.stdout).unwrap();
    assert_eq!(expected.matches(" --> ").count(), 140_001);
    run(&["a.srt", "-o", "new.vtt"], Stdio::null());
    run(&["a.srt", "-o", "old.vtt"], Stdio::null());
    assert!(read("new.vtt") == expected && read("old.vtt") == expected);
    let open = || Stdio::from(fs::File::open(dir.path().join("a.srt")).unwrap());
    assert!(run(&["-", "--to", "webvtt"], open()).stdout == expected.as_bytes());
    assert!(run(&["a.srt", "--to", "webvtt"], Stdio::null()).stdout == expected.as_bytes());
    assert_eq!(names(dir.path()), ["a.srt", "new.vtt", "old.vtt"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |name: &str| fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode("new.vtt"), mode("a.srt"));
    }
}

/// What is found at the end of a large file: a loss that is not allowed, a byte that is not UTF-8, an earlier cue.
#[test]
fn the_end_of_a_large_file_counts() {
    let mut text = large('.');
    text.insert_str(0, "WEBVTT\n\n");
    let dir = folder(&[]);
    let write = |name: &str, end: &[u8]| {
        fs::write(dir.path().join(name), [text.as_bytes(), end].concat()).unwrap();
    };
    write("voice.vtt", b"28:00:00.000 --> 28:00:01.000\n<v Ann>Hello\n");
    write("latin.vtt", b"28:00:00.000 --> 28:00:01.000\nCaf\xe9\n");
    write("order.vtt", b"00:00:00.000 --> 00:00:00.300\nThe first\n");
    let output =
        run(dir.path(), &["voice.vtt", "-o", "a.srt", "--deny-loss", "voice"], Stdio::null());
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.contains("nothing was written: --deny-loss forbids the loss of voice"),
        "{message}"
    );
    let counted = "lost in the conversion to SRT: 1 voice";
    assert!(message.starts_with(counted), "{message}");
    for name in ["latin", "order"] {
        let (from, to) = (format!("{name}.vtt"), format!("{name}-new.vtt"));
        let output = run(dir.path(), &[&from, "-o", &to], Stdio::null());
        assert_eq!(output.status.code(), Some(0));
        let memory = run(dir.path(), &[&from, "--to", "webvtt", "--losses", "json"], Stdio::null());
        assert!(fs::read(dir.path().join(to)).unwrap() == memory.stdout, "{name}");
    }
    assert!(fs::read_to_string(dir.path().join("latin-new.vtt")).unwrap().contains("Café"));
    let order = fs::read_to_string(dir.path().join("order-new.vtt")).unwrap();
    assert!(order.starts_with("WEBVTT\n\n1\n00:00:00.000 --> 00:00:00.400\n"), "{}", &order[..80]);
    assert_eq!(
        names(dir.path()),
        ["latin-new.vtt", "latin.vtt", "order-new.vtt", "order.vtt", "voice.vtt"]
    );
}
