//! Rewriting speaker marks.

use super::change::{Change, Changed};
use super::error::OperationError;
use super::option::switch;
use super::request::Request;
use crate::read::Opened;
use crate::source::Edits;
use crate::speakers::{MarkStyle, Options, convert, detect};
use crate::verify_change::Account;

impl Request for Options {
    fn options(&self) -> &'static [&'static str] {
        &["to", "keep_names", "dialogue_only", "tight_dash"]
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "to" if value == "none" => self.to = None,
            "to" => self.to = Some(MarkStyle::from_name(value)?),
            "keep_names" => self.keep_names = switch(value)?,
            "dialogue_only" => self.dialogue_only = switch(value)?,
            _ => self.dash_space = !switch(value)?,
        }
        Some(())
    }

    fn run(&self, file: &Opened<'_>) -> Result<Changed, OperationError> {
        let made = convert(file, &detect(&file.timeline), self);
        let (mut edits, mut replaced, mut changes) = (Edits::default(), Vec::new(), Vec::new());
        for change in made.changes {
            change.edits.into_iter().for_each(|edit| edits.push(edit));
            replaced.extend(change.shown.into_iter().map(|shown| (change.cue, shown)));
            let (cue, span, before, after) = (change.cue, change.span, change.before, change.after);
            changes.push(Change { cue, span, before, after, left: None });
        }
        for left in made.left {
            let (before, after) = (left.mark.clone(), left.mark);
            changes.push(Change {
                cue: left.cue,
                span: left.span,
                before,
                after,
                left: Some(left.reason),
            });
        }
        Ok(Changed { edits, account: Account::replaced(&file.timeline, replaced), changes })
    }
}
