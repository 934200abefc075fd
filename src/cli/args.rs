//! The arguments, and what they mean to the library. The comments here are the help texts.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::args_convert::ConvertArgs;
use super::args_options::{GroupArgs, set};
use super::args_words::WordArgs;
use super::chapters::ChaptersArgs;
use super::deliver::DeliverArgs;
use super::ead::EadCommandArgs;
use super::order::OrderArgs;
use super::pair::PairArgs;
use super::reflow::ReflowArgs;
use super::simulate::SimulateArgs;
use super::values;
use crate::kaltura::Order;
use crate::lint::{self, FailOn, Group, Kind, Level, Origin, Preset, Selector, Settings};
use crate::source::{ColumnUnit, DecodeOptions, Severity};
use crate::time::FrameRate;
use crate::{Format, ReadOptions};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Checks, converts and measures caption files: SubRip (SRT), WebVTT, TTML and DFXP.
#[derive(Debug, Parser)]
#[command(
    name = "cuesmith",
    version,
    styles = STYLES,
    arg_required_else_help = true,
    after_help = "\
Examples:
  cuesmith check talk.srt                  what is wrong with a file
  cuesmith check captions/ --fix           correct what can be corrected safely
  cuesmith convert talk.srt -o talk.vtt    another format, with a list of what was lost
  cuesmith explain TIM003                  what a rule looks for, and why

Exit codes: 0 nothing to report, 1 findings, 2 wrong usage or a file that cannot be
read or written, 3 no input file."
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to use colors. `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", display_order = 999)]
    pub(super) color: Color,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Look for what is wrong with caption files, and correct it
    Check(Box<CheckArgs>),
    /// Write a file in another format, and say what was lost
    Convert(ConvertArgs),
    /// Break lines anew, within limits
    Reflow(Box<ReflowArgs>),
    /// Find speaker marks, and write them in another style
    Speakers(super::speakers::SpeakersArgs),
    /// Shift, stretch, snap, sort, clip and mend the times of files
    Retime(Box<super::retime::RetimeArgs>),
    /// Merge and check custom vocabularies, and repair captions with them
    #[command(subcommand)]
    Dictionary(super::args_dictionary::DictionaryCommand),
    /// Find profanity, and mask it
    Profanity(Box<super::profanity::ProfanityArgs>),
    /// Show facts about files: encoding, cues, reading speed, line lengths
    Info(InfoArgs),
    /// Explain a rule
    Explain(ExplainArgs),
    /// List all rules
    Rules(RulesArgs),
    /// Write chapters in another form: WebVTT, lists, cue points
    Chapters(ChaptersArgs),
    /// Show the script of extended audio description, and how long it takes to speak
    Ead(EadCommandArgs),
    /// Show what was read from a file, as JSON
    Dump(DumpArgs),
    /// Show what each of Kaltura's readers would keep of a file
    Simulate(SimulateArgs),
    /// Make the file that an order asks for, check it, and say which fields to send with it
    Deliver(Box<DeliverArgs>),
}

/// How files are read.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct ReadArgs {
    /// Read the files as this format (srt, webvtt, ttml) instead of finding it out from their content and
    /// name
    #[arg(long, value_name = "FORMAT", value_parser = values::format)]
    pub(super) input_format: Option<Format>,
    /// Read the files in this encoding (windows-1252, shift_jis, utf-16le, ...) instead of finding
    /// it out
    #[arg(long, value_name = "NAME", value_parser = values::encoding)]
    pub(super) encoding: Option<String>,
    /// Frames per second of the video: 25, 23.976 or 24000/1001. Needed by rules that count frames,
    /// and to read times such as 00:00:01:12
    #[arg(long, value_name = "RATE")]
    pub(super) frame_rate: Option<FrameRate>,
    /// The name that standard input goes by, in messages and to find its format
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<String>,
}

impl ReadArgs {
    pub(super) fn decoding(&self) -> DecodeOptions {
        DecodeOptions { encoding: self.encoding.clone(), ..DecodeOptions::default() }
    }

    pub(super) fn reading(&self) -> ReadOptions {
        let mut read = ReadOptions { format: self.input_format, ..ReadOptions::default() };
        read.srt.frame_rate = self.frame_rate;
        read
    }
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith check talk.srt captions/ '**/*.vtt'
  cuesmith check --select TIM,LIN --max-chars 37 talk.vtt
  cuesmith check --media-duration 00:42:10 --frame-rate 25 talk.srt
  cuesmith check --source talk.srt talk.de.srt talk.fr.srt
  cuesmith check --diff talk.srt | less
  cuesmith check --order order.json talk.srt
  cuesmith check --format json captions/ > report.json
  cat talk.vtt | cuesmith check - --stdin-filename talk.vtt

Exit codes: 0 nothing at or above --fail-on, 1 findings (or --diff would change something),
2 wrong usage or a file that cannot be read or written, 3 no input file.")]
pub(super) struct CheckArgs {
    /// Files, folders, quoted patterns, or - for standard input. Folders are searched for caption
    /// files by their extension; links in them are not followed
    #[arg(required_unless_present = "show_settings", value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// What the findings look like. json, ndjson and concise are for programs
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub(super) format: CheckFormat,
    /// Print findings only, no totals and no progress
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// What columns count
    #[arg(long, value_enum, default_value_t = Columns::Utf16, value_name = "UNIT")]
    pub(super) columns: Columns,
    /// Human output shows at most N findings of a rule in a file and counts the rest; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(super) max_per_rule: u32,
    /// Search hidden files too, and those that a .gitignore leaves out
    #[arg(long)]
    pub(super) no_ignore: bool,
    /// Print the options and rules that hold and where each comes from, and check nothing. With
    /// --format json for programs
    #[arg(long)]
    pub(super) show_settings: bool,
    #[command(flatten)]
    pub(super) order: OrderArgs,
    #[command(flatten)]
    pub(super) fixing: FixArgs,
    #[command(flatten)]
    pub(super) rules: RuleArgs,
    #[command(flatten)]
    pub(super) limits: GroupArgs<{ Group::Limits as u8 }>,
    #[command(flatten)]
    pub(super) pair: PairArgs,
    #[command(flatten)]
    pub(super) words: WordArgs,
    #[command(flatten)]
    pub(super) spoken: GroupArgs<{ Group::Spoken as u8 }>,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Fixing")]
pub(super) struct FixArgs {
    /// Correct what can be corrected safely, then report the rest. Standard input is written to
    /// standard output, and its findings to standard error
    #[arg(long, group = "fixing")]
    pub(super) fix: bool,
    /// Print what --fix would change, and write nothing
    #[arg(long, group = "fixing", conflicts_with_all = ["format", "fix"])]
    pub(super) diff: bool,
    /// With --fix or --diff: also apply fixes that change times, words or line breaks
    #[arg(long, requires = "fixing")]
    pub(super) unsafe_fixes: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct RuleArgs {
    /// A named choice of rules and limits, which the options below change: recommended,
    /// kaltura-reach, kaltura-ead, kaltura-chapters [default: recommended]
    #[arg(long, value_name = "NAME", value_parser = values::preset)]
    pub(super) preset: Option<&'static Preset>,
    /// Run only these rules: codes (TIM004), families (TIM) or names, with commas; ALL means all.
    /// Default: those of the preset
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = values::selector)]
    pub(super) select: Vec<Selector>,
    /// Do not run these rules. The more exact word wins: --ignore TIM --select TIM004 runs TIM004
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = values::selector)]
    pub(super) ignore: Vec<Selector>,
    /// Turn rules off or on, or give them another severity: TIM006=error,RDG=off. Levels: off, on,
    /// info, warning, error
    #[arg(long, value_name = "RULES=LEVEL", value_delimiter = ',', value_parser = values::level)]
    pub(super) severity: Vec<(Selector, Level)>,
    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOnArg::Error, value_name = "SEVERITY")]
    pub(super) fail_on: FailOnArg,
    /// Exit with 0 whatever is found
    #[arg(long, conflicts_with = "fail_on")]
    pub(super) exit_zero: bool,
    /// What the files are for; a kind selects rules [default: captions]
    #[arg(long, value_enum, value_name = "KIND")]
    pub(super) kind: Option<KindArg>,
    /// The same by the `usage` of a Kaltura caption asset: 0 captions, 1 extended audio description
    #[arg(long, value_name = "N", conflicts_with = "kind", value_parser = clap::value_parser!(u8).range(0..=1))]
    pub(super) usage: Option<u8>,
}

impl RuleArgs {
    /// What the files are for, if the command line says so.
    fn kind(&self) -> Option<Kind> {
        match (self.kind, self.usage) {
            (Some(KindArg::Captions), _) | (None, Some(0)) => Some(Kind::Captions),
            (Some(KindArg::Chapters), _) => Some(Kind::Chapters),
            (Some(KindArg::Ead), _) | (None, Some(_)) => Some(Kind::Ead),
            (None, None) => None,
        }
    }
}

impl CheckArgs {
    /// The preset, what the order changes of it, and what the command line changes of both.
    pub(super) fn settings(&self, order: Option<&Order>) -> Settings {
        let rules = &self.rules;
        let mut settings = match (rules.preset, order) {
            (Some(preset), _) => Settings::new(preset, Origin::CommandLine),
            (None, Some(order)) => match rules.kind() {
                Some(kind) => {
                    Settings::new(crate::kaltura::lint::preset_of(kind), Origin::CommandLine)
                }
                None => crate::kaltura::lint::settings_for(order),
            },
            (None, None) => Settings::new(&lint::RECOMMENDED, Origin::Default),
        };
        if let Some(order) = order {
            crate::kaltura::lint::apply(order, &mut settings);
        }
        if let Some(kind) = rules.kind() {
            set(&mut settings, "kind", kind.name());
        }
        if let Some(rate) = self.read.frame_rate {
            set(&mut settings, "frame_rate", &rate.to_string());
        }
        self.limits.set(&mut settings);
        self.pair.tolerance.set(&mut settings);
        self.spoken.set(&mut settings);
        settings.options.choice.levels.clone_from(&rules.severity);
        settings.options.choice.select.clone_from(&rules.select);
        settings.options.choice.ignore.clone_from(&rules.ignore);
        settings
    }

    pub(super) fn fail_on(&self) -> FailOn {
        if self.rules.exit_zero {
            return FailOn::Never;
        }
        match self.rules.fail_on {
            FailOnArg::Error => FailOn::At(Severity::Error),
            FailOnArg::Warning => FailOn::At(Severity::Warning),
            FailOnArg::Info => FailOn::At(Severity::Info),
            FailOnArg::Never => FailOn::Never,
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith info talk.srt
  cuesmith info --format json captions/")]
pub(super) struct InfoArgs {
    /// Files, folders (searched for caption files), quoted patterns, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// What the facts look like. json prints one document: an array with an object for each file
    #[arg(long, value_enum, default_value_t = InfoFormat::Human)]
    pub(super) format: InfoFormat,
    /// Search hidden files too, and those that a .gitignore leaves out
    #[arg(long)]
    pub(super) no_ignore: bool,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith explain TIM003
  cuesmith explain one-millisecond-cue
  cuesmith explain TIM              all rules of a family")]
pub(super) struct ExplainArgs {
    /// Codes (TIM004), names (cue-overlap) or families (TIM)
    #[arg(required = true, value_name = "RULE")]
    pub(super) rules: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// What the list looks like
    #[arg(long, value_enum, default_value_t = RulesFormat::Human)]
    pub(super) format: RulesFormat,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith dump talk.vtt | jq '.cues[0]'
  cuesmith dump --input-format srt odd.txt
  cuesmith dump --styled talk.dfxp | jq '.region_geometry'

One JSON object: schema (1), format, encoding, and for
  SRT: cues[] with index, start_ms, end_ms, lines[], settings, spans; unparsed[] spans.
  WebVTT: loads, cues[] with the fields of the browser's VTTCue, their node tree and spans,
  regions[], stylesheets[], spans.
  TTML: cues[] and timeline[] with exact times as n/d seconds; with --styled also
  styled_timeline[] and region_geometry; truncated.
Spans are byte offsets [start, end] into the decoded UTF-8 text.")]
pub(super) struct DumpArgs {
    /// The file, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) input: PathBuf,
    /// TTML: also how text looks, interval by interval, and where regions are
    #[arg(long)]
    pub(super) styled: bool,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Whether to use colors on standard output.
    pub(super) fn on_stdout(self) -> bool {
        use std::io::IsTerminal as _;
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                std::io::stdout().is_terminal() && !set("NO_COLOR") && !dumb
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// Blocks with the lines of the file
    Human,
    /// One line each: path:line:column: severity: message [CODE name]
    Concise,
    /// One JSON document
    Json,
    /// One JSON object a line for each finding, and a last one with the totals
    Ndjson,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum InfoFormat {
    /// A few lines for each file
    Human,
    /// One JSON document
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RulesFormat {
    /// A table
    Human,
    /// One JSON document with all metadata and documentation
    Json,
    /// A Markdown table
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOnArg {
    Error,
    Warning,
    Info,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum KindArg {
    /// Captions or subtitles that viewers read
    Captions,
    /// Extended audio description: text that is spoken while the video waits
    Ead,
    /// Chapters: titles in the player's menu
    Chapters,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Columns {
    /// Bytes of UTF-8
    Utf8,
    /// UTF-16 code units, as editors and browsers do
    Utf16,
    /// Unicode code points
    Scalar,
}

impl From<Columns> for ColumnUnit {
    fn from(columns: Columns) -> Self {
        match columns {
            Columns::Utf8 => Self::Utf8,
            Columns::Utf16 => Self::Utf16,
            Columns::Scalar => Self::Scalar,
        }
    }
}
