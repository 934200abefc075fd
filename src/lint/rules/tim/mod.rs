//! TIM: timing.

mod beyond_media;
mod bridgeable_gap;
mod cue_overlap;
mod duplicate_cue;
mod end_before_start;
mod gap_too_short;
mod long_silence;
mod negative_or_huge_time;
mod non_zero_origin;
mod not_on_frame;
mod one_millisecond_cue;
mod out_of_order;
mod rolling_duplication;
mod shot_change;
mod too_long;
mod too_short;
mod zero_duration;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &end_before_start::RULE,
    &zero_duration::RULE,
    &one_millisecond_cue::RULE,
    &cue_overlap::RULE,
    &out_of_order::RULE,
    &too_short::RULE,
    &too_long::RULE,
    &gap_too_short::RULE,
    &bridgeable_gap::RULE,
    &beyond_media::RULE,
    &not_on_frame::RULE,
    &shot_change::RULE,
    &non_zero_origin::RULE,
    &negative_or_huge_time::RULE,
    &duplicate_cue::RULE,
    &rolling_duplication::RULE,
    &long_silence::RULE,
];
