//! Findings as comma-separated values (RFC 4180), for spreadsheets.

use csv_core::{WriteResult, Writer};

use super::checked::one_line;
use super::json::{self, Problem};
use super::{Checked, End, Reporter, Summary};
use crate::source::ColumnUnit;

/// One row for each finding, with a header. Lines end with CR LF, as RFC 4180 requires.
#[derive(Clone, Copy, Debug, Default)]
pub struct Csv {
    /// What columns count.
    pub columns: ColumnUnit,
}

const HEADER: &[&str] = &[
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "severity",
    "code",
    "name",
    "cue",
    "start_ms",
    "end_ms",
    "message",
    "fix",
    "fix_title",
    "fingerprint",
];

impl Reporter for Csv {
    fn begin(&self) -> String {
        row(HEADER)
    }

    fn file(&self, checked: &Checked<'_>) -> String {
        let path = harmless(checked.path);
        let number =
            |number: Option<i64>| number.map_or(String::new(), |number| number.to_string());
        let mut out = String::new();
        for finding in json::listed(checked, self.columns) {
            let (start, end, cue) = (finding.range.start, finding.range.end, finding.cue.as_ref());
            out.push_str(&row(&[
                path.as_str(),
                &start.line.to_string(),
                &start.col.to_string(),
                &end.line.to_string(),
                &end.col.to_string(),
                finding.severity,
                finding.code,
                finding.name,
                &number(cue.map(|cue| i64::from(cue.index) + 1)),
                &number(cue.map(|cue| cue.start_ms)),
                &number(cue.and_then(|cue| cue.end_ms)),
                &harmless(&one_line(&finding.message)),
                finding.fix.as_ref().map_or("", |fix| fix.applicability),
                &harmless(&one_line(finding.help.as_deref().unwrap_or_default())),
                &finding.fingerprint,
            ]));
        }
        out
    }

    fn end(&self, total: &Summary, _: Vec<Problem>) -> End {
        End::Beside(total.to_text())
    }
}

/// Text that a spreadsheet does not interpret as a formula
/// (<https://owasp.org/www-community/attacks/CSV_Injection>, read 2026-11-30): an apostrophe precedes
/// anything that could be a formula.
fn harmless(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula && text != "-" { format!("'{text}") } else { text.to_owned() }
}

fn row(fields: &[impl AsRef<str>]) -> String {
    let mut writer = Writer::new();
    let mut out = Vec::new();
    let mut buffer = [0; 256];
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            let (_, n) = writer.delimiter(&mut buffer);
            out.extend_from_slice(&buffer[..n]);
        }
        let mut rest = field.as_ref().as_bytes();
        loop {
            let (result, read, written) = writer.field(rest, &mut buffer);
            out.extend_from_slice(&buffer[..written]);
            rest = &rest[read..];
            if result == WriteResult::InputEmpty {
                break;
            }
        }
    }
    let (_, n) = writer.finish(&mut buffer);
    out.extend_from_slice(&buffer[..n]);
    out.extend_from_slice(b"\r\n");
    // The fields are UTF-8, and what the writer adds is ASCII.
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_with_a_quotation_mark_or_a_comma_is_quoted() {
        assert_eq!(row(&["a", "b,c", "say \"x\"", ""]), "a,\"b,c\",\"say \"\"x\"\"\",\r\n");
        let long = "é,".repeat(400);
        assert_eq!(row(&[&long]), format!("\"{long}\"\r\n"));
    }

    #[test]
    fn a_spreadsheet_sees_no_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\").srt"), "'=HYPERLINK(\"x\").srt");
        assert_eq!(harmless("talk.srt"), "talk.srt");
    }
}
