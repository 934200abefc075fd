//! RDG: reading speed.

mod extreme_speed;
mod file_average_speed;
mod reading_speed_cps;
mod reading_speed_wpm;
mod speed;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &reading_speed_cps::RULE,
    &reading_speed_wpm::RULE,
    &file_average_speed::RULE,
    &extreme_speed::RULE,
];
