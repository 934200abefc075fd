//! What repairs of several formats share.

use crate::kaltura::{LONGEST_MS, SEGMENT_MS};
use crate::lint::Subject;
use crate::source::Span;
use crate::time::Interval;
use crate::timeline::Cue;

/// The place of a finding about the whole file.
pub(in super::super) fn file_place(subject: &Subject<'_>, code: &str) -> Span {
    let text = subject.text();
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let end = text[mark..].find(['\n', '\r']).map_or(text.len(), |at| mark + at);
    match code {
        "KLT002" => Span::of(mark..end),
        _ => Span::at(mark as u32),
    }
}

pub(super) fn is_writable(interval: Interval) -> bool {
    interval.start.0 >= 0 && interval.end.0 >= 0 && interval.end.0 < 360_000_000
}

/// The times of the pieces of a cue that is longer than a segment, if they are not too many: a cue of
/// more than [`LONGEST_MS`] has a wrong end. `length` is the length of what is repeated, in bytes.
pub(super) fn cuts(cue: &Cue<'_>, length: usize) -> Option<Vec<Interval>> {
    let segment = i64::from(SEGMENT_MS);
    let (from, duration) = (cue.interval.start, cue.interval.duration());
    let count = (duration.checked_add(segment - 1)?) / segment;
    let few = count >= 2 && length as i64 * count <= 20_000;
    if !few || duration > LONGEST_MS || !is_writable(cue.interval) {
        return None;
    }
    // On tenths of a second, the finest that a clip of TTML knows.
    let step = ((duration + count - 1) / count + 99) / 100 * 100;
    let at = |n: i64| from.shifted(n * step.min(segment)).min(cue.interval.end);
    Some((0..count).map(|n| Interval { start: at(n), end: at(n + 1) }).collect())
}
