//! The presets of published guides. Each number is as its source had it on the day that the source names.
//!
//! They are unofficial: the publishers of the guides have not reviewed them, and a guide asks for much that
//! no file shows. `docs/presets.md` lists them.

use super::level::Level;
use super::preset::{Preset, RECOMMENDED, Row};
use super::references;
use super::rule::Reference;
use crate::source::Severity;

const OFF: Level = Level::Off;
const ON: Level = Level::On;
const INFO: Level = Level::At(Severity::Info);
const WARNING: Level = Level::At(Severity::Warning);
const ERROR: Level = Level::At(Severity::Error);

/// The presets that are not about one video platform, in the order of listings.
pub(super) static PRESETS: &[&Preset] = &[&RECOMMENDED, &STRICT, &NETFLIX, &BBC, &DCMP, &YOUTUBE];

const NETFLIX_GENERAL: &Reference = &references::NETFLIX;
const NETFLIX_TIMING: &Reference = &references::NETFLIX_TIMING;
/// The numbers by language, which Netflix spreads over one page for each language.
const NETFLIX_LANGUAGES: &Reference = &Reference {
    title: "Subtitle Edit, NetflixQualityController.cs (characters per second and per line by language)",
    url: "https://github.com/SubtitleEdit/subtitleedit/blob/1d86eaee8a4d1746f270dfcdb2c642a8f5da9b1f/src/ui/Logic/NetflixQualityCheck/NetflixQualityController.cs",
    read_on: "2026-11-30",
};
const NETFLIX_JAPANESE: &Reference = &Reference {
    title: "Subtitle Edit, NetflixCheckMaxLineLength.cs (13 full-width characters in a horizontal line)",
    url: "https://github.com/SubtitleEdit/subtitleedit/blob/2fcb8cabc946ff7f06bfdfc44eefa528671c3a89/src/ui/Logic/NetflixQualityCheck/NetflixCheckMaxLineLength.cs",
    read_on: "2026-11-30",
};
const NETFLIX_NOT_IN_JAPANESE: &Reference = &Reference {
    title: "Subtitle Edit, NetflixQualityCheck (shortest event and gaps in Japanese)",
    url: "https://github.com/SubtitleEdit/subtitleedit/tree/5c98fbdf/src/ui/Logic/NetflixQualityCheck",
    read_on: "2026-11-22",
};
const NETFLIX_COUNTING: &Reference = &references::NETFLIX_SPEED;
const BBC_GUIDELINES: &Reference = &references::BBC;
const DCMP_LINES: &Reference = &Reference {
    title: "DCMP, captioning guidelines: lines of 32 characters, no caption faster than 225 words a minute",
    url: "https://dcmp.org/learn/5",
    read_on: "2026-11-22",
};
const DCMP_RATE: &Reference = &Reference {
    title: "DCMP Captioning Key, presentation rate",
    url: "https://dcmp.org/learn/captioningkey/601",
    read_on: "2026-11-22",
};
const DCMP_KEY: &Reference = &references::DCMP;

/// Limits of streaming services and every style rule as a warning.
pub static STRICT: Preset = Preset {
    name: "strict",
    summary: "the limits of streaming services for any file, and every rule of style as a warning",
    base: Some(&RECOMMENDED),
    options: &[],
    rows: &[
        Row {
            when: &[],
            limits: &[
                ("max_chars", "42"),
                ("max_lines", "2"),
                ("min_duration", "833"),
                ("max_duration", "7000"),
                ("max_cps", "20"),
            ],
            source: NETFLIX_GENERAL,
        },
        // Two frames at 24 frames a second.
        Row {
            when: &[],
            limits: &[("min_gap", "83"), ("close_gaps", "500")],
            source: NETFLIX_TIMING,
        },
    ],
    rules: &[
        ("LIN", WARNING),
        ("RDG", WARNING),
        ("SPK", WARNING),
        ("TXT", WARNING),
        ("TXT001", ON),
        ("TIM006", WARNING),
        ("TIM007", WARNING),
        ("TIM008", WARNING),
        ("TIM009", WARNING),
        ("TIM012", WARNING),
        ("TXT012", OFF),
    ],
    references: &[references::NETFLIX, references::NETFLIX_TIMING],
};

/// A row for the gaps of Netflix at a frame rate: two frames, and gaps from three frames to less than half a
/// second closed to two.
const fn frames(
    when: &'static [(&'static str, &'static str)],
    limits: &'static [(&'static str, &'static str)],
) -> Row {
    Row { when, limits, source: NETFLIX_TIMING }
}

/// A row of the reading speeds by language.
const fn speed(
    when: &'static [(&'static str, &'static str)],
    limits: &'static [(&'static str, &'static str)],
) -> Row {
    Row { when, limits, source: NETFLIX_LANGUAGES }
}

const CHILDREN: (&str, &str) = ("audience", "children");
const SDH: (&str, &str) = ("sdh", "true");
const EN: (&str, &str) = ("language", "en");
const AR: (&str, &str) = ("language", "ar");
const HI: (&str, &str) = ("language", "hi");
const JA: (&str, &str) = ("language", "ja");
const KO: (&str, &str) = ("language", "ko");
const ZH: (&str, &str) = ("language", "zh");
const ANY: (&str, &str) = ("language", "*");

/// The Timed Text Style Guide of Netflix.
pub static NETFLIX: Preset = Preset {
    name: "netflix",
    summary: "Netflix Timed Text Style Guide (unofficial), by language, --audience and --sdh; with --frame-rate also gaps of two frames",
    base: Some(&RECOMMENDED),
    options: &[],
    rows: &[
        Row {
            when: &[],
            limits: &[
                ("max_chars", "42"),
                ("max_lines", "2"),
                ("min_duration", "833"),
                ("max_duration", "7000"),
            ],
            source: NETFLIX_GENERAL,
        },
        Row { when: &[], limits: &[("ellipsis", "character")], source: NETFLIX_GENERAL },
        // Where the language is not known: the speeds of English.
        speed(&[], &[("max_cps", "20")]),
        speed(&[CHILDREN], &[("max_cps", "17")]),
        speed(&[ANY], &[("max_cps", "17")]),
        speed(&[ANY, CHILDREN], &[("max_cps", "13")]),
        speed(&[SDH], &[("max_cps", "20")]),
        speed(&[SDH, CHILDREN], &[("max_cps", "17")]),
        speed(&[EN], &[("max_cps", "20")]),
        speed(&[EN, CHILDREN], &[("max_cps", "17")]),
        speed(&[AR], &[("max_cps", "20")]),
        speed(&[AR, CHILDREN], &[("max_cps", "17")]),
        speed(&[AR, SDH], &[("max_cps", "23")]),
        speed(&[AR, SDH, CHILDREN], &[("max_cps", "20")]),
        speed(&[HI], &[("max_cps", "22")]),
        speed(&[HI, CHILDREN], &[("max_cps", "18")]),
        speed(&[HI, SDH], &[("max_cps", "25")]),
        speed(&[HI, SDH, CHILDREN], &[("max_cps", "20")]),
        speed(&[JA], &[("max_cps", "4")]),
        speed(&[JA, SDH], &[("max_cps", "7")]),
        speed(&[KO], &[("max_cps", "12")]),
        speed(&[KO, CHILDREN], &[("max_cps", "9")]),
        speed(&[KO, SDH], &[("max_cps", "14")]),
        speed(&[KO, SDH, CHILDREN], &[("max_cps", "11")]),
        speed(&[ZH], &[("max_cps", "9")]),
        speed(&[ZH, CHILDREN], &[("max_cps", "7")]),
        speed(&[ZH, SDH], &[("max_cps", "11")]),
        speed(&[ZH, SDH, CHILDREN], &[("max_cps", "9")]),
        speed(&[("language", "th")], &[("max_chars", "35")]),
        speed(&[("language", "ru")], &[("max_chars", "39")]),
        speed(&[KO], &[("max_chars", "16")]),
        speed(&[ZH], &[("max_chars", "16")]),
        Row { when: &[JA], limits: &[("max_chars", "13")], source: NETFLIX_JAPANESE },
        Row { when: &[KO], limits: &[("half_width", "true")], source: NETFLIX_COUNTING },
        Row { when: &[ZH], limits: &[("half_width", "true")], source: NETFLIX_COUNTING },
        Row { when: &[JA], limits: &[("half_width", "true")], source: NETFLIX_COUNTING },
        frames(&[("frame_rate", "24000/1001")], &[("min_gap", "83"), ("close_gaps", "500")]),
        frames(&[("frame_rate", "24")], &[("min_gap", "83"), ("close_gaps", "500")]),
        frames(&[("frame_rate", "25")], &[("min_gap", "80"), ("close_gaps", "480")]),
        frames(&[("frame_rate", "30000/1001")], &[("min_gap", "67"), ("close_gaps", "500")]),
        frames(&[("frame_rate", "30")], &[("min_gap", "67"), ("close_gaps", "500")]),
        frames(&[("frame_rate", "50")], &[("min_gap", "40"), ("close_gaps", "500")]),
        frames(&[("frame_rate", "60000/1001")], &[("min_gap", "33"), ("close_gaps", "500")]),
        frames(&[("frame_rate", "60")], &[("min_gap", "33"), ("close_gaps", "500")]),
        Row {
            when: &[JA],
            limits: &[("min_duration", "500"), ("min_gap", "0"), ("close_gaps", "0")],
            source: NETFLIX_NOT_IN_JAPANESE,
        },
    ],
    rules: &[
        ("LIN001", WARNING),
        ("LIN002", WARNING),
        ("RDG003", WARNING),
        // "Prefer one line unless it exceeds the limit".
        ("LIN003", ON),
        ("RDG001", WARNING),
        ("TIM004", ERROR),
        ("TIM006", WARNING),
        ("TIM007", WARNING),
        ("TIM008", WARNING),
        ("TTM013", ON),
    ],
    references: &[
        references::NETFLIX,
        references::NETFLIX_TIMING,
        *NETFLIX_COUNTING,
        *NETFLIX_LANGUAGES,
        *NETFLIX_JAPANESE,
        *NETFLIX_NOT_IN_JAPANESE,
    ],
};

/// The Subtitle Guidelines of the BBC.
pub static BBC: Preset = Preset {
    name: "bbc",
    summary: "BBC Subtitle Guidelines (unofficial), by --target and --aspect",
    base: Some(&RECOMMENDED),
    options: &[],
    rows: &[
        Row {
            when: &[],
            // A word needs 0.33 s at this speed: the minimum of 0.3 s a word follows from it. A gap inside speech
            // is at least 1 s.
            limits: &[
                ("max_chars", "37"),
                ("max_lines", "2"),
                ("max_wpm", "180"),
                ("min_gap", "1000"),
            ],
            source: BBC_GUIDELINES,
        },
        Row {
            when: &[("aspect", "9:16")],
            limits: &[("max_chars", "25"), ("max_lines", "3")],
            source: BBC_GUIDELINES,
        },
        Row { when: &[], limits: &[("ellipsis", "dots")], source: BBC_GUIDELINES },
        // Teletext has one width, and few characters.
        Row {
            when: &[("target", "broadcast")],
            limits: &[("max_chars", "37"), ("max_lines", "2"), ("charset", "teletext")],
            source: BBC_GUIDELINES,
        },
    ],
    rules: &[
        ("LIN001", WARNING),
        ("LIN002", WARNING),
        ("RDG001", OFF),
        ("RDG003", OFF),
        ("RDG004", OFF),
        ("RDG002", WARNING),
        // "Emoji must not be used".
        ("TXT010", WARNING),
        ("TIM004", ERROR),
        ("TIM006", OFF),
        ("TIM007", OFF),
        ("TIM008", WARNING),
    ],
    references: &[references::BBC],
};

/// The Captioning Key of DCMP.
pub static DCMP: Preset = Preset {
    name: "dcmp",
    summary: "DCMP Captioning Key (unofficial), by --level",
    base: Some(&RECOMMENDED),
    options: &[("speaker_marks", "true")],
    rows: &[
        Row { when: &[], limits: &[("max_chars", "32"), ("max_lines", "2")], source: DCMP_LINES },
        Row {
            when: &[],
            limits: &[("min_duration", "1333"), ("max_duration", "6000")],
            source: DCMP_KEY,
        },
        Row { when: &[("level", "lower")], limits: &[("max_wpm", "130")], source: DCMP_RATE },
        Row { when: &[("level", "middle")], limits: &[("max_wpm", "140")], source: DCMP_KEY },
        Row { when: &[("level", "upper")], limits: &[("max_wpm", "160")], source: DCMP_KEY },
        Row { when: &[("level", "adult")], limits: &[("max_wpm", "225")], source: DCMP_LINES },
    ],
    rules: &[
        ("LIN001", WARNING),
        ("LIN002", WARNING),
        ("RDG001", OFF),
        ("RDG003", OFF),
        ("RDG004", OFF),
        ("RDG002", WARNING),
        ("SPK004", INFO),
        ("TIM004", ERROR),
        ("TIM006", WARNING),
        ("TIM007", WARNING),
    ],
    references: &[references::DCMP, *DCMP_LINES, *DCMP_RATE],
};

/// What YouTube's help pages ask for: a file that its reader takes. They give no limits for lines, times or speed.
pub static YOUTUBE: Preset = Preset {
    name: "youtube",
    summary: "files that YouTube's help pages ask for (unofficial): no limits for lines, durations or reading speed",
    base: Some(&RECOMMENDED),
    options: &[],
    rows: &[],
    rules: &[
        ("LIN", OFF),
        ("LIN006", ON),
        ("RDG", OFF),
        ("TIM006", OFF),
        ("TIM007", OFF),
        ("TIM008", OFF),
        ("TIM009", OFF),
        ("TIM004", WARNING),
        // No markup is recognized in SRT.
        ("SRT006", WARNING),
    ],
    references: &[references::YOUTUBE],
};
