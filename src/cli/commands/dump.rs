//! `cuesmith dump`: the parsed file as JSON, for debugging, other tools and conformance tests.

use crate::cli::args::ReadArgs;
use std::path::PathBuf;

use clap::Args;

use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Out, usage};
use crate::report::json::SCHEMA;
use crate::report::{DumpOptions as TtmlOptions, dump_srt, dump_webvtt};
use crate::source::decode;
use crate::{Document, Format};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith dump talk.vtt | jq '.cues[0]'
  cuesmith dump --input-format srt odd.txt
  cuesmith dump --styled talk.dfxp | jq '.region_geometry'

One JSON object: schema (1), format, encoding, and for
  SRT: cues[] with index, start_ms, end_ms, lines[], settings, spans; unparsed[] spans.
  WebVTT: loads, cues[] with the fields of the browser's VTTCue, their node tree and spans,
  regions[], stylesheets[], spans.
  TTML: cues[] and timeline[] with exact times as n/d seconds; with --styled also
  styled_timeline[] and region_geometry; truncated.
Spans are byte offsets [start, end] into the decoded UTF-8 text.")]
pub(in crate::cli) struct DumpArgs {
    /// The file, or - for standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) input: PathBuf,
    /// TTML: include the style of the text in every interval, and the geometry of regions
    #[arg(long)]
    pub(in crate::cli) styled: bool,
    #[command(flatten)]
    pub(in crate::cli) read: ReadArgs,
}

/// Runs the subcommand. WebVTT is read as browsers do: as UTF-8 unless `--encoding` is given, bytes
/// that are not UTF-8 become U+FFFD, and without a signature there are no cues.
pub(in crate::cli) fn run(args: &DumpArgs, out: &mut Out) -> Result<Exit, Failure> {
    let input = Input::of(&args.input, args.read.stdin_filename.as_deref());
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let name = input.name.as_deref();
    let mut read = args.read.reading();
    let format = read.format.unwrap_or_else(|| crate::detect(&source.text, name));
    read.format = Some(format);
    let (text, encoding) = match (format, &args.read.encoding) {
        (Format::WebVtt, None) => (String::from_utf8_lossy(&bytes), "UTF-8"),
        _ => (source.text, source.encoding),
    };
    let document = crate::read_silently(&text, name, &read);
    let json = if let Document::Srt(document) = &document {
        dump_srt(document)
    } else if let Document::WebVtt(document) = &document {
        dump_webvtt(document)
    } else if let Document::Ttml(document) = &document {
        crate::report::dump_ttml(document, TtmlOptions { styled: args.styled })
    } else {
        let message = format!("{} files cannot be dumped", format.title());
        return Err(usage(message, "cuesmith info reads every format"));
    };
    out.data(with_head(&json, format, encoding))?;
    Ok(Exit::Clean)
}

/// Adds `schema`, `format` and `encoding`, with which every dump begins, to the dump of a document.
fn with_head(json: &str, format: Format, encoding: &str) -> String {
    let name = format.name();
    let fields = json.strip_prefix('{').unwrap_or(json);
    let fields = fields.strip_prefix(&format!("\"format\":\"{name}\",")).unwrap_or(fields);
    format!("{{\"schema\":{SCHEMA},\"format\":\"{name}\",\"encoding\":\"{encoding}\",{fields}\n")
}
