//! The losses of a conversion, and differences that they do not explain.

use std::borrow::Cow;

use crate::source::Span;

/// A new file, and what it does not have of the old one. Nothing is dropped silently.
#[derive(Clone, Debug, PartialEq)]
pub struct Converted<T> {
    /// The new file.
    pub document: T,
    /// What was lost or changed, in file order.
    pub losses: Vec<Loss>,
}

/// A place where a new file differs from the old one, without a reported loss or an intended change that
/// explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What kind of thing differs.
    pub kind: DifferenceKind,
    /// Zero-based index of the cue in the old file; `None` for the file as a whole.
    pub cue: Option<u32>,
    /// Its place in the old file.
    pub span: Span,
    /// What differs, in a few words.
    pub message: String,
}

/// What kind of thing differs between two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DifferenceKind {
    /// The cues and their order.
    Cues,
    /// When a cue is shown.
    Times,
    /// Its text, ruby annotations included.
    Words,
    /// Its appearance and position; ids, comments, style sheets and other things that are not shown.
    Form,
}

/// The message where a conversion drops the time map of an HLS segment.
pub(crate) const TIME_MAP_NOT_APPLIED: &str = "X-TIMESTAMP-MAP is dropped, and the times are not moved by it (`retime --apply-map` moves them)";

/// One thing that a conversion lost or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What kind of thing.
    pub kind: LossKind,
    /// Its place in the source.
    pub span: Span,
    /// Zero-based index of the cue concerned.
    pub cue: Option<u32>,
    /// What happened to it, in a few words.
    pub message: Cow<'static, str>,
}

/// What kind of thing was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LossKind {
    /// A cue identifier (SRT numbers cues itself).
    Id,
    /// Cue settings or coordinates.
    Settings,
    /// A region definition or the use of one.
    Region,
    /// A style sheet, or a font's color, face or size.
    Style,
    /// A class on a tag.
    Class,
    /// A ruby annotation: the base text stays.
    Ruby,
    /// A timestamp inside the text.
    InlineTimestamp,
    /// The name of a voice span.
    Voice,
    /// A language span.
    Language,
    /// A comment.
    Note,
    /// Text of the header.
    Header,
    /// Markup that the target does not have.
    UnknownTag,
    /// A character that the target cannot express was replaced, or may be taken for markup.
    Entity,
    /// A blank line inside a cue's text, which would end the cue in the target.
    BlankLine,
    /// A block that could not be read.
    Unparsed,
    /// A time that the target cannot express.
    Time,
    /// A whole cue.
    Cue,
    /// Metadata about a piece of the text (TTML).
    Metadata,
    /// A change while a cue is shown (TTML `set`): the result is kept as separate cues.
    Animation,
    /// Text that is never shown.
    Hidden,
    /// The form of times (TTML's frames, ticks, offsets): the times stay.
    TimeForm,
    /// The namespace of a draft of TTML, or none: it is replaced by that of TTML.
    Namespace,
    /// The map from the times to the clock of an HLS stream (`X-TIMESTAMP-MAP`): the times stay as written.
    TimeMap,
}

impl LossKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Id,
        Self::Settings,
        Self::Region,
        Self::Style,
        Self::Class,
        Self::Ruby,
        Self::InlineTimestamp,
        Self::Voice,
        Self::Language,
        Self::Note,
        Self::Header,
        Self::UnknownTag,
        Self::Entity,
        Self::BlankLine,
        Self::Unparsed,
        Self::Time,
        Self::Cue,
        Self::Metadata,
        Self::Animation,
        Self::Hidden,
        Self::TimeForm,
        Self::Namespace,
        Self::TimeMap,
    ];

    /// The name on the command line (`--deny-loss`) and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Settings => "settings",
            Self::Region => "region",
            Self::Style => "style",
            Self::Class => "class",
            Self::Ruby => "ruby",
            Self::InlineTimestamp => "inline-timestamp",
            Self::Voice => "voice",
            Self::Language => "language",
            Self::Note => "note",
            Self::Header => "header",
            Self::UnknownTag => "unknown-tag",
            Self::Entity => "entity",
            Self::BlankLine => "blank-line",
            Self::Unparsed => "unparsed",
            Self::Time => "time",
            Self::Cue => "cue",
            Self::Metadata => "metadata",
            Self::Animation => "animation",
            Self::Hidden => "hidden",
            Self::TimeForm => "time-form",
            Self::Namespace => "namespace",
            Self::TimeMap => "time-map",
        }
    }

    /// A number of losses of this kind, as messages give it: `2 regions`.
    #[must_use]
    pub fn counted(self, count: usize) -> String {
        let noun = match self {
            Self::Id => "id",
            Self::Settings => "cue setting",
            Self::Region => "region",
            Self::Style => "style",
            Self::Class => "class",
            Self::Ruby => "ruby annotation",
            Self::InlineTimestamp => "inline timestamp",
            Self::Voice => "voice",
            Self::Language => "language",
            Self::Note => "comment",
            Self::Header => "header text",
            Self::UnknownTag => "unknown tag",
            Self::Entity => "special character",
            Self::BlankLine => "blank line",
            Self::Unparsed => "unparsed block",
            Self::Time => "time",
            Self::Cue => "cue",
            Self::Metadata => "metadata item",
            Self::Animation => "animation",
            Self::Hidden => "hidden text",
            Self::TimeForm => "time format",
            Self::Namespace => "namespace",
            Self::TimeMap => "time map",
        };
        let ending = match self {
            _ if count == 1 => "",
            Self::Class => "es",
            _ => "s",
        };
        format!("{count} {noun}{ending}")
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}
