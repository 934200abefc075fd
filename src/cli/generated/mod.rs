//! The pages in `docs/` that are made from the code: one for each rule, the reference of the command, the
//! tables of the configuration. Tests compare them with the repository.
//!
//! `CUESMITH_DOCS=write cargo test --lib generated` writes them, the schema of configuration files and the settings of
//! the VS Code extension.

mod commands;
mod configuration;
mod javascript;
mod rules;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::lint::{OptionMeta, Options};

/// Files with their text, by their paths below `docs/`.
pub(super) type Pages = BTreeMap<String, String>;

/// The command that writes all pages.
const WRITE: &str = "CUESMITH_DOCS=write cargo test --lib generated";

/// The folder of the pages.
fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// The text of a page in the repository; empty if it does not exist.
pub(super) fn page(path: &str) -> String {
    fs::read_to_string(docs().join(path)).unwrap_or_default()
}

/// Compares pages with the repository; `known` are the pages that the repository has. With `CUESMITH_DOCS=write`
/// the pages are written, and known pages that are no longer made are deleted.
pub(super) fn compare(pages: &Pages, known: &[String]) {
    if std::env::var("CUESMITH_DOCS").is_ok_and(|value| value == "write") {
        for path in known.iter().filter(|path| !pages.contains_key(*path)) {
            fs::remove_file(docs().join(path)).expect("a page that can be deleted");
        }
        for (path, text) in pages.iter().filter(|(path, text)| page(path) != **text) {
            let path = docs().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a page that can be written");
        }
    } else if let Some(message) = stale(pages, known) {
        panic!("{message}");
    }
}

/// Which pages are out of date, and what to do about it; `None` if all are current.
fn stale(pages: &Pages, known: &[String]) -> Option<String> {
    let changed = pages.iter().filter(|(path, text)| page(path) != **text);
    let changed =
        changed.map(|(path, text)| format!("docs/{path}: {}", difference(&page(path), text)));
    let obsolete = known.iter().filter(|path| !pages.contains_key(*path));
    let stale: Vec<String> =
        changed.chain(obsolete.map(|path| format!("docs/{path}: no longer made"))).collect();
    (!stale.is_empty()).then(|| {
        format!(
            "{} pages in docs/ are out of date. To update them, run\n\n    {WRITE}\n\nand commit the \
             result.\n{}",
            stale.len(),
            stale.join("\n")
        )
    })
}

/// The first line that differs.
fn difference(old: &str, new: &str) -> String {
    if old.is_empty() {
        return "missing".to_owned();
    }
    let at = old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(end)").to_owned();
    format!("line {}:\n  page: {}\n  code: {}", at + 1, line(old), line(new))
}

/// The default of an option with its unit.
fn default(option: &OptionMeta) -> String {
    let value = (option.get)(&Options::default());
    match (option.default, option.unit) {
        ("", "") => value.to_string(),
        ("", unit) => format!("{value} {unit}"),
        (words, _) => words.to_owned(),
    }
}

/// The text of a cell in a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn the_pages_of_rules_are_those_of_the_code() {
        let pages = rules::pages();
        let rules = fs::read_dir(docs().join("rules")).into_iter().flatten().flatten();
        let known: Vec<String> =
            rules.map(|entry| format!("rules/{}", entry.file_name().display())).collect();
        assert!(pages.len() > 150, "{}", pages.len());
        compare(&pages, &known);
    }

    #[test]
    fn the_reference_of_the_command_is_that_of_its_arguments() {
        let mut command = Cli::command();
        command.build();
        let text = commands::reference(&command);
        for name in command.get_subcommands().map(clap::Command::get_name) {
            assert!(name == "help" || text.contains(&format!("\n## cuesmith {name}\n")), "{name}");
        }
        compare(&Pages::from([("cli.md".to_owned(), text)]), &[]);
    }

    #[test]
    fn the_tables_of_the_configuration_are_those_of_the_code() {
        let name = "configuration.md";
        let text = configuration::filled(&page(name)).expect("a page with markers");
        compare(&Pages::from([(name.to_owned(), text)]), &[]);
    }

    #[test]
    fn a_stale_page_is_named_with_the_command_that_writes_it() {
        let pages = Pages::from([("configuration.md".to_owned(), "# Other\n".to_owned())]);
        let message = stale(&pages, &["rules/OLD001.md".to_owned()]).unwrap();
        for part in
            [WRITE, "docs/configuration.md: line 1:", "docs/rules/OLD001.md: no longer made"]
        {
            assert!(message.contains(part), "{message}");
        }
    }
}
