//! The plans for `check`: what to do with each file, from the command line, an order and the configuration
//! files. Each plan is made once and shared by all files that it applies to.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::check_args::CheckArgs;
use super::check_baseline::{Baseline, Baselines};
use crate::Opened;
use crate::cli::args::aligned::Aligned;
use crate::cli::args::order::OrderArgs;
use crate::cli::args::shot_changes;
use crate::cli::config::{self, Config, Configs, Date};
use crate::cli::input::Input;
use crate::cli::output::{Failure, note, usage};
use crate::kaltura::Order;
use crate::kaltura::lint::RULES;
use crate::language::language_of_name;
use crate::lint::{
    FailOn, GuessedKind, GuessingPlan, Plan, ReferenceFile, Rule, RuleSet, Settings,
};
use crate::report::json::Problem;

/// The plans of a run.
pub(in crate::cli) struct Plans<'a> {
    args: Cow<'a, CheckArgs>,
    order: Option<&'a Order>,
    configs: Configs,
    /// Options whose value is the text of a file, or that a caller in the process passes: name and value.
    words: Vec<(&'static str, String)>,
    reference_file: Option<Arc<ReferenceFile>>,
    aligned: Aligned,
    pub(super) baselines: Baselines,
    /// The day for which entries of `ignore` are compared.
    pub(super) today: Date,
    made: Mutex<HashMap<Key, Arc<FilePlan>>>,
    /// The deprecated rules that were named in a warning.
    warned: Mutex<HashSet<&'static str>>,
}

/// A configuration file, by its memory address, and which of its layers and entries of `ignore` apply.
type Key = (usize, Vec<bool>);

/// The plan for a group of files.
pub(in crate::cli) struct FilePlan {
    plans: GuessingPlan,
    guesses: bool,
    pub(super) fail_on: FailOn,
    /// The configuration, and the positions of its entries of `ignore` that are the exceptions of the plan.
    pub(super) ignore: Option<(Arc<Config>, Vec<usize>)>,
    /// The baseline.
    pub(in crate::cli) baseline: Option<Arc<Baseline>>,
    digest: OnceLock<[u8; 32]>,
    /// Set once its deprecated rules are reported.
    warned: OnceLock<()>,
}

impl FilePlan {
    fn new(
        rules: &RuleSet,
        (settings, guesses, fail_on): (Settings, bool, FailOn),
        ignore: Option<(Arc<Config>, Vec<usize>)>,
        baseline: Option<Arc<Baseline>>,
    ) -> Self {
        let mut options = settings.options;
        let entries = ignore.iter().flat_map(|(config, entries)| {
            entries.iter().map(|at| config.ignore[*at].exception.clone())
        });
        options.exceptions = entries.collect();
        // A baseline lists every finding.
        options.max_findings = options.max_findings.filter(|_| baseline.is_none());
        let plans = GuessingPlan::new(Plan::new(rules, options), guesses);
        let (digest, warned) = (OnceLock::new(), OnceLock::new());
        Self { plans, guesses, fail_on, ignore, baseline, digest, warned }
    }

    /// A hash of everything that decides about the result for a file besides the file.
    pub(super) fn digest(&self) -> &[u8; 32] {
        self.digest.get_or_init(|| {
            let all = format!("{:?}", (&self.plan().options, self.guesses, self.fail_on));
            *blake3::hash(all.as_bytes()).as_bytes()
        })
    }

    /// A plan for all files.
    #[cfg(test)]
    pub(in crate::cli) fn of_plan(plan: Plan) -> Self {
        Self {
            plans: GuessingPlan::new(plan, false),
            guesses: false,
            fail_on: FailOn::At(crate::source::Severity::Error),
            ignore: None,
            baseline: None,
            digest: OnceLock::new(),
            warned: OnceLock::new(),
        }
    }

    /// The plan for files whose kind is not guessed.
    pub(in crate::cli) fn plan(&self) -> &Plan {
        &self.plans.plan
    }

    /// The plan for a file, and its kind if that was guessed.
    pub(in crate::cli) fn of(
        &self,
        file: &Opened<'_>,
        name: Option<&str>,
    ) -> (&Plan, Option<GuessedKind>) {
        self.plans.of(file, name)
    }
}

impl<'a> Plans<'a> {
    /// Reads everything that the plans depend on, except the configuration files of the inputs.
    pub(in crate::cli) fn new(
        args: &'a CheckArgs,
        order: Option<&'a Order>,
    ) -> Result<Self, Failure> {
        let configs = Configs::new(args.config.as_deref(), args.no_config)?;
        let mut words = args.words.load()?;
        if let Some(path) = &args.shot_changes {
            words.push(("shot_changes", shot_changes::load(std::slice::from_ref(path))?));
        }
        Self::of_all(Cow::Borrowed(args), order, configs, words)
    }

    /// With a configuration and options by name, whose values were checked.
    pub(in crate::cli) fn with(
        args: CheckArgs,
        configs: Configs,
        options: Vec<(&'static str, String)>,
    ) -> Result<Self, Failure> {
        Self::of_all(Cow::Owned(args), None, configs, options)
    }

    fn of_all(
        args: Cow<'a, CheckArgs>,
        order: Option<&'a Order>,
        configs: Configs,
        words: Vec<(&'static str, String)>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            order,
            configs,
            words,
            reference_file: args.pair.load(args.inputs(), &args.read)?,
            aligned: args.aligned.load()?,
            baselines: Baselines::new(&args.known),
            today: args.rules.today.unwrap_or_else(Date::today),
            made: Mutex::default(),
            warned: Mutex::default(),
            args,
        })
    }

    /// Describes the configurations: two that lead to different results are described differently.
    pub(in crate::cli) fn describe(&self, out: &mut String) -> Result<(), Failure> {
        for config in self.configs.all() {
            for layer in &config.layers {
                // Values have the content of the files that they name.
                let _ = writeln!(out, "{:?}", layer.options);
                if let Some(order) = &layer.order {
                    let _ = writeln!(out, "{:?}", Input::of(order, None).read()?);
                }
            }
            let expired: Vec<bool> =
                config.ignore.iter().map(|entry| entry.has_expired(self.today)).collect();
            let _ = writeln!(out, "{:?} {expired:?}", config.texts);
        }
        Ok(())
    }

    /// All rules, with the patterns of the configuration files that were read.
    pub(super) fn rules(&self) -> &'static RuleSet {
        self.configs.rules()
    }

    /// Checks that the options name only patterns that a configuration file has, once all of these were read.
    pub(in crate::cli) fn know_patterns(&self) -> Result<(), Failure> {
        let rules = self.rules();
        for selector in self.args.rules.selectors() {
            rules.selector(selector.text()).map_err(|error| {
                let help =
                    "PAT/NAME is a pattern of a configuration file: see docs/configuration.md";
                usage(error.to_string(), help)
            })?;
        }
        Ok(())
    }

    /// Whether the configuration excludes a file that was found in a folder. Fails for a configuration file with
    /// mistakes.
    pub(in crate::cli) fn excludes(&self, input: &Input) -> Result<bool, Failure> {
        let (config, path) = (self.configs.of(path_of(input))?, path_of(input));
        let is_excluded = |config: &Config| path.is_some_and(|path| config.excludes(path));
        Ok(input.found && config.is_some_and(|config| is_excluded(&config)))
    }

    /// The settings for a file, with the limits for the language that an option or its name gives.
    pub(super) fn settings(&self, input: &Input) -> Result<Settings, Failure> {
        let config = self.configs.of(path_of(input))?;
        let (settings, ..) = self.make(config.as_deref(), path_of(input))?;
        let of_name = || input.name.as_deref().and_then(language_of_name);
        let language = settings.options.context.language.as_deref().or_else(of_name);
        Ok(settings.for_language(language))
    }

    /// Warns once of each deprecated rule that the command line or a configuration file names.
    pub(super) fn warn_of_deprecated(&self, input: &Input) -> Result<(), Failure> {
        let planned = self.of(input)?;
        if planned.warned.set(()).is_err() {
            return Ok(());
        }
        let plan = planned.plan();
        let named = plan.options.choice.deprecated(plan.set());
        let mut known = self.warned.lock().unwrap_or_else(PoisonError::into_inner);
        for rule in named.into_iter().filter(|rule| known.insert(rule.code)) {
            note(&deprecated(rule));
        }
        Ok(())
    }

    /// The plan for a file.
    pub(in crate::cli) fn of(&self, input: &Input) -> Result<Arc<FilePlan>, Failure> {
        self.of_path(path_of(input))
    }

    /// The plan for findings in a configuration file: that of a caption file next to it.
    pub(super) fn of_config(&self, config: &Arc<Config>) -> Result<FilePlan, Failure> {
        let made = self.make(Some(config), Some(&config.folder.join(config::NAME)))?;
        Ok(FilePlan::new(config.rules(), made, None, self.baseline(Some(config))?))
    }

    /// The baseline of the command line, otherwise that of a configuration.
    fn baseline(&self, config: Option<&Config>) -> Result<Option<Arc<Baseline>>, Problem> {
        let configured = || config?.baseline.as_deref();
        let path = self.args.known.baseline.as_deref().or_else(configured);
        path.map(|path| self.baselines.of(path)).transpose()
    }

    /// Every configuration in use.
    pub(super) fn configs(&self) -> Vec<Arc<Config>> {
        self.configs.all()
    }

    fn of_path(&self, path: Option<&Path>) -> Result<Arc<FilePlan>, Failure> {
        let config = self.configs.of(path)?;
        let key = key(config.as_ref(), path);
        let plans = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = plans().get(&key) {
            return Ok(plan.clone());
        }
        let made = self.make(config.as_deref(), path)?;
        let ignore = config.clone().map(|config| {
            let applies = |at: &usize| {
                key.1[config.layers.len() + at] && !config.ignore[*at].has_expired(self.today)
            };
            let entries = (0..config.ignore.len()).filter(applies).collect();
            (config, entries)
        });
        let rules = config.as_ref().map_or(&RULES, |config| config.rules());
        let baseline = self.baseline(config.as_deref())?;
        let plan = Arc::new(FilePlan::new(rules, made, ignore, baseline));
        Ok(plans().entry(key).or_insert(plan).clone())
    }

    /// Uses another plan for a file and all files that share its settings.
    #[cfg(test)]
    pub(super) fn use_plan(&self, input: &Input, plan: Plan) {
        let path = path_of(input);
        let key = key(self.configs.of(path).unwrap().as_ref(), path);
        let plan = Arc::new(FilePlan::of_plan(plan));
        self.made.lock().unwrap().insert(key, plan);
    }

    /// The settings, whether to guess the kind of a file, and the severity that fails the run.
    fn make(
        &self,
        config: Option<&Config>,
        path: Option<&Path>,
    ) -> Result<(Settings, bool, FailOn), Failure> {
        let applying = config.map(|config| config.applying(path.unwrap_or(Path::new("-"))));
        let layers: Vec<_> = config
            .into_iter()
            .flat_map(|config| config.layers.iter().zip(applying.iter().flatten()))
            .filter_map(|(layer, applies)| applies.then_some(layer))
            .collect();
        let asked = layers.iter().rev().find_map(|layer| layer.order.clone());
        let own = match (self.order, asked) {
            (None, Some(path)) => {
                let order = OrderArgs { order: vec![path], ..OrderArgs::default() };
                order.load([])?.map(|(order, _)| order)
            }
            _ => None,
        };
        let order = self.order.or(own.as_ref());
        let mut settings = self.args.settings(order, &layers);
        if let Some(failure) = self.args.foreign_parameter(&settings) {
            return Err(failure);
        }
        for (name, value) in &self.words {
            crate::cli::args::options::set(&mut settings, name, value);
        }
        settings.options.context.reference_file.clone_from(&self.reference_file);
        self.aligned.set(&mut settings.options.context);
        let guesses = self.args.guesses_kind(order, &settings) && config::kind(&layers).is_none();
        let fail_on = self.args.fail_on(config.and_then(|config| config.fail_on));
        Ok((settings, guesses, fail_on))
    }
}

/// The warning about a deprecated rule.
fn deprecated(rule: &Rule) -> String {
    let (code, name) = (rule.code, rule.name);
    format!(
        "warning: {code} {name} is deprecated: `cuesmith explain {code}` names what replaces it\n"
    )
}

fn key(config: Option<&Arc<Config>>, path: Option<&Path>) -> Key {
    config.map_or((0, Vec::new()), |config| {
        (Arc::as_ptr(config).addr(), config.applying(path.unwrap_or(Path::new("-"))))
    })
}

fn path_of(input: &Input) -> Option<&Path> {
    input.path.as_deref().or(input.name.as_deref().map(Path::new))
}
