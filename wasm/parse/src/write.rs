//! A JSON writer of the size of its job: strings, numbers, lists, objects, to memory.

use std::fmt::Write as _;

/// JSON in the making. Commas come by themselves: a value that follows a finished value in a list,
/// or a key that follows one in an object, is set off.
#[derive(Default)]
pub struct Json {
    /// What is written so far.
    pub text: String,
}

impl Json {
    /// An object; `fields` writes it.
    pub fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.text.push('{');
        fields(self);
        self.text.push('}');
    }

    /// The key of the next value.
    pub fn key(&mut self, key: &str) -> &mut Self {
        if !self.text.ends_with('{') {
            self.text.push(',');
        }
        self.text.push('"');
        self.text.push_str(key); // keys are names in the code, without signs to escape
        self.text.push_str("\":");
        self
    }

    /// A list; `item` writes each.
    pub fn list<T>(&mut self, items: &[T], mut item: impl FnMut(&mut Self, &T)) {
        self.text.push('[');
        for (index, one) in items.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            item(self, one);
        }
        self.text.push(']');
    }

    /// A string with its escapes.
    pub fn string(&mut self, value: &str) {
        self.text.push('"');
        let mut rest = value;
        let is_escaped = |b: u8| b < b' ' || b == b'"' || b == b'\\';
        while let Some(at) = rest.bytes().position(is_escaped) {
            self.text.push_str(&rest[..at]);
            match rest.as_bytes()[at] {
                b'\n' => self.text.push_str("\\n"),
                b @ (b'"' | b'\\') => self.text.extend(['\\', char::from(b)]),
                b => self.push(format_args!("\\u{b:04x}")),
            }
            rest = &rest[at + 1..];
        }
        self.text.push_str(rest);
        self.text.push('"');
    }

    /// A string, or null.
    pub fn string_or_null(&mut self, value: Option<&str>) {
        match value {
            Some(value) => self.string(value),
            None => self.null(),
        }
    }

    /// A whole number.
    pub fn integer(&mut self, value: u32) {
        self.push(format_args!("{value}"));
    }

    /// A whole number, or null.
    pub fn integer_or_null(&mut self, value: Option<u32>) {
        match value {
            Some(value) => self.integer(value),
            None => self.null(),
        }
    }

    /// A number; JSON has no word for infinities and NaN, so they become null.
    pub fn number(&mut self, value: f64) {
        if value.is_finite() {
            self.push(format_args!("{value}"));
        } else {
            self.null();
        }
    }

    /// A number, or null.
    pub fn number_or_null(&mut self, value: Option<f64>) {
        match value {
            Some(value) => self.number(value),
            None => self.null(),
        }
    }

    /// The word true or false.
    pub fn boolean(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// The word null.
    pub fn null(&mut self) {
        self.text.push_str("null");
    }

    fn push(&mut self, value: std::fmt::Arguments<'_>) {
        let _ = self.text.write_fmt(value); // writing to memory cannot fail
    }
}
