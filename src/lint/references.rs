//! Sources that several rules name. A source that one rule names stays in its file.

use super::rule::Reference;

pub(crate) const AMAZON: Reference = Reference {
    title: "Amazon Prime Video Direct help, caption (timed text) requirements",
    url: "https://videodirect.amazon.com/home/help?topicId=201979140",
    read_on: "2026-11-22",
};
pub(crate) const BBC: Reference = Reference {
    title: "BBC Subtitle Guidelines",
    url: "https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles/",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const BBC_TTML_VALIDATOR: Reference = Reference {
    title: "bbc/ttml-validator, validation codes",
    url: "https://github.com/bbc/ttml-validator/blob/6b68f33a/src/validationLogging/validationCodes.py",
    read_on: "2026-11-22",
};
pub(crate) const DCMP: Reference = Reference {
    title: "DCMP Captioning Key",
    url: "https://dcmp.org/learn/captioningkey",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const IMSC_REGIONS: Reference = Reference {
    title: "W3C IMSC 1.1, regions",
    url: "https://www.w3.org/TR/2018/REC-ttml-imsc1.1-20181108/",
    read_on: "2026-11-22",
};
pub(crate) const NETFLIX: Reference = Reference {
    title: "Netflix Timed Text Style Guide, general requirements",
    url: "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
    read_on: "2026-11-22",
};
pub(crate) const NETFLIX_TIMING: Reference = Reference {
    title: "Netflix Timed Text Style Guide, timing guidelines",
    url: "https://partnerhelp.netflixstudios.com/hc/en-us/articles/360051554394",
    read_on: "2026-11-22",
};
pub(crate) const NETFLIX_SPEED: Reference = Reference {
    title: "Netflix Timed Text Style Guide, how reading speed is counted",
    url: "https://partnerhelp.netflixstudios.com/hc/en-us/articles/115001352212",
    read_on: "2026-11-22",
};
pub(crate) const OUR_TEXT: Reference = Reference {
    title: "Our own judgment: what is wrong in the text of captions",
    url: "docs/observations.md#judgments",
    read_on: "2026-11-30",
};
pub(crate) const SPEAKER_MARKS: Reference = Reference {
    title: "cuesmith, speaker marks",
    url: "docs/observations.md#speaker-marks",
    read_on: "2026-11-22",
};
pub(crate) const ROLLING_CAPTIONS: Reference = Reference {
    title: "Observation: automatic captions downloaded from YouTube",
    url: "docs/observations.md#rolling-captions",
    read_on: "2026-11-22",
};
pub(crate) const SRT_PARSERS: Reference = Reference {
    title: "Observation: SRT files in twelve parsers",
    url: "docs/observations.md#srt-parsers",
    read_on: "2026-11-22",
};
pub(crate) const SUBTITLE_EDIT_FIXES: Reference = Reference {
    title: "Subtitle Edit, fix common errors",
    url: "https://github.com/SubtitleEdit/subtitleedit/tree/5c98fbdf/src/libse/Forms/FixCommonErrors",
    read_on: "2026-11-22",
};
pub(crate) const SUBTITLE_EDIT_GENERAL: Reference = Reference {
    title: "Subtitle Edit, SeGeneral.cs (profiles)",
    url: "https://github.com/SubtitleEdit/subtitleedit/blob/5c98fbdf/src/ui/Logic/Config/SeGeneral.cs",
    read_on: "2026-11-22",
};
pub(crate) const SUBTITLE_EDIT_LINTER: Reference = Reference {
    title: "Subtitle Edit, SubtitleLinter.cs (`seconv lint`)",
    url: "https://github.com/SubtitleEdit/subtitleedit/blob/5c98fbdf/src/seconv/Core/SubtitleLinter.cs",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const TTML1_10_4: Reference = Reference {
    title: "W3C TTML1, third edition, section 10.4",
    url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const TTML1_5_1: Reference = Reference {
    title: "W3C TTML1, third edition, section 5.1",
    url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const TTML1_7_2_1: Reference = Reference {
    title: "W3C TTML1, third edition, section 7.2.1",
    url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const TTML1_7_2_2: Reference = Reference {
    title: "W3C TTML1, third edition, section 7.2.2",
    url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const TTML1_7_2_3: Reference = Reference {
    title: "W3C TTML1, third edition, section 7.2.3",
    url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const TTML1_9_3_3: Reference = Reference {
    title: "W3C TTML1, third edition, section 9.3.3",
    url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const DFXP_IN_PRACTICE: Reference = Reference {
    title: "Observation: DFXP files as programs write them",
    url: "docs/observations.md#dfxp-in-practice",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const HOSTILE_XML: Reference = Reference {
    title: "Observation: hostile XML in TTML parsers",
    url: "docs/observations.md#hostile-xml",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const TTML_PARSERS: Reference = Reference {
    title: "Observation: TTML files in ttconv and imscJS",
    url: "docs/observations.md#ttml-parsers",
    read_on: "2026-11-22",
};
pub(crate) const WEBVTT_4_1: Reference = Reference {
    title: "W3C WebVTT, section 4.1, file structure",
    url: "https://w3c.github.io/webvtt/#file-structure",
    read_on: "2026-11-22",
};
pub(crate) const WEBVTT_CUE_SETTINGS: Reference = Reference {
    title: "W3C WebVTT, section 4.4, cue settings",
    url: "https://w3c.github.io/webvtt/#webvtt-cue-settings-list",
    read_on: "2026-11-22",
};
pub(crate) const WEBVTT_CUE_TEXT: Reference = Reference {
    title: "W3C WebVTT, section 4.2.2, caption or subtitle cue text",
    url: "https://w3c.github.io/webvtt/#webvtt-caption-or-subtitle-cue-text",
    read_on: "2026-11-22",
};
pub(crate) const WEBVTT_CUE_TIMINGS: Reference = Reference {
    title: "W3C WebVTT, section 4.1, cue timings",
    url: "https://w3c.github.io/webvtt/#webvtt-cue-timings",
    read_on: "2026-11-22",
};
pub(crate) const WEBVTT_FILE_STRUCTURE: Reference = Reference {
    title: "W3C WebVTT, section 4.1, file structure",
    url: "https://w3c.github.io/webvtt/#file-structure",
    read_on: "2026-11-22",
};
pub(crate) const YOUTUBE: Reference = Reference {
    title: "YouTube help, supported subtitle and closed caption files",
    url: "https://support.google.com/youtube/answer/2734698",
    read_on: "2026-11-22",
};
pub(crate) const WCAG_EXTENDED_AD: Reference = Reference {
    title: "W3C WCAG 2.2, success criterion 1.2.7, extended audio description",
    url: "https://www.w3.org/TR/WCAG22/#extended-audio-description-prerecorded",
    read_on: "2026-11-30",
};
pub(crate) const WEBVTT_CHAPTERS: Reference = Reference {
    title: "W3C WebVTT, section 4.2.3, chapter title text",
    url: "https://w3c.github.io/webvtt/#webvtt-chapter-title-text",
    read_on: "2026-11-22",
};
pub(crate) const WEBVTT_DESCRIPTIONS: Reference = Reference {
    title: "W3C WebVTT, section 1, introduction: descriptions",
    url: "https://w3c.github.io/webvtt/#introduction",
    read_on: "2026-11-22",
};
pub(crate) const WEBVTT_TIMESTAMP: Reference = Reference {
    title: "W3C WebVTT, section 4.1, timestamp",
    url: "https://w3c.github.io/webvtt/#webvtt-timestamp",
    read_on: "2026-11-22",
};
pub(crate) const OUR_COMPARISON: Reference = Reference {
    title: "Our own judgment: how a translation is compared with its source",
    url: "docs/observations.md#judgments",
    read_on: "2026-11-30",
};
pub(crate) const OUR_TIMING: Reference = Reference {
    title: "Our own judgment: times that cannot be right",
    url: "docs/observations.md#judgments",
    read_on: "2026-11-30",
};
pub(crate) const RUFF_NOQA: Reference = Reference {
    title: "Ruff, unused-noqa (RUF100)",
    url: "https://github.com/astral-sh/ruff/blob/03f5fa2f94b1303e1906b523963f9c878d4d6a76/crates/ruff_linter/src/rules/ruff/rules/unused_noqa.rs",
    read_on: "2026-11-30",
};
pub(crate) const BIOME_SUPPRESSIONS: Reference = Reference {
    title: "Biome, suppressions",
    url: "https://biomejs.dev/analyzer/suppressions",
    read_on: "2026-11-30",
};
