//! Presets: named choices of rules, their severities and the options they work with.
//!
//! A preset is data. What it does not set comes from the preset it builds on, and finally from the rules
//! themselves and from [`super::Options::default`]. Its references name the sources of its values.

use super::level::{Level, strongest};
use super::rule::{Reference, Rule};

/// A named choice of rules and options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The name on the command line: `recommended`.
    pub name: &'static str,
    /// What it is for, on one line.
    pub summary: &'static str,
    /// The preset it builds on, whose values it overrides.
    pub base: Option<&'static Self>,
    /// Options by name ([`super::OPTIONS`]) with their values as text.
    pub options: &'static [(&'static str, &'static str)],
    /// Rules by selector: code, family, name or `ALL`. The more specific selector wins; of two equally
    /// specific ones, the later.
    pub rules: &'static [(&'static str, Level)],
    /// Where its numbers come from.
    pub references: &'static [Reference],
}

impl Preset {
    /// The preset, then those it builds on.
    pub fn chain(&'static self) -> impl Iterator<Item = &'static Self> {
        std::iter::successors(Some(self), |preset| preset.base)
    }

    /// The level of a rule, and the preset that sets it; `None` if none does.
    #[must_use]
    pub fn level(&'static self, meta: &Rule) -> Option<(Level, &'static Self)> {
        self.chain().find_map(|preset| {
            let entries = preset.rules.iter().map(|(word, level)| (meta.strength_of(word), *level));
            strongest(entries).map(|level| (level, preset))
        })
    }
}

const OFF: Level = Level::Off;

/// Where the numbers of presets come from.
pub(crate) const QC: Reference = Reference {
    title: "cuesmith, the numbers of the preset `recommended`",
    url: "docs/observations.md#recommended",
    read_on: "2026-11-22",
};

/// What any caption file should conform to: every rule that is not about one video platform.
pub static RECOMMENDED: Preset = Preset {
    name: "recommended",
    summary: "rules for any caption file, independent of a platform",
    base: None,
    options: &[],
    // Most guides forbid masking (TXT012), TTM013 is for deliveries to Netflix, and many subtitlers break
    // short cues for balance (LIN003).
    rules: &[("TTM013", OFF), ("TXT012", OFF), ("LIN003", OFF)],
    references: &[QC],
};
