//! The rules, one file each, by family.

mod tim;

use super::rule::Rule;

/// Every rule, by code. Keep it sorted.
pub(super) static ALL: &[&dyn Rule] = &[&tim::OneMillisecondCue];
