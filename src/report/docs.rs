//! A rule's documentation as Markdown.

use std::fmt::Write as _;

use crate::lint::Rule;

/// The documentation as written: doc comments carry one leading space on each line.
#[must_use]
pub fn docs_of(rule: &Rule) -> String {
    let mut out = String::with_capacity(rule.docs.len());
    for line in rule.docs.trim_end().lines() {
        out.push_str(line.strip_prefix(' ').unwrap_or(line));
        out.push('\n');
    }
    out
}

/// A page about a rule: title, what it applies to, documentation, references.
#[must_use]
pub fn explain(rule: &Rule) -> String {
    let mut out = format!("# {} {}\n\n{}\n\n", rule.code, rule.name, rule.summary);
    let formats = rule.formats.iter().map(|f| f.title());
    let formats: Vec<&str> = formats.chain(rule.orders.then_some("REACH orders")).collect();
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
        let _ = writeln!(out, "- Passes on what readers call: {}", rule.passes_on.join(", "));
    }
    out.push('\n');
    out.push_str(&docs_of(rule));
    if !rule.references.is_empty() {
        out.push_str("\n## References\n\n");
        for reference in rule.references {
            let _ = writeln!(out, "- {} (read {})", reference.title, reference.read_on);
        }
    }
    out
}
