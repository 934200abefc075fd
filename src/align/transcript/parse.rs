//! A text to the items of a transcript.
//!
//! First all lines are looked at, so that the whole text decides what is a name ([`Names`]); then each line gives
//! its items in order: what it opens with, then words and what lies between them. Both take linear time.

use std::collections::HashMap;
use std::ops::Range;

use super::grammar::{self, Style};
use super::labels::{Names, key};
use super::lines::{Line, Mark, lines};
use super::words::word;
use super::{Item, ItemKind, Transcript};
use crate::speakers::is_sound_label;

/// The longest direction in brackets in bytes.
const MAX_DIRECTION: usize = 200;

/// Finds the parts of a transcript: spoken words, labels of speakers, directions, time codes, layout.
///
/// The text is plain text as people have it: labels in the layouts in use or none, one paragraph a line or lines of
/// a fixed width, Markdown. A label is one only where the text as a whole says so: `Note: bring water` is spoken.
///
/// ```
/// use cuesmith::align::{ItemKind, parse_transcript};
///
/// let transcript = parse_transcript("ANA: Ahoy! (laughs)\nBEN: It's 5:30.\n");
/// let words: Vec<_> = transcript.words().map(|word| transcript.text_of(word)).collect();
/// assert_eq!(words, ["Ahoy", "It's", "5:30"]);
/// assert_eq!(transcript.speakers, ["ANA", "BEN"]);
/// assert_eq!(transcript.items[2].kind, ItemKind::Direction);
/// ```
#[must_use]
pub fn parse_transcript(text: &str) -> Transcript<'_> {
    let lines = lines(text);
    let names = Names::of(text, &lines);
    let facts = Facts::of(text, &lines);
    let mut parser = Parser::new(text, &names, &facts);
    let mut before = None;
    for (at, line) in lines.iter().enumerate() {
        parser.line(line, before, lines.get(at + 1));
        before = Some(line);
    }
    parser.transcript
}

/// What the text as a whole says.
struct Facts {
    /// Dashes at the start of lines mark speakers: there are several.
    dashes: bool,
    /// Minutes and seconds at the start of lines are time codes: there are several.
    minutes: bool,
    /// A blank line stands between paragraphs; else each line is one.
    blank_lines: bool,
}

impl Facts {
    fn of(text: &str, lines: &[Line<'_>]) -> Self {
        let count = |is: &dyn Fn(&Line<'_>) -> bool| lines.iter().filter(|line| is(line)).count();
        let written = count(&|line| !line.range.is_empty());
        let minutes = count(&|line| line.code.as_ref().is_some_and(|(_, code)| !code.sure));
        let trimmed = text.trim();
        Self {
            dashes: count(&|line| matches!(line.mark, Some((_, Mark::Dash)))) > 1,
            minutes: minutes > 2 && minutes * 4 >= written,
            blank_lines: lines.windows(2).any(|pair| {
                pair[1].range.is_empty()
                    && pair[1].range.start < trimmed.len()
                    && !pair[0].range.is_empty()
            }),
        }
    }
}

struct Parser<'a, 'n> {
    transcript: Transcript<'a>,
    names: &'n Names,
    facts: &'n Facts,
    indices: HashMap<String, u32>,
    /// Who speaks.
    speaker: Option<u32>,
    /// How many paragraphs have begun.
    paragraphs: u32,
    /// A paragraph has items.
    open: bool,
    /// Whether brackets with this text hold a direction, for texts that have many.
    sounds: HashMap<String, bool>,
}

impl<'a, 'n> Parser<'a, 'n> {
    fn new(text: &'a str, names: &'n Names, facts: &'n Facts) -> Self {
        let transcript = Transcript { text, ..Transcript::default() };
        Self {
            transcript,
            names,
            facts,
            indices: HashMap::new(),
            speaker: None,
            paragraphs: 0,
            open: false,
            sounds: HashMap::new(),
        }
    }

    fn text(&self, range: Range<usize>) -> &'a str {
        &self.transcript.text[range]
    }

    fn push(&mut self, range: Range<usize>, kind: ItemKind) {
        if range.is_empty() {
            return;
        }
        self.open = true;
        let range = range.start as u32..range.end as u32;
        self.transcript.items.push(Item {
            range,
            kind,
            speaker: self.speaker,
            paragraph: self.paragraphs,
        });
    }

    /// Begins a paragraph, unless nothing stands in the one that is open.
    fn paragraph(&mut self) {
        if self.open {
            self.paragraphs += 1;
            self.open = false;
        }
    }

    fn speaker(&mut self, name: &str) -> u32 {
        let speakers = &mut self.transcript.speakers;
        *self.indices.entry(key(name)).or_insert_with(|| {
            speakers.push(name.to_owned());
            speakers.len() as u32 - 1
        })
    }

    fn line(&mut self, line: &Line<'a>, before: Option<&Line<'_>>, next: Option<&Line<'_>>) {
        if line.range.is_empty() {
            self.paragraph();
            return;
        }
        if before.is_some_and(|line| !line.range.is_empty()) && !self.facts.blank_lines {
            self.paragraph();
        }
        let text = self.text(line.range.clone());
        if is_layout(text, next) {
            self.push(line.range.clone(), ItemKind::Layout);
            return;
        }
        let mut at = self.opening(line);
        if let Some(label) = line.label.filter(|label| at == line.rest && self.names.has(label)) {
            self.paragraph_before_label(line);
            self.speaker = Some(self.speaker(label.name));
            let end = line.rest + label.whole.len();
            match label.code {
                Some((code, time)) => {
                    let start = code.as_ptr() as usize - self.transcript.text.as_ptr() as usize;
                    let name_end = line.rest + label.whole[..start - line.rest].trim_end().len();
                    self.push(line.rest..name_end, ItemKind::Speaker);
                    self.push(start..start + code.len(), ItemKind::TimeCode(time.time));
                }
                None => {
                    let end = line.rest + label.whole.trim_end().len();
                    self.push(line.rest..end, ItemKind::Speaker);
                }
            }
            at = end;
        }
        self.body(at..line.range.end, line.range.clone());
    }

    /// A label begins a paragraph, also in the middle of lines without blank lines between.
    fn paragraph_before_label(&mut self, line: &Line<'_>) {
        let first = self
            .transcript
            .items
            .last()
            .is_none_or(|item| (item.range.end as usize) <= line.range.start);
        if first {
            self.paragraph();
        }
    }

    /// The time code and the mark at the start of a line; where the rest begins.
    fn opening(&mut self, line: &Line<'a>) -> usize {
        let mut at = line.range.start;
        if let Some((range, code)) = &line.code {
            let alone = range.end == line.range.end;
            if !code.sure && !self.facts.minutes && !alone && line.label.is_none() {
                return at;
            }
            self.push(range.clone(), ItemKind::TimeCode(code.time));
            at = line.rest.min(line.mark.as_ref().map_or(line.rest, |(mark, _)| mark.start));
        }
        if let Some((range, mark)) = &line.mark {
            if *mark == Mark::Chevrons || self.facts.dashes {
                self.paragraph_before_label(line);
                self.speaker = None;
                self.push(range.clone(), ItemKind::Speaker);
            }
            at = line.rest;
        }
        at
    }

    /// Words and what lies between them.
    fn body(&mut self, range: Range<usize>, line: Range<usize>) {
        let (mut at, end) = (range.start, range.end);
        let mut before = None;
        let mut ended = false;
        while at < end {
            let rest = self.text(at..end);
            let Some(c) = rest.chars().next() else { break };
            if let Some((len, kind)) = self.aside(rest, c, before, at..end, &line) {
                self.push(at..at + len, kind);
                before = self.text(at..at + len).chars().next_back();
                at += len;
                ended = true;
                continue;
            }
            let opens = before.is_none_or(char::is_whitespace);
            if c == '>'
                && opens
                && let Ok((after, mark)) = grammar::chevrons(rest)
            {
                self.speaker = None;
                self.push(at..at + mark.len(), ItemKind::Speaker);
                at = end - after.len();
                before = Some('>');
                ended = true;
                continue;
            }
            if ended
                && opens
                && let Some(len) = self.inline_label(rest, at)
            {
                at += len;
                before = Some(' ');
                continue;
            }
            if let Some(len) = word(rest, before) {
                self.push(at..at + len, ItemKind::Word);
                before = self.text(at..at + len).chars().next_back();
                at += len;
                ended = false;
                continue;
            }
            if !c.is_whitespace() {
                ended = matches!(c, '.' | '?' | '!' | '…' | '—' | '。' | '？' | '！' | '>')
                    || ended && "\"'”’»)".contains(c);
            }
            before = Some(c);
            at += c.len_utf8();
        }
    }

    /// A label in the middle of a line, of a name that the text has at the start of lines.
    fn inline_label(&mut self, rest: &'a str, at: usize) -> Option<usize> {
        if !rest.starts_with(|c: char| c.is_uppercase() || c == '*' || c == '[') {
            return None;
        }
        let (_, label) = grammar::label(rest).ok()?;
        let fits = matches!(label.style, Style::Colon | Style::Bold | Style::Bracket);
        if !fits || !self.names.knows(label.name) {
            return None;
        }
        self.paragraph();
        self.speaker = Some(self.speaker(label.name));
        let len = label.whole.trim_end().len();
        self.push(at..at + len, ItemKind::Speaker);
        Some(len)
    }

    /// Something that is not said, at the start of `rest`.
    fn aside(
        &mut self,
        rest: &str,
        c: char,
        before: Option<char>,
        at: Range<usize>,
        line: &Range<usize>,
    ) -> Option<(usize, ItemKind)> {
        match c {
            '♪' | '♫' | '♬' | '♩' | '🎵' | '🎶' => {
                let is_note = |c: char| matches!(c, '♪' | '♫' | '♬' | '♩' | '🎵' | '🎶');
                let len = rest.find(|c| !is_note(c)).unwrap_or(rest.len());
                Some((len, ItemKind::Direction))
            }
            '[' | '(' | '{' | '<' | '（' | '［' | '【' | '#' => {
                if let Ok((after, code)) = grammar::bracketed_code(rest) {
                    return Some((rest.len() - after.len(), ItemKind::TimeCode(code.time)));
                }
                let close = match c {
                    '[' => ']',
                    '(' => ')',
                    '{' => '}',
                    '<' => '>',
                    '（' => '）',
                    '［' => '］',
                    '【' => '】',
                    _ => return None,
                };
                let near = rest.char_indices().skip(1).take_while(|(at, _)| *at < MAX_DIRECTION);
                let stop = near.into_iter().find(|(_, found)| *found == close || *found == c)?;
                let len = Some(stop.0 + close.len_utf8()).filter(|_| stop.1 == close)?;
                let (whole, inner) = (&rest[..len], &rest[c.len_utf8()..stop.0]);
                let alone = at.start == line.start && len == at.end - at.start;
                self.bracket(c, whole, inner, before, alone).map(|kind| (len, kind))
            }
            '*' => {
                let inner = rest[1..].split('*').next().filter(|inner| inner.len() <= 60)?;
                let len = inner.len() + 2;
                let closed = rest[1 + inner.len()..].starts_with('*') && !inner.is_empty();
                (closed && self.is_sound(&format!("({inner})")))
                    .then_some((len, ItemKind::Direction))
            }
            _ => None,
        }
    }

    fn bracket(
        &mut self,
        open: char,
        whole: &str,
        inner: &str,
        before: Option<char>,
        alone: bool,
    ) -> Option<ItemKind> {
        if inner.trim().is_empty() {
            return None;
        }
        match open {
            '<' => {
                let is_tag =
                    inner.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
                let kind = if self.is_sound(&format!("({inner})")) {
                    ItemKind::Direction
                } else {
                    ItemKind::Layout
                };
                is_tag.then_some(kind)
            }
            // w[ill]: letters that were put in.
            '[' if before.is_some_and(char::is_alphanumeric)
                && inner.chars().all(char::is_alphabetic) =>
            {
                None
            }
            '[' | '［' | '【' => Some(ItemKind::Direction),
            _ => {
                let few = inner.split_whitespace().count() <= 8
                    && !inner.ends_with(['.', '?', '!', ',', '…', '。']);
                (alone && few || self.is_sound(whole)).then_some(ItemKind::Direction)
            }
        }
    }

    /// Whether brackets hold a sound or a remark about the recording.
    fn is_sound(&mut self, whole: &str) -> bool {
        const REMARKS: &str = " ph phonetic sic indiscernible overlapping overtalk beat recess ";
        if let Some(known) = self.sounds.get(whole) {
            return *known;
        }
        let inner = whole.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let remark = !inner.contains(' ') && REMARKS.contains(&format!(" {inner} "));
        let few = inner.split_whitespace().count() <= 3;
        let is = remark || inner == "operator instructions" || few && is_sound_label(whole, None);
        self.sounds.insert(whole.to_owned(), is);
        is
    }
}

/// Whether a line is layout: rules, page marks, headings, the end of a transcript, the number of a cue.
fn is_layout(line: &str, next: Option<&Line<'_>>) -> bool {
    let number = || {
        let before_time =
            next.is_some_and(|next| next.code.is_some() && next.rest == next.range.end);
        before_time && line.len() < 8 && line.bytes().all(|b| b.is_ascii_digit())
    };
    grammar::rule(line)
        || grammar::page_mark(line)
        || grammar::heading(line)
        || number()
        || super::layout::is_heading(line)
}
