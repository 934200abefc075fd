//! RDG: reading speed.

mod reading_speed_cps;
mod reading_speed_wpm;

pub(super) use reading_speed_cps::ReadingSpeedCps;
pub(super) use reading_speed_wpm::ReadingSpeedWpm;
