//! JOB004: another format than the order asks for.

use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::lint::references::{OUTPUT_FORMAT, REACH_PROFILE};
use crate::kaltura::{CaptionFormat, Code as _, Order};
use crate::lint::rule::docs;
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::{Applicability, Fix, Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Compares the format of the caption file, and `format` and `fileExt` of the caption assets in the
    /// order, with the format that the order asks for: `outputFormat` of the catalog item, otherwise
    /// `defaultOutputFormat` of the profile, otherwise SRT.
    ///
    /// ## Why
    ///
    /// The customer's systems fetch the format they ordered. A file in another one fails the job, or is
    /// read by the wrong parser: the platform reads an asset as the format it was declared to have,
    /// whatever it contains.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see no captions: the platform reads the file as the declared format, and finds no cue in
    /// it.
    ///
    /// ## Example
    ///
    /// ```srt,invalid,output_format=vtt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid,output_format=srt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```json,invalid
    /// {"catalogItem": {"outputFormat": "3"}, "captionAsset": {"format": 1, "fileExt": "srt"}}
    /// ```
    ///
    /// ## How to fix
    ///
    /// `cuesmith convert --to` writes another format; `cuesmith deliver --order` writes the right one
    /// and prints the fields to send with it.
    ///
    /// ## Where it comes from
    ///
    /// `KalturaVendorCatalogItemOutputFormat` and the profile's default.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB004",
    name: "output-format-mismatch",
    summary: "a file or asset is not in the format that the order asks for",
    severity: Severity::Error,
    orders: true,
    needs: &[Need::OutputFormat],
    fix: Some(Applicability::Show),
    references: &[REACH_PROFILE, OUTPUT_FORMAT],
    docs: DOCS,
    source: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let wanted = subject.context.output_format.and_then(CaptionFormat::from_name);
    let Some(wanted) = wanted else { return };
    if wanted.format() == Some(subject.format) {
        return;
    }
    let message = format!(
        "the file is {}, {} is ordered{}",
        subject.format.title(),
        wanted.title(),
        subject.context.citation("output_format")
    );
    let text = subject.text();
    let line = memchr::memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len());
    let mut finding = findings
        .finding(Span::of(0..line), message)
        .with_asked_by(subject.context.asked_by("output_format"));
    if let Some(format) = wanted.format() {
        let title = format!("convert the file to {}", format.title());
        finding = finding.with_fix(Fix::show(title, Vec::new()));
    }
    findings.push(finding);
}

pub(super) fn check_order(order: &Order, findings: &mut OrderFindings<'_>) {
    let Some(wanted) = &order.output_format else { return };
    if order.is_ead() {
        // JOB006 checks the assets of descriptions; other assets are not part of the order.
        return;
    }
    let (ordered, cite) = (wanted.value, wanted.cite(order));
    for asset in &order.assets {
        if let Some(format) = asset.format.as_ref().filter(|f| f.value != ordered) {
            let message = format!(
                "the asset is declared to be {}, {} is ordered ({cite})",
                format.value.label(),
                ordered.label()
            );
            findings.push(&format.place, findings.finding(&format.place, message));
        }
        let ext = asset.file_ext.as_ref();
        let fits = |ext: &str| CaptionFormat::from_name(ext).is_none_or(|f| f == ordered);
        if let Some(ext) = ext.filter(|ext| !fits(&ext.value)) {
            let message = format!(
                "the asset's file is .{}, {} is ordered ({cite})",
                ext.value,
                ordered.label()
            );
            findings.push(&ext.place, findings.finding(&ext.place, message));
        }
    }
}
