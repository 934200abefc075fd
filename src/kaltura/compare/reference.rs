//! A file's own cues as the comparison needs them: where each is in the bytes of the file, and
//! the letters that a parser should have kept.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::format::Format;
use crate::source::{Source, Span};
use crate::timeline::{Cue, RunKind, Timeline, is_invisible};
use crate::webvtt::cue_text::{Token, meant_text, text_value, tokens};

use crate::kaltura::readers::caption_type::CaptionType;

/// The cues of a file with what is compared.
pub(super) struct ReferenceCues<'s> {
    pub(super) cues: Vec<ReferenceCue>,
    pub(super) timeline: &'s Timeline<'s>,
    source: &'s Source<'s>,
    shown: OnceCell<Letters>,
    written: OnceCell<Letters>,
}

/// The letters of all cues, one after the other: several parsers are compared with them.
struct Letters {
    all: String,
    /// Where those of each cue end.
    ends: Vec<usize>,
}

impl Letters {
    /// Those of `count` cues; `push` adds the letters of one.
    fn new(count: usize, mut push: impl FnMut(&mut String, usize)) -> Self {
        let mut all = String::new();
        let mut end = |index| {
            push(&mut all, index);
            all.len()
        };
        let ends = (0..count).map(&mut end).collect();
        Self { all, ends }
    }

    fn of(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[index]]
    }
}

pub(super) struct ReferenceCue {
    /// A byte of the file that belongs to this cue and to no other: where its start time is, in
    /// TTML its `p`.
    pub(super) key: u32,
    pub(super) start: i64,
    pub(super) end: i64,
}

impl<'s> ReferenceCues<'s> {
    pub(super) fn new(
        source: &'s Source<'s>,
        timeline: &'s Timeline<'s>,
        caption_type: CaptionType,
    ) -> Self {
        let place = |cue: &Cue<'_>| match caption_type {
            CaptionType::Dfxp => cue.origin.block.start,
            _ => cue.origin.start.start,
        };
        let keys = in_bytes(source, timeline.cues.iter().map(place).collect());
        let cues = timeline.cues.iter().zip(keys).map(|(cue, key)| ReferenceCue {
            key,
            start: cue.interval.start.0,
            end: cue.interval.end.0,
        });
        let (shown, written) = (OnceCell::new(), OnceCell::new());
        Self { cues: cues.collect(), timeline, source, shown, written }
    }

    /// The letters of a cue that viewers should see, ruby annotations included. In WebVTT that is more than
    /// a parser shows where a `<` begins no tag: what follows it was written to be read.
    pub(super) fn shown(&self, index: usize) -> &str {
        let all = || Letters::new(self.cues.len(), |out, index| self.push_shown(out, index));
        self.shown.get_or_init(all).of(index)
    }

    fn push_shown(&self, out: &mut String, index: usize) {
        if let Some(text) = self.meant(index) {
            push_letters(out, &text);
            return;
        }
        for run in self.timeline.runs_of(&self.timeline.cues[index]) {
            match &run.kind {
                RunKind::Text(text) => push_letters(out, text),
                RunKind::Break | RunKind::Timestamp(_) => {}
            }
        }
    }

    /// The text of a WebVTT cue if parsers hide a later part of it after a `<`.
    fn meant(&self, index: usize) -> Option<String> {
        let payload = self.timeline.cues[index].origin.payload;
        let is_webvtt = self.timeline.format == Format::WebVtt;
        is_webvtt.then(|| meant_text(&self.source.text, payload)).flatten()
    }

    /// The cues with text that the format's own parsers hide.
    pub(super) fn hidden(&self) -> Vec<u32> {
        (0..self.cues.len()).filter(|&at| self.meant(at).is_some()).map(|at| at as u32).collect()
    }

    /// The letters of a cue as it is written, markup and all.
    pub(super) fn written(&self, index: usize) -> &str {
        let payload = |index: usize| self.timeline.cues[index].origin.payload;
        let push = |out: &mut String, index| {
            push_letters(out, payload(index).slice(&self.source.text));
        };
        self.written.get_or_init(|| Letters::new(self.cues.len(), push)).of(index)
    }
}

/// The letters of a text: all characters except white space and invisible ones. Parsers trim lines
/// and join them, which loses no word.
pub(super) fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_letters(&mut out, text);
    out
}

fn push_letters(out: &mut String, text: &str) {
    if text.is_ascii() {
        // Every other character of ASCII is white space or invisible.
        for piece in text.as_bytes().chunks(64) {
            let (mut kept, mut count) = ([0; 64], 0);
            for &byte in piece {
                kept[count] = byte;
                count += usize::from(byte.is_ascii_graphic());
            }
            out.push_str(std::str::from_utf8(&kept[..count]).unwrap_or_default());
        }
    } else {
        out.extend(text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)));
    }
}

/// The letters of a WebVTT cue text on the screen of a player that follows the specification.
pub(super) fn webvtt_letters(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let mut out = String::with_capacity(text.len());
    let Ok(len) = u32::try_from(text.len()) else { return out };
    if memchr::memchr3(b'<', b'&', 0, text.as_bytes()).is_none() {
        push_letters(&mut out, &text);
        return out;
    }
    for token in tokens(&text, Span::new(0, len)) {
        if let Token::Text(span) = token {
            push_letters(&mut out, &text_value(&text, span));
        }
    }
    out
}

/// What the transcript shows of a text that the server gives out as JSON: five references are
/// decoded (playkit-js-transcript 80ac5763, `src/utils/utils.ts:61-72`), the two marks of direction are
/// not seen anyway.
pub(super) fn transcript_letters(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    if !text.contains('&') {
        return letters(&text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&amp;", "&"),
            ("&quot;", "\""),
            ("&nbsp;", " "),
            ("&lrm;", ""),
            ("&rlm;", ""),
        ];
        let found = known.iter().find(|(name, _)| rest.starts_with(name));
        let (name, value) = found.copied().unwrap_or(("&", "&"));
        out.push_str(value);
        rest = &rest[name.len()..];
    }
    out.push_str(rest);
    letters(&out)
}

/// Places in the text as places in the bytes it was decoded from.
///
/// Exact for UTF-8 and UTF-16; for other encodings exact at the start of each line and good to the
/// line elsewhere, since no byte of a line ending is part of another character in any of them.
pub(super) fn in_bytes(source: &Source<'_>, mut places: Vec<u32>) -> Vec<u32> {
    if source.is_utf8() {
        return places;
    }
    let mut order: Vec<u32> = (0..places.len() as u32).collect();
    crate::source::sort_by_key(&mut order, |&at| places[at as usize]);
    let mut walk = Walk::new(source);
    for at in order {
        places[at as usize] = walk.to(places[at as usize]);
    }
    places
}

/// A walk over a text that counts the bytes of the file.
struct Walk<'s> {
    source: &'s Source<'s>,
    text: usize,
    bytes: usize,
    stray: usize,
    wide: bool,
    exact: bool,
}

impl<'s> Walk<'s> {
    fn new(source: &'s Source<'s>) -> Self {
        let wide = source.encoding.starts_with("UTF-16");
        let exact = wide || source.encoding == "UTF-8";
        Self { source, text: 0, bytes: 0, stray: 0, wide, exact }
    }

    fn to(&mut self, place: u32) -> u32 {
        let text: &Cow<'_, str> = &self.source.text;
        for c in text.get(self.text..place as usize).unwrap_or_default().chars() {
            let is_stray = self
                .source
                .invalid
                .get(self.stray)
                .is_some_and(|span| span.start as usize == self.text);
            self.stray += usize::from(is_stray);
            self.bytes += match () {
                () if self.wide => 2 * c.len_utf16(),
                () if is_stray => 1,
                () if self.exact => c.len_utf8(),
                () => 1,
            };
            if !self.exact && c == '\n' {
                self.resync();
            }
            self.text += c.len_utf8();
        }
        self.bytes as u32
    }

    /// After the line ending that was just passed, whatever the size of the characters before it.
    fn resync(&mut self) {
        let after = self.bytes.saturating_sub(1).min(self.source.bytes.len());
        let next = memchr::memchr(b'\n', &self.source.bytes[after..]);
        self.bytes = next.map_or(self.source.bytes.len(), |at| after + at + 1);
    }
}
