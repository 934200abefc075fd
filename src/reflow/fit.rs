//! Which of the opportunities become line breaks: exact dynamic programming over the pieces of a
//! text (the shape of Knuth and Plass), the fewest lines first.

use super::cost;
use super::pieces::Piece;
use super::width::Width;
use super::words::Words;

/// Above this a cue is no caption any more, and its lines are filled one after the other: the exact
/// search would take time in proportion to length and lines.
const MOST_LINES: usize = 16;

/// How a text should be set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    /// The limit of a line, in `width`.
    pub(super) limit: u32,
    pub(super) width: Width,
    /// Exactly so many lines, where the pieces allow it; else as few as can be.
    pub(super) lines: Option<u32>,
}

/// The widths of pieces and of the gaps behind them, if they are no line breaks.
pub(super) struct Widths {
    pieces: Vec<u32>,
    gaps: Vec<u32>,
}

impl Widths {
    pub(super) fn of(text: &str, pieces: &[Piece], width: Width) -> Self {
        let gap = |(at, piece): (usize, &Piece)| {
            let Some(next) = pieces.get(at + 1) else { return 0 };
            let (before, behind) = (&text[piece.text.clone()], &text[next.text.clone()]);
            kept_gap(&text[piece.gap.clone()], cost::joins_without_space(before, behind), width)
        };
        Self {
            pieces: pieces.iter().map(|piece| width.of(&text[piece.text.clone()])).collect(),
            gaps: pieces.iter().enumerate().map(gap).collect(),
        }
    }

    /// The width of a range of pieces, the first and the last included, on one line.
    pub(super) fn of_line(&self, first: usize, last: usize) -> u32 {
        let pieces: u32 = self.pieces[first..=last].iter().sum();
        pieces + self.gaps[first..last].iter().sum::<u32>()
    }

    /// The width of a piece, and of the gap behind it.
    pub(super) fn of_piece(&self, at: usize) -> (u32, u32) {
        (self.pieces[at], self.gaps[at])
    }

    /// The last piece of every line when each line takes what it can hold: the fewest lines.
    fn fill(&self, limit: u32) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut line = 0u32;
        for (at, &piece) in self.pieces.iter().enumerate() {
            if at > 0 {
                let with = line.saturating_add(self.gaps[at - 1]).saturating_add(piece);
                if with <= limit {
                    line = with;
                    continue;
                }
                ends.push(at - 1);
            }
            line = piece;
        }
        ends.push(self.pieces.len().saturating_sub(1));
        ends
    }
}

/// The width of a gap on a line. Between words it is one space however many there are: a break takes
/// them all, and nobody knows of them when it is undone. Between ideographs the space stays.
fn kept_gap(gap: &str, ideographs: bool, width: Width) -> u32 {
    if ideographs {
        return gap.split(['\n', '\r']).map(|space| width.of(space)).sum();
    }
    1
}

/// The last piece of every line. A piece that is wider than the limit has a line of its own.
pub(super) fn fit(text: &str, pieces: &[Piece], words: &Words, measure: Measure) -> Vec<usize> {
    let widths = Widths::of(text, pieces, measure.width);
    let filled = widths.fill(measure.limit);
    let wanted = measure.lines.map_or(0, |lines| lines as usize);
    let lines = filled.len().max(wanted).min(pieces.len());
    if lines <= 1 || filled.len() > MOST_LINES {
        return filled;
    }
    let costs = cost::breaks(text, pieces, words);
    search(&widths, &costs, measure.limit, lines)
}

/// The cheapest way to set the pieces in so many lines. There is one: the caller has counted.
fn search(widths: &Widths, breaks: &[f32], limit: u32, lines: usize) -> Vec<usize> {
    let count = widths.pieces.len();
    let total = widths.of_line(0, count - 1);
    let mean = (total as f32 - (lines - 1) as f32) / lines as f32;
    // Row r holds, for every piece, the cheapest setting in r + 1 lines that ends behind it, and
    // where its last line begins.
    let mut rows: Vec<Vec<(f32, usize)>> = Vec::with_capacity(lines);
    for row in 0..lines {
        let mut best = vec![(f32::INFINITY, 0); count];
        for (last, best) in best.iter_mut().enumerate().skip(row) {
            let mut width = 0;
            for first in (row..=last).rev() {
                width += widths.pieces[first];
                if first < last {
                    width += widths.gaps[first];
                    if width > limit {
                        break;
                    }
                }
                let before = match (row, first) {
                    (0, 0) => 0.0,
                    (0, _) | (_, 0) => continue,
                    _ => rows[row - 1][first - 1].0 + breaks[first - 1],
                };
                let cost = before + cost::line(width, mean, row == 0, last - first + 1);
                if cost < best.0 {
                    *best = (cost, first);
                }
            }
        }
        rows.push(best);
    }
    let mut ends = Vec::with_capacity(lines);
    let mut last = count - 1;
    for row in rows.iter().rev() {
        ends.push(last);
        last = row[last].1.saturating_sub(1);
    }
    ends.reverse();
    ends
}

#[cfg(test)]
mod tests {
    use super::super::pieces::pieces;
    use super::*;

    fn set(text: &str, limit: u32, lines: Option<u32>) -> Vec<&str> {
        let pieces = pieces(text, 0..text.len());
        let measure = Measure { limit, width: Width::Graphemes, lines };
        let ends = fit(text, &pieces, Words::of(Some("en")), measure);
        let mut first = 0;
        let mut set = Vec::new();
        for end in ends {
            set.push(&text[pieces[first].text.start..pieces[end].text.end]);
            first = end + 1;
        }
        set
    }

    #[test]
    fn as_few_lines_as_can_be() {
        assert_eq!(set("The harbour opens at six.", 42, None), ["The harbour opens at six."]);
        assert_eq!(set("The harbour opens at six.", 24, None), ["The harbour opens", "at six."]);
        assert_eq!(set("a b c", 1, None), ["a", "b", "c"]);
    }

    #[test]
    fn a_word_that_is_too_wide_stands_alone() {
        let text = "see https://example.org/harbour/opening-times today";
        assert_eq!(
            set(text, 20, None),
            ["see", "https://example.org/harbour/opening-times", "today"]
        );
    }

    #[test]
    fn so_many_lines_as_asked_for() {
        assert_eq!(set("The harbour, the quay", 42, Some(2)), ["The harbour,", "the quay"]);
        assert_eq!(set("Yes", 42, Some(2)), ["Yes"]);
    }

    #[test]
    fn existing_good_breaks_survive() {
        let text = "When we come to the harbour we\nwill see the ships";
        assert_eq!(set(text, 32, None).len(), 2);
        for line in set(text, 32, None) {
            assert!(Width::Graphemes.of(line) <= 32);
        }
    }
}
