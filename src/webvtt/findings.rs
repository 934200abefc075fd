//! A list of findings with an end: a hostile file can hold a fault in every byte, and each finding is
//! some hundred bytes of memory.

use super::diagnostics::too_many_findings;
use crate::source::{Diagnostic, sort_by_key};

/// Findings up to a limit, and one that says that the limit was reached.
pub(super) struct Findings {
    pub(super) list: Vec<Diagnostic>,
    limit: usize,
}

impl Findings {
    pub(super) fn new(limit: usize) -> Self {
        Self { list: Vec::new(), limit }
    }

    pub(super) fn push(&mut self, finding: Diagnostic) {
        if self.list.len() < self.limit {
            self.list.push(finding);
        } else if self.list.len() == self.limit {
            self.list.push(too_many_findings(finding.span, self.limit));
        }
    }

    /// The findings in file order; those at one place in the order they were made.
    pub(super) fn in_file_order(mut self) -> Vec<Diagnostic> {
        sort_by_key(&mut self.list, |finding| finding.span.start);
        self.list
    }
}
