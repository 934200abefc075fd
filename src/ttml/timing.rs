//! Times of elements: the attributes, and implied times.
//!
//! TTML1 10.2 to 10.4. A time is relative to the parent in a `par`
//! container and to the end of the sibling before in a `seq` container; `end` and `dur` together mean
//! the smaller; an element without either lasts as long as its content.

use super::diagnostics::{self, Sink};
use super::names::{Attr, Tag};
use super::rational::{Rational, earlier, later};
use super::style::Styles;
use super::time_expression::{TimeBase, TimeError, TimeParameters, parse_time};
use super::tree::{Attribute, NONE, NodeKind, Tree};
use crate::source::{Diagnostic, Edit, Fix};

/// The times an element is written with. A time that cannot be read counts as absent.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Timing {
    /// `begin`.
    pub begin: Option<Rational>,
    /// `end`.
    pub end: Option<Rational>,
    /// `dur`.
    pub dur: Option<Rational>,
    /// `timeContainer="seq"`.
    pub seq: bool,
    /// A time is too large to compute with: the element is never active.
    pub beyond: bool,
}

impl Timing {
    /// The duration that `end` and `dur` give, counted from the begin; `Some(None)` when neither
    /// is written and the content decides.
    #[must_use]
    pub fn explicit(&self) -> Option<Rational> {
        let by_end = self.end.and_then(|end| match self.begin {
            Some(begin) => end.checked_sub(begin),
            None => Some(end),
        });
        match (by_end, self.dur) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
        .map(|d| d.max(Rational::ZERO))
    }

    /// When an element ends by `end` and `dur` as written, for one that begins at `begin` and counts its
    /// times from `origin`: that may be before it begins. `None` for never.
    #[must_use]
    pub fn ends(&self, origin: Rational, begin: Rational) -> Option<Rational> {
        let by_end = self.end.and_then(|end| origin.checked_add(end));
        let by_dur = self.dur.and_then(|dur| begin.checked_add(dur));
        earlier(by_end, by_dur)
    }
}

/// Reads the times of all timed elements, and checks the references of all content to styles and
/// regions on the way.
pub(super) fn read<const TELL: bool>(
    tree: &mut Tree<'_>,
    parameters: &TimeParameters,
    styles: &Styles,
    sink: &mut Sink<TELL>,
) -> Vec<Timing> {
    let mut timings = Vec::new();
    let mut seq = false;
    for i in 0..tree.nodes.len() {
        let NodeKind::Element(element) = &tree.nodes[i].kind else { continue };
        let tag = element.tag;
        // An inline region is active while its element is: in TTML2 it has no times.
        let is_inline = tag == Tag::Region && tree.tag(tree.nodes[i].parent) != Tag::Layout;
        if !tag.is_timed() || is_inline {
            continue;
        }
        let first = element.first_attribute as usize;
        let mut timing: Option<Timing> = None;
        for index in first..first + element.attribute_count as usize {
            let a = &tree.attributes[index];
            match a.attr {
                Attr::Begin | Attr::End | Attr::Dur => {
                    time(a, tree.value(a), parameters, timing.get_or_insert_default(), sink);
                }
                Attr::TimeContainer => match tree.value(a) {
                    "seq" => {
                        timing.get_or_insert_default().seq = true;
                        seq = true;
                    }
                    "par" => {}
                    _ => sink.add(|| diagnostics::time_container(a.span)),
                },
                Attr::Style => {
                    for id in tree.value(a).split(' ').filter(|id| !id.is_empty()) {
                        if styles.style_ids.get(id).is_none() {
                            sink.add(|| diagnostics::unknown_style(a.span, id));
                        }
                    }
                }
                Attr::Region
                    if styles.region_ids.get(tree.value(a).trim_matches(' ')).is_none() =>
                {
                    sink.add(|| diagnostics::unknown_region(a.span, tree.value(a)));
                }
                _ => {}
            }
        }
        if let Some(timing) = timing {
            if let NodeKind::Element(element) = &mut tree.nodes[i].kind {
                element.timing = timings.len() as u32;
            }
            timings.push(timing);
        }
    }
    tree.facts.seq = seq;
    timings
}

fn time<const TELL: bool>(
    a: &Attribute,
    text: &str,
    parameters: &TimeParameters,
    timing: &mut Timing,
    sink: &mut Sink<TELL>,
) {
    let value = match parse_time(text, parameters) {
        Ok((value, _)) => Some(value),
        // TTML2 has them, under the time base that counts in them.
        Err(TimeError::Wallclock) if parameters.base == TimeBase::Clock => {
            sink.add(|| diagnostics::wallclock(a.span));
            None
        }
        Err(error) => {
            let mut value = None;
            let mut fix = None;
            if let Some((guess, sure)) = nearest(text)
                && let Ok((time, _)) = parse_time(&guess, parameters)
            {
                // An unambiguous time is read as meant, so writing it changes nothing.
                value = sure.then_some(time);
                fix = TELL.then(|| {
                    let title = format!("write `{guess}`");
                    let edits = vec![Edit::replace(a.span, guess)];
                    if sure { Fix::safe(title, edits) } else { Fix::risky(title, edits) }
                });
            }
            sink.add(|| Diagnostic { fix, ..diagnostics::time(a.span, error) });
            timing.beyond |= error == TimeError::Overflow && a.attr == Attr::Begin;
            value
        }
    };
    match a.attr {
        Attr::Begin => timing.begin = value,
        Attr::End => timing.end = value,
        _ => timing.dur = value,
    }
}

/// The time expression that was probably meant, and whether nothing else can have been: white space
/// off, a point for a comma, two digits in each field, a metric in small letters. That hours or a
/// metric are missing, or that a semicolon marks frames, is a guess.
fn nearest(value: &str) -> Option<(String, bool)> {
    let mut text = value.trim().replace(',', ".");
    if text.len() > 40 || text.is_empty() || text.starts_with('-') {
        return None;
    }
    let mut sure = true;
    if text.contains(';') {
        text = text.replace(';', ":");
        sure = false;
    }
    let text = text.strip_prefix('+').unwrap_or(&text);
    let near = if text.contains(':') {
        let mut fields: Vec<String> = text.split(':').map(two_digits).collect();
        if fields.len() == 2 {
            fields.insert(0, "00".to_owned());
            sure = false;
        }
        fields.join(":")
    } else {
        let at = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
        let (number, metric) = text.split_at(at);
        let number = number.trim();
        let number = number.strip_suffix('.').unwrap_or(number);
        let zero = if number.starts_with('.') { "0" } else { "" };
        sure &= !metric.is_empty();
        let metric = if metric.is_empty() { "s" } else { metric };
        format!("{zero}{number}{}", metric.to_ascii_lowercase())
    };
    Some((near, sure)).filter(|(near, _)| near != value)
}

/// A field of a clock time with zeros before a single digit, and no point at its end.
fn two_digits(field: &str) -> String {
    let field = field.strip_suffix('.').unwrap_or(field);
    let whole = field.split('.').next().map_or(0, str::len);
    format!("{}{field}", if whole == 1 { "0" } else { "" })
}

/// The times written on a node.
#[inline]
pub(super) fn timing_of(tree: &Tree<'_>, timings: &[Timing], node: u32) -> Timing {
    let index = tree.element(node).map_or(NONE, |e| e.timing);
    timings.get(index as usize).copied().unwrap_or_default()
}

/// How long each node lasts from its own begin if nothing cuts it short; `None` for no end. Only `seq`
/// containers depend on it (TTML1 10.4).
pub(super) fn durations(tree: &Tree<'_>, timings: &[Timing]) -> Vec<Option<Rational>> {
    let zero = Some(Rational::ZERO);
    // While the loop runs backwards this is the sum of the children of a node so far.
    let mut out = vec![zero; tree.nodes.len()];
    let mut has_timed_child = vec![false; tree.nodes.len()];
    for i in (0..tree.nodes.len()).rev() {
        let node = &tree.nodes[i];
        if node.parent == NONE {
            continue;
        }
        let parent_tag = tree.tag(node.parent);
        let in_seq = timing_of(tree, timings, node.parent).seq;
        let anonymous = if in_seq { zero } else { None };
        let mut begin = Rational::ZERO;
        match &node.kind {
            NodeKind::Text(_) | NodeKind::CData(_) if parent_tag.holds_text() => out[i] = anonymous,
            NodeKind::Element(e) if e.tag.is_timed() => {
                let timing = timing_of(tree, timings, i as u32);
                begin = timing.begin.unwrap_or(Rational::ZERO);
                let implicit = match e.tag {
                    Tag::Br | Tag::Set | Tag::Animate | Tag::Image | Tag::Audio => anonymous,
                    // A span with text only is like the anonymous span it could be.
                    Tag::Span if !has_timed_child[i] => anonymous,
                    _ => out[i],
                };
                out[i] = timing.explicit().or(implicit);
                if timing.beyond {
                    out[i] = None;
                }
                has_timed_child[node.parent as usize] = true;
            }
            _ => continue,
        }
        let ends = out[i].and_then(|d| d.checked_add(begin));
        let parent = node.parent as usize;
        out[parent] = if in_seq {
            ends.and_then(|ends| ends.checked_add(out[parent]?))
        } else {
            later(out[parent], ends)
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smaller_of_end_and_dur_wins() {
        let s = |n| Some(Rational::seconds(n));
        let t = |begin, end, dur| {
            Timing { begin, end, dur, ..Timing::default() }.explicit().map(|d| d.numerator)
        };
        assert_eq!(t(s(1), s(5), s(2)), Some(2));
        assert_eq!(t(s(10), s(11), s(5)), Some(1));
        assert_eq!(t(None, s(5), None), Some(5));
        assert_eq!(t(s(9), s(5), None), Some(0));
        assert_eq!(t(s(9), None, None), None);
    }

    #[test]
    fn the_likeliest_time_is_offered_for_what_is_none() {
        let near = |text: &str| nearest(text);
        let sure = |text: &str| Some((text.to_owned(), true));
        let guess = |text: &str| Some((text.to_owned(), false));
        assert_eq!(near("0:0:1,5"), sure("00:00:01.5"));
        assert_eq!(near(" 1s"), sure("1s"));
        assert_eq!(near(".5S"), sure("0.5s"));
        assert_eq!(near("00:00:01."), sure("00:00:01"));
        assert_eq!(near("1:02"), guess("00:01:02"));
        assert_eq!(near("00:00:01;12"), guess("00:00:01:12"));
        assert_eq!(near("12.5"), guess("12.5s"));
        assert_eq!(near("-1s"), None);
        assert_eq!(near(""), None);
    }
}
