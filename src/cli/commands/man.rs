//! `cuesmith man`: manual pages, one for each command.

use std::io;
use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::cli::exit::Exit;
use crate::cli::files::OutputFile;
use crate::cli::output::{Failure, Out, note, usage};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith man check | man -l -
  cuesmith man dictionary merge | man -l -
  cuesmith man --out ~/.local/share/man/man1

Exit codes: 0 written, 2 unknown command or a file that cannot be written.")]
pub(in crate::cli) struct ManArgs {
    /// Command to print the page of, for example `dictionary merge` [default: cuesmith]
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    command: Vec<String>,
    /// Write the pages of all commands to this folder, which is created if needed
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Runs the subcommand; `command` is the whole command line.
pub(in crate::cli) fn run(
    args: &ManArgs,
    command: Command,
    out: &mut Out,
) -> Result<Exit, Failure> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let Some(folder) = &args.out else {
        out.data(page(find(&command, &args.command)?, None)?)?;
        return Ok(Exit::Clean);
    };
    let mut pages = Vec::new();
    push_pages(&mut pages, &command, None)?;
    let mut files = Vec::new();
    for (name, page) in &pages {
        files.push((OutputFile::claim(&folder.join(name))?, page));
    }
    if let Some((first, _)) = files.first() {
        first.make_folder()?;
    }
    for (file, page) in files {
        file.write(page)?;
    }
    note(&format!("wrote {} pages to `{}`\n", pages.len(), folder.display()));
    Ok(Exit::Clean)
}

fn find<'a>(command: &'a Command, path: &[String]) -> Result<&'a Command, Failure> {
    let Some((name, rest)) = path.split_first() else { return Ok(command) };
    match command.find_subcommand(name) {
        Some(subcommand) => find(subcommand, rest),
        None => {
            let known: Vec<&str> = shown(command).map(Command::get_name).collect();
            let help = match known.is_empty() {
                true => format!("`{}` has no commands", full_name(command).replace('-', " ")),
                false => format!("use one of {}", known.join(", ")),
            };
            Err(usage(format!("unknown command `{name}`"), help))
        }
    }
}

/// The pages of a command and its subcommands, with their file names.
fn push_pages(
    pages: &mut Vec<(String, Vec<u8>)>,
    command: &Command,
    parent: Option<&Command>,
) -> Result<(), Failure> {
    pages.push((format!("{}.1", full_name(command)), page(command, parent)?));
    shown(command).try_for_each(|subcommand| push_pages(pages, subcommand, Some(command)))
}

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set())
}

/// The name with dashes: `cuesmith-check`.
fn full_name(command: &Command) -> &str {
    command.get_display_name().unwrap_or(command.get_name())
}

/// A page in roff.
fn page(command: &Command, parent: Option<&Command>) -> Result<Vec<u8>, Failure> {
    let version = env!("CARGO_PKG_VERSION");
    let man = Man::new(command.clone())
        .title(full_name(command).to_uppercase())
        .section("1")
        .source(format!("cuesmith {version}"))
        .manual("cuesmith");
    let mut out = Vec::new();
    let rendered = (|| -> io::Result<()> {
        man.render_title(&mut out)?;
        man.render_name_section(&mut out)?;
        man.render_synopsis_section(&mut out)?;
        man.render_description_section(&mut out)?;
        man.render_options_section(&mut out)?;
        if shown(command).next().is_some() {
            man.render_subcommands_section(&mut out)?;
        }
        let mut roff = Roff::new();
        if let Some(after) = command.get_after_long_help().or(command.get_after_help()) {
            push_sections(&mut roff, &after.to_string());
        }
        if let Some(parent) = parent {
            roff.control("SH", ["SEE ALSO"]);
            roff.text([roman(format!("{}(1)", full_name(parent)))]);
        }
        roff.to_writer(&mut out)
    })();
    rendered.map_err(|error| usage(format!("the page cannot be written: {error}"), ""))?;
    Ok(out)
}

/// The text after the options, by paragraph: examples and lists keep their lines.
fn push_sections(roff: &mut Roff, text: &str) {
    let mut last = "";
    for paragraph in text.split("\n\n") {
        let (title, body) = match paragraph {
            _ if paragraph.starts_with("Examples:\n") => ("EXAMPLES", &paragraph[10..]),
            _ if paragraph.starts_with("Exit codes: ") => ("EXIT STATUS", &paragraph[12..]),
            _ => ("NOTES", paragraph),
        };
        roff.control(if title == last { "PP" } else { "SH" }, (title != last).then_some(title));
        last = title;
        let keeps_lines = body.lines().any(|line| line.starts_with("  "));
        if keeps_lines {
            roff.control("nf", []);
        }
        for line in body.lines() {
            roff.text([roman(line)]);
        }
        if keeps_lines {
            roff.control("fi", []);
        }
    }
}
