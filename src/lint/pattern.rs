//! A pattern of the user: a regular expression and what to do about text that it matches (feature `patterns`).
//!
//! Expressions are those of the crate regex, which takes time linear in the length of the text
//! (<https://docs.rs/regex/1.13/regex/#untrusted-input>).

use regex::{Regex, RegexBuilder};

use crate::source::{Applicability, Severity};

/// How much memory the compiled expressions of a configuration may take together, in bytes: the default of the crate
/// regex for one expression (<https://docs.rs/regex/1.13/regex/struct.RegexBuilder.html#method.size_limit>).
const MAX_SIZE: usize = 10 << 20;

/// The smallest limit that is tried for an expression, in bytes.
const MIN_SIZE: usize = 1 << 10;

/// A regular expression and what to do about text that it matches.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The code of its rule: `PAT/` and its name.
    pub code: String,
    /// What to search for.
    pub expression: Regex,
    /// The message of its findings.
    pub message: String,
    /// The text to write instead, with `$1` or `${name}` for what a group matched and `$$` for a dollar sign.
    pub replace: Option<String>,
    /// The severity of its findings.
    pub severity: Severity,
    /// How far the replacement is trusted.
    pub fix: Applicability,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        fn key(one: &Pattern) -> (&str, &str, &str, Option<&str>, Severity, Applicability) {
            let Pattern { code, expression, message, replace, severity, fix } = one;
            (code, expression.as_str(), message, replace.as_deref(), *severity, *fix)
        }
        key(self) == key(other)
    }
}

/// Compiles the expressions of a configuration, which may take up 10 MB of memory together.
#[derive(Clone, Debug)]
pub struct Expressions {
    /// What is left of the memory, in bytes.
    left: usize,
}

impl Default for Expressions {
    fn default() -> Self {
        Self { left: MAX_SIZE }
    }
}

impl Expressions {
    /// Compiles an expression.
    ///
    /// # Errors
    /// What is wrong with it, on one line.
    pub fn compile(&mut self, text: &str, case_insensitive: bool) -> Result<Regex, String> {
        // As part of the expression, the flag is compared and shown.
        let flag = if case_insensitive { "(?i)" } else { "" };
        let text = format!("{flag}{text}");
        // The crate does not report the size of an expression, only that it exceeds a limit.
        let mut limit = MIN_SIZE.min(self.left);
        loop {
            match RegexBuilder::new(&text).size_limit(limit).build() {
                Ok(expression) => {
                    self.left -= limit;
                    return Ok(expression);
                }
                Err(regex::Error::CompiledTooBig(_)) if limit < self.left => {
                    limit = (limit + limit / 4).min(self.left);
                }
                Err(regex::Error::CompiledTooBig(_)) => {
                    let most = MAX_SIZE >> 20;
                    return Err(format!(
                        "it is too large: all expressions together may take up {most} MB"
                    ));
                }
                Err(error) => {
                    // The message has several lines, the last of which describes the mistake.
                    let text = error.to_string();
                    let last = text.lines().last().unwrap_or_default().trim();
                    return Err(last.strip_prefix("error: ").unwrap_or(last).to_owned());
                }
            }
        }
    }
}

/// The first group that a replacement names and the expression does not have.
#[must_use]
pub fn unknown_group(expression: &Regex, replace: &str) -> Option<String> {
    let is_known = |name: &str| match name.parse::<usize>() {
        Ok(number) => number < expression.captures_len(),
        Err(_) => expression.capture_names().flatten().any(|known| known == name),
    };
    let mut rest = replace;
    while let Some((_, after)) = rest.split_once('$') {
        if let Some(after) = after.strip_prefix('$') {
            rest = after;
            continue;
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let (name, after) = match after.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            Some((name, after)) => (name, after),
            None => after.split_at(after.find(|c| !is_part(c)).unwrap_or(after.len())),
        };
        if !name.is_empty() && !is_known(name) {
            return Some(name.to_owned());
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_replacements_are_known() {
        let pattern = r"(\w+) (?<last>\w+)";
        let expression = Expressions::default().compile(pattern, false).unwrap();
        for (replace, unknown) in [
            ("$2 $1 ${last} $$3 $", None),
            ("$1a", Some("1a")),
            ("${1}a", None),
            ("${first}", Some("first")),
            ("$$$4", Some("4")),
        ] {
            assert_eq!(unknown_group(&expression, replace).as_deref(), unknown, "{replace}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        let compile = |text| Expressions::default().compile(text, false).unwrap_err();
        assert_eq!(compile("("), "unclosed group");
        assert!(compile("(?=a)").contains("look-around"));
    }

    /// `\w` has more than a hundred thousand characters of Unicode.
    #[test]
    fn expressions_are_limited_together() {
        let mut expressions = Expressions::default();
        for _ in 0..200 {
            expressions.compile(r"(?i)\bcolou?r(s|ed|ing)?\b", false).unwrap();
        }
        let mut expressions = Expressions::default();
        assert!(
            expressions.compile(r"((\w{100}){100}){100}", false).unwrap_err().contains("too large")
        );
        let fits = |_: &u32| expressions.compile(r"\w{10}", false).is_ok();
        let large = (0..200).take_while(fits).count();
        assert!((5..100).contains(&large), "{large}");
    }
}
