//! The packager: what it reads of every input, whatever its type.

use std::collections::HashMap;

use cuesmith::kaltura::{self, CaptionType};
use serde_json::Value;

use super::{Case, cases, compare};

/// Every input with what the packager read. Inputs that are described and not stored have their
/// description in the lists of the other readers.
fn packager_cases() -> Vec<Case> {
    let mut recipes: HashMap<String, Vec<u8>> = HashMap::new();
    for list in ["srt.json", "webvtt.json", "dfxp.json"] {
        let generated =
            cases(list).into_iter().filter(|case| case.expected.get("recipe").is_some());
        recipes.extend(generated.map(|case| (case.name, case.bytes)));
    }
    super::cases_with("packager.json", |name| recipes.get(name).cloned())
}

fn differs(case: &Case) -> Option<String> {
    let read = kaltura::packager(&case.bytes);
    let read_as = read.read_as.map(|read_as| match read_as {
        CaptionType::Dfxp => "dfxp",
        _ => "webvtt",
    });
    if (read.ok, read_as) != (case.expected["ok"] == true, case.expected["read_as"].as_str()) {
        return Some(format!("{} {read_as:?}, want {}", read.ok, case.expected));
    }
    let wanted = case.expected["cues"].as_array().map_or(&[][..], Vec::as_slice);
    if read.cues.len() != wanted.len() {
        return Some(format!("{} cues, want {}", read.cues.len(), wanted.len()));
    }
    read.cues.iter().zip(wanted).find_map(|(cue, want)| {
        let text = |key: &str| want.get(key).and_then(Value::as_str).unwrap_or_default();
        let same = want["start_ms"] == cue.start_ms
            && want["end_ms"] == cue.end_ms
            && text("text") == cue.text
            && text("settings") == cue.id;
        (!same).then(|| format!("{cue:?}, want {want}"))
    })
}

#[test]
fn the_packager_reads_the_same_cues() {
    compare("packager", &packager_cases(), differs, &[]);
}
