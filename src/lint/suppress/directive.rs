//! Directives: comments that suppress findings. One grammar for the comments of all formats.
//!
//! ```text
//! cuesmith-ignore RULES: reason         the next cue
//! cuesmith-ignore-start RULES: reason   all cues from here
//! cuesmith-ignore-end [RULES]           to here
//! cuesmith-ignore-file RULES: reason    the file
//! ```
//!
//! RULES are codes, names, families or `ALL`, separated by commas or spaces. A directive begins on a line of
//! the comment; everything up to the next directive in the same comment belongs to it. The reason follows a
//! colon, or is on the lines below the rules.

use std::collections::HashMap;

use crate::lint::pattern_code::is_pattern_family;
use crate::source::{Span, sort_by_key};
use crate::timeline::{ExtraKind, Timeline};
use crate::words::similar::nearest;

/// The family of the rules about suppression.
pub(super) const FAMILY: &str = "SUP";

/// What every directive begins with.
const PREFIX: &str = "cuesmith-";

/// What a directive applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The cue that the comment is in, otherwise the next one.
    Cue,
    /// Everything from the comment to the directive that ends the range.
    Start,
    /// Ends a range.
    End,
    /// The whole file, wherever the comment is.
    File,
}

impl Scope {
    const ALL: [Self; 4] = [Self::Cue, Self::Start, Self::End, Self::File];

    /// The first word of the directive: `cuesmith-ignore`.
    #[must_use]
    pub const fn keyword(self) -> &'static str {
        match self {
            Self::Cue => "cuesmith-ignore",
            Self::Start => "cuesmith-ignore-start",
            Self::End => "cuesmith-ignore-end",
            Self::File => "cuesmith-ignore-file",
        }
    }
}

/// A directive. Its spans refer to the text of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// What it applies to.
    pub scope: Scope,
    /// The directive without white space at its end.
    pub span: Span,
    /// Codes, names and families of rules, or `ALL`, as written.
    pub rules: Vec<Span>,
    /// Why the findings are suppressed.
    pub reason: Option<Span>,
    /// The comment that it is in: an index into [`Timeline::extras`].
    pub comment: u32,
    /// The other end of the range: an index into [`Directives::list`].
    pub partner: Option<u32>,
}

/// A mistake in a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its place.
    pub span: Span,
    /// What is wrong, and what to write.
    pub message: String,
}

/// The directives of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directives {
    /// The directives in file order.
    pub list: Vec<Directive>,
    /// The mistakes in file order: unknown keywords, missing rules, ranges with one end.
    pub faults: Vec<Fault>,
    /// Comment and place of everything that begins like a directive, in file order.
    pub(super) pieces: Vec<(u32, Span)>,
}

/// Reads the directives in the comments of a file. In time linear in the length of the comments.
///
/// ```
/// use cuesmith::lint::suppress::{Scope, directives};
/// use cuesmith::source::Source;
/// use cuesmith::{ReadOptions, open};
///
/// let text = "WEBVTT\n\nNOTE cuesmith-ignore TIM004: they talk at once\n\n00:01.000 --> 00:02.000\nHello\n";
/// let source = Source::from_text(text);
/// let found = directives(&open(&source, None, &ReadOptions::default()).timeline);
/// assert_eq!(found.list[0].scope, Scope::Cue);
/// assert_eq!(found.list[0].reason.unwrap().slice(text), "they talk at once");
/// ```
#[must_use]
pub fn directives(timeline: &Timeline<'_>) -> Directives {
    let mut found = Directives::default();
    for (comment, extra) in (0..).zip(&timeline.extras) {
        if extra.kind == ExtraKind::Note {
            found.read(timeline.source, comment, extra.text);
        }
    }
    found.pair(timeline.source);
    sort_by_key(&mut found.faults, |fault| fault.span);
    found
}

impl Directives {
    /// Whether there is none, not even a faulty one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    fn fault(&mut self, span: Span, message: String) {
        self.faults.push(Fault { span, message });
    }

    /// Reads the directives of one comment.
    fn read(&mut self, text: &str, comment: u32, inner: Span) {
        let mut begins = None;
        let mut at = inner.start as usize;
        let end = inner.end as usize;
        while at < end {
            let line_end = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..end]);
            let next = line_end.map_or(end, |found| at + found + 1);
            let line = &text[at..next];
            let word = line.trim_start();
            let begin = next - word.len();
            let is_directive =
                word.get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX));
            if is_directive && let Some(before) = begins.replace(begin) {
                self.one(text, comment, trimmed(text, before, begin));
            }
            at = next;
        }
        if let Some(last) = begins {
            self.one(text, comment, trimmed(text, last, end));
        }
    }

    /// Reads one directive.
    fn one(&mut self, text: &str, comment: u32, span: Span) {
        self.pieces.push((comment, span));
        let body = span.slice(text);
        let place =
            |from: usize, to: usize| Span::of(span.start as usize + from..span.start as usize + to);
        let is_end = |c: char| c.is_whitespace() || c == ':';
        let keyword = &body[..body.find(is_end).unwrap_or(body.len())];
        let known = Scope::ALL.into_iter().find(|s| s.keyword().eq_ignore_ascii_case(keyword));
        let Some(scope) = known else {
            let names = Scope::ALL.map(Scope::keyword);
            let hint = match nearest(keyword, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use one of {}", names.join(", ")),
            };
            return self.fault(
                place(0, keyword.len()),
                format!("unknown directive `{}`: {hint}", shortened(keyword)),
            );
        };
        let (to, from) = end_of_rules(body, keyword.len());
        let mut rules = Vec::new();
        let mut reason = from;
        let mut at = keyword.len();
        for word in body[keyword.len()..to].split(|c: char| c == ',' || c.is_whitespace()) {
            let here = place(at, at + word.len());
            at += word.len();
            if is_rule(word) {
                rules.push(here);
            } else if !word.is_empty() {
                let message = format!(
                    "expected a rule, found `{}`: write a colon before the reason",
                    shortened(word)
                );
                self.fault(here, message);
                reason = at - word.len();
                break;
            }
            // The separator.
            at += body[at..].chars().next().map_or(0, char::len_utf8);
        }
        if rules.is_empty() && scope != Scope::End {
            let message = format!(
                "`{}` names no rules: write codes, names, families or ALL before the colon",
                scope.keyword()
            );
            self.fault(place(0, keyword.len()), message);
        }
        let reason = trimmed(text, span.start as usize + reason, span.end as usize);
        let reason = (!reason.is_empty()).then_some(reason);
        self.list.push(Directive { scope, span, rules, reason, comment, partner: None });
    }

    /// Finds the two ends of each range.
    fn pair(&mut self, text: &str) {
        let mut open: Vec<u32> = Vec::new();
        let mut by_rules: HashMap<String, Vec<u32>> = HashMap::new();
        let mut faults = Vec::new();
        for at in 0..self.list.len() {
            let Directive { scope, span, .. } = self.list[at];
            match scope {
                Scope::Start => {
                    open.push(at as u32);
                    by_rules.entry(self.list[at].key(text)).or_default().push(at as u32);
                }
                Scope::End => {
                    let is_bare = self.list[at].rules.is_empty();
                    let mut none = Vec::new();
                    let stack = match is_bare {
                        true => &mut open,
                        false => by_rules.get_mut(&self.list[at].key(text)).unwrap_or(&mut none),
                    };
                    // Another directive may have closed some of them.
                    while let Some(start) = stack.pop() {
                        if self.list[start as usize].partner.is_none() {
                            self.list[start as usize].partner = Some(at as u32);
                            self.list[at].partner = Some(start);
                            break;
                        }
                    }
                    if self.list[at].partner.is_none() {
                        let rules = if is_bare { "" } else { " with these rules" };
                        let start = Scope::Start.keyword();
                        faults.push((span, format!("no `{start}`{rules} is open here")));
                    }
                }
                Scope::Cue | Scope::File => {}
            }
        }
        for start in self.list.iter().filter(|d| d.scope == Scope::Start && d.partner.is_none()) {
            let end = Scope::End.keyword();
            let message = format!("no `{end}` follows: the range extends to the end of the file");
            faults.push((start.span, message));
        }
        faults.into_iter().for_each(|(span, message)| self.fault(span, message));
    }
}

impl Directive {
    /// The same text for the same rules in any order and case.
    fn key(&self, text: &str) -> String {
        let mut rules: Vec<String> =
            self.rules.iter().map(|rule| rule.slice(text).to_ascii_lowercase()).collect();
        rules.sort_unstable();
        rules.dedup();
        rules.join(",")
    }
}

/// Where the rules of a directive end and where its reason begins.
fn end_of_rules(body: &str, from: usize) -> (usize, usize) {
    let mut last = None;
    let found = body[from..].char_indices().find(|(_, c)| {
        let ends = match c {
            ':' => true,
            '\n' | '\r' => last.is_some_and(|last| last != ','),
            _ => false,
        };
        last = if c.is_whitespace() { last } else { Some(*c) };
        ends
    });
    match found {
        Some((at, ':')) => (from + at, from + at + 1),
        Some((at, _)) => (from + at, from + at),
        None => (body.len(), body.len()),
    }
}

/// Whether a word may be a code, a name or a family. The code of a pattern of the user is `PAT/` and its name.
fn is_rule(word: &str) -> bool {
    let pattern = word.split_once('/').filter(|(family, _)| is_pattern_family(family));
    let word = pattern.map_or(word, |(_, name)| name);
    word.starts_with(|c: char| c.is_ascii_alphanumeric())
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// A part of a text without white space around it.
fn trimmed(text: &str, from: usize, to: usize) -> Span {
    let part = &text[from..to];
    let start = from + (part.len() - part.trim_start().len());
    Span::of(start..start + part.trim().len())
}

/// The beginning of a word, for messages.
fn shortened(word: &str) -> &str {
    word.char_indices().nth(40).map_or(word, |(at, _)| &word[..at])
}
