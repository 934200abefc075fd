//! TTM: TTML and DFXP. Some rules report findings of the reader and of the validity check; the others
//! look at the whole document (times, styles, regions, text).

mod ambiguous_parent_begin;
mod bad_attribute;
mod bad_id;
mod bad_language;
mod bad_parameter;
mod bad_structure;
mod bad_time_expression;
mod bad_value;
mod br_adjacent_space;
mod br_display;
mod cdata;
mod child_outside_parent;
mod common;
mod contradictory_nested_style;
mod dangling_idref;
mod doctype;
mod draft_namespace;
mod duplicate_xml_id;
mod ebu_tt_d_constraint;
mod end_and_dur;
mod frames_without_framerate;
mod id_not_xml_id;
mod imsc_constraint;
mod invalid_frame_rate;
mod missing_lang;
mod netflix_absolute_position;
mod never_shown;
mod no_end;
mod no_namespace;
mod no_timing;
mod non_inherited_misplaced;
mod not_well_formed;
mod presented;
mod private_use;
mod read_limit;
mod region_conflict;
mod region_missing;
mod region_outside_root;
mod simultaneous_regions_overlap;
mod style_loop;
mod tab_in_text;
mod time_base;
mod timecode_drift;
mod too_many_regions;
mod unknown_namespace;
mod unknown_profile;
mod unused_region;
mod unused_style;
mod whitespace_significant;
mod wrong_root;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &not_well_formed::RULE,
    &wrong_root::RULE,
    &missing_lang::RULE,
    &bad_time_expression::RULE,
    &frames_without_framerate::RULE,
    &invalid_frame_rate::RULE,
    &dangling_idref::RULE,
    &duplicate_xml_id::RULE,
    &no_timing::RULE,
    &simultaneous_regions_overlap::RULE,
    &region_outside_root::RULE,
    &ebu_tt_d_constraint::RULE,
    &netflix_absolute_position::RULE,
    &no_namespace::RULE,
    &draft_namespace::RULE,
    &unknown_namespace::RULE,
    &bad_language::RULE,
    &bad_id::RULE,
    &id_not_xml_id::RULE,
    &doctype::RULE,
    &read_limit::RULE,
    &bad_structure::RULE,
    &bad_attribute::RULE,
    &bad_value::RULE,
    &bad_parameter::RULE,
    &time_base::RULE,
    &style_loop::RULE,
    &unknown_profile::RULE,
    &imsc_constraint::RULE,
    &timecode_drift::RULE,
    &child_outside_parent::RULE,
    &never_shown::RULE,
    &no_end::RULE,
    &end_and_dur::RULE,
    &ambiguous_parent_begin::RULE,
    &region_missing::RULE,
    &region_conflict::RULE,
    &too_many_regions::RULE,
    &contradictory_nested_style::RULE,
    &unused_style::RULE,
    &unused_region::RULE,
    &non_inherited_misplaced::RULE,
    &cdata::RULE,
    &whitespace_significant::RULE,
    &br_adjacent_space::RULE,
    &br_display::RULE,
    &private_use::RULE,
    &tab_in_text::RULE,
];
