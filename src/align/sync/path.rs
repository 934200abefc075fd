//! Which offset applies to which cue: the best path over cues and offsets.

/// The cost of a jump to another offset, in matching cues.
const JUMP: f64 = 5.0;
/// The cost of a step to a near offset, and the maximum step in ms: for times that run a little faster than assumed.
const STEP: f64 = 0.15;
const NEAR: i64 = 250;

/// The best path: for each cue the index of its offset, and the sum of the gains minus the costs of jumps. `gain` is
/// called with a cue and the index of an offset. `offsets` are in rising order, at least one.
pub(super) fn best(
    cues: usize,
    offsets: &[i64],
    cuts: bool,
    gain: impl Fn(usize, usize) -> f64,
) -> (Vec<u16>, f64) {
    let count = offsets.len().min(usize::from(u16::MAX));
    let mut sums: Vec<f64> = vec![0.0; count];
    let mut from: Vec<u16> = Vec::with_capacity(cues * count);
    let mut next = sums.clone();
    // For each offset, the first one that is near.
    let first: Vec<usize> =
        (0..count).map(|at| offsets.partition_point(|other| *other < offsets[at] - NEAR)).collect();
    for cue in 0..cues {
        let top = top(&sums);
        let mut near = 0;
        for at in 0..count {
            let mut best = (sums[at], at);
            if cue > 0 {
                near = near.max(first[at]);
                let others = near..count;
                let others = others.take_while(|other| offsets[*other] <= offsets[at] + NEAR);
                for other in others.filter(|other| *other != at).take(16) {
                    if sums[other] - STEP > best.0 {
                        best = (sums[other] - STEP, other);
                    }
                }
                if cuts && sums[top] - JUMP > best.0 {
                    best = (sums[top] - JUMP, top);
                }
            }
            next[at] = best.0 + gain(cue, at);
            from.push(best.1 as u16);
        }
        std::mem::swap(&mut sums, &mut next);
    }
    let mut at = top(&sums);
    let score = sums[at];
    let mut path = vec![0; cues];
    for cue in (0..cues).rev() {
        path[cue] = at as u16;
        at = usize::from(from[cue * count + at]);
    }
    (path, score)
}

/// The index of the maximum, the first if there are several.
fn top(sums: &[f64]) -> usize {
    (0..sums.len()).fold(0, |best, at| if sums[at] > sums[best] { at } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jump_must_pay() {
        let offsets = [0, 5000];
        let gain = |good: usize| move |cue: usize, at: usize| f64::from((cue < good) == (at == 0));
        assert_eq!(best(20, &offsets, true, gain(12)).0, [[0; 12].as_slice(), &[1; 8]].concat());
        assert_eq!(best(20, &offsets, true, gain(17)).0, [0; 20]);
        assert_eq!(best(20, &offsets, false, gain(12)).0, [0; 20]);
    }
}
