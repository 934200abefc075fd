//! The player's cue settings and its old-style regions (`text-track-display.ts`).
//!
//! A key counts once, the first value wins, unless that was zero. Unknown values count as absent,
//! so `align:middle` and `position:10%,line-left` leave the defaults.

use std::collections::HashSet;

use super::player_text::is_js_space;

/// Where the player places a cue. `Default` is what a cue without settings gets.
#[derive(Clone, Debug, PartialEq)]
pub struct PlayerSettings {
    /// Id of a region from a `Region: id=...` header line; new-style regions are not known.
    pub region: Option<String>,
    /// `""`, `"rl"` or `"lr"`.
    pub vertical: &'static str,
    /// A line number, or a percentage where `snap_to_lines` is off. `None` is `auto`. May be
    /// infinite.
    pub line: Option<f64>,
    /// `"start"`, `"center"` or `"end"`.
    pub line_align: &'static str,
    /// Off when `line` was a percentage.
    pub snap_to_lines: bool,
    /// Percent, 0 to 100. `None` is `auto`.
    pub position: Option<f64>,
    /// `"start"`, `"center"` or `"end"`; without one it follows `align`.
    pub position_align: &'static str,
    /// Percent, 0 to 100.
    pub size: f64,
    /// `"start"`, `"center"`, `"end"`, `"left"` or `"right"`.
    pub align: &'static str,
}

impl Default for PlayerSettings {
    fn default() -> Self {
        Self {
            region: None,
            vertical: "",
            line: None,
            line_align: "start",
            snap_to_lines: true,
            position: None,
            position_align: "center",
            size: 100.0,
            align: "center",
        }
    }
}

/// The id of the region in a header line `Region: id=...`, with exactly one colon. The
/// player reads more of it, but only the id decides whether a cue finds it.
pub(super) fn region_id(line: &str) -> Option<String> {
    let value = pair(line, ':').filter(|(key, _)| *key == "Region")?.1;
    let mut ids = value.split(is_js_space).filter_map(|group| pair(group, '='));
    Some(ids.find(|(key, value)| *key == "id" && !value.is_empty())?.1.to_owned())
}

/// The settings read so far. `Some(None)` in `line` is the word `auto`.
#[derive(Default)]
struct Said {
    region: Option<String>,
    vertical: Option<&'static str>,
    line: Option<Option<f64>>,
    line_align: Option<&'static str>,
    percentage: bool,
    position: Option<f64>,
    position_align: Option<&'static str>,
    size: Option<f64>,
    align: Option<&'static str>,
}

impl PlayerSettings {
    /// What follows the end time.
    pub(super) fn parse(text: &str, regions: &HashSet<String>) -> Self {
        let mut said = Said::default();
        for (key, value) in text.split(is_js_space).filter_map(|group| pair(group, ':')) {
            said.take(key, value, regions);
        }
        let align = said.align.unwrap_or("center");
        let follows = match align {
            "start" | "left" => "start",
            "end" | "right" => "end",
            _ => "center",
        };
        Self {
            region: said.region,
            vertical: said.vertical.unwrap_or(""),
            line: said.line.flatten(),
            line_align: said.line_align.unwrap_or("start"),
            snap_to_lines: !said.percentage,
            position: said.position,
            position_align: said.position_align.unwrap_or(follows),
            size: said.size.unwrap_or(100.0),
            align,
        }
    }
}

const SIDES: &[&str] = &["start", "center", "end"];

impl Said {
    fn take(&mut self, key: &str, value: &str, regions: &HashSet<String>) {
        match key {
            "region" if self.region.is_none() => self.region = regions.get(value).cloned(),
            "vertical" => word(&mut self.vertical, value, &["rl", "lr"]),
            "line" => self.take_line(value),
            "position" => {
                number(&mut self.position, percent(first(value)));
                if let Some(side) = second(value) {
                    word(&mut self.position_align, side, SIDES);
                }
            }
            "size" => number(&mut self.size, percent(value)),
            "align" => {
                word(&mut self.align, value, &["start", "center", "end", "left", "right"]);
            }
            _ => {}
        }
    }

    fn take_line(&mut self, value: &str) {
        let (whole, percent) = (integer(first(value)), percent(first(value)));
        let open = |line: Option<Option<f64>>| {
            !matches!(line, Some(None)) && line.flatten().unwrap_or(0.0) == 0.0
        };
        if open(self.line) {
            match whole.or(percent) {
                Some(line) => self.line = Some(Some(line)),
                None if first(value) == "auto" => self.line = Some(None),
                None => {}
            }
        }
        self.percentage |= percent.is_some();
        if let Some(side) = second(value) {
            word(&mut self.line_align, side, SIDES);
        }
    }
}

fn word(to: &mut Option<&'static str>, value: &str, known: &[&'static str]) {
    if to.is_none() {
        *to = known.iter().copied().find(|word| *word == value);
    }
}

/// The first value wins, but zero counts as absent.
fn number(to: &mut Option<f64>, value: Option<f64>) {
    if value.is_some() && to.unwrap_or(0.0) == 0.0 {
        *to = value;
    }
}

/// Exactly two parts around a sign.
fn pair(group: &str, sign: char) -> Option<(&str, &str)> {
    group.split_once(sign).filter(|(_, value)| !value.contains(sign))
}

/// What is before the first comma.
fn first(value: &str) -> &str {
    value.split(',').next().unwrap_or(value)
}

/// What follows the comma, if there is just one.
fn second(value: &str) -> Option<&str> {
    pair(value, ',').map(|(_, side)| side)
}

/// `/^-?\d+$/`. Too large for a double is infinite.
fn integer(value: &str) -> Option<f64> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let fits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| value.parse().ok()).flatten()
}

/// `/^([\d]{1,3})(\.[\d]*)?%$/` and 0 to 100.
fn percent(value: &str) -> Option<f64> {
    let number = value.strip_suffix('%')?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let fits = (1..=3).contains(&whole.len()) && digits(whole) && digits(fraction);
    fits.then(|| number.parse::<f64>().ok()).flatten().filter(|n| (0.0..=100.0).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_leave_the_defaults() {
        let parsed =
            PlayerSettings::parse("align:middle vertical:up line:x size:200%", &HashSet::new());
        assert_eq!(parsed, PlayerSettings::default());
    }

    #[test]
    fn the_first_value_wins_unless_it_is_zero() {
        assert_eq!(PlayerSettings::parse("line:5 line:6", &HashSet::new()).line, Some(5.0));
        assert_eq!(PlayerSettings::parse("line:0 line:6", &HashSet::new()).line, Some(6.0));
        assert_eq!(PlayerSettings::parse("line:auto line:6", &HashSet::new()).line, None);
    }

    #[test]
    fn a_percentage_turns_the_line_grid_off() {
        let parsed = PlayerSettings::parse(
            "line:80%,end position:10%,line-left align:right",
            &HashSet::new(),
        );
        assert!(!parsed.snap_to_lines);
        assert_eq!((parsed.line, parsed.line_align), (Some(80.0), "end"));
        assert_eq!((parsed.position, parsed.position_align), (Some(10.0), "end"));
    }

    #[test]
    fn only_the_old_region_header_is_known() {
        let region = region_id("Region: id=fred width=40%").unwrap();
        let parsed = PlayerSettings::parse("region:fred", &HashSet::from([region]));
        assert_eq!(parsed.region.as_deref(), Some("fred"));
        assert!(region_id("REGION: id=fred").is_none());
    }
}
