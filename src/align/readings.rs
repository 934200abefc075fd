//! Numbers that can be read aloud in several ways: the way that the other side has.
//!
//! `1984` is `nineteen eighty four`, `one thousand nine hundred eighty four` or four digits. Each number first gets
//! its usual reading. If the other side does not have it, but has another reading of it, preferably beside the same
//! words, that one replaces it.

use std::collections::{HashMap, HashSet};

use super::normalize::{self, Beside, Language, Lexicon, Units};

/// A word with numbers, and its other readings.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// Its usual reading: a range of units.
    pub(crate) units: (u32, u32),
    /// The ids of its other readings.
    pub(crate) others: Vec<Vec<u32>>,
}

impl Reading {
    /// The readings of a word whose usual units begin at `first`; `None` for a word without a number.
    pub(crate) fn of(
        text: &str,
        beside: Beside,
        language: Language,
        lexicon: &mut Lexicon,
        units: &Units,
        first: usize,
    ) -> Option<Self> {
        if !normalize::has_number(text) {
            return None;
        }
        let usual = &units.ids[first..];
        let others = normalize::other_readings(text, beside, language, lexicon, usual);
        let units = (first as u32, units.ids.len() as u32);
        (!others.is_empty()).then_some(Self { units, others })
    }
}

/// The longest reading that is searched for, in units with the words beside it.
const LONGEST: usize = 16;

/// The units with each number as the other side reads it. `breaks` has an entry for each unit.
pub(crate) fn choose(units: &mut Units, readings: &[Reading], other: &[u32], breaks: &mut Vec<u8>) {
    if readings.is_empty() {
        return;
    }
    let mut wanted: HashMap<usize, HashSet<u64>> = HashMap::new();
    for reading in readings {
        for form in forms(units, reading) {
            for key in keys(units, reading, form).into_iter().filter(|key| !key.is_empty()) {
                wanted.entry(key.len()).or_default().insert(hash(&key));
            }
        }
    }
    let mut known: HashSet<(usize, u64)> = HashSet::new();
    for (&length, hashes) in &wanted {
        let found = other.windows(length).map(hash).filter(|hash| hashes.contains(hash));
        known.extend(found.map(|hash| (length, hash)));
    }
    let rate = |reading: &Reading, form: &[u32]| -> usize {
        let [bare, before, after] = keys(units, reading, form);
        let has =
            |key: &[u32]| usize::from(!key.is_empty() && known.contains(&(key.len(), hash(key))));
        2 * (has(&before) + has(&after)) + if form.len() > 1 { has(&bare) } else { 0 }
    };
    let chosen: Vec<(&Reading, &[u32])> = readings
        .iter()
        .filter_map(|reading| {
            let (mut best, mut most) = (None, rate(reading, usual(units, reading)));
            for form in &reading.others {
                let rate = rate(reading, form);
                if rate > most {
                    (best, most) = (Some((reading, &form[..])), rate);
                }
            }
            best
        })
        .collect();
    if chosen.is_empty() {
        return;
    }
    let (mut out, mut strengths) = (Units::default(), Vec::with_capacity(breaks.len()));
    let mut from = 0;
    for (reading, form) in chosen {
        let (start, end) = (reading.units.0 as usize, reading.units.1 as usize);
        out.ids.extend(&units.ids[from..start]);
        out.owners.extend(&units.owners[from..start]);
        strengths.extend(breaks.get(from..start).unwrap_or_default());
        for (at, &id) in form.iter().enumerate() {
            out.push(id, units.owners[start]);
            if !breaks.is_empty() {
                strengths.push(if at == 0 { breaks[start] } else { 0 });
            }
        }
        from = end;
    }
    out.ids.extend(&units.ids[from..]);
    out.owners.extend(&units.owners[from..]);
    strengths.extend(breaks.get(from..).unwrap_or_default());
    (*units, *breaks) = (out, strengths);
}

fn usual<'u>(units: &'u Units, reading: &Reading) -> &'u [u32] {
    &units.ids[reading.units.0 as usize..reading.units.1 as usize]
}

fn forms<'u>(units: &'u Units, reading: &'u Reading) -> impl Iterator<Item = &'u [u32]> {
    std::iter::once(usual(units, reading)).chain(reading.others.iter().map(|form| &form[..]))
}

/// A form alone, with the unit before it, and with the one after it. Too long forms are cut.
fn keys(units: &Units, reading: &Reading, form: &[u32]) -> [Vec<u32>; 3] {
    let form = &form[..form.len().min(LONGEST)];
    let before = reading.units.0.checked_sub(1).map(|at| units.ids[at as usize]);
    let after = units.ids.get(reading.units.1 as usize).copied();
    let before = before.map_or_else(Vec::new, |id| [&[id], form].concat());
    let after = after.map_or_else(Vec::new, |id| [form, &[id]].concat());
    [form.to_vec(), before, after]
}

fn hash(gram: &[u32]) -> u64 {
    gram.iter().fold(0, |hash: u64, &id| {
        (hash.rotate_left(23) ^ u64::from(id).wrapping_add(1)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}
