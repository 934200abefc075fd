//! The part of the HTML page that is grouped by accessibility requirement: what was checked about each, with
//! the results, and what no file can show.

use std::fmt::Write as _;

use super::checked::code_and_name;
use super::requirements::{Requirement, STANDARDS, Standard};
use super::summary::count;
use super::{RuleTotal, Summary};
use crate::chars::as_markup as shown;
use crate::lint::{Rule, RuleSet};

/// The number of rules without findings up to which they are listed with their names.
const NAMED: usize = 20;

/// What precedes the standards.
const INTRODUCTION: &str = "\
<h2>Accessibility requirements</h2>
<p>What the checks of this run have to do with each requirement, and what they found. This is not a statement of \
compliance: no check of a caption file can show that a requirement is met. Each requirement lists what has to be \
judged by other means.</p>
";

/// The requirements with their results.
pub(super) fn push_requirements(out: &mut String, total: &Summary, rules: &RuleSet) {
    out.push_str(INTRODUCTION);
    for standard in STANDARDS {
        let Standard { name, about, reference, requirements } = standard;
        let _ = writeln!(
            out,
            "<section class=\"standard\">\n<h3>{}</h3>\n<p class=\"about\">{}. Source: <a href=\"{}\" \
             rel=\"noreferrer\">{}</a> (read {}).</p>",
            shown(name),
            shown(about),
            shown(reference.url),
            shown(reference.title),
            reference.read_on,
        );
        requirements.iter().for_each(|one| push_requirement(out, one, total, rules));
        out.push_str("</section>\n");
    }
}

fn push_requirement(out: &mut String, requirement: &Requirement, total: &Summary, rules: &RuleSet) {
    let Requirement { id, name, asks, unseen, .. } = requirement;
    let _ = write!(
        out,
        "<section class=\"requirement\" aria-labelledby=\"{id}\">\n<h4 id=\"{id}\">{}</h4>\n<p>{}</p>\n",
        shown(name),
        shown(asks)
    );
    let (mut clean, mut missing, mut off) = (Vec::new(), Vec::new(), 0);
    let mut found: Vec<(&Rule, &RuleTotal)> = Vec::new();
    for rule in rules.rules().filter(|rule| requirement.has(rule)) {
        let ran = total.ran.contains_key(rule.code);
        match (total.rules.get(rule.code), total.skipped.get(rule.code)) {
            (Some(result), _) => found.push((rule, result)),
            (None, _) if ran => clean.push(rule),
            (None, Some(skipped)) => missing.push((skipped.need.option(), named(rule))),
            (None, None) => off += 1,
        }
    }
    found.sort_by_key(|(rule, result)| {
        (std::cmp::Reverse(result.severity), std::cmp::Reverse(result.findings), rule.code)
    });
    push_found(out, &found);
    out.push_str("<dl>\n");
    if !clean.is_empty() {
        let clean: Vec<String> = match clean.len() {
            0..=NAMED => clean.iter().map(|rule| named(rule)).collect(),
            _ => clean.iter().map(|rule| rule.code.to_owned()).collect(),
        };
        let _ = writeln!(out, "<dt>Checked, no findings</dt><dd>{}</dd>", clean.join(", "));
    }
    if found.is_empty() && clean.is_empty() {
        out.push_str("<dt>Checked</dt><dd>nothing in this run</dd>\n");
    }
    missing.sort();
    if !missing.is_empty() {
        let missing: Vec<String> =
            missing.iter().map(|(need, rule)| format!("{rule} (needs {})", shown(need))).collect();
        let _ = writeln!(out, "<dt>Not checked</dt><dd>{}</dd>", missing.join(", "));
    }
    if off > 0 {
        let rules = count(off, "rule", "rules");
        let _ = writeln!(
            out,
            "<dt>Off</dt><dd>{rules} for other formats or kinds of file, or off in these settings</dd>"
        );
    }
    let unseen: Vec<String> = unseen.iter().map(|one| as_code(one)).collect();
    let _ =
        writeln!(out, "<dt>No file can show</dt><dd>{}</dd>\n</dl>\n</section>", unseen.join("; "));
}

fn push_found(out: &mut String, found: &[(&Rule, &RuleTotal)]) {
    if found.is_empty() {
        return;
    }
    out.push_str(
        "<table>\n<thead><tr><th scope=\"col\">Rule</th><th scope=\"col\">Severity</th><th scope=\"col\" class=\"number\">Findings</th>\
         <th scope=\"col\" class=\"number\">Files</th><th scope=\"col\">What it means</th></tr></thead>\n<tbody>\n",
    );
    for (rule, result) in found {
        let severity = result.severity.map_or("", |severity| severity.as_str());
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"severity {severity}\">{severity}</td><td class=\"number\">{}</td>\
             <td class=\"number\">{}</td><td>{}</td></tr>",
            named(rule),
            result.findings,
            result.files,
            as_code(rule.summary)
        );
    }
    out.push_str("</tbody>\n</table>\n");
}

fn named(rule: &Rule) -> String {
    code_and_name(rule.code, rule.name)
}

/// Text with what is between backquotes as code.
pub(super) fn as_code(text: &str) -> String {
    if text.matches('`').count() % 2 == 1 {
        return shown(text);
    }
    let piece = |(at, piece): (usize, &str)| match at % 2 {
        0 => shown(piece),
        _ => format!("<code>{}</code>", shown(piece)),
    };
    text.split('`').enumerate().map(piece).collect()
}

/// The choice of the requirement whose findings are shown.
pub(super) fn push_filter(out: &mut String) {
    out.push_str(
        "<fieldset class=\"filters by\">\n<legend>Show findings about</legend>\n\
         <label><input type=\"radio\" name=\"about\" id=\"about-all\" checked> everything</label>\n",
    );
    for standard in STANDARDS {
        let _ = writeln!(out, "<span class=\"group\">{}</span>", shown(standard.name));
        for requirement in standard.requirements.iter().filter(|one| !one.rules.is_empty()) {
            let name = shown(requirement.name);
            let _ = writeln!(
                out,
                "<label><input type=\"radio\" name=\"about\" id=\"about-{}\"> {name}</label>",
                requirement.id
            );
        }
    }
    out.push_str("</fieldset>\n");
}

/// The style rules of that choice: findings of other rules are hidden, and files without a finding that is left.
pub(super) fn push_style(out: &mut String, total: &Summary, rules: &RuleSet) {
    for requirement in STANDARDS.iter().flat_map(|standard| standard.requirements) {
        let of = |code: &&str| rules.find(code).is_some_and(|rule| requirement.has(rule));
        let classes: Vec<String> = total
            .rules
            .keys()
            .copied()
            .filter(|code| of(code))
            .map(|code| format!(".{code}"))
            .collect();
        let chosen = format!("body:has(#about-{}:checked)", requirement.id);
        let _ = match classes.is_empty() {
            true => writeln!(out, "{chosen} section.file {{ display: none }}"),
            false => {
                let any = classes.join(", ");
                writeln!(
                    out,
                    "{chosen} :is(.finding, .more):not({any}), {chosen} section.file:not(:has({any})) {{ display: none }}"
                )
            }
        };
    }
}
