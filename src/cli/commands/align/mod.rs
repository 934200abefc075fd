//! `cuesmith align`: makes captions from a transcript, with times from a recognizer, a caption file or the audio.

mod aligned;
mod args;
mod findings;
#[cfg(feature = "audio")]
mod hear;
#[cfg(feature = "audio")]
mod model;
mod report;
mod settings;
#[cfg_attr(not(feature = "audio"), path = "no_sound.rs")]
mod sound;
mod work;

use std::path::{Path, PathBuf};

pub(in crate::cli) use args::AlignArgs;
use args::UnspokenArg;
use findings::{Findings, findings};
use report::{Names, Subject};
use settings::Given;
use sound::Sound;
use work::Work;

use crate::align::svg::{self, Picture, PictureOptions};
use crate::align::{
    Alignment, SegmentOptions, SegmentedCue, Transcript, WordTimeline, caption_timeline,
    karaoke_timeline, misplaced_word, read_timeline, segment, timeline_of_captions,
};
use crate::cli::args::order::refuse_other_services;
use crate::cli::args::values::Target;
use crate::cli::exit::Exit;
use crate::cli::files::OutputFile;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Out, note, problem, usage};
use crate::cli::output_name;
use crate::kaltura::ServiceOutput;
use crate::report::json::Problem;
use crate::source::decode;
use crate::time::Interval;
use crate::timeline::Timeline;
use crate::{Format, WriteOptions, convert, open_silently, raise};

/// Help that lists the possible sources of times.
const TIMES: &str = if cfg!(feature = "audio") {
    "pass --timeline with the output of a recognizer or a caption file, --audio, or --media-duration"
} else {
    "pass --timeline with the output of a recognizer or a caption file, or --media-duration"
};

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &AlignArgs, out: &mut Out) -> Result<Exit, Failure> {
    let inputs = Inputs::of(args)?;
    let paths = [&args.transcript, &args.timeline];
    let order = args.order.load(paths.into_iter().flatten().map(AsRef::as_ref))?;
    let order = order.map(|(order, _)| order);
    if let Some(order) = &order {
        refuse_other_services(order, &[ServiceOutput::CaptionFile])?;
    }
    let to = settings::target(args, order.as_ref())?;
    let outputs = Outputs::claim(args, to)?;
    let text = inputs.transcript.as_ref().map(|input| text(args, input)).transpose()?;
    let timeline = inputs.timeline.as_ref().map(|input| timeline(args, input)).transpose()?;
    let language = settings::language(args, order.as_ref(), timeline.as_ref());
    let existing = existing(args, timeline.as_ref())?;
    let sound = Sound::listen(args, inputs.audio.as_ref(), language.as_deref())?;
    let ordered = order.as_ref().and_then(|order| Some(order.media_duration.as_ref()?.value));
    let media_duration = args
        .media_duration
        .or_else(|| Some(sound.as_ref()?.duration()))
        .or_else(|| Some(timeline.as_ref()?.duration?.0))
        .or(ordered)
        .filter(|ms| *ms > 0);
    let given = Given {
        to: to.format,
        language: language.as_deref(),
        media_duration,
        existing: &existing,
        sound: sound.as_ref(),
        timeline: timeline.as_ref(),
    };
    let subject = Work::new(args, text.as_deref(), &given)?;
    let transcript = subject.transcript();
    let options = settings::options(args, order.as_ref(), &transcript, &given)?;
    let cues = segment(&transcript, &subject.alignment, &options);
    if cues.is_empty() {
        return Err(usage(
            "no cue can be made: no word has a time",
            "check that the transcript and the times belong to the same recording",
        ));
    }
    let found = findings(&transcript, &subject.alignment, &cues, &existing, args.min_confidence);
    let made = Made {
        to,
        writing: settings::writing(to, language.as_deref()),
        transcript: &transcript,
        alignment: &subject.alignment,
        cues: &cues,
        options: &options,
    };
    let document = made.captions()?;
    let summary = Subject {
        transcript: &transcript,
        alignment: &subject.alignment,
        cues: &cues,
        findings: &found,
        method: subject.method,
        names: inputs.names(args),
        min_confidence: args.min_confidence,
        warnings: &subject.warnings,
    };
    let words = outputs.words.as_ref().map(|file| made.words(file, &summary)).transpose()?;
    if let Some((file, words)) = outputs.words.as_ref().zip(words) {
        file.write(words)?;
    }
    if let Some(file) = &outputs.report {
        file.write(report::report(&summary))?;
    }
    if let Some(file) = &outputs.svg {
        file.write(drawn(&inputs, &given, &transcript, &subject.alignment))?;
    }
    match &outputs.captions {
        Some(file) => file.write(&document)?,
        None => out.data(&document)?,
    }
    out.flush()?;
    note(&report::human(&summary, kept(args), args.verbose));
    Ok(exit(&found))
}

fn exit(found: &Findings) -> Exit {
    if found.any() { Exit::Findings } else { Exit::Clean }
}

/// What was done with text that is not spoken.
const fn kept(args: &AlignArgs) -> &'static str {
    match args.text.unspoken {
        UnspokenArg::Keep => "kept",
        UnspokenArg::Drop => "left out",
        UnspokenArg::Mark => "kept in brackets",
    }
}

/// A picture of the first minute, starting at the first word.
fn drawn(
    inputs: &Inputs,
    given: &Given<'_>,
    transcript: &Transcript<'_>,
    alignment: &Alignment,
) -> String {
    let title = [&inputs.transcript, &inputs.timeline].into_iter().flatten().next();
    let first = alignment.words.iter().find_map(|word| word.interval);
    // On a whole second, so that the marks of the axis are on whole seconds.
    let start = first.map_or(0, |time| time.start.0 / 1_000 * 1_000);
    let picture = Picture {
        title: title.map_or("", |input| input.shown.as_str()),
        before: given.timeline,
        after: Some((transcript, alignment)),
        audio: given.sound.map(Sound::activity),
    };
    let range = Interval::from_ms(start, start + 60_000);
    svg::picture(&picture, &PictureOptions { range, ..PictureOptions::default() })
}

/// The input files.
struct Inputs {
    transcript: Option<Input>,
    timeline: Option<Input>,
    audio: Option<Input>,
}

impl Inputs {
    fn of(args: &AlignArgs) -> Result<Self, Failure> {
        let audio = Sound::input(args);
        if args.transcript.is_none() && args.timeline.is_none() {
            return Err(usage(
                "nothing to align",
                "pass a transcript and --timeline, or --timeline alone for captions of its words",
            ));
        }
        if args.timeline.is_none() && args.media_duration.is_none() && audio.is_none() {
            return Err(usage("no times to put the transcript onto", TIMES));
        }
        let name = args.read.stdin_filename.as_deref();
        let input = |path: &Option<PathBuf>| path.as_deref().map(|path| Input::of(path, name));
        let inputs =
            Self { transcript: input(&args.transcript), timeline: input(&args.timeline), audio };
        let all = [&inputs.transcript, &inputs.timeline, &inputs.audio];
        if all.into_iter().flatten().filter(|input| input.path.is_none()).count() > 1 {
            return Err(usage("standard input can be read only once", "pass a file instead of -"));
        }
        Ok(inputs)
    }

    fn names<'a>(&'a self, args: &'a AlignArgs) -> Names<'a> {
        let shown = |input: &'a Option<Input>| Some(input.as_ref()?.shown.as_str());
        Names {
            transcript: shown(&self.transcript),
            timeline: shown(&self.timeline),
            audio: shown(&self.audio),
            output: args.output.as_deref().and_then(Path::to_str).filter(|name| *name != "-"),
        }
    }
}

/// The output files.
struct Outputs {
    /// `None` is standard output.
    captions: Option<OutputFile>,
    report: Option<OutputFile>,
    words: Option<OutputFile>,
    svg: Option<OutputFile>,
}

impl Outputs {
    fn claim(args: &AlignArgs, to: Target) -> Result<Self, Failure> {
        let captions = OutputFile::of(args.output.as_deref())?;
        if let Some(file) = &captions {
            output_name::check(file.path(), to.format)?;
        }
        let claim = |path: &Option<PathBuf>| path.as_deref().map(OutputFile::claim).transpose();
        let (report, words) = (claim(&args.report)?, claim(&args.words)?);
        Ok(Self { captions, report, words, svg: claim(&args.svg)? })
    }
}

/// The text of a transcript.
fn text(args: &AlignArgs, input: &Input) -> Result<String, Problem> {
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    Ok(source.text.into_owned())
}

fn timeline(args: &AlignArgs, input: &Input) -> Result<WordTimeline, Problem> {
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    if args.read.input_format.is_some() || args.read.frame_rate.is_some() {
        let file = open_silently(&source, input.name.as_deref(), &args.read.reading());
        let read = timeline_of_captions(&file.timeline);
        if read.words.is_empty() {
            let message = format!("no cue was read from `{}`", input.shown);
            return Err(problem(&input.shown, message, "pass a caption file as --timeline"));
        }
        return Ok(read);
    }
    read_timeline(&source.text).map_err(|error| {
        let message = format!("cannot read `{}` as a timeline: {error}", input.shown);
        let help = "pass the output of a recognizer with times of words, or a caption file";
        problem(&input.shown, message, help)
    })
}

/// The cues to keep, in order.
fn existing(args: &AlignArgs, timeline: Option<&WordTimeline>) -> Result<Vec<Interval>, Failure> {
    if !args.cues.keep_cues {
        return Ok(Vec::new());
    }
    timeline.and_then(WordTimeline::cues).ok_or_else(|| {
        usage("--keep-cues needs a timeline with cues", "pass a caption file as --timeline")
    })
}

/// What the output is made from.
struct Made<'a> {
    to: Target,
    writing: WriteOptions,
    transcript: &'a Transcript<'a>,
    alignment: &'a Alignment,
    cues: &'a [SegmentedCue],
    options: &'a SegmentOptions<'a>,
}

impl Made<'_> {
    /// The caption file, read back and compared with the transcript and its times.
    fn captions(&self) -> Result<String, Failure> {
        let wrong =
            misplaced_word(self.transcript, self.alignment, self.cues, self.options.unspoken);
        if let Some((cue, why)) = wrong {
            return Err(bug(&format!("cue {}: {why}", cue + 1)));
        }
        let timeline = caption_timeline(self.cues, &self.transcript.speakers, self.to.format);
        self.written(&timeline, self.to.format)
    }

    fn written(&self, timeline: &Timeline<'_>, to: Format) -> Result<String, Failure> {
        let made = raise(timeline, to, &self.writing);
        if let Some(first) = convert::verify(timeline, &made, to, &self.writing).first() {
            return Err(bug(&first.message));
        }
        if let Some(loss) = made.losses.first() {
            let cue = loss.cue.map_or_else(String::new, |cue| format!("cue {}: ", cue + 1));
            note(&format!("warning: {cue}lost in {}: {}\n", to.title(), loss.message));
        }
        Ok(made.document)
    }

    /// The times of words, in the format of the file's name.
    fn words(&self, file: &OutputFile, subject: &Subject<'_>) -> Result<String, Failure> {
        let is_vtt = file.path().extension().is_some_and(|end| end.eq_ignore_ascii_case("vtt"));
        if !is_vtt {
            return Ok(report::words(self.transcript, self.alignment, subject.names.transcript));
        }
        let speakers = &self.transcript.speakers;
        let timeline = karaoke_timeline(self.cues, speakers, self.alignment, Format::WebVtt);
        self.written(&timeline, Format::WebVtt)
    }
}

/// An error that should never occur.
fn bug(what: &str) -> Failure {
    usage(
        format!("nothing was written: the captions differ from the transcript: {what}"),
        "this is a bug in cuesmith: please report it",
    )
}
