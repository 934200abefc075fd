//! What fuzzing and attacks found: lost words, fixes that never settle, time and memory out of proportion.

use super::{long_cue, page, run, srt, ttml, vtt};

#[test]
fn no_word_vanishes_from_text_after_a_line_feed_beside_markup() {
    let text = ttml(
        "<p begin=\"1s\" end=\"5s\"><span>Hello.</span>\nWe met in the cafe\u{301} this morning.</p>",
    );
    let ran = run(&[("a.ttml", text)], "\"$cuesmith\" check --fix a.ttml");
    assert!(
        ran.file("a.ttml").contains("We met in the café this morning."),
        "{}",
        ran.file("a.ttml")
    );
}

#[test]
fn sorting_keeps_words_readable() {
    let text = "5\n00:00:02,000 --> 00:00:03,000\n\nHello there\n\n2\n00:00:00,000 --> 00:00:01,000\n\
                00:00:02,000 --> 00:00:04,000\nthird\n";
    let ran = run(
        &[("a.srt", text)],
        "\"$cuesmith\" retime --sort a.srt | \"$cuesmith\" convert - --to webvtt",
    );
    assert!(!ran.out.contains("there\n00:00:02"), "{}", ran.out);
    assert_eq!(ran.out.matches(" --> ").count(), 3, "{}", ran.out);
    let zero = "0:7,0-->0:0\n\n0:0-->0:0";
    assert_eq!(run(&[("a.srt", zero)], "\"$cuesmith\" retime --sort a.srt").code, Some(0));
    let ttml = "<tt xmlns=\"http://www.w3.org/ns/ttml\"><body><div dur=\"0s\"><p>x</p></div>\
                <div><p begin=\"1s\" end=\"2s\">y</p></div></body></tt>";
    let ran = run(&[("a.ttml", ttml)], "\"$cuesmith\" retime --shift 1s a.ttml");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

#[test]
fn joined_lines_make_no_tag_and_no_times_of_text() {
    for text in ["if a <b\n> c then", "00:00:070\r-> 00:00:000", "00:01:02\n--> 00:01:05 or so"] {
        let text = long_cue(text);
        let ran = run(&[("a.srt", &text)], "\"$cuesmith\" reflow --all a.srt");
        assert_eq!(ran.out, text);
    }
    let numbered = long_cue("\n1\nThe first sentence ends here. And the second sentence follows.");
    let line = "\"$cuesmith\" reflow --split --max-chars 30 --max-lines 1 a.srt | \"$cuesmith\" convert - --to webvtt";
    let ran = run(&[("a.srt", numbered)], line);
    let words: String = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("1 The first sentence ends here. And the second sentence follows."),
        "{words}"
    );
}

#[test]
fn fixes_settle() {
    let numbers = "1\n00\n2\n00 --> \n\n2\n00k.\n00:000 --> 00:0";
    let tags = long_cue(&format!("a{}{} b", "<i> ".repeat(14), "</i>".repeat(14)));
    for text in [numbers.to_owned(), tags] {
        let fix = "\"$cuesmith\" check --fix --unsafe-fixes a.srt > log";
        let ran =
            run(&[("a.srt", text)], &format!("{fix}; cp a.srt b.srt; {fix}; cmp a.srt b.srt"));
        assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
        assert!(!ran.file("log").contains("fixed"), "{}", ran.file("log"));
    }
}

#[test]
fn webvtt_after_blank_lines_does_not_become_srt() {
    for text in [
        "\n\nWEBVTT\n\n00:00.000 --> 00:02.000\ntext\n",
        "WEBV\0TT\n\n00:00.000 --> 00:02.000\ntext\n",
    ] {
        let ran =
            run(&[("a", text)], "\"$cuesmith\" check --fix - < a; \"$cuesmith\" check --fix a");
        assert!(
            !ran.out.contains("00:02,000") && !ran.file("a").contains("00:02,000"),
            "{}",
            ran.out
        );
    }
}

#[test]
fn days_malformed_ttml_and_references_do_no_harm_under_the_preset() {
    let text = long_cue("<&amp;<b>t</b>");
    let ran =
        run(&[("a.srt", text)], "\"$cuesmith\" convert --for kaltura --verify a.srt --to webvtt");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let days = "1\n25:00:01,000 --> 25:00:03,000\nAhoy.\n";
    let ran = run(&[("a.srt", days)], "\"$cuesmith\" convert --for kaltura a.srt --to srt");
    assert!(ran.err.contains("time"), "{}", ran.err);
    let broken = "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"en\"><body><div><p begin=\"5s\" end=\"6s\">late</p>\
                  <p begin=\"1s\" end=\"2s\">early</p><p begin=\"7s\" end=\"8s\">x</div></body></tt>";
    let line = "\"$cuesmith\" check --preset kaltura-reach --select TIM005 --fix a.ttml";
    assert_eq!(run(&[("a.ttml", broken)], line).file("a.ttml"), broken);
}

#[cfg(target_os = "linux")]
#[test]
fn threads_and_columns_are_not_taken_at_their_word() {
    let files = [("a.srt", srt(&["Ahoy."])), ("b.srt", srt(&["Ahoy."]))];
    let ran =
        run(&files, "(ulimit -v 300000; RAYON_NUM_THREADS=64 \"$cuesmith\" check a.srt b.srt)");
    assert_eq!(ran.code, Some(0), "{}", ran.all());
    let ran = run(&files, "COLUMNS=0 \"$cuesmith\" --help | wc -l");
    assert!(ran.out.trim().parse::<u32>().unwrap() < 100, "{}", ran.out);
}

#[test]
fn nested_and_unclosed_markup_takes_time_in_proportion() {
    // Each took from ten seconds to minutes where the time grew with the square or cube of the size; a tenth of a
    // second in a build without optimizations is left.
    for (text, to) in [
        (vtt(&"<ruby>a<rt>b".repeat(6_000)), "--to imsc"),
        (vtt(&"<b>x".repeat(60_000)), "--to dfxp"),
        (vtt(&"<c.x>x".repeat(60_000)), "--to dfxp"),
        (vtt(&"<b>x".repeat(60_000)), "--for kaltura --to srt"),
    ] {
        // Seconds of processor time, not of the clock.
        let line = format!("ulimit -t 5; \"$cuesmith\" convert a.vtt {to}");
        let ran = run(&[("a.vtt", &text)], &line);
        assert_eq!(ran.code, Some(0), "{to}: {}", ran.err);
    }
}

#[test]
fn every_feature_is_within_reach_of_the_fuzz_targets() {
    let manifest = page("fuzz/Cargo.toml");
    let features =
        manifest.lines().find(|line| line.starts_with("features = ")).unwrap_or_default();
    for feature in ["ttml", "encoding", "dictionary", "profanity", "kaltura", "json"] {
        assert!(features.contains(&format!("\"{feature}\"")), "{feature}");
    }
}

#[test]
fn a_tag_is_not_deleted_where_the_text_below_would_become_part_of_an_unreadable_block() {
    let text = "0:1-->0:0\n</b>\n2\n0\n-->";
    let ran =
        run(&[("a.srt", text)], "\"$cuesmith\" check --fix --unsafe-fixes --select ALL a.srt");
    assert!(!ran.err.contains("nothing was written"), "{}", ran.err);
    assert!(ran.file("a.srt").contains("</b>\n2\n0\n-->"), "{}", ran.file("a.srt"));
}

#[test]
fn a_blank_line_below_a_block_that_cannot_be_read_is_not_deleted_by_a_safe_fix() {
    let unread = "1\n00:00:01,000 <x>--> 00:00:03,000\n\nThe harbour opens at six.";
    let apart = "1\n00:00:01,000 --> 00:00:03,000\nOne.\n\nThe harbour opens at six.";
    for above in [unread, apart] {
        let text = format!("{above}\n\n2\n\n00:02:03,000 --> 00:02:05,000\nBring a coat.\n");
        let line = "\"$cuesmith\" check --fix --select SRT008 a.srt";
        let ran = run(&[("a.srt", &text)], line);
        assert_eq!(ran.file("a.srt"), text, "{}", ran.out);
    }
}

#[test]
fn fixes_that_make_each_other_possible_settle_or_the_command_asks_to_be_run_again() {
    let cue = |n: usize| format!("<p begin=\"{n}ms\" end=\"100s\">x</p>");
    let body: String = (0..200).map(cue).collect();
    let text = ttml(&body);
    let line = "\"$cuesmith\" check --fix --unsafe-fixes --preset kaltura-reach a.ttml; \
                \"$cuesmith\" check --fix --unsafe-fixes --preset kaltura-reach a.ttml";
    let ran = run(&[("a.ttml", text)], line);
    let notes = ran.err.matches("run the command again").count();
    let second = ran.out.matches("fixed a.ttml").count();
    assert_eq!(second.saturating_sub(1), notes, "{}\n{}", ran.out, ran.err);
}
