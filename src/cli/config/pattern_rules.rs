//! The patterns of configuration files as rules of a run.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use crate::kaltura::lint::RULES;
use crate::lint::{Family, Level, PATTERN_FAMILY, Pattern, Rule, RuleSet, check_pattern};

/// The sets that were made. Rules are static: those of patterns stay in memory until the process ends, and the language
/// server reads the same configuration again and again.
static MADE: Mutex<Vec<Made>> = Mutex::new(Vec::new());

/// Patterns, and the set of rules with them.
type Made = (Vec<Arc<Pattern>>, &'static RuleSet);

/// The rules of the command, and one for each pattern. Of patterns with the same code, the first describes the rule.
pub(in crate::cli) fn with_patterns(patterns: Vec<Arc<Pattern>>) -> &'static RuleSet {
    if patterns.is_empty() {
        return &RULES;
    }
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, set)) = made.iter().find(|(known, _)| *known == patterns) {
        return set;
    }
    let set = set_of(&patterns);
    made.push((patterns, set));
    set
}

fn set_of(patterns: &[Arc<Pattern>]) -> &'static RuleSet {
    let mut own: Vec<&'static Rule> = Vec::new();
    for pattern in patterns {
        if own.iter().all(|rule| rule.code != pattern.code) {
            own.push(Box::leak(Box::new(rule(pattern))));
        }
    }
    own.sort_unstable_by_key(|rule| rule.code);
    let family = Family {
        code: PATTERN_FAMILY,
        title: "patterns of the configuration",
        level: Level::On,
        rules: Vec::leak(own),
    };
    let mut families = RULES.families.to_vec();
    let at = families.partition_point(|known| known.code < PATTERN_FAMILY);
    families.insert(at, family);
    Box::leak(Box::new(RuleSet { families: Vec::leak(families), ..RULES }))
}

fn rule(pattern: &Pattern) -> Rule {
    let code: &'static str = String::leak(pattern.code.clone());
    let name = code.split_once('/').map_or(code, |(_, name)| name);
    let replace = pattern.replace.as_ref();
    let mut docs = format!(
        "## What it does\n\nSearches visible text for the regular expression of a configuration file:\n\n```text\n{}\n```\n",
        pattern.expression.as_str()
    );
    if let Some(replace) = replace {
        let _ = match replace.is_empty() {
            true => write!(docs, "\n## How to fix\n\nThe fix removes what is found.\n"),
            false => {
                write!(docs, "\n## How to fix\n\nThe fix writes:\n\n```text\n{replace}\n```\n")
            }
        };
    }
    Rule {
        code,
        name,
        summary: String::leak(pattern.message.clone()),
        docs: String::leak(docs),
        severity: pattern.severity,
        fix: replace.map(|_| pattern.fix),
        document: Some(check_pattern),
        ..Rule::NEW
    }
}
