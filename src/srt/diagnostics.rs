//! Everything that the SRT reader reports: one code, one severity and one message each.
//!
//! Codes on encodings, on the
//! timing of cues and on the length of lines are not here: they need no SRT reader.

use crate::chars::is_digits;
use crate::source::{Diagnostic, LeftOut, Span, finding, findings};

findings! {
    /// Every code that the SRT module can report, with its severity.
    pub static CODES;

    // The file.
    SRT_TOO_LONG Error too_long: "the text is longer than 4 GiB and was not read";
    SRT_TOO_MANY_CUES Error too_many_cues: "the limit of cues was reached: the rest of the file was not read";
    SRT_TOO_MANY_FINDINGS Info;
    SRT_EMPTY_FILE Error empty_file: "the file contains no cue and no text";
    SRT_NOT_SRT Error not_srt: "no timing line in the file: this is not SRT";
    SRT_WEBVTT_HEADER Error webvtt_header: "this file begins like WebVTT; it is read as SRT";
    SRT_LEADING_GARBAGE Error leading_garbage: "text before the first cue is not part of any cue";
    SRT_TRAILING_GARBAGE Error trailing_garbage: "control characters after the last cue are not part of any cue";
    SRT_TRUNCATED Error truncated: "the file ends in the middle of a timing line";
    SRT_CONCATENATED Warning concatenated: "numbers and times start again: two files may have been joined";
    SRT_NO_FINAL_NEWLINE Info no_final_newline: "no newline at end of file";

    // Line endings.
    EOL_CR_ONLY Error eol_cr_only: "every line ends in a lone CR, which VLC and other players do not read";
    EOL_CRCRLF Warning eol_crcrlf: "lines end with CR CR LF, which some parsers read as two line endings";
    EOL_MIXED Warning eol_mixed: "line endings are mixed";

    // The number line.
    SRT_INDEX_MISSING Error index_missing: "the cue has no number";
    SRT_INDEX_NOT_NUMBER Warning index_not_number: "the line before the times is not a number";
    SRT_INDEX_ORDER Warning index_order: "the number is smaller than the previous one";
    SRT_INDEX_GAP Info index_gap: "cue numbers are skipped before this one";
    SRT_INDEX_DUPLICATE Warning index_duplicate: "the number is the same as the previous one";
    SRT_INDEX_NOT_FROM_ONE Info index_not_from_one: "the first number is not 1";
    SRT_INDEX_PADDED Info index_padded: "the number has leading zeros";
    SRT_INDEX_WHITESPACE Info index_whitespace: "the number has white space around it";
    SRT_INDEX_OVERFLOW Warning index_overflow: "the number is too large for 64 bits";
    SRT_INDEX_NONASCII_DIGIT Warning index_nonascii_digit: "the number is not written in ASCII digits";
    SRT_INDEX_TRAILING Warning index_trailing: "the number at the end of the file has no cue";

    // The timing line.
    SRT_TIME_DOT Warning time_dot: "the decimal mark is a full stop: SRT uses a comma";
    SRT_TIME_FRACTION_DIGITS Error time_fraction_digits: "the fraction does not have three digits: parsers disagree on what it means";
    SRT_TIME_NO_FRACTION Error time_no_fraction: "the time has no milliseconds";
    SRT_TIME_NO_HOURS Error time_no_hours: "the time has no hours";
    SRT_TIME_HOURS_OVER_99 Warning time_hours_over_99: "the time has more than 99 hours: many parsers read only two digits";
    SRT_TIME_NEGATIVE Error time_negative: "the time is negative";
    SRT_TIME_FIELD_RANGE Warning time_field_range: "minutes or seconds are over 59";
    SRT_TIME_FIELD_WIDTH Warning time_field_width: "hours, minutes and seconds need two digits";
    SRT_TIME_SEPARATOR Error time_separator: "the separators are not those of `HH:MM:SS,mmm`";
    SRT_TIME_SPACE Error time_space: "the time has white space in it";
    SRT_TIME_NONASCII_DIGIT Error time_nonascii_digit: "the time is not written in ASCII digits";
    SRT_TIME_LINE_WHITESPACE Warning time_line_whitespace: "the timing line begins or ends with white space";
    SRT_TIME_FRAMES Error time_frames: "the last field of the time counts frames";
    SRT_TIME_MISSING Error time_missing: "the block has no complete timing line: it was skipped";
    SRT_TIME_INVALID Error time_invalid: "the timing line cannot be read: the block was skipped";
    SRT_ARROW_SPACING Warning arrow_spacing: "the arrow needs one space on each side: VLC reads only ` --> `";
    SRT_ARROW_MALFORMED Error arrow_malformed: "the arrow must be `-->`";
    SRT_COORDINATES Info coordinates: "the timing line has coordinates: some parsers drop the cue";
    SRT_TRAILING_SETTINGS Error trailing_settings: "the timing line has WebVTT cue settings: SRT has none";
    SRT_TEXT_ON_TIMING_LINE Error text_on_timing_line: "text on the timing line is not shown";

    // Blank lines and text.
    SRT_BLANK_IN_TEXT Error
        blank_in_text: "the text has a blank line: many parsers end the cue there",
        // VLC and ffmpeg show it: a warning.
        spaces_in_text: "the text has a line of spaces or tabs: some parsers end the cue there";
    SRT_NO_BLANK_BETWEEN Error no_blank_between: "a blank line is missing before this cue";
    SRT_WHITESPACE_LINE Warning whitespace_line: "the blank line is not empty";
    SRT_BLANK_AFTER_INDEX Warning blank_after_index: "a blank line separates the number from the times";
    SRT_BLANK_AFTER_TIMING Error blank_after_timing: "a blank line separates the times from the text: many players show nothing";
    SRT_EXTRA_BLANK Warning extra_blank: "there are more blank lines than needed";
    SRT_DOUBLE_SPACED Error double_spaced: "every line of the file is followed by a blank line";
    SRT_NUMBER_ONLY_TEXT Info number_only_text: "a text line with only digits can be mistaken for a cue number";
    SRT_ARROW_IN_TEXT Warning arrow_in_text: "`-->` in the text can be mistaken for a timing line";

    // Markup.
    TAG_UNBALANCED Warning tag_unbalanced: "a tag is not closed, or never opened";
    TAG_MISNESTED Warning tag_misnested: "tags are closed in the wrong order";
    TAG_UNKNOWN Info tag_unknown: "the tag is unknown: some players show it, others hide it";
    TAG_MALFORMED Warning tag_malformed: "a tag is malformed";
    TAG_VTT_IN_SRT Warning tag_vtt: "this is a WebVTT tag: SRT players show it as text or drop it";
    TAG_BR Warning tag_br: "the line break is written as a tag";
    TAG_ASS_OVERRIDE Info tag_ass: "this is an ASS override: some players show it as text";
    TAG_MICRODVD Warning tag_microdvd: "this is a MicroDVD control code: most players show it as text";
    TXT_PIPE_BREAK Warning pipe_break: "the bar is meant as a line break, but players show it as a bar";
    TXT_ENTITY Warning entity: "this is an HTML character reference: most players show it as written";
}

/// In place of the findings that a list had no room for.
pub(super) fn too_many_findings(left: LeftOut) -> Diagnostic {
    let message = format!("more than {} findings: the rest is not listed", left.limit);
    Diagnostic { cue: left.cue, ..finding(SRT_TOO_MANY_FINDINGS, left.span, message) }
}

/// What follows the end time: coordinates, WebVTT cue settings, or text in the wrong place.
pub(super) fn settings(text: &str, span: Span) -> Diagnostic {
    let written = span.slice(text);
    if is_coordinates(written) {
        return coordinates(span);
    }
    let webvtt = written.split_whitespace().all(|word| {
        let name = word.split_once(':').map_or("", |(name, _)| name);
        // The short names are those of a draft of 2010 that old converters still write.
        matches!(name, "line" | "position" | "align" | "size" | "vertical" | "region")
            || matches!(name, "L" | "T" | "A" | "S" | "D")
    });
    if webvtt { trailing_settings(span) } else { text_on_timing_line(span) }
}

/// Whether all words are `X1:201` and the like.
pub(super) fn is_coordinates(settings: &str) -> bool {
    let coordinate = |word: &str| {
        let Some((name, value)) = word.split_once(':') else { return false };
        matches!(name, "X1" | "X2" | "Y1" | "Y2" | "x1" | "x2" | "y1" | "y2") && is_digits(value)
    };
    settings.split_whitespace().all(coordinate)
}
