//! The spans that are open while a cue is written, and which to close and to open from one run to the
//! next.
//!
//! Markup can be nested as deep as a file is long, so the scopes that two runs share are not visited again: the
//! path from the root to the last run is kept, and the next one starts where it differs.

use super::raise_ruby::Role;
use super::values::language;
use crate::timeline::{Scope, ScopeKind, Timeline, class_color, hex_color};

/// An open `span`: the scope that it is for and, in ruby, its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub(super) scope: u32,
    pub(super) part: SpanRole,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpanRole {
    /// No ruby.
    Plain,
    /// A ruby group; each pair of base and annotation has its own.
    Container(u32),
    BaseContainer,
    Base,
    TextContainer(u32),
    Text(u32),
}

/// A scope on the way to the last run.
#[derive(Clone, Copy, Debug)]
struct Step {
    scope: u32,
    /// How many spans are open around it.
    around: usize,
}

#[derive(Debug)]
pub(super) struct Spans {
    pub(super) open: Vec<Open>,
    /// By scope: the innermost one, itself or around it, that a span can be written for; 0 for none.
    written: Vec<u32>,
    /// The scopes around the last run that spans can be written for, outermost first.
    path: Vec<Step>,
    /// By scope: its place in `path`, counted from 1; 0 if it is not there.
    depth: Vec<u32>,
    /// The places in `path`, counted from 0, of ruby: what is written there depends on the run's role.
    rubies: Vec<usize>,
    /// The role of the last run.
    role: Role,
}

impl Spans {
    pub(super) fn new(timeline: &Timeline<'_>) -> Self {
        let mut written: Vec<u32> = Vec::with_capacity(timeline.scopes.len());
        for (scope, at) in timeline.scopes.iter().zip(0..) {
            // A parent's index is smaller.
            let around = written.get(scope.parent as usize).copied().unwrap_or(0);
            written.push(if is_ruby(scope) || shows(scope) { at } else { around });
        }
        let depth = vec![0; written.len()];
        let (open, path, rubies) = (Vec::new(), Vec::new(), Vec::new());
        Self { open, written, path, depth, rubies, role: Role::Text }
    }

    /// Moves to a run. Returns how many spans to close; those of `open` from the second number on are new.
    pub(super) fn turn_to(
        &mut self,
        timeline: &Timeline<'_>,
        scope: u32,
        role: Role,
    ) -> (usize, usize) {
        let written = |scope: u32| self.written.get(scope as usize).copied().unwrap_or(0);
        let (mut at, mut new) = (written(scope), Vec::new());
        while at != 0 && self.depth[at as usize] == 0 {
            new.push(at);
            at = written(timeline.scopes[at as usize].parent);
        }
        let mut from = self.open.len();
        let keep = self.depth.get(at as usize).map_or(0, |depth| *depth as usize);
        while self.path.len() > keep {
            from = self.pop().map_or(from, |step| step.around);
        }
        if role != self.role {
            let stays = |place: &&usize| {
                let step = self.path[**place];
                let parts = parts(&timeline.scopes[step.scope as usize], role);
                let end = self.path.get(**place + 1).map_or(from, |next| next.around);
                let open = self.open[step.around..end].iter().map(|open| open.part);
                open.eq(parts.into_iter().flatten())
            };
            let stay = self.rubies.iter().take_while(stays).count();
            if let Some(&other) = self.rubies.get(stay) {
                while self.path.len() > other
                    && let Some(step) = self.pop()
                {
                    new.push(step.scope);
                    from = step.around;
                }
            }
            self.role = role;
        }
        // What is open from there on, and what should be.
        let old = self.open.split_off(from);
        for scope in new.into_iter().rev() {
            let at = &timeline.scopes[scope as usize];
            if is_ruby(at) {
                self.rubies.push(self.path.len());
            }
            self.path.push(Step { scope, around: self.open.len() });
            self.depth[scope as usize] = self.path.len() as u32;
            let parts = parts(at, role).into_iter().flatten();
            self.open.extend(parts.map(|part| Open { scope, part }));
        }
        let same = old.iter().zip(&self.open[from..]).take_while(|(a, b)| a == b).count();
        (old.len() - same, from + same)
    }

    /// Leaves ruby, where no line can end. Returns how many spans to close.
    pub(super) fn leave_ruby(&mut self) -> usize {
        match self.rubies.first() {
            Some(&first) if self.role != Role::Text => self.leave(first),
            _ => 0,
        }
    }

    /// Leaves the scopes of the path from a place on. Returns how many spans to close.
    pub(super) fn leave(&mut self, keep: usize) -> usize {
        let all = self.open.len();
        while self.path.len() > keep
            && let Some(step) = self.pop()
        {
            self.open.truncate(step.around);
        }
        all - self.open.len()
    }

    /// Removes the innermost scope from the path.
    fn pop(&mut self) -> Option<Step> {
        let step = self.path.pop()?;
        self.depth[step.scope as usize] = 0;
        self.rubies.pop_if(|place| *place == self.path.len());
        Some(step)
    }
}

const fn is_ruby(scope: &Scope<'_>) -> bool {
    matches!(scope.kind, ScopeKind::Ruby | ScopeKind::RubyText)
}

/// The spans of a scope around a run with this role.
fn parts(scope: &Scope<'_>, role: Role) -> [Option<SpanRole>; 3] {
    match (&scope.kind, role) {
        (ScopeKind::Ruby, Role::Base { pair, contained }) => [
            Some(SpanRole::Container(pair)),
            contained.then_some(SpanRole::BaseContainer),
            Some(SpanRole::Base),
        ],
        (ScopeKind::Ruby, Role::Annotation { pair, container, .. }) => {
            [Some(SpanRole::Container(pair)), container.map(SpanRole::TextContainer), None]
        }
        (ScopeKind::RubyText, Role::Annotation { number, .. }) => {
            [Some(SpanRole::Text(number)), None, None]
        }
        _ => [shows(scope).then_some(SpanRole::Plain), None, None],
    }
}

/// Whether a scope's span would have any attribute.
fn shows(scope: &Scope<'_>) -> bool {
    let own = match &scope.kind {
        ScopeKind::Bold | ScopeKind::Italic | ScopeKind::Underline => true,
        ScopeKind::Font { color, .. } => color.as_deref().and_then(hex_color).is_some(),
        ScopeKind::Language(tag) => language(tag),
        ScopeKind::Voice(name) => !name.trim().is_empty(),
        ScopeKind::Root
        | ScopeKind::Class
        | ScopeKind::Ruby
        | ScopeKind::RubyText
        | ScopeKind::Other(_) => false,
    };
    own || scope.classes.iter().any(|class| class_color(class).is_some())
}
