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
    /// Limits with their sources, some of them for certain files only. Later rows override earlier ones.
    pub rows: &'static [Row],
    /// Rules by selector: code, family, name or `ALL`. The more specific selector wins; of two equally
    /// specific ones, the later.
    pub rules: &'static [(&'static str, Level)],
    /// Where its numbers come from.
    pub references: &'static [Reference],
}

/// Limits of a preset with their source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The files that it is for: options by name with the value that each must have. `language` is that of
    /// the file as a two-letter code, or `*` for any that is known. Empty: all files.
    pub when: &'static [(&'static str, &'static str)],
    /// Fields of [`super::Limits`] by name, with their values as text.
    pub limits: &'static [(&'static str, &'static str)],
    /// Where the numbers come from.
    pub source: &'static Reference,
}

/// What a preset is asked for. Each is an option with the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// The audience of the program, for `netflix`: one of [`AUDIENCES`]. Default `adult`.
    pub audience: &'static str,
    /// Whether the subtitles are for the deaf and hard of hearing, for `netflix`. Default: no.
    pub sdh: bool,
    /// Where the program is shown, for `bbc`: one of [`TARGETS`]. Default `online`.
    pub target: &'static str,
    /// The aspect ratio of the video, for `bbc`: one of [`ASPECTS`]. Default `16:9`.
    pub aspect: &'static str,
    /// The reading level of the audience, for `dcmp`: one of [`LEVELS`]. Default `adult`.
    pub level: &'static str,
}

/// The values of [`Parameters::audience`].
pub const AUDIENCES: &[&str] = &["adult", "children"];
/// The values of [`Parameters::target`].
pub const TARGETS: &[&str] = &["online", "broadcast"];
/// The values of [`Parameters::aspect`].
pub const ASPECTS: &[&str] = &["16:9", "4:3", "1:1", "9:16"];
/// The values of [`Parameters::level`].
pub const LEVELS: &[&str] = &["lower", "middle", "upper", "adult"];

impl Default for Parameters {
    fn default() -> Self {
        Self { audience: "adult", sdh: false, target: "online", aspect: "16:9", level: "adult" }
    }
}

impl Preset {
    /// The preset, then those it builds on.
    pub fn chain(&'static self) -> impl Iterator<Item = &'static Self> {
        std::iter::successors(Some(self), |preset| preset.base)
    }

    /// The presets it builds on, the most basic first, then the preset.
    pub fn from_base(&'static self) -> impl Iterator<Item = &'static Self> {
        self.chain().collect::<Vec<_>>().into_iter().rev()
    }

    /// Whether a row of the preset, or of one that it builds on, asks for an option's value.
    #[must_use]
    pub fn asks_for(&'static self, option: &str) -> bool {
        let rows = self.chain().flat_map(|preset| preset.rows);
        rows.flat_map(|row| row.when).any(|(name, _)| *name == option)
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
    rows: &[],
    // Most guides forbid masking (TXT012), TTM013 is for deliveries to Netflix, many subtitlers break
    // short cues for balance (LIN003), and not every team wants reasons for suppressions (SUP003).
    rules: &[("TTM013", OFF), ("TXT012", OFF), ("LIN003", OFF), ("SUP003", OFF)],
    references: &[QC],
};
