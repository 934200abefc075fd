//! JOB003: two dictionaries of one language.

use std::collections::HashSet;

use crate::kaltura::Order;
use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::lint::references::REACH_DICTIONARY;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds dictionaries of a profile whose language an earlier one already has.
    ///
    /// ## Why
    ///
    /// The server refuses the profile with `DICTIONARY_LANGUAGE_DUPLICATION`: a language has one
    /// dictionary.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see misspelled terms: the server refuses the profile with both dictionaries.
    ///
    /// ## Example
    ///
    /// ```json,invalid
    /// {"reachProfile": {"dictionaries": [
    ///   {"language": "English", "data": "quay"},
    ///   {"language": "English", "data": "bollard"}]}}
    /// ```
    ///
    /// ```json,valid
    /// {"reachProfile": {"dictionaries": [
    ///   {"language": "English", "data": "quay\nbollard"},
    ///   {"language": "French", "data": "quai"}]}}
    /// ```
    ///
    /// ## How to fix
    ///
    /// Join the two lists.
    ///
    /// ## Where it comes from
    ///
    /// `KalturaReachProfile`, validation of dictionaries.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB003",
    name: "dictionary-duplicate-language",
    summary: "a profile has two dictionaries of one language",
    severity: Severity::Error,
    formats: &[],
    orders: true,
    references: &[REACH_DICTIONARY],
    docs: DOCS,
    ..Rule::NEW
};

pub(super) fn check(order: &Order, findings: &mut OrderFindings<'_>) {
    let mut seen = HashSet::new();
    for language in order.dictionaries.iter().filter_map(|d| d.language.as_ref()) {
        if seen.insert(language.value.as_str()) {
            continue;
        }
        let message = format!("a second dictionary for `{}`", language.value);
        findings.push(&language.place, findings.finding(&language.place, message));
    }
}
