//! What the server makes of fields that are not set (kaltura/server c447fdb3,
//! `plugins/reach/lib/model/ReachProfile.php:243-285`).

use super::types::{CatalogItem, ReachProfile};
use crate::kaltura::{CaptionFormat, Code as _, DEFAULT_MAX_CHARS};

/// The format to deliver: the catalog item's, else the profile's, else SRT. The number 0 is not set.
///
/// ```
/// use cuesmith::kaltura::CaptionFormat;
/// use cuesmith::kaltura::objects::{CatalogItem, ReachProfile, effective};
///
/// let profile: ReachProfile = serde_json::from_str(r#"{"defaultOutputFormat": 1}"#)?;
/// let item: CatalogItem = serde_json::from_str(r#"{"outputFormat": "3"}"#)?;
/// let format = effective::output_format(Some(&profile), Some(&item));
/// assert_eq!(format, CaptionFormat::WebVtt);
/// assert_eq!(effective::max_chars(&profile), 26);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn output_format(profile: Option<&ReachProfile>, item: Option<&CatalogItem>) -> CaptionFormat {
    let by_item = item.and_then(|item| set_format(item.output_format));
    let by_profile = || profile.and_then(|profile| set_format(profile.default_output_format));
    by_item.or_else(by_profile).unwrap_or(CaptionFormat::Srt)
}

/// A format that is set: 0 is what the API sends for none.
#[must_use]
pub fn set_format(format: Option<CaptionFormat>) -> Option<CaptionFormat> {
    format.filter(|format| format.code() != 0)
}

/// Longest line in characters: 26 when it is not set, 0 or empty. No line can satisfy a value below
/// 0, so it counts as not set too.
#[must_use]
pub fn max_chars(profile: &ReachProfile) -> u32 {
    let set = profile.max_characters_per_caption_line.filter(|n| *n > 0);
    set.map_or(DEFAULT_MAX_CHARS, |n| u32::try_from(n).unwrap_or(u32::MAX))
}

/// Whether profanity is masked: yes unless switched off.
#[must_use]
pub fn profanity_removal(profile: &ReachProfile) -> bool {
    profile.enable_profanity_removal.unwrap_or(true)
}

/// Whether changes of speaker are marked: no unless switched on.
#[must_use]
pub fn speaker_changes(profile: &ReachProfile) -> bool {
    profile.enable_speaker_change_indication.unwrap_or(false)
}

/// Whether sounds are described: no unless switched on.
#[must_use]
pub fn audio_tags(profile: &ReachProfile) -> bool {
    profile.enable_audio_tags.unwrap_or(false)
}
