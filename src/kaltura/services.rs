//! What each service of REACH delivers: four of them a caption file, the others something else.
//!
//! kaltura/kaltura-agents-api-guides 020a3c9e, KALTURA_REACH_API.md, "Output Types by Service".

use super::codes::{Code as _, ServiceFeature};

/// What is delivered for a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ServiceOutput {
    /// A caption asset: SRT, DFXP or WebVTT.
    CaptionFile,
    /// Chapters, as cue points.
    Chapters,
    /// Questions, as cue points.
    Questions,
    /// A flavor with other sound.
    AudioTrack,
    /// Captions that are sent while the event is live.
    LiveMessages,
    /// Another entry, or several: clips, a video with sign language.
    Video,
    /// Metadata or text about the entry.
    Metadata,
    /// A conversation with an agent.
    Conversation,
    /// The service has no name here.
    Unknown,
}

impl ServiceOutput {
    /// What it is called in messages.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::CaptionFile => "a caption file",
            Self::Chapters => "a list of chapters",
            Self::Questions => "a list of questions",
            Self::AudioTrack => "an audio track",
            Self::LiveMessages => "messages while the event is live",
            Self::Video => "a video",
            Self::Metadata => "metadata",
            Self::Conversation => "a conversation",
            Self::Unknown => "an unknown deliverable",
        }
    }
}

impl ServiceFeature {
    /// What is delivered for it.
    ///
    /// ```
    /// use cuesmith::kaltura::{ServiceOutput, ServiceFeature};
    ///
    /// assert_eq!(ServiceFeature::Alignment.output(), ServiceOutput::CaptionFile);
    /// assert_eq!(ServiceFeature::LiveCaption.output(), ServiceOutput::LiveMessages);
    /// ```
    #[must_use]
    pub const fn output(self) -> ServiceOutput {
        match self {
            Self::Captions
            | Self::Translation
            | Self::Alignment
            | Self::ExtendedAudioDescription => ServiceOutput::CaptionFile,
            Self::Chaptering => ServiceOutput::Chapters,
            Self::Quiz => ServiceOutput::Questions,
            Self::AudioDescription | Self::Dubbing => ServiceOutput::AudioTrack,
            Self::LiveCaption | Self::LiveTranslation => ServiceOutput::LiveMessages,
            Self::Clips | Self::SignLanguage | Self::SpeechToVideo | Self::AvatarVod => {
                ServiceOutput::Video
            }
            Self::IntelligentTagging
            | Self::Summary
            | Self::VideoAnalysis
            | Self::Moderation
            | Self::MetadataEnrichment
            | Self::SentimentAnalysis
            | Self::DocumentEnrichment => ServiceOutput::Metadata,
            Self::ImmersiveAgentCall | Self::ImmersiveAgentChat => ServiceOutput::Conversation,
            Self::Other(_) => ServiceOutput::Unknown,
        }
    }

    /// Its name in messages: `dubbing`, `service 77`.
    #[must_use]
    pub fn label(self) -> String {
        match self.title() {
            "" => format!("service {}", self.code()),
            title => title.to_owned(),
        }
    }
}
