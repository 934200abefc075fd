//! Joining short cues with their neighbors.

use std::collections::HashSet;

use crate::rewrite::Joint;
use crate::speakers::{detect, is_sound_label};
use crate::time::{Interval, Timestamp};
use crate::timeline::{Cue, Line, Timeline, graphemes};

/// Which cues are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JoinShort {
    /// One of both is shorter than this many ms.
    pub below: i64,
    /// They are at most this many ms apart. Default 500.
    pub max_gap: i64,
    /// Longest line of the joined cue, in graphemes. Default 42.
    pub max_chars: u32,
    /// Most lines of it. Default 2.
    pub max_lines: u32,
    /// Longest duration of it in ms. Default 8,000.
    pub max_duration: i64,
}

impl Default for JoinShort {
    fn default() -> Self {
        Self { below: 0, max_gap: 500, max_chars: 42, max_lines: 2, max_duration: 8000 }
    }
}

/// Two cues to join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Join {
    /// The first one; the second is the next in the file.
    pub first: u32,
    /// What comes between their texts.
    pub joint: Joint,
    /// When the joined cue is shown.
    pub interval: Interval,
}

/// The neighbors that [`crate::rewrite::merge`] should join: short ones that follow each other closely
/// and fit together. Nothing is joined over a change of speaker, with a sound label or
/// with a song; a cue is joined once.
#[must_use]
pub fn joins(timeline: &Timeline<'_>, options: &JoinShort) -> Vec<Join> {
    let turns: HashSet<u32> = detect(timeline).turns.iter().map(|turn| turn.cue).collect();
    let mut found = Vec::new();
    let mut first = 0_usize;
    while let Some([a, b]) = timeline.cues.get(first..first + 2) {
        let index = first as u32;
        let joint = (!turns.contains(&(index + 1)) && belong(a, b, options))
            .then(|| joint(&timeline.lines(a), &timeline.lines(b), options))
            .flatten();
        first += 1;
        if let Some(joint) = joint {
            let end = Timestamp(a.interval.end.0.max(b.interval.end.0));
            found.push(Join { first: index, joint, interval: Interval { end, ..a.interval } });
            first += 1;
        }
    }
    found
}

/// Whether the times and places of two cues allow it.
fn belong(a: &Cue<'_>, b: &Cue<'_>, options: &JoinShort) -> bool {
    let gap = b.interval.start.0.saturating_sub(a.interval.end.0);
    let whole = b.interval.end.0.saturating_sub(a.interval.start.0);
    let short = a.interval.duration().min(b.interval.duration());
    short < options.below
        && a.interval.duration() >= 0
        && b.interval.duration() >= 0
        && (0..=options.max_gap).contains(&gap)
        && whole <= options.max_duration
        && a.region == b.region
        && a.placement == b.placement
}

/// How two texts fit into one cue, if they do.
fn joint(a: &[Line<'_>], b: &[Line<'_>], options: &JoinShort) -> Option<Joint> {
    let lines = || a.iter().chain(b);
    let apart =
        |line: &Line<'_>| is_sound_label(&line.text, None) || line.text.contains(['♪', '♫', '#']);
    if a.is_empty() || b.is_empty() || lines().any(apart) {
        return None;
    }
    let width: u32 = lines().map(|line| graphemes(&line.text)).sum();
    if a.len() + b.len() == 2 && width < options.max_chars {
        return Some(Joint::Space);
    }
    let fits = lines().all(|line| graphemes(&line.text) <= options.max_chars);
    (fits && a.len() + b.len() <= options.max_lines as usize).then_some(Joint::Break)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, read};

    fn joined(texts: &[&str]) -> Vec<(u32, Joint)> {
        let cue = |(n, text): (usize, &&str)| {
            format!("{}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{text}\n\n", n + 1)
        };
        let text: String = texts.iter().enumerate().map(cue).collect();
        let timeline = read(&text, None, &ReadOptions::default()).document.lower();
        let options = JoinShort { below: 1000, ..JoinShort::default() };
        joins(&timeline, &options).iter().map(|join| (join.first, join.joint)).collect()
    }

    #[test]
    fn short_neighbors_that_fit_are_joined_once() {
        assert_eq!(joined(&["One.", "Two.", "Three."]), [(0, Joint::Space)]);
        let long = "A line that is as long as half of them.";
        assert_eq!(joined(&[long, long]), [(0, Joint::Break)]);
        assert_eq!(joined(&["a\nb", "c"]), []);
    }

    #[test]
    fn speakers_sounds_and_songs_stay_apart() {
        assert_eq!(joined(&["One.", ">> Two."]), []);
        assert_eq!(joined(&["[applause]", "Two."]), []);
        assert_eq!(joined(&["♪ La la", "Two."]), []);
    }
}
