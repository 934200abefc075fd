//! Audio: media files decoded to one stream of samples, and what can be heard in it without a recognizer.
//!
//! [`Audio`] decodes any stream that can be read and searched ([`Media`]) to blocks of mono samples at
//! [`RATE`], placed in time as a player presents them. It holds one packet at a time: an hour takes no more
//! memory than a minute. [`Listener`] takes such blocks and gives an [`Activity`](super::Activity).

mod codec;
mod decode;
mod error;
mod listen;
mod mp4;
mod opus;
mod place;
mod resample;

pub use decode::{Audio, Facts, Media, decode};
pub use error::{AudioError, Damage, DamageKind};
pub use listen::Listener;

/// Samples in a second of all audio that this module hands out.
pub const RATE: u32 = 16_000;

/// What each channel has of the mix. Of more than two, one has nearly all speech: it is not to drown.
fn share(channels: usize) -> f32 {
    1.0 / channels.clamp(1, 2) as f32
}
