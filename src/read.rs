//! One entry point for all formats: detect the format, parse, lower.

#![warn(clippy::wildcard_enum_match_arm)]

use crate::format::Format;
use crate::language::language_of_name;
use crate::source::{Diagnostic, EditError, Edits, Parsed, Source};
use crate::timeline::edit::Editor;
use crate::timeline::{Converted, Cue, Loss, LossKind, Timeline};
use crate::{srt, webvtt};

#[cfg(test)]
thread_local! {
    /// How often this thread read a text, so that a test can see that a command does it once.
    pub(crate) static READ: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    /// How often this thread lowered a document.
    pub(crate) static LOWERED: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The format of the file. Default: detected ([`detect`]).
    pub format: Option<Format>,
    /// For SRT.
    pub srt: srt::ParseOptions,
    /// For WebVTT.
    pub webvtt: webvtt::ParseOptions,
    /// For TTML.
    #[cfg(feature = "ttml")]
    pub ttml: crate::ttml::ParseOptions,
}

/// What documents are validated against ([`Document::conformance`]).
#[derive(Clone, Copy, Debug, Default)]
pub struct ConformanceOptions {
    /// For TTML. Default: the profile that the file names, otherwise TTML1.
    #[cfg(feature = "ttml")]
    pub ttml_model: Option<crate::ttml::Model>,
}

/// A document in its own format.
#[derive(Clone, Debug, PartialEq)]
pub enum Document<'a> {
    /// SRT.
    Srt(srt::Document<'a>),
    /// WebVTT.
    WebVtt(webvtt::Document<'a>),
    /// TTML, DFXP.
    #[cfg(feature = "ttml")]
    Ttml(Box<crate::ttml::Document<'a>>),
}

/// A file, read.
#[derive(Clone, Debug, PartialEq)]
pub struct File<'a> {
    /// The document in its own format.
    pub document: Document<'a>,
    /// The findings of the reader, in file order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Everything that is known about an open file ([`open`]). It borrows the text and its name from the
/// caller.
#[derive(Clone, Debug)]
pub struct Opened<'s> {
    /// Bytes, encoding and text.
    pub source: &'s Source<'s>,
    /// The name that the file goes by, if it has one.
    pub path: Option<&'s str>,
    /// The document in its own format.
    pub document: Document<'s>,
    /// The findings of the reader, in file order; if it stopped at a limit, the last one reports that.
    pub diagnostics: Vec<Diagnostic>,
    /// The common view.
    pub timeline: Timeline<'s>,
    /// How it was read, with the format that was detected: for reading later versions of the same file
    /// in the same way.
    pub reading: ReadOptions,
}

impl<'s> Opened<'s> {
    /// The decoded text.
    #[must_use]
    pub fn text(&self) -> &'s str {
        &self.source.text
    }

    /// The format it was read as.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.document.format()
    }

    /// Its language as a BCP 47 tag: from the file itself, otherwise from its name (`talk.de.srt`).
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        let said = self.timeline.language.as_deref().filter(|said| !said.is_empty());
        said.or_else(|| language_of_name(self.path?))
    }

    /// A text of the same format, read as the file was: some of its blocks, perhaps changed.
    #[must_use]
    pub fn excerpt<'t>(&self, text: &'t str) -> Timeline<'t> {
        read_silently(text, None, &self.reading).lower()
    }
}

/// Opens a file: reads and lowers it, once for all operations on it. `path` (or just a
/// name) helps to find the format; nothing is read from disk.
///
/// This reads as tools do: WebVTT without its signature is read as if it had one, and the missing
/// signature is a finding. [`read`] treats such a file as browsers do: it is not WebVTT at all.
///
/// ```
/// use cuesmith::source::Source;
/// use cuesmith::{ReadOptions, open};
///
/// let source = Source::from_text("1\n00:00:01,000 --> 00:00:02,500\nHello\n");
/// let file = open(&source, Some("talk.srt"), &ReadOptions::default());
/// assert_eq!(file.timeline.cues[0].interval.duration(), 1500);
/// ```
#[must_use]
pub fn open<'s>(
    source: &'s Source<'s>,
    path: Option<&'s str>,
    options: &ReadOptions,
) -> Opened<'s> {
    let mut reading = forgiving(options);
    let File { document, mut diagnostics } = read(&source.text, path, &reading);
    reading.format = Some(document.format());
    let timeline = document.lower();
    diagnostics.extend(document.truncation(&timeline));
    Opened { source, path, document, diagnostics, timeline, reading }
}

/// [`open`] without findings: [`Opened::diagnostics`] is empty, and the work for them is saved.
#[must_use]
pub fn open_silently<'s>(
    source: &'s Source<'s>,
    path: Option<&'s str>,
    options: &ReadOptions,
) -> Opened<'s> {
    let mut reading = forgiving(options);
    let document = read_silently(&source.text, path, &reading);
    reading.format = Some(document.format());
    let timeline = document.lower();
    Opened { source, path, document, diagnostics: Vec::new(), timeline, reading }
}

fn forgiving(options: &ReadOptions) -> ReadOptions {
    let mut options = options.clone();
    options.webvtt.lenient_signature = true;
    options
}

/// A text that changes, for callers that keep it, such as an editor or a language server. It keeps the
/// text and no parsed form of it: parsing takes less time than a keystroke.
///
/// ```
/// use cuesmith::source::{Edit, Edits, Span};
/// use cuesmith::{Buffer, ReadOptions};
///
/// let text = "WEBVTT\n\n00:01.000 --> 00:02.500\nHello\n";
/// let mut buffer = Buffer::new(text, Some("talk.vtt"), ReadOptions::default());
/// let end = buffer.look(|file| file.timeline.cues[0].origin.end);
/// let back = buffer.apply(&Edits::from_iter([Edit::replace(end, "00:03.000")]))?;
/// assert_eq!(buffer.look(|file| file.timeline.cues[0].interval.duration()), 2000);
/// buffer.apply(&back)?;
/// assert_eq!(buffer.text(), text);
/// # Ok::<(), cuesmith::source::EditError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    text: String,
    path: Option<String>,
    options: ReadOptions,
}

impl Buffer {
    /// A buffer with a text, the name that the file goes by if it has one, and how it is to be read.
    /// If `options` name no format, it is detected each time: the format of a text may change.
    #[must_use]
    pub fn new(text: impl Into<String>, path: Option<&str>, options: ReadOptions) -> Self {
        Self { text: text.into(), path: path.map(str::to_owned), options }
    }

    /// The current text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Opens the current text ([`open`]) and returns the result of `look`.
    pub fn look<R>(&self, look: impl FnOnce(&Opened<'_>) -> R) -> R {
        let source = Source::from_text(&self.text);
        look(&open(&source, self.path.as_deref(), &self.options))
    }

    /// [`Buffer::look`] without the findings of the reader ([`open_silently`]).
    pub fn look_silently<R>(&self, look: impl FnOnce(&Opened<'_>) -> R) -> R {
        let source = Source::from_text(&self.text);
        look(&open_silently(&source, self.path.as_deref(), &self.options))
    }

    /// Changes the text, and returns the edits that undo the change.
    ///
    /// # Errors
    /// [`EditError`] when the edits cannot be applied to the text, which then stays unchanged.
    pub fn apply(&mut self, edits: &Edits) -> Result<Edits, EditError> {
        let back = edits.inverse(&self.text)?;
        self.text = edits.apply(&self.text)?;
        Ok(back)
    }
}

/// Reads a text as browsers do: strictly, where [`open`] is lenient. WebVTT without its signature has
/// no cues here, unless [`webvtt::ParseOptions::lenient_signature`] is set. `path` (or just a name)
/// helps to find the format; nothing is read from disk.
///
/// ```
/// use cuesmith::{ReadOptions, read};
///
/// let text = "1\n00:00:01,000 --> 00:00:02,500\nHello\n";
/// let file = read(text, Some("talk.srt"), &ReadOptions::default());
/// let timeline = file.document.lower();
/// assert_eq!(timeline.cues[0].interval.duration(), 1500);
/// ```
#[must_use]
pub fn read<'a>(text: &'a str, path: Option<&str>, options: &ReadOptions) -> File<'a> {
    #[cfg(test)]
    READ.set(READ.get() + 1);
    match options.format.unwrap_or_else(|| detect(text, path)) {
        Format::Srt => {
            let Parsed { document, diagnostics } = srt::parse(text, &options.srt);
            File { document: Document::Srt(document), diagnostics }
        }
        Format::WebVtt => {
            let Parsed { document, diagnostics } = webvtt::parse(text, &options.webvtt);
            File { document: Document::WebVtt(document), diagnostics }
        }
        #[cfg(feature = "ttml")]
        Format::Ttml => {
            let Parsed { document, diagnostics } = crate::ttml::parse(text, &options.ttml);
            File { document: Document::Ttml(Box::new(document)), diagnostics }
        }
    }
}

/// The document that [`read`] gives, without findings and the work for them.
#[must_use]
pub fn read_silently<'a>(text: &'a str, path: Option<&str>, options: &ReadOptions) -> Document<'a> {
    match options.format.unwrap_or_else(|| detect(text, path)) {
        Format::Srt => Document::Srt(srt::parse_silently(text, &options.srt)),
        Format::WebVtt => Document::WebVtt(webvtt::parse_silently(text, &options.webvtt)),
        #[cfg(feature = "ttml")]
        Format::Ttml => Document::Ttml(Box::new(crate::ttml::parse_silently(text, &options.ttml))),
    }
}

/// The format of a text: by its content where that is clear, otherwise by its name, otherwise SRT,
/// whose reader is the most lenient.
///
/// A `.vtt` file without the signature is WebVTT if its times are written as WebVTT writes them.
#[must_use]
pub fn detect(text: &str, path: Option<&str>) -> Format {
    let named = path.and_then(Format::from_path);
    match Format::sniff(text) {
        Some(Format::Srt) if named == Some(Format::WebVtt) && Format::has_webvtt_times(text) => {
            Format::WebVtt
        }
        Some(format) => format,
        None => named.unwrap_or(Format::Srt),
    }
}

impl<'a> Document<'a> {
    /// Which format it is.
    #[must_use]
    pub const fn format(&self) -> Format {
        match self {
            Self::Srt(_) => Format::Srt,
            Self::WebVtt(_) => Format::WebVtt,
            #[cfg(feature = "ttml")]
            Self::Ttml(_) => Format::Ttml,
        }
    }

    /// The common view.
    #[must_use]
    pub fn lower(&self) -> Timeline<'a> {
        #[cfg(test)]
        LOWERED.set(LOWERED.get() + 1);
        match self {
            Self::Srt(document) => srt::lower(document),
            Self::WebVtt(document) => webvtt::lower(document),
            #[cfg(feature = "ttml")]
            Self::Ttml(document) => crate::ttml::lower(document),
        }
    }

    /// A finding if the timeline does not show all of the document because of a limit, which is possible
    /// only for TTML, whose changes split cues.
    #[cfg_attr(not(feature = "ttml"), allow(unused_variables))]
    fn truncation(&self, timeline: &Timeline<'_>) -> Option<Diagnostic> {
        match self {
            Self::Srt(_) | Self::WebVtt(_) => None,
            #[cfg(feature = "ttml")]
            Self::Ttml(document) => crate::ttml::check_limits(document, timeline.truncated),
        }
    }

    /// What can be changed in the file, as edits; `None` for a format that can only be read.
    #[must_use]
    pub fn editor(&self) -> Option<&dyn Editor> {
        match self {
            Self::Srt(document) => Some(document),
            Self::WebVtt(document) => Some(document),
            #[cfg(feature = "ttml")]
            Self::Ttml(document) => Some(&**document),
        }
    }

    /// Further findings by the rules that the format has for authors: in the text of every cue, and in
    /// the bytes of `source`.
    #[must_use]
    #[cfg_attr(not(feature = "ttml"), allow(unused_variables))]
    pub fn conformance(
        &self,
        source: &Source<'_>,
        options: &ConformanceOptions,
    ) -> Vec<Diagnostic> {
        match self {
            Self::Srt(document) => srt::conformance(document),
            Self::WebVtt(document) => webvtt::conformance(document),
            #[cfg(feature = "ttml")]
            Self::Ttml(document) => crate::ttml::conformance(document, source, options.ttml_model),
        }
    }
}

/// How to write a file of each format.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// For SRT.
    pub srt: srt::WriteOptions,
    /// For WebVTT.
    pub webvtt: webvtt::WriteOptions,
    /// For TTML.
    #[cfg(feature = "ttml")]
    pub ttml: crate::ttml::WriteOptions,
}

/// Writes a timeline as a new file of the given format and lists what was lost. For a format that can
/// only be read ([`Format::can_write`]) nothing is written: every cue is lost.
#[must_use]
pub fn raise(timeline: &Timeline<'_>, to: Format, options: &WriteOptions) -> Converted<String> {
    let written = match to {
        Format::Srt => Some(srt::raise(timeline, &options.srt)),
        Format::WebVtt => Some(webvtt::raise(timeline, &options.webvtt)),
        #[cfg(feature = "ttml")]
        Format::Ttml => Some(crate::ttml::raise(timeline, &options.ttml)),
    };
    written.unwrap_or_else(|| unwritten(timeline, to))
}

/// The result for a format that can only be read.
fn unwritten(timeline: &Timeline<'_>, to: Format) -> Converted<String> {
    let loss = |(at, cue): (usize, &Cue<'_>)| Loss {
        kind: LossKind::Cue,
        span: cue.origin.block,
        cue: Some(at as u32),
        message: format!("{} files can only be read", to.title()).into(),
    };
    let losses = timeline.cues.iter().enumerate().map(loss).collect();
    Converted { document: String::new(), losses }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_written_is_written_and_the_rest_is_lost() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nHello\n";
        let timeline = read(text, None, &ReadOptions::default()).document.lower();
        for &to in Format::ALL {
            let made = raise(&timeline, to, &WriteOptions::default());
            assert_eq!(made.document.contains("Hello"), to.can_write());
            assert_eq!(made.losses.is_empty(), to.can_write());
        }
        let made = unwritten(&timeline, Format::Srt);
        assert_eq!((made.document.as_str(), made.losses.len()), ("", 1));
    }
}
