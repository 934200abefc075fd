//! The findings in the files of a delivery and in its order, for people and for programs.

use crate::cli::args::order;
use crate::kaltura::Order;
use crate::lint::Report;
use crate::report::json::{self, Finding};
use crate::report::{Checked, Summary, human};
use crate::source::ColumnUnit;

/// For people.
pub(super) fn findings(
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
        // Possible fixes and skipped rules are only reported by `check`.
        let total = Summary { fixable: 0, fixable_unsafe: 0, skipped: Default::default(), ..total };
        out.push_str(&total.to_text());
    }
    out
}

/// For programs.
pub(super) fn json_findings(files: &[&Checked<'_>], orders: (&Order, &[Report])) -> Vec<Finding> {
    let of = |checked: &Checked<'_>| json::findings(checked, ColumnUnit::Utf16);
    let in_orders = orders.0.files.iter().zip(orders.1);
    let mut found: Vec<Finding> =
        in_orders.flat_map(|(file, report)| order::shown(file, report, of)).collect();
    found.extend(files.iter().flat_map(|checked| of(checked)));
    found
}
