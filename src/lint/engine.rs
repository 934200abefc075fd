//! Runs the rules over one file.

use std::num::NonZeroU32;

use super::facts;
use super::kept::{Found, Kept, Rechecked};
use super::left_out::{Counter, LeftOut, leave_out};
use super::misread::drop_misread_fixes;
use super::plan::{self, Lacks, Planned};
use super::rule::{CueCheck, Need};
use super::subject::{CueContext, Findings, Subject};
use crate::rewrite;
use crate::source::{Diagnostic, Edit, Severity, sort_by_key};
use crate::timeline::Line;

/// What a check found, and which rules did not run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The findings, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings over [`Options::max_findings`](super::Options::max_findings): how many of each rule, by code.
    pub left_out: Vec<LeftOut>,
    /// Findings that a comment in the file or an exception suppresses, in file order.
    pub suppressed: Vec<Diagnostic>,
    /// What each of [`Options::exceptions`](super::Options::exceptions) did; empty if there are none.
    pub exceptions: Vec<ExceptionUse>,
    /// Rules that could not run.
    pub skipped: Vec<Skipped>,
    /// The codes of the rules that ran.
    pub ran: Vec<&'static str>,
    /// The rules whose findings are one line in the report for people ([`Plan::is_brief`](super::Plan::is_brief)).
    pub brief: Vec<&'static str>,
    /// The kind of the file if it was guessed; set by the caller that guessed it.
    pub guessed_kind: Option<super::GuessedKind>,
}

/// What an exception did in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExceptionUse {
    /// Number of findings that it suppressed.
    pub suppressed: u32,
    /// Whether its rules ran, so that an exception that suppressed nothing is not needed for this file.
    pub ran: bool,
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
    /// Number of findings of a severity, with those that were left out.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let left_out = |left_out: &LeftOut| match severity {
            Severity::Error => left_out.errors as usize,
            Severity::Warning => left_out.warnings as usize,
            Severity::Info => left_out.infos as usize,
        };
        self.diagnostics.iter().filter(|found| found.severity == severity).count()
            + self.left_out.iter().map(left_out).sum::<usize>()
    }

    /// Leaves out the findings of each rule after the first `most` in the file.
    pub(super) fn leave_out(&mut self, most: Option<NonZeroU32>) {
        leave_out(&mut self.diagnostics, &mut self.left_out, most);
    }

    /// What was left out of a rule's findings.
    #[must_use]
    pub fn left_out_of(&self, code: &str) -> Option<&LeftOut> {
        self.left_out.iter().find(|left_out| left_out.code == code)
    }

    /// Number of findings of all severities, with those that were left out.
    #[must_use]
    pub fn findings(&self) -> usize {
        let left_out = self.left_out.iter().map(|left_out| left_out.findings() as usize);
        self.diagnostics.len() + left_out.sum::<usize>()
    }

    /// The highest severity of its findings; `None` if there are none.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        let left_out = self.left_out.iter().map(LeftOut::severity);
        self.diagnostics.iter().map(|found| found.severity).chain(left_out).max()
    }
}

/// Runs every rule that is chosen, applies to the file's format and kind, and has what it needs. `most` findings of
/// each rule are kept. `kept`: findings of single cues from the check before.
pub(super) fn run(
    subject: &Subject<'_>,
    most: Option<NonZeroU32>,
    kept: Option<&mut Kept>,
) -> Report {
    let hooks = subject.plan.hooks(subject.format);
    let mut report = Report { brief: hooks.brief.clone(), ..Report::default() };
    let runs: Vec<bool> =
        hooks.rules.iter().map(|planned| has_needs(subject, planned, &mut report)).collect();
    let runs = |at: u32| runs[at as usize];
    let mut noticed: Vec<(u32, &Diagnostic)> = Vec::new();
    for found in subject.diagnostics() {
        noticed.extend(hooks.passing_on(found.code.0).map(|rule| (rule, found)));
    }
    sort_by_key(&mut noticed, |(rule, _)| *rule);
    let mut noticed = noticed.into_iter().peekable();
    let settle = |found: &mut Diagnostic| settle_all(subject, std::slice::from_mut(found));
    let counter = Counter::new(most, hooks.rules.len());
    let mut found = Ranked { list: Vec::new(), ranks: Vec::new(), counter };
    for (planned, at) in hooks.rules.iter().zip(0..) {
        let rule = planned.rule;
        let mut findings = Findings { planned, at, rank: at, found: &mut found, settle: &settle };
        if runs(at) {
            for check in [rule.source, rule.document].into_iter().flatten() {
                check(subject, &mut findings);
            }
        }
        while let Some((_, noticed)) = noticed.next_if(|(rule, _)| *rule == at) {
            if runs(at) {
                findings.pass_on(noticed);
            }
        }
    }
    let checks = hooks.cue.iter().filter(|(_, rule)| runs(*rule));
    let checks: Vec<_> =
        checks.map(|&(check, rule)| (check, rule, &hooks.rules[rule as usize])).collect();
    match kept {
        None => check_cues(subject, &checks, &mut found, &settle),
        Some(kept) => check_cues_again(subject, &checks, &mut found, kept),
    }
    for after in subject.plan.set().after {
        after(subject, &mut found.list);
    }
    settle_all(subject, &mut found.list);
    (report.diagnostics, report.left_out) = found.sorted();
    report
}

/// Removes the fixes that are not offered.
fn settle_all(subject: &Subject<'_>, list: &mut [Diagnostic]) {
    drop_useless_fixes(subject, list);
    drop_misread_fixes(subject, list);
}

/// Whether a rule has what it needs in this file. The report counts it as run, or lists what it lacks.
fn has_needs(subject: &Subject<'_>, planned: &Planned, report: &mut Report) -> bool {
    let rule = planned.rule;
    let lacks = match planned.lacks {
        Lacks::Nothing => None,
        Lacks::Need(need) => Some(need),
        Lacks::Unknown => rule.needs.iter().copied().find(|need| !is_met(*need, subject)),
    };
    report.ran.extend(lacks.is_none().then_some(rule.code));
    report.skipped.extend(lacks.map(|need| Skipped { code: rule.code, name: rule.name, need }));
    lacks.is_none()
}

fn is_met(need: Need, subject: &Subject<'_>) -> bool {
    plan::is_met(need, &subject.plan.options).unwrap_or_else(|| match need {
        Need::Path => subject.path.is_some(),
        Need::MaxWpm | Need::CloseGaps | Need::Ellipsis | Need::Charset => {
            subject.limits.meet(need)
        }
        _ => subject.language().is_some(),
    })
}

/// Findings, each with its rank: the order of findings at the same place, whenever they were made. Users
/// see this order, and it decides which of two fixes that touch the same text is applied first.
pub(super) struct Ranked {
    list: Vec<Diagnostic>,
    ranks: Vec<u32>,
    pub(super) counter: Counter,
}

impl Ranked {
    /// The rank of findings about single cues, and of findings that are made after all rules have run. These
    /// keep the order in which they were made.
    const LAST: u32 = u32::MAX;

    /// No findings, and no limit for them.
    fn unlimited() -> Self {
        Self { list: Vec::new(), ranks: Vec::new(), counter: Counter::new(None, 0) }
    }

    /// Adds a finding.
    pub(super) fn push(&mut self, rank: u32, finding: Diagnostic) {
        self.list.push(finding);
        self.ranks.push(rank);
    }

    /// The findings by place, then by rank, and what was left out.
    fn sorted(mut self) -> (Vec<Diagnostic>, Vec<LeftOut>) {
        self.ranks.resize(self.list.len(), Self::LAST);
        let mut all: Vec<(u32, Diagnostic)> = self.ranks.into_iter().zip(self.list).collect();
        sort_by_key(&mut all, |(rank, finding)| (finding.span, *rank));
        (all.into_iter().map(|(_, finding)| finding).collect(), self.counter.left_out())
    }
}

/// A check of single cues, and its rule with its place in the plan.
type Check<'p> = (CueCheck, u32, &'p Planned);

fn check_cues(
    subject: &Subject<'_>,
    checks: &[Check<'_>],
    found: &mut Ranked,
    settle: &dyn Fn(&mut Diagnostic),
) {
    if checks.is_empty() {
        return;
    }
    let mut view = CueView::default();
    for index in 0..subject.timeline.cues.len() as u32 {
        view.check(subject, index, checks, found, settle);
    }
}

/// The same, with findings that were kept. None is over a limit.
fn check_cues_again(
    subject: &Subject<'_>,
    checks: &[Check<'_>],
    found: &mut Ranked,
    kept: &mut Kept,
) {
    update(subject, checks, kept);
    let others: Vec<_> = checks.iter().filter(|(.., planned)| !planned.rule.one_cue).collect();
    let mut view = CueView::default();
    for (cue, index) in subject.timeline.cues.iter().zip(0..) {
        let mut known = kept.findings(index, cue).peekable();
        for other in &others {
            while let Some((_, finding)) = known.next_if(|(at, _)| *at < other.1) {
                found.push(Ranked::LAST, finding);
            }
            view.check(subject, index, std::slice::from_ref(*other), found, &|_| {});
        }
        known.for_each(|(_, finding)| found.push(Ranked::LAST, finding));
    }
}

/// Checks the cues that have changed by the rules that look at one cue.
fn update(subject: &Subject<'_>, checks: &[Check<'_>], kept: &mut Kept) -> Rechecked {
    let checks: Vec<Check<'_>> =
        checks.iter().filter(|(.., planned)| planned.rule.one_cue).copied().collect();
    let mut view = CueView::default();
    kept.update(&subject.timeline.cues, |index| {
        let mut all: Vec<Found> = Vec::new();
        for check in &checks {
            let mut found = Ranked::unlimited();
            view.check(subject, index, std::slice::from_ref(check), &mut found, &|_| {});
            all.extend(found.list.into_iter().map(|finding| (check.1, finding)));
        }
        all
    })
}

/// Checks the cues that have changed since the check before by the rules that look at one cue.
pub(super) fn run_cues(subject: &Subject<'_>, kept: &mut Kept) -> (Rechecked, Vec<Diagnostic>) {
    let hooks = subject.plan.hooks(subject.format);
    let mut report = Report::default();
    let mut checks = Vec::new();
    for &(check, rule) in &hooks.cue {
        let planned = &hooks.rules[rule as usize];
        if planned.rule.one_cue && has_needs(subject, planned, &mut report) {
            checks.push((check, rule, planned));
        }
    }
    let rechecked = update(subject, &checks, kept);
    let cues = rechecked.new.clone().zip(&subject.timeline.cues[rechecked.new.start as usize..]);
    let mut found: Vec<Diagnostic> =
        cues.flat_map(|(index, cue)| kept.findings(index, cue)).map(|(_, found)| found).collect();
    settle_all(subject, &mut found);
    sort_by_key(&mut found, |finding| finding.span);
    (rechecked, found)
}

/// What several rules need of a cue, in memory that is used again.
#[derive(Default)]
struct CueView<'a> {
    lines: Vec<Line<'a>>,
    widths: Vec<u32>,
    /// The cue, and one more.
    of: usize,
}

impl<'a> CueView<'a> {
    fn check(
        &mut self,
        subject: &Subject<'a>,
        index: u32,
        checks: &[Check<'_>],
        found: &mut Ranked,
        settle: &dyn Fn(&mut Diagnostic),
    ) {
        let at = index as usize;
        let cues = &subject.timeline.cues;
        let (Some(cue), Some(&signs)) = (cues.get(at), subject.signs.get(at)) else { return };
        if self.of != at + 1 {
            subject.timeline.lines_into(cue, &mut self.lines);
            let is_plain = !subject.limits.half_width && facts::is_plain(signs);
            let width = |line: &Line<'_>| match is_plain {
                true => line.text.len() as u32,
                false => subject.limits.width(&line.text),
            };
            self.widths.clear();
            self.widths.extend(self.lines.iter().map(width));
            self.of = at + 1;
        }
        let (lines, widths) = (&self.lines, &self.widths);
        let graphemes = subject.characters()[at];
        let context = CueContext { index, cue, signs, lines, widths, graphemes };
        for &(check, at, planned) in checks {
            if !signs.has(planned.rule.signs) {
                continue;
            }
            let mut findings = Findings { planned, at, rank: Ranked::LAST, found, settle };
            check(subject, &context, &mut findings);
        }
    }
}

/// Removes the fixes of findings about a cue that shares its source with others, because the other cues
/// would change too. Also removes fixes that change nothing, and all fixes of a format that can only be
/// read.
fn drop_useless_fixes(subject: &Subject<'_>, list: &mut [Diagnostic]) {
    let text = subject.text();
    for finding in list {
        let Some(fix) = &finding.fix else { continue };
        let read_only = subject.document.editor().is_none();
        let shared = finding.cue.is_some_and(|cue| rewrite::is_shared(subject.timeline, cue));
        let same = |edit: &Edit| edit.span.slice(text) == edit.replacement;
        let idle = !fix.to_utf8 && !fix.edits.is_empty() && fix.edits.iter().all(same);
        if read_only || shared || idle {
            finding.fix = None;
        }
    }
}
