//! Repairs of TTML: times of a paragraph, its CDATA sections, a long cue as several; for the document
//! as a whole names without a prefix, times on the paragraphs themselves, times on tenths of a second.

use std::collections::HashMap;

use super::common::{cuts, is_writable};
use crate::kaltura::DecisecondGrid;
use crate::kaltura::lint::context::Platform;
use crate::lint::Subject;
use crate::read::Document as AnyDocument;
use crate::rewrite;
use crate::source::{Edit, Edits, Fix, Span};
use crate::time::{Clock, Timestamp};
use crate::timeline::{Cue, is_invisible, visible_text};
use crate::ttml::{Attr, Attribute, Document, Namespace, NodeKind, Tag, TimeBase};

/// The fix for all findings of a rule in a document. The first finding has it.
pub(super) fn fix_document(subject: &Subject<'_>, code: &str) -> Option<Fix> {
    let AnyDocument::Ttml(document) = subject.document else { return None };
    if document.ill_formed {
        return None;
    }
    match code {
        "KLT007" => without_prefix(document),
        "KLT012" => flat_times(document, subject),
        _ => None,
    }
}

/// Elements of TTML without their prefix, and its namespace as the default one: the same names.
fn without_prefix(document: &Document<'_>) -> Option<Fix> {
    let text = document.source;
    let (default, declared) = declarations(document)?;
    let mut uri = default;
    let mut edits = Vec::new();
    for node in &document.nodes {
        let NodeKind::Element(element) = &node.kind else { continue };
        let Some((prefix, _)) = element.name.slice(text).split_once(':') else {
            // An element without a prefix must be TTML already, or it would become TTML.
            if element.namespace != Namespace::Tt {
                return None;
            }
            continue;
        };
        if element.namespace != Namespace::Tt {
            continue;
        }
        let own = *declared.get(prefix)?;
        if *uri.get_or_insert(own) != own {
            return None;
        }
        let length = prefix.len() as u32 + 1;
        edits.push(Edit::delete(Span::new(element.name.start, element.name.start + length)));
        if element.close_start < node.span.end {
            let name = element.close_start + 2;
            edits.push(Edit::delete(Span::new(name, name + length)));
        }
    }
    if default.is_none() {
        let root = document.element(document.tt?)?;
        edits.push(Edit::insert(root.name.end, format!(" xmlns=\"{}\"", uri?)));
    }
    let title = "write the elements without a prefix";
    (!edits.is_empty()).then(|| Fix::safe(title, edits))
}

/// The default namespace and those of the prefixes; `None` if one of them changes.
fn declarations<'d>(
    document: &Document<'d>,
) -> Option<(Option<&'d str>, HashMap<&'d str, &'d str>)> {
    let mut default = None;
    let mut declared = HashMap::new();
    let all = document.attributes.iter().filter(|a| a.namespace == Namespace::Xmlns);
    for attribute in all {
        let uri = attribute.span.slice(document.source);
        let known = match attribute.name.slice(document.source).split_once(':') {
            Some((_, prefix)) => *declared.entry(prefix).or_insert(uri),
            None => *default.get_or_insert(uri),
        };
        if known != uri {
            return None;
        }
    }
    // A default that an inner element declares is not the root's default.
    let root = document.element(document.tt?)?;
    let at_root =
        document.attributes_of(root).iter().any(|a| a.name.slice(document.source) == "xmlns");
    (default.is_none() || at_root).then_some((default, declared))
}

/// Times on each paragraph, counted from the start of the video, and on nothing else. Only where every
/// paragraph is one cue with all of its text.
fn flat_times(document: &Document<'_>, subject: &Subject<'_>) -> Option<Fix> {
    let facts = &document.facts;
    let timed_region =
        document.styles.regions.iter().any(|region| {
            document.element(region.node).is_some_and(|e| e.timing != crate::ttml::NONE)
        });
    let other_clock = document.parameters.time.base != TimeBase::Media;
    if facts.sets || facts.inline_regions || timed_region || other_clock {
        return None;
    }
    let body = document.body?;
    let end = document.nodes.get(body as usize)?.end;
    let mut cues = subject.timeline.cues.iter().enumerate().peekable();
    let mut edits = Vec::new();
    let mut at = body;
    while at < end {
        let node = document.nodes.get(at as usize)?;
        if document.tag(at) == Tag::P {
            let mine = cues.next_if(|(_, cue)| cue.origin.block == node.span);
            match mine {
                Some((index, cue)) => {
                    let shared = rewrite::is_shared(subject.timeline, index as u32);
                    if shared || !is_all(document, subject, at, cue) {
                        return None;
                    }
                    set_times(document, at, cue, &mut edits)?;
                }
                None if !letters_below(document, at).is_empty() => return None,
                None => {}
            }
        } else {
            remove_times(document, at, &mut edits);
        }
        at += 1;
    }
    // A cue that belongs to no paragraph, or comes in another order.
    if cues.next().is_some() {
        return None;
    }
    let title = "write the times on the paragraphs themselves";
    (!edits.is_empty()).then(|| Fix::safe(title, edits))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect()
}

fn letters_below(document: &Document<'_>, p: u32) -> String {
    let end = document.nodes.get(p as usize).map_or(p, |node| node.end);
    (p + 1..end).map(|at| letters(document.text(at))).collect()
}

/// Whether a cue shows every letter of its paragraph: no part of it comes at another time.
fn is_all(document: &Document<'_>, subject: &Subject<'_>, p: u32, cue: &Cue<'_>) -> bool {
    let shown = letters(&visible_text(subject.timeline, cue));
    is_writable(cue.interval)
        && cue.interval.end != Timestamp::OPEN
        && shown == letters_below(document, p)
}

fn set_times(document: &Document<'_>, p: u32, cue: &Cue<'_>, edits: &mut Vec<Edit>) -> Option<()> {
    let [begin, end] = [("begin", cue.interval.start), ("end", cue.interval.end)]
        .map(|(name, time)| format!("{name}=\"{}\"", Clock { time, mark: '.' }));
    let place = |attribute: &Attribute| Span::new(attribute.name.start, attribute.span.end + 1);
    let [written_begin, written_end, dur] =
        [Attr::Begin, Attr::End, Attr::Dur].map(|attr| document.attribute(p, attr));
    let after_name = document.element(p)?.name.end;
    match written_begin {
        Some(written) => edits.push(Edit::replace(place(written), begin)),
        None => edits.push(Edit::insert(after_name, format!(" {begin}"))),
    }
    match (written_end, dur) {
        (Some(written), dur) => {
            edits.push(Edit::replace(place(written), end));
            edits.extend(dur.map(|dur| removed(document, dur)));
        }
        (None, Some(dur)) => edits.push(Edit::replace(place(dur), end)),
        (None, None) => {
            let after_begin = written_begin.map_or(after_name, |begin| place(begin).end);
            edits.push(Edit::insert(after_begin, format!(" {end}")));
        }
    }
    edits.extend(document.attribute(p, Attr::TimeContainer).map(|a| removed(document, a)));
    Some(())
}

fn remove_times(document: &Document<'_>, at: u32, edits: &mut Vec<Edit>) {
    if document.element(at).is_none_or(|element| element.namespace != Namespace::Tt) {
        return;
    }
    for attr in [Attr::Begin, Attr::End, Attr::Dur, Attr::TimeContainer] {
        edits.extend(document.attribute(at, attr).map(|a| removed(document, a)));
    }
}

/// Deletes an attribute and the white space before it.
fn removed(document: &Document<'_>, attribute: &Attribute) -> Edit {
    let before = &document.source[..attribute.name.start as usize];
    Edit::delete(Span::of(before.trim_end().len()..attribute.span.end as usize + 1))
}

/// Splits a paragraph longer than a segment into several with the same text.
pub(super) fn copies(subject: &Subject<'_>, at: u32, cue: &Cue<'_>) -> Option<Fix> {
    let block = cue.origin.block;
    let text = block.slice(subject.text());
    // No two elements may have one id.
    if nested(subject, cue) || text.contains("id=") {
        return None;
    }
    let pieces = cuts(cue, text.len())?;
    let (first, rest) = pieces.split_first()?;
    let timed = |to| rewrite::set_times(subject.file, at, to);
    let line = rewrite::line_around(subject.text(), block.start);
    let indent = Span::new(line.start, block.start).slice(subject.text());
    let eol = if subject.text().contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if indent.trim().is_empty() { format!("{eol}{indent}") } else { String::new() };
    let mut more = String::new();
    for to in rest {
        let mut inside = Edits::default();
        for edit in timed(*to)? {
            let start = edit.span.start.checked_sub(block.start)?;
            let span = Span::new(start, edit.span.end - block.start);
            inside.push(Edit { span, ..edit });
        }
        more += &gap;
        more += &inside.apply(text).ok()?;
    }
    let mut edits = timed(*first)?;
    edits.push(Edit::insert(block.end, more));
    Some(Fix::risky(format!("split the cue into {} with the same text", pieces.len()), edits))
}

/// `begin` and `end` of a paragraph as `HH:MM:SS.mmm`, where the elements around it have no times of
/// their own and the cue is all of the paragraph.
pub(super) fn clock_times(subject: &Subject<'_>, at: u32) -> Option<Fix> {
    let cue = subject.timeline.cues.get(at as usize)?;
    let text = subject.text();
    let (start, end) = (cue.origin.start, cue.origin.end);
    let shared = rewrite::is_shared(subject.timeline, at);
    if shared || start.is_empty() || end.is_empty() || !is_writable(cue.interval) {
        return None;
    }
    if nested(subject, cue) {
        return None;
    }
    let attribute =
        |name: &str, time: Timestamp| format!("{name}=\"{}\"", Clock { time, mark: '.' });
    let edits = vec![
        Edit::replace(attribute_of(text, start)?, attribute("begin", cue.interval.start)),
        Edit::replace(attribute_of(text, end)?, attribute("end", cue.interval.end)),
    ];
    Some(Fix::safe("write begin and end as clock times", edits))
}

/// The whole attribute, name and quotes included, of a value.
fn attribute_of(text: &str, value: Span) -> Option<Span> {
    let before = text[..value.start as usize].strip_suffix(['"', '\''])?;
    let before = before.trim_end().strip_suffix('=')?.trim_end();
    let name = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    Some(Span::of(before.len() - name..value.end as usize + 1))
}

/// Whether an element around a paragraph, or one in it, has times.
fn nested(subject: &Subject<'_>, cue: &Cue<'_>) -> bool {
    let block = cue.origin.block.slice(subject.text());
    let inside = block.get(block.find('>').unwrap_or(0)..).unwrap_or_default();
    timed(inside)
        || subject.memo.known::<Platform>().is_some_and(|platform| platform.timed_containers)
}

fn timed(part: &str) -> bool {
    ["begin=", "end=", "dur=", "timeContainer="].iter().any(|name| part.contains(name))
}

/// Whether a `body` or `div` of a TTML file has times, or times mean something else in it: a file
/// that times one does so everywhere.
pub(in super::super) fn timed_containers(subject: &Subject<'_>) -> bool {
    let text = subject.text();
    // Under another time base a fraction of a second means nothing.
    text.contains("timeBase=\"smpte")
        || ["<body", "<div", ":body", ":div"].iter().any(|name| {
            memchr::memmem::find_iter(text.as_bytes(), name.as_bytes()).any(|at| {
                let rest = &text[at..];
                let window = (0..=rest.len().min(4096)).rev().find(|at| rest.is_char_boundary(*at));
                let rest = &rest[..window.unwrap_or(0)];
                // No start tag is longer; many unclosed tags must not add up.
                timed(&rest[..rest.find('>').unwrap_or(rest.len())])
            })
        })
}

/// Rewrites CDATA sections as escaped text.
pub(super) fn no_cdata(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    let payload = cue.origin.payload;
    let text = payload.slice(subject.text());
    let mut edits = Vec::new();
    for (at, opening) in text.match_indices("<![CDATA[") {
        let inner = &text[at + opening.len()..];
        let inner = &inner[..inner.find("]]>")?];
        let start = payload.start as usize + at;
        let end = start + opening.len() + inner.len() + "]]>".len();
        edits.push(Edit::replace(Span::of(start..end), subject.format.escape(inner).into_owned()));
    }
    (!edits.is_empty()).then(|| Fix::safe("escape the text", edits))
}

/// Moves every time to a tenth of a second, where the paragraph can express it.
pub(super) fn tenths(subject: &Subject<'_>) -> Option<Fix> {
    // Users who work on the frames of a video need finer times.
    if subject.context.frame_rate.is_some() {
        return None;
    }
    let grid = DecisecondGrid::of(subject.timeline);
    let last = subject.context.media_duration.map_or(i64::MAX, |ms| ms / 100 * 100);
    let mut edits = Vec::new();
    for (at, cue) in subject.timeline.cues.iter().enumerate() {
        if !is_writable(cue.interval) {
            continue;
        }
        let mut to = grid.round(cue.interval);
        to.end = to.end.min(Timestamp(last));
        if to.duration() > 0 {
            let set = rewrite::set_times(subject.file, at as u32, to);
            edits.extend(set.unwrap_or_default());
        }
    }
    (!edits.is_empty()).then(|| Fix::risky("round the times to tenths of a second", edits))
}
