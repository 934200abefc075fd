//! Cues as the server's parsers keep them, with what serving them needs.

use std::borrow::Cow;
use std::rc::Rc;

use crate::source::Span;

/// One cue as a parser on the server keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptCue<'a> {
    /// Begin in milliseconds, mostly whole. `None` where the server has a null: a DFXP time it
    /// cannot read.
    pub start_ms: Option<f64>,
    /// End in milliseconds, likewise.
    pub end_ms: Option<f64>,
    /// The text as the parser keeps it, not always UTF-8: SRT with its tags, WebVTT without and
    /// with a line ending after each line, DFXP with a line ending for each `br`.
    pub text: Cow<'a, [u8]>,
    /// The settings of a WebVTT cue as written, without blanks at both ends. Empty for the other
    /// types.
    pub settings: Cow<'a, [u8]>,
    /// Where the cue is in the given bytes, as far as offsets fit 32 bits: SRT from its index,
    /// WebVTT from its timing line, DFXP its whole `p` element. `None` where it cannot be known.
    pub origin: Option<Span>,
}

/// A cue with what else is needed to serve it.
pub(super) struct ServerCue<'a> {
    pub(super) kept: KeptCue<'a>,
    /// The text in parts, with their styles. Empty where the kept text is all there is.
    pub(super) chunks: Vec<Chunk>,
}

/// A part of a cue's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Chunk {
    pub(super) text: Vec<u8>,
    /// DFXP: what its element and region ask for. `None` for the chunk of a `br`.
    pub(super) style: Option<TextStyle>,
}

/// The DFXP style attributes that have any effect (`dfxpCaptionsContentManager.php:18-97`,
/// `kWebVTTGenerator.php:94-119`).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TextStyle {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) text_align: Option<Rc<[u8]>>,
    pub(super) display_align: Option<Rc<[u8]>>,
    pub(super) origin: Option<Rc<[u8]>>,
    pub(super) extent: Option<Rc<[u8]>>,
}

/// Everything a content manager of the server returns for a file.
#[derive(Default)]
pub(in crate::kaltura) struct Server<'a> {
    pub(super) cues: Vec<ServerCue<'a>>,
    /// The lines a served WebVTT file begins with.
    pub(in crate::kaltura) header: Vec<u8>,
    pub(super) stopped: Option<usize>,
}
