//! JSON of recognizers and forced aligners: one list of engines, each recognized by the members of its files.
//!
//! A text is read twice: [`Probe`] finds out which members it has, then the engine's reader takes what it needs
//! into its own structs. A new engine is one entry in [`ENGINES`].

mod autoedit;
mod aws;
mod azure;
mod chunks;
mod cielo24;
mod deepgram;
mod engine;
mod flat;
mod gentle;
mod google;
mod ibm;
mod other;
mod own;
mod pocketsphinx;
mod probe;
mod rev;
mod served;
mod speechmatics;
mod values;
mod vosk;
mod whisper;
mod whisper_cpp;
mod youtube;

use super::error::TimelineError;
use crate::align::WordTimeline;
use engine::{Engine, broken};
use probe::Probe;

/// The supported engines. The first that matches a text reads it, so those with unique members come first.
const ENGINES: &[Engine] = &[
    own::TIMELINE,
    own::CUES,
    own::WORDS,
    served::SERVED,
    youtube::YOUTUBE,
    whisper_cpp::WHISPER_CPP,
    cielo24::CIELO24,
    rev::REV,
    ibm::IBM,
    google::GOOGLE,
    deepgram::DEEPGRAM,
    deepgram::LIVE,
    pocketsphinx::POCKETSPHINX,
    autoedit::AUTOEDIT,
    chunks::CHUNKS,
    gentle::GENTLE,
    aws::AWS,
    azure::PHRASES,
    azure::BATCH,
    speechmatics::V1,
    speechmatics::V2,
    vosk::VOSK,
    flat::BBC_KALDI,
    flat::ASSEMBLYAI,
    flat::ELEVENLABS,
    whisper::WHISPER,
    flat::PAPER_EDIT,
    other::OTHER,
];

/// Reads a text that begins like JSON.
pub(super) fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let probe = Probe::of(text).map_err(|error| broken(&error))?;
    let engine =
        ENGINES.iter().find(|engine| (engine.is)(&probe)).ok_or_else(|| unknown(&probe))?;
    (engine.read)(text, &probe).map_err(|mut error| {
        error.message = format!("{} ({})", error.message, engine.name);
        error
    })
}

fn unknown(probe: &Probe) -> TimelineError {
    let members = probe.top();
    let found =
        if members.is_empty() { "no members".to_owned() } else { format!("the members {members}") };
    TimelineError::new(format!(
        "this JSON has {found}, and no words with times that are known: convert it to `{{\"words\": [[start_ms, \
         end_ms, \"text\", confidence], ...]}}`"
    ))
}
