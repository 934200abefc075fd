//! RDG: reading speed.

mod reading_speed_cps;
mod reading_speed_wpm;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[&reading_speed_cps::RULE, &reading_speed_wpm::RULE];
