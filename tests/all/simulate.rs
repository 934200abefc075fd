//! `cuesmith simulate`: its JSON holds what the platform's own code kept, and its verdicts on a file's
//! own cues are those of the conformance matrix.

use std::fs;
use std::process::Command;

use crate::common;
use cuesmith::kaltura::lint::{KALTURA_REACH, RULES};
use cuesmith::kaltura::{
    CaptionType, CompareOptions, Comparison, PlatformReader, RejectedBlock, View, compare,
};
use cuesmith::lint::{self, Options, Plan};
use cuesmith::source::{DecodeOptions, Severity, Source, decode};
use cuesmith::{Format, ReadOptions, open};
use serde_json::{Value, json};

fn compared(source: &Source<'_>, format: Format) -> Comparison {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let timeline = open(source, None, &options).timeline;
    compare(source, &timeline, CaptionType::of(format), &CompareOptions::default())
}

/// The outcome of each of the file's own cues, as `gate/player`.
fn fates(text: &str, format: Format) -> Vec<String> {
    let compared = compared(&Source::from_text(text), format);
    let word = |reader, at: usize| compared.view(reader).unwrap().fates[at].as_str();
    (0..compared.own as usize)
        .map(|at| {
            format!("{}/{}", word(PlatformReader::Gate, at), word(PlatformReader::Player, at))
        })
        .collect()
}

const SRT: &str =
    "1\n00:00:01,000 --> 00:00:02,500\none more\n\n2\n00:00:03,000 --> 00:00:04,500\ntwo\n";
const VTT: &str =
    "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\none more\n\n00:00:03.000 --> 00:00:04.500\ntwo\n";

#[test]
fn verdicts_on_srt_cues_follow_the_matrix() {
    let both = |word: &str| vec![word.to_owned(), word.to_owned()];
    for (file, want) in [
        (SRT.to_owned(), both("kept/kept")),
        (SRT.replace("00:00:0", "0:00:0"), both("kept/lost")),
        (SRT.replace(",500", ",5"), both("mistimed/lost")),
        (SRT.replace(" --> ", "-->"), both("kept/lost")),
        (SRT.replace("02,500", "02,500 X1:1 X2:2"), vec!["lost/kept".into(), "kept/kept".into()]),
        (SRT.replace("\n\n2", "\n2"), vec!["merged/changed".into(), "lost/kept".into()]),
        (SRT.replace("one more", "one\n \nmore"), vec!["cut/kept".into(), "kept/kept".into()]),
        (SRT.replace("one more", "one\n\nmore"), vec!["cut/cut".into(), "kept/lost".into()]),
        (SRT.replace("more", "<3 more"), vec!["kept/cut".into(), "kept/kept".into()]),
        (SRT.replace('\n', "\r"), both("kept/lost")),
    ] {
        assert_eq!(fates(&file, Format::Srt), want, "{file:?}");
    }
}

#[test]
fn verdicts_on_webvtt_cues_follow_the_matrix() {
    for (file, want) in [
        (VTT.to_owned(), ["kept/kept", "kept/kept"]),
        (VTT.replace("WEBVTT", "WEBVTT\tx"), ["lost/kept", "lost/kept"]),
        (VTT.replace("WEBVTT\n\n", "WEBVTT\n"), ["kept/lost", "kept/kept"]),
        (VTT.replacen(" --> ", "  --> ", 1), ["lost/kept", "kept/kept"]),
        (VTT.replace("\n\n00:00:03", "\n00:00:03"), ["merged/kept", "lost/kept"]),
        (VTT.replace("more", "&#39;more&#39;"), ["changed/changed", "kept/kept"]),
        (VTT.replace("one", "<v O'Hara>one"), ["cut/kept", "kept/kept"]),
        (VTT.replace("one", "<i>one</i>"), ["kept/kept", "kept/kept"]),
        (VTT.replace("one more", "a < b\nmore"), ["kept/cut", "kept/kept"]),
        (VTT.replace("one more", "I <3 you\nmore"), ["cut/cut", "kept/kept"]),
        (VTT.replace("one more", "if x <y\nmore"), ["cut/cut", "kept/kept"]),
    ] {
        assert_eq!(fates(&file, Format::WebVtt), want, "{file:?}");
    }
}

#[test]
fn verdicts_on_dfxp_cues_follow_the_matrix() {
    let file = |p: &str| {
        format!("<tt xmlns=\"http://www.w3.org/ns/ttml\"><body><div>{p}</div></body></tt>")
    };
    for (p, want) in [
        ("<p begin='00:00:01.000' end='00:00:02.000'>a<br/>b</p>", "kept/kept"),
        ("<p begin='1.5s' end='2.5s'>a</p>", "mistimed/mistimed"),
        ("<p begin='1s' dur='00:00:02.000'>a</p>", "mistimed/lost"),
        ("<p begin='1500ms' end='2500ms'>a</p>", "mistimed/lost"),
        ("<p begin='1s' end='2s'>a<![CDATA[b]]></p>", "cut/cut"),
        ("<p><span begin='1s' end='2s'>a</span></p>", "mistimed/lost"),
    ] {
        assert_eq!(fates(&file(p), Format::Ttml), [want], "{p}");
    }
}

#[test]
fn a_cue_longer_than_a_segment_has_gaps_in_hls() {
    let file = SRT.replace("00:00:04,500", "00:01:50,000");
    let compared = compared(&Source::from_text(&file), Format::Srt);
    let fate = compared.view(PlatformReader::Hls).unwrap().fates[1];
    assert_eq!((fate.as_str(), fate.gaps), ("mistimed", 2));
}

#[test]
fn a_cue_is_found_in_the_bytes_of_any_encoding() {
    let text = "1\r\n00:00:01,000 --> 00:00:02,000\r\nCaf\u{e9} \u{e9}t\u{e9}\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nok\r\n";
    let latin: Vec<u8> = text.chars().map(|c| u32::from(c) as u8).collect();
    let wide: Vec<u8> =
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, want) in [(latin, ["cut", "kept"]), (wide, ["cut", "cut"])] {
        let source = decode(&bytes, &DecodeOptions::default()).unwrap();
        let compared = compared(&source, Format::Srt);
        let gate = compared.view(PlatformReader::Gate).unwrap();
        let words: Vec<_> = gate.fates.iter().map(|fate| fate.as_str()).collect();
        assert_eq!(words, want, "{}", source.encoding);
    }
}

#[test]
fn every_cue_is_found_inside_the_file_also_where_half_a_character_ends_it() {
    let mut seen = 0;
    let small = crate::common::platform_inputs().into_iter().filter(|(_, b, _)| b.len() < 1000);
    for (name, bytes, format) in small {
        let text = decode(&bytes, &DecodeOptions::default()).unwrap().text;
        let text = format!("\u{feff}{}", text.trim_start_matches('\u{feff}'));
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let wide: Vec<u8> = text.trim_end().encode_utf16().flat_map(order).collect();
            for half in [&[][..], b"\n"] {
                let bytes = [&wide[..], half].concat();
                let source = decode(&bytes, &DecodeOptions::default()).unwrap();
                for view in compared(&source, format).views {
                    for cue in view.cues {
                        let Some(origin) = cue.origin else { continue };
                        seen += 1;
                        let is_inside = origin.end as usize <= bytes.len();
                        assert!(
                            is_inside,
                            "{name}: {:?} {origin:?} of {}",
                            view.reader,
                            bytes.len()
                        );
                    }
                }
            }
        }
    }
    println!("{seen} places");
}

#[test]
fn a_file_that_the_gate_makes_error_is_not_whole_though_it_has_no_cue_to_lose() {
    let plan = Plan::new(&RULES, Options::of(&KALTURA_REACH));
    for (text, format) in [
        ("", Format::Srt),
        ("The harbour opens at six.\n", Format::Srt),
        ("WEBVTT\n\n", Format::WebVtt),
        ("<tt xmlns='http://www.w3.org/ns/ttml'><body><div/></body></tt>", Format::Ttml),
    ] {
        let source = Source::from_text(text);
        let compared = compared(&source, format);
        assert!(!compared.is_ready() && !compared.is_whole(), "{text:?}");
        let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
        let report = lint::check(&open(&source, None, &options), &plan);
        let found = report.diagnostics.iter().find(|found| found.code.0 == "KLT001");
        let found = found.unwrap_or_else(|| panic!("{text:?}"));
        assert_eq!(found.severity, Severity::Error);
    }
    assert!(compared(&Source::from_text(VTT), Format::WebVtt).is_whole());
}

/// kaltura/server c447fdb3, `CaptionAssetService.php:616-642`: one text that is not UTF-8, and `serveAsJson`
/// is empty for the whole file.
#[test]
fn one_text_that_is_not_utf_8_empties_the_transcript() {
    let latin: Vec<u8> =
        VTT.replace("one", "caf\u{e9}").chars().map(|c| u32::from(c) as u8).collect();
    let ok = |bytes: &[u8], format| {
        compared(&decode(bytes, &DecodeOptions::default()).unwrap(), format).json_ok
    };
    assert!(!ok(&latin, Format::WebVtt));
    assert!(ok(VTT.as_bytes(), Format::WebVtt));
    // The server's SRT parser deletes such bytes.
    let latin: Vec<u8> =
        SRT.replace("one", "caf\u{e9}").chars().map(|c| u32::from(c) as u8).collect();
    assert!(ok(&latin, Format::Srt));
    assert!(!ok(b"WEBVTT\n\n", Format::WebVtt));
}

/// A comma in a time of WebVTT: server and player lose the cue (observed on 2026-11-22, see docs/platform.md).
#[test]
fn a_block_that_was_meant_as_a_cue_is_reported() {
    let blocks = |text: &str, format| {
        let source = Source::from_text(text);
        let compared = compared(&source, format);
        let lost = |block: &RejectedBlock| {
            block.lost_by(&compared.views).map(PlatformReader::name).collect()
        };
        compared.rejected.iter().map(lost).collect::<Vec<Vec<_>>>()
    };
    // The remaining cue is too short for a clip.
    let all = ["gate", "served", "hls", "player", "transcript", "search", "burn_in", "packager"];
    let comma = VTT.replacen("00:00:01.000", "00:00:01,000", 1);
    // The packager takes a comma for a point.
    assert_eq!(blocks(&comma, Format::WebVtt), [&all[..7]]);
    let arrow = VTT.replacen("-->", "->", 1);
    assert_eq!(blocks(&arrow, Format::WebVtt), [all]);
    // Minutes over 59: no cue to the specification, one to the server and the player.
    let minutes = VTT.replacen("00:00:01.000", "00:75:01.000", 1);
    // The packager drops it: it ends before it starts.
    assert_eq!(blocks(&minutes, Format::WebVtt), [["packager"]]);
    let blank = VTT.replace("more", "\n\nand the rest");
    assert_eq!(blocks(&blank, Format::WebVtt), Vec::<Vec<&str>>::new());
    let unclear = SRT.replacen("00:00:01,000", "00:00:xx,000", 1);
    // What is neither a number nor a time is searched.
    let lost = ["gate", "served", "hls", "player", "transcript", "burn_in", "packager"];
    assert_eq!(blocks(&unclear, Format::Srt), [lost]);
}

/// Runs the command and reads its JSON.
fn simulated(path: &str, caption_type: &str) -> Value {
    let out = Command::new(env!("CARGO_BIN_EXE_cuesmith"))
        .args(["simulate", "--format", "json", "--caption-type", caption_type, path])
        .output()
        .unwrap();
    serde_json::from_slice(&out.stdout)
        .unwrap_or_else(|e| panic!("{path}: {e}: {}", String::from_utf8_lossy(&out.stderr)))
}

/// The listed fields of the wanted cues, which the command may add to.
fn holds(have: &Value, want: &Value, keys: &[&str], name: &str) {
    let (Some(have), Some(want)) = (have.as_array(), want.as_array()) else { return };
    assert_eq!(have.len(), want.len(), "{name}");
    for (have, want) in have.iter().zip(want) {
        for key in keys.iter().filter(|key| want.get(**key).is_some()) {
            assert_eq!(have.get(*key), want.get(*key), "{name}: {key} of {want}");
        }
    }
}

#[test]
fn the_json_holds_what_the_platform_kept() {
    let Some(folder) = common::shared("kaltura") else { return };
    let mut files = 0;
    for (list, caption_type) in
        [("srt.json", "srt"), ("webvtt.json", "webvtt"), ("dfxp.json", "dfxp")]
    {
        let entries = fs::read_to_string(folder.join(list)).unwrap();
        let entries: Vec<Value> = serde_json::from_str(&entries).unwrap();
        // One file in ten: what the models make of all of them is `conformance_kaltura`'s.
        for entry in entries.iter().step_by(10) {
            let path = folder.parent().unwrap().join(entry["input"].as_str().unwrap());
            let (Some(path), true) = (path.to_str(), path.exists()) else { continue };
            if entry.get("texts_left_out").is_some() {
                continue;
            }
            let json = simulated(path, caption_type);
            let readers = &json["readers"];
            let keys = ["start_ms", "end_ms", "text", "text_b64", "settings", "id"];
            assert_eq!(readers["gate"]["ready"], entry["gate"]["ready"], "{path}");
            holds(&readers["gate"]["cues"], &entry["gate"]["cues"], &keys, path);
            holds(&readers["clip"]["cues"], &entry["clip"]["cues"], &keys, path);
            if !entry["clip"].is_null() {
                assert_eq!(readers["clip"]["window_ms"], entry["clip"]["window_ms"], "{path}");
            }
            if entry.get("player").is_some() {
                holds(&readers["player"]["cues"], &entry["player"]["cues"], &keys, path);
            }
            let segments = &entry["hls_30s"];
            if segments.is_object()
                && segments.get("error").is_none()
                && segments.get("segments_sha256").is_none()
            {
                assert_eq!(&readers["hls"]["segments"], segments, "{path}");
            }
            files += 1;
        }
    }
    println!("{files} files simulated");
    assert!(files > 100);
}

#[test]
fn text_that_is_not_utf_8_stands_in_base64() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.vtt");
    fs::write(&path, b"WEBVTT\n\n00:01.000 --> 00:02.000\nCaf\xe9\n").unwrap();
    let json = simulated(path.to_str().unwrap(), "webvtt");
    assert_eq!(json["readers"]["gate"]["cues"][0]["text_b64"], json!("Q2Fm6Qo="));
}

/// docs/platform.md, "HLS segments": the line above the first cue's times goes before every segment.
#[test]
fn an_identifier_of_the_first_cue_costs_hls_the_first_cue_of_every_segment() {
    let file = "WEBVTT\n\nintro\n00:00:01.000 --> 00:00:02.000\none\n\n\
                00:00:03.000 --> 00:00:04.000\ntwo\n\n00:00:31.000 --> 00:00:33.000\nthree\n";
    let words = |text: &str, reader| -> Vec<&str> {
        let compared = compared(&Source::from_text(text), Format::WebVtt);
        compared.view(reader).unwrap().fates.iter().map(|fate| fate.as_str()).collect()
    };
    assert_eq!(words(file, PlatformReader::Hls), ["lost", "kept", "lost"]);
    assert_eq!(words(file, PlatformReader::Served), ["lost", "kept", "kept"]);
    assert_eq!(words(file, PlatformReader::Player), ["kept"; 3]);
    // A comment, a number and no line at all do no harm.
    for above in ["NOTE intro\n\n", "17\n", ""] {
        assert_eq!(words(&file.replace("intro\n", above), PlatformReader::Hls), ["kept"; 3]);
    }
}

/// One file for each of the readers that were added: what it loses there, and nowhere else.
#[test]
fn each_reader_of_a_raw_file_loses_what_the_others_keep() {
    use PlatformReader::{BurnIn, Packager, Search, Transcript};
    for (text, format, reader, word) in [
        (VTT.replace("more", "&lt;more&gt;"), Format::WebVtt, Transcript, "cut"),
        (SRT.replace("one more", "1914"), Format::Srt, Search, "lost"),
        (SRT.replace("one", "{laughs} one"), Format::Srt, BurnIn, "cut"),
        (SRT.replacen('1', "Cue 1", 1), Format::Srt, Packager, "lost"),
        (
            SRT.replace("00:00:01,000", "00:00:04,000").replace("02,500", "05,000"),
            Format::Srt,
            Packager,
            "kept",
        ),
    ] {
        let compared = compared(&Source::from_text(&text), format);
        let fates = |view: &View| view.fates[0].as_str();
        assert_eq!(fates(compared.view(reader).unwrap()), word, "{text}");
        let others = compared.views.iter().filter(|view| view.reader != reader);
        let lost: Vec<_> = others.filter(|view| fates(view) != "kept").map(|v| v.reader).collect();
        let known = if reader == Packager && word == "lost" { vec![BurnIn] } else { Vec::new() };
        assert_eq!(lost, known, "{text}");
    }
    // The cue after one that starts later, and all that follow, are never shown.
    let late = SRT.replace("00:00:01,000", "00:00:04,000").replace("02,500", "05,000");
    let compared = compared(&Source::from_text(&late), Format::Srt);
    let packaged = &compared.view(Packager).unwrap().cues[1];
    assert_eq!(packaged.start_ms, Some(3000.0 + 4_294_967_296.0));
}

/// Twice the cues take about twice the time, in one reader as in all.
#[test]
fn readers_take_linear_time_over_many_cues() {
    let cue = |n: u32| {
        let time = |s: u32| format!("{:02}:{:02}:{:02},000", s / 3600, s / 60 % 60, s % 60);
        format!("{n}\n{} --> {}\nI <3 &lt;b&gt; {{x}}\n{n}\n\n", time(2 * n), time(2 * n + 1))
    };
    let took = |count: u32| {
        let text: String = (0..count).map(cue).collect();
        let start = common::Stopwatch::start();
        let compared = compared(&Source::from_text(&text), Format::Srt);
        assert_eq!(compared.own, count);
        start.elapsed()
    };
    let (few, many) = (took(1_500), took(15_000));
    println!("{few:?} for 1,500 cues, {many:?} for 15,000");
    assert!(many < 40 * few.max(std::time::Duration::from_millis(5)), "{few:?}, {many:?}");
}
