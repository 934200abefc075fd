//! Audio for `align`: what `ffmpeg` writes in each codec and container is decoded to samples at the times
//! at which they were put in.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use cuesmith::align::audio::{Audio, AudioError, DamageKind, RATE, decode};

/// A program of Debian that tests make audio with (`scripts/setup-audio` installs them), or `None` with a
/// line that says so. With `CUESMITH_REQUIRE_DATA=1` a missing one fails.
pub(crate) fn program(name: &str) -> Option<Command> {
    if Command::new(name).arg("-version").output().is_ok() {
        return Some(Command::new(name));
    }
    let required = std::env::var("CUESMITH_REQUIRE_DATA").is_ok_and(|value| !value.is_empty());
    assert!(!required, "{name} is missing: scripts/setup-audio installs it");
    println!("skipped: {name} is missing");
    None
}

/// Runs `ffmpeg` to write a file, replacing an existing one.
fn ffmpeg(arguments: &str, out: &Path) {
    let run = program("ffmpeg")
        .unwrap()
        .args(["-v", "error", "-y", "-nostdin"])
        .args(arguments.split_whitespace())
        .arg(out)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "ffmpeg {arguments} {}: {said}", out.display());
}

/// When the sounds begin that the test files are made of, in seconds.
const ONSETS: [f64; 8] = [0.1, 0.75, 1.5, 2.333, 3.1, 4.0, 5.25, 7.777];

/// Sounds of 120 ms with sharp edges, ten seconds at 44.1 kHz, stereo.
fn sounds(folder: &Path) -> PathBuf {
    let rate = 44_100;
    let sample = |index: u32| {
        let time = f64::from(index) / f64::from(rate);
        let sounding = ONSETS.iter().any(|onset| time >= *onset && time < onset + 0.12);
        let wave = (time * 700.0 * std::f64::consts::TAU).sin() + (time * 1900.0).sin();
        if sounding { (wave * 9000.0) as i16 } else { 0 }
    };
    let samples: Vec<u8> = (0..10 * rate)
        .flat_map(|index| [sample(index).to_le_bytes(), (sample(index) / 2).to_le_bytes()])
        .flatten()
        .collect();
    let raw = folder.join("sounds.raw");
    std::fs::write(&raw, samples).unwrap();
    let wav = folder.join("sounds.wav");
    ffmpeg(&format!("-f s16le -ar {rate} -ac 2 -i {}", raw.display()), &wav);
    wav
}

/// When sounds begin: the first sample over a third of the largest after 50 ms without one.
fn onsets(samples: &[f32]) -> Vec<f64> {
    let most = samples.iter().fold(0.0, |most: f32, sample| most.max(sample.abs()));
    let mut last = None;
    let mut found = Vec::new();
    for (index, sample) in samples.iter().enumerate() {
        if sample.abs() > most / 3.0 {
            if last.is_none_or(|last| index - last > RATE as usize / 20) {
                found.push(index as f64 / f64::from(RATE));
            }
            last = Some(index);
        }
    }
    found
}

fn decoded(path: &Path) -> Result<(Vec<f32>, Vec<DamageKind>), AudioError> {
    let mut audio = Audio::open(File::open(path).unwrap())?;
    let mut samples = Vec::new();
    while let Some(block) = audio.next_block()? {
        samples.extend_from_slice(block);
    }
    Ok((samples, audio.damage.into_iter().map(|damage| damage.kind).collect()))
}

/// Arguments of `ffmpeg` after the input, the name of the file, how late its sounds are, in seconds.
///
/// They are late where the file does not say how many samples the encoder has put before them: players, and
/// `ffmpeg` itself, present them so.
const CODECS: &[(&str, &str, f64)] = &[
    ("-c:a pcm_s16le", "16.wav", 0.0),
    ("-c:a pcm_f32le -ar 48000", "float.wav", 0.0),
    ("-c:a pcm_alaw -ar 8000 -ac 1", "alaw.wav", 0.0),
    ("-c:a pcm_s24be", "24.aiff", 0.0),
    ("-c:a flac", "flac.flac", 0.0),
    ("-c:a flac", "flac.ogg", 0.0),
    ("-c:a libmp3lame -b:a 128k", "mp3.mp3", 0.0),
    ("-c:a libmp3lame -q:a 6 -ar 22050 -ac 1", "vbr.mp3", 0.0),
    ("-c:a libmp3lame -b:a 64k -ar 16000 -ac 1", "low.mp3", 0.0),
    ("-c:a libmp3lame -write_xing 0", "untagged.mp3", 0.025),
    ("-c:a libmp3lame", "mp3.mkv", 0.025),
    ("-c:a libmp3lame", "mp3.mp4", 0.0),
    ("-c:a mp2", "mp2.mp2", 0.011),
    ("-c:a aac -b:a 128k", "aac.m4a", 0.0),
    ("-c:a aac -ar 48000 -ac 1", "aac.mp4", 0.0),
    ("-c:a aac", "aac.mov", 0.0),
    ("-c:a aac -movflags +faststart", "fast.mp4", 0.0),
    ("-c:a aac -movflags +frag_keyframe+empty_moov+default_base_moof", "fragments.mp4", 0.023),
    ("-c:a aac", "aac.mkv", 0.023),
    ("-c:a aac", "adts.aac", 0.023),
    ("-c:a alac", "alac.m4a", 0.0),
    ("-c:a libvorbis", "vorbis.ogg", 0.0),
    ("-c:a libvorbis", "vorbis.webm", 0.0),
    ("-c:a libopus", "opus.ogg", 0.0),
    ("-c:a libopus -b:a 16k -application voip -ac 1", "speech.opus", 0.0),
    ("-c:a libopus", "opus.webm", 0.0),
    ("-c:a libopus", "opus.mp4", 0.0),
];

#[test]
fn sounds_are_where_they_were_put_in_each_codec() {
    if program("ffmpeg").is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let wav = sounds(folder.path());
    let mut wrong = Vec::new();
    for (arguments, name, late) in CODECS {
        let file = folder.path().join(name);
        ffmpeg(&format!("-i {} {arguments}", wav.display()), &file);
        let (samples, damage) = match decoded(&file) {
            Ok(decoded) => decoded,
            Err(error) => {
                wrong.push(format!("{name}: {error}"));
                continue;
            }
        };
        let found = onsets(&samples);
        let off = found.iter().zip(ONSETS).map(|(found, onset)| (found - onset - late).abs());
        let most = off.fold(0.0, f64::max) * 1000.0;
        let seconds = samples.len() as f64 / f64::from(RATE);
        println!("{name}: {} sounds, at most {most:.1} ms off, {seconds:.3} s", found.len());
        if found.len() != ONSETS.len() || most > 10.0 || !damage.is_empty() {
            wrong.push(format!("{name}: {found:.3?}, {most:.1} ms, {damage:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_cannot_be_decoded_is_named() {
    if program("ffmpeg").is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let wav = sounds(folder.path());
    let error = |arguments: &str, name: &str| {
        let file = folder.path().join(name);
        ffmpeg(&format!("-i {} {arguments}", wav.display()), &file);
        decoded(&file).unwrap_err()
    };
    let dolby = || AudioError::Codec("Dolby Digital (AC-3)".into());
    assert_eq!(error("-c:a ac3", "dolby.mp4"), dolby());
    assert_eq!(error("-c:a ac3", "dolby.mkv"), dolby());
    assert_eq!(error("-c:a aac", "stream.ts"), AudioError::Container("MPEG transport stream"));
    assert_eq!(error("-c:a pcm_s16le", "old.avi"), AudioError::Container("AVI"));
    assert_eq!(error("-c:a wmav2", "old.wma"), AudioError::Container("Windows Media (ASF)"));
    let picture = "-f lavfi -i color=size=32x32:duration=1:rate=5 -map 1:v";
    assert_eq!(error(picture, "silent.mp4"), AudioError::NoTrack);
    assert_eq!(error(picture, "silent.mkv"), AudioError::NoTrack);
}

#[test]
fn audio_of_a_video_is_where_it_is_played() {
    if program("ffmpeg").is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let wav = sounds(folder.path());
    let video = "-f lavfi -i testsrc=size=64x48:duration=12:rate=25";
    // The audio of the second file is played half a second later than the video begins.
    for (offset, name) in
        [(0.0, "together.mp4"), (0.5, "late.mp4"), (0.5, "late.mkv"), (0.5, "late.mov")]
    {
        let file = folder.path().join(name);
        let wav = wav.display();
        let arguments =
            format!("{video} -itsoffset {offset} -i {wav} -map 0:v -map 1:a -c:v mpeg4 -c:a flac");
        let arguments =
            arguments.replace("flac", if name.ends_with("mkv") { "flac" } else { "aac" });
        ffmpeg(&arguments, &file);
        let (samples, damage) = decoded(&file).unwrap();
        let found = onsets(&samples);
        let off = found.iter().zip(ONSETS).map(|(found, onset)| (found - onset - offset).abs());
        let most = off.fold(0.0, f64::max) * 1000.0;
        assert!(found.len() == ONSETS.len() && most < 10.0, "{name}: {found:.3?} {damage:?}");
        assert_eq!(damage, []);
    }
}

#[test]
fn damaged_media_is_used_as_far_as_it_goes() {
    if program("ffmpeg").is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let wav = sounds(folder.path());
    let cut = |arguments: &str, name: &str| {
        let file = folder.path().join(name);
        ffmpeg(&format!("-i {} {arguments}", wav.display()), &file);
        let bytes = std::fs::read(&file).unwrap();
        std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
        decoded(&file).unwrap()
    };
    for (arguments, name) in [
        ("-c:a libmp3lame -b:a 128k", "cut.mp3"),
        ("-c:a flac", "cut.flac"),
        ("-c:a aac -movflags +faststart", "cut.m4a"),
        ("-c:a pcm_s16le", "cut.wav"),
    ] {
        let (samples, damage) = cut(arguments, name);
        let seconds = samples.len() as f64 / f64::from(RATE);
        assert!((1.5..9.0).contains(&seconds), "{name}: {seconds}");
        assert!(!damage.is_empty(), "{name}");
    }
}

/// A second of sound in each container, for damage.
fn small_files() -> &'static [(String, Vec<u8>)] {
    static FILES: std::sync::OnceLock<Vec<(String, Vec<u8>)>> = std::sync::OnceLock::new();
    FILES.get_or_init(|| {
        if program("ffmpeg").is_none() {
            return Vec::new();
        }
        let folder = tempfile::tempdir().unwrap();
        let wav = sounds(folder.path());
        let write = |&(arguments, name, _): &(&str, &str, f64)| {
            let file = folder.path().join(name);
            ffmpeg(&format!("-t 0.4 -i {} {arguments}", wav.display()), &file);
            (name.to_owned(), std::fs::read(&file).unwrap())
        };
        CODECS.iter().map(write).collect()
    })
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 400, ..Default::default() })]
    #[test]
    fn damaged_media_never_panics(
        file in 0..CODECS.len(),
        changes in proptest::collection::vec((0.0..1.0_f64, proptest::num::u8::ANY, 0..4_usize), 1..12),
        length in 0.0..1.3_f64,
    ) {
        let Some((name, bytes)) = small_files().get(file) else { return Ok(()) };
        let mut bytes = bytes.clone();
        for (place, byte, kind) in changes {
            // Most of what can go wrong is in the first part, where headers are.
            let at = (place.powi(3) * bytes.len() as f64) as usize;
            match kind {
                0 => { bytes.remove(at); }
                1 => bytes.insert(at, byte),
                _ => bytes[at] = byte,
            }
        }
        bytes.truncate((length * bytes.len() as f64) as usize);
        let run = std::panic::catch_unwind(|| {
            let mut count = 0;
            let _ = decode(std::io::Cursor::new(bytes), |block| count += block.len());
            count
        });
        proptest::prop_assert!(run.is_ok(), "{}", name);
        // An hour is the most silence that is filled in.
        proptest::prop_assert!(run.unwrap() < 4000 * RATE as usize);
    }
}
