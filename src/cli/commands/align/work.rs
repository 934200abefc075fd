//! A text and its times, from the available inputs: a timeline, audio, or the length of the media.

use super::aligned::Aligned;
use super::args::AlignArgs;
use super::settings::Given;
use crate::align::{
    AlignOptions, Alignment, Recognized, RecognizedOptions, Repair, RepairKind, TimelineKind,
    Transcript, WordTimeline, align, parse_transcript, recognized,
};
use crate::cli::output::{Failure, usage};
use crate::report::count;
use crate::time::{Clock, Timestamp};

/// A text with times.
pub(super) struct Work<'t> {
    text: Spoken<'t>,
    pub(super) alignment: Alignment,
    /// The source of the times, as named in the report.
    pub(super) method: &'static str,
    /// Warnings for the user.
    pub(super) warnings: Vec<String>,
}

/// The text that the captions are made from.
enum Spoken<'t> {
    Transcript(Transcript<'t>),
    Recognized(Recognized),
}

/// A force-aligned transcript with less evidence than this does not match the audio.
const LITTLE: f32 = 0.06;

impl<'t> Work<'t> {
    /// Gives the text times: from the timeline, refined by audio; else from the audio; else from the length of the
    /// media.
    pub(super) fn new(
        args: &AlignArgs,
        text: Option<&'t str>,
        given: &Given<'_>,
    ) -> Result<Self, Failure> {
        let (sound, timeline) = (given.sound, given.timeline);
        let mut warnings = sound.map_or_else(Vec::new, |sound| sound.warnings().to_vec());
        let text = match (text, timeline) {
            (Some(text), _) => {
                let transcript = parse_transcript(text);
                if transcript.words().next().is_none() {
                    let help = "pass a text file with what is spoken";
                    return Err(usage("the transcript has no word", help));
                }
                Spoken::Transcript(transcript)
            }
            (None, timeline) => {
                let options = RecognizedOptions { keep_loops: args.text.keep_loops };
                let recognized = |timeline| recognized(timeline, &options);
                Spoken::Recognized(timeline.map_or_else(Recognized::default, recognized))
            }
        };
        let aligned = match (&text, timeline, sound) {
            (Spoken::Recognized(heard), ..) => Aligned {
                alignment: heard.alignment.clone(),
                method: "timeline",
                warnings: heard.alignment.repairs.iter().filter_map(looping).collect(),
            },
            (Spoken::Transcript(transcript), Some(timeline), _) => {
                by_timeline(args, transcript, timeline, given.language)?
            }
            (Spoken::Transcript(transcript), None, Some(sound)) => {
                sound.align(transcript, args.force)?
            }
            (Spoken::Transcript(transcript), None, None) => by_duration(args, transcript, given)?,
        };
        warnings.extend(aligned.warnings);
        let mut work =
            Self { text, alignment: aligned.alignment, method: aligned.method, warnings };
        if let (Some(sound), Some(_)) = (sound, timeline) {
            let transcript = work.transcript();
            let mut alignment = work.alignment.clone();
            sound.improve(&mut alignment, &transcript);
            drop(transcript);
            work.alignment = alignment;
            work.method = "timeline+audio";
            work.compare_lengths(sound.duration());
        }
        Ok(work)
    }

    pub(super) fn transcript(&self) -> Transcript<'_> {
        match &self.text {
            Spoken::Transcript(transcript) => transcript.clone(),
            Spoken::Recognized(heard) => heard.transcript(),
        }
    }

    /// Warns if words are spoken after the end of the audio.
    fn compare_lengths(&mut self, audio: i64) {
        let after = self.alignment.words.iter().filter_map(|word| word.interval);
        let after = after.filter(|time| time.start.0 > audio).count();
        if after > 0 {
            let words = count(after as u64, "word", "words");
            self.warnings.push(format!(
                "{words} of the timeline are spoken after the end of the audio: check that both belong to the \
                 same recording"
            ));
        }
    }
}

/// A warning for a loop that is left out.
fn looping(repair: &Repair) -> Option<String> {
    let entries = count(u64::from(repair.entries.end - repair.entries.start), "entry", "entries");
    let at = Clock { time: repair.at, mark: '.' };
    (repair.kind == RepairKind::Loop).then(|| {
        format!(
            "{entries} of the timeline from {at} on repeat the words before them in a loop and are left out; \
             --keep-loops keeps them"
        )
    })
}

fn by_timeline(
    args: &AlignArgs,
    transcript: &Transcript<'_>,
    timeline: &WordTimeline,
    language: Option<&str>,
) -> Result<Aligned, Failure> {
    let options = AlignOptions {
        language: language.map(str::to_owned),
        force: args.force,
        ..AlignOptions::default()
    };
    let alignment = align(transcript, timeline, &options).map_err(|mismatch| {
        usage(mismatch.to_string(), "pass --force to write captions nevertheless")
    })?;
    let mut warnings = Vec::new();
    if timeline.kind == TimelineKind::Cues && !args.cues.keep_cues {
        let warning = "the timeline has times of cues, not of words: those of words are estimated; --keep-cues \
                       keeps its cues";
        warnings.push(warning.to_owned());
    }
    if args.force && alignment.evidence < LITTLE {
        let share = (alignment.evidence * 100.0).round();
        warnings.push(format!(
            "the transcript does not match the timeline: only {share} % of its words have a match that is not \
             chance"
        ));
    }
    Ok(Aligned { alignment, method: "timeline", warnings })
}

fn by_duration(
    args: &AlignArgs,
    transcript: &Transcript<'_>,
    given: &Given<'_>,
) -> Result<Aligned, Failure> {
    let duration = Timestamp(given.media_duration.unwrap_or_default());
    let mut aligned =
        by_timeline(args, transcript, &WordTimeline::of_duration(duration), given.language)?;
    aligned.method = "duration";
    let warning = "the times are a guess from the length of the media: pass --timeline with the output of a recognizer";
    aligned.warnings.push(warning.to_owned());
    Ok(aligned)
}
