//! Builds cues from words with times: which words go into a cue, how its lines are broken, when it is shown.
//!
//! The cheapest choice of cues is found exactly, over all places where a text may be broken. The limits of
//! lines, durations and gaps always hold where the text allows it; a cue that cannot meet a limit
//! reports it ([`Exceeded`]). Within the limits, a cue preferably ends at the end of a sentence, at a pause or at
//! other punctuation, and the costs of all other places are those of line breaks ([`crate::reflow`]).
//!
//! - [`chunks`] splits a transcript into words with their punctuation;
//! - [`flow`] puts them in spoken order and gives those without a time a place;
//! - [`sections`] builds texts from them, one for each stretch between long pauses, with speaker marks;
//! - [`breaks`] chooses the cues of a text, [`timing`] sets when they are shown.

mod breaks;
mod captions;
mod chunks;
mod flow;
mod options;
mod sections;
mod timing;
mod verify;

pub use captions::{caption_timeline, karaoke_timeline};
pub use options::{Exceeded, SegmentOptions, SegmentedCue, SpeakerMarks, Unspoken};

pub use verify::misplaced_word;

use super::{Alignment, Transcript};
use options::within_reason;

/// Builds cues from a transcript whose words have times. The cues are in order of their times and do not overlap.
///
/// Every visible character of words and directions, with the punctuation around them, appears in the cues once and
/// in the order of the text, except for parts that are spoken elsewhere ([`Alignment::moved`]) and text that
/// [`SegmentOptions::unspoken`] and [`SegmentOptions::directions`] remove. Speaker labels become marks;
/// layout and time codes are not shown.
///
/// If the alignment has no times at all and no media duration is given, the text is timed at reading speed.
#[must_use]
pub fn segment(
    transcript: &Transcript<'_>,
    alignment: &Alignment,
    options: &SegmentOptions<'_>,
) -> Vec<SegmentedCue> {
    let options = &within_reason(options);
    let chunks = chunks::chunks(transcript);
    let flow = flow::flow(transcript, &chunks, alignment, options);
    let sections = sections::sections(transcript, &chunks, &flow, options);
    let mut drafts = Vec::new();
    for section in &sections {
        drafts.extend(breaks::cues(section, options));
    }
    timing::set(&mut drafts, options);
    drafts.into_iter().map(|draft| draft.cue).collect()
}
