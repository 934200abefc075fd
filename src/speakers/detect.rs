//! The speaker marks of a file: candidates in each cue, judged by the whole file.
//!
//! A capitalized word before a colon may be a heading as well as a name. It counts as a name when it
//! occurs again in the file, or when the file clearly names its speakers.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::MarkStyle;
use super::marks::{Candidate, Certainty, MARKS, candidates, labels};
use crate::timeline::{Cue, RunKind, ScopeKind, Shown, Signs, Timeline};

/// One speaker's turn as a file marks it.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn<'a> {
    /// Zero-based place of the cue in the file.
    pub cue: u32,
    /// How it is marked. A mark in the text takes precedence over one in the markup.
    pub style: MarkStyle,
    /// The mark with the white space after it, in bytes of [`Shown::text`]; empty if there is only
    /// markup.
    pub mark: Range<usize>,
    /// The speaker, if the file names one: as written, without brackets and colon.
    pub name: Option<Cow<'a, str>>,
    /// The element that names the speaker, an index into [`Timeline::scopes`].
    pub voice: Option<u32>,
    /// Whether the speaker changes, according to the marks.
    pub change: bool,
}

/// The speaker marks of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speakers<'a> {
    /// The turns in file order.
    pub turns: Vec<Turn<'a>>,
    /// Text that may be a name as well as a sound: capitals in brackets before speech, once in
    /// the file (`[JOHN] Yes`). None of [`Speakers::turns`].
    pub doubtful: Vec<Turn<'a>>,
    /// How many turns there are of each style, in the order of [`MarkStyle::ALL`].
    pub counts: [u32; 5],
    /// The style with the most turns.
    pub dominant: Option<MarkStyle>,
    /// Whether the file marks the same thing in several ways: a second style that names speakers
    /// beside another, or chevrons beside dashes, in at least one turn of twenty.
    pub mixed: bool,
}

impl Speakers<'_> {
    /// How many turns are marked in a style.
    #[must_use]
    pub fn count(&self, style: MarkStyle) -> u32 {
        self.counts[style as usize]
    }
}

/// Finds the speaker marks of a file.
///
/// ```
/// use cuesmith::speakers::{MarkStyle, detect};
/// use cuesmith::{ReadOptions, read};
///
/// let text = "1\n00:00:01,000 --> 00:00:02,000\n>> Is it far?\n\n\
///             2\n00:00:03,000 --> 00:00:04,000\nNote: bring water\n";
/// let speakers = detect(&read(text, None, &ReadOptions::default()).document.lower());
/// assert_eq!(speakers.turns.len(), 1);
/// assert_eq!(speakers.dominant, Some(MarkStyle::Chevrons));
/// ```
#[must_use]
pub fn detect<'a>(timeline: &Timeline<'a>) -> Speakers<'a> {
    detect_in(timeline, &Signs::of_all(timeline))
}

/// [`detect`] with the signs of all cues.
#[must_use]
pub(crate) fn detect_in<'a>(timeline: &Timeline<'a>, signs: &[Signs]) -> Speakers<'a> {
    let mut seen = Vec::new();
    let mut found = Vec::new();
    let mut shown = Shown::default();
    let around = voices_around(timeline);
    let any_voice = around.iter().any(Option::is_some);
    let language = timeline.language.as_deref();
    let mut labeled: HashMap<String, i64> = HashMap::new();
    for ((index, cue), signs) in timeline.cues.iter().enumerate().zip(signs) {
        let may_be_marked = signs.has(MARKS);
        if !may_be_marked && !any_voice {
            continue;
        }
        shown.fill(timeline, cue);
        if may_be_marked {
            candidates(&shown.text, language, &mut found);
        }
        for label in labels(&shown.text) {
            *labeled.entry(key(label)).or_default() += 1;
        }
        let voices = voices(timeline, cue, &around);
        if found.is_empty() && voices.is_empty() {
            continue;
        }
        let name = |range: &Range<usize>| shown.text[range.clone()].to_owned();
        let texts = found.drain(..).map(|candidate| {
            let name = candidate.name.as_ref().map(&name);
            (candidate, name)
        });
        seen.push(CueMarks { cue: index as u32, texts: texts.collect(), voices });
    }
    let evidence = Evidence::of(timeline, &seen, labeled);
    let (mut turns, mut doubtful) = (Vec::new(), Vec::new());
    for cue in seen {
        turns_of(timeline, cue, &evidence, &mut turns, &mut doubtful);
    }
    mark_changes(&mut turns);
    Speakers { doubtful, ..summary(turns) }
}

/// The speaker marks in a cue.
struct CueMarks {
    cue: u32,
    texts: Vec<(Candidate, Option<String>)>,
    /// The voices of the markup: where in the visible text each begins, its scope.
    voices: Vec<(usize, u32)>,
}

/// Where the voices of a cue begin in its visible text. A voice that continues across a line break
/// or other markup is one voice.
fn voices(timeline: &Timeline<'_>, cue: &Cue<'_>, around: &[Option<u32>]) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    let (mut at, mut current) = (0, None);
    for run in timeline.runs_of(cue) {
        match &run.kind {
            RunKind::Text(text) if !timeline.in_ruby_text(run) && !text.is_empty() => {
                let voice = around.get(run.scope as usize).copied().flatten();
                if voice != current && !text.trim().is_empty() {
                    found.extend(voice.map(|scope| (at, scope)));
                    current = voice;
                }
                at += text.len();
            }
            RunKind::Break => at += 1,
            RunKind::Text(_) | RunKind::Timestamp(_) => {}
        }
    }
    found
}

/// For each scope the innermost voice that it is or is in: elements may be nested to any depth.
fn voices_around(timeline: &Timeline<'_>) -> Vec<Option<u32>> {
    let mut around: Vec<Option<u32>> = Vec::with_capacity(timeline.scopes.len());
    for (index, scope) in timeline.scopes.iter().enumerate() {
        let outer = around.get(scope.parent as usize).copied().flatten();
        let own = matches!(&scope.kind, ScopeKind::Voice(name) if !name.trim().is_empty());
        around.push(if own { Some(index as u32) } else { outer });
    }
    around
}

/// The name in a voice's markup.
pub(super) fn voice_name<'a>(timeline: &Timeline<'a>, scope: u32) -> Cow<'a, str> {
    match &timeline.scopes[scope as usize].kind {
        ScopeKind::Voice(Cow::Borrowed(name)) => Cow::Borrowed(name.trim()),
        ScopeKind::Voice(name) => Cow::Owned(name.trim().to_owned()),
        _ => Cow::Borrowed(""),
    }
}

/// Evidence about doubtful marks from the whole file.
struct Evidence {
    /// Certain names, folded.
    known: HashSet<String>,
    /// How often each doubtful name occurs, folded.
    counts: HashMap<String, u32>,
    /// Labels in brackets, folded, that appear alone or inside speech more often than in front of it: sounds, in any
    /// language.
    asides: HashSet<String>,
    /// Whether there are several doubtful names, and one of them recurs.
    talk: bool,
    /// Whether any `NAME:` is certain.
    names: bool,
    /// Whether brackets contain names, judged without other evidence: two lines of one cue begin
    /// with different ones, one recurs, or one is certainly a name.
    brackets: bool,
    /// How many lines open with a dash.
    dashes: usize,
}

impl Evidence {
    /// `labeled` counts each label in the file, folded.
    fn of(timeline: &Timeline<'_>, seen: &[CueMarks], mut labeled: HashMap<String, i64>) -> Self {
        let texts = || seen.iter().flat_map(|cue| &cue.texts);
        for (_, name) in texts().filter(|(candidate, _)| candidate.opens_line) {
            if let Some(count) = name.as_deref().and_then(|name| labeled.get_mut(&key(name))) {
                *count -= 2;
            }
        }
        let asides = labeled.into_iter().filter(|(_, left)| *left >= 0).map(|(label, _)| label);
        let asides: HashSet<String> = asides.collect();
        let mut known = HashSet::new();
        let mut counts: HashMap<String, u32> = HashMap::new();
        let (mut names, mut dashes) = (false, 0);
        for (candidate, name) in texts() {
            dashes += usize::from(candidate.style == MarkStyle::Dashes);
            let sure = candidate.certainty == Certainty::Sure;
            names |= sure && candidate.style == MarkStyle::Names;
            match name {
                Some(name)
                    if candidate.style == MarkStyle::Brackets && asides.contains(&key(name)) => {}
                Some(name) if sure => {
                    known.insert(key(name));
                }
                Some(name) => {
                    *counts.entry(key(name)).or_default() += 1;
                }
                _ => {}
            }
        }
        let voices = seen.iter().flat_map(|cue| &cue.voices);
        known.extend(voices.map(|&(_, scope)| key(&voice_name(timeline, scope))));
        let mut evidence =
            Self { known, counts, asides, talk: false, names, brackets: false, dashes };
        evidence.brackets = seen.iter().any(|cue| evidence.has_names_in_brackets(&cue.texts));
        let Self { counts, .. } = &evidence;
        let talk = counts.len() > 1 && counts.values().any(|count| *count > 1);
        Self { talk, ..evidence }
    }

    fn has_names_in_brackets(&self, texts: &[(Candidate, Option<String>)]) -> bool {
        let of_cue = || {
            let brackets = texts.iter().filter(|(candidate, _)| candidate.is_open_bracket());
            brackets.filter_map(|(_, name)| name.as_deref()).filter(|name| may_be_name(name))
        };
        let dialogue = of_cue().zip(of_cue().skip(1)).any(|(a, b)| key(a) != key(b));
        let sure = |(candidate, name): &(Candidate, Option<String>)| {
            candidate.style == MarkStyle::Brackets
                && match candidate.certainty {
                    Certainty::Sure => true,
                    _ => name.as_deref().is_some_and(|name| self.is_name_in_brackets(name)),
                }
        };
        dialogue || texts.iter().any(sure)
    }

    /// Whether capitals in brackets are a name whatever else the file contains in brackets.
    fn is_name_in_brackets(&self, name: &str) -> bool {
        self.known.contains(&key(name)) || self.comes_again(name) && may_be_name(name)
    }

    fn comes_again(&self, name: &str) -> bool {
        self.counts.get(&key(name)).is_some_and(|count| *count > 1)
    }

    fn accepts(&self, candidate: &Candidate, name: Option<&str>) -> bool {
        let known = name.is_some_and(|name| self.known.contains(&key(name)));
        let aside = || name.is_some_and(|name| self.asides.contains(&key(name)));
        match candidate.certainty {
            _ if known => true,
            _ if candidate.style == MarkStyle::Brackets && aside() => false,
            Certainty::Sure => true,
            Certainty::KnownName => name.is_some_and(|name| {
                self.is_name_in_brackets(name)
                    || self.brackets && candidate.is_open_bracket() && may_be_name(name)
            }),
            Certainty::Evidence if candidate.style == MarkStyle::Dashes => self.dashes > 1,
            Certainty::Evidence => {
                let again = name.is_some_and(|name| self.comes_again(name));
                // Two speakers who are named once each talk to each other.
                again || self.names || self.talk
            }
        }
    }
}

/// Whether capitals in brackets may be a name: `[CLANGING]` recurs too.
fn may_be_name(name: &str) -> bool {
    !key(name).ends_with("ing")
}

/// A name for comparison: without case, remarks in brackets and dots.
pub(super) fn key(name: &str) -> String {
    let plain = name.split(['(', '[']).next().unwrap_or(name);
    let words = plain.split_whitespace().map(super::words::fold);
    words.collect::<Vec<_>>().join(" ")
}

/// The turns of a cue: the accepted marks of its text and the voices of its markup, in order. A
/// voice that begins where a mark is belongs to the same turn.
fn turns_of<'a>(
    timeline: &Timeline<'a>,
    seen: CueMarks,
    evidence: &Evidence,
    turns: &mut Vec<Turn<'a>>,
    doubtful: &mut Vec<Turn<'a>>,
) {
    let CueMarks { cue, texts, voices } = seen;
    let mut voices = voices.into_iter().peekable();
    let spoken = |(at, scope): (usize, u32)| Turn {
        cue,
        style: MarkStyle::Voice,
        mark: at..at,
        name: Some(voice_name(timeline, scope)),
        voice: Some(scope),
        change: false,
    };
    for (candidate, name) in texts {
        if !evidence.accepts(&candidate, name.as_deref()) {
            if candidate.is_open_bracket() && name.as_deref().is_some_and(may_be_name) {
                let Candidate { mark, style, .. } = candidate;
                let name = name.map(Cow::Owned);
                doubtful.push(Turn { cue, style, mark, name, voice: None, change: false });
            }
            continue;
        }
        while let Some(voice) = voices.next_if(|(at, _)| *at < candidate.mark.start) {
            turns.push(spoken(voice));
        }
        let voice = voices.next_if(|(at, _)| *at <= candidate.mark.end).map(|(_, scope)| scope);
        let name = name.map(Cow::Owned).or_else(|| voice.map(|scope| voice_name(timeline, scope)));
        let Candidate { mark, style, .. } = candidate;
        turns.push(Turn { cue, style, mark, name, voice, change: false });
    }
    turns.extend(voices.map(spoken));
}

/// A speaker with a name changes with the name; one without is always a new one.
fn mark_changes(turns: &mut [Turn<'_>]) {
    let mut last: Option<String> = None;
    for turn in turns {
        let now = turn.name.as_deref().map(key);
        turn.change = now.is_none() || now != last;
        last = now;
    }
}

fn summary(turns: Vec<Turn<'_>>) -> Speakers<'_> {
    let mut counts = [0; 5];
    for turn in &turns {
        counts[turn.style as usize] += 1;
    }
    let total: u32 = counts.iter().sum();
    let used = |style: MarkStyle| {
        counts[style as usize] * 20 >= total.max(1) && counts[style as usize] > 0
    };
    let naming =
        MarkStyle::ALL.iter().filter(|style| style.names_speakers() && used(**style)).count();
    // The first of the largest counts: the order of `MarkStyle::ALL`.
    let dominant = MarkStyle::ALL.iter().copied().rev().max_by_key(|style| counts[*style as usize]);
    Speakers {
        counts,
        dominant: dominant.filter(|_| total > 0),
        doubtful: Vec::new(),
        mixed: naming > 1 || used(MarkStyle::Chevrons) && used(MarkStyle::Dashes),
        turns,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, read};

    fn srt(texts: &[&str]) -> String {
        let cue = |(n, text): (usize, &&str)| {
            format!("{}\n00:00:{:02},000 --> 00:00:{:02},500\n{text}\n\n", n + 1, n, n)
        };
        texts.iter().enumerate().map(cue).collect()
    }

    /// The names of the turns, `-` where there is none.
    fn names(text: &str) -> Vec<String> {
        let timeline = read(text, None, &ReadOptions::default()).document.lower();
        let turns = detect(&timeline).turns;
        turns.iter().map(|turn| turn.name.as_deref().unwrap_or("-").to_owned()).collect()
    }

    #[test]
    fn a_name_in_small_letters_counts_when_it_comes_again() {
        assert_eq!(names(&srt(&["Maria: Hello", "No one knows"])), [""; 0]);
        assert_eq!(names(&srt(&["Maria: Hello", "Maria: Good day"])), ["Maria", "Maria"]);
        assert_eq!(
            names(&srt(&["Maria: Hello", "Maria: So", "Tom: Yes"])),
            ["Maria", "Maria", "Tom"]
        );
        assert_eq!(names(&srt(&["MARIA: Hello", "Tom: Yes"])), ["MARIA", "Tom"]);
    }

    #[test]
    fn capitals_in_brackets_are_a_name_where_the_file_knows_it_or_it_comes_again() {
        assert_eq!(names(&srt(&["[RAVI] Hello", "[APPLAUSE] Thank you"])), [""; 0]);
        assert_eq!(names(&srt(&["[RAVI] Hello", "RAVI: Good day"])), ["RAVI", "RAVI"]);
        assert_eq!(names(&srt(&["[RAVI] Hello", "[RAVI] Good day"])), ["RAVI", "RAVI"]);
        assert_eq!(names(&srt(&["[CLANGING] Hello", "[CLANGING] Good day"])), [""; 0]);
        // Two lines of one cue are two speakers, so the file names speakers in this way.
        assert_eq!(names(&srt(&["[JOHN] Ho\n[MARY] Hey"])), ["JOHN", "MARY"]);
        assert_eq!(
            names(&srt(&["[JOHN] Ho", "[MARY] Hey", "[MARY] So"])),
            ["JOHN", "MARY", "MARY"]
        );
        assert_eq!(names(&srt(&["[Mary] Ho", "[JOHN] Hey"])), ["Mary", "JOHN"]);
        assert_eq!(names(&srt(&["[JOHN] Ho", "[APPLAUSE] Hey", "[BUZZING] Ho"])), [""; 0]);
    }

    #[test]
    fn sounds_in_any_language_are_no_speakers() {
        for labels in [["[Сміх] Дякую", "[НЕРОЗБІРЛИВО] так"], ["[音楽] はい", "[拍手] ありがとう"]]
        {
            let speakers = srt(&labels);
            let found = detect(&read(&speakers, None, &ReadOptions::default()).document.lower());
            assert_eq!((found.turns.len(), found.doubtful.len()), (0, 0), "{labels:?}");
        }
        assert_eq!(names(&srt(&["[Марія] Привіт"])), ["Марія"]);
        // A manner of speaking is not a name, even if it recurs.
        assert_eq!(names(&srt(&["[НА ГІНДІ] Так", "[НА ГІНДІ] Ні"])), [""; 0]);
        assert_eq!(names(&srt(&["[IN FRENCH] Oui", "[IN FRENCH] Non"])), [""; 0]);
    }

    #[test]
    fn a_label_that_mostly_stands_alone_is_no_speaker() {
        // Welsh for laughter; the lists have no Welsh.
        assert_eq!(names(&srt(&["[Chwerthin]", "[Chwerthin] Diolch"])), [""; 0]);
        assert_eq!(names(&srt(&["[Ron]", "[Ron] Hello", "[Ron] Good day"])), ["Ron", "Ron"]);
        // Letters without case do not tell names from sounds.
        assert_eq!(names(&srt(&["[სიჩუმე] დიახ", "კარგი"])), [""; 0]);
        assert_eq!(
            names(&srt(&["[田中] はい", "[佐藤] いいえ", "[田中] はい"])),
            ["田中", "佐藤", "田中"]
        );
    }

    #[test]
    fn what_may_be_a_name_once_is_doubtful() {
        let text = srt(&["[RAVI] Hello", "[APPLAUSE] Thank you", "[CLANGING] What?"]);
        let speakers = detect(&read(&text, None, &ReadOptions::default()).document.lower());
        let names = speakers.doubtful.iter().map(|turn| turn.name.as_deref());
        assert_eq!(names.collect::<Vec<_>>(), [Some("RAVI")]);
    }

    #[test]
    fn one_line_with_a_dash_in_a_whole_file_is_no_dialogue() {
        assert_eq!(names(&srt(&["- milk", "and so on"])), [""; 0]);
        assert_eq!(names(&srt(&["- Hello", "- Good day"])), ["-", "-"]);
    }

    #[test]
    fn voices_of_the_markup_are_turns() {
        let text = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ana>Is it <i>far</i>?\nTell me.</v>\n\
                    <v Ben>No.</v>\n\n00:01.000 --> 00:02.000\n<v Ben>BEN: Come on.\n";
        let timeline = read(text, None, &ReadOptions::default()).document.lower();
        let speakers = detect(&timeline);
        let turns = speakers.turns.iter();
        let turns: Vec<_> =
            turns.map(|t| (t.style, t.name.as_deref(), t.mark.clone(), t.change)).collect();
        assert_eq!(
            turns,
            [
                (MarkStyle::Voice, Some("Ana"), 0..0, true),
                (MarkStyle::Voice, Some("Ben"), 20..20, true),
                (MarkStyle::Names, Some("BEN"), 0..5, false),
            ]
        );
        assert_eq!(speakers.counts, [0, 0, 1, 0, 2]);
    }

    #[cfg(feature = "ttml")]
    #[test]
    fn agents_of_ttml_are_turns() {
        let text = "<tt xmlns='http://www.w3.org/ns/ttml' xmlns:ttm='http://www.w3.org/ns/ttml#metadata' xml:lang='en'>\
            <head><metadata><ttm:agent xml:id='a' type='person'><ttm:name type='full'>Ana</ttm:name></ttm:agent></metadata></head>\
            <body><div><p begin='0s' end='1s' ttm:agent='a'>Hello</p><p begin='1s' end='2s'>Bye</p></div></body></tt>";
        let options = ReadOptions { format: Some(crate::Format::Ttml), ..ReadOptions::default() };
        let timeline = read(text, None, &options).document.lower();
        let turns = detect(&timeline).turns;
        assert_eq!((turns.len(), turns[0].name.as_deref()), (1, Some("Ana")));
    }

    #[test]
    fn styles_side_by_side_are_a_mixture() {
        let mixed = |texts: &[&str]| {
            let text = srt(texts);
            detect(&read(&text, None, &ReadOptions::default()).document.lower()).mixed
        };
        assert!(mixed(&[">> Hello", "- Good day\n- Bye"]));
        assert!(mixed(&["MARY: Hello", "[Tom] Good day"]));
        assert!(!mixed(&["MARY: Hello", "- Good day\n- Bye"]));
        assert!(!mixed(&[">> MARY: Hello", ">> Good day"]));
    }
}
