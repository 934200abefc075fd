//! The models of Kaltura's readers against what the platform's own code kept
//! (`shared/conformance/kaltura`).
//!
//! Every list is compared file by file; a model may differ only in the files named in the tests
//! here, each with the reason.

use std::fmt::Write as _;
use std::fs;

use cuesmith::kaltura::{
    self, CaptionType, ClipWindow, KeptCue, PlayerCue, PlayerSettings, ServeError,
};
use serde_json::{Value, json};

use crate::common::{count, shared};

mod disagreements;
mod hostile;
mod matrix;
mod packager;
mod sha256;
use sha256::sha256;

/// One input with what the platform made of it.
struct Case {
    name: String,
    bytes: Vec<u8>,
    expected: Value,
    /// The file is not the one the platform was given.
    is_other: bool,
}

/// Of this one the set holds a later version than the platform was given; it cannot be compared.
const LATER: &str = "ttml/inputs/authored/flavour-ticks-netflix-like.xml";

fn cases(list: &str) -> Vec<Case> {
    cases_with(list, |_| None)
}

/// The inputs of a list; `known` gives those that are described in another one.
fn cases_with(list: &str, known: impl Fn(&str) -> Option<Vec<u8>>) -> Vec<Case> {
    let Some(path) = shared(&format!("kaltura/{list}")) else { return Vec::new() };
    let entries: Vec<Value> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let case = |expected: Value| case(known(expected["input"].as_str()?), expected);
    entries.into_iter().filter_map(case).collect()
}

fn case(known: Option<Vec<u8>>, expected: Value) -> Option<Case> {
    let name = expected["input"].as_str()?.to_owned();
    let bytes = match (known, expected.get("recipe")) {
        (Some(known), _) => known,
        (None, Some(recipe)) => generated(recipe),
        (None, None) => fs::read(shared(&name).expect("the input is there")).unwrap(),
    };
    let is_other = sha256(&bytes) != expected["sha256"];
    Some(Case { name, bytes, expected, is_other })
}

/// A crafted input that is described, not stored (README, `recipe`).
fn generated(recipe: &Value) -> Vec<u8> {
    let part = |key: &str| recipe[key].as_str().expect("a text");
    let time = |ms: u64| {
        let (seconds, separator) = (ms / 1000, part("time_separator"));
        let (minutes, millis) = (seconds / 60, ms % 1000);
        format!("{:02}:{:02}:{:02}{separator}{millis:03}", minutes / 60, minutes % 60, seconds % 60)
    };
    let mut out = part("prefix").to_owned();
    for n in 0..recipe["count"].as_u64().expect("a number") {
        let start = 1000 + 2000 * n;
        let unit = part("unit").replace("{i}", &(n + 1).to_string());
        out += &unit.replace("{start}", &time(start)).replace("{end}", &time(start + 1500));
    }
    out += part("suffix");
    out.into_bytes()
}

/// Compares each case and holds the ones that differ against those that are explained.
fn compare(
    what: &str,
    cases: &[Case],
    differ: impl Fn(&Case) -> Option<String>,
    explained: &[&str],
) {
    if cases.is_empty() {
        return;
    }
    let mut found = Vec::new();
    for case in cases {
        let other = case.is_other.then(|| "not the file the data speaks of".to_owned());
        if let Some(difference) = other.or_else(|| differ(case)) {
            println!("{what}: {}\n    {difference:.3000}", case.name);
            found.push(case.name.as_str());
        }
    }
    found.sort_unstable();
    assert_eq!(found, explained, "{what}: the files that differ");
    count(&format!("platform, {what}"), cases.len() - found.len(), cases.len());
}

/// A number as the data writes it: whole floats as integers, unless they are huge.
fn number(value: Option<f64>) -> String {
    match value {
        None => "null".to_owned(),
        Some(value) if value.abs() >= 1e16 => format!("{value:e}").replace('e', "e+"),
        Some(value) if value == value.trunc() => format!("{value:.0}").replace("-0", "0"),
        Some(value) => value.to_string(),
    }
}

fn hashed<'a>(cues: impl Iterator<Item = (Option<f64>, Option<f64>, &'a [u8])>) -> String {
    let mut all = Vec::new();
    for (start, end, text) in cues {
        let head = format!("{}|{}|{}|", number(start), number(end), text.len());
        all.extend_from_slice(head.as_bytes());
        all.extend_from_slice(text);
        all.push(b'\n');
    }
    sha256(&all)
}

/// Whether the cues are the expected ones: count, hash over times and texts, and settings where
/// listed.
fn cues_differ(cues: &[KeptCue<'_>], expected: &Value) -> Option<String> {
    let hash = hashed(cues.iter().map(|cue| (cue.start_ms, cue.end_ms, &*cue.text)));
    if cues.len() as u64 != expected["count"] || hash != expected["cues_sha256"] {
        return Some(shown(cues, expected));
    }
    let listed = expected["cues"].as_array().map_or(&[][..], Vec::as_slice);
    listed.iter().zip(cues).find_map(|(want, cue)| {
        let want = want["settings"].as_str().unwrap_or("");
        (want.as_bytes() != &*cue.settings)
            .then(|| format!("settings {:?}, want {want:?}", cue.settings))
    })
}

fn shown(cues: &[KeptCue<'_>], expected: &Value) -> String {
    let mut out = format!("{} cues, want {}", cues.len(), expected["count"]);
    let listed = expected["cues"].as_array().map_or(&[][..], Vec::as_slice);
    for at in 0..cues.len().max(listed.len()).min(4) {
        let have = cues.get(at).map(|cue| {
            let text = String::from_utf8_lossy(&cue.text);
            let text: String = text.chars().take(300).collect();
            format!("{}|{}|{text:?}", number(cue.start_ms), number(cue.end_ms))
        });
        let want = listed.get(at).map_or(String::new(), Value::to_string);
        let _ = write!(out, "\n      have {have:?}\n      want {want}");
    }
    out
}

fn gate_differs(case: &Case, caption_type: CaptionType) -> Option<String> {
    let gate = kaltura::gate(&case.bytes, caption_type);
    let expected = &case.expected["gate"];
    if gate.ready != expected["ready"] {
        return Some(format!("ready: {}; {}", gate.ready, shown(&gate.cues, expected)));
    }
    if gate.stopped.is_some() != expected.get("pcre_error").is_some() {
        return Some(format!("stopped: {:?}", gate.stopped));
    }
    cues_differ(&gate.cues, expected)
}

#[test]
fn the_gate_keeps_the_cues_of_srt_files() {
    let differ = |case: &Case| gate_differs(case, CaptionType::Srt);
    compare("gate, SRT", &cases("srt.json"), differ, &[]);
}

#[test]
fn the_gate_keeps_the_cues_of_webvtt_files() {
    let differ = |case: &Case| gate_differs(case, CaptionType::WebVtt);
    compare("gate, WebVTT", &cases("webvtt.json"), differ, &[]);
}

fn player_differs(case: &Case, caption_type: CaptionType) -> Option<String> {
    let played = kaltura::player(&case.bytes, caption_type);
    let expected = &case.expected["player"];
    let cues = || played.cues.iter().map(|c| (Some(c.start_ms), Some(c.end_ms), c.text.as_bytes()));
    if played.cues.len() as u64 != expected["count"] || hashed(cues()) != expected["cues_sha256"] {
        let have: Vec<_> = cues()
            .take(4)
            .map(|(s, e, t)| (number(s), number(e), String::from_utf8_lossy(t).into_owned()))
            .collect();
        let want = expected["cues"].to_string();
        return Some(format!(
            "{} cues, want {}: {have:?}\n{want}",
            played.cues.len(),
            expected["count"]
        ));
    }
    if played.errors as u64 != expected["parse_errors"] {
        return Some(format!("{} errors, want {}", played.errors, expected["parse_errors"]));
    }
    let listed = expected["cues"].as_array().map_or(&[][..], Vec::as_slice);
    let known_texts = case.expected.get("texts_left_out").is_none();
    listed.iter().zip(&played.cues).find_map(|(want, cue)| cue_differs(cue, want, known_texts))
}

fn cue_differs(cue: &PlayerCue, want: &Value, known_texts: bool) -> Option<String> {
    let id = want["id"].as_str().unwrap_or("");
    if cue.id != id {
        return Some(format!("id {:?}, want {id:?}", cue.id));
    }
    let settings = settings(&cue.settings);
    let wanted = want.get("settings").cloned().unwrap_or_else(|| json!({}));
    if settings != wanted {
        return Some(format!("settings {settings}, want {wanted}"));
    }
    if want.get("shown_error").is_some() != cue.shown.is_none() {
        return Some(format!("shown {:?}, want {want}", cue.shown));
    }
    let shown = cue.shown.as_deref().unwrap_or("");
    let wanted = match (want.get("shown_sha256"), want.get("shown").or(want.get("text"))) {
        (Some(hash), _) => return (sha256(shown.as_bytes()) != *hash).then(|| "shown".to_owned()),
        (None, Some(wanted)) if known_texts && cue.shown.is_some() => wanted.as_str().unwrap_or(""),
        _ => return None,
    };
    (shown != wanted).then(|| format!("shown {shown:?}, want {wanted:?}"))
}

/// The settings that differ from the defaults, as the data writes them.
fn settings(settings: &PlayerSettings) -> Value {
    let finite = |n: f64| {
        let whole = n == n.trunc() && n.abs() < 9e15;
        if whole { json!(n as i64) } else { json!(n) }
    };
    let PlayerSettings { region, vertical, line, line_align, snap_to_lines, .. } = settings;
    let PlayerSettings { position, position_align, size, align, .. } = settings;
    let all = [
        ("region", region.as_ref().map(|_| json!(true))),
        ("vertical", (!vertical.is_empty()).then(|| json!(vertical))),
        ("line", line.map(finite)),
        ("lineAlign", (*line_align != "start").then(|| json!(line_align))),
        ("snapToLines", (!snap_to_lines).then_some(json!(false))),
        ("position", position.map(finite)),
        ("positionAlign", (*position_align != "center").then(|| json!(position_align))),
        ("size", (*size != 100.0).then(|| finite(*size))),
        ("align", (*align != "center").then(|| json!(align))),
    ];
    all.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

#[test]
fn the_player_keeps_the_cues_of_srt_files() {
    let differ = |case: &Case| player_differs(case, CaptionType::Srt);
    compare("player, SRT", &cases("srt.json"), differ, &[]);
}

#[test]
fn the_player_keeps_the_cues_of_webvtt_files() {
    let differ = |case: &Case| player_differs(case, CaptionType::WebVtt);
    compare("player, WebVTT", &cases("webvtt.json"), differ, &[]);
}

fn served_differs(case: &Case, caption_type: CaptionType) -> Option<String> {
    let served = kaltura::serve_webvtt(&case.bytes, caption_type);
    let expected = &case.expected["serve_webvtt"];
    let served = match served {
        Err(ServeError::NotReady) => return (!expected.is_null()).then(|| "not ready".to_owned()),
        Err(error) => return expected.get("error").is_none().then(|| error.to_string()),
        Ok(served) => served,
    };
    if sha256(&served) == expected["sha256"] {
        return None;
    }
    let want = expected["text"].as_str().unwrap_or("");
    let have = String::from_utf8_lossy(&served);
    let line = have.lines().zip(want.lines()).find(|(have, want)| have != want);
    Some(format!("{} bytes, want {}: {line:?}", served.len(), expected["bytes"]))
}

#[test]
fn the_served_webvtt_of_srt_files_is_the_servers() {
    let differ = |case: &Case| served_differs(case, CaptionType::Srt);
    compare("served, SRT", &cases("srt.json"), differ, &[]);
}

#[test]
fn the_served_webvtt_of_webvtt_files_is_the_servers() {
    let differ = |case: &Case| served_differs(case, CaptionType::WebVtt);
    compare("served, WebVTT", &cases("webvtt.json"), differ, &[]);
}

fn segments_differ(case: &Case, caption_type: CaptionType) -> Option<String> {
    let expected = &case.expected["hls_30s"];
    let gate = kaltura::gate(&case.bytes, caption_type);
    let segments = match kaltura::hls_segments(&gate, kaltura::SEGMENT_MS) {
        Err(ServeError::NotReady) => return (!expected.is_null()).then(|| "not ready".to_owned()),
        Err(error) => return expected.get("error").is_none().then(|| error.to_string()),
        Ok(segments) => segments,
    };
    if let Some(hash) = expected.get("segments_sha256") {
        let lines: Vec<_> = segments
            .iter()
            .map(|s| {
                let cues: Vec<_> = s.cues.iter().map(usize::to_string).collect();
                format!("{}:{}", s.number, cues.join(","))
            })
            .collect();
        return (sha256(lines.join(";").as_bytes()) != *hash).then(|| lines.join(";"));
    }
    let have: Value = segments.iter().map(|s| (s.number.to_string(), json!(s.cues))).collect();
    let empty = segments.is_empty() && expected.as_array().is_some_and(Vec::is_empty);
    (have != *expected && !empty).then(|| format!("{have}, want {expected}"))
}

#[test]
fn the_hls_segments_of_srt_files_hold_the_same_cues() {
    let differ = |case: &Case| segments_differ(case, CaptionType::Srt);
    compare("segments, SRT", &cases("srt.json"), differ, &[]);
}

#[test]
fn the_hls_segments_of_webvtt_files_hold_the_same_cues() {
    let differ = |case: &Case| segments_differ(case, CaptionType::WebVtt);
    compare("segments, WebVTT", &cases("webvtt.json"), differ, &[]);
}

fn clip_differs(case: &Case, caption_type: CaptionType) -> Option<String> {
    let expected = &case.expected["clip"];
    let window = clip_window(&kaltura::gate(&case.bytes, caption_type).cues);
    let Some(window) = window else {
        return (!expected.is_null()).then(|| "no window".to_owned());
    };
    if json!([window.start_ms, window.end_ms]) != expected["window_ms"] {
        return Some(format!("{window:?}, want {}", expected["window_ms"]));
    }
    let clip = kaltura::clip(&case.bytes, caption_type, window);
    if expected.get("file").is_some_and(|file| sha256(&clip.file) != file["sha256"]) {
        let have = String::from_utf8_lossy(&clip.file);
        return Some(format!("{have:?}, want {}", expected["file"]));
    }
    if clip.gate.ready != expected["ready"] {
        return Some(format!("ready: {}", clip.gate.ready));
    }
    cues_differ(&clip.gate.cues, expected)
}

/// The window of the data: a second off at both ends of what the gate keeps; `None` when nothing is
/// left.
fn clip_window(cues: &[KeptCue<'_>]) -> Option<ClipWindow> {
    let least = cues.iter().filter_map(|cue| cue.start_ms).reduce(f64::min)?;
    let most = cues.iter().filter_map(|cue| cue.end_ms).reduce(f64::max)?;
    let (start, end) = ((least + 1000.0).round(), (most - 1000.0).round());
    (start < end).then_some(ClipWindow { start_ms: start as i64, end_ms: end as i64 })
}

#[test]
fn a_clipped_srt_file_reads_as_on_the_server() {
    let differ = |case: &Case| clip_differs(case, CaptionType::Srt);
    compare("clip, SRT", &cases("srt.json"), differ, &[]);
}

#[test]
fn a_clipped_webvtt_file_reads_as_on_the_server() {
    let differ = |case: &Case| clip_differs(case, CaptionType::WebVtt);
    compare("clip, WebVTT", &cases("webvtt.json"), differ, &[]);
}

#[test]
fn the_gate_keeps_the_cues_of_dfxp_files() {
    let differ = |case: &Case| gate_differs(case, CaptionType::Dfxp);
    compare("gate, DFXP", &cases("dfxp.json"), differ, &[LATER]);
}

#[test]
fn the_served_webvtt_of_dfxp_files_is_the_servers() {
    let differ = |case: &Case| served_differs(case, CaptionType::Dfxp);
    compare("served, DFXP", &cases("dfxp.json"), differ, &[LATER]);
}

#[test]
fn the_hls_segments_of_dfxp_files_hold_the_same_cues() {
    let differ = |case: &Case| segments_differ(case, CaptionType::Dfxp);
    compare("segments, DFXP", &cases("dfxp.json"), differ, &[LATER]);
}

#[test]
fn a_clipped_dfxp_file_reads_as_on_the_server() {
    let differ = |case: &Case| clip_differs(case, CaptionType::Dfxp);
    compare("clip, DFXP", &cases("dfxp.json"), differ, &[LATER]);
}

/// What a cue's origin covers, read alone, is that cue again.
fn origin_differs(case: &Case, caption_type: CaptionType) -> Option<String> {
    let gate = kaltura::gate(&case.bytes, caption_type);
    let is_wide = matches!(case.bytes.as_slice(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    let mut after = 0;
    gate.cues.iter().find_map(|cue| {
        let span = cue.origin?;
        let slice = &case.bytes[span.range()];
        let in_order = span.start >= after;
        after = span.end;
        let alone = match caption_type {
            CaptionType::Srt => [slice, b"\n\n"].concat(),
            CaptionType::WebVtt => [b"WEBVTT\n\n", slice, b"\n\n"].concat(),
            _ => {
                let is_paragraph = matches!(slice, [b'<', b'p' | b'P', .., b'>']);
                return (!(is_wide || is_paragraph && in_order)).then(|| format!("{span:?}"));
            }
        };
        let again = kaltura::gate(&alone, caption_type).cues;
        let same =
            again.len() == 1 && again[0].text == cue.text && again[0].start_ms == cue.start_ms;
        (!(is_wide || same && in_order)).then(|| format!("{cue:?}, alone {again:?}"))
    })
}

#[test]
fn a_cues_origin_is_where_it_stands() {
    for (list, caption_type, what) in [
        ("srt.json", CaptionType::Srt, "origin, SRT"),
        ("webvtt.json", CaptionType::WebVtt, "origin, WebVTT"),
        ("dfxp.json", CaptionType::Dfxp, "origin, DFXP"),
    ] {
        let explained: &[&str] = if list == "dfxp.json" { &[LATER] } else { &[] };
        compare(what, &cases(list), |case| origin_differs(case, caption_type), explained);
    }
}

/// The same for the player.
fn played_origin_differs(case: &Case, caption_type: CaptionType) -> Option<String> {
    let is_wide = matches!(case.bytes.as_slice(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    let played = kaltura::player(&case.bytes, caption_type);
    played.cues.iter().filter(|_| !is_wide).find_map(|cue| {
        let slice = &case.bytes[cue.origin?.range()];
        let head: &[u8] = if caption_type == CaptionType::Srt { b"" } else { b"WEBVTT\n\n" };
        let again = kaltura::player(&[head, slice, b"\n\n"].concat(), caption_type).cues;
        let same =
            again.len() == 1 && again[0].text == cue.text && again[0].start_ms == cue.start_ms;
        (!same).then(|| format!("{cue:?}, alone {again:?}"))
    })
}

#[test]
fn a_played_cues_origin_is_where_it_stands() {
    let differ = |case: &Case| played_origin_differs(case, CaptionType::Srt);
    compare("played origin, SRT", &cases("srt.json"), differ, &[]);
    let differ = |case: &Case| played_origin_differs(case, CaptionType::WebVtt);
    compare("played origin, WebVTT", &cases("webvtt.json"), differ, &[]);
}
