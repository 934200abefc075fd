//! The presets of the platform: for captions, audio description and chapters that are delivered to it.
//!
//! Each preset names the sources of its values.

use crate::kaltura::lint::references::{CHAPTERS, EAD_IN_PLAYER, REACH_FAQ};
use crate::lint::Level;
use crate::lint::Reference;
use crate::lint::preset::{Preset, QC, RECOMMENDED};
use crate::lint::{BBC, DCMP, NETFLIX, STRICT, YOUTUBE};
use crate::source::Severity;

const ON: Level = Level::On;
const OFF: Level = Level::Off;
const INFO: Level = Level::At(Severity::Info);
const ERROR: Level = Level::At(Severity::Error);

const KLT: Reference = Reference {
    title: "cuesmith, how Kaltura reads a caption file",
    url: "docs/platform.md",
    read_on: "2026-11-22",
};
const REACH: Reference = REACH_FAQ;
const EAD: Reference = EAD_IN_PLAYER;
const CUE_POINTS: Reference = CHAPTERS;

/// Every preset, in the order of listings.
pub(in crate::kaltura) static PRESETS: &[&Preset] = &[
    &RECOMMENDED,
    &STRICT,
    &NETFLIX,
    &BBC,
    &DCMP,
    &YOUTUBE,
    &KALTURA_REACH,
    &KALTURA_EAD,
    &KALTURA_CHAPTERS,
];

/// Captions and translations that are delivered to Kaltura REACH.
pub static KALTURA_REACH: Preset = Preset {
    name: "kaltura-reach",
    summary: "captions delivered to Kaltura REACH: what the platform keeps, and the job's limits",
    base: Some(&RECOMMENDED),
    options: &[("min_duration", "833")],
    rows: &[],
    rules: &[
        // What the platform's own parsers make of a file. The family is named as a whole, so that a
        // new rule is on.
        ("KLT", ON),
        ("KLT001", ERROR),
        ("KLT003", ERROR),
        ("KLT007", ERROR),
        ("KLT009", ERROR),
        ("KLT011", ERROR),
        ("KLT012", ERROR),
        // REACH asks vendors to fail a job with a cue of 1 ms; a short cue is advice. For long ones the
        // length of an HLS segment counts (KLT016).
        ("TIM003", ERROR),
        ("TIM006", INFO),
        ("TIM007", OFF),
        ("TIM004", ERROR),
        // The server needs a number above the times.
        ("SRT002", ERROR),
        // The server reads everything as UTF-8 and deletes invalid bytes.
        ("ENC001", ERROR),
        // Removal of profanity is on unless the profile switches it off.
        ("TXT012", ON),
    ],
    references: &[QC, KLT, REACH],
};

/// Extended audio description (`usage=1`).
pub static KALTURA_EAD: Preset = Preset {
    name: "kaltura-ead",
    summary: "extended audio description for Kaltura's player (usage=1)",
    base: Some(&KALTURA_REACH),
    options: &[("kind", "ead")],
    rows: &[],
    // The text is spoken, not read: the player waits for it.
    rules: &[("RDG", OFF), ("LIN", OFF)],
    references: &[QC, EAD],
};

/// Chapters.
pub static KALTURA_CHAPTERS: Preset = Preset {
    name: "kaltura-chapters",
    summary: "chapters, which become Kaltura cue points",
    base: Some(&KALTURA_REACH),
    options: &[("kind", "chapters")],
    rows: &[],
    // Titles in a menu; a chapter of an hour is as good as one of a minute, and is never segmented.
    rules: &[
        ("RDG", OFF),
        ("LIN", OFF),
        ("KLT016", OFF),
        // The API refuses chapters that overlap.
        ("CHP001", ERROR),
    ],
    references: &[QC, CUE_POINTS],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Options, Plan, RULES, Rule};

    fn meta(code: &str) -> &'static Rule {
        RULES.find(code).unwrap()
    }

    #[test]
    fn every_preset_names_options_and_rules_that_exist() {
        for preset in PRESETS {
            let _ = Options::of(preset); // panics on a wrong option
            for (word, _) in preset.rules {
                let family = word.trim_end_matches(|c: char| c.is_ascii_digit());
                let known = |meta: &Rule| meta.family() == family;
                // A family without rules yet may be named.
                let is_new = !RULES.rules().any(known);
                // A small build has not all rules.
                let is_small = cfg!(not(all(feature = "lint-words", feature = "ttml")));
                let exists = RULES.selector(word).is_ok();
                assert!(exists || is_new || is_small, "{}: {word}", preset.name);
            }
        }
    }

    #[test]
    fn the_presets_for_any_file_come_first() {
        assert!(PRESETS.starts_with(crate::lint::RULES.presets));
    }

    #[test]
    fn what_a_preset_leaves_open_comes_from_the_one_below() {
        let reach = Options::of(&KALTURA_REACH);
        assert_eq!((reach.limits.min_duration, reach.limits.max_chars), (833, 42));
        assert_eq!(KALTURA_EAD.level(meta("TIM006")), Some((INFO, &KALTURA_REACH)));
        assert_eq!(KALTURA_EAD.level(meta("LIN001")), Some((OFF, &KALTURA_EAD)));
        assert_eq!(KALTURA_EAD.level(meta("SRT001")), None);
        assert_eq!(Options::of(&KALTURA_CHAPTERS).choice.kind, crate::lint::FileKind::Chapters);
    }

    #[test]
    fn overlaps_have_the_severity_that_the_preset_names() {
        let text =
            "WEBVTT\n\n00:01.000 --> 00:06.000\nShort one.\n\n00:05.000 --> 00:09.000\nTwo.\n";
        let source = crate::source::Source::from_text(text);
        let file = crate::open(&source, None, &Default::default());
        for (preset, want) in [(&RECOMMENDED, Severity::Warning), (&KALTURA_REACH, Severity::Error)]
        {
            let report = crate::lint::check(&file, &Plan::new(&RULES, Options::of(preset)));
            let found = report.diagnostics.iter().find(|found| found.code.0 == "TIM004").unwrap();
            assert_eq!(found.severity, want, "{}", preset.name);
        }
    }
}
