//! Findings that are counted and not kept: a file may have one for every cue, each some hundred bytes of memory.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use crate::source::{Applicability, Code, Diagnostic, Measured, Severity, Span};

/// The findings of a rule in a file that are over [`Options::max_findings`](super::Options::max_findings). They
/// are counted like all others, and only their totals are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeftOut {
    /// The code of the rule.
    pub code: &'static str,
    /// Number of findings of severity error.
    pub errors: u32,
    /// Number of findings of severity warning.
    pub warnings: u32,
    /// Number of findings of severity info.
    pub infos: u32,
    /// Number of findings with a safe fix.
    pub fixable: u32,
    /// Number of findings with an unsafe fix.
    pub fixable_unsafe: u32,
    /// The place of the first of them, as bytes of the decoded text.
    pub span: Span,
    /// The cue of the first of them: its zero-based position in the file.
    pub cue: Option<u32>,
    /// The measured value that is furthest from its limit, and the cue that it was measured at.
    pub furthest: Option<(Measured, Option<u32>)>,
}

impl LeftOut {
    const fn new(found: &Diagnostic) -> Self {
        Self {
            code: found.code.0,
            errors: 0,
            warnings: 0,
            infos: 0,
            fixable: 0,
            fixable_unsafe: 0,
            span: found.span,
            cue: found.cue,
            furthest: None,
        }
    }

    /// Counts a finding.
    fn add(&mut self, found: &Diagnostic) {
        match found.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
        match found.fix.as_ref().map(|fix| fix.applicability) {
            Some(Applicability::Safe) => self.fixable += 1,
            Some(Applicability::Unsafe) => self.fixable_unsafe += 1,
            Some(Applicability::Show) | None => {}
        }
        if found.span.start < self.span.start {
            (self.span, self.cue) = (found.span, found.cue);
        }
        let further = |measured: &Measured| {
            self.furthest.is_none_or(|(most, _)| measured.distance() > most.distance())
        };
        if let Some(measured) = found.measured.filter(further) {
            self.furthest = Some((measured, found.cue));
        }
    }

    /// Number of findings of all severities.
    #[must_use]
    pub const fn findings(&self) -> u32 {
        self.errors + self.warnings + self.infos
    }

    /// The highest severity among them.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match (self.errors, self.warnings) {
            (0, 0) => Severity::Info,
            (0, _) => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// One finding in place of all of them, at the place of the first, for reports that list findings only. It
    /// counts as none of them.
    #[must_use]
    pub fn as_finding(&self) -> Diagnostic {
        let message = match self.findings() {
            1 => "1 more finding of this rule is counted and not listed".to_owned(),
            n => format!("{n} more findings of this rule are counted and not listed"),
        };
        let finding = Diagnostic::new(Code(self.code), self.severity(), self.span, message);
        Diagnostic { cue: self.cue, ..finding }
    }
}

fn add(all: &mut BTreeMap<&'static str, LeftOut>, found: &Diagnostic) {
    all.entry(found.code.0).or_insert_with(|| LeftOut::new(found)).add(found);
}

/// Leaves out the findings of each rule after the first `most`, and adds them to those that were left out before.
pub(super) fn leave_out(
    list: &mut Vec<Diagnostic>,
    left_out: &mut Vec<LeftOut>,
    most: Option<NonZeroU32>,
) {
    let Some(most) = most.filter(|most| list.len() > most.get() as usize) else { return };
    let mut all: BTreeMap<_, _> = left_out.drain(..).map(|known| (known.code, known)).collect();
    let mut counts: BTreeMap<&'static str, u32> = BTreeMap::new();
    list.retain(|found| {
        let count = counts.entry(found.code.0).or_default();
        *count += 1;
        let is_kept = *count <= most.get();
        if !is_kept {
            add(&mut all, found);
        }
        is_kept
    });
    list.shrink_to_fit();
    left_out.extend(all.into_values());
}

/// Counts the findings of each rule and decides which are kept.
pub(super) struct Counter {
    most: Option<NonZeroU32>,
    /// How many findings each rule has, by its place in the plan.
    kept: Vec<u32>,
    left_out: BTreeMap<&'static str, LeftOut>,
}

impl Counter {
    /// Keeps `most` findings of each of `rules` rules.
    pub(super) fn new(most: Option<NonZeroU32>, rules: usize) -> Self {
        Self { most, kept: vec![0; rules], left_out: BTreeMap::new() }
    }

    /// Counts a finding of the rule at a place in the plan. Whether it is to be kept.
    pub(super) fn has_room(&mut self, rule: u32) -> bool {
        let (Some(most), Some(kept)) = (self.most, self.kept.get_mut(rule as usize)) else {
            return true;
        };
        let has_room = *kept < most.get();
        *kept += u32::from(has_room);
        has_room
    }

    /// Adds a finding for which there was no room.
    pub(super) fn leave_out(&mut self, found: &Diagnostic) {
        add(&mut self.left_out, found);
    }

    /// What was left out, by code.
    pub(super) fn left_out(self) -> Vec<LeftOut> {
        self.left_out.into_values().collect()
    }
}
