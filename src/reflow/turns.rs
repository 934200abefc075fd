//! Where the markup of a cue says that somebody else speaks.

use super::blocks::Turn;
use super::pieces::is_gap;
use crate::timeline::{Scope, ScopeKind, Shown, Timeline, is_visible};

/// The places where another voice, another color or another class begins than that of the text before.
///
/// Another voice is another speaker wherever it stands. Another color is one at the start of a line, as
/// broadcasters mark speakers; in the middle of a line it is a turn as soon as a line begins there.
pub(super) fn turns(timeline: &Timeline<'_>, shown: &Shown) -> Vec<Turn> {
    let Some(first) = shown.pieces.first() else { return Vec::new() };
    if timeline.scopes.len() <= 1 || shown.pieces.iter().all(|piece| piece.scope == first.scope) {
        return Vec::new();
    }
    let mut turns = Vec::new();
    let mut last: Option<u32> = None;
    for piece in &shown.pieces {
        let text = &shown.text[piece.at as usize..piece.end() as usize];
        if !is_visible(text) {
            continue;
        }
        if let Some(last) = last
            && last != piece.scope
            && !is_same_voice(timeline, last, piece.scope)
        {
            let space = text.len() - text.trim_start_matches(is_gap).len();
            let voices = (voice(timeline, last), voice(timeline, piece.scope));
            let inline = matches!(voices, (Some(a), Some(b)) if a != b);
            turns.push(Turn { at: piece.at as usize + space, inline });
        }
        last = Some(piece.scope);
    }
    turns
}

/// The name of the innermost voice around a place.
fn voice<'t>(timeline: &'t Timeline<'_>, scope: u32) -> Option<&'t str> {
    timeline.scopes_of(scope).find_map(|(_, scope)| match &scope.kind {
        ScopeKind::Voice(name) => Some(name.as_ref()),
        _ => None,
    })
}

fn is_same_voice(timeline: &Timeline<'_>, a: u32, b: u32) -> bool {
    let is_mark = |scope: &&Scope<'_>| {
        !scope.classes.is_empty()
            || matches!(scope.kind, ScopeKind::Voice(_) | ScopeKind::Font { color: Some(_), .. })
    };
    let marks = |scope: u32| {
        let around = timeline.scopes_of(scope).map(|(_, scope)| scope);
        around.filter(is_mark).map(|scope| (&scope.kind, &scope.classes))
    };
    marks(a).eq(marks(b))
}
