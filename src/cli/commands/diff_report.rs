//! The output of `cuesmith diff`, for people and as JSON.

use std::fmt::Write as _;

use clap::builder::styling::{AnsiColor, Style};
use serde_json::{Map, Value, json};

use crate::Opened;
use crate::align::score::Step;
use crate::cli::terminal::one_line;
use crate::diff::{Aspect, Change, ChangeKind, Diff, StyleChange, TextPiece};
use crate::report::Places;
use crate::report::json::CueRef;
use crate::source::ColumnUnit;
use crate::time::{Clock, TimeMap, Timestamp};
use crate::timeline::{self, visible_text};

/// How the report for people looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) color: bool,
    /// Whether it names the files.
    pub(super) named: bool,
}

/// Two files, each with its name, and what differs.
pub(super) struct Pair<'p, 'a, 'b> {
    pub(super) old: (&'p str, &'p Opened<'a>),
    pub(super) new: (&'p str, &'p Opened<'b>),
    pub(super) diff: &'p Diff,
}

const GONE: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();
const OTHER: Style = AnsiColor::Yellow.on_default();
const MOVED: Style = AnsiColor::Cyan.on_default();
const NAME: Style = Style::new().bold();

impl Look {
    fn paint(self, style: Style, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// The report for people; empty if nothing differs.
pub(super) fn human(pair: &Pair<'_, '_, '_>, look: Look) -> String {
    let mut out = String::new();
    if pair.diff.changes.is_empty() {
        return out;
    }
    let indent = if look.named { "  " } else { "" };
    if look.named {
        let names = format!("{} -> {}", one_line(pair.old.0), one_line(pair.new.0));
        let _ = writeln!(out, "{}", look.paint(NAME, &names));
    }
    for change in &pair.diff.changes {
        let (label, message) = (label(pair, change), message(pair, change, look));
        let _ = match &change.kind {
            ChangeKind::Moved { .. } => writeln!(out, "{indent}{label} {message}"),
            kind => {
                let style = match kind {
                    ChangeKind::Added => NEW,
                    ChangeKind::Removed => GONE,
                    _ => OTHER,
                };
                let name = look.paint(style, kind.name());
                writeln!(out, "{indent}{label}: {name}: {message}")
            }
        };
    }
    out
}

/// A file that only one side has.
pub(super) fn only_text(look: Look, side: &str, shown: &str) -> String {
    let style = if side == "old" { GONE } else { NEW };
    format!("{}: only in the {side} folder\n", look.paint(style, &one_line(shown)))
}

pub(super) fn only_json(side: &str, shown: &str) -> String {
    json!({ side: shown, "equal": false, "changes": [] }).to_string()
}

/// The cues of a change: `cue 7 at 00:00:21.000`, `cues 10-53`.
fn label(pair: &Pair<'_, '_, '_>, change: &Change) -> String {
    let range = |cues: &[u32]| match (cues.iter().min(), cues.iter().max()) {
        (Some(first), Some(last)) if first != last => format!("{}-{}", first + 1, last + 1),
        (Some(cue), _) => (cue + 1).to_string(),
        _ => String::new(),
    };
    let (old, new) = (range(&change.old), range(&change.new));
    let is_moved = matches!(change.kind, ChangeKind::Moved { .. });
    if let ChangeKind::Moved { all: true, .. } = change.kind {
        return match change.old.len() {
            1 => format!("cue {old}"),
            _ => "all cues".to_owned(),
        };
    }
    let first = if change.old.is_empty() { &change.new } else { &change.old };
    let noun = if first.len() > 1 { "cues" } else { "cue" };
    let cues = match (old.as_str(), new.as_str()) {
        ("", "") => return "the file".to_owned(),
        (one, "") | ("", one) => one.to_owned(),
        (old, new) if old == new => old.to_owned(),
        (old, new) if is_moved => format!("{old} (now {new})"),
        (old, new) => format!("{old} -> {new}"),
    };
    let start = match (change.new.first(), change.old.first()) {
        (Some(&cue), _) => pair.new.1.timeline.cues[cue as usize].interval.start,
        (None, Some(&cue)) => pair.old.1.timeline.cues[cue as usize].interval.start,
        (None, None) => Timestamp::default(),
    };
    if is_moved { format!("{noun} {cues}") } else { format!("{noun} {cues} at {}", clock(start)) }
}

fn clock(time: Timestamp) -> String {
    if time == Timestamp::OPEN {
        return "the end".to_owned();
    }
    Clock { time, mark: '.' }.to_string()
}

/// A length of time: `40 ms`, `1.5 s`, `2 min 5 s`.
fn length(ms: i64) -> String {
    let ms = ms.unsigned_abs();
    let seconds = |ms: u64| {
        let text = format!("{}.{:03}", ms / 1000, ms % 1000);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match ms {
        0..1000 => format!("{ms} ms"),
        1000..60_000 => format!("{} s", seconds(ms)),
        _ if ms.is_multiple_of(60_000) => format!("{} min", ms / 60_000),
        _ => format!("{} min {} s", ms / 60_000, seconds(ms % 60_000)),
    }
}

fn later(ms: i64) -> String {
    format!("{} {}", length(ms), if ms < 0 { "earlier" } else { "later" })
}

/// What differs, in a few words.
fn message(pair: &Pair<'_, '_, '_>, change: &Change, look: Look) -> String {
    match &change.kind {
        ChangeKind::Moved { map, .. } => moved(*map, change.old.len(), look),
        ChangeKind::Retimed { expected, start_ms, end_ms } => {
            let mut parts = Vec::new();
            if *start_ms != 0 {
                parts.push(format!("starts {}", later(*start_ms)));
            }
            match end_ms {
                Some(0) => {}
                Some(ms) => parts.push(format!("ends {}", later(*ms))),
                None if expected.is_open() => parts.push("ends now".to_owned()),
                None => parts.push("never ends now".to_owned()),
            }
            let was =
                change.old.first().map(|&cue| pair.old.1.timeline.cues[cue as usize].interval);
            let is_moved = change.old.len() == 1 && was.is_some_and(|was| was != *expected);
            parts.join(", ") + if is_moved { ", relative to the cues around it" } else { "" }
        }
        ChangeKind::Reworded { pieces } => self::pieces(pieces, look),
        ChangeKind::Rewrapped => {
            format!("{} -> {}", quoted(pair.old.1, &change.old), quoted(pair.new.1, &change.new))
        }
        ChangeKind::Split | ChangeKind::Joined | ChangeKind::Resegmented => {
            format!("{} -> {}", quoted(pair.old.1, &change.old), quoted(pair.new.1, &change.new))
        }
        ChangeKind::Added => look.paint(NEW, &quoted(pair.new.1, &change.new)),
        ChangeKind::Removed => look.paint(GONE, &quoted(pair.old.1, &change.old)),
        ChangeKind::Restyled { styles } => styles.iter().map(style).collect::<Vec<_>>().join(", "),
    }
}

fn moved(map: TimeMap, cues: usize, look: Look) -> String {
    let offset = offset(map);
    let verb = if cues == 1 { "is" } else { "are" };
    if map.scale == (1, 1) {
        return format!("{verb} {}", look.paint(MOVED, &later(offset)));
    }
    let factor = look.paint(MOVED, &format!("{:.6}", factor(map)));
    let then = match offset {
        0 => String::new(),
        _ => format!(" and {}", look.paint(MOVED, &later(offset))),
    };
    format!("{verb} stretched: their times are multiplied by {factor}{then}")
}

/// What is added to times, in ms.
fn offset(map: TimeMap) -> i64 {
    (map.offset.0 as f64 / map.offset.1 as f64).round() as i64
}

fn factor(map: TimeMap) -> f64 {
    map.scale.0 as f64 / map.scale.1 as f64
}

/// Words with what was removed in `[-...-]` and what was added in `{+...+}`, as in word differences of git.
fn pieces(pieces: &[TextPiece], look: Look) -> String {
    let parts = pieces.iter().map(|piece| {
        let old = look.paint(GONE, &format!("[-{}-]", one_line(&piece.old)));
        let new = look.paint(NEW, &format!("{{+{}+}}", one_line(&piece.new)));
        match piece.step {
            Step::Hit => one_line(&piece.new).into_owned(),
            Step::Deletion => old,
            Step::Insertion => new,
            Step::Substitution => format!("{old} {new}"),
        }
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// The text of cues, each in quotation marks, with a slash for a line break.
fn quoted(file: &Opened<'_>, cues: &[u32]) -> String {
    let texts = cues.iter().map(|&cue| {
        let text = visible_text(&file.timeline, &file.timeline.cues[cue as usize]);
        let lines = text.split('\n').map(timeline::one_line).filter(|line| !line.is_empty());
        format!("\"{}\"", one_line(&lines.collect::<Vec<_>>().join(" / ")))
    });
    texts.collect::<Vec<_>>().join(" | ")
}

/// A difference in appearance, in a few words.
fn style(change: &StyleChange) -> String {
    let StyleChange { aspect, text, old, new } = change;
    let value = |value: &str| match value {
        "" if *aspect == Aspect::Position => "the default".to_owned(),
        "" => "none".to_owned(),
        value => one_line(value).into_owned(),
    };
    let mut out = match aspect {
        Aspect::Bold | Aspect::Italic | Aspect::Underline => {
            let what = if new == "on" { "added" } else { "removed" };
            format!("{} {what}", aspect.name())
        }
        Aspect::StyleSheet => match (old.as_str(), new.as_str()) {
            ("", _) => "a style sheet was added".to_owned(),
            (_, "") => "the style sheet was removed".to_owned(),
            _ => "another style sheet".to_owned(),
        },
        _ => format!("{} {} -> {}", aspect.name(), value(old), value(new)),
    };
    if !text.is_empty() {
        let _ = write!(out, " on \"{}\"", one_line(text));
    }
    out
}

/// The report of a pair as JSON.
pub(super) fn json(pair: &Pair<'_, '_, '_>) -> String {
    let look = Look { color: false, named: false };
    let places = [pair.old.1, pair.new.1].map(|file| Places::new(file.text(), ColumnUnit::Utf16));
    let changes: Vec<Value> = pair
        .diff
        .changes
        .iter()
        .map(|change| {
            let mut out = Map::new();
            let sides = [("old", pair.old.1, &change.old), ("new", pair.new.1, &change.new)];
            out.insert("kind".into(), change.kind.name().into());
            for ((name, file, cues), places) in sides.into_iter().zip(&places) {
                if let Some(cues) = cues_json(file, cues, places) {
                    out.insert(name.into(), cues);
                }
            }
            data(pair, change, &mut out);
            out.insert(
                "message".into(),
                match &change.kind {
                    ChangeKind::Moved { .. } => {
                        format!("{} {}", label(pair, change), message(pair, change, look))
                    }
                    _ => message(pair, change, look),
                }
                .into(),
            );
            Value::Object(out)
        })
        .collect();
    json!({
        "old": pair.old.0,
        "new": pair.new.0,
        "equal": changes.is_empty(),
        "old_cues": pair.diff.cues.0,
        "new_cues": pair.diff.cues.1,
        "equal_cues": pair.diff.equal,
        "changes": changes,
    })
    .to_string()
}

/// The cues of one side: how many, the first and the last in display order, and the line of the first.
fn cues_json(file: &Opened<'_>, cues: &[u32], places: &Places<'_>) -> Option<Value> {
    let (&first, &last) = (cues.first()?, cues.last()?);
    let cue = |index: u32| {
        let cue = CueRef::new(index, &file.timeline.cues[index as usize]);
        serde_json::to_value(cue).unwrap_or_default()
    };
    let at = file.timeline.cues[first as usize].origin.start.start;
    let line = places.position(at).line;
    Some(json!({ "count": cues.len(), "first": cue(first), "last": cue(last), "line": line }))
}

/// The fields that a kind of change has.
fn data(pair: &Pair<'_, '_, '_>, change: &Change, out: &mut Map<String, Value>) {
    let mut put = |name: &str, value: Value| out.insert(name.into(), value);
    match &change.kind {
        ChangeKind::Moved { map, all } => {
            put("shift_ms", offset(*map).into());
            put("scale", factor(*map).into());
            put("all", (*all).into());
        }
        ChangeKind::Retimed { expected, start_ms, end_ms } => {
            let end = (!expected.is_open()).then_some(expected.end.0);
            put("start_by_ms", (*start_ms).into());
            put("end_by_ms", (*end_ms).into());
            put("expected", json!({ "start_ms": expected.start.0, "end_ms": end }));
        }
        ChangeKind::Reworded { pieces } => {
            let pieces = pieces.iter().map(|piece| {
                let step = match piece.step {
                    Step::Hit => "hit",
                    Step::Substitution => "substitution",
                    Step::Deletion => "deletion",
                    Step::Insertion => "insertion",
                };
                json!({ "step": step, "old": piece.old, "new": piece.new })
            });
            put("words", pieces.collect());
        }
        ChangeKind::Restyled { styles } => {
            let styles = styles.iter().map(|style| {
                let StyleChange { aspect, text, old, new } = style;
                json!({ "aspect": aspect.name(), "text": text, "old": old, "new": new })
            });
            put("styles", styles.collect());
        }
        _ => {
            let texts = |file: &Opened<'_>, cues: &[u32]| -> Value {
                let cues = cues.iter().map(|&cue| &file.timeline.cues[cue as usize]);
                cues.map(|cue| Value::from(visible_text(&file.timeline, cue))).collect()
            };
            put(
                "text",
                json!({ "old": texts(pair.old.1, &change.old), "new": texts(pair.new.1, &change.new) }),
            );
        }
    }
}
