//! The REACH objects of the API as they arrive, and orders made of them.
//!
//! [`ReachProfile`], [`CatalogItem`], [`Task`] (with [`TaskData`]), [`CaptionAsset`],
//! [`TranscriptAsset`] and [`ThumbCuePoint`] have the API's field names in JSON and take what the
//! server really sends: enumerations as numbers or numeric strings, booleans as `true`, `1` or `-1`
//! for "not set", identifiers as text or numbers (as in the call samples of Kaltura help). Fields that
//! are not known are kept and written again. [`read_order`] takes whole answers (`{"objects": [...]}`, a
//! bare list, the list of a multi-request) or a file that contains several objects, and makes an [`Order`]
//! of them.
//!
//! ```
//! use cuesmith::kaltura::CaptionFormat;
//! use cuesmith::kaltura::objects::CatalogItem;
//!
//! let text = r#"{"id": 41, "serviceFeature": "9", "outputFormat": "3", "isOurs": true}"#;
//! let item: CatalogItem = serde_json::from_str(text)?;
//! assert_eq!(item.output_format, Some(CaptionFormat::WebVtt));
//! assert!(serde_json::to_string(&item)?.contains("\"isOurs\":true"));
//! let error = serde_json::from_str::<CatalogItem>(r#"{"outputFormat": "VTT"}"#).unwrap_err();
//! assert!(error.to_string().starts_with("/outputFormat: expected 1 SRT, 2 DFXP, 3 WebVTT"));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! [`Order`]: super::Order

mod collect;
mod delivery;
pub mod effective;
mod jobs;
mod order;
mod spans;
#[cfg(test)]
mod tests;
mod types;
mod update_job;
mod value;

pub use collect::{CutList, Found, Ignored, Objects, OrderError, OrderInput, Role, collect};
pub use delivery::{Delivery, DeliveryOptions, delivery, form_fields};
pub use jobs::{JobSummary, jobs};
pub use order::{Chosen, ReadOrders, read_order, read_orders};
pub use types::{
    AttachmentAsset, CaptionAsset, CatalogItem, CatalogKind, Dictionary, ReachProfile, Task,
    TaskData, TaskDataKind, ThumbCuePoint, TranscriptAsset,
};
pub use update_job::UpdateJob;
pub use value::{Id, ObjectError};
