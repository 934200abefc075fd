//! The last rule of the family: one finding for the file, whose fix rewrites it so that every parser of the
//! platform keeps it ([`write_safe`]).

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Difference, names};
use super::differences::platform;
use super::repairs::is_disputed;
use crate::convert::{add_unmapped_losses, verify};
use crate::format::Format;
use crate::kaltura::{
    CaptionType, CompareOptions, Comparison, PlatformReader, SafeOptions, compare, write_safe,
};
use crate::lint::Rule;
use crate::lint::{Findings, Subject};
use crate::read::{ReadOptions, WriteOptions, read_silently};
use crate::source::{Applicability, Edit, Fix, LineEnding, Source, Span};
use crate::timeline::{Converted, Loss, LossKind, Timeline, is_invisible};

/// Reports that some parser does not keep the file whole, at the first place where that shows.
pub(in crate::kaltura) fn report_remaining(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(platform) = platform(subject) else { return };
    let differences = platform.differences.iter();
    // A rewritten file does not get back what could not be read.
    let wanted = |d: &&Difference| !d.is_unread() && !is_switched_off(subject, d.code);
    let rest: Vec<&Difference> = differences.filter(wanted).collect();
    let Some(first) = rest.iter().map(|difference| difference.span).min() else { return };
    let mut finding = findings.finding(first, message(&rest, platform.compared.own));
    if subject.fixing {
        finding.fix = rewritten(subject, &platform.compared);
    } else {
        finding
            .message
            .to_mut()
            .push_str("; a fix may rewrite the file so that all parsers keep it");
    }
    findings.push(finding);
}

/// Whether the user has switched a difference off: a file is not rewritten for that. All count if the user
/// selects rules, as this one alone. Times on frames and times on tenths exclude each other.
fn is_switched_off(subject: &Subject<'_>, code: &str) -> bool {
    if code == "KLT040" && subject.context.frame_rate.is_some() {
        return true;
    }
    let plan = subject.plan;
    let is_off = |rule: &Rule| !plan.enables(rule);
    plan.options.choice.select.is_empty() && plan.set().find(code).is_some_and(is_off)
}

fn message(rest: &[&Difference], own: u32) -> String {
    let is_one_of = |reader: &PlatformReader| rest.iter().any(|d| d.readers.contains(reader));
    let readers = PlatformReader::ALL.iter().filter(|reader| is_one_of(reader));
    let readers: Vec<PlatformReader> = readers.copied().collect();
    let (names, is_one) = (names(&readers), readers.len() == 1);
    let noun = if own == 1 { "cue" } else { "cues" };
    match rest.iter().filter_map(|d| d.cue).collect::<BTreeSet<u32>>().len() {
        0 if is_one => format!("{names} reads cues that the file does not have"),
        0 => format!("{names} read cues that the file does not have"),
        cues if is_one => format!("{names} loses or alters {cues} of {own} {noun}"),
        cues => format!("{names} lose or alter {cues} of {own} {noun}"),
    }
}

/// The file as the safe writer writes it, if more of that is kept.
fn rewritten(subject: &Subject<'_>, now: &Comparison) -> Option<Fix> {
    let (timeline, to) = (subject.timeline, subject.format);
    let options = SafeOptions { write: writing(subject), ..SafeOptions::default() };
    let mut made = write_safe(timeline, to, &options);
    let then = compared(&made.document, to);
    if then.own == 0 || count_differences(&then) >= count_differences(now) {
        return None;
    }
    add_unmapped_losses(subject.file, to, &mut made);
    let same = subject.source.is_utf8()
        && made.losses.is_empty()
        && verify(timeline, &made, to, &options.write).is_empty()
        && !is_disputed(subject, Span::of(0..subject.text().len()))
        && hides_nothing(subject, &made.document)
        && !is_ill_formed(subject);
    let applicability = match (same, is_unread(subject, &made)) {
        (true, _) => Applicability::Safe,
        (false, true) => Applicability::Show,
        (false, false) => Applicability::Unsafe,
    };
    let title = title(&made);
    let edit = changed(subject.text(), &made.document);
    let mut fix = Fix::new(applicability, title, vec![edit]);
    fix.to_utf8 = true;
    fix.last = true;
    Some(fix)
}

/// Whether the rewrite keeps every letter of a cue that parsers of the format hide, as after a stray `<`: an author
/// wrote it.
fn hides_nothing(subject: &Subject<'_>, new: &str) -> bool {
    let letters = |text: &str, timeline: &Timeline<'_>| -> String {
        let payloads = timeline.cues.iter().flat_map(|cue| cue.origin.payload.slice(text).chars());
        payloads.filter(|c| is_letter(*c)).collect()
    };
    !subject.format.is_line_based() || {
        letters(subject.text(), subject.timeline) == letters(new, &lowered(new, subject.format))
    }
}

/// Whether text is deleted that could not be read: a block other than a signature, text after a stray `<`, words of
/// broken XML. It is an author's work and must not be deleted without notice.
fn is_unread(subject: &Subject<'_>, made: &Converted<String>) -> bool {
    let block = |loss: &Loss| {
        loss.kind == LossKind::Unparsed && loss.span.slice(subject.text()).trim() != "WEBVTT"
    };
    made.losses.iter().any(block)
        || subject.diagnostics().any(|d| d.code.0 == "VTT_TEXT_LT")
        || is_ill_formed(subject) && between_tags(subject.text()) != between_tags(&made.document)
}

fn is_ill_formed(subject: &Subject<'_>) -> bool {
    match subject.document {
        #[cfg(feature = "ttml")]
        crate::read::Document::Ttml(document) => document.ill_formed,
        _ => false,
    }
}

/// The letters of XML outside tags, whatever elements are open.
fn between_tags(text: &str) -> String {
    let mut in_tag = false;
    let outside = |c: &char| {
        in_tag = *c == '<' || in_tag && *c != '>';
        !in_tag && *c != '>' && is_letter(*c)
    };
    text.chars().filter(outside).collect()
}

fn is_letter(c: char) -> bool {
    !c.is_whitespace() && !is_invisible(c)
}

/// With the line endings and the language of the file.
fn writing(subject: &Subject<'_>) -> WriteOptions {
    let line_ending = match subject.text().contains("\r\n") {
        true => LineEnding::CrLf,
        false => LineEnding::Lf,
    };
    let mut write = WriteOptions::default();
    write.srt.line_ending = line_ending;
    write.webvtt.line_ending = line_ending;
    #[cfg(feature = "ttml")]
    {
        write.ttml.line_ending = line_ending;
        write.ttml.language = subject.language().unwrap_or_default().to_owned();
    }
    write
}

fn lowered(text: &str, format: Format) -> Timeline<'_> {
    let reading = ReadOptions { format: Some(format), ..ReadOptions::default() };
    read_silently(text, None, &reading).lower()
}

fn compared(text: &str, format: Format) -> Comparison {
    let source = Source::from_text(text);
    let timeline = lowered(text, format);
    compare(&source, &timeline, CaptionType::of(format), &CompareOptions::default())
}

/// How often some parser does not keep a cue whole, or reads a cue that the file does not have.
fn count_differences(compared: &Comparison) -> usize {
    let of =
        |view: &crate::kaltura::View| view.count(|fate| !fate.is_whole()) + view.extra().count();
    compared.views.iter().map(of).sum()
}

fn title(made: &Converted<String>) -> String {
    let mut counts: BTreeMap<LossKind, usize> = BTreeMap::new();
    for loss in &made.losses {
        *counts.entry(loss.kind).or_default() += 1;
    }
    let lost: Vec<String> = counts.iter().map(|(kind, n)| kind.counted(*n)).collect();
    let what = "rewrite the file so that every parser keeps it";
    if lost.is_empty() {
        what.to_owned()
    } else {
        format!("{what}; this loses {}", lost.join(", "))
    }
}

/// One edit from the first place where two texts differ to the last.
fn changed(old: &str, new: &str) -> Edit {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let front = same(&mut old.chars().zip(new.chars()));
    let back = same(&mut old[front..].chars().rev().zip(new[front..].chars().rev()));
    let span = Span::of(front..old.len() - back);
    Edit::replace(span, new[front..new.len() - back].to_owned())
}
