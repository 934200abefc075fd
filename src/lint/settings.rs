//! Options with the origin of each, as `--show-settings` lists them: presets, configuration files, orders and
//! the command line.

use super::level::Level;
use super::option_meta::OptionError;
use super::options::{Choice, Options};
use super::preset::Preset;
use super::rule::{Rule, Status};
use super::rule_set::RuleSet;
use super::selector::Selector;

impl Options {
    /// The options of a preset: the defaults, and what the preset and those it builds on change.
    ///
    /// ```
    /// use cuesmith::lint::{Options, RECOMMENDED};
    ///
    /// let options = Options::of(&RECOMMENDED);
    /// assert_eq!(options.limits.max_chars, 42);
    /// ```
    #[must_use]
    pub fn of(preset: &'static Preset) -> Self {
        Settings::new(preset, Origin::Default).options
    }
}

/// Who set an option, in rising precedence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// None: it has its default.
    Default,
    /// A preset, by its name.
    Preset(&'static str),
    /// A key of a configuration file: file, `#`, the path of the key.
    Config(String),
    /// A field of an order: file, `#`, JSON pointer.
    Order(String),
    /// The command line.
    CommandLine,
}

/// Options with the origin of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The options.
    pub options: Options,
    /// Who chose the preset.
    pub preset: Origin,
    /// Who set an option, by its name; what is not here has its default.
    origins: Vec<(&'static str, Origin)>,
    /// The fields of an order that decide about rules, by the rule's code.
    ordered: Vec<(&'static str, String)>,
    /// The keys of a configuration file that decide about rules.
    configured: Vec<(Selector, String)>,
}

impl Settings {
    /// The options of a preset.
    ///
    /// # Panics
    /// When the preset names an option that does not exist; a test holds that none does.
    #[must_use]
    pub fn new(preset: &'static Preset, chosen_by: Origin) -> Self {
        let options =
            Options { choice: Choice { preset, ..Choice::default() }, ..Options::default() };
        let mut settings = Self {
            options,
            preset: chosen_by,
            origins: Vec::new(),
            ordered: Vec::new(),
            configured: Vec::new(),
        };
        for preset in preset.from_base() {
            for (name, value) in preset.options {
                settings.preset_sets(preset, name, value);
            }
        }
        // A user has set nothing yet.
        settings.options.choice.given.clear();
        settings.for_language(None)
    }

    /// The same, with what the rows of the preset set for a file of a language.
    ///
    /// # Panics
    /// When a row names an option that does not exist; a test holds that none does.
    #[must_use]
    pub fn for_language(&self, language: Option<&str>) -> Self {
        let mut settings = self.clone();
        for (preset, name, value) in self.options.rows(language) {
            settings.preset_sets(preset, name, value);
        }
        settings.options.choice.given.clone_from(&self.options.choice.given);
        settings
    }

    fn preset_sets(&mut self, preset: &'static Preset, name: &str, value: &str) {
        let done = self.set(name, value, Origin::Preset(preset.name));
        assert!(done.is_ok(), "{}: {name} = {value}", preset.name);
    }

    /// Sets an option and remembers who did.
    ///
    /// # Errors
    /// [`OptionError`], as for [`Options::set`].
    pub fn set(&mut self, name: &str, value: &str, origin: Origin) -> Result<(), OptionError> {
        let name = self.options.set(name, value)?;
        self.origins.retain(|(known, _)| *known != name);
        self.options.context.asked.retain(|(known, _)| *known != name);
        if let Origin::Order(field) = &origin {
            self.options.context.asked.push((name, field.clone()));
        }
        self.origins.push((name, origin));
        Ok(())
    }

    /// Sets the level of a rule because of a field of an order.
    pub fn order_rule(&mut self, rule: &'static Rule, level: Level, field: String) {
        self.options.choice.order_levels.push((Selector::new(rule.code), level));
        self.ordered.push((rule.code, field));
    }

    /// Sets the level of rules because of a key of a configuration file.
    pub fn config_rules(&mut self, rules: Selector, level: Level, key: String) {
        self.options.choice.config_levels.push((rules.clone(), level));
        self.configured.push((rules, key));
    }

    /// Who set an option.
    #[must_use]
    pub fn origin(&self, name: &str) -> Origin {
        let known = self.origins.iter().find(|(known, _)| *known == name);
        known.map_or(Origin::Default, |(_, origin)| origin.clone())
    }

    /// The level of a rule of a set, and its origin.
    #[must_use]
    pub fn level(&self, set: &RuleSet, rule: &Rule) -> (Level, Origin) {
        let (level, origin) = self.chosen_level(set, rule);
        // A rule in preview waits until it is asked for.
        let is_idle = rule.status == Status::Preview && !self.options.choice.enables(set, rule);
        (if is_idle { Level::Off } else { level }, origin)
    }

    fn chosen_level(&self, set: &RuleSet, rule: &Rule) -> (Level, Origin) {
        let choice = &self.options.choice;
        if choice.chosen(rule).is_some() {
            let runs = choice.enables(set, rule);
            let level = if runs { choice.level(set, rule) } else { Level::Off };
            return (level, Origin::CommandLine);
        }
        if let Some(level) = choice.own_level(rule) {
            return (level, Origin::CommandLine);
        }
        if let Some(level) = choice.order_level(rule) {
            let field = self.ordered.iter().find(|(code, _)| *code == rule.code);
            return (
                level,
                Origin::Order(field.map(|(_, field)| field.clone()).unwrap_or_default()),
            );
        }
        if let Some(level) = choice.config_level(rule) {
            let keys = self.configured.iter();
            // The last of the most specific ones, as for the level.
            let key = keys.max_by_key(|(selector, _)| selector.strength(rule));
            return (level, Origin::Config(key.map(|(_, key)| key.clone()).unwrap_or_default()));
        }
        match choice.preset.level(rule) {
            Some((level, preset)) => (level, Origin::Preset(preset.name)),
            None => (set.level(rule), Origin::Default),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::RULES;

    static STRICT: Preset = Preset {
        name: "strict",
        summary: "",
        base: None,
        options: &[("min_duration", "833")],
        rows: &[],
        rules: &[("TIM007", Level::Off)],
        references: &[],
    };

    #[test]
    fn each_setting_knows_who_made_it() {
        let mut settings = Settings::new(&STRICT, Origin::CommandLine);
        assert_eq!(settings.origin("min_duration"), Origin::Preset("strict"));
        settings.set("min_duration", "900", Origin::CommandLine).unwrap();
        assert_eq!(settings.origin("min_duration"), Origin::CommandLine);
        assert_eq!(settings.origin("max_lines"), Origin::Default);

        let meta = |code| RULES.find(code).unwrap();
        let too_long = settings.level(&RULES, meta("TIM007"));
        assert_eq!(too_long, (Level::Off, Origin::Preset("strict")));
        assert_eq!(settings.level(&RULES, meta("TIM001")), (Level::On, Origin::Default));
        settings.options.choice.levels.push((RULES.selector("TIM").unwrap(), Level::On));
        assert_eq!(settings.level(&RULES, meta("TIM007")), (Level::On, Origin::CommandLine));
        settings.options.choice.ignore.push(RULES.selector("TIM007").unwrap());
        assert_eq!(settings.level(&RULES, meta("TIM007")), (Level::Off, Origin::CommandLine));
    }
}
