//! JOB006: an asset of extended audio description with wrong fields.

use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::lint::references::{ASSET_DUEL, EAD_IN_PLAYER, PLAYBACK_FILTER};
use crate::kaltura::{Asked, CaptionFormat, CaptionUsage, Order, OrderAsset, OrderPlace};
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Checks caption assets of an order for extended audio description (`serviceFeature` 9), and those
    /// with `usage` 1 in any order: finds a `usage` that is not 1, `displayOnPlayer` that is not false,
    /// `isDefault`, a format other than WebVTT (in the catalog item too), and attachments of the old
    /// kind (`tags` with `AAD`).
    ///
    /// ## Why
    ///
    /// The platform selects what viewers see by `displayOnPlayer` and not by `usage`: displayed
    /// descriptions appear as a caption track, and with an accuracy of 99 or more they hide the real
    /// captions of the language and become the default in their place.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see the descriptions as captions, in place of the real ones.
    ///
    /// ## Example
    ///
    /// ```json,invalid
    /// {"captionAsset": {"usage": 1, "format": 3, "fileExt": "vtt", "isDefault": false}}
    /// ```
    ///
    /// ```json,valid
    /// {"captionAsset": {"usage": 1, "format": 3, "fileExt": "vtt",
    ///   "displayOnPlayer": false, "isDefault": false}}
    /// ```
    ///
    /// ## How to fix
    ///
    /// Send `captionAsset[usage]=1`, `captionAsset[format]=3`, `captionAsset[fileExt]=vtt`,
    /// `captionAsset[displayOnPlayer]=0` and `captionAsset[isDefault]=0`. `cuesmith deliver` prints them.
    ///
    /// ## Where it comes from
    ///
    /// `CaptionAsset` on the server, the manifest's filter, the caption form of the management console.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB006",
    name: "ead-asset-flags",
    summary: "an asset of extended audio description would be shown, be the default, or has another usage or format",
    severity: Severity::Error,
    formats: &[],
    orders: true,
    references: &[ASSET_DUEL, PLAYBACK_FILTER, EAD_IN_PLAYER],
    docs: DOCS,
    ..Rule::NEW
};

pub(super) fn check(order: &Order, findings: &mut OrderFindings<'_>) {
    let of_ead = order.is_ead();
    for asset in &order.assets {
        let usage = asset.usage.as_ref().map(|usage| usage.value);
        // A caption asset next to the job of a description is not checked.
        let is_other = usage == Some(CaptionUsage::Caption) && order.assets.len() > 1;
        if usage != Some(CaptionUsage::Ead) && (is_other || !of_ead) {
            continue;
        }
        for (place, message) in wrong(asset) {
            findings.push(place, findings.finding(place, message));
        }
    }
    let item = order.item_format.as_ref().filter(|format| of_ead && !is_webvtt(format));
    if let Some(format) = item {
        let message = "the catalog item asks for another format: extended audio description \
                       is 3, WebVTT";
        findings.push(&format.place, findings.finding(&format.place, message));
    }
    for tags in order.attachments.iter().filter(|tags| is_legacy(&tags.value)) {
        let message = "an attachment with the tag AAD is an audio description of the old kind: \
                       the player reads caption assets with usage 1";
        findings.push(&tags.place, findings.finding(&tags.place, message));
    }
}

fn is_webvtt(format: &Asked<CaptionFormat>) -> bool {
    format.value == CaptionFormat::WebVtt
}

fn is_legacy(tags: &str) -> bool {
    tags.split(',').any(|tag| tag.trim().eq_ignore_ascii_case("AAD"))
}

fn wrong(asset: &OrderAsset) -> Vec<(&OrderPlace, String)> {
    let mut found = Vec::new();
    let mut say = |place, message: &str| found.push((place, message.to_owned()));
    match &asset.usage {
        None => say(&asset.place, "the asset has no usage: extended audio description has usage 1"),
        Some(usage) if usage.value != CaptionUsage::Ead => {
            say(&usage.place, "the usage is that of captions: extended audio description has 1");
        }
        Some(_) => {}
    }
    match &asset.display_on_player {
        None => say(
            &asset.place,
            "displayOnPlayer is not set: the descriptions would be offered as captions",
        ),
        Some(shown) if shown.value => {
            say(&shown.place, "the descriptions would be offered as captions on the player");
        }
        Some(_) => {}
    }
    if let Some(default) = asset.is_default.as_ref().filter(|default| default.value) {
        say(&default.place, "the descriptions would be the default captions");
    }
    match &asset.format {
        None => {
            say(&asset.place, "the asset has no format and is read as SRT: it must be 3, WebVTT");
        }
        Some(format) if !is_webvtt(format) => {
            say(&format.place, "the format must be 3, WebVTT");
        }
        Some(_) => {}
    }
    if let Some(ext) = asset.file_ext.as_ref().filter(|ext| !ext.value.eq_ignore_ascii_case("vtt"))
    {
        say(&ext.place, "the file extension must be vtt");
    }
    if let Some(tags) = asset.tags.as_ref().filter(|tags| is_legacy(&tags.value)) {
        say(&tags.place, "the tag AAD belongs to attachments of the old kind: use a caption asset");
    }
    found
}
