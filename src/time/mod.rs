//! Time: exact and checked.
//!
//! SRT and WebVTT are whole milliseconds. Formats with finer time (TTML) compute in exact rationals
//! of their own and round once, begin and end by the same rule, when they are lowered.

mod frame_rate;
mod map;
mod pairing;
mod timestamp;

pub use frame_rate::{FrameRate, FrameRateError};
pub use map::{SyncError, TimeMap};
pub use pairing::{PairedIntervals, pair_intervals};
pub use timestamp::{Clock, Interval, Timestamp};
