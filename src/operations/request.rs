//! An operation, as [`super::Operation`] calls it.

use super::change::Changed;
use super::error::OperationError;
use crate::read::Opened;

/// What each operation implements. It is called through a table, so that a program that makes only some operations by
/// name contains only those.
pub(super) trait Request: std::fmt::Debug {
    fn options(&self) -> &'static [&'static str];

    /// Sets one of the options; `None` for a value that it does not accept.
    fn set(&mut self, option: &str, value: &str) -> Option<()>;

    fn run(&self, file: &Opened<'_>) -> Result<Changed, OperationError>;
}
