//! `cuesmith deliver` for several tasks and files: which belong together, what is written, and the fields
//! of the call that ends a job.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::deliver::{folder, run, text};

/// Jobs of three entries as the response profile `reach_vendor` gives them: captions, a translation
/// and audio description of two entries, and dubbing.
fn job_list() -> String {
    let job = |id: u32, entry: &str, feature: u8, target: Option<&str>, notes: &str| {
        json!({"objectType": "KalturaEntryVendorTask", "id": id, "entryId": entry, "accuracy": 99,
            "status": 1, "reachProfileId": 7, "catalogItemId": 40 + feature, "notes": notes,
            "relatedObjects": {
                "reach_vendor_catalog_item": {"objects": [{"serviceFeature": feature,
                    "sourceLanguage": "English", "targetLanguage": target}]},
                "reach_vendor_profile": {"objects": [{"defaultOutputFormat": 3,
                    "maxCharactersPerCaptionLine": 42}]}}})
    };
    json!({"objectType": "KalturaEntryVendorTaskListResponse", "totalCount": 5, "objects": [
        job(9001, "1_pier", 1, None, "Spell it Ada."),
        job(9002, "1_pier", 2, Some("French"), ""),
        job(9003, "1_quay", 1, None, ""),
        job(9004, "1_quay", 9, None, ""),
        job(9005, "1_mole", 7, Some("German"), "")]})
    .to_string()
}

const TALE: &str = "1\n00:00:01,000 --> 00:00:04,000\nThe harbour opens at six.\n";

fn tree(root: &Path) -> Vec<String> {
    let mut found: Vec<String> = fs::read_dir(root)
        .map(|list| list.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default();
    found.sort();
    found
}

#[test]
fn several_tasks_take_their_files_by_the_ids_in_their_names() {
    let dir = folder(&[("jobs.json", &job_list())]);
    let root = dir.path();
    fs::create_dir(root.join("done")).unwrap();
    for name in ["1_pier.en.srt", "1_pier.fr.srt", "9003.srt", "1_quay.ead.srt", "stray.srt"] {
        fs::write(root.join("done").join(name), TALE).unwrap();
    }
    let arguments = ["deliver", "--order", "jobs.json", "done", "-o", "out/", "--format", "json"];
    let out = run(root, &arguments, "");
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let printed: Value = serde_json::from_slice(&out.stdout).unwrap();
    let made: Vec<_> = printed["deliveries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| {
            (
                d["taskId"].as_str().unwrap(),
                d["path"].as_str().unwrap(),
                d["captionAsset"]["usage"].clone(),
            )
        })
        .collect();
    assert_eq!(
        made,
        [
            ("9001", "out/1_pier.en.vtt", json!(0)),
            ("9002", "out/1_pier.fr.vtt", json!(0)),
            ("9003", "out/9003.vtt", json!(0)),
            ("9004", "out/1_quay.ead.vtt", json!(1)),
        ]
    );
    assert_eq!(printed["deliveries"][0]["taskNotes"], "Spell it Ada.");
    assert_eq!(printed["filesWithoutTask"], json!(["done/stray.srt"]));
    let left = json!([{"taskId": "9005", "why": "dubbing: an audio track is delivered"}]);
    assert_eq!(printed["left"], left);
    assert_eq!(printed["summary"]["delivered"], 4);
    assert_eq!(tree(&root.join("out")).len(), 4);
}

#[test]
fn a_pattern_names_the_file_of_each_task() {
    let dir = folder(&[("jobs.json", &job_list())]);
    let root = dir.path();
    for name in ["1_pier.en.srt", "1_pier.fr.srt", "1_quay.en.srt"] {
        fs::write(root.join(name), TALE).unwrap();
    }
    let map = |more: &[&str]| {
        let arguments = ["deliver", "--order", "jobs.json", "--format", "form"];
        run(root, &[&arguments[..], more].concat(), "")
    };
    let one = map(&["--task-id", "9003", "--map", "{entryId}.{lang}.srt", "-o", "{taskId}.{ext}"]);
    assert_eq!(one.status.code(), Some(0), "{}", text(&one.stderr));
    let calls: Vec<&str> = text(&one.stdout).split("\n\n").collect();
    assert!(calls[0].starts_with("entryId=1_quay\ncaptionAsset[objectType]="), "{calls:?}");
    let update = "id=9003\nentryVendorTask[objectType]=KalturaEntryVendorTask\n\
                  entryVendorTask[status]=2\nentryVendorTask[outputObjectId]=\n\
                  entryVendorTask[accuracy]=99\n";
    assert_eq!(calls[1], update);
    assert!(root.join("9003.vtt").exists());
    // Two tasks of one entry and language claim one file: nothing is written.
    let all = map(&["--map", "{entryId}.{lang}.srt", "-o", "out/"]);
    assert_eq!(all.status.code(), Some(2));
    assert!(text(&all.stderr).contains("`1_quay.en.srt` matches the tasks 9003 and 9004"));
    assert!(!root.join("out").exists());
    let wrong = map(&["--map", "{entry}.srt", "-o", "out/"]);
    assert!(
        text(&wrong.stderr).contains("`{entry}` is not a placeholder; use {taskId}, {entryId}")
    );
    assert!(text(&wrong.stderr).contains("help: put each placeholder in curly brackets"));
    let same = map(&["1_pier.en.srt", "1_pier.fr.srt", "-o", "{entryId}.{ext}"]);
    let said = "the tasks 9001 and 9002 would both be written to `1_pier.vtt`";
    assert!(text(&same.stderr).contains(said), "{}", text(&same.stderr));
    assert_eq!(map(&["1_quay.en.srt", "1_pier.en.srt", "-o", "out"]).status.code(), Some(2));
    let own = map(&["1_pier.en.srt", "1_pier.fr.srt", "-o", "{stem}.srt"]);
    assert!(text(&own.stderr).contains("is an input and would be"), "{}", text(&own.stderr));
    assert_eq!(fs::read_to_string(root.join("1_pier.en.srt")).unwrap(), TALE);
}

#[test]
fn a_task_with_errors_leaves_no_file_and_does_not_stop_the_others() {
    let dir = folder(&[("jobs.json", &job_list())]);
    let root = dir.path();
    let flash = "1\n00:00:01,000 --> 00:00:01,001\nGone.\n";
    for (name, talk) in [("1_pier.en.srt", flash), ("9003.srt", TALE), ("1_quay.ead.srt", "?")] {
        fs::write(root.join(name), talk).unwrap();
    }
    let arguments = ["deliver", "--order", "jobs.json", "1_pier.en.srt", "9003.srt", "-o", "out/"];
    let out = run(root, &arguments, "");
    assert_eq!(out.status.code(), Some(1), "{}", text(&out.stderr));
    assert_eq!(tree(&root.join("out")), ["9003.vtt"]);
    let printed = text(&out.stderr);
    assert!(
        printed.contains("error: task 9001: nothing was written: 1 error is left"),
        "{printed}"
    );
    assert!(printed.contains("deliver: 1 of 5 tasks delivered, 1 refused, 3 left\n"), "{printed}");
    assert!(text(&out.stdout).contains("task 9003: wrote out/9003.vtt"), "{}", text(&out.stdout));
    // A file that contains no cue is a problem of its task.
    let out = run(root, &[&arguments[..], &["1_quay.ead.srt"]].concat(), "");
    assert_eq!(out.status.code(), Some(2));
    let said = "task 9004: no cue was read from `1_quay.ead.srt`";
    assert!(text(&out.stderr).contains(said), "{}", text(&out.stderr));
    assert_eq!(tree(&root.join("out")), ["9003.vtt"]);
    let none =
        run(root, &["deliver", "--order", "jobs.json", "--map", "{taskId}.x", "-o", "out/"], "");
    assert_eq!(none.status.code(), Some(3), "{}", text(&none.stderr));
}

#[test]
fn a_translation_of_one_millisecond_blocks_is_failed() {
    let source =
        "1\n00:07:24,020 --> 00:07:24,021\nOne.\n\n2\n00:07:25,000 --> 00:07:27,000\nTwo.\n";
    let french =
        "1\n00:07:24,020 --> 00:07:25,000\nUn.\n\n2\n00:07:25,000 --> 00:07:27,000\nDeux.\n";
    let dir = folder(&[("jobs.json", &job_list()), ("en.srt", source), ("fr.srt", french)]);
    let arguments = [
        "deliver",
        "--order",
        "jobs.json",
        "--task-id",
        "9002",
        "--source",
        "en.srt",
        "fr.srt",
        "-o",
        "out.vtt",
        "--format",
    ];
    let why = "the source captions have a block of 1 ms: 00:07:24,020 --> 00:07:24,021";
    let out = run(dir.path(), &[&arguments[..], &["form"]].concat(), "");
    assert_eq!(out.status.code(), Some(1));
    let fields = format!(
        "id=9002\nentryVendorTask[objectType]=KalturaEntryVendorTask\n\
                          entryVendorTask[status]=6\nentryVendorTask[errDescription]={why}\n"
    );
    assert_eq!(text(&out.stdout), fields);
    assert!(!dir.path().join("out.vtt").exists());
    let out = run(dir.path(), &[&arguments[..], &["json"]].concat(), "");
    let printed: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(printed["updateJob"]["entryVendorTask"]["errDescription"], why);
    assert_eq!(printed["updateJob"]["entryVendorTask"]["status"], 6);
    assert!(
        text(&out.stderr).contains(&format!("error: REACH asks vendors to fail this job: {why}"))
    );
    // Captions are not a translation: what they were made from decides nothing.
    let mut own = arguments;
    own[4] = "9001";
    let out = run(dir.path(), &[&own[..], &["form", "--force"]].concat(), "");
    assert!(text(&out.stdout).contains("entryVendorTask[status]=2"), "{}", text(&out.stdout));
}
