//! Sources that several rules name. A source that one rule names stays in its file.

use super::rule::Reference;

pub(crate) const AMAZON: Reference =
    Reference { title: "Amazon videocentral help 201979140", read_on: "2026-11-22" };
pub(crate) const BBC: Reference =
    Reference { title: "BBC Subtitle Guidelines", read_on: "2026-11-22" };
#[cfg(feature = "ttml")]
pub(crate) const BBC_TTML_VALIDATOR: Reference =
    Reference { title: "bbc/ttml-validator", read_on: "2026-11-22" };
#[cfg(feature = "ttml")]
pub(crate) const IMSC_REGIONS: Reference =
    Reference { title: "W3C IMSC 1.1, regions", read_on: "2026-11-22" };
pub(crate) const KALTURA_1_3_AND_11: Reference =
    Reference { title: "kaltura.md, sections 1.3 and 11", read_on: "2026-11-22" };
pub(crate) const KALTURA_1_3_AND_9: Reference =
    Reference { title: "kaltura.md, sections 1.3 and 9", read_on: "2026-11-22" };
pub(crate) const NETFLIX: Reference = Reference {
    title: "Netflix Timed Text Style Guide, general requirements",
    read_on: "2026-11-22",
};
pub(crate) const NETFLIX_TIMING: Reference =
    Reference { title: "Netflix Timed Text Style Guide, timing guidelines", read_on: "2026-11-22" };
pub(crate) const PLAYER_DISPLAY: Reference =
    Reference { title: "Kaltura player source, text-track-display.ts", read_on: "2026-11-22" };
pub(crate) const PLAYER_EXTERNAL_CAPTIONS: Reference = Reference {
    title: "Kaltura player source, external-captions-handler.ts",
    read_on: "2026-11-22",
};
pub(crate) const QC_SPK: Reference =
    Reference { title: "qc_rules.md, section 1.5, SPK", read_on: "2026-11-22" };
pub(crate) const QC_TIM: Reference =
    Reference { title: "qc_rules.md, section 1.5, TIM", read_on: "2026-11-22" };
pub(crate) const REACH_FAQ: Reference =
    Reference { title: "Kaltura REACH integration FAQ", read_on: "2026-11-22" };
pub(crate) const REACH_GUIDE: Reference =
    Reference { title: "Kaltura REACH guide", read_on: "2026-11-22" };
pub(crate) const REACH_VENDOR_EAD: Reference = Reference {
    title: "Kaltura REACH vendor guide, extended audio description",
    read_on: "2026-11-22",
};
pub(crate) const REACH_VENDOR_TRANSLATION: Reference =
    Reference { title: "Kaltura REACH vendor guide, translation", read_on: "2026-11-22" };
pub(crate) const SERVER_SRT: Reference = Reference {
    title: "Kaltura server source, srtCaptionsContentManager.php",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_WEBVTT: Reference =
    Reference { title: "Kaltura server source, WebVTT content manager", read_on: "2026-11-22" };
pub(crate) const SRT_READERS: Reference =
    Reference { title: "SRT readers measured on 298 files", read_on: "2026-11-22" };
pub(crate) const SUBTITLE_EDIT_GENERAL: Reference =
    Reference { title: "SubtitleEdit 5c98fbdf, SeGeneral.cs", read_on: "2026-11-22" };
pub(crate) const SUBTITLE_EDIT_LINTER: Reference =
    Reference { title: "SubtitleEdit 5c98fbdf, SubtitleLinter.cs", read_on: "2026-11-22" };
#[cfg(feature = "ttml")]
pub(crate) const TTML1_10_4: Reference =
    Reference { title: "W3C TTML1, third edition, section 10.4", read_on: "2026-11-22" };
#[cfg(feature = "ttml")]
pub(crate) const TTML1_5_1: Reference =
    Reference { title: "W3C TTML1, third edition, section 5.1", read_on: "2026-11-22" };
#[cfg(feature = "ttml")]
pub(crate) const TTML1_7_2_1: Reference =
    Reference { title: "W3C TTML1, third edition, section 7.2.1", read_on: "2026-11-22" };
#[cfg(feature = "ttml")]
pub(crate) const TTML1_7_2_2: Reference =
    Reference { title: "W3C TTML1, third edition, section 7.2.2", read_on: "2026-11-22" };
#[cfg(feature = "ttml")]
pub(crate) const TTML1_7_2_3: Reference =
    Reference { title: "W3C TTML1, third edition, section 7.2.3", read_on: "2026-11-22" };
#[cfg(feature = "ttml")]
pub(crate) const TTML1_9_3_3: Reference =
    Reference { title: "W3C TTML1, third edition, section 9.3.3", read_on: "2026-11-22" };
#[cfg(feature = "ttml")]
pub(crate) const TTML_PRACTICE: Reference =
    Reference { title: "facts/ttml.md section 4 (DFXP in practice)", read_on: "2026-11-22" };
#[cfg(feature = "ttml")]
pub(crate) const TTML_ROBUSTNESS: Reference =
    Reference { title: "facts/ttml.md section 4, security and robustness", read_on: "2026-11-22" };
#[cfg(feature = "ttml")]
pub(crate) const TTML_RULES: Reference =
    Reference { title: "facts/ttml.md section 1", read_on: "2026-11-22" };
pub(crate) const VOD_API_CHAPTERS: Reference =
    Reference { title: "Kaltura VOD API guide, chapters", read_on: "2026-11-22" };
pub(crate) const WEBVTT_4_1: Reference =
    Reference { title: "W3C WebVTT, section 4.1 (file structure)", read_on: "2026-11-22" };
pub(crate) const WEBVTT_CUE_SETTINGS: Reference =
    Reference { title: "W3C WebVTT, WebVTT cue settings", read_on: "2026-11-22" };
pub(crate) const WEBVTT_CUE_TEXT: Reference =
    Reference { title: "W3C WebVTT, WebVTT caption or subtitle cue text", read_on: "2026-11-22" };
pub(crate) const WEBVTT_CUE_TIMINGS: Reference =
    Reference { title: "WebVTT, section WebVTT cue timings", read_on: "2026-11-22" };
pub(crate) const WEBVTT_FILE_STRUCTURE: Reference =
    Reference { title: "W3C WebVTT, WebVTT file structure", read_on: "2026-11-22" };
pub(crate) const YOUTUBE: Reference =
    Reference { title: "YouTube help, answer 2734698", read_on: "2026-11-22" };
