//! Audio: decodes media files to one stream of samples and detects speech in it without a recognizer.
//!
//! [`Audio`] decodes any stream that is readable and seekable ([`Media`]) to blocks of mono samples at
//! [`RATE`], placed in time as a player presents them. It keeps one packet at a time: an hour takes no more
//! memory than a minute. [`Listener`] takes such blocks and computes an [`Activity`](super::Activity).

mod codec;
mod decode;
mod error;
mod listen;
mod mp4;
mod opus;
mod place;

pub use decode::{Audio, Facts, Media, decode};
pub use error::{AudioError, Damage, DamageKind};
pub use listen::Listener;

/// The sample rate of all audio from this module, in Hz.
pub const RATE: u32 = 16_000;

/// The share of each channel in the mix. With more than two, one has nearly all speech, which must not be drowned
/// out.
fn share(channels: usize) -> f32 {
    1.0 / channels.clamp(1, 2) as f32
}
