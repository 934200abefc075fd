//! Cutting a cue's text into several cues.
//!
//! Tags that are open at a cut are closed before it and reopened after it. Settings, coordinates
//! and attributes are repeated; an identifier stays with the first part. In SRT the numbers of all
//! cues after it move up.

use super::{Expected, Says, reads_as};
use crate::read::Opened;
use crate::source::{Edit, Span, sort_by_key};
use crate::time::Interval;
use crate::timeline::Shown;
use crate::timeline::edit::is_shared;

/// A cue to cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// Its position in the timeline.
    pub cue: u32,
    /// The cuts in ascending order, each from the end of the text before it to the start of the text after it,
    /// including the white space, line breaks and markup between them ([`cut_at`]).
    pub cuts: Vec<Span>,
    /// The times of the parts: one more than the number of cuts.
    pub times: Vec<Interval>,
}

/// The result of [`split_all`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SplitAll {
    /// The changes, new numbers included.
    pub edits: Vec<Edit>,
    /// Cues that cannot be cut: ruby, or paragraphs of TTML whose parts or siblings have times of
    /// their own.
    pub refused: Vec<u32>,
}

/// The cut at a place in the visible text of a cue (bytes), including the white space there and any
/// markup in between.
#[must_use]
pub fn cut_at(shown: &Shown, at: usize) -> Span {
    let (before, after) = shown.text.split_at(at.min(shown.text.len()));
    let first = before.trim_end().len();
    let second = shown.text.len() - after.trim_start().len();
    let start = shown.end(first);
    Span::new(start, shown.start(second).max(start))
}

/// Cuts cues, and gives the cues of an SRT file their new numbers.
///
/// ```
/// use cuesmith::rewrite::{Split, cut_at, split_all};
/// use cuesmith::source::{Edits, Source};
/// use cuesmith::time::Interval;
/// use cuesmith::timeline::Shown;
/// use cuesmith::{ReadOptions, open};
///
/// let text = "1\n00:00:01,000 --> 00:00:05,000\n<i>One.</i> Two.\n\n2\n00:00:06,000 --> 00:00:07,000\nThree.\n";
/// let source = Source::from_text(text);
/// let file = open(&source, None, &ReadOptions::default());
/// let shown = Shown::of(&file.timeline, &file.timeline.cues[0]);
/// let times = vec![Interval::from_ms(1000, 3000), Interval::from_ms(3000, 5000)];
/// let split = Split { cue: 0, cuts: vec![cut_at(&shown, 4)], times };
/// let edits: Edits = split_all(&file, &[split]).edits.into_iter().collect();
/// assert_eq!(
///     edits.apply(text).unwrap(),
///     "1\n00:00:01,000 --> 00:00:03,000\n<i>One.</i>\n\n2\n00:00:03,000 --> 00:00:05,000\nTwo.\n\n\
///      3\n00:00:06,000 --> 00:00:07,000\nThree.\n"
/// );
/// ```
#[must_use]
pub fn split_all(file: &Opened<'_>, splits: &[Split]) -> SplitAll {
    let mut order: Vec<&Split> = splits.iter().collect();
    sort_by_key(&mut order, |split| split.cue);
    let mut out = SplitAll::default();
    let plain = order.iter().map(|split| (*split, cut(file, split, 0))).collect::<Vec<_>>();
    let (done, refused): (Vec<_>, Vec<_>) = plain.into_iter().partition(|(_, cut)| cut.is_some());
    out.refused.extend(refused.iter().map(|(split, _)| split.cue));
    let added: Vec<(u32, i64)> =
        done.iter().map(|(split, _)| (split.cue, split.cuts.len() as i64)).collect();
    let numbers = renumber(file, &added);
    if numbers.is_empty() {
        out.edits.extend(done.into_iter().filter_map(|(_, cut)| cut).flatten());
        return out;
    }
    let mut shift = 0;
    for (split, _) in done {
        out.edits.extend(cut(file, split, shift).unwrap_or_default());
        shift += split.cuts.len() as i64;
    }
    out.edits.extend(numbers);
    out
}

/// Cuts one cue. In SRT the cues after it keep their numbers, so that two cues have the same
/// number: for callers that renumber the cues anyway. `None` when it cannot be cut, or when a part
/// would be read as something else.
#[must_use]
pub fn split(file: &Opened<'_>, split: &Split) -> Option<Vec<Edit>> {
    cut(file, split, 0)
}

/// New numbers for SRT cues: `added` lists cues in ascending order, with the number of cues added after each (or
/// removed, if negative). Lines that are not numbers are left alone, and so are gaps; nothing is renumbered where
/// that would turn a line of text into a number, or a number into text.
#[must_use]
pub fn renumber(file: &Opened<'_>, added: &[(u32, i64)]) -> Vec<Edit> {
    let timeline = &file.timeline;
    let Some(editor) = file.document.editor() else { return Vec::new() };
    let edits = editor.renumber(timeline, added);
    if edits.is_empty() {
        return edits;
    }
    for (at, cue) in timeline.cues.iter().enumerate() {
        let next = timeline.cues.get(at + 1);
        let start = cue.origin.block.start;
        let end = next.map_or(timeline.source.len() as u32, |next| next.origin.start.start);
        let from = cue.origin.payload.start.min(next.map_or(end, |next| next.origin.block.start));
        let text = next.map_or(end, |next| next.origin.block.start).max(from);
        if !has_number_line(Span::new(from, text).slice(timeline.source)) {
            continue;
        }
        let first = edits.partition_point(|edit| edit.span.start < start);
        let here = edits[first..].iter().take_while(|edit| edit.span.start < end);
        let here: Vec<Edit> = here.cloned().collect();
        let cue = at as u32;
        let same = Expected { cues: cue..=cue, becomes: 1, says: Says::TheSame };
        if !here.is_empty() && !reads_as(file, &here, &same) {
            return Vec::new();
        }
    }
    edits
}

/// Whether a line is only a number, which may be a cue number.
fn has_number_line(text: &str) -> bool {
    let is_number = |line: &str| {
        let line = line.trim();
        !line.is_empty() && line.chars().all(char::is_numeric)
    };
    text.split(['\n', '\r']).any(is_number)
}

fn cut(file: &Opened<'_>, split: &Split, shift: i64) -> Option<Vec<Edit>> {
    let timeline = &file.timeline;
    let payload = timeline.cues.get(split.cue as usize)?.origin.payload;
    if split.times.len() != split.cuts.len() + 1 || is_shared(timeline, split.cue) {
        return None;
    }
    let mut at = payload.start;
    for span in &split.cuts {
        if span.start < at || span.end > payload.end || span.start > span.end {
            return None;
        }
        at = span.end;
    }
    let (first, others) = split.times.split_first()?;
    let editor = file.document.editor()?;
    let parts = editor.split(timeline, split.cue, &split.cuts, others, shift)?;
    let mut edits = editor.set_times(timeline, split.cue, *first)?;
    edits.extend(split.cuts.iter().zip(parts).map(|(cut, part)| Edit::replace(*cut, part)));
    let becomes = split.times.len();
    let expected = Expected { cues: split.cue..=split.cue, becomes, says: Says::TheSame };
    // Other numbers are read in the same way: `renumber` ensures that.
    (shift != 0 || reads_as(file, &edits, &expected)).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rewrite::{Joint, merge};
    use crate::source::{Edits, Source};
    use crate::{ReadOptions, open};

    /// A text after the edits that are made of the open file.
    fn changed(
        text: &str,
        change: impl FnOnce(&Opened<'_>) -> Option<Vec<Edit>>,
    ) -> Option<String> {
        let source = Source::from_text(text);
        let edits = change(&open(&source, None, &ReadOptions::default()))?;
        Some(edits.into_iter().collect::<Edits>().apply(text).unwrap())
    }

    /// The first cue cut after each of the words, its time in equal parts.
    fn cut_behind(text: &str, words: &[&str]) -> Option<String> {
        changed(text, |file| {
            let cue = &file.timeline.cues[0];
            let shown = Shown::of(&file.timeline, cue);
            let at = |word: &&str| cut_at(&shown, shown.text.find(*word).unwrap() + word.len());
            let parts = words.len() as i64 + 1;
            let (start, each) = (cue.interval.start.0, cue.interval.duration() / parts);
            let time = |n| Interval::from_ms(start + n * each, start + (n + 1) * each);
            let split = Split {
                cue: 0,
                cuts: words.iter().map(at).collect(),
                times: (0..parts).map(time).collect(),
            };
            let done = split_all(file, &[split]);
            done.refused.is_empty().then_some(done.edits)
        })
    }

    #[test]
    fn srt_parts_get_numbers_and_keep_tags_and_positions() {
        let text = "7\r\n00:00:00,000 --> 00:00:03,000\r\n{\\an8}<b>One <i>two</i>\r\nthree</b> four\r\n\r\n\
                    8\r\n00:00:05,000 --> 00:00:06,000\r\nfive\r\n";
        let want = "7\r\n00:00:00,000 --> 00:00:01,000\r\n{\\an8}<b>One</b>\r\n\r\n\
                    8\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<b><i>two</i></b>\r\n\r\n\
                    9\r\n00:00:02,000 --> 00:00:03,000\r\n{\\an8}<b>three</b> four\r\n\r\n\
                    10\r\n00:00:05,000 --> 00:00:06,000\r\nfive\r\n";
        assert_eq!(cut_behind(text, &["One", "two"]).unwrap(), want);
    }

    #[test]
    fn webvtt_parts_keep_settings_voices_and_timestamps() {
        let text = "WEBVTT\n\nintro\n00:00.000 --> 00:02.000 line:10%\n<v Ana>One <00:01.000>two\n";
        let want = "WEBVTT\n\nintro\n00:00.000 --> 00:01.000 line:10%\n<v Ana>One</v>\n\n\
                    00:01.000 --> 00:02.000 line:10%\n<v Ana><00:01.000>two\n";
        assert_eq!(cut_behind(text, &["One"]).unwrap(), want);
        let ruby = "WEBVTT\n\n00:00.000 --> 00:02.000\n<ruby>a b<rt>c</rt></ruby>\n";
        assert_eq!(cut_behind(ruby, &["a"]), None);
    }

    #[cfg(feature = "ttml")]
    fn ttml(body: &str) -> String {
        format!(
            "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"\" \
             xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" ttp:frameRate=\"25\">\
             <body><div>\n{body}\n</div></body></tt>"
        )
    }

    #[cfg(feature = "ttml")]
    #[test]
    fn ttml_parts_are_paragraphs_with_the_same_attributes() {
        let text = ttml(
            "  <p xml:id='a' begin='00:00:01:00' dur='2s' region='r'><span xml:id='s' style='x'>One<br/>two</span> three</p>",
        );
        let want = ttml(
            "  <p xml:id='a' begin='00:00:01:00' dur='1s' region='r'><span xml:id='s' style='x'>One</span></p>\n  \
                    <p begin='00:00:02:00' dur='1s' region='r'><span style='x'>two</span> three</p>",
        );
        let text = text.replace("region='r'", "style='r'");
        assert_eq!(cut_behind(&text, &["One"]).unwrap(), want.replace("region='r'", "style='r'"));
        let timed = ttml("<p begin='1s' end='3s'><span begin='0s'>One two</span></p>");
        assert_eq!(cut_behind(&timed, &["One"]), None);
    }

    #[cfg(feature = "ttml")]
    #[test]
    fn ttml_paragraphs_that_look_alike_become_one() {
        let text =
            ttml("<p xml:id='a' begin='1s' end='2s'>One</p>\n<p begin='2s' end='3s'>two</p>");
        let to = Interval::from_ms(1000, 3000);
        let merged = |text: &str| changed(text, |file| merge(file, 0, 1, Joint::Break, to));
        let want = ttml("<p xml:id='a' begin='1s' end='3s'>One<br/>two</p>");
        assert_eq!(merged(&text).unwrap(), want);
        assert_eq!(merged(&text.replace("<p begin", "<p region='r' begin")), None);
    }

    #[test]
    fn cues_that_are_shown_elsewhere_do_not_become_one() {
        let to = Interval::from_ms(0, 2000);
        let merged = |text: &str| changed(text, |file| merge(file, 0, 1, Joint::Space, to));
        let srt = "1\n00:00:00,000 --> 00:00:01,000\n{\\an8}a\n\n2\n00:00:01,000 --> 00:00:02,000\n{\\an8}b\n";
        assert_eq!(merged(srt).unwrap(), "1\n00:00:00,000 --> 00:00:02,000\n{\\an8}a b\n");
        assert_eq!(merged(&srt.replace("{\\an8}b", "{\\an1}b")), None);
        let vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\na\n\nNOTE x\n\n00:01.000 --> 00:02.000\nb\n";
        assert_eq!(merged(vtt), None);
        assert!(merged(&vtt.replace("NOTE x\n\n", "")).is_some());
    }

    #[test]
    fn numbers_that_are_none_stay() {
        let text = "1\n00:00:00,000 --> 00:00:01,000\na\n\nx\n00:00:01,000 --> 00:00:02,000\nb\n\n\
                    007\n00:00:02,000 --> 00:00:03,000\nc\n";
        let new = changed(text, |file| Some(renumber(file, &[(0, 2)])));
        assert_eq!(new.unwrap(), text.replace("007", "9"));
    }
}
