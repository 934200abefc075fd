//! Which labels name a speaker: what looks like one, judged with the whole text at hand.
//!
//! `Question: ...` and `Ana: ...` have one shape. A name counts when its shape leaves no doubt (`SPEAKER 2:`,
//! `**Ana:**`, a title, a role, a time code), when it comes again, or when the text names its speakers so and the
//! word is never used in small letters.

use std::collections::{HashMap, HashSet};

use super::grammar::{Label, MAX_NAME, Style};
use super::lines::Line;
use crate::speakers::{fold, is_heading, is_role, is_sound_label, is_title};

/// The most words in a name with what follows it: `Ana Reyes, Chief Financial Officer`.
const MAX_WORDS: usize = 8;

/// How sure it is that a label names a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    /// When it comes again, or the text names its speakers so.
    Maybe,
    /// When nothing speaks against it.
    Likely,
    /// In any case.
    Sure,
}

/// The names that a text has for speakers.
#[derive(Default)]
pub(super) struct Names {
    /// By key: how sure at best, how often, and with which styles.
    seen: HashMap<String, Seen>,
    /// There are sure names, or one comes again.
    talk: bool,
    /// Words of doubtful names that the text also has in small letters.
    common: HashSet<String>,
}

struct Seen {
    certainty: Certainty,
    count: u32,
    style: Style,
    /// Each time text followed on the next line.
    leads: bool,
}

/// A name as it is compared.
pub(super) fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&fold(word));
    }
    out
}

impl Names {
    /// Gathers the names of the labels of a text.
    pub(super) fn of(text: &str, lines: &[Line<'_>]) -> Self {
        let mut names = Self::default();
        for line in lines {
            let Some(label) = line.label else { continue };
            let Some(certainty) = certainty(&label) else { continue };
            let seen = names.seen.entry(key(label.name)).or_insert(Seen {
                certainty,
                count: 0,
                style: label.style,
                leads: true,
            });
            seen.certainty = seen.certainty.max(certainty);
            seen.count += 1;
            seen.leads &= line.leads;
            if seen.style == Style::Line {
                seen.style = label.style;
            }
        }
        names.talk = names.seen.values().any(|seen| {
            seen.style != Style::Line && (seen.certainty == Certainty::Sure || seen.count > 1)
        });
        names.common = common(text, &names.seen);
        names
    }

    /// Whether a label names a speaker.
    pub(super) fn has(&self, label: &Label<'_>) -> bool {
        if certainty(label).is_none() {
            return false;
        }
        let key = key(label.name);
        let Some(seen) = self.seen.get(&key) else { return false };
        let is_common = || key.split(' ').all(|word| self.common.contains(word));
        match (label.style, seen.certainty) {
            (_, Certainty::Sure) if seen.style != Style::Line => true,
            (Style::Line, _) => {
                seen.leads && !is_common() && (seen.count > 1 || seen.style != Style::Line)
            }
            (Style::Letter, _) => ["q", "a"].iter().all(|one| self.seen.contains_key(*one)),
            (Style::Tab, _) => seen.count > 1 && !is_common(),
            (_, Certainty::Likely) => seen.count > 1 || !is_common(),
            (_, _) => seen.count > 1 && !is_common() || self.talk && !is_common(),
        }
    }

    /// Whether a name inside a line is one that the text has for sure.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.seen.get(&key(name)).is_some_and(|seen| {
            seen.style != Style::Line && (seen.certainty == Certainty::Sure || seen.count > 1)
        })
    }
}

/// Words of names that stand in the text in small letters: words, not names.
fn common(text: &str, seen: &HashMap<String, Seen>) -> HashSet<String> {
    let doubtful = seen.iter().filter(|(_, seen)| seen.certainty < Certainty::Sure);
    let wanted: HashSet<&str> = doubtful.flat_map(|(key, _)| key.split(' ')).collect();
    let mut common = HashSet::new();
    if wanted.is_empty() {
        return common;
    }
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    for word in words.filter(|word| word.starts_with(char::is_lowercase)) {
        if wanted.contains(word) && !common.contains(word) {
            common.insert(word.to_owned());
        }
    }
    common
}

/// How sure the shape of a label is; none where it cannot be a name.
fn certainty(label: &Label<'_>) -> Option<Certainty> {
    let name = label.name.trim();
    if name.is_empty() || name.len() > MAX_NAME || !name.chars().any(char::is_alphanumeric) {
        return None;
    }
    match label.style {
        Style::Voice => return Some(Certainty::Sure),
        Style::Letter => return Some(Certainty::Maybe),
        _ => {}
    }
    let plain = plain(name);
    let words: Vec<&str> = plain.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let (first, last) = (folded.first()?, folded.last()?);
    if words.len() > MAX_WORDS || is_sound_label(&format!("[{plain}]"), None) {
        return None;
    }
    let numbered =
        folded[1..].iter().any(|word| word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty());
    if is_role(first) && folded.len() <= 3 || is_title(first) && folded.len() > 1 {
        return Some(Certainty::Sure);
    }
    if matches!(first.as_str(), "q" | "a") && words.len() == 1 && label.style == Style::Colon {
        return Some(Certainty::Likely);
    }
    if is_heading(first)
        || is_heading(last)
        || !is_named(&words)
        || first.starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let has_case = plain.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = has_case && letters > 1 && !plain.chars().any(char::is_lowercase);
    Some(match label.style {
        Style::Timed => Certainty::Sure,
        Style::Bold => Certainty::Sure,
        Style::Colon if capitals && !numbered => Certainty::Sure,
        Style::Colon | Style::Bracket if words.len() > 1 && has_case => Certainty::Likely,
        _ => Certainty::Maybe,
    })
}

/// The name without a remark in brackets and without what follows a comma or a dash.
fn plain(name: &str) -> &str {
    let end = name.find(['(', '[', ',']).unwrap_or(name.len());
    let end = name[..end]
        .find(" - ")
        .or_else(|| name[..end].find(" – "))
        .or_else(|| name[..end].find(" -- "))
        .unwrap_or(end);
    let plain = name[..end].trim();
    if plain.is_empty() { name } else { plain }
}

/// Whether all words of a name begin as names do: in capitals, with a digit, in a script without them; small words
/// such as `van` only inside.
fn is_named(words: &[&str]) -> bool {
    const SMALL: &str = " de der den des di da do dos du del della van von zu vom la le el al bin ibn y e i of the and & und et ten ter af av ";
    let named = |word: &str| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        first.is_some_and(|c| !c.is_lowercase())
    };
    let stops =
        |word: &&str| word.ends_with('.') && word.chars().count() > 4 && !is_title(&fold(word));
    let inner = words.len().saturating_sub(1);
    named(words[0])
        && named(words[inner])
        && words.iter().all(|word| named(word) || SMALL.contains(&format!(" {word} ")))
        && !words[..inner].iter().any(stops)
}
