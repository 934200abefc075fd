//! EAD007: text that a speech engine cannot speak well.

use std::ops::Range;

use crate::lint::references::WCAG_EXTENDED_AD;
use crate::lint::rule::{EAD, docs};
use crate::lint::rules::emoji::is_emoji;
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span, sort_by_key};
use crate::timeline::Shown;

docs! {
    /// ## What it does
    ///
    /// Finds web and mail addresses, emoji, `&`, numbers of seven or more digits, and consecutive words
    /// in capitals (eight letters or more).
    ///
    /// ## Why
    ///
    /// Speech engines read characters that no speaker would say: an address letter by letter or with
    /// "slash slash", an emoji by its name or not at all, `&` as "ampersand", a long number as
    /// millions, and words in capitals one letter at a time. Each engine does it differently, and the
    /// browser chooses the engine.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// A sign reads: BED & BREAKFAST, www.example.com
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// A sign reads: bed and breakfast, and gives a web address. The FBI arrives in 2026.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write what a person would say. The fixes are only suggested: "and" for a lone `&`, which is
    /// right in English, and removing emoji.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment: the text is spoken by a speech engine, and no engine documents how it treats
    /// these.
}

pub(super) static RULE: Rule = Rule {
    code: "EAD007",
    name: "ead-unspeakable-token",
    summary: "a description has text that a speech engine cannot speak well",
    severity: Severity::Warning,
    kinds: EAD,
    fix: Some(Applicability::Show),
    references: &[WCAG_EXTENDED_AD],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

/// A number of this many digits is a telephone number, an order number, a code.
const MANY_DIGITS: usize = 7;
/// Fewer letters in capitals are taken for an abbreviation: `FBI`, `BBC NEWS`.
const MANY_CAPITALS: usize = 8;

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    if !cue.lines.iter().any(|line| is_suspect(&line.text)) {
        return;
    }
    let shown = Shown::of(subject.timeline, cue.cue);
    for token in tokens(&shown.text) {
        let (message, title, with) = match token.kind {
            Token::Web => ("a web address is read letter by letter", "", None),
            Token::Mail => ("a mail address is read letter by letter", "", None),
            Token::Digits => ("a long number is read as millions, or digit by digit", "", None),
            Token::Capitals => ("words in capitals may be read letter by letter", "", None),
            Token::Emoji => {
                ("an emoji is read by its name, or not at all", "leave it out", Some(""))
            }
            Token::Ampersand => ("`&` is read as `ampersand`", "write `and`", Some("and")),
            Token::JoinedAmpersand => ("`&` is read as `ampersand`", "", None),
        };
        let spans = shown.spans(token.range.clone());
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { continue };
        let span = Span::new(first.start, last.end);
        let mut finding = findings.finding(span, message).with_cue(cue.index);
        if let Some(with) = with {
            finding = finding.with_fix(Fix::show(title, vec![Edit::replace(span, with)]));
        }
        findings.push(finding);
    }
}

/// Whether a line may contain such text: most do not.
fn is_suspect(line: &str) -> bool {
    let mut digits = 0;
    let mut capitals = 0;
    line.chars().any(|c| {
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
        capitals += usize::from(c.is_uppercase());
        // Consecutive words in capitals may span a line break.
        digits >= MANY_DIGITS || capitals > 1 || matches!(c, '&' | '@' | '.') || is_emoji(c)
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Web,
    Mail,
    Emoji,
    Ampersand,
    JoinedAmpersand,
    Digits,
    Capitals,
}

/// A token, and its place in the visible text.
#[derive(Debug)]
struct Found {
    kind: Token,
    range: Range<usize>,
}

/// The tokens of a text, in order.
fn tokens(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut capitals = Capitals::default();
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let from = start + word.find(core).unwrap_or(0);
        let whole = from..from + core.len();
        capitals.take(core, &whole, &mut found);
        if is_web(core) {
            found.push(Found { kind: Token::Web, range: whole });
            continue;
        }
        if is_mail(core) {
            found.push(Found { kind: Token::Mail, range: whole });
            continue;
        }
        if word == "&" {
            found.push(Found { kind: Token::Ampersand, range: start..start + 1 });
            continue;
        }
        runs(word, start, &mut found);
    }
    capitals.end(&mut found);
    sort_by_key(&mut found, |token| token.range.start as u32);
    found
}

/// Emoji, long numbers and `&` inside a word.
fn runs(word: &str, start: usize, found: &mut Vec<Found>) {
    let mut chars = word.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let kind = if is_emoji(c) {
            Token::Emoji
        } else if c.is_ascii_digit() {
            Token::Digits
        } else if c == '&' {
            Token::JoinedAmpersand
        } else {
            continue;
        };
        let mut end = at + c.len_utf8();
        let goes_on = |c: char| match kind {
            // Skin tones, variation selectors and joiners belong to the emoji before them.
            Token::Emoji => is_emoji(c) || matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{20e3}'),
            Token::Digits => c.is_ascii_digit(),
            _ => false,
        };
        while let Some((next, c)) = chars.next_if(|(_, c)| goes_on(*c)) {
            end = next + c.len_utf8();
        }
        if kind != Token::Digits || end - at >= MANY_DIGITS {
            found.push(Found { kind, range: start + at..start + end });
        }
    }
}

/// Words in capitals, one after the other.
#[derive(Default)]
struct Capitals {
    range: Range<usize>,
    words: usize,
    letters: usize,
}

impl Capitals {
    fn take(&mut self, word: &str, range: &Range<usize>, found: &mut Vec<Found>) {
        if word.is_empty() {
            return; // a dash or `&` between two words
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 2 || word.chars().any(char::is_lowercase) || !word.contains(char::is_uppercase)
        {
            self.end(found);
            return;
        }
        if self.words == 0 {
            self.range = range.clone();
        }
        self.range.end = range.end;
        self.words += 1;
        self.letters += letters;
    }

    fn end(&mut self, found: &mut Vec<Found>) {
        if self.words > 1 && self.letters >= MANY_CAPITALS {
            found.push(Found { kind: Token::Capitals, range: self.range.clone() });
        }
        *self = Self::default();
    }
}

/// `http://...`, `www....`, or a name under one of the usual top-level domains.
fn is_web(word: &str) -> bool {
    const DOMAINS: &[&str] = &["com", "org", "net", "edu", "gov", "info", "io", "tv", "eu"];
    let lower = word.to_ascii_lowercase();
    if lower.contains("://") || lower.starts_with("www.") {
        return true;
    }
    let host = lower.split('/').next().unwrap_or_default();
    let Some((name, domain)) = host.rsplit_once('.') else { return false };
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    DOMAINS.contains(&domain) && !name.is_empty() && name.chars().all(fits)
}

/// `name@host.domain`
fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Token, &str)> {
        tokens(text).into_iter().map(|token| (token.kind, &text[token.range])).collect()
    }

    #[test]
    fn addresses_are_found_without_the_punctuation_around_them() {
        assert_eq!(kinds("(www.example.com/a)."), [(Token::Web, "www.example.com/a")]);
        assert_eq!(kinds("see Example.org, now"), [(Token::Web, "Example.org")]);
        assert_eq!(kinds("<ann@example.com>"), [(Token::Mail, "ann@example.com")]);
        assert_eq!(kinds("He stops.Come here. e.g. 3.com. @ home"), [(Token::Web, "3.com")]);
    }

    #[test]
    fn a_joined_emoji_is_one() {
        assert_eq!(kinds("a👩‍🚀b ♪"), [(Token::Emoji, "👩‍🚀"), (Token::Emoji, "♪")]);
    }

    #[test]
    fn initials_years_and_prices_are_spoken_well() {
        assert_eq!(
            kinds("The FBI and BBC NEWS in 2026: 1,000,000 boats; R2 D2; A B C D E F G H I"),
            []
        );
        assert_eq!(kinds("call 5550123456"), [(Token::Digits, "5550123456")]);
    }

    #[test]
    fn capitals_run_over_marks_and_lines() {
        assert_eq!(
            kinds("It reads\nNO ENTRY -\nKEEP OUT!"),
            [(Token::Capitals, "NO ENTRY -\nKEEP OUT")]
        );
        assert_eq!(kinds("ÉCOLE FERMÉE"), [(Token::Capitals, "ÉCOLE FERMÉE")]);
        assert_eq!(kinds("船が 港に入る ABC"), []);
    }
}
