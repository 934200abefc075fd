//! The gate against what the platform's real SRT reader made of the files of the SRT set
//! (`shared/conformance/srt/disagreements.json`, tool `kaltura`).

use std::fs;

use cuesmith::kaltura::{CaptionType, KeptCue, gate};
use serde_json::{Value, json};

use crate::common::{count, shared};

/// A cue as the set compares it: times, and lines trimmed of spaces and tabs, blank ones dropped at
/// both ends, NUL as a space.
fn plain(cue: &KeptCue<'_>) -> Value {
    let text = String::from_utf8_lossy(&cue.text).replace('\0', " ");
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_matches([' ', '\t'])).collect();
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !line.is_empty()).map_or(first, |last| last + 1);
    let [start, end] = [cue.start_ms, cue.end_ms].map(|ms| ms.map(|ms| ms as i64));
    json!({ "start_ms": start, "end_ms": end, "lines": lines[first..last] })
}

/// The same three members of a cue of the set.
fn wanted(cue: &Value) -> Value {
    json!({ "start_ms": cue["start_ms"], "end_ms": cue["end_ms"], "lines": cue["lines"] })
}

/// The JSON with unpaired surrogates, which some tools of the set wrote, as U+FFFD.
fn paired(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find("\\u") {
        let unit = |at: usize| {
            let hex = rest.get(at..)?.strip_prefix("\\u")?.get(..4)?;
            u16::from_str_radix(hex, 16).ok()
        };
        let is_pair = unit(at).is_some_and(|u| u & 0xFC00 == 0xD800)
            && unit(at + 6).is_some_and(|u| u & 0xFC00 == 0xDC00);
        let is_half = !is_pair && unit(at).is_some_and(|u| u & 0xF800 == 0xD800);
        let end = at + if is_pair { 12 } else { 6 };
        out.push_str(&rest[..at]);
        out.push_str(if is_half { "\u{fffd}" } else { &rest[at..end] });
        rest = &rest[end..];
    }
    out + rest
}

#[test]
fn the_gate_reads_the_srt_set_as_the_platform_did() {
    let Some(folder) = shared("srt") else { return };
    let list = fs::read_to_string(folder.join("disagreements.json")).unwrap();
    let list: Vec<Value> = serde_json::from_str(&paired(&list)).expect("the list is JSON");
    let (mut agreeing, mut dissenting) = (0, 0);
    for entry in &list {
        let name = entry["name"].as_str().expect("a name");
        let is_decided = entry["status"] != "undecided";
        let cases = folder.join(if is_decided { "cases" } else { "undecided" });
        let bytes = fs::read(cases.join(format!("{name}.srt"))).expect("the file is there");
        let gate = gate(&bytes, CaptionType::Srt);
        let have: Vec<Value> = gate.cues.iter().map(plain).collect();
        let lists_kaltura =
            |tools: &Value| tools.as_array().is_some_and(|all| all.contains(&json!("kaltura")));
        let others = entry["others"].as_array().expect("a list");
        if let Some(other) = others.iter().find(|other| lists_kaltura(&other["tools"])) {
            dissenting += 1;
            dissents_as(other, &have, name);
        } else {
            assert!(lists_kaltura(&entry["expected_by"]), "{name}: not a word about kaltura");
            agreeing += 1;
            let json =
                fs::read_to_string(cases.join(format!("{name}.json"))).expect("an expectation");
            let expected: Value = serde_json::from_str(&json).expect("the expectation is JSON");
            let key = if is_decided { "cues" } else { "recommended_cues" };
            let cues = expected[key].as_array().expect("cues");
            assert_eq!(have, cues.iter().map(wanted).collect::<Vec<_>>(), "{name}");
        }
    }
    // As everyone reads the file, or as the list says that the platform does.
    count("platform, SRT set", agreeing + dissenting, list.len());
}

/// The list shows at most three of the cues that differ, at most eight lines of each, and no-break
/// spaces at their ends are gone.
fn dissents_as(other: &Value, have: &[Value], name: &str) {
    if other["result"] == "error-or-no-cues" {
        assert!(have.is_empty(), "{name}: {have:?}");
        return;
    }
    assert_eq!(json!(have.len()), other["cue_count"], "{name}");
    let listed = |cue: &Value| {
        let lines = cue["lines"].as_array().expect("lines").iter().take(8);
        let lines: Vec<_> = lines.map(|line| line.as_str().expect("a line").trim()).collect();
        json!([cue["start_ms"], cue["end_ms"], lines])
    };
    for cue in other["differing_cues"].as_array().expect("cues") {
        let position = cue["position"].as_u64().expect("a position") as usize;
        assert_eq!(listed(&have[position]), listed(cue), "{name}: cue {position}");
    }
}
