//! What one parser makes of a file.

use std::fmt;

use crate::kaltura::readers::hls::HlsSegment;
use crate::kaltura::readers::player_settings::PlayerSettings;
use crate::kaltura::readers::reader::PlatformReader;
use crate::kaltura::readers::search::SEARCH_LIMIT;
use crate::kaltura::readers::serve::ServeError;
use crate::source::Span;

/// What one parser makes of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Which one.
    pub reader: PlatformReader,
    /// Why it keeps nothing at all.
    pub refusal: Option<Refusal>,
    /// The cues it keeps, in file order.
    pub cues: Vec<ReaderCue>,
    /// What happened to each own cue.
    pub fates: Vec<CueOutcome>,
    /// For [`PlatformReader::Hls`]: the segments, with indices into the cues of the upload check.
    pub segments: Vec<HlsSegment>,
    /// What the player's parser swallowed.
    pub errors: u32,
}

/// Why a parser keeps no cue of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// It finds none.
    NoCue,
    /// The server does not serve the file.
    NotServed(ServeError),
    /// The upload check refused the file, or it is too short to cut anything out of it.
    NoClip,
    /// A text is not UTF-8, so that the server can make no JSON of any.
    NoJson,
    /// The file is larger than the limit for search.
    NotIndexed,
    /// It does not recognize the file, or cannot read it.
    NotRead,
    /// It reads no files of this format at all.
    NoSuchFormat,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCue => f.write_str("no cue found"),
            Self::NotServed(error) => write!(f, "{error}"),
            Self::NoClip => f.write_str("nothing to cut a clip from"),
            Self::NoJson => f.write_str("one text is not UTF-8, so no JSON is written for any"),
            Self::NotIndexed => write!(f, "search does not read files over {SEARCH_LIMIT} bytes"),
            Self::NotRead => f.write_str("the file is not recognized or cannot be read"),
            Self::NoSuchFormat => f.write_str("ffmpeg does not read DFXP: the conversion fails"),
        }
    }
}

/// One cue as a parser keeps it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReaderCue {
    /// Begin in milliseconds; `None` where the server has a null.
    pub start_ms: Option<f64>,
    /// End in milliseconds, likewise.
    pub end_ms: Option<f64>,
    /// The text as the parser has it, not always UTF-8.
    pub text: Vec<u8>,
    /// WebVTT settings as the server keeps them.
    pub settings: Vec<u8>,
    /// The cue's name, where the parser keeps one.
    pub id: String,
    /// Where the player places it.
    pub placed: Option<PlayerSettings>,
    /// What is on the screen; `None` where that is not known, or where drawing the text fails.
    pub shown: Option<String>,
    /// Index among the upload check's cues, where it comes from there.
    pub gate: Option<u32>,
    /// The piece of the file it was made from, in bytes, where that is known.
    pub origin: Option<Span>,
    /// The own cue it is.
    pub own: Option<u32>,
    /// How many further own cues are in the piece of the file it was made from.
    pub swallowed: u32,
}

/// What happened to an own cue with one parser. Nothing set: it is kept whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CueOutcome {
    /// The parser's cue that it is.
    pub seen: Option<u32>,
    /// It is not a separate cue there.
    pub lost: bool,
    /// The own cue whose text it was put into, where it was.
    pub inside: Option<u32>,
    /// A part of its text is missing.
    pub cut: bool,
    /// Text of another cue was put into it.
    pub merged: bool,
    /// Its text is different.
    pub changed: bool,
    /// Its times are different, or it is not shown for all of its time.
    pub mistimed: bool,
    /// HLS: the segments in its middle that do not contain it.
    pub gaps: u32,
}

impl CueOutcome {
    /// Every word that applies, joined by `+`: `cut+mistimed`; `kept` if none does.
    #[must_use]
    pub fn words(&self) -> String {
        let all = [
            ("lost", self.lost),
            ("merged", self.merged),
            ("cut", self.cut),
            ("changed", self.changed),
            ("mistimed", self.mistimed),
        ];
        let words: Vec<&str> = all.into_iter().filter(|(_, is)| *is).map(|(w, _)| w).collect();
        if words.is_empty() { "kept".to_owned() } else { words.join("+") }
    }

    /// Whether the parser has the cue as it is.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        !(self.lost || self.cut || self.merged || self.changed || self.mistimed)
    }

    /// One word: `kept`, or the first that applies of `lost`, `merged`, `cut`, `changed` and
    /// `mistimed`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self { lost: true, .. } => "lost",
            Self { merged: true, .. } => "merged",
            Self { cut: true, .. } => "cut",
            Self { changed: true, .. } => "changed",
            Self { mistimed: true, .. } => "mistimed",
            _ => "kept",
        }
    }
}

impl View {
    /// Whether every own cue is kept whole, and there are no others. A parser that does not accept
    /// the format at all does not count.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.counts()
            || self.fates.iter().all(CueOutcome::is_whole) && self.extra().next().is_none()
    }

    /// Whether what happens to the cues here is to be judged: not where the parser does not accept
    /// the format at all.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.refusal != Some(Refusal::NoSuchFormat)
    }

    /// The cues that belong to no own cue, as indices into [`View::cues`].
    pub fn extra(&self) -> impl Iterator<Item = usize> {
        self.cues.iter().enumerate().filter(|(_, cue)| cue.own.is_none()).map(|(at, _)| at)
    }

    /// How many own cues are kept, and how many are not, by what happens to them; one cue may count several times.
    #[must_use]
    pub fn tally(&self) -> [(&'static str, usize); 6] {
        [
            ("kept", self.count(CueOutcome::is_whole)),
            ("lost", self.count(|fate| fate.lost)),
            ("cut", self.count(|fate| fate.cut)),
            ("merged", self.count(|fate| fate.merged)),
            ("changed", self.count(|fate| fate.changed)),
            ("mistimed", self.count(|fate| fate.mistimed)),
        ]
    }

    /// How many own cues have this fate.
    #[must_use]
    pub fn count(&self, wanted: impl Fn(&CueOutcome) -> bool) -> usize {
        self.fates.iter().filter(|fate| wanted(fate)).count()
    }
}
