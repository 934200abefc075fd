//! ALN004: cues of a translation without text.

use crate::lint::reference_file::pair;
use crate::lint::references::OUR_COMPARISON;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::Severity;
use crate::timeline::{is_visible, visible_text};

docs! {
    /// ## What it does
    ///
    /// Finds cues without visible text whose counterpart in the source file (`--source`) has some.
    ///
    /// ## Why
    ///
    /// The cue exists and its words are missing. TXT001 reports cues that are empty in both files.
    ///
    /// ## Why it is an error
    ///
    /// A viewer of the translation reads nothing where the source has words.
    ///
    /// ## Example
    ///
    /// For a source that says "It is cold." at 4 seconds:
    ///
    /// ```srt,invalid,source=original.srt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Der Hafen öffnet um sechs.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    ///
    ///
    /// 3
    /// 00:00:07,000 --> 00:00:09,000
    /// Nimm eine Jacke mit.
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
    /// Translate the cue.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment.
}

pub(super) static RULE: Rule = Rule {
    code: "ALN004",
    name: "missing-translation",
    summary: "a cue is empty although its source is not",
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
    let made = pair(original, &subject.timeline.cues);
    if !made.certain {
        return;
    }
    for &(theirs, ours) in &made.pairs {
        let cue = &subject.timeline.cues[ours as usize];
        if is_visible(&visible_text(subject.timeline, cue))
            || !is_visible(&original.cues[theirs as usize].text)
        {
            continue;
        }
        let message = format!("the cue is empty, its source is not ({})", original.place(theirs));
        findings.push(findings.finding(cue.origin.timing(), message).with_cue(ours));
    }
}
