//! Splitting cues with more text than fits into their lines: where, and at which times.
//!
//! The parts are as few as can be, each fits its lines, and the cuts are where they cost the reader
//! least: at the ends of sentences first, between speakers, then where a line break would be best.
//! A sound label or a name that is alone stays with what follows.

use std::ops::Range;

use super::cost::{self, Costs};
use super::layout::{Layout, Setter, moved};
use super::line_groups::{LineGroups, SpeakerChange};
use super::line_search::Widths;
use super::measure::Measure;
use super::piece::{Joint, Piece, is_gap};
use crate::source::Span;
use crate::time::{Interval, Timestamp};
use crate::timeline::{Cue, RunKind, Shown, Timeline};

/// A cue ends best between two speakers or sentences.
const SENTENCE: f32 = -5.0;
/// No other place is as good.
pub(super) const BEST: f32 = -3.0;
/// A cut after something that belongs to what follows: a label, a name.
const TIED: f32 = 6.0;
/// How much more a cut weighs than a line break at the same place: the text after it is not seen.
const CUT: f32 = 2.0;
/// How far the parts are from equal length, as a share of it.
pub(super) const UNEVEN: f32 = 2.0;

/// Cuts a text into cues that each fit the limits of a layout, as few as can be, at the places that cost
/// the reader least: their places in the text, in bytes, without white space at their ends. A text that
/// fits is one cue. So is one with a piece that is wider than a line: no cut would make it fit.
///
/// `turns` (sorted) are where another speaker begins.
///
/// ```
/// use cuesmith::reflow::{Layout, BreakWords, segment_cues};
///
/// let layout = Layout { max_chars: 32, words: BreakWords::of(Some("en")), ..Layout::default() };
/// let text = "The ferry left. We stood on the quay, and no one said a word for a while.";
/// let cues: Vec<&str> = segment_cues(text, &[], &layout).into_iter().map(|cue| &text[cue]).collect();
/// assert_eq!(cues, ["The ferry left.", &text[16..]]);
/// assert!(segment_cues(" ", &[], &layout).is_empty());
/// ```
#[must_use]
pub fn segment_cues(text: &str, turns: &[SpeakerChange], layout: &Layout<'_>) -> Vec<Range<usize>> {
    let mut cues = Vec::new();
    let mut from = 0;
    for to in cuts(text, turns, layout).unwrap_or_default().into_iter().chain([text.len()]) {
        let written = text[from..to].trim_end();
        let start = from + (written.len() - written.trim_start().len());
        if !written.is_empty() {
            cues.push(start..from + written.len());
        }
        from = to;
    }
    cues
}

/// Where a text is cut (bytes, each the start of a part but the first): `None` when it fits as it is,
/// or when a single piece does not fit.
pub(super) fn cuts(text: &str, turns: &[SpeakerChange], layout: &Layout<'_>) -> Option<Vec<usize>> {
    let mut cuts: Vec<usize> = Vec::new();
    let mut setter = Setter::default();
    // Set in lines, a part can hold what looks like a speaker, a label or a name and stood in the
    // middle of a line before. It takes its own line: such a part is cut as it is set.
    for _ in 0..ROUNDS {
        let mut all = Vec::with_capacity(cuts.len());
        let mut from = 0;
        for to in cuts.iter().copied().chain([text.len()]) {
            let part = part(text, from..to);
            let inside = turns_in(turns, part.clone());
            let laid = setter.break_lines(&text[part.clone()], &inside, layout);
            if !laid.fits(layout) {
                let written = &text[part.clone()];
                let as_set = || {
                    let set = laid.apply(written);
                    let cuts = cut(&set, &moved(&inside, &laid.changes), layout)?;
                    Some(cuts.into_iter().map(|at| laid.before(at)).collect())
                };
                let more = cut(written, &inside, layout).or_else(as_set).unwrap_or_default();
                all.extend(more.into_iter().map(|at| part.start + at));
            }
            if to < text.len() {
                all.push(to);
            }
            from = to;
        }
        if all.len() == cuts.len() {
            break;
        }
        cuts = all;
    }
    (!cuts.is_empty()).then_some(cuts)
}

/// How often parts are cut; a third time is rare.
const ROUNDS: usize = 8;

/// What is left of a part when it is cut out: white space at a cut goes ([`cut_at`]).
///
/// [`cut_at`]: crate::rewrite::cut_at
pub(super) fn part(text: &str, range: Range<usize>) -> Range<usize> {
    let written = &text[range.clone()];
    let end =
        if range.end < text.len() { written.trim_end() } else { written.trim_end_matches(is_gap) };
    let start = if range.start > 0 { end.trim_start() } else { end };
    let end = range.start + end.len();
    end - start.len()..end
}

/// The turns inside a part, as offsets in it. `turns` are sorted.
pub(super) fn turns_in(turns: &[SpeakerChange], part: Range<usize>) -> Vec<SpeakerChange> {
    let from = turns.partition_point(|turn| turn.at < part.start);
    let inside = turns[from..].iter().take_while(|turn| turn.at < part.end);
    inside.map(|turn| SpeakerChange { at: turn.at - part.start, ..*turn }).collect()
}

/// The cuts of a text, none of them looked at again.
fn cut(text: &str, turns: &[SpeakerChange], layout: &Layout<'_>) -> Option<Vec<usize>> {
    let Weighed { pieces, costs, widths, begins } = weigh(text, turns, layout);
    let parts = search(&costs, &widths, &begins, layout)?;
    Some(parts.into_iter().map(|first| pieces[first].text.start).collect())
}

/// The pieces of a text, and what a cut after each of them costs the reader.
pub(super) struct Weighed {
    pub(super) pieces: Vec<Piece>,
    pub(super) costs: Vec<f32>,
    /// The width of each piece, and of the gap after it.
    pub(super) widths: Vec<(u32, u32)>,
    /// Whether the piece begins its own line.
    pub(super) begins: Vec<bool>,
}

/// Weighs the places where a text may be cut.
pub(super) fn weigh(text: &str, turns: &[SpeakerChange], layout: &Layout<'_>) -> Weighed {
    let measure =
        Measure { limit: layout.max_chars.max(1), width: layout.width, lines: layout.lines };
    let mut blocks = LineGroups::default();
    blocks.fill(text, turns, measure);
    let (mut breaks, mut all) = (Costs::default(), Widths::default());
    let mut weighed =
        Weighed { pieces: Vec::new(), costs: Vec::new(), widths: Vec::new(), begins: Vec::new() };
    for block in blocks.iter() {
        all.fill(text, block, layout.width);
        breaks.clear(block.len());
        for (at, piece) in block.iter().enumerate() {
            weighed.costs.push(match block.get(at + 1) {
                None if is_tied(text, block) => TIED,
                None => SENTENCE,
                Some(next) if cost::ends_sentence(text, piece, next, layout.words) => SENTENCE,
                Some(_) => {
                    let cost = breaks.after(text, block, layout.words, at);
                    (cost as f32 / 1_000.0 * CUT).max(BEST)
                }
            });
            weighed.widths.push(all.of_piece(at));
            weighed.begins.push(at == 0 || block[at - 1].joint == Joint::Required);
        }
        weighed.pieces.extend_from_slice(block);
    }
    weighed
}

/// Whether a block is nothing but a label or a name, which belongs to what follows.
fn is_tied(text: &str, block: &[Piece]) -> bool {
    let (Some(first), Some(last)) = (block.first(), block.last()) else { return false };
    let written = &text[first.text.start..last.text.end];
    written.ends_with([':', ']', ')']) && (written.starts_with(['[', '(']) || block.len() < 5)
}

/// The first piece of every part but the first: as few parts as can be, the cheapest of those.
fn search(
    costs: &[f32],
    widths: &[(u32, u32)],
    begins: &[bool],
    layout: &Layout<'_>,
) -> Option<Vec<usize>> {
    let count = costs.len();
    let total: u32 = widths.iter().map(|(piece, _)| piece).sum();
    let least = fewest(widths, begins, layout)?;
    let mean = total as f32 / least as f32;
    // For every end: parts, cost, where the last part begins.
    let mut best: Vec<(u32, f32, usize)> = vec![(u32::MAX, f32::INFINITY, 0); count + 1];
    best[0] = (0, 0.0, 0);
    for first in 0..count {
        let (parts, before, _) = best[first];
        if parts == u32::MAX {
            continue;
        }
        let mut filling = Filling::default();
        let mut length = 0;
        for end in first..count {
            if !filling.take(widths, begins, end, end == first, layout) {
                break;
            }
            length += widths[end].0;
            let off = (length as f32 - mean).abs() / mean.max(1.0);
            let cut = if end + 1 < count { costs[end] } else { 0.0 };
            let new = (parts + 1, before + cut + UNEVEN * off * off, first);
            let old = best[end + 1];
            if new.0 < old.0 || (new.0 == old.0 && new.1 < old.1) {
                best[end + 1] = new;
            }
        }
    }
    if best[count].0 == u32::MAX || best[count].0 < 2 {
        return None;
    }
    let mut firsts = Vec::new();
    let mut at = best[count].2;
    while at > 0 {
        firsts.push(at);
        at = best[at].2;
    }
    firsts.reverse();
    Some(firsts)
}

/// How many parts there are at least. `None` when one piece does not fit a line.
fn fewest(widths: &[(u32, u32)], begins: &[bool], layout: &Layout<'_>) -> Option<u32> {
    let (mut parts, mut at) = (0, 0);
    while at < widths.len() {
        let mut filling = Filling::default();
        let first = at;
        while at < widths.len() && filling.take(widths, begins, at, at == first, layout) {
            at += 1;
        }
        if at == first {
            return None;
        }
        parts += 1;
    }
    Some(parts)
}

/// The lines of a part as they fill up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filling {
    lines: u32,
    width: u32,
}

impl Filling {
    /// Takes the piece at a place; says whether it fits.
    fn take(
        &mut self,
        widths: &[(u32, u32)],
        begins: &[bool],
        at: usize,
        is_first: bool,
        layout: &Layout<'_>,
    ) -> bool {
        let gap = at.checked_sub(1).filter(|_| !is_first && !begins[at]);
        self.takes(widths[at].0, gap.map(|before| widths[before].1), layout)
    }

    /// Takes a piece of a width, after a gap of a width on the same line where it need not begin one;
    /// says whether it fits.
    pub(crate) fn takes(&mut self, piece: u32, gap: Option<u32>, layout: &Layout<'_>) -> bool {
        let with = gap.map_or(u32::MAX, |gap| self.width.saturating_add(gap).saturating_add(piece));
        if with <= layout.max_chars {
            self.width = with;
        } else {
            self.lines += 1;
            self.width = piece;
        }
        self.lines <= layout.max_lines && piece <= layout.max_chars
    }
}

/// When the parts of a cue are shown: by the timestamps inside its text where there is one at a cut,
/// else in proportion to their length; each at least `min_duration` long, `min_gap` apart (ms).
/// `None` when the cue is too short for that, or has no end.
pub(super) fn times(
    timeline: &Timeline<'_>,
    cue: &Cue<'_>,
    shown: &Shown,
    cuts: &[usize],
    (layout, min_duration, min_gap): (&Layout<'_>, i64, i64),
) -> Option<Vec<Interval>> {
    let (start, end) = (cue.interval.start, cue.interval.end);
    let parts = cuts.len() as i64 + 1;
    let room = end.0.checked_sub(start.0)?;
    if end == Timestamp::OPEN || room < parts * min_duration.max(1) + (parts - 1) * min_gap {
        return None;
    }
    let edges: Vec<usize> =
        [0].into_iter().chain(cuts.iter().copied()).chain([shown.text.len()]).collect();
    let lengths: Vec<i64> = edges
        .windows(2)
        .map(|edge| i64::from(layout.width.of(shown.text[edge[0]..edge[1]].trim())).max(1))
        .collect();
    let stamps: Vec<Option<i64>> =
        cuts.iter().map(|cut| stamp(timeline, cue, shown, *cut)).collect();
    let by_stamps = starts(start.0, end.0 + min_gap, &lengths, &stamps);
    let fits = |starts: &[i64]| {
        let ends = starts[1..].iter().copied().chain([end.0 + min_gap]);
        starts.iter().zip(ends).all(|(from, to)| to - min_gap - from >= min_duration.max(1))
    };
    let starts = if fits(&by_stamps) {
        by_stamps
    } else {
        let none = vec![None; cuts.len()];
        let shared = starts(start.0, end.0 + min_gap, &lengths, &none);
        if fits(&shared) {
            shared
        } else {
            at_least(start.0, room + min_gap, &lengths, min_duration.max(1) + min_gap)
        }
    };
    let ends = starts[1..].iter().map(|next| next - min_gap).chain([end.0]);
    Some(starts.iter().zip(ends).map(|(&from, to)| Interval::from_ms(from, to)).collect())
}

/// When parts start: those with a timestamp then, those between two in proportion to their length.
fn starts(start: i64, end: i64, lengths: &[i64], stamps: &[Option<i64>]) -> Vec<i64> {
    let mut starts = vec![start];
    let mut known = 0;
    for at in 1..=lengths.len() {
        let here = if at == lengths.len() { Some(end) } else { stamps[at - 1] };
        let Some(here) = here else { continue };
        let (from, total): (i64, i64) = (starts[known], lengths[known..at].iter().sum());
        let mut so_far = 0;
        for length in &lengths[known..at - 1] {
            so_far += length;
            starts.push(from + (here - from) * so_far / total);
        }
        if at < lengths.len() {
            starts.push(here);
        }
        known = at;
    }
    starts
}

/// When parts start that all get `least`, and share the rest in proportion to their length.
fn at_least(start: i64, room: i64, lengths: &[i64], least: i64) -> Vec<i64> {
    let rest = room - least * lengths.len() as i64;
    let total: i64 = lengths.iter().sum();
    let (mut at, mut so_far) = (start, 0);
    let mut starts = Vec::with_capacity(lengths.len());
    let mut given = 0;
    for length in lengths {
        starts.push(at);
        so_far += length;
        let share = rest * so_far / total - given;
        given += share;
        at += least + share;
    }
    starts
}

/// The time of a timestamp that is in the source where the text is cut.
pub(super) fn stamp(
    timeline: &Timeline<'_>,
    cue: &Cue<'_>,
    shown: &Shown,
    cut: usize,
) -> Option<i64> {
    let before = shown.text[..cut].trim_end().len();
    let gap = Span::new(shown.end(before), shown.start(cut));
    timeline.runs_of(cue).iter().find_map(|run| match run.kind {
        RunKind::Timestamp(time) if gap.contains(run.span) => Some(time.0),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::BreakWords;
    use super::*;

    fn parts(text: &str, max_chars: u32, max_lines: u32) -> Vec<&str> {
        let layout =
            Layout { max_chars, max_lines, words: BreakWords::of(Some("en")), ..Layout::default() };
        let mut parts = Vec::new();
        let mut at = 0;
        for cut in cuts(text, &[], &layout).unwrap_or_default() {
            parts.push(text[at..cut].trim_end());
            at = cut;
        }
        parts.push(&text[at..]);
        parts
    }

    #[test]
    fn sentences_end_parts_first() {
        let text = "The ferry left. We stood on the quay, and no one said a word for a while.";
        assert_eq!(parts(text, 32, 2), ["The ferry left.", &text[16..]]);
        assert_eq!(parts(text, 42, 2), [text]);
    }

    #[test]
    fn speakers_are_parted_and_labels_stay() {
        let text = "- Is it late?\n- No.\n- Then we wait.";
        assert_eq!(parts(text, 42, 2).len(), 2);
        let text = "We wait on the quay for hours.\n[wind howls]\nThen someone comes along.";
        assert_eq!(parts(text, 32, 2)[0], "We wait on the quay for hours.");
    }

    #[test]
    fn parts_are_as_few_as_can_be() {
        let text = "one two three four five six seven eight nine ten eleven twelve";
        let parts = parts(text, 11, 2);
        assert_eq!(parts.len(), 4, "{parts:?}");
        assert!(
            super::cuts("unbreakable", &[], &Layout { max_chars: 5, ..Layout::default() })
                .is_none()
        );
    }

    #[test]
    fn parts_share_the_time_by_length_but_none_is_too_short() {
        assert_eq!(starts(0, 1000, &[10, 30], &[None]), [0, 250]);
        assert_eq!(starts(0, 1000, &[10, 30, 10], &[None, Some(900)]), [0, 225, 900]);
        assert_eq!(at_least(0, 2000, &[1, 99], 800), [0, 804]);
    }
}
