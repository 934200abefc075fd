//! Which labels name a speaker: candidates are judged by the whole text.
//!
//! `Question: ...` and `Ana: ...` have the same shape. A label counts if its shape leaves no doubt (`SPEAKER 2:`, a
//! title, a role, a time code in brackets), if it is repeated, or if the text names its speakers in this way. A word
//! that also appears in the text in lower case is usually not a name.

use std::collections::{HashMap, HashSet};

use super::grammar::{Label, MAX_NAME, Style};
use super::lines::{Line, Mark};
use super::notes::{is_note, is_remark};
use crate::speakers::{fold, is_heading, is_role, is_sound_label, is_title};

/// The maximum number of words in a name.
const MAX_WORDS: usize = 6;

/// How certain the shape of a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Certainty {
    /// A name if it is repeated, or if the text names its speakers in this way.
    Maybe,
    /// A name unless something speaks against it.
    Likely,
    /// Always a name.
    Sure,
}

/// The names that a text uses for its speakers.
#[derive(Default)]
pub(super) struct Names {
    seen: HashMap<String, Seen>,
    /// Words of doubtful names that also appear in the text in lower case.
    common: HashSet<String>,
    /// Whether the text names its speakers in labels.
    labels: bool,
    /// Whether these labels are on separate lines.
    lines: bool,
    /// The number of labels with a time code without brackets.
    timed: u32,
    /// Whether the text is in capitals, which are then no evidence.
    capitals: bool,
    /// Labels in brackets that appear elsewhere as often as before speech: sounds.
    asides: HashSet<String>,
}

/// Information about one name.
struct Seen {
    certainty: Certainty,
    /// How often it is a label before text.
    labels: u32,
    /// How often it is alone on a line.
    lines: u32,
    /// Whether it is at the start of the text.
    first: bool,
}

/// A name without a remark in brackets and without the text after a comma or a dash: `Ana Reyes (Acme)` and
/// `Ana Reyes, Treasurer` are Ana Reyes.
pub(super) fn plain(name: &str) -> &str {
    let cuts = [name.find(['(', '[', ',']), name.find(" - "), name.find(" – "), name.find(" -- ")];
    let end = cuts.into_iter().flatten().min().unwrap_or(name.len());
    let plain = name[..end].trim();
    if plain.is_empty() { name.trim() } else { plain }
}

/// A name in the form that is compared.
pub(super) fn key(name: &str) -> String {
    let words = plain(name).split_whitespace().map(fold);
    words.collect::<Vec<_>>().join(" ")
}

impl Names {
    /// Collects the names at the start of a text's lines, which are neither empty nor layout.
    pub(super) fn of(text: &str, lines: &[&Line<'_>]) -> Self {
        let mut names = Self { capitals: in_capitals(text), ..Self::default() };
        let mut opens = true;
        let mut brackets: HashMap<&str, u32> = HashMap::new();
        for line in lines {
            let aside = text[line.range.clone()].ends_with([']', ')']) && !line.leads;
            let first = !aside && std::mem::take(&mut opens);
            let Some(label) = line.label else { continue };
            let Some(certainty) = names.certainty(&label, line.is_marked()) else { continue };
            names.timed += u32::from(label.style == Style::Timed);
            if label.style == Style::Bracket && line.leads {
                *brackets.entry(label.name).or_default() += 1;
            }
            let new = Seen { certainty, labels: 0, lines: 0, first };
            let seen = names.seen.entry(key(label.name)).or_insert(new);
            seen.certainty = seen.certainty.max(certainty);
            match label.style {
                Style::Line => seen.lines += 1,
                _ => seen.labels += 1,
            }
        }
        names.asides = asides(text, &brackets);
        names.common = common(text, &names.seen);
        names.talk(lines);
        names
    }

    /// How certain the shape of a label is in this text.
    fn certainty(&self, label: &Label<'_>, marked: bool) -> Option<Certainty> {
        let certainty = certainty(label, marked)?;
        let plain = plain(label.name);
        let clear = marked
            || matches!(label.style, Style::Voice | Style::Bold | Style::Bracket | Style::Timed);
        let words: Vec<&str> = plain.split_whitespace().collect();
        let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
        Some(if self.capitals && !clear && !is_role_name(&words, &folded) {
            Certainty::Maybe
        } else {
            certainty
        })
    }

    /// Finds out whether the text names its speakers at all.
    fn talk(&mut self, lines: &[&Line<'_>]) {
        let mut keys: Vec<(&String, &Seen)> = self.seen.iter().collect();
        keys.retain(|(key, _)| !self.is_common(key));
        self.labels = keys.iter().any(|(_, seen)| {
            let opens = seen.first && seen.certainty == Certainty::Likely;
            seen.labels > 0 && (seen.certainty == Certainty::Sure || seen.labels > 1 || opens)
        });
        self.lines = keys.iter().any(|(_, seen)| seen.lines > 1);
        // Several names, each once: then most of the text must follow one of them.
        let several = keys.iter().filter(|(_, seen)| seen.labels > 0).count() > 1;
        if !self.labels && several {
            let names: HashSet<&String> = keys.into_iter().map(|(key, _)| key).collect();
            let labelled = lines.iter().filter_map(|line| line.label);
            let labelled = labelled
                .filter(|label| label.style != Style::Line && names.contains(&key(label.name)));
            self.labels = labelled.count() * 2 >= lines.len();
        }
    }

    /// Whether all words of a name also appear in the text as ordinary words.
    fn is_common(&self, key: &str) -> bool {
        key.split(' ').all(|word| self.common.contains(word) && !is_given_name(word))
    }

    /// Whether the label at the start of a line names a speaker.
    pub(super) fn has(&self, line: &Line<'_>, label: &Label<'_>) -> bool {
        let Some(own) = self.certainty(label, line.is_marked()) else { return false };
        let key = key(label.name);
        let Some(seen) = self.seen.get(&key) else { return false };
        let again = seen.labels + seen.lines > 1;
        // A name in lower case is not evidence against itself.
        let common = self.is_common(&key) && !label.name.starts_with(char::is_lowercase);
        match label.style {
            Style::Voice => true,
            Style::Letter => ["q", "a"].iter().all(|one| self.seen.contains_key(*one)),
            Style::Tab => again && !common,
            Style::Bracket if self.asides.contains(label.name) || !line.leads => false,
            Style::Timed => own == Certainty::Sure || self.timed > 1,
            Style::Line => {
                let known = again || self.lines || seen.labels > 0 || own > Certainty::Maybe;
                let leads = line.leads || again && key.contains(' ') || own == Certainty::Sure;
                known && leads && !common
            }
            Style::Bold | Style::Bracket | Style::Colon => match seen.certainty {
                Certainty::Sure => true,
                Certainty::Likely => {
                    again
                        || !common
                            && (self.labels
                                || seen.first
                                || own == Certainty::Likely && line.is_marked()
                                || label.style != Style::Colon)
                }
                Certainty::Maybe if common => self.labels && seen.labels > 2,
                Certainty::Maybe => again || self.labels && !self.capitals,
            },
        }
    }

    /// Whether a label in the middle of a line names a speaker: either it also appears at the start of lines, or the
    /// text names its speakers and the label's shape leaves no doubt. `marked`: it follows `>>`.
    pub(super) fn has_inside(&self, label: &Label<'_>, marked: bool) -> bool {
        if !matches!(label.style, Style::Colon | Style::Bold | Style::Bracket)
            || self.asides.contains(label.name)
        {
            return false;
        }
        let Some(own) = self.certainty(label, marked) else { return false };
        let key = key(label.name);
        let known = self.seen.get(&key).is_some_and(|seen| {
            seen.labels > 0
                && (seen.certainty == Certainty::Sure || seen.labels > 1 && !self.is_common(&key))
        });
        known || marked && own > Certainty::Maybe || own == Certainty::Sure && self.labels
    }
}

/// Whether most letters of a text are capitals.
fn in_capitals(text: &str) -> bool {
    let (mut capitals, mut small) = (0_usize, 0_usize);
    for c in text.chars() {
        capitals += usize::from(c.is_uppercase());
        small += usize::from(c.is_lowercase());
    }
    capitals > small * 2
}

/// Words of names that appear in the text in lower case.
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

/// Labels in brackets that appear inside speech or alone as often as before speech.
fn asides(text: &str, labels: &HashMap<&str, u32>) -> HashSet<String> {
    let mut all: HashMap<&str, u32> = HashMap::new();
    if !labels.is_empty() {
        for part in text.split('[').skip(1) {
            let near = part.bytes().take(MAX_NAME).position(|b| b == b']');
            let Some(inner) = near.map(|end| part[..end].trim()) else { continue };
            if labels.contains_key(inner) {
                *all.entry(inner).or_default() += 1;
            }
        }
    }
    let asides =
        labels.iter().filter(|(name, count)| all.get(*name).is_some_and(|all| *all >= *count * 2));
    asides.map(|(name, _)| (*name).to_owned()).collect()
}

/// How certain the shape of a label is; `None` if it cannot be a name. `marked`: it follows `>>` or a time code.
fn certainty(label: &Label<'_>, marked: bool) -> Option<Certainty> {
    let plain = plain(label.name);
    if plain.is_empty() || label.name.len() > MAX_NAME || !plain.chars().any(char::is_alphanumeric)
    {
        return None;
    }
    match label.style {
        Style::Voice => return Some(Certainty::Sure),
        Style::Letter => return Some(Certainty::Maybe),
        _ => {}
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let (first, last) = (folded.first()?, folded.last()?);
    // `Man on phone:` is a speaker, `[Crowd cheering]` is a sound.
    if label.style != Style::Bracket && is_role_name(&words, &folded) {
        return Some(Certainty::Sure);
    }
    if words.len() > MAX_WORDS || is_sound_label(&format!("[{plain}]"), None) || is_remark(plain) {
        return None;
    }
    if is_role_name(&words, &folded) || is_title(first) && words.len() > 1 && is_named(&words) {
        return Some(Certainty::Sure);
    }
    if matches!(plain, "Q" | "A") {
        return Some(if label.style == Style::Colon {
            Certainty::Likely
        } else {
            Certainty::Maybe
        });
    }
    let about =
        |word: &String| matches!(word.as_str(), "recording" | "transcript" | "audio" | "tape");
    if label.style == Style::Bracket && folded.iter().any(about) {
        return None;
    }
    let headed = is_heading(first) || is_heading(last) || is_note(&folded.join(" "));
    // In bold, a name may be in lower case, as in every unambiguous markup.
    let named = is_named(&words) || label.style == Style::Bold && words.len() <= 2;
    if headed || !named || first.starts_with(|c: char| c.is_ascii_digit()) || says(plain) {
        return None;
    }
    let numbered =
        folded[1..].iter().any(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()));
    let has_case = plain.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = has_case && letters > 1 && !plain.chars().any(char::is_lowercase);
    Some(match label.style {
        Style::Timed if label.code.is_some_and(|(_, code)| code.bracketed) => Certainty::Sure,
        Style::Bold if is_named(&words) => Certainty::Likely,
        Style::Colon if capitals && !numbered => Certainty::Sure,
        Style::Colon | Style::Bracket if words.len() > 1 && has_case || marked => Certainty::Likely,
        Style::Line if marked && words.len() > 1 && has_case => Certainty::Likely,
        _ => Certainty::Maybe,
    })
}

/// Whether words name a role: `speaker 2`, `Unidentified Analyst`, `man on phone`, but not `Student life`.
fn is_role_name(words: &[&str], folded: &[String]) -> bool {
    const MORE: &str = " unidentified unknown analyst executive chairman chairwoman chairperson chair ceo cfo coo cto \
        counsel questioner attendee investor facilitator ";
    let role = |word: &str| is_role(word) || MORE.contains(&format!(" {word} "));
    let Some(first) = folded.first().filter(|first| role(first)) else { return false };
    let with = |at: usize| {
        folded[1..at].iter().any(|word| matches!(word.as_str(), "on" | "in" | "at" | "with"))
    };
    !first.is_empty()
        && words.iter().enumerate().skip(1).all(|(at, word)| {
            let numbered = word.bytes().all(|b| b.is_ascii_digit() || b == b'#');
            let joins = matches!(
                folded[at].as_str(),
                "on" | "in" | "at" | "with" | "of" | "the" | "and" | "no"
            );
            numbered
                || joins
                || with(at)
                || role(&folded[at])
                || word.starts_with(char::is_uppercase)
        })
}

/// Whether all words of a name begin as names do: with a capital, a digit, or a letter of a script without case;
/// short words such as `van` only inside.
pub(super) fn is_named(words: &[&str]) -> bool {
    const SMALL: &str = " de der den des di da do dos du del della van von zu vom la le el al bin ibn y e i of the and & \
        und et ten ter af av ";
    let named = |word: &str| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        first.is_some_and(|c| !c.is_lowercase())
    };
    let stops =
        |word: &&str| word.ends_with('.') && word.chars().count() > 4 && !is_title(&fold(word));
    let Some((last, before)) = words.split_last() else { return false };
    named(words[0])
        && named(last)
        && words.iter().all(|word| named(word) || SMALL.contains(&format!(" {word} ")))
        && !before.iter().any(stops)
}

/// Whether the text before a colon ends in a word for saying, in languages whose letters do not reveal names:
/// `他说：`.
fn says(name: &str) -> bool {
    let many = name.chars().count() > 1;
    let ends =
        ["说", "說", "道", "曰", "問道", "问道", "言った", "った", "했다", "말했다", "말하길"];
    many && ends.iter().any(|end| name.ends_with(end))
}

/// Given names that are also ordinary words.
fn is_given_name(word: &str) -> bool {
    const NAMES: &str = " april art august bill bob buck carol chase chip christian chuck daisy dawn dean dick don drew \
        earnest eve faith frank gene grace grant guy heather holly hope hunter ivy jack jasmine jay jean josh joy june \
        king lance lee lily mark mary max may melody miles nick norm olive page pat patience peg penny pierce pat ray \
        reed rich rob robin rod rose ruby rusty sandy sky summer sue tad ted trey victor violet wade ward will win woody ";
    NAMES.contains(&format!(" {word} "))
}

impl Line<'_> {
    /// Whether `>>` or a time code precedes the label.
    fn is_marked(&self) -> bool {
        matches!(self.mark, Some((_, Mark::Chevrons)))
            || self.code.as_ref().is_some_and(|(_, code)| code.sure)
    }
}
