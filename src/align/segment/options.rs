//! Options for making cues, and the result.

use std::ops::Range;

use crate::align::transcript::Transcript;
use crate::reflow::{BreakWords, Layout, Width};
use crate::time::Interval;

/// Options for making cues. Times are in milliseconds.
#[derive(Clone, Debug)]
pub struct SegmentOptions<'o> {
    /// Maximum line length, in `width` units. Default 42.
    pub max_chars: u32,
    /// Maximum number of lines. Default 2.
    pub max_lines: u32,
    /// What `max_chars` counts. Default graphemes.
    pub width: Width,
    /// The language's words after which a line should not end. Default none.
    pub words: &'o BreakWords,
    /// Shortest duration. Default 833, 20 frames at 24 a second.
    pub min_duration: i64,
    /// Longest duration. Default 7000.
    pub max_duration: i64,
    /// Shortest gap between two cues. Default 80, two frames at 25 a second.
    pub min_gap: i64,
    /// Gaps shorter than this are closed down to `min_gap`. Default 500.
    pub close_gaps: i64,
    /// How long a cue stays after its last word if no other follows. Default 200.
    pub hang: i64,
    /// Maximum reading speed, in characters per second. A cue is extended to reach it if there is time, and
    /// cues are chosen to make that possible. Default 20.
    pub max_cps: f64,
    /// A pause of this length or more is a good end of a cue. Default 300.
    pub good_pause: i64,
    /// A pause of this length or more always ends a cue. Default 1500.
    pub long_pause: i64,
    /// Length of the media: nothing is shown after it. Default unknown.
    pub media_duration: Option<i64>,
    /// How changes of speaker are written. Default [`SpeakerMarks::None`].
    pub speakers: SpeakerMarks,
    /// What happens to words that are not spoken. Default [`Unspoken::Keep`].
    pub unspoken: Unspoken,
    /// Whether sounds and stage directions (`(applause)`) are kept. Default true.
    pub directions: bool,
    /// Existing cues, in order: words spoken in one of them stay in a cue with its times, which is
    /// split only if the text no longer fits. Default none.
    pub existing: &'o [Interval],
}

impl Default for SegmentOptions<'_> {
    fn default() -> Self {
        Self {
            max_chars: 42,
            max_lines: 2,
            width: Width::default(),
            words: BreakWords::NONE,
            min_duration: 833,
            max_duration: 7_000,
            min_gap: 80,
            close_gaps: 500,
            hang: 200,
            max_cps: 20.0,
            good_pause: 300,
            long_pause: 1_500,
            media_duration: None,
            speakers: SpeakerMarks::default(),
            unspoken: Unspoken::default(),
            directions: true,
            existing: &[],
        }
    }
}

/// How a change of speaker is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SpeakerMarks {
    /// Not at all: a new speaker begins a cue or a line.
    #[default]
    None,
    /// `>> ` before the text.
    Chevrons,
    /// `- ` before the text.
    Dashes,
    /// `Name: ` before the text.
    Names,
    /// `>> Name: ` before the text.
    ChevronsAndNames,
    /// In markup: [`SegmentedCue::voices`].
    Voice,
}

impl SpeakerMarks {
    /// The usual marks: chevrons where no speaker has a name, else markup if the format of the captions has it, else
    /// names.
    #[must_use]
    pub const fn usual(transcript: &Transcript<'_>, has_markup: bool) -> Self {
        match has_markup {
            _ if transcript.speakers.is_empty() => Self::Chevrons,
            true => Self::Voice,
            false => Self::Names,
        }
    }
}

/// What happens to words that are not spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unspoken {
    /// They stay, in the time available.
    #[default]
    Keep,
    /// They are removed, with their punctuation.
    Drop,
    /// They stay in square brackets.
    Mark,
}

/// A cue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SegmentedCue {
    /// When it is shown.
    pub interval: Interval,
    /// Its text, with a line feed between lines and marks of speakers.
    pub text: String,
    /// Its words, as indices into [`Alignment::words`](crate::align::Alignment::words); a word that is split is in
    /// both cues. Empty if the cue contains only a direction.
    pub words: Range<u32>,
    /// Who says which part of `text` (byte ranges), as indices into
    /// [`Transcript::speakers`](crate::align::Transcript::speakers). Text of unknown speakers is in none.
    pub voices: Vec<(Range<usize>, u32)>,
    /// Where in `text` each of `words` begins, in bytes, excluding the punctuation before it.
    pub places: Vec<u32>,
    /// The limits that it exceeds.
    pub exceeded: Exceeded,
}

/// Limits that a cue cannot meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exceeded {
    /// A line is too long: a word that cannot be broken.
    pub chars: bool,
    /// It has too many lines.
    pub lines: bool,
    /// Its duration or the gap before it is too short: the text was not spoken, and there is no time
    /// left between the words around it.
    pub time: bool,
    /// It must be read too fast: it is spoken that fast, with no silence beside it.
    pub cps: bool,
}

impl Exceeded {
    /// Whether any limit is exceeded.
    #[must_use]
    pub const fn any(self) -> bool {
        self.chars || self.lines || self.time || self.cps
    }
}

/// The latest supported time, in milliseconds: 100,000 hours.
pub(super) const LATEST: i64 = 360_000_000_000;

/// Clamps options so that no sum of them overflows.
pub(super) fn within_reason<'o>(options: &SegmentOptions<'o>) -> SegmentOptions<'o> {
    let time = |ms: i64| ms.clamp(0, LATEST);
    let min_duration = options.min_duration.clamp(1, LATEST);
    SegmentOptions {
        min_duration,
        max_duration: options.max_duration.clamp(min_duration, LATEST),
        min_gap: time(options.min_gap),
        close_gaps: time(options.close_gaps),
        hang: time(options.hang),
        good_pause: time(options.good_pause),
        long_pause: options.long_pause.clamp(1, LATEST),
        media_duration: options.media_duration.map(time),
        ..options.clone()
    }
}

/// The limits of a text for line breaking.
pub(super) fn layout<'o>(options: &SegmentOptions<'o>) -> Layout<'o> {
    Layout {
        max_chars: options.max_chars.max(1),
        max_lines: options.max_lines.max(1),
        width: options.width,
        words: options.words,
        lines: None,
    }
}

/// The reading time of a text with this many characters.
pub(super) fn reading_time(characters: u32, options: &SegmentOptions<'_>) -> i64 {
    if options.max_cps > 0.0 {
        (f64::from(characters) * 1_000.0 / options.max_cps).ceil() as i64
    } else {
        0
    }
}
