//! TIM016: the same cue twice.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::rewrite::{is_shared, remove_all};
use crate::source::{Applicability, Fix, Severity, sort_by_key};
use crate::timeline::text_and_ruby;

docs! {
    /// ## What it does
    ///
    /// Finds cues with the same start, end and visible text as an earlier cue in the file.
    ///
    /// ## Why
    ///
    /// Players show the text twice, one above the other. It comes from files that were joined, or exported
    /// twice.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:03,000 --> 00:00:05,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Delete the second one; the unsafe fix does.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment. Observation: FFmpeg drops exact duplicates, other parsers keep them.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM016",
    name: "duplicate-cue",
    summary: "a cue has the times and the text of an earlier one",
    severity: Severity::Warning,
    fix: Some(Applicability::Unsafe),
    references: &[Reference {
        title: "Observation: SRT files in twelve parsers",
        url: "docs/observations.md#srt-parsers",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cues = &subject.timeline.cues;
    // By time first: only cues that share both times are compared by text.
    let mut order: Vec<u32> = (0..cues.len() as u32).collect();
    sort_by_key(&mut order, |&i| {
        let interval = cues[i as usize].interval;
        (interval.start.0, interval.end.0)
    });
    // Each repetition, and the cue that it repeats.
    let mut repeated: Vec<(u32, u32)> = Vec::new();
    for group in order.chunk_by(|&a, &b| cues[a as usize].interval == cues[b as usize].interval) {
        if group.len() < 2 {
            continue;
        }
        let mut seen: HashMap<(String, String), u32> = HashMap::new();
        for &index in group {
            let text = text_and_ruby(subject.timeline, &cues[index as usize]);
            match seen.entry(text) {
                Entry::Vacant(new) => {
                    new.insert(index);
                }
                Entry::Occupied(known) => repeated.push((index, *known.get())),
            }
        }
    }
    sort_by_key(&mut repeated, |(index, _)| *index);
    // Repetitions right below each other go together: their deletions touch.
    for run in repeated.chunk_by(|(a, _), (b, _)| a + 1 == *b) {
        let mut all = all_of(subject, run);
        for &(index, first) in run {
            let mut finding = findings
                .finding(
                    cues[index as usize].origin.block,
                    format!("the cue repeats cue {}", first + 1),
                )
                .with_label(cues[first as usize].origin.block, "the first of them")
                .with_cue(index);
            finding.fix = all.take().or_else(|| subject.deletion(index));
            findings.push(finding);
        }
    }
}

/// A fix that deletes several cues below each other.
fn all_of(subject: &Subject<'_>, run: &[(u32, u32)]) -> Option<Fix> {
    let indices: Vec<u32> = run.iter().map(|(index, _)| *index).collect();
    let several = indices.len() > 1 && indices.iter().all(|at| !is_shared(subject.timeline, *at));
    let edits = several.then(|| remove_all(subject.file, &indices))??;
    Some(Fix::risky(format!("delete {} cues", indices.len()), edits))
}
