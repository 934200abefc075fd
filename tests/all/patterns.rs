//! Patterns of `cuesmith.toml`: found in visible text, fixed as edits, selected and reported like any rule.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use cuesmith::lint::{
    self, Expressions, Family, Findings, FixError, Level, Options, Pattern, Plan, Rule, RuleSet,
    Subject, check_pattern,
};
use cuesmith::source::{Applicability, Edit, Fix, Severity, Source, Span};
use cuesmith::timeline::DifferenceKind;
use cuesmith::{ReadOptions, open};
use serde_json::Value;

use crate::common::folder;

const CONFIG: &str = r#"
[[patterns]]
name = "no-ok"
match = '\bOK\b'
message = "write okay"
replace = "okay"
fix = "safe"

[[patterns]]
name = "units"
match = '(\d+)km'
message = "a space goes before the unit"
replace = "${1} km"

[[patterns]]
match = "foo"
message = "foo is a placeholder"
severity = "error"
case-insensitive = true

[[patterns]]
name = "longer"
match = "so+"
message = "too long"
replace = "${0}o"
fix = "safe"
"#;

const SRT: &str = "1\n00:00:01,000 --> 00:00:04,000\nIt is O<i>K</i>, just 5km\nto FOO, so.\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).args(arguments).output().unwrap()
}

fn findings(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = run(folder, &[&["check", "--format", "json"], arguments].concat());
    assert!(output.status.code() < Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let files = report["files"].as_array().unwrap().iter();
    files.flat_map(|file| file["diagnostics"].as_array().unwrap().clone()).collect()
}

fn codes(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let found = findings(folder, arguments);
    found.iter().map(|found| found["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn patterns_are_rules_with_places_and_fixes() {
    let folder = folder(&[("cuesmith.toml", CONFIG), ("a.srt", SRT)]);
    let found = findings(folder.path(), &["a.srt", "--select", "PAT"]);
    let shown: Vec<(&str, &str, &str, Option<&str>)> = found
        .iter()
        .map(|found| {
            let span = &found["span"];
            let [start, end] = ["start", "end"].map(|at| span[at].as_u64().unwrap() as usize);
            let fix = found["fix"]["applicability"].as_str();
            (
                found["code"].as_str().unwrap(),
                found["severity"].as_str().unwrap(),
                &SRT[start..end],
                fix,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("PAT/no-ok", "warning", "O<i>K", Some("safe")),
            ("PAT/units", "warning", "5km", Some("unsafe")),
            ("PAT/3", "error", "FOO", None),
            // What it writes is found again, so that it is only suggested.
            ("PAT/longer", "warning", "so", Some("show")),
        ]
    );
    assert_eq!(found[0]["name"], "no-ok");
    assert_eq!(run(folder.path(), &["check", "-q", "a.srt"]).status.code(), Some(1));
    run(folder.path(), &["check", "--fix", "a.srt", "--select", "PAT"]);
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(text("a.srt"), SRT.replace("O<i>K</i>", "okay<i></i>"));
    run(folder.path(), &["check", "--fix", "--unsafe-fixes", "a.srt", "--select", "PAT/units"]);
    assert!(text("a.srt").contains("just 5 km\n"), "{}", text("a.srt"));
}

#[test]
fn patterns_are_selected_by_name_and_by_file() {
    let config = format!(
        "{CONFIG}\n[rules]\n\"PAT/longer\" = \"off\"\n[[overrides]]\nfiles = \"*.de.srt\"\n\
         [overrides.rules]\nPAT = \"off\"\n\"PAT/units\" = \"error\"\n\
         [[overrides.patterns]]\nname = \"german\"\nmatch = \"just\"\nmessage = \"not German\"\n"
    );
    let folder = folder(&[("cuesmith.toml", &config), ("a.srt", SRT), ("a.de.srt", SRT)]);
    let of = |arguments: &[&str]| {
        let mut codes = codes(folder.path(), arguments);
        codes.retain(|code| code.starts_with("PAT"));
        codes
    };
    assert_eq!(of(&["a.srt"]), ["PAT/no-ok", "PAT/units", "PAT/3"]);
    assert_eq!(of(&["a.de.srt"]), ["PAT/units"]);
    assert_eq!(of(&["a.de.srt", "--select", "PAT/german"]), ["PAT/german"]);
    assert_eq!(of(&["a.srt", "--ignore", "PAT/units"]), ["PAT/no-ok", "PAT/3"]);
    assert_eq!(of(&["a.srt", "--severity", "PAT=off"]), [""; 0]);
    let shown = run(folder.path(), &["check", "--show-settings", "a.de.srt"]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("PAT/units"));
    let unknown = run(folder.path(), &["check", "a.srt", "--select", "PAT/unit"]);
    assert_eq!(unknown.status.code(), Some(2));
    let errors = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert!(errors.contains("unknown rule `PAT/unit`: did you mean `PAT/units`?"), "{errors}");
}

#[test]
fn patterns_are_in_reports_and_baselines() {
    let folder = folder(&[("cuesmith.toml", CONFIG), ("a.srt", SRT)]);
    let sarif = run(folder.path(), &["check", "--format", "sarif", "a.srt", "--select", "PAT"]);
    let sarif: Value = serde_json::from_slice(&sarif.stdout).unwrap();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().any(|rule| rule["id"] == "PAT/no-ok"));
    let text = run(folder.path(), &["check", "a.srt", "--select", "PAT"]);
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(text.contains("foo is a placeholder") && text.contains("PAT/3"), "{text}");
    let known = ["check", "-q", "a.srt", "--baseline", "known.json"];
    run(folder.path(), &[&known[..], &["--update-baseline"]].concat());
    assert_eq!(run(folder.path(), &known).status.code(), Some(0));
    fs::write(folder.path().join("a.srt"), SRT.replace("just", "foo")).unwrap();
    assert_eq!(run(folder.path(), &known).status.code(), Some(1));
}

/// What two cues are made of is reported once, and no fix of one cue may change the other.
#[test]
fn text_stays_text_and_shared_paragraphs_are_left_alone() {
    let ttml = "<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" xml:lang=\"en\">\
                <body><div><p begin=\"1s\" end=\"5s\">OK, Tom &amp; Al<set begin=\"2s\" tts:color=\"red\"/></p><p begin=\"6s\" end=\"7s\">Tom &amp; Al</p></div></body></tt>\n";
    let config = "[[patterns]]\nname = \"and\"\nmatch = 'Tom & Al|OK'\nmessage = \"m\"\nreplace = \"A < B\"\nfix = \"safe\"\n\
                  [[patterns]]\nname = \"arrow\"\nmatch = 'to'\nmessage = \"m\"\nreplace = \"-->\"\nfix = \"safe\"\n";
    let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nfrom one to two\n";
    let folder = folder(&[("cuesmith.toml", config), ("a.ttml", ttml), ("a.vtt", vtt)]);
    let fix = run(folder.path(), &["check", "--fix", ".", "--select", "PAT"]);
    assert!(fix.status.code() < Some(2), "{}", String::from_utf8_lossy(&fix.stderr));
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(text("a.ttml"), ttml.replace(">Tom &amp; Al", ">A &lt; B"));
    assert_eq!(codes(folder.path(), &["a.ttml", "--select", "PAT"]), ["PAT/and"; 2]);
    let after = text("a.vtt");
    assert!(after == vtt || after.contains("from one --&gt; two"), "{after}");
}

#[test]
fn mistakes_have_their_place_and_a_suggestion() {
    for (config, expected) in [
        (
            "[[patterns]]\nmatch = \"(\"\nmessage = \"m\"\n",
            "line 2, column 9: `match` is not a valid regular expression: unclosed group",
        ),
        ("[[patterns]]\nmach = \"a\"\nmessage = \"m\"\n", "line 2, column 1: unknown key `mach`"),
        ("[[patterns]]\nmach = \"a\"\n", "did you mean `match`?"),
        ("[[patterns]]\nmatch = \"a\"\n", "the pattern has no `message`"),
        (
            "[[patterns]]\nmatch = \"a\"\nmessage = \"m\"\nfix = \"safe\"\n",
            "`fix` has nothing to write",
        ),
        (
            "[[patterns]]\nmatch = \"a\"\nmessage = \"m\"\nreplace = \"$1\"\n",
            "line 4, column 11: `replace` names a group `1`",
        ),
        ("[[patterns]]\nmatch = '((\\w{100}){100}){100}'\nmessage = \"m\"\n", "it is too large"),
        (
            "[[patterns]]\nmatch = \"a\"\nmessage = \"m\"\nseverity = \"fatal\"\n",
            "use one of error, warning, info",
        ),
        (
            "[[patterns]]\nmatch = \"a\"\nmessage = \"m\"\nname = \"No OK\"\n",
            "`No OK` is not a valid name",
        ),
        (
            "[[patterns]]\nmatch = \"a\"\nmessage = \"m\"\ncase-insensitive = 1\n",
            "is not true or false",
        ),
        ("[patterns]\nmatch = \"a\"\n", "write [[patterns]]"),
        ("[rules]\n\"PAT/a\" = \"off\"\n", "line 2, column 1: unknown pattern `PAT/a`"),
        (
            "[[patterns]]\nname = \"okay\"\nmatch = \"a\"\nmessage = \"m\"\n[rules]\n\"PAT/oky\" = \"off\"\n",
            "did you mean `PAT/okay`?",
        ),
    ] {
        let folder = folder(&[("cuesmith.toml", config), ("a.srt", SRT)]);
        let output = run(folder.path(), &["check", "a.srt"]);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{config}: {errors}");
        assert!(errors.contains(expected), "{config}: {errors}");
    }
}

/// Expressions that take exponential time in other engines, and matches of nothing.
#[test]
fn hostile_patterns_end() {
    let config = "[[patterns]]\nmatch = '(a*)*b|x*'\nmessage = \"m\"\nreplace = \"\"\n";
    let text = SRT.replace("just", &"a".repeat(50_000));
    let folder = folder(&[("cuesmith.toml", config), ("a.srt", &text)]);
    assert_eq!(codes(folder.path(), &["a.srt", "--select", "PAT"]), [""; 0]);
}

/// A rule with a wrong fix: it changes words and is declared safe.
fn shout(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for at in subject.text().match_indices("hush").map(|(at, _)| at as u32) {
        let span = Span::new(at, at + 4);
        let fix = Fix::safe("write it in capitals", vec![Edit::replace(span, "HUSH")]);
        findings.push(findings.finding(span, "quiet").with_fix(fix));
    }
}

/// Patterns decide about the words that they match, and about no others: the safe fixes of rules keep theirs.
#[test]
fn only_patterns_change_words() {
    static SHOUT: Rule = Rule {
        code: "TXT900",
        name: "shout",
        fix: Some(Applicability::Safe),
        document: Some(shout),
        ..Rule::NEW
    };
    static OKAY: Rule = Rule {
        code: "PAT/okay",
        name: "okay",
        fix: Some(Applicability::Safe),
        document: Some(check_pattern),
        ..Rule::NEW
    };
    static JOIN: Rule = Rule { code: "PAT/join", name: "join", ..OKAY };
    static FAMILIES: [Family; 2] = [
        Family { code: "PAT", title: "", level: Level::On, rules: &[&JOIN, &OKAY] },
        Family { code: "TXT", title: "", level: Level::On, rules: &[&SHOUT] },
    ];
    let rules = RuleSet { families: &FAMILIES, after: &[], ..lint::RULES };
    let mut options = Options::default();
    for (code, expression, replace) in
        [("PAT/okay", "OK|noise", "okay"), ("PAT/join", "hu-(sh)", "hu$1")]
    {
        options.context.patterns.push(Arc::new(Pattern {
            code: code.to_owned(),
            expression: Expressions::default().compile(expression, false).unwrap(),
            message: "m".to_owned(),
            replace: Some(replace.to_owned()),
            severity: Severity::Warning,
            fix: Applicability::Safe,
        }));
    }
    let plan = Plan::new(&rules, options);
    let fixed = |words: &str| {
        let text = format!("1\n00:00:01,000 --> 00:00:02,000\n{words}\n");
        let source = Source::from_text(&text);
        let file = open(&source, None, &ReadOptions::default());
        lint::fix_opened(&file, &plan, Applicability::Safe, |now, _| now.text()[32..].to_owned())
    };
    assert_eq!(fixed("OK, noise").unwrap().trim(), "okay, okay");
    for words in ["hush", "OK, hush", "hush, OK", "OK OK hush noise", "OK, hu-sh"] {
        let Err(FixError::Changed { difference, applied }) = fixed(words) else {
            panic!("{words} was changed");
        };
        assert!(applied.iter().any(|applied| applied.code == "TXT900"), "{words}");
        assert_eq!(difference.kind, DifferenceKind::Words, "{words}");
        // The place is that in the file as it was.
        assert_eq!(difference.span.start, 2, "{words}: {difference:?}");
    }
}

#[test]
fn the_name_of_a_pattern_is_shown_once_and_explained() {
    let folder = folder(&[("cuesmith.toml", CONFIG), ("a.srt", SRT), ("b.srt", SRT)]);
    for format in ["human", "concise", "github", "html"] {
        let line = ["check", "a.srt", "b.srt", "--select", "PAT", "--format", format];
        let output = run(folder.path(), &line);
        let all = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(all).unwrap();
        assert!(text.contains("PAT/no-ok") && !text.contains("PAT/no-ok no-ok"), "{text}");
    }
    let explained = run(folder.path(), &["explain", "pat/units"]);
    let text = String::from_utf8(explained.stdout).unwrap();
    assert!(text.starts_with("# PAT/units\n\na space goes before the unit\n"), "{text}");
    assert!(text.contains("(\\d+)km") && text.contains("${1} km"), "{text}");
    let unknown = run(folder.path(), &["explain", "PAT/unit"]);
    let error = String::from_utf8(unknown.stderr).unwrap();
    assert!(
        unknown.status.code() == Some(2) && error.contains("did you mean `PAT/units`"),
        "{error}"
    );
    // Another folder has no patterns; --config names their file.
    fs::create_dir(folder.path().join("sub")).unwrap();
    fs::write(folder.path().join("sub/cuesmith.toml"), "").unwrap();
    let sub = folder.path().join("sub");
    assert_eq!(run(&sub, &["explain", "PAT/units"]).status.code(), Some(2));
    let line = ["explain", "PAT", "--config", "../cuesmith.toml"];
    let all = String::from_utf8(run(&sub, &line).stdout).unwrap();
    assert_eq!(all.matches("# PAT/").count(), 4, "{all}");
}

#[test]
fn comments_suppress_patterns_and_name_them_where_no_configuration_does() {
    let vtt = "WEBVTT\n\nNOTE cuesmith-ignore PAT/no-ok, PAT/gone: a quotation\n\n00:01.000 --> 00:04.000\nIt is OK.\n\n\
               NOTE cuesmith-ignore PAT\n\n00:05.000 --> 00:09.000\nIt is OK.\n";
    let folder = folder(&[("cuesmith.toml", CONFIG), ("a.vtt", vtt)]);
    assert_eq!(codes(folder.path(), &["a.vtt"]), ["SUP002"]);
    let found = findings(folder.path(), &["a.vtt"]);
    assert!(found[0]["message"].as_str().unwrap().contains("PAT/gone"), "{found:?}");
    assert_eq!(codes(folder.path(), &["a.vtt", "--no-config"]), [""; 0]);
    // A name that only looks like one is still a mistake.
    let wrong = vtt.replace("PAT/gone", "PATH/gone");
    fs::write(folder.path().join("a.vtt"), wrong).unwrap();
    assert_eq!(codes(folder.path(), &["a.vtt", "--no-config"]), ["SUP004"]);
}
