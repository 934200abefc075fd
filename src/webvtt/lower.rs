//! From a document to the timeline: identifiers, runs, scopes, placement, regions and extras.
//!
//! A cue without markup, references and NUL costs only its runs. A line feed that comes from a
//! reference (`&#10;`) is a line break like any other: that is how browsers show it. So is a carriage
//! return (`&#13;`), which no other format could express in another way.

use std::borrow::Cow;
use std::sync::Arc;

use super::cue_text::{Node, NodeKind, tree};
use super::settings::{self, LineAlign, PositionAlign, Settings, TextAlign};
use super::{Cue, Document, reference};
use crate::format::Format;
use crate::source::{Span, sort_by_key};
use crate::time::Interval;
use crate::timeline::{
    self, Align, Extra, ExtraKind, LinePosition, Origin, Placement, Run, RunKind, ScopeKind,
    Timeline, Vertical,
};

/// The timeline of a document: its cues in file order, with text and placement.
#[must_use]
pub fn lower<'a>(document: &Document<'a>) -> Timeline<'a> {
    let mut timeline = Timeline::new(Format::WebVtt);
    timeline.source = document.source;
    timeline.language = document.language().map(Cow::Borrowed);
    timeline.regions = document.regions.iter().map(region).collect();
    timeline.extras = extras(document);
    timeline.cues.reserve_exact(document.cues.len());
    timeline.runs.reserve(document.cues.len() * 2);
    let mut scopes = Vec::new();
    for cue in &document.cues {
        let first = timeline.runs.len() as u32;
        push_runs(document, cue, &mut timeline, &mut scopes);
        let (placement, region) = placement(document, cue);
        timeline.cues.push(timeline::Cue {
            id: (!cue.id.is_empty()).then(|| document.id(cue)),
            interval: Interval { start: cue.start, end: cue.end },
            runs: first..timeline.runs.len() as u32,
            placement,
            region,
            origin: Origin {
                block: cue.block,
                id: cue.id,
                start: cue.start_span,
                end: cue.end_span,
                settings: cue.settings,
                payload: cue.payload,
            },
        });
    }
    timeline
}

fn region<'a>(region: &super::Region<'a>) -> timeline::Region<'a> {
    timeline::Region {
        id: region.id.clone(),
        width: region.width,
        lines: region.lines,
        region_anchor: region.region_anchor,
        viewport_anchor: region.viewport_anchor,
        scroll_up: region.scroll_up,
        span: region.block,
    }
}

fn extras(document: &Document<'_>) -> Vec<Extra> {
    let of = |kind| move |span| Extra::new(kind, span);
    // `NOTE` is not part of the text.
    let note = |span: &Span| Extra::note(*span, Span::new(span.start + 4, span.end));
    let header = Some(document.header).filter(|header| !header.is_empty());
    let mut extras: Vec<Extra> = header.into_iter().map(of(ExtraKind::Header)).collect();
    extras.extend(document.timestamp_map().map(|map| map.span).map(of(ExtraKind::TimeMap)));
    extras.extend(document.notes.iter().map(note));
    extras.extend(document.styles.iter().map(|style| style.block).map(of(ExtraKind::Style)));
    extras.extend(document.strays.iter().copied().map(of(ExtraKind::Unparsed)));
    sort_by_key(&mut extras, |extra| extra.span.start);
    extras
}

fn placement(document: &Document<'_>, cue: &Cue) -> (Option<Arc<Placement>>, Option<u32>) {
    if cue.settings.is_empty() {
        return (None, None);
    }
    let settings = settings::parse(document, cue);
    let placement = place(&settings);
    let is_default = placement == Placement::default();
    ((!is_default).then(|| Arc::new(placement)), settings.region)
}

fn place(settings: &Settings) -> Placement {
    Placement {
        vertical: match settings.vertical {
            settings::Vertical::Horizontal => None,
            settings::Vertical::RightToLeft => Some(Vertical::RightToLeft),
            settings::Vertical::LeftToRight => Some(Vertical::LeftToRight),
        },
        line: settings.line.map(|line| {
            if settings.snap_to_lines {
                LinePosition::Number(line)
            } else {
                LinePosition::Percent(line)
            }
        }),
        line_align: match settings.line_align {
            LineAlign::Start => None,
            LineAlign::Center => Some(Align::Center),
            LineAlign::End => Some(Align::End),
        },
        position: settings.position,
        position_align: match settings.position_align {
            PositionAlign::Auto => None,
            PositionAlign::LineLeft => Some(Align::Start),
            PositionAlign::Center => Some(Align::Center),
            PositionAlign::LineRight => Some(Align::End),
        },
        size: settings.tokens.size.map(|_| settings.size),
        align: settings.tokens.align.map(|_| match settings.align {
            TextAlign::Start => Align::Start,
            TextAlign::Center => Align::Center,
            TextAlign::End => Align::End,
            TextAlign::Left => Align::Left,
            TextAlign::Right => Align::Right,
        }),
    }
}

/// The runs of a cue. `scopes` is scratch space: the scope that each node of the tree makes.
fn push_runs<'a>(
    document: &Document<'a>,
    cue: &Cue,
    timeline: &mut Timeline<'a>,
    scopes: &mut Vec<u32>,
) {
    let text = document.slice(cue.payload);
    let has_markup = memchr::memchr3(b'<', b'&', 0, text.as_bytes()).is_some();
    if !has_markup {
        push_plain(text, cue.payload.start, timeline);
        return;
    }
    scopes.clear();
    for node in &tree(document.source, cue.payload) {
        // A node's parent comes before it; only elements are parents.
        let parent = scopes.get(node.parent as usize).copied().unwrap_or(0);
        let mut own = parent;
        match node.kind {
            NodeKind::Root => {}
            NodeKind::Text => push_text(document.source, node.span, parent, timeline),
            NodeKind::Timestamp(time) => timeline.runs.push(Run {
                kind: RunKind::Timestamp(time),
                scope: parent,
                span: node.span,
            }),
            _ => {
                let classes = node.classes(document.source).collect();
                let kind = scope_kind(document.source, node);
                own = timeline.push_scope(kind, classes, parent, node.span);
            }
        }
        scopes.push(own);
    }
}

/// Text in which nothing but line terminators means anything.
fn push_plain<'a>(text: &'a str, base: u32, timeline: &mut Timeline<'a>) {
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |n| start + n);
        let span = |from: usize, to: usize| Span::new(base + from as u32, base + to as u32);
        if end > start {
            let kind = RunKind::Text(Cow::Borrowed(&text[start..end]));
            timeline.runs.push(Run { kind, scope: 0, span: span(start, end) });
        }
        if end == bytes.len() {
            return;
        }
        let next = end + if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
        timeline.runs.push(Run { kind: RunKind::Break, scope: 0, span: span(end, next) });
        start = next;
    }
}

/// The text at `span`: a run is either as it is in the source or one reference (or NUL), so that
/// every visible character has its place.
fn push_text<'a>(source: &'a str, span: Span, scope: u32, timeline: &mut Timeline<'a>) {
    let text = span.slice(source);
    let place =
        |from: usize, to: usize| Span::new(span.start + from as u32, span.start + to as u32);
    let mut push = |kind, from, to| timeline.runs.push(Run { kind, scope, span: place(from, to) });
    let mut literal = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        let Some(found) = rest.iter().position(|b| matches!(b, b'\n' | b'\r' | b'&' | 0)) else {
            break;
        };
        let here = at + found;
        let (kind, len) = match text.as_bytes()[here] {
            b'&' => match reference::consume(&text[here..]) {
                Some((value, len)) if value.is_line_end() => {
                    (RunKind::Break, len + rest_of_line_end(value, &text[here + len..]))
                }
                Some((value, len)) => (RunKind::Text(value.text()), len),
                None => {
                    at = here + 1;
                    continue;
                }
            },
            0 => (RunKind::Text(Cow::Borrowed("\u{fffd}")), 1),
            b'\r' if text[here..].starts_with("\r\n") => (RunKind::Break, 2),
            _ => (RunKind::Break, 1),
        };
        if here > literal {
            push(RunKind::Text(Cow::Borrowed(&text[literal..here])), literal, here);
        }
        at = here + len;
        push(kind, here, at);
        literal = at;
    }
    if text.len() > literal {
        push(RunKind::Text(Cow::Borrowed(&text[literal..])), literal, text.len());
    }
}

/// How many bytes belong to a line ending that a reference began: a carriage return may have a line feed
/// after it, as a reference or not.
fn rest_of_line_end(first: reference::Value, rest: &str) -> usize {
    match rest.as_bytes() {
        _ if first.is_line_feed() => 0,
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => {
            let next = reference::consume(rest).filter(|(next, _)| next.is_line_feed());
            next.map_or(0, |(_, len)| len)
        }
    }
}

fn scope_kind<'a>(source: &'a str, node: &Node) -> ScopeKind<'a> {
    match node.kind {
        NodeKind::Italic => ScopeKind::Italic,
        NodeKind::Bold => ScopeKind::Bold,
        NodeKind::Underline => ScopeKind::Underline,
        NodeKind::Ruby => ScopeKind::Ruby,
        NodeKind::RubyText => ScopeKind::RubyText,
        NodeKind::Voice => ScopeKind::Voice(node.annotation(source)),
        NodeKind::Language => ScopeKind::Language(node.annotation(source)),
        _ => ScopeKind::Class,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::visible_text;
    use crate::webvtt::{ParseOptions, parse};

    fn timeline(source: &str) -> Timeline<'_> {
        lower(&parse(source, &ParseOptions::default()).document)
    }

    #[test]
    fn runs_are_text_pieces_breaks_and_timestamps_with_their_places() {
        let source = "WEBVTT\n\n00:00.000 --> 00:09.000\na &lt; <b.x>b\r\nc<00:01.000>d</b>\n";
        let timeline = timeline(source);
        let runs: Vec<_> =
            timeline.runs.iter().map(|run| (run.span.slice(source), run.scope)).collect();
        let expected = [
            ("a ", 0),
            ("&lt;", 0),
            (" ", 0),
            ("b", 1),
            ("\r\n", 1),
            ("c", 1),
            ("<00:01.000>", 1),
            ("d", 1),
        ];
        assert_eq!(runs, expected);
        assert_eq!(timeline.runs[1].kind, RunKind::Text("<".into()));
        assert_eq!(timeline.scopes[1].kind, ScopeKind::Bold);
        assert_eq!(timeline.scopes[1].classes, ["x"]);
        assert_eq!(visible_text(&timeline, &timeline.cues[0]), "a < b\ncd");
    }

    #[test]
    fn plain_text_is_borrowed_line_by_line() {
        let source = "WEBVTT\n\nid\n00:00.000 --> 00:01.000\none\ntwo\n\n00:01.000 --> 00:02.000\n";
        let timeline = timeline(source);
        assert_eq!(timeline.cues[0].id.as_deref(), Some("id"));
        assert_eq!(timeline.runs.len(), 3);
        assert!(matches!(timeline.runs[2].kind, RunKind::Text(Cow::Borrowed("two"))));
        assert_eq!(timeline.cues[1].runs, 3..3);
        assert_eq!((&timeline.cues[1].id, &timeline.cues[1].placement), (&None, &None));
    }

    #[test]
    fn a_line_end_from_references_is_a_break() {
        let source =
            "WEBVTT\n\n00:00.000 --> 00:01.000\na&#10;b&NewLine;c&#13;d&#xd;&#xa;e&#13;\nf\n";
        let timeline = timeline(source);
        assert_eq!(visible_text(&timeline, &timeline.cues[0]), "a\nb\nc\nd\ne\nf");
    }

    #[test]
    fn settings_become_a_placement_and_a_region() {
        let source = "WEBVTT\nLanguage: de\n\nREGION\nid:r\nscroll:up\n\nNOTE n\n\n\
                      00:00.000 --> 00:01.000 line:5%,end position:10%,line-left region:r\na\n\n\
                      00:00.000 --> 00:01.000 region:r\nb\n\nlost\n";
        let timeline = timeline(source);
        assert_eq!(timeline.language.as_deref(), Some("de"));
        let first = timeline.cues[0].placement.as_deref().unwrap();
        assert_eq!(first.line, Some(LinePosition::Percent(5.0)));
        assert_eq!(
            (first.line_align, first.position_align),
            (Some(Align::End), Some(Align::Start))
        );
        assert_eq!((&timeline.cues[1].placement, timeline.cues[1].region), (&None, Some(0)));
        assert!(timeline.regions[0].scroll_up);
        let extras: Vec<_> =
            timeline.extras.iter().map(|e| (e.kind, e.span.slice(source))).collect();
        let expected = [
            (ExtraKind::Header, "Language: de"),
            (ExtraKind::Note, "NOTE n"),
            (ExtraKind::Unparsed, "lost"),
        ];
        assert_eq!(extras, expected);
    }
}
