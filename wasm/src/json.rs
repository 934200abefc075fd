//! What goes out as JSON: counterparts of the library's types with UTF-16 offsets. The shapes are
//! written down for users in `js/index.d.ts`; the writer, and the form of a finding, are those of
//! `wasm/parse`.

use cuesmith::lint::{OPTIONS, OptionValue, Origin, Report, Rule, RuleSet, Settings};
use cuesmith::source::{Applicability, Edit};
use cuesmith::timeline::Converted;
use cuesmith_wasm_parse::json::{diagnostic, edits as push_edits, span};
use cuesmith_wasm_parse::{Json, Utf16};

use crate::check::{Left, Made};
use crate::options::camel;

/// What a check found.
pub(crate) fn report(rules: &RuleSet, text: &str, report: &Report) -> String {
    let mut json = Json::default();
    push_report(&mut json, rules, &Utf16::new(text), report);
    json.text
}

/// Effective options, and who set each.
pub(crate) fn settings(settings: &Settings) -> String {
    let mut json = Json::default();
    json.object(|json| {
        json.key("preset").string(settings.options.choice.preset.name);
        json.key("presetFrom").string(&from(&settings.preset));
        json.key("options").list(OPTIONS, |json, option| {
            json.object(|json| {
                json.key("name").string(&camel(option.name));
                value(json.key("value"), &(option.get)(&settings.options));
                json.key("unit").string(option.unit);
                json.key("from").string(&from(&settings.origin(option.name)));
            });
        });
    });
    json.text
}

fn value(json: &mut Json, value: &OptionValue) {
    match value {
        OptionValue::None => json.null(),
        OptionValue::Whole(n) => json.number(*n as f64),
        OptionValue::Number(n) => json.number(*n),
        OptionValue::Rate(rate) => json.string(&rate.to_string()),
        OptionValue::Word("true") => json.boolean(true),
        OptionValue::Word("false") => json.boolean(false),
        OptionValue::Word(word) => json.string(word),
        OptionValue::Text(text) => json.string(text),
    }
}

fn from(origin: &Origin) -> String {
    match origin {
        Origin::Default => "default".to_owned(),
        Origin::Preset(name) => format!("preset {name}"),
        Origin::Config(place) | Origin::Order(place) => place.clone(),
        Origin::CommandLine => "options".to_owned(),
    }
}

/// A text after its fixes.
pub(crate) fn fixed(rules: &RuleSet, made: &Made, left: &[Left]) -> String {
    let text = made.text.as_deref().unwrap_or_default();
    let mut json = Json::default();
    json.object(|json| {
        json.key("text").string(text);
        json.key("applied").list(&made.applied, |json, applied| {
            json.object(|json| {
                json.key("code").string(applied.code);
                json.key("count").integer(applied.count);
            });
        });
        json.key("left").list(left, |json, left| {
            json.object(|json| {
                json.key("code").string_or_null(left.code);
                json.key("message").string(&left.message);
            });
        });
        json.key("rounds").integer(made.rounds);
        push_report(json.key("report"), rules, &Utf16::new(text), &made.report);
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

fn push_report(json: &mut Json, rules: &RuleSet, map: &Utf16<'_>, report: &Report) {
    json.object(|json| {
        json.key("diagnostics").list(&report.diagnostics, |json, d| {
            let rule = rules.find(d.code.0);
            diagnostic(json, map, d, rule.map(|rule| rule.name));
        });
        push_summary(json, report);
    });
}

/// What a report has besides findings.
pub(crate) fn push_summary(json: &mut Json, report: &Report) {
    json.key("skipped").list(&report.skipped, |json, skipped| {
        json.object(|json| {
            json.key("code").string(skipped.code);
            json.key("name").string(skipped.name);
            json.key("reason").string(skipped.need.reason());
        });
    });
    json.key("rulesRun").integer(report.ran.len() as u32);
    json.key("suppressed").integer(report.suppressed.len() as u32);
}
