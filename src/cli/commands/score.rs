//! `cuesmith score`: how well the words and times of a text match those of another.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::score_report::{Lines, Report, Side, SideKind, human, json};
use crate::align::score::{Normalization, ScoreText, score};
use crate::align::{TimelineKind, parse_transcript, read_timeline};
use crate::cli::args::{ReadArgs, values};
use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Out, note, problem, usage};
use crate::source::decode;
use crate::{Format, language, open_silently};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith score talk.txt talk.srt                captions against a transcript
  cuesmith score talk.vtt whisper.json            a recognizer against captions, with times
  cuesmith score talk.srt new.srt --keep case,punctuation
  cuesmith score talk.txt asr.json --drop fillers --lines none
  cuesmith score talk.txt talk.srt --max-wer 2 --format json | jq .accuracy

Each side is a caption file, a transcript (plain text) or the output of a recognizer (JSON, CTM),
detected from content and name. Words are aligned with the fewest changes; the figures equal those
of jiwer for the same words. By default, case, punctuation, speaker names and sound labels are
ignored; see --keep. In scripts without spaces, each character counts as a word.

Times are compared at the words that both sides share: at every word if both have word times, else
at the first and last word of each cue. An error is the hypothesis minus the reference.

The accuracy is 100 minus the word error rate, rounded down to a whole percentage: the format of
the field `accuracy` of REACH tasks and caption assets (0 to 100).

Exit codes: 0 compared, 1 the word error rate is above --max-wer, 2 wrong usage or a file that
cannot be read.")]
pub(in crate::cli) struct ScoreArgs {
    /// Correct text: a caption file, a transcript or the output of a recognizer, or - for standard
    /// input
    reference: PathBuf,
    /// Text to compare with it: any of these, or - for standard input
    hypothesis: PathBuf,
    /// Count what is ignored by default: case, punctuation, speakers (their names and marks), sounds
    /// (labels such as [applause])
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    keep: Vec<Keep>,
    /// Ignore what is counted by default: fillers (words of hesitation: uh, um)
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    drop: Vec<Drop>,
    /// Language of the words: en, pt-BR. It decides which words are fillers, and the case of Turkish
    /// letters [default: that of the files, else English]
    #[arg(long, value_name = "CODE", value_parser = values::language)]
    language: Option<String>,
    /// Lines of the reference to show with their alignment
    #[arg(long, value_enum, default_value_t = Lines::Errors, value_name = "WHICH")]
    lines: Lines,
    /// Show all lines with errors, not only the first 20
    #[arg(short, long)]
    verbose: bool,
    /// Exit with 1 if the word error rate is above this, in percent
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    max_wer: Option<f64>,
    /// Output format
    #[arg(long, value_enum, default_value_t = ScoreFormat::Human)]
    format: ScoreFormat,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Keep {
    Case,
    Punctuation,
    Speakers,
    Sounds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Drop {
    Fillers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ScoreFormat {
    /// The figures, and lines with the words that differ
    Human,
    /// One JSON document
    Json,
}

fn percent(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix('%').unwrap_or(text).trim().parse::<f64>().ok();
    number.filter(|number| number.is_finite() && *number >= 0.0).ok_or_else(|| {
        format!("`{text}` is not a percentage: use a number from 0, for example 2.5")
    })
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &ScoreArgs, out: &mut Out) -> Result<Exit, Failure> {
    if args.reference.as_os_str() == "-" && args.hypothesis.as_os_str() == "-" {
        return Err(usage(
            "standard input cannot be both the reference and the hypothesis",
            "pass a file for one of them",
        ));
    }
    let input = |path| Input::of(path, args.read.stdin_filename.as_deref());
    let (reference, hypothesis) = (input(&args.reference), input(&args.hypothesis));
    let (first, second) = (reference.read()?, hypothesis.read()?);
    let kept = |what| args.keep.contains(&what);
    let mut normalization = Normalization {
        case: kept(Keep::Case),
        punctuation: kept(Keep::Punctuation),
        speakers: kept(Keep::Speakers),
        sounds: kept(Keep::Sounds),
        fillers: !args.drop.contains(&Drop::Fillers),
        language: args.language.clone(),
    };
    let mut one = side(&reference, &first, args, &mut normalization)?;
    let known = normalization.language.is_some();
    let other = side(&hypothesis, &second, args, &mut normalization)?;
    if !known && normalization.language.is_some() {
        one = side(&reference, &first, args, &mut normalization)?;
    }
    let (reference, hypothesis) = (one, other);
    for side in [&reference, &hypothesis].into_iter().filter(|side| side.text.words.is_empty()) {
        note(&format!("warning: no word was read from `{}`\n", side.shown));
    }
    let report = Report {
        score: score(&reference.text, &hypothesis.text),
        normalization: &normalization,
        reference: &reference,
        hypothesis: &hypothesis,
        lines: args.lines,
    };
    match args.format {
        ScoreFormat::Human => out.text(&human(&report, args.verbose))?,
        ScoreFormat::Json => out.data(json(&report).to_string() + "\n")?,
    }
    let is_above = args.max_wer.is_some_and(|max| report.score.words.wer() * 100.0 > max);
    Ok(if is_above { Exit::Findings } else { Exit::Clean })
}

/// Reads one side. Sets its language in `normalization` if none is known yet.
fn side(
    input: &Input,
    bytes: &[u8],
    args: &ScoreArgs,
    normalization: &mut Normalization,
) -> Result<Side, Failure> {
    let source = decode(bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let name = input.name.as_deref();
    let shown = input.shown.clone();
    let is_captions = Format::sniff(&source.text).or_else(|| name.and_then(Format::from_path));
    if is_captions.is_some() {
        let file = open_silently(&source, name, &args.read.reading());
        learn(normalization, file.language());
        let text = ScoreText::of_captions(&file.timeline, normalization);
        return Ok(Side { shown, kind: SideKind::Captions, text });
    }
    let by_name = name.and_then(language::language_of_name);
    match read_timeline(&source.text) {
        Ok(words) => {
            learn(normalization, words.language.as_deref().or(by_name));
            let text = ScoreText::of_words(&words, normalization);
            let kind = match words.kind {
                TimelineKind::Cues => SideKind::Captions,
                TimelineKind::Words | TimelineKind::Duration => SideKind::Words,
            };
            Ok(Side { shown, kind, text })
        }
        Err(error) if name.is_some_and(is_json) || source.text.trim_start().starts_with('{') => {
            let message = format!("cannot read `{shown}`: {error}");
            let help =
                "pass the output of a recognizer, a caption file or a transcript as plain text";
            Err(problem(&shown, message, help).into())
        }
        Err(_) => {
            learn(normalization, by_name);
            let text = ScoreText::of_transcript(&parse_transcript(&source.text), normalization);
            Ok(Side { shown, kind: SideKind::Transcript, text })
        }
    }
}

fn learn(normalization: &mut Normalization, language: Option<&str>) {
    if normalization.language.is_none() {
        normalization.language = language.map(str::to_owned);
    }
}

fn is_json(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("json"))
}
