//! New files, and the losses that are reported for them.

use super::{Ids, ParseOptions, WriteOptions, conformance, lower, parse, raise};
use crate::Format;
use crate::source::{LineEnding, Span};
use crate::time::Interval;
use crate::timeline::{
    Cue, Extra, ExtraKind, LossKind, Origin, Placement, Run, RunKind, ScopeKind, Timeline,
};

/// The body of the file that a WebVTT file becomes, and the kinds of its losses.
fn rewrite(source: &str) -> (String, Vec<LossKind>) {
    let document = parse(source, &ParseOptions::default()).document;
    taken_apart(raise(&lower(&document), &WriteOptions::default()))
}

fn taken_apart(new: crate::timeline::Converted<String>) -> (String, Vec<LossKind>) {
    let parsed = parse(&new.document, &ParseOptions::default());
    assert_eq!(parsed.diagnostics, [], "{}", new.document);
    assert_eq!(conformance(&parsed.document), [], "{}", new.document);
    (new.document, new.losses.iter().map(|loss| loss.kind).collect())
}

/// A timeline of another format whose cues have one run each, within the scopes given.
fn foreign<'a>(
    cues: &[(Option<&'a str>, i64, i64, &'a str)],
    scopes: &[ScopeKind<'a>],
) -> Timeline<'a> {
    let mut timeline = Timeline::new(Format::Srt);
    for (at, kind) in scopes.iter().enumerate() {
        timeline.push_scope(kind.clone(), Vec::new(), at as u32, Span::default());
    }
    for (id, start, end, text) in cues {
        let first = timeline.runs.len() as u32;
        for (i, line) in text.split('\n').enumerate() {
            let scope = scopes.len() as u32;
            let mut push = |kind| timeline.runs.push(Run { kind, scope, span: Span::default() });
            if i > 0 {
                push(RunKind::Break);
            }
            if !line.is_empty() {
                push(RunKind::Text((*line).into()));
            }
        }
        timeline.cues.push(Cue {
            id: id.map(Into::into),
            interval: Interval::from_ms(*start, *end),
            runs: first..timeline.runs.len() as u32,
            placement: None,
            region: None,
            origin: Origin::default(),
        });
    }
    timeline
}

fn written(timeline: &Timeline<'_>) -> (String, Vec<LossKind>) {
    taken_apart(raise(timeline, &WriteOptions::default()))
}

#[test]
fn a_conforming_file_stays_as_it_is() {
    let source = "WEBVTT - title\n\nNOTE\na\nb\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:r\n\
                  width:40%\nscroll:up\n\nNOTE c\n\nid\n00:00:00.000 --> 00:00:01.000 region:r\n\
                  <v.loud A &amp; B>x &lt; <i>y</i></v>\n\nNOTE d\n\n\
                  00:00:00.500 --> 100:00:00.000 line:-1,end position:5.5%,line-left size:50% align:start\n\
                  <ruby>a<rt>b</rt></ruby> <lang en-GB><00:00:01.000>c</lang>\n\nNOTE e\n";
    assert_eq!(rewrite(source), (source.to_owned(), vec![]));
}

#[test]
fn a_file_without_cues_is_a_file() {
    assert_eq!(rewrite("WEBVTT").0, "WEBVTT\n\n");
    assert_eq!(written(&Timeline::new(Format::Srt)).0, "WEBVTT\n\n");
}

#[test]
fn header_lines_become_a_comment_and_blocks_nobody_reads_are_listed() {
    let source = "WEBVTT\nKind: captions\n\n00:00.000 --> 00:01.000\nx\n\nlost\n";
    let new = "WEBVTT\n\nNOTE\nKind: captions\n\n00:00:00.000 --> 00:00:01.000\nx\n";
    assert_eq!(rewrite(source), (new.to_owned(), vec![LossKind::Header, LossKind::Unparsed]));
}

#[test]
fn cues_are_written_by_their_start_with_the_comments_in_front_of_them() {
    let source =
        "WEBVTT\n\n00:02.000 --> 00:03.000\nb\n\nNOTE of a\n\n00:01.000 --> 00:02.000\na\n";
    let new = "WEBVTT\n\nNOTE of a\n\n00:00:01.000 --> 00:00:02.000\na\n\n\
               00:00:02.000 --> 00:00:03.000\nb\n";
    assert_eq!(rewrite(source), (new.to_owned(), vec![]));
}

#[test]
fn text_means_only_itself() {
    let timeline = foreign(&[(None, 0, 1000, "a < b & c --> d\r")], &[]);
    let (new, losses) = written(&timeline);
    assert_eq!(new, "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na &lt; b &amp; c --&gt; d&#13;\n");
    assert_eq!(losses, []);
}

#[test]
fn a_blank_line_is_kept_as_a_no_break_space() {
    let (new, losses) = written(&foreign(&[(None, 0, 1000, "a\n\nb\n")], &[]));
    assert_eq!(new, "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na\n&nbsp;\nb\n&nbsp;\n");
    assert_eq!(losses, [LossKind::BlankLine, LossKind::BlankLine]);
}

#[test]
fn times_are_brought_into_a_form_webvtt_has() {
    let timeline = foreign(&[(None, -500, 1000, "a"), (None, 2000, 1500, "b")], &[]);
    let (new, losses) = written(&timeline);
    assert_eq!(
        new,
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na\n\n00:00:02.000 --> 00:00:02.001\nb\n"
    );
    assert_eq!(losses, [LossKind::Time, LossKind::Time]);
}

#[test]
fn numbers_that_only_count_are_no_loss() {
    let cues = [(Some("1"), 0, 1, "a"), (Some("7"), 1, 2, "b"), (Some("x1"), 2, 3, "c")];
    let timeline = foreign(&cues, &[]);
    let (new, losses) = written(&timeline);
    assert!(new.contains("\n\n00:00:00.001") && new.contains("x1\n00:00:00.002"), "{new}");
    assert_eq!(losses, [LossKind::Id]);
    let all = WriteOptions { keep_ids: Ids::All, ..WriteOptions::default() };
    let (new, losses) = taken_apart(raise(&timeline, &all));
    assert!(new.contains("1\n00:00:00.000") && new.contains("7\n00:00:00.001"), "{new}");
    assert_eq!(losses, []);
    let none = WriteOptions { keep_ids: Ids::None, ..WriteOptions::default() };
    let (new, losses) = taken_apart(raise(&timeline, &none));
    assert!(!new.contains("x1"), "{new}");
    assert_eq!(losses, [LossKind::Id, LossKind::Id]);
}

#[test]
fn identifiers_that_webvtt_cannot_hold_are_mended_or_left_out() {
    let all = WriteOptions { keep_ids: Ids::All, ..WriteOptions::default() };
    let cues =
        [(Some("a --> b"), 0, 1, "x"), (Some("NOTE x"), 0, 1, "y"), (Some("a -> b"), 0, 1, "z")];
    let (new, losses) = taken_apart(raise(&foreign(&cues, &[]), &all));
    assert!(new.starts_with("WEBVTT\n\na -> b\n00:00:00.000"), "{new}");
    assert_eq!(new.matches("a -> b").count(), 1);
    assert_eq!(losses, [LossKind::Id, LossKind::Id, LossKind::Id]);
}

#[test]
fn the_eight_colors_become_classes_and_other_fonts_a_loss() {
    let font = |color: &'static str, face: Option<&'static str>| ScopeKind::Font {
        color: Some(color.into()),
        face: face.map(Into::into),
        size: None,
    };
    let one = |kind| written(&foreign(&[(None, 0, 1000, "x")], &[kind]));
    assert!(one(font("#FFFF00", None)).0.ends_with("\n<c.yellow>x</c>\n"));
    assert_eq!(one(font("aqua", None)).1, []);
    let (new, losses) = one(font("red", Some("Arial")));
    assert!(new.ends_with("\n<c.red>x</c>\n"), "{new}");
    assert_eq!(losses, [LossKind::Style]);
    let (new, losses) = one(font("#123456", None));
    assert!(new.ends_with("\nx\n"), "{new}");
    assert_eq!(losses, [LossKind::Style]);
    assert_eq!(one(ScopeKind::Other("{\\fs20}".into())).1, [LossKind::UnknownTag]);
}

#[test]
fn names_and_languages_are_written_only_where_webvtt_allows_them() {
    let one = |kind| written(&foreign(&[(None, 0, 1000, "x")], &[kind]));
    let (new, losses) = one(ScopeKind::Voice("  A >\n B&amp;C ".into()));
    assert!(new.ends_with("\n<v A &gt; B&amp;amp;C>x</v>\n"), "{new}");
    assert_eq!(losses, []);
    assert_eq!(one(ScopeKind::Voice(" ".into())).1, [LossKind::Voice]);
    assert_eq!(one(ScopeKind::Language("not a tag".into())).1, [LossKind::Language]);
    assert_eq!(one(ScopeKind::RubyText).1, [LossKind::Ruby]);
    assert!(one(ScopeKind::Ruby).0.ends_with("<ruby>x<rt></rt></ruby>\n"));
}

#[test]
fn a_cue_in_a_region_leaves_its_line_to_the_region() {
    let source =
        "WEBVTT\n\nREGION\nid:r\n\n00:00.000 --> 00:01.000 line:1 align:left region:r\nx\n";
    let (new, losses) = rewrite(source);
    assert!(new.contains("00:00:01.000 align:left region:r\n"), "{new}");
    assert_eq!(losses, [LossKind::Settings]);
}

#[test]
fn placements_out_of_range_are_moved_into_it() {
    let mut timeline = foreign(&[(None, 0, 1000, "x")], &[]);
    let placement =
        Placement { size: Some(150.0), position: Some(f64::NAN), ..Placement::default() };
    timeline.cues[0].placement = Some(std::sync::Arc::new(placement));
    let (new, losses) = written(&timeline);
    assert!(new.contains("00:00:01.000 size:100%\n"), "{new}");
    assert_eq!(losses, [LossKind::Settings, LossKind::Settings]);
}

#[test]
fn a_size_with_a_relative_alignment_gets_the_position_browsers_compute() {
    let source = "WEBVTT\n\n00:00.000 --> 00:01.000 size:50% align:start\nx\n";
    assert!(rewrite(source).0.contains(" position:50% size:50% align:start\n"));
}

#[test]
fn times_in_the_text_that_do_not_rise_are_left_out() {
    let source = "WEBVTT\n\n00:00.000 --> 00:09.000\na<00:02.000>b<00:01.000>c<00:09.000>d\n";
    let (new, losses) = rewrite(source);
    assert!(new.ends_with("\na<00:00:02.000>bcd\n"), "{new}");
    assert_eq!(losses, [LossKind::InlineTimestamp, LossKind::InlineTimestamp]);
}

#[test]
fn what_another_format_keeps_beside_cues_is_listed() {
    let mut timeline = foreign(&[], &[]);
    for kind in [ExtraKind::Header, ExtraKind::Note, ExtraKind::Style, ExtraKind::Unparsed] {
        timeline.extras.push(Extra::new(kind, Span::default()));
    }
    let kinds = [LossKind::Header, LossKind::Note, LossKind::Style, LossKind::Unparsed];
    assert_eq!(written(&timeline).1, kinds);
}

#[test]
fn crlf_files_have_no_other_line_end() {
    let options = WriteOptions { line_ending: LineEnding::CrLf, ..WriteOptions::default() };
    let new = raise(&foreign(&[(None, 0, 1000, "a\nb")], &[]), &options).document;
    assert_eq!(new, "WEBVTT\r\n\r\n00:00:00.000 --> 00:00:01.000\r\na\r\nb\r\n");
}

#[test]
fn deeply_nested_scopes_are_written_in_linear_time() {
    let scopes = vec![ScopeKind::Other("{x}".into()); 200_000];
    let text = "a\n".repeat(100_000);
    let new = raise(&foreign(&[(None, 0, 1000, &text)], &scopes), &WriteOptions::default());
    assert_eq!(new.losses.iter().filter(|l| l.kind == LossKind::UnknownTag).count(), 200_000);
}
