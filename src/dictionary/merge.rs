//! Merging dictionaries: every term once, in a stable order, within a budget.

use std::collections::HashMap;

use super::{Dictionary, Size, Term, key};

/// Which spelling to keep where files disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Prefer {
    /// The one that was read first.
    #[default]
    First,
    /// The one that was read last.
    Last,
    /// The most frequent one; the first of several. Only the entries of the current merge count, so
    /// this policy, unlike the others, depends on how several merges are grouped.
    Frequent,
    /// The first with capitals and small letters (`iPhone`), otherwise the first.
    MixedCase,
}

/// The order of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Order {
    /// Of the files, then of their lines.
    #[default]
    AsRead,
    /// By key, code point by code point.
    Alphabetical,
    /// Higher priority first, otherwise as read.
    Priority,
}

/// How to merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeOptions {
    /// Which spelling stays. Default the first.
    pub prefer: Prefer,
    /// The order of the result. Default as read.
    pub order: Order,
    /// Maximum number of characters (UTF-16 code units), line feeds between terms included. Default
    /// `None`: any number.
    pub max_characters: Option<u32>,
    /// Maximum number of bytes of UTF-8, line feeds included. Default `None`: any number.
    pub max_bytes: Option<u32>,
    /// Bytes that each line ending takes: 1 for LF (default), 2 for CRLF.
    pub newline: u32,
}

impl Default for MergeOptions {
    fn default() -> Self {
        Self {
            prefer: Prefer::First,
            order: Order::AsRead,
            max_characters: None,
            max_bytes: None,
            newline: 1,
        }
    }
}

/// One term written in several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The spelling that stays.
    pub kept: Term,
    /// The entries with other spellings.
    pub dropped: Vec<Term>,
}

/// A term that does not fit, and the space it would have taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The term.
    pub term: Term,
    /// Its size with the line ending.
    pub size: Size,
}

/// The result for the dictionaries of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The result.
    pub dictionary: Dictionary,
    /// Terms that were written in several ways, in the order of the result.
    pub conflicts: Vec<Conflict>,
    /// How many entries were dropped because they repeat another one exactly.
    pub repeated: u32,
    /// Terms that did not fit, by priority, then as read.
    pub left: Vec<LeftOut>,
    /// The size of the result, line endings between terms included.
    pub size: Size,
}

/// Merges dictionaries, one result for each language, in the order the languages come. No term is
/// ever cut. Without limits, merging is associative (but for [`Prefer::Frequent`]) and merging a
/// result again changes nothing.
///
/// ```
/// use cuesmith::dictionary::{MergeOptions, ReadOptions, merge, read};
///
/// let mut both = read("Kubernetes\nferry\n", "a.txt", &ReadOptions::default())?;
/// both.extend(read("kubernetes\nAurora\n", "b.txt", &ReadOptions::default())?);
/// let merged = &merge(&both, &MergeOptions::default())[0];
/// let texts: Vec<&str> = merged.dictionary.terms.iter().map(|t| t.text.as_str()).collect();
/// assert_eq!(texts, ["Kubernetes", "ferry", "Aurora"]);
/// assert_eq!((merged.conflicts[0].dropped[0].line, merged.size.bytes), (1, 23));
/// # Ok::<(), cuesmith::dictionary::ReadError>(())
/// ```
#[must_use]
pub fn merge(dictionaries: &[Dictionary], options: &MergeOptions) -> Vec<Merged> {
    let mut languages: Vec<Option<&str>> = Vec::new();
    for dictionary in dictionaries {
        let language = dictionary.language.as_deref();
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages
        .into_iter()
        .map(|language| {
            let of_it = dictionaries.iter().filter(|d| d.language.as_deref() == language);
            one_language(language, of_it.flat_map(|d| &d.terms), options)
        })
        .collect()
}

fn one_language<'d>(
    language: Option<&str>,
    terms: impl Iterator<Item = &'d Term>,
    options: &MergeOptions,
) -> Merged {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<(String, Vec<&Term>)> = Vec::new();
    for term in terms {
        let key = key(&term.text, language.unwrap_or_default());
        let at = *places.entry(key.clone()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, group)) => group.push(term),
            None => groups.push((key, vec![term])),
        }
    }
    let mut merged = Merged::default();
    merged.dictionary.language = language.map(str::to_owned);
    let mut kept: Vec<(String, Term)> = Vec::new();
    for (key, group) in groups {
        let term = choose(&group, options.prefer);
        let dropped: Vec<Term> =
            group.iter().filter(|other| other.text != term.text).map(|t| (*t).clone()).collect();
        merged.repeated += (group.len() - dropped.len() - 1) as u32;
        if !dropped.is_empty() {
            merged.conflicts.push(Conflict { kept: term.clone(), dropped });
        }
        kept.push((key, term));
    }
    match options.order {
        Order::AsRead => {}
        Order::Alphabetical => kept.sort_by(|a, b| a.0.cmp(&b.0)),
        Order::Priority => kept.sort_by_key(|(_, term)| std::cmp::Reverse(term.priority)),
    }
    fit(kept.into_iter().map(|(_, term)| term).collect(), options, &mut merged);
    merged
}

/// The entry that stays, with the wrong forms and the highest priority of all.
fn choose(group: &[&Term], prefer: Prefer) -> Term {
    let first = group[0];
    let chosen = match prefer {
        Prefer::First => first,
        Prefer::Last => group[group.len() - 1],
        Prefer::MixedCase => group.iter().find(|term| is_mixed(&term.text)).unwrap_or(&first),
        Prefer::Frequent => {
            let mut counts: HashMap<&str, usize> = HashMap::new();
            for term in group {
                *counts.entry(&term.text).or_default() += 1;
            }
            let most = counts.values().max().copied().unwrap_or_default();
            group.iter().find(|term| counts[term.text.as_str()] == most).unwrap_or(&first)
        }
    };
    let mut term = chosen.clone();
    term.priority = group.iter().map(|term| term.priority).max().unwrap_or_default();
    term.aliases.clear();
    let mut seen = std::collections::HashSet::new();
    let aliases = group.iter().flat_map(|term| &term.aliases);
    term.aliases.extend(aliases.filter(|alias| seen.insert(*alias)).cloned());
    term
}

fn is_mixed(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && text.chars().any(char::is_lowercase)
}

/// Keeps the terms that fit, highest priority first, and preserves the order.
fn fit(terms: Vec<Term>, options: &MergeOptions, merged: &mut Merged) {
    let mut by_priority: Vec<usize> = (0..terms.len()).collect();
    by_priority.sort_by_key(|at| std::cmp::Reverse(terms[*at].priority));
    let mut keeps = vec![false; terms.len()];
    let most = |limit: Option<u32>| limit.unwrap_or(u32::MAX);
    for at in by_priority {
        let own = Size::of(&terms[at].text);
        let line_end = if merged.size.entries == 0 { 0 } else { options.newline };
        let sum = Size {
            entries: merged.size.entries + 1,
            characters: merged.size.characters + own.characters + line_end,
            bytes: merged.size.bytes + own.bytes + line_end,
        };
        if sum.characters <= most(options.max_characters) && sum.bytes <= most(options.max_bytes) {
            merged.size = sum;
            keeps[at] = true;
        } else {
            let (characters, bytes) =
                (own.characters + options.newline, own.bytes + options.newline);
            let size = Size { entries: 1, characters, bytes };
            merged.left.push(LeftOut { term: terms[at].clone(), size });
        }
    }
    let kept = terms.into_iter().zip(keeps).filter(|(_, keeps)| *keeps);
    merged.dictionary.terms = kept.map(|(term, _)| term).collect();
}
