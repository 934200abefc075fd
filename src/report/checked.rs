//! A file with the findings of a check: the input of every report.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::chars::{is_obeyed, is_printable_ascii};
use crate::lint::{Applied, LeftOut, Report, RuleSet};
use crate::source::{Diagnostic, Source, Span};
use crate::timeline::{Cue, Timeline, visible_text};

/// A file, read and checked: captions, or a file of an order.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The name to show.
    pub path: &'a str,
    /// Bytes, encoding and text; the findings' spans refer to this text.
    pub source: &'a Source<'a>,
    /// The timeline of that text, whose cue indices findings use; `None` for a file of an order.
    pub timeline: Option<&'a Timeline<'a>>,
    /// The findings.
    pub report: &'a Report,
    /// The rules that were run, for their names.
    pub rules: &'a RuleSet,
    /// The fixes that were applied before.
    pub applied: &'a [Applied],
    /// The names of the findings ([`fingerprints`]), if some findings were removed after naming; `None` to
    /// compute the names from the findings here.
    pub names: Option<&'a [String]>,
}

impl<'a> Checked<'a> {
    /// The name of a rule; `None` if the rule set does not contain it.
    #[must_use]
    pub fn rule_name(&self, code: &str) -> Option<&'static str> {
        self.rules.find(code).map(|rule| rule.name)
    }

    /// The cue of a finding.
    #[must_use]
    pub fn cue_of(&self, finding: &Diagnostic) -> Option<&'a Cue<'a>> {
        self.timeline?.cues.get(finding.cue? as usize)
    }

    /// The findings, and one for each rule whose further findings were left out ([`LeftOut::as_finding`]): for
    /// reports that list findings only.
    #[must_use]
    pub fn listed(&self) -> Cow<'a, [Diagnostic]> {
        let (found, left_out) = (&self.report.diagnostics, &self.report.left_out);
        if left_out.is_empty() {
            return Cow::Borrowed(found);
        }
        Cow::Owned(found.iter().cloned().chain(left_out.iter().map(LeftOut::as_finding)).collect())
    }

    /// The name of its format: `srt`, `webvtt`, ..., or `order`, or `config` for a configuration file.
    #[must_use]
    pub fn format(&self) -> &'static str {
        let other = if self.path.ends_with(".toml") { "config" } else { "order" };
        self.timeline.map_or(other, |timeline| timeline.format.name())
    }
}

/// The code of a rule and its name: `TIM004 cue-overlap`. The name of a pattern of the user is part of its code.
pub(super) fn code_and_name(code: &str, name: &str) -> String {
    match code.ends_with(name) {
        true => code.to_owned(),
        false => format!("{code} {name}"),
    }
}

/// A name for each finding that survives changes elsewhere in the file: 16 hexadecimal digits made
/// from the rule, the visible text of the cue (white space collapsed; without a cue, the beginning of
/// the text at the span), the cue's start rounded to 100 ms, and a count that distinguishes findings
/// that would otherwise have the same name.
#[must_use]
pub fn fingerprints(checked: &Checked<'_>) -> Vec<String> {
    fingerprints_of(checked, &checked.report.diagnostics)
}

/// The same for these findings of the file.
pub(super) fn fingerprints_of(checked: &Checked<'_>, found: &[Diagnostic]) -> Vec<String> {
    if let Some(names) = checked.names {
        return names.to_vec();
    }
    let mut texts: HashMap<u32, u64> = HashMap::new();
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let name = |finding: &Diagnostic| {
        let (text, start) = match (finding.cue, checked.timeline, checked.cue_of(finding)) {
            (Some(index), Some(timeline), Some(cue)) => {
                let text = texts
                    .entry(index)
                    .or_insert_with(|| fnv(FNV, &words_of(&visible_text(timeline, cue))));
                (*text, cue.interval.start.0.saturating_add(50).div_euclid(100))
            }
            _ => (fnv(FNV, &words_of(beginning(&checked.source.text, finding.span))), 0),
        };
        let mut hash = fnv(FNV, finding.code.0.as_bytes());
        hash = fnv(hash, &text.to_le_bytes());
        hash = fnv(hash, &start.to_le_bytes());
        let count = seen.entry(hash).or_default();
        hash = fnv(hash, &count.to_le_bytes());
        *count += 1;
        format!("{hash:016x}")
    };
    found.iter().map(name).collect()
}

/// Text without its layout: words with single spaces.
fn words_of(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(b' ');
        }
        out.extend_from_slice(word.as_bytes());
    }
    out
}

/// At most 256 bytes of the text at a span, so that many findings on one long block stay cheap.
fn beginning(text: &str, span: Span) -> &str {
    let mut end = span.end.min(span.start.saturating_add(256)) as usize;
    while end > span.start as usize && !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(span.start as usize..end).unwrap_or_default()
}

/// A hash of a name, the same in every version and on every machine.
#[cfg(feature = "cli")]
pub(super) fn hash(name: &str) -> u64 {
    fnv(FNV, name.as_bytes())
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, 64 bits: stable across versions and machines, which `std`'s hasher does not guarantee.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

/// A message on one line, without terminal control characters.
pub(super) fn one_line(message: &str) -> Cow<'_, str> {
    if is_printable_ascii(message) || !message.contains(is_obeyed) {
        return Cow::Borrowed(message);
    }
    let mut out = String::with_capacity(message.len() + 8);
    for c in message.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_obeyed(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a() {
        // The published test vectors of FNV-1a.
        assert_eq!(fnv(FNV, b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv(FNV, b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv(FNV, b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn control_characters_do_not_reach_a_terminal() {
        assert_eq!(one_line("a\u{1b}[31m\nb\u{9b}"), "a\\u{1b}[31m b\\u{9b}");
        assert_eq!(one_line("“déjà vu”"), "“déjà vu”");
    }
}
