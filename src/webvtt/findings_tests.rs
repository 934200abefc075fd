//! One small file per authoring requirement (W3C WebVTT, section 4): the code, the place, and
//! what the fix makes of it. The files are conforming except for the fault they show.

use super::{CODES, ParseOptions, conformance, parse};
use crate::source::{Applicability, Diagnostic, Edits};

fn findings(source: &str) -> Vec<Diagnostic> {
    let options = ParseOptions { lenient_signature: true, ..ParseOptions::default() };
    let parsed = parse(source, &options);
    let mut all = parsed.diagnostics;
    all.extend(conformance(&parsed.document));
    all
}

/// The codes and places of a file.
fn places(source: &str) -> Vec<(&'static str, &str)> {
    let place = |f: Diagnostic| (f.code.0, f.span.slice(source));
    findings(source).into_iter().map(place).collect()
}

/// The file after the fix of its only finding, and the applicability of the fix.
fn repaired(source: &str) -> Option<(String, Applicability)> {
    let all = findings(source);
    assert_eq!(all.len(), 1, "{source:?}: {all:#?}");
    let fix = all.into_iter().next()?.fix?;
    let mut edits = Edits::default();
    assert!(edits.push_fix(&fix));
    Some((edits.apply(source).unwrap(), fix.applicability))
}

#[track_caller]
fn safe(source: &str, code: &str, place: &str, after: &str) {
    assert_eq!(places(source), [(code, place)]);
    assert_eq!(repaired(source), Some((after.to_owned(), Applicability::Safe)));
    assert_eq!(places(after), [], "after the fix");
}

#[track_caller]
fn risky(source: &str, code: &str, place: &str, after: &str) {
    assert_eq!(places(source), [(code, place)]);
    assert_eq!(repaired(source), Some((after.to_owned(), Applicability::Unsafe)));
    assert_eq!(places(after), [], "after the fix");
}

#[track_caller]
fn no_fix(source: &str, code: &str, place: &str) {
    assert_eq!(places(source), [(code, place)]);
    assert_eq!(repaired(source), None);
}

/// A file with one cue of this text, from second 1 to second 9.
fn cue(text: &str) -> String {
    format!("WEBVTT\n\n00:01.000 --> 00:09.000\n{text}\n")
}

fn with_settings(settings: &str) -> String {
    format!(
        "WEBVTT\n\nREGION\nid:r\n\n00:01.000 --> 00:09.000 region:r\na\n\n00:02.000 --> 00:09.000 {settings}\nb\n"
    )
}

#[track_caller]
fn text_safe(text: &str, code: &str, place: &str, after: &str) {
    safe(&cue(text), code, place, &cue(after));
}

#[track_caller]
fn text_risky(text: &str, code: &str, place: &str, after: &str) {
    risky(&cue(text), code, place, &cue(after));
}

#[test]
fn conforming_files_have_no_findings() {
    for source in [
        "WEBVTT\n\n",
        "\u{feff}WEBVTT - title\r\n\r\nNOTE a\r\nb\r\n\r\n1\r\n00:00.000 --> 00:01.000\r\nx\r\n",
        "WEBVTT\n\nSTYLE\n::cue{}\n\nREGION\nid:r width:40%\nlines:3\n\n00:00.000 --> 100:00:01.000 region:r align:left\n<v.a Bob>x &amp; <i>y</i>\n",
        "WEBVTT\n\n00:00.000 --> 00:09.000\n<ruby>a<rt>b</rt>c<rt>d</ruby><00:01.000><c.x>e</c>\n\n",
        "WEBVTT\n\n00:00.000 --> 00:09.000 position:10%,line-left line:-1,end size:50.5% vertical:rl\n<lang en-GB>x</lang> > y\n",
        "WEBVTT\n\n00:00.000 --> 00:01.000\n\n00:00.000 --> 00:01.000\n{\"json\":1}\n",
    ] {
        assert_eq!(places(source), [], "{source:?}");
    }
}

#[test]
fn every_code_is_listed_once_and_has_the_prefix() {
    for (at, (code, _)) in CODES.iter().enumerate() {
        assert!(code.starts_with("VTT_"), "{code}");
        assert!(CODES[..at].iter().all(|(other, _)| other != code), "{code} twice");
    }
}

#[test]
fn the_signature_is_asked_for_once() {
    let rest = "\n\n00:00.000 --> 00:01.000\nx\n";
    let good = format!("WEBVTT{rest}");
    risky(&format!("webvtt{rest}"), "VTT_SIGNATURE_MISSING", "webvtt", &good);
    risky(&format!(" WEBVTT{rest}"), "VTT_SIGNATURE_MISSING", " WEBVTT", &good);
    risky(rest.trim_start(), "VTT_SIGNATURE_MISSING", "00:00.000 --> 00:01.000", &good);
    risky("", "VTT_SIGNATURE_MISSING", "", "WEBVTT\n\n");
    let source = format!("WEBVTT-x{rest}");
    safe(&source, "VTT_SIGNATURE_SEPARATOR", "WEBVTT", &format!("WEBVTT -x{rest}"));
}

#[test]
fn the_header_is_one_line_and_a_blank_one() {
    safe("WEBVTT", "VTT_HEADER_END", "", "WEBVTT\n\n");
    safe("WEBVTT x\n", "VTT_HEADER_END", " x", "WEBVTT x\n\n");
    safe(
        "WEBVTT\r\n00:00.000 --> 00:01.000\r\nx\r\n",
        "VTT_HEADER_BLANK_LINE",
        "00:00.000 --> 00:01.000",
        "WEBVTT\r\n\r\n00:00.000 --> 00:01.000\r\nx\r\n",
    );
    risky(
        "WEBVTT\nA talk\n\n00:00.000 --> 00:01.000\nx\n",
        "VTT_HEADER_LINE",
        "A talk",
        "WEBVTT\n\nNOTE\nA talk\n\n00:00.000 --> 00:01.000\nx\n",
    );
    let metadata = "WEBVTT\nA talk\nLanguage: en\n\n00:00.000 --> 00:01.000\nx\n";
    let both = [("VTT_HEADER_LINE", "A talk"), ("VTT_HEADER_METADATA", "Language: en")];
    let found = parse(metadata, &ParseOptions::default()).diagnostics;
    assert_eq!((places(metadata).as_slice(), found[0].fix.is_none()), (&both[..], true));
    let style = "WEBVTT\nSTYLE\n::cue(b) {\ncolor: red\n}\n\n00:00.000 --> 00:01.000\nx\n";
    risky(
        style,
        "VTT_HEADER_LINE",
        "STYLE",
        "WEBVTT\n\nNOTE\nSTYLE\n::cue(b) {\ncolor: red\n}\n\n00:00.000 --> 00:01.000\nx\n",
    );
    let hls = "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n\n00:00.000 --> 00:01.000\nx\n";
    no_fix(hls, "VTT_HEADER_METADATA", "X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0");
}

#[test]
fn blocks_are_set_off_and_ended() {
    safe(
        "WEBVTT\n\n00:00.000 --> 00:01.000\nx\n00:01.000 --> 00:02.000\ny\n",
        "VTT_BLOCK_SEPARATOR",
        "00:01.000 --> 00:02.000",
        "WEBVTT\n\n00:00.000 --> 00:01.000\nx\n\n00:01.000 --> 00:02.000\ny\n",
    );
    safe(
        "WEBVTT\r\n\r\n00:00.000 --> 00:01.000\r\nx",
        "VTT_FINAL_NEWLINE",
        "",
        "WEBVTT\r\n\r\n00:00.000 --> 00:01.000\r\nx\r\n",
    );
    risky(
        "WEBVTT\n\n00:00.000 --> 00:01.000\nx\n\nSTYLE\n::cue{}\n\n",
        "VTT_BLOCK_ORDER",
        "STYLE\n::cue{}",
        "WEBVTT\n\nSTYLE\n::cue{}\n\n00:00.000 --> 00:01.000\nx\n\n\n\n",
    );
    risky(
        "WEBVTT\n\n00:00.000 --> 00:01.000\nx\n\nlost line\n",
        "VTT_STRAY_BLOCK",
        "lost line",
        "WEBVTT\n\n00:00.000 --> 00:01.000\nx\n\nNOTE\nlost line\n",
    );
    risky(
        "WEBVTT\n\n00:00.000 --> 00:01.000\n\nlost line\n",
        "VTT_STRAY_BLOCK",
        "lost line",
        "WEBVTT\n\n00:00.000 --> 00:01.000\nlost line\n",
    );
    risky(
        "WEBVTT\n\n1\n\n00:00.000 --> 00:01.000\nx\n",
        "VTT_STRAY_BLOCK",
        "1",
        "WEBVTT\n\n1\n00:00.000 --> 00:01.000\nx\n",
    );
    // The text of a cue without numbers.
    risky(
        "WEBVTT\n\n00:00.000 --> 00:01.000\n\n10\n\n00:01.000 --> 00:02.000\nx\n",
        "VTT_STRAY_BLOCK",
        "10",
        "WEBVTT\n\n00:00.000 --> 00:01.000\n10\n\n00:01.000 --> 00:02.000\nx\n",
    );
    risky(
        "WEBVTT\n\n00:00.000 --> 00:01.000\n{\"a\":\n\n1}\n",
        "VTT_PAYLOAD_BLANK_LINE",
        "1}",
        "WEBVTT\n\n00:00.000 --> 00:01.000\n{\"a\":\n1}\n",
    );
}

#[test]
fn style_and_region_stand_alone_on_their_line() {
    risky(
        "WEBVTT\n\nSTYLE ::cue{}\n\n",
        "VTT_STYLE_LINE_FORM",
        "::cue{}",
        "WEBVTT\n\nSTYLE\n::cue{}\n\n",
    );
    let source = "WEBVTT\n\nREGION id:r\n\n00:00.000 --> 00:01.000\nx\n";
    assert_eq!(places(source), [("VTT_REGION_LINE_FORM", "id:r")]);
    risky(
        "WEBVTT\n\nSTYLE\n::cue {\n\ncolor:red }\n\n",
        "VTT_STYLE_BLANK_LINE",
        "color:red }",
        "WEBVTT\n\nSTYLE\n::cue {\ncolor:red }\n\n",
    );
    risky(
        "WEBVTT\n\nSTYLE\n\n::cue {}\n",
        "VTT_STYLE_BLANK_LINE",
        "::cue {}",
        "WEBVTT\n\nSTYLE\n::cue {}\n",
    );
    no_fix("WEBVTT\n\nSTYLE\n@import url(x);\n\n", "VTT_STYLE_IMPORT", "@import");
}

#[test]
fn an_arrow_stands_in_timing_lines_only() {
    let good = "00:00.000 --> 00:01.000\nx\n";
    let source = format!("WEBVTT\n\na --> b\n{good}");
    risky(&source, "VTT_ARROW_IN_ID", "-->", &format!("WEBVTT\n\na -> b\n{good}"));
    let source = format!("WEBVTT\n\nNOTE a --> b\n\n{good}");
    risky(&source, "VTT_ARROW_IN_NOTE", "-->", &format!("WEBVTT\n\nNOTE a -> b\n\n{good}"));
    let source = format!("WEBVTT\n\nNOTE\nx\na --> b\n\n{good}");
    risky(&source, "VTT_ARROW_IN_NOTE", "-->", &format!("WEBVTT\n\nNOTE\nx\na -> b\n\n{good}"));
    let source = "WEBVTT\n\nSTYLE\nx\n/* --> */\n\n";
    risky(source, "VTT_ARROW_IN_STYLE", "-->", "WEBVTT\n\nSTYLE\nx\n/* -> */\n\n");
    let source = "WEBVTT\n\n00:00.000 --> 00:01.000\nx\ngo --> there\ny\n";
    let after = "WEBVTT\n\n00:00.000 --> 00:01.000\nx\ngo --&gt; there\ny\n";
    risky(source, "VTT_ARROW_IN_PAYLOAD", "-->", after);
    let source = "WEBVTT\n\n00:00.000 --> 00:01.000 --> 00:02.000\nx\n";
    assert_eq!(places(source)[0], ("VTT_ARROW_IN_SETTING", "-->"));
    let source = "WEBVTT\n\n00:00.000 -> 00:01.000\nx\n";
    risky(source, "VTT_ARROW_FORM", " -> ", "WEBVTT\n\n00:00.000 --> 00:01.000\nx\n");
}

#[test]
fn a_comment_word_above_a_timing_line_is_an_identifier() {
    no_fix("WEBVTT\n\nNOTE\n00:00.000 --> 00:01.000\nx\n", "VTT_ID_KEYWORD", "NOTE");
}

#[test]
fn times_have_their_form() {
    let good = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nx\n";
    let source = good.replace('.', ",");
    safe(&source, "VTT_TIMESTAMP_FORM", "00:00:00,000", good);
    safe(
        "WEBVTT\n\n0:00:00.000 --> 00:01.000\nx\n",
        "VTT_TIMESTAMP_HOURS",
        "0:00:00.000",
        "WEBVTT\n\n00:00:00.000 --> 00:01.000\nx\n",
    );
    no_fix("WEBVTT\n\n00:00:00:12 --> 00:01.000\nx\n", "VTT_TIMESTAMP_FORM", "00:00:00:12");
    safe(
        "WEBVTT\n\n \t00:00.000-->\u{c}00:01.000\nx\n",
        "VTT_TIMING_SPACING",
        " \t00:00.000-->\u{c}00:01.000",
        "WEBVTT\n\n00:00.000 --> 00:01.000\nx\n",
    );
    safe(
        "WEBVTT\n\n  00:00.000 --> 00:01.000\nx\n",
        "VTT_TIMING_INDENT",
        "  00:00.000 --> 00:01.000",
        "WEBVTT\n\n00:00.000 --> 00:01.000\nx\n",
    );
}

/// An editor shows findings while someone types: one for the current cue and no other.
#[test]
fn a_half_typed_timing_line_gives_one_finding() {
    let whole = "00:01.000 --> 00:02.000";
    let before = "WEBVTT\n\nREGION\nid:r\n\n00:00.000 --> 00:01.000\nx\n\n";
    let rest = " region:r\nhello <b>\nyou\n\nid2\n00:03.000 --> 00:04.000 region:r\ny\n";
    for cut in 0..whole.len() {
        for gap in ["", "id1\n"] {
            let source = format!("{before}{gap}{}{rest}", &whole[..cut]);
            let all = places(&source);
            assert_eq!(all.len(), 1, "{source:?}: {all:?}");
        }
    }
    // The same without blank lines around it.
    let source = "WEBVTT\n\n00:00.000 --> 00:01.000\nx\n00:0 --> 00:02.000\ny\n\n";
    assert_eq!(places(source), [("VTT_TIMESTAMP_FORM", "00:0")]);
}

#[test]
fn identifiers_are_unique() {
    risky(
        "WEBVTT\n\na\n00:00.000 --> 00:01.000\nx\n\na\n00:00.000 --> 00:01.000\nx\n",
        "VTT_ID_DUPLICATE",
        "a",
        "WEBVTT\n\na\n00:00.000 --> 00:01.000\nx\n\n00:00.000 --> 00:01.000\nx\n",
    );
}

#[test]
fn regions_have_an_identifier_of_their_own_and_settings_of_their_form() {
    let used = "00:00.000 --> 00:01.000 region:r\nx\n";
    no_fix("WEBVTT\n\nREGION\nwidth:40%\n\n", "VTT_REGION_ID_MISSING", "REGION");
    let source = format!("WEBVTT\n\nREGION\nid:r\n\nREGION\nid:r\n\n{used}");
    no_fix(&source, "VTT_REGION_ID_DUPLICATE", "r");
    for (setting, code, place) in [
        ("width", "VTT_REGION_SETTING_FORM", "width"),
        ("color:red", "VTT_REGION_SETTING_UNKNOWN", "color"),
        ("lines:2 lines:3", "VTT_REGION_SETTING_DUPLICATE", "lines:3"),
        ("lines:x", "VTT_REGION_SETTING_VALUE", "x"),
        ("regionanchor:1%", "VTT_REGION_SETTING_VALUE", "1%"),
        ("scroll:down", "VTT_REGION_SETTING_VALUE", "down"),
        ("width:101%", "VTT_PERCENTAGE_RANGE", "101%"),
        ("viewportanchor:0%,200%", "VTT_PERCENTAGE_RANGE", "0%,200%"),
    ] {
        no_fix(&format!("WEBVTT\n\nREGION\nid:r {setting}\n\n{used}"), code, place);
    }
    risky(
        "WEBVTT\n\nREGION\nid:r\n\n00:00.000 --> 00:01.000\nx\n",
        "VTT_REGION_UNUSED",
        "r",
        "WEBVTT\n\n\n\n00:00.000 --> 00:01.000\nx\n",
    );
}

#[test]
fn settings_have_their_form() {
    let glued = "WEBVTT\n\n00:00.000 --> 00:01.000line:1\nx\n";
    safe(glued, "VTT_SETTINGS_SEPARATOR", "", "WEBVTT\n\n00:00.000 --> 00:01.000 line:1\nx\n");
    for (settings, code, place, after) in [
        ("line: align:left", "VTT_SETTING_FORM", "line:", "align:left"),
        ("align:left foo:bar", "VTT_SETTING_UNKNOWN", "foo", "align:left"),
        ("line:1 line:2", "VTT_SETTING_DUPLICATE", "line:2", "line:1"),
        ("line:1 line:1", "VTT_SETTING_REPEATED", "line:1", "line:1"),
        ("line:1.5", "VTT_LINE_FRACTION", "1.5", "line:2"),
        ("position:50", "VTT_SETTING_POSITION", "50", "position:50%"),
        ("size:50", "VTT_SETTING_SIZE", "50", "size:50%"),
        ("line:1 region:r", "VTT_REGION_CONFLICT", "line:1", "line:1 "),
        (
            "size:50% align:start",
            "VTT_AUTO_POSITION",
            "size:50%",
            "size:50% align:start position:50%",
        ),
    ] {
        risky(&with_settings(settings), code, place, &with_settings(after));
    }
    // Parsers ignore the whole setting, so that the cue is shown elsewhere with it written properly; only
    // the middle is where it is without.
    let (middle, code) = ("align:middle", "VTT_ALIGN_MIDDLE");
    safe(&with_settings(middle), code, middle, &with_settings("align:center"));
    let found = findings(&with_settings("align:end align:middle"));
    assert!(
        found
            .iter()
            .filter_map(|f| f.fix.as_ref())
            .all(|fix| fix.applicability < Applicability::Safe)
    );
    for (settings, code, place, after) in [
        ("position:5%,middle", "VTT_SETTING_LEGACY", "5%,middle", "position:5%,center"),
        ("position:5%,start", "VTT_SETTING_LEGACY", "5%,start", "position:5%,line-left"),
        ("line:5%,middle", "VTT_SETTING_LEGACY", "5%,middle", "line:5%,center"),
        ("A:end", "VTT_SETTING_LEGACY", "A:end", "align:end"),
    ] {
        risky(&with_settings(settings), code, place, &with_settings(after));
    }
    for (settings, code, place) in [
        ("vertical:tb", "VTT_SETTING_VERTICAL", "tb"),
        ("line:x", "VTT_SETTING_LINE", "x"),
        ("line:1,left", "VTT_SETTING_LINE", "1,left"),
        ("position:5%,left", "VTT_SETTING_POSITION", "5%,left"),
        ("align:centre", "VTT_SETTING_ALIGN", "centre"),
        ("size:101%", "VTT_PERCENTAGE_RANGE", "101%"),
        ("region:s", "VTT_REGION_UNDEFINED", "s"),
    ] {
        no_fix(&with_settings(settings), code, place);
    }
}

#[test]
fn text_has_signs_of_markup_only_where_markup_is() {
    text_risky("a < b", "VTT_TEXT_LT", "<", "a &lt; b");
    text_risky("I <3 you", "VTT_TEXT_LT", "<", "I &lt;3 you");
    text_risky("<- here", "VTT_TEXT_LT", "<", "&lt;- here");
    text_safe("R&D", "VTT_TEXT_AMP", "&", "R&amp;D");
    text_safe("a &lt b", "VTT_TEXT_AMP", "&lt", "a &lt; b");
    text_safe("<v A&B>x", "VTT_TEXT_AMP", "&", "<v A&amp;B>x");
}

#[test]
fn tags_are_known_closed_and_nested() {
    text_risky("a <font>b", "VTT_TAG_UNKNOWN", "<font>", "a b");
    text_risky("<applause> b", "VTT_TAG_UNKNOWN", "<applause>", "&lt;applause> b");
    text_risky("a Vec<T>", "VTT_TAG_UNKNOWN", "<T>", "a Vec&lt;T>");
    text_risky("a </foo> b", "VTT_TAG_UNKNOWN", "</foo>", "a &lt;/foo> b");
    text_risky("a </span> b", "VTT_TAG_UNKNOWN", "</span>", "a  b");
    text_risky("a <br/>b", "VTT_TAG_UNKNOWN", "<br/>", "a \nb");
    text_safe("<i>a", "VTT_TAG_UNCLOSED", "<i>", "<i>a</i>");
    text_safe("- <v A>a", "VTT_TAG_UNCLOSED", "<v A>", "- <v A>a</v>");
    text_safe("<i>a</b></i>", "VTT_END_TAG_STRAY", "</b>", "<i>a</i>");
    // Parsers do not end the element there.
    for tag in ["</ b>", "</b >"] {
        let source = cue(&format!("<b>a{tag}"));
        assert_eq!(places(&source), [("VTT_TAG_UNCLOSED", "<b>"), ("VTT_END_TAG_FORM", tag)]);
        assert_eq!(all_safe(&source), cue(&format!("<b>a{tag}</b>")));
        let source = cue(&format!("<b>a{tag}b</b>"));
        assert_eq!(places(&source), [("VTT_END_TAG_FORM", tag)]);
    }
    // Without the tag the letters would be a reference.
    let found = findings(&cue("&co</b>py; a"));
    let stray = found.iter().find(|found| found.code.0 == "VTT_END_TAG_STRAY").unwrap();
    assert_eq!(stray.fix, None);
    text_safe("a</b.x>", "VTT_END_TAG_FORM", "</b.x>", "a");
    let source = cue("<b><i>a</b></i>");
    assert_eq!(places(&source), [("VTT_TAG_UNCLOSED", "<b>"), ("VTT_TAG_MISNESTED", "</b>")]);
    assert_eq!(all_safe(&source), cue("<b><i>a</i></b>"));
    let source = cue("<b>a</b");
    assert_eq!(places(&source), [("VTT_TAG_UNCLOSED", "</b")]);
    assert_eq!(all_safe(&source), cue("<b>a</b>"));
    // Taking the tag out would leave a blank line, which ends the cue.
    no_fix(&cue("a\n</b>\nc"), "VTT_END_TAG_STRAY", "</b>");
}

#[test]
fn a_voice_that_is_the_whole_cue_needs_no_end_tag() {
    assert_eq!(places(&cue("<v Bob>a\nb")), []);
    assert_eq!(places(&cue("<v Bob><i>a</i>")), []);
}

#[test]
fn annotations_stand_where_they_mean_something() {
    no_fix(&cue("<v>a"), "VTT_ANNOTATION_MISSING", "<v>");
    no_fix(&cue("<lang  >a</lang>"), "VTT_ANNOTATION_MISSING", "<lang  >");
    // Perhaps words: `a<i x>a</i>`.
    text_risky("<i x>a</i>", "VTT_ANNOTATION_DISALLOWED", "x", "<i>a</i>");
    text_safe("<i x=1>a</i>", "VTT_ANNOTATION_DISALLOWED", "x=1", "<i>a</i>");
    text_safe("<v A\nB>a", "VTT_ANNOTATION_NEWLINE", "\n", "<v A B>a");
    no_fix(&cue("<lang en_US>a</lang>"), "VTT_LANG_TAG", "en_US");
}

#[test]
fn classes_have_names() {
    text_risky("<c.a.>x</c>", "VTT_CLASS_NAME", ".", "<c.a>x</c>");
    no_fix(&cue("<c.a&b>x</c>"), "VTT_CLASS_NAME", "a&b");
}

#[test]
fn a_ruby_is_base_and_text_in_turn() {
    text_risky("<rt>a", "VTT_RUBY_CONTENT", "<rt>", "a");
    no_fix(&cue("<ruby>a</ruby>"), "VTT_RUBY_CONTENT", "<ruby>");
    no_fix(&cue("<ruby>a<rt>b</rt>c</ruby>"), "VTT_RUBY_CONTENT", "c");
    assert_eq!(places(&cue("<ruby>a<rt>b</rt> \n</ruby>")), []);
}

#[test]
fn timestamps_in_text_have_their_form_and_rise() {
    text_risky("<00:00:02,000>a", "VTT_CUE_TIMESTAMP_FORM", "00:00:02,000", "<00:00:02.000>a");
    text_risky("<00:02.000 >a", "VTT_CUE_TIMESTAMP_FORM", "00:02.000 ", "<00:02.000>a");
    text_safe("<0:00:02.000>a", "VTT_CUE_TIMESTAMP_FORM", "0:00:02.000", "<00:00:02.000>a");
    text_risky("<00:02.000 x>a", "VTT_CUE_TIMESTAMP_FORM", "00:02.000 x", "<00:02.000>a");
    no_fix(&cue("<00:01.000>a"), "VTT_CUE_TIMESTAMP_ORDER", "00:01.000");
    no_fix(&cue("<00:09.000>a"), "VTT_CUE_TIMESTAMP_ORDER", "00:09.000");
    let source = cue("<00:03.000>a<00:02.000>b<00:02.500>c");
    let order = "VTT_CUE_TIMESTAMP_ORDER";
    assert_eq!(places(&source), [(order, "00:02.000"), (order, "00:02.500")]);
}

#[test]
fn nul_is_written_as_parsers_show_it() {
    text_risky("a\0\0b", "VTT_NUL", "\0\0", "a\u{fffd}\u{fffd}b");
}

#[test]
fn a_flood_of_findings_is_cut_at_the_limit() {
    let source = format!("WEBVTT\n\n{}", "x\n\n".repeat(50));
    let options = ParseOptions { max_diagnostics: 10, ..ParseOptions::default() };
    let found = parse(&source, &options).diagnostics;
    assert_eq!(found.len(), 11);
    assert_eq!(found[10].code.0, "VTT_TOO_MANY_FINDINGS");
}

#[test]
fn a_fault_in_every_byte_does_not_fill_the_memory() {
    let source = cue(&"&".repeat(150_000));
    let found = conformance(&parse(&source, &ParseOptions::default()).document);
    assert_eq!(found.len(), 100_001);
    assert_eq!(found[100_000].code.0, "VTT_TOO_MANY_FINDINGS");
}

#[test]
fn a_flood_of_cues_is_cut_at_the_limit_and_the_rest_is_kept_as_stray() {
    let source = format!("WEBVTT\n\n{}", "00:00.000 --> 00:01.000\nx\n\n".repeat(5));
    let options = ParseOptions { max_cues: 2, ..ParseOptions::default() };
    let parsed = parse(&source, &options);
    assert_eq!(parsed.document.cues.len(), 2);
    assert_eq!(parsed.document.strays.len(), 1);
    assert_eq!(parsed.diagnostics[0].code.0, "VTT_TOO_MANY_CUES");
}

#[test]
fn safe_fixes_mend_a_file_with_every_kind_of_fault() {
    let source = "WEBVTT\n0:00:00.000-->00:01.000align:middle\n<i>R&D</b\n00:01.000 --> 00:09.000\n\
                  <b x=1><i>a</b></i>&lt";
    let after = all_safe(source);
    assert_eq!(places(&after), [], "{after}");
}

/// The file after safe fixes until none is left.
fn all_safe(source: &str) -> String {
    let mut text = source.to_owned();
    for _ in 0..10 {
        let mut edits = Edits::default();
        for fix in findings(&text).into_iter().filter_map(|f| f.fix) {
            if fix.applicability == Applicability::Safe {
                edits.push_fix(&fix);
            }
        }
        if edits.is_empty() {
            return text;
        }
        text = edits.apply(&text).unwrap();
    }
    panic!("no end to the fixes of {source:?}: {text:?}");
}

#[test]
fn a_file_with_a_blank_line_after_every_line_is_put_together() {
    for newline in ["\n", "\r\n", "\r"] {
        let wanted = "WEBVTT\n\n1\n00:00.000 --> 00:01.000\nOne\nand\nmore\n\n2\n00:01.000 --> 00:02.000\nTwo\n";
        let source = "WEBVTT\n\n1\n\n00:00.000 --> 00:01.000\n\nOne\n\nand\n\nmore\n\n2\n\n00:01.000 --> 00:02.000\n\nTwo\n";
        let (wanted, source) = (wanted.replace('\n', newline), source.replace('\n', newline));
        let mut edits = Edits::default();
        for finding in findings(&source) {
            assert_eq!(finding.code.0, "VTT_STRAY_BLOCK");
            assert!(edits.push_fix(&finding.fix.unwrap()));
        }
        assert_eq!(edits.apply(&source).unwrap(), wanted);
        assert_eq!(places(&wanted), []);
    }
}
