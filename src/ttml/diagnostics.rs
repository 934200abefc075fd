//! Everything that the TTML reader and validator report: one code per kind of finding, one small function
//! per message.

use super::time_expression::TimeError;
use crate::source::{Diagnostic, DiagnosticList, Span, findings};

findings! {
    /// Every code of the TTML module with its severity.
    pub static CODES;

    // Size.
    TTML_TOO_LONG Error too_long(limit: usize): format!("the text is over {limit} bytes long");
    TTML_LIMIT Error
        too_many_elements(limit: usize): format!("more than {limit} elements"),
        too_deep(limit: usize): format!(
            "elements are nested over {limit} levels deep: deeper ones are read as if closed at once"
        ),
        too_many_attributes(limit: usize): format!(
            "more than {limit} attributes: the others are not read"
        ),
        too_many_declarations: "too many namespace declarations: the others are not read",
        too_many_regions(limit: usize): format!(
            "more than {limit} regions: the others are not read"
        ),
        too_much_shown(cues: usize, pieces: usize): format!(
            "more than {cues} cues, or cues that change so often that they have more than {pieces} pieces of text: the rest is not read"
        );
    TTML_MORE_FINDINGS Info more_findings(count: usize): format!(
        "{count} more findings are not listed"
    );

    // XML 1.0 and Namespaces in XML 1.0.
    TTML_XML_SYNTAX Error
        not_xml(why: &str): format!("not XML from here: {why}"),
        doctype_without_name: "a document type declaration must name the root: `<!DOCTYPE tt>`",
        second_doctype: "a second document type declaration";
    TTML_XML_DECLARATION Error
        late_declaration: "the XML declaration must be the first thing in the file",
        odd_declaration: "an XML declaration must have the form `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`";
    TTML_XML_DTD Error dtd: "document types are not read: no entities, no external files";
    TTML_XML_DOCTYPE Warning doctype: "a document type declaration has no effect here";
    TTML_XML_NO_ROOT Error no_root: "the root element is missing";
    TTML_XML_OUTSIDE_ROOT Error
        text_outside_root: "text is not allowed outside the root element",
        second_root: "a second element outside the root",
        doctype_outside_root: "a document type declaration must precede the root";
    TTML_XML_UNCLOSED Error unclosed(name: &str): format!("`{}` is never closed", short(name, 40));
    TTML_XML_END_TAG Error end_tag: "this end tag closes no open element";
    TTML_XML_NAME Error element_name: "this is not an element name";
    TTML_XML_ATTRIBUTE Error
        no_white_space: "white space is missing between attributes",
        no_closing_quote: "the closing quote is missing",
        no_attribute: "an attribute must have the form `name=\"value\"`",
        attribute_name: "this is not an attribute name",
        undeclared: "a prefix cannot be declared without a namespace",
        reserved_prefix: "the prefixes `xml` and `xmlns` and their namespaces are reserved";
    TTML_XML_DUPLICATE_ATTRIBUTE Error second_attribute: "this attribute is repeated";
    TTML_XML_LESS_THAN Error less_than: "`<` is not allowed in a value: write `&lt;`";
    TTML_XML_UNDECLARED_PREFIX Error undeclared_prefix(prefix: &str): format!(
        "the prefix `{}` is not declared", short(prefix, 40)
    );
    TTML_XML_CHARACTER Error character: "XML 1.0 does not allow this character";
    TTML_XML_AMPERSAND Error ampersand: "a bare `&` is not allowed in XML: write `&amp;`";
    TTML_XML_REFERENCE Error
        number: "this reference does not name a character that XML allows",
        entity(name: &str): format!(
            "`&{};` is not one of the five entities of XML, and document types are not read",
            short(name, 40)
        );
    TTML_XML_CDATA_END Error cdata_end: "`]]>` is not allowed in text: write `]]&gt;`";
    TTML_XML_COMMENT Error comment: "`--` is not allowed in a comment";
    TTML_XML_INSTRUCTION Error instruction: "this is not a name for a processing instruction";
    TTML_ENCODING Error
        invalid_bytes(count: usize): format!(
            "{count} bytes are not valid in UTF-8, in which the file is read"
        ),
        unknown_encoding(declared: &str): format!(
            "the encoding `{}` does not exist: XML parsers refuse the file", short(declared, 40)
        ),
        guessed_encoding(declared: &str, read: &str): format!(
            "the bytes are not in the declared encoding {}: they were read as {read}", short(declared, 40)
        );
    TTML_ENCODING_DECLARED Warning other_encoding(declared: &str, read: &str): format!(
        "the declared encoding is {}, but the file was read as {read}", short(declared, 40)
    );

    // Identity.
    TTML_ROOT Error
        youtube: "this is YouTube's own format, not TTML",
        sami: "this is SAMI, not TTML",
        root(name: &str): format!(
            "the root element of TTML is `tt` in its namespace, not `{}`", short(name, 40)
        ),
        intermediate(name: &str): format!(
            "`{name}` is the root of an intermediate document of TTML2: no captions are read from it"
        );
    TTML_NO_NAMESPACE Error
        no_namespace: "`tt` has no namespace: many parsers refuse the file",
        stray(name: &str): format!("this `{name}` has no namespace: parsers skip it");
    TTML_DRAFT_NAMESPACE Error draft: "a draft namespace of 2006: many parsers refuse it";
    TTML_UNKNOWN_NAMESPACE Error
        unknown_namespace: "this namespace does not exist: parsers ignore the names in it";
    TTML_LANGUAGE Error language: "this is not a language tag: write for example `en` or `pt-BR`";
    TTML_LANGUAGE_MISSING Error
        no_language: "`xml:lang` is missing on the root: declare the language of the text";

    // Parameters and times.
    TTML_PARAMETER Error
        frame_rate: "the frame rate must be a whole number above zero",
        sub_frame_rate: "the sub-frame rate must be a whole number above zero",
        tick_rate: "the tick rate must be a whole number above zero",
        multiplier: "the multiplier must be two whole numbers above zero, separated by a space",
        cell_resolution: "the cell resolution must be two whole numbers above zero",
        time_base: "the time base must be `media`, `smpte` or `clock`",
        drop_mode: "the drop mode must be `nonDrop`, `dropNTSC` or `dropPAL`";
    TTML_TIME_BASE Warning
        smpte: "SMPTE labels are counted as frames from zero here, unlike in most parsers",
        clock: "wall-clock times are read as media times",
        wallclock: TimeError::Wallclock.to_string();
    TTML_TIME Error
        time(error: TimeError): error.to_string(),
        wallclock_in_ttml1: "only TTML2 has wall-clock times",
        discontinuous: "discontinuous markers do not allow durations: write `end`";
    TTML_TIME_CONTAINER Error time_container: "a time container must be `par` or `seq`";

    // Styles and regions.
    TTML_STYLE_UNKNOWN Error unknown_style(id: &str): format!(
        "the style `{}` is not defined in the styling section", short(id, 60)
    );
    TTML_STYLE_LOOP Error style_loop: "this style refers to itself";
    TTML_REGION_UNKNOWN Error unknown_region(id: &str): format!(
        "the region `{}` is not defined: the text is not shown", short(id, 60)
    );

    // Structure and profiles.
    TTML_ELEMENT Error
        unknown_element: "TTML has no such element",
        misplaced: "this element is not allowed here",
        misplaced_in(parent: &str): format!("this element is not allowed in `{parent}`"),
        out_of_order: "this element must precede others that it follows",
        second_element: "only one such element is allowed here";
    TTML_ATTRIBUTE Error
        prefixed: "this attribute of TTML must have no prefix",
        unknown_in_imsc: "IMSC has no such attribute",
        unknown_in_ebu: "EBU-TT has no such style attribute",
        refused(element: &str): format!("this attribute is not allowed on `{element}`"),
        unknown_style_attribute: "TTML has no such style attribute",
        not_in_ttml1: "this attribute is not in TTML1",
        unknown_parameter: "TTML has no such parameter",
        unknown_metadata: "TTML has no such metadata attribute";
    TTML_MISSING_ATTRIBUTE Error missing(name: &str): format!("`{name}` is missing");
    TTML_VALUE Error
        value(wanted: &'static str): wanted,
        word(words: &[&str]): format!("the value must be one of {}", words.join(", ")),
        padded_color: "white space inside the parentheses of a color: parsers of older editions of TTML1 refuse it",
        role: "this is not a role: use one of TTML or a word that begins with `x-`",
        space: "`xml:space` must be `default` or `preserve`",
        isd_version: "the version must be a whole number of at least 2",
        isd_size: "the size must be a whole number without a sign";
    TTML_ID Error id: "an id must begin with a letter and have no spaces or colons";
    TTML_ID_PLAIN Error plain_id: "the id of an element must be written as `xml:id`";
    TTML_DUPLICATE_ID Error second_id: "this id is already used";
    TTML_REFERENCE Error
        style_references: "style references must be ids separated by spaces",
        nested_unknown_style: "this style is not defined in the styling section",
        agent_references: "references to agents must be ids separated by spaces",
        several_agents: "an actor must refer to one agent: write an element for each";
    TTML_CONTENT Error
        text_in(element: &str): format!("`{element}` cannot contain text directly"),
        crowded_set: "a `set` may only change one property",
        ruby_nesting(part: &str, parents: &str): format!(
            "the ruby part `{part}` must be in {parents}"
        ),
        ruby_in_ruby: "this ruby container is inside another ruby",
        ruby_text(part: &str): format!(
            "a ruby `{part}` cannot contain text directly: put it into a `base` or `text`"
        ),
        ruby_parts(part: &str, wanted: &str): format!("a ruby `{part}` needs {wanted}");
    TTML_METADATA Error unknown_agent: "this agent is not defined in the head";
    TTML_PROFILE Error
        no_profile: "a profile is missing",
        no_profile_uri: "a profile must be named by a URI",
        unknown_profile: "TTML has no profile of this name",
        relative_base: "the base must be an absolute URI",
        foreign_base: "the base of features must be `http://www.w3.org/ns/ttml/feature/`: others are extensions",
        no_designation: "a designation such as `#presentation` is missing",
        unknown_designation: "TTML defines nothing with this name",
        foreign_feature: "a feature must be one of TTML: others are extensions";
    TTML_FRAMES_WITHOUT_RATE Error frames_without_rate:
        "times in frames need `ttp:frameRate` on `tt`: without it they are read at 30 frames per second";
    TTML_TICKS_WITHOUT_RATE Error ticks_without_rate:
        "times in ticks need `ttp:tickRate` on `tt`: without it a tick is a frame or a second";
    TTML_IMSC Error
        imsc_encoding: "an IMSC document must be in UTF-8",
        imsc_element: "this profile of IMSC has no such element",
        imsc_region_extent: "an IMSC region needs `tts:extent`",
        imsc_region_outside: "an IMSC region must lie within the root, whose extent is given",
        imsc_attribute: "this profile of IMSC has no such attribute",
        imsc_misplaced: "this is not allowed here",
        imsc_parameter: "IMSC does not allow this parameter",
        imsc_time_base: "IMSC only has the time base `media`",
        imsc_profile: "IMSC has no profile of this name",
        imsc_pixels: "the unit `px` needs `tts:extent` on `tt`",
        imsc_cells: "IMSC does not allow the unit `c` here",
        imsc_em: "IMSC does not allow the unit `em` here",
        imsc_root_relative: "IMSC does not allow the units `rw` and `rh` in `tts:origin`: write `px` or `%`",
        imsc_negative: "IMSC does not allow negative lengths here",
        imsc_value: "this profile of IMSC does not allow this value";
    TTML_EBU_TT_D Error
        ebu_element: "EBU-TT-D has no such element",
        ebu_missing(name: &str): format!("`{name}` is missing"),
        ebu_timed_twice: "a span must not have times in a paragraph or span that has some",
        ebu_untimed_span: "neither the paragraph nor this span has times",
        ebu_untimed_text: "part of the text has no time: neither the paragraph nor a span has times for it",
        ebu_style: "EBU-TT-D content must refer to its style",
        ebu_color: "an EBU-TT-D color must be `#rrggbb` or `#rrggbbaa`",
        ebu_time_base: "EBU-TT-D only has the time base `media`",
        ebu_parameter: "EBU-TT-D does not allow this parameter",
        ebu_attribute: "EBU-TT-D does not allow this attribute",
        ebu_time: "an EBU-TT-D time must be written as `HH:MM:SS.mmm`";
}

/// The first characters of a text from the file, which may be long.
fn short(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

/// Collects findings up to a limit, so that the list for hostile input stays small.
/// Without `TELL` it keeps only whether the text is well-formed.
#[derive(Debug)]
pub(super) struct Sink<const TELL: bool = true> {
    found: DiagnosticList<TELL>,
    /// Whether anything made the text ill-formed XML.
    pub(super) ill_formed: bool,
}

impl<const TELL: bool> Sink<TELL> {
    pub(super) const fn new(limit: usize) -> Self {
        Self { found: DiagnosticList::new(limit), ill_formed: false }
    }

    /// Adds the finding that `make` makes.
    pub(super) fn add(&mut self, make: impl FnOnce() -> Diagnostic) {
        self.found.add(make);
    }

    /// An error in the XML itself.
    pub(super) fn fault(&mut self, make: impl FnOnce() -> Diagnostic) {
        self.ill_formed = true;
        self.add(make);
    }

    /// The findings in file order; the last one reports how many were left out.
    pub(super) fn finish(self, end: u32) -> Vec<Diagnostic> {
        self.found.in_file_order(|left| more_findings(Span::at(end), left.count))
    }
}
