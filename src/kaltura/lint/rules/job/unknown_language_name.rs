//! JOB008: languages that the platform has no name for.

use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::lint::references::SERVER_LANGUAGES;
use crate::kaltura::{Order, OrderLanguage, is_catalog_only, is_language_name, language_name};
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Compares every `language`, `sourceLanguage` and `targetLanguage` with the platform's names. A
    /// code (`en`) or a name in another case is an error; another word is a warning, as the platform's
    /// list grows.
    ///
    /// ## Why
    ///
    /// `language` on an asset is a display name (`English`), not a code. From a word that is not such a
    /// name the server derives no language code, and the player drops captions without one: the file is
    /// READY and invisible.
    ///
    /// ## Why it is an error
    ///
    /// Viewers cannot choose the captions: the player drops a file without a language code. A name that
    /// is unknown here may be new, and is a warning.
    ///
    /// ## Example
    ///
    /// ```json,invalid
    /// {"captionAsset": {"language": "en"}}
    /// ```
    ///
    /// ```json,valid
    /// {"captionAsset": {"language": "English"}}
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the name as the platform does; the finding names it where it is known.
    ///
    /// ## Where it comes from
    ///
    /// `KalturaLanguage`, `KalturaCatalogItemLanguage`; how the player handles external captions.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB008",
    name: "unknown-language-name",
    summary: "unknown language name",
    severity: Severity::Error,
    formats: &[],
    orders: true,
    references: &[
        SERVER_LANGUAGES,
        Reference {
            title: "kaltura/server, KalturaLanguage.php",
            url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/api_v3/lib/types/enums/KalturaLanguage.php",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    ..Rule::NEW
};

pub(super) fn check(order: &Order, findings: &mut OrderFindings<'_>) {
    for OrderLanguage { name, in_catalog } in &order.languages {
        if is_language_name(&name.value, *in_catalog) {
            continue;
        }
        let mut finding = match language_name(&name.value) {
            Some(meant) => findings.finding(
                &name.place,
                format!("`{}` is not a language name of the platform: write {meant}", name.value),
            ),
            None if is_catalog_only(&name.value) => findings.finding(
                &name.place,
                format!("`{}` is a language of catalog items, not of an asset", name.value),
            ),
            None => findings
                .finding(&name.place, format!("`{}` is not a known language name", name.value)),
        };
        if language_name(&name.value).is_none() && !is_catalog_only(&name.value) {
            finding.severity = Severity::Warning;
        }
        findings.push(&name.place, finding);
    }
}
