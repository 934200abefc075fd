//! Correcting the terms of a dictionary.

use super::change::{Change, Changed};
use super::error::OperationError;
use super::option::{positive, switch};
use super::request::Request;
use crate::dictionary::{Applier, ApplyOptions, parse};
use crate::read::Opened;
use crate::source::Edits;
use crate::verify_change::Account;

#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    terms: String,
    options: ApplyOptions,
}

impl Request for Dictionary {
    fn options(&self) -> &'static [&'static str] {
        &["terms", "language", "fuzzy", "min_score"]
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "terms" => self.terms = value.to_owned(),
            "language" => self.options.language = Some(value.to_owned()),
            "fuzzy" => self.options.fuzzy = switch(value)?,
            _ => self.options.min_score = positive(value).filter(|score| *score <= 1.0)?,
        }
        Some(())
    }

    fn run(&self, file: &Opened<'_>) -> Result<Changed, OperationError> {
        let applier = Applier::new(&parse(&self.terms, "terms", true), &self.options);
        let (mut edits, mut replaced, mut changes) = (Edits::default(), Vec::new(), Vec::new());
        for proposal in applier.propose(file) {
            proposal.edits.into_iter().for_each(|edit| edits.push(edit));
            replaced.extend(proposal.shown);
            changes.push(Change {
                cue: proposal.cue,
                span: proposal.span,
                before: proposal.before,
                after: proposal.after,
                left: proposal.stays.then_some("with the term it would be read as something else"),
            });
        }
        Ok(Changed { edits, account: Account::replaced(&file.timeline, replaced), changes })
    }
}
