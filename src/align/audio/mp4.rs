//! Parts of an MP4 or QuickTime file that the decoding library does not expose: the edit list, which sets when the
//! media of a track is presented, and the codec of a track.
//!
//! ISO/IEC 14496-12, 8.6.6 (`elst`). AAC encoders insert 1,024 to 2,112 samples before the first one that
//! they were given; the file records this in the edit list. Read on 2026-11-30: Symphonia 0.6.1 parses edit
//! lists but does not apply them (<https://github.com/pdeljanov/Symphonia/issues/544>).

use std::io::{Read, Seek, SeekFrom};

/// The maximum number of boxes read per file. A film has a few hundred.
const MAX_BOXES: u32 = 100_000;
/// The maximum number of entries in an edit list. Edited recordings have a few dozen.
const MAX_EDITS: u32 = 1_000;

/// The tracks of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Movie {
    /// Ticks per second for the durations in edit lists.
    pub(super) timescale: u32,
    pub(super) tracks: Vec<Track>,
    /// Replacements for what the decoding library reads, in order.
    ///
    /// Boxes about tracks other than the first audio track are turned into boxes to skip: otherwise their media would
    /// be read and discarded. The last box of a truncated file is made to end with the file: otherwise the decoding
    /// library would not look into it.
    pub(super) patches: Vec<Patch>,
}

/// Replacement bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Patch {
    /// Position of the first byte.
    pub(super) at: u64,
    /// Up to eight bytes.
    pub(super) bytes: [u8; 8],
    /// The number of bytes.
    pub(super) count: usize,
}

impl Patch {
    fn word(at: u64, word: [u8; 4]) -> Self {
        let mut bytes = [0; 8];
        bytes[..4].copy_from_slice(&word);
        Self { at, bytes, count: 4 }
    }

    /// Writes the bytes into a part of the stream that begins at `start`.
    pub(super) fn apply(&self, start: u64, part: &mut [u8]) {
        for (place, byte) in (self.at..).zip(&self.bytes[..self.count]) {
            let index = place.checked_sub(start).and_then(|index| usize::try_from(index).ok());
            if let Some(there) = index.and_then(|index| part.get_mut(index)) {
                *there = *byte;
            }
        }
    }
}

/// Information about one track.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Track {
    pub(super) id: u32,
    /// Ticks per second for the media times in its edit list.
    pub(super) timescale: u32,
    /// `soun` for audio.
    pub(super) handler: [u8; 4],
    /// The type of its first sample entry, usually `mp4a`.
    pub(super) codec: [u8; 4],
    pub(super) edits: Vec<Edit>,
}

/// One entry of an edit list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The presented duration, in ticks of the movie; 0 in the last entry means: to the end of the media.
    pub(super) duration: u64,
    /// The start in the media, in ticks of the track; -1 for an empty stretch.
    pub(super) media: i64,
}

/// Reads the boxes that describe a movie. `None` if the stream is not an MP4 or QuickTime file, or is so
/// damaged that the decoding library will report it.
pub(super) fn read<R: Read + Seek>(source: &mut R) -> Option<Movie> {
    let end = source.seek(SeekFrom::End(0)).ok()?;
    let mut boxes = Boxes { source, left: MAX_BOXES };
    let first = boxes.at(0, end)?;
    if !matches!(&first.kind, b"ftyp" | b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"pnot") {
        return None;
    }
    let mut movie = Movie::default();
    let mut moov = None;
    let mut at = 0;
    while let Some(part) = boxes.at(at, end) {
        if part.cut {
            let short = u32::try_from(end - at).map(|size| Patch::word(at, size.to_be_bytes()));
            let long = Patch { at: at + 8, bytes: (end - at).to_be_bytes(), count: 8 };
            movie.patches.push(match short {
                Ok(short) if part.start - at == 8 => short,
                _ => long,
            });
        }
        if &part.kind == b"moov" && moov.is_none() {
            moov = Some(part);
        }
        at = part.end;
    }
    let moov = moov?;
    // The position of the type of each `trak` and `trex`, and the track that it describes.
    let mut places: Vec<(u64, Option<u32>)> = Vec::new();
    let mut at = moov.start;
    while let Some(part) = boxes.at(at, moov.end) {
        match &part.kind {
            b"mvhd" => movie.timescale = boxes.timescale(part)?,
            b"trak" => {
                let track = boxes.track(part);
                places.push((at + 4, track.as_ref().map(|track| track.id)));
                movie.tracks.extend(track);
            }
            b"mvex" => {
                let mut inner = part.start;
                while let Some(trex) = boxes.at(inner, part.end) {
                    if &trex.kind == b"trex" {
                        places.push((inner + 4, boxes.u32(trex.start + 4)));
                    }
                    inner = trex.end;
                }
            }
            _ => {}
        }
        at = part.end;
    }
    let audio = movie.tracks.iter().find(|track| &track.handler == b"soun").map(|track| track.id);
    if audio.is_some() {
        let other = places.iter().filter(|(_, track)| *track != audio);
        movie.patches.extend(other.map(|(place, _)| Patch::word(*place, *b"free")));
        movie.patches.sort_unstable_by_key(|patch| patch.at);
    }
    Some(movie)
}

/// A box: its type and the position of its content in the stream.
#[derive(Clone, Copy, Debug)]
struct Part {
    kind: [u8; 4],
    start: u64,
    end: u64,
    /// Whether its size exceeds the enclosing box.
    cut: bool,
}

struct Boxes<'a, R> {
    source: &'a mut R,
    left: u32,
}

impl<R: Read + Seek> Boxes<'_, R> {
    fn bytes<const N: usize>(&mut self, at: u64) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        self.source.seek(SeekFrom::Start(at)).ok()?;
        self.source.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }

    fn u32(&mut self, at: u64) -> Option<u32> {
        self.bytes(at).map(u32::from_be_bytes)
    }

    fn u64(&mut self, at: u64) -> Option<u64> {
        self.bytes(at).map(u64::from_be_bytes)
    }

    /// The box at a position, inside a box that ends at `end`. A box that claims to be longer is cut off there.
    fn at(&mut self, at: u64, end: u64) -> Option<Part> {
        if at.checked_add(8)? > end {
            return None;
        }
        self.left = self.left.checked_sub(1)?;
        let size = self.u32(at)?;
        let kind = self.bytes(at + 4)?;
        let (header, size) = match size {
            0 => (8, end - at),
            1 => (16, self.u64(at + 8)?),
            _ => (8, u64::from(size)),
        };
        let start = at + header;
        let stop = at.saturating_add(size);
        let part = Part { kind, start, end: stop.min(end), cut: stop > end };
        (size >= header && start <= end).then_some(part)
    }

    /// The first box of a type between two positions.
    fn child(&mut self, mut at: u64, end: u64, kind: [u8; 4]) -> Option<Part> {
        while let Some(part) = self.at(at, end) {
            if part.kind == kind {
                return Some(part);
            }
            at = part.end;
        }
        None
    }

    fn inside(&mut self, part: Part, path: &[[u8; 4]]) -> Option<Part> {
        path.iter().try_fold(part, |part, kind| self.child(part.start, part.end, *kind))
    }

    /// Ticks per second, in `mvhd` and `mdhd`: after two times of 32 or 64 bits.
    fn timescale(&mut self, part: Part) -> Option<u32> {
        let [version] = self.bytes(part.start)?;
        self.u32(part.start + if version == 1 { 20 } else { 12 })
    }

    fn track(&mut self, trak: Part) -> Option<Track> {
        let tkhd = self.inside(trak, &[*b"tkhd"])?;
        let [version] = self.bytes(tkhd.start)?;
        let id = self.u32(tkhd.start + if version == 1 { 20 } else { 12 })?;
        let mdia = self.inside(trak, &[*b"mdia"])?;
        let mdhd = self.inside(mdia, &[*b"mdhd"])?;
        let timescale = self.timescale(mdhd)?;
        let hdlr = self.inside(mdia, &[*b"hdlr"])?;
        let handler = self.bytes(hdlr.start + 8)?;
        let stsd = self.inside(mdia, &[*b"minf", *b"stbl", *b"stsd"]);
        let codec = stsd.and_then(|stsd| self.bytes(stsd.start + 12)).unwrap_or_default();
        let elst = self.inside(trak, &[*b"edts", *b"elst"]);
        let edits = elst.and_then(|elst| self.edits(elst)).unwrap_or_default();
        Some(Track { id, timescale, handler, codec, edits })
    }

    fn edits(&mut self, elst: Part) -> Option<Vec<Edit>> {
        let [version] = self.bytes(elst.start)?;
        let count = self.u32(elst.start + 4)?.min(MAX_EDITS);
        let size = if version == 1 { 20 } else { 12 };
        let mut edits = Vec::new();
        for index in 0..u64::from(count) {
            let at = elst.start + 8 + index * size;
            if at + size > elst.end {
                break;
            }
            edits.push(if version == 1 {
                Edit { duration: self.u64(at)?, media: self.u64(at + 8)?.cast_signed() }
            } else {
                let media = self.u32(at + 4)?.cast_signed();
                Edit { duration: u64::from(self.u32(at)?), media: i64::from(media) }
            });
        }
        Some(edits)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn part(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = content.len() as u32 + 8;
        [&size.to_be_bytes()[..], kind, content].concat()
    }

    fn words(words: &[u32]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_be_bytes()).collect()
    }

    fn movie() -> Vec<u8> {
        let sound = u32::from_be_bytes(*b"soun");
        let entry = part(b"mp4a", &[0; 28]);
        let stsd = part(b"stsd", &[words(&[0, 1]), entry].concat());
        let mdia = [
            part(b"mdhd", &words(&[0, 0, 0, 44_100, 0, 0])),
            part(b"hdlr", &words(&[0, 0, sound, 0, 0, 0])),
            part(b"minf", &part(b"stbl", &stsd)),
        ];
        let elst = words(&[0, 2, 500, u32::MAX, 1 << 16, 9_000, 1024, 1 << 16]);
        let trak = [
            part(b"tkhd", &words(&[0, 0, 0, 7, 0])),
            part(b"edts", &part(b"elst", &elst)),
            part(b"mdia", &mdia.concat()),
        ];
        let moov = [
            part(b"mvhd", &words(&[0, 0, 0, 1000, 9_500])),
            part(b"trak", &[]),
            part(b"trak", &trak.concat()),
            part(
                b"mvex",
                &[part(b"trex", &words(&[0, 1])), part(b"trex", &words(&[0, 7]))].concat(),
            ),
        ]
        .concat();
        [part(b"ftyp", b"M4A \0\0\0\0"), part(b"mdat", &[0; 9]), part(b"moov", &moov)].concat()
    }

    #[test]
    fn an_edit_list_is_read_after_the_media() {
        let track = Track {
            id: 7,
            timescale: 44_100,
            handler: *b"soun",
            codec: *b"mp4a",
            edits: vec![Edit { duration: 500, media: -1 }, Edit { duration: 9_000, media: 1024 }],
        };
        let file = movie();
        let read = read(&mut Cursor::new(&file)).unwrap();
        assert_eq!((read.timescale, read.tracks), (1000, vec![track]));
        let types = read.patches.iter().map(|patch| &file[patch.at as usize..][..4]);
        assert_eq!(types.collect::<Vec<_>>(), [b"trak", b"trex"]);
        assert!(
            read.patches[0].at < file.windows(4).position(|word| word == b"elst").unwrap() as u64
        );
    }

    #[test]
    fn a_file_that_is_cut_off_ends_with_a_box_that_fits() {
        let file = [movie(), part(b"mdat", &[7; 100])].concat();
        let cut = file.len() as u64 - 70;
        let read = read(&mut Cursor::new(&file[..cut as usize])).unwrap();
        let mut there = file[cut as usize - 38..][..8].to_vec();
        assert_eq!(there, [&108_u32.to_be_bytes()[..], b"mdat"].concat());
        read.patches.iter().for_each(|patch| patch.apply(cut - 38, &mut there));
        assert_eq!(there, [&38_u32.to_be_bytes()[..], b"mdat"].concat());
    }

    #[test]
    fn other_and_short_files_are_none_or_less() {
        assert_eq!(read(&mut Cursor::new(b"RIFF....WAVEfmt ")), None);
        let whole = movie();
        for length in 0..whole.len() {
            let tracks = read(&mut Cursor::new(&whole[..length])).unwrap_or_default().tracks;
            assert!(tracks.len() <= 1);
        }
    }
}
