//! Findings as one self-contained HTML page: for a client, in a browser or on paper.
//!
//! The page has no script, and its policy forbids scripts, so that no content of a caption file or a file
//! name can run. Filters are check boxes and style rules. Text from files is escaped, control characters
//! that affect a page (such as bidirectional controls) are replaced, and the direction of each piece is
//! isolated.

use std::fmt::Write as _;

use super::checked::code_and_name;
use super::excerpt::{Excerpt, excerpts};
use super::html_requirements::as_code;
use super::json::{self, Problem, TOOL};
use super::summary::{cap, count};
use super::{Checked, End, Places, Reporter, Summary, hash, html_requirements};
use crate::chars::as_markup as shown;
use crate::lint::RuleSet;
use crate::source::{ColumnUnit, Diagnostic, Severity};

/// The page.
#[derive(Clone, Copy, Debug)]
pub struct Html {
    /// What columns count.
    pub columns: ColumnUnit,
    /// The rules that were run, for their descriptions.
    pub rules: &'static RuleSet,
    /// Show at most this many findings of a rule in a file, and count the rest.
    pub max_per_rule: Option<u32>,
    /// Group the results by accessibility requirement too.
    pub by_requirement: bool,
}

const STYLE: &str = include_str!("html.css");

impl Reporter for Html {
    fn begins_with_totals(&self) -> bool {
        true
    }

    fn names_every_file(&self) -> bool {
        true
    }

    fn begin_with(&self, total: &Summary, problems: &[Problem]) -> String {
        let mut out = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>Caption check</title>\n<style>\n{STYLE}"
        );
        for code in total.rules.keys() {
            let _ =
                writeln!(out, "body:has(#rule-{code}:not(:checked)) .{code} {{ display: none }}");
        }
        if self.by_requirement {
            html_requirements::push_style(&mut out, total, self.rules);
        }
        out.push_str("</style>\n</head>\n<body>\n<header>\n<h1>Caption check</h1>\n");
        let _ = writeln!(out, "<p class=\"totals\">{}</p>", totals(total));
        out.push_str(FILTERS);
        if self.by_requirement {
            html_requirements::push_filter(&mut out);
        }
        out.push_str("</header>\n<main>\n");
        if self.by_requirement {
            html_requirements::push_requirements(&mut out, total, self.rules);
        }
        push_rules(&mut out, total, self.rules);
        push_problems(&mut out, problems);
        out.push_str(
            "<h2>Files</h2>\n<table class=\"files\">\n<thead><tr><th scope=\"col\">File</th>\
             <th scope=\"col\" class=\"number\">Cues</th><th scope=\"col\" class=\"number\">Errors</th><th scope=\"col\" class=\"number\">Warnings</th>\
             <th scope=\"col\" class=\"number\">Infos</th></tr></thead>\n<tbody>\n",
        );
        out
    }

    fn row(&self, checked: &Checked<'_>) -> String {
        let found = |severity| checked.report.count(severity);
        let cues = checked.timeline.map_or(0, |timeline| timeline.cues.len());
        let [errors, warnings, infos] =
            [Severity::Error, Severity::Warning, Severity::Info].map(found);
        let clean = if checked.report.diagnostics.is_empty() { " class=\"clean\"" } else { "" };
        format!(
            "<tr{clean}><th scope=\"row\"><a href=\"#file-{:016x}\"><bdi>{}</bdi></a></th>\
             <td class=\"number\">{cues}</td><td class=\"number\">{errors}</td>\
             <td class=\"number\">{warnings}</td><td class=\"number\">{infos}</td></tr>\n",
            hash(checked.path),
            shown(checked.path),
        )
    }

    fn after_rows(&self) -> &'static str {
        "</tbody>\n</table>\n<h2>Findings</h2>\n"
    }

    fn file(&self, checked: &Checked<'_>) -> String {
        let findings = json::findings(checked, self.columns);
        let cues = checked.timeline.map_or(0, |timeline| timeline.cues.len());
        let (path, format) = (shown(checked.path), checked.format());
        let id = format!("{:016x}", hash(checked.path));
        let mut out =
            format!("<section class=\"file\" id=\"file-{id}\" aria-labelledby=\"name-{id}\">\n");
        let _ = writeln!(out, "<h3 id=\"name-{id}\"><bdi>{path}</bdi></h3>");
        let found = match checked.report.findings() {
            0 => "no findings".to_owned(),
            n => count(n as u64, "finding", "findings"),
        };
        let cues = count(cues as u64, "cue", "cues");
        let encoding = checked.source.encoding;
        let _ = writeln!(out, "<p class=\"about\">{format}, {encoding}, {cues}: {found}</p>");
        if !findings.is_empty() {
            self.push_findings(&mut out, checked, &findings);
        }
        out.push_str("</section>\n");
        out
    }

    fn end(&self, _: &Summary, _: Vec<Problem>) -> End {
        let (name, version) = (TOOL.name, TOOL.version);
        End::Report(format!(
            "</main>\n<footer><p>{name} {version}</p></footer>\n</body>\n</html>\n"
        ))
    }
}

impl Html {
    fn push_findings(&self, out: &mut String, checked: &Checked<'_>, findings: &[json::Finding]) {
        let places = Places::new(&checked.source.text, self.columns);
        let (shown, more) = cap(checked.report, self.max_per_rule);
        out.push_str("<ol>\n");
        let pairs = findings.iter().zip(&checked.report.diagnostics);
        for (pair, _) in pairs.zip(shown).filter(|(_, shown)| *shown) {
            push_finding(out, checked, &places, pair);
        }
        out.push_str("</ol>\n");
        for (code, more) in more {
            let rule = code_and_name(code, checked.rule_name(code).unwrap_or_default());
            let _ = writeln!(out, "<p class=\"more {code}\">and {more} more of {rule}</p>");
        }
    }
}

/// The check boxes that hide findings; the style sheet does the rest.
const FILTERS: &str = "\
<fieldset class=\"filters\">
<legend>Show</legend>
<label><input type=\"checkbox\" id=\"show-error\" checked> errors</label>
<label><input type=\"checkbox\" id=\"show-warning\" checked> warnings</label>
<label><input type=\"checkbox\" id=\"show-info\" checked> infos</label>
<label><input type=\"checkbox\" id=\"show-clean\" checked> files without findings</label>
</fieldset>
";

fn totals(total: &Summary) -> String {
    let files = count(total.files, "file", "files");
    let findings = match total.findings() {
        0 => "no findings".to_owned(),
        _ => format!(
            "{}, {}, {} in {}",
            count(total.errors, "error", "errors"),
            count(total.warnings, "warning", "warnings"),
            count(total.infos, "info", "infos"),
            count(total.files_with_findings, "file", "files"),
        ),
    };
    let fixable = total.fixable + total.fixable_unsafe;
    let fixable = if fixable > 0 { format!(". Fixable: {fixable}") } else { String::new() };
    format!("{files} checked: {findings}{fixable}.")
}

/// The table of rules, which is also the filter by rule.
fn push_rules(out: &mut String, total: &Summary, rules: &RuleSet) {
    if total.rules.is_empty() {
        return;
    }
    out.push_str(
        "<h2>Rules</h2>\n<table>\n<thead><tr><th scope=\"col\">Show</th><th scope=\"col\">Rule</th>\
         <th scope=\"col\">Severity</th><th scope=\"col\" class=\"number\">Findings</th><th scope=\"col\" class=\"number\">Files</th>\
         <th scope=\"col\" class=\"number\">Fixable</th><th scope=\"col\">What it means</th></tr></thead>\n<tbody>\n",
    );
    for (code, rule) in total.rules_by_severity() {
        let (name, summary) = rules.find(code).map_or(("", ""), |rule| (rule.name, rule.summary));
        let severity = rule.severity.map_or("", |severity| severity.as_str());
        let _ = writeln!(
            out,
            "<tr><td><input type=\"checkbox\" id=\"rule-{code}\" aria-label=\"show {code}\" checked></td>\
             <th scope=\"row\">{}</th><td class=\"severity {severity}\">{severity}</td>\
             <td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td>{}</td></tr>",
            code_and_name(code, name),
            rule.findings,
            rule.files,
            rule.fixable + rule.fixable_unsafe,
            as_code(summary),
        );
    }
    out.push_str("</tbody>\n</table>\n");
}

fn push_problems(out: &mut String, problems: &[Problem]) {
    if problems.is_empty() {
        return;
    }
    out.push_str("<h2>Not checked</h2>\n<ul>\n");
    for problem in problems {
        let _ = writeln!(out, "<li><bdi>{}</bdi></li>", shown(&problem.message));
    }
    out.push_str("</ul>\n");
}

fn push_finding(
    out: &mut String,
    checked: &Checked<'_>,
    places: &Places<'_>,
    (finding, found): (&json::Finding, &Diagnostic),
) {
    let (severity, code) = (finding.severity, finding.code);
    let _ = writeln!(
        out,
        "<li class=\"finding level-{severity} {code}\">\n<p><span class=\"severity {severity}\">{severity}</span> \
         <bdi>{}</bdi> <span class=\"rule\">{}</span></p>",
        as_code(&finding.message),
        code_and_name(code, finding.name),
    );
    let at = finding.range.start;
    let mut place = format!("line {}, column {}", at.line, at.col);
    if let (Some(cue), Some(timeline)) = (checked.cue_of(found), checked.timeline) {
        let number = found.cue.map_or(0, |index| index + 1);
        let start = timeline.format.format_time(cue.interval.start);
        let _ = write!(place, ", cue {number} at {start}");
    }
    let _ = writeln!(out, "<p class=\"place\">{}</p>", shown(&place));
    for excerpt in &excerpts(&checked.source.text, &places.lines, found) {
        push_excerpt(out, excerpt);
    }
    if let Some(fix) = &finding.fix {
        let how = match fix.applicability {
            "show" => "suggestion".to_owned(),
            how => format!("fix ({how})"),
        };
        let _ = writeln!(out, "<p class=\"fix\">{how}: <bdi>{}</bdi></p>", as_code(&fix.title));
    }
    out.push_str("</li>\n");
}

/// Lines with their numbers and marks.
fn push_excerpt(out: &mut String, excerpt: &Excerpt<'_>) {
    out.push_str("<pre>");
    let mut start = 0;
    for (at, line) in excerpt.text.split_inclusive('\n').enumerate() {
        let range = start..start + line.trim_end_matches('\n').len();
        start += line.len();
        let _ = write!(
            out,
            "<span class=\"line\"><span class=\"no\">{}</span><bdi>",
            excerpt.first_line as usize + at + 1
        );
        let mut marks: Vec<_> = excerpt
            .marks
            .iter()
            .filter(|mark| mark.range.start <= range.end && mark.range.end >= range.start)
            .collect();
        marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
        let mut done = range.start;
        let mut labels = Vec::new();
        for mark in marks {
            let from = mark.range.start.clamp(done, range.end);
            let to = mark.range.end.clamp(from, range.end);
            if from < to {
                let class = if mark.primary { "main" } else { "also" };
                out.push_str(&shown(&excerpt.text[done..from]));
                let _ = write!(
                    out,
                    "<mark class=\"{class}\">{}</mark>",
                    shown(&excerpt.text[from..to])
                );
                done = to;
            }
            if !mark.label.is_empty() && range.contains(&mark.range.start) {
                labels.push(shown(mark.label));
            }
        }
        out.push_str(&shown(&excerpt.text[done..range.end]));
        out.push_str("</bdi>");
        for label in labels {
            let _ = write!(out, " <span class=\"label\">{label}</span>");
        }
        out.push_str("</span>\n");
    }
    out.push_str("</pre>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_show_each_character_once() {
        use super::super::excerpt::Marked;
        let mark =
            |range, primary| Marked { range, label: if primary { "" } else { "here" }, primary };
        let excerpt = Excerpt {
            text: "abcdef\nxyz\n".into(),
            first_line: 4,
            start: 0,
            marks: vec![mark(1..4, true), mark(2..9, false)],
        };
        let mut out = String::new();
        push_excerpt(&mut out, &excerpt);
        let mut plain = String::new();
        let mut inside = false;
        for c in out.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => plain.push(c),
                _ => {}
            }
        }
        assert_eq!(plain, "5abcdef here\n6xyz\n\n");
        assert!(
            out.contains("a<mark class=\"main\">bcd</mark><mark class=\"also\">ef</mark>"),
            "{out}"
        );
    }
}
