//! VTT017: metadata below the signature.

use crate::format::Format;
use crate::lint::references::WEBVTT_FILE_STRUCTURE;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Lists lines of the form `Name: value` or `Name=value` directly below `WEBVTT`: `Kind: captions`,
    /// `Language: en`, `X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000`.
    ///
    /// ## Why
    ///
    /// Browsers skip them, and the syntax of WebVTT does not have them. Other programs read them:
    /// YouTube writes kind and language, and HLS players move the cues of a segment by its time map, so
    /// that the times in the file are not those of the video. cuesmith takes the language of the file
    /// from `Language:`.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    /// Kind: captions
    /// Language: en
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Nothing, if a program needs the lines. In a file that is not an HLS segment, `cuesmith retime
    /// --apply-map` moves the cues by a time map and removes it.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, file structure: a blank line follows the signature. RFC 8216 (HTTP Live Streaming),
    /// section 3.5: WebVTT segments should have the time map.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT017",
    name: "header-metadata",
    summary: "a line below the signature is metadata, which browsers ignore",
    severity: Severity::Info,
    formats: &[Format::WebVtt],
    passes_on: &["VTT_HEADER_METADATA"],
    references: &[
        WEBVTT_FILE_STRUCTURE,
        Reference {
            title: "RFC 8216, HTTP Live Streaming, section 3.5",
            url: "https://www.rfc-editor.org/rfc/rfc8216#section-3.5",
            read_on: "2026-11-30",
        },
    ],
    docs: DOCS,
    ..Rule::NEW
};
