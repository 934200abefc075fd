//! The grammar of a transcript's lines: time codes, speaker labels and page marks, as alternatives.
//!
//! Only the shape is recognized here. Whether `Question: ...` is said by someone of that name depends on the whole
//! text ([`super::labels`]).

use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, digit1, one_of, satisfy};
use nom::combinator::{eof, not, opt, peek, recognize, rest, value, verify};
use nom::error::{Error, ErrorKind};
use nom::multi::{many_m_n, many1_count};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use crate::time::Timestamp;

/// The maximum length of a name, in bytes.
pub(super) const MAX_NAME: usize = 80;

/// A time code as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Code {
    /// The time; for a range, its start.
    pub(super) time: Timestamp,
    /// Whether it is in brackets or has hours. Other times may be times of day, which are spoken.
    pub(super) sure: bool,
    /// Whether it is in brackets.
    pub(super) bracketed: bool,
}

/// The form of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Style {
    /// `<v Name>`.
    Voice,
    /// `**Name:**`, `**Name**:`.
    Bold,
    /// `[Name]`, `[Name]:`.
    Bracket,
    /// `Name:`.
    Colon,
    /// `Name (00:01:02):`, `Name 00:01:02`: followed by a time code.
    Timed,
    /// `Q.`, `A.`.
    Letter,
    /// A name, a tab, and the speech.
    Tab,
    /// A name alone on its line.
    Line,
}

/// A speaker label as written at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Label<'a> {
    /// The name without the surrounding marks.
    pub(super) name: &'a str,
    /// Its form.
    pub(super) style: Style,
    /// The label with its marks.
    pub(super) whole: &'a str,
    /// The time code in it and its text.
    pub(super) code: Option<(&'a str, Code)>,
}

/// Blanks inside a line, including non-breaking ones.
fn blanks(input: &str) -> IResult<&str, &str> {
    take_while(|c: char| c.is_whitespace()).parse(input)
}

fn number(input: &str) -> IResult<&str, u64> {
    let (after, digits) = verify(digit1, |digits: &str| digits.len() <= 3).parse(input)?;
    Ok((after, digits.bytes().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'))))
}

/// Two digits below 60.
fn sixty(input: &str) -> IResult<&str, u64> {
    verify(
        take_while_m_n(2, 2, |c: char| c.is_ascii_digit()).map(|d: &str| d.parse().unwrap_or(99)),
        |n: &u64| *n < 60,
    )
    .parse(input)
}

/// The milliseconds after a decimal mark.
fn fraction(input: &str) -> IResult<&str, u64> {
    let digits = take_while_m_n(1, 6, |c: char| c.is_ascii_digit());
    let (after, digits) = preceded(one_of(".,"), digits).parse(input)?;
    let ms = digits
        .bytes()
        .chain(*b"000")
        .take(3)
        .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    Ok((after, ms))
}

/// `1:02:03`, `01:02:03.450`, `01:02:03:12` (frames are ignored), `01;02;03;12`.
fn hours(input: &str) -> IResult<&str, Timestamp> {
    let mark = |input| one_of(":;").parse(input);
    let frames = preceded(mark, take_while_m_n(2, 3, |c: char| c.is_ascii_digit()));
    let ms = alt((fraction, value(0, frames)));
    let (after, (h, _, m, _, s, ms)) = (number, mark, sixty, mark, sixty, opt(ms)).parse(input)?;
    Ok((after, Timestamp::from_fields(h, m, s, ms.unwrap_or(0))))
}

/// `1:02`, `75:30.5`.
fn minutes(input: &str) -> IResult<&str, Timestamp> {
    let (after, (m, _, s, ms)) = (number, char(':'), sixty, opt(fraction)).parse(input)?;
    Ok((after, Timestamp::from_fields(0, m, s, ms.unwrap_or(0))))
}

/// A time that is not part of a longer word, and whether it has hours.
fn clock(input: &str) -> IResult<&str, (Timestamp, bool)> {
    let time = alt((hours.map(|time| (time, true)), minutes.map(|time| (time, false))));
    let inside = satisfy(|c| c.is_alphanumeric() || matches!(c, ':' | '%' | '/'));
    terminated(time, not(inside)).parse(input)
}

/// One time or a range: `00:01:02 --> 00:01:05`, `1:02 - 1:05`.
fn times(input: &str) -> IResult<&str, (Timestamp, bool)> {
    let to = alt((tag("-->"), tag("->"), tag("-"), tag("–"), tag("—"), tag("~"), tag("to ")));
    terminated(clock, opt((blanks, to, blanks, clock))).parse(input)
}

/// A time or the start of a range at the start of a text, and what follows it.
pub(super) fn time(input: &str) -> Option<(&str, Timestamp)> {
    times.parse(input).ok().map(|(after, (time, _))| (after, time))
}

/// A time code in brackets: `[00:01:02]`, `(1:02)`, `<00:01:02.000>`, `#00:01:02-5#`.
fn bracketed(input: &str) -> IResult<&str, Timestamp> {
    let inner = || delimited(blanks, times.map(|(time, _)| time), blanks);
    let tenth = opt((char('-'), digit1));
    alt((
        delimited(char('['), inner(), char(']')),
        delimited(char('('), inner(), char(')')),
        delimited(char('<'), inner(), char('>')),
        delimited(char('{'), inner(), char('}')),
        delimited(char('（'), inner(), char('）')),
        delimited(char('［'), inner(), char('］')),
        delimited(char('【'), inner(), char('】')),
        delimited(char('#'), terminated(clock.map(|(time, _)| time), tenth), char('#')),
    ))
    .parse(input)
}

/// A time code.
pub(super) fn code(input: &str) -> IResult<&str, Code> {
    let sure = bracketed.map(|time| Code { time, sure: true, bracketed: true });
    alt((sure, times.map(|(time, sure)| Code { time, sure, bracketed: false }))).parse(input)
}

/// A time code in brackets, which may appear anywhere.
pub(super) fn bracketed_code(input: &str) -> IResult<&str, Code> {
    bracketed.map(|time| Code { time, sure: true, bracketed: true }).parse(input)
}

/// `>>` or `>>>`.
pub(super) fn chevrons(input: &str) -> IResult<&str, &str> {
    let three = recognize(many_m_n(2, 3, char('>')).map(|_: Vec<char>| ()));
    terminated(three, not(one_of(">="))).parse(input)
}

/// A dash at the start of a line: `- `, `– `, `-Yes`; not a minus sign or `--`.
pub(super) fn dash(input: &str) -> IResult<&str, &str> {
    let one = recognize(one_of("-‐‑–—−"));
    let talks = alt((
        value((), satisfy(char::is_whitespace)),
        value((), satisfy(|c| c.is_alphabetic() || "[(\"'“‘«¿¡♪".contains(c))),
    ));
    terminated(one, peek(talks)).parse(input)
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            ' ' | '\u{a0}'
                | '\u{2007}'
                | '\u{202f}'
                | '\u{3000}'
                | '.'
                | ','
                | '\''
                | '’'
                | 'ʼ'
                | '-'
                | '‐'
                | '‑'
                | '–'
                | '&'
                | '/'
                | '#'
                | '_'
                | '·'
                | '・'
                | '\u{200c}'
                | '\u{200d}'
        )
        || unicode_normalization::char::is_combining_mark(c)
}

/// As many characters of a name as possible, with a remark in brackets after it: `DR. REYES (on phone)`.
fn name(input: &str) -> IResult<&str, &str> {
    let plain = take_while_m_n(1, MAX_NAME, is_name_char);
    let remark = |c: char| !matches!(c, '(' | ')' | '[' | ']' | '\n' | ':');
    let round = delimited(char('('), take_while_m_n(1, 60, remark), char(')'));
    let square = delimited(char('['), take_while_m_n(1, 60, remark), char(']'));
    recognize((plain, opt((alt((round, square)), blanks)))).parse(input)
}

/// A colon followed by a blank or the end: not the colon of `10:30` or `http://`.
fn colon(input: &str) -> IResult<&str, &str> {
    let ascii = terminated(
        tag(":"),
        peek(alt((
            value((), satisfy(|c| c.is_whitespace() || c == '*' || c == '"' || c == '“')),
            value((), eof),
        ))),
    );
    alt((ascii, tag("："))).parse(input)
}

fn voice(input: &str) -> IResult<&str, (&str, Style)> {
    let class = take_while(|c: char| !c.is_whitespace() && c != '>');
    let name = take_while_m_n(1, MAX_NAME, |c: char| !matches!(c, '<' | '>' | '\n'));
    delimited((tag("<v"), class, satisfy(char::is_whitespace)), name, char('>'))
        .map(|name| (name, Style::Voice))
        .parse(input)
}

fn bold(input: &str) -> IResult<&str, (&str, Style)> {
    let between = |mark| {
        (
            delimited(tag(mark), terminated(name, opt(alt((tag(":"), tag("："))))), tag(mark)),
            opt(tag(":")),
        )
    };
    let (after, (name, _)) =
        alt((between("**"), between("__"), between("*"), between("_"))).parse(input)?;
    // Without a colon it may be an emphasized word.
    let whole = &input[..input.len() - after.len()];
    if !whole.contains([':', '：']) {
        return Err(nom::Err::Error(Error::new(input, ErrorKind::Verify)));
    }
    Ok((after, (name, Style::Bold)))
}

fn bracket(input: &str) -> IResult<&str, (&str, Style)> {
    let square = delimited(char('['), name, char(']'));
    let wide =
        alt((delimited(char('【'), name, char('】')), delimited(char('［'), name, char('］'))));
    terminated(alt((square, wide)), opt(colon)).map(|name| (name, Style::Bracket)).parse(input)
}

/// `Q.`, `A:` and the like from interviews and hearings.
fn letter(input: &str) -> IResult<&str, (&str, Style)> {
    let one = recognize(one_of("QA"));
    terminated(one, (char('.'), peek(satisfy(char::is_whitespace))))
        .map(|name| (name, Style::Letter))
        .parse(input)
}

fn tab(input: &str) -> IResult<&str, (&str, Style)> {
    terminated(name, peek(char('\t'))).map(|name| (name, Style::Tab)).parse(input)
}

fn named(input: &str) -> IResult<&str, (&str, Style)> {
    terminated(name, colon).map(|name| (name, Style::Colon)).parse(input)
}

/// A name and a time code, with a colon or at the end of a line.
fn timed(input: &str) -> IResult<&str, Label<'_>> {
    let (after_name, found) = take_while_m_n(1, MAX_NAME, is_name_char).parse(input)?;
    // `Speaker 1 0:03`: the digits of the time may also be characters of a name.
    let digits = found.len() - found.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let at = if after_name.starts_with([':', ';']) { found.len() - digits } else { found.len() };
    let name =
        input[..at].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | ','));
    if name.is_empty() || name.len() > MAX_NAME {
        return Err(nom::Err::Error(Error::new(input, ErrorKind::Verify)));
    }
    let (after_code, code) = code(&input[at..])?;
    let (after, _) =
        alt((value((), (blanks, colon)), value((), (blanks, eof)))).parse(after_code)?;
    let written = input[at..input.len() - after_code.len()].trim_start();
    let whole = &input[..input.len() - after.len()];
    Ok((after, Label { name, style: Style::Timed, whole, code: Some((written, code)) }))
}

/// A speaker label at the start of a text, in one of the common layouts.
pub(super) fn label(input: &str) -> IResult<&str, Label<'_>> {
    let marked = |input| {
        let (after, (name, style)) =
            alt((voice, bold, bracket, letter, named, tab)).parse(input)?;
        let whole = &input[..input.len() - after.len()];
        Ok((after, Label { name: name.trim(), style, whole, code: None }))
    };
    alt((timed, marked)).parse(input)
}

/// A line that marks a page: `- 3 -`, `Page 3 of 24`, `[Seite 3]`, `3/24`.
pub(super) fn page_mark(line: &str) -> bool {
    let word = || {
        alt((
            tag_no_case("page"),
            tag_no_case("pages"),
            tag_no_case("pg"),
            tag_no_case("seite"),
            tag_no_case("página"),
            tag_no_case("pagina"),
            tag_no_case("sida"),
            tag_no_case("side"),
            tag_no_case("strona"),
            tag_no_case("strana"),
            tag_no_case("sayfa"),
            tag_no_case("страница"),
            tag_no_case("p"),
        ))
    };
    let of = || {
        (
            blanks,
            alt((
                tag("/"),
                tag("|"),
                tag_no_case("of"),
                tag_no_case("von"),
                tag_no_case("de"),
                tag_no_case("sur"),
                tag_no_case("di"),
                tag_no_case("van"),
                tag_no_case("av"),
                tag_no_case("z"),
                tag_no_case("из"),
            )),
            blanks,
            number,
        )
    };
    let named = value((), (word(), opt(char('.')), blanks, number, opt(of())));
    let dashes = |input| take_while1(|c: char| matches!(c, '-' | '–' | '—' | '~')).parse(input);
    let dashed = value((), (dashes, blanks, number, blanks, dashes));
    let bare = value((), (number, of()));
    let asian = value((), (opt(char('第')), number, one_of("页頁")));
    let mut mark = terminated(alt((named, dashed, bare, asian)), (blanks, eof));
    let inner = line.trim_matches(|c: char| {
        matches!(c, '[' | ']' | '(' | ')' | '*' | '_') || c.is_whitespace()
    });
    mark.parse(inner).is_ok()
}

/// A line that is only a rule: `-----`, `* * *`, `=====`.
pub(super) fn rule(line: &str) -> bool {
    let one = |input| one_of::<_, _, Error<&str>>("-_=*#~–—•·.").parse(input);
    let marks = many1_count(terminated(one, blanks));
    verify(terminated(marks, eof), |count: &usize| *count >= 3).parse(line).is_ok()
        && !line.bytes().all(|b| b == b'.')
}

/// A Markdown heading: `# Title`.
pub(super) fn heading(line: &str) -> bool {
    let mut heading = (
        many_m_n(1, 6, char('#')).map(|_: Vec<char>| ()),
        satisfy(char::is_whitespace),
        rest::<&str, Error<&str>>,
    );
    heading.parse(line).is_ok()
}
