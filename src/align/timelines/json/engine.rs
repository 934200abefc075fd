//! The interface of an engine, and helpers that read its files into structs.

use serde::de::DeserializeOwned;

use super::probe::Probe;
use crate::align::WordTimeline;
use crate::align::timelines::error::TimelineError;

/// A kind of file.
pub(super) struct Engine {
    /// The name in messages.
    pub(super) name: &'static str,
    /// Whether a text with these members is one of its files.
    pub(super) is: fn(&Probe) -> bool,
    /// Reads a file.
    pub(super) read: fn(&str, &Probe) -> Result<WordTimeline, TimelineError>,
}

/// A text as one value.
pub(super) fn one<T: DeserializeOwned>(text: &str) -> Result<T, TimelineError> {
    serde_json::from_str(text).map_err(|error| broken(&error))
}

/// A text as a sequence of values.
pub(super) fn each<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, TimelineError> {
    let values = serde_json::Deserializer::from_str(text).into_iter::<T>();
    values.map(|value| value.map_err(|error| broken(&error))).collect()
}

/// A text as a list of values, a sequence of values, or a sequence of lists.
pub(super) fn several<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, TimelineError> {
    match text.trim_start().starts_with('[') {
        true => each::<Vec<T>>(text).map(|lists| lists.into_iter().flatten().collect()),
        false => each(text),
    }
}

/// The error of the JSON parser, with its position split off.
pub(super) fn broken(error: &serde_json::Error) -> TimelineError {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    let message = match error.classify() {
        serde_json::error::Category::Eof => {
            format!("the JSON ends too early ({what}): get the whole file")
        }
        serde_json::error::Category::Data => format!("{}: correct the file", unexpected(what)),
        _ => format!("this is no JSON: {what}"),
    };
    TimelineError::at(error.line(), error.column(), message)
}

/// The JSON parser's message about a value of the wrong kind, reworded like other messages.
fn unexpected(what: &str) -> String {
    let kinds = ["invalid type: ", "invalid value: ", "invalid length: "];
    let kind = kinds.iter().find_map(|kind| what.strip_prefix(kind));
    if let Some((found, expected)) = kind.and_then(|rest| rest.split_once(", expected ")) {
        return format!("expected {expected}, found {found}");
    }
    let missing = what.strip_prefix("missing field ");
    missing.map_or(what.to_owned(), |name| format!("the member {name} is missing"))
}
