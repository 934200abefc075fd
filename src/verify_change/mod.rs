//! Compares a changed file with the file it was made from: no word and no time may differ except for the
//! changes that the operation states.
//!
//! An operation states what it does to every cue as an [`Account`], and [`verify`] compares the new file with
//! that. [`apply`] turns edits into the bytes of a file: it reads the result back and verifies it before it can
//! be written.

mod edits;
mod kept;
mod text;

pub use edits::verify_edits;
pub use kept::verify_kept;

use std::collections::HashMap;

use crate::format::Format;
use crate::read::{Opened, detect, open_silently};
use crate::source::{DecodeError, Edits, EncodeError, Span, decode, sort_by_key};
use crate::time::{Interval, Timestamp};
use crate::timeline::{Cue, Difference, DifferenceKind, Replacement, Shown, Timeline};
use text::{Mismatch, Words};

/// What an operation does to the cues of a file, stated before the new file is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The cues of the new file in its order. Parts of one cue follow each other.
    pub cues: Vec<Expected>,
    /// Cues whose text was added to another cue, in the order of these merges. Indices in the old file: the removed
    /// cue, and the cue that has its text now.
    pub joined: Vec<(u32, u32)>,
    /// Cues that were removed because another one has the same words: the removed cue, and the other one.
    pub repeated: Vec<(u32, u32)>,
    /// Changes to the visible text of cues of the old file, by cue and place.
    pub replaced: Vec<(u32, Replacement)>,
}

/// A cue that the new file should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The cue of the old file that it was made from or is a part of.
    pub from: u32,
    /// Its times.
    pub interval: Interval,
}

impl Account {
    /// The account of an operation that changes no cue.
    #[must_use]
    pub fn unchanged(timeline: &Timeline<'_>) -> Self {
        let expected = |(from, cue): (u32, &Cue<'_>)| Expected { from, interval: cue.interval };
        Self { cues: (0..).zip(&timeline.cues).map(expected).collect(), ..Self::default() }
    }

    /// The account of an operation that splits cues: `parts` lists the times of the parts, in ascending order of the
    /// cues.
    #[must_use]
    pub fn split<'p>(
        timeline: &Timeline<'_>,
        parts: impl IntoIterator<Item = (u32, &'p [Interval])>,
    ) -> Self {
        let mut parts = parts.into_iter().peekable();
        let mut account = Self::default();
        for (from, cue) in (0..).zip(&timeline.cues) {
            let split = parts.next_if(|(cue, _)| *cue == from).map(|(_, parts)| parts);
            let times = split.unwrap_or(std::slice::from_ref(&cue.interval));
            account.cues.extend(times.iter().map(|&interval| Expected { from, interval }));
        }
        account
    }

    /// The account of an operation that changes words and nothing else.
    #[must_use]
    pub fn replaced(
        timeline: &Timeline<'_>,
        replaced: impl IntoIterator<Item = (u32, Replacement)>,
    ) -> Self {
        let mut replaced: Vec<_> = replaced.into_iter().collect();
        sort_by_key(&mut replaced, |(_, change)| change.range.end as u32);
        sort_by_key(&mut replaced, |(cue, change)| (i64::from(*cue), change.range.start as i64));
        Self { replaced, ..Self::unchanged(timeline) }
    }

    fn replaced_in(&self, cue: u32) -> &[(u32, Replacement)] {
        let from = self.replaced.partition_point(|(at, _)| *at < cue);
        let count = self.replaced[from..].partition_point(|(at, _)| *at == cue);
        &self.replaced[from..from + count]
    }
}

/// Why a changed file must not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApplyError {
    /// The edits do not apply, or the result has no place in the encoding of the file.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The result cannot be decoded again.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The result does not have the words and times that it should: a bug in the operation.
    #[error("the changed file would not read as intended: {}", .0.message)]
    Changed(Difference),
}

/// Applies edits to a file, reads the result back and compares it with the account ([`verify`]): the bytes of
/// the changed file.
///
/// # Errors
/// [`ApplyError`]; the file then stays unchanged.
pub fn apply(file: &Opened<'_>, edits: &Edits, account: &Account) -> Result<Vec<u8>, ApplyError> {
    let bytes = file.source.apply(edits)?;
    if edits.is_empty() {
        return Ok(bytes);
    }
    let source = decode(&bytes, &file.source.decoding(false))?;
    is_found_again(file, &source.text)?;
    let changed = open_silently(&source, file.path, &file.reading);
    verify(&file.timeline, &changed.timeline, account).map_err(ApplyError::Changed)?;
    Ok(bytes)
}

/// Whether a changed text is detected as the same format as the text before the change.
fn is_found_again(file: &Opened<'_>, text: &str) -> Result<(), ApplyError> {
    let format = file.format();
    let found = detect(text, file.path);
    if found == format || detect(file.text(), file.path) != format {
        return Ok(());
    }
    let message =
        format!("it would be recognized as {} instead of {}", found.title(), format.title());
    let kind = DifferenceKind::Cues;
    Err(ApplyError::Changed(Difference { kind, cue: None, span: Span::at(0), message }))
}

/// The largest difference of a TTML time from the requested one, in ms: frames and ticks are exact in TTML, but
/// rounded in the timeline.
const ROUNDING: u64 = 1;

/// Compares the cues of a changed file with the account of the operation: their number, their order,
/// their times, and the visible words of each, ruby annotations included. White space may differ, as long
/// as no two words become one and none becomes two. Linear in the size of both.
///
/// ```
/// use cuesmith::verify_change::{Account, verify};
/// use cuesmith::{ReadOptions, read};
///
/// let (was, is) = ("Hello there &amp; <i>you</i>", "Hello there\n&amp; <i>you</i>");
/// let text = |words| format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n");
/// let (was, is, lost) = (text(was), text(is), text("Hello there <&amp; you>"));
/// let lower = |text| read(text, None, &ReadOptions::default()).document.lower();
/// let account = Account::unchanged(&lower(&was));
/// assert_eq!(verify(&lower(&was), &lower(&is), &account), Ok(()));
/// let difference = verify(&lower(&was), &lower(&lost), &account).unwrap_err();
/// assert_eq!(difference.cue, Some(0));
/// assert_eq!(difference.message, "`& you` should follow `there`, but nothing does");
/// ```
///
/// # Errors
/// The first [`Difference`] that the account does not explain.
pub fn verify(was: &Timeline<'_>, is: &Timeline<'_>, account: &Account) -> Result<(), Difference> {
    verify_times(was, is, account)?;
    let texts = joined(account);
    let (mut old, mut new) = (Words::default(), Words::default());
    let mut at = 0;
    for group in account.cues.chunk_by(|a, b| a.from == b.from) {
        let from = group[0].from;
        old.clear();
        let own = [from];
        for &cue in texts.get(&from).map_or(&own[..], Vec::as_slice) {
            old.push(was, cue, account.replaced_in(cue));
        }
        new.clear();
        (at..at + group.len()).for_each(|cue| new.push(is, cue as u32, &[]));
        at += group.len();
        if let Some(Mismatch { at, message }) = old.compare(&new) {
            let is_own = account.replaced_in(from).is_empty();
            let span = place(was, from, at.filter(|_| is_own));
            let kind = DifferenceKind::Words;
            return Err(Difference { kind, cue: Some(from), span, message });
        }
    }
    for &(cue, other) in &account.repeated {
        old.clear();
        new.clear();
        old.push(was, cue, &[]);
        new.push(was, other, &[]);
        if old.compare(&new).is_some() {
            let message = "the cue is removed although no other one has its words".to_owned();
            let (kind, span) = (DifferenceKind::Words, place(was, cue, None));
            return Err(Difference { kind, cue: Some(cue), span, message });
        }
    }
    Ok(())
}

/// The part of [`verify`] that is about the number of cues and their times.
///
/// # Errors
/// The first [`Difference`] that the account does not explain.
pub fn verify_times(
    was: &Timeline<'_>,
    is: &Timeline<'_>,
    account: &Account,
) -> Result<(), Difference> {
    for (at, expected) in account.cues.iter().enumerate() {
        match is.cues.get(at) {
            Some(cue) if is_close(is.format, cue.interval, expected.interval) => {}
            found => return Err(other_times(was, is, expected, found, account)),
        }
    }
    let Some(cue) = is.cues.get(account.cues.len()) else { return Ok(()) };
    let last = account.cues.last().map(|expected| expected.from);
    let times = format_interval(is.format, cue.interval);
    Err(Difference {
        kind: DifferenceKind::Cues,
        cue: last,
        span: last.map_or(Span::at(0), |last| place(was, last, None)),
        message: format!("a new cue appears: {times}"),
    })
}

/// For each cue that received the text of others: all of these cues, in the order of the text.
fn joined(account: &Account) -> HashMap<u32, Vec<u32>> {
    let mut texts: HashMap<u32, Vec<u32>> = HashMap::new();
    for &(cue, into) in &account.joined {
        let more = texts.remove(&cue).unwrap_or_else(|| vec![cue]);
        texts.entry(into).or_insert_with(|| vec![into]).extend(more);
    }
    texts
}

/// The place of a difference in the old file: `at` is a place in the visible text of the cue.
fn place(was: &Timeline<'_>, cue: u32, at: Option<usize>) -> Span {
    let Some(cue) = was.cues.get(cue as usize) else { return Span::at(0) };
    let shown = Shown::of(was, cue);
    match at.filter(|at| *at < shown.text.len()) {
        Some(at) => Span::at(shown.start(at)),
        None if cue.origin.timing().is_empty() => cue.origin.block,
        None => cue.origin.timing(),
    }
}

fn other_times(
    was: &Timeline<'_>,
    is: &Timeline<'_>,
    expected: &Expected,
    found: Option<&Cue<'_>>,
    account: &Account,
) -> Difference {
    let mut message = String::new();
    let (had, has) = (account.cues.len(), is.cues.len());
    if had != has {
        message = format!("the number of cues would be {has} instead of {had}: ");
    }
    let times = format_interval(was.format, expected.interval);
    message += &match found {
        Some(cue) => {
            format!("expected {times}, found {}", format_interval(is.format, cue.interval))
        }
        None => format!("{times} is missing"),
    };
    let (cue, span) = (Some(expected.from), place(was, expected.from, None));
    let kind = if had == has { DifferenceKind::Times } else { DifferenceKind::Cues };
    Difference { kind, cue, span, message }
}

fn is_close(format: Format, a: Interval, b: Interval) -> bool {
    let close = |a: Timestamp, b: Timestamp| {
        a == b || !format.is_line_based() && a.0.abs_diff(b.0) <= ROUNDING
    };
    close(a.start, b.start) && close(a.end, b.end)
}

fn format_interval(format: Format, times: Interval) -> String {
    let time = |time: Timestamp| match time {
        Timestamp::OPEN => "the end".to_owned(),
        time => format.format_time(time),
    };
    format!("{} --> {}", time(times.start), time(times.end))
}
