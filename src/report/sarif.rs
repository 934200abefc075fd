//! SARIF 2.1.0, which code scanning services read (OASIS standard,
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html>).
//!
//! One run. Results are written file by file; the rules that they refer to follow at the end, when
//! the totals are known.

use serde::Serialize;

use super::json::{self, Problem, TOOL};
use super::{Checked, End, Reporter, Summary, to_json};
use crate::lint::{Rule, RuleSet};
use crate::source::{ColumnUnit, Severity};

/// The report as SARIF. Columns count UTF-16 code units, which the format has a name for.
#[derive(Clone, Copy, Debug)]
pub struct Sarif {
    /// The rules that were run, for their descriptions.
    pub rules: &'static RuleSet,
}

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

impl Reporter for Sarif {
    fn begin(&self) -> String {
        format!(
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\
             \"columnKind\":\"utf16CodeUnits\",\"results\":["
        )
    }

    fn before(&self, first: bool) -> &'static str {
        if first { "\n" } else { ",\n" }
    }

    fn file(&self, checked: &Checked<'_>) -> String {
        let findings = json::listed(checked, ColumnUnit::Utf16);
        let results = findings.iter().map(|finding| to_json(&SarifResult::of(finding)));
        results.collect::<Vec<_>>().join(",\n")
    }

    fn end(&self, total: &Summary, problems: Vec<Problem>) -> End {
        let rules = total.rules.keys().filter_map(|code| self.rules.find(code));
        let rules: Vec<_> = rules.map(|rule| Descriptor::of(self.rules, rule)).collect();
        let tool = Tool {
            driver: Driver {
                name: TOOL.name,
                version: TOOL.version,
                semantic_version: TOOL.version,
                rules,
            },
        };
        let notifications = problems.iter().map(Notification::of).collect();
        let invocation = Invocation {
            execution_successful: problems.is_empty(),
            tool_execution_notifications: notifications,
        };
        let (tool, invocation) = (to_json(&tool), to_json(&invocation));
        End::Report(format!("\n],\"tool\":{tool},\"invocations\":[{invocation}]}}]}}\n"))
    }
}

const fn level(severity: &str) -> &'static str {
    match severity.as_bytes() {
        b"error" => "error",
        b"warning" => "warning",
        _ => "note",
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'static str,
    level: &'static str,
    message: Message<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
    properties: Properties<'a>,
}

impl<'a> SarifResult<'a> {
    fn of(finding: &'a json::Finding) -> Self {
        let location = |range, message| Location {
            physical_location: Physical {
                artifact_location: artifact(&finding.path),
                region: region(range),
            },
            message,
        };
        let related = |related: &'a json::Related| {
            location(&related.range, Some(Message { text: &related.message }))
        };
        Self {
            rule_id: finding.code,
            level: level(finding.severity),
            message: Message { text: &finding.message },
            locations: [location(&finding.range, None)],
            related_locations: finding.related.iter().map(related).collect(),
            partial_fingerprints: Fingerprints { finding: &finding.fingerprint },
            fixes: finding.fix.iter().filter_map(|fix| Fix::of(&finding.path, fix)).collect(),
            properties: Properties {
                cue: finding.cue.as_ref(),
                data: finding.data,
                applicability: finding.fix.as_ref().map(|fix| fix.applicability),
            },
        }
    }
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    #[serde(rename = "cuesmithFinding/v1")]
    finding: &'a str,
}

#[derive(Serialize)]
struct Properties<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<&'a json::CueRef>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<json::Data>,
    /// Whether the fix is safe: SARIF has no field for it.
    #[serde(rename = "fixApplicability", skip_serializing_if = "Option::is_none")]
    applicability: Option<&'static str>,
}

/// A fix. A suggestion has no changes, but the format requires at least one.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Message<'a>,
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Message<'a>,
}

impl<'a> Fix<'a> {
    fn of(path: &str, fix: &'a json::Fix) -> Option<Self> {
        let replacement = |edit: &'a json::Edit| Replacement {
            deleted_region: region(&edit.range),
            inserted_content: Message { text: &edit.text },
        };
        let replacements: Vec<_> = fix.edits.iter().map(replacement).collect();
        let change = Change { artifact_location: artifact(path), replacements };
        (!change.replacements.is_empty()).then_some(Self {
            description: Message { text: &fix.title },
            artifact_changes: [change],
        })
    }
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'static str,
    name: String,
    short_description: Message<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<&'static str>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

impl<'a> Descriptor<'a> {
    fn of(rules: &RuleSet, rule: &'a Rule) -> Self {
        let docs = rules.docs(rule);
        Self {
            id: rule.code,
            name: pascal_case(rule.name),
            short_description: Message { text: rule.summary },
            help: (!docs.is_empty()).then(|| Help { text: docs.clone(), markdown: docs }),
            help_uri: addresses(rules, rule).next(),
            default_configuration: Configuration { level: level(rule.severity.as_str()) },
        }
    }
}

/// The addresses of a rule's sources; pages of this project, which are relative, are left out.
pub(crate) fn addresses(rules: &RuleSet, rule: &Rule) -> impl Iterator<Item = &'static str> {
    let urls = rules.references(rule).into_iter().map(|reference| reference.url);
    urls.filter(|url| url.starts_with("https://"))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'a> {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification<'a>>,
}

/// A file that could not be read or written.
#[derive(Serialize)]
struct Notification<'a> {
    level: &'static str,
    message: Message<'a>,
}

impl<'a> Notification<'a> {
    fn of(problem: &'a Problem) -> Self {
        Self { level: level(Severity::Error.as_str()), message: Message { text: &problem.message } }
    }
}

fn region(range: &json::Range) -> Region {
    Region {
        start_line: range.start.line,
        start_column: range.start.col,
        end_line: range.end.line,
        end_column: range.end.col,
    }
}

fn artifact(path: &str) -> Artifact {
    Artifact { uri: uri(path) }
}

/// A path as a URI reference (RFC 3986): characters not allowed in a path segment are percent-encoded;
/// an absolute path becomes a `file` URI.
pub(crate) fn uri(path: &str) -> String {
    let is_drive = matches!(path.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z', b':', b'\\' | b'/', ..]);
    let path = if is_drive { path.replace('\\', "/") } else { path.to_owned() };
    let mut out = match (path.starts_with('/'), is_drive) {
        (true, _) => "file://".to_owned(),
        (_, true) => "file:///".to_owned(),
        // The first segment of a relative reference may not contain a colon (section 4.2).
        _ if path.split('/').next().is_some_and(|segment| segment.contains(':')) => "./".to_owned(),
        _ => String::new(),
    };
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(byte.into()),
            b'/' | b'-' | b'.' | b'_' | b'~' | b':' | b'@' | b'!' | b'$' | b'&' | b'(' | b')'
            | b'+' | b',' | b';' | b'=' | b'*' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// `cue-overlap` as `CueOverlap`: the form that SARIF expects for rule names.
fn pascal_case(name: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars
            .next()
            .map(|first| first.to_ascii_uppercase())
            .into_iter()
            .chain(chars)
            .collect::<String>()
    };
    name.split('-').map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri_reference() {
        for (path, expected) in [
            ("a/talk.srt", "a/talk.srt"),
            ("my talk#1?.srt", "my%20talk%231%3F.srt"),
            ("/x/é.srt", "file:///x/%C3%A9.srt"),
            ("C:\\x\\a.srt", "file:///C:/x/a.srt"),
            ("a:b/c.srt", "./a:b/c.srt"),
            ("<a\"b>.srt", "%3Ca%22b%3E.srt"),
            ("100%.srt", "100%25.srt"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }

    #[test]
    fn a_name_is_in_pascal_case() {
        assert_eq!(pascal_case("cue-overlap"), "CueOverlap");
        assert_eq!(pascal_case("bom"), "Bom");
    }
}
