//! Parses a text into the items of a transcript.
//!
//! All lines are read first, because the whole text decides what is a name ([`Names`]) and what is layout
//! ([`Layout`]); then each line gives its items in order: what it begins with, then words and what is between them.
//! Both take linear time.

use std::collections::HashMap;
use std::ops::Range;

use super::asides::{Asides, Place};
use super::grammar::{self, Label};
use super::labels::{Names, key, plain};
use super::layout::Layout;
use super::lines::{Line, Mark, lines};
use super::words::word;
use super::{Item, ItemKind, Transcript};

/// Finds the parts of a transcript: spoken words, speaker labels, directions, time codes, layout.
///
/// The text may have labels in any common layout or none, one paragraph per line or lines of
/// a fixed width, and Markdown. A label counts only if the text as a whole supports it: `Note: bring water` is
/// spoken.
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
    let layout = Layout::of(text, &lines);
    let is_layout = |at: usize| layout.has(at, &text[lines[at].range.clone()], lines.get(at + 1));
    let spoken = (0..lines.len()).filter(|at| !lines[*at].range.is_empty() && !is_layout(*at));
    let names = Names::of(text, &spoken.map(|at| &lines[at]).collect::<Vec<_>>());
    let facts = Facts::of(&lines);
    let mut parser = Parser::new(text, &names, &facts);
    for (at, line) in lines.iter().enumerate() {
        let goes_on = at > 0 && !lines[at - 1].range.is_empty();
        if line.range.is_empty() || goes_on && !facts.blank_lines {
            parser.paragraph();
        }
        if line.range.is_empty() {
            continue;
        }
        if is_layout(at) {
            parser.push(line.range.clone(), ItemKind::Layout);
        } else {
            parser.line(line);
        }
    }
    parser.transcript
}

/// Properties of the text as a whole.
struct Facts {
    /// Whether dashes at the start of lines mark speakers: there are several.
    dashes: bool,
    /// Whether minutes and seconds at the start of lines are time codes: there are several.
    minutes: bool,
    /// Whether a blank line separates paragraphs; otherwise each line is one.
    blank_lines: bool,
}

impl Facts {
    fn of(lines: &[Line<'_>]) -> Self {
        let count = |is: &dyn Fn(&Line<'_>) -> bool| lines.iter().filter(|line| is(line)).count();
        let written = count(&|line| !line.range.is_empty());
        let minutes = count(&|line| line.code.as_ref().is_some_and(|(_, code)| !code.sure));
        let first = lines.iter().position(|line| !line.range.is_empty()).unwrap_or(lines.len());
        let last = lines.iter().rposition(|line| !line.range.is_empty()).unwrap_or(first);
        Self {
            dashes: count(&|line| matches!(line.mark, Some((_, Mark::Dash)))) > 1,
            minutes: minutes > 2 && minutes * 4 >= written,
            blank_lines: lines
                .get(first..last)
                .unwrap_or_default()
                .iter()
                .any(|line| line.range.is_empty()),
        }
    }
}

struct Parser<'a, 'n> {
    transcript: Transcript<'a>,
    names: &'n Names,
    facts: &'n Facts,
    asides: Asides<'a>,
    /// The speakers by the keys of their names.
    indices: HashMap<String, u32>,
    /// The current speaker.
    speaker: Option<u32>,
    /// The number of closed paragraphs.
    paragraphs: u32,
    /// Whether the paragraph has items.
    open: bool,
}

impl<'a, 'n> Parser<'a, 'n> {
    fn new(text: &'a str, names: &'n Names, facts: &'n Facts) -> Self {
        Self {
            transcript: Transcript { text, ..Transcript::default() },
            names,
            facts,
            asides: Asides::default(),
            indices: HashMap::new(),
            speaker: None,
            paragraphs: 0,
            open: false,
        }
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

    /// Begins a paragraph, unless the open one is empty.
    fn paragraph(&mut self) {
        if self.open {
            self.paragraphs += 1;
            self.open = false;
        }
    }

    /// Begins a paragraph for a speaker, unless the line that begins at `start` has already begun one.
    fn turn(&mut self, start: usize) {
        if self.transcript.items.last().is_none_or(|item| (item.range.end as usize) <= start) {
            self.paragraph();
        }
    }

    fn line(&mut self, line: &Line<'a>) {
        let mut at = self.opening(line);
        if let Some(label) =
            line.label.filter(|label| at == line.rest && self.names.has(line, label))
        {
            self.turn(line.range.start);
            self.label(&label, at, line.range.start);
            at += label.whole.len();
        }
        self.body(at..line.range.end, line.range.start);
    }

    /// The time code and the mark at the start of a line; returns where the rest begins.
    fn opening(&mut self, line: &Line<'a>) -> usize {
        let mut at = line.range.start;
        if let Some((range, code)) = &line.code {
            let alone = *range == line.range;
            if !code.sure && !self.facts.minutes && !alone && line.label.is_none() {
                return at;
            }
            self.push(range.clone(), ItemKind::TimeCode(code.time));
            at = line.mark.as_ref().map_or(line.rest, |(mark, _)| mark.start);
        }
        if let Some((range, mark)) = &line.mark {
            if *mark == Mark::Chevrons || self.facts.dashes {
                self.turn(line.range.start);
                self.speaker = None;
                self.push(range.clone(), ItemKind::Speaker);
            }
            at = line.rest;
        }
        at
    }

    /// The items of a label that begins at `at`. The text before it, from `since` on, belongs to it: a time code,
    /// `>>`.
    fn label(&mut self, label: &Label<'a>, at: usize, since: usize) {
        let speakers = &mut self.transcript.speakers;
        self.speaker = Some(*self.indices.entry(key(label.name)).or_insert_with(|| {
            speakers.push(plain(label.name).to_owned());
            speakers.len() as u32 - 1
        }));
        let items = self.transcript.items.iter_mut().rev();
        for item in items.take_while(|item| item.range.start as usize >= since) {
            item.speaker = self.speaker;
        }
        let whole = label.whole.trim_end();
        let Some((written, code)) = label.code else {
            self.push(at..at + whole.len(), ItemKind::Speaker);
            return;
        };
        let start = at + label.name.len() + whole[label.name.len()..].find(written).unwrap_or(0);
        self.push(at..at + label.name.len(), ItemKind::Speaker);
        self.push(start..start + written.len(), ItemKind::TimeCode(code.time));
    }

    /// Words and what is between them, up to the end of a line that begins at `line_start`.
    fn body(&mut self, range: Range<usize>, line_start: usize) {
        let text = self.transcript.text;
        let (mut at, end) = (range.start, range.end);
        let mut place = Place { before: None, opens: at == line_start };
        // Whether a sentence may begin here, whether `>>` precedes it, and the position before that mark.
        let (mut sentence, mut marked, mut before_mark) = (true, false, at);
        while at < end {
            let rest = &text[at..end];
            let Some(c) = rest.chars().next() else { break };
            let opens = place.before.is_none_or(char::is_whitespace);
            let mut len = c.len_utf8();
            if let Some((aside, kind)) = self.asides.at(rest, place) {
                len = aside;
                self.push(at..at + len, kind);
                sentence = true;
            } else if let Some(mark) =
                (opens && sentence).then(|| grammar::chevrons(rest).ok()).flatten()
            {
                len = rest.len() - mark.0.len();
                before_mark = at;
                self.speaker = None;
                self.push(at..at + len, ItemKind::Speaker);
                (sentence, marked) = (true, true);
            } else if let Some(label) =
                (opens && sentence).then(|| self.inside(rest, marked)).flatten()
            {
                if !marked {
                    self.paragraph();
                }
                len = label.whole.trim_end().len();
                self.label(&label, at, if marked { before_mark } else { at });
                (sentence, marked) = (false, false);
            } else if place.opens && is_bullet(rest) {
                marked = false;
            } else if let Some(word) = word(rest, place.before) {
                len = word;
                self.push(at..at + len, ItemKind::Word);
                (sentence, marked) = (false, false);
            } else if !c.is_whitespace() {
                sentence = is_end(c) || sentence && "\"'”’»)".contains(c);
                marked = false;
            }
            place = Place { before: text[at..at + len].chars().next_back(), opens: false };
            at += len;
        }
    }

    /// A label in the middle of a line.
    fn inside(&self, rest: &'a str, marked: bool) -> Option<Label<'a>> {
        if !rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '*' | '[')) {
            return None;
        }
        let (_, label) = grammar::label(rest).ok()?;
        self.names.has_inside(&label, marked).then_some(label)
    }
}

/// The end of a sentence.
fn is_end(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '—' | '。' | '？' | '！')
}

/// Whether a line begins with a list marker. `* 0` is spoken: a key on a telephone.
fn is_bullet(line: &str) -> bool {
    let after = line.strip_prefix(['*', '+', '•', '‣', '◦', '▪', '·']);
    after.is_some_and(|after| {
        after.starts_with(char::is_whitespace)
            && after.trim_start().starts_with(|c: char| !c.is_ascii_digit())
    })
}
