//! Changes to TTML paragraphs: `begin`, `end` and `dur` in the author's form, relative to the parent.
//!
//! TTML1 10.2 to 10.4. A time is changed only where it is the paragraph's own: not in `seq`
//! containers, whose later children would move, not for paragraphs with timed parts, and not past
//! what an element around it or its region allows.

use std::borrow::Cow;

use super::spell::{Spelt, spell};
use crate::source::{Edit, Span};
use crate::time::{Interval, Timestamp};
use crate::timeline::{Cue, Timeline};
use crate::ttml::{Attr, Document, NONE, Namespace, NodeKind, Rational, Tag, Timing};

/// Paragraphs with more nodes than this are left alone: each change looks at all of them.
const MAX_NODES: u32 = 4096;

/// The `p` that a cue came from.
fn paragraph(document: &Document<'_>, cue: &Cue<'_>) -> Option<u32> {
    let block = cue.origin.block;
    let at = document.nodes.partition_point(|node| node.span.start < block.start) as u32;
    let here = document.nodes.get(at as usize)?.span == block;
    (here && document.tag(at) == Tag::P).then_some(at)
}

/// The clock that a paragraph's times count on, and how long what is around it lasts.
struct Around {
    origin: Rational,
    /// `None` for ever.
    end: Option<Rational>,
}

/// The parent's clock. `None` where a container puts its children one after the other.
fn around(document: &Document<'_>, p: u32) -> Option<Around> {
    let mut chain = Vec::new();
    let mut at = document.nodes.get(p as usize)?.parent;
    while at != NONE && document.tag(at) != Tag::Tt {
        chain.push(at);
        at = document.nodes.get(at as usize)?.parent;
    }
    let mut around = Around { origin: Rational::ZERO, end: None };
    for &node in chain.iter().rev() {
        let timing = document.timing(node);
        if timing.seq || timing.beyond {
            return None;
        }
        around = around.inside(&timing)?;
    }
    Some(around)
}

impl Around {
    /// What an element with these times is around its children.
    fn inside(&self, timing: &Timing) -> Option<Self> {
        let origin = self.origin.checked_add(timing.begin.unwrap_or(Rational::ZERO))?;
        Some(Self { origin, end: earlier(timing.ends(self.origin, origin), self.end) })
    }

    /// The same, no longer than a region is there.
    fn clipped(self, document: &Document<'_>, region: Option<u32>) -> Option<(Rational, Self)> {
        let Some(region) = region else { return Some((Rational::ZERO, self)) };
        let timing = document.timing(document.styles.regions.get(region as usize)?.node);
        let begin = timing.begin.unwrap_or(Rational::ZERO);
        let end = timing.explicit().and_then(|dur| begin.checked_add(dur));
        Some((begin, Self { end: earlier(self.end, end), ..self }))
    }
}

fn earlier(a: Option<Rational>, b: Option<Rational>) -> Option<Rational> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// See [`super::set_times`].
pub(super) fn set_times(
    document: &Document<'_>,
    timeline: &Timeline<'_>,
    index: u32,
    to: Interval,
) -> Option<Vec<Edit>> {
    let cue = timeline.cues.get(index as usize)?;
    if to == cue.interval {
        return Some(Vec::new());
    }
    if super::is_shared(timeline, index) || to.start.0 < 0 {
        return None;
    }
    let p = paragraph(document, cue)?;
    if has_timed_parts(document, p) {
        return None;
    }
    let timing = document.timing(p);
    let outer = around(document, p)?;
    let origin = outer.origin;
    let (region_begin, outer) = outer.clipped(document, cue.region)?;
    let begin = origin.checked_add(timing.begin.unwrap_or(Rational::ZERO))?;
    let end = earlier(timing.ends(origin, begin), outer.end);
    // The times of the cue must be those of the paragraph, or changing these would not change it.
    let now = Interval { start: begin.to_ms(), end: end.map_or(Timestamp::OPEN, Rational::to_ms) };
    if timing.beyond || now != cue.interval || region_begin > begin {
        return None;
    }
    let longer = to.start < now.start || to.end > now.end;
    if document.facts.sets && longer {
        return None; // a `set` may end what is shown
    }
    let mut paragraph = Paragraph::new(document, p, &timing)?;
    let begin = if to.start == now.start {
        begin
    } else {
        let begin = paragraph.set_begin(origin, to.start)?;
        if begin < region_begin.max(origin) {
            return None;
        }
        begin
    };
    paragraph.set_end(origin, begin, end, to.end, outer.end)?;
    Some(paragraph.finish())
}

/// See [`super::end_at`]: what has times inside a paragraph ends with it (TTML1 10.2).
pub(super) fn end_at(document: &Document<'_>, cue: &Cue<'_>, at: Timestamp) -> Option<Vec<Edit>> {
    let p = paragraph(document, cue)?;
    let timing = document.timing(p);
    let Around { origin, end: limit } = around(document, p)?;
    let begin = origin.checked_add(timing.begin.unwrap_or(Rational::ZERO))?;
    let end = earlier(timing.ends(origin, begin), limit);
    let is_later = end.is_none_or(|end| end.to_ms() > at);
    if timing.beyond || begin.to_ms() >= at || !is_later {
        return None;
    }
    let mut paragraph = Paragraph::new(document, p, &timing)?;
    paragraph.set_end(origin, begin, end, at, limit)?;
    Some(paragraph.finish())
}

/// Whether something inside a paragraph has times of its own, or too much is inside to tell.
pub(super) fn has_timed_parts(document: &Document<'_>, p: u32) -> bool {
    let end = document.nodes[p as usize].end;
    let timed = |n| document.element(n).is_some_and(|e| e.timing != NONE);
    end - p > MAX_NODES || document.timing(p).seq || (p + 1..end).any(timed)
}

/// The start tag of a paragraph while its times are changed.
struct Paragraph<'d, 'a> {
    document: &'d Document<'a>,
    timing: &'d Timing,
    name_end: u32,
    begin: Option<Written>,
    end: Option<Written>,
    dur: Option<Written>,
    edits: Vec<Edit>,
    /// Attributes to write, and where.
    insert: Option<(u32, String)>,
}

/// An attribute: from its name to the closing quote, and its value.
#[derive(Clone, Copy)]
struct Written {
    whole: Span,
    value: Span,
}

impl<'d, 'a> Paragraph<'d, 'a> {
    /// `None` when a time is written that cannot be read.
    fn new(document: &'d Document<'a>, p: u32, timing: &'d Timing) -> Option<Self> {
        let element = document.element(p)?;
        let written = |attr| {
            let a = document.attributes_of(element).iter().find(|a| a.attr == attr)?;
            Some(Written { whole: Span::new(a.name.start, a.span.end + 1), value: a.span })
        };
        let (begin, end, dur) = (written(Attr::Begin), written(Attr::End), written(Attr::Dur));
        let read = begin.is_some() == timing.begin.is_some()
            && end.is_some() == timing.end.is_some()
            && dur.is_some() == timing.dur.is_some();
        read.then_some(Self {
            document,
            timing,
            name_end: element.name.end,
            begin,
            end,
            dur,
            edits: Vec::new(),
            insert: None,
        })
    }

    fn form(&self, own: Option<Written>) -> Option<&'a str> {
        let like = own.or(self.begin).or(self.end).or(self.dur)?;
        Some(like.value.slice(self.document.source))
    }

    /// Writes a time that is `from` + its value on the document's clock and rounds to `to`.
    fn spell(&self, own: Option<Written>, from: Rational, to: Timestamp) -> Option<Spelt> {
        let wanted = Rational::new(i128::from(to.0), 1000)?.checked_sub(from)?;
        let parameters = &self.document.parameters.time;
        spell(self.form(own), wanted, parameters, |value| {
            from.checked_add(value).is_some_and(|time| time.to_ms() == to)
        })
    }

    fn put(&mut self, own: Option<Written>, name: &str, text: String) {
        match own {
            Some(own) if own.value.slice(self.document.source) == text => {}
            Some(own) => self.edits.push(Edit::replace(own.value, text)),
            None => {
                let at = self.begin.map_or(self.name_end, |begin| begin.whole.end);
                let (_, out) = self.insert.get_or_insert_with(|| (at, String::new()));
                out.push_str(&format!(" {name}=\"{text}\""));
            }
        }
    }

    /// Gives the new begin on the document's clock.
    fn set_begin(&mut self, origin: Rational, to: Timestamp) -> Option<Rational> {
        let spelt = self.spell(self.begin, origin, to)?;
        let begin = origin.checked_add(spelt.value)?;
        self.put(self.begin, "begin", spelt.text);
        Some(begin)
    }

    /// Makes a paragraph that begins at `begin` and ended at `old` end at `to`, which must not lie
    /// behind `limit`.
    fn set_end(
        &mut self,
        origin: Rational,
        begin: Rational,
        old: Option<Rational>,
        to: Timestamp,
        limit: Option<Rational>,
    ) -> Option<()> {
        let by_dur = self.timing.dur.map(|dur| begin.checked_add(dur));
        let still = match by_dur {
            Some(by_dur) => {
                earlier(self.timing.ends(origin, begin), limit) == old && by_dur.is_some()
            }
            None => true,
        };
        if still && old.map_or(Timestamp::OPEN, Rational::to_ms) == to {
            return Some(());
        }
        if to == Timestamp::OPEN {
            return None;
        }
        let end = if self.end.is_none() && self.dur.is_some() {
            let spelt = self.spell(self.dur, begin, to)?;
            let end = begin.checked_add(spelt.value)?;
            self.put(self.dur, "dur", spelt.text);
            end
        } else {
            let spelt = self.spell(self.end, origin, to)?;
            let end = origin.checked_add(spelt.value)?;
            self.put(self.end, "end", spelt.text);
            // The smaller of both would win: one is enough.
            if let Some(dur) = self.dur {
                self.edits.push(Edit::delete(self.with_space(dur.whole)));
            }
            end
        };
        let within = limit.is_none_or(|limit| end <= limit);
        within.then_some(())
    }

    /// An attribute with the white space in front of it.
    fn with_space(&self, whole: Span) -> Span {
        let before = &self.document.source[..whole.start as usize];
        Span::new(before.trim_end_matches([' ', '\t', '\r', '\n']).len() as u32, whole.end)
    }

    fn finish(mut self) -> Vec<Edit> {
        if let Some((at, text)) = self.insert {
            self.edits.push(Edit::insert(at, text));
        }
        self.edits
    }
}

/// See [`super::remove`].
pub(super) fn remove(document: &Document<'_>, cue: &Cue<'_>) -> Option<Edit> {
    let p = paragraph(document, cue)?;
    around(document, p)?;
    Some(removed(document.source, cue.origin.block))
}

/// Takes a block out, with the lines it stands on if nothing else does.
pub(super) fn removed(text: &str, block: Span) -> Edit {
    // Looking at white space only: a document may be one long line.
    let bytes = text.as_bytes();
    let blank = |b: &u8| matches!(b, b' ' | b'\t');
    let indent = bytes[..block.start as usize].iter().rev().take_while(|b| blank(b)).count() as u32;
    let (start, mut end) = (block.start - indent, block.end as usize);
    end += bytes[end..].iter().take_while(|b| blank(b)).count();
    let first = matches!(bytes[..start as usize], [] | [.., b'\n' | b'\r']);
    end += match &bytes[end..] {
        [] if first => 0,
        [b'\r', b'\n', ..] if first => 2,
        [b'\r' | b'\n', ..] if first => 1,
        _ => return Edit::delete(block),
    };
    Edit::delete(Span::new(start, end as u32))
}

/// Whether two cues' paragraphs have one parent, which shows them side by side.
pub(super) fn are_siblings(document: &Document<'_>, a: &Cue<'_>, b: &Cue<'_>) -> bool {
    let parent = |cue| {
        let p = paragraph(document, cue)?;
        around(document, p)?;
        Some(document.nodes[p as usize].parent)
    };
    parent(a).is_some_and(|parent_a| parent(b) == Some(parent_a))
}

/// The innermost node at a place.
fn node_at(document: &Document<'_>, at: u32) -> u32 {
    let behind = document.nodes.partition_point(|node| node.span.start <= at) as u32;
    let mut node = behind.checked_sub(1).unwrap_or(NONE);
    while let Some(found) = document.nodes.get(node as usize) {
        if at < found.span.end {
            break;
        }
        node = found.parent;
    }
    node
}

/// See [`super::line_break`].
pub(super) fn line_break(document: &Document<'_>, at: u32) -> Cow<'static, str> {
    let mut node = node_at(document, at.saturating_sub(1));
    let mut prefix = None;
    while node != NONE {
        if let Some(element) = document.element(node)
            && element.namespace == Namespace::Tt
        {
            prefix = element.name.slice(document.source).split_once(':').map(|(prefix, _)| prefix);
            break;
        }
        node = document.nodes.get(node as usize).map_or(NONE, |n| n.parent);
    }
    let tag = match prefix {
        Some(prefix) => Cow::Owned(format!("<{prefix}:br/>")),
        None => Cow::Borrowed("<br/>"),
    };
    // A section holds no tags: it ends here and another one begins.
    if in_cdata(document, at) { Cow::Owned(format!("]]>{tag}<![CDATA[")) } else { tag }
}

/// Whether a place lies in a CDATA section.
pub(super) fn in_cdata(document: &Document<'_>, at: u32) -> bool {
    document.nodes.get(node_at(document, at) as usize).is_some_and(|node| {
        let inside = node.span.start + 9 <= at && at + 3 <= node.span.end;
        matches!(node.kind, NodeKind::CData(_)) && inside
    })
}

#[cfg(test)]
mod tests {
    use super::super::{line_break, remove, reorder, set_times};
    use super::*;
    use crate::read::{Document as Any, ReadOptions, read};
    use crate::source::Edits;

    fn open(text: &str) -> (Any<'_>, Timeline<'_>) {
        let options = ReadOptions { format: Some(crate::Format::Ttml), ..ReadOptions::default() };
        let file = read(text, None, &options);
        let timeline = file.document.lower();
        (file.document, timeline)
    }

    fn apply(text: &str, edits: Vec<Edit>) -> String {
        let mut list = Edits::default();
        edits.into_iter().for_each(|edit| list.push(edit));
        list.apply(text).unwrap()
    }

    /// The body after the first cue got other times, or `None`; what is written must read back.
    fn retimed(body: &str, start: i64, end: i64) -> Option<String> {
        let text = format!(
            "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"\" \
             xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" ttp:frameRate=\"25\">{body}</tt>"
        );
        let (document, timeline) = open(&text);
        let to = Interval::from_ms(start, end);
        let new = apply(&text, set_times(&document, &timeline, 0, to)?);
        let (_, timeline) = open(&new);
        assert_eq!(timeline.cues[0].interval, to, "{new}");
        let at = new.find("<body").unwrap();
        Some(new[at..new.len() - "</tt>".len()].to_owned())
    }

    #[test]
    fn times_are_relative_to_the_parent_and_keep_their_form() {
        let body = "<body begin='10s'><div begin='00:00:02.000'><p begin='1s' end='50f'>a</p></div></body>";
        assert_eq!(retimed(body, 13_000, 14_600).unwrap(), body.replace("50f", "65f"));
        assert_eq!(retimed(body, 13_500, 14_000).unwrap(), body.replace("'1s'", "'1.5s'"));
        // Before the parent begins there is nothing.
        assert_eq!(retimed(body, 11_999, 14_000), None);
    }

    #[test]
    fn a_duration_stays_a_duration() {
        let body = "<body><div><p begin=\"1s\" dur=\"2s\">a</p></div></body>";
        assert_eq!(retimed(body, 1000, 2500).unwrap(), body.replace("2s", "1.5s"));
        assert_eq!(
            retimed(body, 2000, 3000).unwrap(),
            body.replace("1s", "x").replace("2s", "1s").replace('x', "2s")
        );
        let both = "<body><div><p begin=\"1s\" dur=\"2s\" end=\"9s\">a</p></div></body>";
        assert_eq!(
            retimed(both, 1000, 4000).unwrap(),
            "<body><div><p begin=\"1s\" end=\"4s\">a</p></div></body>"
        );
    }

    #[test]
    fn missing_times_are_written_in() {
        let body = "<body><div><p xml:id='a'>a</p></div></body>";
        assert_eq!(
            retimed(body, 1000, 2000).unwrap(),
            "<body><div><p begin=\"00:00:01.000\" end=\"00:00:02.000\" xml:id='a'>a</p></div></body>"
        );
        let body = "<body end=\"9s\"><div><p begin=\"4s\">a</p></div></body>";
        assert_eq!(retimed(body, 4000, 6000).unwrap(), body.replace("\"4s\"", "\"4s\" end=\"6s\""));
        assert_eq!(retimed(body, 4000, 9001), None, "the body ends");
    }

    #[test]
    fn times_that_are_not_the_paragraphs_own_stay() {
        for body in [
            "<body timeContainer='seq'><div><p begin='1s' end='2s'>a</p></div></body>",
            "<body><div timeContainer='seq'><p begin='1s' end='2s'>a</p></div></body>",
            "<body><div><p begin='1s' end='3s'><span end='1s'>a</span> b</p></div></body>",
            "<body><div><p begin='1s' end='3s'><span begin='1s'>a</span></p></div></body>",
            "<body><div><p begin='1s' end='soon'>a</p></div></body>",
        ] {
            assert_eq!(retimed(body, 1000, 2500), None, "{body}");
        }
    }

    #[test]
    fn a_cue_in_a_timed_region_stays_within_it() {
        let body = "<head><layout><region xml:id='r' end='5s'/></layout></head>\
                    <body region='r'><div><p begin='1s' end='4s'>a</p></div></body>";
        assert!(retimed(body, 1000, 5000).is_some());
        assert_eq!(retimed(body, 1000, 5001), None);
    }

    #[test]
    fn a_paragraph_goes_with_its_line() {
        let head = "<tt xmlns=\"http://www.w3.org/ns/ttml\"><body><div>\n";
        for (body, left) in [
            ("  <p end='1s'>a</p>\n  <p>b</p>\n", "  <p>b</p>\n"),
            ("  <p end='1s'>\n   a\n  </p>\n  <p>b</p>\n", "  <p>b</p>\n"),
            ("<p end='1s'>a</p><p>b</p>\n", "<p>b</p>\n"),
        ] {
            let text = format!("{head}{body}</div></body></tt>");
            let (document, timeline) = open(&text);
            let new = apply(&text, vec![remove(&document, &timeline, 0).unwrap()]);
            assert_eq!(new, format!("{head}{left}</div></body></tt>"));
        }
    }

    #[test]
    fn paragraphs_are_sorted_within_one_parent_only() {
        let text = "<tt xmlns=\"http://www.w3.org/ns/ttml\"><body><div><p begin='2s'>b</p>\
                    <p begin='1s'>a</p></div></body></tt>";
        let (document, timeline) = open(text);
        let new = apply(text, reorder(&document, &timeline, &[1, 0]).unwrap());
        assert!(new.contains("<p begin='1s'>a</p><p begin='2s'>b</p>"));
        let text = text.replace("b</p>", "b</p></div><div>");
        let (document, timeline) = open(&text);
        assert_eq!(reorder(&document, &timeline, &[1, 0]), None);
    }

    #[test]
    fn a_break_has_the_prefix_of_the_text_around_it() {
        let text = "<t:tt xmlns:t=\"http://www.w3.org/ns/ttml\"><t:body><t:div><t:p>one two</t:p>\
                    </t:div></t:body></t:tt>";
        let (document, timeline) = open(text);
        let at = text.find(" two").unwrap() as u32;
        assert_eq!(line_break(&document, &timeline, at), "<t:br/>");
        let text = text.replace("one two", "<![CDATA[one two]]>");
        let (document, timeline) = open(&text);
        let at = text.find(" two").unwrap() as u32;
        assert_eq!(line_break(&document, &timeline, at), "]]><t:br/><![CDATA[");
    }
}
