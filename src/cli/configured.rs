//! Checks with a configuration, for the Python module: the plan of each file, as `cuesmith check` makes it.

use std::path::Path;

use super::commands::check_args::CheckArgs;
use super::commands::check_plans::Plans;
use super::config::{Configs, parse};
use super::input::Input;
use super::output::Failure;
use crate::Opened;
use crate::lint::{FileKind, GuessedKind, Plan, Preset, Selector};
use crate::report::json::Problem;

/// What overrides a configuration, as options of the command line do.
#[derive(Debug, Default)]
pub struct Overrides {
    /// The preset.
    pub preset: Option<&'static Preset>,
    /// The rules to run.
    pub select: Vec<Selector>,
    /// The rules to skip.
    pub ignore: Vec<Selector>,
    /// The kind of all files.
    pub kind: Option<FileKind>,
    /// Options by name, with values as [`Options::set`](crate::lint::Options::set) accepts them.
    pub options: Vec<(&'static str, String)>,
}

/// A configuration and what overrides it.
pub struct Configured {
    plans: Plans<'static>,
    /// Everything that decides about the result for a file, besides the file.
    pub settings: String,
}

impl Configured {
    /// Reads the text of a configuration. `path` is its name: its folder is what its paths and patterns are relative to.
    ///
    /// # Errors
    /// The first mistake in it, with its place, or in a file that it names.
    pub fn new(path: &Path, text: &str, overrides: Overrides) -> Result<Self, Problem> {
        let failed = |failure: Failure| failure.problem(&path.display().to_string());
        let config = parse(path, text)?;
        let mut args = CheckArgs::without_options().map_err(failed)?;
        let mut settings = format!("{overrides:?}\n");
        args.rules.preset = overrides.preset;
        args.rules.select = overrides.select;
        args.rules.ignore = overrides.ignore;
        args.rules.kind = overrides.kind.map(Into::into);
        let configs = Configs::of_all(config);
        let plans = Plans::with(args, configs, overrides.options).map_err(failed)?;
        plans.know_patterns().map_err(failed)?;
        plans.describe(&mut settings).map_err(failed)?;
        Ok(Self { plans, settings })
    }

    /// Calls a function with the plan for a file, which its name decides about, and its kind if that was guessed.
    ///
    /// # Errors
    /// A file that the configuration names cannot be read.
    pub fn with_plan<T>(
        &self,
        file: &Opened<'_>,
        work: impl FnOnce(&Plan, Option<GuessedKind>) -> T,
    ) -> Result<T, Problem> {
        let input = Input::stdin(file.path);
        let plan = self.plans.of(&input).map_err(|failure| failure.problem(&input.shown))?;
        let (plan, guess) = plan.of(file, file.path);
        Ok(work(plan, guess))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::{ReadOptions, lint, open};

    const TEXT: &str = "1\n00:00:01,000 --> 00:00:03,000\nThe harbour opens\n";

    /// Whether the check finds a line that is too long.
    fn finds(configured: &Configured, name: &str) -> bool {
        let source = Source::from_text(TEXT);
        let file = open(&source, Some(name), &ReadOptions::default());
        let report = configured.with_plan(&file, |plan, _| lint::check(&file, plan)).unwrap();
        report.diagnostics.iter().any(|found| found.code.0 == "LIN001")
    }

    #[test]
    fn names_decide_and_overrides_win() {
        let text = "[options]\nmax-chars = 5\n[[overrides]]\nfiles = \"*.de.srt\"\n[overrides.options]\nmax-chars = 40\n";
        let path = Path::new("cuesmith.toml");
        let configured = Configured::new(path, text, Overrides::default()).unwrap();
        assert!(finds(&configured, "a.srt"));
        assert!(!finds(&configured, "s3://bucket/a.de.srt"));
        let options = vec![("max_chars", "50".to_owned())];
        let other = Configured::new(path, text, Overrides { options, ..Overrides::default() });
        let other = other.unwrap();
        assert!(!finds(&other, "a.srt"));
        assert_ne!(configured.settings, other.settings);
        let failed = Configured::new(path, "[options]\nmax-char = 5\n", Overrides::default());
        let message = failed.err().unwrap().message;
        assert!(message.contains("line 2, column 1: unknown"), "{message}");
    }
}
