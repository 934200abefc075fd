//! What the syntax section requires inside blocks: identifiers, regions, style sheets, and cue
//! by cue the settings (`check_settings`) and the text (`check_text`).
//!
//! The order and duration of cues (start order, end after start) are left to the timing rules, which
//! apply to every format. CSS is looked at only for `@import`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::check_text::TextCheck;
use super::diagnostics;
use super::settings::{Token, is_out_of_range, percentage, tokens};
use super::{Document, Region, check_settings, region};
use crate::source::{Diagnostic, DiagnosticList, Edit, Fix, Span};

/// Maximum number of findings of [`conformance`], before one that reports the limit.
const MAX_FINDINGS: usize = 100_000;

/// Violations of the syntax section in the cue settings, identifiers, regions and cue text of a
/// document, in file order. Time is linear in the size of the source. At most 100,000
/// findings are listed, and then one that reports the limit.
///
/// The findings on blocks and timing lines come from [`parse`](super::parse); the two lists together
/// are all findings of this module about a file.
#[must_use]
pub fn conformance(document: &Document<'_>) -> Vec<Diagnostic> {
    let mut findings = DiagnosticList::new(MAX_FINDINGS);
    nul_characters(document, &mut findings);
    style_sheets(document, &mut findings);
    let mut used = vec![false; document.regions.len()];
    cues(document, &mut used, &mut findings);
    regions(document, &mut used, &mut findings);
    findings.in_file_order(diagnostics::too_many_findings)
}

fn cues(document: &Document<'_>, used: &mut [bool], findings: &mut DiagnosticList<true>) {
    let mut ids: HashMap<Cow<'_, str>, Span> = HashMap::new();
    let mut text = TextCheck::default();
    for (index, cue) in document.cues.iter().enumerate() {
        findings.cue = Some(index as u32);
        if !cue.id.is_empty() {
            let id = document.id(cue);
            if let Some(first) = ids.get(&id) {
                let line = Span::new(cue.id.start, cue.start_span.start);
                let fix = Fix::risky("delete the identifier", vec![Edit::delete(line)]);
                let finding =
                    diagnostics::id_duplicate(cue.id, &id).with_label(*first, "first used here");
                findings.push(finding.with_fix(fix));
            } else {
                ids.insert(id, cue.id);
            }
        }
        if !cue.settings.is_empty() {
            check_settings::check(document, cue, used, findings);
        }
        text.check(document.source, cue, findings);
    }
    findings.cue = None;
}

/// Runs of NUL anywhere in the file.
fn nul_characters(document: &Document<'_>, findings: &mut DiagnosticList<true>) {
    let bytes = document.source.as_bytes();
    let mut at = 0;
    while let Some(next) = memchr::memchr(0, &bytes[at..]) {
        let start = at + next;
        let len = bytes[start..].iter().take_while(|b| **b == 0).count();
        at = start + len;
        let span = Span::of(start..at);
        let edit = Edit::replace(span, "\u{fffd}".repeat(len));
        findings.push(diagnostics::nul(span).with_fix(Fix::risky("write U+FFFD", vec![edit])));
    }
}

fn style_sheets(document: &Document<'_>, findings: &mut DiagnosticList<true>) {
    for style in &document.styles {
        let bytes = document.slice(style.text).as_bytes();
        for at in memchr::memchr_iter(b'@', bytes) {
            let word = bytes.get(at..at + 7);
            if word.is_some_and(|word| word.eq_ignore_ascii_case(b"@import")) {
                let start = style.text.start + at as u32;
                findings.push(diagnostics::style_import(Span::new(start, start + 7)));
            }
        }
    }
}

fn regions(document: &Document<'_>, used: &mut [bool], findings: &mut DiagnosticList<true>) {
    if document.regions.is_empty() {
        return;
    }
    // A cue whose times cannot be read has its finding; its region is nevertheless in use.
    for stray in &document.strays {
        for token in tokens(document.source, *stray).filter(|token| token.is_pair) {
            if document.slice(token.name) == "region" {
                check_settings::mark(document, document.slice(token.value), used);
            }
        }
    }
    let mut ids: HashMap<&str, Span> = HashMap::new();
    for (index, region) in document.regions.iter().enumerate() {
        let place = region_settings(document, region, findings);
        if region.id.is_empty() {
            let word = Span::new(region.block.start, region.block.start + 6);
            findings.push(diagnostics::region_id_missing(word));
            continue;
        }
        if let Some(first) = ids.get(region.id.as_ref()) {
            let finding = diagnostics::region_id_duplicate(place, &region.id);
            findings.push(finding.with_label(*first, "first used here"));
        } else {
            ids.insert(region.id.as_ref(), place);
        }
        if !used[index] && document.region_named(&region.id) == Some(index as u32) {
            let fix = Fix::risky("delete the region", vec![Edit::delete(region.block)]);
            findings.push(diagnostics::region_unused(place, &region.id).with_fix(fix));
        }
    }
}

/// The settings of a region. Returns the place of its identifier.
fn region_settings(
    document: &Document<'_>,
    region: &Region<'_>,
    findings: &mut DiagnosticList<true>,
) -> Span {
    let mut id = region.block;
    let mut seen: [Option<Token>; 6] = [None; 6];
    let names = ["id", "width", "lines", "regionanchor", "viewportanchor", "scroll"];
    for token in tokens(document.source, region.settings) {
        let (name, value) = (document.slice(token.name), document.slice(token.value));
        if !token.is_pair {
            findings.push(diagnostics::region_setting_form(token.span, name));
            continue;
        }
        let Some(at) = names.iter().position(|known| *known == name) else {
            findings.push(diagnostics::region_setting_unknown(token.name, name));
            continue;
        };
        if let Some(first) = seen[at].replace(token) {
            let finding = diagnostics::region_setting_duplicate(token.span, name);
            findings.push(finding.with_label(first.span, "first given here"));
        }
        let expected = match name {
            "id" => {
                id = token.value;
                None
            }
            "width" => percentage(value).is_none().then_some("a percentage"),
            "lines" => region::whole_number(value).is_none().then_some("a whole number"),
            "scroll" => (value != "up").then_some("`up`"),
            _ => region::anchor(value).is_none().then_some("two percentages with a comma"),
        };
        if let Some(expected) = expected {
            findings.push(if value.split(',').any(is_out_of_range) {
                diagnostics::percentage_range(token.value, value)
            } else {
                diagnostics::region_setting_value(token.value, expected, value)
            });
        }
    }
    id
}
