//! Nothing reaches a terminal that it would obey: every subcommand with a hostile file under a hostile
//! name, in every format. `CUESMITH_TERMINAL` makes the command take its streams for terminals.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// A title for the window, a bell, colors, a clear screen in C1, an override of direction, a backspace.
const HOSTILE: &str =
    "\u{1b}]0;owned\u{7}\u{1b}[31mred\u{9b}2J\u{202e}txet\u{2066}\u{8}\u{7f}\r\u{200f}";

/// Subcommands with arguments. `@` is the hostile file, `#` a hostile list of words.
const RUNS: &[&str] = &[
    "check @",
    "check --format concise @",
    "check --format json @",
    "check --format ndjson @",
    "check --format sarif @",
    "check --format github @",
    "check --format gitlab @",
    "check --format junit @",
    "check --format checkstyle @",
    "check --format rdjson @",
    "check --format csv @",
    "check --format html @",
    "check --output @=x @",
    "check --select ALL --max-per-rule 0 @",
    "check --select ALL --unsafe-fixes --fix @",
    "check --select ALL --unsafe-fixes --diff @",
    "check --preset kaltura-reach @",
    "check --source @ plain.srt",
    "check --order @ plain.srt",
    "check --transcript @ plain.srt",
    "check --transcript plain.srt @",
    "check --alignment-report @ plain.srt",
    "check --dictionary @ plain.srt",
    "check --profanity-words @ plain.srt",
    "check --show-settings --dictionary # plain.srt",
    "check --config @ plain.srt",
    "check --baseline @ plain.srt",
    "check --baseline out.json --update-baseline @",
    "check --config words.txt plain.srt",
    "lsp --config @",
    "init @",
    "init . -o -",
    "convert @ --to srt -v",
    "convert @ --to webvtt -v",
    "convert @ --to dfxp -v --verify",
    "convert @ --to imsc --losses json",
    "convert @ --to srt --for kaltura",
    "convert @ -o @",
    "convert @ -o no/such/folder/a.vtt",
    "convert @ plain.srt --to srt -o out/ -v",
    "convert @ plain.srt --to srt -o {@}.srt",
    "convert @ plain.srt --to webvtt --losses json -o {stem}.{lang}.vtt",
    "convert @ --to webvtt --deny-loss all",
    "reflow @ -v --max-chars 20",
    "reflow @ --diff --max-chars 20",
    "reflow @ --format json",
    "reflow @ --split --max-chars 20 -v",
    "speakers @ -v",
    "speakers @ --format json",
    "speakers @ --to dashes -v",
    "speakers @ --to none --diff",
    "retime --shift 1s @ -v",
    "retime --shift 1s --diff @",
    "dictionary merge @",
    "dictionary merge # --report json",
    "dictionary check @",
    "dictionary check #",
    "dictionary apply --dictionary # -v @",
    "dictionary apply --dictionary # --diff @",
    "profanity @ -v",
    "profanity --words # @ -v",
    "profanity --words # --in-place @ -v",
    "profanity --words # --diff @",
    "info @",
    "info --format json @",
    "explain @",
    "completions @",
    "man @",
    "rules @",
    "chapters @ --to csv --force",
    "chapters @ --to webvtt --force",
    "chapters @ --to json --force",
    "ead @",
    "ead --format csv @",
    "ead --format json @",
    "dump @",
    "align @ --media-duration 60 --to srt -v",
    "align --timeline @ --to srt -v",
    "align @ --timeline @ --to webvtt --force -v --unspoken mark",
    "align # --timeline @ --to dfxp --force -v",
    "align @ --timeline plain.srt --to srt -v",
    "align @ --timeline plain.srt --to srt --force -v --unspoken drop",
    "align plain.srt --timeline @ --keep-cues --force --to webvtt",
    "align @ --timeline @.missing --to srt",
    "align # --timeline # --to srt",
    "align # --audio @ --to srt",
    "align # --timeline @ --to srt --force --audio @.missing --svg @.svg",
    "align plain.srt --timeline plain.srt --to srt --audio plain.srt --model @",
    "align @ --timeline @ --force -o @",
    "align @ --timeline @ --force --to srt --language @",
    "score @ plain.srt",
    "score plain.srt @ --lines all --keep case,punctuation,speakers,sounds",
    "score # @ --lines all",
    "score @ # --format json --lines all",
    "score @ --language @ plain.srt",
    "sync @ --reference plain.srt -v --force",
    "sync @ --reference @ -v --diff",
    "sync plain.srt --reference @",
    "sync @ --audio @",
    "diff @ plain.srt",
    "diff plain.srt @ --format json",
    "simulate -v @",
    "simulate --format json @",
    "deliver --order @ plain.srt -o out.srt",
    "deliver --order order.json --force @ -o out.srt",
    "deliver --order order.json @ -o -",
    "@",
    "check --@",
    "check @.missing",
    "check --preset @",
    "check --encoding @ plain.srt",
    "jobs @",
    "jobs order.json",
    "jobs --format json order.json",
    "live @",
    "live messages.ndjson",
    "live --format json messages.ndjson -o out.vtt",
];

const SRT: &str = "1\n00:00:01,000 --> 00:00:01,001 @\n@MARY: Hello\u{9b} there, shit @ happens in a long line that is broken @\n\n\
    @\n\n2\n00:00:00,500 --> 00:00:09,000\n- @Who?\n- [@BOB@] Me.\n\n3\n00:00:08,000 --> 00:00:09,000\n{\\an8}<font color=\"@\">ACME-@</font>\n";
const VTT: &str = "WEBVTT @\n\nNOTE @\n\nSTYLE\n::cue(@) { color: @ }\n\nREGION\nid:@ @:1\n\nid@\n00:01.000 --> 00:01.001 line:@ @:2\n\
    <v MARY@>Hello\u{9b} there</v>, shit @ happens <c.@>in a long</c> line <@>that is broken\n\n@\n\n\
    00:00.500 --> 00:09.000 region:@\n- @Who?\n- BOB@: Me.\n\n00:00.500 --> 00:09\n@ACME-@\n";
const TTML: &str = "<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" xml:lang=\"@\" @=\"@\"><!-- @ -->\
    <body region=\"@\"><div><p begin=\"1s\" end=\"1.001s\" tts:color=\"@\" style=\"@\">MARY: @Hello\u{9b} &#x1b;&#x9b;&#x202e; shit @ happens in a long line that is broken@</p>\
    <p begin=\"@\" end=\"9s\" xml:id=\"@\">- @Who?<br/>- BOB@: ACME-@ <@>x</@></p></div></body></tt>\n";
const WORDS: &str = "hello @ there\nACME-@ = ACME@\nshit@\n@\n";

fn obeys(c: char) -> bool {
    // Unicode 17.0, PropList.txt: Bidi_Control; C0, DEL and C1 are the general category Cc.
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn run(folder: &Path, line: &str, file: &OsStr, terminal: bool, colors: bool) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    for word in line.split(' ') {
        let mut argument = std::ffi::OsString::new();
        for (n, piece) in word.split('@').enumerate() {
            argument.extend((n > 0).then_some(file));
            argument.push(piece.replace('#', "words.txt"));
        }
        command.arg(argument);
    }
    command.current_dir(folder).stdin(Stdio::null()).env("TERM", "xterm");
    command.env("NO_COLOR", if colors { "" } else { "1" });
    if terminal {
        command.env("CUESMITH_TERMINAL", "1");
    }
    command.output().unwrap()
}

/// The text without colors of ours, which may stay.
fn without_colors(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        out.push_str(rest.strip_prefix('m').unwrap_or("\u{1b}"));
    }
    out
}

#[track_caller]
fn assert_harmless(text: &str, of: &str) {
    let text = text.replace("\r\n", "\n");
    let found: BTreeSet<char> = text.chars().filter(|c| *c != '\n' && obeys(*c)).collect();
    assert!(found.is_empty(), "{of}: {found:?} in\n{}", text.escape_debug());
}

/// A folder with the hostile file, and its name.
fn hostile(format: &str, text: &str) -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let name = format!("a\n{}.{format}", HOSTILE.replace('/', ""));
    let order = json!({
        "task": {"id": 1, "serviceType": 1, "serviceFeature": "1", "notes": HOSTILE, HOSTILE: HOSTILE},
        "reachProfile": {"id": 7, "name": HOSTILE, "defaultOutputFormat": 1},
        "catalogItem": {"id": 4, "sourceLanguage": HOSTILE, "outputFormat": 1},
    });
    let order = order.to_string();
    let message = |start: u32| {
        let times = json!({"start": start, "start_pts": start + 90, "start_epoch": start + 1000});
        let mut message = times;
        message["text"] = format!("Hello {HOSTILE} there").into();
        message[HOSTILE] = HOSTILE.into();
        message.to_string()
    };
    let messages = format!("{}\n{HOSTILE}\n{}\n", message(5), message(2));
    for (name, text) in [
        (name.as_str(), text),
        ("words.txt", WORDS),
        ("order.json", &order),
        ("messages.ndjson", &messages),
        ("plain.srt", "1\n00:00:01,000 --> 00:00:03,000\nThe harbour opens at six.\n"),
    ] {
        fs::write(dir.path().join(name), text.replace('@', HOSTILE)).unwrap();
    }
    (dir, name)
}

#[cfg(unix)]
#[test]
fn no_command_sends_a_terminal_what_it_would_obey() {
    for (format, text) in [("srt", SRT), ("vtt", VTT), ("ttml", TTML)] {
        for line in RUNS {
            for colors in [false, true] {
                let (dir, name) = hostile(format, text);
                let output = run(dir.path(), line, OsStr::new(&name), true, colors);
                for stream in [&output.stdout, &output.stderr] {
                    let text = std::str::from_utf8(stream).unwrap();
                    let text = if colors { without_colors(text) } else { text.to_owned() };
                    assert_harmless(&text, &format!("{format}: {line}"));
                }
                let silent = output.stdout.is_empty() && output.stderr.is_empty();
                assert!(!silent, "{format}: {line}: {:?}", output.status);
            }
        }
    }
}

#[test]
fn every_subcommand_is_in_the_table() {
    let help = Command::new(env!("CARGO_BIN_EXE_cuesmith")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let own = commands.lines().filter(|line| !line.starts_with("   "));
    let names = own.filter_map(|line| line.split_whitespace().next());
    let mut count = 0;
    for name in names.filter(|name| *name != "help") {
        assert!(RUNS.iter().any(|run| run.split(' ').next() == Some(name)), "{name}");
        count += 1;
    }
    assert!(count >= 15, "{help}");
}

/// Reports for people are harmless wherever they go; what is for programs is exact where no terminal is.
#[cfg(unix)]
#[test]
fn without_a_terminal_reports_are_harmless_and_data_is_exact() {
    let (dir, name) = hostile("srt", SRT);
    for line in ["check @", "speakers -v @", "info @", "simulate -v @", "ead @"] {
        let output = run(dir.path(), line, OsStr::new(&name), false, false);
        assert_harmless(std::str::from_utf8(&output.stdout).unwrap(), line);
    }
    for line in
        ["profanity @ -v", "reflow @ -v", "retime --shift 1s -v @", "convert -v @ --to webvtt"]
    {
        let output = run(dir.path(), line, OsStr::new(&name), false, false);
        assert_harmless(std::str::from_utf8(&output.stderr).unwrap(), line);
    }
    let output = run(dir.path(), "check --format json @", OsStr::new(&name), false, false);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["files"][0]["path"], name);
    let file = fs::read(dir.path().join(&name)).unwrap();
    let same = run(dir.path(), "retime --shift 0s @", OsStr::new(&name), false, false);
    assert!(same.stdout == file, "{}", String::from_utf8_lossy(&same.stdout));
    let diff = run(dir.path(), "retime --shift 1s --diff @", OsStr::new(&name), false, false);
    assert!(String::from_utf8(diff.stdout).unwrap().contains(HOSTILE));
}
