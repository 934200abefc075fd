//! Words that select rules: a code, a family, a name or `ALL`.

use super::rule::Rule;
use crate::words::similar::nearest;

/// Rules by code (`TIM004`), family (`TIM`), name (`cue-overlap`) or all (`ALL`): made by
/// [`super::RuleSet::selector`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector(String);

/// The text selects no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown rule `{text}`{}", suggestion(.nearest.as_deref()))]
pub struct SelectorError {
    /// What was asked for.
    pub text: String,
    /// The rule that looks most like it.
    pub nearest: Option<String>,
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!(": did you mean `{name}`?"))
}

impl SelectorError {
    /// None of the rules has this code or name.
    pub(super) fn new(text: &str, rules: impl Iterator<Item = &'static Rule>) -> Self {
        let nearest = nearest(text, rules.flat_map(|rule| [rule.code, rule.name]));
        let nearest = nearest.map(str::to_owned);
        Self { text: text.to_owned(), nearest }
    }
}

impl Selector {
    /// A selector of any text ([`super::RuleSet::selector`]).
    pub(super) fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// A selector of patterns of the user (`PAT`, `PAT/name`), which may not be known yet.
    #[cfg(feature = "patterns")]
    #[must_use]
    pub fn of_patterns(text: &str) -> Option<Self> {
        let family = text.trim().split('/').next().unwrap_or_default();
        super::pattern_code::is_pattern_family(family).then(|| Self::new(text))
    }

    /// The text that it was made of.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether it selects a rule.
    #[must_use]
    pub fn selects(&self, rule: &Rule) -> bool {
        self.strength(rule) > 0
    }

    /// The strength of a selector of all rules.
    pub(super) const ALL: u8 = 1;

    /// 0 if it does not select the rule; higher for a more specific selector.
    pub(super) fn strength(&self, rule: &Rule) -> u8 {
        rule.strength_of(&self.0)
    }
}

impl Rule {
    /// How strongly a code or name selects.
    pub(super) const NAMED: u8 = 3;

    /// How specifically a word names the rule: 3 its code or name, 2 its family, 1 `ALL`, 0 not at all.
    pub(super) fn strength_of(&self, word: &str) -> u8 {
        if word.eq_ignore_ascii_case(self.code) || word.eq_ignore_ascii_case(self.name) {
            Self::NAMED
        } else if word.eq_ignore_ascii_case(self.family()) {
            2
        } else {
            u8::from(word.eq_ignore_ascii_case("all")) * Selector::ALL
        }
    }
}
