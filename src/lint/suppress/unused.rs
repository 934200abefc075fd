//! Directives that suppress nothing. Only rules that ran can show that: a directive for a rule that is off, was
//! left out or lacks something is not judged.

use std::collections::{HashMap, HashSet};

use super::directive::{Directive, Directives, FAMILY, Scope};
use super::edits::{delete_directive, delete_rule};
use super::index::Index;
use crate::lint::rule_set::ALL;
use crate::lint::{Rule, Skipped, Subject};
use crate::source::{Applicability, Code, Diagnostic, Fix, Severity, Span};
use crate::timeline::ExtraKind;

/// The code of the rule.
const UNUSED: &str = "SUP001";

/// Whether the rules that a word selects ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ran {
    /// None, or the choice of rules left out some.
    Unknown,
    /// Some are off or lack something.
    Some,
    /// All that look at files of this format and kind.
    All,
}

/// Which rules ran over a file.
pub(super) struct Runs<'r, 's> {
    subject: &'r Subject<'s>,
    skipped: HashSet<&'static str>,
    known: HashMap<&'static str, Ran>,
}

impl<'r, 's> Runs<'r, 's> {
    pub(super) fn new(subject: &'r Subject<'s>, skipped: &[Skipped]) -> Self {
        let skipped = skipped.iter().map(|skipped| skipped.code).collect();
        Self { subject, skipped, known: HashMap::new() }
    }

    /// Whether the rules of a key ran.
    pub(super) fn of(&mut self, key: &'static str) -> Ran {
        if let Some(known) = self.known.get(key) {
            return *known;
        }
        let selects = |rule: &Rule| key == ALL || rule.code == key || rule.family() == key;
        let ran = self.of_rules(selects);
        self.known.insert(key, ran);
        ran
    }

    /// Whether the rules that `selects` names ran.
    pub(super) fn of_rules(&self, selects: impl Fn(&Rule) -> bool) -> Ran {
        let plan = self.subject.plan;
        let choice = &plan.options.choice;
        let (mut some, mut all) = (false, true);
        let rules = plan.set().rules().filter(|rule| {
            selects(rule)
                && rule.family() != FAMILY
                && rule.applies_to(self.subject.format, choice.kind)
        });
        for rule in rules {
            if choice.chosen(rule) == Some(false) {
                return Ran::Unknown;
            }
            let ran = plan.enables(rule) && !self.skipped.contains(rule.code);
            some |= ran;
            all &= ran;
        }
        match (some, all) {
            (false, _) => Ran::Unknown,
            (true, false) => Ran::Some,
            (true, true) => Ran::All,
        }
    }
}

/// The findings of SUP001, if it runs.
pub(super) fn find(
    subject: &Subject<'_>,
    directives: &Directives,
    index: &Index<'_>,
    skipped: &[Skipped],
) -> Vec<Diagnostic> {
    let Some(rule) = subject.plan.set().find(UNUSED).filter(|rule| subject.plan.enables(rule))
    else {
        return Vec::new();
    };
    let level = subject.plan.level(rule);
    let mut runs = Runs::new(subject, skipped);
    let mut found = Vec::new();
    for words in index.words.chunk_by(|a, b| a.directive == b.directive) {
        let at = words[0].directive;
        let directive = &directives.list[at as usize];
        let judged: Vec<Ran> = words
            .iter()
            .map(|word| if word.is_used { Ran::Unknown } else { runs.of(word.key) })
            .collect();
        let is_whole = words.len() == directive.rules.len();
        let without_target = index.without_target.binary_search(&at).is_ok();
        let is_unused = |ran: &Ran| *ran != Ran::Unknown;
        if is_whole && (without_target || judged.iter().all(is_unused)) {
            let is_sure = without_target || judged.iter().all(|ran| *ran == Ran::All);
            found.push(whole(subject, directives, at, without_target, is_sure));
            continue;
        }
        for (word, ran) in words.iter().zip(&judged).filter(|(_, ran)| is_unused(ran)) {
            let message = format!(
                "`{}` suppresses nothing {}",
                word.span.slice(subject.text()),
                place(directive)
            );
            let edits = delete_rule(directive, word.span);
            let fix =
                Fix::new(trust(*ran == Ran::All), "delete the rule from the directive", edits);
            found.push(
                Diagnostic::new(Code(rule.code), rule.severity, word.span, message + rest(*ran))
                    .with_fix(fix),
            );
        }
    }
    for finding in &mut found {
        finding.severity = level.severity(rule, finding.severity);
    }
    found
}

/// A directive of which no rule suppresses anything.
fn whole(
    subject: &Subject<'_>,
    directives: &Directives,
    at: u32,
    without_target: bool,
    is_sure: bool,
) -> Diagnostic {
    let directive = &directives.list[at as usize];
    let message = match without_target {
        true => "the directive suppresses nothing: no cue follows it".to_owned(),
        false => {
            let ran = if is_sure { Ran::All } else { Ran::Some };
            format!("the directive suppresses nothing {}{}", place(directive), rest(ran))
        }
    };
    let edits = delete_directive(subject.timeline, directives, at);
    let title = match directive.partner {
        Some(_) => "delete both directives of the range",
        None => "delete the directive",
    };
    let is_safe = is_sure && !edits.iter().any(|edit| is_beside_unread(subject, edit.span));
    Diagnostic::new(Code(UNUSED), Severity::Info, directive.span, message).with_fix(Fix::new(
        trust(is_safe),
        title,
        edits,
    ))
}

/// Whether a block that cannot be read is next to a place: without what separates it from other blocks, parsers may make
/// something else of it.
fn is_beside_unread(subject: &Subject<'_>, place: Span) -> bool {
    let extras = &subject.timeline.extras;
    let after = extras.partition_point(|extra| extra.span.start < place.start);
    let near = extras.get(after.saturating_sub(1)..(after + 2).min(extras.len()));
    let is_blank = |from: u32, to: u32| {
        from <= to && Span::new(from, to).slice(subject.text()).trim().is_empty()
    };
    near.unwrap_or_default().iter().any(|extra| {
        let span = extra.span;
        extra.kind == ExtraKind::Unparsed
            && (is_blank(span.end, place.start) || is_blank(place.end, span.start))
    })
}

/// Another run may need the directive if some of its rules did not run in this one.
const fn trust(is_sure: bool) -> Applicability {
    if is_sure { Applicability::Safe } else { Applicability::Unsafe }
}

const fn rest(ran: Ran) -> &'static str {
    match ran {
        Ran::Some => "; some of its rules did not run",
        Ran::All | Ran::Unknown => "",
    }
}

const fn place(directive: &Directive) -> &'static str {
    match directive.scope {
        Scope::Cue => "in this cue",
        Scope::Start | Scope::End => "in this range",
        Scope::File => "in this file",
    }
}
