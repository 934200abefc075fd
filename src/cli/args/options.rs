//! Flags generated from the table of options, for `check` and `deliver`.

use clap::builder::{BoolishValueParser, TypedValueParser as _, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};

use super::values;
use crate::lint::{Group, OPTIONS, OptionKind, OptionMeta, Options, Origin, Settings};
use crate::time::FrameRate;

/// The flags of one group of options ([`Group`] as a number).
#[derive(Clone, Debug)]
pub(in crate::cli) struct GroupArgs<const GROUP: u8> {
    /// The options passed: names, with values as [`Options::set`] accepts them.
    given: Vec<(&'static str, String)>,
}

impl<const GROUP: u8> GroupArgs<GROUP> {
    fn options() -> impl Iterator<Item = &'static OptionMeta> {
        OPTIONS.iter().filter(|option| option.group as u8 == GROUP)
    }

    /// The names of the options that were passed.
    pub(in crate::cli) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.given.iter().map(|(name, _)| *name)
    }

    /// Applies the options that were passed.
    pub(in crate::cli) fn set(&self, settings: &mut Settings) {
        for (name, value) in &self.given {
            set(settings, name, value);
        }
    }
}

/// Sets an option to a value that the command line has checked.
pub(in crate::cli) fn set(settings: &mut Settings, name: &str, value: &str) {
    let done = settings.set(name, value, Origin::CommandLine);
    debug_assert!(done.is_ok(), "{name} = {value}");
}

impl<const GROUP: u8> FromArgMatches for GroupArgs<GROUP> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let value = |option: &OptionMeta| matches.get_one::<String>(option.name).cloned();
        let given = Self::options().filter_map(|option| Some((option.name, value(option)?)));
        Ok(Self { given: given.collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl<const GROUP: u8> Args for GroupArgs<GROUP> {
    fn augment_args(command: Command) -> Command {
        command.args(Self::options().map(flag))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// The flag of an option.
fn flag(option: &'static OptionMeta) -> Arg {
    let default = match option.default {
        "" => (option.get)(&Options::default()).to_string(),
        words => words.to_owned(),
    };
    let heading = match option.group {
        Group::Limits => "Limits and context (for every file given)",
        Group::Preset => "Parameters of presets (with --preset)",
        Group::Translation => "Translation",
        Group::Spoken => "Audio description (with --kind ead)",
        Group::Own | Group::Order => "Options",
    };
    let arg = Arg::new(option.name)
        .long(option.flag)
        .help_heading(heading)
        .help(format!("{} [default: {default}]", option.help))
        .value_name(value_name(option.kind))
        .value_parser(parser(option.kind))
        .action(ArgAction::Set);
    match option.kind {
        // `--sdh` alone is yes; `--sdh=no` overrides a configuration file.
        OptionKind::Truth => arg.num_args(0..=1).require_equals(true).default_missing_value("true"),
        _ => arg,
    }
}

/// The placeholder of the value in `--help`.
const fn value_name(kind: OptionKind) -> &'static str {
    match kind {
        OptionKind::Count | OptionKind::Number => "N",
        OptionKind::Percent => "PERCENT",
        OptionKind::Time | OptionKind::Length => "TIME",
        OptionKind::Rate => "RATE",
        OptionKind::Language => "CODE",
        OptionKind::Word { called, .. } => called,
        OptionKind::Truth => "YES",
        OptionKind::Text => "TEXT",
    }
}

/// The parser of a value from the command line, for [`Options::set`].
fn parser(kind: OptionKind) -> ValueParser {
    match kind {
        OptionKind::Truth => ValueParser::new(BoolishValueParser::new().map(|on| on.to_string())),
        kind => ValueParser::new(move |value: &str| value_of(kind, value)),
    }
}

/// Converts a value as the user writes it to the form that [`Options::set`] accepts.
pub(in crate::cli) fn value_of(kind: OptionKind, value: &str) -> Result<String, String> {
    fn text<T: ToString>(value: Result<T, String>) -> Result<String, String> {
        value.map(|value| value.to_string())
    }
    match kind {
        OptionKind::Count => text(
            value
                .parse::<u32>()
                .map_err(|_| format!("`{value}` is not a whole number from 0 to {}", u32::MAX)),
        ),
        OptionKind::Number => text(values::positive(value)),
        OptionKind::Percent => text(values::margin(value)),
        OptionKind::Time => text(values::short_time(value)),
        OptionKind::Length => text(values::media_time(value)),
        OptionKind::Rate => text(value.parse::<FrameRate>().map_err(|error| error.to_string())),
        OptionKind::Language => values::language(value),
        OptionKind::Word { of, .. } => {
            let known = of().into_iter().find(|word| word.eq_ignore_ascii_case(value));
            known
                .map(str::to_owned)
                .ok_or_else(|| format!("unknown value `{value}`: use one of {}", of().join(", ")))
        }
        OptionKind::Truth => {
            text(value.parse::<bool>().map_err(|_| format!("`{value}` is neither true nor false")))
        }
        OptionKind::Text => Ok(value.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Cli;
    use crate::lint::RECOMMENDED;

    #[test]
    fn every_option_has_its_flag() {
        let mut command = Cli::command();
        command.build();
        let check = command.find_subcommand("check").unwrap();
        for option in OPTIONS.iter().filter(|option| option.group != Group::Order) {
            let flag = check.get_arguments().find(|arg| arg.get_long() == Some(option.flag));
            assert!(flag.is_some(), "check has no --{}", option.flag);
        }
    }

    #[test]
    fn every_option_has_its_row_in_the_settings() {
        let settings = Settings::new(&RECOMMENDED, Origin::Default);
        let shown =
            crate::cli::commands::show_settings::as_text(&settings, &crate::kaltura::lint::RULES);
        for option in OPTIONS {
            let row = format!("\n  {} ", option.name);
            assert!(shown.contains(&row), "{}", option.name);
        }
    }
}
