//! Reports in XML: JUnit for test runners, Checkstyle for code review tools.

use std::fmt::Write as _;

use super::checked::one_line;
use super::json::{self, Problem, TOOL};
use super::{Checked, End, Reporter, Summary};
use crate::chars::as_markup;
use crate::source::ColumnUnit;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// JUnit: a suite for each file, a failed case for each finding, one case that passes for a file without
/// findings (<https://github.com/testmoapp/junitxml>).
#[derive(Clone, Copy, Debug, Default)]
pub struct Junit;

impl Reporter for Junit {
    fn begin(&self) -> String {
        format!("{DECLARATION}<testsuites name=\"{}\">\n", TOOL.name)
    }

    fn names_every_file(&self) -> bool {
        true
    }

    fn file(&self, checked: &Checked<'_>) -> String {
        let findings = json::listed(checked, ColumnUnit::Utf16);
        let path = value(checked.path);
        let (tests, failures) = (findings.len().max(1), findings.len());
        let mut out = format!(
            "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">\n"
        );
        if findings.is_empty() {
            let _ = writeln!(
                out,
                "    <testcase name=\"no findings\" classname=\"{path}\" file=\"{path}\"/>"
            );
        }
        for finding in &findings {
            let at = finding.range.start;
            let _ = writeln!(
                out,
                "    <testcase name=\"{code} {name} line {line} column {column}\" classname=\"{path}\" file=\"{path}\" line=\"{line}\">",
                code = finding.code,
                name = finding.name,
                line = at.line,
                column = at.col,
            );
            let message = value(&finding.message);
            let help = finding
                .help
                .as_ref()
                .map_or(String::new(), |help| format!("\nhelp: {}", value(help)));
            let _ = writeln!(
                out,
                "      <failure message=\"{message}\" type=\"{}\">{path}:{}:{}: {message}{help}</failure>\n    </testcase>",
                finding.severity, at.line, at.col
            );
        }
        out.push_str("  </testsuite>\n");
        out
    }

    fn end(&self, _: &Summary, problems: Vec<Problem>) -> End {
        let mut out = String::new();
        for problem in &problems {
            let (path, message) = (value(&problem.path), value(&problem.message));
            let _ = writeln!(
                out,
                "  <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n    \
                 <testcase name=\"not checked\" classname=\"{path}\" file=\"{path}\">\n      \
                 <error message=\"{message}\" type=\"unreadable\"/>\n    </testcase>\n  </testsuite>"
            );
        }
        out.push_str("</testsuites>\n");
        End::Report(out)
    }
}

/// Checkstyle: a `file` for each file with findings, an `error` for each finding
/// (<https://github.com/checkstyle/checkstyle/blob/checkstyle-10.0/src/main/java/com/puppycrawl/tools/checkstyle/XMLLogger.java>).
#[derive(Clone, Copy, Debug, Default)]
pub struct Checkstyle;

impl Reporter for Checkstyle {
    fn begin(&self) -> String {
        format!("{DECLARATION}<checkstyle version=\"4.3\">\n")
    }

    fn file(&self, checked: &Checked<'_>) -> String {
        let mut out = format!("  <file name=\"{}\">\n", value(checked.path));
        for finding in json::listed(checked, ColumnUnit::Utf16) {
            let at = finding.range.start;
            let _ = writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"{}.{}\"/>",
                at.line,
                at.col,
                finding.severity,
                value(&finding.message),
                TOOL.name,
                finding.code,
            );
        }
        out.push_str("  </file>\n");
        out
    }

    fn end(&self, _: &Summary, problems: Vec<Problem>) -> End {
        let mut out = String::new();
        for problem in &problems {
            let (path, message) = (value(&problem.path), value(&problem.message));
            let _ = writeln!(
                out,
                "  <file name=\"{path}\">\n    <error line=\"1\" severity=\"error\" message=\"{message}\" source=\"{}.unreadable\"/>\n  </file>",
                TOOL.name
            );
        }
        out.push_str("</checkstyle>\n");
        End::Report(out)
    }
}

/// Text as the value of an attribute: on one line, without characters that XML does not allow.
fn value(text: &str) -> String {
    as_markup(&one_line(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_holds_nothing_that_ends_it_or_that_xml_forbids() {
        assert_eq!(
            value("a\"b'<c>&\u{1}\n\u{ffff}é"),
            "a&quot;b&#39;&lt;c&gt;&amp;\\u{1} \u{fffd}é"
        );
    }
}
