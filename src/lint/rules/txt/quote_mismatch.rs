//! TXT015: brackets and inverted marks without their other half.

use crate::language;
use crate::lint::references::SUBTITLE_EDIT_FIXES;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Status, Subject};
use crate::source::{Severity, Span};
use crate::timeline::Shown;

docs! {
    /// ## What it does
    ///
    /// Finds round and square brackets and guillemets that are opened and not closed in the same cue or
    /// the three that follow it, and those that are closed without being opened. In Spanish also `¿` and
    /// `¡` that no `?` or `!` follows. Straight and curly quotation marks are left alone, since a
    /// quotation over several cues has an opening mark in each. So are list marks (`a)`) and smileys.
    ///
    /// ## Why
    ///
    /// Viewers look for the end of the label or the question. In labels of sounds a missing bracket turns
    /// the label into speech.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// [door opens
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Is it far?
    ///
    /// 3
    /// 00:00:07,000 --> 00:00:09,000
    /// No.
    ///
    /// 4
    /// 00:00:10,000 --> 00:00:12,000
    /// Good.
    ///
    /// 5
    /// 00:00:13,000 --> 00:00:15,000
    /// Then we go.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// [door opens]
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Is it far?
    /// ```
    ///
    /// ## How to fix
    ///
    /// Add the missing mark, or delete the other one.
    ///
    /// ## Where it comes from
    ///
    /// Subtitle Edit repairs missing and odd quotes and the inverted marks of Spanish. How many cues a
    /// bracket may span is our own judgment.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT015",
    name: "quote-mismatch",
    summary: "a bracket or an inverted mark without its other half",
    severity: Severity::Info,
    kinds: CAPTIONS,
    references: &[SUBTITLE_EDIT_FIXES],
    status: Status::Preview,
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// Opening marks with their closing ones.
const PAIRS: &[(char, char)] = &[('(', ')'), ('[', ']'), ('\u{ab}', '\u{bb}')];
/// The same for Spanish.
const SPANISH: &[(char, char)] = &[('\u{bf}', '?'), ('\u{a1}', '!')];
/// How many cues after its own a mark may be open.
const CUES: usize = 3;

/// A mark that is open.
struct Open {
    pair: (char, char),
    cue: u32,
    /// How many cues have begun since.
    age: usize,
    place: Span,
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let language = subject.language().and_then(language::code);
    let spanish = if language == Some("es") { SPANISH } else { &[] };
    // Which way guillemets point depends on the language; in German and Danish, inwards.
    let is_outward =
        !matches!(language, Some("de" | "da" | "sl" | "hr" | "sr" | "hu" | "cs" | "sk"));
    let pairs: Vec<(char, char)> = PAIRS
        .iter()
        .filter(|pair| is_outward || pair.0 != '\u{ab}')
        .chain(spanish)
        .copied()
        .collect();
    let mut open: Vec<Open> = Vec::new();
    let mut shown = Shown::default();
    for (cue, index) in subject.order.iter().map(|&at| (&subject.timeline.cues[at as usize], at)) {
        open.iter_mut().for_each(|mark| mark.age += 1);
        shown.fill(subject.timeline, cue);
        for (at, c) in shown.text.char_indices() {
            let place = || Span::new(shown.start(at), shown.end(at + c.len_utf8()));
            if is_smiley(&shown.text[..at]) && matches!(c, '(' | ')') {
                continue;
            }
            if let Some(&pair) = pairs.iter().find(|pair| pair.0 == c) {
                open.push(Open { pair, cue: index, age: 0, place: place() });
            } else if let Some(&pair) = pairs.iter().find(|pair| pair.1 == c) {
                let last = open.iter().rposition(|mark| mark.pair == pair);
                match last {
                    Some(last) => drop(open.remove(last)),
                    None if matches!(c, '?' | '!') || is_list_mark(&shown.text[..at]) => {}
                    None => {
                        let message = format!("`{c}` has no `{}` before it", pair.0);
                        findings.push(findings.finding(place(), message).with_cue(index));
                    }
                }
            }
        }
        let (late, rest) = open.drain(..).partition(|mark| mark.age > CUES);
        open = rest;
        report(late, findings);
    }
    report(open, findings);
}

fn report(late: Vec<Open>, findings: &mut Findings<'_>) {
    for mark in late {
        let message = format!("`{}` is not followed by `{}`", mark.pair.0, mark.pair.1);
        findings.push(findings.finding(mark.place, message).with_cue(mark.cue));
    }
}

/// Whether what is before a bracket makes a smiley of it.
fn is_smiley(before: &str) -> bool {
    before.ends_with([':', ';', '=']) || before.ends_with(":-") || before.ends_with(";-")
}

/// Whether a closing bracket ends a mark of a list: `a)`, `12)`.
fn is_list_mark(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    !word.is_empty() && word.len() <= 2 && word.chars().all(char::is_alphanumeric)
}
