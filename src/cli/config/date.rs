//! Dates in configuration files: whole days in UTC.

use std::time::{Duration, SystemTime};

/// A day in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cli) struct Date(u64);

const DAY: u64 = 24 * 60 * 60;

impl Date {
    /// The current day.
    pub(in crate::cli) fn today() -> Self {
        // A clock before 1970 is wrong; nothing expires then.
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self(since.as_secs() / DAY)
    }
}

impl std::str::FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a date: use YYYY-MM-DD, for example 2027-01-31");
        let time = humantime::parse_rfc3339(&format!("{text}T00:00:00Z")).map_err(|_| wrong())?;
        let since = time.duration_since(SystemTime::UNIX_EPOCH).map_err(|_| wrong())?;
        Ok(Self(since.as_secs() / DAY))
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(self.0 * DAY);
        let text = humantime::format_rfc3339_seconds(time).to_string();
        f.write_str(text.split('T').next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_that_exists() {
        for text in ["2027-01-31", "2028-02-29", "1970-01-01", "9999-12-31"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        let bad = [
            "2027-02-29",
            "2027-13-01",
            "31.01.2027",
            "2027-1-31",
            "1969-12-31",
            "2027-01-31T00:00:00Z",
            "",
        ];
        for text in bad {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert!("2027-01-31".parse::<Date>().unwrap() < "2027-02-01".parse().unwrap());
        assert!(Date::today() > "2026-01-01".parse().unwrap());
    }
}
