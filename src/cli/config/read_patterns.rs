//! Reads `[[patterns]]`: regular expressions of the user, each of which becomes a rule.

use std::sync::Arc;

use toml::de::DeValue;

use super::keys::{PATTERN_KEYS, PatternType};
use super::read::{File, Value, suggestion};
use crate::lint::{PATTERN_FAMILY, Pattern, unknown_group};
use crate::report::json::Problem;
use crate::source::{Applicability, Severity};

impl File<'_> {
    /// Checks that the patterns which the file names exist.
    pub(super) fn patterns_are_known(&self, codes: &[&str]) -> Result<(), Problem> {
        for (selector, at) in self.named.borrow().iter() {
            let text = selector.text();
            let is_code = |code: &&str| code.eq_ignore_ascii_case(text);
            if !codes.iter().any(is_code) && (text.contains('/') || codes.is_empty()) {
                let help = match codes {
                    [] => "define patterns in [[patterns]]".to_owned(),
                    codes => suggestion(text, codes),
                };
                return Err(self.wrong(at, &format!("unknown pattern `{text}`"), &help));
            }
        }
        Ok(())
    }

    /// The tables of `patterns`; `count` is the number of patterns before them.
    pub(super) fn patterns(
        &self,
        value: &Value<'_>,
        count: usize,
    ) -> Result<Vec<Arc<Pattern>>, Problem> {
        let DeValue::Array(tables) = value.get_ref() else {
            let message = "`patterns` is not a list of tables";
            return Err(self.wrong(&value.span(), message, "write [[patterns]]"));
        };
        let mut all: Vec<Arc<Pattern>> = Vec::with_capacity(tables.len());
        for (at, table) in tables.iter().enumerate() {
            let pattern = self.pattern(table, count + at + 1)?;
            if all.iter().any(|known| known.code == pattern.code) {
                let message = format!("two patterns have the name `{}`", &pattern.code[4..]);
                return Err(self.wrong(&table.span(), &message, "give each another name"));
            }
            all.push(Arc::new(pattern));
        }
        Ok(all)
    }

    /// One pattern, with its number if it has no name.
    fn pattern(&self, table: &Value<'_>, number: usize) -> Result<Pattern, Problem> {
        let DeValue::Table(keys) = table.get_ref() else {
            let message = "a pattern is not a table";
            return Err(self.wrong(&table.span(), message, "write [[patterns]]"));
        };
        let names: Vec<&str> = PATTERN_KEYS.iter().map(|(name, ..)| *name).collect();
        for (key, value) in keys {
            let known = PATTERN_KEYS.iter().find(|(name, ..)| name == key.get_ref());
            match known.map(|(_, is, _)| is) {
                None => {
                    let message = format!("unknown key `{}`", key.get_ref());
                    let help = suggestion(key.get_ref(), &names);
                    return Err(self.wrong(&key.span(), &message, &help));
                }
                Some(PatternType::Truth) => {
                    if !matches!(value.get_ref(), DeValue::Boolean(_)) {
                        let message = format!("`{}` is not true or false", key.get_ref());
                        return Err(self.wrong(&value.span(), &message, ""));
                    }
                }
                Some(PatternType::Text) => {
                    self.string(value, key.get_ref())?;
                }
                Some(PatternType::Word(words)) => {
                    let word = self.string(value, key.get_ref())?;
                    if !words.contains(&word) {
                        let message =
                            format!("`{word}` is not valid here: use one of {}", words.join(", "));
                        return Err(self.wrong(&value.span(), &message, ""));
                    }
                }
            }
        }
        let get = |name: &str| {
            keys.get(name).and_then(|value| Some((value.get_ref().as_str()?, value.span())))
        };
        let required = |name: &str| {
            get(name).filter(|(text, _)| !text.trim().is_empty()).ok_or_else(|| {
                let message = format!("the pattern has no `{name}`");
                self.wrong(&table.span(), &message, "a pattern needs `match` and `message`")
            })
        };
        let (expression, at) = required("match")?;
        let (message, _) = required("message")?;
        let is_insensitive =
            keys.get("case-insensitive").and_then(|value| value.get_ref().as_bool());
        let mut expressions = self.expressions.borrow_mut();
        let expression = expressions.compile(expression, is_insensitive == Some(true));
        let expression = expression.map_err(|error| {
            let message = format!("`match` is not a valid regular expression: {error}");
            self.wrong(&at, &message, "the syntax is that of https://docs.rs/regex")
        })?;
        let replace = get("replace");
        if let Some((name, at)) =
            replace.as_ref().and_then(|(text, at)| Some((unknown_group(&expression, text)?, at)))
        {
            let message = format!("`replace` names a group `{name}` that `match` does not have");
            let help = "write ${1} if a letter or digit follows, and $$ for a dollar sign";
            return Err(self.wrong(at, &message, help));
        }
        if let (None, Some((_, at))) = (&replace, get("fix")) {
            return Err(self.wrong(&at, "`fix` has nothing to write", "add `replace`"));
        }
        let name = match get("name") {
            None => number.to_string(),
            Some((name, at)) => {
                let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                if name.is_empty() || name.starts_with('-') || !name.chars().all(is_part) {
                    let message = format!("`{name}` is not a valid name");
                    let help = "use small letters, digits and hyphens: no-ellipsis";
                    return Err(self.wrong(&at, &message, help));
                }
                name.to_owned()
            }
        };
        Ok(Pattern {
            code: format!("{PATTERN_FAMILY}/{name}"),
            expression,
            message: message.to_owned(),
            replace: replace.map(|(text, _)| text.to_owned()),
            severity: match get("severity").map(|(word, _)| word) {
                Some("error") => Severity::Error,
                Some("info") => Severity::Info,
                _ => Severity::Warning,
            },
            fix: match get("fix").map(|(word, _)| word) {
                Some("safe") => Applicability::Safe,
                Some("show") => Applicability::Show,
                _ => Applicability::Unsafe,
            },
        })
    }
}
