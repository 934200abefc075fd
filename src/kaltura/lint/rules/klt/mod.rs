//! KLT: what Kaltura's own parsers lose, cut, merge or mistime. `docs/platform.md` lists what each parser does
//! and the rule that reports it.

#[cfg(feature = "ttml")]
mod attributes;
mod formats;
mod kaltura_arrow_scan;
mod kaltura_blank_line_with_spaces;
mod kaltura_burn_in;
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
mod kaltura_packager;
mod kaltura_packager_order;
#[cfg(feature = "ttml")]
mod kaltura_region_leak;
mod kaltura_search_text;
mod kaltura_segment_span;
mod kaltura_settings_break_clip;
mod kaltura_short_cue;
mod kaltura_size_limit;
mod kaltura_srt_fraction;
mod kaltura_srt_timing_line;
mod kaltura_style_ignored;
mod kaltura_text_changed;
mod kaltura_transcript_text;
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

use crate::lint::Rule;

/// The rules of the family, by code.
pub(in crate::kaltura) const RULES: &[&Rule] = &[
    &kaltura_no_cues::RULE,
    &kaltura_vtt_header::RULE,
    &kaltura_vtt_timing_line::RULE,
    &kaltura_srt_fraction::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_ttml_prefix::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_ttml_seconds::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_ttml_dur::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_ttml_frames::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_ttml_metric::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_ttml_nested_time::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_ttml_percent::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_ttml_style_prefix::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_zero_length_dropped::RULE,
    &kaltura_segment_span::RULE,
    &kaltura_arrow_scan::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_multilingual::RULE,
    &kaltura_voice_lost::RULE,
    &kaltura_cue_lost::RULE,
    &kaltura_cue_merged::RULE,
    &kaltura_text_changed::RULE,
    &kaltura_mistimed::RULE,
    &kaltura_srt_timing_line::RULE,
    &kaltura_size_limit::RULE,
    &kaltura_cr_only::RULE,
    &kaltura_blank_line_with_spaces::RULE,
    &kaltura_short_cue::RULE,
    &kaltura_less_than::RULE,
    &kaltura_entity::RULE,
    &kaltura_markup_shown::RULE,
    &kaltura_settings_break_clip::RULE,
    &kaltura_style_ignored::RULE,
    &kaltura_word_webvtt::RULE,
    &kaltura_id_lost::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_ttml_clock_parts::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_ttml_cdata::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_ttml_unknown_element::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_region_leak::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_clip_precision::RULE,
    #[cfg(feature = "ttml")]
    &kaltura_extra_cue::RULE,
    &kaltura_not_kept_whole::RULE,
    &kaltura_transcript_text::RULE,
    &kaltura_search_text::RULE,
    &kaltura_burn_in::RULE,
    &kaltura_packager::RULE,
    &kaltura_packager_order::RULE,
];
