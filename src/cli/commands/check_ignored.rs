//! What the `[[ignore]]` entries of configuration files did in a run, and the findings about them: entries that
//! suppressed nothing, that have expired, or that give no reason.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use super::check_plans::{FilePlan, Plans};
use crate::cli::config::{Config, ConfigFile, IgnoreEntry};
use crate::cli::output::Failure;
use crate::kaltura::lint::RULES;
use crate::lint::{ExceptionUse, Report};
use crate::source::{Code, Diagnostic, sort_by_key};

/// What the entries did in one file.
pub(super) type Uses = Vec<(EntryId, ExceptionUse)>;

/// A configuration, by its memory address, and the position of an entry.
type EntryId = (usize, usize);

/// A configuration file, the findings in it, and the plan for them.
pub(super) type InFile = (Arc<ConfigFile>, Report, Arc<FilePlan>);

/// What an entry did in all files.
#[derive(Clone, Copy, Default)]
struct Total {
    files: u64,
    suppressed: u64,
    /// Whether its rules ran over each of the files.
    is_judged: bool,
}

impl Total {
    fn merge(&mut self, other: Self) {
        self.is_judged &= other.is_judged;
        self.files += other.files;
        self.suppressed += other.suppressed;
    }
}

/// What the entries of all configurations did.
#[derive(Default)]
pub(super) struct Ledger(HashMap<EntryId, Total>);

/// What the entries did in a file, from what the exceptions of its plan did.
pub(super) fn uses(plan: &FilePlan, exceptions: &[ExceptionUse]) -> Uses {
    let Some((config, entries)) = &plan.ignore else { return Vec::new() };
    let id = |at: &usize| (Arc::as_ptr(config).addr(), *at);
    entries.iter().map(id).zip(exceptions.iter().copied()).collect()
}

impl Ledger {
    /// Adds what the entries did in a file.
    pub(super) fn add(&mut self, uses: Uses) {
        for (id, ExceptionUse { suppressed, ran }) in uses {
            let total = self.0.entry(id).or_insert(Total { is_judged: true, ..Total::default() });
            total.merge(Total { files: 1, suppressed: suppressed.into(), is_judged: ran });
        }
    }

    /// The findings in each configuration file that has some. `searched` are the folders that were searched.
    pub(super) fn findings(
        &self,
        plans: &Plans<'_>,
        searched: &[PathBuf],
    ) -> Result<Vec<InFile>, Failure> {
        // Several configurations can extend one file: by its path, then by the place of the entry.
        let mut files: BTreeMap<PathBuf, (Arc<ConfigFile>, Arc<FilePlan>)> = BTreeMap::new();
        let mut merged: BTreeMap<(PathBuf, u32), (IgnoreEntry, Total)> = BTreeMap::new();
        for config in plans.configs() {
            if config.ignore.is_empty() {
                continue;
            }
            let plan = Arc::new(plans.of_config(&config)?);
            for (at, entry) in config.ignore.iter().enumerate() {
                let path = entry.file.path.clone();
                files
                    .entry(path.clone())
                    .or_insert_with(|| (Arc::clone(&entry.file), Arc::clone(&plan)));
                let mut total = self.total(&config, at);
                total.is_judged &= is_complete(entry, &config, total, searched);
                merged
                    .entry((path, entry.span.start))
                    .and_modify(|(_, known)| known.merge(total))
                    .or_insert_with(|| (entry.clone(), total));
            }
        }
        let mut out = Vec::new();
        for (path, (file, plan)) in files {
            let from = (path.clone(), 0);
            let own = merged.range(from..).take_while(|((other, _), _)| *other == path);
            let mut report = Report::default();
            for (entry, total) in own.map(|(_, known)| known) {
                report.diagnostics.extend(about(entry, *total, plans, &plan));
            }
            sort_by_key(&mut report.diagnostics, |found| found.span);
            if !report.diagnostics.is_empty() {
                out.push((file, report, plan));
            }
        }
        Ok(out)
    }

    fn total(&self, config: &Arc<Config>, at: usize) -> Total {
        let id = (Arc::as_ptr(config).addr(), at);
        self.0.get(&id).copied().unwrap_or(Total { is_judged: true, ..Total::default() })
    }
}

/// Whether the run included all files that an entry can be for: those it names, or the whole folder of the
/// configuration.
fn is_complete(entry: &IgnoreEntry, config: &Config, total: Total, searched: &[PathBuf]) -> bool {
    let folder = std::fs::canonicalize(&config.folder).unwrap_or_else(|_| config.folder.clone());
    entry.names_files && total.files > 0 || searched.iter().any(|path| folder.starts_with(path))
}

/// The findings about an entry.
fn about(entry: &IgnoreEntry, total: Total, plans: &Plans<'_>, plan: &FilePlan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut push = |code: &str, message: String| {
        let Some(rule) = RULES.find(code).filter(|rule| plan.plan().enables(rule)) else { return };
        let severity = plan.plan().level(rule).severity(rule, rule.severity);
        found.push(Diagnostic::new(Code(rule.code), severity, entry.span, message));
    };
    match entry.expires.filter(|_| entry.has_expired(plans.today)) {
        Some(last) => {
            push("SUP005", format!("the entry expired on {last} and is no longer applied"));
        }
        None if plan.plan().options.show_suppressed => {}
        None if total.files == 0 && total.is_judged => {
            push("SUP001", "the entry suppresses nothing: it matches no file".to_owned());
        }
        None if total.suppressed == 0 && total.is_judged => {
            let files = crate::report::count(total.files, "file", "files");
            push("SUP001", format!("the entry suppresses nothing in {files}"));
        }
        None => {}
    }
    if entry.reason.is_none() {
        push("SUP003", "the entry gives no reason: add `reason`".to_owned());
    }
    found
}
