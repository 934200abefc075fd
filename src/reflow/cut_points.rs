//! The places where a text may be cut into cues, for who chooses among them by more than the text: by times.

use std::ops::Range;

use super::layout::Layout;
use super::line_groups::SpeakerChange;
use super::split::{Weighed, weigh};

/// A piece of a text that stays in one cue, and what a cut after it costs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CutPoint {
    /// The piece in the text, in bytes, without white space at its ends.
    pub(crate) text: Range<usize>,
    /// Its width, by the layout's measure.
    pub(crate) width: u32,
    /// The width of the gap after it where no line ends there.
    pub(crate) gap: u32,
    /// Whether it begins its own line: another speaker, a song.
    pub(crate) begins_line: bool,
    /// What a cut after it costs the reader: from -5 (the end of a sentence) up.
    pub(crate) cost: f32,
}

/// The pieces of a text, in order. `turns` (sorted) are where another speaker begins.
pub(crate) fn cut_points(
    text: &str,
    turns: &[SpeakerChange],
    layout: &Layout<'_>,
) -> Vec<CutPoint> {
    let Weighed { pieces, costs, widths, begins } = weigh(text, turns, layout);
    let all = pieces.into_iter().zip(costs).zip(widths).zip(begins);
    all.map(|(((piece, cost), (width, gap)), begins_line)| CutPoint {
        text: piece.text,
        width,
        gap,
        begins_line,
        cost,
    })
    .collect()
}
