//! The alignment of a transcript with a timeline, step by step.

use super::anchors::{self, Region, Run, Sides};
use super::confidence::{self, Known};
use super::holes::{self, Hearing, Link, Open};
use super::length::{length, plain_length};
use super::loops;
use super::moved::{self, Block};
use super::normalize::{self, Beside, Language, Lexicon, Units};
use super::place::{self, How, Placed, Track};
use super::readings::{self, Reading};
use super::repair;
use super::settle;
use super::timed::Timed;
use super::{
    AlignedWord, Alignment, Item, ItemKind, MovedBlock, TimelineKind, Transcript, WordTimeline,
};
use super::{by_duration, evidence, fit, slide};
use crate::time::{Interval, Timestamp};

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
    let language =
        Language::of(options.language.as_deref().or(timeline.language.as_deref()).unwrap_or("en"));
    let words: Vec<&Item> = transcript.words().collect();
    let mut out =
        Alignment { words: vec![AlignedWord::default(); words.len()], ..Alignment::default() };
    let mut lexicon = Lexicon::default();
    let (mut units, mut breaks, readings) =
        transcript_units(transcript, &words, language, &mut lexicon);
    if timeline.kind == TimelineKind::Duration {
        by_duration(&units, &breaks, &lexicon, timeline, &mut out);
        return Ok(out);
    }
    let times = repair::times(timeline, &mut out.repairs);
    let (mut timed, others) = repair::units(timeline, &times, language, &mut lexicon);
    readings::choose(&mut units, &readings, &timed.units.ids, &mut breaks);
    timed.choose(&others, &units.ids);
    let bits = information(&units.ids, &timed.units.ids, &lexicon);
    let lengths: Vec<f32> =
        (0..lexicon.len() as u32).map(|id| length(&lexicon, id, bits[id as usize])).collect();
    timed.share(&lengths);
    if options.repair {
        loops::remove(&mut timed, &units.ids, &mut out.repairs);
    }
    let bits = information(&units.ids, &timed.units.ids, &lexicon);
    let need = needs(&timed, &lexicon, |id| length(&lexicon, id, bits[id as usize]));
    let plain = needs(&timed, &lexicon, |id| plain_length(&lexicon, id));
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
    let mut main = main_links(&hearing, whole, &runs, &blocks);
    let mut inside: Vec<Vec<Link>> = blocks
        .iter()
        .map(|block| {
            let mut links = Vec::new();
            link_runs(
                &hearing,
                &[block.region.a],
                &[block.region.b],
                &block.runs,
                Open { left: true, right: true },
                &mut links,
            );
            links
        })
        .collect();
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
    let track = Track { units: own, links: main, window: (0, timed.duration), b: whole.b, taken };
    place::place(&hearing, &breaks, &track, &mut placed);
    let known = Facts { backed: &backed, moved_starts: &moved_starts, kind: timeline.kind };
    join(&units, &placed, &known, &mut out);
    let order = order(&units, &blocks, &placed, &out.words);
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
        report_move(&units, block, &mut out);
    }
    out.repairs.sort_by_key(|repair| (repair.entries.start, repair.at));
    Ok(out)
}

/// Word times when only the duration is known.
fn by_duration(
    units: &Units,
    breaks: &[u8],
    lexicon: &Lexicon,
    timeline: &WordTimeline,
    out: &mut Alignment,
) {
    let mut shares = vec![(0u32, 0u8); out.words.len()];
    for ((&id, &owner), &strength) in units.ids.iter().zip(&units.owners).zip(breaks) {
        let share = &mut shares[owner as usize];
        *share = (share.0 + lexicon.letters(id).len() as u32, share.1.max(strength));
    }
    let duration = timeline.duration.map_or(0, |duration| duration.0.max(0));
    let mut intervals: Vec<_> =
        by_duration::share(&shares, duration).into_iter().map(Some).collect();
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

/// The units of the transcript, and how strongly the text separates each from the preceding one.
fn transcript_units(
    transcript: &Transcript,
    words: &[&Item],
    language: Language,
    lexicon: &mut Lexicon,
) -> (Units, Vec<u8>, Vec<Reading>) {
    let (mut units, mut breaks, mut readings) = (Units::default(), Vec::new(), Vec::new());
    let mut end = 0usize;
    let mut paragraph = words.first().map_or(0, |word| word.paragraph);
    for (at, word) in words.iter().enumerate() {
        let range = word.range.start as usize..word.range.end as usize;
        let between = transcript.text.get(end..range.start).unwrap_or_default();
        let beside = Beside {
            before: between.chars().next_back(),
            after: transcript.text.get(range.end..).and_then(|rest| rest.chars().next()),
            scaled: transcript.text.get(range.end..).is_some_and(normalize::begins_with_scale),
            way: 0,
        };
        // A long stretch without words is a break; the rest of it is not read.
        let mut strength = between.chars().take(500).map(strength).max().unwrap_or(0);
        if word.paragraph != paragraph {
            strength = 3;
        }
        (paragraph, end) = (word.paragraph, range.end);
        let first = units.ids.len();
        normalize::push_word(
            transcript.text_of(word),
            beside,
            at as u32,
            language,
            lexicon,
            &mut units,
        );
        readings.extend(Reading::of(
            transcript.text_of(word),
            beside,
            language,
            lexicon,
            &units,
            first,
        ));
        breaks.resize(units.ids.len(), 0);
        if let Some(first) = breaks.get_mut(first) {
            *first = strength;
        }
    }
    debug_assert!(transcript.words().all(|word| word.kind == ItemKind::Word));
    (units, breaks, readings)
}

/// How strongly punctuation separates the text around it.
const fn strength(c: char) -> u8 {
    match c {
        '\n' => 3,
        '.' | '?' | '!' | '…' | '。' | '？' | '！' | '।' | '؟' => 2,
        ',' | ';' | ':' | '–' | '—' | '、' | '，' | '；' | '：' | '،' | '؛' | '(' | ')' => {
            1
        }
        _ => 0,
    }
}

/// The information of each unit in bits: more for rare units, less for short ones.
fn information(a: &[u32], b: &[u32], lexicon: &Lexicon) -> Vec<f32> {
    let mut counts = vec![0u32; lexicon.len()];
    for &id in a.iter().chain(b) {
        counts[id as usize] += 1;
    }
    let total = (a.len() + b.len()) as f32 + 1000.0;
    let bits = |(id, &count): (usize, &u32)| {
        let by_count = -(count.max(1) as f32 / total).log2();
        let letters = lexicon.letters(id as u32).len() as f32;
        let by_letters = if lexicon.is_character(id as u32) { 10.0 } else { 2.0 + 1.6 * letters };
        by_count.min(by_letters).min(14.0)
    };
    counts.iter().enumerate().map(bits).collect()
}

/// How long each unit takes to speak, in ms, from its length and the speaking rate of the timeline.
fn needs(timed: &Timed, lexicon: &Lexicon, length: impl Fn(u32) -> f32) -> Vec<f32> {
    let rates = timed.units.ids.iter().zip(timed.start.iter().zip(&timed.end));
    let mut rates: Vec<f32> =
        rates.map(|(&id, (start, end))| (end - start) as f32 / length(id)).collect();
    let middle = rates.len() / 2;
    let rate = if rates.is_empty() {
        65.0
    } else {
        *rates.select_nth_unstable_by(middle, f32::total_cmp).1
    };
    let rate = rate.max(1.0);
    (0..lexicon.len() as u32).map(|id| length(id) * rate).collect()
}

/// The links of everything that is not moved.
fn main_links(hearing: &Hearing, whole: Region, runs: &[Run], blocks: &[Block]) -> Vec<Link> {
    let mut moved_b: Vec<(u32, u32)> = blocks.iter().map(|block| block.region.b).collect();
    moved_b.sort_unstable();
    let a = without(whole.a, blocks.iter().map(|block| block.region.a));
    let b = without(whole.b, moved_b);
    let mut out = Vec::new();
    link_runs(hearing, &a, &b, runs, Open { left: true, right: true }, &mut out);
    out
}

/// The rest of a range without other ranges, which are sorted.
fn without(whole: (u32, u32), others: impl IntoIterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut from = whole.0;
    let mut out = Vec::new();
    for other in others.into_iter().chain([(whole.1, whole.1)]) {
        if other.0 > from {
            out.push((from, other.0));
        }
        from = from.max(other.1);
    }
    out
}

/// The links of runs, and those found in the holes between them. Each side consists of sorted parts.
fn link_runs(
    hearing: &Hearing,
    a: &[(u32, u32)],
    b: &[(u32, u32)],
    runs: &[Run],
    open: Open,
    out: &mut Vec<Link>,
) {
    let start = (a.first().map_or(0, |part| part.0), b.first().map_or(0, |part| part.0));
    let end = (a.last().map_or(0, |part| part.1), b.last().map_or(0, |part| part.1));
    let mut from = start;
    for (at, to) in runs.iter().map(|run| (run.a, run.b)).chain([end]).enumerate() {
        let open = Open { left: open.left && at == 0, right: open.right && at == runs.len() };
        holes_between(hearing, parts(a, from.0, to.0), &parts(b, from.1, to.1), open, out);
        if let Some(run) = runs.get(at) {
            let pairs = (run.a..run.a + run.len).zip(run.b..);
            out.extend(pairs.map(|(a, b)| Link { a: (a, a + 1), b: (b, b + 1), like: 1.0 }));
            from = (run.a + run.len, run.b + run.len);
        }
    }
}

/// The parts between two positions, clipped to them.
fn parts(parts: &[(u32, u32)], from: u32, to: u32) -> impl Iterator<Item = (u32, u32)> + Clone {
    let first = parts.partition_point(|part| part.1 <= from);
    parts[first..]
        .iter()
        .take_while(move |part| part.0 < to)
        .map(move |part| (part.0.max(from), part.1.min(to)))
}

/// A hole that moved blocks may have split into parts: each part of the transcript takes the first match.
fn holes_between(
    hearing: &Hearing,
    a: impl Iterator<Item = (u32, u32)> + Clone,
    b: &(impl Iterator<Item = (u32, u32)> + Clone),
    open: Open,
    out: &mut Vec<Link>,
) {
    let (last_a, last_b) = (a.clone().count(), b.clone().count());
    let mut least_b = 0;
    for (at, part) in a.enumerate() {
        let mut least_a = part.0;
        for (on, other) in b.clone().enumerate() {
            let region = Region { a: (least_a, part.1), b: (other.0.max(least_b), other.1) };
            if region.a.0 >= region.a.1 || region.b.0 >= region.b.1 {
                continue;
            }
            let open = Open {
                left: open.left || at > 0 || on > 0,
                right: open.right || at + 1 < last_a || on + 1 < last_b,
            };
            let first = out.len();
            holes::fill(hearing, region, open, out);
            if let Some(link) = out[first..].last() {
                (least_a, least_b) = (link.a.1, link.b.1);
            }
        }
    }
}

/// What is known about the units besides their positions.
struct Facts<'a> {
    backed: &'a [bool],
    /// Units of the timeline whose starts were moved, as units of the transcript.
    moved_starts: &'a [bool],
    kind: TimelineKind,
}

/// Builds words from their units.
fn join(units: &Units, placed: &[Placed], facts: &Facts, out: &mut Alignment) {
    let equal = |at: Option<usize>| {
        at.and_then(|at| placed.get(at)).is_none_or(|unit| unit.how == How::Equal)
    };
    for (at, (unit, owner)) in placed.iter().zip(&units.owners).enumerate() {
        let word = &mut out.words[*owner as usize];
        if unit.how == How::Unspoken {
            continue;
        }
        if let Some(interval) = &mut word.interval {
            interval.start = interval.start.min(Timestamp(unit.start));
            interval.end = interval.end.max(Timestamp(unit.end));
            continue;
        }
        word.interval = Some(settle::interval((unit.start, unit.end)));
        let known = Known {
            backed: facts.backed[at],
            inside: equal(at.checked_sub(1)) && equal(Some(at + 1)),
            moved_start: facts.moved_starts[at],
            words: facts.kind == TimelineKind::Words,
        };
        word.confidence = confidence::confidence(*unit, known);
        word.flags.interpolated = unit.how == How::Between;
        word.flags.low_evidence = !facts.backed[at] && unit.how != How::Between;
    }
    // A word made only of symbols goes between its neighbors.
    let mut before: Option<Interval> = None;
    let mut spoken = units.owners.iter().peekable();
    for (at, word) in (0..).zip(&mut out.words) {
        let mut has_units = false;
        while spoken.next_if(|&&owner| owner == at).is_some() {
            has_units = true;
        }
        if !has_units {
            word.interval = before.map(|before| settle::interval((before.end.0, before.end.0)));
            (word.confidence, word.flags.interpolated) = (0.5, true);
        }
        before = word.interval.or(before);
        word.flags.unspoken = word.interval.is_none();
    }
}

/// The words in spoken order: the order of the text, except for moved blocks.
fn order(units: &Units, blocks: &[Block], placed: &[Placed], words: &[AlignedWord]) -> Vec<u32> {
    let mut out: Vec<u32> = (0..words.len() as u32).collect();
    if blocks.is_empty() {
        return out;
    }
    let mut key = vec![0i64; words.len()];
    let mut moved = vec![false; words.len()];
    for block in blocks {
        let inside = block.region.a.0 as usize..block.region.a.1 as usize;
        let start = placed[inside.clone()]
            .iter()
            .filter(|unit| unit.how != How::Unspoken)
            .map(|unit| unit.start)
            .min();
        for &owner in &units.owners[inside] {
            (key[owner as usize], moved[owner as usize]) = (start.unwrap_or(i64::MAX), true);
        }
    }
    let mut latest = i64::MIN;
    for at in 0..words.len() {
        if !moved[at] {
            latest = latest.max(words[at].interval.map_or(i64::MIN, |interval| interval.start.0));
            key[at] = latest;
        }
    }
    out.sort_by_key(|&at| key[at as usize]);
    out
}

/// Marks the words of a moved block and returns when it is spoken.
fn report_move(units: &Units, block: &Block, out: &mut Alignment) {
    let first = units.owners[block.region.a.0 as usize];
    let end = units.owners[block.region.a.1 as usize - 1] + 1;
    let words = &mut out.words[first as usize..end as usize];
    let times = words.iter().filter_map(|word| word.interval);
    let span = times.clone().map(|time| time.start).min().zip(times.map(|time| time.end).max());
    let Some((start, end_time)) = span else { return };
    for word in words {
        word.flags.moved = word.interval.is_some();
    }
    out.moved.push(MovedBlock { words: first..end, interval: Interval { start, end: end_time } });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{ItemKind, TimedWord};

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
    }
}
