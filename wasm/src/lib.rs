//! The browser and Node face of cuesmith: [`parse`], [`check`], [`fix`], [`convert`], [`rules`],
//! `explain` and [`version`] over the same core as the command.
//!
//! Only the crossing lives here and in `wasm/parse`, which contains what a module that only reads needs.
//! Text comes in as a JavaScript string, offsets go out in UTF-16 code
//! units. What can be long (the cues of a file) goes out as typed arrays, one for each column;
//! what is short (findings, rules) as JSON text. `js/index.js` makes objects of both; no one else
//! is meant to call these functions. No threads, no regular expressions, no character set tables:
//! decoding bytes is `TextDecoder`'s work.

#[cfg(feature = "align")]
mod align;
mod change;
mod check;
mod cues;
mod edit;
mod failure;
mod json;
mod live;
mod open;
mod options;
mod packs;
mod platform;

use cuesmith_wasm_parse::Utf16;
use wasm_bindgen::prelude::*;

pub use cuesmith_wasm_parse::Columns;
pub use open::Text;

/// Reads a text. `options`: see `ParseOptions` in `js/index.d.ts`.
///
/// # Errors
/// An option that does not exist or has a value that it cannot have.
#[wasm_bindgen]
pub fn parse(text: &str, options: &str) -> Result<Columns, JsError> {
    let given = options::read(options)?;
    let file = cuesmith::read(text, given.path.as_deref(), &given.read);
    let map = Utf16::new(text);
    let diagnostics = cuesmith_wasm_parse::json::diagnostics(&map, &file.diagnostics);
    Ok(Columns::new(&map, &file.document, diagnostics))
}

/// The name of the format of a text.
///
/// # Errors
/// An option that does not exist or has a value that it cannot have.
#[wasm_bindgen]
pub fn detect(text: &str, options: &str) -> Result<String, JsError> {
    let given = options::read(options)?;
    let format = given.read.format;
    let found = format.unwrap_or_else(|| cuesmith::detect(text, given.path.as_deref()));
    Ok(found.name().to_owned())
}

/// What is not in the columns of [`parse`], for `count` cues from `first` on: JSON of a `Details` in
/// `js/index.d.ts`.
///
/// # Errors
/// An option that does not exist or has a value that it cannot have.
#[wasm_bindgen]
pub fn details(text: &str, options: &str, first: u32, count: u32) -> Result<String, JsError> {
    let given = options::read(options)?;
    Ok(cues::details_of(text, &given, first, count))
}

/// Four numbers a cue: graphemes, words, lines, graphemes of the longest line.
///
/// # Errors
/// An option that does not exist or has a value that it cannot have.
#[wasm_bindgen]
pub fn counts(text: &str, options: &str) -> Result<Vec<u32>, JsError> {
    let given = options::read(options)?;
    Ok(cues::counts_of(text, &given))
}

/// Checks a text: JSON of a `Report` in `js/index.d.ts`.
///
/// # Errors
/// An option that does not exist or has a value that it cannot have; the pack `check` is not loaded.
#[wasm_bindgen]
pub fn check(text: &str, options: &str) -> Result<String, JsError> {
    Ok((packs::check()?.check)(packs::in_use()?, text, options)?)
}

/// The effective options of a check and who set each: JSON of a `Settings` in `js/index.d.ts`.
///
/// # Errors
/// An option that does not exist or has a value that it cannot have; an order that cannot be read; the pack `check` is not
/// loaded.
#[wasm_bindgen]
pub fn settings(options: &str) -> Result<String, JsError> {
    Ok((packs::check()?.settings)(packs::in_use()?, options)?)
}

/// Applies every safe fix, with the option `unsafeFixes` the unsafe ones too, until none is left:
/// JSON of a `Fixed` in `js/index.d.ts`.
///
/// # Errors
/// An option that does not exist or has a value that it cannot have; the pack `check` is not loaded.
#[wasm_bindgen]
pub fn fix(text: &str, options: &str) -> Result<String, JsError> {
    Ok((packs::check()?.fix)(packs::in_use()?, text, options)?)
}

/// Writes a text in another format: JSON of a `Converted` in `js/index.d.ts`.
///
/// # Errors
/// An option that does not exist or has a value that it cannot have; no such format.
#[wasm_bindgen]
pub fn convert(text: &str, to: &str, options: &str) -> Result<String, JsError> {
    let given = options::read_and_write(options)?;
    let to = options::target(to)?;
    let file = cuesmith::read(text, given.path.as_deref(), &given.read);
    let made = cuesmith::raise(&file.document.lower(), to, &given.write);
    Ok(json::converted(text, &made))
}

/// Runs an operation that changes a file (`reflow`, `retime`, `speakers`, `mask`, `dictionary`): JSON of a `Changed` in
/// `js/index.d.ts`.
///
/// # Errors
/// An option that does not exist or has a value that it cannot have; times that cannot be changed as requested.
#[wasm_bindgen]
pub fn change(text: &str, operation: &str, options: &str) -> Result<String, JsError> {
    Ok((packs::operations(operation)?.change)(text, operation, options)?)
}

/// What each of Kaltura's parsers keeps of a file: JSON of a `Simulation` in `js/index.d.ts`.
///
/// # Errors
/// An option that does not exist or has a value that it cannot have.
#[wasm_bindgen]
pub fn simulate(text: &str, options: &str) -> Result<String, JsError> {
    Ok((packs::kaltura()?.simulate)(text, options)?)
}

/// The script of extended audio descriptions: JSON of a `Script` in `js/index.d.ts`.
///
/// # Errors
/// An option that does not exist or has a value that it cannot have.
#[wasm_bindgen]
pub fn ead(text: &str, options: &str) -> Result<String, JsError> {
    Ok((packs::kaltura()?.ead)(text, options)?)
}

/// Reads chapters and writes them in another form: JSON of a `ChapterList` in `js/index.d.ts`.
///
/// # Errors
/// A text without chapters, or chapters that the form cannot express; an option that does not exist or has a value that
/// it cannot have.
#[wasm_bindgen]
pub fn chapters(text: &str, options: &str) -> Result<String, JsError> {
    Ok((packs::kaltura()?.chapters)(text, options)?)
}

/// Puts a transcript onto a timeline: JSON of an `Aligned` in `js/index.d.ts`.
///
/// # Errors
/// A timeline that cannot be read, or that does not belong to the transcript; an option that does not exist or has a
/// value that it cannot have.
#[cfg(feature = "align")]
#[wasm_bindgen]
pub fn align(transcript: &str, timeline: &str, options: &str) -> Result<String, JsError> {
    Ok((packs::align()?.align)(transcript, timeline, options)?)
}

/// How well a text has the words of a reference: JSON of a `Score` in `js/index.d.ts`.
///
/// # Errors
/// An option that does not exist or has a value that it cannot have.
#[cfg(feature = "align")]
#[wasm_bindgen]
pub fn score(reference: &str, hypothesis: &str, options: &str) -> Result<String, JsError> {
    Ok((packs::align()?.score)(reference, hypothesis, options)?)
}

/// Every rule of the packs in use, by code: JSON of a `RuleMeta[]` in `js/index.d.ts`.
///
/// # Errors
/// The pack `check` is not loaded.
#[wasm_bindgen]
pub fn rules() -> Result<String, JsError> {
    Ok((packs::check()?.list)(packs::in_use()?))
}

/// The code of the rule with this code or name; its documentation is in the package's `docs.js`.
///
/// # Errors
/// The pack `check` is not loaded.
#[wasm_bindgen]
pub fn find(rule: &str) -> Result<Option<String>, JsError> {
    Ok((packs::check()?.find)(packs::in_use()?, rule))
}

/// Takes a pack into use whose files were instantiated; in the whole module all packs are there.
///
/// # Errors
/// There is no such pack.
#[wasm_bindgen]
pub fn loaded(pack: &str) -> Result<(), JsError> {
    Ok(packs::loaded(pack)?)
}

/// The version of this package.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
