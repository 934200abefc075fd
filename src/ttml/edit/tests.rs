//! Changes to single paragraphs, in small documents.

use crate::read::{Opened, ReadOptions, open};
use crate::rewrite::{line_break, remove, reorder, set_times};
use crate::source::{Edit, Edits, Source};
use crate::time::Interval;

/// What is looked up in a text that is opened for it.
fn opened<T>(text: &str, look: impl FnOnce(&Opened<'_>) -> T) -> T {
    let options = ReadOptions { format: Some(crate::Format::Ttml), ..ReadOptions::default() };
    look(&open(&Source::from_text(text), None, &options))
}

fn apply(text: &str, edits: Vec<Edit>) -> String {
    edits.into_iter().collect::<Edits>().apply(text).unwrap()
}

/// The body after the first cue got other times, or `None`; what is written must read back.
fn retimed(body: &str, start: i64, end: i64) -> Option<String> {
    let text = format!(
        "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"\" \
         xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" ttp:frameRate=\"25\">{body}</tt>"
    );
    let to = Interval::from_ms(start, end);
    let new = apply(&text, opened(&text, |file| set_times(file, 0, to))?);
    assert_eq!(opened(&new, |file| file.timeline.cues[0].interval), to, "{new}");
    let at = new.find("<body").unwrap();
    Some(new[at..new.len() - "</tt>".len()].to_owned())
}

#[test]
fn times_are_relative_to_the_parent_and_keep_their_form() {
    let body =
        "<body begin='10s'><div begin='00:00:02.000'><p begin='1s' end='50f'>a</p></div></body>";
    assert_eq!(retimed(body, 13_000, 14_600).unwrap(), body.replace("50f", "65f"));
    assert_eq!(retimed(body, 13_500, 14_000).unwrap(), body.replace("'1s'", "'1.5s'"));
    // Before the parent begins there is nothing.
    assert_eq!(retimed(body, 11_999, 14_000), None);
}

#[test]
fn a_duration_stays_a_duration() {
    let body = "<body><div><p begin=\"1s\" dur=\"2s\">a</p></div></body>";
    assert_eq!(retimed(body, 1000, 2500).unwrap(), body.replace("2s", "1.5s"));
    assert_eq!(
        retimed(body, 2000, 3000).unwrap(),
        body.replace("1s", "x").replace("2s", "1s").replace('x', "2s")
    );
    let both = "<body><div><p begin=\"1s\" dur=\"2s\" end=\"9s\">a</p></div></body>";
    assert_eq!(
        retimed(both, 1000, 4000).unwrap(),
        "<body><div><p begin=\"1s\" end=\"4s\">a</p></div></body>"
    );
}

#[test]
fn missing_times_are_written_in() {
    let body = "<body><div><p xml:id='a'>a</p></div></body>";
    assert_eq!(
        retimed(body, 1000, 2000).unwrap(),
        "<body><div><p begin=\"00:00:01.000\" end=\"00:00:02.000\" xml:id='a'>a</p></div></body>"
    );
    let body = "<body end=\"9s\"><div><p begin=\"4s\">a</p></div></body>";
    assert_eq!(retimed(body, 4000, 6000).unwrap(), body.replace("\"4s\"", "\"4s\" end=\"6s\""));
    assert_eq!(retimed(body, 4000, 9001), None, "the body ends");
}

#[test]
fn times_that_are_not_the_paragraphs_own_stay() {
    for body in [
        "<body timeContainer='seq'><div><p begin='1s' end='2s'>a</p></div></body>",
        "<body><div timeContainer='seq'><p begin='1s' end='2s'>a</p></div></body>",
        "<body><div><p begin='1s' end='3s'><span end='1s'>a</span> b</p></div></body>",
        "<body><div><p begin='1s' end='3s'><span begin='1s'>a</span></p></div></body>",
        "<body><div><p begin='1s' end='soon'>a</p></div></body>",
    ] {
        assert_eq!(retimed(body, 1000, 2500), None, "{body}");
    }
}

#[test]
fn a_cue_in_a_timed_region_stays_within_it() {
    let body = "<head><layout><region xml:id='r' end='5s'/></layout></head>\
                <body region='r'><div><p begin='1s' end='4s'>a</p></div></body>";
    assert!(retimed(body, 1000, 5000).is_some());
    assert_eq!(retimed(body, 1000, 5001), None);
}

#[test]
fn a_paragraph_goes_with_its_line() {
    let head = "<tt xmlns=\"http://www.w3.org/ns/ttml\"><body><div>\n";
    for (body, left) in [
        ("  <p end='1s'>a</p>\n  <p>b</p>\n", "  <p>b</p>\n"),
        ("  <p end='1s'>\n   a\n  </p>\n  <p>b</p>\n", "  <p>b</p>\n"),
        ("<p end='1s'>a</p><p>b</p>\n", "<p>b</p>\n"),
    ] {
        let text = format!("{head}{body}</div></body></tt>");
        let new = apply(&text, vec![opened(&text, |file| remove(file, 0)).unwrap()]);
        assert_eq!(new, format!("{head}{left}</div></body></tt>"));
    }
}

#[test]
fn paragraphs_are_sorted_within_one_parent_only() {
    let text = "<tt xmlns=\"http://www.w3.org/ns/ttml\"><body><div><p begin='2s'>b</p>\
                <p begin='1s'>a</p></div></body></tt>";
    let new = apply(text, opened(text, |file| reorder(file, &[1, 0], false)).unwrap());
    assert!(new.contains("<p begin='1s'>a</p><p begin='2s'>b</p>"));
    let text = text.replace("b</p>", "b</p></div><div>");
    assert_eq!(opened(&text, |file| reorder(file, &[1, 0], false)), None);
}

#[test]
fn a_break_has_the_prefix_of_the_text_around_it() {
    let text = "<t:tt xmlns:t=\"http://www.w3.org/ns/ttml\"><t:body><t:div><t:p>one two</t:p>\
                </t:div></t:body></t:tt>";
    let at = text.find(" two").unwrap() as u32;
    assert_eq!(opened(text, |file| line_break(file, at)).unwrap(), "<t:br/>");
    let text = text.replace("one two", "<![CDATA[one two]]>");
    let at = text.find(" two").unwrap() as u32;
    assert_eq!(opened(&text, |file| line_break(file, at)).unwrap(), "]]><t:br/><![CDATA[");
}
