//! The pack `check`: the rules and their fixes.

use cuesmith::lint::{
    self, Applied, FixError, OptionError, Origin, Plan, RECOMMENDED, Report, RuleSet, Selector,
    Settings,
};
use cuesmith::source::{Applicability, Source};

use crate::failure::{Failure, Result};
use crate::json;
use crate::live::Live;
use crate::options::{Given, read_with, snake, wrong};

/// What the pack gives. Its functions take what is in use.
pub(crate) struct Table {
    /// The rules of this pack.
    pub(crate) rules: &'static RuleSet,
    /// See [`crate::check`].
    pub(crate) check: fn(InUse, &str, &str) -> Result<String>,
    /// The findings of a text that changes, with the options of its checks.
    pub(crate) live: fn(InUse, &str) -> Result<Box<dyn Live>>,
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
    live: crate::live::new,
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
    let source = Source::from_text(text);
    let file = cuesmith::open(&source, given.path.as_deref(), &given.read);
    let mut options = settings.options.clone();
    let mut left: Vec<Left> = Vec::new();
    let mut made = Made::default();
    loop {
        let plan = Plan::new(used.rules, options.clone());
        let done = lint::fix_opened(&file, &plan, least, |now, done| Made {
            text: Some(now.text().to_owned()),
            applied: done.applied,
            rounds: done.rounds,
            report: done.report,
        });
        match done {
            Ok(done) => made = done,
            // Without the fixes of a rule the others may be right. The last one is applied to what the others made.
            Err(FixError::Changed { applied, difference }) if left.len() < MOST_LEFT => {
                let code = applied.last().map(|applied| applied.code);
                left.push(Left { code, message: difference.message });
                let Some(code) = code else { break };
                options.choice.ignore.push(selector(used, code)?);
                continue;
            }
            Err(error) => left.push(Left { code: None, message: error.to_string() }),
        }
        break;
    }
    let now = made.text.get_or_insert_with(|| text.to_owned());
    if !left.is_empty() {
        let source = Source::from_text(now);
        let file = cuesmith::open(&source, given.path.as_deref(), &given.read);
        made.report = lint::check(&file, &Plan::new(used.rules, settings.options));
    }
    Ok(json::fixed(used.rules, &made, &left))
}

/// A text after its fixes.
#[derive(Default)]
pub(crate) struct Made {
    /// `None`: nothing could be fixed.
    pub(crate) text: Option<String>,
    pub(crate) applied: Vec<Applied>,
    pub(crate) rounds: u32,
    pub(crate) report: Report,
}

/// Fixes that were not applied: those of a rule, which would change more than they should, or all.
pub(crate) struct Left {
    pub(crate) code: Option<&'static str>,
    pub(crate) message: String,
}

/// So many rules are left out; with more, the text is not one to be fixed.
const MOST_LEFT: usize = 20;

/// Options for reading, limits, context and the choice of rules; if `fixing`, also which fixes are applied.
pub(crate) fn read(
    used: InUse,
    lines: &str,
    fixing: bool,
) -> Result<(Given, Settings, Applicability)> {
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
