//! `docs/cli.md`: every command with its arguments and options, from the definitions that the command line is
//! parsed with.

use std::fmt::Write as _;

use clap::{Arg, Command};

/// The text of the page, for a command that is built.
pub(super) fn reference(command: &Command) -> String {
    let mut out = "# Command line\n\nEvery command with its options, as `--help` shows them. \
                   [commands.md](commands.md) is an overview with examples; \
                   `cuesmith man` writes the same as manual pages.\n"
        .to_owned();
    push_command(&mut out, command, command.get_name(), true);
    out
}

fn push_command(out: &mut String, command: &Command, name: &str, is_root: bool) {
    let _ = write!(out, "\n## {name}\n\n");
    if let Some(about) = command.get_long_about().or(command.get_about()) {
        let _ = write!(out, "{}.\n\n", about.to_string().trim_end_matches('.'));
    }
    let usage = command.clone().render_usage().to_string();
    let _ = write!(out, "```text\n{}\n```\n", usage.trim_start_matches("Usage: "));
    let visible: Vec<&Command> = command
        .get_subcommands()
        .filter(|sub| !sub.is_hide_set() && sub.get_name() != "help")
        .collect();
    if !visible.is_empty() {
        out.push_str("\n| command | what it does |\n|---|---|\n");
        for sub in &visible {
            let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
            let full = format!("{name} {}", sub.get_name());
            let _ = writeln!(
                out,
                "| [`{full}`](#{}) | {} |",
                full.replace(' ', "-"),
                super::cell(&about)
            );
        }
    }
    push_arguments(out, command, is_root);
    if let Some(after) = command.get_after_long_help().or(command.get_after_help()) {
        let _ = write!(out, "\n```text\n{}\n```\n", after.to_string().trim_end());
    }
    for sub in visible {
        push_command(out, sub, &format!("{name} {}", sub.get_name()), false);
    }
}

/// The arguments by heading, in the order of their first one. Global options are listed once, at the root.
fn push_arguments(out: &mut String, command: &Command, is_root: bool) {
    let shown = |arg: &&Arg| {
        !arg.is_hide_set()
            && (is_root || !arg.is_global_set())
            && !matches!(arg.get_id().as_str(), "help" | "version")
    };
    let heading = |arg: &Arg| match arg.get_help_heading() {
        Some(heading) => heading.to_owned(),
        None if arg.is_positional() => "Arguments".to_owned(),
        None => "Options".to_owned(),
    };
    let arguments: Vec<&Arg> = command.get_arguments().filter(shown).collect();
    let mut headings: Vec<String> = Vec::new();
    for arg in &arguments {
        if !headings.contains(&heading(arg)) {
            headings.push(heading(arg));
        }
    }
    for name in headings {
        let _ = write!(out, "\n{name}:\n\n");
        for arg in arguments.iter().filter(|arg| heading(arg) == name) {
            push_argument(out, arg);
        }
    }
}

fn push_argument(out: &mut String, arg: &Arg) {
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let _ = write!(out, "- `{arg}`");
    if let (Some(short), Some(_)) = (arg.get_short(), arg.get_long()) {
        let _ = write!(out, ", `-{short}`");
    }
    let _ = write!(out, ": {}", prose(&help));
    let defaults: Vec<_> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let takes_value = arg.get_action().takes_values();
    if takes_value && !defaults.is_empty() && !arg.is_hide_default_value_set() {
        let _ = write!(out, " [default: {}]", defaults.join(", "));
    }
    out.push('\n');
    if !takes_value || arg.is_hide_possible_values_set() {
        return;
    }
    let values = arg.get_possible_values();
    for value in values.iter().filter(|value| !value.is_hide_set()) {
        let help = value.get_help().map(|help| format!(": {}", prose(&help.to_string())));
        let help = help.unwrap_or_default();
        let _ = writeln!(out, "  - `{}`{help}", value.get_name());
    }
}

/// Help as Markdown: characters that would be markup outside of code are escaped.
fn prose(help: &str) -> String {
    let escape = |(at, piece): (usize, &str)| match at % 2 {
        0 => piece.replace('<', "\\<").replace('*', "\\*"),
        _ => piece.to_owned(),
    };
    help.split('`').enumerate().map(escape).collect::<Vec<_>>().join("`")
}
