//! Rolling captions: cues that are lines rolling up a screen, found and turned into plain cues.
//!
//! There are two forms. In one, each cue begins with the lines that the cue before ended with, often with a cue of 10 ms
//! in between that only has them (YouTube's automatic captions, downloaded as WebVTT). In the other, each cue has one
//! line and stays while the next one or two are shown (the same captions as SRT).

use crate::read::Opened;
use crate::rewrite;
use crate::source::Edit;
use crate::time::{Interval, Timestamp};
use crate::timeline::{Cue, Line, Run, RunKind, Shown, Timeline, is_visible};

/// From this many cues in a row that begin with lines of the one before, it is not a chorus.
const MIN_REPEATS: usize = 3;
/// From this many cues in a row that overlap the next one, it is not an accident.
const MIN_OVERLAPS: usize = 4;
/// Cues that follow each other within this many ms are one stretch of time.
const MAX_HOLD_GAP: i64 = 100;
/// More lines than any caption window has.
const MAX_LINES: usize = 8;

/// How a cue takes part in rolling captions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It begins with this many lines of the cue before, and then has new ones.
    Repeats(u32),
    /// It shows nothing but lines of the cue before.
    Holds,
    /// It stays on screen while the next cue is shown.
    Overlaps,
    /// It begins or ends a stretch of such cues.
    Plain,
}

/// The rolling captions of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rolling {
    /// The cues that roll and how, by their places in the file, in the order of time. A stretch begins with a cue that
    /// is [`Role::Plain`] or [`Role::Overlaps`].
    pub cues: Vec<(u32, Role)>,
}

impl Rolling {
    /// Whether a file has rolling captions.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.cues.is_empty()
    }

    /// Whether a cue shows nothing but lines of the one before.
    #[must_use]
    pub fn holds(&self, cue: u32) -> bool {
        // Where cues contain lines, they are in file order; where they overlap, none does.
        let at = self.cues.binary_search_by_key(&cue, |(cue, _)| *cue);
        at.is_ok_and(|at| self.cues[at].1 == Role::Holds)
    }

    /// How many cues have another role than to begin or end a stretch.
    #[must_use]
    pub fn count(&self) -> usize {
        self.cues.iter().filter(|(_, role)| *role != Role::Plain).count()
    }
}

/// Finds the rolling captions of a file. `order` has the indices of the cues in the order of their start times.
///
/// ```
/// use cuesmith::retime::{Role, rolling};
/// use cuesmith::{ReadOptions, read};
///
/// let cue = |n: u32, text: &str| format!("00:0{n}.000 --> 00:0{}.000\n{text}\n\n", n + 1);
/// let text = ["One", "One\nTwo", "Two\nThree", "Three\nFour"];
/// let text: String = (1..).zip(text).map(|(n, text)| cue(n, text)).collect();
/// let text = format!("WEBVTT\n\n{text}");
/// let timeline = read(&text, None, &ReadOptions::default()).document.lower();
/// let found = rolling(&timeline, &[0, 1, 2, 3]);
/// assert_eq!(found.cues[0], (0, Role::Plain));
/// assert_eq!(found.cues[3], (3, Role::Repeats(1)));
/// ```
#[must_use]
pub fn rolling(timeline: &Timeline<'_>, order: &[u32]) -> Rolling {
    let cues = repeating(timeline);
    Rolling { cues: if cues.is_empty() { overlapping(timeline, order) } else { cues } }
}

/// The stretches in which cues begin with lines of the one before, in file order.
fn repeating(timeline: &Timeline<'_>) -> Vec<(u32, Role)> {
    let mut found: Vec<(u32, Role)> = Vec::new();
    let mut is_rolling = false;
    let (mut run, mut rolled) = (0, 0);
    let (mut before, mut lines) = (Vec::new(), Vec::new());
    let mut opened_before = 0;
    for (index, cue) in timeline.cues.iter().enumerate() {
        let opened = openings(timeline, cue);
        let role = match index.checked_sub(1).map(|last| &timeline.cues[last]) {
            Some(last) if opened & opened_before != 0 => {
                for (cue, lines) in [(last, &mut before), (cue, &mut lines)] {
                    timeline.lines_into(cue, lines);
                    lines.retain(|line: &Line<'_>| is_visible(&line.text));
                }
                role(timeline, last, &before, cue, &lines)
            }
            _ => Role::Plain,
        };
        opened_before = opened;
        if role == Role::Plain {
            (run, rolled) = (0, 0);
        } else {
            run += 1;
            rolled += usize::from(role != Role::Holds);
            is_rolling |= run >= MIN_REPEATS && rolled > 1;
        }
        found.push((index as u32, role));
    }
    if !is_rolling {
        return Vec::new();
    }
    // A plain cue takes part where the next one repeats it.
    let next = found.iter().skip(1).map(|(_, role)| *role).chain([Role::Plain]);
    let takes_part = |((_, role), next): &((u32, Role), Role)| [*role, *next] != [Role::Plain; 2];
    found.iter().copied().zip(next).filter(takes_part).map(|(cue, _)| cue).collect()
}

/// How the texts of a cue begin, as a set of 64: cues with a line in common have one of them in common.
fn openings(timeline: &Timeline<'_>, cue: &Cue<'_>) -> u64 {
    let hash = |hash: u32, byte: &u8| hash.wrapping_mul(31).wrapping_add(u32::from(*byte));
    let bit = |hash: u32| 1 << (hash.wrapping_mul(0x9e37_79b1) >> 26);
    let of_run = |run: &Run<'_>| {
        let RunKind::Text(text) = &run.kind else { return 0 };
        let is_space = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ');
        // Most begin with a word of at least four letters, or with a short one and a space.
        if let [a, b, c, d, ..] = *text.as_bytes()
            && [a, b, c, d].is_ascii()
            && ![a, b, c, d].iter().any(is_space)
        {
            return bit([a, b, c, d].iter().fold(0, hash));
        }
        let mut bytes = text.bytes().skip_while(is_space);
        let mut hashed = 0;
        for count in 0..4 {
            match bytes.next() {
                Some(byte) if !byte.is_ascii() => return u64::MAX,
                // The end of the first word, wherever runs begin and end.
                Some(byte) if is_space(&byte) => break,
                Some(byte) => hashed = hash(hashed, &byte),
                // Nothing but white space does not begin a line; the word may go on in the next run.
                None if count == 0 => return 0,
                None => return u64::MAX,
            }
        }
        bit(hashed)
    };
    timeline.runs_of(cue).iter().fold(0, |found, run| found | of_run(run))
}

fn role(
    timeline: &Timeline<'_>,
    last: &Cue<'_>,
    before: &[Line<'_>],
    cue: &Cue<'_>,
    lines: &[Line<'_>],
) -> Role {
    let most = lines.len().min(before.len()).min(MAX_LINES);
    let repeats = |&count: &usize| {
        let mut pairs = before[before.len() - count..].iter().zip(&lines[..count]);
        pairs.all(|(old, new)| old.text.trim() == new.text.trim())
    };
    // What has times inside is said now.
    let stamp = timeline.runs_of(cue).iter().find(|run| matches!(run.kind, RunKind::Timestamp(_)));
    let is_new = |line: &Line<'_>| stamp.is_some_and(|stamp| line.span.end > stamp.span.start);
    let old = lines[..most].iter().take_while(|line| !is_new(line)).count();
    let repeated = (1..=old).rev().find(repeats).unwrap_or(0);
    let gap = cue.interval.start.0.saturating_sub(last.interval.end.0);
    match repeated {
        0 => Role::Plain,
        all if all == lines.len() && gap <= MAX_HOLD_GAP => Role::Holds,
        all if all == lines.len() => Role::Plain,
        some => Role::Repeats(some as u32),
    }
}

/// The stretches in which cues with other texts overlap the next one, and no further than captions of a few lines.
fn overlapping(timeline: &Timeline<'_>, order: &[u32]) -> Vec<(u32, Role)> {
    let mut found = Vec::new();
    let mut run: Vec<u32> = Vec::new();
    let mut end = |run: &mut Vec<u32>, last: Option<u32>| {
        if run.len() >= MIN_OVERLAPS {
            found.extend(run.iter().map(|cue| (*cue, Role::Overlaps)));
            found.extend(last.map(|cue| (cue, Role::Plain)));
        }
        run.clear();
    };
    let cue = |at: usize| order.get(at).map(|&cue| &timeline.cues[cue as usize]);
    for (at, &index) in order.iter().enumerate() {
        let reaches = match (cue(at), cue(at + 1)) {
            (Some(this), Some(next)) => {
                let (a, b) = (this.interval, next.interval);
                // Most do not touch.
                if a.end <= b.start {
                    if !run.is_empty() {
                        end(&mut run, Some(index));
                    }
                    continue;
                }
                let shared = a.end.min(b.end).0.saturating_sub(b.start.0);
                let shorter = a.duration().min(b.duration());
                let beyond = cue(at + 1 + MAX_LINES / 2);
                b.start > a.start
                    && a.end < b.end
                    && shared > shorter / 5
                    && this.region == next.region
                    && this.placement == next.placement
                    && beyond.is_none_or(|cue| a.end <= cue.interval.start)
            }
            _ => false,
        };
        match reaches {
            true => run.push(index),
            false => end(&mut run, Some(index)),
        }
    }
    end(&mut run, None);
    found
}

/// The changes that turn rolling captions into plain cues: each line is shown once, from its appearance (by the time
/// inside the text where there is one) until the next line appears. `None` where one of the cues cannot be changed.
#[must_use]
pub fn unroll(file: &Opened<'_>, rolling: &Rolling) -> Option<Vec<Edit>> {
    let timeline = &file.timeline;
    let mut edits = Vec::new();
    let gone: Vec<u32> =
        rolling.cues.iter().filter(|(_, role)| *role == Role::Holds).map(|(cue, _)| *cue).collect();
    if !gone.is_empty() {
        edits.extend(rewrite::remove_all(file, &gone)?);
    }
    let mut shown = Shown::default();
    // What is shown: the cue, from when, until when as far as is known.
    let mut open: Option<(u32, Interval)> = None;
    for &(index, role) in &rolling.cues {
        let cue = &timeline.cues[index as usize];
        if role == Role::Holds {
            if let Some((_, until)) = &mut open {
                until.end = until.end.max(cue.interval.end);
            }
            continue;
        }
        let start = match role {
            Role::Repeats(_) => begin(timeline, cue, role),
            _ => cue.interval.start,
        };
        if let (Role::Repeats(_), Some((_, until))) = (role, &mut open) {
            let gap = cue.interval.start.0.saturating_sub(until.end.0);
            // The old lines stay until the new ones appear.
            until.end = if gap <= MAX_HOLD_GAP { until.end.max(start) } else { until.end };
        }
        close(file, open.take(), Some(start), &mut edits)?;
        if matches!(role, Role::Repeats(_) | Role::Plain) {
            shown.fill(timeline, cue);
            edits.extend(blanks_and_repeats(timeline, index, &shown, role)?);
        }
        open = Some((index, Interval { start, end: cue.interval.end }));
    }
    close(file, open, None, &mut edits)?;
    Some(edits)
}

/// Gives a cue its times: it ends where the next line appears.
fn close(
    file: &Opened<'_>,
    open: Option<(u32, Interval)>,
    next: Option<Timestamp>,
    edits: &mut Vec<Edit>,
) -> Option<()> {
    let Some((index, mut to)) = open else { return Some(()) };
    let cue = &file.timeline.cues[index as usize];
    if let Some(next) = next.filter(|next| *next > to.start) {
        to.end = to.end.min(next);
    }
    if to != cue.interval {
        edits.extend(rewrite::set_times(file, index, to)?);
        edits.extend(rewrite::move_stamps(file, cue, to, |time| time));
    }
    Some(())
}

/// When the new lines of a cue appear: at the timestamp before them, otherwise when the cue begins.
fn begin(timeline: &Timeline<'_>, cue: &Cue<'_>, role: Role) -> Timestamp {
    let Role::Repeats(repeated) = role else { return cue.interval.start };
    let mut line = 0;
    let mut said = false;
    for run in timeline.runs_of(cue) {
        match &run.kind {
            RunKind::Break => {
                line += u32::from(std::mem::take(&mut said));
            }
            RunKind::Text(text) => said |= is_visible(text),
            RunKind::Timestamp(_) if line < repeated || said => break,
            RunKind::Timestamp(time) => {
                let inside = cue.interval.start < *time && *time < cue.interval.end;
                return if inside { *time } else { cue.interval.start };
            }
        }
        if line >= repeated && said {
            break;
        }
    }
    cue.interval.start
}

/// Removes the repeated lines of a cue, and the blank ones around the others.
fn blanks_and_repeats(
    timeline: &Timeline<'_>,
    index: u32,
    shown: &Shown,
    role: Role,
) -> Option<Vec<Edit>> {
    let repeated = match role {
        Role::Repeats(count) => count,
        _ => 0,
    };
    let text = &shown.text;
    let (mut at, mut seen) = (0, 0);
    for line in text.split_inclusive('\n') {
        if is_visible(line) {
            if seen == repeated {
                break;
            }
            seen += 1;
        }
        at += line.len();
    }
    let end = text.trim_end().len();
    if (at == 0 && end == text.len()) || at >= end {
        return Some(Vec::new());
    }
    if rewrite::is_shared(timeline, index) {
        return None;
    }
    let mut spans = shown.spans(0..at);
    spans.extend(shown.spans(end..text.len()));
    // Markup that contains only removed text stays: it shows nothing.
    Some(spans.into_iter().map(Edit::delete).collect())
}
