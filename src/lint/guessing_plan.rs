//! A plan for files of any kind: the kind of each is guessed if the caller does not know it.

use std::sync::OnceLock;

use super::{FileKind, GuessedKind, Plan, guess_kind};
use crate::read::Opened;

/// A plan, and the same plan for each kind of file that is guessed.
pub struct GuessingPlan {
    /// The plan for files whose kind is not guessed.
    pub plan: Plan,
    /// The plans for each kind, in the order of [`FileKind::ALL`]; `None` if no kind is guessed.
    by_kind: Option<[OnceLock<Plan>; FileKind::ALL.len()]>,
}

impl GuessingPlan {
    /// A plan that is used for all files; if `guesses`, with the kind that a file suggests ([`guess_kind`]).
    ///
    /// ```
    /// use cuesmith::lint::{self, FileKind, GuessingPlan, Options, Plan};
    /// use cuesmith::source::Source;
    /// use cuesmith::{ReadOptions, open};
    ///
    /// let source = Source::from_text("WEBVTT\nKind: chapters\n\n00:00.000 --> 10:00.000\nArrival\n");
    /// let file = open(&source, None, &ReadOptions::default());
    /// let plans = GuessingPlan::new(Plan::new(&lint::RULES, Options::default()), true);
    /// let (plan, guess) = plans.of(&file, None);
    /// assert_eq!(guess.unwrap().kind, FileKind::Chapters);
    /// assert_eq!(plan.options.choice.kind, FileKind::Chapters);
    /// ```
    #[must_use]
    pub fn new(plan: Plan, guesses: bool) -> Self {
        Self { plan, by_kind: guesses.then(Default::default) }
    }

    /// The plan for a file, and its kind if that was guessed. `name` is the name of the file.
    pub fn of(&self, file: &Opened<'_>, name: Option<&str>) -> (&Plan, Option<GuessedKind>) {
        let Some(plans) = &self.by_kind else { return (&self.plan, None) };
        let Some(guess) = guess_kind(file, name) else { return (&self.plan, None) };
        let at = FileKind::ALL.iter().position(|kind| *kind == guess.kind).unwrap_or_default();
        let plan = plans[at].get_or_init(|| {
            let mut options = self.plan.options.clone();
            options.choice.kind = guess.kind;
            Plan::new(self.plan.set(), options)
        });
        (plan, Some(guess))
    }
}
