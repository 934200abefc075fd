//! Files that every parser of the platform keeps whole (docs/platform.md has what each one loses).
//!
//! A timeline is first made plain: what one of the parsers would lose, cut or show as text is removed or
//! written differently, each with a loss. Then the format's own writer writes it.
//!
//! - Cues are in the order of their starts, end after they start, last no longer than an HLS
//!   segment (a longer one is split into pieces with the same text) and have text.
//! - Bold, italics and underline stay; every other mark, placement, identifier, comment and style is
//!   dropped.
//! - SRT cannot write a `<` that the player shows: it becomes `‹`. A word joiner, which is invisible,
//!   keeps `{\an8}` as a text from being read as markup in SRT and a number from being read as
//!   the index of a cue, and in every format `&lt;` as a text from being read as a reference: the player
//!   and the transcript panel decode repeatedly, and the server considers a text with one reference
//!   escaped.
//! - In WebVTT and DFXP a `<` before a letter gets a space after it, else the transcript panel reads
//!   what follows as a tag.
//! - In DFXP times are on tenths of a second, the finest that the clip tool writes.

use std::borrow::Cow;

use super::SEGMENT_MS;
use crate::format::Format;
use crate::read::{WriteOptions, raise};
use crate::source::{Span, sort_by_key};
use crate::srt::{TokenKind, Voice, tokens};
use crate::time::{Interval, Timestamp};
use crate::timeline::{
    Converted, Cue, ExtraKind, Loss, LossKind, Origin, Run, RunKind, ScopeKind,
    TIME_MAP_NOT_APPLIED, Timeline, is_invisible,
};
use crate::webvtt::cue_text::text_value;

/// How a safe file is written.
#[derive(Clone, Debug)]
pub struct SafeOptions {
    /// Length of an HLS segment in milliseconds, at least 1000. Default [`SEGMENT_MS`].
    pub segment_ms: u32,
    /// What happens to speakers' names, which no program of the platform shows. Default: dropped.
    pub voice: Voice,
    /// DFXP keeps times finer than tenths of a second, as a translation must to agree with its source;
    /// in a clip its cues then start and end up to 50 ms off. Default no.
    pub exact_times: bool,
    /// How the format's own writer writes: line endings.
    pub write: WriteOptions,
}

impl Default for SafeOptions {
    fn default() -> Self {
        Self {
            segment_ms: SEGMENT_MS,
            voice: Voice::Drop,
            exact_times: false,
            write: WriteOptions::default(),
        }
    }
}

/// The last time that the platform's SRT and WebVTT parsers can read: they know two digits of hours.
const LAST_MS: i64 = 360_000_000 - 1;
/// In a clipped SRT file hours start again from 0 here (`kCaptionsContentManager.php:294-331`,
/// `gmdate`): no cue may last beyond it.
const DAY_MS: i64 = 86_400_000 - 1;
/// A cue longer than this is not split: its end is probably wrong, and a wrong end must not become
/// thousands of cues.
pub const LONGEST_MS: i64 = 3_600_000;
/// The maximum number of bytes that each further piece of a cue takes besides its text.
const TIMING_BYTES: usize = 80;
/// How much a file may grow when cues are split, in bytes; it must stay below [`super::SERVE_LIMIT`], and
/// a hostile file must not grow without bounds.
const MAX_GROWTH: usize = 600_000;

/// Writes a timeline so that every parser of the platform keeps it whole.
///
/// Nothing helps in two cases: a file over 1 MiB, which the server does not serve, and a single cue of
/// hundreds of kilobytes, at which its SRT parser stops.
///
/// ```
/// use cuesmith::Format;
/// use cuesmith::kaltura::{SafeOptions, write_safe};
///
/// let text = "WEBVTT\n\nintro\n00:00:01.000 --> 00:00:02.000 align:start\n<v Ada>1 &lt; 2\n";
/// let file = cuesmith::read(text, Some("a.vtt"), &Default::default());
/// let made = write_safe(&file.document.lower(), Format::Srt, &SafeOptions::default());
/// assert_eq!(made.document, "1\n00:00:01,000 --> 00:00:02,000\n1 ‹ 2\n");
/// ```
#[must_use]
pub fn write_safe(timeline: &Timeline<'_>, to: Format, options: &SafeOptions) -> Converted<String> {
    let mut plain = write_plain(timeline, to, options);
    let mut written = raise(&plain.timeline, to, &options.write);
    for loss in &mut written.losses {
        loss.cue = loss.cue.and_then(|at| plain.from.get(at as usize).copied());
    }
    written.losses.append(&mut plain.losses);
    sort_by_key(&mut written.losses, |loss| loss.span.start);
    written
}

/// A timeline without anything that some parser would lose, cut or show as text.
#[derive(Clone, Debug)]
pub struct PlainTimeline {
    /// The cues by their start.
    pub timeline: Timeline<'static>,
    /// For each cue the index of its original in the old timeline.
    pub from: Vec<u32>,
    /// What the plain timeline lacks compared with the old one.
    pub losses: Vec<Loss>,
}

/// The first half of [`write_safe`]: what it passes to the format's own writer.
#[must_use]
pub fn write_plain(timeline: &Timeline<'_>, to: Format, options: &SafeOptions) -> PlainTimeline {
    let ends = timeline.cues.iter().map(|cue| cue.interval.end);
    let ends = ends.filter(|end| *end != Timestamp::OPEN).map(|end| end.0);
    let mut plain = Plain {
        timeline,
        to,
        options,
        made: Timeline::new(if to == Format::Srt { Format::WebVtt } else { Format::Srt }),
        from: Vec::new(),
        scopes: [None; 8],
        looks: vec![None; timeline.scopes.len()],
        losses: Vec::new(),
        cue: 0,
        last_end: ends.max().unwrap_or(0),
        budget: MAX_GROWTH,
        tenths: DecisecondGrid::of(timeline),
    };
    plain.make();
    PlainTimeline { timeline: plain.made, from: plain.from, losses: plain.losses }
}

/// Times on tenths of a second, the finest in a clipped DFXP file (`kXml.class.php:296-311`).
pub struct DecisecondGrid {
    /// Where cues start, in order.
    starts: Vec<i64>,
}

impl DecisecondGrid {
    /// For the cues of a timeline.
    #[must_use]
    pub fn of(timeline: &Timeline<'_>) -> Self {
        let mut starts: Vec<i64> =
            timeline.cues.iter().map(|cue| cue.interval.start.0.max(0)).collect();
        starts.sort_unstable();
        Self { starts }
    }

    /// The interval of a cue on tenths: the start on the nearest one, the end so that the cue lasts no
    /// less than before, if the next cue leaves room for that. It lasts a tenth at least. Times are
    /// not negative and not open.
    #[must_use]
    pub fn round(&self, cue: Interval) -> Interval {
        let tenth = |ms: i64| ms.saturating_add(50) / 100 * 100;
        let (start, end) = (cue.start.0, cue.end.0);
        let from = tenth(start);
        let lasting = from.saturating_add(end.saturating_sub(start).saturating_add(99) / 100 * 100);
        let next = self.starts.get(self.starts.partition_point(|&next| next < end));
        let room = next.map_or(i64::MAX, |&next| tenth(next));
        Interval::from_ms(from, tenth(end).max(lasting).min(room).max(from + 100))
    }
}

/// Bold, italic and underline as bits.
type Look = u8;
const BOLD: Look = 1;
const ITALIC: Look = 2;
const UNDERLINE: Look = 4;

/// A character with the way it looks.
type Sign = (char, Look);

struct Plain<'t, 'a> {
    timeline: &'t Timeline<'a>,
    to: Format,
    options: &'t SafeOptions,
    made: Timeline<'static>,
    from: Vec<u32>,
    /// The innermost scope of each look, once it is needed.
    scopes: [Option<u32>; 8],
    /// The look of each scope that has been spoken of.
    looks: Vec<Option<Look>>,
    losses: Vec<Loss>,
    cue: u32,
    /// The last end that the file names.
    last_end: i64,
    budget: usize,
    tenths: DecisecondGrid,
}

impl Plain<'_, '_> {
    fn lose(&mut self, kind: LossKind, span: Span, message: impl Into<Cow<'static, str>>) {
        self.losses.push(Loss { kind, span, cue: Some(self.cue), message: message.into() });
    }

    fn make(&mut self) {
        let timeline = self.timeline;
        self.made.language = timeline.language.as_ref().map(|tag| Cow::Owned(tag.to_string()));
        for (at, cue) in timeline.cues.iter().enumerate() {
            self.cue = at as u32;
            self.cue(cue);
        }
        let made = std::mem::take(&mut self.made.cues).into_iter();
        let mut cues: Vec<_> = made.zip(std::mem::take(&mut self.from)).collect();
        sort_by_key(&mut cues, |(cue, _)| cue.interval.start.0);
        (self.made.cues, self.from) = cues.into_iter().unzip();
        self.rest();
    }

    fn cue(&mut self, cue: &Cue<'_>) {
        let origin = &cue.origin;
        let lines = self.lines(cue);
        if lines.is_empty() {
            self.lose(LossKind::Cue, origin.block, "a cue without visible text is dropped");
            return;
        }
        let Some(interval) = self.interval(cue) else {
            self.lose(LossKind::Cue, origin.block, "a cue beyond 100 hours is dropped");
            return;
        };
        self.bare(cue);
        let first = self.made.runs.len() as u32;
        let length: usize = lines.iter().map(|line| line.len() + 1).sum();
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                let kind = RunKind::Break;
                self.made.runs.push(Run { kind, scope: 0, span: origin.payload });
            }
            self.line(line, origin.payload);
        }
        let runs = first..self.made.runs.len() as u32;
        for interval in self.pieces(cue, interval, length) {
            self.from.push(self.cue);
            self.made.cues.push(Cue {
                id: None,
                interval,
                runs: runs.clone(),
                placement: None,
                region: None,
                // These losses have been reported.
                origin: Origin { settings: Span::at(origin.settings.start), ..*origin },
            });
        }
    }

    /// Reports what is dropped from a cue in addition to its text.
    fn bare(&mut self, cue: &Cue<'_>) {
        // Numbers count the cues, in SRT always.
        let counts = |id: &str| match self.timeline.format {
            Format::Srt => id.trim().bytes().all(|b| b.is_ascii_digit()),
            _ => id.trim().parse() == Ok(u64::from(self.cue) + 1),
        };
        if cue.id.as_deref().is_some_and(|id| !id.is_empty() && !counts(id)) {
            self.lose(LossKind::Id, cue.origin.id, "the server keeps no identifiers");
        }
        if cue.placement.is_some() || !cue.origin.settings.is_empty() {
            let message = "the cue is shown at the default place";
            self.lose(LossKind::Settings, cue.origin.settings, message);
        }
        if cue.region.is_some() {
            self.lose(LossKind::Region, cue.origin.settings, "the player ignores these regions");
        }
    }

    /// The times, changed so that every parser accepts them; `None` if no parser can read them.
    fn interval(&mut self, cue: &Cue<'_>) -> Option<Interval> {
        let (mut start, mut end) = (cue.interval.start.0, cue.interval.end.0);
        let place = cue.origin.timing();
        if start > LAST_MS - 100 {
            return None;
        }
        if start < 0 {
            start = 0;
            self.lose(LossKind::Time, place, "a negative time is written as zero");
        }
        if cue.interval.end == Timestamp::OPEN {
            end = self.last_end.max(start + i64::from(self.options.segment_ms)).min(LAST_MS);
            self.lose(LossKind::Time, place, "a cue without an end is given one");
        } else if end > LAST_MS {
            end = LAST_MS;
            self.lose(LossKind::Time, place, "an end beyond 100 hours is moved to 100 hours");
        }
        if self.to == Format::Srt && start < DAY_MS && end > DAY_MS {
            end = DAY_MS;
            self.lose(LossKind::Time, place, "an end beyond 24 hours is moved to 24 hours");
        }
        if self.to == Format::Srt && start > DAY_MS {
            let message = "a clip of the file shows the cue at another time: its hours start again from 0 after a day";
            self.lose(LossKind::Time, place, message);
        }
        if end <= start {
            end = start + 1;
            let message = "a cue that does not end after it starts is given a length of 1 ms";
            self.lose(LossKind::Time, place, message);
        }
        let mut interval = Interval::from_ms(start, end);
        if !self.to.is_line_based() && !self.options.exact_times {
            let rounded = self.tenths.round(interval);
            if rounded != interval {
                let message =
                    "rounded to a tenth of a second, the finest that the clip tool writes";
                self.lose(LossKind::Time, place, message);
            }
            interval = rounded;
        }
        Some(interval)
    }

    /// A cue in pieces that are no longer than a segment. `length` is that of its text in bytes.
    fn pieces(&mut self, cue: &Cue<'_>, mut whole: Interval, length: usize) -> Vec<Interval> {
        let segment = i64::from(self.options.segment_ms.max(1000));
        let wanted = (whole.duration() + segment - 1) / segment;
        if wanted <= 1 {
            return vec![whole];
        }
        if whole.duration() > LONGEST_MS {
            let message =
                "not split, as it lasts over an hour: HLS has it only at its start and end";
            self.lose(LossKind::Time, cue.origin.timing(), message);
            return vec![whole];
        }
        let each = length + TIMING_BYTES;
        let count = wanted.min((self.budget / each) as i64 + 1);
        self.budget = self.budget.saturating_sub(each * (count as usize - 1));
        let message = if count < wanted {
            whole.end = whole.start.shifted(count * segment);
            format!("split into {count} pieces, and the rest of its duration is dropped")
        } else {
            format!("split into {count} pieces, since HLS would have it only at its start and end")
        };
        self.lose(LossKind::Time, cue.origin.timing(), message);
        // Equal pieces, on tenths of a second where a segment is long enough for that.
        let step = (whole.duration() + count - 1) / count;
        let step = ((step + 99) / 100 * 100).min(segment);
        let (start, end) = (whole.start.0, whole.end.0);
        let at = |n: i64| (start + n * step).min(end);
        (0..count)
            .map(|n| Interval::from_ms(at(n), at(n + 1)))
            .filter(|i| i.duration() > 0)
            .collect()
    }

    /// The lines of a cue that show something, without blanks at their ends.
    fn lines(&mut self, cue: &Cue<'_>) -> Vec<Vec<Sign>> {
        let timeline = self.timeline;
        let mut lines = vec![Vec::new()];
        for run in timeline.runs_of(cue) {
            let look = self.look(run.scope, &mut lines);
            match &run.kind {
                RunKind::Text(text) if !timeline.in_ruby_text(run) => {
                    for c in text.chars() {
                        match (c, lines.last_mut()) {
                            ('\n', _) => lines.push(Vec::new()),
                            ('\t' | '\u{2028}' | '\u{2029}', Some(line)) => line.push((' ', look)),
                            (c, Some(line)) if !is_forbidden(c) => line.push((c, look)),
                            _ => {
                                let message =
                                    "a character that some parsers cannot read is dropped";
                                self.lose(LossKind::Entity, run.span, message);
                            }
                        }
                    }
                }
                RunKind::Text(_) => {}
                RunKind::Break => lines.push(Vec::new()),
                RunKind::Timestamp(_) => {
                    let message = "the whole text is shown at once";
                    self.lose(LossKind::InlineTimestamp, run.span, message);
                }
            }
        }
        let all = lines.len();
        let mut lines: Vec<_> = lines.into_iter().map(trimmed).filter(|l| is_seen(l)).collect();
        if !lines.is_empty() && lines.len() < all {
            self.lose(LossKind::BlankLine, cue.origin.payload, "a blank line is dropped");
        }
        for line in &mut lines {
            self.escape_markup(line, cue.origin.payload);
        }
        lines
    }

    /// How the text of a scope looks, and which part of that is lost. A speaker's name is written before the text, if
    /// it is to be kept.
    fn look(&mut self, scope: u32, lines: &mut [Vec<Sign>]) -> Look {
        let timeline = self.timeline;
        let looks = |looks: &[Option<Look>], at: u32| looks.get(at as usize).copied().flatten();
        // Where a scope has been spoken of, all around it have.
        let around = timeline.scopes_of(scope).map(|(at, _)| at);
        let new: Vec<u32> = around.take_while(|at| looks(&self.looks, *at).is_none()).collect();
        let known = new.last().map_or(scope, |&at| timeline.scopes[at as usize].parent);
        let mut look = looks(&self.looks, known).unwrap_or_default();
        for &at in new.iter().rev() {
            let scope = &timeline.scopes[at as usize];
            look |= match scope.kind {
                ScopeKind::Bold => BOLD,
                ScopeKind::Italic => ITALIC,
                ScopeKind::Underline => UNDERLINE,
                _ => 0,
            };
            self.looks[at as usize] = Some(look);
            if !scope.classes.is_empty() {
                self.lose(LossKind::Class, scope.span, "the player ignores classes");
            }
            let (kind, message) = match &scope.kind {
                ScopeKind::Voice(name) if self.options.voice == Voice::Prefix => {
                    if let Some(line) = lines.last_mut().filter(|_| !name.trim().is_empty()) {
                        let name = name.chars().filter(|c| !is_forbidden(*c));
                        line.extend(name.chain(": ".chars()).map(|c| (c, look)));
                    }
                    continue;
                }
                ScopeKind::Voice(_) => (LossKind::Voice, "the speaker's name is not shown"),
                ScopeKind::Language(_) => {
                    (LossKind::Language, "the language of the words is dropped")
                }
                ScopeKind::RubyText => (LossKind::Ruby, "only the base text of ruby is kept"),
                ScopeKind::Font { .. } => {
                    (LossKind::Style, "fonts and colors are dropped: no parser keeps them")
                }
                ScopeKind::Other(_) => (LossKind::UnknownTag, "the tag would be shown as text"),
                _ => continue,
            };
            self.lose(kind, scope.span, message);
        }
        look
    }

    /// Keeps text from being read as markup.
    fn escape_markup(&mut self, line: &mut Vec<Sign>, place: Span) {
        const JOINER: char = '\u{2060}';
        let follows = |at: usize, text: &str| {
            let rest = line.get(at + 1..).unwrap_or_default();
            rest.len() >= text.len() && text.chars().zip(rest).all(|(c, sign)| c == sign.0)
        };
        let begins_tag = |at: usize| {
            let next = line.get(at + 1).map(|sign| sign.0);
            next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        };
        let curly = if self.to == Format::Srt { curly_tags(line) } else { Vec::new() };
        let mut escaped = Vec::with_capacity(line.len());
        let (mut replaced, mut parted) = (false, false);
        for (at, &(c, look)) in line.iter().enumerate() {
            match c {
                '{' if curly.binary_search(&at).is_ok() => {
                    escaped.extend([(c, look), (JOINER, look)]);
                }
                '<' if self.to == Format::Srt => {
                    replaced = true;
                    escaped.push(('\u{2039}', look));
                }
                // The transcript panel decodes `&lt;`, and then deletes what has become a tag.
                '<' if begins_tag(at) => {
                    parted = true;
                    escaped.extend([(c, look), (' ', look)]);
                }
                // When burned in, `\\N` is a line break.
                '\\' if self.to == Format::Srt
                    && ["N", "n", "h"].iter().any(|c| follows(at, c)) =>
                {
                    escaped.extend([(c, look), (JOINER, look)]);
                }
                // The search text has no such times.
                ',' if self.to == Format::Srt && is_in_time(line, at) => {
                    escaped.extend([(c, look), (JOINER, look)]);
                }
                '&' if begins_reference(&line[at..]) => {
                    escaped.extend([(c, look), (JOINER, look)]);
                }
                _ => escaped.push((c, look)),
            }
        }
        // The search text has no line that is only a number.
        if self.to == Format::Srt && line.iter().all(|(c, _)| c.is_ascii_digit()) {
            escaped.push((JOINER, line.last().map_or(0, |sign| sign.1)));
        }
        *line = escaped;
        if replaced {
            let message = "`<` written as `\u{2039}`: the player would read it as a tag";
            self.lose(LossKind::Entity, place, message);
        }
        if parted {
            let message = "a space after `<`: the transcript panel would take it for a tag";
            self.lose(LossKind::Entity, place, message);
        }
    }

    fn line(&mut self, line: &[Sign], span: Span) {
        for part in line.chunk_by(|a, b| a.1 == b.1) {
            let text: String = part.iter().map(|(c, _)| *c).collect();
            let scope = self.scope(part.first().map_or(0, |sign| sign.1));
            self.made.runs.push(Run { kind: RunKind::Text(Cow::Owned(text)), scope, span });
        }
    }

    fn scope(&mut self, look: Look) -> u32 {
        if look == 0 {
            return 0;
        }
        if let Some(known) = self.scopes[usize::from(look)] {
            return known;
        }
        let mut parent = 0;
        for (bit, kind) in [
            (BOLD, ScopeKind::Bold),
            (ITALIC, ScopeKind::Italic),
            (UNDERLINE, ScopeKind::Underline),
        ] {
            if look & bit != 0 {
                parent = self.made.push_scope(kind, Vec::new(), parent, Span::default());
            }
        }
        self.scopes[usize::from(look)] = Some(parent);
        parent
    }

    /// What a file contains other than its cues.
    fn rest(&mut self) {
        let timeline = self.timeline;
        let mut lose = |kind, span, message: &'static str| {
            self.losses.push(Loss { kind, span, cue: None, message: message.into() });
        };
        for region in &timeline.regions {
            lose(LossKind::Region, region.span, "the player ignores these regions");
        }
        for extra in &timeline.extras {
            let (kind, message) = match extra.kind {
                ExtraKind::Header => (LossKind::Header, "the text of the header is dropped"),
                ExtraKind::TimeMap => (LossKind::TimeMap, TIME_MAP_NOT_APPLIED),
                ExtraKind::Note => (LossKind::Note, "the comment is dropped"),
                ExtraKind::Style => (LossKind::Style, "the player ignores style sheets"),
                ExtraKind::Unparsed => (LossKind::Unparsed, "the block could not be read"),
            };
            lose(kind, extra.span, message);
        }
    }
}

/// Whether a comma belongs to a time such as `00:00:01,500`.
fn is_in_time(line: &[Sign], comma: usize) -> bool {
    let time = comma.checked_sub(8).and_then(|from| line.get(from..comma + 4));
    time.is_some_and(|time| {
        time.iter().zip("00:00:00,000".chars()).all(|((c, _), form)| match form {
            '0' => c.is_ascii_digit(),
            sign => *c == sign,
        })
    })
}

/// Whether an ampersand begins a character reference of HTML: the player knows six, the transcript
/// panel all of them.
fn begins_reference(line: &[Sign]) -> bool {
    // No name is longer than 33 letters.
    let text: String = line.iter().take(40).map(|sign| sign.0).collect();
    let Ok(len) = u32::try_from(text.len()) else { return false };
    // The transcript panel does not ask how its five names are written.
    let name = text[1..].split_inclusive(';').next().unwrap_or_default().to_ascii_lowercase();
    let is_decoded = ["lt;", "gt;", "amp;", "quot;", "nbsp;"].contains(&name.as_str());
    is_decoded || text_value(&text, Span::new(0, len)) != text
}

/// Where SRT would read plain text in curly brackets as markup: `{\an8}`, `{i}`, `{y:b}`.
fn curly_tags(line: &[Sign]) -> Vec<usize> {
    if !line.iter().any(|sign| sign.0 == '{') {
        return Vec::new();
    }
    // No angle bracket will be left to start a tag around one in curly brackets.
    let text: String = line.iter().map(|sign| if sign.0 == '<' { ' ' } else { sign.0 }).collect();
    let mut starts = tokens(&text, 0)
        .filter(|token| !matches!(token.kind, TokenKind::Text))
        .map(|token| token.span.start as usize)
        .filter(|&start| text[start..].starts_with('{'))
        .peekable();
    let signs = text.char_indices().enumerate();
    signs.filter(|(_, (byte, _))| starts.next_if_eq(byte).is_some()).map(|(at, _)| at).collect()
}

/// What some parser deletes: control characters and what XML does not allow.
fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn trimmed(mut line: Vec<Sign>) -> Vec<Sign> {
    while line.last().is_some_and(|(c, _)| c.is_whitespace()) {
        line.pop();
    }
    let leading = line.iter().take_while(|(c, _)| c.is_whitespace()).count();
    line.drain(..leading);
    line
}

fn is_seen(line: &[Sign]) -> bool {
    line.iter().any(|(c, _)| !c.is_whitespace() && !is_invisible(*c))
}
