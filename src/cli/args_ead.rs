//! Arguments about extended audio description and languages, for `check` and `ead`.

use clap::Args;

use super::values;
use crate::lint::{Origin, Settings};

#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Audio description (with --kind ead)")]
pub(super) struct EadArgs {
    /// Shortest interval of a description: milliseconds or seconds [default: 1000]
    #[arg(long, value_name = "TIME", value_parser = values::short_time)]
    min_window: Option<i64>,
    /// Longest description in characters [default: 250]
    #[arg(long, value_name = "N")]
    max_spoken_chars: Option<u32>,
    /// Longest description as spoken: milliseconds or seconds [default: none]
    #[arg(long, value_name = "TIME", value_parser = values::short_time)]
    max_speech: Option<i64>,
    /// Words a minute that are spoken, for estimates. Planning figures are 150 to 160; no guide gives a
    /// limit [default: 160]
    #[arg(long, value_name = "N", value_parser = values::positive)]
    speech_wpm: Option<f64>,
    /// Language of the files as a code (en, pt-BR) [default: what a file says]
    #[arg(long, value_name = "CODE", value_parser = values::language)]
    language: Option<String>,
    /// Language of the video's sound as a code [default: unknown]
    #[arg(long, value_name = "CODE", value_parser = values::language)]
    audio_language: Option<String>,
}

impl EadArgs {
    /// Sets what was given.
    pub(super) fn set(&self, settings: &mut Settings) {
        fn text(value: Option<impl ToString>) -> Option<String> {
            value.map(|value| value.to_string())
        }
        for (name, value) in [
            ("min_window", text(self.min_window)),
            ("max_spoken_chars", text(self.max_spoken_chars)),
            ("max_speech", text(self.max_speech)),
            ("speech_wpm", text(self.speech_wpm)),
            ("language", self.language.clone()),
            ("audio_language", self.audio_language.clone()),
        ] {
            if let Some(value) = value {
                let done = settings.set(name, &value, Origin::CommandLine);
                debug_assert!(done.is_ok(), "{name} = {value}");
            }
        }
    }
}
