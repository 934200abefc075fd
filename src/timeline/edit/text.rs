//! Changes to cues that are blocks of lines with a timing line: what SRT and WebVTT have in common.

use std::borrow::Cow;

use super::open_tags::OpenTags;
use super::{Joint, blocks, is_shared, moved};
use crate::source::{Edit, Edits, Span};
use crate::time::{Interval, Timestamp};
use crate::timeline::{Cue, Run, RunKind, Timeline};

/// Other times on the timing line; `format` writes a time in the form of another.
pub(crate) fn set_times(
    view: &Timeline<'_>,
    cue: u32,
    to: Interval,
    format: impl Fn(&str, Timestamp) -> String,
) -> Option<Vec<Edit>> {
    let found = view.cues.get(cue as usize)?;
    let (from, origin) = (found.interval, &found.origin);
    let mut edits = Vec::new();
    for (span, old, new) in [(origin.start, from.start, to.start), (origin.end, from.end, to.end)] {
        if old == new {
            continue;
        }
        if span.is_empty() || new.0 < 0 || new == Timestamp::OPEN {
            return None;
        }
        edits.push(Edit::replace(span, format(span.slice(view.source), new)));
    }
    Some(edits)
}

/// Removes blocks; neighbors that go are one hole.
pub(crate) fn remove(view: &Timeline<'_>, cues: &[u32]) -> Option<Vec<Edit>> {
    let source = view.source;
    let mut holes: Vec<(u32, Span)> = Vec::new();
    for &index in cues {
        let block = view.cues.get(index as usize)?.origin.block;
        if is_shared(view, index) {
            return None;
        }
        match holes.last_mut() {
            Some((last, hole))
                if *last + 1 == index
                    && source
                        .get(hole.end as usize..block.start as usize)
                        .is_some_and(|between| between.trim().is_empty()) =>
            {
                (*last, *hole) = (index, hole.join(block));
            }
            _ => holes.push((index, block)),
        }
    }
    Some(holes.into_iter().map(|(_, hole)| blocks::remove(source, hole)).collect())
}

/// Removes a line of the text unless markup is on it.
pub(crate) fn remove_line(view: &Timeline<'_>, cue: u32, line: &[Run<'_>]) -> Option<Vec<Edit>> {
    let payload = view.cues.get(cue as usize)?.origin.payload;
    let whole = blocks::line_around(view.source, line.last()?.span.start);
    // Markup may be there, and lines that a reference sets apart.
    let is_text = line.iter().all(|run| !matches!(run.kind, RunKind::Timestamp(_)));
    let is_all = is_text && line.iter().map(|run| run.span.len()).sum::<u32>() == whole.len();
    (payload.contains(whole) && is_all).then(|| vec![Edit::delete(whole)])
}

/// A block as it is written in the place of another one, with a blank line before it.
pub(crate) fn at_place(view: &Timeline<'_>, here: u32, moved: u32) -> Option<String> {
    let (place, moved) = (view.cues.get(here as usize)?, view.cues.get(moved as usize)?);
    let end = line_break(view, moved.origin.payload.start);
    let mut out = String::new();
    if !blocks::starts_after_blank(view.source, place.origin.block.start) {
        out.push_str(&end);
    }
    out.push_str(moved.origin.block.slice(view.source));
    // A timing line that ends the file may be taken for one that was cut off.
    let ends_file = place.origin.block.end as usize == view.source.len();
    if ends_file && moved.origin.payload.is_empty() {
        out.push_str(&end);
    }
    Some(out)
}

/// The line terminator that the first line of the cue at `at` has.
pub(crate) fn line_break(view: &Timeline<'_>, at: u32) -> Cow<'static, str> {
    let after = view.cues.partition_point(|cue| cue.origin.block.start <= at);
    let timing = after.checked_sub(1).map(|cue| view.cues[cue].origin.timing().end);
    let bytes = view.source.as_bytes().get(timing.unwrap_or(0) as usize..).unwrap_or_default();
    match memchr::memchr2(b'\n', b'\r', bytes).map(|end| &bytes[end..]) {
        Some([b'\r', b'\n', ..]) => Cow::Borrowed("\r\n"),
        Some([b'\r', ..]) => Cow::Borrowed("\r"),
        _ => Cow::Borrowed("\n"),
    }
}

/// The end of a cue's block and the start of the next, down to its text: a blank line, `before` (what
/// precedes the times), and the cue's timing line with the edits `times`.
pub(crate) fn head(
    view: &Timeline<'_>,
    cue: &Cue<'_>,
    before: &str,
    times: Vec<Edit>,
) -> Option<String> {
    let (from, text) = (cue.origin.start.start, cue.origin.payload.start);
    let mut edits = Edits::default();
    times.into_iter().for_each(|edit| edits.push(moved(edit, from)));
    let timing = edits.apply(&view.source[from as usize..text as usize]).ok()?;
    let end = line_break(view, text);
    Some(format!("{end}{end}{before}{timing}"))
}

/// The edit that makes one cue of two, whose settings must be the same. `open` is what the first one
/// leaves open; the text of the second begins at `start`.
pub(crate) fn join(
    view: &Timeline<'_>,
    one: &Cue<'_>,
    two: &Cue<'_>,
    start: u32,
    open: &OpenTags,
    joint: Joint,
) -> Option<Edit> {
    let source = view.source;
    let gap = Span::new(one.origin.block.end, two.origin.block.start);
    let settings = |span: Span| span.slice(source).trim();
    let same = settings(one.origin.settings) == settings(two.origin.settings);
    if gap.start > gap.end || !gap.slice(source).trim().is_empty() || !same {
        return None;
    }
    let (one, two) = (one.origin.payload, two.origin.payload);
    let between = match joint {
        _ if one.slice(source).trim().is_empty() || two.slice(source).trim().is_empty() => {
            "".into()
        }
        Joint::Space => " ".into(),
        Joint::Break => line_break(view, one.end),
    };
    Some(Edit::replace(Span::new(one.end, start), format!("{}{between}", open.close)))
}
