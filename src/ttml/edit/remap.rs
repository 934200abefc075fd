//! A stretch and a shift of all times of a document, in exact fractions.
//!
//! Times are relative to the element around them (TTML1 10.2): a stretch changes all of them, a shift
//! only the outermost. That is `body` where it has a `begin`, otherwise the `div` or `p` below. Relative
//! times keep their bytes, and so does every form that can express the new time exactly.

use std::collections::HashSet;

use super::tags::removed;
use super::time_format::{FormattedTime, format_fine, format_near};
use crate::source::Edit;
use crate::time::TimeMap;
use crate::timeline::edit::{MapError, Mapped};
use crate::timeline::{Cue, Timeline};
use crate::ttml::{Attr, Attribute, Document, NONE, NodeKind, Rational, Tag, TimeBase, Timing};

/// Moves every time of a document.
pub(super) fn remap(
    document: &Document<'_>,
    timeline: &Timeline<'_>,
    map: TimeMap,
) -> Result<Mapped, MapError> {
    let of = |(n, d): (i64, i64), unit: i128| Rational::new(i128::from(n), i128::from(d) * unit);
    let (Some(scale), Some(offset)) = (of(map.scale, 1), of(map.offset, 1000)) else {
        return Err(MapError::TooLarge);
    };
    let gone = gone(timeline, map);
    let mut walk = Walk {
        document,
        scale,
        shown: timeline.cues.iter().map(|cue| cue.origin.block.start).collect(),
        is_chained: chained(document),
        // How far the children of each node are still to be shifted.
        shift: vec![Rational::ZERO; document.nodes.len()],
        out: Mapped::default(),
    };
    let root = document.tt.unwrap_or_default();
    if let Some(shift) = walk.shift.get_mut(root as usize) {
        *shift = offset;
    }
    let mut node = root + 1;
    while let Some(found) = document.nodes.get(node as usize) {
        if gone.contains(&found.span.start) && document.tag(node) == Tag::P {
            walk.remove(node)?;
            node = found.end.max(node + 1);
            continue;
        }
        walk.element(node)?;
        node += 1;
    }
    Ok(walk.out)
}

/// Where the paragraphs begin that end before the file does begin.
fn gone(timeline: &Timeline<'_>, map: TimeMap) -> HashSet<u32> {
    let start = |cue: &Cue<'_>| cue.origin.block.start;
    let ends = |cue: &&Cue<'_>| map.apply(cue.interval.end).0 <= 0;
    let stays: HashSet<u32> = timeline.cues.iter().filter(|cue| !ends(cue)).map(start).collect();
    let gone = timeline.cues.iter().filter(ends).map(start);
    gone.filter(|start| !stays.contains(start)).collect()
}

struct Walk<'w, 'a> {
    document: &'w Document<'a>,
    scale: Rational,
    /// Where the paragraphs begin that show something.
    shown: HashSet<u32>,
    shift: Vec<Rational>,
    /// Whether the times of a node count from others, or others from them.
    is_chained: Vec<bool>,
    out: Mapped,
}

/// For each node whether an element above it or below it has times.
fn chained(document: &Document<'_>) -> Vec<bool> {
    let is_timed = |at: u32| document.element(at).is_some_and(|element| element.timing != NONE);
    let count = document.nodes.len();
    let (mut is_base, mut is_below) = (vec![false; count], vec![false; count]);
    for (at, node) in (0..).zip(&document.nodes) {
        // Parents come first.
        let above = is_below.get(node.parent as usize).is_some_and(|below| *below);
        is_below[at as usize] = above || is_timed(node.parent);
        let mut above = node.parent;
        while is_timed(at)
            && let Some(base) = is_base.get_mut(above as usize).filter(|base| !**base)
        {
            *base = true;
            above = document.nodes[above as usize].parent;
        }
    }
    is_base.into_iter().zip(is_below).map(|(base, below)| base || below).collect()
}

impl Walk<'_, '_> {
    fn element(&mut self, node: u32) -> Result<(), MapError> {
        let document = self.document;
        let Some(element) = document.element(node) else { return Ok(()) };
        let parent = document.nodes[node as usize].parent;
        let Some(shift) = self.shift.get(parent as usize).copied() else { return Ok(()) };
        if !element.tag.is_timed() {
            // Head, layout and the like have no clock.
            self.shift[node as usize] = shift;
            return Ok(());
        }
        let timing = document.timing(node);
        let start = document.nodes[node as usize].span.start;
        let has_ink = || !timing.beyond && self.has_ink(node);
        let content = element.tag == Tag::P && (self.shown.contains(&start) || has_ink());
        let is_dead = is_never_active(&timing);
        let in_sequence = document.timing(parent).seq;
        let rest = if shift == Rational::ZERO {
            self.relative(node, &timing)?;
            Rational::ZERO
        } else if timing.begin.is_some() || content || self.is_leaf(node) || is_dead && in_sequence
        {
            self.shifted(node, &timing, shift)?
        } else if is_dead {
            // Nothing in it is shown, and nothing will be if its times stay.
            Rational::ZERO
        } else {
            // It has no begin: it continues from zero, and its children move.
            self.lasting(node, &timing, shift)?;
            shift
        };
        self.shift[node as usize] = rest;
        if in_sequence {
            // The others count from the end of this one.
            self.shift[parent as usize] = Rational::ZERO;
            if rest != Rational::ZERO && (timing.begin.is_some() || self.is_used_up(node, rest)?) {
                return Err(self.unwritable(node));
            }
        }
        Ok(())
    }

    /// Whether a shift takes more from an element of a sequence than it lasts: the next one would have to give
    /// the rest.
    fn is_used_up(&self, node: u32, rest: Rational) -> Result<bool, MapError> {
        let timing = self.document.timing(node);
        for value in [timing.dur, timing.end].into_iter().flatten() {
            let left = self.scaled(node, value)?.checked_add(rest).ok_or(MapError::TooLarge)?;
            if left < Rational::ZERO {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a paragraph contains text, whether or not it is ever shown: it must not be shown afterwards.
    fn has_ink(&self, node: u32) -> bool {
        /// Nodes looked at.
        const MOST: u32 = 4096;
        let nodes = &self.document.nodes;
        let end = nodes[node as usize].end.min(node.saturating_add(MOST));
        let is_text = |at: u32| {
            let found = &nodes[at as usize];
            matches!(found.kind, NodeKind::Text(_) | NodeKind::CData(_))
                && !found.span.slice(self.document.source).trim().is_empty()
        };
        (node + 1..end).any(is_text)
    }

    /// Something below `p`, or a `set`: it can be given a begin.
    fn is_leaf(&self, node: u32) -> bool {
        self.document.element(node).is_some_and(|e| {
            e.timing != NONE && !matches!(e.tag, Tag::Body | Tag::Div | Tag::Region | Tag::P)
        })
    }

    /// Only the stretch.
    fn relative(&mut self, node: u32, timing: &Timing) -> Result<(), MapError> {
        if self.scale == Rational::seconds(1) {
            return Ok(());
        }
        for (attr, value) in attributes(timing) {
            let wanted = self.scaled(node, value)?;
            self.write(node, attr, wanted)?;
        }
        Ok(())
    }

    /// Begin and end move; what is left of a shift before zero goes to the children.
    fn shifted(
        &mut self,
        node: u32,
        timing: &Timing,
        shift: Rational,
    ) -> Result<Rational, MapError> {
        let add = |a: Rational, b| a.checked_add(b).ok_or(MapError::TooLarge);
        let begin = add(self.scaled(node, timing.begin.unwrap_or(Rational::ZERO))?, shift)?;
        let early = begin.min(Rational::ZERO);
        self.write(node, Attr::Begin, begin.max(Rational::ZERO))?;
        if let Some(end) = timing.end {
            let end = add(self.scaled(node, end)?, shift)?;
            self.write(node, Attr::End, end.max(Rational::ZERO))?;
        }
        if let Some(dur) = timing.dur {
            let dur = add(self.scaled(node, dur)?, early)?;
            self.write(node, Attr::Dur, dur.max(Rational::ZERO))?;
        }
        Ok(early)
    }

    /// An element that begins with its parent and lasts until its shifted end.
    fn lasting(&mut self, node: u32, timing: &Timing, shift: Rational) -> Result<(), MapError> {
        for (attr, value) in attributes(timing) {
            let wanted = self.scaled(node, value)?.checked_add(shift);
            let wanted = wanted.ok_or(MapError::TooLarge)?;
            self.write(node, attr, wanted.max(Rational::ZERO))?;
        }
        Ok(())
    }

    fn scaled(&self, node: u32, value: Rational) -> Result<Rational, MapError> {
        value.checked_mul(self.scale).ok_or_else(|| self.unwritable(node))
    }

    fn is_repeated(&self, node: u32, attr: Attr) -> bool {
        let Some(element) = self.document.element(node) else { return false };
        self.document
            .attributes_of(element)
            .iter()
            .filter(|found| found.attr == attr)
            .nth(1)
            .is_some()
    }

    fn attribute(&self, node: u32, attr: Attr) -> Option<&Attribute> {
        self.document.attribute(node, attr)
    }

    /// Writes a time of an element, as its own attribute where it has none.
    fn write(&mut self, node: u32, attr: Attr, wanted: Rational) -> Result<(), MapError> {
        let document = self.document;
        let source = document.source;
        let own = self.attribute(node, attr);
        if self.is_repeated(node, attr) {
            // Which of them counts is each parser's own.
            return Err(self.unwritable(node));
        }
        let like = own.or_else(|| {
            [Attr::Begin, Attr::End, Attr::Dur].into_iter().find_map(|a| self.attribute(node, a))
        });
        if own.is_none() && wanted == Rational::ZERO {
            return Ok(());
        }
        let form = like.map(|like| like.span.slice(source));
        let parent = document.nodes[node as usize].parent;
        let format_as = match self.is_chained[node as usize] || document.timing(parent).seq {
            true => format_fine,
            false => format_near,
        };
        let formatted = format_as(form, wanted, &document.parameters.time);
        let FormattedTime { text, kept, .. } =
            formatted.ok_or_else(|| match document.parameters.time.base {
                TimeBase::Smpte => MapError::NoFrame { span: document.start_tag(node) },
                _ => self.unwritable(node),
            })?;
        match own {
            Some(own) => {
                let span = own.span;
                if span.slice(source) != text {
                    if !kept {
                        self.out.reformed.push(span);
                    }
                    self.out.edits.push(Edit::replace(span, text));
                }
            }
            None => {
                let at = document.element(node).map_or(0, |e| e.name.end);
                self.out.edits.push(Edit::insert(at, format!(" begin=\"{text}\"")));
            }
        }
        Ok(())
    }

    fn remove(&mut self, node: u32) -> Result<(), MapError> {
        let found = &self.document.nodes[node as usize];
        if self.document.timing(found.parent).seq {
            return Err(self.unwritable(node));
        }
        self.out.edits.push(removed(self.document.source, found.span));
        Ok(())
    }

    fn unwritable(&self, node: u32) -> MapError {
        MapError::Unwritable { span: self.document.start_tag(node) }
    }
}

/// Whether an element ends when it begins.
fn is_never_active(timing: &Timing) -> bool {
    [timing.dur, timing.end].into_iter().flatten().any(|time| time <= Rational::ZERO)
}

/// The times that are written and can be read.
fn attributes(timing: &Timing) -> impl Iterator<Item = (Attr, Rational)> {
    let all = [(Attr::Begin, timing.begin), (Attr::End, timing.end), (Attr::Dur, timing.dur)];
    all.into_iter().filter_map(|(attr, value)| Some((attr, value?)))
}

#[cfg(test)]
mod tests {
    use crate::retime::{Negative, remap};
    use crate::source::{Edits, Source};
    use crate::time::TimeMap;
    use crate::{Format, ReadOptions, open, read};

    const HEAD: &str = "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"\" \
                        xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" ttp:frameRate=\"25\" \
                        ttp:tickRate=\"10000000\">";

    /// A body after a map; its cues must have the mapped times.
    fn mapped(body: &str, map: TimeMap, negative: Negative) -> Option<String> {
        let text = format!("{HEAD}{body}</tt>");
        let options = ReadOptions { format: Some(Format::Ttml), ..ReadOptions::default() };
        let source = Source::from_text(&text);
        let file = open(&source, None, &options);
        let done = remap(&file, map, negative).ok()?;
        let edits: Edits = done.edits.into_iter().collect();
        let new = edits.apply(&text).unwrap();
        let after = read(&new, None, &options).document.lower();
        let was = file.timeline.cues.iter();
        let want: Vec<_> = was.map(|cue| map.interval(cue.interval)).collect();
        let got: Vec<_> = after.cues.iter().map(|cue| cue.interval).collect();
        if negative == Negative::Refuse {
            assert_eq!(got, want, "{new}");
        }
        Some(new[HEAD.len()..new.len() - "</tt>".len()].to_owned())
    }

    fn shifted(body: &str, ms: i64) -> Option<String> {
        mapped(body, TimeMap::shift(ms), Negative::Refuse)
    }

    #[test]
    fn frames_ticks_and_offsets_survive_exact_shifts() {
        let body = "<body><div><p begin='00:00:01:05' end='00:00:02:00'>a</p>\
                    <p begin='10000000t' end='22345678t'>b</p><p begin='75f' dur='1.5s'>c</p>\
                    <p begin='00:00:05.1234567' end='6000ms'>d</p></div></body>";
        let later = shifted(body, 2040).unwrap();
        let want = "<body><div><p begin='00:00:03:06' end='00:00:04:01'>a</p>\
                    <p begin='30400000t' end='42745678t'>b</p><p begin='126f' dur='1.5s'>c</p>\
                    <p begin='00:00:07.1634567' end='8040ms'>d</p></div></body>";
        assert_eq!(later, want);
        assert_eq!(shifted(&later, -2040).unwrap(), body);
    }

    #[test]
    fn a_shift_changes_only_the_outermost_times() {
        let body = "<body begin='10s'><div><p begin='1s' end='2s'>a</p></div></body>";
        assert_eq!(shifted(body, 500).unwrap(), body.replace("10s", "10.5s"));
        let body = "<body end='9s'><div dur='8s'><p begin='1s' end='2s'>a</p></div></body>";
        let want = "<body end='10s'><div dur='9s'><p begin='2s' end='3s'>a</p></div></body>";
        assert_eq!(shifted(body, 1000).unwrap(), want);
        let body = "<body><div begin='1s' timeContainer='seq'><p dur='1s'>a</p><p dur='2s'>b</p></div></body>";
        assert_eq!(shifted(body, 1000).unwrap(), body.replace("begin='1s'", "begin='2s'"));
        let body = "<body><div timeContainer='seq'><p dur='1s'>a</p><p dur='2s'>b</p></div></body>";
        let want = body.replacen("<p dur", "<p begin=\"1s\" dur", 1);
        assert_eq!(shifted(body, 1000).unwrap(), want);
        let body = "<body><div><p end='1s'>a <span begin='0.5s'>b</span></p></div></body>";
        let want = body.replacen("<p end='1s'", "<p begin=\"1s\" end='2s'", 1);
        assert_eq!(shifted(body, 1000).unwrap(), want);
    }

    #[test]
    fn what_is_never_shown_stays_unseen() {
        for dead in [
            "<div dur='0s'><p>x</p></div>",
            "<div end='0s'><p begin='0s' dur='0s'>x</p></div>",
            "<div end='0s'><div><p begin='0s' end='0s'/></div></div>",
        ] {
            let body = format!("<body>{dead}<div><p begin='1s' end='2s'>y</p></div></body>");
            let want = format!("<body>{dead}<div><p begin='2s' end='3s'>y</p></div></body>");
            assert_eq!(shifted(&body, 1000).unwrap(), want);
        }
        let later = "<body end='1s'><div><p begin='2s'>x</p></div></body>";
        assert!(shifted(later, -500).is_some());
    }

    #[test]
    fn a_time_that_is_written_twice_is_not_moved() {
        assert_eq!(
            shifted("<body><div><p begin='' begin='' end='9s'>a</p></div></body>", 1000),
            None
        );
    }

    #[test]
    fn a_sequence_is_not_shifted_beyond_its_first_element() {
        let body = "<body><div timeContainer='seq'><p dur='1s'/><p dur='2s'>b</p></div></body>";
        assert_eq!(shifted(body, -1500), None);
        assert_eq!(mapped(body, TimeMap::shift(-1500), Negative::Clip), None);
    }

    #[test]
    fn what_is_left_of_a_shift_goes_to_the_children() {
        let body = "<body begin='2s'><div><p begin='10s' end='11s'>a</p></div></body>";
        let want = "<body begin='0s'><div><p begin='7s' end='8s'>a</p></div></body>";
        assert_eq!(shifted(body, -5000).unwrap(), want);
        assert_eq!(shifted(body, -12_001), None);
    }

    #[test]
    fn what_begins_too_early_is_cut_or_goes() {
        let body = "<body><div><p begin='1s' end='2s'>a</p>\n<p begin='2s' end='4s'>b <span begin='1s'>c</span></p></div></body>";
        let cut = mapped(body, TimeMap::shift(-2500), Negative::Clip).unwrap();
        assert_eq!(
            cut,
            "<body><div>\n<p begin='0s' end='1.5s'>b <span begin='0.5s'>c</span></p></div></body>"
        );
    }

    #[test]
    fn a_stretch_changes_every_time() {
        let body = "<body begin='10s'><div><p begin='24f' dur='00:00:02.400'>a</p></div></body>";
        let want =
            "<body begin='10.41667s'><div><p begin='25f' dur='00:00:02.500'>a</p></div></body>";
        let map = TimeMap::scale(25, 24).unwrap();
        let got = mapped(&body.replace("10s", "12s"), map, Negative::Refuse).unwrap();
        assert_eq!(got, want.replace("10.41667s", "12.5s"));
    }

    /// Each of these times is a third of a millisecond off if it is written to the millisecond.
    #[test]
    fn what_others_count_from_is_not_rounded_to_milliseconds() {
        let map = TimeMap::scale(25, 24).unwrap();
        for times in
            ["dur='5s'", "begin='00:00:05.000' dur='00:00:05.000'", "begin='0:0:5:0' dur='5s'"]
        {
            let p = format!("<p {times}>a</p>");
            let body = format!("<body><div timeContainer='seq'>{}</div></body>", p.repeat(20));
            assert!(mapped(&body, map, Negative::Refuse).is_some());
        }
        let body = "<body begin='5s'><div begin='5s'><p begin='5s' end='10s'>a</p></div></body>";
        assert!(mapped(body, map, Negative::Refuse).is_some());
    }

    #[test]
    fn regions_move_with_their_content() {
        let body = "<head><layout><region xml:id='r' begin='1s' end='5s'><set begin='1s' tts:color='red' xmlns:tts='http://www.w3.org/ns/ttml#styling'/></region></layout></head>\
                    <body region='r'><div><p begin='1s' end='4s'>a</p></div></body>";
        let want = body
            .replace(
                "region xml:id='r' begin='1s' end='5s'",
                "region xml:id='r' begin='3s' end='7s'",
            )
            .replace("<p begin='1s' end='4s'", "<p begin='3s' end='6s'");
        assert_eq!(shifted(body, 2000).unwrap(), want);
    }
}
