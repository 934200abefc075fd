//! A set of rules: their families, the presets, and what runs after the rules.

use super::level::Level;
use super::preset::Preset;
use super::rule::{Reference, Rule, RuleNote};
use super::selector::{Selector, SelectorError};
use super::subject::Subject;
use crate::source::Diagnostic;

/// The word that selects every rule.
pub(crate) const ALL: &str = "ALL";

/// Rules with the same first three letters of their codes.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// The letters: `TIM`.
    pub code: &'static str,
    /// What its rules are about, in a few words.
    pub title: &'static str,
    /// The level of its rules unless a preset, an order or the user sets another.
    pub level: Level,
    /// The rules, by code.
    pub rules: &'static [&'static Rule],
}

/// Runs after the rules, on what they found in a file. It can add and change findings, but not remove
/// them.
pub type After = fn(&Subject<'_>, &mut Vec<Diagnostic>);

/// The rules that checks, listings and reports use, with their presets and notes.
#[derive(Clone, Copy, Debug)]
pub struct RuleSet {
    /// The families, by code: the order of listings, and of findings at the same place.
    pub families: &'static [Family],
    /// The presets, in the order of listings.
    pub presets: &'static [&'static Preset],
    /// What runs after the rules.
    pub after: &'static [After],
    /// The families whose rules make [`RuleSet::after`] look for the findings of all rules: while one of them runs,
    /// findings over [`Options::max_findings`](super::Options::max_findings) are left out after that.
    pub needs_all: &'static [&'static str],
    /// The heading of [`RuleSet::notes`] on a rule's page.
    pub notes_heading: &'static str,
    /// What is added to the documentation of rules: lists by code. At most one note for each rule.
    pub notes: &'static [&'static [RuleNote]],
}

impl Family {
    /// Two lists of families, each by code, as one by code. `N` is how many both have.
    #[must_use]
    pub const fn merged<const N: usize>(one: &[Self], two: &[Self]) -> [Self; N] {
        let mut all = [Self { code: "", title: "", level: Level::On, rules: &[] }; N];
        let (mut first, mut second) = (0, 0);
        while first + second < N {
            let is_first = second == two.len()
                || first < one.len() && comes_first(one[first].code, two[second].code);
            if is_first {
                all[first + second] = one[first];
                first += 1;
            } else {
                all[first + second] = two[second];
                second += 1;
            }
        }
        all
    }
}

/// Whether a code comes before another one.
const fn comes_first(one: &str, two: &str) -> bool {
    let (one, two) = (one.as_bytes(), two.as_bytes());
    let mut at = 0;
    while at < one.len() && at < two.len() && one[at] == two[at] {
        at += 1;
    }
    at < two.len() && (at == one.len() || one[at] < two[at])
}

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
        let family = self.family(letters)?;
        let at = family.rules.binary_search_by(|rule| rule.code[3..].cmp(number)).ok()?;
        Some(family.rules[at])
    }

    fn family(&self, letters: &str) -> Option<&'static Family> {
        self.families.iter().find(|family| family.code.eq_ignore_ascii_case(letters))
    }

    /// Whether a word is the code, name or family of a rule of the set, or `ALL`.
    #[must_use]
    pub fn selects_any(&self, word: &str) -> bool {
        self.key(word).is_some()
    }

    /// What a word selects: the code of a rule or family, or `ALL`.
    pub(crate) fn key(&self, word: &str) -> Option<&'static str> {
        let family = || self.family(word).map(|family| family.code);
        let all = || word.eq_ignore_ascii_case(ALL).then_some(ALL);
        self.find(word).map(|rule| rule.code).or_else(family).or_else(all)
    }

    /// The level of a rule if nothing else sets one: that of its family.
    #[must_use]
    pub fn level(&self, rule: &Rule) -> Level {
        self.family(rule.family()).map_or(Level::On, |family| family.level)
    }

    /// What the set adds to the documentation of a rule.
    #[must_use]
    pub fn note(&self, rule: &Rule) -> Option<&'static RuleNote> {
        self.notes.iter().copied().flatten().find(|note| note.code == rule.code)
    }

    /// The documentation of a rule in Markdown, with what the set adds to it. Empty without the feature
    /// `docs`.
    #[must_use]
    pub fn docs(&self, rule: &Rule) -> String {
        let mut out = String::with_capacity(rule.docs.len());
        push_docs(&mut out, rule.docs);
        if let Some(note) = self.note(rule).filter(|note| !note.docs.is_empty()) {
            out.push_str("\n## ");
            out.push_str(self.notes_heading);
            out.push_str("\n\n");
            push_docs(&mut out, note.docs);
        }
        out
    }

    /// The sources of a rule: its own, then those that the set adds, each once.
    #[must_use]
    pub fn references(&self, rule: &Rule) -> Vec<Reference> {
        let mut all = rule.references.to_vec();
        for reference in self.note(rule).map_or(&[][..], |note| note.references) {
            if !all.contains(reference) {
                all.push(*reference);
            }
        }
        all
    }

    /// The preset of a name, in any case.
    #[must_use]
    pub fn preset(&self, name: &str) -> Option<&'static Preset> {
        let name = name.trim();
        self.presets.iter().copied().find(|preset| preset.name.eq_ignore_ascii_case(name))
    }

    /// Reads a selector; case does not matter.
    ///
    /// # Errors
    /// [`SelectorError`] when it selects no rule of the set, with the nearest code or name.
    ///
    /// ```
    /// use cuesmith::lint::RULES;
    ///
    /// let overlap = RULES.selector("tim004").unwrap();
    /// assert!(overlap.selects(RULES.find("cue-overlap").unwrap()));
    /// assert!(RULES.selector("TIM999").is_err());
    /// ```
    pub fn selector(&self, text: &str) -> Result<Selector, SelectorError> {
        let selector = Selector::new(text);
        match self.rules().any(|rule| selector.selects(rule)) {
            true => Ok(selector),
            false => Err(SelectorError::new(text, self.rules())),
        }
    }
}

/// Doc comments carry one leading space on each line.
fn push_docs(out: &mut String, docs: &str) {
    for line in docs.trim_end().lines() {
        out.push_str(line.strip_prefix(' ').unwrap_or(line));
        out.push('\n');
    }
}
