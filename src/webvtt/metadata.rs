//! Metadata below the signature: `Language: en`, `X-TIMESTAMP-MAP=...`.
//!
//! The specification has none: "WebVTT file structure" requires a blank line there, and "WebVTT file parsing" skips what it
//! finds. YouTube writes `Kind:` and `Language:`; HLS requires `X-TIMESTAMP-MAP` in segments (RFC 8216, section 3.5).

use super::Document;
use super::timestamp;
use crate::source::Span;
use crate::time::Timestamp;

/// Ticks of the MPEG-2 clock in a millisecond (RFC 8216, section 3.5: 90 kHz).
const TICKS_PER_MS: i64 = 90;

/// The relation of the times of a segment to the clock of its video: `X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampMap {
    /// A time in the file ...
    pub local: Timestamp,
    /// ... and when it is on the MPEG-2 clock, in ticks of 1/90,000 s.
    pub mpegts: u64,
    /// The line, without its terminator.
    pub span: Span,
}

impl TimestampMap {
    /// How far the times of the file are from those of the video, in ms: a cue is shown at its time plus this.
    /// `origin` is the MPEG-2 time at which the video begins, in ticks. `None` where it exceeds the range of times.
    #[must_use]
    pub fn shift(&self, origin: u64) -> Option<i64> {
        let ticks = i64::try_from(self.mpegts).ok()?.checked_sub(i64::try_from(origin).ok()?)?;
        let half = if ticks < 0 { -TICKS_PER_MS / 2 } else { TICKS_PER_MS / 2 };
        (ticks.checked_add(half)? / TICKS_PER_MS).checked_sub(self.local.0)
    }
}

impl<'a> Document<'a> {
    /// The map of an HLS segment, where the header has one that can be read. The first one counts.
    ///
    /// ```
    /// use cuesmith::webvtt::{ParseOptions, parse};
    ///
    /// let text = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:02.000\n";
    /// let map = parse(text, &ParseOptions::default()).document.timestamp_map().unwrap();
    /// assert_eq!((map.local.0, map.mpegts, map.shift(0)), (2000, 900_000, Some(8000)));
    /// ```
    #[must_use]
    pub fn timestamp_map(&self) -> Option<TimestampMap> {
        lines(self).find_map(|line| time_map(line.slice(self.source), line))
    }

    /// The language that the header gives (`Language: en`), if it has the form of a language tag.
    pub(super) fn language(&self) -> Option<&'a str> {
        // The line of the signature may hold several: `WEBVTT Kind: captions; Language: en`.
        let fields = lines(self).flat_map(|line| line.slice(self.source).split(';'));
        let value = |field: &'a str| {
            let (name, value) = pair(field)?;
            name.eq_ignore_ascii_case("language").then_some(value)
        };
        fields.filter_map(value).find(|value| is_tag(value))
    }
}

/// Whether a line below the signature is metadata, and not text that belongs to no block.
pub(super) fn is_metadata(line: &str) -> bool {
    // Lines of a style sheet have the form too: `color: red;`, `::cue {`.
    line.starts_with(|c: char| c.is_ascii_alphabetic())
        && !line.trim_end().ends_with([';', '{'])
        && pair(line).is_some()
}

/// Whether a line is an `X-TIMESTAMP-MAP`, readable or not.
pub(super) fn is_time_map(line: &str) -> bool {
    line.starts_with("X-TIMESTAMP-MAP")
}

/// The lines of the header, from after the signature.
fn lines<'a>(document: &Document<'a>) -> impl Iterator<Item = Span> + use<'a> {
    let (header, source) = (document.header, document.source);
    header.slice(source).split(['\n', '\r']).map(move |line| {
        let start = (line.as_ptr() as usize - source.as_ptr() as usize) as u32;
        Span::new(start, start + line.len() as u32)
    })
}

/// `Name: value` or `Name=value`.
fn pair(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once([':', '='])?;
    let name = name.trim();
    let is_name = name.len() <= 40
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    is_name.then_some((name, value.trim()))
}

fn is_tag(value: &str) -> bool {
    let primary = value.split(['-', '_']).next().unwrap_or_default();
    matches!(primary.len(), 2 | 3) && super::language::is_well_formed(&value.replace('_', "-"))
}

fn time_map(line: &str, span: Span) -> Option<TimestampMap> {
    let value = line.strip_prefix("X-TIMESTAMP-MAP")?.trim_start().strip_prefix('=')?;
    let (mut local, mut mpegts) = (None, None);
    for part in value.split(',') {
        match part.trim().split_once(':')? {
            ("LOCAL", time) => local = Some(timestamp::complete_timestamp(time.trim())?),
            ("MPEGTS", ticks) => mpegts = Some(ticks.trim().parse().ok()?),
            _ => {}
        }
    }
    Some(TimestampMap { local: local?, mpegts: mpegts?, span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webvtt::{ParseOptions, parse};

    fn read(header: &str) -> (Option<String>, Option<(i64, u64)>) {
        let text = format!("WEBVTT{header}\n\n00:00.000 --> 00:01.000\nx\n");
        let document = parse(&text, &ParseOptions::default()).document;
        let map = document.timestamp_map().map(|map| (map.local.0, map.mpegts));
        (document.language().map(str::to_owned), map)
    }

    #[test]
    fn the_header_gives_the_language() {
        for (header, language) in [
            ("\nKind: captions\nLanguage: en-GB", Some("en-GB")),
            ("\r\nKind: captions\r\nLanguage: uk", Some("uk")),
            (" Kind: captions; Language: pt_BR", Some("pt_BR")),
            ("\nlanguage = ja", Some("ja")),
            ("\nLanguage: English", None),
            ("\nLanguage:", None),
            (" the Language of birds", None),
        ] {
            assert_eq!(read(header).0.as_deref(), language, "{header:?}");
        }
    }

    #[test]
    fn the_map_is_read_in_either_order_or_not_at_all() {
        assert_eq!(read("\nX-TIMESTAMP-MAP=LOCAL:00:00:01.000,MPEGTS:90").1, Some((1000, 90)));
        assert_eq!(read("\nX-TIMESTAMP-MAP = MPEGTS:90, LOCAL:00:01.000").1, Some((1000, 90)));
        for header in
            ["\nX-TIMESTAMP-MAP=MPEGTS:90", "\nX-TIMESTAMP-MAP=MPEGTS:x,LOCAL:00:01.000", ""]
        {
            assert_eq!(read(header).1, None, "{header:?}");
        }
    }

    #[test]
    fn a_shift_is_rounded_and_never_leaves_the_range() {
        let map = |mpegts| TimestampMap { local: Timestamp(0), mpegts, span: Span::default() };
        assert_eq!(
            (map(44).shift(0), map(45).shift(0), map(0).shift(45)),
            (Some(0), Some(1), Some(-1))
        );
        assert_eq!(map(u64::MAX).shift(0), None);
    }
}
