//! JOB005: dictionaries that are not one word or phrase a line.

use std::collections::HashSet;

use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::lint::references::REACH_DICTIONARY;
use crate::kaltura::{Order, OrderPlace};
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds dictionaries without a language, with empty lines, with repeated lines, and with a single
    /// line that looks like a list with commas.
    ///
    /// ## Why
    ///
    /// A dictionary is a list with one word or phrase per line. Every line counts against the limit; a
    /// list with commas is one phrase that is never spoken.
    ///
    /// ## Example
    ///
    /// ```json,invalid
    /// {"reachProfile": {"dictionaries": [{"language": "English", "data": "quay, bollard, hawser"}]}}
    /// ```
    ///
    /// ```json,valid
    /// {"reachProfile": {"dictionaries": [{"language": "English", "data": "quay\nbollard"}]}}
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write each word on its own line, and only once.
    ///
    /// ## Where it comes from
    ///
    /// The management console writes dictionaries with line feeds.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB005",
    name: "dictionary-shape",
    summary: "a dictionary has empty or repeated lines, or words separated by commas",
    severity: Severity::Info,
    formats: &[],
    orders: true,
    references: &[REACH_DICTIONARY],
    docs: DOCS,
    ..Rule::NEW
};

pub(super) fn check(order: &Order, findings: &mut OrderFindings<'_>) {
    for dictionary in order.dictionaries.iter().filter(|one| one.language.is_none()) {
        let message = "the dictionary has no language: the server refuses the profile";
        findings.push(&dictionary.place, findings.finding(&dictionary.place, message));
    }
    let words = order.dictionary.iter();
    let all = order.dictionaries.iter().map(|dictionary| &dictionary.data).chain(words);
    let mut seen: Vec<&OrderPlace> = Vec::new();
    for data in all {
        // The words of the job are mostly those of a dictionary.
        if seen.contains(&&data.place) {
            continue;
        }
        seen.push(&data.place);
        if let Some(message) = shape(&data.value) {
            findings.push(&data.place, findings.finding(&data.place, message));
        }
    }
}

/// What is odd about a list.
fn shape(words: &str) -> Option<String> {
    let lines: Vec<&str> = words.split('\n').map(str::trim).collect();
    let filled: Vec<&str> = lines.iter().copied().filter(|line| !line.is_empty()).collect();
    if filled.is_empty() {
        return Some("the dictionary is empty".into());
    }
    if let [only] = filled[..]
        && only.split(',').filter(|word| !word.trim().is_empty()).count() > 2
    {
        return Some("the words are separated by commas: write one per line".into());
    }
    // A line feed at the end does not separate words.
    let end = usize::from(lines.len() > 1 && lines.last() == Some(&""));
    let empty = lines.len() - end - filled.len();
    let mut known = HashSet::new();
    let double = filled.iter().filter(|line| !known.insert(**line)).count();
    let lines = |n: usize, one: &str, many: &str| match n {
        1 => format!("1 line of the dictionary {one}"),
        n => format!("{n} lines of the dictionary {many}"),
    };
    let blank = lines(empty, "is empty", "are empty");
    let twice = lines(double, "is repeated", "are repeated");
    match (empty, double) {
        (0, 0) => None,
        (_, 0) => Some(blank),
        (0, _) => Some(twice),
        _ => Some(format!("{blank}, {twice}")),
    }
}
