//! The arguments of `cuesmith align`. The comments here are the help texts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::align::{SpeakerMarks, Unspoken};
use crate::cli::args::order::OrderArgs;
use crate::cli::args::values::{self, Target};
use crate::cli::args::{ReadArgs, WidthArg};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith align talk.txt --timeline whisper.json -o talk.vtt
  cuesmith align talk.txt --timeline old.srt --keep-cues -o talk.srt
  cuesmith align talk.txt --timeline words.ctm --report report.json --words words.json -o talk.vtt
  cuesmith align talk.txt --timeline asr.json --order order.json -o talk.srt
  cuesmith align talk.txt --timeline whisper.json --audio talk.mp3 --svg talk.svg -o talk.vtt
  cuesmith align talk.txt --audio talk.mp3 -o talk.vtt
  cuesmith align --timeline whisper.json -o talk.vtt
  cuesmith align talk.txt --media-duration 00:42:10 --to srt > talk.srt

Audio without a timeline needs an acoustic model for accurate times; without a model, times are
guessed from pauses. Without a transcript, the captions contain the words that the recognizer
heard. Cues that exceed a limit are counted on standard error and listed with --verbose.

The confidence of a word is the probability that its start is within 200 ms of the truth. A
transcript that does not match the timeline is an error.

Exit codes: 0 done, 1 written, but with low confidence somewhere or text that is not spoken or
spoken elsewhere, 2 wrong usage, a file that cannot be read or written, or a transcript that does
not match (nothing is written without --force).")]
pub(in crate::cli) struct AlignArgs {
    /// Transcript, or - for standard input [default: the words of the timeline]
    #[arg(value_name = "TRANSCRIPT")]
    pub(super) transcript: Option<PathBuf>,
    /// Words and times: the output of a recognizer (JSON of Whisper, Google, AWS, Azure, Deepgram, ...,
    /// CTM) or a caption file, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub(super) timeline: Option<PathBuf>,
    /// Length of the media: seconds (12.5), HH:MM:SS[.mmm] or 1500ms. No cue ends later; without
    /// a timeline and audio, the text is spread over it [default: from the timeline or order]
    #[arg(long, visible_alias = "duration", value_name = "TIME", value_parser = values::media_time)]
    pub(super) media_duration: Option<i64>,
    /// Output file, or - for standard output. Existing files are overwritten, inputs never [default: -]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Output format: srt, webvtt, ttml or dfxp (both TTML1), or imsc (IMSC 1.1 text) [default: from the
    /// order, or by the extension of --output]
    #[arg(long, value_name = "FORMAT", value_parser = values::target)]
    pub(super) to: Option<Target>,
    /// Write a report as JSON: the confidence of each cue, and text that is not spoken, moved or
    /// uncertain, with its places in the transcript and its times
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Write the time of each word: as JSON, or with the extension .vtt as WebVTT with a timestamp tag
    /// before each word
    #[arg(long, value_name = "FILE")]
    pub(super) words: Option<PathBuf>,
    /// Confidence below which a cue is reported, from 0 to 1
    #[arg(long, value_name = "N", default_value_t = 0.5, value_parser = share)]
    pub(super) min_confidence: f32,
    /// Write captions even if the transcript does not match the timeline
    #[arg(long)]
    pub(super) force: bool,
    /// List the location of each, not only the number
    #[arg(short, long)]
    pub(super) verbose: bool,
    /// Draw words, waveform and times of the first minute into this file (SVG)
    #[arg(long, value_name = "FILE")]
    pub(super) svg: Option<PathBuf>,
    #[cfg(feature = "audio")]
    #[command(flatten)]
    pub(super) audio: AudioArgs,
    #[command(flatten)]
    pub(super) text: TextArgs,
    #[command(flatten)]
    pub(super) cues: CueArgs,
    #[command(flatten)]
    pub(super) order: OrderArgs,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

#[cfg(feature = "audio")]
#[derive(Debug, Args)]
#[command(next_help_heading = "Audio")]
pub(super) struct AudioArgs {
    /// Audio or video of the talk (WAV, MP3, MP4, FLAC, Ogg, WebM, ...). With a timeline, words at pauses
    /// move to where a voice begins or ends; without one, the text is aligned with the audio
    /// directly
    #[arg(long, value_name = "FILE")]
    pub(super) audio: Option<PathBuf>,
    /// Acoustic model of CMU Sphinx for the language of the audio: a folder with mdef, means, ...; or
    /// none. With a timeline, words of low confidence are searched for in the audio [default: for
    /// English without a timeline, the model of the package pocketsphinx-en-us (Debian) or
    /// pocketsphinx (Python), if installed]
    #[arg(long, value_name = "DIR", requires = "audio")]
    pub(super) model: Option<PathBuf>,
    /// Pronouncing dictionary of the model [default: the .dict file in its folder or next to it]
    #[arg(long, value_name = "FILE", requires = "audio")]
    pub(super) lexicon: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Text")]
pub(super) struct TextArgs {
    /// Text of the transcript that is not spoken
    #[arg(long, value_enum, default_value_t = UnspokenArg::Keep, value_name = "HOW")]
    pub(super) unspoken: UnspokenArg,
    /// Marks where the speaker changes [default: as ordered; else voice in WebVTT and TTML and names in
    /// SRT, or chevrons if the transcript names no one]
    #[arg(long, value_enum, value_name = "STYLE")]
    pub(super) speakers: Option<SpeakersArg>,
    /// Leave out sounds and stage directions such as (applause)
    #[arg(long)]
    pub(super) no_sounds: bool,
    /// Keep words that the recognizer repeats in a loop. By default they are left out of captions
    /// made without a transcript, except for the first time
    #[arg(long, requires = "timeline", conflicts_with = "transcript")]
    pub(super) keep_loops: bool,
    /// Language of the text (en, pt-BR): how numbers are spoken, and which words stay together
    /// [default: from the order, the timeline or the name of the transcript]
    #[arg(long, value_name = "CODE", value_parser = values::language)]
    pub(super) language: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Cues")]
pub(super) struct CueArgs {
    /// Keep the cues of the caption file passed as --timeline, and split only those whose new text
    /// does not fit
    #[arg(long, requires = "timeline")]
    pub(super) keep_cues: bool,
    /// Maximum line length [default: from the order, else 42]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(super) max_chars: Option<u32>,
    /// Maximum number of lines in a cue
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=16))]
    pub(super) max_lines: u32,
    /// Unit of --max-chars [default: codepoints with an order, east-asian for Chinese and Japanese,
    /// else graphemes]
    #[arg(long, value_enum)]
    pub(super) width: Option<WidthArg>,
    /// Minimum duration of a cue: milliseconds (833) or seconds (0.8s)
    #[arg(long, value_name = "TIME", default_value = "833", value_parser = values::short_time)]
    pub(super) min_duration: i64,
    /// Maximum duration of a cue
    #[arg(long, value_name = "TIME", default_value = "7s", value_parser = values::short_time)]
    pub(super) max_duration: i64,
    /// Maximum reading speed, in characters per second: cues are chosen and extended into silence to
    /// reach it
    #[arg(long, value_name = "N", default_value_t = 20.0, value_parser = values::positive)]
    pub(super) max_cps: f64,
    /// Minimum gap between cues
    #[arg(long, value_name = "TIME", default_value = "80", value_parser = values::short_time)]
    pub(super) min_gap: i64,
    /// Close gaps shorter than this, down to --min-gap
    #[arg(long, value_name = "TIME", default_value = "500", value_parser = values::short_time)]
    pub(super) close_gaps: i64,
    /// How long a cue stays after its last word, where it is silent
    #[arg(long, value_name = "TIME", default_value = "200", value_parser = values::short_time)]
    pub(super) hang: i64,
    /// A pause of this length always ends a cue
    #[arg(long, value_name = "TIME", default_value = "1.5s", value_parser = values::short_time)]
    pub(super) max_pause: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum UnspokenArg {
    /// Keep it, within the available time
    Keep,
    /// Leave it out
    Drop,
    /// Keep it in square brackets
    Mark,
}

impl From<UnspokenArg> for Unspoken {
    fn from(how: UnspokenArg) -> Self {
        match how {
            UnspokenArg::Keep => Self::Keep,
            UnspokenArg::Drop => Self::Drop,
            UnspokenArg::Mark => Self::Mark,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SpeakersArg {
    /// No mark; another speaker begins a cue or a line
    None,
    /// `>> `
    Chevrons,
    /// `- `
    Dashes,
    /// `Name: `
    Names,
    /// `<v Name>` in WebVTT, ttm:agent in TTML
    Voice,
}

impl From<SpeakersArg> for SpeakerMarks {
    fn from(style: SpeakersArg) -> Self {
        match style {
            SpeakersArg::None => Self::None,
            SpeakersArg::Chevrons => Self::Chevrons,
            SpeakersArg::Dashes => Self::Dashes,
            SpeakersArg::Names => Self::Names,
            SpeakersArg::Voice => Self::Voice,
        }
    }
}

/// A fraction from 0 to 1.
fn share(text: &str) -> Result<f32, String> {
    let number = text.parse::<f32>().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| format!("`{text}` is not a number from 0 to 1"))
}
