//! The findings of a text that changes, in the pack `check`: after an edit, those of the cues that changed are found at once,
//! and the others when the whole file is checked. What crosses is the difference from the findings that JavaScript has.

use cuesmith::Opened;
use cuesmith::lint::{self, Kept, Plan, Rechecked, Report, RuleSet};
use cuesmith::source::{Diagnostic, Source, Span};
use cuesmith_wasm_parse::json::diagnostic;
use cuesmith_wasm_parse::{Json, Utf16};

use crate::check::InUse;
use crate::failure::Result;
use crate::json::push_summary;
use crate::options::Given;

/// The findings of a text that changes.
pub(crate) trait Live {
    /// Whether it was made with these rules.
    fn uses(&self, rules: &'static RuleSet) -> bool;
    /// Moves the findings with edits, in the order of the text: each replaces a span by so many bytes.
    fn moved(&mut self, edits: &[(Span, u32)]);
    /// Checks the cues that have changed by the rules that look at one cue: JSON of a `Delta` in `js/live.js`. `None` where
    /// only the whole file can be checked.
    fn cues(&mut self, text: &str) -> Option<String>;
    /// Checks the whole file: JSON of a `Delta` with the rest of the report.
    fn whole(&mut self, text: &str) -> String;
}

/// Makes one without findings.
pub(crate) fn new(used: InUse, lines: &str) -> Result<Box<dyn Live>> {
    let (given, settings, _) = crate::check::read(used, lines, false)?;
    let plan = Plan::new(used.rules, settings.options);
    let (kept, shown) = (Kept::default(), Vec::new());
    Ok(Box::new(Findings { rules: used.rules, given, plan, kept, shown, is_new: true }))
}

struct Findings {
    rules: &'static RuleSet,
    given: Given,
    plan: Plan,
    kept: Kept,
    /// Those that JavaScript has, in its order.
    shown: Vec<Diagnostic>,
    /// Whether JavaScript has none from here.
    is_new: bool,
}

impl Live for Findings {
    fn uses(&self, rules: &'static RuleSet) -> bool {
        std::ptr::eq(self.rules, rules)
    }

    fn moved(&mut self, edits: &[(Span, u32)]) {
        let mut shifts = vec![0];
        let mut shift = 0;
        for (span, len) in edits {
            shift += i64::from(*len) - i64::from(span.len());
            shifts.push(shift);
        }
        // As `js/live.js` moves them.
        let place = |at: u32| {
            let before = edits.partition_point(|(span, _)| span.start < at);
            let Some(&(span, _)) = before.checked_sub(1).and_then(|last| edits.get(last)) else {
                return at;
            };
            let (from, shift) = if at >= span.end {
                (at, shifts[before])
            } else {
                (span.start, shifts[before - 1])
            };
            (i64::from(from) + shift) as u32
        };
        for found in &mut self.shown {
            found.for_each_span(|span| *span = Span::new(place(span.start), place(span.end)));
        }
    }

    fn cues(&mut self, text: &str) -> Option<String> {
        if self.is_new {
            return None;
        }
        let source = Source::from_text(text);
        let file = open(&self.given, &source);
        let (rechecked, found) = lint::check_cues_again(&file, &self.plan, &mut self.kept)?;
        let is_again = |finding: &Diagnostic| {
            let rule = self.rules.find(finding.code.0);
            rule.is_some_and(|rule| rule.one_cue)
                && finding.cue.is_some_and(|cue| rechecked.old.contains(&cue))
        };
        let again = self.shown.iter().zip(0..).filter(|(finding, _)| is_again(finding));
        let (drop, fresh) = difference(again, &found);
        let mut fresh = fresh.into_iter().map(|at| &found[at as usize]).peekable();
        let mut gone = drop.iter().peekable();
        let (mut all, mut put) = (Vec::with_capacity(self.shown.len()), Vec::new());
        for (mut finding, at) in std::mem::take(&mut self.shown).into_iter().zip(0..) {
            if gone.next_if_eq(&&at).is_some() {
                continue;
            }
            while let Some(new) = fresh.next_if(|new| new.span < finding.span) {
                put.push(all.len() as u32);
                all.push(new.clone());
            }
            finding.cue = finding.cue.map(|cue| moved_cue(cue, &rechecked));
            all.push(finding);
        }
        for new in fresh {
            put.push(all.len() as u32);
            all.push(new.clone());
        }
        self.shown = all;
        let mut json = Json::default();
        json.object(|json| {
            self.push_delta(json, text, &drop, &put);
            json.key("cues").list(
                &[rechecked.old.start, rechecked.old.end, rechecked.new.end],
                |json, number| json.integer(*number),
            );
        });
        Some(json.text)
    }

    fn whole(&mut self, text: &str) -> String {
        let source = Source::from_text(text);
        let mut report = {
            let file = open(&self.given, &source);
            lint::check_again(&file, &self.plan, &mut self.kept)
        };
        let new = std::mem::take(&mut report.diagnostics);
        let (drop, put) = difference(self.shown.iter().zip(0..), &new);
        self.shown = new;
        let json = self.json(text, &drop, &put, &report);
        self.is_new = false;
        json
    }
}

/// The places of the old findings that are not among the new ones, and of the new ones that are not among the old ones. Both are by
/// their places in the text; where the old ones are not, more of them count as gone.
fn difference<'d>(
    old: impl Iterator<Item = (&'d Diagnostic, u32)>,
    new: &[Diagnostic],
) -> (Vec<u32>, Vec<u32>) {
    let (mut gone, mut fresh) = (Vec::new(), Vec::new());
    let mut old = old.peekable();
    for (finding, at) in new.iter().zip(0..) {
        while let Some((_, old)) = old.next_if(|(old, _)| old.span < finding.span) {
            gone.push(old);
        }
        match old.next_if(|(old, _)| old.span == finding.span) {
            Some((old, _)) if old == finding => {}
            other => {
                gone.extend(other.map(|(_, old)| old));
                fresh.push(at);
            }
        }
    }
    gone.extend(old.map(|(_, old)| old));
    (gone, fresh)
}

/// The position of a cue after the edit.
fn moved_cue(cue: u32, rechecked: &Rechecked) -> u32 {
    if cue < rechecked.old.end { cue } else { cue - rechecked.old.end + rechecked.new.end }
}

fn open<'s>(given: &'s Given, source: &'s Source<'s>) -> Opened<'s> {
    cuesmith::open(source, given.path.as_deref(), &given.read)
}

impl Findings {
    fn json(&self, text: &str, drop: &[u32], put: &[u32], report: &Report) -> String {
        let mut json = Json::default();
        json.object(|json| {
            self.push_delta(json, text, drop, put);
            json.key("isNew").boolean(self.is_new);
            push_summary(json, report);
        });
        json.text
    }

    /// Which of the old findings are gone, by their places, and the new ones, with their places among all.
    fn push_delta(&self, json: &mut Json, text: &str, drop: &[u32], put: &[u32]) {
        json.key("drop").list(drop, |json, at| json.integer(*at));
        json.key("put").list(put, |json, at| json.integer(*at));
        let map = Utf16::new(text);
        let name = |found: &Diagnostic| self.rules.find(found.code.0).map(|rule| rule.name);
        json.key("diagnostics").list(put, |json, at| {
            let found = &self.shown[*at as usize];
            diagnostic(json, &map, found, name(found));
        });
    }
}
