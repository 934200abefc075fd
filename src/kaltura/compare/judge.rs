//! Finds the own cue of each cue that a parser has, and what happened to it.

use super::reference::ReferenceCues;
use super::view::{CueOutcome, ReaderCue, Refusal, View};
use crate::kaltura::readers::caption_type::CaptionType;
use crate::kaltura::readers::kept::KeptCue;
use crate::kaltura::readers::reader::PlatformReader;

/// What a parser keeps of a cue, ready for comparison.
pub(super) struct Found {
    pub(super) seen: ReaderCue,
    pub(super) letters: String,
}

pub(super) fn view(
    reader: PlatformReader,
    own: &ReferenceCues<'_>,
    found: Vec<Found>,
    judge: &Judge<'_>,
) -> View {
    let pairs = pairs(own, &found);
    let mut cues: Vec<ReaderCue> = Vec::with_capacity(found.len());
    let mut fates = vec![CueOutcome { lost: true, ..CueOutcome::default() }; own.cues.len()];
    for (at, (found, (first, after))) in found.into_iter().zip(pairs).enumerate() {
        let swallowed = after.saturating_sub(first + 1) as u32;
        if first < after {
            fates[first] = judge.fate(own, first, &found, at, swallowed > 0);
            for fate in &mut fates[first + 1..after] {
                fate.inside = Some(first as u32);
            }
        }
        let own = (first < after).then_some(first as u32);
        cues.push(ReaderCue { own, swallowed, ..found.seen });
    }
    let refusal = cues.is_empty().then_some(Refusal::NoCue);
    View { reader, refusal, cues, fates, segments: Vec::new(), errors: 0 }
}

/// For each found cue the own cues in its piece of the file, as a range of indices.
fn pairs(own: &ReferenceCues<'_>, found: &[Found]) -> Vec<(usize, usize)> {
    let traced = found.iter().all(|found| found.seen.origin.is_some());
    let sorted = own.cues.is_sorted_by_key(|cue| cue.key);
    if !traced || !sorted {
        let len = own.cues.len();
        return (0..found.len()).map(|at| (at.min(len), (at + 1).min(len))).collect();
    }
    let mut done = 0;
    let range = |found: &Found| {
        let span = found.seen.origin.unwrap_or_default();
        let is_before = |at: usize, place: u32| own.cues.get(at).is_some_and(|cue| cue.key < place);
        // A cue belongs to the first that has it. Most have the next one.
        let after = |place: u32| match () {
            () if !is_before(done, place) => done,
            () if !is_before(done + 1, place) => done + 1,
            () => own.cues.partition_point(|cue| cue.key < place),
        };
        let (first, end) = (after(span.start), after(span.end));
        done = end;
        (first, end)
    };
    found.iter().map(range).collect()
}

/// What an own cue is compared with.
pub(super) struct Judge<'j> {
    /// The letters that should be there.
    pub(super) wanted: &'j dyn Fn(usize) -> &'j str,
    /// The times it should have there; `None`: it should not be there at all.
    pub(super) times: &'j dyn Fn(i64, i64) -> Option<(i64, i64)>,
}

impl Judge<'_> {
    fn fate(
        &self,
        own: &ReferenceCues<'_>,
        index: usize,
        found: &Found,
        at: usize,
        swallows: bool,
    ) -> CueOutcome {
        let cue = &own.cues[index];
        let is = |time: Option<f64>, wanted: i64| time == Some(wanted as f64);
        let wanted = (self.times)(cue.start, cue.end);
        let mistimed = wanted.is_none_or(|(start, end)| {
            !is(found.seen.start_ms, start) || !is(found.seen.end_ms, end)
        });
        let mut fate = CueOutcome { seen: Some(at as u32), mistimed, ..CueOutcome::default() };
        let letters = (self.wanted)(index);
        let have = &found.letters;
        if *have != letters {
            fate.merged = swallows && have.len() > letters.len();
            fate.cut = !fate.merged && (is_part(have, letters) || found.seen.shown.is_none());
            fate.changed = !fate.merged && !fate.cut;
        }
        fate
    }
}

/// Whether a text is another one with letters left out.
fn is_part(text: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    text.chars().all(|wanted| rest.any(|c| c == wanted))
}

pub(super) fn same_times(start: i64, end: i64) -> Option<(i64, i64)> {
    Some((start, end))
}

pub(super) fn seen(cue: &KeptCue<'_>, gate: usize) -> ReaderCue {
    ReaderCue {
        start_ms: cue.start_ms,
        end_ms: cue.end_ms,
        text: cue.text.to_vec(),
        settings: cue.settings.to_vec(),
        shown: Some(String::new()),
        gate: Some(gate as u32),
        origin: cue.origin,
        ..ReaderCue::default()
    }
}

pub(super) fn wanted_of<'o>(
    own: &'o ReferenceCues<'_>,
    caption_type: CaptionType,
    index: usize,
) -> &'o str {
    match caption_type {
        CaptionType::Srt => own.written(index),
        _ => own.shown(index),
    }
}
