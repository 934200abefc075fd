//! What Kaltura's own readers keep of a caption file.
//!
//! The platform reads one file with several readers that do not agree (facts, section 0): the
//! upload gate, the WebVTT it serves, the HLS segments, the clip tool, the player. Each is modelled
//! here as a pure function from bytes to the cues that this reader keeps. A model is right when it
//! gives the same cues as the platform's own code; it says nothing about what a format asks for.
//! Facts: `facts/kaltura.md`; file and line numbers in the comments are those of kaltura/server
//! c447fdb3 and kaltura/playkit-js 04ec0360.
//!
//! [`compare`] holds a file's own cues against all of them.
//!
//! Left out: the CAP and SCC formats, the search index (it parses SRT without making the line ends
//! equal), cue display over time. The packager's reader ([`packager`]) is there as far as its source
//! was read; it was never run.

mod clip;
mod codes;
mod compare;
#[cfg(feature = "json")]
pub mod cue_points;
mod dfxp;
mod hls;
mod languages;
#[cfg(feature = "json")]
pub mod objects;
mod order;
mod packager;
mod php;
mod player;
mod player_settings;
mod player_text;
mod safe;
mod serve;
mod srt;
mod strip_tags;
mod text;
mod verify;
mod webvtt;
mod xml;

use std::borrow::Cow;
use std::rc::Rc;

use crate::format::Format;
use crate::source::Span;

pub use clip::{Clip, ClipWindow, clip};
pub use codes::{
    AssetStatus, AttachmentType, CaptionFormat, CaptionUsage, Code, ServiceFeature, ServiceType,
    TaskStatus, ThumbCuePointSubType,
};
pub use compare::{
    CompareOptions, Comparison, Fate, Refusal, Seen, Unread, View, compare, default_window,
};
pub use hls::{HlsSegment, SEGMENT_MS, hls_segments};
pub use languages::{is_catalog_only, is_language_name, language_name, language_tag};
pub use order::{
    Asked, DEFAULT_MAX_CHARS, MAX_DICTIONARY_BYTES, MAX_DICTIONARY_CHARS, Order, OrderAccuracy,
    OrderAsset, OrderDictionary, OrderFile, OrderLanguage, OrderPlace,
};
pub use packager::{PACKAGER_LIMIT, PackagedCue, packager};
pub use player::{Played, PlayerCue, player};
pub use player_settings::PlayerSettings;
pub use safe::{PlainTimeline, SafeOptions, Tenths, write_plain, write_safe};
pub use serve::{SERVE_LIMIT, ServeError, serve_webvtt};
pub use verify::verify_safe;

/// The readers that are modelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reader {
    /// The parse on upload that decides between READY and ERROR; transcript and search read the
    /// same.
    Gate,
    /// The whole file served as WebVTT.
    Served,
    /// The WebVTT segments of an HLS playlist.
    Hls,
    /// The gate's reading of the file after a clip or trim.
    Clip,
    /// The player's own parser, which gets SRT and WebVTT as they were uploaded.
    Player,
}

impl Reader {
    /// Every reader, in the order of listings.
    pub const ALL: &'static [Self] =
        &[Self::Gate, Self::Served, Self::Hls, Self::Clip, Self::Player];

    /// The name in listings and in JSON: `gate`, `served`, `hls`, `clip` or `player`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gate => "gate",
            Self::Served => "served",
            Self::Hls => "hls",
            Self::Clip => "clip",
            Self::Player => "player",
        }
    }

    /// What it is called in a sentence: `the upload gate`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Gate => "the upload gate",
            Self::Served => "the served WebVTT",
            Self::Hls => "HLS",
            Self::Clip => "a clip",
            Self::Player => "the player",
        }
    }
}

/// The `KalturaCaptionType` of an asset that has a model here (facts, section 1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CaptionType {
    /// `1`; the default when an upload does not name one.
    Srt,
    /// `2`: DFXP, that is TTML.
    Dfxp,
    /// `3`.
    WebVtt,
}

impl CaptionType {
    /// The type a file of a format should be uploaded as.
    #[must_use]
    pub const fn of(format: Format) -> Self {
        match format {
            Format::Srt => Self::Srt,
            Format::WebVtt => Self::WebVtt,
            #[cfg(feature = "ttml")]
            Format::Ttml => Self::Dfxp,
        }
    }

    /// The number in the API.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Srt => 1,
            Self::Dfxp => 2,
            Self::WebVtt => 3,
        }
    }

    /// The name: `srt`, `dfxp` or `webvtt`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Srt => "srt",
            Self::Dfxp => "dfxp",
            Self::WebVtt => "webvtt",
        }
    }

    /// The type of a name or number: `srt`, `dfxp` (`ttml`), `webvtt` (`vtt`), `1` to `3`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "srt" | "1" => Some(Self::Srt),
            "dfxp" | "ttml" | "2" => Some(Self::Dfxp),
            "webvtt" | "vtt" | "3" => Some(Self::WebVtt),
            _ => None,
        }
    }
}

/// One cue as a reader on the server keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptCue<'a> {
    /// Begin in milliseconds, mostly whole. `None` where the server has a null: a DFXP time it
    /// cannot read.
    pub start_ms: Option<f64>,
    /// End in milliseconds, likewise.
    pub end_ms: Option<f64>,
    /// The text as the reader keeps it, not always UTF-8: SRT with its tags, WebVTT without and
    /// with a line end behind each line, DFXP with a line end for each `br`.
    pub text: Cow<'a, [u8]>,
    /// The settings of a WebVTT cue as written, blanks at both ends taken off. Empty for the other
    /// types.
    pub settings: Cow<'a, [u8]>,
    /// Where the cue stands in the given bytes, as far as offsets fit 32 bits: SRT from its index,
    /// WebVTT from its timing line, DFXP its whole `p` element. `None` where it cannot be known.
    pub origin: Option<Span>,
}

/// What the upload gate makes of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate<'a> {
    /// Length of the file in bytes; over [`SERVE_LIMIT`] it is never served.
    pub size: usize,
    /// The type the file was read as.
    pub caption_type: CaptionType,
    /// Whether the asset becomes READY: at least one cue. Else it becomes ERROR.
    pub ready: bool,
    /// The cues, in file order.
    pub cues: Vec<KeptCue<'a>>,
    /// SRT: offset of the cue whose text was too long for the server's pattern. It and everything
    /// behind it is lost.
    pub stopped: Option<usize>,
}

/// A cue with what serving it needs besides.
struct ServerCue<'a> {
    kept: KeptCue<'a>,
    /// The text in parts, with their styles. Empty where the kept text is all there is.
    chunks: Vec<Chunk>,
}

/// A part of a cue's text.
#[derive(Clone, Debug, Default, PartialEq)]
struct Chunk {
    text: Vec<u8>,
    /// DFXP: what its element and region ask for. `None` for the chunk of a `br`.
    style: Option<Style>,
}

/// The DFXP style attributes that have any effect (facts, section 2.3).
#[derive(Clone, Debug, Default, PartialEq)]
struct Style {
    bold: bool,
    italic: bool,
    text_align: Option<Rc<[u8]>>,
    display_align: Option<Rc<[u8]>>,
    origin: Option<Rc<[u8]>>,
    extent: Option<Rc<[u8]>>,
}

/// Everything a content manager of the server returns for a file.
#[derive(Default)]
struct Server<'a> {
    cues: Vec<ServerCue<'a>>,
    /// The lines a served WebVTT file begins with.
    header: Vec<u8>,
    stopped: Option<usize>,
}

/// Reads a file as the upload does (facts, section 2).
///
/// An empty file and the single byte `0` are ERROR whatever the type: PHP takes both for false.
#[must_use]
pub fn gate(bytes: &[u8], caption_type: CaptionType) -> Gate<'_> {
    kept_by(server(bytes, caption_type), bytes.len(), caption_type)
}

/// The gate of what the server has read already.
fn kept_by(server: Server<'_>, size: usize, caption_type: CaptionType) -> Gate<'_> {
    let cues: Vec<_> = server.cues.into_iter().map(|cue| cue.kept).collect();
    Gate { size, caption_type, ready: !cues.is_empty(), cues, stopped: server.stopped }
}

fn server(bytes: &[u8], caption_type: CaptionType) -> Server<'_> {
    if matches!(bytes, b"" | b"0") {
        return Server::default();
    }
    match caption_type {
        CaptionType::Srt => {
            let (cues, stopped) = srt::read(bytes);
            Server { cues, header: Vec::new(), stopped }
        }
        CaptionType::WebVtt => {
            let read = webvtt::read(bytes);
            Server { cues: read.cues, header: read.header, stopped: None }
        }
        CaptionType::Dfxp => Server { cues: dfxp::read(bytes), ..Server::default() },
    }
}
