//! The fields of `entryVendorTask.updateJob`, the call that ends a job: ready, with the id of the asset
//! that was added, or failed, with the reason.
//!
//! `status`, `errDescription`, `accuracy` and `outputObjectId` can be set there (kaltura/server
//! c447fdb3, plugins/reach/lib/api/data/entryVendorTaks/KalturaEntryVendorTask.php; the final statuses:
//! `validateForUpdate`). `errDescription` must say why a job failed
//! (knowledge.kaltura.com/help/kaltura-reach-enums, read on 2026-11-30).

use serde::Serialize;

use super::delivery::fields;
use super::types::Task;
use super::value::Id;
use crate::kaltura::TaskStatus;

/// What to send to `updateJob`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UpdateJob {
    /// The task.
    pub id: Id,
    /// The fields that change.
    #[serde(rename = "entryVendorTask")]
    pub task: Task,
}

impl UpdateJob {
    /// The job is done. `outputObjectId` is empty: the id of the asset is known when it was added.
    ///
    /// ```
    /// use cuesmith::kaltura::objects::{Id, UpdateJob};
    ///
    /// let update = UpdateJob::ready(Id("9001".into()), Some(99.0));
    /// let fields = update.form_fields();
    /// assert!(fields.contains(&("entryVendorTask[status]".into(), "2".into())));
    /// assert!(fields.contains(&("entryVendorTask[outputObjectId]".into(), String::new())));
    /// ```
    #[must_use]
    pub fn ready(id: Id, accuracy: Option<f64>) -> Self {
        let output = Some(Id(String::new()));
        Self::of(id, Task { accuracy, output_object_id: output, ..with(TaskStatus::Ready) })
    }

    /// The job failed.
    #[must_use]
    pub fn failed(id: Id, why: String) -> Self {
        Self::of(id, Task { err_description: Some(why), ..with(TaskStatus::Error) })
    }

    fn of(id: Id, task: Task) -> Self {
        Self { id, task }
    }

    /// The fields as a form has them: `id`, then `entryVendorTask[status]` and so on.
    #[must_use]
    pub fn form_fields(&self) -> Vec<(String, String)> {
        const ORDER: &[&str] =
            &["objectType", "status", "outputObjectId", "accuracy", "errDescription"];
        let mut all = vec![("id".to_owned(), self.id.0.clone())];
        all.extend(fields("entryVendorTask", &self.task, ORDER));
        all
    }
}

fn with(status: TaskStatus) -> Task {
    Task {
        object_type: Some("KalturaEntryVendorTask".to_owned()),
        status: Some(status),
        ..Task::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_job_has_a_reason_and_no_asset() {
        let update = UpdateJob::failed(Id("7".into()), "no sound".into());
        let fields: Vec<String> =
            update.form_fields().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let expected = [
            "id=7",
            "entryVendorTask[objectType]=KalturaEntryVendorTask",
            "entryVendorTask[status]=6",
            "entryVendorTask[errDescription]=no sound",
        ];
        assert_eq!(fields, expected);
        let json = serde_json::to_value(&update).unwrap();
        assert_eq!(json["entryVendorTask"]["status"], 6);
        assert!(json["entryVendorTask"].get("outputObjectId").is_none());
    }
}
