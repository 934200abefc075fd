//! Verdicts of the linter that were wrong or out of proportion, and fixes that did harm.

use super::{Ran, run, srt, ttml, ttml_with};

/// A file called `name` is fixed with the fixes of some rules, unsafe ones too.
fn fixed(name: &str, text: &str, options: &str) -> (Ran, String) {
    let line = format!("\"$cuesmith\" check --fix --unsafe-fixes {options} {name}");
    let ran = run(&[(name, text)], &line);
    let after = ran.file(name);
    (ran, after)
}

fn checked(name: &str, text: &str, options: &str) -> Ran {
    run(&[(name, text)], &format!("\"$cuesmith\" check {options} {name}"))
}

#[test]
fn a_bar_in_mathematics_is_no_line_break() {
    let text = srt(&["P(E|H) is what we want.", "The point (3 | 0) lies here."]);
    assert_eq!(fixed("a.srt", &text, "--select SRT006").1, text);
}

#[test]
fn header_metadata_and_a_missing_last_newline_are_no_errors() {
    let hls = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\nKind: captions\nLanguage: en\n\n\
               00:01.000 --> 00:03.000\nAhoy there.";
    let ran = checked("a.vtt", hls, "--select VTT");
    assert!(!ran.out.contains("error[") && !ran.out.contains("warning["), "{}", ran.out);
    assert_eq!(ran.code, Some(0));
}

#[test]
fn sound_labels_of_the_language_are_no_speakers() {
    let text = srt(&["[Сміх]", "Добрий день.", "[Сміх] Так.", "Ні."]);
    let ran = run(&[("a.uk.srt", text)], "\"$cuesmith\" speakers a.uk.srt");
    assert!(!ran.out.contains("Сміх"), "{}", ran.out);
}

#[test]
fn dashes_and_compounds_are_no_split_words() {
    let text = srt(&["you-\nthrough the wood", "twenty-\none of them"]);
    assert_eq!(checked("a.srt", &text, "--select LIN007").findings("LIN007"), 0);
}

#[test]
fn lines_in_two_scripts_are_not_joined() {
    let text = srt(&["我们有一个分组的名单\nwe have seen that a list of names"]);
    let options = "--select LIN001,LIN004 --max-chars 30";
    assert_eq!(fixed("a.srt", &text, options).1, text);
    let ran = run(&[("a.srt", &text)], "\"$cuesmith\" reflow --all --max-chars 42 a.srt");
    assert_eq!(ran.out, text);
}

#[test]
fn names_and_games_are_no_profanity_and_russian_words_are() {
    let innocent = srt(&["SacreBLEU scores", "Scrap the craps table."]);
    let ran = run(&[("a.srt", &innocent)], "\"$cuesmith\" profanity a.srt");
    assert_eq!(ran.out, innocent);
    let ran = run(&[("a.srt", srt(&["Сука, блять!"]))], "\"$cuesmith\" profanity a.srt");
    assert!(ran.out.contains("****, ****!"), "{}", ran.out);
}

const OVERLAPPING: &str = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nthe harbour\n\n\
    00:00:02.000 --> 00:00:05.000\nthe harbour\nopens at six\n\n\
    00:00:04.000 --> 00:00:07.000\nopens at six\nin the morning\n\n\
    00:00:06.000 --> 00:00:09.000\nin the morning\nand closes at noon\n";

#[test]
fn rolling_captions_are_one_finding_and_a_millisecond_is_no_overlap() {
    let ran = checked("a.vtt", OVERLAPPING, "--select TIM004,TIM017");
    assert_eq!((ran.findings("TIM004"), ran.findings("TIM017")), (0, 1), "{}", ran.out);
    let text =
        "1\n00:00:01,000 --> 00:00:03,001\nAhoy.\n\n2\n00:00:03,000 --> 00:00:05,000\nYou.\n";
    assert_eq!(checked("a.srt", text, "--select TIM004").findings("TIM004"), 0);
}

#[test]
fn each_line_of_rolling_captions_is_shown_once_after_the_fix() {
    let rolling = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n \nthe<00:00:01.500><c> harbour</c>\n\n\
        00:00:03.000 --> 00:00:03.010\nthe harbour\n \n\n\
        00:00:03.010 --> 00:00:05.000\nthe harbour\nopens<00:00:03.500><c> at</c><00:00:04.000><c> six</c>\n\n\
        00:00:05.000 --> 00:00:05.010\nopens at six\n \n\n\
        00:00:05.010 --> 00:00:07.000\nopens at six\nin<00:00:05.500><c> the</c><00:00:06.000><c> morning</c>\n\n\
        00:00:07.000 --> 00:00:07.010\nin the morning\n \n";
    let (_, after) = fixed("a.vtt", rolling, "--select TIM017");
    for word in ["harbour", "six", "morning"] {
        assert_eq!(after.matches(word).count(), 1, "{after}");
    }
}

#[test]
fn no_safe_fix_guesses_which_time_was_meant() {
    let text =
        "1\n00:00:06500 --> 00:00:08,000\nAhoy.\n\n2\n00:00:09,64 --> 00:00:11,000\nAhoy you.\n";
    let ran = run(&[("a.srt", text)], "\"$cuesmith\" check --fix a.srt");
    assert_eq!(ran.file("a.srt"), text);
    // The likely reading is offered first: a comma is missing.
    assert!(fixed("a.srt", text, "--select SRT003").1.contains("00:00:06,500 -->"));
}

#[test]
fn dialogue_is_not_sorted_because_of_a_typo_in_one_time() {
    let text = "1\n00:00:01,000 --> 00:00:03,000\nOne.\n\n2\n00:00:40,000 --> 00:00:43,000\nTwo.\n\n\
                3\n00:00:07,000 --> 00:00:09,000\nThree.\n\n4\n00:00:10,000 --> 00:00:12,000\nFour.\n";
    let ran = run(&[("a.srt", text)], "\"$cuesmith\" check --select TIM005 --fix a.srt");
    assert_eq!(ran.file("a.srt"), text);
    assert_eq!(ran.findings("TIM005"), 1);
}

#[test]
fn a_translation_takes_no_times_from_a_source_that_lost_its_own() {
    let source =
        "1\n00:00:01,000 --> 00:00:01,001\nAhoy there.\n\n2\n00:00:02,000 --> 00:00:02,001\nYou?\n";
    let text = "1\n00:00:01,000 --> 00:00:03,000\nAhoi.\n\n2\n00:00:04,000 --> 00:00:06,000\nDu?\n";
    let line = "\"$cuesmith\" check --select ALN002 --source s.srt --fix --unsafe-fixes t.srt";
    assert_eq!(run(&[("s.srt", source), ("t.srt", text)], line).file("t.srt"), text);
}

#[test]
fn tags_of_no_known_name_are_text() {
    let text = srt(&["Between <s> and </s>."]);
    let options = "--preset kaltura-reach --select KLT031";
    assert_eq!(fixed("a.srt", &text, options).1, text);
}

#[test]
fn only_an_order_of_the_platform_speaks_of_failing_a_job() {
    let text = "1\n00:00:01,000 --> 00:00:01,001\nAhoy there.\n";
    assert!(!checked("a.srt", text, "--select TIM003").out.contains("fail"));
    let reach = checked("a.srt", text, "--select TIM003 --preset kaltura-reach");
    assert!(reach.out.contains("fail"), "{}", reach.out);
}

#[test]
fn rules_that_could_not_run_are_one_line() {
    let ran = checked("a.srt", &srt(&["Ahoy."]), "");
    assert_eq!(ran.all().matches("skipped:").count(), 1, "{}", ran.all());
}

#[test]
fn what_ttml_forbids_is_found() {
    let imsc = |kind: &str| {
        format!(
            "ttp:contentProfiles=\"http://www.w3.org/ns/ttml/profile/imsc1.1/{kind}\" ttp:version=\"2\""
        )
    };
    let p = "<p begin=\"1s\" end=\"3s\" region=\"r\">Ahoy</p>";
    let region = |attribute: &str| {
        format!("<layout><region xml:id=\"r\" {attribute} tts:extent=\"80% 20%\"/></layout>")
    };
    let ruby = "<p begin=\"1s\" end=\"3s\"><span tts:ruby=\"container\">loose<span tts:ruby=\"base\">b</span>\
                <span tts:ruby=\"text\">t</span></span></p>";
    let nested = "<p begin=\"1s\" end=\"3s\"><span tts:ruby=\"container\"><span tts:ruby=\"base\">b\
                  <span tts:ruby=\"container\"><span tts:ruby=\"base\">c</span>\
                  <span tts:ruby=\"text\">d</span></span></span><span tts:ruby=\"text\">t</span></span></p>";
    let agents = "<metadata><ttm:agent xml:id=\"a1\" type=\"person\"/><ttm:agent xml:id=\"a2\" type=\"person\"/>\
                  <ttm:agent xml:id=\"a3\" type=\"character\"><ttm:actor agent=\"a1 a2\"/></ttm:agent></metadata>";
    let base = "<ttp:profile><ttp:features xml:base=\"http://example.com/\">\
                <ttp:feature value=\"required\">#color</ttp:feature></ttp:features></ttp:profile>";
    let color = "<p begin=\"1s\" end=\"3s\" tts:color=\"rgb( 0,0,0)\">Ahoy</p>";
    let cases = [
        ("TTM024", "rgb( 0,0,0)", ttml(color), "--ttml-model ttml1"),
        ("TTM007", "a1 a2", ttml_with("", agents, ""), ""),
        ("TTM028", "http://example.com/", ttml_with("", base, ""), ""),
        ("TTM029", "10rw", ttml_with(&imsc("text"), &region("tts:origin=\"10rw 80rh\""), p), ""),
        (
            "TTM029",
            "tts:position",
            ttml_with(&imsc("image"), &region("tts:position=\"center\""), p),
            "",
        ),
        ("TTM022", "loose", ttml_with(&imsc("text"), "", ruby), ""),
        (
            "TTM022",
            "span tts:ruby=\"container\"><span tts:ruby=\"base\">c",
            ttml_with(&imsc("text"), "", nested),
            "",
        ),
    ];
    for (code, what, text, options) in cases {
        let at = text.find(what).unwrap();
        let ran = checked("a.ttml", &text, &format!("--select {code} --format json {options}"));
        let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let found = report["files"][0]["diagnostics"].as_array().unwrap().iter();
        let offset =
            |found: &serde_json::Value, edge: &str| found["span"][edge].as_u64().unwrap() as usize;
        let is_here = |found: &serde_json::Value| {
            offset(found, "start") < at + what.len() && at <= offset(found, "end")
        };
        assert!(found.clone().any(is_here), "{code} {what}: {}", ran.out);
    }
}

#[test]
fn text_decoded_twice_and_phrases_of_recognisers_are_found() {
    let twice = srt(&["Un cafÃ© Ã\u{a0} MontrÃ©al.", "DÃ©jÃ\u{a0} vu."]);
    assert_eq!(checked("a.srt", &twice, "--select ENC").findings("ENC005"), 1);
    let phrases =
        srt(&["Ahoy.", "Thanks for watching!", "Thanks for watching!", "Thanks for watching!"]);
    assert!(checked("a.srt", &phrases, "--select TXT").findings("TXT014") >= 3);
}

#[test]
fn an_identifier_that_costs_the_first_cue_is_an_error_with_a_fix() {
    let text = "WEBVTT\n\n3f2c-9a\n00:00:01.000 --> 00:00:03.000\nAhoy.\n\n4f2c-9a\n\
                00:00:04.000 --> 00:00:06.000\nAhoy you.\n";
    let line = "\"$cuesmith\" check --preset kaltura-reach a.vtt; \"$cuesmith\" simulate a.vtt; \
                \"$cuesmith\" check --preset kaltura-reach --fix a.vtt > /dev/null";
    let ran = run(&[("a.vtt", text)], line);
    assert_eq!(ran.errors("KLT035"), 1, "{}", ran.out);
    assert!(ran.out.contains("lost by served, hls"), "{}", ran.out);
    assert!(!ran.file("a.vtt").contains("3f2c-9a"));
}

#[test]
fn brackets_of_labels_change_all_or_none() {
    let text = srt(&["(Laughter)", "（笑い声）", "[Music]", "[Applause]"]);
    assert_eq!(fixed("a.ja.srt", &text, "--select SPK003").1, text);
}

#[test]
fn numbers_with_a_full_stop_right_under_text_are_numbers() {
    let text = "1.\n00:00:01,000 --> 00:00:03,000\nAhoy.\n2.\n00:00:04,000 --> 00:00:06,000\nAhoy you.\n\
                3.\n00:00:07,000 --> 00:00:08,000\nBye.\n";
    let ran = run(&[("a.srt", text)], "\"$cuesmith\" convert a.srt --to webvtt");
    assert!(!ran.out.contains("Ahoy.\n2."), "{}", ran.out);
}
