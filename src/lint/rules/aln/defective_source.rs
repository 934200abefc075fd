//! ALN007: a source that must not be translated.

use crate::lint::reference_file::pair;
use crate::lint::references::OUR_COMPARISON;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::Severity;

use super::place::first_line;

docs! {
    /// ## What it does
    ///
    /// Finds cues of at most `max-defect` milliseconds (1 by default) in the source file (`--source`)
    /// of a translation. There is one finding per file, at the counterpart of the first such cue.
    ///
    /// ## Why
    ///
    /// Blocks of one millisecond mean that the timing of the source was lost (TIM003). A translation of
    /// it cannot be timed correctly.
    ///
    /// ## Why it is an error
    ///
    /// Viewers of a translation with these times see its cues for one frame, or at times that someone
    /// guessed.
    ///
    /// ## Example
    ///
    /// For a source with a cue `00:00:04,020 --> 00:00:04,021`:
    ///
    /// ```srt,invalid,source=defect.srt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Der Hafen öffnet um sechs.
    ///
    /// 2
    /// 00:00:04,020 --> 00:00:06,000
    /// Es ist kalt.
    /// ```
    ///
    /// ```srt,valid,source=original.srt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Der Hafen öffnet um sechs.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Es ist kalt.
    ///
    /// 3
    /// 00:00:07,000 --> 00:00:09,000
    /// Nimm eine Jacke mit.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Have the source timed again.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment, from what TIM003 reports.
}

pub(super) static RULE: Rule = Rule {
    code: "ALN007",
    name: "defective-source",
    summary: "the source of the translation has cues of one millisecond",
    severity: Severity::Error,
    kinds: CAPTIONS,
    needs: &[Need::ReferenceFile],
    references: &[OUR_COMPARISON],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(original) = subject.context.reference_file.as_deref() else { return };
    let limit = subject.limits.max_defect;
    let is_defect =
        |at: &u32| (1..=limit).contains(&original.cues[*at as usize].interval.duration());
    let defects: Vec<u32> = (0..original.cues.len() as u32).filter(is_defect).collect();
    let Some(&first) = defects.first() else { return };
    let made = pair(original, &subject.timeline.cues);
    let own = made.pairs.iter().find(|(theirs, _)| made.certain && *theirs == first);
    let own = own.map(|(_, ours)| *ours);
    let span = own.map_or_else(
        || first_line(subject),
        |at| subject.timeline.cues[at as usize].origin.timing(),
    );
    let message = match defects.len() {
        1 => format!(
            "a cue of the source lasts at most {limit} ms ({}): its timing is lost",
            original.place(first)
        ),
        count => format!(
            "{count} cues of the source last at most {limit} ms, the first at {}: its timing is lost",
            original.place(first)
        ),
    };
    let mut finding = findings.finding(span, message).with_measured(
        original.cues[first as usize].interval.duration() as f64,
        limit as f64,
        "ms",
    );
    finding.cue = own;
    findings.push(finding);
}
