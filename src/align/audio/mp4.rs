//! What the decoding library does not tell of an MP4 or QuickTime file: the edit list, which says when the
//! media of a track is presented, and what codec a track has.
//!
//! ISO/IEC 14496-12, 8.6.6 (`elst`). Encoders of AAC put 1,024 to 2,112 samples before the first one that
//! they were given; the edit list is where the file says so. Read on 2026-11-30: Symphonia 0.6.1 parses edit
//! lists and does not apply them (<https://github.com/pdeljanov/Symphonia/issues/544>).

use std::io::{Read, Seek, SeekFrom};

/// Boxes that are looked at, in one file. A film has some hundreds.
const MAX_BOXES: u32 = 100_000;
/// Entries of one edit list. Cut recordings have some tens.
const MAX_EDITS: u32 = 1_000;

/// The tracks of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Movie {
    /// Ticks in a second of the durations in edit lists.
    pub(super) timescale: u32,
    pub(super) tracks: Vec<Track>,
    /// Where the types of those boxes are, in order, that are about other tracks than the first with audio. With
    /// [`HIDDEN`] in their place a reader does not see these tracks, and reads none of their media.
    pub(super) others: Vec<u64>,
}

/// The type of a box that readers skip.
pub(super) const HIDDEN: [u8; 4] = *b"free";

/// What is known of one track.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Track {
    pub(super) id: u32,
    /// Ticks in a second of the media times in its edit list.
    pub(super) timescale: u32,
    /// `soun` for audio.
    pub(super) handler: [u8; 4],
    /// The type of its first sample entry, `mp4a` for most.
    pub(super) codec: [u8; 4],
    pub(super) edits: Vec<Edit>,
}

/// One entry of an edit list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// How long it is presented, in ticks of the movie; 0 at the end means: to the end of the media.
    pub(super) duration: u64,
    /// Where in the media it begins, in ticks of the track; -1 is a stretch with nothing in it.
    pub(super) media: i64,
}

/// Reads the boxes that describe a movie. `None` if the stream is not an MP4 or QuickTime file, or is so
/// damaged that the decoding library will say so.
pub(super) fn read<R: Read + Seek>(source: &mut R) -> Option<Movie> {
    let end = source.seek(SeekFrom::End(0)).ok()?;
    let mut boxes = Boxes { source, left: MAX_BOXES };
    let first = boxes.at(0, end)?;
    if !matches!(&first.kind, b"ftyp" | b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"pnot") {
        return None;
    }
    let moov = boxes.child(0, end, *b"moov")?;
    let mut movie = Movie::default();
    // Where the type of each `trak` and `trex` is, and the track that it is about.
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
        movie.others = other.map(|(place, _)| *place).collect();
        movie.others.sort_unstable();
    }
    Some(movie)
}

/// A box: its type, and where its content lies in the stream.
#[derive(Clone, Copy, Debug)]
struct Part {
    kind: [u8; 4],
    start: u64,
    end: u64,
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

    /// The box that begins at a place, in a box that ends at `end`. One that claims to be longer ends there.
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
        (size >= header && start <= end).then(|| Part {
            kind,
            start,
            end: at.saturating_add(size).min(end),
        })
    }

    /// The first box of a type among those between two places.
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

    /// Ticks in a second, in `mvhd` and `mdhd`: after two times of 32 or 64 bits.
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
        let types = read.others.iter().map(|at| &file[*at as usize..*at as usize + 4]);
        assert_eq!(types.collect::<Vec<_>>(), [b"trak", b"trex"]);
        assert!(read.others[0] < file.windows(4).position(|word| word == b"elst").unwrap() as u64);
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
