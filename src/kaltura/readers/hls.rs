//! The WebVTT segments of an HLS playlist (`kWebVTTGenerator.php:79-82`).
//!
//! A cue is in a segment only if its start or its end is inside. So a cue longer than a
//! segment is missing from the segments in its middle, where a player shows nothing.

use std::collections::BTreeMap;

use super::caption_type::CaptionType;
use super::gate::Gate;
use super::kept::KeptCue;
use super::serve::{ServeError, is_dropped, is_served};

/// The server's segment length, in milliseconds, unless its operator sets another
/// (`webvtt_segment_duration`).
pub const SEGMENT_MS: u32 = 30_000;

/// One segment that has cues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HlsSegment {
    /// The number in the segment's address, from 1.
    pub number: u64,
    /// Indices into the upload check's cues, ascending.
    pub cues: Vec<usize>,
}

/// The segments of `segment_ms` milliseconds that have cues, by number. A length of 0 gives none.
///
/// A playlist ends with the entry, so the last segments may never be asked for.
///
/// # Errors
/// [`ServeError`] as for [`serve_webvtt`](crate::kaltura::serve_webvtt): the segments are cut from what
/// is served.
pub fn hls_segments(gate: &Gate<'_>, segment_ms: u32) -> Result<Vec<HlsSegment>, ServeError> {
    is_served(gate.ready, gate.size)?;
    let mut segments: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    if segment_ms == 0 {
        return Ok(Vec::new());
    }
    for (index, cue) in gate.cues.iter().enumerate() {
        if gate.caption_type != CaptionType::WebVtt && is_dropped(cue) {
            continue;
        }
        for number in numbers(cue, f64::from(segment_ms)).into_iter().flatten() {
            let cues = segments.entry(number).or_default();
            if cues.last() != Some(&index) {
                cues.push(index);
            }
        }
    }
    Ok(segments.into_iter().map(|(number, cues)| HlsSegment { number, cues }).collect())
}

/// The segments of the start and of the end. PHP counts a null to the first one (observed,
/// see docs/platform.md).
fn numbers(cue: &KeptCue<'_>, segment_ms: f64) -> [Option<u64>; 2] {
    [cue.start_ms, cue.end_ms].map(|time| {
        let time = time.unwrap_or(0.0);
        (time >= 0.0).then(|| (time / segment_ms).floor() as u64 + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_cue_is_missing_from_the_middle_segments() {
        let file = b"1\n00:00:10,000 --> 00:01:50,000\nx\n\n2\n00:00:29,999 --> 00:00:30,000\ny\n";
        let gate = crate::kaltura::gate(file, CaptionType::Srt);
        let segments = hls_segments(&gate, SEGMENT_MS).unwrap();
        let listed: Vec<_> = segments.iter().map(|s| (s.number, s.cues.as_slice())).collect();
        assert_eq!(listed, [(1, &[0, 1][..]), (2, &[1]), (4, &[0])]);
    }
}
