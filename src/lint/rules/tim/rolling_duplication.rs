//! TIM017: rolling captions turned into cues that repeat each other.

use crate::format::Format;
use crate::lint::references::QC_TIM;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::rewrite::is_shared;
use crate::source::{Applicability, Edit, Fix, Severity};
use crate::timeline::{Line, Shown, is_visible};

docs! {
    /// ## What it does
    ///
    /// Finds three or more cues in a row that each begin with the last line of the cue before, as
    /// captions have it that rolled up line by line on the screen.
    ///
    /// ## Why
    ///
    /// Every line is there twice: readers see it jump up, speech engines speak it twice, reading speeds and
    /// word counts double, and a translation is paid for twice.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:03,000 --> 00:00:05,000
    /// The harbour opens at six.
    /// Bring a warm coat.
    ///
    /// 3
    /// 00:00:05,000 --> 00:00:07,000
    /// Bring a warm coat.
    /// It may rain.
    ///
    /// 4
    /// 00:00:07,000 --> 00:00:09,000
    /// It may rain.
    /// The boat is open.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// La la la.
    ///
    /// 2
    /// 00:00:03,000 --> 00:00:05,000
    /// La la la.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Take the repeated line out of each cue. The unsafe fix does where the cue has another line.
    ///
    /// ## Where it comes from
    ///
    /// Our judgment, from files that YouTube's automatic captions are downloaded as (`qc_rules.md`
    /// section 1.5, TIM017, 2026-11-22).
}

pub(super) static RULE: Rule = Rule {
    code: "TIM017",
    name: "rolling-duplication",
    summary: "several cues in a row begin with the last line of the one before",
    severity: Severity::Info,
    formats: &[Format::Srt, Format::WebVtt],
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[QC_TIM],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// As many cues in a row are no chorus.
const RUN: usize = 3;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let timeline = subject.timeline;
    let mut run: Vec<u32> = Vec::new();
    let (mut before, mut lines) = (Vec::new(), Vec::new());
    for (index, cue) in timeline.cues.iter().enumerate() {
        timeline.lines_into(cue, &mut lines);
        let first = first_line(&lines);
        if !first.is_empty() && first == last_line(&before) {
            run.push(index as u32);
        } else {
            report(subject, findings, &run);
            run.clear();
        }
        std::mem::swap(&mut before, &mut lines);
    }
    report(subject, findings, &run);
}

/// The first line, without white space around it.
fn first_line<'l>(lines: &'l [Line<'_>]) -> &'l str {
    lines.first().map_or("", |line| line.text.trim())
}

/// The last line that holds something, without white space around it.
fn last_line<'l>(lines: &'l [Line<'_>]) -> &'l str {
    lines
        .iter()
        .rev()
        .map(|line| line.text.trim())
        .find(|line| !line.is_empty())
        .unwrap_or_default()
}

fn report(subject: &Subject<'_>, findings: &mut Findings<'_>, run: &[u32]) {
    let Some(&first) = run.first().filter(|_| run.len() >= RUN) else { return };
    let cue = &subject.timeline.cues[first as usize];
    let message = format!("{} cues in a row begin with the last line of the one before", run.len());
    let mut finding = findings.finding(cue.origin.payload, message).with_cue(first).with_measured(
        run.len() as f64,
        (RUN - 1) as f64,
        "cues",
    );
    let edits: Vec<Edit> = run.iter().flat_map(|&index| without_first(subject, index)).collect();
    if !edits.is_empty() {
        finding.fix = Some(Fix::risky("take the repeated lines out", edits));
    }
    findings.push(finding);
}

/// Takes the first line out of a cue, if there is another one to see.
fn without_first(subject: &Subject<'_>, index: u32) -> Vec<Edit> {
    let shown = Shown::of(subject.timeline, &subject.timeline.cues[index as usize]);
    let Some(end) = shown.text.find('\n') else { return Vec::new() };
    if !is_visible(&shown.text[end..]) || is_shared(subject.timeline, index) {
        return Vec::new();
    }
    shown.spans(0..end + 1).into_iter().map(Edit::delete).collect()
}
