//! Properties over files made of the pieces that matter to the format, and over any text at all.

use proptest::prelude::*;

use super::cue_text::{NodeKind, tree};
use super::reader::read;
use super::{Document, ParseOptions, WriteOptions, conformance, lower, parse, raise, settings};
use crate::source::{Applicability, Diagnostic, Edits, Severity, Span};
use crate::timeline::visible_text;

/// What files are made of, good and bad.
const PIECES: &[&str] = &[
    "WEBVTT",
    "WEBVTT\n\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "\u{c}",
    "\0",
    "\u{feff}",
    "a",
    "é",
    "x y",
    "&amp;",
    "&lt",
    "&",
    "&#10;",
    "&#13;",
    "&nope;",
    "<",
    ">",
    "-->",
    " --> ",
    "--",
    "->",
    "<b>",
    "</b>",
    "<i.a.b>",
    "</i>",
    "<c.>",
    "</c>",
    "<u x>",
    "</u >",
    "<v Bob>",
    "<v>",
    "</v>",
    "<lang de>",
    "<lang ?>",
    "</lang>",
    "<ruby>",
    "<rt>",
    "</rt>",
    "</ruby>",
    "<00:00:01.500>",
    "<1:00>",
    "<font color=red>",
    "</font>",
    "<b",
    "NOTE",
    "NOTE n\n",
    "STYLE\n",
    "::cue{}",
    "REGION\n",
    "id:r",
    "id:s",
    " width:40%",
    " lines:2",
    " scroll:up",
    " regionanchor:1%,2%",
    " region:r",
    " region:s",
    " line:1",
    " line:-1.5,end",
    " line:5%,center",
    " position:10%,line-left",
    " position:20%",
    " size:50%",
    " size:100%",
    " align:start",
    " align:middle",
    " vertical:rl",
    "id",
    "00:00.000",
    "00:01.000",
    "0:00:02.000",
    "00:00:03,000",
    "100:00:00.000",
    "00:00:0",
    "00:01.000 --> 00:02.000",
    "00:01.000 --> 00:02.000\n",
    "\n\n00:00:01.000 --> 00:00:02.000\n",
    "\n\n00:00:03.000 --> 00:00:01.000 align:end\n",
    "{",
    "}",
    "7",
];

fn file() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    let body = prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat());
    prop_oneof![
        6 => body.clone().prop_map(|body| format!("WEBVTT\n\n{body}")),
        1 => body.clone().prop_map(|body| format!("WEBVTT\n\n00:01.000 --> 00:09.000\n{body}")),
        1 => body,
        1 => any::<String>(),
    ]
}

/// Usual cues with arbitrary pieces inserted.
fn usual_file() -> impl Strategy<Value = String> {
    let cue = (0..4usize, 0..100u32, "[a-z\n-]{0,90}");
    let cues = prop::collection::vec(cue, 1..8).prop_map(|cues| {
        let mut out = String::from("WEBVTT\n\n");
        for (shape, at, text) in cues {
            let id = if shape == 1 { format!("{at}\n") } else { String::new() };
            let hours = if shape == 2 { "" } else { "00:" };
            let settings = if shape == 3 { " line:1" } else { "" };
            out += &format!(
                "{id}{hours}00:{:02}.000 --> {hours}00:59.999{settings}\n{text}\n\n",
                at % 60
            );
        }
        out
    });
    let cuts =
        prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(PIECES)), 0..5);
    (cues, cuts).prop_map(|(mut text, cuts)| {
        for (at, piece) in cuts {
            let mut at = at.index(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            text.insert_str(at, piece);
        }
        text
    })
}

fn lenient() -> ParseOptions {
    ParseOptions { lenient_signature: true, ..ParseOptions::default() }
}

fn findings(source: &str) -> Vec<Diagnostic> {
    let parsed = parse(source, &lenient());
    let mut all = parsed.diagnostics;
    all.extend(conformance(&parsed.document));
    all
}

/// Times and the text viewers see.
fn shown(source: &str) -> Vec<(i64, i64, String)> {
    let document = parse(source, &lenient()).document;
    let text = |payload: Span| {
        let nodes = tree(source, payload);
        let texts = nodes.iter().filter(|node| node.kind == NodeKind::Text);
        texts.map(|node| node.text(source)).collect()
    };
    let cues = document.cues.iter();
    cues.map(|cue| (cue.start.0, cue.end.0, text(cue.payload))).collect()
}

/// What of the settings must survive a conversion where nothing was lost.
fn placed(document: &Document<'_>, at: usize) -> (settings::Settings, Option<String>) {
    let mut found = settings::parse(document, &document.cues[at]);
    let region = found.region.map(|at| document.regions[at as usize].id.clone().into_owned());
    found.tokens = settings::Tokens::default();
    found.region = None;
    (found, region)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_findings_lie_in_the_text(source in file()) {
        for finding in findings(&source) {
            prop_assert!(source.get(finding.span.range()).is_some());
        }
        let document = parse(&source, &ParseOptions::default()).document;
        let timeline = lower(&document);
        for run in &timeline.runs {
            prop_assert!(source.get(run.span.range()).is_some());
        }
    }

    #[test]
    fn the_fast_path_makes_no_difference(source in usual_file()) {
        for source in [source.replace('\n', "\r\n"), source] {
            let fast = read::<true>(&source, &lenient(), true);
            let slow = read::<true>(&source, &lenient(), false);
            prop_assert_eq!(fast, slow);
        }
    }

    #[test]
    fn a_silent_reader_reads_the_same(
        source in prop_oneof![file(), usual_file()],
        max_cues in prop_oneof![Just(usize::MAX), 0..4_usize],
        lenient_signature: bool,
    ) {
        let options = ParseOptions { max_cues, lenient_signature, ..ParseOptions::default() };
        for source in [source.replace('\n', "\r\n"), source] {
            let reported = parse(&source, &options).document;
            for is_fast in [true, false] {
                let silent = read::<false>(&source, &options, is_fast);
                prop_assert_eq!(&silent.document, &reported);
                prop_assert_eq!(silent.diagnostics, []);
            }
        }
    }

    #[test]
    fn line_terminators_are_alike(source in file()) {
        let source = source.replace('\r', "");
        for newline in ["\r\n", "\r"] {
            let other = source.replace('\n', newline);
            prop_assert_eq!(shown(&source), shown(&other));
        }
    }

    #[test]
    fn safe_fixes_end_and_keep_what_is_shown(source in file()) {
        let mut text = source.clone();
        for round in 0.. {
            let mut edits = Edits::default();
            for fix in findings(&text).into_iter().filter_map(|finding| finding.fix) {
                if fix.applicability == Applicability::Safe {
                    edits.push_fix(&fix);
                }
            }
            if edits.is_empty() {
                break;
            }
            prop_assert!(round < 10, "no end of fixes: {text:?}");
            text = edits.apply(&text).unwrap();
        }
        let after = shown(&text);
        let mut rest = after.iter();
        for before in shown(&source) {
            prop_assert!(rest.by_ref().any(|cue| *cue == before), "{before:?} not in {after:?} of {text:?}");
        }
    }

    #[test]
    fn a_new_file_conforms_and_shows_the_same(source in file()) {
        let document = parse(&source, &ParseOptions::default()).document;
        let timeline = lower(&document);
        let new = raise(&timeline, &WriteOptions::default());
        let problems: Vec<_> = findings(&new.document)
            .into_iter()
            .filter(|finding| finding.severity > Severity::Info)
            .collect();
        prop_assert!(problems.is_empty(), "{:?}: {problems:?}", new.document);

        let again = parse(&new.document, &ParseOptions::default()).document;
        let lowered = lower(&again);
        prop_assert_eq!(again.cues.len(), document.cues.len());
        let mut order: Vec<usize> = (0..document.cues.len()).collect();
        order.sort_by_key(|at| document.cues[*at].start);
        for (at, &before) in order.iter().enumerate() {
            let lost: Vec<_> =
                new.losses.iter().filter(|loss| loss.cue == Some(before as u32)).collect();
            let (old, new) = (&document.cues[before], &again.cues[at]);
            if lost.is_empty() {
                prop_assert_eq!((old.start, old.end), (new.start, new.end));
                prop_assert_eq!(document.id(old), again.id(new));
                prop_assert_eq!(
                    visible_text(&timeline, &timeline.cues[before]),
                    visible_text(&lowered, &lowered.cues[at])
                );
                let (mut had, had_region) = placed(&document, before);
                let (has, has_region) = placed(&again, at);
                if had.position.is_none() && has.position == Some(50.0) {
                    had.position = has.position; // what browsers compute, written out
                }
                prop_assert_eq!((had, had_region), (has, has_region));
            }
        }
    }
}
