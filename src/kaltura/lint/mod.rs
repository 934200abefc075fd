//! What the platform adds to the linter: [`RULES`], the set of all rules, with the families KLT and JOB,
//! presets, and orders. The rules of KLT report where the platform's parsers differ from a file's own
//! cues, each difference with its cause.
//!
//! [`crate::kaltura::compare`] says what happens to each cue; here every cue that some parser does not
//! keep whole gets a cause, and with it the rule that names it: one of the KLT family, or another
//! rule that reports the same fact (SRT002, VTT003, ...; `docs/kaltura-rules.md`). The parsers run
//! once for a file, when the first rule asks.

#![warn(clippy::wildcard_enum_match_arm)]

mod causes;
mod context;
mod differences;
mod notes;
mod order;
mod order_rule;
mod others;
mod presets;
mod references;
mod repairs;
mod report;
mod rewrite_file;
mod rules;
mod srt;
#[cfg(feature = "ttml")]
mod ttml;
mod webvtt;

pub use order::{apply, check_order, preset_for, preset_of, settings_for};
pub use order_rule::{OrderFindings, OrderRule};
pub use presets::{KALTURA_CHAPTERS, KALTURA_EAD, KALTURA_REACH};

use crate::lint::{FAMILIES, Family, Level, Memo, RuleSet};

/// The comparison that rules of the set made of the file to which the memo belongs
/// ([`check_with`](crate::lint::check_with)), with the default options; `None` if none of them ran.
#[must_use]
pub fn compared(memo: &Memo) -> Option<&super::Comparison> {
    memo.known::<context::Platform>().map(|platform| &platform.compared)
}

/// The families about the platform. KLT is only for those who deliver to it.
const OWN: &[Family] = &[
    Family {
        code: "JOB",
        title: "Kaltura REACH orders",
        level: Level::On,
        rules: rules::job::RULES,
    },
    Family { code: "KLT", title: "Kaltura's parsers", level: Level::Off, rules: rules::klt::RULES },
];

static ALL: [Family; FAMILIES.len() + OWN.len()] = Family::merged(FAMILIES, OWN);

/// Every rule of the library, and those about the platform.
pub static RULES: RuleSet = RuleSet {
    families: &ALL,
    presets: presets::PRESETS,
    after: &[report::annotate_findings, report::add_consequences],
    needs_all: &["KLT"],
    notes_heading: "On Kaltura",
    notes: notes::NOTES,
};
