//! Comments that suppress findings, deleted from files that are delivered.

use super::edit::unwritable;
use crate::Opened;
use crate::lint::Report;
use crate::lint::suppress::{after_strip, directives, strip};
use crate::report::json::Problem;
use crate::source::EncodeError;
use crate::verify_change::{self, Account};

/// A file without directives.
pub(super) struct Stripped {
    pub(super) bytes: Vec<u8>,
    /// The report of the check before, for the new text.
    pub(super) report: Report,
    /// The number of directives.
    pub(super) count: u32,
}

/// Deletes the directives of a file; `None` if it has none.
pub(super) fn strip_directives(
    file: &Opened<'_>,
    shown: &str,
    report: &Report,
) -> Result<Option<Stripped>, Problem> {
    let edits = strip(file);
    if edits.is_empty() {
        return Ok(None);
    }
    let account = Account::unchanged(&file.timeline);
    let bytes = verify_change::apply(file, &edits, &account)
        .map_err(|error| unwritable(file, shown, &error))?;
    let report = after_strip(report, &edits)
        .map_err(|error| unwritable(file, shown, &EncodeError::from(error).into()))?;
    let count = directives(&file.timeline).list.len() as u32;
    Ok(Some(Stripped { bytes, report, count }))
}
