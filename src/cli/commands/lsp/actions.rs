//! Code actions and formatting: the fixes of a check as edits to the document.

use std::collections::HashMap;

use gen_lsp_types::{
    CodeAction, CodeActionKind, DocumentChange, Edit as DocumentEdit,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier, TextEdit,
    WorkspaceEdit,
};
use serde::Deserialize;
use serde_json::Value;

use super::client::Client;
use super::document::{Checked, Document, Ranges};
use super::findings::{diagnostic, touch};
use crate::cli::commands::check_plans::FilePlan;
use crate::kaltura::lint::RULES;
use crate::lint::suppress::insert;
use crate::source::{Applicability, Diagnostic, Edit, Span, sort_by_key};

/// The kind of the action that applies all safe fixes, for editors that run it when they save.
pub(super) const FIX_ALL: &str = "source.fixAll.cuesmith";

/// What the editor asks for. Of the findings that it lists, only the place and the code are read.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Context {
    #[serde(default)]
    diagnostics: Vec<Value>,
    only: Option<Vec<String>>,
}

impl Context {
    /// Whether actions of a kind are asked for: kinds are hierarchical, separated by dots.
    fn asks_for(&self, kind: &str) -> bool {
        let Some(only) = &self.only else { return true };
        only.iter().any(|asked| {
            let rest = kind.strip_prefix(asked.as_str());
            rest.is_some_and(|rest| asked.is_empty() || rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// Whether it lists a finding.
    fn lists(&self, finding: &Diagnostic, ranges: &Ranges<'_>) -> bool {
        let range = serde_json::to_value(ranges.of(finding.span)).unwrap_or_default();
        let is_it = |listed: &Value| {
            listed.get("code").and_then(Value::as_str) == Some(finding.code.0)
                && listed.get("range") == Some(&range)
        };
        self.diagnostics.iter().any(is_it)
    }
}

/// The actions for a place, and messages about those that cannot be offered.
pub(super) fn actions(
    document: &Document,
    checked: &Checked,
    (at, context): (Span, &Context),
    client: &Client,
) -> (Vec<CodeAction>, Vec<String>) {
    let (mut actions, mut failed) = (Vec::new(), Vec::new());
    let Checked::Report(report, planned) = checked else { return (actions, failed) };
    let ranges = document.ranges(client.unit);
    let action = |title: String, kind: &'static str, edits: &[Edit]| CodeAction {
        title,
        kind: Some(CodeActionKind::from(kind)),
        edit: Some(workspace_edit(document, &ranges, edits, client)),
        ..CodeAction::default()
    };
    if context.asks_for("quickfix") {
        let listed = report.diagnostics.iter();
        let here: Vec<_> =
            listed.filter(|d| touch(d.span, at) || context.lists(d, &ranges)).collect();
        for finding in &here {
            let Some(fix) = finding.fix.as_ref().filter(|fix| !fix.edits.is_empty()) else {
                continue;
            };
            let note = match fix.applicability {
                Applicability::Safe => "",
                Applicability::Unsafe => ", unsafe",
                Applicability::Show => ", suggestion",
            };
            let title = format!("{} ({}{note})", capitalized(&fix.title), finding.code);
            actions.push(CodeAction {
                diagnostics: Some(vec![diagnostic(finding, &document.uri, &ranges, client)]),
                is_preferred: (fix.applicability == Applicability::Safe).then_some(true),
                ..action(title, "quickfix", &fix.edits)
            });
        }
        for (code, least) in of_rules(&here, &report.diagnostics) {
            let note = if least == Applicability::Safe { "" } else { " (unsafe)" };
            let name = RULES.find(code).map_or(String::new(), |rule| format!(" {}", rule.name));
            let title = format!("Fix all {code}{name} in this file{note}");
            match document.fix(planned, Some(code), least) {
                Ok(edits) if edits.is_empty() => {}
                Ok(edits) => actions.push(action(title, "quickfix", edits.as_slice())),
                Err(error) => failed.push(error),
            }
        }
        for (finding, edit) in suppressions(document, &here) {
            let title = format!("Suppress {} here with a comment", finding.code);
            actions.push(CodeAction {
                diagnostics: Some(vec![diagnostic(finding, &document.uri, &ranges, client)]),
                ..action(title, "quickfix", &[edit])
            });
        }
    }
    if context.asks_for(FIX_ALL) {
        match fix_all(document, planned) {
            Ok(edits) if edits.is_empty() => {}
            Ok(edits) => {
                let title = "Fix all safe problems in this file".to_owned();
                actions.push(action(title, FIX_ALL, &edits));
            }
            Err(error) => failed.push(error),
        }
    }
    (actions, failed)
}

/// The comments that would suppress the findings `here`: one for each rule and place. SRT has no comments.
fn suppressions<'d>(document: &Document, here: &[&'d Diagnostic]) -> Vec<(&'d Diagnostic, Edit)> {
    let made = document.look(|file| {
        let mut made: Vec<(&Diagnostic, Edit)> = Vec::new();
        for finding in here {
            let known = |edit: &Edit| made.iter().any(|(_, made)| made == edit);
            if let Some(edit) = insert(file, finding).filter(|edit| !known(edit)) {
                made.push((finding, edit));
            }
        }
        made
    });
    made.unwrap_or_default()
}

/// The rules of findings `here` whose fixes can be applied together and of which the file has several findings
/// with fixes, with the trust of the fix.
fn of_rules(here: &[&Diagnostic], all: &[Diagnostic]) -> Vec<(&'static str, Applicability)> {
    let mut rules: Vec<(&str, Applicability)> = Vec::new();
    for finding in here {
        let code = finding.code.0;
        let Some(fix) = &finding.fix else { continue };
        let fixable = |other: &&Diagnostic| {
            other.code.0 == code
                && other.fix.as_ref().is_some_and(|other| other.applicability >= fix.applicability)
        };
        let is_new = rules.iter().all(|(known, _)| *known != code);
        if is_new
            && fix.applicability > Applicability::Show
            && all.iter().filter(fixable).count() > 1
        {
            rules.push((code, fix.applicability));
        }
    }
    rules
}

/// All safe fixes.
fn fix_all(document: &Document, planned: &FilePlan) -> Result<Vec<Edit>, String> {
    let edits = document.fix(planned, None, Applicability::Safe)?;
    Ok(edits.as_slice().to_vec())
}

/// Formatting: all safe fixes.
pub(super) fn formatting(
    document: &Document,
    checked: &Checked,
    client: &Client,
) -> Result<Vec<TextEdit>, String> {
    let Checked::Report(_, planned) = checked else { return Ok(Vec::new()) };
    let edits = fix_all(document, planned)?;
    Ok(text_edits(&document.ranges(client.unit), &edits))
}

fn workspace_edit(
    document: &Document,
    ranges: &Ranges<'_>,
    edits: &[Edit],
    client: &Client,
) -> WorkspaceEdit {
    let edits = text_edits(ranges, edits);
    if !client.versioned_edits {
        let changes = HashMap::from([(document.uri.clone(), edits)]);
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let change = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            version: Some(document.version),
            text_document_identifier: TextDocumentIdentifier { uri: document.uri.clone() },
        },
        edits: edits.into_iter().map(DocumentEdit::TextEdit).collect(),
    };
    let changes = vec![DocumentChange::TextDocumentEdit(change)];
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}

/// Edits in the order of the text; insertions at one place keep their order.
fn text_edits(ranges: &Ranges<'_>, edits: &[Edit]) -> Vec<TextEdit> {
    let mut order: Vec<&Edit> = edits.iter().collect();
    sort_by_key(&mut order, |edit| edit.span);
    let edit = |edit: &Edit| TextEdit {
        range: ranges.of(edit.span),
        new_text: edit.replacement.to_string(),
    };
    order.into_iter().map(edit).collect()
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
