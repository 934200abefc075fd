//! One line per finding, in the compiler format that editors parse: `path:line:column: severity:
//! message [CODE name]`.

use std::fmt::Write as _;

use super::checked::{code_and_name, one_line};
use super::{Checked, Places};
use crate::source::ColumnUnit;

/// The findings of a file, one line each.
#[must_use]
pub fn render(checked: &Checked<'_>, columns: ColumnUnit) -> String {
    let places = Places::new(&checked.source.text, columns);
    let path = one_line(checked.path);
    let mut out = String::new();
    for finding in &*checked.listed() {
        let at = places.position(finding.span.start);
        let name = checked.rule_name(finding.code.0).unwrap_or_default();
        let fix = match &finding.fix {
            Some(fix) => format!(" ({} fix)", fix.applicability.as_str()),
            None => String::new(),
        };
        let _ = writeln!(
            out,
            "{path}:{}:{}: {}: {} [{}]{fix}",
            at.line,
            at.column,
            finding.severity,
            one_line(&finding.message),
            code_and_name(finding.code.0, name),
        );
    }
    out
}
