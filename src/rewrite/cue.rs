//! Another text for a cue, and new cues. Both are read again before they are offered: in the whole file, because a new
//! cue may change what is read after it.

use crate::format::Format;
use crate::read::{Opened, read};
use crate::source::{Diagnostic, Edit, Edits, Severity, Span};
use crate::time::Interval;
use crate::timeline::edit::is_shared;
use crate::timeline::{Cue, Timeline, visible_text};

use super::{escape_at, line_break, remove_all, renumber};

/// A text for a cue. LF or CRLF ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueText<'t> {
    /// As viewers should see it.
    Plain(&'t str),
    /// As the file should have it, with markup.
    Markup(&'t str),
}

impl CueText<'_> {
    /// The text as it is written at `at` (bytes): plain text escaped and with the line break of the format. `None` for
    /// text that is not possible there.
    fn written(self, file: &Opened<'_>, at: u32) -> Option<String> {
        let (text, is_markup) = match self {
            Self::Plain(text) => (text, false),
            Self::Markup(text) if !file.format().is_line_based() => return Some(text.to_owned()),
            Self::Markup(text) => (text, true),
        };
        let mut out = String::with_capacity(text.len());
        for (index, line) in text.lines().enumerate() {
            if index > 0 {
                let is_first = file.timeline.cues.is_empty() && file.format().is_line_based();
                out.push_str(&if is_first { "\n".into() } else { line_break(file, at)? });
            }
            if is_markup {
                out.push_str(line);
            } else {
                out.push_str(&escape_at(file, at, line)?);
            }
        }
        Some(out)
    }

    /// The edit that replaces the text of a cue, which is not read again: a caller that changes many cues does that at
    /// the end. `None` when the cue shares its paragraph with others, or for text that is not possible there.
    #[must_use]
    pub fn replacing(self, file: &Opened<'_>, cue: u32) -> Option<Edit> {
        let payload = file.timeline.cues.get(cue as usize)?.origin.payload;
        if is_shared(&file.timeline, cue) {
            return None;
        }
        let mut new = self.written(file, payload.start)?;
        if file.format().is_line_based() && payload.is_empty() && !new.is_empty() {
            let line = line_break(file, payload.start)?;
            if file.text()[..payload.start as usize].ends_with(['\n', '\r']) {
                new.push_str(&line); // the blank line after the cue stays
            } else {
                new.insert_str(0, &line); // the timing line has no line below it
            }
        }
        Some(Edit::replace(payload, new))
    }
}

/// Gives a cue another text. `None` when the cue shares its paragraph with others, or when the text would be read as
/// something else; an empty list when there is nothing to do.
///
/// ```
/// use cuesmith::rewrite::{CueText, set_text};
/// use cuesmith::source::{Edits, Source};
/// use cuesmith::{ReadOptions, open};
///
/// let source = Source::from_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<b>Hello</b>\n");
/// let file = open(&source, None, &ReadOptions::default());
/// let edits: Edits = set_text(&file, 0, CueText::Plain("salt & pepper")).unwrap().into_iter().collect();
/// let text = edits.apply(&source.text)?;
/// assert!(text.ends_with("\nsalt &amp; pepper\n"));
/// assert_eq!(set_text(&file, 0, CueText::Markup("one\n\n00:03.000 --> 00:04.000\ntwo")), None);
/// # Ok::<(), cuesmith::source::EditError>(())
/// ```
#[must_use]
pub fn set_text(file: &Opened<'_>, cue: u32, text: CueText<'_>) -> Option<Vec<Edit>> {
    let found = file.timeline.cues.get(cue as usize)?;
    let edit = text.replacing(file, cue)?;
    if edit.span.slice(file.text()) == edit.replacement {
        return Some(Vec::new());
    }
    let edits = vec![edit];
    let change = Change { at: cue as usize, replaced: 1, interval: found.interval };
    change.is_read(file, &edits, text).then_some(edits)
}

/// Adds a cue after the cue `after`, or before the first one. In SRT the numbers after it count on. In TTML it takes its
/// attributes from that cue; the first cue of a document gets a `body` and a `div` where there is none. `None` when the
/// text would be read as something else, or cannot have these times where it would be.
///
/// ```
/// use cuesmith::rewrite::{CueText, insert};
/// use cuesmith::source::{Edits, Source};
/// use cuesmith::time::Interval;
/// use cuesmith::{ReadOptions, open};
///
/// let source = Source::from_text("1\n00:00:05,000 --> 00:00:06,000\nHello\n");
/// let file = open(&source, None, &ReadOptions::default());
/// let edits = insert(&file, None, Interval::from_ms(1000, 2000), CueText::Plain("First")).unwrap();
/// let edits: Edits = edits.into_iter().collect();
/// assert_eq!(
///     edits.apply(&source.text)?,
///     "1\n00:00:01,000 --> 00:00:02,000\nFirst\n\n2\n00:00:05,000 --> 00:00:06,000\nHello\n"
/// );
/// # Ok::<(), cuesmith::source::EditError>(())
/// ```
#[must_use]
pub fn insert(
    file: &Opened<'_>,
    after: Option<u32>,
    interval: Interval,
    text: CueText<'_>,
) -> Option<Vec<Edit>> {
    let view = &file.timeline;
    let edits = if file.format().is_line_based() {
        new_block(file, after, interval, text)?
    } else if let Some(cue) = after {
        if is_shared(view, cue) {
            return None;
        }
        let cut = Span::at(view.cues.get(cue as usize)?.origin.payload.end);
        let mut head = file.document.editor()?.split(view, cue, &[cut], &[interval], 0)?.pop()?;
        head.push_str(&text.written(file, cut.start)?);
        vec![Edit::replace(cut, head)]
    } else {
        let around = file.document.editor()?.before_all(view, interval)?;
        let text = text.written(file, around.place.start)?;
        vec![Edit::replace(around.place, format!("{}{text}{}", around.before, around.after))]
    };
    let at = after.map_or(0, |cue| cue as usize + 1);
    let change = Change { at, replaced: 0, interval };
    change.is_read(file, &edits, text).then_some(edits)
}

/// Removes several cues, given in rising order ([`remove_all`]); in SRT the numbers after them count on.
#[must_use]
pub fn remove_renumbered(file: &Opened<'_>, cues: &[u32]) -> Option<Vec<Edit>> {
    let mut edits = remove_all(file, cues)?;
    let fewer: Vec<(u32, i64)> = cues.iter().map(|&cue| (cue, -1)).collect();
    let holes: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
    let is_gone = |new: &Edit| {
        let after = holes.partition_point(|hole| hole.end < new.span.end);
        holes.get(after).is_some_and(|hole| hole.contains(new.span))
    };
    edits.extend(renumber(file, &fewer).into_iter().filter(|new| !is_gone(new)));
    Some(edits)
}

/// A new block of an SRT or WebVTT file, and the numbers after it.
fn new_block(
    file: &Opened<'_>,
    after: Option<u32>,
    interval: Interval,
    text: CueText<'_>,
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
    let [start, end] = [interval.start, interval.end].map(|time| format.format_time(time));
    block.push_str(&format!("{start} --> {end}{end_of_line}"));
    let at = neighbor.map_or(0, |cue| cue.origin.payload.start);
    block.push_str(&text.written(file, at)?);
    let mut edits = Vec::new();
    match (neighbor, after) {
        (Some(cue), Some(after)) => {
            let block = format!("{end_of_line}{end_of_line}{block}");
            edits.push(Edit::insert(cue.origin.block.end, block));
            edits.extend(renumber(file, &[(after, 1)]));
        }
        (Some(first), None) => {
            let block = format!("{block}{end_of_line}{end_of_line}");
            edits.push(Edit::insert(first.origin.block.start, block));
            if let Some(next) = number.and_then(|number| number.checked_add(1)) {
                edits.push(Edit::replace(first.origin.id, next.to_string()));
                edits.extend(renumber(file, &[(0, 1)]));
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

/// What a change does to the list of cues: `replaced` of them, from `at` on, become one.
struct Change {
    at: usize,
    replaced: usize,
    interval: Interval,
}

impl Change {
    /// Whether a file after edits has one cue at the place of the change, shown at its times and with its text if that
    /// is known, and all else as before.
    fn is_read(&self, file: &Opened<'_>, edits: &[Edit], text: CueText<'_>) -> bool {
        let edits: Edits = edits.iter().cloned().collect();
        let Ok(new) = edits.apply(file.text()) else { return false };
        let (was, now) = (&file.timeline, file.excerpt(&new));
        let Self { at, replaced, interval } = *self;
        if now.cues.len() != was.cues.len() - replaced + 1 {
            return false;
        }
        let same = |a: &Cue<'_>, b: &Cue<'_>| {
            a.interval == b.interval
                && a.placement == b.placement
                && a.region == b.region
                && visible_text(was, a) == visible_text(&now, b)
        };
        let others = was.cues.iter().take(at).chain(was.cues.iter().skip(at + replaced));
        let new_others = now.cues.iter().take(at).chain(now.cues.iter().skip(at + 1));
        if !others.zip(new_others).all(|(a, b)| same(a, b)) {
            return false;
        }
        let cue = &now.cues[at];
        let says = match text {
            CueText::Plain(text) => text.lines().eq(visible_text(&now, cue).lines()),
            CueText::Markup(_) => true,
        };
        let extras = |timeline: &Timeline<'_>| {
            timeline.extras.iter().map(|extra| extra.kind).collect::<Vec<_>>()
        };
        cue.interval == interval && says && extras(was) == extras(&now) && !is_worse(file, &new)
    }
}

/// Whether an XML file has more errors than before: its reader goes on after some that a player does not
/// survive.
fn is_worse(file: &Opened<'_>, new: &str) -> bool {
    if file.format().is_line_based() {
        return false;
    }
    let errors =
        |list: &[Diagnostic]| list.iter().filter(|d| d.severity == Severity::Error).count();
    let errors_of = |text| errors(&read(text, None, &file.reading).diagnostics);
    errors_of(new) > errors_of(file.text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::{ReadOptions, open};

    #[cfg(feature = "ttml")]
    #[test]
    fn a_ttml_document_without_cues_gets_one_where_cues_go() {
        let p = "<p begin=\"00:00:01.000\" end=\"00:00:02.500\">a &lt; b</p>";
        for (empty, filled) in [
            ("/>", "><body><div>P</div></body></tt>"),
            ("></tt>", "><body><div>P</div></body></tt>"),
            (">\n  <head/>\n</tt>", ">\n  <head/>\n<body><div>P</div></body>\n</tt>"),
            ("><body/></tt>", "><body><div>P</div></body></tt>"),
            ("><body><div /></body></tt>", "><body><div >P</div></body></tt>"),
            (
                "><body><div><div></div></div></body></tt>",
                "><body><div><div>P</div></div></body></tt>",
            ),
            ("><body begin='1s'/></tt>", ""),
            (
                "><body timeContainer='seq'/></tt>",
                "><body timeContainer='seq'><div>P</div></body></tt>",
            ),
        ] {
            let root = "<tt xmlns=\"http://www.w3.org/ns/ttml\"";
            let text = format!("{root}{empty}");
            let source = Source::from_text(&text);
            let file = open(&source, Some("a.ttml"), &ReadOptions::default());
            let edits = insert(&file, None, Interval::from_ms(1000, 2500), CueText::Plain("a < b"));
            let new = edits.map(|edits| {
                let edits: Edits = edits.into_iter().collect();
                edits.apply(&text).unwrap()
            });
            let expected = format!("{root}{}", filled.replace('P', p));
            assert_eq!(new, (!filled.is_empty()).then_some(expected), "{empty}");
        }
    }

    #[test]
    fn a_cue_without_text_gets_some_below_its_times() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\n";
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n";
        let more = ["", "\n", "\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n"];
        for (name, head) in [("a.srt", srt), ("a.vtt", vtt)] {
            for rest in more {
                for text in [format!("{head}{rest}"), head.trim_end().to_owned() + rest] {
                    for text in [text.clone(), text.replace('\n', "\r\n")] {
                        let source = Source::from_text(&text);
                        let file = open(&source, Some(name), &ReadOptions::default());
                        let count = file.timeline.cues.len();
                        let edits = set_text(&file, 0, CueText::Plain("One"));
                        let edits: Edits =
                            edits.unwrap_or_else(|| panic!("{text:?}")).into_iter().collect();
                        let new = edits.apply(&text).unwrap();
                        let times = new.find("-->").unwrap();
                        let mut below = new[times..].lines().skip(1);
                        assert_eq!(below.next(), Some("One"), "{text:?} becomes {new:?}");
                        assert!(
                            below.next().unwrap_or_default().is_empty(),
                            "{text:?} becomes {new:?}"
                        );
                        let source = Source::from_text(&new);
                        let file = open(&source, Some(name), &ReadOptions::default());
                        assert_eq!(file.timeline.cues.len(), count, "{new:?}");
                        let back: Edits =
                            set_text(&file, 0, CueText::Plain("")).unwrap().into_iter().collect();
                        let back = back.apply(&new).unwrap();
                        let file = crate::read(&back, Some(name), &ReadOptions::default());
                        let timeline = file.document.lower();
                        assert_eq!(timeline.cues.len(), count, "{back:?}");
                        assert_eq!(visible_text(&timeline, &timeline.cues[0]), "");
                    }
                }
            }
        }
    }
}
