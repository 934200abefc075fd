//! Joining consecutive cues.

use super::{Expected, Says, reads_as};
use crate::read::Opened;
use crate::source::Edit;
use crate::time::Interval;
use crate::timeline::edit::{Joint, is_shared};

/// Joins the cues from `first` to `last` (indices in the timeline) into one, shown at `to`.
///
/// The result has the identifier, settings and attributes of the first cue; tags that a cue leaves open are closed
/// before the next one begins. In SRT the cues after them keep their numbers: [`super::renumber`] gives new ones.
/// `None` when the cues are shown in different places, when something is between them, or when the joined line would
/// be read as something else.
///
/// ```
/// use cuesmith::rewrite::{Joint, merge};
/// use cuesmith::source::{Edits, Source};
/// use cuesmith::time::Interval;
/// use cuesmith::{ReadOptions, open};
///
/// let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<i>One\n\n00:02.000 --> 00:03.000\ntwo\n";
/// let source = Source::from_text(text);
/// let file = open(&source, None, &ReadOptions::default());
/// let to = Interval::from_ms(1000, 3000);
/// let merged = merge(&file, 0, 1, Joint::Space, to);
/// let edits: Edits = merged.unwrap().into_iter().collect();
/// assert_eq!(edits.apply(text).unwrap(), "WEBVTT\n\n00:01.000 --> 00:03.000\n<i>One</i> two\n");
/// ```
#[must_use]
pub fn merge(
    file: &Opened<'_>,
    first: u32,
    last: u32,
    joint: Joint,
    to: Interval,
) -> Option<Vec<Edit>> {
    let timeline = &file.timeline;
    if (first..=last).any(|cue| is_shared(timeline, cue)) {
        return None;
    }
    let editor = file.document.editor()?;
    let mut edits = editor.set_times(timeline, first, to)?;
    for one in first..last {
        edits.push(editor.join(timeline, one, one + 1, joint)?);
    }
    let expected = Expected { cues: first..=last, becomes: 1, says: Says::TheSame };
    reads_as(file, &edits, &expected).then_some(edits)
}
