//! From the timeline to a new, conforming WebVTT file, and the list of what was lost.
//!
//! Whatever is in the timeline, the file conforms to the syntax section: [`parse`](super::parse) and
//! [`conformance`](super::conformance) report nothing, except about the content of a style sheet.
//! Changes that this requires are listed as losses:
//!
//! - A start before zero becomes zero. A cue that would end before or when it starts gets one
//!   millisecond: players never show such a cue, but dropping it would lose its text.
//! - Cues are written in the order of their start times, as the syntax requires; players sort
//!   them anyway. Comments stay before the cue they preceded.
//! - A blank line inside a cue becomes a line with a no-break space (`&nbsp;`): browsers show it as
//!   an empty line, and nothing that trims blanks takes it for the end of the cue.
//! - Regions of other formats become line, position and size of their cues: those of WebVTT lay lines out
//!   from their bottom and move them.
//! - A size without a position but with `align:start` or `align:end` gets the position browsers
//!   compute for it, 50 %.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::document::normalize;
use super::raise_settings::push_settings;
use super::raise_text::TextWriter;
use super::{Document, lower};
use crate::chars::is_blank;
use crate::format::Format;
use crate::source::{LineEnding, Span, sort_by_key};
use crate::time::{Clock, Interval, Timestamp};
use crate::timeline::{
    Converted, Cue, CueBox, Extra, ExtraKind, Loss, LossKind, Region, TIME_MAP_NOT_APPLIED,
    Timeline,
};

/// Which cue identifiers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Ids {
    /// Those with a meaning: all of a WebVTT file; of another file those that are not plain
    /// numbers. A number that only counts the cues from 1 is no loss.
    #[default]
    Meaningful,
    /// All.
    All,
    /// None; each is a loss unless it only counts the cues.
    None,
}

/// How to write.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// Which cue identifiers are written. Default: those with a meaning.
    pub keep_ids: Ids,
    /// What ends a line. Default: line feed.
    pub line_ending: LineEnding,
}

/// A conforming WebVTT file with the content of a timeline; see the documentation of the
/// module for the changes that this requires. Comments, style sheets and the header are kept when the timeline
/// comes from WebVTT.
///
/// ```
/// use cuesmith::webvtt::{ParseOptions, WriteOptions, lower, parse, raise};
///
/// let text = "WEBVTT\n\n00:01.000-->00:02.500\n<i>Fish & chips\n";
/// let document = parse(text, &ParseOptions::default()).document;
/// let new = raise(&lower(&document), &WriteOptions::default());
/// let expected = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<i>Fish &amp; chips</i>\n";
/// assert_eq!(new.document, expected);
/// assert!(new.losses.is_empty());
/// ```
#[must_use]
pub fn raise(timeline: &Timeline<'_>, options: &WriteOptions) -> Converted<String> {
    let mut writer = Writer::new(timeline, options, Written::default());
    writer.write();
    writer.finish().0
}

/// What was written of a file already.
#[derive(Debug, Default)]
pub(crate) struct Written {
    has_begun: bool,
    cues: u32,
    /// When the last cue starts, or the last one that did so far.
    start: Timestamp,
    ids: HashSet<String>,
}

/// [`raise`] for a part of a file: what follows the parts before. `None` if its cues are not in the order in which
/// they must be written.
pub(crate) fn raise_after(
    timeline: &Timeline<'_>,
    options: &WriteOptions,
    before: &mut Written,
) -> Option<Converted<String>> {
    let first = timeline.cues.first().map_or(before.start, |cue| interval(cue).start);
    let in_order = timeline.cues.is_sorted_by_key(|cue| interval(cue).start.0);
    if !in_order || first.0 < before.start.0 {
        return None;
    }
    let has_begun = before.has_begun;
    let mut writer = Writer::new(timeline, options, std::mem::take(before));
    if has_begun {
        writer.body(&timeline.extras);
    } else {
        writer.write();
    }
    let (converted, mut written) = writer.finish();
    written.has_begun = true;
    written.cues += timeline.cues.len() as u32;
    written.start = timeline.cues.last().map_or(first, |cue| interval(cue).start);
    *before = written;
    Some(converted)
}

/// A document rewritten as a conforming file: [`raise`] of its [`lower`]. To keep what was
/// not changed, apply edits to the source instead.
#[must_use]
pub fn write(document: &Document<'_>, options: &WriteOptions) -> Converted<String> {
    raise(&lower(document), options)
}

struct Writer<'t, 'a> {
    timeline: &'t Timeline<'a>,
    options: &'t WriteOptions,
    out: String,
    losses: Vec<Loss>,
    /// The cues before those of the timeline, and all identifiers written so far.
    written: Written,
    /// For each region its name, if it is written.
    region_names: Vec<Option<&'t str>>,
    text: TextWriter,
}

impl<'t, 'a> Writer<'t, 'a> {
    fn new(timeline: &'t Timeline<'a>, options: &'t WriteOptions, written: Written) -> Self {
        Self {
            timeline,
            options,
            out: String::with_capacity(timeline.source.len() + 64),
            losses: Vec::new(),
            written,
            region_names: region_names(timeline),
            text: TextWriter::new(timeline),
        }
    }

    fn finish(self) -> (Converted<String>, Written) {
        // There is no CR in the text yet: its line endings are LF, and a CR is written as a reference.
        let document = self.options.line_ending.end_lines(self.out);
        let mut losses = self.losses;
        sort_by_key(&mut losses, |loss| loss.span.start);
        (Converted { document, losses }, self.written)
    }

    fn write(&mut self) {
        self.out.push_str("WEBVTT");
        let (headers, extras): (Vec<Extra>, Vec<Extra>) =
            (self.timeline.extras.iter()).partition(|extra| extra.kind == ExtraKind::Header);
        for extra in headers {
            self.header(extra.span);
        }
        self.out.push('\n');
        let mut extras = extras.into_iter().peekable();
        let first = self.timeline.cues.first().map_or(u32::MAX, |cue| cue.origin.block.start);
        // Regions and style sheets precede the first cue.
        let (top, below): (Vec<Extra>, Vec<Extra>) =
            extras.by_ref().partition(|e| e.span.start < first || e.kind == ExtraKind::Style);
        if self.timeline.language.is_some() && self.timeline.format != Format::WebVtt {
            let message = "WebVTT cannot declare its language";
            self.lose(LossKind::Language, Span::default(), None, message);
        }
        let header = self.out.len();
        self.top(&top);
        self.body(&below);
        if self.out.len() == header {
            self.out.push('\n');
        }
    }

    /// Regions, style sheets and comments before the first cue, in file order.
    fn top(&mut self, extras: &[Extra]) {
        let mut regions = self.timeline.regions.iter().enumerate().peekable();
        for extra in extras {
            while let Some((index, region)) =
                regions.next_if(|(_, region)| region.span.start < extra.span.start)
            {
                self.region(index, region);
            }
            self.extra(*extra);
        }
        for (index, region) in regions {
            self.region(index, region);
        }
    }

    /// The cues by their start, each with the comments before it.
    fn body(&mut self, extras: &[Extra]) {
        let cues = &self.timeline.cues;
        if extras.is_empty() && cues.is_sorted_by_key(|cue| interval(cue).start.0) {
            (0..cues.len() as u32).for_each(|index| self.cue(index));
            return;
        }
        let mut order: Vec<(Timestamp, u32, usize, usize)> = Vec::new();
        let mut done = 0;
        for (index, cue) in self.timeline.cues.iter().enumerate() {
            let before = done;
            let block = cue.origin.block.start;
            done += extras[done..].iter().take_while(|extra| extra.span.start < block).count();
            order.push((interval(cue).start, index as u32, before, done));
        }
        sort_by_key(&mut order, |(start, ..)| start.0);
        for (_, index, from, to) in order {
            for extra in &extras[from..to] {
                self.extra(*extra);
            }
            self.cue(index);
        }
        for extra in &extras[done..] {
            self.extra(*extra);
        }
    }

    fn lose(&mut self, kind: LossKind, span: Span, cue: Option<u32>, message: &'static str) {
        self.losses.push(Loss { kind, span, cue, message: message.into() });
    }

    /// The signature's own line keeps its text; lines below it become a comment.
    fn header(&mut self, span: Span) {
        if self.timeline.format != Format::WebVtt {
            self.lose(LossKind::Header, span, None, "text before the first cue is dropped");
            return;
        }
        let text = normalize(span.slice(self.timeline.source)).into_owned();
        let before = &self.timeline.source[..span.start as usize];
        let is_below = before.ends_with(['\n', '\r']);
        let (title, below) = match text.split_once('\n') {
            _ if is_below => ("", text.as_str()),
            Some((title, below)) => (title, below),
            None => (text.as_str(), ""),
        };
        if !title.is_empty() {
            self.out.push(' ');
            self.out.push_str(title);
        }
        if !below.is_empty() {
            self.lose(LossKind::Header, span, None, "lines below the signature become a comment");
            self.out.push_str("\n\nNOTE\n");
            self.out.push_str(below);
        }
    }

    fn extra(&mut self, extra: Extra) {
        let is_webvtt = self.timeline.format == Format::WebVtt;
        let text = normalize(extra.span.slice(self.timeline.source));
        match extra.kind {
            ExtraKind::Note if is_webvtt => {
                self.out.push('\n');
                if text.contains("-->") {
                    self.lose(LossKind::Note, extra.span, None, "`-->` in a comment becomes `->`");
                    push_without_arrow(&mut self.out, &text);
                } else {
                    self.out.push_str(&text);
                }
                self.out.push('\n');
            }
            ExtraKind::Style if is_webvtt => {
                let css = text.split_once('\n').map_or("", |(_, css)| css);
                let _ = write!(self.out, "\nSTYLE\n{css}\n");
            }
            ExtraKind::Note => {
                self.lose(LossKind::Note, extra.span, None, "the comment is dropped");
            }
            ExtraKind::Style => {
                self.lose(LossKind::Style, extra.span, None, "the style sheet is dropped");
            }
            ExtraKind::TimeMap => {
                self.lose(LossKind::TimeMap, extra.span, None, TIME_MAP_NOT_APPLIED);
            }
            ExtraKind::Header => {
                self.lose(LossKind::Header, extra.span, None, "the text of the header is dropped");
            }
            ExtraKind::Unparsed => {
                self.lose(
                    LossKind::Unparsed,
                    extra.span,
                    None,
                    "a block that no player shows is dropped",
                );
            }
        }
    }

    fn region(&mut self, index: usize, region: &Region<'_>) {
        if self.timeline.format != Format::WebVtt {
            let message = "the region became line, position and size of its cues";
            self.lose(LossKind::Region, region.span, None, message);
            return;
        }
        let Some(name) = self.region_names[index] else {
            let message = "a region without a unique name is dropped: no cue can use it";
            self.lose(LossKind::Region, region.span, None, message);
            return;
        };
        let percent = |value: f64| if value.is_finite() { value.clamp(0.0, 100.0) } else { 0.0 };
        let _ = write!(self.out, "\nREGION\nid:{name}\n");
        if region.width != 100.0 {
            let _ = writeln!(self.out, "width:{}%", percent(region.width));
        }
        if region.lines != 3.0 && region.lines.is_finite() {
            let _ = writeln!(self.out, "lines:{:.0}", region.lines.max(0.0));
        }
        for (name, (x, y)) in
            [("regionanchor", region.region_anchor), ("viewportanchor", region.viewport_anchor)]
        {
            if (x, y) != (0.0, 100.0) {
                let _ = writeln!(self.out, "{name}:{}%,{}%", percent(x), percent(y));
            }
        }
        if region.scroll_up {
            self.out.push_str("scroll:up\n");
        }
    }

    fn cue(&mut self, index: u32) {
        let timeline = self.timeline;
        let cue = &timeline.cues[index as usize];
        self.out.push('\n');
        self.id(cue, index);
        let time = interval(cue);
        if time.start != cue.interval.start {
            let message = "a start that WebVTT cannot express is moved into range";
            self.lose(LossKind::Time, cue.origin.start, Some(index), message);
        }
        if time.end != cue.interval.end {
            let message = match cue.interval.is_open() {
                true => "a cue without an end is given one",
                false => "a cue that does not end after it starts is given a length of 1 ms",
            };
            self.lose(LossKind::Time, cue.origin.end, Some(index), message);
        }
        push_timing(&mut self.out, time);
        let own = timeline.format == Format::WebVtt;
        let region = cue.region.and_then(|at| *self.region_names.get(at as usize)?).filter(|_| own);
        if cue.region.is_some() && region.is_none() && own {
            let message = "the region of the cue is dropped";
            self.lose(LossKind::Region, cue.origin.settings, Some(index), message);
        }
        if cue.region.is_some() && !own && !is_inside(&CueBox::of(timeline, cue)) {
            let message = "a box that extends beyond the picture is cut";
            self.lose(LossKind::Settings, cue.origin.settings, Some(index), message);
        }
        for message in push_settings(&mut self.out, cue.placement.as_deref(), region) {
            self.lose(LossKind::Settings, cue.origin.settings, Some(index), message);
        }
        self.out.push('\n');
        self.text.push_cue(&mut self.out, timeline, index, time, &mut self.losses);
        if !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// The identifier line, if there is to be one.
    fn id(&mut self, cue: &Cue<'_>, index: u32) {
        let Some(id) = cue.id.as_deref().filter(|id| !id.is_empty()) else { return };
        let is_plain = id.bytes().all(|b| b.is_ascii_digit());
        let number = if is_plain { id } else { id.trim() };
        let is_number = is_plain || number.bytes().all(|b| b.is_ascii_digit());
        let counts = self.timeline.format != Format::WebVtt
            && is_number
            && number.parse() == Ok(u64::from(self.written.cues) + u64::from(index) + 1);
        let keep = match self.options.keep_ids {
            Ids::All => true,
            Ids::None => false,
            Ids::Meaningful => self.timeline.format == Format::WebVtt || !is_number,
        };
        let mut lose = |message| self.lose(LossKind::Id, cue.origin.id, Some(index), message);
        if !keep {
            if !counts {
                lose("the identifier is dropped");
            }
            return;
        }
        let line = id.replace(['\n', '\r'], " ").replace('\0', "\u{fffd}");
        let mut written = String::with_capacity(line.len());
        push_without_arrow(&mut written, &line);
        if is_keyword(&written) {
            return lose(
                "an identifier that would be read as the start of another block is dropped",
            );
        }
        if written != id {
            lose("the identifier is changed: it cannot contain `-->` or line breaks");
        }
        if !self.written.ids.insert(written.clone()) {
            return self.lose(
                LossKind::Id,
                cue.origin.id,
                Some(index),
                "the identifier is dropped: it is not unique",
            );
        }
        self.out.push_str(&written);
        self.out.push('\n');
    }
}

/// Whether a box can be written as settings: they cut off what is outside of the picture.
fn is_inside(place: &CueBox) -> bool {
    let end = (place.origin.0 + place.extent.0, place.origin.1 + place.extent.1);
    let edges = [place.origin.0, place.origin.1, end.0, end.1];
    edges.iter().all(|edge| (-0.0005..=100.0005).contains(edge))
}

/// The timing line. Times below 100 hours go out as one array.
fn push_timing(out: &mut String, time: Interval) {
    const SHORT: i64 = 360_000_000;
    if time.start.0 >= SHORT || time.end.0 >= SHORT {
        Clock { time: time.start, mark: '.' }.push_to(out);
        out.push_str(" --> ");
        Clock { time: time.end, mark: '.' }.push_to(out);
        return;
    }
    let mut line = *b"00:00:00.000 --> 00:00:00.000";
    for (at, time) in [(0, time.start), (17, time.end)] {
        let ms = time.0 as u32;
        let (seconds, ms) = (ms / 1000, ms % 1000);
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        let (hours, minutes) = (minutes / 60, minutes % 60);
        for (i, pair) in [(0, hours), (3, minutes), (6, seconds), (10, ms % 100)] {
            line[at + i] = b'0' + (pair / 10) as u8;
            line[at + i + 1] = b'0' + (pair % 10) as u8;
        }
        line[at + 9] = b'0' + (ms / 100) as u8;
    }
    out.push_str(std::str::from_utf8(&line).unwrap_or_default());
}

/// Whether an identifier line would be taken for the start of a NOTE, STYLE or REGION block.
fn is_keyword(line: &str) -> bool {
    ["NOTE", "STYLE", "REGION"].into_iter().any(|word| {
        line.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(is_blank))
    })
}

/// When a cue is shown in the new file: from zero at the earliest, for a millisecond at least.
fn interval(cue: &Cue<'_>) -> Interval {
    let start = cue.interval.start.0.clamp(0, i64::MAX - 1);
    Interval::from_ms(start, cue.interval.closed().end.0.max(start + 1))
}

/// Appends a text in which every `-->` has lost a dash; what is left holds none.
fn push_without_arrow(out: &mut String, text: &str) {
    // `--->` would make a new one: all dashes before a `>` become one.
    let mut dashes = 0;
    for c in text.chars() {
        if c == '-' {
            dashes += 1;
            continue;
        }
        let count = if c == '>' { dashes.min(1) } else { dashes };
        out.extend(std::iter::repeat_n('-', count));
        dashes = 0;
        out.push(c);
    }
    out.extend(std::iter::repeat_n('-', dashes));
}

/// The names of the regions that are written: of several with one name the last, as parsers do.
fn region_names<'t>(timeline: &'t Timeline<'_>) -> Vec<Option<&'t str>> {
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (index, region) in timeline.regions.iter().enumerate() {
        last.insert(&region.id, index);
    }
    let is_name = |name: &str| {
        let blank = |c: char| c.is_ascii_whitespace() || c == '\0';
        !name.is_empty() && !name.contains(blank) && !name.contains("-->")
    };
    let name = |(index, region): (usize, &'t Region<'_>)| {
        let id = region.id.as_ref();
        (is_name(id) && last.get(id) == Some(&index)).then_some(id)
    };
    timeline.regions.iter().enumerate().map(name).collect()
}
