//! What a run does with every file: which rules run, with which severity and with which options.
//! Computed once, shared by all threads.

use std::sync::OnceLock;

use super::level::Level;
use super::options::{Context, Limits, Options};
#[cfg(feature = "lint-words")]
use super::prepared::Prepared;
use super::rule::{CueCheck, Need, Rule};
use super::rule_set::RuleSet;
use crate::format::Format;
use crate::source::Severity;

/// What a run does with every file.
///
/// ```
/// use cuesmith::lint::{self, Options, Plan};
/// use cuesmith::source::Source;
/// use cuesmith::{ReadOptions, open};
///
/// let plan = Plan::new(&lint::RULES, Options::default());
/// for text in ["1\n00:00:01,000 --> 00:00:02,000\nOne\n", "Two\n"] {
///     let source = Source::from_text(text);
///     let report = lint::check(&open(&source, None, &ReadOptions::default()), &plan);
///     println!("{} findings", report.diagnostics.len());
/// }
/// ```
pub struct Plan {
    /// Limits, context and the choice of rules.
    pub options: Options,
    set: RuleSet,
    formats: [OnceLock<Hooks>; Format::ALL.len()],
    #[cfg(feature = "lint-words")]
    prepared: Prepared,
}

impl Plan {
    /// The plan for some rules under some options. It costs next to nothing before the first file.
    #[must_use]
    pub fn new(set: &RuleSet, options: Options) -> Self {
        let formats = [const { OnceLock::new() }; Format::ALL.len()];
        Self {
            options,
            set: *set,
            formats,
            #[cfg(feature = "lint-words")]
            prepared: Prepared::default(),
        }
    }

    /// The set of rules.
    #[must_use]
    pub const fn set(&self) -> &RuleSet {
        &self.set
    }

    /// Whether the choice of rules lets this one run.
    #[must_use]
    pub fn enables(&self, rule: &Rule) -> bool {
        self.options.choice.enables(&self.set, rule)
    }

    /// The level of a rule that runs: on, or with another severity.
    #[must_use]
    pub fn level(&self, rule: &Rule) -> Level {
        self.options.choice.level(&self.set, rule)
    }

    /// Whether the report for people has one line in place of the findings of a rule: they are about house
    /// style, and neither an option nor a preset nor the choice of rules asks for them.
    #[must_use]
    pub fn is_brief(&self, rule: &Rule) -> bool {
        rule.house_style.is_some() && !self.options.choice.asks_for(rule)
    }

    /// What is known of the files besides their text.
    #[must_use]
    pub const fn context(&self) -> &Context {
        &self.options.context
    }

    /// Whether files of a format are validated against a profile that the user chose.
    fn validates(&self, format: Format) -> bool {
        #[cfg(feature = "ttml")]
        if format == Format::Ttml {
            return self.context().ttml_model.is_some();
        }
        let _ = format;
        false
    }

    /// What is prepared once for all files.
    #[cfg(feature = "lint-words")]
    pub(super) const fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// Whether what runs after the rules looks for the findings of all of them in files of a format.
    pub(super) fn needs_all(&self, format: Format) -> bool {
        self.hooks(format).needs_all
    }

    /// What runs over files of a format.
    pub(super) fn hooks(&self, format: Format) -> &Hooks {
        self.formats[format as usize].get_or_init(|| Hooks::new(self, format))
    }
}

/// What runs over files of one format.
pub(super) struct Hooks {
    /// The rules that are chosen and look at the format and kind, in the order of the set. Their
    /// places here are the ranks of what they find in a file.
    pub(super) rules: Vec<Planned>,
    /// Those of them whose findings are one line in the report for people.
    pub(super) brief: Vec<&'static str>,
    /// The checks of single cues, with the places of their rules.
    pub(super) cue: Vec<(CueCheck, u32)>,
    /// Whether one of them is of a family in [`RuleSet::needs_all`].
    needs_all: bool,
    /// The places of the rules that pass on findings of parsers, by the parsers' codes.
    passes_on: Vec<(&'static str, u32)>,
}

/// A rule that is to run.
pub(super) struct Planned {
    pub(super) rule: &'static Rule,
    pub(super) level: Level,
    /// Codes of parsers and the severity that their findings have at most.
    pub(super) lowered: &'static [(&'static str, Severity)],
    /// What it lacks.
    pub(super) lacks: Lacks,
}

/// What a rule lacks.
#[derive(Clone, Copy)]
pub(super) enum Lacks {
    Nothing,
    Need(Need),
    /// It depends on the file.
    Unknown,
}

impl Hooks {
    fn new(plan: &Plan, format: Format) -> Self {
        let kind = plan.options.choice.kind;
        let chosen = plan.set.rules().filter(|rule| rule.applies_to(format, kind));
        let planned = chosen.filter(|rule| plan.enables(rule)).map(|rule| Planned {
            rule,
            level: plan.level(rule),
            lowered: if plan.validates(format) { &[] } else { rule.lowered },
            lacks: lacks(rule, &plan.options),
        });
        let rules: Vec<Planned> = planned.collect();
        let places = || rules.iter().zip(0..);
        let cue = places().filter_map(|(planned, at)| Some((planned.rule.cue?, at))).collect();
        let codes = |(planned, at): (&Planned, u32)| {
            planned.rule.passes_on.iter().map(move |code| (*code, at))
        };
        let mut passes_on: Vec<(&str, u32)> = places().flat_map(codes).collect();
        passes_on.sort_unstable();
        let brief = rules.iter().map(|planned| planned.rule).filter(|rule| plan.is_brief(rule));
        let brief = brief.map(|rule| rule.code).collect();
        let families = plan.set.needs_all;
        let needs_all = rules.iter().any(|planned| families.contains(&planned.rule.family()));
        Self { brief, cue, needs_all, passes_on, rules }
    }

    /// The places of the rules that pass on findings of a parser's code.
    pub(super) fn passing_on(&self, code: &str) -> impl Iterator<Item = u32> {
        let first = self.passes_on.partition_point(|(known, _)| *known < code);
        let rules = self.passes_on[first..].iter().take_while(move |(known, _)| *known == code);
        rules.map(|(_, at)| *at)
    }
}

/// What a rule lacks, as far as is known without a file: the first unmet need.
fn lacks(rule: &Rule, options: &Options) -> Lacks {
    for &need in rule.needs {
        match is_met(need, options) {
            Some(true) => {}
            Some(false) => return Lacks::Need(need),
            None => return Lacks::Unknown,
        }
    }
    Lacks::Nothing
}

impl Limits {
    /// Whether the limit that a rule needs is set.
    pub(super) const fn meet(&self, need: Need) -> bool {
        match need {
            Need::MaxWpm => self.max_wpm.is_some(),
            Need::CloseGaps => self.close_gaps > 0,
            Need::Ellipsis => self.ellipsis.is_some(),
            Need::Charset => self.charset.is_some(),
            _ => true,
        }
    }
}

/// Whether a need is met; `None` if that depends on the file.
pub(super) fn is_met(need: Need, options: &Options) -> Option<bool> {
    let context = &options.context;
    Some(match need {
        Need::MaxWpm | Need::CloseGaps | Need::Ellipsis | Need::Charset if options.has_rows() => {
            return None;
        }
        Need::MaxWpm | Need::CloseGaps | Need::Ellipsis | Need::Charset => {
            options.limits.meet(need)
        }
        Need::Path => return None,
        Need::Language if context.language.is_none() => return None,
        Need::Language => true,
        Need::MediaDuration => context.media_duration.is_some(),
        Need::FrameRate => context.frame_rate.is_some(),
        Need::ShotChanges => !context.shot_changes.is_empty(),
        Need::OutputFormat => context.output_format.is_some(),
        Need::SpeakerMarks => context.speaker_marks.is_some(),
        Need::SpeakerNames => context.speaker_names.is_some(),
        Need::AudioTags => context.audio_tags.is_some(),
        Need::ReferenceFile => context.reference_file.is_some(),
        #[cfg(feature = "lint-align")]
        Need::Transcript => context.transcript.is_some(),
        #[cfg(feature = "lint-align")]
        Need::AlignmentReport => context.alignment.is_some(),
        Need::Dictionary => context.dictionary.is_some(),
        Need::AudioLanguage => context.audio_language.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::RULES;

    #[test]
    fn a_plan_is_shared_by_threads() {
        fn is_sync<T: Sync + Send>() {}
        is_sync::<Plan>();
    }

    #[test]
    fn each_code_of_a_reader_leads_to_its_rules() {
        let plan = Plan::new(&RULES, Options::default());
        for &format in Format::ALL {
            let hooks = plan.hooks(format);
            for (planned, at) in hooks.rules.iter().zip(0..) {
                for code in planned.rule.passes_on {
                    assert!(hooks.passing_on(code).any(|rule| rule == at), "{code}");
                }
            }
            assert_eq!(hooks.passing_on("NO_SUCH_CODE").count(), 0);
        }
    }
}
