//! Everything that the WebVTT reader and [`conformance`](super::conformance) report: a code, a
//! severity and one or more messages each.
//!
//! Severities follow the syntax section: what it forbids is an error; what it allows but parsers
//! treat differently is a warning. Section names are those of the specification.

use crate::source::{Diagnostic, LeftOut, finding, findings};

findings! {
    /// Every code with its severity, in the order of the file: signature, blocks, settings, cue text.
    pub static CODES;

    VTT_TOO_LONG Error
        too_long(length: usize):
            format!("the text is {length} bytes long; at most 4 GiB can be read");
    VTT_TOO_MANY_CUES Error
        too_many_cues(limit: usize): format!("more than {limit} cues: the rest is not read");
    VTT_TOO_MANY_FINDINGS Info;
    VTT_NUL Warning nul: "expected text, found NUL, which parsers show as U+FFFD";

    // WebVTT file structure.
    VTT_SIGNATURE_MISSING Error
        signature_missing:
            "expected `WEBVTT` at the start of the file: browsers read nothing without it";
    VTT_SIGNATURE_SEPARATOR Error
        signature_separator:
            "expected a space, a tab or the end of the line after `WEBVTT`: browsers read nothing of this file";
    VTT_HEADER_BLANK_LINE Error
        header_blank_line: "expected a blank line between the header and the rest";
    VTT_HEADER_END Info
        // The file has nothing but its header.
        header_end: "expected a blank line after the header";
    VTT_HEADER_LINE Error
        header_line(text: &str):
            format!("expected a blank line after the signature, found {}", quote(text));
    VTT_HEADER_METADATA Info
        header_metadata(line: &str): match line {
            line if super::metadata::is_time_map(line) =>
                "`X-TIMESTAMP-MAP` maps the cue times to the clock of an HLS stream; other players ignore it".to_owned(),
            _ => format!("browsers ignore this metadata in the header: {}", quote(line)),
        };
    VTT_BLOCK_SEPARATOR Error block_separator: "expected a blank line before this cue";
    VTT_FINAL_NEWLINE Info final_newline: "no newline at end of file";
    VTT_BLOCK_ORDER Error
        block_order(word: &str): format!("this {word} block follows the first cue: parsers ignore it");
    VTT_STRAY_BLOCK Error
        stray_block: "this text has no timing line: parsers do not show it",
        text_apart: "a blank line separates this text from its times: parsers do not show it",
        number_apart: "a blank line separates this number from the times of its cue: parsers ignore it";
    VTT_PAYLOAD_BLANK_LINE Error
        payload_blank_line:
            "a blank line ended the cue above in the middle of its JSON: this part is lost";
    VTT_STYLE_LINE_FORM Error
        style_line_form(text: &str):
            format!("expected a line break after `STYLE`, found {}", quote(text));
    VTT_STYLE_BLANK_LINE Error
        style_blank_line: "a blank line ended the style sheet above: parsers ignore this part";
    VTT_STYLE_IMPORT Warning style_import: "`@import` has no effect in a WebVTT style sheet";
    VTT_REGION_LINE_FORM Error
        region_line_form(text: &str):
            format!("expected a line break after `REGION`, found {}", quote(text));
    VTT_ARROW_IN_ID Error
        arrow_in_id: "a cue identifier cannot contain `-->`: the next cue loses it";
    VTT_ARROW_IN_NOTE Error arrow_in_note: "a comment cannot contain `-->`, which begins a cue";
    VTT_ARROW_IN_STYLE Error arrow_in_style: "a style sheet cannot contain `-->`, which begins a cue";
    VTT_ARROW_IN_REGION Error
        arrow_in_region: "a region definition cannot contain `-->`, which begins a cue";
    VTT_ARROW_IN_SETTING Error arrow_in_setting: "a cue setting cannot contain `-->`";
    VTT_ARROW_IN_PAYLOAD Error
        arrow_in_payload: "cue text cannot contain `-->`: parsers drop this line and what follows it";
    VTT_ARROW_FORM Error
        arrow_form(found: &str):
            format!("expected `-->` between the times, found {}", quote(found));
    VTT_TIMESTAMP_FORM Error
        // A timing line that cannot be read: the cue is dropped.
        timestamp_unreadable(text: &str): match text {
            "" => "expected a timestamp such as 00:00:01.000: parsers drop this cue".to_owned(),
            _ => format!("expected a timestamp such as 00:00:01.000, found {}: parsers drop this cue", quote(text)),
        };
    VTT_TIMESTAMP_HOURS Error
        // Parsers read it all the same.
        timestamp_hours(text: &str):
            format!("expected at least two digits for the hours, found {}", quote(text));
    VTT_TIMING_SPACING Error
        timing_spacing: "expected spaces or tabs on both sides of `-->`";
    VTT_TIMING_INDENT Error
        // Parsers read it all the same.
        timing_indent: "expected the start time at the start of the line";
    VTT_ID_DUPLICATE Error
        id_duplicate(id: &str): format!("the cue identifier {} is not unique", quote(id));
    VTT_ID_KEYWORD Warning
        id_keyword(word: &str):
            format!("{} above a timing line is a cue identifier, not a block of that kind", quote(word));

    // WebVTT region settings.
    VTT_REGION_ID_MISSING Error region_id_missing: "the region has no `id`: no cue can use it";
    VTT_REGION_ID_DUPLICATE Error
        region_id_duplicate(id: &str): format!("the region identifier {} is not unique", quote(id));
    VTT_REGION_SETTING_FORM Error
        region_setting_form(text: &str):
            format!("expected a region setting `name:value`, found {}", quote(text));
    VTT_REGION_SETTING_UNKNOWN Error
        region_setting_unknown(name: &str):
            format!("expected id, width, lines, regionanchor, viewportanchor or scroll, found {}", quote(name));
    VTT_REGION_SETTING_DUPLICATE Error
        region_setting_duplicate(name: &str):
            format!("the region setting {} is repeated", quote(name));
    VTT_REGION_SETTING_VALUE Error
        region_setting_value(expected: &'static str, text: &str):
            format!("expected {expected}, found {}", quote(text));
    VTT_REGION_UNUSED Info region_unused(id: &str): format!("no cue uses the region {}", quote(id));

    // WebVTT cue settings.
    VTT_SETTINGS_SEPARATOR Error
        settings_separator: "expected a space or a tab before the cue setting";
    VTT_SETTING_FORM Error
        setting_form(text: &str):
            format!("expected a cue setting `name:value`, found {}", quote(text));
    VTT_SETTING_UNKNOWN Error
        setting_unknown(name: &str):
            format!("expected vertical, line, position, size, align or region, found {}", quote(name));
    VTT_SETTING_DUPLICATE Error
        setting_duplicate(name: &str):
            format!("the cue setting {} is repeated with another value: players do not agree which one counts", quote(name));
    VTT_SETTING_REPEATED Error
        setting_repeated(name: &str): format!("the cue setting {} is repeated", quote(name));
    VTT_SETTING_VERTICAL Error
        setting_vertical(text: &str): format!("expected `rl` or `lr`, found {}", quote(text));
    VTT_SETTING_LINE Error
        setting_line(text: &str):
            format!("expected a whole line number or a percentage, optionally with `,start`, `,center` or `,end`, found {}", quote(text));
    VTT_LINE_FRACTION Error
        // Browsers use the fraction.
        line_fraction(text: &str): format!("expected a whole line number, found {}", quote(text));
    VTT_SETTING_POSITION Error
        setting_position(text: &str):
            format!("expected a percentage, optionally with `,line-left`, `,center` or `,line-right`, found {}", quote(text));
    VTT_SETTING_SIZE Error
        setting_size(text: &str): format!("expected a percentage, found {}", quote(text));
    VTT_SETTING_ALIGN Error
        setting_align(text: &str):
            format!("expected `start`, `center`, `end`, `left` or `right`, found {}", quote(text));
    VTT_SETTING_LEGACY Error
        setting_legacy(text: &str):
            format!("{} is from an old draft: parsers ignore it", quote(text));
    VTT_ALIGN_MIDDLE Error
        // Ignored, and the text is centered by default.
        align_middle: "`align:middle` is from an old draft: parsers ignore it and center the text";
    VTT_PERCENTAGE_RANGE Error
        percentage_range(text: &str):
            format!("expected a percentage from 0% to 100%, found {}", quote(text));
    VTT_REGION_UNDEFINED Error
        region_undefined(id: &str): format!("the region {} is not defined", quote(id));
    VTT_REGION_CONFLICT Warning
        region_conflict(name: &str):
            format!("{} takes the cue out of its region, in browsers depending on the order of the settings", quote(name));
    VTT_AUTO_POSITION Error
        auto_position:
            "a cue with a size other than 100% and `align:start` or `align:end` needs a position";

    // WebVTT caption or subtitle cue text.
    VTT_TEXT_LT Error text_lt: "`<` begins no tag here: expected `&lt;`";
    VTT_TEXT_AMP Error
        text_amp: "`&` begins no character reference here: expected `&amp;`",
        text_amp_semicolon(text: &str):
            format!("expected a semicolon after the character reference {}", quote(text));
    VTT_TAG_UNKNOWN Error
        tag_unknown(name: &str):
            format!("WebVTT has no tag {}: only c, i, b, u, ruby, rt, v and lang", quote(name));
    VTT_TAG_UNCLOSED Error
        tag_unclosed(name: &str): format!("the tag `<{name}>` is never closed"),
        // A tag that lacks only its `>`, at the end of the text.
        tag_cut: "the tag has no `>`";
    VTT_TAG_OPEN_END Error tag_open_end: "the tag has no `>`: it swallows the rest of the cue";
    VTT_TAG_MISNESTED Error
        tag_misnested(name: &str, inner: &str):
            format!("`</{name}>` is inside `<{inner}>`: parsers ignore it");
    VTT_END_TAG_STRAY Error
        end_tag_stray(name: &str): format!("{} closes no open tag", quote(&format!("</{name}>")));
    VTT_END_TAG_FORM Error
        end_tag_form(name: &'static str):
            format!("expected `</{name}>`: with other text in it the tag closes nothing");
    VTT_ANNOTATION_MISSING Error
        annotation_missing(name: &'static str): match name {
            "v" => "`<v>` needs the name of a speaker",
            _ => "`<lang>` needs a language tag",
        };
    VTT_ANNOTATION_DISALLOWED Error
        annotation_disallowed(name: &'static str): format!("`<{name}>` takes no annotation");
    VTT_ANNOTATION_NEWLINE Error annotation_newline: "an annotation cannot contain a line break";
    VTT_LANG_TAG Error lang_tag(text: &str): format!("{} is not a BCP 47 language tag", quote(text));
    VTT_CLASS_NAME Error
        class_name: "expected a class name without `&` and `<`",
        class_empty: "expected a class name after the dot";
    VTT_RUBY_CONTENT Error
        // `<rt>` outside of `<ruby>`.
        ruby_text_outside: "`<rt>` is only allowed directly in a `<ruby>`: parsers ignore it",
        ruby_without_text: "expected an `<rt>` in `<ruby>`",
        ruby_rest: "expected an `<rt>` after the base text in `<ruby>`";
    VTT_CUE_TIMESTAMP_FORM Error
        cue_timestamp_form(text: &str):
            format!("expected a timestamp such as 00:00:01.000 in the tag, found {}", quote(text));
    VTT_CUE_TIMESTAMP_ORDER Error
        cue_timestamp_order(rule: &'static str): format!("expected a time {rule}");
}

/// In place of the findings that a list had no room for.
pub(super) fn too_many_findings(left: LeftOut) -> Diagnostic {
    let message = format!("more than {} findings: the rest is not listed", left.limit);
    Diagnostic { cue: left.cue, ..finding(VTT_TOO_MANY_FINDINGS, left.span, message) }
}

/// Source text inside a message: short, on one line, in backquotes.
fn quote(text: &str) -> String {
    let mut out = String::from("`");
    for (count, c) in text.chars().enumerate() {
        if count == 40 {
            out.push('…');
            break;
        }
        if c.is_control() {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out.push('`');
    out
}
