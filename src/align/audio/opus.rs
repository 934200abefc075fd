//! Opus, which the decoding library reads from its containers but does not decode.
//!
//! RFC 7845, 5.1: the identification header gives the number of streams in a packet and the channel mapping.

use ropus::{Channels, DecodeMode, Decoder, OpusMSDecoder};
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::packet::Packet;

use super::RATE;

/// The maximum number of samples in a packet at [`RATE`]: 120 ms.
const MOST: usize = RATE as usize / 1000 * 120;
/// Ticks per second of the times in headers and Ogg, whatever rate the decoder outputs.
const CLOCK: u64 = 48_000;

/// A decoder of one track, with output at [`RATE`].
pub(super) struct Opus {
    streams: Streams,
    samples: Vec<i16>,
}

enum Streams {
    /// Mono, or stereo that the decoder mixes.
    One(Box<Decoder>),
    /// This number of channels.
    Many(Box<OpusMSDecoder>, usize),
}

impl Opus {
    /// `None` if the header is invalid.
    pub(super) fn new(params: &AudioCodecParameters) -> Option<Self> {
        let head = params.extra_data.as_deref().unwrap_or_default();
        let family = head.get(18).copied().unwrap_or_default();
        let streams = if head.starts_with(b"OpusHead") && family != 0 {
            let channels = usize::from(head[9]);
            let [streams, coupled] = *head.get(19..21)?.first_chunk()?;
            let mapping = head.get(21..21 + channels)?;
            let (rate, count) = (RATE.cast_signed(), channels as i32);
            let decoder = OpusMSDecoder::new(rate, count, streams.into(), coupled.into(), mapping);
            Streams::Many(Box::new(decoder.ok()?), channels)
        } else {
            Streams::One(Box::new(Decoder::new(RATE, Channels::Mono).ok()?))
        };
        Some(Self { streams, samples: Vec::new() })
    }

    /// Replaces `mono` with the samples of a packet, without those that its container marks to be skipped.
    pub(super) fn decode(&mut self, packet: &Packet, mono: &mut Vec<f32>) -> Result<(), ()> {
        mono.clear();
        // An empty packet replaces a lost one.
        if packet.data.is_empty() {
            return Err(());
        }
        let (channels, count) = match &mut self.streams {
            Streams::One(decoder) => {
                self.samples.resize(MOST, 0);
                let count = decoder.decode(&packet.data, &mut self.samples, DecodeMode::Normal);
                (1, count.map_err(|_| ())?)
            }
            Streams::Many(decoder, channels) => {
                self.samples.resize(MOST * *channels, 0);
                let length = i32::try_from(packet.data.len()).map_err(|_| ())?;
                let data = Some(&*packet.data);
                let count = decoder.decode(data, length, &mut self.samples, MOST as i32, false);
                (*channels, usize::try_from(count.map_err(|_| ())?).map_err(|_| ())?)
            }
        };
        let count = count.min(MOST);
        let ours = |ticks: u64| (ticks.min(CLOCK) * u64::from(RATE) / CLOCK) as usize;
        let first = ours(packet.trim_start.get()).min(count);
        let end = count.saturating_sub(ours(packet.trim_end.get())).max(first);
        let share = super::share(channels) / 32_768.0;
        let frames = self.samples[first * channels..end * channels].chunks_exact(channels);
        mono.extend(frames.map(|frame| {
            let sum: f32 = frame.iter().map(|sample| f32::from(*sample)).sum();
            (sum * share).clamp(-1.0, 1.0)
        }));
        Ok(())
    }
}
