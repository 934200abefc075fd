//! Other times for a paragraph: `begin`, `end` and `dur` in the author's form, relative to the parent.
//!
//! TTML1 10.2 to 10.4. A time is changed only where it is the paragraph's own: not in `seq`
//! containers, whose later children would move, not for paragraphs with timed parts, and not beyond
//! an ancestor or its region.

use super::tags::paragraph;
use super::time_format::{FormattedTime, format_like};
use crate::chars::is_xml_space;
use crate::source::{Edit, Span};
use crate::time::{Interval, Timestamp};
use crate::timeline::edit::is_shared;
use crate::timeline::{Cue, Timeline};
use crate::ttml::{Attr, Document, NONE, Rational, Tag, Timing};

/// Paragraphs with more nodes than this are left alone: each change looks at all of them.
const MAX_NODES: u32 = 4096;

/// The clock of a paragraph's times, and how long the elements around it last.
pub(super) struct Around {
    origin: Rational,
    /// `None` for no end.
    end: Option<Rational>,
}

/// The parent's clock. `None` where a container puts its children one after the other.
pub(super) fn around(document: &Document<'_>, p: u32) -> Option<Around> {
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
    /// The clock of the children of an element with these times.
    fn inside(&self, timing: &Timing) -> Option<Self> {
        let origin = self.origin.checked_add(timing.begin.unwrap_or(Rational::ZERO))?;
        Some(Self { origin, end: earlier(timing.ends(self.origin, origin), self.end) })
    }

    /// The same, no longer than a region is active.
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

/// See [`Editor::set_times`](crate::timeline::edit::Editor::set_times).
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
    if is_shared(timeline, index) || to.start.0 < 0 {
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

/// See [`Editor::end_at`](crate::timeline::edit::Editor::end_at): what has times inside a paragraph ends with it (TTML1 10.2).
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

/// Whether something inside a paragraph has its own times, or too much is inside to tell.
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
    fn format_like(
        &self,
        own: Option<Written>,
        from: Rational,
        to: Timestamp,
    ) -> Option<FormattedTime> {
        let wanted = Rational::new(i128::from(to.0), 1000)?.checked_sub(from)?;
        let parameters = &self.document.parameters.time;
        format_like(self.form(own), wanted, parameters, |value| {
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

    /// Returns the new begin on the document's clock.
    fn set_begin(&mut self, origin: Rational, to: Timestamp) -> Option<Rational> {
        let formatted = self.format_like(self.begin, origin, to)?;
        let begin = origin.checked_add(formatted.value)?;
        self.put(self.begin, "begin", formatted.text);
        Some(begin)
    }

    /// Makes a paragraph that begins at `begin` and ended at `old` end at `to`, which must not lie
    /// after `limit`.
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
            let formatted = self.format_like(self.dur, begin, to)?;
            let end = begin.checked_add(formatted.value)?;
            self.put(self.dur, "dur", formatted.text);
            end
        } else {
            let formatted = self.format_like(self.end, origin, to)?;
            let end = origin.checked_add(formatted.value)?;
            self.put(self.end, "end", formatted.text);
            // The smaller of the two would win: one is enough.
            if let Some(dur) = self.dur {
                self.edits.push(Edit::delete(self.with_space(dur.whole)));
            }
            end
        };
        let within = limit.is_none_or(|limit| end <= limit);
        within.then_some(())
    }

    /// An attribute with the white space before it.
    fn with_space(&self, whole: Span) -> Span {
        let before = &self.document.source[..whole.start as usize];
        Span::new(before.trim_end_matches(is_xml_space).len() as u32, whole.end)
    }

    fn finish(mut self) -> Vec<Edit> {
        if let Some((at, text)) = self.insert {
            self.edits.push(Edit::insert(at, text));
        }
        self.edits
    }
}
