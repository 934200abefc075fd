//! Output formats for the results of a run.

use serde::Serialize;

use super::json::{self, Problem, SCHEMA, TOOL, Totals};
use super::{Checked, Summary, concise};
use crate::source::ColumnUnit;

/// An output format for the results of a run: a beginning, a piece for each file, an end. The thread
/// that checks a file also renders its piece; pieces are joined in the order of the files.
pub trait Reporter: Send + Sync {
    /// What comes before all files.
    fn begin(&self) -> String {
        String::new()
    }

    /// Whether the beginning needs the totals. The pieces then wait until all files are done, and
    /// [`Self::begin_with`] is called instead of [`Self::begin`].
    fn begins_with_totals(&self) -> bool {
        false
    }

    /// What comes before all files, if the beginning needs the totals.
    fn begin_with(&self, total: &Summary, problems: &[Problem]) -> String {
        let _ = (total, problems);
        self.begin()
    }

    /// The row of a file in the table of all files, which precedes the pieces; only for a report that
    /// begins with totals.
    fn row(&self, checked: &Checked<'_>) -> String {
        let _ = checked;
        String::new()
    }

    /// What comes after the rows and before the pieces.
    fn after_rows(&self) -> &'static str {
        ""
    }

    /// What comes before the piece of a file; `first` for the first one that has a piece.
    fn before(&self, first: bool) -> &'static str {
        let _ = first;
        ""
    }

    /// The piece of a file.
    fn file(&self, checked: &Checked<'_>) -> String;

    /// Whether a file has a piece even when nothing was found or fixed in it.
    fn names_every_file(&self) -> bool {
        false
    }

    /// What comes after all files.
    fn end(&self, total: &Summary, problems: Vec<Problem>) -> End;
}

/// What comes after all files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The required end of the report.
    Report(String),
    /// Totals at the end of the report, which may be omitted.
    Totals(String),
    /// Totals that are not part of the report: they go to another stream, or may be omitted.
    Beside(String),
}

/// One line per finding ([`concise::render`]).
#[derive(Clone, Copy, Debug, Default)]
pub struct Concise {
    /// What columns count.
    pub columns: ColumnUnit,
}

impl Reporter for Concise {
    fn file(&self, checked: &Checked<'_>) -> String {
        concise::render(checked, self.columns)
    }

    fn end(&self, total: &Summary, _: Vec<Problem>) -> End {
        End::Beside(total.to_text())
    }
}

/// One JSON document for all files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json {
    /// What columns count.
    pub columns: ColumnUnit,
}

impl Reporter for Json {
    fn begin(&self) -> String {
        let columns = match self.columns {
            ColumnUnit::Utf8 => "utf8",
            ColumnUnit::Utf16 => "utf16",
            ColumnUnit::Scalar => "scalar",
        };
        let tool = to_json(&TOOL);
        format!("{{\"schema\":{SCHEMA},\"tool\":{tool},\"columns\":\"{columns}\",\"files\":[")
    }

    fn before(&self, first: bool) -> &'static str {
        if first { "\n" } else { ",\n" }
    }

    fn file(&self, checked: &Checked<'_>) -> String {
        let mut file = json::file_report(checked, self.columns);
        // The totals name each skipped rule once.
        file.skipped.clear();
        to_json(&file)
    }

    fn names_every_file(&self) -> bool {
        true
    }

    fn end(&self, total: &Summary, problems: Vec<Problem>) -> End {
        let totals = to_json(&Totals::new(total, problems));
        End::Report(format!("\n],{}\n", &totals[1..]))
    }
}

/// A line of JSON for each finding, for each rule whose further findings are counted only, and one for the totals.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ndjson {
    /// What columns count.
    pub columns: ColumnUnit,
}

/// A line of [`Ndjson`].
#[derive(Serialize)]
struct Line<'a, T> {
    r#type: &'static str,
    #[serde(flatten)]
    body: &'a T,
}

impl Reporter for Ndjson {
    fn file(&self, checked: &Checked<'_>) -> String {
        let findings = json::findings(checked, self.columns);
        let line = |body| to_json(&Line { r#type: "finding", body }) + "\n";
        let left_out = json::left_out(checked);
        let more = |body| to_json(&Line { r#type: "left-out", body }) + "\n";
        findings.iter().map(line).chain(left_out.iter().map(more)).collect()
    }

    fn end(&self, total: &Summary, problems: Vec<Problem>) -> End {
        let totals = Totals::new(total, problems);
        End::Report(to_json(&Line { r#type: "summary", body: &totals }) + "\n")
    }
}

pub(super) fn to_json(value: &impl Serialize) -> String {
    // Plain data with string keys always serializes.
    serde_json::to_string(value).unwrap_or_default()
}
