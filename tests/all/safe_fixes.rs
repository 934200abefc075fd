//! What a safe fix may not change ([`Applicability::Safe`]): words, times and rendering, in every reader
//! that had the cue before. Each safe fix of each rule is applied to every fixture, every conformance
//! input and changed copies of them, and read back by our own readers, by two naive ones ([`naive`]) and
//! by the models of the platform's.

use std::collections::{BTreeMap, BTreeSet};

use cuesmith::kaltura::lint::RULES;
use cuesmith::kaltura::{
    CaptionType, ClipWindow, CompareOptions, Comparison, PlatformReader, ReaderCue, compare,
};
use cuesmith::lint::{self, FileKind, Options, Plan};
use cuesmith::source::{Applicability, DecodeOptions, Edits, Source, decode};
use cuesmith::timeline::{Align, RunKind, ScopeKind, Timeline, is_invisible};
use cuesmith::{Format, Opened, detect, open};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::common::{all_inputs, platform_inputs, reading};
use crate::naive::{self, NaiveCue};
use crate::shown::{Random, mutation};

/// What viewers get of a cue.
#[derive(Clone, Debug, PartialEq)]
struct Rendered {
    start: i64,
    end: i64,
    /// Lines as shown: one space for each run of white space, none at the edges.
    text: String,
    /// What is in force at each visible character.
    looks: Vec<BTreeSet<String>>,
    /// The times inside the text, each with how many visible characters are before it.
    times: Vec<(usize, i64)>,
    place: String,
    /// The text with its markup, which SRT readers of the platform keep: not compared.
    written: Written,
}

/// Equal to any other.
#[derive(Clone, Debug)]
struct Written(String);

impl PartialEq for Written {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// One line of a cue as browsers render it: runs of white space are one space, invisible characters none.
fn collapsed(line: &str) -> String {
    let visible: String = line.chars().filter(|c| !is_invisible(*c) || c.is_whitespace()).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn rendered(timeline: &Timeline<'_>, index: usize) -> Rendered {
    let cue = &timeline.cues[index];
    let (mut text, mut looks, mut times) = (String::new(), Vec::new(), Vec::new());
    for run in timeline.runs_of(cue) {
        match &run.kind {
            RunKind::Break => text.push('\n'),
            RunKind::Timestamp(at) => times.push((looks.len(), at.0)),
            RunKind::Text(piece) => {
                // Marks go with their letter (NFC).
                let is_ink =
                    |c: &char| !(c.is_whitespace() || is_invisible(*c) || is_combining_mark(*c));
                let ink = piece.nfc().filter(is_ink).count();
                looks.extend(std::iter::repeat_n(look(timeline, run.scope), ink));
                text.push_str(piece);
            }
        }
    }
    let text: String = text.nfc().collect();
    let lines: Vec<String> =
        text.split('\n').map(collapsed).filter(|line| !line.is_empty()).collect();
    let region = cue.region.map(|at| timeline.regions[at as usize].id.clone());
    // What the settings leave open, as WebVTT fills it in.
    let mut placement = cue.placement.as_deref().copied().unwrap_or_default();
    placement.align = placement.align.or(Some(Align::Center));
    placement.line_align = placement.line_align.or(Some(Align::Start));
    Rendered {
        start: cue.interval.start.0,
        end: cue.interval.end.0,
        text: lines.join("\n"),
        looks,
        times,
        place: format!("{placement:?} {region:?}"),
        written: Written(cue.origin.payload.slice(timeline.source).to_owned()),
    }
}

/// All that the elements around a run do to it.
fn look(timeline: &Timeline<'_>, mut scope: u32) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    while scope > 0 {
        let element = &timeline.scopes[scope as usize];
        all.extend(element.classes.iter().map(|class| format!(".{class}")));
        if !matches!(element.kind, ScopeKind::Class) {
            all.insert(format!("{:?}", element.kind));
        }
        scope = element.parent;
    }
    all
}

/// A file as all readers have it.
struct Reading {
    own: Vec<Rendered>,
    naive: Vec<(&'static str, Vec<NaiveCue>)>,
    platform: Comparison,
    kind: FileKind,
}

impl Reading {
    fn of(file: &Opened<'_>, kind: FileKind, clip: Option<ClipWindow>) -> Self {
        let timeline = &file.timeline;
        let format = file.format();
        let mut own: Vec<Rendered> =
            (0..timeline.cues.len()).map(|at| rendered(timeline, at)).collect();
        if kind != FileKind::Captions {
            // Descriptions are spoken and chapters are in a menu: only words and times are rendered.
            own.iter_mut().for_each(|cue| {
                (cue.looks, cue.times, cue.place) = (Vec::new(), Vec::new(), String::new());
            });
        }
        let naive = naive::READERS
            .iter()
            .filter(|reader| reader.format == format)
            .map(|reader| (reader.name, (reader.read)(&file.source.text)))
            .collect();
        let options = CompareOptions { clip, ..CompareOptions::default() };
        let platform = compare(file.source, timeline, CaptionType::of(format), &options);
        Self { own, naive, platform, kind }
    }

    /// Whether each cue starts no earlier than the one above it.
    fn is_in_order(&self) -> bool {
        self.own.is_sorted_by_key(|cue| cue.start)
    }

    /// What a reader that had it before does not have after a change.
    fn broken_by(&self, after: &Self, format: Format) -> Option<String> {
        let mut places = Vec::new();
        let mut rest = after.own.iter().enumerate();
        for cue in &self.own {
            // Nothing is shown of it.
            if cue.text.is_empty() {
                places.push(None);
                continue;
            }
            match rest.find(|(_, kept)| *kept == cue) {
                Some((at, _)) => places.push(Some(at)),
                None => return Some(format!("ours: {cue:?} is not in {:?}", after.own)),
            }
        }
        self.naive_broken(after).or_else(|| self.platform_broken(after, &places, format))
    }

    /// A naive reader that has a cue as we do must keep it; one that takes its times for others must
    /// not get new ones.
    fn naive_broken(&self, after: &Self) -> Option<String> {
        for ((name, before), (_, after)) in self.naive.iter().zip(&after.naive) {
            for cue in before.iter().filter(|cue| !cue.text.is_empty()) {
                let same = |own: &&Rendered| letters(&own.text) == letters(&cue.text);
                let Some(own) = self.own.iter().find(same) else { continue };
                let is_same = |new: &NaiveCue| {
                    (new.start, new.end) == (cue.start, cue.end)
                        && letters(&new.text) == letters(&cue.text)
                };
                if !after.iter().any(is_same) {
                    let ours = (own.start, own.end);
                    return Some(format!("{name}: {cue:?} (ours {ours:?}) is not in {after:?}"));
                }
            }
        }
        None
    }

    /// Each of the platform's readers: a cue that it had whole must be there whole, at its time. In SRT, for
    /// which no specification says who is right, a time that it takes for another must stay, too.
    fn platform_broken(
        &self,
        after: &Self,
        places: &[Option<usize>],
        format: Format,
    ) -> Option<String> {
        for (before, now) in self.platform.views.iter().zip(&after.platform.views) {
            // The packager counts times from the cue before: where cues are out of order, any cue that can be
            // read now gives those after it other times (KLT047, an error of the file).
            if before.reader == PlatformReader::Packager && !self.is_in_order() {
                continue;
            }
            // Descriptions, whose text EAD006 makes plain, are spoken and never burnt in.
            if before.reader == PlatformReader::BurnIn && self.kind == FileKind::Ead {
                continue;
            }
            for (at, fate) in before.fates.iter().enumerate() {
                let (Some(seen), Some(place)) = (fate.seen, places[at]) else { continue };
                let is_text = !(fate.lost || fate.cut || fate.merged || fate.changed);
                // A clip has other times than the file.
                // The packager is used for stitched playlists only, and its times are not in dispute.
                let is_of_file =
                    !matches!(before.reader, PlatformReader::Clip | PlatformReader::Packager);
                let is_disputed = format == Format::Srt && is_text && fate.mistimed && is_of_file;
                if !fate.is_whole() && !is_disputed {
                    continue;
                }
                let seen = &before.cues[seen as usize];
                let own = &after.own[place];
                let wanted = [plain(&own.text), plain(&own.written.0), screen(seen)];
                let has = |cue: &ReaderCue| {
                    let same_time = (cue.start_ms, cue.end_ms) == (seen.start_ms, seen.end_ms);
                    same_time && wanted.contains(&screen(cue))
                };
                if !now.cues.iter().any(has) {
                    let (name, had) = (before.reader.name(), (seen.start_ms, screen(seen)));
                    let has: Vec<_> =
                        now.cues.iter().map(|cue| (cue.start_ms, screen(cue))).collect();
                    return Some(format!("{name}: {had:?} is not in {has:?}"));
                }
            }
        }
        None
    }
}

/// What is seen of a cue of the platform's, without tags, references and white space.
fn screen(cue: &ReaderCue) -> String {
    let text = cue.shown.as_deref().filter(|shown| !shown.is_empty());
    let text = text.map_or_else(|| String::from_utf8_lossy(&cue.text).into_owned(), str::to_owned);
    plain(&text)
}

fn plain(text: &str) -> String {
    letters(&naive::decoded(&naive::without_tags(text)))
}

fn letters(text: &str) -> String {
    text.nfc().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect()
}

/// The plans that between them run every rule.
fn plans() -> Vec<Plan> {
    let of = |kind: &FileKind| {
        let mut options = Options::default();
        options.choice.kind = *kind;
        options.choice.select = vec![RULES.selector("ALL").unwrap()];
        options.fixing = true;
        options.limits.max_wpm = Some(180.0);
        options.limits.min_gap = 40;
        options.context.media_duration = Some(3_600_000);
        Plan::new(&RULES, options)
    };
    FileKind::ALL.iter().map(of).collect()
}

/// The safe fixes of a file, by the code of the rule.
fn safe_fixes(file: &Opened<'_>, plan: &Plan) -> BTreeMap<&'static str, Edits> {
    let mut by_code: BTreeMap<&'static str, Edits> = BTreeMap::new();
    for finding in lint::check(file, plan).diagnostics {
        let Some(fix) = finding.fix.filter(|fix| fix.applicability == Applicability::Safe) else {
            continue;
        };
        by_code.entry(finding.code.0).or_default().push_fix(&fix);
    }
    by_code
}

/// The safe fixes of a file that some parser does not keep, and how many were tried.
fn broken_fixes(
    name: &str,
    source: &Source<'_>,
    format: Format,
    plan: &Plan,
    tried: &mut BTreeMap<&'static str, usize>,
) -> Vec<String> {
    let (options, kind) = (reading(format), plan.options.choice.kind);
    let file = open(source, Some(name), &options);
    let fixes = safe_fixes(&file, plan);
    if fixes.is_empty() {
        return Vec::new();
    }
    let before = Reading::of(&file, kind, None);
    let mut broken = Vec::new();
    for (code, edits) in fixes {
        let Ok(bytes) = source.apply(&edits) else { continue };
        *tried.entry(code).or_default() += 1;
        let decoding = source.decoding(false);
        let changed = decode(&bytes, &decoding).unwrap();
        let again = open(&changed, Some(name), &options);
        let after = Reading::of(&again, kind, before.platform.window);
        if let Some(why) = before.broken_by(&after, format) {
            let why: String = why.chars().take(600).collect();
            let (edits, text) = (edits.as_slice(), &source.text);
            broken.push(format!("{code} {name}: {why}\n    {edits:.300?}\n    {text:?}"));
        }
    }
    broken
}

fn inputs() -> Vec<(String, Vec<u8>)> {
    let mut all = all_inputs();
    all.extend(
        platform_inputs()
            .into_iter()
            .filter(|(name, ..)| name.contains("/kaltura/"))
            .map(|(name, bytes, _)| (name, bytes)),
    );
    all
}

fn assert_none(mut broken: Vec<String>, tried: &BTreeMap<&'static str, usize>) {
    println!("{} fixes of {} rules: {tried:?}", tried.values().sum::<usize>(), tried.len());
    broken.sort();
    assert!(
        broken.is_empty(),
        "{} broken:\n{}",
        broken.len(),
        broken[..broken.len().min(40)].join("\n")
    );
}

#[test]
fn safe_fixes_keep_words_times_and_rendering_in_every_reader() {
    let (mut broken, mut tried) = (Vec::new(), BTreeMap::new());
    for plan in plans() {
        for (name, bytes) in inputs() {
            let source = decode(&bytes, &DecodeOptions::default()).unwrap();
            let format = detect(&source.text, Some(&name));
            broken.extend(broken_fixes(&name, &source, format, &plan, &mut tried));
        }
    }
    assert!(tried.len() > 40, "{tried:?}");
    assert_none(broken, &tried);
}

/// How often each file is changed: `CUESMITH_MUTATIONS`, else 3 times.
fn mutations() -> usize {
    std::env::var("CUESMITH_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(3)
}

#[test]
fn safe_fixes_of_changed_files_do_so_too() {
    let plan = &plans()[0];
    let (mut broken, mut tried) = (Vec::new(), BTreeMap::new());
    for (name, bytes) in inputs() {
        let Ok(source) = decode(&bytes, &DecodeOptions::default()) else { continue };
        let format = detect(&source.text, Some(&name));
        if source.text.len() > 4000 {
            continue;
        }
        // Each file by itself, so that a new one changes nothing for the others.
        let mut random = Random(bytes.iter().fold(bytes.len() as u64, |seed, byte| {
            seed.wrapping_mul(31).wrapping_add(u64::from(*byte))
        }));
        for _ in 0..mutations() {
            let text = mutation(&source.text, format, &mut random);
            broken.extend(broken_fixes(&name, &Source::from_text(&text), format, plan, &mut tried));
        }
    }
    assert_none(broken, &tried);
}
