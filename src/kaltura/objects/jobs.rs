//! The jobs of an answer at a glance: what is ordered, until when, and what is missing to judge it.

use serde::Serialize;

use super::order::{Chosen, ReadOrders};
use super::types::{Task, TaskData};
use super::value::Id;
use crate::kaltura::{AUTO_DETECT, Order, ServiceFeature, ServiceOutput, ServiceType, TaskStatus};

/// A job.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JobSummary {
    /// The task.
    pub id: Option<Id>,
    /// The media.
    pub entry_id: Option<Id>,
    /// How far it is.
    pub status: Option<TaskStatus>,
    /// What is done.
    pub service_feature: Option<ServiceFeature>,
    /// By people or a machine.
    pub service_type: Option<ServiceType>,
    /// What is delivered, as a word: `a caption file`.
    pub output: Option<&'static str>,
    /// The language that is spoken, as the platform calls it.
    pub source_language: Option<String>,
    /// The language of the delivered text.
    pub language: Option<String>,
    /// The format to deliver: `SRT`, `DFXP`, `WebVTT`.
    pub format: Option<String>,
    /// Unix time in seconds at which it is due, and whether that is reckoned from the turnaround time.
    pub due: Option<i64>,
    /// Whether [`Self::due`] is `createdAt` or `queueTime` and the turnaround time together.
    pub due_is_estimate: bool,
    /// Seconds until delivery, 1 to 7 business days, 0 at once, -1 best effort.
    pub turn_around_time: Option<i64>,
    /// Begin of a live event, Unix time in seconds.
    pub start_date: Option<i64>,
    /// Its end.
    pub end_date: Option<i64>,
    /// Length of the media in milliseconds.
    pub entry_duration: Option<i64>,
    /// The captions to translate.
    pub caption_asset_id: Option<Id>,
    /// The transcript to align.
    pub text_transcript_asset_id: Option<Id>,
    /// What the customer wrote for the editor.
    pub notes: Option<String>,
    /// What is missing to judge the job, in words.
    pub missing: Vec<String>,
    /// Why its objects do not make an order.
    pub error: Option<String>,
}

/// Lists the jobs of an answer, in its order. A task that comes twice is listed once.
///
/// ```
/// use cuesmith::kaltura::objects::{OrderInput, jobs, read_orders};
///
/// let text = r#"{"objects": [{"id": 9001, "entryId": "1_quay", "catalogItemId": 41,
///     "relatedObjects": {"reach_vendor_catalog_item":
///         {"objects": [{"serviceFeature": 1, "sourceLanguage": "English"}]}}}]}"#;
/// let listed = jobs(&read_orders(&[OrderInput { path: "jobs.json", text, role: None }])?);
/// assert_eq!(listed[0].language.as_deref(), Some("English"));
/// assert!(listed[0].missing.contains(&"the REACH profile".to_owned()));
/// # Ok::<(), cuesmith::kaltura::objects::OrderError>(())
/// ```
#[must_use]
pub fn jobs(read: &ReadOrders) -> Vec<JobSummary> {
    let mut listed: Vec<JobSummary> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (task, order) in read.objects.tasks.iter().zip(&read.orders) {
        if task.value.id.as_ref().is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let mut job = of_task(&task.value);
        match order {
            Ok((order, chosen)) => complete(&mut job, order, chosen),
            Err(error) => job.error = Some(error.to_string()),
        }
        listed.push(job);
    }
    listed
}

/// What the task itself contains.
fn of_task(task: &Task) -> JobSummary {
    let none = TaskData::default();
    let data = task.task_job_data.as_ref().unwrap_or(&none);
    JobSummary {
        id: task.id.clone(),
        entry_id: task.entry_id.clone(),
        status: task.status,
        service_feature: task.service_feature,
        service_type: task.service_type,
        due: task.expected_finish_time,
        turn_around_time: task.turn_around_time,
        start_date: data.start_date,
        end_date: data.end_date,
        entry_duration: data.entry_duration.filter(|ms| *ms > 0),
        caption_asset_id: data.caption_asset_id.clone(),
        text_transcript_asset_id: data.text_transcript_asset_id.clone(),
        notes: task.notes.clone().filter(|notes| !notes.trim().is_empty()),
        ..JobSummary::default()
    }
}

/// What the catalog item and the profile add, and what is missing after that.
fn complete(job: &mut JobSummary, order: &Order, chosen: &Chosen) {
    let item = chosen.item.as_ref().map(|item| &item.value);
    let value = |asked: &Option<crate::kaltura::Asked<String>>| {
        asked.as_ref().map(|asked| asked.value.clone()).filter(|name| !name.is_empty())
    };
    job.service_feature = order.service_feature.as_ref().map(|asked| asked.value);
    job.service_type = job.service_type.or_else(|| item?.service_type);
    job.source_language = value(&order.source_language);
    job.language = value(&order.language);
    let output = job.service_feature.map(ServiceFeature::output);
    job.output = output.map(ServiceOutput::title);
    let is_file = output.is_none_or(|output| output == ServiceOutput::CaptionFile);
    job.format = order.output_format.as_ref().filter(|_| is_file).map(|asked| asked.value.label());
    job.turn_around_time = job.turn_around_time.or_else(|| item?.turn_around_time);
    if job.due.is_none() {
        let task = chosen.task.as_ref().map(|task| &task.value);
        let from = task.and_then(|task| task.queue_time.or(task.created_at));
        // Below five minutes the number is a code (VendorServiceTurnAroundTime of kaltura/server).
        let length = job.turn_around_time.filter(|seconds| *seconds >= 300);
        job.due = from.zip(length).and_then(|(from, length)| from.checked_add(length));
        job.due_is_estimate = job.due.is_some();
    }
    job.missing = missing(job, order, output, is_file);
}

fn missing(
    job: &JobSummary,
    order: &Order,
    output: Option<ServiceOutput>,
    is_file: bool,
) -> Vec<String> {
    let mut missing: Vec<String> = Vec::new();
    for part in &order.missing {
        let id = part.id.as_ref().map_or(String::new(), |id| format!(" {id}"));
        missing.push(format!("the {}{id}", part.part.title()));
    }
    let mut lacks = |is_lacking: bool, what: &str| {
        if is_lacking {
            missing.push(what.to_owned());
        }
    };
    lacks(job.id.is_none(), "the id of the task");
    lacks(job.entry_id.is_none(), "the entry");
    lacks(output.is_none(), "the service");
    lacks(is_file && job.format.is_none(), "the output format");
    let language = job.language.as_deref();
    lacks(is_file && language.is_none(), "the language");
    lacks(is_file && language == Some(AUTO_DETECT), "the language (it is to be detected)");
    lacks(is_file && job.entry_duration.is_none(), "the length of the media");
    let is_live = output == Some(ServiceOutput::LiveMessages);
    lacks(is_live && job.start_date.is_none(), "the time of the event");
    let feature = job.service_feature;
    let translates = feature == Some(ServiceFeature::Translation);
    lacks(
        translates && job.caption_asset_id.is_none(),
        "the captions to translate (captionAssetId)",
    );
    let aligns = feature == Some(ServiceFeature::Alignment);
    lacks(
        aligns && job.text_transcript_asset_id.is_none(),
        "the transcript to align (textTranscriptAssetId)",
    );
    missing
}

#[cfg(test)]
mod tests {
    use super::super::{OrderInput, read_orders};
    use super::*;

    fn list(text: &str) -> Vec<JobSummary> {
        jobs(&read_orders(&[OrderInput { path: "jobs.json", text, role: None }]).unwrap())
    }

    #[test]
    fn a_deadline_is_the_servers_or_reckoned_from_the_turnaround_time() {
        let due = |fields: &str, item: &str| {
            let text = format!(
                r#"[{{"id": 1, "catalogItemId": 4, {fields}}}, {{"objectType": "KalturaVendorCatalogItem", "id": 4{item}}}]"#
            );
            let job = list(&text).remove(0);
            (job.due, job.due_is_estimate, job.turn_around_time)
        };
        let expected = r#""createdAt": 100, "expectedFinishTime": 900, "turnAroundTime": 86400"#;
        assert_eq!(due(expected, ""), (Some(900), false, Some(86400)));
        assert_eq!(
            due(r#""createdAt": 100"#, r#", "turnAroundTime": 1800"#),
            (Some(1900), true, Some(1800))
        );
        let queued = r#""createdAt": 100, "queueTime": 200, "turnAroundTime": "300""#;
        assert_eq!(due(queued, ""), (Some(500), true, Some(300)));
        for code in [-1, 0, 3] {
            let fields = format!(r#""createdAt": 100, "turnAroundTime": {code}"#);
            assert_eq!(due(&fields, ""), (None, false, Some(code)));
        }
    }

    #[test]
    fn what_is_missing_depends_on_the_service() {
        let missing = |feature: u8, data: &str| {
            let text = format!(
                r#"[{{"id": 1, "entryId": "1_a", "reachProfileId": 7, "catalogItemId": 4, "taskJobData": {data}}},
                    {{"objectType": "KalturaVendorCatalogItem", "id": 4, "serviceFeature": {feature}, "sourceLanguage": "English"}},
                    {{"objectType": "KalturaReachProfile", "id": 7}}]"#
            );
            list(&text).remove(0).missing
        };
        assert_eq!(missing(1, r#"{"entryDuration": 1000}"#), [""; 0]);
        assert_eq!(missing(1, "{}"), ["the length of the media"]);
        let translation = "the captions to translate (captionAssetId)";
        assert_eq!(missing(2, r#"{"entryDuration": 1000}"#), [translation]);
        assert_eq!(missing(2, r#"{"entryDuration": 1, "captionAssetId": "1_c"}"#), [""; 0]);
        let alignment = "the transcript to align (textTranscriptAssetId)";
        assert_eq!(missing(3, r#"{"entryDuration": 1000}"#), [alignment]);
        assert_eq!(missing(8, "{}"), ["the time of the event"]);
        assert_eq!(missing(7, "{}"), [""; 0], "an audio track needs no format of ours");
        let bare = list(
            r#"[{"id": 1, "reachProfileId": 7, "catalogItemId": 4}, {"id": 1, "catalogItemId": 4}]"#,
        );
        assert_eq!(bare.len(), 1, "a task of two pages is listed once");
        assert_eq!(bare[0].missing[..2], ["the REACH profile 7", "the catalog item 4"]);
    }
}
