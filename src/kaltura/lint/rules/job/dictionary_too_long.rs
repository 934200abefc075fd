//! JOB002: dictionaries over a limit.

use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::lint::references::REACH_DICTIONARY;
use crate::kaltura::{MAX_DICTIONARY_BYTES, MAX_DICTIONARY_CHARS, Order};
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Measures every dictionary of the profile in two ways: in characters as the management console
    /// counts them (UTF-16 units, without line feeds) against 8,000, and in UTF-8 bytes with the line
    /// feeds against 10,000. The first is a warning, the second an error.
    ///
    /// ## Why
    ///
    /// The guides and the console say 8,000 characters. The server compares PHP's `strlen`, which
    /// counts bytes, with 10,000. So 8,000 characters of Hebrew or Japanese pass the console and are
    /// refused by the server, with `MAX_DICTIONARY_LENGTH_EXCEEDED`.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see misspelled terms: the server refuses a dictionary that exceeds its limit in bytes.
    /// The limit in characters is a warning.
    ///
    /// ## Example
    ///
    /// The example would be 8,001 characters long; here is what a dictionary looks like:
    ///
    /// ```json,valid
    /// {"reachProfile": {"dictionaries": [{"language": "English", "data": "quay\nbollard"}]}}
    /// ```
    ///
    /// ## How to fix
    ///
    /// Shorten the list: first remove words that the vendor knows anyway, and further spellings of one
    /// word.
    ///
    /// ## Where it comes from
    ///
    /// `KalturaReachProfile::MAX_DICTIONARY_LENGTH`; the dictionary widget of the management console.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB002",
    name: "dictionary-too-long",
    summary: "a dictionary is longer than the guides or the server allow",
    severity: Severity::Error,
    formats: &[],
    orders: true,
    references: &[REACH_DICTIONARY],
    docs: DOCS,
    ..Rule::NEW
};

pub(super) fn check(order: &Order, findings: &mut OrderFindings<'_>) {
    for dictionary in &order.dictionaries {
        let (data, place) = (&dictionary.data.value, &dictionary.data.place);
        let bytes = data.len();
        let chars = data.chars().filter(|c| *c != '\n').map(char::len_utf16).sum::<usize>();
        let (actual, limit, unit, severity, what) = if bytes > MAX_DICTIONARY_BYTES {
            let what = "the server accepts at most 10,000";
            (bytes, MAX_DICTIONARY_BYTES, "bytes", Severity::Error, what)
        } else if chars > MAX_DICTIONARY_CHARS {
            let what = "the guides allow 8,000";
            (chars, MAX_DICTIONARY_CHARS, "characters", Severity::Warning, what)
        } else {
            continue;
        };
        let message = format!("the dictionary has {actual} {unit}: {what}");
        let mut finding =
            findings.finding(place, message).with_measured(actual as f64, limit as f64, unit);
        finding.severity = severity;
        findings.push(place, finding);
    }
}
