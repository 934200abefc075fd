//! A text set again: its gaps, and which of them become line breaks.

use std::ops::Range;

use super::line_groups::{LineGroups, SpeakerChange};
use super::line_search::Fit;
use super::measure::Measure;
use super::piece::{Joint, Piece, is_gap};
use super::width::Width;
use super::word_breaks;
use super::words::BreakWords;

/// How a text should be set.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'w> {
    /// Longest line, in `width`. Default 42.
    pub max_chars: u32,
    /// Most lines. Default 2.
    pub max_lines: u32,
    /// What the limit counts. Default graphemes.
    pub width: Width,
    /// The words of the language. Default none.
    pub words: &'w BreakWords,
    /// Set every block in exactly so many lines where that can be, instead of as few as can be.
    /// Default none.
    pub lines: Option<u32>,
}

impl Default for Layout<'_> {
    fn default() -> Self {
        Self {
            max_chars: 42,
            max_lines: 2,
            width: Width::default(),
            words: BreakWords::NONE,
            lines: None,
        }
    }
}

/// A place between two pieces of a text where the setting differs from the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The white space, in bytes of the text; empty where there is none.
    pub range: Range<usize>,
    /// What should be there: a line feed, a space, or nothing.
    pub with: &'static str,
}

/// How a text comes out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineBreaks {
    /// Where it differs from the text as it was, in order.
    pub changes: Vec<Gap>,
    /// How many lines it has.
    pub lines: u32,
    /// Width of the widest line.
    pub widest: u32,
}

impl LineBreaks {
    /// Whether it is within the limits.
    #[must_use]
    pub const fn fits(&self, layout: &Layout<'_>) -> bool {
        self.lines <= layout.max_lines && self.widest <= layout.max_chars
    }

    /// The text as it is set now.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + self.changes.len());
        let mut at = 0;
        for gap in &self.changes {
            out.push_str(&text[at..gap.range.start]);
            out.push_str(gap.with);
            at = gap.range.end;
        }
        out + &text[at..]
    }

    /// Where in the text as it was that stands which begins at `at` in the text as it is set.
    pub(super) fn before(&self, at: usize) -> usize {
        let (mut grown, mut shrunk) = (0, 0);
        for gap in &self.changes {
            if gap.range.start + grown - shrunk + gap.with.len() > at {
                break;
            }
            grown += gap.with.len();
            shrunk += gap.range.len();
        }
        at + shrunk - grown
    }
}

/// Sets a text: lines of at most `max_chars`, as few of them as can be, broken where it costs the
/// reader least. Lines of the text end with a line feed. What is wider than the limit and has no
/// place to break stays as it is; more than `max_lines` lines come out where fewer cannot hold it.
///
/// `turns` (sorted) are where someone else speaks, as markup says; what the text itself says (dashes,
/// `>>`, `NAME:`, songs, sound labels) is seen.
///
/// ```
/// use cuesmith::reflow::{Layout, BreakWords, break_lines};
///
/// let layout = Layout { words: BreakWords::of(Some("en")), ..Layout::default() };
/// let text = "The harbour opens at six in the morning,\nevery day of the\nweek.";
/// let laid = break_lines(text, &[], &layout);
/// assert!(laid.fits(&layout));
/// assert_eq!(laid.apply(text), "The harbour opens at six in the morning,\nevery day of the week.");
/// ```
#[must_use]
pub fn break_lines(text: &str, turns: &[SpeakerChange], layout: &Layout<'_>) -> LineBreaks {
    Setter::default().break_lines(text, turns, layout)
}

/// Sets texts; what it needs for one it uses again for the next.
#[derive(Debug, Default)]
pub(super) struct Setter {
    blocks: LineGroups,
    fit: Fit,
}

impl Setter {
    /// [`break_lines`].
    pub(super) fn break_lines(
        &mut self,
        text: &str,
        turns: &[SpeakerChange],
        layout: &Layout<'_>,
    ) -> LineBreaks {
        let (first, plain) = self.set(text, turns, layout);
        if first.changes.is_empty() || (plain && is_plain(text)) {
            return first;
        }
        // A new line can begin with what looks like a speaker or a label and was none before. It is
        // one for the next reader, so the text is set until it stays as it is.
        let mut now = first.apply(text);
        let mut turns = moved(turns, &first.changes);
        let mut laid = first;
        for round in 0..ROUNDS {
            let (next, _) = self.set(&now, &turns, layout);
            (laid.lines, laid.widest) = (next.lines, next.widest);
            if next.changes.is_empty() {
                if round > 0 {
                    laid.changes = differences(text, &now);
                }
                break;
            }
            turns = moved(&turns, &next.changes);
            now = next.apply(&now);
        }
        laid
    }

    /// Sets a text once. Says whether there is nothing in it but words with white space between them.
    fn set(
        &mut self,
        text: &str,
        turns: &[SpeakerChange],
        layout: &Layout<'_>,
    ) -> (LineBreaks, bool) {
        let measure =
            Measure { limit: layout.max_chars.max(1), width: layout.width, lines: layout.lines };
        let mut laid = LineBreaks::default();
        let mut plain = turns.is_empty();
        let mut previous: Option<&Piece> = None;
        self.blocks.fill(text, turns, measure);
        for block in self.blocks.iter() {
            let (ends, widths) = self.fit.set(text, block, layout.words, measure);
            if let (Some(last), Some(first)) = (previous, block.first()) {
                push(&mut laid.changes, text, last, first, true);
            }
            let mut first = 0;
            for &end in ends {
                let line = &block[first..=end];
                let width = widths.of_line(first, end);
                laid.widest = laid.widest.max(width);
                laid.lines += 1;
                // No character is wider than it is long in bytes.
                let written = line[0].text.start..line[end - first].text.end;
                let narrows = written.len() > layout.max_chars as usize
                    && layout.width.of(&text[written]) > layout.max_chars.max(width);
                for pair in line.windows(2) {
                    push(&mut laid.changes, text, &pair[0], &pair[1], false);
                    if narrows {
                        narrow(&mut laid.changes, text, &pair[0], &pair[1]);
                    }
                }
                if let Some(next) = block.get(end + 1) {
                    // On two lines, the two may be one word to the next reader.
                    let alone = first == end;
                    let width = widths.of_line(end, end + 1);
                    plain &= !word_breaks::may_be_word(text, &block[end], next)
                        || (width <= layout.max_chars && !alone);
                    push(&mut laid.changes, text, &block[end], next, true);
                }
                first = end + 1;
            }
            plain &= block.iter().all(|piece| piece.joint == Joint::Space);
            previous = block.last();
        }
        if !laid.changes.is_empty() {
            // Lines that are set again have one space between words.
            for pair in self.blocks.iter().flat_map(|block| block.windows(2)) {
                narrow(&mut laid.changes, text, &pair[0], &pair[1]);
            }
            laid.changes.sort_by_key(|gap| (gap.range.start, gap.with != "\n"));
            laid.changes.dedup_by_key(|gap| gap.range.start);
        }
        (laid, plain)
    }
}

/// Whether no line of a text, wherever it begins, can look like anything but plain words, so that
/// setting it once is enough. An existing break is worth the same wherever the others are.
fn is_plain(text: &str) -> bool {
    let (mut in_word, mut letters) = (false, false);
    for c in text.chars() {
        match c {
            _ if c.is_alphanumeric() => (in_word, letters) = (true, true),
            '.' | ',' | '!' | '?' | '\'' | '’' => in_word = true,
            _ if is_gap(c) => {
                if in_word && !letters {
                    return false;
                }
                (in_word, letters) = (false, false);
            }
            _ => return false,
        }
    }
    letters || !in_word
}

/// How often a text is set at most; the third time is rare.
const ROUNDS: usize = 8;

/// Offsets in a text after its gaps have changed.
pub(super) fn moved(turns: &[SpeakerChange], changes: &[Gap]) -> Vec<SpeakerChange> {
    let mut changes = changes.iter().peekable();
    let (mut grown, mut shrunk) = (0, 0);
    let shift = |turn: &SpeakerChange| {
        while let Some(gap) = changes.next_if(|gap| gap.range.end <= turn.at) {
            grown += gap.with.len();
            shrunk += gap.range.len();
        }
        SpeakerChange { at: turn.at + grown - shrunk, ..*turn }
    };
    turns.iter().map(shift).collect()
}

/// The gaps that differ between two settings of the same words.
fn differences(before: &str, after: &str) -> Vec<Gap> {
    let mut changes = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a < before.len() || b < after.len() {
        let (old, new) = (gap_at(&before[a..]), gap_at(&after[b..]));
        if old != new {
            // What a gap keeps is not a part of the change.
            let kept = old.bytes().zip(new.bytes()).take_while(|(x, y)| x == y).count();
            let kept =
                (0..=kept).rev().find(|at| old.is_char_boundary(*at) && new.is_char_boundary(*at));
            let kept = kept.unwrap_or(0);
            let with = match &new[kept..] {
                "" => "",
                rest if rest.contains('\n') => "\n",
                _ => " ",
            };
            changes.push(Gap { range: a + kept..a + old.len(), with });
        }
        a += old.len();
        b += new.len();
        let word =
            |text: &str| text.chars().next().filter(|c| !is_gap(*c)).map_or(0, char::len_utf8);
        let (step, other) = (word(&before[a..]), word(&after[b..]));
        if step == 0 || step != other {
            break;
        }
        a += step;
        b += other;
    }
    changes
}

/// The white space that a text begins with.
fn gap_at(text: &str) -> &str {
    &text[..text.find(|c| !is_gap(c)).unwrap_or(text.len())]
}

/// Records how the gap between two pieces changes, if it does.
fn push(changes: &mut Vec<Gap>, text: &str, last: &Piece, next: &Piece, breaks: bool) {
    let range = last.text.end..next.text.start;
    let written = &text[range.clone()];
    let feeds = written.bytes().filter(|byte| *byte == b'\n').count();
    match (breaks, feeds) {
        (true, 1) | (false, 0) => {}
        // A space between ideographs means something, and stays before the break.
        (true, 0) if last.joint == Joint::Close => {
            changes.push(Gap { range: range.end..range.end, with: "\n" });
        }
        (true, _) => changes.push(Gap { range, with: "\n" }),
        (false, _) if last.joint != Joint::Space => {
            let broken = written.match_indices('\n').map(|(at, _)| range.start + at);
            changes.extend(broken.map(|at| Gap { range: at..at + 1, with: "" }));
        }
        (false, _) => changes.push(Gap { range, with: " " }),
    }
}

/// Makes one space of several, on a line that they make too wide.
fn narrow(changes: &mut Vec<Gap>, text: &str, last: &Piece, next: &Piece) {
    let range = last.text.end..next.text.start;
    let written = &text[range.clone()];
    if last.joint == Joint::Space && written.chars().nth(1).is_some() && !written.contains('\n') {
        changes.push(Gap { range, with: " " });
    }
}
