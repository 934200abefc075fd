//! `cuesmith convert` for files that are large: read, converted and written a window at a time, so that memory does
//! not grow with the file. The result goes to a temporary file: what is found at the end of a file may forbid to
//! write it, or to convert it in this way.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use crate::cli::replace::{Draft, cannot_write};
use crate::convert::{NeedsWhole, Stream};
use crate::report::json::Problem;
use crate::source::{Certainty, DecodeOptions, decode};
use crate::{Format, ReadOptions, WriteOptions, detect};

/// The size from which a file is converted in this way.
pub(super) const LARGE: u64 = 8 << 20;

/// How much is read at a time: small enough to stay in the cache of a processor core.
const WINDOW: usize = 128 << 10;

/// What a large file is converted to, and how.
pub(super) struct Request<'a> {
    /// The name of the input.
    pub(super) name: Option<&'a str>,
    pub(super) to: Format,
    pub(super) reading: ReadOptions,
    pub(super) writing: WriteOptions,
    /// The file that the result may become.
    pub(super) target: Option<&'a Path>,
}

/// Converts a file piece by piece. `None` if it can only be converted as a whole: it is not SRT or WebVTT in UTF-8,
/// needs what follows, or there is no room for temporary files.
pub(super) fn stream(
    from: &mut File,
    request: Request<'_>,
) -> Result<Option<(Stream, Draft)>, Problem> {
    let target = request.target;
    let Ok(mut draft) = target.map_or_else(Draft::new, Draft::of) else { return Ok(None) };
    match (run(from, request, draft.file()), target) {
        (Ok(stream), _) => Ok(Some((stream, draft))),
        (Err(Stop::Write(error)), Some(target)) => Err(cannot_write(target, &error)),
        (Err(Stop::Write(_) | Stop::Whole), _) => Ok(None),
    }
}

/// Why a conversion ends early.
enum Stop {
    Whole,
    Write(io::Error),
}

impl From<NeedsWhole> for Stop {
    fn from(_: NeedsWhole) -> Self {
        Self::Whole
    }
}

fn run(from: &mut File, request: Request<'_>, to: &mut File) -> Result<Stream, Stop> {
    // The allocator of glibc gives freed memory back to the system, to take it again for the next window, unless there
    // was a larger block before (mallopt(3), M_TRIM_THRESHOLD).
    drop(std::hint::black_box(Vec::<u8>::with_capacity(32 * WINDOW)));
    let (mut bytes, mut made) = (Vec::new(), String::new());
    let mut wanted = WINDOW;
    let mut is_last = fill(from, &mut bytes, wanted)?;
    let format = match request.reading.format {
        Some(format) => format,
        None => detect(certain_text(&bytes)?, request.name),
    };
    certain_text(&bytes)?;
    let mut stream = Stream::new(format, request.to, request.reading, request.writing)?;
    loop {
        let text = &bytes[..if is_last { bytes.len() } else { whole_characters(&bytes) }];
        let text = simdutf8::basic::from_utf8(text).map_err(|_| Stop::Whole)?;
        let done = stream.push(text, is_last, &mut made)?;
        to.write_all(made.as_bytes()).map_err(Stop::Write)?;
        made.clear();
        if is_last {
            return Ok(stream);
        }
        // A piece that is too short for a cut is read again with as much after it.
        wanted = if done == 0 { wanted * 2 } else { WINDOW };
        let rest = bytes.len() - done;
        bytes.copy_within(done.., 0);
        bytes.truncate(rest);
        is_last = fill(from, &mut bytes, wanted.max(rest + 1))?;
    }
}

/// The text of the first window, if that alone shows that the file is UTF-8 unless an invalid byte follows.
fn certain_text(bytes: &[u8]) -> Result<&str, Stop> {
    let bytes = &bytes[..whole_characters(bytes)];
    let source = decode(bytes, &DecodeOptions::default()).map_err(|_| Stop::Whole)?;
    let is_certain = source.is_utf8() && source.certainty == Certainty::Certain;
    std::str::from_utf8(bytes).ok().filter(|_| is_certain).ok_or(Stop::Whole)
}

/// Reads until there are `wanted` bytes. Returns whether the file ends. A file that cannot be read is reported by the
/// conversion of the whole.
fn fill(from: &mut File, bytes: &mut Vec<u8>, wanted: usize) -> Result<bool, Stop> {
    bytes.reserve_exact(wanted.saturating_sub(bytes.len()));
    let missing = wanted.saturating_sub(bytes.len()) as u64;
    from.take(missing).read_to_end(bytes).map_err(|_| Stop::Whole)?;
    Ok(bytes.len() < wanted)
}

/// The length of a text without a character at its end of which some bytes are missing.
fn whole_characters(bytes: &[u8]) -> usize {
    let last = bytes.iter().rposition(|byte| !(0x80..0xc0).contains(byte)).unwrap_or(bytes.len());
    let length = match bytes.get(last) {
        Some(0xc0..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf7) => 4,
        _ => 1,
    };
    if bytes.len() < last + length { last } else { bytes.len() }
}

#[cfg(test)]
mod tests {
    use std::io::Seek as _;

    use super::*;

    /// Whether a text is converted piece by piece, or has to be converted as a whole.
    fn is_streamed(text: &str, to: Format) -> bool {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).and_then(|()| file.rewind()).unwrap();
        let (reading, writing) = (ReadOptions::default(), WriteOptions::default());
        let request = Request { name: None, to, reading, writing, target: None };
        stream(&mut file, request).unwrap().is_some()
    }

    #[test]
    fn usual_files_are_converted_piece_by_piece() {
        let cue = |hours: usize, mark| {
            let (from, to) =
                (format!("{hours:02}:00:00{mark}000"), format!("{hours:02}:00:01{mark}000"));
            format!("{}\n{from} --> {to}\n<i>Text</i> é\n\n", hours + 1)
        };
        let cues = |mark| (0..3 * WINDOW / 50).map(|at| cue(at / 100, mark)).collect::<String>();
        for to in [Format::Srt, Format::WebVtt] {
            assert!(is_streamed(&cues(','), to));
            assert!(is_streamed(&cues(',').replace('\n', "\r\n"), to));
            assert!(is_streamed(&format!("WEBVTT\n\n{}", cues('.')), to));
        }
        assert!(!is_streamed(&cues(','), Format::Ttml));
    }

    #[test]
    fn a_character_is_not_cut() {
        let text = "aé€😀";
        for end in 0..=text.len() {
            let whole = (0..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            assert_eq!(whole_characters(&text.as_bytes()[..end]), whole, "{end}");
        }
        assert_eq!(whole_characters(b"\x80\x80\x80"), 3);
        assert_eq!(whole_characters(b"a\x80\x80\x80"), 4);
    }
}
