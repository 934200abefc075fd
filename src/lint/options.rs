//! The options of a check: limits, context and the choice of rules.

use std::num::NonZeroU32;
use std::ops::RangeInclusive;
use std::sync::Arc;

#[cfg(feature = "lint-align")]
use super::aligned::{AlignmentReport, TranscriptFile};
use super::level::{Level, strongest};
#[cfg(feature = "patterns")]
use super::pattern::Pattern;
use super::preset::{Parameters, Preset, RECOMMENDED};
use super::reference_file::ReferenceFile;
use super::rule::{FileKind, Rule, Status};
use super::rule_set::RuleSet;
use super::selector::Selector;
use crate::reflow::Width;
use crate::time::{FrameRate, Interval};
use crate::timeline::graphemes;

/// Limits, context and the choice of rules. Most fields can be set by their names ([`Options::set`]),
/// which are the same on the command line (`--max-chars`) and in JavaScript (`maxChars`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// The limits for cues.
    pub limits: Limits,
    /// What is known of the files besides their text, and what was ordered.
    pub context: Context,
    /// Which rules run, and with which severity.
    pub choice: Choice,
    /// The most findings of a rule in a file that are kept; further ones are counted in
    /// [`Report::left_out`](super::Report::left_out). Default: all are kept. Fixing is not limited.
    pub max_findings: Option<NonZeroU32>,
    /// Whether to compute fixes that cost several times as much as the check, because they rewrite the
    /// whole file. Default: no; [`fix`](super::fix) turns this on.
    pub fixing: bool,
    /// Findings to suppress besides those that comments in the file suppress. Default none.
    pub exceptions: Vec<Exception>,
    /// Whether to report findings that comments and exceptions suppress like any others. Default: no.
    pub show_suppressed: bool,
}

/// Findings that are suppressed, by rule and cue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exception {
    /// The rules.
    pub rules: Vec<Selector>,
    /// The cues; empty for all cues and findings about no cue.
    pub cues: Vec<CueName>,
    /// Intervals that the cues are shown in, at least in part; empty for any.
    pub times: Vec<Interval>,
}

/// Cues in an exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CueName {
    /// Positions in the file, counted from one, as in messages.
    Positions(RangeInclusive<u32>),
    /// The cue's own name: the WebVTT identifier, SRT's number as written, `xml:id`.
    Id(String),
}

/// The limits for cues. A preset may have other values for files of some languages
/// ([`Options::limits_for`]).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Longest line in graphemes as shown. Default 42.
    pub max_chars: u32,
    /// Whether half-width characters (Latin letters, digits) count as half a character in `max_chars` and
    /// `max_cps`. Default: no.
    pub half_width: bool,
    /// Most lines in a cue. Default 2.
    pub max_lines: u32,
    /// Shortest cue in ms. Default 500.
    pub min_duration: i64,
    /// Longest cue in ms. Default 8,000.
    pub max_duration: i64,
    /// Shortest gap between two cues in ms, unless they touch. Default 0: any gap is long enough.
    pub min_gap: i64,
    /// Gaps below this many ms should be closed down to `min_gap`. Default 0: none.
    pub close_gaps: i64,
    /// Longest time without captions in ms. Default 60,000.
    pub max_silence: i64,
    /// A cue of at most this many ms means that the timing was lost (TIM003). Default 1.
    pub max_defect: i64,
    /// Highest reading speed in graphemes a second. Default 25.
    pub max_cps: f64,
    /// Highest reading speed in words a minute. Default none.
    pub max_wpm: Option<f64>,
    /// Shortest interval of an audio description in ms. Default 1,000.
    pub min_window: i64,
    /// Longest audio description in characters. Default 250
    /// ([`MAX_SPOKEN_CHARS`](crate::ead::MAX_SPOKEN_CHARS)).
    pub max_spoken_chars: u32,
    /// Longest audio description in ms as spoken. Default none.
    pub max_speech: Option<i64>,
    /// Words a minute for estimates of spoken time. Default 160 ([`SPEECH_WPM`](crate::ead::SPEECH_WPM)).
    pub speech_wpm: f64,
    /// The times of a translation may differ from its source by this many ms. Default 0.
    pub timing_tolerance: i64,
    /// A file of fewer cues may have one speaker only. Default 20.
    pub min_speaker_cues: u32,
    /// The form of the ellipsis: one of [`ELLIPSES`]. Default: any.
    pub ellipsis: Option<&'static str>,
    /// The characters that a decoder has: one of [`CHARSETS`]. Default: all.
    pub charset: Option<&'static str>,
    /// The minimum distance of TTML regions from each edge of the picture, in percent. Default 0.
    #[cfg(feature = "ttml")]
    pub safe_area: f64,
    /// The expected Unicode normalization form (ENC008). Default: form C.
    #[cfg(feature = "nfc")]
    pub unicode_form: UnicodeForm,
}

/// What is known of the files besides their text, and what was ordered.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// Language of the file as a code (`en`, `pt-BR`). Default: the language that the file declares.
    pub language: Option<String>,
    /// Language of the video's audio as a code. Default unknown.
    pub audio_language: Option<String>,
    /// The file that this one was translated from. Default unknown.
    pub reference_file: Option<Arc<ReferenceFile>>,
    /// The words that the file should have: those of a transcript. Default unknown.
    #[cfg(feature = "lint-align")]
    pub transcript: Option<Arc<TranscriptFile>>,
    /// How sure the times of each cue are. Default unknown.
    #[cfg(feature = "lint-align")]
    pub alignment: Option<Arc<AlignmentReport>>,
    /// The format that is to be delivered, by the ending of its files: `srt`, `vtt`, `dfxp`, `cap` or `scc`.
    /// Default: any.
    pub output_format: Option<&'static str>,
    /// Whether speaker changes are to be marked. Default: unknown.
    pub speaker_marks: Option<bool>,
    /// Whether speakers are to be named. Default: unknown.
    pub speaker_names: Option<bool>,
    /// Whether sounds are to be labeled. Default: unknown.
    pub audio_tags: Option<bool>,
    /// Length of the video in ms. Default unknown.
    pub media_duration: Option<i64>,
    /// Frame rate of the video. Default unknown.
    pub frame_rate: Option<FrameRate>,
    /// The shot changes of the video in ms, in order: the first frame of each shot. Default unknown.
    pub shot_changes: Vec<i64>,
    /// The TTML profile to validate against. Default: the profile that the file names, else TTML1.
    #[cfg(feature = "ttml")]
    pub ttml_model: Option<crate::ttml::Model>,
    /// Options that a field of an order asks for, by name, with the field: file, `#`, JSON pointer.
    pub asked: Vec<(&'static str, String)>,
    /// Terms as captions should write them, one a line; `Term = wrong | wrong` lists wrong forms.
    /// Default none.
    pub dictionary: Option<String>,
    /// Regular expressions to search for, each with the code of a rule of the set. Default none.
    #[cfg(feature = "patterns")]
    pub patterns: Vec<Arc<Pattern>>,
    /// Whether profanity is to be masked (TXT012, if it runs). Default: yes; an order can turn it off.
    pub mask_profanity: bool,
    /// Profanity to look for besides the built-in lists, one entry a line as in
    /// `cuesmith profanity --words`. Default empty.
    pub profanity_words: String,
}

/// Which rules run, and with which severity.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What the file is for. Default: captions.
    pub kind: FileKind,
    /// The preset, which decides about the rules that the fields below do not mention. Default:
    /// `recommended`. Its option values are applied by [`Options::of`], not by setting this field.
    pub preset: &'static Preset,
    /// What the preset is asked for.
    pub parameters: Parameters,
    /// Whether rules in preview run that are chosen by `ALL`, by family or by the preset as a whole. Default: no; a
    /// preview rule runs when it is selected by its code or name.
    pub preview: bool,
    /// The options that [`Options::set`] has set: those which the rows of a preset leave alone.
    pub given: Vec<&'static str>,
    /// The levels of selected rules; they override the preset. The more specific selector wins; of two
    /// equally specific ones, the later.
    pub levels: Vec<(Selector, Level)>,
    /// The levels that an order sets: below `levels`, above `config_levels`.
    pub order_levels: Vec<(Selector, Level)>,
    /// The levels that a configuration file sets: above the preset.
    pub config_levels: Vec<(Selector, Level)>,
    /// Run only rules that one of these selects, even if the preset leaves them out. Empty: those of
    /// the preset.
    pub select: Vec<Selector>,
    /// Do not run rules that one of these selects.
    pub ignore: Vec<Selector>,
}

/// The values of [`Limits::ellipsis`]: three dots, or one character.
pub const ELLIPSES: &[&str] = &["dots", "character"];
/// The values of [`Limits::charset`].
pub const CHARSETS: &[&str] = &["latin1", "teletext"];

/// A Unicode normalization form (UAX #15) that keeps every distinction of the text.
#[cfg(feature = "nfc")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum UnicodeForm {
    /// Form C: a letter and its marks are one character where one exists.
    #[default]
    Nfc,
    /// Form D: letters and their marks are separate characters.
    Nfd,
}

#[cfg(feature = "nfc")]
impl UnicodeForm {
    /// Both forms.
    pub const ALL: &'static [Self] = &[Self::Nfc, Self::Nfd];

    /// The name on the command line: `nfc` or `nfd`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nfc => "nfc",
            Self::Nfd => "nfd",
        }
    }

    /// The form of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|form| form.name() == name)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_chars: 42,
            half_width: false,
            max_lines: 2,
            min_duration: 500,
            max_duration: 8000,
            min_gap: 0,
            close_gaps: 0,
            max_silence: 60_000,
            max_defect: 1,
            max_cps: 25.0,
            max_wpm: None,
            min_window: 1000,
            max_spoken_chars: crate::ead::MAX_SPOKEN_CHARS,
            max_speech: None,
            speech_wpm: crate::ead::SPEECH_WPM,
            timing_tolerance: 0,
            min_speaker_cues: 20,
            ellipsis: None,
            charset: None,
            #[cfg(feature = "ttml")]
            safe_area: 0.0,
            #[cfg(feature = "nfc")]
            unicode_form: UnicodeForm::default(),
        }
    }
}

impl Default for Context {
    fn default() -> Self {
        Self {
            language: None,
            audio_language: None,
            reference_file: None,
            #[cfg(feature = "lint-align")]
            transcript: None,
            #[cfg(feature = "lint-align")]
            alignment: None,
            output_format: None,
            speaker_marks: None,
            speaker_names: None,
            audio_tags: None,
            media_duration: None,
            frame_rate: None,
            shot_changes: Vec::new(),
            #[cfg(feature = "ttml")]
            ttml_model: None,
            asked: Vec::new(),
            dictionary: None,
            #[cfg(feature = "patterns")]
            patterns: Vec::new(),
            mask_profanity: true,
            profanity_words: String::new(),
        }
    }
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            kind: FileKind::default(),
            preset: &RECOMMENDED,
            parameters: Parameters::default(),
            preview: false,
            given: Vec::new(),
            levels: Vec::new(),
            order_levels: Vec::new(),
            config_levels: Vec::new(),
            select: Vec::new(),
            ignore: Vec::new(),
        }
    }
}

impl Limits {
    /// The width of a line as `max_chars` counts it: graphemes as shown, or half-width characters as half of
    /// one, rounded up.
    #[must_use]
    pub fn width(&self, line: &str) -> u32 {
        if self.half_width { Width::EastAsian.of(line).div_ceil(2) } else { graphemes(line) }
    }
}

impl Context {
    /// The field of an order that asks for an option's value.
    #[must_use]
    pub fn asked_by(&self, option: &str) -> Option<&str> {
        let known = self.asked.iter().find(|(name, _)| *name == option);
        known.map(|(_, field)| field.as_str())
    }

    /// The same for the end of a message: ` (order.json#/...)`, or nothing.
    #[must_use]
    pub fn citation(&self, option: &str) -> String {
        self.asked_by(option).map_or_else(String::new, |field| format!(" ({field})"))
    }
}

impl Choice {
    /// Whether the choice of rules lets this one of a set run.
    #[must_use]
    pub fn enables(&self, set: &RuleSet, rule: &Rule) -> bool {
        let is_on = self.chosen(rule).unwrap_or_else(|| self.level_of(set, rule) != Level::Off);
        is_on && (rule.status != Status::Preview || self.preview || self.names(rule))
    }

    /// The deprecated rules of a set that the user has selected or turned on by code or name.
    #[must_use]
    pub fn deprecated(&self, set: &RuleSet) -> Vec<&'static Rule> {
        let is_old = |rule: &&Rule| rule.status == Status::Deprecated && self.names(rule);
        set.rules().filter(is_old).collect()
    }

    /// Whether a rule is selected or turned on by its code or name, by the user, an order or the preset.
    fn names(&self, rule: &Rule) -> bool {
        let levels = [&self.levels, &self.order_levels, &self.config_levels];
        let levels =
            levels.into_iter().flatten().map(|(selector, level)| (selector.strength(rule), level));
        let of_preset = self.preset.chain().flat_map(|preset| preset.rules);
        let of_preset = of_preset.map(|(word, level)| (rule.strength_of(word), level));
        self.select.iter().any(|selector| selector.strength(rule) == Rule::NAMED)
            || levels
                .chain(of_preset)
                .any(|(strength, level)| strength == Rule::NAMED && *level != Level::Off)
    }

    /// Whether `select` and `ignore` turn a rule on or off; `None`: neither.
    pub(super) fn chosen(&self, rule: &Rule) -> Option<bool> {
        let hit = |list: &[Selector]| list.iter().map(|s| s.strength(rule)).max().unwrap_or(0);
        let (wanted, unwanted) = (hit(&self.select), hit(&self.ignore));
        // The more specific selector wins: `--ignore TIM --select TIM004` runs TIM004.
        match self.select.is_empty() {
            true => (unwanted > 0).then_some(false),
            false => Some(wanted > unwanted),
        }
    }

    /// The level of a rule of a set that runs: on, or with another severity.
    pub(super) fn level(&self, set: &RuleSet, rule: &Rule) -> Level {
        match self.level_of(set, rule) {
            // A rule that is off but selected runs.
            Level::Off => Level::On,
            level => level,
        }
    }

    /// Whether what a rule finds is asked for: an option of its limit was set, a preset was chosen, or the
    /// rule or its family is named in a choice of rules or levels.
    pub(super) fn asks_for(&self, rule: &Rule) -> bool {
        let names = |selector: &Selector| selector.strength(rule) > Selector::ALL;
        let levels = [&self.levels, &self.order_levels, &self.config_levels];
        let options = rule.house_style.map_or(&[][..], |style| style.options);
        *self.preset != RECOMMENDED
            || self.select.iter().any(names)
            || levels.into_iter().flatten().any(|(selector, _)| names(selector))
            || options.iter().any(|option| self.given.contains(option))
    }

    /// The level of a rule in `levels`.
    pub(super) fn own_level(&self, rule: &Rule) -> Option<Level> {
        strongest(self.levels.iter().map(|(selector, level)| (selector.strength(rule), *level)))
    }

    /// The level of a rule in `order_levels`.
    pub(super) fn order_level(&self, rule: &Rule) -> Option<Level> {
        let levels = self.order_levels.iter();
        strongest(levels.map(|(selector, level)| (selector.strength(rule), *level)))
    }

    /// The level of a rule in `config_levels`.
    pub(super) fn config_level(&self, rule: &Rule) -> Option<Level> {
        let levels = self.config_levels.iter();
        strongest(levels.map(|(selector, level)| (selector.strength(rule), *level)))
    }

    fn level_of(&self, set: &RuleSet, rule: &Rule) -> Level {
        let by_preset = || self.preset.level(rule).map(|(level, _)| level);
        let given = self.own_level(rule).or_else(|| self.order_level(rule));
        let given = given.or_else(|| self.config_level(rule)).or_else(by_preset);
        given.unwrap_or_else(|| set.level(rule))
    }
}
