//! The API's numbered enumerations that orders and deliveries use.
//!
//! The server sends a number or a numeric string for the same field (as in the call samples of Kaltura help), so a
//! code is kept as what it means, and a number without a name here is kept as a number. Values: the enumerations of
//! the same names in kaltura/server c447fdb3.

/// An enumeration of the API.
pub trait Code: Copy {
    /// The name of the enumeration, as in the API's schema.
    const NAME: &'static str;

    /// The meaning of a number.
    fn from_code(code: i64) -> Self;

    /// The number.
    fn code(self) -> i64;

    /// The usual name; empty for a number without a name here.
    fn title(self) -> &'static str;

    /// The numbers with names, as `1 SRT, 2 DFXP`.
    fn listing() -> String;
}

macro_rules! codes {
    ($(
        $(#[doc = $doc:literal])*
        pub enum $name:ident in $api:literal {
            $( $(#[doc = $vdoc:literal])* $variant:ident = $code:literal $title:literal, )*
        }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $( $(#[doc = $vdoc])* $variant, )*
            /// A number without a name here.
            Other(i64),
        }

        impl Code for $name {
            const NAME: &'static str = $api;

            fn from_code(code: i64) -> Self {
                match code {
                    $( $code => Self::$variant, )*
                    other => Self::Other(other),
                }
            }

            fn code(self) -> i64 {
                match self {
                    $( Self::$variant => $code, )*
                    Self::Other(code) => code,
                }
            }

            fn title(self) -> &'static str {
                match self {
                    $( Self::$variant => $title, )*
                    Self::Other(_) => "",
                }
            }

            fn listing() -> String {
                [$( concat!(stringify!($code), " ", $title) ),*].join(", ")
            }
        }

        #[cfg(feature = "json")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.code())
            }
        }
    )*};
}

codes! {
    /// The format of a caption asset (`format`), and of what an order wants (`outputFormat`,
    /// `defaultOutputFormat`: only 1 to 3, never CAP or SCC).
    pub enum CaptionFormat in "KalturaCaptionType" {
        /// SubRip; what an asset without a format is read as.
        Srt = 1 "SRT",
        /// DFXP, that is TTML.
        Dfxp = 2 "DFXP",
        /// WebVTT.
        WebVtt = 3 "WebVTT",
        /// Cheetah CAP, binary.
        Cap = 4 "CAP",
        /// Scenarist SCC; the server rewrites it as SRT and gives the new asset another id.
        Scc = 5 "SCC",
    }

    /// What a caption asset is for (`usage`).
    pub enum CaptionUsage in "KalturaCaptionAssetUsage" {
        /// Captions; what an asset without a usage is read as.
        Caption = 0 "captions",
        /// Extended audio description.
        Ead = 1 "extended audio description",
    }

    /// What is done in a task (`serviceFeature`).
    pub enum ServiceFeature in "KalturaVendorServiceFeature" {
        /// Captions.
        Captions = 1 "captions",
        /// Translation of captions.
        Translation = 2 "translation",
        /// A transcript aligned with the media.
        Alignment = 3 "alignment",
        /// Audio description.
        AudioDescription = 4 "audio description",
        /// Chapters.
        Chaptering = 5 "chaptering",
        /// Tags.
        IntelligentTagging = 6 "intelligent tagging",
        /// Dubbing.
        Dubbing = 7 "dubbing",
        /// Live captions.
        LiveCaption = 8 "live captions",
        /// Extended audio description.
        ExtendedAudioDescription = 9 "extended audio description",
        /// Clips.
        Clips = 10 "clips",
        /// Live translation.
        LiveTranslation = 11 "live translation",
        /// Quiz.
        Quiz = 12 "quiz",
        /// Summary.
        Summary = 13 "summary",
        /// Video analysis.
        VideoAnalysis = 14 "video analysis",
        /// Moderation.
        Moderation = 15 "moderation",
        /// Metadata enrichment.
        MetadataEnrichment = 16 "metadata enrichment",
        /// Sentiment analysis.
        SentimentAnalysis = 17 "sentiment analysis",
        /// Document enrichment.
        DocumentEnrichment = 18 "document enrichment",
        /// Sign language.
        SignLanguage = 19 "sign language",
        /// Speech to video.
        SpeechToVideo = 20 "speech to video",
        /// A call with an immersive agent.
        ImmersiveAgentCall = 21 "immersive agent call",
        /// A chat with an immersive agent.
        ImmersiveAgentChat = 22 "immersive agent chat",
        /// Avatar video on demand.
        AvatarVod = 23 "avatar VOD",
    }

    /// Who does the work (`serviceType`).
    pub enum ServiceType in "KalturaVendorServiceType" {
        /// People.
        Human = 1 "human",
        /// A machine.
        Machine = 2 "machine",
    }

    /// How far a task is (`status`).
    pub enum TaskStatus in "KalturaEntryVendorTaskStatus" {
        /// To be fetched by the vendor.
        Pending = 1 "pending",
        /// Done.
        Ready = 2 "ready",
        /// Fetched.
        Processing = 3 "processing",
        /// Waits for a moderator.
        PendingModeration = 4 "pending moderation",
        /// Rejected.
        Rejected = 5 "rejected",
        /// Failed.
        Error = 6 "error",
        /// Given up.
        Aborted = 7 "aborted",
        /// Waits for the entry.
        PendingEntryReady = 8 "pending entry ready",
        /// Scheduled.
        Scheduled = 9 "scheduled",
    }

    /// What an attachment contains (`format` of a transcript asset).
    pub enum AttachmentType in "KalturaAttachmentType" {
        /// Text.
        Text = 1 "text",
        /// Media.
        Media = 2 "media",
        /// A document.
        Document = 3 "document",
        /// JSON.
        Json = 4 "JSON",
        /// Markdown.
        Markdown = 5 "Markdown",
    }

    /// How far an asset is (`status`).
    pub enum AssetStatus in "KalturaCaptionAssetStatus" {
        /// The upload check found no cue.
        Error = -1 "error",
        /// Queued.
        Queued = 0 "queued",
        /// In conversion.
        Converting = 1 "converting",
        /// Accepted.
        Ready = 2 "ready",
        /// Deleted.
        Deleted = 3 "deleted",
        /// Not applicable.
        NotApplicable = 4 "not applicable",
        /// Temporary.
        Temp = 5 "temporary",
        /// Waits for conversion.
        WaitForConvert = 6 "waiting for conversion",
        /// Being imported.
        Importing = 7 "importing",
        /// Being validated.
        Validating = 8 "validating",
        /// Being exported.
        Exporting = 9 "exporting",
    }

    /// What a thumb cue point marks (`subType`).
    pub enum ThumbCuePointSubType in "KalturaThumbCuePointSubType" {
        /// A slide.
        Slide = 1 "slide",
        /// A chapter.
        Chapter = 2 "chapter",
    }
}

impl TaskStatus {
    /// Whether the server keeps a task in it: ready, rejected, failed and aborted are final
    /// (kaltura/server c447fdb3, KalturaEntryVendorTask.php, `validateForUpdate`).
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Ready | Self::Rejected | Self::Error | Self::Aborted)
    }
}

impl CaptionFormat {
    /// Its name in messages: `WebVTT`, `format 77`.
    #[must_use]
    pub fn label(self) -> String {
        match self.title() {
            "" => format!("format {}", self.code()),
            title => title.to_owned(),
        }
    }

    /// The file extension that the server maps to the format; `ttml`, `xml` and `webvtt` map to none
    /// (`plugins/content/caption/base/CaptionPlugin.php:785-807`).
    #[must_use]
    pub const fn file_ext(self) -> &'static str {
        match self {
            Self::Srt => "srt",
            Self::Dfxp => "dfxp",
            Self::WebVtt => "vtt",
            Self::Cap => "cap",
            Self::Scc => "scc",
            Self::Other(_) => "",
        }
    }

    /// cuesmith's format for its files; `None` for those that are not read here.
    #[must_use]
    pub const fn format(self) -> Option<crate::format::Format> {
        match self {
            Self::Srt => Some(crate::format::Format::Srt),
            Self::WebVtt => Some(crate::format::Format::WebVtt),
            #[cfg(feature = "ttml")]
            Self::Dfxp => Some(crate::format::Format::Ttml),
            _ => None,
        }
    }

    /// The format of a word: its file extension, or `webvtt`, `ttml`, `xml`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "srt" => Some(Self::Srt),
            "dfxp" | "ttml" | "xml" => Some(Self::Dfxp),
            "vtt" | "webvtt" => Some(Self::WebVtt),
            "cap" => Some(Self::Cap),
            "scc" => Some(Self::Scc),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_without_a_name_keep_their_number() {
        assert_eq!(CaptionFormat::from_code(3), CaptionFormat::WebVtt);
        assert_eq!(CaptionFormat::from_code(77), CaptionFormat::Other(77));
        assert_eq!(CaptionFormat::from_code(77).code(), 77);
        assert_eq!(AssetStatus::from_code(-1), AssetStatus::Error);
        assert_eq!(CaptionUsage::listing(), "0 captions, 1 extended audio description");
        for code in 1..=23 {
            assert!(!ServiceFeature::from_code(code).title().is_empty(), "{code}");
        }
    }
}
