//! Which of the opportunities become line breaks: exact dynamic programming over the pieces of a
//! text (the shape of Knuth and Plass), the fewest lines first.

use super::cost::{self, Cost, Costs};
use super::measure::Measure;
use super::piece::{Joint, Piece};
use super::width::Width;
use super::words::BreakWords;

/// Above this a cue is not a caption any more, and its lines are filled one after the other: the exact
/// search would take time in proportion to length and lines.
const MOST_LINES: usize = 16;

/// What no setting costs.
const NEVER: Cost = Cost::MAX;

/// The widths of pieces and of the gaps after them, if they are no line breaks.
#[derive(Debug, Default)]
pub(super) struct Widths {
    pieces: Vec<u32>,
    gaps: Vec<u32>,
}

impl Widths {
    pub(super) fn fill(&mut self, text: &str, pieces: &[Piece], width: Width) {
        self.pieces.clear();
        self.gaps.clear();
        for piece in pieces {
            self.pieces.push(width.of(&text[piece.text.clone()]));
            self.gaps.push(kept_gap(&text[piece.gap.clone()], piece.joint, width));
        }
        // Nothing follows the last one.
        if let Some(last) = self.gaps.last_mut() {
            *last = 0;
        }
    }

    /// The width of a range of pieces, the first and the last included, on one line.
    pub(super) fn of_line(&self, first: usize, last: usize) -> u32 {
        let pieces: u32 = self.pieces[first..=last].iter().sum();
        pieces + self.gaps[first..last].iter().sum::<u32>()
    }

    /// The width of a piece, and of the gap after it.
    pub(super) fn of_piece(&self, at: usize) -> (u32, u32) {
        (self.pieces[at], self.gaps[at])
    }
}

/// The width of a gap on a line. Between words it is one space however many there are: a break takes
/// them all, and no one knows of them when it is undone. Between ideographs the space stays.
fn kept_gap(gap: &str, joint: Joint, width: Width) -> u32 {
    match joint {
        Joint::Space => 1,
        Joint::Close => gap.split(['\n', '\r']).map(|space| width.of(space)).sum(),
        Joint::Word | Joint::Required => 0,
    }
}

/// Sets blocks, one after the other; what it needs for one it uses again for the next.
#[derive(Debug, Default)]
pub(super) struct Fit {
    widths: Widths,
    costs: Costs,
    /// Row r holds, for every piece, the cheapest setting in r + 1 lines that ends after it, and
    /// where its last line begins.
    rows: Vec<(Cost, usize)>,
    ends: Vec<usize>,
}

impl Fit {
    /// The last piece of every line, and how wide all is. A piece that is wider than the limit has a
    /// line of its own.
    pub(super) fn set(
        &mut self,
        text: &str,
        pieces: &[Piece],
        words: &BreakWords,
        measure: Measure,
    ) -> (&[usize], &Widths) {
        self.widths.fill(text, pieces, measure.width);
        self.fill(pieces, measure.limit);
        let wanted = measure.lines.map_or(0, |lines| lines as usize);
        let lines = self.ends.len().max(wanted).min(pieces.len());
        if lines > 1 && self.ends.len() <= MOST_LINES {
            self.costs.clear(pieces.len());
            self.search(text, pieces, words, (measure.limit, lines));
        }
        (&self.ends, &self.widths)
    }

    /// Each line takes what it can hold: the fewest lines.
    fn fill(&mut self, pieces: &[Piece], limit: u32) {
        let Widths { pieces: widths, gaps } = &self.widths;
        self.ends.clear();
        let mut line = 0u32;
        for (at, &piece) in widths.iter().enumerate() {
            if at > 0 {
                let with = line.saturating_add(gaps[at - 1]).saturating_add(piece);
                if with <= limit && pieces[at - 1].joint != Joint::Required {
                    line = with;
                    continue;
                }
                self.ends.push(at - 1);
            }
            line = piece;
        }
        self.ends.push(widths.len().saturating_sub(1));
    }

    /// The cheapest way to set the pieces in so many lines. There is one: the caller has counted.
    fn search(
        &mut self,
        text: &str,
        pieces: &[Piece],
        words: &BreakWords,
        (limit, lines): (u32, usize),
    ) {
        let count = pieces.len();
        let total = self.widths.of_line(0, count - 1);
        let mean = (total as f32 - (lines - 1) as f32) / lines as f32;
        self.rows.clear();
        self.rows.resize(lines * count, (NEVER, 0));
        self.first_line(pieces, limit, mean);
        for row in 1..lines {
            let (before, rows) = self.rows[(row - 1) * count..].split_at_mut(count);
            // The last line ends after the last piece, and nowhere else.
            let from = if row + 1 == lines { count - 1 } else { row };
            for (last, best) in rows.iter_mut().enumerate().take(count).skip(from) {
                let mut width = 0;
                for first in (row..=last).rev() {
                    let (piece, gap) = self.widths.of_piece(first);
                    width += piece;
                    if first < last {
                        width += gap;
                        if width > limit || pieces[first].joint == Joint::Required {
                            break;
                        }
                    }
                    let so_far = before[first - 1].0;
                    if so_far < NEVER {
                        let here = self.costs.after(text, pieces, words, first - 1);
                        let line = cost::line(width, mean, false, last - first + 1);
                        let cost = so_far + here + line;
                        if cost < best.0 {
                            *best = (cost, first);
                        }
                    }
                }
            }
        }
        self.ends.clear();
        let mut last = count - 1;
        for row in (0..lines).rev() {
            self.ends.push(last);
            last = self.rows[row * count + last].1.saturating_sub(1);
        }
        self.ends.reverse();
    }

    /// What the first line costs, wherever it ends.
    fn first_line(&mut self, pieces: &[Piece], limit: u32, mean: f32) {
        let mut width = 0;
        for (last, best) in self.rows.iter_mut().enumerate().take(pieces.len()) {
            let (piece, _) = self.widths.of_piece(last);
            width += piece;
            if let Some(before) = last.checked_sub(1) {
                width += self.widths.of_piece(before).1;
                if width > limit || pieces[before].joint == Joint::Required {
                    break;
                }
            }
            *best = (cost::line(width, mean, true, last + 1), 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pieces::pieces;
    use super::*;

    fn set(text: &str, limit: u32, lines: Option<u32>) -> Vec<&str> {
        let measure = Measure { limit, width: Width::Graphemes, lines };
        let mut found = Vec::new();
        pieces(text, 0..text.len(), measure, &mut found);
        let mut fit = Fit::default();
        let mut first = 0;
        let mut set = Vec::new();
        for &end in fit.set(text, &found, BreakWords::of(Some("en")), measure).0 {
            set.push(&text[found[first].text.start..found[end].text.end]);
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
        let text = "see the_harbour_and_its_opening_times today";
        assert_eq!(set(text, 20, None), ["see", "the_harbour_and_its_opening_times", "today"]);
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
