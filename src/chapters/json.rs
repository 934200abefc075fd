//! Chapters as JSON: lists with times in seconds.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::chapter::{Chapter, Read, ReadError};
use super::seconds::{read_seconds, rounded, write_seconds};
use crate::timeline::one_line;

/// The members of a chapter in a list.
const KNOWN: &[&str] = &["start_time", "end_time", "title", "description"];

/// Reads a list of chapters: an array of objects, or one under `chapters`, with `start_time`,
/// `end_time` (seconds as a number or text, or a clock time), `title` and `description`.
///
/// # Errors
/// [`ReadError`] names the JSON pointer and what was expected there.
pub fn from_list(text: &str) -> Result<Read, ReadError> {
    let text = text.trim_start_matches('\u{feff}');
    let document: Value = serde_json::from_str(text).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default().to_owned();
        ReadError::new(place, format!("this is not JSON: {what}"))
    })?;
    let (base, list) = match &document {
        Value::Array(list) => ("", list),
        Value::Object(members) => match members.get("chapters") {
            Some(Value::Array(list)) => ("/chapters", list),
            _ => {
                return Err(ReadError::new(
                    "/",
                    "expected a list of chapters, or one under `chapters`",
                ));
            }
        },
        _ => return Err(ReadError::new("/", "expected a list of chapters")),
    };
    let mut read = Read::default();
    let mut fine = 0;
    let mut others: Vec<String> = Vec::new();
    for (index, item) in list.iter().enumerate() {
        let place = format!("{base}/{index}");
        let Value::Object(members) = item else {
            return Err(ReadError::new(place, "expected an object with `start_time` and `title`"));
        };
        let mut time = |name: &str| time(members, name, &place, &mut fine);
        let start = time("start_time")?
            .ok_or_else(|| ReadError::new(&place, "expected a member `start_time`"))?;
        let end = time("end_time")?;
        let title = string(members, "title", &place)?.unwrap_or_default();
        let description = string(members, "description", &place)?;
        for name in members.keys().filter(|name| !KNOWN.contains(&name.as_str())) {
            if others.len() < 10 && !others.contains(name) {
                others.push(name.clone());
            }
        }
        read.chapters.push(Chapter {
            number: index as u32 + 1,
            start,
            end,
            title: one_line(&title),
            description: description.filter(|text| !text.trim().is_empty()),
        });
    }
    read.losses.extend(others.iter().map(|name| format!("the member `{name}` is dropped")));
    if fine > 0 {
        read.losses.push(rounded(fine));
    }
    Ok(read)
}

fn time(
    members: &Map<String, Value>,
    name: &str,
    place: &str,
    fine: &mut usize,
) -> Result<Option<i64>, ReadError> {
    let text = match members.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(_) => String::new(),
    };
    let Some((ms, is_rounded)) = read_seconds(&text) else {
        let message = format!("expected seconds, found {}", members[name]);
        return Err(ReadError::new(format!("{place}/{name}"), message));
    };
    *fine += usize::from(is_rounded);
    Ok(Some(ms))
}

fn string(
    members: &Map<String, Value>,
    name: &str,
    place: &str,
) -> Result<Option<String>, ReadError> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => {
            let message = format!("expected text, found {other}");
            Err(ReadError::new(format!("{place}/{name}"), message))
        }
    }
}

/// A chapter of a list.
#[derive(Serialize)]
struct Entry<'a> {
    start_time: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_time: Option<Value>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
}

/// A JSON list with times in seconds.
pub(super) fn list(chapters: &[Chapter]) -> String {
    let mut list = Vec::with_capacity(chapters.len());
    for chapter in chapters {
        list.push(Entry {
            start_time: number(chapter.start),
            end_time: chapter.end.map(number),
            title: &chapter.title,
            description: chapter.description.as_deref(),
        });
    }
    // Plain data with string keys always serializes.
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}

/// Milliseconds as a number of seconds.
fn number(ms: i64) -> Value {
    // The shortest decimal of the nearest number is the text itself, up to 285,000 years.
    serde_json::from_str(&write_seconds(ms)).unwrap_or_else(|_| json!(ms / 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_seconds_as_numbers_text_or_clock_times() {
        let text = r#"{"chapters": [
            {"start_time": 0, "end_time": "90.5", "title": "The\nharbour", "image": "a.png"},
            {"start_time": 90.5, "title": "The boats", "description": "x"},
            {"start_time": "00:02:00", "end_time": null, "title": "Crew"}
        ]}"#;
        let read = from_list(text).unwrap();
        let times: Vec<_> = read.chapters.iter().map(|c| (c.start, c.end)).collect();
        assert_eq!(times, [(0, Some(90_500)), (90_500, None), (120_000, None)]);
        assert_eq!(read.chapters[0].title, "The harbour");
        assert_eq!(read.losses, ["the member `image` is dropped"]);
        let written = list(&read.chapters);
        assert!(written.contains("\"start_time\": 90.5"));
        let again = from_list(&written).unwrap();
        assert_eq!(again.chapters, read.chapters);
    }

    #[test]
    fn what_is_wrong_in_a_list_is_named_with_its_place() {
        let error = |text| from_list(text).unwrap_err().to_string();
        assert_eq!(error("[{\"title\": \"a\"}]"), "/0: expected a member `start_time`");
        assert_eq!(
            error("[{\"start_time\": true}]"),
            "/0/start_time: expected seconds, found true"
        );
        assert_eq!(
            error("[{\"start_time\": 1, \"title\": 3}]"),
            "/0/title: expected text, found 3"
        );
        assert_eq!(error("[1]"), "/0: expected an object with `start_time` and `title`");
        assert_eq!(error("{}"), "/: expected a list of chapters, or one under `chapters`");
        assert!(error("[").starts_with("line 1, column 1: this is not JSON"));
    }
}
