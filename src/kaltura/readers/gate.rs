//! The upload check: which cues the server finds in a file, and whether the asset becomes READY.

use super::caption_type::CaptionType;
use super::kept::{KeptCue, Server};
use super::{dfxp, srt, webvtt};

/// What the upload check makes of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate<'a> {
    /// Length of the file in bytes; over [`SERVE_LIMIT`](crate::kaltura::SERVE_LIMIT) it is never served.
    pub size: usize,
    /// The type the file was read as.
    pub caption_type: CaptionType,
    /// Whether the asset becomes READY: at least one cue. Otherwise it becomes ERROR.
    pub ready: bool,
    /// The cues, in file order.
    pub cues: Vec<KeptCue<'a>>,
    /// SRT: offset of the cue whose text was too long for the server's pattern. It and everything
    /// after it is lost.
    pub stopped: Option<usize>,
}

/// Reads a file as the upload does (`CaptionAsset.php:86-125`).
///
/// An empty file and the single byte `0` are ERROR whatever the type: PHP takes both for false.
#[must_use]
pub fn gate(bytes: &[u8], caption_type: CaptionType) -> Gate<'_> {
    kept_by(server(bytes, caption_type), bytes.len(), caption_type)
}

/// The upload check of what the server has read already.
pub(in crate::kaltura) fn kept_by(
    server: Server<'_>,
    size: usize,
    caption_type: CaptionType,
) -> Gate<'_> {
    let cues: Vec<_> = server.cues.into_iter().map(|cue| cue.kept).collect();
    Gate { size, caption_type, ready: !cues.is_empty(), cues, stopped: server.stopped }
}

/// Everything the content manager of a type returns for a file.
pub(in crate::kaltura) fn server(bytes: &[u8], caption_type: CaptionType) -> Server<'_> {
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
