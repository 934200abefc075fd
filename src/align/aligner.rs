//! The alignment of a transcript with a timeline, step by step.

use super::anchors::{self, Region, Sides};
use super::hints::{self, Hint};
use super::holes::{self, Hearing, Link};
use super::length::{self, length, plain_length};
use super::loops;
use super::moved;
use super::normalize::{Language, Lexicon, Units};
use super::place::{self, Placed, Track};
use super::readings;
use super::repair;
use super::settle;
use super::timed::Timed;
use super::transcript::with_unclear;
use super::{AlignedWord, Alignment, Item, TimelineKind, Transcript, WordTimeline};
use super::{by_duration, evidence, fit, join, links, onset, slide, text_units};

/// Options for aligning a transcript.
#[derive(Clone, Debug, PartialEq)]
pub struct AlignOptions {
    /// The language of the transcript as a BCP 47 tag, which decides how numbers are read. Default: the language of
    /// the timeline, or English.
    pub language: Option<String>,
    /// Aligns a transcript even if it does not belong to the timeline.
    pub force: bool,
    /// Corrects impossible times in the timeline: words that last through a pause.
    pub repair: bool,
}

impl Default for AlignOptions {
    fn default() -> Self {
        Self { language: None, force: false, repair: true }
    }
}

/// A transcript that does not belong to a timeline.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("the transcript does not match the timeline: only {:.0} % of its words have a match that is not chance; {needed:.0} % are needed; check that both belong to the same recording", .evidence * 100.0, needed = .needed * 100.0)]
pub struct Mismatch {
    /// The share of the words whose match is unlikely to be chance, from 0 to 1.
    pub evidence: f32,
    /// The share that is required.
    pub needed: f32,
}

/// Gives each word of a transcript a time.
///
/// # Errors
///
/// [`Mismatch`] when the transcript does not belong to the timeline.
pub fn align(
    transcript: &Transcript,
    timeline: &WordTimeline,
    options: &AlignOptions,
) -> Result<Alignment, Mismatch> {
    let Some((transcript, are_unclear)) = with_unclear(transcript) else {
        return aligned(transcript, timeline, options);
    };
    let mut out = aligned(&transcript, timeline, options)?;
    join::remove(&mut out, &are_unclear);
    Ok(out)
}

/// The same for a transcript whose words are all spoken.
fn aligned(
    transcript: &Transcript,
    timeline: &WordTimeline,
    options: &AlignOptions,
) -> Result<Alignment, Mismatch> {
    let language =
        Language::of(options.language.as_deref().or(timeline.language.as_deref()).unwrap_or("en"));
    let words: Vec<&Item> = transcript.words().collect();
    let mut out =
        Alignment { words: vec![AlignedWord::default(); words.len()], ..Alignment::default() };
    let mut lexicon = Lexicon::default();
    let (mut units, mut breaks, readings) =
        text_units::units(transcript, &words, language, &mut lexicon);
    if timeline.kind == TimelineKind::Duration {
        let hints = hints::of(transcript);
        by_duration(&units, &breaks, &lexicon, timeline, &hints, &mut out);
        return Ok(out);
    }
    let times = repair::times(timeline, &mut out.repairs);
    let (mut timed, others) = repair::units(timeline, &times, language, &mut lexicon);
    readings::choose(&mut units, &readings, &timed.units.ids, &mut breaks);
    timed.choose(&others, &units.ids);
    let bits = length::information(&units.ids, &timed.units.ids, &lexicon);
    let lengths: Vec<f32> =
        (0..lexicon.len() as u32).map(|id| length(&lexicon, id, bits[id as usize])).collect();
    timed.share(&lengths);
    if options.repair {
        loops::remove(&mut timed, &units.ids, &mut out.repairs);
        // A text that is the timeline's own has its times.
        if timeline.kind == TimelineKind::Words && units.ids != timed.units.ids {
            onset::correct(&mut timed);
        }
    }
    let bits = length::information(&units.ids, &timed.units.ids, &lexicon);
    let need = length::needs(&timed, &lexicon, |id| length(&lexicon, id, bits[id as usize]));
    let plain = length::needs(&timed, &lexicon, |id| plain_length(&lexicon, id));
    let characters =
        units.ids.iter().filter(|&&id| lexicon.is_character(id)).count() * 2 > units.ids.len();
    let longest = if characters { 8 } else { 5 };
    let sides = Sides { a: &units.ids, b: &timed.units.ids, bits: &bits, longest, margin: 4.0 };
    let whole = Region { a: (0, units.ids.len() as u32), b: (0, timed.units.ids.len() as u32) };
    let runs = anchors::find(&sides, whole);
    let blocks = moved::find(&sides, whole, &runs, &breaks);
    let cells = units.ids.len() + timed.start.len();
    let hearing = Hearing {
        a: &units.ids,
        timed: &timed,
        lexicon: &lexicon,
        bits: &bits,
        need: &need,
        cells: holes::budget(cells),
    };
    let mut main = links::outside(&hearing, whole, &runs, &blocks);
    let mut inside: Vec<Vec<Link>> =
        blocks.iter().map(|block| links::inside(&hearing, block)).collect();
    let mut backed = vec![false; units.ids.len()];
    let mut weight = evidence::weigh(&main, &units.ids, timed.start.len(), &bits, &mut backed);
    for links in &inside {
        let more = evidence::weigh(links, &units.ids, timed.start.len(), &bits, &mut backed);
        weight =
            evidence::Weight { bits: weight.bits + more.bits, units: weight.units + more.units };
    }
    let least = evidence::total(&units.ids, &bits).min(evidence::total(&timed.units.ids, &bits));
    out.evidence = (weight.bits / least.max(1.0)).min(1.0);
    if units.ids.is_empty() {
        out.evidence = 1.0;
    }
    if out.evidence < NEEDED && !options.force {
        return Err(Mismatch { evidence: out.evidence, needed: NEEDED });
    }
    for links in inside.iter_mut().chain([&mut main]) {
        evidence::prune(links, &hearing, &backed);
        slide::slide(&hearing, &breaks, links);
        fit::fit(&hearing, &units.owners, links);
    }
    let mut moved_starts = vec![false; units.ids.len()];
    if options.repair && timeline.kind == TimelineKind::Words {
        for links in inside.iter().chain([&main]) {
            let need = |id: u32| plain[id as usize];
            repair::lingering(&mut timed, links, &breaks, need, &mut out.repairs);
            repair::swallowed(
                &mut timed,
                links,
                &breaks,
                need,
                &mut moved_starts,
                &mut out.repairs,
            );
        }
    }
    let hearing = Hearing {
        a: &units.ids,
        timed: &timed,
        lexicon: &lexicon,
        bits: &bits,
        need: &need,
        cells: holes::budget(cells),
    };
    let pins = pins(&hints::of(transcript), &units, &hearing, &inside.iter().chain([&main]));
    let mut placed = vec![Placed::default(); units.ids.len()];
    let mut taken: Vec<(i64, i64)> =
        blocks.iter().map(|block| window(&timed, block.region.b)).collect();
    for (block, links) in blocks.iter().zip(inside) {
        let track = Track {
            units: (block.region.a.0..block.region.a.1).collect(),
            links,
            window: window(&timed, block.region.b),
            b: block.region.b,
            taken: Vec::new(),
            pins: &pins,
        };
        place::place(&hearing, &breaks, &track, &mut placed);
    }
    taken.sort_unstable();
    let mut next_block = blocks.iter().peekable();
    let mut own = Vec::with_capacity(units.ids.len());
    for unit in 0..units.ids.len() as u32 {
        while next_block.peek().is_some_and(|block| block.region.a.1 <= unit) {
            next_block.next();
        }
        if next_block.peek().is_none_or(|block| unit < block.region.a.0) {
            own.push(unit);
        }
    }
    let window = (0, timed.duration);
    let track = Track { units: own, links: main, window, b: whole.b, taken, pins: &pins };
    place::place(&hearing, &breaks, &track, &mut placed);
    let known = join::Facts { backed: &backed, moved_starts: &moved_starts, kind: timeline.kind };
    join::join(&units, &placed, &known, &mut out);
    let order = join::order(&units, &blocks, &placed, &out.words);
    let mut intervals: Vec<_> = order
        .iter()
        .map(|&at| out.words[at as usize].interval.map(|found| (found.start.0, found.end.0)))
        .collect();
    settle::settle(&mut intervals, timed.duration);
    for (&at, interval) in order.iter().zip(intervals) {
        out.words[at as usize].interval = interval.map(settle::interval);
    }
    for word in out.words.iter_mut().filter(|word| word.interval.is_none()) {
        (word.confidence, word.flags.unspoken) = (0.0, true);
    }
    for block in &blocks {
        join::report_move(&units, block, &mut out);
    }
    out.repairs.sort_by_key(|repair| (repair.entries.start, repair.at));
    Ok(out)
}

/// The units before which the transcript has a time code, and when they begin according to it.
fn pins<'l>(
    hints: &[Hint],
    units: &Units,
    hearing: &Hearing,
    links: &(impl Iterator<Item = &'l Vec<Link>> + Clone),
) -> Vec<(u32, i64)> {
    let unit = |word: u32| units.owners.partition_point(|&owner| owner < word) as u32;
    let known = |word: u32| {
        let unit = unit(word);
        links.clone().find_map(|links| {
            let link = links.get(links.partition_point(|link| link.a.1 <= unit))?;
            (link.a.0 == unit).then(|| hearing.timed.start[link.b.0 as usize])
        })
    };
    hints::agreed(hints, known).into_iter().map(|hint| (unit(hint.word), hint.time)).collect()
}

/// Word times when only the duration is known.
fn by_duration(
    units: &Units,
    breaks: &[u8],
    lexicon: &Lexicon,
    timeline: &WordTimeline,
    hints: &[Hint],
    out: &mut Alignment,
) {
    let mut shares = vec![(0u32, 0u8); out.words.len()];
    for ((&id, &owner), &strength) in units.ids.iter().zip(&units.owners).zip(breaks) {
        let share = &mut shares[owner as usize];
        *share = (share.0 + lexicon.letters(id).len() as u32, share.1.max(strength));
    }
    let duration = timeline.duration.map_or(0, |duration| duration.0.max(0));
    let mut intervals: Vec<_> =
        by_duration::share_between(&shares, duration, hints).into_iter().map(Some).collect();
    settle::settle(&mut intervals, duration);
    for (word, interval) in out.words.iter_mut().zip(intervals) {
        word.interval = interval.map(settle::interval);
        word.flags.interpolated = interval.is_some();
        word.flags.unspoken = interval.is_none();
        word.confidence = if interval.is_some() { 0.1 } else { 0.0 };
    }
}

/// The minimum evidence for a transcript.
const NEEDED: f32 = 0.06;

/// The times of the timeline's units, with the silence around them.
fn window(timed: &Timed, b: (u32, u32)) -> (i64, i64) {
    let from = if b.0 == 0 { 0 } else { timed.end[b.0 as usize - 1] };
    let to = timed.start.get(b.1 as usize).copied().unwrap_or(timed.duration);
    (from.min(timed.start[b.0 as usize]), to.max(timed.end[b.1 as usize - 1]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{ItemKind, TimedWord, parse_transcript};
    use crate::time::Timestamp;

    /// A transcript of words separated by blanks; each line is a paragraph.
    fn transcript(text: &str) -> Transcript<'_> {
        let mut items = Vec::new();
        let mut from = 0;
        for (paragraph, line) in (0..).zip(text.split('\n')) {
            let mut start = from;
            for word in line.split(' ') {
                let end = start + word.trim_end_matches([',', '.', '?']).len();
                if end > start {
                    let range = start as u32..end as u32;
                    items.push(Item { range, kind: ItemKind::Word, speaker: None, paragraph });
                }
                start += word.len() + 1;
            }
            from += line.len() + 1;
        }
        Transcript { text, items, speakers: Vec::new() }
    }

    /// A timeline of words of 300 ms; `|` is a pause of a second.
    fn timeline(text: &str) -> WordTimeline {
        let mut out = WordTimeline::default();
        let mut at = 0;
        for word in text.split_whitespace() {
            if word == "|" {
                at += 1000;
                continue;
            }
            let (start, end) = (Some(Timestamp(at)), Some(Timestamp(at + 300)));
            out.push(word, TimedWord { start, end, ..TimedWord::default() });
            at += 310;
        }
        out.duration = Some(Timestamp(at));
        out
    }

    fn starts(text: &str, heard: &str) -> Vec<Option<i64>> {
        let alignment =
            align(&transcript(text), &timeline(heard), &AlignOptions::default()).unwrap();
        alignment.words.iter().map(|word| word.interval.map(|interval| interval.start.0)).collect()
    }

    #[test]
    fn equal_words_have_the_times_of_the_timeline() {
        let text = "The ferry leaves at noon, and the harbour is quiet again.";
        let heard = "the ferry leaves at noon | and the harbour is quiet again";
        let expected: Vec<_> =
            timeline(heard).words.iter().map(|word| word.start.map(|start| start.0)).collect();
        assert_eq!(starts(text, heard), expected);
    }

    #[test]
    fn a_word_that_was_not_heard_is_put_where_time_is() {
        let found = starts(
            "we met at the old lighthouse yesterday",
            "we met at the | lighthouse yesterday",
        );
        let old = found[4].unwrap();
        assert!((1240..2240).contains(&old), "{found:?}");
    }

    #[test]
    fn words_and_digits_of_a_number_are_the_same() {
        let found = starts("it costs twenty five dollars today", "it costs $25 today");
        assert_eq!((found[2], found[5]), (Some(620), Some(930)));
        assert!(found[3].unwrap() > 620 && found[4].unwrap() < 930, "{found:?}");
    }

    #[test]
    fn a_number_is_read_as_the_other_side_reads_it() {
        let found = starts("in 2019 we sold it", "in two thousand nineteen we sold it");
        assert_eq!((found[1], found[2]), (Some(310), Some(4 * 310)));
        let found = starts("in two thousand nineteen we sold it", "in 2019 we sold it");
        assert!(found[1] == Some(310) && found[3].unwrap() < 620, "{found:?}");
    }

    #[test]
    fn a_word_said_twice_and_heard_once_is_where_time_is() {
        // The second `the` was heard: the first is in the pause before it.
        let found = starts("we saw the the harbour today", "we saw | the harbour today");
        assert_eq!(found[3], Some(2 * 310 + 1000));
        // The first was heard.
        let found = starts("we saw the the harbour today", "we saw the | harbour today");
        assert_eq!(found[2], Some(2 * 310));
        assert!(found[3].unwrap() >= 3 * 310 - 10, "{found:?}");
    }

    #[test]
    fn cues_rounded_to_seconds_outward_meet_in_the_middle() {
        let mut heard = WordTimeline { kind: TimelineKind::Cues, ..WordTimeline::default() };
        let words = [
            "ferry", "harbour", "noon", "quiet", "captain", "storm", "island", "evening", "lantern",
        ];
        for (word, at) in words.iter().zip((0..).step_by(2_000)) {
            let (start, end) = (Some(Timestamp(at)), Some(Timestamp(at + 3_000)));
            heard.push(word, TimedWord { start, end, ..TimedWord::default() });
        }
        let alignment =
            align(&transcript(&words.join(" ")), &heard, &AlignOptions::default()).unwrap();
        let first = alignment.words.iter().map(|word| word.interval.unwrap().start.0);
        assert!(first.eq((0..9).map(|at| at * 2_000 + 500)));
    }

    #[test]
    fn a_passage_that_is_not_spoken_has_no_time() {
        let text = "the ferry leaves at noon today\n\
            subscribe to our letter and never miss a story of the sea again\n\
            and the harbour is quiet until evening";
        let heard = "the ferry leaves at noon today and the harbour is quiet until evening";
        let found = starts(text, heard);
        assert!(found[6..19].iter().all(Option::is_none), "{found:?}");
        assert_eq!(found[19], Some(6 * 310));
    }

    #[test]
    fn a_passage_in_another_place_is_moved() {
        let first = "the ferry leaves the harbour at noon with forty passengers and two dogs";
        let second =
            "yesterday a storm broke the mast of our smallest boat near the lighthouse rocks";
        let third = "nobody was hurt but the captain now asks everybody to wear a life jacket";
        let text = format!("{first}\n{second}\n{third}");
        let heard = format!("{second} {first} {third}");
        let alignment =
            align(&transcript(&text), &timeline(&heard), &AlignOptions::default()).unwrap();
        let start = |at: usize| alignment.words[at].interval.unwrap().start.0;
        assert_eq!((start(0), start(13), start(27)), (14 * 310, 0, 27 * 310));
        assert_eq!(alignment.moved.len(), 1);
    }

    #[test]
    fn a_transcript_of_something_else_is_refused() {
        let text = "the ferry leaves the harbour at noon with forty passengers and two dogs";
        let heard = "in this lesson we look at how the roots of a plant find water in dry soil";
        let error =
            align(&transcript(text), &timeline(heard), &AlignOptions::default()).unwrap_err();
        assert!(error.evidence < error.needed, "{error}");
        let forced = AlignOptions { force: true, ..AlignOptions::default() };
        assert!(align(&transcript(text), &timeline(heard), &forced).is_ok());
    }

    #[test]
    fn a_time_code_places_text_that_was_not_heard() {
        let first = "the ferry leaves at noon today";
        let second = "yesterday a storm broke the mast of our smallest boat";
        let third = "nobody was hurt but the captain asks everybody to wear a jacket";
        let heard = format!("{first} {} {third}", "| ".repeat(118));
        let start = |codes: [&str; 2]| {
            let text = format!("{}{first}.\n\n{}{second}.\n\n{third}.\n", codes[0], codes[1]);
            let transcript = parse_transcript(&text);
            let found = align(&transcript, &timeline(&heard), &AlignOptions::default()).unwrap();
            found.words[6].interval.unwrap().start.0
        };
        // All codes count from the zero of the first.
        assert_eq!(start(["[00:00:00] ", "[00:01:00] "]), 60_000);
        assert_eq!(start(["[01:00:00] ", "[01:01:30] "]), start(["", ""]));
        assert_eq!(start(["[00:00:02] ", "[00:01:32] "]), 90_000);
        // A contradiction.
        assert_eq!(start(["[00:01:00] ", "[00:01:30] "]), start(["", ""]));
    }

    #[test]
    fn speech_that_was_not_understood_takes_what_was_heard_there() {
        let text = "we met at the [inaudible 00:00:01] lighthouse (crosstalk) yesterday at noon";
        let transcript = parse_transcript(text);
        let heard = timeline("we met at the oldest lighthouse yesterday at noon");
        let found = align(&transcript, &heard, &AlignOptions::default()).unwrap();
        let starts = found.words.iter().map(|word| word.interval.unwrap().start.0);
        assert!(starts.eq([0, 1, 2, 3, 5, 6, 7, 8].map(|at| at * 310)));
    }

    #[test]
    fn nothing_but_a_duration_gives_times_of_low_confidence() {
        let timeline = WordTimeline {
            duration: Some(Timestamp(9000)),
            kind: TimelineKind::Duration,
            ..WordTimeline::default()
        };
        let alignment =
            align(&transcript("we met. at sea"), &timeline, &AlignOptions::default()).unwrap();
        assert_eq!(alignment.words[3].interval.unwrap().end, Timestamp(9000));
        assert!(
            alignment.words.iter().all(|word| word.confidence < 0.3 && word.flags.interpolated)
        );
        let coded = parse_transcript("[00:00:00] we met.\n\n[00:00:07.200] at sea");
        let alignment = align(&coded, &timeline, &AlignOptions::default()).unwrap();
        assert_eq!(alignment.words[2].interval.unwrap().start, Timestamp(7200));
    }
}
