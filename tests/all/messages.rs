//! The form of messages: all that the fixtures of the rules yield (findings, labels, titles of fixes) and all
//! that the commands print in their tests begin in lower case, end without a full stop, quote in backquotes
//! and write units in short.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Units that are written in short beside a number.
const LONG_UNITS: &[&str] = &["millisecond", "milliseconds", "msec", "sec", "seconds", "minutes"];

/// The message of a line of `expected.snap`: of a finding, a label or a fix.
fn of_snapshot(line: &str) -> Option<&str> {
    let (place, rest) =
        line.split_once(' ').filter(|(place, _)| !place.is_empty()).or_else(|| {
            let rest = line.strip_prefix("    ")?;
            rest.strip_prefix("fix (").map(|rest| ("fix", rest)).or_else(|| rest.split_once(' '))
        })?;
    let is_place = place.starts_with(|c: char| c.is_ascii_digit()) && place.contains('-');
    if place != "fix" && !is_place {
        return None;
    }
    let message = rest.split_once(": ").map_or(rest, |(_, message)| message);
    // The detail of a finding comes last: `(VTT_SETTING_ALIGN)`.
    let detail = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    match message.strip_suffix(')').and_then(|message| message.rsplit_once(" (")) {
        Some((message, inner)) if inner.chars().all(detail) => Some(message),
        _ => Some(message),
    }
}

/// The message of a line that a command writes to standard error.
fn of_command(line: &str) -> Option<&str> {
    let starts = ["error: ", "warning: ", "  help: ", "  note: "];
    starts.iter().find_map(|start| line.strip_prefix(start))
}

/// What a message does that no message does.
fn problem(message: &str) -> Option<String> {
    let mut parts = message.split('`');
    // What is outside of backquotes.
    let plain: String = parts.by_ref().step_by(2).collect::<Vec<_>>().join("``");
    let first = message.split([' ', ':']).next().unwrap_or_default();
    // `IMSC`, `WebVTT`, `U+FFFD`: a name, not a sentence.
    let is_name = first.chars().filter(|c| c.is_uppercase()).count() > 1 || first.starts_with("U+");
    let mut words = plain.split_whitespace().peekable();
    let mut long = None;
    while let Some(word) = words.next() {
        let unit = words.peek().map(|next| next.trim_end_matches([',', ':', ';', ')']));
        if word.chars().all(|c| c.is_ascii_digit()) {
            long = long.or(unit.filter(|unit| LONG_UNITS.contains(unit)));
        }
    }
    if message.matches('`').count() % 2 == 1 {
        Some("opens a backquote and does not close it".to_owned())
    } else if message.ends_with(['.', '!']) && !message.ends_with("...") {
        Some("ends with a full stop".to_owned())
    } else if message.starts_with(char::is_uppercase) && !is_name {
        Some(format!("begins with `{first}`"))
    } else {
        long.map(|unit| format!("writes `{unit}` beside a number"))
    }
}

/// The folders and files in a folder.
fn inside(folder: &str) -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

#[test]
fn messages_have_one_form() {
    let mut messages = BTreeSet::new();
    for folder in inside("tests/rules") {
        let text = fs::read_to_string(folder.join("expected.snap")).unwrap_or_default();
        messages.extend(text.lines().filter_map(of_snapshot).map(str::to_owned));
    }
    let of_rules = messages.len();
    let mut problems: Vec<String> = messages
        .iter()
        // JSON has its own quotes, and nothing else is quoted so.
        .filter(|message| message.split('`').step_by(2).any(|plain| plain.contains('"')))
        .map(|message| format!("{message}: quotes without backquotes"))
        .collect();
    for path in inside("tests/cmd").into_iter().filter(|path| path.is_file()) {
        let text = fs::read_to_string(path).unwrap();
        messages.extend(text.lines().filter_map(of_command).map(str::to_owned));
    }
    // So that the test reads what it should: more than 500 of rules, and those of commands.
    assert!(of_rules > 500 && messages.len() > of_rules + 50, "{of_rules}, {}", messages.len());
    let found = messages.iter().filter_map(|message| Some((message, problem(message)?)));
    problems.extend(found.map(|(message, problem)| format!("{message}: {problem}")));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn messages_of_another_form_are_found() {
    assert_eq!(
        of_snapshot("2:1-2:30 warning cue 0 TIM007: too long: 1 s (A_B)"),
        Some("too long: 1 s")
    );
    assert_eq!(of_snapshot("    fix (unsafe): end the cue"), Some("end the cue"));
    assert_eq!(of_snapshot("    1:1-1:2: first used here"), Some("first used here"));
    assert_eq!(of_snapshot("| 00:00:01,000 --> 00:00:09,000"), None);
    assert_eq!(problem("`A` is not allowed: write `B.`"), None);
    for bad in ["Too long", "too long.", "`too long", "lasts 12 seconds"] {
        assert!(problem(bad).is_some(), "{bad}");
    }
}
