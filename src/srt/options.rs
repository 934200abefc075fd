//! How SRT is read and written.

use crate::source::LineEnding;
use crate::time::FrameRate;

/// What the digits after the decimal mark mean when there are not three of them.
///
/// Parsers disagree (`docs/observations.md`, SRT parsers): `,5` is half a second to pysubs2 and
/// nginx-vod, five milliseconds to ffmpeg, VLC and Subtitle Edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fraction {
    /// A decimal fraction of a second: `,5` is 500 ms. Digits after the third are cut off.
    #[default]
    Decimal,
    /// A count of milliseconds: `,5` is 5 ms, `,5000` is five seconds.
    Milliseconds,
}

/// How a file is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseOptions {
    /// The meaning of fractions that do not have three digits. Default: decimal.
    pub fraction: Fraction,
    /// Stop after this many cues; the rest of the file is one unparsed block and one diagnostic.
    /// Default: no limit.
    pub max_cues: usize,
    /// Frames per second, for times such as `00:00:01:12`, whose last field counts frames. Without
    /// it, such times are read as milliseconds if they have three digits and not at all otherwise.
    pub frame_rate: Option<FrameRate>,
    /// Maximum number of diagnostics. Default: 100,000.
    pub max_diagnostics: usize,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self {
            fraction: Fraction::Decimal,
            max_cues: usize::MAX,
            frame_rate: None,
            max_diagnostics: 100_000,
        }
    }
}

/// What happens to a speaker's name, for which SRT has no markup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Voice {
    /// It is dropped and listed as a loss.
    #[default]
    Drop,
    /// It is written before the speaker's text: `NAME: `.
    Prefix,
}

/// How a file is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// What ends a line. Default: line feed.
    pub line_ending: LineEnding,
    /// What happens to speakers' names. Default: dropped.
    pub voice: Voice,
    /// Whether a placement from another format is written as `{\an8}` and the like. Not all
    /// players understand it: YouTube and others show it as text. Overrides of an SRT file itself are
    /// always kept. Default: no.
    pub positions: bool,
}
