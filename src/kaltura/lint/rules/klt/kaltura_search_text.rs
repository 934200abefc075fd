//! KLT044: words of a cue are missing from the search text.

use crate::format::Format;
use crate::kaltura::lint::references::{SEARCH_TEXT, SERVER_DFXP_SEARCH, SERVER_SRT};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues whose words are missing from the text by which an entry is found, though the upload
    /// check keeps them.
    ///
    /// ## Why
    ///
    /// The search text has parsers of its own. From SRT they delete every line that is only a number,
    /// even where the spoken text is `7`, and they read the bytes as UTF-8 whatever the encoding is.
    /// DFXP must be well-formed from its first byte on: an empty line before the XML declaration makes
    /// the file unsearchable.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// 1914
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write such a number as a word or with a full stop. Remove what is before the XML declaration.
    /// Write UTF-8.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `CaptionSearchPlugin.php` (`getCaptionSearchData`) and `getContent` of
    /// `srtCaptionsContentManager.php` and `dfxpCaptionsContentManager.php`. Read on 2026-11-30.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT044",
    name: "kaltura-search-text",
    summary: "words of a cue are missing from the search text",
    severity: Severity::Info,
    formats: &[
        Format::Srt,
        #[cfg(feature = "ttml")]
        Format::Ttml,
    ],
    references: &[SEARCH_TEXT, SERVER_SRT, SERVER_DFXP_SEARCH],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
