//! Searches visible text for the patterns of the user ([`Pattern`](super::Pattern), feature `patterns`).
//!
//! The caller gives each pattern a [`Rule`] whose `document` hook is [`check_pattern`], adds these rules to a
//! [`RuleSet`](super::RuleSet) as a family, and passes the patterns that apply to a file in
//! [`Context::patterns`](super::Context::patterns).

use regex::Captures;

use super::pattern::Pattern;
use super::rule::Rule;
use super::subject::{Findings, Subject};
use crate::source::{Applicability, Fix};
use crate::timeline::{Replacement, Shown, one_line};
use crate::words::{Editing, replace_range, source_span};

/// The most bytes that all searches in a cue may go over. To find all matches takes quadratic time at worst
/// (<https://docs.rs/regex/1.13/regex/#iterating-over-matches>): in cues of less than 4,400 bytes this is no limit.
const MOST_STEPS: usize = 20_000_000;

/// The number of matches that are looked at in a text.
fn most_matches(text: &str) -> usize {
    MOST_STEPS / text.len().max(1)
}

/// Searches the visible text of each cue, lines separated by line feeds, for the pattern of the rule. A match of
/// nothing is no finding.
pub fn check_pattern(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let rule: &Rule = findings.rule();
    let Some(pattern) = subject.context.patterns.iter().find(|known| known.code == rule.code)
    else {
        return;
    };
    let mut editing = Editing::new(subject.file);
    let mut shown = Shown::default();
    for (index, cue) in (0u32..).zip(&subject.timeline.cues) {
        shown.fill(subject.timeline, cue);
        let found: Vec<Captures<'_>> = pattern
            .expression
            .captures_iter(&shown.text)
            .take(most_matches(&shown.text))
            .filter(|found| found.get(0).is_some_and(|all| !all.is_empty()))
            .collect();
        if found.is_empty() {
            continue;
        }
        let (after, groups) = replacements(pattern, &shown.text, &found);
        let made = match &pattern.replace {
            Some(_) => editing.make(index, &shown, &groups),
            None => Vec::new(),
        };
        // A replacement that is found again would be replaced again and again.
        let settles = found_nothing(pattern, &after);
        let applicability = if settles { pattern.fix } else { Applicability::Show };
        let mut made = made.into_iter();
        for (found, group) in found.iter().zip(&groups) {
            let edits = made.next().flatten().map(|made| made.edits).unwrap_or_default();
            let Some(all) = found.get(0) else { continue };
            let span = source_span(&shown, all.range());
            if !editing.is_new(index, span) {
                continue;
            }
            let mut finding = findings.finding(span, pattern.message.clone()).with_cue(index);
            finding.severity = pattern.severity;
            if !edits.is_empty() {
                let text: Vec<&str> = group.iter().map(|change| change.text.as_ref()).collect();
                let title = match one_line(&text.concat()) {
                    text if text.is_empty() => format!("remove `{}`", one_line(all.as_str())),
                    text => format!("write `{text}`"),
                };
                finding = finding.with_fix(Fix::new(applicability, title, edits));
            }
            findings.push(finding);
        }
    }
}

/// The text of a cue after all replacements, and the changes for each match.
fn replacements(
    pattern: &Pattern,
    text: &str,
    found: &[Captures<'_>],
) -> (String, Vec<Vec<Replacement>>) {
    let Some(replace) = &pattern.replace else {
        return (String::new(), vec![Vec::new(); found.len()]);
    };
    let (mut after, mut last) = (String::new(), 0);
    let mut groups = Vec::with_capacity(found.len());
    for found in found {
        let Some(all) = found.get(0) else { continue };
        let mut new = String::new();
        found.expand(replace, &mut new);
        after.push_str(&text[last..all.start()]);
        after.push_str(&new);
        last = all.end();
        groups.push(match all.as_str() == new {
            true => Vec::new(),
            false if new.contains('\n') => vec![Replacement::new(all.range(), new)],
            false => replace_range(text, all.range(), &new),
        });
    }
    after.push_str(&text[last..]);
    (after, groups)
}

/// Whether a text does not match, except for matches of nothing.
fn found_nothing(pattern: &Pattern, text: &str) -> bool {
    let most = most_matches(text);
    let mut found = pattern.expression.find_iter(text).take(most + 1).enumerate();
    found.all(|(at, found)| found.is_empty() && at < most)
}
