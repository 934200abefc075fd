//! Totals over many files.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

#[cfg(feature = "cli")]
use crate::lint::LeftOut;
use crate::lint::{Applied, Need, Report, Skipped};
#[cfg(feature = "cli")]
use crate::source::Diagnostic;
use crate::source::{Applicability, Severity};

/// The totals of a check of many files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were checked.
    pub files: u64,
    /// Files with at least one finding.
    pub files_with_findings: u64,
    /// Files that could not be read or written.
    pub unreadable: u64,
    /// Findings of severity error.
    pub errors: u64,
    /// Findings of severity warning.
    pub warnings: u64,
    /// Findings of severity info.
    pub infos: u64,
    /// Findings that are counted and not listed ([`Report::left_out`]); the other numbers include them.
    pub left_out: u64,
    /// Findings that comments and exceptions suppress; not counted anywhere else.
    pub suppressed: u64,
    /// Findings with a safe fix.
    pub fixable: u64,
    /// Findings with an unsafe fix.
    pub fixable_unsafe: u64,
    /// Fixes that were applied.
    pub fixed: u64,
    /// Files that were changed.
    pub files_fixed: u64,
    /// What each rule found, by code.
    pub rules: BTreeMap<&'static str, RuleTotal>,
    /// Number of files in which each rule ran, by code.
    pub ran: BTreeMap<&'static str, u64>,
    /// Rules that could not run, by code.
    pub skipped: BTreeMap<&'static str, SkippedTotal>,
}

/// What one rule found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleTotal {
    /// Its findings.
    pub findings: u64,
    /// Files with at least one of them.
    pub files: u64,
    /// Findings with a safe fix.
    pub fixable: u64,
    /// Findings with an unsafe fix.
    pub fixable_unsafe: u64,
    /// The highest severity among them; `None` for no finding.
    pub severity: Option<Severity>,
}

impl RuleTotal {
    fn merge(&mut self, other: &Self) {
        self.findings += other.findings;
        self.files += other.files;
        self.fixable += other.fixable;
        self.fixable_unsafe += other.fixable_unsafe;
        self.severity = self.severity.max(other.severity);
    }
}

/// A rule that could not run, and the number of files concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SkippedTotal {
    /// Its name.
    pub name: &'static str,
    /// What was missing.
    pub need: Need,
    /// Number of files.
    pub files: u64,
}

impl Summary {
    /// Adds a file.
    pub fn add(&mut self, report: &Report, applied: &[Applied]) {
        self.files += 1;
        self.files_with_findings += u64::from(report.findings() > 0);
        self.suppressed += report.suppressed.len() as u64;
        let mut found: BTreeMap<&'static str, RuleTotal> = BTreeMap::new();
        for finding in &report.diagnostics {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => self.infos += 1,
            }
            let rule = found.entry(finding.code.0).or_default();
            rule.findings += 1;
            rule.files = 1;
            rule.severity = rule.severity.max(Some(finding.severity));
            match finding.fix.as_ref().map(|fix| fix.applicability) {
                Some(Applicability::Safe) => rule.fixable += 1,
                Some(Applicability::Unsafe) => rule.fixable_unsafe += 1,
                Some(Applicability::Show) | None => {}
            }
        }
        for more in &report.left_out {
            self.errors += u64::from(more.errors);
            self.warnings += u64::from(more.warnings);
            self.infos += u64::from(more.infos);
            self.left_out += u64::from(more.findings());
            let rule = found.entry(more.code).or_default();
            rule.merge(&RuleTotal {
                findings: u64::from(more.findings()),
                files: u64::from(rule.files == 0),
                fixable: u64::from(more.fixable),
                fixable_unsafe: u64::from(more.fixable_unsafe),
                severity: Some(more.severity()),
            });
        }
        for (code, rule) in found {
            self.fixable += rule.fixable;
            self.fixable_unsafe += rule.fixable_unsafe;
            self.rules.entry(code).or_default().merge(&rule);
        }
        self.fixed += applied.iter().map(|a| u64::from(a.count)).sum::<u64>();
        self.files_fixed += u64::from(!applied.is_empty());
        for code in &report.ran {
            *self.ran.entry(code).or_default() += 1;
        }
        for &Skipped { code, name, need } in &report.skipped {
            self.skipped.entry(code).or_insert(SkippedTotal { name, need, files: 0 }).files += 1;
        }
    }

    /// Adds the totals of other files.
    pub fn merge(&mut self, other: &Self) {
        self.files += other.files;
        self.files_with_findings += other.files_with_findings;
        self.unreadable += other.unreadable;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.left_out += other.left_out;
        self.suppressed += other.suppressed;
        self.fixable += other.fixable;
        self.fixable_unsafe += other.fixable_unsafe;
        self.fixed += other.fixed;
        self.files_fixed += other.files_fixed;
        for (code, rule) in &other.rules {
            self.rules.entry(code).or_default().merge(rule);
        }
        for (code, files) in &other.ran {
            *self.ran.entry(code).or_default() += files;
        }
        for (code, total) in &other.skipped {
            let known = self.skipped.entry(code).or_insert(SkippedTotal { files: 0, ..*total });
            known.files += total.files;
        }
    }

    /// What each rule found, the most severe and most frequent first.
    #[must_use]
    pub fn rules_by_severity(&self) -> Vec<(&'static str, &RuleTotal)> {
        let mut all: Vec<_> = self.rules.iter().map(|(code, rule)| (*code, rule)).collect();
        all.sort_by_key(|(code, rule)| (Reverse(rule.severity), Reverse(rule.findings), *code));
        all
    }

    /// Number of findings of all severities.
    #[must_use]
    pub const fn findings(&self) -> u64 {
        self.errors + self.warnings + self.infos
    }

    /// The totals in a few lines, each ended by a line feed: findings by severity, what can be
    /// fixed, and every rule that did not run, with the reason.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        let files = count(self.files, "file", "files");
        let suppressed = match self.suppressed {
            0 => String::new(),
            n => format!(", {n} suppressed"),
        };
        if self.findings() == 0 {
            let _ = writeln!(out, "no findings in {files}{suppressed}");
        } else {
            let kinds: Vec<String> = [
                (self.errors, "error", "errors"),
                (self.warnings, "warning", "warnings"),
                (self.infos, "info", "infos"),
            ]
            .into_iter()
            .filter(|(n, ..)| *n > 0)
            .map(|(n, one, many)| count(n, one, many))
            .collect();
            let _ = match self.files {
                1 => writeln!(out, "{} in 1 file{suppressed}", kinds.join(", ")),
                _ => {
                    let kinds = kinds.join(", ");
                    let with = self.files_with_findings;
                    writeln!(out, "{kinds} in {with} of {files}{suppressed}")
                }
            };
        }
        if self.fixed > 0 {
            let changed = count(self.files_fixed, "file", "files");
            let _ =
                writeln!(out, "fixed {} in {changed}", count(self.fixed, "problem", "problems"));
        }
        let _ = match (self.fixable, self.fixable_unsafe) {
            (0, 0) => Ok(()),
            (safe, 0) => writeln!(out, "fixable: {safe} with --fix"),
            (0, risky) => writeln!(out, "fixable: {risky} with --fix --unsafe-fixes"),
            (safe, risky) => {
                writeln!(out, "fixable: {safe} with --fix, {risky} more with --unsafe-fixes")
            }
        };
        if self.unreadable > 0 {
            let _ = writeln!(out, "not checked: {}", count(self.unreadable, "file", "files"));
        }
        self.push_skipped(&mut out);
        out
    }

    /// One line: how many rules did not run in some file, and what they need.
    fn push_skipped(&self, out: &mut String) {
        let mut needs: Vec<(&str, u32)> = Vec::new();
        for total in self.skipped.values() {
            let option = total.need.option();
            match needs.iter_mut().find(|(known, _)| *known == option) {
                Some((_, rules)) => *rules += 1,
                None => needs.push((option, 1)),
            }
        }
        if needs.is_empty() {
            return;
        }
        let rules = count(self.skipped.len() as u64, "rule needs", "rules need");
        let needs: Vec<String> = match needs[..] {
            [(option, _)] => vec![option.to_owned()],
            _ => needs.iter().map(|(option, rules)| format!("{option} ({rules})")).collect(),
        };
        let _ = writeln!(out, "skipped: {rules} {}", needs.join(", "));
    }
}

/// The findings of a file to show when at most `most` of each rule are shown, and the number of the others for each
/// rule.
#[cfg(feature = "cli")]
pub(super) fn cap(report: &Report, most: Option<u32>) -> (Vec<bool>, Vec<(&'static str, u32)>) {
    let most = most.unwrap_or(u32::MAX);
    let mut counts: Vec<(&'static str, u32)> = Vec::new();
    let mut is_shown = |found: &Diagnostic| {
        let at = counts.iter().position(|(code, _)| *code == found.code.0).unwrap_or_else(|| {
            counts.push((found.code.0, 0));
            counts.len() - 1
        });
        counts[at].1 += 1;
        counts[at].1 <= most
    };
    let shown = report.diagnostics.iter().map(&mut is_shown).collect();
    let more = counts.into_iter().map(|(code, count)| {
        let left_out = report.left_out_of(code).map_or(0, LeftOut::findings);
        (code, count.saturating_sub(most) + left_out)
    });
    (shown, more.filter(|(_, count)| *count > 0).collect())
}

/// A number with its noun: `1 file`, `2 files`.
pub(crate) fn count(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Code, Diagnostic, Fix, Span};

    fn report(severities: &[Severity]) -> Report {
        let diagnostics = severities
            .iter()
            .map(|s| Diagnostic::new(Code("TIM004"), *s, Span::at(0), "x"))
            .collect();
        let skipped = vec![Skipped { code: "TIM020", name: "past-end", need: Need::MediaDuration }];
        Report { diagnostics, skipped, ran: vec!["TIM004"], ..Report::default() }
    }

    #[test]
    fn totals_name_severities_fixes_and_each_skipped_rule_once() {
        let mut total = Summary::default();
        let mut with_fix = report(&[Severity::Error, Severity::Info]);
        with_fix.diagnostics[0].fix = Some(Fix::safe("x", Vec::new()));
        with_fix.diagnostics[1].fix = Some(Fix::risky("x", Vec::new()));
        total.add(&with_fix, &[]);
        let mut other = Summary::default();
        other.add(&report(&[]), &[Applied { code: "TIM004", count: 2 }]);
        total.merge(&other);
        assert_eq!(
            total.to_text(),
            "1 error, 1 info in 1 of 2 files\n\
             fixed 2 problems in 1 file\n\
             fixable: 1 with --fix, 1 more with --unsafe-fixes\n\
             skipped: 1 rule needs --media-duration\n"
        );
    }

    #[test]
    fn rules_that_could_not_run_are_one_line() {
        let skipped = |code, need| Skipped { code, name: "x", need };
        let report = Report {
            skipped: vec![
                skipped("ALN001", Need::ReferenceFile),
                skipped("ALN002", Need::ReferenceFile),
                skipped("ALN003", Need::ReferenceFile),
                skipped("TIM012", Need::FrameRate),
                skipped("TIM013", Need::FrameRate),
            ],
            ..Report::default()
        };
        let mut total = Summary::default();
        total.add(&report, &[]);
        assert_eq!(
            total.to_text(),
            "no findings in 1 file\n\
             skipped: 5 rules need --source (3), --frame-rate (2)\n"
        );
    }

    #[test]
    fn suppressed_findings_are_counted() {
        let mut suppressed = report(&[Severity::Error, Severity::Info]);
        suppressed.suppressed = std::mem::take(&mut suppressed.diagnostics);
        suppressed.skipped.clear();
        let mut total = Summary::default();
        total.add(&suppressed, &[]);
        assert_eq!(total.to_text(), "no findings in 1 file, 2 suppressed\n");
        assert_eq!((total.findings(), total.files_with_findings), (0, 0));
        suppressed.diagnostics = report(&[Severity::Info]).diagnostics;
        total.add(&suppressed, &[]);
        assert_eq!(total.to_text(), "1 info in 1 of 2 files, 4 suppressed\n");
    }

    #[test]
    fn a_clean_run_says_so() {
        let mut total = Summary::default();
        total.add(&Report::default(), &[]);
        assert_eq!(total.to_text(), "no findings in 1 file\n");
    }
}
