//! The linter: rules over one file, findings with places and fixes.
//!
//! A rule is one file under `rules/` and plain data: metadata, documentation, a function for each hook.
//! Rules are in a [`RuleSet`]: [`RULES`] is what any file should conform to; a set for one video platform
//! adds families, presets and what runs after the rules. A [`Plan`] is a set with options. Rules look at a [`Subject`];
//! they never parse and hold no state. What a format's parser noticed is passed on by the rule that
//! names the parser's code in its metadata, so every finding of a parser has exactly one rule.
//! Comments in the file and exceptions in the options suppress findings ([`suppress`]).

#[cfg(feature = "lint-align")]
mod aligned;
mod cue_keys;
mod cue_marks;
mod engine;
mod facts;
mod file_kind;
mod fix;
mod guess_kind;
mod guessing_plan;
mod kept;
mod left_out;
mod level;
mod misread;
mod option_meta;
mod options;
#[cfg(feature = "patterns")]
mod pattern;
mod pattern_code;
#[cfg(feature = "patterns")]
mod patterns;
mod plain;
mod plan;
#[cfg(feature = "lint-words")]
mod prepared;
pub(crate) mod preset;
mod presets;
mod reference_file;
pub(crate) mod references;
mod rows;
pub(crate) mod rule;
mod rule_set;
mod rules;
mod selector;
mod settings;
mod subject;
pub mod suppress;
mod table;
mod timing;

#[cfg(feature = "lint-align")]
pub use aligned::{AlignedCue, AlignmentReport, TranscriptFile};
pub use cue_marks::CueMarks;
pub use engine::{ExceptionUse, Report, Skipped};
pub use fix::{Applied, FixError, Fixed, Fixes, MAX_ROUNDS, fix, fix_opened};
pub use guess_kind::{GuessedKind, guess_kind};
pub use guessing_plan::GuessingPlan;
pub use kept::{Kept, Rechecked};
pub use left_out::LeftOut;
pub use level::{FailOn, Level};
pub use option_meta::{Group, OptionError, OptionKind, OptionMeta, OptionValue};
#[cfg(feature = "nfc")]
pub use options::UnicodeForm;
pub use options::{CHARSETS, Choice, Context, CueName, ELLIPSES, Exception, Limits, Options};
#[cfg(feature = "patterns")]
pub use pattern::{Expressions, Pattern, unknown_group};
pub use pattern_code::PATTERN_FAMILY;
#[cfg(feature = "patterns")]
pub use patterns::check_pattern;
pub use plan::Plan;
pub use preset::{ASPECTS, AUDIENCES, LEVELS, Parameters, Preset, RECOMMENDED, Row, TARGETS};
pub use presets::{BBC, DCMP, NETFLIX, STRICT, YOUTUBE};
pub use reference_file::{Pairing, ReferenceFile, ReferenceFileCue, pair};
pub use rule::{
    CueCheck, FileCheck, FileKind, HouseStyle, Need, Reference, Rule, RuleNote, Status,
};
pub use rule_set::{After, Family, RuleSet};
pub use rules::{FAMILIES, RULES};
pub use selector::{Selector, SelectorError};
pub use settings::{Origin, Settings};
pub use subject::{CueContext, Findings, Subject};
pub use table::OPTIONS;

use cue_keys::cue_keys;
use engine::run;
use facts::Facts;
pub use facts::Memo;

use crate::read::{ConformanceOptions, Opened};
use crate::source::Diagnostic;
use crate::timeline::Signs;

/// Checks an open file.
///
/// ```
/// use cuesmith::lint::{self, Options, Plan};
/// use cuesmith::source::Source;
/// use cuesmith::{ReadOptions, open};
///
/// let source = Source::from_text("1\n00:07:24,020 --> 00:07:24,021\nHello\n");
/// let file = open(&source, Some("talk.srt"), &ReadOptions::default());
/// let report = lint::check(&file, &Plan::new(&lint::RULES, Options::default()));
/// assert!(report.diagnostics.iter().any(|d| d.code.0 == "TIM003"));
/// ```
#[must_use]
pub fn check(file: &Opened<'_>, plan: &Plan) -> Report {
    check_with(file, plan, &Memo::default())
}

/// [`check`] with a memo: what the rules leave in it is there afterwards. Each file needs a memo of its own.
#[must_use]
pub fn check_with(file: &Opened<'_>, plan: &Plan, memo: &Memo) -> Report {
    check_for(file, plan, false, memo)
}

/// The same; `fixes_all`: with all findings, and with the fixes that cost more than the check.
fn check_for(file: &Opened<'_>, plan: &Plan, fixes_all: bool, memo: &Memo) -> Report {
    with_subject(file, plan, (fixes_all, memo), |subject| report(subject, fixes_all, None))
}

/// Checks a file again after its text has changed. The report is that of [`check`]; findings of single cues that have
/// not changed are taken from `kept`, which then has those of the current text.
///
/// ```
/// use cuesmith::lint::{self, Kept, Options, Plan};
/// use cuesmith::source::Source;
/// use cuesmith::{ReadOptions, open};
///
/// let plan = Plan::new(&lint::RULES, Options::default());
/// let mut kept = Kept::default();
/// for text in ["1\n00:00:01,000 --> 00:00:02,000\nHello\n", "1\n00:00:01,000 --> 00:00:02,000\nHello!\n"] {
///     let source = Source::from_text(text);
///     let file = open(&source, Some("talk.srt"), &ReadOptions::default());
///     assert_eq!(lint::check_again(&file, &plan, &mut kept), lint::check(&file, &plan));
/// }
/// ```
#[must_use]
pub fn check_again(file: &Opened<'_>, plan: &Plan, kept: &mut Kept) -> Report {
    let mut kept = is_kept(file, plan).then_some(kept);
    with_subject(file, plan, (false, &Memo::default()), |subject| {
        if let Some(kept) = &mut kept {
            kept.set_keys(cue_keys(subject));
        }
        report(subject, false, kept)
    })
}

/// The quick part of [`check_again`]: checks only the cues that have changed, by the rules that look at one cue
/// ([`Rule::one_cue`]). Gives which cues those are, and the findings in them; a fix that does not go together with
/// one of another rule still has its fix. `None` if the file has to be checked as a whole: in TTML each cue depends on the rest of the
/// file, a comment may suppress findings, or the number of findings is limited.
#[must_use]
pub fn check_cues_again(
    file: &Opened<'_>,
    plan: &Plan,
    kept: &mut Kept,
) -> Option<(Rechecked, Vec<Diagnostic>)> {
    let check = |subject: &Subject<'_>| {
        (!suppress::is_used(subject)).then(|| {
            kept.set_keys(cue_keys(subject));
            engine::run_cues(subject, kept)
        })
    };
    let memo = (false, &Memo::default());
    is_kept(file, plan).then(|| with_subject(file, plan, memo, check)).flatten()
}

/// Whether findings of a file are kept.
fn is_kept(file: &Opened<'_>, plan: &Plan) -> bool {
    file.format().is_line_based() && plan.options.max_findings.is_none()
}

/// Calls `run` with the subject of a check.
fn with_subject<R>(
    file: &Opened<'_>,
    plan: &Plan,
    (fixes_all, memo): (bool, &Memo),
    run: impl FnOnce(&Subject<'_>) -> R,
) -> R {
    let against = ConformanceOptions {
        #[cfg(feature = "ttml")]
        ttml_model: plan.context().ttml_model,
    };
    let conformance = file.document.conformance(file.source, &against);
    let order = timing::by_start(&file.timeline.cues);
    let language = plan.context().language.as_deref().or_else(|| file.language());
    let limits = plan.options.limits_for(language);
    let signs = Signs::of_all(&file.timeline);
    run(&Subject {
        file,
        source: file.source,
        path: file.path,
        format: file.format(),
        document: &file.document,
        noticed: [&file.diagnostics, &conformance],
        timeline: &file.timeline,
        signs: &signs,
        order: &order,
        plan,
        limits: &limits,
        context: plan.context(),
        language,
        fixing: fixes_all || plan.options.fixing,
        facts: &Facts::default(),
        memo,
    })
}

fn report(subject: &Subject<'_>, fixes_all: bool, kept: Option<&mut Kept>) -> Report {
    let plan = subject.plan;
    let most = plan.options.max_findings.filter(|_| !fixes_all);
    let early = most.filter(|_| !plan.needs_all(subject.format) && !suppress::is_used(subject));
    let mut report = run(subject, early, kept);
    suppress::apply(subject, &mut report);
    report.leave_out(most);
    report
}
