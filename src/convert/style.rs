//! The appearance of text and what it belongs to, in one form for all formats: what is the same to viewers
//! is equal here, however it was written.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use crate::source::Span;
use crate::timeline::{
    Loss, LossKind, RunKind, Scope, ScopeKind, Timeline, class_color, hex_color, is_invisible,
    one_line,
};

/// Kinds of loss, as bits.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Kinds(u64);

impl Kinds {
    pub(crate) const fn has(self, kind: LossKind) -> bool {
        self.0 >> (kind as u64) & 1 != 0
    }

    pub(crate) const fn add(&mut self, kind: LossKind) {
        self.0 |= 1 << (kind as u64);
    }
}

/// What is reported: of cues, of places, of the file.
#[derive(Default)]
pub(crate) struct ReportedLosses {
    pub(crate) cues: Vec<Kinds>,
    pub(crate) places: HashMap<Span, Kinds>,
    pub(crate) file: Kinds,
}

impl ReportedLosses {
    pub(crate) fn of(cues: usize, losses: &[Loss]) -> Self {
        let mut reported = Self { cues: vec![Kinds::default(); cues], ..Self::default() };
        for loss in losses {
            match loss.cue {
                Some(cue) => {
                    if let Some(kinds) = reported.cues.get_mut(cue as usize) {
                        kinds.add(loss.kind);
                    }
                }
                None => reported.file.add(loss.kind),
            }
            reported.places.entry(loss.span).or_default().add(loss.kind);
        }
        reported
    }

    /// Whether a loss of this kind is reported just for this place.
    pub(crate) fn at(&self, span: Span, kind: LossKind) -> bool {
        self.places.get(&span).is_some_and(|kinds| kinds.has(kind))
    }
}

/// How the text of a scope looks. Resolved once for each scope: a parent's index is smaller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ResolvedStyle {
    /// Bold, italic, underlined.
    pub(crate) bits: u8,
    /// The color; `None` for opaque white, which is what all formats begin with.
    pub(crate) color: Option<Rc<str>>,
    pub(crate) face: Option<Rc<str>>,
    pub(crate) size: Option<Rc<str>>,
    /// The speaker.
    pub(crate) voice: Option<Rc<str>>,
    /// The language; `None` for that of the file.
    pub(crate) language: Option<Rc<str>>,
    /// All classes that are not colors, as a hash.
    pub(crate) classes: u64,
    /// All markup that only one format knows, as a hash.
    pub(crate) other: u64,
    /// Whether it is in a ruby group.
    pub(crate) ruby: bool,
}

/// The appearance of all scopes of a timeline, and for each the losses reported for it or a scope around it.
pub(crate) struct ResolvedStyles {
    pub(crate) styles: Vec<ResolvedStyle>,
    pub(crate) reported: Vec<Kinds>,
}

impl ResolvedStyles {
    pub(crate) fn of(timeline: &Timeline<'_>, reported: Option<&ReportedLosses>) -> Self {
        let mut all = Self { styles: Vec::new(), reported: Vec::new() };
        for (at, scope) in timeline.scopes.iter().enumerate() {
            let around = (scope.parent as usize).min(at.saturating_sub(1));
            let mut style = all.styles.get(around).cloned().unwrap_or_default();
            let mut kinds = all.reported.get(around).copied().unwrap_or_default();
            if let Some(own) = reported.and_then(|reported| reported.places.get(&scope.span)) {
                // An empty place may be that of several things.
                kinds.0 |= own.0;
            }
            if at > 0 {
                enter(&mut style, scope);
            }
            all.styles.push(style);
            all.reported.push(kinds);
        }
        all
    }
}

fn enter(style: &mut ResolvedStyle, scope: &Scope<'_>) {
    match &scope.kind {
        ScopeKind::Bold => style.bits |= 1,
        ScopeKind::Italic => style.bits |= 2,
        ScopeKind::Underline => style.bits |= 4,
        ScopeKind::Ruby => style.ruby = true,
        ScopeKind::Voice(name) if !name.trim().is_empty() => {
            style.voice = Some(one_line(name).into());
        }
        ScopeKind::Language(tag) => style.language = Some(tag.trim().to_ascii_lowercase().into()),
        ScopeKind::Font { color, face, size } => {
            if let Some(color) = color {
                style.color = plain_color(color);
            }
            style.face = face.as_deref().map(Rc::from).or(style.face.take());
            style.size = size.as_deref().map(Rc::from).or(style.size.take());
        }
        ScopeKind::Other(raw) => style.other = chained(style.other, raw),
        _ => {}
    }
    let mut colored = false;
    for class in &scope.classes {
        match class_color(class) {
            Some(color) if !colored => {
                style.color = plain_color(color);
                colored = true;
            }
            Some(_) => {}
            None => style.classes = chained(style.classes, class),
        }
    }
}

fn chained(before: u64, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (before, text).hash(&mut hasher);
    hasher.finish()
}

/// A color as hex digits where its form is known; `None` for opaque white.
fn plain_color(value: &str) -> Option<Rc<str>> {
    let color = hex_color(value).unwrap_or_else(|| value.trim().to_ascii_lowercase());
    (color != "#ffffff").then(|| color.into())
}

/// A stretch of visible characters of a cue: their number and their scope.
pub(crate) fn ink(timeline: &Timeline<'_>, runs: &std::ops::Range<u32>) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for run in timeline.runs_in(runs) {
        if let RunKind::Text(text) = &run.kind
            && !timeline.in_ruby_text(run)
        {
            // Writers replace NUL with U+FFFD.
            let seen = |c: &char| *c == '\0' || !c.is_whitespace() && !is_invisible(*c);
            let count = text.chars().filter(seen).count();
            let count = count as u32;
            if count > 0 {
                found.push((count, run.scope));
            }
        }
    }
    found
}
