//! What `kaltura::write_safe` writes is kept whole by every reader model: shown on every input of the
//! conformance data that has cues, for all three formats.

use std::collections::BTreeMap;

use crate::common::{self, reading};
use cuesmith::kaltura::{
    CaptionType, CompareOptions, LONGEST_MS, PlatformReader, SERVE_LIMIT, SafeOptions, View,
    compare, write_safe,
};
use cuesmith::source::{DecodeOptions, Source, decode};
use cuesmith::timeline::{Cue, LossKind, Timeline, visible_text};
use cuesmith::{Format, read};
use proptest::prelude::*;

const TARGETS: [Format; 3] = [Format::Srt, Format::WebVtt, Format::Ttml];

/// What keeps a reader from having every cue, if anything does that a file could be written without.
pub(crate) fn fault(text: &str, format: Format) -> Option<String> {
    let source = Source::from_text(text);
    let file = read(text, None, &reading(format));
    let timeline = file.document.lower();
    let compared = compare(&source, &timeline, CaptionType::of(format), &CompareOptions::default());
    let takes = |view: &&View| cannot_take(view.reader, text, &timeline, format).is_none();
    let found =
        compared.views.iter().filter(takes).find_map(|view| describe(view, &timeline, text));
    found.or_else(|| (!compared.is_ready()).then(|| "the gate finds no cue".to_owned()))
}

/// What one reader cannot take at all, in whatever form it is written; the others keep it.
fn cannot_take(
    reader: PlatformReader,
    text: &str,
    timeline: &Timeline<'_>,
    format: Format,
) -> Option<&'static str> {
    let any = |test: &dyn Fn(&Cue<'_>) -> bool| timeline.cues.iter().any(test);
    let has = |signs: &[char]| any(&|cue| visible_text(timeline, cue).contains(signs));
    let is_long = |cue: &Cue<'_>| cue.interval.duration() > LONGEST_MS;
    match (reader, format) {
        (PlatformReader::Hls, _) if any(&is_long) => Some("a cue of more than an hour"),
        (PlatformReader::BurnIn, Format::Srt) if has(&['{']) => Some("curly brackets in SRT"),
        (PlatformReader::BurnIn, Format::Srt) if text.lines().any(|line| line.len() > 4095) => {
            Some("a line of SRT over 4,095 bytes")
        }
        // The conversion fails for every file.
        (PlatformReader::BurnIn, Format::Ttml) => Some("DFXP"),
        // It writes both into WebVTT as they are.
        (PlatformReader::Packager, Format::Ttml) if has(&['<', '&']) => Some("`<` or `&` in DFXP"),
        _ => None,
    }
}

fn describe(view: &View, timeline: &Timeline<'_>, text: &str) -> Option<String> {
    let name = view.reader.name();
    if let Some(extra) = view.extra().next() {
        return Some(format!("{name}: extra {:?}", view.cues[extra]));
    }
    let at = view.fates.iter().position(|fate| !fate.is_whole())?;
    let block = timeline.cues[at].origin.block.slice(text);
    let seen = view.fates[at].seen.map(|seen| &view.cues[seen as usize]);
    let seen = seen.map(|cue| (cue.start_ms, cue.end_ms, String::from_utf8_lossy(&cue.text)));
    Some(format!("{name}: cue {at} {:?}\n  {block:.300?}\n  {seen:?}", view.fates[at]))
}

/// What no spelling can save; the losses say so.
fn is_hopeless(text: &str, timeline: &Timeline<'_>, to: Format) -> Option<&'static str> {
    let hours = |ms: i64| ms / 3_600_000;
    let last = timeline.cues.iter().map(|c| c.interval.end.0).max().unwrap_or(0);
    let text_len = |c| visible_text(timeline, c).len();
    match () {
        () if text.len() > SERVE_LIMIT => Some("over 1 MiB"),
        () if timeline.cues.iter().any(|cue| text_len(cue) > 400_000) => Some("a huge cue"),
        // The clip tool counts hours from zero again after a day.
        () if to == Format::Srt && hours(last) >= 24 => Some("SRT of more than a day"),
        () => None,
    }
}

#[test]
fn every_reader_keeps_every_cue_of_what_is_written() {
    let (mut written, mut hopeless, mut problems) = (0, Vec::new(), Vec::new());
    let mut taken: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (name, bytes, format) in common::platform_inputs() {
        let source = decode(&bytes, &DecodeOptions::default()).unwrap();
        let file = read(&source.text, Some(&name), &reading(format));
        let timeline = file.document.lower();
        for to in TARGETS {
            let made = write_safe(&timeline, to, &SafeOptions::default());
            let again = read(&made.document, None, &reading(to));
            let lowered = again.document.lower();
            if lowered.cues.is_empty() {
                // No word is lost without a loss.
                let words =
                    timeline.cues.iter().any(|cue| !visible_text(&timeline, cue).trim().is_empty());
                let reported = made.losses.iter().any(|loss| loss.kind == LossKind::Cue);
                assert!(!words || reported, "{name}");
                continue;
            }
            written += 1;
            for reader in PlatformReader::ALL {
                if let Some(why) = cannot_take(*reader, &made.document, &lowered, to) {
                    *taken.entry((reader.name(), why)).or_insert(0) += 1;
                }
            }
            if let Some(why) = is_hopeless(&made.document, &lowered, to) {
                hopeless.push(format!("{name} to {}: {why}", to.name()));
            } else if let Some(fault) = fault(&made.document, to) {
                problems.push(format!("{name} to {}: {fault}", to.name()));
            }
        }
    }
    println!("{written} files written; beyond saving: {hopeless:#?}\nnot taken: {taken:#?}");
    assert!(problems.is_empty(), "{} files:\n{:.9000}", problems.len(), problems.join("\n"));
    assert!(hopeless.len() * 50 <= written, "too many files are beyond saving");
}

/// Pieces that mean something to one reader or the other.
const PIECES: &[&str] = &[
    "a",
    " ",
    "  ",
    "\n",
    "B.",
    "{",
    "}",
    "{\\an8}",
    "{\\b1}",
    "{i}",
    "{/i}",
    "{y:b}",
    "<",
    ">",
    "<i>",
    "</i>",
    "<b>",
    "</b>",
    "<v Ada>",
    "<c.x>",
    "<00:01.500>",
    "<font color=red>",
    "&",
    "&amp;",
    "&lt;",
    "&amp;lt;",
    "&#60;",
    "&nbsp;",
    "-->",
    "->",
    "-->>",
    "♪",
    "12",
    "\u{2028}",
    "\t",
    "ﬀ",
    "|",
    "<ruby>",
    "<rt>",
    "\u{202e}",
    "\u{feff}",
    "NOTE",
    "WEBVTT",
    "…",
    "\\N",
    "\\n",
    "]]>",
    "%",
    "_",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_of_one_format_is_kept_in_another(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 1..12),
        from in prop::sample::select(&[Format::Srt, Format::WebVtt][..]),
        long in any::<bool>(),
    ) {
        let payload = pieces.concat().replace("\n\n", "\n");
        let (start, end) = ("00:00:01.000", if long { "00:01:10.000" } else { "00:00:04.500" });
        let text = match from {
            Format::WebVtt => format!("WEBVTT\n\n{start} --> {end} line:1\n{payload}\n"),
            _ => format!("1\n{start} --> {end}\n{payload}\n").replace(".0", ",0").replace(".5", ",5"),
        };
        let file = read(&text, None, &reading(from));
        let timeline = file.document.lower();
        for to in TARGETS {
            let made = write_safe(&timeline, to, &SafeOptions::default()).document;
            if read(&made, None, &reading(to)).document.lower().cues.is_empty() {
                continue;
            }
            let fault = fault(&made, to);
            prop_assert!(fault.is_none(), "{text:?} to {}: {made:?}\n{fault:?}", to.name());
            let again = read(&made, None, &reading(to));
            let again = write_safe(&again.document.lower(), to, &SafeOptions::default());
            prop_assert_eq!(&again.document, &made, "once more, {:?}", text);
        }
    }
}

#[test]
fn a_wrong_end_does_not_become_thousands_of_cues() {
    for end in ["99999999999:00:03.500", "100:00:03.000", "25:00:01.000"] {
        let text = format!("WEBVTT\n\n00:00:01.000 --> {end}\nThe harbour opens at six.\n");
        let file = read(&text, None, &reading(Format::WebVtt));
        for to in TARGETS {
            let made = write_safe(&file.document.lower(), to, &SafeOptions::default());
            assert!(made.document.len() < 500, "{end} to {}: {}", to.name(), made.document.len());
            let reported = made.losses.iter().any(|loss| loss.kind == LossKind::Time);
            assert!(reported, "{end} to {}: {:?}", to.name(), made.losses);
        }
    }
}

#[test]
fn srt_beyond_a_day_is_reported_since_a_clip_shows_it_at_another_time() {
    let text = "WEBVTT\n\n25:00:01.000 --> 25:00:03.000\nThe harbour opens at six.\n";
    let file = read(text, None, &reading(Format::WebVtt));
    let losses = |to| write_safe(&file.document.lower(), to, &SafeOptions::default()).losses;
    assert_eq!(losses(Format::Srt).iter().map(|l| l.kind).collect::<Vec<_>>(), [LossKind::Time]);
    assert_eq!(losses(Format::WebVtt), []);
}

#[test]
fn text_that_one_reader_would_take_for_something_else_is_written_so_that_none_does() {
    let text = "WEBVTT\n\n00:01.000 --> 00:03.000\n1914\n&lt;enter&gt; at 00:00:01,000 C:\\new &amp;copy;\n";
    let file = read(text, None, &reading(Format::WebVtt));
    for to in TARGETS {
        let made = write_safe(&file.document.lower(), to, &SafeOptions::default()).document;
        assert_eq!(fault(&made, to), None, "{made}");
    }
}
