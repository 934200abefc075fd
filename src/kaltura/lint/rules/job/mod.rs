//! JOB: what an order and the fields sent with a delivery say.

mod accuracy_out_of_range;
mod asset_format_extension;
mod default_line_length;
mod dictionary_duplicate_language;
mod dictionary_shape;
mod dictionary_too_long;
mod duplicate_visible_language;
mod ead_asset_flags;
mod incomplete_order;
mod label_breaks_playlist;
mod output_format_mismatch;
mod scc_for_reach;
mod unknown_language_name;
#[cfg(feature = "lint-align")]
mod unsure_alignment;
#[cfg(feature = "lint-align")]
mod words_not_of_transcript;

use crate::kaltura::lint::order_rule::OrderRule;
use crate::lint::Rule;

/// The rules of the family, by code.
pub(in crate::kaltura) const RULES: &[&Rule] = &[
    &accuracy_out_of_range::RULE,
    &dictionary_too_long::RULE,
    &dictionary_duplicate_language::RULE,
    &output_format_mismatch::RULE,
    &dictionary_shape::RULE,
    &ead_asset_flags::RULE,
    &scc_for_reach::RULE,
    &unknown_language_name::RULE,
    &label_breaks_playlist::RULE,
    &default_line_length::RULE,
    &duplicate_visible_language::RULE,
    &asset_format_extension::RULE,
    &incomplete_order::RULE,
    #[cfg(feature = "lint-align")]
    &words_not_of_transcript::RULE,
    #[cfg(feature = "lint-align")]
    &unsure_alignment::RULE,
];

/// The rules that look at orders, by code.
pub(in crate::kaltura) const ORDER_RULES: &[OrderRule] = &[
    OrderRule { rule: &accuracy_out_of_range::RULE, check: accuracy_out_of_range::check },
    OrderRule { rule: &dictionary_too_long::RULE, check: dictionary_too_long::check },
    OrderRule {
        rule: &dictionary_duplicate_language::RULE,
        check: dictionary_duplicate_language::check,
    },
    OrderRule { rule: &output_format_mismatch::RULE, check: output_format_mismatch::check_order },
    OrderRule { rule: &dictionary_shape::RULE, check: dictionary_shape::check },
    OrderRule { rule: &ead_asset_flags::RULE, check: ead_asset_flags::check },
    OrderRule { rule: &scc_for_reach::RULE, check: scc_for_reach::check },
    OrderRule { rule: &unknown_language_name::RULE, check: unknown_language_name::check },
    OrderRule { rule: &label_breaks_playlist::RULE, check: label_breaks_playlist::check },
    OrderRule { rule: &default_line_length::RULE, check: default_line_length::check },
    OrderRule { rule: &duplicate_visible_language::RULE, check: duplicate_visible_language::check },
    OrderRule { rule: &asset_format_extension::RULE, check: asset_format_extension::check },
    OrderRule { rule: &incomplete_order::RULE, check: incomplete_order::check },
];
