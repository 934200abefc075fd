//! A rule's documentation as Markdown.

use std::fmt::Write as _;

use crate::lint::RuleMeta;

/// The documentation as written: doc comments carry one leading space on each line.
#[must_use]
pub fn docs_of(meta: &RuleMeta) -> String {
    let mut out = String::with_capacity(meta.docs.len());
    for line in meta.docs.trim_end().lines() {
        out.push_str(line.strip_prefix(' ').unwrap_or(line));
        out.push('\n');
    }
    out
}

/// A page about a rule: title, what it applies to, documentation, references.
#[must_use]
pub fn explain(meta: &RuleMeta) -> String {
    let mut out = format!("# {} {}\n\n{}\n\n", meta.code, meta.name, meta.summary);
    let formats = meta.formats.iter().map(|f| f.title());
    let formats: Vec<&str> = formats.chain(meta.orders.then_some("REACH orders")).collect();
    let kinds: Vec<&str> = meta.kinds.iter().map(|k| k.name()).collect();
    let needs: Vec<&str> = meta.needs.iter().map(|n| n.reason()).collect();
    let fix = meta.fix.map_or("none", |fix| fix.as_str());
    let _ = writeln!(out, "- Severity: {}", meta.severity);
    let _ = writeln!(out, "- Formats: {}", formats.join(", "));
    let _ = writeln!(out, "- Kinds of file: {}", kinds.join(", "));
    if !needs.is_empty() {
        let _ = writeln!(out, "- Skipped when: {}", needs.join("; "));
    }
    let _ = writeln!(out, "- Fix: {fix}");
    if !meta.passes_on.is_empty() {
        let _ = writeln!(out, "- Passes on what readers call: {}", meta.passes_on.join(", "));
    }
    out.push('\n');
    out.push_str(&docs_of(meta));
    if !meta.references.is_empty() {
        out.push_str("\n## References\n\n");
        for reference in meta.references {
            let _ = writeln!(out, "- {} (read {})", reference.title, reference.read_on);
        }
    }
    out
}
