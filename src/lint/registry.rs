//! The one list of rules.

use super::rule::Rule;
use super::rules;

/// Every rule, by code.
pub static RULES: &[&dyn Rule] = rules::ALL;

/// The rule of a code or name, in any case.
#[must_use]
pub fn find(name: &str) -> Option<&'static dyn Rule> {
    let wanted = name.trim();
    RULES.iter().copied().find(|rule| {
        let meta = rule.meta();
        meta.code.eq_ignore_ascii_case(wanted) || meta.name.eq_ignore_ascii_case(wanted)
    })
}
