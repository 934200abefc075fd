//! What the TTML reader and validator can say: one code a kind of finding.

use std::borrow::Cow;

use crate::source::{Code, Diagnostic, Severity, Span};

/// A code with its severity.
pub(super) type Kind = (&'static str, Severity);

macro_rules! codes {
    ($($name:ident $severity:ident,)*) => {
        $(pub(super) const $name: Kind = (stringify!($name), Severity::$severity);)*

        /// Every code of the TTML house with its severity.
        pub static CODES: &[(&str, Severity)] = &[$((stringify!($name), Severity::$severity),)*];
    };
}

codes! {
    // Size.
    TTML_TOO_LONG Error,
    TTML_LIMIT Error,
    TTML_MORE_FINDINGS Info,
    // XML 1.0 and Namespaces in XML 1.0.
    TTML_XML_SYNTAX Error,
    TTML_XML_DECLARATION Error,
    TTML_XML_DTD Error,
    TTML_XML_DOCTYPE Warning,
    TTML_XML_NO_ROOT Error,
    TTML_XML_OUTSIDE_ROOT Error,
    TTML_XML_UNCLOSED Error,
    TTML_XML_END_TAG Error,
    TTML_XML_NAME Error,
    TTML_XML_ATTRIBUTE Error,
    TTML_XML_DUPLICATE_ATTRIBUTE Error,
    TTML_XML_LESS_THAN Error,
    TTML_XML_UNDECLARED_PREFIX Error,
    TTML_XML_CHARACTER Error,
    TTML_XML_AMPERSAND Error,
    TTML_XML_REFERENCE Error,
    TTML_XML_CDATA_END Error,
    TTML_XML_COMMENT Error,
    TTML_XML_INSTRUCTION Error,
    TTML_ENCODING Error,
    TTML_ENCODING_DECLARED Warning,
    // Identity.
    TTML_ROOT Error,
    TTML_NO_NAMESPACE Error,
    TTML_DRAFT_NAMESPACE Error,
    TTML_UNKNOWN_NAMESPACE Error,
    TTML_LANGUAGE Error,
    TTML_LANGUAGE_MISSING Error,
    // Parameters and times.
    TTML_PARAMETER Error,
    TTML_TIME_BASE Warning,
    TTML_TIME Error,
    TTML_TIME_CONTAINER Error,
    // Styles and regions.
    TTML_STYLE_UNKNOWN Error,
    TTML_STYLE_LOOP Error,
    TTML_REGION_UNKNOWN Error,
    // Structure and profiles.
    TTML_ELEMENT Error,
    TTML_ATTRIBUTE Error,
    TTML_MISSING_ATTRIBUTE Error,
    TTML_VALUE Error,
    TTML_ID Error,
    TTML_ID_PLAIN Error,
    TTML_DUPLICATE_ID Error,
    TTML_REFERENCE Error,
    TTML_CONTENT Error,
    TTML_METADATA Error,
    TTML_PROFILE Error,
    TTML_FRAMES_WITHOUT_RATE Error,
    TTML_TICKS_WITHOUT_RATE Error,
    TTML_IMSC Error,
    TTML_EBU_TT_D Error,
}

/// A finding of a kind.
pub(super) fn finding(kind: Kind, span: Span, message: impl Into<Cow<'static, str>>) -> Diagnostic {
    Diagnostic::new(Code(kind.0), kind.1, span, message)
}

/// Collects findings up to a number, so that hostile input cannot make the list larger than itself.
#[derive(Debug)]
pub(super) struct Sink {
    pub(super) list: Vec<Diagnostic>,
    limit: usize,
    more: usize,
    /// Whether anything made the text ill-formed XML.
    pub(super) ill_formed: bool,
}

impl Sink {
    pub(super) fn new(limit: usize) -> Self {
        Self { list: Vec::new(), limit, more: 0, ill_formed: false }
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        if self.list.len() < self.limit {
            self.list.push(diagnostic);
        } else {
            self.more += 1;
        }
    }

    pub(super) fn say(&mut self, kind: Kind, span: Span, message: impl Into<Cow<'static, str>>) {
        self.push(finding(kind, span, message));
    }

    /// A fault against XML itself.
    pub(super) fn fault(&mut self, kind: Kind, span: Span, message: impl Into<Cow<'static, str>>) {
        self.ill_formed = true;
        self.say(kind, span, message);
    }

    /// The findings in file order; the last one says how many were left out.
    pub(super) fn finish(mut self, end: u32) -> Vec<Diagnostic> {
        self.list.sort_by_key(|d| d.span.start);
        if self.more > 0 {
            let message = format!("{} more findings are not listed", self.more);
            self.list.push(finding(TTML_MORE_FINDINGS, Span::at(end), message));
        }
        self.list
    }
}
