//! What an order asks for, extracted from the API's objects: each demand with the place in the order
//! that it comes from. Nothing here knows JSON; `objects` (feature `json`) makes it.

use std::sync::Arc;

use super::codes::{CaptionFormat, CaptionUsage, ServiceFeature};
use crate::source::Span;

/// The longest line that the server asks for when the profile does not set it (kaltura/server
/// c447fdb3, `plugins/reach/lib/model/ReachProfile.php:47,278-285`).
pub const DEFAULT_MAX_CHARS: u32 = 26;
/// The maximum number of characters in a dictionary, as documented and as KMC counts: UTF-16 units without the line
/// endings.
pub const MAX_DICTIONARY_CHARS: usize = 8000;
/// The maximum number of bytes in a dictionary, line endings included, that the server accepts.
pub const MAX_DICTIONARY_BYTES: usize = 10_000;

/// A demand of an order, and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked<T> {
    /// What it says.
    pub value: T,
    /// Where.
    pub place: OrderPlace,
    /// Whether the field is not set and this is the server's default.
    pub is_default: bool,
}

/// A place in an order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct OrderPlace {
    /// Index into [`Order::files`].
    pub file: u32,
    /// The field as a JSON pointer. Where a default replaces a field that is not set, the
    /// pointer that the field would have.
    pub pointer: String,
    /// The value in the text of the file; what is around it where it is not set.
    pub span: Span,
}

/// A file that an order was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderFile {
    /// Its name in messages.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A vocabulary of the profile.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderDictionary {
    /// The object.
    pub place: OrderPlace,
    /// Display name of its language.
    pub language: Option<Asked<String>>,
    /// Its words, one a line.
    pub data: Asked<String>,
}

/// An accuracy and the range it has.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderAccuracy {
    /// The number.
    pub value: Asked<f64>,
    /// Whether it is a share from 0 to 1, as on transcripts, and not whole percent from 0 to 100.
    pub is_share: bool,
}

/// A name of a language in an order.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderLanguage {
    /// The name.
    pub name: Asked<String>,
    /// Whether it is in a catalog item or dictionary, where `Auto Detect` and sign languages are
    /// names too.
    pub in_catalog: bool,
}

/// A caption asset: what was or will be sent with the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderAsset {
    /// The object.
    pub place: OrderPlace,
    /// `usage`.
    pub usage: Option<Asked<CaptionUsage>>,
    /// `format`; not set means SRT.
    pub format: Option<Asked<CaptionFormat>>,
    /// `fileExt`.
    pub file_ext: Option<Asked<String>>,
    /// `displayOnPlayer`; not set means yes.
    pub display_on_player: Option<Asked<bool>>,
    /// `isDefault`.
    pub is_default: Option<Asked<bool>>,
    /// `label`.
    pub label: Option<Asked<String>>,
    /// `language`.
    pub language: Option<Asked<String>>,
    /// `tags`.
    pub tags: Option<Asked<String>>,
}

/// The parts of an order other than the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderPart {
    /// The customer's settings.
    Profile,
    /// The service that was ordered.
    CatalogItem,
}

impl OrderPart {
    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Profile => "REACH profile",
            Self::CatalogItem => "catalog item",
        }
    }
}

/// A part that an order does not contain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderMissing {
    /// Which.
    pub part: OrderPart,
    /// The id that the task names.
    pub id: Option<String>,
    /// Where the task names it; the beginning of the order where none does.
    pub place: OrderPlace,
}

/// An order: what a profile, a catalog item, a task and an asset ask for together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    /// The files it was read from; the orders of one answer share them.
    pub files: Arc<[OrderFile]>,
    /// Parts that are missing from the order.
    pub missing: Vec<OrderMissing>,
    /// What is to be done (`serviceFeature` of the task, else of the catalog item).
    pub service_feature: Option<Asked<ServiceFeature>>,
    /// What the asset is for.
    pub usage: Option<Asked<CaptionUsage>>,
    /// The effective format: the catalog item's, else the profile's, else SRT; without both, the
    /// asset's. Extended audio description is always WebVTT.
    pub output_format: Option<Asked<CaptionFormat>>,
    /// The catalog item's own format.
    pub item_format: Option<Asked<CaptionFormat>>,
    /// Longest line; [`DEFAULT_MAX_CHARS`] where a profile does not set it.
    pub max_chars: Option<Asked<u32>>,
    /// Whether changes of speaker are marked.
    pub speaker_changes: Option<Asked<bool>>,
    /// Whether speakers are named.
    pub speaker_names: Option<Asked<bool>>,
    /// Whether sounds are described.
    pub audio_tags: Option<Asked<bool>>,
    /// Whether profanity is masked.
    pub profanity_removal: Option<Asked<bool>>,
    /// Display name of the language that is spoken.
    pub source_language: Option<Asked<String>>,
    /// Display name of the language of the delivered text.
    pub language: Option<Asked<String>>,
    /// Every dictionary of the profile.
    pub dictionaries: Vec<OrderDictionary>,
    /// The task's own words, one a line: the server copies them from the profile's dictionary of the
    /// source language (kaltura/server c447fdb3, plugins/reach/lib/kReachManager.php, line 901).
    pub task_dictionary: Option<Asked<String>>,
    /// The words of the job, in the language of the text ([`Order::words`]).
    pub dictionary: Option<Asked<String>>,
    /// Length of the entry in milliseconds.
    pub media_duration: Option<Asked<i64>>,
    /// Every accuracy.
    pub accuracies: Vec<OrderAccuracy>,
    /// Every name of a language.
    pub languages: Vec<OrderLanguage>,
    /// Every caption asset.
    pub assets: Vec<OrderAsset>,
    /// `tags` of every attachment.
    pub attachments: Vec<Asked<String>>,
}

impl<T> Asked<T> {
    /// The place of the demand ([`OrderPlace::cite`]).
    #[must_use]
    pub fn cite(&self, order: &Order) -> String {
        self.place.cite(order)
    }

    /// Another value that the same field asks for.
    #[must_use]
    pub fn with<U>(&self, value: U) -> Asked<U> {
        Asked { value, place: self.place.clone(), is_default: self.is_default }
    }
}

impl OrderPlace {
    /// The place for messages: `order.json#/reachProfile/maxCharactersPerCaptionLine`, a JSON
    /// pointer after the file (RFC 6901, section 6).
    #[must_use]
    pub fn cite(&self, order: &Order) -> String {
        let file = order.files.get(self.file as usize);
        format!("{}#{}", file.map_or("order", |file| &file.path), self.pointer)
    }
}

/// The source language of an order that leaves it open.
pub const AUTO_DETECT: &str = "Auto Detect";

impl Order {
    /// The words for a text in a language (a display name): those of the profile's dictionary of that
    /// language. The task's own words go first where the text is in the source language, whose
    /// dictionary they are; a translation has no use for them.
    #[must_use]
    pub fn words(&self, language: Option<&str>) -> Option<&Asked<String>> {
        let source = self.source_language.as_ref().map(|asked| asked.value.as_str());
        let is_source = match (language, source) {
            (Some(language), Some(source)) => language == source || source == AUTO_DETECT,
            _ => true,
        };
        let own =
            self.task_dictionary.as_ref().filter(|words| is_source && !words.value.is_empty());
        own.or_else(|| {
            let of =
                |d: &&OrderDictionary| d.language.as_ref().map(|asked| &*asked.value) == language;
            language.and_then(|_| Some(&self.dictionaries.iter().find(of)?.data))
        })
    }

    /// Whether it is about extended audio description: service feature 9, or usage 1.
    #[must_use]
    pub fn is_ead(&self) -> bool {
        let feature = self.service_feature.as_ref().map(|asked| asked.value);
        let usage = self.usage.as_ref().map(|asked| asked.value);
        feature == Some(ServiceFeature::ExtendedAudioDescription)
            || usage == Some(CaptionUsage::Ead)
    }
}
