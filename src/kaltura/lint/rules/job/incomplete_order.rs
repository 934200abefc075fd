//! JOB013: an order without its profile or its catalog item.

use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::{Order, OrderMissing, OrderPart};
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::{Applicability, Fix, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds orders without a REACH profile or a catalog item, and lists what is assumed or left
    /// unchecked without it. It is a warning if the task names the missing object, information
    /// otherwise.
    ///
    /// ## Why
    ///
    /// Most of what a customer asks for is not in the task: the line length, the removal of profanity, speaker
    /// marks and dictionaries are in the profile, the service, the languages and often the format in the catalog
    /// item. A file that was checked without them may still be wrong.
    ///
    /// ## Example
    ///
    /// ```json,invalid
    /// {"task": {"id": 9001, "reachProfileId": 7, "catalogItemId": 41, "serviceFeature": 1}}
    /// ```
    ///
    /// ```json,valid
    /// {"task": {"id": 9001, "reachProfileId": 7, "catalogItemId": 41},
    ///  "reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 42},
    ///  "catalogItem": {"id": 41, "serviceFeature": 1}}
    /// ```
    ///
    /// ## How to fix
    ///
    /// Call `entryVendorTask.getJobs` with `responseProfile[systemName]=reach_vendor`: each task then
    /// contains both objects. Or save them in separate files, for `--profile` and `--catalog-item`.
    ///
    /// ## Where it comes from
    ///
    /// Kaltura's FAQ for vendors, "Retrieving jobs".
}

pub(super) static RULE: Rule = Rule {
    code: "JOB013",
    name: "incomplete-order",
    summary: "the order lacks its profile or catalog item",
    severity: Severity::Warning,
    formats: &[],
    orders: true,
    fix: Some(Applicability::Show),
    references: &[Reference {
        title: "Kaltura, REACH integration FAQ for vendors",
        url: "https://knowledge.kaltura.com/help/reach-integration-faq",
        read_on: "2026-11-30",
    }],
    docs: DOCS,
    ..Rule::NEW
};

const WAY: &str = "call getJobs with responseProfile[systemName]=reach_vendor, or pass";

pub(super) fn check(order: &Order, findings: &mut OrderFindings<'_>) {
    for missing in &order.missing {
        let OrderMissing { part, id, place } = missing;
        let id = id.as_ref().map_or(String::new(), |id| format!(" {id}"));
        let (assumed, option) = match part {
            OrderPart::Profile => (without_profile(order, findings), "--profile"),
            OrderPart::CatalogItem => (without_item(order), "--catalog-item"),
        };
        let message = format!("the order lacks the {}{id}; {assumed}", part.title());
        let mut finding = findings.finding(place, message);
        if missing.id.is_none() {
            finding.severity = Severity::Info;
        }
        finding = finding.with_fix(Fix::show(format!("{WAY} {option}"), Vec::new()));
        findings.push(place, finding);
    }
}

/// What is assumed in place of the profile.
fn without_profile(order: &Order, findings: &OrderFindings<'_>) -> String {
    let options = &findings.plan.options;
    let masks = findings.plan.set().find("TXT012").is_some_and(|rule| findings.plan.enables(rule));
    let mut assumed = Vec::new();
    if !order.is_ead() {
        assumed.push(format!("lines of at most {} characters", options.limits.max_chars));
    }
    assumed.push(format!("profanity {}", if masks { "masked" } else { "not masked" }));
    let mut open = Vec::new();
    if !order.is_ead() {
        open.extend(["speaker changes", "sound labels"]);
    }
    if order.output_format.is_none() {
        open.push("output format");
    }
    if order.dictionary.is_none() {
        open.push("dictionary");
    }
    sentence(&assumed, &open)
}

/// What is assumed in place of the catalog item.
fn without_item(order: &Order) -> String {
    let mut assumed = Vec::new();
    match &order.service_feature {
        Some(_) => {}
        None if order.is_ead() => {}
        None => assumed.push("the service captions".to_owned()),
    }
    // An asset and the profile may still determine the format.
    if let Some(format) = order.output_format.as_ref().filter(|_| !order.is_ead()) {
        assumed.push(format!("{} ({})", format.value.label(), format.cite(order)));
    }
    let mut open = vec!["speaker names"];
    if order.output_format.is_none() {
        open.push("output format");
    }
    if order.language.is_none() {
        open.push("languages");
    }
    sentence(&assumed, &open)
}

fn sentence(assumed: &[String], open: &[&str]) -> String {
    let assumed = match assumed {
        [] => None,
        all => Some(format!("assumed: {}", all.join(", "))),
    };
    let open = match open {
        [] => None,
        all => Some(format!("not known: {}", all.join(", "))),
    };
    assumed.into_iter().chain(open).collect::<Vec<_>>().join("; ")
}
