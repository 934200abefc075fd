//! Notes on the pages of the rules for any file, for users who deliver to the platform: one list for
//! each family.

use crate::lint::RuleNote;

/// Doc comments, the code of the rule and its sources, in the order of the codes: the family's `NOTES`.
macro_rules! notes {
    ($($(#[doc = $doc:literal])* $code:ident [$($reference:expr),*])*) => {
        /// The notes, by code.
        pub(super) const NOTES: &[$crate::lint::RuleNote] = &[$($crate::lint::RuleNote {
            code: stringify!($code),
            docs: if cfg!(feature = "docs") { concat!($($doc, "\n"),*) } else { "" },
            references: &[$($reference),*],
        }),*];
    };
}

mod aln;
mod chp;
mod ead;
mod enc;
mod lin;
mod rdg;
mod spk;
mod srt;
mod tim;
#[cfg(feature = "ttml")]
mod ttm;
mod txt;
mod vtt;

/// Every list.
pub(super) static NOTES: &[&[RuleNote]] = &[
    aln::NOTES,
    chp::NOTES,
    ead::NOTES,
    enc::NOTES,
    lin::NOTES,
    rdg::NOTES,
    spk::NOTES,
    srt::NOTES,
    tim::NOTES,
    #[cfg(feature = "ttml")]
    ttm::NOTES,
    txt::NOTES,
    vtt::NOTES,
];

#[cfg(test)]
mod tests {
    use super::NOTES;
    use crate::lint;

    #[test]
    fn a_note_belongs_to_a_rule_for_any_file_and_the_lists_are_sorted() {
        for notes in NOTES {
            assert!(notes.is_sorted_by(|a, b| a.code < b.code));
            for note in *notes {
                assert!(lint::RULES.find(note.code).is_some(), "{}", note.code);
                assert!(!note.references.is_empty(), "{}", note.code);
            }
        }
    }
}
