//! What an engine is to the list of them, and how its files are read into structs.

use serde::de::DeserializeOwned;

use super::probe::Probe;
use crate::align::WordTimeline;
use crate::align::timelines::error::TimelineError;

/// A kind of file.
pub(super) struct Engine {
    /// What messages call it.
    pub(super) name: &'static str,
    /// Whether a text with these members is one of its files.
    pub(super) is: fn(&Probe) -> bool,
    /// Reads it.
    pub(super) read: fn(&str, &Probe) -> Result<WordTimeline, TimelineError>,
}

/// A text as one value.
pub(super) fn one<T: DeserializeOwned>(text: &str) -> Result<T, TimelineError> {
    serde_json::from_str(text).map_err(|error| broken(&error))
}

/// A text as a list of values, as values one after the other, or as lists one after the other.
pub(super) fn several<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, TimelineError> {
    let mut all = Vec::new();
    let listed = text.trim_start().starts_with('[');
    if listed {
        for list in serde_json::Deserializer::from_str(text).into_iter::<Vec<T>>() {
            all.append(&mut list.map_err(|error| broken(&error))?);
        }
    } else {
        for value in serde_json::Deserializer::from_str(text).into_iter::<T>() {
            all.push(value.map_err(|error| broken(&error))?);
        }
    }
    Ok(all)
}

/// The error of the JSON reader with its place apart.
pub(super) fn broken(error: &serde_json::Error) -> TimelineError {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    let message = match error.classify() {
        serde_json::error::Category::Eof => {
            format!("the JSON ends too early ({what}): get the whole file")
        }
        serde_json::error::Category::Data => what.to_owned(),
        _ => format!("this is no JSON: {what}"),
    };
    TimelineError::at(error.line(), error.column(), message)
}
