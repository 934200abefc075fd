//! The common view of all formats, for rules, measures and converters.
//!
//! A [`Timeline`] is read-only and borrows from the source. It holds cues in file order, never
//! reordered, each tied to the spans it came from. The runs (pieces of text) of all cues are in one
//! vector, and so do the scopes (open inline elements): a plain cue costs no allocation of its own.
//! The formats' `lower` modules make timelines, their `raise` modules write files from them.

mod color;
pub mod edit;
mod loss;
mod measure;
mod place;
mod shown;
mod signs;
mod view;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

pub use color::{CLASS_COLORS, class_color, hex_color};
pub(crate) use loss::TIME_MAP_NOT_APPLIED;
pub use loss::{Converted, Difference, DifferenceKind, Loss, LossKind};
pub use measure::{graphemes, is_unspaced, is_visible, words};
pub use place::{Anchor, CueBox, LINE_HEIGHT};
pub use shown::{Replacement, Shown, ShownPiece, replace_all};
pub use signs::Signs;
pub use view::{Line, text_and_ruby, visible_text};

pub use crate::chars::{is_invisible, one_line};

use crate::format::Format;
use crate::source::Span;
use crate::time::{Interval, Timestamp};

/// All cues of a file, and what they share.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline<'a> {
    /// The format it was read from.
    pub format: Format,
    /// The text that all spans refer to; empty where the timeline was not read from one.
    pub source: &'a str,
    /// The cues in file order.
    pub cues: Vec<Cue<'a>>,
    /// The runs of all cues; [`Cue::runs`] says which belong to one.
    pub runs: Vec<Run<'a>>,
    /// The inline elements of all cues. Index 0 is the root: no element at all.
    pub scopes: Vec<Scope<'a>>,
    /// The regions, in file order.
    pub regions: Vec<Region<'a>>,
    /// What the file contains besides cues: comments, style sheets, header text.
    pub extras: Vec<Extra>,
    /// The language of the file as a BCP 47 tag, where the file declares it.
    pub language: Option<Cow<'a, str>>,
    /// A limit was reached: cues that change were no longer split, so later changes inside them are
    /// missing.
    pub truncated: bool,
}

/// One timed piece of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue<'a> {
    /// The cue's own name: the WebVTT identifier, or SRT's number as written.
    pub id: Option<Cow<'a, str>>,
    /// When it is shown, as written; the end may be before the start.
    pub interval: Interval,
    /// Its pieces, as indices into [`Timeline::runs`].
    pub runs: Range<u32>,
    /// Where on the picture it is shown, unless at the default place. Cues in one place may share it.
    pub placement: Option<Arc<Placement>>,
    /// Index into [`Timeline::regions`].
    pub region: Option<u32>,
    /// Where in the source it came from.
    pub origin: Origin,
}

/// The places in the source that a cue came from. What the file does not have is an empty span at
/// the place where it would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Origin {
    /// The whole cue block, from its identifier to the end of its last text line, without the
    /// terminator of that line.
    pub block: Span,
    /// The identifier or number.
    pub id: Span,
    /// The start time.
    pub start: Span,
    /// The end time.
    pub end: Span,
    /// What follows the end time on its line: WebVTT cue settings, SRT coordinates.
    pub settings: Span,
    /// The text as written, with markup, without the last line's terminator.
    pub payload: Span,
}

impl Origin {
    /// The timing line from the start time to the end time.
    #[must_use]
    pub fn timing(&self) -> Span {
        self.start.join(self.end)
    }
}

/// One piece of a cue.
#[derive(Clone, Debug, PartialEq)]
pub struct Run<'a> {
    /// What it is.
    pub kind: RunKind<'a>,
    /// The inline element it is in: an index into [`Timeline::scopes`], 0 for none.
    pub scope: u32,
    /// Its place in the source.
    pub span: Span,
}

impl Run<'_> {
    /// Whether it is text that is in the source as it is shown. Other text is one character reference
    /// or one run of white space, and cannot be cut.
    #[must_use]
    pub fn is_exact(&self, source: &str) -> bool {
        let range = self.span.start as usize..self.span.end as usize;
        match &self.kind {
            RunKind::Text(text) if text.len() == self.span.len() as usize => {
                source.get(range) == Some(text.as_ref())
            }
            _ => false,
        }
    }
}

/// What a run is.
#[derive(Clone, Debug, PartialEq)]
pub enum RunKind<'a> {
    /// Text as viewers see it: references resolved, no markup, no line break.
    Text(Cow<'a, str>),
    /// The end of a line inside the cue.
    Break,
    /// From here on the text belongs to this moment (karaoke, WebVTT timestamp tags).
    Timestamp(Timestamp),
}

/// An inline element: everything between an opening and a closing tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope<'a> {
    /// What it does.
    pub kind: ScopeKind<'a>,
    /// WebVTT classes on the tag.
    pub classes: Vec<Cow<'a, str>>,
    /// The element around it: an index into [`Timeline::scopes`], 0 for none. Always smaller than
    /// the scope's own index.
    pub parent: u32,
    /// The opening tag in the source.
    pub span: Span,
    /// Whether it is a ruby annotation or is in one. [`Timeline::push_scope`] sets it.
    pub in_ruby_text: bool,
}

/// What an inline element does to its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeKind<'a> {
    /// Nothing: index 0 of [`Timeline::scopes`].
    Root,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined.
    Underline,
    /// A span that only carries classes (WebVTT `<c>`).
    Class,
    /// Spoken by someone (WebVTT `<v Name>`).
    Voice(Cow<'a, str>),
    /// In another language (WebVTT `<lang xx>`), a BCP 47 tag.
    Language(Cow<'a, str>),
    /// A ruby group.
    Ruby,
    /// The annotation inside a ruby group.
    RubyText,
    /// SRT `<font>` with its attributes as written.
    Font {
        /// Value of `color`.
        color: Option<Cow<'a, str>>,
        /// Value of `face`.
        face: Option<Cow<'a, str>>,
        /// Value of `size`.
        size: Option<Cow<'a, str>>,
    },
    /// Markup that only one format knows and that does not show as text: `{\an8}` and the like,
    /// as written.
    Other(Cow<'a, str>),
}

/// A rectangle that cues can be shown in (WebVTT regions).
#[derive(Clone, Debug, PartialEq)]
pub struct Region<'a> {
    /// Its name.
    pub id: Cow<'a, str>,
    /// Width in percent of the picture.
    pub width: f64,
    /// Height in lines.
    pub lines: f64,
    /// The point of the region that is put on the viewport anchor, in percent of the region.
    pub region_anchor: (f64, f64),
    /// The point of the picture, in percent.
    pub viewport_anchor: (f64, f64),
    /// Whether lines scroll up as new ones come.
    pub scroll_up: bool,
    /// Its definition in the source.
    pub span: Span,
}

/// Writing direction of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vertical {
    /// Lines grow to the left.
    RightToLeft,
    /// Lines grow to the right.
    LeftToRight,
}

/// The position of a cue box across the lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LinePosition {
    /// Line number: 0 is the first line, -1 the last.
    Number(f64),
    /// Percent of the picture's height (width for vertical text).
    Percent(f64),
}

/// Alignment of a box to a position, or of text in its box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    /// The start side of the text's direction (for positions: line-left).
    Start,
    /// The middle.
    Center,
    /// The end side (for positions: line-right).
    End,
    /// Always left.
    Left,
    /// Always right.
    Right,
}

/// Where on the picture a cue is shown. `None` means: by default.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Placement {
    /// Vertical text.
    pub vertical: Option<Vertical>,
    /// Across the lines.
    pub line: Option<LinePosition>,
    /// Which edge of the box [`Placement::line`] refers to; default start.
    pub line_align: Option<Align>,
    /// Along the lines, in percent.
    pub position: Option<f64>,
    /// Which edge of the box [`Placement::position`] refers to; default by the text's alignment.
    pub position_align: Option<Align>,
    /// Length of the box along the lines in percent; default 100.
    pub size: Option<f64>,
    /// Text alignment; default center.
    pub align: Option<Align>,
}

/// What a file contains besides cues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extra {
    /// What it is.
    pub kind: ExtraKind,
    /// Its place.
    pub span: Span,
    /// The text of a comment, without what marks it as a comment; otherwise the same as `span`.
    pub text: Span,
}

impl Extra {
    /// Something whose text is all of it.
    #[must_use]
    pub const fn new(kind: ExtraKind, span: Span) -> Self {
        Self { kind, span, text: span }
    }

    /// A comment with its text.
    #[must_use]
    pub const fn note(span: Span, text: Span) -> Self {
        Self { kind: ExtraKind::Note, span, text }
    }
}

/// What an [`Extra`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtraKind {
    /// Text after or below the signature.
    Header,
    /// A line of the header that maps the times to another clock (`X-TIMESTAMP-MAP` of HLS).
    TimeMap,
    /// A comment (WebVTT NOTE, XML comment).
    Note,
    /// A style sheet (WebVTT STYLE).
    Style,
    /// A block that is not a cue and is never shown.
    Unparsed,
}

impl<'a> Timeline<'a> {
    /// An empty timeline with only the root scope and no source.
    #[must_use]
    pub fn new(format: Format) -> Self {
        Self {
            format,
            source: "",
            cues: Vec::new(),
            runs: Vec::new(),
            scopes: vec![Scope {
                kind: ScopeKind::Root,
                classes: Vec::new(),
                parent: 0,
                span: Span::default(),
                in_ruby_text: false,
            }],
            regions: Vec::new(),
            extras: Vec::new(),
            language: None,
            truncated: false,
        }
    }

    /// Cues of plain text that do not come from a file, in the order given. LF, CRLF or a lone CR ends a
    /// line of a text; nothing in it is markup. All places in the source are empty, at its start.
    ///
    /// `format` is the format that the timeline claims to be read from: pass another one than that of the
    /// file to be written, whose writer would otherwise take the text for its own markup.
    ///
    /// ```
    /// use cuesmith::time::Interval;
    /// use cuesmith::timeline::Timeline;
    /// use cuesmith::{Format, WriteOptions, raise};
    ///
    /// let cues = [(Interval::from_ms(0, 1500), "1 < 2".into()), (Interval::from_ms(2000, 3000), "a\nb".into())];
    /// let made = raise(&Timeline::plain(Format::Srt, cues), Format::WebVtt, &WriteOptions::default());
    /// assert_eq!(
    ///     made.document,
    ///     "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n1 &lt; 2\n\n00:00:02.000 --> 00:00:03.000\na\nb\n"
    /// );
    /// assert!(made.losses.is_empty());
    /// ```
    #[must_use]
    pub fn plain(format: Format, cues: impl IntoIterator<Item = (Interval, Cow<'a, str>)>) -> Self {
        let mut timeline = Self::new(format);
        for (interval, text) in cues {
            let first = timeline.runs.len() as u32;
            timeline.push_lines(text);
            timeline.cues.push(Cue {
                id: None,
                interval,
                runs: first..timeline.runs.len() as u32,
                placement: None,
                region: None,
                origin: Origin::default(),
            });
        }
        timeline
    }

    /// Adds runs for a text without markup.
    fn push_lines(&mut self, text: Cow<'a, str>) {
        let mut push = |kind| self.runs.push(Run { kind, scope: 0, span: Span::default() });
        if !text.is_empty() && !text.contains(['\n', '\r']) {
            push(RunKind::Text(text));
            return;
        }
        let mut rest = text.as_ref();
        while let Some(at) = rest.find(['\n', '\r']) {
            if at > 0 {
                push(RunKind::Text(rest[..at].to_owned().into()));
            }
            push(RunKind::Break);
            rest = &rest[at + if rest[at..].starts_with("\r\n") { 2 } else { 1 }..];
        }
        if !rest.is_empty() {
            push(RunKind::Text(rest.to_owned().into()));
        }
    }

    /// The runs of a cue.
    #[must_use]
    pub fn runs_of(&self, cue: &Cue<'a>) -> &[Run<'a>] {
        self.runs_in(&cue.runs)
    }

    /// The runs in a range of indices; none where there are not so many.
    #[must_use]
    pub fn runs_in(&self, range: &Range<u32>) -> &[Run<'a>] {
        self.runs.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// The scopes around a run, innermost first, without the root.
    pub fn scopes_of(&self, scope: u32) -> impl Iterator<Item = (u32, &Scope<'a>)> {
        let mut at = scope;
        std::iter::from_fn(move || {
            let here = at;
            let scope = self.scopes.get(here as usize).filter(|_| here != 0)?;
            at = scope.parent;
            Some((here, scope))
        })
    }

    /// Adds an inline element and returns its index. Elements around it come first.
    pub fn push_scope(
        &mut self,
        kind: ScopeKind<'a>,
        classes: Vec<Cow<'a, str>>,
        parent: u32,
        span: Span,
    ) -> u32 {
        let around = self.scopes.get(parent as usize).is_some_and(|scope| scope.in_ruby_text);
        let in_ruby_text = around || kind == ScopeKind::RubyText;
        self.scopes.push(Scope { kind, classes, parent, span, in_ruby_text });
        self.scopes.len() as u32 - 1
    }

    /// Whether a run is shown inside a ruby annotation.
    #[must_use]
    pub fn in_ruby_text(&self, run: &Run<'a>) -> bool {
        self.scopes.get(run.scope as usize).is_some_and(|scope| scope.in_ruby_text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_cues_have_lines_and_nothing_else() {
        let cue = |text: &'static str| (Interval::from_ms(0, 1), Cow::Borrowed(text));
        let texts = ["", "a", "a\r\nb\rc", "\n\nd\n"];
        let timeline = Timeline::plain(Format::Srt, texts.map(cue));
        let shown: Vec<String> =
            timeline.cues.iter().map(|cue| visible_text(&timeline, cue)).collect();
        assert_eq!(shown, ["", "a", "a\nb\nc", "\n\nd\n"]);
        assert_eq!(timeline.runs.len(), 10);
        assert!(timeline.runs.iter().all(|run| run.scope == 0 && run.span.is_empty()));
        assert!(matches!(&timeline.runs[0].kind, RunKind::Text(Cow::Borrowed("a"))));
    }
}
