//! The objects on answers that look like the API's, with invented data.

use serde_json::{Value, json};

use super::*;
use crate::kaltura::{CaptionFormat, Order, ServiceFeature, ServiceType, TaskStatus};

/// A `getJobs` answer: numbers as text here, as numbers there.
const JOBS: &str = r#"{
  "objectType": "KalturaEntryVendorTaskListResponse",
  "objects": [
    {
      "objectType": "KalturaEntryVendorTask",
      "id": 9001, "partnerId": 55, "entryId": "1_harbour1", "status": 1,
      "reachProfileId": 7, "catalogItemId": "41", "accuracy": 99,
      "taskJobData": {"objectType": "KalturaVendorTaskData", "entryDuration": 125000},
      "serviceType": 1, "serviceFeature": "1", "isScheduled": null, "shipName": "Aurora"
    },
    {
      "objectType": "KalturaEntryVendorTask",
      "id": "9002", "entryId": "1_harbour2", "status": "3",
      "reachProfileId": "7", "catalogItemId": 42,
      "taskJobData": {
        "objectType": "KalturaAlignmentVendorTaskData", "entryDuration": 0,
        "textTranscriptAssetId": "1_text", "jsonTranscriptAssetId": null
      },
      "serviceFeature": 3, "dictionary": "Aurora\nbollard"
    }
  ],
  "totalCount": 2
}"#;

fn input(text: &str) -> OrderInput<'_> {
    OrderInput { path: "order.json", text, role: None }
}

fn order(text: &str) -> Result<(Order, Chosen), OrderError> {
    read_order(&[input(text)], None)
}

#[test]
fn a_get_jobs_answer_is_taken_whole() {
    let objects = collect(&[input(JOBS)]).unwrap();
    let ids: Vec<&str> = objects.tasks.iter().map(|t| &*t.value.id.as_ref().unwrap().0).collect();
    assert_eq!(ids, ["9001", "9002"]);
    let [first, second] = &objects.tasks[..] else { panic!() };
    assert_eq!(first.value.status, Some(TaskStatus::Pending));
    assert_eq!(first.value.service_type, Some(ServiceType::Human));
    assert_eq!(first.value.service_feature, Some(ServiceFeature::Captions));
    assert_eq!(second.pointer, "/objects/1");
    let data = second.value.task_job_data.as_ref().unwrap();
    assert_eq!(data.kind(), TaskDataKind::Alignment);
    assert_eq!(data.text_transcript_asset_id, Some(Id("1_text".into())));
    assert_eq!(data.json_transcript_asset_id, None);

    // A bare list, and the list of a multi-request: answers in the place of objects.
    let list: Value = serde_json::from_str(JOBS).unwrap();
    let bare = list["objects"].to_string();
    assert_eq!(collect(&[input(&bare)]).unwrap().tasks.len(), 2);
    let multi = json!([list, {"objectType": "KalturaReachProfile", "id": 7}, null]).to_string();
    let objects = collect(&[input(&multi)]).unwrap();
    assert_eq!((objects.tasks.len(), objects.profiles.len()), (2, 1));
    assert_eq!(objects.tasks[1].pointer, "/0/objects/1");
}

#[test]
fn what_is_not_known_is_kept_and_written_again() {
    let objects = collect(&[input(JOBS)]).unwrap();
    let task = &objects.tasks[0].value;
    assert_eq!(task.extra["shipName"], "Aurora");
    let again = serde_json::to_value(task).unwrap();
    assert_eq!(again["shipName"], "Aurora");
    assert_eq!(again["taskJobData"]["entryDuration"], 125_000);
    assert_eq!(again["serviceFeature"], 1);
    assert_eq!(Task::from_value(&again).unwrap(), *task);
    // Codes without a name keep their number.
    let item: CatalogItem = serde_json::from_value(json!({"serviceFeature": "77"})).unwrap();
    assert_eq!(serde_json::to_value(&item).unwrap(), json!({"serviceFeature": 77}));
}

#[test]
fn errors_name_file_line_field_and_what_was_expected() {
    let text = "{\"reachProfile\": {\n  \"maxCharactersPerCaptionLine\": \"forty\"}}";
    let error = order(text).unwrap_err();
    assert_eq!(
        error.to_string(),
        "order.json:2:34: /reachProfile/maxCharactersPerCaptionLine: expected a whole number or a \
         numeric string, found the text \"forty\""
    );
    let says = |text: &str| order(text).unwrap_err().to_string();
    assert!(says("{\"a\": ").starts_with("order.json:1:6: this is not JSON: EOF"), "{}", says("{"));
    assert_eq!(says("[]"), "order.json: it contains no REACH object");
    let none =
        r#"{"objectType": "KalturaEntryVendorTaskListResponse", "totalCount": 0, "objects": []}"#;
    assert_eq!(says(none), "the response lists no job");
    assert!(read_orders(&[input(none)]).unwrap().orders.is_empty());
    assert_eq!(
        says("[3]"),
        "order.json:1:2: /0: expected an object of the API, or a list, found 3"
    );
    let typo = says(r#"{"reachprofile": {"id": 1}}"#);
    assert_eq!(typo, "order.json:1:18: /reachprofile: `reachprofile` is not a member of an order");
    let refused = says(
        r#"{"code": "INVALID_KS", "message": "Invalid KS", "objectType": "KalturaAPIException"}"#,
    );
    assert_eq!(
        refused,
        "order.json:1:1: the response is an error of the API: INVALID_KS: Invalid KS"
    );
    let other = says(r#"{"task": {"objectType": "KalturaReachProfile"}}"#);
    assert!(
        other.contains("/task: expected a KalturaEntryVendorTask, found a KalturaReachProfile")
    );
}

#[test]
fn several_tasks_need_a_choice_and_objects_must_belong_together() {
    let message = |result: Result<(Order, Chosen), OrderError>| result.unwrap_err().message;
    assert_eq!(message(order(JOBS)), "the order has 2 tasks: 9001, 9002");
    let (_, chosen) = read_order(&[input(JOBS)], Some("9002")).unwrap();
    assert_eq!(chosen.task.unwrap().value.entry_id, Some(Id("1_harbour2".into())));
    assert_eq!(message(read_order(&[input(JOBS)], Some("9003"))), "the order has no task 9003");
    // The profile that the task names is taken from several; one that it does not name is refused.
    let profiles =
        r#"[{"id": 6, "defaultOutputFormat": 2}, {"id": "7", "defaultOutputFormat": 3}]"#;
    let (made, _) = read_order(&[input(JOBS), input(profiles)], Some("9001")).unwrap();
    assert_eq!(made.output_format.unwrap().value, CaptionFormat::WebVtt);
    let wrong = read_order(&[input(JOBS), input(r#"{"reachProfile": {"id": 8}}"#)], Some("9001"));
    assert_eq!(message(wrong), "the task names reachProfileId 7, but the order has 8");
    assert!(message(order(profiles)).contains("2 objects `reachProfile`"));
}

#[test]
fn a_file_given_for_one_object_may_hold_it_under_its_name() {
    for text in [r#"{"captionAsset": {"label": "Quay"}}"#, r#"{"label": "Quay"}"#] {
        let given = OrderInput { path: "asset.json", text, role: Some(Role::CaptionAsset) };
        let objects = collect(&[given]).unwrap();
        assert_eq!(objects.caption_assets[0].value.label.as_deref(), Some("Quay"), "{text}");
    }
}

#[test]
fn an_order_says_what_it_asks_for_and_where() {
    let text = r#"{
      "task": {"id": 1, "reachProfileId": 7, "catalogItemId": 41, "accuracy": "98",
               "taskJobData": {"entryDuration": "90500"}},
      "reachProfile": {"id": 7, "defaultOutputFormat": 1, "maxCharactersPerCaptionLine": "32",
               "enableSpeakerChangeIndication": 1,
               "dictionaries": [{"language": "French", "data": "quai"},
                                {"language": "English", "data": "quay\nbollard"}]},
      "catalogItem": {"id": 41, "objectType": "KalturaVendorCaptionsCatalogItem",
               "serviceFeature": 1, "outputFormat": "3", "sourceLanguage": "English",
               "enableSpeakerId": false}
    }"#;
    let (order, chosen) = order(text).unwrap();
    assert_eq!(chosen.item.as_ref().unwrap().value.kind(), CatalogKind::Captions);
    let format = order.output_format.as_ref().unwrap();
    assert_eq!(format.value, CaptionFormat::WebVtt);
    assert_eq!(format.cite(&order), "order.json#/catalogItem/outputFormat");
    assert_eq!(&text[format.place.span.range()], "\"3\"");
    assert_eq!(order.max_chars.as_ref().unwrap().value, 32);
    assert!(order.speaker_changes.as_ref().unwrap().value);
    assert!(order.profanity_removal.as_ref().unwrap().value, "on unless switched off");
    assert!(!order.audio_tags.as_ref().unwrap().value);
    assert_eq!(order.media_duration.as_ref().unwrap().value, 90_500);
    let words = order.dictionary.as_ref().unwrap();
    assert_eq!(words.value, "quay\nbollard");
    assert_eq!(words.place.pointer, "/reachProfile/dictionaries/1/data");
    assert_eq!(order.language.as_ref().unwrap().value, "English");
    assert!(!order.is_ead());
}

#[test]
fn what_a_profile_leaves_open_is_what_the_server_takes() {
    for unset in ["{\"id\": 1}", "0", "\"0\"", "\"\"", "null", "-3"] {
        let text = match unset.starts_with('{') {
            true => format!("{{\"profile\": {unset}}}"),
            false => format!("{{\"profile\": {{\"maxCharactersPerCaptionLine\": {unset}}}}}"),
        };
        let (order, _) = order(&text).unwrap();
        assert_eq!(order.max_chars.unwrap().value, 26, "{unset}");
        assert_eq!(order.output_format.unwrap().value, CaptionFormat::Srt);
    }
    // Without a profile, a catalog item that names no format says nothing about it.
    let (alone, _) = order(r#"{"catalogItem": {"serviceFeature": 1, "outputFormat": 0}}"#).unwrap();
    assert!(alone.output_format.is_none() && alone.max_chars.is_none() && !alone.is_ead());
    let (asset, _) = order(r#"{"captionAsset": {"usage": "1", "displayOnPlayer": -1}}"#).unwrap();
    assert!(asset.is_ead());
    assert_eq!(asset.assets[0].display_on_player, None);
}

mod properties {
    use super::*;
    use crate::kaltura::lint::RULES;
    use crate::lint::{Options, Plan};
    use proptest::prelude::*;

    /// JSON of any shape, with the API's own names in it.
    fn json() -> impl Strategy<Value = Value> {
        let names = [
            "objects",
            "task",
            "reachProfile",
            "catalogItem",
            "captionAsset",
            "objectType",
            "id",
            "dictionaries",
            "data",
            "language",
            "accuracy",
            "usage",
            "taskJobData",
            "outputFormat",
            "relatedObjects",
            "reach_vendor_profile",
            "catalogItemId",
            "totalCount",
        ];
        let texts = ["KalturaReachProfile", "KalturaEntryVendorTask", "3", "-1", "", "English"];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            prop::sample::select(texts.to_vec()).prop_map(Value::from),
            ".{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            let name = prop::sample::select(names.to_vec()).prop_map(str::to_owned);
            let object = prop::collection::btree_map(name, inner.clone(), 0..6);
            prop_oneof![
                prop::collection::vec(inner, 0..5).prop_map(Value::from),
                object.prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_json_is_read_or_refused_with_a_place(value in json(), pretty in any::<bool>()) {
            let text = if pretty { format!("{value:#}") } else { value.to_string() };
            if let Ok(read) = read_orders(&[input(&text)]) {
                // Without tasks the profile and the rest may be one order; a response without jobs is none.
                let tasks = read.objects.tasks.len();
                prop_assert!(read.orders.len() == tasks || tasks == 0 && read.orders.len() == 1);
                prop_assert!(jobs(&read).len() <= read.objects.tasks.len());
            }
            match order(&text) {
                Ok((order, _)) => {
                    let plan = Plan::new(&RULES, Options::default());
                    for found in crate::kaltura::lint::check_order(&order, &plan) {
                        for finding in found.diagnostics {
                            prop_assert!(text.get(finding.span.range()).is_some());
                        }
                    }
                }
                Err(error) => prop_assert!(!error.message.is_empty()),
            }
        }

        #[test]
        fn what_was_read_is_written_and_read_again(value in json()) {
            if let Ok(task) = Task::from_value(&value) {
                let again = serde_json::to_value(&task).unwrap();
                prop_assert_eq!(Task::from_value(&again).unwrap(), task);
            }
        }
    }
}

#[test]
fn descriptions_are_webvtt_whatever_captions_are() {
    let of = |text: &str| {
        let (order, _) = order(text).unwrap();
        let format = order.output_format.clone().unwrap();
        (format.value, format.cite(&order))
    };
    let feature = "order.json#/catalogItem/serviceFeature".to_owned();
    for profile in [1, 2] {
        let text = format!(
            r#"{{"profile": {{"defaultOutputFormat": {profile}}}, "catalogItem": {{"serviceFeature": 9}}}}"#
        );
        assert_eq!(of(&text), (CaptionFormat::WebVtt, feature.clone()));
    }
    let text = r#"{"profile": {"id": 1}, "captionAsset": {"usage": 1, "format": 1}}"#;
    assert_eq!(of(text), (CaptionFormat::WebVtt, "order.json#/captionAsset/usage".to_owned()));
}

#[test]
fn a_file_named_for_an_object_goes_before_the_order() {
    let whole = r#"{"reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 26},
                    "catalogItem": {"id": 4, "serviceFeature": 1}}"#;
    let own = r#"{"id": 7, "maxCharactersPerCaptionLine": 37}"#;
    let inputs = [
        OrderInput { path: "o.json", text: whole, role: None },
        OrderInput { path: "p.json", text: own, role: Some(Role::Profile) },
    ];
    let (order, _) = read_order(&inputs, None).unwrap();
    let max = order.max_chars.clone().unwrap();
    assert_eq!((max.value, max.cite(&order)), (37, "p.json#/maxCharactersPerCaptionLine".into()));
    // The error reports what was mixed up.
    let item = r#"{"serviceFeature": 1, "sourceLanguage": "English"}"#;
    let inputs = [OrderInput { path: "i.json", text: item, role: Some(Role::Profile) }];
    let error = read_order(&inputs, None).unwrap_err();
    assert!(error.to_string().contains("found what looks like a KalturaVendorCatalogItem"));
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let text = r#"{"task": {"id": 1, "serviceFeature": 1}, "catalogItem": {"serviceFeature": 9}}"#;
    let error = order(text).unwrap_err();
    let said = "the task has the serviceFeature 1 (captions), its catalog item 9";
    assert!(error.message.starts_with(said), "{error}");
}

/// An answer with the response profile `reach_vendor`: names and nesting as the API has them, the
/// values invented. The objects have no id, and the task no service.
const RELATED: &str = r#"{
  "objectType": "KalturaEntryVendorTaskListResponse", "totalCount": 2,
  "objects": [
    {
      "objectType": "KalturaEntryVendorTask", "id": "1", "entryId": "1_pier", "status": 1,
      "reachProfileId": 7, "catalogItemId": 41, "notes": "Ask for Ada.",
      "relatedObjects": {
        "reach_vendor_catalog_item": {
          "objectType": "KalturaVendorCatalogItemListResponse", "totalCount": 1,
          "objects": [{"objectType": "KalturaVendorExtendedAudioDescriptionCatalogItem",
                       "serviceType": 1, "serviceFeature": 9, "sourceLanguage": "English"}]
        },
        "reach_vendor_profile": {
          "objectType": "KalturaReachProfileListResponse", "totalCount": 1,
          "objects": [{"objectType": "KalturaReachProfile", "maxCharactersPerCaptionLine": 37}]
        }
      }
    },
    {
      "objectType": "KalturaEntryVendorTask", "id": "2", "entryId": "1_quay",
      "reachProfileId": 7, "catalogItemId": 42,
      "relatedObjects": {
        "reach_vendor_catalog_item": {"objects": [{"serviceFeature": "2", "outputFormat": "3",
          "sourceLanguage": "English", "targetLanguage": "French"}]},
        "reach_vendor_profile": {"objects": [{"maxCharactersPerCaptionLine": "32"}]},
        "vendor_entry": {"objectType": "KalturaBaseEntryListResponse",
                         "objects": [{"objectType": "KalturaMediaEntry", "name": "Quay"}]}
      }
    }
  ]
}"#;

#[test]
fn related_objects_belong_to_the_task_that_holds_them() {
    let (first, _) = read_order(&[input(RELATED)], Some("1")).unwrap();
    assert!(first.is_ead());
    let max = first.max_chars.clone().unwrap();
    let related = "order.json#/objects/0/relatedObjects/reach_vendor_profile/objects/0";
    assert_eq!(
        (max.value, max.cite(&first)),
        (37, format!("{related}/maxCharactersPerCaptionLine"))
    );
    assert_eq!(&RELATED[max.place.span.range()], "37");
    let (second, chosen) = read_order(&[input(RELATED)], Some("2")).unwrap();
    assert_eq!(second.max_chars.unwrap().value, 32);
    assert_eq!(second.output_format.unwrap().value, CaptionFormat::WebVtt);
    assert_eq!(second.language.unwrap().value, "French");
    assert_eq!(chosen.item.unwrap().value.service_feature, Some(ServiceFeature::Translation));
    assert!(second.missing.is_empty());
    let objects = collect(&[input(RELATED)]).unwrap();
    assert_eq!(objects.ignored[0].pointer, "/objects/1/relatedObjects/vendor_entry/objects/0");
    // A file that is named for the profile wins.
    let own = OrderInput { path: "p.json", text: r#"{"id": 7}"#, role: Some(Role::Profile) };
    let (named, _) = read_order(&[input(RELATED), own], Some("2")).unwrap();
    assert_eq!(named.max_chars.unwrap().value, 26);
    // In a list, one for another task says nothing about this.
    let other = OrderInput { text: r#"{"id": 8}"#, ..own };
    let all = read_orders(&[input(RELATED), other]).unwrap().orders;
    assert_eq!(all[1].as_ref().unwrap().0.max_chars.as_ref().unwrap().value, 32);
    // Objects attached to a task are kept when it is written again.
    let task = serde_json::to_value(&objects.tasks[0].value).unwrap();
    assert_eq!(task["relatedObjects"]["reach_vendor_profile"]["totalCount"], 1);
}

#[test]
fn related_objects_of_any_shape_are_read() {
    let chars = |text: &str| {
        let (order, chosen) = order(text).unwrap();
        (order.max_chars.map(|asked| asked.value), chosen.item.is_some())
    };
    for hung in [
        r#""relatedObjects": {"ours": {"objectType": "KalturaReachProfileListResponse",
            "objects": [{"maxCharactersPerCaptionLine": 31}]},
            "theirs": {"objects": [{"objectType": "KalturaVendorCaptionsCatalogItem"}]}}"#,
        r#""relatedObjects": {"my_reach_profile": {"maxCharactersPerCaptionLine": 31},
            "my_catalog_items": [{"name": "Captions"}]}"#,
        r#""relatedObjects": {"a": {"objects": [{"enableAudioTags": true,
            "maxCharactersPerCaptionLine": 31}]}, "b": {"objects": [{"serviceFeature": 1}]}}"#,
        r#""reachProfile": {"maxCharactersPerCaptionLine": 31}, "catalogItem": {"serviceFeature": 1}"#,
    ] {
        // A single task, as `entryVendorTask.get` answers, with its class and without.
        for class in [r#""objectType": "KalturaEntryVendorTask", "#, ""] {
            let text = format!("{{{class}\"id\": 1, \"catalogItemId\": 41, {hung}}}");
            assert_eq!(chars(&text), (Some(31), true), "{text}");
        }
    }
    let alone = r#"{"reach_vendor_profile": {"objects": [{"maxCharactersPerCaptionLine": 31}]},
                    "reach_vendor_catalog_item": {"objects": [{"serviceFeature": 1}]}}"#;
    assert_eq!(chars(alone), (Some(31), true));
    // An empty map is an empty list in PHP's JSON.
    assert_eq!(chars(r#"{"id": 1, "catalogItemId": 41, "relatedObjects": []}"#), (None, false));
}

#[test]
fn a_missing_profile_or_item_is_named_with_its_id() {
    let (made, _) = read_order(&[input(JOBS)], Some("9001")).unwrap();
    let missing: Vec<_> = made.missing.iter().map(|m| (m.part.title(), m.id.as_deref())).collect();
    assert_eq!(missing, [("REACH profile", Some("7")), ("catalog item", Some("41"))]);
    assert_eq!(&JOBS[made.missing[0].place.span.range()], "7");
    // Another task's profile does not belong to this one, unless it has its id.
    let two = |profile: &str| {
        let text = format!(
            r#"[{{"id": 1, "catalogItemId": 4, "reachProfileId": 7,
                 "relatedObjects": {{"reach_vendor_profile": {{"objects": [{profile}]}}}}}},
                {{"id": 2, "catalogItemId": 4, "reachProfileId": 7}}]"#
        );
        let (order, _) = read_order(&[input(&text)], Some("2")).unwrap();
        order.max_chars.map(|asked| asked.value)
    };
    assert_eq!(two(r#"{"maxCharactersPerCaptionLine": 31}"#), None);
    assert_eq!(two(r#"{"id": "7", "maxCharactersPerCaptionLine": 31}"#), Some(31));
}

#[test]
fn words_follow_the_language_of_the_text() {
    let of = |item: &str, more: &str| {
        let text = format!(
            r#"{{"task": {{"id": 1, "dictionary": "bollard"}}, "catalogItem": {item},
                "reachProfile": {{"dictionaries": [{{"language": "English", "data": "quay"}},
                                                   {{"language": "French", "data": "bitte"}}]}}{more}}}"#
        );
        order(&text).unwrap().0.dictionary.map(|asked| asked.value)
    };
    let english = r#"{"serviceFeature": 1, "sourceLanguage": "English"}"#;
    assert_eq!(of(english, "").as_deref(), Some("bollard"), "the server's copy goes first");
    let french =
        r#"{"serviceFeature": 2, "sourceLanguage": "English", "targetLanguage": "French"}"#;
    assert_eq!(of(french, "").as_deref(), Some("bitte"));
    let german =
        r#"{"serviceFeature": 2, "sourceLanguage": "English", "targetLanguage": "German"}"#;
    assert_eq!(of(german, ""), None);
    let asset = r#", "captionAsset": {"language": "French"}"#;
    assert_eq!(of(english, asset).as_deref(), Some("bitte"), "the asset names its language");
}

#[test]
fn every_task_of_an_answer_has_an_order_of_its_own() {
    let read = read_orders(&[input(RELATED)]).unwrap();
    let services = read
        .orders
        .iter()
        .map(|order| order.as_ref().unwrap().0.service_feature.as_ref().unwrap().value.output());
    assert!(services.eq([crate::kaltura::ServiceOutput::CaptionFile; 2]));
    let page = r#"{"totalCount": 31, "objects": [{"id": 1, "catalogItemId": 1}]}"#;
    let cut = read_orders(&[input(page)]).unwrap().objects.cut;
    assert_eq!((cut[0].listed, cut[0].total), (1, 31));
    let mixed = r#"[{"id": 1, "catalogItemId": 1, "serviceFeature": 1}, {"id": 2, "catalogItemId": 1},
                    {"objectType": "KalturaVendorCaptionsCatalogItem", "id": 1, "serviceFeature": 9}]"#;
    let orders = read_orders(&[input(mixed)]).unwrap().orders;
    assert!(orders[0].is_err() && orders[1].is_ok(), "one wrong job does not hide the others");
}
