//! Reports for continuous integration: GitHub Actions annotations, GitLab's code quality report and
//! reviewdog's diagnostics.

use std::fmt::Write as _;

use serde::Serialize;

use super::checked::{code_and_name, one_line};
use super::json::{self, Problem, TOOL};
use super::sarif::addresses;
use super::{Checked, End, Reporter, Summary, hash, to_json};
use crate::lint::RuleSet;
use crate::source::ColumnUnit;

/// Workflow commands of GitHub Actions, one line for each finding: `::error file=...,line=...::message`
/// (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>). GitHub shows
/// the first ten of each severity as annotations and all of them in the log.
#[derive(Clone, Copy, Debug, Default)]
pub struct Github;

impl Reporter for Github {
    fn file(&self, checked: &Checked<'_>) -> String {
        let mut out = String::new();
        for finding in json::listed(checked, ColumnUnit::Utf16) {
            let (start, end) = (finding.range.start, finding.range.end);
            let command = match finding.severity {
                "error" => "error",
                "warning" => "warning",
                _ => "notice",
            };
            let _ = write!(out, "::{command} file={},line={}", property(&finding.path), start.line);
            // GitHub ignores columns if an end line is given, so they are written for one line only.
            let _ = match start.line == end.line {
                true => write!(out, ",col={},endColumn={}", start.col, end.col),
                false => write!(out, ",endLine={}", end.line),
            };
            let title = code_and_name(finding.code, finding.name);
            let help = finding.help.map_or(String::new(), |help| format!("\nhelp: {help}"));
            let message = format!("{}{help}", one_line(&finding.message));
            let _ = writeln!(out, ",title={}::{}", property(&title), data(&message));
        }
        out
    }

    fn end(&self, total: &Summary, _: Vec<Problem>) -> End {
        End::Totals(total.to_text())
    }
}

/// The value of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// GitLab's code quality report: one array
/// (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).
#[derive(Clone, Copy, Debug, Default)]
pub struct Gitlab;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl Reporter for Gitlab {
    fn begin(&self) -> String {
        "[".to_owned()
    }

    fn before(&self, first: bool) -> &'static str {
        if first { "\n" } else { ",\n" }
    }

    fn file(&self, checked: &Checked<'_>) -> String {
        let path = checked.path.strip_prefix("./").unwrap_or(checked.path);
        let issue = |finding: json::Finding| Issue {
            description: format!("{} [{}]", finding.message, finding.name),
            check_name: finding.code,
            // A finding's own fingerprint is the same in a copy of the file.
            fingerprint: format!("{:016x}{}", hash(path), finding.fingerprint),
            severity: match finding.severity {
                "error" => "major",
                "warning" => "minor",
                _ => "info",
            },
            location: Location {
                path,
                lines: Lines { begin: finding.range.start.line, end: finding.range.end.line },
            },
        };
        let findings = json::listed(checked, ColumnUnit::Utf16);
        let issues = findings.into_iter().map(|finding| to_json(&issue(finding)));
        issues.collect::<Vec<_>>().join(",\n")
    }

    fn end(&self, _: &Summary, _: Vec<Problem>) -> End {
        End::Report("\n]\n".to_owned())
    }
}

/// reviewdog's diagnostics: one JSON document with columns in bytes, as its definition requires
/// (<https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>).
#[derive(Clone, Copy, Debug)]
pub struct Rdjson {
    /// The rules that were run, for the addresses of their sources.
    pub rules: &'static RuleSet,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: &'a str,
    location: RdLocation<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct RdLocation<'a> {
    path: &'a str,
    range: RdRange,
}

#[derive(Serialize)]
struct RdRange {
    start: RdPosition,
    end: RdPosition,
}

#[derive(Serialize)]
struct RdPosition {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'static str>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: RdRange,
    text: &'a str,
}

impl Reporter for Rdjson {
    fn begin(&self) -> String {
        format!("{{\"source\":{{\"name\":\"{}\"}},\"diagnostics\":[", TOOL.name)
    }

    fn before(&self, first: bool) -> &'static str {
        if first { "\n" } else { ",\n" }
    }

    fn file(&self, checked: &Checked<'_>) -> String {
        let findings = json::listed(checked, ColumnUnit::Utf8);
        let diagnostic = |finding: &json::Finding| {
            let rule = self.rules.find(finding.code);
            let url = rule.and_then(|rule| addresses(self.rules, rule).next());
            to_json(&Diagnostic {
                message: &finding.message,
                location: RdLocation { path: &finding.path, range: rd_range(&finding.range) },
                severity: match finding.severity {
                    "error" => "ERROR",
                    "warning" => "WARNING",
                    _ => "INFO",
                },
                code: Code { value: finding.code, url },
                suggestions: suggestions(finding),
            })
        };
        findings.iter().map(diagnostic).collect::<Vec<_>>().join(",\n")
    }

    fn end(&self, _: &Summary, _: Vec<Problem>) -> End {
        End::Report("\n]}\n".to_owned())
    }
}

/// A suggestion replaces one range, so it cannot express a fix with several edits.
fn suggestions(finding: &json::Finding) -> Vec<Suggestion<'_>> {
    let edits = finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits[..]);
    match edits {
        [edit] => vec![Suggestion { range: rd_range(&edit.range), text: &edit.text }],
        _ => Vec::new(),
    }
}

fn rd_range(range: &json::Range) -> RdRange {
    let position = |place: json::Place| RdPosition { line: place.line, column: place.col };
    RdRange { start: position(range.start), end: position(range.end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_workflow_command_is_escaped() {
        assert_eq!(data("50 %\r\n::error::x"), "50 %25%0D%0A::error::x");
        assert_eq!(property("a:b,c%.srt"), "a%3Ab%2Cc%25.srt");
    }
}
