//! JOB001: accuracies outside their range.

use crate::kaltura::Order;
use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::lint::references::{ASSET_DUEL, CAPTION_ASSET, TRANSCRIPT_ASSET};
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Compares `accuracy` with its range: a whole percentage from 0 to 100 on caption assets and
    /// tasks, a number between 0 and 1 on transcript assets.
    ///
    /// ## Why
    ///
    /// The same field has two meanings in the API, and the server checks neither. A caption asset of
    /// 0.98 percent loses against every other asset of its language: the one with the higher accuracy
    /// stays on the player, the other is hidden.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see other captions: the server compares the accuracies of a language and hides the file
    /// with the lower one.
    ///
    /// ## Example
    ///
    /// ```json,invalid
    /// {"captionAsset": {"language": "English", "accuracy": 0.98}}
    /// ```
    ///
    /// ```json,valid
    /// {"captionAsset": {"language": "English", "accuracy": 98}}
    /// ```
    ///
    /// ```json,invalid
    /// {"transcriptAsset": {"language": "English", "accuracy": 98}}
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write a percentage on captions and tasks (`"accuracy": 98`), a number between 0 and 1 on
    /// transcripts (`"accuracy": 0.98`).
    ///
    /// ## Where it comes from
    ///
    /// `KalturaCaptionAsset.accuracy` is an int, 0 to 100; `KalturaTranscriptAsset.accuracy` a float, 0
    /// to 1.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB001",
    name: "accuracy-out-of-range",
    summary: "the accuracy is not a whole percentage (or, for a transcript, not between 0 and 1)",
    severity: Severity::Error,
    formats: &[],
    orders: true,
    references: &[CAPTION_ASSET, ASSET_DUEL, TRANSCRIPT_ASSET],
    docs: DOCS,
    ..Rule::NEW
};

pub(super) fn check(order: &Order, findings: &mut OrderFindings<'_>) {
    for accuracy in &order.accuracies {
        let (value, place) = (accuracy.value.value, &accuracy.value.place);
        let limit = if accuracy.is_share { 1.0 } else { 100.0 };
        let whole = accuracy.is_share || value.fract() == 0.0;
        if whole && (0.0..=limit).contains(&value) {
            continue;
        }
        let expected = if accuracy.is_share {
            "on transcripts it is a number between 0 and 1"
        } else {
            "on captions and tasks it is a whole percentage from 0 to 100"
        };
        let finding = findings.finding(place, format!("the accuracy is {value}: {expected}"));
        findings.push(place, finding);
    }
}
