//! Decodes media files to blocks of mono samples, placed in time as a player presents them.

use std::io::{Read, Seek, SeekFrom};

use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::common::Limit;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::well_known::FORMAT_ID_OGG;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;
use symphonia::core::units::TimeBase;

use super::error::{AudioError, Damage, DamageKind};
use super::opus::Opus;
use super::place::{Join, Joiner, Places};
use super::{RATE, codec, mp4, share};
use crate::align::resample::{RATES, Resampler};
use crate::time::Timestamp;

/// A source of audio: an open file, or bytes in a `Cursor`. It is read from the
/// beginning.
pub trait Media: Read + Seek + Send + Sync {}

impl<T: Read + Seek + Send + Sync> Media for T {}

/// Information about the audio of a media file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The readable name of the codec.
    pub codec: String,
    /// The number of audio tracks. The first is decoded.
    pub tracks: usize,
    /// Channels of the track. They are mixed to mono.
    pub channels: usize,
    /// Sample rate in Hz, before resampling to [`RATE`](super::RATE).
    pub rate: u32,
    /// The expected duration of the audio, if the file gives one. Do not rely on it.
    pub duration: Option<Timestamp>,
}

static SILENCE: [f32; 4096] = [0.0; 4096];

/// The maximum number of entries in [`Audio::damage`].
const MAX_DAMAGE: usize = 100;

/// A media file being decoded.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut audio = cuesmith::align::audio::Audio::open(std::fs::File::open("talk.mp4")?)?;
/// while let Some(samples) = audio.next_block()? {
///     println!("{} samples, 16,000 of them a second", samples.len());
/// }
/// # Ok(())
/// # }
/// ```
pub struct Audio<'s> {
    /// Information from the file about the audio.
    pub facts: Facts,
    /// The damage found so far. Complete when [`Audio::next_block`] has returned `None`.
    pub damage: Vec<Damage>,
    reader: Box<dyn FormatReader + 's>,
    decoder: Decoder,
    track: u32,
    base: Option<TimeBase>,
    places: Places,
    /// Whether the time of the first packet is not a delay: Ogg files cut from a longer stream keep their times.
    ogg: bool,
    joiner: Joiner,
    resampler: Option<Resampler>,
    /// Samples from earlier resamplers, if the rate has changed.
    before: u64,
    /// Samples of silence to output first.
    silence: u64,
    /// The part of the last packet that follows the silence, mixed to mono.
    mono: Vec<f32>,
    out: Vec<f32>,
    bad_packets: u64,
    /// Whether anything was decoded.
    any: bool,
    ended: bool,
}

impl std::fmt::Debug for Audio<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Audio")
            .field("facts", &self.facts)
            .field("damage", &self.damage)
            .finish_non_exhaustive()
    }
}

/// Decodes a media file and calls `take` with each block of mono samples at [`RATE`](super::RATE).
///
/// # Errors
///
/// See [`Audio::open`] and [`Audio::next_block`]. Damage after the beginning of the file is
/// not an error: everything that could be decoded was passed to `take`, and the damage is returned.
pub fn decode(
    source: impl Media,
    mut take: impl FnMut(&[f32]),
) -> Result<(Facts, Vec<Damage>), AudioError> {
    let mut audio = Audio::open(source)?;
    while let Some(block) = audio.next_block()? {
        take(block);
    }
    Ok((audio.facts, audio.damage))
}

/// A source whose length is queried only once, with some bytes replaced.
struct Source<S> {
    inner: S,
    length: Option<u64>,
    at: u64,
    /// Replacements for bytes that are read, in order.
    patches: Vec<mp4::Patch>,
}

impl<S: Media> Read for Source<S> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let end = self.at + count as u64;
        let first = self.patches.partition_point(|patch| patch.at + patch.count as u64 <= self.at);
        for patch in self.patches[first..].iter().take_while(|patch| patch.at < end) {
            patch.apply(self.at, &mut buffer[..count]);
        }
        self.at = end;
        Ok(count)
    }
}

impl<S: Media> Seek for Source<S> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = self.inner.seek(to)?;
        Ok(self.at)
    }
}

impl<S: Media> MediaSource for Source<S> {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        self.length
    }
}

impl<'s> Audio<'s> {
    /// Opens a media file: detects its format and finds its first audio track.
    ///
    /// # Errors
    ///
    /// All kinds of [`AudioError`] except [`AudioError::Empty`].
    pub fn open(mut source: impl Media + 's) -> Result<Self, AudioError> {
        let read = |error: std::io::Error| AudioError::Read(error.to_string());
        let movie = mp4::read(&mut source);
        let start = beginning(&mut source).map_err(read)?;
        let length = source.seek(SeekFrom::End(0)).map_err(read)?;
        source.seek(SeekFrom::Start(0)).map_err(read)?;
        if let Some(name) = codec::container(&start) {
            return Err(AudioError::Container(name));
        }
        let patches = movie.as_ref().map(|movie| movie.patches.clone()).unwrap_or_default();
        let source = Box::new(Source { inner: source, length: Some(length), at: 0, patches });
        let stream = MediaSourceStream::new(source, MediaSourceStreamOptions::default());
        let tags = MetadataOptions::default()
            .limit_tag_bytes(Limit::Maximum(1 << 16))
            .limit_visual_bytes(Limit::Maximum(0));
        let reader = symphonia::default::get_probe()
            .probe(&Hint::new(), stream, FormatOptions::default(), tags)
            .map_err(|error| match error {
                Error::IoError(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                    read(error)
                }
                Error::Unsupported(_) => AudioError::Unknown,
                Error::IoError(_) if movie.is_none() => AudioError::Unknown,
                other => AudioError::Header(reason(&other)),
            })?;

        let described = movie.as_ref().and_then(|movie| {
            movie.tracks.iter().find(|track| track.handler == *b"soun").map(|track| (movie, track))
        });
        let entry = described.and_then(|(_, track)| codec::of_sample_entry(track.codec));
        let first = reader.tracks().iter().find(|track| is_audio(track));
        let Some(track) = first else {
            return Err(entry.map_or(AudioError::NoTrack, AudioError::Codec));
        };
        let Some(CodecParameters::Audio(params)) = &track.codec_params else {
            return Err(AudioError::NoTrack);
        };
        let decoder = Decoder::of(track, entry)?;
        let edits = movie.as_ref().and_then(|movie| {
            movie
                .tracks
                .iter()
                .find(|described| described.id == track.id)
                .map(|track| (movie, track))
        });
        let ogg = reader.format_info().format == FORMAT_ID_OGG;
        let places = match edits {
            Some((movie, track)) => Places::of(track, movie.timescale),
            // RFC 7845, 4.3: times in Ogg include the samples before the first audible one.
            None if ogg && params.codec == CODEC_ID_OPUS => {
                Places::from(f64::from(track.delay.unwrap_or_default()) / 48_000.0)
            }
            None => Places::default(),
        };
        let facts = Facts {
            codec: codec::name(params.codec).unwrap_or("unknown").to_owned(),
            tracks: match &movie {
                Some(movie) => {
                    movie.tracks.iter().filter(|track| &track.handler == b"soun").count()
                }
                None => reader.tracks().iter().filter(|track| is_audio(track)).count(),
            },
            channels: params.channels.as_ref().map_or(0, symphonia::core::audio::Channels::count),
            rate: params.sample_rate.unwrap_or_default(),
            duration: duration(track),
        };
        Ok(Self {
            facts,
            damage: Vec::new(),
            track: track.id,
            base: track.time_base,
            reader,
            decoder,
            places,
            ogg,
            joiner: Joiner::default(),
            resampler: None,
            before: 0,
            silence: 0,
            mono: Vec::new(),
            out: Vec::new(),
            bad_packets: 0,
            any: false,
            ended: false,
        })
    }

    /// The next samples: mono, at [`RATE`](super::RATE), from -1 to 1, a few thousand at a time. They follow
    /// one another without a gap, and the first is at 0. `None` at the end.
    ///
    /// # Errors
    ///
    /// [`AudioError::Empty`] at the end, if nothing was decoded, and [`AudioError::Rate`].
    pub fn next_block(&mut self) -> Result<Option<&[f32]>, AudioError> {
        self.out.clear();
        while self.out.is_empty() {
            match &mut self.resampler {
                Some(resampler) if self.silence > 0 => {
                    let count = self.silence.min(SILENCE.len() as u64);
                    self.silence -= count;
                    resampler.push(&SILENCE[..count as usize], &mut self.out);
                }
                Some(resampler) if !self.mono.is_empty() => {
                    resampler.push(&self.mono, &mut self.out);
                    self.mono.clear();
                }
                Some(resampler) if self.ended => {
                    resampler.finish(&mut self.out);
                    self.before += resampler.length(self.joiner.count);
                    self.joiner.count = 0;
                    self.resampler = None;
                }
                None if self.ended => {
                    return if self.any { Ok(None) } else { Err(AudioError::Empty) };
                }
                _ => self.packet()?,
            }
        }
        Ok(Some(&self.out))
    }

    /// The number of samples returned so far.
    #[must_use]
    pub fn position(&self) -> Timestamp {
        let now =
            self.resampler.as_ref().map_or(0, |resampler| resampler.length(self.joiner.count));
        Timestamp(((self.before + now) * 1000 / u64::from(RATE)).cast_signed())
    }

    fn packet(&mut self) -> Result<(), AudioError> {
        let packet = match self.reader.next_packet() {
            Ok(Some(packet)) => packet,
            Ok(None) => {
                self.end(None);
                return Ok(());
            }
            Err(Error::ResetRequired) => return self.reset(),
            Err(Error::IoError(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                self.end(None);
                return Ok(());
            }
            Err(error) => {
                self.end(Some(reason(&error)));
                return Ok(());
            }
        };
        if packet.track_id != self.track {
            return Ok(());
        }
        let frames = self.decoder.decode(&packet, &mut self.mono);
        match frames {
            Ok(rate) => self.place(&packet, rate),
            // Many files begin with packets that depend on data before a cut.
            Err(()) if self.any => {
                self.bad_packets += 1;
                if self.bad_packets == 1 {
                    let at = self.position();
                    self.damage.push(Damage { at, kind: DamageKind::Packets(1) });
                }
                Ok(())
            }
            Err(()) => Ok(()),
        }
    }

    /// Places the samples in `mono` and keeps those to output.
    fn place(&mut self, packet: &Packet, rate: u32) -> Result<(), AudioError> {
        if self.mono.is_empty() {
            return Ok(());
        }
        if !RATES.contains(&rate) {
            return Err(AudioError::Rate(rate));
        }
        self.any = true;
        if self.resampler.is_none() || self.facts.rate != rate {
            if let Some(mut old) = self.resampler.take() {
                old.finish(&mut self.out);
                self.before += old.length(self.joiner.count);
                self.joiner.count = 0;
            }
            self.facts.rate = rate;
            self.resampler = Some(Resampler::new(rate, RATE));
        }
        let start = self.before as f64 / f64::from(RATE);
        let ticks = packet.pts.get() as f64 + packet.trim_start.get() as f64;
        let media = self.base.map(|base| ticks * seconds(base));
        let media = media.unwrap_or_else(|| start + self.joiner.count as f64 / f64::from(rate));
        if std::mem::take(&mut self.ogg) && media > 1.0 {
            self.places = Places::from(media);
        }
        let offset = (start * f64::from(rate)).round() as i64;
        let mut kept: Vec<f32> = Vec::new();
        let mut parts = Vec::new();
        self.places
            .each(media, self.mono.len(), rate, |range, at| parts.push((range, at - offset)));
        for (range, at) in parts {
            let mut samples = &self.mono[range];
            match self.joiner.join(at, rate) {
                Join::Append => {}
                Join::Skip(count) => {
                    let count = usize::try_from(count).unwrap_or(usize::MAX).min(samples.len());
                    samples = &samples[count..];
                }
                Join::Fill(count) if kept.is_empty() => {
                    self.silence += count;
                    self.joiner.count += count;
                }
                // Silence between two parts of one packet: no program writes such an edit list.
                Join::Fill(_) => {}
                Join::Jump => {
                    if self.damage.len() < MAX_DAMAGE {
                        let at = self.position();
                        self.damage.push(Damage { at, kind: DamageKind::Jump });
                    }
                }
            }
            self.joiner.count += samples.len() as u64;
            kept.extend_from_slice(samples);
        }
        self.mono = kept;
        Ok(())
    }

    /// A new stream begins in the same file, as in chained Ogg files.
    fn reset(&mut self) -> Result<(), AudioError> {
        let Some(track) = self.reader.tracks().iter().find(|track| is_audio(track)) else {
            self.end(None);
            return Ok(());
        };
        self.decoder = Decoder::of(track, None)?;
        self.track = track.id;
        self.base = track.time_base;
        self.places = Places::default();
        if let Some(mut old) = self.resampler.take() {
            old.finish(&mut self.out);
            self.before += old.length(self.joiner.count);
        }
        // Its times begin at 0; they are counted from here.
        self.joiner = Joiner::default();
        Ok(())
    }

    fn end(&mut self, reason: Option<String>) {
        self.ended = true;
        let at = self.position();
        for damage in &mut self.damage {
            if let DamageKind::Packets(count) = &mut damage.kind {
                *count = self.bad_packets;
            }
        }
        if let Some(reason) = reason {
            self.damage.push(Damage { at, kind: DamageKind::Stops(reason) });
        } else if let Some(whole) = self.facts.duration {
            // Durations are estimates for files with a variable bit rate.
            if self.any && whole.0 - at.0 > 1000 + whole.0 / 50 {
                self.damage.push(Damage { at, kind: DamageKind::Short(whole) });
            }
        }
    }
}

/// The first bytes, for detecting the format.
fn beginning(source: &mut impl Media) -> std::io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    source.by_ref().take(512).read_to_end(&mut start)?;
    Ok(start)
}

fn is_audio(track: &Track) -> bool {
    track.track_type() == Some(TrackType::Audio)
}

/// Decodes packets to samples.
enum Decoder {
    Library(Box<dyn AudioDecoder>),
    Opus(Box<Opus>),
}

impl Decoder {
    /// For a track; `entry` is the name of its codec for error messages.
    fn of(track: &Track, entry: Option<String>) -> Result<Self, AudioError> {
        let Some(CodecParameters::Audio(params)) = &track.codec_params else {
            return Err(AudioError::NoTrack);
        };
        let opus = (params.codec == CODEC_ID_OPUS).then(|| Opus::new(params)).flatten();
        if let Some(opus) = opus {
            return Ok(Self::Opus(Box::new(opus)));
        }
        // Symphonia removes the padding of MP3 and Vorbis encoders where the file gives its length.
        let options = AudioDecoderOptions::default();
        let decoder = symphonia::default::get_codecs().make_audio_decoder(params, &options);
        decoder.map(Self::Library).map_err(|_| {
            let name = codec::name(params.codec).map(str::to_owned).or(entry);
            AudioError::Codec(name.unwrap_or_else(|| "in an unknown codec".into()))
        })
    }

    /// Replaces `mono` with the samples of a packet, all channels mixed. Returns the sample rate.
    fn decode(&mut self, packet: &Packet, mono: &mut Vec<f32>) -> Result<u32, ()> {
        mono.clear();
        match self {
            Self::Opus(opus) => opus.decode(packet, mono).map(|()| RATE),
            Self::Library(decoder) => match decoder.decode(packet) {
                Ok(buffer) => mix(&buffer, mono),
                Err(Error::ResetRequired) => {
                    decoder.reset();
                    Err(())
                }
                Err(_) => Err(()),
            },
        }
    }
}

fn seconds(base: TimeBase) -> f64 {
    f64::from(base.numer.get()) / f64::from(base.denom.get())
}

fn duration(track: &Track) -> Option<Timestamp> {
    let ticks = track.duration?.get() as f64;
    let ms = ticks * seconds(track.time_base?) * 1000.0;
    (ms < 1e12).then(|| Timestamp(ms.round() as i64))
}

fn reason(error: &Error) -> String {
    error.to_string()
}

/// Mixes all channels to mono. Returns the sample rate.
fn mix(buffer: &GenericAudioBufferRef<'_>, mono: &mut Vec<f32>) -> Result<u32, ()> {
    mono.clear();
    let channels = buffer.spec().channels().count();
    if channels == 0 {
        return Err(());
    }
    let mut samples: Vec<f32> = Vec::new();
    buffer.copy_to_vec_interleaved(&mut samples);
    let share = share(channels);
    mono.extend(samples.chunks_exact(channels).map(|frame| {
        let sample = frame.iter().sum::<f32>() * share;
        if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 }
    }));
    Ok(buffer.spec().rate())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A WAV file of 16-bit samples.
    fn wav(rate: u32, channels: u16, samples: &[i16]) -> Vec<u8> {
        let size = samples.len() as u32 * 2;
        let mut file = Vec::new();
        file.extend(b"RIFF");
        file.extend((36 + size).to_le_bytes());
        file.extend(b"WAVEfmt \x10\0\0\0\x01\0");
        file.extend(channels.to_le_bytes());
        file.extend(rate.to_le_bytes());
        file.extend((rate * u32::from(channels) * 2).to_le_bytes());
        file.extend((channels * 2).to_le_bytes());
        file.extend(b"\x10\0data");
        file.extend(size.to_le_bytes());
        file.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
        file
    }

    fn decoded(file: Vec<u8>) -> Result<(Vec<f32>, Facts, Vec<Damage>), AudioError> {
        let mut samples = Vec::new();
        let (facts, damage) = decode(Cursor::new(file), |block| samples.extend_from_slice(block))?;
        Ok((samples, facts, damage))
    }

    #[test]
    fn channels_are_mixed_and_samples_kept() {
        let (samples, facts, damage) =
            decoded(wav(16_000, 2, &[16_384, 0, -32_768, -32_768])).unwrap();
        assert_eq!((samples, damage), (vec![0.25, -1.0], vec![]));
        let expected = Facts {
            codec: "PCM".into(),
            tracks: 1,
            channels: 2,
            rate: 16_000,
            duration: Some(Timestamp(0)),
        };
        assert_eq!(facts, expected);
    }

    #[test]
    fn a_file_that_is_cut_off_is_used_up_to_there() {
        let mut file = wav(16_000, 1, &vec![100; 160_000]);
        file.truncate(44 + 96_000);
        let (samples, _, damage) = decoded(file).unwrap();
        assert!(samples.len() >= 46_000 && samples.len() <= 48_000, "{}", samples.len());
        assert!(
            matches!(damage[..], [Damage { kind: DamageKind::Short(Timestamp(10_000)), .. }]),
            "{damage:?}"
        );
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let error = |file: &[u8]| decoded(file.to_vec()).unwrap_err();
        assert_eq!(error(b""), AudioError::Unknown);
        assert_eq!(error(b"WEBVTT\n\n00:00.000 --> 00:01.000\nAhoy\n"), AudioError::Unknown);
        assert_eq!(error(&[7; 5000]), AudioError::Unknown);
        assert_eq!(error(b"RIFF\0\0\0\0AVI LIST    hdrl"), AudioError::Container("AVI"));
        assert_eq!(error(&wav(1_000, 1, &[1; 1000])), AudioError::Rate(1_000));
        assert_eq!(error(&wav(16_000, 1, &[])), AudioError::Empty);
    }
}
