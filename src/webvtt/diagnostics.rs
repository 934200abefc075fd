//! Every message of this house: one small function each, and the list of their codes.
//!
//! Severities follow the syntax section: what it forbids is an error; what it allows but readers
//! treat unlike each other is a warning. Section names are those of the specification.

use std::borrow::Cow;

use crate::source::{Code, Diagnostic, Severity, Span};

use Severity::{Error, Info, Warning};

/// Every code with its severity, in the order of the file: signature, blocks, settings, cue text.
pub static CODES: &[(&str, Severity)] = &[
    ("VTT_TOO_LONG", Error),
    ("VTT_TOO_MANY_CUES", Error),
    ("VTT_TOO_MANY_FINDINGS", Info),
    ("VTT_NUL", Warning),
    // WebVTT file structure
    ("VTT_SIGNATURE_MISSING", Error),
    ("VTT_SIGNATURE_SEPARATOR", Error),
    ("VTT_HEADER_BLANK_LINE", Error),
    ("VTT_HEADER_LINE", Error),
    ("VTT_BLOCK_SEPARATOR", Error),
    ("VTT_FINAL_NEWLINE", Error),
    ("VTT_BLOCK_ORDER", Error),
    ("VTT_STRAY_BLOCK", Error),
    ("VTT_PAYLOAD_BLANK_LINE", Error),
    ("VTT_STYLE_LINE_FORM", Error),
    ("VTT_STYLE_BLANK_LINE", Error),
    ("VTT_STYLE_IMPORT", Warning),
    ("VTT_REGION_LINE_FORM", Error),
    ("VTT_ARROW_IN_ID", Error),
    ("VTT_ARROW_IN_NOTE", Error),
    ("VTT_ARROW_IN_STYLE", Error),
    ("VTT_ARROW_IN_REGION", Error),
    ("VTT_ARROW_IN_SETTING", Error),
    ("VTT_ARROW_IN_PAYLOAD", Error),
    ("VTT_ARROW_FORM", Error),
    ("VTT_TIMESTAMP_FORM", Error),
    ("VTT_TIMING_SPACING", Error),
    ("VTT_ID_DUPLICATE", Error),
    ("VTT_ID_KEYWORD", Warning),
    // WebVTT region settings
    ("VTT_REGION_ID_MISSING", Error),
    ("VTT_REGION_ID_DUPLICATE", Error),
    ("VTT_REGION_SETTING_FORM", Error),
    ("VTT_REGION_SETTING_UNKNOWN", Error),
    ("VTT_REGION_SETTING_DUPLICATE", Error),
    ("VTT_REGION_SETTING_VALUE", Error),
    ("VTT_REGION_UNUSED", Info),
    // WebVTT cue settings
    ("VTT_SETTINGS_SEPARATOR", Error),
    ("VTT_SETTING_FORM", Error),
    ("VTT_SETTING_UNKNOWN", Error),
    ("VTT_SETTING_DUPLICATE", Error),
    ("VTT_SETTING_VERTICAL", Error),
    ("VTT_SETTING_LINE", Error),
    ("VTT_SETTING_POSITION", Error),
    ("VTT_SETTING_SIZE", Error),
    ("VTT_SETTING_ALIGN", Error),
    ("VTT_SETTING_LEGACY", Error),
    ("VTT_PERCENTAGE_RANGE", Error),
    ("VTT_REGION_UNDEFINED", Error),
    ("VTT_REGION_CONFLICT", Warning),
    ("VTT_AUTO_POSITION", Error),
    // WebVTT caption or subtitle cue text
    ("VTT_TEXT_LT", Error),
    ("VTT_TEXT_AMP", Error),
    ("VTT_TAG_UNKNOWN", Error),
    ("VTT_TAG_UNCLOSED", Error),
    ("VTT_TAG_MISNESTED", Error),
    ("VTT_END_TAG_STRAY", Error),
    ("VTT_END_TAG_FORM", Error),
    ("VTT_ANNOTATION_MISSING", Error),
    ("VTT_ANNOTATION_DISALLOWED", Error),
    ("VTT_ANNOTATION_NEWLINE", Error),
    ("VTT_LANG_TAG", Error),
    ("VTT_CLASS_NAME", Error),
    ("VTT_RUBY_CONTENT", Error),
    ("VTT_CUE_TIMESTAMP_FORM", Error),
    ("VTT_CUE_TIMESTAMP_ORDER", Error),
];

/// A finding whose severity stands in [`CODES`].
fn finding(code: &'static str, span: Span, message: impl Into<Cow<'static, str>>) -> Diagnostic {
    let known = CODES.iter().find(|(name, _)| *name == code);
    debug_assert!(known.is_some(), "{code} is not listed");
    Diagnostic::new(Code(code), known.map_or(Error, |(_, severity)| *severity), span, message)
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

pub(super) fn too_long(length: usize) -> Diagnostic {
    let message = format!("the text is {length} bytes long and the reader takes at most 4 GiB");
    finding("VTT_TOO_LONG", Span::default(), message)
}

pub(super) fn too_many_cues(span: Span, limit: usize) -> Diagnostic {
    finding("VTT_TOO_MANY_CUES", span, format!("more than {limit} cues: the rest is not read"))
}

pub(super) fn too_many_findings(span: Span, limit: usize) -> Diagnostic {
    let message = format!("more than {limit} findings: the rest is not listed");
    finding("VTT_TOO_MANY_FINDINGS", span, message)
}

pub(super) fn nul(span: Span) -> Diagnostic {
    finding("VTT_NUL", span, "expected text, found NUL, which parsers show as U+FFFD")
}

// WebVTT file structure.

pub(super) fn signature_missing(span: Span) -> Diagnostic {
    let message = "expected `WEBVTT` at the start of the file: browsers read nothing without it";
    finding("VTT_SIGNATURE_MISSING", span, message)
}

pub(super) fn signature_separator(span: Span) -> Diagnostic {
    let message = "expected a space, a tab or the end of the line behind `WEBVTT`: \
                   browsers read nothing of this file";
    finding("VTT_SIGNATURE_SEPARATOR", span, message)
}

pub(super) fn header_blank_line(span: Span) -> Diagnostic {
    finding("VTT_HEADER_BLANK_LINE", span, "expected a blank line between the header and the rest")
}

pub(super) fn header_line(span: Span, text: &str) -> Diagnostic {
    let message = format!("expected a blank line below the signature, found {}", quote(text));
    finding("VTT_HEADER_LINE", span, message)
}

pub(super) fn block_separator(span: Span) -> Diagnostic {
    let message = "expected a blank line in front of this cue";
    finding("VTT_BLOCK_SEPARATOR", span, message)
}

pub(super) fn final_newline(span: Span) -> Diagnostic {
    let message = "expected a line terminator at the end of the last block";
    finding("VTT_FINAL_NEWLINE", span, message)
}

pub(super) fn block_order(span: Span, word: &str) -> Diagnostic {
    let message = format!("{word} block below the first cue: parsers ignore it");
    finding("VTT_BLOCK_ORDER", span, message)
}

pub(super) fn stray_block(span: Span) -> Diagnostic {
    let message = "text without a timing line: parsers show nothing of it";
    finding("VTT_STRAY_BLOCK", span, message)
}

pub(super) fn payload_blank_line(span: Span) -> Diagnostic {
    let message = "a blank line ended the cue above in the middle of its JSON: this part is lost";
    finding("VTT_PAYLOAD_BLANK_LINE", span, message)
}

pub(super) fn style_line_form(span: Span, text: &str) -> Diagnostic {
    let message = format!("expected the line to end behind `STYLE`, found {}", quote(text));
    finding("VTT_STYLE_LINE_FORM", span, message)
}

pub(super) fn style_blank_line(span: Span) -> Diagnostic {
    let message = "a blank line ended the style sheet above: parsers ignore this part";
    finding("VTT_STYLE_BLANK_LINE", span, message)
}

pub(super) fn style_import(span: Span) -> Diagnostic {
    let message = "`@import` has no effect in a WebVTT style sheet";
    finding("VTT_STYLE_IMPORT", span, message)
}

pub(super) fn region_line_form(span: Span, text: &str) -> Diagnostic {
    let message = format!("expected the line to end behind `REGION`, found {}", quote(text));
    finding("VTT_REGION_LINE_FORM", span, message)
}

pub(super) fn arrow_in_id(span: Span) -> Diagnostic {
    let message = "a cue identifier cannot hold `-->`: the cue below loses this one";
    finding("VTT_ARROW_IN_ID", span, message)
}

pub(super) fn arrow_in_note(span: Span) -> Diagnostic {
    finding("VTT_ARROW_IN_NOTE", span, "a comment cannot hold `-->`, which begins a cue")
}

pub(super) fn arrow_in_style(span: Span) -> Diagnostic {
    let message = "a style sheet cannot hold `-->`, which begins a cue";
    finding("VTT_ARROW_IN_STYLE", span, message)
}

pub(super) fn arrow_in_region(span: Span) -> Diagnostic {
    let message = "a region definition cannot hold `-->`, which begins a cue";
    finding("VTT_ARROW_IN_REGION", span, message)
}

pub(super) fn arrow_in_setting(span: Span) -> Diagnostic {
    finding("VTT_ARROW_IN_SETTING", span, "a cue setting cannot hold `-->`")
}

pub(super) fn arrow_in_payload(span: Span) -> Diagnostic {
    let message = "cue text cannot hold `-->`: parsers drop this line and what follows it";
    finding("VTT_ARROW_IN_PAYLOAD", span, message)
}

pub(super) fn arrow_form(span: Span, found: &str) -> Diagnostic {
    let message = format!("expected `-->` between the times, found {}", quote(found));
    finding("VTT_ARROW_FORM", span, message)
}

/// A timing line that cannot be read: the cue is dropped.
pub(super) fn timestamp_unreadable(span: Span, text: &str) -> Diagnostic {
    let message = if text.is_empty() {
        "expected a timestamp such as 00:00:01.000: parsers drop this cue".to_owned()
    } else {
        format!(
            "expected a timestamp such as 00:00:01.000, found {}: parsers drop this cue",
            quote(text)
        )
    };
    finding("VTT_TIMESTAMP_FORM", span, message)
}

/// A timestamp that parsers read though it is misspelt.
pub(super) fn timestamp_hours(span: Span, text: &str) -> Diagnostic {
    let message = format!("expected at least two digits for the hours, found {}", quote(text));
    finding("VTT_TIMESTAMP_FORM", span, message)
}

pub(super) fn timing_spacing(span: Span) -> Diagnostic {
    let message = "expected the start time at the start of the line and spaces or tabs on both \
                   sides of `-->`";
    finding("VTT_TIMING_SPACING", span, message)
}

pub(super) fn id_duplicate(span: Span, id: &str, first: Span) -> Diagnostic {
    let message = format!("the cue identifier {} is not unique", quote(id));
    finding("VTT_ID_DUPLICATE", span, message).with_label(first, "first used here")
}

pub(super) fn id_keyword(span: Span, word: &str) -> Diagnostic {
    let message = format!(
        "{} above a timing line is a cue identifier, not a block of that kind",
        quote(word)
    );
    finding("VTT_ID_KEYWORD", span, message)
}

// WebVTT region settings.

pub(super) fn region_id_missing(span: Span) -> Diagnostic {
    finding("VTT_REGION_ID_MISSING", span, "the region has no `id`: no cue can use it")
}

pub(super) fn region_id_duplicate(span: Span, id: &str, first: Span) -> Diagnostic {
    let message = format!("the region identifier {} is not unique", quote(id));
    finding("VTT_REGION_ID_DUPLICATE", span, message).with_label(first, "first used here")
}

pub(super) fn region_setting_form(span: Span, text: &str) -> Diagnostic {
    let message = format!("expected a region setting `name:value`, found {}", quote(text));
    finding("VTT_REGION_SETTING_FORM", span, message)
}

pub(super) fn region_setting_unknown(span: Span, name: &str) -> Diagnostic {
    let message = format!(
        "expected id, width, lines, regionanchor, viewportanchor or scroll, found {}",
        quote(name)
    );
    finding("VTT_REGION_SETTING_UNKNOWN", span, message)
}

pub(super) fn region_setting_duplicate(span: Span, name: &str, first: Span) -> Diagnostic {
    let message = format!("the region setting {} is given twice", quote(name));
    finding("VTT_REGION_SETTING_DUPLICATE", span, message).with_label(first, "first given here")
}

pub(super) fn region_setting_value(span: Span, expected: &'static str, text: &str) -> Diagnostic {
    let message = format!("expected {expected}, found {}", quote(text));
    finding("VTT_REGION_SETTING_VALUE", span, message)
}

pub(super) fn region_unused(span: Span, id: &str) -> Diagnostic {
    finding("VTT_REGION_UNUSED", span, format!("no cue uses the region {}", quote(id)))
}

// WebVTT cue settings.

pub(super) fn settings_separator(span: Span) -> Diagnostic {
    let message = "expected a space or a tab in front of the cue setting";
    finding("VTT_SETTINGS_SEPARATOR", span, message)
}

pub(super) fn setting_form(span: Span, text: &str) -> Diagnostic {
    let message = format!("expected a cue setting `name:value`, found {}", quote(text));
    finding("VTT_SETTING_FORM", span, message)
}

pub(super) fn setting_unknown(span: Span, name: &str) -> Diagnostic {
    let message =
        format!("expected vertical, line, position, size, align or region, found {}", quote(name));
    finding("VTT_SETTING_UNKNOWN", span, message)
}

pub(super) fn setting_duplicate(span: Span, name: &str, first: Span) -> Diagnostic {
    let message = format!("the cue setting {} is given twice", quote(name));
    finding("VTT_SETTING_DUPLICATE", span, message).with_label(first, "first given here")
}

pub(super) fn setting_vertical(span: Span, text: &str) -> Diagnostic {
    let message = format!("expected `rl` or `lr`, found {}", quote(text));
    finding("VTT_SETTING_VERTICAL", span, message)
}

pub(super) fn setting_line(span: Span, text: &str) -> Diagnostic {
    let message = format!(
        "expected a whole line number or a percentage, perhaps with `,start`, `,center` or `,end`, \
         found {}",
        quote(text)
    );
    finding("VTT_SETTING_LINE", span, message)
}

pub(super) fn setting_position(span: Span, text: &str) -> Diagnostic {
    let message = format!(
        "expected a percentage, perhaps with `,line-left`, `,center` or `,line-right`, found {}",
        quote(text)
    );
    finding("VTT_SETTING_POSITION", span, message)
}

pub(super) fn setting_size(span: Span, text: &str) -> Diagnostic {
    finding("VTT_SETTING_SIZE", span, format!("expected a percentage, found {}", quote(text)))
}

pub(super) fn setting_align(span: Span, text: &str) -> Diagnostic {
    let message =
        format!("expected `start`, `center`, `end`, `left` or `right`, found {}", quote(text));
    finding("VTT_SETTING_ALIGN", span, message)
}

pub(super) fn setting_legacy(span: Span, text: &str) -> Diagnostic {
    let message = format!("{} is the spelling of an old draft: parsers ignore it", quote(text));
    finding("VTT_SETTING_LEGACY", span, message)
}

pub(super) fn percentage_range(span: Span, text: &str) -> Diagnostic {
    let message = format!("expected a percentage from 0% to 100%, found {}", quote(text));
    finding("VTT_PERCENTAGE_RANGE", span, message)
}

pub(super) fn region_undefined(span: Span, id: &str) -> Diagnostic {
    finding("VTT_REGION_UNDEFINED", span, format!("no region {} is defined", quote(id)))
}

pub(super) fn region_conflict(span: Span, name: &str) -> Diagnostic {
    let message = format!(
        "{} takes the cue out of its region, and browsers do so depending on the order",
        quote(name)
    );
    finding("VTT_REGION_CONFLICT", span, message)
}

pub(super) fn auto_position(span: Span) -> Diagnostic {
    let message = "a cue with a size other than 100% and `align:start` or `align:end` needs a \
                   position";
    finding("VTT_AUTO_POSITION", span, message)
}

// WebVTT caption or subtitle cue text.

pub(super) fn text_lt(span: Span) -> Diagnostic {
    finding("VTT_TEXT_LT", span, "`<` begins no tag here: expected `&lt;`")
}

pub(super) fn text_amp(span: Span) -> Diagnostic {
    finding("VTT_TEXT_AMP", span, "`&` begins no character reference here: expected `&amp;`")
}

pub(super) fn text_amp_semicolon(span: Span, text: &str) -> Diagnostic {
    let message = format!("expected a semicolon behind the character reference {}", quote(text));
    finding("VTT_TEXT_AMP", span, message)
}

pub(super) fn tag_unknown(span: Span, name: &str) -> Diagnostic {
    let message =
        format!("WebVTT has no tag {}: only c, i, b, u, ruby, rt, v and lang", quote(name));
    finding("VTT_TAG_UNKNOWN", span, message)
}

pub(super) fn tag_unclosed(span: Span, name: &str) -> Diagnostic {
    finding("VTT_TAG_UNCLOSED", span, format!("the tag `<{name}>` is never closed"))
}

/// A tag without its `>`.
pub(super) fn tag_open_end(span: Span) -> Diagnostic {
    finding("VTT_TAG_UNCLOSED", span, "the tag has no `>`: it takes in the rest of the cue")
}

pub(super) fn tag_misnested(span: Span, name: &str, inner: &str, open: Span) -> Diagnostic {
    let message = format!("`</{name}>` stands inside `<{inner}>`: parsers ignore it");
    finding("VTT_TAG_MISNESTED", span, message).with_label(open, "still open")
}

pub(super) fn end_tag_stray(span: Span, name: &str) -> Diagnostic {
    let message = format!("{} closes no open tag", quote(&format!("</{name}>")));
    finding("VTT_END_TAG_STRAY", span, message)
}

pub(super) fn end_tag_form(span: Span, name: &'static str) -> Diagnostic {
    let message = format!("expected `</{name}>`: with anything else in it the tag closes nothing");
    finding("VTT_END_TAG_FORM", span, message)
}

pub(super) fn annotation_missing(span: Span, name: &'static str) -> Diagnostic {
    let what = if name == "v" { "the name of a speaker" } else { "a language" };
    finding("VTT_ANNOTATION_MISSING", span, format!("`<{name}>` needs {what}"))
}

pub(super) fn annotation_disallowed(span: Span, name: &'static str) -> Diagnostic {
    finding("VTT_ANNOTATION_DISALLOWED", span, format!("`<{name}>` takes no annotation"))
}

pub(super) fn annotation_newline(span: Span) -> Diagnostic {
    finding("VTT_ANNOTATION_NEWLINE", span, "an annotation cannot hold a line break")
}

pub(super) fn lang_tag(span: Span, text: &str) -> Diagnostic {
    finding("VTT_LANG_TAG", span, format!("{} is no BCP 47 language tag", quote(text)))
}

pub(super) fn class_name(span: Span) -> Diagnostic {
    finding("VTT_CLASS_NAME", span, "expected a class name without `&` and `<`")
}

pub(super) fn class_empty(span: Span) -> Diagnostic {
    finding("VTT_CLASS_NAME", span, "expected a class name behind the dot")
}

/// `<rt>` outside of `<ruby>`.
pub(super) fn ruby_text_outside(span: Span) -> Diagnostic {
    finding(
        "VTT_RUBY_CONTENT",
        span,
        "`<rt>` stands directly in a `<ruby>` only: parsers ignore it",
    )
}

pub(super) fn ruby_without_text(span: Span) -> Diagnostic {
    finding("VTT_RUBY_CONTENT", span, "expected an `<rt>` in `<ruby>`")
}

pub(super) fn ruby_rest(span: Span) -> Diagnostic {
    finding("VTT_RUBY_CONTENT", span, "expected an `<rt>` behind the base text in `<ruby>`")
}

pub(super) fn cue_timestamp_form(span: Span, text: &str) -> Diagnostic {
    let message =
        format!("expected a timestamp such as 00:00:01.000 in the tag, found {}", quote(text));
    finding("VTT_CUE_TIMESTAMP_FORM", span, message)
}

pub(super) fn cue_timestamp_order(span: Span, rule: &'static str) -> Diagnostic {
    finding("VTT_CUE_TIMESTAMP_ORDER", span, format!("expected a time {rule}"))
}
