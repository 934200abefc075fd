//! Changes over time: `set`, sequences, regions that appear and disappear (TTML1 9.1.2, 10.2.4, 10.4,
//! 11.1.1), and what is pruned before (5.3).

use super::*;

fn doc(head: &str, body: &str) -> String {
    format!(
        "<tt xml:lang=\"en\" xmlns=\"http://www.w3.org/ns/ttml\" \
         xmlns:tts=\"http://www.w3.org/ns/ttml#styling\">\
         <head><layout>{head}</layout></head><body>{body}</body></tt>"
    )
}

/// What is shown: begin, end (0 for never), alignment, and each text with its color.
fn shown(source: &str) -> Vec<(i64, i64, TextAlign, String)> {
    let parsed = parse(source, &ParseOptions::default());
    let all = present(&parsed.document);
    let ms = |t: Rational| t.to_ms().0;
    let text = |s: &Segment| {
        let pieces = &all.pieces[s.pieces.start as usize..s.pieces.end as usize];
        let each = pieces.iter().map(|p| match (p.text.as_deref().unwrap_or("/"), p.style.color) {
            (text, Color::WHITE) => text.to_owned(),
            (text, color) => format!("{text}={color}"),
        });
        each.collect::<Vec<_>>().join("|")
    };
    let segments = all.segments.iter().filter(|s| !s.pieces.is_empty());
    segments.map(|s| (ms(s.begin), s.end.map_or(0, ms), s.style.align, text(s))).collect()
}

/// The same without alignment.
fn texts(source: &str) -> Vec<(i64, i64, String)> {
    shown(source).into_iter().map(|(begin, end, _, text)| (begin, end, text)).collect()
}

fn cue(begin: i64, end: i64, text: &str) -> (i64, i64, String) {
    (begin, end, text.to_owned())
}

#[test]
fn the_sets_of_a_region_in_seq_follow_each_other() {
    let head = "<region xml:id=\"r\" timeContainer=\"seq\" tts:display=\"none\">\
                <set dur=\"2s\" tts:display=\"auto\"/><set dur=\"2s\" tts:display=\"none\"/>\
                <set dur=\"2s\" tts:display=\"auto\"/></region>";
    let body = "<div region=\"r\"><p end=\"9s\">x</p></div>";
    assert_eq!(texts(&doc(head, body)), [cue(0, 2000, "x"), cue(4000, 6000, "x")]);
}

#[test]
fn a_set_in_seq_lasts_as_long_as_it_says_and_else_not_at_all() {
    let timed = "<div timeContainer=\"seq\"><set dur=\"1s\" tts:color=\"red\"/>\
                 <set dur=\"1s\" tts:color=\"blue\"/><p dur=\"1s\">x</p></div>";
    assert_eq!(texts(&doc("", timed)), [cue(2000, 3000, "x")]);
    let untimed = "<div timeContainer=\"seq\"><set tts:color=\"red\"/><p dur=\"1s\">x</p></div>";
    assert_eq!(texts(&doc("", untimed)), [cue(0, 1000, "x")]);
    let in_par = "<div><set tts:color=\"red\"/><p dur=\"1s\">x</p></div>";
    assert_eq!(texts(&doc("", in_par)), [cue(0, 1000, "x=#ff0000ff")]);
    let after = "<div timeContainer=\"seq\"><p dur=\"1s\">x</p><set tts:color=\"red\"/>\
                  <p dur=\"1s\">y</p></div>";
    assert_eq!(texts(&doc("", after)), [cue(0, 1000, "x"), cue(1000, 2000, "y")]);
}

#[test]
fn alignment_that_changes_splits_a_cue_wherever_the_set_stands() {
    let want = [
        (0, 2000, TextAlign::Center, "x".to_owned()),
        (2000, 4000, TextAlign::End, "x".to_owned()),
        (4000, 9000, TextAlign::Center, "x".to_owned()),
    ];
    let set = "<set begin=\"2s\" dur=\"2s\" tts:textAlign=\"end\"/>";
    let (center, p) = ("tts:textAlign=\"center\"", "<p end=\"9s\">x</p>");
    let on_p = format!("<div><p end=\"9s\" {center}>{set}x</p></div>");
    assert_eq!(shown(&doc("", &on_p)), want);
    assert_eq!(shown(&doc("", &format!("<div {center}>{set}{p}</div>"))), want);
    let region = format!("<region xml:id=\"r\" {center}>{set}</region>");
    assert_eq!(shown(&doc(&region, &format!("<div region=\"r\">{p}</div>"))), want);
}

#[test]
fn of_sets_that_are_on_at_once_the_last_one_written_wins_on_every_level() {
    let sets = "<set begin=\"3s\" end=\"7s\" tts:color=\"red\"/>\
                <set begin=\"1s\" end=\"5s\" tts:color=\"blue\"/>";
    let want = [
        cue(0, 1000, "x"),
        cue(1000, 5000, "x=#0000ffff"),
        cue(5000, 7000, "x=#ff0000ff"),
        cue(7000, 9000, "x"),
    ];
    let p = "<p end=\"9s\">x</p>";
    assert_eq!(texts(&doc("", &format!("<div><p end=\"9s\">{sets}x</p></div>"))), want);
    assert_eq!(texts(&doc("", &format!("<div>{sets}{p}</div>"))), want);
    let region = format!("<region xml:id=\"r\">{sets}</region>");
    assert_eq!(texts(&doc(&region, &format!("<div region=\"r\">{p}</div>"))), want);
}

#[test]
fn what_is_over_before_its_region_comes_is_not_shown() {
    let head = "<region xml:id=\"r\" begin=\"3s\"/>";
    let body = "<div region=\"r\"><p end=\"9s\"><span end=\"2s\">a</span>b</p></div>";
    assert_eq!(texts(&doc(head, body)), [cue(3000, 9000, "b")]);
    let set = "<div region=\"r\"><set end=\"2s\" tts:color=\"red\"/><p end=\"9s\">b</p></div>";
    assert_eq!(texts(&doc(head, set)), [cue(3000, 9000, "b")]);
}

#[test]
fn elements_in_no_namespace_are_foreign_beside_a_root_that_is_in_one() {
    let stray = "<div><p end=\"1s\">a<span xmlns=\"\">b</span>c</p></div>";
    assert_eq!(texts(&doc("", stray)), [cue(0, 1000, "a|c")]);
    let source = "<tt:tt xml:lang=\"en\" xmlns:tt=\"http://www.w3.org/ns/ttml\"><tt:body><tt:div>\
                  <tt:metadata><desc>d</desc></tt:metadata><tt:p end=\"1s\">a</tt:p>\
                  <p begin=\"3s\" end=\"4s\">b</p></tt:div></tt:body></tt:tt>";
    assert_eq!(texts(source), [cue(0, 1000, "a")]);
    let parsed = parse(source, &ParseOptions::default());
    let found = validate(&parsed.document, Model::Ttml1);
    let found: Vec<_> = found.iter().map(|d| (d.code.0, d.span.slice(source))).collect();
    assert_eq!(found, [("TTML_NO_NAMESPACE", "p")]);
    // A document with no namespace at all is read as TTML.
    let none = "<tt><body><div><p end=\"1s\">a<span>b</span></p></div></body></tt>";
    assert_eq!(texts(none), [cue(0, 1000, "a|b")]);
}

/// TTML1 10.4: the implicit duration of a span whose children are only text depends on its parent.
#[test]
fn a_span_with_text_only_shows_it_whatever_its_own_time_container() {
    let p = |inner: &str| doc("", &format!("<div><p begin=\"1s\" end=\"5s\">{inner}</p></div>"));
    for text in ["b", "<![CDATA[b]]>", "b<!-- c -->"] {
        let span = p(&format!("a <span timeContainer=\"seq\">{text}</span>"));
        assert_eq!(texts(&span), [cue(1000, 5000, "a |b")]);
    }
    let timed = "<span timeContainer=\"seq\" begin=\"1s\" dur=\"1s\">b</span>";
    assert_eq!(texts(&p(timed)), [cue(2000, 3000, "b")]);
    // With its own child that has times, what is beside it is an anonymous span of no length.
    assert_eq!(texts(&p("<span timeContainer=\"seq\">b<br/>c</span>")), []);
    let in_seq = "<div><p end=\"5s\" timeContainer=\"seq\"><span timeContainer=\"seq\">b</span>\
                  <span dur=\"1s\">c</span></p></div>";
    assert_eq!(texts(&doc("", in_seq)), [cue(0, 1000, "c")]);
}
