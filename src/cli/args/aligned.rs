//! `--transcript` and `--alignment-report`: the files that captions of an alignment job are compared with.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use serde::Deserialize;

use crate::cli::input::Input;
use crate::cli::output::{Failure, problem};
use crate::lint::{AlignedCue, AlignmentReport, Context, TranscriptFile};
use crate::report::json::Problem;
use crate::source::{DecodeOptions, decode};
use crate::time::Interval;

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Alignment")]
pub(in crate::cli) struct AlignedArgs {
    /// Transcript whose words the captions should have (rule JOB014)
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,
    /// Report of `cuesmith align --report`; cues of low confidence are reported (rule JOB015)
    #[arg(long, value_name = "FILE")]
    alignment_report: Option<PathBuf>,
}

/// The content of the files.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Aligned {
    transcript: Option<Arc<TranscriptFile>>,
    report: Option<Arc<AlignmentReport>>,
}

impl Aligned {
    /// Passes the files to the rules.
    pub(in crate::cli) fn set(&self, context: &mut Context) {
        context.transcript.clone_from(&self.transcript);
        context.alignment.clone_from(&self.report);
    }
}

impl AlignedArgs {
    /// Reads the files that were given.
    pub(in crate::cli) fn load(&self) -> Result<Aligned, Failure> {
        let transcript = self.transcript.as_deref().map(text).transpose()?;
        let transcript = transcript.map(|(path, text)| Arc::new(TranscriptFile { path, text }));
        let report = self.alignment_report.as_deref().map(text).transpose()?;
        let report = report.map(|(path, text)| parse(path, &text)).transpose()?;
        Ok(Aligned { transcript, report: report.map(Arc::new) })
    }
}

/// The name and the text of a file.
fn text(path: &Path) -> Result<(String, String), Problem> {
    let input = Input::of(path, None);
    let bytes = input.read()?;
    let source = decode(&bytes, &DecodeOptions::default()).map_err(|e| input.undecodable(&e))?;
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text).to_owned();
    Ok((input.shown, text))
}

/// The threshold for low confidence, if the report does not give one.
const LOW: f64 = 0.5;

#[derive(Deserialize)]
struct Report {
    cues: Vec<Cue>,
}

#[derive(Deserialize)]
struct Cue {
    start_ms: i64,
    end_ms: i64,
    confidence: Option<f64>,
    low: Option<bool>,
}

fn parse(path: String, text: &str) -> Result<AlignmentReport, Problem> {
    let report: Report = serde_json::from_str(text).map_err(|error| {
        let message = format!("`{path}` is not the report of an alignment: {error}");
        problem(&path, message, "pass a file that `cuesmith align --report` has written")
    })?;
    let cue = |cue: Cue| AlignedCue {
        interval: Interval::from_ms(cue.start_ms, cue.end_ms),
        confidence: cue.confidence,
        is_low: cue.low.unwrap_or(cue.confidence.is_none_or(|confidence| confidence < LOW)),
    };
    Ok(AlignmentReport { path, cues: report.cues.into_iter().map(cue).collect() })
}
