//! Where the values of a JSON text are: from JSON pointers to spans, so that a finding about a
//! field of an order can show it.
//!
//! serde_json has checked the text and its depth before; this only walks over it once.

use std::collections::HashMap;

use super::value::push_key;
use crate::source::Span;

/// Spans of values by JSON pointer.
#[derive(Clone, Debug, Default)]
pub(super) struct Spans(HashMap<String, Span>);

impl Spans {
    /// The span of a value, or of the nearest one around it if it is missing.
    pub(super) fn of(&self, pointer: &str) -> Span {
        let mut at = pointer;
        loop {
            if let Some(span) = self.0.get(at) {
                return *span;
            }
            match at.rfind('/') {
                Some(cut) => at = &at[..cut],
                None => return Span::default(),
            }
        }
    }
}

/// An object or list that is open.
struct Open {
    /// Length of its own pointer.
    pointer: usize,
    start: usize,
    /// The index of the next element, in a list.
    next: Option<usize>,
}

/// Walks over a JSON text.
pub(super) fn spans(text: &str) -> Spans {
    let bytes = text.as_bytes();
    let mut found = HashMap::new();
    let mut pointer = String::new();
    let mut open: Vec<Open> = Vec::new();
    let mut key: Option<String> = None;
    let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            b'{' | b'[' => {
                enter(&mut pointer, &mut open, &mut key);
                let next = (bytes[at] == b'[').then_some(0);
                open.push(Open { pointer: pointer.len(), start, next });
                at += 1;
            }
            b'}' | b']' => {
                at += 1;
                if let Some(closed) = open.pop() {
                    pointer.truncate(closed.pointer);
                    found.insert(pointer.clone(), Span::of(closed.start..at));
                }
                leave(&mut pointer, &open);
            }
            b'"' => {
                at = string_end(bytes, at);
                let in_object = open.last().is_some_and(|o| o.next.is_none());
                if in_object && key.is_none() {
                    key = serde_json::from_str(&text[start..at]).ok();
                } else {
                    enter(&mut pointer, &mut open, &mut key);
                    found.insert(pointer.clone(), Span::of(start..at));
                    leave(&mut pointer, &open);
                }
            }
            b' ' | b'\t' | b'\n' | b'\r' | b':' | b',' => at += 1,
            _ => {
                let rest = bytes[at..].iter();
                let length = rest.take_while(|b| !b" \t\n\r:,]}".contains(b)).count();
                at += length.max(1);
                while !text.is_char_boundary(at) {
                    at += 1;
                }
                enter(&mut pointer, &mut open, &mut key);
                found.insert(pointer.clone(), Span::of(start..at));
                leave(&mut pointer, &open);
            }
        }
    }
    Spans(found)
}

/// Enters the value that begins.
fn enter(pointer: &mut String, open: &mut [Open], key: &mut Option<String>) {
    let Some(around) = open.last_mut() else { return };
    pointer.truncate(around.pointer);
    match (&mut around.next, key.take()) {
        (Some(index), _) => {
            push_key(pointer, &index.to_string());
            *index += 1;
        }
        (None, key) => push_key(pointer, &key.unwrap_or_default()),
    }
}

/// Returns to the value around it.
fn leave(pointer: &mut String, open: &[Open]) {
    pointer.truncate(open.last().map_or(0, |around| around.pointer));
}

/// The place after the string that begins at `at`.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut here = at + 1;
    while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[here.min(bytes.len())..]) {
        here += found;
        if bytes[here] == b'"' {
            return here + 1;
        }
        here += 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_found_by_its_pointer() {
        let text = r#"{"a": [1, {"b/c": "x\"y", "d": {}}, [ ]], "e\"": true,"f":-1.5e3}"#;
        let spans = spans(text);
        let at = |pointer: &str| &text[spans.of(pointer).range()];
        assert_eq!(at("/a/0"), "1");
        assert_eq!(at("/a/1/b~1c"), r#""x\"y""#);
        assert_eq!(at("/a/1/d"), "{}");
        assert_eq!(at("/a/2"), "[ ]");
        assert_eq!(at("/a/1"), r#"{"b/c": "x\"y", "d": {}}"#);
        assert_eq!(at("/e\""), "true");
        assert_eq!(at("/f"), "-1.5e3");
        assert_eq!(at(""), text);
        // A missing value is shown as the object that it is missing from.
        assert_eq!(at("/a/1/z/0"), at("/a/1"));
    }

    #[test]
    fn texts_that_are_no_json_do_no_harm() {
        for text in ["", "\"", "\"\\", "{\"a", "]]}", "{1:2}", "[é", "{\"a\" \"b\"}"] {
            let _ = spans(text);
        }
        let deep = "[".repeat(5000);
        let _ = spans(&deep);
    }
}
