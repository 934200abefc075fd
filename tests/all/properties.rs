//! Properties of conversion, over files that a generator writes in every format: from each format to
//! each, the result reads back as the same cues, or the ledger says why not.

use std::fmt::Write as _;

use cuesmith::convert::verify;
use cuesmith::time::{Interval, Timestamp};
use cuesmith::timeline::{LossKind, Timeline, visible_text};
use cuesmith::{Buffer, Format, ReadOptions, WriteOptions, raise, read};
use proptest::prelude::*;

use crate::common::written;

/// Start and length in ms, and lines.
type Cue = (i64, i64, Vec<String>);

/// Lines that show something, with what is special in one format or the other.
fn line() -> impl Strategy<Value = String> {
    let special = ["&", "<", "a>b", "-->", "&amp;", "{x}", "<i>", "42", "naïve 港"];
    let word = prop_oneof![1 => "[a-z]{1,8}", 2 => prop::sample::select(special.map(String::from).to_vec())];
    prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "))
}

/// Cues in the order of their starts, which WebVTT asks for.
fn cues() -> impl Strategy<Value = Vec<Cue>> {
    let cue = (0..400_000_i64, 1..9000_i64, prop::collection::vec(line(), 1..4));
    prop::collection::vec(cue, 1..8).prop_map(|mut cues| {
        cues.sort_by_key(|cue| cue.0);
        cues
    })
}

/// The cues as an author would write them in a format.
fn file(format: Format, cues: &[Cue]) -> String {
    if format == Format::Ttml {
        return ttml(cues);
    }
    let mut text = String::from(if format == Format::WebVtt { "WEBVTT\n\n" } else { "" });
    for (n, (start, length, lines)) in cues.iter().enumerate() {
        if format == Format::Srt {
            writeln!(text, "{}", n + 1).unwrap();
        }
        let time = |ms| format.format_time(Timestamp(ms));
        writeln!(text, "{} --> {}", time(*start), time(start + length)).unwrap();
        for line in lines {
            writeln!(text, "{}", format.escape(line)).unwrap();
        }
        text.push('\n');
    }
    text
}

fn ttml(cues: &[Cue]) -> String {
    let mut text =
        String::from("<tt xml:lang=\"\" xmlns=\"http://www.w3.org/ns/ttml\"><body><div>\n");
    for (start, length, lines) in cues {
        let lines: Vec<_> = lines.iter().map(|line| Format::Ttml.escape(line)).collect();
        let lines = lines.join("<br/>");
        writeln!(text, "  <p begin=\"{start}ms\" dur=\"{length}ms\">{lines}</p>").unwrap();
    }
    text + "</div></body></tt>\n"
}

fn lower(text: &str, format: Format) -> Timeline<'_> {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    read(text, None, &options).document.lower()
}

fn shown(timeline: &Timeline<'_>) -> Vec<(i64, i64, String)> {
    let text = |cue| visible_text(timeline, cue);
    let cues = timeline.cues.iter();
    cues.map(|cue| (cue.interval.start.0, cue.interval.end.0, text(cue))).collect()
}

fn full_lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "\u{a0}").collect()
}

/// Markup nested deep was once looked through again for every piece of text: at this depth that took
/// the better part of an hour, so the test runner would show it. Linear, it is done in a second.
#[test]
fn deep_nesting_is_checked_in_linear_time() {
    let text = format!("WEBVTT\n\n00:01.000 --> 00:09.000\n{}\n", "<i>a".repeat(400_000));
    let source = cuesmith::source::Source::from_text(&text);
    let file = cuesmith::open(&source, Some("a.vtt"), &ReadOptions::default());
    for kind in cuesmith::lint::FileKind::ALL {
        let mut options = cuesmith::lint::Options::default();
        options.choice.kind = *kind;
        let plan = cuesmith::lint::Plan::new(&cuesmith::kaltura::lint::RULES, options);
        let report = cuesmith::lint::check(&file, &plan);
        assert!(report.diagnostics.iter().any(|d| d.code.0 == "VTT006"), "{}", kind.name());
    }
}

/// The same for what is read of a cue of very many lines: the speaker changes in each of its parts, the
/// lines of a ruby base, the end of its markup at each line.
#[test]
fn a_cue_of_many_lines_is_set_and_written_in_linear_time() {
    let file = |payload: &str, check: &dyn Fn(&cuesmith::Opened<'_>)| {
        let text = format!("WEBVTT\n\n00:01.000 --> 00:09.000\n{payload}\n");
        let source = cuesmith::source::Source::from_text(&text);
        check(&cuesmith::open(&source, Some("a.vtt"), &ReadOptions::default()));
    };
    let voices: String = (0..100_000).map(|n| format!("<v {n}>a</v>\n")).collect();
    file(&voices, &|file| {
        let plan = cuesmith::lint::Plan::new(&cuesmith::lint::RULES, Default::default());
        let report = cuesmith::lint::check(file, &plan);
        assert!(report.diagnostics.iter().any(|found| found.code.0 == "LIN008"));
    });
    let ttml = cuesmith::ttml::WriteOptions {
        flavour: cuesmith::ttml::Flavour::Imsc11,
        ..Default::default()
    };
    let options = WriteOptions { ttml, ..WriteOptions::default() };
    for unit in ["a\n", "<b>a\n"] {
        file(&format!("<ruby>{}b<rt>c", unit.repeat(200_000)), &|file| {
            let made = raise(&file.timeline, Format::Ttml, &options).document;
            assert_eq!(made.matches("<br/>").count(), 200_000, "{unit:?}");
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_buffer_shows_what_a_fresh_file_would_and_every_change_can_be_taken_back(
        cues in cues(), moves in prop::collection::vec((0_usize..8, 0..9000_i64), 0..6)
    ) {
        for format in written() {
            let text = file(format, &cues);
            let mut buffer = Buffer::new(text.as_str(), None, ReadOptions::default());
            let mut undo = Vec::new();
            for &(cue, length) in &moves {
                let edits = buffer.look(|file| {
                    let index = cue % file.timeline.cues.len();
                    let start = file.timeline.cues[index].interval.start;
                    let to = Interval { start, end: Timestamp(start.0 + length) };
                    file.document.editor()?.set_times(&file.timeline, index as u32, to)
                });
                undo.push(buffer.apply(&edits.unwrap_or_default().into_iter().collect()).unwrap());
                let fresh = lower(buffer.text(), format);
                prop_assert!(buffer.look(|file| file.timeline == fresh));
                prop_assert!(buffer.look_silently(|file| file.timeline == fresh));
            }
            for edits in undo.iter().rev() {
                buffer.apply(edits).unwrap();
            }
            prop_assert_eq!(buffer.text(), text);
        }
    }

    #[test]
    fn cues_survive_every_conversion_or_the_ledger_says_why(cues in cues()) {
        for from in written() {
            let source = file(from, &cues);
            let timeline = lower(&source, from);
            prop_assert_eq!(timeline.cues.len(), cues.len(), "{:?}", source);
            for to in written() {
                let made = raise(&timeline, to, &WriteOptions::default());
                prop_assert_eq!(verify(&timeline, &made, to, &WriteOptions::default()), []);
                let (was, is) = (shown(&timeline), shown(&lower(&made.document, to)));
                prop_assert_eq!(was.len(), is.len(), "{:?}", made.document);
                for (index, (was, is)) in was.iter().zip(&is).enumerate() {
                    prop_assert_eq!((was.0, was.1), (is.0, is.1));
                    let reported = |kind| {
                        let mut losses = made.losses.iter();
                        losses.any(|l| l.cue == Some(index as u32) && l.kind == kind)
                    };
                    // A reported blank line explains a missing blank line and nothing else.
                    let same = if reported(LossKind::BlankLine) {
                        full_lines(&was.2) == full_lines(&is.2)
                    } else {
                        was.2 == is.2
                    };
                    prop_assert!(
                        same || reported(LossKind::Entity),
                        "{:?} became {:?} unreported", was, is
                    );
                }
            }
        }
    }

    /// A file that says anything else is found out: a word, a time, a cue, a tag.
    #[test]
    fn a_file_that_was_tampered_with_does_not_verify(at in 0..60_i64) {
        let cues = [(at * 100, 2000, vec!["Ahoy".to_owned()]), (9000, 1000, vec!["there".to_owned()])];
        let (options, source) = (WriteOptions::default(), file(Format::Srt, &cues));
        let timeline = lower(&source, Format::Srt);
        for to in written() {
            let made = raise(&timeline, to, &options);
            let clock = to.format_time(Timestamp(9000));
            for (old, new) in [("Ahoy", "Ahoi"), (&*clock, &*to.format_time(Timestamp(9001))), ("there", "")] {
                let mut made = made.clone();
                made.document = made.document.replace(old, new);
                prop_assert!(!verify(&timeline, &made, to, &options).is_empty(), "{}", made.document);
            }
        }
    }

    /// What WebVTT shows is what the author meant: it has escapes. So the way from there is exact.
    #[test]
    fn webvtt_shows_the_words_that_were_written(cues in cues()) {
        let source = file(Format::WebVtt, &cues);
        let wanted: Vec<String> = cues.iter().map(|(_, _, lines)| lines.join("\n")).collect();
        let texts = |timeline: &Timeline<'_>| -> Vec<String> {
            timeline.cues.iter().map(|cue| visible_text(timeline, cue)).collect()
        };
        let timeline = lower(&source, Format::WebVtt);
        prop_assert_eq!(texts(&timeline), wanted.clone());
        let made = raise(&timeline, Format::WebVtt, &WriteOptions::default());
        prop_assert_eq!(texts(&lower(&made.document, Format::WebVtt)), wanted);
    }
}
