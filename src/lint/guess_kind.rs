//! What a file is for, if the caller does not know: by its name, the `Kind:` of a WebVTT header, or its
//! cues.
//!
//! A guess turns off rules that make no sense for the file; a wrong one would turn them off for captions.
//! Therefore a word counts only as a separate part of the name (`talk.chapters.en.vtt`), and `chapters`
//! only if the cues do not look like captions.

use super::file_kind::FileKind;
use crate::format::Format;
use crate::read::Opened;
use crate::timeline::{Cue, Run, RunKind, visible_text};

/// A kind that was guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuessedKind {
    /// The kind.
    pub kind: FileKind,
    /// What the guess is based on, for messages: `the file name`.
    pub evidence: &'static str,
}

/// Guesses what a file is for; `None`: nothing suggests another kind than captions. `name` is the file's name.
///
/// ```
/// use cuesmith::lint::{FileKind, guess_kind};
/// use cuesmith::source::Source;
///
/// let text = "WEBVTT\n\n00:00.000 --> 00:05.000\nsprite.jpg#xywh=0,0,160,90\n";
/// let source = Source::from_text(text);
/// let file = cuesmith::open_silently(&source, None, &Default::default());
/// assert_eq!(guess_kind(&file, None).unwrap().kind, FileKind::Thumbnails);
/// ```
#[must_use]
pub fn guess_kind(file: &Opened<'_>, name: Option<&str>) -> Option<GuessedKind> {
    let of = |kind, evidence| Some(GuessedKind { kind, evidence });
    if file.timeline.cues.is_empty() {
        return None;
    }
    if images(file) {
        return of(FileKind::Thumbnails, "the text of its cues");
    }
    if let Some(kind) = kind_in_header(file) {
        return of(kind, "`Kind` in its header").filter(|guess| guess.kind != FileKind::Captions);
    }
    match name.and_then(kind_in_name) {
        Some(FileKind::Chapters) if !looks_like_captions(file) => {
            of(FileKind::Chapters, "the file name")
        }
        Some(FileKind::Ead) => of(FileKind::Ead, "the file name"),
        _ if looks_like_chapters(file) => of(FileKind::Chapters, "the length of its cues"),
        _ => None,
    }
}

/// The kind that a word names on its own.
fn kind_of_word(word: &str) -> Option<FileKind> {
    match word.to_ascii_lowercase().as_str() {
        "chapters" => Some(FileKind::Chapters),
        "descriptions" | "description" | "ead" | "audiodescription" | "audiodescriptions" => {
            Some(FileKind::Ead)
        }
        "captions" | "subtitles" => Some(FileKind::Captions),
        _ => None,
    }
}

/// The kind in the last part of a name that is not a language: `talk.chapters.en-GB.vtt`.
fn kind_in_name(name: &str) -> Option<FileKind> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    for part in stem.rsplit(['.', '_', '-']).filter(|part| !part.is_empty()).take(3) {
        let is_language = part.len() <= 3 && part.chars().all(|c| c.is_ascii_alphabetic());
        match kind_of_word(part) {
            None if is_language => {}
            kind => return kind,
        }
    }
    None
}

/// `Kind: chapters` in the lines after the signature, as YouTube writes it with the kinds of HTML tracks.
fn kind_in_header(file: &Opened<'_>) -> Option<FileKind> {
    if file.format() != Format::WebVtt {
        return None;
    }
    let header = file.text().lines().take(20).take_while(|line| !line.trim().is_empty());
    header.filter_map(|line| line.split_once(':')).find_map(|(key, value)| {
        key.trim().eq_ignore_ascii_case("kind").then(|| kind_of_word(value.trim()))?
    })
}

/// Whether the cues name images, or parts of one: `sprite.jpg#xywh=0,0,160,90`.
fn images(file: &Opened<'_>) -> bool {
    const ENDINGS: [&str; 7] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".bmp"];
    let cues = &file.timeline.cues;
    let is_image = |text: &str| {
        let text = text.trim();
        let path = text.split(['#', '?']).next().unwrap_or(text).to_ascii_lowercase();
        !text.contains(char::is_whitespace) && ENDINGS.iter().any(|ending| path.ends_with(ending))
    };
    let has_words = |run: &Run<'_>| match &run.kind {
        RunKind::Text(text) => text.trim().contains(' ') && !file.timeline.in_ruby_text(run),
        RunKind::Break | RunKind::Timestamp(_) => false,
    };
    let names_image = |cue: &Cue<'_>| {
        !file.timeline.runs_of(cue).iter().any(has_words)
            && is_image(&visible_text(&file.timeline, cue))
    };
    // One broken cue among many does not make the file captions. In captions the first tenth shows it.
    let mut others = cues.iter().filter(|cue| !names_image(cue));
    others.nth(cues.len() / 10).is_none()
}

/// The average duration of the cues in ms.
fn average(file: &Opened<'_>) -> i64 {
    let cues = &file.timeline.cues;
    let length = |ms: (i64, i64)| ms.1.saturating_sub(ms.0).max(0);
    let total = cues.iter().map(|cue| length((cue.interval.start.0, cue.interval.end.0)));
    total.fold(0_i64, i64::saturating_add) / (cues.len().max(1) as i64)
}

fn looks_like_captions(file: &Opened<'_>) -> bool {
    average(file) < 8_000 && file.timeline.cues.len() > 3
}

/// Whether the cues last half a minute or more on average, follow each other without gaps, and are single
/// short lines.
fn looks_like_chapters(file: &Opened<'_>) -> bool {
    let timeline = &file.timeline;
    let cues = &timeline.cues;
    let follows = |pair: &[crate::timeline::Cue<'_>]| {
        let gap = pair[1].interval.start.0.saturating_sub(pair[0].interval.end.0);
        gap.abs() <= 1_000
    };
    let is_title = |text: String| {
        let text = text.trim();
        !text.is_empty() && !text.contains('\n') && text.chars().count() <= 120
    };
    file.format() == Format::WebVtt
        && cues.len() > 1
        && average(file) >= 30_000
        && cues.windows(2).all(follows)
        && cues.iter().all(|cue| is_title(visible_text(timeline, cue)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::{ReadOptions, open_silently};

    fn guessed(name: &str, text: &str) -> Option<(FileKind, &'static str)> {
        let source = Source::from_text(text);
        let file = open_silently(&source, Some(name), &ReadOptions::default());
        guess_kind(&file, Some(name)).map(|guess| (guess.kind, guess.evidence))
    }

    const CAPTION: &str = "WEBVTT\n\n00:01.000 --> 00:04.000\nThe harbour opens at six.\n";

    #[test]
    fn a_part_of_the_name_says_what_the_file_is_for() {
        for (name, kind) in [
            ("talk.chapters.vtt", Some(FileKind::Chapters)),
            ("in/chapters.vtt", Some(FileKind::Chapters)),
            ("talk_chapters_en.vtt", Some(FileKind::Chapters)),
            ("talk-Descriptions.en-GB.vtt", Some(FileKind::Ead)),
            ("1_abc.EAD.vtt", Some(FileKind::Ead)),
            ("talk.vtt", None),
            ("talk.en.vtt", None),
            ("chapters-of-life.vtt", None),
            ("chapter-3-intro.vtt", None),
            ("chapters/talk.vtt", None),
            ("head.vtt", None),
        ] {
            let found = guessed(name, CAPTION);
            assert_eq!(found, kind.map(|kind| (kind, "the file name")), "{name}");
        }
        // Captions of a film with that name.
        let many: String =
            (0..9).map(|n| format!("00:0{n}.000 --> 00:0{n}.900\nLine {n}.\n\n")).collect();
        assert_eq!(guessed("lost-chapters.vtt", &format!("WEBVTT\n\n{many}")), None);
    }

    #[test]
    fn header_and_cues_say_it_too() {
        let kind = |text: &str| guessed("a.vtt", text).map(|(kind, _)| kind);
        let header = CAPTION.replacen("WEBVTT\n", "WEBVTT\nKind: descriptions\nLanguage: en\n", 1);
        assert_eq!(kind(&header), Some(FileKind::Ead));
        let captions = header.replace("descriptions", "captions");
        assert_eq!(guessed("a.chapters.vtt", &captions), None, "the header says what it is");
        let chapters =
            "WEBVTT\n\n00:00.000 --> 01:00.000\nThe pier\n\n01:00.000 --> 05:00.000\nThe quay\n";
        assert_eq!(kind(chapters), Some(FileKind::Chapters));
        assert_eq!(kind(&chapters.replace("The pier", "The pier\nand more")), None);
        assert_eq!(kind(&chapters.replace("01:00.000 -->", "01:30.000 -->")), None, "a gap");
        let images = "WEBVTT\n\n00:00.000 --> 00:05.000\nhttps://a.example/s.JPG?x=1#xywh=0,0,9,9\n\n\
                      00:05.000 --> 00:10.000\nthumb2.webp\n";
        assert_eq!(kind(images), Some(FileKind::Thumbnails));
        assert_eq!(kind(&images.replace("thumb2.webp", "see thumb2.webp")), None);
        assert_eq!(kind(CAPTION), None);
        assert_eq!(kind("WEBVTT\n"), None);
    }
}
