//! TIM: timing.

mod one_millisecond_cue;

pub(super) use one_millisecond_cue::OneMillisecondCue;
