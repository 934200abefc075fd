//! The rules, one file each, by family.

mod aln;
mod ead;
mod enc;
mod lin;
mod line;
mod rdg;
mod srt;
mod tim;
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
    &enc::FormatExtensionMismatch,
    &lin::LineTooLong,
    &lin::TooManyLines,
    &lin::EmptyLineInCue,
    &rdg::ReadingSpeedCps,
    &rdg::ReadingSpeedWpm,
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
    &tim::BeyondMedia,
    &tim::NonZeroOrigin,
    &tim::NegativeOrHugeTime,
    &tim::DuplicateCue,
    &txt::EmptyCue,
    &txt::LeadingTrailingSpace,
    &txt::DoubleSpace,
    &txt::UnbalancedMarkup,
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
