//! Arguments that most commands share: how files are read, colors, the unit of columns. The comments
//! here are the help texts.

use clap::{Args, ValueEnum};

use super::values;
use crate::cli::terminal::is_terminal;
use crate::source::{ColumnUnit, DecodeOptions};
use crate::time::FrameRate;
use crate::{Format, ReadOptions};

// How files are read. A doc comment would become the description of the commands.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(in crate::cli) struct ReadArgs {
    /// Format of the files (srt, webvtt, ttml), instead of detecting it from content and name
    #[arg(long, value_name = "FORMAT", value_parser = values::format)]
    pub(in crate::cli) input_format: Option<Format>,
    /// Encoding of the files (windows-1252, shift_jis, utf-16le, ...), instead of detecting it
    #[arg(long, value_name = "NAME", value_parser = values::encoding)]
    pub(in crate::cli) encoding: Option<String>,
    /// Frame rate of the video: 25, 23.976 or 24000/1001. Required by rules that count frames, and
    /// to read times such as 00:00:01:12
    #[arg(long, value_name = "RATE")]
    pub(in crate::cli) frame_rate: Option<FrameRate>,
    /// Name of standard input, for messages and to detect its format
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_filename: Option<String>,
}

impl ReadArgs {
    pub(in crate::cli) fn decoding(&self) -> DecodeOptions {
        DecodeOptions { encoding: self.encoding.clone(), ..DecodeOptions::default() }
    }

    pub(in crate::cli) fn reading(&self) -> ReadOptions {
        let mut read = ReadOptions { format: self.input_format, ..ReadOptions::default() };
        read.srt.frame_rate = self.frame_rate;
        read
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Whether to use colors on standard output.
    pub(in crate::cli) fn on_stdout(self) -> bool {
        self.on(&std::io::stdout())
    }

    /// Whether to use colors on standard error.
    pub(in crate::cli) fn on_stderr(self) -> bool {
        self.on(&std::io::stderr())
    }

    fn on(self, stream: &impl std::io::IsTerminal) -> bool {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                is_terminal(stream) && !set("NO_COLOR") && !dumb
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Columns {
    /// Bytes of UTF-8
    Utf8,
    /// UTF-16 code units, as editors and browsers do
    Utf16,
    /// Unicode code points
    Scalar,
}

impl From<Columns> for ColumnUnit {
    fn from(columns: Columns) -> Self {
        match columns {
            Columns::Utf8 => Self::Utf8,
            Columns::Utf16 => Self::Utf16,
            Columns::Scalar => Self::Scalar,
        }
    }
}
