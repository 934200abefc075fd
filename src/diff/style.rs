//! Differences in the appearance of cues that belong together.

use std::collections::HashMap;

use super::change::{Aspect, StyleChange};
use super::group::Group;
use super::side::{Side, Sides};
use super::text::Words;
use crate::align::score::{ScoreWord, Step};
use crate::convert::{ResolvedStyle, is_default, same_place, told_box};
use crate::source::Span;
use crate::time::{TimeMap, Timestamp};
use crate::timeline::{
    Cue, CueBox, ExtraKind, RunKind, ScopeKind, Shown, Timeline, is_invisible, text_and_ruby,
};

/// The difference of the style sheets of two files.
pub(super) fn sheets(old: &Timeline<'_>, new: &Timeline<'_>) -> Option<StyleChange> {
    let [was, is] = [old, new].map(|timeline| {
        let sheets = timeline.extras.iter().filter(|extra| extra.kind == ExtraKind::Style);
        let words = sheets.flat_map(|extra| extra.span.slice(timeline.source).split_whitespace());
        words.collect::<Vec<_>>().join(" ")
    });
    let change = StyleChange { aspect: Aspect::StyleSheet, text: String::new(), old: was, new: is };
    (change.old != change.new).then_some(change)
}

/// The differences between cues that belong together.
pub(super) fn compare(
    sides: Sides<'_, '_, '_, '_>,
    group: &Group,
    words: &Words,
    map: TimeMap,
) -> Vec<StyleChange> {
    let Sides { old, new, ignore, .. } = sides;
    let mut found = Vec::new();
    if !(ignore.style && ignore.speakers || is_plain(old, &group.old) && is_plain(new, &group.new))
    {
        let mut looks = Looks::new(sides, group);
        for (at, pair) in words.pairs.iter().enumerate() {
            if matches!(pair.step, Step::Hit | Step::Substitution) {
                let word = |side: &Side<'_, '_>, words: &[u32], at: u32| {
                    side.exact.words[words[at as usize] as usize].clone()
                };
                let was = word(old, &words.old, pair.reference);
                looks.word(at, &was, &word(new, &words.new, pair.hypothesis));
            }
        }
        found = looks.done();
    }
    let (was, is) = (&old.cues[group.old[0] as usize], &new.cues[group.new[0] as usize]);
    let (was, is) = (&old.timeline.cues[was.index as usize], &new.timeline.cues[is.index as usize]);
    if group.is_pair() && !ignore.style {
        found.extend(ruby((old.timeline, was), (new.timeline, is)));
        if !ignore.times {
            found.extend(inner_times(sides, was, is, map));
        }
    }
    if !ignore.position {
        found.extend(position((old.timeline, was), (new.timeline, is)));
    }
    found
}

/// Whether the text of cues has no appearance of its own.
fn is_plain(side: &Side<'_, '_>, ranks: &[u32]) -> bool {
    ranks.iter().all(|&rank| {
        let cue = &side.timeline.cues[side.cues[rank as usize].index as usize];
        side.timeline.runs_of(cue).iter().all(|run| run.scope == 0)
    })
}

fn change(aspect: Aspect, old: impl Into<String>, new: impl Into<String>) -> StyleChange {
    StyleChange { aspect, text: String::new(), old: old.into(), new: new.into() }
}

fn ruby(was: (&Timeline<'_>, &Cue<'_>), is: (&Timeline<'_>, &Cue<'_>)) -> Option<StyleChange> {
    let [old, new] = [was, is].map(|(timeline, cue)| {
        let (_, ruby) = text_and_ruby(timeline, cue);
        ruby.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    (old != new).then(|| change(Aspect::Ruby, old, new))
}

/// Times inside the text, where they are and which.
fn inner_times(
    sides: Sides<'_, '_, '_, '_>,
    was: &Cue<'_>,
    is: &Cue<'_>,
    map: TimeMap,
) -> Option<StyleChange> {
    let times = |timeline: &Timeline<'_>, cue: &Cue<'_>| {
        let (mut before, mut found) = (0, Vec::new());
        for run in timeline.runs_of(cue) {
            match &run.kind {
                RunKind::Text(text) if !timeline.in_ruby_text(run) => {
                    before += text.chars().filter(|c| is_ink(*c)).count();
                }
                RunKind::Timestamp(time) => found.push((before, *time)),
                RunKind::Text(_) | RunKind::Break => {}
            }
        }
        found
    };
    let (old, new) = (times(sides.old.timeline, was), times(sides.new.timeline, is));
    let is_same = |(a, b): (&(usize, Timestamp), &(usize, Timestamp))| {
        a.0 == b.0 && map.apply(a.1).0.abs_diff(b.1.0) <= sides.tolerance as u64
    };
    let same = old.len() == new.len() && old.iter().zip(&new).all(is_same);
    let list = |times: &[(usize, Timestamp)]| {
        times.iter().map(|(_, time)| format!("{time:?}")).collect::<Vec<_>>().join(" ")
    };
    (!same).then(|| change(Aspect::InnerTimes, list(&old), list(&new)))
}

fn position(
    (old, was): (&Timeline<'_>, &Cue<'_>),
    (new, is): (&Timeline<'_>, &Cue<'_>),
) -> Option<StyleChange> {
    let placed = |cue: &Cue<'_>| cue.placement.is_some() || cue.region.is_some();
    if !placed(was) && !placed(is) {
        return None;
    }
    let (mut a, mut b) = (CueBox::of(old, was), CueBox::of(new, is));
    if !(old.format.is_line_based() && new.format.is_line_based()) {
        // TTML has no box outside the picture.
        let clamp = |(x, y): (f64, f64)| (x.clamp(0.0, 100.0), y.clamp(0.0, 100.0));
        for place in [&mut a, &mut b] {
            (place.origin, place.extent) = (clamp(place.origin), clamp(place.extent));
        }
    }
    let told = |place: &CueBox| if is_default(place) { String::new() } else { told_box(place) };
    (!same_place((old.format, new.format), &a, &b))
        .then(|| change(Aspect::Position, told(&a), told(&b)))
}

/// The appearance of words, one pair after the other.
struct Looks<'c> {
    shown: [HashMap<u32, Shown>; 2],
    sides: [Look<'c>; 2],
    style: bool,
    speakers: bool,
    classes: bool,
    found: Vec<Found>,
}

/// What is asked of a side.
struct Look<'c> {
    timeline: &'c Timeline<'c>,
    styles: &'c [ResolvedStyle],
    text: &'c str,
    lines: &'c [crate::align::score::ScoreLine],
}

/// How many differences may go on in the next word.
const OPEN: usize = 16;

/// A difference in consecutive words.
struct Found {
    aspect: Aspect,
    old: String,
    new: String,
    /// Its place in the text of the new side.
    span: Span,
    /// The last pair that has it, and its cue.
    last: usize,
    line: u32,
}

impl<'c> Looks<'c> {
    fn new(sides: Sides<'c, '_, '_, '_>, group: &Group) -> Self {
        let shown = |side: &Side<'_, '_>, ranks: &[u32]| {
            let cues = ranks.iter().map(|&rank| side.cues[rank as usize].index);
            cues.map(|at| (at, Shown::of(side.timeline, &side.timeline.cues[at as usize])))
                .collect()
        };
        let has_sheet = |side: &Side<'_, '_>| {
            side.timeline.extras.iter().any(|extra| extra.kind == ExtraKind::Style)
        };
        Self {
            shown: [shown(sides.old, &group.old), shown(sides.new, &group.new)],
            sides: [Look::of(sides.old), Look::of(sides.new)],
            style: !sides.ignore.style,
            speakers: !sides.ignore.speakers,
            classes: has_sheet(sides.old) || has_sheet(sides.new),
            found: Vec::new(),
        }
    }

    /// Compares two words, character by character if they have the same number.
    fn word(&mut self, at: usize, was: &ScoreWord, is: &ScoreWord) {
        let (old, new) = (self.ink(0, was), self.ink(1, is));
        if old.len() != new.len() {
            if let (Some(a), Some(b)) = (old.first(), new.first()) {
                let all = Span::new(is.text.start, is.text.end);
                self.stretch(at, a.1, b.1, all, is.line);
            }
            return;
        }
        let mut last = None;
        for (a, b) in old.iter().zip(&new) {
            if last != Some((a.1, b.1)) || a.1 != 0 || b.1 != 0 {
                self.stretch(at, a.1, b.1, b.0, is.line);
            }
            last = Some((a.1, b.1));
        }
    }

    /// The visible characters of a word: their places in the text of the side, and their scopes.
    fn ink(&self, side: usize, word: &ScoreWord) -> Vec<(Span, u32)> {
        let look = &self.sides[side];
        let from = look.lines[word.line as usize].text.start;
        let Some(shown) = self.shown[side].get(&word.line) else { return Vec::new() };
        let text = &look.text[word.text.start as usize..word.text.end as usize];
        let ink = text.char_indices().filter(|(_, c)| is_ink(*c));
        ink.map(|(at, c)| {
            let at = word.text.start + at as u32;
            let piece = shown.pieces.partition_point(|piece| piece.end() <= at - from);
            let scope = shown.pieces.get(piece).map_or(0, |piece| piece.scope);
            (Span::new(at, at + c.len_utf8() as u32), scope)
        })
        .collect()
    }

    /// Adds what differs between two scopes.
    fn stretch(&mut self, at: usize, old: u32, new: u32, span: Span, line: u32) {
        let plain = ResolvedStyle::default();
        let [a, b] = [(0, old), (1, new)]
            .map(|(side, scope)| self.sides[side].styles.get(scope as usize).unwrap_or(&plain));
        if a == b {
            return;
        }
        let mut differences: Vec<(Aspect, String, String)> = Vec::new();
        let mut add = |aspect, old: &str, new: &str| {
            differences.push((aspect, old.to_owned(), new.to_owned()));
        };
        if self.style {
            let bits = [(1, Aspect::Bold), (2, Aspect::Italic), (4, Aspect::Underline)];
            for (bit, aspect) in bits.into_iter().filter(|(bit, _)| (a.bits ^ b.bits) & bit != 0) {
                let state =
                    |style: &ResolvedStyle| if style.bits & bit != 0 { "on" } else { "off" };
                add(aspect, state(a), state(b));
            }
            if a.color != b.color {
                let color =
                    |style: &ResolvedStyle| style.color.as_deref().unwrap_or("#ffffff").to_owned();
                add(Aspect::Color, &color(a), &color(b));
            }
            if (&a.face, &a.size) != (&b.face, &b.size) {
                let font = |style: &ResolvedStyle| {
                    let parts = [style.face.as_deref(), style.size.as_deref()];
                    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
                };
                add(Aspect::Font, &font(a), &font(b));
            }
            if self.classes && a.classes != b.classes {
                add(Aspect::Class, &self.sides[0].classes(old), &self.sides[1].classes(new));
            }
            if a.other != b.other {
                add(Aspect::Markup, &self.sides[0].markup(old), &self.sides[1].markup(new));
            }
        }
        if self.speakers && a.voice != b.voice {
            let voice =
                |style: &ResolvedStyle| style.voice.as_deref().unwrap_or_default().to_owned();
            add(Aspect::Speaker, &voice(a), &voice(b));
        }
        for (aspect, old, new) in differences {
            let known = self.found.iter_mut().rev().take(OPEN).find(|found| {
                found.aspect == aspect
                    && (&found.old, &found.new, found.line) == (&old, &new, line)
                    && found.last + 1 >= at
            });
            match known {
                Some(found) => (found.span, found.last) = (found.span.join(span), at),
                None => self.found.push(Found { aspect, old, new, span, last: at, line }),
            }
        }
    }

    fn done(self) -> Vec<StyleChange> {
        let text = self.sides[1].text;
        let change = |found: Found| StyleChange {
            aspect: found.aspect,
            text: crate::timeline::one_line(found.span.slice(text)),
            old: found.old,
            new: found.new,
        };
        self.found.into_iter().map(change).collect()
    }
}

impl<'c> Look<'c> {
    fn of(side: &'c Side<'_, '_>) -> Self {
        Self {
            timeline: side.timeline,
            styles: &side.styles.styles,
            text: &side.exact.text,
            lines: &side.exact.lines,
        }
    }

    /// The classes around text, as in CSS.
    fn classes(&self, scope: u32) -> String {
        let scopes = self.timeline.scopes_of(scope);
        let mut all: Vec<String> = scopes
            .flat_map(|(_, scope)| scope.classes.iter().map(|class| format!(".{class}")))
            .collect();
        all.reverse();
        all.concat()
    }

    /// The markup around text that only one format knows, as written.
    fn markup(&self, scope: u32) -> String {
        let scopes = self.timeline.scopes_of(scope);
        let mut all: Vec<&str> = scopes
            .filter_map(|(_, scope)| match &scope.kind {
                ScopeKind::Other(raw) => Some(raw.as_ref()),
                _ => None,
            })
            .collect();
        all.reverse();
        all.concat()
    }
}

fn is_ink(c: char) -> bool {
    !c.is_whitespace() && !is_invisible(c)
}
