//! A paragraph cut in two, and one made of two.

use super::tags::{line_break, paragraph};
use super::times::{has_timed_parts, set_times};
use crate::chars::{is_blank, is_xml_space};
use crate::source::{Edit, Edits, Span};
use crate::time::Interval;
use crate::timeline::edit::open_tags::{self, MAX_DEPTH, OpenTags};
use crate::timeline::edit::{Joint, moved};
use crate::timeline::{Cue, Timeline};
use crate::ttml::{Attr, Document, NONE, NodeKind, Tag};

/// See [`Editor::split`](crate::timeline::edit::Editor::split).
pub(super) fn split(
    document: &Document<'_>,
    view: &Timeline<'_>,
    cue: u32,
    cuts: &[Span],
    times: &[Interval],
) -> Option<Vec<String>> {
    let found = view.cues.get(cue as usize)?;
    let head = |to: &Interval| head(document, found, set_times(document, view, cue, *to)?);
    let heads = times.iter().map(head).collect::<Option<Vec<String>>>()?;
    open_tags::split(cuts, heads, |places| open_at(document, found.origin.payload, places))
}

/// The elements of a paragraph open at each place (bytes, rising). `None` in ruby, in CDATA sections
/// and comments, and where elements lie too deep.
fn open_at(document: &Document<'_>, payload: Span, places: &[u32]) -> Option<Vec<OpenTags>> {
    places.iter().map(|&at| open_tags(document, payload, at)).collect()
}

fn open_tags(document: &Document<'_>, payload: Span, at: u32) -> Option<OpenTags> {
    let source = document.source;
    let after = document.nodes.partition_point(|node| node.span.start < at) as u32;
    let mut node = after.checked_sub(1)?;
    let mut around = Vec::new();
    while node != NONE {
        let found = document.nodes.get(node as usize)?;
        if found.span.end > at {
            match &found.kind {
                NodeKind::Element(element) if element.open_end == payload.start => break,
                NodeKind::Element(element) => {
                    // In the middle of a tag, or in ruby.
                    let inside = element.open_end <= at && at <= element.close_start;
                    let ruby = document.attribute(node, Attr::Ruby).is_some();
                    if !inside || ruby || element.tag != Tag::Span || around.len() >= MAX_DEPTH {
                        return None;
                    }
                    around.push(node);
                }
                NodeKind::Text(_) => {}
                _ => return None,
            }
        }
        node = found.parent;
    }
    let mut tags = OpenTags::default();
    for &node in around.iter().rev() {
        tags.open.push_str(&without_id(document, node, Vec::new())?);
        let name = document.element(node)?.name.slice(source);
        tags.close.insert_str(0, &format!("</{name}>"));
    }
    Some(tags)
}

/// A start tag without its `xml:id`, with edits to its times.
pub(super) fn without_id(document: &Document<'_>, node: u32, times: Vec<Edit>) -> Option<String> {
    let tag = document.start_tag(node);
    let mut edits = Edits::default();
    times.into_iter().for_each(|edit| edits.push(moved(edit, tag.start)));
    for id in document.attributes_of(document.element(node)?) {
        if matches!(id.attr, Attr::Id | Attr::PlainId) {
            let before = &document.source[..id.name.start as usize];
            let start = before.trim_end_matches(is_xml_space).len() as u32;
            edits.push(moved(Edit::delete(Span::new(start, id.span.end + 1)), tag.start));
        }
    }
    edits.apply(tag.slice(document.source)).ok()
}

/// The end of a paragraph and the start of its next part.
fn head(document: &Document<'_>, cue: &Cue<'_>, times: Vec<Edit>) -> Option<String> {
    let (source, block) = (document.source, cue.origin.block);
    let p = paragraph(document, cue)?;
    let name = document.element(p)?.name.slice(source);
    let ahead = &source[..block.start as usize];
    let line = ahead.trim_end_matches(is_blank).len();
    let before = &ahead[line..];
    // On its own line the paragraph is followed by one on the next line.
    let own = ahead[..line].ends_with(['\n', '\r']);
    let ended = if ahead[..line].ends_with("\r\n") { "\r\n" } else { "\n" };
    let gap = if own { format!("{ended}{before}") } else { String::new() };
    Some(format!("</{name}>{gap}{}", without_id(document, p, times)?))
}

/// The edit that makes one paragraph of two that follow each other. `None` when their attributes
/// differ in more than times and ids, or something is between.
pub(super) fn join(
    document: &Document<'_>,
    first: &Cue<'_>,
    second: &Cue<'_>,
    joint: Joint,
) -> Option<Edit> {
    let (a, b) = (paragraph(document, first)?, paragraph(document, second)?);
    let gap = Span::new(first.origin.block.end, second.origin.block.start);
    let parents = document.nodes[a as usize].parent == document.nodes[b as usize].parent;
    let timed = |p| has_timed_parts(document, p);
    if !parents || timed(a) || timed(b) || !gap.slice(document.source).trim().is_empty() {
        return None;
    }
    let said = |node| {
        let mut said: Vec<(&str, &str)> = document
            .attributes_of(document.element(node)?)
            .iter()
            .filter(|a| {
                !matches!(a.attr, Attr::Id | Attr::PlainId | Attr::Begin | Attr::End | Attr::Dur)
            })
            .map(|a| (a.name.slice(document.source), document.value(a)))
            .collect();
        said.sort_unstable();
        Some(said)
    };
    if said(a)? != said(b)? {
        return None;
    }
    let (first, second) = (document.element(a)?, document.element(b)?);
    let span = Span::new(first.close_start, second.open_end);
    Some(match joint {
        Joint::Space => Edit::replace(span, " "),
        Joint::Break => Edit::replace(span, line_break(document, first.close_start)),
    })
}
