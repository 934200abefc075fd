//! Reads a new file back and compares it with the timeline it was made from.

use std::collections::HashMap;

use super::compare::Pair;
use super::style::ReportedLosses;
use crate::format::Format;
use crate::read::{ReadOptions, WriteOptions, read_silently};
use crate::source::{Span, sort_by_key};
use crate::srt::Voice;
use crate::timeline::{
    Converted, Difference, DifferenceKind, ExtraKind, Loss, LossKind, Region, Timeline,
};

/// What differs between a timeline and the file made from it, beyond the losses that were reported:
/// cues and their order, times, ids, placement, visible words and lines, appearance
/// (bold, italic, underlined, colors, fonts, classes), speakers, languages, ruby, times inside the
/// text; the file's language, regions, comments and style sheets.
///
/// A loss explains a difference of the same kind, in the same cue, and in appearance only in text inside
/// the element that it refers to. White space at the edges of lines is not compared. Places are compared
/// as boxes in percent ([`CueBox`](crate::timeline::CueBox)), to 0.002.
///
/// `options` are those the file was written with. Linear in the size of both.
#[must_use]
pub fn verify(
    timeline: &Timeline<'_>,
    made: &Converted<String>,
    to: Format,
    options: &WriteOptions,
) -> Vec<Difference> {
    let reading = ReadOptions { format: Some(to), ..ReadOptions::default() };
    let document = read_silently(&made.document, None, &reading);
    let back = document.lower();
    let mut differences = Vec::new();
    if timeline.cues.len() != back.cues.len() {
        let (had, has) = (timeline.cues.len(), back.cues.len());
        differences.push(of_file(
            DifferenceKind::Cues,
            format!("there were {had} cues, the new file has {has}"),
        ));
        return differences;
    }
    let reported = ReportedLosses::of(timeline.cues.len(), &made.losses);
    let prefixed = to == Format::Srt && options.srt.voice == Voice::Prefix;
    let mut pair = Pair::new(timeline, &back, &reported, prefixed);
    language(&mut pair, to, options, &mut differences);
    let mut order: Vec<u32> = (0..timeline.cues.len() as u32).collect();
    if to == Format::WebVtt {
        // The syntax requires start times in order, and none before zero.
        sort_by_key(&mut order, |&at| timeline.cues[at as usize].interval.start.0.max(0));
    }
    for (at, index) in order.into_iter().enumerate() {
        let (was, is) = (&timeline.cues[index as usize], &back.cues[at]);
        if was.interval != is.interval && !reported.cues[index as usize].has(LossKind::Time) {
            let (was_at, is_at) = (was.interval, is.interval);
            let message = format!("the times {was_at:?} became {is_at:?}");
            let span = was.origin.timing();
            let kind = DifferenceKind::Times;
            differences.push(Difference { kind, cue: Some(index), span, message });
        }
        pair.cue(index, at as u32, &mut differences);
    }
    extras(timeline, &back, &reported, &mut differences);
    regions(timeline, &back, &reported, &mut differences);
    differences
}

/// What differs between a timeline and a plainer one made from it, beyond the losses that were
/// reported. A cue may be missing if a loss reports it, and a cue whose times were changed may have become
/// several, which follow each other without a gap. Invisible characters and white space that is not a
/// plain space may have been replaced.
///
/// - `from`: for each cue of `plain` its cue in `old`, as a place in its list.
/// - `losses`: what was reported, with cues and places of `old`.
/// - `prefixed`: speakers' names were written before their text.
///
/// Linear in the size of both.
#[must_use]
pub fn verify_against(
    old: &Timeline<'_>,
    plain: &Timeline<'_>,
    from: &[u32],
    losses: &[Loss],
    prefixed: bool,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    let reported = ReportedLosses::of(old.cues.len(), losses);
    let mut pair = Pair::new(old, plain, &reported, prefixed);
    pair.folded = true;
    let mut pieces: Vec<Vec<u32>> = vec![Vec::new(); old.cues.len()];
    for (at, from) in from.iter().enumerate() {
        if let Some(pieces) = pieces.get_mut(*from as usize) {
            pieces.push(at as u32);
        }
    }
    for (index, pieces) in pieces.iter().enumerate() {
        let was = &old.cues[index];
        let kinds = reported.cues[index];
        let mut say = |kind: DifferenceKind, message: &str| {
            let message = message.to_owned();
            let (cue, span) = (Some(index as u32), was.origin.timing());
            differences.push(Difference { kind, cue, span, message });
        };
        let times = |at: u32| plain.cues[at as usize].interval;
        if pieces.is_empty() != kinds.has(LossKind::Cue) {
            say(
                DifferenceKind::Cues,
                "the cue is missing in the new file, or is in it although reported as lost",
            );
        } else if kinds.has(LossKind::Time) {
            if pieces.windows(2).any(|two| times(two[0]).end != times(two[1]).start) {
                say(DifferenceKind::Times, "there are gaps between the pieces of the cue");
            }
        } else if pieces.len() > 1 || pieces.iter().any(|&at| times(at) != was.interval) {
            say(DifferenceKind::Times, "the times are not the same");
        }
        for &piece in pieces {
            pair.cue(index as u32, piece, &mut differences);
        }
    }
    extras(old, plain, &reported, &mut differences);
    differences
}

fn of_file(kind: DifferenceKind, message: String) -> Difference {
    Difference { kind, cue: None, span: Span::at(0), message }
}

/// Compares the languages of the files, and sets which language text without one is to be in.
fn language(
    pair: &mut Pair<'_, '_, '_>,
    to: Format,
    options: &WriteOptions,
    differences: &mut Vec<Difference>,
) {
    let (was, is) = (pair.old.language.as_deref(), pair.new.language.as_deref());
    #[cfg(feature = "ttml")]
    let given =
        Some(options.ttml.language.as_str()).filter(|tag| to == Format::Ttml && !tag.is_empty());
    #[cfg(not(feature = "ttml"))]
    let given = {
        let _ = (to, options);
        None
    };
    let expected = was.or(given).map(str::to_ascii_lowercase);
    let is = is.map(str::to_ascii_lowercase);
    let reported = pair.reported.file;
    // WebVTT's lines below the signature may have held it.
    if reported.has(LossKind::Language) || reported.has(LossKind::Header) {
        pair.languages = (is.clone(), is);
        return;
    }
    if expected != is {
        let (was, is) = (&expected, &is);
        differences
            .push(of_file(DifferenceKind::Form, format!("the language {was:?} became {is:?}")));
    }
    pair.languages = (expected, is);
}

/// Comments, style sheets, header: reported, or present.
fn extras(
    old: &Timeline<'_>,
    new: &Timeline<'_>,
    reported: &ReportedLosses,
    differences: &mut Vec<Difference>,
) {
    let text = |timeline: &Timeline<'_>, kind: ExtraKind, span: Span| {
        let text = span.slice(timeline.source).replace("\r\n", "\n").replace('\r', "\n");
        let text = text.replace('\0', "\u{fffd}");
        let body = match kind {
            ExtraKind::Style => text.split_once('\n').map_or("", |(_, css)| css).to_owned(),
            _ => text,
        };
        body.trim().to_owned()
    };
    let mut there: HashMap<(u8, String), usize> = HashMap::new();
    if (old.format, new.format) == (Format::WebVtt, Format::WebVtt) {
        for extra in &new.extras {
            let key = (extra.kind as u8, text(new, extra.kind, extra.span));
            *there.entry(key).or_default() += 1;
        }
    }
    for extra in &old.extras {
        let (kind, what) = match extra.kind {
            ExtraKind::Header => (LossKind::Header, "the text of the header"),
            ExtraKind::TimeMap => (LossKind::TimeMap, "the time map"),
            ExtraKind::Note => (LossKind::Note, "the comment"),
            ExtraKind::Style => (LossKind::Style, "the style sheet"),
            ExtraKind::Unparsed => (LossKind::Unparsed, "the block"),
        };
        if reported.at(extra.span, kind) {
            continue;
        }
        let count = there.entry((extra.kind as u8, text(old, extra.kind, extra.span))).or_default();
        match count.checked_sub(1) {
            Some(left) => *count = left,
            None => {
                let message = format!("{what} is not in the new file");
                let kind = match extra.kind {
                    ExtraKind::Unparsed => DifferenceKind::Words,
                    _ => DifferenceKind::Form,
                };
                differences.push(Difference { kind, cue: None, span: extra.span, message });
            }
        }
    }
}

/// The definitions of regions, where both formats are WebVTT: elsewhere a region is where its cues are.
fn regions(
    old: &Timeline<'_>,
    new: &Timeline<'_>,
    reported: &ReportedLosses,
    differences: &mut Vec<Difference>,
) {
    if (old.format, new.format) != (Format::WebVtt, Format::WebVtt) {
        return;
    }
    let there: HashMap<&str, &Region<'_>> =
        new.regions.iter().map(|r| (r.id.as_ref(), r)).collect();
    let said = |r: &Region<'_>| (r.width, r.lines, r.region_anchor, r.viewport_anchor, r.scroll_up);
    for region in &old.regions {
        let same = there.get(region.id.as_ref()).is_some_and(|new| said(new) == said(region));
        if !same && !reported.at(region.span, LossKind::Region) {
            let message = "the region is not the same in the new file".to_owned();
            let kind = DifferenceKind::Form;
            differences.push(Difference { kind, cue: None, span: region.span, message });
        }
    }
}
