//! The tables in `docs/formats/` hold for the code: every snippet is read and converted again.
//!
//! A page has two kinds of tables, known by their heads. In a cell, code is in backquotes, with `↵` for a line
//! break, `⇥` for a tab, `␍` for CR and
//! `[U+00A0]` for what cannot be seen. A snippet takes the place of the `…` in the last fenced block
//! above it; under a heading without such a block it is a whole file, but for the last line break.
//!
//! `FORMAT_PAGES=write cargo test --test all format_pages::` writes the cells that come from the code. Read
//! the difference: the pages say what the program does, and a reader trusts that it is what it should do.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use cuesmith::convert::convert;
use cuesmith::lint::{self, Options, Plan};
use cuesmith::source::Source;
use cuesmith::timeline::{Timeline, visible_text};
use cuesmith::ttml::Flavour;
use cuesmith::{Format, Opened, ReadOptions, WriteOptions, open, raise};

const LENIENCY: &str = "| In the file | What is read | Reported by | Why |";
const MAPPING: &str = "| Feature | In the file | Timeline | SRT | WebVTT | DFXP | IMSC 1.1 |";

/// What a plain cue says.
const PLAIN: &str = "Hello";

#[derive(Clone, Copy, PartialEq)]
enum Table {
    None,
    Leniency,
    Mapping,
}

#[test]
fn srt_is_read_and_converted_as_its_page_says() {
    check_page("srt.md", Format::Srt);
}

#[test]
fn webvtt_is_read_and_converted_as_its_page_says() {
    check_page("webvtt.md", Format::WebVtt);
}

#[test]
fn ttml_is_read_and_converted_as_its_page_says() {
    check_page("ttml.md", Format::Ttml);
}

fn check_page(name: &str, format: Format) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats").join(name);
    let page = fs::read_to_string(&path).expect("a page that can be read");
    // The lines that a plain cue has too are those of the first table's frame.
    let above = page.split_once(MAPPING).expect("a table of features").0;
    let frame = above.split("```").skip(1).step_by(2).filter(|fence| fence.contains('…')).last();
    let plain = fill(frame.expect("a frame"), PLAIN);

    let (mut written, mut problems) = (String::new(), Vec::new());
    let (mut table, mut frame, mut fence) = (Table::None, None, None::<String>);
    let (mut lenient, mut mapped) = (0, 0);
    for (at, line) in page.lines().enumerate() {
        let mut expected = line.to_owned();
        if line.starts_with("```") {
            match fence.take() {
                Some(text) if text.contains('…') => frame = Some(text),
                Some(_) => {}
                None => fence = Some("\n".to_owned()),
            }
        } else if let Some(fence) = &mut fence {
            fence.push_str(line);
            fence.push('\n');
        } else if line.starts_with('#') {
            frame = None;
        } else if !line.starts_with('|') {
            table = Table::None;
        } else if line == LENIENCY || line == MAPPING {
            table = if line == LENIENCY { Table::Leniency } else { Table::Mapping };
        } else if table != Table::None && !line.starts_with("|--") {
            let cells = cells(line);
            let snippet = cells.get(if table == Table::Leniency { 0 } else { 1 });
            let snippet = uncode(snippet.map_or("", String::as_str));
            let end = if snippet.contains('\r') { "" } else { "\n" };
            let text = match &frame {
                Some(frame) => fill(frame, &snippet),
                None => snippet + end,
            };
            if table == Table::Leniency {
                lenient += 1;
                expected = lenient_row(&cells, &text, format);
            } else {
                mapped += 1;
                expected = mapping_row(&cells, &text, &plain, format, &mut problems);
            }
        }
        if line != expected {
            problems.push(format!("{name}:{}:\n page: {line}\n code: {expected}", at + 1));
        }
        written.push_str(&expected);
        written.push('\n');
    }
    if std::env::var("FORMAT_PAGES").is_ok_and(|value| value == "write") {
        fs::write(&path, written).expect("a page that can be written");
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(lenient >= 12 && mapped >= 15, "{lenient} rows of leniency, {mapped} of mapping");
}

/// A row of what is read leniently: the cues with their times in seconds and their settings as WebVTT writes
/// them, and every rule that reports something.
fn lenient_row(cells: &[String], text: &str, format: Format) -> String {
    let source = Source::from_text(text);
    let file = open(&source, Some(name_of(format)), &ReadOptions::default());
    let report = lint::check(&file, &Plan::new(&lint::RULES, Options::default()));
    let codes: BTreeSet<&str> = report.diagnostics.iter().map(|found| found.code.0).collect();
    let codes = match codes.is_empty() {
        true => "nothing".to_owned(),
        false => codes.into_iter().collect::<Vec<_>>().join(", "),
    };
    let why = cells.get(3).map_or("", String::as_str);
    format!("| {} | {} | {codes} | {why} |", cells[0], cues(&file.timeline))
}

fn cues(timeline: &Timeline<'_>) -> String {
    let webvtt = raise(timeline, Format::WebVtt, &WriteOptions::default()).document;
    let settings = webvtt.lines().filter(|line| line.contains(" --> "));
    let settings = settings.map(|line| line.splitn(4, ' ').nth(3).unwrap_or_default());
    let mut out = Vec::new();
    for (cue, settings) in timeline.cues.iter().zip(settings) {
        let seconds = |time: i64| time as f64 / 1000.0;
        let end = match cue.interval.is_open() {
            true => "the end".to_owned(),
            false => format!("{} s", seconds(cue.interval.end.0)),
        };
        let mut shown = format!("{}–{end}: ", seconds(cue.interval.start.0));
        match visible_text(timeline, cue) {
            text if text.is_empty() => shown.push_str("no text"),
            text => shown.push_str(&code(&text)),
        }
        if !settings.is_empty() {
            let _ = write!(shown, " at {}", code(settings));
        }
        out.push(shown);
    }
    if out.is_empty() { "no cue".to_owned() } else { out.join("; ") }
}

/// A row about a feature: the content of the timeline must be in its `Debug` output, what each target
/// writes is all of the new file but the lines that a plain cue has too.
fn mapping_row(
    cells: &[String],
    text: &str,
    plain: &str,
    format: Format,
    problems: &mut Vec<String>,
) -> String {
    let (name, source) = (name_of(format), Source::from_text(text));
    let file = open(&source, Some(name), &ReadOptions::default());
    let plain = Source::from_text(plain);
    let plain = open(&plain, Some(name), &ReadOptions::default());
    let timeline = &file.timeline;
    let held = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        timeline.cues,
        timeline.runs,
        timeline.scopes,
        timeline.regions,
        timeline.extras,
        timeline.language
    );
    for piece in cells[2].split('`').skip(1).step_by(2) {
        if !held.contains(&piece.replace('↵', "\\n")) {
            problems.push(format!("{}: `{piece}` is not in {held}", cells[0]));
        }
    }
    let srt = target(&file, &plain, Format::Srt, Flavour::Dfxp);
    let webvtt = target(&file, &plain, Format::WebVtt, Flavour::Dfxp);
    let dfxp = target(&file, &plain, Format::Ttml, Flavour::Dfxp);
    let imsc = match target(&file, &plain, Format::Ttml, Flavour::Imsc11) {
        imsc if imsc == dfxp => "as DFXP".to_owned(),
        imsc => imsc,
    };
    let [feature, snippet, timeline] = [&cells[0], &cells[1], &cells[2]];
    format!("| {feature} | {snippet} | {timeline} | {srt} | {webvtt} | {dfxp} | {imsc} |")
}

/// What is written, then the kinds of losses in italics.
fn target(file: &Opened<'_>, plain: &Opened<'_>, to: Format, flavour: Flavour) -> String {
    let mut options = WriteOptions::default();
    options.ttml.flavour = flavour;
    let made = convert(file, to, &options);
    let skeleton = lines(&convert(plain, to, &options).document);
    let mut kept = lines(&made.document);
    for line in skeleton.iter().filter(|line| !line.contains(PLAIN)) {
        if let Some(at) = kept.iter().position(|kept| kept == line) {
            kept.remove(at);
        }
    }
    let mut cell = match kept.is_empty() {
        true => "nothing".to_owned(),
        false => code(&kept.join("\n")),
    };
    let kinds: BTreeSet<&str> = made.losses.iter().map(|loss| loss.kind.name()).collect();
    for (at, kind) in kinds.into_iter().enumerate() {
        let _ = write!(cell, "{} *{kind}*", if at == 0 { ";" } else { "," });
    }
    cell
}

/// The lines of a file without indentation. What every table would repeat is left out: the times of the frame's
/// cue, the namespaces, the elements that only hold others.
fn lines(text: &str) -> Vec<String> {
    let holds_others = |line: &str| {
        let name = line.trim_matches(['<', '>', '/']);
        ["head", "layout", "styling", "metadata"].contains(&name)
    };
    let lines = text.lines().map(str::trim).filter(|line| !holds_others(line));
    let short = lines.map(|line| {
        let line = line.replace(" begin=\"00:00:01.000\" end=\"00:00:03.000\"", "");
        let line = line.replace("00:00:01.000 --> 00:00:03.000", "…");
        let line = line.replace("00:00:01,000 --> 00:00:03,000", "…");
        match line.starts_with("<tt ") {
            true => {
                let said = |word: &&str| !word.starts_with("xmlns") && !word.contains("Profiles");
                line.split(' ').filter(said).collect::<Vec<_>>().join(" ")
            }
            false => line,
        }
    });
    short.collect()
}

const fn name_of(format: Format) -> &'static str {
    match format {
        Format::Srt => "talk.srt",
        Format::WebVtt => "talk.vtt",
        _ => "talk.ttml",
    }
}

/// A frame with a snippet in the place of its mark. The fence's first line names its language.
fn fill(frame: &str, snippet: &str) -> String {
    let body = frame.split_once('\n').map_or("", |(_, body)| body);
    body.replacen('…', snippet, 1)
}

/// The cells of a row, as they are between the bars.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim().trim_start_matches('|').trim_end_matches('|');
    let row = row.replace("\\|", "\0");
    row.split(" | ").map(|cell| cell.trim().replace('\0', "\\|")).collect()
}

/// The text that a cell shows in backquotes.
fn uncode(cell: &str) -> String {
    let code = cell.split('`').nth(1).unwrap_or_default();
    code.replace("\\|", "|").replace('↵', "\n").replace('⇥', "\t").replace('␍', "\r")
}

fn code(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('|', "\\|").replace('\n', "↵");
    let text = text.replace('\t', "⇥").replace('\r', "␍");
    let unseen = |text: String, c: char| text.replace(c, &format!("[U+{:04X}]", u32::from(c)));
    format!("`{}`", ['\u{a0}', '\u{200f}'].into_iter().fold(text, unseen))
}
