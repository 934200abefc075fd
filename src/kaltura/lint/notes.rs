//! What the pages of the rules for any file say besides, for those who deliver to the platform.

use crate::lint::RuleNote;
use crate::lint::references::REACH_FAQ;

/// Notes with the code of the rule and their sources, by code.
macro_rules! notes {
    ($($(#[doc = $doc:literal])* $code:ident [$($reference:expr),*])*) => {
        /// The notes, by code.
        pub(super) static NOTES: &[RuleNote] = &[$(RuleNote {
            code: stringify!($code),
            docs: if cfg!(feature = "docs") { concat!($($doc, "\n"),*) } else { "" },
            references: &[$($reference),*],
        }),*];
    };
}

notes! {
    /// The upload is accepted, and every reader of the platform has the cue. The FAQ for vendors of captions asks
    /// that a job whose source has such cues is answered with the status ERROR instead of a file.
    TIM003 [REACH_FAQ]
}

#[cfg(test)]
mod tests {
    use super::NOTES;
    use crate::lint;

    #[test]
    fn a_note_belongs_to_a_rule_for_any_file_and_the_list_is_sorted() {
        assert!(NOTES.is_sorted_by(|a, b| a.code < b.code));
        for note in NOTES {
            assert!(lint::RULES.find(note.code).is_some(), "{}", note.code);
            assert!(!note.references.is_empty(), "{}", note.code);
        }
    }
}
