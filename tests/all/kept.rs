//! A check that keeps findings of single cues from the check before gives what a fresh check gives, whatever edits
//! there are between the two.

use cuesmith::kaltura::lint::{KALTURA_REACH, RULES};
use cuesmith::lint::{self, Kept, Options, Plan, RECOMMENDED, Report};
use cuesmith::source::{DecodeOptions, Diagnostic, Source, decode};
use cuesmith::{Opened, open};

use crate::common::{all_inputs, reading};
use crate::fixtures::of_rule;
use crate::rules::options;

/// What edits insert: what ends cues, what begins them, what readers take for something else, and words.
const PIECES: &[&str] = &[
    "",
    "",
    "x",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "-->",
    "<i>",
    "</i>",
    "<",
    "&",
    "&amp;",
    "é🎬",
    "...",
    "{\\an8}",
    "7\n",
    "WEBVTT",
    "Ana: ",
    "- ",
    "\u{feff}",
    "NOTE x\n\n",
    "STYLE\n::cue {}\n\n",
    "[door] ",
    "REGION\nid:a\n\n",
    " line:0",
    " region:a",
    "00:01.000 --> 00:02.000\nNew\n\n",
    "1",
    "0",
    "\n\n9\n00:00:01,000 --> 00:00:02,000\nOne two three four five six seven eight nine ten\n",
    "and this is a line with far more than forty-two characters of text ",
];

/// Small and seeded: the same edits in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        ((self.0 >> 33) as usize) % most.max(1)
    }
}

/// A text after a random edit.
fn edited(text: &str, random: &mut Random) -> String {
    let place = |at: usize| (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap();
    let from = place(random.below(text.len() + 1));
    let length = [0, 0, 1, 2, 5, 40][random.below(6)];
    let to = place((from + length).min(text.len()));
    // Pieces of the text itself make cues that are the same.
    let piece = match random.below(6) {
        0 => {
            let start = place(random.below(text.len() + 1));
            &text[start..place((start + random.below(120)).min(text.len()))]
        }
        _ => PIECES[random.below(PIECES.len())],
    };
    format!("{}{piece}{}", &text[..from], &text[to..])
}

/// What is known of a finding before fixes are compared with each other: of some cues, and where they are now.
fn of_cues(report: &Report, plan: &Plan) -> Vec<(u32, &'static str, String, u32)> {
    let one_cue =
        |found: &&Diagnostic| plan.set().find(found.code.0).is_some_and(|rule| rule.one_cue);
    let all = report.diagnostics.iter().filter(one_cue);
    let mut all: Vec<_> = all.map(|found| short(found).unwrap()).collect();
    all.sort();
    all
}

fn short(found: &Diagnostic) -> Option<(u32, &'static str, String, u32)> {
    // What the platform does to the cue is added to the message when the whole file is checked.
    let (message, _) = found.message.split_once("; the player").unwrap_or((&found.message, ""));
    Some((found.cue?, found.code.0, message.to_owned(), found.span.len()))
}

/// Edits a file several times, and compares after each edit. Gives how many cues were not checked again.
fn compare(name: &str, text: &str, plan: &Plan, steps: usize, random: &mut Random) -> usize {
    let mut kept = Kept::default();
    let mut before = Report::default();
    let mut saved = 0;
    let mut text = text.to_owned();
    for step in 0..=steps {
        if step > 0 {
            text = edited(&text, random);
        }
        let source = Source::from_text(&text);
        // What an editor does: the format is that of the file's name.
        let file: Opened<'_> =
            open(&source, Some(name), &reading(cuesmith::detect(&source.text, Some(name))));
        let expected = lint::check(&file, plan);
        if let Some((rechecked, found)) = lint::check_cues_again(&file, plan, &mut kept) {
            let moved = |mut short: (u32, &'static str, String, u32)| {
                if short.0 >= rechecked.old.end {
                    short.0 = short.0 - rechecked.old.end + rechecked.new.end;
                }
                short
            };
            let same = of_cues(&before, plan).into_iter();
            let same = same.filter(|short| !rechecked.old.contains(&short.0)).map(moved);
            let mut all: Vec<_> = same.chain(found.iter().filter_map(short)).collect();
            all.sort();
            assert_eq!(all, of_cues(&expected, plan), "{name}, step {step}: {text:?}");
            saved += file.timeline.cues.len() - rechecked.new.len();
        }
        let report = lint::check_again(&file, plan, &mut kept);
        assert_eq!(report, expected, "{name}, step {step}: {text:?}");
        before = report;
    }
    saved
}

#[test]
fn after_any_edits_a_check_that_keeps_findings_equals_a_fresh_one() {
    let mut random = Random(20_261_201);
    let mut saved = 0;
    let all = |preset| {
        let mut options = Options::of(preset);
        options.choice.select = vec![RULES.selector("ALL").unwrap()];
        options.fixing = true;
        Plan::new(&RULES, options)
    };
    let plans =
        [Plan::new(&RULES, Options::of(&RECOMMENDED)), all(&RECOMMENDED), all(&KALTURA_REACH)];
    let inputs = all_inputs().into_iter().filter(|(_, bytes)| bytes.len() < 3000);
    for (at, (name, bytes)) in inputs.enumerate() {
        let Ok(source) = decode(&bytes, &DecodeOptions::default()) else { continue };
        saved += compare(&name, &source.text, &plans[at % plans.len()], 4, &mut random);
    }
    println!("{saved} cues were not checked again");
    assert!(saved > 1000);
}

#[test]
fn rules_that_look_at_one_cue_look_at_no_more() {
    let mut random = Random(15);
    let mut saved = 0;
    for rule in RULES.rules().filter(|rule| rule.one_cue) {
        let has_others = rule.source.is_some() || rule.document.is_some();
        let passes_on = !rule.passes_on.is_empty();
        assert!(rule.cue.is_some() && !has_others && !passes_on, "{}", rule.code);
        for case in of_rule(rule.code) {
            let source = decode(&case.bytes, &DecodeOptions::default()).unwrap();
            // Three times: a cue that is checked once stays the same when another one changes.
            let text = source.text.repeat(3);
            let plan = Plan::new(&RULES, options(rule, &case.options));
            saved += compare(&case.name, &text, &plan, 12, &mut random);
        }
    }
    println!("{saved} cues were not checked again");
    assert!(saved > 1000);
}
