//! A rule's documentation as Markdown.

use std::fmt::Write as _;

use crate::lint::{Reference, Rule, RuleSet};

/// A page about a rule: title, what it applies to, documentation, references.
#[must_use]
pub fn explain(rules: &RuleSet, rule: &Rule) -> String {
    let mut out = format!("# {} {}\n\n{}\n\n", rule.code, rule.name, rule.summary);
    let formats = rule.formats.iter().map(|f| f.title());
    let formats: Vec<&str> = formats.chain(rule.orders.then_some("orders")).collect();
    let kinds: Vec<&str> = rule.kinds.iter().map(|k| k.name()).collect();
    let needs: Vec<&str> = rule.needs.iter().map(|n| n.reason()).collect();
    let fix = rule.fix.map_or("none", |fix| fix.as_str());
    let _ = writeln!(out, "- Severity: {}", rule.severity);
    let _ = writeln!(out, "- Formats: {}", formats.join(", "));
    let _ = writeln!(out, "- Kinds of file: {}", kinds.join(", "));
    if !needs.is_empty() {
        let _ = writeln!(out, "- Skipped when: {}", needs.join("; "));
    }
    let _ = writeln!(out, "- Fix: {fix}");
    if !rule.passes_on.is_empty() {
        let _ = writeln!(out, "- Reports parser findings: {}", rule.passes_on.join(", "));
    }
    out.push('\n');
    out.push_str(&rules.docs(rule));
    let references = rules.references(rule);
    if !references.is_empty() {
        out.push_str("\n## References\n\n");
        for Reference { title, url, read_on } in references {
            let _ = writeln!(out, "- {title}: <{url}> (read {read_on})");
        }
    }
    out
}
