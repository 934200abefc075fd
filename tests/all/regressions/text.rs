//! Text, times and structure that readers, writers and edits lost or made wrong.

use super::{long_cue, run, srt, ttml, ttml_with, vtt};

#[test]
fn text_of_a_sequential_span_is_shown() {
    let text = ttml("<p begin=\"1s\" end=\"3s\"><span timeContainer=\"seq\">Ahoy</span></p>");
    let ran = run(&[("a.ttml", text)], "\"$cuesmith\" convert a.ttml --to srt");
    assert_eq!(ran.out, "1\n00:00:01,000 --> 00:00:03,000\nAhoy\n");
}

#[test]
fn what_is_written_as_imsc_has_no_region_over_another_and_four_at_most() {
    let two = "WEBVTT\n\n00:01.000 --> 00:03.000 line:0\nTop\n\n00:01.000 --> 00:03.000\nBottom\n";
    let tags = "1\n00:00:01,000 --> 00:00:03,000\n{\\an8}Top\n\n2\n00:00:01,000 --> 00:00:03,000\nBottom\n";
    let cue = |n: usize| {
        format!("00:01.000 --> 00:03.000 line:{}% position:{}%\nCue {n}\n\n", n * 18, 10 + n)
    };
    let six = format!("WEBVTT\n\n{}", (0..6).map(cue).collect::<String>());
    let line = "for file in two.vtt tags.srt six.vtt; do \"$cuesmith\" convert $file --to imsc -o $file.ttml; \
                \"$cuesmith\" check --select TTM010,TTM038 $file.ttml || exit 1; done";
    let ran = run(&[("two.vtt", two), ("tags.srt", tags), ("six.vtt", &six)], line);
    assert_eq!(
        (ran.code, ran.findings("TTM010"), ran.findings("TTM038")),
        (Some(0), 0, 0),
        "{}",
        ran.out
    );
    let words: String =
        ["two.vtt.ttml", "tags.srt.ttml", "six.vtt.ttml"].map(|n| ran.file(n)).concat();
    assert!(words.contains("Top") && words.contains("Bottom") && words.contains("Cue 5"));
}

#[test]
fn ruby_that_ttml_has_no_form_for_is_text_and_reported() {
    for ruby in [
        "<ruby>x</ruby>",
        "<ruby>a<rt>b</rt>c</ruby>",
        "<ruby><rt>b</rt></ruby>",
        "<ruby>a<ruby>b<rt>c</rt></ruby><rt>d</rt></ruby>",
    ] {
        let line = "\"$cuesmith\" convert a.vtt --to imsc -o a.ttml; \"$cuesmith\" check --select TTM022 a.ttml";
        let ran = run(&[("a.vtt", vtt(ruby))], line);
        let written = ran.file("a.ttml");
        assert!(ran.err.contains("1 ruby") || ran.err.contains("2 ruby"), "{ruby}: {}", ran.err);
        // Every base has an annotation, and every container a base.
        let count = |what: &str| written.matches(&format!("tts:ruby=\"{what}\"")).count();
        assert_eq!(count("base"), count("text"), "{written}");
        assert_eq!(count("container"), count("base"), "{written}");
    }
}

#[test]
fn a_carriage_return_in_webvtt_is_a_line_break_in_ttml() {
    for format in ["dfxp", "imsc"] {
        let line = format!("\"$cuesmith\" convert a.vtt --to {format}");
        assert!(run(&[("a.vtt", vtt("a&#13;b"))], &line).out.contains("a<br/>b"));
    }
}

#[test]
fn nul_empty_paragraphs_hidden_styles_and_hidden_spaces_are_not_written() {
    let style =
        "<metadata><styling><style xml:id=\"s\" tts:fontStyle=\"italic\"/></styling></metadata>";
    let files = [
        ("nul.srt", "1\n00:00:01,000 --> 00:00:03,000\na\0b\n".to_owned()),
        ("br.ttml", ttml("<p><br/></p>")),
        ("style.ttml", ttml_with("", style, "<p begin=\"1s\" end=\"3s\" style=\"s\">Ahoy</p>")),
        (
            "space.ttml",
            ttml(
                "<p begin=\"1s\" end=\"3s\"><span>a </span><span xml:space=\"preserve\">\nb</span></p>",
            ),
        ),
    ];
    let to_srt = |name: &str| run(&files, &format!("\"$cuesmith\" convert {name} --to srt"));
    let nul = to_srt("nul.srt");
    assert!(nul.out.contains("a\u{fffd}b") && nul.err.contains("lost"), "{}", nul.err);
    assert_eq!(to_srt("br.ttml").out, "");
    assert!(to_srt("style.ttml").out.ends_with("\nAhoy\n"));
    assert!(to_srt("space.ttml").out.ends_with("\na\nb\n"));
}

#[test]
fn arrows_of_one_hyphen_with_coordinates_are_read() {
    let text = "1\n00:00:10,415 -> 00:00:11,970 X1:10 X2:20\nAhoy.\n\n2\n00:00:12,415 ->> 00:00:13,970\nYou.\n";
    let ran = run(&[("a.srt", text)], "\"$cuesmith\" convert a.srt --to webvtt");
    assert_eq!(ran.out.matches(" --> ").count(), 2, "{}", ran.out);
}

#[test]
fn words_that_several_cues_show_are_replaced_once() {
    let p = |words: &str| {
        ttml(&format!(
            "<p begin=\"1s\" end=\"5s\">{words} happens<set begin=\"1s\" dur=\"1s\" tts:color=\"red\"/></p>"
        ))
    };
    let files = [("a.ttml", p("shit")), ("terms.txt", "Shit\n".to_owned())];
    let ran = run(&files, "\"$cuesmith\" profanity a.ttml");
    assert_eq!(ran.out, p("****"), "{}", ran.err);
    let ran = run(&files, "\"$cuesmith\" dictionary apply --dictionary terms.txt a.ttml");
    assert_eq!(ran.out, p("Shit"), "{}", ran.err);
}

#[test]
fn numbers_of_blocks_that_cannot_be_read_go_on_with_the_others() {
    let text = long_cue("One sentence ends here. Another one follows.")
        + "\n2\n00:00:xx --> 00:00:12,000\nunread\n\n3\n00:00:13,000 --> 00:00:14,000\nthree\n";
    for line in [
        "\"$cuesmith\" reflow --split --max-chars 30 --max-lines 1 a.srt",
        "\"$cuesmith\" retime --split-longer 5s a.srt",
    ] {
        let ran = run(&[("a.srt", &text)], line);
        let unread = ran.out.split("\n\n").find(|block| block.contains("unread"));
        assert_eq!(unread, Some("3\n00:00:xx --> 00:00:12,000\nunread"), "{}", ran.out);
    }
}

#[test]
fn a_wrong_end_does_not_become_thousands_of_copies() {
    let text = "1\n00:00:01,000 --> 99999999999:00:03,000\nAhoy.\n";
    let line = "\"$cuesmith\" convert --for kaltura a.srt --to srt -o b.srt; \
                \"$cuesmith\" check --preset kaltura-reach --fix --unsafe-fixes a.srt";
    let ran = run(&[("a.srt", text)], line);
    for name in ["a.srt", "b.srt"] {
        assert!(ran.file(name).len() < 200, "{name}: {} bytes", ran.file(name).len());
    }
}

#[test]
fn taking_marks_out_leaves_labels_of_sounds_and_dashes() {
    let texts = ["[Нерозбірливо] Так.", "the results\n- which were good - came late"];
    let text = srt(&texts);
    let ran = run(&[("a.uk.srt", &text)], "\"$cuesmith\" speakers --to none a.uk.srt");
    assert_eq!(ran.out, text);
}

#[test]
fn addresses_are_no_terms() {
    let text = srt(&["See ergo-miners.com today."]);
    let files = [("a.srt", text.as_str()), ("terms.txt", "Ergo\n")];
    let ran = run(&files, "\"$cuesmith\" dictionary apply --dictionary terms.txt a.srt");
    assert_eq!(ran.out, text);
}

#[test]
fn words_between_signs_of_less_and_greater_are_not_deleted() {
    let files = [("a.srt", srt(&["if a<b and b>c"])), ("a.vtt", vtt("if a<b and b>c"))];
    let ran = run(&files, "\"$cuesmith\" check --fix --preset kaltura-reach a.srt a.vtt");
    for name in ["a.srt", "a.vtt"] {
        assert!(ran.file(name).contains("if a<b and b>c"), "{}", ran.file(name));
    }
}

#[test]
fn an_output_is_not_named_after_a_format_that_it_is_not() {
    let line = "\"$cuesmith\" convert l.srt --to webvtt -o b.ssa";
    let ran = run(&[("l.srt", srt(&["Ahoy."]))], line);
    assert!(ran.code == Some(2) && !ran.exists("b.ssa"), "{}", ran.err);
}
