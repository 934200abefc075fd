//! KLT018: a language that the split of a multilingual file does not know.

use super::attributes::attribute_values;
use crate::format::Format;
use crate::kaltura::lint::references::MULTILINGUAL;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds files with `div` elements of several languages in which an `xml:lang` has a region
    /// (`en-US`), and files of more than 500 `div`.
    ///
    /// ## Why
    ///
    /// An asset with the language "Multilingual" is split by `div`. The job makes a name of `xml:lang`:
    /// `en` is one, `en-US` is none, and the job fails. It looks at 500 `div` and no more.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div xml:lang="en-US">
    /// <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    /// </div><div xml:lang="fr">
    /// <p begin="00:00:04.000" end="00:00:06.000">Mets un manteau.</p>
    /// </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div xml:lang="en">
    /// <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    /// </div><div xml:lang="fr">
    /// <p begin="00:00:04.000" end="00:00:06.000">Mets un manteau.</p>
    /// </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the language alone, without a region.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 4.5 (K311 there). Observed with kaltura/server c447fdb3 (2026-04-27).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT018",
    name: "kaltura-multilingual",
    summary: "a language that the split of a multilingual file does not know",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    references: &[MULTILINGUAL],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let text = subject.text();
    let divs: Vec<usize> = text.match_indices("<div").map(|(at, _)| at).collect();
    if divs.len() > MAX_DIVS {
        let at = divs[MAX_DIVS];
        let message = format!("the split of a multilingual file looks at {MAX_DIVS} `div`");
        findings.push(findings.finding(Span::of(at..at + 4), message));
    }
    let languages: Vec<Span> = divs
        .iter()
        .filter_map(|&at| {
            let end = text[at..].find('>').map_or(text.len(), |end| at + end);
            let values = attribute_values(&text[at..end], "lang");
            let value = *values.first()?;
            Some(Span::of(at + value.start as usize..at + value.end as usize))
        })
        .collect();
    let several = languages.windows(2).any(|two| two[0].slice(text) != two[1].slice(text));
    for language in languages.iter().filter(|_| several) {
        let name = language.slice(text);
        if name.contains('-') {
            let message = format!("the split of a multilingual file knows no language `{name}`");
            findings.push(findings.finding(*language, message));
        }
    }
}

/// How many `div` the split looks at (facts, section 4.5).
const MAX_DIVS: usize = 500;
