//! The acoustic model of `cuesmith align --audio`: its location and its files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::align::acoustic::{Model, ModelFiles, ModelOptions};
use crate::cli::input::Input;
use crate::cli::output::{Failure, problem, usage};
use crate::report::json::Problem;
use crate::words::primary;

/// A model and the folder from which it was read.
pub(super) struct Read {
    pub(super) model: Model,
    pub(super) folder: PathBuf,
}

/// The requested model, or an installed one for English; `None` for `none`, and if no model is found.
pub(super) fn find(
    asked: Option<&Path>,
    dictionary: Option<&Path>,
    language: Option<&str>,
) -> Result<Option<Read>, Failure> {
    if let Some(folder) = asked {
        if folder.as_os_str() == "none" {
            return Ok(None);
        }
        return Ok(Some(read(folder, dictionary)?));
    }
    let is_english = language.is_none_or(|language| primary(language) == "en");
    let installed = installed().into_iter().find(|folder| folder.is_dir()).filter(|_| is_english);
    match installed {
        Some(folder) => Ok(Some(read(&folder, dictionary)?)),
        None if dictionary.is_some() => Err(usage(
            "--lexicon is given, but there is no model",
            "pass the folder of an acoustic model with --model",
        )),
        None => Ok(None),
    }
}

/// The folders of the English PocketSphinx model: installed by Debian's `pocketsphinx-en-us` or with the Python
/// package `pocketsphinx`, for all users, for this user, or in the active environment.
fn installed() -> Vec<PathBuf> {
    let mut found = vec![PathBuf::from("/usr/share/pocketsphinx/model/en-us")];
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local"));
    let environment = std::env::var_os("VIRTUAL_ENV").map(PathBuf::from);
    let roots = [environment, home, Some("/usr/local".into()), Some("/usr".into())];
    for root in roots.into_iter().flatten() {
        let mut versions: Vec<PathBuf> = entries(&root.join("lib"))
            .filter(|path| {
                path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("python3"))
            })
            .collect();
        versions.sort();
        for version in versions.iter().rev() {
            for packages in ["site-packages", "dist-packages"] {
                found.push(version.join(packages).join("pocketsphinx/model/en-us"));
            }
        }
    }
    found
}

/// The entries of a folder; none if it cannot be read.
fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()))
}

/// Reads the model in a folder, or in its only subfolder that contains a model.
fn read(folder: &Path, dictionary: Option<&Path>) -> Result<Read, Problem> {
    let shown = folder.display().to_string();
    let has_model = |folder: &Path| folder.join("mdef").is_file();
    let mut folders: Vec<PathBuf> = match has_model(folder) {
        true => vec![folder.to_owned()],
        false => entries(folder).filter(|below| has_model(below)).collect(),
    };
    folders.sort();
    let [inside] = folders.as_slice() else {
        let message = match folders.len() {
            0 => format!("`{shown}` holds no acoustic model: it has no file `mdef`"),
            _ => format!("`{shown}` holds several acoustic models"),
        };
        return Err(problem(
            &shown,
            message,
            "pass the folder with the files mdef, means, variances, ...",
        ));
    };
    let dictionary = match dictionary {
        Some(path) => path.to_owned(),
        None => find_dictionary(inside, &shown)?,
    };
    let file = |name: &str| optional(&inside.join(name));
    let required = |name: &str| file(name).map(Option::unwrap_or_default);
    let (mdef, means, variances) = (required("mdef")?, required("means")?, required("variances")?);
    let (transitions, params) = (required("transition_matrices")?, required("feat.params")?);
    let (sendump, mixture) = (file("sendump")?, file("mixture_weights")?);
    let transform = file("feature_transform")?;
    let words = whole(&dictionary)?;
    let files = ModelFiles {
        mdef: &mdef,
        means: &means,
        variances: &variances,
        transition_matrices: &transitions,
        sendump: sendump.as_deref(),
        mixture_weights: mixture.as_deref(),
        feat_params: &params,
        feature_transform: transform.as_deref(),
        dictionary: &words,
    };
    let model = Model::read(&files, &ModelOptions::default()).map_err(|error| {
        let help = "pass another model with --model, or --model none to go by pauses alone";
        problem(&shown, format!("{error} (in `{}`)", inside.display()), help)
    })?;
    Ok(Read { model, folder: inside.clone() })
}

/// The only dictionary in a model's folder, or next to that folder.
fn find_dictionary(inside: &Path, shown: &str) -> Result<PathBuf, Problem> {
    let is_dictionary = |path: &PathBuf| path.extension().is_some_and(|end| end == "dict");
    for folder in [Some(inside), inside.parent()].into_iter().flatten() {
        let mut found: Vec<PathBuf> = entries(folder).filter(is_dictionary).collect();
        found.sort();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one.clone()),
            _ => {
                let message = format!("`{}` holds several dictionaries", folder.display());
                return Err(problem(shown, message, "pass one with --lexicon"));
            }
        }
    }
    let message = format!("the model in `{}` has no dictionary", inside.display());
    Err(problem(shown, message, "pass its file of pronunciations (.dict) with --lexicon"))
}

/// A file that may be missing.
fn optional(path: &Path) -> Result<Option<Vec<u8>>, Problem> {
    if path.is_file() { whole(path).map(Some) } else { Ok(None) }
}

fn whole(path: &Path) -> Result<Vec<u8>, Problem> {
    Input::of(path, None).read()
}
