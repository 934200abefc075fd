//! A paragraph before all others: before the first one, or in a document without any, in a new `body` and `div` where
//! there is none.

use super::split::without_id;
use super::tags::paragraph;
use super::time_format::format_near;
use super::times::set_times;
use crate::source::Span;
use crate::time::{Interval, Timestamp};
use crate::timeline::Timeline;
use crate::timeline::edit::Around;
use crate::ttml::{Document, Rational, Tag};

/// See [`Editor::before_all`](crate::timeline::edit::Editor::before_all).
pub(super) fn before_all(
    document: &Document<'_>,
    view: &Timeline<'_>,
    interval: Interval,
) -> Option<Around> {
    if document.ill_formed {
        return None;
    }
    match view.cues.first() {
        Some(first) => {
            let p = paragraph(document, first)?;
            let before = without_id(document, p, set_times(document, view, 0, interval)?)?;
            let name = document.element(p)?.name.slice(document.source);
            let start = first.origin.block.start;
            let after = format!("</{name}>{}", line_before(document.source, start));
            Some(Around { place: Span::at(start), before, after })
        }
        None => in_empty(document, interval),
    }
}

/// The line break and the indentation before a place, if nothing else is on its line.
fn line_before(source: &str, at: u32) -> &str {
    let ahead = &source[..at as usize];
    let line = ahead.trim_end_matches([' ', '\t']);
    let line = line.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    line.map_or("", |line| &ahead[line.len()..])
}

/// In a document without paragraphs: at the end of the last `div` of the `body`, of the `body`, or of the root.
fn in_empty(document: &Document<'_>, interval: Interval) -> Option<Around> {
    let source = document.source;
    let mut node = document.body.or(document.tt)?;
    while let Some(div) = document.children(node).filter(|at| document.tag(*at) == Tag::Div).last()
    {
        node = div;
    }
    let missing: &[&str] = match document.tag(node) {
        Tag::Div => &["p"],
        Tag::Body => &["div", "p"],
        _ => &["body", "div", "p"],
    };
    let root = document.element(document.tt?)?.name.slice(source);
    let prefix = root.strip_suffix("tt")?;
    let time = |time: Timestamp| {
        let seconds = Rational::new(time.0.into(), 1000)?;
        Some(format_near(None, seconds, &document.parameters.time)?.text)
    };
    let (mut before, mut after) = (String::new(), String::new());
    for name in missing {
        let times = match *name {
            "p" => format!(" begin=\"{}\" end=\"{}\"", time(interval.start)?, time(interval.end)?),
            _ => String::new(),
        };
        before.push_str(&format!("<{prefix}{name}{times}>"));
        after.insert_str(0, &format!("</{prefix}{name}>"));
    }
    let element = document.element(node)?;
    let tag = document.start_tag(node);
    if !tag.slice(source).ends_with("/>") {
        after.push_str(line_before(source, element.close_start));
        return Some(Around { place: Span::at(element.close_start), before, after });
    }
    // An empty tag becomes two.
    before.insert(0, '>');
    after.push_str(&format!("</{}>", element.name.slice(source)));
    Some(Around { place: Span::new(tag.end - 2, tag.end), before, after })
}
