//! Where words begin after a pause.
//!
//! Recognizers differ in where they begin a word after a pause: some cut off its soft onset, some include silence
//! before it. The same words show which: after a pause, a word lasts about a third of a usual word longer than between
//! other words. Where the words of a timeline lengthen by less, their starts are late; by more, early.
//!
//! Measured on 26 earnings calls with the output of five recognizers, and times that at least two others agree on:
//! starts after a pause are 50 ms late where words do not lengthen at all (100 ms steps), 40 ms late where they
//! lengthen by 30 ms, 20 to 60 ms early where they lengthen by 90 ms.

use super::timed::Timed;

/// A silence this long is a pause, and a word after one is longer by as much, both in usual words.
const LONGER: f32 = 0.3;
/// The maximum correction, in usual words.
const FARTHEST: f32 = 0.2;
/// The minimum number of words after pauses that can be compared.
const FEWEST: usize = 20;
/// The minimum number of times that a word occurs between others.
const TIMES: usize = 3;

/// Moves the starts of words after pauses by half of the difference: the other half may be chance.
pub(crate) fn correct(timed: &mut Timed) {
    let Some(shift) = shift(timed) else { return };
    for at in 1..timed.start.len() {
        let silence = timed.start[at] - timed.end[at - 1];
        if timed.units.owners[at] == timed.units.owners[at - 1] || silence < shift.pause {
            continue;
        }
        let most = (timed.end[at] - timed.start[at]) / 3;
        timed.start[at] += shift.by.clamp(-silence, most.max(0));
    }
}

/// How far starts move, and after which silence, in ms.
struct Shift {
    by: i64,
    pause: i64,
}

fn shift(timed: &Timed) -> Option<Shift> {
    let owners = &timed.units.owners;
    let lasts = |at: usize| timed.end[at] - timed.start[at];
    // Entries of one unit that another follows without a pause: the last words of phrases are longer.
    let count = timed.start.len();
    let whole: Vec<usize> = (1..count.max(2) - 1)
        .filter(|&at| owners[at] != owners[at - 1] && owners[at] != owners[at + 1])
        .collect();
    let usual = median(whole.iter().map(|&at| lasts(at)).collect())? as f32;
    let pause = ((LONGER * usual) as i64).max(1);
    let (mut inside, mut after) = (Vec::new(), Vec::new());
    for at in whole {
        if timed.start[at + 1] - timed.end[at] < pause {
            let is_after = timed.start[at] - timed.end[at - 1] >= pause;
            let words = if is_after { &mut after } else { &mut inside };
            words.push((timed.units.ids[at], lasts(at)));
        }
    }
    inside.sort_unstable();
    let longer: Vec<i64> = after
        .iter()
        .filter_map(|&(id, lasts)| {
            let first = inside.partition_point(|word| word.0 < id);
            let same = inside[first..].partition_point(|word| word.0 == id);
            (same >= TIMES).then(|| lasts - inside[first + same / 2].1)
        })
        .collect();
    if longer.len() < FEWEST {
        return None;
    }
    let most = FARTHEST * usual;
    let late = (0.5 * (LONGER * usual - median(longer)? as f32)).clamp(-most, most);
    Some(Shift { by: -late.round() as i64, pause })
}

fn median(mut values: Vec<i64>) -> Option<i64> {
    let middle = values.len() / 2;
    (!values.is_empty()).then(|| *values.select_nth_unstable(middle).1)
}

#[cfg(test)]
mod tests {
    use super::super::normalize::Units;
    use super::*;

    /// Five words again and again, each of 200 ms between others; after a pause of a second they last `longer` more.
    fn heard(phrases: u32, longer: i64) -> Timed {
        let mut timed = Timed { units: Units::default(), ..Timed::default() };
        let mut at = 0;
        for phrase in 0..phrases {
            at += 1_000;
            for word in 0..5 {
                let lasts = 200 + if word == 0 { longer } else { 0 };
                timed.units.push((phrase + word) % 5, timed.start.len() as u32);
                timed.start.push(at);
                at += lasts;
                timed.end.push(at);
            }
        }
        timed
    }

    fn moved(longer: i64) -> Vec<i64> {
        let before = heard(40, longer);
        let mut after = before.clone();
        correct(&mut after);
        assert_eq!(before.end, after.end);
        let moves = before.start.iter().zip(&after.start).map(|(before, after)| after - before);
        let moves: Vec<i64> = moves.collect();
        assert!(moves.iter().enumerate().all(|(at, by)| at % 5 == 0 || *by == 0), "{moves:?}");
        moves.into_iter().skip(5).step_by(5).collect()
    }

    #[test]
    fn words_that_do_not_lengthen_after_a_pause_begin_earlier() {
        assert_eq!(moved(0), [-30; 39]);
        assert_eq!(moved(60), [0; 39]);
    }

    #[test]
    fn words_that_lengthen_much_begin_later_within_bounds() {
        assert_eq!(moved(100), [20; 39]);
        assert_eq!(moved(400), [40; 39]);
    }

    #[test]
    fn few_words_are_no_evidence() {
        let mut timed = heard(15, 0);
        let before = timed.start.clone();
        correct(&mut timed);
        assert_eq!(timed.start, before);
        correct(&mut Timed::default());
    }
}
