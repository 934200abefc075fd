//! The file that another one was made from (a translation's source), and which cue belongs to which.
//!
//! A translation keeps the cues of its source: as many, at the same times. If it does not, cues are paired
//! by their times, so that one extra cue is one difference and not a shift of all cues after it. The cost
//! is n log n: lists are sorted by time and walked once.

use super::cue_marks::{CueMarks, marks};
use crate::read::Opened;
use crate::source::LineIndex;
use crate::time::{Interval, PairedIntervals, pair_intervals};
use crate::timeline::{Cue, visible_text};

/// What the pair rules need from the other file: plain data that borrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferenceFile {
    /// The name to show.
    pub path: String,
    /// Its cues in file order.
    pub cues: Vec<ReferenceFileCue>,
}

/// One cue of the other file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceFileCue {
    /// When it is shown, as written.
    pub interval: Interval,
    /// Its visible text, lines separated by line feeds.
    pub text: String,
    /// What viewers see of it besides its words.
    pub marks: CueMarks,
    /// The line of its times, from 1.
    pub line: u32,
}

impl ReferenceFile {
    /// Takes what is needed from a file that was read.
    #[must_use]
    pub fn of(path: &str, file: &Opened<'_>) -> Self {
        let lines = LineIndex::new(file.text());
        let cues = &file.timeline.cues;
        let texts: Vec<String> = cues.iter().map(|cue| visible_text(&file.timeline, cue)).collect();
        let marks = marks(&file.timeline, &texts);
        let cue = |((cue, text), marks): ((&Cue<'_>, String), CueMarks)| ReferenceFileCue {
            interval: cue.interval,
            text,
            marks,
            line: lines.line_of(cue.origin.start.start) + 1,
        };
        let cues = cues.iter().zip(texts).zip(marks).map(cue).collect();
        Self { path: path.to_owned(), cues }
    }

    /// The place of a cue: `talk.srt:12`. Labels point into one file, so the text names places in others.
    #[must_use]
    pub fn place(&self, cue: u32) -> String {
        let line = self.cues.get(cue as usize).map_or(0, |cue| cue.line);
        format!("{}:{line}", self.path)
    }
}

/// Which cue of a file belongs to which of its [`ReferenceFile`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairing {
    /// Positions in the original and in the file, by time (in file order if they were paired by number).
    pub pairs: Vec<(u32, u32)>,
    /// Cues of the original that nothing in the file belongs to.
    pub missing: Vec<u32>,
    /// Cues of the file that belong to nothing in the original.
    pub extra: Vec<u32>,
    /// Whether the times identify the pairs. If not, and the files have different numbers of cues, the pairs
    /// mean nothing.
    pub certain: bool,
}

/// Pairs the cues of a file with those of its original.
///
/// Files with equally many cues are paired by number, so that a file whose times all differ is still paired
/// completely; unless more cues agree when they are paired by time.
#[must_use]
pub fn pair(original: &ReferenceFile, cues: &[Cue<'_>]) -> Pairing {
    let theirs: Vec<Interval> = original.cues.iter().map(|cue| cue.interval).collect();
    let ours: Vec<Interval> = cues.iter().map(|cue| cue.interval).collect();
    let agree = |&(a, b): &(u32, u32)| theirs[a as usize].starts_near(ours[b as usize]);
    let PairedIntervals { pairs, missing, extra } = pair_intervals(&theirs, &ours);
    let in_time = pairs.iter().filter(|pair| agree(pair)).count();
    let certain = in_time * 2 >= theirs.len().min(ours.len());
    let by_time = Pairing { pairs, missing, extra, certain };
    if theirs.len() != ours.len() {
        return by_time;
    }
    let counted: Vec<(u32, u32)> = (0..ours.len() as u32).map(|at| (at, at)).collect();
    let in_count = counted.iter().filter(|pair| agree(pair)).count();
    if by_time.certain && in_time > in_count {
        return by_time;
    }
    Pairing { pairs: counted, certain: true, ..Pairing::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Format;
    use crate::timeline::Timeline;

    fn paired(theirs: &[(i64, i64)], ours: &[(i64, i64)]) -> Pairing {
        let interval = |&(start, end): &(i64, i64)| Interval::from_ms(start, end);
        let original = ReferenceFile {
            path: "a.srt".into(),
            cues: theirs
                .iter()
                .map(|times| ReferenceFileCue {
                    interval: interval(times),
                    text: String::new(),
                    marks: CueMarks::default(),
                    line: 1,
                })
                .collect(),
        };
        let ours = ours.iter().map(|times| (interval(times), "".into()));
        pair(&original, &Timeline::plain(Format::Srt, ours).cues)
    }

    const FOUR: &[(i64, i64)] = &[(0, 2000), (3000, 5000), (6000, 8000), (9000, 11000)];

    #[test]
    fn a_cue_that_is_missing_moves_no_other() {
        let made = paired(FOUR, &[FOUR[0], FOUR[2], FOUR[3]]);
        assert_eq!(made.pairs, [(0, 0), (2, 1), (3, 2)]);
        assert_eq!((made.missing, made.extra, made.certain), (vec![1], vec![], true));
    }

    #[test]
    fn of_a_split_cue_the_first_part_belongs_and_the_rest_is_extra() {
        let made = paired(FOUR, &[FOUR[0], (3000, 4000), (4000, 5000), FOUR[2], FOUR[3]]);
        assert_eq!(made.pairs, [(0, 0), (1, 1), (2, 3), (3, 4)]);
        assert_eq!((made.missing, made.extra), (vec![], vec![2]));
        // A cue in front that ends where the real one starts.
        let made = paired(FOUR, &[(2500, 4100), (3010, 5000), FOUR[0], FOUR[2], FOUR[3]]);
        assert_eq!((made.pairs, made.extra), (vec![(0, 2), (1, 1), (2, 3), (3, 4)], vec![0]));
    }

    #[test]
    fn a_shifted_file_of_as_many_cues_is_counted_through() {
        let made = paired(FOUR, &[(7000, 9000), (10000, 12000), (13000, 15000), (16000, 18000)]);
        assert_eq!(made.pairs, [(0, 0), (1, 1), (2, 2), (3, 3)]);
        assert!(made.certain && made.missing.is_empty());
    }

    #[test]
    fn one_cue_missing_and_one_extra_is_seen_by_time() {
        let made = paired(FOUR, &[FOUR[0], FOUR[2], FOUR[3], (12000, 13000)]);
        assert_eq!((made.missing, made.extra), (vec![1], vec![3]));
        assert_eq!(made.pairs, [(0, 0), (2, 1), (3, 2)]);
    }

    #[test]
    fn a_shifted_file_of_fewer_cues_cannot_be_told() {
        assert!(!paired(FOUR, &[(21_000, 22_000), (24_000, 25_000)]).certain);
        assert!(!paired(FOUR, &[(1500, 3400), (4500, 6400), (7500, 8900)]).certain);
        assert!(paired(FOUR, &[]).certain && paired(&[], &[]).certain);
    }
}
