//! The comparison of cues that belong together.

use super::change::{Change, ChangeKind};
use super::group::Group;
use super::side::Sides;
use super::{style, text};
use crate::time::{TimeMap, Timestamp};

/// The comparison of cues that belong together.
pub(super) struct Compare<'s, 't, 'a, 'b> {
    pub(super) sides: Sides<'s, 't, 'a, 'b>,
    pub(super) changes: Vec<Change>,
}

impl Compare<'_, '_, '_, '_> {
    /// Adds a change of cues, which are given by their ranks.
    pub(super) fn push(&mut self, kind: ChangeKind, old: &[u32], new: &[u32]) {
        let old = old.iter().map(|&rank| self.sides.old.cues[rank as usize].index).collect();
        let new = new.iter().map(|&rank| self.sides.new.cues[rank as usize].index).collect();
        self.changes.push(Change { kind, old, new });
    }

    /// What belongs to no cue.
    pub(super) fn whole_file(&mut self) {
        if self.sides.ignore.style {
            return;
        }
        if let Some(change) = style::sheets(self.sides.old.timeline, self.sides.new.timeline) {
            self.push(ChangeKind::Restyled { styles: vec![change] }, &[], &[]);
        }
    }

    /// Compares cues that belong together; `map` is where the stretch around them went.
    pub(super) fn group(&mut self, group: &Group, map: TimeMap) {
        let Group { old, new } = group;
        let kind = match (old.len(), new.len()) {
            (0, _) => Some(ChangeKind::Added),
            (_, 0) => Some(ChangeKind::Removed),
            (1, 1) => None,
            (1, _) => Some(ChangeKind::Split),
            (_, 1) => Some(ChangeKind::Joined),
            _ => Some(ChangeKind::Resegmented),
        };
        if let Some(kind) = kind {
            self.push(kind, old, new);
        }
        if old.is_empty() || new.is_empty() {
            return;
        }
        if !self.sides.ignore.times {
            self.times(group, map);
        }
        let words = text::Words::of((self.sides.old, old), (self.sides.new, new));
        if !words.is_same() {
            let pieces = words.pieces(self.sides.old, self.sides.new);
            self.push(ChangeKind::Reworded { pieces }, old, new);
        } else if group.is_pair()
            && !self.sides.ignore.line_breaks
            && text::breaks(self.sides.old, old[0]) != text::breaks(self.sides.new, new[0])
        {
            self.push(ChangeKind::Rewrapped, old, new);
        }
        let styles = style::compare(self.sides, group, &words, map);
        if !styles.is_empty() {
            self.push(ChangeKind::Restyled { styles }, old, new);
        }
    }

    fn times(&mut self, group: &Group, map: TimeMap) {
        let (was, is) = (self.sides.old.interval(&group.old), self.sides.new.interval(&group.new));
        let expected = map.interval(was);
        let by = |from: Timestamp, to: Timestamp| {
            let by = to.0.saturating_sub(from.0);
            if by.saturating_abs() <= self.sides.tolerance { 0 } else { by }
        };
        let start_ms = by(expected.start, is.start);
        let end_ms = (expected.is_open() == is.is_open()).then(|| by(expected.end, is.end));
        if (start_ms, end_ms) != (0, Some(0)) {
            let kind = ChangeKind::Retimed { expected, start_ms, end_ms };
            self.push(kind, &group.old, &group.new);
        }
    }
}
