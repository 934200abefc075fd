//! `cuesmith deliver` and `check --order` where a session in `tests/cmd` cannot show it: pipes, what
//! is not written, and the result in the hands of the platform's readers.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

pub(super) use crate::common::folder;

const TALK: &str = "1\n00:00:01,000 --> 00:00:04,000\nThe harbour opens at six.\n\n\
                    2\n00:00:05,000 --> 00:00:08,500\n>> Make the hawser fast, and mind the bollard.\n";

fn order(format: u8, extra: &Value) -> String {
    let mut order = json!({
        "task": {"id": 1, "entryId": "1_quay", "accuracy": 98,
                 "taskJobData": {"entryDuration": 60_000}},
        "reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 42},
        "catalogItem": {"serviceFeature": 1, "outputFormat": format.to_string(),
                        "sourceLanguage": "English"}
    });
    for (key, value) in extra.as_object().unwrap() {
        order[key] = value.clone();
    }
    order.to_string()
}

pub(super) fn run(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cuesmith"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who reads no standard input closes it before it is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

pub(super) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn text_goes_through_pipes_and_the_fields_to_standard_error() {
    let dir = folder(&[("order.json", &order(3, &json!({})))]);
    let arguments = ["deliver", "--order", "order.json", "--format", "form", "-", "-o", "-"];
    let out = run(dir.path(), &arguments, TALK);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(text(&out.stdout).starts_with("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n"));
    assert!(text(&out.stderr).contains("captionAsset[format]=3\n"), "{}", text(&out.stderr));

    // The order itself may come from a pipe, but not both.
    let dir = folder(&[("talk.srt", TALK)]);
    let arguments = ["check", "--order", "-", "--select", "JOB", "talk.srt"];
    let out = run(dir.path(), &arguments, &order(3, &json!({})));
    assert!(text(&out.stdout).contains("(<order>#/catalogItem/outputFormat)"));
    let out = run(dir.path(), &["check", "--order", "-", "-"], "{}");
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("standard input can be read only once"));
}

#[test]
fn a_refused_delivery_leaves_the_old_file_alone() {
    let short = json!({"task": {"id": 1, "taskJobData": {"entryDuration": 6000}}});
    let files = [("order.json", &*order(3, &short)), ("talk.srt", TALK), ("talk.vtt", "old")];
    let dir = folder(&files);
    let arguments = ["deliver", "--order", "order.json", "talk.srt", "-o", "talk.vtt"];
    let out = run(dir.path(), &arguments, "");
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(fs::read_to_string(dir.path().join("talk.vtt")).unwrap(), "old");
    assert!(!text(&out.stdout).contains("captionAsset["), "nothing to send");
    let forced = run(dir.path(), &[&arguments[..], &["--force"]].concat(), "");
    assert_eq!(forced.status.code(), Some(0));
    assert!(fs::read_to_string(dir.path().join("talk.vtt")).unwrap().starts_with("WEBVTT"));

    let own =
        run(dir.path(), &["deliver", "--order", "order.json", "talk.srt", "-o", "talk.srt"], "");
    assert_eq!(own.status.code(), Some(2));
    assert_eq!(fs::read_to_string(dir.path().join("talk.srt")).unwrap(), TALK);
}

/// A text that most readers trip over: an arrow, a blank line, `<`, a reference, a cue of 45 s, cues
/// out of order, a line over the limit, names in markup.
const THORNY: &str = "WEBVTT\n\n00:50.000 --> 01:35.000 align:left\n<v Ada>Fish &amp; chips \
    --&gt; 3 &lt; 4 and a good deal more than fits into one line of this order\n\n\
    00:01.000 --> 00:04.000\n{\\an8}Fish &amp;amp; <i>chips</i>\n\n\
    00:05.000 --> 00:08.000\n- <c.yellow>Where?</c>\n- Here: ♪ la ♪\n";

#[test]
fn each_format_that_can_be_ordered_is_kept_whole_by_every_reader() {
    use cuesmith::Format;
    let formats = [(1, "srt", Format::Srt), (2, "dfxp", Format::Ttml), (3, "vtt", Format::WebVtt)];
    let marks = json!({"reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 37,
                                        "enableSpeakerChangeIndication": true},
                       "task": {"id": 1, "entryId": "1_quay", "accuracy": 98,
                                "taskJobData": {"entryDuration": 120_000}}});
    for (code, ext, format) in formats {
        for (input, extra, cues) in [(TALK, json!({}), 2), (THORNY, marks.clone(), 3)] {
            let dir = folder(&[("order.json", &order(code, &extra)), ("in.cap", input)]);
            let name = format!("out.{ext}");
            let arguments =
                ["deliver", "--order", "order.json", "--format", "json", "in.cap", "-o", &name];
            let out = run(dir.path(), &arguments, "");
            assert_eq!(out.status.code(), Some(0), "{ext}: {}", text(&out.stderr));
            let printed: Value = serde_json::from_slice(&out.stdout).unwrap();
            assert_eq!(printed["captionAsset"]["format"], code, "{printed}");
            assert_eq!(printed["form"]["captionAsset[fileExt]"], ext);
            assert_eq!(printed["entryId"], "1_quay");
            let made = fs::read_to_string(dir.path().join(&name)).unwrap();
            let file = cuesmith::read(&made, Some(&name), &Default::default());
            let timeline = file.document.lower();
            // All nine, but for what one of them cannot take in any form.
            assert_eq!(crate::kaltura_safe::fault(&made, format), None, "{ext}:\n{made}");
            // The one of 45 s is two.
            assert_eq!(timeline.cues.len(), cues + usize::from(cues == 3), "{made}");
            let first = timeline.cues[0].interval;
            assert_eq!((first.start.0, first.end.0), (1000, 4000), "{ext}");
        }
    }
}

#[test]
fn line_length_and_speaker_marks_follow_the_order() {
    let narrow = |marks: bool| {
        json!({"reachProfile": {"id": 7, "maxCharactersPerCaptionLine": "32",
                                "enableSpeakerChangeIndication": marks}})
    };
    let made = |marks: bool| {
        let dir = folder(&[("order.json", &order(1, &narrow(marks)))]);
        let out = run(dir.path(), &["deliver", "--order", "order.json", "-", "-o", "-"], TALK);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        (text(&out.stdout).to_owned(), text(&out.stderr).to_owned())
    };
    let (with, printed) = made(true);
    assert!(with.lines().all(|line| line.chars().count() <= 32), "{with}");
    assert!(with.contains(">> Make the hawser fast,\nand mind the bollard.\n"), "{with}");
    let cited = "rewrapped 1 cue (order.json#/reachProfile/maxCharactersPerCaptionLine)";
    assert!(printed.contains(cited), "{printed}");
    let (without, printed) = made(false);
    assert!(!without.contains(">>") && without.contains("Make the hawser fast"), "{without}");
    assert!(printed.contains("removed 1 `>>` mark"), "{printed}");
}

/// What `deliver` makes of a text, and what it says, for a profile and a catalog item with these fields.
fn delivered(name: &str, input: &str, profile: Value, item: Value, to: u8) -> (String, String) {
    let mut order: Value = serde_json::from_str(&order(to, &json!({}))).unwrap();
    for (object, fields) in [("reachProfile", profile), ("catalogItem", item)] {
        for (key, value) in fields.as_object().unwrap() {
            order[object][key] = value.clone();
        }
    }
    let dir = folder(&[("order.json", &order.to_string()), (name, input)]);
    let out = run(dir.path(), &["deliver", "--order", "order.json", name, "-o", "-"], "");
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    (text(&out.stdout).to_owned(), text(&out.stderr).to_owned())
}

const VOICES: &str = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Mary>Is it far?\n\n\
    00:05.000 --> 00:08.000\n<v Bob>Over the hill.\n\n\
    00:09.000 --> 00:12.000\n<v Bob>Mind the dog.\n";

#[test]
fn speakers_in_markup_are_written_out_as_ordered() {
    let marks = || json!({"enableSpeakerChangeIndication": true});
    let (changes, printed) = delivered("a.vtt", VOICES, marks(), json!({}), 1);
    assert!(changes.contains("\n>> Is it far?\n") && changes.contains("\n>> Over the hill.\n"));
    assert!(changes.contains("\nMind the dog.\n") && !changes.contains("Mary"), "{changes}");
    let cited = "wrote 2 `>>` marks (order.json#/reachProfile/enableSpeakerChangeIndication)";
    assert!(printed.contains(cited), "{printed}");

    let names = json!({"enableSpeakerId": true});
    let (both, _) = delivered("a.vtt", VOICES, marks(), names.clone(), 1);
    assert!(both.contains("\n>> Mary: Is it far?\n"), "{both}");
    assert!(both.contains("\n>> Bob: Over the hill.\n\n3\n"), "{both}");

    let (named, printed) = delivered("a.vtt", VOICES, json!({}), names, 2);
    assert!(named.contains(">Mary: Is it far?<") && named.contains(">Mind the dog.<"), "{named}");
    let cited = "wrote 2 speaker names (order.json#/catalogItem/enableSpeakerId)";
    assert!(printed.contains(cited), "{printed}");
}

#[test]
fn a_cue_with_too_much_text_is_split_if_asked() {
    let talk = "1\n00:00:01,000 --> 00:00:07,000\nThe harbour opens at six. Make the hawser fast, \
                and mind the bollard on the quay, it is wet.\n";
    let narrow = json!({"reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 26}});
    let dir = folder(&[("order.json", &order(1, &narrow)), ("talk.srt", talk)]);
    let arguments = ["deliver", "--order", "order.json", "talk.srt", "-o", "-"];
    let whole = run(dir.path(), &arguments, "");
    assert!(text(&whole.stderr).contains("LIN002"), "{}", text(&whole.stderr));
    let split = run(dir.path(), &[&arguments[..], &["--split"]].concat(), "");
    let (made, printed) = (text(&split.stdout), text(&split.stderr));
    assert!(printed.contains("rewrapped 0 cues, split 1 (order.json#"), "{printed}");
    assert!(!printed.contains("LIN002") && made.contains("\n2\n00:00:0"), "{printed}\n{made}");
    assert!(made.contains("--> 00:00:07,000\n"), "{made}");
}

#[test]
fn dashes_become_the_ordered_marks_and_shown_names_stay() {
    let talk = "1\n00:00:01,000 --> 00:00:04,000\n- Is it far?\n- Over the hill.\n\n\
                2\n00:00:05,000 --> 00:00:08,000\nMARY: Mind the dog.\n\n\
                3\n00:00:09,000 --> 00:00:12,000\nMARY: And the cat.\n";
    let marks = json!({"enableSpeakerChangeIndication": 1});
    let (made, _) = delivered("a.srt", talk, marks, json!({}), 1);
    let marked = talk.replace("\n- ", "\n>> ").replacen("\nMARY:", "\n>> MARY:", 1);
    assert_eq!(made, marked);
    // Ordered once more, nothing is left to do.
    let marks = json!({"enableSpeakerChangeIndication": true});
    let (again, printed) = delivered("a.srt", &made, marks, json!({}), 1);
    assert_eq!(again, made);
    assert!(!printed.contains("rewritten") && !printed.contains("mark"), "{printed}");
}

#[test]
fn a_file_that_every_reader_keeps_stays_as_its_author_wrote_it() {
    let own = "WEBVTT - The harbour\n\nNOTE ask Ada about the name\n\n1\n\
               00:00:01.000 --> 00:00:04.000\nThe harbour opens at six.\n";
    assert_eq!(delivered("a.vtt", own, json!({}), json!({}), 3).0, own);
    // One digit of hours is lost by the player: the file is rewritten.
    let short = "1\n0:00:01,000 --> 0:00:04,000\nThe harbour opens at six.\n";
    let (made, printed) = delivered("a.srt", short, json!({}), json!({}), 1);
    assert_eq!(made, "1\n00:00:01,000 --> 00:00:04,000\nThe harbour opens at six.\n");
    assert!(printed.contains("rewritten so that every parser"), "{printed}");
}

#[test]
fn profanity_is_masked_and_terms_are_spelt_as_the_profile_says() {
    let talk = "1\n00:00:01,000 --> 00:00:04,000\nThe aurora is a damn fine shit of a ship.\n";
    let made = |removal: bool| {
        let profile = json!({"reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 60,
            "enableProfanityRemoval": removal,
            "dictionaries": [{"language": "English", "data": "Aurora\nbollard"}]}});
        let dir = folder(&[("order.json", &order(1, &profile))]);
        let out = run(dir.path(), &["deliver", "--order", "order.json", "-", "-o", "-"], talk);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        (text(&out.stdout).to_owned(), text(&out.stderr).to_owned())
    };
    let (masked, printed) = made(true);
    assert!(masked.contains("The Aurora is a") && !masked.contains("shit"), "{masked}");
    assert!(masked.contains("****"), "{masked}");
    assert!(printed.contains("(order.json#/reachProfile/enableProfanityRemoval)"), "{printed}");
    assert!(printed.contains("corrected 1 dictionary term"), "{printed}");
    let (plain, _) = made(false);
    assert!(plain.contains("shit"), "{plain}");
}

#[test]
fn every_speaker_change_is_marked_and_what_is_dropped_is_named() {
    let marks = || json!({"enableSpeakerChangeIndication": 1});
    let cue = |n: u8, text: &str| format!("{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n\n");
    let talk = [
        cue(1, "- MARY: Is it far?\n- [Bob] No."),
        cue(2, "[Bob] Mind the dog."),
        cue(3, "MARY: Yes. BOB: And the cat."),
        cue(4, ">> ANN: Hello, all of you."),
    ];
    let (made, printed) = delivered("a.srt", &talk.concat(), marks(), json!({}), 1);
    let text: Vec<&str> = made.split("\n\n").filter_map(|cue| cue.splitn(3, '\n').nth(2)).collect();
    let expected = [
        ">> MARY: Is it far?\n>> [Bob] No.",
        "[Bob] Mind the dog.",
        ">> MARY: Yes. >> BOB: And the cat.",
        ">> ANN: Hello, all of you.",
    ];
    assert_eq!(text, expected, "{printed}");
    // No one ordered marks: the sign goes, the name is the author's.
    let (plain, _) = delivered("a.srt", &talk[3], json!({}), json!({}), 1);
    assert!(plain.contains("\nANN: Hello, all of you.\n"), "{plain}");
    // Names that only markup has are not ordered, and not sent.
    let (_, printed) = delivered("a.vtt", VOICES, marks(), json!({}), 1);
    let dropped = "markup, as enableSpeakerId is not set: Bob, Mary";
    assert!(printed.contains(dropped), "{printed}");
    // What may be a sound is left alone, and said.
    let doubtful = [cue(1, "- Hello.\n- Who is it?"), cue(2, "[RAVI] It is me.")].concat();
    let (_, printed) = delivered("a.srt", &doubtful, marks(), json!({}), 1);
    assert!(printed.contains("cue 2: the speaker mark `[RAVI]` was not changed: "), "{printed}");
}

#[test]
fn only_services_with_a_caption_file_are_delivered_and_checked() {
    let run_with = |feature: u8, arguments: &[&str]| {
        // The service is only in the catalog item that the task brings along.
        let related = json!({"reach_vendor_catalog_item": {"objects": [{"serviceFeature": feature,
            "outputFormat": if feature == 9 { 3 } else { 1 }, "sourceLanguage": "English"}]}});
        let jobs = json!({"objects": [{"objectType": "KalturaEntryVendorTask", "id": 1,
            "reachProfileId": 7, "catalogItemId": 4, "relatedObjects": related}]});
        let dir = folder(&[("jobs.json", &jobs.to_string())]);
        let out = run(dir.path(), arguments, TALK);
        (out.status.code().unwrap(), text(&out.stderr).to_owned())
    };
    let deliver = ["deliver", "--order", "jobs.json", "--accuracy", "99", "-", "-o", "-"];
    let check = ["check", "--order", "jobs.json", "--select", "SRT001", "-"];
    let field =
        "jobs.json#/objects/0/relatedObjects/reach_vendor_catalog_item/objects/0/serviceFeature";
    for feature in 1..=24 {
        let takes = matches!(feature, 1 | 2 | 3 | 9);
        let (code, printed) = run_with(feature, &deliver);
        assert_eq!(code == 0, takes, "{feature}: {printed}");
        assert!(takes || printed.contains(field), "{feature}: {printed}");
        let (code, printed) = run_with(feature, &check);
        assert_eq!(code, if takes || feature == 5 { 0 } else { 2 }, "{feature}: {printed}");
    }
    let (_, printed) = run_with(8, &deliver);
    assert!(printed.starts_with("error: the order is for live captions (jobs.json#"), "{printed}");
    let (_, printed) = run_with(7, &check);
    assert!(
        printed.contains("dubbing") && printed.contains("which delivers an audio track"),
        "{printed}"
    );
    // The command line may say what the file is.
    assert_eq!(run_with(7, &[&check[..], &["--kind", "captions"]].concat()).0, 0);
}

/// A job of audio description as the response profile `reach_vendor` gives it.
fn related_ead() -> String {
    json!({"objects": [{"objectType": "KalturaEntryVendorTask", "id": "1", "entryId": "1_pier",
        "accuracy": 99, "reachProfileId": 7, "catalogItemId": 41,
        "relatedObjects": {
            "reach_vendor_catalog_item": {"objectType": "KalturaVendorCatalogItemListResponse",
                "objects": [{"serviceFeature": 9, "sourceLanguage": "English",
                    "objectType": "KalturaVendorExtendedAudioDescriptionCatalogItem"}]},
            "reach_vendor_profile": {"objectType": "KalturaReachProfileListResponse",
                "objects": [{"objectType": "KalturaReachProfile", "defaultOutputFormat": 1}]}}}]})
    .to_string()
}

#[test]
fn a_description_ordered_through_related_objects_is_sent_as_one() {
    let dir = folder(&[("jobs.json", &related_ead()), ("a.srt", TALK)]);
    let arguments = ["deliver", "--order", "jobs.json", "--format", "form", "a.srt", "-o", "a.vtt"];
    let out = run(dir.path(), &arguments, "");
    let (code, sent) = (out.status.code(), text(&out.stdout));
    assert_eq!(code, Some(0), "{}", text(&out.stderr));
    for field in
        ["captionAsset[usage]=1", "captionAsset[displayOnPlayer]=0", "captionAsset[format]=3"]
    {
        assert!(sent.lines().any(|line| line == field), "{field}: {sent}");
    }
}

#[test]
fn what_an_order_lacks_is_named_with_what_is_assumed() {
    let jobs = json!({"objects": [{"id": 1, "entryId": "1_quay", "accuracy": 99, "serviceFeature": 1,
                                   "reachProfileId": 7, "catalogItemId": 41}]});
    let dir = folder(&[("jobs.json", &jobs.to_string()), ("talk.srt", TALK)]);
    let out = run(dir.path(), &["check", "--order", "jobs.json", "talk.srt"], "");
    let printed = text(&out.stdout);
    let profile = "the order lacks the REACH profile 7; assumed: lines of at most 42 characters, \
                   profanity masked; not known: speaker changes, sound labels, output format, \
                   dictionary";
    assert!(printed.contains(profile), "{printed}");
    assert!(printed.contains("the order lacks the catalog item 41; "), "{printed}");
    let out = run(dir.path(), &["check", "--order", "jobs.json", "--show-settings"], "");
    assert!(text(&out.stderr).contains(&format!("note: {profile}\n")), "{}", text(&out.stderr));
    let arguments = ["deliver", "--order", "jobs.json", "--format", "json", "--language-name"];
    let out =
        run(dir.path(), &[&arguments[..], &["English", "talk.srt", "-o", "o.srt"]].concat(), "");
    let printed: Value = serde_json::from_slice(&out.stdout).unwrap();
    let found = printed["findings"].as_array().unwrap().iter();
    let codes: Vec<_> =
        found.map(|found| &found["code"]).filter(|code| *code == "JOB013").collect();
    assert_eq!(codes.len(), 2, "{printed}");
}

#[test]
fn a_translation_is_spelt_by_the_dictionary_of_its_own_language() {
    let talk = "1\n00:00:01,000 --> 00:00:04,000\nLa aurora quitte le port ce matin.\n";
    let made = |dictionaries: Value, more: &[&str]| {
        let order = json!({
            "task": {"id": 1, "entryId": "1_quay", "accuracy": 98, "dictionary": "AURORA"},
            "reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 42, "dictionaries": dictionaries},
            "catalogItem": {"serviceFeature": 2, "outputFormat": 1, "sourceLanguage": "English",
                            "targetLanguage": "French"}});
        let dir = folder(&[("order.json", &order.to_string())]);
        let arguments = [&["deliver", "--order", "order.json"], more, &["-", "-o", "-"]].concat();
        let out = run(dir.path(), &arguments, talk);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        text(&out.stdout).to_owned()
    };
    let both = json!([{"language": "English", "data": "AURORA"},
                      {"language": "French", "data": "Aurora"}]);
    assert!(made(both.clone(), &[]).contains("La Aurora quitte"));
    assert!(made(json!([{"language": "English", "data": "AURORA"}]), &[]).contains("La aurora"));
    // The command line names another language, and its dictionary is taken.
    assert!(made(both, &["--language-name", "English"]).contains("La AURORA quitte"));
}

#[test]
fn a_cue_without_length_is_an_error_however_it_is_rewritten() {
    let talk = format!("{TALK}\n3\n00:00:09,020 --> 00:00:09,021\nMind the gap.\n");
    for (to, ext) in [(1, "srt"), (2, "dfxp"), (3, "vtt")] {
        let dir = folder(&[("order.json", &order(to, &json!({}))), ("in.srt", &talk)]);
        let name = format!("out.{ext}");
        let arguments =
            ["deliver", "--order", "order.json", "--format", "json", "in.srt", "-o", &name];
        let out = run(dir.path(), &arguments, "");
        assert_eq!(out.status.code(), Some(1), "{ext}");
        assert!(!dir.path().join(&name).exists());
        let printed: Value = serde_json::from_slice(&out.stdout).unwrap();
        let codes = printed["findings"].as_array().unwrap().iter().map(|found| &found["code"]);
        assert_eq!(codes.filter(|code| *code == "TIM003").count(), 1, "{printed}");
    }
}

#[test]
fn a_translation_keeps_the_times_of_its_source_in_dfxp() {
    let source = "1\n00:00:01,037 --> 00:00:04,011\nThe harbour opens at six.\n";
    let french = source.replace("The harbour opens at six.", "Le port ouvre à six heures.");
    let item = json!({"catalogItem": {"serviceFeature": 2, "outputFormat": 2,
                      "sourceLanguage": "English", "targetLanguage": "French"}});
    let dir = folder(&[("order.json", &order(2, &item)), ("en.srt", source), ("fr.srt", &french)]);
    let arguments = ["deliver", "--order", "order.json", "fr.srt", "-o", "fr.dfxp"];
    let out = run(dir.path(), &[&arguments[..], &["--source", "en.srt"]].concat(), "");
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let made = fs::read_to_string(dir.path().join("fr.dfxp")).unwrap();
    assert!(made.contains("begin=\"00:00:01.037\" end=\"00:00:04.011\""), "{made}");
    assert!(made.contains("xml:lang=\"fr\""), "{made}");
    // Without its source nothing is compared, and that is said.
    let out = run(dir.path(), &arguments, "");
    assert!(text(&out.stdout).contains("note: the translation was not compared"));
}

#[test]
fn descriptions_are_delivered_as_webvtt_whatever_the_profile_says() {
    let ead = "WEBVTT\n\n00:00:01.000 --> 00:00:05.000\nA gull lands on the quay.\n";
    let item = json!({"catalogItem": {"serviceFeature": 9, "sourceLanguage": "English"},
                      "reachProfile": {"id": 7, "defaultOutputFormat": 1}});
    let dir = folder(&[("order.json", &order(1, &item)), ("ead.vtt", ead)]);
    let check = run(dir.path(), &["check", "--order", "order.json", "ead.vtt"], "");
    assert_eq!(check.status.code(), Some(0), "{}", text(&check.stdout));
    let out = run(dir.path(), &["deliver", "--order", "order.json", "ead.vtt", "-o", "-"], "");
    assert_eq!((out.status.code(), text(&out.stdout)), (Some(0), ead), "{}", text(&out.stderr));
}

#[test]
fn what_cannot_be_sent_is_refused() {
    // No language: the player would drop the captions.
    let item = json!({"catalogItem": {"serviceFeature": 1, "outputFormat": 1,
                                      "sourceLanguage": "Auto Detect"}});
    let dir = folder(&[("order.json", &order(1, &item)), ("talk.srt", TALK)]);
    let arguments = ["deliver", "--order", "order.json", "--format", "form", "talk.srt", "-o", "-"];
    let out = run(dir.path(), &arguments, "");
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("pass --language-name"), "{}", text(&out.stderr));
    let named = [&arguments[..], &["--language-name", "English"]].concat();
    assert_eq!(run(dir.path(), &named, "").status.code(), Some(0));
    // A label of two lines.
    let label = [&arguments[..], &["--label", "a\nb"]].concat();
    let out = run(dir.path(), &label, "");
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("breaks the playlist"), "{}", text(&out.stderr));
    // A number that is not a format.
    let odd = json!({"catalogItem": {"serviceFeature": 1, "outputFormat": 9}});
    let dir = folder(&[("order.json", &order(1, &odd)), ("talk.srt", TALK)]);
    let out = run(dir.path(), &arguments, "");
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("the order asks for format 9"), "{}", text(&out.stderr));
}

#[test]
fn findings_in_the_order_are_in_the_json_too() {
    let wrong = json!({"task": {"id": 1, "entryId": "1_quay", "accuracy": 101}});
    let dir = folder(&[("order.json", &order(1, &wrong)), ("talk.srt", TALK)]);
    let arguments =
        ["deliver", "--order", "order.json", "--format", "json", "talk.srt", "-o", "x.srt"];
    let out = run(dir.path(), &arguments, "");
    let printed: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(printed["errors"], 1);
    let found = printed["findings"].as_array().unwrap();
    let place = (&found[0]["code"], &found[0]["path"], &found[0]["order_field"]);
    assert_eq!(
        place,
        (&json!("JOB001"), &json!("order.json"), &json!("order.json#/task/accuracy"))
    );
}

#[test]
fn the_kind_on_the_command_line_chooses_the_preset_of_an_order() {
    let item = json!({"catalogItem": {"serviceFeature": 9, "outputFormat": 3}});
    let dir = folder(&[("order.json", &order(3, &item))]);
    let shown = |more: &[&str]| {
        let arguments = ["check", "--order", "order.json", "--show-settings", "--format", "json"];
        let out = run(dir.path(), &[&arguments[..], more].concat(), "");
        let shown: Value = serde_json::from_slice(&out.stdout).unwrap();
        (shown["preset"]["name"].clone(), shown["preset"]["from"].clone())
    };
    let (name, from) = shown(&["--usage", "0"]);
    assert_eq!((name, from), (json!("kaltura-reach"), json!("command line")));
    assert_eq!(shown(&[]).0, "kaltura-ead");
}

#[test]
fn findings_of_words_cite_the_field_that_asks() {
    let profile = json!({"reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 60,
        "dictionaries": [{"language": "English", "data": "Aurora"}]}});
    let talk = "1\n00:00:01,000 --> 00:00:04,000\nThe aurora is a fucking ship.\n";
    let dir = folder(&[("order.json", &order(1, &profile)), ("talk.srt", talk)]);
    let arguments =
        ["check", "--order", "order.json", "--select", "TXT012,TXT018", "--format", "json"];
    let out = run(dir.path(), &[&arguments[..], &["talk.srt"]].concat(), "");
    let printed: Value = serde_json::from_slice(&out.stdout).unwrap();
    let files = printed["files"].as_array().unwrap();
    let found = files.iter().flat_map(|file| file["diagnostics"].as_array().unwrap());
    let mut fields: Vec<_> = found.map(|d| d["order_field"].as_str().unwrap_or("-")).collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "order.json#/reachProfile/dictionaries/0/data",
            "order.json#/reachProfile/enableProfanityRemoval"
        ]
    );
}

#[test]
fn settings_and_where_they_come_from_are_one_json_document() {
    let dir = folder(&[("order.json", &order(3, &json!({})))]);
    let arguments = ["check", "--order", "order.json", "--max-lines", "3", "--ignore", "TIM003"];
    let out =
        run(dir.path(), &[&arguments[..], &["--show-settings", "--format", "json"]].concat(), "");
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let shown: Value = serde_json::from_slice(&out.stdout).unwrap();
    let feature = "order.json#/catalogItem/serviceFeature";
    assert_eq!((&shown["schema"], &shown["tool"]["name"]), (&json!(1), &json!("cuesmith")));
    assert_eq!(shown["preset"]["name"], "kaltura-reach");
    assert_eq!(shown["preset"]["from"], feature);
    let row = |list: &str, key: &str, name: &str| {
        let rows = shown[list].as_array().unwrap();
        rows.iter().find(|row| row[key] == name).unwrap().clone()
    };
    let length = json!({"name": "max_chars", "value": 42, "unit": "characters",
                        "from": "order.json#/reachProfile/maxCharactersPerCaptionLine"});
    assert_eq!(row("options", "name", "max_chars"), length);
    assert_eq!(row("options", "name", "max_lines")["from"], "command line");
    assert_eq!(row("options", "name", "min_duration")["from"], "preset kaltura-reach");
    assert_eq!(row("options", "name", "frame_rate")["value"], Value::Null);
    let rule = row("rules", "code", "TIM003");
    assert_eq!((&rule["level"], &rule["from"]), (&json!("off"), &json!("command line")));
    assert_eq!(row("rules", "code", "JOB004")["level"], "error");
}

#[test]
fn comments_that_suppress_findings_count_and_are_not_delivered() {
    let input = "WEBVTT\n\nNOTE cuesmith-ignore TIM003: a flash\n\n00:00:01.000 --> 00:00:01.001\nFlash\n\n\
                 NOTE Checked by Ann\n\n00:00:05.000 --> 00:00:08.500\nThe harbour opens at six.\n";
    let dir = folder(&[("order.json", &order(3, &json!({}))), ("talk.vtt", input)]);
    let line = ["deliver", "--order", "order.json", "talk.vtt", "-o", "out.vtt"];
    let out = run(dir.path(), &line, "");
    let said = text(&out.stdout).to_owned() + text(&out.stderr);
    assert_eq!(out.status.code(), Some(0), "{said}");
    assert!(said.contains("deleted a comment that suppresses findings"), "{said}");
    let made = fs::read_to_string(dir.path().join("out.vtt")).unwrap();
    assert!(!made.contains("cuesmith") && made.contains("NOTE Checked by Ann"), "{made}");
    // Without the comment, the finding is an error.
    let bare = input.replace("NOTE cuesmith-ignore TIM003: a flash\n\n", "");
    fs::write(dir.path().join("talk.vtt"), bare).unwrap();
    assert_eq!(run(dir.path(), &line, "").status.code(), Some(1));
}
