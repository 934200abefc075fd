//! `cuesmith simulate`: which parts of a file each of Kaltura's parsers would keep.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use crate::cli::args::ReadArgs;
use crate::cli::args::values;
use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Out, usage};
use crate::kaltura::lint::{self as platform, RULES};
use crate::kaltura::{
    CaptionType, ClipWindow, CompareOptions, Comparison, CueOutcome, PlatformReader,
    PlayerSettings, ReaderCue, Refusal, RejectedBlock, SEGMENT_MS, SERVE_LIMIT, View, compare,
};
use crate::lint::{self, Memo, Options, Plan};
use crate::report::Places;
use crate::report::json::SCHEMA;
use crate::source::{ColumnUnit, Diagnostic, Severity, Source, Span, decode};
use crate::time::{Clock, Timestamp};
use crate::timeline::{Timeline, visible_text};
use crate::{Format, open};

/// Number of cues that are listed without `--verbose`.
const NAMED: usize = 20;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith simulate talk.vtt
  cuesmith simulate talk.srt --segment-duration 10 --clip 00:01:00-00:02:30
  cuesmith simulate talk.vtt --caption-type srt     as an upload without a format
  cuesmith simulate --format json talk.dfxp | jq '.readers.gate.ready'

The parsers are models of Kaltura's own code: the upload check (gate in the output), served
WebVTT, HLS segments, the clip tool, the player, the transcript panel, search, captions that ffmpeg
burns in or embeds, and the packager of stitched playlists. docs/platform.md describes each of them. To
see causes and fixes, run `cuesmith check --preset kaltura-reach`.

Exit codes: 0 every parser keeps every cue, 1 a cue is lost or altered, the upload check finds no
cue, or a block that was meant as a cue is not read as one, 2 wrong usage or a file that cannot be read.")]
pub(in crate::cli) struct SimulateArgs {
    /// Caption file, or - for standard input
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// Format of the caption asset: srt (1), dfxp (2) or webvtt (3). Kaltura takes an upload
    /// without a format for SRT [default: by name, otherwise by content]
    #[arg(long, value_name = "TYPE", value_parser = caption_type)]
    caption_type: Option<CaptionType>,
    /// Length of an HLS segment in seconds [default: 30]
    #[arg(long, value_name = "SECONDS", value_parser = segment)]
    segment_duration: Option<u32>,
    /// Part of the video that the clip keeps, as FROM-TO [default: all but one second at each end]
    #[arg(long, value_name = "FROM-TO", value_parser = window)]
    clip: Option<ClipWindow>,
    /// Output format
    #[arg(long, value_enum, default_value_t = SimulateFormat::Human)]
    format: SimulateFormat,
    /// List every cue that some parser does not keep, not only the first 20
    #[arg(short, long)]
    verbose: bool,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SimulateFormat {
    /// A table of the parsers, and the cues that they do not keep
    Human,
    /// One JSON document with every cue of every parser
    Json,
}

fn caption_type(text: &str) -> Result<CaptionType, String> {
    CaptionType::from_name(text)
        .ok_or_else(|| "expected srt, dfxp or webvtt (or 1, 2, 3)".to_owned())
}

fn segment(text: &str) -> Result<u32, String> {
    let seconds: f64 = text.parse().map_err(|_| "expected a number of seconds".to_owned())?;
    let ms = (seconds * 1000.0).round();
    if (1.0..=f64::from(u32::MAX)).contains(&ms) {
        Ok(ms as u32)
    } else {
        Err("expected at least 0.001 and at most 4294967 seconds".to_owned())
    }
}

fn window(text: &str) -> Result<ClipWindow, String> {
    let (from, to) = text.split_once('-').ok_or("expected two times separated by a hyphen")?;
    let (start_ms, end_ms) = (values::media_time(from)?, values::media_time(to)?);
    if start_ms < end_ms {
        Ok(ClipWindow { start_ms, end_ms })
    } else {
        Err("the clip ends before it begins".to_owned())
    }
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &SimulateArgs, out: &mut Out) -> Result<Exit, Failure> {
    let input = Input::of(&args.input, args.read.stdin_filename.as_deref());
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let (name, read) = (input.name.as_deref(), args.read.reading());
    let file = open(&source, name, &read);
    let timeline = &file.timeline;
    let by_name = name.and_then(Format::from_path);
    let caption_type =
        args.caption_type.unwrap_or_else(|| CaptionType::of(by_name.unwrap_or(timeline.format)));
    let options =
        CompareOptions { segment_ms: args.segment_duration.unwrap_or(SEGMENT_MS), clip: args.clip };
    if args.clip.is_some_and(|clip| timeline.cues.iter().all(|c| c.interval.start.0 >= clip.end_ms))
    {
        return Err(usage(
            "the clip ends before the first cue begins",
            "pass a part of the video that has captions",
        ));
    }
    let plan = Plan::new(&RULES, Options::of(&crate::kaltura::lint::KALTURA_REACH));
    let memo = Memo::default();
    let report = lint::check_with(&file, &plan, &memo);
    let is_same = |compared: &&Comparison| {
        options == CompareOptions::default() && compared.caption_type == caption_type
    };
    let compared = match platform::compared(&memo).filter(is_same) {
        Some(compared) => Cow::Borrowed(compared),
        None => Cow::Owned(compare(&source, timeline, caption_type, &options)),
    };
    let mut loose: Vec<&Diagnostic> =
        report.diagnostics.iter().filter(|found| found.cue.is_none()).collect();
    loose.sort_by_key(|found| found.span.start);
    let result = Simulation {
        shown: &input.shown,
        source: &source,
        timeline,
        compared: &compared,
        segment_ms: options.segment_ms,
        findings: by_cue(&report.diagnostics),
        of_file: loose
            .iter()
            .map(|found| (found.code.0, found.severity == Severity::Error))
            .collect(),
        loose,
    };
    match args.format {
        SimulateFormat::Human => out.text(&result.human(args.verbose))?,
        SimulateFormat::Json => out.data(result.json().to_string() + "\n")?,
    }
    let whole = compared.is_whole() && compared.rejected.is_empty();
    Ok(if whole { Exit::Clean } else { Exit::Findings })
}

/// The codes of the findings about each cue.
fn by_cue(findings: &[Diagnostic]) -> BTreeMap<u32, BTreeSet<&'static str>> {
    let mut all: BTreeMap<u32, BTreeSet<&'static str>> = BTreeMap::new();
    for finding in findings {
        if let Some(cue) = finding.cue {
            all.entry(cue).or_default().insert(finding.code.0);
        }
    }
    all
}

/// All data to show.
struct Simulation<'s> {
    shown: &'s str,
    source: &'s Source<'s>,
    timeline: &'s Timeline<'s>,
    compared: &'s Comparison,
    segment_ms: u32,
    findings: BTreeMap<u32, BTreeSet<&'static str>>,
    /// Findings that do not concern a cue, by position.
    loose: Vec<&'s Diagnostic>,
    /// Their codes, and whether each is an error.
    of_file: BTreeSet<(&'static str, bool)>,
}

impl Simulation<'_> {
    fn human(&self, all: bool) -> String {
        let compared = self.compared;
        let mut out = String::new();
        let (own, kind) = (compared.own, compared.caption_type);
        let _ = writeln!(
            out,
            "{}: {} with {own} cues, uploaded as {} ({})",
            self.shown,
            self.timeline.format.title(),
            kind.name(),
            kind.number()
        );
        let _ = writeln!(
            out,
            "\n{:<10} {:<14} {:>6} {:>6} {:>6} {:>6} {:>6} {:>7} {:>8} {:>6}",
            "parser",
            "verdict",
            "cues",
            "kept",
            "lost",
            "cut",
            "merged",
            "changed",
            "mistimed",
            "extra"
        );
        for view in &compared.views {
            out.push_str(&row(view));
        }
        if compared.is_ready() && !compared.json_ok {
            let why = if compared.size > SERVE_LIMIT {
                "the server does not serve a file of this size"
            } else {
                "one text is not UTF-8, so no JSON is written for any"
            };
            let _ = writeln!(out, "\ntranscript: empty for the whole file, {why}");
        }
        if let Some(clip) = compared.window {
            let [from, to] = [clip.start_ms, clip.end_ms].map(timestamp);
            let _ = writeln!(out, "\nthe clip keeps {from} to {to}");
        }
        self.name_cues(all, &mut out);
        self.name_unread(all, &mut out);
        out
    }

    /// The codes of the findings about a cue, and of the findings about the whole file that explain what
    /// happens to the cue.
    fn codes_of(&self, cue: u32) -> BTreeSet<&'static str> {
        let mut codes = self.findings.get(&cue).cloned().unwrap_or_default();
        let is_lost = self.fates(cue).any(|(_, fate)| fate.lost);
        let is_other = self.fates(cue).any(|(_, fate)| fate.cut || fate.changed);
        let explains = |code: &str| match code {
            "KLT001" | "KLT002" | "KLT025" | "KLT026" | "TTM001" | "TTM002" | "VTT001" => is_lost,
            "ENC001" => is_other,
            _ => false,
        };
        // The rules that explain why a parser rejects the file, or where it changes times.
        let by = |reader| self.fates(cue).any(|(known, fate)| known == reader && !fate.is_whole());
        let refuses = |code: &str| match code {
            "KLT035" => by(PlatformReader::Hls),
            "KLT044" => by(PlatformReader::Search),
            "KLT045" => by(PlatformReader::BurnIn),
            "KLT046" | "KLT047" => by(PlatformReader::Packager),
            _ => false,
        };
        let of_file = self.of_file.iter();
        let said = of_file.filter(|(code, is_error)| *is_error && explains(code) || refuses(code));
        codes.extend(said.map(|(code, _)| *code));
        codes
    }

    /// The blocks that are not read as cues.
    fn name_unread(&self, all: bool, out: &mut String) {
        let rejected = &self.compared.rejected;
        if rejected.is_empty() {
            return;
        }
        let places = Places::new(&self.source.text, ColumnUnit::Utf16);
        let format = self.timeline.format.title();
        out.push('\n');
        let shown = if all { rejected.len() } else { rejected.len().min(NAMED) };
        for block in &rejected[..shown] {
            let line = places.position(block.timing.start).line;
            let times = block.timing.slice(&self.source.text).trim();
            let readers: Vec<&str> =
                block.lost_by(&self.compared.views).map(PlatformReader::name).collect();
            let _ = write!(out, "line {line}: `{times}` is not read as a cue of {format}");
            if !readers.is_empty() {
                let _ = write!(out, "; lost by {}", readers.join(", "));
            }
            let codes: Vec<&str> = self.codes_within(block.span).into_iter().collect();
            if !codes.is_empty() {
                let _ = write!(out, " [{}]", codes.join(" "));
            }
            out.push('\n');
        }
        if rejected.len() > shown {
            let more = rejected.len() - shown;
            let _ = writeln!(out, "... and {more} more; pass --verbose to list all");
        }
    }

    /// The codes of the findings about a part of the file that is not a cue.
    fn codes_within(&self, span: Span) -> BTreeSet<&'static str> {
        let first = self.loose.partition_point(|found| found.span.start < span.start);
        let inside = self.loose[first..].iter().take_while(|found| found.span.start <= span.end);
        inside.filter(|found| !found.span.is_empty()).map(|found| found.code.0).collect()
    }

    /// The cues of the file that some parser does not keep.
    fn name_cues(&self, all: bool, out: &mut String) {
        let places = Places::new(&self.source.text, ColumnUnit::Utf16);
        let is_whole = |at: u32| self.fates(at).all(|(_, fate)| fate.is_whole());
        let broken: Vec<u32> = (0..self.compared.own).filter(|at| !is_whole(*at)).collect();
        if !broken.is_empty() {
            out.push('\n');
        }
        let shown = if all { broken.len() } else { broken.len().min(NAMED) };
        for &at in &broken[..shown] {
            let cue = &self.timeline.cues[at as usize];
            let line = places.position(cue.origin.start.start).line;
            let start = timestamp(cue.interval.start.0);
            let _ = write!(out, "cue {} (line {line}, {start}): {}", at + 1, self.words(at));
            let codes = self.codes_of(at);
            if !codes.is_empty() {
                let codes: Vec<&str> = codes.into_iter().collect();
                let _ = write!(out, " [{}]", codes.join(" "));
            }
            out.push('\n');
        }
        if broken.len() > shown {
            let _ =
                writeln!(out, "... and {} more; pass --verbose to list all", broken.len() - shown);
        }
    }

    fn fates(&self, cue: u32) -> impl Iterator<Item = (PlatformReader, CueOutcome)> {
        let views = self.compared.views.iter().filter(|view| view.counts());
        views.filter_map(move |view| Some((view.reader, *view.fates.get(cue as usize)?)))
    }

    /// What happens to a cue, with parsers grouped by result.
    fn words(&self, cue: u32) -> String {
        let mut words: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
        for (reader, fate) in self.fates(cue).filter(|(_, fate)| !fate.is_whole()) {
            let word = fate.as_str();
            match words.iter_mut().find(|(known, _)| *known == word) {
                Some((_, readers)) => readers.push(reader.name()),
                None => words.push((word, vec![reader.name()])),
            }
        }
        let words: Vec<String> = words
            .into_iter()
            .map(|(word, readers)| format!("{word} by {}", readers.join(", ")))
            .collect();
        words.join("; ")
    }

    fn json(&self) -> Value {
        let compared = self.compared;
        let readers: Map<String, Value> = compared
            .views
            .iter()
            .map(|view| (view.reader.name().to_owned(), self.reader_json(view)))
            .collect();
        json!({
            "schema": SCHEMA,
            "path": self.shown,
            "format": self.timeline.format.name(),
            "caption_type": compared.caption_type.number(),
            "readers": readers,
            "cues": self.own_json(),
            "unread": self.unread_json(),
        })
    }

    fn reader_json(&self, view: &View) -> Value {
        let gate = self.compared.view(PlatformReader::Gate).map_or(&[][..], |gate| &gate.cues);
        let cues: Vec<Value> =
            view.cues.iter().map(|cue| cue_json(view.reader, cue, gate)).collect();
        let mut out = Map::new();
        out.insert("ready".to_owned(), json!(view.refusal.is_none()));
        out.insert("count".to_owned(), json!(cues.len()));
        out.insert("cues".to_owned(), Value::Array(cues));
        let counts: Map<String, Value> =
            view.tally().into_iter().map(|(key, n)| (key.to_owned(), json!(n))).collect();
        out.insert("own_cues".to_owned(), Value::Object(counts));
        out.insert("extra".to_owned(), json!(view.extra().collect::<Vec<_>>()));
        if let Some(refusal) = view.refusal {
            out.insert("reason".to_owned(), json!(refusal.to_string()));
        }
        match view.reader {
            PlatformReader::Hls => {
                let segments = view.segments.iter();
                let segments: Map<String, Value> =
                    segments.map(|s| (s.number.to_string(), json!(s.cues))).collect();
                out.insert("segment_ms".to_owned(), json!(self.segment_ms));
                out.insert("segments".to_owned(), Value::Object(segments));
            }
            PlatformReader::Clip => {
                let window = self.compared.window.map(|clip| [clip.start_ms, clip.end_ms]);
                out.insert("window_ms".to_owned(), json!(window));
            }
            PlatformReader::Packager => {
                let ids: Vec<&str> = view.cues.iter().map(|cue| cue.id.as_str()).collect();
                out.insert("ids".to_owned(), json!(ids));
            }
            PlatformReader::Player => {
                out.insert("parse_errors".to_owned(), json!(view.errors));
            }
            PlatformReader::Gate => {
                out.insert("json_ok".to_owned(), json!(self.compared.json_ok));
            }
            _ => {}
        }
        Value::Object(out)
    }

    /// The blocks that were meant as cues but are not read.
    fn unread_json(&self) -> Vec<Value> {
        let places = Places::new(&self.source.text, ColumnUnit::Utf16);
        let word = |kept: bool| if kept { "kept" } else { "lost" };
        let block = |block: &RejectedBlock| {
            let readers = self.compared.views.iter().map(|view| view.reader);
            let verdict: Map<String, Value> = readers
                .map(|reader| {
                    (reader.name().to_owned(), json!(word(block.kept_by.contains(&reader))))
                })
                .collect();
            json!({
                "line": places.position(block.timing.start).line,
                "times": block.timing.slice(&self.source.text).trim(),
                "verdict": verdict,
                "findings": self.codes_within(block.span),
            })
        };
        self.compared.rejected.iter().map(block).collect()
    }

    fn own_json(&self) -> Vec<Value> {
        let places = Places::new(&self.source.text, ColumnUnit::Utf16);
        let cue = |at: u32| {
            let cue = &self.timeline.cues[at as usize];
            let verdict: Map<String, Value> = self
                .fates(at)
                .map(|(reader, fate)| (reader.name().to_owned(), json!(fate.words())))
                .collect();
            let codes = self.codes_of(at);
            json!({
                "index": at,
                "line": places.position(cue.origin.start.start).line,
                "start_ms": cue.interval.start.0,
                "end_ms": if cue.interval.end == Timestamp::OPEN { Value::Null } else { json!(cue.interval.end.0) },
                "text": visible_text(self.timeline, cue),
                "kept": self.fates(at).all(|(_, fate)| fate.is_whole()),
                "verdict": verdict,
                "findings": codes,
            })
        };
        (0..self.compared.own).map(cue).collect()
    }
}

fn row(view: &View) -> String {
    let verdict = match (view.reader, view.refusal) {
        (PlatformReader::Gate | PlatformReader::Clip, None) => "READY",
        (PlatformReader::Gate | PlatformReader::Clip, Some(Refusal::NoCue)) => "ERROR",
        (_, Some(Refusal::NoCue)) => "nothing",
        (_, Some(Refusal::NotServed(_))) => "not served",
        (_, Some(Refusal::NoClip)) => "no clip",
        (_, Some(Refusal::NoJson)) => "empty",
        (_, Some(Refusal::NotIndexed)) => "not indexed",
        (_, Some(Refusal::NotRead)) => "not read",
        (_, Some(_)) => "no DFXP",
        (PlatformReader::Player | PlatformReader::Transcript, None) => "shown",
        (PlatformReader::Search, None) => "indexed",
        (PlatformReader::BurnIn, None) => "converted",
        (_, None) => "served",
    };
    let [kept, lost, cut, merged, changed, mistimed] = view.tally().map(|(_, count)| count);
    format!(
        "{:<10} {verdict:<14} {:>6} {kept:>6} {lost:>6} {cut:>6} {merged:>6} {changed:>7} {mistimed:>8} {:>6}\n",
        view.reader.name(),
        view.cues.len(),
        view.extra().count(),
    )
}

/// A cue with the fields of `conformance/kaltura/README.md`. A cue of an HLS segment is the gate's cue, and
/// the served text is an additional field.
fn cue_json(reader: PlatformReader, cue: &ReaderCue, gate: &[ReaderCue]) -> Value {
    let mut out = Map::new();
    out.insert("start_ms".to_owned(), number(cue.start_ms));
    out.insert("end_ms".to_owned(), number(cue.end_ms));
    let of_gate = cue.gate.and_then(|at| gate.get(at as usize));
    let text = match (reader, of_gate) {
        (PlatformReader::Hls | PlatformReader::Served, Some(kept)) => {
            put_text(&mut out, "webvtt", &cue.text);
            &kept.text
        }
        _ => &cue.text,
    };
    put_text(&mut out, "text", text);
    if !cue.settings.is_empty() {
        put_text(&mut out, "settings", &cue.settings);
    }
    if reader == PlatformReader::Player {
        match &cue.shown {
            Some(shown) if shown.as_bytes() != cue.text => {
                out.insert("shown".to_owned(), json!(shown));
            }
            None => {
                out.insert("shown_error".to_owned(), json!("drawing the text fails"));
            }
            Some(_) => {}
        }
        if !cue.id.is_empty() {
            out.insert("id".to_owned(), json!(cue.id));
        }
        let placed = cue.placed.as_ref().map(placement).filter(|placed| !placed.is_empty());
        if let Some(placed) = placed {
            out.insert("settings".to_owned(), Value::Object(placed));
        }
    }
    out.insert("own".to_owned(), json!(cue.own));
    Value::Object(out)
}

/// The cue settings in the player that differ from the defaults.
fn placement(settings: &PlayerSettings) -> Map<String, Value> {
    let number = |n: f64| if n.is_finite() { number(Some(n)) } else { json!(n.to_string()) };
    let base = PlayerSettings::default();
    let word = |value: &str, known: &str| (value != known).then(|| json!(value));
    let all = [
        ("region", settings.region.as_ref().map(|_| json!(true))),
        ("vertical", word(settings.vertical, base.vertical)),
        ("line", settings.line.map(number)),
        ("lineAlign", word(settings.line_align, base.line_align)),
        ("snapToLines", (!settings.snap_to_lines).then_some(json!(false))),
        ("position", settings.position.map(number)),
        ("positionAlign", word(settings.position_align, base.position_align)),
        ("size", (settings.size != base.size).then(|| number(settings.size))),
        ("align", word(settings.align, base.align)),
    ];
    all.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

/// A text, or its bytes in base64 if they are not UTF-8.
fn put_text(out: &mut Map<String, Value>, key: &str, text: &[u8]) {
    match std::str::from_utf8(text) {
        Ok(text) => out.insert(key.to_owned(), json!(text)),
        Err(_) => out.insert(format!("{key}_b64"), json!(base64(text))),
    };
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |n: usize| u32::from(three.get(n).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for n in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * n) & 63) as usize];
            out.push(if n <= three.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

/// Whole numbers without a decimal point, as in the data.
fn number(ms: Option<f64>) -> Value {
    match ms {
        Some(ms) if ms == ms.trunc() && ms.abs() < 9e15 => json!(ms as i64),
        Some(ms) => json!(ms),
        None => Value::Null,
    }
}

fn timestamp(ms: i64) -> String {
    Clock { time: Timestamp(ms), mark: '.' }.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (text, want) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), want);
        }
    }

    #[test]
    fn options_are_read_as_people_write_them() {
        assert_eq!(segment("9.5"), Ok(9500));
        assert!(segment("0").is_err() && segment("x").is_err());
        assert_eq!(window("1-00:00:02.5"), Ok(ClipWindow { start_ms: 1000, end_ms: 2500 }));
        assert!(window("5-2").is_err() && window("7").is_err());
    }
}
