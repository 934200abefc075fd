//! Writes chapters in each form, and lists what the form cannot express.

use super::chapter::{Chapter, Written, named, timestamp};
use super::form::Form;
#[cfg(feature = "json")]
use super::json;
use super::seconds::write_seconds;
use super::webvtt::DESCRIPTION;
use crate::csv;
use crate::format::Format;

/// Why chapters cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A cue needs an end.
    #[error("{0} has no end, and the length of the video is not known")]
    NoEnd(String),
    /// A cue cannot start before zero.
    #[error("{0} starts or ends before zero, which WebVTT cannot express")]
    Negative(String),
    /// Built without the feature `json`.
    #[error("this build of cuesmith writes no JSON")]
    NoJson,
}

/// Writes chapters that are arranged ([`super::arrange`]).
///
/// # Errors
/// [`WriteError`] when the form needs what a chapter does not have.
///
/// ```
/// use cuesmith::chapters::{Form, arrange, from_csv, write};
///
/// let mut read = from_csv("start_time,title\n0,The harbour\n90,Bread & salt\n")?;
/// arrange(&mut read.chapters, Some(120_000));
/// let made = write(&read.chapters, Form::WebVtt)?;
/// assert!(made.text.ends_with("\n00:01:30.000 --> 00:02:00.000\nBread &amp; salt\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(chapters: &[Chapter], form: Form) -> Result<Written, WriteError> {
    match form {
        Form::WebVtt => webvtt(chapters),
        Form::Csv => Ok(list(chapters, table)),
        #[cfg(feature = "json")]
        Form::Json => Ok(list(chapters, json::list)),
        #[cfg(not(feature = "json"))]
        Form::Json => Err(WriteError::NoJson),
    }
}

fn webvtt(chapters: &[Chapter]) -> Result<Written, WriteError> {
    let mut made = Written { text: "WEBVTT\n".to_owned(), losses: Vec::new() };
    for chapter in chapters {
        let end = chapter.end.ok_or_else(|| WriteError::NoEnd(named(chapter)))?;
        if chapter.start < 0 || end < 0 {
            return Err(WriteError::Negative(named(chapter)));
        }
        if let Some(description) = &chapter.description {
            // A comment ends at a blank line, and may not hold an arrow.
            let lines: Vec<&str> =
                description.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            let plain = lines.join("\n").replace("-->", "->");
            if plain != *description {
                made.losses
                    .push(format!("{}: layout or arrows of the description", named(chapter)));
            }
            made.text.push_str(&format!("\n{DESCRIPTION}\n{plain}\n"));
        }
        let title = Format::WebVtt.escape(&chapter.title);
        made.text.push_str(&format!(
            "\n{} --> {}\n{title}\n",
            timestamp(chapter.start),
            timestamp(end)
        ));
    }
    Ok(made)
}

/// A form in which nothing is lost; an end that is not known stays open.
fn list(chapters: &[Chapter], make: fn(&[Chapter]) -> String) -> Written {
    let open = chapters.iter().filter(|chapter| chapter.end.is_none());
    let losses = open.map(|chapter| {
        format!(
            "{} is written without an end: the length of the video is not known",
            named(chapter)
        )
    });
    Written { text: make(chapters), losses: losses.collect() }
}

fn table(chapters: &[Chapter]) -> String {
    let described = chapters.iter().any(|chapter| chapter.description.is_some());
    let mut out = String::from("start_time,end_time,title");
    out.push_str(if described { ",description\n" } else { "\n" });
    for chapter in chapters {
        let end = chapter.end.map_or_else(String::new, write_seconds);
        out.push_str(&format!(
            "{},{end},{}",
            write_seconds(chapter.start),
            csv::cell(&chapter.title)
        ));
        if described {
            out.push(',');
            out.push_str(&csv::cell(chapter.description.as_deref().unwrap_or_default()));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::from_timeline;
    use crate::{ReadOptions, read};

    fn chapter(start: i64, end: i64, title: &str) -> Chapter {
        Chapter { number: 1, start, end: Some(end), title: title.into(), description: None }
    }

    #[test]
    fn what_is_written_as_webvtt_reads_back() {
        let mut list =
            vec![chapter(0, 90_500, "Bread & <salt> --> sea"), chapter(90_500, 120_000, "b")];
        list[0].description = Some("Line one\nline two".into());
        list[1].number = 2;
        let made = write(&list, Form::WebVtt).unwrap();
        assert!(made.losses.is_empty());
        let timeline = read(&made.text, None, &ReadOptions::default()).document.lower();
        assert_eq!(from_timeline(&timeline).chapters, list);
        assert!(from_timeline(&timeline).losses.is_empty());
    }

    #[test]
    fn webvtt_needs_ends_and_says_what_a_comment_cannot_hold() {
        let open = Chapter { end: None, ..chapter(0, 0, "a") };
        let error = write(&[open], Form::WebVtt).unwrap_err();
        assert!(error.to_string().starts_with("chapter 1 (`a`) has no end"));
        let mut described = chapter(0, 1000, "a");
        described.description = Some("x --> y\n\nz".into());
        let made = write(&[described], Form::WebVtt).unwrap();
        assert!(made.text.contains("NOTE Description\nx -> y\nz\n\n00:00:00.000"));
        assert_eq!(made.losses, ["chapter 1 (`a`): layout or arrows of the description"]);
    }

    #[test]
    fn a_table_quotes_what_it_must() {
        let made = write(&[chapter(0, 1500, "a, \"b\"")], Form::Csv).unwrap();
        assert_eq!(made.text, "start_time,end_time,title\n0,1.5,\"a, \"\"b\"\"\"\n");
    }
}
