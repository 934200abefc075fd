//! The rules, one file each, by family.

mod aln;
mod chp;
mod ead;
mod enc;
mod job;
mod klt;
mod lin;
mod line;
mod rdg;
mod spk;
mod srt;
mod tim;
#[cfg(feature = "ttml")]
mod ttm;
mod txt;
mod vtt;

use super::rule::Rule;

/// Every rule, by code. Keep it sorted.
pub(super) static ALL: &[&dyn Rule] = &[
    &aln::CueCountMismatch,
    &aln::CueTimingMismatch,
    &aln::UntranslatedCue,
    &aln::MissingTranslation,
    &aln::DefectiveSource,
    &chp::ChapterOverlap,
    &chp::ChapterBeyondMedia,
    &chp::ChapterTitle,
    &chp::ChapterMarkup,
    &chp::ChapterGap,
    &chp::ChapterTitleTooLong,
    &ead::EadNotVtt,
    &ead::EadMissingEnd,
    &ead::EadOverlap,
    &ead::EadBeyondMedia,
    &ead::EadEmpty,
    &ead::EadMarkup,
    &ead::EadUnspeakableToken,
    &ead::EadWindowTooShort,
    &ead::EadTooLong,
    &ead::EadDialogueLike,
    &ead::EadLanguage,
    &enc::NotUtf8,
    &enc::UnexpectedBom,
    &enc::MixedLineEndings,
    &enc::ControlCharacters,
    #[cfg(feature = "ttml")]
    &enc::DeclaredEncodingMismatch,
    &enc::FormatExtensionMismatch,
    #[cfg(feature = "nfc")]
    &enc::NotNfc,
    &job::AccuracyOutOfRange,
    &job::DictionaryTooLong,
    &job::DictionaryDuplicateLanguage,
    &job::OutputFormatMismatch,
    &job::DictionaryShape,
    &job::EadAssetFlags,
    &job::SccForReach,
    &job::UnknownLanguageName,
    &job::LabelBreaksPlaylist,
    &job::DefaultLineLength,
    &job::DuplicateVisibleLanguage,
    &job::AssetFormatExtension,
    &klt::KalturaNoCues,
    &klt::KalturaVttHeader,
    &klt::KalturaVttTimingLine,
    &klt::KalturaSrtFraction,
    #[cfg(feature = "ttml")]
    &klt::KalturaTtmlPrefix,
    #[cfg(feature = "ttml")]
    &klt::KalturaTtmlSeconds,
    #[cfg(feature = "ttml")]
    &klt::KalturaTtmlDur,
    #[cfg(feature = "ttml")]
    &klt::KalturaTtmlFrames,
    #[cfg(feature = "ttml")]
    &klt::KalturaTtmlMetric,
    #[cfg(feature = "ttml")]
    &klt::KalturaTtmlNestedTime,
    #[cfg(feature = "ttml")]
    &klt::KalturaTtmlPercent,
    #[cfg(feature = "ttml")]
    &klt::KalturaTtmlStylePrefix,
    #[cfg(feature = "ttml")]
    &klt::KalturaZeroLengthDropped,
    &klt::KalturaSegmentSpan,
    &klt::KalturaArrowScan,
    #[cfg(feature = "ttml")]
    &klt::KalturaMultilingual,
    &klt::KalturaVoiceLost,
    &klt::KalturaCueLost,
    &klt::KalturaCueMerged,
    &klt::KalturaTextChanged,
    &klt::KalturaMistimed,
    &klt::KalturaSrtTimingLine,
    &klt::KalturaSizeLimit,
    &klt::KalturaCrOnly,
    &klt::KalturaBlankLineWithSpaces,
    &klt::KalturaShortCue,
    &klt::KalturaLessThan,
    &klt::KalturaEntity,
    &klt::KalturaMarkupShown,
    &klt::KalturaSettingsBreakClip,
    &klt::KalturaStyleIgnored,
    &klt::KalturaWordWebvtt,
    &klt::KalturaIdLost,
    #[cfg(feature = "ttml")]
    &klt::KalturaTtmlClockParts,
    #[cfg(feature = "ttml")]
    &klt::KalturaTtmlCdata,
    #[cfg(feature = "ttml")]
    &klt::KalturaTtmlUnknownElement,
    #[cfg(feature = "ttml")]
    &klt::KalturaRegionLeak,
    #[cfg(feature = "ttml")]
    &klt::KalturaClipPrecision,
    #[cfg(feature = "ttml")]
    &klt::KalturaExtraCue,
    &klt::KalturaNotKeptWhole,
    &lin::LineTooLong,
    &lin::TooManyLines,
    &lin::FitsOneLine,
    &lin::UnbalancedLines,
    &lin::BadBreak,
    &lin::EmptyLineInCue,
    &lin::WordSplitAtBreak,
    &lin::CueTooLongText,
    &rdg::ReadingSpeedCps,
    &rdg::ReadingSpeedWpm,
    &spk::DialogueDashStyle,
    &spk::SingleDashLine,
    &spk::SoundLabelBrackets,
    &spk::NoSpeakerChangeMark,
    &spk::InconsistentSpeakerStyle,
    &spk::SpeakerMarkNotOrdered,
    &spk::AudioTagsNotOrdered,
    &spk::NoSpeakerNames,
    &srt::IndexNotSequential,
    &srt::MissingIndex,
    &srt::MalformedTiming,
    &srt::DotMilliseconds,
    &srt::MissingBlankLine,
    &srt::UnknownMarkup,
    &srt::TrailingGarbage,
    &srt::IrregularSpacing,
    &srt::IndexForm,
    &srt::UnreadFile,
    &srt::AmbiguousText,
    &tim::EndBeforeStart,
    &tim::ZeroDuration,
    &tim::OneMillisecondCue,
    &tim::CueOverlap,
    &tim::OutOfOrder,
    &tim::TooShort,
    &tim::TooLong,
    &tim::GapTooShort,
    &tim::BridgeableGap,
    &tim::BeyondMedia,
    &tim::NotOnFrame,
    &tim::NonZeroOrigin,
    &tim::NegativeOrHugeTime,
    &tim::DuplicateCue,
    &tim::RollingDuplication,
    &tim::LongSilence,
    #[cfg(feature = "ttml")]
    &ttm::NotWellFormed,
    #[cfg(feature = "ttml")]
    &ttm::WrongRoot,
    #[cfg(feature = "ttml")]
    &ttm::MissingLang,
    #[cfg(feature = "ttml")]
    &ttm::BadTimeExpression,
    #[cfg(feature = "ttml")]
    &ttm::FramesWithoutFramerate,
    #[cfg(feature = "ttml")]
    &ttm::InvalidFrameRate,
    #[cfg(feature = "ttml")]
    &ttm::DanglingIdref,
    #[cfg(feature = "ttml")]
    &ttm::DuplicateXmlId,
    #[cfg(feature = "ttml")]
    &ttm::NoTiming,
    #[cfg(feature = "ttml")]
    &ttm::SimultaneousRegionsOverlap,
    #[cfg(feature = "ttml")]
    &ttm::RegionOutsideRoot,
    #[cfg(feature = "ttml")]
    &ttm::EbuTtDConstraint,
    #[cfg(feature = "ttml")]
    &ttm::NetflixAbsolutePosition,
    #[cfg(feature = "ttml")]
    &ttm::NoNamespace,
    #[cfg(feature = "ttml")]
    &ttm::DraftNamespace,
    #[cfg(feature = "ttml")]
    &ttm::UnknownNamespace,
    #[cfg(feature = "ttml")]
    &ttm::BadLanguage,
    #[cfg(feature = "ttml")]
    &ttm::BadId,
    #[cfg(feature = "ttml")]
    &ttm::IdNotXmlId,
    #[cfg(feature = "ttml")]
    &ttm::Doctype,
    #[cfg(feature = "ttml")]
    &ttm::ReadLimit,
    #[cfg(feature = "ttml")]
    &ttm::BadStructure,
    #[cfg(feature = "ttml")]
    &ttm::BadAttribute,
    #[cfg(feature = "ttml")]
    &ttm::BadValue,
    #[cfg(feature = "ttml")]
    &ttm::BadParameter,
    #[cfg(feature = "ttml")]
    &ttm::TimeBase,
    #[cfg(feature = "ttml")]
    &ttm::StyleLoop,
    #[cfg(feature = "ttml")]
    &ttm::UnknownProfile,
    #[cfg(feature = "ttml")]
    &ttm::ImscConstraint,
    #[cfg(feature = "ttml")]
    &ttm::TimecodeDrift,
    #[cfg(feature = "ttml")]
    &ttm::ChildOutsideParent,
    #[cfg(feature = "ttml")]
    &ttm::NeverShown,
    #[cfg(feature = "ttml")]
    &ttm::NoEnd,
    #[cfg(feature = "ttml")]
    &ttm::EndAndDur,
    #[cfg(feature = "ttml")]
    &ttm::AmbiguousParentBegin,
    #[cfg(feature = "ttml")]
    &ttm::RegionMissing,
    #[cfg(feature = "ttml")]
    &ttm::RegionConflict,
    #[cfg(feature = "ttml")]
    &ttm::TooManyRegions,
    #[cfg(feature = "ttml")]
    &ttm::ContradictoryNestedStyle,
    #[cfg(feature = "ttml")]
    &ttm::UnusedStyle,
    #[cfg(feature = "ttml")]
    &ttm::UnusedRegion,
    #[cfg(feature = "ttml")]
    &ttm::NonInheritedMisplaced,
    #[cfg(feature = "ttml")]
    &ttm::Cdata,
    #[cfg(feature = "ttml")]
    &ttm::WhitespaceSignificant,
    #[cfg(feature = "ttml")]
    &ttm::BrAdjacentSpace,
    #[cfg(feature = "ttml")]
    &ttm::BrDisplay,
    #[cfg(feature = "ttml")]
    &ttm::PrivateUse,
    #[cfg(feature = "ttml")]
    &ttm::TabInText,
    &txt::EmptyCue,
    &txt::LeadingTrailingSpace,
    &txt::DoubleSpace,
    &txt::UnbalancedMarkup,
    #[cfg(feature = "profanity")]
    &txt::Profanity,
    #[cfg(feature = "dictionary")]
    &txt::DictionaryTerm,
    &vtt::MissingHeader,
    &vtt::MalformedTimestamp,
    &vtt::MissingBlockSeparator,
    &vtt::ArrowInText,
    &vtt::BadCueSetting,
    &vtt::UnclosedTag,
    &vtt::UnknownTag,
    &vtt::EmptyVoice,
    &vtt::BadInlineTimestamp,
    &vtt::BadEscape,
    &vtt::StyleAfterCue,
    &vtt::UndefinedRegion,
    &vtt::DuplicateId,
    &vtt::BlockStructure,
    &vtt::RegionDefinition,
    &vtt::TagContent,
];
