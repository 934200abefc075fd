//! Edits that delete directives, and the one that writes a directive for a finding. What is not part of a
//! directive stays byte for byte.

use super::directive::{Directive, Directives, FAMILY, Scope, directives};
use super::index::{cue_at, target_in};
use crate::format::Format;
use crate::lint::Report;
use crate::read::Opened;
use crate::rewrite::remove_block;
use crate::source::{Diagnostic, Edit, EditError, Edits, Span};
use crate::timeline::Timeline;
use crate::timeline::edit::blocks;

/// The edits that delete every directive of a file, faulty ones too: for copies that are delivered. Other
/// comments stay, and so does text that precedes the first directive in a comment. The rest of the comment,
/// which is its reason, is deleted with a directive.
///
/// ```
/// use cuesmith::lint::suppress::strip;
/// use cuesmith::source::Source;
/// use cuesmith::{ReadOptions, open};
///
/// let text = "WEBVTT\n\nNOTE cuesmith-ignore TIM003: a flash\n\n00:01.000 --> 00:01.001\nHello\n";
/// let source = Source::from_text(text);
/// let file = open(&source, None, &ReadOptions::default());
/// let stripped = strip(&file).apply(text)?;
/// assert_eq!(stripped, "WEBVTT\n\n00:01.000 --> 00:01.001\nHello\n");
/// # Ok::<(), cuesmith::source::EditError>(())
/// ```
#[must_use]
pub fn strip(file: &Opened<'_>) -> Edits {
    let timeline = &file.timeline;
    let found = directives(timeline);
    let mut edits = Edits::default();
    // Comments that follow each other are deleted as one block, so that one blank line stays.
    let mut whole: Option<Span> = None;
    for group in found.pieces.chunk_by(|(a, _), (b, _)| a == b) {
        let extra = &timeline.extras[group[0].0 as usize];
        let (first, last) = (group[0].1, group[group.len() - 1].1);
        let head = end_of_text(timeline.source, extra.text.start, first.start);
        if head > extra.text.start {
            edits.push(Edit::delete(Span::new(head, last.end)));
            continue;
        }
        let between = whole.map(|whole| Span::new(whole.end, extra.span.start));
        let follows = |between: Span| between.slice(timeline.source).trim().is_empty();
        whole = match (whole, between.is_some_and(follows)) {
            (Some(before), true) => Some(before.join(extra.span)),
            (before, _) => {
                before.into_iter().for_each(|before| edits.push(delete_comment(timeline, before)));
                Some(extra.span)
            }
        };
    }
    whole.into_iter().for_each(|whole| edits.push(delete_comment(timeline, whole)));
    edits
}

/// The report of a check as it is for the text after the edits of [`strip`]: places are moved, and findings about
/// the deleted comments are removed.
///
/// # Errors
/// [`EditError`] when the edits overlap, which those of [`strip`] do not.
pub fn after_strip(report: &Report, edits: &Edits) -> Result<Report, EditError> {
    let places = edits.spans()?;
    let is_gone = |at: u32| {
        let after = places.partition_point(|(old, _)| old.start <= at);
        after.checked_sub(1).is_some_and(|before| at < places[before].0.end)
    };
    let moved = |at: u32| {
        let after = places.partition_point(|(old, _)| old.start < at);
        match after.checked_sub(1).map(|before| places[before]) {
            Some((old, new)) => new.end + at.max(old.end) - old.end,
            None => at,
        }
    };
    let span = |old: Span| Span::new(moved(old.start), moved(old.end));
    let mut report = report.clone();
    for list in [&mut report.diagnostics, &mut report.suppressed] {
        list.retain(|found| !found.code.0.starts_with(FAMILY) && !is_gone(found.span.start));
        for found in list {
            found.span = span(found.span);
            found.labels.iter_mut().for_each(|label| label.span = span(label.span));
            if let Some(fix) = &mut found.fix {
                fix.edits.iter_mut().for_each(|edit| edit.span = span(edit.span));
            }
        }
    }
    for left_out in &mut report.left_out {
        left_out.span = span(left_out.span);
    }
    Ok(report)
}

/// The edit that adds a directive for a finding: before its cue, or for the whole file if it is about no cue.
/// If there is such a directive, the rule is added to it. `None` for SRT, which has no comments, for files
/// without cues, for findings that cannot be suppressed, and where the comment would not be read as one.
///
/// ```
/// use cuesmith::lint::suppress::insert;
/// use cuesmith::lint::{self, Options, Plan};
/// use cuesmith::source::{Edits, Source};
/// use cuesmith::{ReadOptions, open};
///
/// let text = "WEBVTT\n\n00:01.000 --> 00:01.001\nHello\n";
/// let source = Source::from_text(text);
/// let file = open(&source, None, &ReadOptions::default());
/// let report = lint::check(&file, &Plan::new(&lint::RULES, Options::default()));
/// let finding = report.diagnostics.iter().find(|found| found.code.0 == "TIM003").unwrap();
/// let edits: Edits = insert(&file, finding).into_iter().collect();
/// let text = edits.apply(text)?;
/// assert_eq!(text, "WEBVTT\n\nNOTE cuesmith-ignore TIM003\n\n00:01.000 --> 00:01.001\nHello\n");
/// # Ok::<(), cuesmith::source::EditError>(())
/// ```
#[must_use]
pub fn insert(file: &Opened<'_>, finding: &Diagnostic) -> Option<Edit> {
    let (timeline, text, code) = (&file.timeline, file.text(), finding.code.0);
    if file.format() == Format::Srt || code.starts_with(FAMILY) {
        return None;
    }
    let cue = finding.cue.or_else(|| cue_at(timeline, finding.span));
    let scope = if cue.is_some() { Scope::Cue } else { Scope::File };
    let block = timeline.cues.get(cue.unwrap_or(0) as usize)?.origin.block;
    let found = directives(timeline);
    let is_same = |known: &&Directive| {
        let comment = timeline.extras[known.comment as usize].span;
        known.scope == scope
            && !known.rules.is_empty()
            && (scope == Scope::File || target_in(timeline, comment) == Some(block))
    };
    // The nearest one before the cue.
    if let Some(known) = found.list.iter().rfind(is_same) {
        return known.rules.last().map(|last| Edit::insert(last.end, format!(", {code}")));
    }
    let eol = line_ending(text);
    let directive = format!("{} {code}", scope.keyword());
    let before = &text[..block.start as usize];
    if file.format().is_line_based() {
        // A comment before the signature would hide it.
        if before.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
            return None;
        }
        let lead = if blocks::starts_after_blank(text, block.start) { "" } else { eol };
        return Some(Edit::insert(block.start, format!("{lead}NOTE {directive}{eol}{eol}")));
    }
    let indent = &before[blocks::line_around(text, block.start).start as usize..];
    let rest = match indent.trim().is_empty() && block.start > 0 {
        true => format!("{eol}{indent}"),
        false => String::new(),
    };
    Some(Edit::insert(block.start, format!("<!-- {directive} -->{rest}")))
}

/// The edits that delete a directive, and the other end of its range.
pub(super) fn delete_directive(
    timeline: &Timeline<'_>,
    directives: &Directives,
    at: u32,
) -> Vec<Edit> {
    let ends = std::iter::once(at).chain(directives.list[at as usize].partner);
    ends.map(|end| delete_piece(timeline, directives, &directives.list[end as usize])).collect()
}

/// The edit that deletes a rule from the list of a directive that names others.
pub(super) fn delete_rule(directive: &Directive, rule: Span) -> Vec<Edit> {
    let at = directive.rules.iter().position(|known| *known == rule).unwrap_or_default();
    let gone = match (directive.rules.get(at + 1), at.checked_sub(1)) {
        (Some(next), _) => Span::new(rule.start, next.start),
        (None, Some(before)) => Span::new(directive.rules[before].end, rule.end),
        (None, None) => rule,
    };
    vec![Edit::delete(gone)]
}

fn delete_piece(timeline: &Timeline<'_>, directives: &Directives, gone: &Directive) -> Edit {
    let extra = &timeline.extras[gone.comment as usize];
    let first = directives.pieces.partition_point(|(comment, _)| *comment < gone.comment);
    let own = directives.pieces[first..].iter().take_while(|(comment, _)| *comment == gone.comment);
    let mut later = own.skip_while(|(_, piece)| piece.start < gone.span.start).skip(1);
    if let Some((_, next)) = later.next() {
        return Edit::delete(Span::new(gone.span.start, next.start));
    }
    match end_of_text(timeline.source, extra.text.start, gone.span.start) {
        end if end > extra.text.start => Edit::delete(Span::new(end, gone.span.end)),
        _ => delete_comment(timeline, extra.span),
    }
}

/// The end of the text in a part of a comment; its start if there is only white space.
fn end_of_text(text: &str, from: u32, to: u32) -> u32 {
    from + Span::new(from, to).slice(text).trim_end().len() as u32
}

/// The edit that deletes comments.
fn delete_comment(timeline: &Timeline<'_>, comments: Span) -> Edit {
    let text = timeline.source;
    if timeline.format.is_line_based() {
        return remove_block(text, comments);
    }
    let line = blocks::line_around(text, comments.start).start;
    let end = blocks::line_around(text, comments.end).end;
    let is_alone = [Span::new(line, comments.start), Span::new(comments.end, end)]
        .iter()
        .all(|around| around.slice(text).trim().is_empty());
    // White space in the text of a cue may be visible.
    let is_inside = cue_at(timeline, comments).is_some();
    Edit::delete(if is_alone && !is_inside { Span::new(line, end) } else { comments })
}

/// How the lines of a text end.
fn line_ending(text: &str) -> &'static str {
    match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}
