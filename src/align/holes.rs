//! The gaps between anchors: small stretches on both sides, aligned by dynamic programming over words.
//!
//! One word may match one, two or three on the other side, depending on how alike the letters
//! are and how well the time fits. Skipping a word costs more where the timeline leaves no time for it.

use std::cell::Cell;

use super::anchors::Region;
use super::likeness::likeness;
use super::normalize::Lexicon;
use super::timed::Timed;

/// Units of the transcript matched with units of the timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Link {
    pub(crate) a: (u32, u32),
    pub(crate) b: (u32, u32),
    /// How alike the letters are, from 0 to 1.
    pub(crate) like: f32,
}

/// Data about both sides.
pub(crate) struct Hearing<'a> {
    pub(crate) a: &'a [u32],
    pub(crate) timed: &'a Timed,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) bits: &'a [f32],
    /// How long a unit takes to speak, in ms, by its id.
    pub(crate) need: &'a [f32],
    /// The remaining budget of table cells.
    pub(crate) cells: Cell<usize>,
}

impl Hearing<'_> {
    /// How long a unit of the transcript takes to speak, in ms.
    pub(crate) fn need(&self, unit: u32) -> f32 {
        self.need[self.a[unit as usize] as usize]
    }
}

impl Hearing<'_> {
    /// Whether a unit of the transcript is a sound of hesitation.
    pub(crate) fn is_filler(&self, unit: u32) -> bool {
        self.lexicon.is_filler(self.a[unit as usize])
    }
}

/// The maximum number of cells in a table: one byte each, plus a few rows of scores.
const CELLS: usize = 400_000;

/// How much of each end of an oversized hole is aligned.
const SIDE: u32 = 100;

/// The total number of table cells for an alignment of this many units, which bounds the time.
pub(crate) const fn budget(units: usize) -> Cell<usize> {
    Cell::new(300_000 + 4 * units)
}

/// Which sides of a hole have nothing beyond them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Open {
    pub(crate) left: bool,
    pub(crate) right: bool,
}

const STEPS: [(usize, usize); 7] = [(1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (1, 3), (3, 1)];
const ROWS: usize = 4;

/// Adds the links of a hole, in order.
pub(crate) fn fill(hearing: &Hearing, hole: Region, open: Open, out: &mut Vec<Link>) {
    let (na, nb) = ((hole.a.1 - hole.a.0) as usize, (hole.b.1 - hole.b.0) as usize);
    if na == 0 || nb == 0 {
        return;
    }
    let cells = (na + 1) * (nb + 1);
    if cells > CELLS.min(hearing.cells.get()) {
        if na > 2 * SIDE as usize || nb > 2 * SIDE as usize {
            edges(hearing, hole, open, out);
        }
        return;
    }
    hearing.cells.set(hearing.cells.get() - cells);
    let a = &hearing.a[hole.a.0 as usize..hole.a.1 as usize];
    let b = &hearing.timed.units.ids[hole.b.0 as usize..hole.b.1 as usize];
    let width = nb + 1;
    let mut scores = vec![f32::NEG_INFINITY; ROWS * width];
    let mut steps = vec![0u8; (na + 1) * width];
    let after: Vec<f32> = (0..=nb).map(|j| silence(hearing.timed, hole.b.0 as usize + j)).collect();
    let skip_b: Vec<f32> =
        b.iter().map(|&id| if hearing.lexicon.is_filler(id) { 0.1 } else { 0.4 }).collect();
    for i in 0..=na {
        let row = (i % ROWS) * width;
        scores[row..row + width].fill(f32::NEG_INFINITY);
        for j in 0..=nb {
            let mut best = (f32::NEG_INFINITY, 0u8);
            if i == 0 && j == 0 {
                best.0 = 0.0;
            }
            for (code, &(p, q)) in STEPS.iter().enumerate() {
                if p > i || q > j {
                    continue;
                }
                let before = scores[((i - p) % ROWS) * width + j - q];
                if before == f32::NEG_INFINITY {
                    continue;
                }
                let gain = match (p, q) {
                    (1, 0) => -skip_a(hearing, a[i - 1], after[j]),
                    (0, 1) if i == 0 && open.left || i == na && open.right => 0.0,
                    (0, 1) => -skip_b[j - 1],
                    _ => link(hearing, &a[i - p..i], &b[j - q..j], hole.b.0 as usize + j - q).0,
                };
                if before + gain > best.0 {
                    best = (before + gain, code as u8);
                }
            }
            scores[row + j] = best.0;
            steps[i * width + j] = best.1;
        }
    }
    let first = out.len();
    let (mut i, mut j) = (na, nb);
    while i > 0 || j > 0 {
        let (p, q) = STEPS[steps[i * width + j] as usize];
        (i, j) = (i - p, j - q);
        if p > 0 && q > 0 {
            let like = link(hearing, &a[i..i + p], &b[j..j + q], hole.b.0 as usize + j).1;
            let (at, on) = (hole.a.0 + i as u32, hole.b.0 + j as u32);
            out.push(Link { a: (at, at + p as u32), b: (on, on + q as u32), like });
        }
    }
    out[first..].reverse();
}

/// The two ends of a hole that is too large for a table; its middle is left unaligned.
fn edges(hearing: &Hearing, hole: Region, open: Open, out: &mut Vec<Link>) {
    let (na, nb) = (hole.a.1 - hole.a.0, hole.b.1 - hole.b.0);
    let (la, lb) = ((na / 2).min(SIDE), (nb / 2).min(SIDE));
    if !open.left {
        let part = Region { a: (hole.a.0, hole.a.0 + la), b: (hole.b.0, hole.b.0 + lb) };
        fill(hearing, part, Open { left: false, right: true }, out);
    }
    if !open.right {
        let part = Region { a: (hole.a.1 - la, hole.a.1), b: (hole.b.1 - lb, hole.b.1) };
        fill(hearing, part, Open { left: true, right: false }, out);
    }
}

/// Milliseconds without a word before unit `at` of the timeline.
fn silence(timed: &Timed, at: usize) -> f32 {
    let end = if at == 0 { 0 } else { timed.end[at - 1] };
    let start = timed.start.get(at).copied().unwrap_or(timed.duration);
    (start - end).max(0) as f32
}

fn skip_a(hearing: &Hearing, id: u32, silence: f32) -> f32 {
    if hearing.lexicon.is_filler(id) {
        return 0.15;
    }
    let need = hearing.need[id as usize];
    0.6 - 0.15 * (silence / need).min(1.0)
}

/// The gain of matching these units, and how alike they are.
fn link(hearing: &Hearing, a: &[u32], b: &[u32], from: usize) -> (f32, f32) {
    let lexicon = hearing.lexicon;
    let mut like = 0.0;
    if let ([a], [b]) = (a, b) {
        if a == b {
            let weight = (hearing.bits[*a as usize] / 10.0).clamp(0.4, 1.2);
            return (0.5 + 0.85 * weight, 1.0);
        }
        if !(lexicon.is_character(*a) || lexicon.is_character(*b)) {
            like = likeness(lexicon.letters(*a), lexicon.letters(*b));
        }
    } else {
        if a.iter().chain(b).any(|&id| lexicon.is_character(id) || lexicon.is_filler(id)) {
            return (-9.0, 0.0);
        }
        let (mut left, mut right) = ([' '; 72], [' '; 72]);
        let left = joined(lexicon, a, &mut left);
        let right = joined(lexicon, b, &mut right);
        if left.len() > 2 * right.len() + 1 || right.len() > 2 * left.len() + 1 {
            return (-9.0, 0.0);
        }
        like = likeness(left, right);
        if like < 0.7 {
            return (-9.0, 0.0);
        }
    }
    let fillers = |ids: &[u32]| ids.iter().any(|&id| lexicon.is_filler(id));
    if fillers(a) != fillers(b) {
        return (-0.7, like);
    }
    let need: f32 = a.iter().map(|&id| hearing.need[id as usize]).sum();
    let span = (hearing.timed.end[from + b.len() - 1] - hearing.timed.start[from]).max(30) as f32;
    let misfit = (need / span).ln().abs().min(2.0);
    let units = (a.len() + b.len()) as f32 / 2.0;
    (units * (1.05 * like - 0.5) - 0.14 * misfit, like)
}

fn joined<'a>(lexicon: &Lexicon, ids: &[u32], buffer: &'a mut [char; 72]) -> &'a [char] {
    let mut length = 0;
    for &id in ids {
        for &letter in lexicon.letters(id) {
            buffer[length] = letter;
            length += 1;
        }
    }
    &buffer[..length]
}
