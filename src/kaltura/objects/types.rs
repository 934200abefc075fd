//! The objects of the API, with its own field names. Every field may be missing; what is not named
//! here is kept in `extra`. Fields and their types: kaltura/server c447fdb3, the classes of the same
//! names under `plugins/reach/lib/api`, `plugins/content/caption/base/lib/api/KalturaCaptionAsset.php`,
//! `plugins/content/transcript/lib/api` and `plugins/cue_points/thumb_cue_point/lib/api`.

use serde::de::Error as _;
use serde::ser::SerializeMap as _;
use serde_json::{Map, Value};

use super::value::{At, Field, Id, ObjectError, take};
use crate::kaltura::{
    AssetStatus, AttachmentType, CaptionFormat, CaptionUsage, ServiceFeature, ServiceType,
    TaskStatus, ThumbCuePointSubType,
};

/// Declares an object of the API: a struct of optional fields with their names in JSON, reading that
/// names the place of what is wrong, and serde's traits.
macro_rules! object {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident {
            $( $(#[doc = $fdoc:literal])* $field:ident: $type:ty = $key:literal, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $( $(#[doc = $fdoc])* pub $field: Option<$type>, )*
            /// Other members of the object.
            pub extra: Map<String, Value>,
        }

        impl $name {
            /// Reads an object of the API.
            ///
            /// # Errors
            /// [`ObjectError`] names the place in the object and what was expected there.
            pub fn from_value(value: &Value) -> Result<Self, ObjectError> {
                let at = At::root("");
                let read = Self::read(value, &at)?;
                read.ok_or_else(|| at.error("an object", value))
            }
        }

        impl Field for $name {
            fn read(value: &Value, at: &At<'_>) -> Result<Option<Self>, ObjectError> {
                let mut members = match value {
                    Value::Null => return Ok(None),
                    Value::Object(members) => members.clone(),
                    other => return Err(at.error("an object", other)),
                };
                Ok(Some(Self {
                    $( $field: take(&mut members, $key, at, <$type>::read)?, )*
                    extra: members,
                }))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                $(
                    if let Some(value) = &self.$field {
                        map.serialize_entry($key, &value.write())?;
                    }
                )*
                for (key, value) in &self.extra {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = Value::deserialize(deserializer)?;
                Self::from_value(&value).map_err(D::Error::custom)
            }
        }
    };
}

/// Enumerations are numbers or numeric strings.
impl<T: crate::kaltura::Code + serde::Serialize> Field for T {
    fn read(value: &Value, at: &At<'_>) -> Result<Option<Self>, ObjectError> {
        super::value::code(value, at)
    }
}

object! {
    /// `KalturaDictionary`: words and phrases of a language, one a line.
    pub struct Dictionary {
        /// Always `KalturaDictionary`.
        object_type: String = "objectType",
        /// Display name of the language, as in a catalog item.
        language: String = "language",
        /// The words, separated by line feeds.
        data: String = "data",
    }
}

object! {
    /// `KalturaReachProfile`: a customer's settings. Functions in [`super::effective`] give what the
    /// server makes of fields that are not set.
    pub struct ReachProfile {
        /// Always `KalturaReachProfile`.
        object_type: String = "objectType",
        /// Identifier; a task names it in `reachProfileId`.
        id: Id = "id",
        /// Its name.
        name: String = "name",
        /// The customer.
        partner_id: Id = "partnerId",
        /// Unix time in seconds.
        created_at: i64 = "createdAt",
        /// Unix time in seconds.
        updated_at: i64 = "updatedAt",
        /// Status of the profile.
        status: i64 = "status",
        /// Kind of profile.
        profile_type: i64 = "profileType",
        /// The format of deliveries where the catalog item names none. Not set: SRT.
        default_output_format: CaptionFormat = "defaultOutputFormat",
        /// Whether machine work waits for a moderator.
        enable_machine_moderation: bool = "enableMachineModeration",
        /// Whether human work waits for a moderator.
        enable_human_moderation: bool = "enableHumanModeration",
        /// Whether machine captions are shown at once. Not set: no, and `captionAsset.add` with the
        /// task's access key then forces `displayOnPlayer=false`.
        auto_display_machine_captions_on_player: bool = "autoDisplayMachineCaptionsOnPlayer",
        /// The same for human captions.
        auto_display_human_captions_on_player: bool = "autoDisplayHumanCaptionsOnPlayer",
        /// Whether metadata is extracted. Not set: yes.
        enable_metadata_extraction: bool = "enableMetadataExtraction",
        /// Whether changes of speaker are marked. Not set: no.
        enable_speaker_change_indication: bool = "enableSpeakerChangeIndication",
        /// Whether sounds are described in the captions. Not set: no.
        enable_audio_tags: bool = "enableAudioTags",
        /// Whether profanity is masked. Not set: yes.
        enable_profanity_removal: bool = "enableProfanityRemoval",
        /// Longest line in characters. Not set, 0 or empty: 26.
        max_characters_per_caption_line: i64 = "maxCharactersPerCaptionLine",
        /// What the server appends to labels of machine captions.
        label_addition_for_machine_service_type: String = "labelAdditionForMachineServiceType",
        /// What the server appends to labels of human captions.
        label_addition_for_human_service_type: String = "labelAdditionForHumanServiceType",
        /// When the entry's content is deleted.
        content_deletion_policy: i64 = "contentDeletionPolicy",
        /// The customer's vocabularies, one a language.
        dictionaries: Vec<Dictionary> = "dictionaries",
        /// The flavors that vendors get, as a list with commas.
        flavor_params_ids: String = "flavorParamsIds",
        /// Where tasks may be worked on.
        vendor_task_processing_region: Value = "vendorTaskProcessingRegion",
    }
}

object! {
    /// `KalturaVendorCatalogItem` and what extends it: a service that can be ordered.
    /// [`CatalogItem::kind`] tells which.
    pub struct CatalogItem {
        /// The API's class: `KalturaVendorCaptionsCatalogItem` and so on.
        object_type: String = "objectType",
        /// Identifier; a task names it in `catalogItemId`.
        id: Id = "id",
        /// The vendor.
        vendor_partner_id: Id = "vendorPartnerId",
        /// Its name.
        name: String = "name",
        /// Its name for programs.
        system_name: String = "systemName",
        /// Unix time in seconds.
        created_at: i64 = "createdAt",
        /// Unix time in seconds.
        updated_at: i64 = "updatedAt",
        /// Status of the item.
        status: i64 = "status",
        /// People or a machine.
        service_type: ServiceType = "serviceType",
        /// What is done.
        service_feature: ServiceFeature = "serviceFeature",
        /// Seconds until delivery, or a code below that.
        turn_around_time: i64 = "turnAroundTime",
        /// Price and how it is counted.
        pricing: Value = "pricing",
        /// The machine.
        engine_type: Value = "engineType",
        /// Display name of the language that is spoken, or `Auto Detect`.
        source_language: String = "sourceLanguage",
        /// Translation: display name of the language to translate into.
        target_language: String = "targetLanguage",
        /// Whether the same entry may be ordered again.
        allow_resubmission: bool = "allowResubmission",
        /// Whether it is paid by use.
        pay_per_use: bool = "payPerUse",
        /// The vendor's own data.
        vendor_data: String = "vendorData",
        /// The format of deliveries. Not set: the profile's.
        output_format: CaptionFormat = "outputFormat",
        /// Captions, translation: whether speakers are named at the beginning of captions.
        enable_speaker_id: bool = "enableSpeakerId",
        /// Captions, translation: a price for additions.
        fixed_price_addons: i64 = "fixedPriceAddons",
        /// Translation: whether captions must exist.
        require_source: bool = "requireSource",
        /// Audio description: flavor of the result.
        flavor_params_id: Id = "flavorParamsId",
        /// Audio description: flavor without music.
        clear_audio_flavor_params_id: Id = "clearAudioFlavorParamsId",
        /// Live: minutes before the start until which a refund is possible.
        minimal_refund_time: i64 = "minimalRefundTime",
        /// Live: minutes before the start until which it can be ordered.
        minimal_order_time: i64 = "minimalOrderTime",
        /// Live: longest event.
        duration_limit: i64 = "durationLimit",
        /// Live captions: time before the start.
        start_time_buffer: i64 = "startTimeBuffer",
        /// Live captions: time after the end.
        end_time_buffer: i64 = "endTimeBuffer",
    }
}

/// What kind of service a catalog item is: which of its fields can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CatalogKind {
    /// Captions: `outputFormat`, `enableSpeakerId`.
    Captions,
    /// Translation: those of captions, `targetLanguage`, `requireSource`.
    Translation,
    /// Alignment: `outputFormat`.
    Alignment,
    /// Extended audio description: `outputFormat`, two flavors.
    ExtendedAudioDescription,
    /// Live captions or live translation.
    Live,
    /// Any other: its fields are kept.
    Other,
}

impl CatalogItem {
    /// The kind, by the class, else by the service feature.
    #[must_use]
    pub fn kind(&self) -> CatalogKind {
        match self.object_type.as_deref() {
            Some("KalturaVendorCaptionsCatalogItem") => CatalogKind::Captions,
            Some("KalturaVendorTranslationCatalogItem") => CatalogKind::Translation,
            Some("KalturaVendorAlignmentCatalogItem") => CatalogKind::Alignment,
            Some("KalturaVendorExtendedAudioDescriptionCatalogItem") => {
                CatalogKind::ExtendedAudioDescription
            }
            Some(name) if name.starts_with("KalturaVendorLive") => CatalogKind::Live,
            _ => match self.service_feature {
                Some(ServiceFeature::Captions) => CatalogKind::Captions,
                Some(ServiceFeature::Translation) => CatalogKind::Translation,
                Some(ServiceFeature::Alignment) => CatalogKind::Alignment,
                Some(ServiceFeature::ExtendedAudioDescription) => {
                    CatalogKind::ExtendedAudioDescription
                }
                Some(ServiceFeature::LiveCaption | ServiceFeature::LiveTranslation) => {
                    CatalogKind::Live
                }
                _ => CatalogKind::Other,
            },
        }
    }
}

object! {
    /// `KalturaVendorTaskData` and what extends it. [`TaskData::kind`] tells which.
    pub struct TaskData {
        /// The API's class: `KalturaAlignmentVendorTaskData` and so on.
        object_type: String = "objectType",
        /// Length of the entry in milliseconds.
        entry_duration: i64 = "entryDuration",
        /// Alignment: the transcript asset (text) to align.
        text_transcript_asset_id: Id = "textTranscriptAssetId",
        /// Alignment: the transcript asset (JSON) that the vendor delivers.
        json_transcript_asset_id: Id = "jsonTranscriptAssetId",
        /// Alignment: the caption asset that the vendor delivers. Translation: the source captions.
        caption_asset_id: Id = "captionAssetId",
        /// Scheduled: Unix time in seconds.
        start_date: i64 = "startDate",
        /// Scheduled: Unix time in seconds.
        end_date: i64 = "endDate",
        /// Scheduled: the event.
        scheduled_event_id: Id = "scheduledEventId",
        /// Summary and others: what is to be done.
        instruction: String = "instruction",
        /// Summary and others: display name of the language of the result.
        output_language: String = "outputLanguage",
    }
}

/// What kind of data a task carries: which of its fields can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TaskDataKind {
    /// Alignment: `textTranscriptAssetId` and what is delivered.
    Alignment,
    /// Translation: `captionAssetId`, the source.
    Translation,
    /// A scheduled event.
    Scheduled,
    /// Only what all have. There is no class for extended audio description.
    Base,
    /// Any other: its fields are kept.
    Other,
}

impl TaskData {
    /// The kind, by the class.
    #[must_use]
    pub fn kind(&self) -> TaskDataKind {
        match self.object_type.as_deref() {
            Some("KalturaAlignmentVendorTaskData") => TaskDataKind::Alignment,
            Some("KalturaTranslationVendorTaskData") => TaskDataKind::Translation,
            Some("KalturaScheduledVendorTaskData") => TaskDataKind::Scheduled,
            None | Some("KalturaVendorTaskData") => TaskDataKind::Base,
            Some(_) => TaskDataKind::Other,
        }
    }
}

object! {
    /// `KalturaEntryVendorTask`: an order for one entry.
    pub struct Task {
        /// Always `KalturaEntryVendorTask`.
        object_type: String = "objectType",
        /// Identifier.
        id: Id = "id",
        /// The customer.
        partner_id: Id = "partnerId",
        /// The vendor.
        vendor_partner_id: Id = "vendorPartnerId",
        /// Unix time in seconds.
        created_at: i64 = "createdAt",
        /// Unix time in seconds.
        updated_at: i64 = "updatedAt",
        /// Unix time in seconds.
        queue_time: i64 = "queueTime",
        /// Unix time in seconds.
        finish_time: i64 = "finishTime",
        /// The media.
        entry_id: Id = "entryId",
        /// How far it is. Ready, rejected, error and aborted are final.
        status: TaskStatus = "status",
        /// The profile.
        reach_profile_id: Id = "reachProfileId",
        /// The catalog item.
        catalog_item_id: Id = "catalogItemId",
        /// Price.
        price: f64 = "price",
        /// Who ordered.
        user_id: Id = "userId",
        /// Why it failed.
        err_description: String = "errDescription",
        /// The session to work with; it ends when the task is ready.
        access_key: String = "accessKey",
        /// Version of what is worked on.
        version: i64 = "version",
        /// Notes for people.
        notes: String = "notes",
        /// The profile's dictionary of the source language, one word or phrase a line.
        dictionary: String = "dictionary",
        /// Context of the order.
        context: String = "context",
        /// Percent, 0 to 100; the server does not check it.
        accuracy: f64 = "accuracy",
        /// The delivered asset.
        output_object_id: Id = "outputObjectId",
        /// The vendor's own data, JSON as text.
        partner_data: String = "partnerData",
        /// Manual or automatic.
        creation_mode: i64 = "creationMode",
        /// What else the service needs.
        task_job_data: TaskData = "taskJobData",
        /// Unix time in seconds.
        expected_finish_time: i64 = "expectedFinishTime",
        /// People or a machine.
        service_type: ServiceType = "serviceType",
        /// What is done.
        service_feature: ServiceFeature = "serviceFeature",
        /// Seconds until delivery, or a code below that.
        turn_around_time: i64 = "turnAroundTime",
        /// The vendor's own identifier.
        external_task_id: Id = "externalTaskId",
    }
}

object! {
    /// `KalturaCaptionAsset`: a caption file of an entry.
    pub struct CaptionAsset {
        /// Always `KalturaCaptionAsset`.
        object_type: String = "objectType",
        /// Identifier.
        id: Id = "id",
        /// The media.
        entry_id: Id = "entryId",
        /// The customer.
        partner_id: Id = "partnerId",
        /// Version of the file.
        version: i64 = "version",
        /// Bytes.
        size: i64 = "size",
        /// Words with commas.
        tags: String = "tags",
        /// The file's extension; set on insert only.
        file_ext: String = "fileExt",
        /// Caption parameters; set on insert only.
        caption_params_id: Id = "captionParamsId",
        /// Display name of the language (`KalturaLanguage`).
        language: String = "language",
        /// The code the server makes of it; the player drops an asset without one.
        language_code: String = "languageCode",
        /// Whether it is shown without being chosen.
        is_default: bool = "isDefault",
        /// What the menu shows; otherwise the language.
        label: String = "label",
        /// Set on insert only. Not set: SRT, whatever the file is.
        format: CaptionFormat = "format",
        /// Where it came from; set on insert only.
        source: i64 = "source",
        /// How far it is.
        status: AssetStatus = "status",
        /// The asset it was made from; set on insert only.
        parent_id: Id = "parentId",
        /// Percent, 0 to 100.
        accuracy: f64 = "accuracy",
        /// Whether the player offers it. Not set: yes.
        display_on_player: bool = "displayOnPlayer",
        /// Its transcripts, as a list with commas.
        associated_transcript_ids: String = "associatedTranscriptIds",
        /// Captions or extended audio description. Not set: captions.
        usage: CaptionUsage = "usage",
    }
}

object! {
    /// `KalturaAttachmentAsset`: a file attached to an entry; formerly used for audio descriptions.
    pub struct AttachmentAsset {
        /// Always `KalturaAttachmentAsset`.
        object_type: String = "objectType",
        /// Identifier.
        id: Id = "id",
        /// The media.
        entry_id: Id = "entryId",
        /// The file's extension.
        file_ext: String = "fileExt",
        /// The file's name.
        filename: String = "filename",
        /// Title.
        title: String = "title",
        /// What kind of file it is.
        format: AttachmentType = "format",
        /// Labels, as a list with commas; `AAD` marks an audio description of the old kind.
        tags: String = "tags",
    }
}

object! {
    /// `KalturaTranscriptAsset`: a transcript of an entry, as text or JSON.
    pub struct TranscriptAsset {
        /// Always `KalturaTranscriptAsset`.
        object_type: String = "objectType",
        /// Identifier.
        id: Id = "id",
        /// The media.
        entry_id: Id = "entryId",
        /// The customer.
        partner_id: Id = "partnerId",
        /// The file's extension.
        file_ext: String = "fileExt",
        /// The file's name.
        filename: String = "filename",
        /// Title.
        title: String = "title",
        /// Text or JSON.
        format: AttachmentType = "format",
        /// How far it is.
        status: AssetStatus = "status",
        /// Display name of the language.
        language: String = "language",
        /// Whether people checked it.
        human_verified: bool = "humanVerified",
        /// A share, 0 to 1: not percent as on captions.
        accuracy: f64 = "accuracy",
        /// Who made it.
        provider_type: Value = "providerType",
    }
}

object! {
    /// `KalturaThumbCuePoint`: a chapter or a slide. A chapter has no end: the player shows it until
    /// the next one starts.
    pub struct ThumbCuePoint {
        /// Always `KalturaThumbCuePoint`.
        object_type: String = "objectType",
        /// Identifier.
        id: Id = "id",
        /// Always `thumbCuePoint.Thumb`.
        cue_point_type: String = "cuePointType",
        /// The media.
        entry_id: Id = "entryId",
        /// Milliseconds.
        start_time: i64 = "startTime",
        /// The image; without one the status is pending.
        asset_id: Id = "assetId",
        /// At most 255 bytes; the server cuts the rest off.
        title: String = "title",
        /// Longer text.
        description: String = "description",
        /// Chapter or slide.
        sub_type: ThumbCuePointSubType = "subType",
        /// Words with commas.
        tags: String = "tags",
    }
}
