//! Chapters as JSON: lists with times in seconds, and Kaltura's cue points.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::write::{WriteOptions, Written, seconds as spell};
use super::{Chapter, MAX_TITLE_BYTES, Read, ReadError, counted, named, rounded, seconds};
use crate::kaltura::ThumbCuePointSubType;
use crate::kaltura::objects::{Found, OrderInput, Role, ThumbCuePoint, collect};
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
        ReadError::new(place, format!("this is no JSON: {what}"))
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
    read.losses.extend(others.iter().map(|name| format!("the member `{name}` is not kept")));
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
    let Some((ms, is_rounded)) = seconds(&text) else {
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

/// Reads cue points of Kaltura in any shape the API answers: one, a list, `{"objects": [...]}`. Slides
/// and cue points of other kinds are left out and told.
///
/// # Errors
/// [`ReadError`] names the place and what was expected there.
pub fn from_cue_points(text: &str) -> Result<Read, ReadError> {
    let input = OrderInput { path: "", text, role: Some(Role::CuePoint) };
    let objects = collect(&[input]).map_err(|error| {
        let place = error.at.map_or_else(
            || "the document".to_owned(),
            |(line, column)| format!("line {line}, column {column}"),
        );
        ReadError::new(place, format!("{} ({})", error.message, error.help))
    })?;
    let mut read = Read::default();
    let mut slides = 0;
    for Found { value: point, pointer, .. } in objects.cue_points {
        let ThumbCuePoint { start_time, title, description, sub_type, .. } = point;
        if sub_type == Some(ThumbCuePointSubType::Slide) {
            slides += 1;
            continue;
        }
        let place = || if pointer.is_empty() { "/" } else { &pointer };
        let start = start_time.ok_or_else(|| {
            ReadError::new(place(), "expected a member `startTime` in milliseconds")
        })?;
        read.chapters.push(Chapter {
            number: read.chapters.len() as u32 + 1,
            start,
            end: None,
            title: one_line(&title.unwrap_or_default()),
            description: description.filter(|text| !text.trim().is_empty()),
        });
    }
    if slides > 0 {
        read.losses.push(counted(
            slides,
            "cue point that is a slide",
            "cue points that are slides",
        ));
    }
    if objects.other_cue_points > 0 {
        read.losses.push(counted(
            objects.other_cue_points,
            "cue point of another kind",
            "cue points of other kinds",
        ));
    }
    Ok(read)
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
    pretty(&list)
}

/// Milliseconds as a number of seconds.
fn number(ms: i64) -> Value {
    // The shortest decimal of the nearest number is the text itself, up to 285,000 years.
    serde_json::from_str(&spell(ms)).unwrap_or_else(|_| json!(ms / 1000))
}

/// What a vendor sends for a chapter.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CuePoint<'a> {
    object_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry_id: Option<&'a str>,
    start_time: i64,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    sub_type: u8,
}

/// A JSON list of `KalturaThumbCuePoint`.
fn points(chapters: &[Chapter], entry_id: Option<&str>) -> String {
    let mut list = Vec::with_capacity(chapters.len());
    for chapter in chapters {
        list.push(CuePoint {
            object_type: "KalturaThumbCuePoint",
            entry_id,
            start_time: chapter.start,
            title: &chapter.title,
            description: chapter.description.as_deref(),
            sub_type: 2, // a chapter
        });
    }
    pretty(&list)
}

/// Cue points: no ends, and titles as far as the server keeps them.
pub(super) fn cue_points(chapters: &[Chapter], options: &WriteOptions) -> Written {
    let mut made = Written::default();
    let mut cut = Vec::with_capacity(chapters.len());
    let (mut ends, mut other) = (0, 0);
    for (index, chapter) in chapters.iter().enumerate() {
        let mut kept = chapter.clone();
        let mut at = kept.title.len().min(MAX_TITLE_BYTES);
        while !kept.title.is_char_boundary(at) {
            at -= 1;
        }
        if at < kept.title.len() {
            kept.title.truncate(at);
            kept.title = one_line(&kept.title);
            let lost = chapter.title.len() - kept.title.len();
            made.losses.push(format!(
                "{}: the last {lost} bytes of the title, of which the server keeps {MAX_TITLE_BYTES}",
                named(chapter)
            ));
        }
        let shown_until = chapters.get(index + 1).map(|next| next.start).or(options.media_duration);
        if let Some(end) = chapter.end {
            ends += 1;
            other += usize::from(shown_until != Some(end));
        }
        cut.push(kept);
    }
    if ends > 0 {
        let which = match other {
            0 => "the player ends chapters there anyway".to_owned(),
            n => format!("{n} not where the next chapter starts or the video ends"),
        };
        let ends = counted(ends, "end", "ends");
        made.losses.push(format!("{ends}, as cue points have none: {which}"));
    }
    made.text = points(&cut, options.entry_id.as_deref());
    made
}

fn pretty(list: &impl Serialize) -> String {
    // Plain data with string keys always serialises.
    serde_json::to_string_pretty(list).unwrap_or_default() + "\n"
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
        assert_eq!(read.losses, ["the member `image` is not kept"]);
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
        assert!(error("[").starts_with("line 1, column 1: this is no JSON"));
    }

    #[test]
    fn cue_points_are_read_in_the_shape_of_an_answer() {
        let text = r#"{"objectType": "KalturaCuePointListResponse", "totalCount": 3, "objects": [
            {"objectType": "KalturaThumbCuePoint", "startTime": "90000", "title": "b", "subType": "2"},
            {"objectType": "KalturaThumbCuePoint", "startTime": 5000, "subType": 1},
            {"objectType": "KalturaAnnotation", "startTime": 1, "endTime": 5, "text": "?"},
            {"objectType": "KalturaThumbCuePoint", "startTime": 0, "title": "a", "description": "d", "subType": 2}
        ]}"#;
        let read = from_cue_points(text).unwrap();
        let starts: Vec<_> = read.chapters.iter().map(|c| (c.start, c.title.as_str())).collect();
        assert_eq!(starts, [(90_000, "b"), (0, "a")]);
        assert_eq!(read.losses, ["1 cue point that is a slide", "1 cue point of another kind"]);
        let written = points(&read.chapters, None);
        let again = from_cue_points(&written).unwrap();
        assert_eq!(again.chapters, read.chapters);

        let error = from_cue_points(r#"[{"objectType": "KalturaThumbCuePoint", "title": "a"}]"#);
        let error = error.unwrap_err().to_string();
        assert_eq!(error, "/0: expected a member `startTime` in milliseconds");
    }
}
