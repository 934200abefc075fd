//! What goes out as JSON: counterparts of the library's types with UTF-16 offsets. The shapes are
//! written down for users in `js/index.d.ts`; the writer, and the form of a finding, are those of
//! `wasm/parse`.

use cuesmith::kaltura::lint::RULES;
use cuesmith::lint::{Fixed, Report, Rule};
use cuesmith::source::{Applicability, Edit};
use cuesmith::timeline::Converted;
use cuesmith_wasm_parse::json::{diagnostic, edits as push_edits, span};
use cuesmith_wasm_parse::{Json, Utf16};

/// What a check found.
pub(crate) fn report(text: &str, report: &Report) -> String {
    let mut json = Json::default();
    push_report(&mut json, &Utf16::new(text), report);
    json.text
}

/// A text after its fixes.
pub(crate) fn fixed(fixed: &Fixed) -> String {
    // It went in as UTF-8, and edits are made of whole characters.
    let text = std::str::from_utf8(&fixed.bytes).unwrap_or_default();
    let mut json = Json::default();
    json.object(|json| {
        json.key("text").string(text);
        json.key("applied").list(&fixed.applied, |json, applied| {
            json.object(|json| {
                json.key("code").string(applied.code);
                json.key("count").integer(applied.count);
            });
        });
        json.key("rounds").integer(fixed.rounds);
        push_report(json.key("report"), &Utf16::new(text), &fixed.report);
    });
    json.text
}

/// A new file and what it does not hold; the spans are those of the text it was made from.
pub(crate) fn converted(from: &str, made: &Converted<String>) -> String {
    let map = Utf16::new(from);
    let mut json = Json::default();
    json.object(|json| {
        json.key("text").string(&made.document);
        json.key("losses").list(&made.losses, |json, loss| {
            json.object(|json| {
                json.key("kind").string(loss.kind.name());
                span(json.key("span"), &map, loss.span);
                json.key("cue").integer_or_null(loss.cue);
                json.key("message").string(&loss.message);
            });
        });
    });
    json.text
}

/// Edits to a text.
pub(crate) fn edits(text: &str, list: &[Edit]) -> String {
    let mut json = Json::default();
    push_edits(&mut json, &Utf16::new(text), list);
    json.text
}

/// The list of rules.
pub(crate) fn rules(list: &[&Rule]) -> String {
    let mut json = Json::default();
    json.list(list, |json, rule| {
        json.object(|json| {
            json.key("code").string(rule.code);
            json.key("name").string(rule.name);
            json.key("summary").string(rule.summary);
            json.key("severity").string(rule.severity.as_str());
            json.key("formats").list(&rule.looks_at(), |json, name| json.string(name));
            json.key("kinds").list(rule.kinds, |json, kind| json.string(kind.name()));
            json.key("needs").list(rule.needs, |json, need| json.string(need.reason()));
            json.key("fix").string_or_null(rule.fix.map(Applicability::as_str));
        });
    });
    json.text
}

fn push_report(json: &mut Json, map: &Utf16<'_>, report: &Report) {
    json.object(|json| {
        json.key("diagnostics").list(&report.diagnostics, |json, d| {
            let rule = RULES.find(d.code.0);
            diagnostic(json, map, d, rule.map(|rule| rule.name));
        });
        json.key("skipped").list(&report.skipped, |json, skipped| {
            json.object(|json| {
                json.key("code").string(skipped.code);
                json.key("name").string(skipped.name);
                json.key("reason").string(skipped.need.reason());
            });
        });
        json.key("rulesRun").integer(report.ran.len() as u32);
        json.key("suppressed").integer(report.suppressed.len() as u32);
    });
}
