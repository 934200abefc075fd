//! How each format spells a change, as edits to the source text: other times, a cue less, a line
//! break, plain text.
//!
//! Linter, retiming, reflow and the word lists say what they want of a cue; this module knows what
//! that means in SRT, WebVTT and TTML. Where a format cannot say it in the place a cue has (a cue that
//! is one of several made of one paragraph, a time that comes from a container), the answer is `None`
//! and the change is not offered.

mod blocks;
mod clock;
mod merge;
mod open_tags;
#[cfg(feature = "ttml")]
mod spell;
mod split;
mod stamps;
#[cfg(feature = "ttml")]
mod ttml;
#[cfg(feature = "ttml")]
mod ttml_split;

pub use clock::spell_clock;
pub use merge::{Joint, merge};
pub use split::{Split, SplitAll, cut_at, renumber, split, split_all};
pub use stamps::move_stamps;

use std::borrow::Cow;

use crate::format::Format;
use crate::read::Document;
use crate::source::{Edit, Span};
use crate::srt::Fraction;
use crate::time::{Interval, Timestamp};
use crate::timeline::{Cue, RunKind, Timeline};

/// Gives a cue other times. A time that stays is not touched; a new one keeps the author's form where
/// that can say it to the millisecond ([`spell_clock`]); TTML keeps frames, ticks, offsets, digits and
/// `dur`.
///
/// `cue` is the position in [`Timeline::cues`]. `None` when it cannot be done; an empty list when
/// there is nothing to do.
///
/// ```
/// use cuesmith::source::Edits;
/// use cuesmith::time::Interval;
/// use cuesmith::{ReadOptions, read, rewrite};
///
/// let text = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n";
/// let file = read(text, None, &ReadOptions::default());
/// let timeline = file.document.lower();
/// let mut edits = Edits::default();
/// for edit in rewrite::set_times(&file.document, &timeline, 0, Interval::from_ms(1000, 2500)).unwrap() {
///     edits.push(edit);
/// }
/// assert_eq!(edits.apply(text).unwrap(), "WEBVTT\n\n00:01.000 --> 00:02.500\nHello\n");
/// ```
#[must_use]
pub fn set_times(
    document: &Document<'_>,
    timeline: &Timeline<'_>,
    cue: u32,
    to: Interval,
) -> Option<Vec<Edit>> {
    let found = timeline.cues.get(cue as usize)?;
    #[cfg(feature = "ttml")]
    if let Document::Ttml(document) = document {
        return ttml::set_times(document, timeline, cue, to);
    }
    let (from, origin) = (found.interval, &found.origin);
    let mut edits = Vec::new();
    for (span, old, new) in [(origin.start, from.start, to.start), (origin.end, from.end, to.end)] {
        if old == new {
            continue;
        }
        if span.is_empty() || new.0 < 0 || new == Timestamp::OPEN {
            return None;
        }
        let like = span.slice(timeline.source);
        let spelt = match document {
            // There `,5` is five milliseconds, and three digits are the only ones that all agree on.
            Document::Srt(srt) if srt.fraction == Fraction::Milliseconds => {
                clock::in_full(Format::Srt, like, new)
            }
            _ => spell_clock(document.format(), like, new),
        };
        edits.push(Edit::replace(span, spelt));
    }
    Some(edits)
}

/// Takes a cue out. In SRT and WebVTT its neighbours stay one blank line apart; in TTML the line goes
/// that its `p` stood on. `None` when the cue is one of several made of one paragraph, or when others
/// would move (TTML's `seq` containers).
#[must_use]
pub fn remove(document: &Document<'_>, timeline: &Timeline<'_>, cue: u32) -> Option<Edit> {
    let found = timeline.cues.get(cue as usize)?;
    if is_shared(timeline, cue) {
        return None;
    }
    #[cfg(feature = "ttml")]
    if let Document::Ttml(document) = document {
        return ttml::remove(document, found);
    }
    let _ = document;
    Some(blocks::remove(timeline.source, found.origin.block))
}

/// Takes a block of whole lines that is no cue (a comment, a style sheet, a region) out of an SRT or
/// WebVTT text, so that its neighbours stay one blank line apart.
#[must_use]
pub fn remove_block(text: &str, block: Span) -> Edit {
    blocks::remove(text, block)
}

/// Takes lines out of a cue that show nothing, each with its line break: the edits for each of `lines`,
/// which count from 0 and rise. `None` for the last line, for a cue that [`is_shared`], and where
/// markup stands on the line of a text file.
#[must_use]
pub fn delete_lines(
    document: &Document<'_>,
    timeline: &Timeline<'_>,
    cue: u32,
    lines: &[usize],
) -> Vec<Option<Vec<Edit>>> {
    let mut out = vec![None; lines.len()];
    let Some(found) = timeline.cues.get(cue as usize).filter(|_| !is_shared(timeline, cue)) else {
        return out;
    };
    let is_text = document.format() == Format::Srt || document.format() == Format::WebVtt;
    let runs = timeline.runs_of(found).split_inclusive(|run| run.kind == RunKind::Break);
    let mut wanted = lines.iter().zip(&mut out).peekable();
    for (line, runs) in runs.enumerate() {
        let Some((_, edits)) = wanted.next_if(|(at, _)| **at == line) else { continue };
        let Some(end) = runs.last().filter(|run| run.kind == RunKind::Break) else { continue };
        *edits = if is_text {
            let whole = line_around(timeline.source, end.span.start);
            let marked = whole.slice(timeline.source).contains('<');
            let inside = found.origin.payload.contains(whole);
            (inside && !marked).then(|| vec![Edit::delete(whole)])
        } else {
            Some(runs.iter().map(|run| Edit::delete(run.span)).collect())
        };
    }
    out
}

/// Ends what a cue is made of at `at`, and with it all that is made of the same piece of source: cues
/// that would begin later are gone then. In TTML that can be done to paragraphs with timed parts too,
/// for which [`set_times`] has no answer. `None` when it cannot be done.
#[must_use]
pub fn end_at(
    document: &Document<'_>,
    timeline: &Timeline<'_>,
    cue: u32,
    at: Timestamp,
) -> Option<Vec<Edit>> {
    let interval = timeline.cues.get(cue as usize)?.interval;
    let plain = set_times(document, timeline, cue, Interval { end: at, ..interval });
    #[cfg(feature = "ttml")]
    if let (Document::Ttml(document), None) = (document, &plain) {
        return ttml::end_at(document, timeline.cues.get(cue as usize)?, at);
    }
    plain
}

/// Takes several cues out, given in rising order. Neighbours that go are one hole; cues made of one
/// piece of source ([`is_shared`]) go only all together.
#[must_use]
pub fn remove_all(
    document: &Document<'_>,
    timeline: &Timeline<'_>,
    cues: &[u32],
) -> Option<Vec<Edit>> {
    #[cfg(feature = "ttml")]
    if let Document::Ttml(document) = document {
        let block = |cue: &u32| timeline.cues.get(*cue as usize).map(|cue| cue.origin.block);
        let whole = |group: &[u32]| {
            let (first, last) = (*group.first()?, *group.last()?);
            let own = block(&first)?;
            let more = |cue: Option<u32>| cue.and_then(|cue| block(&cue)) == Some(own);
            let shared =
                !own.is_empty() && (more(first.checked_sub(1)) || more(last.checked_add(1)));
            let all = !shared && (last - first) as usize + 1 == group.len();
            let cue = timeline.cues.get(first as usize).filter(|_| all)?;
            ttml::remove(document, cue)
        };
        return cues.chunk_by(|a, b| block(a) == block(b)).map(whole).collect();
    }
    let source = timeline.source;
    let mut holes: Vec<(u32, Span)> = Vec::new();
    for &index in cues {
        remove(document, timeline, index)?;
        let block = timeline.cues.get(index as usize)?.origin.block;
        match holes.last_mut() {
            Some((last, hole))
                if *last + 1 == index
                    && source
                        .get(hole.end as usize..block.start as usize)
                        .is_some_and(|between| between.trim().is_empty()) =>
            {
                (*last, *hole) = (index, hole.join(block));
            }
            _ => holes.push((index, block)),
        }
    }
    Some(holes.into_iter().map(|(_, hole)| blocks::remove(source, hole)).collect())
}

/// Puts cues into another order: `order` holds, for each place in the file, the position of the cue that
/// comes there. Blocks are moved whole. `None` when they cannot be: SRT and WebVTT blocks that have no
/// blank line in front, TTML paragraphs of different parents.
#[must_use]
pub fn reorder(
    document: &Document<'_>,
    timeline: &Timeline<'_>,
    order: &[u32],
) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for (place, &from) in order.iter().enumerate() {
        if place == from as usize {
            continue;
        }
        let (here, moved) = (timeline.cues.get(place)?, timeline.cues.get(from as usize)?);
        let can = match document {
            #[cfg(feature = "ttml")]
            Document::Ttml(document) => {
                !is_shared(timeline, from) && ttml::are_siblings(document, here, moved)
            }
            _ => blocks::starts_after_blank(timeline.source, here.origin.block.start),
        };
        if !can {
            return None;
        }
        let text = moved.origin.block.slice(timeline.source).to_owned();
        edits.push(Edit::replace(here.origin.block, text));
    }
    Some(edits)
}

/// Whether a cue is one of several that were made of the same piece of source (a TTML paragraph whose
/// parts change). Its text cannot be edited for itself: the others would change too.
#[must_use]
pub fn is_shared(timeline: &Timeline<'_>, cue: u32) -> bool {
    let block = |at: Option<u32>| {
        at.and_then(|at| timeline.cues.get(at as usize)).map(|cue: &Cue<'_>| cue.origin.block)
    };
    let own = block(Some(cue));
    own.is_some_and(|own| !own.is_empty())
        && (block(cue.checked_sub(1)) == own || block(cue.checked_add(1)) == own)
}

/// Spells a time of TTML in the form of `like` if that can say it, exactly or to the millisecond, else
/// as clock time. Says whether the form is that of `like`. `None` for times that cannot be written.
#[cfg(feature = "ttml")]
#[must_use]
pub fn spell_time(
    document: &crate::ttml::Document<'_>,
    like: Option<&str>,
    wanted: crate::ttml::Rational,
) -> Option<(String, bool)> {
    let parameters = &document.parameters.time;
    let exact = spell::spell(like, wanted, parameters, |value| value == wanted);
    let near = || spell::spell(like, wanted, parameters, |value| value.to_ms() == wanted.to_ms());
    exact.filter(|spelt| spelt.kept).or_else(near).map(|spelt| (spelt.text, spelt.kept))
}

/// Takes a paragraph of TTML out, with the line it stands on if nothing else does.
#[cfg(feature = "ttml")]
#[must_use]
pub fn remove_paragraph(document: &crate::ttml::Document<'_>, block: Span) -> Edit {
    ttml::removed(document.source, block)
}

/// How the end of a line inside a cue is spelt at `at` (bytes): the line terminator that the cue's
/// first line has, or TTML's `br` with the prefix in use.
#[must_use]
pub fn line_break(document: &Document<'_>, timeline: &Timeline<'_>, at: u32) -> Cow<'static, str> {
    #[cfg(feature = "ttml")]
    if let Document::Ttml(document) = document {
        return ttml::line_break(document, at);
    }
    let _ = document;
    let behind = timeline.cues.partition_point(|cue| cue.origin.block.start <= at);
    let timing = behind.checked_sub(1).map(|cue| timeline.cues[cue].origin.timing().end);
    let bytes = timeline.source.as_bytes().get(timing.unwrap_or(0) as usize..).unwrap_or_default();
    match memchr::memchr2(b'\n', b'\r', bytes).map(|end| &bytes[end..]) {
        Some([b'\r', b'\n', ..]) => Cow::Borrowed("\r\n"),
        Some([b'\r', ..]) => Cow::Borrowed("\r"),
        _ => Cow::Borrowed("\n"),
    }
}

/// Plain text so spelt that a reader of the document's format shows it unchanged. Line breaks are not
/// its business ([`line_break`]); inside a CDATA section of TTML use [`escape_at`].
#[must_use]
pub fn escape<'t>(document: &Document<'_>, text: &'t str) -> Cow<'t, str> {
    document.format().escape(text)
}

/// The same for the place `at` (bytes): nothing is escaped in a CDATA section. `None` for what cannot
/// stand there at all: `]]>` in such a section, characters that XML does not know.
#[must_use]
pub fn escape_at<'t>(document: &Document<'_>, at: u32, text: &'t str) -> Option<Cow<'t, str>> {
    #[cfg(feature = "ttml")]
    if let Document::Ttml(inner) = document {
        let allowed = |c: char| {
            matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
                || c > '\u{ffff}'
        };
        if !text.chars().all(allowed) {
            return None;
        }
        if ttml::in_cdata(inner, at) {
            return (!text.contains("]]>")).then_some(Cow::Borrowed(text));
        }
    }
    let _ = at;
    Some(escape(document, text))
}

/// The source line that holds `at` (bytes), with its terminator.
#[must_use]
pub fn line_around(text: &str, at: u32) -> Span {
    blocks::line_around(text, at)
}
