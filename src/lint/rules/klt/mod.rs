//! KLT: what Kaltura's own readers lose, cut, merge or mistime. `docs/kaltura-rules.md` says which of the
//! facts each rule stands for.

mod kaltura_arrow_scan;
mod kaltura_blank_line_with_spaces;
#[cfg(feature = "ttml")]
mod kaltura_clip_precision;
mod kaltura_cr_only;
mod kaltura_cue_lost;
mod kaltura_cue_merged;
mod kaltura_entity;
#[cfg(feature = "ttml")]
mod kaltura_extra_cue;
mod kaltura_id_lost;
mod kaltura_less_than;
mod kaltura_markup_shown;
mod kaltura_mistimed;
#[cfg(feature = "ttml")]
mod kaltura_multilingual;
mod kaltura_no_cues;
mod kaltura_not_kept_whole;
#[cfg(feature = "ttml")]
mod kaltura_region_leak;
mod kaltura_segment_span;
mod kaltura_settings_break_clip;
mod kaltura_short_cue;
mod kaltura_size_limit;
mod kaltura_srt_fraction;
mod kaltura_srt_timing_line;
mod kaltura_style_ignored;
mod kaltura_text_changed;
#[cfg(feature = "ttml")]
mod kaltura_ttml_cdata;
#[cfg(feature = "ttml")]
mod kaltura_ttml_clock_parts;
#[cfg(feature = "ttml")]
mod kaltura_ttml_dur;
#[cfg(feature = "ttml")]
mod kaltura_ttml_frames;
#[cfg(feature = "ttml")]
mod kaltura_ttml_metric;
#[cfg(feature = "ttml")]
mod kaltura_ttml_nested_time;
#[cfg(feature = "ttml")]
mod kaltura_ttml_percent;
#[cfg(feature = "ttml")]
mod kaltura_ttml_prefix;
#[cfg(feature = "ttml")]
mod kaltura_ttml_seconds;
#[cfg(feature = "ttml")]
mod kaltura_ttml_style_prefix;
#[cfg(feature = "ttml")]
mod kaltura_ttml_unknown_element;
mod kaltura_voice_lost;
mod kaltura_vtt_header;
mod kaltura_vtt_timing_line;
mod kaltura_word_webvtt;
#[cfg(feature = "ttml")]
mod kaltura_zero_length_dropped;

use crate::format::Format;

/// The formats that the platform takes and this build reads.
#[cfg(feature = "ttml")]
const FORMATS: &[Format] = &[Format::Srt, Format::WebVtt, Format::Ttml];
#[cfg(not(feature = "ttml"))]
const FORMATS: &[Format] = Format::ALL;

pub(super) use kaltura_arrow_scan::KalturaArrowScan;
pub(super) use kaltura_blank_line_with_spaces::KalturaBlankLineWithSpaces;
#[cfg(feature = "ttml")]
pub(super) use kaltura_clip_precision::KalturaClipPrecision;
pub(super) use kaltura_cr_only::KalturaCrOnly;
pub(super) use kaltura_cue_lost::KalturaCueLost;
pub(super) use kaltura_cue_merged::KalturaCueMerged;
pub(super) use kaltura_entity::KalturaEntity;
#[cfg(feature = "ttml")]
pub(super) use kaltura_extra_cue::KalturaExtraCue;
pub(super) use kaltura_id_lost::KalturaIdLost;
pub(super) use kaltura_less_than::KalturaLessThan;
pub(super) use kaltura_markup_shown::KalturaMarkupShown;
pub(super) use kaltura_mistimed::KalturaMistimed;
#[cfg(feature = "ttml")]
pub(super) use kaltura_multilingual::KalturaMultilingual;
pub(super) use kaltura_no_cues::KalturaNoCues;
pub(super) use kaltura_not_kept_whole::KalturaNotKeptWhole;
#[cfg(feature = "ttml")]
pub(super) use kaltura_region_leak::KalturaRegionLeak;
pub(super) use kaltura_segment_span::KalturaSegmentSpan;
pub(super) use kaltura_settings_break_clip::KalturaSettingsBreakClip;
pub(super) use kaltura_short_cue::KalturaShortCue;
pub(super) use kaltura_size_limit::KalturaSizeLimit;
pub(super) use kaltura_srt_fraction::KalturaSrtFraction;
pub(super) use kaltura_srt_timing_line::KalturaSrtTimingLine;
pub(super) use kaltura_style_ignored::KalturaStyleIgnored;
pub(super) use kaltura_text_changed::KalturaTextChanged;
#[cfg(feature = "ttml")]
pub(super) use kaltura_ttml_cdata::KalturaTtmlCdata;
#[cfg(feature = "ttml")]
pub(super) use kaltura_ttml_clock_parts::KalturaTtmlClockParts;
#[cfg(feature = "ttml")]
pub(super) use kaltura_ttml_dur::KalturaTtmlDur;
#[cfg(feature = "ttml")]
pub(super) use kaltura_ttml_frames::KalturaTtmlFrames;
#[cfg(feature = "ttml")]
pub(super) use kaltura_ttml_metric::KalturaTtmlMetric;
#[cfg(feature = "ttml")]
pub(super) use kaltura_ttml_nested_time::KalturaTtmlNestedTime;
#[cfg(feature = "ttml")]
pub(super) use kaltura_ttml_percent::KalturaTtmlPercent;
#[cfg(feature = "ttml")]
pub(super) use kaltura_ttml_prefix::KalturaTtmlPrefix;
#[cfg(feature = "ttml")]
pub(super) use kaltura_ttml_seconds::KalturaTtmlSeconds;
#[cfg(feature = "ttml")]
pub(super) use kaltura_ttml_style_prefix::KalturaTtmlStylePrefix;
#[cfg(feature = "ttml")]
pub(super) use kaltura_ttml_unknown_element::KalturaTtmlUnknownElement;
pub(super) use kaltura_voice_lost::KalturaVoiceLost;
pub(super) use kaltura_vtt_header::KalturaVttHeader;
pub(super) use kaltura_vtt_timing_line::KalturaVttTimingLine;
pub(super) use kaltura_word_webvtt::KalturaWordWebvtt;
#[cfg(feature = "ttml")]
pub(super) use kaltura_zero_length_dropped::KalturaZeroLengthDropped;
