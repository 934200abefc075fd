//! How well, how surely and how fast forced alignment puts words onto speech whose times are known:
//! `scripts/align-audio` makes the speech and runs this. Prints figures; fails where one is worse than its limit.

#![allow(clippy::print_stdout, clippy::print_stderr)] // it is a command

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use cuesmith::align::acoustic::{
    Features, ForceError, Forced, ForcedOptions, Model, ModelFiles, ModelOptions, force,
    force_words, pronunciations,
};
use cuesmith::align::audio::decode;
use cuesmith::align::parse_transcript;

type Failure = Box<dyn std::error::Error>;

/// One text spoken by one voice.
struct Clip {
    samples: Vec<f32>,
    words: Vec<Word>,
    /// The words of each sentence, as a range.
    sentences: Vec<std::ops::Range<usize>>,
}

#[derive(Clone)]
struct Word {
    start: f64,
    end: f64,
    text: String,
}

struct Limits {
    failed: bool,
}

impl Limits {
    fn hold(&mut self, what: &str, value: f64, limit: f64, at_most: bool) {
        let holds = if at_most { value <= limit } else { value >= limit };
        if !holds {
            println!("LIMIT: {what} is {value:.2}, the limit {limit}");
            self.failed = true;
        }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, dictionary, data, rest @ ..] = &arguments[..] else {
        eprintln!("usage: measure_forced MODEL DICTIONARY DATA [PART...]");
        return ExitCode::from(2);
    };
    match run(Path::new(model), Path::new(dictionary), Path::new(data), rest) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(folder: &Path, dictionary: &Path, data: &Path, parts: &[String]) -> Result<bool, Failure> {
    let wants = |part: &str| parts.is_empty() || parts.iter().any(|p| p == part);
    let start = Instant::now();
    let model = read_model(folder, &fs::read(dictionary)?)?;
    println!("model read in {:.2} s", start.elapsed().as_secs_f64());
    let mut names: Vec<PathBuf> =
        fs::read_dir(data)?.map(|entry| Ok(entry?.path())).collect::<Result<_, Failure>>()?;
    names.retain(|path| path.extension().is_some_and(|e| e == "tsv"));
    names.sort();
    let clips: Vec<Clip> = names.iter().map(|path| read_clip(path)).collect::<Result<_, _>>()?;
    let mut limits = Limits { failed: false };
    if wants("truth") {
        truth(&model, &clips, &mut limits);
    }
    if wants("pairs") {
        pairs(&model, &clips, &mut limits);
    }
    if wants("missing") {
        missing(&model, &clips, &mut limits);
    }
    if wants("noise") {
        noise(&model, &clips, &mut limits);
    }
    if let Some(folder) = std::env::var_os("READINGS").filter(|_| wants("readings")) {
        readings(&model, Path::new(&folder), &mut limits)?;
    }
    if wants("letters") {
        letters(folder, dictionary, &mut limits)?;
    }
    if wants("hour") {
        hour(&model, &clips, &mut limits);
    }
    Ok(!limits.failed)
}

fn read_model(folder: &Path, dictionary: &[u8]) -> Result<Model, Failure> {
    let read = |name: &str| fs::read(folder.join(name));
    let files = ModelFiles {
        mdef: &read("mdef")?,
        means: &read("means")?,
        variances: &read("variances")?,
        transition_matrices: &read("transition_matrices")?,
        sendump: Some(&read("sendump")?),
        feat_params: &read("feat.params")?,
        dictionary,
        ..ModelFiles::default()
    };
    Ok(Model::read(&files, &ModelOptions::default())?)
}

fn read_clip(times: &Path) -> Result<Clip, Failure> {
    let mut words = Vec::new();
    for line in fs::read_to_string(times)?.lines() {
        let mut fields = line.split('\t');
        let mut field = || fields.next().ok_or("a line of times with fewer than three fields");
        words.push(Word {
            start: field()?.parse()?,
            end: field()?.parse()?,
            text: field()?.to_owned(),
        });
    }
    let wav = fs::read(times.with_extension("wav"))?;
    let samples =
        wav[44..].chunks_exact(2).map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) / 32768.0);
    // The text is beside the times, named without the voice.
    let name = times.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let text = name.split('-').next().unwrap_or_default();
    let text = fs::read_to_string(times.with_file_name(format!("{text}.txt")))?;
    let (mut sentences, mut first, mut at) = (Vec::new(), 0, 0);
    for word in text.split_whitespace() {
        at += 1;
        if word.ends_with('.') {
            sentences.push(first..at);
            first = at;
        }
    }
    if first != at || at != words.len() {
        return Err(format!("{name}: {at} words in the text, {} in the times", words.len()).into());
    }
    Ok(Clip { samples: samples.collect(), words, sentences })
}

fn features(model: &Model, samples: &[f32]) -> Features {
    let mut front_end = model.front_end();
    samples.chunks(4096).for_each(|block| front_end.push(block));
    front_end.finish()
}

fn force_samples(
    model: &Model,
    samples: &[f32],
    words: &[Word],
    options: &ForcedOptions,
) -> Result<Forced, ForceError> {
    let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    force_words(model, &features(model, samples), None, &words, options, &mut |_| {})
}

/// How far starts are off, in milliseconds.
#[derive(Default)]
struct Errors(Vec<f64>);

impl Errors {
    fn add(&mut self, forced: &Forced, words: &[Word]) -> usize {
        let mut without = 0;
        for (found, word) in forced.alignment.words.iter().zip(words) {
            match found.interval {
                Some(time) => self.0.push((time.start.0 as f64 - word.start).abs()),
                None => without += 1,
            }
        }
        without
    }

    fn within(&self, ms: f64) -> f64 {
        100.0 * self.0.iter().filter(|error| **error <= ms).count() as f64
            / self.0.len().max(1) as f64
    }

    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len().max(1) as f64
    }

    fn max(&self) -> f64 {
        self.0.iter().fold(0.0, |max, error| max.max(*error))
    }
}

impl std::fmt::Display for Errors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [a, b, c] = [20.0, 50.0, 100.0].map(|ms| self.within(ms));
        let (count, mean, max) = (self.0.len(), self.mean(), self.max());
        write!(
            f,
            "{count} starts: mean {mean:.1} ms, <=20 {a:.1} %, <=50 {b:.1} %, <=100 {c:.1} %, max {max:.0}"
        )
    }
}

fn truth(model: &Model, clips: &[Clip], limits: &mut Limits) {
    for (name, options) in [
        ("default", ForcedOptions::default()),
        ("strict", ForcedOptions { strict: true, ..ForcedOptions::default() }),
    ] {
        let (mut errors, mut without, mut fits) = (Errors::default(), 0, Vec::new());
        for clip in clips {
            let forced =
                force_samples(model, &clip.samples, &clip.words, &options).expect("a right text");
            without += errors.add(&forced, &clip.words);
            fits.push(forced.fit);
        }
        let least = fits.iter().fold(f64::MAX, |least, fit| least.min(*fit));
        println!("clean, {name}: {errors}; {without} without a time; least fit {least:.2}");
        limits.hold("mean", errors.mean(), 12.5, true);
        limits.hold("share within 50 ms", errors.within(50.0), 99.0, false);
        limits.hold("greatest", errors.max(), 150.0, true);
    }
}

/// Sentences with their own text and with that of another of about the same length.
fn pairs(model: &Model, clips: &[Clip], limits: &mut Limits) {
    let mut all: Vec<(Vec<f32>, Vec<Word>)> = Vec::new();
    for clip in clips {
        for sentence in &clip.sentences {
            let part = cut(clip, sentence.clone());
            if part.1.len() >= 6 {
                all.push(part);
            }
        }
    }
    // Those of one length side by side; of each only one voice.
    all.sort_by_key(|(samples, _)| samples.len());
    let all: Vec<_> = all.into_iter().step_by(3).collect();
    let (mut refused, mut taken, mut tried) = (0, 0, 0);
    let (mut right, mut wrong) = (Vec::new(), Vec::new());
    for pair in all.windows(2).step_by(1) {
        let options = ForcedOptions::default();
        if pair[0].1.iter().map(|w| &w.text).eq(pair[1].1.iter().map(|w| &w.text)) {
            continue;
        }
        tried += 1;
        match force_samples(model, &pair[0].0, &pair[0].1, &options) {
            Ok(forced) => {
                taken += 1;
                right.push(forced.fit);
            }
            Err(error) => println!("right text: {error}"),
        }
        match force_samples(model, &pair[0].0, &pair[1].1, &options) {
            Ok(forced) => println!(
                "wrong text taken, fit {:.2}, evidence {:.2}",
                forced.fit, forced.alignment.evidence
            ),
            Err(ForceError::Mismatch { fit, .. }) => {
                refused += 1;
                wrong.push(fit);
            }
            Err(error) => {
                refused += 1;
                println!("wrong text: {error}");
            }
        }
    }
    let least = right.iter().fold(f64::MAX, |a, b| a.min(*b));
    let most = wrong.iter().fold(f64::MIN, |a, b| a.max(*b));
    println!(
        "{tried} sentences: {taken} right texts taken (fit >= {least:.2}), {refused} wrong ones refused (fit <= {most:.2})"
    );
    limits.hold("wrong texts refused", f64::from(refused), f64::from(tried), false);
    limits.hold("right texts taken", f64::from(taken), f64::from(tried), false);
    // Whole texts of another.
    let (mut tried, mut refused) = (0, 0);
    for (at, clip) in clips.iter().enumerate() {
        let other = &clips[(at + 3) % clips.len()];
        tried += 1;
        match force_samples(model, &clip.samples, &other.words, &ForcedOptions::default()) {
            Err(ForceError::Mismatch { .. }) => refused += 1,
            other => println!("another text: {:?}", other.map(|f| (f.fit, f.alignment.evidence))),
        }
    }
    println!("{tried} whole texts of another: {refused} refused");
    limits.hold("whole wrong texts refused", f64::from(refused), f64::from(tried), false);
}

/// A part of a clip, with the times of its words in it.
fn cut(clip: &Clip, words: std::ops::Range<usize>) -> (Vec<f32>, Vec<Word>) {
    let from = (clip.words[words.start].start - 70.0).max(0.0);
    let to = clip.words[words.end - 1].end + 70.0;
    let sample = |ms: f64| ((ms * 16.0) as usize).min(clip.samples.len());
    let moved = clip.words[words].iter().cloned();
    let moved =
        moved.map(|word| Word { start: word.start - from, end: word.end - from, text: word.text });
    (clip.samples[sample(from)..sample(to)].to_vec(), moved.collect())
}

/// Three sentences missing from the text, and from the audio.
fn missing(model: &Model, clips: &[Clip], limits: &mut Limits) {
    let mut from_text = (Errors::default(), 0);
    let (mut from_audio, mut unspoken, mut skipped, mut flagged) = (Errors::default(), 0, 0, 0);
    for clip in clips {
        let count = clip.sentences.len();
        let gone: Vec<usize> = [count / 4, count / 2, count * 3 / 4].to_vec();
        let is_gone = |at: &usize| gone.iter().any(|s| clip.sentences[*s].contains(at));
        let kept: Vec<Word> = (0..clip.words.len())
            .filter(|at| !is_gone(at))
            .map(|at| clip.words[at].clone())
            .collect();
        let options = ForcedOptions::default();
        match force_samples(model, &clip.samples, &kept, &options) {
            Ok(forced) => from_text.1 += from_text.0.add(&forced, &kept),
            Err(error) => println!("missing from the text: {error}"),
        }
        let (mut samples, mut words, mut shift) = (Vec::new(), Vec::new(), 0.0);
        for (number, sentence) in clip.sentences.iter().enumerate() {
            let from = (clip.words[sentence.start].start - 60.0).max(0.0);
            let to = match clip.words.get(sentence.end) {
                Some(next) => next.start - 60.0,
                None => clip.samples.len() as f64 / 16.0,
            };
            let gone = gone.contains(&number);
            for word in &clip.words[sentence.clone()] {
                words.push((Word { start: word.start - shift, ..word.clone() }, gone));
            }
            match gone {
                true => shift += to - from,
                false => samples
                    .extend_from_slice(&clip.samples[(from * 16.0) as usize..(to * 16.0) as usize]),
            }
        }
        shift = clip.words[0].start - 60.0;
        let text: Vec<Word> = words.iter().map(|(word, _)| word.clone()).collect();
        match force_samples(model, &samples, &text, &options) {
            Ok(forced) => {
                for (found, (word, gone)) in forced.alignment.words.iter().zip(&words) {
                    match (found.interval, gone) {
                        (None, true) => flagged += 1,
                        (None, false) => skipped += 1,
                        (Some(_), true) => {}
                        (Some(time), false) => {
                            let start = word.start - shift.max(0.0);
                            from_audio.0.push((time.start.0 as f64 - start).abs());
                        }
                    }
                    unspoken += usize::from(*gone);
                }
            }
            Err(error) => println!("missing from the audio: {error}"),
        }
    }
    println!(
        "3 sentences missing from the text: {}; {} spoken words without a time",
        from_text.0, from_text.1
    );
    println!(
        "3 sentences missing from the audio: {from_audio}; {flagged} of {unspoken} unspoken words found out, {skipped} spoken ones without a time"
    );
    limits.hold("mean, missing from the text", from_text.0.mean(), 15.0, true);
    limits.hold("mean, missing from the audio", from_audio.mean(), 15.0, true);
}

/// Pink noise and a chord under the speech.
fn noise(model: &Model, clips: &[Clip], limits: &mut Limits) {
    let mut last = (f64::MAX, false);
    let mut sure: Vec<(f32, bool)> = Vec::new();
    for (name, db, music) in [
        ("clean", 100.0, false),
        ("pink noise 20 dB below", 20.0, false),
        ("pink noise 10 dB below", 10.0, false),
        ("pink noise 5 dB below", 5.0, false),
        ("pink noise as loud", 0.0, false),
        ("music 10 dB below", 10.0, true),
        ("music 3 dB below", 3.0, true),
    ] {
        let (mut errors, mut fits, mut low, mut refused) = (Errors::default(), Vec::new(), 0, 0);
        for clip in clips.iter().step_by(2) {
            let samples = mix(&clip.samples, db, music);
            let Ok(forced) = force_samples(model, &samples, &clip.words, &ForcedOptions::default())
            else {
                refused += 1;
                continue;
            };
            errors.add(&forced, &clip.words);
            fits.push(forced.fit);
            for (found, word) in forced.alignment.words.iter().zip(&clip.words) {
                let off =
                    found.interval.map_or(1e9, |time| (time.start.0 as f64 - word.start).abs());
                sure.push((found.confidence, off <= 200.0));
                low += usize::from(found.confidence < 0.5);
            }
        }
        let mean = fits.iter().sum::<f64>() / fits.len().max(1) as f64;
        println!("{name}: {errors}; mean fit {mean:.2}; {low} words below 0.5, {refused} refused");
        // Whole texts that are refused are missing from the mean.
        if last.1 == music && refused == 0 {
            limits.hold("mean fit, beside that with less noise", mean, last.0, true);
        }
        last = (mean, music);
    }
    for (from, to) in [(0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)] {
        let of: Vec<bool> =
            sure.iter().filter(|(c, _)| *c >= from && *c < to).map(|(_, ok)| *ok).collect();
        let right = of.iter().filter(|ok| **ok).count();
        let share = 100.0 * right as f64 / of.len().max(1) as f64;
        println!("confidence {from} to {to}: {} words, {share:.1} % within 200 ms", of.len());
        if from >= 0.9 {
            limits.hold("share of sure words within 200 ms", share, 97.0, false);
        } else if from == 0.0 {
            limits.hold("share of unsure words within 200 ms", share, 30.0, true);
        }
    }
}

/// Readings of verse by people: where the lines begin. Each folder has a recording, its text, and the times of its
/// words in milliseconds by another aligner, as `[start, end, ms]` with offsets in characters of the text.
fn readings(model: &Model, folder: &Path, limits: &mut Limits) -> Result<(), Failure> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, Failure>>()?;
    folders.retain(|path| path.join("audio.mp3").exists());
    folders.sort();
    let mut all = Errors::default();
    for folder in folders {
        let text = fs::read_to_string(folder.join("transcript.txt"))?;
        let transcript = parse_transcript(&text);
        let mut front_end = model.front_end();
        let audio = fs::File::open(folder.join("audio.mp3"))?;
        decode(audio, |block| front_end.push(block))?;
        let options = ForcedOptions::default();
        let forced = force(model, &front_end.finish(), &transcript, &options, &mut |_| {})?;
        let starts: BTreeMap<u32, f64> = transcript
            .words()
            .zip(&forced.alignment.words)
            .map(|(word, found)| {
                let start = found.interval.map_or(f64::MAX, |time| time.start.0 as f64);
                (word.range.start, start)
            })
            .collect();
        let truth: serde_json::Value =
            serde_json::from_slice(&fs::read(folder.join("truth.json"))?)?;
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let mut errors = Errors::default();
        for word in truth["words"].as_array().ok_or("no `words`")? {
            let at = word[0].as_u64().and_then(|at| bytes.get(at as usize).copied());
            let (Some(at), Some(start)) = (at, word[2].as_f64().filter(|start| *start >= 0.0))
            else {
                continue;
            };
            let before = text[..at].trim_end_matches([' ', '“', '‘', '"', '\'']);
            if before.is_empty() || before.ends_with('\n') {
                let found =
                    starts.range(..=at as u32).next_back().map_or(f64::MAX, |(_, found)| *found);
                errors.0.push((found - start).abs());
            }
        }
        println!("{}: lines: {errors}", folder.file_name().unwrap_or_default().display());
        all.0.extend(errors.0);
    }
    println!("lines of readings: {all}");
    limits.hold("share of lines within 50 ms", all.within(50.0), 80.0, false);
    Ok(())
}

fn mix(speech: &[f32], db: f64, music: bool) -> Vec<f32> {
    let mut random = 12345u32;
    let mut rows = [0f32; 7];
    let mut other: Vec<f32> = Vec::with_capacity(speech.len());
    for at in 0..speech.len() {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let white = (random >> 8) as f32 / 8_388_608.0 - 1.0;
        // Voss: one row changes for each sample, each half as often as the one before.
        rows[(at.trailing_zeros() as usize).min(6)] = white;
        let time = at as f32 / 16000.0;
        let chord = [[220.0, 277.2, 329.6], [246.9, 311.1, 370.0]][(time * 1.5) as usize % 2];
        let beat = (-(time * 3.0).fract() * 3.0).exp();
        let tone = |hz: f32| {
            (1..5)
                .map(|n| (std::f32::consts::TAU * hz * n as f32 * time).sin() / n as f32)
                .sum::<f32>()
        };
        other.push(if music {
            beat * chord.iter().map(|hz| tone(*hz)).sum::<f32>()
        } else {
            rows.iter().sum()
        });
    }
    let power = |samples: &[f32]| samples.iter().map(|s| f64::from(s * s)).sum::<f64>();
    let gain = (power(speech) / power(&other) / 10f64.powf(db / 10.0)).sqrt() as f32;
    speech.iter().zip(&other).map(|(a, b)| a + gain * b).collect()
}

fn hour(model: &Model, clips: &[Clip], limits: &mut Limits) {
    let start = cpu_seconds();
    let mut front_end = model.front_end();
    let (mut words, mut at) = (Vec::new(), 0usize);
    'all: loop {
        for clip in clips {
            let ms = at as f64 / 16.0;
            words.extend(clip.words.iter().map(|w| Word {
                start: w.start + ms,
                end: w.end + ms,
                text: w.text.clone(),
            }));
            clip.samples.chunks(4096).for_each(|block| front_end.push(block));
            at += clip.samples.len();
            if at > 3600 * 16000 {
                break 'all;
            }
        }
    }
    let features = front_end.finish();
    let read = cpu_seconds() - start;
    let text: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let forced = force_words(model, &features, None, &text, &ForcedOptions::default(), &mut |_| {})
        .expect("a right text");
    let mut errors = Errors::default();
    let without = errors.add(&forced, &words);
    let seconds = cpu_seconds() - start;
    let length = at as f64 / 16000.0;
    let peak = peak_mb();
    println!(
        "{length:.0} s of audio, {} words: {seconds:.1} s CPU ({read:.1} for the features), {peak:.0} MB at most",
        words.len()
    );
    println!("  {errors}; {without} without a time");
    limits.hold("CPU seconds for an hour", seconds * 3600.0 / length, 150.0, true);
    limits.hold("MB for an hour", peak, 150.0, true);
    limits.hold("mean over an hour", errors.mean(), 12.5, true);
}

/// Every 60th word of the dictionary pronounced from its letters, learnt from the others.
fn letters(folder: &Path, dictionary: &Path, limits: &mut Limits) -> Result<(), Failure> {
    let text = fs::read_to_string(dictionary)?;
    let mut held: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut kept = String::new();
    let mut number = 0;
    let mut last = "";
    for line in text.lines() {
        let Some((word, said)) = line.split_once(' ') else { continue };
        let word = word.split('(').next().unwrap_or_default();
        if word != last {
            number += 1;
            last = word;
        }
        if number % 60 == 0 && word.bytes().all(|b| b.is_ascii_lowercase()) {
            held.entry(word)
                .or_default()
                .push(said.split_whitespace().collect::<Vec<_>>().join(" "));
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    let model = read_model(folder, kept.as_bytes())?;
    let words: Vec<&str> = held.keys().copied().collect();
    let start = cpu_seconds();
    let guesses = pronunciations(&model, &words);
    let seconds = cpu_seconds() - start;
    let of = |count: usize| {
        let hits = held.values().zip(&guesses);
        let hits =
            hits.filter(|(right, guesses)| guesses.iter().take(count).any(|g| right.contains(g)));
        100.0 * hits.count() as f64 / held.len() as f64
    };
    println!(
        "{} words from their letters: {:.1} % right, {:.1} % by one of two guesses; {seconds:.1} s CPU, {:.0} MB",
        held.len(),
        of(1),
        of(2),
        peak_mb()
    );
    limits.hold("words right from their letters", of(1), 70.0, false);
    Ok(())
}

/// Of this process, from Linux; 0 elsewhere.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> =
        stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks =
        |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
    (ticks(11) + ticks(12)) / 100.0
}

fn peak_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or_default()
        / 1024.0
}
