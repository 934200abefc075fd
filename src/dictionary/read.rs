//! Reading dictionaries: plain text, a column of CSV, JSON.

use serde_json::Value;

use super::{Dictionary, Term, clean};
use crate::csv::{self, Unclosed};

/// The format of a file of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFormat {
    /// One term a line; `Term = wrong | wrong` names wrong forms; `#` begins a comment.
    Text,
    /// Values separated by commas, semicolons or tabs, whichever is most frequent in the first
    /// line.
    Csv,
    /// An object with `language` and `data`, a list of such, a profile with `dictionaries`, or
    /// a list of terms.
    Json,
}

impl ListFormat {
    /// The kind for the extension of a name; text by default.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "csv" | "tsv" => Self::Csv,
            "json" => Self::Json,
            _ => Self::Text,
        }
    }
}

/// A column of a CSV file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// By place, from 1.
    Number(usize),
    /// By its name in the first line, in any case.
    Name(String),
}

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// What the file is. Default: by its name.
    pub kind: Option<ListFormat>,
    /// The CSV column with the terms. Default the first.
    pub column: Column,
    /// The CSV column with the priorities, whole numbers. Default none.
    pub priority: Option<Column>,
    /// Whether lines that begin with `#` are comments, in text and CSV. Default yes.
    pub comments: bool,
    /// The language of text and CSV, and of JSON that names none. Default unknown.
    pub language: Option<String>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            kind: None,
            column: Column::Number(1),
            priority: None,
            comments: true,
            language: None,
        }
    }
}

/// Why a file is not a dictionary.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// It is not JSON.
    #[error("it is not JSON: {0}")]
    Json(String),
    /// It is JSON of another shape.
    #[error("{at}: expected an object with `language` and `data`, found {found}")]
    Shape {
        /// The place in the JSON, as a path.
        at: String,
        /// What was found there.
        found: &'static str,
    },
    /// No column has that name.
    #[error("no column is named `{name}`: the first line has {columns}")]
    Column {
        /// The requested name.
        name: String,
        /// The existing names.
        columns: String,
    },
    /// No line has a column with that number.
    #[error("column {number} does not exist: the longest line has {width}: {columns}")]
    Width {
        /// The requested number.
        number: usize,
        /// The largest number of columns in a line.
        width: usize,
        /// What is in them.
        columns: String,
    },
    /// CSV: a quotation mark is never closed.
    #[error("line {line}: a quotation mark is never closed")]
    Quote {
        /// The line, from 1.
        line: u32,
    },
    /// A priority is not a whole number.
    #[error("line {line}: `{value}` is not a priority: use a whole number")]
    Priority {
        /// The line, from 1.
        line: u32,
        /// What was found there.
        value: String,
    },
}

/// Reads a file. `name` is recorded in every term and determines the kind of file; it is never opened.
///
/// # Errors
/// [`ReadError`]: the JSON, the columns or the quotation marks of CSV are not as expected. Text never
/// fails.
///
/// ```
/// use cuesmith::dictionary::{ReadOptions, read};
///
/// let read = read("# ours\nKubernetes = cooper netties\n\n  bollard \n", "a.txt", &ReadOptions::default())?;
/// assert_eq!(read[0].terms[0].aliases, ["cooper netties"]);
/// assert_eq!((read[0].terms[1].text.as_str(), read[0].terms[1].line), ("bollard", 4));
/// # Ok::<(), cuesmith::dictionary::ReadError>(())
/// ```
pub fn read(text: &str, name: &str, options: &ReadOptions) -> Result<Vec<Dictionary>, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let one = |terms| vec![Dictionary { language: options.language.clone(), terms }];
    match options.kind.unwrap_or_else(|| ListFormat::from_name(name)) {
        ListFormat::Text => Ok(one(parse(text, name, options.comments))),
        ListFormat::Csv => from_csv(text, name, options).map(one),
        ListFormat::Json => json(text, name, options),
    }
}

/// The terms of a text, one a line.
#[must_use]
pub fn parse(text: &str, name: &str, comments: bool) -> Vec<Term> {
    let mut terms = Vec::new();
    for (line, content) in (1..).zip(lines(text)) {
        if comments && content.trim_start().starts_with('#') {
            continue;
        }
        // The form in which a merge writes a term that begins with # or contains an equals sign.
        let content = match content.trim_start().strip_prefix("\\#") {
            Some(rest) if comments => &format!("#{rest}"),
            _ => content,
        };
        let (term, wrong) = content.split_once(" = ").unwrap_or((content, ""));
        let aliases: Vec<String> =
            wrong.split('|').map(clean).filter(|alias| !alias.is_empty()).collect();
        // `a = ` is a term like any other.
        let term = clean(if aliases.is_empty() { content } else { term }).replace(" \\= ", " = ");
        if !term.is_empty() {
            terms.push(Term { text: term, aliases, priority: 0, file: name.to_owned(), line });
        }
    }
    terms
}

/// The lines of a text, ended by LF, CRLF or a lone CR.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let mut rest = Some(text.strip_suffix('\r').unwrap_or(text));
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(at) = text.find(['\n', '\r']) else { return rest.take() };
        let length = if text[at..].starts_with("\r\n") { 2 } else { 1 };
        rest = Some(&text[at + length..]);
        Some(&text[..at])
    })
}

fn from_csv(text: &str, name: &str, options: &ReadOptions) -> Result<Vec<Term>, ReadError> {
    let records = csv::records(text, options.comments);
    let mut records = records.map_err(|Unclosed { line }| ReadError::Quote { line })?.into_iter();
    let wanted = |column: &Column| matches!(column, Column::Name(_));
    let has_head = wanted(&options.column) || options.priority.as_ref().is_some_and(wanted);
    let head = if has_head { records.next().map(|head| head.cells) } else { None };
    let head = head.unwrap_or_default();
    let place = |column: &Column| match column {
        Column::Number(number) => Ok(number.saturating_sub(1)),
        Column::Name(name) => {
            let same = |field: &String| field.trim().to_lowercase() == name.trim().to_lowercase();
            head.iter().position(same).ok_or_else(|| ReadError::Column {
                name: name.clone(),
                columns: head
                    .iter()
                    .map(|field| format!("`{}`", field.trim()))
                    .collect::<Vec<_>>()
                    .join(", "),
            })
        }
    };
    let column = place(&options.column)?;
    let priority = options.priority.as_ref().map(place).transpose()?;
    let mut terms = Vec::new();
    let mut widest = (0, String::new());
    for csv::Record { line, cells: fields } in records {
        if fields.len() > widest.0 {
            let names = fields.iter().map(|field| format!("`{}`", field.trim()));
            widest = (fields.len(), names.collect::<Vec<_>>().join(", "));
        }
        let text = fields.get(column).map(|field| clean(field)).unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        let value = priority.and_then(|at| fields.get(at)).map_or("", |field| field.trim());
        let priority = match value {
            "" => 0,
            value => {
                value.parse().map_err(|_| ReadError::Priority { line, value: value.to_owned() })?
            }
        };
        terms.push(Term { text, aliases: Vec::new(), priority, file: name.to_owned(), line });
    }
    if let (Column::Number(number), true) = (&options.column, column >= widest.0 && widest.0 > 0) {
        return Err(ReadError::Width { number: *number, width: widest.0, columns: widest.1 });
    }
    Ok(terms)
}

fn json(text: &str, name: &str, options: &ReadOptions) -> Result<Vec<Dictionary>, ReadError> {
    let value: Value = serde_json::from_str(text).map_err(|e| ReadError::Json(e.to_string()))?;
    let (list, at) = match &value {
        Value::Object(object) if object.contains_key("dictionaries") => {
            (&object["dictionaries"], "$.dictionaries")
        }
        _ => (&value, "$"),
    };
    let Value::Array(items) = list else {
        return Ok(vec![object(list, at, name, options)?]);
    };
    if !items.is_empty() && items.iter().all(Value::is_string) {
        let mut terms = Vec::new();
        for (line, item) in (1..).zip(items) {
            let text = clean(item.as_str().unwrap_or_default());
            if !text.is_empty() {
                terms.push(Term { text, file: name.to_owned(), line, ..Term::default() });
            }
        }
        return Ok(vec![Dictionary { language: options.language.clone(), terms }]);
    }
    let each = items.iter().enumerate();
    each.map(|(index, item)| object(item, &format!("{at}[{index}]"), name, options)).collect()
}

/// One dictionary of an API.
fn object(
    value: &Value,
    at: &str,
    name: &str,
    options: &ReadOptions,
) -> Result<Dictionary, ReadError> {
    let found = match value {
        Value::Object(_) => "an object without `data`",
        Value::Array(_) => "a list",
        Value::String(_) => "a text",
        Value::Null => "null",
        _ => "a number or truth value",
    };
    let Some(data) = value.get("data").and_then(Value::as_str) else {
        return Err(ReadError::Shape { at: at.to_owned(), found });
    };
    let language = value.get("language").and_then(Value::as_str).map(str::to_owned);
    // In the data of an object a line is a term, whatever it contains: the
    // API has neither comments nor wrong forms.
    let terms = (1..).zip(lines(data)).filter_map(|(line, content)| {
        let text = clean(content);
        let file = name.to_owned();
        (!text.is_empty()).then_some(Term { text, aliases: Vec::new(), priority: 0, file, line })
    });
    let terms = terms.collect();
    Ok(Dictionary { language: language.or_else(|| options.language.clone()), terms })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(dictionary: &Dictionary) -> Vec<&str> {
        dictionary.terms.iter().map(|term| term.text.as_str()).collect()
    }

    #[test]
    fn text_has_a_term_a_line_whatever_ends_it() {
        let read =
            read("\u{feff}a\r\nb  c\rd\n\n#no\n e\u{7} \n", "x", &ReadOptions::default()).unwrap();
        assert_eq!(texts(&read[0]), ["a", "b c", "d", "e"]);
        let lines: Vec<u32> = read[0].terms.iter().map(|term| term.line).collect();
        assert_eq!(lines, [1, 2, 3, 6]);
        assert_eq!(lines_of(""), [""]);
    }

    fn lines_of(text: &str) -> Vec<&str> {
        lines(text).collect()
    }

    #[test]
    fn a_term_of_reach_may_begin_with_a_number_sign_or_hold_an_equals_sign() {
        let json = r##"{"language":"English","data":"#hash\nE = mc2"}"##;
        let found = read(json, "p.json", &ReadOptions::default()).unwrap();
        assert_eq!(texts(&found[0]), ["#hash", "E = mc2"]);
        assert!(found[0].terms.iter().all(|term| term.aliases.is_empty()));
        let text = read("\\#hash\nE \\= mc2\n#no\n", "a.txt", &ReadOptions::default()).unwrap();
        assert_eq!(texts(&text[0]), ["#hash", "E = mc2"]);
    }

    #[test]
    fn a_column_that_no_line_has_is_an_error() {
        let options = ReadOptions { column: Column::Number(9), ..ReadOptions::default() };
        let error = read("a,b,c\n", "a.csv", &options).unwrap_err().to_string();
        assert_eq!(error, "column 9 does not exist: the longest line has 3: `a`, `b`, `c`");
        assert!(read("", "a.csv", &options).is_ok());
    }

    #[test]
    fn terms_are_nfc() {
        let read = read("Mu\u{308}ller", "x", &ReadOptions::default()).unwrap();
        assert_eq!(texts(&read[0]), ["Müller"]);
    }

    #[test]
    fn csv_has_columns_by_number_or_name() {
        let text = "id;Term;Weight\n1;\"Smith; \"\"Jo\"\"\nJr\";5\n2;Ferry;\n3;;9\n";
        let by_name = ReadOptions {
            column: Column::Name("term".into()),
            priority: Some(Column::Name("weight".into())),
            ..ReadOptions::default()
        };
        let found = read(text, "a.csv", &by_name).unwrap();
        assert_eq!(texts(&found[0]), ["Smith; \"Jo\" Jr", "Ferry"]);
        assert_eq!((found[0].terms[0].priority, found[0].terms[1].line), (5, 4));
        let by_number = ReadOptions { column: Column::Number(1), ..ReadOptions::default() };
        assert_eq!(texts(&read(text, "a.csv", &by_number).unwrap()[0]), ["id", "1", "2", "3"]);
        let wrong = ReadOptions { column: Column::Name("word".into()), ..ReadOptions::default() };
        let error = read(text, "a.csv", &wrong).unwrap_err().to_string();
        assert_eq!(error, "no column is named `word`: the first line has `id`, `Term`, `Weight`");
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_loses_no_terms_silently() {
        let error = read("ferry\n\"buoy\npier\n", "a.csv", &ReadOptions::default()).unwrap_err();
        assert_eq!(error.to_string(), "line 2: a quotation mark is never closed");
    }

    #[test]
    fn json_is_what_reach_has() {
        let object = r##"{"objectType":"KalturaDictionary","language":"English","data":"a\n#b"}"##;
        for text in [
            object.to_owned(),
            format!("[{object}]"),
            format!("{{\"id\":1,\"dictionaries\":[{object}]}}"),
        ] {
            let found = read(&text, "p.json", &ReadOptions::default()).unwrap();
            assert_eq!((found.len(), texts(&found[0])), (1, vec!["a", "#b"]));
            assert_eq!(found[0].language.as_deref(), Some("English"));
        }
        let list = read("[\"x\", \" y \"]", "p.json", &ReadOptions::default()).unwrap();
        assert_eq!(texts(&list[0]), ["x", "y"]);
        let error = read("[{\"data\":\"a\"}, 3]", "p.json", &ReadOptions::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "$[1]: expected an object with `language` and `data`, found a number or truth value"
        );
    }
}
