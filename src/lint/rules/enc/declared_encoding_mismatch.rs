//! ENC006: XML declarations that name another encoding than the file has.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds TTML files whose XML declaration names an encoding that the bytes are not in:
    /// `encoding="ISO-8859-1"` on UTF-8, `UTF-8` (which is also what no declaration means) on bytes
    /// that are not. The finding is a warning where the bytes are valid in the encoding they were read
    /// as, an error where they are not.
    ///
    /// ## Why
    ///
    /// XML parsers trust the declaration: every character beyond ASCII becomes two wrong ones, or the
    /// file is refused. Such files come from tools that convert the bytes and leave the declaration.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see wrong characters or no captions: an XML parser must refuse bytes that are not in the
    /// declared encoding. Bytes that are valid in it are a warning.
    ///
    /// ## Example
    ///
    /// The file is UTF-8:
    ///
    /// ```ttml,invalid
    /// <?xml version="1.0" encoding="us-ascii"?>
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="fr"><body><div>
    /// <p begin="1s" end="3s">Le café ouvre à six heures.</p>
    /// </div></body></tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <?xml version="1.0" encoding="UTF-8"?>
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="fr"><body><div>
    /// <p begin="1s" end="3s">Le café ouvre à six heures.</p>
    /// </div></body></tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Declare the encoding that the file has, preferably UTF-8 with `encoding="UTF-8"`. The safe fix
    /// changes the declaration where the bytes are UTF-8.
    ///
    /// ## Where it comes from
    ///
    /// W3C XML 1.0, section 4.3.3; W3C IMSC 1.1, document encoding.
}

pub(super) static RULE: Rule = Rule {
    code: "ENC006",
    name: "declared-encoding-mismatch",
    summary: "the XML declaration names an encoding that the file does not have",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    passes_on: &["TTML_ENCODING", "TTML_ENCODING_DECLARED"],
    references: &[Reference {
        title: "W3C XML 1.0, fifth edition, section 4.3.3, character encoding in entities",
        url: "https://www.w3.org/TR/2008/REC-xml-20081126/#charencoding",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    ..Rule::NEW
};
