//! What a viewer would notice between two versions of a caption file.
//!
//! [`diff`](diff()) pairs the cues of two timelines of any formats by their words and times, and lists what differs as
//! [`Change`]s: cues that moved together, times that changed, words, cues that were split or joined, added or removed,
//! another appearance. What only a file shows (numbers, comments, markup without effect) is not compared, and cues
//! without visible text do not count.
//!
//! The steps, each a file: `side` prepares the words of a file, `align` finds cues that belong together (`gap` between
//! those that are certain), `moves` finds what all cues of a stretch have in common, `compare` lists what else differs:
//! words (`text`) and appearance (`style`).

mod align;
mod change;
mod compare;
mod gap;
mod group;
mod moves;
mod side;
mod style;
mod text;

pub use change::{Aspect, Change, ChangeKind, Diff, DiffOptions, Ignore, StyleChange, TextPiece};

use crate::time::TimeMap;
use crate::timeline::Timeline;

use compare::Compare;
use moves::Moves;
use side::{Numbers, Side, Sides};

/// What a viewer would notice between two versions of a file, which may have different formats.
///
/// In nearly linear time: cues are paired where their text occurs once in both files, and only what is between such
/// pairs is compared word by word, in pieces of limited length.
///
/// ```
/// use cuesmith::diff::{ChangeKind, DiffOptions, diff};
/// use cuesmith::time::TimeMap;
/// use cuesmith::{ReadOptions, read};
///
/// let old = "1\n00:00:01,000 --> 00:00:02,000\nGood evening\n\n2\n00:00:03,000 --> 00:00:04,000\nBread\n";
/// let new = "WEBVTT\n\n00:01.500 --> 00:02.500\nGood morning\n\n00:03.500 --> 00:04.500\nBread\n";
/// let lower = |text| read(text, None, &ReadOptions::default()).document.lower();
/// let found = diff(&lower(old), &lower(new), &DiffOptions::default());
/// let kinds: Vec<&str> = found.changes.iter().map(|change| change.kind.name()).collect();
/// assert_eq!(kinds, ["moved", "reworded"]);
/// assert_eq!(found.changes[0].kind, ChangeKind::Moved { map: TimeMap::shift(500), all: true });
/// ```
#[must_use]
pub fn diff(old: &Timeline<'_>, new: &Timeline<'_>, options: &DiffOptions) -> Diff {
    let mut numbers = Numbers::default();
    let (old, new) = (
        Side::new(old, options.ignore, &mut numbers),
        Side::new(new, options.ignore, &mut numbers),
    );
    let groups = align::groups(&old, &new);
    let tolerance = tolerance(&old, &new, options);
    let moves = Moves::find(&old, &new, &groups, tolerance);
    let sides = Sides { old: &old, new: &new, ignore: options.ignore, tolerance };
    let mut made = Compare { sides, changes: Vec::new() };
    if !options.ignore.times {
        for stretch in moves.moved(tolerance) {
            let (map, all) = (stretch.map, stretch.pairs.len() == moves.pairs.len());
            let pairs = &moves.pairs[stretch.pairs.clone()];
            let one: Vec<u32> = pairs.iter().map(|pair| pair.0).collect();
            let other: Vec<u32> = pairs.iter().map(|pair| pair.1).collect();
            made.push(ChangeKind::Moved { map, all }, &one, &other);
        }
    }
    made.whole_file();
    let mut equal = 0;
    for group in &groups {
        let before = made.changes.len();
        let map = group.old.first().map_or(TimeMap::IDENTITY, |&rank| moves.map_at(rank));
        made.group(group, map);
        let moved = !options.ignore.times && !moves::is_still(map, tolerance);
        equal += u32::from(group.is_pair() && !moved && made.changes.len() == before);
    }
    let cues = (old.cues.len() as u32, new.cues.len() as u32);
    Diff { changes: made.changes, equal, cues }
}

/// The largest difference of times that are the same, in ms.
fn tolerance(old: &Side<'_, '_>, new: &Side<'_, '_>, options: &DiffOptions) -> i64 {
    let is_exact = old.timeline.format.is_line_based() && new.timeline.format.is_line_based();
    options.tolerance_ms.max(i64::from(!is_exact))
}
