//! Compares one cue of a timeline with the cue that was made from it.

use std::collections::HashSet;

use super::style::{Kinds, ReportedLosses, ResolvedStyle, ResolvedStyles, ink};
use crate::format::Format;
use crate::source::Span;
use crate::time::Timestamp;
use crate::timeline::{
    Align, Cue, CueBox, Difference, DifferenceKind, LossKind, Run, RunKind, ScopeKind, Timeline,
    Vertical, is_visible,
};

/// Two timelines and the losses reported for the conversion of one to the other.
pub(super) struct Pair<'t, 'a, 'b> {
    pub(super) old: &'t Timeline<'a>,
    pub(super) new: &'t Timeline<'b>,
    pub(super) reported: &'t ReportedLosses,
    pub(super) old_styles: ResolvedStyles,
    pub(super) new_styles: ResolvedStyles,
    /// The languages of text that has none itself, in lower case.
    pub(super) languages: (Option<String>, Option<String>),
    /// Speakers' names precede their text.
    pub(super) prefixed: bool,
    /// Invisible characters may have been inserted.
    pub(super) folded: bool,
}

/// Boxes are written with three decimals; an edge is a sum of two.
const CLOSE: f64 = 0.002;

impl<'t, 'a, 'b> Pair<'t, 'a, 'b> {
    pub(super) fn new(
        old: &'t Timeline<'a>,
        new: &'t Timeline<'b>,
        reported: &'t ReportedLosses,
        prefixed: bool,
    ) -> Self {
        let (old_styles, new_styles) =
            (ResolvedStyles::of(old, Some(reported)), ResolvedStyles::of(new, None));
        let lower = |tag: &Timeline<'_>| tag.language.as_deref().map(str::to_ascii_lowercase);
        let languages = (lower(old), lower(new));
        Self { old, new, reported, old_styles, new_styles, languages, prefixed, folded: false }
    }

    /// Compares all but the times; `index` and `new_index` are places in the two files.
    pub(super) fn cue(&self, index: u32, new_index: u32, differences: &mut Vec<Difference>) {
        let (was, is) = (&self.old.cues[index as usize], &self.new.cues[new_index as usize]);
        let reported = self.reported.cues[index as usize];
        let mut say = |kind: DifferenceKind, span: Span, message: String| {
            differences.push(Difference { kind, cue: Some(index), span, message });
        };
        if !self.same_id(index, new_index) && !reported.has(LossKind::Id) {
            say(
                DifferenceKind::Form,
                was.origin.id,
                format!("the id {:?} became {:?}", was.id, is.id),
            );
        }
        if let Some(message) = self.place(was, is, reported) {
            say(DifferenceKind::Form, was.origin.settings, message);
        }
        let prefixed = self.prefixed && self.has_voice(was);
        let ruby = reported.has(LossKind::Ruby);
        let rewritten = ruby || reported.has(LossKind::Entity);
        let old = self.lines(self.old, was, prefixed, false);
        let new = self.lines(self.new, is, false, false);
        let blank_lost = reported.has(LossKind::BlankLine);
        // Annotations without a place became text.
        let as_text = || same_lines(&self.lines(self.old, was, prefixed, true), &new, blank_lost);
        let same = same_lines(&old, &new, blank_lost) || ruby && as_text();
        if !same && !reported.has(LossKind::Entity) {
            say(
                DifferenceKind::Words,
                was.origin.payload,
                format!("the text {old:?} became {new:?}"),
            );
            return;
        }
        // Appearance can only be compared character by character.
        let count = |timeline, cue: &Cue<'_>| -> u32 {
            ink(timeline, &cue.runs).iter().map(|(count, _)| count).sum()
        };
        if !prefixed && (!(rewritten || blank_lost) || count(self.old, was) == count(self.new, is))
        {
            self.looks(was, is, reported, &mut say);
        }
    }

    fn same_id(&self, index: u32, new_index: u32) -> bool {
        let (was, is) = (&self.old.cues[index as usize].id, &self.new.cues[new_index as usize].id);
        was.as_deref() == is.as_deref()
            || meaning(self.old.format, index, was.as_deref()).is_none()
                && meaning(self.new.format, new_index, is.as_deref()).is_none()
    }

    /// Differences in the place at which a cue is shown.
    fn place(&self, was: &Cue<'_>, is: &Cue<'_>, reported: Kinds) -> Option<String> {
        let placed = |cue: &Cue<'_>| cue.placement.is_some() || cue.region.is_some();
        if !placed(was) && !placed(is) {
            return None;
        }
        let (mut old, new) = (CueBox::of(self.old, was), CueBox::of(self.new, is));
        // TTML can express every box that is in the picture, and others up to its edge; IMSC allows none
        // that overlap, and a region that was changed for that is reported.
        let to_ttml = is_ttml(self.new.format);
        if to_ttml {
            let clamp = |(x, y): (f64, f64)| (x.clamp(0.0, 100.0), y.clamp(0.0, 100.0));
            (old.origin, old.extent) = (clamp(old.origin), clamp(old.extent));
        }
        let excused =
            reported.has(LossKind::Region) || reported.has(LossKind::Settings) && !to_ttml;
        if same_place((self.old.format, self.new.format), &old, &new) && self.same_region(was, is)
            || excused
        {
            return None;
        }
        Some(format!("the position {} became {}", told_box(&old), told_box(&new)))
    }

    fn same_region(&self, was: &Cue<'_>, is: &Cue<'_>) -> bool {
        let name = |timeline: &Timeline<'_>, cue: &Cue<'_>| {
            let region = timeline.regions.get(cue.region? as usize)?;
            Some(region.id.to_string())
        };
        (self.old.format, self.new.format) != (Format::WebVtt, Format::WebVtt)
            || name(self.old, was) == name(self.new, is)
    }

    /// The first difference of each kind in the appearance of two cues with the same visible characters.
    fn looks(
        &self,
        was: &Cue<'_>,
        is: &Cue<'_>,
        reported: Kinds,
        say: &mut impl FnMut(DifferenceKind, Span, String),
    ) {
        let (old, new) = (ink(self.old, &was.runs), ink(self.new, &is.runs));
        let mut found: Vec<&str> = Vec::new();
        let mut rest = new.into_iter().peekable();
        let mut taken = 0;
        for (mut count, scope) in old {
            while let Some(&(all, new_scope)) = rest.peek().filter(|_| count > 0) {
                let step = count.min(all - taken);
                self.stretch(scope, new_scope, &mut found);
                count -= step;
                taken += step;
                if taken == all {
                    taken = 0;
                    rest.next();
                }
            }
        }
        // A character in the name of a font or a color may have been replaced.
        let named = |what: &str| what.starts_with("fonts") || what.starts_with("colors");
        found.retain(|what| !(reported.has(LossKind::Entity) && named(what)));
        for what in found {
            say(DifferenceKind::Form, was.origin.payload, format!("{what} not the same"));
        }
        let pieces = self.annotations(self.old, was, Some(self.reported));
        if !reported.has(LossKind::Entity) && pieces != self.annotations(self.new, is, None) {
            say(
                DifferenceKind::Words,
                was.origin.payload,
                "ruby annotations are not the same".into(),
            );
        }
        if self.timestamps(self.old, was, Some(self.reported))
            != self.timestamps(self.new, is, None)
        {
            say(
                DifferenceKind::Form,
                was.origin.payload,
                "times inside the text are not the same".into(),
            );
        }
    }

    /// Adds what differs between two scopes.
    fn stretch(&self, old: u32, new: u32, found: &mut Vec<&'static str>) {
        let reported = self.old_styles.reported.get(old as usize).copied().unwrap_or_default();
        let plain = ResolvedStyle::default();
        let a = self.old_styles.styles.get(old as usize).unwrap_or(&plain);
        let b = self.new_styles.styles.get(new as usize).unwrap_or(&plain);
        let any = |kinds: &[LossKind]| kinds.iter().any(|kind| reported.has(*kind));
        let font = any(&[LossKind::Style, LossKind::Class]);
        let mut check = |what: &'static str, same: bool| {
            if !same && !found.contains(&what) {
                found.push(what);
            }
        };
        check("bold, italic or underlined text is", a.bits == b.bits);
        check("colors are", a.color == b.color || font);
        check("fonts are", (&a.face, &a.size) == (&b.face, &b.size) || font);
        check("speakers are", a.voice == b.voice || any(&[LossKind::Voice]));
        let language = |own: &ResolvedStyle, file: &Option<String>| {
            let tag = own.language.as_deref().or(file.as_deref()).filter(|tag| !tag.is_empty());
            tag.map(str::to_owned)
        };
        let same = language(a, &self.languages.0) == language(b, &self.languages.1);
        check("languages are", same || any(&[LossKind::Language]));
        check("classes are", a.classes == b.classes || any(&[LossKind::Class]));
        check("unknown markup is", a.other == b.other || any(&[LossKind::UnknownTag]));
    }

    /// The ruby annotations of a cue: how many visible characters are before each, and its text. Those that are
    /// reported are left out.
    fn annotations(
        &self,
        timeline: &Timeline<'_>,
        cue: &Cue<'_>,
        reported: Option<&ReportedLosses>,
    ) -> Vec<(u32, String)> {
        let styles = if reported.is_some() { &self.old_styles } else { &self.new_styles };
        let mut found: Vec<(u32, String)> = Vec::new();
        let mut before = 0;
        for run in timeline.runs_in(&cue.runs) {
            let RunKind::Text(text) = &run.kind else { continue };
            if !timeline.in_ruby_text(run) {
                before += text.chars().filter(|c| !c.is_whitespace()).count() as u32;
                continue;
            }
            let kinds = styles.reported.get(run.scope as usize).copied().unwrap_or_default();
            let lost = reported.is_some() && kinds.has(LossKind::Ruby);
            if lost || text.trim().is_empty() {
                continue;
            }
            let text: String = text.split_whitespace().collect();
            match found.last_mut().filter(|(at, _)| *at == before) {
                Some((_, all)) => all.push_str(&text),
                None => found.push((before, text)),
            }
        }
        found
    }

    /// The times inside the text, each with the number of visible characters before it.
    fn timestamps(
        &self,
        timeline: &Timeline<'_>,
        cue: &Cue<'_>,
        reported: Option<&ReportedLosses>,
    ) -> Vec<(u32, Timestamp)> {
        let mut found = Vec::new();
        let mut before = 0;
        for run in timeline.runs_in(&cue.runs) {
            match &run.kind {
                RunKind::Text(text) if !timeline.in_ruby_text(run) => {
                    before += text.chars().filter(|c| !c.is_whitespace()).count() as u32;
                }
                RunKind::Timestamp(time)
                    if !reported.is_some_and(|t| t.at(run.span, LossKind::InlineTimestamp)) =>
                {
                    found.push((before, *time));
                }
                _ => {}
            }
        }
        found
    }

    fn has_voice(&self, cue: &Cue<'_>) -> bool {
        let voice = |scope: u32| self.old_styles.styles.get(scope as usize)?.voice.as_deref();
        self.old.runs_in(&cue.runs).iter().any(|run| voice(run.scope).is_some())
    }

    /// The visible lines of a cue, with the speakers' names before what they say if wanted, and with
    /// the annotations that are reported as lost.
    fn lines(
        &self,
        timeline: &Timeline<'_>,
        cue: &Cue<'_>,
        prefixed: bool,
        annotated: bool,
    ) -> Vec<String> {
        let lost = |run: &Run<'_>| {
            let kinds = self.old_styles.reported.get(run.scope as usize);
            annotated && kinds.is_some_and(|kinds| kinds.has(LossKind::Ruby))
        };
        let mut lines = vec![String::new()];
        let mut named: HashSet<u32> = HashSet::new();
        for run in timeline.runs_in(&cue.runs) {
            match &run.kind {
                // A line ending in an annotation that became a space.
                RunKind::Break if annotated && self.reported.at(run.span, LossKind::Ruby) => {}
                RunKind::Break => lines.push(String::new()),
                RunKind::Text(text) => {
                    let Some(line) = lines.last_mut() else { continue };
                    if prefixed {
                        push_names(timeline, run.scope, &mut named, line);
                    }
                    if timeline.in_ruby_text(run) && !lost(run) {
                        continue;
                    }
                    let mut parts = text.split(['\n', '\r']);
                    line.push_str(parts.next().unwrap_or_default());
                    lines.extend(parts.map(str::to_owned));
                }
                RunKind::Timestamp(_) => {}
            }
        }
        let spaces = ['\t', '\u{2028}', '\u{2029}'];
        if self.folded {
            for line in &mut lines {
                *line = line.replace('\u{2060}', "").replace(spaces, " ");
            }
        }
        let lines: Vec<String> = lines.iter().map(|line| line.trim().to_owned()).collect();
        if lines.iter().any(|line| is_visible(line)) { lines } else { Vec::new() }
    }
}

/// Adds the names of the speakers around a run that have not been named yet.
fn push_names(timeline: &Timeline<'_>, scope: u32, named: &mut HashSet<u32>, line: &mut String) {
    // If a scope has been visited, so have all around it.
    let new: Vec<u32> =
        timeline.scopes_of(scope).map(|(at, _)| at).take_while(|at| named.insert(*at)).collect();
    for at in new.into_iter().rev() {
        if let ScopeKind::Voice(name) = &timeline.scopes[at as usize].kind
            && !name.trim().is_empty()
        {
            line.push_str(name);
            line.push_str(": ");
        }
    }
}

/// Whether a format is TTML, which small builds do not know.
pub(crate) const fn is_ttml(format: Format) -> bool {
    #[cfg(feature = "ttml")]
    return matches!(format, Format::Ttml);
    #[cfg(not(feature = "ttml"))]
    return !format.is_line_based();
}

/// An id, unless it only counts the cues.
fn meaning(format: Format, index: u32, id: Option<&str>) -> Option<&str> {
    let id = id.map(str::trim).filter(|id| !id.is_empty())?;
    let is_number = id.chars().all(char::is_numeric);
    let counts = is_number && (format == Format::Srt || id.parse() == Ok(u64::from(index) + 1));
    (!counts).then_some(id)
}

fn same_lines(old: &[String], new: &[String], blank_lost: bool) -> bool {
    // Parsers ignore empty lines at the start and the end; `&nbsp;` keeps one between.
    let ink = |lines: &[String]| -> Vec<String> {
        let all = lines.iter().map(|line| line.trim_matches('\u{a0}').to_owned());
        let mut kept: Vec<String> = all.skip_while(String::is_empty).collect();
        while kept.last().is_some_and(String::is_empty) {
            kept.pop();
        }
        if blank_lost {
            kept.retain(|line| is_visible(line));
        }
        kept
    };
    ink(old) == ink(new)
}

/// Whether cues of files in these formats are shown at the same place.
pub(crate) fn same_place(formats: (Format, Format), old: &CueBox, new: &CueBox) -> bool {
    if is_default(old) && is_default(new) {
        return true;
    }
    let close = |a: f64, b: f64| (a - b).abs() < CLOSE;
    let (a, b) = (old.anchor(), new.anchor());
    let anchored = close(a.position, b.position)
        && close(a.line, b.line)
        && close(a.size, b.size)
        && (old.side, old.align, old.vertical) == (new.side, new.align, new.vertical);
    let pairs = [(old.origin, new.origin), (old.extent, new.extent)];
    let boxed = pairs.iter().all(|(a, b)| close(a.0, b.0) && close(a.1, b.1));
    match formats {
        (old, new) if is_ttml(old) && is_ttml(new) => anchored && boxed,
        (Format::WebVtt, Format::WebVtt) => anchored && old.rounded == new.rounded,
        _ => anchored,
    }
}

/// At the bottom, centered: where a cue without a placement is shown, however that is written.
pub(crate) fn is_default(place: &CueBox) -> bool {
    let full = place.anchor().size == 100.0 && place.anchor().line == 100.0;
    let safe = (place.origin, place.extent) == (CueBox::DEFAULT.origin, CueBox::DEFAULT.extent);
    (full || safe) && (place.side, place.align, place.vertical) == (Align::End, Align::Center, None)
}

/// A box in a few words.
pub(crate) fn told_box(place: &CueBox) -> String {
    let at = place.anchor();
    let vertical = match place.vertical {
        None => "",
        Some(Vertical::RightToLeft) => ", vertical to the left",
        Some(Vertical::LeftToRight) => ", vertical to the right",
    };
    format!(
        "line {:.1} % {:?}, position {:.1} % {:?}, size {:.1} %{vertical}",
        at.line, place.side, at.position, place.align, at.size
    )
    .to_lowercase()
}
