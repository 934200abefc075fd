//! TXT016: text in a script that the language does not use.

use crate::language;
use crate::lint::references::OUR_TEXT;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Reference, Rule, Subject};
use crate::source::Severity;
use crate::timeline::visible_text;

docs! {
    /// ## What it does
    ///
    /// Finds files of which less than a fifth of the letters are in a script of the language: Russian in
    /// Latin letters, English in Cyrillic ones. The language is that of `--language`, the file or its
    /// name. Files with fewer than 40 letters, languages that are written in several scripts (Serbian,
    /// Kazakh, Uzbek) and languages with a script in their tag (`ru-Latn`) are not checked. There is one
    /// finding, at the first cue.
    ///
    /// ## Why
    ///
    /// The file is in another language than it says, it was never translated, or its encoding was wrong. A
    /// player offers it under the wrong language.
    ///
    /// ## Example
    ///
    /// ```srt,invalid,language=ru
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six in the morning,
    ///
    /// 2
    /// 00:00:05,000 --> 00:00:08,000
    /// and the ferry leaves at a quarter past.
    /// ```
    ///
    /// ```srt,valid,language=en
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six in the morning,
    ///
    /// 2
    /// 00:00:05,000 --> 00:00:08,000
    /// and the ferry leaves at a quarter past.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Give the file its language, or translate it.
    ///
    /// ## Where it comes from
    ///
    /// The blocks of scripts in Unicode 17.0. The limits are our own judgment.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT016",
    name: "wrong-script",
    summary: "the text is not in the script of its language",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    needs: &[Need::Language],
    references: &[
        Reference {
            title: "Unicode 17.0, Blocks.txt",
            url: "https://www.unicode.org/Public/17.0.0/ucd/Blocks.txt",
            read_on: "2026-11-30",
        },
        OUR_TEXT,
    ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// A script with its letters.
struct Script {
    name: &'static str,
    blocks: &'static [(char, char)],
    languages: &'static [&'static str],
}

/// The scripts of languages that have one, or several together.
const SCRIPTS: &[Script] = &[
    Script {
        name: "Latin",
        blocks: &[('A', '\u{24f}'), ('\u{1e00}', '\u{1eff}'), ('\u{ff21}', '\u{ff5a}')],
        languages: &[
            "af", "ca", "cs", "cy", "da", "de", "en", "es", "et", "eu", "fi", "fr", "ga", "gl",
            "hr", "hu", "id", "is", "it", "lt", "lv", "ms", "nb", "nl", "nn", "no", "pl", "pt",
            "ro", "sk", "sl", "so", "sq", "sv", "sw", "tl", "tr", "vi", "zu",
        ],
    },
    Script {
        name: "Greek",
        blocks: &[('\u{370}', '\u{3ff}'), ('\u{1f00}', '\u{1fff}')],
        languages: &["el"],
    },
    Script {
        name: "Cyrillic",
        blocks: &[('\u{400}', '\u{52f}')],
        languages: &["be", "bg", "mk", "ru", "uk"],
    },
    Script { name: "Armenian", blocks: &[('\u{530}', '\u{58f}')], languages: &["hy"] },
    Script {
        name: "Hebrew",
        blocks: &[('\u{590}', '\u{5ff}'), ('\u{fb1d}', '\u{fb4f}')],
        languages: &["he"],
    },
    Script {
        name: "Arabic",
        blocks: &[
            ('\u{600}', '\u{6ff}'),
            ('\u{750}', '\u{77f}'),
            ('\u{fb50}', '\u{fdff}'),
            ('\u{fe70}', '\u{feff}'),
        ],
        languages: &["ar", "fa", "ps", "ur"],
    },
    Script {
        name: "Devanagari",
        blocks: &[('\u{900}', '\u{97f}')],
        languages: &["hi", "mr", "ne"],
    },
    Script { name: "Bengali", blocks: &[('\u{980}', '\u{9ff}')], languages: &["as", "bn"] },
    Script { name: "Gurmukhi", blocks: &[('\u{a00}', '\u{a7f}')], languages: &["pa"] },
    Script { name: "Gujarati", blocks: &[('\u{a80}', '\u{aff}')], languages: &["gu"] },
    Script { name: "Tamil", blocks: &[('\u{b80}', '\u{bff}')], languages: &["ta"] },
    Script { name: "Telugu", blocks: &[('\u{c00}', '\u{c7f}')], languages: &["te"] },
    Script { name: "Kannada", blocks: &[('\u{c80}', '\u{cff}')], languages: &["kn"] },
    Script { name: "Malayalam", blocks: &[('\u{d00}', '\u{d7f}')], languages: &["ml"] },
    Script { name: "Sinhala", blocks: &[('\u{d80}', '\u{dff}')], languages: &["si"] },
    Script { name: "Thai", blocks: &[('\u{e00}', '\u{e7f}')], languages: &["th"] },
    Script { name: "Lao", blocks: &[('\u{e80}', '\u{eff}')], languages: &["lo"] },
    Script { name: "Burmese", blocks: &[('\u{1000}', '\u{109f}')], languages: &["my"] },
    Script {
        name: "Georgian",
        blocks: &[('\u{10a0}', '\u{10ff}'), ('\u{1c90}', '\u{1cbf}')],
        languages: &["ka"],
    },
    Script { name: "Ethiopic", blocks: &[('\u{1200}', '\u{139f}')], languages: &["am"] },
    Script { name: "Khmer", blocks: &[('\u{1780}', '\u{17ff}')], languages: &["km"] },
    Script {
        name: "Chinese",
        blocks: &[('\u{3400}', '\u{9fff}'), ('\u{f900}', '\u{faff}'), ('\u{20000}', '\u{323af}')],
        languages: &["zh"],
    },
    Script {
        name: "Japanese",
        blocks: &[('\u{3040}', '\u{30ff}'), ('\u{3400}', '\u{9fff}'), ('\u{ff66}', '\u{ff9f}')],
        languages: &["ja"],
    },
    Script {
        name: "Korean",
        blocks: &[('\u{1100}', '\u{11ff}'), ('\u{3130}', '\u{318f}'), ('\u{ac00}', '\u{d7af}')],
        languages: &["ko"],
    },
];

/// The fewest letters that say anything about a file.
const LETTERS: u32 = 40;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(tag) = subject.language() else { return };
    let Some(code) = language::code(tag) else { return };
    // A tag with a script, such as `sr-Latn`, has a part of four letters.
    let names_script = tag.split(['-', '_']).skip(1).any(|part| part.len() == 4);
    let own = SCRIPTS.iter().find(|script| script.languages.contains(&code));
    let Some(own) = own.filter(|_| !names_script) else { return };
    let (mut all, mut fitting) = (0_u32, 0_u32);
    for cue in &subject.timeline.cues {
        for c in visible_text(subject.timeline, cue).chars().filter(|c| c.is_alphabetic()) {
            all += 1;
            let has = |(from, to): &(char, char)| (*from..=*to).contains(&c);
            fitting += u32::from(own.blocks.iter().any(has));
        }
    }
    let Some(first) = subject.timeline.cues.first() else { return };
    if all < LETTERS || fitting.saturating_mul(5) >= all {
        return;
    }
    let percent = u64::from(fitting) * 100 / u64::from(all);
    let message = format!(
        "the language of the file is `{tag}`, but {percent} % of its letters are {}",
        own.name
    );
    findings.push(findings.finding(first.origin.payload, message).with_cue(0));
}
