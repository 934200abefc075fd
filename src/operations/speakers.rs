//! Rewriting speaker marks.

use super::change::{Change, Changed};
use super::option::switch;
use crate::read::Opened;
use crate::source::Edits;
use crate::speakers::{MarkStyle, Options, convert, detect};
use crate::verify_change::Account;

pub(super) const OPTIONS: &[&str] = &["to", "keep_names", "dialogue_only", "tight_dash"];

pub(super) fn set(options: &mut Options, name: &str, value: &str) -> Option<()> {
    match name {
        "to" if value == "none" => options.to = None,
        "to" => options.to = Some(MarkStyle::from_name(value)?),
        "keep_names" => options.keep_names = switch(value)?,
        "dialogue_only" => options.dialogue_only = switch(value)?,
        _ => options.dash_space = !switch(value)?,
    }
    Some(())
}

pub(super) fn run(file: &Opened<'_>, options: &Options) -> Changed {
    let made = convert(file, &detect(&file.timeline), options);
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
    Changed { edits, account: Account::replaced(&file.timeline, replaced), changes }
}
