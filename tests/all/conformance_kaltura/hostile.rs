//! Hostile files: every reader ends, without a panic, in time linear in the size.

use std::time::Duration;

use cuesmith::kaltura::{self, CaptionType, ClipWindow};

use crate::common::Stopwatch;

/// A quadratic step over this size takes minutes in a debug build; a linear one well under a
/// second.
const LIMIT: Duration = Duration::from_secs(20);
const SIZE: usize = 200_000;

fn run(name: &str, file: &[u8]) {
    for caption_type in [CaptionType::Srt, CaptionType::WebVtt, CaptionType::Dfxp] {
        let start = Stopwatch::start();
        let gate = kaltura::gate(file, caption_type);
        let segments = kaltura::hls_segments(&gate, kaltura::SEGMENT_MS);
        let served = kaltura::serve_webvtt(file, caption_type);
        assert_eq!(segments.is_ok(), served.is_ok(), "{name}");
        let _ = kaltura::clip(file, caption_type, ClipWindow { start_ms: 0, end_ms: 9000 });
        let _ = kaltura::player(file, caption_type);
        assert!(start.elapsed() < LIMIT, "{name}, {caption_type:?}: {:?}", start.elapsed());
    }
}

#[test]
fn long_runs_of_one_thing_take_linear_time() {
    let srt = "1\n00:00:01,000 --> 00:00:02,000\n";
    let vtt = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n";
    let units = [
        "1",
        "\n",
        " ",
        "\r",
        "<",
        ">",
        "&",
        "&amp;",
        "-->",
        "1\n",
        "1 ",
        "00:00:01,000",
        "<a ",
        "<?",
        "'",
        "\0",
        "</",
        "<!--",
        "WEBVTT\n",
        "0:",
        "a:b ",
        "NOTE\n",
        "x\n \n",
        "\u{a0}",
        "\u{e9}",
        srt,
        vtt,
        "Region: id=r\n",
        "region:x ",
        "1\n00:00:01,000 --> 00:00:02,000 ",
    ];
    for unit in units {
        let run_of = unit.repeat(SIZE / unit.len());
        run(unit, run_of.as_bytes());
        run(unit, format!("{srt}{run_of}").as_bytes());
        run(unit, format!("{vtt}{run_of}").as_bytes());
        run(unit, format!("<tt><p begin='1s' end='2s'>{run_of}</p></tt>").as_bytes());
    }
}

#[test]
fn repeated_xml_takes_linear_time() {
    let attributes: String = (0..SIZE / 10).map(|n| format!(" a{n}='1'")).collect();
    run("attributes", format!("<p{attributes}/>").as_bytes());
    let namespaces: String = (0..SIZE / 20).map(|n| format!(" xmlns:a{n}='u{n}'")).collect();
    run("namespaces", format!("<p{namespaces}/>").as_bytes());
    let body = "<p style='s' region='r' begin='1s' end='2s'><span>x</span></p>".repeat(SIZE / 60);
    run("paragraphs", format!("<tt>{body}</tt>").as_bytes());
    let wide =
        format!("<tt xmlns:t='u'><style id='s' t:textAlign='{}'/>{body}</tt>", "x".repeat(SIZE));
    run("a long style", wide.as_bytes());
    let regions = "Region: id=r\n".repeat(SIZE / 26);
    let cues = "00:01.000 --> 00:02.000 region:x\n\n".repeat(SIZE / 66);
    run("regions", format!("WEBVTT\n{regions}\n{cues}").as_bytes());
}

#[test]
fn entities_that_explode_refuse_the_file() {
    let levels: String =
        (1..30).map(|n| format!("<!ENTITY e{n} '&e{m};&e{m};'>", m = n - 1)).collect();
    for first in ["", "x"] {
        let dtd = format!("<!DOCTYPE tt [<!ENTITY e0 '{first}'>{levels}]>");
        for place in ["<p begin='1s' end='2s'>&e29;</p>", "<p begin='&e29;'>x</p>"] {
            let file = format!("{dtd}<tt>{place}</tt>");
            assert!(!kaltura::gate(file.as_bytes(), CaptionType::Dfxp).ready, "{place}");
            run(place, file.as_bytes());
        }
    }
    let many = "<p begin='&e;'/>".repeat(SIZE / 16);
    let file = format!("<!DOCTYPE tt [<!ENTITY e '{}'>]><tt>{many}</tt>", "1".repeat(SIZE));
    run("one long entity, many times", file.as_bytes());
}
