//! Rules that look at orders, and where they put what they find.

use std::borrow::Cow;

use crate::kaltura::{Order, OrderPlace};
use crate::lint::{Level, Plan, Report, Rule};
use crate::source::{Code, Diagnostic};

/// A rule that looks at orders.
pub struct OrderRule {
    /// What it is.
    pub rule: &'static Rule,
    /// Looks at an order.
    pub check: fn(&Order, &mut OrderFindings<'_>),
}

/// Where a rule puts what it finds in an order.
pub struct OrderFindings<'r> {
    pub(super) rule: &'static Rule,
    pub(super) level: Level,
    pub(super) order: &'r Order,
    /// What files are checked with.
    pub(super) plan: &'r Plan,
    pub(super) reports: &'r mut [Report],
}

impl OrderFindings<'_> {
    /// A finding of the rule's own severity, to be completed and given to [`OrderFindings::push`].
    #[must_use]
    pub fn finding(&self, place: &OrderPlace, message: impl Into<Cow<'static, str>>) -> Diagnostic {
        let field = place.cite(self.order);
        Diagnostic::new(Code(self.rule.code), self.rule.severity, place.span, message)
            .with_asked_by(Some(field))
    }

    /// Takes a finding about a place.
    pub fn push(&mut self, place: &OrderPlace, mut finding: Diagnostic) {
        finding.severity = self.level.severity(self.rule, finding.severity);
        if let Some(report) = self.reports.get_mut(place.file as usize) {
            report.diagnostics.push(finding);
        }
    }
}
