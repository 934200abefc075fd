//! The arguments of `check`, and the linter settings that result from them.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use clap::{Args, Command, FromArgMatches as _, ValueEnum};

use super::check_baseline::BaselineArgs;
use crate::cli::args::aligned::AlignedArgs;
use crate::cli::args::list::ListArgs;
use crate::cli::args::options::{GroupArgs, set};
use crate::cli::args::order::OrderArgs;
use crate::cli::args::pair::PairArgs;
use crate::cli::args::words::WordArgs;
use crate::cli::args::{Columns, ReadArgs, values};
use crate::cli::config::{self, Date, Layer};
use crate::cli::output::{Failure, problem, usage};
use crate::kaltura::Order;
use crate::kaltura::lint::RULES;
use crate::lint::{self, FailOn, FileKind, Group, Level, Origin, Preset, Selector, Settings};
use crate::source::Severity;

#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith check talk.srt captions/ '**/*.vtt'
  cuesmith check --select TIM,LIN --max-chars 37 talk.vtt
  cuesmith check --media-duration 00:42:10 --frame-rate 25 talk.srt
  cuesmith check --source talk.srt talk.de.srt talk.fr.srt
  cuesmith check --fix --diff talk.srt | less
  cuesmith check --fix --strip-directives - --stdin-filename talk.vtt < talk.vtt > sent.vtt
  cuesmith check --order order.json talk.srt
  cuesmith check --format json captions/ > report.json
  cuesmith check captions/ --baseline known.json --update-baseline
  find captions -name '*.vtt' -print0 | cuesmith check --files-from -
  cuesmith check captions/ --cache ~/.cache/cuesmith
  cuesmith check captions/ --output html=report.html --output sarif=report.sarif
  cuesmith check captions/ --output html=report.html --html-group requirements
  cat talk.vtt | cuesmith check - --stdin-filename talk.vtt

Exit codes: 0 nothing at or above --fail-on, or with --diff nothing to change; 1 findings, or with
--diff something to change; 2 wrong usage or a file that cannot be read or written, 3 no input file.")]
pub(in crate::cli) struct CheckArgs {
    /// Files, folders, quoted patterns, or - for standard input. Folders are searched for caption
    /// files by extension; symbolic links in them are not followed
    #[arg(required_unless_present_any = ["files_from", "show_settings"], value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Format of the report on standard output
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub(in crate::cli) format: CheckFormat,
    /// Write a report to a file too, for example sarif=report.sarif; may be repeated
    #[arg(short, long, value_name = "FORMAT=FILE", value_parser = output, conflicts_with_all = ["diff", "show_settings"])]
    pub(in crate::cli) output: Vec<ReportFile>,
    /// Print findings only: no totals, no progress bar
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
    /// List the findings about house style (line length, reading speed, cue length, balance) one by one
    /// in human output, where they are one line for each rule and file unless a preset, an option or
    /// --select asks for them
    #[arg(short, long)]
    pub(in crate::cli) verbose: bool,
    /// Unit of column numbers
    #[arg(long, value_enum, default_value_t = Columns::Utf16, value_name = "UNIT")]
    pub(in crate::cli) columns: Columns,
    /// Show at most N findings for each rule and file in human output, and count the rest; 0 shows
    /// all
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(in crate::cli) max_per_rule: u32,
    /// List at most N findings for each rule and file in every report, and count the rest, to
    /// limit memory; 0 lists all. Totals, exit code and fixes are the same; there is no limit
    /// with --baseline
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub(in crate::cli) max_findings: u32,
    /// Order of the HTML report
    #[arg(long, value_enum, default_value_t = HtmlGroup::Files, value_name = "GROUP")]
    pub(in crate::cli) html_group: HtmlGroup,
    /// Configuration file for all files [default: the nearest cuesmith.toml, from the folder of each
    /// file upwards]
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Do not read configuration files
    #[arg(long)]
    pub(in crate::cli) no_config: bool,
    /// Include hidden files and files ignored by .gitignore
    #[arg(long)]
    pub(in crate::cli) no_ignore: bool,
    /// Leave out named files that a search of their folder would leave out: those that `exclude` in the
    /// configuration matches and `.xml` files that are not TTML. For hooks that pass file names
    #[arg(long)]
    pub(in crate::cli) force_exclude: bool,
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
    /// Keep results in a folder, and check only files that have changed since the last run with the same
    /// command line: the others are read and hashed
    #[arg(long, value_name = "DIR", conflicts_with_all = ["fixing", "show_settings"])]
    pub(in crate::cli) cache: Option<PathBuf>,
    /// Print the effective options and rules and the source of each, and exit; --format json prints
    /// them for programs
    #[arg(long)]
    pub(in crate::cli) show_settings: bool,
    #[command(flatten)]
    pub(in crate::cli) order: OrderArgs,
    #[command(flatten)]
    pub(in crate::cli) fixing: FixArgs,
    #[command(flatten)]
    pub(in crate::cli) known: BaselineArgs,
    #[command(flatten)]
    pub(in crate::cli) rules: RuleArgs,
    #[command(flatten)]
    pub(in crate::cli) parameters: GroupArgs<{ Group::Preset as u8 }>,

    #[command(flatten)]
    pub(in crate::cli) limits: GroupArgs<{ Group::Limits as u8 }>,
    /// File with the shot changes of the video, one on each line: seconds (12.5), HH:MM:SS.mmm or 1500ms
    #[arg(long, value_name = "FILE", help_heading = "Limits and context (for every file given)")]
    pub(in crate::cli) shot_changes: Option<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) pair: PairArgs,
    #[command(flatten)]
    pub(in crate::cli) aligned: AlignedArgs,
    #[command(flatten)]
    pub(in crate::cli) words: WordArgs,
    #[command(flatten)]
    pub(in crate::cli) spoken: GroupArgs<{ Group::Spoken as u8 }>,
    #[command(flatten)]
    pub(in crate::cli) read: ReadArgs,
}

#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Fixing", group = clap::ArgGroup::new("fixing").multiple(true))]
pub(in crate::cli) struct FixArgs {
    /// Apply safe fixes, then report what is left. For standard input, the fixed text goes to
    /// standard output and the findings to standard error
    #[arg(long, group = "fixing")]
    pub(in crate::cli) fix: bool,
    /// Print what --fix would change as a diff and write nothing, with --fix or without it
    #[arg(long, group = "fixing", conflicts_with = "format")]
    pub(in crate::cli) diff: bool,
    /// With --fix or --diff: also apply fixes that may change times, words or line breaks
    #[arg(long, requires = "fixing")]
    pub(in crate::cli) unsafe_fixes: bool,
    /// With --fix or --diff: also delete the comments that suppress findings (cuesmith-ignore), for
    /// copies that are delivered
    #[arg(long, requires = "fixing")]
    pub(in crate::cli) strip_directives: bool,
}

#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(in crate::cli) struct RuleArgs {
    /// Preset of rules and limits, which the options below override: recommended, strict; netflix, bbc,
    /// dcmp, youtube (unofficial, docs/presets.md lists every number with its source); kaltura-reach,
    /// kaltura-ead, kaltura-chapters [default: recommended]
    #[arg(long, value_name = "NAME", value_parser = values::preset)]
    pub(in crate::cli) preset: Option<&'static Preset>,
    /// Rules to run, separated by commas: codes (TIM004), families (TIM), names, or ALL [default:
    /// those of the preset]
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = values::selector)]
    pub(in crate::cli) select: Vec<Selector>,
    /// Rules to skip. The more specific selector wins: --ignore TIM --select TIM004 runs TIM004
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = values::selector)]
    pub(in crate::cli) ignore: Vec<Selector>,
    /// Turn rules off or on, or change their severity: TIM006=error,RDG=off. Levels: off, on, info,
    /// warning, error
    #[arg(long, value_name = "RULES=LEVEL", value_delimiter = ',', value_parser = values::level)]
    pub(in crate::cli) severity: Vec<(Selector, Level)>,
    /// Run rules in preview too, whose findings may change with any release. Without it a rule in preview runs
    /// only if --select or --severity has its code or name
    #[arg(long)]
    pub(in crate::cli) preview: bool,

    /// Minimum severity that causes exit code 1 [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(in crate::cli) fail_on: Option<FailOnArg>,
    /// Exit with 0 even if there are findings
    #[arg(long, conflicts_with = "fail_on")]
    pub(in crate::cli) exit_zero: bool,
    /// Report findings that comments in the files and [[ignore]] entries suppress, like any others
    #[arg(long)]
    pub(in crate::cli) show_suppressed: bool,
    /// Day that [[ignore]] entries expire against, as YYYY-MM-DD [default: the current day in UTC]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) today: Option<Date>,
    /// Purpose of the files, which selects rules [default: guessed for each file from its name and
    /// content, else captions]
    #[arg(long, value_enum, value_name = "KIND")]
    pub(in crate::cli) kind: Option<KindArg>,
    /// Purpose as the `usage` of a Kaltura caption asset: 0 captions, 1 extended audio description
    #[arg(long, value_name = "N", conflicts_with = "kind", value_parser = clap::value_parser!(u8).range(0..=1))]
    pub(in crate::cli) usage: Option<u8>,
}

impl RuleArgs {
    /// What the options select rules by.
    pub(in crate::cli) fn selectors(&self) -> impl Iterator<Item = &Selector> {
        let levels = self.severity.iter().map(|(rules, _)| rules);
        self.select.iter().chain(&self.ignore).chain(levels)
    }

    /// Whether an option names a pattern of a configuration file.
    pub(in crate::cli) fn names_patterns(&self) -> bool {
        self.selectors().any(|selector| Selector::of_patterns(selector.text()).is_some())
    }

    /// The purpose of the files, if the command line gives it.
    fn kind(&self) -> Option<FileKind> {
        match (self.kind, self.usage) {
            (Some(KindArg::Captions), _) | (None, Some(0)) => Some(FileKind::Captions),
            (Some(KindArg::Chapters), _) => Some(FileKind::Chapters),
            (Some(KindArg::Thumbnails), _) => Some(FileKind::Thumbnails),
            (Some(KindArg::Ead), _) | (None, Some(_)) => Some(FileKind::Ead),
            (None, None) => None,
        }
    }
}

impl CheckArgs {
    /// The arguments of `cuesmith check -`.
    pub(in crate::cli) fn without_options() -> Result<Self, Failure> {
        let command = Self::augment_args(Command::new("check"));
        let read = command.try_get_matches_from(["check", "-"]);
        let read = read.and_then(|matches| Self::from_arg_matches(&matches));
        Ok(read.map_err(|error| problem("", error.to_string(), ""))?)
    }

    /// The paths that name the files, and that of the list of further ones.
    pub(in crate::cli) fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().map(PathBuf::as_path).chain(self.list.path())
    }

    /// The number of files, if it is known before they are searched for.
    pub(in crate::cli) fn number_of_files(&self) -> Option<u64> {
        let are_files = self.list.path().is_none() && self.paths.iter().all(|path| path.is_file());
        are_files.then_some(self.paths.len() as u64)
    }

    /// Whether the run writes a report of a format.
    pub(in crate::cli) fn writes(&self, format: CheckFormat) -> bool {
        self.format == format || self.output.iter().any(|output| output.format == format)
    }

    /// Whether the command line gives the purpose of the files.
    pub(in crate::cli) fn names_kind(&self) -> bool {
        self.rules.preset.is_some() || self.rules.kind().is_some()
    }

    /// Whether the kind of each file is guessed, because neither the command line nor an order gives it.
    pub(in crate::cli) fn guesses_kind(&self, order: Option<&Order>, settings: &Settings) -> bool {
        let kind = settings.options.choice.kind;
        order.is_none() && self.rules.kind().is_none() && kind == FileKind::Captions
    }

    /// The preset, overridden by the configuration file, then by the order, then by the command line.
    pub(in crate::cli) fn settings(&self, order: Option<&Order>, layers: &[&Layer]) -> Settings {
        let rules = &self.rules;
        let mut settings = match (rules.preset, order, config::preset(layers)) {
            (Some(preset), ..) => Settings::new(preset, Origin::CommandLine),
            (None, Some(order), _) => match rules.kind() {
                Some(kind) => {
                    Settings::new(crate::kaltura::lint::preset_of(kind), Origin::CommandLine)
                }
                None => crate::kaltura::lint::settings_for(order),
            },
            (None, None, Some((preset, key))) => {
                Settings::new(preset, Origin::Config(key.to_owned()))
            }
            (None, None, None) => Settings::new(&lint::RECOMMENDED, Origin::Default),
        };
        config::apply(layers, &mut settings);
        if let Some(order) = order {
            crate::kaltura::lint::apply(order, &mut settings);
        }
        if let Some(kind) = rules.kind() {
            set(&mut settings, "kind", kind.name());
        }
        if let Some(rate) = self.read.frame_rate {
            set(&mut settings, "frame_rate", &rate.to_string());
        }
        if rules.preview {
            set(&mut settings, "preview", "true");
        }
        self.parameters.set(&mut settings);
        self.limits.set(&mut settings);
        self.pair.tolerance.set(&mut settings);
        self.spoken.set(&mut settings);
        settings.options.show_suppressed = rules.show_suppressed;
        settings.options.max_findings = NonZeroU32::new(self.max_findings);
        settings.options.choice.levels.clone_from(&rules.severity);
        settings.options.choice.select.clone_from(&rules.select);
        settings.options.choice.ignore.clone_from(&rules.ignore);
        settings
    }

    /// A parameter on the command line that the preset does not have. With a configuration file, which may give
    /// files other presets, each parameter may be for some of them.
    pub(in crate::cli) fn foreign_parameter(&self, settings: &Settings) -> Option<Failure> {
        let preset = settings.options.choice.preset;
        if self.rules.preset.is_none() && settings.preset != Origin::Default {
            return None;
        }
        let name = self.parameters.names().find(|name| !preset.asks_for(name))?;
        let others = RULES.presets.iter().filter(|other| other.asks_for(name));
        let others: Vec<&str> = others.map(|other| other.name).collect();
        let others = others.join(" or --preset ");
        let message = format!("--{name} has no effect with the preset `{}`", preset.name);
        Some(usage(message, format!("pass it with --preset {others}")))
    }

    /// The severity that fails the run; `configured` by a file unless the command line sets it.
    pub(in crate::cli) fn fail_on(&self, configured: Option<Severity>) -> FailOn {
        if self.rules.exit_zero {
            return FailOn::Never;
        }
        match self.rules.fail_on {
            Some(FailOnArg::Error) => FailOn::At(Severity::Error),
            Some(FailOnArg::Warning) => FailOn::At(Severity::Warning),
            Some(FailOnArg::Info) => FailOn::At(Severity::Info),
            Some(FailOnArg::Never) => FailOn::Never,
            None => FailOn::At(configured.unwrap_or(Severity::Error)),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CheckFormat {
    /// Blocks with the lines concerned
    Human,
    /// One line for each finding: path:line:column: severity: message [CODE name]
    Concise,
    /// One JSON document
    Json,
    /// One JSON object per line for each finding, then one with the totals
    Ndjson,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit XML, for test reports
    Junit,
    /// Checkstyle XML
    Checkstyle,
    /// reviewdog's diagnostics
    Rdjson,
    /// Comma-separated values with a header, for spreadsheets
    Csv,
    /// One page for a browser or a printer
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum HtmlGroup {
    /// Findings by file
    Files,
    /// Also by accessibility requirement (FCC, WCAG, EN 301 549, DCMP): what was checked, and what no
    /// file can show
    Requirements,
}

/// A report that is written to a file.
#[derive(Clone, Debug)]
pub(in crate::cli) struct ReportFile {
    pub(in crate::cli) format: CheckFormat,
    pub(in crate::cli) file: PathBuf,
}

/// Reads `FORMAT=FILE`.
fn output(value: &str) -> Result<ReportFile, String> {
    let formats = || {
        let names: Vec<_> = CheckFormat::value_variants()
            .iter()
            .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
            .collect();
        names.join(", ")
    };
    let Some((format, file)) = value.split_once('=') else {
        return Err(format!(
            "expected FORMAT=FILE, for example html=report.html; formats: {}",
            formats()
        ));
    };
    let Ok(format) = CheckFormat::from_str(format.trim(), true) else {
        return Err(format!("`{format}` is not a report format; use one of {}", formats()));
    };
    if file.is_empty() || file == "-" {
        return Err("no file name after `=`; for standard output pass --format".to_owned());
    }
    Ok(ReportFile { format, file: file.into() })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOnArg {
    Error,
    Warning,
    Info,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum KindArg {
    /// Captions or subtitles that viewers read
    Captions,
    /// Extended audio description: text spoken while the video is paused
    Ead,
    /// Chapters: titles in the player's menu
    Chapters,
    /// Thumbnails: images with the times they show
    Thumbnails,
}

impl From<FileKind> for KindArg {
    fn from(kind: FileKind) -> Self {
        match kind {
            FileKind::Captions => Self::Captions,
            FileKind::Ead => Self::Ead,
            FileKind::Chapters => Self::Chapters,
            FileKind::Thumbnails => Self::Thumbnails,
        }
    }
}
