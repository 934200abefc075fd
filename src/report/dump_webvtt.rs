//! A WebVTT document as JSON: every field of the parsing algorithm, with its source location.
//!
//! The field names are those of the browser's `VTTCue` and `VTTRegion`. They are accompanied by `spans`
//! objects, whose values are `[start, end]` in bytes of the decoded text. The writer walks the node
//! list with an explicit stack, as cue text may nest a million deep.

use std::fmt::Write as _;

use crate::source::Span;
use crate::webvtt::cue_text::{Node, NodeKind, tree};
use crate::webvtt::settings::{self, LineAlign, PositionAlign, Settings, TextAlign, Vertical};
use crate::webvtt::{Cue, Document, Region, StyleBlock};

/// The document as one line of JSON.
///
/// `line` and `position` are numbers or `"auto"`, `region` is an index into `regions` or null,
/// `startMs` and `endMs` are whole milliseconds, `startTime` and `endTime` the same in seconds.
#[must_use]
pub fn dump_webvtt(document: &Document<'_>) -> String {
    let mut out = String::with_capacity(document.source.len() * 4 + 256);
    out.push_str("{\"format\":\"webvtt\",\"loads\":");
    out.push_str(if document.loads { "true" } else { "false" });
    out.push_str(",\"cues\":");
    list(&mut out, &document.cues, |out, cue| push_cue(out, document, cue));
    out.push_str(",\"regions\":");
    list(&mut out, &document.regions, push_region);
    out.push_str(",\"stylesheets\":");
    list(&mut out, &document.styles, |out, style| string(out, &document.style_text(style)));
    out.push_str(",\"spans\":{\"signature\":");
    span(&mut out, document.signature);
    out.push_str(",\"header\":");
    span(&mut out, document.header);
    out.push_str(",\"styles\":");
    list(&mut out, &document.styles, push_style);
    out.push_str(",\"notes\":");
    list(&mut out, &document.notes, |out, note| span(out, *note));
    out.push_str(",\"strays\":");
    list(&mut out, &document.strays, |out, stray| span(out, *stray));
    out.push_str("}}");
    out
}

fn push_cue(out: &mut String, document: &Document<'_>, cue: &Cue) {
    let settings = settings::parse(document, cue);
    out.push_str("{\"id\":");
    string(out, &document.id(cue));
    for (name, time) in [("start", cue.start), ("end", cue.end)] {
        let _ = write!(out, ",\"{name}Time\":");
        number(out, time.0 as f64 / 1000.0);
        let _ = write!(out, ",\"{name}Ms\":{}", time.0);
    }
    push_settings(out, &settings);
    out.push_str(",\"text\":");
    string(out, &document.text(cue));
    out.push_str(",\"nodes\":");
    push_nodes(out, document.source, &tree(document.source, cue.payload));
    out.push_str(",\"spans\":{");
    let parts = [
        ("block", cue.block),
        ("id", cue.id),
        ("start", cue.start_span),
        ("end", cue.end_span),
        ("settings", cue.settings),
        ("payload", cue.payload),
    ];
    for (i, (name, part)) in parts.into_iter().enumerate() {
        let _ = write!(out, "{}\"{name}\":", if i == 0 { "" } else { "," });
        span(out, part);
    }
    out.push_str("}}");
}

fn push_settings(out: &mut String, settings: &Settings) {
    let vertical = match settings.vertical {
        Vertical::Horizontal => "",
        Vertical::RightToLeft => "rl",
        Vertical::LeftToRight => "lr",
    };
    let _ = write!(out, ",\"vertical\":\"{vertical}\",\"line\":");
    number_or_auto(out, settings.line);
    let _ = write!(out, ",\"snapToLines\":{}", settings.snap_to_lines);
    let line_align = match settings.line_align {
        LineAlign::Start => "start",
        LineAlign::Center => "center",
        LineAlign::End => "end",
    };
    let _ = write!(out, ",\"lineAlign\":\"{line_align}\",\"position\":");
    number_or_auto(out, settings.position);
    let position_align = match settings.position_align {
        PositionAlign::Auto => "auto",
        PositionAlign::LineLeft => "line-left",
        PositionAlign::Center => "center",
        PositionAlign::LineRight => "line-right",
    };
    let _ = write!(out, ",\"positionAlign\":\"{position_align}\",\"size\":");
    number(out, settings.size);
    let align = match settings.align {
        TextAlign::Start => "start",
        TextAlign::Center => "center",
        TextAlign::End => "end",
        TextAlign::Left => "left",
        TextAlign::Right => "right",
    };
    let _ = write!(out, ",\"align\":\"{align}\",\"region\":");
    match settings.region {
        Some(index) => out.push_str(&index.to_string()),
        None => out.push_str("null"),
    }
}

/// The tree below the root. `open` contains the ends of the elements whose children are being written.
fn push_nodes(out: &mut String, source: &str, nodes: &[Node]) {
    out.push('[');
    let mut open: Vec<u32> = Vec::new();
    for (index, node) in nodes.iter().enumerate().skip(1) {
        while open.last().is_some_and(|end| *end as usize <= index) {
            open.pop();
            out.push_str("]}");
        }
        if !out.ends_with('[') {
            out.push(',');
        }
        match node.kind {
            NodeKind::Root => {}
            NodeKind::Text => {
                out.push_str("{\"type\":\"text\",\"value\":");
                string(out, &node.text(source));
                push_span(out, node.span);
                out.push('}');
            }
            NodeKind::Timestamp(time) => {
                let _ = write!(out, "{{\"type\":\"timestamp\",\"ms\":{}", time.0);
                push_span(out, node.span);
                out.push('}');
            }
            _ => {
                push_element(out, source, node);
                open.push(node.end);
            }
        }
    }
    for _ in open {
        out.push_str("]}");
    }
    out.push(']');
}

/// An element, up to and including the bracket that opens its children.
fn push_element(out: &mut String, source: &str, node: &Node) {
    let tag = node.kind.tag().unwrap_or_default();
    let _ = write!(out, "{{\"type\":\"{tag}\",\"classes\":[");
    for (i, class) in node.classes(source).enumerate() {
        if i > 0 {
            out.push(',');
        }
        string(out, &class);
    }
    out.push(']');
    match node.kind {
        NodeKind::Voice => {
            out.push_str(",\"voice\":");
            string(out, &node.annotation(source));
        }
        NodeKind::Language => {
            out.push_str(",\"lang\":");
            string(out, &node.annotation(source));
        }
        _ => {}
    }
    push_span(out, node.span);
    out.push_str(",\"children\":[");
}

fn push_region(out: &mut String, region: &Region<'_>) {
    out.push_str("{\"id\":");
    string(out, &region.id);
    let numbers = [
        ("width", region.width),
        ("lines", region.lines),
        ("regionAnchorX", region.region_anchor.0),
        ("regionAnchorY", region.region_anchor.1),
        ("viewportAnchorX", region.viewport_anchor.0),
        ("viewportAnchorY", region.viewport_anchor.1),
    ];
    for (name, value) in numbers {
        let _ = write!(out, ",\"{name}\":");
        number(out, value);
    }
    let scroll = if region.scroll_up { "up" } else { "" };
    let _ = write!(out, ",\"scroll\":\"{scroll}\",\"spans\":{{\"block\":");
    span(out, region.block);
    out.push_str(",\"settings\":");
    span(out, region.settings);
    out.push_str("}}");
}

fn push_style(out: &mut String, style: &StyleBlock) {
    out.push_str("{\"block\":");
    span(out, style.block);
    out.push_str(",\"text\":");
    span(out, style.text);
    out.push('}');
}

fn list<T>(out: &mut String, items: &[T], push: impl Fn(&mut String, &T)) {
    out.push('[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        push(out, item);
    }
    out.push(']');
}

fn push_span(out: &mut String, place: Span) {
    out.push_str(",\"span\":");
    span(out, place);
}

fn span(out: &mut String, span: Span) {
    let _ = write!(out, "[{},{}]", span.start, span.end);
}

fn number_or_auto(out: &mut String, value: Option<f64>) {
    match value {
        Some(value) => number(out, value),
        None => out.push_str("\"auto\""),
    }
}

/// A number that reads back as the same `f64`; whole numbers without a fraction.
fn number(out: &mut String, value: f64) {
    if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 {
        let _ = write!(out, "{}", value as i64);
    } else {
        out.push_str(&serde_json::to_string(&value).unwrap_or_default());
    }
}

fn string(out: &mut String, text: &str) {
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}
