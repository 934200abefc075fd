//! Changes to cues as edits, by the library's `rewrite`.

use cuesmith::Opened;
use cuesmith::rewrite::{self, CueText, Joint, Split};
use cuesmith::source::Edit;
use cuesmith::time::{Interval, Timestamp};
use cuesmith::timeline::Shown;

/// The edits of a change; `None` where the format cannot express it at this cue. What the numbers are is
/// written at each change; `js/document.js` has checked them.
pub(crate) fn edits(
    file: &Opened<'_>,
    change: &str,
    numbers: &[f64],
    text: &str,
) -> Option<Vec<Edit>> {
    let cue = |at: usize| numbers.get(at).map(|&n| n as u32);
    let ms = |at: usize| numbers.get(at).map(|&n| n as i64);
    let times = |at: usize| Some(Interval::from_ms(ms(at)?, ms(at + 1)?));
    let text_of = || match numbers.last() {
        Some(&1.0) => CueText::Markup(text),
        _ => CueText::Plain(text),
    };
    match change {
        // cue, start, end
        "times" => rewrite::set_times(file, cue(0)?, times(1)?),
        // cue, whether the text is markup
        "text" => rewrite::set_text(file, cue(0)?, text_of()),
        // the cue before (-1: none), start, end, whether the text is markup
        "insert" => {
            let after = numbers.first().filter(|&&n| n >= 0.0).map(|&n| n as u32);
            rewrite::insert(file, after, times(1)?, text_of())
        }
        // cues in rising order
        "remove" => {
            let cues: Vec<u32> = numbers.iter().map(|&n| n as u32).collect();
            rewrite::remove_renumbered(file, &cues)
        }
        // cue, place in its visible text (UTF-16), the moment
        "split" => split(file, cue(0)?, ms(1)?, ms(2)?),
        // first, last, whether a line break joins them, start, end
        "merge" => {
            let (first, last) = (cue(0)?, cue(1)?);
            let joint = if ms(2)? == 1 { Joint::Break } else { Joint::Space };
            let mut edits = rewrite::merge(file, first, last, joint, times(3)?)?;
            edits.extend(rewrite::renumber(file, &[(last, -i64::from(last - first))]));
            Some(edits)
        }
        _ => None,
    }
}

fn split(file: &Opened<'_>, cue: u32, units: i64, at: i64) -> Option<Vec<Edit>> {
    let found = file.timeline.cues.get(cue as usize)?;
    let shown = Shown::of(&file.timeline, found);
    let mut left = units;
    let place = shown.text.char_indices().find(|(_, c)| {
        let here = left <= 0;
        left -= c.len_utf16() as i64;
        here
    });
    let place = place.map_or(shown.text.len(), |(place, _)| place);
    let cut = rewrite::cut_at(&shown, place);
    let Interval { start, end } = found.interval;
    let at = Timestamp(at);
    let times = vec![Interval { start, end: at }, Interval { start: at, end }];
    let done = rewrite::split_all(file, &[Split { cue, cuts: vec![cut], times }]);
    done.refused.is_empty().then_some(done.edits)
}
