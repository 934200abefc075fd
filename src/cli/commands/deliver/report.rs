//! What `cuesmith deliver` tells about a delivery: findings, steps, losses and the fields to send, for
//! people, for programs and as form fields.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Map, Value};

use super::steps::{Deliverable, Step};
use crate::cli::args::order;
use crate::format::Format;
use crate::kaltura::Order;
use crate::kaltura::objects::{CaptionAsset, Delivery, form_fields};
use crate::lint::Report;
use crate::report::json::{self, Finding, SCHEMA};
use crate::report::{Checked, Summary, human};
use crate::source::ColumnUnit;
use crate::timeline::LossKind;

/// The findings in the files and in the order, for people.
pub(in crate::cli) fn findings(
    files: &[&Checked<'_>],
    orders: (&Order, &[Report]),
    style: human::TerminalStyle,
) -> String {
    let mut out = String::new();
    let mut total = Summary::default();
    for (file, report) in orders.0.files.iter().zip(orders.1) {
        out.push_str(&order::shown(file, report, |checked| human::render(checked, style)));
        total.add(report, &[]);
    }
    for checked in files {
        out.push_str(&human::render(checked, style));
        total.add(checked.report, &[]);
    }
    if total.findings() > 0 {
        // What could be fixed or was not looked for belongs to `check`.
        let total = Summary { fixable: 0, fixable_unsafe: 0, skipped: Default::default(), ..total };
        out.push_str(&total.to_text());
    }
    out
}

/// The same for programs.
pub(in crate::cli) fn json_findings(
    files: &[&Checked<'_>],
    orders: (&Order, &[Report]),
) -> Vec<Finding> {
    let of = |checked: &Checked<'_>| json::findings(checked, ColumnUnit::Utf16);
    let in_orders = orders.0.files.iter().zip(orders.1);
    let mut found: Vec<Finding> =
        in_orders.flat_map(|(file, report)| order::shown(file, report, of)).collect();
    found.extend(files.iter().flat_map(|checked| of(checked)));
    found
}

/// What is told about a delivery.
pub(in crate::cli) struct DeliveryReport<'a> {
    pub(in crate::cli) shown: &'a str,
    pub(in crate::cli) to: Format,
    pub(in crate::cli) deliverable: &'a Deliverable,
    pub(in crate::cli) form: &'a Delivery,
    pub(in crate::cli) cues: usize,
    pub(in crate::cli) errors: usize,
    pub(in crate::cli) refused: bool,
}

/// The same as JSON.
#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    path: &'a str,
    format: &'static str,
    written: bool,
    cues: usize,
    steps: &'a [Step],
    losses: Map<String, Value>,
    errors: usize,
    findings: Vec<Finding>,
    #[serde(rename = "entryId", skip_serializing_if = "Option::is_none")]
    entry_id: Option<&'a str>,
    #[serde(rename = "captionAsset")]
    asset: &'a CaptionAsset,
    form: Map<String, Value>,
    notes: &'a [String],
}

impl DeliveryReport<'_> {
    fn form(&self) -> Vec<(String, String)> {
        let entry = self.form.entry_id.iter().map(|id| ("entryId".to_owned(), id.0.clone()));
        entry.chain(form_fields(&self.form.asset)).collect()
    }

    pub(in crate::cli) fn as_form(&self) -> String {
        self.form().iter().fold(String::new(), |mut out, (name, value)| {
            let _ = writeln!(out, "{name}={value}");
            out
        })
    }

    fn losses(&self) -> Vec<(LossKind, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        for loss in &self.deliverable.losses {
            *counts.entry(loss.kind).or_insert(0) += 1;
        }
        counts.into_iter().collect()
    }

    pub(in crate::cli) fn as_text(&self) -> String {
        let mut out = String::new();
        let verb = if self.refused { "did not write" } else { "wrote" };
        let cues = if self.cues == 1 { "1 cue".into() } else { format!("{} cues", self.cues) };
        let _ = writeln!(out, "{verb} {}: {}, {cues}", self.shown, self.to.title());
        for step in &self.deliverable.steps {
            let field =
                step.order_field.as_ref().map_or(String::new(), |field| format!(" ({field})"));
            let _ = writeln!(out, "  {}{field}", step.what);
        }
        let losses = self.losses();
        if !losses.is_empty() {
            let kinds: Vec<String> =
                losses.iter().map(|(kind, n)| format!("{n} {}", kind.name())).collect();
            let _ = writeln!(out, "  lost: {}", kinds.join(", "));
        }
        if self.refused {
            return out;
        }
        out.push_str("\ncaptionAsset.add, as JSON:\n");
        out.push_str(&serde_json::to_string_pretty(&self.form.asset).unwrap_or_default());
        out.push_str("\n\nas form fields:\n");
        out.push_str(&self.as_form());
        for note in &self.form.notes {
            let _ = write!(out, "\nnote: {note}\n");
        }
        out
    }

    pub(in crate::cli) fn as_json(&self, findings: Vec<Finding>) -> String {
        let losses = self.losses();
        let form = self.form().into_iter().map(|(name, value)| (name, Value::String(value)));
        let document = Document {
            schema: SCHEMA,
            path: self.shown,
            format: self.to.name(),
            written: !self.refused,
            cues: self.cues,
            steps: &self.deliverable.steps,
            losses: losses.iter().map(|(kind, n)| (kind.name().into(), (*n).into())).collect(),
            errors: self.errors,
            findings,
            entry_id: self.form.entry_id.as_ref().map(|id| id.0.as_str()),
            asset: &self.form.asset,
            form: form.collect(),
            notes: &self.form.notes,
        };
        // Plain data with string keys always serialises.
        serde_json::to_string(&document).unwrap_or_default() + "\n"
    }
}
