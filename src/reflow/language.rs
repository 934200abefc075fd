//! What this build knows of a language.

use super::words::LANGUAGES;

/// Languages whose words stand without spaces between them.
const WITHOUT_SPACES: &[&str] = &["zh", "ja", "th", "lo", "km", "my"];

/// How the words of a language are distinguished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Segmenting {
    /// It has spaces between its words.
    Spaces,
    /// Between any two characters, as UAX #14 and kinsoku allow; phrases are guessed by the kinds
    /// of character.
    Characters,
    /// By a model that this build carries.
    Model,
    /// Not at all: its words stand without spaces and this build has no model of it. Lines are
    /// broken at spaces alone.
    Missing,
}

/// What this build knows of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Whether there is a list of its articles, prepositions, and so on.
    pub words: bool,
    /// How its words are distinguished.
    pub segmenting: Segmenting,
}

impl Capabilities {
    /// What is missing, in a few words for people; `None` when nothing is.
    #[must_use]
    pub const fn missing(&self) -> Option<&'static str> {
        match (self.segmenting, self.words) {
            (Segmenting::Missing, _) => Some("no word model: lines are broken only at spaces"),
            (Segmenting::Characters, _) => {
                Some("no word model: lines are broken between characters, following kinsoku")
            }
            (Segmenting::Spaces, false) => {
                Some("no word list: lines are broken by punctuation and balance")
            }
            _ => None,
        }
    }
}

/// What this build knows of a language, given as a BCP 47 tag.
///
/// ```
/// use cuesmith::reflow::{Segmenting, capabilities};
///
/// assert!(capabilities("pt-BR").words);
/// assert_eq!(capabilities("pt-BR").missing(), None);
/// assert_ne!(capabilities("th").segmenting, Segmenting::Spaces);
/// ```
#[must_use]
pub fn capabilities(language: &str) -> Capabilities {
    let primary = primary(language);
    let segmenting = match primary.as_str() {
        known if cfg!(feature = "segment") && WITHOUT_SPACES.contains(&known) => Segmenting::Model,
        "zh" | "ja" => Segmenting::Characters,
        known if WITHOUT_SPACES.contains(&known) => Segmenting::Missing,
        _ => Segmenting::Spaces,
    };
    Capabilities { words: LANGUAGES.contains(&primary.as_str()), segmenting }
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}
