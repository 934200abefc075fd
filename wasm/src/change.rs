//! The packs `operations` and `words`: operations by name, edits and a record of each change.

use cuesmith::operations::{Changed, Operation};
use cuesmith::source::Source;
use cuesmith::verify_change;
use cuesmith_wasm_parse::json::{edits as push_edits, span};
use cuesmith_wasm_parse::{Json, Utf16};

use crate::failure::{Failure, Result};
use crate::options::{self, Given};

/// What the pack gives.
pub(crate) struct Table {
    /// See [`crate::change`].
    pub(crate) change: fn(&str, &str, &str) -> Result<String>,
}

/// Lines, times and speaker marks.
pub(crate) static CUES: Table =
    Table { change: |text, name, lines| run(text, Operation::of_cues(name), lines) };

/// Profanity and dictionaries.
#[cfg(feature = "words")]
pub(crate) static WORDS: Table =
    Table { change: |text, name, lines| run(text, Operation::of_words(name), lines) };

/// Whether an operation changes words.
#[cfg(feature = "words")]
pub(crate) fn is_of_words(name: &str) -> bool {
    matches!(name, "mask" | "dictionary")
}

/// Runs an operation on a text: JSON of a `Changed` in `js/index.d.ts`.
fn run(text: &str, operation: Option<Operation>, lines: &str) -> Result<String> {
    let mut operation = operation.ok_or_else(|| Failure::new("unknown operation".to_owned()))?;
    let given = read(&mut operation, lines)?;
    let source = Source::from_text(text);
    let file = cuesmith::open_silently(&source, given.path.as_deref(), &given.read);
    let changed = operation.run(&file)?;
    let bytes = verify_change::apply(&file, &changed.edits, &changed.account)?;
    // It went in as UTF-8, and edits are made of whole characters.
    Ok(json(text, &changed, std::str::from_utf8(&bytes).unwrap_or_default()))
}

/// Options for reading, and those of the operation; a list is one value, separated by line breaks or commas.
fn read(operation: &mut Operation, lines: &str) -> Result<Given> {
    let mut given = Given::default();
    let mut values: Vec<(String, String)> = Vec::new();
    for line in lines.lines() {
        let (name, value) = line.split_once('=').unwrap_or((line, ""));
        if given.set_reading(name, value)? {
            continue;
        }
        let name = options::snake(name);
        match values.iter_mut().find(|(known, _)| *known == name) {
            Some((name, all)) => {
                all.push(if matches!(&name[..], "terms" | "words") { '\n' } else { ',' });
                all.push_str(value);
            }
            None => values.push((name, value.to_owned())),
        }
    }
    for (name, value) in &values {
        operation.set(name, value).map_err(|error| options::in_javascript(&error))?;
    }
    Ok(given)
}

fn json(text: &str, changed: &Changed, after: &str) -> String {
    let map = Utf16::new(text);
    let mut json = Json::default();
    json.object(|json| {
        json.key("text").string(after);
        push_edits(json.key("edits"), &map, changed.edits.as_slice());
        json.key("changes").list(&changed.changes, |json, change| {
            json.object(|json| {
                json.key("cue").integer(change.cue);
                span(json.key("span"), &map, change.span);
                json.key("before").string(&change.before);
                json.key("after").string(&change.after);
                json.key("left").string_or_null(change.left);
            });
        });
    });
    json.text
}
