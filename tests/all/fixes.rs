//! Fixes settle, leave a file that parses, and the safe ones leave times and words alone: shown on
//! every fixture and every input of the conformance data.

use crate::common::{self, shown};
use cuesmith::kaltura::lint::{KALTURA_REACH, RULES};
use cuesmith::lint::{
    self, CueContext, Family, FileKind, Findings, FixError, Level, Options, Plan, Rule, RuleSet,
    Subject,
};
use cuesmith::source::{Applicability, DecodeOptions, Edit, Fix, Span, decode};
use cuesmith::{ReadOptions, detect};

fn fix_all(least: Applicability, kind: FileKind) -> Vec<String> {
    let mut problems = Vec::new();
    let mut files = 0;
    let mut options = Options::default();
    options.choice.kind = kind;
    options.limits.max_wpm = Some(180.0);
    options.limits.min_gap = 40;
    options.context.media_duration = Some(3_600_000);
    let plan = Plan::new(&RULES, options);
    for (name, bytes) in common::all_inputs() {
        // The rules of the other kinds are few: a third of the TTML data will do for them.
        let is_ttml = name.contains("conformance/ttml");
        if kind != FileKind::Captions && is_ttml && bytes.len() % 3 != 0 {
            continue;
        }
        let source = decode(&bytes, &DecodeOptions::default()).unwrap();
        // Both runs must take the file for the same thing.
        let decoding = DecodeOptions {
            encoding: (source.encoding != "UTF-8").then(|| source.encoding.to_owned()),
            stray_bytes: source.encoding == "UTF-8",
        };
        let reading = ReadOptions {
            format: Some(detect(&source.text, Some(&name))),
            webvtt: cuesmith::webvtt::ParseOptions {
                lenient_signature: true,
                ..Default::default()
            },
            ..ReadOptions::default()
        };
        let fixed = match lint::fix(&bytes, Some(&name), &decoding, &reading, &plan, least) {
            Ok(fixed) => fixed,
            Err(e) => {
                problems.push(format!("{name}: {e}"));
                continue;
            }
        };
        files += 1;
        let left = fixed.report.diagnostics.iter().filter(|d| {
            d.fix.as_ref().is_some_and(|fix| fix.applicability >= least && !fix.edits.is_empty())
        });
        let left: Vec<&str> = left.map(|d| d.code.0).collect();
        if !left.is_empty() {
            problems
                .push(format!("{name}: after {} rounds {left:?} can still be fixed", fixed.rounds));
        }
        if least == Applicability::Safe {
            let (before, after) =
                (shown(&bytes, &decoding, &reading), shown(&fixed.bytes, &decoding, &reading));
            // A fix may make a cue readable that was not: cues come, none goes or changes.
            let mut rest = after.iter();
            if let Some(lost) = before.iter().find(|cue| !rest.any(|kept| kept == *cue)) {
                let by = &fixed.applied;
                problems.push(format!("{name}: {lost:?} is not in {after:?} (by {by:?})"));
            }
        }
    }
    println!("{files} files fixed");
    assert!(files > 50);
    problems
}

/// All rules at once, as `--select ALL --unsafe-fixes` runs them: no file needs the limit of rounds.
#[test]
fn fixes_of_all_rules_together_settle() {
    let mut options = Options::of(&KALTURA_REACH);
    options.choice.select = vec![RULES.selector("ALL").unwrap()];
    options.fixing = true;
    let plan = Plan::new(&RULES, options);
    let mut rounds = Vec::new();
    let mut problems = Vec::new();
    // Cues in a dense row that all last for minutes.
    let p = |n: u32| format!("<p begin=\"{n}ms\" end=\"100s\">x</p>");
    let dense: String = (0..300).map(p).collect();
    let dense = format!(
        "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"en\"><body><div>{dense}</div></body></tt>"
    );
    let mut all = common::all_inputs();
    all.retain(|(_, bytes)| bytes.len() < 8_000);
    all.push(("dense.ttml".to_owned(), dense.into_bytes()));
    for (name, bytes) in all {
        let source = decode(&bytes, &DecodeOptions::default()).unwrap();
        let reading = common::reading(detect(&source.text, Some(&name)));
        let decoding = source.decoding(false);
        for least in [Applicability::Safe, Applicability::Unsafe] {
            let fixed = lint::fix(&bytes, Some(&name), &decoding, &reading, &plan, least);
            let fixed = fixed.unwrap_or_else(|error| panic!("{name}: {error}"));
            rounds.resize(rounds.len().max(fixed.rounds as usize + 1), 0);
            rounds[fixed.rounds as usize] += 1;
            if fixed.rounds > 7 {
                problems.push(format!("{name}: {} rounds, {:?}", fixed.rounds, fixed.applied));
            }
        }
    }
    println!("files by rounds: {rounds:?}");
    assert_none(&problems);
}

fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "{} files:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn safe_fixes_settle_and_leave_times_and_words_alone() {
    assert_none(&fix_all(Applicability::Safe, FileKind::Captions));
}

#[test]
fn unsafe_fixes_settle() {
    assert_none(&fix_all(Applicability::Unsafe, FileKind::Captions));
}

#[test]
fn fixes_of_audio_description_settle() {
    assert_none(&fix_all(Applicability::Safe, FileKind::Ead));
    assert_none(&fix_all(Applicability::Unsafe, FileKind::Ead));
}

#[test]
fn fixes_of_chapters_settle() {
    assert_none(&fix_all(Applicability::Safe, FileKind::Chapters));
    assert_none(&fix_all(Applicability::Unsafe, FileKind::Chapters));
}

/// Deletes each `~` of a cue; of those with `<` only if there are at least so many.
fn tildes(least: usize, subject: &Subject<'_>, cue: &CueContext<'_, '_>, found: &mut Findings<'_>) {
    let payload = cue.cue.origin.payload;
    let places: Vec<_> = payload.slice(subject.text()).match_indices('~').collect();
    let text = payload.slice(subject.text());
    for (at, _) in places.iter().filter(|_| places.len() >= least || !text.contains('<')) {
        let at = payload.start + *at as u32;
        let span = Span::new(at, at + 1);
        let fix = Fix::risky("delete it", vec![Edit::delete(span)]);
        found.push(found.finding(span, "a tilde").with_cue(cue.index).with_fix(fix));
    }
}

static PAIRED: Rule = Rule {
    code: "TST001",
    name: "paired-tildes",
    fix: Some(Applicability::Unsafe),
    cue: Some(|subject, cue, found| tildes(2, subject, cue, found)),
    ..Rule::NEW
};
static ANY: Rule = Rule {
    code: "TST002",
    name: "any-tilde",
    fix: Some(Applicability::Unsafe),
    cue: Some(|subject, cue, found| tildes(1, subject, cue, found)),
    ..Rule::NEW
};

fn fixed_by(rule: &'static Rule, text: &str) -> Result<lint::Fixed, FixError> {
    let rules = Box::leak(Box::new([rule]));
    let family = Family { code: "TST", title: "", level: Level::On, rules };
    let families = Box::leak(Box::new([family]));
    let set = RuleSet { families, presets: &[], after: &[], ..lint::RULES };
    let plan = Plan::new(&set, Options::default());
    let (decoding, reading) = (DecodeOptions::default(), ReadOptions::default());
    lint::fix(text.as_bytes(), None, &decoding, &reading, &plan, Applicability::Unsafe)
}

/// Each fix is right, but two of them together make a tag of text. Half of them are tried, and half of those,
/// until some go together; the others follow in later rounds.
#[test]
fn fixes_that_do_not_go_together_are_halved_until_some_do() {
    let cue = |at: usize, text: &str| {
        format!("{}\n00:00:{at:02},000 --> 00:00:{at:02},900\n{text}\n\n", at + 1)
    };
    for bad in 0..13 {
        let text: String =
            (0..13).map(|at| cue(at, if at == bad { "<~b~> c" } else { "x~ y" })).collect();
        let fixed = fixed_by(&PAIRED, &text).unwrap();
        let now = String::from_utf8(fixed.bytes).unwrap();
        assert_eq!(now.matches('~').count(), 1, "{bad}: {now}");
        assert_eq!(now, text.replace("x~ y", "x y").replace("<~b~>", "<b~>"));
        assert_eq!((fixed.applied[0].count, fixed.report.findings()), (13, 0));
        assert!((2..=6).contains(&fixed.rounds), "{bad}: {} rounds", fixed.rounds);
    }
    // A fix that is wrong by itself is an error, whatever is right beside it, and names rule and place.
    let text = cue(0, "x~ y") + &cue(1, "<b~> c");
    let Err(FixError::Changed { difference, applied }) = fixed_by(&ANY, &text) else {
        panic!("written")
    };
    assert_eq!((difference.cue, applied[0].code), (Some(1), "TST002"));
}

/// Players refuse WebVTT with commas in its times, and with anything before its signature.
#[test]
fn a_file_without_a_name_that_was_meant_as_webvtt_stays_webvtt() {
    let body = "\n\n00:00.000 --> 00:02.000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n";
    let plan = Plan::new(&RULES, Options::default());
    for top in ["WEBVTT", "\n\nWEBVTT", "\r\n \tWEBVTT", "WEBV\0TT", "\0WEBVTT", "webvtt"] {
        for least in [Applicability::Safe, Applicability::Unsafe] {
            let text = format!("{top}{body}");
            let reading = ReadOptions::default();
            let decoding = DecodeOptions::default();
            let fixed =
                lint::fix(text.as_bytes(), None, &decoding, &reading, &plan, least).unwrap();
            let fixed = String::from_utf8(fixed.bytes).unwrap();
            assert!(fixed.contains("00:00.000 --> 00:02.000"), "{top:?} {least:?}: {fixed:?}");
            let loads = cuesmith::read(&fixed, None, &reading).document.lower().cues.len();
            assert_eq!(loads, if least == Applicability::Unsafe { 2 } else { loads }, "{fixed:?}");
        }
    }
}

/// The fix that sorts a file has the text of every cue that moves, so it is not made for large files until it is applied.
#[test]
fn a_large_file_out_of_order_is_sorted_although_its_check_has_no_fix() {
    for count in [100, 20_001] {
        let cue = |at: usize| {
            let start = cuesmith::time::Timestamp((at ^ 1) as i64 * 1000);
            let end = cuesmith::time::Timestamp(start.0 + 900);
            let (start, end) =
                (cuesmith::Format::Srt.format_time(start), cuesmith::Format::Srt.format_time(end));
            format!("{}\n{start} --> {end}\nCue {}\n\n", at + 1, at ^ 1)
        };
        let text: String = (0..count).map(cue).collect();
        let choice = lint::Choice {
            select: vec![RULES.selector("TIM005").unwrap()],
            ..lint::Choice::default()
        };
        let plan = Plan::new(&RULES, Options { choice, ..Options::default() });
        let source = cuesmith::source::Source::from_text(&text);
        let reading = ReadOptions::default();
        let report = lint::check(&cuesmith::open(&source, None, &reading), &plan);
        let first = report.diagnostics.iter().find(|found| found.code.0 == "TIM005").unwrap();
        assert_eq!(first.fix.is_some(), count == 100);
        assert_eq!(first.message.contains("a fix may sort the cues"), count != 100);
        let decoding = DecodeOptions::default();
        let fixed =
            lint::fix(text.as_bytes(), None, &decoding, &reading, &plan, Applicability::Unsafe)
                .unwrap();
        let fixed = String::from_utf8(fixed.bytes).unwrap();
        let timeline = cuesmith::read(&fixed, None, &reading).document.lower();
        assert_eq!(timeline.cues.len(), count);
        assert!(timeline.cues.is_sorted_by_key(|cue| cue.interval.start));
    }
}
