//! The pack `check`: the rules and their fixes.

use cuesmith::lint::{self, OptionError, Origin, Plan, RECOMMENDED, RuleSet, Selector, Settings};
use cuesmith::source::{Applicability, DecodeOptions, Source};

use crate::failure::{Failure, Result};
use crate::json;
use crate::options::{Given, read_with, snake, wrong};

/// What the pack gives. Its functions take what is in use.
pub(crate) struct Table {
    /// The rules of this pack.
    pub(crate) rules: &'static RuleSet,
    /// See [`crate::check`].
    pub(crate) check: fn(InUse, &str, &str) -> Result<String>,
    /// See [`crate::settings`].
    pub(crate) settings: fn(InUse, &str) -> Result<String>,
    /// See [`crate::fix`].
    pub(crate) fix: fn(InUse, &str, &str) -> Result<String>,
    /// See [`crate::rules`].
    pub(crate) list: fn(InUse) -> String,
    /// See [`crate::find`].
    pub(crate) find: fn(InUse, &str) -> Option<String>,
}

/// The rules of the packs that are loaded, and what reads an order, its task and a preset that is set besides.
#[derive(Clone, Copy)]
pub(crate) struct InUse {
    pub(crate) rules: &'static RuleSet,
    pub(crate) ordered: Option<Ordered>,
}

/// Reads an order as JSON; with its task, and the preset that is set besides.
pub(crate) type Ordered = fn(&str, Option<&str>, Option<&str>) -> Result<Settings>;

pub(crate) static TABLE: Table = Table {
    rules: &lint::RULES,
    check,
    settings: |used, lines| Ok(json::settings(&read(used, lines, false)?.1)),
    fix,
    list: |used| json::rules(&used.rules.rules().collect::<Vec<_>>()),
    find: |used, rule| used.rules.find(rule).map(|rule| rule.code.to_owned()),
};

fn check(used: InUse, text: &str, lines: &str) -> Result<String> {
    let (given, settings, _) = read(used, lines, false)?;
    let source = Source::from_text(text);
    let file = cuesmith::open(&source, given.path.as_deref(), &given.read);
    let report = lint::check(&file, &Plan::new(used.rules, settings.options));
    Ok(json::report(used.rules, text, &report))
}

fn fix(used: InUse, text: &str, lines: &str) -> Result<String> {
    let (given, settings, least) = read(used, lines, true)?;
    // A JavaScript string has no encoding to guess.
    let decoding = DecodeOptions { encoding: Some("utf-8".to_owned()), ..DecodeOptions::default() };
    let path = given.path.as_deref();
    let plan = Plan::new(used.rules, settings.options);
    let fixed = lint::fix(text.as_bytes(), path, &decoding, &given.read, &plan, least)?;
    Ok(json::fixed(used.rules, &fixed))
}

/// Options for reading, limits, context and the choice of rules; if `fixing`, also which fixes are applied.
fn read(used: InUse, lines: &str, fixing: bool) -> Result<(Given, Settings, Applicability)> {
    let asked =
        |name: &str| lines.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    // What the other options change, in whatever order they are given.
    let mut settings = match (asked("order"), asked("preset")) {
        (Some(order), preset) => {
            let missing = || Failure::new("orders need `await load(\"kaltura\")` first");
            used.ordered.ok_or_else(missing)?(order, asked("task"), preset)?
        }
        (None, Some(name)) => {
            let preset = used.rules.preset(name);
            let unknown = || elsewhere(used, wrong("preset", name));
            Settings::new(preset.ok_or_else(unknown)?, Origin::CommandLine)
        }
        (None, None) => Settings::new(&RECOMMENDED, Origin::Default),
    };
    let mut least = Applicability::Safe;
    let given = read_with(lines, |name, value| {
        match name {
            "order" | "preset" | "task" => {} // done before all others
            "select" => settings.options.choice.select.push(selector(used, value)?),
            "ignore" => settings.options.choice.ignore.push(selector(used, value)?),
            "unsafeFixes" if fixing => {
                least = if value == "true" { Applicability::Unsafe } else { Applicability::Safe };
            }
            _ => match settings.set(&snake(name), value, Origin::CommandLine) {
                Ok(()) => {}
                Err(OptionError::Unknown(_)) => return Ok(false),
                Err(OptionError::Value { .. }) => return Err(wrong(name, value)),
            },
        }
        Ok(true)
    })?;
    if let Some(rate) = given.read.srt.frame_rate {
        settings.options.context.frame_rate = Some(rate);
    }
    Ok((given, settings, least))
}

fn selector(used: InUse, value: &str) -> Result<Selector> {
    used.rules.selector(value).map_err(|error| elsewhere(used, error.into()))
}

/// The error about a rule or preset that does not exist; it may be one of a pack that is not in use.
fn elsewhere(used: InUse, failure: Failure) -> Failure {
    match used.ordered {
        None => {
            failure.and("; rules and presets about Kaltura need `await load(\"kaltura\")` first")
        }
        Some(_) => failure,
    }
}
