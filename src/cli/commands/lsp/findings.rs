//! Findings as the editor shows them, and the page of a rule on hover.

use gen_lsp_types::{
    Code, CodeDescription, Contents, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, Hover, Location, MarkupContent, MarkupKind, Message, Range, Uri,
};

use super::client::Client;
use super::document::{Checked, Document, Ranges};
use crate::kaltura::lint::RULES;
use crate::report::{addresses, explain};
use crate::source::{self, Severity, Span};

/// Maximum number of findings in a document: more slow an editor down and help no one.
const MOST: usize = 1000;

/// The findings of a check.
pub(super) fn diagnostics(
    document: &Document,
    checked: &Checked,
    client: &Client,
) -> Vec<Diagnostic> {
    let report = match checked {
        Checked::Nothing => return Vec::new(),
        Checked::Problem(problem) => {
            let message = match problem.help.as_str() {
                "" => problem.message.clone(),
                help => format!("{} ({help})", problem.message),
            };
            return vec![about_document(DiagnosticSeverity::Error, message)];
        }
        Checked::Panic(panic) => {
            return vec![about_document(DiagnosticSeverity::Error, panic.clone())];
        }
        Checked::Report(report, _) => report,
    };
    let ranges = document.ranges(client.unit);
    let mut findings: Vec<&source::Diagnostic> = report.diagnostics.iter().collect();
    let hidden = findings.len().saturating_sub(MOST);
    if hidden > 0 {
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        findings.truncate(MOST);
    }
    let shown = findings.iter().map(|found| diagnostic(found, &document.uri, &ranges, client));
    let more = (hidden > 0).then(|| {
        let message = format!("{hidden} more findings are not shown; run `cuesmith check`");
        about_document(DiagnosticSeverity::Information, message)
    });
    more.into_iter().chain(shown).collect()
}

/// A finding as the editor shows it.
pub(super) fn diagnostic(
    finding: &source::Diagnostic,
    uri: &Uri,
    ranges: &Ranges<'_>,
    client: &Client,
) -> Diagnostic {
    let rule = RULES.find(finding.code.0);
    let page = rule.and_then(|rule| addresses(&RULES, rule).next());
    let related = finding.labels.iter().filter(|_| client.related);
    let related = related.map(|label| DiagnosticRelatedInformation {
        location: Location { uri: uri.clone(), range: ranges.of(label.span) },
        message: label.message.to_string(),
    });
    let related: Vec<_> = related.collect();
    Diagnostic {
        code: Some(Code::String(finding.code.0.to_owned())),
        code_description: page.map(|page| CodeDescription { href: page.into() }),
        related_information: (!related.is_empty()).then_some(related),
        tags: is_unnecessary(finding).then(|| vec![DiagnosticTag::Unnecessary]),
        ..found(
            ranges.of(finding.span),
            match finding.severity {
                Severity::Error => DiagnosticSeverity::Error,
                Severity::Warning => DiagnosticSeverity::Warning,
                Severity::Info => DiagnosticSeverity::Information,
            },
            finding.message.to_string(),
        )
    }
}

/// Whether the fix of a finding deletes just the place of the finding.
fn is_unnecessary(finding: &source::Diagnostic) -> bool {
    let Some(fix) = &finding.fix else { return false };
    let deletes = |edit: &source::Edit| edit.replacement.is_empty();
    let covers = |edit: &source::Edit| {
        edit.span.start <= finding.span.start && finding.span.end <= edit.span.end
    };
    !finding.span.is_empty() && fix.edits.iter().all(deletes) && fix.edits.iter().any(covers)
}

fn about_document(severity: DiagnosticSeverity, message: String) -> Diagnostic {
    found(Range::default(), severity, message)
}

fn found(range: Range, severity: DiagnosticSeverity, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(severity),
        code: None,
        code_description: None,
        source: Some("cuesmith".to_owned()),
        message: Message::String(message),
        tags: None,
        related_information: None,
        data: None,
    }
}

/// Whether two spans share a character or meet.
pub(super) fn touch(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// The messages of the findings at a place, each with the page of its rule.
pub(super) fn hover(
    document: &Document,
    checked: &Checked,
    at: Span,
    client: &Client,
) -> Option<Hover> {
    let Checked::Report(report, planned) = checked else { return None };
    let rules = planned.plan().set();
    let found: Vec<_> = report.diagnostics.iter().filter(|d| touch(d.span, at)).collect();
    let mut text = String::new();
    let mut shown: Vec<&str> = Vec::new();
    for finding in &found {
        let message = match client.markdown {
            true => escaped(&finding.message),
            false => finding.message.to_string(),
        };
        if !text.is_empty() {
            text.push_str("\n\n---\n\n");
        }
        text += &format!("{}: {message}", finding.severity);
        let rule = rules.find(finding.code.0).filter(|rule| !shown.contains(&rule.code));
        if let Some(rule) = rule {
            shown.push(rule.code);
            text += &format!("\n\n{}", explain(rules, rule));
        }
    }
    let span = found.iter().map(|finding| finding.span).reduce(Span::join)?;
    let kind = if client.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    Some(Hover {
        contents: Contents::MarkupContent(MarkupContent { kind, value: text }),
        range: Some(document.ranges(client.unit).of(span)),
    })
}

/// Plain text in Markdown (CommonMark 0.31.2, section 2.4).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
