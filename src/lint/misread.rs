//! Fixes inside the text of a cue that would make something else of it: a timing line, a number, the end of the
//! cue. Rules look at words; whether a line still is one of text is asked here, once for all of them.

use super::Subject;
use crate::rewrite::{self, Expected, Says, keep_fitting};
use crate::source::{Diagnostic, Edit, Edits, Fix, sort_by_key};
use crate::timeline::Cue;

/// Removes such fixes. Those of a cue are looked at together, so that each cue is read once more.
pub(super) fn drop_misread_fixes(subject: &Subject<'_>, list: &mut [Diagnostic]) {
    if !subject.format.is_line_based() {
        return;
    }
    let mut inside = fixes_inside(subject, list);
    sort_by_key(&mut inside, |(cue, _)| *cue);
    for group in inside.chunk_by(|(a, _), (b, _)| a == b) {
        let cue = group[0].0;
        let edits = |at: usize| list[at].fix.as_ref().map(|fix| fix.edits.clone());
        let mut all: Vec<Option<Vec<Edit>>> = group.iter().map(|(_, at)| edits(*at)).collect();
        keep_fitting(&mut all, |_, fixes| stays_one_cue(subject, cue, fixes));
        for ((_, at), kept) in group.iter().zip(all) {
            if kept.is_none() {
                list[*at].fix = None;
            }
        }
    }
}

/// The findings with fixes that change nothing but the text of one cue, with that cue.
fn fixes_inside(subject: &Subject<'_>, list: &[Diagnostic]) -> Vec<(u32, usize)> {
    let cues = &subject.timeline.cues;
    let mut inside = Vec::new();
    for (at, finding) in list.iter().enumerate() {
        let Some(fix) = finding.fix.as_ref().filter(|fix| !fix.last) else { continue };
        let Some(first) = fix.edits.first() else { continue };
        let is_before = |cue: &Cue<'_>| cue.origin.payload.start <= first.span.start;
        // Most fixes are at the cue that they are for.
        let own = finding.cue.map(|own| own as usize).filter(|own| {
            cues.get(*own).is_some_and(is_before) && !cues.get(own + 1).is_some_and(is_before)
        });
        let Some(cue) = own.or_else(|| cues.partition_point(is_before).checked_sub(1)) else {
            continue;
        };
        let payload = cues[cue].origin.payload;
        if fix.edits.iter().all(|edit| payload.contains(edit.span)) {
            inside.push((cue as u32, at));
        }
    }
    inside
}

/// Whether a cue is still one, with the next one below it, after as many of these fixes as go together.
fn stays_one_cue(subject: &Subject<'_>, cue: u32, fixes: &[Option<Vec<Edit>>]) -> bool {
    let mut edits = Edits::default();
    for fix in fixes.iter().flatten() {
        edits.push_fix(&Fix::safe("", fix.clone()));
    }
    let expected = Expected { cues: cue..=cue, becomes: 1, says: Says::Anything };
    let reads = |edits: &[Edit]| rewrite::reads_as(subject.file, edits, &expected);
    // What does not read so by itself cannot be judged.
    reads(edits.as_slice()) || !reads(&[])
}
