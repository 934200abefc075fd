//! Tests of the module as a whole: reading, what is shown when, conversion to the timeline and back.

use super::*;
use crate::source::{Edits, Source, Span};
use crate::time::{Interval, Timestamp};
use crate::timeline::{
    Align, Converted, LinePosition, LossKind, RunKind, ScopeKind, Timeline, visible_text,
};

fn doc(head: &str, body: &str) -> String {
    format!(
        "<tt xml:lang=\"en\" xmlns=\"http://www.w3.org/ns/ttml\" \
         xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" \
         xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\" \
         xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\">{head}<body>{body}</body></tt>"
    )
}

/// Cues as start, end and text.
fn cues(source: &str) -> Vec<(i64, i64, String)> {
    let parsed = parse(source, &ParseOptions::default());
    let timeline = lower(&parsed.document);
    let text = |cue| visible_text(&timeline, cue);
    timeline.cues.iter().map(|c| (c.interval.start.0, c.interval.end.0, text(c))).collect()
}

fn cue(start: i64, end: i64, text: &str) -> (i64, i64, String) {
    (start, end, text.to_owned())
}

fn codes(source: &str) -> Vec<&'static str> {
    parse(source, &ParseOptions::default()).diagnostics.iter().map(|d| d.code.0).collect()
}

#[test]
fn a_paragraph_is_one_cue_with_its_places_in_the_source() {
    let source = doc("", "<div><p xml:id=\"a\" begin=\"1s\" end=\"2s\">x<br/>y</p></div>");
    let timeline = lower(&parse(&source, &ParseOptions::default()).document);
    let cue = &timeline.cues[0];
    assert_eq!(cue.interval, Interval::from_ms(1000, 2000));
    assert_eq!(cue.id.as_deref(), Some("a"));
    let slice = |span: Span| span.slice(&source);
    assert_eq!((slice(cue.origin.start), slice(cue.origin.end)), ("1s", "2s"));
    assert_eq!((slice(cue.origin.id), slice(cue.origin.payload)), ("a", "x<br/>y"));
    assert!(slice(cue.origin.block).starts_with("<p xml:id") && cue.origin.settings.is_empty());
    assert_eq!(timeline.language.as_deref(), Some("en"));
    let spans: Vec<&str> = timeline.runs_of(cue).iter().map(|r| slice(r.span)).collect();
    assert_eq!(spans, ["x", "<br/>", "y"]);
}

#[test]
fn overlapping_cues_stay_overlapping_and_are_never_repeated() {
    let body = "<div><p begin=\"0s\" end=\"9s\">long</p><p begin=\"1s\" end=\"2s\">short</p></div>";
    assert_eq!(cues(&doc("", body)), [cue(0, 9000, "long"), cue(1000, 2000, "short")]);
}

#[test]
fn a_cue_is_split_only_where_its_own_content_changes() {
    let body = "<div><p begin=\"0s\" end=\"4s\">a <span begin=\"1s\">b</span></p>\
                <p begin=\"0s\" end=\"4s\">whole</p></div>";
    let want = [cue(0, 1000, "a"), cue(1000, 4000, "a b"), cue(0, 4000, "whole")];
    assert_eq!(cues(&doc("", body)), want);
    // A change that changes nothing does not split.
    let same = "<div><p begin=\"0s\" end=\"4s\"><set begin=\"1s\" tts:color=\"white\"/>a</p></div>";
    assert_eq!(cues(&doc("", same)), [cue(0, 4000, "a")]);
}

#[test]
fn sets_on_elements_around_change_a_cue_too() {
    let body = "<div><set begin=\"2s\" end=\"3s\" tts:display=\"none\"/>\
                <p begin=\"1s\" end=\"4s\">x</p><p begin=\"5s\" end=\"6s\">y</p></div>";
    let want = [cue(1000, 2000, "x"), cue(3000, 4000, "x"), cue(5000, 6000, "y")];
    assert_eq!(cues(&doc("", body)), want);
}

#[test]
fn times_count_from_the_parent_and_in_seq_from_the_sibling_before() {
    let nested = "<div begin=\"10s\"><p begin=\"1s\" end=\"2s\">x</p></div>";
    assert_eq!(cues(&doc("", nested)), [cue(11_000, 12_000, "x")]);
    let seq =
        "<div timeContainer=\"seq\"><p dur=\"1s\">a</p><p begin=\"1s\" dur=\"2s\">b</p></div>";
    assert_eq!(cues(&doc("", seq)), [cue(0, 1000, "a"), cue(2000, 4000, "b")]);
    // A child that never ends leaves no room after it.
    let open = "<div timeContainer=\"seq\"><p>a</p><p dur=\"1s\">never</p></div>";
    assert_eq!(cues(&doc("", open)), [cue(0, Timestamp::OPEN.0, "a")]);
}

#[test]
fn reversed_and_empty_times_are_kept_as_written() {
    let body = "<div><p begin=\"3s\" end=\"1s\">back</p><p begin=\"2s\" end=\"2s\">none</p></div>";
    assert_eq!(cues(&doc("", body)), [cue(3000, 1000, "back"), cue(2000, 2000, "none")]);
}

#[test]
fn touching_cues_stay_touching_when_frames_are_rounded() {
    let source =
        doc("", "<div><p begin=\"0f\" end=\"1f\">a</p><p begin=\"1f\" end=\"2f\">b</p></div>");
    let source = source.replacen(
        "<tt ",
        "<tt ttp:frameRate=\"24\" ttp:frameRateMultiplier=\"1000 1001\" ",
        1,
    );
    assert_eq!(cues(&source), [cue(0, 42, "a"), cue(42, 83, "b")]);
}

#[test]
fn content_of_another_region_or_none_is_not_shown() {
    let head = "<head><layout><region xml:id=\"r\"/><region xml:id=\"s\" begin=\"1s\" end=\"2s\"/></layout></head>";
    let body = "<div region=\"r\"><p end=\"9s\">in r</p><p region=\"s\" end=\"9s\">torn</p></div>\
                <div><p end=\"9s\">nowhere</p><p region=\"s\" end=\"9s\">timed</p>\
                <p end=\"9s\"><span region=\"r\">part</span> lost</p></div>";
    let want = [cue(0, 9000, "in r"), cue(1000, 2000, "timed"), cue(0, 9000, "part")];
    assert_eq!(cues(&doc(head, body)), want);
}

#[test]
fn regions_place_cues() {
    let head = "<head><layout><region xml:id=\"r\" tts:origin=\"10% 70%\" tts:extent=\"80% 20%\" \
                tts:displayAlign=\"after\" tts:textAlign=\"center\"/></layout></head>";
    let source = doc(head, "<div><p region=\"r\" end=\"1s\">x</p></div>");
    let timeline = lower(&parse(&source, &ParseOptions::default()).document);
    let place = timeline.cues[0].placement.as_deref().unwrap();
    assert_eq!(place.line, Some(LinePosition::Percent(90.0)));
    assert_eq!((place.line_align, place.align), (Some(Align::End), Some(Align::Center)));
    assert_eq!((place.position, place.size), (Some(50.0), Some(80.0)));
    assert_eq!(timeline.regions[0].viewport_anchor, (10.0, 70.0));
    assert_eq!(timeline.cues[0].origin.settings.slice(&source), "r");
}

fn scopes(timeline: &Timeline<'_>) -> Vec<(String, Vec<String>)> {
    let runs = timeline.runs.iter().filter_map(|run| match &run.kind {
        RunKind::Text(text) => {
            let kinds = timeline.scopes_of(run.scope).map(|(_, s)| format!("{:?}", s.kind));
            Some((text.to_string(), kinds.collect()))
        }
        _ => None,
    });
    runs.collect()
}

#[test]
fn styles_speakers_languages_and_ruby_become_scopes() {
    let head = "<head><ttm:agent xml:id=\"a\" type=\"person\"><ttm:name type=\"full\"> Ann </ttm:name>\
                </ttm:agent></head>";
    let body = "<div><p end=\"1s\" ttm:agent=\"a\">x <span tts:fontStyle=\"italic\" tts:color=\"red\">y</span></p>\
                <p end=\"1s\" xml:lang=\"fr\">z</p><p end=\"1s\"><span tts:ruby=\"container\">\
                <span tts:ruby=\"base\">b</span><span tts:ruby=\"delimiter\">(</span>\
                <span tts:ruby=\"text\">t</span></span></p></div>";
    let source = doc(head, body);
    let timeline = lower(&parse(&source, &ParseOptions::default()).document);
    let voice = "Voice(\"Ann\")".to_owned();
    let font = "Font { color: Some(\"#ff0000\"), face: None, size: None }".to_owned();
    let want = [
        ("x ", vec![voice.clone()]),
        ("y", vec![font, "Italic".into(), voice]),
        ("z", vec!["Language(\"fr\")".into()]),
        ("b", vec!["Ruby".into()]),
        ("t", vec!["RubyText".into(), "Ruby".into()]),
    ];
    let want: Vec<(String, Vec<String>)> =
        want.into_iter().map(|(text, kinds)| (text.to_owned(), kinds)).collect();
    assert_eq!(scopes(&timeline), want);
    assert_eq!(visible_text(&timeline, &timeline.cues[2]), "b");
}

#[test]
fn preserved_line_feeds_are_breaks_with_places_of_their_own() {
    let source = doc("", "<div><p xml:space=\"preserve\" end=\"1s\">a \n b</p></div>");
    let timeline = lower(&parse(&source, &ParseOptions::default()).document);
    let spans: Vec<&str> = timeline.runs.iter().map(|r| r.span.slice(&source)).collect();
    assert_eq!(spans, ["a ", "\n", " b"]);
    assert_eq!(timeline.runs[1].kind, RunKind::Break);
}

#[test]
fn a_fault_is_reported_and_the_rest_is_read() {
    for (body, code, text) in [
        ("<div><p end=\"1s\">R&B</p></div>", "TTML_XML_AMPERSAND", "R&B"),
        ("<div><p end=\"1s\">a</span>b</p></div>", "TTML_XML_END_TAG", "ab"),
        ("<div><p end=\"1s\"><span>a</p></div>", "TTML_XML_UNCLOSED", "a"),
        ("<div><p end=\"1s\" end=\"2s\">a</p></div>", "TTML_XML_DUPLICATE_ATTRIBUTE", "a"),
        ("<div><p end=\"1s\" x>a</p></div>", "TTML_XML_ATTRIBUTE", "a"),
        ("<div><p end=\"1s\"title=\"<\">a</p></div>", "TTML_XML_ATTRIBUTE", "a"),
        ("<div><p end=\"1s\">a ]]> b</p></div>", "TTML_XML_CDATA_END", "a ]]> b"),
        ("<div><p end=\"1s\">a<!-- - -- --></p></div>", "TTML_XML_COMMENT", "a"),
        ("<div><p end=\"1s\">&port;</p></div>", "TTML_XML_REFERENCE", "&port;"),
        ("<div><p end=\"1s\">a\u{1}</p></div>", "TTML_XML_CHARACTER", "a\u{1}"),
    ] {
        let source = doc("", body);
        assert!(codes(&source).contains(&code), "{body}: {:?}", codes(&source));
        assert_eq!(cues(&source)[0].2, text, "{body}");
    }
}

#[test]
fn cut_off_files_keep_what_is_there() {
    let source = doc("", "<div><p end=\"1s\">one</p><p end=\"2s\">two</p></div>");
    let cut = &source[..source.find("two").unwrap() + 3];
    assert_eq!(cues(cut), [cue(0, 1000, "one"), cue(0, 2000, "two")]);
    let in_tag = &source[..source.find("end=\"2s").unwrap()];
    assert_eq!(cues(in_tag), [cue(0, 1000, "one")]);
    assert!(codes(in_tag).contains(&"TTML_XML_SYNTAX"));
}

#[test]
fn limits_are_options_and_one_diagnostic_each() {
    let limited = |source: &str, options: &ParseOptions| {
        let parsed = parse(source, options);
        let found = parsed.diagnostics.iter().filter(|d| d.code.0 == "TTML_LIMIT").count();
        let timeline = lower(&parsed.document);
        let texts: Vec<String> = timeline.cues.iter().map(|c| visible_text(&timeline, c)).collect();
        (found, texts)
    };
    let body = "<div><p end=\"1s\">a<span><span><span>b</span></span></span></p></div>";
    let deep = ParseOptions { max_depth: 4, ..ParseOptions::default() };
    assert_eq!(limited(&doc("", body), &deep), (1, vec!["ab".to_owned()]));
    let few = ParseOptions { max_elements: 4, ..ParseOptions::default() };
    assert_eq!(limited(&doc("", body), &few), (1, vec!["a".to_owned()]));
    let narrow = ParseOptions { max_attributes: 5, ..ParseOptions::default() };
    let source =
        doc("", "<div><p a=\"\" b=\"\" c=\"\" d=\"\" e=\"\" f=\"\" end=\"1s\">x</p></div>");
    assert_eq!(limited(&source, &narrow), (1, vec!["x".to_owned()]));
    let small = ParseOptions { max_bytes: 10, ..ParseOptions::default() };
    let parsed = parse(&source, &small);
    assert_eq!((parsed.document.nodes.len(), parsed.diagnostics.len()), (0, 1));
}

#[test]
fn splitting_stops_at_its_limit_and_loses_no_text() {
    let spans: String = (0..100).map(|n| format!("<span begin=\"{n}s\">{n} </span>")).collect();
    let source = doc(
        "",
        &format!(
            "<div><p end=\"200s\">{spans}</p><p end=\"1s\">after <span begin=\"1s\">x</span></p></div>"
        ),
    );
    let options = ParseOptions { max_pieces: 300, ..ParseOptions::default() };
    let parsed = parse(&source, &options);
    let presentation = present(&parsed.document);
    assert!(presentation.truncated && presentation.pieces.len() < 1000);
    let shown = presentation.pieces.iter().map(|p| p.text.as_deref().unwrap_or_default());
    let shown: String = shown.collect();
    assert!((0..100).all(|n| shown.contains(&format!("{n} ").trim_end().to_owned())));
    assert!(check_limits(&parsed.document, presentation.truncated).is_some());
    let last = presentation.segments.last().unwrap();
    assert_eq!(
        parsed.document.text(presentation.pieces[last.pieces.start as usize].node),
        "after "
    );
    assert!(!present(&parse(&source, &ParseOptions::default()).document).truncated);
}

#[test]
fn fixes_make_drafts_and_missing_declarations_proper() {
    for source in [
        "<tt xml:lang=\"en\" xmlns=\"http://www.w3.org/2006/04/ttaf1\" xmlns:tts=\"http://www.w3.org/2006/04/ttaf1#style\"><body><div><p tts:color=\"red\" begin=\"0s\" end=\"1s\">x</p></div></body></tt>",
        "<tt xml:lang=\"en\"><body><div><p begin=\"0s\" end=\"1s\">x</p></div></body></tt>",
        "<tt xml:lang=\"en\" xmlns=\"http://www.w3.org/ns/ttml\"><body><div><p tts:color=\"red\" begin=\"0s\" end=\"1s\">a & b</p></div></body></tt>",
        "<tt xml:lang=\"pt_BR\" xmlns=\"http://www.w3.org/ns/ttml\"><body><div><p id=\"a\" begin=\"0s\" end=\"1s\">x</p></div></body></tt>",
    ] {
        let parsed = parse(source, &ParseOptions::default());
        let mut found = parsed.diagnostics;
        found.extend(conformance(&parsed.document, &Source::from_text(source), None));
        assert!(!found.is_empty());
        let mut edits = Edits::default();
        for fix in found.iter().filter_map(|d| d.fix.as_ref()) {
            assert!(edits.push_fix(fix), "{source}");
        }
        let fixed = edits.apply(source).unwrap();
        let again = parse(&fixed, &ParseOptions::default());
        assert_eq!(again.diagnostics, [], "{fixed}");
        assert_eq!(conformance(&again.document, &Source::from_text(&fixed), None), [], "{fixed}");
    }
}

#[test]
fn not_every_xml_is_ttml_and_the_reader_says_what_it_is() {
    for (source, word) in [
        ("<timedtext format=\"3\"><body><p t=\"1\">x</p></body></timedtext>", "YouTube"),
        ("<html/>", "`tt`"),
        ("<div xmlns=\"http://www.w3.org/ns/ttml\"/>", "`tt`"),
    ] {
        let parsed = parse(source, &ParseOptions::default());
        assert_eq!(parsed.diagnostics[0].code.0, "TTML_ROOT");
        assert!(parsed.diagnostics[0].message.contains(word));
        assert!(lower(&parsed.document).cues.is_empty());
    }
    assert_eq!(codes(""), ["TTML_XML_NO_ROOT"]);
}

#[test]
fn what_is_raised_says_what_was_lost() {
    let text = "WEBVTT\n\nname one\n00:00.000 --> 00:01.000 line:0\n<c.big>a<ruby>b<rt>t</rt></ruby></c>\n";
    let parsed = crate::webvtt::parse(text, &crate::webvtt::ParseOptions::default());
    let timeline = crate::webvtt::lower(&parsed.document);
    let made = raise(&timeline, &WriteOptions::default());
    let kinds: Vec<LossKind> = made.losses.iter().map(|loss| loss.kind).collect();
    for kind in [LossKind::Id, LossKind::Settings, LossKind::Class, LossKind::Ruby] {
        assert!(kinds.contains(&kind), "{kind:?} {kinds:?}");
    }
    assert!(made.document.contains(">ab</p>"), "{}", made.document);
    let imsc = WriteOptions { flavour: Flavour::Imsc11, ..WriteOptions::default() };
    let made = raise(&timeline, &imsc);
    let ruby = "<span tts:ruby=\"container\"><span tts:ruby=\"base\">b</span><span tts:ruby=\"text\">t</span></span>";
    assert!(made.document.contains(ruby), "{}", made.document);
    assert!(made.losses.iter().all(|loss| loss.kind != LossKind::Ruby));
}

#[test]
fn raised_regions_hold_the_box_that_was_lowered() {
    let head = "<head><layout><region xml:id=\"r\" tts:origin=\"10% 70%\" tts:extent=\"80% 20%\" \
                tts:displayAlign=\"after\"/></layout></head>";
    let source = doc(head, "<div><p region=\"r\" begin=\"0s\" end=\"1s\">x</p></div>");
    let made =
        raise(&lower(&parse(&source, &ParseOptions::default()).document), &WriteOptions::default());
    let want = "tts:origin=\"10% 70%\" tts:extent=\"80% 20%\" tts:displayAlign=\"after\"";
    assert!(made.document.contains(want), "{}", made.document);
    assert!(!made.document.contains("tts:writingMode"));
}

#[test]
fn scopes_of_the_root_kind_are_never_made() {
    let source = doc("", "<div><p end=\"1s\">x</p></div>");
    let timeline = lower(&parse(&source, &ParseOptions::default()).document);
    assert_eq!(timeline.scopes.len(), 1);
    assert_eq!(timeline.scopes[0].kind, ScopeKind::Root);
}

/// A document for each code: every listed code can be reported.
#[test]
fn every_code_is_found_by_something() {
    let p = |attributes: &str| doc("", &format!("<div><p {attributes}>x</p></div>"));
    let head = |inside: &str| doc(&format!("<head>{inside}</head>"), "");
    let tt = |attributes: &str| doc("", "").replacen("<tt ", &format!("<tt {attributes} "), 1);
    let mut found: Vec<&str> = Vec::new();
    for source in [
        p("a=\"&#0;\" a='1'"),
        p("b=\"<\" q:x=\"\""),
        p("b=\"\"c=\"\" 1=\"\""),
        p("begin=\"1\""),
        p("timeContainer=\"both\""),
        p("style=\"none\" region=\"none\""),
        p("tts:color=\"mauve\" xml:lang=\"1\""),
        p("ttm:agent=\"a\""),
        p("bogus=\"1\""),
        p("xml:id=\"1\" id=\"b\""),
        doc("", "<div xml:id=\"a\"/><div xml:id=\"a\"/>"),
        doc("", "<div>text</div>"),
        doc("", "<p/>"),
        head("<styling><style xml:id=\"a\" style=\"a\"/></styling>"),
        head("<layout><region><style style=\"none\"/></region></layout>"),
        head("<ttm:agent xml:id=\"a\"/>"),
        head("<ttp:profile use=\"\"/>"),
        tt("ttp:frameRate=\"0\""),
        tt("ttp:timeBase=\"smpte\""),
        tt("xmlns:x=\"http://www.w3.org/ns/10/ttml#style\""),
        "\n<?xml version=\"1.0\"?><tt/>".to_owned(),
        "<!DOCTYPE tt [<!ENTITY a \"\">]><!DOCTYPE tt><tt xmlns=\"http://www.w3.org/2006/10/ttaf1\"/>x".to_owned(),
        "<tt><1/>&x;&<?1?>]]>\u{1}<!-- -- --></b><c></tt".to_owned(),
        "<tt/><tt/>".to_owned(),
        tt("").replace(" xml:lang=\"en\"", ""),
        "<r/>".to_owned(),
        "<r><".to_owned(),
        "<r>".to_owned(),
        String::new(),
    ] {
        let parsed = parse(&source, &ParseOptions::default());
        found.extend(parsed.diagnostics.iter().map(|d| d.code.0));
        found.extend(validate(&parsed.document, Model::Ttml1).iter().map(|d| d.code.0));
    }
    let imsc = doc("", "<div><p begin=\"1f\" end=\"9t\" tts:fontSize=\"1c\">x</p></div>");
    let parsed = parse(&imsc, &ParseOptions::default());
    found.extend(validate(&parsed.document, Model::Imsc11Text).iter().map(|d| d.code.0));
    found.extend(validate(&parsed.document, Model::EbuTtD).iter().map(|d| d.code.0));
    let small = |max_bytes, max_diagnostics, max_depth| {
        let options =
            ParseOptions { max_bytes, max_diagnostics, max_depth, ..ParseOptions::default() };
        parse("<r><r><r>&&&&</r></r></r>", &options).diagnostics
    };
    found.extend(small(1, 1, 9).iter().map(|d| d.code.0));
    found.extend(small(100, 1, 9).iter().map(|d| d.code.0));
    found.extend(small(100, 9, 2).iter().map(|d| d.code.0));
    let bytes = b"<?xml version='1.0' encoding='utf-16'?><tt/>";
    let source = crate::source::decode(bytes, &crate::source::DecodeOptions::default()).unwrap();
    let parsed = parse(&source.text, &ParseOptions::default());
    found.extend(check_encoding(&source, &parsed.document).iter().map(|d| d.code.0));
    let latin = b"<tt>\xff</tt>";
    let source = crate::source::decode(latin, &crate::source::DecodeOptions::default()).unwrap();
    let parsed = parse(&source.text, &ParseOptions::default());
    found.extend(check_encoding(&source, &parsed.document).iter().map(|d| d.code.0));
    let missing: Vec<&str> =
        CODES.iter().map(|(code, _)| *code).filter(|code| !found.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(found.iter().all(|code| CODES.iter().any(|(known, _)| known == code)));
}

#[test]
fn an_inline_region_shows_its_element_and_no_other() {
    let source = doc(
        "",
        "<div><region tts:origin=\"10% 20%\" tts:extent=\"50% 30%\"/><p end=\"1s\">in it</p></div>\
         <div><p begin=\"1s\" end=\"2s\">as ever</p>\
         <p begin=\"2s\" end=\"3s\"><region tts:origin=\"0% 80%\"/>own</p></div>",
    );
    let parsed = parse(&source, &ParseOptions::default());
    assert_eq!(parsed.diagnostics, []);
    let timeline = lower(&parsed.document);
    let placed: Vec<_> =
        timeline.cues.iter().map(|cue| (visible_text(&timeline, cue), cue.region)).collect();
    let expected = [("in it", Some(0)), ("as ever", None), ("own", Some(1))];
    assert_eq!(placed, expected.map(|(text, region)| (text.to_owned(), region)));
    assert_eq!(timeline.cues[0].placement.as_ref().unwrap().size, Some(50.0));
    for flavour in [Flavour::Dfxp, Flavour::Imsc11] {
        let made = raise(&timeline, &WriteOptions { flavour, ..WriteOptions::default() });
        let again = parse(&made.document, &ParseOptions::default());
        assert_eq!(again.diagnostics, [], "{}", made.document);
        assert_eq!(lower(&again.document).cues.len(), 3, "{}", made.document);
    }
}

#[test]
fn the_form_of_times_and_a_draft_namespace_are_losses() {
    let draft = "<tt xml:lang=\"en\" xmlns=\"http://www.w3.org/2006/10/ttaf1\"><body><div>\
                 <p begin=\"1s\" end=\"00:00:02.500\">a</p><p begin=\"90f\" dur=\"1s\">b</p></div></body></tt>";
    let parsed = parse(draft, &ParseOptions::default());
    let timeline = lower(&parsed.document);
    let kinds = |to| -> Vec<(LossKind, String)> {
        let losses = unmapped(&parsed.document, &timeline, to);
        losses.into_iter().map(|loss| (loss.kind, loss.message.into_owned())).collect()
    };
    let times = "3 times became clock times, `begin` and `end` of paragraphs";
    let form = (LossKind::TimeForm, times.to_owned());
    assert_eq!(kinds(crate::Format::Srt), std::slice::from_ref(&form));
    let to_ttml = kinds(crate::Format::Ttml);
    assert_eq!((to_ttml.len(), to_ttml.contains(&form)), (2, true), "{to_ttml:?}");
    assert!(to_ttml.iter().any(|(kind, _)| *kind == LossKind::Namespace));
}

#[test]
fn cues_over_the_limit_are_left_out_and_said() {
    let source = doc("", &"<p end=\"1s\">a</p>".repeat(3));
    for (max_cues, shown, reported) in [(2, 2, true), (3, 3, false)] {
        let options = ParseOptions { max_cues, ..ParseOptions::default() };
        let parsed = parse(&source, &options);
        let timeline = lower(&parsed.document);
        assert_eq!((timeline.cues.len(), timeline.truncated), (shown, reported));
        assert_eq!(check_limits(&parsed.document, timeline.truncated).is_some(), reported);
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Pieces that documents are made of, sound and broken.
    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            Just("<div>".to_owned()),
            Just("</div>".to_owned()),
            Just("<p begin=\"1s\" end=\"00:00:03\" region=\"r\" tts:color=\"red\">".to_owned()),
            Just("<p timeContainer='seq' dur=\"2f\" xml:space=\"preserve\">".to_owned()),
            Just("</p>".to_owned()),
            Just("<span begin=\"0.5s\" tts:ruby=\"text\" xml:lang=\"fr\">".to_owned()),
            Just("</span>".to_owned()),
            Just("<set begin=\"1s\" dur=\"1s\" tts:display=\"none\"/>".to_owned()),
            Just("<br/>".to_owned()),
            Just("&amp; &x; &#65; & ".to_owned()),
            Just("<!-- é --><![CDATA[ <b> ]]><?pi?>".to_owned()),
            Just("<".to_owned()),
            Just("\"".to_owned()),
            Just("]]>".to_owned()),
            "[ a-zéß\\n\\t日😀]{0,12}",
            "[<>/=\"'&;:! a-z-]{0,6}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

        #[test]
        fn nothing_panics_and_every_span_is_sound(pieces in prop::collection::vec(piece(), 0..24)) {
            let head = "<head><layout><region xml:id=\"r\" begin=\"1s\" tts:origin=\"1c 2px\"/></layout></head>";
            let source = doc(head, &pieces.concat());
            let parsed = parse(&source, &ParseOptions::default());
            for node in &parsed.document.nodes {
                prop_assert!(source.get(node.span.range()).is_some());
            }
            let timeline = lower(&parsed.document);
            for cue in &timeline.cues {
                let o = cue.origin;
                for span in [o.block, o.id, o.start, o.end, o.settings, o.payload] {
                    prop_assert!(source.get(span.range()).is_some());
                }
                prop_assert!(timeline.runs_of(cue).iter().all(|r| source.get(r.span.range()).is_some()));
            }
            for model in Model::ALL {
                for found in validate(&parsed.document, *model) {
                    prop_assert!(source.get(found.span.range()).is_some());
                }
            }
            for flavour in [Flavour::Dfxp, Flavour::Imsc11] {
                let options = WriteOptions { flavour, ..WriteOptions::default() };
                let Converted { document: made, losses } = raise(&timeline, &options);
                let again = parse(&made, &ParseOptions::default());
                prop_assert_eq!(&again.diagnostics, &[], "{}", made);
                let second = lower(&again.document);
                let texts = |t: &Timeline<'_>| -> Vec<String> {
                    t.cues.iter().map(|c| visible_text(t, c)).collect()
                };
                // Ruby that TTML does not have becomes text, and is reported.
                if losses.iter().all(|loss| loss.kind != LossKind::Ruby) {
                    prop_assert_eq!(texts(&second), texts(&timeline), "{}", made);
                }
            }
        }

        #[test]
        fn arbitrary_text_never_panics(source in "\\PC{0,80}") {
            let parsed = parse(&source, &ParseOptions::default());
            let _ = lower(&parsed.document);
            let _ = validate(&parsed.document, Model::Imsc11Text);
        }
    }
}

#[test]
fn a_paragraph_that_shows_nothing_and_never_ends_is_no_cue() {
    for p in ["<p/>", "<p><br/></p>", "<p begin=\"1s\"><span> </span><br/></p>", "<p>&#160;</p>"] {
        assert_eq!(cues(&doc("", &format!("<div>{p}</div>"))), [], "{p}");
    }
    // One that ends has a time that can be checked.
    assert_eq!(cues(&doc("", "<div><p end=\"1s\"><br/></p></div>")), [cue(0, 1000, "\n")]);
}

#[test]
fn styles_and_regions_inside_metadata_are_not_those_of_the_document() {
    let inner = "<styling><initial tts:fontStyle=\"italic\"/><style xml:id=\"s\" tts:color=\"red\"/></styling>\
                 <layout><region xml:id=\"r\"/></layout>";
    let body = "<div><p style=\"s\" end=\"1s\">x</p></div>";
    for head in [
        format!("<head><metadata>{inner}</metadata></head>"),
        format!("<metadata>{inner}</metadata>"),
    ] {
        let source = doc(&head, body);
        let timeline = lower(&parse(&source, &ParseOptions::default()).document);
        assert_eq!(scopes(&timeline), [("x".to_owned(), vec![])]);
        assert!(timeline.regions.is_empty());
    }
}

/// TTML1 7.2.3: white space around a line feed is ignored, also around one that is preserved.
#[test]
fn white_space_before_a_preserved_line_feed_goes() {
    for feed in ["&#10;", "\n", "\r\n"] {
        let p = format!("<p end=\"1s\">a <span xml:space=\"preserve\">{feed}b</span></p>");
        assert_eq!(cues(&doc("", &format!("<div>{p}</div>"))), [cue(0, 1000, "a\nb")]);
    }
    let kept = "<div><p end=\"1s\">a <span xml:space=\"preserve\"> b</span></p></div>";
    assert_eq!(cues(&doc("", kept)), [cue(0, 1000, "a  b")]);
}
