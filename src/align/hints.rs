//! Time codes in a transcript: roughly when the text after them is spoken.
//!
//! They come from other software or from people, are often rounded to seconds, and may count from another zero. So
//! they are compared with the times that are known, and then place only text whose time is not known otherwise.

use super::{ItemKind, Transcript};

/// A word, by its position among the words of the transcript, and the time code before it, in ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hint {
    pub(crate) word: u32,
    pub(crate) time: i64,
}

/// How far codes may be from known times, in ms, once both count from the same zero.
const NEAR: i64 = 2_500;
/// How much earlier than speech a code is on average that is rounded to seconds, in ms.
const ROUNDED: i64 = 500;

/// The time codes of a transcript that have a word after them, in rising order. Codes that do not fit between the
/// others are left out.
pub(crate) fn of(transcript: &Transcript) -> Vec<Hint> {
    let mut all: Vec<Hint> = Vec::new();
    let (mut word, mut code) = (0, None);
    for item in &transcript.items {
        match item.kind {
            ItemKind::TimeCode(time) => code = Some(time.0),
            ItemKind::Word => {
                all.extend(code.take().map(|time| Hint { word, time }));
                word += 1;
            }
            _ => {}
        }
    }
    let mut earliest = i64::MAX;
    let mut fits = vec![false; all.len()];
    for (hint, fits) in all.iter().zip(&mut fits).rev() {
        *fits = hint.time < earliest;
        earliest = earliest.min(hint.time);
    }
    let mut latest = i64::MIN;
    let mut fits = fits.into_iter();
    all.retain(|hint| {
        let fits = fits.next().unwrap_or(false) && hint.time > latest;
        latest = latest.max(hint.time);
        fits
    });
    if all.iter().all(|hint| hint.time % 1_000 == 0) {
        all.iter_mut().for_each(|hint| hint.time += ROUNDED);
    }
    all
}

/// The hints in the time of the media, if they agree with the times that are known of their words. One that is known
/// or none is no contradiction, unless it is far away.
pub(crate) fn agreed(hints: &[Hint], known: impl Fn(u32) -> Option<i64>) -> Vec<Hint> {
    let mut off: Vec<i64> =
        hints.iter().filter_map(|hint| Some(known(hint.word)? - hint.time)).collect();
    off.sort_unstable();
    let middle = off.get(off.len() / 2).copied().unwrap_or(0);
    let near = off.iter().filter(|off| (*off - middle).abs() <= NEAR).count();
    if near * 3 < off.len() * 2 || off.len() == 1 && middle.abs() > NEAR {
        return Vec::new();
    }
    hints.iter().map(|hint| Hint { time: hint.time + middle, ..*hint }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::parse_transcript;

    fn hint(word: u32, time: i64) -> Hint {
        Hint { word, time }
    }

    #[test]
    fn codes_that_do_not_fit_between_others_are_left_out() {
        let text = "[00:00:10] One two.\n\n[00:00:05] Three.\n\n[00:00:20.5] Four.\n\n[00:01:00]";
        assert_eq!(of(&parse_transcript(text)), [hint(3, 20_500)]);
        let text = "[00:00:10] One two.\n\n[00:00:15] Three.";
        assert_eq!(of(&parse_transcript(text)), [hint(0, 10_500), hint(2, 15_500)]);
        assert_eq!(of(&parse_transcript("None.")), []);
    }

    #[test]
    fn codes_may_count_from_another_zero_but_not_contradict() {
        let hints = [hint(0, 3_600_000), hint(5, 3_610_000), hint(9, 3_620_000)];
        let known = |word: u32| (word != 5).then_some(i64::from(word) * 2_000);
        let found = agreed(&hints, known);
        assert!((found[1].time - 10_000).abs() <= 2_000, "{found:?}");
        assert_eq!(agreed(&hints, |word| Some(i64::from(word) * 60_000)), []);
        assert_eq!(agreed(&hints[..1], |_| Some(0)), []);
        assert_eq!(agreed(&hints, |_| None), hints);
    }
}
