//! The fields to send with a finished file: the input of `captionAsset.add`, as the form fields that the API takes
//! (`captionAsset[usage]=1`; kaltura/server c447fdb3,
//! `plugins/content/caption/base/lib/api/KalturaCaptionAsset.php`).

use serde_json::Value;

use super::order::Chosen;
use super::types::{CaptionAsset, ReachProfile, Task, TaskDataKind};
use super::value::Id;
use crate::kaltura::{
    AUTO_DETECT, CaptionFormat, CaptionUsage, Code as _, Order, ServiceType, is_language_name,
};

/// Values that the caller gives; they override the order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeliveryOptions {
    /// Display name of the language.
    pub language: Option<String>,
    /// What the menu shows.
    pub label: Option<String>,
    /// Whole percent.
    pub accuracy: Option<u8>,
}

/// What to send.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delivery {
    /// The entry to add the asset to.
    pub entry_id: Option<Id>,
    /// The asset's fields, those that can be set.
    pub asset: CaptionAsset,
    /// Fields whose value is not known, and what the server will set.
    pub notes: Vec<String>,
}

/// The fields to send with a file of a format.
///
/// ```
/// use cuesmith::kaltura::CaptionFormat;
/// use cuesmith::kaltura::objects::{OrderInput, delivery, form_fields, read_order};
///
/// let text = r#"{"catalogItem": {"serviceFeature": 9, "sourceLanguage": "English"}}"#;
/// let input = OrderInput { path: "order.json", text, role: None };
/// let (order, chosen) = read_order(&[input], None)?;
/// let sent = delivery(&order, &chosen, CaptionFormat::WebVtt, &Default::default());
/// let fields = form_fields(&sent.asset);
/// assert!(fields.contains(&("captionAsset[usage]".into(), "1".into())));
/// assert!(fields.contains(&("captionAsset[displayOnPlayer]".into(), "0".into())));
/// # Ok::<(), cuesmith::kaltura::objects::OrderError>(())
/// ```
#[must_use]
pub fn delivery(
    order: &Order,
    chosen: &Chosen,
    format: CaptionFormat,
    options: &DeliveryOptions,
) -> Delivery {
    let is_ead = order.is_ead();
    let given = chosen.asset.as_ref().map(|found| found.value.clone()).unwrap_or_default();
    let mut notes = Vec::new();
    let language = language(order, options, &mut notes);
    let label = options.label.clone().or_else(|| {
        // The suffix that help pages recommend for descriptions; for captions the server appends
        // the profile's own.
        let suffix = if is_ead { " (EAD)" } else { "" };
        given.label.clone().or_else(|| Some(format!("{}{suffix}", language.as_ref()?)))
    });
    let accuracy = options.accuracy.map(f64::from).or_else(|| {
        let task = chosen.task.as_ref().and_then(|task| task.value.accuracy);
        given.accuracy.or(task)
    });
    if accuracy.is_none() {
        notes.push("the accuracy is not set: pass --accuracy (0 to 100)".to_owned());
    }
    let status = chosen.task.as_ref().and_then(|task| task.value.status);
    if let Some(status) = status.filter(|status| status.is_final()) {
        let title = status.title();
        notes.push(format!("the task is {title}, which the server no longer changes"));
    }
    if chosen.task.as_ref().is_some_and(|task| is_alignment(&task.value)) {
        notes.push(
            "alignment: the ids of the captions and of the transcript in JSON are also required in \
             taskJobData (captionAssetId, jsonTranscriptAssetId)"
                .to_owned(),
        );
    }
    if let Some(note) = moderation(chosen).filter(|_| !is_ead) {
        notes.push(note);
    }
    let asset = CaptionAsset {
        object_type: Some("KalturaCaptionAsset".to_owned()),
        format: Some(format),
        file_ext: Some(format.file_ext().to_owned()),
        usage: Some(if is_ead { CaptionUsage::Ead } else { CaptionUsage::Caption }),
        display_on_player: Some(!is_ead && given.display_on_player.unwrap_or(true)),
        is_default: Some(!is_ead && given.is_default.unwrap_or(false)),
        language,
        label,
        accuracy,
        ..CaptionAsset::default()
    };
    let by_task = chosen.task.as_ref().and_then(|task| task.value.entry_id.clone());
    Delivery { entry_id: by_task.or(given.entry_id), asset, notes }
}

fn is_alignment(task: &Task) -> bool {
    task.task_job_data.as_ref().is_some_and(|data| data.kind() == TaskDataKind::Alignment)
}

/// The display name of the delivered text's language.
fn language(order: &Order, options: &DeliveryOptions, notes: &mut Vec<String>) -> Option<String> {
    let by_order = order.language.as_ref().map(|asked| asked.value.clone());
    let name = options.language.clone().or(by_order);
    match name {
        Some(name) if name == AUTO_DETECT => {
            notes.push("the order does not set the language: pass --language-name".to_owned());
            None
        }
        Some(name) => {
            if !is_language_name(&name, false) {
                notes.push(format!("`{name}` is not a known language name"));
            }
            Some(name)
        }
        None => {
            notes.push("the language is not set: pass --language-name".to_owned());
            None
        }
    }
}

/// What the server does with `displayOnPlayer` where the profile does not display at once: the
/// task's access key forces it to false (kaltura/server c447fdb3, `kReachManager.php:855-861`,
/// `CaptionAssetService.php:103-104`).
fn moderation(chosen: &Chosen) -> Option<String> {
    let profile: &ReachProfile = &chosen.profile.as_ref()?.value;
    let task = chosen.task.as_ref();
    let by_task = task.and_then(|task| task.value.service_type);
    let by_item = || chosen.item.as_ref().and_then(|item| item.value.service_type);
    let (field, shown) = match by_task.or_else(by_item)? {
        ServiceType::Machine => {
            ("autoDisplayMachineCaptionsOnPlayer", profile.auto_display_machine_captions_on_player)
        }
        _ => ("autoDisplayHumanCaptionsOnPlayer", profile.auto_display_human_captions_on_player),
    };
    (shown != Some(true)).then(|| {
        format!(
            "{field} is off: the server sets displayOnPlayer to false until a moderator approves"
        )
    })
}

/// The fields of an asset as a form has them, in the order of its declaration.
#[must_use]
pub fn form_fields(asset: &CaptionAsset) -> Vec<(String, String)> {
    const ORDER: &[&str] = &[
        "objectType",
        "format",
        "fileExt",
        "usage",
        "language",
        "label",
        "accuracy",
        "displayOnPlayer",
        "isDefault",
    ];
    fields("captionAsset", asset, ORDER)
}

/// The set fields of an object as a form has them, those that `order` names first.
pub(super) fn fields(
    name: &str,
    object: &impl serde::Serialize,
    order: &[&str],
) -> Vec<(String, String)> {
    let Ok(Value::Object(members)) = serde_json::to_value(object) else { return Vec::new() };
    let rank = |name: &str| order.iter().position(|known| *known == name).unwrap_or(order.len());
    let mut fields: Vec<(usize, String, String)> = members
        .into_iter()
        .filter_map(|(field, value)| {
            let value = match value {
                Value::Bool(on) => u8::from(on).to_string(),
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            Some((rank(&field), format!("{name}[{field}]"), value))
        })
        .collect();
    fields.sort();
    fields.into_iter().map(|(_, name, value)| (name, value)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{OrderInput, read_order};
    use super::*;

    fn deliver(text: &str, options: &DeliveryOptions) -> Delivery {
        let input = OrderInput { path: "order.json", text, role: None };
        let (order, chosen) = read_order(&[input], None).unwrap();
        delivery(&order, &chosen, CaptionFormat::Srt, options)
    }

    #[test]
    fn captions_take_language_accuracy_and_entry_from_the_order() {
        let text = r#"{
          "task": {"id": 1, "entryId": "1_quay", "accuracy": 99, "serviceType": 1},
          "reachProfile": {"id": 7},
          "catalogItem": {"serviceFeature": 2, "sourceLanguage": "English", "targetLanguage": "French"}
        }"#;
        let sent = deliver(text, &DeliveryOptions::default());
        assert_eq!(sent.entry_id, Some(Id("1_quay".into())));
        let fields: Vec<String> = form_fields(&sent.asset)
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(
            fields,
            [
                "captionAsset[objectType]=KalturaCaptionAsset",
                "captionAsset[format]=1",
                "captionAsset[fileExt]=srt",
                "captionAsset[usage]=0",
                "captionAsset[language]=French",
                "captionAsset[label]=French",
                "captionAsset[accuracy]=99",
                "captionAsset[displayOnPlayer]=1",
                "captionAsset[isDefault]=0",
            ]
        );
        let [note] = &sent.notes[..] else { panic!("{:?}", sent.notes) };
        assert!(note.starts_with("autoDisplayHumanCaptionsOnPlayer is off"), "{note}");
    }

    #[test]
    fn what_is_said_by_hand_wins_and_what_is_not_known_is_a_note() {
        let auto = r#"{"catalogItem": {"serviceFeature": 1, "sourceLanguage": "Auto Detect"}}"#;
        let sent = deliver(auto, &DeliveryOptions::default());
        assert_eq!((sent.asset.language, sent.asset.label), (None, None));
        assert_eq!(sent.notes.len(), 2, "{:?}", sent.notes);
        let options = DeliveryOptions {
            language: Some("Welsh".into()),
            label: Some("Cymraeg".into()),
            accuracy: Some(97),
        };
        let sent = deliver(auto, &options);
        assert_eq!(sent.asset.language.as_deref(), Some("Welsh"));
        assert_eq!(sent.asset.label.as_deref(), Some("Cymraeg"));
        assert_eq!(sent.asset.accuracy, Some(97.0));
        assert!(sent.notes.is_empty(), "{:?}", sent.notes);
    }
}
