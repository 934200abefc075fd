//! TXT009: characters outside a set.

use crate::lint::references::BBC;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Need, Reference, Rule, Subject};
use crate::source::{Severity, Span};
use crate::timeline::Shown;

docs! {
    /// ## What it does
    ///
    /// Finds characters that are not in the set that `charset` names: `latin1` (ISO 8859-1) or `teletext`
    /// (the English set of Teletext: ASCII without brackets, braces, backslash, caret, underscore, grave
    /// accent, bar and tilde, with pound sign, arrows, fractions, dash and division sign). Off unless a
    /// set is given, as in the preset `bbc` with `--target broadcast`. There is one finding for each cue.
    ///
    /// ## Why
    ///
    /// A decoder with a fixed set shows another character, a box or nothing.
    ///
    /// ## Example
    ///
    /// ```srt,invalid,charset=latin1
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The tower Żelazna is near.
    /// ```
    ///
    /// ```srt,valid,charset=latin1
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The café is near.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the word with characters of the set.
    ///
    /// ## Where it comes from
    ///
    /// The BBC allows few characters for broadcast, and no accents. The English set is that of ETSI EN 300
    /// 706, section 15.6.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT009",
    name: "disallowed-glyph",
    summary: "a character outside the required set",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    needs: &[Need::Charset],
    references: &[
        BBC,
        Reference {
            title: "ETSI EN 300 706, Enhanced Teletext specification, section 15.6, character sets",
            url: "https://www.etsi.org/deliver/etsi_en/300700_300799/300706/01.02.01_60/en_300706v010201p.pdf",
            read_on: "2026-11-30",
        },
    ],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(set) = subject.limits.charset else { return };
    let is_wrong = |c: char| c != '\n' && !holds(set, c);
    if !cue.lines.iter().any(|line| line.text.contains(is_wrong)) {
        return;
    }
    let shown = Shown::of(subject.timeline, cue.cue);
    let Some(at) = shown.text.find(is_wrong) else { return };
    let mut wrong: Vec<char> = shown.text.chars().filter(|c| is_wrong(*c)).collect();
    wrong.sort_unstable();
    wrong.dedup();
    let named: Vec<String> =
        wrong.iter().take(5).map(|c| format!("`{c}` (U+{:04X})", u32::from(*c))).collect();
    let more = if wrong.len() > 5 { " and others" } else { "" };
    let message = format!("not in the character set {set}: {}{more}", named.join(", "));
    let end = at + shown.text[at..].chars().next().map_or(0, char::len_utf8);
    let place = Span::new(shown.start(at), shown.end(end));
    findings.push(findings.finding(place, message).with_cue(cue.index));
}

/// Whether a set has a character.
fn holds(set: &str, c: char) -> bool {
    match (set, c) {
        ("latin1", c) => matches!(c, ' '..='~' | '\u{a0}'..='\u{ff}'),
        (_, '[' | '\\' | ']' | '^' | '_' | '`' | '{' | '|' | '}' | '~') => false,
        (_, ' '..='~') => true,
        (_, c) => {
            "\u{a3}\u{2190}\u{bd}\u{2192}\u{2191}\u{2014}\u{bc}\u{2016}\u{be}\u{f7}".contains(c)
        }
    }
}
