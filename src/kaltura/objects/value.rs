//! Reads JSON values into fields and keeps track of the position: errors name the JSON pointer and
//! what was expected.

use serde_json::{Map, Value};

use crate::kaltura::Code;

/// A value in an API object that cannot be what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: expected {expected}, found {found}", pointer = shown(.pointer))]
pub struct ObjectError {
    /// Where it is: a JSON pointer, empty for the whole document.
    pub pointer: String,
    /// What the API expects there.
    pub expected: String,
    /// What was found there.
    pub found: String,
}

fn shown(pointer: &str) -> &str {
    if pointer.is_empty() { "the document" } else { pointer }
}

/// The path to a value.
#[derive(Clone, Copy)]
pub(super) struct At<'p> {
    parent: Option<&'p At<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Root(&'p str),
    Key(&'p str),
    Index(usize),
}

impl<'p> At<'p> {
    /// A value whose own pointer is given.
    pub(super) const fn root(pointer: &'p str) -> Self {
        Self { parent: None, step: Step::Root(pointer) }
    }

    pub(super) const fn key(&'p self, key: &'p str) -> Self {
        Self { parent: Some(self), step: Step::Key(key) }
    }

    pub(super) const fn index(&'p self, index: usize) -> Self {
        Self { parent: Some(self), step: Step::Index(index) }
    }

    /// The JSON pointer (RFC 6901).
    pub(super) fn pointer(&self) -> String {
        let mut steps = Vec::new();
        let mut here = Some(self);
        while let Some(at) = here {
            steps.push(at.step);
            here = at.parent;
        }
        let mut out = String::new();
        for step in steps.iter().rev() {
            match step {
                Step::Root(pointer) => out.push_str(pointer),
                Step::Key(key) => push_key(&mut out, key),
                Step::Index(index) => push_key(&mut out, &index.to_string()),
            }
        }
        out
    }

    pub(super) fn error(&self, expected: impl Into<String>, found: &Value) -> ObjectError {
        ObjectError { pointer: self.pointer(), expected: expected.into(), found: describe(found) }
    }
}

/// Appends a step to a JSON pointer.
pub(super) fn push_key(pointer: &mut String, key: &str) {
    pointer.push('/');
    for c in key.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

/// A value in a few words.
fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if text.chars().count() <= 40 => format!("the text {text:?}"),
        Value::String(_) => "a long text".into(),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
    }
}

/// A type that a field of the API can have. `Ok(None)` is a value that means "not set".
pub(super) trait Field: Sized + serde::Serialize {
    fn read(value: &Value, at: &At<'_>) -> Result<Option<Self>, ObjectError>;

    /// The value as it is written.
    fn write(&self) -> Value {
        // Plain data with string keys always serializes.
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// An identifier, which arrives as text or as a number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub String);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Field for Id {
    fn read(value: &Value, at: &At<'_>) -> Result<Option<Self>, ObjectError> {
        match value {
            Value::Null => Ok(None),
            Value::String(text) if text.is_empty() => Ok(None),
            Value::String(text) => Ok(Some(Self(text.clone()))),
            Value::Number(number) if !number.is_f64() => Ok(Some(Self(number.to_string()))),
            other => Err(at.error("an id (text or a whole number)", other)),
        }
    }
}

impl Field for String {
    fn read(value: &Value, at: &At<'_>) -> Result<Option<Self>, ObjectError> {
        match value {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text.clone())),
            other => Err(at.error("text", other)),
        }
    }
}

impl Field for i64 {
    fn read(value: &Value, at: &At<'_>) -> Result<Option<Self>, ObjectError> {
        let read = match value {
            Value::Null => return Ok(None),
            Value::String(text) if text.trim().is_empty() => return Ok(None),
            Value::String(text) => text.trim().parse().ok(),
            Value::Number(number) => number.as_i64().or_else(|| integer(number.as_f64())),
            _ => None,
        };
        read.map(Some).ok_or_else(|| at.error("a whole number or a numeric string", value))
    }
}

/// A float that is a whole number: some JSON writers know no integers.
fn integer(number: Option<f64>) -> Option<i64> {
    number.filter(|n| n.fract() == 0.0 && n.abs() < 9e15).map(|n| n as i64)
}

impl Field for f64 {
    fn read(value: &Value, at: &At<'_>) -> Result<Option<Self>, ObjectError> {
        let read = match value {
            Value::Null => return Ok(None),
            Value::String(text) if text.trim().is_empty() => return Ok(None),
            Value::String(text) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
            Value::Number(number) => number.as_f64(),
            _ => None,
        };
        read.map(Some).ok_or_else(|| at.error("a number or a numeric string", value))
    }

    /// Whole numbers without a decimal point: the API has integers there.
    fn write(&self) -> Value {
        integer(Some(*self)).map_or_else(|| Value::from(*self), Value::from)
    }
}

impl Field for bool {
    /// `KalturaNullableBoolean` too: -1 is null (kaltura/server c447fdb3,
    /// `api_v3/lib/types/enums/KalturaNullableBoolean.php:8-10`).
    fn read(value: &Value, at: &At<'_>) -> Result<Option<Self>, ObjectError> {
        let text = match value {
            Value::Null => return Ok(None),
            Value::Bool(value) => return Ok(Some(*value)),
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.trim().to_ascii_lowercase(),
            _ => "?".into(),
        };
        match text.as_str() {
            "1" | "true" => Ok(Some(true)),
            "0" | "false" => Ok(Some(false)),
            "-1" | "" => Ok(None),
            _ => Err(at.error("true, false, 1, 0 or -1 (not set)", value)),
        }
    }
}

impl Field for Value {
    fn read(value: &Value, _at: &At<'_>) -> Result<Option<Self>, ObjectError> {
        Ok((!value.is_null()).then(|| value.clone()))
    }
}

impl<T: Field> Field for Vec<T> {
    fn read(value: &Value, at: &At<'_>) -> Result<Option<Self>, ObjectError> {
        match value {
            Value::Null => Ok(None),
            // PHP writes an empty list of objects as an empty text.
            Value::String(text) if text.is_empty() => Ok(None),
            Value::Array(items) => {
                let mut list = Self::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    let at = at.index(index);
                    let read = T::read(item, &at)?;
                    list.push(read.ok_or_else(|| at.error("an element of the list", item))?);
                }
                Ok(Some(list))
            }
            other => Err(at.error("a list", other)),
        }
    }
}

/// Reads an enumeration of the API: a number or a numeric string.
pub(super) fn code<T: Code>(value: &Value, at: &At<'_>) -> Result<Option<T>, ObjectError> {
    let number = i64::read(value, at).map_err(|error| {
        let expected = format!("{}, as a number or a numeric string", T::listing());
        ObjectError { expected, ..error }
    })?;
    Ok(number.map(T::from_code))
}

/// Takes a field out of the members that have not been read yet.
pub(super) fn take<T>(
    members: &mut Map<String, Value>,
    key: &'static str,
    at: &At<'_>,
    read: fn(&Value, &At<'_>) -> Result<Option<T>, ObjectError>,
) -> Result<Option<T>, ObjectError> {
    match members.remove(key) {
        Some(value) => read(&value, &at.key(key)),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kaltura::CaptionFormat;
    use serde_json::json;

    #[test]
    fn numbers_arrive_as_text_and_booleans_as_numbers() {
        let root = At::root("");
        let read = |value: Value| bool::read(&value, &root).unwrap();
        for (value, expected) in [
            (json!(true), Some(true)),
            (json!(1), Some(true)),
            (json!("1"), Some(true)),
            (json!(0), Some(false)),
            (json!("false"), Some(false)),
            (json!(-1), None),
            (json!("-1"), None),
            (json!(null), None),
        ] {
            assert_eq!(read(value.clone()), expected, "{value}");
        }
        let read = |value: Value| i64::read(&value, &root).unwrap();
        assert_eq!(read(json!("42")), Some(42));
        assert_eq!(read(json!(42.0)), Some(42));
        assert_eq!(read(json!("")), None);
        assert_eq!(Id::read(&json!(362_949_832), &root).unwrap(), Some(Id("362949832".into())));
        let format = code::<CaptionFormat>(&json!("3"), &root).unwrap();
        assert_eq!(format, Some(CaptionFormat::WebVtt));
    }

    #[test]
    fn errors_name_the_place_and_what_was_expected() {
        let root = At::root("/objects/3");
        let at = root.key("a/b");
        let error = i64::read(&json!("forty"), &at.index(2)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "/objects/3/a~1b/2: expected a whole number or a numeric string, found the text \"forty\""
        );
        let error = code::<CaptionFormat>(&json!([]), &at).unwrap_err();
        assert!(error.expected.starts_with("1 SRT, 2 DFXP, 3 WebVTT"), "{error}");
        assert_eq!(String::read(&json!(1), &At::root("")).unwrap_err().pointer, "");
    }
}
