//! `cuesmith dump`: what was read, as JSON, for debugging, for other tools and for conformance runs.

use super::Exit;
use super::args::DumpArgs;
use super::input::Input;
use super::output::{Failure, Out};
use crate::Document;
use crate::report::{dump_srt, dump_webvtt};
use crate::source::decode;

/// Runs the subcommand. WebVTT is read as browsers do: without a signature there are no cues.
pub(super) fn run(args: &DumpArgs, out: &mut Out) -> Result<Exit, Failure> {
    let input = Input::of(&args.input, args.read.stdin_filename.as_deref());
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let file = crate::read(&source.text, input.name.as_deref(), &args.read.reading());
    let json = match &file.document {
        Document::Srt(document) => dump_srt(document),
        Document::WebVtt(document) => dump_webvtt(document),
    };
    out.text(&json)?;
    out.text("\n")?;
    Ok(Exit::Clean)
}
