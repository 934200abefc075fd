//! Times for a transcript of which only the duration is known, from its letters and the pauses at punctuation.

use super::hints::Hint;

/// Weights of pauses relative to letters, in ms of ordinary speech: none, comma, sentence, paragraph.
const PAUSES: [f64; 4] = [0.0, 250.0, 550.0, 800.0];
/// The duration of a letter, in ms of ordinary speech.
const LETTER: f64 = 65.0;

/// Divides `duration` among words, of which some begin at known times. Hints after the end are not used.
pub(crate) fn share_between(words: &[(u32, u8)], duration: i64, hints: &[Hint]) -> Vec<(i64, i64)> {
    let mut out = Vec::with_capacity(words.len());
    let end = Hint { word: words.len() as u32, time: duration };
    let inside = hints.iter().filter(|hint| (0..duration).contains(&hint.time));
    let mut from = 0;
    for next in inside.chain([&end]) {
        let part = &words[out.len()..next.word as usize];
        let times = share(part, next.time - from);
        out.extend(times.into_iter().map(|(start, end)| (from + start, from + end)));
        from = next.time;
    }
    out
}

/// Divides `duration` among words, given the letters of each and the break before it.
pub(crate) fn share(words: &[(u32, u8)], duration: i64) -> Vec<(i64, i64)> {
    let parts = |at: usize| {
        let (letters, strength) = words[at];
        let pause = if at == 0 { 0.0 } else { PAUSES[usize::from(strength).min(3)] };
        (pause, LETTER * (f64::from(letters) + 1.5))
    };
    let total: f64 = (0..words.len()).map(|at| parts(at).0 + parts(at).1).sum();
    let mut done = 0.0;
    let time = |done: f64| (duration as f64 * done / total.max(1.0)).round() as i64;
    (0..words.len())
        .map(|at| {
            let (pause, spoken) = parts(at);
            let start = done + pause;
            done = start + spoken;
            (time(start), time(done))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_after_a_time_code_begin_there() {
        let hints = [(1, 10_000), (2, 50_000), (3, 70_000)].map(|(word, time)| Hint { word, time });
        let times = share_between(&[(4, 0), (4, 2), (8, 2), (4, 2)], 60_000, &hints);
        assert_eq!(times[..2], [(0, 10_000), (10_000, 50_000)]);
        assert_eq!((times[2].0, times[3].1), (50_000, 60_000));
    }

    #[test]
    fn the_whole_duration_is_shared_by_letters_and_pauses() {
        let times = share(&[(4, 0), (4, 0), (8, 2)], 60_000);
        assert_eq!((times[0].0, times[2].1), (0, 60_000));
        assert_eq!(times[0].1, times[1].0);
        assert!(times[2].0 > times[1].1, "a sentence begins after a pause");
        assert!(times[2].1 - times[2].0 > times[1].1 - times[1].0);
    }
}
