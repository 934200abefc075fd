//! Making one cue of several that follow each other.

use super::open_tags::{OpenTags, open_at, overrides};
use crate::read::Document;
use crate::source::{Edit, Span};
use crate::time::Interval;
use crate::timeline::Timeline;

/// What comes between the texts of two cues that become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Joint {
    /// A space.
    #[default]
    Space,
    /// A line break.
    Break,
}

/// Makes one cue of those from `first` to `last` (positions in [`Timeline::cues`]), shown at `to`.
///
/// The first cue's identifier, settings and attributes hold; what a cue leaves open is closed
/// before the next begins. In SRT the cues behind keep their numbers: [`super::renumber`] gives new
/// ones. `None` when the cues are shown in different places, or something stands between them.
///
/// ```
/// use cuesmith::rewrite::{Joint, merge};
/// use cuesmith::source::Edits;
/// use cuesmith::time::Interval;
/// use cuesmith::{ReadOptions, read};
///
/// let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<i>One\n\n00:02.000 --> 00:03.000\ntwo\n";
/// let file = read(text, None, &ReadOptions::default());
/// let to = Interval::from_ms(1000, 3000);
/// let merged = merge(&file.document, &file.document.lower(), 0, 1, Joint::Space, to);
/// let mut edits = Edits::default();
/// merged.unwrap().into_iter().for_each(|edit| edits.push(edit));
/// assert_eq!(edits.apply(text).unwrap(), "WEBVTT\n\n00:01.000 --> 00:03.000\n<i>One</i> two\n");
/// ```
#[must_use]
pub fn merge(
    document: &Document<'_>,
    timeline: &Timeline<'_>,
    first: u32,
    last: u32,
    joint: Joint,
    to: Interval,
) -> Option<Vec<Edit>> {
    if (first..=last).any(|cue| super::is_shared(timeline, cue)) {
        return None;
    }
    let mut edits = super::set_times(document, timeline, first, to)?;
    let cues = timeline.cues.get(first as usize..=last as usize)?;
    for pair in cues.windows(2) {
        let [one, two] = pair else { continue };
        edits.push(match document {
            #[cfg(feature = "ttml")]
            Document::Ttml(document) => super::ttml_split::join(document, one, two, joint)?,
            _ => {
                let source = timeline.source;
                let gap = Span::new(one.origin.block.end, two.origin.block.start);
                let settings = |span: Span| span.slice(source).trim();
                let same = settings(one.origin.settings) == settings(two.origin.settings);
                if gap.start > gap.end || !gap.slice(source).trim().is_empty() || !same {
                    return None;
                }
                join(document, timeline, one.origin.payload, two.origin.payload, joint)?
            }
        });
    }
    Some(edits)
}

fn join(
    document: &Document<'_>,
    timeline: &Timeline<'_>,
    one: Span,
    two: Span,
    joint: Joint,
) -> Option<Edit> {
    let source = timeline.source;
    let mut start = two.start;
    if let Document::Srt(_) = document {
        let (here, there) = (overrides(source, one), overrides(source, two));
        if !there.is_empty() && here.slice(source) != there.slice(source) {
            return None;
        }
        start = there.end;
    }
    let open = open_at(document, source, one, &[one.end])?;
    let close = open.first().map_or("", |OpenTags { close, .. }| close.as_str());
    let between = match joint {
        _ if one.slice(source).trim().is_empty() || two.slice(source).trim().is_empty() => {
            "".into()
        }
        Joint::Space => " ".into(),
        Joint::Break => super::line_break(document, timeline, one.end),
    };
    Some(Edit::replace(Span::new(one.end, start), format!("{close}{between}")))
}
