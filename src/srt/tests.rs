//! Properties of the whole module: the fast path against the slow one, a naive reader as an oracle,
//! fixes that converge, writing that is read back.

use proptest::prelude::*;

use super::reader::read;
use super::{ParseOptions, WriteOptions, conformance, lower, parse, raise, write};
use crate::source::{Applicability, Diagnostic, Edits, Parsed, Severity};
use crate::timeline::visible_text;

/// A cue as the oracle reads it: number, start, end, lines.
type Plain = (u64, i64, i64, Vec<String>);

/// Reads canonical SRT the simple way: blocks between blank lines, lines within them.
fn oracle(text: &str) -> Vec<Plain> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let time = |t: &str| -> i64 {
        let n: Vec<i64> = t.split([':', ',']).map(|n| n.parse().unwrap()).collect();
        ((n[0] * 60 + n[1]) * 60 + n[2]) * 1000 + n[3]
    };
    let cue = |block: &str| {
        let mut lines = block.lines();
        let number = lines.next().unwrap().parse().unwrap();
        let (start, end) = lines.next().unwrap().split_once(" --> ").unwrap();
        (number, time(start), time(end), lines.map(str::to_owned).collect())
    };
    text.trim_end().split("\n\n").filter(|block| !block.is_empty()).map(cue).collect()
}

fn plain(text: &str) -> Vec<Plain> {
    let parsed = parse(text, &ParseOptions::default());
    let document = parsed.document;
    let lines = |cue: &super::Cue| cue.lines(text).map(str::to_owned).collect();
    let plain = |cue: &super::Cue| (cue.number(text).unwrap(), cue.start.0, cue.end.0, lines(cue));
    document.cues.iter().map(plain).collect()
}

/// A text line that is nothing but text.
fn text_line() -> impl Strategy<Value = String> {
    let start = prop_oneof![Just("- "), Just(""), Just("<i>"), Just("["), Just("日本"), Just("…")];
    (start, "[a-zA-Zé,' 0-9>&-]{0,70}", "[a-z]").prop_map(|(a, b, c)| {
        // Letters first and last: no digit in front, no white space at the edge.
        let mut line = format!("{a}{c}{b}{c}");
        while line.contains("-->") {
            line = line.replace("-->", "->");
        }
        line
    })
}

fn canonical_file() -> impl Strategy<Value = String> {
    let cue = (0..400_000_000_i64, 0..9999_i64, prop::collection::vec(text_line(), 1..4));
    (prop::collection::vec(cue, 0..9), any::<bool>(), any::<bool>()).prop_map(
        |(cues, crlf, bom)| {
            let mut out = String::new();
            for (i, (start, length, lines)) in cues.iter().enumerate() {
                let clock = |ms: i64| {
                    let (h, m, s) = (ms / 3_600_000 % 100, ms / 60_000 % 60, ms / 1000 % 60);
                    format!("{h:02}:{m:02}:{s:02},{:03}", ms % 1000)
                };
                let gap = if i == 0 { "" } else { "\n" };
                let times = format!("{} --> {}", clock(*start), clock(start + length));
                out += &format!("{gap}{}\n{times}\n{}\n", i + 1, lines.join("\n"));
            }
            let bom = if bom { "\u{feff}" } else { "" };
            format!("{bom}{}", if crlf { out.replace('\n', "\r\n") } else { out })
        },
    )
}

/// A canonical file with a few pieces of it replaced by what readers stumble over.
fn mutated_file() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        " ",
        "\t",
        "\u{a0}",
        "\u{feff}",
        "0",
        "7",
        "２",
        "-",
        "−",
        "-->",
        "->",
        ".",
        ",",
        ":",
        "1\n",
        "2\n00:00:01,000 --> 00:00:02,000\n",
        "\0",
        "\u{1a}",
        "<i>",
        "</b>",
        "{b}",
        "<br>",
        "é",
        "日",
        "WEBVTT",
        " X1:1",
        "x",
        "61",
        "00:00:05,500",
        "\r\r\n",
        "\n\r",
        "1999\n",
        "&amp;",
        "|",
        "99999999999999999999",
    ]);
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..6_usize, piece), 0..5);
    (canonical_file(), edits).prop_map(|(mut text, edits)| {
        for (at, len, piece) in edits {
            let mut start = at.index(text.len() + 1);
            let mut end = (start + len).min(text.len());
            while !text.is_char_boundary(start) {
                start -= 1;
            }
            while !text.is_char_boundary(end) {
                end += 1;
            }
            text.replace_range(start..end, piece);
        }
        text
    })
}

fn all_findings(text: &str) -> Vec<Diagnostic> {
    let Parsed { document, mut diagnostics } = parse(text, &ParseOptions::default());
    diagnostics.extend(conformance(&document));
    diagnostics.sort_by_key(|d| d.span.start);
    diagnostics
}

/// Applies all safe fixes that do not overlap, once; `None` when there is nothing to apply.
fn fixed_once(text: &str) -> Option<String> {
    let mut edits = Edits::default();
    for d in all_findings(text) {
        if let Some(fix) = d.fix.filter(|fix| fix.applicability == Applicability::Safe) {
            edits.push_fix(&fix);
        }
    }
    (!edits.is_empty()).then(|| edits.apply(text).unwrap())
}

/// What a fix may not change: times, and text without white space at the edges of its lines.
fn meaning(text: &str) -> Vec<(i64, i64, String)> {
    let timeline = lower(&parse(text, &ParseOptions::default()).document);
    let cue = |cue| {
        let text = visible_text(&timeline, cue);
        let lines: Vec<&str> =
            text.lines().map(|l| l.trim_matches([' ', '\t', '\u{feff}'])).collect();
        let interval = cue.interval;
        (interval.start.0, interval.end.0, lines.join("\n"))
    };
    timeline.cues.iter().map(cue).collect()
}

fn check_fixes(text: &str) {
    let wanted = meaning(text);
    let mut now = text.to_owned();
    for _ in 0..10 {
        let Some(next) = fixed_once(&now) else { return };
        assert_eq!(meaning(&next), wanted, "{text:?}: {now:?} became {next:?}");
        now = next;
    }
    panic!("after ten rounds there still is something to fix in {now:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn canonical_files_are_read_as_the_naive_reader_does(text in canonical_file()) {
        let parsed = parse(&text, &ParseOptions::default());
        let bad: Vec<_> = parsed.diagnostics.iter().filter(|d| d.code.0 != "SRT_EMPTY_FILE").collect();
        prop_assert!(bad.is_empty(), "{:?}", bad);
        prop_assert_eq!(plain(&text), oracle(&text));
    }

    #[test]
    fn fast_and_slow_path_agree(text in mutated_file(), max_cues in prop_oneof![Just(usize::MAX), 0..4_usize]) {
        let options = ParseOptions { max_cues, ..ParseOptions::default() };
        let slow = read::<true>(&text, &options, false);
        prop_assert_eq!(&read::<true>(&text, &options, true), &slow);
        // What does not report reads the same.
        for use_fast in [true, false] {
            let silent = read::<false>(&text, &options, use_fast);
            prop_assert_eq!(&silent.document, &slow.document);
            prop_assert_eq!(silent.diagnostics, []);
        }
    }

    #[test]
    fn safe_fixes_keep_the_meaning_and_converge(text in mutated_file()) {
        check_fixes(&text);
    }

    #[test]
    fn what_is_written_is_read_back_without_a_warning(text in mutated_file()) {
        let parsed = parse(&text, &ParseOptions::default());
        for out in [
            write(&parsed.document, &WriteOptions::default()),
            raise(&lower(&parsed.document), &WriteOptions::default()).document,
        ] {
            let again = parse(&out, &ParseOptions::default());
            let bad: Vec<_> = again.diagnostics.iter().filter(|d| {
                d.severity >= Severity::Warning
                    && !matches!(d.code.0, "SRT_EMPTY_FILE" | "SRT_TIME_HOURS_OVER_99")
            }).collect();
            prop_assert!(bad.is_empty(), "{:?} in {:?}", bad, out);
            let times = |cues: &[super::Cue]| -> Vec<_> {
                cues.iter().map(|c| (c.start.0.max(0), c.end.0.max(0))).collect()
            };
            prop_assert_eq!(times(&again.document.cues), times(&parsed.document.cues));
        }
    }

    #[test]
    fn lines_survive_writing(text in canonical_file()) {
        let parsed = parse(&text, &ParseOptions::default());
        let out = write(&parsed.document, &WriteOptions::default());
        prop_assert_eq!(oracle(&text), oracle(&out));
    }

    #[test]
    fn no_text_makes_the_reader_panic_and_spans_nest(text in "\\PC*|[0-9:,> \r\n\t<{}/bi-]{0,200}") {
        let parsed = parse(&text, &ParseOptions::default());
        for cue in &parsed.document.cues {
            prop_assert!(text.get(cue.block.range()).is_some());
            let mut end = cue.block.start;
            for part in [cue.index, cue.start_span, cue.end_span, cue.settings, cue.payload] {
                prop_assert!(text.get(part.range()).is_some() && part.start >= end);
                end = part.end;
            }
        }
        let _ = conformance(&parsed.document);
        let _ = lower(&parsed.document);
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    for pattern in [
        "<",
        "{",
        "<i>",
        "</b>",
        "<b><i><u><s>",
        "</s></b>",
        "\n",
        "\r",
        " \n",
        "1\n",
        "1\n\n",
        "1\n00:00:01,000 --> 00:00:02,000\n",
        "00:00:01,000 --> 00:00:02,000 ",
        "--> ",
        "9",
        ":",
        "1\n00:00:zz,000 --> 00:00:02,000\n\n",
        "x\n\n",
        "<font color=",
        "&amp;",
        "\u{feff}",
        "0:",
        "5\n00:00:01,0 -> 0:0:2\nx\n\n",
        "|",
        "\\N",
        "\n\r",
    ] {
        let text = pattern.repeat(1024 * 1024 / pattern.len());
        for text in [&text, &format!("1\n00:00:01,000 --> 00:00:02,000\n{text}")] {
            let parsed = parse(text, &ParseOptions::default());
            let found = conformance(&parsed.document);
            let edits: usize = parsed
                .diagnostics
                .iter()
                .chain(&found)
                .filter_map(|d| d.fix.as_ref())
                .map(|fix| fix.edits.iter().map(|e| e.replacement.len() + 1).sum::<usize>())
                .sum();
            // The work that can be counted: findings, edits, runs and scopes for each byte.
            let timeline = lower(&parsed.document);
            let made = parsed.diagnostics.len() + found.len() + timeline.runs.len();
            assert!(made <= 3 * text.len() && edits <= 12 * text.len(), "{pattern:?}");
            assert!(timeline.scopes.len() <= 4 * text.len(), "{pattern:?}");
        }
    }
}

#[test]
fn findings_over_the_limit_are_one_finding_where_the_first_of_them_is() {
    let text = "1\n00:00:01,000 --> 00:00:02.000\nx\n\n".repeat(9);
    let all = parse(&text, &ParseOptions::default());
    let some = parse(&text, &ParseOptions { max_diagnostics: 3, ..ParseOptions::default() });
    assert_eq!(some.document, all.document);
    let (last, first) = some.diagnostics.split_last().unwrap();
    let dots = all.diagnostics.iter().filter(|d| d.code.0 == "SRT_TIME_DOT");
    assert_eq!(first, dots.take(3).cloned().collect::<Vec<_>>());
    assert_eq!((last.code.0, last.cue), ("SRT_TOO_MANY_FINDINGS", Some(3)));
    assert_eq!(last.message, "more than 3 findings: the rest is not listed");
    assert_eq!(last.span.slice(&text), ".");

    // The markup has a limit that cannot be set.
    let text = format!("1\n00:00:01,000 --> 00:00:02,000\n{}\n", "<x>".repeat(100_002));
    let found = conformance(&parse(&text, &ParseOptions::default()).document);
    assert_eq!(found.len(), 100_001);
    assert_eq!(found[100_000].code.0, "SRT_TOO_MANY_FINDINGS");
}

#[test]
fn a_limit_of_cues_leaves_the_rest_unread() {
    let cue = "1\n00:00:01,000 --> 00:00:02,000\nx\n\n";
    let options = ParseOptions { max_cues: 2, ..ParseOptions::default() };
    let text = cue.repeat(5);
    let parsed = parse(&text, &options);
    assert_eq!(parsed.document.cues.len(), 2);
    assert_eq!(parsed.document.unparsed[0].start as usize, 2 * cue.len());
    assert!(parsed.diagnostics.iter().any(|d| d.code.0 == "SRT_TOO_MANY_CUES"));
}
