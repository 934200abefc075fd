//! `cuesmith align --audio` with the model of three tones: from the audio alone, and in the holes of a timeline.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::toy::{Form, Toy};
use super::{SENTENCE, Tones, tones};

/// Tones as a file with their model and the words as a transcript.
fn folder(tones: &Tones) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let toy = Toy::new(Form::default(), &tones.samples);
    let files = toy.files();
    let model = dir.path().join("model/toy");
    fs::create_dir_all(&model).unwrap();
    for (name, bytes) in [
        ("mdef", files.mdef),
        ("means", files.means),
        ("variances", files.variances),
        ("transition_matrices", files.transition_matrices),
        ("sendump", files.sendump.unwrap()),
        ("feat.params", files.feat_params),
        ("../toy.dict", files.dictionary),
    ] {
        fs::write(model.join(name), bytes).unwrap();
    }
    fs::write(dir.path().join("talk.wav"), wav(&tones.samples)).unwrap();
    let words: Vec<&str> = tones.words.iter().map(|(word, ..)| *word).collect();
    fs::write(dir.path().join("talk.txt"), words.join(" ") + "\n").unwrap();
    dir
}

/// A WAV file: one channel, 16,000 samples a second, 16 bits.
fn wav(samples: &[f32]) -> Vec<u8> {
    let data: Vec<u8> =
        samples.iter().flat_map(|sample| ((sample * 32_767.0) as i16).to_le_bytes()).collect();
    let mut file = b"RIFF".to_vec();
    file.extend((36 + data.len() as u32).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(16_000_u32.to_le_bytes());
    file.extend(32_000_u32.to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend((data.len() as u32).to_le_bytes());
    file.extend(data);
    file
}

fn run(folder: &Path, line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).args(line.split(' ')).stdin(Stdio::null()).output().unwrap()
}

fn json(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
}

fn assert_in_place(words: &Value, tones: &Tones) {
    let words = words["words"].as_array().unwrap();
    assert_eq!(words.len(), tones.words.len());
    for (found, (word, start, end)) in words.iter().zip(&tones.words) {
        let at = |field: &str| found[field].as_i64().unwrap_or(-10_000);
        let off = (at("start_ms") - start).abs().max((at("end_ms") - end).abs());
        assert!(off <= 40, "`{word}` is at {found}, and {start} to {end} is right");
    }
}

#[test]
fn the_command_puts_a_text_onto_audio_with_a_model() {
    let tones = tones(SENTENCE);
    let dir = folder(&tones);
    let line = "align talk.txt --audio talk.wav --model model --words words.json --report report.json \
                --svg talk.svg -o talk.srt";
    let output = run(dir.path(), line);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{said}");
    assert_in_place(&json(dir.path(), "words.json"), &tones);
    let report = json(dir.path(), "report.json");
    assert_eq!((&report["method"], &report["audio"]), (&"audio".into(), &"talk.wav".into()));
    let captions = fs::read_to_string(dir.path().join("talk.srt")).unwrap();
    assert!(captions.contains("ab ca b"), "{captions}");
    let picture = fs::read_to_string(dir.path().join("talk.svg")).unwrap();
    assert!(picture.starts_with("<svg ") && picture.contains(">abc</text>"));
    // Of another text, so short that it may fit, the command is not sure.
    fs::write(dir.path().join("talk.txt"), "c c c cb cb c cb c\n").unwrap();
    let output = run(dir.path(), "align talk.txt --audio talk.wav --model model -o other.srt");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("warning: the confidence of 1 of 1 cue is below 0.5"), "{said}");
}

#[test]
fn the_command_looks_for_words_that_a_timeline_does_not_have() {
    let tones = tones(SENTENCE);
    let dir = folder(&tones);
    let (first, last) = (tones.words[0], tones.words[tones.words.len() - 1]);
    let entry = |(word, start, end): (&str, i64, i64)| format!("[{start}, {end}, \"{word}\", 1.0]");
    let timeline = format!("{{\"words\": [{}, {}]}}", entry(first), entry(last));
    fs::write(dir.path().join("some.json"), timeline).unwrap();
    let line = "align talk.txt --timeline some.json --audio talk.wav --model model --force --to srt \
                --words words.json --report report.json";
    let output = run(dir.path(), line);
    assert!(!output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(json(dir.path(), "report.json")["method"], "timeline+audio");
    let words = json(dir.path(), "words.json");
    let placed = words["words"].as_array().unwrap().iter().zip(&tones.words);
    let right = placed.filter(|(found, (_, start, _))| {
        found["start_ms"].as_i64().is_some_and(|at| (at - start).abs() <= 40)
    });
    assert!(right.count() >= 4, "{words}");
}

#[test]
fn a_folder_without_a_model_and_a_file_without_audio_are_said() {
    let dir = folder(&tones(SENTENCE));
    fs::create_dir(dir.path().join("empty")).unwrap();
    for (line, expected) in [
        (
            "--audio talk.wav --model empty",
            "`empty` holds no acoustic model: it has no file `mdef`",
        ),
        ("--audio talk.wav --model model --lexicon none.dict", "cannot read `none.dict`"),
        ("--audio talk.txt --model none", "cannot read the audio of `talk.txt`"),
        ("--audio missing.wav", "cannot read `missing.wav`"),
    ] {
        let output = run(dir.path(), &format!("align talk.txt {line} --to srt"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{line}: {said}");
        assert!(said.contains(expected), "{line}: {said}");
    }
    fs::remove_file(dir.path().join("model/toy/means")).unwrap();
    let output = run(dir.path(), "align talk.txt --audio talk.wav --model model --to srt");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("`means` ") && output.status.code() == Some(2), "{said}");
}
