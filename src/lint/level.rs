//! The level of a rule: off, on, or on with another severity.

use super::rule::Rule;
use crate::source::Severity;

/// Whether a rule runs, and with which severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It does not run.
    Off,
    /// It runs with its own severity.
    On,
    /// It runs, and this replaces its own severity. Findings to which the rule gives a lower severity keep
    /// it, unless it is above this one.
    At(Severity),
}

impl Level {
    /// The word on the command line: `off`, `on`, `info`, `warning` or `error`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On => "on",
            Self::At(severity) => severity.as_str(),
        }
    }

    /// The severity of a finding to which its rule gave a severity.
    #[must_use]
    pub fn severity(self, meta: &Rule, own: Severity) -> Severity {
        match self {
            // What the rule considers less severe stays less severe.
            Self::At(severity) if own < meta.severity => own.min(severity),
            Self::At(severity) => severity,
            Self::On | Self::Off => own,
        }
    }

    /// The level of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Severity::Info, Severity::Warning, Severity::Error].map(Self::At);
        [Self::Off, Self::On].into_iter().chain(all).find(|level| level.name() == name)
    }
}

/// The level of the most specific selector; of several equally specific ones, the last.
pub(super) fn strongest(entries: impl Iterator<Item = (u8, Level)>) -> Option<Level> {
    let hit = entries.filter(|(strength, _)| *strength > 0).max_by_key(|(strength, _)| *strength);
    hit.map(|(_, level)| level)
}

/// The minimum severity that makes a check fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// Findings of this severity and above fail.
    At(Severity),
    /// Nothing fails.
    Never,
}

impl FailOn {
    /// Whether a finding of this severity fails the check.
    #[must_use]
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::At(least) => severity >= least,
            Self::Never => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_exact_word_wins_then_the_later_one() {
        let error = Level::At(Severity::Error);
        let level = |entries: &[(u8, Level)]| strongest(entries.iter().copied());
        assert_eq!(level(&[(3, Level::Off), (2, Level::On)]), Some(Level::Off));
        assert_eq!(level(&[(2, Level::Off), (2, error)]), Some(error));
        assert_eq!(level(&[(0, Level::Off)]), None);
    }
}
