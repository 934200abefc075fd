//! Rewrapping lines.

use super::change::{Change, Changed};
use super::error::OperationError;
use super::option::{ms, switch, whole};
use super::request::Request;
use crate::read::Opened;
use crate::reflow::{Options, Overflow, Unresolved, Width, reflow};

/// The shortest part and the gap between parts, whether or not cues are split.
const SPLIT: (i64, i64) = (833, 0);

impl Request for Options {
    fn options(&self) -> &'static [&'static str] {
        &["max_chars", "max_lines", "width", "all", "language", "split", "min_duration", "min_gap"]
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "max_chars" => self.max_chars = whole(value, 1, 1000)?,
            "max_lines" => self.max_lines = whole(value, 1, 16)?,
            "width" => self.width = Width::from_name(value)?,
            "all" => self.all = switch(value)?,
            "language" => self.language = Some(value.to_owned()),
            "split" if !switch(value)? => self.overflow = Overflow::Report,
            _ => {
                let (mut min_duration, mut min_gap) = match self.overflow {
                    Overflow::Split { min_duration, min_gap } => (min_duration, min_gap),
                    Overflow::Report => SPLIT,
                };
                match name {
                    "min_duration" => min_duration = ms(value)?,
                    "min_gap" => min_gap = ms(value)?,
                    _ => {}
                }
                self.overflow = Overflow::Split { min_duration, min_gap };
            }
        }
        Some(())
    }

    fn run(&self, file: &Opened<'_>) -> Result<Changed, OperationError> {
        let mut options = self.clone();
        options.language = options.language.or_else(|| file.language().map(str::to_owned));
        let made = reflow(file, &options);
        let account = made.account(&file.timeline);
        let changes = made.changes.into_iter().map(|change| Change {
            cue: change.cue,
            span: change.span,
            before: change.before,
            after: change.after,
            left: change.left.map(why),
        });
        let edits = made.edits.into_iter().collect();
        Ok(Changed { account, changes: changes.collect(), edits })
    }
}

const fn why(left: Unresolved) -> &'static str {
    match left {
        Unresolved::TooManyLines => "it has more text than fits into its lines",
        Unresolved::TooShort => {
            "it has more text than fits into its lines and is too short to split"
        }
        Unresolved::CannotSplit => {
            "it has more text than fits into its lines, and its markup cannot be split"
        }
        Unresolved::NoPlaceToBreak => "a line is too long and cannot be broken",
        Unresolved::Shared => "it shares its paragraph with other cues",
        Unresolved::ReadsOtherwise => {
            "rewrapped, its text would be read as a tag, a number or a timing line"
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::operations::Operation;
    use crate::source::Source;
    use crate::{ReadOptions, open};

    #[test]
    fn options_of_splitting_need_no_order() {
        let text =
            "1\n00:00:01,000 --> 00:00:09,000\nIt rains here every day.\nAll week it rained.\n";
        let source = Source::from_text(text);
        let file = open(&source, None, &ReadOptions::default());
        let parts = |given: &[(&str, &str)]| {
            let mut operation = Operation::new("reflow").unwrap();
            for (name, value) in given {
                operation.set(name, value).unwrap();
            }
            operation.run(&file).unwrap().account.cues.len()
        };
        let (chars, lines) = (("max_chars", "24"), ("max_lines", "1"));
        assert_eq!(parts(&[chars, lines]), 1);
        assert_eq!(parts(&[chars, lines, ("split", "true")]), 2);
        assert_eq!(parts(&[("split", "true"), chars, ("min_gap", "80"), lines]), 2);
        assert_eq!(parts(&[("min_duration", "9000"), chars, lines, ("split", "true")]), 1);
        assert_eq!(parts(&[chars, lines, ("split", "true"), ("split", "false")]), 1);
    }
}
