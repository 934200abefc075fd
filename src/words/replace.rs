//! Changes to what viewers see of a cue, as edits to its source.

use std::collections::HashSet;
use std::ops::Range;

use crate::chars::is_blank;
use crate::read::Opened;
use crate::rewrite::{self, Expected, Says};
use crate::source::{Edit, Edits, Fix, Span};
use crate::timeline::{Cue, Replacement, Shown, ShownPiece, is_invisible, is_visible, replace_all};

/// Changes to the visible text of the cues of a file, in file order, as edits to its source.
///
/// Several cues can be made of one piece of source (TTML paragraphs that `set` changes): what such a
/// piece says is edited once, for all of them.
pub struct Editing<'f, 's> {
    file: &'f Opened<'s>,
    /// The block that the last cue was made of.
    block: Span,
    /// What is edited in it.
    done: Edits,
    /// What was found in it.
    found: HashSet<Span>,
    /// The cues that are made of it, if there are several.
    cues: Vec<Sharing>,
    /// What of the source their pieces show, and of which of `cues`.
    places: Places,
}

/// A cue that is one of several made of one piece of source.
struct Sharing {
    cue: u32,
    shown: Shown,
    /// What is changed of its text.
    replaced: Vec<Replacement>,
    /// The characters of its text now.
    ink: Ink,
}

impl Sharing {
    /// What it says now, word by word.
    fn says(&self) -> Vec<String> {
        let text = replace_all(&self.shown.text, &self.replaced);
        text.split_whitespace().map(str::to_owned).collect()
    }
}

/// Characters that are not white space, in any order: texts that differ in them do not have the same words.
/// Follows a change without a look at the rest of the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Ink {
    sum: u64,
    /// How many of them are visible.
    visible: usize,
}

impl Ink {
    fn of(text: &str) -> Self {
        let mut ink = Self::default();
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            let mixed = (u64::from(c) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            ink.sum = ink.sum.wrapping_add(mixed ^ mixed.rotate_left(29));
            ink.visible += usize::from(!is_invisible(c));
        }
        ink
    }

    /// After a stretch of text has become another one.
    fn changed(self, from: Self, to: Self) -> Self {
        Self {
            sum: self.sum.wrapping_sub(from.sum).wrapping_add(to.sum),
            visible: (self.visible + to.visible).saturating_sub(from.visible),
        }
    }
}

/// A cue before a group of changes: how many changes it had, and its characters.
type Before = (usize, Ink);

/// A change to visible text, made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// The edits.
    pub edits: Vec<Edit>,
    /// What they change in the visible text ([`Shown`]) of which cue.
    pub shown: Vec<(u32, Replacement)>,
}

/// More groups of changes than this are not tried one by one.
const MOST: usize = 16;

/// An edit, and what is to be read there.
type Plain<'r> = (Edit, &'r str);

impl<'f, 's> Editing<'f, 's> {
    /// Nothing is changed so far.
    #[must_use]
    pub fn new(file: &'f Opened<'s>) -> Self {
        Self {
            file,
            block: Span::default(),
            done: Edits::default(),
            found: HashSet::new(),
            cues: Vec::new(),
            places: Places::default(),
        }
    }

    /// Whether something at a place of the source was not found before, in another cue made of the same.
    pub fn is_new(&mut self, cue: u32, span: Span) -> bool {
        self.turn_to(cue);
        self.cues.is_empty() || self.found.insert(span)
    }

    fn turn_to(&mut self, cue: u32) {
        let timeline = &self.file.timeline;
        let Some(block) = timeline.cues.get(cue as usize).map(|cue| cue.origin.block) else {
            return;
        };
        if block == self.block && !block.is_empty() {
            return;
        }
        self.block = block;
        self.done = Edits::default();
        self.found.clear();
        self.cues.clear();
        if rewrite::is_shared(timeline, cue) {
            let others = |cue: &Cue<'_>| cue.origin.block != block;
            let before = timeline.cues[..cue as usize].iter().rposition(others);
            let first = before.map_or(0, |before| before + 1);
            let own = (first as u32..).zip(&timeline.cues[first..]);
            let own = own.take_while(|(_, cue)| cue.origin.block == block);
            self.cues.extend(own.map(|(at, cue)| {
                let shown = Shown::of(timeline, cue);
                let ink = Ink::of(&shown.text);
                Sharing { cue: at, shown, replaced: Vec::new(), ink }
            }));
        }
        self.places = Places::of(&self.cues);
    }

    /// Changes the text of a cue; those of a group belong together. Nothing is left to do where a change
    /// to another cue has done it; `None` where it cannot be done: the text cannot be written there, it
    /// would be read as markup, a number or a timing line, another change is in the way, or two cues made
    /// of the same source would become one.
    ///
    /// Markup inside a range stays: the new text goes where the first piece of the old one was.
    pub fn make(
        &mut self,
        cue: u32,
        shown: &Shown,
        groups: &[Vec<Replacement>],
    ) -> Vec<Option<Made>> {
        self.turn_to(cue);
        let plain = |group: &'_ Vec<Replacement>| -> Option<Vec<Edit>> {
            let edits: Option<Vec<_>> =
                group.iter().map(|change| self.edits_of(shown, change)).collect();
            Some(edits?.into_iter().flatten().map(|(edit, _)| edit).collect())
        };
        if !self.cues.is_empty() {
            return self.make_shared(shown, groups);
        }
        let mut all: Vec<Option<Vec<Edit>>> = groups.iter().map(plain).collect();
        rewrite::keep_fitting(&mut all, |range, edits| {
            self.reads_as_changed(cue, shown, &groups[range], edits)
        });
        let made = |(edits, group): (Option<Vec<Edit>>, &Vec<Replacement>)| {
            let shown = group.iter().map(|change| (cue, change.clone())).collect();
            Some(Made { edits: edits?, shown })
        };
        all.into_iter().zip(groups).map(made).collect()
    }

    /// Changes to a cue that is one of several made of one piece of source: to all of them.
    fn make_shared(&mut self, shown: &Shown, groups: &[Vec<Replacement>]) -> Vec<Option<Made>> {
        match self.make_apart(shown, groups) {
            Some(all) => all,
            None if groups.len() > MOST => vec![None; groups.len()],
            None => groups
                .iter()
                .map(|group| self.make_apart(shown, std::slice::from_ref(group))?.pop()?)
                .collect(),
        }
    }

    /// [`Self::make_shared`], or nothing at all where the cues would not stay apart.
    fn make_apart(
        &mut self,
        shown: &Shown,
        groups: &[Vec<Replacement>],
    ) -> Option<Vec<Option<Made>>> {
        let before = self.done.len();
        let mut touched: Vec<(usize, Before)> = Vec::new();
        let all = groups.iter().map(|group| self.push_shared(shown, group, &mut touched)).collect();
        touched.sort_unstable();
        touched.dedup_by_key(|(at, _)| *at);
        if self.stay_apart(&touched) {
            return Some(all);
        }
        self.done.truncate(before);
        for (at, (had, ink)) in touched {
            self.cues[at].replaced.truncate(had);
            self.cues[at].ink = ink;
        }
        None
    }

    /// Adds one group. `touched` are the cues that it changes, and what each was before.
    fn push_shared(
        &mut self,
        shown: &Shown,
        group: &[Replacement],
        touched: &mut Vec<(usize, Before)>,
    ) -> Option<Made> {
        let edits: Option<Vec<_>> =
            group.iter().map(|change| self.edits_of(shown, change)).collect();
        let edits: Vec<Plain<'_>> = edits?.into_iter().flatten().collect();
        let before = self.done.len();
        let fix = Fix::safe("", edits.iter().map(|(edit, _)| edit.clone()).collect());
        if !self.done.push_fix(&fix) {
            return None;
        }
        let mut made = Made { edits: self.done.as_slice()[before..].to_vec(), shown: Vec::new() };
        for (edit, text) in edits.iter().filter(|(edit, _)| made.edits.contains(edit)) {
            for at in self.places.at(edit.span) {
                let own = &mut self.cues[at];
                if let Some(change) = seen(&own.shown, edit.span, text) {
                    touched.push((at, (own.replaced.len(), own.ink)));
                    let old = own.shown.text.get(change.range.clone()).unwrap_or_default();
                    own.ink = own.ink.changed(Ink::of(old), Ink::of(&change.text));
                    made.shown.push((own.cue, change.clone()));
                    own.replaced.push(change);
                }
            }
        }
        Some(made)
    }

    /// Whether changed cues still say something, and something else than the ones beside them: those
    /// that say nothing are no cues, and of two that say the same only one is left.
    fn stay_apart(&self, touched: &[(usize, Before)]) -> bool {
        touched.iter().all(|&(at, _)| {
            let own = &self.cues[at];
            let is_gone = own.ink.visible == 0 && is_visible(&own.shown.text);
            let beside = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
            let mut beside = beside.filter_map(|at| self.cues.get(at));
            !is_gone
                && beside.all(|other| {
                    other.ink != own.ink
                        || other.shown.text == own.shown.text
                        || other.says() != own.says()
                })
        })
    }

    /// Whether a cue says after the edits what it should.
    fn reads_as_changed(
        &self,
        cue: u32,
        shown: &Shown,
        groups: &[Vec<Replacement>],
        all: &[Option<Vec<Edit>>],
    ) -> bool {
        let edits: Vec<Edit> = all.iter().flatten().flatten().cloned().collect();
        let made = groups.iter().zip(all).filter(|(_, edits)| edits.is_some());
        let text = replace_all(&shown.text, made.flat_map(|(group, _)| group));
        let expected = Expected { cues: cue..=cue, becomes: 1, says: Says::Text(&text) };
        edits.is_empty() || rewrite::reads_as(self.file, &edits, &expected)
    }

    /// The edits for one change. White space that is hidden next to a removed line break is removed with it.
    fn edits_of<'r>(&self, shown: &Shown, change: &'r Replacement) -> Option<Vec<Plain<'r>>> {
        let written = |at: u32| {
            let text = rewrite::escape_at(self.file, at, &change.text)?;
            Some(text.into_owned())
        };
        let Range { start, end } = change.range;
        if start == end {
            let at = shown.start(start);
            return Some(vec![(Edit::insert(at, written(at)?), &change.text)]);
        }
        let hidden = |from: u32, to: u32| match from < to {
            true => rewrite::hidden_space(self.file, Span::new(from, to)),
            false => Vec::new(),
        };
        let is_break = |at: usize| shown.text.as_bytes().get(at) == Some(&b'\n');
        let spans = shown.spans(change.range.clone());
        let mut edits: Vec<Plain<'r>> = Vec::new();
        // Pieces that touch are one place.
        let remove = |edits: &mut Vec<Plain<'r>>, span: Span| match edits.last_mut() {
            Some((last, _)) if last.span.end == span.start => last.span = last.span.join(span),
            _ => edits.push((Edit::delete(span), "")),
        };
        if start > 0 && is_break(start) {
            let before = hidden(shown.end(start), spans.first()?.start);
            before.into_iter().for_each(|span| remove(&mut edits, span));
        }
        let mut last: Option<Span> = None;
        for span in spans {
            match last {
                Some(last) => {
                    let between = hidden(last.end, span.start);
                    between.into_iter().for_each(|span| remove(&mut edits, span));
                    remove(&mut edits, span);
                }
                None => edits.push((Edit::replace(span, written(span.start)?), &change.text)),
            }
            last = Some(span);
        }
        if end < shown.text.len() && is_break(end - 1) {
            let after = hidden(last?.end, shown.start(end));
            after.into_iter().for_each(|span| remove(&mut edits, span));
        }
        edits.retain(|(edit, _)| edit.span.slice(self.file.text()) != edit.replacement);
        Some(edits)
    }
}

/// Which cues show which places of the source: a piece of source can be shown by all cues that are made
/// of it, or by one of very many.
#[derive(Default)]
struct Places {
    /// By their starts: places, each with the position of a cue that shows it.
    shown: Vec<(Span, usize)>,
    /// For each of them, how far it or one before it reaches.
    reach: Vec<u32>,
}

impl Places {
    fn of(cues: &[Sharing]) -> Self {
        let pieces = cues.iter().enumerate();
        let pieces =
            pieces.flat_map(|(at, cue)| cue.shown.pieces.iter().map(move |piece| (piece.span, at)));
        let mut shown: Vec<(Span, usize)> = pieces.collect();
        shown.sort_by_key(|(span, at)| (span.start, span.end, *at));
        let mut furthest = 0;
        let reach = shown.iter().map(|(span, _)| {
            furthest = span.end.max(furthest);
            furthest
        });
        Self { reach: reach.collect(), shown }
    }

    /// The cues that show a place or what touches it, in rising order.
    fn at(&self, place: Span) -> Vec<usize> {
        let first = self.reach.partition_point(|end| *end < place.start);
        let touching = self.shown[first..].iter().take_while(|(span, _)| span.start <= place.end);
        let mut cues: Vec<usize> =
            touching.filter(|(span, _)| span.end >= place.start).map(|(_, cue)| *cue).collect();
        cues.sort_unstable();
        cues.dedup();
        cues
    }
}

/// What an edit to the source changes in the text of a cue that is made of it.
fn seen(shown: &Shown, span: Span, text: &str) -> Option<Replacement> {
    let pieces = &shown.pieces;
    let first = pieces.partition_point(|piece| piece.span.end <= span.start);
    let touched: Vec<_> =
        pieces[first..].iter().take_while(|piece| piece.span.start < span.end).collect();
    if span.is_empty() {
        let piece = pieces.get(pieces.partition_point(|piece| piece.span.end < span.end))?;
        if piece.span.start > span.start {
            return None;
        }
        let at = (piece.at + (span.start - piece.span.start).min(piece.len)) as usize;
        return Some(Replacement::new(at..at, text.to_owned()));
    }
    let (from, to) = (touched.first()?, touched.last()?);
    let inside = |piece: &ShownPiece, at: u32| match piece.exact {
        true => piece.at + at.clamp(piece.span.start, piece.span.end) - piece.span.start,
        false if at <= piece.span.start => piece.at,
        false => piece.end(),
    };
    let range = inside(from, span.start) as usize..inside(to, span.end) as usize;
    // The new text is where the old one began, which may not be shown here.
    let is_shown = from.span.start <= span.start;
    Some(Replacement::new(range, if is_shown { text.to_owned() } else { String::new() }))
}

/// From the first to the last byte of the source that a range of the visible text is in, markup
/// between included.
#[must_use]
pub fn source_span(shown: &Shown, range: Range<usize>) -> Span {
    let spans = shown.spans(range.clone());
    match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => first.join(*last),
        _ => Span::at(shown.start(range.start)),
    }
}

/// One text for all of a range; where the range goes over a line break, the text takes the place of
/// the part on the first line and the rest is removed, with its line if that contained nothing else.
#[must_use]
pub fn replace_range(text: &str, range: Range<usize>, replacement: &str) -> Vec<Replacement> {
    let matched = &text[range.clone()];
    let Some(at) = matched.find('\n') else {
        return vec![Replacement::new(range, replacement.to_owned())];
    };
    let before = matched[..at].trim_end();
    // A hyphen at the end of the line has nothing to bind any more.
    let line = before.trim_end_matches(['-', '\u{ad}', '\u{2010}', ' ']);
    let mut out =
        vec![Replacement::new(range.start..range.start + line.len(), replacement.to_owned())];
    if before.len() > line.len() {
        out.push(Replacement::new(range.start + line.len()..range.start + before.len(), ""));
    }
    out.push(rest_of_line(text, range.start + at, range.end));
    out
}

/// Removes the second line's part of a range, from the line break at `at`: with the space after
/// it, or with the line break if the line held nothing else.
fn rest_of_line(text: &str, at: usize, end: usize) -> Replacement {
    let line = text[end..].split('\n').next().unwrap_or_default();
    if line.trim().is_empty() {
        return Replacement::new(at..end, "");
    }
    let spaces = line.len() - line.trim_start_matches(is_blank).len();
    // A mark at the start of a line belongs to the end of the last one.
    let stops = line.trim_start().starts_with(['.', ',', '!', '?', '…']);
    Replacement::new(if stops { at } else { at + 1 }..end + spaces, "")
}
