//! Long audio in windows: each covers the text of about half a minute, cut at a pause between words
//! that fit on both sides. Time and memory per window do not depend on the length of the file.

use super::UNIT;
use super::features::Features;
use super::graph::{Costs, Garbage, Graph, Said};
use super::listen::{self, Found, Listener};
use super::model::Model;
use super::options::ForcedOptions;
use super::spoken::Spoken;
use super::viterbi::{self, Search};

/// The part of a text that was found in audio.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Heard {
    /// The spoken words that were found, by number, with their frames in the file.
    pub found: Vec<Found>,
    /// Frames and fit of the words with all of them aligned with the audio, skipped or not: a wrong text
    /// fails this check.
    pub forced: Fit,
    /// Whether some audio was too short for the remaining words.
    pub is_too_short: bool,
}

/// The mean fit of words over their frames.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Fit {
    pub frames: f64,
    pub sum: f64,
}

impl Fit {
    pub(super) fn add(&mut self, found: &Found) {
        if let Some(fit) = found.fit {
            let frames = (found.end - found.first) as f64;
            self.frames += frames;
            self.sum += frames * f64::from(fit);
        }
    }

    pub(super) fn of(found: &[Found]) -> Self {
        let mut fit = Self::default();
        found.iter().for_each(|found| fit.add(found));
        fit
    }

    /// `None` if there are no frames.
    pub(super) fn mean(self) -> Option<f64> {
        (self.frames > 0.0).then(|| self.sum / self.frames)
    }
}

/// The shortest pause to cut at, in milliseconds.
const PAUSE_MS: f64 = 150.0;
/// How much of the end of a window is not trusted.
const TAIL_MS: f64 = 4000.0;
/// The minimum fit of the three words before and after a cut.
const CUT_FIT: f32 = -1.5;
/// A window with a lower mean fit is aligned again, allowing speech that is not in the text and skipped words.
const DOUBT: f64 = -1.2;
/// The same applies to a window with this many words in a row below this mean fit.
const RUN: usize = 4;
const RUN_FIT: f32 = -2.5;
/// Below this fit, words are missing from the audio, not just noisy.
const NOTHING: f32 = -3.5;
/// The maximum number of words spoken per second.
const MOST_WORDS: f64 = 12.0;
/// The longest window.
const LONGEST_MS: f64 = 120_000.0;

/// Aligns spoken words with the frames of `range`.
pub(super) fn align(
    model: &Model,
    features: &Features,
    range: std::ops::Range<usize>,
    spoken: &[Spoken],
    options: &ForcedOptions,
    progress: &mut dyn FnMut(f64),
) -> Heard {
    let mut heard = Heard::default();
    let frames = |ms: f64| (ms / features.frame_ms).round() as usize;
    let (mut start, mut next) = (range.start, 0);
    // Words per second, which sets the number of words in a window.
    let mut rate = 3.0;
    let mut wide = 1.0;
    let mut level: Option<f32> = None;
    while next < spoken.len() && start < range.end {
        progress((start - range.start) as f64 / (range.end - range.start) as f64);
        let window =
            Window { model, features, spoken, options, start, next, rate, range_end: range.end };
        let length = frames(options.window_ms * wide);
        let plain = window.align(length, None, options.garbage_margin);
        // The fit of correct words: in noise no word fits well, which is no reason to skip it.
        let here = plain.as_ref().map_or(NOTHING, |plain| level_of(&plain.found));
        let now = level.map_or(here, |level| level.max(here));
        let now = if now <= NOTHING { 0.0 } else { now.min(0.0) };
        let forced = plain.as_ref().map(|plain| Fit::of(&plain.found)).unwrap_or_default();
        heard.is_too_short |= plain.is_none();
        let is_doubtful = plain.as_ref().is_none_or(|plain| is_doubtful(&plain.found, now));
        let mut result = plain;
        if !options.strict && is_doubtful {
            let garbage = Garbage { enter: options.garbage_cost, skip: options.skip_cost };
            let margin = options.garbage_margin - now;
            result = window.align(length * 2, Some(garbage), margin).or(result);
        }
        let Some(mut result) = result else { break };
        if here > NOTHING {
            level = Some(level.map_or(here, |level| 0.7 * level + 0.3 * here));
        }
        if result.is_last {
            heard.forced.frames += forced.frames;
            heard.forced.sum += forced.sum;
            heard.found.append(&mut result.found);
            break;
        }
        let limit = result.end.saturating_sub(frames(TAIL_MS));
        let cut = cut(&result.found, limit, frames(PAUSE_MS), now);
        let cut = match cut {
            Some(cut) => cut,
            None if options.window_ms * wide < LONGEST_MS => {
                wide *= 1.7;
                continue;
            }
            // The last word before the untrusted part.
            None => result.found.iter().rposition(|word| word.end <= limit).unwrap_or(0),
        };
        heard.forced.frames += forced.frames;
        heard.forced.sum += forced.sum;
        wide = 1.0;
        let (last, following) = match (result.found.get(cut), result.found.get(cut + 1)) {
            (Some(last), Some(following)) => (*last, *following),
            // Too few words were found to continue: the rest of the audio has none of them.
            _ => {
                heard.found.append(&mut result.found);
                break;
            }
        };
        let seconds = (last.end - start) as f64 * features.frame_ms / 1000.0;
        let measured = f64::from(last.word + 1 - next as u32) / seconds.max(0.1);
        rate = (0.7 * rate + 0.3 * measured).clamp(0.5, 12.0);
        result.found.truncate(cut + 1);
        heard.found.append(&mut result.found);
        start = ((last.end + following.first) / 2).max(start + 1);
        next = following.word as usize;
    }
    progress(1.0);
    heard
}

/// The position in the file and in the words.
struct Window<'a> {
    model: &'a Model,
    features: &'a Features,
    spoken: &'a [Spoken],
    options: &'a ForcedOptions,
    start: usize,
    next: usize,
    rate: f64,
    range_end: usize,
}

struct Aligned {
    found: Vec<Found>,
    end: usize,
    /// Whether this is the last window of the audio.
    is_last: bool,
}

impl Window<'_> {
    /// The words of the next `length` frames. `None` if there are more words than fit.
    fn align(&self, length: usize, garbage: Option<Garbage>, margin: f32) -> Option<Aligned> {
        let end = self.range_end.min(self.start + length);
        let left = self.spoken.len() - self.next;
        let seconds = (end - self.start) as f64 * self.features.frame_ms / 1000.0;
        let is_last = end == self.range_end;
        let count = match is_last {
            true => left.min((MOST_WORDS * seconds) as usize + 40),
            false => left.min((self.rate * seconds * 1.35) as usize + 12),
        };
        if is_last && count < left && garbage.is_none() {
            return None;
        }
        let words = &self.spoken[self.next..self.next + count];
        let said: Vec<&Said> = words.iter().map(|word| &word.said).collect();
        let costs = Costs { silence: self.options.silence_cost, word: 0.0, garbage };
        let graph = Graph::new(self.model, &said, costs);
        let search = |beam| {
            let mut listener = Listener::new(self.model, self.features, &graph);
            let search =
                Search { beam, is_open: !is_last || count < left, margin, unit: UNIT as f32 };
            let path =
                viterbi::search(self.model, &graph, &mut listener, self.start..end, &search)?;
            Some(listen::words(self.model, &graph, &mut listener, &path, self.start))
        };
        // The beam is wide enough for almost everything; a search without one loses nothing.
        let mut found = search(self.options.beam).or_else(|| search(f32::INFINITY))?;
        found.iter_mut().for_each(|found| found.word += self.next as u32);
        Some(Aligned { found, end, is_last })
    }
}

/// The upper quartile of the fits: the fit of a correct word, unless most are wrong.
fn level_of(found: &[Found]) -> f32 {
    let mut fits: Vec<f32> = found.iter().filter_map(|word| word.fit).collect();
    fits.sort_by(f32::total_cmp);
    fits.get(fits.len() * 3 / 4).copied().unwrap_or(NOTHING)
}

/// Whether words may be missing from the text or the audio. `level` is the fit of correct words, at most 0.
fn is_doubtful(found: &[Found], level: f32) -> bool {
    let low = |words: &[Found]| {
        let fits = words.iter().filter_map(|word| word.fit);
        let (sum, count) = fits.fold((0.0, 0), |(sum, count), fit| (sum + fit, count + 1));
        count == RUN && sum / (count as f32) < RUN_FIT + level
    };
    Fit::of(found).mean().is_none_or(|mean| mean < DOUBT + f64::from(level))
        || found.windows(RUN).any(low)
}

/// The last word before a pause to cut at.
fn cut(found: &[Found], limit: usize, pause: usize, level: f32) -> Option<usize> {
    let fits = |words: &[Found]| {
        let known = words.iter().filter_map(|word| word.fit);
        let (sum, count) = known.fold((0.0, 0), |(sum, count), fit| (sum + fit, count + 1));
        count > 0 && sum / count as f32 > CUT_FIT + level
    };
    (1..found.len().saturating_sub(1)).rev().find(|at| {
        let (before, after) = (&found[*at], &found[at + 1]);
        after.first <= limit
            && after.first - before.end >= pause
            && fits(&found[at.saturating_sub(2)..=*at])
            && fits(&found[at + 1..found.len().min(at + 4)])
    })
}
