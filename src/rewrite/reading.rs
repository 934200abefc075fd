//! Whether a changed place is read as intended: the check between a change to cues and the file.
//!
//! SRT and WebVTT have no quoting: whether a line is a timing line, a number, a tag or the end of a cue depends on
//! what it looks like (WebVTT 6.1, "WebVTT file parsing"; for SRT each parser has its own rules). Joining two lines
//! or removing a block can therefore turn text into one of them. So can a change to XML that is not well-formed: a
//! `<` that opens no tag may open one afterwards. Every function here that makes such a change reads the place again,
//! down to the next timing line, and offers the change only if every word is still where it belongs.

use std::ops::{Range, RangeInclusive};

use crate::read::Opened;
use crate::source::{Edit, Edits, Span};
use crate::timeline::edit::blocks::line_around;
use crate::timeline::edit::{Frame, moved};
use crate::timeline::{Cue, ExtraKind, Run, RunKind, Shown, Timeline};

/// The expected state of neighboring cues after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected<'t> {
    /// The cues, by their positions in the timeline. All edits are within their blocks, or between.
    pub cues: RangeInclusive<u32>,
    /// The number of cues afterwards.
    pub becomes: usize,
    /// Their text, taken together.
    pub says: Says<'t>,
}

/// The text of cues after a change. White space does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says<'t> {
    /// The same as before.
    TheSame,
    /// The previous text of one of them.
    Only(u32),
    /// This text.
    Text(&'t str),
    /// Anything, as long as no block becomes unreadable.
    Anything,
}

/// Whether edits turn some cues into what is expected, and leave the next one alone.
///
/// ```
/// use cuesmith::rewrite::{Expected, Says, reads_as};
/// use cuesmith::source::{Edit, Source, Span};
/// use cuesmith::{ReadOptions, open};
///
/// let text = "1\n00:00:01,000 --> 00:00:02,000\nif a <b\n> c\n";
/// let source = Source::from_text(text);
/// let file = open(&source, None, &ReadOptions::default());
/// let joined = Edit::replace(Span::new(39, 40), " ");
/// let expected = Expected { cues: 0..=0, becomes: 1, says: Says::TheSame };
/// assert!(!reads_as(&file, &[joined], &expected)); // `<b >` is a tag
/// ```
#[must_use]
pub fn reads_as(file: &Opened<'_>, edits: &[Edit], expected: &Expected<'_>) -> bool {
    let timeline = &file.timeline;
    let (first, last) = (*expected.cues.start(), *expected.cues.end());
    let cue = |at: u32| timeline.cues.get(at as usize);
    let (Some(from), Some(to)) = (cue(first), cue(last)) else { return false };
    if !file.format().is_line_based() {
        let block = from.origin.block.join(to.origin.block);
        return keeps_sections(timeline.source, block, edits)
            && reads_alone(file, edits, expected, block);
    }
    let next = cue(last + 1);
    let was = (last - first) as usize + 1;
    let editor = file.document.editor();
    if expected.becomes != was
        && editor.is_some_and(|editor| editor.counts_cues(timeline, last + 1))
    {
        return false;
    }
    // What is above the first cue may depend on it: a line that is a timing line only with text below it. A last
    // block is removed with the blank line before it.
    let start = match first {
        0 => 0,
        _ => edits.iter().map(|edit| edit.span.start).min().unwrap_or(u32::MAX),
    };
    let start = start.min(from.origin.block.start);
    let end = match next {
        Some(next) => line_around(timeline.source, next.origin.end.end).end,
        None => timeline.source.len() as u32,
    };
    let window = Span::new(start, end.max(start));
    let Some(text) = changed(window, edits, timeline.source) else { return false };
    let signature = if start == 0 { "" } else { file.format().signature() };
    let text = format!("{signature}{text}");
    let now = file.excerpt(&text);
    let (own, rest) = now.cues.split_at(expected.becomes.min(now.cues.len()));
    if own.len() != expected.becomes || rest.len() != usize::from(next.is_some()) {
        return false;
    }
    let is_same = |(a, b): (&Cue<'_>, &Cue<'_>)| a.interval == b.interval;
    if !rest.iter().zip(next).all(is_same) {
        return false;
    }
    let before = &timeline.cues[first as usize..=last as usize];
    match expected.says {
        Says::TheSame => said(timeline, before).eq(said(&now, own)),
        Says::Only(one) => match cue(one) {
            Some(one) => said(timeline, std::slice::from_ref(one)).eq(said(&now, own)),
            None => false,
        },
        Says::Text(text) => {
            let shown: Vec<String> = own.iter().map(|cue| Shown::of(&now, cue).text).collect();
            shown.iter().flat_map(|text| inked(text)).eq(inked(text))
        }
        Says::Anything => {
            let old = format!("{signature}{}", window.slice(timeline.source));
            unread(&file.excerpt(&old)).eq(unread(&now))
        }
    }
}

/// Keeps the changes to a cue for which `fits` is true when they are applied together. If not all of them fit, they
/// are tried one by one, up to 16: each try reads the whole cue.
pub(crate) fn keep_fitting(
    changes: &mut [Option<Vec<Edit>>],
    fits: impl Fn(Range<usize>, &[Option<Vec<Edit>>]) -> bool,
) {
    const MOST: usize = 16;
    if fits(0..changes.len(), changes) {
        return;
    }
    let mut tried = 0;
    for at in 0..changes.len() {
        let own = &changes[at..=at];
        if own[0].is_none() {
            continue;
        }
        tried += 1;
        if tried > MOST || !fits(at..at + 1, own) {
            changes[at] = None;
        }
    }
    if !fits(0..changes.len(), changes) {
        changes.fill(None);
    }
}

/// Whether edits put all cues of a file into an order, each with its times and words.
pub(super) fn is_in_order(file: &Opened<'_>, order: &[u32], edits: &[Edit]) -> bool {
    let timeline = &file.timeline;
    let edits: Edits = edits.iter().cloned().collect();
    let Ok(text) = edits.apply(timeline.source) else { return false };
    let now = file.excerpt(&text);
    now.cues.len() == order.len()
        && order.iter().zip(&now.cues).all(|(&from, now_cue)| {
            timeline.cues.get(from as usize).is_some_and(|cue| {
                let slice = std::slice::from_ref;
                cue.interval == now_cue.interval
                    && said(timeline, slice(cue)).eq(said(&now, slice(now_cue)))
            })
        })
}

/// [`reads_as`] for elements that are joined or split: reads them alone, before and after the edits, where XML is not
/// well-formed. Changes inside one text only write escaped characters, which open no tag.
fn reads_alone(file: &Opened<'_>, edits: &[Edit], expected: &Expected<'_>, block: Span) -> bool {
    let timeline = &file.timeline;
    if expected.becomes == expected.cues.clone().count() {
        return true;
    }
    let Some(frame) = file.document.editor().and_then(|editor| editor.frame()) else { return true };
    let window = edits.iter().fold(block, |window, edit| window.join(edit.span));
    let Some(now) = changed(window, edits, timeline.source) else { return false };
    let (Some(old), Some(now)) =
        (alone(file, window.slice(timeline.source), &frame), alone(file, &now, &frame))
    else {
        return false;
    };
    let range = *expected.cues.start() as usize..=*expected.cues.end() as usize;
    let cues = &timeline.cues[range];
    if old.cues + expected.becomes != now.cues + cues.len() {
        return false;
    }
    let own = |cues: &[Cue<'_>]| said(timeline, cues).collect::<String>();
    let is_whole = old.cues == cues.len();
    // Where other cues share the elements, only all words together can be compared.
    match expected.says {
        _ if is_whole && old.says != own(cues) => false,
        Says::TheSame => old.says == now.says,
        Says::Only(one) if is_whole => {
            let one = timeline.cues.get(one as usize);
            one.is_some_and(|one| own(std::slice::from_ref(one)) == now.says)
        }
        Says::Text(text) if is_whole => inked(text).eq(now.shown.chars()),
        Says::Only(_) | Says::Text(_) | Says::Anything => true,
    }
}

/// Some elements read alone.
struct Alone {
    cues: usize,
    /// Their words, as [`said`] gives them.
    says: String,
    /// Their words without annotations and white space.
    shown: String,
}

/// `None` if the elements have no end.
fn alone(file: &Opened<'_>, text: &str, frame: &Frame) -> Option<Alone> {
    let text = format!("{}{text}{}", frame.before, frame.after);
    let timeline = file.excerpt(&text);
    let mut cues = timeline.cues.clone();
    let is_sentinel =
        |cue: &Cue<'_>| said(&timeline, std::slice::from_ref(cue)).eq(frame.sentinel.chars());
    cues.remove(cues.iter().rposition(is_sentinel)?);
    let shown =
        cues.iter().flat_map(|cue| inked(&Shown::of(&timeline, cue).text).collect::<Vec<_>>());
    Some(Alone { cues: cues.len(), says: said(&timeline, &cues).collect(), shown: shown.collect() })
}

/// Whether every `]]>` closes a CDATA section: it is not allowed elsewhere (XML 1.0, 2.4).
fn keeps_sections(text: &str, block: Span, edits: &[Edit]) -> bool {
    let open = |text: &str| text.matches("<![CDATA[").count() as i64;
    let ends = |text: &str| text.matches("]]>").count() as i64 - open(text);
    let old = block.slice(text);
    if !old.contains("]]") && !edits.iter().any(|edit| edit.replacement.contains(']')) {
        return true;
    }
    changed(block, edits, text).is_some_and(|now| ends(&now) <= ends(old))
}

/// A piece of the source after the edits in it.
fn changed(window: Span, edits: &[Edit], source: &str) -> Option<String> {
    if edits.iter().any(|edit| !window.contains(edit.span)) {
        return None;
    }
    let edits: Edits = edits.iter().map(|edit| moved(edit.clone(), window.start)).collect();
    edits.apply(window.slice(source)).ok()
}

/// All visible text of cues, without white space: first the text, then ruby annotations, each after a NUL.
fn said<'t>(timeline: &'t Timeline<'_>, cues: &'t [Cue<'_>]) -> impl Iterator<Item = char> + 't {
    let runs = move || cues.iter().flat_map(|cue| timeline.runs_in(&cue.runs));
    let words = |run: &'t Run<'_>| match &run.kind {
        RunKind::Text(text) => text.as_ref(),
        RunKind::Break | RunKind::Timestamp(_) => "",
    };
    let text =
        runs().filter(|run| !timeline.in_ruby_text(run)).flat_map(move |run| inked(words(run)));
    let ruby = runs().filter(|run| timeline.in_ruby_text(run));
    text.chain(ruby.flat_map(move |run| inked(words(run)).flat_map(|c| ['\0', c])))
}

fn inked(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}')
}

/// What cannot be read, without white space.
fn unread<'t>(timeline: &'t Timeline<'_>) -> impl Iterator<Item = char> + 't {
    let blocks = timeline.extras.iter().filter(|extra| extra.kind == ExtraKind::Unparsed);
    blocks.flat_map(|extra| inked(extra.span.slice(timeline.source)))
}

#[cfg(all(test, feature = "ttml"))]
mod tests {
    use super::*;
    use crate::rewrite::{Joint, merge};
    use crate::source::Source;
    use crate::time::Interval;
    use crate::{ReadOptions, open};

    /// The cues of two paragraphs, joined, in a document that is not well-formed.
    fn joined(first: &str, second: &str) -> Option<String> {
        let text = format!(
            "<tt xmlns=\"http://www.w3.org/ns/ttml\"><body \"\"><div>{first}{second}</div></body></tt>"
        );
        let source = Source::from_text(&text);
        let file = open(&source, Some("talk.ttml"), &ReadOptions::default());
        assert_eq!(file.timeline.cues.len(), 2);
        let edits = merge(&file, 0, 1, Joint::Space, Interval::from_ms(1000, 3000))?;
        let edits: Edits = edits.into_iter().collect();
        edits.apply(&text).ok()
    }

    #[test]
    fn elements_of_a_malformed_document_are_joined_where_no_word_is_lost() {
        let second = "<p begin=\"2s\" end=\"3s\">there</p>";
        let whole = joined("<p begin=\"1s\" end=\"2s\">Hello</p>", second).unwrap();
        assert!(whole.contains("<p begin=\"1s\" end=\"3s\">Hello there</p>"), "{whole}");
        // The second text would become an annotation.
        assert_eq!(
            joined(
                "<p begin=\"1s\" end=\"2s\">a<span xmlns:s=\"http://www.w3.org/ns/ttml#styling\" s:ruby=\"text\">e</p>",
                second
            ),
            None
        );
        // `<` would begin a tag that ends after the second text.
        assert_eq!(joined("<p begin=\"1s\" end=\"2s\">Hello <></p>", second), None);
    }
}
