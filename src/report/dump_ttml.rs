//! A TTML document as JSON: what is shown, and exactly when.
//!
//! Times are exact, as `n` or `n/d` seconds. Adjacent intervals with equal content are merged, and
//! paragraphs of white space are omitted. The work is proportional to the output, which
//! [`MAX_PARAGRAPHS`] limits.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::chars::is_xml_blank;
use crate::ttml::{
    Document, NONE, Piece, Presentation, Rational, RubyPart, Segment, TextAlign, geometry, present,
};

/// What to write in addition to the cues and the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DumpOptions {
    /// Also `styled_timeline` and `region_geometry`.
    pub styled: bool,
}

/// Maximum number of paragraphs in all intervals together: overlapping cues are listed in each interval.
pub const MAX_PARAGRAPHS: usize = 1_000_000;

/// The document as one line of JSON: `cues`, `timeline` and, if requested, `styled_timeline` and
/// `region_geometry`. `truncated` is true when a limit cut the lists short.
#[must_use]
pub fn dump_ttml(document: &Document<'_>, options: DumpOptions) -> String {
    let json = Value::Object(dump(document, options)).to_string();
    format!("{{\"format\":\"ttml\",{}", json.strip_prefix('{').unwrap_or(&json))
}

fn dump(document: &Document<'_>, options: DumpOptions) -> Map<String, Value> {
    let presentation = present(document);
    let mut truncated = presentation.truncated;
    let mut out = Map::new();
    let cues = presentation.segments.iter().map(|s| cue(document, &presentation, s));
    out.insert("cues".into(), cues.collect());
    let plain = |s: &Segment| {
        let text = text_of(&presentation, s);
        (!is_xml_blank(&text)).then_some(Value::String(text))
    };
    let timeline = intervals(document, &presentation, plain, &mut truncated);
    out.insert("timeline".into(), timeline);
    if options.styled {
        let styled = |s: &Segment| {
            (!is_xml_blank(&text_of(&presentation, s)))
                .then(|| paragraph(document, &presentation, s))
        };
        let timeline = intervals(document, &presentation, styled, &mut truncated);
        out.insert("styled_timeline".into(), timeline);
        out.insert("region_geometry".into(), boxes(document, &presentation));
    }
    out.insert("truncated".into(), Value::Bool(truncated));
    out
}

fn pieces<'p, 'a>(presentation: &'p Presentation<'a>, segment: &Segment) -> &'p [Piece<'a>] {
    let range = segment.pieces.start as usize..segment.pieces.end as usize;
    presentation.pieces.get(range).unwrap_or_default()
}

/// The paragraph's text: breaks as line feeds, without annotations.
fn text_of(presentation: &Presentation<'_>, segment: &Segment) -> String {
    let base = pieces(presentation, segment).iter().filter(|p| p.part == RubyPart::Base);
    base.map(|p| p.text.as_deref().unwrap_or("\n")).collect()
}

fn region_id(document: &Document<'_>, region: u32) -> String {
    let node = document.styles.regions.get(region as usize).map(|r| r.node);
    let id = node.and_then(|n| document.attribute(n, crate::ttml::Attr::Id));
    id.map_or_else(String::new, |a| document.value(a).trim().to_owned())
}

fn time(time: Option<Rational>) -> (Value, Value) {
    time.map_or((Value::Null, Value::Null), |t| (json!(t.to_string()), json!(t.to_f64())))
}

fn cue(document: &Document<'_>, presentation: &Presentation<'_>, segment: &Segment) -> Value {
    let ((begin, begin_s), (end, end_s)) = (time(Some(segment.begin)), time(segment.end));
    let id = document.attribute(segment.paragraph, crate::ttml::Attr::Id);
    let span = document.nodes[segment.paragraph as usize].span;
    json!({
        "id": id.map(|a| document.value(a)),
        "begin": begin, "end": end, "begin_s": begin_s, "end_s": end_s,
        "begin_ms": segment.begin.to_ms().0, "end_ms": segment.end.map(|e| e.to_ms().0),
        "region": region_id(document, segment.region),
        "text": text_of(presentation, segment),
        "span": [span.start, span.end],
    })
}

/// Paragraphs by region.
type ByRegion<'v> = BTreeMap<u32, Vec<&'v Value>>;

/// Sweeps the segments: what is shown between two events, by region, in document order.
fn intervals(
    document: &Document<'_>,
    presentation: &Presentation<'_>,
    content: impl Fn(&Segment) -> Option<Value>,
    truncated: &mut bool,
) -> Value {
    let contents: Vec<Option<Value>> = presentation.segments.iter().map(content).collect();
    let mut events: Vec<(Rational, bool, u32)> = Vec::new();
    for (i, segment) in presentation.segments.iter().enumerate() {
        let shown = segment.end.is_none_or(|end| segment.begin < end);
        if contents[i].is_none() || !shown {
            continue;
        }
        events.push((segment.begin, true, i as u32));
        events.extend(segment.end.map(|end| (end, false, i as u32)));
    }
    events.sort_unstable();
    let mut on: BTreeSet<u32> = BTreeSet::new();
    let mut out: Vec<(Rational, Option<Rational>, ByRegion<'_>)> = Vec::new();
    let mut paragraphs = 0;
    let mut i = 0;
    while let Some(&(from, ..)) = events.get(i) {
        while let Some(&(_, starts, segment)) = events.get(i).filter(|e| e.0 == from) {
            if starts {
                on.insert(segment);
            } else {
                on.remove(&segment);
            }
            i += 1;
        }
        paragraphs += on.len();
        if paragraphs > MAX_PARAGRAPHS {
            *truncated = true;
            break;
        }
        let to = events.get(i).map(|e| e.0);
        let mut regions = ByRegion::new();
        for &segment in &on {
            let region = presentation.segments[segment as usize].region;
            regions.entry(region).or_default().extend(&contents[segment as usize]);
        }
        match out.last_mut() {
            Some(last) if last.1 == Some(from) && last.2 == regions => last.1 = to,
            _ if regions.is_empty() => {}
            _ => out.push((from, to, regions)),
        }
    }
    out.into_iter().map(|(from, to, regions)| interval(document, from, to, regions)).collect()
}

fn interval(
    document: &Document<'_>,
    from: Rational,
    to: Option<Rational>,
    regions: ByRegion<'_>,
) -> Value {
    let ((begin, begin_s), (end, end_s)) = (time(Some(from)), time(to));
    let mut by_id = Map::new();
    for (region, paragraphs) in regions {
        let list = paragraphs.into_iter().cloned().collect();
        by_id.insert(region_id(document, region), list);
    }
    json!({ "begin": begin, "end": end, "begin_s": begin_s, "end_s": end_s, "regions": by_id })
}

/// A paragraph with its runs: neighbors with the same style are merged.
fn paragraph(_: &Document<'_>, presentation: &Presentation<'_>, segment: &Segment) -> Value {
    let mut runs: Vec<(Map<String, Value>, String)> = Vec::new();
    let mut ruby: Vec<(u32, String)> = Vec::new();
    for piece in pieces(presentation, segment) {
        let text = piece.text.as_deref().unwrap_or("\n");
        if piece.part == RubyPart::Delimiter {
            continue;
        }
        if piece.part == RubyPart::Annotation {
            match ruby.last_mut() {
                Some((node, all)) if *node == piece.node => all.push_str(text),
                _ => ruby.push((piece.node, text.to_owned())),
            }
            continue;
        }
        let mut look = Map::new();
        let mut flag = |name: &str, on: bool| {
            if on {
                look.insert(name.into(), Value::Bool(true));
            }
        };
        flag("italic", piece.style.italic);
        flag("bold", piece.style.bold);
        flag("underline", piece.style.underline);
        look.insert("color".into(), json!(piece.style.color.to_string()));
        if !piece.style.visible {
            look.insert("visible".into(), Value::Bool(false));
        }
        match runs.last_mut() {
            // A break has no style: it belongs to the run before it.
            Some((last, all)) if *last == look || piece.text.is_none() => all.push_str(text),
            _ if piece.text.is_none() => runs.push((Map::new(), text.to_owned())),
            _ => runs.push((look, text.to_owned())),
        }
    }
    let runs: Vec<Value> = runs
        .into_iter()
        .map(|(mut look, text)| {
            look.insert("text".into(), Value::String(text));
            Value::Object(look)
        })
        .collect();
    let mut out = json!({ "align": align(segment.style.align), "runs": runs });
    if !ruby.is_empty() {
        out["ruby_text"] = ruby.into_iter().map(|(_, text)| Value::String(text)).collect();
    }
    out
}

/// Left is start and right is end, as in the conformance data.
const fn align(align: TextAlign) -> &'static str {
    match align {
        TextAlign::Start | TextAlign::Left => "start",
        TextAlign::Center => "center",
        TextAlign::End | TextAlign::Right => "end",
        TextAlign::Justify => "justify",
    }
}

/// The boxes of the regions that show anything.
fn boxes(document: &Document<'_>, presentation: &Presentation<'_>) -> Value {
    let used: BTreeSet<u32> = presentation.segments.iter().map(|s| s.region).collect();
    let mut out = Map::new();
    for region in used {
        let place = match document.styles.regions.get(region as usize) {
            Some(region) => region.properties.place,
            None if region == NONE => Default::default(),
            None => continue,
        };
        let g = geometry(document, &place);
        let value = json!({
            "displayAlign": g.display_align.name(),
            "writingMode": g.writing_mode.name(),
            "origin_pct": [g.origin.0, g.origin.1],
            "extent_pct": [g.extent.0, g.extent.1],
        });
        out.insert(region_id(document, region), value);
    }
    Value::Object(out)
}
