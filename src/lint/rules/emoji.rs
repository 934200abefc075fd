//! Which characters are emoji.

/// Pictures, flags and dingbats that are drawn as emoji, and notes.
pub(super) const fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{2600}'..='\u{27bf}' | '\u{2b50}' | '\u{2b55}' | '\u{1f000}'..='\u{1faff}')
}
