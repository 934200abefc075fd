//! Conversion on every fixture and every input of the conformance data: what comes out reads back
//! as the same cues, and what does not is in the ledger.

use crate::common;
use crate::shown::{Random, mutation};
use cuesmith::convert::{convert, verify};
use cuesmith::kaltura::lint::RULES;
use cuesmith::kaltura::{SafeOptions, verify_safe, write_safe};
use cuesmith::lint::{self, Options, Plan};
use cuesmith::source::{DecodeOptions, Severity, Source, decode};
use cuesmith::timeline::{Converted, Loss, LossKind, Timeline, visible_text};
use cuesmith::{
    ConformanceOptions, Format, Opened, ReadOptions, WriteOptions, detect, open, read, ttml,
};
use std::collections::BTreeMap;

fn reading(format: Format) -> ReadOptions {
    ReadOptions { format: Some(format), ..ReadOptions::default() }
}

type Shown = (i64, i64, Vec<String>);

/// Place in the file, times and visible lines, white space at line edges aside.
fn cues(timeline: &Timeline<'_>) -> Vec<(usize, Shown)> {
    let shown = |cue| {
        let text = visible_text(timeline, cue);
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    let cues = timeline.cues.iter().enumerate();
    cues.map(|(index, cue)| (index, (cue.interval.start.0, cue.interval.end.0, shown(cue))))
        .collect()
}

/// Findings about what the source says, which no writer can help: a file without cues stays one, a
/// time is what it is, a style sheet is copied.
fn is_content(code: &str) -> bool {
    matches!(code, "SRT_EMPTY_FILE" | "SRT_TIME_HOURS_OVER_99" | "VTT_STYLE_IMPORT")
}

fn is_markup(code: &str) -> bool {
    code.starts_with("TAG_") || code.starts_with("TXT_")
}

#[test]
fn every_input_converts_to_every_format_and_reads_back_the_same() {
    let mut problems = Vec::new();
    let mut converted = 0;
    for (name, bytes) in common::all_inputs() {
        let source = decode(&bytes, &DecodeOptions::default()).unwrap();
        let from = detect(&source.text, Some(&name));
        let file = open(&source, Some(&name), &reading(from));
        let timeline = &file.timeline;
        for to in common::written() {
            let made = convert(&file, to, &WriteOptions::default());
            for difference in verify(timeline, &made, to, &WriteOptions::default()) {
                problems.push(format!("{name} -> {}: {difference:?}", to.name()));
            }
            let safe = write_safe(timeline, to, &SafeOptions::default());
            for difference in verify_safe(timeline, &safe, to, &SafeOptions::default()) {
                problems.push(format!("{name} -> safe {}: {difference:?}", to.name()));
            }
            let Converted { document, losses } = made;
            let entities = losses.iter().any(|loss| loss.kind == LossKind::Entity);
            let back = read(&document, None, &reading(to));
            let mut found = back.diagnostics;
            let written = Source::from_text(&document);
            found.extend(back.document.conformance(&written, &ConformanceOptions::default()));
            let bad: Vec<_> = found
                .iter()
                .filter(|d| d.severity > Severity::Info)
                .filter(|d| !is_content(d.code.0))
                // SRT has no escapes: text that looks like markup must be reported, or was there before.
                .filter(|d| !is_markup(d.code.0) || from != Format::Srt && !entities)
                .map(|d| format!("{} {}", d.code, d.message))
                .collect();
            if !bad.is_empty() {
                problems.push(format!("{name} -> {}: output has {bad:?}", to.name()));
            }
            let (mut was, is) = (cues(timeline), cues(&back.document.lower()));
            if to == Format::WebVtt {
                // The syntax wants start times in order.
                was.sort_by_key(|(_, (start, _, _))| *start);
            }
            // A cue that is not the same must be in the ledger.
            let reported = |index: usize| losses.iter().any(|l| l.cue == Some(index as u32));
            let mut kept = is.iter();
            for (place, (index, cue)) in was.iter().enumerate() {
                let next = kept.clone().next().map(|(_, cue)| cue);
                let same = next == Some(cue);
                if same || kept.len() >= was.len() - place {
                    kept.next();
                }
                if !same && !reported(*index) {
                    problems.push(format!(
                        "{name} -> {}: cue {index} {cue:?} became {:?} unreported",
                        to.name(),
                        next
                    ));
                    break;
                }
            }
            converted += 1;
        }
    }
    println!("{converted} conversions");
    assert!(converted > 100);
    assert!(problems.is_empty(), "{}:\n{}", problems.len(), problems.join("\n"));
}

fn ttml(body: &str) -> String {
    let uri = "http://www.w3.org/ns/ttml";
    format!(
        "<tt xml:lang=\"en\" xmlns=\"{uri}\" xmlns:tts=\"{uri}#styling\" xmlns:ttm=\"{uri}#metadata\">\
         <head><layout><region xml:id=\"r\"/></layout></head><body region=\"r\"><div>{body}</div></body></tt>"
    )
}

fn losses_of(text: &str, to: Format) -> (Vec<(LossKind, Option<u32>)>, String) {
    let source = Source::from_text(text);
    let file = open(&source, None, &ReadOptions::default());
    let timeline = &file.timeline;
    let made = convert(&file, to, &WriteOptions::default());
    assert_eq!(verify(timeline, &made, to, &WriteOptions::default()), []);
    (made.losses.iter().map(|loss| (loss.kind, loss.cue)).collect(), made.document)
}

#[test]
fn what_the_timeline_of_a_ttml_file_does_not_hold_is_in_the_ledger() {
    for (body, kind) in [
        ("<p end='00:00:01' tts:fontFamily='serif'>a</p>", LossKind::Style),
        ("<p end='00:00:01'><span tts:backgroundColor='red'>a</span></p>", LossKind::Style),
        ("<p end='00:00:01'><metadata><ttm:desc>b</ttm:desc></metadata>a</p>", LossKind::Metadata),
        ("<p end='00:00:01' ttm:role='sound'>a</p>", LossKind::Metadata),
        ("<p end='00:00:01' tts:direction='rtl'>a</p>", LossKind::Style),
        ("<p end='00:00:01' tts:textAlign='justify'>a</p>", LossKind::Style),
        ("<p end='00:00:01' tts:textDecoration='underline lineThrough'>a</p>", LossKind::Style),
        ("<p end='00:00:01'><span xml:id='x'>a</span></p>", LossKind::Id),
        ("<p end='00:00:04'><set begin='00:00:01' tts:color='red'/>a</p>", LossKind::Animation),
    ] {
        let (losses, _) = losses_of(&ttml(body), Format::Ttml);
        assert_eq!(losses, [(kind, Some(0))], "{body}");
    }
    let body = "<p end='00:00:01'>a<span tts:display='none'>b</span></p><p begin='00:00:02' end='00:00:01' region='x'>c</p>";
    let (losses, document) = losses_of(&ttml(body), Format::Ttml);
    assert_eq!(losses, [(LossKind::Hidden, None); 2]);
    assert!(document.contains(">a</p>"));
    let body = "<p end='00:00:01'>a<span tts:visibility='hidden'>b</span></p>\
                <p end='00:00:01' tts:visibility='hidden'>c</p>";
    let (losses, document) = losses_of(&ttml(body), Format::Srt);
    assert_eq!(losses.iter().filter(|loss| **loss == (LossKind::Hidden, None)).count(), 2);
    assert_eq!(document, "1\n00:00:00,000 --> 00:00:01,000\na\n");
}

#[test]
fn a_region_of_ttml_keeps_its_name_and_becomes_settings_in_webvtt() {
    let uri = "http://www.w3.org/ns/ttml";
    let text = format!(
        "<tt xml:lang='en' xmlns='{uri}' xmlns:tts='{uri}#styling'><head><layout>\
         <region xml:id='low' tts:origin='10% 70%' tts:extent='80% 20%' tts:displayAlign='after'/>\
         <region xml:id='unused'/></layout></head><body region='low'><div>\
         <p end='00:00:01' tts:textAlign='left'>a</p><p end='00:00:01' tts:textAlign='right'>b</p>\
         </div></body></tt>"
    );
    let (losses, document) = losses_of(&text, Format::Ttml);
    assert_eq!(losses, [(LossKind::Region, None)]);
    assert!(document.contains("<region xml:id=\"low\" tts:origin=\"10% 70%\""), "{document}");
    assert!(document.contains("region=\"low\">a</p>"), "{document}");
    assert!(document.contains("region=\"low\" tts:textAlign=\"right\">b</p>"), "{document}");
    let (losses, document) = losses_of(&text, Format::WebVtt);
    assert_eq!(losses.iter().filter(|loss| loss.0 == LossKind::Region).count(), 2);
    assert!(document.contains(" line:90%,end position:10% size:80% align:left\na"), "{document}");
}

#[test]
fn speakers_names_in_front_of_the_text_are_part_of_it() {
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Now?</v> <v Bo><i>Now</i></v>\n";
    let source = Source::from_text(text);
    let file = open(&source, None, &ReadOptions::default());
    let timeline = &file.timeline;
    let mut options = WriteOptions::default();
    options.srt.voice = cuesmith::srt::Voice::Prefix;
    let mut made = convert(&file, Format::Srt, &options);
    assert!(made.document.ends_with("\nAda: Now? Bo: <i>Now</i>\n"), "{}", made.document);
    assert_eq!(verify(timeline, &made, Format::Srt, &options), []);
    made.document = made.document.replace("Bo", "Al");
    assert_eq!(verify(timeline, &made, Format::Srt, &options).len(), 1);
}

#[test]
fn a_cue_that_never_ends_gets_an_end_where_the_format_needs_one() {
    for to in [Format::Srt, Format::WebVtt] {
        let (losses, document) = losses_of(&ttml("<p begin='00:00:01'>a</p>"), to);
        assert!(losses.contains(&(LossKind::Time, Some(0))), "{losses:?}");
        assert!(document.contains("99:59:59"), "{document}");
    }
    let (losses, document) = losses_of(&ttml("<p begin='00:00:01'>a</p>"), Format::Ttml);
    assert_eq!(losses, []);
    assert!(document.contains("<p begin=\"00:00:01.000\" region="));
}

#[test]
fn a_cue_that_ends_before_it_starts_is_not_written_so_in_ttml() {
    let srt = "1\n00:00:05,000 --> 00:00:03,000\na\n";
    let (losses, document) = losses_of(srt, Format::Ttml);
    assert_eq!(losses, [(LossKind::Time, Some(0))]);
    assert!(document.contains("begin=\"00:00:05.000\" end=\"00:00:05.001\""), "{document}");
}

#[test]
fn two_lines_are_one_cue_and_ruby_keeps_its_base() {
    let body = "<p end='1s'>one<br/>two</p><p begin='2s' end='3s'><span tts:ruby='container'>\
                <span tts:ruby='base'>東</span><span tts:ruby='text'>ひがし</span></span>へ</p>";
    let (_, srt) = losses_of(&ttml(body), Format::Srt);
    assert!(srt.contains("one\ntwo\n\n2\n") && srt.contains("\n東へ\n"), "{srt}");
    let (_, webvtt) = losses_of(&ttml(body), Format::WebVtt);
    assert!(webvtt.contains("<ruby>東<rt>ひがし</rt></ruby>へ"), "{webvtt}");
}

/// The ways a file can be written.
fn targets() -> Vec<(&'static str, Format, WriteOptions)> {
    let mut imsc = WriteOptions::default();
    imsc.ttml.flavour = ttml::Flavour::Imsc11;
    vec![
        ("srt", Format::Srt, WriteOptions::default()),
        ("webvtt", Format::WebVtt, WriteOptions::default()),
        ("dfxp", Format::Ttml, WriteOptions::default()),
        ("imsc", Format::Ttml, imsc),
    ]
}

/// Findings that result from the source or from the limits of the format, which are reported:
/// they are no news about how a file is written.
fn is_of_the_source(code: &str, timeline: &Timeline<'_>, losses: &[Loss], to: Format) -> bool {
    let starts = || timeline.cues.iter().map(|cue| cue.interval.start);
    let lost = |kind| losses.iter().any(|loss: &Loss| loss.kind == kind);
    match code {
        "SRT010" => timeline.cues.is_empty(),
        // Times before zero, ends before their starts.
        "TIM002" | "TIM003" => lost(LossKind::Time),
        // `&lt;b&gt;` is a tag in SRT, which has no escapes.
        "TXT001" => to == Format::Srt && lost(LossKind::Entity),
        "TIM005" => !starts().is_sorted(),
        // Cues in several places at once have one place in SRT.
        "TIM004" => to == Format::Srt && timeline.cues.len() > 1,
        _ => false,
    }
}

#[test]
fn what_is_written_passes_our_own_check() {
    // A new file does not have the comments that suppress findings.
    let options = Options { show_suppressed: true, ..Options::default() };
    let plan = Plan::new(&RULES, options);
    let errors = |file: &Opened<'_>| -> BTreeMap<&'static str, String> {
        let found = lint::check(file, &plan).diagnostics;
        let errors = found.into_iter().filter(|d| d.severity == Severity::Error);
        errors.map(|d| (d.code.0, d.message.to_string())).collect()
    };
    let mut problems = Vec::new();
    for (name, bytes) in common::all_inputs() {
        let source = decode(&bytes, &DecodeOptions::default()).unwrap();
        let from = detect(&source.text, Some(&name));
        let file = open(&source, Some(&name), &reading(from));
        let had = errors(&file);
        for (target, to, options) in targets() {
            let made = convert(&file, to, &options);
            for difference in verify(&file.timeline, &made, to, &options) {
                problems.push(format!("{name} -> {target}: {difference:?}"));
            }
            let written = Source::from_text(&made.document);
            let back = open(&written, None, &reading(to));
            for (code, message) in errors(&back) {
                if !had.contains_key(code)
                    && !is_of_the_source(code, &file.timeline, &made.losses, to)
                {
                    problems.push(format!("{name} -> {target}: {code} {message}"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}:\n{}", problems.len(), problems.join("\n"));
}

/// Pieces that change what a file says, put into inputs of every format.
const PIECES: [&[&str]; 3] = [
    &[
        "\0",
        "{\\an8}",
        "<b>",
        "</i>",
        "<font color=red>",
        "&lt;b&gt;",
        "\n\n",
        " --> ",
        "\u{200b}",
        "\u{85}",
    ],
    &[
        "\0",
        "&#13;",
        "&#10;&#10;",
        "<ruby>a<rt>b",
        "<ruby>",
        "</ruby>",
        "<rt>",
        "<v >x",
        "<00:00:01.500>",
        "<c.red.x>",
        "<lang zz-zzzzzzzzz>",
        "&lt;i&gt;",
        " line:0",
        " line:120%,end",
        " position:0%,line-right",
        " vertical:rl",
        " size:0%",
        "\n\n",
    ],
    &[
        "<br/>",
        "<span tts:ruby=\"text\">t</span>",
        "<span tts:ruby=\"container\">r",
        "&#13;",
        "&#x2028;",
        " xml:space=\"preserve\"",
        " timeContainer=\"seq\"",
        "<span timeContainer=\"seq\">s</span>",
        "<set begin=\"1s\" tts:display=\"none\"/>",
        "<![CDATA[<b>]]>",
        " region=\"x\"",
        " tts:textAlign=\"justify\"",
        " tts:visibility=\"hidden\"",
        "<p>q</p>",
        "\0",
    ],
];

#[test]
fn nothing_is_lost_silently_from_changed_files() {
    let mut random = Random(20_261_130);
    let mut problems = Vec::new();
    let mut converted = 0;
    for (name, bytes) in common::all_inputs() {
        let Ok(source) = decode(&bytes, &DecodeOptions::default()) else { continue };
        let format = detect(&source.text, Some(&name));
        if source.text.len() > 8000 {
            continue;
        }
        let pieces = PIECES[format as usize % 3];
        for round in 0..4 {
            let mut text = mutation(&source.text, format, &mut random);
            for _ in 0..=round {
                let mut at = random.below(text.len() + 1);
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                text.insert_str(at, pieces[random.below(pieces.len())]);
            }
            let source = Source::from_text(&text);
            let file = open(&source, Some(&name), &reading(format));
            for (target, to, options) in targets() {
                let made = convert(&file, to, &options);
                converted += 1;
                for difference in verify(&file.timeline, &made, to, &options) {
                    problems.push(format!("{name} -> {target}: {difference:?} in\n{text}"));
                }
            }
        }
    }
    println!("{converted} conversions");
    assert!(problems.is_empty(), "{}:\n{}", problems.len(), problems.join("\n"));
}
