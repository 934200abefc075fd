//! The document: the result of the parsing algorithm, with the place of everything in it.
//!
//! Cues hold spans and times only, 64 bytes each and no heap. Text is made on demand:
//! "WebVTT file parsing" replaces NUL by U+FFFD and CRLF and CR by LF before anything else, so what
//! has neither is borrowed from the source.

use std::borrow::Cow;

use crate::source::Span;
use crate::time::Timestamp;

/// A WebVTT file as the parsing algorithm reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document<'a> {
    /// The text every span refers to, with its byte order mark if it has one.
    pub source: &'a str,
    /// Whether the signature is right: where it is not, browsers read no cue at all.
    pub loads: bool,
    /// `WEBVTT`; empty where the file has no signature.
    pub signature: Span,
    /// The text after and below the signature up to the first blank line (or the first line that
    /// holds `-->`), without the blanks that set it off and without its last line terminator.
    pub header: Span,
    /// The cues in file order.
    pub cues: Vec<Cue>,
    /// The regions in file order.
    pub regions: Vec<Region<'a>>,
    /// For each name in use its last region, sorted by name, so that a look-up need not read all.
    pub(super) regions_by_id: Vec<u32>,
    /// The style sheets in file order.
    pub styles: Vec<StyleBlock>,
    /// The comment blocks, from `NOTE` to the end of their last line without its terminator.
    pub notes: Vec<Span>,
    /// Blocks that are none of these and that no parser shows: cues whose timing line cannot be
    /// read, text without a timing line, STYLE and REGION blocks below the first cue.
    pub strays: Vec<Span>,
}

/// One cue. Spans of what the file does not have are empty and lie where it would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// From the identifier (or the timing line) to the end of the last text line, without the
    /// terminator of that line.
    pub block: Span,
    /// The identifier line.
    pub id: Span,
    /// Start time in milliseconds.
    pub start: Timestamp,
    /// End time in milliseconds; may be before the start.
    pub end: Timestamp,
    /// The start time as written.
    pub start_span: Span,
    /// The end time as written.
    pub end_span: Span,
    /// What follows the end time on its line, without blanks around it.
    pub settings: Span,
    /// The text lines, without the last line's terminator; empty at the end of the timing line when
    /// there is none.
    pub payload: Span,
}

/// A STYLE block before the first cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StyleBlock {
    /// From `STYLE` to the end of the last line, without its terminator.
    pub block: Span,
    /// The style sheet: the lines below `STYLE`.
    pub text: Span,
}

/// A REGION block before the first cue.
#[derive(Clone, Debug, PartialEq)]
pub struct Region<'a> {
    /// The identifier; empty when the block has none, and then no cue can name it.
    pub id: Cow<'a, str>,
    /// Width in percent of the video; default 100.
    pub width: f64,
    /// Height in lines, a whole number of any size; default 3.
    pub lines: f64,
    /// The point of the region (x, y in percent) that is put on the viewport anchor; default
    /// (0, 100).
    pub region_anchor: (f64, f64),
    /// The point of the video (x, y in percent); default (0, 100).
    pub viewport_anchor: (f64, f64),
    /// Whether `scroll:up` is set.
    pub scroll_up: bool,
    /// From `REGION` to the end of the last line, without its terminator.
    pub block: Span,
    /// The lines below `REGION`.
    pub settings: Span,
}

impl<'a> Document<'a> {
    /// The identifier of a cue, empty when it has none.
    #[must_use]
    pub fn id(&self, cue: &Cue) -> Cow<'a, str> {
        normalize(self.slice(cue.id))
    }

    /// The raw cue text: markup and references as written, NUL replaced, lines separated by LF.
    #[must_use]
    pub fn text(&self, cue: &Cue) -> Cow<'a, str> {
        normalize(self.slice(cue.payload))
    }

    /// The text of a style sheet, NUL replaced, lines separated by LF.
    #[must_use]
    pub fn style_text(&self, style: &StyleBlock) -> Cow<'a, str> {
        normalize(self.slice(style.text))
    }

    /// The index of the region that a cue means by `name`: the last one of that name.
    #[must_use]
    pub fn region_named(&self, name: &str) -> Option<u32> {
        let id = |&index: &u32| self.regions[index as usize].id.as_ref();
        let at = self.regions_by_id.binary_search_by(|index| id(index).cmp(name)).ok()?;
        Some(self.regions_by_id[at])
    }

    /// Fills the index after [`Document::region_named`].
    pub(super) fn index_regions(&mut self) {
        let id = |index: &u32| self.regions[*index as usize].id.as_ref();
        let mut order: Vec<u32> = (0..self.regions.len() as u32).collect();
        order.sort_by(|a, b| id(a).cmp(id(b)).then(b.cmp(a)));
        order.dedup_by(|a, b| id(a) == id(b));
        self.regions_by_id = order;
    }

    /// The source at a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'a str {
        span.slice(self.source)
    }
}

/// The replacements of "WebVTT file parsing", step 1: NUL to U+FFFD, CRLF and CR to LF.
pub(super) fn normalize(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr2(0, b'\r', text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len() + 8);
    let mut done = 0;
    let mut at = Some(first);
    while let Some(here) = at {
        out.push_str(&text[done..here]);
        let bytes = text.as_bytes();
        if bytes[here] == 0 {
            out.push(char::REPLACEMENT_CHARACTER);
        } else if bytes.get(here + 1) != Some(&b'\n') {
            out.push('\n');
        }
        done = here + 1;
        at = memchr::memchr2(0, b'\r', &bytes[done..]).map(|next| done + next);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_is_one_cache_line() {
        assert_eq!(size_of::<Cue>(), 64);
    }

    #[test]
    fn text_is_borrowed_unless_nul_or_cr_change_it() {
        assert!(matches!(normalize("a\nb"), Cow::Borrowed("a\nb")));
        assert_eq!(normalize("a\r\nb\rc\0\r\r\n"), "a\nb\nc\u{fffd}\n\n");
    }
}
