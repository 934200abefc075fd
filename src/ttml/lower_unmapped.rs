//! What a document contains that the timeline does not: style properties that only TTML has, metadata in
//! the body, `set`, text that is never shown.

use super::document::{Document, specified};
use super::geometry::has_geometry;
use super::names::{Attr, Dialect, Namespace, Tag};
use super::style::Ruby;
use super::tree::{Element, NodeKind};
use crate::format::Format;
use crate::source::{Span, sort_by_key};
use crate::timeline::{Loss, LossKind, Timeline};

/// The losses of a conversion that do not show in a timeline made by [`super::lower`].
#[must_use]
pub fn unmapped(document: &Document<'_>, timeline: &Timeline<'_>, to: Format) -> Vec<Loss> {
    let mut losses = Vec::new();
    let mut lose = |kind, span, message: String| {
        losses.push(Loss { kind, span, cue: cue_at(timeline, span), message: message.into() });
    };
    let body = document.body.unwrap_or(document.nodes.len() as u32);
    for (at, node) in document.nodes.iter().enumerate() {
        let NodeKind::Element(element) = &node.kind else { continue };
        if element.namespace == Namespace::Tt && element.tag == Tag::Set {
            lose(LossKind::Animation, node.span, "the change became a separate cue".into());
        }
        let is_foreign = |e: &Element| match e.namespace {
            Namespace::None => document.dialect != Dialect::NoNamespace,
            namespace => namespace != Namespace::Tt,
        };
        let foreign = is_foreign(element);
        if at as u32 > body && (element.tag == Tag::Metadata || foreign) {
            let inside = document.tag(node.parent) == Tag::Metadata
                || document.element(node.parent).is_some_and(is_foreign);
            if !inside {
                lose(LossKind::Metadata, node.span, "the metadata is dropped".into());
            }
            continue;
        }
        let in_body = at as u32 >= body && element.namespace == Namespace::Tt;
        for a in document.attributes_of(element) {
            let place = Span::new(a.name.start, a.span.end + 1);
            let name = a.name.slice(document.source);
            match a.attr {
                Attr::TtmRole => lose(LossKind::Metadata, place, "the role is dropped".into()),
                Attr::Id | Attr::PlainId if in_body && element.tag != Tag::P => {
                    lose(LossKind::Id, place, "only paragraphs keep their ids".into());
                }
                attr if is_styling(a.namespace) && element.tag != Tag::Tt => {
                    let value = document.value(a);
                    if !is_known(attr) {
                        lose(LossKind::Style, place, format!("`{name}` is dropped"));
                    } else if !is_kept(attr, value) {
                        lose(LossKind::Style, place, format!("`{value}` of `{name}` is dropped"));
                    }
                }
                _ => {}
            }
        }
    }
    for region in &document.styles.regions {
        if !has_geometry(document, &region.properties.place) {
            let message = "the box of the region cannot be computed: the whole picture is used";
            lose(LossKind::Region, document.start_tag(region.node), message.into());
        }
    }
    if timeline.truncated {
        let message = "there are too many changes: the later ones are dropped";
        lose(LossKind::Animation, Span::default(), message.into());
    }
    hidden(document, timeline, &mut losses);
    losses.extend(time_form(document));
    if to == Format::Ttml && document.dialect != Dialect::Ttml {
        let span = document.tt.map_or(Span::at(0), |tt| document.start_tag(tt));
        let message = "the namespace is replaced by that of TTML1".into();
        losses.push(Loss { kind: LossKind::Namespace, span, cue: None, message });
    }
    sort_by_key(&mut losses, |loss| loss.span.start);
    losses
}

/// Times that are written in frames, ticks or as offsets, as durations or on elements around the
/// paragraphs: new files have clock times on paragraphs. One loss for the whole document, at the first
/// of them.
fn time_form(document: &Document<'_>) -> Option<Loss> {
    let is_clock = |value: &str| {
        let (label, fraction) = value.split_once('.').unwrap_or((value, ""));
        label.bytes().filter(|b| *b == b':').count() == 2 && fraction.len() <= 3
    };
    let (mut first, mut count) = (None, 0);
    for node in &document.nodes {
        let NodeKind::Element(element) = &node.kind else { continue };
        if element.tag == Tag::Set {
            continue;
        }
        for a in document.attributes_of(element) {
            let changed = match a.attr {
                Attr::Begin | Attr::End => {
                    element.tag != Tag::P || !is_clock(document.value(a).trim())
                }
                Attr::Dur => true,
                _ => false,
            };
            if changed {
                first = first.or(Some(a.span));
                count += 1;
            }
        }
    }
    let times = if count == 1 { "time" } else { "times" };
    let message =
        format!("{count} {times} became clock times, `begin` and `end` of paragraphs").into();
    Some(Loss { kind: LossKind::TimeForm, span: first?, cue: None, message })
}

const fn is_styling(namespace: Namespace) -> bool {
    matches!(namespace, Namespace::Tts | Namespace::Itts | Namespace::Ebutts)
}

/// Whether the timeline can express a property.
const fn is_known(attr: Attr) -> bool {
    matches!(
        attr,
        Attr::Color
            | Attr::FontStyle
            | Attr::FontWeight
            | Attr::TextDecoration
            | Attr::TextAlign
            | Attr::Display
            | Attr::Visibility
            | Attr::Direction
            | Attr::Ruby
            | Attr::Origin
            | Attr::Extent
            | Attr::Position
            | Attr::DisplayAlign
            | Attr::WritingMode
    )
}

/// Whether the timeline has the value of such a property.
fn is_kept(attr: Attr, value: &str) -> bool {
    let mut words = value.split(' ').filter(|word| !word.is_empty());
    match attr {
        Attr::TextDecoration => words.all(|w| matches!(w, "underline" | "noUnderline" | "none")),
        Attr::Direction => words.all(|w| w != "rtl"),
        Attr::TextAlign | Attr::DisplayAlign => words.all(|w| w != "justify"),
        Attr::WritingMode => words.all(|w| !matches!(w, "rltb" | "rl")),
        Attr::FontStyle => words.all(|w| w != "oblique"),
        _ => true,
    }
}

/// The cue that a place is in: cues are in the order of the document.
fn cue_at(timeline: &Timeline<'_>, span: Span) -> Option<u32> {
    let after = timeline.cues.partition_point(|cue| cue.origin.block.start <= span.start);
    let cue = after.checked_sub(1)?;
    let block = timeline.cues[cue].origin.block;
    let first = timeline.cues[..=cue].partition_point(|cue| cue.origin.block.start < block.start);
    (span.end <= block.end).then_some(first as u32)
}

/// Text of paragraphs that no cue shows.
fn hidden(document: &Document<'_>, timeline: &Timeline<'_>, losses: &mut Vec<Loss>) {
    let mut shown: Vec<(u32, u32)> =
        timeline.runs.iter().map(|run| (run.span.start, run.span.end)).collect();
    shown.sort_unstable();
    let body = document.body.unwrap_or(document.nodes.len() as u32);
    for node in body..document.nodes.len() as u32 {
        let kind = &document.nodes[node as usize].kind;
        if !matches!(kind, NodeKind::Text(_) | NodeKind::CData(_)) {
            continue;
        }
        let (span, parent) =
            (document.nodes[node as usize].span, document.nodes[node as usize].parent);
        if !document.tag(parent).holds_text() || document.text(node).trim().is_empty() {
            continue;
        }
        let after = shown.partition_point(|run| run.0 < span.end);
        let is_shown = after.checked_sub(1).is_some_and(|at| shown[at].1 > span.start);
        let delimiter = specified(document, parent).ruby == Some(Ruby::Delimiter);
        if !is_shown && !delimiter {
            let message = "this text is never shown".into();
            losses.push(Loss { kind: LossKind::Hidden, span, cue: None, message });
        }
    }
}
