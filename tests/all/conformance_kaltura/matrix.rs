//! Files with one irregularity each, and what the server keeps (S) and the player shows (P) of them. The
//! expectations were observed by running kaltura/server c447fdb3 with PHP 8.2 and the parser of
//! kaltura/playkit-js 04ec0360 with Node 20 on 2026-11-22; docs/platform.md names the files and lines.

use cuesmith::kaltura::{self, CaptionType, ClipWindow};

/// What one parser reads from a row's file: the texts of its cues.
type Texts = &'static [&'static str];

/// A file with the texts the server keeps, without the line ending after them, and those the player
/// shows.
struct Row {
    name: &'static str,
    caption_type: CaptionType,
    file: Vec<u8>,
    server: Texts,
    player: Texts,
}

const BOTH: Texts = &["one", "two"];
const NONE: Texts = &[];

const SRT: &str =
    "1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n00:00:03,000 --> 00:00:04,000\ntwo\n";
const VTT: &str =
    "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\none\n\n00:00:03.000 --> 00:00:04.000\ntwo\n";

fn row(
    name: &'static str,
    caption_type: CaptionType,
    file: impl AsRef<[u8]>,
    server: Texts,
    player: Texts,
) -> Row {
    Row { name, caption_type, file: file.as_ref().to_vec(), server, player }
}

fn srt(name: &'static str, file: impl AsRef<[u8]>, server: Texts, player: Texts) -> Row {
    row(name, CaptionType::Srt, file, server, player)
}

fn vtt(name: &'static str, file: impl AsRef<[u8]>, server: Texts, player: Texts) -> Row {
    row(name, CaptionType::WebVtt, file, server, player)
}

/// Paragraphs in a document that is otherwise correct.
fn dfxp(name: &'static str, body: &str, server: Texts, player: Texts) -> Row {
    let file =
        format!("<tt xmlns=\"http://www.w3.org/ns/ttml\"><body><div>{body}</div></body></tt>");
    row(name, CaptionType::Dfxp, file, server, player)
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(unit).collect()
}

fn srt_rows() -> Vec<Row> {
    let le = u16::to_le_bytes;
    vec![
        srt("LF", SRT, BOTH, BOTH),
        srt("CRLF", SRT.replace('\n', "\r\n"), BOTH, BOTH),
        srt("byte order mark", format!("\u{feff}{SRT}"), BOTH, BOTH),
        srt("no final newline", SRT.trim_end(), BOTH, BOTH),
        srt("CR only", SRT.replace('\n', "\r"), BOTH, NONE),
        srt("UTF-16LE, LF", utf16(SRT, le), BOTH, BOTH),
        srt("UTF-16LE, CRLF", utf16(&SRT.replace('\n', "\r\n"), le), &["", ""], BOTH),
        srt("UTF-16BE", utf16(SRT, u16::to_be_bytes), NONE, BOTH),
        srt(
            "Latin-1",
            b"1\n00:00:01,000 --> 00:00:02,000\nCaf\xe9!\n",
            &["Caf!"],
            &["Caf\u{fffd}!"],
        ),
        srt("no index lines", SRT.replace("1\n00", "00").replace("2\n00", "00"), NONE, BOTH),
        srt(
            "one index missing",
            format!("{}\n3\n00:00:05,000 --> 00:00:06,000\nthree\n", SRT.replace("\n2\n", "\n")),
            &["one", "three"],
            &["one", "two", "three"],
        ),
        srt("one digit of hours", SRT.replace("00:00:0", "0:00:0"), BOTH, NONE),
        srt("one digit of fraction", SRT.replace(",000", ",5"), BOTH, NONE),
        srt("dot", SRT.replace(',', "."), BOTH, BOTH),
        srt("no hours", SRT.replace("00:00:0", "00:0"), NONE, NONE),
        srt("no blanks around the arrow", SRT.replace(" --> ", "-->"), BOTH, NONE),
        srt("two blanks", SRT.replace(" --> ", "  --> "), BOTH, NONE),
        srt("tab", SRT.replace(" --> ", "\t-->\t"), BOTH, NONE),
        srt("coordinates", SRT.replace("02,000", "02,000 X1:10 X2:20"), &["two"], BOTH),
        srt(
            "no blank line between cues",
            SRT.replace("\n\n", "\n"),
            &["one\n2\n00:00:03,000 --> 00:00:04,000\ntwo"],
            &["one\n2", "two"],
        ),
        srt("blank line in a cue", SRT.replace("one", "one\n\ntail"), BOTH, &["one"]),
        srt(
            "line of blanks in a cue",
            SRT.replace("one", "one\n \ntail"),
            BOTH,
            &["one\n \ntail", "two"],
        ),
        srt(
            "line of blanks between cues",
            SRT.replace("\n\n", "\n \n"),
            BOTH,
            &["one\n \n2", "two"],
        ),
        srt(
            "arrow in the text",
            SRT.replace("one", "one\na --> b\nmore"),
            &["one\na --> b\nmore", "two"],
            BOTH,
        ),
        srt("start at the end", SRT.replace("04,000", "03,000"), BOTH, BOTH),
    ]
}

fn webvtt_rows() -> Vec<Row> {
    let first = |line: &str| VTT.replace("00:00:01.000 --> 00:00:02.000", line);
    let lost = &["two"];
    vec![
        vtt("header with a tab", VTT.replace("WEBVTT", "WEBVTT\tx"), NONE, BOTH),
        vtt("no blank line after the header", VTT.replace("WEBVTT\n\n", "WEBVTT\n"), BOTH, lost),
        vtt("no blanks around the arrow", first("00:00:01.000-->00:00:02.000"), lost, BOTH),
        vtt("two blanks", first("00:00:01.000  -->  00:00:02.000"), lost, BOTH),
        vtt("tab", first("00:00:01.000\t-->\t00:00:02.000"), lost, BOTH),
        vtt("leading blank", first(" 00:00:01.000 --> 00:00:02.000"), lost, BOTH),
        vtt("trailing tab", first("00:00:01.000 --> 00:00:02.000\t"), lost, BOTH),
        vtt("one digit of hours", first("0:00:01.000 --> 0:00:02.000"), lost, BOTH),
        vtt("three digits of hours", first("000:00:01.000 --> 000:00:02.000"), lost, BOTH),
        vtt("settings after a tab", first("00:00:01.000 --> 00:00:02.000\tline:0"), lost, BOTH),
        vtt(
            "no blank line between cues",
            VTT.replace("one\n\n", "one\n"),
            &["one\n00:00:03.000 --> 00:00:04.000\ntwo"],
            BOTH,
        ),
        vtt(
            "line of blanks in a cue",
            VTT.replace("one", "one\n \ntail"),
            BOTH,
            &["one\n \ntail", "two"],
        ),
        vtt("timing line in a NOTE", VTT.replace("00:00:01", "NOTE x\n00:00:01"), BOTH, lost),
        vtt(
            "STYLE",
            VTT.replace("WEBVTT\n", "WEBVTT\n\nSTYLE\n::cue { color: red }\n"),
            BOTH,
            BOTH,
        ),
        vtt("REGION", VTT.replace("WEBVTT\n", "WEBVTT\n\nREGION\nid:top\nwidth:40%\n"), BOTH, BOTH),
        vtt(
            "unclosed less-than",
            VTT.replace("one", "if x <y then\nmore"),
            &["if x ", "two"],
            &["if x ", "two"],
        ),
        vtt(
            "less-than before a letter",
            VTT.replace("one", "I <3 you"),
            &["I ", "two"],
            &["I ", "two"],
        ),
        vtt(
            "less-than before a blank",
            VTT.replace("one", "a < b"),
            &["a < b", "two"],
            &["a ", "two"],
        ),
        vtt(
            "unknown entities",
            VTT.replace("one", "&#39;&quot;&apos;"),
            &["&#39;&quot;&apos;", "two"],
            &["&#39;&quot;&apos;", "two"],
        ),
        vtt("CR only", VTT.replace('\n', "\r"), BOTH, NONE),
        vtt("UTF-16", utf16(VTT, u16::to_le_bytes), NONE, BOTH),
        vtt("comma", VTT.replace(".000", ",000"), NONE, NONE),
    ]
}

fn dfxp_rows() -> Vec<Row> {
    vec![
        dfxp(
            "as it should be",
            "<p begin='00:00:01.000' end='00:00:02.000'>one<br/>two</p>",
            &["one\ntwo"],
            &["one\ntwo"],
        ),
        dfxp(
            "prefixed names",
            "<t:p xmlns:t='http://www.w3.org/ns/ttml' begin='1s' end='2s'>one</t:p>",
            NONE,
            NONE,
        ),
        dfxp("&nbsp;", "<p begin='1s' end='2s'>a&nbsp;b</p>", NONE, NONE),
        dfxp("raw ampersand", "<p begin='1s' end='2s'>a & b</p>", NONE, NONE),
        dfxp("not closed", "<p begin='1s' end='2s'>a", NONE, NONE),
        dfxp("CDATA", "<p begin='1s' end='2s'><![CDATA[one]]></p>", &[""], &[""]),
        dfxp("other elements", "<p begin='1s' end='2s'><b>one</b></p>", &[""], &[""]),
        dfxp(
            "duration as a clock time",
            "<p begin='1s' dur='00:00:02.500'>one</p>",
            &["one"],
            NONE,
        ),
        dfxp("times on a span", "<p><span begin='1s' end='2s'>one</span></p>", &["one"], NONE),
        dfxp(
            "times on the div",
            "</div><div begin='10s' end='20s'><p begin='1s' end='2s'>one</p>",
            &["one"],
            &["one"],
        ),
        dfxp("a p without an end", "<p begin='1s'>one</p>", &["one"], NONE),
        dfxp("milliseconds", "<p begin='1500ms' end='2500ms'>one</p>", &["one"], NONE),
        dfxp("hours", "<p begin='1h' end='2h'>one</p>", &["one"], NONE),
        dfxp("minutes", "<p begin='1m' end='2m'>one</p>", &["one"], NONE),
        dfxp("frames", "<p begin='10f' end='20f'>one</p>", &["one"], NONE),
        dfxp("ticks", "<p begin='10t' end='20t'>one</p>", &["one"], NONE),
        dfxp("comma", "<p begin='00:00:01,000' end='00:00:02,000'>one</p>", &["one"], NONE),
    ]
}

#[test]
fn every_row_of_the_matrix_holds() {
    let rows = srt_rows().into_iter().chain(webvtt_rows()).chain(dfxp_rows());
    for Row { name, caption_type, file, server, player } in rows {
        let gate = kaltura::gate(&file, caption_type);
        let kept: Vec<_> = gate.cues.iter().map(|cue| String::from_utf8_lossy(&cue.text)).collect();
        let kept: Vec<_> = kept.iter().map(|text| text.trim_end_matches('\n')).collect();
        assert_eq!(kept, server, "S: {caption_type:?}, {name}");
        assert_eq!(gate.ready, !server.is_empty(), "S: {caption_type:?}, {name}");
        let played = kaltura::player(&file, caption_type);
        let shown: Vec<_> =
            played.cues.iter().map(|cue| cue.shown.as_deref().unwrap_or("")).collect();
        assert_eq!(shown, player, "P: {caption_type:?}, {name}");
    }
}

#[test]
fn a_short_srt_fraction_counts_milliseconds() {
    let file = SRT.replace(",000", ",5");
    assert_eq!(kaltura::gate(file.as_bytes(), CaptionType::Srt).cues[0].start_ms, Some(1005.0));
}

#[test]
fn times_on_a_div_are_not_added() {
    let row = dfxp("", "</div><div begin='10s'><p begin='1s' end='2s'>one</p>", NONE, NONE);
    let cue = &kaltura::gate(&row.file, CaptionType::Dfxp).cues[0];
    assert_eq!((cue.start_ms, cue.end_ms), (Some(1000.0), Some(2000.0)));
}

#[test]
fn srt_with_dots_keeps_its_old_times_in_a_clip() {
    let file = SRT.replace(',', ".");
    let window = ClipWindow { start_ms: 1500, end_ms: 4000 };
    let clip = kaltura::clip(file.as_bytes(), CaptionType::Srt, window);
    assert_eq!(clip.gate.cues[0].start_ms, Some(1000.0));
}

#[test]
fn a_cue_longer_than_a_segment_is_missing_from_its_middle() {
    let file = SRT.replace("04,000", "59,000").replace("00:00:59", "00:01:59");
    let gate = kaltura::gate(file.as_bytes(), CaptionType::Srt);
    let segments = kaltura::hls_segments(&gate, kaltura::SEGMENT_MS).unwrap();
    let numbers: Vec<u64> = segments.iter().map(|segment| segment.number).collect();
    assert_eq!(numbers, [1, 4]);
}

#[test]
fn a_cue_without_length_is_kept_and_not_served() {
    let file = SRT.replace("04,000", "03,000");
    let served = kaltura::serve_webvtt(file.as_bytes(), CaptionType::Srt).unwrap();
    assert_eq!(String::from_utf8(served).unwrap().matches(" --> ").count(), 1);
}

#[test]
fn a_style_block_before_the_first_cue_is_served() {
    let file = VTT.replace("WEBVTT\n", "WEBVTT\n\nSTYLE\n::cue { color: red }\n");
    let served = kaltura::serve_webvtt(file.as_bytes(), CaptionType::WebVtt).unwrap();
    assert!(
        String::from_utf8(served).unwrap().starts_with("WEBVTT\n\nSTYLE\n::cue { color: red }\n")
    );
}

#[test]
fn a_latin_1_webvtt_file_is_ready_with_texts_that_are_not_utf_8() {
    let file = b"WEBVTT\n\n00:01.000 --> 00:02.000\nCaf\xe9\n";
    let gate = kaltura::gate(file, CaptionType::WebVtt);
    assert!(gate.ready && std::str::from_utf8(&gate.cues[0].text).is_err());
    let played = kaltura::player(file, CaptionType::WebVtt);
    assert_eq!(played.cues[0].text, "Caf\u{fffd}");
}

#[test]
fn a_trim_loses_webvtt_cues_with_settings_for_the_server_alone() {
    let file = VTT.replace("02.000", "02.000 line:0").replace("04.000", "04.000 line:0");
    let window = ClipWindow { start_ms: 500, end_ms: 4000 };
    let clip = kaltura::clip(file.as_bytes(), CaptionType::WebVtt, window);
    assert!(!clip.gate.ready);
    assert_eq!(kaltura::player(&clip.file, CaptionType::WebVtt).cues.len(), 2);
}

#[test]
fn dfxp_times_mean_something_else() {
    let times = |begin: &str, end: &str| {
        let row = dfxp("", &format!("<p begin='{begin}' end='{end}'>x</p>"), NONE, NONE);
        let gate = kaltura::gate(&row.file, CaptionType::Dfxp);
        let played = kaltura::player(&row.file, CaptionType::Dfxp);
        let cue = &gate.cues[0];
        assert_eq!(cue.start_ms, played.cues.first().map(|cue| cue.start_ms), "{begin}");
        (cue.start_ms.unwrap(), cue.end_ms.unwrap())
    };
    assert_eq!(times("1.5s", "2.5s"), (1000.0, 2000.0));
    assert_eq!(times("01:02", "01:03"), (3_720_000.0, 3_780_000.0));
    assert_eq!(times("5", "6"), (18_000_000.0, 21_600_000.0));
    assert_eq!(times("00:00:01:29", "00:00:02:00"), (1000.0, 2000.0));
}
