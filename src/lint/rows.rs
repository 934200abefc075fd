//! What the rows of a preset set for a file: the limits by language, audience, frame rate and so on.

use super::options::{Limits, Options};
use super::preset::{Preset, Row};
use super::table::OPTIONS;
use crate::language;

impl Options {
    /// The limits for a file of a language (a BCP 47 tag; `None`: not known): those of [`Options::limits`],
    /// overridden by the rows of the preset, except what [`Options::set`] has set.
    ///
    /// ```
    /// use cuesmith::lint::{NETFLIX, Options};
    ///
    /// let options = Options::of(&NETFLIX);
    /// assert_eq!(options.limits_for(Some("ko")).max_chars, 16);
    /// assert_eq!(options.limits_for(Some("de")).max_chars, 42);
    /// ```
    #[must_use]
    pub fn limits_for(&self, language: Option<&str>) -> Limits {
        if !self.has_rows() {
            return self.limits;
        }
        let mut all = Self { limits: self.limits, ..Self::default() };
        for (_, name, value) in self.rows(language) {
            let _ = all.set(name, value); // A test holds that every row can be set.
        }
        all.limits
    }

    /// Whether the limits depend on the file.
    pub(super) fn has_rows(&self) -> bool {
        self.choice.preset.chain().any(|preset| !preset.rows.is_empty())
    }

    /// The options that rows of the preset set for a file: the preset, the option and its value.
    pub(super) fn rows(
        &self,
        language: Option<&str>,
    ) -> impl Iterator<Item = (&'static Preset, &'static str, &'static str)> {
        let all = self
            .choice
            .preset
            .from_base()
            .flat_map(|preset| preset.rows.iter().map(move |row| (preset, row)));
        let applying = all.filter(move |(_, row)| row.applies(self, language));
        let settings = applying.flat_map(|(preset, row)| {
            row.limits.iter().map(move |(name, value)| (preset, *name, *value))
        });
        settings.filter(|(_, name, _)| !self.choice.given.contains(name))
    }
}

impl Row {
    /// Whether it is for files of a language under some options.
    #[must_use]
    pub fn applies(&self, options: &Options, language: Option<&str>) -> bool {
        self.when.iter().all(|(name, value)| match *name {
            "language" => language.is_some_and(|tag| {
                *value == "*" || language::code(tag).is_some_and(|code| code == *value)
            }),
            name => {
                let option = OPTIONS.iter().find(|option| option.name == name);
                option.is_some_and(|option| (option.get)(options).to_string() == *value)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::preset::RECOMMENDED;
    use super::super::presets::{BBC, DCMP, NETFLIX, PRESETS};
    use super::super::settings::{Origin, Settings};
    use super::*;

    fn netflix(set: &[(&str, &str)]) -> Options {
        let mut options = Options::of(&NETFLIX);
        for (name, value) in set {
            options.set(name, value).unwrap();
        }
        options
    }

    /// The table of Subtitle Edit's NetflixQualityController, read for [`NETFLIX`].
    #[test]
    fn netflix_has_reading_speeds_by_language_audience_and_sdh() {
        for (language, speeds) in [
            (None, [20.0, 17.0, 20.0, 17.0]),
            (Some("en-GB"), [20.0, 17.0, 20.0, 17.0]),
            (Some("de"), [17.0, 13.0, 20.0, 17.0]),
            (Some("ar"), [20.0, 17.0, 23.0, 20.0]),
            (Some("hi"), [22.0, 18.0, 25.0, 20.0]),
            (Some("ja"), [4.0, 4.0, 7.0, 7.0]),
            (Some("kor"), [12.0, 9.0, 14.0, 11.0]),
            (Some("zh-Hant"), [9.0, 7.0, 11.0, 9.0]),
        ] {
            let cases = [
                ("adult", "false"),
                ("children", "false"),
                ("adult", "true"),
                ("children", "true"),
            ];
            for ((audience, sdh), speed) in cases.into_iter().zip(speeds) {
                let options = netflix(&[("audience", audience), ("sdh", sdh)]);
                let limits = options.limits_for(language);
                assert_eq!(limits.max_cps, speed, "{language:?} {audience} {sdh}");
            }
        }
    }

    #[test]
    fn netflix_asks_for_two_frames_where_the_frame_rate_is_known() {
        let gaps = |options: &Options, language| {
            let limits = options.limits_for(language);
            (limits.min_gap, limits.close_gaps)
        };
        assert_eq!(gaps(&netflix(&[]), Some("en")), (0, 0));
        for (rate, gap) in [
            ("23.976", (83, 500)),
            ("24", (83, 500)),
            ("25", (80, 480)),
            ("29.97", (67, 500)),
            ("60", (33, 500)),
        ] {
            let options = netflix(&[("frame_rate", rate)]);
            assert_eq!(gaps(&options, Some("en")), gap, "{rate}");
            let frames = options.context.frame_rate.unwrap().frames(gap.0);
            assert_eq!(frames, 2, "{rate}");
            assert_eq!(gaps(&options, Some("ja")), (0, 0), "{rate}");
        }
    }

    #[test]
    fn what_a_user_sets_stays_for_every_language() {
        let options = netflix(&[("max_chars", "42"), ("audience", "children")]);
        let limits = options.limits_for(Some("ja"));
        assert_eq!((limits.max_chars, limits.max_cps, limits.min_duration), (42, 4.0, 500));
        let mut settings = Settings::new(&NETFLIX, Origin::CommandLine);
        settings.set("max_cps", "30", Origin::CommandLine).unwrap();
        let german = settings.for_language(Some("th"));
        assert_eq!((german.options.limits.max_chars, german.options.limits.max_cps), (35, 30.0));
        assert_eq!(german.origin("max_chars"), Origin::Preset("netflix"));
        assert_eq!(german.origin("max_cps"), Origin::CommandLine);
    }

    #[test]
    fn guides_have_their_parameters() {
        let limits = |preset, set: &[(&str, &str)]| {
            let mut options = Options::of(preset);
            for (name, value) in set {
                options.set(name, value).unwrap();
            }
            options.limits_for(None)
        };
        let lines = |limits: Limits| (limits.max_chars, limits.max_lines);
        assert_eq!(lines(limits(&BBC, &[])), (37, 2));
        assert_eq!(lines(limits(&BBC, &[("aspect", "1:1")])), (37, 2));
        assert_eq!(lines(limits(&BBC, &[("aspect", "9:16")])), (25, 3));
        assert_eq!(lines(limits(&BBC, &[("aspect", "9:16"), ("target", "broadcast")])), (37, 2));
        for (level, wpm) in
            [("lower", 130.0), ("middle", 140.0), ("upper", 160.0), ("adult", 225.0)]
        {
            assert_eq!(limits(&DCMP, &[("level", level)]).max_wpm, Some(wpm), "{level}");
        }
    }

    #[test]
    fn rows_name_options_that_exist_and_set_nothing_but_limits() {
        for row in PRESETS.iter().flat_map(|preset| preset.rows) {
            for (name, value) in row.when.iter().filter(|(name, _)| *name != "language") {
                let mut options = Options::default();
                options.set(name, value).unwrap();
                let option = OPTIONS.iter().find(|option| option.name == *name).unwrap();
                assert_eq!((option.get)(&options).to_string(), *value, "{name}");
            }
            for (name, value) in row.limits {
                let mut options = Options::default();
                options.set(name, value).unwrap();
                options.limits = Limits::default();
                options.choice.given.clear();
                assert_eq!(options, Options::default(), "{name}");
            }
        }
        assert!(!Options::of(&RECOMMENDED).has_rows());
    }
}
