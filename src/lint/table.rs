//! The table of options: their names, types and help texts. Flags of the command, options of the WASM
//! module and the rows of `--show-settings` are made from it.

use super::option_meta::{Group, OptionError, OptionKind, OptionMeta, OptionValue};
#[cfg(feature = "nfc")]
use super::options::UnicodeForm;
use super::options::{CHARSETS, ELLIPSES, Options};
use super::preset::{ASPECTS, AUDIENCES, LEVELS, TARGETS};
use super::rule::FileKind;

/// A text that small builds leave out.
const fn help(text: &'static str) -> &'static str {
    if cfg!(feature = "docs") { text } else { "" }
}

/// Every option that can be set by name, in the order of listings: `--help`, `--show-settings`.
pub static OPTIONS: &[OptionMeta] = &[
    OptionMeta {
        name: "kind",
        kind: OptionKind::Word {
            called: "KIND",
            of: || FileKind::ALL.iter().map(|word| word.name()).collect(),
        },
        group: Group::Own,
        flag: "kind",
        help: help("Purpose of the files, which selects rules"),
        get: |o| OptionValue::Word(o.choice.kind.name()),
        set: |o, text| put(&mut o.choice.kind, FileKind::from_name(text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "max_chars",
        kind: OptionKind::Count,
        group: Group::Limits,
        flag: "max-chars",
        help: help("Maximum line length in visible characters (graphemes)"),
        unit: "characters",
        get: |o| OptionValue::Whole(o.limits.max_chars.into()),
        set: |o, text| put(&mut o.limits.max_chars, text.parse().ok()),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "half_width",
        kind: OptionKind::Truth,
        group: Group::Limits,
        flag: "half-width",
        help: help(
            "Count half-width characters (Latin letters, digits) as half a character, as guides for Chinese, Japanese and Korean do",
        ),
        get: |o| OptionValue::Word(truth(o.limits.half_width)),
        set: |o, text| put(&mut o.limits.half_width, text.parse().ok()),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "max_lines",
        kind: OptionKind::Count,
        group: Group::Limits,
        flag: "max-lines",
        help: help("Maximum lines in a cue"),
        unit: "lines",
        get: |o| OptionValue::Whole(o.limits.max_lines.into()),
        set: |o, text| put(&mut o.limits.max_lines, text.parse().ok()),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "min_duration",
        kind: OptionKind::Time,
        group: Group::Limits,
        flag: "min-duration",
        help: help("Minimum cue duration: milliseconds (500) or seconds (0.5s)"),
        unit: "ms",
        get: |o| OptionValue::Whole(o.limits.min_duration),
        set: |o, text| put(&mut o.limits.min_duration, integer(text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "max_duration",
        kind: OptionKind::Time,
        group: Group::Limits,
        flag: "max-duration",
        help: help("Maximum cue duration: milliseconds or seconds"),
        unit: "ms",
        get: |o| OptionValue::Whole(o.limits.max_duration),
        set: |o, text| put(&mut o.limits.max_duration, integer(text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "min_gap",
        kind: OptionKind::Time,
        group: Group::Limits,
        flag: "min-gap",
        help: help("Minimum gap between two cues that do not touch: milliseconds or seconds"),
        unit: "ms",
        get: |o| OptionValue::Whole(o.limits.min_gap),
        set: |o, text| put(&mut o.limits.min_gap, integer(text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "close_gaps",
        kind: OptionKind::Time,
        group: Group::Limits,
        flag: "close-gaps",
        help: help("Gaps below this should be closed down to --min-gap: milliseconds or seconds"),
        default: "none",
        unit: "ms",
        get: |o| OptionValue::Whole(o.limits.close_gaps),
        set: |o, text| put(&mut o.limits.close_gaps, integer(text)),
    },
    OptionMeta {
        name: "max_silence",
        kind: OptionKind::Time,
        group: Group::Limits,
        flag: "max-silence",
        help: help("Maximum time without captions: milliseconds or seconds"),
        default: "60s",
        unit: "ms",
        get: |o| OptionValue::Whole(o.limits.max_silence),
        set: |o, text| put(&mut o.limits.max_silence, integer(text)),
    },
    OptionMeta {
        name: "max_defect",
        kind: OptionKind::Time,
        group: Group::Limits,
        flag: "max-defect",
        help: help(
            "Cues of at most this duration are reported as lost timing: milliseconds or seconds",
        ),
        unit: "ms",
        get: |o| OptionValue::Whole(o.limits.max_defect),
        set: |o, text| put(&mut o.limits.max_defect, integer(text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "max_cps",
        kind: OptionKind::Number,
        group: Group::Limits,
        flag: "max-cps",
        help: help("Maximum reading speed in characters per second"),
        unit: "cps",
        get: |o| OptionValue::Number(o.limits.max_cps),
        set: |o, text| put(&mut o.limits.max_cps, number(text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "max_wpm",
        kind: OptionKind::Number,
        group: Group::Limits,
        flag: "max-wpm",
        help: help("Maximum reading speed in words per minute"),
        default: "none",
        unit: "wpm",
        get: |o| o.limits.max_wpm.map_or(OptionValue::None, OptionValue::Number),
        set: |o, text| put(&mut o.limits.max_wpm, number(text).map(Some)),
    },
    OptionMeta {
        name: "min_window",
        kind: OptionKind::Time,
        group: Group::Spoken,
        flag: "min-window",
        help: help("Minimum interval of an audio description: milliseconds or seconds"),
        unit: "ms",
        get: |o| OptionValue::Whole(o.limits.min_window),
        set: |o, text| put(&mut o.limits.min_window, integer(text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "max_spoken_chars",
        kind: OptionKind::Count,
        group: Group::Spoken,
        flag: "max-spoken-chars",
        help: help("Maximum length of an audio description in characters"),
        unit: "characters",
        get: |o| OptionValue::Whole(o.limits.max_spoken_chars.into()),
        set: |o, text| put(&mut o.limits.max_spoken_chars, text.parse().ok()),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "max_speech",
        kind: OptionKind::Time,
        group: Group::Spoken,
        flag: "max-speech",
        help: help(
            "Maximum estimated speaking time of an audio description: milliseconds or seconds",
        ),
        default: "none",
        unit: "ms",
        get: |o| o.limits.max_speech.map_or(OptionValue::None, OptionValue::Whole),
        set: |o, text| put(&mut o.limits.max_speech, integer(text).map(Some)),
    },
    OptionMeta {
        name: "speech_wpm",
        kind: OptionKind::Number,
        group: Group::Spoken,
        flag: "speech-wpm",
        help: help(
            "Speaking rate for estimates, in words per minute. 150 to 160 is customary; no guide gives a limit",
        ),
        unit: "wpm",
        get: |o| OptionValue::Number(o.limits.speech_wpm),
        set: |o, text| put(&mut o.limits.speech_wpm, number(text).filter(|wpm| *wpm > 0.0)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "language",
        kind: OptionKind::Language,
        group: Group::Spoken,
        flag: "language",
        help: help("Language of the files as a code (en, pt-BR)"),
        default: "the language that the file declares",
        get: |o| o.context.language.clone().map_or(OptionValue::None, OptionValue::Text),
        set: |o, text| put(&mut o.context.language, word(text).map(Some)),
        ..OptionMeta::NEW
    },
    #[cfg(feature = "lint-words")]
    OptionMeta {
        name: "dictionary",
        kind: OptionKind::Text,
        group: Group::Own,
        flag: "dictionary",
        help: help(
            "Terms as captions should write them, one per line; `Term = wrong | wrong` lists wrong forms",
        ),
        default: "none",
        get: |o| o.context.dictionary.clone().map_or(OptionValue::None, OptionValue::Text),
        set: |o, text| put(&mut o.context.dictionary, word(&listed(text)).map(Some)),
        ..OptionMeta::NEW
    },
    #[cfg(feature = "lint-words")]
    OptionMeta {
        name: "mask_profanity",
        kind: OptionKind::Truth,
        group: Group::Order,
        help: help("Whether profanity is to be masked"),
        get: |o| OptionValue::Word(truth(o.context.mask_profanity)),
        set: |o, text| put(&mut o.context.mask_profanity, text.parse().ok()),
        ..OptionMeta::NEW
    },
    #[cfg(feature = "lint-words")]
    OptionMeta {
        name: "profanity_words",
        kind: OptionKind::Text,
        group: Group::Own,
        flag: "profanity-words",
        help: help("Profanity in addition to the built-in lists, one entry per line"),
        default: "none",
        get: |o| word(&o.context.profanity_words).map_or(OptionValue::None, OptionValue::Text),
        // In text of one line, semicolons separate entries.
        set: |o, text| put(&mut o.context.profanity_words, Some(listed(text))),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "audio_language",
        kind: OptionKind::Language,
        group: Group::Spoken,
        flag: "audio-language",
        help: help("Language of the video's audio as a code"),
        default: "unknown",
        get: |o| o.context.audio_language.clone().map_or(OptionValue::None, OptionValue::Text),
        set: |o, text| put(&mut o.context.audio_language, word(text).map(Some)),
        ..OptionMeta::NEW
    },
    #[cfg(feature = "ttml")]
    OptionMeta {
        name: "ttml_model",
        kind: OptionKind::Word {
            called: "MODEL",
            of: || crate::ttml::Model::ALL.iter().map(|word| word.name()).collect(),
        },
        group: Group::Limits,
        flag: "ttml-model",
        help: help(
            "TTML profile to validate against: ttml1, ttml2, imsc1.0-text, imsc1.1-text, ebu-tt-d, ...",
        ),
        default: "the profile that the file names, otherwise ttml1",
        get: |o| {
            o.context.ttml_model.map_or(OptionValue::None, |model| OptionValue::Word(model.name()))
        },
        set: |o, text| {
            put(&mut o.context.ttml_model, crate::ttml::Model::from_name(text).map(Some))
        },
        ..OptionMeta::NEW
    },
    #[cfg(feature = "ttml")]
    OptionMeta {
        name: "safe_area",
        kind: OptionKind::Percent,
        group: Group::Limits,
        flag: "safe-area",
        help: help(
            "Minimum distance of TTML regions from each edge of the picture, in percent; 5 is the title safe area of broadcasters",
        ),
        unit: "%",
        get: |o| OptionValue::Number(o.limits.safe_area),
        set: |o, text| put(&mut o.limits.safe_area, number(text).filter(|margin| *margin < 50.0)),
        ..OptionMeta::NEW
    },
    #[cfg(feature = "nfc")]
    OptionMeta {
        name: "unicode_form",
        kind: OptionKind::Word {
            called: "FORM",
            of: || UnicodeForm::ALL.iter().map(|word| word.name()).collect(),
        },
        group: Group::Limits,
        flag: "unicode-form",
        help: help("Expected Unicode normalization form of the text: nfc or nfd"),
        get: |o| OptionValue::Word(o.limits.unicode_form.name()),
        set: |o, text| {
            put(&mut o.limits.unicode_form, UnicodeForm::from_name(&text.to_ascii_lowercase()))
        },
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "timing_tolerance",
        kind: OptionKind::Time,
        group: Group::Translation,
        flag: "timing-tolerance",
        help: help(
            "Maximum difference between the times of a translation and its source: milliseconds or seconds",
        ),
        unit: "ms",
        get: |o| OptionValue::Whole(o.limits.timing_tolerance),
        set: |o, text| put(&mut o.limits.timing_tolerance, integer(text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "output_format",
        kind: OptionKind::Word { called: "FORMAT", of: || FILE_ENDINGS.to_vec() },
        group: Group::Order,
        help: help("Format to deliver"),
        default: "any",
        get: |o| o.context.output_format.map_or(OptionValue::None, OptionValue::Word),
        set: |o, text| put(&mut o.context.output_format, file_ending(text).map(Some)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "speaker_marks",
        kind: OptionKind::Truth,
        group: Group::Order,
        help: help("Whether speaker changes are to be marked"),
        default: "unknown",
        get: |o| {
            o.context.speaker_marks.map_or(OptionValue::None, |on| OptionValue::Word(truth(on)))
        },
        set: |o, text| put(&mut o.context.speaker_marks, text.parse().ok().map(Some)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "speaker_names",
        kind: OptionKind::Truth,
        group: Group::Order,
        help: help("Whether speakers are to be named"),
        default: "unknown",
        get: |o| {
            o.context.speaker_names.map_or(OptionValue::None, |on| OptionValue::Word(truth(on)))
        },
        set: |o, text| put(&mut o.context.speaker_names, text.parse().ok().map(Some)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "audio_tags",
        kind: OptionKind::Truth,
        group: Group::Order,
        help: help("Whether sounds are to be labeled"),
        default: "unknown",
        get: |o| o.context.audio_tags.map_or(OptionValue::None, |on| OptionValue::Word(truth(on))),
        set: |o, text| put(&mut o.context.audio_tags, text.parse().ok().map(Some)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "min_speaker_cues",
        kind: OptionKind::Count,
        group: Group::Limits,
        flag: "min-speaker-cues",
        help: help("Files with fewer cues than this may have a single speaker"),
        unit: "cues",
        get: |o| OptionValue::Whole(o.limits.min_speaker_cues.into()),
        set: |o, text| put(&mut o.limits.min_speaker_cues, text.parse().ok()),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "ellipsis",
        kind: OptionKind::Word { called: "FORM", of: || ELLIPSES.to_vec() },
        group: Group::Limits,
        flag: "ellipsis",
        help: help("Required form of the ellipsis: dots (...) or character (\u{2026})"),
        default: "any",
        get: |o| o.limits.ellipsis.map_or(OptionValue::None, OptionValue::Word),
        set: |o, text| put(&mut o.limits.ellipsis, one_of(ELLIPSES, text).map(Some)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "charset",
        kind: OptionKind::Word { called: "SET", of: || CHARSETS.to_vec() },
        group: Group::Limits,
        flag: "charset",
        help: help("Characters that may be used: latin1 or teletext"),
        default: "all",
        get: |o| o.limits.charset.map_or(OptionValue::None, OptionValue::Word),
        set: |o, text| put(&mut o.limits.charset, one_of(CHARSETS, text).map(Some)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "preview",
        kind: OptionKind::Truth,
        group: Group::Own,
        flag: "preview",
        help: help("Run rules in preview too, whose findings may change with any release"),
        get: |o| OptionValue::Word(truth(o.choice.preview)),
        set: |o, text| put(&mut o.choice.preview, text.parse().ok()),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "audience",
        kind: OptionKind::Word { called: "WHO", of: || AUDIENCES.to_vec() },
        group: Group::Preset,
        flag: "audience",
        help: help("Audience of the program, for the preset netflix: adult or children"),
        get: |o| OptionValue::Word(o.choice.parameters.audience),
        set: |o, text| put(&mut o.choice.parameters.audience, one_of(AUDIENCES, text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "sdh",
        kind: OptionKind::Truth,
        group: Group::Preset,
        flag: "sdh",
        help: help("Subtitles for the deaf and hard of hearing, for the preset netflix"),
        get: |o| OptionValue::Word(truth(o.choice.parameters.sdh)),
        set: |o, text| put(&mut o.choice.parameters.sdh, text.parse().ok()),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "target",
        kind: OptionKind::Word { called: "WHERE", of: || TARGETS.to_vec() },
        group: Group::Preset,
        flag: "target",
        help: help("Where the program is shown, for the preset bbc: online or broadcast"),
        get: |o| OptionValue::Word(o.choice.parameters.target),
        set: |o, text| put(&mut o.choice.parameters.target, one_of(TARGETS, text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "aspect",
        kind: OptionKind::Word { called: "RATIO", of: || ASPECTS.to_vec() },
        group: Group::Preset,
        flag: "aspect",
        help: help("Aspect ratio of the video, for the preset bbc: 16:9, 4:3, 1:1 or 9:16"),
        get: |o| OptionValue::Word(o.choice.parameters.aspect),
        set: |o, text| put(&mut o.choice.parameters.aspect, one_of(ASPECTS, text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "level",
        kind: OptionKind::Word { called: "LEVEL", of: || LEVELS.to_vec() },
        group: Group::Preset,
        flag: "level",
        help: help(
            "Reading level of the audience, for the preset dcmp: lower, middle, upper or adult",
        ),
        get: |o| OptionValue::Word(o.choice.parameters.level),
        set: |o, text| put(&mut o.choice.parameters.level, one_of(LEVELS, text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "media_duration",
        kind: OptionKind::Length,
        group: Group::Limits,
        flag: "media-duration",
        help: help("Length of the video: seconds (12.5), HH:MM:SS[.mmm] or 1500ms"),
        default: "unknown",
        unit: "ms",
        get: |o| o.context.media_duration.map_or(OptionValue::None, OptionValue::Whole),
        set: |o, text| put(&mut o.context.media_duration, integer(text).map(Some)),
    },
    OptionMeta {
        name: "shot_changes",
        kind: OptionKind::Text,
        group: Group::Own,
        flag: "shot-changes",
        help: help("Shot changes of the video in milliseconds, separated by semicolons"),
        default: "unknown",
        get: |o| {
            let times: Vec<String> =
                o.context.shot_changes.iter().map(ToString::to_string).collect();
            word(&times.join(";")).map_or(OptionValue::None, OptionValue::Text)
        },
        set: |o, text| put(&mut o.context.shot_changes, times(text)),
        ..OptionMeta::NEW
    },
    OptionMeta {
        name: "frame_rate",
        kind: OptionKind::Rate,
        group: Group::Own,
        flag: "frame-rate",
        help: help("Frames per second of the video: 25, 23.976 or 24000/1001"),
        default: "unknown",
        unit: "frames/s",
        get: |o| o.context.frame_rate.map_or(OptionValue::None, OptionValue::Rate),
        set: |o, text| put(&mut o.context.frame_rate, text.parse().ok().map(Some)),
    },
];

/// One of some words, in any case.
fn one_of(words: &[&'static str], text: &str) -> Option<&'static str> {
    words.iter().copied().find(|word| word.eq_ignore_ascii_case(text))
}

const fn truth(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

fn put<T>(slot: &mut T, value: Option<T>) -> bool {
    value.map(|value| *slot = value).is_some()
}

/// The formats that can be ordered, by their file extensions.
const FILE_ENDINGS: &[&str] = &["srt", "vtt", "dfxp", "cap", "scc"];

/// The file extension of a format.
fn file_ending(name: &str) -> Option<&'static str> {
    let name = name.trim().to_ascii_lowercase();
    let name = match name.as_str() {
        "webvtt" => "vtt",
        "ttml" | "xml" => "dfxp",
        name => name,
    };
    FILE_ENDINGS.iter().copied().find(|ending| *ending == name)
}

fn integer(text: &str) -> Option<i64> {
    text.parse().ok().filter(|n| *n >= 0)
}

/// Entries one per line. In text of one line, semicolons separate them.
#[cfg(feature = "lint-words")]
fn listed(text: &str) -> String {
    if text.contains('\n') { text.to_owned() } else { text.replace(';', "\n") }
}

/// Times in ms, in order.
fn times(text: &str) -> Option<Vec<i64>> {
    let pieces = text.split(';').map(str::trim).filter(|piece| !piece.is_empty());
    let mut times: Vec<i64> = pieces.map(integer).collect::<Option<_>>()?;
    times.sort_unstable();
    (!times.is_empty()).then_some(times)
}

fn word(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0)
}

impl Options {
    /// Sets an option by the name of its field. What presets have for certain files ([`super::Row`])
    /// no longer applies to it.
    ///
    /// # Errors
    /// [`OptionError`] if the option does not exist or does not accept the value.
    ///
    /// ```
    /// let mut options = cuesmith::lint::Options::default();
    /// options.set("max_chars", "37").unwrap();
    /// assert_eq!(options.limits.max_chars, 37);
    /// assert!(options.set("max_char", "37").is_err());
    /// ```
    pub fn set(&mut self, name: &str, value: &str) -> Result<&'static str, OptionError> {
        let known = OPTIONS.iter().find(|option| option.name == name);
        let option = known.ok_or_else(|| OptionError::Unknown(name.to_owned()))?;
        if (option.set)(self, value) {
            let given = &mut self.choice.given;
            if !given.contains(&option.name) {
                given.push(option.name);
            }
            return Ok(option.name);
        }
        Err(OptionError::Value { name: option.name, value: value.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_value_that_was_shown_can_be_set_again() {
        for option in OPTIONS {
            let words = match option.kind {
                OptionKind::Word { of, .. } => of(),
                OptionKind::Truth => vec!["true", "false"],
                OptionKind::Language => vec!["pt-BR"],
                OptionKind::Text if option.name == "shot_changes" => vec!["1000;2500"],
                OptionKind::Text => vec!["Aurora"],
                OptionKind::Rate => vec!["25"],
                _ => vec!["12"],
            };
            for word in words {
                let mut options = Options::default();
                assert_eq!(options.set(option.name, word), Ok(option.name), "{word}");
                assert_eq!((option.get)(&options).to_string(), word, "{}", option.name);
            }
        }
    }

    #[test]
    fn flags_are_the_names_with_dashes() {
        for option in OPTIONS {
            let flag = option.name.replace('_', "-");
            assert_eq!(option.flag, if option.group == Group::Order { "" } else { &flag });
            assert!(!option.help.is_empty() || cfg!(not(feature = "docs")), "{}", option.name);
        }
    }
}
