//! Moves edges of words to where a voice begins or ends in the audio.
//!
//! A recognizer is better at words than at moments: Whisper starts a word where the one before ends,
//! through the pause between them. The audio shows when a voice begins. Only words at the edge of a pause are
//! moved, none by more than [`SnapOptions::reach`].

use super::activity::Activity;
use super::{AlignedWord, Alignment, Transcript};
use crate::time::{Interval, Timestamp};

/// How far edges are moved, and which ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnapOptions {
    /// The maximum distance by which an edge is moved, in milliseconds: 0 to 300.
    pub reach: i64,
    /// The minimum gap between two words that counts as a pause without punctuation in the text, in milliseconds.
    pub pause: i64,
}

impl Default for SnapOptions {
    fn default() -> Self {
        Self { reach: 250, pause: 120 }
    }
}

/// The upper limit for moving an edge, in milliseconds.
const FARTHEST: i64 = 300;
/// The minimum silence before a voice that makes it a beginning, in milliseconds.
const SILENCE: i64 = 50;
/// The minimum duration that remains for a word, in milliseconds.
const SHORTEST: i64 = 20;

/// Moves the first words after pauses to the moment when a voice begins, and the ends of the last words before
/// pauses to the moment when it ends. Moved words are marked [`snapped`](super::WordFlags::snapped); their
/// confidence does not change.
///
/// Returns the number of words moved.
pub fn snap(
    alignment: &mut Alignment,
    transcript: &Transcript,
    activity: &Activity,
    options: &SnapOptions,
) -> usize {
    let reach = options.reach.clamp(0, FARTHEST);
    let voices = activity.speech(SILENCE);
    let breaks = breaks(transcript);
    let timed = |word: &AlignedWord| word.interval;
    let mut words: Vec<Word> = (0..)
        .zip(&alignment.words)
        .filter_map(|(at, word)| {
            timed(word).map(|now| {
                let estimated = word.flags.interpolated;
                Word { at, was: now, now, estimated }
            })
        })
        .collect();
    let joints: Vec<usize> = (0..words.len())
        .filter(|&index| {
            let word = &words[index];
            index == 0
                || breaks.get(word.at).copied().unwrap_or(true)
                || word.was.start.0 - words[index - 1].was.end.0 >= options.pause
        })
        .collect();

    for (joint, voice) in pairs(&words, &joints, &voices, reach) {
        let before = voice.checked_sub(1).map(|before| voices[before].end.0);
        begin(&mut words, joint, voices[voice].start.0, before, reach);
    }
    end(&mut words, &voices, reach);
    let mut moved = 0;
    for word in words.iter().filter(|word| word.now != word.was) {
        let aligned = &mut alignment.words[word.at];
        aligned.interval = Some(word.now);
        aligned.flags.snapped = true;
        moved += 1;
    }
    moved
}

/// A word that has a time.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// Its index among all words.
    at: usize,
    was: Interval,
    now: Interval,
    /// Its time is estimated from the words around it.
    estimated: bool,
}

/// Whether punctuation or the end of a line separates a word from the preceding one.
fn breaks(transcript: &Transcript) -> Vec<bool> {
    let mut end = 0;
    let mut breaks = Vec::new();
    for item in transcript.words() {
        let between = transcript.text.get(end as usize..item.range.start as usize);
        breaks.push(between.is_none_or(is_break));
        end = item.range.end;
    }
    breaks
}

/// Whether speakers pause at the text between two words.
fn is_break(between: &str) -> bool {
    let mark = |c: char| {
        !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '"' | '“' | '”')
    };
    between.contains(mark) || between.contains('\n')
}

/// Pairs of joints and voices that are each other's nearest, within `reach`. Joints are indices of words. A word whose
/// time is estimated leaves a voice to a word that matched.
fn pairs(words: &[Word], joints: &[usize], voices: &[Interval], reach: i64) -> Vec<(usize, usize)> {
    // Moved parts make times go back, so the nearest is looked up in sorted times.
    let mut sorted: Vec<(i64, usize)> =
        joints.iter().map(|&joint| (words[joint].was.start.0, joint)).collect();
    let estimated = |joint: usize| words[joint].estimated;
    sorted.sort_unstable();
    let mut pairs = Vec::new();
    for (index, &(start, joint)) in sorted.iter().enumerate() {
        let next = voices.partition_point(|voice| voice.start.0 < start);
        let near = [next.checked_sub(1), (next < voices.len()).then_some(next)];
        let off = |voice: usize| (voices[voice].start.0 - start).abs();
        let Some(voice) = near.into_iter().flatten().min_by_key(|&voice| off(voice)) else {
            continue;
        };
        if off(voice) > reach {
            continue;
        }
        let other = |index: Option<usize>| {
            let other = index.and_then(|index| sorted.get(index));
            other.is_some_and(|&(start, other)| {
                let far = (voices[voice].start.0 - start).abs();
                match (estimated(joint), estimated(other)) {
                    (false, true) => false,
                    (true, false) => far <= reach,
                    _ => far < off(voice),
                }
            })
        };
        if !other(index.checked_sub(1)) && !other(Some(index + 1)) {
            pairs.push((joint, voice));
        }
    }
    pairs
}

/// Starts a word at `onset`, if the surrounding words allow it: following words move by at most `reach`, and
/// the preceding one ends at the end of the previous voice, or at the onset.
fn begin(words: &mut [Word], at: usize, onset: i64, silence: Option<i64>, reach: i64) {
    let old = words[at].now;
    if let Some(before) = at.checked_sub(1).map(|before| words[before])
        && before.now.start <= old.start
        && before.now.start.0 + SHORTEST > onset
    {
        return;
    }
    // Following words that would begin too early.
    let mut free = onset + SHORTEST;
    let mut pushed = at + 1;
    while let Some(word) = words.get(pushed)
        && word.now.start >= old.start
        && word.now.start.0 < free
    {
        if free - word.was.start.0 > reach {
            return;
        }
        free += SHORTEST;
        pushed += 1;
    }
    words[at].now.start = Timestamp(onset);
    for (word, place) in words[at + 1..pushed].iter_mut().zip(1..) {
        word.now.start = Timestamp(onset + SHORTEST * place);
    }
    for index in at..pushed {
        let next = words.get(index + 1).filter(|next| next.was.start >= words[index].was.start);
        let most = next.map_or(i64::MAX, |next| next.now.start.0);
        let now = &mut words[index].now;
        let least = now.start.0 + SHORTEST;
        now.end = Timestamp(now.end.0.max(least).min(most.max(least)));
    }
    if let Some(before) = at.checked_sub(1).map(|before| &mut words[before])
        && before.now.start.0 + SHORTEST <= onset
        && before.was.start <= old.start
    {
        let near = silence.filter(|&silence| {
            (silence - before.was.end.0).abs() <= reach && silence >= before.now.start.0 + SHORTEST
        });
        before.now.end = Timestamp(near.unwrap_or(before.now.end.0).min(onset));
    }
}

/// Ends the last word where a voice ends.
fn end(words: &mut [Word], voices: &[Interval], reach: i64) {
    let Some(last) = words.last_mut() else { return };
    let ends = voices.iter().map(|voice| voice.end);
    let near = ends.min_by_key(|end| (end.0 - last.was.end.0).abs());
    if let Some(near) = near
        && (near.0 - last.was.end.0).abs() <= reach
        && near.0 >= last.now.start.0 + SHORTEST
    {
        last.now.end = near;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::parse_transcript;

    fn alignment(words: &[(i64, i64)]) -> Alignment {
        let word = |&(start, end)| AlignedWord {
            interval: Some(Interval::from_ms(start, end)),
            confidence: 0.7,
            ..AlignedWord::default()
        };
        Alignment { words: words.iter().map(word).collect(), ..Alignment::default() }
    }

    fn activity(voices: &[(i64, i64)]) -> Activity {
        let voices = voices.iter().map(|&(start, end)| Interval::from_ms(start, end)).collect();
        Activity { duration: Timestamp(60_000), voices, ..Activity::default() }
    }

    fn snapped(text: &str, words: &[(i64, i64)], voices: &[(i64, i64)]) -> Vec<(i64, i64)> {
        let mut alignment = alignment(words);
        let transcript = parse_transcript(text);
        snap(&mut alignment, &transcript, &activity(voices), &SnapOptions::default());
        let moved = alignment.words.iter().zip(words);
        for (word, &(start, end)) in moved {
            let same = word.interval == Some(Interval::from_ms(start, end));
            assert_eq!(word.flags.snapped, !same);
            assert!(word.confidence == 0.7);
        }
        let intervals = alignment.words.iter().filter_map(|word| word.interval);
        intervals.map(|interval| (interval.start.0, interval.end.0)).collect()
    }

    #[test]
    fn a_word_after_a_comma_begins_with_the_voice_and_the_one_before_ends_with_it() {
        let words = snapped("One, two", &[(0, 420), (420, 900)], &[(0, 380), (600, 900)]);
        assert_eq!(words, [(0, 380), (600, 900)]);
    }

    #[test]
    fn a_gap_of_the_timeline_is_a_pause_too() {
        let words = snapped("one two", &[(0, 400), (520, 900)], &[(0, 400), (600, 900)]);
        assert_eq!(words, [(0, 400), (600, 900)]);
        let words = snapped("one two", &[(0, 400), (500, 900)], &[(0, 400), (600, 900)]);
        assert_eq!(words, [(0, 400), (500, 900)]);
    }

    #[test]
    fn what_is_too_far_stays() {
        let words = snapped("One. Two", &[(0, 600), (600, 1200)], &[(0, 300), (851, 1200)]);
        assert_eq!(words[1].0, 600);
        let words = snapped("One. Two", &[(0, 600), (600, 1200)], &[(0, 300), (850, 1200)]);
        assert_eq!(words[1].0, 850);
    }

    #[test]
    fn words_that_follow_give_way() {
        let words = [(0, 400), (400, 450), (450, 500), (500, 900)];
        let words = snapped("One. A b see", &words, &[(0, 350), (470, 900)]);
        assert_eq!(words, [(0, 350), (470, 490), (490, 510), (510, 900)]);
    }

    #[test]
    fn of_two_words_the_nearer_gets_the_voice() {
        let words = [(0, 300), (300, 520), (520, 900)];
        let words = snapped("One. Two. Three", &words, &[(0, 290), (500, 900)]);
        assert_eq!(words, [(0, 300), (300, 500), (500, 900)]);
    }

    #[test]
    fn without_voices_nothing_moves() {
        assert_eq!(snapped("One. Two", &[(0, 5), (5, 9)], &[]), [(0, 5), (5, 9)]);
    }

    proptest! {
        #[test]
        fn no_edge_moves_farther_than_300_ms_and_order_stays(
            lengths in prop::collection::vec((0_i64..400, 20_i64..500), 1..40),
            voices in prop::collection::vec((50_i64..500, 30_i64..1500), 0..30),
            breaks in prop::collection::vec(any::<bool>(), 40),
            reach in -10_i64..10_000,
        ) {
            let in_time = |pieces: &[(i64, i64)]| {
                let mut at = 0;
                let place = |&(gap, length): &(i64, i64)| {
                    let start = at + gap;
                    at = start + length;
                    (start, at)
                };
                pieces.iter().map(place).collect::<Vec<_>>()
            };
            let words = in_time(&lengths);
            let text: String =
                words.iter().zip(&breaks).map(|(_, mark)| if *mark { "word. " } else { "word " }).collect();
            let transcript = parse_transcript(&text);
            let before = alignment(&words);
            let mut after = before.clone();
            let options = SnapOptions { reach, ..SnapOptions::default() };
            snap(&mut after, &transcript, &activity(&in_time(&voices)), &options);
            let mut last = i64::MIN;
            for (before, after) in before.words.iter().zip(&after.words) {
                let (was, now) = (before.interval.unwrap(), after.interval.unwrap());
                prop_assert!((was.start.0 - now.start.0).abs() <= 300);
                prop_assert!((was.end.0 - now.end.0).abs() <= 300, "{was:?} {now:?}");
                prop_assert!(now.start < now.end && now.start.0 >= last, "{was:?} {now:?} {last}");
                last = now.end.0;
            }
        }
    }
}
