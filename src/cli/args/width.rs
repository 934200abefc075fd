//! What the length of a line counts.

use clap::ValueEnum;

use crate::reflow::Width;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum WidthArg {
    /// Visible characters
    Graphemes,
    /// Unicode code points, as Kaltura counts
    Codepoints,
    /// Columns: full-width characters count 2
    EastAsian,
    /// UTF-16 code units, as JavaScript counts
    Utf16,
}

impl From<WidthArg> for Width {
    fn from(width: WidthArg) -> Self {
        match width {
            WidthArg::Graphemes => Self::Graphemes,
            WidthArg::Codepoints => Self::CodePoints,
            WidthArg::EastAsian => Self::EastAsian,
            WidthArg::Utf16 => Self::Utf16,
        }
    }
}
