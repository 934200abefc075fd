//! What the platform does, and what orders ask for.

use serde_json::{Value, json};

use super::{page, run, srt, vtt};

/// An answer of `getJobs` with profile and catalog item in the task, as `reach_vendor` gives it.
#[expect(clippy::needless_pass_by_value, reason = "calls read better with `json!` alone")]
fn answer(item: Value, profile: Value) -> String {
    json!({
        "objects": [{
            "id": 1,
            "entryId": "0_a",
            "catalogItemId": 7,
            "reachProfileId": 3,
            "relatedObjects": {
                "reach_vendor_catalog_item": {"objects": [item]},
                "reach_vendor_profile": {"objects": [profile]},
            },
            "objectType": "KalturaEntryVendorTask",
        }],
        "totalCount": 1,
        "objectType": "KalturaEntryVendorTaskListResponse",
    })
    .to_string()
}

/// An order in one document.
#[expect(clippy::needless_pass_by_value, reason = "calls read better with `json!` alone")]
fn order(item: Value, profile: Value) -> String {
    let task = json!({"id": 1, "entryId": "0_a", "objectType": "KalturaEntryVendorTask"});
    json!({"task": task, "profile": profile, "catalogItem": item}).to_string()
}

fn item(service: u32) -> Value {
    json!({"id": 7, "serviceFeature": service, "serviceType": 1, "sourceLanguage": "English"})
}

fn profile() -> Value {
    json!({"id": 3, "maxCharactersPerCaptionLine": 42})
}

#[test]
fn related_objects_say_that_a_task_is_for_a_description() {
    let order = answer(item(9), profile());
    let files = [("o.json", order), ("a.vtt", vtt("A ship comes into the harbour."))];
    let ran = run(&files, "\"$cuesmith\" deliver --order o.json a.vtt -o x.vtt --format json");
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    let asset = &said["captionAsset"];
    assert_eq!(
        (&asset["usage"], &asset["displayOnPlayer"]),
        (&json!(1), &json!(false)),
        "{}",
        ran.out
    );
}

#[test]
fn an_order_without_profile_or_catalog_item_says_what_is_assumed() {
    let task = json!({"id": 1, "entryId": "0_a", "catalogItemId": 7, "reachProfileId": 3, "objectType": "KalturaEntryVendorTask"});
    let files = [("o.json", task.to_string()), ("a.srt", srt(&["Ahoy."]))];
    let ran = run(&files, "\"$cuesmith\" check --order o.json a.srt");
    let all = ran.all();
    assert!(
        all.contains("REACH profile 3") && all.contains("catalog item 7") && all.contains("42"),
        "{all}"
    );
}

#[test]
fn every_speaker_change_gets_the_mark_that_was_ordered() {
    let mut profile = profile();
    profile["enableSpeakerChangeIndication"] = json!(true);
    let texts = ["MARY: Ahoy there.", "JOHN: Ahoy you.", "- Fine.\n- Good."];
    let files = [("o.json", order(item(1), profile)), ("a.srt", srt(&texts))];
    let ran = run(&files, "\"$cuesmith\" deliver --order o.json a.srt -o x.srt");
    let file = ran.file("x.srt");
    assert_eq!(file.matches(">> ").count(), 4, "{file}");
    assert!(
        file.contains("MARY") || ran.out.contains("MARY"),
        "a name is dropped silently: {file}"
    );
}

#[test]
fn a_translation_is_spared_the_dictionary_of_its_source() {
    let mut profile = profile();
    profile["dictionaries"] = json!([{"language": "English", "data": "AHOI"}]);
    let mut item = item(2);
    item["targetLanguage"] = json!("German");
    let text = srt(&["Ahoi da."]);
    let files = [("o.json", order(item, profile)), ("a.srt", text.clone())];
    let ran = run(&files, "\"$cuesmith\" deliver --order o.json a.srt -o x.srt");
    assert_eq!(ran.file("x.srt"), text, "{}", ran.err);
}

#[test]
fn a_service_without_a_caption_file_is_refused_by_name() {
    for (service, name) in [(8, "live captions"), (11, "live translation"), (7, "dubbing")] {
        let files = [("o.json", order(item(service), profile())), ("a.srt", srt(&["Ahoy."]))];
        for command in ["deliver --order o.json a.srt -o x.srt", "check --order o.json a.srt"] {
            let ran = run(&files, &format!("\"$cuesmith\" {command}"));
            assert_eq!((ran.code, ran.exists("x.srt")), (Some(2), false), "{}", ran.all());
            assert!(ran.err.contains(name), "{}", ran.err);
        }
    }
}

/// The row of a parser in the table of `simulate`.
fn row(name: &str, bytes: &[u8], parser: &str) -> Vec<String> {
    let ran = run(&[(name, bytes)], &format!("\"$cuesmith\" simulate {name}"));
    let line = ran.out.lines().find(|line| line.starts_with(parser));
    line.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

#[test]
fn the_packager_counts_times_from_the_cue_before() {
    let text =
        "1\n00:00:05,000 --> 00:00:07,000\nLater.\n\n2\n00:00:01,000 --> 00:00:03,000\nFirst.\n";
    assert_eq!(
        row("a.srt", text.as_bytes(), "packager")[1..],
        ["served", "2", "1", "0", "0", "0", "0", "1", "0"]
    );
}

#[test]
fn dfxp_in_utf_16_that_declares_another_encoding_is_an_error_on_upload() {
    let text = "\u{feff}<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><tt xmlns=\"http://www.w3.org/ns/ttml\">\
                <body><div><p begin=\"00:00:01.000\" end=\"00:00:03.000\">Ahoy</p></div></body></tt>";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(row("a.dfxp", &bytes, "gate")[1], "ERROR");
}

#[test]
fn the_transcript_the_search_and_burn_in_are_simulated() {
    let text = srt(&["Ahoy {there} you."]);
    assert!(!row("a.srt", text.as_bytes(), "transcript").is_empty());
    assert!(!row("a.srt", text.as_bytes(), "search").is_empty());
    // Curly brackets are a style for ffmpeg.
    assert_eq!(row("a.srt", text.as_bytes(), "burn_in")[5], "1");
    let platform = page("docs/platform.md").to_lowercase();
    for what in ["transcript", "search", "burn", "embed"] {
        assert!(platform.contains(what), "{what}");
    }
}

#[test]
fn chapters_are_checked_as_chapters_if_name_or_content_say_so() {
    let text = "WEBVTT\n\n00:00.000 --> 00:30.000\nIntro\n\n00:30.000 --> 00:50.000\nRest of it\n";
    let ran = run(&[("chapters.vtt", text)], "\"$cuesmith\" check chapters.vtt");
    assert_eq!(ran.findings("TIM007"), 0, "{}", ran.out);
    assert!(ran.err.contains("chapters"), "{}", ran.err);
}
