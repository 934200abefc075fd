//! What a rule is: metadata, documentation and checks in one place.

pub use super::file_kind::FileKind;
use super::{CueContext, Findings, Subject};
use crate::format::Format;
use crate::source::{Applicability, Severity};
use crate::timeline::Signs;

/// Something a rule needs besides the file. A rule whose need is not met is counted as skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Need {
    /// The length of the video ([`super::Context::media_duration`]).
    MediaDuration,
    /// Its frame rate ([`super::Context::frame_rate`]).
    FrameRate,
    /// A reading speed in words a minute, which is off by default ([`super::Limits::max_wpm`]).
    MaxWpm,
    /// A limit for gaps to close, which is off by default ([`super::Limits::close_gaps`]).
    CloseGaps,
    /// The shot changes of the video ([`super::Context::shot_changes`]).
    ShotChanges,
    /// A form of the ellipsis, which is open by default ([`super::Limits::ellipsis`]).
    Ellipsis,
    /// A set of characters, which is open by default ([`super::Limits::charset`]).
    Charset,
    /// The name of the file ([`Subject::path`]).
    Path,
    /// The format that is to be delivered ([`super::Context::output_format`]).
    OutputFormat,
    /// Whether speaker changes are to be marked ([`super::Context::speaker_marks`]).
    SpeakerMarks,
    /// Whether speakers are to be named ([`super::Context::speaker_names`]).
    SpeakerNames,
    /// Whether sounds are to be labeled ([`super::Context::audio_tags`]).
    AudioTags,
    /// The language of the file, from the file or from [`super::Context::language`].
    Language,
    /// The file that this one was translated from ([`super::Context::reference_file`]).
    ReferenceFile,
    /// The transcript that the words are from ([`super::Context::transcript`]).
    #[cfg(feature = "lint-align")]
    Transcript,
    /// How sure the times of the cues are ([`super::Context::alignment`]).
    #[cfg(feature = "lint-align")]
    AlignmentReport,
    /// The dictionary of the job ([`super::Context::dictionary`]).
    Dictionary,
    /// The language of the video's audio ([`super::Context::audio_language`]).
    AudioLanguage,
}

impl Need {
    /// What must be given for the rule to run, in a word or two.
    #[must_use]
    pub const fn option(self) -> &'static str {
        match self {
            Self::MediaDuration => "--media-duration",
            Self::FrameRate => "--frame-rate",
            Self::MaxWpm => "--max-wpm",
            Self::CloseGaps => "--close-gaps",
            Self::ShotChanges => "--shot-changes",
            Self::Ellipsis => "--ellipsis",
            Self::Charset => "--charset",
            Self::OutputFormat | Self::SpeakerMarks | Self::SpeakerNames | Self::AudioTags => {
                "an order"
            }
            Self::Path => "a file name (--stdin-filename)",
            Self::Language => "--language",
            Self::ReferenceFile => "--source",
            #[cfg(feature = "lint-align")]
            Self::Transcript => "--transcript",
            #[cfg(feature = "lint-align")]
            Self::AlignmentReport => "--alignment-report",
            Self::Dictionary => "--dictionary",
            Self::AudioLanguage => "--audio-language",
        }
    }

    /// Why a rule did not run, and what to do about it.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::MediaDuration => "no media duration given (--media-duration)",
            Self::FrameRate => "no frame rate given (--frame-rate)",
            Self::MaxWpm => "no reading speed in words per minute given (--max-wpm)",
            Self::CloseGaps => "no maximum for gaps to close given (--close-gaps)",
            Self::ShotChanges => "no shot changes given (--shot-changes)",
            Self::Ellipsis => "no form of the ellipsis given (--ellipsis)",
            Self::Charset => "no character set given (--charset)",
            Self::OutputFormat | Self::SpeakerMarks | Self::SpeakerNames | Self::AudioTags => {
                "no order requires it"
            }
            Self::Path => "the file has no name (--stdin-filename)",
            Self::Language => "no language given, and the file declares none (--language)",
            Self::ReferenceFile => "no source of the translation given (--source)",
            #[cfg(feature = "lint-align")]
            Self::Transcript => "no transcript given (--transcript)",
            #[cfg(feature = "lint-align")]
            Self::AlignmentReport => "no report of an alignment given (--alignment-report)",
            Self::Dictionary => "no dictionary given (--dictionary)",
            Self::AudioLanguage => "no audio language given (--audio-language)",
        }
    }
}

/// The source of a rule or its number, which anyone can open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Document and section; for a program's source, the repository, the file and what it does there.
    pub title: &'static str,
    /// Its address. Source code has its commit and lines. An observation (a program was run) has the page
    /// that describes how and when.
    pub url: &'static str,
    /// When it was read, as `YYYY-MM-DD`.
    pub read_on: &'static str,
}

/// What a set of rules adds to the documentation of a rule, for example what one video platform does with
/// the same thing.
#[derive(Clone, Copy, Debug)]
pub struct RuleNote {
    /// The code of the rule.
    pub code: &'static str,
    /// The text in Markdown, as doc comments carry it; empty without the feature `docs`.
    pub docs: &'static str,
    /// Where it comes from.
    pub references: &'static [Reference],
}

/// A limit of house style, and how all findings about it are described on one line:
/// `12 lines over 42 characters, longest 57`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HouseStyle {
    /// The options that set the limit, by name ([`super::OPTIONS`]); empty if none does.
    pub options: &'static [&'static str],
    /// What one finding is about: `line`.
    pub one: &'static str,
    /// What several are about: `lines`.
    pub many: &'static str,
    /// What the finding that is furthest from the limit is called: `longest`; empty where findings have no
    /// common limit.
    pub furthest: &'static str,
}

/// How settled a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Status {
    /// Its findings change only for good reason, and the changelog lists the change.
    #[default]
    Stable,
    /// Experimental: what it finds may change with any release. It runs when it is asked for
    /// ([`super::Choice::preview`], or selected by its code).
    Preview,
    /// To be removed; its documentation names what replaces it.
    Deprecated,
}

impl Status {
    /// `stable`, `preview` or `deprecated`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Preview => "preview",
            Self::Deprecated => "deprecated",
        }
    }
}

/// Looks at a file as a whole.
pub type FileCheck = fn(&Subject<'_>, &mut Findings<'_>);
/// Looks at one cue and its neighbors.
pub type CueCheck = fn(&Subject<'_>, &CueContext<'_, '_>, &mut Findings<'_>);

/// A rule: metadata, documentation, and a function for each hook that it has. The hooks go from coarse to
/// fine; a rule that only passes on findings of a parser has none.
///
/// A rule has no state and never parses: the parsers did.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Three letters and three digits: `TIM004`. Never reused. For a pattern of the user `PAT/` and its name.
    pub code: &'static str,
    /// The kebab-case name: `cue-overlap`. Accepted wherever the code is.
    pub name: &'static str,
    /// One line: when it fires.
    pub summary: &'static str,
    /// The documentation in Markdown (empty without the feature `docs`), with the headings *What it does*, *Why*, *Example*, *How to
    /// fix* and *Where it comes from*.
    pub docs: &'static str,
    /// The severity of its findings. If it has several, this is the highest, and the documentation lists
    /// when each applies.
    pub severity: Severity,
    /// The formats it looks at.
    pub formats: &'static [Format],
    /// The kinds of file it looks at.
    pub kinds: &'static [FileKind],
    /// Whether it looks at orders too, or only ([`Rule::formats`] is empty then).
    pub orders: bool,
    /// Whether it looks at configuration files too, or only ([`Rule::formats`] is empty then).
    pub configs: bool,
    /// What it needs besides the file.
    pub needs: &'static [Need],
    /// The most trusted fix it offers; `None` when it offers none.
    pub fix: Option<Applicability>,
    /// The codes of parsers whose findings it passes on under its own code.
    pub passes_on: &'static [&'static str],
    /// Those of these codes that are reported with a lower severity than the parser gives them: the format
    /// forbids it, but no viewer notices it and no widely used player loses anything. They keep the parser's
    /// severity where a file is validated against a TTML profile that the user chose.
    pub lowered: &'static [(&'static str, Severity)],
    /// Set if it compares with a limit of house style, on which guides and clients differ; `None` for what is
    /// wrong for every audience. Findings about house style are one line in the report for people, unless
    /// they are asked for ([`Plan::is_brief`](super::Plan::is_brief)).
    pub house_style: Option<HouseStyle>,
    /// Where it comes from.
    pub references: &'static [Reference],
    /// The version of this library that had it first.
    pub since: &'static str,
    /// How settled it is.
    pub status: Status,
    /// Looks at bytes, encoding and text as a whole.
    pub source: Option<FileCheck>,
    /// Looks at the document in its own format, or at all cues together.
    pub document: Option<FileCheck>,
    /// Looks at one cue and its neighbors.
    pub cue: Option<CueCheck>,
    /// Whether [`Rule::cue`] looks at nothing but the cue, the text up to the cues before and after it, when the next
    /// one starts, and what all cues of a file share. Its findings are then kept while none of that changes
    /// ([`Kept`](super::Kept)). Such a rule has no other hook and passes on nothing.
    pub one_cue: bool,
    /// Signs that the text of a cue must have for `cue` to find something in it: it is called for cues that have at least
    /// one of them. Default: [`Signs::ANY`], all cues.
    pub signs: Signs,
}

impl Rule {
    /// The defaults of a rule: every format and kind, stable, no fix, no hook.
    pub const NEW: Self = Self {
        code: "",
        name: "",
        summary: "",
        docs: "",
        severity: Severity::Warning,
        formats: ALL_FORMATS,
        kinds: ALL_KINDS,
        orders: false,
        configs: false,
        needs: &[],
        fix: None,
        passes_on: &[],
        lowered: &[],
        house_style: None,
        references: &[],
        since: "0.1.0",
        status: Status::Stable,
        source: None,
        document: None,
        cue: None,
        one_cue: false,
        signs: Signs::ANY,
    };

    /// The letters of its code: `TIM`.
    #[must_use]
    pub fn family(&self) -> &'static str {
        match self.code.split_once('/') {
            Some((family, _)) => family,
            None => self.code.trim_end_matches(|c: char| c.is_ascii_digit()),
        }
    }

    /// What it looks at: names of formats, `order` and `config`.
    #[must_use]
    pub fn looks_at(&self) -> Vec<&'static str> {
        let formats = self.formats.iter().map(|format| format.name());
        let others = [self.orders.then_some("order"), self.configs.then_some("config")];
        formats.chain(others.into_iter().flatten()).collect()
    }

    /// Whether it looks at a format and a kind at all.
    #[must_use]
    pub fn applies_to(&self, format: Format, kind: FileKind) -> bool {
        self.formats.contains(&format) && self.kinds.contains(&kind)
    }
}

/// Every caption format, for [`Rule::formats`].
///
/// The list is not [`Format::ALL`], so that a new format is not claimed by any rule.
pub(crate) const ALL_FORMATS: &[Format] = &[
    Format::Srt,
    Format::WebVtt,
    #[cfg(feature = "ttml")]
    Format::Ttml,
];
/// The formats besides SRT: they have comments and character references, for [`Rule::formats`].
pub(crate) const WEBVTT_AND_TTML: &[Format] = &[
    Format::WebVtt,
    #[cfg(feature = "ttml")]
    Format::Ttml,
];
/// Every kind, for [`Rule::kinds`].
pub(crate) const ALL_KINDS: &[FileKind] = FileKind::ALL;
/// Only what viewers read.
pub(crate) const CAPTIONS: &[FileKind] = &[FileKind::Captions];
/// Only extended audio description.
pub(crate) const EAD: &[FileKind] = &[FileKind::Ead];

/// Only chapters.
pub(crate) const CHAPTERS: &[FileKind] = &[FileKind::Chapters];
/// What viewers read, and chapters.
pub(crate) const NOT_EAD: &[FileKind] = &[FileKind::Captions, FileKind::Chapters];

/// The documentation of a rule, as doc comments: `explain` and `docs/rules` are made from it. The macro
/// contains no code, so that the formatter sees all of it, and writes the constant `DOCS`.
///
/// ```text
/// docs! {
///     /// ## What it does
///     /// ...
/// }
///
/// pub(super) static RULE: Rule = Rule {
///     code: "TIM004",
///     name: "cue-overlap",
///     summary: "a cue starts before an earlier one ends",
///     severity: Severity::Error,
///     kinds: CAPTIONS,
///     fix: Some(Applicability::Unsafe),
///     references: &[NETFLIX_TIMING],
///     docs: DOCS,
///     document: Some(check),
///     ..Rule::NEW
/// };
/// ```
macro_rules! docs {
    ($(#[doc = $doc:literal])*) => {
        $(#[doc = $doc])*
        // Empty in the WASM module: its package has the texts in a separate file.
        const DOCS: &str = if cfg!(feature = "docs") { concat!($($doc, "\n"),*) } else { "" };
    };
}

pub(crate) use docs;
