//! Suppression: findings that a comment in the file, or an exception in the options, hides.
//!
//! [`directives`] reads the comments; the rules of the family SUP report mistakes in them. After the rules have
//! run, [`super::check`] moves what is suppressed from [`Report::diagnostics`] to [`Report::suppressed`] and
//! reports directives that suppress nothing (SUP001). Findings of the family SUP cannot be suppressed.
//! [`insert`] writes a directive for a finding, [`strip`] deletes all directives.

mod directive;
mod edits;
mod exceptions;
mod index;
mod unused;

pub use directive::{Directive, Directives, Fault, Scope, directives};
pub use edits::{after_strip, insert, strip};

use directive::FAMILY;
use exceptions::Exceptions;
use index::Index;

use super::{Report, Subject};
use crate::source::{Diagnostic, sort_by_key};

/// Whether something may suppress findings of the file.
pub(super) fn is_used(subject: &Subject<'_>) -> bool {
    let options = &subject.plan.options;
    !options.show_suppressed
        && (!options.exceptions.is_empty() || !subject.directives().list.is_empty())
}

/// Removes the suppressed findings from the report, and adds a finding for each directive that suppresses
/// nothing. In time linear in the number of findings and directives, times the number of exceptions.
pub(super) fn apply(subject: &Subject<'_>, report: &mut Report) {
    if !is_used(subject) {
        return;
    }
    let directives = subject.directives();
    let mut index = Index::new(subject, directives);
    let mut exceptions = Exceptions::new(subject);
    let all = std::mem::take(&mut report.diagnostics);
    for finding in all {
        let is_hidden = !finding.code.0.starts_with(FAMILY)
            && subject.plan.set().find(finding.code.0).is_some_and(|rule| {
                // Both, so that each is known to be in use.
                let by_comment = index.hides(&finding, rule);
                let by_exception = exceptions.hide(rule, index.cue_of(&finding));
                by_comment || by_exception
            });
        let list = if is_hidden { &mut report.suppressed } else { &mut report.diagnostics };
        list.push(finding);
    }
    report.exceptions = exceptions.uses(&report.skipped);
    let unused = unused::find(subject, directives, &index, &report.skipped);
    if !unused.is_empty() {
        report.diagnostics.extend(unused);
        sort_by_key(&mut report.diagnostics, |finding: &Diagnostic| finding.span);
    }
}
