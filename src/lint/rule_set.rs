//! The rules, by family.

use super::rule::Rule;
use super::rules;

/// Rules with the same first three letters of their codes.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// The letters: `TIM`.
    pub code: &'static str,
    /// The rules, by code.
    pub rules: &'static [&'static Rule],
}

/// The rules that checks, listings and reports use.
#[derive(Clone, Copy, Debug)]
pub struct RuleSet {
    /// The families, by code: the order of listings, and of findings at the same place.
    pub families: &'static [Family],
}

/// Every rule of this library.
pub static RULES: RuleSet = RuleSet { families: rules::FAMILIES };

impl RuleSet {
    /// Every rule, by code.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> + Clone + use<> {
        self.families.iter().flat_map(|family| family.rules.iter().copied())
    }

    /// The rule of a code or name, in any case.
    #[must_use]
    pub fn find(&self, code_or_name: &str) -> Option<&'static Rule> {
        let wanted = code_or_name.trim();
        let by_name = || self.rules().find(|rule| rule.name.eq_ignore_ascii_case(wanted));
        self.by_code(wanted).or_else(by_name)
    }

    /// The rule of a code, in any case.
    fn by_code(&self, code: &str) -> Option<&'static Rule> {
        let (letters, number) = code.split_at_checked(3)?;
        let family = self.families.iter().find(|f| f.code.eq_ignore_ascii_case(letters))?;
        let at = family.rules.binary_search_by(|rule| rule.code[3..].cmp(number)).ok()?;
        Some(family.rules[at])
    }
}
