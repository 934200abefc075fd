//! Cues made of words with times: which words go into one cue, how its lines are broken, when it is shown.
//!
//! The cheapest choice of cues is found exactly, over all places where a text may be broken. Limits of
//! lines, durations and gaps hold without exception where the text allows it at all; a cue that cannot keep one
//! says which ([`Exceeded`]). Within them a cue ends best at the end of a sentence, at a pause or at other
//! punctuation, and the costs of all other places are those of line breaks ([`crate::reflow`]).
//!
//! - [`chunks`] divides a transcript into words with their punctuation;
//! - [`flow`] puts them in the order in which they are spoken and gives those without a time a place;
//! - [`sections`] makes texts of them, one for each stretch between long pauses, with marks for speakers;
//! - [`breaks`] chooses the cues of a text, [`timing`] when they are shown.

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

/// Makes cues of a transcript whose words have times. They are in the order of their times and do not overlap.
///
/// Every visible character of words and directions, with the punctuation around them, is in the cues once and
/// in the order of the text, but for parts that are spoken elsewhere ([`Alignment::moved`]) and what
/// [`SegmentOptions::unspoken`] and [`SegmentOptions::directions`] leave out. Labels of speakers become marks;
/// layout and time codes are not shown.
///
/// Without a single time in the alignment and no media duration, text takes the time that reading it takes.
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
