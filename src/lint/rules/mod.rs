//! The rules, one file each, by family.

mod lin;
mod rdg;
mod tim;

use super::rule::Rule;

/// Every rule, by code. Keep it sorted.
pub(super) static ALL: &[&dyn Rule] = &[
    &lin::LineTooLong,
    &lin::TooManyLines,
    &lin::EmptyLineInCue,
    &rdg::ReadingSpeedCps,
    &rdg::ReadingSpeedWpm,
    &tim::EndBeforeStart,
    &tim::ZeroDuration,
    &tim::OneMillisecondCue,
    &tim::CueOverlap,
    &tim::OutOfOrder,
    &tim::TooShort,
    &tim::TooLong,
    &tim::GapTooShort,
    &tim::BeyondMedia,
    &tim::NonZeroOrigin,
    &tim::NegativeOrHugeTime,
    &tim::DuplicateCue,
];
