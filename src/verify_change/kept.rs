//! What safe fixes must keep: the words and the times of every cue that shows something.

use unicode_normalization::UnicodeNormalization as _;

use super::text::{Words, excerpt};
use super::{format_interval, is_close, place};
use crate::source::sort_by_key;
use crate::timeline::{Difference, DifferenceKind, Timeline, is_invisible};

/// Whether every cue that shows something has the same words at the same times after a change. Cues may be added, and
/// may change places in the file: they are compared in display order. White space and invisible characters do not
/// count, and canonically equivalent characters are the same. Linear in the size of both, except for sorting.
///
/// # Errors
/// The first [`Difference`].
pub fn verify_kept(was: &Timeline<'_>, is: &Timeline<'_>) -> Result<(), Difference> {
    let (mut old, mut new) = (Words::default(), Words::default());
    let mut rest = in_order(is).into_iter();
    for cue in in_order(was) {
        old.fill(was, cue);
        if seen(&old).next().is_none() {
            continue;
        }
        // Most cues are identical.
        let mut words: Option<String> = None;
        let times = was.cues[cue as usize].interval;
        let found = rest.any(|other| {
            if !is_close(is.format, times, is.cues[other as usize].interval) {
                return false;
            }
            new.fill(is, other);
            old == new || *words.get_or_insert_with(|| letters(&old)) == letters(&new)
        });
        if !found {
            let (times, words) = (format_interval(was.format, times), excerpt(&old.text));
            let message = format!("the cue {times} `{words}` would be lost or changed");
            let (kind, span) = (DifferenceKind::Words, place(was, cue, None));
            return Err(Difference { kind, cue: Some(cue), span, message });
        }
    }
    Ok(())
}

/// The cues in display order.
fn in_order(timeline: &Timeline<'_>) -> Vec<u32> {
    let mut order: Vec<u32> = (0..timeline.cues.len() as u32).collect();
    sort_by_key(&mut order, |&cue| timeline.cues[cue as usize].interval.start.0);
    order
}

/// The visible characters of a text, without white space.
fn seen(words: &Words) -> impl Iterator<Item = char> + '_ {
    let is_seen = |c: &char| !c.is_whitespace() && !is_invisible(*c);
    words.text.chars().chain(words.ruby.chars()).filter(is_seen)
}

/// The same in one normalization form.
fn letters(words: &Words) -> String {
    seen(words).nfc().collect()
}
