//! JOB007: SCC or CAP where REACH takes none.

use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::lint::references::{SCC_CONVERSION, SERVER_LANGUAGES};
use crate::kaltura::{CaptionFormat, Code, Order, OrderPlace};
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds the formats SCC (5) and CAP (4), and numbers that are not a format, in `outputFormat`,
    /// `defaultOutputFormat`, and `format` and `fileExt` of the caption assets.
    ///
    /// ## Why
    ///
    /// REACH knows three formats: SRT, DFXP and WebVTT. An asset with SCC first goes to ERROR; then the
    /// server converts it, deletes it and adds a new asset with another id, without `usage` and
    /// `source`. The `outputObjectId` of the task then names a deleted asset.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see no captions of the job: the asset that the task names goes to ERROR or is deleted.
    ///
    /// ## Example
    ///
    /// ```json,invalid
    /// {"captionAsset": {"format": 5, "fileExt": "scc"}}
    /// ```
    ///
    /// ```json,valid
    /// {"captionAsset": {"format": 1, "fileExt": "srt"}}
    /// ```
    ///
    /// ## How to fix
    ///
    /// Deliver SRT, DFXP or WebVTT.
    ///
    /// ## Where it comes from
    ///
    /// `KalturaVendorCatalogItemOutputFormat` has no SCC; the job that converts SCC.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB007",
    name: "scc-for-reach",
    summary: "an order or asset of a REACH job has the format SCC or CAP",
    severity: Severity::Error,
    formats: &[],
    orders: true,
    references: &[SERVER_LANGUAGES, SCC_CONVERSION],
    docs: DOCS,
    ..Rule::NEW
};

pub(super) fn check(order: &Order, findings: &mut OrderFindings<'_>) {
    let mut seen: Vec<&OrderPlace> = Vec::new();
    let formats = order.assets.iter().filter_map(|asset| asset.format.as_ref());
    for format in order.output_format.iter().chain(&order.item_format).chain(formats) {
        if format.value.format().is_some()
            || format.value.code() == 0
            || seen.contains(&&format.place)
        {
            continue;
        }
        seen.push(&format.place);
        match format.value {
            CaptionFormat::Other(code) => {
                let message = format!(
                    "{code} is no format that can be delivered for REACH: use 1 (SRT), \
                     2 (DFXP) or 3 (WebVTT)"
                );
                findings.push(&format.place, findings.finding(&format.place, message));
            }
            known @ (CaptionFormat::Srt
            | CaptionFormat::Dfxp
            | CaptionFormat::WebVtt
            | CaptionFormat::Cap
            | CaptionFormat::Scc) => say(&format.place, known.title(), findings),
        }
    }
    for ext in order.assets.iter().filter_map(|asset| asset.file_ext.as_ref()) {
        if let Some(format @ (CaptionFormat::Scc | CaptionFormat::Cap)) =
            CaptionFormat::from_name(&ext.value)
        {
            say(&ext.place, format.title(), findings);
        }
    }
}

fn say(place: &OrderPlace, title: &str, findings: &mut OrderFindings<'_>) {
    let message = format!("{title} cannot be delivered for REACH: use SRT, DFXP or WebVTT");
    findings.push(place, findings.finding(place, message));
}
