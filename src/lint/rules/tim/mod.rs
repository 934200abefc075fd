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
mod too_long;
mod too_short;
mod zero_duration;

pub(super) use beyond_media::BeyondMedia;
pub(super) use bridgeable_gap::BridgeableGap;
pub(super) use cue_overlap::CueOverlap;
pub(super) use duplicate_cue::DuplicateCue;
pub(super) use end_before_start::EndBeforeStart;
pub(super) use gap_too_short::GapTooShort;
pub(super) use long_silence::LongSilence;
pub(super) use negative_or_huge_time::NegativeOrHugeTime;
pub(super) use non_zero_origin::NonZeroOrigin;
pub(super) use not_on_frame::NotOnFrame;
pub(super) use one_millisecond_cue::OneMillisecondCue;
pub(super) use out_of_order::OutOfOrder;
pub(super) use rolling_duplication::RollingDuplication;
pub(super) use too_long::TooLong;
pub(super) use too_short::TooShort;
pub(super) use zero_duration::ZeroDuration;
