//! The report of `cuesmith deliver` about a delivery: steps, losses and the fields to send, for people,
//! for programs and as form fields.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Map, Value};

use super::prepare::{Prepared, Refusal};
use super::steps::Step;
use crate::kaltura::objects::{CaptionAsset, UpdateJob, form_fields};
use crate::report::json::{Finding, SCHEMA};
use crate::timeline::LossKind;

/// A delivery as JSON.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<u32>,
    path: &'a str,
    #[serde(rename = "taskId", skip_serializing_if = "Option::is_none")]
    task_id: Option<&'a str>,
    /// What the customer wrote for the editor.
    #[serde(rename = "taskNotes", skip_serializing_if = "Option::is_none")]
    task_notes: Option<&'a str>,
    format: &'static str,
    written: bool,
    cues: usize,
    steps: &'a [Step],
    losses: Map<String, Value>,
    errors: usize,
    findings: &'a [Finding],
    #[serde(rename = "entryId", skip_serializing_if = "Option::is_none")]
    entry_id: Option<&'a str>,
    #[serde(rename = "captionAsset")]
    asset: &'a CaptionAsset,
    /// The call that ends the job; absent while errors remain.
    #[serde(rename = "updateJob", skip_serializing_if = "Option::is_none")]
    update: Option<&'a UpdateJob>,
    form: Map<String, Value>,
    notes: &'a [String],
}

impl Prepared {
    /// The reason if nothing was written.
    pub(super) fn refused(&self) -> Option<String> {
        Some(match self.refusal.as_ref()? {
            Refusal::Failed(why) => format!(
                "REACH asks vendors to fail this job: {why}\n  \
                 help: send the fields of updateJob, or pass --force to deliver\n"
            ),
            Refusal::Errors => {
                let errors = match self.errors {
                    1 => "1 error is".to_owned(),
                    n => format!("{n} errors are"),
                };
                format!("nothing was written: {errors} left\n  help: fix them or pass --force\n")
            }
        })
    }

    fn asset_fields(&self) -> Vec<(String, String)> {
        if self.refusal.is_some() {
            return Vec::new();
        }
        let entry = self.form.entry_id.iter().map(|id| ("entryId".to_owned(), id.0.clone()));
        entry.chain(form_fields(&self.form.asset)).collect()
    }

    /// The fields of both calls, with a blank line between them.
    pub(super) fn as_form(&self) -> String {
        let lines = |fields: Vec<(String, String)>| {
            fields.iter().fold(String::new(), |mut out, (name, value)| {
                let _ = writeln!(out, "{name}={}", on_one_line(value));
                out
            })
        };
        let update = self.update.as_ref().map(UpdateJob::form_fields).unwrap_or_default();
        let calls = [lines(self.asset_fields()), lines(update)];
        let calls: Vec<String> = calls.into_iter().filter(|call| !call.is_empty()).collect();
        calls.join("\n")
    }

    /// Notes, for standard error.
    pub(super) fn as_notes(&self) -> String {
        let own = self.task_notes.iter().map(|text| format!("notes of the order: {text}\n"));
        own.chain(self.form.notes.iter().map(|text| format!("note: {text}\n"))).collect()
    }

    fn losses(&self) -> Vec<(LossKind, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        for loss in &self.deliverable.losses {
            *counts.entry(loss.kind).or_insert(0) += 1;
        }
        counts.into_iter().collect()
    }

    /// What was done, without the fields.
    pub(super) fn as_summary(&self) -> String {
        let mut out = String::new();
        let verb = if self.refusal.is_some() { "did not write" } else { "wrote" };
        let cues = if self.cues == 1 { "1 cue".into() } else { format!("{} cues", self.cues) };
        let _ = writeln!(out, "{verb} {}: {}, {cues}", self.shown, self.to.title());
        if let Some(notes) = &self.task_notes {
            let _ = writeln!(out, "  notes of the order: {}", on_one_line(notes));
        }
        for step in &self.deliverable.steps {
            let field =
                step.order_field.as_ref().map_or(String::new(), |field| format!(" ({field})"));
            let _ = writeln!(out, "  {}{field}", step.what);
        }
        let losses = self.losses();
        if !losses.is_empty() {
            let kinds: Vec<String> = losses.iter().map(|(kind, n)| kind.counted(*n)).collect();
            let _ = writeln!(out, "  lost in the conversion: {}", kinds.join(", "));
        }
        out
    }

    pub(super) fn as_text(&self) -> String {
        let mut out = self.as_summary();
        if self.refusal.is_none() {
            out.push_str("\ncaptionAsset.add, as JSON:\n");
            out.push_str(&serde_json::to_string_pretty(&self.form.asset).unwrap_or_default());
            out.push('\n');
        }
        if let Some(update) = &self.update {
            out.push_str("\nthen entryVendorTask.updateJob, as JSON:\n");
            out.push_str(&serde_json::to_string_pretty(update).unwrap_or_default());
            out.push('\n');
        }
        let form = self.as_form();
        if !form.is_empty() {
            let _ = write!(out, "\nas form fields:\n{form}");
        }
        if self.refusal.is_none() {
            for note in &self.form.notes {
                let _ = write!(out, "\nnote: {note}\n");
            }
        }
        out
    }

    /// The delivery as a JSON document, without a line ending.
    pub(super) fn as_json(&self) -> String {
        // Plain data with string keys always serializes.
        serde_json::to_string(&Document { schema: Some(SCHEMA), ..self.document() })
            .unwrap_or_default()
    }

    /// The delivery as part of a JSON document.
    pub(super) fn document(&self) -> Document<'_> {
        let update = self.update.as_ref().map(UpdateJob::form_fields).unwrap_or_default();
        let form = self.asset_fields().into_iter().chain(update);
        let losses = self.losses();
        Document {
            schema: None,
            path: &self.shown,
            task_id: self.task_id.as_deref(),
            task_notes: self.task_notes.as_deref(),
            format: self.to.name(),
            written: self.refusal.is_none(),
            cues: self.cues,
            steps: &self.deliverable.steps,
            losses: losses.iter().map(|(kind, n)| (kind.name().into(), (*n).into())).collect(),
            errors: self.errors,
            findings: &self.json_findings,
            entry_id: self.form.entry_id.as_ref().map(|id| id.0.as_str()),
            asset: &self.form.asset,
            update: self.update.as_ref(),
            form: form.map(|(name, value)| (name, Value::String(value))).collect(),
            notes: &self.form.notes,
        }
    }
}

/// A value on one line.
fn on_one_line(text: &str) -> String {
    text.split(['\r', '\n'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" / ")
}
