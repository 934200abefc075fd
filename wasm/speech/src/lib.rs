//! Forced alignment for JavaScript: an acoustic model of CMU Sphinx, samples that the caller has decoded, and a
//! transcript become a time for each word.
//!
//! A module of its own: it shares nothing with the other functions, and its loops are compiled for speed. Only
//! `js/speech.js` is meant to call these functions.

use cuesmith::align::acoustic::{
    Features, ForceError, Forced, ForcedOptions, FrontEnd, Model, ModelFiles, ModelOptions, force,
};
use cuesmith::align::{Transcript, parse_transcript};
use cuesmith::source::Span;
use cuesmith_wasm_parse::{Json, Utf16};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A function that takes the share that is done, from 0 to 1.
    pub type Progress;

    #[wasm_bindgen(method)]
    fn call(this: &Progress, that: &JsValue, share: f64);
}

/// The files of an acoustic model.
#[wasm_bindgen]
#[derive(Default)]
pub struct Files(Vec<(String, Vec<u8>)>);

#[wasm_bindgen]
impl Files {
    /// No files.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file with its name in the model's folder; the name of the dictionary is `dictionary`.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.0.push((name.to_owned(), bytes));
    }

    fn find(&self, name: &str) -> Option<&[u8]> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.as_slice())
    }
}

/// An acoustic model with its dictionary.
#[wasm_bindgen]
pub struct Acoustic(Model);

#[wasm_bindgen]
impl Acoustic {
    /// Reads the files of a model.
    ///
    /// # Errors
    /// A file is missing, damaged, of an unsupported kind, or does not match the others.
    pub fn read(files: &Files) -> Result<Self, JsError> {
        let required = |name| files.find(name).unwrap_or_default();
        let files = ModelFiles {
            mdef: required("mdef"),
            means: required("means"),
            variances: required("variances"),
            transition_matrices: required("transition_matrices"),
            sendump: files.find("sendump"),
            mixture_weights: files.find("mixture_weights"),
            feat_params: required("feat.params"),
            feature_transform: files.find("feature_transform"),
            dictionary: required("dictionary"),
        };
        Ok(Self(Model::read(&files, &ModelOptions::default())?))
    }
}

/// Audio on its way to features.
#[wasm_bindgen]
pub struct Sound(FrontEnd);

#[wasm_bindgen]
impl Sound {
    /// No samples yet; they will be at `rate` Hz.
    ///
    /// # Errors
    /// The rate is not usable for speech.
    #[wasm_bindgen(constructor)]
    pub fn new(acoustic: &Acoustic, rate: u32) -> Result<Self, JsError> {
        Ok(Self(acoustic.0.front_end_at(rate)?))
    }

    /// The next samples: one channel, from -1 to 1.
    pub fn push(&mut self, samples: &[f32]) {
        self.0.push(samples);
    }

    /// Aligns a transcript with all samples: JSON of a `Speech` in `js/speech.d.ts`. `despite`: even if the text is
    /// not what is spoken.
    ///
    /// # Errors
    /// There are no words or no audio, there are too many words for the audio, or the text is not what is spoken.
    pub fn align(
        self,
        acoustic: &Acoustic,
        text: &str,
        despite: bool,
        progress: &Progress,
    ) -> Result<String, JsError> {
        let features: Features = self.0.finish();
        let transcript = parse_transcript(text);
        let mut options = ForcedOptions::default();
        if despite {
            options.refuse_below = f64::NEG_INFINITY;
        }
        let mut report = |share: f64| progress.call(&JsValue::UNDEFINED, share);
        let forced = force(&acoustic.0, &features, &transcript, &options, &mut report);
        match forced {
            Ok(forced) => Ok(described(&transcript, &features, &forced)),
            Err(error @ ForceError::Mismatch { .. }) => {
                Err(JsError::new(&format!("{error}, or pass `force: true`")))
            }
            Err(error) => Err(error.into()),
        }
    }
}

fn described(transcript: &Transcript<'_>, features: &Features, forced: &Forced) -> String {
    let map = Utf16::new(transcript.text);
    let words: Vec<_> = (0..).zip(transcript.words().zip(&forced.alignment.words)).collect();
    let mut json = Json::default();
    json.object(|json| {
        json.key("words").list(&words, |json, (number, (item, word))| {
            let [start, end] = map.span(Span::new(item.range.start, item.range.end));
            json.object(|json| {
                json.key("span").object(|json| {
                    json.key("start").integer(start);
                    json.key("end").integer(end);
                });
                json.key("text").string(transcript.text_of(item));
                let times = word.interval.map(|times| (times.start.0 as f64, times.end.0 as f64));
                json.key("start").number_or_null(times.map(|(start, _)| start));
                json.key("end").number_or_null(times.map(|(_, end)| end));
                json.key("confidence").number(f64::from(word.confidence));
                json.key("unspoken").boolean(word.flags.unspoken);
                json.key("guessed").boolean(forced.guessed.binary_search(number).is_ok());
            });
        });
        json.key("duration").number(features.duration_ms());
        json.key("evidence").number(f64::from(forced.alignment.evidence));
        json.key("fit").number(forced.fit);
    });
    json.text
}
