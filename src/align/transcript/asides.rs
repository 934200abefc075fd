//! Text between words that is not spoken: directions in brackets, music notes, time codes, tags, link
//! addresses.

use std::collections::HashMap;

use super::ItemKind;
use super::grammar;
use super::notes::is_remark;
use crate::speakers::is_sound_label;

/// The maximum length of a direction in brackets, in bytes.
const MAX_DIRECTION: usize = 200;

/// The position of a possible aside.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The character before it on its line.
    pub(super) before: Option<char>,
    /// Whether it is at the start of its line.
    pub(super) opens: bool,
}

/// Finds asides. The contents of brackets are cached: texts repeat them.
#[derive(Default)]
pub(super) struct Asides<'a> {
    sounds: HashMap<&'a str, bool>,
}

impl<'a> Asides<'a> {
    /// The aside at the start of `rest`, the rest of a line: its length and kind.
    pub(super) fn at(&mut self, rest: &'a str, place: Place) -> Option<(usize, ItemKind)> {
        let first = rest.chars().next()?;
        match first {
            '♪' | '♫' | '♬' | '♩' | '🎵' | '🎶' => {
                let is_note = |c: char| matches!(c, '♪' | '♫' | '♬' | '♩' | '🎵' | '🎶');
                Some((rest.find(|c| !is_note(c)).unwrap_or(rest.len()), ItemKind::Direction))
            }
            '*' => self.between_asterisks(rest),
            // From Markdown that was converted from another format.
            '\\' => rest[1..]
                .starts_with('[')
                .then(|| self.in_brackets(&rest[1..], place))
                .flatten()
                .map(|(len, kind)| (len + 1, kind)),
            _ => self.in_brackets(rest, place),
        }
    }

    /// `*laughs*`, but not `*really*`.
    fn between_asterisks(&mut self, rest: &'a str) -> Option<(usize, ItemKind)> {
        let end = rest.bytes().take(60).skip(1).position(|b| b == b'*')? + 2;
        let whole = &rest[..end];
        (whole.len() > 2 && self.is_sound(whole)).then_some((end, ItemKind::Direction))
    }

    fn in_brackets(&mut self, rest: &'a str, place: Place) -> Option<(usize, ItemKind)> {
        let open = rest.chars().next()?;
        let close = match open {
            '[' => ']',
            '(' => ')',
            '{' => '}',
            '<' => '>',
            '（' => '）',
            '［' => '］',
            '【' => '】',
            '#' => '#',
            _ => return None,
        };
        if let Ok((after, code)) = grammar::bracketed_code(rest) {
            return Some((rest.len() - after.len(), ItemKind::TimeCode(code.time)));
        }
        let near = rest.char_indices().skip(1).take_while(|(at, _)| *at < MAX_DIRECTION);
        let (end, found) = near.into_iter().find(|(_, c)| *c == close || *c == open)?;
        if found != close || open == '#' {
            return None;
        }
        let len = end + close.len_utf8();
        let inner = rest[open.len_utf8()..end].trim_end_matches('\\');
        let kind = match open {
            _ if inner.trim().is_empty() => None,
            '<' => self.tag(&rest[..len], inner),
            '[' | '［' | '【' => square(inner, &rest[len..], place),
            // The address of a Markdown link.
            '(' if place.before == Some(']') && is_address(inner) => Some(ItemKind::Layout),
            _ => {
                let few = inner.split_whitespace().count() <= 8;
                let alone = place.opens
                    && len == rest.len()
                    && few
                    && !inner.ends_with(['.', '?', '!', ',', '…', '。']);
                (alone || self.is_sound(&rest[..len])).then_some(ItemKind::Direction)
            }
        };
        kind.map(|kind| (len, kind))
    }

    /// `<laughs>` is a direction, `<i>` is markup, `< 3` is neither.
    fn tag(&mut self, whole: &'a str, inner: &str) -> Option<ItemKind> {
        let name = inner.trim_start_matches('/');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        Some(if name.len() > 4 && self.is_sound(whole) {
            ItemKind::Direction
        } else {
            ItemKind::Layout
        })
    }

    /// Whether brackets contain a sound or a remark about the recording: few words, one of which indicates it.
    fn is_sound(&mut self, whole: &'a str) -> bool {
        if let Some(known) = self.sounds.get(whole) {
            return *known;
        }
        let inner = whole.trim_matches(|c: char| !c.is_alphanumeric());
        let few = inner.split_whitespace().count() <= 3;
        let is = is_remark(inner) || few && is_sound_label(&format!("({inner})"), None);
        self.sounds.insert(whole, is);
        is
    }
}

/// Square brackets enclose text that is not spoken, except letters inserted into a word (`w[ill]`) and link text.
fn square(inner: &str, after: &str, place: Place) -> Option<ItemKind> {
    let in_word = place.before.is_some_and(char::is_alphanumeric)
        && inner.chars().all(char::is_alphabetic)
        && !is_remark(inner);
    let links = after.strip_prefix('(').is_some_and(is_address);
    (!in_word && !links).then_some(ItemKind::Direction)
}

fn is_address(text: &str) -> bool {
    ["http", "www.", "mailto:", "#", "/"].iter().any(|start| text.starts_with(start))
}
