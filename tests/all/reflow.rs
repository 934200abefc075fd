//! Line breaking compared with what humans did (`../shared/conformance/srt/linebreak` and our own French
//! and German cues), and what must hold for every file: the words stay, no line is over the limit
//! where it could be broken, a second run changes nothing.

use std::fs;
use std::path::Path;

use cuesmith::reflow::{
    BreakWords, Layout, Options, Overflow, Reflowed, Segmenting, Width, break_lines, capabilities,
    reflow,
};
use cuesmith::source::{DecodeOptions, Edits, Source, decode};
use cuesmith::timeline::visible_text;
use cuesmith::{ReadOptions, open, read};
use serde_json::Value;

use crate::common::shared;

/// A cue as a human broke it in two.
struct Human {
    lines: Vec<String>,
    limit: u32,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Score {
    cues: usize,
    /// Broken where the human broke.
    same: usize,
    /// Lines over the limit.
    over: usize,
    /// First lines that end with an article.
    articles: usize,
}

fn score(cues: &[Human], language: &str, articles: &[&str]) -> Score {
    let mut score = Score { cues: cues.len(), ..Score::default() };
    for cue in cues {
        let layout = Layout {
            max_chars: cue.limit,
            words: BreakWords::of(Some(language)),
            lines: Some(2),
            ..Layout::default()
        };
        let text = cue.lines.join(" ");
        let laid = break_lines(&text, &[], &layout);
        let broken = laid.apply(&text);
        let lines: Vec<&str> = broken.split('\n').collect();
        score.same += usize::from(lines == cue.lines);
        score.over += lines.iter().filter(|line| line.chars().count() > cue.limit as usize).count();
        let last = lines[0].rsplit(' ').next().unwrap().to_lowercase();
        score.articles += usize::from(lines.len() > 1 && articles.contains(&last.as_str()));
        if std::env::var_os("SHOW").is_some() && lines != cue.lines {
            println!("human: {}   ours: {}", cue.lines.join(" / "), lines.join(" / "));
        }
    }
    score
}

#[test]
fn english_breaks_are_those_of_broadcast_captions() {
    let Some(folder) = shared("srt/linebreak") else { return };
    let text = fs::read_to_string(folder.join("pbs_pycaption_example.jsonl")).unwrap();
    let cues: Vec<Human> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|item| Human {
            lines: item["human_lines"]
                .as_array()
                .unwrap()
                .iter()
                .map(|line| line.as_str().unwrap().to_owned())
                .collect(),
            limit: item["limit"].as_u64().unwrap() as u32,
        })
        .filter(|cue| cue.lines.len() == 2)
        .collect();
    let score = score(&cues, "en", &["a", "an", "the"]);
    // 0.79; greedy filling finds 0.24 of them, balance alone 0.56 (docs/observations.md, line breaks).
    assert_eq!(score, Score { cues: 642, same: 504, over: 0, articles: 3 });
}

fn own(language: &str) -> Vec<Human> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/linebreak/{language}.txt"));
    let text = fs::read_to_string(path).unwrap();
    let cues = text.lines().filter(|line| !line.starts_with('#'));
    cues.map(|line| Human { lines: line.split(" | ").map(str::to_owned).collect(), limit: 42 })
        .collect()
}

#[test]
fn breaks_of_other_languages_are_mostly_those_of_a_subtitler() {
    // The weights are those of the English captions. Unseen, the sets of es, it, nl and pt gave 15, 12,
    // 16 and 12; then their lists were corrected.
    let sets: [(&str, &[&str], usize, usize); 6] = [
        ("de", &["der", "die", "das", "den", "dem", "ein", "eine"], 40, 33),
        ("es", &["el", "la", "los", "las", "un", "una"], 20, 19),
        ("fr", &["le", "la", "les", "un", "une", "des", "du", "au"], 40, 30),
        ("it", &["il", "lo", "la", "i", "gli", "le", "un", "una"], 20, 15),
        ("nl", &["de", "het", "een"], 20, 18),
        ("pt", &["o", "a", "os", "as", "um", "uma"], 20, 15),
    ];
    for (language, articles, cues, same) in sets {
        let score = score(&own(language), language, articles);
        assert_eq!(score, Score { cues, same, over: 0, articles: 0 }, "{language}");
    }
}

/// How a file is read, as `open` does: TTML by its name, whatever it holds.
fn reading(name: &str) -> ReadOptions {
    let format = is_ttml(name).then_some(cuesmith::Format::Ttml);
    let mut options = ReadOptions { format, ..ReadOptions::default() };
    options.webvtt.lenient_signature = true;
    options
}

/// A file, reflowed: the text it was and the text it is.
fn reflowed(text: &str, name: &str, options: &Options) -> (String, Reflowed) {
    let source = Source::from_text(text);
    let file = open(&source, Some(name), &reading(name));
    let done = reflow(&file, options);
    let mut edits = Edits::default();
    done.edits.iter().for_each(|edit| edits.push(edit.clone()));
    (edits.apply(text).unwrap_or_else(|error| panic!("{name}: {error}")), done)
}

/// What a cue says, white space aside, with its times.
fn said(text: &str, name: &str) -> Vec<(i64, i64, String)> {
    let file = read(text, Some(name), &reading(name));
    let timeline = file.document.lower();
    let cue = |cue| {
        let joined = visible_text(&timeline, cue);
        joined.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    timeline.cues.iter().map(|c| (c.interval.start.0, c.interval.end.0, cue(c))).collect()
}

fn lines_of(text: &str, name: &str) -> Vec<String> {
    let file = read(text, Some(name), &reading(name));
    let timeline = file.document.lower();
    timeline.cues.iter().map(|cue| visible_text(&timeline, cue)).collect()
}

/// The words stay, and their order and times. New white space is only where a line ends: in scripts
/// without spaces, and inside a word that fits no line, where UAX #14 lets a line end. White space goes
/// only between characters of scripts without spaces.
fn same_words(before: &str, after: &str, name: &str, options: &Options) {
    let (old, new) = (said(before, name), said(after, name));
    let times = |said: &[(i64, i64, String)]| said.iter().map(|c| (c.0, c.1)).collect::<Vec<_>>();
    assert_eq!(times(&old), times(&new), "{name}: other times");
    for (old, new) in lines_of(before, name).iter().zip(&lines_of(after, name)) {
        let (mut a, mut b) = (old.trim(), new.trim());
        while !a.is_empty() || !b.is_empty() {
            let (word, other) = (word_of(a), word_of(b));
            let same = word.chars().zip(other.chars()).take_while(|(x, y)| x == y);
            let len: usize = same.map(|(x, _)| x.len_utf8()).sum();
            assert!(len > 0, "{name}: `{old}` became `{new}`");
            let at = old.len() - old.trim_start().len() + (old.trim().len() - a.len()) + len;
            (a, b) = (&a[len..], &b[len..]);
            let (gap, new_gap) = (gap_of(a), gap_of(b));
            let edges = old[..at].chars().next_back().zip(old[at + gap.len()..].chars().next());
            let unspaced = edges.is_some_and(|(x, y)| is_unspaced(x) && is_unspaced(y));
            let fits = || options.width.of(&stretch(old, at)) <= options.max_chars;
            let fine = match (gap.is_empty(), new_gap.is_empty()) {
                (true, false) => {
                    new_gap.contains('\n') && (unspaced || (!fits() && may_end(word, len)))
                }
                (false, true) => unspaced,
                _ => true,
            };
            assert!(fine, "{name}: `{old}` became `{new}`");
            (a, b) = (&a[gap.len()..], &b[new_gap.len()..]);
        }
    }
}

/// The word around a place in a text, with the lone marks beside it and what UAX #14 ties to it.
fn stretch(text: &str, at: usize) -> String {
    let line = text.replace('\n', " ");
    let ends: Vec<usize> = unicode_linebreak::linebreaks(&line).map(|(end, _)| end).collect();
    let mut tokens: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for word in line.split_inclusive(is_gap) {
        let end = from + word.trim_end_matches(is_gap).len();
        if end > from {
            tokens.push((from, end));
        }
        from += word.len();
    }
    let lone = |(from, end): (usize, usize)| !line[from..end].contains(char::is_alphanumeric);
    let firm = |a: (usize, usize), b: (usize, usize)| {
        lone(a) || lone(b) || !ends.iter().any(|end| (a.1 + 1..=b.0).contains(end))
    };
    let here = tokens.iter().position(|(from, end)| (*from..*end).contains(&at)).unwrap();
    let mut first = here;
    while first > 0 && firm(tokens[first - 1], tokens[first]) {
        first -= 1;
    }
    let mut last = here;
    while last + 1 < tokens.len() && firm(tokens[last], tokens[last + 1]) {
        last += 1;
    }
    line[tokens[first].0..tokens[last].1].to_owned()
}

/// What is before the next white space, and the white space that a text begins with.
fn word_of(text: &str) -> &str {
    &text[..text.find(is_gap).unwrap_or(text.len())]
}

fn gap_of(text: &str) -> &str {
    &text[..text.find(|c| !is_gap(c)).unwrap_or(text.len())]
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// A character of a script without spaces, its punctuation, or the space that stands for one.
fn is_unspaced(c: char) -> bool {
    cuesmith::timeline::is_unspaced(c)
        || matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{200b}')
}

/// Whether UAX #14 lets a line end at a place in a text, by the crate that implements it.
fn may_end(text: &str, at: usize) -> bool {
    unicode_linebreak::linebreaks(text).any(|(end, _)| end == at)
}

/// No line is over the limit that has a place where UAX #14 lets it end: after white space between
/// two words, or inside a word. No part may be nothing but marks, and a line that begins with a dash
/// is another speaker's.
fn no_line_too_long(after: &str, name: &str, options: &Options) {
    let file = read(after, Some(name), &reading(name));
    let timeline = file.document.lower();
    for (index, cue) in timeline.cues.iter().enumerate() {
        if cuesmith::rewrite::is_shared(&timeline, index as u32) {
            continue;
        }
        for line in timeline.lines(cue) {
            let text = line.text.trim();
            let width = options.width.of(text);
            if width > options.max_chars {
                let place = place_to_break(text);
                assert_eq!(place, None, "{name}: `{text}` is {width}");
            }
        }
    }
}

/// The first place where a line could end.
fn place_to_break(line: &str) -> Option<(&str, &str)> {
    let has_letters = |text: &str| text.contains(char::is_alphanumeric);
    for (at, _) in unicode_linebreak::linebreaks(line).filter(|(at, _)| *at < line.len()) {
        let (before, rest) = line.split_at(at);
        // The words on both sides, whatever lone marks are between them.
        let last = before.split(is_gap).rfind(|word| has_letters(word));
        let next = rest.split(is_gap).find(|word| has_letters(word));
        let (Some(_), Some(_)) = (last, next) else { continue };
        if before.ends_with(is_gap) {
            return Some((before, rest));
        }
        let (head, tail) = (before.rsplit(is_gap).next()?, word_of(rest));
        let dash =
            rest.starts_with(['-', '\u{2010}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}']);
        if has_letters(head) && has_letters(tail) && !dash {
            return Some((before, rest));
        }
    }
    None
}

fn holds_for(text: &str, name: &str) {
    for (max_chars, max_lines, all) in [(42, 2, false), (32, 2, true), (18, 3, true), (1, 1, false)]
    {
        let options = Options {
            max_chars,
            max_lines,
            all,
            language: Some("en".into()),
            ..Options::default()
        };
        let (once, _) = reflowed(text, name, &options);
        same_words(text, &once, name, &options);
        no_line_too_long(&once, name, &options);
        let (twice, _) = reflowed(&once, name, &options);
        for (a, b) in lines_of(&once, name).iter().zip(lines_of(&twice, name)) {
            assert_eq!(a, &b, "{name}, {max_chars}x{max_lines}: a second run changes something");
        }
        assert!(once == twice, "{name}: a second run changes something");
    }
}

fn cue_holds(text: &str) {
    holds_for(&format!("1\n00:00:01,000 --> 00:00:04,000\n{text}\n"), "a.srt");
    splits_hold(&format!("1\n00:00:01,000 --> 00:00:09,000\n{text}\n"), "a.srt");
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace("-->", "--&gt;");
    holds_for(&format!("WEBVTT\n\n00:01.000 --> 00:04.000\n{escaped}\n"), "a.vtt");
}

/// Cues that random search found, when they did not hold.
#[test]
fn cues_that_were_hard_hold() {
    cue_holds("- Yes. svftcebgg! Mr.\n-\nu of lu. vcxnuqdal?\nnheipyr,\nnd  v");
    // Two settings that cost the same.
    cue_holds("aaa, aaaaaa! aaaaaaaaaa aaaaaaaaaaa. aaa. b? aaaaaaaaa aaaaaaaaaaaa\nb, aaaaa.");
    // Words that may be one, on two lines.
    cue_holds("aaaaaaaa! aaaaaaaaaaa b aaaaaaaaaaa. b\naaaa aaa. aaaaa aaaaaaa wait!no");
    // A voice that begins with what takes no room.
    let text = "a\n<c.red>aaa <v Bob>a. aa aaaaaaaaa aa aaaa.\n<v Ann>\u{200b} <v Ann>a";
    splits_hold(&format!("WEBVTT\n\n00:01.000 --> 00:09.000\n{text}\n"), "a.vtt");
}

/// Splitting keeps the words in their order and the time of the cue, and settles.
fn splits_hold(text: &str, name: &str) {
    let overflow = Overflow::Split { min_duration: 500, min_gap: 40 };
    let options = Options { max_chars: 18, overflow, ..Options::default() };
    let (once, done) = reflowed(text, name, &options);
    let words = |text: &str| {
        let said = said(text, name);
        said.iter().flat_map(|cue| cue.2.chars().filter(|c| *c != ' ')).collect::<String>()
    };
    assert_eq!(words(text), words(&once), "{name}");
    let parts: usize = done.changes.iter().map(|change| change.parts.len().saturating_sub(1)).sum();
    let (before, after) = (said(text, name), said(&once, name));
    assert_eq!(before.len() + parts, after.len(), "{name}");
    for change in done.changes.iter().filter(|change| !change.parts.is_empty()) {
        let (first, last) = (change.parts[0], change.parts[change.parts.len() - 1]);
        let cue = &before[change.cue as usize];
        assert_eq!((first.start.0, last.end.0), (cue.0, cue.1), "{name}");
        assert!(change.parts.iter().all(|part| part.duration() >= 500), "{name}: {change:?}");
        let gaps = change.parts.windows(2).map(|pair| pair[1].start.0 - pair[0].end.0);
        assert!(gaps.into_iter().all(|gap| gap == 40), "{name}: {change:?}");
        assert!(change.lines <= 2, "{name}: {change:?}");
    }
    let (twice, _) = reflowed(&once, name, &options);
    assert!(once == twice, "{name}: a second run splits again");
}

#[test]
fn every_conformance_input_keeps_its_words_and_settles() {
    let mut files = 0;
    for folder in ["srt/cases", "srt/undecided", "webvtt/cases", "ttml/inputs", "kaltura/inputs"] {
        let Some(folder) = shared(folder) else { continue };
        let mut open = vec![folder];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            let name = path.file_name().unwrap().to_str().unwrap();
            if !name.ends_with(".srt") && !name.ends_with(".vtt") && !is_ttml(name) {
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            let source = decode(&bytes, &DecodeOptions::default()).unwrap();
            holds_for(&source.text, name);
            splits_hold(&source.text, name);
            files += 1;
        }
    }
    println!("{files} files");
}

fn is_ttml(name: &str) -> bool {
    cfg!(feature = "ttml") && [".ttml", ".dfxp", ".xml"].iter().any(|end| name.ends_with(end))
}

mod properties {
    use proptest::prelude::*;

    use super::{holds_for, splits_hold};

    /// How many cases: a few hundred, or `PROPTEST_CASES`.
    fn cases() -> u32 {
        std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300)
    }

    /// Words with all that makes lines special: marks, labels, scripts, markup.
    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            8 => "[a-z]{1,12}[.,!?;:]?",
            2 => prop::sample::select(vec![
                "-", "- Yes.", "--", ">>", "MAN:", "♪", "#", "[wind]", "(he", "laughs)", "the",
                "of", "Mr.", "10", "km", "«", "»", "!", "港が「開く」。", "ちょっと", "日本　語",
                "ท่าเรือเปิด", "naïve", "e\u{301}", "👩‍🚀", "10\u{a0}km", "  ", "\u{200b}", "A-B",
                "state-of-the-art", "pre-", "COVID-19", "harbour—and", "quay—", "—", "–", "well--no",
                "and/or", "https://example.org/harbour/times", "wait!no", "je…je…ne", "...and",
                "第2回NHK杯", "반갑습니다안녕하세요", "har\u{ad}bour", "a\u{2060}b", "3,5", "\"Yes\"",
                "(", ")", ":", "?", "-5", "-Yes", "👍👍", "%", "ផែ\u{200b}បើក", "«Là»", "A:", "B-A:",
            ])
            .prop_map(str::to_owned),
        ]
    }

    fn cue_text() -> impl Strategy<Value = String> {
        prop::collection::vec(
            (word(), prop::sample::select(vec![" ", " ", " ", "\n", "  "])),
            1..24,
        )
        .prop_map(|words| {
            let text: String = words.into_iter().flat_map(|(w, gap)| [w, gap.to_owned()]).collect();
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.collect::<Vec<_>>().join("\n")
        })
        .prop_filter("a cue", |text| !text.is_empty())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..Default::default() })]

        #[test]
        fn any_cue_keeps_its_words_and_settles(text in cue_text()) {
            super::cue_holds(&text);
        }

        /// Voices and colors that change anywhere, or end.
        #[test]
        fn any_voices_keep_their_words_and_settle(
            words in prop::collection::vec((word(), 0usize..8, any::<bool>()), 1..16)
        ) {
            let tags = ["<v Ann>", "<v Bob>", "</v>", "<c.red>", "<c.blue>", "</c>", "<i>", "</i>"];
            let mut text = String::new();
            for (word, tag, is_last) in words {
                let word = word.replace('&', "&amp;").replace('<', "&lt;").replace("-->", "--&gt;");
                text += &word;
                text += if is_last { "\n" } else { " " };
                text += tags[tag];
            }
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            let text = lines.collect::<Vec<_>>().join("\n");
            holds_for(&format!("WEBVTT\n\n00:01.000 --> 00:04.000\n{text}\n"), "a.vtt");
            splits_hold(&format!("WEBVTT\n\n00:01.000 --> 00:09.000\n{text}\n"), "a.vtt");
        }
    }
}

#[test]
fn japanese_lines_obey_kinsoku_and_are_measured_in_columns() {
    let text = "港の渡し船は、朝の六時に出て、夜になる前に戻ってくる。「遅れるな」と船長が言った。";
    let layout = Layout {
        max_chars: 32,
        max_lines: 3,
        width: Width::EastAsian,
        words: BreakWords::of(Some("ja")),
        ..Layout::default()
    };
    let laid = break_lines(text, &[], &layout);
    assert!(laid.fits(&layout), "{laid:?}");
    let broken = laid.apply(text);
    assert_eq!(broken.replace('\n', ""), text);
    for line in broken.split('\n') {
        assert!(Width::EastAsian.of(line) <= 32, "{line}");
        assert!(
            !line.starts_with(['、', '。', '」', 'っ', 'る']) && !line.ends_with('「'),
            "{broken}"
        );
    }
    assert_eq!(break_lines(&broken, &[], &layout).changes, []);
}

#[test]
fn what_a_build_lacks_it_says() {
    assert_eq!(capabilities("en").missing(), None);
    assert!(capabilities("pl").missing().is_some());
    let thai = capabilities("th");
    assert_eq!(thai.missing().is_none(), thai.segmenting == Segmenting::Model);
    assert_eq!(cfg!(feature = "segment"), thai.segmenting == Segmenting::Model);
    // Without a model Thai is broken at its spaces, and nowhere else.
    let text = "ท่าเรือเปิดตอนหกโมงเช้า และเรือออกทุกวัน";
    let laid = break_lines(text, &[], &Layout { max_chars: 12, ..Layout::default() });
    let broken = laid.apply(text);
    match thai.segmenting {
        Segmenting::Model => assert!(laid.widest <= 12, "{broken}"),
        _ => assert_eq!(broken, text.replace(' ', "\n")),
    }
}

fn all_anew(text: &str, name: &str, max_chars: u32) -> String {
    let options =
        Options { all: true, max_chars, language: Some("en".into()), ..Options::default() };
    let (once, _) = reflowed(text, name, &options);
    let (twice, _) = reflowed(&once, name, &options);
    assert_eq!(once, twice, "a second run changes something");
    once
}

/// WebVTT 6.4.1: a voice span says who speaks. Two speakers never share a line.
#[test]
fn another_voice_begins_a_line_wherever_it_stands() {
    let cue = |text: &str| format!("WEBVTT\n\n00:01.000 --> 00:04.000\n{text}\n");
    let once = all_anew(&cue("<v Ann>Is it open?</v> <v Bob>No.</v>"), "a.vtt", 42);
    assert_eq!(once, cue("<v Ann>Is it open?</v>\n<v Bob>No.</v>"));
    let once = all_anew(&cue("<v Ann>Is it</v> <v Ann>open?</v> Yes\n<v Ann>it is."), "a.vtt", 42);
    assert_eq!(once, cue("<v Ann>Is it</v> <v Ann>open?</v> Yes\n<v Ann>it is."));
}

/// A color that stresses a word is not a speaker; where a line begins with it, the next run cannot tell.
#[test]
fn a_break_at_another_color_settles() {
    let cue = |text: &str| format!("WEBVTT\n\n00:01.000 --> 00:04.000\n{text}\n");
    let once = all_anew(&cue("We <c.red>never</c> go."), "a.vtt", 42);
    assert_eq!(once, cue("We <c.red>never</c> go."));
    let text =
        "<c.yellow>We walk down to the harbour,</c> <c.white>wait for a while, and then go home.";
    let once = all_anew(&cue(text), "a.vtt", 32);
    assert!(once.contains("harbour,</c>\n<c.white>wait for a while,\nand then"), "{once}");
    assert_eq!(all_anew(&once, "a.vtt", 32), once);
}

/// Punctuation in French with plain spaces, numbers, addresses, words with hyphens: UAX #14 lets no line
/// end there, or only when nothing else is left.
#[test]
fn lines_end_where_uax_14_lets_them() {
    let lay = |text: &str, max_chars| {
        let layout = Layout { max_chars, words: BreakWords::of(Some("fr")), ..Layout::default() };
        break_lines(text, &[], &layout).apply(text)
    };
    assert_eq!(
        lay("Vous venez au port ? Oui, demain !", 20),
        "Vous venez au port ?\nOui, demain !"
    );
    assert_eq!(lay("le prix : 3,5 % du « tout »", 12), "le prix :\n3,5 %\ndu « tout »");
    assert_eq!(lay("go to\u{a0}the end", 9), "go to\u{a0}the\nend");
    assert_eq!(lay("a well-known place", 12), "a well-known\nplace");
    assert_eq!(lay("the state-of-the-art", 12), "the state-\nof-the-art");
    assert_eq!(lay("https://example.org/boat-times", 20), "https://example.org/\nboat-times");
    // No one knows whether a space stood there.
    assert_eq!(lay("pre-\nand post-war", 42), "pre-\nand post-war");
    assert_eq!(lay("I was--\nno, you were", 42), "I was-- no, you were");
}

#[cfg(feature = "ttml")]
#[test]
fn breaks_of_ttml_move_with_their_prefix_and_nothing_else_does() {
    let text = "<tt:tt xmlns:tt=\"http://www.w3.org/ns/ttml\" xml:lang=\"en\"><tt:body><tt:div>\n\
        <tt:p begin=\"1s\" end=\"4s\">The ferry<tt:br/>\n  leaves the <tt:span>old harbour\n  at six</tt:span> in the morning.</tt:p>\n\
        <tt:p begin=\"5s\" end=\"6s\">It  is\n  late.</tt:p>\n\
        </tt:div></tt:body></tt:tt>\n";
    let (once, done) = reflowed(text, "a.ttml", &Options { all: true, ..Options::default() });
    assert_eq!(
        once,
        text.replace("ferry<tt:br/>\n  leaves", "ferry \n  leaves")
            .replace("old harbour\n  at six", "old harbour<tt:br/>at six")
    );
    assert_eq!(done.changes.len(), 1);
    assert_eq!(done.changes[0].after, "The ferry leaves the old harbour\nat six in the morning.");
    let (twice, _) = reflowed(&once, "a.ttml", &Options { all: true, ..Options::default() });
    assert_eq!(once, twice);
}

#[test]
fn what_belongs_together_stays_on_one_line() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/linebreak/together.txt");
    let text = fs::read_to_string(path).unwrap();
    let (mut seen, mut broken) = (0, Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (language, sentence) = line.split_once(' ').unwrap();
        let (first, rest) = sentence.split_once(" | ").unwrap();
        let words = BreakWords::of(Some(language));
        let layout = Layout { words, lines: Some(2), max_chars: 60, ..Layout::default() };
        for old in [format!("{first} {rest}"), format!("{first}\n{rest}")] {
            let new = break_lines(&old, &[], &layout).apply(&old);
            assert_eq!(new.lines().count(), 2, "{new:?}");
            if new.lines().next() == Some(first) {
                broken.push(format!("{language} {}", new.replace('\n', " / ")));
            }
        }
        seen += 1;
    }
    assert!(seen > 60, "{seen}");
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// Where a list does not say that two words belong together, they may be parted as before.
#[test]
fn a_phrase_may_end_after_its_particle() {
    for (language, lines) in [
        ("en", "Nobody thought he would ever give up\nthe house that his father built."),
        ("en", "The children in the garden looked up\nat the sky for a long time."),
    ] {
        let words = BreakWords::of(Some(language));
        let layout = Layout { words, lines: Some(2), ..Layout::default() };
        let text = lines.replace('\n', " ");
        assert_eq!(break_lines(&text, &[], &layout).apply(&text), lines);
    }
}

#[test]
fn a_line_that_is_set_again_has_one_space_between_words() {
    let text = "El tren de la tarde acaba de  pasar por la  estación vieja del pueblo.";
    let layout = Layout { words: BreakWords::of(Some("es")), ..Layout::default() };
    let laid = break_lines(text, &[], &layout).apply(text);
    assert_eq!(laid, "El tren de la tarde acaba de pasar\npor la estación vieja del pueblo.");
    // What fits is left alone.
    let short = "El tren  acaba de  pasar.";
    assert!(break_lines(short, &[], &layout).changes.is_empty());
}
