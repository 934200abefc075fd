//! Baselines: the existing findings of an archive, so that a run reports only new ones.
//!
//! A baseline is a JSON file with the fingerprints of findings ([`fingerprints`]) by file. They survive changes
//! elsewhere in the caption file. Paths are relative to the folder of the baseline, so that it works from any
//! folder and on any machine. The files of a run may have different baselines: each configuration can name one.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use clap::Args;
use serde::{Deserialize, Serialize};

use crate::cli::files::OutputFile;
use crate::cli::input::Input;
use crate::cli::output::{Failure, note, problem, usage};
use crate::lint::Report;
use crate::report::json::Problem;
use crate::report::{Checked, count, fingerprints};

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Baseline")]
pub(in crate::cli) struct BaselineArgs {
    /// Report only findings that are not in this file [default: `baseline` in the configuration file]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Write the findings of this run to the baseline; entries of files that are not checked stay
    #[arg(long, conflicts_with_all = ["diff", "show_settings"])]
    pub(in crate::cli) update_baseline: bool,
    /// Remove findings from the baseline that are gone, and files that no longer exist; add none
    #[arg(long, conflicts_with_all = ["update_baseline", "diff", "show_settings"])]
    pub(in crate::cli) prune_baseline: bool,
}

/// Version of the format.
const SCHEMA: u32 = 1;

/// The content of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    schema: u32,
    /// The fingerprints of each file, sorted.
    files: BTreeMap<String, Vec<String>>,
}

/// The baselines of a run, each read once.
#[derive(Debug)]
pub(super) struct Baselines {
    task: Task,
    known: Mutex<Vec<Arc<Baseline>>>,
}

/// A baseline in use.
#[derive(Debug)]
pub(in crate::cli) struct Baseline {
    path: PathBuf,
    folder: PathBuf,
    known: BTreeMap<String, Vec<String>>,
    task: Task,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    Compare,
    Update,
    Prune,
}

/// The data of a file for its baseline.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The path of the baseline, as it is shown.
    baseline: String,
    /// The name of the file in the baseline; empty if it has none.
    name: String,
    fingerprints: Vec<String>,
    /// Number of findings that are already in the baseline.
    known: u64,
}

/// The new findings of a file.
pub(in crate::cli) struct Filtered {
    pub(in crate::cli) report: Report,
    /// The fingerprints of the new findings, computed together with the known ones.
    pub(super) names: Vec<String>,
    pub(super) entry: Entry,
}

impl Baselines {
    /// No baseline has been read.
    pub(super) fn new(args: &BaselineArgs) -> Self {
        let task = match (args.update_baseline, args.prune_baseline) {
            (true, _) => Task::Update,
            (_, true) => Task::Prune,
            _ => Task::Compare,
        };
        Self { task, known: Mutex::default() }
    }

    /// The baseline in a file, which need not exist if it is to be written.
    pub(super) fn of(&self, path: &Path) -> Result<Arc<Baseline>, Problem> {
        let mut known = self.known();
        if let Some(baseline) = known.iter().find(|baseline| baseline.path == path) {
            return Ok(baseline.clone());
        }
        let baseline = Arc::new(Baseline::load(path, self.task)?);
        known.push(baseline.clone());
        Ok(baseline)
    }

    /// Writes the baselines, if requested, and reports what was written.
    pub(super) fn end(&self, entries: Vec<Entry>, quiet: bool) -> Result<(), Failure> {
        let known = self.known();
        if known.is_empty() && self.task != Task::Compare {
            let option = if self.task == Task::Update { "update" } else { "prune" };
            let help = "pass --baseline FILE, or set `baseline` in cuesmith.toml";
            return Err(usage(format!("--{option}-baseline needs a baseline"), help));
        }
        let mut entries = entries;
        for baseline in known.iter() {
            let shown = baseline.shown();
            let (own, others) = entries.into_iter().partition(|entry| entry.baseline == shown);
            entries = others;
            baseline.end(own, quiet)?;
        }
        Ok(())
    }

    fn known(&self) -> MutexGuard<'_, Vec<Arc<Baseline>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Baseline {
    /// Reads a baseline.
    fn load(path: &Path, task: Task) -> Result<Self, Problem> {
        let folder = full(path).parent().map(Path::to_owned).unwrap_or_default();
        let shown = path.display().to_string();
        let known = match path.exists() {
            false if task == Task::Update => BTreeMap::new(),
            false => {
                let message = format!("there is no baseline `{shown}`");
                return Err(problem(&shown, message, "pass --update-baseline to create it"));
            }
            true => parse(path, &shown)?,
        };
        Ok(Self { path: path.to_owned(), folder, known, task })
    }

    fn shown(&self) -> String {
        self.path.display().to_string()
    }

    /// What the baseline has of a file, as bytes.
    pub(super) fn known_of(&self, input: &Input) -> Vec<u8> {
        let name = self.name(input).unwrap_or_default();
        let known = self.known.get(&name).map_or(&[][..], Vec::as_slice);
        format!("{}\n{name}\n{}", self.shown(), known.join("\n")).into_bytes()
    }

    /// Removes known findings from a report.
    pub(in crate::cli) fn filter(&self, checked: &Checked<'_>, input: &Input) -> Filtered {
        let mut report = checked.report.clone();
        let all = fingerprints(checked);
        let entry = Entry {
            baseline: self.shown(),
            name: String::new(),
            fingerprints: Vec::new(),
            known: 0,
        };
        let Some(name) = self.name(input) else {
            return Filtered { report, names: all, entry };
        };
        let known = self.known.get(&name).map_or(&[][..], Vec::as_slice);
        let is_known = |print: &String| known.binary_search(print).is_ok();
        let (old, mut names): (Vec<String>, Vec<String>) = all.iter().cloned().partition(is_known);
        if self.task == Task::Update {
            report.diagnostics.clear();
            names.clear();
        } else {
            let mut is_new = all.iter().map(|print| !is_known(print));
            report.diagnostics.retain(|_| is_new.next().unwrap_or(true));
        }
        let fingerprints = if self.task == Task::Compare { Vec::new() } else { all };
        let entry = Entry { name, fingerprints, known: old.len() as u64, ..entry };
        Filtered { report, names, entry }
    }

    fn end(&self, entries: Vec<Entry>, quiet: bool) -> Result<(), Problem> {
        let known: u64 = entries.iter().map(|entry| entry.known).sum();
        let shown = self.shown();
        let say = |text: String| {
            if quiet {
            } else {
                note(&text);
            }
        };
        if self.task == Task::Compare {
            if known > 0 {
                let findings = count(known, "finding is", "findings are");
                say(format!("{findings} in the baseline `{shown}` and not shown\n"));
            }
            return Ok(());
        }
        let mut files = self.known.clone();
        let before: usize = files.values().map(Vec::len).sum();
        for mut entry in entries.into_iter().filter(|entry| !entry.name.is_empty()) {
            let old = files.remove(&entry.name).unwrap_or_default();
            if self.task == Task::Prune {
                entry.fingerprints.retain(|print| old.binary_search(print).is_ok());
            }
            entry.fingerprints.sort_unstable();
            if !entry.fingerprints.is_empty() {
                files.insert(entry.name, entry.fingerprints);
            }
        }
        files.retain(|name, _| self.folder.join(name).exists());
        let after: usize = files.values().map(Vec::len).sum();
        let content = Content { schema: SCHEMA, files };
        // Plain data with string keys always serializes.
        let text = serde_json::to_string_pretty(&content).unwrap_or_default() + "\n";
        OutputFile::update(&self.path)?.write(text)?;
        let findings = count(after as u64, "finding", "findings");
        say(format!("wrote `{shown}`: {findings}, {before} before\n"));
        Ok(())
    }

    /// The name of a file in the baseline.
    fn name(&self, input: &Input) -> Option<String> {
        let path = input.path.as_deref().or(input.name.as_deref().map(Path::new))?;
        let path = full(path);
        let folder: Vec<Component<'_>> = self.folder.components().collect();
        let parts: Vec<Component<'_>> = path.components().collect();
        let same = folder.iter().zip(&parts).take_while(|(a, b)| a == b).count();
        let up = std::iter::repeat_n("..".to_owned(), folder.len() - same);
        let down = parts[same..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
        Some(up.chain(down).collect::<Vec<_>>().join("/"))
    }
}

/// The full path of a file, with links in the name of its folder resolved.
fn full(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match (std::fs::canonicalize(folder.unwrap_or(Path::new("."))), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    }
}

fn parse(path: &Path, shown: &str) -> Result<BTreeMap<String, Vec<String>>, Problem> {
    let bytes = Input::of(path, None).read()?;
    let help = "pass --update-baseline with another file name to make a new one";
    let content: Content = serde_json::from_slice(&bytes)
        .map_err(|error| problem(shown, format!("`{shown}` is not a baseline: {error}"), help))?;
    if content.schema != SCHEMA {
        let message =
            format!("`{shown}` has schema {}, this version reads {SCHEMA}", content.schema);
        return Err(problem(shown, message, help));
    }
    let mut files = content.files;
    files.values_mut().for_each(|prints| prints.sort_unstable());
    Ok(files)
}
