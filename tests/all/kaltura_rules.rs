//! The KLT rules: every difference between a file's own cues and what one of the platform's readers
//! keeps is a finding that names the reader, over every input of the conformance data; their fixes
//! settle; and `docs/kaltura-rules.md` names every rule.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common;
use cuesmith::kaltura::lint::{KALTURA_REACH, RULES};
use cuesmith::kaltura::{
    CaptionType, CompareOptions, LONGEST_MS, PlatformReader, SERVE_LIMIT, compare,
};
use cuesmith::lint::{self, Fixed, Options, Plan};
use cuesmith::source::{Applicability, DecodeOptions, Diagnostic, decode};
use cuesmith::{Format, open};

/// What every finding about the whole file may speak for.
const WHOLE_FILE: &[&str] = &[
    "KLT001", "KLT002", "KLT025", "KLT026", "KLT035", "KLT040", "KLT044", "KLT045", "KLT046",
    "KLT047", "ENC001", "VTT001", "TTM001", "TTM002",
];

/// The readers whose losses are spoken of where another one has none: a clip, the transcript panel and
/// search get what the gate has; burn-in and the packager read the file as the gate and the player do.
fn speak_for(reader: PlatformReader) -> &'static [PlatformReader] {
    match reader {
        PlatformReader::Clip | PlatformReader::Transcript | PlatformReader::Search => {
            &[PlatformReader::Gate]
        }
        PlatformReader::BurnIn | PlatformReader::Packager => {
            &[PlatformReader::Gate, PlatformReader::Player]
        }
        _ => &[],
    }
}

#[test]
fn every_difference_is_a_finding_that_names_the_reader() {
    let plan = Plan::new(&RULES, Options::of(&KALTURA_REACH));
    let (mut differences, mut problems) = (0, Vec::new());
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, bytes, format) in common::platform_inputs() {
        let source = decode(&bytes, &DecodeOptions::default()).unwrap();
        let reading = common::reading(format);
        let file = open(&source, Some(&name), &reading);
        let timeline = &file.timeline;
        let caption_type = CaptionType::of(format);
        let compared = compare(&source, timeline, caption_type, &CompareOptions::default());
        let report = lint::check(&file, &plan);
        let mut said: BTreeMap<u32, String> = BTreeMap::new();
        let mut of_file = String::new();
        for finding in &report.diagnostics {
            *codes.entry(finding.code.0).or_default() += 1;
            if WHOLE_FILE.contains(&finding.code.0) {
                of_file.push_str(&finding.message);
            }
            if let Some(cue) = finding.cue {
                said.entry(cue).or_default().push_str(&finding.message);
            }
        }
        for block in &compared.rejected {
            let inside = |found: &&Diagnostic| {
                block.span.start <= found.span.start && found.span.start <= block.span.end
            };
            let said: Vec<_> = report.diagnostics.iter().filter(inside).collect();
            for reader in block.lost_by(&compared.views) {
                differences += 1;
                if !said.iter().any(|found| found.message.contains(reader.title())) {
                    let text = block.span.slice(&source.text);
                    problems.push(format!("{name}: {}: unread {text:.200?}", reader.title()));
                }
            }
        }
        for view in compared.views.iter().filter(|view| view.counts()) {
            let title = view.reader.title();
            let known: Vec<_> =
                speak_for(view.reader).iter().filter_map(|reader| compared.view(*reader)).collect();
            for (at, fate) in view.fates.iter().enumerate().filter(|(_, fate)| !fate.is_whole()) {
                differences += 1;
                if !known.iter().all(|view| view.fates[at].is_whole()) {
                    continue;
                }
                let about = said.get(&(at as u32)).map_or("", String::as_str);
                if !about.contains(title) && !of_file.contains(title) {
                    let cue = timeline.cues[at].origin.block.slice(&source.text);
                    problems.push(format!("{name}: {title}: {fate:?}\n  {cue:.200?}\n  {about}"));
                }
            }
            if known.iter().any(|view| view.extra().next().is_some()) {
                continue;
            }
            if view.extra().next().is_some() {
                let speaks = |found: &Diagnostic| {
                    found.code.0 == "KLT041" || found.cue.is_none() && found.message.contains(title)
                };
                let is_known = report.diagnostics.iter().any(speaks);
                if !is_known {
                    problems.push(format!("{name}: {title} has cues without a finding"));
                }
            }
        }
    }
    println!("{differences} differences; findings by rule: {codes:?}");
    assert!(problems.is_empty(), "{}:\n{:.6000}", problems.len(), problems.join("\n"));
}

/// Times and letters, in the order they are shown.
fn shown(bytes: &[u8], format: Format) -> Vec<(i64, i64, String)> {
    let decoding = DecodeOptions { stray_bytes: true, ..DecodeOptions::default() };
    common::shown(bytes, &decoding, &common::reading(format))
}

#[test]
fn fixes_under_the_preset_settle_and_safe_ones_keep_times_and_words() {
    let plan = Plan::new(&RULES, Options::of(&KALTURA_REACH));
    let mut problems = Vec::new();
    let (mut files, mut whole, mut whole_before) = (0, 0, 0);
    for (name, bytes, format) in common::platform_inputs() {
        let source = decode(&bytes, &DecodeOptions::default()).unwrap();
        // Long files take long, and say nothing that short ones do not.
        if source.encoding != "UTF-8" || bytes.len() > 8_000 {
            continue;
        }
        let decoding = DecodeOptions { stray_bytes: true, ..DecodeOptions::default() };
        let reading = common::reading(format);
        let safe = Applicability::Safe;
        let fixed = lint::fix(&bytes, Some(&name), &decoding, &reading, &plan, safe);
        let Ok(fixed) = fixed else { continue };
        problems.extend(fixable(&name, &fixed, safe));
        let (before, after) = (shown(&bytes, format), shown(&fixed.bytes, format));
        let mut rest = after.iter();
        let ours = fixed.applied.iter().any(|applied| applied.code.starts_with("KLT"));
        let lost = before.iter().find(|cue| !rest.any(|kept| kept == *cue));
        if let Some(lost) = lost.filter(|_| ours) {
            problems.push(format!("{name}: {lost:?} is gone by {:?}", fixed.applied));
        }
        if after.is_empty() {
            continue;
        }
        files += 1;
        whole += usize::from(common::is_kept_whole(&fixed.bytes, format));
        whole_before += usize::from(common::is_kept_whole(&bytes, format));
    }
    println!("{files} files with cues: {whole_before} whole before, {whole} after safe fixes");
    assert!(problems.is_empty(), "{}:\n{:.6000}", problems.len(), problems.join("\n"));
    assert!(whole > whole_before || files == 0);
}

/// What of the family could still be fixed after all fixes of a trust.
fn fixable(name: &str, fixed: &Fixed, least: Applicability) -> Option<String> {
    // The one that writes the file again waits until no other is left.
    if fixed.rounds == lint::MAX_ROUNDS {
        return None;
    }
    let left = fixed.report.diagnostics.iter().filter(|found| {
        found.code.0.starts_with("KLT")
            && found.fix.as_ref().is_some_and(|fix| fix.applicability >= least)
    });
    let left: Vec<&str> = left.map(|found| found.code.0).collect();
    (!left.is_empty()).then(|| format!("{name}: {left:?} can still be fixed"))
}

#[test]
fn every_reader_keeps_a_file_whole_once_it_is_fixed() {
    let plan = Plan::new(&RULES, Options::of(&KALTURA_REACH));
    let (mut files, mut excused, mut problems) = (0, Vec::new(), Vec::new());
    for (name, bytes, format) in common::platform_inputs() {
        let (decoding, reading) = (DecodeOptions::default(), common::reading(format));
        let least = Applicability::Unsafe;
        let fixed = lint::fix(&bytes, Some(&name), &decoding, &reading, &plan, least);
        let fixed = fixed.unwrap_or_else(|error| panic!("{name}: {error}"));
        problems.extend(fixable(&name, &fixed, least));
        let cues = shown(&fixed.bytes, format);
        if cues.is_empty() {
            continue;
        }
        files += 1;
        if common::is_kept_whole(&fixed.bytes, format) {
            continue;
        }
        match excuse(&fixed, format, &cues) {
            Some(why) => excused.push((name, why)),
            None => problems.push(format!("{name} is not kept whole: {:?}", fixed.applied)),
        }
    }
    println!("{files} files with cues; not kept whole: {} {excused:#?}", excused.len());
    assert!(problems.is_empty(), "{}:\n{:.6000}", problems.len(), problems.join("\n"));
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, why) in &excused {
        *reasons.entry(why).or_default() += 1;
    }
    if files > 1000 {
        assert_eq!(reasons.into_iter().collect::<Vec<_>>(), NOT_WHOLE, "of {files} files");
    }
}

/// Why files of the conformance data are not kept whole, and how many are not: what one parser cannot take in
/// any form, and what a fix may only show.
const NOT_WHOLE: &[(&str, usize)] = &[
    ("SRT of more than a day, which no clip keeps", 1),
    ("`<` or `&` in DFXP, which the packager does not escape", 7),
    ("a cue of more than an hour, which HLS shows only at its ends", 7),
    ("a line of SRT over 4,095 bytes, of which burn-in reads no more", 1),
    ("curly brackets in SRT, which burn-in hides", 3),
    ("text that could not be read would go, so that the fix is only shown", 33),
];

/// Why a file cannot be kept whole, or must not be made so unseen.
fn excuse(fixed: &Fixed, format: Format, cues: &[(i64, i64, String)]) -> Option<&'static str> {
    let rest = fixed.report.diagnostics.iter().find(|found| found.code.0 == "KLT042")?;
    let shows = rest.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Show);
    match () {
        () if shows => Some("text that could not be read would go, so that the fix is only shown"),
        () if fixed.bytes.len() > SERVE_LIMIT => {
            Some("over 1 MiB, which the server does not serve")
        }
        // The clip tool counts hours from zero again after a day.
        () if format == Format::Srt && cues.iter().any(|(_, end, _)| *end >= 86_400_000) => {
            Some("SRT of more than a day, which no clip keeps")
        }
        () => spelling(format, cues),
    }
}

/// What no spelling saves: see `kaltura_safe`.
fn spelling(format: Format, cues: &[(i64, i64, String)]) -> Option<&'static str> {
    let any = |test: &dyn Fn(&(i64, i64, String)) -> bool| cues.iter().any(test);
    match () {
        () if any(&|(start, end, _)| end - start > LONGEST_MS) => {
            Some("a cue of more than an hour, which HLS shows only at its ends")
        }
        () if format == Format::Srt && any(&|(.., text)| text.contains('{')) => {
            Some("curly brackets in SRT, which burn-in hides")
        }
        () if format == Format::Srt && any(&|(.., text)| text.len() > 4000) => {
            Some("a line of SRT over 4,095 bytes, of which burn-in reads no more")
        }
        () if format == Format::Ttml && any(&|(.., text)| text.contains(['<', '&'])) => {
            Some("`<` or `&` in DFXP, which the packager does not escape")
        }
        () => None,
    }
}

#[test]
fn the_table_names_every_rule_of_the_family_and_only_rules_that_exist() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/kaltura-rules.md");
    let text = fs::read_to_string(path).unwrap();
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()
    };
    let rows: Vec<Vec<String>> = text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| what |"))
        .map(cells)
        .collect();
    let codes = |row: &Vec<String>| -> Vec<String> {
        row.last().into_iter().flat_map(|cell| cell.split(", ")).map(str::to_owned).collect()
    };
    let all: Vec<String> = rows.iter().flat_map(codes).collect();
    assert!(rows.len() >= 78, "{} rows", rows.len());
    for code in &all {
        assert!(RULES.find(code).is_some(), "there is no rule {code}");
    }
    for rule in RULES.rules().filter(|rule| rule.family() == "KLT") {
        assert!(all.iter().any(|code| code == rule.code), "{} is in no row", rule.code);
    }
    // A code without its own rule names the rule that covers it.
    for n in 1..=19 {
        let code = format!("KLT{n:03}");
        assert!(RULES.find(&code).is_some() || text.contains(&format!("| {code} |")), "{code}");
    }
}

#[test]
fn the_family_is_off_unless_a_preset_of_the_platform_is_asked_for() {
    let recommended = Plan::new(&RULES, Options::default());
    let reach = Plan::new(&RULES, Options::of(&KALTURA_REACH));
    for rule in RULES.rules().filter(|rule| rule.family() == "KLT") {
        assert!(!recommended.enables(rule) && reach.enables(rule), "{}", rule.code);
    }
}

/// A file that would take minutes if a cause were looked for in the whole file for every cue.
#[test]
fn causes_are_found_in_linear_time() {
    let limit = std::time::Duration::from_secs(30);
    let cues = |unit: &str| unit.repeat(6_000);
    let srt = "1\n0:00:01,5 --> 0:00:02,5\n<3 & &#39;\n";
    let vtt = "00:00:01.000  -->  00:00:02.000 line:0\n<v O'Hara>a < b\n\n";
    let p = "<p begin='1500ms' end='2500ms'>a<![CDATA[b]]></p>";
    let spans = "<span begin='1s' end='2s'>a</span>";
    let files = [
        (Format::Srt, cues(srt).replace('\n', "\r")),
        (Format::Srt, cues(srt)),
        (Format::Srt, cues(&format!("{srt}\n"))),
        (Format::WebVtt, format!("WEBVTT\t{}\n\n{}", "x".repeat(300_000), cues(vtt))),
        (Format::WebVtt, format!("WEBVTT\n{}", cues(vtt))),
        (
            Format::Ttml,
            format!(
                "<tt xmlns='http://www.w3.org/ns/ttml'><body><div>{}</div></body></tt>",
                cues(p)
            ),
        ),
        (
            Format::Ttml,
            format!(
                "<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p>{}</p></div></body></tt>",
                spans.repeat(2_000)
            ),
        ),
        (Format::Ttml, "<div".repeat(60_000)),
    ];
    for (at, (format, text)) in files.iter().enumerate() {
        let source = cuesmith::source::Source::from_text(text);
        let select = vec![RULES.selector("KLT").unwrap()];
        let mut options = Options::of(&KALTURA_REACH);
        options.choice.select = select;
        let plan = Plan::new(&RULES, options);
        let start = common::Stopwatch::start();
        let report = lint::check(&open(&source, None, &common::reading(*format)), &plan);
        assert!(start.elapsed() < limit, "file {at}: {:?}", start.elapsed());
        println!("file {at}: {} findings in {:?}", report.diagnostics.len(), start.elapsed());
    }
}

#[test]
fn what_reach_asks_for_is_said_to_those_who_deliver_to_it() {
    let text = "1\n00:00:01,000 --> 00:00:01,001\nThe harbour opens at six.\n";
    let source = decode(text.as_bytes(), &DecodeOptions::default()).unwrap();
    let file = open(&source, Some("a.srt"), &common::reading(Format::Srt));
    let message = |options: Options| {
        let found = lint::check(&file, &Plan::new(&RULES, options)).diagnostics;
        found.into_iter().find(|found| found.code.0 == "TIM003").unwrap().message.into_owned()
    };
    let plain = "the cue lasts 1 ms: it cannot be read";
    assert_eq!(message(Options::default()), plain);
    let wanted = format!("{plain}; REACH asks vendors to fail such a job");
    assert_eq!(message(Options::of(&KALTURA_REACH)), wanted);
}

#[test]
fn placement_in_pixels_is_reported_only_to_those_who_ask() {
    let text = "<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" \
                tts:extent=\"640px 480px\" xml:lang=\"en\"><head><layout><region xml:id=\"r\" \
                tts:origin=\"64px 400px\" tts:extent=\"512px 60px\"/></layout></head><body region=\"r\"><div>\
                <p begin=\"1s\" end=\"3s\">Ahoy</p></div></body></tt>";
    let source = decode(text.as_bytes(), &DecodeOptions::default()).unwrap();
    let file = open(&source, Some("a.ttml"), &common::reading(Format::Ttml));
    let says = |options: Options| {
        let found = lint::check(&file, &Plan::new(&RULES, options)).diagnostics;
        found.iter().any(|found| found.code.0 == "TTM013")
    };
    assert!(!says(Options::default()));
    assert!(!says(Options::of(&KALTURA_REACH)));
    let mut asked = Options::default();
    asked.choice.select = vec![RULES.selector("TTM013").unwrap()];
    assert!(says(asked));
}
