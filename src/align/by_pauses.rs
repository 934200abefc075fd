//! Times for a transcript from audio alone, without a recognizer and without a model: pauses
//! in the audio are assigned to places between words, so that the words between two pauses take about as long to say
//! as the audio lasts there.
//!
//! The best assignment is found by dynamic programming over stretches of speech and words. The cost of a stretch is
//! the difference between its duration and the expected duration of its words; the cost of a pause is its rarity at
//! such a place in a text, and likewise for a place without a pause. The method fails where speakers pause inside
//! phrases or say what is not in the text; the audio gives no sign of that, so confidences are low. Time codes in the
//! text keep an error from spreading.

use super::activity::Activity;
use super::hints::{self, Hint};
use super::{AlignedWord, Alignment, Transcript, WordFlags};
use crate::time::{Interval, Timestamp};

/// The shortest pause that may be placed between words, in milliseconds.
const PAUSE: i64 = 110;
/// Search radius in words around the place that a steady speaker would have reached.
const BAND: usize = 150;
/// The share of places with a pause: between two words of a phrase, after a comma, after a sentence, between
/// paragraphs or lines. These and the other numbers here
/// are fitted to some minutes each of verse read by people and prose read by synthesizers.
const PAUSES: [f64; 4] = [0.13, 0.88, 0.98, 0.98];

/// Gives each word a time from the pauses of the audio alone. All confidences are 0.3 or less, and
/// [`Alignment::evidence`] is 0: whether the text belongs to the audio is unknown. Callers should warn.
///
/// Words have no time if the audio has no speech at all.
#[must_use]
pub fn align_by_pauses(transcript: &Transcript, activity: &Activity) -> Alignment {
    let texts: Vec<&str> = transcript.words().map(|word| transcript.text_of(word)).collect();
    let mut out =
        Alignment { words: vec![AlignedWord::default(); texts.len()], ..Alignment::default() };
    let stretches = activity.speech(PAUSE);
    let spoken: i64 = stretches.iter().map(|stretch| stretch.end.0 - stretch.start.0).sum();
    if texts.is_empty() || spoken <= 0 {
        return out;
    }
    let mut words = Words::of(transcript, &texts, spoken as f64);
    let hints = hints::of(transcript);
    if hints.last().is_some_and(|hint| hint.time <= activity.duration.0) {
        words.hints = hints;
    }
    let ends = search(&words, &stretches, spoken as f64);
    let mut first = 0;
    for (stretch, &end) in stretches.iter().zip(&ends) {
        place(&words, first..end, *stretch, &mut out.words);
        first = end;
    }
    out
}

/// Properties of the words as prefix sums, so that any part costs one subtraction. Entry n covers the first n words.
struct Words {
    /// The time to say them, in milliseconds at the pace of this audio.
    lengths: Vec<f64>,
    /// The cost of no pause before each of them.
    joined: Vec<f64>,
    /// The break before each word: an index into [`PAUSES`].
    breaks: Vec<usize>,
    /// Words that follow a time code.
    hints: Vec<Hint>,
}

/// How far from its time code a word may be at no cost, and the distance in which the cost grows by one, in
/// milliseconds.
const HINTED: (f64, f64) = (1_000.0, 100.0);
/// The maximum cost of a time code that is wrong.
const WRONG: f64 = 40.0;

impl Words {
    fn of(transcript: &Transcript, texts: &[&str], spoken: f64) -> Self {
        let breaks = breaks(transcript);
        let mut lengths = vec![0.0];
        let mut joined = vec![0.0];
        for (at, text) in texts.iter().enumerate() {
            // The last word before a pause is longer.
            let last = breaks.get(at + 1).is_none_or(|strength| *strength > 0);
            let length = length(text) + if last { 75.0 } else { 0.0 };
            lengths.push(lengths[at] + length);
            joined.push(joined[at] - (1.0 - PAUSES[breaks[at]]).ln());
        }
        let pace = spoken / lengths[texts.len()].max(1.0);
        lengths.iter_mut().for_each(|length| *length *= pace);
        Self { lengths, joined, breaks, hints: Vec::new() }
    }

    fn count(&self) -> usize {
        self.breaks.len()
    }

    fn length(&self, words: &std::ops::Range<usize>) -> f64 {
        self.lengths[words.end] - self.lengths[words.start]
    }

    /// The cost of exactly these words being spoken in a stretch of this many milliseconds.
    fn cost(&self, words: std::ops::Range<usize>, lasts: f64) -> f64 {
        if words.is_empty() {
            // A breath, a cough, a word that is not in the text.
            return 3.5 + lasts / 190.0;
        }
        let (count, length) = (words.len() as f64, self.length(&words));
        // Each word varies independently by a third of its duration, and the pace varies too.
        let variance = 90.0_f64.powi(2) * (count + 1.0) + (0.03 * length).powi(2);
        let off = (lasts - length).powi(2) / (2.0 * variance);
        // No pause between any of them; the caller handles the one before the first.
        off.min(60.0 + lasts / 1000.0) + self.joined[words.end] - self.joined[words.start + 1]
    }

    /// The cost of words being spoken in a stretch at another time than their time codes say.
    fn contradiction(&self, words: std::ops::Range<usize>, stretch: &Interval) -> f64 {
        let first = self.hints.partition_point(|hint| (hint.word as usize) < words.start);
        let inside = self.hints[first..].iter();
        let inside = inside.take_while(|hint| (hint.word as usize) < words.end);
        let pace = (stretch.end.0 - stretch.start.0) as f64 / self.length(&words).max(1.0);
        let costs = inside.map(|hint| {
            let done = self.lengths[hint.word as usize] - self.lengths[words.start];
            let off = (stretch.start.0 as f64 + done * pace - hint.time as f64).abs();
            ((off - HINTED.0).max(0.0) / HINTED.1).min(WRONG)
        });
        costs.sum()
    }

    /// The word that a steady speaker has reached at the end of a stretch, after so many milliseconds of speech; since
    /// the last time code if there are any.
    fn steady(&self, end: i64, done: f64) -> usize {
        let after = self.hints.partition_point(|hint| hint.time <= end);
        let said = match after.checked_sub(1).map(|last| &self.hints[last]) {
            Some(hint) => self.lengths[hint.word as usize] + (end - hint.time) as f64,
            None => done,
        };
        let most = self.hints.get(after).map_or(self.count(), |hint| hint.word as usize);
        self.lengths.partition_point(|length| *length < said).min(most)
    }

    /// The cost of a pause of this many milliseconds before a word.
    fn pause(&self, word: usize, lasts: f64) -> f64 {
        let Some(&strength) = self.breaks.get(word) else { return 0.0 };
        let long = if strength == 0 { lasts / 550.0 } else { 0.0 };
        -PAUSES[strength].ln() + long
    }
}

/// The expected duration of a word, in milliseconds at an ordinary pace.
fn length(text: &str) -> f64 {
    let character = |c: char| match c {
        '0'..='9' => 230.0,
        // Syllables and words in scripts that write them with one character.
        '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' => 180.0,
        c if c.is_alphabetic() => 60.0,
        _ => 0.0,
    };
    45.0 + text.chars().take(100).map(character).sum::<f64>()
}

/// The break before each word: 0 none that makes speakers pause, 1 a comma or the like, 2 the end of a
/// sentence or of a line, 3 the end of a paragraph or the beginning of the text.
fn breaks(transcript: &Transcript) -> Vec<usize> {
    let mut end = 0;
    let mut paragraph = 0;
    let mut breaks = Vec::new();
    for item in transcript.words() {
        let between =
            transcript.text.get(end as usize..item.range.start as usize).unwrap_or_default();
        let has = |marks: &[char]| between.contains(marks);
        let strength = if breaks.is_empty() || item.paragraph != paragraph {
            3
        } else if has(&['.', '!', '?', '…', '。', '！', '？', '؟', '।', '\n']) {
            2
        } else if has(&[',', ';', ':', '—', '–', '(', ')', '、', '，', '；', '：', '،', '؛'])
        {
            1
        } else {
            0
        };
        breaks.push(strength);
        end = item.range.end;
        paragraph = item.paragraph;
    }
    breaks
}

/// For each stretch, the word after its last one.
fn search(words: &Words, stretches: &[Interval], spoken: f64) -> Vec<usize> {
    let count = words.count();
    let lasts = |at: usize| (stretches[at].end.0 - stretches[at].start.0) as f64;
    // The band of possible first words of a stretch: where it begins, and the cost of getting there.
    let mut start = 0;
    let mut costs: Vec<f64> = vec![0.0];
    let mut backs: Vec<(usize, Vec<u32>)> = Vec::with_capacity(stretches.len());
    let mut done = 0.0;
    for at in 0..stretches.len() {
        let last = at + 1 == stretches.len();
        done += lasts(at);
        let middle = words.steady(stretches[at].end.0, done.min(spoken));
        let low = if last { count } else { middle.saturating_sub(BAND).max(start) };
        let high = if last { count } else { (middle + BAND).min(count) };
        let low = low.min(high);
        let mut next = vec![f64::INFINITY; high - low + 1];
        let mut back = vec![u32::MAX; high - low + 1];
        let silence = match at.checked_sub(1) {
            Some(before) => (stretches[at].start.0 - stretches[before].end.0) as f64,
            None => 0.0,
        };
        for (offset, &cost) in costs.iter().enumerate().filter(|(_, cost)| cost.is_finite()) {
            let first = start + offset;
            let before = cost + if at > 0 { words.pause(first, silence) } else { 0.0 };
            // Words that take three times as long as the stretch are not tried, unless all must be said.
            let most = words.lengths[first] + 3.0 * lasts(at) + 600.0;
            let most = if last { count } else { words.lengths.partition_point(|l| *l <= most) };
            for end in low.max(first)..=high.min(most.max(first)) {
                // Nothing was said: the pauses before and after count as one.
                let before = if end == first { cost } else { before };
                let total = before
                    + words.cost(first..end, lasts(at))
                    + words.contradiction(first..end, &stretches[at]);
                if total < next[end - low] {
                    next[end - low] = total;
                    back[end - low] = first as u32;
                }
            }
        }
        // A band that no path reaches: all words so far stay where they are.
        if next.iter().all(|cost| cost.is_infinite()) {
            next[0] = 0.0;
            back[0] = start.min(low) as u32;
        }
        backs.push((low, back));
        (start, costs) = (low, next);
    }
    let mut ends = vec![count; stretches.len()];
    let mut end = count;
    for (at, (low, back)) in backs.iter().enumerate().rev() {
        ends[at] = end;
        let from = end.checked_sub(*low).and_then(|index| back.get(index)).copied();
        end = from.filter(|from| *from != u32::MAX).map_or(*low, |from| from as usize).min(end);
    }
    ends
}

/// Divides a stretch among its words.
fn place(words: &Words, range: std::ops::Range<usize>, stretch: Interval, out: &mut [AlignedWord]) {
    if range.is_empty() {
        return;
    }
    let lasts = (stretch.end.0 - stretch.start.0) as f64;
    let length = words.length(&range).max(1.0);
    let ratio = (lasts / length).max(length / lasts.max(1.0));
    let time = |word: usize| {
        let part = (words.lengths[word] - words.lengths[range.start]) / length;
        Timestamp(stretch.start.0 + (part * lasts).round() as i64)
    };
    for word in range.clone() {
        let first = word == range.start;
        let confidence = match (ratio < 1.3, first && words.breaks[word] > 0) {
            (true, true) => 0.3,
            (true, false) => 0.2,
            (false, _) => 0.1,
        };
        let edge = first || word + 1 == range.end;
        let flags = WordFlags { interpolated: true, snapped: edge, ..WordFlags::default() };
        let interval = Interval { start: time(word), end: time(word + 1) };
        out[word] = AlignedWord { interval: Some(interval), confidence, flags };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::parse_transcript;

    fn activity(voices: &[(i64, i64)]) -> Activity {
        let voices: Vec<_> =
            voices.iter().map(|&(start, end)| Interval::from_ms(start, end)).collect();
        let duration = voices.last().map_or(Timestamp(0), |voice| voice.end);
        Activity { duration, voices, ..Activity::default() }
    }

    fn starts(text: &str, voices: &[(i64, i64)]) -> Vec<i64> {
        let aligned = align_by_pauses(&parse_transcript(text), &activity(voices));
        aligned.words.iter().map(|word| word.interval.unwrap().start.0).collect()
    }

    #[test]
    fn sentences_go_where_they_fit() {
        let text = "The ferry leaves at nine in the morning. Bring bread. No one waits for the late ones there.";
        let starts = starts(text, &[(500, 3_000), (3_600, 4_200), (4_900, 7_600)]);
        assert_eq!((starts[0], starts[8], starts[10]), (500, 3_600, 4_900));
    }

    #[test]
    fn a_pause_inside_a_phrase_is_put_where_the_lengths_say() {
        let starts = starts("one one one one one one", &[(0, 800), (1_200, 2_000)]);
        assert_eq!(starts[3], 1_200);
    }

    #[test]
    fn a_time_code_counts_more_than_lengths() {
        // The first sentence is spoken with long pauses.
        let voices = [(0, 1_500), (2_000, 3_400), (20_000, 21_400), (24_500, 27_000)];
        let text =
            |code| format!("The ferry leaves at nine. {code}No one waits for the late ones there.");
        assert_ne!(starts(&text(""), &voices)[5], 24_500);
        assert_eq!(starts(&text("[00:00:24] "), &voices)[5], 24_500);
        // One after the end is not for this audio.
        assert_eq!(starts(&text("[01:00:24] "), &voices), starts(&text(""), &voices));
    }

    #[test]
    fn a_cough_is_no_word() {
        let starts = starts("Good morning everyone.", &[(100, 180), (2_500, 3_700)]);
        assert_eq!(starts[0], 2_500);
    }

    #[test]
    fn confidences_are_low_and_nothing_is_evident() {
        let transcript = parse_transcript("One. Two. Three.");
        let voices = [(0, 400), (900, 1_300), (1_900, 2_400)];
        let aligned = align_by_pauses(&transcript, &activity(&voices));
        assert_eq!(aligned.evidence, 0.0);
        assert!(aligned.words.iter().all(|word| word.confidence <= 0.3 && word.flags.interpolated));
    }

    #[test]
    fn without_speech_or_words_there_are_no_times() {
        let aligned = align_by_pauses(&parse_transcript("Ahoy there."), &activity(&[]));
        assert_eq!(aligned.words, [AlignedWord::default(); 2]);
        assert_eq!(align_by_pauses(&parse_transcript(""), &activity(&[(0, 100)])).words, []);
    }

    #[test]
    fn every_word_has_a_time_in_order_whatever_the_audio_is_like() {
        let stretches = |count: i64, length: i64| -> Vec<(i64, i64)> {
            (0..count).map(|at| (at * (length + 400), at * (length + 400) + length)).collect()
        };
        for (words, stretches) in [
            (1, stretches(500, 100)),
            (2_000, stretches(1, 600_000)),
            (2_000, stretches(3, 50)),
            (700, stretches(400, 900)),
            (900, [stretches(2, 30), vec![(5_000, 500_000)]].concat()),
        ] {
            let text = "words, ".repeat(words);
            let starts = starts(&text, &stretches);
            assert_eq!(starts.len(), words);
            assert!(starts.is_sorted());
        }
    }
}
