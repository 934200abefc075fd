//! Changes to cues as edits, by the library's `rewrite`, and two that an editor needs beside them: another
//! text, and a new cue. Both are read again before they are offered.

use cuesmith::rewrite::{self, Joint, Split};
use cuesmith::source::{Edit, Edits, Severity, Span};
use cuesmith::time::{Interval, Timestamp};
use cuesmith::timeline::{Cue, Shown, Timeline, visible_text};
use cuesmith::{Format, Opened};

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
    let is_markup = || numbers.last() == Some(&1.0);
    match change {
        // cue, start, end
        "times" => rewrite::set_times(file, cue(0)?, times(1)?),
        // cue, whether the text is markup
        "text" => set_text(file, cue(0)?, text, is_markup()),
        // the cue before (-1: none), start, end, whether the text is markup
        "insert" => {
            let after = numbers.first().filter(|&&n| n >= 0.0).map(|&n| n as u32);
            insert(file, after, times(1)?, text, is_markup())
        }
        // cues in rising order
        "remove" => {
            let cues: Vec<u32> = numbers.iter().map(|&n| n as u32).collect();
            let mut edits = rewrite::remove_all(file, &cues)?;
            let fewer: Vec<(u32, i64)> = cues.iter().map(|&cue| (cue, -1)).collect();
            let holes: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
            let numbered = rewrite::renumber(file, &fewer).into_iter();
            edits.extend(numbered.filter(|new| {
                !holes.iter().any(|hole| hole.start <= new.span.start && new.span.end <= hole.end)
            }));
            Some(edits)
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

fn set_text(file: &Opened<'_>, cue: u32, text: &str, is_markup: bool) -> Option<Vec<Edit>> {
    let found = file.timeline.cues.get(cue as usize)?;
    if rewrite::is_shared(&file.timeline, cue) {
        return None;
    }
    let payload = found.origin.payload;
    let mut new = written(file, payload.start, text, is_markup)?;
    if payload.slice(file.text()) == new {
        return Some(Vec::new());
    }
    if file.format().is_line_based() && payload.is_empty() {
        new.insert_str(0, &rewrite::line_break(file, payload.start)?); // the timing line has no line below it
    }
    let edits = vec![Edit::replace(payload, new)];
    let change = Change { at: cue as usize, replaced: 1, interval: found.interval };
    reads_as(file, &edits, &change, (!is_markup).then_some(text)).then_some(edits)
}

fn insert(
    file: &Opened<'_>,
    after: Option<u32>,
    to: Interval,
    text: &str,
    is_markup: bool,
) -> Option<Vec<Edit>> {
    let view = &file.timeline;
    let edits = if file.format().is_line_based() {
        new_block(file, after, to, text, is_markup)?
    } else {
        // The new paragraph has the attributes of the one before it.
        let cue = after.filter(|&cue| !rewrite::is_shared(view, cue))?;
        let cut = Span::at(view.cues.get(cue as usize)?.origin.payload.end);
        let mut head = file.document.editor()?.split(view, cue, &[cut], &[to], 0)?.pop()?;
        head.push_str(&written(file, cut.start, text, is_markup)?);
        vec![Edit::replace(cut, head)]
    };
    let at = after.map_or(0, |cue| cue as usize + 1);
    let change = Change { at, replaced: 0, interval: to };
    reads_as(file, &edits, &change, (!is_markup).then_some(text)).then_some(edits)
}

/// A new block of an SRT or WebVTT file, and the numbers after it.
fn new_block(
    file: &Opened<'_>,
    after: Option<u32>,
    to: Interval,
    text: &str,
    is_markup: bool,
) -> Option<Vec<Edit>> {
    let (view, source, format) = (&file.timeline, file.text(), file.format());
    let neighbor = view.cues.get(after.unwrap_or_default() as usize);
    let end_of_line = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let number = match neighbor {
        _ if format != Format::Srt => None,
        None => Some(1),
        Some(cue) => {
            let number = cue.origin.id.slice(source).trim().parse::<u32>().ok();
            number.and_then(|number| number.checked_add(u32::from(after.is_some())))
        }
    };
    let mut block = number.map_or_else(String::new, |number| format!("{number}{end_of_line}"));
    let [start, end] = [to.start, to.end].map(|time| format.format_time(time));
    block.push_str(&format!("{start} --> {end}{end_of_line}"));
    let at = neighbor.map_or(0, |cue| cue.origin.payload.start);
    block.push_str(&written(file, at, text, is_markup)?);
    let mut edits = Vec::new();
    match (neighbor, after) {
        (Some(cue), Some(after)) => {
            let block = format!("{end_of_line}{end_of_line}{block}");
            edits.push(Edit::insert(cue.origin.block.end, block));
            edits.extend(rewrite::renumber(file, &[(after, 1)]));
        }
        (Some(first), None) => {
            let block = format!("{block}{end_of_line}{end_of_line}");
            edits.push(Edit::insert(first.origin.block.start, block));
            if let Some(next) = number.and_then(|number| number.checked_add(1)) {
                edits.push(Edit::replace(first.origin.id, next.to_string()));
                edits.extend(rewrite::renumber(file, &[(0, 1)]));
            }
        }
        (None, None) => {
            let lines = source.bytes().rev().take_while(|b| matches!(b, b'\n' | b'\r'));
            let breaks = lines.filter(|b| *b == b'\n').count();
            let missing = if source.is_empty() { 0 } else { 2_usize.saturating_sub(breaks) };
            let block = format!("{}{block}{end_of_line}", end_of_line.repeat(missing));
            edits.push(Edit::insert(source.len() as u32, block));
        }
        (None, Some(_)) => return None,
    }
    Some(edits)
}

/// A text as it is written at `at`: escaped, with the line break of the format, unless it is markup.
fn written(file: &Opened<'_>, at: u32, text: &str, is_markup: bool) -> Option<String> {
    if is_markup && !file.format().is_line_based() {
        return Some(text.to_owned());
    }
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            let is_first = file.timeline.cues.is_empty();
            out.push_str(&if is_first { "\n".into() } else { rewrite::line_break(file, at)? });
        }
        if is_markup {
            out.push_str(line);
        } else {
            out.push_str(&rewrite::escape_at(file, at, line)?);
        }
    }
    Some(out)
}

/// What a change does to the list of cues: `replaced` of them, from `at` on, become one.
struct Change {
    at: usize,
    replaced: usize,
    interval: Interval,
}

/// Whether a file after edits has one cue at the place of the change, shown at its times and with its text
/// if that is known, and all else as before.
fn reads_as(file: &Opened<'_>, edits: &[Edit], change: &Change, text: Option<&str>) -> bool {
    let Ok(new) = edits.iter().cloned().collect::<Edits>().apply(file.text()) else { return false };
    let (was, now) = (&file.timeline, file.excerpt(&new));
    let (at, replaced) = (change.at, change.replaced);
    if now.cues.len() != was.cues.len() - replaced + 1 {
        return false;
    }
    let same = |a: &Cue<'_>, b: &Cue<'_>| {
        a.interval == b.interval
            && a.placement == b.placement
            && a.region == b.region
            && visible_text(was, a) == visible_text(&now, b)
    };
    let (before, after) = (was.cues.iter().take(at), was.cues.iter().skip(at + replaced));
    if !before
        .chain(after)
        .zip(now.cues.iter().take(at).chain(now.cues.iter().skip(at + 1)))
        .all(|(a, b)| same(a, b))
    {
        return false;
    }
    let cue = &now.cues[at];
    let says = text.is_none_or(|text| text.lines().eq(visible_text(&now, cue).lines()));
    let extras = |timeline: &Timeline<'_>| {
        timeline.extras.iter().map(|extra| extra.kind).collect::<Vec<_>>()
    };
    cue.interval == change.interval && says && extras(was) == extras(&now) && !is_worse(file, &new)
}

/// Whether an XML file has more errors than before: its reader goes on after some that a player does not
/// survive.
fn is_worse(file: &Opened<'_>, new: &str) -> bool {
    if file.format().is_line_based() {
        return false;
    }
    let errors = |list: &[cuesmith::source::Diagnostic]| {
        list.iter().filter(|found| found.severity == Severity::Error).count()
    };
    errors(&cuesmith::read(new, None, &file.reading).diagnostics) > errors(&file.diagnostics)
}
