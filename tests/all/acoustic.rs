//! The forced aligner with a model of three tones that the test makes: all forms of its files, what is
//! refused, and files that want to do harm.

use cuesmith::align::acoustic::{
    Features, ForceError, ForcedOptions, Model, ModelFiles, ModelOptions, Problem, Sharing,
    force_words, pronunciations,
};
use cuesmith::time::Interval;

use toy::{Form, Toy};

mod command;
mod toy;

/// A file of tones and pauses: their words with times in milliseconds, and the samples.
struct Tones {
    words: Vec<(&'static str, i64, i64)>,
    samples: Vec<f32>,
}

/// `""` is a pause.
fn tones(parts: &[(&'static str, i64)]) -> Tones {
    let mut tones = Tones { words: Vec::new(), samples: Vec::new() };
    let mut noise = 1u32;
    for (word, ms) in parts {
        let start = (tones.samples.len() / 16) as i64;
        // Each letter of a word is a tone.
        let letters = word.len().max(1) as i64;
        for at in 0..letters {
            let hz = match word.as_bytes().get(at as usize) {
                Some(b'a') => 400.0,
                Some(b'b') => 1100.0,
                Some(b'c') => 2800.0,
                _ => 0.0,
            };
            for sample in 0..ms * 16 / letters {
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let hiss = (noise >> 8) as f32 / 16_777_216.0 - 0.5;
                let tone = (2.0 * std::f32::consts::PI * hz * sample as f32 / 16000.0).sin();
                tones.samples.push(0.3 * tone + 0.002 * hiss);
            }
        }
        if !word.is_empty() {
            tones.words.push((word, start, start + ms));
        }
    }
    tones
}

const SENTENCE: &[(&str, i64)] = &[
    ("", 300),
    ("ab", 400),
    ("", 200),
    ("ca", 300),
    ("b", 150),
    ("", 250),
    ("abc", 600),
    ("a", 200),
    ("", 300),
];

fn features(model: &Model, samples: &[f32]) -> Features {
    let mut front_end = model.front_end();
    samples.chunks(777).for_each(|block| front_end.push(block));
    front_end.finish()
}

fn starts(model: &Model, tones: &Tones, words: &[&str]) -> Vec<Option<Interval>> {
    let features = features(model, &tones.samples);
    let forced = force_words(model, &features, None, words, &ForcedOptions::default(), &mut |_| {});
    forced.unwrap().alignment.words.iter().map(|word| word.interval).collect()
}

fn assert_in_place(found: &[Option<Interval>], tones: &Tones, form: &str) {
    assert_eq!(found.len(), tones.words.len());
    for (found, (word, start, end)) in found.iter().zip(&tones.words) {
        let found = found.unwrap_or_else(|| panic!("{form}: no time for `{word}`"));
        let off = (found.start.0 - start).abs().max((found.end.0 - end).abs());
        assert!(off <= 30, "{form}: `{word}` at {found:?}, and {start} to {end} is right");
    }
}

#[test]
fn samples_at_another_rate_are_found_at_the_same_times() {
    let tones = tones(SENTENCE);
    let words: Vec<&str> = tones.words.iter().map(|(word, ..)| *word).collect();
    let mut toy = Toy::new(Form::default(), &tones.samples);
    let model = Model::read(&toy.files(), &ModelOptions::default()).unwrap();
    // Three times the rate, with a straight line between two samples.
    let between = |pair: &[f32]| [0.0, 1.0, 2.0].map(|at| pair[0] + (pair[1] - pair[0]) * at / 3.0);
    let mut dense: Vec<f32> = tones.samples.windows(2).flat_map(between).collect();
    dense[0] = f32::NAN;
    let mut front_end = model.front_end_at(48_000).unwrap();
    dense.chunks(1_000).for_each(|block| front_end.push(block));
    let features = front_end.finish();
    let forced =
        force_words(&model, &features, None, &words, &ForcedOptions::default(), &mut |_| {});
    let found: Vec<_> = forced.unwrap().alignment.words.iter().map(|word| word.interval).collect();
    assert_in_place(&found, &tones, "48 kHz");

    // A model for telephone speech takes half as many samples for the same time.
    toy.feat_params.extend_from_slice(b"-samprate 8000\n-upperf 3700\n");
    let model = Model::read(&toy.files(), &ModelOptions::default()).unwrap();
    let mut front_end = model.front_end_at(16_000).unwrap();
    front_end.push(&tones.samples);
    let ms = tones.samples.len() as f64 / 16.0;
    assert!((front_end.finish().duration_ms() - ms).abs() <= 20.0);
    for rate in [0, 3_999, 384_001] {
        assert!(model.front_end_at(rate).is_err(), "{rate}");
    }
}

#[test]
fn tones_are_found_with_a_model_in_every_form() {
    let tones = tones(SENTENCE);
    let words: Vec<&str> = tones.words.iter().map(|(word, ..)| *word).collect();
    for form in Form::ALL {
        let toy = Toy::new(form, &tones.samples);
        let model = Model::read(&toy.files(), &ModelOptions::default())
            .unwrap_or_else(|error| panic!("{form:?}: {error}"));
        let sharing = match form {
            Form { is_continuous: true, .. } => Sharing::Continuous,
            _ => Sharing::Phone,
        };
        assert_eq!(model.sharing, sharing);
        assert_in_place(&starts(&model, &tones, &words), &tones, &format!("{form:?}"));
    }
}

#[test]
fn a_part_of_the_audio_is_aligned_with_times_of_the_whole() {
    let tones = tones(SENTENCE);
    let toy = Toy::new(Form::default(), &tones.samples);
    let model = Model::read(&toy.files(), &ModelOptions::default()).unwrap();
    let features = features(&model, &tones.samples);
    let within = Some(Interval::from_ms(1300, 2700));
    let options = ForcedOptions::default();
    let forced =
        force_words(&model, &features, within, &["abc", "a"], &options, &mut |_| {}).unwrap();
    let found: Vec<_> = forced.alignment.words.iter().map(|word| word.interval).collect();
    let words = tones.words[3..].to_vec();
    assert_in_place(&found, &Tones { words, samples: Vec::new() }, "part");
}

#[test]
fn parts_of_a_word_and_words_that_are_not_known_have_times() {
    let tones = tones(SENTENCE);
    let toy = Toy::new(Form::default(), &tones.samples);
    let model = Model::read(&toy.files(), &ModelOptions::default()).unwrap();
    let features = features(&model, &tones.samples);
    let options = ForcedOptions::default();
    // `ca-b` is two words of the dictionary; digits are no word of it.
    let words = ["AB,", "ca-b", "37", "\u{201c}a\u{201d}"];
    let forced = force_words(&model, &features, None, &words, &options, &mut |_| {}).unwrap();
    assert_eq!(forced.guessed, [2]);
    let found: Vec<_> = forced.alignment.words.iter().map(|word| word.interval.unwrap()).collect();
    for (found, (start, end)) in
        found.iter().zip([(300, 700), (900, 1350), (1600, 2200), (2200, 2400)])
    {
        let off = (found.start.0 - start).abs().max((found.end.0 - end).abs());
        assert!(off <= 30, "{found:?} for {start} to {end}");
    }
    assert!(forced.alignment.words[2].flags.low_evidence);
}

#[test]
fn words_that_no_dictionary_has_are_pronounced_from_their_letters() {
    let toy = Toy::new(Form::default(), &[]);
    let model = Model::read(&toy.files(), &ModelOptions::default()).unwrap();
    let said = pronunciations(&model, &["CAB", "bac-ab", "b's", "a", "x", "7"]);
    assert_eq!(said[0][0], "C A B");
    assert_eq!(said[1][0], "B A C A B");
    assert_eq!(said[3], ["A"]);
    assert!(said[4].is_empty() && said[5].is_empty());
}

#[test]
fn what_cannot_be_aligned_is_an_error() {
    let tones = tones(SENTENCE);
    let toy = Toy::new(Form::default(), &tones.samples);
    let model = Model::read(&toy.files(), &ModelOptions::default()).unwrap();
    let features = features(&model, &tones.samples);
    let options = ForcedOptions::default();
    let force = |features: &Features, words: &[&str]| {
        force_words(&model, features, None, words, &options, &mut |_| {}).unwrap_err()
    };
    assert_eq!(force(&features, &[]), ForceError::NoWords);
    assert_eq!(force(&features, &["-", "..."]), ForceError::NoWords);
    assert_eq!(force(&model.front_end().finish(), &["ab"]), ForceError::NoAudio);
    let many = vec!["abc"; 100];
    assert!(matches!(force(&features, &many), ForceError::TooShort { words: 100, .. }));
    let wrong = vec!["cb"; 14];
    // With three tones a second pass finds something of any text.
    let strict = ForcedOptions { strict: true, ..options };
    let error = force_words(&model, &features, None, &wrong, &strict, &mut |_| {}).unwrap_err();
    assert!(matches!(error, ForceError::Mismatch { .. }), "{error:?}");
    assert!(error.to_string().starts_with("the text is not what is spoken"));
}

#[test]
fn models_of_another_kind_are_refused_by_name() {
    let toy = Toy::new(Form::default(), &[]);
    let error = |change: &dyn Fn(&mut ModelFiles<'_>)| {
        let mut files = toy.files();
        change(&mut files);
        Model::read(&files, &ModelOptions::default()).unwrap_err()
    };
    for (line, what) in [
        ("-feat s2_4x", "`feat s2_4x`; only `feat 1s_c_d_dd` is"),
        ("-agc max", "`agc max`"),
        ("-varnorm yes", "`varnorm yes`"),
        ("-warp_params 1.1", "`warp_params`"),
        ("-samprate 96000", "`samprate` 96000"),
        ("-nfft 1000000000", "`nfft` 1000000000"),
        ("-nfilt 99999", "`nfilt` 99999"),
        ("-transform x", "`transform x`"),
    ] {
        let text = [&toy.feat_params[..], line.as_bytes()].concat();
        // The text outlives the files only here.
        let mut files = toy.files();
        files.feat_params = &text;
        let error = Model::read(&files, &ModelOptions::default()).unwrap_err();
        assert_eq!(error.file, "feat.params");
        assert!(error.to_string().contains(what), "{error}");
    }
    let transform = error(&|files| files.feature_transform = Some(b"x"));
    assert!(matches!(transform.problem, Problem::Unsupported(_)));
    let no_weights = error(&|files| (files.sendump, files.mixture_weights) = (None, None));
    assert_eq!((no_weights.file, no_weights.problem), ("sendump", Problem::Missing));
    assert_eq!(error(&|files| files.means = b"").problem, Problem::Missing);
    let other = error(&|files| files.dictionary = b"ahoy AH HH OY\n");
    assert!(matches!(other.problem, Problem::Mismatch(_)));
    let swapped = error(&|files| files.means = files.transition_matrices);
    assert_eq!(swapped.file, "means");
}

#[test]
fn a_file_that_ends_too_early_is_an_error() {
    for form in Form::ALL {
        let whole = Toy::new(form, &[]);
        for file in 0..Toy::FILES {
            let all = whole.clone().file(file).len();
            for length in (0..all).step_by(7) {
                let mut toy = whole.clone();
                toy.file(file).truncate(length);
                // Of a text, the end of the last line may be missing.
                let result = Model::read(&toy.files(), &ModelOptions::default());
                assert!(result.is_err() || all - length < 8, "{form:?}: {length} of {all}");
            }
        }
    }
}

#[test]
fn changed_bytes_are_an_error_or_another_model_and_never_a_crash() {
    let tones = tones(&SENTENCE[..4]);
    let mut random = 7u32;
    let mut next = |below: usize| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 8) as usize % below
    };
    for form in Form::ALL {
        let whole = Toy::new(form, &tones.samples);
        for round in 0..60 * Toy::FILES {
            let mut toy = whole.clone();
            let changed = toy.file(round % Toy::FILES);
            // Counts are at the beginning; large ones would ask for much memory.
            let most = if round % 2 == 0 { changed.len().min(160) } else { changed.len() };
            for _ in 0..1 + round % 3 {
                changed[next(most)] = [0, 1, 127, 128, 255, next(256) as u8][next(6)];
            }
            let Ok(model) = Model::read(&toy.files(), &ModelOptions::default()) else { continue };
            let features = features(&model, &tones.samples[..4000]);
            let options = ForcedOptions::default();
            let _ = force_words(&model, &features, None, &["ab", "ca"], &options, &mut |_| {});
        }
    }
}
