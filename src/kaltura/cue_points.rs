//! Chapters as cue points: a start in milliseconds and no end. The player sorts them and shows each
//! until the next one starts.

use serde::Serialize;

use super::ThumbCuePointSubType;
use super::objects::{Found, OrderInput, Role, ThumbCuePoint, collect};
use crate::chapters::chapter::{counted, named};
use crate::chapters::{Chapter, MAX_TITLE_BYTES, Read, ReadError, Written};
use crate::timeline::one_line;

/// What cue points need in addition to the chapters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CuePointOptions {
    /// Length of the video in ms: where the last cue point ends for the player. Default unknown.
    pub media_duration: Option<i64>,
    /// The entry that the cue points belong to (`entryId`). Default none.
    pub entry_id: Option<String>,
}

/// Whether a text is JSON that contains cue points and not a list of chapters with times in seconds
/// ([`Form::Json`](crate::chapters::Form::Json)), as far as its beginning and names show.
#[must_use]
pub fn is_cue_points(text: &str) -> bool {
    let body = text.trim_start_matches('\u{feff}').trim_start();
    body.starts_with(['{', '[']) && !body.contains("\"start_time\"")
}

/// Reads the cue points in an answer of the API: one, a list, `{"objects": [...]}`. Slides and cue points
/// of other kinds are dropped and reported.
///
/// # Errors
/// [`ReadError`] names the place and what was expected there.
pub fn read(text: &str) -> Result<Read, ReadError> {
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

/// Writes chapters that are arranged ([`arrange`](crate::chapters::arrange)) as a JSON list of
/// `KalturaThumbCuePoint`: without ends, and titles as far as the server keeps them.
#[must_use]
pub fn write(chapters: &[Chapter], options: &CuePointOptions) -> Written {
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
                "{}: the last {lost} bytes of the title (the server keeps {MAX_TITLE_BYTES} bytes)",
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
            0 => "the player ends the chapters at the same times".to_owned(),
            1 => "one is not where the next chapter starts or the video ends".to_owned(),
            n => format!("{n} are not where the next chapter starts or the video ends"),
        };
        let ends = counted(ends, "end time", "end times");
        made.losses.push(format!("{ends}, which cue points do not have: {which}"));
    }
    made.text = points(&cut, options.entry_id.as_deref());
    made
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
    // Plain data with string keys always serializes.
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_without_start_times_in_seconds_is_cue_points() {
        assert!(is_cue_points("\u{feff} {\"objects\": []}"));
        assert!(!is_cue_points("[{\"start_time\": 1}]"));
        assert!(!is_cue_points("WEBVTT\n"));
    }

    #[test]
    fn cue_points_are_read_in_the_shape_of_an_answer() {
        let text = r#"{"objectType": "KalturaCuePointListResponse", "totalCount": 3, "objects": [
            {"objectType": "KalturaThumbCuePoint", "startTime": "90000", "title": "b", "subType": "2"},
            {"objectType": "KalturaThumbCuePoint", "startTime": 5000, "subType": 1},
            {"objectType": "KalturaAnnotation", "startTime": 1, "endTime": 5, "text": "?"},
            {"objectType": "KalturaThumbCuePoint", "startTime": 0, "title": "a", "description": "d", "subType": 2}
        ]}"#;
        let found = read(text).unwrap();
        let starts: Vec<_> = found.chapters.iter().map(|c| (c.start, c.title.as_str())).collect();
        assert_eq!(starts, [(90_000, "b"), (0, "a")]);
        assert_eq!(found.losses, ["1 cue point that is a slide", "1 cue point of another kind"]);
        let written = points(&found.chapters, None);
        let again = read(&written).unwrap();
        assert_eq!(again.chapters, found.chapters);

        let error = read(r#"[{"objectType": "KalturaThumbCuePoint", "title": "a"}]"#);
        let error = error.unwrap_err().to_string();
        assert_eq!(error, "/0: expected a member `startTime` in milliseconds");
    }

    #[test]
    fn cue_points_report_lost_end_times_and_long_titles() {
        let chapter = |start: i64, end: i64, title: &str| Chapter {
            start,
            end: Some(end),
            title: title.to_owned(),
            ..Chapter::default()
        };
        let list = [chapter(0, 1000, &"é".repeat(200)), chapter(1000, 1900, "b")];
        let options =
            CuePointOptions { media_duration: Some(2000), entry_id: Some("1_abc".into()) };
        let made = write(&list, &options);
        let value: serde_json::Value = serde_json::from_str(&made.text).unwrap();
        let title = value[0]["title"].as_str().unwrap();
        assert_eq!((title.len(), title.chars().count()), (254, 127));
        assert_eq!((value[1]["startTime"].as_i64(), value[1].get("endTime")), (Some(1000), None));
        assert_eq!(value[1]["entryId"], "1_abc");
        assert_eq!(value[1]["subType"], 2);
        assert_eq!(made.losses.len(), 2);
        assert!(made.losses[0].contains("the last 146 bytes of the title"));
        assert!(
            made.losses[1]
                .starts_with("2 end times, which cue points do not have: one is not where")
        );
    }
}
