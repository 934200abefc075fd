//! Messages as lines of JSON: read and written, with the names and units that a vendor uses.

use serde_json::{Map, Value};

use super::clock::Clock;

/// A message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Its line, from 1.
    pub line: u32,
    /// Milliseconds since the first chunk.
    pub start: Option<i64>,
    /// Where it ends, on the clock of [`Self::start`].
    pub end: Option<i64>,
    /// Presentation time in milliseconds.
    pub start_pts: Option<i64>,
    /// Unix time in milliseconds.
    pub start_epoch: Option<i64>,
    /// The text; none where it only gives the clock times.
    pub text: Option<String>,
    /// Whether another message will replace it.
    pub is_interim: bool,
}

impl Message {
    /// Its time on a clock.
    #[must_use]
    pub const fn clock(&self, clock: Clock) -> Option<i64> {
        match clock {
            Clock::Start => self.start,
            Clock::Pts => self.start_pts,
            Clock::Epoch => self.start_epoch,
        }
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Unit {
    /// Milliseconds.
    #[default]
    Milliseconds,
    /// Seconds, with decimals.
    Seconds,
    /// Ticks of 1/90000 s, as presentation times in MPEG transport streams (ISO/IEC 13818-1).
    Ticks,
}

impl Unit {
    fn per_second(self) -> f64 {
        match self {
            Self::Milliseconds => 1e3,
            Self::Seconds => 1.0,
            Self::Ticks => 9e4,
        }
    }
}

/// How messages are written: the name of each field, with dots for objects in objects, and units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// [`Message::start`].
    pub start: String,
    /// [`Message::end`].
    pub end: String,
    /// [`Message::start_pts`].
    pub start_pts: String,
    /// [`Message::start_epoch`].
    pub start_epoch: String,
    /// [`Message::text`].
    pub text: String,
    /// Whether the text is final.
    pub is_final: String,
    /// What `start` and `end` count.
    pub start_unit: Unit,
    /// What `start_pts` counts.
    pub pts_unit: Unit,
    /// What `start_epoch` counts.
    pub epoch_unit: Unit,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            start: "start".into(),
            end: "end".into(),
            start_pts: "start_pts".into(),
            start_epoch: "start_epoch".into(),
            text: "text".into(),
            is_final: "final".into(),
            start_unit: Unit::default(),
            pts_unit: Unit::default(),
            epoch_unit: Unit::default(),
        }
    }
}

/// A line that is not a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ShapeError {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong.
    pub message: String,
}

/// Reads lines of JSON. A line that is not a message is listed and left out.
///
/// ```
/// use cuesmith::kaltura::live::{Shape, read};
///
/// let text = "{\"start\": 0, \"start_pts\": 9000}\n{\"start\": \"1200\", \"text\": \"Hello.\"}\n";
/// let (messages, errors) = read(text, &Shape::default());
/// assert_eq!((messages.len(), errors.len()), (2, 0));
/// assert_eq!((messages[1].line, messages[1].start), (2, Some(1200)));
/// ```
#[must_use]
pub fn read(text: &str, shape: &Shape) -> (Vec<Message>, Vec<ShapeError>) {
    let (mut messages, mut errors) = (Vec::new(), Vec::new());
    let text = text.trim_start_matches('\u{feff}');
    for (at, line) in text.split('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let number = u32::try_from(at).map_or(u32::MAX, |at| at.saturating_add(1));
        match message(line, shape) {
            Ok(message) => messages.push(Message { line: number, ..message }),
            Err(message) => errors.push(ShapeError { line: number, message }),
        }
    }
    (messages, errors)
}

fn message(line: &str, shape: &Shape) -> Result<Message, String> {
    let value: Value = serde_json::from_str(line.trim()).map_err(|error| {
        let what = error.to_string();
        format!("this is not JSON: {}", what.split(" at line ").next().unwrap_or_default())
    })?;
    if !value.is_object() {
        return Err("a message must be a JSON object".to_owned());
    }
    let time = |key: &str, unit: Unit| match field(&value, key) {
        None => Ok(None),
        Some(found) => milliseconds(found, unit)
            .map(Some)
            .ok_or_else(|| format!("`{key}` is not a time: {found}")),
    };
    let text = match field(&value, &shape.text) {
        None => None,
        Some(Value::String(text)) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Some(other) => return Err(format!("`{}` is not text: {other}", shape.text)),
    };
    let is_final = match field(&value, &shape.is_final) {
        None => true,
        Some(Value::Bool(is_final)) => *is_final,
        Some(Value::Number(number)) => number.as_i64() != Some(0),
        Some(Value::String(text)) => {
            !matches!(&*text.to_lowercase(), "false" | "0" | "partial" | "interim")
        }
        Some(other) => {
            return Err(format!("`{}` is neither true nor false: {other}", shape.is_final));
        }
    };
    Ok(Message {
        line: 0,
        start: time(&shape.start, shape.start_unit)?,
        end: time(&shape.end, shape.start_unit)?,
        start_pts: time(&shape.start_pts, shape.pts_unit)?,
        start_epoch: time(&shape.start_epoch, shape.epoch_unit)?,
        text,
        is_interim: !is_final,
    })
}

/// A field by its name, or by a path with dots; `None` where it is missing or null.
fn field<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    let direct = value.get(key);
    let found = direct.or_else(|| key.split('.').try_fold(value, |value, part| value.get(part)));
    found.filter(|value| !value.is_null())
}

/// A number, or a numeric text, in milliseconds.
fn milliseconds(value: &Value, unit: Unit) -> Option<i64> {
    // Whole milliseconds stay exact, however large.
    let whole = match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => return None,
    };
    if let (Some(whole), Unit::Milliseconds) = (whole, unit) {
        return Some(whole);
    }
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let ms = number? * 1e3 / unit.per_second();
    // Beyond this a float cannot represent every whole number.
    (ms.is_finite() && ms.abs() < 9e15).then(|| ms.round() as i64)
}

/// Writes messages as lines of JSON.
#[must_use]
pub fn write(messages: &[Message], shape: &Shape) -> String {
    let mut out = String::new();
    for message in messages {
        let mut object = Map::new();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                insert(&mut object, key, value);
            }
        };
        let time = |ms: Option<i64>, unit: Unit| ms.map(|ms| number(ms, unit));
        put(&shape.start, time(message.start, shape.start_unit));
        put(&shape.end, time(message.end, shape.start_unit));
        put(&shape.start_pts, time(message.start_pts, shape.pts_unit));
        put(&shape.start_epoch, time(message.start_epoch, shape.epoch_unit));
        put(&shape.text, message.text.clone().map(Value::from));
        put(&shape.is_final, message.text.as_ref().map(|_| Value::from(!message.is_interim)));
        out.push_str(&Value::Object(object).to_string());
        out.push('\n');
    }
    out
}

fn insert(object: &mut Map<String, Value>, key: &str, value: Value) {
    match key.split_once('.') {
        None => {
            object.insert(key.to_owned(), value);
        }
        Some((first, rest)) => {
            let inner = object.entry(first).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

fn number(ms: i64, unit: Unit) -> Value {
    match unit {
        Unit::Milliseconds => Value::from(ms),
        Unit::Seconds => Value::from(ms as f64 / 1e3),
        Unit::Ticks => Value::from(ms.saturating_mul(90)),
    }
}
