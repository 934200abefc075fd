//! What goes out as JSON: counterparts of the library's types with UTF-16 offsets. The shapes are
//! written down for users in `js/index.d.ts`; the writer is `write.rs`.

use cuesmith::lint::{Fixed, RULES, Report, Rule, RuleSet};
use cuesmith::source::{Applicability, Diagnostic, Fix, Span};
use cuesmith::timeline::Converted;

use crate::utf16::Utf16;
use crate::write::Json;

/// The findings of a reader.
pub(crate) fn diagnostics(map: &Utf16<'_>, list: &[Diagnostic]) -> String {
    let mut json = Json::default();
    json.list(list, |json, d| diagnostic(json, map, d, None));
    json.text
}

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
                json.key("count").whole(applied.count);
            });
        });
        json.key("rounds").whole(fixed.rounds);
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
                json.key("cue").whole_or_null(loss.cue);
                json.key("message").string(&loss.message);
            });
        });
    });
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
            diagnostic(json, map, d, Some(&RULES));
        });
        json.key("skipped").list(&report.skipped, |json, skipped| {
            json.object(|json| {
                json.key("code").string(skipped.code);
                json.key("name").string(skipped.name);
                json.key("reason").string(skipped.need.reason());
            });
        });
        json.key("rulesRun").whole(report.rules_run);
    });
}

/// A finding. Only findings of rules have a name: what a reader notices has a code of its own, and a module
/// that only reads is not to hold the rules.
fn diagnostic(json: &mut Json, map: &Utf16<'_>, d: &Diagnostic, rules: Option<&RuleSet>) {
    json.object(|json| {
        json.key("code").string(d.code.0);
        let rule = rules.and_then(|rules| rules.find(d.code.0));
        json.key("name").string_or_null(rule.map(|rule| rule.name));
        json.key("detail").string_or_null(d.detail.map(|code| code.0));
        json.key("severity").string(d.severity.as_str());
        json.key("message").string(&d.message);
        span(json.key("span"), map, d.span);
        json.key("labels").list(&d.labels, |json, label| {
            json.object(|json| {
                span(json.key("span"), map, label.span);
                json.key("message").string(&label.message);
            });
        });
        json.key("cue").whole_or_null(d.cue);
        match &d.measured {
            Some(measured) => json.key("measured").object(|json| {
                json.key("actual").number(measured.actual);
                json.key("limit").number(measured.limit);
                json.key("unit").string(measured.unit);
            }),
            None => json.key("measured").null(),
        }
        match &d.fix {
            Some(found) => fix(json.key("fix"), map, found),
            None => json.key("fix").null(),
        }
    });
}

fn fix(json: &mut Json, map: &Utf16<'_>, fix: &Fix) {
    json.object(|json| {
        json.key("title").string(&fix.title);
        json.key("applicability").string(fix.applicability.as_str());
        json.key("edits").list(&fix.edits, |json, edit| {
            json.object(|json| {
                span(json.key("span"), map, edit.span);
                json.key("replacement").string(&edit.replacement);
            });
        });
    });
}

fn span(json: &mut Json, map: &Utf16<'_>, span: Span) {
    let [start, end] = map.span(span);
    json.object(|json| {
        json.key("start").whole(start);
        json.key("end").whole(end);
    });
}
