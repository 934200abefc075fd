//! Accessibility requirements, and the rules that check something about each of them: the one table for the
//! report by requirement.
//!
//! No check of a caption file can show that a requirement is met: each entry lists what a file cannot show.

use crate::lint::{Reference, Rule};

/// A standard, a law or a guideline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standard {
    /// Its name.
    pub(super) name: &'static str,
    /// What it applies to.
    pub(super) about: &'static str,
    /// Its text.
    pub(super) reference: Reference,
    pub(super) requirements: &'static [Requirement],
}

/// One requirement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Requirement {
    /// A word for addresses in the page: lowercase letters, digits and hyphens.
    pub(super) id: &'static str,
    /// Its number and title.
    pub(super) name: &'static str,
    /// What it asks for, in our own words.
    pub(super) asks: &'static str,
    /// The rules that check something about it: codes, or families.
    pub(super) rules: &'static [&'static str],
    /// What no caption file can show.
    pub(super) unseen: &'static [&'static str],
}

impl Requirement {
    /// Whether a rule checks something about it.
    pub(super) fn has(&self, rule: &Rule) -> bool {
        self.rules.iter().any(|word| *word == rule.code || *word == rule.family())
    }
}

/// The standards, in the order of the report.
pub(super) static STANDARDS: &[Standard] = &[
    Standard {
        name: "FCC, 47 CFR 79.1(j)(2)",
        about: "Caption quality of television programs in the United States",
        reference: Reference {
            title: "47 CFR 79.1, Closed captioning of televised video programming, paragraph (j)(2)",
            url: "https://www.law.cornell.edu/cfr/text/47/79.1",
            read_on: "2026-11-30",
        },
        requirements: &[
            Requirement {
                id: "fcc-accuracy",
                name: "(i) Accuracy",
                asks: "Captions match the spoken words in their order, with correct spelling, punctuation and numbers, \
                       identify speakers, music and sounds, and are legible.",
                rules: &[
                    "SPK", "TXT003", "TXT014", "TXT018", "TIM016", "TIM017", "LIN007", "ENC004",
                    "ENC005", "JOB014", "TTM044", "TTM045", "TTM047",
                ],
                unseen: &[
                    "whether the words are those that are spoken",
                    "whether names, homophones and numbers are right",
                    "whether every speaker, sound and piece of music is identified, and rightly",
                ],
            },
            Requirement {
                id: "fcc-synchronicity",
                name: "(ii) Synchronicity",
                asks: "Captions begin and end about when the speech does, and stay on screen long enough to be read.",
                rules: &[
                    "RDG", "TIM001", "TIM002", "TIM003", "TIM005", "TIM006", "TIM007", "TIM008",
                    "TIM009", "TIM012", "TIM014", "TIM015", "TIM017", "SRT003", "VTT002", "VTT009",
                    "TTM004", "TTM005", "TTM006", "TTM025", "TTM026", "TTM030", "JOB015",
                ],
                unseen: &["whether cues begin and end with the speech: that needs the audio"],
            },
            Requirement {
                id: "fcc-completeness",
                name: "(iii) Completeness",
                asks: "Captions run from the beginning of the program to its end.",
                rules: &[
                    "TIM010", "TIM018", "TXT001", "LIN006", "SRT002", "SRT005", "SRT007", "SRT010",
                    "VTT001", "VTT003", "VTT004", "VTT014", "TTM001", "TTM002", "TTM009", "TTM021",
                    "TTM031", "TTM032", "TTM033",
                ],
                unseen: &["whether all speech and all sounds that matter have a caption"],
            },
            Requirement {
                id: "fcc-placement",
                name: "(iv) Placement",
                asks: "Captions cover nothing important in the picture, do not overlap each other and do not run off \
                       the screen; the font is legible.",
                rules: &[
                    "TIM004", "LIN001", "LIN002", "LIN008", "VTT005", "VTT012", "VTT015", "TTM010",
                    "TTM011", "TTM013", "TTM036", "TTM037", "TTM038",
                ],
                unseen: &[
                    "what the captions cover: faces, text and other parts of the picture",
                    "the size and contrast of the text, which players decide",
                ],
            },
        ],
    },
    Standard {
        name: "WCAG 2.2, guideline 1.2",
        about: "Time-based media on the web",
        reference: Reference {
            title: "Web Content Accessibility Guidelines 2.2, guideline 1.2",
            url: "https://www.w3.org/TR/WCAG22/#time-based-media",
            read_on: "2026-11-30",
        },
        requirements: &[
            Requirement {
                id: "wcag-1-2-2",
                name: "1.2.2 Captions (Prerecorded), level A",
                asks: "Prerecorded video with sound has synchronized captions for speech and for the sounds that are \
                       needed to understand it.",
                rules: &[
                    "TIM", "TXT001", "TXT014", "SPK", "RDG", "SRT", "VTT", "TTM", "LIN006", "ENC",
                    "JOB014",
                ],
                unseen: &[
                    "whether all prerecorded video with sound has captions",
                    "whether the captions have all speech, speakers and sounds (failure F8)",
                    "whether the video is itself an alternative for text",
                ],
            },
            Requirement {
                id: "wcag-1-2-4",
                name: "1.2.4 Captions (Live), level AA",
                asks: "Live video with sound has captions.",
                rules: &[],
                unseen: &[
                    "anything about captions at the time of the event: a file is what was recorded of them",
                ],
            },
            Requirement {
                id: "wcag-1-2-5",
                name: "1.2.3, 1.2.5 and 1.2.7 Audio description, levels A, AA and AAA",
                asks: "What the picture shows and the sound does not is described; where pauses are too short, the \
                       video is paused (1.2.7).",
                rules: &["EAD"],
                unseen: &[
                    "whether video that needs descriptions has them",
                    "whether the descriptions say what the picture shows",
                ],
            },
        ],
    },
    Standard {
        name: "EN 301 549 V3.2.1, clause 7",
        about: "Technology that plays, transmits or converts video in Europe. Clause 7 is about that technology; \
                captions of content are in clauses 9.1.2.2, 10.1.2.2 and 11.1.2.2, as WCAG 1.2.2",
        reference: Reference {
            title: "EN 301 549, clause 7, ICT with video capabilities",
            url: "https://accessible.canada.ca/node/382",
            read_on: "2026-11-30",
        },
        requirements: &[
            Requirement {
                id: "en-7-1-1",
                name: "7.1.1 Captioning playback",
                asks: "A player can display the available captions. A file can only be one that players read.",
                rules: &["SRT", "VTT", "TTM", "ENC", "LIN006"],
                unseen: &["whether the player displays captions, and lets the user turn them on"],
            },
            Requirement {
                id: "en-7-1-2",
                name: "7.1.2 Captioning synchronization",
                asks: "A player shows recorded captions within 100 ms of their times. A file can only have times that \
                       can be kept.",
                rules: &[
                    "TIM001", "TIM002", "TIM003", "TIM005", "TIM012", "TIM014", "TIM015", "SRT003",
                    "VTT002", "TTM004", "TTM005", "TTM006", "TTM025", "TTM026", "TTM030",
                ],
                unseen: &[
                    "how exactly a player keeps the times",
                    "whether the times are those of the speech",
                ],
            },
            Requirement {
                id: "en-7-1-3",
                name: "7.1.3 Preservation of captioning",
                asks: "What transmits, converts or records video keeps the captions, with position, colors and styles.",
                rules: &["ALN"],
                unseen: &[
                    "what happens to the file on its way; `cuesmith convert --verify` lists what a conversion loses",
                ],
            },
            Requirement {
                id: "en-7-1-4",
                name: "7.1.4, 7.1.5 and 7.3 Characteristics, spoken subtitles, user controls",
                asks: "Users can adapt how captions look, have subtitles spoken and find the controls.",
                rules: &[],
                unseen: &["anything: these are properties of the player"],
            },
            Requirement {
                id: "en-7-2",
                name: "7.2 Audio description technology",
                asks: "A player can select and play audio description, in time. A file can only be one that can be \
                       played.",
                rules: &["EAD"],
                unseen: &["whether the player plays descriptions"],
            },
        ],
    },
    Standard {
        name: "DCMP Captioning Key",
        about: "Elements of quality captioning, a guideline for educational media",
        reference: Reference {
            title: "DCMP Captioning Key, elements of quality captioning",
            url: "https://dcmp.org/learn/599-captioning-key---elements-of-quality-captioning",
            read_on: "2026-11-30",
        },
        requirements: &[
            Requirement {
                id: "dcmp-accurate",
                name: "Accurate",
                asks: "Captions without errors.",
                rules: &["TXT", "LIN007", "ENC004", "ENC005", "JOB014"],
                unseen: &[
                    "spelling, grammar and names",
                    "whether the words are those that are spoken",
                ],
            },
            Requirement {
                id: "dcmp-consistent",
                name: "Consistent",
                asks: "All captions have one style.",
                rules: &[
                    "SPK001", "SPK002", "SPK003", "SPK005", "TIM009", "TIM016", "TIM017", "ENC008",
                ],
                unseen: &["whether the wording of labels and names is uniform throughout"],
            },
            Requirement {
                id: "dcmp-clear",
                name: "Clear",
                asks: "All of the audio is in the text: who speaks, and sounds that are not speech.",
                rules: &["SPK", "TIM018", "TXT001", "TXT014"],
                unseen: &["which sounds and speakers the audio has"],
            },
            Requirement {
                id: "dcmp-readable",
                name: "Readable",
                asks: "Captions can be read to the end, are in time with the audio, and neither cover the picture nor \
                       are covered by it.",
                rules: &[
                    "RDG", "LIN", "TIM", "TTM010", "TTM011", "TTM036", "TTM037", "TTM038",
                    "VTT005", "VTT012", "VTT015", "JOB015",
                ],
                unseen: &[
                    "what is in the picture under and over the captions",
                    "when the speech is",
                ],
            },
            Requirement {
                id: "dcmp-equal",
                name: "Equal",
                asks: "Meaning and intention of the material are kept.",
                rules: &[],
                unseen: &["meaning and intention: a person has to compare captions and video"],
            },
        ],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::kaltura::lint::RULES;

    #[test]
    fn the_table_names_rules_that_exist_and_every_requirement_once() {
        let mut ids = BTreeSet::new();
        for requirement in STANDARDS.iter().flat_map(|standard| standard.requirements) {
            assert!(ids.insert(requirement.id), "{}", requirement.id);
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(requirement.id.chars().all(plain), "{}", requirement.id);
            assert!(!requirement.unseen.is_empty(), "{}: a file shows all of it?", requirement.id);
            for word in requirement.rules {
                let known = RULES.rules().any(|rule| *word == rule.code || *word == rule.family());
                assert!(known, "{}: {word}", requirement.id);
            }
        }
        assert!(ids.len() >= 15, "{ids:?}");
    }

    #[test]
    fn rules_about_captions_belong_to_a_requirement() {
        // Not about viewers: chapters, orders, what one platform does with a file, exceptions from rules.
        let elsewhere = ["CHP", "JOB", "KLT", "SUP"];
        let requirements = || STANDARDS.iter().flat_map(|standard| standard.requirements);
        for rule in RULES.rules().filter(|rule| !elsewhere.contains(&rule.family())) {
            assert!(requirements().any(|requirement| requirement.has(rule)), "{}", rule.code);
        }
    }
}
