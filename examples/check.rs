//! Checks a file with the library alone, without the command and without what is about one platform:
//!
//! ```text
//! cargo run --no-default-features --example check examples/lecture.srt
//! ```

use std::error::Error;

use cuesmith::lint::{self, Options, Plan};
use cuesmith::source::{ColumnUnit, DecodeOptions, LineIndex, decode};
use cuesmith::{ReadOptions, open};

#[expect(clippy::print_stdout, reason = "an example shows what it finds")]
fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a caption file")?;
    let bytes = std::fs::read(&path)?;
    let source = decode(&bytes, &DecodeOptions::default())?;
    let file = open(&source, Some(&path), &ReadOptions::default());
    let report = lint::check(&file, &Plan::new(&lint::RULES, Options::default()));
    let lines = LineIndex::new(&source.text);
    for found in &report.diagnostics {
        let at = lines.position(&source.text, found.span.start, ColumnUnit::Scalar);
        println!("{path}:{}:{}: {} [{}]", at.line, at.column, found.message, found.code);
    }
    Ok(())
}
