//! `cuesmith init`: a configuration file that fits the captions of a folder.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::config::NAME;
use crate::cli::exit::Exit;
use crate::cli::files::OutputFile;
use crate::cli::output::{Failure, Out, complain, note, problem};
use crate::cli::search::{Inputs, collect};
use crate::language;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith init
  cuesmith init captions/ -o -

The file sets the preset `recommended`, has an override for each language found in file names
(talk.de.srt), and lists the other keys as comments.

Exit codes: 0 written, 2 the file exists, or cannot be written.")]
pub(in crate::cli) struct InitArgs {
    /// Folder with caption files
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Output file, or - for standard output [default: cuesmith.toml in the folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite the file if it exists
    #[arg(long)]
    force: bool,
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &InitArgs, out: &mut Out) -> Result<Exit, Failure> {
    let path = args.output.clone().unwrap_or_else(|| args.folder.join(NAME));
    let shown = path.display().to_string();
    if !args.folder.is_dir() {
        let folder = args.folder.display().to_string();
        let message = format!("`{folder}` is not a folder");
        return Err(problem(&folder, message, "pass the folder that has the captions").into());
    }
    if path.as_os_str() != "-" && path.exists() && !args.force {
        let message = format!("`{shown}` exists already");
        return Err(problem(&shown, message, "pass --force to overwrite it, or -o FILE").into());
    }
    let Inputs { files, problems } = collect(std::slice::from_ref(&args.folder), None, false);
    problems.iter().for_each(complain);
    let names: Vec<&Path> = files.iter().filter_map(|file| file.path.as_deref()).collect();
    let text = configuration(&names);
    if path.as_os_str() == "-" {
        out.data(&text)?;
        return Ok(Exit::Clean);
    }
    OutputFile::claim(&path)?.write(&text)?;
    note(&format!("wrote `{shown}` for {} caption files\n", names.len()));
    Ok(Exit::Clean)
}

/// The text of the file.
fn configuration(files: &[&Path]) -> String {
    let mut languages: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    for file in files {
        let name = file.to_string_lossy();
        if let (Some(tag), Some(extension)) = (language::language_of_name(&name), file.extension())
        {
            let extensions = languages.entry(tag.to_string()).or_default();
            *extensions.entry(extension.to_string_lossy().into_owned()).or_default() += 1;
        }
    }
    let mut out = "\
# Settings of `cuesmith check` for the files below this folder.
preset = \"recommended\"
# exclude = [\"archive/**\"]
# fail-on = \"warning\"
# baseline = \"known.json\"

[options]
# max-chars = 42
# max-cps = 20
# media-duration = \"00:42:10\"

[rules]
# TIM006 = \"error\"
# RDG = \"off\"
"
    .to_owned();
    for (tag, extensions) in &languages {
        let suffix = |(extension, _): (&String, &u32)| format!("\"*.{tag}.{extension}\"");
        let patterns: Vec<String> = extensions.iter().map(suffix).collect();
        let count: u32 = extensions.values().sum();
        let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
        let _ = write!(
            out,
            "\n# {files}\n[[overrides]]\nfiles = [{}]\noptions = {{ language = \"{tag}\" }}\n",
            patterns.join(", ")
        );
    }
    out
}
