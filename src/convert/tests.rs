//! Every kind of difference is found, in new files in which one thing was changed after writing.

use super::{convert, verify};
use crate::read::{ReadOptions, WriteOptions, open};
use crate::source::Source;
use crate::timeline::{Loss, LossKind};
use crate::{Format, srt};

/// Converts a text, replaces `was` with `is` in the new file and returns the messages about it.
fn tampered(text: &str, to: Format, was: &str, is: &str) -> Vec<String> {
    let source = Source::from_text(text);
    let file = open(&source, None, &ReadOptions::default());
    let timeline = &file.timeline;
    let options = WriteOptions {
        srt: srt::WriteOptions { positions: true, ..srt::WriteOptions::default() },
        ..WriteOptions::default()
    };
    let mut made = convert(&file, to, &options);
    assert_eq!(verify(timeline, &made, to, &options), [], "{}", made.document);
    assert!(made.document.contains(was), "`{was}` is not in\n{}", made.document);
    made.document = made.document.replacen(was, is, 1);
    let found = verify(timeline, &made, to, &options);
    found.into_iter().map(|difference| difference.message).collect()
}

fn expect(text: &str, to: Format, was: &str, is: &str, message: &str) {
    let found = tampered(text, to, was, is);
    assert!(found.len() == 1 && found[0].contains(message), "{was} -> {is}: {found:?}");
}

const WEBVTT: &str = "WEBVTT\n\nREGION\nid:r\nscroll:up\n\nSTYLE\n::cue(b) { color: red }\n\n\
     NOTE one\n\nfirst\n00:00:01.000 --> 00:00:02.000 line:10% position:20%,line-left align:left\n\
     <v Ada>One <c.red.loud>two</c> <lang fr>trois</lang></v>\n\n\
     second\n00:00:03.000 --> 00:00:04.000 region:r\n\
     <ruby>東<rt>ひがし</rt></ruby> <00:00:03.500><i>late</i>\n";

#[test]
fn a_change_in_webvtt_is_found() {
    for (was, is, message) in [
        ("00:00:02.000", "00:00:02.001", "the times"),
        ("One ", "Ono ", "the text"),
        ("<c.red.loud>", "<c.blue.loud>", "colors are not"),
        ("<c.red.loud>", "<c.red.calm>", "classes are not"),
        ("<v Ada>", "<v Ida>", "speakers are not"),
        ("<lang fr>", "<lang de>", "languages are not"),
        ("line:10%", "line:11%", "the position line 10.0 % start"),
        ("position:20%", "position:21%", "the position"),
        ("align:left", "align:left size:9%", "the position"),
        ("region:r\n", "line:0\n", "the position"),
        ("scroll:up", "lines:3", "the region"),
        ("first\n", "firsd\n", "the id"),
        ("<i>late</i>", "<b>late</b>", "bold, italic or underlined text is not"),
        ("ひがし", "にし", "ruby annotations"),
        ("<00:00:03.500>", "<00:00:03.501>", "times inside the text"),
        ("NOTE one", "NOTE two", "the comment"),
        ("color: red", "color: tan", "the style sheet"),
    ] {
        expect(WEBVTT, Format::WebVtt, was, is, message);
    }
}

const SRT: &str = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color=\"#ff8000\" size=\"9\">One</font> <b>two</b>\n\n\
     2\n00:00:03,000 --> 00:00:04,000\nthree\n";

#[test]
fn a_change_in_srt_is_found() {
    for (was, is, message) in [
        ("{\\an8}", "{\\an7}", "the position"),
        ("#ff8000", "#ff8001", "colors are not"),
        ("\"9\"", "\"8\"", "fonts are not"),
        ("<b>two</b>", "<u>two</u>", "bold, italic or underlined"),
        ("three", "there", "the text"),
        ("2\n00:00:03,000 --> 00:00:04,000\nthree\n", "", "there were 2 cues"),
    ] {
        expect(SRT, Format::Srt, was, is, message);
    }
    // A number from SRT means nothing; a place of WebVTT does.
    let webvtt = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000 line:0\na\n";
    expect(webvtt, Format::Srt, "{\\an8}", "{\\an5}", "the position");
}

#[cfg(feature = "ttml")]
const TTML: &str = "<tt xml:lang=\"en\" xmlns=\"http://www.w3.org/ns/ttml\" \
     xmlns:tts=\"http://www.w3.org/ns/ttml#styling\"><head><layout>\
     <region xml:id=\"low\" tts:origin=\"10% 70%\" tts:extent=\"80% 20%\" tts:displayAlign=\"after\"/>\
     </layout></head><body region=\"low\"><div>\
     <p xml:id=\"a\" begin=\"00:00:01.000\" end=\"00:00:02.000\">One <span tts:color=\"#12ab00\">two</span> \
     <span xml:lang=\"fr\">trois</span></p></div></body></tt>";

#[test]
#[cfg(feature = "ttml")]
fn a_change_in_ttml_is_found() {
    for (was, is, message) in [
        ("#12ab00", "#12ab01", "colors are not"),
        ("tts:color=\"#12ab00\"", "tts:fontWeight=\"bold\" tts:color=\"#12ab00\"", "bold"),
        ("10% 70%", "10% 71%", "the position"),
        ("80% 20%", "80% 19%", "the position"),
        ("displayAlign=\"after\"", "displayAlign=\"before\"", "the position"),
        ("textAlign=\"start\"", "textAlign=\"end\"", "the position"),
        ("xml:lang=\"fr\"", "xml:lang=\"de\"", "languages are not"),
        ("xml:id=\"a\"", "xml:id=\"b\"", "the id"),
        ("end=\"00:00:02.000\"", "end=\"00:00:02.100\"", "the times"),
        ("trois", "quatre", "the text"),
    ] {
        expect(TTML, Format::Ttml, was, is, message);
    }
    // The language of the file, and of all text in it.
    let found = tampered(TTML, Format::Ttml, "xml:lang=\"en\"", "xml:lang=\"nl\"");
    assert!(found[0].starts_with("the language Some(\"en\") became Some(\"nl\")"), "{found:?}");
    expect(TTML, Format::WebVtt, "line:90%,end", "line:80%,end", "the position");
}

#[test]
fn a_loss_excuses_its_own_kind_in_its_own_place_only() {
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<c.x>a</c> b\n\n00:03.000 --> 00:04.000\nc\n";
    let source = Source::from_text(text);
    let file = open(&source, None, &ReadOptions::default());
    let timeline = &file.timeline;
    let options = WriteOptions::default();
    let mut made = convert(&file, Format::WebVtt, &options);
    made.document = made.document.replace("<c.x>a</c>", "a").replace("00:00:04", "00:00:05");
    assert_eq!(verify(timeline, &made, Format::WebVtt, &options).len(), 2);
    let tell = |kind, cue: u32, span| Loss { kind, span, cue: Some(cue), message: "".into() };
    let scope = timeline.scopes[1].span;
    // Another cue, another kind, another element.
    for loss in [
        tell(LossKind::Time, 0, scope),
        tell(LossKind::Style, 0, scope),
        tell(LossKind::Class, 0, timeline.cues[1].origin.payload),
    ] {
        made.losses = vec![loss];
        assert_eq!(verify(timeline, &made, Format::WebVtt, &options).len(), 2);
    }
    made.losses = vec![tell(LossKind::Class, 0, scope), tell(LossKind::Time, 1, scope)];
    assert_eq!(verify(timeline, &made, Format::WebVtt, &options), []);
}

#[test]
fn what_follows_the_times_in_srt_is_lost_once_in_every_format() {
    for rest in ["X1:40 X2:600 Y1:20 Y2:50", "line:0%", "Not a word of it"] {
        let text = format!("1\n00:00:01,000 --> 00:00:02,000 {rest}\nHello\n");
        let source = Source::from_text(&text);
        let file = open(&source, None, &ReadOptions::default());
        for &to in Format::ALL {
            let made = convert(&file, to, &WriteOptions::default());
            let losses = made.losses.iter().map(|loss| (loss.kind, loss.span.slice(&text)));
            assert_eq!(losses.collect::<Vec<_>>(), [(LossKind::Settings, rest)], "{}", to.name());
        }
    }
}
