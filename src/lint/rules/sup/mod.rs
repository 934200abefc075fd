//! SUP: comments in the file that suppress findings, and ignore entries of configuration files.

mod expired_suppression;
mod malformed_suppression;
mod suppression_without_reason;
mod unknown_rule_in_suppression;
mod unused_suppression;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &unused_suppression::RULE,
    &unknown_rule_in_suppression::RULE,
    &suppression_without_reason::RULE,
    &malformed_suppression::RULE,
    &expired_suppression::RULE,
];
