//! Findings as JSON, with UTF-16 offsets. The shapes are written down for users in `js/index.d.ts`.

use cuesmith::source::{Diagnostic, Edit, Fix, Span};

use crate::utf16::Utf16;
use crate::write::Json;

/// The findings of a reader. Rules have names, readers do not.
#[must_use]
pub fn diagnostics(map: &Utf16<'_>, list: &[Diagnostic]) -> String {
    let mut json = Json::default();
    json.list(list, |json, d| diagnostic(json, map, d, None));
    json.text
}

/// One finding; `name` is that of its rule.
pub fn diagnostic(json: &mut Json, map: &Utf16<'_>, d: &Diagnostic, name: Option<&str>) {
    json.object(|json| {
        json.key("code").string(d.code.0);
        json.key("name").string_or_null(name);
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
        json.key("cue").integer_or_null(d.cue);
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
        edits(json.key("edits"), map, &fix.edits);
    });
}

/// Edits to a text.
pub fn edits(json: &mut Json, map: &Utf16<'_>, list: &[Edit]) {
    json.list(list, |json, edit| {
        json.object(|json| {
            span(json.key("span"), map, edit.span);
            json.key("replacement").string(&edit.replacement);
        });
    });
}

/// Both ends of a span.
pub fn span(json: &mut Json, map: &Utf16<'_>, span: Span) {
    let [start, end] = map.span(span);
    json.object(|json| {
        json.key("start").integer(start);
        json.key("end").integer(end);
    });
}
