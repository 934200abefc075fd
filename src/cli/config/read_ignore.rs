//! Reads `[[ignore]]` entries: findings that a configuration file suppresses, for formats without comments and for
//! many files.

use std::sync::Arc;

use toml::de::DeValue;

use super::date::Date;
use super::keys::Type;
use super::layer::{ConfigFile, IgnoreEntry};
use super::read::{File, Value};
use crate::chars::is_digits;
use crate::cli::args::values;
use crate::lint::{CueName, Exception};
use crate::report::json::Problem;
use crate::source::Span;

impl File<'_> {
    /// Reads an entry.
    pub(super) fn an_ignore_entry(
        &self,
        table: &Value<'_>,
        file: &Arc<ConfigFile>,
    ) -> Result<IgnoreEntry, Problem> {
        let DeValue::Table(keys) = table.get_ref() else {
            let message = "an entry of `ignore` is not a table";
            return Err(self.wrong(&table.span(), message, "write [[ignore]]"));
        };
        let mut entry = IgnoreEntry {
            files: None,
            names_files: false,
            exception: Exception::default(),
            reason: None,
            expires: None,
            file: Arc::clone(file),
            span: Span::of(table.span()),
        };
        for (key, value) in keys {
            let name = key.get_ref();
            match self.key(key, "", |key| key.in_ignore)? {
                Type::Patterns => {
                    let has_wildcard = |glob: &String| glob.contains(['*', '?', '[', '{']);
                    entry.names_files = !self.strings(value, name)?.iter().any(has_wildcard);
                    entry.files = Some(self.files(value, name)?);
                }
                Type::Selectors => {
                    for one in self.list(value, name)? {
                        let selector = self.selector(self.string(one, name)?, one.span())?;
                        entry.exception.rules.push(selector);
                    }
                }
                Type::Cues => {
                    for one in self.list(value, name)? {
                        entry.exception.cues.extend(self.cues(one)?);
                    }
                }
                Type::Times => {
                    for one in self.list(value, name)? {
                        let time = values::time_range(self.string(one, name)?)
                            .map_err(|error| self.wrong(&one.span(), &error, ""))?;
                        entry.exception.times.push(time);
                    }
                }
                Type::Text => {
                    let text = self.string(value, name)?.trim();
                    entry.reason = (!text.is_empty()).then(|| text.to_owned());
                }
                Type::Date => entry.expires = Some(self.date(value, name)?),
                _ => {}
            }
        }
        if entry.exception.rules.is_empty() {
            return Err(self.wrong(
                &table.span(),
                "the entry of `ignore` names no rules",
                "add them: rules = [\"TIM004\"]; rules = \"ALL\" is for every rule",
            ));
        }
        Ok(entry)
    }

    /// The values of a list; a value that is not a list is its only one.
    fn list<'v, 'i>(
        &self,
        value: &'v Value<'i>,
        name: &str,
    ) -> Result<Vec<&'v Value<'i>>, Problem> {
        match value.get_ref() {
            DeValue::Array(list) if list.is_empty() => {
                let help = "add a value, or remove the key";
                Err(self.wrong(&value.span(), &format!("`{name}` is empty"), help))
            }
            DeValue::Array(list) => Ok(list.iter().collect()),
            _ => Ok(vec![value]),
        }
    }

    /// A position, a range of positions, or the name of a cue. Text of digits can be both.
    fn cues(&self, value: &Value<'_>) -> Result<Vec<CueName>, Problem> {
        let help = "use a position (12), a range (\"40-44\") or an identifier (\"intro\")";
        let position = |text: &str| {
            is_digits(text).then(|| text.parse::<u32>().ok())?.filter(|position| *position > 0)
        };
        match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => match position(number.as_str()) {
                Some(at) => Ok(vec![CueName::Positions(at..=at)]),
                None => {
                    let message = format!("`{}` is not the position of a cue", number.as_str());
                    Err(self.wrong(&value.span(), &message, help))
                }
            },
            DeValue::String(text) if !text.trim().is_empty() => {
                let (from, to) = text.split_once('-').unwrap_or((text, text));
                let ends = position(from.trim()).zip(position(to.trim()));
                if ends.is_some_and(|(from, to)| from > to) {
                    let message = format!("the range `{text}` ends before it begins");
                    return Err(self.wrong(&value.span(), &message, help));
                }
                let range = ends.map(|(from, to)| CueName::Positions(from..=to));
                Ok(range.into_iter().chain([CueName::Id(text.to_string())]).collect())
            }
            _ => Err(self.wrong(&value.span(), "this is not a cue", help)),
        }
    }

    /// A date as text, or as TOML writes it without quotation marks.
    fn date(&self, value: &Value<'_>, name: &str) -> Result<Date, Problem> {
        let written = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            _ => self.string(value, name)?.to_owned(),
        };
        written.parse().map_err(|error: String| self.wrong(&value.span(), &error, ""))
    }
}
