//! The rules, one file each, by family.

mod aln;
mod chp;
mod ead;
mod enc;
pub(super) mod job;
mod klt;
mod lin;
mod line;
mod rdg;
mod spk;
mod srt;
mod tim;
#[cfg(feature = "ttml")]
mod ttm;
mod txt;
mod vtt;

use super::rule_set::Family;

/// The families, by code.
pub(super) static FAMILIES: &[Family] = &[
    Family { code: "ALN", rules: aln::RULES },
    Family { code: "CHP", rules: chp::RULES },
    Family { code: "EAD", rules: ead::RULES },
    Family { code: "ENC", rules: enc::RULES },
    Family { code: "JOB", rules: job::RULES },
    Family { code: "KLT", rules: klt::RULES },
    Family { code: "LIN", rules: lin::RULES },
    Family { code: "RDG", rules: rdg::RULES },
    Family { code: "SPK", rules: spk::RULES },
    Family { code: "SRT", rules: srt::RULES },
    Family { code: "TIM", rules: tim::RULES },
    #[cfg(feature = "ttml")]
    Family { code: "TTM", rules: ttm::RULES },
    Family { code: "TXT", rules: txt::RULES },
    Family { code: "VTT", rules: vtt::RULES },
];
