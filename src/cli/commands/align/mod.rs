//! `cuesmith align`: gives a transcript the times of a recognizer, a caption file or the audio, and makes captions
//! of it.

mod args;
mod findings;
mod report;
mod settings;

use std::path::Path;

pub(in crate::cli) use args::AlignArgs;
use args::UnspokenArg;
use findings::{Findings, findings};
use report::{Names, Subject};
use settings::Given;

use crate::align::{
    AlignOptions, Alignment, Recognized, SegmentOptions, SegmentedCue, TimelineKind, Transcript,
    WordTimeline, align, caption_timeline, karaoke_timeline, misplaced_word, parse_transcript,
    read_timeline, recognized, segment, timeline_of_captions,
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
use crate::time::{Interval, Timestamp};
use crate::timeline::Timeline;
use crate::{Format, WriteOptions, convert, open_silently, raise};

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
    let ordered = order.as_ref().and_then(|order| Some(order.media_duration.as_ref()?.value));
    let media_duration = args
        .media_duration
        .or_else(|| Some(timeline.as_ref()?.duration?.0))
        .or(ordered)
        .filter(|ms| *ms > 0);
    let existing = existing(args, timeline.as_ref())?;
    let mut subject = Work::new(args, text.as_deref(), timeline, language.as_deref())?;
    subject.warn(args);
    let given =
        Given { to: to.format, language: language.as_deref(), media_duration, existing: &existing };
    let transcript = subject.transcript();
    let options = settings::options(args, order.as_ref(), &transcript, &given)?;
    let cues = segment(&transcript, &subject.alignment, &options);
    if cues.is_empty() {
        return Err(usage(
            "no cue can be made: no word has a time",
            "check that the transcript and the timeline belong to the same recording",
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

/// What became of text that is not spoken.
const fn kept(args: &AlignArgs) -> &'static str {
    match args.text.unspoken {
        UnspokenArg::Keep => "kept",
        UnspokenArg::Drop => "left out",
        UnspokenArg::Mark => "kept in brackets",
    }
}

/// The files to read.
struct Inputs {
    transcript: Option<Input>,
    timeline: Option<Input>,
}

impl Inputs {
    fn of(args: &AlignArgs) -> Result<Self, Failure> {
        if args.transcript.is_none() && args.timeline.is_none() {
            return Err(usage(
                "nothing to align",
                "pass a transcript and --timeline, or --timeline alone for captions of its words",
            ));
        }
        if args.timeline.is_none() && args.media_duration.is_none() {
            return Err(usage(
                "no times to put the transcript onto",
                "pass --timeline with the output of a recognizer or a caption file, or --media-duration",
            ));
        }
        let is_stdin = |path: &Option<std::path::PathBuf>| {
            path.as_deref().is_some_and(|path| path.as_os_str() == "-")
        };
        if is_stdin(&args.transcript) && is_stdin(&args.timeline) {
            return Err(usage("standard input can be read only once", "pass a file instead of -"));
        }
        let name = args.read.stdin_filename.as_deref();
        let input =
            |path: &Option<std::path::PathBuf>| path.as_deref().map(|path| Input::of(path, name));
        Ok(Self { transcript: input(&args.transcript), timeline: input(&args.timeline) })
    }

    fn names<'a>(&'a self, args: &'a AlignArgs) -> Names<'a> {
        let shown = |input: &'a Option<Input>| Some(input.as_ref()?.shown.as_str());
        Names {
            transcript: shown(&self.transcript),
            timeline: shown(&self.timeline),
            audio: None,
            output: args.output.as_deref().and_then(Path::to_str).filter(|name| *name != "-"),
        }
    }
}

/// The files to write.
struct Outputs {
    /// `None` is standard output.
    captions: Option<OutputFile>,
    report: Option<OutputFile>,
    words: Option<OutputFile>,
}

impl Outputs {
    fn claim(args: &AlignArgs, to: Target) -> Result<Self, Failure> {
        let captions = OutputFile::of(args.output.as_deref())?;
        if let Some(file) = &captions {
            output_name::check(file.path(), to.format)?;
        }
        let claim =
            |path: &Option<std::path::PathBuf>| path.as_deref().map(OutputFile::claim).transpose();
        Ok(Self { captions, report: claim(&args.report)?, words: claim(&args.words)? })
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
    let cues =
        timeline.filter(|timeline| timeline.kind == TimelineKind::Cues).ok_or_else(|| {
            usage("--keep-cues needs a timeline with cues", "pass a caption file as --timeline")
        })?;
    let times = cues.words.iter().filter_map(|cue| {
        let (start, end) = cue.start.zip(cue.end)?;
        (start < end).then_some(Interval { start, end })
    });
    let mut times: Vec<Interval> = times.collect();
    times.sort_by_key(|time| (time.start, time.end));
    times.dedup();
    Ok(times)
}

/// A text with times.
struct Work<'t> {
    text: Spoken<'t>,
    alignment: Alignment,
    method: &'static str,
    /// Whether the times are those of cues.
    is_of_cues: bool,
    warnings: Vec<String>,
}

/// What the captions are made of.
enum Spoken<'t> {
    Transcript(Transcript<'t>),
    Recognized(Recognized),
}

impl<'t> Work<'t> {
    fn new(
        args: &AlignArgs,
        text: Option<&'t str>,
        timeline: Option<WordTimeline>,
        language: Option<&str>,
    ) -> Result<Self, Failure> {
        let is_of_cues =
            timeline.as_ref().is_some_and(|timeline| timeline.kind == TimelineKind::Cues);
        let Some(text) = text else {
            let heard = recognized(&timeline.unwrap_or_default());
            let alignment = heard.alignment.clone();
            return Ok(Self {
                text: Spoken::Recognized(heard),
                alignment,
                method: "timeline",
                is_of_cues,
                warnings: Vec::new(),
            });
        };
        let transcript = parse_transcript(text);
        if transcript.words().next().is_none() {
            return Err(usage(
                "the transcript has no word",
                "pass a text file with what is spoken",
            ));
        }
        let (timeline, method) = match timeline {
            Some(timeline) => (timeline, "timeline"),
            None => {
                let duration = Timestamp(args.media_duration.unwrap_or_default());
                (WordTimeline::of_duration(duration), "duration")
            }
        };
        let options = AlignOptions {
            language: language.map(str::to_owned),
            force: args.force,
            ..AlignOptions::default()
        };
        let alignment = align(&transcript, &timeline, &options).map_err(|mismatch| {
            usage(mismatch.to_string(), "pass --force to write captions nevertheless")
        })?;
        let text = Spoken::Transcript(transcript);
        Ok(Self { text, alignment, method, is_of_cues, warnings: Vec::new() })
    }

    fn transcript(&self) -> Transcript<'_> {
        match &self.text {
            Spoken::Transcript(transcript) => transcript.clone(),
            Spoken::Recognized(heard) => heard.transcript(),
        }
    }

    /// Says what the user should know of the times.
    fn warn(&mut self, args: &AlignArgs) {
        if self.method == "duration" {
            self.warnings.push(
                "only the length of the media is known: the times are a guess; pass --timeline"
                    .to_owned(),
            );
        }
        if self.is_of_cues && !args.cues.keep_cues {
            self.warnings.push(
                "the timeline has times of cues, not of words: those of words are estimated; --keep-cues keeps its cues".to_owned(),
            );
        }
        if args.force && self.alignment.evidence < 0.2 {
            let share = (self.alignment.evidence * 100.0).round();
            self.warnings.push(format!(
                "the transcript does not match the timeline: only {share} % of its words have a match that is not chance"
            ));
        }
    }
}

/// What is made, before it is written.
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

/// What is never to happen.
fn bug(what: &str) -> Failure {
    usage(
        format!("nothing was written: the captions differ from the transcript: {what}"),
        "this is a bug in cuesmith: please report it",
    )
}
