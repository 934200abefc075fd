//! Masking profanity.

use super::change::{Change, Changed};
use super::error::OperationError;
use super::option::{switch, whole};
use super::request::Request;
use crate::profanity::{MaskStyle, Matcher, MatcherOptions, Options, mask, parse_list};
use crate::read::Opened;
use crate::source::Edits;
use crate::verify_change::Account;

#[derive(Clone, Debug, Default)]
pub(super) struct Mask {
    words: String,
    matching: MatcherOptions,
    masking: Options,
    text: Option<String>,
    /// Only `words`, no built-in list.
    only_own: bool,
}

impl Request for Mask {
    fn options(&self) -> &'static [&'static str] {
        &["style", "text", "words", "languages", "language", "min_severity", "strict"]
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "style" => {
                self.masking.style = match value {
                    "fixed" => MaskStyle::Fixed,
                    "stars" => MaskStyle::Stars,
                    "first-letter" => MaskStyle::FirstLetter,
                    "bleep" => MaskStyle::Text("[bleep]".to_owned()),
                    "remove" => MaskStyle::Remove,
                    "report" => MaskStyle::Report,
                    _ => return None,
                }
            }
            "text" => self.text = Some(value.to_owned()),
            "words" => self.words = value.to_owned(),
            "languages" => {
                let given = value.split(',').map(str::trim).filter(|tag| !tag.is_empty());
                self.matching.languages = given.map(str::to_owned).collect();
                self.only_own = self.matching.languages.is_empty();
            }
            "language" => self.masking.language = Some(value.to_owned()),
            "min_severity" => self.matching.min_severity = whole(value, 1, 3)? as u8,
            _ => self.matching.strict = switch(value)?,
        }
        Some(())
    }

    fn run(&self, file: &Opened<'_>) -> Result<Changed, OperationError> {
        let (own, errors) = parse_list(&self.words, "");
        if let Some(first) = errors.first() {
            return Err(OperationError::Options(format!("`words`: {first}")));
        }
        let matcher = match self.only_own {
            true => Matcher::of(own, &self.matching),
            false => Matcher::new(&own, &self.matching),
        };
        let mut options = self.masking.clone();
        if let Some(text) = &self.text {
            options.style = MaskStyle::Text(text.clone());
        }
        options.language = options.language.or_else(|| file.language().map(str::to_owned));
        let (mut edits, mut replaced, mut changes) = (Edits::default(), Vec::new(), Vec::new());
        for found in mask(file, &matcher, &options) {
            found.edits.into_iter().for_each(|edit| edits.push(edit));
            replaced.extend(found.shown);
            changes.push(Change {
                cue: found.cue,
                span: found.span,
                before: found.word,
                after: found.mask,
                left: found.stays.then_some("with the mask it would be read as something else"),
            });
        }
        Ok(Changed { edits, account: Account::replaced(&file.timeline, replaced), changes })
    }
}
