//! Text stays text: whatever joins lines, cuts, moves or renumbers cues, or writes other words into them
//! must not make a timing line, a number, a tag or the end of a cue of what people read, and must not
//! touch one piece of source twice.

use cuesmith::dictionary::{Applier, ApplyOptions, parse};
use cuesmith::lint;
use cuesmith::profanity::{self, MaskStyle, Matcher, MatcherOptions};
use cuesmith::reflow::{self, Unresolved, reflow};
use cuesmith::retime::{self, RetimeError};
use cuesmith::rewrite;
use cuesmith::source::{Applicability, DecodeOptions, Edits, Source};
use cuesmith::speakers;
use cuesmith::timeline::visible_text;
use cuesmith::verify_change::{self, Account};
use cuesmith::{Opened, ReadOptions, open, read};

/// A text after a change.
fn changed(text: &str, change: impl FnOnce(&Opened<'_>) -> Edits) -> String {
    let source = Source::from_text(text);
    change(&open(&source, None, &ReadOptions::default())).apply(text).unwrap()
}

/// What is shown of each cue.
fn shown(text: &str) -> Vec<String> {
    let timeline = read(text, None, &ReadOptions::default()).document.lower();
    timeline.cues.iter().map(|cue| visible_text(&timeline, cue)).collect()
}

/// All that is shown, whatever cues and lines it is in.
fn words(text: &str) -> String {
    shown(text).join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn srt(text: &str) -> String {
    format!("1\n00:00:01,000 --> 00:00:09,000\n{text}\n")
}

fn reflowed(text: &str, options: &reflow::Options) -> String {
    changed(text, |file| reflow(file, options).edits.into_iter().collect())
}

fn all() -> reflow::Options {
    reflow::Options { all: true, ..reflow::Options::default() }
}

fn split() -> reflow::Options {
    let overflow = reflow::Overflow::Split { min_duration: 500, min_gap: 0 };
    reflow::Options { max_chars: 30, max_lines: 1, overflow, ..reflow::Options::default() }
}

#[test]
fn lines_that_would_be_markup_or_times_together_stay_apart() {
    for text in ["if a <b\n> c then", "00:00:070\r-> 00:00:000", "00:01:02\n--> 00:01:05 or so"] {
        let text = srt(text);
        assert_eq!(reflowed(&text, &all()), text);
    }
    let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n-\n-> x\n";
    assert_eq!(words(&reflowed(vtt, &all())), words(vtt));
    let fine = srt("if a <\nb then");
    assert_eq!(reflowed(&fine, &all()), srt("if a < b then"));
}

#[test]
fn a_cue_that_must_stay_too_long_says_why() {
    let text = srt("if a <b\n> c then");
    let source = Source::from_text(&text);
    let file = open(&source, None, &ReadOptions::default());
    // One line is allowed, and on one line `<b >` would be a tag.
    let done = reflow(&file, &reflow::Options { max_chars: 42, max_lines: 1, ..all() });
    assert_eq!(done.edits, []);
    let left: Vec<_> = done.changes.iter().map(|change| change.left).collect();
    assert_eq!(left, [Some(Unresolved::ReadsOtherwise)]);
}

#[test]
fn a_number_in_the_text_of_a_cue_is_not_that_of_a_part() {
    let text = srt("\n1\nThe first sentence ends here. And the second sentence follows.");
    assert_eq!(shown(&reflowed(&text, &split())).concat().matches("The first").count(), 1);
    assert_eq!(words(&reflowed(&text, &split())), words(&text));
}

#[test]
fn a_block_that_cannot_be_read_counts_on_with_the_others() {
    let text = srt("One sentence ends here. Another one follows.")
        + "\n2\n00:00:xx --> 00:00:12,000\nunread\n\n3\n00:00:13,000 --> 00:00:14,000\nthree\n";
    let after = reflowed(&text, &split());
    assert_eq!(shown(&after), ["One sentence ends here.", "Another one follows.", "three"]);
    assert!(after.contains("\n3\n00:00:xx") && after.contains("\n4\n00:00:13"), "{after}");
    let long = reflow::DurationLimit { max_duration: 5000, ..reflow::DurationLimit::default() };
    let split = changed(&text, |file| {
        let (splits, _) = reflow::split_by_duration(&file.timeline, &long);
        rewrite::split_all(file, &splits).edits.into_iter().collect()
    });
    assert!(split.contains("\n3\n00:00:xx") && split.contains("\n4\n00:00:13"), "{split}");
}

#[test]
fn numbers_stay_where_new_ones_would_make_a_block_of_text() {
    // With the number 3 for its cue, the 4 below would be that of a block that lacks its times.
    let text = srt("One sentence ends here. Another one follows.")
        + "\n2\n00:00:10,000 --> 00:00:12,000\ntwo\n\n4\nfour\n";
    assert_eq!(shown(&text)[1], "two\n\n4\nfour");
    let after = reflowed(&text, &split());
    assert_eq!((shown(&after).len(), words(&after)), (3, words(&text)));
}

fn sorted(text: &str) -> Result<String, RetimeError> {
    let source = Source::from_text(text);
    let file = open(&source, None, &ReadOptions::default());
    let options = retime::Options { sort: true, ..retime::Options::default() };
    retime::retime(&file, &options).map(|done| done.edits.apply(text).unwrap())
}

#[test]
fn sorting_keeps_blocks_apart_and_words_readable() {
    let text = "5\n00:00:02,000 --> 00:00:03,000\n\nHello there\n\n2\n00:00:00,000 --> 00:00:01,000\n\
                00:00:02,000 --> 00:00:04,000\nthird\n";
    assert_eq!(shown(&sorted(text).unwrap()), ["", "Hello there", "third"]);
    let text = "0:7,0-->0:0\n\n0:0-->0:0";
    assert_eq!(sorted(text).unwrap(), "0:0-->0:0\n\n0:7,0-->0:0\n");
    let text = "1\n00:00:05,000 --> 00:00:06,000\nb\n2\n00:00:01,000 --> 00:00:02,000\na\n";
    assert_eq!(shown(&sorted(text).unwrap()), ["a", "b"]);
}

#[test]
fn a_cue_is_not_removed_where_the_next_block_would_become_text() {
    let text = "1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n00:00:03,000 --> 00:00:04,000\ntwo\n\n\
                3\nthree\n\n7\n00:00:05,000 --> 00:00:06,000\nfour\n";
    let source = Source::from_text(text);
    let file = open(&source, None, &ReadOptions::default());
    assert_eq!(file.timeline.extras.len(), 1);
    assert_eq!(rewrite::remove(&file, 1), None);
    assert!(rewrite::remove(&file, 2).is_some());
}

/// Cues without a number count: with one cue fewer, the `2` would be the number of a block that lacks its times.
#[test]
fn a_cue_without_a_number_is_not_removed_where_later_text_would_become_a_block() {
    let text = "0:4-->0:0\n0:1-->0:0\n.\n\n2\nB\n0:0-->0:0";
    let source = Source::from_text(text);
    let file = open(&source, None, &ReadOptions::default());
    assert_eq!(shown(text), ["", ".\n\n2\nB", ""]);
    assert_eq!(rewrite::remove(&file, 0), None);
    // Where the next cue has a number, the count begins with it.
    let numbered = text.replace("0:0\n0:1", "0:0\n2\n0:1");
    let source = Source::from_text(&numbered);
    let file = open(&source, None, &ReadOptions::default());
    let edit = rewrite::remove(&file, 0).unwrap();
    assert_eq!(shown(&Edits::from_iter([edit]).apply(&numbered).unwrap()), shown(&numbered)[1..]);
    for kind in lint::FileKind::ALL {
        let mut options = lint::Options { fixing: true, ..Default::default() };
        options.choice.kind = *kind;
        options.choice.select = vec![lint::RULES.selector("ALL").unwrap()];
        let plan = lint::Plan::new(&lint::RULES, options);
        let (decoding, reading) = (DecodeOptions::default(), ReadOptions::default());
        let fixed =
            lint::fix(text.as_bytes(), None, &decoding, &reading, &plan, Applicability::Unsafe);
        let fixed = String::from_utf8(fixed.unwrap().bytes).unwrap();
        assert!(words(&fixed).contains('B') && words(&fixed).contains('2'), "{kind:?}: {fixed}");
    }
}

#[cfg(feature = "ttml")]
const HEAD: &str = "<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" \
                    xml:lang=\"en\"><body><div>";
#[cfg(feature = "ttml")]
const SET: &str = "<set begin=\"2s\" end=\"3s\" tts:color=\"red\"/>";

#[cfg(feature = "ttml")]
fn masked(text: &str, style: MaskStyle) -> String {
    let matcher = Matcher::new(&[], &MatcherOptions::default());
    let options = profanity::Options { style, ..profanity::Options::default() };
    changed(text, |file| {
        profanity::mask(file, &matcher, &options).into_iter().flat_map(|c| c.edits).collect()
    })
}

#[cfg(feature = "ttml")]
#[test]
fn one_piece_of_source_is_edited_once_in_however_many_cues_it_is_shown() {
    let p =
        |text: &str| format!("{HEAD}<p begin=\"1s\" end=\"5s\">{SET}{text}</p></div></body></tt>");
    let text = p("What the fuck, kubernetes?");
    assert_eq!(shown(&text).len(), 3);
    assert_eq!(masked(&text, MaskStyle::Fixed), p("What the ****, kubernetes?"));
    let terms = parse("Kubernetes", "a", true);
    let applier = Applier::new(&terms, &ApplyOptions::default());
    let source = Source::from_text(&text);
    let file = open(&source, None, &ReadOptions::default());
    let proposals = applier.propose(&file);
    assert_eq!(proposals.len(), 1);
    let replaced = proposals.iter().flat_map(|one| one.shown.clone());
    let account = Account::replaced(&file.timeline, replaced);
    let edits: Edits = proposals.iter().flat_map(|one| one.edits.clone()).collect();
    let bytes = verify_change::apply(&file, &edits, &account).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), p("What the fuck, Kubernetes?"));
}

#[cfg(feature = "ttml")]
#[test]
fn nothing_is_escaped_in_a_cdata_section() {
    let p = |text: &str| format!("{HEAD}<p begin=\"1s\" end=\"5s\">{text}</p></div></body></tt>");
    let mask = MaskStyle::Text("<x> & y".to_owned());
    let text = p("<![CDATA[oh fuck]]> oh fuck");
    let want = p("<![CDATA[oh <x> & y]]> oh &lt;x&gt; &amp; y");
    assert_eq!(masked(&text, mask), want);
    // Without the word, `]]` and `>` would end a section that never began.
    let text = p("a]]fuck&gt; b, shit");
    assert!(!masked(&text, MaskStyle::Text(String::new())).contains("]]>"));
}

#[cfg(feature = "ttml")]
#[test]
fn white_space_that_a_removed_line_break_hid_goes_with_it() {
    let p = |text: &str| format!("{HEAD}<p begin=\"1s\" end=\"5s\">{text}</p></div></body></tt>");
    for (text, want) in [
        ("two <br/>three.", "Kubernetes."),
        ("two </><br/>three.", "Kubernetes</>."),
        ("two <!-- x --> <br/> <!-- y --> three.", "Kubernetes<!-- x --><!-- y -->."),
        ("two<span> </span><br/>three.", "Kubernetes<span></span>."),
        ("<span>two </span><br/><span> three</span>.", "<span>Kubernetes</span><span></span>."),
        ("two&#32;<br/> <![CDATA[ ]]>three.", "Kubernetes<![CDATA[]]>."),
        ("two<br/> three <br/> one.", "Kubernetes <br/> one."),
    ] {
        assert_eq!(terms_applied(&p(text), "Kubernetes = two three"), p(want), "{text}");
    }
    // The line break that stays hides it as before.
    assert_eq!(masked(&p("two <br/> fuck"), MaskStyle::Fixed), p("two <br/> ****"));
}

#[cfg(feature = "ttml")]
#[test]
fn a_term_that_would_make_two_cues_of_a_paragraph_the_same_stays_and_is_reported() {
    let p = |text: &str| format!("{HEAD}<p begin=\"0s\">{text}</p></div></body></tt>");
    let text = p("<span end=\"1s\">Rails</span><span begin=\"1s\">rails</span>");
    assert_eq!(shown(&text), ["Rails", "rails"]);
    let terms = parse("Rails", "a", true);
    let source = Source::from_text(&text);
    let file = open(&source, None, &ReadOptions::default());
    let proposals = Applier::new(&terms, &ApplyOptions::default()).propose(&file);
    assert_eq!(terms_applied(&text, "Rails"), text);
    let [one] = &proposals[..] else { panic!("{proposals:?}") };
    assert!(one.stays && one.edits.is_empty() && one.shown.is_empty(), "{one:?}");
    assert_eq!((one.cue, &*one.before, &*one.after), (1, "rails", "Rails"));
}

#[test]
fn words_that_fit_no_line_may_be_broken_where_the_script_allows_it() {
    let text = srt("디입니까다디입니까?");
    let options = reflow::Options { max_chars: 8, width: reflow::Width::EastAsian, ..all() };
    let source = Source::from_text(&text);
    let file = open(&source, None, &ReadOptions::default());
    let done = reflow::reflow(&file, &options);
    let account = done.account(&file.timeline);
    let edits: Edits = done.edits.into_iter().collect();
    let bytes = verify_change::apply(&file, &edits, &account).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), srt("디입니\n까다디\n입니까?"));
}

#[test]
fn terms_in_addresses_are_left() {
    let terms = parse("Ergo", "a", true);
    let applier = Applier::new(&terms, &ApplyOptions::default());
    let text = srt(
        "ergo at ergo-miners.com, in my-ergo.yaml,\nby mail to x@ergo.io or https://ergo.x/ergo",
    );
    let source = Source::from_text(&text);
    let file = open(&source, None, &ReadOptions::default());
    assert_eq!(applier.propose(&file).len(), 1);
}

#[test]
fn a_term_that_would_be_markup_is_not_written() {
    let terms = parse("<b> = bold tag", "a", true);
    let applier = Applier::new(&terms, &ApplyOptions::default());
    let text = srt("the bold tag");
    let source = Source::from_text(&text);
    let proposals = applier.propose(&open(&source, None, &ReadOptions::default()));
    assert!(matches!(&proposals[..], [one] if one.stays && one.edits.is_empty()), "{proposals:?}");
}

/// What the command says of a name that its output is to have.
fn refused(arguments: &[&str]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.srt"), srt("Hello there")).unwrap();
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_cuesmith"))
        .current_dir(&folder)
        .args(arguments)
        .output()
        .unwrap();
    let written = std::fs::read_dir(&folder).unwrap().count() > 1;
    assert_eq!(written, done.status.success());
    (!written).then(|| String::from_utf8(done.stderr).unwrap())
}

#[test]
fn a_file_is_not_given_the_extension_of_another_format() {
    for name in ["b.ssa", "b.srt", "b.SCC", "b.dfxp"] {
        let said = refused(&["convert", "a.srt", "--to", "webvtt", "-o", name]).unwrap();
        assert!(said.contains("name it `b.vtt`"), "{said}");
    }
    let said = refused(&["reflow", "a.srt", "-o", "b.vtt"]).unwrap();
    assert!(said.contains("the output is SRT"), "{said}");
    for name in ["b.vtt", "b.webvtt", "b.txt", "b"] {
        assert_eq!(refused(&["convert", "a.srt", "--to", "webvtt", "-o", name]), None);
    }
    assert!(refused(&["convert", "a.srt", "-o", "b.sub"]).unwrap().contains("pass --to"));
}

/// How many rounds the fixes of a text take, and what is left of its findings.
fn rounds(text: &str) -> (u32, String) {
    let plan = lint::Plan::new(&lint::RULES, lint::Options { fixing: true, ..Default::default() });
    let fixed = lint::fix(
        text.as_bytes(),
        None,
        &DecodeOptions::default(),
        &ReadOptions::default(),
        &plan,
        Applicability::Unsafe,
    )
    .unwrap();
    (fixed.rounds, String::from_utf8(fixed.bytes).unwrap())
}

#[test]
fn fixes_settle_and_need_few_rounds() {
    let tags = |tag: &str| {
        format!("a{}{} b", format!("<{tag}> ").repeat(14), format!("</{tag}>").repeat(14))
    };
    for text in [
        // The number of the last block decides whether the one above is a block.
        "1\n00\n2\n00 --> \n\n2\n00k.\n00:000 --> 00:0".to_owned(),
        srt(&tags("i")),
        format!("WEBVTT\n\n00:01.000 --> 00:09.000\n{}\n", tags("b")),
    ] {
        let (needed, after) = rounds(&text);
        assert!(needed <= 3, "{needed} rounds for {text}");
        assert_eq!(rounds(&after).0, 0, "{after}");
    }
}

#[test]
fn an_absurd_end_does_not_become_thousands_of_cues() {
    let text = "1\n00:00:01,000 --> 99999999999:00:03\nHello there, how are you?\n";
    let source = Source::from_text(text);
    let file = open(&source, None, &ReadOptions::default());
    let options = cuesmith::kaltura::SafeOptions::default();
    let made = cuesmith::kaltura::write_safe(&file.timeline, cuesmith::Format::WebVtt, &options);
    assert_eq!(made.document.matches("-->").count(), 1);
    assert!(made.losses.iter().any(|loss| loss.message.contains("not split")));
    let words = "word ".repeat(5000);
    let text = format!("1\n00:00:01,000 --> 90:00:03,000\n{words}\n");
    let source = Source::from_text(&text);
    let file = open(&source, None, &ReadOptions::default());
    let (splits, left) = reflow::split_by_duration(&file.timeline, &Default::default());
    assert_eq!((splits.len(), left), (0, vec![0]));
}

#[test]
fn taking_marks_out_leaves_sounds_and_dashes_of_sentences() {
    let cues = [
        "We met.",
        "[Нерозбірливо] Так.",
        "the results\n- which were good - came late",
        "- and so on.",
        "- Is it?\n- No.",
    ];
    let file: String = cues
        .iter()
        .enumerate()
        .map(|(n, text)| format!("{}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{text}\n\n", n + 1))
        .collect();
    let none = speakers::Options { to: None, ..speakers::Options::default() };
    let after = changed(&file, |file| {
        let found = speakers::detect(&file.timeline);
        speakers::convert(file, &found, &none).changes.into_iter().flat_map(|c| c.edits).collect()
    });
    assert_eq!(shown(&after)[..4], cues[..4]);
    assert_eq!(shown(&after)[4], "Is it?\nNo.");
}

#[test]
fn a_file_with_a_blank_line_after_every_line_is_read_without_them() {
    let text = "1\n\n00:00:01,000 --> 00:00:02,000\n\none\n\ntwo\n\n\n2\n\n00:00:03,000 --> 00:00:04,000\n\nthree\n";
    assert_eq!(shown(text), ["one\ntwo", "three"]);
    let single = text.replacen("1\n\n00", "1\n00", 1);
    assert_eq!(shown(&single)[0], "one\n\ntwo");
    let report = read(text, None, &ReadOptions::default());
    assert!(report.diagnostics.iter().any(|found| found.code.0 == "SRT_DOUBLE_SPACED"));
}

#[test]
fn half_a_character_at_the_end_of_utf_16_is_left_out() {
    let text = "\u{feff}1\n00:00:01,000 --> 00:00:02,000\nHi\n";
    let mut bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.push(b'\n');
    let source = cuesmith::source::decode(&bytes, &DecodeOptions::default()).unwrap();
    assert_eq!(source.text, text);
    let file = open(&source, None, &ReadOptions::default());
    let plan = lint::Plan::new(&lint::RULES, lint::Options::default());
    let found = lint::check(&file, &plan).diagnostics;
    assert!(found.iter().any(|one| one.message.contains("half a character")), "{found:?}");
}

#[cfg(feature = "ttml")]
fn terms_applied(text: &str, terms: &str) -> String {
    let applier = Applier::new(&parse(terms, "a", true), &ApplyOptions::default());
    let source = Source::from_text(text);
    let file = open(&source, None, &ReadOptions::default());
    let proposals = applier.propose(&file);
    let replaced = proposals.iter().flat_map(|one| one.shown.clone());
    let account = Account::replaced(&file.timeline, replaced);
    let edits: Edits = proposals.iter().flat_map(|one| one.edits.clone()).collect();
    String::from_utf8(verify_change::apply(&file, &edits, &account).unwrap()).unwrap()
}

#[cfg(feature = "ttml")]
#[test]
fn a_word_in_an_earlier_cue_of_the_same_paragraph_is_accounted_for() {
    let p = |text: &str| format!("{HEAD}<p begin=\"0s\">{text}</p></div></body></tt>");
    let text = p("ruby<span begin=\"1s\"> rails</span>");
    assert_eq!(shown(&text), ["ruby", "ruby rails"]);
    // The words are found in the second cue; the first one shows one of them too.
    let after = terms_applied(&text, "Ruby Rails");
    assert_eq!(shown(&after), ["Ruby", "Ruby Rails"]);
}

#[cfg(feature = "ttml")]
#[test]
fn cues_of_one_paragraph_do_not_become_one() {
    let p = |text: &str| format!("{HEAD}<p begin=\"0s\">{text}</p></div></body></tt>");
    // With one text for both words the second cue says what the first one does.
    for text in [
        "ruby <span begin=\"1s\">rails</span>",
        "<span end=\"2s\">x</span> ruby <span begin=\"1s\">rails</span>",
    ] {
        let text = p(text);
        assert_eq!(terms_applied(&text, "Rubyrails = ruby rails"), text);
    }
    let shit = p("What <span begin=\"1s\">shit</span>");
    assert_eq!(shown(&shit), ["What", "What shit"]);
    assert_eq!(masked(&shit, MaskStyle::Remove), shit);
    assert_eq!(shown(&masked(&shit, MaskStyle::Fixed)), ["What", "What ****"]);
    // Another word of the cue goes all the same.
    let both = p("Damn, what <span begin=\"1s\">shit</span>");
    assert_eq!(shown(&masked(&both, MaskStyle::Remove)), ["What", "What shit"]);
}

#[cfg(feature = "ttml")]
#[test]
fn hidden_white_space_goes_with_the_words_around_it() {
    let text = format!("{HEAD}<p begin=\"0s\">a\n<span>\nruby</span>.</p></div></body></tt>");
    let after = terms_applied(&text, "Ruby A = a ruby");
    assert_eq!(shown(&after), ["Ruby A."]);
}

#[test]
fn a_voice_on_a_line_of_its_own_goes_with_the_line() {
    let vtt = |text: &str| format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n");
    let converted = |text: &str, to| {
        let text = vtt(text);
        let options = speakers::Options { to, ..speakers::Options::default() };
        changed(&text, |file| {
            let done = speakers::convert(file, &speakers::detect(&file.timeline), &options);
            done.changes.into_iter().flat_map(|change| change.edits).collect()
        })
    };
    for text in ["<v Ann>\nyes", "<v Ann>\r\nyes", "<v Ann> \nyes", "<v Ann>\n<v Ann>\nyes"] {
        assert_eq!(shown(&converted(text, None)), ["yes"], "{text:?}");
    }
    assert_eq!(converted("so\n<v Ann>\nyes", None), vtt("so\nyes"));
    assert_eq!(converted("<v Ann>so</v> <v Bob>yes", None), vtt("so yes"));
    let names = Some(speakers::MarkStyle::Names);
    assert_eq!(shown(&converted("<v Ann>\nyes", names)), ["Ann: yes"]);
}

#[test]
fn cues_with_other_ruby_annotations_are_not_the_same() {
    let cue = |n: u32, text: &str| format!("\n00:0{n}.000 --> 00:0{}.000\n{text}\n", n + 1);
    let ruby = |text: &str| format!("<ruby>base<rt>{text}</rt></ruby>");
    let text = |a: &str, b: &str| format!("WEBVTT\n{}{}", cue(1, a), cue(2, b));
    let joined = |text: &str| {
        let source = Source::from_text(text);
        let file = open(&source, None, &ReadOptions::default());
        let options = retime::Options { join_same: Some(500), ..Default::default() };
        shown(&retime::retime(&file, &options).unwrap().edits.apply(text).unwrap()).len()
    };
    assert_eq!(joined(&text(&ruby("one"), &ruby("one"))), 1);
    assert_eq!(joined(&text(&ruby("one"), &ruby("two"))), 2);
    assert_eq!(joined(&text(&ruby("one"), "base")), 2);
    // The same of cues at the same time: none of them is removed as a repetition.
    let twice = format!("WEBVTT\n{}{}", cue(1, &ruby("one")), cue(1, &ruby("two")));
    let plan = lint::Plan::new(&lint::RULES, lint::Options::default());
    let source = Source::from_text(&twice);
    let report = lint::check(&open(&source, None, &ReadOptions::default()), &plan);
    assert!(!report.diagnostics.iter().any(|found| found.code.0 == "TIM016"));
}

#[test]
fn a_number_above_unread_text_stays_that_of_its_block() {
    let text = "2\n00:00:00,000 --> 00:00:02,000\na\n\n3\n.\n";
    let plan = lint::Plan::new(&lint::RULES, lint::Options::default());
    let decoding = DecodeOptions::default();
    let least = Applicability::Unsafe;
    let read = ReadOptions::default();
    let fixed = lint::fix(text.as_bytes(), None, &decoding, &read, &plan, least).unwrap();
    assert_eq!(shown(&String::from_utf8(fixed.bytes).unwrap()), ["a"]);
}
