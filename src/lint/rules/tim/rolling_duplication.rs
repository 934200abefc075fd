//! TIM017: rolling captions turned into cues that repeat or overlap each other.

use crate::lint::references::ROLLING_CAPTIONS;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::retime::{Role, unroll};
use crate::source::{Applicability, Fix, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds captions that rolled up line by line on a screen, in one finding for the file: three or more cues in a
    /// row that each begin with the last lines of the cue before (information), or four or more that each stay
    /// on screen for at least a fifth of their time while the next one is shown (warning). TIM004 does not
    /// report their overlaps one by one.
    ///
    /// ## Why
    ///
    /// In the first form every line appears twice: viewers see it jump up, speech engines speak it
    /// twice, reading speeds and word counts double, and a translation is paid for twice. In the
    /// second, players of SRT stack the cues, hide one or cut the first one short.
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
    /// Show each line once, from its start until the next one starts. The unsafe fix does so: it
    /// removes repeated lines and cues that only repeat lines, ends each cue where the next one begins,
    /// and starts a line at the timestamp inside its text where WebVTT has one before it.
    ///
    /// ## Where it comes from
    ///
    /// Observation of automatic captions downloaded from YouTube.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM017",
    name: "rolling-duplication",
    summary: "captions roll up line by line: cues repeat or overlap the one before",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[ROLLING_CAPTIONS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let rolling = subject.rolling();
    let Some(&(first, role)) = rolling.cues.first() else { return };
    let cue = &subject.timeline.cues[first as usize];
    let count = rolling.count();
    let message = match role {
        Role::Overlaps => format!(
            "rolling captions: {count} cues stay on screen while the next one is shown, the first here"
        ),
        _ => format!(
            "rolling captions: {count} cues begin with lines of the one before, the first below this one"
        ),
    };
    let mut finding = findings.finding(cue.origin.payload, message).with_cue(first).with_measured(
        count as f64,
        0.0,
        "cues",
    );
    if role == Role::Overlaps {
        finding.severity = Severity::Warning;
    } else {
        finding.severity = Severity::Info;
    }
    let edits = unroll(subject.file, rolling).filter(|edits| !edits.is_empty());
    finding.fix =
        edits.map(|edits| Fix::risky("show each line once, until the next one starts", edits));
    findings.push(finding);
}
