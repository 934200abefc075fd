//! What is prepared once for all files, when the first rule asks.

#[cfg(feature = "lint-words")]
use std::sync::OnceLock;
#[cfg(feature = "lint-words")]
use std::sync::{Arc, Mutex};

use super::options::Context;
#[cfg(feature = "lint-words")]
use crate::dictionary::{Applier, ApplyOptions, parse};
#[cfg(feature = "lint-words")]
use crate::profanity::{Matcher, MatcherOptions, parse_list};

/// What is prepared once for all files.
#[derive(Default)]
pub(super) struct Prepared {
    #[cfg(feature = "lint-words")]
    matcher: OnceLock<Matcher>,
    /// One for each language that a file had.
    #[cfg(feature = "lint-words")]
    appliers: Mutex<Vec<Arc<Applier>>>,
}

impl Prepared {
    /// Finds profanity: the built-in lists and those of the context.
    #[cfg(feature = "lint-words")]
    pub(super) fn matcher(&self, context: &Context) -> &Matcher {
        self.matcher.get_or_init(|| {
            let (own, _) = parse_list(&context.profanity_words, "");
            Matcher::new(&own, &MatcherOptions::default())
        })
    }

    /// Finds the terms of the context's dictionary in text of a language; `None` without one.
    #[cfg(feature = "lint-words")]
    pub(super) fn applier(
        &self,
        context: &Context,
        language: Option<&str>,
    ) -> Option<Arc<Applier>> {
        let data = context.dictionary.as_deref()?;
        // A thread that panicked leaves the list consistent: nothing is changed in place.
        let known = || self.appliers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let fits = |applier: &&Arc<Applier>| applier.options().language.as_deref() == language;
        if let Some(applier) = known().iter().find(fits) {
            return Some(Arc::clone(applier));
        }
        let language = language.map(str::to_owned);
        let options = ApplyOptions { language, fuzzy: true, ..ApplyOptions::default() };
        let applier = Arc::new(Applier::new(&parse(data, "dictionary", false), &options));
        known().push(Arc::clone(&applier));
        Some(applier)
    }
}
