//! What is known about each cue beyond the columns: placement, voices, its text as tokens, what is counted.

use cuesmith::Document;
use cuesmith::timeline::{
    Align, Cue, LinePosition, Placement, RunKind, Scope, ScopeKind, Timeline, Vertical, graphemes,
    hex_color, words,
};
use cuesmith::webvtt::cue_text::{NodeKind, tree};
use cuesmith_wasm_parse::Json;

use crate::options::Given;

/// What [`crate::details`] gives.
pub(crate) fn details_of(text: &str, given: &Given, first: u32, count: u32) -> String {
    let path = given.path.as_deref();
    let document = cuesmith::read_silently(text, path, &given.read);
    let language = path.and_then(cuesmith::language::language_of_name);
    details(&document, language, first as usize, count as usize)
}

/// What [`crate::counts`] gives.
pub(crate) fn counts_of(text: &str, given: &Given) -> Vec<u32> {
    counts(&cuesmith::read_silently(text, given.path.as_deref(), &given.read).lower())
}

/// JSON of the language, the regions and style sheets of a file, and of its cues from `first` on, at most
/// `count`.
fn details(document: &Document<'_>, language: Option<&str>, first: usize, count: usize) -> String {
    let timeline = document.lower();
    let last = first.saturating_add(count).min(timeline.cues.len());
    let mut json = Json::default();
    json.object(|json| {
        json.key("language").string_or_null(timeline.language.as_deref().or(language));
        json.key("regions").list(&timeline.regions, |json, region| {
            json.object(|json| {
                json.key("id").string(&region.id);
                json.key("width").number(region.width);
                json.key("lines").number(region.lines);
                json.key("regionAnchorX").number(region.region_anchor.0);
                json.key("regionAnchorY").number(region.region_anchor.1);
                json.key("viewportAnchorX").number(region.viewport_anchor.0);
                json.key("viewportAnchorY").number(region.viewport_anchor.1);
                json.key("scroll").string(if region.scroll_up { "up" } else { "" });
            });
        });
        let styles = match document {
            Document::WebVtt(document) => document.styles.as_slice(),
            _ => &[],
        };
        json.key("styles").list(styles, |json, style| match document {
            Document::WebVtt(document) => json.string(&document.style_text(style)),
            _ => json.null(),
        });
        json.key("cues").list(timeline.cues.get(first..last).unwrap_or_default(), |json, cue| {
            json.object(|json| {
                placement(json, cue);
                json.key("region").integer_or_null(cue.region);
                json.key("voices").list(&voices(&timeline, cue), |json, name| json.string(name));
                json.key("tokens");
                match document {
                    Document::WebVtt(document) => webvtt_tokens(json, document.source, cue),
                    _ => tokens(json, &timeline, cue),
                }
            });
        });
    });
    json.text
}

/// Four numbers a cue, for rates: graphemes (a line break counts as one), words, lines, graphemes of
/// the longest line.
fn counts(timeline: &Timeline<'_>) -> Vec<u32> {
    let mut out = Vec::with_capacity(timeline.cues.len() * 4);
    for cue in &timeline.cues {
        let lines = timeline.lines(cue);
        let widths: Vec<u32> = lines.iter().map(|line| graphemes(&line.text)).collect();
        let breaks = lines.len().saturating_sub(1) as u32;
        out.extend([
            widths.iter().sum::<u32>() + breaks,
            lines.iter().map(|line| words(&line.text)).sum(),
            lines.len() as u32,
            widths.iter().copied().max().unwrap_or_default(),
        ]);
    }
    out
}

/// The cue settings with their WebVTT names and defaults; null for "auto".
fn placement(json: &mut Json, cue: &Cue<'_>) {
    let place = cue.placement.as_deref().copied().unwrap_or_default();
    let Placement { vertical, line, line_align, position, position_align, size, align } = place;
    json.key("vertical").string(match vertical {
        None => "",
        Some(Vertical::RightToLeft) => "rl",
        Some(Vertical::LeftToRight) => "lr",
    });
    match line {
        None => json.key("line").null(),
        Some(LinePosition::Number(line) | LinePosition::Percent(line)) => {
            json.key("line").number(line);
        }
    }
    json.key("snapToLines").text.push_str(match line {
        Some(LinePosition::Percent(_)) => "false",
        None | Some(LinePosition::Number(_)) => "true",
    });
    json.key("lineAlign").string(line_align.map_or("start", name));
    match position {
        None => json.key("position").null(),
        Some(position) => json.key("position").number(position),
    }
    json.key("positionAlign").string(match position_align {
        None => "auto",
        Some(Align::Start | Align::Left) => "line-left",
        Some(Align::Center) => "center",
        Some(Align::End | Align::Right) => "line-right",
    });
    json.key("size").number(size.unwrap_or(100.0));
    json.key("align").string(align.map_or("center", name));
}

const fn name(align: Align) -> &'static str {
    match align {
        Align::Start => "start",
        Align::Center => "center",
        Align::End => "end",
        Align::Left => "left",
        Align::Right => "right",
    }
}

/// The names in the markup of a cue, each once.
fn voices<'t>(timeline: &'t Timeline<'_>, cue: &Cue<'_>) -> Vec<&'t str> {
    let mut names: Vec<&str> = Vec::new();
    let mut seen = 0;
    for run in timeline.runs_in(&cue.runs) {
        if run.scope == seen {
            continue;
        }
        seen = run.scope;
        for (_, scope) in timeline.scopes_of(run.scope) {
            if let ScopeKind::Voice(name) = &scope.kind
                && !name.is_empty()
                && !names.contains(&name.as_ref())
            {
                names.push(name);
            }
        }
    }
    names
}

/// Start of an element. A list is being written: commas are the caller's.
fn start<C: AsRef<str>>(
    json: &mut Json,
    tag: &str,
    classes: &[C],
    annotation: Option<&str>,
    color: Option<&str>,
) {
    json.object(|json| {
        json.key("type").string("start");
        json.key("tag").string(tag);
        json.key("classes").list(classes, |json, class| json.string(class.as_ref()));
        json.key("annotation").string_or_null(annotation);
        if color.is_some() {
            json.key("color").string_or_null(color);
        }
    });
}

/// A text, a moment (ms), the end of an element.
enum Plain<'t> {
    Text(&'t str),
    Timestamp(i64),
    End,
}

fn plain(json: &mut Json, token: &Plain<'_>) {
    json.object(|json| match token {
        Plain::Text(text) => {
            json.key("type").string("text");
            json.key("value").string(text);
        }
        Plain::Timestamp(ms) => {
            json.key("type").string("timestamp");
            json.key("ms").number(*ms as f64);
        }
        Plain::End => json.key("type").string("end"),
    });
}

/// A comma, except before the first token.
fn comma(json: &mut Json) {
    if !json.text.ends_with('[') {
        json.text.push(',');
    }
}

/// The tokens of "WebVTT cue text parsing rules", also of elements without text.
fn webvtt_tokens(json: &mut Json, source: &str, cue: &Cue<'_>) {
    json.text.push('[');
    let mut open: Vec<u32> = Vec::new();
    let nodes = tree(source, cue.origin.payload);
    for (index, node) in (0_u32..).zip(&nodes).skip(1) {
        while open.pop_if(|end| *end <= index).is_some() {
            comma(json);
            plain(json, &Plain::End);
        }
        comma(json);
        match node.kind {
            NodeKind::Text => plain(json, &Plain::Text(&node.text(source))),
            NodeKind::Timestamp(time) => plain(json, &Plain::Timestamp(time.0)),
            kind => {
                let classes: Vec<_> = node.classes(source).collect();
                let has_name = matches!(kind, NodeKind::Voice | NodeKind::Language);
                let annotation = has_name.then(|| node.annotation(source));
                let tag = kind.tag().unwrap_or_default();
                start(json, tag, &classes, annotation.as_deref(), None);
                open.push(node.end);
            }
        }
    }
    for _ in open {
        comma(json);
        plain(json, &Plain::End);
    }
    json.text.push(']');
}

/// The tokens of a cue of another format, in the terms of WebVTT.
fn tokens(json: &mut Json, timeline: &Timeline<'_>, cue: &Cue<'_>) {
    json.text.push('[');
    let mut open: Vec<u32> = Vec::new();
    for run in timeline.runs_in(&cue.runs) {
        let shows =
            |scope: &Scope<'_>| !matches!(scope.kind, ScopeKind::Root | ScopeKind::Other(_));
        let around = timeline.scopes_of(run.scope).filter(|(_, scope)| shows(scope));
        let mut path: Vec<u32> = around.map(|(index, _)| index).collect();
        path.reverse();
        let same = open.iter().zip(&path).take_while(|(a, b)| a == b).count();
        for _ in open.drain(same..) {
            comma(json);
            plain(json, &Plain::End);
        }
        for &index in &path[same..] {
            open.push(index);
            comma(json);
            element(json, &timeline.scopes[index as usize]);
        }
        comma(json);
        plain(
            json,
            &match &run.kind {
                RunKind::Text(text) => Plain::Text(text),
                RunKind::Break => Plain::Text("\n"),
                RunKind::Timestamp(time) => Plain::Timestamp(time.0),
            },
        );
    }
    for _ in open {
        comma(json);
        plain(json, &Plain::End);
    }
    json.text.push(']');
}

fn element(json: &mut Json, scope: &Scope<'_>) {
    let mut color = None;
    let (tag, annotation) = match &scope.kind {
        ScopeKind::Bold => ("b", None),
        ScopeKind::Italic => ("i", None),
        ScopeKind::Underline => ("u", None),
        ScopeKind::Voice(name) => ("v", Some(name.as_ref())),
        ScopeKind::Language(tag) => ("lang", Some(tag.as_ref())),
        ScopeKind::Ruby => ("ruby", None),
        ScopeKind::RubyText => ("rt", None),
        ScopeKind::Font { color: written, .. } => {
            color = written.as_deref().and_then(hex_color);
            ("c", None)
        }
        ScopeKind::Class | ScopeKind::Root | ScopeKind::Other(_) => ("c", None),
    };
    start(json, tag, &scope.classes, annotation, color.as_deref());
}
