//! How each deviation is read, what is reported about it, and the result of its safe fix.

use std::collections::BTreeSet;

use super::diagnostics::CODES;
use super::{Fraction, ParseOptions, conformance, parse};
use crate::source::{Applicability, Diagnostic, Edits, Parsed};
use crate::time::FrameRate;

const FIRST: &str = "1\n00:00:01,000 --> 00:00:02,000\nOne\n";

fn findings(text: &str, options: &ParseOptions) -> Vec<Diagnostic> {
    let Parsed { document, mut diagnostics } = parse(text, options);
    diagnostics.extend(conformance(&document));
    diagnostics
}

fn codes(text: &str) -> Vec<&'static str> {
    findings(text, &ParseOptions::default()).into_iter().map(|d| d.code.0).collect()
}

/// Number, start, end and lines of every cue.
fn cues<'a>(text: &'a str, options: &ParseOptions) -> Vec<(Option<u64>, i64, i64, Vec<&'a str>)> {
    let document = parse(text, options).document;
    let cue =
        |cue: &super::Cue| (cue.number(text), cue.start.0, cue.end.0, cue.lines(text).collect());
    document.cues.iter().map(cue).collect()
}

/// A cue with this timing line, and what its times are read as.
fn times(line: &str) -> Option<(i64, i64)> {
    let text = format!("1\n{line}\nx\n");
    cues(&text, &ParseOptions::default()).first().map(|cue| (cue.1, cue.2))
}

/// Text, the code that must be the only one, the text it is on, and the text after its fix.
const EACH: &[(&str, &str, &str, Option<&str>)] = &[
    ("", "SRT_EMPTY_FILE", "", None),
    ("Dear diary\n", "SRT_NOT_SRT", "Dear diary", None),
    ("WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nx\n", "SRT_WEBVTT_HEADER", "WEBVTT", None),
    (
        "Made by me\n\n1\n00:00:01,000 --> 00:00:02,000\nx\n",
        "SRT_LEADING_GARBAGE",
        "Made by me",
        None,
    ),
    (
        "1\n00:00:01,000 --> 00:00:02,000\nx\n\0\0\n",
        "SRT_TRAILING_GARBAGE",
        "\0\0",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n\n"),
    ),
    (
        "1\n00:00:01,000 --> 00:00:02,000\nx",
        "SRT_NO_FINAL_NEWLINE",
        "",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "1\r00:00:01,000 --> 00:00:02,000\rx\r",
        "EOL_CR_ONLY",
        "\r",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "1\r\r\n00:00:01,000 --> 00:00:02,000\r\r\nx\r\r\n",
        "EOL_CRCRLF",
        "\r\r\n",
        Some("1\r\n00:00:01,000 --> 00:00:02,000\r\nx\r\n"),
    ),
    (
        "1\n00:00:01,000 --> 00:00:02,000\r\nx\n",
        "EOL_MIXED",
        "\r\n",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "1\n\r00:00:01,000 --> 00:00:02,000\n\rx\n\r",
        "EOL_MIXED",
        "\n\r",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "00:00:01,000 --> 00:00:02,000\nx\n",
        "SRT_INDEX_MISSING",
        "",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    ("Cue one\n00:00:01,000 --> 00:00:02,000\nx\n", "SRT_INDEX_NOT_NUMBER", "Cue one", None),
    (
        "#1\n00:00:01,000 --> 00:00:02,000\nx\n",
        "SRT_INDEX_NOT_NUMBER",
        "#1",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "5\n00:00:01,000 --> 00:00:02,000\nx\n",
        "SRT_INDEX_NOT_FROM_ONE",
        "5",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "01\n00:00:01,000 --> 00:00:02,000\nx\n",
        "SRT_INDEX_PADDED",
        "01",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "1\t\n00:00:01,000 --> 00:00:02,000\nx\n",
        "SRT_INDEX_WHITESPACE",
        "\t",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "18446744073709551616\n00:00:01,000 --> 00:00:02,000\nx\n",
        "SRT_INDEX_OVERFLOW",
        "18446744073709551616",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "１\n00:00:01,000 --> 00:00:02,000\nx\n",
        "SRT_INDEX_NONASCII_DIGIT",
        "１",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "1\n00:00:01.000 --> 00:00:02,000\nx\n",
        "SRT_TIME_DOT",
        ".",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    ("1\n00:00:01,5 --> 00:00:02,000\nx\n", "SRT_TIME_FRACTION_DIGITS", "5", None),
    (
        "1\n00:00:01 --> 00:00:02,000\nx\n",
        "SRT_TIME_NO_FRACTION",
        "",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "1\n00:01,000 --> 00:00:02,000\nx\n",
        "SRT_TIME_NO_HOURS",
        "",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    ("1\n00:00:01,000 --> 100:00:02,000\nx\n", "SRT_TIME_HOURS_OVER_99", "100", None),
    ("1\n-00:00:01,000 --> 00:00:02,000\nx\n", "SRT_TIME_NEGATIVE", "-00:00:01,000", None),
    (
        "1\n00:00:61,000 --> 00:01:02,000\nx\n",
        "SRT_TIME_FIELD_RANGE",
        "61",
        Some("1\n00:01:01,000 --> 00:01:02,000\nx\n"),
    ),
    (
        "1\n0:00:01,000 --> 00:00:02,000\nx\n",
        "SRT_TIME_FIELD_WIDTH",
        "0",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "1\n00:00:01;000 --> 00:00:02,000\nx\n",
        "SRT_TIME_SEPARATOR",
        ";",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    ("1\n00:00:01, 000 --> 00:00:02,000\nx\n", "SRT_TIME_SPACE", " ", None),
    (
        "1\n00:00:0١,000 --> 00:00:02,000\nx\n",
        "SRT_TIME_NONASCII_DIGIT",
        "0١",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "1\n 00:00:01,000 --> 00:00:02,000\nx\n",
        "SRT_TIME_LINE_WHITESPACE",
        " ",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "1\n00:00:01:12 --> 00:00:02,000\nx\n",
        "SRT_TIME_FRAMES",
        "00:00:01:12 --> 00:00:02,000",
        None,
    ),
    ("1\n00:00:01,000\nx\n", "SRT_TIME_MISSING", "00:00:01,000", None),
    (
        "1\n00:00:0x,000 --> 00:00:02,000\nx\n",
        "SRT_TIME_INVALID",
        "00:00:0x,000 --> 00:00:02,000",
        None,
    ),
    (
        "1\n00:00:01,000-->00:00:02,000\nx\n",
        "SRT_ARROW_SPACING",
        "-->",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "1\n00:00:01,000 → 00:00:02,000\nx\n",
        "SRT_ARROW_MALFORMED",
        " → ",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    ("1\n00:00:01,000 --> 00:00:02,000 X1:0 Y2:9\nx\n", "SRT_COORDINATES", "X1:0 Y2:9", None),
    ("1\n00:00:01,000 --> 00:00:02,000 line:0\nx\n", "SRT_TRAILING_SETTINGS", "line:0", None),
    ("1\n00:00:01,000 --> 00:00:02,000 Hello\nx\n", "SRT_TEXT_ON_TIMING_LINE", "Hello", None),
    ("1\n00:00:01,000 --> 00:00:02,000\nx\n\ny\n", "SRT_BLANK_IN_TEXT", "\n", None),
    (
        "1\n\n00:00:01,000 --> 00:00:02,000\nx\n",
        "SRT_BLANK_AFTER_INDEX",
        "\n",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "1\n00:00:01,000 --> 00:00:02,000\n\nx\n",
        "SRT_BLANK_AFTER_TIMING",
        "\n",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "\n1\n00:00:01,000 --> 00:00:02,000\nx\n",
        "SRT_EXTRA_BLANK",
        "\n",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n"),
    ),
    (
        "1\n00:00:01,000 --> 00:00:02,000\nx\n \n",
        "SRT_WHITESPACE_LINE",
        " ",
        Some("1\n00:00:01,000 --> 00:00:02,000\nx\n\n"),
    ),
    ("1\n00:00:01,000 --> 00:00:02,000\n1999\n", "SRT_NUMBER_ONLY_TEXT", "1999", None),
    ("1\n00:00:01,000 --> 00:00:02,000\na --> b\n", "SRT_ARROW_IN_TEXT", "-->", None),
];

#[test]
fn each_deviation_is_one_finding_on_its_bytes_with_its_fix() {
    for &(text, code, on, fixed) in EACH {
        let found = findings(text, &ParseOptions::default());
        assert_eq!(found.iter().map(|d| d.code.0).collect::<Vec<_>>(), [code], "{text:?}");
        assert_eq!(found[0].span.slice(text), on, "{text:?}");
        let safe = found[0].fix.as_ref().filter(|fix| fix.applicability == Applicability::Safe);
        let made = safe.map(|fix| {
            let mut edits = Edits::default();
            assert!(edits.push_fix(fix));
            edits.apply(text).unwrap()
        });
        assert_eq!(made.as_deref(), fixed, "{text:?}");
    }
}

/// Parsers that split blocks at empty lines begin such a cue at its times; with the number right above these, the whole
/// would be text of the cue above.
#[test]
fn a_number_below_a_line_of_spaces_is_joined_to_its_times_by_no_safe_fix() {
    for (newline, above) in
        [("\n", "\t"), ("\r\n", " "), ("\r", " \t"), ("\n", ""), ("\r\n", ""), ("\r", "")]
    {
        let text = format!("{FIRST}{above}\n2\n\n00:00:03,000 --> 00:00:04,000\nTwo\n");
        let found = findings(&text.replace('\n', newline), &ParseOptions::default());
        let apart = found.iter().find(|found| found.code.0 == "SRT_BLANK_AFTER_INDEX").unwrap();
        let is_safe = apart.fix.as_ref().unwrap().applicability == Applicability::Safe;
        assert_eq!(is_safe, above.is_empty(), "{newline:?} {above:?}");
    }
}

/// Times that parsers read differently: the first time of the file after the fix, which is not safe, and
/// the message.
const DISPUTED: &[(&str, &str, &str)] = &[
    (
        "1\n00:00:04,64 --> 00:00:05,000\nx\n",
        "00:00:04,640",
        "the fraction has 2 digits: `00:00:04,640` as a decimal fraction, `00:00:04,064` as a count of \
         milliseconds",
    ),
    (
        "1\n00:00:00.5 --> 00:00:05,000\nx\n",
        "00:00:00,500",
        "the fraction has 1 digit: `00:00:00,500` as a decimal fraction, `00:00:00,005` as a count of \
         milliseconds",
    ),
    (
        "1\n00:00:01,2500 --> 00:00:05,000\nx\n",
        "00:00:01,250",
        "the fraction has 4 digits: `00:00:01,250` as a decimal fraction, `00:00:03,500` as a count of \
         milliseconds",
    ),
    (
        "1\n00:00:06500 --> 00:00:08,000\nx\n",
        "00:00:06,500",
        "the comma before the milliseconds is missing",
    ),
    ("1\n00:0012,500 --> 00:00:15,000\nx\n", "00:00:12,500", "the time has no hours"),
    ("1\n00:00:01 ,500 --> 00:00:02,000\nx\n", "00:00:01,500", "the time has white space in it"),
];

#[test]
fn times_that_readers_dispute_have_no_safe_fix() {
    for &(text, time, message) in DISPUTED {
        let found = findings(text, &ParseOptions::default());
        let first = &found[0];
        let said = found.iter().any(|found| found.message == message);
        assert!(said, "{text:?}: {found:?}");
        for found in &found {
            let fix = found.fix.as_ref().expect("a fix");
            assert_eq!(fix.applicability, Applicability::Unsafe, "{text:?}: {found:?}");
        }
        let mut edits = Edits::default();
        assert!(edits.push_fix(first.fix.as_ref().expect("a fix")));
        let made = edits.apply(text).unwrap();
        assert_eq!(made.lines().nth(1).and_then(|line| line.get(..12)), Some(time), "{text:?}");
    }
}

/// `2.` right under text is the number of the cue below where the numbers run, and else text.
#[test]
fn numbers_with_signs_around_them_count_where_they_run() {
    let file = |number: &str| {
        format!(
            "1.\n00:00:01,000 --> 00:00:02,000\nOne\n{number}\n00:00:03,000 --> 00:00:04,000\nTwo\n"
        )
    };
    for (number, text) in
        [("2.", "One"), ("#2", "One"), ("[2]", "One"), ("7.", "One\n7."), ("2. a", "One\n2. a")]
    {
        let source = file(number);
        let parsed = parse(&source, &ParseOptions::default());
        let cues = &parsed.document.cues;
        assert_eq!(cues.len(), 2, "{number}");
        assert_eq!(cues[0].payload.slice(&source), text, "{number}");
    }
}

/// A program that writes milliseconds without zeros in front leaves no three-digit fraction that begins with
/// one.
#[test]
fn fractions_without_zeros_in_front_are_counts() {
    let cue =
        |n: usize, ms: usize| format!("{n}\n00:00:{n:02},{ms} --> 00:00:{n:02},{}\nx\n\n", ms + 90);
    let counted: String = (1..40).map(|n| cue(n, 100 + n * 17)).chain([cue(40, 64)]).collect();
    let padded = counted.replace(",134 ", ",034 ");
    for (text, wanted) in [(counted, "00:00:40,064"), (padded, "00:00:40,640")] {
        let found = findings(&text, &ParseOptions::default());
        let fix = found[0].fix.as_ref().expect("a fix");
        assert!(fix.edits[0].replacement.starts_with(wanted), "{fix:?}");
        assert!(
            found[0].message.contains(&format!("digits: `{wanted}` as")),
            "{:?}",
            found[0].message
        );
    }
}

/// Findings that need a second cue: what follows the first one, and all codes.
const AFTER_THE_FIRST: &[(&str, &[&str])] = &[
    ("\n1\n00:00:03,000 --> 00:00:04,000\nx\n", &["SRT_INDEX_DUPLICATE"]),
    ("\n9\n00:00:03,000 --> 00:00:04,000\nx\n", &["SRT_INDEX_GAP"]),
    ("\n0\n00:00:03,000 --> 00:00:04,000\nx\n", &["SRT_INDEX_ORDER"]),
    ("2\n00:00:03,000 --> 00:00:04,000\nx\n", &["SRT_NO_BLANK_BETWEEN"]),
    ("\n2\n", &["SRT_INDEX_TRAILING"]),
    ("\n2\n00:00:03,0", &["SRT_TRUNCATED"]),
    ("\n2\n00:00:03,000 --> 00:00:0", &["SRT_TRUNCATED"]),
    ("\n2\nNo times\n\n3\n00:00:03,000 --> 00:00:04,000\nx\n", &["SRT_TIME_MISSING"]),
    ("\n\n\n2\n00:00:03,000 --> 00:00:04,000\nx\n", &["SRT_EXTRA_BLANK"]),
    (
        "\n2\n00:00:03,000 --> 00:00:04,000\nx\n\n1\n00:00:01,000 --> 00:00:02,000\ny\n",
        &["SRT_CONCATENATED", "SRT_INDEX_ORDER"],
    ),
];

#[test]
fn what_follows_the_first_cue_has_its_findings() {
    for &(more, expected) in AFTER_THE_FIRST {
        let text = format!("{FIRST}{more}");
        let mut found = codes(&text);
        found.sort_unstable();
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn the_catalogue_has_no_code_that_nothing_emits() {
    let mut seen: BTreeSet<&str> = EACH.iter().map(|(_, code, ..)| *code).collect();
    seen.extend(AFTER_THE_FIRST.iter().flat_map(|(_, codes)| codes.iter()));
    let elsewhere =
        ["SRT_TOO_LONG", "SRT_TOO_MANY_CUES", "SRT_TOO_MANY_FINDINGS", "SRT_DOUBLE_SPACED"];
    for (code, _) in CODES {
        let markup = code.starts_with("TAG_") || code.starts_with("TXT_");
        assert!(seen.contains(code) || elsewhere.contains(code) || markup, "{code}");
    }
    let all: BTreeSet<&str> = CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(all.len(), CODES.len(), "a code is listed twice");
}

#[test]
fn times_are_read_however_they_are_written() {
    for (line, start, end) in [
        ("00:00:01,5 --> 00:00:02,25", 1500, 2250),
        ("00:00:01,123456 --> 00:00:02,1239", 1123, 2123),
        ("1:2:3,4 --> 1:2:3,50", 3_723_400, 3_723_500),
        ("01:02 --> 62:00", 62_000, 3_720_000),
        ("00.00.01 --> 00.00.02", 1000, 2000),
        ("00.01.500 --> 00.02.500", 1500, 2500),
        ("00:00:01:250 --> 00:00:02:500", 1250, 2500),
        ("００：００：０１，０００ --> 00:00:02,000", 1000, 2000),
        ("00 : 00 : 01 , 000 --> 00: 00: 02, 000", 1000, 2000),
        ("00:00:-1,000 --> −00:00:00,500", -1000, -500),
        ("00:75:00,000 --> 123:00:61,000", 4_500_000, 442_861_000),
        ("00:00:01,000 --&gt; 00:00:02,000", 1000, 2000),
        ("00:00:01,000 -- > 00:00:02,000", 1000, 2000),
        ("00:00:01,000—>00:00:02,000", 1000, 2000),
        ("00:00:01,000 => 00:00:02,000", 1000, 2000),
        ("00:00:01,000 -->> 00:00:02,000", 1000, 2000),
    ] {
        assert_eq!(times(line), Some((start, end)), "{line}");
    }
}

#[test]
fn what_is_no_time_makes_no_cue() {
    for line in [
        "00:00:01,000 00:00:02,000",
        "00:00:01,000 -- 00:00:02,000",
        "1,000 --> 2,000",
        "00:00:01,000 --> 00:00:02:00:00,000",
        "99999999999999999999:00:00,000 --> 00:00:02,000",
        "9223372036854775807:00:00,000 --> 00:00:02,000",
        "00:00:01,000 -> 00:00:02,000 and text",
        "--> 00:00:02,000",
    ] {
        assert_eq!(times(line), None, "{line}");
    }
}

#[test]
fn fractions_can_be_milliseconds_and_fields_frames() {
    let text = "1\n00:00:01,5 --> 00:00:02,1500\nx\n";
    let options = ParseOptions { fraction: Fraction::Milliseconds, ..ParseOptions::default() };
    assert_eq!(cues(text, &options)[0].1..cues(text, &options)[0].2, 1005..3500);
    let text = "1\n00:00:01:12 --> 00:00:02;05\nx\n";
    let rate = FrameRate { numerator: 25, denominator: 1 };
    let options = ParseOptions { frame_rate: Some(rate), ..ParseOptions::default() };
    assert_eq!(cues(text, &options)[0].1..cues(text, &options)[0].2, 1480..2200);
}

#[test]
fn a_number_above_the_times_is_an_index_unless_it_stands_under_other_times() {
    let options = ParseOptions::default();
    let text = "1\n00:00:01,000 --> 00:00:02,000\n1999\n\n00:00:03,000 --> 00:00:04,000\nx\n";
    let read = cues(text, &options);
    assert_eq!((read[0].3.as_slice(), read[1].0), (["1999"].as_slice(), None));
    let text = "1\n00:00:01,000 --> 00:00:02,000\n\n2\n\n00:00:03,000 --> 00:00:04,000\nx\n";
    let read = cues(text, &options);
    assert_eq!((read[0].3.len(), read[1].0), (0, Some(2)));
    let text = "1\n00:00:01,000 --> 00:00:02,000\n2\n00:00:03,000 --> 00:00:04,000\nx\n";
    assert_eq!(cues(text, &options)[1].0, Some(2));
}

#[test]
fn an_unreadable_block_is_never_glued_to_the_cue_above() {
    let text = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:0z,000 --> 00:00:04,000\nTwo\n\nmore\n\n3\n00:00:05,000 --> 00:00:06,000\nThree\n";
    let document = parse(text, &ParseOptions::default()).document;
    let blocks: Vec<&str> = document.unparsed.iter().map(|span| span.slice(text)).collect();
    assert_eq!(blocks, ["2\n00:00:0z,000 --> 00:00:04,000\nTwo\n\nmore"]);
    assert_eq!(document.cues[0].payload.slice(text), "One");
    // The number of the block is taken, so nothing is wrong with the 3.
    assert_eq!(codes(text), ["SRT_TIME_INVALID"]);
}

#[test]
fn a_file_of_double_line_ends_has_one_finding_and_one_fix() {
    let single =
        "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n\n";
    let double = single.replace('\n', "\n\n");
    let parsed = parse(&double, &ParseOptions::default());
    assert_eq!(parsed.diagnostics.len(), 1);
    assert_eq!(parsed.diagnostics[0].code.0, "SRT_DOUBLE_SPACED");
    let mut edits = Edits::default();
    assert!(edits.push_fix(parsed.diagnostics[0].fix.as_ref().unwrap()));
    assert_eq!(edits.apply(&double).unwrap(), single.trim_end().to_owned() + "\n");
}

#[test]
fn one_finding_renumbers_all_cues_up_to_the_next_break() {
    let cue = |n: u32, t: u32| format!("{n}\n00:00:0{t},000 --> 00:00:0{t},900\nx\n");
    let text = [cue(4, 1), cue(5, 2), cue(6, 3), cue(6, 4)].join("\n");
    let found = findings(&text, &ParseOptions::default());
    let made: Vec<_> =
        found.iter().map(|d| (d.code.0, d.fix.as_ref().map_or(0, |fix| fix.edits.len()))).collect();
    assert_eq!(made, [("SRT_INDEX_NOT_FROM_ONE", 3), ("SRT_INDEX_DUPLICATE", 1)]);
}

#[test]
fn numbers_that_decide_what_is_text_are_not_changed() {
    // With the cue numbered 1, the paragraph below it would be taken for a cue without times.
    let text = "7\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\nTwo\n";
    let found = findings(text, &ParseOptions::default());
    let renumber = found.iter().find(|d| d.code.0 == "SRT_INDEX_NOT_FROM_ONE").unwrap();
    assert_eq!(renumber.fix, None);
    // Here it is text before and after.
    let text = "7\n00:00:01,000 --> 00:00:02,000\nOne\n\n9\nTwo\n";
    let found = findings(text, &ParseOptions::default());
    let renumber = found.iter().find(|d| d.code.0 == "SRT_INDEX_NOT_FROM_ONE").unwrap();
    assert_eq!(renumber.fix.as_ref().unwrap().applicability, Applicability::Unsafe);
}

#[test]
fn an_arrow_that_is_none_is_read_with_coordinates_or_settings_after_the_times() {
    for arrow in
        ["->", "->>", "-->>", "=>", "–>", "→", "➡", ">", ">>", "~>", "--\\>", "--&gt;", "- ->"]
    {
        for after in ["", " X1:10 X2:20", " X1:10 X2:20 Y1:1 Y2:2", " line:0 align:start"] {
            let line = format!("00:00:10,415 {arrow} 00:00:11,970{after}");
            assert_eq!(times(&line), Some((10_415, 11_970)), "{line}");
        }
    }
    // Prose is not taken for times.
    for line in
        ["00:00:10,415 -> 00:00:11,970 the door", "00:10 -> 00:11", "00:00:10,415 -> 00:11 x:"]
    {
        assert_eq!(times(line), None, "{line}");
    }
}
