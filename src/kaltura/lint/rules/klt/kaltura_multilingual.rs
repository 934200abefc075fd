//! KLT018: a language that the split of a multilingual file does not recognize.

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
    /// (`en-US`), and files of more than 500 `div` elements.
    ///
    /// ## Why
    ///
    /// An asset with the language "Multilingual" is split by `div`. The job looks up a constant named
    /// after `xml:lang`: `en` has one, `en-US` does not, and the job fails. It reads at most 500 `div`
    /// elements.
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
    /// Write the language without a region.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `KAsyncParseMultiLanguageCaptionAsset.class.php`, lines 59 to 140. Read
    /// on 2026-11-22.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT018",
    name: "kaltura-multilingual",
    summary: "a language that the split of a multilingual file does not recognize",
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
        let message = format!(
            "the split of a multilingual file ignores `div` elements after the first {MAX_DIVS}"
        );
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
            let message = format!(
                "the split of a multilingual file does not recognize the language `{name}`: remove the region"
            );
            findings.push(findings.finding(*language, message));
        }
    }
}

/// How many `div` elements the split reads (`KAsyncParseMultiLanguageCaptionAsset.class.php:59-140`).
const MAX_DIVS: usize = 500;
