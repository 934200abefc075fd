//! ALN001: a translation with other cues than its source.

use crate::lint::reference_file::{ReferenceFile, pair};
use crate::lint::references::OUR_COMPARISON;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Pairing, Rule, Subject};
use crate::source::{Severity, Span};

use super::place::first_line;

docs! {
    /// ## What it does
    ///
    /// Compares the number of cues with that of the source file (`--source`). Cues are paired by their
    /// times, and the finding is at the first one without a counterpart, with the place in the source.
    /// A file with the same number of cues, some of which have no counterpart, is reported too.
    ///
    /// ## Why
    ///
    /// A translation usually has the cues of its source: the same number, at the same times. A
    /// reviewer, or a tool that copies times from one to the other, counts them; one missing cue shifts
    /// all that follow.
    ///
    /// ## Why it is an error
    ///
    /// A viewer of the translation reads nothing where the source has a caption, or a caption that the
    /// source does not have.
    ///
    /// ## Example
    ///
    /// For a source with three cues, at 1, 4 and 7 seconds:
    ///
    /// ```srt,invalid,source=original.srt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Der Hafen öffnet um sechs.
    ///
    /// 2
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
    /// Translate the missing cue, or delete the surplus one. No fix is offered: the words are in
    /// neither file.
    ///
    /// ## Where it comes from
    ///
    /// How cues are paired is our own: two belong together if they start within 100 ms of each other or
    /// share more than half of the shorter one.
}

pub(super) static RULE: Rule = Rule {
    code: "ALN001",
    name: "cue-count-mismatch",
    summary: "the translation and its source do not have the same cues",
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
    let (ours, theirs) = (subject.timeline.cues.len(), original.cues.len());
    let made = pair(original, &subject.timeline.cues);
    if made.missing.is_empty() && made.extra.is_empty() {
        return;
    }
    let counts = if ours == theirs {
        format!("the file has as many cues as its source ({ours}), but not the same")
    } else {
        format!("the file has {}, its source has {theirs}", cues(ours))
    };
    let (span, cue, rest) = divergence(subject, original, &made);
    let mut finding = findings.finding(span, format!("{counts}: {rest}")).with_measured(
        ours as f64,
        theirs as f64,
        "cues",
    );
    finding.cue = cue;
    findings.push(finding);
}

fn cues(count: usize) -> String {
    format!("{count} cue{}", if count == 1 { "" } else { "s" })
}

/// The first difference between the files: the place in the file, its cue, and what is found there.
fn divergence(
    subject: &Subject<'_>,
    original: &ReferenceFile,
    made: &Pairing,
) -> (Span, Option<u32>, String) {
    let ours = &subject.timeline.cues;
    if !made.certain {
        let place = format!("their times do not match ({})", original.path);
        return (
            first_line(subject),
            None,
            format!("{place}, so that the first difference cannot be located"),
        );
    }
    let missing = made.missing.first().map(|&at| (at, original.cues[at as usize].interval.start));
    let extra = made.extra.first().map(|&at| (at, ours[at as usize].interval.start));
    let all = format!("{} missing, {} extra in all", made.missing.len(), made.extra.len());
    match (missing, extra) {
        (Some((lost, start)), extra) if extra.is_none_or(|(_, other)| start <= other) => {
            // The cue at the place where the missing one should end.
            let after = made.pairs.iter().find(|(theirs, _)| *theirs > lost).map(|(_, at)| *at);
            let here = after.or(ours.len().checked_sub(1).map(|at| at as u32));
            let side = if after.is_some() { "before" } else { "after" };
            let span = here.map_or(first_line(subject), |at| ours[at as usize].origin.timing());
            let rest = format!(
                "cue {} of the source ({}, {}) is missing {side} this one ({all})",
                lost + 1,
                original.place(lost),
                subject.format.format_time(start)
            );
            (span, here, rest)
        }
        (_, Some((at, _))) => {
            let before = made.pairs.iter().take_while(|(_, cue)| *cue < at).last();
            let near = before.map_or_else(
                || format!("at the start of {}", original.path),
                |(theirs, _)| format!("after {}", original.place(*theirs)),
            );
            let rest = format!("this one has no counterpart {near} ({all})");
            (ours[at as usize].origin.timing(), Some(at), rest)
        }
        // One of the two lists is not empty.
        (_, None) => (first_line(subject), None, all),
    }
}
