//! The forms that chapters come in, and how to tell them apart.

/// How chapters are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A WebVTT file: a cue for each chapter, descriptions as comments.
    WebVtt,
    /// A JSON list of objects with `start_time` and `end_time` in seconds and `title`.
    Json,
    /// The same as comma-separated values, with a header.
    Csv,
}

impl Form {
    /// Every form.
    pub const ALL: &'static [Self] = &[Self::WebVtt, Self::Json, Self::Csv];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WebVtt => "webvtt",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// The form that the extension of a path names: `.vtt`, `.json` (a list), `.csv`.
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let (_, extension) = path.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "vtt" | "webvtt" => Some(Self::WebVtt),
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// The form of a text by its content, or its name where that says nothing. Caption files of all
    /// formats count as [`Form::WebVtt`].
    #[must_use]
    pub fn detect(text: &str, path: Option<&str>) -> Self {
        let body = text.trim_start_matches('\u{feff}').trim_start();
        if body.starts_with(['{', '[']) {
            return Self::Json;
        }
        let header = body.lines().next().unwrap_or_default().to_ascii_lowercase();
        let is_csv = header.contains("start") && header.contains([',', ';', '\t']);
        let named = path.and_then(Self::from_path) == Some(Self::Csv);
        if (is_csv || named) && !header.contains("-->") { Self::Csv } else { Self::WebVtt }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_told_by_content_then_by_name() {
        assert_eq!(Form::detect("\u{feff}WEBVTT\n", None), Form::WebVtt);
        assert_eq!(Form::detect("[{\"start_time\": 1}]", Some("x.csv")), Form::Json);
        assert_eq!(Form::detect("{\"chapters\": []}", None), Form::Json);
        assert_eq!(Form::detect("start_time,title\n", Some("a.txt")), Form::Csv);
        assert_eq!(Form::detect("Start;Title\n", None), Form::Csv);
        assert_eq!(Form::detect("1\n00:00:01,000 --> 00:00:02,000\nx\n", None), Form::WebVtt);
    }
}
