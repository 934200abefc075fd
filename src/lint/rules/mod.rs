//! The rules, one file each, by family.

mod aln;
mod chp;
mod ead;
mod emoji;
mod enc;
mod lin;
mod line;
mod rdg;
mod spk;
mod srt;
mod sup;
mod tim;
#[cfg(feature = "ttml")]
mod ttm;
mod txt;
mod vtt;

use super::level::Level;
use super::presets::PRESETS;
use super::rule_set::{Family, RuleSet};

/// The families, by code; a larger rule set adds its own families to them ([`Family::merged`]).
pub const FAMILIES: &[Family] = &[
    Family {
        code: "ALN",
        title: "translations compared with their source",
        level: Level::On,
        rules: aln::RULES,
    },
    Family { code: "CHP", title: "chapters", level: Level::On, rules: chp::RULES },
    Family {
        code: "EAD",
        title: "extended audio description",
        level: Level::On,
        rules: ead::RULES,
    },
    Family {
        code: "ENC",
        title: "encoding and the file as a whole",
        level: Level::On,
        rules: enc::RULES,
    },
    Family { code: "LIN", title: "lines", level: Level::On, rules: lin::RULES },
    Family { code: "RDG", title: "reading speed", level: Level::On, rules: rdg::RULES },
    Family { code: "SPK", title: "speakers and sounds", level: Level::On, rules: spk::RULES },
    Family { code: "SRT", title: "SRT syntax", level: Level::On, rules: srt::RULES },
    Family { code: "SUP", title: "suppression", level: Level::On, rules: sup::RULES },
    Family { code: "TIM", title: "timing", level: Level::On, rules: tim::RULES },
    #[cfg(feature = "ttml")]
    Family { code: "TTM", title: "TTML and DFXP", level: Level::On, rules: ttm::RULES },
    Family { code: "TXT", title: "text", level: Level::On, rules: txt::RULES },
    Family { code: "VTT", title: "WebVTT syntax", level: Level::On, rules: vtt::RULES },
];

/// Every rule of this library that is not about one platform.
pub static RULES: RuleSet = RuleSet {
    families: FAMILIES,
    presets: PRESETS,
    after: &[],
    needs_all: &[],
    notes_heading: "",
    notes: &[],
};
