//! Where the markup of a cue says that someone else speaks.

use std::collections::HashMap;

use super::line_groups::SpeakerChange;
use super::piece::is_gap;
use crate::timeline::{Scope, ScopeKind, Shown, Timeline};

/// The places where another voice, another color or another class begins than that of the text before.
///
/// Another voice is another speaker everywhere. Another color is one at the start of a line, as
/// broadcasters mark speakers; in the middle of a line it is a turn as soon as a line begins there.
pub(super) fn turns(timeline: &Timeline<'_>, shown: &Shown) -> Vec<SpeakerChange> {
    let Some(first) = shown.pieces.first() else { return Vec::new() };
    if timeline.scopes.len() <= 1 || shown.pieces.iter().all(|piece| piece.scope == first.scope) {
        return Vec::new();
    }
    let mut marks = Marks { timeline, seen: HashMap::new() };
    let mut turns = Vec::new();
    let mut last: Option<u32> = None;
    for piece in &shown.pieces {
        let text = &shown.text[piece.at as usize..piece.end() as usize];
        // What takes no room (a zero-width space) begins a line all the same.
        if text.chars().all(is_gap) {
            continue;
        }
        if let Some(last) = last
            && last != piece.scope
            && !marks.is_same(last, piece.scope)
        {
            let space = text.len() - text.trim_start_matches(is_gap).len();
            let voices = (marks.voice(last), marks.voice(piece.scope));
            let inline = matches!(voices, (Some(a), Some(b)) if a != b);
            turns.push(SpeakerChange { at: piece.at as usize + space, inline });
        }
        last = Some(piece.scope);
    }
    turns
}

/// What of the markup around a place marks a speaker.
#[derive(Clone, Copy, Default)]
struct Around {
    /// How many elements do.
    count: u32,
    /// The innermost of them, if there is one.
    mark: Option<u32>,
    /// The innermost voice.
    voice: Option<u32>,
}

/// The marks around places. Each element is looked at once, however deep they are nested.
struct Marks<'t, 'a> {
    timeline: &'t Timeline<'a>,
    seen: HashMap<u32, Around>,
}

impl<'t> Marks<'t, '_> {
    fn around(&mut self, scope: u32) -> Around {
        let mut path = Vec::new();
        let mut around = Around::default();
        for (at, _) in self.timeline.scopes_of(scope) {
            if let Some(known) = self.seen.get(&at) {
                around = *known;
                break;
            }
            path.push(at);
        }
        for at in path.into_iter().rev() {
            let scope = &self.timeline.scopes[at as usize];
            if matches!(scope.kind, ScopeKind::Voice(_)) {
                around.voice = Some(at);
            }
            if is_mark(scope) {
                (around.count, around.mark) = (around.count + 1, Some(at));
            }
            self.seen.insert(at, around);
        }
        around
    }

    /// The name of the innermost voice around a place.
    fn voice(&mut self, scope: u32) -> Option<&'t str> {
        match &self.timeline.scopes[self.around(scope).voice? as usize].kind {
            ScopeKind::Voice(name) => Some(name.as_ref()),
            _ => None,
        }
    }

    /// Whether the same marks are around two places.
    fn is_same(&mut self, a: u32, b: u32) -> bool {
        let (mut a, mut b) = (self.around(a), self.around(b));
        while let (Some(one), Some(other)) = (a.mark, b.mark)
            && one != other
            && a.count == b.count
        {
            let scopes = &self.timeline.scopes;
            let (one, other) = (&scopes[one as usize], &scopes[other as usize]);
            if (&one.kind, &one.classes) != (&other.kind, &other.classes) {
                return false;
            }
            (a, b) = (self.around(one.parent), self.around(other.parent));
        }
        a.count == b.count
    }
}

fn is_mark(scope: &Scope<'_>) -> bool {
    !scope.classes.is_empty()
        || matches!(scope.kind, ScopeKind::Voice(_) | ScopeKind::Font { color: Some(_), .. })
}
