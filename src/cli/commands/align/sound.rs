//! Audio for `cuesmith align`.

use super::aligned::Aligned;
use super::args::AlignArgs;
use super::hear::{self, Heard};
use super::model;
use crate::align::acoustic::ForceError;
use crate::align::{Activity, Alignment, SnapOptions, Transcript, align_by_pauses, snap};
use crate::cli::input::Input;
use crate::cli::output::{Failure, usage};

/// Audio, and the acoustic model to use.
pub(super) struct Sound {
    heard: Heard,
    model: Option<model::Read>,
}

impl Sound {
    /// The input of `--audio`.
    pub(super) fn input(args: &AlignArgs) -> Option<Input> {
        args.audio.audio.as_deref().map(|path| Input::of(path, None))
    }

    /// Analyzes the audio. A model is searched for if it is requested or if nothing else provides times.
    pub(super) fn listen(
        args: &AlignArgs,
        input: Option<&Input>,
        language: Option<&str>,
    ) -> Result<Option<Self>, Failure> {
        let asked = args.audio.model.as_deref();
        let Some(input) = input else { return Ok(None) };
        let wanted = asked.is_some() || args.timeline.is_none();
        let model = match wanted {
            true => model::find(asked, args.audio.lexicon.as_deref(), language)?,
            false => None,
        };
        let heard = hear::listen(input, model.as_ref().map(|read| &read.model))?;
        Ok(Some(Self { heard, model }))
    }

    /// Its length in milliseconds.
    pub(super) const fn duration(&self) -> i64 {
        self.heard.activity.duration.0
    }

    pub(super) fn warnings(&self) -> &[String] {
        &self.heard.warnings
    }

    pub(super) const fn activity(&self) -> &Activity {
        &self.heard.activity
    }

    /// The times of words from the audio alone.
    pub(super) fn align(
        &self,
        transcript: &Transcript<'_>,
        despite: bool,
    ) -> Result<Aligned, Failure> {
        let Some((read, features)) = self.model.as_ref().zip(self.heard.features.as_ref()) else {
            let warning = "the times are a guess from the pauses of the audio: pass --timeline, or --model \
                           with an acoustic model of the language";
            return Ok(Aligned {
                alignment: align_by_pauses(transcript, &self.heard.activity),
                method: "pauses",
                warnings: vec![warning.to_owned()],
            });
        };
        let forced = hear::forced(&read.model, features, transcript, despite);
        let forced = forced.map_err(|error| {
            let help = match error {
                ForceError::Mismatch { .. } => "pass --force to write captions nevertheless",
                ForceError::NoAudio | ForceError::TooShort { .. } => {
                    "check that the transcript and the audio belong to the same recording"
                }
                ForceError::NoWords => "pass a text file with what is spoken",
            };
            usage(error.to_string(), help)
        })?;
        let mut warnings = Vec::new();
        if !forced.guessed.is_empty() {
            let words = crate::report::count(forced.guessed.len() as u64, "word", "words");
            warnings.push(format!(
                "{words} of the transcript are not in the dictionary of `{}`: how they sound is guessed",
                read.folder.display()
            ));
        }
        Ok(Aligned { alignment: forced.alignment, method: "audio", warnings })
    }

    /// Refines the times of a timeline: words at pauses move to where a voice begins or ends; with a model, words of
    /// low confidence are searched for in the audio.
    pub(super) fn improve(&self, alignment: &mut Alignment, transcript: &Transcript<'_>) {
        if let Some((read, features)) = self.model.as_ref().zip(self.heard.features.as_ref()) {
            hear::fill_holes(alignment, transcript, &read.model, features);
        }
        snap(alignment, transcript, &self.heard.activity, &SnapOptions::default());
    }
}
