//! JOB011: two visible assets of one language.

use crate::kaltura::lint::references::PLAYER_LANGUAGES;
use std::collections::HashSet;

use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::{Order, OrderAsset};
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds caption assets that are displayed on the player while an earlier one of the same language
    /// is displayed too, whatever their usage. Hidden assets do not count.
    ///
    /// ## Why
    ///
    /// The player keeps one external file per language code, the last one; the menu shows both names,
    /// and one of them leads to the wrong file.
    ///
    /// ## Example
    ///
    /// ```json,invalid
    /// {"captionAssets": [
    ///   {"language": "English", "label": "English"},
    ///   {"language": "English", "label": "English (SDH)"}]}
    /// ```
    ///
    /// ```json,valid
    /// {"captionAssets": [
    ///   {"language": "English", "label": "English"},
    ///   {"language": "English", "label": "English (SDH)", "displayOnPlayer": false}]}
    /// ```
    ///
    /// ## How to fix
    ///
    /// Hide one of them (`displayOnPlayer` false).
    ///
    /// ## Where it comes from
    ///
    /// The player's map of external captions.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB011",
    name: "duplicate-visible-language",
    summary: "two caption assets of one language are displayed on the player",
    severity: Severity::Warning,
    formats: &[],
    orders: true,
    references: &[PLAYER_LANGUAGES],
    docs: DOCS,
    ..Rule::NEW
};

pub(super) fn check(order: &Order, findings: &mut OrderFindings<'_>) {
    let is_visible =
        |asset: &&OrderAsset| asset.display_on_player.as_ref().is_none_or(|shown| shown.value);
    let mut seen = HashSet::new();
    for asset in order.assets.iter().filter(is_visible) {
        let Some(language) = &asset.language else { continue };
        if seen.insert(language.value.as_str()) {
            continue;
        }
        let message = format!(
            "captions in {} are already displayed: the player keeps one file per language",
            language.value
        );
        findings.push(&language.place, findings.finding(&language.place, message));
    }
}
