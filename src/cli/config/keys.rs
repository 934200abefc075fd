//! The keys of a configuration file: the one list from which the reader, the schema, `init` and the documentation
//! are made. The keys of the table `options` come from [`OPTIONS`].

use crate::lint::{Group, OPTIONS, OptionMeta};

/// The name of a configuration file.
pub(in crate::cli) const NAME: &str = "cuesmith.toml";

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Type {
    /// A path, or several.
    Paths,
    /// One path.
    Path,
    /// File patterns.
    Patterns,
    /// The name of a preset.
    Preset,
    /// A severity.
    FailOn,
    /// Rules with their levels.
    Rules,
    /// Options by name.
    Options,
    /// Tables with settings for certain files.
    Overrides,
    /// Tables with findings to suppress.
    Ignore,
    /// Rules by code, family, name or `ALL`.
    Selectors,
    /// Cues by position, range of positions or name.
    Cues,
    /// Intervals of the video.
    Times,
    /// Text for people.
    Text,
    /// A date.
    Date,
    /// Tables with regular expressions.
    TextPatterns,
    /// Files, whose content is the value of the option with the name of the key.
    Files,
    /// A file with the findings that are not new.
    Baseline,
}

/// A key.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Key {
    pub(in crate::cli) name: &'static str,
    pub(in crate::cli) is: Type,
    /// Whether it may appear at the top of the file.
    pub(in crate::cli) top: bool,
    /// Whether it may appear in an override.
    pub(in crate::cli) in_override: bool,
    /// Whether it may appear in an entry of `ignore`.
    pub(in crate::cli) in_ignore: bool,
    /// Its description, for the schema and the page about configuration files.
    #[cfg_attr(
        not(test),
        allow(dead_code, reason = "the schema and the page are made and compared by tests")
    )]
    pub(in crate::cli) help: &'static str,
}

/// Every key.
pub(in crate::cli) const KEYS: &[Key] = &[
    Key {
        name: "extends",
        is: Type::Paths,
        top: true,
        in_override: false,
        in_ignore: false,
        help: "Configuration files that this one adds to, relative to it; later ones override earlier ones",
    },
    Key {
        name: "files",
        is: Type::Patterns,
        top: false,
        in_override: true,
        in_ignore: true,
        help: "Patterns of the files that the table is for, relative to the folder of the configuration file; an entry of ignore without it is for all files",
    },
    Key {
        name: "exclude",
        is: Type::Patterns,
        top: true,
        in_override: false,
        in_ignore: false,
        help: "Patterns of files that are not checked when a folder is searched",
    },
    Key {
        name: "preset",
        is: Type::Preset,
        top: true,
        in_override: true,
        in_ignore: false,
        help: "Preset of rules and limits, which the other keys override",
    },
    Key {
        name: "order",
        is: Type::Path,
        top: true,
        in_override: true,
        in_ignore: false,
        help: "API response with the order that the files are for, as for --order",
    },
    Key {
        name: "dictionary",
        is: Type::Files,
        top: true,
        in_override: true,
        in_ignore: false,
        help: "Dictionaries of terms to compare captions with, as for --dictionary",
    },
    Key {
        name: "profanity-words",
        is: Type::Files,
        top: true,
        in_override: true,
        in_ignore: false,
        help: "Additional lists of profanity, as for --profanity-words",
    },
    Key {
        name: "shot-changes",
        is: Type::Files,
        top: true,
        in_override: true,
        in_ignore: false,
        help: "File with the shot changes of the video, as for --shot-changes",
    },
    Key {
        name: "baseline",
        is: Type::Baseline,
        top: true,
        in_override: false,
        in_ignore: false,
        help: "Baseline whose findings are not reported, as for --baseline; the language server does not show them either",
    },
    Key {
        name: "fail-on",
        is: Type::FailOn,
        top: true,
        in_override: false,
        in_ignore: false,
        help: "Minimum severity that causes exit code 1: error, warning or info",
    },
    Key {
        name: "rules",
        is: Type::Rules,
        top: true,
        in_override: true,
        in_ignore: false,
        help: "Levels of rules (off, on, info, warning, error) by code, family, name or ALL",
    },
    Key {
        name: "options",
        is: Type::Options,
        top: true,
        in_override: true,
        in_ignore: false,
        help: "Limits and what is known of the files, as the options of the command line",
    },
    Key {
        name: "patterns",
        is: Type::TextPatterns,
        top: true,
        in_override: true,
        in_ignore: false,
        help: "Regular expressions to search for in visible text, each a rule with the code PAT/NAME",
    },
    Key {
        name: "overrides",
        is: Type::Overrides,
        top: true,
        in_override: false,
        in_ignore: false,
        help: "Settings for some of the files; later ones override earlier ones",
    },
    Key {
        name: "ignore",
        is: Type::Ignore,
        top: true,
        in_override: false,
        in_ignore: false,
        help: "Findings that are not reported; see docs/suppressing.md",
    },
    Key {
        name: "rules",
        is: Type::Selectors,
        top: false,
        in_override: false,
        in_ignore: true,
        help: "Rules whose findings are not reported, by code, family, name or ALL",
    },
    Key {
        name: "cues",
        is: Type::Cues,
        top: false,
        in_override: false,
        in_ignore: true,
        help: "Cues that the findings are about: positions (12), ranges of positions (\"40-44\"), identifiers; default: all, and findings about no cue",
    },
    Key {
        name: "time",
        is: Type::Times,
        top: false,
        in_override: false,
        in_ignore: true,
        help: "Parts of the video in which the cues are shown, as FROM-TO: \"00:01:00-00:02:00\"",
    },
    Key {
        name: "reason",
        is: Type::Text,
        top: false,
        in_override: false,
        in_ignore: true,
        help: "Why the findings are not reported",
    },
    Key {
        name: "expires",
        is: Type::Date,
        top: false,
        in_override: false,
        in_ignore: true,
        help: "Last day of the entry (UTC): \"2027-01-31\"; afterwards the findings are reported again, and so is the entry",
    },
];

/// The type of a value in a table of `patterns`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum PatternType {
    /// Text.
    Text,
    /// True or false.
    Truth,
    /// One of some words.
    Word(&'static [&'static str]),
}

/// A key in a table of `patterns`: its name, type and description.
pub(in crate::cli) type PatternKey = (&'static str, PatternType, &'static str);

/// Every key of a pattern.
pub(in crate::cli) const PATTERN_KEYS: &[PatternKey] = &[
    ("match", PatternType::Text, "Regular expression to search for in the visible text of a cue"),
    ("message", PatternType::Text, "Message of the findings"),
    (
        "name",
        PatternType::Text,
        "Name of the rule, in small letters, digits and hyphens: its code is PAT/NAME; without a name, PAT/1 and so on",
    ),
    (
        "replace",
        PatternType::Text,
        "Text to write instead; $1 or ${name} is what a group matched, $$ a dollar sign",
    ),
    (
        "fix",
        PatternType::Word(&["safe", "unsafe", "show"]),
        "When it is replaced: with --fix, with --unsafe-fixes (the default), or never",
    ),
    (
        "severity",
        PatternType::Word(&["error", "warning", "info"]),
        "Severity of the findings; the default is warning",
    ),
    ("case-insensitive", PatternType::Truth, "Whether capital and small letters are the same"),
];

/// The options that the table `options` may set: the command-line options with plain values.
pub(in crate::cli) fn options() -> impl Iterator<Item = &'static OptionMeta> {
    OPTIONS.iter().filter(|option| {
        option.group != Group::Order
            && !matches!(option.name, "dictionary" | "profanity_words" | "shot_changes")
    })
}
