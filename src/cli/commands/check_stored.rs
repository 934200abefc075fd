//! A result of a check as a cache keeps it: the text for each report and the totals, without the file.

use serde::{Deserialize, Serialize};

use super::check_baseline::Entry;
use super::check_ignored;
use super::check_outcome::Outcome;
use super::check_plans::FilePlan;
use super::check_reports::Piece;
use crate::kaltura::lint::RULES;
use crate::lint::{ExceptionUse, Rule, RuleSet};
use crate::report::{RuleTotal, SkippedTotal, Summary};
use crate::source::Severity;

/// A result.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    /// Row and text for each report.
    #[serde(borrow)]
    pieces: Vec<(&'a str, &'a str)>,
    note: &'a str,
    fails: bool,
    entry: Option<Entry>,
    /// What the entries of `ignore` did.
    uses: Vec<(u32, bool)>,
    counts: [u64; 11],
    #[serde(borrow)]
    rules: Vec<(&'a str, StoredTotal)>,
}

#[derive(Serialize, Deserialize)]
struct StoredTotal {
    counts: [u64; 4],
    /// 0 for no finding.
    severity: u8,
}

const SEVERITIES: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

/// The rules that ran in a file, and those that did not.
pub(super) struct RuleSets {
    ran: Vec<&'static str>,
    skipped: Vec<(&'static str, SkippedTotal)>,
}

/// The bytes of a result.
pub(super) fn encode(outcome: &Outcome) -> Vec<u8> {
    let total = &outcome.summary;
    let stored = Stored {
        pieces: outcome.pieces.iter().map(|piece| (&*piece.row, &*piece.text)).collect(),
        note: &outcome.note,
        fails: outcome.fails,
        entry: outcome.entry.clone(),
        uses: outcome.uses.iter().map(|(_, used)| (used.suppressed, used.ran)).collect(),
        counts: [
            total.files,
            total.files_with_findings,
            total.errors,
            total.warnings,
            total.infos,
            total.left_out,
            total.suppressed,
            total.fixable,
            total.fixable_unsafe,
            total.fixed,
            total.files_fixed,
        ],
        rules: total.rules.iter().map(|(code, total)| (*code, StoredTotal::of(total))).collect(),
    };
    // Plain data always serializes.
    postcard::to_stdvec(&stored).unwrap_or_default()
}

impl StoredTotal {
    fn of(total: &RuleTotal) -> Self {
        let at = SEVERITIES.iter().position(|severity| Some(*severity) == total.severity);
        Self {
            counts: [total.findings, total.files, total.fixable, total.fixable_unsafe],
            severity: at.map_or(0, |at| at as u8 + 1),
        }
    }

    fn total(&self) -> RuleTotal {
        let [findings, files, fixable, fixable_unsafe] = self.counts;
        let severity = usize::from(self.severity).checked_sub(1);
        let severity = severity.and_then(|at| SEVERITIES.get(at).copied());
        RuleTotal { findings, files, fixable, fixable_unsafe, severity }
    }
}

/// The result that bytes of a result are, for the plan of its file.
pub(super) fn outcome_of(entry: &[u8], plan: &FilePlan) -> Option<Outcome> {
    let stored: Stored<'_> = postcard::from_bytes(entry).ok()?;
    let [
        files,
        files_with_findings,
        errors,
        warnings,
        infos,
        left_out,
        suppressed,
        fixable,
        fixable_unsafe,
        fixed,
        files_fixed,
    ] = stored.counts;
    let rules = plan.plan().set();
    let rule = |code| rules.find(code).map(|rule: &Rule| rule.code);
    let rules = stored.rules.iter().map(|(code, total)| Some((rule(code)?, total.total())));
    let summary = Summary {
        files,
        files_with_findings,
        errors,
        warnings,
        infos,
        left_out,
        suppressed,
        fixable,
        fixable_unsafe,
        fixed,
        files_fixed,
        rules: rules.collect::<Option<_>>()?,
        ..Summary::default()
    };
    let uses: Vec<ExceptionUse> =
        stored.uses.iter().map(|&(suppressed, ran)| ExceptionUse { suppressed, ran }).collect();
    let piece = |(row, text): (&str, &str)| Piece { row: row.to_owned(), text: text.to_owned() };
    Some(Outcome {
        pieces: stored.pieces.into_iter().map(piece).collect(),
        note: stored.note.to_owned(),
        fails: stored.fails,
        entry: stored.entry,
        uses: check_ignored::uses(plan, &uses),
        summary,
        ..Outcome::default()
    })
}

impl RuleSets {
    /// What ran and what did not in a file, as the index keeps it.
    pub(super) fn encode(summary: &Summary) -> Vec<u8> {
        let ran: Vec<&str> = summary.ran.keys().copied().collect();
        // The need, by its position among the needs of the rule.
        let need = |(code, total): (&&'static str, &SkippedTotal)| {
            // Rules for patterns need nothing.
            let at = RULES.find(code)?.needs.iter().position(|need| *need == total.need)?;
            Some((*code, at as u8))
        };
        let skipped: Vec<(&str, u8)> = summary.skipped.iter().filter_map(need).collect();
        postcard::to_stdvec(&(ran, skipped)).unwrap_or_default()
    }

    pub(super) fn decode(bytes: &[u8], rules: &RuleSet) -> Option<Self> {
        let (ran, skipped): (Vec<&str>, Vec<(&str, u8)>) = postcard::from_bytes(bytes).ok()?;
        let ran = ran.into_iter().map(|code| Some(rules.find(code)?.code));
        let skipped = skipped.into_iter().map(|(code, need)| {
            let rule = rules.find(code)?;
            let need = *rule.needs.get(usize::from(need))?;
            Some((rule.code, SkippedTotal { name: rule.name, need, files: 0 }))
        });
        Some(Self { ran: ran.collect::<Option<_>>()?, skipped: skipped.collect::<Option<_>>()? })
    }

    /// Counts a number of files.
    pub(super) fn add_to(&self, total: &mut Summary, files: u64) {
        for code in &self.ran {
            *total.ran.entry(code).or_default() += files;
        }
        for (code, skipped) in &self.skipped {
            total.skipped.entry(code).or_insert(*skipped).files += files;
        }
    }
}
