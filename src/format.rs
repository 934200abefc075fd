//! The formats, how to recognize them, and how each writes a time, a line break and plain text.

#![warn(clippy::wildcard_enum_match_arm)]

use std::borrow::Cow;
use std::ops::Range;

use crate::chars::is_invisible;
use crate::time::{Clock, Timestamp};

/// A caption file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// SubRip text.
    Srt,
    /// W3C WebVTT.
    WebVtt,
    /// W3C TTML, of which DFXP is the older name.
    #[cfg(feature = "ttml")]
    Ttml,
}

impl Format {
    /// Every format, in the order of listings.
    pub const ALL: &'static [Self] = &[
        Self::Srt,
        Self::WebVtt,
        #[cfg(feature = "ttml")]
        Self::Ttml,
    ];

    /// The name used on the command line and in JSON: `srt`, `webvtt` or `ttml`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Srt => "srt",
            Self::WebVtt => "webvtt",
            #[cfg(feature = "ttml")]
            Self::Ttml => "ttml",
        }
    }

    /// The name people use: `SRT`, `WebVTT` or `TTML`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Srt => "SRT",
            Self::WebVtt => "WebVTT",
            #[cfg(feature = "ttml")]
            Self::Ttml => "TTML",
        }
    }

    /// The usual file extension, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Srt => "srt",
            Self::WebVtt => "vtt",
            #[cfg(feature = "ttml")]
            Self::Ttml => "ttml",
        }
    }

    /// All file extensions of the format, without the dot, the usual one first. A `.xml` file may
    /// contain anything: its content decides ([`Format::sniff`]).
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Srt => &["srt"],
            Self::WebVtt => &["vtt"],
            #[cfg(feature = "ttml")]
            Self::Ttml => &["ttml", "dfxp", "xml"],
        }
    }

    /// The format of a name or file extension (`srt`, `vtt`, `webvtt`, `ttml`, `dfxp`, `xml`, any
    /// case).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "srt" | "subrip" => Some(Self::Srt),
            "vtt" | "webvtt" => Some(Self::WebVtt),
            #[cfg(feature = "ttml")]
            "ttml" | "dfxp" | "xml" => Some(Self::Ttml),
            _ => None,
        }
    }

    /// The format that the extension of a path names.
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let name = path.rsplit(['/', '\\']).next()?;
        Self::from_name(name.rsplit_once('.')?.1)
    }

    /// The format of a text by its content alone: `WEBVTT` at the start makes WebVTT, blank lines before
    /// it or not, in any case, with NUL in it or not; a root element `tt`, or anything else that is plainly XML, makes TTML, whose reader says what else it is
    /// (SAMI, YouTube's own format); a line that reads as an SRT timing line makes SRT. `None` when
    /// none of these is seen in the first 64 KiB.
    ///
    /// ```
    /// use cuesmith::Format;
    ///
    /// assert_eq!(Format::sniff("WEBVTT\n"), Some(Format::WebVtt));
    /// assert_eq!(Format::sniff("1\n00:00:01,000 --> 00:00:02,000\nHi\n"), Some(Format::Srt));
    /// # #[cfg(feature = "ttml")]
    /// assert_eq!(Format::sniff("<!-- harbour --><tt:tt xmlns:tt='x'>"), Some(Format::Ttml));
    /// assert_eq!(Format::sniff("Dear diary"), None);
    /// ```
    #[must_use]
    pub fn sniff(text: &str) -> Option<Self> {
        let body = text.trim_start_matches('\u{feff}');
        if webvtt_signature(text).is_some() {
            // SubRip files with a WEBVTT line on top exist; their times use the comma and only a
            // SubRip reader gets cues out of them, but the signature decides what players do.
            return Some(Self::WebVtt);
        }
        #[cfg(feature = "ttml")]
        if root_name(body).is_some() {
            return Some(Self::Ttml);
        }
        first_start(body).map(|_| Self::Srt)
    }

    /// Whether a text is XML with the root element `tt`, in whatever namespace.
    #[cfg(feature = "ttml")]
    #[must_use]
    pub fn is_ttml(text: &str) -> bool {
        root_name(text.trim_start_matches('\u{feff}')) == Some("tt")
    }

    /// Whether the first timing line of a text writes its times as WebVTT does: with a full stop in
    /// front of the milliseconds.
    pub(crate) fn has_webvtt_times(text: &str) -> bool {
        first_start(text.trim_start_matches('\u{feff}'))
            .is_some_and(|start| start.contains('.') && !start.contains(','))
    }

    /// A time in milliseconds as the format writes it.
    #[must_use]
    pub fn format_time(self, time: Timestamp) -> String {
        let mut out = String::with_capacity(12);
        Clock { time, mark: self.decimal_mark() }.push_to(&mut out);
        out
    }

    /// `,` in SRT, `.` in WebVTT.
    #[must_use]
    pub const fn decimal_mark(self) -> char {
        match self {
            Self::Srt => ',',
            Self::WebVtt => '.',
            #[cfg(feature = "ttml")]
            Self::Ttml => '.',
        }
    }

    /// Whether files of this format can be written ([`crate::raise`]): a format may be one that is only
    /// read.
    #[must_use]
    pub const fn can_write(self) -> bool {
        match self {
            Self::Srt | Self::WebVtt => true,
            #[cfg(feature = "ttml")]
            Self::Ttml => true,
        }
    }

    /// Whether a file consists of lines, and its cues of blocks of lines with a blank line between them.
    #[must_use]
    pub const fn is_line_based(self) -> bool {
        match self {
            Self::Srt | Self::WebVtt => true,
            #[cfg(feature = "ttml")]
            Self::Ttml => false,
        }
    }

    /// What the first block of a line-based file must follow: `WEBVTT` and a blank line in WebVTT.
    #[must_use]
    pub const fn signature(self) -> &'static str {
        match self {
            Self::Srt => "",
            Self::WebVtt => "WEBVTT\n\n",
            #[cfg(feature = "ttml")]
            Self::Ttml => "",
        }
    }

    /// Plain text, escaped so that a parser of this format shows it unchanged.
    #[must_use]
    pub fn escape(self, text: &str) -> Cow<'_, str> {
        match self {
            // SRT has no escapes.
            Self::Srt => Cow::Borrowed(text),
            Self::WebVtt => references(text),
            #[cfg(feature = "ttml")]
            Self::Ttml => references(text),
        }
    }
}

/// Text with character references for the signs of markup.
fn references(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The line that was meant as WebVTT's signature: `WEBVTT` in any case, where nothing that can be seen
/// is before it or in it. Players refuse a file with anything but `WEBVTT` at its very start.
pub(crate) fn webvtt_signature(text: &str) -> Option<Range<usize>> {
    let unseen = |c: char| c == '\u{fffd}' || is_invisible(c);
    let start =
        text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || unseen(c)).len();
    let mut letters = "WEBVTT".chars().peekable();
    let mut end = start;
    for (at, c) in text[start..].char_indices() {
        match letters.peek() {
            Some(letter) if c.eq_ignore_ascii_case(letter) => {
                letters.next();
                end = start + at + c.len_utf8();
            }
            Some(_) if unseen(c) => {}
            Some(_) => return None,
            None => break,
        }
    }
    letters.peek().is_none().then_some(start..end)
}

/// The name of the root element, without prefix, of a text that is clearly XML: by its declaration, or
/// by a root that is `tt` or that of a format mistaken for TTML. Empty if it is not in the first 64 KiB.
#[cfg(feature = "ttml")]
fn root_name(text: &str) -> Option<&str> {
    let mut rest = head(text).trim_start();
    let declared = rest.starts_with("<?xml");
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            _ if rest.starts_with("<?") => rest.find("?>").map(|at| at + 2),
            _ if rest.starts_with("<!DOCTYPE") => rest.find('>').map(|at| at + 1),
            _ => break,
        };
        rest = end.and_then(|end| rest.get(end..)).unwrap_or_default().trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name = name.split(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).next()?;
    let local = name.rsplit(':').next()?;
    let known = ["tt", "timedtext", "transcript"].contains(&local);
    (declared || known || local.eq_ignore_ascii_case("sami")).then_some(local)
}

/// The first 64 KiB.
fn head(text: &str) -> &str {
    let mut end = text.len().min(64 * 1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The start time, as written, on the first line of the first 64 KiB that reads as a timing line.
fn first_start(text: &str) -> Option<&str> {
    head(text).split(['\n', '\r']).find_map(|line| {
        let (from, to) = line.split_once("-->")?;
        let (from, to) = (from.trim(), to.trim());
        let timed = from.contains(':')
            && to.contains(':')
            && from.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        timed.then_some(from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_that_players_refuse_is_one_all_the_same() {
        let body = "\n\n00:00.000 --> 00:02.000\ntext\n";
        for top in [
            "WEBVTT",
            "\n\nWEBVTT",
            "\u{feff}\u{feff} \r\n\tWEBVTT",
            "WEBV\0TT",
            "\0WEBVTT",
            "webvtt",
            "W\u{fffd}EBVTT",
            "\u{200b}WEBVTT - a title",
        ] {
            assert_eq!(Format::sniff(&format!("{top}{body}")), Some(Format::WebVtt), "{top:?}");
        }
        for top in ["WEB VTT", "WEBVT", "x\nWEBVTT", ""] {
            assert_eq!(Format::sniff(&format!("{top}{body}")), Some(Format::Srt), "{top:?}");
        }
    }
}
