//! The codecs that can be decoded, and names for codecs and containers.

use symphonia::core::codecs::audio::{AudioCodecId, well_known as id};

/// A readable name. `None` for codecs without a number in the decoding library.
pub(super) fn name(codec: AudioCodecId) -> Option<&'static str> {
    let names = [
        (id::CODEC_ID_AAC, "AAC"),
        (id::CODEC_ID_AC3, "Dolby Digital (AC-3)"),
        (id::CODEC_ID_AC4, "Dolby AC-4"),
        (id::CODEC_ID_ALAC, "Apple Lossless (ALAC)"),
        (id::CODEC_ID_DCA, "DTS"),
        (id::CODEC_ID_EAC3, "Dolby Digital Plus (E-AC-3)"),
        (id::CODEC_ID_FLAC, "FLAC"),
        (id::CODEC_ID_MONKEYS_AUDIO, "Monkey's Audio"),
        (id::CODEC_ID_MP1, "MPEG layer I"),
        (id::CODEC_ID_MP2, "MPEG layer II"),
        (id::CODEC_ID_MP3, "MP3"),
        (id::CODEC_ID_MUSEPACK, "Musepack"),
        (id::CODEC_ID_OPUS, "Opus"),
        (id::CODEC_ID_SPEEX, "Speex"),
        (id::CODEC_ID_TRUEHD, "Dolby TrueHD"),
        (id::CODEC_ID_TTA, "True Audio (TTA)"),
        (id::CODEC_ID_VORBIS, "Vorbis"),
        (id::CODEC_ID_WAVPACK, "WavPack"),
        (id::CODEC_ID_WMA, "Windows Media Audio"),
    ];
    let known = names.iter().find(|(known, _)| *known == codec).map(|(_, name)| *name);
    known.or_else(|| is_pcm(codec).then_some("PCM"))
}

/// Whether the number is one for uncompressed samples: 0x100 to 0x125 in the decoding library.
fn is_pcm(codec: AudioCodecId) -> bool {
    symphonia::default::get_codecs()
        .get_audio_decoder(codec)
        .is_some_and(|decoder| decoder.codec.info.short_name.starts_with("pcm"))
}

/// A readable name for the type of a sample entry in an MP4 file: the registered four characters and their
/// meaning (<https://mp4ra.org/registered-types/sampleentries>, read 2026-11-30).
pub(super) fn of_sample_entry(entry: [u8; 4]) -> Option<String> {
    let name = match &entry {
        b"mp4a" => "AAC",
        b"Opus" => "Opus",
        b"ac-3" => "Dolby Digital (AC-3)",
        b"ec-3" => "Dolby Digital Plus (E-AC-3)",
        b"ac-4" => "Dolby AC-4",
        b"samr" => "AMR narrow band",
        b"sawb" => "AMR wide band",
        b"dtsc" | b"dtse" | b"dtsh" | b"dtsl" => "DTS",
        b"mhm1" | b"mha1" => "MPEG-H",
        b"enca" => "encrypted",
        [0, ..] => return None,
        other => return Some(format!("`{}`", String::from_utf8_lossy(other).escape_default())),
    };
    Some(name.into())
}

/// The name of a container that is recognized by its first bytes but cannot be read.
pub(super) fn container(start: &[u8]) -> Option<&'static str> {
    let at =
        |offset: usize, mark: &[u8]| start.get(offset..).is_some_and(|rest| rest.starts_with(mark));
    let packet = |offset: usize| start.get(offset) == Some(&0x47);
    Some(match start {
        _ if at(0, b"RIFF") && at(8, b"AVI ") => "AVI",
        _ if at(0, b"FLV\x01") => "Flash video (FLV)",
        _ if at(0, &[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11]) => "Windows Media (ASF)",
        _ if at(0, b"#!AMR") => "AMR",
        _ if at(0, &[0, 0, 1, 0xba]) => "MPEG program stream",
        _ if at(0, b".RMF") => "RealMedia",
        _ if at(0, b"wvpk") => "WavPack",
        _ if at(0, b"MAC ") => "Monkey's Audio",
        _ if at(0, &[0x06, 0x0e, 0x2b, 0x34]) => "MXF",
        _ if at(0, b"MThd") => "MIDI",
        _ if packet(0) && packet(188) && packet(376) => "MPEG transport stream",
        _ if packet(4) && packet(196) && packet(388) => "MPEG transport stream",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codecs_and_containers_have_names() {
        assert_eq!(name(id::CODEC_ID_PCM_S16LE), Some("PCM"));
        assert_eq!(name(id::CODEC_ID_EAC3), Some("Dolby Digital Plus (E-AC-3)"));
        assert_eq!(of_sample_entry(*b"ec-3").as_deref(), Some("Dolby Digital Plus (E-AC-3)"));
        assert_eq!(of_sample_entry(*b"ab\x1b<").as_deref(), Some("`ab\\u{1b}<`"));
        assert_eq!(of_sample_entry([0; 4]), None);
        assert_eq!(container(b"RIFF\0\0\0\0AVI LIST"), Some("AVI"));
        let mut packets = vec![0; 400];
        assert_eq!(container(&packets), None);
        for at in [0, 188, 376] {
            packets[at] = 0x47;
        }
        assert_eq!(container(&packets), Some("MPEG transport stream"));
    }
}
