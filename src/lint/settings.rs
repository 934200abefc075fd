//! Options by name, and where each value came from: what the command line, presets, orders and
//! sidecar files of tests set options through, and what `--show-settings` lists.

#[cfg(feature = "nfc")]
use super::options::UnicodeForm;
use super::options::{Options, Selector};
use super::preset::{Level, Preset};
use super::rule::{Kind, RuleMeta};
use crate::kaltura::CaptionFormat;
use crate::time::FrameRate;

/// The value of an option.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// Not set, or no limit.
    None,
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Frames a second.
    Rate(FrameRate),
    /// A word of a list.
    Word(&'static str),
    /// Any text.
    Text(String),
}

/// An option that can be set by its name.
#[derive(Clone, Copy)]
pub struct OptionMeta {
    /// The name of its field in [`Options`].
    pub name: &'static str,
    /// The unit of its value; empty where it has none.
    pub unit: &'static str,
    /// Its value in some options.
    pub get: fn(&Options) -> OptionValue,
    /// Sets it from text; `false` when the text is no value for it.
    set: fn(&mut Options, &str) -> bool,
}

/// A name or value that options do not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionError {
    /// There is no such option.
    #[error("there is no option `{0}`")]
    Unknown(String),
    /// The option does not take the value.
    #[error("`{value}` is no value for the option `{name}`")]
    Value {
        /// The option.
        name: &'static str,
        /// What it was to be set to.
        value: String,
    },
}

/// Every option that can be set by name, in the order of listings.
pub static OPTIONS: &[OptionMeta] = &[
    OptionMeta {
        name: "kind",
        unit: "",
        get: |o| OptionValue::Word(o.kind.name()),
        set: |o, text| put(&mut o.kind, Kind::from_name(text)),
    },
    OptionMeta {
        name: "max_chars",
        unit: "characters",
        get: |o| OptionValue::Whole(o.max_chars.into()),
        set: |o, text| put(&mut o.max_chars, text.parse().ok()),
    },
    OptionMeta {
        name: "max_lines",
        unit: "lines",
        get: |o| OptionValue::Whole(o.max_lines.into()),
        set: |o, text| put(&mut o.max_lines, text.parse().ok()),
    },
    OptionMeta {
        name: "min_duration",
        unit: "ms",
        get: |o| OptionValue::Whole(o.min_duration),
        set: |o, text| put(&mut o.min_duration, whole(text)),
    },
    OptionMeta {
        name: "max_duration",
        unit: "ms",
        get: |o| OptionValue::Whole(o.max_duration),
        set: |o, text| put(&mut o.max_duration, whole(text)),
    },
    OptionMeta {
        name: "min_gap",
        unit: "ms",
        get: |o| OptionValue::Whole(o.min_gap),
        set: |o, text| put(&mut o.min_gap, whole(text)),
    },
    OptionMeta {
        name: "close_gaps",
        unit: "ms",
        get: |o| OptionValue::Whole(o.close_gaps),
        set: |o, text| put(&mut o.close_gaps, whole(text)),
    },
    OptionMeta {
        name: "max_silence",
        unit: "ms",
        get: |o| OptionValue::Whole(o.max_silence),
        set: |o, text| put(&mut o.max_silence, whole(text)),
    },
    OptionMeta {
        name: "max_defect",
        unit: "ms",
        get: |o| OptionValue::Whole(o.max_defect),
        set: |o, text| put(&mut o.max_defect, whole(text)),
    },
    OptionMeta {
        name: "max_cps",
        unit: "cps",
        get: |o| OptionValue::Number(o.max_cps),
        set: |o, text| put(&mut o.max_cps, number(text)),
    },
    OptionMeta {
        name: "max_wpm",
        unit: "wpm",
        get: |o| o.max_wpm.map_or(OptionValue::None, OptionValue::Number),
        set: |o, text| put(&mut o.max_wpm, number(text).map(Some)),
    },
    OptionMeta {
        name: "min_window",
        unit: "ms",
        get: |o| OptionValue::Whole(o.min_window),
        set: |o, text| put(&mut o.min_window, whole(text)),
    },
    OptionMeta {
        name: "max_spoken_chars",
        unit: "characters",
        get: |o| OptionValue::Whole(o.max_spoken_chars.into()),
        set: |o, text| put(&mut o.max_spoken_chars, text.parse().ok()),
    },
    OptionMeta {
        name: "max_speech",
        unit: "ms",
        get: |o| o.max_speech.map_or(OptionValue::None, OptionValue::Whole),
        set: |o, text| put(&mut o.max_speech, whole(text).map(Some)),
    },
    OptionMeta {
        name: "speech_wpm",
        unit: "wpm",
        get: |o| OptionValue::Number(o.speech_wpm),
        set: |o, text| put(&mut o.speech_wpm, number(text).filter(|wpm| *wpm > 0.0)),
    },
    OptionMeta {
        name: "language",
        unit: "",
        get: |o| o.language.clone().map_or(OptionValue::None, OptionValue::Text),
        set: |o, text| put(&mut o.language, word(text).map(Some)),
    },
    OptionMeta {
        name: "dictionary",
        unit: "",
        get: |o| o.dictionary.clone().map_or(OptionValue::None, OptionValue::Text),
        set: |o, text| put(&mut o.dictionary, word(&listed(text)).map(Some)),
    },
    OptionMeta {
        name: "mask_profanity",
        unit: "",
        get: |o| OptionValue::Word(truth(o.mask_profanity)),
        set: |o, text| put(&mut o.mask_profanity, text.parse().ok()),
    },
    OptionMeta {
        name: "profanity_words",
        unit: "",
        get: |o| word(&o.profanity_words).map_or(OptionValue::None, OptionValue::Text),
        // A semicolon ends an entry where a line cannot end.
        set: |o, text| put(&mut o.profanity_words, Some(listed(text))),
    },
    OptionMeta {
        name: "audio_language",
        unit: "",
        get: |o| o.audio_language.clone().map_or(OptionValue::None, OptionValue::Text),
        set: |o, text| put(&mut o.audio_language, word(text).map(Some)),
    },
    #[cfg(feature = "ttml")]
    OptionMeta {
        name: "ttml_model",
        unit: "",
        get: |o| o.ttml_model.map_or(OptionValue::None, |model| OptionValue::Word(model.name())),
        set: |o, text| put(&mut o.ttml_model, crate::ttml::Model::from_name(text).map(Some)),
    },
    #[cfg(feature = "ttml")]
    OptionMeta {
        name: "safe_area",
        unit: "%",
        get: |o| OptionValue::Number(o.safe_area),
        set: |o, text| put(&mut o.safe_area, number(text).filter(|margin| *margin < 50.0)),
    },
    #[cfg(feature = "nfc")]
    OptionMeta {
        name: "unicode_form",
        unit: "",
        get: |o| OptionValue::Word(o.unicode_form.name()),
        set: |o, text| put(&mut o.unicode_form, UnicodeForm::from_name(text)),
    },
    OptionMeta {
        name: "timing_tolerance",
        unit: "ms",
        get: |o| OptionValue::Whole(o.timing_tolerance),
        set: |o, text| put(&mut o.timing_tolerance, whole(text)),
    },
    OptionMeta {
        name: "output_format",
        unit: "",
        get: |o| o.output_format.map_or(OptionValue::None, |f| OptionValue::Word(f.file_ext())),
        set: |o, text| put(&mut o.output_format, CaptionFormat::from_name(text).map(Some)),
    },
    OptionMeta {
        name: "speaker_marks",
        unit: "",
        get: |o| o.speaker_marks.map_or(OptionValue::None, |on| OptionValue::Word(truth(on))),
        set: |o, text| put(&mut o.speaker_marks, text.parse().ok().map(Some)),
    },
    OptionMeta {
        name: "speaker_names",
        unit: "",
        get: |o| o.speaker_names.map_or(OptionValue::None, |on| OptionValue::Word(truth(on))),
        set: |o, text| put(&mut o.speaker_names, text.parse().ok().map(Some)),
    },
    OptionMeta {
        name: "audio_tags",
        unit: "",
        get: |o| o.audio_tags.map_or(OptionValue::None, |on| OptionValue::Word(truth(on))),
        set: |o, text| put(&mut o.audio_tags, text.parse().ok().map(Some)),
    },
    OptionMeta {
        name: "min_speaker_cues",
        unit: "cues",
        get: |o| OptionValue::Whole(o.min_speaker_cues.into()),
        set: |o, text| put(&mut o.min_speaker_cues, text.parse().ok()),
    },
    OptionMeta {
        name: "media_duration",
        unit: "ms",
        get: |o| o.media_duration.map_or(OptionValue::None, OptionValue::Whole),
        set: |o, text| put(&mut o.media_duration, whole(text).map(Some)),
    },
    OptionMeta {
        name: "frame_rate",
        unit: "frames/s",
        get: |o| o.frame_rate.map_or(OptionValue::None, OptionValue::Rate),
        set: |o, text| put(&mut o.frame_rate, text.parse().ok().map(Some)),
    },
];

const fn truth(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

fn put<T>(slot: &mut T, value: Option<T>) -> bool {
    value.map(|value| *slot = value).is_some()
}

fn whole(text: &str) -> Option<i64> {
    text.parse().ok().filter(|n| *n >= 0)
}

/// Entries one a line, also where a text of one line has semicolons between them.
fn listed(text: &str) -> String {
    if text.contains('\n') { text.to_owned() } else { text.replace(';', "\n") }
}

fn word(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0)
}

impl Options {
    /// Sets an option by the name of its field.
    ///
    /// # Errors
    /// [`OptionError`] when there is no such option, or the text is no value for it.
    ///
    /// ```
    /// let mut options = cuesmith::lint::Options::default();
    /// options.set("max_chars", "37").unwrap();
    /// assert_eq!(options.max_chars, 37);
    /// assert!(options.set("max_char", "37").is_err());
    /// ```
    pub fn set(&mut self, name: &str, value: &str) -> Result<&'static str, OptionError> {
        let known = OPTIONS.iter().find(|option| option.name == name);
        let option = known.ok_or_else(|| OptionError::Unknown(name.to_owned()))?;
        if (option.set)(self, value) {
            return Ok(option.name);
        }
        Err(OptionError::Value { name: option.name, value: value.to_owned() })
    }
}

/// Who set an option, in rising precedence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Nobody.
    Default,
    /// A preset, by its name.
    Preset(&'static str),
    /// A field of an order: file, `#`, JSON pointer.
    Order(String),
    /// The command line.
    CommandLine,
}

/// Options with the origin of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The options.
    pub options: Options,
    /// Who chose the preset.
    pub preset: Origin,
    /// Who set an option, by its name; what is not here has its default.
    origins: Vec<(&'static str, Origin)>,
    /// The fields of an order that decide about rules, by the rule's code.
    ordered: Vec<(&'static str, String)>,
}

impl Settings {
    /// The options of a preset.
    ///
    /// # Panics
    /// When the preset names an option that does not exist; a test holds that none does.
    #[must_use]
    pub fn new(preset: &'static Preset, chosen_by: Origin) -> Self {
        let options = Options { preset, ..Options::default() };
        let mut settings =
            Self { options, preset: chosen_by, origins: Vec::new(), ordered: Vec::new() };
        let chain: Vec<&Preset> = preset.chain().collect();
        for preset in chain.into_iter().rev() {
            for (name, value) in preset.options {
                let done = settings.set(name, value, Origin::Preset(preset.name));
                assert!(done.is_ok(), "{}: {name} = {value}", preset.name);
            }
        }
        settings
    }

    /// Sets an option and remembers who did.
    ///
    /// # Errors
    /// [`OptionError`], as for [`Options::set`].
    pub fn set(&mut self, name: &str, value: &str, origin: Origin) -> Result<(), OptionError> {
        let name = self.options.set(name, value)?;
        self.origins.retain(|(known, _)| *known != name);
        self.options.asked.retain(|(known, _)| *known != name);
        if let Origin::Order(field) = &origin {
            self.options.asked.push((name, field.clone()));
        }
        self.origins.push((name, origin));
        Ok(())
    }

    /// Turns a rule on or off because a field of an order says so. A rule that a small build does not
    /// have is left out.
    pub(super) fn order_rule(&mut self, code: &'static str, level: Level, field: String) {
        if let Ok(selector) = Selector::parse(code) {
            self.options.order_levels.push((selector, level));
            self.ordered.push((code, field));
        }
    }

    /// Who set an option.
    #[must_use]
    pub fn origin(&self, name: &str) -> Origin {
        let known = self.origins.iter().find(|(known, _)| *known == name);
        known.map_or(Origin::Default, |(_, origin)| origin.clone())
    }

    /// What becomes of a rule, and who decided.
    #[must_use]
    pub fn level(&self, meta: &RuleMeta) -> (Level, Origin) {
        let options = &self.options;
        if options.chosen(meta).is_some() {
            let level = if options.enables(meta) { options.level(meta) } else { Level::Off };
            return (level, Origin::CommandLine);
        }
        if let Some(level) = options.own_level(meta) {
            return (level, Origin::CommandLine);
        }
        if let Some(level) = options.order_level(meta) {
            let field = self.ordered.iter().find(|(code, _)| *code == meta.code);
            return (
                level,
                Origin::Order(field.map(|(_, field)| field.clone()).unwrap_or_default()),
            );
        }
        let by_preset = options.preset.level(meta);
        by_preset.map_or((Level::On, Origin::Default), |(level, preset)| {
            (level, Origin::Preset(preset.name))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{KALTURA_REACH, Selector, find};

    #[test]
    fn every_option_can_be_set_and_read_by_name() {
        for (name, value) in [
            ("kind", "ead"),
            ("max_chars", "37"),
            ("min_duration", "1000"),
            ("close_gaps", "500"),
            ("max_silence", "90000"),
            ("max_cps", "17.5"),
            ("max_wpm", "180"),
            ("speech_wpm", "150"),
            ("audio_language", "en"),
            ("media_duration", "61000"),
            ("frame_rate", "25"),
        ] {
            let mut options = Options::default();
            let before = OPTIONS.iter().find(|o| o.name == name).unwrap();
            let old = (before.get)(&options);
            options.set(name, value).unwrap();
            assert_ne!((before.get)(&options), old, "{name}");
        }
        let mut options = Options::default();
        let wrong = [
            ("max_chars", "-1"),
            ("max_cps", "NaN"),
            ("speech_wpm", "0"),
            ("language", " "),
            ("kind", "x"),
            ("min_gap", "-1"),
        ];
        for (name, value) in wrong {
            assert!(options.set(name, value).is_err(), "{name}");
        }
        assert_eq!(options, Options::default());
    }

    #[test]
    fn each_setting_knows_who_made_it() {
        let mut settings = Settings::new(&KALTURA_REACH, Origin::CommandLine);
        assert_eq!(settings.origin("min_duration"), Origin::Preset("kaltura-reach"));
        settings.set("min_duration", "900", Origin::CommandLine).unwrap();
        assert_eq!(settings.origin("min_duration"), Origin::CommandLine);
        assert_eq!(settings.origin("max_lines"), Origin::Default);

        let meta = |code| find(code).unwrap().meta();
        let too_long = settings.level(meta("TIM007"));
        assert_eq!(too_long, (Level::Off, Origin::Preset("kaltura-reach")));
        assert_eq!(settings.level(meta("TIM001")), (Level::On, Origin::Default));
        settings.options.levels.push((Selector::parse("TIM").unwrap(), Level::On));
        assert_eq!(settings.level(meta("TIM007")), (Level::On, Origin::CommandLine));
        settings.options.ignore.push(Selector::parse("TIM007").unwrap());
        assert_eq!(settings.level(meta("TIM007")), (Level::Off, Origin::CommandLine));
    }
}
