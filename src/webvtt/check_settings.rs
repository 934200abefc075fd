//! "WebVTT cue settings": what an author may write in them.

use super::diagnostics;
use super::document::normalize;
use super::settings::{
    TextAlign, Token, is_decimal, is_out_of_range, line_align, line_offset, percentage,
    position_align, split_comma, text_align, tokens,
};
use super::{Cue, Document};
use crate::source::{Diagnostic, DiagnosticList, Edit, Fix, Span};

const NAMES: [&str; 6] = ["vertical", "line", "position", "size", "align", "region"];

/// The first token of each name, in the order of [`NAMES`].
type Seen = [Option<Token>; 6];

/// Checks the settings of one cue and notes the regions it names.
pub(super) fn check(
    document: &Document<'_>,
    cue: &Cue,
    used: &mut [bool],
    findings: &mut DiagnosticList<true>,
) {
    let mut seen: Seen = [None; 6];
    let given = given(document, cue);
    let mut end = cue.end_span.end;
    for token in tokens(document.source, cue.settings) {
        // With the blanks before it, so that nothing is joined when it is deleted.
        let whole = Span::new(end, token.span.end);
        end = token.span.end;
        let drop = || Fix::risky("delete the setting", vec![Edit::delete(whole)]);
        let text = document.slice(token.span);
        if text.contains("-->") {
            findings.push(diagnostics::arrow_in_setting(token.span).with_fix(drop()));
            continue;
        }
        if !token.is_pair {
            findings.push(diagnostics::setting_form(token.span, text).with_fix(drop()));
            continue;
        }
        let (name, value) = (document.slice(token.name), document.slice(token.value));
        let Some(at) = NAMES.iter().position(|known| *known == name) else {
            findings.push(unknown(&token, name, value, given, drop()));
            continue;
        };
        if let Some(first) = seen[at].replace(token) {
            let finding = match document.slice(first.value) == value {
                true => diagnostics::setting_repeated(token.span, name),
                false => diagnostics::setting_duplicate(token.span, name),
            };
            let finding = finding.with_label(first.span, "first given here");
            findings.push(finding.with_fix(drop()));
        }
        let finding = match name {
            "vertical" => (!matches!(value, "rl" | "lr"))
                .then(|| diagnostics::setting_vertical(token.value, value)),
            "line" => line(&token, value),
            "position" => position(&token, value),
            "size" => size(&token, value),
            "align" => align(document, cue, &token, value),
            _ => (!mark(document, value, used))
                .then(|| diagnostics::region_undefined(token.value, value)),
        };
        if let Some(finding) = finding {
            findings.push(finding);
        }
    }
    together(document, cue, findings);
}

/// Notes that a cue uses the region of that name. Returns whether there is one.
pub(super) fn mark(document: &Document<'_>, name: &str, used: &mut [bool]) -> bool {
    match document.region_named(&normalize(name)) {
        Some(index) => {
            used[index as usize] = true;
            true
        }
        None => false,
    }
}

/// Which settings a cue has, in the order of [`NAMES`].
fn given(document: &Document<'_>, cue: &Cue) -> [bool; 6] {
    let mut given = [false; 6];
    for token in tokens(document.source, cue.settings).filter(|token| token.is_pair) {
        if let Some(at) = NAMES.iter().position(|name| *name == document.slice(token.name)) {
            given[at] = true;
        }
    }
    given
}

/// Combinations of settings: a region and a setting that takes the cue out of it, and an automatic
/// position that authors must not rely on.
fn together(document: &Document<'_>, cue: &Cue, findings: &mut DiagnosticList<true>) {
    let settings = super::settings::parse(document, cue);
    let tokens = settings.tokens;
    let known = |token: &Token| document.region_named(document.slice(token.value)).is_some();
    if let Some(region) = tokens.region.filter(known) {
        let size = tokens.size.filter(|_| settings.size != 100.0);
        let conflict = [tokens.vertical, tokens.line, size].into_iter().flatten().next();
        if let Some(token) = conflict {
            let edit = Edit::delete(region.span);
            let fix = Fix::risky("delete the region", vec![edit]);
            let name = document.slice(token.name);
            findings.push(
                diagnostics::region_conflict(token.span, name)
                    .with_label(region.span, "the region")
                    .with_fix(fix),
            );
        }
    }
    let (Some(size), Some(align)) = (tokens.size, tokens.align) else { return };
    let is_relative = matches!(document.slice(align.value), "start" | "end");
    if settings.size != 100.0 && is_relative && settings.position.is_none() {
        // The middle is where such a cue is put without a position.
        let edit = Edit::insert(cue.settings.end, " position:50%");
        let fix = Fix::risky("write the position", vec![edit]);
        findings.push(
            diagnostics::auto_position(size.span)
                .with_label(align.span, "the alignment")
                .with_fix(fix),
        );
    }
}

fn unknown(token: &Token, name: &str, value: &str, given: [bool; 6], drop: Fix) -> Diagnostic {
    // The first drafts: `A:start S:25% L:0 T:50%`.
    let meant = match name {
        "A" if text_align(value).is_some() => Some(4),
        "S" if percentage(value).is_some() => Some(3),
        "L" if is_line(value) => Some(1),
        "T" if percentage(value).is_some() => Some(2),
        _ => None,
    };
    match meant.filter(|at| !given[*at]) {
        Some(at) => {
            let edit = Edit::replace(token.name, NAMES[at]);
            let fix = Fix::risky("write the name in full", vec![edit]);
            diagnostics::setting_legacy(token.span, name).with_fix(fix)
        }
        None => diagnostics::setting_unknown(token.name, name).with_fix(drop),
    }
}

/// Whether an offset is what the syntax allows: a percentage or a whole number.
fn is_line(offset: &str) -> bool {
    line_offset(offset).is_some() && (offset.ends_with('%') || !offset.contains('.'))
}

fn line(token: &Token, value: &str) -> Option<Diagnostic> {
    let (offset, align) = split_comma(value);
    let finding = diagnostics::setting_line(token.value, value);
    if let Some(number) = line_offset(offset).filter(|_| !is_line(offset)) {
        let place = Span::new(token.value.start, token.value.start + offset.len() as u32);
        let edit = Edit::replace(place, format!("{:.0}", number.round() + 0.0));
        let fix = Fix::risky("write a whole line number", vec![edit]);
        return Some(diagnostics::line_fraction(token.value, value).with_fix(fix));
    }
    if is_out_of_range(offset) {
        return Some(diagnostics::percentage_range(token.value, value));
    }
    if !is_line(offset) {
        return Some(finding);
    }
    match align? {
        "middle" => Some(legacy(token, value, offset, "center")),
        word if line_align(word).is_none() => Some(finding),
        _ => None,
    }
}

fn position(token: &Token, value: &str) -> Option<Diagnostic> {
    let (offset, align) = split_comma(value);
    let finding = diagnostics::setting_position(token.value, value);
    if is_out_of_range(offset) {
        return Some(diagnostics::percentage_range(token.value, value));
    }
    if percentage(offset).is_none() {
        return Some(percent_sign(finding, token, offset));
    }
    match align? {
        "start" => Some(legacy(token, value, offset, "line-left")),
        "middle" => Some(legacy(token, value, offset, "center")),
        "end" => Some(legacy(token, value, offset, "line-right")),
        word if position_align(word).is_none() => Some(finding),
        _ => None,
    }
}

fn size(token: &Token, value: &str) -> Option<Diagnostic> {
    if is_out_of_range(value) {
        return Some(diagnostics::percentage_range(token.value, value));
    }
    let finding = diagnostics::setting_size(token.value, value);
    percentage(value).is_none().then(|| percent_sign(finding, token, value))
}

fn align(document: &Document<'_>, cue: &Cue, token: &Token, value: &str) -> Option<Diagnostic> {
    match value {
        "middle" => {
            let edit = Edit::replace(token.value, "center");
            // Parsers ignore it: nothing changes only where no other alignment is in force.
            let is_center = super::settings::parse(document, cue).align == TextAlign::Center;
            Some(match is_center {
                true => diagnostics::align_middle(token.span)
                    .with_fix(Fix::safe("write `center`", vec![edit])),
                false => diagnostics::setting_legacy(token.span, "align:middle")
                    .with_fix(Fix::risky("write `center`", vec![edit])),
            })
        }
        _ if text_align(value).is_none() => Some(diagnostics::setting_align(token.value, value)),
        _ => None,
    }
}

/// An alignment of an old draft after an offset that is right.
fn legacy(token: &Token, value: &str, offset: &str, word: &'static str) -> Diagnostic {
    let start = token.value.start + offset.len() as u32 + 1;
    let edit = Edit::replace(Span::new(start, token.value.end), word);
    // Parsers ignore the whole setting as it is: the cue would be shown elsewhere.
    let fix = Fix::risky(format!("write `{word}`"), vec![edit]);
    diagnostics::setting_legacy(token.value, value).with_fix(fix)
}

/// A number that lacks only its percent sign.
fn percent_sign(finding: Diagnostic, token: &Token, offset: &str) -> Diagnostic {
    let in_range = offset.parse().is_ok_and(|number: f64| number <= 100.0);
    if !is_decimal(offset) || !in_range {
        return finding;
    }
    let edit = Edit::insert(token.value.start + offset.len() as u32, "%");
    finding.with_fix(Fix::risky("add the percent sign", vec![edit]))
}
