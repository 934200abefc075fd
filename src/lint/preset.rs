//! Presets: named choices of rules, their severities and the options they work with.
//!
//! A preset is data. What it leaves open comes from the preset it builds on, at last from the rules
//! themselves and from [`super::Options::default`]. `facts/qc_rules.md` section 1.4 has the table that the
//! values are taken from.

use super::level::{Level, strongest};
use super::rule::{Reference, Rule};

/// A named choice of rules and options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The name on the command line: `kaltura-reach`.
    pub name: &'static str,
    /// What it is for, on one line.
    pub summary: &'static str,
    /// The preset it builds on. What it says itself wins.
    pub base: Option<&'static Self>,
    /// Options by name ([`super::OPTIONS`]) with their values as text.
    pub options: &'static [(&'static str, &'static str)],
    /// Rules by selector: code, family, name or `ALL`. The more exact selector wins, the later one
    /// of two that are equally exact.
    pub rules: &'static [(&'static str, Level)],
    /// Where its numbers come from.
    pub references: &'static [Reference],
}

impl Preset {
    /// The preset, then those it builds on.
    pub fn chain(&'static self) -> impl Iterator<Item = &'static Self> {
        std::iter::successors(Some(self), |preset| preset.base)
    }

    /// What it makes of a rule, and the preset that says so; `None` where no one says anything.
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

/// What any caption file should hold to: every rule that is not about one platform.
pub static RECOMMENDED: Preset = Preset {
    name: "recommended",
    summary: "what any caption file should hold to; nothing about one platform",
    base: None,
    options: &[],
    // TXT012 is for those who ask for masks, TTM013 for those who deliver to Netflix;
    // many break short cues for the look of it (LIN003).
    rules: &[("TTM013", OFF), ("TXT012", OFF), ("LIN003", OFF)],
    references: &[QC],
};
