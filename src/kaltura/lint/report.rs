//! How differences are reported: each under the rule that names it, and as an addition to the findings of
//! other rules after all of them ran.

use super::context::{Difference, Platform, names};
use super::differences::platform;
use super::others;
use super::repairs::{self, fix, fix_document};
use crate::kaltura::{PlatformReader, Refusal, SERVE_LIMIT, View};
use crate::lint::{Findings, Plan, Rule, Subject};
use crate::source::{Code, Diagnostic, Span, sort_by_key};
use std::collections::HashMap;

/// Rules whose single finding covers every cue of the file.
const WHOLE_FILE: &[&str] = &[
    "KLT001", "KLT002", "KLT025", "KLT026", "KLT035", "KLT040", "KLT047", "ENC001", "VTT001",
    "TTM001", "TTM002",
];

/// Whether one finding covers every cue, which is also so if a parser refuses the file.
fn is_of_file(platform: &Platform, code: &str) -> bool {
    let refuses = |view: &View| {
        let refused = view.refusal.is_some_and(|refusal| refusal != Refusal::NoCue);
        others::rule_of(view.reader) == Some(code) && refused
    };
    WHOLE_FILE.contains(&code) || platform.compared.views.iter().any(refuses)
}

/// Reports the differences that a rule names.
pub(in crate::kaltura) fn differences(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let code = findings.rule().code;
    let Some(platform) = platform(subject) else { return };
    let mine = platform.differences.iter().filter(|d| d.code == code);
    if is_of_file(platform, code) {
        let mine: Vec<&Difference> = mine.collect();
        if let Some(message) = of_all(&mine) {
            // An order, or an identifier, is wrong at one place.
            let is_at_first = matches!(code, "KLT035" | "KLT047");
            let first = mine.first().filter(|_| is_at_first).map(|difference| difference.span);
            let span = first.unwrap_or_else(|| repairs::file_place(subject, code));
            let mut finding = findings.finding(span, message);
            finding.fix = fix(subject, code, None);
            findings.push(finding);
        }
        return;
    }
    let mut of_document = true;
    for difference in mine {
        let mut finding = findings.finding(difference.span, difference.message());
        finding.cue = difference.cue;
        finding.fix = difference.cue.and_then(|cue| fix(subject, code, Some(cue)));
        // A fix for all of them is offered by the first one that keeps its fix.
        let alone = |cue| !crate::rewrite::is_shared(subject.timeline, cue);
        if of_document && difference.cue.is_some_and(alone) {
            of_document = false;
            finding.fix = finding.fix.or_else(|| fix_document(subject, code));
        }
        findings.push(finding);
    }
}

/// One sentence about differences with one cause.
fn of_all(all: &[&Difference]) -> Option<String> {
    let first = all.first()?;
    let mut readers: Vec<PlatformReader> =
        all.iter().flat_map(|d| d.readers.iter().copied()).collect();
    sort_by_key(&mut readers, |reader| {
        PlatformReader::ALL.iter().position(|known| known == reader).unwrap_or_default() as u32
    });
    readers.dedup();
    let mut cues: Vec<Option<u32>> = all.iter().map(|d| d.cue).collect();
    cues.dedup();
    let (count, verb) = (cues.len(), if readers.len() == 1 { "alters" } else { "alter" });
    let cues = if count == 1 { "cue" } else { "cues" };
    let lost = all.iter().all(|d| d.fate.lost);
    let verb = if lost { verb.replace("alter", "lose") } else { verb.to_owned() };
    Some(format!("{} {verb} {count} {cues}: {}", names(&readers), first.why))
}

/// Adds what REACH asks for when it finds a defect, under the presets of the platform.
#[allow(clippy::ptr_arg)] // as `RuleSet::after` has it
pub(super) fn add_consequences(subject: &Subject<'_>, list: &mut Vec<Diagnostic>) {
    let preset = subject.plan.options.choice.preset;
    if !preset.chain().any(|preset| preset.name.starts_with("kaltura")) {
        return;
    }
    for found in list.iter_mut().filter(|found| matches!(found.code.0, "TIM003" | "ALN007")) {
        found.message.to_mut().push_str("; REACH asks vendors to fail such a job");
    }
}

/// Adds to the findings of other families what they mean on the platform: the consequence follows the
/// message. A difference that no rule has reported gets its own finding.
pub(super) fn annotate_findings(subject: &Subject<'_>, list: &mut Vec<Diagnostic>) {
    let plan = subject.plan;
    let Some(platform) = subject.memo.known::<Platform>() else { return };
    let mut places: HashMap<(&'static str, Option<u32>), usize> = HashMap::new();
    // Findings about no cue, in the order of the file.
    let mut loose: Vec<(&'static str, u32, usize)> = Vec::new();
    for (at, found) in list.iter().enumerate() {
        if found.cue.is_none() {
            loose.push((found.code.0, found.span.start, at));
        }
        places.entry((found.code.0, found.cue)).or_insert(at);
        places.entry((found.code.0, None)).or_insert(at);
    }
    loose.sort_unstable();
    let within = |code, span: Span| {
        let at = loose.partition_point(|&(known, start, _)| (known, start) < (code, span.start));
        let &(known, start, at) = loose.get(at)?;
        (known == code && start <= span.end).then_some(at)
    };
    // A rule of the family reports its own, unless it does not look at this format.
    let reports = |code: &str| {
        let applies = |rule: &Rule| rule.applies_to(subject.format, plan.options.choice.kind);
        code.starts_with("KLT") && plan.set().find(code).is_some_and(applies)
    };
    let foreign = |d: &&Difference| !reports(d.code);
    let mut whole: HashMap<&'static str, Vec<&Difference>> = HashMap::new();
    for difference in platform.differences.iter().filter(foreign) {
        if WHOLE_FILE.contains(&difference.code) && places.contains_key(&(difference.code, None)) {
            whole.entry(difference.code).or_default().push(difference);
            continue;
        }
        let at = match difference.is_unread() {
            true => within(difference.code, difference.span),
            false => places.get(&(difference.code, difference.cue)).copied(),
        };
        match at {
            Some(at) => {
                let consequence = difference.consequence();
                let message = &mut list[at].message;
                *message = format!("{message}; {consequence}").into();
            }
            None => general(difference, plan, list),
        }
    }
    for (at, more) in consequences(platform, list, &places) {
        let message = &mut list[at].message;
        *message = format!("{message}; {more}").into();
    }
    for (code, differences) in whole {
        if let (Some(&at), Some(more)) = (places.get(&(code, None)), of_all(&differences)) {
            let message = &mut list[at].message;
            *message = format!("{message}; {more}").into();
        }
    }
}

/// What happens to cues that are kept: what the player shows of them (`text-track-display.ts:549-639`), and
/// the transcript panel that one text can empty (`CaptionAssetService.php:616-642`).
fn consequences(
    platform: &Platform,
    list: &[Diagnostic],
    places: &HashMap<(&'static str, Option<u32>), usize>,
) -> Vec<(usize, &'static str)> {
    let found = list.iter().enumerate().filter_map(|(at, found)| match found.code.0 {
        "TIM001" | "TIM002" => Some((at, "the player never shows the cue")),
        "TIM005" => Some((at, "the player may never show the cue")),
        _ => None,
    });
    let compared = &platform.compared;
    let is_empty = compared.is_ready() && !compared.json_ok && compared.size <= SERVE_LIMIT;
    let encoding = places.get(&("ENC001", None)).copied().filter(|_| is_empty);
    let empty = encoding
        .map(|at| (at, "the transcript panel and `serveAsJson` are empty for the whole file"));
    found.chain(empty).collect()
}

fn general(difference: &Difference, plan: &Plan, list: &mut Vec<Diagnostic>) {
    let Some(rule) = plan.set().find(difference.general_code()) else { return };
    if !plan.enables(rule) {
        return;
    }
    let severity = plan.level(rule).severity(rule, rule.severity);
    let message = difference.message();
    let mut finding = Diagnostic::new(Code(rule.code), severity, difference.span, message);
    finding.cue = difference.cue;
    list.push(finding);
}
