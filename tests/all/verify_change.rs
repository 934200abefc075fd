//! The check that every command makes before it writes: what random changes to random files do is what they
//! say that they do. And the check itself: what is done to a file after its back is found out.
//!
//! `CUESMITH_CASES=20000 cargo test --test all verify_change::` runs as many cases; the default is fewer. A
//! case that fails is made small before it is shown.

use std::collections::HashMap;

use cuesmith::dictionary::{self, Applier, ApplyOptions, Reason};
use cuesmith::kaltura::lint::RULES;
use cuesmith::lint::{self, FileKind, FixError, Plan};
use cuesmith::profanity::{self, Matcher, MatcherOptions};
use cuesmith::reflow::{self, DurationLimit, Overflow, Width};
use cuesmith::retime::{self, Clip, JoinShort, Limits, Negative, RetimeError, Steps, TimeMap};
use cuesmith::source::{Applicability, DecodeOptions, Edit, Edits, EncodeError, Source, decode};
use cuesmith::speakers::{self, MarkStyle};
use cuesmith::time::Interval;
use cuesmith::timeline::{Replacement, Timeline, visible_text};
use cuesmith::verify_change::{Account, ApplyError, apply};
use cuesmith::{Format, Opened, detect, open_silently};

use crate::common::{all_inputs, files, reading, shared};
use crate::shown::{Random, mutation};

/// What is done to a file.
#[derive(Clone, Debug)]
enum Operation {
    Fix(Applicability, Box<lint::Options>),
    Reflow(reflow::Options),
    Speakers(speakers::Options),
    Profanity(String, profanity::MaskStyle),
    Dictionary(String, bool),
    Retime(Box<retime::Options>),
}

/// What became of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
enum Outcome {
    Changed,
    Same,
    Refused,
}

impl Operation {
    const NAMES: [&str; 7] =
        ["fix", "fix, unsafe", "reflow", "speakers", "profanity", "dictionary", "retime"];

    fn random(kind: usize, text: &str, format: Format, random: &mut Random) -> Self {
        match kind {
            0 => Self::Fix(Applicability::Safe, rules(random)),
            1 => Self::Fix(Applicability::Unsafe, rules(random)),
            2 => Self::Reflow(reflow::Options {
                max_chars: [8, 20, 32, 42][random.below(4)],
                max_lines: 1 + random.below(3) as u32,
                width: [Width::Graphemes, Width::CodePoints, Width::EastAsian, Width::Utf16]
                    [random.below(4)],
                all: random.below(2) == 0,
                language: [None, Some("en"), Some("fr"), Some("ja")][random.below(4)]
                    .map(str::to_owned),
                overflow: match random.below(2) {
                    0 => Overflow::Report,
                    _ => Overflow::Split {
                        min_duration: [1, 833][random.below(2)],
                        min_gap: [0, 80][random.below(2)],
                    },
                },
            }),
            3 => Self::Speakers(speakers::Options {
                to: [
                    None,
                    Some(MarkStyle::Chevrons),
                    Some(MarkStyle::Dashes),
                    Some(MarkStyle::Names),
                    Some(MarkStyle::Brackets),
                    Some(MarkStyle::Voice),
                ][random.below(6)],
                keep_names: random.below(2) == 0,
                dialogue_only: random.below(2) == 0,
                dash_space: random.below(2) == 0,
            }),
            4 => Self::Profanity(
                words(text, format, random).join("\n"),
                match random.below(5) {
                    0 => profanity::MaskStyle::Fixed,
                    1 => profanity::MaskStyle::Stars,
                    2 => profanity::MaskStyle::FirstLetter,
                    3 => profanity::MaskStyle::Remove,
                    _ => profanity::MaskStyle::Text("[bleep]".to_owned()),
                },
            ),
            5 => {
                let terms =
                    words(text, format, random).into_iter().map(|word| match random.below(3) {
                        0 => word.to_uppercase(),
                        1 => format!("R&D <{}> = {word}", word.to_lowercase()),
                        _ => format!("Kubernetes = {word}"),
                    });
                Self::Dictionary(terms.collect::<Vec<_>>().join("\n"), random.below(2) == 0)
            }
            _ => Self::Retime(Box::new(retiming(random))),
        }
    }

    /// Does it: what became of the file, or what is wrong.
    fn run(&self, text: &str, format: Format) -> Result<Outcome, String> {
        let source = Source::from_text(text);
        let reading = reading(format);
        let file = open_silently(&source, None, &reading);
        let (edits, account) = match self {
            Self::Fix(least, options) => {
                let plan = Plan::new(&RULES, (**options).clone());
                let fixed = lint::fix(
                    text.as_bytes(),
                    None,
                    &DecodeOptions::default(),
                    &reading,
                    &plan,
                    *least,
                );
                return match fixed {
                    Ok(fixed) if fixed.bytes == text.as_bytes() => Ok(Outcome::Same),
                    Ok(_) => Ok(Outcome::Changed),
                    Err(
                        error @ (FixError::Changed { .. } | FixError::Encode(EncodeError::Edit(_))),
                    ) => Err(format!("{error:?}")),
                    Err(_) => Ok(Outcome::Refused),
                };
            }
            Self::Reflow(options) => {
                let done = reflow::reflow(&file, options);
                let account = done.account(&file.timeline);
                (done.edits.into_iter().collect(), account)
            }
            Self::Speakers(options) => {
                let done = speakers::convert(&file, &speakers::detect(&file.timeline), options);
                together(
                    &file,
                    done.changes.into_iter().map(|c| {
                        (c.shown.into_iter().map(|change| (c.cue, change)).collect(), c.edits)
                    }),
                )
            }
            Self::Profanity(words, style) => {
                let matcher =
                    Matcher::of(profanity::parse_list(words, "").0, &MatcherOptions::default());
                let options = profanity::Options { style: style.clone(), language: None };
                let done = profanity::mask(&file, &matcher, &options);
                together(&file, done.into_iter().map(|c| (c.shown, c.edits)))
            }
            Self::Dictionary(terms, fuzzy) => {
                let options =
                    ApplyOptions { fuzzy: *fuzzy, min_score: 0.7, ..ApplyOptions::default() };
                let applier = Applier::new(&dictionary::parse(terms, "terms.txt", true), &options);
                let done = applier.propose(&file).into_iter();
                let wanted = done.filter(|p| *fuzzy || p.reason != Reason::Fuzzy);
                together(&file, wanted.map(|p| (p.shown, p.edits)))
            }
            Self::Retime(options) => match retime::retime(&file, options) {
                Ok(done) => (done.edits, done.account),
                Err(error @ (RetimeError::Edit(_) | RetimeError::Unexpected(_))) => {
                    return Err(format!("{error:?}"));
                }
                Err(_) => return Ok(Outcome::Refused),
            },
        };
        match apply(&file, &edits, &account) {
            Ok(bytes) if bytes == text.as_bytes() => Ok(Outcome::Same),
            Ok(bytes) => self.lost(&file, &bytes).map_or(Ok(Outcome::Changed), Err),
            Err(error @ (ApplyError::Changed(_) | ApplyError::Encode(EncodeError::Edit(_)))) => {
                Err(format!("{error:?}"))
            }
            Err(_) => Ok(Outcome::Refused),
        }
    }

    /// Letters that are gone or new, by a count that knows nothing of accounts.
    fn lost(&self, file: &Opened<'_>, bytes: &[u8]) -> Option<String> {
        let keeps = match self {
            Self::Reflow(_) => true,
            Self::Retime(options) => {
                options.clip.is_none()
                    && options.join_same.is_none()
                    && options.negative == Negative::Refuse
            }
            _ => false,
        };
        let text = std::str::from_utf8(bytes).unwrap();
        let source = Source::from_text(text);
        let now = open_silently(&source, None, &file.reading);
        let (was, is) = (letters(&file.timeline), letters(&now.timeline));
        (keeps && was != is).then(|| format!("{was:?} became {is:?}"))
    }
}

fn together(
    file: &Opened<'_>,
    changes: impl Iterator<Item = (Vec<(u32, Replacement)>, Vec<Edit>)>,
) -> (Edits, Account) {
    let (mut edits, mut replaced) = (Edits::default(), Vec::new());
    for (shown, list) in changes {
        replaced.extend(shown);
        list.into_iter().for_each(|edit| edits.push(edit));
    }
    (edits, Account::replaced(&file.timeline, replaced))
}

/// How often each letter is seen.
fn letters(timeline: &Timeline<'_>) -> HashMap<char, u32> {
    let mut counts = HashMap::new();
    for cue in &timeline.cues {
        for c in visible_text(timeline, cue).chars().filter(|c| c.is_alphanumeric()) {
            *counts.entry(c).or_default() += 1;
        }
    }
    counts
}

fn rules(random: &mut Random) -> Box<lint::Options> {
    let mut options = lint::Options::default();
    options.choice.kind = FileKind::ALL[random.below(FileKind::ALL.len())];
    options.limits.max_wpm = Some(180.0);
    options.limits.min_gap = 40;
    options.context.media_duration = Some([5000, 3_600_000][random.below(2)]);
    if random.below(2) == 0 {
        options.choice.select = vec![RULES.selector("all").unwrap()];
    }
    Box::new(options)
}

/// One or two words or pairs of words of a file, as viewers see them.
fn words(text: &str, format: Format, random: &mut Random) -> Vec<String> {
    let source = Source::from_text(text);
    let file = open_silently(&source, None, &reading(format));
    let texts = file.timeline.cues.iter().map(|cue| visible_text(&file.timeline, cue));
    let all = texts.collect::<Vec<_>>().join(" ");
    let all: Vec<&str> = all.split_whitespace().collect();
    if all.is_empty() {
        return vec!["word".to_owned()];
    }
    let one = |_| {
        let from = random.below(all.len());
        all[from..all.len().min(from + 1 + random.below(2))].join(" ")
    };
    (0..=1).map(one).collect()
}

fn retiming(random: &mut Random) -> retime::Options {
    let mut options = retime::Options::default();
    let rate = "25".parse().unwrap();
    options.sort = random.below(3) == 0;
    options.map = match random.below(5) {
        0 => TimeMap::shift([1, 1500, -700, 3_600_000][random.below(4)]),
        1 => TimeMap::scale(25, 24).unwrap(),
        2 => TimeMap::scale(1001, 1000).unwrap().then(TimeMap::shift(-1234)).unwrap(),
        _ => TimeMap::IDENTITY,
    };
    options.negative = [Negative::Refuse, Negative::Clip][random.below(2)];
    if random.below(4) == 0 {
        let start = random.below(4000) as i64;
        let range = Interval::from_ms(start, start + random.below(6000) as i64);
        options.clip = Some(Clip { range, keep_times: random.below(2) == 0 });
    }
    if random.below(4) == 0 {
        options.join_same = Some(500);
    }
    if random.below(4) == 0 {
        options.join_short = Some(JoinShort { below: 2500, ..JoinShort::default() });
    }
    if random.below(3) == 0 {
        let limit = DurationLimit { max_duration: 1500, min_duration: 300, min_gap: 40 };
        options.split_long = Some(limit);
    }
    options.snap = (random.below(4) == 0).then_some(rate);
    if random.below(3) == 0 {
        options.limits =
            Limits { min_duration: 900, min_gap: 80, max_duration: 4000, ..Limits::default() };
        options.steps = Steps {
            extend: random.below(2) == 0,
            cut: random.below(2) == 0,
            gaps: random.below(2) == 0,
            overlaps: random.below(2) == 0,
        };
        options.max_cps = Some(15.0);
    }
    options
}

/// What stands for structure in one format or the other, and what people write into captions.
const PIECES: [&str; 40] = [
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "2\n",
    "\n3\n",
    "\n\n4\n",
    " 5\n",
    "-->",
    "--",
    ">",
    "< ",
    "<b",
    "<b>",
    "</i>",
    "00:00:05,000 --> 00:00:06,000\n",
    "00:00:01.000 --> 00:00:07.500\n",
    "00:03.000 --> 00:02.000\n",
    "0:0 --> 0:0\n",
    "<00:00:02.000>",
    "{\\an8}",
    "{i}",
    "- ",
    ">> ",
    "MARY: ",
    "[Tom] ",
    "<v Ann>",
    "- No.\n- Yes, sir.",
    "twen-\nty",
    "|",
    "&",
    "&lt;",
    "&#10;",
    "\u{ad}",
    "\u{200b}",
    "♪ ",
    "NOTE x\n\n",
    "Well, it is a long story that nobody wants to hear on a Sunday morning.",
    "東京へ行く",
    "\n-->\n",
];

/// A changed file: inserted pieces, removed stretches, repeated or moved lines, other digits.
fn mutated(text: &str, format: Format, random: &mut Random) -> String {
    let mut text = mutation(text, format, random);
    let boundary = |text: &str, at: usize| {
        (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap()
    };
    for _ in 0..random.below(5) {
        let at = boundary(&text, random.below(text.len() + 1));
        match random.below(8) {
            0..=3 => text.insert_str(at, PIECES[random.below(PIECES.len())]),
            4 => {
                let end = boundary(&text, at + random.below(12));
                text.replace_range(at..end.max(at), "");
            }
            5 => {
                let digits: Vec<usize> =
                    text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
                if let Some(&at) = digits.get(random.below(digits.len().max(1))) {
                    text.replace_range(at..=at, ["0", "1", "5", "9", ""][random.below(5)]);
                }
            }
            _ => {
                let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                let (from, to) =
                    (random.below(lines.len().max(1)), random.below(lines.len().max(1)));
                if let Some(&line) = lines.get(from) {
                    if random.below(2) == 0 {
                        lines.remove(from);
                    }
                    lines.insert(to.min(lines.len()), line);
                }
                text = lines.concat();
            }
        }
    }
    text
}

/// Every input of at most this many bytes.
fn inputs(longest: usize) -> Vec<(String, String, Format)> {
    let mut all = all_inputs();
    if let Some(folder) = shared("kaltura") {
        all.extend(files(&folder, &["srt", "vtt", "ttml", "dfxp", "xml"]));
    }
    let texts = all.into_iter().filter_map(|(name, bytes)| {
        let text = decode(&bytes, &DecodeOptions::default()).ok()?.text.into_owned();
        let format = detect(&text, Some(&name));
        (text.len() <= longest).then_some((name, text, format))
    });
    texts.collect()
}

/// The shortest text that still fails, as far as removing lines and then characters leads to it.
fn smallest(text: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut text = text.to_owned();
    for is_line in [true, false] {
        let mut size = usize::MAX;
        loop {
            let pieces: Vec<String> = match is_line {
                true => text.split_inclusive('\n').map(str::to_owned).collect(),
                false => text.chars().map(String::from).collect(),
            };
            size = size.min(pieces.len() / 2);
            if size == 0 {
                break;
            }
            let mut kept = pieces;
            let mut at = 0;
            while at < kept.len() {
                let mut fewer = kept.clone();
                fewer.drain(at..(at + size).min(kept.len()));
                if fails(&fewer.concat()) {
                    kept = fewer;
                } else {
                    at += size;
                }
            }
            text = kept.concat();
            size /= 2;
            if size == 0 {
                break;
            }
        }
    }
    text
}

#[test]
fn nothing_is_lost_or_the_change_is_refused() {
    let cases = std::env::var("CUESMITH_CASES").ok().and_then(|cases| cases.parse().ok());
    let cases: usize = cases.unwrap_or(1000);
    let inputs = inputs(6000);
    let mut random = Random(20_261_130);
    let mut outcomes: HashMap<(usize, Outcome), u32> = HashMap::new();
    let mut broken: Vec<String> = Vec::new();
    for case in 0..cases {
        let (name, text, format) = &inputs[random.below(inputs.len())];
        let text = match random.below(4) {
            0 => text.clone(),
            _ => mutated(text, *format, &mut random),
        };
        let kind = case % Operation::NAMES.len();
        let operation = Operation::random(kind, &text, *format, &mut random);
        match operation.run(&text, *format) {
            Ok(outcome) => *outcomes.entry((kind, outcome)).or_default() += 1,
            Err(_) if broken.len() >= 40 => broken.push(String::new()),
            Err(_) => {
                let small = smallest(&text, |text| operation.run(text, *format).is_err());
                let why = operation.run(&small, *format).unwrap_err();
                let operation = format!("{operation:?}");
                let operation = operation.get(..400).unwrap_or(&operation);
                broken.push(format!("{name}: {operation}\n{small:?}\n{why}\n"));
            }
        }
    }
    for (kind, name) in Operation::NAMES.iter().enumerate() {
        let count = |outcome| outcomes.get(&(kind, outcome)).copied().unwrap_or_default();
        let [changed, same, refused] =
            [Outcome::Changed, Outcome::Same, Outcome::Refused].map(count);
        println!("{name}: {changed} changed, {same} the same, {refused} refused");
        assert!(changed > 0 || cases < 2000, "{name} changed nothing");
    }
    assert!(broken.is_empty(), "{} of {cases} broken:\n{}", broken.len(), broken.join("\n"));
}
