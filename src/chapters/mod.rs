//! Chapters: where a part of a video starts, and what it is called.
//!
//! They come as WebVTT (or any caption file) and as lists with `start_time` and `end_time` in seconds
//! (JSON, CSV). Reading makes [`Chapter`]s of any of these, [`arrange`] fills in the ends, [`problems`]
//! says what is wrong with them, [`write()`] writes them. What a form cannot hold is reported, never
//! dropped in silence.

pub(crate) mod csv;
#[cfg(feature = "json")]
mod json;
mod webvtt;
mod write;

pub use csv::from_csv;
#[cfg(feature = "json")]
pub use json::from_list;
pub use webvtt::from_timeline;
pub use write::{WriteError, Written, write};

use crate::time::{Clock, Timestamp};

/// The longest title that is kept whole, in bytes of UTF-8: Kaltura's server cuts off what follows
/// (`KalturaThumbCuePoint.php`).
pub const MAX_TITLE_BYTES: usize = 255;

/// One chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chapter {
    /// Its position in what it was read from, from 1.
    pub number: u32,
    /// Where it starts, in ms.
    pub start: i64,
    /// Where it ends, in ms. `None`: where the next one starts, or with the video.
    pub end: Option<i64>,
    /// What it is called, on one line.
    pub title: String,
    /// A longer text.
    pub description: Option<String>,
}

/// Chapters, and what else was there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The chapters, in the order of the file.
    pub chapters: Vec<Chapter>,
    /// What chapters do not hold, one thing a line.
    pub losses: Vec<String>,
}

/// How chapters are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A WebVTT file: a cue for each chapter, descriptions as comments.
    WebVtt,
    /// A JSON list of objects with `start_time` and `end_time` in seconds and `title`.
    Json,
    /// The same as comma-separated values, with a header.
    Csv,
}

impl Form {
    /// Every form.
    pub const ALL: &'static [Self] = &[Self::WebVtt, Self::Json, Self::Csv];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WebVtt => "webvtt",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// The form that the extension of a path names: `.vtt`, `.json` (a list), `.csv`.
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let (_, extension) = path.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "vtt" | "webvtt" => Some(Self::WebVtt),
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// The form of a text by its content, or its name where that says nothing. Caption files of all
    /// formats count as [`Form::WebVtt`].
    #[must_use]
    pub fn detect(text: &str, path: Option<&str>) -> Self {
        let body = text.trim_start_matches('\u{feff}').trim_start();
        if body.starts_with(['{', '[']) {
            return Self::Json;
        }
        let header = body.lines().next().unwrap_or_default().to_ascii_lowercase();
        let is_csv = header.contains("start") && header.contains([',', ';', '\t']);
        let named = path.and_then(Self::from_path) == Some(Self::Csv);
        if (is_csv || named) && !header.contains("-->") { Self::Csv } else { Self::WebVtt }
    }
}

/// Why chapters cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct ReadError {
    /// Where: a line (`line 3`), or a JSON pointer (`/2/title`).
    pub place: String,
    /// What was expected and what is there.
    pub message: String,
}

impl ReadError {
    pub(crate) fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

/// Sorts chapters by their start, as the player does, and gives those without an end the next start, the
/// last one the length of the video (ms) if that is known. Says whether the order changed.
pub fn arrange(chapters: &mut [Chapter], media_duration: Option<i64>) -> bool {
    let moved = chapters.windows(2).any(|pair| pair[0].start > pair[1].start);
    crate::source::sort_by_key(chapters, |chapter| chapter.start); // stable
    let mut next = media_duration;
    for chapter in chapters.iter_mut().rev() {
        chapter.end = chapter.end.or(next);
        next = Some(chapter.start);
    }
    moved
}

/// What is wrong with chapters that are arranged: overlaps, times outside the video, no title. The API
/// refuses overlaps and times outside (`qc_rules.md` section 1.1).
#[must_use]
pub fn problems(chapters: &[Chapter], media_duration: Option<i64>) -> Vec<String> {
    let mut found = Vec::new();
    let mut last: Option<&Chapter> = None;
    for chapter in chapters {
        let Chapter { number, start, .. } = *chapter;
        if chapter.title.is_empty() {
            found.push(format!("chapter {number} ({}) has no title", clock(start)));
        }
        if start < 0 {
            found.push(format!("{} starts before the video", named(chapter)));
        }
        match chapter.end {
            Some(end) if end < start => {
                found.push(format!(
                    "{} ends {} ms before it starts",
                    named(chapter),
                    start.saturating_sub(end)
                ));
            }
            Some(end) if end == start => {
                found.push(format!("{} ends when it starts", named(chapter)));
            }
            _ => {}
        }
        match media_duration {
            Some(media) if start >= media => {
                let behind = format!("behind the end of the video ({})", clock(media));
                found.push(format!("{} starts {behind}", named(chapter)));
            }
            // A millisecond is rounding.
            Some(media) if chapter.end.is_some_and(|end| end > media.saturating_add(1)) => {
                let end = chapter.end.unwrap_or_default();
                let late = format!("{} ms behind the end of the video", end.saturating_sub(media));
                found.push(format!("{} ends {late}", named(chapter)));
            }
            _ => {}
        }
        if let Some((before, end)) = last.and_then(|last| Some((last, last.end?)))
            && start < end
        {
            let ms = end.saturating_sub(start);
            let before = named(before);
            found.push(format!("{} starts {ms} ms before {before} ends", named(chapter)));
        }
        if last.is_none_or(|last| chapter.end >= last.end) {
            last = Some(chapter);
        }
    }
    found
}

/// A chapter in a message.
pub(crate) fn named(chapter: &Chapter) -> String {
    let mut title: String = chapter.title.chars().take(40).collect();
    if title.len() < chapter.title.len() {
        title.push('…');
    }
    format!("chapter {} (`{title}`)", chapter.number)
}

fn clock(ms: i64) -> Clock {
    Clock { time: Timestamp(ms), mark: '.' }
}

/// A time in a list: seconds (`90`, `90.5`), or a clock time (`1:30`, `00:01:30.500`). In ms, and whether
/// it had to be rounded. `None` when it is neither.
fn seconds(text: &str) -> Option<(i64, bool)> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut whole: i64 = 0;
    let mut parts = digits.split(':').peekable();
    let mut count = 0;
    loop {
        let part = parts.next()?;
        count += 1;
        if parts.peek().is_some() {
            whole = whole.checked_add(number(part)?)?.checked_mul(60)?;
            continue;
        }
        let (last, fraction) = part.split_once(['.', ',']).unwrap_or((part, ""));
        whole = whole.checked_add(number(last)?)?;
        if count > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let digit = |at: usize| fraction.as_bytes().get(at).map_or(0, |b| i64::from(b - b'0'));
        let mut ms = digit(0) * 100 + digit(1) * 10 + digit(2);
        let rest = fraction.get(3..).unwrap_or_default();
        ms += i64::from(digit(3) >= 5);
        let exact = rest.bytes().all(|b| b == b'0');
        return Some((sign * whole.checked_mul(1000)?.checked_add(ms)?, !exact));
    }
}

fn number(digits: &str) -> Option<i64> {
    let fits =
        !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| digits.parse().ok())?
}

/// What is told when times are finer than milliseconds.
fn rounded(count: usize) -> String {
    format!("{} to whole milliseconds", counted(count, "time is rounded", "times are rounded"))
}

pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chapters(list: &[(i64, Option<i64>, &str)]) -> Vec<Chapter> {
        let chapter = |(at, &(start, end, title)): (usize, &(i64, Option<i64>, &str))| Chapter {
            number: at as u32 + 1,
            start,
            end,
            title: title.to_owned(),
            description: None,
        };
        list.iter().enumerate().map(chapter).collect()
    }

    #[test]
    fn a_chapter_lasts_until_the_next_one_starts() {
        let mut list = chapters(&[(5000, None, "b"), (0, None, "a"), (9000, None, "c")]);
        assert!(arrange(&mut list, Some(12_000)));
        let ends: Vec<_> = list.iter().map(|c| (c.number, c.start, c.end)).collect();
        assert_eq!(ends, [(2, 0, Some(5000)), (1, 5000, Some(9000)), (3, 9000, Some(12_000))]);
        assert!(!arrange(&mut list, None));
        assert!(problems(&list, Some(12_000)).is_empty());

        let mut open = chapters(&[(0, None, "a")]);
        arrange(&mut open, None);
        assert_eq!(open[0].end, None);
    }

    #[test]
    fn overlaps_bounds_and_missing_titles_are_problems() {
        let mut list = chapters(&[
            (0, Some(9000), "a"),
            (1000, Some(2000), "b"),
            (8000, Some(8000), ""),
            (10_000, Some(13_000), "c"),
            (14_000, None, "d"),
        ]);
        arrange(&mut list, Some(12_000));
        assert_eq!(
            problems(&list, Some(12_000)),
            [
                "chapter 2 (`b`) starts 8000 ms before chapter 1 (`a`) ends",
                "chapter 3 (00:00:08.000) has no title",
                "chapter 3 (``) ends when it starts",
                "chapter 3 (``) starts 1000 ms before chapter 1 (`a`) ends",
                "chapter 4 (`c`) ends 1000 ms behind the end of the video",
                "chapter 5 (`d`) ends 2000 ms before it starts",
                "chapter 5 (`d`) starts behind the end of the video (00:00:12.000)",
            ]
        );
    }

    #[test]
    fn times_of_lists_are_seconds_or_clock_times() {
        for (text, ms) in [
            ("90", (90_000, false)),
            ("90.5", (90_500, false)),
            ("0.0004", (0, true)),
            ("0.0005", (1, true)),
            ("1.230000", (1230, false)),
            ("1:30", (90_000, false)),
            ("01:00:00,25", (3_600_250, false)),
            ("-1.5", (-1500, false)),
        ] {
            assert_eq!(seconds(text), Some(ms), "{text}");
        }
        for text in ["", "x", "1:", ":1", "1:2:3:4", "1.x", "1e3", "99999999999999999", "--1"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn a_form_is_told_by_content_then_by_name() {
        assert_eq!(Form::detect("\u{feff}WEBVTT\n", None), Form::WebVtt);
        assert_eq!(Form::detect("[{\"start_time\": 1}]", Some("x.csv")), Form::Json);
        assert_eq!(Form::detect("{\"chapters\": []}", None), Form::Json);
        assert_eq!(Form::detect("start_time,title\n", Some("a.txt")), Form::Csv);
        assert_eq!(Form::detect("Start;Title\n", None), Form::Csv);
        assert_eq!(Form::detect("1\n00:00:01,000 --> 00:00:02,000\nx\n", None), Form::WebVtt);
    }
}
