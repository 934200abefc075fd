//! Everything the SRT house can say: one code, one severity and one small function each.
//!
//! The catalogue is the table of `srt_and_toolkits.md` section 1.3. Codes on encodings, on the
//! timing of cues and on the length of lines are not here: they need no SRT reader.

use crate::source::{Code, Diagnostic, Severity, Span};

macro_rules! findings {
    ($($name:ident $code:literal $severity:ident $message:literal;)*) => {
        /// Every code that the SRT house can emit, with its severity.
        pub static CODES: &[(&str, Severity)] = &[$(($code, Severity::$severity)),*];

        $(pub(super) fn $name(span: Span) -> Diagnostic {
            Diagnostic::new(Code($code), Severity::$severity, span, $message)
        })*
    };
}

findings! {
    // The file.
    too_long "SRT_TOO_LONG" Error "the text is longer than 4 GiB and was not read";
    too_many_cues "SRT_TOO_MANY_CUES" Error "the limit of cues is reached, the rest of the file was not read";
    empty_file "SRT_EMPTY_FILE" Error "the file holds no cue and no text";
    not_srt "SRT_NOT_SRT" Error "no timing line in the whole file: this is not SRT";
    webvtt_header "SRT_WEBVTT_HEADER" Error "this file begins like WebVTT; it is read as SRT";
    leading_garbage "SRT_LEADING_GARBAGE" Error "text before the first cue belongs to no cue";
    trailing_garbage "SRT_TRAILING_GARBAGE" Error "control characters after the last cue belong to no cue";
    truncated "SRT_TRUNCATED" Error "the file ends in the middle of a timing line";
    concatenated "SRT_CONCATENATED" Warning "numbers and times start again: two files may have been joined";
    no_final_newline "SRT_NO_FINAL_NEWLINE" Info "the last line is not ended";

    // Line ends.
    eol_cr_only "EOL_CR_ONLY" Error "lines end with a lone CR, where VLC and others see no line end";
    eol_crcrlf "EOL_CRCRLF" Warning "lines end with CR CR LF, which some readers take for two line ends";
    eol_mixed "EOL_MIXED" Warning "lines end in different ways";

    // The number line.
    index_missing "SRT_INDEX_MISSING" Error "the cue has no number";
    index_not_number "SRT_INDEX_NOT_NUMBER" Warning "the line above the times is no number";
    index_order "SRT_INDEX_ORDER" Warning "the number is smaller than the one before";
    index_gap "SRT_INDEX_GAP" Info "numbers are left out before this one";
    index_duplicate "SRT_INDEX_DUPLICATE" Warning "the number is the same as the one before";
    index_not_from_one "SRT_INDEX_NOT_FROM_ONE" Info "the first number is not 1";
    index_padded "SRT_INDEX_PADDED" Info "the number is written with zeros in front";
    index_whitespace "SRT_INDEX_WHITESPACE" Info "white space around the number";
    index_overflow "SRT_INDEX_OVERFLOW" Warning "the number is too large for 64 bits";
    index_nonascii_digit "SRT_INDEX_NONASCII_DIGIT" Warning "the number is not written in ASCII digits";
    index_trailing "SRT_INDEX_TRAILING" Warning "a number without a cue at the end of the file";

    // The timing line.
    time_dot "SRT_TIME_DOT" Warning "the decimal mark is a full stop, SRT writes a comma";
    time_fraction_digits "SRT_TIME_FRACTION_DIGITS" Error "the fraction does not have three digits: readers disagree on what it means";
    time_no_fraction "SRT_TIME_NO_FRACTION" Error "the time has no milliseconds";
    time_no_hours "SRT_TIME_NO_HOURS" Error "the time has no hours";
    time_hours_over_99 "SRT_TIME_HOURS_OVER_99" Warning "more than 99 hours: many readers stop at two digits";
    time_negative "SRT_TIME_NEGATIVE" Error "the time is negative";
    time_field_range "SRT_TIME_FIELD_RANGE" Warning "minutes or seconds are over 59";
    time_field_width "SRT_TIME_FIELD_WIDTH" Warning "hours, minutes and seconds are written with two digits";
    time_separator "SRT_TIME_SEPARATOR" Error "the separator is not the one of `HH:MM:SS,mmm`";
    time_space "SRT_TIME_SPACE" Error "white space inside the time";
    time_nonascii_digit "SRT_TIME_NONASCII_DIGIT" Error "the time is not written in ASCII digits";
    time_line_whitespace "SRT_TIME_LINE_WHITESPACE" Warning "white space at the edge of the timing line";
    time_frames "SRT_TIME_FRAMES" Error "the last field of the time counts frames";
    time_missing "SRT_TIME_MISSING" Error "the block has no complete timing line and was not read";
    time_invalid "SRT_TIME_INVALID" Error "the timing line cannot be understood, the block was not read";
    arrow_spacing "SRT_ARROW_SPACING" Warning "the arrow has one space on each side: VLC reads only ` --> `";
    arrow_malformed "SRT_ARROW_MALFORMED" Error "the arrow is written `-->`";
    coordinates "SRT_COORDINATES" Info "coordinates after the times: some readers drop the cue";
    trailing_settings "SRT_TRAILING_SETTINGS" Error "WebVTT cue settings after the times: SRT has none";
    text_on_timing_line "SRT_TEXT_ON_TIMING_LINE" Error "text after the times is not shown";

    // Blank lines and text.
    blank_in_text "SRT_BLANK_IN_TEXT" Error "a blank line inside the text: many readers end the cue there";
    no_blank_between "SRT_NO_BLANK_BETWEEN" Error "no blank line before this cue";
    whitespace_line "SRT_WHITESPACE_LINE" Warning "a blank line is not empty";
    blank_after_index "SRT_BLANK_AFTER_INDEX" Warning "a blank line between the number and the times";
    blank_after_timing "SRT_BLANK_AFTER_TIMING" Error "a blank line between the times and the text: many readers show nothing";
    extra_blank "SRT_EXTRA_BLANK" Warning "more blank lines than needed";
    double_spaced "SRT_DOUBLE_SPACED" Error "every line of the file is followed by a blank line";
    number_only_text "SRT_NUMBER_ONLY_TEXT" Info "a text line of digits alone can be taken for a cue number";
    arrow_in_text "SRT_ARROW_IN_TEXT" Warning "`-->` in the text can be taken for a timing line";

    // Markup.
    tag_unbalanced "TAG_UNBALANCED" Warning "a tag without its partner";
    tag_misnested "TAG_MISNESTED" Warning "tags are closed in the wrong order";
    tag_unknown "TAG_UNKNOWN" Info "an unknown tag: players show or hide it";
    tag_malformed "TAG_MALFORMED" Warning "a tag is not written as players expect it";
    tag_vtt "TAG_VTT_IN_SRT" Warning "a WebVTT tag: SRT players show it as text or drop it";
    tag_br "TAG_BR" Warning "a line break written as a tag";
    tag_ass "TAG_ASS_OVERRIDE" Info "an ASS override: some players show it as text";
    tag_microdvd "TAG_MICRODVD" Warning "a MicroDVD control code: most players show it as text";
    pipe_break "TXT_PIPE_BREAK" Warning "a bar used as a line break is shown as a bar";
    entity "TXT_ENTITY" Warning "an HTML character reference: most players show it as written";
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
        matches!(name, "X1" | "X2" | "Y1" | "Y2" | "x1" | "x2" | "y1" | "y2")
            && !value.is_empty()
            && value.bytes().all(|b| b.is_ascii_digit())
    };
    settings.split_whitespace().all(coordinate)
}
