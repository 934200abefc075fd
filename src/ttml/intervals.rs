//! When each timed element is active, one by one: for rules about times.
//!
//! TTML1 10.2 to 10.4. The presentation computes the same on its way to what is shown; here every
//! element of the body keeps its own times, shown or not.

use super::document::Document;
use super::names::Tag;
use super::rational::{Rational, earlier};
use super::stack_frames::own_times;
use super::timing::durations;
use super::tree::{NONE, NodeKind};

/// A timed element of the body and when it is on, on the document's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Active {
    /// The element.
    pub node: u32,
    /// The timed element around it: an index into the list, or [`NONE`].
    pub parent: u32,
    /// When it begins; `None` when it never does: an element before it in a sequence never ends, or the
    /// time is too large to compute with.
    pub begin: Option<Rational>,
    /// When it ends by its own times and its content; `None` when it stays. May be before the begin.
    pub end: Option<Rational>,
    /// When it is no longer active: at the latest when an ancestor ends.
    pub gone: Option<Rational>,
}

impl Active {
    /// Whether it is on for any time at all, by its own times.
    #[must_use]
    pub fn lasts(&self) -> bool {
        self.begin.is_some_and(|begin| self.end.is_none_or(|end| begin < end))
    }

    /// Whether it is on for any time within the elements around it.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.begin.is_some_and(|begin| self.gone.is_none_or(|gone| begin < gone))
    }
}

/// An element whose children are being looked at.
struct Open {
    index: u32,
    node_end: u32,
    /// In a `seq` container, where the next child begins; `None` in a `par` container.
    cursor: Option<Option<Rational>>,
}

/// The timed elements of the body in document order. Linear.
#[must_use]
pub fn active(document: &Document<'_>) -> Vec<Active> {
    let mut list: Vec<Active> = Vec::with_capacity(document.timings.len());
    let Some(body) = document.body else { return list };
    let durations =
        if document.facts.seq { durations(document, &document.timings) } else { Vec::new() };
    let mut open: Vec<Open> = Vec::new();
    for node in body..document.nodes[body as usize].end {
        while open.last().is_some_and(|o| o.node_end <= node) {
            open.pop();
        }
        let NodeKind::Element(element) = &document.nodes[node as usize].kind else { continue };
        let top = open.last_mut();
        let parent = top.as_ref().map_or(NONE, |o| o.index);
        let of_parent = list.get(parent as usize);
        // Content of an element without times (metadata, foreign elements) has none either.
        let around = of_parent.map_or(NONE, |p| p.node);
        let timed =
            matches!(element.tag, Tag::Body | Tag::Div | Tag::P | Tag::Span | Tag::Br | Tag::Set);
        if !timed || (node != body && document.nodes[node as usize].parent != around) {
            continue;
        }
        let timing = document.timing(node);
        let origin = match &top {
            None => Some(Rational::ZERO),
            Some(o) => o.cursor.unwrap_or(of_parent.and_then(|p| p.begin)),
        };
        let (begin, end) = own_times(origin, &timing, durations.get(node as usize).copied());
        if let Some(Open { cursor: Some(cursor), .. }) = top {
            *cursor = end;
        }
        let gone = earlier(end, of_parent.and_then(|p| p.gone));
        let index = list.len() as u32;
        list.push(Active { node, parent, begin, end, gone });
        let node_end = document.nodes[node as usize].end;
        open.push(Open { index, node_end, cursor: timing.seq.then_some(begin) });
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ttml::{ParseOptions, parse};

    fn times(body: &str) -> Vec<(Option<String>, Option<String>)> {
        let source = format!("<tt xmlns=\"http://www.w3.org/ns/ttml\">{body}</tt>");
        let parsed = parse(&source, &ParseOptions::default());
        let text = |time: Option<Rational>| time.map(|t| t.to_string());
        active(&parsed.document).iter().map(|a| (text(a.begin), text(a.gone))).collect()
    }

    #[test]
    fn children_count_from_their_parent_and_end_with_it() {
        let got =
            times("<body begin='10s' dur='5s'><div><p begin='1s' end='9s'>x</p></div></body>");
        let s = |t: &str| Some(t.to_owned());
        assert_eq!(got, [(s("10"), s("15")), (s("10"), s("15")), (s("11"), s("15"))]);
    }

    #[test]
    fn behind_an_element_of_a_sequence_that_never_ends_nothing_begins() {
        let got = times(
            "<body><div timeContainer='seq'><p dur='2s'>a</p><p begin='1s'>b</p><p>c</p></div></body>",
        );
        let s = |t: &str| Some(t.to_owned());
        assert_eq!(got[2..], [(s("0"), s("2")), (s("3"), None), (None, None)]);
    }
}
