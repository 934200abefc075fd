//! JOB009: labels that break an HLS playlist.

use crate::kaltura::Order;
use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::lint::references::MANIFEST_LABEL;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds quotation marks and control characters in `label` of a caption asset.
    ///
    /// ## Why
    ///
    /// The server writes the label into the HLS playlist as it is, between quotation marks. A quotation mark
    /// or a line end in it makes a playlist that players cannot read, for all languages of the video.
    ///
    /// ## Example
    ///
    /// ```json,invalid
    /// {"captionAsset": {"language": "English", "label": "English \"SDH\""}}
    /// ```
    ///
    /// ```json,valid
    /// {"captionAsset": {"language": "English", "label": "English (SDH)"}}
    /// ```
    ///
    /// ## How to fix
    ///
    /// Use parentheses.
    ///
    /// ## Where it comes from
    ///
    /// The manifest editor of the caption plugin.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB009",
    name: "label-breaks-playlist",
    summary: "a label has a quotation mark or a line ending",
    severity: Severity::Warning,
    formats: &[],
    orders: true,
    references: &[MANIFEST_LABEL],
    docs: DOCS,
    ..Rule::NEW
};

pub(super) fn check(order: &Order, findings: &mut OrderFindings<'_>) {
    for label in order.assets.iter().filter_map(|asset| asset.label.as_ref()) {
        let bad = |c: char| c == '"' || c.is_control();
        let Some(c) = label.value.chars().find(|c| bad(*c)) else { continue };
        let what = if c == '"' { "a quotation mark" } else { "a line ending or control character" };
        let message = format!("the label has {what}, which breaks the HLS playlist");
        findings.push(&label.place, findings.finding(&label.place, message));
    }
}
