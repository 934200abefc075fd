//! Runs the rules over one file.

use super::level::Level;
use super::options::Options;
use super::rule::{CueCheck, Need, Rule};
use super::rule_set::RULES;
use super::subject::{CueContext, Findings, Subject};
use crate::rewrite;
use crate::source::{Diagnostic, Edit, Severity, sort_by_key};
use crate::timeline::graphemes;

/// What a check found, and what it did not look for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The findings, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// Rules that could not run.
    pub skipped: Vec<Skipped>,
    /// How many rules ran.
    pub rules_run: u32,
}

/// A rule that could not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it lacked.
    pub need: Need,
}

impl Report {
    /// Number of findings of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }
}

/// Runs every rule that is chosen, applies to the file's format and kind, and has what it needs.
#[must_use]
pub fn run(subject: &Subject<'_>) -> Report {
    let mut report = Report::default();
    let options = subject.options;
    let mut rules: Vec<(&'static Rule, Level)> = Vec::new();
    for rule in RULES.rules() {
        if !options.enables(rule) || !rule.applies_to(subject.format, options.kind) {
            continue;
        }
        match rule.needs.iter().find(|need| !is_met(**need, subject, options)) {
            Some(&need) => {
                report.skipped.push(Skipped { code: rule.code, name: rule.name, need });
            }
            None => rules.push((rule, options.level(rule))),
        }
    }
    report.rules_run = rules.len() as u32;
    let mut found = Ranked::default();
    let mut cue_checks = Vec::new();
    for (&(rule, level), rank) in rules.iter().zip(0..) {
        let mut findings = Findings { rule, level, rank, found: &mut found };
        for check in [rule.source, rule.document].into_iter().flatten() {
            check(subject, &mut findings);
        }
        if !rule.passes_on.is_empty() {
            for noticed in subject.diagnostics() {
                if rule.passes_on.contains(&noticed.code.0) {
                    findings.pass_on(noticed);
                }
            }
        }
        cue_checks.extend(rule.cue.map(|check| (check, rule, level)));
    }
    check_cues(subject, &cue_checks, &mut found);
    super::platform::complete(subject, options, &mut found.list);
    drop_useless_fixes(subject, &mut found.list);
    report.diagnostics = found.sorted();
    report
}

/// Findings, each with its rank: the order of findings at one place, whenever they were made. It is
/// part of what users see, and decides which of two fixes that touch the same text is applied first.
#[derive(Default)]
pub(super) struct Ranked {
    list: Vec<Diagnostic>,
    ranks: Vec<u32>,
}

impl Ranked {
    /// The rank of findings of single cues, and of those that are made after all rules ran. Among
    /// themselves they keep the order in which they were made.
    const LAST: u32 = u32::MAX;

    /// Takes a finding.
    pub(super) fn push(&mut self, rank: u32, finding: Diagnostic) {
        self.list.push(finding);
        self.ranks.push(rank);
    }

    /// The findings by place, then by rank.
    fn sorted(mut self) -> Vec<Diagnostic> {
        self.ranks.resize(self.list.len(), Self::LAST);
        let mut all: Vec<(u32, Diagnostic)> = self.ranks.into_iter().zip(self.list).collect();
        sort_by_key(&mut all, |(rank, finding)| (finding.span, *rank));
        all.into_iter().map(|(_, finding)| finding).collect()
    }
}

fn check_cues<'a>(
    subject: &Subject<'a>,
    checks: &[(CueCheck, &'static Rule, Level)],
    found: &mut Ranked,
) {
    let mut widths = Vec::new();
    let mut lines = Vec::new();
    for (index, cue) in subject.timeline.cues.iter().enumerate() {
        subject.timeline.lines_into(cue, &mut lines);
        widths.clear();
        widths.extend(lines.iter().map(|line| graphemes(&line.text)));
        let context = CueContext { index: index as u32, cue, lines: &lines, widths: &widths };
        for &(check, rule, level) in checks {
            let mut findings = Findings { rule, level, rank: Ranked::LAST, found };
            check(subject, &context, &mut findings);
        }
    }
}

/// Takes off the fixes of findings about a cue that shares its source with others: what they change
/// would change in them too, where it may be wrong. Fixes that change nothing go too.
fn drop_useless_fixes(subject: &Subject<'_>, list: &mut [Diagnostic]) {
    let text = subject.text();
    for finding in list {
        let Some(fix) = &finding.fix else { continue };
        let shared = finding.cue.is_some_and(|cue| rewrite::is_shared(subject.timeline, cue));
        let same = |edit: &Edit| edit.span.slice(text) == edit.replacement;
        let idle = !fix.to_utf8 && !fix.edits.is_empty() && fix.edits.iter().all(same);
        if shared || idle {
            finding.fix = None;
        }
    }
}

fn is_met(need: Need, subject: &Subject<'_>, options: &Options) -> bool {
    match need {
        Need::MediaDuration => options.media_duration.is_some(),
        Need::FrameRate => options.frame_rate.is_some(),
        Need::MaxWpm => options.max_wpm.is_some(),
        Need::CloseGaps => options.close_gaps > 0,
        Need::Path => subject.path.is_some(),
        Need::OutputFormat => options.output_format.is_some(),
        Need::SpeakerMarks => options.speaker_marks.is_some(),
        Need::SpeakerNames => options.speaker_names.is_some(),
        Need::AudioTags => options.audio_tags.is_some(),
        Need::Language => subject.language().is_some(),
        Need::SourceFile => options.source.is_some(),
        Need::Dictionary => options.dictionary.is_some(),
        Need::AudioLanguage => options.audio_language.is_some(),
    }
}
