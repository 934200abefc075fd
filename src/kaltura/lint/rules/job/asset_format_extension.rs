//! JOB012: assets whose format and extension disagree.

use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::lint::references::{CAPTION_ASSET, SERVER_LANGUAGES};
use crate::kaltura::{CaptionFormat, Code, Order};
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Compares `fileExt` of a caption asset with its `format`, which is SRT if it is not set.
    /// Extensions that the server maps to no format (`xml`, `ttml`, `webvtt`) are warnings.
    ///
    /// ## Why
    ///
    /// `format` can only be set on insert, and decides which parser gets the file. A WebVTT file that
    /// is sent without it is read as SRT: without numbers before its times it goes to ERROR.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see no captions: the wrong parser gets the file and finds no cue. Extensions that the
    /// server does not know are a warning.
    ///
    /// ## Example
    ///
    /// ```json,invalid
    /// {"captionAsset": {"language": "English", "fileExt": "vtt"}}
    /// ```
    ///
    /// ```json,valid
    /// {"captionAsset": {"language": "English", "fileExt": "vtt", "format": 3}}
    /// ```
    ///
    /// ## How to fix
    ///
    /// Send both: `captionAsset[format]=3` and `captionAsset[fileExt]=vtt`; 1 and `srt`; 2 and `dfxp`.
    ///
    /// ## Where it comes from
    ///
    /// `KalturaCaptionAsset.format` and the extension map of the caption plugin.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB012",
    name: "asset-format-extension",
    summary: "the file extension of a caption asset does not match its format",
    severity: Severity::Error,
    formats: &[],
    orders: true,
    references: &[SERVER_LANGUAGES, CAPTION_ASSET],
    docs: DOCS,
    ..Rule::NEW
};

pub(super) fn check(order: &Order, findings: &mut OrderFindings<'_>) {
    for asset in &order.assets {
        let Some(ext) = &asset.file_ext else { continue };
        let name = ext.value.trim().to_ascii_lowercase();
        let declared = asset.format.as_ref().map(|format| format.value);
        let format = declared.unwrap_or(CaptionFormat::Srt);
        let Some(by_ext) = CaptionFormat::from_name(&name) else { continue };
        let mut finding = if by_ext != format {
            let taken = match declared {
                Some(_) => format!("the format is {}", format.title()),
                None => "an asset without a format is read as SRT".to_owned(),
            };
            findings.finding(&ext.place, format!("the file extension is {name}, {taken}"))
        } else if by_ext.file_ext() != name {
            let known = by_ext.file_ext();
            let message = format!("the server does not know the extension {name}: write {known}");
            findings.finding(&ext.place, message)
        } else {
            continue;
        };
        if by_ext == format {
            finding.severity = Severity::Warning;
        }
        findings.push(&ext.place, finding);
    }
}
