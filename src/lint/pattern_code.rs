//! The codes of rules that are patterns of the user: `PAT/` and a name.

/// The family of rules that are patterns of the user, whose codes are `PAT/` and a name.
pub const PATTERN_FAMILY: &str = "PAT";

/// Whether a code is that of a pattern of the user.
pub(super) fn is_pattern(code: &str) -> bool {
    code.split_once('/').is_some_and(|(family, _)| family == PATTERN_FAMILY)
}

/// Whether a word is the family of the patterns of the user, in any case.
pub(super) fn is_pattern_family(word: &str) -> bool {
    word.eq_ignore_ascii_case(PATTERN_FAMILY)
}
