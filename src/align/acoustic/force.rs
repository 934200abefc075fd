//! Forced alignment of a transcript with audio: every word gets a time and a confidence, or the text is refused
//! because it is not what is spoken.

use super::super::{AlignedWord, Alignment, Transcript, WordFlags};
use super::features::Features;
use super::model::Model;
use super::options::ForcedOptions;
use super::spoken::{self, Spoken};
use super::window::{self, Heard};
use crate::time::Interval;

/// A text aligned with audio.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forced {
    /// The words with their times.
    pub alignment: Alignment,
    /// How much better the words fit than any other phones, in nats per frame, with all of them aligned with the
    /// audio: about 0 for a correct text in clean audio, -1.2 and less for one that is partly wrong or in noise.
    pub fit: f64,
    /// Words whose pronunciation was guessed from their letters or is unknown, as indices into
    /// [`Alignment::words`].
    pub guessed: Vec<u32>,
}

/// Why a text cannot be aligned with audio.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum ForceError {
    /// The text has no words.
    #[error("the text has no words")]
    NoWords,
    /// The audio has no frames.
    #[error("the audio is empty")]
    NoAudio,
    /// The words do not fit into the audio, however fast they are spoken.
    #[error("the audio lasts {seconds:.1} s: too short for the {words} words of the text")]
    TooShort {
        /// The duration of the audio.
        seconds: f64,
        /// The number of words.
        words: usize,
    },
    /// The text is not what is spoken.
    #[error(
        "the text is not what is spoken: its words fit the audio by {fit:.1} ({least:.1} is needed, right \
         texts have about 0); check that both belong together"
    )]
    Mismatch {
        /// How well the words fit ([`Forced::fit`]).
        fit: f64,
        /// The fit that is required.
        least: f64,
    },
}

/// Aligns the words of a transcript with audio.
///
/// # Errors
///
/// There are no words or no audio, there are too many words for the audio, or the text is not what is spoken.
pub fn force(
    model: &Model,
    features: &Features,
    transcript: &Transcript<'_>,
    options: &ForcedOptions,
    progress: &mut dyn FnMut(f64),
) -> Result<Forced, ForceError> {
    let words: Vec<&str> = transcript.words().map(|word| transcript.text_of(word)).collect();
    force_words(model, features, None, &words, options, progress)
}

/// Like [`force`], for a list of words, in the part of the audio that `within` selects. Times count from the start of
/// the whole audio.
///
/// # Errors
///
/// See [`force`].
pub fn force_words(
    model: &Model,
    features: &Features,
    within: Option<Interval>,
    words: &[&str],
    options: &ForcedOptions,
    progress: &mut dyn FnMut(f64),
) -> Result<Forced, ForceError> {
    let frame =
        |ms: i64| ((ms.max(0) as f64 / features.frame_ms).round() as usize).min(features.len());
    let range = match within {
        Some(part) => frame(part.start.0)..frame(part.end.0),
        None => 0..features.len(),
    };
    if range.is_empty() {
        return Err(ForceError::NoAudio);
    }
    let spoken = spoken::spoken(model, words.iter().copied());
    if spoken.is_empty() {
        return Err(ForceError::NoWords);
    }
    let heard = window::align(model, features, range.clone(), &spoken, options, progress);
    let fit = heard.forced.mean().unwrap_or(f64::NEG_INFINITY);
    let placed =
        heard.found.iter().filter(|found| found.fit.is_some_and(|fit| fit > TRUSTED)).count();
    let is_found = placed * 2 >= spoken.len();
    if heard.is_too_short && !is_found {
        let seconds = range.len() as f64 * features.frame_ms / 1000.0;
        return Err(ForceError::TooShort { seconds, words: words.len() });
    }
    if fit < options.refuse_below && !is_found {
        return Err(ForceError::Mismatch { fit, least: options.refuse_below });
    }
    let mut guessed: Vec<u32> =
        spoken.iter().filter(|word| word.is_guess).map(|word| word.word).collect();
    guessed.dedup();
    let alignment = Alignment {
        words: aligned(features, &spoken, &heard, words.len(), options),
        evidence: placed as f32 / spoken.len() as f32,
        ..Alignment::default()
    };
    Ok(Forced { alignment, fit, guessed })
}

/// A word with this fit or better is most likely in the right place: this holds for 97 % of correct words and 5 %
/// of wrong ones in clean audio.
const TRUSTED: f32 = -2.0;

/// The words of the text, assembled from their spoken parts.
fn aligned(
    features: &Features,
    spoken: &[Spoken],
    heard: &Heard,
    count: usize,
    options: &ForcedOptions,
) -> Vec<AlignedWord> {
    let ms = |frame: usize| (frame as f64 * features.frame_ms + options.shift_ms).round() as i64;
    let unspoken = WordFlags { unspoken: true, ..WordFlags::default() };
    let mut words = vec![AlignedWord { flags: unspoken, ..AlignedWord::default() }; count];
    for (at, found) in heard.found.iter().enumerate() {
        let Some(part) = spoken.get(found.word as usize) else { continue };
        let Some(word) = words.get_mut(part.word as usize) else { continue };
        let fits =
            [at.wrapping_sub(1), at, at + 1].map(|at| heard.found.get(at).and_then(|f| f.fit));
        let sure = confidence(fits);
        let time = Interval::from_ms(ms(found.first), ms(found.end));
        *word = match word.interval {
            Some(before) => AlignedWord {
                interval: Some(Interval { start: before.start, end: time.end }),
                confidence: word.confidence.min(sure),
                flags: word.flags,
            },
            None => {
                AlignedWord { interval: Some(time), confidence: sure, flags: WordFlags::default() }
            }
        };
        word.flags.low_evidence |= found.fit.is_none_or(|fit| fit < TRUSTED);
    }
    words
}

/// How likely a word is in the right place, from its fit and the fit of the words beside it.
fn confidence(fits: [Option<f32>; 3]) -> f32 {
    let beside: Vec<f32> = [fits[0], fits[2]].into_iter().flatten().collect();
    let own = fits[1].unwrap_or(-2.0);
    let mean =
        if beside.is_empty() { own } else { beside.iter().sum::<f32>() / beside.len() as f32 };
    let fit = 0.5 * own + 0.5 * mean;
    1.0 / (1.0 + (-1.3 * (fit + 3.6)).exp())
}
